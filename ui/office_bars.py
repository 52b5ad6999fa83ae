"""Small painted charts of the year: bars against targets, and the cycle of the general trades, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.board_view import State
from ui.theme import BODY, SECONDARY, SMALLEST, theme
from ui.widgets import drawing
from ui.widgets.states import paint_state

if TYPE_CHECKING:
    from app.domain.overview import CycleLine, TargetLine

translate = QCoreApplication.translate
CYCLE_STATES = {"held": State.DONE, "due": State.DECIDE, "overdue": State.BLOCKED, "later": State.WAITING}


def cycle_word(state: str) -> str:
    """What a general trade's state is called."""
    return {
        "held": translate("YearBars", "本年已办"),
        "due": translate("YearBars", "本年应办"),
        "overdue": translate("YearBars", "已超期"),
        "later": translate("YearBars", "周期内"),
    }[state]


def subject_word(line: TargetLine) -> str:
    """What a line counts, in the language of the window; classes, kinds and names stay as they were stated."""
    return {
        "trades": translate("YearBars", "工种"),
        "people": translate("YearBars", "人数"),
        "delegations": translate("YearBars", "代表队"),
        "cities": translate("YearBars", "市州"),
        "bases": translate("YearBars", "竞赛基地"),
    }.get(line.subject, line.name)


class TargetBars(QWidget):
    """A line per subject: name, bar, done of target, per cent. Without a target the bar is as long as the share of the
    largest count, hatched, so that nobody takes it for a target reached."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.lines: tuple[TargetLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[TargetLine]) -> None:
        """Show these counts."""
        self.lines = tuple(lines)
        self.setAccessibleName(f"{self._name}　{self.words()}")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The chart in words, for those who do not see it."""
        if not self.lines:
            return translate("YearBars", "没有数据")
        return "；".join(f"{subject_word(line)} {self.figures(line)}" for line in self.lines)

    @staticmethod
    def figures(line: TargetLine) -> str:
        """Done, of how many, and how much of it that is."""
        if line.target is None:
            return f"{line.done}"
        percent = line.percent
        return f"{line.done} / {line.target}" + (f"　{percent}%" if percent is not None else "")

    def _high(self) -> int:
        return theme().px(30)

    def sizeHint(self) -> QSize:
        return QSize(300, max(1, len(self.lines)) * self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        high = self._high()
        if not self.lines:
            drawing.words(painter, self.rect(), self.words(), tokens.text2)
        name_room = min(self.width() * 2 // 5, theme().px(150))
        figure_room = max(
            (drawing.text_width(self.figures(line), theme().font(SECONDARY, True)) for line in self.lines), default=0
        )
        most = max((line.done for line in self.lines), default=0)
        for number, line in enumerate(self.lines):
            top = number * high
            drawing.words(painter, QRect(0, top, name_room - 8, high), subject_word(line), tokens.text, BODY)
            right = QRect(self.width() - figure_room - 2, top, figure_room + 2, high)
            drawing.words(painter, right, self.figures(line), tokens.text, SECONDARY, True, drawing.RIGHT)
            room = QRect(name_room, top + high // 2 - 5, self.width() - name_room - figure_room - 16, 10)
            self._paint_bar(painter, room, line, most)
        painter.end()

    def _paint_bar(self, painter: QPainter, room: QRect, line: TargetLine, most: int) -> None:
        tokens = theme().tokens
        drawing.box(painter, room, tokens.header, tokens.strong_line, 1.0, 3.0)
        whole = line.target if line.target is not None else most
        if not whole or not line.done:
            return
        part = QRect(room)
        part.setWidth(max(6, room.width() * min(line.done, whole) // whole))
        if line.target is None:
            drawing.box(painter, part, drawing.hatch(tokens.surface, tokens.primary, 6), tokens.primary, 1.0, 3.0)
        else:
            reached = line.done >= line.target
            drawing.box(painter, part, tokens.ok if reached else tokens.primary, None, 0, 3.0)


class CycleGrid(QWidget):
    """通用工种: a row per trade, a column per year of the cycle; held years bear how often, this year's its state."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.lines: tuple[CycleLine, ...] = ()
        self.years: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cycle(self, lines: Sequence[CycleLine], year: int, cycle_years: int) -> None:
        """Show the trades over the years of a cycle that ends with this one."""
        self.lines = tuple(lines)
        self.years = tuple(range(year - min(cycle_years, 5) + 1, year + 1))
        self.setAccessibleName(f"{self._name}　{self.words()}")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The grid in words."""
        return "；".join(f"{line.name} {cycle_word(line.state)}" for line in self.lines)

    def _high(self) -> int:
        return theme().px(28)

    def sizeHint(self) -> QSize:
        return QSize(360, (len(self.lines) + 1) * self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        high = self._high()
        cell = theme().px(46)
        state_room = (
            max((drawing.text_width(cycle_word(one), theme().font(SECONDARY, True)) for one in CYCLE_STATES), default=0)
            + 28
        )
        left = self.width() - state_room - cell * len(self.years)
        for place, year in enumerate(self.years):
            spot = QRect(left + place * cell, 0, cell, high)
            drawing.words(painter, spot, str(year), tokens.text2, SMALLEST, align=drawing.CENTRE)
        for number, line in enumerate(self.lines, 1):
            top = number * high
            painter.fillRect(QRect(0, top, self.width(), 1), tokens.line)
            drawing.words(painter, QRect(0, top, left - 8, high), line.name, tokens.text, BODY)
            held = dict(line.held)
            for place, year in enumerate(self.years):
                self._paint_year(painter, QRect(left + place * cell, top, cell, high), held.get(year, 0))
            spot = QRect(self.width() - state_room + 8, top, state_room - 8, high)
            paint_state(painter, QRect(spot.left(), top, 18, high), CYCLE_STATES[line.state])
            text = spot.adjusted(20, 0, 0, 0)
            loud = line.state in ("due", "overdue")
            drawing.words(painter, text, cycle_word(line.state), tokens.text, SECONDARY, loud)
        painter.end()

    @staticmethod
    def _paint_year(painter: QPainter, spot: QRect, times: int) -> None:
        tokens = theme().tokens
        centre = QPointF(spot.center()) + QPointF(0.5, 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if times:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.primary)
            painter.drawEllipse(centre, 9.0, 9.0)
            drawing.words(painter, spot, str(times), tokens.on_primary, SMALLEST, True, drawing.CENTRE)
        else:
            painter.setPen(QPen(tokens.strong_line, 1.2))
            painter.drawLine(centre - QPointF(4, 0), centre + QPointF(4, 0))
