"""A wrong clock is named and never locks anybody out; the order of acts is that of their numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import filecheck, scoring
from app.services.clock import clock_of, set_clock
from app.services.filecheck import Level, check_clock
from app.services.opening import open_checked
from app.services.sheet_view import CellAddress
from db.store import Store
from tests.factories import MORNING, later
from tests.services import hall as halls
from tests.trust_kit import people_of

NEWEST = "2026-06-18T00:30:00.000000Z"  # MORNING


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (MORNING, None),
        (MORNING - timedelta(minutes=4), None),
        (MORNING - timedelta(minutes=6), "files.clock"),
        (MORNING - timedelta(days=730), "files.clock_build"),
        (datetime(1970, 1, 1, tzinfo=UTC), "files.clock_build"),
        (MORNING + timedelta(days=730), None),  # a clock ahead shows itself when it is set right
        (MORNING - timedelta(hours=1), "files.clock"),  # an hour of summer time given back
    ],
)
def test_which_clocks_are_suspect(now: datetime, code: str | None) -> None:
    found = check_clock(NEWEST, now)
    assert (found.error.code if found.error else None) == code
    assert found.level is (Level.OK if code is None else Level.WARN)


@pytest.mark.parametrize(
    "jump", [timedelta(days=-730), timedelta(days=730), MORNING - datetime(1970, 1, 1, tzinfo=UTC)]
)
def test_marks_go_on_under_any_clock_and_keep_their_order(contest_file: Path, jump: timedelta) -> None:
    with Store.open(contest_file) as store:
        hall = halls.drawn(store)
        sheet = hall.lines()[0].sheet_id
        moments = [later(1), later(2) + (jump if jump.days < 5000 else -jump), later(3)]  # a jump between two saves
        for number, at in enumerate(moments):
            cell = CellAddress("B1", number)
            scoring.enter_mark(store, sheet, 1, cell, str(40 + number), by=hall.who("录一"), at=at)
    opened = open_checked(contest_file, later(4), ())
    with opened.store as store:
        assert opened.trouble is None
        suspect = any(one.check == "clock" for one in opened.warnings)
        assert suspect is (moments[1] > later(60)), "only a time ahead of the clock can be told from the file"
        scoring.enter_mark(store, sheet, 1, CellAddress("B1", 3), "43", by=people_of(store).who("录一"), at=later(4))
        with store.read() as reading:
            rows = reading.connection.exec_driver_sql("SELECT seat FROM mark ORDER BY id").all()
            assert [row[0] for row in rows] == ["1", "2", "3", "4"]
            assert filecheck.check_content(reading).ok


def test_an_administrator_answers_for_the_time(contest_file: Path) -> None:
    with Store.open(contest_file) as store:
        hall = halls.drawn(store)
        wrong = later(-600)  # ten hours before the newest entry
        with store.read() as reading:
            before = clock_of(reading, wrong)
        assert (before.word, before.why.code if before.why else "") == ("suspect", "files.clock")
        with pytest.raises(RightsRefusal):
            set_clock(store, by=hall.who("裁判长"), at=wrong)
        with pytest.raises(Refusal, match="before_build"):
            set_clock(store, by=hall.who("管理员"), at=datetime(1999, 1, 1, tzinfo=UTC))
        set_clock(store, by=hall.who("管理员"), at=wrong)
        with store.read() as reading:
            assert clock_of(reading, wrong).word == "set"
            assert clock_of(reading, wrong - timedelta(hours=1)).word == "suspect"
            assert filecheck.check_content(reading).newest_at.startswith(f"{wrong:%Y-%m-%dT%H}")
