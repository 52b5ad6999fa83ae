"""省办接收: bundles from the bases checked, kept and merged, one transaction for each; a receipt for every one.

Rules:
1. Every file gets a row with a verdict: accepted, replaced (it took the place of an earlier revision), older (late, it
   changes nothing that counts), duplicate, refused. A bundle goes in whole or not at all.
2. What was received stays as it came, byte for byte. Files refused after their signatures held are kept too: they are
   evidence; of anything else only digest and reason stay.
3. A file refused once may be taken in later, with a newer trust list; a file taken in is never taken out.
4. The office's own file has its own chain and a mode: a live office takes no demo and no test data, and the reverse.
5. Where the office issued a pack for a contest, bundles are judged by the pack's rules (checks 12 and 15).
6. `preview` looks at the same files in the same order and stores nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from app.bundle import history, receipt, stick, trustlist, verify
from app.bundle.findings import Finding
from app.bundle.keys import Key
from app.bundle.manifest import Manifest
from app.bundle.trustlist import TrustList
from app.bundle.verify import VerificationResult
from app.domain.audit import Genesis
from app.domain.roles import Act
from app.domain.steady import no_collecting
from app.domain.texts import file_words
from app.errors import Refusal, WrongCall
from app.services import office_rows as rows
from app.services.access import CONSOLE, Actor, acting, check_may
from app.services.common import OFFICE_MODE
from app.services.keys import held_trust, read_whole, take_list
from app.services.office_known import Overlay, PackRules, contest_facts_of, receiver_of
from app.services.office_people import PersonIndex, ensure_index, open_index
from app.services.office_rows import ACCEPTED, DUPLICATE, OLDER, REFUSED, REPLACED, Json, Row, row_document
from app.services.recompute import recompute_under, trade_name
from app.services.setup import MODES
from db.queries import contest as contests
from db.queries import office as stored
from db.store import Reading, Store, Writing

__all__ = [
    "ACCEPTED",
    "DUPLICATE",
    "OLDER",
    "REFUSED",
    "REPLACED",
    "Row",
    "bundle_files",
    "open_office",
    "preview",
    "receive",
    "receive_files",
    "row_document",
]
SUFFIX = ".crb"
_KEPT_ASIDE = ("E10", "E11", "E12", "E13", "E16", "E17", "E18")  # signatures held before these
Progress = Callable[[int, int, str], bool]
"""Told (done, of, name of the file at hand); answers False to stop after the file just done."""


def bundle_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files as they were named or dropped, folders opened: every bundle below them by name, so that the bundles of a
    base come in order. A folder without one stays as it is and gets its row."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else []
        found += [file for file in inside if not file.name.startswith(".")] or [path]
    return tuple(dict.fromkeys(found))


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
            held_mode = contests.setting(reading, OFFICE_MODE)
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

    def fill(store: Store) -> None:
        with store.write() as writing:
            contests.set_setting(writing, OFFICE_MODE, mode)
            writing.audit("office.created", by=by.ref, at=at, mode=mode)
            take_list(writing, first.raw, root_code=first.roots.code, by=by, at=at)

    return Store.create(path, Genesis(base="office", chain=str(uuid.uuid4()), contest="office"), fill)


def receive(
    store: Store,
    files: Iterable[Path],
    *,
    receipt_key: Key | None = None,
    identities: Sequence[str] = (),
    progress: Progress | None = None,
    by: Actor = CONSOLE,
    at: datetime,
) -> Iterator[Row]:
    """Check and take in files one by one, in the order given; nothing is held in memory but the one at hand.

    Raises Refusal "office.no_trust", "office.index_sealed", RightsRefusal; what is wrong with a file is its row's
    matter.
    """
    desk = _sit_down(store, identities, by, at, receipt_key)
    return _one_by_one(desk.take, files, progress)


def preview(
    store: Store,
    files: Iterable[Path],
    *,
    identities: Sequence[str] = (),
    progress: Progress | None = None,
    by: Actor = CONSOLE,
    at: datetime,
) -> Iterator[Row]:
    """The rows that `receive` would give for the same files in the same order; nothing is stored. Raises likewise."""
    check_may(store, by, Act.RECEIVE, at)
    desk = _sit_down(store, identities, by, at, None)
    return _one_by_one(desk.look, files, progress)


def _one_by_one(do: Callable[[Path], Row], files: Iterable[Path], progress: Progress | None) -> Iterator[Row]:
    queue = list(files)
    for number, file in enumerate(queue):
        with no_collecting():
            row = do(file)
        yield row
        if progress is not None and not progress(number + 1, len(queue), file.name):
            return


def _sit_down(store: Store, identities: Sequence[str], by: Actor, at: datetime, receipt_key: Key | None) -> _Desk:
    with store.read() as reading:
        trust = held_trust(reading)
        mode = contests.setting(reading, OFFICE_MODE)
        index = open_index(reading, identities)
    if trust is None or mode is None:
        raise Refusal("office.no_trust")
    return _Desk(store, trust, mode, receipt_key, tuple(identities), by, at, index)


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
    dry_run: bool = False,
    progress: Progress | None = None,
    by: Actor = CONSOLE,
    at: datetime,
) -> list[Json]:
    """Receive files into an office file by its name, made if it is not there; one row for each file, for scripts.

    Without `trust` a new office takes the one `.ctl` file that lies beside it. `receipts` is a folder for the signed
    answers. `dry_run` gives the same rows and takes nothing in. Raises as `open_office` and `receive`.
    """
    raw = None if trust is None else read_whole(trust)
    if raw is None and not path.exists():
        lists = sorted(path.parent.glob("*.ctl"))
        raw = read_whole(lists[0]) if len(lists) == 1 else None
    with open_office(path, trust=raw, root_code=root_code, mode=mode, by=by, at=at) as store:
        if dry_run:
            looked = preview(store, files, identities=identities, progress=progress, by=by, at=at)
            return [row_document(row) for row in looked]
        found = []
        taken = receive(store, files, receipt_key=receipt_key, identities=identities, progress=progress, by=by, at=at)
        for row in taken:
            document = row_document(row)
            if receipts is not None and row.receipt is not None:
                name = f"{Path(row.file).stem}.crr"
                document["receipt"] = str(stick.write_file(receipts, name, row.receipt).path)
            found.append(document)
    return found


@dataclass
class _Desk:
    """One sitting of receiving."""

    store: Store
    trust: TrustList
    mode: str
    receipt_key: Key | None
    identities: tuple[str, ...]
    by: Actor
    at: datetime
    index: PersonIndex | None
    overlay: Overlay = field(default_factory=Overlay)
    rules: PackRules = field(default_factory=PackRules)

    def look(self, file: Path) -> Row:
        """Everything about one file, as far as it can be said without storing anything."""
        row, _, result = self._check(file)
        if result is not None and row.good:
            with self.store.read() as reading:
                self.overlay.take(receiver_of(reading, self.mode, self.overlay), result)
        return replace(row, dry=True)

    def take(self, file: Path) -> Row:
        """Everything about one file; what may be kept of it is kept."""
        row, raw, result = self._check(file)
        if result is None or row.verdict == DUPLICATE:
            return row
        return self._accept(row, raw, result) if row.good else self._refuse(row, raw, result)

    def _check(self, file: Path) -> tuple[Row, bytes, VerificationResult | None]:
        """The row of a file before anything is stored, its bytes and what verifying gave (None: could not be read)."""
        try:
            raw = verify.read_file(file)
        except Finding as finding:
            return Row(file.name, REFUSED, finding.mark, finding, (), "", 0), b"", None
        with self.store.read() as reading:
            result = verify.verify(
                raw,
                self.trust,
                receiver=receiver_of(reading, self.mode, self.overlay),
                recompute=recompute_under(lambda ref: self.rules.of(reading, ref)),
                identities=self.identities,
                now=self.at,
            )
            row = Row(
                file=file.name,
                verdict=_verdict(result),
                code=result.code or (result.notes[0].mark if result.notes else ""),
                problem=result.problems[0] if result.problems else None,
                notes=result.notes,
                sha256=result.sha256,
                size=result.size,
                manifest=result.manifest,
                signers=result.signers,
                missing=result.placing.missing,
                rivals=rows.rivals(reading, result),
            )
            if result.duplicate:
                given = stored.receipt_of(reading, result.sha256)
                before = stored.received_by_digest(reading, result.sha256)
                return replace(row, receipt=given, known=before), raw, result
            row = replace(row, trades=rows.changes(reading, result))
            return self._with_twins(reading, row, result), raw, result

    def _with_twins(self, reading: Reading, row: Row, result: VerificationResult) -> Row:
        """The row with a note about people of the bundle who stand at another base too."""
        if not row.good or self.index is None or result.persons is None or result.manifest is None:
            return row
        entries = self.index.macs(result.persons)
        years = {_facts(result, trade)["year"] for trade in result.trades}
        base = result.manifest.base.id
        seen = [one for year in years for one in stored.persons_elsewhere(reading, list(entries), base, year)]
        if not seen:
            return row
        twins = rows.twins_of(seen, entries)
        told = "、".join(f"{one.entry}（{one.other_base} {one.other_entry}）" for one in twins[:5])
        note = Finding("bundle.w20_person", count=len({one.entry for one in twins}), entries=told)
        return replace(row, notes=(*row.notes, note), code=row.code or note.mark, twins=twins)

    def _accept(self, row: Row, raw: bytes, result: VerificationResult) -> Row:
        manifest = result.manifest
        assert manifest is not None  # a genuine bundle has one
        slip = self._receipt(row, result, manifest, receipt.ACCEPTED)
        with acting(self.store, self.by, Act.RECEIVE, self.at) as writing:
            if result.persons is not None:
                self.index = ensure_index(writing, self.index, self.trust)
            received_id = stored.add_received(writing, self._values(row, raw, result, slip))
            for effect in result.placing.trades:
                if effect.effect in (history.NEW, history.REPLACES):
                    trade_id = _store_trade(writing, manifest, result, effect.trade, received_id)
                    self._note_people(writing, result, effect.trade, trade_id)
            writing.audit(
                "bundle.received",
                by=self.by.ref,
                at=self.at,
                ref=f"{manifest.contest.id}/{manifest.base.id}/{manifest.number}",
                sha256=result.sha256,
                verdict=row.verdict,
                codes=[note.mark for note in row.notes],
            )
        return replace(row, receipt=slip)

    def _note_people(self, writing: Writing, result: VerificationResult, trade: str, trade_id: int) -> None:
        if self.index is None or result.persons is None:
            return
        entries = {row["entry"] for row in result.trades[trade].results["rows"]}
        stored.add_persons(
            writing,
            [
                {"office_trade_id": trade_id, "entry": entry, "mac": mac}
                for mac, entry in self.index.macs(result.persons).items()
                if entry in entries
            ],
        )

    def _refuse(self, row: Row, raw: bytes, result: VerificationResult) -> Row:
        problem = result.problems[0]
        manifest = result.manifest
        slip = None if manifest is None else self._receipt(row, result, manifest, receipt.REFUSED)
        kept = raw if problem.mark in _KEPT_ASIDE else b""
        with acting(self.store, self.by, Act.RECEIVE, self.at) as writing:
            stored.add_received(writing, self._values(row, kept, result, slip))
            writing.audit(
                "bundle.refused", by=self.by.ref, at=self.at, ref=problem.mark, sha256=result.sha256, code=problem.code
            )
        return replace(row, receipt=slip)

    def _values(self, row: Row, raw: bytes, result: VerificationResult, slip: bytes | None) -> Json:
        manifest = result.manifest
        audit = manifest.audit if manifest else None
        return {
            "sha256": result.sha256,
            "file_name": file_words(row.file)[:300],
            "contest_key": manifest.contest.id[:64] if manifest else "",
            "base": manifest.base.id[:64] if manifest else "",
            "base_name": manifest.base.name[:200] if manifest else "",
            "number": manifest.number if manifest else 0,
            "verdict": row.verdict,
            "code": row.code,
            "notes": [note.to_dict() for note in (*result.problems, *row.notes)],
            "manifest": manifest.to_dict() if manifest else {},
            "history": [line.to_dict() for line in manifest.history] if manifest else [],
            "last_seq": audit.last_seq if audit else 0,
            "last_hash": audit.last_hash if audit else "",
            "content": raw,
            "receipt": slip,
            "at": self.at,
        }

    def _receipt(self, row: Row, result: VerificationResult, manifest: Manifest, verdict: str) -> bytes | None:
        if self.receipt_key is None:
            return None
        found = receipt.Receipt(
            bundle=result.sha256,
            contest=manifest.contest.id,
            base=manifest.base.id,
            number=manifest.number,
            verdict=verdict,
            codes=tuple(dict.fromkeys(one.mark for one in (*result.problems, *row.notes) if one.mark)),
            missing=tuple(line.number for line in result.placing.missing),
            audit_seq=manifest.audit.last_seq,
            audit_hash=manifest.audit.last_hash,
            trust_list=self.trust.serial,
            utc=f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        )
        return receipt.make(found, self.receipt_key)


def _verdict(result: VerificationResult) -> str:
    if result.problems:
        return REFUSED
    if result.duplicate:
        return DUPLICATE
    if result.placing.late:
        return OLDER
    effects = {one.effect for one in result.placing.trades}
    return REPLACED if history.REPLACES in effects else ACCEPTED


def _facts(result: VerificationResult, trade: str) -> Json:
    assert result.manifest is not None  # asked of genuine bundles only
    data = result.trades[trade]
    return contest_facts_of(data.marks, data.results, result.manifest.time.utc)


def _store_trade(writing: Writing, manifest: Manifest, result: VerificationResult, trade: str, received_id: int) -> int:
    line = next(one for one in manifest.trades if one.trade == trade)
    data = result.trades[trade]
    facts = _facts(result, trade)
    values = {
        "contest_key": manifest.contest.id,
        "base": manifest.base.id,
        "trade": trade,
        "trade_name": trade_name(data.marks)[:200],
        "revision": line.revision,
        "results_sha256": data.results_sha256,
        "entries": line.entries,
        "received_id": received_id,
        "year": facts["year"],
        "facts": {**facts, "contest": facts["contest"] or manifest.contest.name[:400]},
    }
    lines = [
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
    return stored.add_trade(writing, values, lines)
