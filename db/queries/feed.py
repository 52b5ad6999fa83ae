"""What the file was told since a moment: the audit chain read as a list of changes."""

from __future__ import annotations

import json
from typing import Any

from app.domain.audit import Head
from db.store import Reading


def last_head(reading: Reading) -> Head:
    """Where the chain stands in this transaction; number 0 before its first entry."""
    row = reading.row("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1", ())
    return Head(0, b"") if row is None else Head(int(row[0]), bytes(row[1]))


def acts_since(reading: Reading, head: Head) -> list[dict[str, Any]] | None:
    """The bodies of all entries after `head`, oldest first; None when the chain did not pass through `head` (what was
    seen there was rolled back, or it is another file)."""
    rows = reading.connection.exec_driver_sql(
        "SELECT seq, hash, body FROM audit_entry WHERE seq >= ? ORDER BY seq", (head.seq,)
    ).all()
    if not rows or (int(rows[0][0]), bytes(rows[0][1])) != (head.seq, head.hash):
        return None
    return [json.loads(row[2]) for row in rows[1:]]
