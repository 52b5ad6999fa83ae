"""Who is at the keyboard, what they may do, and the second pair of eyes. Every denial is an entry of the chain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.bundle import accountkey
from app.bundle.accountkey import AccountKey
from app.bundle.keys import STANDARD, Cost
from app.bundle.passwords import hash_password, needs_rehash, verify_password
from app.bundle.personal import FileVault
from app.domain.roles import BEFORE_ACCOUNTS, Act, Role, may, parse_role, roles_for
from app.errors import Refusal, RightsRefusal
from app.services import personal, sealed_draw
from db.queries import accounts
from db.queries import contest as contests
from db.queries import scoring as sheets
from db.queries.accounts import Account
from db.store import Reading, Store, Writing

LEAST_SECRET = 6
FREE_TRIES = 5
MOST_TRIES = 15
FIRST_WAIT = timedelta(seconds=15)


@dataclass(frozen=True)
class Actor:
    """Someone who acts. `role` None is the person at the command line of a file without accounts.

    `key` is there in a session of somebody with a passphrase: never shown, never compared, never written down.
    """

    id: int
    name: str
    role: Role | None
    key: AccountKey | None = field(default=None, repr=False, compare=False)

    @property
    def ref(self) -> str:
        """As the audit chain names them: an id, never a name."""
        return f"u{self.id}" if self.role is not None else "console"


CONSOLE = Actor(0, "console", None)


def require(reading: Reading, by: Actor, act: Act) -> None:
    """Let `by` do `act` or raise RightsRefusal: "access.not_allowed", "access.needs_person", "access.right_gone".

    Somebody who logged in goes on only as long as the file says so: whose account was closed or given another role
    since is refused at the next act, whatever the session began as.
    The console may do preparing acts while no active account holds a role for them, so that a new file can be set up;
    as soon as somebody is responsible, that person has to log in. Never for acts of two. Accounts may be added from
    the console until the first mark is stored: a list of people is typed in one go. Printing what the file says needs
    nobody, and in a demo, whose PINs everybody knows, the console may do all preparing acts.
    """
    if by.role is not None:
        if not may(by.role, act):
            allowed = "、".join(role.zh for role in roles_for(act))
            who = {"name": by.name, "role": by.role.zh}
            raise RightsRefusal("access.not_allowed", **who, allowed=allowed, act=act.value, deed=act.zh)
        if (role := accounts.role_now(reading, by.id)) not in (None, by.role.value):
            raise RightsRefusal("access.right_gone", name=by.name, role=by.role.zh, now=Role(role).zh if role else "—")
        return
    if act is Act.MANAGE_ACCOUNTS and not sheets.any_marks(reading):
        return
    if act is Act.PRINT_PAPERS or (act in BEFORE_ACCOUNTS and contests.mode_of(reading) == "demo"):
        return
    holders = tuple(role.value for role in roles_for(act))
    if act not in BEFORE_ACCOUNTS or accounts.count_with_roles(reading, holders) > 0:
        allowed = "、".join(role.zh for role in roles_for(act))
        raise RightsRefusal("access.needs_person", allowed=allowed, act=act.value, deed=act.zh)


@contextmanager
def acting(store: Store, by: Actor, act: Act, at: datetime) -> Iterator[Writing]:
    """One act by one person: a write transaction that begins with the question whether they may.

    A denial (also one raised later in the block) rolls back and is then entered in the chain.
    """
    with _denials_told(store, by.ref, act, at), store.write() as writing:
        require(writing, by, act)
        _open_for(writing, by)
        yield writing


@contextmanager
def acting_pair(
    store: Store, first: Actor, second: Actor, act: Act, at: datetime
) -> Iterator[tuple[Writing, Actor, Actor]]:
    """One act of the chief judge with the supervisor as witness, whoever is named first: gives both in that order.

    Raises as `require_pair`; a denial is told as in `acting`.
    """
    with _denials_told(store, f"{first.ref}+{second.ref}", act, at), store.write() as writing:
        require_pair(first, Role.CHIEF_JUDGE, second, Role.SUPERVISOR)
        chief, witness = (first, second) if first.role is Role.CHIEF_JUDGE else (second, first)
        require(writing, chief, act)
        require(writing, witness, Act.WITNESS)
        _open_for(writing, chief)
        yield writing, chief, witness


def _open_for(writing: Writing, by: Actor) -> None:
    """Somebody who holds the key of personal data acts: it is open for this act, whoever sits at the keyboard."""
    if writing.vault is None and by.key is not None:
        writing.vault = personal.vault_of(writing, by.key)


def check_may(store: Store, by: Actor, act: Act, at: datetime) -> None:
    """Let `by` prepare an act that stores nothing yet, or raise RightsRefusal and tell of it."""
    with _denials_told(store, by.ref, act, at), store.read() as reading:
        require(reading, by, act)


@contextmanager
def _denials_told(store: Store, by: str, act: Act, at: datetime) -> Iterator[None]:
    try:
        yield
    except RightsRefusal as refusal:
        with store.write() as writing:
            writing.audit("access.denied", by=by, at=at, ref=act.value, code=refusal.code)
        raise


def require_correctors(by: Actor, second: Actor) -> None:
    """Two people under a correction: one who may correct, and another who may look again.

    Raises RightsRefusal "access.same_person", "access.needs_second".
    """
    if second.id == by.id:
        raise RightsRefusal("access.same_person", name=by.name)
    answers = by.role is not None and may(by.role, Act.CORRECT)
    allowed = roles_for(Act.RECHECK if answers else Act.CORRECT)
    if second.role not in allowed:
        raise RightsRefusal("access.needs_second", name=second.name, allowed="、".join(role.zh for role in allowed))


def require_pair(first: Actor, first_role: Role, second: Actor, second_role: Role) -> None:
    """Two people in one sitting, in these two roles. Raises RightsRefusal "access.needs_pair" or "access.same_person".

    Either may be named first.
    """
    if first.id == second.id:
        raise RightsRefusal("access.same_person", name=first.name)
    if {first.role, second.role} != {first_role, second_role}:
        raise RightsRefusal("access.needs_pair", first=first_role.zh, second=second_role.zh)


def add_account(
    store: Store,
    name: str,
    role: str,
    secret: str,
    *,
    by: Actor,
    at: datetime,
    cost: Cost = STANDARD,
    salt: bytes | None = None,
) -> Actor:
    """Make an account; `cost` is lower, and a `salt` given, only where the secrets are public anyway (the demo).

    Raises Refusal "access.unknown_role", "access.short_secret", "access.name_taken".
    """
    known = parse_role(role)
    if known is None:
        raise Refusal("access.unknown_role", role=role, known="、".join(r.value for r in Role))
    clean = name.strip()
    if not clean:
        raise Refusal("access.no_name")
    if len(secret) < LEAST_SECRET:
        raise Refusal("access.short_secret", least=LEAST_SECRET)
    kept = new_secret(secret, cost=cost, salt=salt)
    with acting(store, by, Act.MANAGE_ACCOUNTS, at) as writing:
        if accounts.account_named(writing, clean) is not None:
            raise Refusal("access.name_taken", name=clean)
        identity = accounts.add_account(writing, clean, known.value, kept.hashed, at, kept.public, kept.sealed)
        writing.audit(
            "account.added", by=by.ref, at=at, ref=f"u{identity}", role=known.value, passphrase=bool(kept.public)
        )
        fresh = settle_keys(writing, by, at)
    if fresh:
        store.rebuild()
    return Actor(identity, clean, known)


def settle_keys(writing: Writing, by: Actor, at: datetime, *, numbers_lost: bool = False) -> bool:
    """After an act on accounts: see `personal.settle`; what `by` holds is open in this act. Shares of codes too."""
    sealed_draw.drop_stale(writing, by=by.ref, at=at)
    vault = writing.vault if isinstance(writing.vault, FileVault) else None
    return personal.settle(writing, by=by.ref, at=at, vault=vault, numbers_lost=numbers_lost)


@dataclass(frozen=True)
class KeptSecret:
    """What the file keeps of a log-in secret: its digest, and for a passphrase the key pair sealed by it."""

    hashed: str = field(repr=False)
    public: str = ""
    sealed: bytes | None = field(default=None, repr=False)


def new_secret(
    secret: str, *, key: AccountKey | None = None, cost: Cost = STANDARD, salt: bytes | None = None
) -> KeptSecret:
    """Digest a PIN or passphrase; a passphrase also seals `key`, or a new pair."""
    hashed = hash_password(secret, cost=cost, salt=salt)
    if not accountkey.is_passphrase(secret):
        return KeptSecret(hashed)
    pair = key or accountkey.make()
    return KeptSecret(hashed, pair.public, accountkey.lock(pair, secret, cost=cost))


def log_in(store: Store, name: str, secret: str, at: datetime) -> Actor:
    """The person of a name and secret; a passphrase also opens the person's key.

    Raises RightsRefusal "access.wrong_secret" (also for an unknown name, so that names cannot be tried out),
    "access.wait" after five failures (15 s, doubling), "access.blocked" after fifteen until an administrator unblocks.
    """
    with store.read() as reading:
        account = accounts.account_named(reading, name.strip())
    if account is None or not account.active:
        verify_password(_NOBODY, secret)  # takes as long as a real one
        with store.write() as writing:
            writing.audit("account.failed", by="console", at=at, ref="")
        raise RightsRefusal("access.wrong_secret", name=name)
    _check_waiting(account, at)
    if not verify_password(account.secret, secret):
        _note_failure(store, account, at)
        raise RightsRefusal("access.wrong_secret", name=name)
    key = _key_of(account, secret)
    with store.write() as writing:
        if account.failures:
            accounts.set_failures(writing, account.id, 0, None)
        if needs_rehash(account.secret):
            accounts.set_secret(writing, account.id, hash_password(secret))
            if key is not None:
                accounts.set_key(writing, account.id, key.public, accountkey.lock(key, secret))
        writing.audit("account.logged_in", by=f"u{account.id}", at=at)
        person = Actor(account.id, account.name, Role(account.role), key)
        if key is not None and (vault := personal.vault_of(writing, key)) is not None:
            personal.settle(writing, by=person.ref, at=at, vault=vault)
        if key is not None:
            sealed_draw.share_further(writing, key, Role(account.role), by=person.ref, at=at)
    return person


def _key_of(account: Account, secret: str) -> AccountKey | None:
    if account.sealed_key is None:
        return None
    return accountkey.unlock(account.sealed_key, account.public_key, secret)


_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def _check_waiting(account: Account, at: datetime) -> None:
    if account.failures >= MOST_TRIES:
        raise RightsRefusal("access.blocked", name=account.name)
    if account.blocked_until is not None and at < account.blocked_until:
        seconds = int((account.blocked_until - at).total_seconds()) + 1
        raise RightsRefusal("access.wait", name=account.name, seconds=seconds)


def _note_failure(store: Store, account: Account, at: datetime) -> None:
    failures = account.failures + 1
    until = at + FIRST_WAIT * 2 ** (failures - FREE_TRIES) if failures >= FREE_TRIES else None
    with store.write() as writing:
        accounts.set_failures(writing, account.id, failures, until)
        writing.audit("account.failed", by="console", at=at, ref=f"u{account.id}", failures=failures)


def people_at_keyboard(store: Store) -> tuple[Actor, ...]:
    """All active accounts, for choosing who logs in."""
    with store.read() as reading:
        return tuple(Actor(a.id, a.name, Role(a.role)) for a in accounts.all_accounts(reading) if a.active)
