"""Protection of ID numbers and phones: who holds the file key, and for how long it is open.

Rules:
1. A file is protected from the moment the first active account that may hold its key has a passphrase. From then on the
   numbers lie sealed; before, in the clear, and `doctor` says so.
2. The key is wrapped for every such account and for the office's recipients of the trust list held. Somebody who came
   later gets it when a holder next logs in; who loses role, passphrase or account loses the copy.
3. In a session it is open while a holder is at the keyboard. An act of a holder opens it for that act.
4. The last holder's copy goes only when somebody says that the numbers may be lost; the office's stays. A file without
   any number begins anew instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.bundle import accountkey, personal, suite, trustlist
from app.bundle.accountkey import AccountKey
from app.bundle.findings import MalformedError
from app.bundle.personal import FileVault
from app.domain.roles import KEY_HOLDERS, Role
from app.errors import Refusal
from db.queries import accounts, keys
from db.queries import personal as stored
from db.queries.accounts import Account
from db.store import Reading, Store, Writing


@dataclass(frozen=True)
class Protection:
    """How the personal columns of a file stand: sealed or not, who can open them, whether they are open here."""

    sealed: bool
    holders: tuple[str, ...]
    office: int
    open: bool


def protection(reading: Reading) -> Protection:
    """How it stands."""
    office = sum(share.account_id is None for share in stored.shares(reading))
    return Protection(stored.is_protected(reading), stored.holders(reading), office, reading.vault is not None)


def vault_of(reading: Reading, *held: AccountKey | None) -> FileVault | None:
    """The file key as the first of these people can open it; None when none can."""
    known = {share.recipient: share for share in stored.shares(reading)} if any(held) else {}
    for key in held:
        share = known.get(key.public) if key is not None else None
        if key is None or share is None:
            continue
        vault = _opened(key.open(share.wrapped))
        if vault is not None and vault.proof() == stored.proof(reading):
            return vault
    return None


def _opened(raw: bytes | None) -> FileVault | None:
    try:
        return None if raw is None else FileVault(raw)
    except MalformedError:
        return None


def sit_down(store: Store, *held: AccountKey | None) -> bool:
    """People with these keys are at the keyboard now: open the numbers for the session if one of them holds the key."""
    with store.read() as reading:
        vault = vault_of(reading, *held)
    store.vault = vault
    return vault is not None


def stand_up(store: Store) -> None:
    """Nobody is at the keyboard: drop the key."""
    store.vault = None


def settle(
    writing: Writing, *, by: str, at: datetime, vault: FileVault | None = None, numbers_lost: bool = False
) -> bool:
    """Bring the copies of the file key in line with the accounts (rules 1, 2, 4), within an act on accounts.

    `vault` is what the person of this act holds. Gives True when the file has just become protected: then the caller
    calls `Store.rebuild` after the commit. Raises Refusal "personal.last_holder".
    """
    entitled = [one for one in accounts.all_accounts(writing) if _may_hold(one)]
    if not stored.is_protected(writing):
        if not entitled:
            return False
        _protect(writing, entitled, by, at)
        return True
    wanted = {one.public_key for one in entitled}
    shares = stored.shares(writing)
    stale = [share for share in shares if share.account_id is not None and share.recipient not in wanted]
    kept = {share.recipient for share in shares} - {share.recipient for share in stale}
    if vault is not None:
        _share_out(writing, vault, [one for one in entitled if one.public_key not in kept], kept, by, at)
    elif stale and not kept & wanted:
        if not stored.any_sealed(writing):
            stored.drop_keys(writing)
            writing.audit("personal.opened", by=by, at=at)
            return settle(writing, by=by, at=at)
        if not numbers_lost:
            raise Refusal("personal.last_holder")
    for share in stale:
        stored.drop_share(writing, share.id)
    if stale:
        writing.audit("personal.dropped", by=by, at=at, refs=[f"u{share.account_id}" for share in stale])
    return False


def _may_hold(account: Account) -> bool:
    return account.active and bool(account.public_key) and Role(account.role) in KEY_HOLDERS


def _protect(writing: Writing, entitled: list[Account], by: str, at: datetime) -> None:
    vault = personal.new_vault()
    stored.add_key(writing, vault.proof(), at)
    count = stored.seal_everybody(writing, vault)
    writing.audit("personal.protected", by=by, at=at, people=count)
    _share_out(writing, vault, entitled, set(), by, at)


def _share_out(
    writing: Writing, vault: FileVault, people: list[Account], known: set[str], by: str, at: datetime
) -> None:
    for one in people:
        stored.add_share(writing, one.id, one.public_key, vault.wrapped(accountkey.wrap, one.public_key), at)
    office = [recipient for recipient in office_recipients(writing) if recipient not in known]
    for recipient in office:
        stored.add_share(writing, None, recipient, vault.wrapped(accountkey.wrap, recipient), at)
    if people or office:
        writing.audit("personal.shared", by=by, at=at, refs=[f"u{one.id}" for one in people], office=len(office))


def office_recipients(reading: Reading) -> tuple[str, ...]:
    """The age keys of the office, as the trust list held names them."""
    raw = keys.trust_list(reading)
    return () if raw is None else tuple(trustlist.read(raw).recipients)


def recovered(reading: Reading, identity: str) -> FileVault:
    """The file key as a key of the office opens it. Raises Refusal "personal.not_this_key"."""
    for share in stored.shares(reading):
        if share.account_id is None:
            vault = _opened(suite.unseal(share.wrapped, (identity,)))
            if vault is not None and vault.proof() == stored.proof(reading):
                return vault
    raise Refusal("personal.not_this_key")
