"""Which lines of 现场情况 still wait for the chief judge: the board asks only that, and is the first thing read."""

from __future__ import annotations

from db.queries import first
from db.store import Reading

ASKS = frozenset({"pause", "remark"})  # kinds of `incidents.Happened` that a decision is waited for


def asking(reading: Reading) -> dict[int, tuple[str, ...]]:
    """Codes of the lines that wait for the chief judge, oldest first, by trade id."""
    return first.incidents_asking(reading, ASKS)
