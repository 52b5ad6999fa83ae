"""The demo as one click: a throw-away file made in a folder of its own, opened, and taken away when it is closed."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app import paths
from ui.desk import OpenContest

Told = Callable[[int, int, str], None]
USUAL = "14:30"


def folder() -> Path:
    """Where throw-away demos lie."""
    return paths.state_folder() / "demo"


def is_throw_away(file: str) -> bool:
    """Whether a contest file is a demo made here, which nobody will look for among the recent files."""
    return folder() in Path(file).parents


def make(moment: str, told: Told) -> Path:
    """Make a demo at an hour of its day; demos left over from before go. Runs on the store thread.

    Raises what `make_demo` and `paths.ensured` raise.
    """
    from app.services.demo_contest import FILE_NAME, make_demo  # here: the start needs no demo

    tidy()
    place = paths.ensured(folder() / secrets.token_hex(6))
    try:
        make_demo(place / FILE_NAME, moment=moment, told=told)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return place / FILE_NAME


def tidy() -> None:
    """Take demos away that nobody has open. One that another window holds stays: its lock file cannot be taken."""
    from app.errors import AppError
    from app.services.common import open_store  # here: see make

    for place in folder().glob("*"):
        for file in place.glob("*.contest"):
            try:
                open_store(file).close()
            except AppError:
                break
        else:
            shutil.rmtree(place, ignore_errors=True)


def throw_away(contest: OpenContest) -> None:
    """Close a demo's store and take its folder away; any other contest is only closed. Runs on the store thread."""
    contest.store.close()
    if is_throw_away(contest.path):
        shutil.rmtree(Path(contest.path).parent, ignore_errors=True)


def set_clock(contest: OpenContest) -> OpenContest:
    """The same contest, with the clock of its own day if it is a demo made here. Runs on the store thread."""
    if contest.mode != "demo":
        return contest
    from app.services import demo_clock  # here: see make

    with contest.store.read() as reading:
        moment = demo_clock.moment_of(reading)
        clock = demo_clock.clock_at(reading, moment)
    if clock is None:
        return contest
    return replace(contest, ahead=clock - datetime.now(UTC), moment=moment)


def pins() -> dict[str, str]:
    """The PIN of everybody in the demo, by name."""
    from app.services.demo_contest import demo_pins  # here: see make

    return demo_pins()


def first_person(moment: str) -> str:
    """Who has the next thing to do at an hour of the demo's day."""
    from app.services.demo_contest import first_person as first  # here: see make

    return first(moment)
