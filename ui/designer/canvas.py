"""The page being designed: what will be printed, with the boxes of its elements to take hold of.

Mouse: press and drag moves, a handle resizes, from empty paper a frame is drawn round what is to be selected; Ctrl or
Shift adds; Alt lets nothing snap. Keys: arrows 0.5 mm, with Shift 5 mm, with Ctrl 0.1 mm; with Alt they resize.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.documents.layout import Element, LineElement, SealElement
from app.documents.typeset import Box
from app.errors import WrongCall
from ui.designer import geometry
from ui.designer.document import DesignDocument
from ui.designer.geometry import HANDLES, Guide, Targets
from ui.operations import Operations
from ui.theme import SECONDARY, SMALLEST, theme
from ui.widgets import drawing
from ui.widgets.page_preview import PagePreview

# The paper is white in the dark theme too, so what lies on it keeps the colours of the light one.
_LINE, _FAINT, _GUIDE, _FAULT = QColor("#1857A4"), QColor(24, 87, 164, 26), QColor("#B3306B"), QColor("#B01E1E")
_GRID = QColor(24, 87, 164, 34)
_HANDLE = 9.0
_GRIP = 7.0
_SNAP = 6.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "w": Qt.CursorShape.SizeHorCursor,
    "e": Qt.CursorShape.SizeHorCursor,
}


def in_view(element: Element, overprint: bool) -> bool:
    """Whether an element is to be seen and taken hold of when that kind of print is looked at."""
    if element.use == "screen" or isinstance(element, SealElement):
        return True
    try:
        return element.on_stock if overprint else element.on_whole
    except WrongCall:  # its text is being put right; until then nobody knows whether it has variables
        return True


@dataclass
class _Drag:
    """A drag under way. `handle`: "" moves, "frame" selects; `before` the boxes at its start; `at` in mm."""

    handle: str
    at: QPointF
    before: dict[str, Box] = field(default_factory=dict)
    to: Targets = field(default_factory=Targets)
    kept: tuple[str, ...] = ()
    on: bool = False


class DesignCanvas(PagePreview):
    """The page. Works on a `DesignDocument`; `edit_wanted` when an element is to be worked on beside the page."""

    edit_wanted = Signal()

    def __init__(self, operations: Operations, name: str, parent: QWidget | None = None) -> None:
        super().__init__(operations, name, True, parent)
        self.document: DesignDocument | None = None
        self.overprint = False
        self.snapping = True
        self.grid = False
        self.faulty: frozenset[str] = frozenset()
        self.guides: tuple[Guide, ...] = ()
        self._drag: _Drag | None = None
        self._frame: QRectF | None = None
        self.setMouseTracking(True)

    def show_document(self, document: DesignDocument) -> None:
        """Work on this layout."""
        self.document = document
        document.changed.connect(self._changed)
        document.picked.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        document = self.document
        if document is None:
            return
        layout = document.layout
        self.set_page_size(layout.width, layout.height, layout.clear)
        told = [f"{e.id} {e.box.x:.1f}, {e.box.y:.1f} · {e.box.w:g} × {e.box.h:g} mm" for e in document.chosen()]
        self.setAccessibleDescription("；".join(told))
        self.update()

    # places

    def _mm(self, point: QPointF) -> QPointF:
        sheet, scale = self._sheet(), self._scale()
        return QPointF((point.x() - sheet.x()) / scale, (point.y() - sheet.y()) / scale)

    def _pixels(self, box: Box) -> QRectF:
        sheet, scale = self._sheet(), self._scale()
        return QRectF(sheet.x() + box.x * scale, sheet.y() + box.y * scale, box.w * scale, box.h * scale)

    def handle_place(self, key: str, handle: str) -> QPointF:
        """Where the handle of an element is, in pixels."""
        assert self.document is not None
        place = self._pixels(self.document.element(key).box)
        x = {"w": place.left(), "e": place.right()}.get(handle[-1], place.center().x())
        y = {"n": place.top(), "s": place.bottom()}.get(handle[0], place.center().y())
        return QPointF(x, y)

    def _handle_at(self, point: QPointF) -> str:
        document = self.document
        if document is None or len(document.selection) != 1:
            return ""
        key = document.selection[0]
        near = []
        for handle in HANDLES:
            way = self.handle_place(key, handle) - point
            if max(abs(way.x()), abs(way.y())) <= _GRIP:
                near.append((way.manhattanLength(), len(handle) == 1, handle))
        return min(near)[2] if near else ""

    def element_at(self, point: QPointF) -> str:
        """The smallest element under a point in pixels, the upper one of two alike; "" on bare paper."""
        document = self.document
        if document is None:
            return ""
        slack = 4 / self._scale()
        at, page = self._mm(point), document.layout.width * document.layout.height
        found: list[tuple[float, int, str]] = []
        for order, element in enumerate(document.layout.elements):
            if not in_view(element, self.overprint) and element.id not in document.selection:
                continue
            box = element.box
            x, y = at.x() - box.x, at.y() - box.y
            margin = slack if isinstance(element, LineElement) or min(box.w, box.h) < slack else 0.0
            if not (-margin <= x <= box.w + margin and -margin <= y <= box.h + margin):
                continue
            # a frame or a background is taken hold of at its rim, or nothing else could be
            rim = min(x, y, box.w - x, box.h - y) <= slack
            if box.w * box.h > page * 0.4 and not rim:
                continue
            found.append((box.w * box.h, -order, element.id))
        return min(found)[2] if found else ""

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        document = self.document
        if document is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point = event.position()
        handle = self._handle_at(point)
        adding = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
        if not handle:
            hit = self.element_at(point)
            if not hit:
                kept = document.selection if adding else ()
                document.select(kept)
                self._drag = _Drag("frame", self._mm(point), kept=kept)
                return
            if adding:
                chosen = document.selection
                document.select([k for k in chosen if k != hit] if hit in chosen else [*chosen, hit])
            elif hit not in document.selection:
                document.select([hit])
        if document.selection:
            document.settle()
            self._drag = _Drag(handle, self._mm(point), document.boxes(), self._targets())

    def _targets(self) -> Targets:
        document = self.document
        assert document is not None
        layout = document.layout
        others = [e.box for e in layout.elements if in_view(e, self.overprint) and e.id not in document.selection]
        grid = geometry.GRID if self.grid else 0.0
        return geometry.targets(layout.width, layout.height, layout.clear, others, grid, _SNAP / self._scale())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag, document = self._drag, self.document
        if document is None:
            return
        if drag is None:
            self._show_cursor(event.position())
            return
        at = self._mm(event.position())
        by = at - drag.at
        if not drag.on and (abs(by.x()) + abs(by.y())) * self._scale() < 4:
            return  # a click is no drag
        drag.on = True
        if drag.handle == "frame":
            self._frame = QRectF(drag.at, at).normalized()
            self._select_in_frame(drag)
        else:
            self._follow(drag, by.x(), by.y(), not event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self.update()

    def _follow(self, drag: _Drag, by_x: float, by_y: float, free: bool) -> None:
        document = self.document
        assert document is not None
        width, height = document.layout.width, document.layout.height
        snap = free and self.snapping
        self.guides = ()
        if drag.handle:
            key, box = next(iter(drag.before.items()))
            if snap:
                by_x, by_y, self.guides = geometry.snap_resize(box, drag.handle, by_x, by_y, drag.to)
            sized = geometry.resized(box, drag.handle, by_x, by_y, width, height, self._least(key))
            document.place({key: sized}, "drag")
        else:
            if snap:
                by_x, by_y, self.guides = geometry.snap_move(drag.before, by_x, by_y, drag.to)
            document.place(geometry.moved(drag.before, by_x, by_y, width, height), "drag")

    def _least(self, key: str) -> float:
        document = self.document
        assert document is not None
        return 0.0 if isinstance(document.element(key), LineElement) else geometry.LEAST

    def _select_in_frame(self, drag: _Drag) -> None:
        document, frame = self.document, self._frame
        assert document is not None and frame is not None
        inside = [
            e.id
            for e in document.layout.elements
            if in_view(e, self.overprint) and frame.contains(QRectF(e.box.x, e.box.y, e.box.w, max(e.box.h, 0.01)))
        ]
        document.select([*drag.kept, *inside])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end_drag()

    def _end_drag(self) -> None:
        self._drag, self._frame, self.guides = None, None, ()
        if self.document is not None:
            self.document.settle()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.document is not None and self.document.selection:
            self.edit_wanted.emit()

    def _show_cursor(self, point: QPointF) -> None:
        handle = self._handle_at(point)
        if handle:
            self.setCursor(_CURSORS[handle])
        elif self.element_at(point):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.setCursor(Qt.CursorShape.ArrowCursor)

    # the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        document, key = self.document, Qt.Key(event.key())
        if document is None:
            return
        if key in _ARROWS and document.selection:
            self._arrow(_ARROWS[key], event.modifiers())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            document.remove()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._walk(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and document.selection:
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _arrow(self, way: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        document = self.document
        assert document is not None
        shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        step = 5.0 if held & shift else 0.1 if held & ctrl else 0.5
        by_x, by_y = way[0] * step, way[1] * step
        if not held & Qt.KeyboardModifier.AltModifier:
            document.nudge(by_x, by_y)
            return
        layout = document.layout
        boxes = {
            key: geometry.resized(box, "se", by_x, by_y, layout.width, layout.height, self._least(key))
            for key, box in document.boxes().items()
        }
        document.place(boxes, "stretch")

    def _escape(self) -> None:
        document, drag = self.document, self._drag
        assert document is not None
        if drag is not None and drag.before:
            document.place(drag.before, "drag")
            self._end_drag()
        else:
            document.select(())

    def _walk(self, by: int) -> None:
        document = self.document
        assert document is not None
        keys = [e.id for e in document.layout.elements if in_view(e, self.overprint)]
        if not keys:
            return
        last = document.selection[-1] if document.selection else ""
        at = keys.index(last) + by if last in keys else 0 if by > 0 else len(keys) - 1
        document.select([keys[at % len(keys)]])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.document is not None:
            self.document.settle()

    # painting

    def _paint_over(self, painter: QPainter, sheet: QRectF) -> None:
        document = self.document
        if document is None:
            return
        if self.grid:
            self._paint_grid(painter, sheet)
        for element in document.layout.elements:
            if element.id not in document.selection and in_view(element, self.overprint):
                self._paint_element(painter, element)
        chosen = document.chosen()
        for element in chosen:
            place = self._pixels(element.box)
            drawing.box(painter, place, _FAINT, _FAULT if element.id in self.faulty else _LINE, 2.0, 0.0)
        if len(chosen) == 1:
            self._paint_distances(painter, sheet, chosen[0])
            for handle in HANDLES:
                centre = self.handle_place(chosen[0].id, handle)
                spot = QRectF(centre.x() - _HANDLE / 2, centre.y() - _HANDLE / 2, _HANDLE, _HANDLE)
                drawing.box(painter, spot, QColor("#FFFFFF"), _LINE, 1.5, 1.0)
        self._paint_guides(painter, sheet)
        if self._frame is not None:
            box = Box(self._frame.x(), self._frame.y(), self._frame.width(), self._frame.height())
            drawing.box(painter, self._pixels(box), _FAINT, _LINE, 1.0, 0.0, Qt.PenStyle.DashLine)

    def _paint_element(self, painter: QPainter, element: Element) -> None:
        place = self._pixels(element.box)
        if isinstance(element, SealElement):
            painter.setPen(QPen(_GUIDE, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place)
            drawing.words(painter, place.toRect(), element.label, _GUIDE, SMALLEST, align=drawing.CENTRE)
            return
        line = _FAULT if element.id in self.faulty else _LINE
        drawing.box(painter, place, None, line, 1.5 if element.id in self.faulty else 1.0, 0.0, Qt.PenStyle.DashLine)

    def _paint_grid(self, painter: QPainter, sheet: QRectF) -> None:
        scale = self._scale()
        painter.setPen(QPen(_GRID, 1))
        step = geometry.GRID
        for number in range(1, int(sheet.width() / scale / step) + 1):
            x = sheet.x() + number * step * scale
            painter.drawLine(QPointF(x, sheet.top()), QPointF(x, sheet.bottom()))
        for number in range(1, int(sheet.height() / scale / step) + 1):
            y = sheet.y() + number * step * scale
            painter.drawLine(QPointF(sheet.left(), y), QPointF(sheet.right(), y))

    def _paint_distances(self, painter: QPainter, sheet: QRectF, element: Element) -> None:
        """How far the box is from the left and the upper edge, as on the certificate page."""
        place = self._pixels(element.box)
        painter.setPen(QPen(_LINE, 1))
        painter.drawLine(QPointF(place.center().x(), sheet.top()), QPointF(place.center().x(), place.top()))
        painter.drawLine(QPointF(sheet.left(), place.center().y()), QPointF(place.left(), place.center().y()))
        high, wide = theme().px(20), theme().px(56)
        down = QRectF(place.center().x() + 6, (sheet.top() + place.top() - high) / 2, wide, high).toRect()
        if place.top() - sheet.top() > high:
            drawing.words(painter, down, f"{element.box.y:.1f}", _LINE, SECONDARY, True)
        middle = (sheet.left() + place.left() - wide) / 2
        across = QRectF(middle, place.center().y() - high - 1, wide, high).toRect()
        if place.left() - sheet.left() > wide * 0.6:
            drawing.words(painter, across, f"{element.box.x:.1f}", _LINE, SECONDARY, True, drawing.CENTRE)

    def _paint_guides(self, painter: QPainter, sheet: QRectF) -> None:
        scale = self._scale()
        painter.setPen(QPen(_GUIDE, 1.2))
        for guide in self.guides:
            if guide.upright:
                x = sheet.x() + guide.place * scale
                painter.drawLine(QPointF(x, sheet.top()), QPointF(x, sheet.bottom()))
            else:
                y = sheet.y() + guide.place * scale
                painter.drawLine(QPointF(sheet.left(), y), QPointF(sheet.right(), y))
