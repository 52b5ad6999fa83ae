"""Confirmed contests, keys and offices for the tests of files and bundles. Key files here are cheap to open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from app.services import access, bundles, keys, results, scoring, signing
from app.services.sheet_view import CellAddress
from db.store import Store
from tests.factories import WELDER, later, new_store
from tests.services import hall as halls
from tests.services.hall import Hall

SEED = 7
B1 = "B1"


def confirmed_demo(path: Path, *, mode: str = "demo") -> None:
    """A file whose one trade is decoded, ranked and confirmed."""
    with new_store(path, mode=mode) as store:
        if mode == "demo":
            keys.install_demo_keys(store, SEED, at=later(0))
        hall = halls.decoded(store)
        rank_and_confirm(hall, 70)


def rank_and_confirm(hall: Hall, minute: int) -> None:
    """Places of the trade as the marks stand now."""
    chief = hall.who("裁判长")
    results.rank(hall.store, WELDER, by=chief, at=later(minute))
    results.confirm(hall.store, WELDER, by=chief, at=later(minute + 1))


def people_of(store: Store) -> Hall:
    """The people of an opened file."""
    return Hall(store, {actor.name: actor for actor in access.people_at_keyboard(store)})


def correct_one(store: Store, text: str, minute: int, *, seat: int = 1) -> None:
    """Unlock, correct one judge's mark of the first sheet, and go all the way to confirmed places again."""
    hall = people_of(store)
    chief, witness = hall.who("裁判长"), hall.who("监督")
    at = later(minute)
    signing.unlock(store, WELDER, "申诉", by=chief, second=witness, at=at)
    sheet = hall.lines()[0].sheet_id
    scoring.correct_mark(store, sheet, CellAddress(B1, seat - 1), text, "看错", by=chief, second=witness, at=at)
    signing.lock(store, WELDER, by=chief, second=witness, at=at)
    signing.decode(store, WELDER, by=chief, second=witness, at=at)
    rank_and_confirm(hall, minute)


def exported(store: Store, folder: Path, minute: int = 80) -> Path:
    """The bundle of everything, written to a folder."""
    return bundles.export(store, [folder], at=later(minute)).paths[0]


def trust_file(store: Store, folder: Path) -> Path:
    """The trust list of a demo file, written to a folder."""
    path = folder / "trust-list.ctl"
    keys.write_trust(store, path)
    return path


@contextmanager
def by_hand(path: Path) -> Iterator[sqlite3.Connection]:
    """A contest file in the hands of somebody with a database tool: no guards, no chain."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        with connection:
            yield connection


def put_guards_back(connection: sqlite3.Connection) -> None:
    """A careful forger restores the triggers."""
    for table in ("audit_entry", "mark"):
        for act in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


Change = Callable[[sqlite3.Connection], object]


def forge(path: Path, *changes: Change | str) -> None:
    """Change a closed file by hand and restore its guards."""
    with by_hand(path) as connection:
        for change in changes:
            if isinstance(change, str):
                assert connection.execute(change).rowcount != 0, change
            else:
                change(connection)
        put_guards_back(connection)


def codes(problems: Sequence[object]) -> list[str]:
    """The codes of errors, for short assertions."""
    return [str(getattr(one, "code", one)) for one in problems]
