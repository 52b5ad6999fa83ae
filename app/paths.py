"""Where contest files, preferences and logs live on this computer.

Contests lie in the person's documents folder, where people look for their files; the rest where the system wants it.
The environment variable JIANGPING_HOME puts everything under one folder: for tests, and for a kit on a stick.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from app import EXECUTABLE, NAME
from app.errors import WorldFailure

HOME_VARIABLE = "JIANGPING_HOME"


def _own_home() -> Path | None:
    chosen = os.environ.get(HOME_VARIABLE)
    return Path(chosen) if chosen else None


def contests_folder() -> Path:
    """Where contest files are offered to be kept."""
    home = _own_home()
    return home / "contests" if home else Path(platformdirs.user_documents_dir()) / NAME


def config_folder() -> Path:
    """Where the preferences of this computer are kept."""
    home = _own_home()
    return home / "config" if home else Path(platformdirs.user_config_dir(EXECUTABLE, appauthor=False))


def state_folder() -> Path:
    """Where the program keeps what it may lose: lock files, crash notes, window places."""
    home = _own_home()
    return home / "state" if home else Path(platformdirs.user_state_dir(EXECUTABLE, appauthor=False))


def logs_folder() -> Path:
    """Where the log of each day is written."""
    home = _own_home()
    return home / "logs" if home else Path(platformdirs.user_log_dir(EXECUTABLE, appauthor=False))


def settings_file() -> Path:
    """The file of preferences; it need not exist."""
    return config_folder() / "settings.json"


def ensured(folder: Path) -> Path:
    """The same folder, made if it was missing.

    Raises:
        WorldFailure: it cannot be made here.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldFailure("paths.no_folder", folder=folder, reason=error.strerror or error) from error
    return folder
