"""Certificates and their reprint ledger, layouts of this file, and every other paper that left the printer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from db.models.certificates import CertificatePrintRow, CertificateRow, LayoutRow, PaperRow
from db.models.people import EntryRow, MemberRow, PersonRow
from db.store import Reading, Writing

# REPLACED: the list changed and the facts got a new number; VOID: a person said so.
ISSUED, REPLACED, VOID = "issued", "replaced", "void"
_BLOCK = 500  # ids in one question: below the number of places SQLite takes


@dataclass(frozen=True)
class Certificate:
    """A certificate number. `facts` is what was printed under it; `prints` how often it left so far."""

    id: int
    trade_id: int
    entry_id: int
    entry: str
    revision: int
    serial: str
    sequence: int
    facts: Mapping[str, Any]
    token: str
    state: str
    void_reason: str
    issued_by: str
    issued_at: datetime
    prints: int

    @property
    def issued(self) -> bool:
        """Whether the number is in force."""
        return self.state == ISSUED


@dataclass(frozen=True)
class Print:
    """One time a certificate left."""

    serial: str
    number: int
    layout: str
    overprint: bool
    reason: str
    by: str
    at: datetime


def certificates(
    reading: Reading, contest_id: int, trade_id: int | None = None, entry_id: int | None = None
) -> tuple[Certificate, ...]:
    """Certificates (of a trade, of an entry), void ones too, in the order they were issued."""
    times = (
        select(CertificatePrintRow.certificate_id, func.count().label("prints"))
        .group_by(CertificatePrintRow.certificate_id)
        .subquery()
    )
    statement = (
        select(
            CertificateRow.id,
            CertificateRow.trade_id,
            CertificateRow.entry_id,
            EntryRow.number,
            CertificateRow.revision,
            CertificateRow.serial,
            CertificateRow.sequence,
            CertificateRow.facts,
            CertificateRow.token,
            CertificateRow.state,
            CertificateRow.void_reason,
            CertificateRow.issued_by,
            CertificateRow.issued_at,
            func.coalesce(times.c.prints, 0),
        )
        .join(EntryRow, EntryRow.id == CertificateRow.entry_id)
        .outerjoin(times, times.c.certificate_id == CertificateRow.id)
        .where(CertificateRow.contest_id == contest_id)
    )
    if trade_id is not None:
        statement = statement.where(CertificateRow.trade_id == trade_id)
    if entry_id is not None:
        statement = statement.where(CertificateRow.entry_id == entry_id)
    return tuple(Certificate(*row) for row in reading.all(statement.order_by(CertificateRow.id)))


def by_serial(reading: Reading, contest_id: int, serial: str) -> Certificate | None:
    """The certificate of a number, None when it was never issued."""
    found: int | None = reading.value(
        select(CertificateRow.entry_id).where(CertificateRow.contest_id == contest_id, CertificateRow.serial == serial)
    )
    if found is None:
        return None
    return next(one for one in certificates(reading, contest_id, entry_id=found) if one.serial == serial)


def serials(reading: Reading, contest_id: int) -> frozenset[str]:
    """Every number ever issued, void ones too: none is given twice."""
    return frozenset(
        row[0] for row in reading.all(select(CertificateRow.serial).where(CertificateRow.contest_id == contest_id))
    )


def highest_sequence(reading: Reading, contest_id: int, trade_id: int | None = None) -> int:
    """The highest running number given (in a trade), void ones too; 0 before the first."""
    statement = select(func.coalesce(func.max(CertificateRow.sequence), 0))
    statement = statement.where(CertificateRow.contest_id == contest_id)
    if trade_id is not None:
        statement = statement.where(CertificateRow.trade_id == trade_id)
    return int(reading.value(statement))


def add_certificates(writing: Writing, rows: Sequence[Mapping[str, Any]]) -> None:
    """Issue numbers (keys as in `CertificateRow`; state and void_reason are filled in)."""
    if rows:
        writing.run(insert(CertificateRow), [{"state": ISSUED, "void_reason": "", **row} for row in rows])


def set_token(writing: Writing, certificate_id: int, token: str) -> None:
    """Give a certificate that was issued without a key its signed code."""
    writing.run(update(CertificateRow).where(CertificateRow.id == certificate_id), {"token": token})


def void(writing: Writing, certificate_id: int, state: str, reason: str) -> None:
    """作废, as VOID or REPLACED: the number is never used again."""
    writing.run(
        update(CertificateRow).where(CertificateRow.id == certificate_id), {"state": state, "void_reason": reason}
    )


def add_prints(writing: Writing, rows: Sequence[Mapping[str, Any]]) -> None:
    """Enter prints in the ledger (keys: certificate_id, number, layout, overprint, reason, by, at)."""
    if rows:
        writing.run(insert(CertificatePrintRow), list(rows))


def prints_of(reading: Reading, contest_id: int, trade_id: int | None = None) -> tuple[Print, ...]:
    """The ledger: every print of every certificate, oldest first."""
    statement = (
        select(
            CertificateRow.serial,
            CertificatePrintRow.number,
            CertificatePrintRow.layout,
            CertificatePrintRow.overprint,
            CertificatePrintRow.reason,
            CertificatePrintRow.by,
            CertificatePrintRow.at,
        )
        .join(CertificateRow, CertificateRow.id == CertificatePrintRow.certificate_id)
        .where(CertificateRow.contest_id == contest_id)
    )
    if trade_id is not None:
        statement = statement.where(CertificateRow.trade_id == trade_id)
    return tuple(Print(*row) for row in reading.all(statement.order_by(CertificatePrintRow.id)))


def layouts(reading: Reading) -> tuple[str, ...]:
    """Names of the layouts that belong to this file."""
    return tuple(row[0] for row in reading.all(select(LayoutRow.name).order_by(LayoutRow.id)))


def layout(reading: Reading, name: str) -> Mapping[str, Any] | None:
    """The document of a layout of this file, None when there is none of that name."""
    found: Mapping[str, Any] | None = reading.value(select(LayoutRow.document).where(LayoutRow.name == name))
    return found


def set_layout(writing: Writing, name: str, document: Mapping[str, Any], at: datetime) -> None:
    """Keep a layout in this file, in place of one of the same name."""
    values = {"document": document, "made_at": at}
    if writing.run(update(LayoutRow).where(LayoutRow.name == name), values) == 0:
        writing.run(insert(LayoutRow), {"name": name, **values})


def add_paper(writing: Writing, values: Mapping[str, Any]) -> None:
    """Remember a paper that was made (keys: kind, trade_id, digest, copies, by, at)."""
    writing.run(insert(PaperRow), values)


def papers(reading: Reading) -> Sequence[Any]:
    """Papers that were made: (kind, trade_id, digest, copies, by, at), oldest first."""
    return reading.all(
        select(PaperRow.kind, PaperRow.trade_id, PaperRow.digest, PaperRow.copies, PaperRow.by, PaperRow.at).order_by(
            PaperRow.id
        )
    )


def photos(reading: Reading, entry_ids: Iterable[int]) -> dict[int, bytes]:
    """The picture of the first person behind each of the entries that has one, by entry id."""
    wanted = list(entry_ids)
    found: dict[int, bytes] = {}
    for start in range(0, len(wanted), _BLOCK):
        rows = reading.all(
            select(MemberRow.entry_id, PersonRow.photo)
            .join(PersonRow, PersonRow.id == MemberRow.person_id)
            .where(MemberRow.entry_id.in_(wanted[start : start + _BLOCK]), PersonRow.photo.is_not(None))
            .order_by(MemberRow.entry_id, MemberRow.position)
        )
        for entry_id, photo in rows:
            found.setdefault(entry_id, bytes(photo))
    return found
