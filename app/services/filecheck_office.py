"""The office's merged lists held against the bundles they came from: a total or award changed by hand is found."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from app.bundle import archive
from app.bundle.findings import Finding, MalformedError
from app.errors import Refusal
from app.services.replay_rows import Problem
from db.queries import restored
from db.store import Reading


def changed_merged(reading: Reading) -> list[Problem]:
    """Merged rows that are not what the bundle kept with them states, the first of each trade."""
    problems = []
    for trade, digest, raw, rows in restored.merged(reading):
        stated = _stated(raw, digest)
        held = {entry: tuple("" if one is None else str(one) for one in rest) for entry, *rest in rows}
        if stated != held:
            entry = next(e for e in sorted({*held, *(stated or {"": ()})}) if (stated or {}).get(e) != held.get(e))
            problems.append(Problem("merged", None, Refusal("files.merged_changed", trade=trade, entry=entry)))
    return problems


def _stated(raw: bytes, digest: str) -> dict[str, tuple[str, ...]] | None:
    """Group, status, total, place and award by entry as a bundle's results file of this digest says; None: no such."""
    try:
        files = archive.read(raw).files.values()
    except (Finding, MalformedError):
        return None
    found = next((data for data in files if hashlib.sha256(data).hexdigest() == digest), None)
    return None if found is None else {row["entry"]: _row(row) for row in json.loads(found)["rows"]}


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    standing = row.get("standing", row["status"])
    values = (row["group"], standing, row["total"], row["place"], row["award"])
    return tuple("" if one is None else str(one) for one in values)
