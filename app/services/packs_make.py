"""竞赛包 at the office: packs made and signed from a definition, their numbers kept so that they only rise.

Rules:
1. A pack is made from a whole definition whose schemes add up; nobody else ever completes it.
2. The office's file remembers every pack of every contest; the next one bears the next number. Without an office file
   the number is given, and a later `keep` takes the pack into one.
3. A list of people goes in only when every row of it can be registered, and only sealed under a passphrase that the
   office passes on another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app import NAME, VERSION
from app.bundle import pack as packfile
from app.bundle import stick
from app.bundle.archive import check_code
from app.bundle.canonical import TRADE
from app.bundle.findings import MalformedError
from app.bundle.keys import Key
from app.bundle.manifest import BundleRef, Named, Stamp
from app.bundle.pack import Pack, PackFacts, PackTrade, SealedRoster
from app.documents.layout import layout_json, parse_layout, shipped_layout, shipped_layouts
from app.domain.contest import Contest
from app.domain.definition import write_definition
from app.domain.roles import Act
from app.domain.roster import read_roster
from app.domain.roster_plan import KnownContest, KnownTrade
from app.errors import Problems, Refusal, WrongCall
from app.services.access import CONSOLE, Actor, acting
from app.services.bundle_data import composed
from app.services.common import Store
from app.services.keys import held_trust, read_whole
from app.services.packs import is_office, pack_contest, scheme_digest
from app.services.setup import MODES, new_identity
from app.tables.reader import read_sheet
from app.texts import sentence
from db.queries import contest as contests
from db.queries import office_packs as stored
from db.store import Reading, Writing

PACK_LIMIT = 64 << 20


@dataclass(frozen=True)
class PackOrder:
    """What goes into a pack. `contest_id` "": a new contest gets an id; `number` None: the next one.

    `bases` are id and name of those meant, none: every base the trust list lets hold the contest. `layouts` are names
    of shipped templates or layout files. `roster` needs `passphrase`.
    """

    contest: Contest
    contest_id: str = ""
    number: int | None = None
    mode: str = "live"
    bases: Sequence[tuple[str, str]] = ()
    layouts: Sequence[str] = ()
    roster: Path | None = None
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True)
class MadePack:
    """A pack as it was made and where it was written."""

    pack: Pack
    path: Path
    check_code: str


def make_pack(
    order: PackOrder, key: Key, folder: Path, *, office: Store | None = None, by: Actor = CONSOLE, at: datetime
) -> MadePack:
    """Make a pack, keep it in the office's file if there is one, and write it to a folder with read-back.

    Raises Refusal "packs.not_an_office_key", "packs.number", "packs.needs_phrase", "packs.layout_name", Problems
    "packs.roster_refused", WrongCall for files that cannot be read, WorldFailure of disk or stick.
    """
    if key.role != "office":
        raise Refusal("packs.not_an_office_key", role=key.role)
    if order.mode not in MODES:
        raise WrongCall("contest.unknown_mode", mode=order.mode, known="、".join(MODES))
    layouts = dict(_layout(name) for name in order.layouts)
    roster = _roster(order, at)
    if office is None:
        pack = _build(
            order, order.contest_id or new_identity(order.contest).key, order.number or 1, layouts, roster, key, at
        )
    else:
        with acting(office, by, Act.MANAGE_KEYS, at) as writing:
            contest_id, number = _next(writing, order)
            pack = _build(order, contest_id, number, layouts, roster, key, at, _serial(writing))
            _remember(writing, pack, "pack.made", by, at)
    written = stick.write_file(folder, packfile.file_name(pack), pack.raw)
    return MadePack(pack, written.path, check_code(pack.raw))


def _next(writing: Writing, order: PackOrder) -> tuple[str, int]:
    """Id and number of the next pack; a file that is no office or of another mode is refused."""
    if not is_office(writing):
        raise Refusal("packs.not_an_office")
    mode = contests.setting(writing, "office.mode")
    if mode != order.mode:
        raise Refusal("office.other_mode", mode=mode, wanted=order.mode)
    contest_id = order.contest_id or new_identity(order.contest).key
    last = max((one.number for one in stored.issued(writing, contest_id)), default=0)
    number = order.number or last + 1
    if number <= last:
        raise Refusal("packs.number", number=number, last=last)
    return contest_id, number


def _serial(reading: Reading) -> int:
    trust = held_trust(reading)
    return trust.serial if trust else 0


def _build(
    order: PackOrder,
    contest_id: str,
    number: int,
    layouts: dict[str, str],
    roster: SealedRoster | None,
    key: Key,
    at: datetime,
    serial: int = 0,
) -> Pack:
    contest = order.contest
    trades = [PackTrade(trade.key, trade.name, scheme_digest(contest, trade)) for trade in contest.trades]
    facts = PackFacts(
        mode=order.mode,
        number=number,
        contest=Named(contest_id, contest.name),
        bases=[Named(base, name) for base, name in order.bases],
        trades=trades,
        software={"name": NAME, "version": VERSION},
        time=Stamp(f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
        trust_list=serial,
    )
    try:
        return packfile.make(facts, composed(write_definition(contest)), layouts, roster, key)
    except (ValueError, MalformedError) as error:
        raise Refusal("packs.too_large", reason=str(error)) from error


def _layout(name: str) -> tuple[str, str]:
    """A template's name in the pack and its text."""
    shipped = shipped_layouts()
    for key, title in shipped.items():
        if name in (key, key.replace("_", "-"), title):
            return key, composed(layout_json(shipped_layout(key)))
    path = Path(name).expanduser()
    layout = parse_layout(read_whole(path))
    if layout.files():
        raise Refusal("packs.layout_files", layout=path.name, files=sorted(layout.files()))
    stem = path.stem.lower()
    if not TRADE.fullmatch(stem):
        raise Refusal("packs.layout_name", layout=path.name)
    return stem, composed(layout_json(layout))


def _roster(order: PackOrder, at: datetime) -> SealedRoster | None:
    """The list of people, sealed, after trying every row against the definition (rule 3)."""
    if order.roster is None:
        return None
    if not order.passphrase:
        raise Refusal("packs.needs_phrase")
    sheet = read_sheet(order.roster)
    known = KnownContest(
        tuple(KnownTrade(trade.key, trade.name, trade.groups, trade.entry) for trade in order.contest.trades),
        two_trades=any(trade.rules.many_trades for trade in order.contest.trades),
    )
    plan = read_roster(sheet, known, today=at.date())
    if plan.refused_rows:
        faults = tuple(one.placed(sentence(one.error())) for one in plan.problems)
        raise Problems("packs.roster_refused", faults, file=order.roster.name)
    try:
        rows = [[str(cell) for cell in row] for row in composed(sheet.rows)]
        return packfile.seal_roster(rows, order.passphrase)
    except (ValueError, MalformedError) as error:
        raise Refusal("packs.too_large", reason=str(error)) from error


def keep_pack(store: Store, raw: bytes, *, by: Actor = CONSOLE, at: datetime) -> Pack:
    """Take a pack made on another of the office's computers into the office's file; the same again changes nothing.

    Raises as `pack.read`, Refusal "packs.not_an_office", "packs.no_trust", "packs.older", "packs.fork".
    """
    with acting(store, by, Act.MANAGE_KEYS, at) as writing:
        if not is_office(writing):
            raise Refusal("packs.not_an_office")
        trust = held_trust(writing)
        if trust is None:
            raise Refusal("packs.no_trust")
        pack = packfile.read(raw, trust)
        known = {one.number: one.sha256 for one in stored.issued(writing, pack.manifest.contest.id)}
        number = pack.manifest.number
        if known.get(number) == pack.sha256:
            return pack
        if number in known:
            raise Refusal("packs.fork", number=number)
        if number < max(known, default=0):
            raise Refusal("packs.older", number=number, held=max(known))
        _remember(writing, pack, "pack.kept", by, at)
    return pack


def _remember(writing: Writing, pack: Pack, act: str, by: Actor, at: datetime) -> None:
    pack_contest(pack)  # what the office issues must define a contest
    manifest = pack.manifest
    values = {
        "contest_key": manifest.contest.id,
        "number": manifest.number,
        "sha256": pack.sha256,
        "name": manifest.contest.name[:400],
        "file_name": packfile.file_name(pack),
        "manifest": manifest.to_dict(),
        "content": pack.raw,
        "at": at,
    }
    stored.add_issued(writing, values)
    writing.audit(act, by=by.ref, at=at, ref=f"{manifest.contest.id}/{manifest.number}", sha256=pack.sha256)


@dataclass(frozen=True)
class IssuedLine:
    """A pack of the office as a list shows it. `bases` are the ids it is for, none: all."""

    contest: str
    name: str
    number: int
    sha256: str
    file_name: str
    trades: tuple[str, ...]
    bases: tuple[str, ...]
    newest: bool
    made_at: datetime


def issued_lines(store: Store) -> tuple[IssuedLine, ...]:
    """Every pack this office issued, by contest and number."""
    with store.read() as reading:
        found = stored.issued(reading)
    last = {one.contest_key: one.number for one in found}
    return tuple(
        IssuedLine(
            contest=one.contest_key,
            name=one.name,
            number=one.number,
            sha256=one.sha256,
            file_name=one.file_name,
            trades=tuple(f"{line['name']} {line['trade']}" for line in one.manifest["trades"]),
            bases=tuple(line["id"] for line in one.manifest["bases"]),
            newest=last[one.contest_key] == one.number,
            made_at=one.at,
        )
        for one in found
    )


def packs_of(reading: Reading, contest_key: str) -> tuple[BundleRef, ...]:
    """The packs of a contest, the newest last."""
    return tuple(BundleRef(one.number, one.sha256) for one in stored.issued(reading, contest_key))


def contest_of_pack(reading: Reading, sha256: str) -> Contest | None:
    """The contest that a pack of this office defines, by the pack's digest."""
    raw, trust = stored.issued_content(reading, sha256), held_trust(reading)
    return None if raw is None or trust is None else pack_contest(packfile.read(raw, trust))
