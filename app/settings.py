"""Settings: the preferences of this computer, typed, with defaults. They never travel with a contest.

A damaged file costs the preferences, not the start: it is set aside under another name and the defaults apply.
Fields of a newer version are kept and written back, so that going back and forth loses nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from app import paths
from app.errors import WorldFailure

LANGUAGES = ("zh", "en")
THEMES = ("auto", "light", "dark")
TEXT_SCALES = (100, 120, 140)  # per cent: standard, large, extra large
LOCK_MINUTES = (3, 5, 10, 15, 20, 30)  # without a key or click until the screen locks
RECENT_LIMIT = 10


@dataclass(frozen=True)
class Settings:
    """Everything a person may set on this computer. Values outside the allowed ones never get in: see `load`."""

    language: str = "zh"
    theme: str = "auto"
    text_scale: int = 100
    lock_minutes: int = 10
    recent_files: tuple[str, ...] = ()
    backup_folders: tuple[str, ...] = ()
    last_folder: str = ""
    walk_by_judge: tuple[str, ...] = ()  # names of those who key one judge's paper after the other (F7)
    window_state: str = ""  # geometry as Qt gives it, in base64
    welcomed: bool = False  # the first-run questions have been answered
    unknown: dict[str, Any] = field(default_factory=dict)

    def with_recent(self, file: Path) -> Settings:
        """The same with `file` first among the recent files, each file once."""
        newest = str(file)
        others = [known for known in self.recent_files if known != newest]
        return replace(self, recent_files=(newest, *others)[:RECENT_LIMIT])

    def without_recent(self, file: Path) -> Settings:
        """The same without `file` among the recent files."""
        return replace(self, recent_files=tuple(known for known in self.recent_files if known != str(file)))


_ALLOWED: dict[str, tuple[object, ...]] = {
    "language": LANGUAGES,
    "theme": THEMES,
    "text_scale": TEXT_SCALES,
    "lock_minutes": LOCK_MINUTES,
}


def _accepted(name: str, value: object, default: object) -> object:
    """A value from the file if it is of the right kind and allowed, else the default."""
    if isinstance(default, tuple):
        fits = isinstance(value, list) and all(isinstance(member, str) for member in value)
        return tuple(value) if fits and isinstance(value, list) else default
    if type(value) is not type(default):
        return default
    if name in _ALLOWED and value not in _ALLOWED[name]:
        return default
    return value


def _set_aside(file: Path) -> None:
    """Keep a damaged file beside its place, for whoever wants to look; failing that, let it be."""
    with contextlib.suppress(OSError):  # a folder that cannot be written must not stop the start
        file.replace(file.with_name(file.name + ".damaged"))


def load(file: Path | None = None) -> Settings:
    """The preferences of this computer. A missing, unreadable or damaged file gives the defaults, never an error."""
    file = file or paths.settings_file()
    try:
        content = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError:
        return Settings()
    except ValueError:
        _set_aside(file)
        return Settings()
    if not isinstance(content, dict):
        _set_aside(file)
        return Settings()
    defaults = Settings()
    known = [entry.name for entry in fields(Settings) if entry.name != "unknown"]
    values: dict[str, Any] = {
        name: _accepted(name, content[name], getattr(defaults, name)) for name in known if name in content
    }
    return Settings(**values, unknown={name: value for name, value in content.items() if name not in known})


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the preferences whole or not at all: beside, flushed, then renamed.

    Raises:
        WorldFailure: the folder or the disk does not take it; the old file is as it was.
    """
    file = file or paths.settings_file()
    content = dict(settings.unknown)
    content |= {entry.name: getattr(settings, entry.name) for entry in fields(Settings) if entry.name != "unknown"}
    paths.ensured(file.parent)
    try:
        handle, beside = tempfile.mkstemp(prefix=file.name, dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(content, stream, ensure_ascii=False, indent=2)
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).replace(file)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorldFailure("settings.not_saved", file=file, reason=error.strerror or error) from error
