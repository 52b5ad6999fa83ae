"""The rail: ten pages in the order of the day (five at the office), how far each is, and who is at the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from app.services.board_view import PAGES, RailBadge, State
from ui import icons
from ui.theme import BODY, CARD_HEADING, GRID, SECONDARY, SMALLEST, theme
from ui.widgets import drawing

WIDE, NARROW = 172, 56
_SIZES = (GRID, BODY, SECONDARY)  # of a page's word: the first that fits
OFFICE_PAGES = ("office_inbox", "office_conflicts", "office_merged", "office_papers", "audit")
FOLDS_AT = 1180  # a window this wide or less shows icons only

NAMES = {
    "contest": QT_TRANSLATE_NOOP("Rail", "竞赛"),
    "registration": QT_TRANSLATE_NOOP("Rail", "报名"),
    "checkin": QT_TRANSLATE_NOOP("Rail", "检录抽签"),
    "theory": QT_TRANSLATE_NOOP("Rail", "理论"),
    "practical": QT_TRANSLATE_NOOP("Rail", "实操"),
    "recheck": QT_TRANSLATE_NOOP("Rail", "复核"),
    "ranking": QT_TRANSLATE_NOOP("Rail", "排名"),
    "certificates": QT_TRANSLATE_NOOP("Rail", "证书"),
    "report": QT_TRANSLATE_NOOP("Rail", "上报"),
    "audit": QT_TRANSLATE_NOOP("Rail", "审计"),
    "office_inbox": QT_TRANSLATE_NOOP("Rail", "收件"),
    "office_conflicts": QT_TRANSLATE_NOOP("Rail", "冲突"),
    "office_merged": QT_TRANSLATE_NOOP("Rail", "汇总"),
    "office_papers": QT_TRANSLATE_NOOP("Rail", "打印"),
}
ICONS = {
    "contest": "trophy",
    "registration": "person_add",
    "checkin": "people_checkmark",
    "theory": "book_open",
    "practical": "wrench_screwdriver",
    "recheck": "clipboard_checkmark",
    "ranking": "data_bar_vertical",
    "certificates": "certificate",
    "report": "usb_stick",
    "audit": "history",
    "office_inbox": "arrow_import",
    "office_conflicts": "arrow_swap",
    "office_merged": "data_bar_vertical",
    "office_papers": "print",
}
# Said where a word and its badge do not fit beside each other (in English; Chinese words always do).
_SHORT = {
    "registration": QT_TRANSLATE_NOOP("RailShort", "报名"),
    "certificates": QT_TRANSLATE_NOOP("RailShort", "证书"),
}
# (page, state) -> sentence; "" stands for any page
_SAYINGS = {
    ("", State.DONE): QT_TRANSLATE_NOOP("Rail", "已完成"),
    ("", State.LOCKED): QT_TRANSLATE_NOOP("Rail", "已签字锁定"),
    ("", State.CURRENT): QT_TRANSLATE_NOOP("Rail", "还差 {count} 项"),
    ("", State.DECIDE): QT_TRANSLATE_NOOP("Rail", "{count} 处要人决定"),
    ("", State.DIFFERS): QT_TRANSLATE_NOOP("Rail", "{count} 处两遍录入不一致"),
    ("", State.BLOCKED): QT_TRANSLATE_NOOP("Rail", "{count} 处被卡住"),
    ("", State.WAITING): QT_TRANSLATE_NOOP("Rail", "等上一步；可以先打开看看要做什么"),
    ("registration", State.CURRENT): QT_TRANSLATE_NOOP("Rail", "还有 {count} 人待审核"),
    ("checkin", State.CURRENT): QT_TRANSLATE_NOOP("Rail", "还有 {count} 人没有检录"),
    ("theory", State.CURRENT): QT_TRANSLATE_NOOP("Rail", "还有 {count} 人没有理论成绩"),
    ("practical", State.CURRENT): QT_TRANSLATE_NOOP("Rail", "还差 {count} 份评分表"),
    ("ranking", State.DECIDE): QT_TRANSLATE_NOOP("Rail", "{count} 处同分要裁定"),
    ("certificates", State.CURRENT): QT_TRANSLATE_NOOP("Rail", "还有 {count} 张证书没有打印"),
    ("report", State.CURRENT): QT_TRANSLATE_NOOP("Rail", "还有 {count} 个成绩包没有导出"),
    ("office_inbox", State.DONE): QT_TRANSLATE_NOOP("Rail", "{count} 个成绩包计入汇总"),
    ("office_conflicts", State.DONE): QT_TRANSLATE_NOOP("Rail", "没有要处理的"),
    ("office_conflicts", State.BLOCKED): QT_TRANSLATE_NOOP("Rail", "{count} 处要处理，其中有两份不一样的成绩包"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Rail", text)


def pages_of(office: bool) -> tuple[str, ...]:
    """The pages of a contest's rail, or of the office's."""
    return OFFICE_PAGES if office else PAGES


def page_name(page: str) -> str:
    """The word on the rail for a page."""
    return _tr(NAMES[page])


def saying(badge: RailBadge) -> str:
    """The sentence a badge stands for; "" when it says nothing."""
    text = _SAYINGS.get((badge.page, badge.state)) or _SAYINGS.get(("", badge.state), "")
    return _tr(text).format(count=badge.count) if text else ""


class RailItem(QAbstractButton):
    """One page on the rail."""

    def __init__(self, page: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self.number = number
        self.badge = RailBadge(page, State.NONE)
        self.setText(page_name(page))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(30)
        self.setMaximumHeight(theme().px(46))
        self._describe()

    def set_badge(self, badge: RailBadge) -> None:
        """Show how far the page is."""
        self.badge = badge
        self._describe()
        self.update()

    def _describe(self) -> None:
        sentence = saying(self.badge)
        name = f"{self.text()}　{sentence}" if sentence else self.text()
        self.setAccessibleName(name)
        self.setToolTip(f"{name}　Ctrl+{self.number % 10}")

    def sizeHint(self) -> QSize:
        return QSize(WIDE, theme().px(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROW, 30)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        narrow = self.width() <= NARROW
        face = self.rect().adjusted(6 if narrow else 8, 2, -6 if narrow else -8, -2)
        if self.isChecked():
            drawing.box(painter, face, tokens.rail_selected, None, 0, drawing.CARD_RADIUS)
            bar = QRect(face.left(), face.top() + 9, 3, face.height() - 18)
            drawing.box(painter, bar, tokens.rail_mark, None, 0, 1.5)
        elif self.underMouse():
            drawing.box(painter, face, tokens.rail_hover, None, 0, drawing.CARD_RADIUS)
        waiting = self.badge.state is State.WAITING and not self.isChecked()
        ink = tokens.rail_muted if waiting else tokens.rail_text
        left = QRect(face.left() + (2 if narrow else 12), face.top(), 20, face.height())
        if narrow:
            left.moveLeft(face.left() + (4 if self._has_badge() else (face.width() - 20) // 2))
        spot: QRect | QPoint = left
        if narrow:  # 56 px at every text size: nothing grows
            spot = QPoint(left.x(), left.y() + (left.height() - 20) // 2)
        icons.paint(painter, spot, ICONS[self.page], ink, 20, self.isChecked())
        if not narrow:
            room = face.width() - 40 - (self._badge_width() + 10 if self._has_badge() else 8)
            loud = self.isChecked() or not waiting
            word = self.word_for(room, loud)
            size = drawing.fitting_size(word, room, _SIZES, loud)
            text = QRect(face.left() + 40, face.top(), room, face.height())
            drawing.words(painter, text, word, ink, size, loud)
        self._paint_badge(painter, face, narrow)
        if self.hasFocus():
            drawing.focus_ring(painter, face, tokens.rail_focus, drawing.CARD_RADIUS)
        painter.end()

    def word_for(self, room: int, bold: bool) -> str:
        """The page's word where it fits into so many pixels, else its short one."""
        short = _SHORT.get(self.page)
        least = theme().font(_SIZES[-1], bold)
        if short is None or drawing.text_width(self.text(), least) <= room:
            return self.text()
        return QCoreApplication.translate("RailShort", short)

    def _badge_width(self) -> int:
        """How wide the badge beside the word is."""
        signs = {State.DECIDE: 15, State.DIFFERS: 15, State.BLOCKED: 15, State.CURRENT: 0}
        if self.badge.state not in signs:
            return 20
        count = drawing.text_width(self._count(), theme().font(SECONDARY, True))
        return max(22, count + 12) + signs[self.badge.state]

    def _count(self) -> str:
        return str(self.badge.count) if self.badge.count < 1000 else "999+"

    def _has_badge(self) -> bool:
        return self.badge.state is not State.NONE

    def _paint_badge(self, painter: QPainter, face: QRect, narrow: bool) -> None:
        if narrow:
            spot = QRect(face.right() - 18, face.top() + 2, 18, 18)
        else:
            spot = QRect(face.right() - 28, face.top(), 22, face.height())
        place: QRect | QPoint = spot if not narrow else spot.topLeft() + QPoint(1, 1)
        tokens = theme().tokens
        state = self.badge.state
        if state is State.DONE:
            icons.paint(painter, place, "checkmark_circle", tokens.rail_ok, 16, True)
        elif state is State.LOCKED:
            icons.paint(painter, place, "lock_closed", tokens.rail_lock, 16, True)
        elif state is State.WAITING:
            centre = QPointF(spot.center()) + QPointF(0.5, 0.5)
            drawing.dotted_ring(painter, centre, 5.0 if narrow else theme().sign(13) / 2, tokens.rail_muted)
        elif state is State.CURRENT:
            self._paint_count(painter, spot, narrow, tokens.rail_count, tokens.rail_text, "")
        elif state in (State.DECIDE, State.DIFFERS):
            self._paint_count(painter, spot, narrow, tokens.rail_warn, tokens.rail_on_warn, "warning")
        elif state is State.BLOCKED:
            self._paint_count(painter, spot, narrow, tokens.rail_error, tokens.rail_on_error, "dismiss")

    def _paint_count(self, painter: QPainter, spot: QRect, narrow: bool, fill: QColor, ink: QColor, sign: str) -> None:
        text = self._count()
        font = theme().font(SECONDARY, True)
        if narrow:
            font.setPixelSize(SMALLEST)  # the folded rail is 56 px wide at every text size
        high = 16 if narrow else 22
        width = max(high, drawing.text_width(text, font) + (6 if narrow else 12))
        if sign and not narrow:
            width += 15
        pill = QRect(0, 0, width, high)
        pill.moveCenter(spot.center())
        pill.moveRight(max(pill.right(), spot.right()) if width <= spot.width() else spot.right() + 2)
        drawing.box(painter, pill, fill, None, 0, high / 2)
        if sign and not narrow:
            icons.paint(painter, QRect(pill.left() + 5, pill.top(), 14, high), sign, ink, 12, sign == "warning")
            pill.setLeft(pill.left() + 15)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(pill, drawing.CENTRE, text)


class PersonButton(QAbstractButton):
    """Who is at the keyboard; pressing it (or F10) lets another person take over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._role = ""
        self.setFixedHeight(theme().px(56))
        self.show_person("", "")

    def show_person(self, name: str, role: str) -> None:
        """Show a name and the words of the role; an empty name: nobody has logged in."""
        self._name, self._role = name, role
        said = self.tr("{name}，{role}").format(name=name, role=role) if name else self.tr("还没有人登录")
        self.setAccessibleName(said)
        self.setToolTip(self.tr("{person}　换人 F10").format(person=said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDE, theme().px(56))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        narrow = self.width() <= NARROW
        if self.underMouse():
            painter.fillRect(self.rect(), tokens.rail_hover)
        if narrow:
            icons.paint(painter, self.rect(), "person", tokens.rail_text)
        else:
            painter.fillRect(QRect(16, 0, self.width() - 32, 1), tokens.rail_line)
            icons.paint(painter, QRect(18, 1, 20, self.height()), "person", tokens.rail_text)
            half = self.height() // 2
            name = self._name or self.tr("登录")
            room = self.width() - 54
            line = QRect(46, half - theme().px(20), room, theme().px(21))
            if not self._role:
                line = QRect(46, 1, room, self.height())
            drawing.words(painter, line, name, tokens.rail_text, BODY, True)
            drawing.words(painter, line.translated(0, theme().px(19)), self._role, tokens.rail_muted, SMALLEST)
        if self.hasFocus():
            drawing.focus_ring(painter, self.rect().adjusted(4, 4, -4, -4), tokens.rail_focus)
        painter.end()


def two_lines(text: str, font: QFont, room: int) -> tuple[str, str]:
    """A text broken once where a line of so many pixels is full: at a space if there is one near; "" for no second."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= room:
        return text, ""
    fits = next(n for n in range(len(text), 0, -1) if n == 1 or metrics.horizontalAdvance(text[:n]) <= room)
    space = text.rfind(" ", fits // 2, fits + 1)
    return (text[:space], text[space + 1 :]) if space > 0 else (text[:fits], text[fits:].lstrip())


class RailHead(QWidget):
    """The name of the contest and where it is held."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._place = ""
        self.setFixedHeight(theme().px(62))

    def show_contest(self, name: str, place: str) -> None:
        """Show the contest's name and a second line."""
        self._name, self._place = name, place
        self.setToolTip(f"{name}\n{place}" if place else name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        if self.width() <= NARROW:
            disc = QRect(10, 13, 36, 36)
            drawing.box(painter, disc, tokens.rail_selected, None, 0, 8)
            drawing.words(painter, disc, "匠", tokens.rail_text, CARD_HEADING, True, drawing.CENTRE)
        else:
            room = self.width() - 32
            first, second = two_lines(self._name, theme().font(CARD_HEADING, True), room)
            if not second:
                top = QRect(16, theme().px(12), room, theme().px(24))
                drawing.words(painter, top, first, tokens.rail_text, CARD_HEADING, True)
            else:  # a long name in two smaller lines
                first, second = two_lines(self._name, theme().font(BODY, True), room)
                top = QRect(16, theme().px(6), room, theme().px(19))
                drawing.words(painter, top, first, tokens.rail_text, BODY, True)
                drawing.words(painter, top.translated(0, theme().px(18)), second, tokens.rail_text, BODY, True)
            below = QRect(16, theme().px(43 if second else 35), room, theme().px(18 if second else 20))
            drawing.words(painter, below, self._place, tokens.rail_muted, SMALLEST)
        painter.end()


class Rail(QWidget):
    """The whole rail. `chosen` tells the key of the page a person wants."""

    chosen = Signal(str)
    switch_wanted = Signal()

    def __init__(self, pages: tuple[str, ...] = PAGES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("页面"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = RailHead()
        column.addWidget(self.head)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.items: dict[str, RailItem] = {}
        for number, page in enumerate(pages, 1):
            item = RailItem(page, number)
            item.setObjectName(f"rail_{page}")
            item.clicked.connect(lambda _on=False, page=page: self.chosen.emit(page))
            self._group.addButton(item)
            self.items[page] = item
            column.addWidget(item, 10)
        column.addStretch(1)
        self.person = PersonButton()
        self.person.setObjectName("person")
        self.person.clicked.connect(self.switch_wanted)
        column.addWidget(self.person)
        self.fold(False)

    def fold(self, narrow: bool) -> None:
        """Icons only, or icons with words."""
        self.setFixedWidth(NARROW if narrow else theme().px(WIDE))
        for item in self.items.values():
            item.setMaximumHeight(46 if narrow else theme().px(46))

    def select(self, page: str) -> None:
        """Mark the page that is in front."""
        self.items[page].setChecked(True)

    def show_badges(self, badges: tuple[RailBadge, ...]) -> None:
        """Show how far each page is; pages without a badge show none."""
        given = {badge.page: badge for badge in badges}
        for page, item in self.items.items():
            item.set_badge(given.get(page, RailBadge(page, State.NONE)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().tokens.rail)
        painter.end()
