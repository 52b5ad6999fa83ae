"""The manifest: the signed statement of what a bundle holds, by whom, about what, after which bundles before it.

Rules:
1. Every class has a checking `from_dict` and a plain `to_dict`; members this version does not know are kept and given
   back, so an older program does not break a newer file. A stored original is never rewritten.
2. Another major version or suite is E06 (a newer program); anything else out of form is E10 with its place.
3. `history` names all earlier numbers of this base and contest, 1 … number-1; order comes from numbers, never clocks.
4. A revision above 1 names what it replaces and why; revision 1 replaces nothing.
5. `files` lists every data entry in byte order; only known kinds of file; a trade has one results and one marks file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from app.bundle import canonical, suite
from app.bundle.archive import DATA_NAME, ENTRY_LIMIT, SIZE_LIMIT
from app.bundle.canonical import TRADE, UTC_TIME, Node
from app.bundle.findings import Finding, MalformedError

FORMAT = "contest-result-bundle"
VERSION = 1
PAYLOAD_TYPE = "application/vnd.contest.result-manifest.v1+json"
MANIFEST_LIMIT = 1 << 20
CONTESTANT_LIMIT = 20_000
AUDIT_LIMIT = 300_000
AUDIT_PATH = "data/audit.jsonl"
PERSONS_PATH = "data/persons.age"
MODES = ("live", "test", "demo")
CLOCKS = ("ok", "suspect", "set")
REASONS = ("keying", "recheck", "appeal", "ruling", "status", "scheme", "persons", "restore", "other")
_SCAN = re.compile(r"data/scan/[^/]+\.pdf")
_ID_LIMIT = 120
More = Mapping[str, Any]
_T = TypeVar("_T")


def _nothing() -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class BundleRef:
    """An earlier bundle: its number and the SHA-256 of its bytes. Also a contest pack."""

    number: int
    sha256: str
    more: More = field(default_factory=_nothing)

    @classmethod
    def read(cls, node: Node) -> BundleRef:
        """From a received value; raises MalformedError, as all `read` here."""
        known = frozenset({"number", "sha256"})
        return cls(node.member("number").integer(1), node.member("sha256").digest(), node.others(known))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        return {**self.more, "number": self.number, "sha256": self.sha256}


@dataclass(frozen=True)
class Named:
    """A thing with an id and the name people read."""

    id: str
    name: str
    more: More = field(default_factory=_nothing)

    @classmethod
    def read(cls, node: Node, known: frozenset[str] = frozenset({"id", "name"})) -> Named:
        """From a received value."""
        name = node.member("name").text(most=400, empty=True)
        return cls(node.member("id").text(most=_ID_LIMIT), name, node.others(known))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        return {**self.more, "id": self.id, "name": self.name}


@dataclass(frozen=True)
class Replaced:
    """The bundle and results file that a later revision of a trade replaces."""

    number: int
    results_sha256: str
    more: More = field(default_factory=_nothing)

    @classmethod
    def read(cls, node: Node) -> Replaced:
        """From a received value."""
        known = frozenset({"number", "results_sha256"})
        return cls(node.member("number").integer(1), node.member("results_sha256").digest(), node.others(known))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        return {**self.more, "number": self.number, "results_sha256": self.results_sha256}


@dataclass(frozen=True)
class TradeLine:
    """One trade in the bundle: its revision, why it was revised and how many entries it has."""

    trade: str
    revision: int
    entries: int
    reason: str = ""
    replaces: Replaced | None = None
    more: More = field(default_factory=_nothing)

    @property
    def path(self) -> str:
        """Where its results are."""
        return f"data/results/{self.trade}.json"

    @property
    def marks_path(self) -> str:
        """Where its marks are."""
        return f"data/marks/{self.trade}.json"

    @classmethod
    def read(cls, node: Node) -> TradeLine:
        """From a received value; rule 4."""
        trade = node.member("trade").text(TRADE)
        revision = node.member("revision").integer(1)
        if revision == 1:
            reason = node.member("reason").text(empty=True, most=0)
        else:
            reason = node.member("reason").word(*REASONS)
        replaces = _optional(node.member("replaces"), Replaced.read)
        if (replaces is None) != (revision == 1):
            raise node.member("replaces").fail()
        known = frozenset({"trade", "revision", "reason", "replaces", "entries", "path"})
        entries = node.member("entries").integer(0, CONTESTANT_LIMIT)
        line = cls(trade, revision, entries, reason, replaces, node.others(known))
        node.member("path").word(line.path)
        return line

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        replaces = self.replaces.to_dict() if self.replaces else None
        named = {"trade": self.trade, "revision": self.revision, "reason": self.reason, "replaces": replaces}
        return {**self.more, **named, "entries": self.entries, "path": self.path}


@dataclass(frozen=True)
class FileLine:
    """One data file: path, size and digest."""

    path: str
    size: int
    sha256: str
    more: More = field(default_factory=_nothing)

    @classmethod
    def read(cls, node: Node) -> FileLine:
        """From a received value."""
        known = frozenset({"path", "size", "sha256"})
        size = node.member("size").integer(0, SIZE_LIMIT)
        return cls(node.member("path").text(DATA_NAME), size, node.member("sha256").digest(), node.others(known))

    @classmethod
    def of(cls, path: str, data: bytes) -> FileLine:
        """The line that tells of these bytes."""
        return cls(path, len(data), suite.digest(data))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        return {**self.more, "path": self.path, "size": self.size, "sha256": self.sha256}


@dataclass(frozen=True)
class PersonsLine:
    """The sealed personal data: the digest of what is inside and who can open it."""

    plain_sha256: str
    recipients: tuple[str, ...]
    more: More = field(default_factory=_nothing)

    @classmethod
    def read(cls, node: Node) -> PersonsLine:
        """From a received value."""
        node.member("path").word(PERSONS_PATH)
        recipients = node.member("recipients").strings(re.compile(r"age1[0-9a-z]{10,200}"), most=8)
        known = frozenset({"path", "plain_sha256", "recipients"})
        return cls(node.member("plain_sha256").digest(), recipients, node.others(known))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        named = {"path": PERSONS_PATH, "plain_sha256": self.plain_sha256, "recipients": list(self.recipients)}
        return {**self.more, **named}


@dataclass(frozen=True)
class AuditLine:
    """The stretch of the audit chain in the bundle: `from_prev` is the hash before `from_seq`."""

    genesis: Mapping[str, str]
    from_seq: int
    from_prev: str
    last_seq: int
    last_hash: str
    more: More = field(default_factory=_nothing)

    @classmethod
    def read(cls, node: Node) -> AuditLine:
        """From a received value. An empty stretch ends one before it begins."""
        genesis = node.member("genesis")
        if set(genesis.object()) != {"base", "chain", "contest"}:
            raise genesis.fail()
        named = {name: item.text(most=_ID_LIMIT) for name, item in genesis.members()}
        first = node.member("from_seq").integer(1)
        last = node.member("last_seq").integer(first - 1, first - 1 + AUDIT_LIMIT)
        before, after = node.member("from_prev").digest(), node.member("last_hash").digest()
        known = frozenset({"genesis", "from_seq", "from_prev", "last_seq", "last_hash"})
        return cls(named, first, before, last, after, node.others(known))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        named = {"genesis": dict(self.genesis), "from_seq": self.from_seq, "from_prev": self.from_prev}
        return {**self.more, **named, "last_seq": self.last_seq, "last_hash": self.last_hash}


@dataclass(frozen=True)
class SignerLine:
    """Who signs, as what and for which trades (`*`: all; none for the base)."""

    role: str
    key: str
    trades: tuple[str, ...]
    more: More = field(default_factory=_nothing)

    @classmethod
    def read(cls, node: Node) -> SignerLine:
        """From a received value."""
        role = node.member("role").word("base", "chief")
        trades = node.member("trades").strings()
        if trades != ("*",):
            for item in node.member("trades").items():
                item.text(TRADE)
        if bool(trades) != (role == "chief"):
            raise node.member("trades").fail()
        known = frozenset({"role", "key", "trades"})
        return cls(role, node.member("key").digest(), trades, node.others(known))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        return {**self.more, "role": self.role, "key": self.key, "trades": list(self.trades)}

    def covers(self, trade: str) -> bool:
        """Whether this signature is meant for the trade."""
        return trade in self.trades or self.trades == ("*",)


@dataclass(frozen=True)
class Stamp:
    """What the clock of the base claimed when signing; shown to people, never used for order."""

    utc: str
    tz_min: int = 480
    clock: str = "ok"
    more: More = field(default_factory=_nothing)

    @classmethod
    def read(cls, node: Node) -> Stamp:
        """From a received value."""
        utc = node.member("utc").text(UTC_TIME)
        try:
            datetime.fromisoformat(utc)
        except ValueError:
            raise node.member("utc").fail() from None
        zone = node.member("tz_min").integer(-1440, 1440)
        known = frozenset({"utc", "tz_min", "clock"})
        return cls(utc, zone, node.member("clock").word(*CLOCKS), node.others(known))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        return {**self.more, "utc": self.utc, "tz_min": self.tz_min, "clock": self.clock}


def _optional(node: Node, read: Callable[[Node], _T]) -> _T | None:
    return None if node.missing else read(node)


@dataclass(frozen=True)
class Manifest:
    """The whole manifest. `contest_pack` is the contest pack judged under, `trust_list` the serial known then."""

    mode: str
    number: int
    history: tuple[BundleRef, ...]
    contest: Named
    contest_pack: BundleRef | None
    base: Named
    trades: tuple[TradeLine, ...]
    files: tuple[FileLine, ...]
    persons: PersonsLine | None
    audit: AuditLine
    signers: tuple[SignerLine, ...]
    software: Mapping[str, Any]
    time: Stamp
    trust_list: int
    more: More = field(default_factory=_nothing)

    KNOWN = frozenset(
        {"format", "version", "suite", "mode", "number", "history", "contest", "base", "trades", "files", "persons"}
        | {"audit", "signers", "software", "time", "trust_list"}
    )

    @classmethod
    def parse(cls, payload: bytes) -> Manifest:
        """From signed bytes. Raises Finding E06 for another version or suite, E10 for anything out of form."""
        try:
            if len(payload) > MANIFEST_LIMIT:
                raise MalformedError("manifest")
            return cls.from_dict(canonical.parse(payload, "manifest"))
        except MalformedError as error:
            raise Finding("bundle.e10_content", place=error.place) from None

    @classmethod
    def from_dict(cls, document: Any) -> Manifest:
        """From a parsed value. Raises MalformedError, or Finding E06."""
        root = Node(document, "manifest")
        root.member("format").word(FORMAT)
        version, named = root.member("version").integer(), root.member("suite").text(most=20)
        if version != VERSION or named != suite.SUITE:
            raise Finding("bundle.e06_version", version=version, suite=named)
        number = root.member("number").integer(1, 100_000)
        history = tuple(BundleRef.read(node) for node in root.member("history").items(number - 1, number - 1))
        if [line.number for line in history] != list(range(1, number)):
            raise root.member("history").fail()
        contest = root.member("contest")
        software = root.member("software")
        software.member("name").text(most=200)
        software.member("version").text(most=200)
        found = cls(
            mode=root.member("mode").word(*MODES),
            number=number,
            history=history,
            contest=Named.read(contest, frozenset({"id", "name", "pack"})),
            contest_pack=_optional(contest.member("pack"), BundleRef.read),
            base=Named.read(root.member("base")),
            trades=tuple(TradeLine.read(node) for node in root.member("trades").items(1, ENTRY_LIMIT)),
            files=tuple(FileLine.read(node) for node in root.member("files").items(1, ENTRY_LIMIT)),
            persons=_optional(root.member("persons"), PersonsLine.read),
            audit=AuditLine.read(root.member("audit")),
            signers=tuple(SignerLine.read(node) for node in root.member("signers").items(1, 100)),
            software=dict(software.object()),
            time=Stamp.read(root.member("time")),
            trust_list=root.member("trust_list").integer(),
            more=root.others(cls.KNOWN),
        )
        _check_files(found, root)
        return found

    def to_dict(self) -> dict[str, Any]:
        """The plain object, unknown members included."""
        pack = self.contest_pack.to_dict() if self.contest_pack else None
        return {
            **self.more,
            "format": FORMAT,
            "version": VERSION,
            "suite": suite.SUITE,
            "mode": self.mode,
            "number": self.number,
            "history": [line.to_dict() for line in self.history],
            "contest": {**self.contest.to_dict(), "pack": pack},
            "base": self.base.to_dict(),
            "trades": [line.to_dict() for line in self.trades],
            "files": [line.to_dict() for line in self.files],
            "persons": self.persons.to_dict() if self.persons else None,
            "audit": self.audit.to_dict(),
            "signers": [line.to_dict() for line in self.signers],
            "software": dict(self.software),
            "time": self.time.to_dict(),
            "trust_list": self.trust_list,
        }

    def to_bytes(self) -> bytes:
        """The canonical bytes that are signed."""
        return canonical.dump(self.to_dict())

    def file(self, path: str) -> FileLine:
        """The line of one file that is known to be there."""
        return next(line for line in self.files if line.path == path)


def _check_files(manifest: Manifest, root: Node) -> None:
    paths = [line.path for line in manifest.files]
    trades = [line.trade for line in manifest.trades]
    if paths != sorted(set(paths)):
        raise root.member("files").fail()
    if len(trades) != len(set(trades)):
        raise root.member("trades").fail()
    needed = {AUDIT_PATH}
    needed.update(line.path for line in manifest.trades)
    needed.update(line.marks_path for line in manifest.trades)
    if manifest.persons is not None:
        needed.add(PERSONS_PATH)
    others = [path for path in paths if path not in needed and not _SCAN.fullmatch(path)]
    if others or not needed.issubset(paths):
        raise root.member("files").fail()
