"""A reading begins with the driver alone and is handed to SQLAlchemy by the first question in its words: one state."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import engine as engines
from db.models.contest import SettingRow
from db.queries import contest as contests
from db.store import Store
from tests.factories import later

ROOT = Path(__file__).resolve().parents[2]


def keep(store: Store, key: str) -> None:
    with store.write() as writing:
        contests.set_setting(writing, key, True)
        writing.audit("a.test", by="console", at=later(1))


@pytest.mark.parametrize("first_in_the_process", [True, False], ids=["first", "later"])
def test_what_is_written_meanwhile_is_seen_by_neither_way_of_asking(store: Store, first_in_the_process: bool) -> None:
    """SQLAlchemy looks at the first connection an engine hands it, and rolls that back: it must be none of ours."""
    keep(store, "before")
    if first_in_the_process:
        engines._reader_engine.cache_clear()
    with store.read() as reading:
        counted = reading.row("SELECT count(*) FROM setting")[0]
        keep(store, "meanwhile")
        assert reading.value(select(func.count()).select_from(SettingRow)) == counted
        assert reading.row("SELECT count(*) FROM setting")[0] == counted
    with store.read() as reading:
        assert reading.value(select(func.count()).select_from(SettingRow)) == counted + 1


def test_a_connection_that_reads_is_closed_with_its_reading(store: Store) -> None:
    with store.read() as plain:
        plain.row("SELECT 1")
    with store.read() as both:
        both.value(select(func.count()).select_from(SettingRow))
    for reading in (plain, both):
        with pytest.raises(engines.DRIVER_ERROR, match="closed"):
            reading.cursor()


def test_a_walk_that_is_stopped_outlives_its_reading(store: Store) -> None:
    keep(store, "one")
    with store.read() as reading:
        walk = reading.walk("SELECT seq FROM audit_entry UNION ALL SELECT seq FROM audit_entry")
        assert next(walk)[0] >= 1
    walk.close()


OPENED = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from db.store import Store
def loaded(): return any(name.split(".")[0] in {"sqlalchemy", "alembic"} for name in sys.modules)
with Store.open(Path(sys.argv[2])) as store:
    with store.read() as reading:
        reading.rows("SELECT * FROM trade")
    print(store.head.seq > 0, loaded())
    with store.write() as writing:
        writing.run_many("UPDATE trade SET prefix = ?", [("QQ",)])
    print(loaded())
"""


def test_a_file_of_today_is_opened_locked_and_read_without_sqlalchemy(contest_file: Path) -> None:
    command = [sys.executable, "-c", OPENED, str(ROOT), str(contest_file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["True", "False", "True"], ran.stderr
    with Store.open(contest_file) as store, store.read() as reading:
        (body,) = reading.row("SELECT body FROM audit_entry ORDER BY seq DESC LIMIT 1")
        assert (
            body.startswith('{"act":"rows.sealed"') and '"trade/1"' in body
        )  # the first act is watched like any other


def test_what_the_row_says_of_the_contest_is_what_it_was_made_from(demo_file: Path) -> None:
    """Opening and the board take name and days from the row and leave the definition unread."""
    from app.services.common import contest_facts

    with Store.open(demo_file) as store, store.read() as reading:
        facts = contest_facts(reading)
        assert facts.days[0] is not None
        assert (facts.name, *facts.days) == (facts.contest.name, facts.contest.starts, facts.contest.ends)
