"""Places, awards, rulings, revisions and posting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import Problems, Refusal
from app.services import checkin, marks_import, results, scoring, signing
from app.services.common import contest_facts
from app.services.results import Standings
from db.queries import results as stored
from db.store import Store
from tests.factories import MORNING, SMALL, WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import A1, NAMES, Hall
from tests.services.hours import content

Open = Callable[[str], Hall]
PLAIN = SMALL[: SMALL.index("[[trade.round.module]]")]


def chief(hall: Hall, minute: int = 95) -> dict[str, Any]:
    return {"by": hall.who("裁判长"), "at": later(minute)}


def listed(hall: Hall) -> Standings:
    with hall.store.read() as reading:
        return results.standings(reading, contest_facts(reading).trades[0])


def places(hall: Hall) -> list[tuple[int | None, str, str]]:
    return [(line.place, line.total_text, line.award) for line in listed(hall).lines]


def revisions(store: Store) -> list[tuple[int, list[str]]]:
    with store.read() as reading:
        found = stored.revisions(reading, 1)
        return [(one.number, [line.total_text for line in stored.results_of(reading, one.id)]) for one in found]


def correct(hall: Hall, minute: int, text: str = "5") -> None:
    """An appeal upheld: unlocked, one mark corrected, locked and decoded again."""
    pair = {"by": hall.who("裁判长"), "second": hall.who("监督")}
    signing.unlock(hall.store, WELDER, "申诉成立", at=later(minute), **pair)
    scoring.correct_mark(hall.store, hall.lines()[0].sheet_id, A1, text, "原件", at=later(minute + 1), **pair)
    signing.lock(hall.store, WELDER, at=later(minute + 2), **pair)
    signing.decode(hall.store, WELDER, at=later(minute + 3), **pair)


def test_ranking_gives_places_scores_and_awards(at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    # Practical 9.5 + panel + 40 of 100; theory 88: 0.3 and 0.7 of them.
    assert places(hall) == [(1, "92.55", "一等奖"), (2, "89.05", "二等奖"), (3, "85.55", "二等奖")]
    found = listed(hall)
    assert (found.final, found.revision.number if found.revision else None) == (True, 1)
    assert found.lines[0].scores == {"theory": "88.00", "practical": "94.50"}
    document = results.standings_document([found])["trades"][0]
    assert (document["code"], document["group"], document["entries"][0]["total"]) == (WELDER, "职工组", "92.55")


def test_ranking_again_without_a_change_makes_nothing(at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    before = content(hall.store)
    results.rank(hall.store, WELDER, **chief(hall, 97))
    assert content(hall.store) == before


@pytest.mark.parametrize(("hour", "code"), [("marked", "not_locked"), ("locked", "not_decoded")])
def test_ranking_waits(hour: str, code: str, at_hour: Open) -> None:
    hall = at_hour(hour)
    with pytest.raises(Refusal, match=code):
        results.rank(hall.store, WELDER, **chief(hall))


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_upheld_appeal_makes_the_next_revision_and_both_stay_readable(confirmed: bool, at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    if confirmed:
        results.confirm(hall.store, WELDER, **chief(hall))
    before = revisions(hall.store)
    correct(hall, 100)
    assert listed(hall).revision.number == 1  # type: ignore[union-attr]
    results.rank(hall.store, WELDER, **chief(hall, 110), reason="申诉成立")
    after = revisions(hall.store)
    assert after[0] == before[0]
    assert [number for number, _ in after] == [1, 2]
    assert after[0][1] != after[1][1]


def test_an_unlocked_list_can_be_read_but_is_not_final(at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    signing.unlock(hall.store, WELDER, "申诉", by=hall.who("裁判长"), second=hall.who("监督"), at=later(100))
    found = listed(hall)
    assert (len(found.lines), found.final) == (3, False)
    for act in (results.confirm, results.rank):
        with pytest.raises(Refusal, match="not_locked"):
            act(hall.store, WELDER, **chief(hall))


def test_only_the_list_of_the_marks_as_they_are_is_confirmed(at_hour: Open) -> None:
    hall = at_hour("decoded")
    with pytest.raises(Refusal, match="not_ranked"):
        results.confirm(hall.store, WELDER, **chief(hall))
    results.rank(hall.store, WELDER, **chief(hall))
    correct(hall, 100)
    with pytest.raises(Refusal, match="stale"):
        results.confirm(hall.store, WELDER, **chief(hall, 110))
    results.rank(hall.store, WELDER, **chief(hall, 111))
    results.confirm(hall.store, WELDER, **chief(hall, 112))


def test_posting_follows_confirming_and_happens_once(at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    with pytest.raises(Refusal, match="not_confirmed"):
        results.post(hall.store, WELDER, **chief(hall))
    results.confirm(hall.store, WELDER, **chief(hall))
    results.post(hall.store, WELDER, **chief(hall, 120))
    with pytest.raises(Refusal, match="posted"):  # the window for appeals is not opened anew
        results.post(hall.store, WELDER, **chief(hall, 200))


def plain_hall(tmp_path: Path, extra: str, scores: dict[int, str]) -> Hall:
    """A hall of whole scores without codes: practical scores by position, theory 80; locked and ranked."""
    rules = f'draw = false\ndouble_entry = "off"\nrecheck = "off"\n{extra}'
    definition = PLAIN.replace("blind_layers = 2", rules)
    store = new_store(tmp_path / "plain.contest", small_contest(definition))
    rows = (*NAMES, ("李一", "990101199004040045"))
    hall = halls.registered(store, rows[: len(scores)])
    for round_id in ("theory", "practical"):
        checkin.check_in_all(store, WELDER, round_id, by=hall.who("登记员"), at=MORNING)
    path = tmp_path / "m.csv"
    marks = [f"{number},80,{scores[place]}" for place, number in enumerate(hall.numbers())]
    path.write_text("\n".join(["编号,理论,实操", *marks]), "utf-8")
    marks_import.import_marks(store, path, WELDER, 1, by=hall.who("录一"), at=MORNING)
    hall.lock()
    results.rank(store, WELDER, **chief(hall))
    return hall


def test_a_ruling_is_taken_back_until_the_places_are_confirmed(tmp_path: Path) -> None:
    hall = plain_hall(tmp_path, 'joint = "none"', {0: "90", 1: "90", 2: "70"})
    with hall.store:
        one, two, _ = hall.numbers()
        with pytest.raises(Refusal, match="no_such_ruling"):
            results.last_ruling(hall.store, WELDER)
        results.rule_tie(hall.store, WELDER, [one, two], "抽签", **chief(hall))
        last = results.last_ruling(hall.store, WELDER)
        with pytest.raises(Refusal, match="needs_reason"):
            results.withdraw_ruling(hall.store, WELDER, last, " ", **chief(hall))
        results.withdraw_ruling(hall.store, WELDER, last, "写反了", **chief(hall))
        assert [one.code for one in listed(hall).open_questions] == ["results.open_tie", "results.open_edge"]
        with pytest.raises(Refusal, match="no_such_ruling"):
            results.withdraw_ruling(hall.store, WELDER, last, "写反了", **chief(hall))
        results.rule_tie(hall.store, WELDER, [two, one], "现场加试", **chief(hall))
        assert listed(hall).lines[0].entry == two
        with hall.store.read() as reading:
            trade = contest_facts(reading).trades[0]
            words = [ruling.decision for ruling in stored.all_rulings_of(reading, trade.id)]
            assert (len(words), words.count("withdrawn"), len(stored.rulings_of(reading, trade.id))) == (3, 1, 1)
        results.confirm(hall.store, WELDER, **chief(hall))
        with pytest.raises(Refusal, match="confirmed"):
            results.withdraw_ruling(hall.store, WELDER, results.last_ruling(hall.store, WELDER), "晚了", **chief(hall))


def test_a_tie_waits_for_the_chief_judges_order(tmp_path: Path) -> None:
    hall = plain_hall(tmp_path, 'joint = "none"', {0: "90", 1: "90", 2: "70"})
    with hall.store:
        one, two, three = hall.numbers()
        question, edge = listed(hall).open_questions
        assert edge.code == "results.open_edge"  # the tie is for the first prize, and its ruling answers that too
        assert (question.code, question.fields["entries"]) == ("results.open_tie", [one, two])
        with pytest.raises(Problems, match="undecided"):
            results.confirm(hall.store, WELDER, **chief(hall))
        for order in ([one, three], [one], [one, one], [one, "XX"]):
            with pytest.raises(Refusal, match="not_a_tie"):
                results.rule_tie(hall.store, WELDER, order, "抽签", **chief(hall))
        with pytest.raises(Refusal, match="needs_reason"):
            results.rule_tie(hall.store, WELDER, [two, one], " ", **chief(hall))
        results.rule_tie(hall.store, WELDER, [two, one], "现场加试", **chief(hall))
        assert [(line.entry, line.place, line.decided_by) for line in listed(hall).lines][:2] == [
            (two, 1, "ruling"),
            (one, 2, "ruling"),
        ]
        results.confirm(hall.store, WELDER, **chief(hall))
        with pytest.raises(Refusal, match=r"results\.(confirmed|not_a_tie)"):
            results.rule_tie(hall.store, WELDER, [one, two], "改判", **chief(hall))


@pytest.mark.parametrize(
    ("answer", "awards"),
    [("up", ["一等奖", "一等奖", "二等奖", "二等奖"]), ("reduce", ["一等奖", "一等奖", "二等奖", ""])],
)
def test_equals_across_an_award_edge_wait_for_a_ruling(answer: str, awards: list[str], tmp_path: Path) -> None:
    hall = plain_hall(tmp_path, "", {0: "90", 1: "90", 2: "70", 3: "60"})
    with hall.store:
        (question,) = listed(hall).open_questions
        assert (question.code, question.fields["award"]) == ("results.open_edge", "一等奖")
        with pytest.raises(Refusal, match="no_such_edge"):
            results.rule_award_edge(hall.store, WELDER, "职工组", "二等奖", answer, "x", **chief(hall))
        with pytest.raises(Refusal, match="no_such_edge"):
            results.rule_award_edge(hall.store, WELDER, "职工组", "一等奖", "toss", "x", **chief(hall))
        results.rule_award_edge(hall.store, WELDER, "职工组", "一等奖", answer, "组委会决定", **chief(hall))
        assert [line.award for line in listed(hall).lines] == awards
        assert [line.place for line in listed(hall).lines] == [1, 1, 3, 4]
        results.confirm(hall.store, WELDER, **chief(hall))


def test_before_the_lock_an_open_contest_shows_a_preview(tmp_path: Path) -> None:
    definition = PLAIN.replace("blind_layers = 2", "draw = false")
    with new_store(tmp_path / "p.contest", small_contest(definition)) as store:
        hall = halls.registered(store)
        checkin.check_in_all(store, WELDER, "theory", by=hall.who("登记员"), at=MORNING)
        found = listed(hall)
        assert (found.final, found.revision, len(found.lines)) == (False, None, 3)
        assert results.standings_document([found])["trades"][0]["final"] is False


def test_a_place_is_explained_from_the_marks(at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    best = listed(hall).lines[0]
    told = results.explain_entry(hall.store, f" {best.entry.lower()} ")
    assert (told.entry, told.place, told.total) == (best.entry, 1, "92.55")
    text = repr(told.lines)
    assert "9.5" in text and "94.5" in text
    with pytest.raises(Refusal, match="unknown_entry"):
        results.explain_entry(hall.store, "HG99")


def test_the_stored_lines_are_compared_with_the_marks(at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    with hall.store.read() as reading:
        trade = contest_facts(reading).trades[0]
        revision = stored.last_revision(reading, trade.id)
        assert revision is not None
        assert results.differing_entry(reading, trade, revision) is None
        assert results.differing_entry(reading, trade, replace(revision, id=99)) is not None
