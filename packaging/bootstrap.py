#!/usr/bin/env python3
"""The two commands: `python3 packaging/bootstrap.py run` and `python3 packaging/bootstrap.py test`.

Standard library only, and readable by any Python 3.7+, so that a machine which is too old hears a sentence instead of
a syntax error. `groundwork.py` looks for the system libraries Qt needs (and asks apt for the missing ones where it
may), makes `.venv` and installs exactly the packages of the lock, every file checked against its hash; this file then
starts the program or its tests. A second start finds everything in place and only starts. Words for people are in
Chinese first, then English.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from groundwork import (
    LINUX,
    OLDEST,
    ROOT,
    SetupError,
    check_python,
    clean_environment,
    newer_python,
    offer_tools,
    prepare,
    say,
    venv_python,
)

DEMO_OUT = ROOT / "demo-out"


def display_answers() -> bool:
    """Whether the X display named by DISPLAY really takes connections (a stale name would make Qt abort)."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # cannot be asked yet; the library comes with the packages above
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if not LINUX:
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    return bool(os.environ.get("DISPLAY")) and display_answers()


def is_verb(arguments: list[str]) -> bool:
    """Whether the arguments call a verb (`doctor`, `verify …`), which needs no screen."""
    return bool(arguments) and not arguments[0].startswith("-") and not Path(arguments[0]).suffix


def start(arguments: list[str], environment: dict[str, str]) -> int:
    """Start the environment's Python with these arguments in the project's folder; its status is ours."""
    return subprocess.call([str(venv_python()), *arguments], env=environment, cwd=str(ROOT))


def made_by_demo(folder: Path) -> bool:
    """Whether a folder is an earlier demo's, so that it may be replaced."""
    if not (folder / "demo.contest").is_file():
        return False
    try:
        return isinstance(json.loads((folder / "summary.json").read_text("utf-8")), dict)
    except (OSError, ValueError):
        return False


def demo_folder(wanted: Path = DEMO_OUT) -> Path:
    """Where the demo may write: the usual folder, emptied if a demo made it, else the first free number beside it."""
    if made_by_demo(wanted):
        shutil.rmtree(str(wanted))
    folder, number = wanted, 1
    while folder.exists() and any(folder.iterdir()):
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def play_demo(environment: dict[str, str]) -> int:
    """No screen: play the whole contest day into a folder and say where the results are."""
    folder = demo_folder()
    say("没有显示器：不打开窗口，直接演示整个竞赛日。", "no screen: playing the whole contest day instead of a window")
    started = time.monotonic()
    status = start(["main.py", "demo", str(folder)], environment)
    if status:
        say(f"演示没有完成（状态 {status}）。", f"the demo did not finish (status {status})")
        return status
    say(f"演示完成，用时 {time.monotonic() - started:.1f} 秒；结果在：", "done; the results are in:")
    print(f"    {folder}", flush=True)
    for path in sorted(folder.iterdir()):
        print(f"      {path.name:<28} {path.stat().st_size:>12,} B", flush=True)
    return 0


def run(arguments: list[str]) -> int:
    """The window where there is a screen, the demo without one; a verb is passed on as it is."""
    screen = has_screen()
    prepare("run", screen)
    environment = clean_environment()
    if LINUX and not (screen and has_screen()):  # asked again: the first time libxcb may have been missing
        environment["QT_QPA_PLATFORM"] = "offscreen"
        if not is_verb(arguments):
            if any(not argument.startswith("-") for argument in arguments):
                raise SetupError(
                    "没有显示器，无法打开竞赛文件的窗口。", "There is no screen to open a contest file's window on."
                )
            if not {"--help", "--version", "-h"} & set(arguments):
                return play_demo(environment)
    return start(["main.py", *arguments], environment)


def test(arguments: list[str]) -> int:
    """The tests, without a screen."""
    prepare("test", screen=False)
    offer_tools()
    environment = dict(clean_environment(), QT_QPA_PLATFORM="offscreen")
    return start(["-m", "pytest", *arguments], environment)


USAGE = """用法 / usage:
    python3 packaging/bootstrap.py run  [...]    准备环境并启动程序（run --demo 直接打开演示竞赛） / set up and start
    python3 packaging/bootstrap.py test [...]    准备环境并运行全部测试（参数交给 pytest） / set up and run the tests
    Windows: py -3 packaging\\bootstrap.py run"""


def main(arguments: list[str]) -> int:
    """Take the arguments after the script's name; give the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    acts = {"run": run, "test": test}
    if not arguments or arguments[0] not in acts:
        print(USAGE)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    if sys.version_info < OLDEST:
        other = newer_python()
        if other:
            return subprocess.call([other, str(Path(__file__).resolve()), *arguments])
    try:
        check_python()
        return acts[arguments[0]](arguments[1:])
    except SetupError as problem:
        say(problem.chinese)
        say(problem.english)
        if problem.detail:
            print(problem.detail, flush=True)
        return 1
    except KeyboardInterrupt:
        say("已中止。再运行一次会接着做。", "stopped; run this again to go on")
        return 130
    except OSError as problem:
        say(
            f"系统拒绝了这一步：{problem}",
            "the system refused this step; check space, permissions and antivirus software",
        )
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
