"""导出所列: a list as it stands on the screen, written to a workbook row by row; that it was taken out is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.services.access import Actor
from app.services.filecheck import need_space
from app.services.papers_common import local
from app.tables.list_book import ListColumn, write_list
from db.store import Store

_PIXELS = 7  # of a screen, about one character of a sheet


class Reports(Protocol):
    """How long work tells how far it is, and stops: done, total, item."""

    def __call__(self, done: int, total: int, item: str = "") -> None: ...


@dataclass(frozen=True)
class ListedColumn:
    """A column in sight: its title, its width in pixels, and whether its figures stand right."""

    title: str
    width: int
    figures: bool = False


@dataclass(frozen=True)
class ListFile:
    """What stands above the list: its name, the contest, the words it is filtered by, and when it was written."""

    name: str
    contest: str
    words: str
    at: datetime


def write_listed(
    path: Path,
    about: ListFile,
    columns: Sequence[ListedColumn],
    rows: Iterable[Sequence[str]],
    count: int,
    progress: Reports,
) -> int:
    """Write `count` rows of texts; gives how many were written. `progress` is called for every row and may stop it.

    Raises WorldFailure "tables.not_written", "tables.list_too_long"; whatever stops it leaves no file behind.
    """
    need_space(path.parent)
    heads = [ListColumn(one.title, max(6.0, one.width / _PIXELS), one.figures) for one in columns]
    above = [line for line in (about.contest, about.words) if line]
    above.append(f"{local(about.at):%Y-%m-%d %H:%M}")
    return write_list(path, about.name, above, heads, _told(rows, count, progress))


def _told(rows: Iterable[Sequence[str]], count: int, progress: Reports) -> Iterator[Sequence[str]]:
    progress(0, max(1, count))
    for number, row in enumerate(rows, 1):
        yield row
        if number % 64 == 0:
            progress(number, count, row[0] if row else "")


def note_export(store: Store, key: str, rows: int, *, by: Actor, at: datetime) -> int:
    """Record that a list was written to a file; gives the number of the entry. `key` names its columns."""
    with store.write() as writing:
        return writing.audit("paper.list_exported", by=by.ref, at=at, ref="", columns=key.split(","), count=rows)
