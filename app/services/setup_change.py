"""Setting a contest up in its file: what it says now, what may still be changed and why not, and each change stored.

Rules:
1. A change is the whole definition as it should be; what differs from the file is found here and stored in one act.
2. Until sheets are made for a trade, its newest scheme version is a draft that is written anew where it stands. From
   then on a change is a new version through `schemes.change`: from the first mark on by the chief judge with a reason.
3. Nobody loses anything: a trade with entries, a group somebody belongs to and a round somebody was checked in for
   cannot be taken away, and what signed papers say of the contest stays what they say.
4. Under a pack of the office only what is this base's own can be changed here.
5. Maxima need not add up yet; nothing can be marked before they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from app.changes import Change, Kind
from app.domain.contest import Contest, Trade
from app.domain.definition import contest_gaps, read_definition, write_definition
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.common import ContestFacts, TradeFacts, contest_facts
from app.services.panel_seats import filled, seats_of
from app.services.setup import free_sign, insert_parts, insert_rounds, insert_trade, scheme_document
from db.queries import contest as contests
from db.queries import judges as seated
from db.queries import office_packs as packs
from db.queries import scoring as sheets
from db.queries import setup as stored
from db.store import Reading, Store, Writing

SIGNED_FACTS = ("name", "year", "contest_class", "kind", "organisers")
"""What signed papers say of the contest."""
OWN_FACTS = ("host", "place", "starts", "ends")
"""What is the base's own under a pack of the office."""


class Stage(Enum):
    """How far a trade is, as far as its settings are concerned."""

    OPEN = "open"
    REGISTERED = "registered"  # there are entries: what is ranked and its groups are tied to them
    DRAWN = "drawn"  # there are sheets: the scheme changes by new versions
    MARKED = "marked"  # the chief judge and a reason are needed
    LOCKED = "locked"


@dataclass(frozen=True)
class TradeStand:
    """A trade's settings as they stand: version and gaps of the scheme, panel seats filled and there to fill."""

    code: str
    name: str
    stage: Stage
    since: datetime | None
    version: int
    entries: int
    gaps: tuple[Refusal, ...]
    seats: int
    seated: int


@dataclass(frozen=True)
class SetUp:
    """Everything the pages of setting up show. `contest` holds the trades as they are in force."""

    contest: Contest
    mode: str
    pack: int | None
    trades: tuple[TradeStand, ...]
    judges: int

    def trade(self, code: str) -> TradeStand | None:
        """How a trade stands."""
        return next((one for one in self.trades if one.code == code.lower()), None)

    @property
    def signed(self) -> bool:
        """Whether the results of any trade are signed and locked."""
        return any(one.stage is Stage.LOCKED for one in self.trades)


@dataclass(frozen=True)
class Kept:
    """What a change did: the fields and trades that differ now, and how everything stands."""

    fields: tuple[str, ...]
    now: SetUp
    change: Change


def look(store: Store) -> SetUp:
    """The contest's settings. Raises Refusal "contest.none"."""
    with store.read() as reading:
        return _look(reading)


def _look(reading: Reading) -> SetUp:
    facts = contest_facts(reading)
    held = packs.newest(reading)
    counts, sheet_counts = stored.entry_counts(reading), stored.sheet_counts(reading)
    stands = tuple(_stand(reading, one, counts, sheet_counts) for one in facts.trades)
    pack = None if held is None else held.number
    return SetUp(in_force(facts), facts.mode, pack, stands, len(seated.all_judges(reading)))


def in_force(facts: ContestFacts) -> Contest:
    """The contest with the trades' rules as they are in force, not as they were when the file was made."""
    return replace(facts.contest, trades=tuple(one.rules for one in facts.trades))


def _stand(
    reading: Reading,
    trade: TradeFacts,
    counts: dict[int, int],
    sheet_counts: dict[int, int],
) -> TradeStand:
    taken = {(one.round, one.module, one.seat) for one in seated.seats(reading, trade.id)}
    entries = counts.get(trade.id, 0)
    return TradeStand(
        code=trade.code,
        name=trade.name,
        stage=_stage(reading, trade, entries, sheet_counts.get(trade.id, 0)),
        since=contests.frozen_at(reading, trade.scheme_id),
        version=trade.scheme_version,
        entries=entries,
        gaps=tuple(contest_gaps([trade.rules])),
        seats=len(seats_of(trade.rules)),
        seated=filled(trade.rules, taken),
    )


def _stage(reading: Reading, trade: TradeFacts, entries: int, sheet_count: int) -> Stage:
    if sheets.is_locked(reading, trade.id):
        return Stage.LOCKED
    if sheet_count and sheets.any_marks(reading, trade.id):
        return Stage.MARKED
    if sheet_count:
        return Stage.DRAWN
    return Stage.REGISTERED if entries else Stage.OPEN


def checked(contest: Contest) -> Contest:
    """The definition as reading it from a file would give it, sums that do not add up yet allowed.

    Raises what `read_definition` raises, and Refusal "contest.no_name".
    """
    if not contest.name.strip():
        raise Refusal("contest.no_name")
    return read_definition(write_definition(contest), add_up=False)


def keep(store: Store, contest: Contest, *, by: Actor, at: datetime) -> Kept:
    """Make the file say this definition; nothing is stored when any part of it cannot be.

    Raises RightsRefusal "access.not_allowed"; Refusal "setup.from_pack", "setup.base_fixed", "setup.name_signed",
    "setup.trade_in_use", "setup.kind_in_use", "setup.group_in_use", "setup.drawn", "setup.marked", "scheme.locked",
    "scheme.round_in_use", and what reading a definition raises.
    """
    contest = checked(contest)
    with acting(store, by, Act.SET_UP, at) as writing:
        facts = contest_facts(writing)
        before = in_force(facts)
        fields = _differing(before, contest)
        if not fields:
            return Kept((), _look(writing), Change(frozenset()))
        _refuse_fixed(writing, before, contest, fields)
        _keep_trades(writing, facts, contest, by, at)
        stored.set_contest(writing, facts.id, _row(contest))
        seq = writing.audit(
            "contest.set",
            by=by.ref,
            at=at,
            ref=facts.key,
            fields=list(fields),
            trades=[one.key for one in contest.trades],
        )
        now = _look(writing)
    kinds = frozenset({Kind.CONTEST, Kind.SHEETS, Kind.RESULTS})
    return Kept(fields, now, Change(kinds, frozenset(one.key for one in contest.trades), seq))


def _row(contest: Contest) -> dict[str, object]:
    return {
        "name": contest.name,
        "year": contest.year,
        "kind": contest.kind,
        "level": contest.contest_class,
        "host": contest.host,
        "starts": contest.starts.isoformat() if contest.starts else "",
        "ends": contest.ends.isoformat() if contest.ends else "",
        "definition": write_definition(contest),
    }


def _differing(old: Contest, new: Contest) -> tuple[str, ...]:
    """Names of what differs: fields of the contest, "rules", "trades" for their order, and "trade/CODE"."""
    names = (*SIGNED_FACTS, "base", *OWN_FACTS, "rules")
    found = [name for name in names if getattr(old, name) != getattr(new, name)]
    if [one.key for one in old.trades] != [one.key for one in new.trades]:
        found.append("trades")
    known = {one.key: one for one in old.trades}
    found += [f"trade/{one.key}" for one in new.trades if known.get(one.key) != one]
    return tuple(found)


def _refuse_fixed(writing: Writing, old: Contest, new: Contest, fields: Sequence[str]) -> None:
    if old.base != new.base:
        raise Refusal("setup.base_fixed", base=old.base or "—")
    held = packs.newest(writing)
    if held is not None and any(name not in OWN_FACTS for name in fields):
        raise Refusal("setup.from_pack", number=held.number)
    locked = [one.name for one in contest_facts(writing).trades if sheets.is_locked(writing, one.id)]
    if locked and any(name in SIGNED_FACTS or name == "rules" for name in fields):
        raise Refusal("setup.name_signed", trades="、".join(locked))


def _keep_trades(writing: Writing, facts: ContestFacts, contest: Contest, by: Actor, at: datetime) -> None:
    wanted = {one.key for one in contest.trades}
    counts, drawn = stored.entry_counts(writing), stored.sheet_counts(writing)
    for old in facts.trades:
        if old.code not in wanted:
            if counts.get(old.id) or drawn.get(old.id):
                raise Refusal("setup.trade_in_use", trade=old.name, count=counts.get(old.id, 0))
            _drop_trade(writing, old)
    known = {one.code: one for one in facts.trades if one.code in wanted}
    for place, trade in enumerate(contest.trades):
        was = known.get(trade.key)
        if was is None:
            sign = free_sign(trade.name, _signs(known.values()))
            insert_trade(writing, facts.id, contest, trade, place, sign, by=by.ref, at=at)
            known = {one.code: one for one in contest_facts(writing).trades}
            continue
        if was.rules != trade:
            _keep_trade(writing, contest, was, trade, counts.get(was.id, 0), drawn.get(was.id, 0), by, at)
        stored.set_trade(writing, was.id, {"position": place})


def _signs(trades: Iterable[TradeFacts]) -> list[tuple[str, str]]:
    return [(one.letter, one.prefix) for one in trades]


def _drop_trade(writing: Writing, old: TradeFacts) -> None:
    for one in seated.seats(writing, old.id):
        seated.free_seat(writing, old.id, one.round, one.module, one.seat)
    stored.drop_trade(writing, old.id)


def _keep_trade(
    writing: Writing, contest: Contest, old: TradeFacts, new: Trade, entries: int, drawn: int, by: Actor, at: datetime
) -> None:
    if sheets.is_locked(writing, old.id):
        raise Refusal("scheme.locked", trade=old.name)
    if drawn:
        marked = sheets.any_marks(writing, old.id)
        raise Refusal("setup.marked" if marked else "setup.drawn", trade=old.name)
    if entries and old.rules.entry is not new.entry:
        raise Refusal("setup.kind_in_use", trade=old.name, count=entries)
    used = stored.used_rounds(writing)
    for part in old.rules.rounds:
        if new.round(part.id) is None and (old.id, part.id) in used:
            raise Refusal("scheme.round_in_use", trade=old.name, round=part.name)
    _keep_groups(writing, old, new)
    stored.drop_scheme_parts(writing, old.scheme_id)
    document, digest = scheme_document(contest, new)
    stored.set_scheme(writing, old.scheme_id, document, digest, by.ref, at)
    insert_parts(writing, new, old.scheme_id)
    stored.drop_rounds(writing, old.id)
    insert_rounds(writing, new, old.id)
    values: dict[str, object] = {"name": new.name, "entry_kind": new.entry.value}
    if new.name != old.name and not entries:
        others = [one for one in contest_facts(writing).trades if one.id != old.id]
        values["letter"], values["prefix"] = free_sign(new.name, _signs(others))
    stored.set_trade(writing, old.id, values)
    there = {(part, seat, at_) for part, seat, modules in seats_of(new) for at_ in ("", *modules)}
    for one in seated.seats(writing, old.id):
        if (one.round, one.seat, one.module) not in there:
            seated.free_seat(writing, old.id, one.round, one.module, one.seat)


def _keep_groups(writing: Writing, old: TradeFacts, new: Trade) -> None:
    """Groups by name; one that took another's place alone was renamed, and who belongs to it stays in it."""
    names = list(new.groups or ("",))
    rows = list(old.groups)
    gone = [row for row in rows if row[1] not in names]
    fresh = [name for name in names if name not in {row[1] for row in rows}]
    renamed = dict(zip((row[0] for row in gone), fresh, strict=False)) if len(gone) == len(fresh) == 1 else {}
    used = stored.used_groups(writing)
    for identity, name in gone:
        if identity in renamed:
            continue
        if identity in used:
            raise Refusal("setup.group_in_use", trade=old.name, group=name or "—")
        stored.drop_group(writing, identity)
    known = {renamed.get(identity, name): identity for identity, name in rows}
    for place, name in enumerate(names):
        if name in known:
            stored.rename_group(writing, known[name], place, name)
        else:
            contests.insert_group(writing, old.id, place, name)
