"""A page of a PDF as it will leave the printer, in millimetres: rulers, the margin to keep clear, boxes to point at.

The picture is drawn by pdfium from the very bytes that are printed, away from the Qt thread, and kept for a while.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.operations import Operations
from ui.theme import SECONDARY, SMALLEST, theme
from ui.widgets import drawing

KEPT = 12
_RULER = 46
_CLOSEST, _FARTHEST = 12.0, 1.0
_ZOOM_STEP = 1.25
_PAPER, _CLEAR_LINE = QColor("#FFFFFF"), QColor("#B3306B")
_MM_PER_INCH = 25.4
_FADED = 0.38


@dataclass(frozen=True)
class Spot:
    """A box on the page, in millimetres, that can be pointed at."""

    key: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Picture:
    """What is asked of the second thread: which pages at what resolution."""

    pdf: bytes
    page: int
    dpi: float


def render(wanted: Picture) -> QImage:
    """Draw a page. Runs on the second thread. Raises WrongCall when the bytes are no PDF."""
    from app.documents.render import render_page  # here: pdfium is loaded when a page is first looked at

    found = render_page(wanted.pdf, wanted.page, wanted.dpi)
    image = QImage(found.data, found.width, found.height, found.stride, QImage.Format.Format_BGR888)
    return image.copy()  # the bytes above are gone when this returns


class PagePreview(QWidget):
    """The page. `under` is drawn faded below it: what stands on the stock already."""

    picked = Signal(str)
    turned = Signal(int)  # a page on (1) or back (-1)
    zoomed = Signal()

    def __init__(self, operations: Operations, name: str, rulers: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._rulers = rulers
        self._width, self._height, self._clear = 297.0, 210.0, 0.0
        self._pdf: bytes | None = None
        self._under: bytes | None = None
        self._page = 0
        self._kept: OrderedDict[tuple[int, int, int], tuple[bytes, QImage]] = OrderedDict()
        self._asked: set[tuple[int, int, int]] = set()
        self._last: QImage | None = None
        self._last_under: QImage | None = None
        self._spots: tuple[Spot, ...] = ()
        self._picked = ""
        self._zoom = 1.0
        self._pan = QPointF(0, 0)
        self._wait = QTimer(self, singleShot=True, interval=80)
        self._wait.timeout.connect(self._ask)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_page_size(self, width: float, height: float, clear: float = 0.0) -> None:
        """The size of the paper in mm, and the margin to keep clear."""
        if (width, height) != (self._width, self._height):
            self._zoom, self._pan = 1.0, QPointF(0, 0)
        self._width, self._height, self._clear = width, height, clear
        self.update()
        self.zoomed.emit()

    def show_pdf(self, pdf: bytes | None, page: int = 0, under: bytes | None = None) -> None:
        """Show a page of these bytes; the picture before stays until the new one is drawn."""
        self._pdf, self._page, self._under = pdf, page, under
        if pdf is None:
            self._last = None
        if under is None:
            self._last_under = None
        self._ask()
        self.update()

    def show_spots(self, spots: Sequence[Spot], picked: str = "") -> None:
        """Show boxes to point at, one of them picked."""
        self._spots = tuple(spots)
        self._picked = picked if any(spot.key == picked for spot in spots) else ""
        self.update()

    @property
    def drawn(self) -> bool:
        """Whether the picture of what was asked for is on the screen."""
        return self._pdf is None or self._find(self._pdf, self._page) is not None

    def percent(self) -> int:
        """How large the page is shown, in per cent of its real size on a 96 dpi screen."""
        return round(self._scale() * _MM_PER_INCH / 96 * 100)

    @property
    def zoom(self) -> float:
        """How much larger than fitting the window; 1 fits."""
        return self._zoom

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Show the page `zoom` times as large as it fits, keeping the point `about` (the middle) where it is."""
        zoom = min(_CLOSEST, max(_FARTHEST, zoom))
        if abs(zoom - 1.0) < 0.01:
            zoom = 1.0
        point = about if about is not None else self._room().center()
        before, scale = self._sheet(), self._scale()
        self._zoom = zoom
        if zoom == 1.0:
            self._pan = QPointF(0, 0)
        else:
            ratio = self._scale() / scale
            after = self._sheet()
            wanted = point - (point - before.topLeft()) * ratio
            self._pan += wanted - after.topLeft()
            self._keep_in_sight()
        self._wait.start()
        self.update()
        self.zoomed.emit()

    def zoom_by(self, steps: int, about: QPointF | None = None) -> None:
        """Some steps closer, or farther away."""
        self.set_zoom(self._zoom * _ZOOM_STEP**steps, about)

    def _keep_in_sight(self) -> None:
        """No farther than until an edge of the page comes into the window."""
        room, sheet = self._room(), self._sheet()
        side_x = max(0.0, (sheet.width() - room.width()) / 2)
        side_y = max(0.0, (sheet.height() - room.height()) / 2)
        self._pan = QPointF(
            min(side_x, max(-side_x, self._pan.x())),
            min(side_y, max(-side_y, self._pan.y())),
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1, event.position())
        elif self._zoom > 1.0:
            turn = event.angleDelta()
            across = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._pan += QPointF(turn.y(), 0) if across else QPointF(turn.x(), turn.y())
            self._keep_in_sight()
            self.update()
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        return QSize(520, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    # pictures

    def _dpi(self) -> float:
        return max(20.0, self._scale() * _MM_PER_INCH * self.devicePixelRatioF())

    def _key(self, pdf: bytes, page: int) -> tuple[int, int, int]:
        return id(pdf), page, round(self._dpi() * 100)

    def _find(self, pdf: bytes, page: int) -> QImage | None:
        found = self._kept.get(self._key(pdf, page))
        return found[1] if found is not None else None

    def _ask(self) -> None:
        for pdf, page in ((self._under, 0), (self._pdf, self._page)):
            if pdf is None:
                continue
            key = self._key(pdf, page)
            image = self._find(pdf, page)
            if image is not None:
                self._take(pdf, page, image)
            elif key not in self._asked:
                self._asked.add(key)
                wanted = Picture(pdf, page, self._dpi())
                self._operations.run(
                    lambda wanted=wanted: render(wanted),
                    lambda image, wanted=wanted, key=key: self._came(wanted, key, image),
                    owner=self,
                    quiet=True,
                    aside=True,
                )

    def _came(self, wanted: Picture, key: tuple[int, int, int], image: QImage) -> None:
        self._asked.discard(key)
        self._kept[key] = (wanted.pdf, image)  # keeping the bytes keeps their id from being used again
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self._take(wanted.pdf, wanted.page, image)

    def _take(self, pdf: bytes, page: int, image: QImage) -> None:
        if pdf is self._pdf and page == self._page:
            self._last = image
        elif pdf is self._under:
            self._last_under = image
        self.update()

    # places

    def _room(self) -> QRectF:
        side = theme().px(_RULER) if self._rulers else 8
        return QRectF(side, side, max(40, self.width() - side - 12), max(40, self.height() - side - 12))

    def _scale(self) -> float:
        """Logical pixels to a millimetre."""
        room = self._room()
        return min(room.width() / self._width, room.height() / self._height) * self._zoom

    def _sheet(self) -> QRectF:
        room, scale = self._room(), self._scale()
        width, height = self._width * scale, self._height * scale
        left, top = room.left() + (room.width() - width) / 2, room.top() + (room.height() - height) / 2
        left, top = left + self._pan.x(), top + self._pan.y()
        return QRectF(round(left), round(top), width, height)  # on whole pixels, so that letters stay crisp

    def _place(self, spot: Spot) -> QRectF:
        sheet, scale = self._sheet(), self._scale()
        return QRectF(sheet.x() + spot.x * scale, sheet.y() + spot.y * scale, spot.w * scale, spot.h * scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_in_sight()
        self._wait.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hits = [spot for spot in self._spots if self._place(spot).contains(event.position())]
        if hits:
            smallest = min(hits, key=lambda spot: spot.w * spot.h)
            self._picked = smallest.key
            self.picked.emit(smallest.key)
            self.update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tokens = theme().tokens
        sheet = self._sheet()
        painter.save()
        if self._zoom > 1.0:
            painter.setClipRect(self._room().adjusted(-2, -2, 4, 5))
        painter.fillRect(sheet.translated(2, 3), tokens.line)
        painter.fillRect(sheet, _PAPER)
        if self._last_under is not None:
            painter.setOpacity(_FADED)
            self._paint_image(painter, sheet, self._last_under)
            painter.setOpacity(1.0)
        if self._last is not None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            self._paint_image(painter, sheet, self._last)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(tokens.strong_line, 1))
        painter.drawRect(sheet)
        if self._clear:
            inset = self._clear * self._scale()
            painter.setPen(QPen(_CLEAR_LINE, 1, Qt.PenStyle.DotLine))
            painter.drawRect(sheet.adjusted(inset, inset, -inset, -inset))
        self._paint_over(painter, sheet)
        painter.restore()
        if self._rulers:
            self._paint_rulers(painter, sheet)
        if self.hasFocus():
            drawing.focus_ring(painter, self.rect(), tokens.primary)
        painter.end()

    def _paint_over(self, painter: QPainter, sheet: QRectF) -> None:
        """What lies on the page: here the boxes to point at."""
        for spot in self._spots:
            self._paint_spot(painter, spot)

    def _paint_image(self, painter: QPainter, sheet: QRectF, image: QImage) -> None:
        """Dot for dot when the picture is of this size, stretched while the right one is on its way."""
        ratio = self.devicePixelRatioF()
        fits = abs(image.width() - sheet.width() * ratio) < 2
        painter.drawImage(QRectF(sheet.topLeft(), image.size() / ratio) if fits else sheet, image)

    def _paint_rulers(self, painter: QPainter, sheet: QRectF) -> None:
        """Along the top and the left of the room; at a zoom they follow the page."""
        self._paint_ruler(painter, sheet, True)
        self._paint_ruler(painter, sheet, False)

    def _paint_ruler(self, painter: QPainter, sheet: QRectF, across: bool) -> None:
        tokens, scale, room = theme().tokens, self._scale(), self._room()
        high, wide = theme().px(20), theme().px(34)
        step = 10 if scale < 1.4 else 5 if scale < 5 else 1
        named = 50 if scale < 5 else 10
        apart = drawing.text_width("250", theme().font(SMALLEST)) + 8 if across else high
        named *= 1 if named * scale >= apart else 2 if named * 2 * scale >= apart else 4
        first = (sheet.x() if across else sheet.y()) if self._zoom == 1.0 else 0.0
        edge = (sheet.y() if across else sheet.x()) if self._zoom == 1.0 else (room.top() if across else room.left())
        low, up = (room.left(), room.right()) if across else (room.top(), room.bottom())
        for mm in range(0, int(self._width if across else self._height) + 1, step):
            at = (sheet.x() if across else sheet.y()) + mm * scale
            if first == 0.0 and not low - 1 <= at <= up + 1:
                continue
            long = 9 if mm % 50 == 0 else 6 if mm % 10 == 0 else 3
            painter.setPen(QPen(tokens.strong_line, 1))
            if across:
                painter.drawLine(QPointF(at, edge - 3 - long), QPointF(at, edge - 3))
            else:
                painter.drawLine(QPointF(edge - 3 - long, at), QPointF(edge - 3, at))
            if mm % named:
                continue
            if across:
                where = QRectF(at - wide, edge - 13 - high, 2 * wide, high)
                drawing.words(painter, where.toRect(), str(mm), tokens.text2, SMALLEST, align=drawing.CENTRE)
            else:
                where = QRectF(edge - 14 - wide, at - high / 2, wide, high)
                drawing.words(painter, where.toRect(), str(mm), tokens.text2, SMALLEST, align=drawing.RIGHT)

    def _paint_spot(self, painter: QPainter, spot: Spot) -> None:
        # The paper is white in the dark theme too, so the boxes keep the colours of the light one.
        line, place = QColor("#1857A4"), self._place(spot)
        if spot.key != self._picked:
            drawing.box(painter, place, None, line, 1.0, 0.0, Qt.PenStyle.DashLine)
            return
        sheet = self._sheet()
        drawing.box(painter, place, QColor(24, 87, 164, 26), line, 2.0, 0.0)
        painter.setPen(QPen(line, 1))
        painter.drawLine(QPointF(place.center().x(), sheet.top()), QPointF(place.center().x(), place.top()))
        painter.drawLine(QPointF(sheet.left(), place.center().y()), QPointF(place.left(), place.center().y()))
        high, wide = theme().px(20), theme().px(56)
        down = QRect(round(place.center().x()) + 6, round((sheet.top() + place.top()) / 2) - high // 2, wide, high)
        drawing.words(painter, down, f"{spot.y:.1f}", line, SECONDARY, True)
        middle = round((sheet.left() + place.left()) / 2)
        right = QRect(middle - wide // 2, round(place.center().y()) - high - 1, wide, high)
        drawing.words(painter, right, f"{spot.x:.1f}", line, SECONDARY, True, drawing.CENTRE)
