"""Tick boxes, either-or buttons and number boxes in the program's own look: frames that can be seen, signs that fit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QDoubleSpinBox, QRadioButton, QSpinBox, QWidget

from ui import icons
from ui.theme import BODY, theme
from ui.widgets import drawing

_SIGN = 18
_ARROWS = 22


def _side() -> int:
    """The side of a box or the width of a ring: it grows with the words."""
    return theme().sign(_SIGN)


def _label_size(text: str) -> QSize:
    return QSize(_side() + 10 + drawing.text_width(text, theme().font(BODY)) + 8, max(28, theme().px(28)))


def paint_box(painter: QPainter, x: int, y: int, state: Qt.CheckState, alive: bool) -> QRect:
    """Draw a tick box around a point, in a list as on a form; gives where it is."""
    tokens, side = theme().tokens, _side()
    spot = QRect(x - side // 2, y - side // 2, side, side)
    if state == Qt.CheckState.Unchecked:
        line = tokens.strong_line if alive else tokens.line
        drawing.box(painter, spot, tokens.surface if alive else tokens.header, line, 1.5, 3)
        return spot
    drawing.box(painter, spot, tokens.primary if alive else tokens.disabled_text, None, 0, 3)
    if state == Qt.CheckState.Checked:
        icons.paint(painter, spot, "checkmark", tokens.on_primary, 14, True)
    else:
        painter.fillRect(QRect(spot.x() + 4, spot.center().y(), side - 8, 2), tokens.on_primary)
    return spot


class CheckBox(QCheckBox):
    """A box that is ticked or not; the third state shows a dash."""

    def sizeHint(self) -> QSize:
        return _label_size(self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        alive = self.isEnabled()
        spot = paint_box(painter, 2 + _side() // 2, self.height() // 2, self.checkState(), alive)
        on = self.checkState() != Qt.CheckState.Unchecked
        ink = tokens.text if alive else tokens.disabled_text
        drawing.words(painter, self.rect().adjusted(_side() + 10, 0, 0, 0), self.text(), ink)
        if self.hasFocus():
            drawing.focus_ring(painter, spot.adjusted(-2, -2, 2, 2), tokens.primary if not on else tokens.text)
        painter.end()


class RadioButton(QRadioButton):
    """One of several; the one chosen has a dot."""

    def sizeHint(self) -> QSize:
        return _label_size(self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        alive = self.isEnabled()
        side = _side()
        centre = QPointF(2 + side / 2, self.height() / 2)
        colour = tokens.primary if self.isChecked() else tokens.strong_line
        painter.setPen(QPen(colour if alive else tokens.disabled_text, 2.0 if self.isChecked() else 1.5))
        painter.setBrush(tokens.surface)
        painter.drawEllipse(centre, side / 2 - 1, side / 2 - 1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.primary if alive else tokens.disabled_text)
            painter.drawEllipse(centre, side / 4.5, side / 4.5)
        ink = tokens.text if alive else tokens.disabled_text
        drawing.words(painter, self.rect().adjusted(_side() + 10, 0, 0, 0), self.text(), ink)
        if self.hasFocus():
            spot = QRect(0, (self.height() - side) // 2 - 2, side + 4, side + 4)
            drawing.focus_ring(painter, spot, tokens.primary, side / 2 + 2)
        painter.end()


def _paint_arrows(box: QWidget) -> None:
    painter = QPainter(box)
    tokens = theme().tokens
    ink = tokens.text2 if box.isEnabled() else tokens.disabled_text
    half = box.height() // 2
    left = box.width() - _ARROWS - 2
    icons.paint(painter, QRect(left, half - 13, _ARROWS, 14), "chevron_up", ink, 12)
    icons.paint(painter, QRect(left, half - 1, _ARROWS, 14), "chevron_down", ink, 12)
    painter.end()


class _Stepped:
    """What both boxes share, beside their Qt class: our arrows, no turning by the wheel, the name and the unit."""

    def _dress(self, name: str, unit: str) -> None:
        self.setAccessibleName(name)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(0, 0, _ARROWS, 0)
        self.lineEdit().setStyleSheet(
            "background: transparent; border: 0; min-height: 0; padding: 0;"
        )  # the box itself has face and frame
        if unit:
            self.setSuffix(f" {unit}")

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= self.width() - _ARROWS - 2:
            self.stepBy(1 if event.position().y() < self.height() / 2 else -1)
            return
        super().mousePressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + _ARROWS, theme().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_arrows(self)


class NumberBox(_Stepped, QSpinBox):
    """A whole number with steps by arrow keys or the two chevrons; the wheel does not change it by accident."""

    def __init__(self, name: str, low: int, high: int, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self._dress(name, unit)


class DecimalBox(_Stepped, QDoubleSpinBox):
    """The same for lengths and percentages of print settings. Marks never pass through here: they are exact."""

    def __init__(
        self, name: str, low: float, high: float, decimals: int = 1, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(10**-decimals)
        self._dress(name, unit)
