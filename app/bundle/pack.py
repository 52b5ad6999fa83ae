"""The contest pack 竞赛包 (`.cpk`): the office hands its bases one definition, so that all judge under the same rules.

Rules:
1. The container of bundles with a type of its own; the envelope bears one signature, by an office key of the trust
   list. A bundle's signature never passes for a pack's, because the payload type is bound in.
2. `data/definition.json` is the whole contest with its schemes; `data/layout/<name>.json` are certificate templates,
   their text cut into parts; `data/roster.age` is the list of people, sealed under a passphrase that travels another
   way, or absent. There is no unencrypted list of people.
3. The manifest names every file with size and digest, complete before valid, and for every trade the digest of its
   scheme, so that a bundle's rules can be held against the pack's.
4. Numbers of one contest only rise: what is older than the pack held is refused, and so is another pack of the same
   number.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.bundle import archive, canonical, envelope, suite
from app.bundle.archive import JSON_LIMIT, Archive
from app.bundle.canonical import HEX_DIGEST, TRADE, Node
from app.bundle.findings import Finding, MalformedError
from app.bundle.keys import Key, short_form
from app.bundle.manifest import MANIFEST_LIMIT, MODES, BundleRef, FileLine, Named, Stamp
from app.bundle.trustlist import TrustList
from app.errors import WrongCall

PACK_TYPE = b"application/vnd.contest.contest-pack.v1+zip"
PAYLOAD_TYPE = "application/vnd.contest.pack-manifest.v1+json"
FORMAT = "contest-pack"
DEFINITION_PATH = "data/definition.json"
ROSTER_PATH = "data/roster.age"
SCHEMA = 1
_LAYOUT = re.compile(r"data/layout/[a-z0-9][a-z0-9_-]{0,63}\.json")
_PART = 4000  # code points of a text in one piece; canonical JSON allows 4,096
_ROW_LIMIT, _CELL_LIMIT = 100_000, 100


@dataclass(frozen=True)
class PackTrade:
    """One trade of a pack and the digest of its scheme document."""

    trade: str
    name: str
    scheme_sha256: str

    @classmethod
    def read(cls, node: Node) -> PackTrade:
        """From a received value. Raises MalformedError, as all `read` here."""
        name = node.member("name").text(most=200, empty=True)
        return cls(node.member("trade").text(TRADE), name, node.member("scheme_sha256").digest())

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        return {"trade": self.trade, "name": self.name, "scheme_sha256": self.scheme_sha256}


@dataclass(frozen=True)
class RosterLine:
    """The sealed list of people: digest of what is inside and how many rows it has."""

    plain_sha256: str
    rows: int

    @classmethod
    def read(cls, node: Node) -> RosterLine:
        """From a received value."""
        node.member("path").word(ROSTER_PATH)
        return cls(node.member("plain_sha256").digest(), node.member("rows").integer(0, _ROW_LIMIT))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        return {"path": ROSTER_PATH, "plain_sha256": self.plain_sha256, "rows": self.rows}


@dataclass(frozen=True)
class PackManifest:
    """What the office signs. `bases` are those meant (none: every base that may hold the contest)."""

    mode: str
    number: int
    contest: Named
    bases: tuple[Named, ...]
    trades: tuple[PackTrade, ...]
    files: tuple[FileLine, ...]
    roster: RosterLine | None
    software: Mapping[str, Any]
    time: Stamp
    trust_list: int
    more: Mapping[str, Any] = field(default_factory=dict)

    KNOWN = frozenset(
        {"format", "version", "suite", "mode", "number", "contest", "bases", "trades", "files", "roster"}
        | {"software", "time", "trust_list"}
    )

    @classmethod
    def parse(cls, payload: bytes) -> PackManifest:
        """From received payload bytes. Raises MalformedError; Finding E06 for a newer version or another suite."""
        if len(payload) > MANIFEST_LIMIT:
            raise MalformedError("pack")
        root = Node(canonical.parse(payload, "pack"), "pack")
        root.member("format").word(FORMAT)
        version, named_suite = root.member("version").integer(1), root.member("suite").text(most=40)
        if version != 1 or named_suite != suite.SUITE:
            raise Finding("bundle.e06_version", version=version, suite=named_suite)
        software, roster = root.member("software"), root.member("roster")
        return cls(
            mode=root.member("mode").word(*MODES),
            number=root.member("number").integer(1),
            contest=Named.read(root.member("contest")),
            bases=tuple(Named.read(node) for node in root.member("bases").items(most=2000)),
            trades=tuple(PackTrade.read(node) for node in root.member("trades").items(1, 200)),
            files=tuple(FileLine.read(node) for node in root.member("files").items(1)),
            roster=None if roster.missing else RosterLine.read(roster),
            software=software.object(),
            time=Stamp.read(root.member("time")),
            trust_list=root.member("trust_list").integer(),
            more=root.others(cls.KNOWN),
        )

    def to_dict(self) -> dict[str, Any]:
        """The plain payload."""
        return {
            **self.more,
            "format": FORMAT,
            "version": 1,
            "suite": suite.SUITE,
            "mode": self.mode,
            "number": self.number,
            "contest": self.contest.to_dict(),
            "bases": [one.to_dict() for one in self.bases],
            "trades": [one.to_dict() for one in self.trades],
            "files": [one.to_dict() for one in self.files],
            "roster": self.roster.to_dict() if self.roster else None,
            "software": dict(self.software),
            "time": self.time.to_dict(),
            "trust_list": self.trust_list,
        }


@dataclass(frozen=True)
class PackFacts:
    """What the manifest states beside its files."""

    mode: str
    number: int
    contest: Named
    bases: Sequence[Named]
    trades: Sequence[PackTrade]
    software: Mapping[str, Any]
    time: Stamp
    trust_list: int = 0


@dataclass(frozen=True)
class SealedRoster:
    """The bytes of `data/roster.age` and the line of the manifest that tells of them."""

    raw: bytes
    line: RosterLine


@dataclass(frozen=True)
class Pack:
    """A pack with a good signature of the office: its manifest, definition, templates by name, the sealed roster."""

    manifest: PackManifest
    raw: bytes = field(repr=False)
    definition: Mapping[str, Any] = field(repr=False)
    layouts: Mapping[str, str] = field(repr=False)
    sealed_roster: bytes | None = field(repr=False)
    key: str = ""

    @property
    def sha256(self) -> str:
        """Digest of the file, which bundles name."""
        return suite.digest(self.raw)

    @property
    def ref(self) -> BundleRef:
        """Number and digest, as a bundle names the pack it was judged under."""
        return BundleRef(self.manifest.number, self.sha256)


def seal_roster(
    rows: Sequence[Sequence[str]], passphrase: str, *, random: Callable[[int], bytes] = secrets.token_bytes
) -> SealedRoster:
    """A table of people as it was read, sealed under a passphrase. Raises MalformedError for what no pack can hold."""
    document = {"schema": SCHEMA, "salt": random(32).hex(), "rows": [list(row) for row in rows]}
    plain = canonical.dump(document)
    _roster_rows(plain)
    return SealedRoster(suite.seal_phrase(plain, passphrase), RosterLine(suite.digest(plain), len(rows)))


def open_roster(pack: Pack, passphrase: str) -> list[list[str]]:
    """The rows of the sealed roster. Raises Finding "packs.roster_none", "packs.roster_sealed", "packs.malformed"."""
    line = pack.manifest.roster
    if line is None or pack.sealed_roster is None:
        raise Finding("packs.roster_none", number=pack.manifest.number)
    plain = suite.unseal_phrase(pack.sealed_roster, passphrase)
    if plain is None:
        raise Finding("packs.roster_sealed", number=pack.manifest.number)
    if suite.digest(plain) != line.plain_sha256:
        raise Finding("packs.changed", path=ROSTER_PATH)
    try:
        return _roster_rows(plain)
    except MalformedError as error:
        raise Finding("packs.malformed", place=error.place) from None


def _roster_rows(plain: bytes) -> list[list[str]]:
    if len(plain) > JSON_LIMIT:
        raise MalformedError("roster")
    root = Node(canonical.parse(plain, "roster"), "roster")
    root.member("schema").integer(SCHEMA, SCHEMA)
    root.member("salt").text(HEX_DIGEST)
    return [
        [cell.text(empty=True) for cell in row.items(most=_CELL_LIMIT)]
        for row in root.member("rows").items(most=_ROW_LIMIT)
    ]


def make(
    facts: PackFacts,
    definition: Mapping[str, Any],
    layouts: Mapping[str, str],
    roster: SealedRoster | None,
    key: Key,
) -> Pack:
    """Build and sign a pack, and read the finished bytes back as a base will. Raises ValueError, NotCanonicalError or
    MalformedError for what no pack can hold, faults of the caller."""
    files = {DEFINITION_PATH: canonical.dump(dict(definition))}
    for name, text in layouts.items():
        parts = [text[at : at + _PART] for at in range(0, len(text), _PART)]
        files[f"data/layout/{name}.json"] = canonical.dump({"schema": SCHEMA, "name": name, "parts": parts})
    if roster is not None:
        files[ROSTER_PATH] = roster.raw
    manifest = PackManifest(
        mode=facts.mode,
        number=facts.number,
        contest=facts.contest,
        bases=tuple(facts.bases),
        trades=tuple(sorted(facts.trades, key=lambda one: one.trade)),
        files=tuple(FileLine.of(path, data) for path, data in sorted(files.items())),
        roster=roster.line if roster else None,
        software=facts.software,
        time=facts.time,
        trust_list=facts.trust_list,
    )
    signed = envelope.seal(PAYLOAD_TYPE, canonical.dump(manifest.to_dict()), [key.secret])
    raw = archive.write(Archive(PACK_TYPE, signed.to_bytes(), files))
    return _read(raw, key.keyid, key.public)


def read(raw: bytes, trust: TrustList) -> Pack:
    """A received pack, signed by an office key of the list.

    Raises WrongCall "packs.malformed_file" for what is no pack, Finding "packs.unknown_key", "packs.signature",
    "packs.changed", "bundle.e02_size", "bundle.e04_damaged", "bundle.e05_truncated", "bundle.e06_kind".
    """
    held = archive.read(raw, PACK_TYPE)
    keyid = _envelope(held.envelope).signatures[0].keyid
    public = trust.office_key(keyid)
    if public is None:
        raise Finding("packs.unknown_key", key=short_form(keyid), serial=trust.serial)
    return _read(raw, keyid, public)


def _envelope(raw: bytes) -> envelope.Envelope:
    try:
        signed = envelope.read(raw)
        if signed.payload_type != PAYLOAD_TYPE or len(signed.signatures) != 1:
            raise MalformedError("envelope")
    except MalformedError as error:
        raise WrongCall("packs.malformed_file", place=error.place) from None
    return signed


def _read(raw: bytes, keyid: str, public: str) -> Pack:
    held = archive.read(raw, PACK_TYPE)
    signed = _envelope(held.envelope)
    if signed.signatures[0].keyid != keyid or not signed.signed_by(0, bytes.fromhex(public)):
        raise Finding("packs.signature", key=short_form(keyid))
    try:
        manifest = PackManifest.parse(signed.payload)
        _check_files(manifest, held)
        definition = Node(canonical.parse(held.files[DEFINITION_PATH], DEFINITION_PATH), DEFINITION_PATH).object()
        layouts = dict(_layout(path, data) for path, data in held.files.items() if _LAYOUT.fullmatch(path))
    except MalformedError as error:
        raise WrongCall("packs.malformed_file", place=error.place) from None
    return Pack(manifest, raw, definition, layouts, held.files.get(ROSTER_PATH), keyid)


def _check_files(manifest: PackManifest, held: Archive) -> None:
    """Complete before valid: exactly the files stated, of known kinds, each with its size and digest."""
    stated = [line.path for line in manifest.files]
    roster = [ROSTER_PATH] if manifest.roster else []
    known = [path for path in stated if path in (DEFINITION_PATH, *roster) or _LAYOUT.fullmatch(path)]
    if stated != list(held.files) or known != stated or not {DEFINITION_PATH, *roster} <= set(stated):
        raise Finding("packs.changed", path="data")
    if len({one.trade for one in manifest.trades}) != len(manifest.trades):
        raise MalformedError("pack.trades")
    for line in manifest.files:
        data = held.files[line.path]
        if (len(data), suite.digest(data)) != (line.size, line.sha256):
            raise Finding("packs.changed", path=line.path)


def _layout(path: str, data: bytes) -> tuple[str, str]:
    root = Node(canonical.parse(data, path), path)
    root.member("schema").integer(SCHEMA, SCHEMA)
    name = root.member("name").text(TRADE)
    if path != f"data/layout/{name}.json":
        raise root.member("name").fail()
    return name, "".join(part.text() for part in root.member("parts").items(most=2000))


def file_name(pack: Pack) -> str:
    """`cpk_<contest>_n0003_<check>.cpk` in ASCII; names are never trusted."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", pack.manifest.contest.id).strip("-")[:40] or "x"
    return f"cpk_{slug}_n{pack.manifest.number:04d}_{archive.check_code(pack.raw)}.cpk"
