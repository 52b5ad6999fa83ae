"""Where the rows of a list come from: a list in memory, or the store, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QCollator, QLocale

from ui.models.columns import Column

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class RowSource(Protocol[R_co]):
    """Rows in an order. `arrange` sorts and filters and gives the new count; the others answer for that order.

    A source over the store is called on the store thread only.
    """

    def arrange(self, key: str, descending: bool, words: str) -> int:
        """Order by the column `key` ("" for the natural order), keep rows that match `words`; gives the count."""
        ...

    def rows(self, first: int, n: int) -> Sequence[R_co]:
        """At most `n` rows from `first` on."""
        ...


def pinyin_order() -> Callable[[str], Any]:
    """The key that sorts Chinese by pinyin, and 2 before 10."""
    collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    collator.setNumericMode(True)
    return collator.sortKey


class ListSource(Generic[R]):
    """Rows in memory: for lists of some thousands. Filtering looks into every column's text."""

    def __init__(self, rows: Sequence[R], columns: Sequence[Column[R]]) -> None:
        self._all = list(rows)
        self._shown = self._all
        self._columns = {column.key: column for column in columns}

    def arrange(self, key: str, descending: bool, words: str) -> int:
        """See RowSource."""
        self._shown = [row for row in self._all if self._matches(row, words)] if words else list(self._all)
        column = self._columns.get(key)
        if column is not None:
            self._shown.sort(key=self._sort_key(column), reverse=descending)
        return len(self._shown)

    def rows(self, first: int, n: int) -> Sequence[R]:
        """See RowSource."""
        return self._shown[first : first + n]

    def _matches(self, row: R, words: str) -> bool:
        text = "\n".join(column.text(row) for column in self._columns.values()).casefold()
        return all(word in text for word in words.casefold().split())

    @staticmethod
    def _sort_key(column: Column[R]) -> Callable[[R], Any]:
        if column.sort is not None:
            return column.sort
        order = pinyin_order()
        return lambda row: order(column.text(row))
