"""What a contest's papers say unless something else is asked for: posting days, where to complain, starred names.

Kept in the file, so that the posted list, its later corrections and a reprint after a restart say the same.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from app.changes import Change, Kind
from app.domain.roles import Act
from app.domain.texts import clean_text
from app.errors import Refusal
from app.services.access import Actor, acting
from db.queries import contest as contests
from db.store import Reading, Store

KEY = "papers.notice"
MOST_DAYS, LONGEST = 60, 120


@dataclass(frozen=True)
class PaperSettings:
    """Days a list is posted, phone and address for complaints, whether posted names are starred."""

    days: int = 5
    phone: str = ""
    address: str = ""
    mask_names: bool = False


def paper_settings(reading: Reading) -> PaperSettings:
    """What the file says; the usual where nobody said anything."""
    kept = contests.setting(reading, KEY) or {}
    known = {one.name for one in fields(PaperSettings)}
    return PaperSettings(**{name: value for name, value in kept.items() if name in known})


def look(store: Store) -> PaperSettings:
    """The same, of a store."""
    with store.read() as reading:
        return paper_settings(reading)


def keep(store: Store, wanted: PaperSettings, *, by: Actor, at: datetime) -> Change:
    """Change what papers say. Raises RightsRefusal "access.not_allowed", Refusal "setup.phone", "texts.*"."""
    wanted = replace(wanted, phone=clean_text(wanted.phone, LONGEST), address=clean_text(wanted.address, LONGEST))
    if not 1 <= wanted.days <= MOST_DAYS:
        raise Refusal("setup.phone", text=str(wanted.days))
    with acting(store, by, Act.SET_UP, at) as writing:
        before = paper_settings(writing)
        changed = [one.name for one in fields(PaperSettings) if getattr(before, one.name) != getattr(wanted, one.name)]
        if not changed:
            return Change(frozenset())
        contests.set_setting(writing, KEY, asdict(wanted))
        seq = writing.audit("contest.paper_settings", by=by.ref, at=at, fields=changed)
    return Change(frozenset({Kind.CONTEST}), audit_seq=seq)
