"""Bars U1 and U2: how soon the window stands and a contest is open beside a bare window of Qt; the frozen program too.

    python -m tests.benchmarks.bench_start [dist/jiangping]

CPU seconds of whole processes, each kind in turn. The frozen program cannot be asked from inside: on a real X server
(Xvfb) the clock stops when the first pixel changes, for all kinds alike.
"""

from __future__ import annotations

import os
import resource
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
BARE = """
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
import sys; sys.path.insert(0, {root!r})
import ui.application as start
app = start.make_application([]); program = start.Program(app)
program.window.painted.connect({then})
program.window.show(); app.exec()
"""
OPENS = "lambda: (program.desk.contest_changed.connect(app.quit), program.furnish([{file!r}]))"


def environment(home: Path, **more: str) -> dict[str, str]:
    """This machine's, with a home of its own; what is compiled once stays compiled, as on any second start."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {"HOME": str(home), "JIANGPING_HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    return kept | own | {"QT_QPA_PLATFORM": "offscreen"} | more


def cpu_of(command: list[str], surroundings: dict[str, str]) -> float:
    """CPU seconds of a process and its children, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=surroundings, cwd=ROOT, stderr=subprocess.DEVNULL, timeout=PATIENCE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


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
    codes = (
        BARE.format(end="QTimer.singleShot(0, app.quit)"),
        OURS.format(root=str(ROOT), then="app.quit"),
        OURS.format(root=str(ROOT), then=OPENS.format(file=str(file))),
    )
    found: list[list[float]] = [[] for _ in codes]
    for turn in range(ROUNDS + 1):
        for times, code in zip(found, codes, strict=True):
            spent = cpu_of([sys.executable, "-c", code], environment(home))
            if turn:  # the first one fills the caches of the disk
                times.append(spent)
    bare, painted, opened = map(median, found)
    return [
        Line("U1", "first paint / bare window of Qt, CPU", painted / bare, 1.3, f"{painted:.2f} s"),
        Line("U2", "contest open / bare window of Qt, CPU", opened / bare, 3.0, f"{opened:.2f} s"),
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
