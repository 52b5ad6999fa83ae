"""The right side of the draw page: who stands where, shown one by one or all at once, and calling them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.board_view import State
from app.services.drawing_view import RoundDraw, SeatLine
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.theme import SHEET_CODE, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Card, EmptyState, Ink, Label
from ui.widgets.fields import ChoiceBox
from ui.widgets.table import TableView

SEALED = "＊＊＊＊"


class SeatsCard(Card):
    """Seats shown so far. `shown` after every one, `call_wanted` with the line to be called."""

    shown = Signal()
    call_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.view: RoundDraw | None = None
        self.count = 0
        self._number = 0  # the draw the lines are of
        self.body.setContentsMargins(0, 8, 0, 10)
        self.body.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.setSpacing(8)
        self.newest = Label("", SHEET_CODE - 4, True, Ink.PRIMARY)
        self.sittings = ChoiceBox(self.tr("场次"))
        self.sittings.setObjectName("draw_sittings")
        self.sittings.activated.connect(lambda _: self._fill())
        head.addWidget(self.newest, 1)
        head.addWidget(self.sittings)
        self.body.addLayout(head)
        self.table: TableModel[SeatLine] = TableModel(self._columns(), key_of=lambda line: line.entry)
        self.list = TableView(self.table, self.tr("抽签结果：参赛号和工位"))
        self.list.setObjectName("seat_list")
        self.list.opened.connect(self.call_wanted)
        self.body.addWidget(self.list, 1)
        self.waiting = EmptyState("people_team", "")
        self.waiting.hide()  # one of the two is in sight, and takes room
        self.body.addWidget(self.waiting, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 0)
        foot.setSpacing(8)
        self.next = Button(self.tr("显示下一个"), Look.PRIMARY, key="Space", binds=False)
        self.next.setObjectName("reveal_next")
        self.next.clicked.connect(self.reveal_next)
        self.all = Button(self.tr("全部显示"))
        self.all.setObjectName("reveal_all")
        self.all.clicked.connect(self.reveal_all)
        self.call = Button(self.tr("叫号"), icon="presenter", key="Enter", binds=False)
        self.call.setObjectName("call_entry")
        self.call.clicked.connect(self._call)
        foot.addStretch(1)
        for button in (self.all, self.next, self.call):
            foot.addWidget(button)
        self.body.addLayout(foot)

    def _columns(self) -> tuple[Column[SeatLine], ...]:
        def station(line: SeatLine) -> str:
            if line.moved:
                return self.tr("改到第 {sitting} 场").format(sitting=line.moved)
            return self.tr("工位 {station}").format(station=line.station)

        return (
            Column(
                "entry",
                self.tr("参赛号"),
                lambda line: line.entry,
                92,
                bold=True,
                state=lambda line: State.DONE if line.came else State.NONE,
            ),
            Column("name", self.tr("姓名"), lambda line: line.name, 110, stretch=True, tip=lambda line: line.name),
            Column("sitting", self.tr("场次"), lambda line: str(line.moved or line.sitting), 64, Align.RIGHT),
            Column("station", self.tr("工位"), station, 92, sort=lambda line: int(line.station), bold=True),
            Column(
                "code",
                self.tr("密号"),
                lambda _line: SEALED,
                84,
                sortable=False,
                tip=lambda _: self.tr("已封存，解密以前谁也看不到"),
            ),
            Column("delegation", self.tr("代表队"), lambda line: line.delegation, 130),
        )

    def show_view(self, view: RoundDraw, fresh: bool) -> None:
        """Show the seats of the draw in force; a `fresh` draw begins with none."""
        self.view = view
        draw = view.drawn
        number = draw.number if draw is not None else 0
        if number != self._number:
            self.count = 0 if fresh else len(view.seats)
        self._number = number
        self.count = min(self.count, len(view.seats)) if fresh else len(view.seats)
        numbers = sorted({line.sitting for line in view.seats})
        chosen = self.sittings.currentData()
        self.sittings.clear()
        self.sittings.addItem(self.tr("全部场次"), 0)
        for one in numbers:
            self.sittings.addItem(self.tr("第 {number} 场").format(number=one), one)
        self.sittings.setCurrentIndex(max(0, self.sittings.findData(chosen)))
        self.sittings.setVisible(len(numbers) > 1)
        self.list.setColumnHidden(2, len(numbers) < 2)
        self._fit()
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Large text on a small screen: who and where first, the rest where there is room."""
        codes = self.view is not None and self.view.codes > 0
        self.list.setColumnHidden(4, not codes or self.width() < theme().px(560))
        self.list.setColumnHidden(5, self.width() < theme().px(660))

    def revealed(self) -> tuple[SeatLine, ...]:
        """The seats shown so far, in the order of the draw list."""
        return self.view.seats[: self.count] if self.view is not None else ()

    def reveal_next(self) -> None:
        """Show one more."""
        if self.view is not None and self.count < len(self.view.seats):
            self.count += 1
            self._fill()
            self.shown.emit()

    def reveal_all(self) -> None:
        """Show all."""
        if self.view is not None:
            self.count = len(self.view.seats)
            self._fill()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.shown.emit()

    def say_waiting(self, sentence: str, detail: str = "") -> None:
        """What to say while nothing is drawn."""
        self.waiting.say(sentence, detail)

    def _call(self) -> None:
        line = self.list.row_in_hand()
        if line is not None:
            self.call_wanted.emit(line)

    def _fill(self) -> None:
        view = self.view
        lines, wanted = self.revealed(), self.sittings.currentData() or 0
        rows = [line for line in lines if not wanted or line.sitting == wanted]
        self.table.set_rows(rows)
        left = len(view.seats) - self.count if view is not None else 0
        drawn = view is not None and view.drawn is not None
        self.list.setVisible(drawn)
        self.waiting.setVisible(not drawn)
        self.next.setVisible(drawn and left > 0)
        self.all.setVisible(drawn and left > 0)
        self.call.setVisible(drawn and left == 0)
        self.newest.setVisible(drawn)
        if drawn and left and not lines:
            self.newest.setText(self.tr("已抽好，{count} 人等着公布").format(count=left))
        elif drawn and left:
            text = self.tr("{entry} {name} → 工位 {station}　还有 {left} 人")
            last = lines[-1]
            self.newest.setText(text.format(entry=last.entry, name=last.name, station=last.station, left=left))
        elif drawn and view is not None:
            self.newest.setText(self.tr("{count} 人，工位已公布").format(count=len(view.seats)))
        self.newest.setAccessibleName(self.newest.text())
        if rows:
            self.list.select_row(len(rows) - 1 if left else 0)
        if left:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
