"""The judges' marks of one aspect as numbered dots on its scale, so that a stray one is seen before it is read."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.numbers import parse_decimal, show
from app.errors import AppError
from app.services.sheet_view import CellState, RowView
from ui.grid.facts import translate
from ui.grid.look import Look
from ui.theme import theme

_DOT = 16


def marks_of(row: RowView) -> list[tuple[int, Fraction, bool]]:
    """The judges' numbers on a line: (seat, value, dropped)."""
    found = []
    for seat, cell in enumerate(row.cells):
        if cell.state is CellState.VALUE:
            try:
                found.append((seat, parse_decimal(cell.text), cell.dropped))
            except AppError:
                continue
    return found


class JudgeStrip(QWidget):
    """A scale with one dot per judge; equal marks stand on top of each other, dropped ones are hollow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row: RowView | None = None
        self._low, self._high = Fraction(0), Fraction(10)
        self._dots: list[tuple[int, Fraction, bool, int]] = []

    def show_row(self, row: RowView | None) -> None:
        """Show the marks of a line; None for a line without judges."""
        self._row = row
        self._dots = []
        if row is not None:
            top = str(len(row.choices) - 1) if row.aspect_kind == "judged" and row.choices else row.maximum or "10"
            self._low, self._high = parse_decimal(row.minimum or "0"), parse_decimal(top)
            if self._high <= self._low:
                self._high = self._low + 1
            self._stack(marks_of(row))
            said = translate("grid", "、").join(
                translate("grid", "裁判{seat} {value}").format(seat=seat + 1, value=show(value))
                for seat, value, _ in marks_of(row)
            )
            self.setAccessibleName(translate("grid", "各裁判打分：{marks}").format(marks=said or "—"))
        self.updateGeometry()
        self.update()

    def _stack(self, marks: list[tuple[int, Fraction, bool]]) -> None:
        placed: list[tuple[float, int]] = []
        for seat, value, dropped in sorted(marks, key=lambda mark: (mark[1], mark[0])):
            x = self._x(value)
            level = 0
            while any(abs(x - other) < _DOT - 1 and level == taken for other, taken in placed):
                level += 1
            placed.append((x, level))
            self._dots.append((seat, value, dropped, level))

    def _x(self, value: Fraction) -> float:
        inset = theme().px(12)
        return inset + float((value - self._low) / (self._high - self._low)) * max(1, self.width() - 2 * inset)

    def resizeEvent(self, event: object) -> None:
        """Stack the dots anew: how near two marks are depends on the width."""
        if self._row is not None:
            self._dots = []
            self._stack(marks_of(self._row))

    def sizeHint(self) -> QSize:
        """High enough for the tallest pile of dots."""
        levels = max((dot[3] for dot in self._dots), default=0) + 1
        return QSize(160, theme().px(34) + max(2, levels) * (_DOT - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scale, its numbers and the dots."""
        look = Look(self.devicePixelRatioF())
        tokens = look.tokens
        painter = QPainter(self)
        base = self.height() - look.px(26)
        left, right = self._x(self._low), self._x(self._high)
        painter.setPen(QPen(tokens.strong_line, 1.4))
        painter.drawLine(QPointF(left, base), QPointF(right, base))
        middle = (self._low + self._high) / 2
        for value in (self._low, middle, self._high):
            x = self._x(value)
            painter.drawLine(QPointF(x, base - 5), QPointF(x, base + 5))
            width = look.width(look.small, show(value))
            at = max(0, min(self.width() - width, round(x) - width // 2))
            look.text(painter, look.small, tokens.text2, QRect(at, base + 6, width, look.px(18)), show(value))
            painter.setPen(QPen(tokens.strong_line, 1.4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for seat, value, dropped, level in self._dots:
            centre = QPointF(self._x(value), base - level * (_DOT - 1) - (1 if level else 0))
            disc = QRectF(centre.x() - _DOT / 2 + 1, centre.y() - _DOT / 2 + 1, _DOT - 2, _DOT - 2)
            painter.setPen(QPen(tokens.primary if dropped else tokens.surface, 1.4))
            painter.setBrush(tokens.surface if dropped else tokens.primary)
            painter.drawEllipse(disc)
            colour = tokens.primary if dropped else tokens.on_primary
            painter.setFont(look.small.font)
            painter.setPen(colour)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(seat + 1))
        painter.end()
