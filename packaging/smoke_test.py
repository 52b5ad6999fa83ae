"""Try the frozen program as a venue would: no Python in PATH, no home, no screen needed.

    .venv/bin/python packaging/smoke_test.py [dist/jiangping]

It asks for the version, runs `doctor`, plays the demo twice with one seed and compares the certificates byte by byte,
verifies the bundle, changes one byte of it and expects a refusal, and opens the window offscreen for a moment. Exit 0
when all of it holds; the sizes and seconds it prints are the figures to watch.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"


class Failure(Exception):
    """The frozen program did not do what it must."""


def environment(home: Path) -> dict[str, str]:
    """As little as a program can get: nothing of this machine's Python, fonts or settings."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "DISPLAY") if name in os.environ}
    return kept | {
        "PATH": os.environ.get("SYSTEMROOT", "/nowhere"),
        "HOME": str(home),
        "JIANGPING_HOME": str(home),
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


def check_window(program: Program) -> None:
    """The window opens on the demo and is still there after some seconds."""
    name = "jiangping.exe" if WINDOWS else "jiangping"
    window = subprocess.Popen([str(program.file.with_name(name)), "--demo"], env=program.environment, cwd=program.home)
    try:
        status = window.wait(timeout=12)
    except subprocess.TimeoutExpired:
        print("  window     still open after 12 s", flush=True)
    else:
        raise Failure(f"the window closed by itself with status {status}")
    finally:
        window.terminate()
        window.wait(timeout=20)


def main(arguments: list[str]) -> int:
    """Try the program in the given folder."""
    folder = Path(arguments[0]).resolve() if arguments else ROOT / "dist" / "jiangping"
    if not folder.is_dir():
        print(f"there is no {folder}: build it first with PyInstaller and packaging/app.spec")
        return 2
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{folder}: {size / 1e6:.0f} MB")
    scratch = Path(tempfile.mkdtemp(prefix="jiangping-smoke-"))
    try:
        program = Program(folder, scratch)
        program.call("--version")
        program.call("doctor", "--json")
        check_demo(program, scratch)
        check_window(program)
    except (Failure, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as failure:
        print(f"FAILED: {failure}")
        return 1
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("the frozen program passes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
