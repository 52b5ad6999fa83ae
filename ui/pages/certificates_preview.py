"""The certificate in millimetres with its boxes: one in hand has handles, and moving it leads into the designer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter

from ui import icons
from ui.widgets import drawing
from ui.widgets.page_preview import PagePreview, Spot

_LINE, _TINT, _FAINT = QColor("#1857A4"), QColor(24, 87, 164, 20), QColor("#6F7C8F")
_HANDLE = 7
_FAR_ENOUGH = 4  # pixels a press travels before it is a drag
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CertificatePreview(PagePreview):
    """The page. `move_wanted` tells a box and by how many millimetres it is to go: the designer takes it from there,
    for a layout that came with the program is only changed as a copy. `signs` are boxes that stay empty until the
    print, by the icon that stands in for what comes there."""

    move_wanted = Signal(str, float, float)

    signs: dict[str, str] = {}  # noqa: RUF012 - replaced whole, never changed in place
    _pressed: QPointF | None = None

    @property
    def in_hand(self) -> str:
        """The box that is picked, "" for none."""
        return self._picked

    def _paint_spot(self, painter: QPainter, spot: Spot) -> None:
        place = self._place(spot)
        if spot.key in self.signs:
            side = int(min(place.width(), place.height())) - 6
            if side >= 12:
                icons.paint(painter, place.toRect(), self.signs[spot.key], _FAINT, side)
        if spot.key != self._picked:
            painter.fillRect(place, _TINT)
        super()._paint_spot(painter, spot)
        if spot.key == self._picked:
            self._paint_handles(painter, place)

    def _paint_handles(self, painter: QPainter, place: QRectF) -> None:
        middle = place.center()
        for x in (place.left(), middle.x(), place.right()):
            for y in (place.top(), middle.y(), place.bottom()):
                if (x, y) != (middle.x(), middle.y()):
                    handle = QRectF(x - _HANDLE / 2, y - _HANDLE / 2, _HANDLE, _HANDLE)
                    drawing.box(painter, handle, QColor("#FFFFFF"), _LINE, 1.5, 1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if self._picked and key in _ARROWS:
            shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
            step = 5.0 if held & shift else 0.1 if held & ctrl else 0.5
            by_x, by_y = _ARROWS[key]
            self.move_wanted.emit(self._picked, by_x * step, by_y * step)
        elif self._picked and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.move_wanted.emit(self._picked, 0.0, 0.0)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position() if self._hit(event.position()) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pressed = self._pressed
        if pressed is None or (event.position() - pressed).manhattanLength() < _FAR_ENOUGH:
            super().mouseMoveEvent(event)
            return
        self._pressed = None
        by = (event.position() - pressed) / self._scale()
        self.move_wanted.emit(self._picked, round(by.x() * 2) / 2, round(by.y() * 2) / 2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._hit(event.position()):
            self.move_wanted.emit(self._picked, 0.0, 0.0)

    def _hit(self, point: QPointF) -> bool:
        return any(spot.key == self._picked and self._place(spot).contains(point) for spot in self._spots)
