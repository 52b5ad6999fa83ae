"""A contest definition as a document: read it key by key, refusing what is unknown or wrong, and write it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from app.domain import parts
from app.domain.contest import Contest, EntryKind, Round, Rules, TieKind, Trade
from app.domain.definition_node import Node
from app.domain.definition_rules import read_ranking, read_rules, write_ranking, write_rules
from app.domain.definition_scheme import read_modules, read_sections, write_modules, write_sections
from app.domain.numbers import Rounding, show
from app.domain.scheme import Module, module_gaps, round_gaps, section_gaps
from app.errors import Problems, Refusal

FORMAT = 1
MOST_DECIMALS = 12
_ROUND_NAMES = {"theory": "理论", "practical": "实操", "defence": "答辩", "oral": "口试", "review": "评审"}


def read_definition(document: Mapping[str, object], add_up: bool = True, kept: bool = False) -> Contest:
    """The contest a parsed TOML (or JSON) document states. Floats must have been read as Decimal or text.

    With `add_up` False a scheme whose maxima do not add up yet is read all the same (`open_sums` tells where): it is
    being set up, and nothing can be marked by it. A `kept` document is one that `write_definition` made: what links
    its parts (sums, tie links to rounds of other trades) was judged when it was first read.
    Refuses with a `definition.*` or `scheme.*` code whose `place` is the path of the bad key, such as
    `trade[0].round[1].module[A].aspects[2].maximum`.
    """
    root = Node(document, "")
    version = root.whole("format", FORMAT)
    if version != FORMAT:
        raise Refusal("definition.newer_format", found=version, known=FORMAT)
    head = root.table("contest")
    rules_node = root.table("rules")
    rules = read_rules(rules_node, Rules())
    stated_ties = rules_node.has("ties")
    trades = tuple(_read_trade(node, rules, kept) for node in root.tables("trade"))
    root.finish()
    if not trades:
        raise Refusal("definition.missing_key", place="trade")
    if add_up and not kept:
        refuse_open_sums(contest_gaps(trades))
    _no_doubles([trade.key for trade in trades], "trade", "code")
    if stated_ties and not kept:
        _ties_exist(rules, trades)
    return _read_head(head, rules, trades)


def _read_head(head: Node, rules: Rules, trades: tuple[Trade, ...]) -> Contest:
    starts, ends = head.day("starts"), head.day("ends")
    if starts is not None and ends is not None and ends < starts:
        raise Refusal("definition.dates", place=head.at("ends"), starts=starts.isoformat(), ends=ends.isoformat())
    contest = Contest(
        name=head.text("name", ""),
        year=head.whole("year", starts.year if starts else 0, least=0, most=9999),
        contest_class=head.text("class", ""),
        kind=head.text("kind", ""),
        organisers=head.texts("organisers"),
        host=head.text("host", ""),
        base=head.text("base", ""),
        place=head.text("place", ""),
        starts=starts,
        ends=ends,
        rules=rules,
        trades=trades,
    )
    head.finish()
    return contest


def open_sums(part: Round, place: str) -> tuple[Refusal, ...]:
    """Where the maxima of a round's scheme do not add up, every place at once: `scheme.sum_short` and
    `scheme.sum_over` with the node (criterion, module, round, section) and the difference; empty when all do."""
    found: list[Refusal] = []
    if part.listed:
        return (*parts.gaps(part, place), *section_gaps(part.sections, part.modules, part.maximum, place))
    for module in part.modules:
        found += module_gaps(module, f"{place}.module[{module.id}]")
    if part.modules:
        found += round_gaps(part.modules, part.maximum, place)
        found += section_gaps(part.sections, part.modules, part.maximum, place)
    return tuple(found)


def contest_gaps(trades: Sequence[Trade]) -> list[Refusal]:
    """`open_sums` of every round of the trades, by their paths in the definition."""
    return [
        gap
        for number, trade in enumerate(trades)
        for order, part in enumerate(trade.rounds)
        for gap in open_sums(part, f"trade[{number}].round[{order}]")
    ]


def refuse_open_sums(gaps: Sequence[Refusal]) -> None:
    """Refuses a scheme with gaps: one as it is, several at once as Problems `scheme.gaps`."""
    if len(gaps) > 1:
        raise Problems("scheme.gaps", tuple(gaps), first=gaps[0].fields["place"])
    for gap in gaps:
        raise gap


def _read_trade(node: Node, defaults: Rules, kept: bool) -> Trade:
    code = node.text("code").strip()
    if not Trade.valid_code(code):
        raise Refusal("definition.code", place=node.at("code"), text=code[:40])
    own = node.table("rules")
    stated_ties = own.has("ties")
    rules = read_rules(own, defaults)
    rounds = tuple(read_round(part) for part in node.tables("round"))
    trade = Trade(
        code=code,
        name=node.text("name", code),
        groups=node.texts("groups"),
        entry=node.choice("entry", EntryKind, EntryKind.INDIVIDUAL),
        rules=rules,
        rounds=rounds,
        rankings=tuple(read_ranking(part, rules) for part in node.tables("ranking")),
    )
    node.finish()
    if not rounds:
        raise Refusal("definition.missing_key", place=node.at("round"))
    _no_doubles([part.id for part in rounds], node.at("round"), "id")
    _no_doubles(list(trade.groups), node.at("groups"), "group")
    _check_weights(rounds, node.at("round"))
    _check_rankings(trade, node.at("ranking"))
    if stated_ties and not kept:
        _ties_exist(rules, (trade,), own.at("ties"))
    return trade


def read_round(node: Node) -> Round:
    """One round of a definition with its scheme, whether its maxima add up or not."""
    round_id = node.text("id").strip()
    if ":" in round_id:
        raise Refusal("definition.id", place=node.at("id"), text=round_id[:40])
    modules, listed, stated = _read_marked(node)
    if stated is None and not modules:
        raise Refusal("definition.missing_key", place=node.at("maximum"))
    maximum = sum((m.maximum for m in modules), Fraction(0)) if stated is None else stated
    extra = node.flag("extra", False)
    found = Round(
        id=round_id,
        name=node.text("name", _ROUND_NAMES.get(round_id, round_id)),
        maximum=maximum,
        weight=node.number("weight", None, least=Fraction(0), most=Fraction(1)),
        pass_line=node.number("pass_line", None),
        time_limit_minutes=node.number("time_limit_minutes", None, least=Fraction(0)),
        decimals=node.decimals("decimals", None),
        rounding=node.choice("rounding", Rounding, None),
        bonus=node.flag("bonus", False),
        extra=extra,
        modules=modules,
        sections=read_sections(node),
        listed=listed,
    )
    node.finish()
    if listed:
        parts.check_listed(found, node.at("listed"))
    return found


def _read_marked(node: Node) -> tuple[tuple[Module, ...], bool, Fraction | None]:
    """What is marked in a round: its modules, whether all entries stand on one list, and the maximum as stated.

    `parts` is the short way to say such a list: each an id (else P1, P2, …), a name and a maximum, without one up to
    the round's."""
    modules, listed = read_modules(node), node.flag("listed", False)
    maximum = node.number("maximum", None, least=Fraction(0))
    rows = node.tables("parts")
    parts.refuse_many(len(rows), node.at("parts"))
    stated = [
        (part.text("id", f"P{number}"), part.text("name"), part.number("maximum", None, least=Fraction(0)), part)
        for number, part in enumerate(rows, 1)
    ]
    for *_, part in stated:
        part.finish()
    if not stated:
        return modules, listed and bool(modules), maximum
    if modules:
        raise Refusal("definition.parts_and_modules", place=node.at("parts"))
    _no_doubles([one for one, *_ in stated], node.at("parts"), "id")
    _no_doubles([name for _, name, *_ in stated], node.at("parts"), "name")
    most = [one for _, _, one, _ in stated if one is not None]
    whole = sum(most, Fraction(0)) if maximum is None and len(most) == len(stated) else maximum
    if whole is None:
        raise Refusal("definition.missing_key", place=node.at("maximum"))
    return (parts.module_of([(one, name, top) for one, name, top, _ in stated], whole),), True, whole


def _check_weights(rounds: tuple[Round, ...], place: str) -> None:
    counted = [part for part in rounds if not part.optional]
    weights = [part.weight for part in counted if part.weight is not None]
    if not weights:
        return
    if len(weights) != len(counted):
        bare = next(part.id for part in counted if part.weight is None)
        raise Refusal("definition.weight_missing", place=place, round=bare)
    total = sum(weights, Fraction(0))
    if total != 1:
        said = [f"{part.name} {show(part.weight)}" for part in counted if part.weight is not None]
        raise Refusal(
            "definition.weights", place=place, found=show(total), difference=show(abs(1 - total)), rounds=said
        )


def _check_rankings(trade: Trade, place: str) -> None:
    """Further rankings have names of their own, and rest on rounds and ties the trade has."""
    _no_doubles([rule.id for rule in trade.rankings], place, "id")
    for number, rule in enumerate(trade.rankings):
        at = f"{place}[{number}]"
        _no_doubles(list(rule.rounds), f"{at}.rounds", "id")
        for name in rule.rounds:
            part = trade.round(name)
            if part is None or part.extra:
                raise Refusal("definition.ranking_round", place=f"{at}.rounds", text=name[:40])
        _ties_exist(Rules(ties=rule.ties), (trade,), f"{at}.ties")


def _ties_exist(rules: Rules, trades: tuple[Trade, ...], place: str = "rules.ties") -> None:
    """A tie link must name a round (and module) that at least one of the trades has; elsewhere it is passed over."""
    for number, tie in enumerate(rules.ties):
        if tie.kind in (TieKind.EXTRA, TieKind.RULING):
            continue
        rounds = [found for trade in trades if (found := trade.round(tie.round)) is not None]
        known = any(m.id == tie.module for found in rounds for m in found.modules) if tie.module else bool(rounds)
        if not known:
            raise Refusal("definition.tie_unknown", place=f"{place}[{number}]", text=tie.key)


def _no_doubles(names: list[str], place: str, key: str) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise Refusal("definition.double", place=f"{place}[{number}].{key}", text=name)


def write_definition(contest: Contest) -> dict[str, object]:
    """The contest as a document of texts, whole numbers, booleans and lists, ready for JSON; reads back the same."""
    head = {
        "name": contest.name,
        "year": contest.year,
        "class": contest.contest_class,
        "kind": contest.kind,
        "organisers": list(contest.organisers),
        "host": contest.host,
        "base": contest.base,
        "place": contest.place,
        "starts": _day(contest.starts),
        "ends": _day(contest.ends),
    }
    return {
        "format": contest.format,
        "contest": {key: value for key, value in head.items() if value is not None},
        "rules": write_rules(contest.rules),
        "trade": [_write_trade(trade, contest.rules) for trade in contest.trades],
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _write_trade(trade: Trade, defaults: Rules) -> dict[str, object]:
    shared = write_rules(defaults)
    own = {key: value for key, value in write_rules(trade.rules).items() if shared.get(key) != value}
    document: dict[str, object] = {
        "code": trade.code,
        "name": trade.name,
        "groups": list(trade.groups),
        "entry": trade.entry.value,
        "round": [write_round(part) for part in trade.rounds],
    }
    if trade.rankings:
        document["ranking"] = [write_ranking(rule) for rule in trade.rankings]
    return {**document, "rules": own} if own else document


def write_round(part: Round) -> dict[str, object]:
    """A round as a document that `read_round` reads back the same."""
    document: dict[str, object] = {
        "id": part.id,
        "name": part.name,
        "maximum": show(part.maximum),
        "decimals": "none" if part.decimals is None else part.decimals,
        "bonus": part.bonus,
        **({"extra": True} if part.extra else {}),
        **({"listed": True} if part.listed and part.modules else {}),
        "module": write_modules(part.modules),
    }
    for key, value in (
        ("weight", part.weight),
        ("pass_line", part.pass_line),
        ("time_limit_minutes", part.time_limit_minutes),
    ):
        if value is not None:
            document[key] = show(value)
    if part.rounding is not None:
        document["rounding"] = part.rounding.value
    if part.sections:
        document["section"] = write_sections(part.sections)
    return document
