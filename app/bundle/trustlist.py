"""The trust list 信任名录 (`.ctl`): whose keys count, for which bases, contests, trades and bundle numbers.

Rules:
1. A list is a DSSE envelope signed by at least `threshold` (two or more) of the root keys it names itself. Whoever
   meets the roots for the first time compares `root_code`, forty digits over the set of roots, with the letter.
2. A lower serial than the one held is refused; the same serial with other bytes is refused as a fork.
3. Same roots: newer lists may be skipped. Other roots: the new list needs the old threshold and the new one, must be
   the very next serial and name the SHA-256 of the list held (the rule of The Update Framework).
4. The roots sign in sittings of their own: a draft is the same envelope with too few signatures, no or one. Nobody
   takes it for a list; the next root adds its signature over the same bytes.
5. A key has one line in one place. Retired or revoked keys carry `to_number`, the last bundle they count for; what was
   signed up to there stays good. Nothing expires by date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.bundle import canonical, envelope, suite
from app.bundle.archive import ENVELOPE_LIMIT
from app.bundle.canonical import TRADE, Node
from app.bundle.findings import Finding, MalformedError
from app.bundle.keys import Key, fingerprint, key_id, short_form
from app.domain.audit import digit_groups
from app.errors import WrongCall

PAYLOAD_TYPE = "application/vnd.contest.trust-list.v1+json"
FORMAT = "contest-trust-list"
SIGNING_ROLES = ("base", "chief", "certificate")
STATUSES = ("active", "retired", "revoked")
LEAST_ROOTS = 2  # no list ever rests on one person
_PUBLIC = re.compile(r"[0-9a-f]{64}")
_RECIPIENT = re.compile(r"age1[0-9a-z]{10,200}")
_ALL = "*"


@dataclass(frozen=True)
class TrustedKey:
    """One key of a base and what it may sign. `trades` and numbers concern manifests only."""

    public: str
    role: str
    person: str
    trades: tuple[str, ...] = ()
    from_number: int = 1
    to_number: int | None = None
    status: str = "active"
    base: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def keyid(self) -> str:
        """Hex SHA-256 of the public key."""
        return key_id(self.public)

    @property
    def short(self) -> str:
        """The short form for lists; it never decides."""
        return short_form(self.keyid)

    @property
    def fingerprint(self) -> str:
        """Forty digits to compare with the stamped paper before a key is added."""
        return fingerprint(self.public)

    def allows_number(self, number: int) -> bool:
        """Whether bundle `number` may bear this key's signature (rule 4)."""
        return self.from_number <= number and (self.to_number is None or number <= self.to_number)

    def allows_trade(self, trade: str) -> bool:
        """Whether this key may sign for the trade; `*` in a manifest asks for `*` here."""
        return trade in self.trades or _ALL in self.trades

    @classmethod
    def read(cls, node: Node, base: str) -> TrustedKey:
        """From a received value. Raises MalformedError."""
        node.member("algorithm").word(suite.ALGORITHM)
        trades = node.member("trades").strings()
        if trades != (_ALL,) and not all(TRADE.fullmatch(trade) for trade in trades):
            raise node.member("trades").fail()
        status, last = node.member("status").word(*STATUSES), node.member("to_number")
        if last.missing and status != "active":
            raise last.fail()
        known = frozenset({"public", "algorithm", "role", "person", "trades", "from_number", "to_number", "status"})
        return cls(
            public=node.member("public").text(_PUBLIC),
            role=node.member("role").word(*SIGNING_ROLES),
            person=node.member("person").text(most=100, empty=True),
            trades=trades,
            from_number=node.member("from_number").integer(1),
            to_number=None if last.missing else last.integer(),
            status=status,
            base=base,
            more=node.others(known),
        )

    def to_dict(self) -> dict[str, Any]:
        """The plain object, without the base it stands under."""
        return {
            **self.more,
            "public": self.public,
            "algorithm": suite.ALGORITHM,
            "role": self.role,
            "person": self.person,
            "trades": list(self.trades),
            "from_number": self.from_number,
            "to_number": self.to_number,
            "status": self.status,
        }


@dataclass(frozen=True)
class TrustedBase:
    """A base: its name, the contests it holds and its keys."""

    id: str
    name: str
    contests: tuple[str, ...]
    keys: tuple[TrustedKey, ...]
    more: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, node: Node) -> TrustedBase:
        """From a received value. Raises MalformedError."""
        base = node.member("id").text(most=120)
        keys = tuple(TrustedKey.read(item, base) for item in node.member("keys").items(most=1000))
        known = frozenset({"id", "name", "contests", "keys"})
        name = node.member("name").text(most=400, empty=True)
        return cls(base, name, node.member("contests").strings(), keys, node.others(known))

    def to_dict(self) -> dict[str, Any]:
        """The plain object."""
        named = {"id": self.id, "name": self.name, "contests": list(self.contests)}
        return {**self.more, **named, "keys": [key.to_dict() for key in self.keys]}

    def holds(self, contest: str) -> bool:
        """Whether the base takes part in this contest."""
        return contest in self.contests or _ALL in self.contests


@dataclass(frozen=True)
class Roots:
    """The root keys (hex) and how many of them must sign a list."""

    keys: tuple[str, ...]
    threshold: int = 2

    @property
    def code(self) -> str:
        """Forty digits over the set of roots, printed in the official letter (rule 1)."""
        data = canonical.dump({"keys": sorted(self.keys), "threshold": self.threshold})
        return digit_groups(bytes.fromhex(suite.digest(data)), 40)

    def satisfied_by(self, signed: envelope.Envelope) -> bool:
        """Whether enough different roots signed this payload."""
        by_id = {key_id(public): public for public in self.keys}
        good = {
            one.keyid
            for index, one in enumerate(signed.signatures)
            if one.keyid in by_id and signed.signed_by(index, bytes.fromhex(by_id[one.keyid]))
        }
        return len(good) >= self.threshold


@dataclass(frozen=True)
class TrustList:
    """A list with good signatures of its own roots; whether those roots are ours is `accept`'s question.

    `office_keys` sign receipts and packs; `recipients` are the office's age keys; `withdrawn` holds pairs of base and
    certificate number. `raw` are the received bytes, `sha256` their digest.
    """

    serial: int
    previous: str | None
    roots: Roots
    office_keys: tuple[str, ...]
    recipients: tuple[str, ...]
    bases: tuple[TrustedBase, ...]
    withdrawn: frozenset[tuple[str, str]] = frozenset()
    more: Mapping[str, Any] = field(default_factory=dict)
    raw: bytes = field(default=b"", repr=False)

    KNOWN = frozenset(
        {"format", "version", "suite", "serial", "previous", "roots", "office_keys", "recipients", "bases", "withdrawn"}
    )

    @property
    def sha256(self) -> str:
        """Digest of the file, which the next list names as `previous`."""
        return suite.digest(self.raw)

    @classmethod
    def from_dict(cls, document: Any, raw: bytes = b"") -> TrustList:
        """From a parsed payload. Raises MalformedError."""
        root = Node(document, "trust")
        root.member("format").word(FORMAT)
        root.member("version").integer(1, 1)
        root.member("suite").word(suite.SUITE)
        roots = root.member("roots")
        keys = roots.member("keys").strings(_PUBLIC, most=20)
        previous = root.member("previous")
        found = cls(
            serial=root.member("serial").integer(1),
            previous=None if previous.missing else previous.digest(),
            roots=Roots(keys, roots.member("threshold").integer(LEAST_ROOTS, len(keys))),
            office_keys=root.member("office_keys").strings(_PUBLIC, most=20),
            recipients=root.member("recipients").strings(_RECIPIENT, most=8),
            bases=tuple(TrustedBase.read(node) for node in root.member("bases").items(most=2000)),
            withdrawn=frozenset(_withdrawal(node) for node in root.member("withdrawn").items()),
            more=root.others(cls.KNOWN),
            raw=raw,
        )
        names = [base.id for base in found.bases]
        publics = [key.public for key in found.all_keys()] + list(found.office_keys) + list(keys)
        if len(set(names)) != len(names) or len(set(publics)) != len(publics):
            raise root.member("bases").fail()  # a key has one use and one line
        return found

    def to_dict(self) -> dict[str, Any]:
        """The plain payload, unknown members of list, bases and keys included."""
        return {
            **self.more,
            "format": FORMAT,
            "version": 1,
            "suite": suite.SUITE,
            "serial": self.serial,
            "previous": self.previous,
            "roots": {"keys": list(self.roots.keys), "threshold": self.roots.threshold},
            "office_keys": list(self.office_keys),
            "recipients": list(self.recipients),
            "bases": [base.to_dict() for base in self.bases],
            "withdrawn": [{"base": base, "number": number} for base, number in sorted(self.withdrawn)],
        }

    def all_keys(self) -> Iterator[TrustedKey]:
        """All keys of all bases."""
        for base in self.bases:
            yield from base.keys

    def base(self, base: str) -> TrustedBase | None:
        """A base by its id."""
        return next((one for one in self.bases if one.id == base), None)

    def lookup(self, keyid: str) -> TrustedKey | None:
        """The key of a base with this key id, whatever its status."""
        found = self._by_id.get(keyid)
        return found[0] if found else None

    def holder(self, keyid: str) -> tuple[TrustedKey, TrustedBase]:
        """A key known to be listed, with the base it stands under."""
        return self._by_id[keyid]

    @cached_property
    def _by_id(self) -> dict[str, tuple[TrustedKey, TrustedBase]]:
        return {key.keyid: (key, base) for base in self.bases for key in base.keys}

    def office_key(self, keyid: str) -> str | None:
        """The public hex of an office key with this key id."""
        return next((public for public in self.office_keys if key_id(public) == keyid), None)


def _withdrawal(node: Node) -> tuple[str, str]:
    return node.member("base").text(most=120), node.member("number").text(most=120)


def sign(trust: TrustList, roots: Sequence[Key]) -> TrustList:
    """The list with its signed bytes in `raw`, read back before it is given out. Raises as `read`."""
    signed = envelope.seal(PAYLOAD_TYPE, canonical.dump(trust.to_dict()), [key.secret for key in roots])
    return read(signed.to_bytes())


@dataclass(frozen=True)
class Draft:
    """A list on its way from root to root: what it will say, who signed so far (public hex), how many it still needs.

    `lacks` counts the roots of the list itself and, where it follows another list, of that one too (rule 3).
    """

    trust: TrustList
    signed: envelope.Envelope
    signers: tuple[str, ...]
    lacks: int

    @property
    def raw(self) -> bytes:
        """The bytes of the file that goes to the next root."""
        return self.signed.to_bytes()


def draft(trust: TrustList, before: TrustList | None = None) -> Draft:
    """A list that nobody has signed yet."""
    return _drafted(envelope.Envelope(PAYLOAD_TYPE, canonical.dump(trust.to_dict()), ()), before)


def read_draft(raw: bytes, before: TrustList | None = None) -> Draft:
    """A draft or a finished list as received. Raises WrongCall (none of both), Finding for a false signature."""
    try:
        if len(raw) > ENVELOPE_LIMIT:
            raise MalformedError("size")
        signed = envelope.read(raw, least=0)
        if signed.payload_type != PAYLOAD_TYPE:
            raise MalformedError("envelope.payloadType")
        return _drafted(signed, before)
    except MalformedError as error:
        raise WrongCall("bundle.trust_malformed", place=error.place) from None


def _drafted(signed: envelope.Envelope, before: TrustList | None) -> Draft:
    trust = TrustList.from_dict(canonical.parse(signed.payload, "trust"))
    roots = [trust.roots, *([before.roots] if before is not None else [])]
    known = {key_id(public): public for one in roots for public in one.keys}
    signers = []
    for index, one in enumerate(signed.signatures):
        public = known.get(one.keyid)
        if public is None or not signed.signed_by(index, bytes.fromhex(public)):
            raise Finding("bundle.trust_false_signature", serial=trust.serial, key=short_form(one.keyid))
        signers.append(public)
    if len(set(signers)) != len(signers):
        raise MalformedError("envelope.signatures")
    lacks = max(one.threshold - len(set(one.keys) & set(signers)) for one in roots)
    return Draft(trust, signed, tuple(signers), max(lacks, 0))


def countersign(found: Draft, root: Key, before: TrustList | None = None) -> Draft:
    """The draft with one root's signature more. Raises Finding for a key that is no root here or signed already."""
    roots = {*found.trust.roots.keys, *(before.roots.keys if before is not None else ())}
    if root.role != "root" or root.public not in roots:
        raise Finding("bundle.trust_not_a_root", key=short_form(root.keyid), person=root.person)
    if root.public in found.signers:
        raise Finding("bundle.trust_signed_already", key=short_form(root.keyid), person=root.person)
    one = envelope.seal(PAYLOAD_TYPE, found.signed.payload, [root.secret]).signatures
    more = envelope.Envelope(PAYLOAD_TYPE, found.signed.payload, (*found.signed.signatures, *one))
    return _drafted(more, before)


def read(raw: bytes) -> TrustList:
    """A received list, signed by its own roots. Raises WrongCall (not a list) or Finding (signatures missing)."""
    return _read(raw)[0]


def _read(raw: bytes) -> tuple[TrustList, envelope.Envelope]:
    try:
        if len(raw) > ENVELOPE_LIMIT:
            raise MalformedError("size")
        signed = envelope.read(raw)
        if signed.payload_type != PAYLOAD_TYPE:
            raise MalformedError("envelope.payloadType")
        trust = TrustList.from_dict(canonical.parse(signed.payload, "trust"), raw)
    except MalformedError as error:
        raise WrongCall("bundle.trust_malformed", place=error.place) from None
    if not trust.roots.satisfied_by(signed):
        raise Finding("bundle.trust_signature", serial=trust.serial, threshold=trust.roots.threshold)
    return trust, signed


def accept(raw: bytes, held: TrustList | None, *, root_code: str | None = None) -> TrustList:
    """Take a list in place of the one held (rules 1 to 3); gives the list to hold from now on.

    With no list held, `root_code` must be the forty digits of the official letter. Raises WrongCall or Finding.
    """
    trust, signed = _read(raw)
    if held is None:
        if root_code is None or _digits(root_code) != _digits(trust.roots.code):
            raise Finding("bundle.trust_roots", digits=trust.roots.code)
        return trust
    if trust.serial < held.serial:
        raise Finding("bundle.trust_older", serial=trust.serial, held=held.serial)
    if trust.serial == held.serial:
        if trust.raw != held.raw:
            raise Finding("bundle.trust_fork", serial=trust.serial)
        return held
    if not held.roots.satisfied_by(signed):
        raise Finding("bundle.trust_signature", serial=trust.serial, threshold=held.roots.threshold)
    next_in_turn = trust.serial == held.serial + 1
    if next_in_turn and trust.previous != held.sha256:
        raise Finding("bundle.trust_fork", serial=trust.serial)
    if not next_in_turn and trust.roots.code != held.roots.code:
        raise Finding("bundle.trust_skipped", serial=trust.serial, needed=held.serial + 1)
    return trust


def _digits(code: str) -> str:
    return "".join(sign for sign in code if sign.isdigit())
