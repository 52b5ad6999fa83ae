"""The total written on the paper: what agrees, what differs, which lines are named, what is handed in."""

from __future__ import annotations

import pytest

from app.domain.numbers import parse_decimal, show
from app.domain.slips import meant
from app.errors import Refusal, RightsRefusal
from app.services import paper_total, scoring
from app.services.sheet_view import SheetState, Suspect
from tests.factories import MORNING
from tests.services.hall import A1, C1, Hall, b1


def keyed(hall: Hall, a1: str = "9.5") -> int:
    """A sheet keyed once and not handed in: A1, five judges of B1, a reading C1."""
    sheet_id = hall.lines()[0].sheet_id
    by = hall.who("录一")
    for cell, text in ((A1, a1), *((b1(seat), "40") for seat in range(1, 6)), (C1, "2.1")):
        scoring.enter_mark(hall.store, sheet_id, 1, cell, text, by=by, at=MORNING)
    return sheet_id


def total(hall: Hall, sheet_id: int) -> str:
    shown = scoring.view(hall.store, sheet_id, 1).total
    assert shown is not None
    return shown


def test_the_right_total_agrees_whatever_its_width(hall: Hall) -> None:
    sheet_id = keyed(hall)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in total(hall, sheet_id))
    found = paper_total.compare(hall.store, sheet_id, 1, f" {wide} ", by=hall.who("录一"))
    assert found.same and found.difference == "" and found.suspects == ()


def test_a_slip_names_its_line_and_what_was_meant(hall: Hall) -> None:
    right = total(hall, keyed(hall))
    sheet_id = hall.lines()[0].sheet_id
    scoring.enter_mark(hall.store, sheet_id, 1, A1, "5.5", by=hall.who("录一"), at=MORNING)
    found = paper_total.compare(hall.store, sheet_id, 1, right, by=hall.who("录一"))
    assert not found.same and found.difference == "4"
    assert found.suspects == ()  # 5.5 is no slip of 9.5 by the keys
    scoring.enter_mark(hall.store, sheet_id, 1, A1, "8.5", by=hall.who("录一"), at=MORNING)
    found = paper_total.compare(hall.store, sheet_id, 1, right, by=hall.who("录一"))
    assert (found.difference, found.suspects[0]) == ("1", Suspect("A1", -1, "9.5"))


def test_a_line_the_paper_left_out_is_named(hall: Hall) -> None:
    sheet_id = keyed(hall)
    view = scoring.view(hall.store, sheet_id, 1)
    row = next(row for row in view.rows if row.id == "A1" and row.kind == "aspect")
    assert view.total is not None and row.score is not None
    short = show(parse_decimal(view.total) - parse_decimal(row.score))
    found = paper_total.compare(hall.store, sheet_id, 1, short, by=hall.who("录一"))
    assert Suspect("A1", -1, "") in found.suspects


def test_one_judge_s_paper_is_the_sum_of_his_marks(hall: Hall) -> None:
    sheet_id = keyed(hall)
    assert paper_total.compare(hall.store, sheet_id, 1, "40", by=hall.who("录一"), seat=1).same
    found = paper_total.compare(hall.store, sheet_id, 1, "50", by=hall.who("录一"), seat=1)
    assert found.difference == "10" and found.suspects == (Suspect("B1", 1, "50.0"),)


def test_an_open_sheet_says_how_much_is_missing(hall: Hall) -> None:
    sheet_id = hall.lines()[0].sheet_id
    scoring.enter_mark(hall.store, sheet_id, 1, A1, "9.5", by=hall.who("录一"), at=MORNING)
    found = paper_total.compare(hall.store, sheet_id, 1, "90", by=hall.who("录一"))
    assert (found.keyed, found.missing, found.same) == ("", 6, False)


def test_a_sheet_is_handed_in_with_the_total_of_its_paper_or_not_at_all(hall: Hall) -> None:
    sheet_id = keyed(hall)
    with pytest.raises(Refusal, match=r"scoring\.paper_total"):
        scoring.submit(hall.store, sheet_id, 1, by=hall.who("录一"), at=MORNING, paper="1")
    assert scoring.view(hall.store, sheet_id, 1).state is SheetState.FIRST
    right = total(hall, sheet_id)
    scoring.submit(hall.store, sheet_id, 1, by=hall.who("录一"), at=MORNING, paper=right)
    assert scoring.view(hall.store, sheet_id, 1).state is not SheetState.FIRST
    with hall.store.read() as reading:
        body = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq DESC LIMIT 1").scalar()
    assert '"act":"sheet.submitted"' in body and '"paper":"' in body


def test_nothing_but_a_number_is_a_total_and_only_recorders_ask(hall: Hall) -> None:
    sheet_id = keyed(hall)
    with pytest.raises(Refusal, match=r"scoring\.paper_text"):
        paper_total.compare(hall.store, sheet_id, 1, "九十", by=hall.who("录一"))
    with pytest.raises(RightsRefusal):
        paper_total.compare(hall.store, sheet_id, 1, "90", by=hall.who("监督"))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("95", "9.5"), ("9.5", "95"), ("59", "95"), ("5.9", "9.5"), ("8.5", "9.5"), ("99", "9"), ("1", "10"), ("4", "44")],
)
def test_slips_of_the_hand_lead_back(typed: str, wanted: str) -> None:
    assert wanted in meant(typed) and typed not in meant(typed)


@pytest.mark.parametrize("text", ["", "回避", "E1a×2", "-1", "01:31:20"])
def test_what_is_no_plain_number_has_no_slips(text: str) -> None:
    assert meant(text) == ()
