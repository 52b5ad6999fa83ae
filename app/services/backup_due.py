"""Whether a backup is due: the board asks it with every look, and is the first thing read."""

from __future__ import annotations

from db.queries import first as stored
from db.queries import restored
from db.store import Reading

OWN_ACT = "file.backed_up"
_NOTHING_NEW = (OWN_ACT, "file.backup_failed", "program.started", "program.stopped")


def is_due(reading: Reading) -> bool:
    """Whether anything happened since the newest backup, but for backups and the program's coming and going."""
    last = max((one.seq for one in stored.backups(reading)), default=0)
    return restored.told_since(reading, last, _NOTHING_NEW)
