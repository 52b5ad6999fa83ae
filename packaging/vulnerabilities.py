"""Ask the open database of vulnerabilities (OSV, https://osv.dev) about the locked packages, when a network is there.

    .venv/bin/python packaging/vulnerabilities.py

Exit 0 when nothing is known or nobody answers (it says which), 1 when a package has a known vulnerability that is not
on the list of those looked at. The protocol: https://google.github.io/osv.dev/post-v1-querybatch/.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import licences

DATABASE = os.environ.get("JIANGPING_OSV", "https://api.osv.dev/v1/querybatch")
SECONDS = 15
# Looked at and found not to matter here: id -> why.
LOOKED_AT: dict[str, str] = {}


def packages() -> list[tuple[str, str]]:
    """(name, version) of every pinned package; one with two versions by marker stands twice."""
    return [(name, version) for name, versions in licences.locked() for version in versions.split(" / ")]


def ask(pinned: list[tuple[str, str]], address: str = DATABASE) -> dict[str, list[str]] | None:
    """Ids of known vulnerabilities by "name version"; None when nobody answers."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in pinned]
    request = urllib.request.Request(
        address, data=json.dumps({"queries": queries}).encode(), headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            results = json.loads(answer.read())["results"]
    except (OSError, urllib.error.URLError, ValueError, KeyError):
        return None
    return {
        f"{name} {version}": [found["id"] for found in result.get("vulns", [])]
        for (name, version), result in zip(pinned, results, strict=True)
        if result.get("vulns")
    }


def main(arguments: list[str]) -> int:
    """Ask and say what came back."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args(
        arguments
    )
    pinned = packages()
    found = ask(pinned)
    if found is None:
        print("nobody answered: known vulnerabilities were NOT checked (no network?)")
        return 0
    open_ones = {package: [one for one in ids if one not in LOOKED_AT] for package, ids in found.items()}
    for package, ids in open_ones.items():
        for one in ids:
            print(f"{package}: {one}")
    left = sum(map(len, open_ones.values()))
    print(f"{len(pinned)} packages asked about, {left} known vulnerabilities not looked at yet")
    return int(left > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
