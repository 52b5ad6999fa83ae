"""What becomes of an account: another secret, another role, blocked, unblocked, removed.

Rules:
1. An administrator does it, for others; nobody changes the own role or closes the own account, so one always stays.
2. A person changes the own secret at any time by typing the old one: the key pair is sealed again and nothing is lost.
   A secret given by somebody else makes a new pair, for the old one went with the forgotten passphrase.
3. What changes about an account changes who can open the ID numbers (`personal`).
4. An account is never deleted, because the chain names it; a removed one has no secret, no key and no share any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from app.bundle import accountkey
from app.bundle import keys as ckey
from app.bundle.keys import STANDARD, Cost
from app.changes import Change, Kind
from app.domain.pins import is_common
from app.domain.roles import KEY_HOLDERS, Act, Role, parse_role, roles_for
from app.errors import Refusal, RightsRefusal
from app.services import personal, sealed_draw
from app.services.access import LEAST_SECRET, MOST_TRIES, Actor, KeptSecret, acting, log_in, new_secret, settle_keys
from db.queries import accounts
from db.queries import contest as contests
from db.queries.accounts import Account
from db.store import Reading, Store, Writing

NO_SECRET = "-"  # matches nothing: it is no PHC string


@dataclass(frozen=True)
class Person:
    """An account for the list of people: never its secret."""

    id: int
    name: str
    role: Role
    active: bool
    blocked: bool
    passphrase: bool

    @property
    def ref(self) -> str:
        """As the audit chain names them."""
        return f"u{self.id}"


def everybody(store: Store) -> tuple[Person, ...]:
    """All accounts, also removed ones, in the order they were made."""
    with store.read() as reading:
        return tuple(
            Person(a.id, a.name, Role(a.role), a.active, a.failures >= MOST_TRIES, bool(a.public_key))
            for a in accounts.all_accounts(reading)
        )


def is_guessable(store: Store, secret: str) -> bool:
    """Whether a secret is a PIN anybody would try first, in a contest that counts; practice may keep its 123456."""
    with store.read() as reading:
        counts = contests.mode_of(reading) not in ("demo", "test")
    return counts and len(secret) >= LEAST_SECRET and is_common(secret)


def refuse_guessable(store: Store, secret: str) -> None:
    """What the window asks before it takes a secret. Raises Refusal "access.common_pin"."""
    if is_guessable(store, secret):
        raise Refusal("access.common_pin")


def change_own_secret(
    store: Store, name: str, old: str, new: str, *, at: datetime, cost: Cost = STANDARD
) -> tuple[Actor, Change]:
    """Let somebody change the own secret. Gives the person with the key pair of before (or a first one), sealed anew.

    Raises as `log_in`, Refusal "access.short_secret".
    """
    _check_length(new)
    person = log_in(store, name, old, at)
    kept = new_secret(new, key=person.key, cost=cost)
    with store.write() as writing:
        writing.vault = personal.vault_of(writing, person.key)
        seq = _store_secret(writing, person.id, kept, by=person, at=at)
        fresh = settle_keys(writing, person, at)
    if fresh:
        store.rebuild()
    key = accountkey.unlock(kept.sealed, kept.public, new) if kept.sealed is not None else None
    return Actor(person.id, person.name, person.role, key), _changed(seq)


def reset_secret(
    store: Store,
    name: str,
    secret: str,
    *,
    by: Actor,
    at: datetime,
    numbers_lost: bool = False,
    cost: Cost = STANDARD,
) -> Change:
    """Give somebody else a new secret, because the old one is forgotten (rule 2).

    `numbers_lost`: even if nobody else here can open the ID numbers then. Raises Refusal "access.no_account",
    "access.own_account", "access.short_secret", "personal.last_holder".
    """
    _check_length(secret)
    kept = new_secret(secret, cost=cost)
    with _changing(store, name, by, at, numbers_lost=numbers_lost) as (writing, account):
        accounts.set_failures(writing, account.id, 0, None)
        seq = _store_secret(writing, account.id, kept, by=by, at=at)
    return _changed(seq)


def set_role(store: Store, name: str, role: str, *, by: Actor, at: datetime) -> Change:
    """Give somebody another role.

    Raises Refusal "access.no_account", "access.own_account", "access.unknown_role", "personal.last_holder".
    """
    known = parse_role(role)
    if known is None:
        raise Refusal("access.unknown_role", role=role, known="、".join(r.value for r in Role))
    with _changing(store, name, by, at) as (writing, account):
        accounts.set_role(writing, account.id, known.value)
        seq = writing.audit(
            "account.role", by=by.ref, at=at, ref=f"u{account.id}", role=known.value, before=account.role
        )
    return _changed(seq)


def block(store: Store, name: str, *, by: Actor, at: datetime) -> Change:
    """Let somebody log in no more until unblocked. Raises Refusal "access.no_account", "access.own_account"."""
    with _changing(store, name, by, at) as (writing, account):
        accounts.set_failures(writing, account.id, MOST_TRIES, None)
        seq = writing.audit("account.blocked", by=by.ref, at=at, ref=f"u{account.id}")
    return _changed(seq)


def unblock(store: Store, name: str, *, by: Actor, at: datetime) -> Change:
    """Let a blocked person try again, by an administrator where there is one. Raises Refusal "access.no_account"."""
    with _changing(store, name, by, at, own=True) as (writing, account):
        accounts.set_failures(writing, account.id, 0, None)
        seq = writing.audit("account.unblocked", by=by.ref, at=at, ref=f"u{account.id}")
    return _changed(seq)


def remove(store: Store, name: str, *, by: Actor, at: datetime, numbers_lost: bool = False) -> Change:
    """Close an account for good (rule 4); `numbers_lost` as in `reset_secret`.

    Raises Refusal "access.no_account", "access.own_account", "personal.last_holder".
    """
    with _changing(store, name, by, at, numbers_lost=numbers_lost) as (writing, account):
        accounts.set_active(writing, account.id, False)
        accounts.set_secret(writing, account.id, NO_SECRET)
        accounts.set_key(writing, account.id, "", None)
        seq = writing.audit("account.removed", by=by.ref, at=at, ref=f"u{account.id}", role=account.role)
    return _changed(seq)


@contextmanager
def _changing(
    store: Store, name: str, by: Actor, at: datetime, *, own: bool = False, numbers_lost: bool = False
) -> Iterator[tuple[Writing, Account]]:
    """One act upon one active account by somebody who may (rule 1); the file key follows."""
    with acting(store, by, Act.MANAGE_ACCOUNTS, at) as writing:
        _refuse_console_beside_administrator(writing, by)
        account = accounts.account_named(writing, name.strip())
        if account is None or not account.active:
            raise Refusal("access.no_account", name=name)
        if not own and by.role is not None and account.id == by.id:
            raise Refusal("access.own_account", name=account.name)
        yield writing, account
        fresh = settle_keys(writing, by, at, numbers_lost=numbers_lost)
    if fresh:
        store.rebuild()


def _refuse_console_beside_administrator(reading: Reading, by: Actor) -> None:
    """Adding people from the console is convenience; giving back tries to guess a PIN with is not."""
    holders = roles_for(Act.MANAGE_ACCOUNTS)
    if by.role is None and accounts.count_with_roles(reading, tuple(role.value for role in holders)) > 0:
        allowed = "、".join(role.zh for role in holders)
        act = Act.MANAGE_ACCOUNTS
        raise RightsRefusal("access.needs_person", allowed=allowed, act=act.value, deed=act.zh)


def _check_length(secret: str) -> None:
    if len(secret) < LEAST_SECRET:
        raise Refusal("access.short_secret", least=LEAST_SECRET)


def _store_secret(writing: Writing, account_id: int, kept: KeptSecret, *, by: Actor, at: datetime) -> int:
    accounts.set_secret(writing, account_id, kept.hashed)
    accounts.set_key(writing, account_id, kept.public, kept.sealed)
    return writing.audit("account.secret", by=by.ref, at=at, ref=f"u{account_id}", passphrase=bool(kept.public))


def _changed(seq: int) -> Change:
    return Change(frozenset({Kind.ACCOUNTS}), audit_seq=seq)


def recover(store: Store, raw: bytes, passphrase: str, *, by: Actor, at: datetime) -> Change:
    """Let the office's key give the ID numbers back to the holders there are now, after the last one was lost.

    `raw` is its `.ckey` file. Raises Refusal "personal.not_this_key", "personal.no_holder", Finding for a wrong
    passphrase.
    """
    key = ckey.read(raw).unlock(passphrase)
    if ckey.ROLES[key.role] != ckey.AGE:
        raise Refusal("personal.not_this_key")
    with acting(store, by, Act.MANAGE_ACCOUNTS, at) as writing:
        vault = personal.recovered(writing, key.secret.decode())
        personal.settle(writing, by=by.ref, at=at, vault=vault)
        sealed_draw.recover(writing, key.secret.decode(), by=by.ref, at=at)
        if not personal.protection(writing).holders:
            raise Refusal("personal.no_holder", roles="、".join(role.zh for role in KEY_HOLDERS))
        seq = writing.audit("personal.recovered", by=by.ref, at=at, ref=key.keyid)
    return _changed(seq)
