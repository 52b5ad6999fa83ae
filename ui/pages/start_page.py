"""The start screen: three large choices and what was open before; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import icons
from ui.clock import local
from ui.theme import BODY, PAGE_HEADING, SCALES, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Card, Ink, Label

if TYPE_CHECKING:
    from app.settings import Settings
    from ui.operations import Progress
    from ui.pages.new_page import NewPage
    from ui.widgets.message_bar import MessageBar, ProgressStrip

_MOST_RECENT = 5
_WIDEST = 1080
_LOW = 620  # a window lower than this at 100 % stands the titles beside their signs
_SIGN = 44
_FOOT = 30  # kept free for messages, as high as the status bar of an open contest
_WRAPPED = Qt.TextFlag.TextWordWrap.value


@dataclass(frozen=True)
class Recent:
    """A contest file that was open before. `missing`: it is not where it was (its stick is out)."""

    path: Path
    at: datetime | None = None
    missing: bool = False
    step: str = ""  # what was next when it was left
    backed_up: bool = False


def look_up(paths: Sequence[str], states: Sequence[str] = ()) -> tuple[Recent, ...]:
    """What is known of the files opened before; touches the disk, so it runs off the Qt thread."""
    found = []
    told = {line.split("\t")[0]: line.split("\t") for line in states if line.count("\t") == 2}
    for name in paths[:_MOST_RECENT]:
        path = Path(name)
        try:
            at = local(datetime.fromtimestamp(path.stat().st_mtime, UTC))
        except OSError:
            found.append(Recent(path, missing=True))
        else:
            _, step, safe = told.get(name, ("", "", ""))
            found.append(Recent(path, at, step=step, backed_up=safe == "yes"))
    return tuple(found)


_STEPS = {
    "set_up": QT_TRANSLATE_NOOP("StartSteps", "设置"),
    "import_roster": QT_TRANSLATE_NOOP("StartSteps", "报名"),
    "decide_entries": QT_TRANSLATE_NOOP("StartSteps", "报名"),
    "close_list": QT_TRANSLATE_NOOP("StartSteps", "报名"),
    "check_in": QT_TRANSLATE_NOOP("StartSteps", "检录"),
    "draw": QT_TRANSLATE_NOOP("StartSteps", "抽签"),
    "theory": QT_TRANSLATE_NOOP("StartSteps", "理论"),
    "enter_marks": QT_TRANSLATE_NOOP("StartSteps", "实操"),
    "key_again": QT_TRANSLATE_NOOP("StartSteps", "实操"),
    "settle": QT_TRANSLATE_NOOP("StartSteps", "实操"),
    "recheck": QT_TRANSLATE_NOOP("StartSteps", "复核"),
    "lock": QT_TRANSLATE_NOOP("StartSteps", "复核"),
    "decode": QT_TRANSLATE_NOOP("StartSteps", "复核"),
    "rule_ties": QT_TRANSLATE_NOOP("StartSteps", "排名"),
    "confirm": QT_TRANSLATE_NOOP("StartSteps", "排名"),
    "print_certificates": QT_TRANSLATE_NOOP("StartSteps", "证书"),
    "export": QT_TRANSLATE_NOOP("StartSteps", "上报"),
    "finished": QT_TRANSLATE_NOOP("StartSteps", "全部做完"),
}


def step_word(step: str) -> str:
    """Where a contest was left, in a word."""
    return QCoreApplication.translate("StartSteps", _STEPS[step]) if step in _STEPS else ""


def _block(text: str, font: QFont, room: QRect) -> QRect:
    """A room as high as a text takes at its width."""
    high = QFontMetrics(font).boundingRect(QRect(0, 0, room.width(), 10_000), _WRAPPED, text).height()
    return QRect(room.left(), room.top(), room.width(), high)


class Choice(QAbstractButton):
    """One of the three large choices: icon, verb, and what it means in a line or two."""

    def __init__(self, icon: str, text: str, detail: str, loud: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._detail, self._loud = icon, detail, loud
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._beside = False

    def sizeHint(self) -> QSize:
        return QSize(300, self.needed(300, self._beside))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 88)

    def lay(self, beside: bool, high: int) -> None:
        """Stand the title beside the sign (in a low window) or under it, and be so high."""
        self._beside = beside
        self.setFixedHeight(high)
        self.update()

    def needed(self, width: int, beside: bool) -> int:
        """How high it has to be at a width for all its words."""
        return max(88 if beside else theme().px(168), self._places(width, beside)[1].bottom() + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _places(self, width: int, beside: bool) -> tuple[QRect, QRect]:
        """Where title and detail stand, each with as many lines as it takes."""
        left, top = (76, 18) if beside else (20, 72)
        title = _block(self.text(), theme().font(PAGE_HEADING, True), QRect(left, top, width - left - 16, 0))
        if beside and title.height() < _SIGN:
            title.setHeight(_SIGN)  # one line stands in the middle of its sign
        below = QRect(20, title.bottom() + (8 if beside else 4), width - 40, 0)
        return title, _block(self._detail, theme().font(BODY), below)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        rect = self.rect()
        over = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            painter.setOpacity(0.5)
        if self._loud:
            fill = tokens.primary_pressed if self.isDown() else tokens.primary_hover if over else tokens.primary
            drawing.box(painter, rect, fill, None, 0, drawing.CARD_RADIUS)
            ink, quiet, disc, sign = tokens.on_primary, tokens.on_primary, tokens.on_primary, tokens.primary
        else:
            fill = tokens.selection if self.isDown() else tokens.primary_tint if over else tokens.surface
            drawing.box(painter, rect, fill, tokens.strong_line, 1.0, drawing.CARD_RADIUS)
            ink, quiet, sign = tokens.text, tokens.text2, tokens.primary
            disc = tokens.surface if over else tokens.primary_tint
        spot = QRect(20, 18, _SIGN, _SIGN)
        drawing.box(painter, spot, disc, None, 0, 22)
        icons.paint(painter, spot, self._icon, sign, 24)
        title, below = self._places(rect.width(), self._beside)
        painter.setFont(theme().font(PAGE_HEADING, True))
        painter.setPen(ink)
        painter.drawText(title, _WRAPPED | Qt.AlignmentFlag.AlignVCenter.value, self.text())
        painter.setFont(theme().font(BODY))
        painter.setPen(quiet)
        painter.drawText(below, _WRAPPED | Qt.AlignmentFlag.AlignTop.value, self._detail)
        if self.hasFocus():
            drawing.focus_ring(painter, rect, tokens.text if self._loud else tokens.primary, drawing.CARD_RADIUS)
            if self._loud:
                drawing.box(painter, rect.adjusted(2, 2, -2, -2), None, tokens.on_primary, 1.0, 5.0)
        painter.end()


class RecentRow(QWidget):
    """One contest file that was open before."""

    open_wanted = Signal(str)

    def __init__(self, recent: Recent, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recent = recent
        self._first = first
        self.setFixedHeight(theme().px(46))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch(1)
        self.button = Button(self.tr("打开"), small=True)
        self.button.setAccessibleName(self.tr("打开 {name}").format(name=recent.path.stem))
        if recent.missing:
            self.button.block(self.tr("文件不在原处。插上存它的U盘后再打开。"))
        self.button.clicked.connect(lambda: self.open_wanted.emit(str(recent.path)))
        row.addWidget(self.button)
        self.setToolTip(str(recent.path))

    def facts(self) -> str:
        """When it was last written, or why it cannot be opened."""
        if self.recent.missing:
            return self.button.reason
        at = self.recent.at
        if at is None:
            return ""
        text = self.tr("{month} 月 {day} 日 {time}")
        parts = [text.format(month=at.month, day=at.day, time=at.strftime("%H:%M"))]
        stage = step_word(self.recent.step)
        if stage:
            parts.append(self.tr("上次停在“{stage}”").format(stage=stage))
        if self.recent.backed_up:
            parts.append(self.tr("备份完好"))
        elif self.recent.step:
            parts.append(self.tr("还没有备份"))
        return "　".join(parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        high = self.height()
        if not self._first:
            painter.fillRect(QRect(14, 0, self.width() - 28, 1), tokens.line)
        icons.paint(painter, QRect(16, 0, 20, high), "trophy", tokens.text2)
        room = self.button.x() - 60
        half = room * 2 // 5
        ink = tokens.muted if self.recent.missing else tokens.text
        drawing.words(painter, QRect(46, 0, half - 12, high), self.recent.path.stem, ink, BODY, True)
        rest = QRect(46 + half, 0, room - half, high)
        drawing.words(painter, rest, f"{self.facts()}　{self.recent.path.parent}", tokens.text2, SECONDARY)
        painter.end()


class StartPage(QWidget):
    """What the window shows while no contest is open."""

    demo_wanted = Signal()
    new_wanted = Signal()
    make_wanted = Signal(object)  # what the form of a new contest asks for
    open_wanted = Signal(str)  # a path, or "" to ask for one
    office_wanted = Signal()
    settings_wanted = Signal()
    doctor_wanted = Signal()
    keys_wanted = Signal()  # the office's trust list
    certificate_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, theme().px(_FOOT))
        outer.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around = QWidget()
        area.setWidget(around)
        middle = QHBoxLayout(around)
        middle.setContentsMargins(24, 12, 24, 12)
        middle.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        middle.addWidget(inside, 100)
        middle.addStretch(1)
        for part in (area.viewport(), around):
            part.setAutoFillBackground(False)
        outer.addWidget(area, 1)
        self._area = area
        self.new_page: NewPage | None = None
        self._before: QWidget | None = None
        self._outer = outer
        self._bars: tuple[ProgressStrip, MessageBar] | None = None
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addLayout(self._head())
        column.addSpacing(8)
        column.addLayout(self._choices())
        column.addSpacing(4)
        self.recent = Card(self.tr("最近"))
        column.addWidget(self.recent)
        column.addLayout(self._foot())
        column.addStretch(3)
        self.rows: list[RecentRow] = []
        self._nothing = Label(self.tr("打开过的竞赛会列在这里。"), BODY, ink=Ink.TEXT2)
        self._nothing.setContentsMargins(14, 0, 14, 14)
        self.recent.body.addWidget(self._nothing)

    def show_new(self, settings: Settings) -> NewPage:
        """The form of a new contest in place of the choices."""
        from ui.pages.new_page import NewPage  # here: the start is light

        if self.new_page is None:
            page = NewPage([name for name in settings.recent_files if name.endswith(".contest")], settings.last_folder)
            page.left.connect(self.show_choices)
            page.wanted.connect(self.make_wanted)
            self.new_page = page
            self._outer.insertWidget(0, page, 1)
        self._area.hide()
        self.new_page.show()
        self.new_page.name.setFocus()
        return self.new_page

    def put_before(self, page: QWidget) -> None:
        """Something to be answered before the choices are seen; `show_choices` takes it away."""
        self._before = page
        self._outer.insertWidget(0, page, 1)
        self._area.hide()
        page.show()

    def show_choices(self) -> None:
        """Back to the three choices; the form is forgotten."""
        if self._before is not None:
            self._before.hide()
            self._before.deleteLater()
            self._before = None
        if self.new_page is not None:
            self.new_page.deleteLater()
            self.new_page = None
        self._area.show()
        self.new.setFocus()

    def hold(self, progress: Progress) -> None:
        """Nothing else is begun while something is on its way: an Enter too early would begin another one."""
        self._area.setEnabled(False)
        progress.over.connect(self._let_go)

    def _let_go(self) -> None:
        self._area.setEnabled(True)
        if self._area.isVisible():
            self.demo.setFocus()

    def bars(self) -> tuple[ProgressStrip, MessageBar]:
        """The strip and the message bar at the foot; made when first needed, to keep the start light."""
        if self._bars is None:
            from ui.widgets.message_bar import MessageBar, ProgressStrip

            self._bars = (ProgressStrip(self), MessageBar(self))
            for bar in self._bars:
                bar.room_wanted.connect(self._lay_over)
        return self._bars

    def _lay_over(self) -> None:
        if self._bars is not None:
            from ui.widgets.message_bar import lay_over  # here: the start is light

            foot = QRect(0, self.height() - theme().px(_FOOT), self.width(), theme().px(_FOOT))
            lay_over(foot, foot.width(), *self._bars)

    def show_recent(self, files: Sequence[Recent]) -> None:
        """List what was open before."""
        for row in self.rows:
            self.recent.body.removeWidget(row)
            row.deleteLater()
        self.rows = []
        self._nothing.setVisible(not files)
        for file in files[:_MOST_RECENT]:
            row = RecentRow(file, not self.rows)
            row.open_wanted.connect(self.open_wanted)
            self.recent.body.addWidget(row)
            self.rows.append(row)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Mark())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("匠评"), 26, True))
        words.addWidget(Label(self.tr("职业技能竞赛现场评判系统"), BODY, ink=Ink.TEXT2))
        row.addLayout(words)
        row.addStretch(1)
        return row

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.demo = Choice(
            "play",
            self.tr("打开演示竞赛"),
            self.tr("3 个工种、72 人，人员都是虚构的。5 分钟打出第一张证书。"),
            loud=True,
        )
        self.new = Choice("document_add", self.tr("新建竞赛"), self.tr("6 步，约 10 分钟。可从去年的竞赛复制设置。"))
        self.open = Choice(
            "folder_open", self.tr("打开竞赛文件或备份"), self.tr("U盘、硬盘均可。备份打开的是副本，原件不动。")
        )
        for choice, name in ((self.demo, "start_demo"), (self.new, "start_new"), (self.open, "start_open")):
            choice.setObjectName(name)
            row.addWidget(choice, 1)
        self.demo.clicked.connect(self.demo_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(lambda: self.open_wanted.emit(""))
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_over()
        choices, beside = (self.demo, self.new, self.open), self.height() < theme().px(_LOW)
        each = (min(_WIDEST, self.width() - 64) - 24) // len(choices)
        high = max(choice.needed(each, beside) for choice in choices)
        for choice in choices:
            choice.lay(beside, high)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        office = Button(self.tr("省级汇总…"), icon="building_government")
        office.setObjectName("start_office")
        office.clicked.connect(self.office_wanted)
        settings = Button(self.tr("本机设置…"), icon="settings")
        settings.setObjectName("start_settings")
        settings.clicked.connect(self.settings_wanted)
        doctor = Button(self.tr("自检…"), Look.QUIET, "wrench_screwdriver")
        doctor.setObjectName("start_doctor")
        doctor.clicked.connect(self.doctor_wanted)
        keys = Button(self.tr("信任名录…"), Look.QUIET, "key")
        keys.setObjectName("start_keys")
        keys.clicked.connect(self.keys_wanted)
        certificate = Button(self.tr("核对证书…"), Look.QUIET, "certificate")
        certificate.setObjectName("start_certificate")
        certificate.clicked.connect(self.certificate_wanted)
        for button in (certificate, keys, doctor, office, settings):
            if theme().scale == SCALES[-1]:
                button.set_icon("")  # five verbs of the largest text fill the narrowest window without
            if button is office:
                row.addStretch(1)
            row.addWidget(button)
        return row


class Mark(QWidget):
    """The mark of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(52, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        drawing.box(painter, self.rect(), tokens.primary, None, 0, 10)
        drawing.words(painter, self.rect(), "匠", tokens.on_primary, 26, True, drawing.CENTRE)
        painter.end()
