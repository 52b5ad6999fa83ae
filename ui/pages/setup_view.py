"""竞赛设置: six sections in one page, each with its own tick; every change is on disk when its tick shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.services.board_view import State
from ui.pages.page import Page
from ui.pages.setup_basic import BasicSection, PapersSection
from ui.pages.setup_judges import JudgesSection
from ui.pages.setup_rules import RulesSection
from ui.pages.setup_scheme import SchemeSection
from ui.pages.setup_section import Section
from ui.pages.setup_state import Setup
from ui.pages.setup_trades import TradesSection
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Card, Ink, Label
from ui.widgets.fields import EnterWalks
from ui.widgets.states import paint_state

_ROW = 40


class SectionList(QWidget):
    """The sections, one in hand, each with a tick or the number of what is missing. ↑ ↓ move."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titles: list[str] = []
        self.missing: list[Sequence[str]] = []
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("设置的各部分"))

    def show_sections(self, titles: Sequence[str], missing: Sequence[Sequence[str]], current: int) -> None:
        """Show the sections as they stand."""
        self.titles, self.missing, self.current = list(titles), list(missing), current
        done, comma = self.tr("已填好"), self.tr("、")  # not within f"": texts to translate are not found there
        said = [f"{title} {comma.join(left) or done}" for title, left in zip(titles, missing, strict=True)]
        self.setAccessibleDescription("；".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        widest = max((drawing.text_width(title, theme().font(BODY, True)) for title in self.titles), default=80)
        return QSize(widest + 62, theme().px(_ROW) * max(1, len(self.titles)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _row(self, number: int) -> QRect:
        high = theme().px(_ROW)
        return QRect(0, number * high, self.width(), high - 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self.titles)):
            if self._row(number).contains(event.position().toPoint()):
                self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
        elif 0 <= self.current + step < len(self.titles):
            self.chosen.emit(self.current + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        for number, title in enumerate(self.titles):
            row, on = self._row(number), number == self.current
            if on:
                drawing.box(painter, row, tokens.primary_tint, tokens.primary)
            ink = tokens.primary if on else tokens.text
            drawing.words(painter, row.adjusted(12, 0, -34, 0), title, ink, BODY, on)
            left = len(self.missing[number])
            spot = QRect(row.right() - 30, row.top(), 20, row.height())
            if left:
                side = theme().sign(20)
                ring = QRect(0, 0, side, side)
                ring.moveCenter(spot.center())
                drawing.box(painter, ring, tokens.header, tokens.strong_line, 1, side / 2)
                drawing.words(painter, spot, str(left), tokens.text2, SECONDARY, True, drawing.CENTRE)
            else:
                paint_state(painter, spot, State.DONE)
        if self.hasFocus() and self.titles:
            drawing.focus_ring(painter, self._row(self.current), tokens.primary)
        painter.end()


class DraftBar(Card):
    """Says that a next version is drafted and not stored, and how it gets stored."""

    store_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, accent=True)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 10, 6)
        row.setSpacing(8)
        self.words = Label("", BODY, True, wrap=True)
        self.store = Button(self.tr("对比并存入…"), Look.PRIMARY)
        self.store.setObjectName("draft_store")
        self.drop = Button(self.tr("放弃草稿"))
        self.drop.setObjectName("draft_drop")
        row.addWidget(self.words, 1)
        row.addWidget(self.drop)
        row.addWidget(self.store)
        self.body.addLayout(row)
        self.store.clicked.connect(self.store_wanted)
        self.drop.clicked.connect(self.drop_wanted)


class SetupView(QWidget):
    """The sections with their list. `ticks_changed` tells how much is missing in all."""

    ticks_changed = Signal(int)
    section_shown = Signal()

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self.setup = Setup(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.draft = DraftBar()
        self.draft.hide()
        self.draft.store_wanted.connect(self.store_draft)
        self.draft.drop_wanted.connect(self.setup.drop_draft)
        column.addWidget(self.draft)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.list = SectionList()
        self.list.setObjectName("setup_sections")
        self.list.chosen.connect(self.show_section)
        left = QVBoxLayout()
        left.addWidget(self.list)
        left.addStretch(1)
        row.addLayout(left)
        right = QVBoxLayout()
        right.setSpacing(6)
        self.lacks = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        right.addWidget(self.lacks)
        self.stack = QStackedWidget()
        right.addWidget(self.stack, 1)
        row.addLayout(right, 1)
        column.addLayout(row, 1)
        self.basic = BasicSection(self.setup)
        self.trades = TradesSection(self.setup)
        self.rules = RulesSection(self.setup)
        self.judges = JudgesSection(self.setup)
        self.scheme = SchemeSection(self.setup)
        self.papers = PapersSection(self.setup)
        self.sections: tuple[Section, ...] = (
            self.basic,
            self.trades,
            self.rules,
            self.judges,
            self.scheme,
            self.papers,
        )
        for section in self.sections:
            self.stack.addWidget(section)
        self._walk = EnterWalks(self)
        for section in self.sections:
            for line in section.findChildren(QLineEdit):
                line.installEventFilter(self._walk)
        self._met = False  # nothing was looked up yet that only some sections know
        self.setup.came.connect(self.refresh)
        self.setup.failed.connect(self._failed)
        self.setup.after_deed = self.refresh
        page.desk.person_changed.connect(self.refresh)  # a new contest's settings come before it is known who works

    def section(self) -> Section:
        """The section in hand."""
        return self.sections[self.stack.currentIndex()]

    def show_section(self, which: int | str) -> None:
        """Show a section by its number or key; the one in hand is stored first, or keeps the keyboard."""
        number = which if isinstance(which, int) else [one.key for one in self.sections].index(which)
        if number != self.stack.currentIndex() and not self.section().commit():
            return
        self.stack.setCurrentIndex(number)
        self.refresh()
        self.section_shown.emit()

    def refresh(self) -> None:
        """Show the settings as they are now."""
        setup = self.setup
        if setup.contest is None:
            return
        number = self.stack.currentIndex()
        if not self._met:
            self._met = True
            for section in self.sections:  # a tick says that a section is filled, not that nobody looked
                if section is not self.section():
                    section.refresh()
        missing = [tuple(section.missing()) for section in self.sections]
        self.list.show_sections([section.title() for section in self.sections], missing, number)
        left = missing[number]
        words = self.tr("还没有：{things}").format(things=self.tr("、").join(left))
        self.lacks.setText(
            words if left else self.tr("这一部分已填好。")
        )  # always a line: nothing moves under the mouse
        drafted, stand = setup.drafted(), setup.stand_of(setup.draft)
        self.draft.setVisible(drafted is not None)
        if drafted is not None and stand is not None:
            text = self.tr("正在起草{trade}的第 {version} 版，还没有存入，评分仍按现用版。")
            self.draft.words.setText(text.format(trade=drafted.name, version=stand.version + 1))
        self.section().refresh()
        self.ticks_changed.emit(sum(len(one) for one in missing))

    def commit(self) -> bool:
        """Store what is being typed; False when it was refused."""
        return self.section().commit()

    def store_draft(self) -> None:
        """Compare the draft with the version in force, and store it with the reason it needs."""
        drafted = self.setup.drafted()
        if drafted is None or not self.commit():
            return
        from ui.dialogs.scheme import SchemeDialog  # here: the page opens without it

        dialog = SchemeDialog(self.page.desk, self.setup.present, self.page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.page.say)
        dialog.stored.connect(self._draft_stored)
        dialog.open()
        dialog.look_at_trade(drafted)
        self.dialog = dialog

    def _draft_stored(self) -> None:
        self.setup.draft = ""
        self.setup.load()

    def _failed(self, token: object, error: AppError) -> None:
        if token is self.scheme:
            self.scheme.refused(token, error)
