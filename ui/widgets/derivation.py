"""How a number came about, as an outline: rounds, modules, aspects, marks; what is folded opens with a click or →."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui import icons
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing

_INDENT = 16
_MARGIN = 10
_LEADS = frozenset({"place", "total", "round", "module"})
_BESIDE = frozenset({"rounding", "note", "factor", "status"})
_LONG = re.compile(r"([0-9]\.[0-9]{4})[0-9]{3,}…?")  # nobody reads twelve decimals; a fraction beside them is exact
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value  # a number is never broken in two


@dataclass(frozen=True)
class Step:
    """One line. `level` indents it (0 is the outermost); `lead` lines are bold; `quiet` ones in the second colour."""

    level: int
    text: str
    lead: bool = False
    quiet: bool = False

    @classmethod
    def of(cls, level: int, what: str, text: str) -> Step:
        """A line of an explanation by its kind. What was rounded or noted belongs to the line above it."""
        beside = what in _BESIDE
        shown = _LONG.sub(r"\1…", text)
        return cls(level + (beside and level < 4), shown, what in _LEADS, level >= 4 or beside)


@dataclass
class _Placed:
    number: int
    top: int
    height: int


class Derivation(QAbstractScrollArea):
    """The outline. Lines down to `open_to` are unfolded at first; ↑ ↓ move, → ← unfold and fold, Enter toggles."""

    def __init__(self, name: str, open_to: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open_to = open_to
        self._steps: tuple[Step, ...] = ()
        self._open: set[int] = set()
        self._placed: list[_Placed] = []
        self._current = 0
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self._lay)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show another derivation from its top."""
        self._steps = tuple(steps)
        self._open = {number for number, step in enumerate(steps) if step.level < self._open_to}
        self._current = 0
        self.setAccessibleDescription("；".join(step.text for step in self._steps if step.lead))
        self._lay()
        self.verticalScrollBar().setValue(0)

    def texts(self) -> list[str]:
        """The lines in sight, folded ones left out."""
        return [self._steps[placed.number].text for placed in self._placed]

    def toggle(self, number: int) -> None:
        """Unfold or fold what belongs to a line (its number among all lines)."""
        if self._has_parts(number):
            self._open ^= {number}
            self._lay()

    def sizeHint(self) -> QSize:
        return QSize(300, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 80)

    def _has_parts(self, number: int) -> bool:
        following = number + 1
        return following < len(self._steps) and self._steps[following].level > self._steps[number].level

    def _font(self, step: Step) -> QFont:
        return theme().font(SECONDARY if step.quiet else BODY, step.lead)

    def _left(self, step: Step) -> int:
        return _MARGIN + step.level * _INDENT

    def _lay(self) -> None:
        """Find the place of every line in sight; width decides where texts wrap."""
        self._placed = []
        top, hidden_below = 4, 99
        for number, step in enumerate(self._steps):
            if step.level > hidden_below:
                continue
            hidden_below = 99
            room = QRect(0, 0, self._room(step), 10_000)
            height = QFontMetrics(self._font(step)).boundingRect(room, _WRAP, step.text).height()
            height += theme().px(4 if step.quiet else 8)
            self._placed.append(_Placed(number, top, height))
            top += height
            if self._has_parts(number) and number not in self._open:
                hidden_below = step.level
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, top + 8 - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme().px(24))
        self.viewport().update()

    def _room(self, step: Step) -> int:
        return max(60, self.viewport().width() - self._left(step) - 18 - _MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        tokens = theme().tokens
        shift = self.verticalScrollBar().value()
        for place, placed in enumerate(self._placed):
            rect = QRect(0, placed.top - shift, self.viewport().width(), placed.height)
            if rect.bottom() < 0 or rect.top() > self.viewport().height():
                continue
            step = self._steps[placed.number]
            left = self._left(step)
            if self.hasFocus() and place == self._current:
                drawing.focus_ring(painter, rect.adjusted(2, 0, -2, 0), tokens.primary, 3.0)
            if self._has_parts(placed.number):
                name = "chevron_down" if placed.number in self._open else "chevron_right"
                icons.paint(painter, QRect(left - 2, rect.top(), 16, rect.height()), name, tokens.text2, 16)
            painter.setFont(self._font(step))
            painter.setPen(tokens.text2 if step.quiet else tokens.text)
            where = QRect(left + 18, rect.top(), self._room(step), rect.height())
            painter.drawText(where, _WRAP | Qt.AlignmentFlag.AlignVCenter.value, step.text)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().toPoint())
        if place >= 0:
            self._current = place
            self.toggle(self._placed[place].number)
        self.viewport().update()

    def _at(self, point: QPoint) -> int:
        y = point.y() + self.verticalScrollBar().value()
        return next((n for n, p in enumerate(self._placed) if p.top <= y < p.top + p.height), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._placed:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._current = max(0, min(len(self._placed) - 1, self._current + step))
            self._show_current()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            number = self._placed[min(self._current, len(self._placed) - 1)].number
            is_open = number in self._open
            if key not in (Qt.Key.Key_Right, Qt.Key.Key_Left) or is_open == (key == Qt.Key.Key_Left):
                self.toggle(number)
        else:
            super().keyPressEvent(event)

    def _show_current(self) -> None:
        placed = self._placed[self._current]
        bar = self.verticalScrollBar()
        if placed.top < bar.value():
            bar.setValue(placed.top)
        elif placed.top + placed.height > bar.value() + self.viewport().height():
            bar.setValue(placed.top + placed.height - self.viewport().height())
        self.viewport().update()
