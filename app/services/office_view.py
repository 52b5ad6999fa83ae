"""What the office has, as pages and papers show it: the register of files, conflicts side by side, receipts given.

Everything here only reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.bundle import datafiles, receipt
from app.bundle.archive import check_code_of, read
from app.bundle.canonical import parse
from app.bundle.envelope import read as read_envelope
from app.bundle.findings import Finding, MalformedError
from app.bundle.keys import short_form
from app.bundle.manifest import Manifest
from app.bundle.trustlist import TrustList
from app.errors import AppError, Refusal, WrongCall
from app.services.common import Store
from app.services.keys import held_trust
from app.services.office_rows import ACCEPTED, IN, OLDER, REFUSED, REPLACED, LineChange, stated_row
from app.texts import sentence
from db.queries import office as stored
from db.queries.office import Received
from db.store import Reading

VERDICTS = {
    ACCEPTED: "收下",
    REPLACED: "收下，替换旧版",
    OLDER: "收下，补交旧包",
    "duplicate": "已收过",
    REFUSED: "拒收",
}
FORK = "E13"


@dataclass(frozen=True)
class InboxTrade:
    """One trade of a bundle as the register shows it. `counts`: this revision is the one in the lists."""

    trade: str
    name: str
    revision: int
    entries: int
    counts: bool


@dataclass(frozen=True)
class InboxLine:
    """One file of the register, good or bad. `signers` are role, person and short form; `made_at` the claimed time."""

    id: int
    file: str
    at: datetime
    verdict: str
    verdict_zh: str
    code: str
    sentence: str
    sha256: str
    check_code: str
    contest: str
    contest_name: str
    base: str
    base_name: str
    number: int
    made_at: str
    trades: tuple[InboxTrade, ...]
    signers: tuple[str, ...]
    receipt: bool

    @property
    def good(self) -> bool:
        """Whether it is in the office's lists."""
        return self.verdict in IN


@dataclass(frozen=True)
class InboxCounts:
    """The figures above the register: received, usable, replaced by a newer one, refused."""

    received: int
    usable: int
    replaced: int
    refused: int


@dataclass(frozen=True)
class Inbox:
    """The register of everything that ever came, the newest first."""

    lines: tuple[InboxLine, ...]
    counts: InboxCounts


def inbox(store: Store) -> Inbox:
    """The register. Raises nothing; a file that is no office has an empty one."""
    with store.read() as reading:
        trust = held_trust(reading)
        names: dict[int, dict[str, str]] = {}
        for one in stored.current_trades(reading):
            names.setdefault(one.received_id, {})[one.trade] = one.trade_name
        manifests, receipted = stored.manifests(reading), stored.receipted(reading)
        lines = tuple(
            _line(one, manifests[one.id], names.get(one.id, {}), trust, one.id in receipted)
            for one in reversed(stored.received(reading))
        )
    good = [line for line in lines if line.good]
    usable = sum(any(trade.counts for trade in line.trades) for line in good)
    counts = InboxCounts(len(lines), usable, len(good) - usable, len(lines) - len(good))
    return Inbox(lines, counts)


def _line(
    one: Received, manifest: Mapping[str, Any], counting: Mapping[str, str], trust: TrustList | None, receipted: bool
) -> InboxLine:
    trades = tuple(
        InboxTrade(
            line["trade"], counting.get(line["trade"], ""), line["revision"], line["entries"], line["trade"] in counting
        )
        for line in manifest.get("trades", ())
    )
    return InboxLine(
        id=one.id,
        file=one.file_name,
        at=one.at,
        verdict=one.verdict,
        verdict_zh=VERDICTS.get(one.verdict, one.verdict),
        code=one.code,
        sentence=notes_sentence(one.notes) or "收下，没有问题。",
        sha256=one.sha256,
        check_code=check_code_of(one.sha256),
        contest=one.contest_key,
        contest_name=manifest.get("contest", {}).get("name", ""),
        base=one.base,
        base_name=one.base_name,
        number=one.number,
        made_at=manifest.get("time", {}).get("utc", ""),
        trades=trades,
        signers=tuple(_signer(line, trust) for line in manifest.get("signers", ())),
        receipt=receipted,
    )


def _signer(line: Mapping[str, Any], trust: TrustList | None) -> str:
    key = trust.lookup(line["key"]) if trust else None
    person = key.person if key else "未登记的钥匙"
    return f"{person} / {short_form(line['key'])}"


def notes_sentence(notes: Any) -> str:
    """The findings kept with a file as one text."""
    return "；".join(sentence(_finding(note)) for note in notes)


def _finding(note: Mapping[str, Any]) -> AppError:
    return Finding(note["code"], **{key: value for key, value in note.items() if key not in ("mark", "code")})


@dataclass(frozen=True)
class ConflictSide:
    """One of the files of a conflict: when it came, what it says of itself, and its trades with their revisions."""

    file: str
    verdict: str
    at: datetime
    sha256: str
    check_code: str
    made_at: str
    sentence: str
    trades: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Conflict:
    """Two files of one number, or of one revision, that say different things. Nobody can click it away: it stands until
    base and supervisor have said which is true, and the base sends a bundle with the next number."""

    base: str
    base_name: str
    contest: str
    number: int
    taken: tuple[ConflictSide, ...]
    refused: ConflictSide
    differences: tuple[tuple[str, LineChange], ...]


def conflicts(store: Store) -> tuple[Conflict, ...]:
    """Every fork the office has seen, both sides shown, with the lines in which they differ."""
    with store.read() as reading:
        manifests = stored.manifests(reading)
        return tuple(
            _conflict(reading, one, manifests)
            for one in stored.received(reading)
            if one.verdict == REFUSED and one.code == FORK
        )


def _conflict(reading: Reading, one: Received, manifests: Mapping[int, Any]) -> Conflict:
    same = [
        other
        for other in stored.same_number(reading, one.contest_key, one.base, one.number)
        if other.id != one.id and other.verdict in IN
    ]
    others = same or list(stored.taken_in(reading, one.contest_key, one.base))[-1:]
    mine = _results(reading, one.id)
    theirs: dict[str, dict[str, dict[str, str]]] = {}
    for other in others:
        theirs |= _results(reading, other.id)
    differences = tuple(
        (trade, LineChange(entry, what, before[what], after[what]))
        for trade in mine
        for entry, after in mine[trade].items()
        for before in [theirs.get(trade, {}).get(entry)]
        if before is not None
        for what in after
        if before[what] != after[what]
    )
    return Conflict(
        base=one.base,
        base_name=one.base_name,
        contest=one.contest_key,
        number=one.number,
        taken=tuple(_side(other, manifests[other.id]) for other in others),
        refused=_side(one, manifests[one.id]),
        differences=differences,
    )


def _side(one: Received, manifest: Mapping[str, Any]) -> ConflictSide:
    return ConflictSide(
        file=one.file_name,
        verdict=one.verdict,
        at=one.at,
        sha256=one.sha256,
        check_code=check_code_of(one.sha256),
        made_at=manifest.get("time", {}).get("utc", ""),
        sentence=notes_sentence(one.notes),
        trades=tuple((line["trade"], line["revision"]) for line in manifest.get("trades", ())),
    )


def _results(reading: Reading, received_id: int) -> dict[str, dict[str, dict[str, str]]]:
    """Watched values by trade and entry of a kept bundle; {} where its bytes are not kept or hold no results."""
    raw = stored.content_of(reading, received_id)
    try:
        held = read(raw)
        manifest = Manifest.parse(read_envelope(held.envelope).payload)
        return {
            line.trade: {
                row["entry"]: stated_row(row)
                for row in datafiles.read_trade(line, manifest, held.files).results["rows"]
            }
            for line in manifest.trades
        }
    except (Finding, MalformedError, KeyError):
        return {}


@dataclass(frozen=True)
class Slip:
    """回执 or 拒收单: what the office answered to a file, for paper. `facts` is the text of its QR code, "" where none
    was signed (no receipt key at hand, or a file that says nothing of itself)."""

    line: InboxLine
    accepted: bool
    missing: tuple[int, ...]
    facts: str
    signed: bytes | None


def slips(store: Store, wanted: tuple[str, ...] = ()) -> tuple[Slip, ...]:
    """The answers to some files (by file name, digest or check code; none named: to all), in the order received.

    Raises Refusal "office.unknown_file" for a name nothing was received under.
    """
    lines = tuple(reversed(inbox(store).lines))
    chosen = [line for line in lines if not wanted or _names(line) & set(wanted)]
    missing = [name for name in wanted if not any(name in _names(line) for line in lines)]
    if missing:
        raise Refusal("office.unknown_file", files=missing)
    with store.read() as reading:
        return tuple(_slip(line, stored.receipt_of(reading, line.sha256)) for line in chosen)


def _names(line: InboxLine) -> set[str]:
    return {line.file, line.sha256, line.check_code}


def _slip(line: InboxLine, signed: bytes | None) -> Slip:
    if signed is None:
        return Slip(line, line.good, (), "", None)
    payload = parse(read_envelope(signed).payload, "receipt")
    found = receipt.Receipt.from_dict(payload)
    try:
        facts = receipt.qr_text(signed)
    except (MalformedError, WrongCall):
        facts = ""
    return Slip(line, line.good, found.missing, facts, signed)
