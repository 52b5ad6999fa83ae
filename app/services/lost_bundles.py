"""Bundle numbers given out before a restore: never given out again, and named in every later bundle's history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import CONSOLE, Actor, acting
from db.queries import keys as stored
from db.queries import restored
from db.queries.keys import StoredBundle
from db.store import Reading, Store

_LONG_AGO = datetime.fromtimestamp(0, UTC)


def given_out(reading: Reading, contest_id: int) -> tuple[StoredBundle, ...]:
    """Every bundle number of a contest ever given out: those of this file, and those a restore named as lost (id 0).

    Raises Refusal "export.number_unknown" for numbers whose digest nobody could tell: the history of the next bundle
    has to name it.
    """
    here = stored.bundles(reading, contest_id)
    numbers = {one.number for one in here}
    lost = [one for one in restored.lost_bundles(reading) if one.number not in numbers]
    unknown = [one.number for one in lost if not one.sha256]
    if unknown:
        raise Refusal("export.number_unknown", numbers=unknown)
    gone = [StoredBundle(0, one.number, one.sha256, "", list(one.trades), 0, "", _LONG_AGO) for one in lost]
    return tuple(sorted((*here, *gone), key=lambda one: one.number))


def tell_lost(store: Store, known: Mapping[int, str], *, by: Actor = CONSOLE, at: datetime) -> None:
    """Name the digests of bundles lost with an old file, as the signed export sheets 上报单 bear them.

    `known`: SHA-256 by number. Raises Refusal "export.not_lost" for a number that is not open.
    """
    with acting(store, by, Act.EXPORT, at) as writing:
        lost = {one.number: one.sha256 for one in restored.lost_bundles(writing)}
        for number, digest in known.items():
            if lost.get(number, "?") not in ("", digest):
                raise Refusal("export.not_lost", number=number)
        told = [{"number": number, "sha256": digest, "trades": []} for number, digest in known.items()]
        writing.audit(restored.TOLD, by=by.ref, at=at, bundles=told)
