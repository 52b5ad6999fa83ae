"""竞赛包 at a base: a pack of the office taken in, so that the contest is judged under the office's rules.

Rules:
1. Only a pack signed by an office key of the trust list held, for this contest and, when it names bases, this base.
2. The number only rises; the same pack again changes nothing.
3. Before the first mark one person who may set up takes it in; afterwards the chief judge and the supervisor together.
   A round that has marks keeps its cells and no mark may lose its place, a locked trade keeps its scheme, and no trade
   of the file may be missing.
4. What is this base's own stays: base, host, place and days. The rest becomes what the pack says; from then on schemes
   are changed by packs only, and bundles name the pack.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.bundle import pack as packfile
from app.bundle import trustlist
from app.bundle.archive import check_code
from app.bundle.manifest import BundleRef
from app.bundle.pack import Pack
from app.changes import Change, Kind
from app.documents.layout import parse_layout
from app.domain.audit import canonical_bytes
from app.domain.contest import Contest, Trade
from app.domain.definition import read_definition, write_definition
from app.domain.roles import Act
from app.domain.worksheet import Sheet
from app.errors import Refusal, RightsRefusal
from app.services.access import CONSOLE, Actor, acting, acting_pair
from app.services.common import ContestFacts, Store, TradeFacts, contest_facts
from app.services.keys import held_trust, take_list
from app.services.registration import APPROVED, ImportReport, store_sheet
from app.services.schemes_marks import Fate, MarksUnder
from app.services.setup import Identity, create_contest, insert_scheme, insert_trade, refuse_other_shape, trade_signs
from db.queries import audit as stored_audit
from db.queries import certificates as layouts
from db.queries import contest as contests
from db.queries import office_packs as stored
from db.queries import scoring as sheets
from db.store import Reading, Writing

OFFICE_SETTING = "office.mode"


@dataclass(frozen=True)
class PackChange:
    """What a pack does to one trade: "new", "changed" (its scheme gets a new version) or "same"."""

    trade: str
    name: str
    effect: str
    marked: bool


@dataclass(frozen=True)
class PackView:
    """A pack beside the file it is for, ready for a page; nothing is stored by looking.

    `needs_two`: marking began, so chief judge and supervisor take it in together. `unchanged`: it is the pack held.
    """

    number: int
    sha256: str
    check_code: str
    contest: str
    before: int | None
    unchanged: bool
    needs_two: bool
    trades: tuple[PackChange, ...]
    layouts: tuple[str, ...]
    roster_rows: int | None


@dataclass(frozen=True)
class TakenPack:
    """What taking a pack in did."""

    view: PackView
    change: Change


def held_ref(reading: Reading) -> BundleRef | None:
    """The pack this file is judged under, as its bundles name it."""
    held = stored.newest(reading)
    return None if held is None else BundleRef(held.number, held.sha256)


def pack_contest(pack: Pack) -> Contest:
    """The contest a pack defines. Raises Refusal "definition.*" for one that states none."""
    return read_definition(pack.definition)


def scheme_digest(contest: Contest, trade: Trade) -> str:
    """The digest by which a pack names a trade's scheme: of the definition holding this trade alone."""
    return hashlib.sha256(canonical_bytes(write_definition(replace(contest, trades=(trade,))))).hexdigest()


def look_at_pack(store: Store, raw: bytes, *, trust: bytes | None = None, root_code: str | None = None) -> PackView:
    """What taking a pack in would do. Raises as `take_pack`, except for rights."""
    with store.read() as reading:
        held = held_trust(reading)
        listed = held if trust is None else trustlist.accept(trust, held, root_code=root_code)
        if listed is None:
            raise Refusal("packs.no_trust")
        return _view(reading, packfile.read(raw, listed))


def take_pack(
    store: Store,
    raw: bytes,
    *,
    trust: bytes | None = None,
    root_code: str | None = None,
    by: Actor = CONSOLE,
    second: Actor | None = None,
    at: datetime,
) -> TakenPack:
    """Take a pack in, with a trust list where the file holds none yet (or an older one).

    Raises WrongCall "packs.malformed_file", Finding "packs.unknown_key", "packs.signature", "packs.changed",
    "bundle.*" of the container and the list; Refusal "packs.no_trust", "packs.other_contest", "packs.other_base",
    "packs.other_mode", "packs.older", "packs.fork", "packs.trade_missing", "scheme.locked", "scheme.marked";
    RightsRefusal "packs.needs_two".
    """
    view = look_at_pack(store, raw, trust=trust, root_code=root_code)
    if view.unchanged:
        return TakenPack(view, Change(frozenset()))
    with _taking(store, view, by, second, at) as (writing, ref):
        if trust is not None:
            take_list(writing, trust, root_code=root_code, by=by, at=at)
        listed = held_trust(writing)
        assert listed is not None  # `look_at_pack` found one
        pack = packfile.read(raw, listed)
        view = _view(writing, pack)  # as the file stands in this transaction
        seq = _apply(writing, pack, view, ref, at)
    kinds = frozenset({Kind.CONTEST, Kind.SHEETS, Kind.RESULTS, Kind.BUNDLES})
    return TakenPack(view, Change(kinds, frozenset(one.trade for one in view.trades if one.effect != "same"), seq))


@contextmanager
def _taking(
    store: Store, view: PackView, by: Actor, second: Actor | None, at: datetime
) -> Iterator[tuple[Writing, str]]:
    """The transaction and how the chain names who took the pack in (rule 3)."""
    if not view.needs_two:
        with acting(store, by, Act.SET_UP, at) as writing:
            yield writing, by.ref
        return
    if second is None:
        raise RightsRefusal("packs.needs_two", number=view.number)
    with acting_pair(store, by, second, Act.CHANGE_FROZEN_SCHEME, at) as (writing, chief, witness):
        yield writing, f"{chief.ref}+{witness.ref}"


def _view(reading: Reading, pack: Pack) -> PackView:
    """What the pack is to this file (rules 1 to 3). Raises Refusal."""
    manifest, facts = pack.manifest, contest_facts(reading)
    genesis = stored_audit.genesis(reading)
    if genesis["contest"] != manifest.contest.id:
        raise Refusal("packs.other_contest", found=manifest.contest.id, name=manifest.contest.name)
    if manifest.bases and genesis["base"] not in [one.id for one in manifest.bases]:
        raise Refusal("packs.other_base", base=genesis["base"], bases=[one.id for one in manifest.bases])
    if manifest.mode != facts.mode:
        raise Refusal("packs.other_mode", found=manifest.mode, mode=facts.mode)
    held = stored.newest(reading)
    if held is not None and manifest.number < held.number:
        raise Refusal("packs.older", number=manifest.number, held=held.number)
    if held is not None and manifest.number == held.number and pack.sha256 != held.sha256:
        raise Refusal("packs.fork", number=held.number)
    return PackView(
        number=manifest.number,
        sha256=pack.sha256,
        check_code=check_code(pack.raw),
        contest=manifest.contest.name,
        before=None if held is None else held.number,
        unchanged=held is not None and held.sha256 == pack.sha256,
        needs_two=sheets.any_marks(reading),
        trades=tuple(_changes(reading, facts, pack_contest(pack))),
        layouts=tuple(pack.layouts),
        roster_rows=None if manifest.roster is None else manifest.roster.rows,
    )


def _changes(reading: Reading, facts: ContestFacts, contest: Contest) -> Iterator[PackChange]:
    missing = [trade.name for trade in facts.trades if contest.trade(trade.code) is None]
    if missing:
        raise Refusal("packs.trade_missing", trades=missing)
    known = {trade.code: trade for trade in facts.trades}
    for trade in contest.trades:
        old = known.get(trade.key)
        if old is None:
            yield PackChange(trade.key, trade.name, "new", False)
            continue
        effect = "same" if old.rules == trade else "changed"
        if effect == "changed":
            _refuse_change(reading, old, trade)
        yield PackChange(trade.key, trade.name, effect, sheets.any_marks(reading, old.id))


def _refuse_change(reading: Reading, old: TradeFacts, trade: Trade) -> None:
    if sheets.is_locked(reading, old.id):
        raise Refusal("scheme.locked", trade=old.name)
    gone = [name for _, name in old.groups if name and name not in trade.groups]
    if gone or old.rules.entry is not trade.entry:
        raise Refusal("packs.groups", trade=old.name, groups=gone)
    refuse_other_shape(reading, old, trade)
    MarksUnder(reading, old, trade, Fate()).refuse_stranded()


def _apply(writing: Writing, pack: Pack, view: PackView, by: str, at: datetime) -> int:
    facts = contest_facts(writing)
    own = facts.contest
    contest = replace(
        pack_contest(pack), base=own.base, host=own.host, place=own.place, starts=own.starts, ends=own.ends
    )
    known = {trade.code: trade for trade in facts.trades}
    for one in view.trades:
        trade = contest.trade(one.trade)
        assert trade is not None  # the view was made of them
        if one.effect == "new":
            names = [*(old.name for old in known.values()), trade.name]
            insert_trade(writing, facts.id, contest, trade, len(names) - 1, trade_signs(names)[-1], by=by, at=at)
            known = {old.code: old for old in contest_facts(writing).trades}
        elif one.effect == "changed":
            _change_trade(writing, contest, trade, known[one.trade], f"竞赛包第 {view.number} 号", by, at)
    values = {
        "name": contest.name,
        "year": contest.year,
        "kind": contest.kind,
        "level": contest.contest_class,
        "definition": write_definition(contest),
    }
    stored.set_contest(writing, facts.id, values)
    keep_layouts(writing, pack, at)
    return _keep(writing, pack, view, by, at)


def _change_trade(
    writing: Writing, contest: Contest, trade: Trade, old: TradeFacts, why: str, by: str, at: datetime
) -> None:
    scheme_id = insert_scheme(writing, contest, trade, old.id, version=old.scheme_version + 1, by=by, why=why, at=at)
    sheets.move_sheets(writing, old.id, scheme_id)
    if sheets.any_marks(writing, old.id):
        contests.freeze_scheme(writing, scheme_id, at)
    stored.set_trade_name(writing, old.id, trade.name)
    have = {name for _, name in old.groups}
    for name in trade.groups:
        if name not in have:
            contests.insert_group(writing, old.id, stored.next_group_position(writing, old.id), name)


def keep_layouts(writing: Writing, pack: Pack, at: datetime) -> None:
    """Keep a pack's certificate templates in the file. Raises WrongCall "documents.layout_*" for a damaged one."""
    for name, text in pack.layouts.items():
        parse_layout(text)
        layouts.set_layout(writing, name, {"text": text}, at)


def _keep(writing: Writing, pack: Pack, view: PackView, by: str, at: datetime) -> int:
    stored.add_held(writing, {"number": view.number, "sha256": view.sha256, "content": pack.raw, "at": at})
    return writing.audit(
        "pack.taken",
        by=by,
        at=at,
        ref=f"{view.number}",
        sha256=view.sha256,
        before=view.before,
        trades={one.trade: one.effect for one in view.trades},
        layouts=list(view.layouts),
    )


def new_from_pack(
    path: Path,
    raw: bytes,
    *,
    trust: bytes,
    root_code: str | None = None,
    base: str | None = None,
    at: datetime,
) -> tuple[Store, PackView]:
    """Make a contest file of a pack: its contest, id and mode, for one of the bases it names (`base` where it names
    several); gives the open store. Raises as `take_pack`, Refusal "packs.which_base", "store.exists"."""
    listed = trustlist.accept(trust, None, root_code=root_code)
    pack = packfile.read(raw, listed)
    contest = _at_base(pack, base)
    identity = Identity(pack.manifest.contest.id, str(uuid.uuid4()))
    store = create_contest(path, contest, mode=pack.manifest.mode, at=at, identity=identity)
    try:
        with store.write() as writing:
            take_list(writing, trust, root_code=listed.roots.code, by=CONSOLE, at=at)
            view = _view(writing, pack)
            keep_layouts(writing, pack, at)
            _keep(writing, pack, view, CONSOLE.ref, at)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store, view


def _at_base(pack: Pack, base: str | None) -> Contest:
    contest = pack_contest(pack)
    bases = pack.manifest.bases
    if not bases:
        return contest if base is None else replace(contest, base=base)
    found = [one for one in bases if base in (None, one.id)]
    if len(found) != 1:
        raise Refusal("packs.which_base", bases=[f"{one.id} {one.name}".strip() for one in bases])
    chosen = found[0]
    return replace(contest, base=chosen.id, host=chosen.name or contest.host)


def import_roster(store: Store, passphrase: str, *, by: Actor, at: datetime) -> ImportReport:
    """Open the list of people of the pack held and register its good rows, as `registration.import_roster` does.

    Raises Refusal "packs.none", Finding "packs.roster_none", "packs.roster_sealed", and what registering raises.
    """
    with store.read() as reading:
        held, listed = stored.newest(reading), held_trust(reading)
        if held is None or listed is None:
            raise Refusal("packs.none")
        raw = stored.held_content(reading, held.number)
    pack = packfile.read(raw, listed)
    sheet = roster_sheet(packfile.open_roster(pack, passphrase), held.number)
    return store_sheet(store, sheet, by=by, at=at, state=APPROVED)


def roster_sheet(rows: Sequence[Sequence[str]], number: int) -> Sheet:
    """The rows of a sealed roster as a sheet that registration reads."""
    return Sheet(f"竞赛包第 {number} 号", [list(row) for row in rows])


def is_office(reading: Reading) -> bool:
    """Whether a file is the office's own."""
    return contests.setting(reading, OFFICE_SETTING) is not None


@dataclass(frozen=True)
class HeldLine:
    """A pack this file was given, as a list shows it."""

    number: int
    sha256: str
    at: datetime
    newest: bool


def held_lines(store: Store) -> tuple[HeldLine, ...]:
    """Every pack this file was given, by number; the last one counts."""
    with store.read() as reading:
        found = stored.held(reading)
    return tuple(HeldLine(one.number, one.sha256, one.at, one is found[-1]) for one in found)
