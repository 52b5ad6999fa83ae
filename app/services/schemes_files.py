"""A scheme as a file: out as a workbook in our layout or that of CIS, in as a draft of the trade it belongs to.

A draft is only read here; nothing is stored before `schemes.change` takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.contest import Round, Trade
from app.errors import Refusal
from app.services.compute import load_definition
from app.services.schemes import Version, version
from app.tables.files import write_whole
from app.tables.reader import read_book
from app.tables.scheme_book import scheme_bytes
from app.tables.scheme_book_cis import cis_bytes, reduced
from app.tables.scheme_book_cis_read import cis_round, is_cis
from app.tables.scheme_book_read import rounds_of
from db.store import Store

_DEFINITIONS = {".toml", ".json"}


@dataclass(frozen=True)
class Exported:
    """What was written: the version, its rounds, and ids of aspects whose rules the layout cannot say."""

    version: int
    rounds: tuple[str, ...]
    reduced: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """What a file would make of the trade: `layout` is "book", "cis" or "definition", `rounds` those it speaks of."""

    trade: Trade
    layout: str
    rounds: tuple[str, ...]


def export(
    store: Store,
    trade_code: str,
    path: Path,
    *,
    cis: bool = False,
    round_id: str = "",
    number: int | None = None,
) -> Exported:
    """Write a version of the scheme as a workbook, whole or not at all.

    CIS knows one round to a sheet. Raises Refusal "scheme.no_version", "scheme.which_round", "scheme.no_round",
    "scheme.long_text", WorldFailure "tables.not_written".
    """
    found = version(store, trade_code, number)
    parts = [chosen_round(found.trade, round_id)] if cis or round_id else list(found.trade.rounds)
    try:
        data = (
            cis_bytes(found.trade, parts[0]) if cis else scheme_bytes(found.trade, [p.id for p in parts], _about(found))
        )
    except ValueError as error:
        raise Refusal("scheme.long_text", file=path.name) from error
    write_whole(path, data)
    return Exported(found.number, tuple(part.id for part in parts), reduced(parts[0]) if cis else ())


def _about(found: Version) -> str:
    day = found.made_at.date().isoformat()
    return f"第 {found.number} 版　{day}　sha256 {found.sha256[:16]}"


def chosen_round(trade: Trade, round_id: str) -> Round:
    """The round of an id, or without one the only round that has a scheme.

    Raises Refusal "scheme.no_round", "scheme.which_round" naming the rounds there are.
    """
    if round_id:
        found = trade.round(round_id)
        if found is None:
            raise Refusal("scheme.no_round", round=round_id, trade=trade.name, known=_names(trade.rounds))
        return found
    marked = [part for part in trade.rounds if part.on_sheets] or list(trade.rounds)
    if len(marked) != 1:
        raise Refusal("scheme.which_round", trade=trade.name, known=_names(marked))
    return marked[0]


def _names(rounds: Sequence[Round]) -> str:
    return "、".join(f"{part.id}（{part.name}）" for part in rounds)


def read_draft(current: Trade, path: Path, round_id: str = "") -> Draft:
    """The trade as a file has it: a workbook in our layout or that of CIS, or a contest's definition (TOML, JSON).

    Rounds the file does not speak of stay as they are; with `round_id` only that round is taken. Raises Problems
    "scheme.book_problems" naming every bad cell, WrongCall for what is no such file, Refusal "scheme.which_round",
    "scheme.no_round", "scheme.other_trade" and what reading a definition raises.
    """
    if path.suffix.lower() in _DEFINITIONS:
        return _from_definition(current, path, round_id)
    sheets = read_book(path)
    if is_cis(sheets):
        before = chosen_round(current, round_id)
        return Draft(_with_rounds(current, (cis_round(sheets, path.name, before),)), "cis", (before.id,))
    only = chosen_round(current, round_id) if round_id else _only_round(current)
    found = rounds_of(sheets, path.name, only)
    return _draft(current, found, "book", round_id)


def _only_round(trade: Trade) -> Round | None:
    try:
        return chosen_round(trade, "")
    except Refusal:
        return None


def _from_definition(current: Trade, path: Path, round_id: str) -> Draft:
    stated = load_definition(path, add_up=False).trade(current.code)
    if stated is None:
        raise Refusal("scheme.other_trade", trade=current.name)
    if round_id:
        return _draft(current, stated.rounds, "definition", round_id)
    return Draft(stated, "definition", tuple(part.id for part in stated.rounds))


def _draft(current: Trade, found: Sequence[Round], layout: str, round_id: str) -> Draft:
    taken = tuple(part for part in found if not round_id or part.id == round_id)
    if not taken:
        raise Refusal("scheme.no_round", round=round_id, trade=current.name, known=_names(found))
    return Draft(_with_rounds(current, taken), layout, tuple(part.id for part in taken))


def _with_rounds(current: Trade, found: Sequence[Round]) -> Trade:
    """The trade with these rounds in place of its own of the same id; new ones come where the file has them."""
    fresh = {part.id: part for part in found}
    if set(fresh) >= {part.id for part in current.rounds}:
        return replace(current, rounds=tuple(found))
    kept = tuple(fresh.pop(part.id, part) for part in current.rounds)
    return replace(current, rounds=(*kept, *fresh.values()))
