"""What became of a file at the office, as a row for a page or a script: verdict, code, sentence, and what it changes.

A row keeps facts, never the bytes or the parsed files of a bundle, so that a list of many stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.bundle import history
from app.bundle.archive import check_code_of
from app.bundle.authority import Signer
from app.bundle.datafiles import TradeData
from app.bundle.findings import Finding
from app.bundle.manifest import BundleRef, Manifest
from app.bundle.verify import VerificationResult
from app.domain.scores import Standing
from app.errors import AppError
from app.services.recompute import trade_name
from app.texts import sentence
from db.queries import office as stored
from db.queries.office import OfficeResult, PersonSeen, Received
from db.store import Reading

ACCEPTED, REPLACED, OLDER, DUPLICATE, REFUSED = "accepted", "replaced", "older", "duplicate", "refused"
IN = (ACCEPTED, REPLACED, OLDER)
Json = dict[str, Any]
_WATCHED = ("status", "total", "place", "award")


@dataclass(frozen=True)
class LineChange:
    """One value of one entry that a bundle changes against the accepted revision; `what` is one of status, total,
    place, award."""

    entry: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class TradeChange:
    """What a bundle does to one trade: effect new, replaces, same or superseded, and the difference line by line.

    `before` is the revision accepted so far (None: none). `added` and `removed` are entry numbers.
    """

    trade: str
    name: str
    revision: int
    before: int | None
    effect: str
    entries: int
    reason: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    lines: tuple[LineChange, ...] = ()


@dataclass(frozen=True)
class Rival:
    """Another file that bears the same number of the same base: of a fork both are shown, and none is clicked away."""

    file: str
    sha256: str
    check_code: str
    verdict: str
    at: datetime


@dataclass(frozen=True)
class Twin:
    """Somebody of this bundle who also stands at another base."""

    entry: str
    other_entry: str
    other_base: str
    other_base_name: str
    trade: str
    trade_name: str


@dataclass(frozen=True)
class Row:
    """What became of one file. `problem` says why it was refused, `notes` what to know about one taken in.

    `known` is the file accepted before, of a duplicate; `rivals` the other files of the same number, of a fork.
    `dry`: only looked at, nothing was stored.
    """

    file: str
    verdict: str
    code: str
    problem: AppError | None
    notes: tuple[Finding, ...]
    sha256: str
    size: int
    manifest: Manifest | None = None
    signers: tuple[Signer, ...] = ()
    trades: tuple[TradeChange, ...] = ()
    missing: tuple[BundleRef, ...] = ()
    receipt: bytes | None = None
    known: Received | None = None
    rivals: tuple[Rival, ...] = ()
    twins: tuple[Twin, ...] = ()
    dry: bool = False

    @property
    def good(self) -> bool:
        """Whether the file is (or would be) in the office's lists."""
        return self.verdict in IN

    @property
    def check_code(self) -> str:
        """校验码, for the phone; "" of a file that could not be read."""
        return check_code_of(self.sha256) if self.sha256 else ""

    @property
    def sentence(self) -> str:
        """What the person is told."""
        if self.problem is not None:
            return sentence(self.problem)
        return "；".join([*_effect_words(self), *(sentence(note) for note in self.notes)]) or "收下，没有问题。"


def _effect_words(row: Row) -> Iterable[str]:
    for one in row.trades:
        if one.effect == history.REPLACES:
            counts = f"改动 {len({line.entry for line in one.lines})} 项"
            yield f"{one.name} 替换了版本 {one.before}，{counts}"
        elif one.effect == history.SUPERSEDED:
            yield f"{one.name} 版本 {one.revision} 已被版本 {one.before} 取代，不影响名次"


def changes(reading: Reading, result: VerificationResult) -> tuple[TradeChange, ...]:
    """What a genuine bundle changes against what the office holds."""
    manifest = result.manifest
    if manifest is None:
        return ()
    effects = {one.trade: one for one in result.placing.trades}
    found = []
    for line in manifest.trades:
        data, effect = result.trades.get(line.trade), effects.get(line.trade)
        if data is None or effect is None:
            continue
        name = trade_name(data.marks) or line.trade
        one = TradeChange(
            line.trade, name, line.revision, effect.accepted_revision, effect.effect, line.entries, line.reason
        )
        if effect.effect == history.REPLACES:
            before = stored.current_results(reading, manifest.contest.id, manifest.base.id, line.trade)
            one = _compared(one, before, data)
        found.append(one)
    return tuple(found)


def _compared(one: TradeChange, before: Mapping[str, OfficeResult], data: TradeData) -> TradeChange:
    after = {str(row["entry"]): stated_row(row) for row in data.results["rows"]}
    old = {entry: _kept_row(row) for entry, row in before.items()}
    lines = tuple(
        LineChange(entry, what, old[entry][what], now[what])
        for entry, now in after.items()
        if entry in old
        for what in _WATCHED
        if old[entry][what] != now[what]
    )
    return TradeChange(
        **{
            **vars(one),
            "added": tuple(entry for entry in after if entry not in old),
            "removed": tuple(entry for entry in old if entry not in after),
            "lines": lines,
        }
    )


def stated_row(row: Mapping[str, Any]) -> dict[str, str]:
    """The watched values of a row of a results file, as texts."""
    return {
        "status": row.get("standing", row["status"]),
        "total": row["total"] or "",
        "place": "" if row["place"] is None else f"{row['place']}",
        "award": row["award"] or "",
    }


def _kept_row(row: OfficeResult) -> dict[str, str]:
    place = "" if row.place is None else f"{row.place}"
    return {"status": row.status, "total": row.total, "place": place, "award": row.award}


def standing_word(status: str) -> str:
    """The Chinese word of a standing or status."""
    try:
        return Standing(status).zh
    except ValueError:
        return status


def rivals(reading: Reading, result: VerificationResult) -> tuple[Rival, ...]:
    """The files the office has of the number a forked bundle bears, other than itself."""
    if result.manifest is None or result.code != "E13":
        return ()
    manifest = result.manifest
    found = stored.same_number(reading, manifest.contest.id, manifest.base.id, manifest.number)
    return tuple(
        Rival(one.file_name, one.sha256, check_code_of(one.sha256), one.verdict, one.at)
        for one in found
        if one.sha256 != result.sha256
    )


def twins_of(seen: Sequence[PersonSeen], entries: Mapping[str, str]) -> tuple[Twin, ...]:
    """People seen elsewhere, as a row tells of them; `entries` is the entry here by HMAC."""
    return tuple(Twin(entries[one.mac], one.entry, one.base, one.base_name, one.trade, one.trade_name) for one in seen)


def row_document(row: Row) -> Json:
    """A row as scripts read it: verdict, code, sentences in both languages, and what the bundle says of itself."""
    manifest = row.manifest
    document: Json = {
        "file": row.file,
        "verdict": row.verdict,
        "code": row.code,
        "reason": sentence(row.problem) if row.problem else "",
        "reason_en": sentence(row.problem, "en") if row.problem else "",
        "message": row.sentence,
        "notes": [{**one.to_dict(), "message": sentence(one)} for one in row.notes],
        "sha256": row.sha256,
        "check_code": row.check_code,
        "missing": [line.to_dict() for line in row.missing],
        "receipt": row.receipt is not None,
        "dry_run": row.dry,
    }
    if row.rivals:
        document["rivals"] = [
            {"file": one.file, "sha256": one.sha256, "check_code": one.check_code, "verdict": one.verdict}
            for one in row.rivals
        ]
    if row.twins:
        document["twins"] = [vars(one) for one in row.twins]
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
            "pack": manifest.contest_pack.to_dict() if manifest.contest_pack else None,
            "trades": _trades(row, manifest),
        }
    return document


def _trades(row: Row, manifest: Manifest) -> list[Json]:
    known = {one.trade: one for one in row.trades}
    found = []
    for line in manifest.trades:
        document: Json = {"trade": line.trade, "revision": line.revision, "entries": line.entries}
        one = known.get(line.trade)
        document["effect"] = one.effect if one else ""
        if one is not None and one.effect == history.REPLACES:
            document |= {
                "before": one.before,
                "added": list(one.added),
                "removed": list(one.removed),
                "changes": [vars(change) for change in one.lines],
            }
        found.append(document)
    return found
