"""Colours, fonts and small shapes the grid paints with, prepared once per theme, text size and screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF

from ui.theme import GRID, SECONDARY, SMALLEST, Tokens, theme

LEFT, CENTRE, RIGHT = 0, 1, 2


def blend(first: QColor, second: QColor, share: float) -> QColor:
    """A colour between two: `share` of the second."""
    keep = 1 - share
    return QColor(
        round(first.red() * keep + second.red() * share),
        round(first.green() * keep + second.green() * share),
        round(first.blue() * keep + second.blue() * share),
    )


def hatch_brush(face: QColor, line: QColor, dpr: float = 1.0, gap: int = 6, weight: float = 1.0) -> QBrush:
    """Thin diagonal lines on a plain face: what a closed or worded cell is filled with."""
    tile = QPixmap(round(gap * dpr), round(gap * dpr))
    tile.setDevicePixelRatio(dpr)
    tile.fill(face)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, weight))
    for shift in (-gap, 0, gap):
        painter.drawLine(QPointF(shift - 1, gap + 1), QPointF(shift + gap + 1, -1))
    painter.end()
    return QBrush(tile)


@dataclass(frozen=True)
class Face:
    """A font with what placing its text needs."""

    font: QFont
    metrics: QFontMetrics
    rise: int

    @classmethod
    def of(cls, size: int, bold: bool = False) -> Face:
        """The program's font at one of the theme's sizes."""
        font = theme().font(size, bold)
        metrics = QFontMetrics(font)
        return cls(font, metrics, metrics.ascent() - metrics.descent())


class Look:
    """What painters share. Make a new one when theme, text size or screen density changes."""

    def __init__(self, dpr: float = 1.0) -> None:
        self.dpr = dpr
        self.tokens: Tokens = theme().tokens
        tokens = self.tokens
        self.number, self.number_bold = Face.of(GRID), Face.of(GRID, True)
        self.body, self.body_bold = Face.of(14), Face.of(14, True)
        self.second, self.second_bold = Face.of(SECONDARY), Face.of(SECONDARY, True)
        self.small = Face.of(SMALLEST)
        self.line_pen = QPen(tokens.line, 1)
        self.group = tokens.window
        self.module = blend(tokens.window, tokens.header, 0.75)
        self.merged = blend(tokens.surface, tokens.window, 0.6)
        self.row_tint = tokens.primary_tint
        self.column_tint = blend(tokens.surface, tokens.primary_tint, 0.5)
        self.selected = blend(tokens.surface, tokens.selection, 0.8)
        self.dim_tick = blend(tokens.surface, tokens.ok, 0.62)
        self.word_brush = hatch_brush(tokens.surface, tokens.hatch, dpr)
        closed = blend(tokens.surface, tokens.window, 0.5)
        self.closed_brush = hatch_brush(closed, blend(tokens.hatch, tokens.strong_line, 0.2), dpr, 8, 1.3)
        self.lock_brush = hatch_brush(tokens.lock_tint, tokens.lock_hatch, dpr)
        self._widths: dict[tuple[int, str], int] = {}
        self._elided: dict[tuple[int, str, int], str] = {}
        self.scale = theme().scale

    def px(self, size: int) -> int:
        """A length that grows with the text size."""
        return (size * self.scale + 50) // 100

    def width(self, face: Face, text: str) -> int:
        """How wide a text is; remembered, since a sheet shows the same few numbers again and again."""
        key = (id(face), text)
        width = self._widths.get(key)
        if width is None:
            width = self._widths[key] = face.metrics.horizontalAdvance(text)
        return width

    def fitted(self, face: Face, text: str, width: int) -> str:
        """The text, cut with an ellipsis when it is wider than `width`."""
        if self.width(face, text) <= width:
            return text
        key = (id(face), text, width)
        cut = self._elided.get(key)
        if cut is None:
            cut = self._elided[key] = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return cut

    def text(
        self, painter: QPainter, face: Face, colour: QColor, rect: QRect, text: str, align: int = LEFT, y: int = -1
    ) -> int:
        """Draw one line of text centred vertically in `rect` (or in a line of height `y`); gives its left edge."""
        width = self.width(face, text)
        left = rect.x()
        if align == RIGHT:
            left = rect.x() + rect.width() - width
        elif align == CENTRE:
            left = rect.x() + (rect.width() - width) // 2
        height = y if y > 0 else rect.height()
        painter.setFont(face.font)
        painter.setPen(colour)
        painter.drawText(left, rect.y() + (height + face.rise + 1) // 2, text)
        return left

    def largest(self, text: str, width: int, bold: bool = False) -> Face:
        """The largest of the grid's faces in which a text fits `width`."""
        for face in (self.number_bold if bold else self.number, self.second_bold if bold else self.second):
            if self.width(face, text) <= width:
                return face
        return self.small


def tick(painter: QPainter, x: float, y: float, size: float, colour: QColor, weight: float) -> None:
    """A tick whose box begins at (x, y)."""
    painter.setPen(QPen(colour, weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF(
            [QPointF(x, y + size * 0.55), QPointF(x + size * 0.36, y + size * 0.9), QPointF(x + size, y + size * 0.15)]
        )
    )


def dotted_line(painter: QPainter, x: int, y: int, width: int, colour: QColor) -> None:
    """The dotted underline of a cell that holds nothing yet."""
    for left in range(x, x + width, 4):
        painter.fillRect(left, y, 2, 2, colour)


def failed_mark(painter: QPainter, rect: QRectF, disc: QColor, arrow: QColor) -> None:
    """A filled disc with a turning arrow: this mark could not be written and will be tried again."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(disc)
    painter.drawEllipse(rect)
    inner = rect.adjusted(3.2, 3.2, -3.2, -3.2)
    painter.setPen(QPen(arrow, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(inner, 20 * 16, 280 * 16)
    tip = QPointF(inner.right(), inner.center().y() - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(arrow)
    painter.drawPolygon(QPolygonF([tip + QPointF(-2.6, -0.6), tip + QPointF(1.6, -0.6), tip + QPointF(-0.4, 2.6)]))


def key_cap(painter: QPainter, look: Look, rect: QRect, text: str) -> None:
    """The picture of a key with its name."""
    painter.setPen(QPen(look.tokens.line, 1))
    painter.setBrush(look.tokens.surface)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    look.text(painter, look.small, look.tokens.text2, rect, text, CENTRE)
