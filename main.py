"""The start: a verb goes to `app.cli`, everything else opens the window.

Only this file sees both. Nothing heavy is imported before it is known which of the two is wanted.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

WINDOW_FILES = {".contest", ".crb", ".cpk"}
HELP = {"-h", "--help", "--version"}


def opens_window(arguments: list[str]) -> bool:
    """Whether these arguments ask for the window: none at all, options, or a file to open with a double click."""
    if HELP.intersection(arguments):
        return False
    return all(text.startswith("-") or Path(text).suffix.lower() in WINDOW_FILES for text in arguments)


def let_input_methods_in() -> None:
    """Desktops with fcitx: the Qt wheels carry no plugin of it, but reach it through its ibus portal when told so."""
    method = os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", "")
    if sys.platform.startswith("linux") and "fcitx" in method:
        os.environ.setdefault("QT_IM_MODULES", "wayland;fcitx;ibus")
        os.environ.setdefault("IBUS_USE_PORTAL", "1")


def main(arguments: list[str]) -> int:
    """Run with these arguments and give the exit status."""
    try:
        if opens_window(arguments):
            let_input_methods_in()
            from ui.application import run as start  # here: a verb must not load Qt
        else:
            from app.cli.main import main as start  # here: the window must not load the verbs
    except ImportError as missing:
        if (missing.name or "").partition(".")[0] in {"app", "db", "ui", "resources"}:
            raise  # a fault of ours, not a missing package
        print(f"缺少组件（{missing}）。请先运行：python3 packaging/bootstrap.py run", file=sys.stderr)
        print("A component is missing; run packaging/bootstrap.py, which installs it.", file=sys.stderr)
        return 3
    return start(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
