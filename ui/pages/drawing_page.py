"""抽签: stations by lot before two witnesses; their digits and the promised number make the seed, codes are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act, Role
from app.errors import AppError
from app.services import drawing
from app.services.access import people_at_keyboard
from app.services.draw_guard import lacking
from app.services.draw_seed import Promise, Spoken, promise
from app.services.drawing_view import RoundDraw, SeatLine, round_draw
from ui import demo, messages
from ui.desk import Desk
from ui.dialogs.people import Known, ReasonDialog
from ui.dialogs.question import RefusalLine
from ui.display.shown import PublicDraw, Show
from ui.display.stage import stage_of
from ui.pages.drawing_facts import DrawFacts
from ui.pages.drawing_papers import DrawPapers
from ui.pages.drawing_seats import SeatsCard
from ui.pages.drawing_setup import DrawSetup
from ui.pages.page import Hint, Page
from ui.pages.present import Ask, Present
from ui.role_words import role_words
from ui.theme import theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import EmptyState
from ui.widgets.fields import ChoiceBox
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.drawing import DrawResult

LEFT, NARROW = 420, 372  # px at 100 %: what is said before a draw
TOLD = 300  # what was said before it, once it is made
PAIR = (Role.CODING_JUDGE, Role.CHIEF_JUDGE)


class DrawingPage(Page):
    """Left what is said before a draw or was said, right the seats, below papers and the verb."""

    wants = frozenset({Kind.DRAW, Kind.ATTENDANCE, Kind.SHEETS, Kind.PEOPLE, Kind.ACCOUNTS})
    door_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: RoundDraw | None = None
        self.stage = stage_of(desk)
        self._present = Present(self)
        self._round = ""
        self._turn = 0
        self._promise: Promise | None = None
        self._fresh = 0  # the number of the draw made here and being shown seat by seat
        self._again = ""  # the reason of a redraw, once it was given
        self._busy = False
        self.papers = DrawPapers(self, self._present)
        self._lay_out()
        self.setup.changed.connect(self.settle)
        self.setup.changed.connect(self._publish)
        self.setup.promise_wanted.connect(self.make_promise)
        self.setup.promise.block(self.tr("正在读取名单…"))
        self.setup.pins[1].returnPressed.connect(self.begin)
        self.seats.shown.connect(self._publish)
        self.seats.call_wanted.connect(self.call)
        desk.person_changed.connect(self.settle)

    # building

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(8)
        self.rounds = ChoiceBox(self.tr("轮次"))
        self.rounds.setObjectName("draw_rounds")
        self.rounds.activated.connect(lambda _: self._choose_round(str(self.rounds.currentData() or "")))
        left.addWidget(self.rounds)
        self.setup, self.facts = DrawSetup(), DrawFacts()
        self.facts.put_below(self.papers.sign)
        self._sides = QStackedWidget()
        for side in (self.setup, self.facts):
            area = QScrollArea()
            area.setWidget(side)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.viewport().setAutoFillBackground(False)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._sides.addWidget(area)
        left.addWidget(self._sides, 1)
        self._left = QWidget()
        self._left.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._left)
        self.seats = SeatsCard()
        row.addWidget(self.seats, 1)
        column.addLayout(row, 1)
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)
        column.addLayout(self._foot())
        self.empty = EmptyState("people_team", "")
        self.to_door = Button(self.tr("去检录"), Look.PRIMARY)
        self.to_door.clicked.connect(self.door_wanted)
        self.empty.add_button(self.to_door)
        self.stack.addWidget(body)
        self.stack.addWidget(self.empty)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in self.papers.buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        self.redraw = Button(self.tr("重抽…"), icon="arrow_counterclockwise")
        self.redraw.setObjectName("redraw")
        self.redraw.clicked.connect(self.ask_again)
        self.start = Button(self.tr("开始抽签"), Look.PRIMARY, "people_team", "F12")
        self.start.setObjectName("start_draw")
        self.start.clicked.connect(self.begin)
        foot.addWidget(ReasonLabel(self.start), 1)
        foot.addWidget(self.redraw)
        foot.addWidget(self.start)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The seats take what the left side does not need."""
        wide = LEFT if self.width() >= theme().px(1120) else NARROW
        self._left.setFixedWidth(theme().px(TOLD if self._sides.currentIndex() else wide))

    # the page

    def title(self) -> str:
        return self.tr("抽签")

    def crumbs(self) -> tuple[str, ...]:
        return (self.view.trade_name, self.view.round_name) if self.view is not None else ()

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("F12", self.tr("开始抽签")),
            Hint("Space", self.tr("显示下一个")),
            Hint("Enter", self.tr("叫号")),
            Hint("F6", self.tr("左栏 / 名单")),
            Hint("Ctrl+P", self.tr("抽签表")),
        )

    def perform(self, action: str) -> bool:
        if action == "print":
            self.papers.show_open_list()
        elif action == "next_pane":
            (self.setup.stations if self.seats.list.hasFocus() else self.seats.list).setFocus()
        elif action == "undo":
            self.say(self.tr("抽签不能撤销。要改只能重抽，第一次的记录保留。"), kind=News.NOTE)
        else:
            return False
        return True

    def memo(self) -> object:
        return (self._round, self._promise, self._fresh, self.seats.count, self.setup.said())

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple):
            self._round, self._promise, self._fresh, self.seats.count, said = memo
            if self._promise is not None:
                self._kept = (self._promise, said)
            self.grow_old()

    def reload(self) -> None:
        contest, trade = self.desk.contest, self.desk.trade
        if contest is None or contest.store is None or not trade:
            self.view = None
            self._show_empty(self.tr("还没有工种。"), self.tr("先在竞赛页建好工种。"), door=False)
            return
        if self.view is not None and self.view.trade != trade:
            self._round, self._again, self._fresh = "", "", 0
        store, round_id, now = contest.store, self._round, self.desk.now()
        self._turn += 1
        turn = self._turn

        def act() -> tuple[RoundDraw, tuple[Actor, ...]]:
            return round_draw(store, trade, round_id, now=now), people_at_keyboard(store)

        self.desk.operations.run(act, lambda found: self._came(turn, *found), owner=self, quiet=True)

    def _came(self, turn: int, view: RoundDraw, people: Sequence[Actor]) -> None:
        if turn != self._turn:
            return
        if self.view is None or (self.view.trade, self.view.round) != (view.trade, view.round):
            self._promise = self._promise if self.view is None else None
            self._again = ""
        self.view, self._round = view, view.round
        self.rounds.clear()
        for key, name in view.rounds:
            self.rounds.addItem(name, key)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(view.round)))
        self.rounds.setVisible(len(view.rounds) > 1)
        self.setup.show_people(self._known(people, Role.CODING_JUDGE), self._known(people, Role.SUPERVISOR))
        self.setup.show_view(view)
        if self._promise is not None and not self.setup.fingerprint.text():
            self.setup.show_promise(self._promise.fingerprint)
        self.facts.show_view(view)
        drawn = view.drawn
        self.seats.show_view(view, drawn is not None and drawn.number == self._fresh)
        self.seats.say_waiting(
            self.tr("还没有抽签。"), self.tr("先公布指纹，见证人报数，再由加密裁判和监督各输 PIN 开始。")
        )
        self._sides.setCurrentIndex(1 if drawn is not None and not self._again else 0)
        self._fit()
        self._show_state(view)
        self.settle()
        self._publish()
        self.crumbs_changed.emit()

    def _known(self, people: Sequence[Actor], role: Role) -> list[Known]:
        contest = self.desk.contest
        pins = demo.pins() if contest is not None and contest.mode == "demo" else {}
        return [Known(one.name, role_words(one.role), pins.get(one.name, "")) for one in people if one.role is role]

    def _show_state(self, view: RoundDraw) -> None:
        if view.drawn is None and not view.needed:
            self._show_empty(self.tr("这个工种不用抽签。"), self.tr("规则里关了抽签，或没有密号轮次。"), door=False)
        elif view.drawn is None and not view.present:
            self._show_empty(self.tr("还没有人检录到场。"), self.tr("先检录，再抽签。"), door=True)
        else:
            self.stack.setCurrentIndex(0)

    def _show_empty(self, sentence: str, detail: str, door: bool) -> None:
        self.empty.say(sentence, detail)
        self.to_door.setVisible(door)
        self.stack.setCurrentIndex(1)

    def settle(self) -> None:
        """Let every button be on or off, with its reason."""
        view = self.view
        if view is None:
            return
        drawn = view.drawn is not None
        setting_up = not drawn or bool(self._again)
        self.start.setVisible(setting_up)
        self.redraw.setVisible(drawn and not self._again)
        late = self.tr("已经开始评分，不能再抽") if view.marked else ""
        late = self.tr("成绩已锁定，不能再抽") if view.locked else late
        self.redraw.block(late)
        lacking = self.setup.lacking(self._promise is not None) if setting_up else ""
        self.start.block(self.tr("正在抽签…") if self._busy else late or lacking if setting_up else "")
        self.setup.promise.block(
            self.tr("指纹已公布") if self._promise is not None else "" if view.present else self.tr("还没有人")
        )
        self.papers.settle(view)

    def _choose_round(self, round_id: str) -> None:
        self._round, self._again, self._fresh, self._promise = round_id, "", 0, None
        self.setup.forget_promise()
        self.reload()

    # the draw

    def make_promise(self) -> None:
        """Make the program's number and show its fingerprint; a coding judge answers for it."""
        contest, view = self.desk.contest, self.view
        if contest is None or view is None:
            return
        store, now = contest.store, self.desk.now
        ask = Ask(
            self.tr("由哪位加密裁判公布指纹？"),
            self.tr("程序先定下自己的随机数，只公布指纹；见证人报数以后才公开。"),
            self.tr("公布指纹"),
        )

        def made(kept: Promise) -> None:
            self._promise = kept
            self.setup.show_promise(kept.fingerprint)
            self._publish()
            self.settle()

        def done(by: Actor) -> None:
            self.desk.operations.run(lambda: promise(store, view.trade, view.round, by=by, at=now()), made, owner=self)

        self._present.one(Act.DRAW, ask, done)

    def begin(self) -> None:
        """开始抽签: both witnesses are asked for their PIN here, then it is drawn."""
        if not self.start.isEnabled() or self.start.isHidden() or self.view is None:
            return
        self._busy = True
        self.settle()
        self.refusal.say("")
        names = [str(box.currentData() or "") for box in self.setup.names]
        pins = [pin.text() for pin in self.setup.pins]

        def second(by: Actor) -> None:
            self._present.check(names[1], pins[1], lambda witness: self._both(by, witness), partial(self._wrong, 1))

        self._present.check(names[0], pins[0], second, partial(self._wrong, 0))

    def _wrong(self, number: int, error: AppError) -> None:
        self._refused(error)
        self.setup.pins[number].selectAll()
        self.setup.pins[number].setFocus()

    def _both(self, by: Actor, witness: Actor) -> None:
        if not self._again:
            self._draw(by, witness)
            return
        ask = Ask(
            self.tr("裁判长同意重抽？"),
            self.tr("理由：{reason}。第一次抽签的记录保留。").format(reason=self._again),
            self.tr("同意重抽"),
            audit_line=self.tr("重新抽签，理由：{reason}").format(reason=self._again),
        )
        self._busy = False
        self.settle()
        # the witnesses were asked above; a redraw takes the chief judge as well, in place
        self._present.one(Act.DECODE, ask, lambda chief: self._draw(by, chief))

    def _draw(self, by: Actor, witness: Actor) -> None:
        contest, view = self.desk.contest, self.view
        if contest is None or view is None:
            self._busy = False
            return
        store, now, reason = contest.store, self.desk.now, self._again
        manual = self.setup.manual.isChecked()
        pulled = self.setup.pulled.texts() if manual else None
        kept = self._promise
        spoken = Spoken(kept.random, self.setup.said()) if kept is not None and not manual else None
        stations = self.setup.usable()

        def act() -> DrawResult:
            return drawing.draw(
                store,
                view.trade,
                view.round,
                by=by,
                at=now(),
                witness=witness,
                stations=stations,
                reason=reason,
                spoken=spoken,
                pulled=pulled,
            )

        self.desk.operations.run(act, self._drawn, self._refused, owner=self)

    def _drawn(self, result: DrawResult) -> None:
        self._busy, self._again, self._promise = False, "", None
        self._fresh = result.number
        self.setup.clear_secrets()
        self.setup.forget_promise()
        text = self.tr("第 {number} 次抽签完成：{count} 人，密号已封存。按空格逐个公布。")
        self.say(text.format(number=result.number, count=len(result.seats)))
        if not result.encrypted and result.codes:
            self._warn_plain()
        self._announce(self.tr("抽签完成，{count} 人").format(count=len(result.seats)))

    def _warn_plain(self) -> None:
        """Who would have to take a passphrase, for the next table of codes to be sealed."""
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> tuple[Role, ...]:
            with store.read() as reading:
                return lacking(reading)

        def told(roles: tuple[Role, ...]) -> None:
            who = self.tr("和").join(role_words(role) for role in roles)
            self.say(self.tr("密号表没有加密：{who}还没有口令短语。").format(who=who), kind=News.WARNING)

        self.desk.operations.run(act, told, owner=self, quiet=True)

    def _refused(self, error: AppError) -> None:
        self._busy = False
        self.refusal.say(messages.sentence(error))
        self._announce(messages.sentence(error))
        self.settle()

    def ask_again(self) -> None:
        """重抽: the reason first, then everything as before, with the chief judge."""
        view = self.view
        if view is None or not self.redraw.isEnabled():
            return
        dialog = ReasonDialog(
            self.tr("为什么要重抽{trade}？").format(trade=view.trade_name),
            self.tr("第一次抽签的记录保留，密号全部作废，不会再用。还要裁判长同意。"),
            self.tr("准备重抽"),
            (self.tr("工位损坏"), self.tr("有人改场次或替补"), self.tr("抽签程序有误")),
            (),
            self,
            at_once=True,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self._again_because)
        dialog.open()

    def _again_because(self, reason: str) -> None:
        self._again = reason
        self._sides.setCurrentIndex(0)
        self._fit()
        self.setup.forget_promise()
        self._promise = None
        self.settle()
        self.setup.stations.setFocus()

    # the public screen

    def call(self, line: SeatLine) -> None:
        """叫号: the public screen asks somebody to their station."""
        view = self.view
        if view is None or not line.entry:
            return
        if not self.stage.is_open:
            self.stage.open()
        self.stage.call(view.trade, view.round, line.moved or line.sitting, line.entry)
        self.say(self.tr("大屏正在叫 {entry}：工位 {station}").format(entry=line.entry, station=line.station))

    def _publish(self) -> None:
        """Tell the stage how the draw stands: numbers and stations shown so far, never a name, never a code."""
        view = self.view
        if view is None:
            return
        drawn = view.drawn if not self._again else None
        seats = tuple((line.entry, line.sitting, line.station) for line in self.seats.revealed()) if drawn else ()
        kept = self._promise
        if drawn is not None and drawn.seed:
            *digits, number = drawn.seed.split("-")
            fingerprint = drawn.commitment
        else:
            digits, number = list(self.setup.said()), ""
            fingerprint = kept.fingerprint if kept is not None else ""
        self.stage.put_draw(
            PublicDraw(
                trade_name=view.trade_name,
                round_name=view.round_name,
                manual=(drawn.method == "manual") if drawn is not None else self.setup.manual.isChecked(),
                people=len(view.seats) if drawn is not None else len(view.present),
                stations=drawn.stations if drawn is not None else self.setup.stations.text(),
                fingerprint=fingerprint,
                digits=tuple(digits),
                number=number,
                seats=seats,
                of=len(view.seats) if drawn is not None else 0,
                sittings=drawn.sittings if drawn is not None else 1,
            )
        )
        if self.stage.show is not Show.CALL:
            self.stage.round = view.round

    def _announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.seats, text))
