"""The list kept between looks says what reading everything anew says, after every kind of act."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.scores import Ranking
from app.errors import Refusal
from app.services import live_ranking, results, scoring, signing
from app.services.common import contest_facts
from app.services.live_ranking import LiveRanking
from app.services.results_ranked import RankedGroup
from app.services.results_view import ranking_view
from app.services.sheet_view import CellAddress
from db.queries import scoring as stored
from db.queries.scoring import NewMark
from db.store import Store
from tests.factories import MORNING, SMALL, WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import A1, Hall, b1


def lines(rankings: tuple[Ranking, ...]) -> list[tuple[object, ...]]:
    return [(p.entry.key, p.rank, p.joint, p.decided_by, p.score.exact) for r in rankings for p in r.placings]


def anew(store: Store) -> list[tuple[object, ...]]:
    with store.read() as reading:
        groups = results.ranked_groups(reading, contest_facts(reading).trade(WELDER))
        return lines(tuple(group.ranking for group in groups))


def shown(groups: tuple[RankedGroup, ...]) -> list[object]:
    """Everything a page shows of lists: places, awards, questions, what ranked them."""
    return [
        (lines((one.ranking,)), one.awards, one.open_questions, one.side, dict(one.order), dict(one.extra))
        for one in groups
    ]


def looked(live: LiveRanking, store: Store) -> list[tuple[object, ...]]:
    with store.read() as reading:
        return lines(live.rankings(reading))


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with every reading of the whole trade."""
    found: list[int] = []
    whole = live_ranking.trade_scores
    monkeypatch.setattr(live_ranking, "trade_scores", lambda *given: found.append(1) or whole(*given))
    return found


def test_one_changed_mark_is_ranked_without_reading_the_rest(decoded: Hall, read_anew: list[int]) -> None:
    live = LiveRanking(WELDER)
    before = looked(live, decoded.store)
    assert before == anew(decoded.store) and len(before) == 3 and read_anew == [1]
    assert looked(live, decoded.store) == before and read_anew == [1]
    with decoded.store.write() as writing:
        trade = contest_facts(writing).trade(WELDER)
        last = stored.sheet_by_code(writing, trade.id, "theory", str(before[-1][0]))
        assert last is not None
        for value in (100_000, 99_500):
            stored.add_mark(writing, NewMark(last.id, 3, "correction", "", "", value, None), "u1", MORNING)
        writing.audit("mark.set", by="u1", at=MORNING, ref=f"{WELDER}/theory/{last.code}", keying=3)
    after = looked(live, decoded.store)
    assert after == anew(decoded.store) and after != before and read_anew == [1]


def test_the_page_sees_the_same_lists_and_reads_only_what_changed(tmp_path: Path, read_anew: list[int]) -> None:
    """An open contest: places stand beside the marks as they are keyed, all-round and by theory alone."""
    beside = '[[trade.ranking]]\nid = "theory"\nname = "理论单项"\nrounds = ["theory"]\n'
    beside += 'awards = [ { name = "状元", count = 1 } ]\n'
    definition = SMALL.replace("blind_layers = 2", "blind_layers = 0") + beside
    with new_store(tmp_path / "open.contest", small_contest(definition)) as store:
        hall = halls.drawn(store)
        hall.mark_everything()
        live = LiveRanking(WELDER)
        for round_, text in enumerate(("40", "50", "12", "45")):
            if round_:
                line = hall.lines()[round_ - 1]
                chief, other = hall.who("裁判长"), hall.who("监督")
                for seat in range(1, 6):
                    scoring.correct_mark(
                        store, line.sheet_id, b1(seat), text, "看错", by=chief, second=other, at=later(round_)
                    )
            with store.read() as reading:
                trade = contest_facts(reading).trade(WELDER)
                main, sides = live.lists(reading)
                whole, also = results.ranked_lists(reading, trade)
            assert shown(main) == shown(whole) and shown(sides) == shown(also) and len(sides) == 1
            fresh, kept = ranking_view(store, WELDER), ranking_view(store, WELDER, None, live)
            assert fresh == kept and fresh.sides and fresh.lines
        assert read_anew == [1]


def test_a_look_inside_a_transaction_that_is_rolled_back_leaves_nothing(decoded: Hall, read_anew: list[int]) -> None:
    live = LiveRanking(WELDER)
    before = looked(live, decoded.store)
    with pytest.raises(ZeroDivisionError), decoded.store.write() as writing:
        trade = contest_facts(writing).trade(WELDER)
        sheet = stored.sheets_of(writing, trade.id, "theory")[0]
        stored.add_mark(writing, NewMark(sheet.id, 3, "correction", "", "", 1_000, None), "u1", MORNING)
        writing.audit("mark.set", by="u1", at=MORNING, ref=f"{WELDER}/theory/{sheet.code}", keying=3)
        assert lines(live.rankings(writing)) != before
        raise ZeroDivisionError
    with decoded.store.write() as writing:
        writing.audit("account.logged_in", by="u1", at=later(5))
    assert looked(live, decoded.store) == before == anew(decoded.store)
    assert len(read_anew) == 2


def test_every_other_act_makes_it_read_anew(decoded: Hall) -> None:
    live = LiveRanking(WELDER)
    looked(live, decoded.store)
    chief, supervisor = decoded.who("裁判长"), decoded.who("监督")
    signing.unlock(decoded.store, WELDER, "申诉成立", by=chief, second=supervisor, at=later(70))
    with pytest.raises(Refusal) as refusal:
        looked(live, decoded.store)
    assert refusal.value.code == "results.not_decoded"
    decoded.recheck()
    decoded.lock()
    decoded.decode()
    assert looked(live, decoded.store) == anew(decoded.store)


def test_a_trade_still_blind_has_no_live_list(hall: Hall) -> None:
    with pytest.raises(Refusal) as refusal:
        looked(LiveRanking(WELDER), hall.store)
    assert refusal.value.code == "results.not_decoded"


ACTS: list[Callable[[Hall, int, random.Random], object]] = [
    lambda hall, sheet, dice: scoring.enter_mark(
        hall.store, sheet, 1, b1(dice.randrange(1, 6)), str(dice.randrange(51)), by=hall.who("录一"), at=MORNING
    ),
    lambda hall, sheet, dice: scoring.enter_mark(
        hall.store, sheet, 1, A1, str(dice.randrange(11)), by=hall.who("录一"), at=MORNING
    ),
    lambda hall, sheet, dice: scoring.clear_mark(hall.store, sheet, 1, A1, by=hall.who("录一"), at=MORNING),
    lambda hall, sheet, dice: scoring.set_seconds(
        hall.store, sheet, dice.randrange(9000), by=hall.who("录一"), at=MORNING
    ),
    lambda hall, sheet, dice: scoring.enter_mark(
        hall.store, sheet, 1, CellAddress("C1", -1), "2.7", by=hall.who("录一"), at=MORNING
    ),
]


def test_after_any_row_of_acts_it_says_what_the_file_says(tmp_path: Path) -> None:
    definition = SMALL.replace("blind_layers = 2", "blind_layers = 0")
    assert definition != SMALL
    store = new_store(tmp_path / "open.contest", small_contest(definition))
    with store:
        hall = halls.drawn(store)
        live, dice = LiveRanking(WELDER), random.Random(4)
        for line in hall.lines("theory"):
            scoring.enter_mark(
                store, line.sheet_id, 1, CellAddress("", -1), str(dice.randrange(101)), by=hall.who("录一"), at=MORNING
            )
        sheets = [line.sheet_id for line in hall.lines()]
        seen = set()
        for number in range(90):
            dice.choice(ACTS)(hall, dice.choice(sheets), dice)
            if number % 3 == 0:
                found = looked(live, store)
                assert found == anew(store)
                seen.add(str(found))
        assert len(seen) > 10
