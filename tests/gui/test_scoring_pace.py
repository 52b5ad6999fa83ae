"""What follows a mark keeps out of the next one's way, and still gets there: counted in reads, refreshes and lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.services import keying, scoring
from app.services.common import now
from app.services.sheet_view import SheetState
from db.store import Store
from tests.gui.grid_helpers import cell, keys
from tests.gui.hall_window import Hall
from tests.gui.marking_room import CHIEF, DIFFERS, EMPTY, FIRST_RECORDER, SECOND_RECORDER, SUBMITTED, Room
from ui.gathering import Gathering

NEVER = 24 * 3600 * 1000  # ms

Make = Callable[..., Room]


@pytest.fixture
def paced(qtbot: QtBot, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes the marking page with its refreshes so many ms after the last key."""

    def make(sheet: int = NEVER, whole: int = NEVER) -> Room:
        monkeypatch.setattr("ui.pages.scoring_page._SHEET_AFTER", sheet)
        monkeypatch.setattr("ui.pages.scoring_page._LIST_AFTER", whole)
        hall.desk._marks._rest = NEVER
        room = Room(qtbot, hall)
        room.open(EMPTY)
        return room

    return make


def test_a_mark_costs_one_write_and_no_read(paced: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    room = paced()
    counted = {"read": 0, "write": 0}
    for name in counted:
        real = getattr(Store, name)

        def counting(store: Store, name: str = name, real: Callable[[Store], object] = real) -> object:
            counted[name] += 1
            return real(store)

        monkeypatch.setattr(Store, name, counting)
    for text in ("3.5", "3.0", "4.0"):
        keys(room.grid, f"{text}<Return>")
    assert counted == {"read": 0, "write": 3}


def test_every_key_puts_off_what_waits(paced: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[Gathering] = []
    monkeypatch.setattr(Gathering, "put_off", lambda one: waited.append(one))
    room = paced()
    keys(room.grid, "3.5<Return>")
    del waited[:]
    keys(room.grid, "3")
    assert {room.page._sheet_timer, room.page._list_timer, room.page.views.aspect._timer} <= set(waited)


def test_the_board_waits_for_the_hands_too(paced: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    room = paced()
    keys(room.grid, "3.5<Return>")
    assert room.desk._marks.isActive()
    began: list[int] = []
    monkeypatch.setattr(room.desk._marks, "start", lambda *_: began.append(1))
    keys(room.grid, "3")
    assert began == [1]


def test_the_line_of_the_sheet_follows_without_reading_the_list(
    paced: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = paced(sheet=1)
    model = room.page.space.sheets.model
    at = model.number_of(room.sheet)
    assert model.line(at).state is SheetState.EMPTY
    monkeypatch.setattr(keying, "marking", lambda *_: pytest.fail("the whole list was read"))
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    keys(room.grid, "3.5<Return>")
    qtbot.waitUntil(lambda: model.line(at).state is SheetState.FIRST)
    assert model.line(at) == room.hall.line(EMPTY)
    assert set(told) == {(at, at)}
    assert room.grid.state.row(cell("A1", 1)).cells[0].text == "3.5"


def test_the_list_is_read_whole_in_the_end(paced: Make, qtbot: QtBot) -> None:
    room = paced(whole=1)
    model = room.page.space.sheets.model
    keys(room.grid, "3.5<Return>")
    qtbot.waitUntil(lambda: model.line(model.number_of(room.sheet)).state is SheetState.FIRST)
    assert model.lines == room.hall.lines()


@pytest.mark.parametrize("who", [FIRST_RECORDER, SECOND_RECORDER, CHIEF])
def test_the_line_that_comes_with_a_sheet_is_that_of_the_list(hall: Hall, who: str) -> None:
    by = hall.people[who]
    found = [line for part in ("theory", "practical") for line in hall.lines(part)]
    assert {line.state for line in found} >= {SheetState.EMPTY, SheetState.DIFFERS, SheetState.SUBMITTED}
    assert any(line.differing for line in found) and any(line.spreads for line in found)
    for line in found:
        assert keying.open_for(hall.store, line.sheet_id, by).line == line


@pytest.mark.parametrize("code", [EMPTY, SUBMITTED, DIFFERS])
def test_it_stays_so_while_the_sheet_is_keyed(hall: Hall, code: str) -> None:
    recorder = hall.people[SECOND_RECORDER if code != EMPTY else FIRST_RECORDER]
    sheet = hall.line(code).sheet_id
    opened = keying.open_for(hall.store, sheet, recorder)
    assert opened.closed is None
    scoring.enter_mark(hall.store, sheet, opened.keying, cell("A1", 1), "3.0", by=recorder, at=now())
    for who in (FIRST_RECORDER, SECOND_RECORDER, CHIEF):
        assert keying.open_for(hall.store, sheet, hall.people[who]).line == hall.line(code)
