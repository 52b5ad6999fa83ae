"""Painting a sheet: headings, the columns beside the marks, and of the cells only those that need it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from app.services.sheet_view import CellAddress, RowView
from ui import icons
from ui.grid.facts import (
    MERGED,
    fixed,
    is_aspect,
    is_merged,
    seat_label,
    status_text,
    tag_text,
    translate,
    with_minus,
)
from ui.grid.geometry import CODE, MAXIMUM, NAME, SCORE, SPREAD, TAG, Column, Geometry
from ui.grid.look import CENTRE, LEFT, RIGHT, Look
from ui.grid.paint_cell import CellPainter
from ui.grid.state import REFUSED, GridState

_DASHED_TAGS = frozenset({"deduction", "time"})
_LIMIT_TAGS = frozenset({"deduction", "time"})
_TWO_LINES = 34  # px: less high headings have one line


class SheetPainter:
    """Paints what lies in a region of the viewport; everything is looked up in state and geometry at that moment."""

    def __init__(self, look: Look, state: GridState, geometry: Geometry) -> None:
        self.look = look
        self.state = state
        self.geometry = geometry
        self.cells = CellPainter(look, second=state.view is not None and state.view.keying == 2)
        self._headings = {
            CODE: translate("grid", "编号"),
            NAME: translate("grid", "评分点"),
            TAG: translate("grid", "类型"),
            MAXIMUM: translate("grid", "配分"),
            SPREAD: translate("grid", "极差"),
            SCORE: translate("grid", "得分"),
        }

    def paint(self, painter: QPainter, region: QRegion, x: int, y: int, size: QRect, caret: bool, focus: bool) -> None:
        """Paint the lines, then the heading, then the current cell, as far as they touch `region`."""
        geometry = self.geometry
        for part in region:
            if part.bottom() >= geometry.header:
                self._body(painter, part, x, y, size)
        self._current(painter, x, y, size, caret, focus)
        head = region.intersected(QRect(0, 0, size.width(), geometry.header))
        for part in head:
            painter.setClipRect(part)
            self._header(painter, x, size, part)

    def _body(self, painter: QPainter, part: QRect, x: int, y: int, size: QRect) -> None:
        geometry, look = self.geometry, self.look
        below = geometry.header + geometry.height - y
        if part.bottom() >= below:
            painter.fillRect(QRect(part.left(), max(below, part.top()), part.width(), size.height()), look.group)
        right = geometry.width - x
        if part.right() >= right:
            painter.fillRect(QRect(right, part.top(), size.width() - right, part.height()), look.group)
        body = QRect(0, geometry.header, size.width(), size.height() - geometry.header).intersected(part)
        rows = geometry.rows_between(body.top(), body.bottom(), y)
        beside = QRect(geometry.frozen_width, 0, size.width(), size.height())
        for frozen, clip in ((False, body.intersected(beside)), (True, body)):
            columns = self._columns_in(clip, frozen, x)
            if not columns:
                continue
            painter.setClipRect(clip)
            for row in rows:
                self._row(painter, row, geometry.top_of(row, y), columns, x)

    def _columns_in(self, clip: QRect, frozen: bool, x: int) -> list[Column]:
        left, right = clip.left(), clip.right()
        found = []
        for column in self.geometry.columns:
            at = self.geometry.left_of(column, x)
            if column.frozen is frozen and at <= right and at + column.width > left:
                found.append(column)
        return found

    def _row(self, painter: QPainter, number: int, top: int, columns: list[Column], x: int) -> None:
        row = self.state.rows[number]
        height = self.geometry.row_height
        heading = not is_aspect(row)
        merged = not heading and is_merged(row)
        for column in columns:
            seat = column.seat
            if seat >= 0 and merged:
                merged = False
                self._cell(painter, row, CellAddress(row.id, MERGED), x, top)
                continue
            rect = QRect(self.geometry.left_of(column, x), top, column.width, height)
            if heading:
                self._group(painter, row, column, rect)
            elif seat < 0:
                self._info(painter, row, column, rect)
            elif not is_merged(row):
                self._cell(painter, row, CellAddress(row.id, seat), x, top, rect)

    def _cell(
        self, painter: QPainter, row: RowView, address: CellAddress, x: int, top: int, rect: QRect | None = None
    ) -> None:
        state = self.state
        if rect is None:
            left, width = self.geometry.seats_span()
            rect = QRect(left - x, top, width, self.geometry.row_height)
        if address.seat >= len(row.cells):  # a line fewer judges mark than sit on the panel
            painter.fillRect(rect, self.look.merged)
            self._rule(painter, rect, side=True)
            return
        cursor = state.cursor
        tint = 0
        if cursor is not None:
            tint = 2 if cursor.aspect == row.id else int(cursor.seat == address.seat and address.seat != MERGED)
        cell = row.cells[0 if address.seat == MERGED else address.seat]
        closed = state.view is not None and bool(state.view.status)
        selected = self._is_selected(address)
        self.cells.paint(painter, rect, row, address, cell, state.notes.get(address), tint, closed, selected)

    def _is_selected(self, address: CellAddress) -> bool:
        block = self.state.selection()
        if block is None or self.state.walk is None:
            return False
        line = self.state.walk.line_number(address.aspect)
        return block[0] <= line <= block[1] and (address.seat == MERGED or block[2] <= address.seat <= block[3])

    def _rule(self, painter: QPainter, rect: QRect, side: bool) -> None:
        painter.setPen(self.look.line_pen)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if side:
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())

    def _group(self, painter: QPainter, row: RowView, column: Column, rect: QRect) -> None:
        look, tokens = self.look, self.look.tokens
        painter.fillRect(rect, look.module if row.kind == "module" else look.group)
        self._rule(painter, rect, side=column.key in (MAXIMUM, SPREAD, SCORE))
        if column.key == CODE:
            if row.id != row.name:  # a criterion without a number of its own is known by its name
                text = look.fitted(look.body_bold, row.id, rect.width())
                look.text(painter, look.body_bold, tokens.text, rect, text, CENTRE)
        elif column.key == NAME:
            room = rect.adjusted(look.px(7), 0, -4, 0)
            look.text(painter, look.body_bold, tokens.text, room, look.fitted(look.body_bold, row.name, room.width()))
        elif column.key == MAXIMUM and row.maximum:
            room = rect.adjusted(0, 0, -6, 0)
            look.text(painter, look.body, tokens.text2, room, fixed(row.maximum, row.decimals), RIGHT)
        elif column.key == SCORE and (row.score is not None or row.kind == "module"):
            text = with_minus(row.score) if row.score is not None else "—"
            look.text(painter, look.number_bold, tokens.text, rect.adjusted(0, 0, -6, 0), text, RIGHT)

    def _info(self, painter: QPainter, row: RowView, column: Column, rect: QRect) -> None:
        look, tokens = self.look, self.look.tokens
        current = self.state.cursor is not None and self.state.cursor.aspect == row.id
        painter.fillRect(rect, look.row_tint if current else tokens.surface)
        self._rule(painter, rect, side=column.key in (MAXIMUM, SPREAD, SCORE))
        if column.key == CODE:
            text = look.fitted(look.body, row.id, rect.width() - 4)
            look.text(painter, look.body, tokens.text2, rect, text, CENTRE)
        elif column.key == NAME:
            self._name(painter, row, rect, current)
        elif column.key == TAG:
            self._tag(painter, row, rect)
        elif column.key == MAXIMUM and row.maximum:
            text = fixed(row.maximum, row.decimals if not is_merged(row) else 0)
            if row.aspect_kind in _LIMIT_TAGS:
                text = translate("grid", "≤ {limit}").format(limit=text.removeprefix("-"))
            room = rect.adjusted(0, 0, -6, 0)
            look.text(painter, look.largest(text, rect.width() - 8), tokens.text2, room, text, RIGHT)
        elif column.key == SPREAD:
            self._spread(painter, row, rect)
        elif column.key == SCORE and row.score is not None:
            text = with_minus(row.score)
            look.text(painter, look.number_bold, tokens.text, rect.adjusted(0, 0, -6, 0), text, RIGHT)

    def _name(self, painter: QPainter, row: RowView, rect: QRect, current: bool) -> None:
        look, tokens = self.look, self.look.tokens
        face = look.body_bold if current else look.body
        room = rect.adjusted(look.px(7), 0, -4, 0)
        name = look.fitted(face, row.name, room.width())
        look.text(painter, face, tokens.text, room, name)
        if not is_merged(row) or not row.requirement or name != row.name:
            return
        used = look.width(face, name) + look.px(14)
        if room.width() - used > look.px(36):
            rest = room.adjusted(used, 0, 0, 0)
            look.text(painter, look.body, tokens.text2, rest, look.fitted(look.body, row.requirement, rest.width()))

    def _tag(self, painter: QPainter, row: RowView, rect: QRect) -> None:
        look, tokens = self.look, self.look.tokens
        text = tag_text(row.aspect_kind)
        side = look.px(20)
        width = max(side, look.width(look.small, text) + 8)
        box = QRect(rect.center().x() - width // 2, rect.center().y() - side // 2 + 1, width, side - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pen = QPen(tokens.strong_line, 1)
        if row.aspect_kind in _DASHED_TAGS:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(look.merged if is_merged(row) else tokens.surface)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        look.text(painter, look.small, tokens.text, box, text, CENTRE)

    def _spread(self, painter: QPainter, row: RowView, rect: QRect) -> None:
        if row.spread is None:
            return
        look, tokens = self.look, self.look.tokens
        text = fixed(row.spread, row.decimals)
        room = rect.adjusted(0, 0, -6, 0)
        if row.spread_over:
            painter.fillRect(rect.adjusted(1, 1, -2, -2), tokens.warn_solid)
            icons.paint(
                painter, QRect(rect.left() + 3, rect.top(), 16, rect.height()), "warning", tokens.warn_text, 14, True
            )
            look.text(painter, look.largest(text, room.width() - 20, True), tokens.warn_text, room, text, RIGHT)
        else:
            look.text(painter, look.body, tokens.text2, room, text, RIGHT)

    def _current(self, painter: QPainter, x: int, y: int, size: QRect, caret: bool, focus: bool) -> None:
        state, geometry = self.state, self.geometry
        if state.cursor is None:
            return
        rect = geometry.cell_rect(state.cursor, x, y)
        left = geometry.frozen_width
        painter.setClipRect(QRect(left, geometry.header, size.width() - left, size.height() - geometry.header))
        verdict = state.verdict()
        if state.draft is not None and verdict is not None:
            possible = verdict.possible or not state.draft.text
            self.cells.draft(painter, rect, state.cursor, state.draft, possible, caret and focus)
        elif state.cursor in state.notes and state.notes[state.cursor].stage is REFUSED:
            self.cells.refused_frame(painter, rect)
        else:
            tokens = self.look.tokens
            self.cells.cursor(painter, rect, tokens.primary if focus else tokens.strong_line)

    def _header(self, painter: QPainter, x: int, size: QRect, part: QRect) -> None:
        geometry, look, tokens = self.geometry, self.look, self.look.tokens
        view = self.state.view
        locked = view is not None and view.locked
        face = look.lock_brush if locked else tokens.header
        base = QRect(0, 0, size.width(), geometry.header)
        painter.fillRect(base, face)
        for frozen in (False, True):
            painter.save()
            if not frozen:
                painter.setClipRect(
                    QRect(geometry.frozen_width, 0, size.width(), geometry.header), Qt.ClipOperation.IntersectClip
                )
            for column in self._columns_in(part, frozen, x):
                rect = QRect(geometry.left_of(column, x), 0, column.width, geometry.header)
                self._heading(painter, column, rect, locked)
            painter.restore()
        painter.setPen(QPen(tokens.line, 1))
        painter.drawLine(0, geometry.header - 1, size.width(), geometry.header - 1)

    def _heading(self, painter: QPainter, column: Column, rect: QRect, locked: bool) -> None:
        look, tokens = self.look, self.look.tokens
        view = self.state.view
        assert view is not None
        if column.key in (MAXIMUM, SPREAD, SCORE) or column.seat >= 0:
            painter.setPen(look.line_pen)
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        if column.seat >= 0:
            self._judge_heading(painter, column, rect)
            return
        text = self._headings[column.key]
        colour = tokens.lock if locked else tokens.text
        face = look.second_bold
        if column.key == NAME:
            room = rect.adjusted(look.px(7), 0, -4, 0)
            left = look.text(painter, face, colour, room, look.fitted(face, text, room.width()))
            self._state_word(painter, room.adjusted(left - room.x() + look.width(face, text) + 12, 0, 0, 0), locked)
        elif column.key in (CODE, TAG):
            look.text(painter, face, colour, rect, look.fitted(face, text, rect.width() - 2), CENTRE)
        else:
            room = rect.adjusted(2, 0, -6, 0)
            look.text(painter, face, colour, room, look.fitted(face, text, room.width()), RIGHT)

    def _judge_heading(self, painter: QPainter, column: Column, rect: QRect) -> None:
        look, tokens = self.look, self.look.tokens
        view, state = self.state.view, self.state
        assert view is not None
        if state.cursor is not None and state.cursor.seat == column.seat:
            painter.fillRect(rect.adjusted(0, 0, -1, -1), tokens.selection)
        half = rect.height() // 2
        label = seat_label(view.seats, column.seat)
        face = look.second_bold if look.width(look.second_bold, label) <= rect.width() - 4 else look.small
        low = rect.height() < look.px(_TWO_LINES)
        upper = QRect(rect.x(), rect.y() + 3, rect.width() - 1, half - 1)
        if low:
            upper = QRect(rect.x(), rect.y(), rect.width() - 1, rect.height())
        look.text(painter, face, tokens.text, upper, look.fitted(face, label, rect.width() - 3), CENTRE)
        if low:
            return
        count = self.state.counts[column.seat]
        text = translate("grid", "{filled} / {cells} 项").format(filled=count.filled, cells=count.cells)
        lower = QRect(rect.x(), rect.y() + half, rect.width() - 1, rect.height() - half - 3)
        if look.width(look.small, text) > rect.width() - 3:
            text = f"{count.filled}/{count.cells}"
        if look.width(look.small, text) > rect.width() - 6:
            text = translate("grid", "差 {count}").format(count=count.cells - count.filled)
        look.text(painter, look.small, tokens.text2, lower, text, CENTRE)

    def _state_word(self, painter: QPainter, room: QRect, locked: bool) -> None:
        look, tokens = self.look, self.look.tokens
        view = self.state.view
        assert view is not None
        if view.status:
            text = status_text(view.status)
            inset = 8 if room.height() >= look.px(_TWO_LINES) else 2
            box = QRect(room.x(), inset, look.width(look.body_bold, text) + 16, room.height() - 2 * inset)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setPen(QPen(tokens.strong_line, 1))
            painter.setBrush(look.closed_brush)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            look.text(painter, look.body_bold, tokens.text, box, text, CENTRE)
        elif locked:
            icons.paint(painter, QRect(room.x(), 0, 18, room.height()), "lock_closed", tokens.lock, 16, True)
            text = translate("grid", "已锁定")
            look.text(painter, look.second_bold, tokens.lock, room.adjusted(22, 0, 0, 0), text, LEFT)
