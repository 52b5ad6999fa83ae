"""Who signed a manifest, and whether the trust list lets these keys sign this (checks 7 and 10).

Rules:
1. Every key id stands in the trust list, under some base; an unknown key ends the check before any signature counts.
2. A key signs only in its own role, for its own base, for a contest of that base, for trades it is allowed and for
   bundle numbers up to its `to_number`, whatever the clock claims.
3. Two-person rule: the base key, and for every trade in the bundle one chief judge's key that is allowed for it. The
   same key never counts twice. There is no bypass.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.bundle.envelope import Envelope
from app.bundle.findings import Finding
from app.bundle.keys import short_form
from app.bundle.manifest import Manifest, SignerLine
from app.bundle.trustlist import TrustedBase, TrustedKey, TrustList


@dataclass(frozen=True)
class Signer:
    """One signer as a person reads it: role, whose key, of which base, for which trades."""

    role: str
    person: str
    base: str
    base_name: str
    key: str
    short: str
    trades: tuple[str, ...]
    status: str

    def to_dict(self) -> dict[str, object]:
        """For JSON output."""
        named = {"role": self.role, "person": self.person, "base": self.base, "base_name": self.base_name}
        return {**named, "key": self.key, "short": self.short, "trades": list(self.trades), "status": self.status}


def unknown_keys(signed: Envelope, trust: TrustList) -> list[Finding]:
    """Key ids of an envelope that no base of the trust list has (rule 1)."""
    return [
        Finding("bundle.e08_unknown", key=short_form(one.keyid), serial=trust.serial)
        for one in signed.signatures
        if trust.lookup(one.keyid) is None
    ]


def check_authority(manifest: Manifest, trust: TrustList) -> tuple[tuple[Signer, ...], list[Finding]]:
    """The signers of a manifest and what forbids them to sign it (rules 2 and 3); their keys are known to be listed."""
    signers: list[Signer] = []
    problems: list[Finding] = []
    seen: set[str] = set()
    for line in manifest.signers:
        key, base = trust.holder(line.key)
        signers.append(Signer(line.role, key.person, base.id, base.name, key.keyid, key.short, line.trades, key.status))
        problems += _forbidden(line, key, base, manifest)
        if line.key in seen:
            problems.append(Finding("bundle.e08_twice", key=key.short, person=key.person))
        seen.add(line.key)
    if not any(line.role == "base" for line in manifest.signers):
        problems.append(Finding("bundle.e08_no_base", base=manifest.base.id))
    chiefs = [line for line in manifest.signers if line.role == "chief"]
    for trade in manifest.trades:
        if not any(line.covers(trade.trade) for line in chiefs):
            problems.append(Finding("bundle.e08_no_chief", trade=trade.trade))
    return tuple(signers), problems


def _forbidden(line: SignerLine, key: TrustedKey, base: TrustedBase, manifest: Manifest) -> list[Finding]:
    who = {"key": key.short, "person": key.person}
    if key.role != line.role:
        return [Finding("bundle.e08_role", **who, role=line.role)]
    if base.id != manifest.base.id:
        return [Finding("bundle.e08_base", **who, base=manifest.base.id)]
    if not base.holds(manifest.contest.id):
        return [Finding("bundle.e08_contest", **who, contest=manifest.contest.id)]
    if not key.allows_number(manifest.number):
        return [Finding("bundle.e08_number", **who, number=manifest.number, status=key.status)]
    return [Finding("bundle.e08_trade", **who, trade=trade) for trade in line.trades if not key.allows_trade(trade)]
