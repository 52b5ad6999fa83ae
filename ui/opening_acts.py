"""What opening a contest does away from the window's thread; here SQLAlchemy, and whatever else is heavy, is loaded."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui import demo
from ui.desk import OpenContest
from ui.elsewhere import look_at

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.board_view import BoardView


def warm_up() -> None:
    """Load what the first act will need, while the person still looks at the start screen; on the store thread."""
    import app.services.board
    import app.services.unchecked  # noqa: F401 - here, because loading SQLAlchemy costs more than all of Qt


def warm_pages() -> None:
    """Load what the pages stand on, beside the store's thread: PDF alone would cost a page its first second. Nothing of
    Qt: that is loaded where it is used. What is loaded then stays, so no later collection of garbage walks through it.
    """
    import app.services.access
    import app.services.appeals_view
    import app.services.demo_contest
    import app.services.opening
    import app.services.papers
    import app.services.registration_list
    import app.services.theory  # noqa: F401 - here, see above

    gc.freeze()


def open_file(path: Path) -> OpenContest:
    """Open a contest file and say what it is; its start checks are asked later. Runs on the store thread.

    Raises what `open_store` and `contest_facts` raise.
    """
    from app.services.unchecked import Unchecked  # here: see warm_up

    unchecked = Unchecked(path, datetime.now(UTC))
    made = _described(unchecked.store)
    unchecked.keeps_room = made.mode != "demo"
    return replace(made, unchecked=unchecked)


def _described(store: Any) -> OpenContest:
    from app.services import common  # here: see warm_up

    path = store.path
    try:
        with store.read() as reading:
            mode = common.office_mode(reading)
            if mode is not None:
                return OpenContest(store, str(path), "", mode, path.stem, office=True)
            facts = common.contest_facts(reading)
        trades = "、".join(trade.name for trade in facts.trades[:3])
        return demo.set_clock(OpenContest(store, str(path), facts.name, facts.mode, trades, days=facts.days))
    except BaseException:
        store.close()
        raise


def open_copy(path: Path) -> OpenContest:
    """A copy of a file that is in use elsewhere, checked before it is shown: nothing else is done with it."""
    opened = look_at(path)
    return replace(_described(opened.store), opened=opened)


def board_of(store: Any, at: datetime) -> BoardView:
    from app.services.board import board  # here: see warm_up
    from app.services.common import office_mode

    with store.read() as reading:
        office = office_mode(reading) is not None
    if not office:
        return board(store, at)
    from app.services.office_matters import office_board  # here: a contest's file needs nothing of the office's

    return office_board(store, at)


def people_of(store: Any) -> tuple[Actor, ...]:
    from app.services.access import people_at_keyboard  # here: see warm_up

    return people_at_keyboard(store)


def log_in_at(store: Any, name: str, pin: str, at: datetime) -> Actor:
    from app.services import access, personal  # here: see warm_up

    actor = access.log_in(store, name, pin, at)
    personal.sit_down(store, actor.key)
    return actor


def stand_up(store: Any) -> Any:
    from app.changes import Change, Kind
    from app.services import personal

    was_open = store.vault is not None
    personal.stand_up(store)
    return Change(frozenset({Kind.PEOPLE})) if was_open else None
