"""现场情况: what happened in the hall, noted with a few keys; the chief judge decides and grants extra time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from app.domain.roles import Act, Role, may
from app.errors import AppError
from app.services.board_view import State
from ui import messages
from ui.clock import day_and_hour
from ui.dialogs.question import RefusalLine
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.theme import CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Chip, Ink, Label, Tone
from ui.widgets.choices import NumberBox
from ui.widgets.fields import ChoiceBox, TradeChooser
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.incidents import Incident, Noted
    from ui.pages.page import Page


class IncidentsDialog(QDialog):
    """The lines of a trade's round, and a row of fields to note another or to decide on the one in hand."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self._turn = 0
        self.setObjectName("incidents_dialog")
        self.setModal(True)
        self.setWindowTitle(self.tr("现场情况"))
        room = page.window().size()
        self.resize(min(theme().px(980), room.width() - 48), min(theme().px(560), room.height() - 48))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)
        self.table = TableView(TableModel(self._columns(), lambda one: one.id), self.tr("现场情况"))
        self.table.row_changed.connect(lambda _row: self._settle())
        column.addWidget(self.table, 1)
        self.whole = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        column.addWidget(self.whole)
        column.addLayout(self._noting())
        column.addLayout(self._deciding())
        column.addLayout(self._foot())
        self._fill_rounds()
        self.load()
        self.who.setFocus()

    # building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.waiting = Chip()
        self.trades = TradeChooser()
        self.trades.set_trades([(one.trade, one.name, one.people) for one in self._desk.trades()], self._desk.trade)
        self.trades.currentIndexChanged.connect(lambda _index: self._fill_rounds())
        self.rounds = ChoiceBox(self.tr("轮次"))
        self.rounds.setObjectName("incident_round")
        self.rounds.activated.connect(lambda _index: self.load())
        row.addWidget(Label(self.tr("现场情况"), CARD_HEADING, True), 1)
        row.addWidget(self.waiting)
        row.addWidget(self.trades)
        row.addWidget(self.rounds)
        return row

    def _columns(self) -> tuple[Column[Incident], ...]:
        def state(one: Incident) -> State:
            return State.DECIDE if one.open else State.DONE if one.handling else State.NONE

        def what(one: Incident) -> str:
            return self._kind(one.kind) + (f"：{one.text}" if one.text else "")

        def handling(one: Incident) -> str:
            if one.granted:
                granted = self.tr("补时 {minutes}").format(minutes=spent(one.granted))
                return f"{one.handling}（{granted}）"
            return one.handling or (self.tr("待处理") if one.open else "")

        return (
            Column("at", self.tr("时间"), lambda one: day_and_hour(one.at), 112, sort=lambda one: one.at),
            Column("who", self.tr("工位、号码"), lambda one: one.who or self.tr("全场"), 92, bold=True),
            Column("what", self.tr("情况"), what, 200, stretch=True, tip=what),
            Column("seconds", self.tr("时长"), lambda one: spent(one.seconds), 70, Align.RIGHT),
            Column("handling", self.tr("处理"), handling, 230, state=state, tip=handling),
            Column("by", self.tr("记录人"), lambda one: one.by, 76),
        )

    def _noting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.who = self._line("incident_who", self.tr("工位、参赛号或密号；空着是全场"), 0)
        self.who.setFixedWidth(theme().px(210))
        self.kind = ChoiceBox(self.tr("什么情况"))
        self.kind.setObjectName("incident_kind")
        for key in ("remark", "pause", "resume", "extra_time", "start", "end"):
            self.kind.addItem(self._kind(key), key)
        self.kind.currentIndexChanged.connect(lambda _index: self._settle())
        self.minutes = self._minutes("incident_minutes")
        self.text = self._line("incident_text", self.tr("发生了什么"), 1000)
        self.note = Button(self.tr("记下"), Look.PRIMARY, "add")
        self.note.setObjectName("incident_note")
        self.note.setAutoDefault(False)
        self.note.clicked.connect(self.write)
        self.text.returnPressed.connect(self.write)
        self.who.returnPressed.connect(self.text.setFocus)
        row.addWidget(self.who)
        row.addWidget(self.kind)
        row.addWidget(self.minutes)
        row.addWidget(self.text, 1)
        row.addWidget(self.note)
        return row

    def _deciding(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.decision = self._line("incident_decision", self.tr("裁判长的处理"), 1000)
        self.decision.returnPressed.connect(self.decide)
        self.granted = self._minutes("incident_granted")
        self.handle = Button(self.tr("写下处理"), icon="gavel")
        self.handle.setObjectName("incident_handle")
        self.handle.setAutoDefault(False)
        self.handle.clicked.connect(self.decide)
        self.about = Label("", SECONDARY, ink=Ink.TEXT2)
        row.addWidget(self.about)
        row.addWidget(self.decision, 1)
        row.addWidget(Label(self.tr("补时"), SECONDARY, ink=Ink.TEXT2))
        row.addWidget(self.granted)
        row.addWidget(self.handle)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.paper = Button(self.tr("打印现场情况记录表"), icon="print")
        self.paper.setObjectName("incident_paper")
        self.paper.setAutoDefault(False)
        self.paper.clicked.connect(self._print)
        shut = Button(self.tr("关闭"))
        shut.setAutoDefault(False)
        shut.clicked.connect(self.reject)
        row.addWidget(self.paper)
        row.addWidget(ReasonLabel(self.note), 1)
        row.addStretch(1)
        row.addWidget(shut)
        return row

    def _line(self, name: str, hint: str, most: int) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setPlaceholderText(hint)
        line.setAccessibleName(hint)
        line.setMaxLength(most or 20)
        line.setMinimumHeight(theme().px(32))
        return line

    def _minutes(self, name: str) -> NumberBox:
        box = NumberBox(self.tr("补时分钟"), 0, 240, self.tr("分"))
        box.setObjectName(name)
        return box

    @staticmethod
    def _kind(key: str) -> str:
        from app.services.incidents import word  # here: nobody notes incidents at every start

        return word(key, messages.language() == "en")

    # showing

    def _fill_rounds(self) -> None:
        contest, trade = self._desk.contest, self.trades.current()
        if contest is None or not trade:
            return
        store = contest.store

        def act() -> list[tuple[str, str]]:
            from app.services.common import contest_facts  # here: the store thread loads it

            with store.read() as reading:
                return [(one.id, one.name) for one in contest_facts(reading).trade(trade).rules.rounds]

        def came(rounds: list[tuple[str, str]]) -> None:
            self.rounds.clear()
            for key, name in rounds:
                self.rounds.addItem(name, key)
            self.rounds.setCurrentIndex(max(0, self.rounds.findData("practical")))
            self.load()

        self._desk.operations.run(act, came, owner=self, quiet=True)

    def load(self) -> None:
        """Fetch the lines of the trade and round chosen."""
        contest, trade, round_id = self._desk.contest, self.trades.current(), self.rounds.currentData()
        if contest is None or not trade or not round_id:
            return
        store = contest.store
        self._turn += 1
        turn = self._turn

        def act() -> tuple[Incident, ...]:
            from app.services.incidents import incidents  # here: see above

            return incidents(store, trade, round_id)

        def came(found: tuple[Incident, ...]) -> None:
            if turn == self._turn:
                self.table.table.set_rows(tuple(reversed(found)))
                if found and self.table.row_in_hand() is None:
                    self.table.select_row(0)
                waiting = sum(one.open for one in found)
                self.waiting.say(self.tr("待处理 {count}").format(count=waiting), Tone.WARN if waiting else Tone.PLAIN)
                self._settle()

        self._desk.operations.run(act, came, owner=self, quiet=True)

    def _in_hand(self) -> Any:
        return self.table.row_in_hand()

    def _reason(self, act: Act) -> str:
        person = self._desk.person
        role = getattr(person.actor, "role", None) if person is not None else None
        if person is None:
            return self.tr("先登录 (F10)。")
        if isinstance(role, Role) and not may(role, act):
            return self.tr("{role}不能做这件事，请换人 (F10)。").format(role=person.role)
        return ""

    def _settle(self) -> None:
        line = self._in_hand()
        self.minutes.setVisible(self.kind.currentData() == "extra_time")
        self.note.block(self._reason(Act.NOTE_INCIDENT))
        blocked = self._reason(Act.HANDLE_INCIDENT) or ("" if line is not None else self.tr("先选一条。"))
        self.handle.block(blocked)
        for field in (self.decision, self.granted):
            field.setEnabled(not blocked)
        self.about.setText(self.tr("第 {number} 条").format(number=line.id) if line is not None else "")
        self.whole.setText(" → ".join(filter(None, (line.text, line.handling))) if line is not None else "")

    # acting

    def write(self) -> None:
        """Note what stands in the fields."""
        contest, person, trade = self._desk.contest, self._desk.person, self.trades.current()
        if contest is None or person is None or self._reason(Act.NOTE_INCIDENT):
            return
        store, by, at, round_id = contest.store, person.actor, self._desk.now(), self.rounds.currentData()
        kind, who, text = str(self.kind.currentData()), self.who.text(), self.text.text()
        seconds = self.minutes.value() * 60 if kind == "extra_time" else None

        def act() -> Noted:
            from app.services.incidents import Happened, note_incident  # here: see above

            return note_incident(store, trade, round_id, Happened(kind), who, text, seconds=seconds, by=by, at=at)

        self._run(act, self._noted)

    def _noted(self) -> None:
        self.text.clear()
        self.who.clear()
        self.who.setFocus()
        self.table.clearSelection()

    def decide(self) -> None:
        """Note what the chief judge decided about the line in hand."""
        contest, person, line = self._desk.contest, self._desk.person, self._in_hand()
        if contest is None or person is None or line is None or self._reason(Act.HANDLE_INCIDENT):
            return
        store, by, at = contest.store, person.actor, self._desk.now()
        text, extra, number = self.decision.text(), self.granted.value() * 60, line.id

        def act() -> Noted:
            from app.services.incidents import handle_incident  # here: see above

            return handle_incident(store, number, text, extra_seconds=extra, by=by, at=at)

        self._run(act, self._decided)

    def _decided(self) -> None:
        self.decision.clear()
        self.granted.setValue(0)

    def _run(self, act: Callable[[], Noted], then: Callable[[], None]) -> None:
        def done(_noted: Noted) -> None:
            self.refusal.say("")
            then()
            self.load()

        def refused(error: AppError) -> None:
            self.refusal.say(messages.sentence(error))

        self._desk.operations.run(act, done, refused, owner=self)

    def _print(self) -> None:
        from ui.pages.sheets_out import SheetsOut  # here: it brings the papers along

        title = self.tr("现场情况记录表")
        SheetsOut(self._page).show("incidents", title, self.trades.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # Enter belongs to the fields
        super().keyPressEvent(event)


def spent(seconds: int | None) -> str:
    """A length of time: 4:05."""
    return f"{seconds // 60}:{seconds % 60:02d}" if seconds else ""
