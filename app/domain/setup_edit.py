"""What a person changes while setting a contest up: each edit takes a definition and gives the next one.

Edits never judge: whether the outcome makes sense is what reading it as a document says (`definition.read_definition`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from app.domain.contest import Contest, Round, Rules, Tie, TieKind, Trade
from app.domain.scheme import Aspect, Panel
from app.domain.yearplan import GENERAL_TRADES

THEORY_SHARE = Fraction(30, 100)
"""Above this the theory round weighs more than is usual in skill contests."""
ROUND_NAMES = {"theory": "理论", "practical": "实操", "defence": "答辩", "oral": "口试", "review": "评审"}
HUNDRED = Fraction(100)


def plain_trade(code: str, name: str = "", rules: Rules | None = None, groups: Sequence[str] = ("职工组",)) -> Trade:
    """A new trade with theory 30 % and practical 70 % of 100 each, without a scheme."""
    known = dict(GENERAL_TRADES)
    rounds = (
        Round("theory", ROUND_NAMES["theory"], HUNDRED, THEORY_SHARE),
        Round("practical", ROUND_NAMES["practical"], HUNDRED, 1 - THEORY_SHARE),
    )
    return Trade(code, name or known.get(code, code), rounds, tuple(groups), rules=rules or Rules())


def with_trade(contest: Contest, key: str, trade: Trade) -> Contest:
    """The trade of that key is now this one."""
    return replace(contest, trades=tuple(trade if one.key == key else one for one in contest.trades))


def add_trade(contest: Contest, trade: Trade, place: int | None = None) -> Contest:
    """One trade more, last or at a place."""
    trades = list(contest.trades)
    trades.insert(len(trades) if place is None else place, trade)
    return replace(contest, trades=tuple(trades))


def drop_trade(contest: Contest, key: str) -> Contest:
    """The contest without a trade."""
    return pruned(replace(contest, trades=tuple(one for one in contest.trades if one.key != key)))


def with_rules(contest: Contest, key: str, **values: Any) -> Contest:
    """Rules of one trade; with key "" of the contest, and of every trade that had the contest's value before."""
    if key:
        trade = contest.trade(key)
        assert trade is not None  # whoever edits looks at a trade of this contest
        return with_trade(contest, trade.key, replace(trade, rules=replace(trade.rules, **values)))
    old = contest.rules
    trades = []
    for trade in contest.trades:
        same = {name: value for name, value in values.items() if getattr(trade.rules, name) == getattr(old, name)}
        trades.append(replace(trade, rules=replace(trade.rules, **same)))
    return replace(contest, rules=replace(old, **values), trades=tuple(trades))


def rules_of(contest: Contest, key: str) -> Rules:
    """The rules of a trade, or of the contest for key ""."""
    trade = contest.trade(key) if key else None
    return contest.rules if trade is None else trade.rules


def own_rules(contest: Contest, key: str) -> frozenset[str]:
    """Names of the rules in which a trade differs from the contest."""
    own = rules_of(contest, key)
    return frozenset(one.name for one in fields(Rules) if getattr(own, one.name) != getattr(contest.rules, one.name))


def add_round(trade: Trade, round_id: str, name: str = "") -> Trade:
    """A round of 100 more; its weight is what is left of 1, mostly nothing."""
    weighted = [one.weight for one in trade.rounds if one.weight is not None and not one.optional]
    left = max(Fraction(0), 1 - sum(weighted, Fraction(0))) if weighted else None
    made = Round(round_id, name or ROUND_NAMES.get(round_id, round_id), HUNDRED, left)
    return replace(trade, rounds=(*trade.rounds, made))


def free_round_id(trade: Trade) -> str:
    """An id for the next round: the usual ones first."""
    known = {one.id for one in trade.rounds}
    usual = next((name for name in ROUND_NAMES if name not in known), "")
    return usual or next(f"r{number}" for number in range(2, len(known) + 3) if f"r{number}" not in known)


def drop_round(trade: Trade, round_id: str) -> Trade:
    """A trade without a round; its weight goes to the largest one left, and ties and rankings forget it."""
    gone = trade.round(round_id)
    kept = [one for one in trade.rounds if one.id != round_id]
    weighted = [one for one in kept if one.weight is not None and not one.optional]
    if gone is not None and gone.weight is not None and not gone.optional and weighted:
        heir = max(weighted, key=lambda one: one.weight or Fraction(0))
        kept = [replace(one, weight=(one.weight or 0) + gone.weight) if one is heir else one for one in kept]
    rankings = tuple(
        replace(rule, rounds=rounds)
        for rule in trade.rankings
        if (rounds := tuple(name for name in rule.rounds if name != round_id))
    )
    return replace(trade, rounds=tuple(kept), rankings=rankings)


def move(items: Sequence[Any], place: int, step: int) -> tuple[Any, ...]:
    """The items with one moved up (-1) or down (1); at the edge nothing changes."""
    found = list(items)
    if 0 <= place < len(found) and 0 <= place + step < len(found):
        found.insert(place + step, found.pop(place))
    return tuple(found)


def pruned(contest: Contest) -> Contest:
    """Tie links that ask for a round or module nobody has are left out, so that a round can be taken away."""
    trades = tuple(_pruned_trade(contest, trade) for trade in contest.trades)
    known = tuple(tie for tie in contest.rules.ties if any(_has(trade, tie) for trade in trades))
    rules = replace(contest.rules, ties=known)
    # a trade that follows the contest goes on following it
    followed = tuple(
        replace(trade, rules=replace(trade.rules, ties=known)) if old.rules.ties == contest.rules.ties else trade
        for old, trade in zip(contest.trades, trades, strict=True)
    )
    return replace(contest, rules=rules, trades=followed)


def _pruned_trade(contest: Contest, trade: Trade) -> Trade:
    if trade.rules.ties == contest.rules.ties:
        return trade  # links that this trade lacks are passed over
    ties = tuple(tie for tie in trade.rules.ties if _has(trade, tie))
    rankings = tuple(replace(rule, ties=tuple(tie for tie in rule.ties if _has(trade, tie))) for rule in trade.rankings)
    return replace(trade, rules=replace(trade.rules, ties=ties), rankings=rankings)


def _has(trade: Trade, tie: Tie) -> bool:
    if tie.kind in (TieKind.EXTRA, TieKind.RULING):
        return True
    part = trade.round(tie.round)
    return part is not None and (not tie.module or any(one.id == tie.module for one in part.modules))


def possible_ties(contest: Contest, key: str) -> tuple[Tie, ...]:
    """Every link the tie chain of a trade (or of the contest) may hold, in a sensible order."""
    trade = contest.trade(key) if key else None
    trades = (trade,) if trade is not None else contest.trades
    found: dict[Tie, None] = {}
    for one in trades:
        for part in one.rounds:
            found[Tie(TieKind.ROUND, part.id)] = None
            found[Tie(TieKind.TIME, part.id)] = None
            if part.modules:
                found[Tie(TieKind.MODULES, part.id)] = None
                found[Tie(TieKind.JUDGES, part.id)] = None
                for module in part.modules:
                    found[Tie(TieKind.MODULE, part.id, module.id)] = None
    found[Tie(TieKind.EXTRA)] = None
    found[Tie(TieKind.RULING)] = None
    return tuple(found)


def copied(contest: Contest, year: int) -> Contest:
    """The settings of an earlier contest for another year: no days yet, and the year in its name is this one."""
    name = contest.name.replace(str(contest.year), str(year)) if contest.year else contest.name
    return replace(contest, name=name, year=year, starts=None, ends=None)


def panels_of(trade: Trade) -> tuple[Panel, ...]:
    """What the aspects marked by a panel ask for, each once."""
    found = [one.detail for part in trade.rounds for one in part.aspects if isinstance(one.detail, Panel)]
    return tuple(dict.fromkeys(found))


def with_panels(trade: Trade, **values: Any) -> Trade:
    """Every aspect that a panel marks with these values: how many judges, what is dropped, steps, spread."""

    def changed(aspect: Aspect) -> Aspect:
        if not isinstance(aspect.detail, Panel):
            return aspect
        return replace(aspect, detail=replace(aspect.detail, **values))

    rounds = tuple(
        replace(
            part,
            modules=tuple(replace(one, aspects=tuple(map(changed, one.aspects))) for one in part.modules),
        )
        for part in trade.rounds
    )
    return replace(trade, rounds=rounds)
