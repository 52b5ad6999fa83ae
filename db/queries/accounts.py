"""Accounts: who may sit at the keyboard of this file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update

from db.models.people import AccountRow
from db.queries.first import Account as Account
from db.queries.first import all_accounts as all_accounts
from db.store import Reading, Writing

_COLUMNS = (
    AccountRow.id,
    AccountRow.name,
    AccountRow.role,
    AccountRow.secret,
    AccountRow.active,
    AccountRow.failures,
    AccountRow.blocked_until,
    AccountRow.public_key,
    AccountRow.sealed_key,
)


def account_named(reading: Reading, name: str) -> Account | None:
    """The account of that name."""
    row = reading.first(select(*_COLUMNS).where(AccountRow.name == name))
    return None if row is None else Account(*row)


def count_with_roles(reading: Reading, roles: Sequence[str]) -> int:
    """How many active accounts hold one of the roles."""
    statement = select(func.count()).where(AccountRow.role.in_(roles), AccountRow.active)
    return int(reading.value(statement))


def account(reading: Reading, account_id: int) -> Account | None:
    """The account of that id."""
    row = reading.first(select(*_COLUMNS).where(AccountRow.id == account_id))
    return None if row is None else Account(*row)


def role_now(reading: Reading, account_id: int) -> str | None:
    """The role an account holds at this moment, "" for one that was closed; None where the file has no such account."""
    row = reading.row("SELECT CASE WHEN active THEN role ELSE '' END FROM account WHERE id = ?", (account_id,))
    return None if row is None else str(row[0])


def add_account(
    writing: Writing,
    name: str,
    role: str,
    secret: str,
    at: datetime,
    public_key: str = "",
    sealed_key: bytes | None = None,
) -> int:
    """Add an account; gives its id."""
    return writing.insert(
        insert(AccountRow),
        {
            "name": name,
            "role": role,
            "secret": secret,
            "active": True,
            "failures": 0,
            "blocked_until": None,
            "made_at": at,
            "public_key": public_key,
            "sealed_key": sealed_key,
        },
    )


def set_failures(writing: Writing, account_id: int, failures: int, blocked_until: datetime | None) -> None:
    """Remember failed log-ins; they survive a restart."""
    writing.run(
        update(AccountRow).where(AccountRow.id == account_id), {"failures": failures, "blocked_until": blocked_until}
    )


def set_secret(writing: Writing, account_id: int, secret: str) -> None:
    """Replace the stored secret."""
    writing.run(update(AccountRow).where(AccountRow.id == account_id), {"secret": secret})


def set_key(writing: Writing, account_id: int, public_key: str, sealed_key: bytes | None) -> None:
    """Replace the key pair; "" and None when the account has none any more."""
    writing.run(
        update(AccountRow).where(AccountRow.id == account_id), {"public_key": public_key, "sealed_key": sealed_key}
    )


def set_role(writing: Writing, account_id: int, role: str) -> None:
    """Give an account another role."""
    writing.run(update(AccountRow).where(AccountRow.id == account_id), {"role": role})


def set_active(writing: Writing, account_id: int, active: bool) -> None:
    """Close or open an account; it is never deleted, because the chain names it."""
    writing.run(update(AccountRow).where(AccountRow.id == account_id), {"active": active})
