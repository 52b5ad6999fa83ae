"""Try the frozen program as a venue would: no Python in PATH, no home, no screen needed.

    .venv/bin/python packaging/smoke_test.py [dist/jiangping]

It asks for the version, runs `doctor`, plays the demo twice with one seed and compares the certificates byte by byte,
verifies the bundle, changes one byte of it and expects a refusal, and opens the demo in the window: on a real X server
where there is one (`--picture FILE` keeps what it shows), else without a screen; a fault the window noted in its log
fails too. No font of this machine is seen. Exit 0 when all of it holds; the sizes and seconds it prints are the figures
to watch.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from xvfb import Screen

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
PATIENCE = 180  # seconds for the window to show the demo, on a machine that does other things too
FAULT = " uncaught:"  # how ui/crash.py begins such an entry
COLOURS_OF_A_PAGE = 200  # anti-aliased text alone brings more; an empty window has a handful


class Failure(Exception):
    """The frozen program did not do what it must."""


def environment(home: Path) -> dict[str, str]:
    """As little as a program can get: nothing of this machine's Python, fonts or settings."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    fonts = home / "fonts.conf"
    fonts.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>', "utf-8")
    return kept | {
        "PATH": os.environ.get("SYSTEMROOT", "/nowhere"),
        "HOME": str(home),
        "JIANGPING_HOME": str(home),
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(fonts),
        "QT_QPA_PLATFORM": "offscreen",
    }


class Program:
    """The frozen program and how to call it."""

    def __init__(self, folder: Path, home: Path) -> None:
        name = "jiangping-verbs.exe" if WINDOWS else "jiangping"
        self.file = folder / name
        self.environment = environment(home)
        self.home = home

    def call(self, *arguments: str, status: int = 0) -> str:
        """Run a verb, expect its status, give its standard output."""
        started = time.monotonic()
        answer = subprocess.run(
            [str(self.file), *arguments],
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        print(f"  {arguments[0]:<10} status {answer.returncode}  {time.monotonic() - started:6.2f} s", flush=True)
        if answer.returncode != status or "Traceback" in answer.stderr:
            raise Failure(f"{' '.join(arguments)}: status {answer.returncode}, expected {status}\n{answer.stderr}")
        return answer.stdout


def check_demo(program: Program, folder: Path) -> None:
    """The demo twice: equal certificates, a genuine bundle, and a changed byte that is found."""
    outputs = [folder / "one", folder / "two"]
    for output in outputs:
        program.call("demo", str(output), "--seed", "7", "--json")
    first, second = ((output / "certificates.pdf").read_bytes() for output in outputs)
    if first != second or len(first) < 10_000:
        raise Failure("certificates of the same seed differ, or hold nothing")
    (bundle,) = outputs[0].glob("*.crb")
    (trust,) = outputs[0].glob("*.ctl")
    if not json.loads(program.call("verify", str(bundle), "--trust", str(trust), "--json"))["genuine"]:
        raise Failure("the demo's own bundle is not called genuine")
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    broken = folder / "broken.crb"
    broken.write_bytes(content)
    program.call("verify", str(broken), "--trust", str(trust), "--json", status=1)


def stays_open(window: subprocess.Popen[bytes], seconds: float) -> None:
    """Refuse a window that closes by itself within so many seconds."""
    try:
        status = window.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return
    raise Failure(f"the window closed by itself with status {status}")


def look_at(screen: Screen, window: subprocess.Popen[bytes], picture: Path | None) -> None:
    """Wait until the window shows the demo: many colours, and twice the same picture."""
    deadline, before = time.monotonic() + PATIENCE, b""
    while time.monotonic() < deadline:
        stays_open(window, 2)
        now = screen.picture()
        if now.tobytes() == before and len(now.getcolors(1 << 24) or []) > COLOURS_OF_A_PAGE:
            break
        before = now.tobytes()
    else:
        raise Failure(f"the window showed no page within {PATIENCE} s")
    if picture is not None:
        picture.parent.mkdir(parents=True, exist_ok=True)
        now.save(picture)
        print(f"  picture    {picture}", flush=True)


def noted_faults(home: Path) -> str:
    """What the window logged about a fault of its own: the dialog that tells of it would pass for a page."""
    logs = [file.read_text("utf-8", errors="replace") for file in sorted(home.rglob("jiangping.log*"))]
    return "\n".join(log[log.index(FAULT) :] for log in logs if FAULT in log)


def check_window(program: Program, picture: Path | None) -> None:
    """The window opens on the demo and is still there after some seconds."""
    name = "jiangping.exe" if WINDOWS else "jiangping"
    screen = Screen.start()
    surroundings = dict(program.environment)
    if screen is not None:
        surroundings |= {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
    started = time.monotonic()
    window = subprocess.Popen([str(program.file.with_name(name)), "--demo"], env=surroundings, cwd=program.home)
    try:
        if screen is not None:
            look_at(screen, window, picture)
        else:
            stays_open(window, 12)
        where = "on a real X server" if screen else "without a screen"
        print(f"  window     open on the demo {where} after {time.monotonic() - started:.0f} s", flush=True)
    finally:
        window.terminate()
        window.wait(timeout=60)
        if screen is not None:
            screen.stop()
    if faults := noted_faults(program.home):
        raise Failure(f"the window noted a fault of its own:\n{faults[-2000:]}")


def reason(home: Path) -> str:
    """The program's own note about a fault, if it wrote one."""
    note = home / "logs" / "verb-error.txt"
    return note.read_text("utf-8", errors="replace")[-2000:] if note.is_file() else ""


def main(arguments: list[str]) -> int:
    """Try the program in the given folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "dist" / "jiangping")
    parser.add_argument("--picture", type=Path, metavar="FILE.png")
    wanted = parser.parse_args(arguments)
    folder = wanted.folder.resolve()
    if not folder.is_dir():
        print(f"there is no {folder}: build it first with packaging/freeze.py")
        return 2
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{folder}: {size / 1e6:.0f} MB")
    scratch = Path(tempfile.mkdtemp(prefix="jiangping-smoke-"))
    try:
        program = Program(folder, scratch)
        program.call("--version")
        program.call("doctor", "--json")
        check_demo(program, scratch)
        check_window(program, wanted.picture)
    except (Failure, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as failure:
        print(f"FAILED: {failure}\n{reason(scratch)}")
        return 1
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("the frozen program passes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
