"""The `[rules]` of a definition document: read over given defaults, written back in full."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from app.domain.contest import (
    AwardRule,
    DelegationBy,
    DelegationRule,
    Edge,
    Joint,
    Missing,
    RankBy,
    RankingRule,
    RecheckRule,
    Rules,
    ScaleRule,
    Tie,
    TieKind,
)
from app.domain.definition_node import Node
from app.domain.numbers import Rounding, show
from app.errors import Refusal

NIL, ONE = Fraction(0), Fraction(1)
_PARTS = {TieKind.MODULE: 2, TieKind.EXTRA: 0, TieKind.RULING: 0}


def read_rules(node: Node, defaults: Rules) -> Rules:
    """The rules stated in the table, the defaults for everything else; refuses unknown keys and wrong values."""
    edge = node.choice("edge", Edge, defaults.edge) if node.take("edge") != "ask" else None
    rules = replace(
        defaults,
        blind_layers=node.whole("blind_layers", defaults.blind_layers, most=3),
        double_entry=_double_entry(node, defaults.double_entry),
        late_limit_minutes=node.whole("late_limit_minutes", defaults.late_limit_minutes, most=1440),
        total_decimals=node.decimals("total_decimals", defaults.total_decimals),
        rounding=node.choice("rounding", Rounding, defaults.rounding),
        rank_by=node.choice("rank_by", RankBy, defaults.rank_by),
        ties=_ties(node) if node.has("ties") else defaults.ties,
        joint=node.choice("joint", Joint, defaults.joint),
        draw=node.flag("draw", defaults.draw),
        awards=_awards(node) if node.has("awards") else defaults.awards,
        edge=edge,
        delegations=_delegations(node) if node.has("delegations") else defaults.delegations,
        scale=_scale(node) if node.has("scale") else defaults.scale,
        keep_apart=node.flag("keep_apart", defaults.keep_apart),
        hide_until_complete=node.flag("hide_until_complete", defaults.hide_until_complete),
        many_trades=node.flag("many_trades", defaults.many_trades),
        appeal_hours=node.whole("appeal_hours", defaults.appeal_hours, most=720),
        answer_hours=node.whole("answer_hours", defaults.answer_hours, most=720),
    )
    rules = _recheck(node, rules)
    node.finish()
    return rules


def _double_entry(node: Node, default: Fraction) -> Fraction:
    word = node.take("double_entry")
    if word == "all":
        return ONE
    return NIL if word == "off" else node.number("double_entry", default, least=NIL, most=ONE)


def _recheck(node: Node, rules: Rules) -> Rules:
    if not node.has("recheck"):
        return rules
    word = node.take("recheck")
    if word is False or word == "off":
        return replace(rules, recheck_needed=False)
    if word is True:
        return replace(rules, recheck_needed=True)
    table, default = node.table("recheck"), rules.recheck
    rule = RecheckRule(
        top=table.number("top", default.top, least=NIL, most=ONE),
        rest=table.number("rest", default.rest, least=NIL, most=ONE),
        trigger=table.number("trigger", default.trigger, least=NIL, most=ONE),
    )
    table.finish()
    return replace(rules, recheck=rule, recheck_needed=True)


def read_tie(text: str) -> Tie | None:
    """The tie link written so, or None when it is written wrongly."""
    word, *parts = text.split(":")
    kind = next((kind for kind in TieKind if kind.value == word), None)
    if kind is None or len(parts) != _PARTS.get(kind, 1) or not all(parts):
        return None
    return Tie(kind, *parts)


def _ties(node: Node) -> tuple[Tie, ...]:
    ties = []
    for number, text in enumerate(node.texts("ties")):
        tie = read_tie(text)
        if tie is None:
            raise Refusal("definition.tie", place=f"{node.at('ties')}[{number}]", text=text[:40])
        ties.append(tie)
    return tuple(ties)


def _awards(node: Node) -> tuple[AwardRule, ...]:
    awards = tuple(_award(part) for part in node.tables("awards"))
    seen: set[str] = set()
    for number, rule in enumerate(awards):
        if rule.name in seen:
            raise Refusal("definition.double", place=f"{node.at('awards')}[{number}].name", text=rule.name)
        if rule.rest and number + 1 < len(awards):
            raise Refusal("definition.award_rest", place=f"{node.at('awards')}[{number}]")
        seen.add(rule.name)
    return awards


def _award(node: Node) -> AwardRule:
    rule = AwardRule(
        name=node.text("name"),
        count=node.whole("count") if node.has("count") else None,
        share=node.number("share", None, least=NIL, most=ONE),
        lowest=node.number("from", None),
        highest=node.number("to", None),
        rest=node.flag("rest", False),
    )
    node.finish()
    band = rule.lowest is not None or rule.highest is not None
    if [rule.count is not None, rule.share is not None, band, rule.rest].count(True) != 1:
        raise Refusal("definition.award", place=node.place, text=rule.name)
    if rule.lowest is not None and rule.highest is not None and rule.lowest > rule.highest:
        raise node.wrong("to", f"{show(rule.lowest)} …")
    return rule


def _delegations(node: Node) -> DelegationRule:
    table, default = node.table("delegations"), DelegationRule()
    points = table.table("awards")
    awards = tuple((str(name), points.needed(str(name))) for name in points.stated())
    rule = DelegationRule(
        by=table.choice("by", DelegationBy, default.by),
        best=table.whole("best", least=1) if table.has("best") else None,
        places=table.numbers("places") or default.places,
        awards=awards,
        full_only=table.flag("full_only", default.full_only),
        missing=table.choice("missing", Missing, default.missing),
    )
    table.finish()
    return rule


def _scale(node: Node) -> ScaleRule | None:
    """`scale = true`, `false`, or a table with what differs from the usual scale."""
    if isinstance(node.take("scale"), bool):
        return ScaleRule() if node.flag("scale", False) else None
    table, default = node.table("scale"), ScaleRule()
    rule = ScaleRule(
        centre=table.number("centre", default.centre, least=NIL),
        spread=table.number("spread", default.spread, least=Fraction(1, 1000)),
        decimals=table.whole("decimals", default.decimals, most=6),
    )
    table.finish()
    return rule


def read_ranking(node: Node, rules: Rules) -> RankingRule:
    """One `[[trade.ranking]]`: id, name, rounds, and if they differ from the trade's ties, joint and awards.

    Ties that are not stated are none: what tells all-round equals apart (another round) has no say in one round.
    """
    name = node.text("id").strip()
    if not name or ":" in name:
        raise Refusal("definition.id", place=node.at("id"), text=name[:40])
    rule = RankingRule(
        id=name,
        name=node.text("name", name),
        rounds=node.texts("rounds"),
        ties=_ties(node),
        joint=node.choice("joint", Joint, rules.joint),
        awards=_awards(node),
    )
    node.finish()
    if not rule.rounds:
        raise Refusal("definition.missing_key", place=node.at("rounds"))
    return rule


def write_ranking(rule: RankingRule) -> dict[str, object]:
    """A further ranking as a document, every default spelled out."""
    return {
        "id": rule.id,
        "name": rule.name,
        "rounds": list(rule.rounds),
        "ties": [tie.key for tie in rule.ties],
        "joint": rule.joint.value,
        "awards": [_write_award(award) for award in rule.awards],
    }


def write_rules(rules: Rules) -> dict[str, object]:
    """The rules as a document, every default spelled out."""
    entry = rules.double_entry
    document: dict[str, object] = {
        "blind_layers": rules.blind_layers,
        "double_entry": {ONE: "all", NIL: "off"}.get(entry) or show(entry),
        "late_limit_minutes": rules.late_limit_minutes,
        "total_decimals": "none" if rules.total_decimals is None else rules.total_decimals,
        "rounding": rules.rounding.value,
        "rank_by": rules.rank_by.value,
        "ties": [tie.key for tie in rules.ties],
        "joint": rules.joint.value,
        "draw": rules.draw,
        "recheck": _write_recheck(rules.recheck) if rules.recheck_needed else "off",
        "awards": [_write_award(rule) for rule in rules.awards],
        "edge": rules.edge.value if rules.edge else "ask",
        "keep_apart": rules.keep_apart,
        "hide_until_complete": rules.hide_until_complete,
        "many_trades": rules.many_trades,
        "appeal_hours": rules.appeal_hours,
        "answer_hours": rules.answer_hours,
    }
    if rules.delegations is not None:
        document["delegations"] = _write_delegations(rules.delegations)
    if rules.scale is not None:
        scale = rules.scale
        document["scale"] = {"centre": show(scale.centre), "spread": show(scale.spread), "decimals": scale.decimals}
    return document


def _write_recheck(rule: RecheckRule) -> dict[str, object]:
    return {"top": show(rule.top), "rest": show(rule.rest), "trigger": show(rule.trigger)}


def _write_award(rule: AwardRule) -> dict[str, object]:
    document: dict[str, object] = {"name": rule.name}
    if rule.count is not None:
        document["count"] = rule.count
    for key, value in (("share", rule.share), ("from", rule.lowest), ("to", rule.highest)):
        if value is not None:
            document[key] = show(value)
    return {**document, "rest": True} if rule.rest else document


def _write_delegations(rule: DelegationRule) -> dict[str, object]:
    document: dict[str, object] = {
        "by": rule.by.value,
        "places": [show(points) for points in rule.places],
        "awards": {name: show(points) for name, points in rule.awards},
        "full_only": rule.full_only,
        "missing": rule.missing.value,
    }
    return document if rule.best is None else {**document, "best": rule.best}
