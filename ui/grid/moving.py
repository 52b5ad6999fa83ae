"""Moving in the grid: along the walking order, by arrow, to the edges, and stretching a selection."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.services.sheet_view import CellAddress
from ui.grid.entry import EntryGrid


class MovingGrid(EntryGrid):
    """The grid with a cursor that walks. Every move stores a good draft first; a bad one holds the cursor."""

    current_changed = Signal(object)
    end_reached = Signal()
    order_changed = Signal(bool)  # True: one judge's paper after the other

    def go_to(self, address: CellAddress) -> None:
        """Put the cursor on a cell and bring it into sight."""
        if not self.state.has(address):
            return
        old = self.state.cursor
        self._close_picker()
        self.state.move_to(address)
        self._moved(old)

    def set_order(self, by_judge: bool) -> None:
        """Walk one judge's paper after the other, or all judges of one aspect after the other."""
        if by_judge != self.state.by_judge:
            self.state.set_order(by_judge)
            self.order_changed.emit(by_judge)

    @property
    def by_judge(self) -> bool:
        """The walking order in force."""
        return self.state.by_judge

    @property
    def current(self) -> CellAddress | None:
        """The cell the cursor is on."""
        return self.state.cursor

    def do_next(self) -> None:
        """Store and go on; after the last cell the page takes over."""
        cursor = self.state.cursor
        if not self.finish() or self.state.walk is None or cursor is None or self.state.cursor != cursor:
            return
        target = self.state.walk.next(cursor, self.state.skipped)
        if target is None:
            self._touch_current()
            self.end_reached.emit()
        else:
            self._move(target)

    def do_previous(self) -> None:
        """Store and go back."""
        cursor = self.state.cursor
        if self.finish() and self.state.walk is not None and cursor is not None:
            self._move(self.state.walk.previous(cursor, self.state.skipped) or cursor)

    def do_minus(self) -> None:
        """The sign of a negative mark where one is allowed and nothing is typed yet, or after F2; else back."""
        state = self.state
        assert state.cursor is not None
        fresh = state.draft is None or not state.draft.text or state.draft.selected
        signed = fresh and not state.closed and state.row(state.cursor).minimum.startswith("-")
        inside = state.draft is not None and state.draft.inside
        if signed or inside:
            self._type("-")
        else:
            self.do_previous()

    def do_tab(self) -> None:
        """Store and go right, at the edge to the next line."""
        self._beside(1, wrap=True)

    def do_back_tab(self) -> None:
        """Store and go left, at the edge to the line before."""
        self._beside(-1, wrap=True)

    def do_left(self) -> None:
        """Left; inside a text the caret."""
        self._beside(-1, wrap=False)

    def do_right(self) -> None:
        """Right; inside a text the caret."""
        self._beside(1, wrap=False)

    def do_up(self) -> None:
        """One line up."""
        self._vertical(-1)

    def do_down(self) -> None:
        """One line down."""
        self._vertical(1)

    def do_home(self) -> None:
        """The first cell of the line; inside a text its beginning."""
        self._edge(-1)

    def do_end(self) -> None:
        """The last cell of the line; inside a text its end."""
        self._edge(1)

    def do_top(self) -> None:
        """The first cell of the sheet."""
        if self.finish() and self.state.walk is not None:
            self._move(self.state.walk.cells[0])

    def do_bottom(self) -> None:
        """The last cell of the sheet."""
        if self.finish() and self.state.walk is not None:
            self._move(self.state.walk.cells[-1])

    def _edge(self, step: int) -> None:
        if self._in_text(step * 99):
            return
        cursor, walk = self.state.cursor, self.state.walk
        if self.finish() and cursor is not None and walk is not None:
            for _ in range(99):
                cursor = walk.beside(cursor, step, wrap=False)
            self._move(cursor)

    def _in_text(self, step: int) -> bool:
        draft = self.state.draft
        if draft is None or not draft.inside:
            return False
        draft.move(step)
        self._draft_changed()
        return True

    def _beside(self, step: int, wrap: bool) -> None:
        if not wrap and self._in_text(step):
            return
        cursor = self.state.cursor
        if self.finish() and cursor is not None and self.state.walk is not None:
            self._move(self.state.walk.beside(cursor, step, wrap))

    def _vertical(self, step: int) -> None:
        cursor = self.state.cursor
        if self.finish() and cursor is not None and self.state.walk is not None:
            self._move(self.state.walk.vertical(cursor, step, self.state.column), keep_column=True)

    def _move(self, target: CellAddress, keep_column: bool = False) -> None:
        old, block = self.state.cursor, self.state.selection()
        self.state.move_to(target, keep_column)
        self._moved(old)
        if block is not None:
            self.viewport().update()

    def _moved(self, old: CellAddress | None) -> None:
        cursor = self.state.cursor
        self.bubble_up()
        if old is not None and self.state.has(old):
            self.touch_cursor(old, cursor)
        if cursor is not None:
            self.reveal(cursor)
            if old is None or not self.state.has(old):
                self.touch_cursor(None, cursor)
            elif old == cursor:
                self.touch(cursor)
            self.tell_current()
        if cursor != old:
            self.current_changed.emit(cursor)

    def _extend(self, target: CellAddress) -> None:
        old = self.state.cursor
        if target != old and self.finish():
            self.state.extend_to(target)
            self.reveal(target)
            self.viewport().update()
            self.current_changed.emit(target)

    def _extend_by(self, across: int, down: int) -> None:
        walk, cursor = self.state.walk, self.state.cursor
        if walk is None or cursor is None:
            return
        if across:
            self._extend(walk.beside(cursor, across, wrap=False))
        else:
            self._extend(walk.vertical(cursor, down, self.state.column))

    def do_extend_left(self) -> None:
        """Stretch the selection to the left."""
        self._extend_by(-1, 0)

    def do_extend_right(self) -> None:
        """Stretch the selection to the right."""
        self._extend_by(1, 0)

    def do_extend_up(self) -> None:
        """Stretch the selection up."""
        self._extend_by(0, -1)

    def do_extend_down(self) -> None:
        """Stretch the selection down."""
        self._extend_by(0, 1)

    def do_select_all(self) -> None:
        """Select the whole sheet."""
        if self.finish():
            self.state.whole = True
            self.viewport().update()
