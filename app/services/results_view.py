"""What the ranking page shows of a trade: its list, every revision, the rulings asked for and made, and appeals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Any

from app.domain.contest import RankingRule, Round, Status, Trade
from app.domain.explain import link_words
from app.domain.numbers import show
from app.domain.rankings import side_trade
from app.errors import Refusal
from app.services import results
from app.services.appeals import window
from app.services.appeals_view import AppealView
from app.services.appeals_view import views as appeal_views
from app.services.common import TradeFacts, contest_facts
from app.services.live_ranking import LiveRanking
from app.services.marked import is_decoded
from app.services.papers_marks import deductions
from app.services.papers_results import score_decimals
from app.services.results import AWARD_EDGE, TIE, RankedGroup, Standings
from app.services.results_list import revision_standings
from db.queries import accounts, day
from db.queries import results as stored
from db.queries import scoring as sheets
from db.queries.results import Result, Revision, Ruling
from db.queries.results import SideResult as SideResult
from db.store import Reading, Store


class Standing(Enum):
    """How far the list of a trade is."""

    BLIND = "blind"  # codes are not revealed: there is no list by person
    PREVIEW = "preview"  # nothing was ever hidden, and nothing is locked
    UNLOCKED = "unlocked"  # there was a list, and the trade has been unlocked since
    UNRANKED = "unranked"  # locked and decoded, not ranked yet
    OPEN = "open"  # ranked, not confirmed
    CONFIRMED = "confirmed"
    POSTED = "posted"


@dataclass(frozen=True)
class RankedLine:
    """A line of the list with what its columns show. `scores` stand in the order of the rounds, as decimal texts, or as
    the code of a status ("absent") where that kept the entry from being marked; `exact` are the same unrounded.
    `deducted` is what was taken off, "" for nothing."""

    result: Result
    scores: tuple[str, ...]
    exact: tuple[str, ...]
    deducted: str


@dataclass(frozen=True)
class OpenQuestion:
    """A ruling asked for. `entries` as (number, name) in the order of the list.

    An award edge: `award` is the class, `next_award` the one below ("" for none), `within` how many of the entries fit,
    `answers` what may be answered, `chain` the numbers in the order the tie rules would give. `ranking` and
    `ranking_name` tell of a further ranking (单项), "" for the all-round list.
    """

    kind: str
    group: str
    entries: tuple[tuple[str, str], ...]
    award: str = ""
    next_award: str = ""
    within: int = 0
    answers: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    ranking: str = ""
    ranking_name: str = ""


@dataclass(frozen=True)
class SideView:
    """A further ranking of the trade: its lines in order, and the words of the rules that decided places."""

    id: str
    name: str
    lines: tuple[SideResult, ...]
    decided: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class RankingView:
    """Everything the page shows. `revision` is the one whose `lines` these are, None for a preview; `stale`: marks or
    rulings have moved on since it was made. `missing` says what a blind or unlocked trade waits for. `decided` gives
    the words (Chinese, English) for the rule that decided a place, by its key. `rulings` are all that were ever made
    and withdrawn, `standing_rulings` those in force."""

    trade: str
    name: str
    standing: Standing
    rounds: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    lines: tuple[RankedLine, ...] = ()
    revision: Revision | None = None
    revisions: tuple[Revision, ...] = ()
    stale: bool = False
    questions: tuple[OpenQuestion, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    standing_rulings: tuple[Ruling, ...] = ()
    appeals: tuple[AppealView, ...] = ()
    appeals_until: datetime | None = None
    appeal_hours: int = 0
    missing: tuple[Refusal, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    decided: tuple[tuple[str, str, str], ...] = ()
    sides: tuple[SideView, ...] = ()

    @property
    def scaled(self) -> bool:
        """Whether the list has a column of points on the comparison scale."""
        return any(line.result.scaled for line in self.lines)

    @property
    def newest(self) -> bool:
        """Whether the list shown is the one that counts."""
        return self.revision is None or self.revision.number == self.revisions[-1].number


def ranking_view(
    store: Store, trade_code: str, revision: int | None = None, live: LiveRanking | None = None
) -> RankingView:
    """The list of a trade: the newest revision, or an earlier one by its number. Whoever looks again and again gives
    the same `live`, and only what changed is read and scored anew.

    Raises Refusal "contest.unknown_trade", "results.no_revision".
    """
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        known = stored.revisions(reading, trade.id)
        if revision is not None and all(one.number != revision for one in known):
            raise Refusal("results.no_revision", trade=trade.name, revision=revision)
        return _view(reading, trade, known, revision, live)


def _view(
    reading: Reading, trade: TradeFacts, known: tuple[Revision, ...], number: int | None, live: LiveRanking | None
) -> RankingView:
    decoded = is_decoded(reading, trade)
    opened = window(reading, trade)
    shown = next((one for one in known if one.number == number), known[-1] if known else None)
    groups: Sequence[RankedGroup] = ()
    beside: Sequence[RankedGroup] = ()
    if decoded:
        groups, beside = results.ranked_lists(reading, trade) if live is None else live.lists(reading)
    if shown is not None:
        found = revision_standings(reading, trade, shown, (), False)
    else:
        lists = (tuple(groups), tuple(beside))
        found = results.standings(reading, trade, None, lists) if decoded else Standings(trade, None, (), (), False)
    lines = found.lines
    return RankingView(
        trade=trade.code,
        name=trade.name,
        standing=_standing(reading, trade, decoded, known[-1] if known else None),
        rounds=tuple((rules.id, rules.name) for rules in trade.rules.rounds),
        groups=tuple(dict.fromkeys(line.group for line in lines)),
        lines=_lines(reading, trade, lines, decoded),
        revision=shown,
        revisions=known,
        stale=bool(known) and decoded and not results.is_current(reading, trade, groups, beside),
        questions=tuple(question for group in (*groups, *beside) for question in _questions(group)),
        rulings=stored.all_rulings_of(reading, trade.id),
        standing_rulings=stored.rulings_of(reading, trade.id),
        appeals=appeal_views(reading, trade),
        appeals_until=opened[1] if opened else None,
        appeal_hours=trade.rules.rules.appeal_hours,
        missing=results.waiting_for(reading, trade) if not decoded else (),
        people=tuple((f"u{account.id}", account.name) for account in accounts.all_accounts(reading)),
        decided=_decided_words(trade.rules, {line.decided_by for line in lines}),
        sides=tuple(_side(trade, rule, found) for rule in trade.rules.rankings),
    )


def _lines(reading: Reading, trade: TradeFacts, lines: Sequence[Result], decoded: bool) -> tuple[RankedLine, ...]:
    decimals = score_decimals(trade, lines)
    statuses = day.attendance_of(reading, trade.id)
    taken = deductions(reading, trade) if decoded else {}

    def score(line: Result, part: Round) -> str:
        value = line.scores.get(part.id)
        if value is not None:
            return show(Fraction(value), decimals[part.id])
        status = statuses.get((line.entry_id, part.id))
        return status.status if status is not None and status.status != Status.PRESENT.value else ""

    return tuple(
        RankedLine(
            line,
            tuple(score(line, part) for part in trade.rules.rounds),
            tuple(line.scores.get(part.id) or "" for part in trade.rules.rounds),
            taken.get(line.entry, ""),
        )
        for line in lines
    )


def _standing(reading: Reading, trade: TradeFacts, decoded: bool, last: Revision | None) -> Standing:
    locked = sheets.is_locked(reading, trade.id)
    if last is None:
        if not decoded:
            return Standing.BLIND
        return Standing.UNRANKED if locked else Standing.PREVIEW
    if not (locked and decoded):
        return Standing.UNLOCKED
    if last.posted_at is not None:
        return Standing.POSTED
    return Standing.CONFIRMED if last.confirmed_at is not None else Standing.OPEN


def _questions(group: RankedGroup) -> list[OpenQuestion]:
    names = {placing.entry.key: placing.entry.name for placing in group.ranking.placings}

    def named(keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((key, names[key]) for key in keys)

    name = group.ranking.group
    about: dict[str, Any] = {"ranking": group.side.id, "ranking_name": group.side.name} if group.side else {}
    found = [OpenQuestion(TIE, name, named(ties), **about) for ties in group.ranking.open_ties]
    for edge in group.awards.questions:
        answers = tuple(answer.value for answer in edge.resolutions)
        names_of = named(edge.entries)
        found.append(
            OpenQuestion(
                AWARD_EDGE, name, names_of, edge.award, edge.next_award, edge.within, answers, edge.chain, **about
            )
        )
    return found


def _decided_words(rules: Trade, keys: set[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((key, *link_words(rules, key)) for key in sorted(keys - {"", "total", "joint"}))


def _side(trade: TradeFacts, rule: RankingRule, found: results.Standings) -> SideView:
    lines = tuple(line for line in found.sides if line.ranking == rule.id)
    words = _decided_words(side_trade(trade.rules, rule), {line.decided_by for line in lines})
    return SideView(rule.id, rule.name, lines, words)
