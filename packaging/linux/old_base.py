"""Build the Linux packages on the oldest base supported, so that they run there and on everything newer.

    sudo .venv/bin/python packaging/linux/old_base.py [--out dist] [--cache FOLDER] [--commit HEAD] [--suite bullseye]

A frozen program runs on the glibc it was built on and newer, so the base decides. This makes a Debian 11 (glibc 2.31,
what Kylin V10 SP1 and Ubuntu 20.04 have) in a folder, compiles the newest SQLite of Debian and Debian 12's Python 3.11
with its security patches in it, and there runs `freeze.py`, `smoke_test.py` and `linux_packages.py` on a clean copy of
the given commit. The .deb and the kit come out owned by whoever called sudo.

It needs: Debian or one of its kind, root, the packages debootstrap and git, the environment `.venv`
(`packaging/bootstrap.py test --version` makes one), a network for the first run, 6 GB in the cache. The first run takes
about a quarter of an hour on two cores; later ones find base, compilers, wheels and environment in the cache.
Once Debian 11 has left the mirrors, give `--suite` the oldest one there is.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent.parent
ROOT = PACKAGING.parent
sys.path.insert(0, str(PACKAGING))

import groundwork  # noqa: E402 - found once the folder above is on the path
import offline_kit  # noqa: E402

SUITE = "bullseye"
SOURCES = "bookworm"  # whose Python is compiled on it
NEWEST = "sid"  # whose SQLite is: older ones may damage a file that two programs write at once (before 3.51.3)
OWN = "/opt/jiangping-python"  # where they go, inside
COMPILERS = ["build-essential", "dpkg-dev", "pkg-config", "binutils", "ca-certificates", "xz-utils", "file", "tcl"]
SCREEN = ["xvfb", "libgl1-mesa-dri"]  # for the smoke test to look at the window
HEADERS = ["libssl-dev", "zlib1g-dev", "libffi-dev", "liblzma-dev", "libbz2-dev", "uuid-dev", "libexpat1-dev"]
# As Debian and Python's own installers build it; secure_delete overwrites what is erased.
SQLITE_FLAGS = (
    "SECURE_DELETE ENABLE_COLUMN_METADATA ENABLE_DBSTAT_VTAB ENABLE_FTS5 ENABLE_RTREE ENABLE_UNLOCK_NOTIFY "
    "ENABLE_MATH_FUNCTIONS MAX_VARIABLE_NUMBER=250000 THREADSAFE=1"
)
FETCH = f"""
set -e
site=$(sed -n 's/^deb \\([^ ]*\\) .*/\\1/p' /etc/apt/sources.list | head -1)
echo "deb $site {{suite}} main" > /etc/apt/sources.list
echo "deb-src $site {SOURCES} main" >> /etc/apt/sources.list
for suite in {{suite}} {SOURCES}; do
    kind=deb; [ $suite = {SOURCES} ] && kind=deb-src
    echo "$kind $site-security $suite-security main" > /etc/apt/sources.list.d/security-$suite.list
    apt-get update -q || {{{{ echo "no security updates for $suite on this mirror"
        rm /etc/apt/sources.list.d/security-$suite.list; apt-get update -q; }}}}
done
echo "deb-src $site {NEWEST} main" > /etc/apt/sources.list.d/newest.list
apt-get update -q
apt-get -y -q upgrade
apt-get -y -q install --no-install-recommends {{packages}}
rm -rf /sources; mkdir /sources; cd /sources
get() {{{{ apt-get source --download-only -q python3.11/{SOURCES} sqlite3/{NEWEST}; }}}}
get || {{{{ echo "the newest sources are not on this mirror: taking those of the release"
    rm -f /etc/apt/sources.list.d/security-{SOURCES}.list; apt-get update -q; get; }}}}
"""
COMPILE_SQLITE = f"""
set -e
cd /sources; rm -rf sqlite; mkdir sqlite; tar -xf sqlite3_*.orig.tar.xz --strip-components=1 -C sqlite; cd sqlite
CFLAGS="-O2 {" ".join(f"-DSQLITE_{flag}" for flag in SQLITE_FLAGS.split())}" \\
    ./configure --prefix={OWN} --soname=legacy --disable-tcl --disable-static --disable-readline > /dev/null
make -s -j{{cores}} so
make -s install-dll install-headers
"""
# Debian's own changes of layout stay out; its patches for vulnerabilities and crashes go in.
COMPILE_PYTHON = f"""
set -e
cd /sources; rm -rf python; mkdir python; tar -xf python3.11_*.orig.tar.* --strip-components=1 -C python; cd python
tar -xf ../python3.11_*.debian.tar.xz
for patch in $(sed 's/[ #].*//' debian/patches/series | grep -iE 'CVE|-gh-|crash|deadlock|dereference'); do
    echo "patch $patch"; patch -p1 -s --force < "debian/patches/$patch"
done
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c  # a patch there counts on Debian's own build
./configure -q --prefix={OWN} --enable-shared --without-static-libpython CPPFLAGS=-I{OWN}/include \\
    LDFLAGS="-L{OWN}/lib -Wl,-rpath,{OWN}/lib"
make -s -j{{cores}}
make -s install
{OWN}/bin/python3.11 -c "import sqlite3, ssl, zlib, lzma, bz2, ctypes, pyexpat; print('SQLite', sqlite3.sqlite_version)"
"""
BUILD = """
set -e
cd /source
export QT_QPA_PLATFORM=offscreen
.venv/bin/python packaging/freeze.py
.venv/bin/python packaging/smoke_test.py
.venv/bin/python packaging/linux_packages.py
"""


class NotBuilt(Exception):
    """Something is missing, or a step inside the base failed."""


def check_needs() -> None:
    """See that this can be done here.

    Raises:
        NotBuilt: with what is missing.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        raise NotBuilt("run this as root on Linux: it makes a system in a folder and goes into it")
    missing = [tool for tool in ("debootstrap", "git", "mount", "chroot") if shutil.which(tool) is None]
    if missing:
        raise NotBuilt("missing here: " + ", ".join(missing) + " (Debian: apt-get install debootstrap git)")


@contextmanager
def entered(base: Path) -> Iterator[None]:
    """The base with what a system needs to live: processes, devices, names of the network."""
    for name in ("resolv.conf", "hosts"):
        shutil.copyfile(f"/etc/{name}", base / "etc" / name)
    (base / "etc/apt/apt.conf.d/00-outside").write_text(apt_settings(), "utf-8")
    mounted: list[Path] = []
    try:
        for command in (["-t", "proc", "proc", str(base / "proc")], ["--bind", "/dev", str(base / "dev")]):
            subprocess.run(["mount", *command], check=True)
            mounted.append(Path(command[-1]))
        yield
    finally:
        for place in reversed(mounted):
            subprocess.run(["umount", str(place)], check=False)


def apt_settings() -> str:
    """How apt reaches its mirror out here, for the apt inside (proxies, dates)."""
    said = subprocess.run(["apt-config", "dump", "Acquire"], check=False, capture_output=True, text=True).stdout
    return "".join(line + "\n" for line in said.splitlines() if leads_there(line))


def leads_there(line: str) -> bool:
    """Whether a setting of apt is about the way to the mirror."""
    return (
        any(word in line.lower() for word in ("proxy", "check-valid-until", "check-date", "retries"))
        and '""' not in line
    )


def inside(base: Path, script: str, **values: object) -> None:
    """Run a script in the base.

    Raises:
        NotBuilt: it failed; what it said stands above.
    """
    text = script.format(**values) if values else script
    surroundings = {"HOME": "/root", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    surroundings |= {"DEBIAN_FRONTEND": "noninteractive"}
    surroundings |= {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    answer = subprocess.run(
        ["chroot", str(base), "/bin/sh", "-c", text], env=surroundings, stdin=subprocess.DEVNULL, check=False
    )
    if answer.returncode:
        raise NotBuilt(f"a step inside {base} failed with status {answer.returncode}")


def once(base: Path, name: str, said: str) -> bool:
    """Whether a step with this text was already done here."""
    stamp = base / f".done-{name}"
    return stamp.exists() and stamp.read_text("ascii") == hashlib.sha256(said.encode()).hexdigest()


def note(base: Path, name: str, said: str) -> None:
    """Note that a step with this text is done."""
    (base / f".done-{name}").write_text(hashlib.sha256(said.encode()).hexdigest(), "ascii")


def make_base(cache: Path, suite: str) -> Path:
    """The old system with its compilers, made once; gives its folder."""
    base, packages = cache / suite, cache / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    if not once(base, "base", suite):
        shutil.rmtree(base, ignore_errors=True)
        command = ["debootstrap", "--variant=minbase", f"--cache-dir={packages}", suite, str(base)]
        if subprocess.run(command, check=False).returncode:
            raise NotBuilt(f"debootstrap could not make {suite}; its log is in {base}/debootstrap/debootstrap.log")
        note(base, "base", suite)
    wanted = COMPILERS + HEADERS + SCREEN
    wanted += [*groundwork.LIBRARIES.values(), *groundwork.SCREEN_LIBRARIES.values()]
    given = {"suite": suite, "packages": " ".join(wanted), "cores": os.cpu_count() or 1}
    with entered(base):
        for name, script in (("fetch", FETCH), ("sqlite", COMPILE_SQLITE), ("python", COMPILE_PYTHON)):
            if not once(base, name, script.format(**given)):
                inside(base, script, **given)
                note(base, name, script.format(**given))
    return base


def lay_out(base: Path, commit: str, cache: Path) -> None:
    """A clean copy of the commit with wheels beside it, and its environment, inside the base."""
    source, venv = base / "source", base / "environment"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir()
    offline_kit.copy_source(commit, source)
    target = offline_kit.Target.named("linux-x64")
    wheels = offline_kit.gather(
        target, "3.11", cache / "wheels", locks=[source / "packaging" / "requirements-dev.lock"]
    )
    lock = (source / "packaging" / "requirements-dev.lock").read_text("utf-8")
    if not once(base, "environment", lock):
        shutil.rmtree(venv, ignore_errors=True)
        shutil.rmtree(base / "wheels", ignore_errors=True)
        shutil.copytree(wheels, base / "wheels")
        inside(
            base,
            f"set -e\n{OWN}/bin/python3.11 -m venv /environment\n/environment/bin/python -m pip install -q --no-index "
            "--find-links /wheels --require-hashes --only-binary :all: --no-deps "
            "-r /source/packaging/requirements-dev.lock",
        )
        note(base, "environment", lock)
    (source / ".venv").symlink_to("/environment")


def carry_out(base: Path, out: Path) -> list[Path]:
    """Bring the packages out; they belong to whoever called sudo."""
    out.mkdir(parents=True, exist_ok=True)
    brought = []
    for file in sorted((base / "source" / "dist").glob("jiangping[_-]*")):
        shutil.copyfile(file, out / file.name)
        brought.append(out / file.name)
    owner, group = (int(os.environ.get(name, "0")) for name in ("SUDO_UID", "SUDO_GID"))
    for path in (out, *brought):
        os.chown(path, owner, group)
    return brought


def main(arguments: list[str]) -> int:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER")
    parser.add_argument("--cache", type=Path, default=Path("/var/cache/jiangping-old-base"), metavar="FOLDER")
    parser.add_argument("--commit", default="HEAD")
    parser.add_argument("--suite", default=SUITE, help="the Debian to build on")
    wanted = parser.parse_args(arguments)
    try:
        check_needs()
        base = make_base(wanted.cache.resolve(), wanted.suite)
        with entered(base):
            lay_out(base, wanted.commit, wanted.cache.resolve())
            inside(base, BUILD)
        for file in carry_out(base, wanted.out.resolve()):
            print(f"{file}: {file.stat().st_size / 1e6:.0f} MB, sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}")
    except (NotBuilt, offline_kit.NotGathered, subprocess.CalledProcessError) as problem:
        print(f"not built: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
