"""Rows + columns as a Qt model. Every list of the program is one of these.

Rows are fetched in pages when they are painted and the least used pages are let go, so a list of 300,000 costs no more
than what is on the screen. With a `run` (Operations.run) the source is only touched on the store thread: the pages
around the one looked at are fetched ahead, and a cell whose page is still on its way shows an ellipsis. Without one the
source answers at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.models.columns import Align, Column
from ui.models.sources import ListSource, RowSource

R = TypeVar("R")

PAGE = 8
AT_ONCE = 6  # pages in one question: a screen begins anywhere in a page and seldom has more than 40 rows
FIRST_PAGES = 16  # with the answer to an arrangement: most lists whole, and where a selection is looked for again
KEPT_PAGES = 1024

# plain ints: comparing Qt's enums in data() doubles the time of a frame
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
ROW = int(Qt.ItemDataRole.UserRole)
_TEXT = frozenset((DISPLAY, ACCESSIBLE))
_HORIZONTAL = Qt.Orientation.Horizontal
_NOT_YET = "…"

ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Align.CENTRE: Qt.AlignmentFlag.AlignCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TableModel(QAbstractTableModel, Generic[R]):
    """A list. `key_of` names a row so that a selection survives a refresh."""

    arranged = Signal(int)  # rows now shown

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key_of: Callable[[R], object] | None = None,
        run: Callable[..., None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key_of = key_of
        self._run = run
        self._source: RowSource[R] = ListSource((), self.columns)
        self._count = 0
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._asked: set[int] = set()
        self._missed: set[int] = set()  # pages whose cells were painted as an ellipsis
        self._near = -1  # the page looked at last
        self._turn = 0  # answers of an earlier arrangement are dropped
        self._sort_key = ""
        self._descending = False
        self._words = ""

    # what is shown

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows, in the order and filter now chosen."""
        self.set_source(ListSource(rows, self.columns))

    def set_source(self, source: RowSource[R]) -> None:
        """Show the rows of a source, in the order and filter now chosen."""
        self._source = source
        self._arrange()

    def set_filter(self, words: str) -> None:
        """Keep only rows that match these words."""
        if words != self._words:
            self._words = words
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; a negative one means the natural order."""
        self._sort_key = self.columns[column].key if 0 <= column < len(self.columns) else ""
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def refresh(self) -> None:
        """Ask the source anew, keeping order and filter."""
        self._arrange()

    def sorted_by(self) -> tuple[str, bool]:
        """The key of the column sorted by ("" for none), and whether downwards."""
        return self._sort_key, self._descending

    def source(self) -> RowSource[R]:
        """Where the rows come from; touched on the store thread only when there is a `run`."""
        return self._source

    def words(self) -> str:
        """The words the list is filtered by."""
        return self._words

    def row(self, number: int) -> R | None:
        """A row, or None while its page is on its way."""
        at = number // PAGE
        page = self._pages.get(at)
        if page is None:
            page = self._fetch(at)
            if page is None:
                return None
        elif at != self._near:
            self._pages.move_to_end(at)
            self._near = at
            if self._run is not None:
                self._fetch_around(at)
        place = number % PAGE
        return page[place] if place < len(page) else None

    def number_of(self, key: object) -> int:
        """Where the row of a key is, of a source that is asked on the store thread among the pages at hand; -1 if it is
        not there."""
        if self.key_of is None:
            return -1
        if self._run is None:
            rows = self._source.rows(0, self._count)
            return next((place for place, row in enumerate(rows) if self.key_of(row) == key), -1)
        for page_number, page in self._pages.items():
            for place, row in enumerate(page):
                if self.key_of(row) == key:
                    return page_number * PAGE + place
        return -1

    # Qt

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        if role in _TEXT:
            row = self.row(index.row())
            return _NOT_YET if row is None else self.columns[index.column()].text(row)
        if role == ALIGNMENT:
            return ALIGNMENTS[self.columns[index.column()].align]
        if role == ROW:
            return self.row(index.row())
        if role == TOOL_TIP:
            tip = self.columns[index.column()].tip
            row = self.row(index.row())
            return tip(row) if tip is not None and row is not None else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == _HORIZONTAL and 0 <= section < len(self.columns):
            if role == DISPLAY:
                return self.columns[section].title
            if role == ALIGNMENT:
                return ALIGNMENTS[self.columns[section].align]
        return None

    # fetching

    def _arrange(self) -> None:
        self._turn += 1
        turn, source = self._turn, self._source
        order = (self._sort_key, self._descending, self._words)

        def act() -> tuple[int, Sequence[R]]:
            count = source.arrange(*order)
            return count, source.rows(0, FIRST_PAGES * PAGE)

        if self._run is None:
            self._show(turn, act())
        else:
            self._run(act, lambda answer: self._show(turn, answer), owner=self, quiet=True)

    def _show(self, turn: int, answer: tuple[int, Sequence[R]]) -> None:
        if turn != self._turn:
            return
        self.beginResetModel()
        self._count, first = answer
        self._pages.clear()
        self._asked.clear()
        self._missed.clear()
        self._near = -1
        self._keep(range(max(1, -(-len(first) // PAGE))), first)
        self.endResetModel()
        self.arranged.emit(self._count)

    def _fetch(self, page: int) -> Sequence[R] | None:
        """A page that is not at hand, with those behind it; None while they are on their way."""
        if self._run is not None:
            self._missed.add(page)
        self._ask(self._wanted(page, 1))  # without a `run` they are at hand now
        return self._pages.get(page)

    def _fetch_around(self, page: int) -> None:
        """Ask for the pages before and behind, once nothing else is waited for."""
        self._ask(self._wanted(page + 1, 1), later=True)
        self._ask(self._wanted(page - 1, -1), later=True)

    def _wanted(self, page: int, step: int) -> range:
        """From a page on, down or up (`step` 1 or -1), as many as one question asks for and nobody has asked for."""
        n = 0
        while n < AT_ONCE and self._is_wanted(page + n * step):
            n += 1
        return range(page, page + n) if step > 0 else range(page - n + 1, page + 1)

    def _is_wanted(self, page: int) -> bool:
        return 0 <= page * PAGE < self._count and page not in self._pages and page not in self._asked

    def _ask(self, pages: range, later: bool = False) -> None:
        if not pages:
            return
        source, turn = self._source, self._turn
        first, n = pages[0] * PAGE, len(pages) * PAGE
        if self._run is None:
            self._keep(pages, source.rows(first, n))
            return
        self._asked.update(pages)
        self._run(
            lambda: source.rows(first, n),
            lambda rows: self._arrived(turn, pages, rows),
            owner=self,
            quiet=True,
            later=later,
        )

    def _arrived(self, turn: int, pages: range, rows: Sequence[R]) -> None:
        if turn != self._turn:
            return
        self._asked.difference_update(pages)
        self._keep(pages, rows)
        if self._missed.isdisjoint(pages):
            return  # nobody has looked there yet
        self._missed.difference_update(pages)
        first = pages[0] * PAGE
        last = min(self._count, first + len(rows)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _keep(self, pages: range, rows: Sequence[R]) -> None:
        for n, page in enumerate(pages):
            self._pages[page] = rows[n * PAGE : (n + 1) * PAGE]
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
