"""Appeals: taken in, admitted, answered; one item reopened and nothing else; the next revision."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.roles import Role
from app.errors import Refusal, RightsRefusal
from app.services import appeals, appeals_item, filecheck, results, scoring, signing
from app.services.board import board
from app.services.common import contest_facts
from app.services.drawing import codes_by_entry
from app.services.sheet_view import CellAddress
from db.queries import appeals as stored
from db.queries import day, people
from db.queries import results as lists
from db.queries import scoring as sheets
from tests.factories import WELDER, later
from tests.services.hall import Hall
from tests.services.hours import bodies, content, somebody
from tests.services.posted import POSTED, WORDS, amended, file, found, listed, post, two, uphold

Open = Callable[[str], Hall]


@pytest.fixture
def posted(at_hour: Open) -> Hall:
    """Posted, with an arbiter."""
    return post(at_hour("decoded"))


def last_of(hall: Hall) -> str:
    """The entry in the third place."""
    return listed(hall, 1)[2][1]


def marks(hall: Hall) -> list[tuple[object, ...]]:
    with hall.store.read() as reading:
        run = reading.connection.exec_driver_sql
        return [tuple(row) for row in run("SELECT sheet_id, keying, aspect, seat, value, token FROM mark ORDER BY id")]


@pytest.mark.parametrize(("minute", "late"), [(POSTED, False), (POSTED + 120, False), (POSTED + 121, True)])
def test_an_appeal_after_the_window_is_taken_in_as_late(minute: int, late: bool, posted: Hall) -> None:
    number = last_of(posted)
    taken = appeals.file(
        posted.store, f" {number.lower()} ", WORDS, "张领队", by=posted.who("登记员"), at=later(minute)
    )
    appeal = found(posted, taken.id)
    assert (taken.late, taken.number, appeal.late) == (late, 1, late)
    assert (appeal.entry, appeal.state, appeal.against) == (number, "late" if late else "open", 1)
    told = bodies(posted.store)[-1]
    assert told["act"] == "appeal.filed"
    assert "张领队" not in str(told) and WORDS not in str(told)


def test_the_window_length_is_a_setting(posted: Hall) -> None:
    with posted.store.read() as reading:
        trade = contest_facts(reading).trades[0]
        opened = appeals.window(reading, trade)
    assert opened == (later(POSTED), later(POSTED + trade.rules.rules.appeal_hours * 60), 1)


def test_nothing_is_taken_in_before_posting(at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, by=hall.who("裁判长"), at=later(95))
    before = content(hall.store)
    with pytest.raises(Refusal, match="not_posted"):
        appeals.file(hall.store, hall.numbers()[0], WORDS, "领队", by=hall.who("登记员"), at=later(96))
    assert content(hall.store) == before


@pytest.mark.parametrize(
    ("entry", "words", "leader", "item", "code"),
    [
        ("XX9", WORDS, "领队", ("", ""), "results.unknown_entry"),
        ("", " ", "领队", ("", ""), "appeals.no_words"),
        ("", "长" * 2001, "领队", ("", ""), "appeals.no_words"),
        ("", "看不见\u202e的", "领队", ("", ""), "texts.hidden"),
        ("", "理由", "领\x01队", ("", ""), "texts.hidden"),
        ("", WORDS, " ", ("", ""), "appeals.no_leader"),
        ("", WORDS, "领队", ("", "B1"), "appeals.needs_round"),
        ("", WORDS, "领队", ("defence", ""), "contest.unknown_round"),
        ("", WORDS, "领队", ("practical", "Z9"), "scoring.unknown_aspect"),
    ],
)
def test_what_is_no_appeal_is_refused_whole(
    entry: str, words: str, leader: str, item: tuple[str, str], code: str, posted: Hall
) -> None:
    before = content(posted.store)
    with pytest.raises(Refusal) as refusal:
        appeals.file(
            posted.store, entry or last_of(posted), words, leader, by=posted.who("登记员"), at=later(130), item=item
        )
    assert refusal.value.code == code
    assert content(posted.store) == before


def test_arbitration_is_final_and_an_item_is_contested_once(posted: Hall) -> None:
    appeal = file(posted, last_of(posted))
    with pytest.raises(Refusal, match="already"):
        file(posted, last_of(posted), 131)
    file(posted, last_of(posted), 132, ("practical", "C1"))
    appeals.answer(posted.store, appeal, "rejected", "原件无误", by=posted.who("仲裁"), at=later(135))
    kept = found(posted, appeal)
    assert (kept.state, kept.answer, kept.answered_by) == ("rejected", "原件无误", posted.who("仲裁").ref)
    for act in (lambda: uphold(posted, appeal), lambda: file(posted, last_of(posted), 136)):
        with pytest.raises(Refusal, match=r"appeals\.(answered|already)"):
            act()
    assert "原件无误" not in str(bodies(posted.store))


def test_a_withdrawn_appeal_can_be_filed_anew(posted: Hall) -> None:
    appeal = file(posted, last_of(posted))
    with pytest.raises(Refusal, match="needs_reason"):
        appeals.withdraw(posted.store, appeal, " ", by=posted.who("登记员"), at=later(131))
    appeals.withdraw(posted.store, appeal, "领队撤回", by=posted.who("登记员"), at=later(131))
    assert found(posted, appeal).state == "withdrawn"
    assert found(posted, file(posted, last_of(posted), 132)).number == 2
    with pytest.raises(Refusal, match="answered"):
        appeals.withdraw(posted.store, appeal, "再撤", by=posted.who("登记员"), at=later(133))


def test_a_late_appeal_waits_for_the_chief_judge(posted: Hall) -> None:
    first, second = file(posted, last_of(posted), 300), file(posted, last_of(posted), 301, ("theory", ""))
    with pytest.raises(Refusal, match="not_admitted"):
        uphold(posted, first)
    with pytest.raises(RightsRefusal, match="not_allowed"):
        appeals.admit(posted.store, first, True, "路上堵车", by=posted.who("仲裁"), at=later(302))
    appeals.admit(posted.store, first, True, "路上堵车", by=posted.who("裁判长"), at=later(303))
    appeals.admit(posted.store, second, False, "没有理由", by=posted.who("裁判长"), at=later(304))
    assert [found(posted, one).state for one in (first, second)] == ["open", "declined"]
    with pytest.raises(Refusal, match="not_late"):
        appeals.admit(posted.store, second, True, "再议", by=posted.who("裁判长"), at=later(305))
    uphold(posted, first, 306)
    assert found(posted, first).state == "upheld"


def test_upholding_takes_the_arbiter_and_the_chief_judge(posted: Hall) -> None:
    appeal = file(posted, last_of(posted))
    before = content(posted.store)
    arbiter, chief, supervisor = (posted.who(name) for name in ("仲裁", "裁判长", "监督"))
    for by, second, code in (
        (arbiter, None, "access.needs_pair"),
        (arbiter, supervisor, "access.needs_pair"),
        (arbiter, arbiter, "access.same_person"),
        (chief, supervisor, "access.needs_pair"),
        (supervisor, chief, "access.not_allowed"),
    ):
        with pytest.raises(RightsRefusal) as denial:
            appeals.answer(posted.store, appeal, "upheld", "成立", by=by, second=second, at=later(140))
        assert denial.value.code == code
        assert bodies(posted.store)[-1]["act"] == "access.denied"
    with pytest.raises(RightsRefusal):
        appeals.answer(posted.store, appeal, "rejected", "驳回", by=chief, at=later(140))
    assert content(posted.store) == before
    appeals.answer(posted.store, appeal, "upheld", "成立", by=chief, second=arbiter, at=later(141))
    kept = found(posted, appeal)
    assert (kept.answered_by, kept.second) == (arbiter.ref, chief.ref)


def test_what_reopens_is_named_and_never_wider_than_contested(posted: Hall) -> None:
    entry = last_of(posted)
    aspect, whole, total = (
        file(posted, entry),
        file(posted, entry, 131, ("practical", "")),
        file(posted, entry, 132, ("", "")),
    )
    for appeal, item, code in (
        (aspect, ("practical", ""), "appeals.wider"),
        (aspect, ("practical", "C1"), "appeals.wider"),
        (aspect, ("theory", ""), "appeals.wider"),
        (whole, ("theory", ""), "appeals.wider"),
        (total, None, "appeals.needs_item"),
        (total, ("practical", "Z9"), "scoring.unknown_aspect"),
    ):
        with pytest.raises(Refusal) as refusal:
            uphold(posted, appeal, item=item)
        assert refusal.value.code == code, item
    uphold(posted, whole, 141, ("practical", "A1"))
    uphold(posted, total, 142, ("theory", ""))
    kept = [found(posted, one) for one in (whole, total)]
    assert [(one.item_round, one.item_aspect) for one in kept] == [("practical", "A1"), ("theory", "")]


def test_nothing_but_the_item_can_change(posted: Hall) -> None:
    entry, other = last_of(posted), listed(posted, 1)[0][1]
    appeal = file(posted, entry)
    for early in (lambda: appeals_item.correct(posted.store, appeal, ("B1", "1"), "45", "原件", **two(posted, 139)),):
        with pytest.raises(Refusal, match="not_open"):
            early()
    uphold(posted, appeal)
    before, digest = marks(posted), content(posted.store)
    for cell in (("A1", ""), ("C1", "")):
        with pytest.raises(Refusal, match="other_item"):
            appeals_item.correct(posted.store, appeal, cell, "1", "原件", **two(posted, 141))
    with pytest.raises(Refusal, match=r"scoring\.unknown_seat"):
        appeals_item.correct(posted.store, appeal, ("B1", "6"), "1", "原件", **two(posted, 141))
    with pytest.raises(Refusal, match=r"scoring\.unknown_seat"):
        appeals_item.correct(posted.store, appeal, ("", "6"), "1", "原件", **two(posted, 141))  # the one open aspect
    with pytest.raises(Refusal, match=r"mark\."):
        appeals_item.correct(posted.store, appeal, ("B1", "1"), "51", "原件", **two(posted, 141))
    with pytest.raises(Refusal, match="needs_reason"):
        appeals_item.correct(posted.store, appeal, ("B1", "1"), "45", " ", **two(posted, 141))
    with pytest.raises(Refusal, match="other_item"):
        appeals_item.correct_seconds(posted.store, appeal, 600, "表停了", **two(posted, 141))
    with pytest.raises(Refusal, match="other_item"):
        appeals_item.correct_status(posted.store, appeal, "disqualified", "违规", **two(posted, 141))
    # The rest of the trade stays locked, also the other marks of this very sheet and everybody else's.
    for line in (*posted.lines(), *posted.lines("theory")):
        address = CellAddress("B1", 0) if line in posted.lines() else CellAddress("", -1)
        with pytest.raises(Refusal, match=r"scoring\.locked"):
            scoring.correct_mark(posted.store, line.sheet_id, address, "1", "原件", **two(posted, 142))
    with pytest.raises(Refusal, match="item_open"):
        signing.unlock(posted.store, WELDER, "都改", **two(posted, 142))
    with pytest.raises(RightsRefusal, match="same_person"):
        chief = posted.who("裁判长")
        appeals_item.correct(posted.store, appeal, ("B1", "1"), "45", "原件", by=chief, second=chief, at=later(142))
    assert (marks(posted), content(posted.store)) == (before, digest)
    appeals_item.correct(posted.store, appeal, ("B1", "2"), "45", "原件", **two(posted, 143))
    (new,) = [mark for mark in marks(posted) if mark not in before]
    with posted.store.read() as reading:
        trade = contest_facts(reading).trades[0]
        person = people.entry_by_number(reading, entry)
        assert person is not None
        sheet = sheets.sheet_by_code(reading, 1, "practical", codes_by_entry(reading, trade)["practical"][person.id])
    assert sheet is not None
    assert new == (sheet.id, 3, "B1", "2", 45000, None)
    assert listed(posted, 1)[0][1] == other


def test_while_an_item_is_open_no_list_is_final(posted: Hall) -> None:
    appeal = file(posted, last_of(posted))
    uphold(posted, appeal)
    by = posted.who("裁判长")
    for act in (results.confirm, results.post, results.rank):
        with pytest.raises(Refusal, match="item_open"):
            act(posted.store, WELDER, by=by, at=later(145))
    appeals_item.correct(posted.store, appeal, ("B1", "2"), "45", "原件", **two(posted, 146))
    with posted.store.read() as reading:
        assert filecheck.check_content(reading, thorough=True).ok  # a total that waits is no damage
        assert len(lists.revisions(reading, 1)) == 1


def test_an_upheld_appeal_makes_the_next_revision_and_both_stay(posted: Hall) -> None:
    entry, before = last_of(posted), listed(posted, 1)
    assert before[2] == (3, entry, "85.55", "二等奖")
    assert amended(posted, entry, "50") == 2
    assert listed(posted, 1) == before
    # 0.3 x 88 + 0.7 x (9.5 + 50 + 40) = 96.05
    assert listed(posted, 2)[0] == (1, entry, "96.05", "一等奖")
    with posted.store.read() as reading:
        one, two_ = lists.revisions(reading, 1)
        assert (one.posted_at is not None, two_.confirmed_at, two_.cause) == (True, None, "appeal")
        slips = stored.slips_of(reading, 1)
    assert [(slip.old, slip.new, slip.seat) for slip in slips] == [("35.0", "50.0", seat) for seat in "12345"]
    assert {slip.by != slip.second for slip in slips} == {True}
    kept = found(posted, slips[0].appeal_id or 0)
    assert (kept.revision, kept.closed_at) == (2, later(133))
    by = posted.who("裁判长")
    results.confirm(posted.store, WELDER, by=by, at=later(150))
    results.post(posted.store, WELDER, by=by, at=later(151))
    assert [body["act"] for body in bodies(posted.store)][-5:] == [
        "results.ranked",
        "trade.amended",
        "appeal.closed",
        "results.confirmed",
        "results.posted",
    ]
    # The new list opens a window of its own.
    again = file(posted, entry, 152)
    assert found(posted, again).against == 2
    with posted.store.read() as reading:
        assert filecheck.check_content(reading, thorough=True).ok


def test_the_lock_and_the_reveal_stay_as_they_were(posted: Hall) -> None:
    amended(posted, last_of(posted))
    acts = posted.audit_acts()
    assert (acts.count("trade.locked"), acts.count("trade.decoded"), acts.count("trade.unlocked")) == (1, 1, 0)
    with posted.store.read() as reading:
        assert sheets.is_locked(reading, 1)


def test_an_item_is_closed_only_as_what_it_is(posted: Hall) -> None:
    one, other = file(posted, last_of(posted)), file(posted, last_of(posted), 131, ("practical", "C1"))
    uphold(posted, one)
    uphold(posted, other)
    with pytest.raises(Refusal, match="nothing_corrected"):
        appeals_item.close(posted.store, one, **two(posted, 145))
    appeals_item.correct(posted.store, one, ("B1", "1"), "36", "原件", **two(posted, 146))
    with pytest.raises(Refusal, match="was_corrected"):
        appeals_item.close(posted.store, one, unchanged=True, **two(posted, 147))
    assert appeals_item.close(posted.store, other, unchanged=True, **two(posted, 148)).revision is None
    with pytest.raises(Refusal, match="item_open"):
        results.rank(posted.store, WELDER, by=posted.who("裁判长"), at=later(149))
    # One judge of five, between the others' marks: the mean stays, and it is a revision all the same.
    assert appeals_item.close(posted.store, one, **two(posted, 150)).revision == 2
    assert listed(posted, 2) == listed(posted, 1)
    with pytest.raises(Refusal, match="not_open"):
        appeals_item.correct(posted.store, one, ("B1", "1"), "40", "原件", **two(posted, 151))


def test_time_and_status_of_a_reopened_round(posted: Hall) -> None:
    entry = listed(posted, 1)[0][1]
    appeal = file(posted, entry, 130, ("practical", ""))
    uphold(posted, appeal)
    with pytest.raises(Refusal, match="unknown_status"):
        appeals_item.correct_status(posted.store, appeal, "gone", "x", **two(posted, 141))
    with pytest.raises(Refusal, match=r"scoring\.seconds"):
        appeals_item.correct_seconds(posted.store, appeal, -1, "x", **two(posted, 141))
    appeals_item.correct_seconds(posted.store, appeal, 605, "秒表记错", **two(posted, 142))
    appeals_item.correct_status(posted.store, appeal, "disqualified", "冒名顶替", **two(posted, 143))
    assert appeals_item.close(posted.store, appeal, **two(posted, 144)).revision == 2
    assert [line[1] for line in listed(posted, 2)][-1] == entry
    assert [line[0] for line in listed(posted, 2)] == [1, 2, None]
    with posted.store.read() as reading:
        person = people.entry_by_number(reading, entry)
        assert person is not None
        assert day.attendance_of(reading, 1)[person.id, "practical"].status == "disqualified"
        slips = [(one.aspect, one.old, one.new) for one in stored.slips_of(reading, 1)]
        assert filecheck.check_content(reading, thorough=True).ok
    assert slips == [("#seconds", "", "00:10:05"), ("#status", "正常", "取消资格")]
    again = file_after_posting(posted, entry)
    appeals_item.correct_status(posted.store, again, "", "查明不是冒名", **two(posted, 162))
    appeals_item.close(posted.store, again, **two(posted, 163))
    assert listed(posted, 3) == listed(posted, 1)


def file_after_posting(hall: Hall, entry: str) -> int:
    by = hall.who("裁判长")
    results.confirm(hall.store, WELDER, by=by, at=later(155))
    results.post(hall.store, WELDER, by=by, at=later(156))
    again = file(hall, entry, 157, ("practical", ""))
    uphold(hall, again, 160)
    return again


def test_two_items_open_at_once_meet_in_one_draft(posted: Hall) -> None:
    entry, other = last_of(posted), listed(posted, 1)[1][1]
    one, two_ = file(posted, entry), file(posted, other, 131)
    for appeal in (one, two_):
        uphold(posted, appeal)
        appeals_item.correct(posted.store, appeal, ("B1", "1"), "30", "原件", **two(posted, 145))
        appeals_item.correct(posted.store, appeal, ("B1", "2"), "30", "原件", **two(posted, 145))
    assert appeals_item.close(posted.store, one, **two(posted, 146)).revision == 2
    assert appeals_item.close(posted.store, two_, **two(posted, 147)).revision == 2
    assert len({line[2] for line in listed(posted, 2)} - {line[2] for line in listed(posted, 1)}) == 2


def test_the_board_counts_what_waits(posted: Hall) -> None:
    def needs() -> list[int]:
        found_ = board(posted.store, later(150))
        return [need.count for need in found_.needs if need.matter.value == "appeal_open"]

    assert needs() == []
    appeal = file(posted, last_of(posted))
    assert needs() == [1]
    uphold(posted, appeal)
    assert needs() == [1]
    appeals_item.close(posted.store, appeal, unchanged=True, **two(posted, 145))
    assert needs() == []


@pytest.mark.parametrize(
    ("act", "letters"),
    [
        ("admit", {Role.CHIEF_JUDGE}),
        ("withdraw", {Role.REGISTRAR}),
        ("reject", {Role.ARBITER}),
        ("correct", {Role.CHIEF_JUDGE, Role.SUPERVISOR}),
        ("close", {Role.CHIEF_JUDGE}),
    ],
)
def test_only_these_roles_may(act: str, letters: set[Role], posted: Hall) -> None:
    late = act == "admit"
    appeal = file(posted, last_of(posted), 300 if late else 130)
    if act in ("correct", "close"):
        uphold(posted, appeal)
    store, at, second = posted.store, later(310), posted.who("监督")
    acts = {
        "admit": lambda by: appeals.admit(store, appeal, True, "x", by=by, at=at),
        "withdraw": lambda by: appeals.withdraw(store, appeal, "x", by=by, at=at),
        "reject": lambda by: appeals.answer(store, appeal, "rejected", "x", by=by, at=at),
        "correct": lambda by: appeals_item.correct(store, appeal, ("B1", "1"), "1", "x", by=by, second=second, at=at),
        "close": lambda by: appeals_item.close(store, appeal, by=by, second=second, at=at, unchanged=True),
    }
    before = content(store)
    for role in [role for role in Role if role not in letters]:
        with pytest.raises(RightsRefusal) as denial:
            acts[act](somebody(role))
        assert denial.value.code in ("access.not_allowed", "access.needs_pair"), role
        assert bodies(store)[-1]["act"] == "access.denied"
    assert content(store) == before
    acts[act](somebody(sorted(letters, key=lambda role: role.value)[0]))
    assert content(store) != before
