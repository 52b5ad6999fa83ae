"""The receiver's order of checks: from untrusted bytes to a statement of who says what, or the first reason not to.

Everything happens on one in-memory copy and nothing is stored. The first failing step ends the work:
 1 readable, stable size (E01)            2 size (E02)                  3 already accepted: stop (I03)
 4 container spelling (E04, E05)          5 type of container and payload (E06)
 6 envelope form, base64 (E07)            7 every key id in the trust list (E08)
 8 every signature over the received payload, before it is parsed (E09)
 9 manifest in form, signers = signatures (E10; version or suite E06)
10 authority of every key, two-person rule (E08)
11 files complete, sizes, digests (E11)  12 mode, contest, base, pack (E12)
13 number, history, revisions (E13, W14, W15)
14 audit chain (E16)                     15 data files (form E10, content E17)
16 personal data (E18)                   W19 is a note about the claimed time
Steps 3, 12, 13 and the anchors of 14 need a `Receiver`; without one the bundle is only held against itself and the
trust list. Step 17, showing and storing, belongs to the services. Whatever the bytes, no exception leaves `verify`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.bundle import archive, canonical, datafiles, envelope, history, persons, suite
from app.bundle.archive import SIZE_LIMIT, Archive, check_code
from app.bundle.authority import Signer, check_authority, unknown_keys
from app.bundle.datafiles import Recompute, TradeData
from app.bundle.findings import Finding, MalformedError
from app.bundle.history import Known, Placing, Receiver
from app.bundle.keys import short_form
from app.bundle.manifest import AUDIT_PATH, PAYLOAD_TYPE, PERSONS_PATH, Manifest
from app.bundle.trustlist import TrustList

_CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True)
class VerificationResult:
    """What checking a bundle gave; true only when nothing was found against it.

    `code` is the mark of the first problem ("E09"), "I03" for a bundle accepted before, else "". `notes` (W14, W15,
    W19, I03) do not speak against it. `signers` and `manifest` are there as far as the checks came; data only when
    genuine.
    """

    sha256: str
    size: int
    check_code: str
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    signers: tuple[Signer, ...] = ()
    manifest: Manifest | None = None
    placing: Placing = field(default_factory=Placing)
    trades: Mapping[str, TradeData] = field(default_factory=dict)
    audit_bodies: tuple[bytes, ...] = ()
    persons: persons.Persons | None = None
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def genuine(self) -> bool:
        """Whether every check passed."""
        return not self.problems

    def __bool__(self) -> bool:
        return self.genuine

    @property
    def duplicate(self) -> bool:
        """Whether exactly these bytes were accepted before; then the same receipt is given again."""
        return any(note.mark == "I03" for note in self.notes)

    @property
    def code(self) -> str:
        """The mark of the first problem, "I03" for a duplicate, else ""."""
        if self.problems:
            return self.problems[0].mark
        return "I03" if self.duplicate else ""

    def to_dict(self) -> dict[str, Any]:
        """For JSON output."""
        found: dict[str, Any] = {
            "genuine": self.genuine,
            "code": self.code,
            "sha256": self.sha256,
            "size": self.size,
            "check_code": self.check_code,
            "signers": [signer.to_dict() for signer in self.signers],
            "problems": [problem.to_dict() for problem in self.problems],
            "notes": [note.to_dict() for note in self.notes],
        }
        if self.manifest is not None:
            found["manifest"] = _facts(self.manifest)
        return found


def _facts(manifest: Manifest) -> dict[str, Any]:
    """The facts of a manifest that a person asks for."""
    return {
        "mode": manifest.mode,
        "number": manifest.number,
        "contest": {"id": manifest.contest.id, "name": manifest.contest.name},
        "base": {"id": manifest.base.id, "name": manifest.base.name},
        "trades": [
            {"trade": line.trade, "revision": line.revision, "entries": line.entries, "reason": line.reason}
            for line in manifest.trades
        ],
        "time": manifest.time.to_dict(),
        "audit": {"last_seq": manifest.audit.last_seq, "last_hash": manifest.audit.last_hash},
        "persons": manifest.persons is not None,
        "trust_list": manifest.trust_list,
    }


class _Run:
    """One verification: what has been established so far. Steps raise Finding or add to `notes`."""

    def __init__(self, raw: bytes, trust: TrustList, receiver: Receiver | None) -> None:
        self.raw = raw
        self.sha256 = suite.digest(raw)
        self.trust = trust
        self.receiver = receiver
        self.problems: list[Finding] = []
        self.notes: list[Finding] = []
        self.signers: tuple[Signer, ...] = ()
        self.manifest: Manifest | None = None
        self.placing = Placing()
        self.trades: dict[str, TradeData] = {}
        self.bodies: list[bytes] = []
        self.persons: persons.Persons | None = None
        self.files: Mapping[str, bytes] = {}

    def stop_at(self, problems: Sequence[Finding]) -> None:
        """End here if a step found anything; all it found is told, the first decides."""
        if problems:
            self.problems += problems[1:]
            raise problems[0]

    def result(self) -> VerificationResult:
        good = not self.problems
        return VerificationResult(
            sha256=self.sha256,
            size=len(self.raw),
            check_code=check_code(self.raw),
            problems=tuple(self.problems),
            notes=tuple(self.notes),
            signers=self.signers,
            manifest=self.manifest,
            placing=self.placing,
            trades=self.trades if good else {},
            audit_bodies=tuple(self.bodies) if good else (),
            persons=self.persons if good else None,
            files=self.files if good else {},
        )


def verify(
    raw: bytes,
    trust: TrustList,
    *,
    receiver: Receiver | None = None,
    recompute: Recompute | None = None,
    identities: Sequence[str] = (),
    now: datetime | None = None,
) -> VerificationResult:
    """Check received bytes against a trust list, in the order of the table above.

    `receiver` is what is already known (None: hold the bundle only against itself). `recompute(results, marks, pack)`
    gives what the receiver's rules compute differently. `identities` open personal data; without them it stays sealed.
    `now` is only for the note about the claimed time.
    """
    run = _Run(raw, trust, receiver)
    if receiver is not None and run.sha256 in receiver.received:  # step 3; size is right if it was accepted
        run.notes.append(Finding("bundle.i03_duplicate", when=receiver.received[run.sha256]))
        return run.result()
    try:
        manifest = _signed_part(run)
        _receiver_part(run, manifest)
        _content_part(run, manifest, recompute, identities)
        _clock_note(run, manifest, now)
    except Finding as first:
        run.problems.insert(0, first)
    return run.result()


def _signed_part(run: _Run) -> Manifest:
    """Steps 2 and 4 to 11: whose statement this is, and that the files are the ones stated."""
    held = archive.read(run.raw)
    signed = _open_envelope(held.envelope)
    run.stop_at(unknown_keys(signed, run.trust))
    for index, one in enumerate(signed.signatures):
        key = run.trust.lookup(one.keyid)
        if key is None or not signed.signed_by(index, bytes.fromhex(key.public)):
            raise Finding("bundle.e09_signature", key=short_form(one.keyid))
    run.manifest = manifest = Manifest.parse(signed.payload)
    if [line.key for line in manifest.signers] != [one.keyid for one in signed.signatures]:
        raise Finding("bundle.e10_content", place="manifest.signers")
    run.signers, problems = check_authority(manifest, run.trust)
    run.stop_at(problems)
    run.stop_at(_check_digests(manifest, held))
    run.files = held.files
    return manifest


def _open_envelope(raw: bytes) -> envelope.Envelope:
    """Steps 5 and 6. The payload type is judged first where it can be read at all."""
    try:
        signed = envelope.read(raw)
    except MalformedError as error:
        raise Finding("bundle.e07_envelope", place=error.place) from None
    if signed.payload_type != PAYLOAD_TYPE:
        raise Finding("bundle.e06_kind", found=signed.payload_type[:80])
    return signed


def _check_digests(manifest: Manifest, held: Archive) -> list[Finding]:
    """Step 11: complete before valid: nothing missing, nothing extra, then sizes and digests."""
    stated = {line.path for line in manifest.files}
    problems = [Finding("bundle.e11_missing", path=path) for path in sorted(stated - set(held.files))]
    problems += [Finding("bundle.e11_extra", path=path) for path in sorted(set(held.files) - stated)]
    if problems:
        return problems
    return [
        Finding("bundle.e11_changed", path=line.path)
        for line in manifest.files
        if (len(held.files[line.path]), suite.digest(held.files[line.path])) != (line.size, line.sha256)
    ]


def _receiver_part(run: _Run, manifest: Manifest) -> None:
    """Steps 12 to 14."""
    known: Known | None = None
    if run.receiver is not None:
        run.stop_at(history.check_scope(manifest, run.receiver))
        known = run.receiver.knows(manifest)
        run.placing = history.place(manifest, run.sha256, known)
        run.stop_at(run.placing.problems)
        run.notes += run.placing.notes
    bodies = history.audit_bodies(run.files[AUDIT_PATH])
    if bodies is None:
        raise Finding("bundle.e10_content", place=AUDIT_PATH)
    run.stop_at(history.check_audit(manifest, bodies, known, late=run.placing.late))
    run.bodies = bodies


def _content_part(run: _Run, manifest: Manifest, recompute: Recompute | None, identities: Sequence[str]) -> None:
    """Steps 15 and 16."""
    _check_bodies(run.bodies)
    for line in manifest.trades:
        run.trades[line.trade] = datafiles.read_trade(line, manifest, run.files)
    found: list[Finding] = []
    for line in manifest.trades:
        found += datafiles.check_trade(line, run.trades[line.trade])
    run.stop_at(found)
    if recompute is not None:
        for data in run.trades.values():
            found += datafiles.recompute_trade(data, manifest.contest_pack, recompute)
        run.stop_at(found)
    if manifest.persons is None:
        return
    if not suite.age_header_ok(run.files[PERSONS_PATH]):
        raise Finding("bundle.e18_sealed")
    if identities:
        entries = [row["entry"] for data in run.trades.values() for row in data.results["rows"]]
        run.persons = persons.unseal(run.files[PERSONS_PATH], manifest.persons, identities, entries)


def _check_bodies(bodies: Sequence[bytes]) -> None:
    for index, body in enumerate(bodies):
        try:
            if type(canonical.parse(body, AUDIT_PATH)) is not dict:
                raise MalformedError(AUDIT_PATH)
        except MalformedError:
            raise Finding("bundle.e10_content", place=f"{AUDIT_PATH}:{index + 1}") from None


def _clock_note(run: _Run, manifest: Manifest, now: datetime | None) -> None:
    claimed = datetime.fromisoformat(manifest.time.utc)
    ahead = now is not None and claimed > now.astimezone(UTC) + _CLOCK_SLACK
    if manifest.time.clock != "ok" or ahead:
        run.notes.append(Finding("bundle.w19_clock", claimed=manifest.time.utc, clock=manifest.time.clock))


def read_file(path: Path) -> bytes:
    """Step 1: the bytes of a file, its size the same before and after. Raises Finding E01, or E02 before reading."""
    try:
        before = path.stat().st_size
        if not path.is_file():
            raise Finding("bundle.e01_io", name=path.name)
        if not 0 < before <= SIZE_LIMIT:
            raise Finding("bundle.e02_size", size=before, limit=SIZE_LIMIT)
        with path.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
        after = path.stat().st_size
    except (OSError, ValueError):  # ValueError: a name with a zero byte
        raise Finding("bundle.e01_io", name=path.name) from None
    if not before == len(raw) == after:
        raise Finding("bundle.e01_io", name=path.name)
    return raw


def verify_file(
    path: Path,
    trust: TrustList,
    *,
    read: Callable[[Path], bytes] = read_file,
    **how: Any,
) -> VerificationResult:
    """`verify` on a file, its readability included. Takes the same keywords; no exception leaves it either."""
    try:
        raw = read(path)
    except Finding as finding:
        return VerificationResult("", 0, "", (finding,))
    return verify(raw, trust, **how)
