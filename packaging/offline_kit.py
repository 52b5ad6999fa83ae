"""Gather everything a machine without a network needs to run, test and build the program: source and wheels, one file.

    .venv/bin/python packaging/offline_kit.py                                for this machine and this Python
    .venv/bin/python packaging/offline_kit.py --for windows-x64 --for linux-x64 --python 3.11 --python 3.13
    options: [--run-only] [--commit HEAD] [--no-history] [--wheels build/wheels] [--out dist]

Every wheel is one the locks name by its hash; what a system or a Python does not need stays out by the locks' own
markers. The archive holds the source at the commit with the wheels where `bootstrap.py` looks for them
(`packaging/wheels`), the history as a git bundle, and a list of SHA-256. The same commit and wheels make the same file.
On the other machine, which has nothing but Python (and Qt's system libraries on Linux: the command names them):

    python3 -m tarfile -e jiangping-offline-….tar
    cd jiangping-offline-…
    python3 packaging/bootstrap.py test
"""

from __future__ import annotations

import argparse
import hashlib
import io
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker  # PyPI's: our folder of that name is no package

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app import VERSION

ROOT = Path(__file__).resolve().parent.parent
RUN, TEST = (ROOT / "packaging" / name for name in ("requirements.lock", "requirements-dev.lock"))
WHEELS = "packaging/wheels"
HISTORY, SUMS = "history.bundle", "SHA256SUMS"
# Minor numbers of glibc 2.x: what the pinned Qt asks for below Python 3.14, and from it on.
GLIBC = {"x86_64": (28, 34), "aarch64": (39, 39)}
NEWER_PYTHON = (3, 14)
REQUIREMENT = re.compile(
    r"(?P<pin>[A-Za-z0-9._-]+==[^\s;]+)(?:\s*;\s*(?P<marker>.+?))?(?P<hashes>(?:\s+--hash=\S+)+)$", re.MULTILINE
)


class NotGathered(Exception):
    """A wheel is not to be had, or a tool failed."""


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of machine: how it is called here, and what the markers of a lock ask about it."""

    name: str
    system: str  # sys.platform
    machine: str  # platform.machine()

    @classmethod
    def named(cls, name: str) -> Target:
        """The target of that name.

        Raises:
            NotGathered: there is none.
        """
        try:
            return TARGETS[name]
        except KeyError:
            raise NotGathered(f"no such machine: {name}; there are {', '.join(TARGETS)}") from None

    @classmethod
    def here(cls) -> Target:
        """This machine.

        Raises:
            NotGathered: it is none of those known.
        """
        for target in TARGETS.values():
            if (target.system, target.machine) == (sys.platform, platform.machine()):
                return target
        raise NotGathered(f"no wheels are known for {sys.platform} on {platform.machine()}")

    def facts(self, python: str) -> dict[str, str]:
        """What a marker may ask about this machine with that Python ("3.11")."""
        windows = self.system == "win32"
        return {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "platform_python_implementation": "CPython",
            "os_name": "nt" if windows else "posix",
            "sys_platform": self.system,
            "platform_system": "Windows" if windows else "Linux",
            "platform_machine": self.machine,
            "platform_release": "",
            "platform_version": "",
            "extra": "",
        }

    def platforms(self, python: str) -> list[str]:
        """The names of its wheels, newest base first."""
        if self.system == "win32":
            return ["win_amd64"]
        newest = GLIBC[self.machine][numbers(python) >= NEWER_PYTHON]
        found = [f"manylinux_2_{minor}_{self.machine}" for minor in range(newest, 4, -1)]
        return [*found, f"manylinux2014_{self.machine}", f"linux_{self.machine}"]


TARGETS = {
    target.name: target
    for target in (
        Target("linux-x64", "linux", "x86_64"),
        Target("linux-arm64", "linux", "aarch64"),
        Target("windows-x64", "win32", "AMD64"),
    )
}


def numbers(python: str) -> tuple[int, ...]:
    """The version as numbers, for comparing."""
    return tuple(int(part) for part in python.split("."))


def wanted(lock: str, target: Target, python: str) -> str:
    """The lines of a lock that this machine needs, without their markers, with all hashes."""
    facts = target.facts(python)
    lines = []
    for found in REQUIREMENT.finditer(lock.replace("\\\n", " ")):
        if found["marker"] is None or Marker(found["marker"]).evaluate(facts):
            lines.append(f"{found['pin']}{found['hashes']}\n")
    return "".join(lines)


def gather(target: Target, python: str, store: Path, locks: list[Path], *, network: bool = True) -> Path:
    """Fetch the wheels of the locks for one kind of machine; gives their folder. What is there already stays, and
    without `network` must be all of it.

    Raises:
        NotGathered: a wheel is not to be had, or differs from its hash.
    """
    folder = store / f"{target.name}-{python}"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--require-hashes"]
    command += ["--no-deps", "--only-binary", ":all:", "--dest", str(folder), "--implementation", "cp"]
    command += ["--python-version", python, "--find-links", str(folder), *([] if network else ["--no-index"])]
    for name in target.platforms(python):
        command += ["--platform", name]
    with tempfile.TemporaryDirectory() as scratch:
        for lock in locks:
            lines = Path(scratch, lock.name)
            lines.write_text(wanted(lock.read_text("utf-8"), target, python), "utf-8")
            answer = subprocess.run([*command, "-r", str(lines)], check=False, capture_output=True, text=True)
            if answer.returncode:
                end = "\n".join(answer.stderr.strip().splitlines()[-6:])
                raise NotGathered(f"wheels of {lock.name} for {target.name}, Python {python}:\n{end}")
    return folder


def git(*arguments: str) -> bytes:
    """What git answers about this project.

    Raises:
        NotGathered: git refused.
    """
    answer = subprocess.run(["git", *arguments], cwd=ROOT, check=False, capture_output=True)
    if answer.returncode:
        raise NotGathered(f"git {arguments[0]}: {answer.stderr.decode(errors='replace').strip()}")
    return answer.stdout


def copy_source(commit: str, folder: Path) -> None:
    """Lay the tree of a commit out in a folder."""
    with tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", commit))) as archive:
        archive.extractall(folder, filter="data")


def pack(name: str, folder: Path, file: Path, moment: int) -> None:
    """Put a folder into an archive under that name, in order, with one time and no owner."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = moment
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    part = file.with_name(file.name + ".part")
    with tarfile.open(part, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.add(path, f"{name}/{path.relative_to(folder).as_posix()}", recursive=False, filter=plain)
    part.replace(file)


def write_sums(folder: Path) -> int:
    """List the SHA-256 of wheels and history as `sha256sum -c` reads it; gives how many wheels there are."""
    wheels = sorted((folder / WHEELS).glob("*.whl"))
    files = [*wheels, *folder.glob(HISTORY)]
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n" for file in files
    ]
    (folder / SUMS).write_text("".join(lines), "ascii")
    return len(wheels)


def make(
    targets: list[Target], pythons: list[str], out: Path, store: Path, *, commit: str, locks: list[Path], history: bool
) -> Path:
    """Make the kit; gives its file.

    Raises:
        NotGathered: a wheel or the commit is not to be had.
    """
    short = git("rev-parse", "--short=10", f"{commit}^{{commit}}").decode().strip()
    moment = int(git("show", "-s", "--format=%ct", commit))
    name = f"jiangping-offline-{VERSION}-{short}"
    folders = [gather(target, python, store, locks) for target in targets for python in pythons]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        tree = Path(scratch)
        copy_source(commit, tree)
        (tree / WHEELS).mkdir(parents=True)
        kept = {file.name: file for folder in folders for file in folder.glob("*.whl") if named(file, locks)}
        for wheel in kept.values():
            shutil.copyfile(wheel, tree / WHEELS / wheel.name)
        if history:
            branch = git("rev-parse", "--abbrev-ref", "HEAD").decode().strip()  # "HEAD" when none is checked out
            git("bundle", "create", "-q", str(tree / HISTORY), *sorted({"HEAD", branch}))
        write_sums(tree)
        file = out / f"{name}-{'-'.join(target.name for target in targets)}.tar"
        pack(name, tree, file, moment)
    return file


def named(wheel: Path, locks: list[Path]) -> bool:
    """Whether a lock names this very file: the store may hold those of older locks."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return any(digest in lock.read_text("utf-8") for lock in locks)


def main(arguments: list[str]) -> int:
    """Gather, pack, and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--for", dest="targets", action="append", metavar="MACHINE", help=", ".join(TARGETS))
    parser.add_argument("--python", dest="pythons", action="append", metavar="3.N", help="default: this one")
    parser.add_argument("--run-only", action="store_true", help="without what tests and tools need")
    parser.add_argument("--commit", default="HEAD")
    parser.add_argument("--no-history", action="store_true", help="without the git bundle")
    parser.add_argument(
        "--wheels", type=Path, default=ROOT / "build" / "wheels", metavar="FOLDER", help="kept between runs"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER")
    given = parser.parse_args(arguments)
    try:
        targets = [Target.named(name) for name in given.targets] if given.targets else [Target.here()]
        pythons = given.pythons or [f"{sys.version_info[0]}.{sys.version_info[1]}"]
        made = make(
            targets,
            pythons,
            given.out.resolve(),
            given.wheels.resolve(),
            commit=given.commit,
            locks=[RUN] if given.run_only else [RUN, TEST],
            history=not given.no_history,
        )
    except NotGathered as problem:
        print(f"not gathered: {problem}")
        return 1
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB, sha256 {hashlib.sha256(made.read_bytes()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
