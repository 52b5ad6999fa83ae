"""What at the office needs a person: forks, unknown keys, gaps, people at two bases, late bundles, missing bases; and
the office's board, which carries the badges of its rail.

Everything here only reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from app.bundle.findings import Finding
from app.domain.overview import Expected
from app.errors import AppError, Refusal
from app.services.board_view import BoardView, RailBadge, State
from app.services.common import Store
from app.services.common import office_mode as office_mode
from app.services.office_people import DoublePerson, doubles
from app.services.office_rows import OLDER, REFUSED
from app.services.office_view import Conflict, conflicts, inbox
from app.services.overview import year_overview
from db.queries import office as stored
from db.queries.office import Received

UNKNOWN_KEY = "E08"


class Kind(Enum):
    """What stands still or has to be asked about, by harm."""

    FORK = "fork"
    KEY = "key"
    GAP = "gap"
    PERSON = "person"
    MISSING = "missing"
    LATE = "late"


@dataclass(frozen=True)
class OfficeMatter:
    """One thing for a person. What is set beside kind and base depends on the kind: `conflict` of a fork, `error` and
    `file` of an unknown key, `numbers` of a gap, `number` and `file` of a late bundle, `person`, `expected`."""

    kind: Kind
    base: str
    base_name: str
    contest: str = ""
    number: int = 0
    numbers: tuple[int, ...] = ()
    file: str = ""
    sha256: str = ""
    at: datetime | None = None
    error: AppError | None = None
    conflict: Conflict | None = None
    person: DoublePerson | None = None
    expected: Expected | None = None


def kept_findings(notes: Sequence[dict[str, Any]]) -> tuple[AppError, ...]:
    """The findings kept with a file, as errors that can be told in any language."""
    return tuple(
        Finding(note["code"], **{key: value for key, value in note.items() if key not in ("mark", "code")})
        for note in notes
    )


def findings_by_digest(store: Store) -> dict[str, tuple[AppError, ...]]:
    """What was found about every file that ever came, by digest."""
    with store.read() as reading:
        return {one.sha256: kept_findings(one.notes) for one in stored.received(reading)}


def matters(store: Store, year: int | None = None, identities: Sequence[str] = ()) -> tuple[OfficeMatter, ...]:
    """Everything that needs a person, by harm; people and missing bases of one year (None: the newest)."""
    with store.read() as reading:
        files = stored.received(reading)
    found = [_fork(one) for one in conflicts(store)]
    found += [_of_file(Kind.KEY, one) for one in files if one.verdict == REFUSED and one.code == UNKNOWN_KEY]
    found += _gaps(files)
    found += _of_year(store, year, identities)
    found += [_of_file(Kind.LATE, one) for one in files if one.verdict == OLDER]
    return tuple(found)


def _fork(one: Conflict) -> OfficeMatter:
    return OfficeMatter(
        Kind.FORK,
        one.base,
        one.base_name,
        one.contest,
        one.number,
        file=one.refused.file,
        sha256=one.refused.sha256,
        at=one.refused.at,
        conflict=one,
    )


def _of_file(kind: Kind, one: Received) -> OfficeMatter:
    told = kept_findings(one.notes)
    return OfficeMatter(
        kind,
        one.base,
        one.base_name,
        one.contest_key,
        one.number,
        file=one.file_name,
        sha256=one.sha256,
        at=one.at,
        error=told[0] if told else None,
    )


def _gaps(files: Sequence[Received]) -> list[OfficeMatter]:
    """Numbers that bundles taken in name as earlier ones and that never came."""
    series: dict[tuple[str, str], list[Received]] = {}
    for one in files:
        if one.verdict in stored.IN:
            series.setdefault((one.contest_key, one.base), []).append(one)
    found = []
    for (contest, base), some in series.items():
        named = {line["number"] for one in some for line in one.history}
        lacking = tuple(sorted(named - {one.number for one in some}))
        if lacking:
            last = some[-1]
            found.append(OfficeMatter(Kind.GAP, base, last.base_name, contest, last.number, lacking, at=last.at))
    return found


def _of_year(store: Store, year: int | None, identities: Sequence[str]) -> list[OfficeMatter]:
    try:
        seen = year_overview(store, year)
    except Refusal:
        return []  # nothing has come and nothing is planned
    found = []
    for person in doubles(store, seen.year, identities):
        first = person.places[0]
        found.append(OfficeMatter(Kind.PERSON, first.base, first.base_name, first.contest, person=person))
    for one in seen.missing:
        found.append(OfficeMatter(Kind.MISSING, one.base, one.base_name, one.contest, expected=one))
    return found


def office_board(store: Store, at: datetime) -> BoardView:
    """The office's figures for the window: no trades of its own, badges for its rail."""
    counts = inbox(store).counts
    found = matters(store)
    forks = sum(one.kind is Kind.FORK for one in found)
    open_ones = sum(one.kind is not Kind.LATE for one in found)
    state = State.BLOCKED if forks else State.DECIDE if open_ones else State.DONE if counts.received else State.NONE
    badges = (
        RailBadge("office_inbox", State.DONE if counts.usable else State.NONE, counts.usable),
        RailBadge("office_conflicts", state, open_ones),
    )
    return BoardView(store.path.stem, at, (), badges=badges)
