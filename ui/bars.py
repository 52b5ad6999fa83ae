"""The bars around a page: the striped band of a demo, the top bar with heading and tools, the status bar with keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMoveEvent, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui import icons
from ui.pages.page import Hint
from ui.theme import BODY, PAGE_HEADING, SCALES, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.fields import SearchField, TradeChooser


class DemoBand(QWidget):
    """Amber, striped, on every page of a demo, and without a way to close it."""

    leave_wanted = Signal()
    jump_wanted = Signal(str)  # an hour of the demo's day

    def __init__(self, moments: Sequence[str] = (), moment: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("demo_band")
        self._text = self.tr("演示竞赛：人员和成绩都是虚构的。打印件带“演示”水印，不能上报。")
        self._short = self.tr("演示：全是虚构的，不能上报。")  # for narrow windows and large text: never cut off
        self.setAccessibleName(self._text)
        self.setFixedHeight(theme().px(38))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 86, 0)
        row.addStretch(1)
        self.jump = Button(self.tr("跳到…"), Look.BAND, small=True)
        self.jump.setObjectName("demo_jump")
        self.jump.setAccessibleName(self.tr("跳到演示日的另一个时刻"))
        self.jump.clicked.connect(self._choose_moment)
        self.jump.setVisible(bool(moments))
        self._moments, self._moment = tuple(moments), moment
        row.addWidget(self.jump)
        leave = Button(self.tr("退出演示"), Look.BAND, small=True)
        leave.clicked.connect(self.leave_wanted)
        row.addWidget(leave)
        self._buttons = (self.jump, leave)

    def menu(self) -> QMenu:
        """The hours this demo can be set to, each with what is going on then."""
        menu = QMenu(self)
        sayings = {
            "08:10": self.tr("名单已封闭，等检录"),
            "14:30": self.tr("实操正在录分"),
            "17:00": self.tr("全部录完、复核完，等签字"),
        }
        for moment in self._moments:
            text = self.tr("{moment}　{saying}").format(moment=moment, saying=sayings.get(moment, ""))
            if moment == self._moment:
                text = self.tr("{moment}　{saying}（重新开始）").format(moment=moment, saying=sayings.get(moment, ""))
            menu.addAction(text).triggered.connect(lambda _on=False, chosen=moment: self.jump_wanted.emit(chosen))
        return menu

    def _choose_moment(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.jump.mapToGlobal(QPoint(0, self.jump.height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.band)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.band_stripe)
        high = self.height()
        for end in (0, self.width() - 68):
            painter.setClipRect(QRect(end, 0, 68, high))
            for x in range(end - high - 10, end + 80, 24):
                painter.drawPolygon(
                    QPolygonF(
                        [QPointF(x, high), QPointF(x + high, 0), QPointF(x + high + 10, 0), QPointF(x + 10, high)]
                    )
                )
        painter.setClipping(False)
        icons.paint(painter, QRect(84, 0, 22, high), "warning", tokens.band_text, 20, True)
        right = min((button.x() for button in self._buttons if button.isVisibleTo(self)), default=self.width())
        room = QRect(114, 0, max(80, right - 114 - 12), high)
        fits = drawing.text_width(self._text, theme().font(BODY, True)) <= room.width()
        drawing.words(painter, room, self._text if fits else self._short, tokens.band_text, BODY, True)
        painter.end()


class Crumbs(QWidget):
    """The heading of the page, then where in it one is, with chevrons between."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._crumbs: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(80)

    def say(self, title: str, crumbs: Sequence[str]) -> None:
        """Show a heading and its trail."""
        if (title, tuple(crumbs)) == (self._title, self._crumbs):
            return
        self._title, self._crumbs = title, tuple(crumbs)
        self.setAccessibleName(" > ".join((title, *crumbs)))
        heading = drawing.text_width(title, theme().font(PAGE_HEADING, True)) + 4
        self.setMinimumWidth(max(80, min(heading, theme().px(220))))  # the search gives way first
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        high = self.height()
        x = drawing.words(painter, self.rect(), self._title, tokens.text, PAGE_HEADING, True) + 12
        for crumb in self._crumbs:
            if x + 60 > self.width():
                break
            icons.paint(painter, QRect(x, 0, 16, high), "chevron_right", tokens.text2, 16)
            x += 26
            x += drawing.words(painter, QRect(x, 0, self.width() - x, high), crumb, tokens.text2, BODY + 1) + 10
        painter.end()


class TopBar(QWidget):
    """Heading on the left; the page's tools, the trade chooser and the search on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme().px(50))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.crumbs = Crumbs()
        row.addWidget(self.crumbs, 1)
        self.trades = TradeChooser()
        self.trades.setObjectName("trade_chooser")
        row.addWidget(self.trades)
        self.search = SearchField(self.tr("查选手、密号、功能"), "Ctrl+K")
        self.search.setObjectName("search")
        self.search.setMinimumWidth(44)  # in a narrow window its sign; it takes the heading's place while typed in
        self.search.installEventFilter(self)
        row.addWidget(self.search)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        row.addLayout(self._tools)
        self._shown: tuple[QWidget, ...] = ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.FocusIn:
            self.crumbs.setVisible(self.search.width() >= self.search.sizeHint().width())
        elif watched is self.search and event.type() == QEvent.Type.FocusOut:
            self.crumbs.show()
        return super().eventFilter(watched, event)

    def show_tools(self, tools: tuple[QWidget, ...]) -> None:
        """Put the tools of the page in front of everyone's eyes, and those of the page before away."""
        for old in self._shown:
            self._tools.removeWidget(old)
            old.hide()
        self._shown = tools
        for tool in tools:
            self._tools.addWidget(tool)
            tool.show()
        self._fit_tools()

    def _buttons(self) -> list[Button]:
        return [one for tool in self._shown for one in (tool, *tool.findChildren(QWidget)) if isinstance(one, Button)]

    def _fit_tools(self) -> None:
        """Where the tools would press trade and search together, they leave their icons out."""
        row = self.layout()
        if row is None:
            return
        for button in self._buttons():
            button.set_bare(False)
        row.invalidate()
        tight = row.minimumSize().width() > self.width()
        for button in self._buttons():
            button.set_bare(tight)

    def minimumSizeHint(self) -> QSize:
        """The least it takes, the icons of its tools left out."""
        least = super().minimumSizeHint()
        return QSize(least.width() - sum(button.spare for button in self._buttons()), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tools()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.surface)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), tokens.line)
        painter.end()


_GAP = 24  # between the keys and the words about saving
_SHIFT = 16  # by so much those words move at most when their figures change


class StatusBar(QWidget):
    """The keys of the page on the left; on the right whether everything typed is on disk.

    Where they are offered, the language and the text size stand at the right end; a press changes them.
    """

    language_wanted = Signal()
    scale_wanted = Signal(int)
    placed = Signal()  # stands elsewhere, or what is on its right end needs another room

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = False
        self.language = Button(self.tr("简体中文"), Look.QUIET, small=True, parent=self)
        self.language.setObjectName("status_language")
        self.language.setToolTip(self.tr("中文 / English"))
        self.language.clicked.connect(self.language_wanted)
        self.size_button = Button(self._size_name(theme().scale), Look.QUIET, small=True, parent=self)
        self.size_button.setObjectName("status_size")
        self.size_button.setToolTip(self.tr("文字大小（Ctrl+= 放大，Ctrl+- 缩小）"))
        self.size_button.clicked.connect(lambda: self.size_menu().popup(self.size_button.mapToGlobal(QPoint(0, 0))))
        self.language.hide()
        self.size_button.hide()
        self.setFixedHeight(theme().px(30))
        self._hints: tuple[Hint, ...] = ()
        self._saved: datetime | None = None
        self._right: tuple[str, ...] = ()
        self._flash = False
        self._busy = False
        self._barred = False
        self._right_from = 0  # where the words about saving begin
        self._timer = QTimer(self, singleShot=True, interval=1500)
        self._timer.timeout.connect(self._calm)

    def offer_looks(self, offered: bool) -> None:
        """Show language and text size at the right end, or leave the room to the keys of the page."""
        self._looks = offered
        self._place_looks()
        self._moved()

    def free(self) -> int:
        """How many pixels from the left end hold only explanations of keys, which can give way to a message.

        The same whatever the words about saving say just now: the verb of a message stays where it is.
        """
        font = theme().font(SECONDARY)
        said = (self.tr("已自动保存 {time}").format(time="00:00:00"), self.tr("每一步都自动保存"), self.tr("正在处理…"))
        x = (self.language.x() if self.language.isVisibleTo(self) else self.width()) - 14
        x -= sum(drawing.text_width(part, font) + 22 for part in self._right)
        return x - max(drawing.text_width(text, font) for text in said) - 24 - theme().px(_SHIFT)

    def size_menu(self) -> QMenu:
        """The text sizes, the one in force marked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for scale in SCALES:
            action = menu.addAction(self._size_name(scale))
            action.setCheckable(True)
            action.setChecked(scale == theme().scale)
            action.triggered.connect(lambda _on=False, scale=scale: self.scale_wanted.emit(scale))
        return menu

    def _size_name(self, scale: int) -> str:
        names = {100: self.tr("标准字号"), 120: self.tr("大字号"), 140: self.tr("特大字号")}
        return names[scale]

    def _place_looks(self) -> None:
        """Where there is no room beside the words about saving, they give way."""
        buttons = (self.size_button, self.language)
        fits = self._looks and self.width() >= sum(one.sizeHint().width() for one in buttons) + theme().px(560)
        x = self.width() - 6
        for button in buttons:
            size = button.sizeHint()
            x -= size.width()
            button.setGeometry(x, (self.height() - size.height()) // 2 + 1, size.width(), size.height())
            button.setVisible(fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_looks()
        self._moved()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._moved()

    def _moved(self) -> None:
        self.update()
        self.placed.emit()

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        """Explain these keys; as many as there is room for."""
        self._hints = hints
        self.update()

    def show_saved(self, at: datetime | None) -> None:
        """The time of the last thing written to disk."""
        before = self.saved_text()
        self._saved = at
        text = self.saved_text()
        self.setAccessibleName(text)
        if len(text) != len(before):
            self.update()
        elif text != before:  # at every mark: the keys beside it stay as they are painted
            left = self._right_from - theme().px(_SHIFT)
            self.update(left, 0, self.width() - left, self.height())

    def show_right(self, parts: tuple[str, ...]) -> None:
        """More short facts for the right end (backup, language)."""
        self._right = parts
        self._moved()

    def show_busy(self, busy: bool) -> None:
        """Say that something is being written or read."""
        self._busy = busy
        self.update()

    def show_barred(self, barred: bool) -> None:
        """Say that the file is only looked at: nothing is saved any more."""
        self._barred = barred
        self.setAccessibleName(self.saved_text())
        self.update()

    def flash(self) -> None:
        """Answer Ctrl+S: there is nothing to save, it is saved already."""
        self._flash = True
        self._timer.start()
        self.update()

    def saved_text(self) -> str:
        """The words about saving."""
        if self._barred:
            return self.tr("只看，不写入")
        if self._busy:
            return self.tr("正在处理…")
        if self._saved is None:
            return self.tr("每一步都自动保存")
        return self.tr("已自动保存 {time}").format(time=self._saved.strftime("%H:%M:%S"))

    def sizeHint(self) -> QSize:
        return QSize(600, theme().px(30))

    def _calm(self) -> None:
        self._flash = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.header)
        painter.fillRect(QRect(0, 0, self.width(), 1), tokens.line)
        right = self._right_from = self._paint_right(painter)
        if event.rect().left() < right - _GAP:
            self._paint_hints(painter, right - _GAP)
        painter.end()

    def _paint_right(self, painter: QPainter) -> int:
        tokens = theme().tokens
        high = self.height()
        x = (self.language.x() if self.language.isVisible() else self.width()) - 14
        for part in reversed(self._right):
            width = drawing.text_width(part, theme().font(SECONDARY))
            x -= width
            drawing.words(painter, QRect(x, 0, width + 2, high), part, tokens.text2, SECONDARY)
            x -= 22
        text = self.saved_text()
        width = drawing.text_width(text, theme().font(SECONDARY, self._flash))
        x -= width
        if self._flash:
            drawing.box(painter, QRect(x - 30, 4, width + 38, high - 7), tokens.ok_tint, tokens.ok)
        drawing.words(painter, QRect(x, 0, width + 2, high), text, tokens.text, SECONDARY, self._flash)
        x -= 24
        name, ink = ("clock", tokens.text2) if self._busy else ("checkmark_circle", tokens.ok)
        if self._barred:
            name, ink = "dismiss_circle", tokens.error_text
        icons.paint(painter, QRect(x, 0, 16, high), name, ink, 16, name != "clock")
        return x

    def _paint_hints(self, painter: QPainter, room: int) -> None:
        tokens = theme().tokens
        high = self.height()
        x = 14
        cap = theme().px(19)
        for hint in self._hints:
            key = drawing.keycap_width(hint.key) if hint.key else 0
            width = drawing.text_width(hint.text, theme().font(SECONDARY))
            if x + key + 8 + width > room:
                break
            if key:
                where = QRect(x, (high - cap) // 2, key, cap)
                drawing.keycap(painter, where, hint.key, tokens.text2, tokens.strong_line, tokens.surface)
                x += key + 8
            drawing.words(painter, QRect(x, 0, width + 2, high), hint.text, tokens.text2, SECONDARY)
            x += width + 16
