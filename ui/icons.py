"""Icons: the Fluent SVG files, tinted when drawn, kept per colour and screen density.

Icons follow the theme because nobody keeps a tinted picture: painters ask again, and `icon` is called anew when the
theme changes.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme import theme


@lru_cache(maxsize=256)
def _svg(name: str, drawn: int, filled: bool) -> bytes:
    style = "filled" if filled else "regular"
    try:
        return resources.data(f"icons/{name}_{drawn}_{style}.svg")
    except FileNotFoundError:
        if drawn == 16:  # not every icon is drawn for 16 px; the 20 px drawing is scaled then
            return _svg(name, 20, filled)
        if filled:  # nor is every icon drawn filled
            return _svg(name, drawn, False)
        raise


@lru_cache(maxsize=1024)
def _pixmap(name: str, rgba: int, size: int, filled: bool, dpr: float) -> QPixmap:
    source = _svg(name, 16 if size <= 16 else 20, filled)
    colour = QColor.fromRgba(rgba)
    tinted = source.replace(b"<svg ", f'<svg fill="{colour.name()}" '.encode(), 1)
    pixels = round(size * dpr)
    picture = QPixmap(QSize(pixels, pixels))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(tinted)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


def pixmap(name: str, colour: QColor, size: int = 20, filled: bool = False, dpr: float = 1.0) -> QPixmap:
    """The icon `name` (a Fluent name such as "lock_closed") in one colour, `size` logical pixels wide.

    Raises FileNotFoundError for a name that is not among the bundled files.
    """
    return _pixmap(name, colour.rgba(), size, filled, dpr)


def paint(
    painter: QPainter, where: QRect | QPoint, name: str, colour: QColor, size: int = 20, filled: bool = False
) -> None:
    """Draw an icon at a point, as large as said, or centred in a rectangle, where it grows with the text."""
    if isinstance(where, QRect):
        size = theme().sign(size)
    picture = pixmap(name, colour, size, filled, painter.device().devicePixelRatioF())
    if isinstance(where, QRect):
        where = QPoint(where.x() + (where.width() - size) // 2, where.y() + (where.height() - size) // 2)
    painter.drawPixmap(where, picture)


def icon(name: str, colour: QColor | None = None, filled: bool = False) -> QIcon:
    """A QIcon for stock widgets (menus, line edits) in `colour` or the text colour; dimmed when disabled."""
    tokens = theme().tokens
    result = QIcon()
    for dpr in (1.0, 1.5, 2.0):
        for size in (16, 20):
            result.addPixmap(pixmap(name, colour or tokens.text2, size, filled, dpr), QIcon.Mode.Normal)
            result.addPixmap(pixmap(name, tokens.disabled_text, size, filled, dpr), QIcon.Mode.Disabled)
    return result
