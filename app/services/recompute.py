"""A trade's list computed again from the marks a bundle carries, under the definition it carries (check 15).

What the base states must follow from its own marks; whether the definition is the one agreed on is the contest pack's
matter. Anything out of form is a finding about the marks file, whatever a hostile writer put there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import DecimalException
from fractions import Fraction
from functools import lru_cache
from typing import Any

from app.bundle.datafiles import Mismatch, Recompute
from app.bundle.findings import Finding
from app.bundle.manifest import BundleRef
from app.domain.awards import assign_awards
from app.domain.contest import Contest, Edge, RankingRule, Status, Trade
from app.domain.definition import read_definition
from app.domain.lean import TradePlan
from app.domain.marks import mark_from_token
from app.domain.numbers import parse_decimal, to_thousandths
from app.domain.ranking import rank_trade
from app.domain.rankings import rank_side
from app.domain.scores import Entry, EntryMarks, EntryScore, Mark, RoundMarks
from app.domain.standings import show_round, show_total
from app.errors import AppError
from app.services.bundle_data import WHOLE_ROUND, stated
from app.services.results_ranked import side_rulings

Json = Mapping[str, Any]
TIE, AWARD_EDGE, EXTRA = "tie", "award_edge", "extra"


def recompute(results: Json, marks: Json, pack: BundleRef | None) -> Sequence[Mismatch]:
    """What the marks give otherwise than stated; nothing for a bundle that carries no definition.

    Raises Finding E10 for a marks file that cannot be computed with.
    """
    if "definition" not in marks:
        return ()
    return _held_against(results, marks, None)


def recompute_under(rules_of: Callable[[BundleRef], Contest | None]) -> Recompute:
    """As `recompute`, by the rules of the pack a bundle names (`rules_of` gives its contest): what the bundle carries
    itself decides nothing then, and it must be the same. Raises Finding E12 for a trade the pack has otherwise."""

    def held(results: Json, marks: Json, pack: BundleRef | None) -> Sequence[Mismatch]:
        contest = None if pack is None else rules_of(pack)
        if pack is None or contest is None:
            return recompute(results, marks, pack)
        trade = contest.trade(results["trade"])
        other = Finding("bundle.e12_rules", trade=results["trade"], pack=pack.number)
        if trade is None:
            raise other
        found = _held_against(results, marks, trade)
        if not found and "definition" in marks and _carried(results, marks) != trade:
            raise other
        return found

    return held


def _carried(results: Json, marks: Json) -> Trade:
    """The trade as the bundle's own definition has it. Raises Finding E10."""
    try:
        return read_definition(marks["definition"], kept=True).trades[0]
    except (AppError, ArithmeticError, DecimalException, LookupError, TypeError, ValueError, AttributeError) as error:
        raise Finding("bundle.e10_content", place=f"data/marks/{results['trade']}.json") from error


def _held_against(results: Json, marks: Json, trade: Trade | None) -> Sequence[Mismatch]:
    try:
        trade = trade or _carried(results, marks)
        computed = _computed(trade, results, marks)
        return tuple(_compare(results, computed))
    except (AppError, ArithmeticError, DecimalException, LookupError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Finding):
            raise
        place = f"data/marks/{results['trade']}.json"
        raise Finding("bundle.e10_content", place=place) from error


def trade_name(marks: Json) -> str:
    """The trade's name as the carried definition states it, "" without one."""
    try:
        return str(marks["definition"]["trade"][0]["name"])
    except (LookupError, TypeError):
        return ""


def _computed(trade: Trade, results: Json, marks: Json) -> dict[str, dict[str, str]]:
    """Every entry's line as its marks give it, in the words of the results file."""
    plan = TradePlan(trade)
    scores = [plan.score(one) for one in _entries(results, marks)]
    order: dict[str, int] = {}
    extra: dict[str, Fraction] = {}
    for ruling in marks.get("rulings", ()):
        if ruling["kind"] == TIE:
            order.update({entry: place for place, entry in enumerate(ruling["subject"])})
        elif ruling["kind"] == EXTRA:
            extra.update({entry: parse_decimal(score) for entry, score in ruling["subject"]})
    found: dict[str, dict[str, str]] = {}
    for ranking in rank_trade(trade, scores, extra, order):
        edges = {
            one["subject"]: Edge(one["decision"])
            for one in marks.get("rulings", ())
            if one["kind"] == AWARD_EDGE and one["group"] == ranking.group
        }
        awards = assign_awards(trade, ranking, edges)
        for placing in ranking.placings:
            line = {
                "standing": placing.standing.value,
                "total": stated(show_total(trade, placing.score, ranking.shown_decimals)) or "",
                "place": "" if placing.rank is None else f"{placing.rank}",
                "award": awards.by_entry.get(placing.entry.key, ""),
            }
            for part in trade.rounds:
                line[part.id] = stated(show_round(trade, placing.score, part.id)) or ""
            found[placing.entry.key] = line
    for rule in trade.rankings:
        _add_side(trade, rule, scores, marks, found)
    return found


def _add_side(
    trade: Trade,
    rule: RankingRule,
    scores: Sequence[EntryScore],
    marks: Json,
    found: dict[str, dict[str, str]],
) -> None:
    """The lines of a further ranking, beside what the all-round list says of each entry."""
    ruled = ((one["kind"], one["group"], one["subject"], one["decision"]) for one in marks.get("rulings", ()))
    order, edges = side_rulings(rule.id, ruled)
    for one in rank_side(trade, rule, scores, order, edges):
        for placing in one.ranking.placings:
            total = stated(show_total(one.trade, placing.score, one.ranking.shown_decimals)) or ""
            place = "" if placing.rank is None else f"{placing.rank}"
            award = one.awards.by_entry.get(placing.entry.key, "")
            found[placing.entry.key] |= _side_words(rule.id, placing.standing.value, total, place, award)


def _side_words(ranking: str, standing: str, total: str, place: str, award: str) -> dict[str, str]:
    return {
        f"{ranking}:standing": standing,
        f"{ranking}:total": total,
        f"{ranking}:place": place,
        f"{ranking}:award": award,
    }


def _entries(results: Json, marks: Json) -> Iterator[EntryMarks]:
    cells: dict[tuple[str, str], dict[str, dict[str, tuple[int, Mark | None]]]] = {}
    for row in marks["marks"]:
        seats = cells.setdefault((row["entry"], row["round"]), {}).setdefault(row["aspect"], {})
        if row["judge"] not in seats or seats[row["judge"]][0] < row["seq"]:
            seats[row["judge"]] = (row["seq"], _mark(row["mark"]))
    said = {(one["entry"], one["round"]): one for one in marks.get("rounds", ())}
    rounds = {name for _, name in (*cells, *said)}
    for row in results["rows"]:
        entry = row["entry"]
        identity = Entry(entry, "", "", row["group"], row.get("guest", False), row.get("no_award", False))
        yield EntryMarks(
            identity, {name: _round(cells.get((entry, name), {}), said.get((entry, name))) for name in rounds}
        )


def _round(aspects: Mapping[str, Mapping[str, tuple[int, Mark | None]]], said: Json | None) -> RoundMarks:
    counting = {
        aspect: {seat: mark for seat, (_, mark) in seats.items() if mark is not None}
        for aspect, seats in aspects.items()
    }
    whole = counting.pop(WHOLE_ROUND, {}).get("")
    score: Fraction | None = None if whole is None else whole.number
    status = Status(said["status"]) if said else Status.PRESENT
    filled = {aspect: seats for aspect, seats in counting.items() if seats}
    return RoundMarks(filled, score, status, said["seconds"] if said else None)


@lru_cache(maxsize=20_000)
def _mark(text: str | None) -> Mark | None:
    """The mark of a text; there are few different ones in a trade."""
    if text is None:
        return None
    if text[1:2] == ":":
        return mark_from_token(text)
    return Mark(thousandths=to_thousandths(parse_decimal(text)))


def _compare(results: Json, computed: Mapping[str, Mapping[str, str]]) -> Iterator[Mismatch]:
    beside: dict[str, dict[str, str]] = {}
    for ranking in results.get("rankings", ()):
        for row in ranking["rows"]:
            place = "" if row["place"] is None else f"{row['place']}"
            words = _side_words(ranking["id"], row["standing"], row["total"] or "", place, row["award"] or "")
            beside.setdefault(row["entry"], {}).update(words)
    for row in results["rows"]:
        entry = row["entry"]
        says = {
            "standing": row.get("standing", row["status"]),
            "total": row["total"] or "",
            "place": "" if row["place"] is None else f"{row['place']}",
            "award": row["award"] or "",
        }
        says |= {name: score or "" for name, score in row["rounds"].items()} | beside.get(entry, {})
        for what, text in computed[entry].items():
            if says.get(what, "") != text:
                yield Mismatch(entry, what, says.get(what, ""), text)
