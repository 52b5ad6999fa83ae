"""What all lists of the window share: the layouts a person chose, and writing what is listed to a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol
from weakref import ReferenceType, ref

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from ui.models.layouts import ListLayout, kept_for, kept_with
from ui.widgets.message_bar import Message, News

if TYPE_CHECKING:
    from app.services.table_files import ListedColumn
    from ui.desk import Desk
    from ui.operations import Progress
    from ui.widgets.table import TableView

BLOCK = 512  # rows asked for at a time
_current: ReferenceType[Lists] | None = None


class HasList(Protocol):
    """A list as this module needs it."""

    def list_key(self) -> str:
        """Its name in the settings."""
        ...


def current() -> Lists | None:
    """The lists of the window that is open; None where there is no window (pages under test)."""
    found = _current() if _current is not None else None
    return found if found is not None and isValid(found) else None


def watch(view: HasList, recall: Callable[[ListLayout], None]) -> None:
    """Let a list take the layout of whoever sits at the keyboard, now and after each change of person."""
    found = current()
    if found is not None:
        found.add(view, recall)


class Lists(QObject):
    """Made by the window. `told` and `long_work` go to its bars."""

    told = Signal(object)  # Message
    long_work = Signal(str, object)  # title, Progress
    _person = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._who = self._name()
        self._views: list[tuple[HasList, Callable[[ListLayout], None]]] = []
        desk.person_changed.connect(self._person_changed)
        global _current
        _current = ref(self)

    def _name(self) -> str:
        return self._desk.person.name if self._desk.person is not None else ""

    # layouts

    def layout_of(self, key: str) -> ListLayout:
        """What the person at the keyboard chose for a list."""
        return kept_for(self._desk.settings.lists, self._name(), key)

    def add(self, view: HasList, recall: Callable[[ListLayout], None]) -> None:
        """A list was made."""
        self._views = [one for one in self._views if isValid(one[0])]
        self._views.append((view, recall))
        layout = self.layout_of(view.list_key())
        if not layout.plain:
            recall(layout)

    def keep(self, key: str, layout: ListLayout) -> None:
        """The person laid a list out anew; other lists of the same columns follow."""
        kept = self._desk.settings.lists
        if layout != self.layout_of(key):
            self._desk.change_settings(lists=kept_with(kept, self._name(), key, layout))

    def _person_changed(self) -> None:
        if self._name() == self._who:
            return
        self._who = self._name()
        self._views = [one for one in self._views if isValid(one[0])]
        for view, recall in self._views:
            recall(self.layout_of(view.list_key()))

    # export

    def ask_export(self, view: TableView) -> None:
        """Ask where what is listed goes, then write it."""
        folder = self._desk.settings.last_folder or str(Path.home())
        name = view.name.translate({ord(sign): " " for sign in '\\/:*?"<>|'})
        path, _ = QFileDialog.getSaveFileName(
            view.window(), self.tr("导出所列"), str(Path(folder) / f"{name}.xlsx"), "Excel (*.xlsx)"
        )
        if path:
            self.export_to(view, Path(path))

    def export_to(self, view: TableView, path: Path) -> Progress:
        """Write the rows listed with the columns in sight to a workbook; gives the progress of it."""
        desk = self._desk
        columns, headings = shown_columns(view)
        rows = _rows(desk, copy(view.table.source()))  # the copy keeps this order while the list is sorted anew
        count, words, key = view.table.rowCount(), view.table.words(), view.list_key()
        store = desk.contest.store if desk.contest is not None else None
        contest = desk.contest.name if desk.contest is not None else ""
        by, at = desk.person.actor if desk.person is not None else None, desk.now()

        def work(progress: Progress) -> int:
            from app.services.table_files import ListFile, write_listed  # here: it brings the workbooks along

            about = ListFile(view.name, contest, words, at)
            texts = ([text(row) for text in columns] for row in rows(count))
            done = write_listed(path, about, headings, texts, count, progress)
            if store is not None and by is not None:
                tell: Callable[[], Any] = lambda: note(done)  # noqa: E731  # the record is the store thread's
                desk.operations.run(tell, quiet=True)
            return done

        def note(done: int) -> None:
            from app.services.table_files import note_export  # here: see above

            note_export(store, key, done, by=by, at=at)

        def finished(done: int) -> None:
            text = self.tr("已把所列 {count} 行写到 {path}").format(count=done, path=path)
            desk.change_settings(last_folder=str(path.parent))
            self.told.emit(Message(text))

        def stopped() -> None:
            self.told.emit(Message(self.tr("没有导出，原有的文件没有动。"), News.NOTE))

        progress = desk.operations.run_long(work, finished, cancelled=stopped, owner=self)
        self.long_work.emit(self.tr("正在导出{name}").format(name=view.name), progress)
        return progress


def shown_columns(view: TableView) -> tuple[list[Callable[[Any], str]], list[ListedColumn]]:
    """The columns in sight from left to right: what gives their texts, and how the workbook heads them."""
    from app.services.table_files import ListedColumn  # here: it brings the workbooks along
    from ui.models.columns import Align

    found = [view.table.columns[number] for number in view.places() if not view.isColumnHidden(number)]
    return [one.text for one in found], [ListedColumn(one.title, one.width, one.align is Align.RIGHT) for one in found]


def _rows(desk: Desk, source: Any) -> Callable[[int], Any]:
    """The rows of a source one after the other, fetched in blocks by the thread that owns the store."""

    def block(first: int) -> Sequence[Any]:
        box: SimpleQueue[Sequence[Any] | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                box.put(source.rows(first, BLOCK))
            except Exception as error:  # handed to the thread that waits for it
                box.put(error)

        desk.operations.run(ask, quiet=True)
        answer = box.get()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def every(count: int) -> Any:
        for first in range(0, count, BLOCK):
            yield from block(first)

    return every
