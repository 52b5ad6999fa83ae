"""代表队排名: delegations in order over all trades whose lists stand, under the contest's rule or one asked for.

Nothing is stored: the list follows from the trades' lists at any time, and says which of them are still missing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.domain.contest import DelegationBy, DelegationRule, Missing
from app.domain.delegations import DelegationPlacing, award_points, rank_delegations
from app.domain.numbers import show
from app.domain.roles import Act
from app.domain.scores import Ranking
from app.errors import Refusal
from app.services.access import Actor, require
from app.services.common import ContestFacts, Store, contest_facts
from app.services.marked import is_decoded
from app.services.results_ranked import RankedGroup, ranked_groups
from db.queries import people
from db.queries import results as stored
from db.queries import scoring as sheets
from db.store import Reading

MOST_DECIMALS = 12
BY_ZH = {
    DelegationBy.TOTALS: "队员总成绩之和",
    DelegationBy.AVERAGE: "队员总成绩的平均",
    DelegationBy.PLACES: "名次分",
    DelegationBy.AWARDS: "奖项分",
}
MISSING_ZH = {
    Missing.AS_IS: "人数不足的按实有人数计",
    Missing.ZERO: "人数不足的，缺的人按 0 计",
    Missing.UNRANKED: "人数不足的不排名次",
}
DECIDED_ZH = {"round:practical": "实操成绩", "time:practical": "实操用时", "places": "好名次的个数"}


@dataclass(frozen=True)
class DelegationWish:
    """What of the rule is asked for otherwise than the definition states; None takes what it states."""

    by: DelegationBy | None = None
    best: int | None = None
    missing: Missing | None = None


@dataclass(frozen=True)
class DelegationList:
    """The order, the rule it follows, the trades in it and those that have no list yet as (code, name)."""

    rule: DelegationRule
    lines: tuple[DelegationPlacing, ...]
    trades: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    confirmed: bool

    @property
    def final(self) -> bool:
        """Whether every trade's list is in it and confirmed."""
        return not self.left and self.confirmed

    def points(self, line: DelegationPlacing) -> str:
        """What a delegation brought in, as a decimal text."""
        return show(line.points, self.decimals, 2)

    @property
    def decimals(self) -> int | None:
        """How many decimals points need: every digit of sums, of averages as many as tell different ones apart."""
        if self.rule.by is not DelegationBy.AVERAGE:
            return None
        exact = {line.points for line in self.lines}
        return next((n for n in range(2, MOST_DECIMALS) if len({show(v, n) for v in exact}) == len(exact)), None)

    def words(self) -> str:
        """The rule in words."""
        best = "全部队员" if self.rule.best is None else f"成绩最好的 {self.rule.best} 人"
        short = "" if self.rule.best is None else f"；{MISSING_ZH[self.rule.when_short]}"
        return f"按{BY_ZH[self.rule.by]}，计{best}{short}；同分依次比实操成绩、实操用时、好名次的个数，仍相同的并列。"


def read_delegations(store: Store, wish: DelegationWish | None = None, *, by: Actor) -> DelegationList:
    """The delegations in order. Raises RightsRefusal, Refusal "results.no_delegations" before any trade is ranked."""
    with store.read() as reading:
        if by.role is not None:
            require(reading, by, Act.SEE_RESULTS)
        return delegation_list(reading, contest_facts(reading), wish)


def delegation_list(reading: Reading, facts: ContestFacts, wish: DelegationWish | None = None) -> DelegationList:
    """As `read_delegations`, for whoever may see results."""
    rule = wished(facts.contest.rules.delegations or DelegationRule(), wish or DelegationWish())
    groups: list[RankedGroup] = []
    trades: list[tuple[str, str]] = []
    left: list[tuple[str, str]] = []
    confirmed = True
    for trade in facts.trades:
        last = stored.last_revision(reading, trade.id)
        if last is None or not sheets.is_locked(reading, trade.id) or not is_decoded(reading, trade):
            left.append((trade.code, trade.name))
            continue
        confirmed = confirmed and last.confirmed_at is not None
        trades.append((trade.code, trade.name))
        groups += ranked_groups(reading, trade)
    if not groups:
        raise Refusal("results.no_delegations")
    awards = {(one.ranking.trade, entry): award for one in groups for entry, award in one.awards.by_entry.items()}
    rankings: list[Ranking] = [one.ranking for one in groups]
    points = award_points(rule, (trade.rules for trade in facts.trades))
    names = sorted({one.delegation for one in people.entries(reading, None, "approved") if one.delegation})
    lines = rank_delegations(rule, rankings, awards, points_of=points, names=names)
    return DelegationList(rule, lines, tuple(trades), tuple(left), confirmed)


def wished(rule: DelegationRule, wish: DelegationWish) -> DelegationRule:
    """The rule with what was asked for otherwise."""
    if wish.by is not None:
        rule = replace(rule, by=wish.by)
    if wish.best is not None:
        rule = replace(rule, best=wish.best or None)
    if wish.missing is not None:
        rule = replace(rule, missing=wish.missing, full_only=False)
    return rule


def remark(line: DelegationPlacing) -> str:
    """What a list says beside a delegation."""
    if line.rank is None:
        return f"人数不足，缺 {line.short} 人" if line.contributions else "没有取得名次的队员"
    if line.joint:
        return "并列"
    return f"同分，按{DECIDED_ZH[line.decided_by]}" if line.decided_by in DECIDED_ZH else ""


def delegations_document(found: DelegationList) -> dict[str, Any]:
    """The list as scripts read it; every number of points a decimal string."""
    rule = found.rule
    return {
        "by": rule.by.value,
        "best": rule.best,
        "missing": rule.when_short.value,
        "final": found.final,
        "trades": [code for code, _ in found.trades],
        "waiting": [code for code, _ in found.left],
        "delegations": [
            {
                "delegation": line.delegation,
                "rank": line.rank,
                "joint": line.joint,
                "points": found.points(line),
                "decided_by": line.decided_by or None,
                "short": line.short,
                "members": [
                    {
                        "entry": one.entry,
                        "trade": one.trade,
                        "points": show(one.points, None, 2),
                        "counted": one.counted,
                    }
                    for one in line.contributions
                ],
            }
            for line in found.lines
        ],
    }
