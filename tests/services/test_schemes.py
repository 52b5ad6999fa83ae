"""Versions of a scheme: who may change it and when, what becomes of marks, what stays readable."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from app.domain.contest import Trade
from app.domain.definition import read_definition
from app.domain.scheme_compare import Differs
from app.errors import Problems, Refusal, RightsRefusal
from app.services import results, schemes, scoring, signing
from app.services.access import CONSOLE
from app.services.common import contest_facts
from app.services.filecheck import check_content
from app.services.marked import scores_by_code
from app.services.schemes_marks import Fate
from app.services.sheet_view import SheetState
from db.store import Store
from tests.factories import MORNING, SMALL, WELDER, later
from tests.services.hall import A1, C1, Hall, b1
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]
WHY = "图纸更正"
WIDER = ("within = 0.5, share = 1", "within = 0.6, share = 1")
A_LINE = '{ id = "A1", name = "劳保用品", kind = "value", maximum = 10, step = 0.5 }'


def rules(store: Store) -> Trade:
    with store.read() as reading:
        return contest_facts(reading).trade(WELDER).rules


def draft(*changes: tuple[str, str]) -> Trade:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_definition(tomllib.loads(text, parse_float=Decimal), add_up=False).trades[0]


def change(hall: Hall, *changes: tuple[str, str], fate: Fate | None = None, why: str = WHY) -> schemes.Changed:
    by = hall.who("裁判长")
    return schemes.change(hall.store, WELDER, draft(*changes), by=by, at=later(5), why=why, fate=fate)


def scores(hall: Hall) -> dict[str, Fraction | None]:
    with hall.store.read() as reading:
        trade = contest_facts(reading).trade(WELDER)
        return {code: score.score for code, score in scores_by_code(reading, trade, "practical").items()}


def is_sound(hall: Hall) -> bool:
    with hall.store.read() as reading:
        return bool(check_content(reading, thorough=True))


def test_before_the_first_mark_the_registrar_changes_it_and_sheets_follow(at_hour: Open) -> None:
    hall = at_hour("drawn")
    by, fresh = hall.who("登记员"), draft(("step = 0.5 } ]", "step = 0.1 } ]"))
    done = schemes.change(hall.store, WELDER, fresh, by=by, at=MORNING)
    assert (done.version, done.reopened, rules(hall.store)) == (2, 0, fresh)
    scoring.enter_mark(hall.store, hall.lines()[0].sheet_id, 1, A1, "9.3", by=hall.who("录一"), at=MORNING)
    told = next(body for body in bodies(hall.store) if body["act"] == "scheme.changed")
    assert (told["version"], told["by"], told["moved"], told["dropped"]) == (2, by.ref, 0, 0)
    first, second = schemes.versions(hall.store, WELDER)
    assert (told["old"], told["new"]) == (first.sha256, second.sha256)
    assert (first.frozen_at, second.frozen_at) == (None, MORNING)  # frozen by the mark just entered


def test_after_the_first_mark_it_takes_the_chief_judge_and_a_reason(at_hour: Open) -> None:
    hall = at_hour("marked")
    before, fresh = content(hall.store), draft(WIDER)
    for name in ("登记员", "监督", "录一"):
        with pytest.raises(RightsRefusal, match="not_allowed"):
            schemes.change(hall.store, WELDER, fresh, why=WHY, by=hall.who(name), at=MORNING)
    with pytest.raises(RightsRefusal):
        schemes.change(hall.store, WELDER, fresh, why=WHY, by=CONSOLE, at=MORNING)
    with pytest.raises(Refusal, match="needs_reason"):
        change(hall, WIDER, why=" ")
    assert content(hall.store) == before
    assert change(hall, WIDER).version == 2


def test_everything_is_computed_anew_and_the_old_version_stays_readable(at_hour: Open) -> None:
    hall = at_hour("marked")
    before = scores(hall)
    change(hall, ("maximum = 40, nominal = 2", "maximum = 30, nominal = 2"), ("maximum = 40", "maximum = 30"), HALF)
    after = scores(hall)
    assert {code: before[code] - value for code, value in after.items()} == dict.fromkeys(before, 10)  # type: ignore[operator]
    old = schemes.version(hall.store, WELDER, 1).trade.rounds[1].aspect("C1")
    assert old is not None and old.maximum == 40
    assert schemes.version(hall.store, WELDER).why == WHY
    found = schemes.differences(hall.store, WELDER, 1, 2)
    assert ("practical/C/C1", "maximum", "40", "30") in [(d.node, d.key, d.old, d.new) for d in found]
    with pytest.raises(Refusal, match="no_version"):
        schemes.version(hall.store, WELDER, 3)
    assert is_sound(hall)


HALF = ("maximum = 100\nweight = 0.70", "maximum = 90\nweight = 0.70")


def test_renaming_and_moving_an_aspect_keeps_its_marks(at_hour: Open) -> None:
    hall = at_hour("marked")
    before = scores(hall)
    moved = replace(rules(hall.store).rounds[1].modules[1], maximum=Fraction(60))
    practical = rules(hall.store).rounds[1]
    first, _, last = practical.modules
    aspects = (*moved.aspects, replace(first.aspects[0], name="穿戴"))
    spare = replace(first.aspects[0], id="A9", maximum=Fraction(0), name="备注分", detail=first.aspects[0].detail)
    modules = (replace(first, aspects=(spare,), maximum=Fraction(0)), replace(moved, aspects=aspects), last)
    fresh = replace(rules(hall.store), rounds=(rules(hall.store).rounds[0], replace(practical, modules=modules)))
    seen = schemes.preview(hall.store, WELDER, fresh)
    assert {d.what for d in seen.differences if d.node == "practical/B/A1"} == {Differs.MOVED, Differs.CHANGED}
    assert (seen.stranded, seen.reopened) == ((), 3)  # the new aspect is empty on all sheets
    done = schemes.change(hall.store, WELDER, fresh, why=WHY, by=hall.who("裁判长"), at=later(5))
    assert (done.moved, done.dropped, done.reopened) == (0, 0, 3)
    assert {line.state for line in hall.lines()} == {SheetState.FIRST}
    for line in hall.lines():
        scoring.enter_mark(
            hall.store, line.sheet_id, 1, replace(A1, aspect="A9"), "0", by=hall.who("录一"), at=later(6)
        )
    assert scores(hall) == before
    assert is_sound(hall)


def test_marks_without_a_place_block_by_name_until_it_is_said_what_becomes_of_them(at_hour: Open) -> None:
    hall = at_hour("marked")
    before = content(hall.store)
    renamed = (A_LINE, A_LINE.replace('"A1"', '"A7"'))
    with pytest.raises(Problems, match="marks_stranded") as refused:
        change(hall, renamed, ("judges = 5", "judges = 4"))
    named = [(item.fields["place"], item.fields["marks"], item.fields["sheets"]) for item in refused.value.items]
    assert named == [("practical/A1", 3, 3), ("practical/B1", 3, 3)]  # the fifth judge's marks
    assert content(hall.store) == before
    for fate in (Fate(frozenset({"practical/C9"})), Fate(carry={"practical/A1": "B1"})):
        with pytest.raises(Refusal, match="unknown_fate"):
            change(hall, renamed, fate=fate)
    assert content(hall.store) == before


def test_carried_marks_count_for_the_other_aspect_and_both_keyings_go_along(at_hour: Open) -> None:
    hall = at_hour("marked")
    before = scores(hall)
    done = change(hall, (A_LINE, A_LINE.replace('"A1"', '"A7"')), fate=Fate(carry={"practical/A1": "A7"}))
    assert (done.moved, done.dropped, done.reopened) == (6, 0, 0)  # three sheets, keyed twice
    assert scores(hall) == before
    assert {line.state for line in hall.lines()} == {SheetState.AGREED}
    told = [body for body in bodies(hall.store) if body["act"] == "mark.set" and body.get("origin") == "scheme"]
    assert len(told) == 12  # taken back there, put in here
    assert is_sound(hall)


def test_marks_set_aside_stay_in_the_record_and_their_cells_are_keyed_anew(at_hour: Open) -> None:
    hall = at_hour("marked")
    wrong = ("maximum = 10, step = 0.5", "maximum = 9, step = 0.5")
    parts = (
        wrong,
        ("maximum = 10\naspects", "maximum = 9\naspects"),
        ("maximum = 100\nweight = 0.70", "maximum = 99\nweight = 0.70"),
    )
    done = change(hall, *parts, fate=Fate(drop=frozenset({"practical/A1"})))
    assert (done.dropped, done.reopened) == (6, 3)
    assert set(scores(hall).values()) == {None}
    line = hall.lines()[0]
    with hall.store.read() as reading:
        rows = reading.connection.exec_driver_sql(
            "SELECT value, origin FROM mark WHERE aspect = 'A1' AND sheet_id = ? AND keying = 1", (line.sheet_id,)
        ).all()
    assert [tuple(row) for row in rows] == [(9500, "keyed"), (None, "scheme")]
    with pytest.raises(Refusal, match="above_maximum"):
        scoring.enter_mark(hall.store, line.sheet_id, 1, A1, "9.5", by=hall.who("录一"), at=later(6))
    hall.key_sheet(line.sheet_id, 1, "录一", a1="9")
    hall.key_sheet(line.sheet_id, 2, "录二", a1="9")
    assert hall.lines()[0].state is SheetState.AGREED
    assert is_sound(hall)


def test_a_kind_that_changed_does_not_take_the_old_numbers(at_hour: Open) -> None:
    hall = at_hour("marked")
    counted = '{ id = "A1", name = "劳保用品", kind = "count", maximum = 10, points = 1 }'
    seen = schemes.preview(hall.store, WELDER, draft((A_LINE, counted)))
    assert [(one.key, one.reason.code, one.text) for one in seen.stranded] == [
        ("practical/A1", "scheme.mark_kind", "9.5")
    ]
    assert [refusal.code for refusal in seen.refusals] == ["scheme.stranded"]


def test_every_gap_is_named_at_once_and_nothing_is_stored(at_hour: Open) -> None:
    hall = at_hour("drawn")
    before = content(hall.store)
    with pytest.raises(Problems, match=r"scheme\.gaps") as refused:
        change(hall, ("maximum = 50, judges", "maximum = 49, judges"), ("maximum = 40\n", "maximum = 41\n"))
    said = [(i.code, i.fields["place"], i.fields["difference"]) for i in refused.value.items]
    assert said == [
        ("scheme.sum_short", "practical.module[B]", "1"),
        ("scheme.sum_short", "practical.module[C]", "1"),
        ("scheme.sum_over", "practical", "1"),
    ]
    assert content(hall.store) == before


def test_a_tighter_spread_sends_sheets_back_to_a_decision(at_hour: Open) -> None:
    hall = at_hour("drawn")
    line = hall.lines()[0]
    for keying, name in ((1, "录一"), (2, "录二")):
        by = hall.who(name)
        for cell, text in ((A1, "9"), (C1, "2.1"), *((b1(seat), str(30 + seat)) for seat in range(1, 6))):
            scoring.enter_mark(hall.store, line.sheet_id, keying, cell, text, by=by, at=MORNING)
        scoring.submit(hall.store, line.sheet_id, keying, by=by, at=MORNING)
    assert change(hall, ("drop_low = 1 }", "drop_low = 1, spread = 2 }")).reopened == 1
    with pytest.raises(Refusal, match="open_questions"):
        scoring.submit(hall.store, line.sheet_id, 1, by=hall.who("录一"), at=later(6))


def test_the_same_scheme_another_trade_and_a_lost_round_are_refused(at_hour: Open) -> None:
    hall = at_hour("marked")
    for changes, code in (
        ((), "same"),
        ((('code = "6-18-02-04"', 'code = "6-18-02-05"'),), "other_trade"),
        ((('groups = ["职工组"]', 'groups = ["学生组"]'),), "other_trade"),
        ((('id = "theory"', 'id = "written"'),), "round_in_use"),
        ((("weight = 0.30", "weight = 0.40"), ("weight = 0.70", "weight = 0.60")), ""),
    ):
        if code:
            with pytest.raises(Refusal, match=code):
                change(hall, *changes)
        else:
            change(hall, *changes)
    assert rules(hall.store).rounds[0].weight == Fraction(2, 5)


def test_a_round_nobody_used_may_come_and_go(at_hour: Open) -> None:
    hall = at_hour("registered")
    oral = (
        '[[trade.round]]\nid = "oral"\nname = "答辩"\nmaximum = 20\nbonus = true\n\n[[trade.round]]\nid = "practical"'
    )
    by = hall.who("登记员")
    schemes.change(hall.store, WELDER, draft(('[[trade.round]]\nid = "practical"', oral)), by=by, at=MORNING)
    assert [part.id for part in rules(hall.store).rounds] == ["theory", "oral", "practical"]
    schemes.change(hall.store, WELDER, draft(), by=by, at=MORNING)
    assert [part.id for part in rules(hall.store).rounds] == ["theory", "practical"]
    assert [one.number for one in schemes.versions(hall.store, WELDER)] == [1, 2, 3]


def test_a_locked_trade_is_unlocked_first_and_ranked_anew(at_hour: Open) -> None:
    hall = at_hour("decoded")
    chief, witness = hall.who("裁判长"), hall.who("监督")
    results.rank(hall.store, WELDER, by=chief, at=later(62))
    with pytest.raises(Refusal, match=r"scheme\.locked"):
        change(hall, WIDER)
    signing.unlock(hall.store, WELDER, "图纸有误", by=chief, second=witness, at=later(70))
    done = schemes.change(hall.store, WELDER, draft(WIDER), by=chief, at=later(71), why=WHY)
    signing.lock(hall.store, WELDER, by=chief, second=witness, at=later(72))
    signing.decode(hall.store, WELDER, by=chief, second=witness, at=later(73))
    results.rank(hall.store, WELDER, by=chief, at=later(74), reason=WHY)
    with hall.store.read() as reading:
        rows = reading.connection.exec_driver_sql(
            "SELECT number, version FROM result_revision r JOIN scheme ON scheme.id = r.scheme_id ORDER BY number"
        ).all()
    assert [tuple(row) for row in rows] == [(1, 1), (2, done.version)]  # though no score changed
