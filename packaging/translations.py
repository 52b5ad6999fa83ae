"""Collects the window's texts and makes the translation files Qt loads; run after changing a text of the window.

`python packaging/translations.py` writes resources/translations/app_en.ts (new texts appear there as unfinished) and
app_en.qm, and ends with 1 while texts are unfinished, naming them. `--check` writes nothing and says the same.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Tree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "resources" / "translations" / "app_en.ts"


def tool(name: str) -> str:
    """The Qt tool of that name that came with PySide6."""
    beside = Path(sys.executable).with_name(name)
    found = shutil.which(str(beside)) or shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed; it comes with PySide6")
    return found


def unfinished(file: Path = SOURCE) -> list[str]:
    """Texts without a translation, as "context: text"."""
    left = []
    for context in Tree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished" or not translation.text:
                left.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return left


def collect(target: Path) -> None:
    """Write the texts of the window into a .ts file, keeping the translations it has."""
    files = ["main.py", "app/settings.py", *sorted(str(file.relative_to(ROOT)) for file in (ROOT / "ui").rglob("*.py"))]
    options = ["-silent", "-noobsolete", "-locations", "none"]
    subprocess.run([tool("pyside6-lupdate"), *options, *files, "-ts", str(target)], cwd=ROOT, check=True)


def check() -> int:
    """Say which texts of the window the English lacks, leaving the files as they are."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, SOURCE.name)
        shutil.copyfile(SOURCE, copy)
        collect(copy)
        left = unfinished(copy)
    for line in left:
        print(line)
    print(f"{len(left)} texts without their English")
    return int(bool(left))


def main(arguments: list[str]) -> int:
    """Collect, compile, and say what is left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, only say what is unfinished")
    if parser.parse_args(arguments).check:
        return check()
    collect(SOURCE)
    compiled = SOURCE.with_suffix(".qm")
    subprocess.run([tool("pyside6-lrelease"), "-silent", str(SOURCE), "-qm", str(compiled)], cwd=ROOT, check=True)
    left = unfinished()
    for line in left:
        print(line)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
