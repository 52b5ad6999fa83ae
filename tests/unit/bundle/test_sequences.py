"""Random sequences of bundles against a small model: replayed, older, with gaps, late, forked, renumbered, of another
base, of another contest. Nothing ever lowers a revision, and no fork gets by.

JIANGPING_NIGHTLY=1 runs ten thousand sequences in place of some hundred.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from functools import cache

from app.bundle.build import SigningKey, assemble
from app.bundle.history import Known, Receiver, taken_in
from app.bundle.manifest import AuditLine, BundleRef, Named, Replaced
from app.bundle.trustlist import TrustedBase
from app.bundle.verify import VerificationResult, verify
from app.domain import audit
from tests.unit.bundle import kit

SEQUENCES = 10_000 if os.environ.get("JIANGPING_NIGHTLY") == "1" else 150
LENGTH = 8
LINE = 6
KEY = ("TEST-01", "00-00")


@dataclass(frozen=True)
class Offer:
    """A bundle somebody may hand in. `good`: of our base and contest, signed as it must be; else `code` is its mark."""

    name: str
    raw: bytes
    sha256: str
    number: int
    revision: int
    results: str
    history: dict[int, str] = field(default_factory=dict, hash=False)
    replaces: tuple[int, str] | None = None
    code: str = ""


def bodies(kind: str, count: int) -> list[bytes]:
    """The audit of a base: the part before a fork is the same, what comes after is told by `kind`."""
    return [b'{"act":"%s-%d"}' % (kind.encode(), number) for number in range(count)]


def offer(name: str, raw: bytes, code: str = "") -> Offer:
    found = verify(raw, trust())
    manifest = found.manifest
    if manifest is None:  # refused before its manifest was read
        return Offer(name, raw, found.sha256, 0, 0, "", code=code)
    line = manifest.trades[0]
    return Offer(
        name,
        raw,
        found.sha256,
        manifest.number,
        line.revision,
        manifest.file(line.path).sha256,
        {one.number: one.sha256 for one in manifest.history},
        None if line.replaces is None else (line.replaces.number, line.replaces.results_sha256),
        code,
    )


@cache
def trust():
    """Both bases; ours may also hold another contest, which the receiver does not."""
    plain = kit.trust_list()
    ours, other = plain.bases
    wider = TrustedBase(ours.id, ours.name, ("TEST-01", "TEST-02"), ours.keys)
    return kit.trust_list(bases=(wider, other))


def build_next(before, chain, total, *, revision=None, signers=kit.SIGNERS, **facts) -> bytes:
    """The bundle after some others of one line, with its whole audit."""
    last = before[-1] if before else None
    number = revision or (last.revision + 1 if last else 1)
    replaces = Replaced(last.number, last.results) if last and number > 1 else None
    history = [BundleRef(one.number, one.sha256) for one in before]
    given = {"number": len(before) + 1, "history": history, "audit": kit.stretch(chain), **facts}
    return assemble(kit.facts(**given), [kit.content(number, total, replaces=replaces)], chain, signers).raw


@cache
def pool() -> tuple[Offer, ...]:
    """The true line, and everything that may stand in its way."""
    line: list[Offer] = []
    chains: list[list[bytes]] = []
    found: list[Offer] = []
    for number in range(1, LINE + 1):
        chains.append(bodies("true", 2 * number))
        line.append(offer(f"true {number}", build_next(line, chains[-1], f"80.{number:02d}")))
    found += line
    for number in range(2, LINE + 1):
        before = line[: number - 1]
        chain = chains[number - 2] + bodies("fork", 2)
        fork = offer(f"fork {number}", build_next(before, chain, f"70.{number:02d}"))
        after = build_next([*before, fork], chain + bodies("after", 2), f"71.{number:02d}")
        found += [fork, offer(f"after fork {number}", after)]
        again = build_next(line[:number], chains[number - 1], f"80.{number:02d}", revision=number)
        same = offer(f"renumbered {number} to {number + 1}", again)
        found.append(same)
    for number in (2, 4):
        stranger = (SigningKey(kit.OTHER_BASE), kit.SIGNERS[1])
        raw = build_next(line[: number - 1], chains[number - 1], "60.00", signers=stranger)
        found.append(offer(f"another base's {number}", raw, "E08"))
        genesis = audit.Genesis("00-00", kit.GENESIS.chain, "TEST-02")
        head = audit.Head(0, audit.genesis_hash(genesis))
        last = audit.chain_bodies(head, chains[0])[-1]
        stretch = AuditLine(genesis.to_dict(), 1, head.hash.hex(), last.seq, last.hash.hex())
        raw = build_next([], chains[0], f"61.{number:02d}", contest=Named("TEST-02", "另一个"), audit=stretch)
        found.append(offer(f"another contest's {number}", raw, "E12"))
    return tuple(found)


@dataclass
class Model:
    """What a careful clerk with a sheet of paper would know."""

    taken: dict[int, Offer] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    revision: int = 0
    results: str = ""
    counted_from: int = 0

    def expect(self, one: Offer) -> str:
        """The mark this bundle must get; "" for one taken in without a note."""
        if one.sha256 in {held.sha256 for held in self.taken.values()}:
            return "I03"
        if one.code:
            return one.code
        known = self.named | {number: held.sha256 for number, held in self.taken.items()}
        if any(one.history[number] != digest for number, digest in known.items() if number < one.number):
            return "E13"
        last = max(self.taken, default=0)
        if one.number <= last and known.get(one.number) != one.sha256:
            return "E13"
        if self._two_statements(one):
            return "E13"
        if one.number <= last:
            return "W15"
        return "W14" if one.number > last + 1 else ""

    def _two_statements(self, one: Offer) -> bool:
        if one.revision == self.revision:
            return one.results != self.results
        if one.replaces is None or not one.revision > self.revision > 0:
            return False
        number, results = one.replaces
        return number == self.counted_from and results != self.results

    def take(self, one: Offer) -> None:
        self.taken[one.number] = one
        self.named |= one.history
        if one.revision > self.revision:
            self.revision, self.results, self.counted_from = one.revision, one.results, one.number


def mark_of(found: VerificationResult) -> str:
    if found.problems:
        return found.problems[0].mark
    return found.notes[0].mark if found.notes else ""


def play(dice: random.Random) -> list[tuple[str, str]]:
    """One sequence: every bundle gets the mark the model says, and the state follows the model's."""
    model, known, received = Model(), Known(), {}
    told = []
    for one in dice.choices(pool(), weights=weights(), k=LENGTH):
        expected = model.expect(one)
        receiver = Receiver("test", {"TEST-01": None}, received=received, known={KEY: known})
        found = verify(one.raw, trust(), receiver=receiver)
        assert mark_of(found) == expected, (told, one.name)
        told.append((one.name, expected))
        before = known.trades["t01"].revision if known.trades else 0
        if expected in ("", "W14", "W15"):
            assert found.manifest is not None
            known = taken_in(known, found.manifest, found.sha256, found.placing)
            received[one.sha256] = "today"
            model.take(one)
        after = known.trades["t01"].revision if known.trades else 0
        assert after >= before and after == model.revision, told
        assert dict(known.accepted) == {number: held.sha256 for number, held in model.taken.items()}
    for held in model.taken.values():
        for number, digest in held.history.items():
            assert model.taken.get(number, held).sha256 in (digest, held.sha256), "two lines were taken in"
    return told


@cache
def weights() -> tuple[int, ...]:
    """The true line comes more often than each thing in its way."""
    return tuple(6 if one.name.startswith("true") else 1 for one in pool())


def test_no_sequence_lowers_a_revision_and_no_fork_gets_by() -> None:
    dice = random.Random(20260618)
    seen = {mark for _ in range(SEQUENCES) for _, mark in play(dice)}
    assert seen == {"", "I03", "W14", "W15", "E08", "E12", "E13"}, "every kind came up"


def test_the_pool_holds_what_it_says() -> None:
    names = [one.name for one in pool()]
    assert len(set(names)) == len({one.sha256 for one in pool()}) == len(names)
    assert all(verify(one.raw, trust()).genuine for one in pool() if one.code != "E08")


def test_an_office_that_forgot_its_histories_would_be_caught() -> None:
    """The model is not blind: with nothing known of earlier numbers a fork would get by."""
    fork = next(one for one in pool() if one.name == "fork 3")
    true = [one for one in pool() if one.name.startswith("true")]
    model = Model()
    for one in true[:3]:
        model.take(one)
    assert model.expect(fork) == "E13"
    found = verify(fork.raw, trust(), receiver=Receiver("test", {"TEST-01": None}, known={KEY: Known()}))
    assert mark_of(found) != "E13"
