"""Build the frozen program: one command, one folder, nothing of this machine needed afterwards.

    .venv/bin/python packaging/freeze.py [--out FOLDER]      default: dist

It draws the icon, lets PyInstaller collect the program (packaging/app.spec), strips what debuggers want, writes the
licences of the system libraries that came along, and refuses a folder that holds a part under the GPL alone. The
oldest system the result runs on is the one it is built on: build on the oldest you support.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import brand

ROOT = Path(__file__).resolve().parent.parent
LINUX = sys.platform.startswith("linux")
# Files whose only open licence is the GPL; the program goes to closed offices and must not hold them.
FORBIDDEN = ("libreadline", "VirtualKeyboard", "Qt6Charts", "DataVisualization", "libgdbm", "libncurses")
SYSTEM_LICENCES = "SYSTEM-LIBRARIES.txt"


class NotBuilt(Exception):
    """The folder could not be made, or must not be given away."""


def collect(out: Path, work: Path) -> Path:
    """Let PyInstaller make the folder; gives it."""
    if LINUX and not (shutil.which("objcopy") and shutil.which("objdump")):
        raise NotBuilt("objcopy and objdump are missing: install the system's package binutils")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work), str(ROOT / "packaging" / "app.spec")]
    answer = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, errors="replace")
    if answer.returncode:
        raise NotBuilt("PyInstaller failed:\n" + "\n".join((answer.stdout + answer.stderr).splitlines()[-15:]))
    return out / "jiangping"


def shared_files(folder: Path) -> list[Path]:
    """The real files (no links) that are shared libraries."""
    return sorted(file for file in folder.rglob("*") if ".so" in file.name and file.is_file() and not file.is_symlink())


def strip(folder: Path) -> int:
    """Take symbols out of Python's own libraries and those of the system; gives the bytes saved.

    Wheels are left as they are: their makers stripped them, and some are laid out so that strip would break them.
    """
    if not shutil.which("strip"):
        return 0
    own = [file for file in shared_files(folder) if file.parent.name in ("_internal", "lib-dynload")]
    before = sum(file.stat().st_size for file in own)
    for file in own:
        subprocess.run(["strip", "--strip-unneeded", str(file)], check=False, capture_output=True)
    return before - sum(file.stat().st_size for file in own)


def system_package(name: str) -> str | None:
    """The Debian package a system library of that file name belongs to, if this is such a system."""
    if not shutil.which("dpkg-query"):
        return None
    found = subprocess.run(["dpkg-query", "-S", f"*/{name}"], check=False, capture_output=True, text=True).stdout
    packages = {line.split(":")[0].strip() for line in found.splitlines() if line.rstrip().endswith("/" + name)}
    return min(packages) if packages else None


def write_system_licences(folder: Path) -> list[str]:
    """Write the copyright texts of all system libraries that came along beside the other licences; gives packages."""
    packages = {package for file in shared_files(folder) if (package := system_package(file.name))}
    parts = ["Libraries of the operating system that this folder carries, with the texts of their packages.\n"]
    for package in sorted(packages):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            parts.append(f"\n{'=' * 100}\n{package}\n{'=' * 100}\n{text.read_text('utf-8', errors='replace')}")
    (folder / "_internal" / "licences" / SYSTEM_LICENCES).write_text("".join(parts), "utf-8")
    return sorted(packages)


def drop_links(folder: Path) -> None:
    """Take the symbolic links away: every library finds its like without them, and a stick's file system has none."""
    for link in [file for file in folder.rglob("*") if file.is_symlink()]:
        link.unlink()


def refuse_forbidden(folder: Path) -> None:
    """Refuse a folder that holds what must not be given away.

    Raises:
        NotBuilt: with the names of those files.
    """
    bad = [file.name for file in folder.rglob("*") if any(part in file.name for part in FORBIDDEN)]
    if bad:
        raise NotBuilt("parts under the GPL alone were collected: " + ", ".join(sorted(bad)))


def newest_glibc(folder: Path) -> str:
    """The newest glibc that any file asks for, as "2.30"; "" when it cannot be told."""
    if not shutil.which("objdump"):
        return ""
    wanted: set[tuple[int, ...]] = set()
    for file in [*shared_files(folder), folder / "jiangping"]:
        text = subprocess.run(["objdump", "-T", str(file)], check=False, capture_output=True, text=True).stdout
        wanted |= {tuple(int(n) for n in found.split(".")) for found in re.findall(r"GLIBC_(\d+\.\d+)", text)}
    return ".".join(str(number) for number in max(wanted)) if wanted else ""


def size_of(folder: Path) -> int:
    """Bytes of all files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def freeze(out: Path) -> Path:
    """Build into `out`; gives the program's folder.

    Raises:
        NotBuilt: a tool is missing, PyInstaller failed, or the folder must not be given away.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    work = ROOT / "build"
    brand.draw(work / "brand")
    folder = collect(out, work)
    saved = strip(folder) if LINUX else 0
    drop_links(folder)
    refuse_forbidden(folder)
    print(f"{folder}: {size_of(folder) / 1e6:.0f} MB ({saved / 1e6:.0f} MB of symbols stripped)")
    if LINUX:
        print(f"system libraries inside, from {len(write_system_licences(folder))} packages; licences written")
        print(f"runs on glibc {newest_glibc(folder)} and newer")
    return folder


def main(arguments: list[str]) -> int:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER")
    try:
        freeze(parser.parse_args(arguments).out.resolve())
    except NotBuilt as problem:
        print(f"not built: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
