"""Small pieces of drawing shared by painted widgets and delegates: boxes, key caps, hatches, focus rings, text."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from ui.theme import BODY, SECONDARY, SMALLEST, theme

CARD_RADIUS = 6.0
CONTROL_RADIUS = 4.0

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def text_width(text: str, font: QFont) -> int:
    """How wide a line of text is in `font`, in logical pixels."""
    return QFontMetrics(font).horizontalAdvance(text)


def fitting_size(text: str, room: int, sizes: tuple[int, ...], bold: bool = False) -> int:
    """The first of some text sizes (px at 100 %) in which a line fits into so many pixels, else the last."""
    return next((size for size in sizes if text_width(text, theme().font(size, bold)) <= room), sizes[-1])


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: QColor | QBrush | None,
    line: QColor | None = None,
    width: float = 1.0,
    radius: float = CONTROL_RADIUS,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """A rounded box whose frame lies wholly inside `rect`, so that it is crisp."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = QRectF(rect)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(line, width, style)
        if style == Qt.PenStyle.DotLine:
            pen.setDashPattern([1.0, 2.0])
        elif style == Qt.PenStyle.DashLine:
            pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        half = width / 2
        inner.adjust(half, half, -half, -half)
    painter.drawRoundedRect(inner, radius, radius)
    painter.restore()


def words(
    painter: QPainter,
    rect: QRect,
    text: str,
    colour: QColor,
    size: int = 14,
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """One line of text, shortened with an ellipsis where it does not fit; gives the width it took."""
    font = theme().font(size, bold)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, align, shown)
    return metrics.horizontalAdvance(shown)


def two_lines(painter: QPainter, rect: QRect, text: str, colour: QColor) -> bool:
    """Words too long for one line, in two smaller ones. False, with nothing painted, where one line is enough or two
    are not."""
    if text_width(text, theme().font(BODY)) <= rect.width():
        return False
    font = theme().font(SECONDARY)
    wrap = LEFT | Qt.TextFlag.TextWordWrap
    needed = QFontMetrics(font).boundingRect(QRect(0, 0, rect.width(), 1000), wrap, text)
    if needed.height() > rect.height() + 8 or needed.width() > rect.width():
        return False
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect.adjusted(0, -4, 0, 4), wrap, text)
    return True


def keycap_width(key: str) -> int:
    """The width of the cap that shows a key's name."""
    return max(22, text_width(key, theme().font(SMALLEST)) + 14)


def keycap(painter: QPainter, rect: QRect, key: str, colour: QColor, line: QColor, fill: QColor | None = None) -> None:
    """A key drawn as a small cap, the way a button shows its shortcut."""
    box(painter, rect, fill, line, 1.0, 3.0)
    words(painter, rect, key, colour, SMALLEST, align=CENTRE)


@lru_cache(maxsize=32)
def _hatch(rgba_back: int, rgba_line: int, step: int) -> QPixmap:
    tile = QPixmap(step, step)
    tile.fill(QColor.fromRgba(rgba_back))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(rgba_line), 1.6))
    for shift in (-step, 0, step):
        painter.drawLine(QPointF(shift - 1, step + 1), QPointF(shift + step + 1, -1))
    painter.end()
    return tile


def hatch(back: QColor, line: QColor, step: int = 8) -> QBrush:
    """A brush of thin slanting lines: what is locked, or does not count."""
    return QBrush(_hatch(back.rgba(), line.rgba(), step))


def dotted_ring(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    """The ring of dots that says: waits for an earlier step."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.5)
    pen.setDashPattern([1.7, 1.7])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def focus_ring(painter: QPainter, rect: QRect, colour: QColor, radius: float = CONTROL_RADIUS, inset: int = 0) -> None:
    """The 2 px frame that shows where the keyboard is."""
    box(painter, rect.adjusted(inset, inset, -inset, -inset), None, colour, 2.0, radius)
