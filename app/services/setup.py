"""Make a contest file from a definition; the rows of a trade and of a version of its scheme."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from app.domain.audit import Genesis, canonical_bytes
from app.domain.blind import LETTERS
from app.domain.contest import Contest, Round, Trade
from app.domain.definition import contest_gaps, write_definition
from app.domain.initials import initials
from app.domain.numbers import show
from app.domain.scheme import AspectKind, Module
from app.errors import Refusal, WrongCall
from app.services.common import TradeFacts
from app.texts import sentence
from db.queries import contest as contests
from db.queries import scoring as sheets
from db.store import Reading, Store, Writing

MODES = ("live", "test", "demo")


@dataclass(frozen=True)
class Identity:
    """What names a new file for good: the id bundles carry, and the UUID its audit chain begins with."""

    key: str
    chain: str


def new_identity(contest: Contest) -> Identity:
    """A fresh id for a contest: readable in front, unique behind."""
    chain = uuid.uuid4()
    stem = "".join(c for c in f"{contest.base}-{contest.year}".lower() if c.isascii() and (c.isalnum() or c == "-"))
    return Identity(f"{stem.strip('-') or 'contest'}-{chain.hex[:8]}", str(chain))


def create_contest(
    path: Path, contest: Contest, *, mode: str, at: datetime, by: str = "console", identity: Identity | None = None
) -> Store:
    """Make `path` a new contest file holding the whole definition; gives the open store.

    Raises Refusal "store.exists", "contest.no_name" and the like, WorldFailure when the folder cannot be used. Nothing
    is left behind on a refusal.
    """
    if mode not in MODES:
        raise WrongCall("contest.unknown_mode", mode=mode, known="、".join(MODES))
    if not contest.name:
        raise Refusal("contest.no_name")
    identity = identity or new_identity(contest)

    def fill(store: Store) -> None:
        with store.write() as writing:
            _insert(writing, contest, identity, mode, at, by)

    genesis = Genesis(base=contest.base or "none", chain=identity.chain, contest=identity.key)
    return Store.create(path, genesis, fill)


def _insert(writing: Writing, contest: Contest, identity: Identity, mode: str, at: datetime, by: str) -> None:
    contest_id = contests.insert_contest(
        writing,
        {
            "key": identity.key,
            "mode": mode,
            "name": contest.name,
            "year": contest.year,
            "kind": contest.kind,
            "level": contest.contest_class,
            "host": contest.host,
            "base": contest.base,
            "starts": contest.starts.isoformat() if contest.starts else "",
            "ends": contest.ends.isoformat() if contest.ends else "",
            "definition": write_definition(contest),
            "made_at": at,
        },
    )
    signs = trade_signs([trade.name for trade in contest.trades])
    for position, (trade, sign) in enumerate(zip(contest.trades, signs, strict=True)):
        insert_trade(writing, contest_id, contest, trade, position, sign, by=by, at=at)
    writing.audit("contest.created", by=by, at=at, ref=identity.key, mode=mode, trades=len(contest.trades))


def insert_trade(
    writing: Writing,
    contest_id: int,
    contest: Contest,
    trade: Trade,
    position: int,
    sign: tuple[str, str],
    *,
    by: str,
    at: datetime,
) -> int:
    """Write a trade with its groups and its first scheme; `sign` is the letter of its codes and the prefix of its
    entry numbers. Gives its id."""
    letter, prefix = sign
    values = {
        "contest_id": contest_id,
        "position": position,
        "code": trade.code.lower(),
        "name": trade.name,
        "letter": letter,
        "prefix": prefix,
        "entry_kind": trade.entry.value,
        "registration_closed_at": None,
    }
    trade_id = contests.insert_trade(writing, values)
    for order, group in enumerate(trade.groups or ("",)):
        contests.insert_group(writing, trade_id, order, group)
    insert_scheme(writing, contest, trade, trade_id, version=1, by=by, why="", at=at)
    return trade_id


def scheme_warnings(contest: Contest) -> list[dict[str, str]]:
    """Where schemes do not add up yet: the contest can be made, but nothing can be marked there before it is mended."""
    return [
        {"code": refusal.code, "message": sentence(refusal), "message_en": sentence(refusal, "en")}
        for refusal in contest_gaps(contest.trades)
    ]


def trade_signs(names: list[str]) -> list[tuple[str, str]]:
    """For each trade the letter of its blind codes and the prefix of its entry numbers: 焊工 → ("H", "HG").

    Prefixes are all different; letters are as long as there are any, then they repeat (codes still never do).
    """
    signs: list[tuple[str, str]] = []
    for name in names:
        signs.append(free_sign(name, signs))
    return signs


def free_sign(name: str, taken: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Letter and prefix for one more trade beside the signs given already."""
    word = initials(name) or "T"
    letters, prefixes = {letter for letter, _ in taken}, {prefix for _, prefix in taken}
    free = [letter for letter in LETTERS if letter not in letters] or list(LETTERS)
    short = word[:2].ljust(2, "G")
    numbered = (f"{short}{number}-" for number in count(2))
    prefix = next(one for one in chain((short, word[:3]), numbered) if one not in prefixes)
    return next((letter for letter in word if letter in free), free[0]), prefix


def insert_scheme(
    writing: Writing, contest: Contest, trade: Trade, trade_id: int, *, version: int, by: str, why: str, at: datetime
) -> int:
    """Write one scheme version of a trade with its rounds, modules and aspects as rows; gives its id."""
    document, digest = scheme_document(contest, trade)
    scheme_id = contests.insert_scheme(
        writing,
        {
            "trade_id": trade_id,
            "version": version,
            "document": document,
            "sha256": digest,
            "by": by,
            "why": why,
            "made_at": at,
            "frozen_at": None,
        },
    )
    if version == 1:
        insert_rounds(writing, trade, trade_id)
    insert_parts(writing, trade, scheme_id)
    return scheme_id


def scheme_document(contest: Contest, trade: Trade) -> tuple[dict[str, object], str]:
    """A version's document and its digest: the definition holding this trade alone."""
    document = write_definition(replace(contest, trades=(trade,)))
    return document, hashlib.sha256(canonical_bytes(document)).hexdigest()


def insert_rounds(writing: Writing, trade: Trade, trade_id: int) -> None:
    """Write a row for each round of a trade."""
    for position, part in enumerate(trade.rounds):
        contests.insert_round(
            writing,
            {
                "trade_id": trade_id,
                "position": position,
                "code": part.id,
                "name": part.name,
                "maximum": part.maximum,
                "weight": part.weight,
                "pass_line": part.pass_line,
                "time_limit_minutes": part.time_limit_minutes,
            },
        )


def insert_parts(writing: Writing, trade: Trade, scheme_id: int) -> None:
    """Write the modules, criteria and aspects of a scheme version as rows."""
    for part in trade.rounds:
        for order, module in enumerate(part.modules):
            _insert_module(writing, scheme_id, part.id, order, module)


def _insert_module(writing: Writing, scheme_id: int, round_id: str, position: int, module: Module) -> None:
    module_id = contests.insert_module(
        writing,
        {
            "scheme_id": scheme_id,
            "round": round_id,
            "position": position,
            "code": module.id,
            "name": module.name,
            "maximum": module.maximum,
        },
    )
    criteria: dict[str, int] = {}
    for order, aspect in enumerate(module.aspects):
        if aspect.criterion and aspect.criterion not in criteria:
            criteria[aspect.criterion] = contests.insert_criterion(
                writing, {"module_id": module_id, "position": len(criteria), "name": aspect.criterion}
            )
        contests.insert_aspect(
            writing,
            {
                "module_id": module_id,
                "criterion_id": criteria.get(aspect.criterion) if aspect.criterion else None,
                "position": order,
                "code": aspect.id,
                "name": aspect.name,
                "kind": aspect.kind.value,
                "maximum": aspect.maximum,
                "detail": {
                    "factor": None if aspect.factor is None else show(aspect.factor),
                    "decimals": aspect.decimals,
                },
            },
        )


def refuse_other_shape(reading: Reading, trade: TradeFacts, changed: Trade) -> None:
    """A new version is of the same trade with the same rounds, and no mark loses its cell or finds a new one empty.

    Raises Refusal "scheme.other_trade", "scheme.marked".
    """
    before = [part.id for part in trade.rules.rounds]
    if changed.code.lower() != trade.code or [part.id for part in changed.rounds] != before:
        raise Refusal("scheme.other_trade", trade=trade.name)
    for old, new in zip(trade.rules.rounds, changed.rounds, strict=True):
        if _shape(old) != _shape(new) and sheets.any_marks(reading, trade.id, old.id):
            raise Refusal("scheme.marked", trade=trade.name, round=old.name)


def _shape(part: Round) -> list[tuple[str, AspectKind, tuple[str, ...]]]:
    return [(aspect.id, aspect.kind, aspect.seats) for aspect in part.aspects]
