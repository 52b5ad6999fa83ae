"""The one command before a commit: format, lint, types, dead code, words, translations, licences, vulnerabilities,
coverage, tests.

    .venv/bin/python packaging/check.py            everything, with branch coverage of the exact parts
    .venv/bin/python packaging/check.py --quick    without the network, the tests and their coverage
    .venv/bin/python packaging/check.py --fix      lets ruff repair what it can, then checks

Every step runs even when one before it failed, so that one look shows all. Every test runs once: those that reach the
exact parts (`MEASURED`) under measurement, which makes them slower, and all others without. At the end stands how long
each step took. Exit 0 only when all passed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ["tests/unit", "tests/services", "tests/store"]  # the floors of packaging/floors.py are theirs
SOURCES = ["app", "db", "ui", "resources", "packaging", "tests", "main.py"]


def steps(*, fix: bool = False, quick: bool = False) -> list[tuple[str, list[str]]]:
    """(name, arguments for Python) of what is to be run."""
    found: list[tuple[str, list[str]]] = []
    if fix:
        found += [
            ("repair", ["-m", "ruff", "check", "-q", "--fix", *SOURCES]),
            ("format", ["-m", "ruff", "format", "-q", *SOURCES]),
        ]
    found += [
        ("format", ["-m", "ruff", "format", "--check", *SOURCES]),
        ("lint", ["-m", "ruff", "check", *SOURCES]),
        ("types", ["-m", "mypy"]),
        ("dead code", ["-m", "vulture"]),
        ("words", ["packaging/words.py"]),
        ("translations", ["packaging/translations.py", "--check"]),
        ("licences", ["packaging/licences.py", "--check"]),
    ]
    if not quick:
        found += [
            ("vulnerabilities", ["packaging/vulnerabilities.py"]),
            ("measured tests", ["-m", "coverage", "run", "-m", "pytest", "-q", *MEASURED]),
            ("coverage floors", ["packaging/floors.py"]),
            ("all other tests", ["-m", "pytest", "-q", *(f"--ignore={folder}" for folder in MEASURED)]),
        ]
    return found


def main(arguments: list[str]) -> int:
    """Run the steps and say at the end how long each took and which of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fix", action="store_true", help="let ruff repair what it can first")
    parser.add_argument("--quick", action="store_true", help="without the network, the tests and their coverage")
    given = parser.parse_args(arguments)
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    told: list[str] = []
    failed: list[str] = []
    for name, command in steps(fix=given.fix, quick=given.quick):
        print(f"── {name}", flush=True)
        started = time.monotonic()
        status = subprocess.call([sys.executable, *command], cwd=ROOT, env=environment)
        told.append(f"{'passed' if status == 0 else 'FAILED'}  {time.monotonic() - started:7.1f} s  {name}")
        print(f"   {told[-1]}", flush=True)
        if status:
            failed.append(name)
    print("\n".join(["", *told, "all passed" if not failed else "failed: " + ", ".join(failed)]))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
