"""Write the table of third-party licences in LICENCES.md from what the installed packages say of themselves.

`.venv/bin/python packaging/licences.py` writes it, `--check` only says whether it still fits (exit 1 when not). A
licence that is not on the list of allowed ones is refused: the program goes to closed offices and must stay free to.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
OVERVIEW = ROOT / "LICENCES.md"
BEGIN, END = "<!-- packages: written by packaging/licences.py -->", "<!-- end of packages -->"

ALLOWED = {
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "ISC",
    "PSF-2.0",
    "MPL-2.0",  # by file: unmodified, it asks nothing of the program around it
    "LGPL-3.0-only",
}
# Taken from the package's own licence file where its metadata is silent, loose or offers a choice (then: ours).
READ_BY_HAND = {
    "charset-normalizer": "MIT",
    "colorama": "BSD-3-Clause",
    "cryptography": "Apache-2.0",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "orjson": "MPL-2.0",  # and MIT at our choice for the parts that offer one
    "pypdfium2": "BSD-3-Clause",
    "pyrage": "MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "qrcode": "BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    "rich": "MIT",
    "shellingham": "ISC",
    "shiboken6": "LGPL-3.0-only",
}
ELSEWHERE = {"colorama", "tzdata"}  # for other systems: pinned in the lock, not installed on this one


def locked() -> list[tuple[str, str]]:
    """(package, versions) of the run-time lock, in order; a package with two lines by marker has both versions."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK.read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(version)
    return [(name, " / ".join(versions)) for name, versions in sorted(found.items())]


def licence_of(package: str) -> str:
    """The SPDX name of a package's licence.

    Raises:
        ValueError: the package does not say, or says something we do not ship.
    """
    licence = READ_BY_HAND.get(package)
    if licence is None and package not in ELSEWHERE:
        licence = metadata.metadata(package).get("License-Expression")
    if licence not in ALLOWED:
        raise ValueError(f"{package}: licence {licence!r} is not among the allowed ones; read it and decide")
    return licence


def table() -> str:
    """The table as it stands in LICENCES.md."""
    rows = [f"| {name} | {version} | {licence_of(name)} |" for name, version in locked()]
    return "\n".join(["| package | version | licence |", "| --- | --- | --- |", *rows])


def with_table(text: str) -> str:
    """The overview with the table between its two marks made new."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Write the overview, or with `--check` compare it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    given = parser.parse_args(arguments)
    old = OVERVIEW.read_text("utf-8")
    new = with_table(old)
    if given.check:
        if old != new:
            print("LICENCES.md no longer fits the lock: run packaging/licences.py")
        return int(old != new)
    OVERVIEW.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
