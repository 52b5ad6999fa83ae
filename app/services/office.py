"""省办接收: bundles from the bases checked, kept and merged, one transaction for each; a receipt for every one.

Rules:
1. Every file gets a row with a verdict: accepted, replaced (it took the place of an earlier revision), older (late, it
   changes nothing that counts), duplicate, refused. A bundle goes in whole or not at all.
2. What was received stays as it came, byte for byte. Files refused after their signatures held are kept too: they are
   evidence; of anything else only digest and reason stay.
3. A file refused once may be taken in later, with a newer trust list; a file taken in is never taken out.
4. The office's own file has its own chain and a mode: a live office takes no demo and no test data, and the reverse.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.bundle import history, receipt, stick, trustlist, verify
from app.bundle.findings import Finding
from app.bundle.history import AcceptedTrade, Known, Receiver
from app.bundle.keys import Key
from app.bundle.manifest import BundleRef, Manifest
from app.bundle.trustlist import TrustList
from app.bundle.verify import VerificationResult
from app.domain.audit import Genesis
from app.domain.roles import Act
from app.errors import AppError, Refusal, WrongCall
from app.services.access import CONSOLE, Actor, acting
from app.services.keys import held_trust, read_whole, take_list
from app.services.recompute import recompute, trade_name
from app.services.setup import MODES
from app.services.steady import no_collecting
from app.texts import sentence
from db.queries import contest as contests
from db.queries import office as stored
from db.store import Reading, Store, Writing

ACCEPTED, REPLACED, OLDER, DUPLICATE, REFUSED = "accepted", "replaced", "older", "duplicate", "refused"
MODE_SETTING = "office.mode"
_KEPT_ASIDE = ("E10", "E11", "E12", "E13", "E16", "E17", "E18")  # signatures held before these
Json = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """What became of one file. `problem` says why it was refused, `notes` what to know about one taken in."""

    file: str
    verdict: str
    code: str
    problem: AppError | None
    notes: tuple[Finding, ...]
    result: VerificationResult
    receipt: bytes | None
    known: stored.Received | None = None  # the file accepted before, of a duplicate

    @property
    def manifest(self) -> Manifest | None:
        """What the bundle says of itself, as far as it could be read."""
        return self.result.manifest


def open_office(
    path: Path,
    *,
    trust: bytes | None = None,
    root_code: str | None = None,
    mode: str | None = None,
    by: Actor = CONSOLE,
    at: datetime,
) -> Store:
    """Open an office file, or make it with a trust list; a list given later takes the place of the one held.

    The first list is taken as it is named: whoever names it compares its forty digits with the official letter, or
    gives them as `root_code`. Raises WrongCall "office.unknown_mode", Refusal "office.no_trust",
    "office.not_an_office", "office.other_mode", and what `trustlist.accept` says.
    """
    if mode is not None and mode not in MODES:
        raise WrongCall("office.unknown_mode", mode=mode, known="、".join(MODES))
    if not path.exists():
        return _make(path, trust, root_code, mode or MODES[0], by, at)
    store = Store.open(path)
    try:
        with store.read() as reading:
            held_mode = contests.setting(reading, MODE_SETTING)
        if held_mode is None:
            raise Refusal("office.not_an_office", path=path.name)
        if mode not in (None, held_mode):
            raise Refusal("office.other_mode", mode=held_mode, wanted=mode)
        if trust is not None:
            with acting(store, by, Act.RECEIVE, at) as writing:
                take_list(writing, trust, root_code=None, by=by, at=at)
    except BaseException:
        store.close()
        raise
    return store


def _make(path: Path, trust: bytes | None, root_code: str | None, mode: str, by: Actor, at: datetime) -> Store:
    if trust is None:
        raise Refusal("office.no_trust")
    first = trustlist.accept(trust, None, root_code=root_code or trustlist.read(trust).roots.code)
    store = Store.create(path, Genesis(base="office", chain=str(uuid.uuid4()), contest="office"))
    try:
        with store.write() as writing:
            contests.set_setting(writing, MODE_SETTING, mode)
            writing.audit("office.created", by=by.ref, at=at, mode=mode)
            take_list(writing, first.raw, root_code=first.roots.code, by=by, at=at)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store


def receive(
    store: Store,
    files: Iterable[Path],
    *,
    receipt_key: Key | None = None,
    identities: Sequence[str] = (),
    by: Actor = CONSOLE,
    at: datetime,
) -> Iterator[Row]:
    """Check and take in files one by one, in the order given; nothing is held in memory but the one at hand.

    Raises Refusal "office.no_trust", RightsRefusal; what is wrong with a file is its row's matter.
    """
    with store.read() as reading:
        trust = held_trust(reading)
        mode = contests.setting(reading, MODE_SETTING)
    if trust is None or mode is None:
        raise Refusal("office.no_trust")
    desk = _Desk(store, trust, mode, receipt_key, tuple(identities), by, at)
    for file in files:
        with no_collecting():
            row = desk.take(file)
        yield row


def receive_files(
    path: Path,
    files: Sequence[Path],
    *,
    trust: Path | None = None,
    root_code: str | None = None,
    mode: str | None = None,
    receipt_key: Key | None = None,
    receipts: Path | None = None,
    identities: Sequence[str] = (),
    by: Actor = CONSOLE,
    at: datetime,
) -> list[Json]:
    """Receive files into an office file by its name, made if it is not there; one row for each file, for scripts.

    Without `trust` a new office takes the one `.ctl` file that lies beside it. `receipts` is a folder for the signed
    answers. Raises as `open_office` and `receive`.
    """
    raw = None if trust is None else read_whole(trust)
    if raw is None and not path.exists():
        lists = sorted(path.parent.glob("*.ctl"))
        raw = read_whole(lists[0]) if len(lists) == 1 else None
    with open_office(path, trust=raw, root_code=root_code, mode=mode, by=by, at=at) as store:
        found = []
        for row in receive(store, files, receipt_key=receipt_key, identities=identities, by=by, at=at):
            document = row_document(row)
            if receipts is not None and row.receipt is not None:
                name = f"{Path(row.file).stem}.crr"
                document["receipt"] = str(stick.write_file(receipts, name, row.receipt).path)
            found.append(document)
    return found


def row_document(row: Row) -> Json:
    """A row as scripts read it: verdict, code, sentences in both languages, and what the bundle says of itself."""
    manifest = row.manifest
    placing = {one.trade: one.effect for one in row.result.placing.trades}
    document: Json = {
        "file": row.file,
        "verdict": row.verdict,
        "code": row.code,
        "reason": sentence(row.problem) if row.problem else "",
        "reason_en": sentence(row.problem, "en") if row.problem else "",
        "notes": [{**one.to_dict(), "message": sentence(one)} for one in row.notes],
        "sha256": row.result.sha256,
        "check_code": row.result.check_code,
        "missing": [line.to_dict() for line in row.result.placing.missing],
        "receipt": row.receipt is not None,
    }
    if row.known is not None:
        known = row.known
        named = {"contest": known.contest_key, "base": known.base, "base_name": known.base_name}
        document |= named | {"number": known.number}
    if manifest is not None:
        document |= {
            "contest": manifest.contest.id,
            "contest_name": manifest.contest.name,
            "base": manifest.base.id,
            "base_name": manifest.base.name,
            "number": manifest.number,
            "trades": [
                {
                    "trade": line.trade,
                    "revision": line.revision,
                    "entries": line.entries,
                    "effect": placing.get(line.trade, ""),
                }
                for line in manifest.trades
            ],
        }
    return document


@dataclass(frozen=True)
class _Desk:
    """One sitting of receiving."""

    store: Store
    trust: TrustList
    mode: str
    receipt_key: Key | None
    identities: tuple[str, ...]
    by: Actor
    at: datetime

    def take(self, file: Path) -> Row:
        """Everything about one file."""
        try:
            raw = verify.read_file(file)
        except Finding as finding:
            return Row(file.name, REFUSED, finding.mark, finding, (), VerificationResult("", 0, "", (finding,)), None)
        with self.store.read() as reading:
            result = verify.verify(
                raw,
                self.trust,
                receiver=self._receiver(reading),
                recompute=recompute,
                identities=self.identities,
                now=self.at,
            )
            if result.duplicate:
                given = stored.receipt_of(reading, result.sha256)
                before = stored.received_by_digest(reading, result.sha256)
                return Row(file.name, DUPLICATE, result.code, None, result.notes, result, given, before)
        return self._accept(file, raw, result) if result.genuine else self._refuse(file, raw, result)

    def _receiver(self, reading: Reading) -> Receiver:
        return Receiver(
            mode=self.mode,
            contests=_AnyContest(),
            received=_Received(reading),
            known=_KnownBases(reading),
        )

    def _accept(self, file: Path, raw: bytes, result: VerificationResult) -> Row:
        manifest = result.manifest
        assert manifest is not None  # a genuine bundle has one
        verdict = _verdict(result)
        code = result.notes[0].mark if result.notes else ""
        slip = self._receipt(result, manifest, receipt.ACCEPTED)
        with acting(self.store, self.by, Act.RECEIVE, self.at) as writing:
            values = self._values(file, raw, result, verdict, code, slip)
            received_id = stored.add_received(writing, values)
            for effect in result.placing.trades:
                if effect.effect in (history.NEW, history.REPLACES):
                    _store_trade(writing, manifest, result, effect.trade, received_id)
            writing.audit(
                "bundle.received",
                by=self.by.ref,
                at=self.at,
                ref=f"{manifest.contest.id}/{manifest.base.id}/{manifest.number}",
                sha256=result.sha256,
                verdict=verdict,
                codes=[note.mark for note in result.notes],
            )
        return Row(file.name, verdict, code, None, result.notes, result, slip)

    def _refuse(self, file: Path, raw: bytes, result: VerificationResult) -> Row:
        problem = result.problems[0]
        manifest = result.manifest
        slip = None if manifest is None else self._receipt(result, manifest, receipt.REFUSED)
        kept = raw if problem.mark in _KEPT_ASIDE else b""
        with acting(self.store, self.by, Act.RECEIVE, self.at) as writing:
            stored.add_received(writing, self._values(file, kept, result, REFUSED, problem.mark, slip))
            writing.audit(
                "bundle.refused", by=self.by.ref, at=self.at, ref=problem.mark, sha256=result.sha256, code=problem.code
            )
        return Row(file.name, REFUSED, problem.mark, problem, result.notes, result, slip)

    def _values(
        self, file: Path, raw: bytes, result: VerificationResult, verdict: str, code: str, slip: bytes | None
    ) -> Json:
        manifest = result.manifest
        audit = manifest.audit if manifest else None
        return {
            "sha256": result.sha256,
            "file_name": file.name[:300],
            "contest_key": manifest.contest.id[:64] if manifest else "",
            "base": manifest.base.id[:64] if manifest else "",
            "base_name": manifest.base.name[:200] if manifest else "",
            "number": manifest.number if manifest else 0,
            "verdict": verdict,
            "code": code,
            "notes": [note.to_dict() for note in (*result.problems, *result.notes)],
            "manifest": manifest.to_dict() if manifest else {},
            "history": [line.to_dict() for line in manifest.history] if manifest else [],
            "last_seq": audit.last_seq if audit else 0,
            "last_hash": audit.last_hash if audit else "",
            "content": raw,
            "receipt": slip,
            "at": self.at,
        }

    def _receipt(self, result: VerificationResult, manifest: Manifest, verdict: str) -> bytes | None:
        if self.receipt_key is None:
            return None
        found = receipt.Receipt(
            bundle=result.sha256,
            contest=manifest.contest.id,
            base=manifest.base.id,
            number=manifest.number,
            verdict=verdict,
            codes=tuple(dict.fromkeys(one.mark for one in (*result.problems, *result.notes) if one.mark)),
            missing=tuple(line.number for line in result.placing.missing),
            audit_seq=manifest.audit.last_seq,
            audit_hash=manifest.audit.last_hash,
            trust_list=self.trust.serial,
            utc=f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        )
        return receipt.make(found, self.receipt_key)


def _verdict(result: VerificationResult) -> str:
    if result.placing.late:
        return OLDER
    effects = {one.effect for one in result.placing.trades}
    return REPLACED if history.REPLACES in effects else ACCEPTED


def _store_trade(
    writing: Writing, manifest: Manifest, result: VerificationResult, trade: str, received_id: int
) -> None:
    line = next(one for one in manifest.trades if one.trade == trade)
    data = result.trades[trade]
    values = {
        "contest_key": manifest.contest.id,
        "base": manifest.base.id,
        "trade": trade,
        "trade_name": trade_name(data.marks)[:200],
        "revision": line.revision,
        "results_sha256": data.results_sha256,
        "entries": line.entries,
        "received_id": received_id,
    }
    rows = [
        {
            "entry": row["entry"],
            "group_name": row["group"],
            "status": row.get("standing", row["status"]),
            "total": row["total"] or "",
            "place": row["place"],
            "award": row["award"] or "",
            "document": dict(row),
        }
        for row in data.results["rows"]
    ]
    stored.add_trade(writing, values, rows)


class _AnyContest(Mapping[str, "BundleRef | None"]):
    """Which contests a base may report is the trust list's matter; it was asked before (check 10)."""

    def __getitem__(self, key: str) -> BundleRef | None:
        return None

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Received(Mapping[str, str]):
    """When the bundle of a digest was taken in; asked of the store, bundle by bundle."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __getitem__(self, key: str) -> str:
        found = stored.received_by_digest(self._reading, key)
        if found is None or found.verdict not in stored.IN:
            raise KeyError(key)
        return f"{found.at:%Y-%m-%d %H:%M} UTC"

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _KnownBases(Mapping[tuple[str, str], Known]):
    """What is known of one base in one contest, read when it is asked for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __getitem__(self, key: tuple[str, str]) -> Known:
        taken = stored.taken_in(self._reading, *key)
        if not taken:
            raise KeyError(key)
        trades = stored.current_trades(self._reading, *key)
        return Known(
            accepted={one.number: one.sha256 for one in taken},
            named={line["number"]: line["sha256"] for one in taken for line in one.history},
            trades={one.trade: AcceptedTrade(one.revision, one.number, one.results_sha256) for one in trades},
            heads={one.last_seq: one.last_hash for one in taken},
            chain_seq=max(one.last_seq for one in taken),
        )

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(())

    def __len__(self) -> int:
        return 0
