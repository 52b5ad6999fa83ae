"""拟推荐: the table of honours of a contest, what it gives for a trade's list, and the proposals recorded with it.

Rules:
1. A contest without a table of its own uses the one that ships with the program; importing one makes it its own.
2. Proposals follow from the list as it stands and the table. Recording keeps them with the newest revision: then they
   are what is printed and what leaves with the bundle. The office decides.
3. The chain keeps counts and the digest of the table, never who was proposed; a birth date never leaves the file.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from app.changes import Change, Kind
from app.domain.audit import canonical_bytes
from app.domain.honours import Candidate, HonourRule, Proposal, Why, propose, read_honours, write_honours
from app.domain.roles import Act
from app.errors import Refusal, WrongCall
from app.services.access import Actor, acting, require
from app.services.common import ContestFacts, Store, TradeFacts, contest_facts
from app.services.honours_files import read_rules, rules_bytes
from app.services.results_ranked import RankedGroup, ranked_groups
from app.tables.files import write_whole
from db.queries import honours as stored
from db.queries import people
from db.queries import results as revisions
from db.queries import scoring as sheets
from db.store import Reading

SHIPPED = "honours-gansu.toml"
WHY_ZH = {
    Why.NO_AWARD: "不参评奖项",
    Why.NOT_PASSED: "理论或实操没有合格",
    Why.TOO_OLD: "超过年龄",
    Why.AGE_UNKNOWN: "没有出生日期，年龄不能确定",
    Why.LEVEL_UNKNOWN: "现有等级看不懂，请核对报名表",
    Why.LEVEL_TOO_LOW: "现有等级不够",
    Why.LEVEL_TOO_HIGH: "已有这一等级或更高",
}
WHY_EN = {
    Why.NO_AWARD: "takes no part in awards",
    Why.NOT_PASSED: "theory or practical not passed",
    Why.TOO_OLD: "over the age limit",
    Why.AGE_UNKNOWN: "no birth date, age not known",
    Why.LEVEL_UNKNOWN: "present level not understood, check the registration",
    Why.LEVEL_TOO_LOW: "present level too low",
    Why.LEVEL_TOO_HIGH: "already holds this level or a higher one",
}


@dataclass(frozen=True)
class HonourLine:
    """A proposal, or why there is none, with what lists show beside it. `level` is the present level as registered;
    `recorded` whether it stands in the record of the newest revision."""

    proposal: Proposal
    name: str
    unit: str
    delegation: str
    group: str
    level: str
    recorded: bool

    @property
    def note(self) -> str:
        """Why not, or what is out of the ordinary, in Chinese."""
        return self._words("zh")

    @property
    def note_en(self) -> str:
        """The same in English."""
        return self._words("en")

    def _words(self, language: str) -> str:
        zh, one = language == "zh", self.proposal
        parts = [(WHY_ZH if zh else WHY_EN)[why] for why in one.reasons]
        if one.proposed and one.passed_down:
            parts.append("递补" if zh else "passed down")
        if one.proposed and one.joint:
            parts.append("并列，由省办定" if zh else "joint place, for the office to decide")
        return ("；" if zh else "; ").join(parts)


@dataclass(frozen=True)
class HonourView:
    """What the table gives for a trade. `own` whether the contest has its own table; `current` whether the record says
    what the table gives now, None before anything was recorded."""

    trade: str
    name: str
    rules: tuple[HonourRule, ...]
    own: bool
    lines: tuple[HonourLine, ...]
    current: bool | None
    revision: int | None

    @property
    def proposed(self) -> tuple[HonourLine, ...]:
        """Those put forward."""
        return tuple(line for line in self.lines if line.proposal.proposed)


@cache
def shipped_rules() -> tuple[HonourRule, ...]:
    """The table that comes with the program."""
    text = (files("resources") / "samples" / SHIPPED).read_text("utf-8")
    return read_honours(tomllib.loads(text, parse_float=Decimal))


def rules_of(reading: Reading, contest_id: int) -> tuple[tuple[HonourRule, ...], bool]:
    """The table in force, and whether it is the contest's own."""
    documents = stored.honour_rules(reading, contest_id)
    if not documents:
        return shipped_rules(), False
    return read_honours({"honour": list(documents)}), True


def honour_view(store: Store, trade_code: str, *, by: Actor) -> HonourView:
    """What the table gives for a trade's list, and what is recorded.

    Raises RightsRefusal, Refusal "results.not_decoded", "honours.not_ranked" before places are stored.
    """
    with store.read() as reading:
        if by.role is not None:
            require(reading, by, Act.SEE_RESULTS)
        facts = contest_facts(reading)
        return view_of(reading, facts, facts.trade(trade_code))


def view_of(reading: Reading, facts: ContestFacts, trade: TradeFacts) -> HonourView:
    """As `honour_view`, for whoever may see results."""
    groups = ranked_groups(reading, trade)
    last = revisions.last_revision(reading, trade.id)
    if last is None or not sheets.is_locked(reading, trade.id):
        raise Refusal("honours.not_ranked", trade=trade.name)
    rules, own = rules_of(reading, facts.id)
    proposals = _proposals(reading, facts, trade, rules, groups)
    kept = {(one.entry, one.honour) for one in stored.recorded(reading, last.id)}
    given = {(one.entry, one.honour) for one in proposals if one.proposed}
    known = {entry.number: entry for entry in people.entries(reading, trade.id)}
    lines = []
    for one in proposals:
        entry = known[one.entry]
        recorded = (one.entry, one.honour) in kept
        lines.append(
            HonourLine(one, entry.name, entry.unit, entry.delegation, entry.group, entry.skill_level, recorded)
        )
    return HonourView(trade.code, trade.name, rules, own, tuple(lines), kept == given if kept else None, last.number)


def _proposals(
    reading: Reading,
    facts: ContestFacts,
    trade: TradeFacts,
    rules: Sequence[HonourRule],
    groups: Sequence[RankedGroup],
) -> list[Proposal]:
    contest = facts.contest
    behind = people.members(reading, trade.id)
    candidates = {
        entry.number: Candidate(tuple(_birth(one.birth_date) for one in behind.get(entry.id, ())), entry.skill_level)
        for entry in people.entries(reading, trade.id)
    }
    on = contest.starts or (date(contest.year, 1, 1) if contest.year else None)
    found: list[Proposal] = []
    for group in groups:
        found += propose(rules, trade.rules, group.ranking, candidates, contest.contest_class, contest.kind, on)
    return found


def _birth(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def record(store: Store, trade_code: str, *, by: Actor, at: datetime) -> Change:
    """Keep what the table gives with the newest revision of a trade. Raises what `honour_view` raises, and Refusal
    "honours.none" when nobody is proposed."""
    with acting(store, by, Act.CONFIRM, at) as writing:
        facts = contest_facts(writing)
        trade = facts.trade(trade_code)
        view = view_of(writing, facts, trade)
        last = revisions.last_revision(writing, trade.id)
        if last is None or not view.proposed:
            raise Refusal("honours.none", trade=trade.name)
        identity = {entry.number: entry.id for entry in people.entries(writing, trade.id)}
        rows = [
            {"entry_id": identity[line.proposal.entry], "honour": line.proposal.honour, "remark": line.note[:400]}
            for line in view.proposed
        ]
        stored.record(writing, last.id, rows)
        digest = rules_digest(view.rules)
        seq = writing.audit(
            "honours.recorded",
            by=by.ref,
            at=at,
            ref=trade.code,
            revision=last.number,
            proposals=len(rows),
            rules_sha256=digest,
        )
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def rules_digest(rules: Sequence[HonourRule]) -> str:
    """The digest of a table."""
    return hashlib.sha256(canonical_bytes(write_honours(rules))).hexdigest()


def export_rules(store: Store, path: Path) -> int:
    """Write the table in force as xlsx or toml; gives how many rules. Raises WrongCall "honours.suffix"."""
    with store.read() as reading:
        rules, _ = rules_of(reading, contest_facts(reading).id)
    write_whole(path, rules_bytes(rules, path))
    return len(rules)


def import_rules(store: Store, path: Path, *, by: Actor, at: datetime) -> int:
    """Make the table of a file (xlsx, xls, csv, toml) the contest's own; gives how many rules.

    Raises WrongCall for a file that cannot be read, Refusal "honours.*", "definition.*" naming the cell or key. The
    table in force stays as it was then.
    """
    rules = read_rules(path)
    if not rules:
        raise WrongCall("tables.empty", file=path.name)
    with acting(store, by, Act.SET_UP, at) as writing:
        facts = contest_facts(writing)
        documents: Any = write_honours(rules)["honour"]
        stored.set_honour_rules(writing, facts.id, documents)
        writing.audit("honours.rules", by=by.ref, at=at, rules=len(rules), rules_sha256=rules_digest(rules))
    return len(rules)


def honours_document(views: Sequence[HonourView]) -> dict[str, Any]:
    """Views as scripts read them."""
    return {"trades": [_document(view) for view in views]}


def _document(view: HonourView) -> Mapping[str, Any]:
    return {
        "code": view.trade,
        "name": view.name,
        "revision": view.revision,
        "own_rules": view.own,
        "recorded": view.current,
        "proposals": [
            {
                "honour": line.proposal.honour,
                "entry": line.proposal.entry,
                "name": line.name,
                "group": line.group,
                "place": line.proposal.place,
                "proposed": line.proposal.proposed,
                "reasons": [why.value for why in line.proposal.reasons],
                "passed_down": line.proposal.passed_down,
                "joint": line.proposal.joint,
                "level": line.level,
            }
            for line in view.lines
        ],
    }
