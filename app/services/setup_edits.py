"""Settings of a contest by name, for scripts: what each says, and a definition in which one says something else."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.domain.contest import Contest
from app.domain.definition import read_definition, write_definition
from app.domain.definition_rules import write_rules
from app.domain.setup_edit import pruned
from app.errors import Refusal


def settings_of(contest: Contest) -> dict[str, Any]:
    """Every setting of the contest and its common rules by name; decimals as text."""
    document: Any = write_definition(contest)
    found = {f"contest.{key}": value for key, value in document["contest"].items()}
    found |= {f"rules.{key}": value for key, value in document["rules"].items()}
    for trade in contest.trades:
        own = write_rules(trade.rules)
        different = {key: value for key, value in own.items() if document["rules"].get(key) != value}
        found |= {f"trade.{trade.code}.rules.{key}": value for key, value in different.items()}
        found[f"trade.{trade.code}.name"] = trade.name
        found[f"trade.{trade.code}.groups"] = list(trade.groups)
        found[f"trade.{trade.code}.entry"] = trade.entry.value
    return found


def with_setting(contest: Contest, key: str, text: str, trade: str = "") -> Contest:
    """The contest with one setting otherwise: `contest.KEY`, `rules.KEY`, with a trade also `trade.KEY`; the value
    written as in a definition (a bare word is a text).

    Raises Refusal "setup.unknown_key", "contest.unknown_trade", and what reading a definition raises.
    """
    document: Any = copy.deepcopy(write_definition(contest))
    table, name = _table(contest, document, key, trade)
    table[name] = _value(text)
    return pruned(read_definition(document, add_up=False, kept=True))


def _table(contest: Contest, document: Any, key: str, trade: str) -> tuple[dict[str, Any], str]:
    area, _, name = key.partition(".")
    if trade:
        found = contest.trade(trade)
        if found is None:
            known = "、".join(one.code for one in contest.trades)
            raise Refusal("contest.unknown_trade", trade=trade, known=known)
        place: dict[str, Any] = document["trade"][contest.trades.index(found)]
        if area == "trade" and name in ("name", "groups", "entry"):
            return place, name
        if area == "rules" and name:
            return place.setdefault("rules", {}), name
    elif area in ("contest", "rules") and name:
        known_keys: Mapping[str, Any] = document[area]
        if name in known_keys or area == "rules" or name in ("starts", "ends"):
            return document[area], name
    raise Refusal("setup.unknown_key", key=key)


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}", parse_float=Decimal)["value"]
    except (tomllib.TOMLDecodeError, ArithmeticError):
        if text[:1] in "[{\"'":
            raise Refusal("setup.no_value", text=text[:40]) from None
        return text
