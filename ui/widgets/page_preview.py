"""A page of a PDF as it will leave the printer, in millimetres: rulers, the margin to keep clear, boxes to point at.

The picture is drawn by pdfium from the very bytes that are printed, away from the Qt thread, and kept for a while.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.operations import Operations
from ui.theme import SECONDARY, SMALLEST, theme
from ui.widgets import drawing

KEPT = 12
_RULER = 40
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
        self._wait = QTimer(self, singleShot=True, interval=80)
        self._wait.timeout.connect(self._ask)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_page_size(self, width: float, height: float, clear: float = 0.0) -> None:
        """The size of the paper in mm, and the margin to keep clear."""
        self._width, self._height, self._clear = width, height, clear
        self.update()

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
        return min(room.width() / self._width, room.height() / self._height)

    def _sheet(self) -> QRectF:
        room, scale = self._room(), self._scale()
        width, height = self._width * scale, self._height * scale
        left, top = room.left() + (room.width() - width) / 2, room.top() + (room.height() - height) / 2
        return QRectF(round(left), round(top), width, height)  # on whole pixels, so that letters stay crisp

    def _place(self, spot: Spot) -> QRectF:
        sheet, scale = self._sheet(), self._scale()
        return QRectF(sheet.x() + spot.x * scale, sheet.y() + spot.y * scale, spot.w * scale, spot.h * scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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
        if self._rulers:
            self._paint_rulers(painter, sheet)
        for spot in self._spots:
            self._paint_spot(painter, spot)
        if self.hasFocus():
            drawing.focus_ring(painter, self.rect(), tokens.primary)
        painter.end()

    def _paint_image(self, painter: QPainter, sheet: QRectF, image: QImage) -> None:
        """Dot for dot when the picture is of this size, stretched while the right one is on its way."""
        ratio = self.devicePixelRatioF()
        fits = abs(image.width() - sheet.width() * ratio) < 2
        painter.drawImage(QRectF(sheet.topLeft(), image.size() / ratio) if fits else sheet, image)

    def _paint_rulers(self, painter: QPainter, sheet: QRectF) -> None:
        tokens, scale = theme().tokens, self._scale()
        painter.setPen(QPen(tokens.strong_line, 1))
        label, wide = theme().px(16), theme().px(26)
        for across in (True, False):
            for mm in range(0, int(self._width if across else self._height) + 1, 10 if scale < 1.4 else 5):
                long = 9 if mm % 50 == 0 else 6 if mm % 10 == 0 else 3
                if across:
                    x = sheet.x() + mm * scale
                    painter.drawLine(QPointF(x, sheet.y() - 3 - long), QPointF(x, sheet.y() - 3))
                else:
                    y = sheet.y() + mm * scale
                    painter.drawLine(QPointF(sheet.x() - 3 - long, y), QPointF(sheet.x() - 3, y))
            for mm in range(0, int(self._width if across else self._height) + 1, 50):
                at = mm * scale
                if across:
                    where = QRectF(sheet.x() + at - 24, sheet.y() - 14 - label, 48, label)
                    drawing.words(painter, where.toRect(), str(mm), tokens.text2, SMALLEST, align=drawing.CENTRE)
                else:
                    where = QRectF(sheet.x() - 14 - wide, sheet.y() + at - label / 2, wide, label)
                    drawing.words(painter, where.toRect(), str(mm), tokens.text2, SMALLEST, align=drawing.RIGHT)
                painter.setPen(QPen(tokens.strong_line, 1))

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
        high = theme().px(18)
        down = QRect(round(place.center().x()) + 6, round((sheet.top() + place.top()) / 2) - high // 2, 60, high)
        drawing.words(painter, down, f"{spot.y:.1f}", line, SECONDARY, True)
        right = QRect(round((sheet.left() + place.left()) / 2) - 24, round(place.center().y()) - high - 1, 48, high)
        drawing.words(painter, right, f"{spot.x:.1f}", line, SECONDARY, True, drawing.CENTRE)
