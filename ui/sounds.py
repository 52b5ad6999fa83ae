"""Three sounds for the desk at the door. The toolkit we ship has none, so the system's own player is asked; where there
is none, the computer beeps once, twice or three times."""

from __future__ import annotations

import shutil
import sys
from enum import Enum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QProcess, QTimer
from PySide6.QtWidgets import QApplication

import resources

BEEP_MS = 180


class Sound(Enum):
    """What is heard, and how many beeps stand for it."""

    ACCEPTED = ("accepted", 1)
    ATTENTION = ("attention", 3)
    REFUSED = ("refused", 2)

    @property
    def file(self) -> Path:
        """The WAV of this sound."""
        return resources.folder() / "sounds" / f"{self.value[0]}.wav"

    @property
    def beeps(self) -> int:
        """How many beeps stand for it where files cannot be played."""
        return self.value[1]


@cache
def player() -> tuple[str, ...]:
    """The program that plays a WAV here with what goes before the file; () where there is none."""
    if sys.platform == "darwin":
        return ("/usr/bin/afplay",)
    for name, options in (("pw-play", ()), ("paplay", ()), ("aplay", ("-q",))):
        found = shutil.which(name)
        if found:
            return (found, *options)
    return ()


def play(sound: Sound) -> None:
    """Let a sound be heard; returns at once and never fails: a desk without sound works as well."""
    if sys.platform == "win32":
        import winsound  # here: only Windows has it

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        try:
            winsound.PlaySound(str(sound.file), flags)
        except RuntimeError:
            _beep(sound.beeps)
        return
    command = player()
    if not command or not QProcess.startDetached(command[0], [*command[1:], str(sound.file)])[0]:
        _beep(sound.beeps)


def _beep(times: int) -> None:
    for number in range(times):
        QTimer.singleShot(number * BEEP_MS, QApplication.beep)
