"""The face of the grid: a scrolling surface that paints one sheet itself and repaints only what changed."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from app.services.sheet_view import CellAddress, CellState, RowView
from ui.clock import local
from ui.grid.accessible import SpokenTable
from ui.grid.bubble import Bubble
from ui.grid.facts import cell_text, place_text, spoken_cell, translate
from ui.grid.geometry import ROW_HEIGHTS, Geometry
from ui.grid.look import Look
from ui.grid.paint_cell import DIM_AFTER, SHOW_PENDING_AFTER
from ui.grid.paint_sheet import SheetPainter
from ui.grid.state import FAILED, PENDING, REFUSED, SAVED, GridState
from ui.theme import theme

_HEADER, _LOW_HEADER = 38, 26
_STEP = 3


class GridView(QAbstractScrollArea):
    """Shows a `GridState`. What people do to it is in `ui.grid.grid`."""

    announced = Signal(str)
    # Another table of the same kind (theory) has other columns and headings.
    geometry_type = Geometry
    painter_type = SheetPainter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = GridState()
        self._density = "compact"
        self._low = False
        self._look: Look | None = None
        self._geometry: Geometry | None = None
        self._painter: SheetPainter | None = None
        self._spoken: SpokenTable | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The window system must not offer an input method here: it would swallow the first digits.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(False)
        self.bubble = Bubble(self.viewport())
        self._pending_timer = self._single_shot(self._show_pending)
        self._dim_timer = self._single_shot(self._dim)
        theme().changed.connect(self._theme_changed)
        self.setAccessibleName(translate("grid", "评分表"))

    def _single_shot(self, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    # ---- what to show -------------------------------------------------------------------------------------------

    @property
    def density(self) -> str:
        """The height of lines in force."""
        return self._density

    def set_density(self, density: str) -> None:
        """Choose the height of lines: "compact", "standard" or "large"."""
        if density not in ROW_HEIGHTS:
            raise ValueError(density)
        self._density = density
        self.relayout()

    def set_low(self, low: bool) -> None:
        """In a low window the headings are one line high: the counts under the judges give way to a row of marks."""
        if low != self._low:
            self._low = low
            self.relayout()

    def relayout(self) -> None:
        """Measure everything anew, for another sheet, width, text size or theme."""
        self._geometry = self._painter = None
        view = self.state.view
        if view is not None:
            scale = theme().scale
            height = (ROW_HEIGHTS[self._density] * scale + 50) // 100
            header = ((_LOW_HEADER if self._low else _HEADER) * scale + 50) // 100
            self._geometry = self.geometry_type(view, self.viewport().width(), height, header, scale)
            self._set_scroll_bars(self._geometry)
        if self._spoken is not None:
            self._spoken.lay(self._geometry)
        self.bubble_up()
        self.viewport().update()

    def beside_text(self, row: RowView, column: str) -> str | None:
        """What a column of another table than the sheet says of a line, for the ear; None where the sheet has it."""
        return None

    def heading_text(self, column: str) -> str | None:
        """The word over a column of another table than the sheet; None where the sheet has it."""
        return None

    def least_width(self) -> int:
        """The width at which the sheet shown needs no scrolling across."""
        view = self.state.view
        if view is None:
            return 0
        return self.geometry_type(view, 0, 1, 0, theme().scale).width

    def _set_scroll_bars(self, geometry: Geometry) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, geometry.width - self.viewport().width()))
        across.setPageStep(self.viewport().width() - geometry.frozen_width)
        across.setSingleStep(48)
        down.setRange(0, max(0, geometry.header + geometry.height - self.viewport().height()))
        down.setPageStep(self.viewport().height() - geometry.header)
        down.setSingleStep(geometry.row_height)

    def look(self) -> Look:
        """Colours and fonts in force."""
        if self._look is None:
            self._look = Look(self.devicePixelRatioF())
        return self._look

    def _theme_changed(self) -> None:
        self._look = None
        self.relayout()

    def touch_counts(self, seat: int | None = None) -> None:
        """Repaint the heading of one judge, or the whole heading."""
        if self._geometry is None:
            return
        area = QRect(0, 0, self.viewport().width(), self._geometry.header)
        if seat is not None:
            column = next(column for column in self._geometry.columns if column.seat == seat)
            area.setLeft(self._geometry.left_of(column, self.horizontalScrollBar().value()))
            area.setWidth(column.width)
        self.viewport().update(area)

    def _sheet_painter(self) -> SheetPainter | None:
        if self._painter is None and self._geometry is not None and self.state.view is not None:
            self._painter = self.painter_type(self.look(), self.state, self._geometry)
        return self._painter

    # ---- places -------------------------------------------------------------------------------------------------

    def cell_rect(self, cell: CellAddress) -> QRect:
        """Where a cell is in the viewport; empty without a sheet."""
        if self._geometry is None:
            return QRect()
        return self._geometry.cell_rect(cell, self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def cell_at(self, x: int, y: int) -> CellAddress | None:
        """The cell under a point of the viewport; for a point on the other columns of a line, its first cell."""
        geometry = self._geometry
        if geometry is None:
            return None
        number = geometry.row_at(y, self.verticalScrollBar().value())
        column = geometry.column_at(x, self.horizontalScrollBar().value())
        if number < 0 or column is None or self.state.rows[number].kind != "aspect":
            return None
        row = self.state.rows[number]
        merged = CellAddress(row.id, -1)
        return merged if self.state.has(merged) else CellAddress(row.id, min(max(0, column.seat), len(row.cells) - 1))

    def touch(self, *cells: CellAddress) -> None:
        """Repaint single cells."""
        for cell in cells:
            self.viewport().update(self.cell_rect(cell))

    def touch_rows(self, numbers: list[int]) -> None:
        """Repaint whole lines."""
        if self._geometry is None:
            return
        for number in numbers:
            rect = self._geometry.row_rect(number, self.verticalScrollBar().value(), self.viewport().width())
            self.viewport().update(rect)

    def touch_cursor(self, old: CellAddress | None, new: CellAddress | None) -> None:
        """Repaint what the cursor's move changed: the tints of two lines, of two columns, and their headings."""
        if self._geometry is None or old == new:
            return
        width, height = self.viewport().width(), self.viewport().height()
        if (old and old.aspect) != (new and new.aspect):
            self.touch_rows([self.state.row_number(cell) for cell in (old, new) if cell and self.state.has(cell)])
        elif old and new:
            self.touch(old, new)
        if (old and old.seat) != (new and new.seat):
            for cell in (old, new):
                if cell and cell.seat >= 0:
                    rect = self.cell_rect(CellAddress(cell.aspect, cell.seat))
                    self.viewport().update(
                        QRect(rect.x(), 0, rect.width(), height).intersected(QRect(0, 0, width, height))
                    )

    def reveal(self, cell: CellAddress) -> None:
        """Scroll until the cell is in sight, with a line to spare."""
        geometry = self._geometry
        if geometry is None:
            return
        rect = self.cell_rect(cell)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        spare = geometry.row_height
        if rect.top() - spare < geometry.header:
            down.setValue(down.value() - (geometry.header - rect.top() + spare))
        elif rect.bottom() + spare > self.viewport().height():
            down.setValue(down.value() + rect.bottom() + spare - self.viewport().height())
        if cell.seat >= 0:
            if rect.left() < geometry.frozen_width:
                across.setValue(across.value() - (geometry.frozen_width - rect.left()))
            elif rect.right() >= self.viewport().width():
                across.setValue(across.value() + rect.right() + 1 - self.viewport().width())

    # ---- events -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part of the sheet that is asked for."""
        painter = QPainter(self.viewport())
        sheet = self._sheet_painter()
        if sheet is None:
            painter.fillRect(event.rect(), theme().tokens.window)
            return
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        focus = self.hasFocus() or self.viewport().hasFocus()
        sheet.paint(painter, event.region(), x, y, self.viewport().rect(), caret=True, focus=focus)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the stretching column to the new width."""
        super().resizeEvent(event)
        self.relayout()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Repaint after scrolling; the frozen columns rule out moving pixels."""
        self.viewport().update()
        if self._spoken is not None:
            self._spoken.scroll_along()
        self.bubble_up()

    def event(self, event: QEvent) -> bool:
        """Take Tab like any other key, and prepare the paint anew on another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._look = None
            self.relayout()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell who stored a cell, when, and what stood there before."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self.hover_text(cell) if cell else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint the cursor as the one that keys go to."""
        super().focusInEvent(event)
        self._touch_current()

    def _touch_current(self) -> None:
        if self.state.cursor is not None:
            self.touch(self.state.cursor)

    # ---- words --------------------------------------------------------------------------------------------------

    def hover_text(self, cell: CellAddress) -> str:
        """Who stored a cell, when, and the value before; "" for a cell nobody filled."""
        note = self.state.notes.get(cell)
        if note is not None and note.stage is FAILED:
            return translate("grid", "没有写进硬盘，还在重试。请检查磁盘。")
        shown = self.state.cell(cell)
        lines = []
        if shown.by and shown.at:
            lines.append(translate("grid", "{who}，{when} 存入").format(who=shown.by, when=_clock(shown.at)))
        if shown.before:
            lines.append(translate("grid", "之前是 {before}").format(before=shown.before))
        return "\n".join(lines)

    def spoken(self, cell: CellAddress) -> str:
        """A cell as a screen reader says it, with what has become of its mark."""
        view = self.state.view
        if view is None:
            return ""
        note = self.state.notes.get(cell)
        word = translate("grid", "已保存") if self.state.cell(cell).state is not CellState.EMPTY else ""
        if note is not None:
            word = {
                PENDING: translate("grid", "正在保存"),
                SAVED: translate("grid", "已保存"),
                FAILED: translate("grid", "没有写进硬盘"),
                REFUSED: translate("grid", "没有存入"),
            }[note.stage]
        if view.locked:
            word = translate("grid", "已锁定")
        return spoken_cell(view, self.state.row(cell), cell, word)

    def announce(self, text: str) -> None:
        """Say something at once to whoever listens instead of looking."""
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, text)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)
        self.announced.emit(text)

    def tell_current(self) -> None:
        """Keep the accessible description and the focus among the cells at the current cell."""
        if self.state.cursor is None or not QAccessible.isActive():
            return
        self.setAccessibleDescription(self.spoken(self.state.cursor))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.spoken_table().go_to(self.state.cursor)

    def tell_cell(self, cell: CellAddress) -> None:
        """Say that a cell has changed, to whoever listens."""
        if self._spoken is not None:
            self._spoken.lines.told(cell)

    def spoken_table(self) -> SpokenTable:
        """The sheet as assistive software meets it, made when it is first asked for."""
        if self._spoken is None:
            self._spoken = SpokenTable(self)
            self._spoken.lay(self._geometry)
        return self._spoken

    def shown_text(self, cell: CellAddress) -> str:
        """What a cell shows of its mark; "" for a cell nobody filled."""
        row = self.state.row(cell)
        return cell_text(row, self.state.cell(cell))

    def bubble_up(self) -> None:
        """Show, move or hide the bubble, whichever the draft asks for."""
        state = self.state
        draft, cursor = state.draft, state.cursor
        if draft is None or cursor is None or self._geometry is None or (not draft.text and not draft.refused):
            self.bubble.hide()
            return
        sentence, advice = draft.refused, draft.advice
        if not sentence:
            verdict = state.verdict()
            if verdict is None or verdict.possible:
                self.bubble.hide()
                return
            sentence, advice = verdict.sentence, verdict.advice
        self.bubble.say(self.look(), self.cell_rect(cursor), sentence, advice)

    def current_place(self) -> str:
        """Where the cursor is, in words."""
        if self.state.cursor is None or self.state.view is None:
            return ""
        return place_text(self.state.view, self.state.row(self.state.cursor), self.state.cursor.seat)

    # ---- marks that age -----------------------------------------------------------------------------------------

    def watch_pending(self) -> None:
        """Look again once a mark has been on its way long enough to say so."""
        if not self._pending_timer.isActive():
            self._pending_timer.start(round(SHOW_PENDING_AFTER * 1000) + 5)

    def watch_dim(self) -> None:
        """Look again once the youngest tick may dim."""
        if not self._dim_timer.isActive():
            self._dim_timer.start(round(DIM_AFTER * 1000) + 5)

    def _show_pending(self) -> None:
        young = False
        for cell, note in self.state.notes.items():
            if note.stage is PENDING:
                age = monotonic() - note.since
                young = young or age < SHOW_PENDING_AFTER
                if age >= SHOW_PENDING_AFTER:
                    self.touch(cell)
        if young:
            self.watch_pending()

    def _dim(self) -> None:
        old = [c for c, n in self.state.notes.items() if n.stage is SAVED and monotonic() - n.since >= DIM_AFTER]
        for cell in old:
            del self.state.notes[cell]
            self.touch(cell)
        if any(note.stage is SAVED for note in self.state.notes.values()):
            self.watch_dim()


def _clock(text: str) -> str:
    """A stored instant as the venue's clock shows it; any other text as it is."""
    try:
        return local(datetime.fromisoformat(text)).strftime("%Y-%m-%d %H:%M:%S") if "T" in text else text
    except ValueError:
        return text
