"""Bars U1 and U2: how soon the window stands and a contest is open beside a bare window of Qt; the frozen program too.

    python -m tests.benchmarks.bench_start [dist/jiangping]

What is counted. Each kind runs in processes of its own, in turn. A process is counted from its first instruction (the
interpreter itself and every thread are in it) until the moment the bar is about; there it writes its own CPU seconds
and ends at once, so that no kind is charged for being taken down. The wall is the parent's, from the start of the
process until it has read that line. The moments:

- U1: the first paint of the window has been handed over; for the bare window the same.
- U2: the contest file named is open (schema, lock and application id looked at) and the board shows its facts, painted.
  What the program does after that is not in it: the whole check of the file, who may log in, and loading what pages
  need. No write is possible before that check (`db.held`).

What is left out for U2. Beside the two bars stands what a contest was opened with before: the same window with
SQLAlchemy's Core imported and one connection used, nothing of ours loaded. That line alone is two and a half to three
bare windows, so the file is opened and its board read without it (`db.reading`), and SQLAlchemy is loaded beside once
the board is painted. Ours was 10 and more before this was looked at, 5.2 with SQLAlchemy on the way, and is 2.7 to 2.9
now, by how busy the machine is; what is left is the rules of the contest, the shell of the window and the board itself.

The frozen program cannot be asked from inside: on a real X server (Xvfb) the clock stops when the first pixel changes,
for all kinds alike.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.yardstick import Line, report
from tests.packaging_scripts import script

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
PATIENCE = 120.0  # seconds for a first pixel
END = "(print(time.process_time(), flush=True), os._exit(0))"
BARE = """
import os, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        {end}
app = QApplication(["bare"]); app.setStyle("Fusion")
window = Window(); window.resize(1366, 728); window.show(); app.exec()
"""
OURS = """
import os, sys, time; sys.path.insert(0, {root!r})
from PySide6.QtCore import QTimer
import ui.application as start
app = start.make_application([]); program = start.Program(app)
def end(): {end}
def opened():
    if program.desk.board is not None:
        QTimer.singleShot(0, end)  # what was asked to be painted is painted first
def core():
    import sqlalchemy
    with sqlalchemy.create_engine("sqlite:///" + {file!r}).connect() as connection:
        connection.execute(sqlalchemy.text("SELECT count(*) FROM sqlite_master")).all()
    end()
program.window.painted.connect({then})
program.window.show(); app.exec()
"""
OPENS = "lambda: (program.desk.board_changed.connect(opened), program.furnish([{file!r}]))"


def environment(home: Path, **more: str) -> dict[str, str]:
    """This machine's, with a home of its own; what is compiled once stays compiled, as on any second start."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {"HOME": str(home), "JIANGPING_HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    return kept | own | {"QT_QPA_PLATFORM": "offscreen"} | more


def started(code: str, home: Path) -> tuple[float, float]:
    """Seconds of CPU and by the wall that a program needs to its own last line; see the module."""
    for left in (home / "state" / "running", home / "logs"):  # a run that is cut off is asked about at the next start
        shutil.rmtree(left, ignore_errors=True)
    command, begun = [sys.executable, "-c", code], time.monotonic()
    with subprocess.Popen(
        command, env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        wall = time.monotonic() - begun
    if not line:
        raise SystemExit("a start came to no end")
    return float(line), wall


def inside(home: Path) -> list[Line]:
    """U1 and U2, without a screen."""
    file = home / "day.contest"
    subprocess.run(
        [sys.executable, "main.py", "demo", str(home / "demo")],
        check=True,
        env=environment(home),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    (home / "demo" / "demo.contest").rename(file)
    ours = {"root": str(ROOT), "file": str(file), "end": END}
    codes = (
        BARE.format(end=f"QTimer.singleShot(0, lambda: {END})"),
        OURS.format(**ours, then="end"),
        OURS.format(**ours, then="core"),
        OURS.format(**ours, then=OPENS.format(file=str(file))),
    )
    found: list[list[tuple[float, float]]] = [[] for _ in codes]
    for turn in range(ROUNDS + 1):
        for times, code in zip(found, codes, strict=True):
            spent = started(code, home)
            if turn:  # the first one fills the caches of the disk
                times.append(spent)
    cpu = [median(one[0] for one in times) for times in found]
    wall = [median(one[1] for one in times) for times in found]
    told = [
        f"{spent:.2f} s (wall {passed:.2f}, {passed / wall[0]:.2f} x)" for spent, passed in zip(cpu, wall, strict=True)
    ]
    return [
        Line("", "bare window of Qt, CPU seconds", cpu[0], None, told[0]),
        Line("U1", "first paint / bare window of Qt, CPU", cpu[1] / cpu[0], 1.3, told[1]),
        Line("", "window and SQLAlchemy's Core / bare window, CPU", cpu[2] / cpu[0], None, told[2]),
        Line("U2", "contest open / bare window of Qt, CPU", cpu[3] / cpu[0], 3.0, told[3]),
    ]


def first_pixel(command: list[str], home: Path) -> tuple[float, float]:
    """Seconds by the wall and of CPU from the start of a program to its first pixel on an X server of its own."""
    screen = script("xvfb").Screen.start()
    assert screen is not None
    try:
        blank = screen.picture().tobytes()
        surroundings = environment(home, DISPLAY=screen.name, QT_QPA_PLATFORM="xcb")
        started = time.monotonic()
        program = subprocess.Popen(command, env=surroundings, cwd=ROOT, stderr=subprocess.DEVNULL)
        while screen.picture().tobytes() == blank:
            if program.poll() is not None or time.monotonic() - started > PATIENCE:
                raise SystemExit(f"{command[0]} showed nothing")
            time.sleep(0.01)
        wall, fields = (
            time.monotonic() - started,
            Path(f"/proc/{program.pid}/stat").read_text("utf-8").rpartition(")")[2],
        )
        ticks = sum(map(int, fields.split()[11:13]))
        program.terminate()
        program.wait(timeout=60)
        return wall, ticks / os.sysconf("SC_CLK_TCK")
    finally:
        screen.stop()


def on_a_screen(home: Path, frozen: Path) -> list[Line]:
    """First pixel of the bare window, of ours from the source, and of the frozen program."""
    commands = {
        "bare": [sys.executable, "-c", BARE.format(end="pass")],
        "source": [sys.executable, "main.py"],
        "frozen": [str(frozen / "jiangping")],
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, command in commands.items():
            took = first_pixel(command, home)
            if turn:
                found[name].append(took)
    wall = {name: median(one[0] for one in times) for name, times in found.items()}
    cpu = {name: median(one[1] for one in times) for name, times in found.items()}
    told = ", ".join(f"{name} {wall[name]:.2f} s (CPU {cpu[name]:.2f})" for name in commands)
    return [
        Line("", "frozen / source, CPU to the first pixel", cpu["frozen"] / cpu["source"], None, told),
        Line("U1", "frozen / bare window of Qt, CPU to the first pixel", cpu["frozen"] / cpu["bare"], 1.3),
    ]


def main(arguments: list[str]) -> int:
    """Measure and print the table."""
    frozen = Path(arguments[0] if arguments else ROOT / "dist" / "jiangping").resolve()
    with tempfile.TemporaryDirectory() as folder:
        lines = inside(Path(folder))
        if (frozen / "jiangping").is_file():
            lines += on_a_screen(Path(folder), frozen)
        else:
            print(f"no frozen program in {frozen}: packaging/freeze.py builds it")
    return report(lines)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
