"""The right of the board: the day's timetable, and how safe the data are."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.board_view import Hour, Safety, State
from ui import icons
from ui.pages import board_words
from ui.theme import BODY, SECONDARY, SMALLEST, theme
from ui.widgets import drawing
from ui.widgets.card import Card, Ink, Label
from ui.widgets.states import paint_state

_HOUR = 40  # the height of an hour at 100 %


class Timetable(QWidget):
    """The day as a line of hours with a dot each; the hour it is now stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours: tuple[Hour, ...] = ()
        self._now: datetime | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_hours(self, hours: tuple[Hour, ...], now: datetime) -> None:
        """Show these hours."""
        self._hours, self._now = hours, now
        lines = [f"{hour.at:%H:%M} {board_words.hour_words(hour)} {hour.place}".strip() for hour in hours]
        self.setAccessibleName("；".join(lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, len(self._hours) * theme().px(_HOUR) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = theme().px(_HOUR)
        x = theme().px(54) + 13
        painter.setPen(QPen(tokens.line, 2))
        if len(self._hours) > 1:
            painter.drawLine(QPointF(x, step / 2), QPointF(x, (len(self._hours) - 0.5) * step))
        for index, hour in enumerate(self._hours):
            self._paint_hour(painter, QRect(0, index * step, self.width(), step), x, hour)
        painter.end()

    def _paint_hour(self, painter: QPainter, rect: QRect, x: int, hour: Hour) -> None:
        tokens = theme().tokens
        now = hour.state is State.CURRENT
        if now:
            drawing.box(painter, rect.adjusted(0, 1, 0, -1), tokens.primary_tint, None)
        bold_ink = tokens.text if now or hour.state is State.DONE else tokens.text2
        clock = QRect(rect.left() + 8, rect.top(), x - 16, rect.height())
        drawing.words(painter, clock, f"{hour.at:%H:%M}", bold_ink, BODY, now)
        centre = QPointF(x, rect.center().y() + 0.5)
        if hour.state is State.WAITING:
            painter.setPen(QPen(tokens.strong_line, 2))
            painter.setBrush(tokens.surface)
            painter.drawEllipse(centre, 5.0, 5.0)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.primary if now else tokens.ok)
            painter.drawEllipse(centre, 6.0, 6.0)
        side = hour.place
        if now and self._now is not None:
            side = self.tr("现在 {time}").format(time=f"{self._now:%H:%M}")
        width = min(drawing.text_width(side, theme().font(SMALLEST)) + 4, rect.width() // 3)
        left = x + 18
        middle = QRect(left, rect.top(), rect.right() - left - width - 12, rect.height())
        drawing.words(painter, middle, board_words.hour_words(hour), bold_ink, BODY, now)
        right = QRect(rect.right() - width - 6, rect.top(), width, rect.height())
        drawing.words(painter, right, side, tokens.text2, SMALLEST, align=drawing.RIGHT)


class TimetableCard(Card):
    """Today, and the hours of the day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.hours = Timetable()
        self.body.setContentsMargins(12, 0, 12, 8)
        self.body.addWidget(self.hours)
        self.away = Label("", SECONDARY, ink=Ink.TEXT2)
        self.away.hide()
        self.head.addWidget(self.away)
        self._nothing = Label(self.tr("还没有日程。在竞赛设置里填写场次时间。"), BODY, ink=Ink.TEXT2, wrap=True)
        self._nothing.setContentsMargins(2, 0, 0, 0)  # under the first letter of the heading
        self.body.addWidget(self._nothing)
        self.body.addStretch(1)

    def show_day(self, hours: tuple[Hour, ...], now: datetime) -> None:
        """Show a day: today, or the one whose hours these are."""
        shown = hours[0].at if hours else now
        day = QDate(shown.year, shown.month, shown.day)
        away = QDate(now.year, now.month, now.day).daysTo(day)
        text = self.tr("今天　{month} 月 {day} 日　{weekday}")
        if away:
            text = self.tr("比赛日　{month} 月 {day} 日　{weekday}")
        weekday = board_words.locale().dayName(day.dayOfWeek())
        self.title.setText(text.format(month=day.month(), day=day.day(), weekday=weekday))
        self.away.setText(self.tr("还有 {count} 天").format(count=away) if away > 0 else self.tr("已过"))
        self.away.setVisible(away != 0)
        self.hours.setVisible(bool(hours))
        self._nothing.setVisible(not hours)
        self.hours.show_hours(hours, now)


class SafetyLines(QWidget):
    """A line each: written here, copied there, the record unbroken, the key at hand, codes encrypted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[State, str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_safety(self, safety: Safety, barred: bool = False, damaged: bool = False) -> None:
        """Show how safe the data are; of a barred file nothing is saved, and a damaged one failed its start check."""
        saved = (State.DONE, "", self.tr("本机自动保存"), f"{safety.saved_at:%H:%M:%S}" if safety.saved_at else "—")
        failed = (State.BLOCKED, "", self.tr("操作记录校验"), self.tr("打开时没有通过"))
        self._lines = [
            (State.BLOCKED, "", self.tr("本机自动保存"), self.tr("只看，不写入")) if barred else saved,
            self._backup(safety),
            failed if damaged and safety.chain_intact else self._chain(safety),
            self._key(safety),
            *self._codes(safety),
        ]
        self.setAccessibleName("；".join(f"{name} {fact}" for _, _, name, fact in self._lines))
        self.updateGeometry()
        self.update()

    def _backup(self, safety: Safety) -> tuple[State, str, str, str]:
        if safety.backup_at is None:
            return State.DECIDE, "", self.tr("U盘备份"), self.tr("还没有备份")
        name = self.tr("U盘“{name}”").format(name=safety.backup_name) if safety.backup_name else self.tr("U盘备份")
        return State.DECIDE if safety.backup_late else State.DONE, "", name, f"{safety.backup_at:%H:%M}"

    def _chain(self, safety: Safety) -> tuple[State, str, str, str]:
        if not safety.chain_intact:
            return State.BLOCKED, "", self.tr("操作记录校验"), self.tr("有断点")
        return State.DONE, "", self.tr("操作记录校验"), self.tr("{count} 条无断点").format(count=f"{safety.entries:,}")

    def _key(self, safety: Safety) -> tuple[State, str, str, str]:
        if not safety.key_present:
            return State.WAITING, "", self.tr("签名钥匙"), self.tr("不在位")
        if safety.key_until is None:
            return State.DONE, "shield_checkmark", self.tr("签名钥匙"), self.tr("在位")
        fact = self.tr("在位 · 至 {until}").format(until=f"{safety.key_until:%Y-%m}")
        return State.DONE, "shield_checkmark", self.tr("签名钥匙"), fact

    def _codes(self, safety: Safety) -> list[tuple[State, str, str, str]]:
        name = self.tr("密号表")
        if safety.codes_sealed is None:
            return []
        if safety.codes_lost:
            return [(State.DECIDE, "", name, self.tr("钥匙不全，用纸质表"))]
        if not safety.codes_sealed:
            return [(State.WAITING, "", name, self.tr("未加密，要口令短语"))]
        return [(State.DONE, "", name, self.tr("加密"))]

    def sizeHint(self) -> QSize:
        return QSize(260, len(self._lines) * theme().px(27) + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        high = theme().px(27)
        for index, (state, icon, name, fact) in enumerate(self._lines):
            top = index * high
            spot = QRect(0, top, 20, high)
            if icon:
                icons.paint(painter, spot, icon, tokens.ok, 18, True)
            else:
                paint_state(painter, spot, state)
            width = min(drawing.text_width(fact, theme().font(SECONDARY)) + 4, self.width() // 2 + 30)
            left = QRect(26, top, self.width() - 26 - width - 8, high)
            drawing.words(painter, left, name, tokens.text, BODY)
            right = QRect(self.width() - width - 6, top, width, high)
            drawing.words(painter, right, fact, tokens.text2, SECONDARY, align=drawing.RIGHT)
        painter.end()


class SafetyCard(Card):
    """How safe the data are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.title.setText(self.tr("数据安全"))
        self.lines = SafetyLines()
        self.body.setContentsMargins(12, 0, 8, 8)
        self.body.addWidget(self.lines)
