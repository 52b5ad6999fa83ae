"""What a new contest is made from: nothing, last year's file, a definition; and sample schemes to begin with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import resources
from app.domain.contest import Contest, Round
from app.domain.definition import read_definition
from app.domain.setup_edit import add_trade, copied, plain_trade
from app.domain.yearplan import GENERAL_TRADES
from app.errors import Refusal
from app.services.access import CONSOLE
from app.services.certificates_numbers import PATTERN_KEY
from app.services.common import Store, contest_facts, open_store
from app.services.compute import load_definition
from app.services.paper_settings import KEY as NOTICE_KEY
from app.services.setup import create_contest
from app.services.setup_change import in_force
from db.queries import contest as contests

SAMPLE_TRADE = "6-18-02-04"
OTHER_TRADE = "新工种"
_EXTRAS = (NOTICE_KEY, PATTERN_KEY)


def contest_of(path: Path, year: int) -> Contest:
    """The settings of a contest file or of a definition (TOML, JSON), for a contest of another year; the source is only
    read. Raises Refusal "setup.no_settings", and what opening or reading it raises."""
    if path.suffix.lower() in (".toml", ".json"):
        return load_definition(path, add_up=False)
    with open_store(path) as store, store.read() as reading:
        return copied(in_force(contest_facts(reading)), year)


def create_like(path: Path, source: Path, contest: Contest, *, mode: str, at: datetime, by: str = CONSOLE.ref) -> Store:
    """Make a contest whose papers also say what those of the source said; gives the open store.

    Raises as `create_contest` and `contest_of`.
    """
    extras = {}
    if source.suffix.lower() not in (".toml", ".json"):
        with open_store(source) as old, old.read() as reading:
            extras = {key: value for key in _EXTRAS if (value := contests.setting(reading, key)) is not None}
    store = create_contest(path, contest, mode=mode, at=at, by=by)
    if extras:
        with store.write() as writing:
            for key, value in extras.items():
                contests.set_setting(writing, key, value)
            writing.audit("contest.paper_settings", by=by, at=at, fields=sorted(extras))
    return store


def sample_scheme(part: Round) -> Round:
    """A round with the welders' sample scheme, its maximum that of the sample.

    Raises Refusal "setup.no_settings" when the program came without it.
    """
    try:
        text = resources.text("samples/demo.toml")
        contest = read_definition(tomllib.loads(text, parse_float=Decimal))
    except OSError as error:
        raise Refusal("setup.no_settings") from error
    trade = contest.trade(SAMPLE_TRADE)
    found = trade.round("practical") if trade is not None else None
    if found is None:
        raise Refusal("setup.no_settings")
    return replace(part, maximum=found.maximum, modules=found.modules, sections=found.sections)


@dataclass(frozen=True)
class NewContest:
    """What a new file begins from: `trades` are codes for one from nothing, `source` a contest file or definition."""

    name: str = ""
    base: str = ""
    year: int = 0
    mode: str = "live"
    trades: tuple[str, ...] = ()
    source: Path | None = None


def begin(path: Path, wanted: NewContest, *, at: datetime) -> Store:
    """Make a new contest file from nothing, from an earlier contest or from a definition; gives the open store.

    What is stated of name and base goes before what the source says. Raises Refusal "contest.no_name",
    "setup.no_trade", "store.exists", and what reading the source raises.
    """
    if wanted.source is None:
        contest = _from_nothing(wanted)
        return create_contest(path, contest, mode=wanted.mode, at=at)
    found = contest_of(wanted.source, wanted.year or at.year)
    own = {name: value for name in ("name", "base") if (value := getattr(wanted, name))}
    return create_like(path, wanted.source, replace(found, **own), mode=wanted.mode, at=at)


def _from_nothing(wanted: NewContest) -> Contest:
    if not wanted.trades:
        raise Refusal("setup.no_trade")
    contest = Contest(wanted.name, wanted.year, (), base=wanted.base)
    known = dict(GENERAL_TRADES)
    for code in wanted.trades:
        contest = add_trade(contest, plain_trade(code, known.get(code, OTHER_TRADE), contest.rules))
    return contest
