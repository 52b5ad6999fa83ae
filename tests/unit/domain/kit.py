"""Short ways to state contests and marks in the tests of the rules."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction

import pytest

from app.domain.aggregate import score_entry
from app.domain.contest import Contest, Status, Trade
from app.domain.definition import read_definition
from app.domain.marks import parse_mark
from app.domain.ranking import rank_trade
from app.domain.scheme import Aspect
from app.domain.scores import Entry, EntryMarks, EntryScore, Mark, Ranking, RoundMarks
from app.errors import Refusal

TWO_ROUNDS = """
format = 1
[contest]
name = "试验"
[rules]
{rules}
[[trade]]
code = "t"
name = "焊工"
[[trade.round]]
id = "theory"
maximum = 100
weight = 0.30
[[trade.round]]
id = "practical"
maximum = 100
weight = 0.70
"""


@contextmanager
def refused(code: str, **fields: object) -> Iterator[None]:
    """The block is refused with exactly this code, and at least these fields."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == code
    assert fields.items() <= caught.value.fields.items()


def contest(toml: str) -> Contest:
    return read_definition(tomllib.loads(toml, parse_float=Decimal))


def two_rounds(rules: str = "") -> Trade:
    """Theory and practical, 30 and 70 percent, given as whole scores."""
    return contest(TWO_ROUNDS.format(rules=rules)).trades[0]


def one_round(aspects: Sequence[str], rules: str = "", maximum: str | None = None, more: str = "") -> Trade:
    """One round of one module A with the aspects, each a TOML inline table."""
    stated = "" if maximum is None else f"maximum = {maximum}\n"
    return contest(
        f'format = 1\n[contest]\nname = "试验"\n[rules]\n{rules}\n[[trade]]\ncode = "t"\nname = "焊工"\n'
        f'[[trade.round]]\nid = "practical"\n{stated}{more}\n[[trade.round.module]]\nid = "A"\n'
        f"aspects = [{', '.join(aspects)}]\n"
    ).trades[0]


def aspect(text: str) -> Aspect:
    """The one aspect of such a trade."""
    return one_round([text]).rounds[0].aspects[0]


def cells(of: Aspect, *texts: str | None) -> dict[str, Mark]:
    """Marks by seat from texts in order of the seats; None leaves the seat empty."""
    pairs = zip(of.seats, texts, strict=True)
    return {seat: parse_mark(text, of) for seat, text in pairs if text is not None}


def whole(key: str, scores: Mapping[str, str | Status], **about: object) -> EntryMarks:
    """An entry whose rounds are given as whole scores or statuses; `seconds` is the practical's time."""
    seconds = about.pop("seconds", None)
    rounds = {}
    for name, value in scores.items():
        time = seconds if name == "practical" else None
        if isinstance(value, Status):
            rounds[name] = RoundMarks(status=value, seconds=time)  # type: ignore[arg-type]
        else:
            rounds[name] = RoundMarks(score=Fraction(value), seconds=time)  # type: ignore[arg-type]
    return EntryMarks(Entry(key, **about), rounds)  # type: ignore[arg-type]


def pair(key: str, theory: str, practical: str, **about: object) -> EntryMarks:
    """An entry with a theory and a practical score."""
    return whole(key, {"theory": theory, "practical": practical}, **about)


def scored(trade: Trade, entries: Sequence[EntryMarks]) -> list[EntryScore]:
    return [score_entry(trade, marks) for marks in entries]


def ranked(trade: Trade, entries: Sequence[EntryMarks], **more: object) -> Ranking:
    """The only list of the trade."""
    (ranking,) = rank_trade(trade, scored(trade, entries), **more)  # type: ignore[arg-type]
    return ranking


def places(ranking: Ranking) -> list[tuple[str, int | None, str]]:
    """Entry, rank and what decided, in order of the list."""
    return [(p.entry.key, p.rank, p.decided_by) for p in ranking.placings]
