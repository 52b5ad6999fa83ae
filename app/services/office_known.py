"""What the office knows when a bundle comes: taken in before, heads seen, packs issued; asked of the store bundle by
bundle, with what a dry run would have taken in laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.bundle import history
from app.bundle.history import AcceptedTrade, Known, Receiver
from app.bundle.manifest import BundleRef
from app.bundle.verify import VerificationResult
from app.domain.contest import Contest
from app.services.packs_make import contest_of_pack, packs_of
from db.queries import office as stored
from db.store import Reading

_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass
class Overlay:
    """What a dry run would have taken in so far."""

    known: dict[tuple[str, str], Known] = field(default_factory=dict)
    received: dict[str, str] = field(default_factory=dict)

    def take(self, receiver: Receiver, result: VerificationResult) -> None:
        """Go on as if this genuine bundle had been taken in."""
        manifest = result.manifest
        assert manifest is not None  # a genuine bundle has one
        before = receiver.knows(manifest)
        key = (manifest.contest.id, manifest.base.id)
        self.known[key] = history.taken_in(before, manifest, result.sha256, result.placing)
        self.received[result.sha256] = ""


def receiver_of(reading: Reading, mode: str, overlay: Overlay) -> Receiver:
    """The office's side of checks 3 and 12 to 14."""
    return Receiver(
        mode=mode,
        contests=_AnyContest(),
        packs=_Packs(reading),
        received=_Received(reading, overlay),
        known=_KnownBases(reading, overlay),
    )


class PackRules:
    """The contests that packs define, each read once in a sitting: by the pack's digest."""

    def __init__(self) -> None:
        self._read: dict[str, Contest | None] = {}

    def of(self, reading: Reading, ref: BundleRef) -> Contest | None:
        """The contest of a pack, None when the office does not hold it."""
        if ref.sha256 not in self._read:
            self._read[ref.sha256] = contest_of_pack(reading, ref.sha256)
        return self._read[ref.sha256]


class _Asked(Mapping[_K, _V]):
    """A mapping that is only ever asked for single keys."""

    def __iter__(self) -> Iterator[_K]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _AnyContest(_Asked[str, "BundleRef | None"]):
    """Which contests a base may report is the trust list's matter; it was asked before (check 10)."""

    def __getitem__(self, key: str) -> BundleRef | None:
        return None

    def __contains__(self, key: object) -> bool:
        return True


class _Packs(_Asked[str, Sequence[BundleRef]]):
    """The packs issued for a contest."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __getitem__(self, key: str) -> Sequence[BundleRef]:
        return packs_of(self._reading, key)


class _Received(_Asked[str, str]):
    """When the bundle of a digest was taken in."""

    def __init__(self, reading: Reading, overlay: Overlay) -> None:
        self._reading, self._overlay = reading, overlay

    def __getitem__(self, key: str) -> str:
        if key in self._overlay.received:
            return self._overlay.received[key]
        found = stored.received_by_digest(self._reading, key)
        if found is None or found.verdict not in stored.IN:
            raise KeyError(key)
        return f"{found.at:%Y-%m-%d %H:%M} UTC"


class _KnownBases(_Asked[tuple[str, str], Known]):
    """What is known of one base in one contest."""

    def __init__(self, reading: Reading, overlay: Overlay) -> None:
        self._reading, self._overlay = reading, overlay

    def __getitem__(self, key: tuple[str, str]) -> Known:
        if key in self._overlay.known:
            return self._overlay.known[key]
        taken = stored.taken_in(self._reading, *key)
        if not taken:
            raise KeyError(key)
        trades = stored.current_trades(self._reading, *key)
        return Known(
            accepted={one.number: one.sha256 for one in taken},
            named={line["number"]: line["sha256"] for one in taken for line in one.history},
            trades={one.trade: AcceptedTrade(one.revision, one.number, one.results_sha256) for one in trades},
            heads={one.last_seq: one.last_hash for one in taken},
            chain_seq=max(one.last_seq for one in taken),
        )


def contest_facts_of(data: Mapping[str, Any], results: Mapping[str, Any], utc: str) -> dict[str, Any]:
    """What the office counts by, as a bundle's definition and results state it: year, class, kind, host, people.

    A newer or foreign writer may leave any of it out; then it is empty, the year that of the bundle's claimed time.
    """
    definition = data.get("definition")
    head = definition.get("contest") if isinstance(definition, dict) else None
    head = head if isinstance(head, dict) else {}
    year = head.get("year")
    if type(year) is not int or not 1990 <= year <= 2200:
        year = int(utc[:4])
    delegations = results.get("delegations", [])
    rows = results["rows"]
    return {
        "year": year,
        "contest": _text(head.get("name"), 400),
        "class": _text(head.get("class"), 40),
        "kind": _text(head.get("kind"), 40),
        "host": _text(head.get("host"), 200),
        "starts": _text(head.get("starts"), 10),
        "people": sum(one["people"] for one in delegations) or len(rows),
        "delegations": [{name: one[name] for name in ("name", "kind", "entries", "people")} for one in delegations],
    }


def _text(value: object, most: int) -> str:
    return value[:most] if isinstance(value, str) else ""
