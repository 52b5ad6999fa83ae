"""Nothing is locked, ranked or sent off while two ways of reckoning differ; where they agree, the chain says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain.scores import EntryScore, Ranking, RoundScore
from app.errors import Problems
from app.services import bundles, results, results_ranked, second_opinion, signing
from app.services.common import contest_facts
from db.store import Store
from tests.factories import WELDER, later
from tests.services.hall import Hall
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]


def ready(at_hour: Open) -> Hall:
    hall = at_hour("marked")
    hall.recheck()
    return hall


def refused(act: Callable[[], object], store: Store) -> list[dict[str, Any]]:
    """The differences an act was refused for; the file is as it was, not an entry more."""
    before, chain = content(store), len(bodies(store))
    with pytest.raises(Problems) as caught:
        act()
    assert caught.value.code == "opinion.differs" and caught.value.fields["trade"] == "焊工"
    assert content(store) == before and len(bodies(store)) == chain
    assert {item.code for item in caught.value.items} == {"opinion.difference"}
    return [dict(item.fields) for item in caught.value.items]


def test_a_lock_says_that_both_agreed(at_hour: Open) -> None:
    hall = ready(at_hour)
    hall.lock()
    (told,) = [body for body in bodies(hall.store) if body["act"] == "trade.locked"]
    assert (told["second_opinion"], told["second_opinion_rows"]) == ("agreed", 6)  # three people, two rounds


def test_a_wrong_score_stops_the_lock(at_hour: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = ready(at_hour)
    code = hall.lines()[0].code
    engine = second_opinion.scores_by_code

    def off_by_a_thousandth(reading: Any, trade: Any, round_id: str) -> dict[str, RoundScore]:
        scores = engine(reading, trade, round_id)
        if round_id == "practical":
            scores[code] = replace(scores[code], score=(scores[code].score or Fraction(0)) + Fraction(1, 1000))
        return scores

    right = str(engine_score(hall, code))
    monkeypatch.setattr(second_opinion, "scores_by_code", off_by_a_thousandth)
    (found,) = refused(hall.lock, hall.store)
    assert (found["entry"], found["field"]) == (code, "practical")
    assert Fraction(found["first"]) == Fraction(found["second"]) + Fraction(1, 1000) and found["second"] == right


def engine_score(hall: Hall, code: str) -> Any:
    from app.domain.numbers import show

    with hall.store.read() as reading:
        trade = contest_facts(reading).trade(WELDER)
        return show(second_opinion.scores_by_code(reading, trade, "practical")[code].score or 0)


def test_a_sheet_the_engine_forgot_stops_the_lock(at_hour: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = ready(at_hour)
    engine = second_opinion.scores_by_code
    monkeypatch.setattr(second_opinion, "scores_by_code", lambda *args: dict(list(engine(*args).items())[1:]))
    found = refused(hall.lock, hall.store)
    assert {(one["field"], one["first"], one["second"]) for one in found} == {
        ("theory", "no", "yes"),
        ("practical", "no", "yes"),
    }


def test_turned_places_stop_the_ranking(at_hour: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = at_hour("decoded")
    engine = results_ranked.rank_trade

    def worst_first(*args: Any, **named: Any) -> tuple[Ranking, ...]:
        found = []
        for ranking in engine(*args, **named):
            last = len(ranking.placings) + 1
            turned = tuple(replace(p, rank=last - (p.rank or 0)) for p in ranking.placings)
            found.append(replace(ranking, placings=turned))
        return tuple(found)

    monkeypatch.setattr(results_ranked, "rank_trade", worst_first)
    found = refused(lambda: results.rank(hall.store, WELDER, by=hall.who("裁判长"), at=later(62)), hall.store)
    assert {(one["field"], one["first"], one["second"]) for one in found} >= {("place", "3", "1"), ("place", "1", "3")}


def test_a_wrong_total_stops_the_ranking(at_hour: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = at_hour("decoded")
    engine = results_ranked.entry_scores

    def generous(*args: Any) -> dict[str, EntryScore]:
        scores = engine(*args)
        return {key: replace(one, total=(one.total or Fraction(0)) + Fraction(1, 100)) for key, one in scores.items()}

    monkeypatch.setattr(results_ranked, "entry_scores", generous)
    found = refused(lambda: results.rank(hall.store, WELDER, by=hall.who("裁判长"), at=later(62)), hall.store)
    assert {one["field"] for one in found} == {"total"} and len(found) == 3


def test_a_ranking_says_that_both_agreed(at_hour: Open) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, by=hall.who("裁判长"), at=later(62))
    (told,) = [body for body in bodies(hall.store) if body["act"] == "results.ranked"]
    assert (told["second_opinion"], told["second_opinion_rows"]) == ("agreed", 3)


@pytest.fixture
def demo(demo_file: Path) -> Iterator[Store]:
    """A confirmed demo, open."""
    with Store.open(demo_file) as store:
        yield store


def test_an_export_says_that_both_agreed_each_time(demo: Store, tmp_path: Path) -> None:
    for minute in (80, 81):
        bundles.export(demo, [tmp_path], at=later(minute))
    told = [body for body in bodies(demo) if body["act"].startswith("bundle.")]
    assert [body["act"] for body in told] == ["bundle.built", "bundle.copied", "bundle.copied"]
    assert {(body["second_opinion"], body["second_opinion_rows"]) for body in told} == {("agreed", 3)}


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("total_text", "99.99", "total_text"),
        ("place", 9, "place"),
        ("award", "特等奖", "award"),
        ("decided_by", "joint", "decided_by"),
        ("status", "absent", "status"),
        ("scores", {"theory": "1.00", "practical": "2.00"}, "theory"),
    ],
)
def test_a_stored_list_that_says_otherwise_never_leaves(
    demo: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str, value: Any, named: str
) -> None:
    stored = second_opinion.stored.results_of

    def touched(*args: Any) -> Any:
        first, *rest = stored(*args)
        return (replace(first, **{field: value}), *rest)

    bundles.export(demo, [tmp_path], at=later(80))  # the demo's keys are there now
    monkeypatch.setattr(second_opinion.stored, "results_of", touched)
    found = refused(lambda: bundles.export(demo, [tmp_path], at=later(81)), demo)
    assert named in {one["field"] for one in found} and len({one["entry"] for one in found}) == 1


def test_everything_can_be_checked_at_any_hour(at_hour: Open, demo: Store) -> None:
    for store, expected in (
        (at_hour("drawn").store, ["sheets"]),
        (at_hour("marked").store, ["sheets"]),
        (at_hour("decoded").store, ["sheets", "list"]),
        (demo, ["sheets", "list", "revision"]),
    ):
        with store.read() as reading:
            answers = second_opinion.check(reading, contest_facts(reading).trades[0])
        assert [one.what for one in answers] == expected
        assert all(one.agreed and one.rows for one in answers), answers


def test_marks_settled_corrected_and_taken_back_are_read_the_same(at_hour: Open) -> None:
    """The second opinion reads rows by itself: first keying, final word, and what was taken back."""
    hall = ready(at_hour)
    sheet = hall.lines()[0]
    signing.draw_recheck(hall.store, WELDER, by=hall.who("录一"), at=later(3), seed="2", full=True)
    signing.judge_sheet(
        hall.store,
        WELDER,
        "practical",
        sheet.code,
        {("A1", ""): "3"},
        by=hall.who("裁判长"),
        second=hall.who("监督"),
        reason="看错",
        at=later(4),
    )
    with hall.store.read() as reading:
        trade = contest_facts(reading).trade(WELDER)
        answer = second_opinion.on_sheets(reading, trade)
        marks = second_opinion._Marks(reading, trade).of("practical", sheet.code)
    assert answer.agreed and answer.rows == 6
    assert marks.marks["A1"][""].thousandths == 3000
