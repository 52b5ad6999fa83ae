"""Takes out what names or describes people when a contest is over; results, marks and the chain stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update

from db.models.audit import NoteRow
from db.models.certificates import CertificatePrintRow, CertificateRow
from db.models.day import AttendanceRow, DoorNoteRow, DrawRow, IncidentRow
from db.models.people import DelegationRow, EntryRow, PersonRow, RecusalRow
from db.models.results import AppealRow, HonourRow, RevisionRow, RulingRow
from db.models.scoring import CorrectionRow, SignOffRow, SpreadDecisionRow
from db.queries.audit import GUARDS
from db.store import Reading, Writing
from db.types import utc_text

# Free text that people fill with names; the columns a rule reads are not among them.
_TEXTS = (
    (AttendanceRow, ("reason",)),
    (DoorNoteRow, ("note",)),
    (IncidentRow, ("note",)),
    (DrawRow, ("reason",)),
    (RecusalRow, ("reason",)),
    (RevisionRow, ("reason",)),
    (RulingRow, ("reason",)),
    (SpreadDecisionRow, ("reason",)),
    (CorrectionRow, ("reason",)),
    (SignOffRow, ("reason",)),
    (CertificateRow, ("void_reason",)),
    (CertificatePrintRow, ("reason",)),
    (HonourRow, ("remark",)),
    (AppealRow, ("text", "answer", "filed_by")),
    (DelegationRow, ("leader",)),
    (EntryRow, ("skill_certificate", "years", "remark")),
)


@dataclass(frozen=True)
class Held:
    """What of people a file holds: counts only."""

    people: int
    numbers: int
    phones: int
    photos: int
    births: int
    sealed: int
    names: int
    notes: int
    certificates: int
    bundles: int


def held(reading: Reading) -> Held:
    """Count what a file holds of people."""
    row = reading.row(
        "SELECT count(*), coalesce(sum(id_number <> '' OR id_sealed IS NOT NULL), 0),"
        " coalesce(sum(phone <> '' OR phone_sealed IS NOT NULL), 0), coalesce(sum(photo IS NOT NULL), 0),"
        " coalesce(sum(birth_date <> ''), 0), coalesce(sum(id_sealed IS NOT NULL OR phone_sealed IS NOT NULL), 0),"
        " coalesce(sum(name <> ''), 0) FROM person",
        (),
    )
    rest = [
        int(reading.row(sql, ())[0])
        for sql in (
            "SELECT count(*) FROM audit_note WHERE text <> ''",
            "SELECT count(*) FROM certificate",
            "SELECT count(*) FROM bundle",
        )
    ]
    return Held(*(int(value) for value in row), *rest)


def erased_at(reading: Reading) -> datetime | None:
    """When personal data were last erased; None when they never were."""
    found: datetime | None = reading.value(select(func.max(PersonRow.erased_at)))
    return found


def open_appeals(reading: Reading) -> int:
    """How many appeals wait for an answer."""
    return int(reading.value(select(func.count()).where(AppealRow.state.in_(("open", "late")))))


def erase(writing: Writing, at: datetime, names: bool) -> None:
    """Blank the personal columns and every free text; with `names` an entry is called by its number from now on."""
    writing.driver().execute(
        "UPDATE person SET id_number = '', phone = '', id_key = 'erased:' || id, id_sealed = NULL, phone_sealed = NULL,"
        " sex = '', birth_date = '', nation = '', education = '', post = '', photo = NULL, erased_at = ?",
        (utc_text(at),),
    )
    for table, columns in _TEXTS:
        filled = [getattr(table, name) for name in columns]
        writing.run(update(table).where(or_(*(column != "" for column in filled))), dict.fromkeys(columns, ""))
    writing.run(update(NoteRow).where(NoteRow.text != ""), {"text": ""})
    _erase_reasons_of_marks(writing)
    if names:
        _erase_names(writing)


def _erase_reasons_of_marks(writing: Writing) -> None:
    """The mark table refuses every change; its guard steps aside for the reasons alone, inside this transaction."""
    cursor = writing.driver()
    cursor.execute("DROP TRIGGER IF EXISTS mark_no_update")
    cursor.execute("UPDATE mark SET why = '' WHERE why <> ''")
    cursor.execute(GUARDS["mark_no_update"])


def _erase_names(writing: Writing) -> None:
    cursor = writing.driver()
    cursor.execute("UPDATE person SET name = '', unit = ''")
    cursor.execute("UPDATE entry SET name = number, unit = ''")
    cursor.execute("UPDATE delegation SET leader = ''")
    rows = writing.all(select(CertificateRow.id, CertificateRow.facts))
    for identity, facts in rows:
        kept = {**facts, "name": "", "unit": "", "members": []}
        writing.run(update(CertificateRow).where(CertificateRow.id == identity), {"facts": kept, "token": ""})
