"""Certificate layouts that belong to this file, and their pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from db.models.certificates import CertificatePrintRow, LayoutPictureRow, LayoutRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class KeptLayout:
    """A layout of this file. `pictures` counts them, `size` is what they weigh in bytes."""

    id: int
    name: str
    document: Mapping[str, Any]
    made_at: datetime
    pictures: int
    size: int


def layouts(reading: Reading) -> tuple[KeptLayout, ...]:
    """All of this file, in the order they came."""
    rows = reading.all(
        select(
            LayoutRow.id,
            LayoutRow.name,
            LayoutRow.document,
            LayoutRow.made_at,
            func.count(LayoutPictureRow.id),
            func.coalesce(func.sum(func.length(LayoutPictureRow.content)), 0),
        )
        .outerjoin(LayoutPictureRow, LayoutPictureRow.layout_id == LayoutRow.id)
        .group_by(LayoutRow.id, LayoutRow.name, LayoutRow.document, LayoutRow.made_at)
        .order_by(LayoutRow.id)
    )
    return tuple(KeptLayout(*row) for row in rows)


def pictures(reading: Reading, name: str) -> dict[str, bytes]:
    """The pictures of a layout by their file names."""
    rows = reading.all(
        select(LayoutPictureRow.name, LayoutPictureRow.content)
        .join(LayoutRow, LayoutRow.id == LayoutPictureRow.layout_id)
        .where(LayoutRow.name == name)
        .order_by(LayoutPictureRow.name)
    )
    return {row[0]: bytes(row[1]) for row in rows}


def keep(
    writing: Writing, name: str, document: Mapping[str, Any], images: Mapping[str, bytes], before: str, at: datetime
) -> None:
    """Keep a layout and its pictures under a name, in place of the one called `before` ("" for a new one)."""
    values = {"name": name, "document": document, "made_at": at}
    if not before or writing.run(update(LayoutRow).where(LayoutRow.name == before), values) == 0:
        writing.run(insert(LayoutRow), values)
    row: int = writing.value(select(LayoutRow.id).where(LayoutRow.name == name))
    writing.run(delete(LayoutPictureRow).where(LayoutPictureRow.layout_id == row))
    if images:
        rows = [{"layout_id": row, "name": key, "content": data} for key, data in images.items()]
        writing.run(insert(LayoutPictureRow), rows)


def remove(writing: Writing, name: str) -> None:
    """Take a layout out of the file."""
    row: int | None = writing.value(select(LayoutRow.id).where(LayoutRow.name == name))
    if row is not None:
        writing.run(delete(LayoutPictureRow).where(LayoutPictureRow.layout_id == row))
        writing.run(delete(LayoutRow).where(LayoutRow.id == row))


def times_printed(reading: Reading, name: str) -> int:
    """How many certificates left in the layout of that name."""
    found = reading.value(select(func.count()).where(CertificatePrintRow.layout == name))
    return int(found)
