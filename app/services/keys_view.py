"""What the guide 钥匙与名录 shows: which keys there are, whether the office has listed them, which list is held."""

from __future__ import annotations

from dataclasses import dataclass

from app.bundle.keys import short_form
from app.bundle.trustlist import TrustList
from app.services.common import contest_facts
from app.services.keys import held_trust, kept_key
from db.queries import keys as stored
from db.queries.keys import StoredKey
from db.store import Reading, Store


@dataclass(frozen=True)
class KeyState:
    """A key: whose, its short form, and the list's word for it: active, retired, revoked, "" not listed."""

    role: str
    person: str
    keyid: str
    listed: str

    @property
    def short(self) -> str:
        """`9F3C-7A21`; it never decides."""
        return short_form(self.keyid)


@dataclass(frozen=True)
class KeysView:
    """The steps of a base as far as they are: its keys, its chief judges' keys, the list held (serial 0: none)."""

    mode: str
    base: KeyState | None
    certificate: KeyState | None
    backup: KeyState | None
    chiefs: tuple[KeyState, ...]
    serial: int
    root_code: str
    trades: tuple[tuple[str, str], ...]  # code and name

    @property
    def made(self) -> bool:
        """Whether the three keys of this computer are there."""
        return None not in (self.base, self.certificate, self.backup)

    @property
    def all_listed(self) -> bool:
        """Whether the list held counts every key that signs."""
        signing = [one for one in (self.base, self.certificate, *self.chiefs) if one is not None]
        return bool(signing) and all(one.listed == "active" for one in signing)


def keys_view(store: Store) -> KeysView:
    """How far this file is with its keys."""
    with store.read() as reading:
        facts = contest_facts(reading)
        held = held_trust(reading)
        kept = {role: _kept(reading, role, held) for role in ("base", "certificate", "backup")}
        chiefs = tuple(_state(one, held) for one in reversed(stored.keys(reading, "chief")))
    return KeysView(
        facts.mode,
        kept["base"],
        kept["certificate"],
        kept["backup"],
        chiefs,
        held.serial if held else 0,
        held.roots.code if held else "",
        tuple((trade.code, trade.name) for trade in facts.trades),
    )


def _kept(reading: Reading, role: str, held: TrustList | None) -> KeyState | None:
    found = kept_key(reading, role)
    return None if found is None else _state(found, held)


def _state(one: StoredKey, held: TrustList | None) -> KeyState:
    line = held.lookup(one.fingerprint) if held else None
    return KeyState(one.role, one.holder, one.fingerprint, line.status if line else "")
