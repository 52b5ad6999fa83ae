"""A real X screen for tests: Xvfb, a window manager, the program as a process of its own, and hands that only type.

What the window shows is read from the file it writes when asked (`ui/telling.py`); what it stored is read from the
contest file. Every wait is for something seen; the only clock is the patience after which a test gives up.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool")
PATIENCE = 300.0  # seconds until a thing that should happen is given up
AGAIN = 5.0  # seconds until a key that led to nothing is pressed once more
SIZE = "1366x768x24"
PICTURES = Path(os.environ.get("JIANGPING_SHOTS", "") or ROOT / "build" / "real-window")
CRASH = "程序自己出错了"  # the title of the report of a bug

_CAMERA = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
for line in sys.stdin:
    print("taken" if application.primaryScreen().grabWindow(0).save(line.rstrip()) else "failed", flush=True)
"""

Seen = Callable[[dict[str, Any]], object]


def lack() -> str:
    """Why no real screen can be had here, "" when it can."""
    if not sys.platform.startswith("linux"):
        return "a real X screen needs Linux"
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"not installed: {', '.join(missing)}" if missing else ""


class Screen:
    """An X display of its own with a window manager on it."""

    def __init__(self, folder: Path) -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        self._log = (folder / "screen.log").open("wb")
        self._camera: subprocess.Popen[str] | None = None
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
        self._start(command, dict(os.environ), (writing,))
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # Xvfb chooses a free one, and writes it when it takes connections
        assert number, "Xvfb did not start"
        self.environment = dict(os.environ, DISPLAY=f":{number}", HOME=str(folder), LC_ALL="C.UTF-8")
        for unwanted in ("WAYLAND_DISPLAY", "QT_SCALE_FACTOR", "QT_IM_MODULE", "XMODIFIERS", "QT_QPA_PLATFORMTHEME"):
            self.environment.pop(unwanted, None)
        self.environment |= {"QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": "", "XDG_CACHE_HOME": str(folder)}
        self._start(["openbox", "--sm-disable"], self.environment)

    def _start(self, command: list[str], environment: dict[str, str], keep: tuple[int, ...] = ()) -> None:
        self._started.append(
            subprocess.Popen(command, stdout=self._log, stderr=self._log, env=environment, pass_fds=keep)
        )

    def picture(self, file: Path) -> None:
        """Keep what is on the screen now. One process takes all pictures: to start one for each takes far longer."""
        if self._camera is None:
            command = [sys.executable, "-c", _CAMERA]
            pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self._log}
            self._camera = subprocess.Popen(command, env=self.environment, text=True, **pipes)
        assert self._camera.stdin is not None
        assert self._camera.stdout is not None
        self._camera.stdin.write(f"{file}\n")
        self._camera.stdin.flush()
        assert self._camera.stdout.readline().strip() == "taken", f"no picture {file}"

    def close(self) -> None:
        """Switch the screen off."""
        if self._camera is not None:
            self._camera.communicate()  # its input ends, and it with that
        for process in reversed(self._started):
            process.terminate()
            process.wait(30)
        self._log.close()


class Hands:
    """The program on a screen, and somebody who types."""

    def __init__(self, screen: Screen, folder: Path, arguments: list[str]) -> None:
        self._screen = screen
        self._file = folder / "state.json"
        self._file.unlink(missing_ok=True)
        self._home = folder / "home"
        environment = dict(screen.environment, JIANGPING_HOME=str(self._home), JIANGPING_STATE=str(self._file))
        self._log = (folder / "program.log").open("ab")
        command = [sys.executable, str(ROOT / "main.py"), *arguments]
        self._program = subprocess.Popen(command, stdout=self._log, stderr=self._log, env=environment, cwd=ROOT)
        self._said: list[str] = []

    # eyes

    def see(self) -> dict[str, Any]:
        """What the window shows now; empty before it stands."""
        try:
            seen: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return seen

    def until(self, what: str, happened: Seen) -> dict[str, Any]:
        """Wait until something is to be seen."""
        return self._wait(what, happened, lambda: None)

    def calm(self) -> None:
        """Wait until everything asked for has come back: what comes late may take the keyboard."""
        self.until("nothing is under way", lambda seen: not seen["busy"])

    def _picture(self) -> dict[str, Any]:
        """What is in sight, without what goes on by itself."""
        return {name: what for name, what in self.see().items() if name not in ("keys", "busy", "active")}

    def _wait(self, what: str, happened: Seen, again: Callable[[], None]) -> dict[str, Any]:
        given_up, next_try = time.monotonic() + PATIENCE, time.monotonic() + AGAIN
        while True:
            assert self._program.poll() is None, f"the program ended with {self._program.returncode}"
            seen = self.see()
            assert CRASH not in seen.get("title", ""), self._logs()
            if seen and happened(seen):
                return seen
            now = time.monotonic()
            if now > given_up:
                self.shot("given-up")
                raise AssertionError(f"waited in vain for: {what}\nlast: {self._said[-8:]}\nin sight: {seen}")
            if now > next_try:
                next_try = now + AGAIN
                again()
            time.sleep(0.03)

    def _logs(self) -> str:
        """What the program wrote into its logs, newest last."""
        self.shot("given-up")
        return "\n".join(file.read_text("utf-8", "replace")[-4000:] for file in sorted(self._home.rglob("*.log")))

    def shot(self, name: str) -> None:
        """Keep a picture of the whole screen."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self._screen.picture(PICTURES / f"{name}.png")

    # hands

    def key(self, *names: str) -> None:
        """Press keys, as X names them."""
        self._said.append("key " + " ".join(names))
        self._send(["key", "--delay", "4", *names], len(names))

    def type(self, text: str) -> None:
        """Type plain text fast, as a scanner does."""
        self._said.append(f"type {text}")
        self._send(["type", "--delay", "4", text], len(text))

    def _send(self, command: list[str], keys: int) -> None:
        """Press, and wait until the program has taken every key: the next look shows what they did.

        A key that went astray (while windows change places) is not waited for for ever: who needs it presses again.
        """
        arrived = self.see().get("keys", 0) + keys
        subprocess.run(["xdotool", *command], env=self._screen.environment, check=True)
        given_up = time.monotonic() + AGAIN
        while self._program.poll() is None and self.see().get("keys", 0) < arrived and time.monotonic() < given_up:
            time.sleep(0.02)

    def press(self, key: str, what: str, happened: Seen) -> dict[str, Any]:
        """Press a key that leads somewhere, once nothing is under way; again only while nothing at all has changed."""
        self.calm()
        before = self._picture()
        self.key(key)

        def again() -> None:
            if self._picture() == before:
                self.key(key)

        return self._wait(what, happened, again)

    def tab_to(self, name: str) -> None:
        """Walk with Tab until the keyboard is on what bears a name, words or an id."""
        for _ in range(80):
            focus = self.see()["focus"]
            if name in (focus.get("name"), focus.get("text"), focus.get("id")):
                return
            self.key("Tab")
        self.shot("given-up")
        raise AssertionError(f"Tab does not lead to {name}: {self.see()}")

    def do(self, verb: str, what: str, happened: Seen) -> dict[str, Any]:
        """Walk to a button, once it is on, and press it."""
        self.until(f"“{verb}” is on", lambda seen: seen["verbs"].get(verb) == "")
        self.tab_to(verb)
        return self.press("Return", what, happened)

    def fill(self, field: str, text: str) -> None:
        """Walk to a field and type over what stands there."""
        self.tab_to(field)
        self.key("ctrl+a")
        self.type(text)

    def choose(self, field: str, words: str) -> None:
        """Walk to a list and choose the item that begins with some words."""
        self.tab_to(field)
        focus = self.see()["focus"]
        at = next(number for number, item in enumerate(focus["items"]) if item.startswith(words))
        for _ in range(abs(at - focus["at"])):
            self.key("Down" if at > focus["at"] else "Up")
        self.until(f"{words} is chosen", lambda seen: seen["focus"].get("at") == at)

    def file(self, path: Path) -> None:
        """Answer a dialog for files: type the name, Enter."""
        self.until("a dialog for files", lambda seen: seen["dialog"] == "QFileDialog")
        self.until("the name has the keyboard", lambda seen: seen["focus"].get("kind") == "QLineEdit")
        self.key("ctrl+a")
        self.type(str(path))
        self.until("the name stands there", lambda seen: seen["focus"].get("text") == str(path))
        self.press("Return", "the dialog is gone", lambda seen: seen["dialog"] != "QFileDialog")

    def log_in(self, name: str, pin: str) -> None:
        """Answer the question who works."""
        self.until("the question who works", lambda seen: seen["dialog"] == "LoginDialog")
        self.choose("login_name", name)
        self.tab_to("login_pin")
        self.key("ctrl+a")
        self.type(pin)
        self.press("Return", f"{name} works", lambda seen: seen["person"] == name and not seen["dialog"])

    def leave(self) -> None:
        """Close the window as its frame does, and wait for the program to end."""
        self.until("no dialog", lambda seen: not seen["dialog"])
        self.key("alt+F4")
        assert self._program.wait(PATIENCE) == 0
        self._log.close()

    def end(self) -> None:
        """Whatever happened, the program goes."""
        if self._program.poll() is None:
            self._program.kill()
            self._program.wait()
        if not self._log.closed:
            self._log.close()
