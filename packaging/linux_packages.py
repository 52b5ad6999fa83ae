"""Pack the frozen Linux program: a Debian package and a kit that runs from a stick.

    .venv/bin/python packaging/freeze.py
    .venv/bin/python packaging/linux_packages.py [--program dist/jiangping] [--out dist]

The package puts everything into /opt/jiangping, what desktops look for into /usr/share and a command into /usr/bin. It
has no scripts and no settings of its own, so removing and purging do the same: every file it brought goes, with the
folders that are empty then (/opt too where nothing else is in it: dpkg removes it). What people made stays in their own
folders, untouched: contests, backups, settings, logs. The kit is one folder in a .tar.xz with a script that keeps all
data beside it. Both hold the same files with the same times, so that two builds of one program are alike.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import brand
import freeze

from app import BUILT, EXECUTABLE, VERSION

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
HOME = f"opt/{EXECUTABLE}"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "loongarch64": "loong64"}
# What the frozen program takes from the system: the graphics driver's side of OpenGL, and CUPS where one prints.
CONTROL = """\
Package: {name}
Version: {version}
Section: misc
Priority: optional
Architecture: {architecture}
Installed-Size: {kilobytes}
Depends: libc6 (>= {glibc}), libgl1, libegl1
Recommends: libcups2 | libcups2t64, shared-mime-info, desktop-file-utils
Maintainer: 匠评 Jiangping <noreply@jiangping.invalid>
Description: on-site judging for skill contests (匠评)
 Runs a workers' skill contest on one computer without a network: roster,
 check-in, blind draw, marks keyed twice, recheck, lock, ranking,
 certificates, and a signed result bundle for the office.
"""
COPYRIGHT = """\
匠评 Jiangping is under the Apache License 2.0 (/usr/share/common-licenses/Apache-2.0).
What it carries of others, with all texts: /{home}/_internal/licences
"""


class NotPacked(Exception):
    """A tool or the frozen program is missing, or packing failed."""


def write(file: Path, content: bytes | str, mode: int = 0o644) -> None:
    """Write one file of the tree with its rights."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    file.chmod(mode)


def set_rights(tree: Path) -> None:
    """Rights and times that do not depend on who packs and when: everybody reads, programs run."""
    moment = _seconds(BUILT)
    for path in sorted(tree.rglob("*"), reverse=True):
        runs = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment))


def _seconds(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def make_tree(program: Path, tree: Path, work: Path) -> None:
    """Lay out the files of the Debian package under `tree`."""
    shutil.copytree(program, tree / HOME)
    share = tree / "usr" / "share"
    write(share / "applications" / f"{EXECUTABLE}.desktop", (LINUX / "jiangping.desktop").read_bytes())
    write(share / "mime" / "packages" / f"{EXECUTABLE}.xml", (LINUX / "jiangping.xml").read_bytes())
    for picture in brand.draw(work / "brand"):
        if picture.suffix == ".png":
            size = picture.stem.rpartition("-")[2]
            write(share / f"icons/hicolor/{size}x{size}/apps/{EXECUTABLE}.png", picture.read_bytes())
    write(share / f"icons/hicolor/scalable/apps/{EXECUTABLE}.svg", brand.DRAWING.read_bytes())
    write(share / "doc" / EXECUTABLE / "copyright", COPYRIGHT.format(home=HOME))
    command = tree / "usr" / "bin" / EXECUTABLE
    write(command, f'#!/bin/sh\nexec /{HOME}/{EXECUTABLE} "$@"\n', 0o755)


def architecture() -> str:
    """This machine's name among Debian's.

    Raises:
        NotPacked: there is none.
    """
    try:
        return ARCHITECTURES[platform.machine()]
    except KeyError:
        raise NotPacked(f"no Debian name is known for {platform.machine()}") from None


def make_deb(program: Path, out: Path, work: Path) -> Path:
    """Make the Debian package; gives its file."""
    if not shutil.which("dpkg-deb"):
        raise NotPacked("dpkg-deb is missing: pack on Debian or one of its kind")
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    make_tree(program, tree, work)
    control = CONTROL.format(
        name=EXECUTABLE,
        version=VERSION,
        architecture=architecture(),
        kilobytes=freeze.size_of(tree) // 1024,
        glibc=freeze.newest_glibc(program) or "2.28",
    )
    write(tree / "DEBIAN" / "control", control)
    set_rights(tree)
    file = out / f"{EXECUTABLE}_{VERSION}_{architecture()}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(file)]
    surroundings = dict(os.environ, SOURCE_DATE_EPOCH=str(_seconds(BUILT)))
    answer = subprocess.run(command, check=False, capture_output=True, text=True, env=surroundings)
    if answer.returncode:
        raise NotPacked(f"dpkg-deb failed: {answer.stderr.strip()}")
    return file


def make_kit(program: Path, out: Path) -> Path:
    """Make the kit for a stick; gives its file."""
    name = f"{EXECUTABLE}-{VERSION}-linux-{platform.machine()}"
    file = out / f"{name}.tar.xz"
    moment = _seconds(BUILT)

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = moment
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    with tarfile.open(file, "w:xz", preset=6) as archive:
        for source in (LINUX / "READ-ME-FIRST.txt", LINUX / "start.sh"):
            archive.add(source, f"{name}/{source.name}", filter=plain)
        for path in sorted(program.rglob("*")):
            archive.add(path, f"{name}/{EXECUTABLE}/{path.relative_to(program)}", recursive=False, filter=plain)
    return file


def main(arguments: list[str]) -> int:
    """Pack and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "dist" / "jiangping", metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER")
    wanted = parser.parse_args(arguments)
    try:
        if not (wanted.program / EXECUTABLE).is_file():
            raise NotPacked(f"there is no {wanted.program}: build it first with packaging/freeze.py")
        wanted.out.mkdir(parents=True, exist_ok=True)
        for made in (make_deb(wanted.program, wanted.out, ROOT / "build"), make_kit(wanted.program, wanted.out)):
            print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    except NotPacked as problem:
        print(f"not packed: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
