"""What a receiver already knows, and what a bundle's number, history, trades and audit stretch mean beside it.

Rules (checks 12 to 14), all without a clock and without a store:
1. Mode, contest and pack must be the receiver's own, the base one of its own; else E12. Of several packs issued for a
   contest the newest counts, an older one only for a bundle that comes in late.
2. Every digest already known of an earlier number must stand in the bundle's history; else E13.
3. number = last + 1 goes in. Higher goes in with W14 and the missing numbers with their digests. Lower goes in as late
   (W15) only if its digest is the one a later history named. Anything else is E13: two bundles bear one number.
4. Per trade the highest accepted revision counts. Equal revision with another results digest is E13, and so is a
   replacement that names another digest than the one accepted. A replayed old bundle can never lower anything.
5. The audit stretch must hash from `from_prev` to `last_hash`, start where the receiver's knowledge ends or before,
   not end before it (unless late), and contain every head the receiver has seen, on paper or in bundles; else E16.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.bundle.findings import Finding
from app.bundle.manifest import AuditLine, BundleRef, Manifest, TradeLine
from app.domain.audit import Head, chain_bodies, genesis_hash

NEW = "new"
REPLACES = "replaces"
SAME = "same"
SUPERSEDED = "superseded"
_OF_MODE = {"live": "bundle.e12_live", "test": "bundle.e12_test", "demo": "bundle.e12_demo"}


@dataclass(frozen=True)
class AcceptedTrade:
    """The accepted statement of a trade: its revision, the bundle it came in and the digest of its results file."""

    revision: int
    number: int
    results_sha256: str


@dataclass(frozen=True)
class Known:
    """What a receiver knows of one base in one contest.

    `accepted`: digest by number of bundles taken in. `named`: digest by number from their histories. `trades`: the
    highest accepted revisions. `heads`: every audit head seen, hex by seq, from bundles, receipts and scanned sheets.
    `chain_seq`: the number up to which the audit entries themselves are held without a hole.
    """

    accepted: Mapping[int, str] = field(default_factory=dict)
    named: Mapping[int, str] = field(default_factory=dict)
    trades: Mapping[str, AcceptedTrade] = field(default_factory=dict)
    heads: Mapping[int, str] = field(default_factory=dict)
    chain_seq: int = 0


@dataclass(frozen=True)
class Receiver:
    """The receiver's side of checks 3 and 12 to 14, as plain data read from its store.

    `contests` maps a contest id to its pack (None: any, or judged without one). `packs`, where given, are all packs
    issued for a contest, the newest last, and decide instead. `bases` None takes any base of the trust list.
    `received` maps digests of accepted bundles to what the person is told, such as a date.
    """

    mode: str
    contests: Mapping[str, BundleRef | None]
    bases: frozenset[str] | None = None
    packs: Mapping[str, Sequence[BundleRef]] | None = None
    received: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[tuple[str, str], Known] = field(default_factory=dict)

    def knows(self, manifest: Manifest) -> Known:
        """What is known of the contest and base of a manifest."""
        return self.known.get((manifest.contest.id, manifest.base.id), Known())


@dataclass(frozen=True)
class TradeVerdict:
    """What taking the bundle in does to a trade: new, replaces, same, or superseded (does not count)."""

    trade: str
    revision: int
    effect: str
    accepted_revision: int | None = None


@dataclass(frozen=True)
class Placing:
    """Where a bundle stands in the sequence: problems, notes, effect per trade."""

    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    trades: tuple[TradeVerdict, ...] = ()
    late: bool = False
    missing: tuple[BundleRef, ...] = ()


def check_scope(manifest: Manifest, receiver: Receiver) -> list[Finding]:
    """Rule 1: is this meant for us at all."""
    if manifest.mode != receiver.mode:
        return [Finding(_OF_MODE[manifest.mode], name=manifest.contest.name)]
    if manifest.contest.id not in receiver.contests:
        return [Finding("bundle.e12_contest", found=manifest.contest.id, name=manifest.contest.name)]
    if receiver.bases is not None and manifest.base.id not in receiver.bases:
        return [Finding("bundle.e12_base", found=manifest.base.id, name=manifest.base.name)]
    if receiver.packs is not None:
        return _check_pack(manifest, receiver.packs.get(manifest.contest.id, ()), receiver.knows(manifest))
    pack, found = receiver.contests[manifest.contest.id], manifest.contest_pack
    if pack is not None and (found is None or found.sha256 != pack.sha256):
        return [Finding("bundle.e12_pack", found=found.number if found else 0, expected=pack.number)]
    return []


def _check_pack(manifest: Manifest, issued: Sequence[BundleRef], known: Known) -> list[Finding]:
    """The bundle names the newest pack issued, or an older one and is late; none where none was issued."""
    found = manifest.contest_pack
    if not issued:
        return [] if found is None else [Finding("bundle.e12_pack_unknown", found=found.number)]
    newest = issued[-1]
    if found is None:
        return [Finding("bundle.e12_no_pack", expected=newest.number)]
    late = manifest.number <= max(known.accepted, default=0)
    if found.sha256 != newest.sha256 and not (late and found.sha256 in [one.sha256 for one in issued]):
        return [Finding("bundle.e12_pack", found=found.number, expected=newest.number)]
    return []


def place(manifest: Manifest, sha256: str, known: Known) -> Placing:
    """Rules 2 to 4: the bundle with this digest against what is known of its base and contest."""
    digests = {**known.named, **known.accepted}
    history = {line.number: line.sha256 for line in manifest.history}
    for number, digest in sorted(digests.items()):
        if number < manifest.number and history[number] != digest:
            return Placing((Finding("bundle.e13_history", number=manifest.number, other=number),))
    last = max(known.accepted, default=0)
    late = manifest.number <= last
    if late and digests.get(manifest.number) != sha256:
        return Placing((Finding("bundle.e13_fork", number=manifest.number),))
    verdicts = [_trade(line, manifest, known.trades.get(line.trade)) for line in manifest.trades]
    problems = tuple(one for one in verdicts if isinstance(one, Finding))
    notes = [Finding("bundle.w15_late", number=manifest.number, last=last)] if late else []
    missing = tuple(line for line in manifest.history if line.number > last)
    if missing:
        numbers = ", ".join(f"{line.number} ({line.sha256[:8]})" for line in missing)
        notes.append(Finding("bundle.w14_gap", number=manifest.number, missing=numbers))
    trades = tuple(one for one in verdicts if isinstance(one, TradeVerdict))
    return Placing(problems, tuple(notes), trades, late, missing)


def taken_in(known: Known, manifest: Manifest, sha256: str, placing: Placing) -> Known:
    """What is known after taking a bundle in whose `placing` had no problems; a lower revision changes no trade."""
    trades = dict(known.trades)
    for verdict in placing.trades:
        if verdict.effect in (NEW, REPLACES):
            line = next(one for one in manifest.trades if one.trade == verdict.trade)
            digest = manifest.file(line.path).sha256
            trades[verdict.trade] = AcceptedTrade(verdict.revision, manifest.number, digest)
    return Known(
        accepted={**known.accepted, manifest.number: sha256},
        named={**known.named, **{line.number: line.sha256 for line in manifest.history}},
        trades=trades,
        heads={**known.heads, manifest.audit.last_seq: manifest.audit.last_hash},
        chain_seq=max(known.chain_seq, manifest.audit.last_seq),
    )


def _trade(line: TradeLine, manifest: Manifest, accepted: AcceptedTrade | None) -> TradeVerdict | Finding:
    if accepted is None:
        return TradeVerdict(line.trade, line.revision, NEW)
    fork = Finding("bundle.e13_trade", trade=line.trade, revision=line.revision)
    if line.revision < accepted.revision:
        return TradeVerdict(line.trade, line.revision, SUPERSEDED, accepted.revision)
    if line.revision == accepted.revision:
        same = manifest.file(line.path).sha256 == accepted.results_sha256
        return TradeVerdict(line.trade, line.revision, SAME, accepted.revision) if same else fork
    replaced = line.replaces  # there, because the revision is above 1
    if (
        replaced is not None
        and replaced.number == accepted.number
        and (replaced.results_sha256 != accepted.results_sha256)
    ):
        return fork
    return TradeVerdict(line.trade, line.revision, REPLACES, accepted.revision)


def audit_bodies(raw: bytes) -> list[bytes] | None:
    """The bodies of `data/audit.jsonl`, or None if it does not end with a line feed."""
    if not raw:
        return []
    return raw[:-1].split(b"\n") if raw.endswith(b"\n") else None


def check_audit(manifest: Manifest, bodies: Sequence[bytes], known: Known | None, *, late: bool) -> list[Finding]:
    """Rule 5. Without a receiver (`known` None) only what the bundle says of itself is checked."""
    line = manifest.audit
    start = genesis_hash(line.genesis)
    if (line.genesis["base"], line.genesis["contest"]) != (manifest.base.id, manifest.contest.id):
        return [Finding("bundle.e16_genesis")]
    if line.from_seq == 1 and line.from_prev != start.hex():
        return [Finding("bundle.e16_genesis")]
    heads = chain_bodies(Head(line.from_seq - 1, bytes.fromhex(line.from_prev)), bodies)
    if heads[-1] != Head(line.last_seq, bytes.fromhex(line.last_hash)):
        return [Finding("bundle.e16_chain", last=line.last_seq)]
    if known is None:
        return []
    return _check_anchors(line, start, heads, known, late=late)


def _check_anchors(line: AuditLine, start: bytes, heads: Sequence[Head], known: Known, *, late: bool) -> list[Finding]:
    anchors = {head.seq: head.hash.hex() for head in heads} | {0: start.hex()}
    last_seen = max(known.heads, default=0)
    for seq, digest in sorted(known.heads.items()):
        if seq in anchors and anchors[seq] != digest:
            return [Finding("bundle.e16_rewritten", seq=seq)]
    if line.from_seq > known.chain_seq + 1:
        return [Finding("bundle.e16_hole", seq=known.chain_seq + 1, first=line.from_seq)]
    if not late and line.last_seq < last_seen:
        return [Finding("bundle.e16_older", seq=last_seen, last=line.last_seq)]
    return []
