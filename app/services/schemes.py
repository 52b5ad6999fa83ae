"""The marking scheme of a trade through its versions: read, compare, look at what a change would do, change.

Rules:
1. Before a trade's first mark whoever may set up changes its scheme; from the first mark on it is frozen, and only the
   chief judge changes it, with a reason. A locked trade has to be unlocked first.
2. A change is a new version. The old one is never touched, every sheet is marked under the new one from then on, and
   all scores follow from it at once, because scores are computed from marks whenever they are asked for.
3. Nothing is stored that does not add up; every gap is named at once.
4. A mark whose aspect vanished or whose value no longer fits blocks the change until it is said what becomes of it:
   set aside (it counts no more and stays readable) or carried over to another aspect. A sheet that has an empty cell or
   an open question under the new version goes back to its first keying.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.changes import Change, Kind
from app.domain.contest import Contest, Round, TieKind, Trade
from app.domain.definition import open_sums, read_definition, refuse_open_sums, write_definition
from app.domain.roles import Act
from app.domain.scheme_compare import Difference, compare
from app.errors import Refusal
from app.services.access import Actor, acting, require
from app.services.common import ContestFacts, TradeFacts, contest_facts, scheme_rules
from app.services.schemes_marks import Fate, MarksUnder, Stranded
from app.services.setup import insert_scheme
from app.services.sheet_rules import FINAL, FIRST, SECOND, audit_form
from app.services.sheet_view import SheetState
from app.services.theory_parts import refuse_above
from db.queries import contest as contests
from db.queries import day
from db.queries import office_packs as packs
from db.queries import schemes as stored
from db.queries import scoring as sheets
from db.queries.schemes import KeyedMark
from db.queries.scoring import NewMark
from db.store import Reading, Store, Writing

ORIGIN = "scheme"
"""How a mark is marked that a change of the scheme moved or set aside."""


@dataclass(frozen=True)
class Version:
    """One version of a trade's scheme; `frozen_at` is the time of its first mark, `current` the one in force."""

    number: int
    sha256: str
    by: str
    why: str
    made_at: datetime
    frozen_at: datetime | None
    current: bool
    trade: Trade


@dataclass(frozen=True)
class Preview:
    """What a change would do: the differences, where it does not add up, stranded marks, how many sheets would go back
    to their first keying; `started` when it needs the chief judge and a reason."""

    version: int
    started: bool
    locked: bool
    differences: tuple[Difference, ...]
    gaps: tuple[Refusal, ...]
    stranded: tuple[Stranded, ...]
    reopened: int

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Everything that keeps it from being stored, apart from rights and reason."""
        return (*self.gaps, *(one.refusal() for one in self.stranded if not one.settled))


@dataclass(frozen=True)
class Changed:
    """What a change did."""

    change: Change
    version: int
    moved: int
    dropped: int
    reopened: int


def versions(store: Store, trade_code: str) -> tuple[Version, ...]:
    """Every version of a trade's scheme, oldest first."""
    with store.read() as reading:
        return tuple(_versions(reading, contest_facts(reading).trade(trade_code)))


def _versions(reading: Reading, trade: TradeFacts) -> Iterator[Version]:
    for one in stored.versions(reading, trade.id):
        rules = scheme_rules(reading, one.id)
        now = one.id == trade.scheme_id
        yield Version(one.version, one.sha256, one.by, one.why, one.made_at, one.frozen_at, now, rules)


def version(store: Store, trade_code: str, number: int | None = None) -> Version:
    """One version, the one in force without a number. Raises Refusal "scheme.no_version"."""
    found = versions(store, trade_code)
    if number is None:
        return found[-1]
    one = next((one for one in found if one.number == number), None)
    if one is None:
        raise Refusal("scheme.no_version", version=number, newest=found[-1].number)
    return one


def differences(store: Store, trade_code: str, first: int, second: int) -> tuple[Difference, ...]:
    """What the second version has otherwise than the first. Raises Refusal "scheme.no_version"."""
    return compare(version(store, trade_code, first).trade, version(store, trade_code, second).trade)


def gaps(trade: Trade) -> tuple[Refusal, ...]:
    """Where the maxima of a trade's scheme do not add up, all places at once, named from the round downwards."""
    return tuple(gap for part in trade.rounds for gap in open_sums(part, part.id))


def preview(store: Store, trade_code: str, draft: Trade, fate: Fate | None = None) -> Preview:
    """What `change` would do with the draft; nothing is stored.

    Raises Refusal "scheme.other_trade", "scheme.round_in_use", "scheme.unknown_fate" and what reading a definition
    raises for a draft that contradicts itself.
    """
    with store.read() as reading:
        facts = contest_facts(reading)
        trade = facts.trade(trade_code)
        draft = _checked(reading, facts, trade, draft)
        work = MarksUnder(reading, trade, draft, fate or Fate())
        return Preview(
            version=trade.scheme_version + 1,
            started=sheets.any_marks(reading, trade.id),
            locked=sheets.is_locked(reading, trade.id),
            differences=compare(trade.rules, draft),
            gaps=gaps(draft),
            stranded=work.stranded(),
            reopened=len(work.incomplete()),
        )


def change(
    store: Store, trade_code: str, draft: Trade, *, by: Actor, at: datetime, why: str = "", fate: Fate | None = None
) -> Changed:
    """Make the draft the trade's next version, under the rules at the head of this module.

    Raises RightsRefusal "access.not_allowed", Refusal "scheme.needs_reason", "scheme.locked", "scheme.same",
    "scheme.other_trade", "scheme.round_in_use", "scheme.unknown_fate", "packs.scheme_fixed", "mark.parts_above";
    Problems "scheme.gaps", "scheme.marks_stranded" with every place. Nothing is stored then.
    """
    with acting(store, by, Act.SET_UP, at) as writing:
        facts = contest_facts(writing)
        trade = facts.trade(trade_code)
        if packs.newest(writing) is not None:
            raise Refusal("packs.scheme_fixed", trade=trade.name)
        _may_change(writing, trade, by, why)
        draft = _checked(writing, facts, trade, draft)
        if not compare(trade.rules, draft):
            raise Refusal("scheme.same", trade=trade.name, version=trade.scheme_version)
        refuse_open_sums(gaps(draft))
        work = MarksUnder(writing, trade, draft, fate or Fate())
        work.refuse_stranded()
        return _store(writing, facts, trade, draft, work, why, by, at)


def _may_change(writing: Writing, trade: TradeFacts, by: Actor, why: str) -> None:
    if sheets.any_marks(writing, trade.id):
        require(writing, by, Act.CHANGE_FROZEN_SCHEME)
        if not why.strip():
            raise Refusal("scheme.needs_reason", trade=trade.name)
    if sheets.is_locked(writing, trade.id):
        raise Refusal("scheme.locked", trade=trade.name)


def _store(
    writing: Writing,
    facts: ContestFacts,
    trade: TradeFacts,
    draft: Trade,
    work: MarksUnder,
    why: str,
    by: Actor,
    at: datetime,
) -> Changed:
    started, number = sheets.any_marks(writing, trade.id), trade.scheme_version + 1
    reopened = work.incomplete()
    scheme_id = insert_scheme(writing, facts.contest, draft, trade.id, version=number, by=by.ref, why=why, at=at)
    _add_rounds(writing, trade, draft)
    sheets.move_sheets(writing, trade.id, scheme_id)
    if started:
        contests.freeze_scheme(writing, scheme_id, at)
    seq = writing.audit(
        "scheme.changed",
        by=by.ref,
        at=at,
        ref=trade.code,
        version=number,
        old=sheets.scheme_digest(writing, trade.scheme_id),
        new=sheets.scheme_digest(writing, scheme_id),
        moved=len(work.carried),
        dropped=len(work.dropped),
        reopened=len(reopened),
        note=why,
    )
    for mark in work.dropped:
        _append(writing, trade, mark, mark.aspect, None, by, at)
    for mark, aspect in work.carried:
        _append(writing, trade, mark, mark.aspect, None, by, at)
        _append(writing, trade, mark, aspect, mark, by, at)
    for sheet in reopened:
        state = SheetState.FIRST.value
        sheets.set_sheet(writing, sheet.id, state=state, agreed_at=None, rechecked_at=None, second_at=None)
        ref = f"{trade.code}/{sheet.round}/{sheet.code}"
        writing.audit("sheet.reopened", by=by.ref, at=at, ref=ref, old=sheet.state, cause=ORIGIN)
    _refuse_above(writing, trade, draft)
    kinds = frozenset({Kind.CONTEST, Kind.SHEETS, Kind.RESULTS})
    done = Change(kinds, frozenset({trade.code}), seq)
    return Changed(done, number, len(work.carried), len(work.dropped), len(reopened))


def _refuse_above(writing: Writing, trade: TradeFacts, draft: Trade) -> None:
    """No line of a listed round has parts that add up to more than its new maximum. Raises "mark.parts_above"."""
    for part in draft.rounds:
        if part.listed and part != trade.rules.round(part.id):
            for sheet in sheets.sheets_of(writing, trade.id, part.id):
                for keying in (FIRST, SECOND, FINAL):
                    refuse_above(writing, sheet.id, part, keying)


def _append(
    writing: Writing, trade: TradeFacts, old: KeyedMark, aspect: str, mark: KeyedMark | None, by: Actor, at: datetime
) -> None:
    """Append a mark of the same keying and seat: the one given, or a taken-back cell."""
    value, token = (None, None) if mark is None else (mark.value, mark.token)
    doubtful = mark is not None and mark.doubtful
    new = NewMark(old.sheet_id, old.keying, ORIGIN, aspect, old.seat, value, token, doubtful)
    before = (old.value, old.token) if mark is None else (None, None)
    facts: dict[str, Any] = {"doubtful": True} if doubtful else {}
    sheets.add_mark(writing, new, by.ref, at)
    writing.audit(
        "mark.set",
        by=by.ref,
        at=at,
        ref="/".join(part for part in (trade.code, old.round, old.code, aspect, old.seat) if part),
        keying=old.keying,
        origin=ORIGIN,
        new=audit_form(value, token),
        old=audit_form(*before),
        **facts,
    )


def _add_rounds(writing: Writing, trade: TradeFacts, draft: Trade) -> None:
    known = {part.id for part in trade.rules.rounds}
    for position, part in enumerate(draft.rounds):
        if part.id not in known:
            contests.insert_round(
                writing,
                {
                    "trade_id": trade.id,
                    "position": position,
                    "code": part.id,
                    "name": part.name,
                    "maximum": part.maximum,
                    "weight": part.weight,
                    "pass_line": part.pass_line,
                    "time_limit_minutes": part.time_limit_minutes,
                },
            )


def _checked(reading: Reading, facts: ContestFacts, trade: TradeFacts, draft: Trade) -> Trade:
    """The draft as reading it from a file would give it: of this trade, without contradictions."""
    old = trade.rules
    if (draft.key, draft.groups, draft.entry) != (old.key, old.groups, old.entry):
        raise Refusal("scheme.other_trade", trade=trade.name)
    document = write_definition(Contest("", facts.contest.year, (draft,), rules=draft.rules))
    draft = read_definition(document, kept=True).trades[0]
    _refuse_lost_ties(old, draft)
    for part in old.rounds:
        new = draft.round(part.id)
        if (new is None or _other_way(part, new)) and _in_use(reading, trade, part.id):
            raise Refusal("scheme.round_in_use", trade=trade.name, round=part.name)
    return draft


def _other_way(old: Round, new: Round) -> bool:
    """Whether sheets would become lines of one list or the other way: codes of a drawn round would hide nobody."""
    return (old.on_sheets and new.listed) or (old.listed and new.on_sheets)


def _in_use(reading: Reading, trade: TradeFacts, round_id: str) -> bool:
    attended = day.attendance_of(reading, trade.id)
    return any(name == round_id for _, name in attended) or bool(sheets.sheets_of(reading, trade.id, round_id))


def _refuse_lost_ties(old: Trade, draft: Trade) -> None:
    """A tie rule that named a module must not lose it silently."""
    for tie in draft.rules.ties:
        had = tie.kind is TieKind.MODULE and _has_module(old, tie.round, tie.module)
        if had and not _has_module(draft, tie.round, tie.module):
            raise Refusal("definition.tie_unknown", place="rules.ties", text=tie.key)


def _has_module(trade: Trade, round_id: str, module_id: str) -> bool:
    part = trade.round(round_id)
    return part is not None and any(module.id == module_id for module in part.modules)
