"""The list of entries out of the store: ids in an order, lines fetched page by page."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.services.registration_list import Choice, EntryLine, find_entries, lines


@dataclass(frozen=True)
class PageMemo:
    """What the page remembers while another one is shown."""

    choice: Choice
    entry: int | None
    form: bool
    chosen: tuple[int, ...] = ()


class EntrySource:
    """A RowSource over one contest file, touched on the store thread; only `ids`, which is replaced whole, is not."""

    def __init__(self, store: Any, choice: Choice) -> None:
        self._store = store
        self._choice = choice
        self.ids: Sequence[int] = array("q")

    def arrange(self, key: str, descending: bool, words: str) -> int:
        """See RowSource."""
        found = find_entries(self._store, replace(self._choice, words=words), key, descending)
        self.ids = found
        return len(found)

    def rows(self, first: int, n: int) -> Sequence[EntryLine]:
        """See RowSource."""
        return lines(self._store, self.ids[first : first + n])
