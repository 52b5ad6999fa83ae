"""检录: whoever comes to the door is scanned, looked at and confirmed; made to be read from two metres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.contest import Status
from app.domain.roles import Act
from app.errors import AppError
from app.services.checkin_view import Answer, DoorView, Found, door_view, find
from ui import messages
from ui.desk import Desk
from ui.grid.facts import status_text
from ui.pages.checkin_acts import CheckinActs
from ui.pages.checkin_card import ScanCard
from ui.pages.checkin_side import CheckinSide
from ui.pages.checkin_words import (
    SHAPES,
    ResultLine,
    Shape,
    head,
    shape_of_status,
    short,
    sitting_name,
    told,
)
from ui.pages.page import Hint, Page
from ui.pages.present import Present
from ui.pages.sheets_out import SheetsOut
from ui.sounds import Sound, play
from ui.theme import theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.scan_field import ScanField

if TYPE_CHECKING:
    pass

MOST_STEPS = 50
MOST_LINES = 14
SIDE, NARROW = 400, 320
LOW = 470  # px at 100 %: a page lower than this stands its lines closer
_SOUNDS = {Shape.ASK: Sound.ACCEPTED, Shape.CROSS: Sound.REFUSED, Shape.TRIANGLE: Sound.ATTENTION}


class CheckinPage(Page):
    """Left the scan and its card, right how the sitting stands and the last results."""

    wants = frozenset({Kind.ATTENDANCE, Kind.PEOPLE, Kind.DRAW, Kind.CONTEST})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: DoorView | None = None
        self._present = Present(self)
        self.sheets = SheetsOut(self)
        self._round, self._sitting = "", None
        self._turn = self._scan = 0  # answers to what was asked before are dropped
        self._lines: list[ResultLine] = []
        self.acts = CheckinActs(self)
        self._lay_out()
        self._connect()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(lambda: self.side.clock.tick(self.desk.now()))
        self._tick.start()

    # building

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.scan = ScanField(self.tr("扫参赛证或身份证；也可输拼音首字母、参赛号"))
        self.by_name = SearchField(self.tr("按姓名找"), "Ctrl+F", "person")
        self.by_name.setObjectName("checkin_name")
        self.by_name.setFixedHeight(theme().px(46))
        self.by_name.setMaximumWidth(theme().px(190))
        top.addWidget(self.scan, 1)
        top.addWidget(self.by_name)
        left.addLayout(top)
        self.card = ScanCard()
        left.addWidget(self.card, 1)
        row.addLayout(left, 1)
        self.side = CheckinSide()
        row.addWidget(self.side)
        column.addLayout(row, 1)
        column.addLayout(self._foot())
        self.empty = EmptyState("people_checkmark", "")
        self.other_sitting = Button(self.tr("换场次"), Look.PRIMARY)
        self.other_sitting.clicked.connect(self._next_sitting)
        self.registration = Button(self.tr("去报名"), Look.PRIMARY)
        self.registration.clicked.connect(lambda: self.desk.go.emit("registration"))
        self.empty.add_button(self.other_sitting)
        self.empty.add_button(self.registration)
        area = QScrollArea()  # large text on the smallest screen: nothing is cut off
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        self.stack.addWidget(area)
        self.stack.addWidget(self.empty)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.sign_in = Button(self.tr("签到表"), icon="print")
        self.sign_in.setObjectName("print_sign_in")
        self.absent = Button(self.tr("检录表和缺席"), icon="print")
        self.absent.setObjectName("print_absent")
        self.undo_button = Button(self.tr("撤销"), icon="arrow_undo", key="Ctrl+Z", binds=False)
        self.undo_button.setObjectName("undo_arrival")
        self.close_button = Button(self.tr("截止本场…"), icon="lock_closed", key="F8", binds=False)
        self.close_button.setObjectName("close_sitting")
        foot.addWidget(self.sign_in)
        foot.addWidget(self.absent)
        foot.addStretch(1)
        foot.addWidget(ReasonLabel(self.close_button))
        foot.addWidget(self.undo_button)
        foot.addWidget(self.close_button)
        return foot

    def _connect(self) -> None:
        self.scan.scanned.connect(self.look_up)
        self.scan.confirmed.connect(self._enter)
        self.scan.moved.connect(self.card.choices.move_by)
        self.by_name.entered.connect(self._named)
        self.card.confirmed.connect(self.acts.confirm)
        self.card.trouble.connect(self.acts.ask_trouble)
        self.card.chosen.connect(self.look_up)
        self.side.rounds.activated.connect(lambda _: self._choose_round(str(self.side.rounds.currentData() or "")))
        self.side.sittings.activated.connect(lambda _: self._choose_sitting(self.side.sittings.currentData()))
        for chooser in (self.side.rounds, self.side.sittings):
            chooser.picked.connect(lambda _: self.scan.setFocus())
        self.side.hour.clicked.connect(self.acts.ask_hour)
        self.side.desk.clicked.connect(self.acts.ask_gate)
        self.side.incidents.clicked.connect(self.desk.incidents_wanted)
        self.sign_in.clicked.connect(lambda: self._paper("sign-in", self.tr("签到表")))
        self.absent.clicked.connect(lambda: self._paper("check-in", self.tr("检录表")))
        self.undo_button.clicked.connect(self.acts.undo)
        self.close_button.clicked.connect(self.acts.ask_close)
        self.desk.person_changed.connect(self.settle)
        self.desk.contest_changed.connect(self.acts.steps.clear)
        for key, act in (("F9", self.acts.ask_trouble), ("F8", self.acts.ask_close), ("F7", self._next_sitting)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(1120)
        self.side.setFixedWidth(theme().px(SIDE if wide else NARROW))
        self.by_name.setVisible(self.width() >= theme().px(900))
        self.card.set_low(self.height() < theme().px(LOW))

    # the page

    def title(self) -> str:
        return self.tr("检录")

    def crumbs(self) -> tuple[str, ...]:
        view = self.view
        return (view.trade_name, view.round_name, sitting_name(view.sitting)) if view is not None else ()

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Enter", self.tr("登记")),
            Hint("F9", self.tr("有问题")),
            Hint("Ctrl+Z", self.tr("撤销上一个")),
            Hint("F8", self.tr("截止本场")),
            Hint("F7", self.tr("换场次")),
            Hint("Ctrl+F", self.tr("按姓名找")),
            Hint("Esc", self.tr("收起这张卡")),
            Hint("Ctrl+P", self.tr("签到表")),
        )

    def perform(self, action: str) -> bool:
        if action == "undo":
            self.acts.undo()
        elif action == "filter":
            self.by_name.show()
            self.by_name.setFocus()
            self.by_name.selectAll()
        elif action == "print":
            self._paper("sign-in", self.tr("签到表"))
        elif action == "next_pane":
            (self.side.rounds if self.scan.hasFocus() else self.scan).setFocus()
        else:
            return False
        return True

    def memo(self) -> object:
        return (self._round, self._sitting)

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple):
            self._round, self._sitting = memo
            self.grow_old()

    def activate(self) -> None:
        super().activate()
        self.side.show_gate(self.desk.settings.gate)
        self.scan.setFocus()

    def reload(self) -> None:
        contest, trade = self.desk.contest, self.desk.trade
        if contest is None or contest.store is None or not trade:
            self.view = None
            self._show_empty()
            return
        if self.view is not None and self.view.trade != trade:
            self._round, self._sitting, self._lines = "", None, []
            self.acts.steps.clear()
            self.rest()
        store, round_id, sitting, now = contest.store, self._round, self._sitting, self.desk.now()
        self._turn += 1
        turn = self._turn
        self.desk.operations.run(
            lambda: door_view(store, trade, round_id, sitting, now=now),
            lambda view: self._came(turn, view),
            owner=self,
            quiet=True,
        )

    def _came(self, turn: int, view: DoorView) -> None:
        if turn != self._turn:
            return
        moved = self.view is None or (self.view.trade, self.view.round, self.view.sitting) != (
            view.trade,
            view.round,
            view.sitting,
        )
        self.view = view
        self._round, self._sitting = view.round, view.sitting
        if moved:
            self._lines = [self._kept_line(line) for line in view.last]
            self.rest()
        self._show_choosers(view)
        self.side.show_view(view, sitting_name(view.sitting))
        self.side.clock.tick(self.desk.now())
        self.side.last.show_lines(self._lines)
        self._show_empty()
        self.settle()
        self.crumbs_changed.emit()

    @staticmethod
    def _kept_line(line: Any) -> ResultLine:
        word = "" if line.status is Status.PRESENT else status_text(line.status.value)
        return ResultLine(line.at, shape_of_status(line.status), line.number, f"{line.name}　{word}".strip())

    def _show_choosers(self, view: DoorView) -> None:
        rounds, sittings = self.side.rounds, self.side.sittings
        rounds.clear()
        for key, name in view.rounds:
            rounds.addItem(name, key)
        rounds.setCurrentIndex(max(0, rounds.findData(view.round)))
        sittings.clear()
        for line in view.sittings:
            text = self.tr("{sitting}　{here}/{expected}").format(
                sitting=sitting_name(line.number), here=line.here, expected=line.expected
            )
            sittings.addItem(text, line.number)
        sittings.setCurrentIndex(max(0, sittings.findData(view.sitting)))

    def _show_empty(self) -> None:
        view = self.view
        nobody = view is None or not view.expected
        self.stack.setCurrentIndex(1 if nobody else 0)
        if nobody:
            several = view is not None and len(view.sittings) > 1
            self.other_sitting.setVisible(several)
            self.registration.setVisible(not several and view is not None)
            if view is None:  # the board is on its way
                self.empty.say(self.tr("正在读取名单…"))
                return
            detail = self.tr("换一个场次。") if several else self.tr("先到报名页审核通过选手，再来检录。")
            self.empty.say(self.tr("本场没有选手。"), detail)

    def settle(self) -> None:
        """Let every button be on or off, with its reason."""
        view = self.view
        reason = "" if self._present.may(Act.CHECK_IN) else self._present.not_allowed()
        if view is not None and view.locked:
            reason = reason or self.tr("成绩已锁定，检录不能再改。")
        left = len(view.missing) if view is not None else 0
        self.close_button.block(reason or ("" if left else self.tr("没有未到的人")))
        self.undo_button.block("" if self.acts.steps else self.tr("没有可以撤销的"))
        self.card.confirm.block(reason)
        for button in (self.sign_in, self.absent):
            button.block("" if self._present.may(Act.PRINT_PAPERS) else self._present.not_allowed())

    # choosing

    def _choose_round(self, round_id: str) -> None:
        self._round, self._sitting = round_id, None
        self.reload()

    def _choose_sitting(self, sitting: int | None) -> None:
        self._sitting = sitting
        self.reload()

    def _next_sitting(self) -> None:
        if self.view is not None:
            numbers = [line.number for line in self.view.sittings]
            self._choose_sitting(numbers[(numbers.index(self.view.sitting) + 1) % len(numbers)])
            self.scan.setFocus()

    def _named(self, text: str) -> None:
        self.by_name.clear()
        self.scan.setFocus()
        if text.strip():
            self.look_up(text.strip())

    # a scan

    def look_up(self, text: str) -> None:
        """Somebody was scanned or typed: show who it is. Whoever was in hand and not confirmed stays on the list."""
        contest, view = self.desk.contest, self.view
        if contest is None or view is None:
            return
        if self.card.waits and self.card.found is not None and self.card.found.person is not None:
            person = self.card.found.person
            if person.number != text.upper():
                self.note(Shape.TRIANGLE, person.number, self.tr("{name}　没有登记").format(name=person.name))
        self._scan += 1
        turn, store, now = self._scan, contest.store, self.desk.now()
        self.desk.operations.run(
            lambda: find(store, view.trade, view.round, view.sitting, text, now=now),
            lambda found: self._found(turn, found),
            self._not_found,
            owner=self,
            quiet=True,
        )

    def _found(self, turn: int, found: Found) -> None:
        if turn != self._scan:
            return
        self.card.show_found(found)
        self.settle()
        shape = SHAPES[found.answer]
        if shape in _SOUNDS:
            self.sound(_SOUNDS[shape])
        if shape in (Shape.CROSS, Shape.TRIANGLE) and found.answer is not Answer.HELD:
            number = found.person.number if found.person is not None else found.text[:8]
            self.note(shape, number, short(found))
        name = f"{found.person.name} {found.person.number}　" if found.person is not None else ""
        self.announce(f"{head(found)}　{name}{told(found)}")

    def _not_found(self, error: AppError) -> None:
        self.card.rest(self.tr("这次没有查到。"), messages.sentence(error))
        self.sound(Sound.REFUSED)
        self.announce(messages.sentence(error))

    def _enter(self) -> None:
        if self.card.waits:
            self.acts.confirm()
        elif self.card.found is not None and self.card.found.answer is Answer.MANY:
            self.card.choices.take()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.rest()
            return
        super().keyPressEvent(event)

    def rest(self) -> None:
        """Nobody is in hand."""
        self._scan += 1
        self.card.rest(self.tr("请扫参赛证"), self.tr("也可以扫身份证，或键入姓名的拼音首字母、参赛号，再按 Enter。"))

    def _paper(self, kind: str, title: str) -> None:
        if self.view is not None and self.sign_in.isEnabled():
            self.sheets.show(kind, f"{self.view.trade_name} {title}", self.view.trade)

    # telling

    def note(self, shape: Shape, number: str, text: str) -> None:
        """Put a line on top of the last results."""
        self._lines = [ResultLine(self.desk.now(), shape, number, text), *self._lines][:MOST_LINES]
        self.side.last.show_lines(self._lines)

    def sound(self, sound: Sound) -> None:
        """Let a sound be heard, unless sounds are off."""
        if self.desk.settings.sounds:
            play(sound)

    def announce(self, text: str) -> None:
        """Say something to a screen reader."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.card, text))
