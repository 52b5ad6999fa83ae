"""上报: the signed result bundle, built once, kept in the file, copied to as many sticks as anyone likes; and checked.

Rules:
1. Only trades with confirmed places go in; a bundle is a full statement of its trades.
2. What is asked for and unchanged since an earlier bundle is that bundle: the same bytes are copied again. Any change
   is the next number, with the trade's next revision, why, and what it replaces.
3. The file is checked from its first entry before anything is signed, and the finished bytes are verified as the office
   will do, before they are kept.
4. Every list is worked out once more another way (`app.services.second_opinion`); a difference stops the export.
5. Base key and one chief judge for every trade; there is no bypass. A demo's keys lie in the demo itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any

from app import NAME, VERSION
from app.bundle import archive, canonical, receipt, stick, verify
from app.bundle.build import Built, Facts, SigningKey, TradeContent, build
from app.bundle.keys import Key
from app.bundle.manifest import REASONS, AuditLine, BundleRef, Named, Replaced, Stamp, TradeLine
from app.bundle.trustlist import TrustList
from app.bundle.verify import VerificationResult
from app.changes import Change, Kind
from app.domain.audit import Head, genesis_hash
from app.domain.roles import Act
from app.domain.steady import no_collecting
from app.errors import AppError, Problems, Refusal
from app.services import keys as key_service
from app.services.access import CONSOLE, Actor, acting
from app.services.bundle_data import marks_document, results_document, sealed_persons
from app.services.clock import clock_word
from app.services.common import ContestFacts, TradeFacts, contest_facts
from app.services.filecheck import FileReport, check_content, need_space
from app.services.lost_bundles import given_out
from app.services.packs import held_ref
from app.services.recompute import recompute
from app.services.second_opinion import before_export
from db.queries import appeals as stored_appeals
from db.queries import audit as stored_audit
from db.queries import keys as stored
from db.queries import results as stored_results
from db.queries import scoring as stored_sheets
from db.queries.keys import StoredBundle
from db.queries.results import Revision
from db.store import Reading, Store, Writing

_OTHER = "other"
Json = dict[str, Any]


class Step(Enum):
    """The steps of an export, in order."""

    CHECK = 0
    SIGN = 1
    WRITE = 2
    READ_BACK = 3


Told = Callable[[Step, int, int, str], None]  # step, how much of it is done, of how much, what is in hand


def _silent(step: Step, done: int, total: int, item: str) -> None:
    return None


@dataclass(frozen=True)
class Signers:
    """The unlocked keys of one export; dropped with it."""

    base: Key = field(repr=False)
    chiefs: tuple[Key, ...] = field(repr=False)


@dataclass(frozen=True)
class Exported:
    """A bundle on its media. `copied`: nothing had changed, an earlier bundle's bytes were given out again."""

    number: int
    sha256: str
    check_code: str
    size: int
    paths: tuple[Path, ...]
    trades: tuple[Json, ...]
    left_out: tuple[str, ...]
    replaces: tuple[int, str] | None
    copied: bool
    change: Change


@dataclass(frozen=True)
class _Statement:
    """A trade as it would be stated now: its content and what is remembered of it."""

    content: TradeContent
    memory: Json


def export(
    store: Store,
    folders: Sequence[Path],
    trade_codes: Sequence[str] | None = None,
    *,
    signers: Signers | None = None,
    reason: str = "",
    scans: Mapping[str, bytes] | None = None,
    by: Actor = CONSOLE,
    at: datetime,
    told: Told = _silent,
) -> Exported:
    """Build (or find again) the bundle of some trades (None: all that are confirmed) and write it to every folder.

    `scans` (see `read_scans`) make a bundle of their own even where nothing else changed.

    Raises Problems "export.not_ready" naming every trade that is not confirmed, Refusal "export.no_keys",
    "export.nothing", "export.unknown_reason", what `check_content` finds, Problems "opinion.differs" where a second way
    of reckoning gives another list, WorldFailure of disk or stick. The bundle is kept in the file before the first
    stick is written, so a failed stick costs nothing.

    `told` hears every step, how far it is and on what, and may raise to stop: then no file of this export is left.
    """
    if reason and reason not in REASONS:
        raise Refusal("export.unknown_reason", reason=reason, known="、".join(REASONS))
    need_space(store.path.parent, last_export=True)
    told(Step.CHECK, 0, 1, store.path.name)
    with store.read() as reading:
        facts = contest_facts(reading)
        report = check_content(reading)
    _refuse_damage(report)
    if signers is None and facts.mode == "demo":
        signers = _demo_signers(store, facts, at)
    work = _Work(facts, signers, reason, by, at, report, scans or {})
    with no_collecting(), _exporting(store, facts, by, at) as writing:
        chosen, left_out = _chosen(writing, facts, trade_codes)
        told(Step.SIGN, 0, 1, "、".join(trade.name for trade, _ in chosen))
        opinion = before_export(writing, chosen)
        kept, copied, change_seq = work.make(writing, chosen, opinion)
        raw = stored.bundle_content(writing, kept.id)
    if sha256(raw).hexdigest() != kept.sha256:
        raise Refusal("files.bundle_changed", number=kept.number)
    paths = _written(folders, kept.file_name, raw, told)
    with store.write() as writing:
        given = {"sha256": kept.sha256, "copies": len(paths), **opinion}
        writing.audit("bundle.copied", by=by.ref, at=at, ref=f"{kept.number}", **given)
    return Exported(
        number=kept.number,
        sha256=kept.sha256,
        check_code=archive.check_code(raw),
        size=len(raw),
        paths=paths,
        trades=tuple(kept.trades),
        left_out=left_out,
        replaces=_replaced(store, facts, kept),
        copied=copied,
        change=Change(frozenset({Kind.BUNDLES}), frozenset(one["trade"] for one in kept.trades), change_seq),
    )


def _written(folders: Sequence[Path], name: str, raw: bytes, told: Told) -> tuple[Path, ...]:
    """The bundle on every medium. Who stops on the way leaves none of the files that were not there before."""
    fresh = [folder / name for folder in folders if not (folder / name).exists()]
    total = len(raw) * len(folders)
    paths = []
    try:
        for number, folder in enumerate(folders):

            def heard(
                stage: stick.Stage, done: int, _all: int, before: int = number * len(raw), at: Path = folder
            ) -> bool:
                step = Step.WRITE if stage in (stick.Stage.WRITE, stick.Stage.FLUSH) else Step.READ_BACK
                told(step, before + done, total, str(at))
                return True

            paths.append(stick.write_file(folder, name, raw, progress=heard).path)
    except AppError:
        raise  # one medium that fails leaves what is proved on the others
    except BaseException:  # Ctrl+C and a stop as well: nothing half made stays, then it goes on up
        for path in fresh:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    return tuple(paths)


def _exporting(store: Store, facts: ContestFacts, by: Actor, at: datetime) -> AbstractContextManager[Writing]:
    """The transaction of an export. A demo may be exported by anybody: its people and keys are invented."""
    if facts.mode == "demo" and by.role is None:
        return store.write()
    return acting(store, by, Act.EXPORT, at)


def _refuse_damage(report: FileReport) -> None:
    for problem in report.problems:
        if problem.error is not None:
            raise problem.error


def _demo_signers(store: Store, facts: ContestFacts, at: datetime) -> Signers:
    with store.read() as reading:
        known = bool(stored.keys(reading, "base"))
    if not known:
        key_service.install_demo_keys(store, facts.key, at=at)
    with store.read() as reading:
        base = key_service.unlock_kept(reading, "base", key_service.DEMO_PASSPHRASE)
        chief = key_service.unlock_kept(reading, "chief", key_service.DEMO_PASSPHRASE)
    if base is None or chief is None:
        raise Refusal("export.no_keys")
    return Signers(base, (chief,))


def _chosen(
    reading: Reading, facts: ContestFacts, codes: Sequence[str] | None
) -> tuple[list[tuple[TradeFacts, Revision]], tuple[str, ...]]:
    """The trades to state with their newest revision, and those left out because nobody asked for them by name."""
    wanted = facts.trades if codes is None else tuple(dict.fromkeys(facts.trade(code) for code in codes))
    ready: list[tuple[TradeFacts, Revision]] = []
    missing: list[Refusal] = []
    for trade in wanted:
        last = stored_results.last_revision(reading, trade.id)
        if last is None:
            missing.append(Refusal("export.not_ranked", trade=trade.name))
        elif last.confirmed_at is None:
            missing.append(Refusal("export.not_confirmed", trade=trade.name, revision=last.number))
        elif not stored_sheets.is_locked(reading, trade.id):
            missing.append(Refusal("export.unlocked", trade=trade.name))
        elif stored_appeals.any_reopened(reading, trade.id):
            missing.append(Refusal("results.item_open", trade=trade.name))
        else:
            ready.append((trade, last))
    if not ready or (codes is not None and missing):
        raise Problems("export.not_ready", tuple(missing))
    return ready, tuple(trade.code for trade in wanted if trade not in [one for one, _ in ready])


@dataclass(frozen=True)
class _Work:
    """One export: who signs, why, and on what ground."""

    facts: ContestFacts
    signers: Signers | None
    reason: str
    by: Actor
    at: datetime
    report: FileReport
    scans: Mapping[str, bytes]

    def make(
        self, writing: Writing, chosen: Sequence[tuple[TradeFacts, Revision]], opinion: Json
    ) -> tuple[StoredBundle, bool, int]:
        """The bundle of these trades, kept in the file: (bundle, whether it was there before, audit number).

        `opinion` is what the audit entry says of the second opinion."""
        earlier = given_out(writing, self.facts.id)
        statements = [self._state(writing, trade, revision, earlier) for trade, revision in chosen]
        memory = sorted((one.memory for one in statements), key=lambda one: str(one["trade"]))
        for bundle in reversed(earlier):
            if bundle.id and bundle.trades == memory and not self.scans:  # one lost with an old file has no bytes here
                return bundle, True, 0
        built, audit_line = self._build(writing, statements, earlier, [trade for trade, _ in chosen])
        values = {
            "contest_id": self.facts.id,
            "number": built.manifest.number,
            "sha256": built.sha256,
            "file_name": built.file_name,
            "trades": memory,
            "content": built.raw,
            "last_seq": audit_line.last_seq,
            "by": self.by.ref,
            "made_at": self.at,
        }
        stored.add_bundle(writing, values)
        for (_, revision), one in zip(chosen, statements, strict=True):
            stored_results.set_revision(writing, revision.id, results_sha256=one.memory["results_sha256"])
        seq = writing.audit(
            "bundle.built",
            by=self.by.ref,
            at=self.at,
            ref=f"{built.manifest.number}",
            sha256=built.sha256,
            trades=[one["trade"] for one in memory],
            **opinion,
        )
        return stored.bundles(writing, self.facts.id)[-1], False, seq

    def _state(
        self, reading: Reading, trade: TradeFacts, revision: Revision, earlier: Sequence[StoredBundle]
    ) -> _Statement:
        """A trade as it stands: the revision stated before if nothing changed, else the next one."""
        last, number = _last_statement(trade.code, earlier)
        marks = marks_document(reading, trade, revision)
        if last is not None:
            results = results_document(reading, trade, revision, last["revision"])
            memory = _memory(results, marks, last["reason"], last["replaces"])
            if memory == last:
                return _statement(results, marks, memory)
        results = results_document(reading, trade, revision, 1 if last is None else last["revision"] + 1)
        replaces = None if last is None else {"number": number, "results_sha256": last["results_sha256"]}
        told = revision.cause or (revision.reason if revision.reason in REASONS else _OTHER)
        why = "" if last is None else self.reason or told
        return _statement(results, marks, _memory(results, marks, why, replaces))

    def _build(
        self,
        reading: Writing,
        statements: Sequence[_Statement],
        earlier: Sequence[StoredBundle],
        trades: list[TradeFacts],
    ) -> tuple[Built, AuditLine]:
        if self.signers is None:
            raise Refusal("export.no_keys")
        trust = key_service.held_trust(reading)
        genesis = stored_audit.genesis(reading)
        audit_line = _stretch(reading, earlier, genesis)
        newest = self.report.newest_at
        facts = Facts(
            mode=self.facts.mode,
            number=max((one.number for one in earlier), default=0) + 1,
            contest=Named(genesis["contest"], self.facts.contest.name),
            base=Named(genesis["base"], self.facts.contest.host or genesis["base"]),
            audit=audit_line,
            time=Stamp(f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", clock=clock_word(reading, newest, self.at)),
            software={"name": NAME, "version": VERSION},
            history=[BundleRef(one.number, one.sha256) for one in earlier],
            contest_pack=held_ref(reading),
            trust_list=trust.serial if trust else 0,
        )
        codes = [one.content.line.trade for one in statements]
        built = build(
            facts,
            [one.content for one in statements],
            stored_audit.bodies(reading, audit_line.from_seq, audit_line.last_seq),
            _signing(self.signers, codes, trust),
            persons=sealed_persons(reading, trades, trust.recipients if trust else ()),
            scans=self.scans,
            trust=trust,
            recompute=recompute,
        )
        return built, audit_line


def _signing(signers: Signers, codes: Sequence[str], trust: TrustList | None) -> list[SigningKey]:
    """Base first, then every chief judge for the trades the trust list gives them. Raises Refusal "export.no_chief"."""
    found = [SigningKey(signers.base)]
    open_codes = set(codes)
    for key in signers.chiefs:
        listed = trust.lookup(key.keyid) if trust else None
        allowed = [code for code in codes if listed is None or listed.allows_trade(code)]
        if allowed:
            found.append(SigningKey(key, tuple(sorted(allowed))))
            open_codes -= set(allowed)
    if open_codes:
        raise Refusal("export.no_chief", trades=sorted(open_codes))
    return found


def _stretch(reading: Writing, earlier: Sequence[StoredBundle], genesis: Json) -> AuditLine:
    """The audit entries since the last bundle the office has confirmed, else all of them."""
    verdicts = stored.receipt_verdicts(reading)
    confirmed = [one.last_seq for one in earlier if one.id and verdicts.get(one.sha256) == receipt.ACCEPTED]
    first = max(confirmed, default=0) + 1
    before = genesis_hash(genesis) if first == 1 else stored_audit.hash_at(reading, first - 1)
    assert before is not None  # the chain was followed a moment ago
    head: Head = reading.head
    return AuditLine(genesis, first, before.hex(), head.seq, head.hash.hex())


def _last_statement(trade: str, earlier: Sequence[StoredBundle]) -> tuple[Json | None, int]:
    """The newest statement of a trade and the number of the first bundle that made it."""
    found: Json | None = None
    number = 0
    for bundle in earlier:
        for one in bundle.trades:
            if one["trade"] == trade and (found is None or one["revision"] > found["revision"]):
                found, number = one, bundle.number
    return found, number


def _memory(results: Json, marks: Json, reason: str, replaces: Json | None) -> Json:
    return {
        "trade": results["trade"],
        "revision": results["revision"],
        "entries": len(results["rows"]),
        "reason": reason,
        "replaces": replaces,
        "results_sha256": sha256(canonical.dump(results)).hexdigest(),
        "marks_sha256": sha256(canonical.dump(marks)).hexdigest(),
    }


def _statement(results: Json, marks: Json, memory: Json) -> _Statement:
    replaces = memory["replaces"]
    line = TradeLine(
        memory["trade"],
        memory["revision"],
        memory["entries"],
        memory["reason"],
        None if replaces is None else Replaced(replaces["number"], replaces["results_sha256"]),
    )
    return _Statement(TradeContent(line, results, marks), memory)


def _replaced(store: Store, facts: ContestFacts, kept: StoredBundle) -> tuple[int, str] | None:
    """Number and digest of the newest bundle that this one replaces a trade of."""
    numbers = [one["replaces"]["number"] for one in kept.trades if one["replaces"] is not None]
    if not numbers:
        return None
    with store.read() as reading:
        return next((one.number, one.sha256) for one in given_out(reading, facts.id) if one.number == max(numbers))


def verify_bundle(path: Path, trust_path: Path, *, now: datetime | None = None) -> VerificationResult:
    """Hold a file against a trust list, its totals against its marks. Never raises for what the file holds.

    Raises WrongCall for a trust list that cannot be read, Finding for one that is not signed by its roots.
    """
    trust = key_service.read_list(trust_path)
    with no_collecting():
        return verify.verify_file(path, trust, recompute=recompute, now=now)


def chief_signers(base: Key, files: Sequence[tuple[Path, str]]) -> Signers:
    """The signers of an export from a base key and the chief judges' key files with their passphrases."""
    chiefs = []
    for path, passphrase in files:
        key = key_service.open_key(path, passphrase)
        if key.role != "chief":
            raise Refusal("export.not_a_chief", path=path.name, role=key.role)
        chiefs.append(key)
    return Signers(base, tuple(chiefs))
