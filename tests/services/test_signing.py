"""Recheck, lock, decode: everything missing is named, nothing is signed twice, nothing is dodged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.contest import Status
from app.errors import Problems, Refusal
from app.services import checkin, drawing, filecheck, results, scoring, signing, signing_back
from app.services.checkin import CheckIn
from app.services.common import contest_facts
from app.services.sheet_view import SheetState
from db.queries import people
from db.store import Store
from tests.factories import MORNING, SMALL, WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import A1, C1, Hall, b1, cell_marks
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]


def pair(hall: Hall) -> dict[str, object]:
    return {"by": hall.who("裁判长"), "second": hall.who("监督"), "at": later(90)}


def missing(hall: Hall) -> list[str]:
    with pytest.raises(Problems) as problems:
        hall.lock()
    assert problems.value.code == "signing.not_ready"
    return [item.code for item in problems.value.items]


def approved(hall: Hall) -> list[str]:
    with hall.store.read() as reading:
        return [entry.number for entry in people.entries(reading, 1, "approved")]


def test_a_lock_names_everything_of_the_day_that_is_missing(at_hour: Open) -> None:
    assert set(missing(at_hour("staffed"))) == {"signing.nobody", "signing.no_sheets", "signing.not_drawn"}
    assert missing(at_hour("registered")) == [
        "signing.no_check_in",
        "signing.no_check_in",
        "signing.not_drawn",
        "signing.no_sheets",
        "signing.no_sheets",
    ]
    hall = at_hour("drawn")
    before = content(hall.store)
    assert missing(hall) == ["signing.sheet_open"] * 6
    assert content(hall.store) == before
    assert missing(at_hour("marked")) == ["signing.no_recheck"]


def test_a_lock_says_how_far_each_sheet_is(at_hour: Open) -> None:
    hall = at_hour("drawn")
    one, two, three = hall.lines()
    hall.key_sheet(one.sheet_id, 1, "录一")
    hall.key_sheet(two.sheet_id, 1, "录一", a1="9.5")
    hall.key_sheet(two.sheet_id, 2, "录二", a1="9.0")
    scoring.enter_mark(hall.store, three.sheet_id, 1, A1, "9", by=hall.who("录一"), at=MORNING)
    with hall.store.read() as reading:
        found = signing.blockers(reading, contest_facts(reading).trades[0])
    states = {item.fields["code"]: item.fields["state"] for item in found if item.fields["round"] == "实操"}
    assert states == {one.code: "待第二遍", two.code: "两录不一", three.code: "第一遍录入中"}


def test_a_recheck_waits_for_agreement_and_a_lock_for_the_recheck(at_hour: Open) -> None:
    hall = at_hour("drawn")
    with pytest.raises(Problems, match="not_ready"):
        signing.draw_recheck(hall.store, WELDER, by=hall.who("录一"), at=MORNING)
    hall.mark_everything()
    (sample,) = signing.draw_recheck(hall.store, WELDER, by=hall.who("录一"), at=MORNING, seed="1")
    assert (sample.round, len(sample.items), len(sample.open)) == ("practical", 2, 2)  # one of the top, one drawn
    assert missing(hall) == ["signing.recheck_open"]
    for item in sample.items:
        signing.judge_sheet(hall.store, WELDER, "practical", item.code, {}, by=hall.who("录一"), at=MORNING)
    hall.lock()
    for act in (signing.lock, lambda *a, **k: signing.draw_recheck(a[0], a[1], by=hall.who("录一"), at=MORNING)):
        with pytest.raises(Refusal, match=r"signing\.locked"):
            act(hall.store, WELDER, **pair(hall))


def test_the_sample_of_a_seed_is_always_the_same(at_hour: Open) -> None:
    found = []
    for _ in range(2):
        hall = at_hour("marked")
        (sample,) = signing.draw_recheck(hall.store, WELDER, by=hall.who("录一"), at=MORNING, seed="三")
        found.append([(item.code, item.why) for item in sample.items])
    assert found[0] == found[1]


def test_errors_above_the_limit_call_for_everything_and_no_new_sample_hides_them(at_hour: Open) -> None:
    hall = at_hour("marked")
    recorder, chief = hall.who("录一"), hall.who("裁判长")
    (sample,) = signing.draw_recheck(hall.store, WELDER, by=recorder, at=MORNING, seed="1")
    wrong, right = sample.items
    with pytest.raises(Problems) as problems:  # not while it is open
        signing.draw_recheck(hall.store, WELDER, by=recorder, at=MORNING, seed="2")
    assert [item.code for item in problems.value.items] == ["signing.recheck_open"]
    args = (hall.store, WELDER, "practical", wrong.code)
    for second, reason in ((None, "原件"), (recorder, "原件"), (chief, " ")):
        with pytest.raises(Refusal, match="needs_second"):
            signing.judge_sheet(*args, {("A1", ""): "9"}, by=recorder, second=second, at=MORNING, reason=reason)
    signing.judge_sheet(*args, {("A1", ""): "9"}, by=recorder, second=chief, at=MORNING, reason="原件")
    signing.judge_sheet(*args, {}, by=recorder, at=MORNING)  # a second look does not wash the first away
    signing.judge_sheet(hall.store, WELDER, "practical", right.code, {}, by=recorder, at=MORNING)
    assert missing(hall) == ["signing.all_again"]
    with pytest.raises(Problems) as problems:
        signing.draw_recheck(hall.store, WELDER, by=recorder, at=MORNING, seed="9")
    assert [item.code for item in problems.value.items] == ["signing.all_again"]
    (full,) = signing.draw_recheck(hall.store, WELDER, by=recorder, at=MORNING, full=True)
    assert {item.code for item in full.items} == {line.code for line in hall.lines()}
    signing.recheck_keyings(hall.store, WELDER, by=recorder, at=MORNING)
    hall.lock()


def test_a_verdict_is_taken_back_until_the_lock_and_a_correction_is_not(at_hour: Open) -> None:
    hall = at_hour("marked")
    recorder, chief = hall.who("录一"), hall.who("裁判长")
    (sample,) = signing.draw_recheck(hall.store, WELDER, by=recorder, at=MORNING, full=True)
    same, wrong = sample.items[0].code, sample.items[1].code

    def back(code: str) -> str:
        return signing_back.take_back(hall.store, WELDER, "practical", code, by=recorder, at=MORNING)

    with pytest.raises(Refusal, match="not_looked_at"):
        back(same)
    signing.judge_sheet(
        hall.store, WELDER, "practical", wrong, {("A1", ""): "9"}, by=recorder, second=chief, at=MORNING, reason="原件"
    )
    with pytest.raises(Refusal, match="corrected"):
        back(wrong)
    signing.judge_sheet(hall.store, WELDER, "practical", same, {}, by=recorder, at=MORNING)
    assert back(same) == same
    (after,) = signing.recheck_samples(hall.store, WELDER)
    assert same in after.open
    assert wrong not in after.open
    assert next(line.state for line in hall.lines() if line.code == same) is SheetState.AGREED
    signing.recheck_keyings(hall.store, WELDER, by=recorder, at=MORNING)
    (done,) = signing.recheck_samples(hall.store, WELDER)
    assert done.open == ()


def test_a_sheet_given_back_cannot_be_rechecked_into_agreement(at_hour: Open) -> None:
    hall = at_hour("marked")
    recorder = hall.who("录一")
    (sample,) = signing.draw_recheck(hall.store, WELDER, by=recorder, at=MORNING, full=True)
    item = sample.items[0]
    scoring.reopen(hall.store, item.sheet_id, "重录", by=hall.who("裁判长"), at=MORNING)
    with pytest.raises(Refusal, match="not_agreed"):
        signing.judge_sheet(hall.store, WELDER, "practical", item.code, {}, by=recorder, at=MORNING)
    (after,) = signing.recheck_keyings(hall.store, WELDER, by=recorder, at=MORNING)
    assert after.open == (item.code,)
    assert missing(hall) == ["signing.sheet_open"]


def test_a_sheet_keyed_again_after_the_recheck_is_looked_at_again(at_hour: Open) -> None:
    hall = at_hour("marked")
    hall.recheck()
    with hall.store.read() as reading:
        (sample,) = signing.samples(reading, contest_facts(reading).trades[0])
    item = sample.items[0]
    scoring.reopen(hall.store, item.sheet_id, "重录", by=hall.who("裁判长"), at=MORNING)
    scoring.enter_mark(hall.store, item.sheet_id, 1, A1, "3", by=hall.who("录一"), at=MORNING)
    scoring.submit(hall.store, item.sheet_id, 1, by=hall.who("录一"), at=MORNING)
    scoring.enter_mark(hall.store, item.sheet_id, 2, A1, "3", by=hall.who("录二"), at=MORNING)
    scoring.submit(hall.store, item.sheet_id, 2, by=hall.who("录二"), at=MORNING)
    assert missing(hall) == ["signing.recheck_open"]
    signing.recheck_keyings(hall.store, WELDER, by=hall.who("录一"), at=MORNING)
    hall.lock()


def test_who_came_after_the_draw_is_named_before_the_lock(at_hour: Open) -> None:
    hall = at_hour("registered")
    clerk, (late, *others) = hall.who("登记员"), approved(hall)
    said = [CheckIn(late, Status.ABSENT), *(CheckIn(number, Status.PRESENT) for number in others)]
    checkin.check_in(hall.store, WELDER, "practical", said, by=clerk, at=MORNING)
    checkin.check_in_all(hall.store, WELDER, "theory", by=clerk, at=MORNING)
    drawing.draw(hall.store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed="7")
    hall.mark_everything()
    checkin.check_in(hall.store, WELDER, "practical", [CheckIn(late, Status.PRESENT)], by=clerk, at=MORNING)
    assert missing(hall) == ["signing.not_in_draw"]
    checkin.check_in(hall.store, WELDER, "practical", [CheckIn(late, Status.LATE)], by=clerk, at=MORNING)
    hall.recheck()
    hall.lock()


def test_a_trade_nobody_came_to_can_be_closed(at_hour: Open) -> None:
    hall = at_hour("registered")
    for round_id in ("theory", "practical"):
        said = [CheckIn(number, Status.ABSENT) for number in approved(hall)]
        checkin.check_in(hall.store, WELDER, round_id, said, by=hall.who("登记员"), at=MORNING)
    hall.recheck()
    hall.lock()
    hall.decode()
    with hall.store.read() as reading:
        lines = results.standings(reading, contest_facts(reading).trades[0]).lines
    assert [(line.place, line.status) for line in lines] == [(None, "absent")] * 3


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.PRESENT])
def test_a_status_after_the_draw_covers_the_sheet_and_stands_in_the_chain(status: Status, at_hour: Open) -> None:
    hall = at_hour("drawn")
    (number, *_) = approved(hall)
    checkin.check_in(
        hall.store, WELDER, "practical", [CheckIn(number, status, "见记录")], by=hall.who("登记员"), at=MORNING
    )
    assert sorted(line.status for line in hall.lines()) == ["", "", status.value]
    with hall.store.read() as reading:
        assert filecheck.check_content(reading, thorough=True).problems == ()
    checkin.check_in(
        hall.store, WELDER, "practical", [CheckIn(number, Status.PRESENT)], by=hall.who("登记员"), at=MORNING
    )
    assert [line.status for line in hall.lines()] == ["", "", ""]


def test_decoding_waits_for_the_lock_and_happens_once(at_hour: Open) -> None:
    hall = at_hour("marked")
    with pytest.raises(Refusal, match="decode_before_lock"):
        hall.decode()
    hall.recheck()
    hall.lock()
    hall.decode()
    with pytest.raises(Refusal, match=r"signing\.decoded"):
        hall.decode()
    assert bodies(hall.store)[-1]["seeds"] == {"practical": "7"}
    assert [b["act"] for b in bodies(hall.store)].count("trade.decoded") == 1


def test_unlocking_seals_the_trade_again(at_hour: Open) -> None:
    hall = at_hour("decoded")
    with pytest.raises(Refusal, match="needs_reason"):
        signing.unlock(hall.store, WELDER, " ", **pair(hall))
    signing.unlock(hall.store, WELDER, "申诉成立", **pair(hall))
    with pytest.raises(Refusal, match="decode_before_lock"):
        hall.decode()
    with pytest.raises(Refusal, match="not_locked"):
        signing.unlock(hall.store, WELDER, "x", **pair(hall))
    with hall.store.read() as reading, pytest.raises(Refusal, match="not_decoded"):
        results.ranked_groups(reading, contest_facts(reading).trades[0])


def test_codes_exchanged_by_hand_are_found_before_they_are_opened(at_hour: Open) -> None:
    hall = at_hour("locked")
    path, actors = hall.store.path, hall.people
    hall.store.close()
    with sqlite3.connect(path) as raw:
        (one, code), (other, second) = raw.execute("SELECT id, code FROM blind_code LIMIT 2").fetchall()
        raw.execute("UPDATE blind_code SET code = 'x' WHERE id = ?", (one,))
        raw.execute("UPDATE blind_code SET code = ? WHERE id = ?", (code, other))
        raw.execute("UPDATE blind_code SET code = ? WHERE id = ?", (second, one))
    raw.close()
    with Store.open(path) as store:
        before = content(store)
        with pytest.raises(Refusal, match=r"draw\.changed"):
            Hall(store, actors).decode()
        assert content(store) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda h, i: scoring.enter_mark(h.store, i, 1, A1, "1", by=h.who("录一"), at=MORNING),
        lambda h, i: scoring.submit(h.store, i, 1, by=h.who("录一"), at=MORNING),
        lambda h, i: scoring.set_status(h.store, i, "retired", "x", by=h.who("录一"), at=MORNING),
        lambda h, i: scoring.set_seconds(h.store, i, 9, by=h.who("录一"), at=MORNING),
        lambda h, i: scoring.reopen(h.store, i, "x", by=h.who("裁判长"), at=MORNING),
        lambda h, i: scoring.correct_mark(
            h.store, i, A1, "1", "x", by=h.who("裁判长"), second=h.who("监督"), at=MORNING
        ),
        lambda h, i: scoring.settle(h.store, i, A1, "1", by=h.who("监督"), at=MORNING, why="x"),
        lambda h, i: checkin.check_in(
            h.store, WELDER, "practical", [CheckIn(h.numbers()[0], Status.LATE)], by=h.who("登记员"), at=MORNING
        ),
        lambda h, i: drawing.draw(h.store, WELDER, "practical", by=h.who("加密"), at=MORNING, reason="x"),
    ],
)
def test_after_the_lock_nothing_changes(act: Callable[[Hall, int], object], at_hour: Open) -> None:
    hall = at_hour("locked")
    before = content(hall.store)
    with pytest.raises(Refusal, match="locked"):
        act(hall, hall.lines()[0].sheet_id)
    assert content(hall.store) == before


def test_settling_cannot_stand_in_for_the_second_keying(at_hour: Open) -> None:
    hall = at_hour("drawn")
    sheet = hall.lines()[0].sheet_id
    hall.key_sheet(sheet, 1, "录一")
    with pytest.raises(Refusal, match="no_difference"):
        scoring.settle(hall.store, sheet, A1, "9.5", by=hall.who("录一"), at=MORNING)
    scoring.enter_mark(hall.store, sheet, 2, A1, "9", by=hall.who("录二"), at=MORNING)
    scoring.settle(hall.store, sheet, A1, "9", by=hall.who("录二"), at=MORNING)  # both are there and differ
    with pytest.raises(Refusal, match="no_difference"):
        scoring.settle(hall.store, sheet, b1(1), "40", by=hall.who("录二"), at=MORNING)


def test_a_cell_keyed_again_after_giving_back_counts_and_is_compared(at_hour: Open) -> None:
    hall = at_hour("drawn")
    sheet, other = hall.lines()[0].sheet_id, hall.who("录二")
    hall.key_sheet(sheet, 1, "录一", a1="9.5")
    hall.key_sheet(sheet, 2, "录二", a1="9.0")
    scoring.settle(hall.store, sheet, A1, "9.0", by=hall.who("监督"), at=MORNING)
    scoring.reopen(hall.store, sheet, "看错行", by=hall.who("裁判长"), at=MORNING)
    scoring.enter_mark(hall.store, sheet, 1, A1, "8.0", by=hall.who("录一"), at=MORNING)
    assert scoring.view(hall.store, sheet, 1).rows[1].cells[0].text == "8.0"
    scoring.submit(hall.store, sheet, 1, by=hall.who("录一"), at=MORNING)
    scoring.enter_mark(hall.store, sheet, 2, b1(1), "40", by=other, at=MORNING)
    scoring.submit(hall.store, sheet, 2, by=other, at=MORNING)
    view = scoring.view(hall.store, sheet, 2)
    assert (view.state, view.rows[1].cells[0].text) == (SheetState.DIFFERS, "9.0≠8.0")
    scoring.settle(hall.store, sheet, A1, "8.0", by=hall.who("监督"), at=MORNING)
    with hall.store.read() as reading:
        scored = signing.scores_by_code(reading, contest_facts(reading).trades[0], "practical")
        assert filecheck.check_content(reading, thorough=True).problems == ()
    assert scored[view.code].module("A").score == 8  # type: ignore[union-attr]


def test_a_time_is_fixed_with_the_agreed_sheet(at_hour: Open) -> None:
    hall = at_hour("marked")
    with pytest.raises(Refusal, match="submitted"):
        scoring.set_seconds(hall.store, hall.lines()[0].sheet_id, 60, by=hall.who("录一"), at=MORNING)


def test_marking_again_ends_with_the_agreed_sheet(tmp_path: Path) -> None:
    definition = SMALL.replace("drop_low = 1 }", "drop_low = 1, spread = 5 }")
    assert definition != SMALL
    with new_store(tmp_path / "spread.contest", small_contest(definition)) as store:
        hall = halls.drawn(store)
        sheet, by = hall.lines()[0].sheet_id, hall.who("录一")
        for seat, text in enumerate(("40", "40", "40", "41", "50"), 1):
            scoring.enter_mark(store, sheet, 1, b1(seat), text, by=by, at=MORNING)
        scoring.enter_mark(store, sheet, 1, A1, "9.5", by=by, at=MORNING)
        scoring.enter_mark(store, sheet, 1, C1, "2.1", by=by, at=MORNING)
        with pytest.raises(Refusal, match="open_questions"):
            scoring.submit(store, sheet, 1, by=by, at=MORNING)
        with pytest.raises(Refusal, match="not_again"):
            scoring.mark_again(store, sheet, b1(5), "42", by=by, at=MORNING)
        scoring.decide_spread(store, sheet, "B1", "again", "差距过大", by=hall.who("裁判长"), at=MORNING)
        scoring.mark_again(store, sheet, b1(5), "42", by=by, at=MORNING)
        scoring.submit(store, sheet, 1, by=by, at=MORNING)
        for seat, text in enumerate(("40", "40", "40", "41", "42"), 1):
            scoring.enter_mark(store, sheet, 2, b1(seat), text, by=hall.who("录二"), at=MORNING)
        scoring.enter_mark(store, sheet, 2, A1, "9.5", by=hall.who("录二"), at=MORNING)
        scoring.enter_mark(store, sheet, 2, C1, "2.1", by=hall.who("录二"), at=MORNING)
        scoring.submit(store, sheet, 2, by=hall.who("录二"), at=MORNING)
        assert scoring.view(store, sheet, 1).state is SheetState.AGREED
        with pytest.raises(Refusal, match="submitted"):
            scoring.mark_again(store, sheet, b1(5), "50", by=by, at=MORNING)
        with store.read() as reading:
            texts = [mark.value for mark in cell_marks(reading, sheet, "B1", "5")]
        assert texts == [50000, 42000, 42000]  # the first mark stays readable
