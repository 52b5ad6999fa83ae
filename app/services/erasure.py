"""Erasing what describes people when a contest is over, and saying what was on a computer or stick that is lost.

Rules:
1. Chief judge and supervisor erase together, when every trade is confirmed and posted, its time for appeals is over and
   no appeal waits; a contest that was broken off is erased only when they say so.
2. Gone are ID numbers, phones, photos, birth dates, nation, education, post, certificates of skill, every free text;
   with names, entries are called by their numbers. Results, marks and the chain stay and are still proved.
3. The file is written anew without its free pages. Copies made before (backups, sticks) are not touched: they age out,
   or somebody destroys them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from glob import escape

from app.changes import Change, Kind
from app.domain.roles import Act
from app.errors import Problems, Refusal
from app.services.access import Actor, acting_pair
from app.services.common import contest_facts
from db.queries import audit as stored_audit
from db.queries import erasure as stored
from db.queries import people
from db.queries import results as revisions
from db.queries.audit import Backup
from db.queries.erasure import Held as Held
from db.store import Reading, Store


@dataclass(frozen=True)
class Erased:
    """What was erased, and the copies that still hold it: backups noted, and files left beside by an upgrade."""

    before: Held
    names: bool
    backups: tuple[Backup, ...]
    beside: tuple[str, ...]
    change: Change


def what_is_held(store: Store) -> Held:
    """What of people the file holds, as counts; for the question before erasing."""
    with store.read() as reading:
        return stored.held(reading)


def erase(
    store: Store, *, by: Actor, second: Actor, at: datetime, names: bool = False, unfinished: bool = False
) -> Erased:
    """Erase personal data (rules 1-3). Raises Problems "erasure.too_early" with every reason why not yet."""
    with acting_pair(store, by, second, Act.ERASE, at) as (writing, chief, witness):
        reasons = tuple(_reasons(writing, at))
        if reasons and not unfinished:
            raise Problems("erasure.too_early", reasons)
        before = stored.held(writing)
        stored.erase(writing, at, names)
        copies = tuple(stored_audit.backups(writing))
        seq = writing.audit(
            "personal.erased",
            by=f"{chief.ref}+{witness.ref}",
            at=at,
            people=before.people,
            notes=before.notes,
            names=names,
            unfinished=bool(reasons),
        )
    store.rebuild()
    beside = tuple(sorted(one.name for one in store.path.parent.glob(f"{escape(store.path.name)}.v*-before")))
    return Erased(before, names, copies, beside, Change(frozenset(Kind), audit_seq=seq))


def _reasons(reading: Reading, at: datetime) -> Iterator[Refusal]:
    for trade in contest_facts(reading).trades:
        if not people.entries(reading, trade.id, "approved"):
            continue
        last = revisions.last_revision(reading, trade.id)
        if last is None or last.confirmed_at is None or last.posted_at is None:
            yield Refusal("erasure.not_posted", trade=trade.name)
        elif at < last.posted_at + timedelta(hours=trade.rules.rules.appeal_hours):
            yield Refusal("erasure.appeals_open", trade=trade.name)
    waiting = stored.open_appeals(reading)
    if waiting:
        yield Refusal("erasure.appeal_waits", count=waiting)
