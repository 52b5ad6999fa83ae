"""Painting one cell: every state has a shape of its own, so that grey paper and any eye can tell them apart."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from app.services.sheet_view import CellAddress, CellState, CellView, RowView
from ui.grid.draft import Draft
from ui.grid.facts import MERGED, cell_text, is_zero, word_text
from ui.grid.look import CENTRE, LEFT, RIGHT, Look, dotted_line, failed_mark, tick
from ui.grid.state import FAILED, PENDING, REFUSED, SAVED, Note

SHOW_PENDING_AFTER = 0.15
DIM_AFTER = 3.0

# Hoisted, see `ui.grid.state`.
_EMPTY, _VALUE, _WORD, _DIFFERS = CellState.EMPTY, CellState.VALUE, CellState.WORD, CellState.DIFFERS
_TEXT_INSET, _TICK_ROOM, _TICK, _DISC = 5, 12, 8, 12
_MOST_READY = 2000


class CellPainter:
    """Paints the cells of one sheet. `second` is on in the second keying, where a saved mark also agrees."""

    def __init__(self, look: Look, second: bool = False) -> None:
        self.look = look
        self.second = second
        tokens = look.tokens
        self._merged_brush = QBrush(look.merged)
        self._surface = QBrush(tokens.surface)
        self._row_tint, self._column_tint = QBrush(look.row_tint), QBrush(look.column_tint)
        self._selected = QBrush(look.selected)
        self._dpr = look.dpr
        self._ready: dict[tuple[object, ...], QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        row: RowView,
        address: CellAddress,
        cell: CellView,
        note: Note | None,
        tint: int = 0,
        closed: bool = False,
        selected: bool = False,
    ) -> None:
        """Paint a cell that is not being typed into. `tint`: 0 none, 1 the cursor's column, 2 the cursor's line.

        Marks and empty cells come ready-made from a store of pictures: a sheet shows the same few again and again,
        and a moving cursor repaints two columns of them with every key.
        """
        fresh = note is not None and note.stage is SAVED and monotonic() - note.since < DIM_AFTER
        plain = cell.state is _VALUE or cell.state is _EMPTY
        if closed or not plain or (note is not None and note.stage is not SAVED):
            self._paint(painter, rect, row, address, cell, note, tint, closed, selected)
            return
        merged = address.seat == MERGED
        key = (cell.text, cell.dropped, cell.doubtful, tint, fresh, selected, merged, row.decimals, row.unit)
        key += (row.choices if merged else None, rect.width(), rect.height())
        ready = self._ready.get(key)
        if ready is None:
            if len(self._ready) > _MOST_READY:
                self._ready.clear()
            ready = QPixmap(rect.size() * self._dpr)
            ready.setDevicePixelRatio(self._dpr)
            inner = QPainter(ready)
            self._paint(inner, QRect(QPoint(0, 0), rect.size()), row, address, cell, note, tint, closed, selected)
            inner.end()
            self._ready[key] = ready
        painter.drawPixmap(rect.topLeft(), ready)

    def _paint(
        self,
        painter: QPainter,
        rect: QRect,
        row: RowView,
        address: CellAddress,
        cell: CellView,
        note: Note | None,
        tint: int,
        closed: bool,
        selected: bool,
    ) -> None:
        face = self._background(address, tint, selected)
        if closed:
            face = self.look.closed_brush
        elif cell.state is _WORD and note is None:
            face = self.look.word_brush
        painter.fillRect(rect, face)
        painter.setPen(self.look.line_pen)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        if note is not None and note.stage is not SAVED:
            self._typed(painter, rect, row, address, note)
        else:
            self._stored(painter, rect, row, address, cell, note, closed)
        if cell.doubtful:
            self.doubt(painter, rect)

    def _background(self, address: CellAddress, tint: int, selected: bool) -> QBrush:
        if selected:
            return self._selected
        if tint == 2:
            return self._row_tint
        if address.seat == MERGED:
            return self._merged_brush
        return self._column_tint if tint else self._surface

    def _room(self, rect: QRect, address: CellAddress) -> tuple[QRect, int]:
        if address.seat == MERGED:
            return rect.adjusted(_TEXT_INSET, 0, -_TEXT_INSET, 0), CENTRE
        return rect.adjusted(2, 0, -_TICK_ROOM - 2, 0), RIGHT

    def _stored(
        self,
        painter: QPainter,
        rect: QRect,
        row: RowView,
        address: CellAddress,
        cell: CellView,
        note: Note | None,
        closed: bool,
    ) -> None:
        look, tokens = self.look, self.look.tokens
        room, align = self._room(rect, address)
        if cell.state is _EMPTY:
            if closed:
                return
            dotted_line(painter, rect.center().x() - 9, rect.center().y() + look.px(5), 20, tokens.strong_line)
        elif cell.state is _WORD:
            text = word_text(cell.text)
            face = look.second if look.width(look.second, text) < rect.width() - 4 else look.small
            look.text(painter, face, tokens.text2, rect, look.fitted(face, text, rect.width() - 2), CENTRE)
        elif cell.state is _DIFFERS:
            self._differs(painter, rect, cell_text(row, cell))
        else:
            text = cell_text(row, cell)
            bold = is_zero(cell.text)
            face = look.largest(text, room.width() + 2, bold)
            colour = tokens.muted if cell.dropped else tokens.text
            look.text(painter, face, colour, room, look.fitted(face, text, room.width() + 6), align)
            self._tick(painter, rect, note)

    def _differs(self, painter: QPainter, rect: QRect, text: str) -> None:
        look, tokens = self.look, self.look.tokens
        face = look.largest(text, rect.width() - 8)
        look.text(painter, face, tokens.differ, rect, look.fitted(face, text, rect.width() - 4), CENTRE)
        pen = QPen(tokens.differ, 1.6)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(rect).adjusted(1.8, 1.8, -2.8, -2.8))

    def _tick(self, painter: QPainter, rect: QRect, note: Note | None) -> None:
        fresh = note is not None and monotonic() - note.since < DIM_AFTER
        colour = self.look.tokens.ok if fresh else self.look.dim_tick
        weight = 2.0 if fresh else 1.5
        x, y = rect.right() - _TICK - 2.5, rect.bottom() - _TICK - 1.5
        if rect.width() > 120:
            x -= 4
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        tick(painter, x, y, _TICK - 1, colour, weight)
        if self.second:
            tick(painter, x, y - 5, _TICK - 1, colour, weight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _typed(self, painter: QPainter, rect: QRect, row: RowView, address: CellAddress, note: Note) -> None:
        """A mark that is not on disk: on its way, failed or turned down."""
        look, tokens = self.look, self.look.tokens
        room, align = self._room(rect, address)
        if note.stage is FAILED and align == RIGHT:  # its disc is wider than a tick: the last digit stays clear of it
            room.setRight(rect.right() - _DISC - 4)
        shown = cell_text(row, CellView(CellState.VALUE, note.text)) if note.stage is not REFUSED else note.text
        if note.stage is REFUSED:
            self.refused_frame(painter, rect)
        colour = tokens.error_text if note.stage is REFUSED else tokens.text
        face = look.largest(shown, room.width(), note.stage is REFUSED or is_zero(note.text))
        spill = 3 if note.stage is FAILED else 6
        look.text(painter, face, colour, room, look.fitted(face, shown, room.width() + spill), align)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if note.stage is FAILED:
            disc = QRectF(rect.right() - _DISC - 1, rect.bottom() - _DISC - 1, _DISC, _DISC)
            failed_mark(painter, disc, tokens.error_solid, tokens.on_error)
        elif note.stage is PENDING and monotonic() - note.since >= SHOW_PENDING_AFTER:
            painter.setPen(QPen(tokens.text2, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(rect.right() - 9.5, rect.bottom() - 9.5, 7, 7))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def doubt(self, painter: QPainter, rect: QRect) -> None:
        """The "?" of a mark that could not be read for certain."""
        look, tokens = self.look, self.look.tokens
        box = QRect(rect.left() + 2, rect.top() + 2, look.px(13), look.px(14))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(tokens.warn_line, 1))
        painter.setBrush(tokens.warn_solid)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        look.text(painter, look.small, tokens.warn_text, box, "?", CENTRE)

    def refused_frame(self, painter: QPainter, rect: QRect) -> None:
        """The red frame of a text that was not stored."""
        painter.fillRect(rect, self.look.tokens.error_tint)
        painter.setPen(QPen(self.look.tokens.error_text, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(rect).adjusted(1.2, 1.2, -1.7, -1.7))

    def cursor(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        """The frame of the current cell."""
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def draft(
        self, painter: QPainter, rect: QRect, address: CellAddress, draft: Draft, possible: bool, caret: bool
    ) -> None:
        """The current cell while it is typed into."""
        look, tokens = self.look, self.look.tokens
        bad = not possible or bool(draft.refused)
        if bad:
            self.refused_frame(painter, rect)
        else:
            painter.fillRect(rect, tokens.surface)
            self.cursor(painter, rect, tokens.primary)
        colour = tokens.error_text if bad else tokens.text
        room, align = self._room(rect, address)
        if align == RIGHT:
            room = rect.adjusted(3, 0, -7, 0)
        face = look.number_bold if bad else look.number
        painter.save()
        painter.setClipRect(rect.adjusted(3, 3, -3, -3), Qt.ClipOperation.IntersectClip)
        fits = look.width(face, draft.text) <= room.width()
        left = room.x() + room.width() - look.width(face, draft.text) if align == RIGHT or not fits else -1
        if left < 0 and align == CENTRE:
            left = room.x() + (room.width() - look.width(face, draft.text)) // 2
        if draft.selected and draft.text:
            mark = QRect(left - 1, rect.top() + 5, look.width(face, draft.text) + 2, rect.height() - 10)
            painter.fillRect(mark, look.selected if not bad else tokens.surface)
        look.text(painter, face, colour, QRect(left, rect.y(), 1, rect.height()), draft.text, LEFT)
        if caret:
            x = left + look.width(face, draft.text[: draft.caret])
            painter.fillRect(x + 1, rect.top() + 6, 2, rect.height() - 12, tokens.text)
        painter.restore()
        if draft.doubtful:
            self.doubt(painter, rect)
