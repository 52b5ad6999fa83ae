"""Marks made again by a panel: keyed twice like all others, first marks readable, never agreed on one reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import keying, scoring
from app.services.sheet_view import CellState, SheetState
from db.queries import scoring as stored
from db.store import Store
from tests.factories import MORNING, SMALL, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import A1, C1, Hall, b1, cell_marks

APART = SMALL.replace("drop_low = 1 }", "drop_low = 1, spread = 5 }")
FIRST_MARKS = ("40", "40", "40", "41", "50")


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[Hall, int]]:
    """A sheet whose panel was told to mark again; seat 5 gave 42 the second time."""
    assert APART != SMALL
    with new_store(tmp_path / "apart.contest", small_contest(APART)) as store:
        hall = halls.drawn(store)
        sheet = hall.lines()[0].sheet_id
        key(hall, sheet, 1, "录一", FIRST_MARKS)
        scoring.decide_spread(store, sheet, "B1", "again", "差距过大", by=hall.who("裁判长"), at=MORNING)
        scoring.mark_again(store, sheet, b1(5), "42", by=hall.who("录一"), at=MORNING)
        scoring.submit(store, sheet, 1, by=hall.who("录一"), at=MORNING)
        yield hall, sheet


def key(hall: Hall, sheet: int, pass_number: int, name: str, panel: tuple[str, ...]) -> None:
    by = hall.who(name)
    for seat, text in enumerate(panel, 1):
        scoring.enter_mark(hall.store, sheet, pass_number, b1(seat), text, by=by, at=MORNING)
    scoring.enter_mark(hall.store, sheet, pass_number, A1, "9.5", by=by, at=MORNING)
    scoring.enter_mark(hall.store, sheet, pass_number, C1, "2.1", by=by, at=MORNING)


def state(store: Store, sheet: int) -> SheetState:
    return scoring.view(store, sheet, 2).state


def panel_cells(store: Store, sheet: int, pass_number: int) -> list[str]:
    rows = scoring.view(store, sheet, pass_number).rows
    return [cell.text for cell in next(row for row in rows if row.id == "B1").cells]


def test_the_second_keying_does_not_see_marks_made_again(told: tuple[Hall, int]) -> None:
    hall, sheet = told
    assert panel_cells(hall.store, sheet, 1) == ["40.0", "40.0", "40.0", "41.0", "42.0"]
    assert panel_cells(hall.store, sheet, 2) == [""] * 5
    key(hall, sheet, 2, "录二", ("40", "40", "40", "41", "42"))
    opened = keying.open_for(hall.store, sheet, hall.who("录二"))
    cell = next(row for row in opened.view.rows if row.id == "B1").cells[4]
    assert (cell.text, cell.before) == ("42.0", "")


def test_a_second_keying_that_leaves_them_out_is_not_taken(told: tuple[Hall, int]) -> None:
    hall, sheet = told
    key(hall, sheet, 2, "录二", ("40", "40", "40", "41"))
    with pytest.raises(Refusal) as refusal:
        scoring.submit(hall.store, sheet, 2, by=hall.who("录二"), at=MORNING)
    assert (refusal.value.code, refusal.value.fields["cells"]) == ("scoring.open_questions", 1)


def test_the_same_mark_twice_is_agreed_and_the_first_stays_readable(told: tuple[Hall, int]) -> None:
    hall, sheet = told
    key(hall, sheet, 2, "录二", ("40", "40", "40", "41", "42"))
    scoring.submit(hall.store, sheet, 2, by=hall.who("录二"), at=MORNING)
    assert state(hall.store, sheet) is SheetState.AGREED
    with hall.store.read() as reading:
        kept = [(m.keying, m.value) for m in cell_marks(reading, sheet, "B1", "5")]
    assert kept == [(1, 50000), (3, 42000), (2, 42000)]


def test_a_difference_waits_for_the_paper(told: tuple[Hall, int]) -> None:
    hall, sheet = told
    key(hall, sheet, 2, "录二", ("40", "40", "40", "41", "43"))
    opened = next(row for row in scoring.view(hall.store, sheet, 2).rows if row.id == "B1").cells[4]
    assert (opened.state, opened.text) == (CellState.DIFFERS, "43.0≠42.0")
    scoring.submit(hall.store, sheet, 2, by=hall.who("录二"), at=MORNING)
    assert state(hall.store, sheet) is SheetState.DIFFERS
    with pytest.raises(RightsRefusal, match="neither"):  # the mark the panel took back is neither of the two
        scoring.settle(hall.store, sheet, b1(5), "50", by=hall.who("录二"), at=MORNING)
    scoring.settle(hall.store, sheet, b1(5), "43", by=hall.who("录二"), at=MORNING)
    assert state(hall.store, sheet) is SheetState.AGREED
    assert panel_cells(hall.store, sheet, 2) == ["40.0", "40.0", "40.0", "41.0", "43.0"]


def test_who_keyed_them_first_does_not_key_them_second(told: tuple[Hall, int]) -> None:
    hall, sheet = told
    with pytest.raises(RightsRefusal, match="same_recorder"):
        scoring.enter_mark(hall.store, sheet, 2, b1(5), "42", by=hall.who("录一"), at=MORNING)


def test_told_again_while_the_second_keys_each_keys_their_own(told: tuple[Hall, int]) -> None:
    hall, sheet = told
    key(hall, sheet, 2, "录二", ("40", "40", "40", "41", "50"))  # read from the marks crossed out
    with pytest.raises(Refusal, match="open_questions"):
        scoring.submit(hall.store, sheet, 2, by=hall.who("录二"), at=MORNING)
    scoring.mark_again(hall.store, sheet, b1(5), "42", by=hall.who("录二"), at=MORNING)
    scoring.mark_again(hall.store, sheet, b1(5), "43", by=hall.who("录一"), at=MORNING)
    with hall.store.read() as reading:
        latest = {m.keying: (m.value, m.by) for m in stored.marks_of(reading, sheet) if m.seat == "5"}
    first, second = hall.who("录一").ref, hall.who("录二").ref
    assert latest == {1: (50000, first), 2: (42000, second), 3: (43000, first)}
    scoring.submit(hall.store, sheet, 2, by=hall.who("录二"), at=MORNING)
    assert state(hall.store, sheet) is SheetState.DIFFERS
