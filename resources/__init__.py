"""The one door to bundled files: texts, fonts, layouts, icons, samples. Works from source and from the frozen program.

Names are paths inside this folder with forward slashes, such as `texts/errors_roster.json`. A name that does not exist
is a programming error and raises FileNotFoundError.
"""

from __future__ import annotations

import sys
from pathlib import Path


def folder() -> Path:
    """Where the bundled files lie on this machine."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "resources" if frozen else Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The bundled file (or folder) itself, for libraries that want a path."""
    found = folder().joinpath(*name.split("/"))
    if not found.exists():
        raise FileNotFoundError(name)
    return found


def data(name: str) -> bytes:
    """The bytes of a bundled file."""
    return path(name).read_bytes()


def text(name: str) -> str:
    """A bundled UTF-8 file as text."""
    return path(name).read_text("utf-8")


def names(room: str, ending: str = "") -> tuple[str, ...]:
    """Names of the files directly in the folder `room` that end so, in order; empty when there is no such folder."""
    inside = folder().joinpath(*room.split("/"))
    if not inside.is_dir():
        return ()
    return tuple(sorted(f"{room}/{entry.name}" for entry in inside.iterdir() if entry.name.endswith(ending)))
