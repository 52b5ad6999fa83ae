"""What is known of a contest beside a backup of it: heads noted elsewhere, bundles given out, receipts, signed sheets.

Rules:
1. Whatever bears a later entry number than the backup proves that entries are missing from it.
2. A bundle number that was ever given out is never given out again: highest of file, heads.txt, bundles, receipts and
   the number typed from paper.
3. Evidence about another contest, or one the backup's own chain contradicts, is refused: it is not the same history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.bundle import archive, envelope
from app.bundle import receipt as receipts
from app.bundle.findings import Finding, MalformedError
from app.bundle.manifest import Manifest
from app.domain.audit import Head
from app.errors import Refusal
from app.services import heads
from app.services.keys import held_trust, read_whole
from db.queries import audit as stored
from db.queries import keys as stored_keys
from db.queries.restored import LostBundle, lost_bundles
from db.store import Reading


@dataclass(frozen=True)
class Paper:
    """What people read off signed paper: the entry number of the newest sheet (with the thirty digits beside it), and
    the highest bundle number of an export sheet 上报单 (with its SHA-256)."""

    seq: int = 0
    code: str = ""
    bundle: int = 0
    bundle_sha256: str = ""


@dataclass(frozen=True)
class Evidence:
    """Where to look: folders with heads.txt, bundle files, receipt files, paper."""

    folders: tuple[Path, ...] = ()
    bundles: tuple[Path, ...] = ()
    receipts: tuple[Path, ...] = ()
    paper: Paper = Paper()


@dataclass(frozen=True)
class Missing:
    """What a backup lacks. `newest`: the latest head anything knows of; the three numbers say who knows how far."""

    newest: Head
    noted_seq: int
    bundle_seq: int
    sheet_seq: int
    bundles: tuple[LostBundle, ...] = field(default=())
    next_bundle: int = 1


def weigh(reading: Reading, head: Head, evidence: Evidence) -> Missing:
    """Hold a backup against all evidence.

    Raises Refusal "files.other_contest", "files.other_history", WrongCall or Finding for files that are no bundle or
    receipt.
    """
    genesis = stored.genesis(reading)
    known = {one.number: LostBundle(one.number, one.sha256, tuple(one.trades)) for one in _own(reading)}
    lost = {one.number: one for one in lost_bundles(reading)}
    noted = [line for folder in evidence.folders for line in heads.noted(folder, genesis)]
    found = [Head(line.head.seq, line.head.hash) for line in noted]
    for line in noted:
        if line.bundle is not None:
            _add(lost, LostBundle(*line.bundle))
    built = [_read_bundle(path, genesis) for path in evidence.bundles]
    for bundle_head, stated in built:
        for one in stated:
            _add(lost, one)
        found.append(bundle_head)
    for path in evidence.receipts:
        _add(lost, _read_receipt(reading, path, genesis))
    _add_paper(lost, evidence.paper)
    _agree(reading, head, [one for one, _ in built], evidence.paper)
    sheet = Head(evidence.paper.seq, b"")
    newest = max([head, *found, sheet], key=lambda one: one.seq)
    numbers = {*known, *lost}
    highest = max(numbers, default=0)
    missing = [lost.get(number, LostBundle(number, "")) for number in range(1, highest + 1) if number not in known]
    return Missing(
        newest=newest,
        noted_seq=max((line.head.seq for line in noted), default=0),
        bundle_seq=max((one.seq for one, _ in built), default=0),
        sheet_seq=evidence.paper.seq,
        bundles=tuple(missing),
        next_bundle=highest + 1,
    )


def _own(reading: Reading) -> Sequence[Any]:
    return stored_keys.all_bundles(reading)


def _add(lost: dict[int, LostBundle], one: LostBundle) -> None:
    """Remember the better of two reports; two digests for one number are two histories."""
    before = lost.get(one.number)
    if before is not None and before.sha256 and one.sha256 and before.sha256 != one.sha256:
        raise Refusal("files.two_bundles", number=one.number)
    if before is None or (bool(one.trades), bool(one.sha256)) > (bool(before.trades), bool(before.sha256)):
        lost[one.number] = one


def _add_paper(lost: dict[int, LostBundle], paper: Paper) -> None:
    if paper.bundle:
        _add(lost, LostBundle(paper.bundle, paper.bundle_sha256))


def _read_bundle(path: Path, genesis: Mapping[str, str]) -> tuple[Head, list[LostBundle]]:
    """Where the chain stood when a bundle was built, and all bundles it names, itself with its trades."""
    raw = read_whole(path, archive.SIZE_LIMIT)
    try:
        content = archive.read(raw)
        manifest = Manifest.parse(envelope.read(content.envelope).payload)
    except MalformedError as error:
        raise Finding("bundle.e07_envelope", place=error.place) from None
    if dict(manifest.audit.genesis) != dict(genesis):
        raise Refusal("files.other_contest", path=path.name)
    trades = tuple(_trade(line, content.files) for line in manifest.trades)
    found = [LostBundle(one.number, one.sha256) for one in manifest.history]
    found.append(LostBundle(manifest.number, sha256(raw).hexdigest(), trades))
    return Head(manifest.audit.last_seq, bytes.fromhex(manifest.audit.last_hash)), found


def _trade(line: Any, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What the file remembers of a stated trade, from the bundle itself."""
    replaces = line.replaces
    return {
        "trade": line.trade,
        "revision": line.revision,
        "entries": line.entries,
        "reason": line.reason,
        "replaces": None if replaces is None else _plain(replaces.number, replaces.results_sha256),
        "results_sha256": sha256(files.get(line.path, b"")).hexdigest(),
        "marks_sha256": sha256(files.get(line.marks_path, b"")).hexdigest(),
    }


def _plain(number: int, results_sha256: str) -> dict[str, Any]:
    return {"number": number, "results_sha256": results_sha256}


def _read_receipt(reading: Reading, path: Path, genesis: Mapping[str, str]) -> LostBundle:
    trust = held_trust(reading)
    if trust is None:
        raise Refusal("keys.no_list")
    found = receipts.read(read_whole(path, receipts.RECEIPT_LIMIT), trust)
    if (found.contest, found.base) != (genesis.get("contest"), genesis.get("base")):
        raise Refusal("files.other_contest", path=path.name)
    return LostBundle(found.number, found.bundle)


def _agree(reading: Reading, head: Head, built: Iterable[Head], paper: Paper) -> None:
    """Rule 3: what the backup's chain reaches must be what the evidence says."""
    for one in built:
        if one.seq <= head.seq and stored.hash_at(reading, one.seq) != one.hash:
            raise Refusal("files.other_history", seq=one.seq)
    if paper.code and paper.seq <= head.seq:
        held = stored.hash_at(reading, paper.seq)
        if held is None or _digits(Head(paper.seq, held).code) != _digits(paper.code):
            raise Refusal("files.other_history", seq=paper.seq)


def _digits(code: str) -> str:
    return "".join(character for character in code if character.isdigit())
