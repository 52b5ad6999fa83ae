"""The note under a cell whose text was not stored: what is wrong and what to do, with a pointer to the cell."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.grid.look import LEFT, Face, Look

_POINTER, _PAD, _ICON = 8, 12, 16


class Bubble(QWidget):
    """Floats over the grid, takes no mouse and no focus, and repaints nothing but its own ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("refusal_bubble")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sentence = ""
        self.advice = ""
        self._tip = 0
        self._below = True
        self._lines: list[tuple[Face, str]] = []
        self._look: Look | None = None
        self.hide()

    def say(self, look: Look, cell: QRect, sentence: str, advice: str) -> None:
        """Show the sentences at a cell; below it, or above where there is no room."""
        self._look = look
        self.sentence, self.advice = sentence, advice
        parent = self.parentWidget()
        room = parent.width() if parent else 400
        widest = min(look.px(420), room - 16)
        text_room = widest - 2 * _PAD - _ICON - 8
        self._lines = [(look.body_bold, line) for line in _wrap(look.body_bold, sentence, text_room)]
        self._lines += [(look.second, line) for line in _wrap(look.second, advice, text_room)]
        used = max((look.width(face, line) for face, line in self._lines), default=0)
        width = max(look.px(220), used + 2 * _PAD + _ICON + 8 + look.px(12))
        height = sum(face.metrics.height() + 3 for face, _ in self._lines) + 2 * 8 + _POINTER
        bottom = parent.height() if parent else cell.bottom() + height
        self._below = cell.bottom() + height <= bottom
        top = cell.bottom() - 2 if self._below else cell.top() - height + 2
        left = max(4, min(cell.center().x() - width // 2, room - width - 4))
        self._tip = cell.center().x() - left
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, its pointer, the crossed disc and the sentences."""
        look = self._look
        if look is None:
            return
        tokens = look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = _POINTER if self._below else 0
        box = QRectF(1, top + 0.8, self.width() - 2, self.height() - _POINTER - 1.6)
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        edge = box.top() if self._below else box.bottom()
        tip = 0.8 if self._below else self.height() - 0.8
        inside = edge + (1 if self._below else -1)
        pointer = QPainterPath()
        pointer.addPolygon(
            QPolygonF([QPointF(self._tip - 7, inside), QPointF(self._tip, tip), QPointF(self._tip + 7, inside)])
        )
        pointer.closeSubpath()
        painter.setPen(QPen(tokens.error_text, 1.6))
        painter.setBrush(tokens.surface)
        painter.drawPath(path.united(pointer))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        y = top + 8
        icons.paint(
            painter,
            QRect(_PAD, y, _ICON, self._lines[0][0].metrics.height() + 2),
            "dismiss_circle",
            tokens.error_text,
            _ICON,
            True,
        )
        for face, line in self._lines:
            colour = tokens.error_text if face is look.body_bold else tokens.text
            height = face.metrics.height() + 3
            look.text(painter, face, colour, QRect(_PAD + _ICON + 8, y, self.width(), height), line, LEFT)
            y += height
        painter.end()


def _wrap(face: Face, text: str, width: int) -> list[str]:
    """The text in lines no wider than `width`; breaks at blanks where there are any, else between characters."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and face.metrics.horizontalAdvance(line + piece) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sign in text:
        joins = pieces and sign.isascii() and sign != " " and pieces[-1][-1].isascii()
        closes = pieces and sign in "，。；：、）”"
        if joins or closes:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
