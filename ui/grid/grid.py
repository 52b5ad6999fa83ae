"""The score grid as people use it: keys and mouse in, marks and wishes out as signals, answers shown in the cells.

A mark is checked where it is typed, handed on by `mark_entered`, and shown as on its way until the page answers with
`cell_saved`, `cell_refused` or `cell_failed`. The grid itself never decides that something is stored.
"""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QMouseEvent

from app.services.sheet_view import CellAddress, CellView, SheetView
from ui.grid.clipboard import copy_block, read_block
from ui.grid.facts import translate
from ui.grid.keys import command
from ui.grid.moving import MovingGrid
from ui.grid.paste import block_of, plan_paste
from ui.grid.paste_dialog import PasteDialog
from ui.grid.state import FAILED, PENDING, REFUSED, Note


class ScoreGrid(MovingGrid):
    """One score sheet, keyed without the mouse. Signals of marks are in `EntryGrid`, of the cursor in `MovingGrid`."""

    paste_requested = Signal(object)  # PasteBlock
    spread_decision_requested = Signal(str)  # aspect id, "" when no aspect waits
    submit_requested = Signal()
    status_requested = Signal()
    next_sheet = Signal()
    previous_sheet = Signal()
    go_to_requested = Signal()
    paper_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    typed = Signal()  # a key came, whatever it does

    _dialog: PasteDialog | None = None

    # ---- what the page calls ------------------------------------------------------------------------------------

    def show_sheet(self, view: SheetView | None) -> None:
        """Show another sheet; the cursor goes to its first empty cell. None shows an empty ground."""
        self._close_picker()
        self.state.show(view)
        self.relayout()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._moved(None)

    def update_sheet(self, view: SheetView) -> None:
        """Take newer facts of the sheet shown: cursor, draft, scroll and marks on their way stay as they are."""
        old = self.state.cursor
        before = self.state.view
        changed = self.state.update(view)
        if changed is None:
            self._close_picker()
            self.relayout()
            self._moved(old)
            return
        self.touch_rows(changed)
        if changed:
            self.touch_counts()
        if before is not None and (before.locked, before.status, before.keying) != (
            view.locked,
            view.status,
            view.keying,
        ):
            self.relayout()

    def cell_saved(self, address: CellAddress, cell: CellView) -> None:
        """The mark is on disk: show what is stored, with a fresh tick."""
        if not self.state.has(address):
            return
        counted = self.state.counts[max(0, address.seat)] if self.state.counts else None
        self.state.set_cell(address, cell)
        self.state.answered(address, cell.text, monotonic())
        if address.seat >= 0 and self.state.counts[address.seat] != counted:
            self.touch_counts(address.seat)
        self.touch(address)
        self.tell_cell(address)
        self.watch_dim()

    def cell_pending(self, address: CellAddress) -> None:
        """The mark was sent again; a dot shows once that takes noticeably long."""
        note = self.state.notes.get(address)
        self.state.notes[address] = Note(PENDING, note.text if note else "", monotonic())
        self.touch(address)
        self.watch_pending()

    def cell_refused(self, address: CellAddress, text: str, sentence: str) -> None:
        """The mark was turned down after it was handed on: the cell keeps the text, framed, and the cursor returns
        to it unless something else is being typed."""
        if not self.state.has(address):
            return
        self.state.notes[address] = Note(REFUSED, text, monotonic(), sentence)
        if self.state.draft is None or self.state.cursor == address:
            self.go_to(address)
        self.touch(address)
        self.announce(sentence)

    def cell_failed(self, address: CellAddress) -> None:
        """The disk did not take the mark: it stays here, marked, until `cell_pending` or `cell_saved`."""
        if not self.state.has(address):
            return
        note = self.state.notes.get(address)
        text = note.text if note else self.state.cell(address).text
        self.state.notes[address] = Note(FAILED, text, monotonic())
        self.touch(address)
        self.announce(translate("grid", "没有写进硬盘，请换U盘或检查磁盘"))

    def text_of(self, address: CellAddress) -> str:
        """The mark last handed on for a cell, stored or still on its way; "" for none."""
        note = self.state.notes.get(address)
        return note.text if note is not None else self.state.cell(address).text

    def unsaved(self) -> dict[CellAddress, str]:
        """Marks that are not on disk, with their texts; the page must not be left while there are any."""
        return self.state.unsaved()

    # ---- keys ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Take Tab before focus moves on, and keys that would otherwise be shortcuts of the window."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and command(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run the command of a key; keys without one go to the window."""
        self.typed.emit()
        if self.state.view is None or self.state.cursor is None:
            super().keyPressEvent(event)
            return
        name = command(event)
        if self._words_open and self._word_key(name, event.text()):
            return
        if self._deduction is not None and self._deduction_key(name, event.text()):
            return
        if name == "type":
            self._type(event.text())
        elif name:
            getattr(self, f"do_{name}")()  # the names are the table's in `ui.grid.keys`
        else:
            super().keyPressEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """No input method in number cells."""
        return False if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    # ---- wishes the page fulfils; a good draft is stored first, a bad one keeps the cursor ------------------------

    def do_next_sheet(self) -> None:
        """The next sheet, please."""
        if self.finish():
            self.next_sheet.emit()

    def do_previous_sheet(self) -> None:
        """The sheet before, please."""
        if self.finish():
            self.previous_sheet.emit()

    def do_go_to(self) -> None:
        """A sheet by its code, please."""
        if self.finish():
            self.go_to_requested.emit()

    def do_paper(self) -> None:
        """To the total written on the paper."""
        if self.finish():
            self.paper_requested.emit()

    def do_order(self) -> None:
        """Change the walking order."""
        self.set_order(not self.state.by_judge)

    def do_spread(self) -> None:
        """Decide on a spread: the one under the cursor, else the first open one."""
        if not self.finish():
            return
        over = [row.id for row in self.state.rows if row.spread_over]
        here = self.state.cursor.aspect if self.state.cursor else ""
        self.spread_decision_requested.emit(here if here in over else next(iter(over), ""))

    def do_status(self) -> None:
        """Say that the contestant was absent, withdrew, and the like."""
        if self.finish():
            self.status_requested.emit()

    def do_submit(self) -> None:
        """Submit the sheet."""
        if self.finish():
            self.submit_requested.emit()

    def do_undo(self) -> None:
        """Take back the last act; while typing, what was typed."""
        if self.state.draft is not None:
            self._drop()
        else:
            self.undo_requested.emit()

    def do_redo(self) -> None:
        """Do again what was taken back."""
        if self.finish():
            self.redo_requested.emit()

    def do_copy(self) -> None:
        """Copy the selected cells with their headings."""
        if self.finish():
            QGuiApplication.clipboard().setMimeData(copy_block(self.state))

    def do_paste(self) -> None:
        """Lay the clipboard over the sheet, after a look at what would change."""
        if not self.finish() or not self._may_write():
            return
        planned = plan_paste(self.state, read_block(QGuiApplication.clipboard().mimeData()))
        if not planned:
            self.announce(translate("grid", "剪贴板里没有可以粘贴的表格"))
            return
        self._dialog = PasteDialog(self.state, planned, self)
        self._dialog.finished.connect(self._pasted)
        self._dialog.open()

    def _pasted(self, result: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is None:
            return
        block = block_of(dialog.planned)
        dialog.deleteLater()
        if result != PasteDialog.DialogCode.Accepted:
            return
        for address, text in block.marks:
            self.state.send(address, text, monotonic())
            self.touch(address)
        self.watch_pending()
        self.setFocus()
        self.paste_requested.emit(block)

    # ---- mouse and focus ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a cell; with Shift it stretches the selection. A good draft is stored on the way."""
        cell = self.cell_at(int(event.position().x()), int(event.position().y()))
        if cell is None or event.button() != Qt.MouseButton.LeftButton or cell == self.state.cursor:
            self._close_picker()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._extend(cell)
        elif self.finish():
            self._move(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging stretches the selection."""
        if event.buttons() & Qt.MouseButton.LeftButton and self.state.draft is None:
            cell = self.cell_at(int(event.position().x()), int(event.position().y()))
            if cell is not None and cell != self.state.cursor:
                self._extend(cell)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press has done it all."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit inside the text of a cell."""
        if self.cell_at(int(event.position().x()), int(event.position().y())) == self.state.cursor:
            self.do_edit_inside()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the grid stores a good draft; a bad one stays with its reason."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish()
        self._touch_current()
