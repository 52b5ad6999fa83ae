"""The right side of the check-in page: how many of how many, the clock of the late limit, the last results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.services.checkin_view import DoorView
from ui import icons
from ui.grid.facts import status_text
from ui.pages.checkin_card import shape_colours
from ui.pages.checkin_words import ResultLine, Shape, clock, duration
from ui.theme import BODY, CARD_HEADING, GRID, SECONDARY, SHEET_CODE, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.fields import ChoiceBox
from ui.widgets.flow import FlowRow

COUNT = 54  # px at 100 %: read from two metres
_SIGN = {Shape.TICK: "checkmark_circle", Shape.CROSS: "dismiss_circle", Shape.TRIANGLE: "warning", Shape.ASK: "eye"}


class CountBoard(QWidget):
    """已到 11 / 12, as large as the room allows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.here = self.expected = 0
        self._others = ""
        self.setFixedHeight(theme().px(92))

    def show_counts(self, here: int, expected: int, others: str) -> None:
        """Show how many are here of how many, and what became of the others."""
        self.here, self.expected, self._others = here, expected, others
        self.setAccessibleName(
            self.tr("已到 {here} 人，应到 {expected} 人　{others}").format(here=here, expected=expected, others=others)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(280), theme().px(92))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        done = self.expected and self.here >= self.expected
        ink = tokens.ok if done else tokens.text
        top = QRect(14, 0, self.width() - 28, theme().px(66))
        size = COUNT if drawing.text_width(f"{self.here} / {self.expected}", theme().font(COUNT, True)) < 190 else 42
        x = drawing.words(painter, top, str(self.here), ink, size, True)
        rest = top.adjusted(x + 10, 0, 0, 0)
        x += drawing.words(painter, rest, f"/ {self.expected}", tokens.text2, size - 16, True) + 22
        word = self.tr("已到") if not done else self.tr("到齐")
        drawing.words(painter, top.adjusted(x, 0, 0, 0), word, ink, SHEET_CODE - 4, True)
        below = QRect(14, theme().px(66), self.width() - 28, theme().px(24))
        drawing.words(painter, below, self._others, tokens.text2, GRID)
        painter.end()


class Countdown(QWidget):
    """How long until the late limit, or how long ago it passed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._starts: datetime | None = None
        self._closes: datetime | None = None
        self.text = ""
        self._late = False
        self.setFixedHeight(theme().px(40))

    def show_hours(self, starts: datetime | None, closes: datetime | None) -> None:
        """Count towards another hour."""
        self._starts, self._closes = starts, closes

    def tick(self, now: datetime) -> None:
        """Show what is left at a moment."""
        if self._starts is None or self._closes is None:
            self.text, self._late = self.tr("没有定开始时间，不计迟到"), False
        else:
            left = int((self._closes - now).total_seconds())
            self._late = left < 0
            words = self.tr("已过迟到时限 {time}") if self._late else self.tr("迟到时限还剩 {time}")
            self.text = words.format(time=duration(left))
        self.setAccessibleName(self.text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        rect = self.rect().adjusted(12 if self._late else 8, 2, -12, -2)  # sign and counts begin at one line
        if self._late:
            drawing.box(painter, rect, tokens.warn_solid, tokens.warn_line)
        ink = tokens.warn_text if self._late else tokens.text
        icon = "warning" if self._late else "clock"
        icons.paint(painter, QRect(rect.left() + 6, rect.top(), 24, rect.height()), icon, ink, 20, self._late)
        room = rect.adjusted(36, 0, -4, 0)
        size = CARD_HEADING + 2
        if drawing.text_width(self.text, theme().font(size, True)) > room.width():
            size = BODY
        drawing.words(painter, room, self.text, ink, size, True)
        painter.end()


class LastList(QWidget):
    """The last results, the newest on top: shape, hour, number, words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ResultLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme().px(34))

    def show_lines(self, lines: Sequence[ResultLine]) -> None:
        """Show some lines."""
        self.lines = tuple(lines)
        newest = "　".join(f"{clock(line.at)} {line.number} {line.text}" for line in self.lines[:3])
        self.setAccessibleName(self.tr("最近的结果：{lines}").format(lines=newest or self.tr("还没有")))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, high = theme().tokens, theme().px(30)
        if not self.lines:
            room = QRect(14, 4, self.width() - 28, high)
            drawing.words(painter, room, self.tr("还没有人检录。"), tokens.muted)
        for number, line in enumerate(self.lines):
            top = number * high
            if top + high > self.height():
                break
            row = QRect(14, top, self.width() - 26, high)
            if number == 0:
                drawing.box(painter, row.adjusted(-8, 1, 6, -1), tokens.hover, None)
            _, frame, _ = shape_colours(line.shape)
            ink = frame if line.shape in (Shape.TICK, Shape.ASK) else tokens.warn_mark
            ink = tokens.error_text if line.shape is Shape.CROSS else ink
            if line.shape in _SIGN:
                sign = QRect(row.left(), top, 20, high)
                icons.paint(painter, sign, _SIGN[line.shape], ink, 16, line.shape is not Shape.ASK)
            x = 26
            x += drawing.words(painter, row.adjusted(x, 0, 0, 0), clock(line.at, True), tokens.text2, SECONDARY) + 10
            x += drawing.words(painter, row.adjusted(x, 0, 0, 0), line.number, tokens.text, GRID, True) + 10
            drawing.words(painter, row.adjusted(x, 0, 0, 0), line.text, tokens.text, GRID)
        painter.end()


class CheckinSide(QWidget):
    """Round and sitting, counts, clock, last results."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        chooser = QHBoxLayout()
        chooser.setSpacing(8)
        self.rounds = ChoiceBox(self.tr("轮次"))
        self.rounds.setObjectName("checkin_rounds")
        self.sittings = ChoiceBox(self.tr("场次"))
        self.sittings.setObjectName("checkin_sittings")
        chooser.addWidget(self.rounds, 1)
        chooser.addWidget(self.sittings, 1)
        column.addLayout(chooser)
        card = Card()
        card.body.setContentsMargins(0, 8, 0, 8)
        self.counts = CountBoard()
        self.clock = Countdown()
        card.body.addWidget(self.counts)
        card.body.addWidget(self.clock)
        hour = FlowRow()
        hour.setContentsMargins(14, 4, 14, 0)
        self.hour = Button(self.tr("定开始时间…"), small=True)
        self.hour.setObjectName("set_hour")
        self.desk = Button("", small=True)
        self.desk.setObjectName("set_gate")
        hour.addWidget(self.hour)
        hour.addWidget(self.desk)
        self.incidents = Button(self.tr("现场情况…"), small=True)
        self.incidents.setObjectName("open_incidents")
        hour.addWidget(self.incidents)
        card.body.addLayout(hour)
        column.addWidget(card)
        last = Card(self.tr("最近的结果"))
        self.last = LastList()
        last.body.setContentsMargins(0, 0, 0, 8)
        last.body.addWidget(self.last, 1)
        column.addWidget(last, 1)

    def show_view(self, view: DoorView, sitting_name: str) -> None:
        """Show how a sitting stands."""
        others = "　".join(f"{status_text(status.value)} {count}" for status, count in view.others)
        missing = self.tr("还差 {count} 人").format(count=len(view.missing)) if view.missing else ""
        self.counts.show_counts(view.here, view.expected, "　".join(part for part in (missing, others) if part))
        self.clock.show_hours(view.starts_at, view.closes_at)
        at = clock(view.starts_at)
        self.hour.say(self.tr("{at} 开始").format(at=at) if at else self.tr("定开始时间…"))
        self.hour.setAccessibleName(self.tr("改{sitting}的开始时间").format(sitting=sitting_name))

    def show_gate(self, gate: str) -> None:
        """Show which desk this computer stands at."""
        self.desk.say(gate or self.tr("检录口名称…"))
