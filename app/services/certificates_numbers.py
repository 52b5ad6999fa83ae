"""证书编号: the rule by which numbers are made, checked before it is taken, and shown with examples.

A rule is text with places in braces, such as `{year}{trade}-{n:04}`. A running number is a must; it runs on within a
trade where the rule names the trade, else over the whole contest. A number once given is never given again, whatever
the rule was then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from app.bundle.certqr import LIMITS
from app.changes import Change, Kind
from app.documents import fonts
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.common import ContestFacts, TradeFacts, contest_facts
from db.queries import certificates as stored
from db.queries import contest as contests
from db.store import Reading, Store

PATTERN_KEY = "certificates.serial"
DEFAULT_PATTERN = "{year}{base}-{prefix}-{n:04}"
PLACES = {
    "n": ("顺序号，{n:04} 补足四位", "running number, {n:04} gives four digits"),
    "year": ("年份", "year"),
    "base": ("基地代码", "code of the base"),
    "prefix": ("工种的参赛号字头", "the trade's letters"),
    "trade": ("职业（工种）代码", "trade code"),
    "class": ("竞赛类别", "class of the contest"),
    "award": ("奖次的序号，一等奖为 1", "award class as a number, the first is 1"),
    "group": ("组别的序号", "group as a number"),
}
_RUNNING = ("n", "sequence")  # the older word stays understood
_SPEC = re.compile(r"0?[1-9]?d?\Z")
_LAST = 9999


@dataclass(frozen=True)
class SerialRule:
    """The rule in force (or one being tried) and, for every trade, the next number it gives."""

    pattern: str
    usual: bool
    examples: tuple[tuple[str, str], ...]


def serial_pattern(reading: Reading) -> str:
    """How numbers of this file are made."""
    return contests.setting(reading, PATTERN_KEY) or DEFAULT_PATTERN


def runs_by_trade(pattern: str) -> bool:
    """Whether the running number starts anew in every trade."""
    return bool({"prefix", "trade"} & _names(pattern))


def make_serial(
    pattern: str, facts: ContestFacts, trade: TradeFacts, sequence: int, award: str = "", group: str = ""
) -> str:
    """The number a rule gives. Raises Refusal "certificates.pattern_*" when it gives none a certificate can bear."""
    _check(pattern)
    awards = [one.name for one in trade.rules.rules.awards]
    groups = list(trade.rules.groups)
    places: dict[str, object] = {
        "year": facts.contest.year,
        "base": facts.contest.base or facts.key,
        "prefix": trade.prefix.strip("-"),
        "trade": trade.code,
        "class": facts.contest.contest_class,
        "award": awards.index(award) + 1 if award in awards else 0 if award else 1,
        "group": groups.index(group) + 1 if group in groups else 0 if group else 1,
    }
    places |= dict.fromkeys(_RUNNING, sequence)
    serial = pattern.format_map(places)
    if len(serial) > LIMITS["number"]:
        raise Refusal("certificates.pattern_long", pattern=pattern, serial=serial, limit=LIMITS["number"])
    return serial


def _names(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def _check(pattern: str) -> None:
    """What is wrong with a rule whatever the trade."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise Refusal("certificates.pattern_brace", pattern=pattern) from error
    words, names = "", set()
    for text, name, spec, conversion in parts:
        words += text
        if name is None:
            continue
        if name not in PLACES and name not in _RUNNING:
            raise Refusal("certificates.pattern_place", pattern=pattern, place=name, known="、".join(PLACES))
        if conversion or (spec and (name not in _RUNNING or not _SPEC.match(spec))):
            raise Refusal("certificates.pattern_brace", pattern=pattern)
        names.add(name)
    if not names & set(_RUNNING):
        raise Refusal("certificates.pattern_running", pattern=pattern)
    bad = [char for char in words if not char.isprintable() or fonts.missing(char, "Kai")]
    if bad or words != words.strip():
        raise Refusal("certificates.pattern_sign", pattern=pattern, point=f"U+{ord((bad or [' '])[0]):04X}")


def serial_rule(store: Store, pattern: str | None = None) -> SerialRule:
    """The rule in force, or `pattern` tried: what it gives next in every trade.

    Raises Refusal "certificates.pattern_*" saying what is wrong with it.
    """
    with store.read() as reading:
        facts = contest_facts(reading)
        found = serial_pattern(reading) if pattern is None else pattern.strip()
        return SerialRule(found, found == DEFAULT_PATTERN, _examples(reading, facts, found))


def _examples(reading: Reading, facts: ContestFacts, pattern: str) -> tuple[tuple[str, str], ...]:
    _check(pattern)
    taken = set(stored.serials(reading, facts.id))
    by_trade = runs_by_trade(pattern)
    found = []
    for trade in facts.trades:
        make_serial(pattern, facts, trade, _LAST)
        number = stored.highest_sequence(reading, facts.id, trade.id if by_trade else None) + 1
        while (serial := make_serial(pattern, facts, trade, number)) in taken:
            number += 1
        found.append((trade.name, serial))
    return tuple(found)


def set_serial_pattern(store: Store, pattern: str, *, by: Actor, at: datetime) -> Change:
    """How numbers are made from now on; "" takes the usual rule again. Numbers issued so far stay.

    Raises RightsRefusal, Refusal "certificates.pattern_*".
    """
    with acting(store, by, Act.SET_UP, at) as writing:
        facts = contest_facts(writing)
        pattern = pattern.strip() or DEFAULT_PATTERN
        _examples(writing, facts, pattern)
        contests.set_setting(writing, PATTERN_KEY, pattern)
        seq = writing.audit("certificate.pattern", by=by.ref, at=at, new=pattern)
    return Change(frozenset({Kind.CERTIFICATES}), audit_seq=seq)
