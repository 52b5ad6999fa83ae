"""A list in which several rows can be chosen: a column of boxes at the left, Space, Ctrl, Shift, and a box for all.

There is one idea of "chosen" (`Chosen`), whichever way it was written; the row in hand is another thing: where the
keyboard is, and what the form beside the list shows. Moving about never lets go of what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ui.models.table_model import TableModel
from ui.theme import theme
from ui.widgets.choices import CheckBox, paint_box
from ui.widgets.chosen import Chosen
from ui.widgets.table import ROW_HEIGHT, TableView

WIDTH = 32
_HAND = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class BoxColumn(QHeaderView):
    """The boxes beside the rows. A press ticks one, Shift or a drag ticks from the last one to here."""

    def __init__(self, view: ChoiceTable) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self._from = -1
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFixedWidth(WIDTH)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        tokens = theme().tokens
        on = self._view.is_chosen_at(section)
        in_hand = section == self._view.currentIndex().row()
        fill = tokens.selection if in_hand else tokens.primary_tint if on else tokens.surface
        painter.fillRect(rect, fill)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        paint_box(painter, rect.center().x() + 1, rect.center().y(), state, True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            return
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._from = row
        if event.modifiers() & _SHIFT:
            self._view.choose_to(row)
        else:
            self._view.toggle(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if self._from >= 0 and row >= 0 and row != self._view.currentIndex().row():
            self._view.choose_to(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = -1

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two quick presses are two ticks


class AllBox(CheckBox):
    """The box in the corner: none, some or all of what is listed is chosen."""

    def __init__(self, view: ChoiceTable) -> None:
        super().__init__("", view)
        self._view = view
        self.setTristate(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+A and Esc do the same from the rows
        self.setObjectName("choose_all")
        self.setAccessibleName(self.tr("全选所列"))
        self.setToolTip(self.tr("全选所列的（Ctrl+A），或都不选（Esc）"))

    def nextCheckState(self) -> None:
        """A press chooses all of what is listed, or lets go of it when all of it was chosen."""
        self._view.choose_listed(self.checkState() != Qt.CheckState.Checked)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.header)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), tokens.line)
        paint_box(painter, self.width() // 2, self.height() // 2 - 1, self.checkState(), self.isEnabled())
        painter.end()


class ChoiceTable(TableView):
    """A list with boxes. `take_ids` says which row ids are listed, in order, whenever the list was arranged anew."""

    def __init__(self, table: TableModel, name: str, parent: QWidget | None = None) -> None:  # type: ignore[type-arg]
        self.chosen = Chosen()
        self._ids: Sequence[int] = ()
        self._anchor = -1  # where a range begins; -1 until a person has put the keyboard somewhere
        self._below = b""  # what was chosen before the range
        self._here = 0
        self.all_box: AllBox | None = None
        super().__init__(table, name, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        boxes = BoxColumn(self)
        self.setVerticalHeader(boxes)
        boxes.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        boxes.setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.all_box = AllBox(self)
        self.chosen.changed.connect(self._show_chosen)
        self.updateGeometries()

    # what is chosen

    def take_ids(self, ids: Sequence[int]) -> None:
        """The row ids now listed, in their order."""
        self._ids = ids
        self._anchor = -1
        self._show_chosen()

    def listed(self) -> int:
        """How many of those chosen are listed now."""
        return self._here

    def chosen_ids(self) -> list[int]:
        """The row ids chosen: those listed from the top, then the others; nothing chosen: the row in hand."""
        if not self.chosen:
            row = self.currentIndex().row()
            return [self._ids[row]] if 0 <= row < len(self._ids) else []
        chosen, seen = self.chosen, [key for key in self._ids if key in self.chosen]
        return seen if len(seen) == len(chosen) else [*seen, *sorted(set(chosen.keys()).difference(seen))]

    def is_chosen_at(self, number: int) -> bool:
        """Whether the row in a place is chosen."""
        return 0 <= number < len(self._ids) and self._ids[number] in self.chosen

    def is_chosen(self, number: int) -> bool:
        return self.is_chosen_at(number)

    def toggle(self, number: int) -> None:
        """Choose a row, or let go of it; the keyboard goes there."""
        if not 0 <= number < len(self._ids):
            return
        self._go(number)
        self._anchor = number
        self.chosen.put((self._ids[number],), not self.is_chosen_at(number))
        self._below = self.chosen.mark()
        self._say(number)

    def choose_to(self, number: int) -> None:
        """Choose from where the last row was chosen, or the keyboard was put, to here."""
        if not 0 <= number < len(self._ids):
            return
        if self._anchor < 0:
            self._anchor = max(0, self.currentIndex().row())
            self._below = self.chosen.mark()
        self._go(number)
        first, last = sorted((self._anchor, number))
        self.chosen.lay(self._below, self._ids[first : last + 1])
        self._say(number)

    def choose_listed(self, on: bool) -> None:
        """Choose everything listed, or let go of it."""
        self.chosen.put(self._ids, on)
        self._say(-1)

    def choose_none(self) -> None:
        """Let go of everything, listed or not."""
        self.chosen.clear()
        self._say(-1)

    def selectAll(self) -> None:
        self.choose_listed(True)

    # hands

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return _HAND  # the row in hand, whatever is held down: what is chosen stands in the boxes

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        held = event.modifiers()
        if event.button() != Qt.MouseButton.LeftButton or row < 0 or not held & (_SHIFT | _CTRL):
            super().mousePressEvent(event)
            self._start(row)
        elif held & _SHIFT:
            self.choose_to(row)
        else:
            if not self.chosen and self._anchor >= 0:  # the row clicked before is the first of several
                self.chosen.put((self._ids[self._anchor],), True)
            self.toggle(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before, shift = self.currentIndex().row(), bool(event.modifiers() & _SHIFT)
        if event.key() == Qt.Key.Key_Space and before >= 0:
            if shift:
                self.choose_to(before)
            else:
                self.toggle(before)
            return
        if event.key() == Qt.Key.Key_Escape and self.chosen:
            self.choose_none()
            return
        super().keyPressEvent(event)
        row = self.currentIndex().row()
        if row == before:
            return
        if not shift:
            self._start(row)
            return
        if self._anchor < 0:
            self._start(before)
        self.choose_to(row)

    def _start(self, number: int) -> None:
        """A person put the keyboard here: a range begins here."""
        if 0 <= number < len(self._ids):
            self._anchor, self._below = number, self.chosen.mark()

    def _go(self, number: int) -> None:
        index = self.table.index(number, max(0, self.currentIndex().column()))
        self.selectionModel().setCurrentIndex(index, _HAND)

    # showing

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.verticalHeader().viewport().update()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self.all_box is not None:
            frame = self.frameWidth()
            self.all_box.setGeometry(frame, frame, self.verticalHeader().width(), self.horizontalHeader().height())
            self.all_box.raise_()

    def _show_chosen(self) -> None:
        self._here = self.chosen.among(self._ids)
        if self.all_box is not None:
            none, some, full = Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked
            state = none if not self._here else full if self._here == len(self._ids) else some
            self.all_box.setCheckState(state)
        self.viewport().update()
        self.verticalHeader().viewport().update()

    def _say(self, number: int) -> None:
        """Tell a screen reader what became of a row, and how many are chosen."""
        total = self.tr("共选 {count} 行").format(count=len(self.chosen))
        row: Any = self.table.row(number) if number >= 0 else None
        if row is not None:
            who = " ".join(column.text(row) for column in self.table.columns[:2])
            text = self.tr("已选 {row}，{total}") if self.is_chosen_at(number) else self.tr("不选 {row}，{total}")
            total = text.format(row=who, total=total)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, total))
