"""Whole trades scored from stored marks: the same as the full engine over the history, whatever that history is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.domain.aggregate import score_round
from app.domain.contest import Round
from app.domain.lean import lean_round
from app.domain.scores import Mark, RoundMarks, RoundScore
from app.services import results, sheet_scores
from app.services.common import contest_facts
from app.services.marked import entry_scores, full_score, scores_by_code
from app.services.sheet_rules import mark_of
from app.services.sheet_scores import status_of
from db.queries import people
from db.queries import scoring as stored
from db.queries.scoring import NewMark
from db.store import Reading, Store
from tests.factories import MORNING, SMALL, new_store, small_contest
from tests.services.hall import Hall

EVERY_KIND = (
    SMALL.partition("[[trade.round.module]]")[0]
    + """
[[trade.round.module]]
id = "B"
maximum = 60
aspects = [
  { id = "B1", kind = "panel", maximum = 20, judges = 5, step = 0.5 },
  { id = "B10", kind = "panel", maximum = 20, judges = 11, step = 0.1, drop_high = 2, drop_low = 2, decimals = 2 },
  { id = "B2", kind = "panel", maximum = 10, judges = 3, step = 0.5, average = "median", factor = 0.7 },
  { id = "B3", kind = "judged", maximum = 10, judges = 3 },
  { id = "B4", kind = "deduction", maximum = 5, catalogue = [
    { id = "x", name = "x", points = 1.5 }, { id = "y", name = "y", points = 5, zero = "module" } ] },
]
[[trade.round.module]]
id = "A"
maximum = 40
aspects = [
  { id = "A1", kind = "value", maximum = 20, step = 0.5, when = { module = "B", at_least = 30 } },
  { id = "A2", kind = "count", maximum = 10, points = 0.3 },
  { id = "A3", kind = "measured", maximum = 10, nominal = 2, bands = [
    { within = 0.5, share = 1 }, { within = 1, share = 0.5 } ] },
  { id = "A4", kind = "time", maximum = 5, limit_minutes = 90, points = 1 },
  { id = "A5", kind = "deduction", maximum = 5, catalogue = [
    { id = "z", name = "z", points = 1, zero = "disqualify" }, { id = "p,q", name = "p", points = 2 } ] },
]
"""
)
TRADE = "6-18-02-04"
SHEETS = 60


def one_mark(dice: random.Random, kind: str) -> tuple[int | None, str | None]:
    if kind == "deduction":
        return None, dice.choice(["i:", "i:", "i:x*2", "i:y*1", "i:p,q*1", "i:z*1"])
    if dice.random() < 0.04:
        return None, dice.choice(["w:not_marked", "w:recused", "w:not_applicable"])
    if kind == "judged":
        return 1000 * dice.randrange(4), None
    return 100 * dice.randrange(100), None


def history(dice: random.Random, sheet_id: int, rules: Round, wild: bool) -> list[NewMark]:
    """First keying of every cell; on a wild sheet gaps, second thoughts, takings back, second keyings, final words."""
    found: list[NewMark] = []
    cells = [(aspect.id, seat, aspect.kind.value) for aspect in rules.aspects for seat in aspect.seats]
    if not rules.modules:
        cells = [("", "", "value")]
    dice.shuffle(cells)
    for aspect, seat, kind in cells:
        for keying, chance in ((1, 0.9), (1, 0.1), (2, 0.5), (3, 0.05), (1, 0.03)):
            if dice.random() < (chance if wild else float(keying == 1 and chance == 0.9)):
                value, token = one_mark(dice, kind)
                if wild and dice.random() < 0.03:
                    value = token = None
                found.append(NewMark(sheet_id, keying, "keyed", aspect, seat, value, token))
    return found


@pytest.fixture
def marked(tmp_path: Path) -> Store:
    """A file with sheets of both rounds, half of them with a wild history."""
    dice = random.Random(20260618)
    store = new_store(tmp_path / "wild.contest", small_contest(EVERY_KIND))
    with store.write() as writing:
        trade = contest_facts(writing).trade(TRADE)
        for rules in trade.rules.rounds:
            rows = [
                {"trade_id": trade.id, "round": rules.id, "code": f"W-{n:03}", "sitting": 1,
                 "scheme_id": trade.scheme_id, "double_entry": True}
                for n in range(SHEETS)
            ]  # fmt: skip
            stored.add_sheets(writing, rows)
        for number, sheet in enumerate(stored.sheets_of(writing, trade.id)):
            rules = trade.round(sheet.round)
            stored.add_marks(writing, history(dice, sheet.id, rules, number % 2 == 1), "u1", MORNING)
            if dice.random() < 0.5:
                stored.set_sheet(writing, sheet.id, seconds=dice.randrange(5000, 6000))
            if dice.random() < 0.1:
                stored.set_sheet(writing, sheet.id, status="absent")
    return store


def by_the_rules(reading: Reading, rules: Round, sheet: stored.SheetData) -> RoundScore:
    """Every row in the order it was written; the newest of a keying counts, the final word before the first keying,
    unless that was taken back."""
    rows = reading.connection.exec_driver_sql(
        "SELECT keying, aspect, seat, value, token FROM mark WHERE sheet_id = ? ORDER BY id", (sheet.id,)
    ).all()
    counting = {(keying, aspect, seat): (value, token) for keying, aspect, seat, value, token in rows if keying != 2}
    final = {cell[1:]: mark for cell, mark in counting.items() if cell[0] == 3 and mark != (None, None)}
    first = {cell[1:]: mark for cell, mark in counting.items() if cell[0] == 1}
    marks: dict[str, dict[str, Mark]] = {}
    for (aspect, seat), (value, token) in {**first, **final}.items():
        mark = mark_of(value, token)
        if mark is not None:
            marks.setdefault(aspect, {})[seat] = mark
    whole = marks.pop("", {}).get("")
    return score_round(rules, RoundMarks(marks, whole.number if whole else None, status_of(sheet), sheet.seconds))


def test_stored_sheets_score_as_the_full_engine_says(marked: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    slow: list[str] = []
    cell_by_cell = sheet_scores.score_sheet
    monkeypatch.setattr(
        sheet_scores, "score_sheet", lambda r, sheet, plan: slow.append(sheet.code) or cell_by_cell(r, sheet, plan)
    )
    with marked, marked.read() as reading:
        trade = contest_facts(reading).trade(TRADE)
        for rules in trade.rules.rounds:
            slow.clear()
            found = scores_by_code(reading, trade, rules.id)
            sheets = stored.sheets_of(reading, trade.id, rules.id)
            assert found == {sheet.code: lean_round(by_the_rules(reading, rules, sheet)) for sheet in sheets}
            assert sum(score.score is not None for score in found.values()) > SHEETS / 4
            # The tidy half is scored a sheet at a time, words aside; or the fast way would be no way at all.
            assert len(slow) < 0.8 * SHEETS and (not rules.modules or len(slow) > SHEETS / 4)


def test_a_rekeyed_cell_counts_once_with_its_newest_mark(marked: Store) -> None:
    with marked, marked.write() as writing:
        trade = contest_facts(writing).trade(TRADE)
        sheet = stored.sheet_by_code(writing, trade.id, "theory", "W-000")
        assert sheet is not None
        for value in (50_000, 61_500):
            stored.add_mark(writing, NewMark(sheet.id, 1, "keyed", "", "", value, None), "u1", MORNING)
        assert scores_by_code(writing, trade, "theory")["W-000"].score == 61.5
        stored.add_mark(writing, NewMark(sheet.id, 3, "settle", "", "", 72_000, None), "u1", MORNING)
        assert scores_by_code(writing, trade, "theory")["W-000"].score == 72


def test_an_entry_is_explained_by_the_score_it_is_ranked_with(decoded: Hall) -> None:
    with decoded.store.read() as reading:
        trade = contest_facts(reading).trade(TRADE)
        listed = entry_scores(reading, trade)
        for entry in people.entries(reading, trade.id, "approved"):
            full = full_score(reading, trade, entry)
            assert (full.exact, full.total, full.status) == (listed[entry.number].exact, listed[entry.number].total,
                                                             listed[entry.number].status)  # fmt: skip
            assert [lean_round(part) for part in full.rounds] == list(listed[entry.number].rounds)
            explanation = results.explain_entry(decoded.store, entry.number)
            assert any("B1" in line.zh for line in explanation.lines)
