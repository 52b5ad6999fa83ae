"""The personal columns of a protected file: sealed when written, found by an index, opened by whoever holds the key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from app.errors import Refusal
from db.models.people import AccountRow, FileKeyRow, FileKeyShareRow, PersonRow
from db.store import Reading, Writing
from db.vault import ID_NUMBER, PHONE, Vault, shown


@dataclass(frozen=True)
class Share:
    """The file key wrapped for one holder; `account_id` None: the office."""

    id: int
    account_id: int | None
    recipient: str
    wrapped: bytes


def proof(reading: Reading) -> bytes | None:
    """What tells the right file key from another; None while the file is not protected."""
    found: bytes | None = reading.value(select(FileKeyRow.proof).order_by(FileKeyRow.id.desc()).limit(1))
    return found


def is_protected(reading: Reading) -> bool:
    """Whether ID numbers and phones of this file are sealed."""
    return reading.row("SELECT 1 FROM file_key LIMIT 1", ()) is not None


def holders(reading: Reading) -> tuple[str, ...]:
    """Names of the active accounts that can open the numbers."""
    rows = reading.all(
        select(AccountRow.name)
        .join(FileKeyShareRow, FileKeyShareRow.account_id == AccountRow.id)
        .where(AccountRow.active)
        .order_by(AccountRow.id)
    )
    return tuple(row[0] for row in rows)


def shares(reading: Reading) -> tuple[Share, ...]:
    """All wrapped copies of the file key."""
    rows = reading.all(
        select(
            FileKeyShareRow.id, FileKeyShareRow.account_id, FileKeyShareRow.recipient, FileKeyShareRow.wrapped
        ).order_by(FileKeyShareRow.id)
    )
    return tuple(Share(*row) for row in rows)


def add_key(writing: Writing, key_proof: bytes, at: datetime) -> int:
    """Note that the file is protected from now on; gives the row id for its shares."""
    return writing.insert(insert(FileKeyRow), {"proof": key_proof, "made_at": at})


def key_id(reading: Reading) -> int:
    """The row id of the file key in force."""
    return int(reading.value(select(func.max(FileKeyRow.id))))


def add_share(writing: Writing, account_id: int | None, recipient: str, wrapped: bytes, at: datetime) -> None:
    """Keep the file key wrapped for one more holder."""
    values = {"account_id": account_id, "recipient": recipient, "wrapped": wrapped, "made_at": at}
    writing.insert(insert(FileKeyShareRow), {"file_key_id": key_id(writing), **values})


def drop_share(writing: Writing, share_id: int) -> None:
    """Take a holder's copy away."""
    writing.run(delete(FileKeyShareRow).where(FileKeyShareRow.id == share_id))


def drop_keys(writing: Writing) -> None:
    """Forget the file key of a file in which nothing is sealed."""
    writing.run(delete(FileKeyShareRow))
    writing.run(delete(FileKeyRow))


def any_sealed(reading: Reading) -> bool:
    """Whether anything depends on the file key."""
    return reading.row("SELECT 1 FROM person WHERE erased_at IS NULL LIMIT 1", ()) is not None


def key_to_find(reading: Reading, id_key: str) -> str:
    """The identity key as the file stores it: an index of it once the file is protected.

    Raises Refusal "personal.closed" when the file is protected and nobody here holds its key.
    """
    vault = _vault(reading)
    return id_key if vault is None else vault.index(id_key)


def keys_as_stored(reading: Reading) -> Callable[[str], str]:
    """`key_to_find` for many: asks the file once. Raises as it does."""
    vault = _vault(reading)
    return str if vault is None else vault.index


def refuse_closed(reading: Reading) -> None:
    """Raise Refusal "personal.closed", naming who can help, when the numbers cannot be opened here."""
    _vault(reading)


def _vault(reading: Reading) -> Vault | None:
    """What new numbers are sealed with; None while they stay in the clear."""
    if not is_protected(reading):
        return None
    if reading.vault is None:
        raise Refusal("personal.closed", holders="、".join(holders(reading)) or "—")
    return reading.vault


def sealed_values(writing: Writing, person_id: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a person's row as they are stored: numbers sealed, the identity key as its index."""
    if not {"id_number", "id_key", "phone"} & values.keys():
        return dict(values)
    vault = _vault(writing)
    if vault is None:
        return dict(values)
    found = dict(values)
    for column, sealed in ((ID_NUMBER, "id_sealed"), (PHONE, "phone_sealed")):
        if column in found:
            text = found[column]
            found[sealed] = vault.seal(column, person_id, text) if text else None
            found[column] = ""
    if "id_key" in found:
        found["id_key"] = vault.index(found["id_key"])
    return found


def sealed_rows(writing: Writing, rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Rows of `roster.add_people` with the two sealed columns at the end."""
    vault = _vault(writing)
    if vault is None:
        return [(*row, None, None) for row in rows]
    seal = vault.seal
    found = []
    for row in rows:
        person, contest, name, kind, number, key, *between, phone = row
        found.append(
            (
                *(person, contest, name, kind, "", key, *between, ""),
                seal(ID_NUMBER, person, number) if number else None,
                seal(PHONE, person, phone) if phone else None,
            )
        )
    return found


def seal_everybody(writing: Writing, vault: Vault) -> int:
    """Seal all numbers that lie in the clear; gives how many people that were."""
    rows = writing.all(select(PersonRow.id, PersonRow.id_number, PersonRow.id_key, PersonRow.phone))
    writing.run_many(
        "UPDATE person SET id_number = '', phone = '', id_key = ?, id_sealed = ?, phone_sealed = ? WHERE id = ?",
        [
            (
                vault.index(key),
                vault.seal(ID_NUMBER, person, number) if number else None,
                vault.seal(PHONE, person, phone) if phone else None,
                person,
            )
            for person, number, key, phone in rows
        ],
    )
    return len(rows)


def numbers(reading: Reading) -> Iterator[tuple[int, str, str]]:
    """(person id, ID number, phone) of everybody, opened; for looking through numbers that SQL cannot see."""
    columns = (PersonRow.id, PersonRow.id_number, PersonRow.phone, PersonRow.id_sealed, PersonRow.phone_sealed)
    vault = reading.vault
    for person, number, phone, id_sealed, phone_sealed in reading.connection.execute(select(*columns)):
        yield (
            person,
            shown(vault, ID_NUMBER, person, number, id_sealed),
            shown(vault, PHONE, person, phone, phone_sealed),
        )


def people_ending(reading: Reading, words: Sequence[str]) -> dict[str, list[int]]:
    """For each word that can be the end of a number: the people whose ID number or phone ends so.

    Empty while the file is not protected (SQL sees the numbers itself) or nobody here holds the key.
    """
    wanted = [word.upper() for word in words if len(word) >= 4 and word[:-1].isdigit()]
    if not wanted or reading.vault is None or not is_protected(reading):
        return {}
    found: dict[str, list[int]] = {word: [] for word in wanted}
    for person, number, phone in numbers(reading):
        for word in wanted:
            if number.endswith(word) or phone.endswith(word):
                found[word].append(person)
    return found
