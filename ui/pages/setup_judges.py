"""裁判: who judges, on which seat of which panel, whom they must not mark, and how they marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.contest import Round
from app.domain.panels import seats_of
from app.domain.roles import Act
from app.errors import AppError
from ui import messages
from ui.dialogs.question import RefusalLine
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.pages.present import Ask
from ui.pages.registration_fields import ChoiceField, LineField, side_by_side
from ui.pages.setup_fields import being_typed
from ui.pages.setup_section import Section
from ui.pages.setup_state import Setup
from ui.role_words import role_words
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button, ReasonLabel
from ui.widgets.card import Card, EmptyState, Ink, Label
from ui.widgets.fields import Caption, ChoiceBox
from ui.widgets.flow import FlowRow
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.judges import JudgeLine, Panels

_FILTER = "Excel (*.xlsx *.xls *.ods *.csv)"


class JudgesSection(Section):
    """The list of judges, the one in hand, and the seats of a panel."""

    key = "judges"
    scrolls = False

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.panels: Panels | None = None
        self.people: tuple[Actor, ...] = ()
        self.round_id = ""
        self.module = ""
        self.seats: dict[str, ChoiceBox] = {}
        self._begun = False  # empty fields for somebody new: what comes back late does not fill them
        self._wanted = ""  # somebody just entered: the keyboard goes there
        self.refusal = RefusalLine()
        self.column.addLayout(self._head())
        self.column.addWidget(self.refusal)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        left = Card()
        left.body.addWidget(self._list())
        split.addWidget(left)
        split.addWidget(self._side())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([theme().px(560), theme().px(380)])
        self.column.addWidget(split, 1)

    def title(self) -> str:
        return self.tr("裁判")

    def missing(self) -> Sequence[str]:
        found = []
        for stand in self.setup.stand.trades if self.setup.stand is not None else ():
            if stand.seats > stand.seated:
                left = stand.seats - stand.seated
                found.append(self.tr("{trade}还有 {count} 个席位没有裁判").format(trade=stand.name, count=left))
        nobody = self.panels is None or not self.panels.judges
        return found or ([self.tr("裁判名单")] if nobody else [])

    # building

    def _head(self) -> FlowRow:
        row = FlowRow()
        self.new = Button(self.tr("新裁判"), icon="person_add", small=True)
        self.into = Button(self.tr("导入名单…"), icon="arrow_import", small=True)
        self.drop = Button(self.tr("删去"), icon="delete", small=True)
        self.report = Button(self.tr("裁判评分统计…"), icon="data_bar_vertical", small=True)
        for name, button in (("new", self.new), ("import", self.into), ("drop", self.drop), ("report", self.report)):
            button.setObjectName(f"judges_{name}")
            row.addWidget(button)
        self.new.clicked.connect(self.begin_new)
        self.into.clicked.connect(self._ask_file)
        self.drop.clicked.connect(self.drop_judge)
        self.report.clicked.connect(self._ask_report)
        row.addWidget(ReasonLabel(self.drop))
        return row

    def _list(self) -> QWidget:
        self._columns: tuple[Column[JudgeLine], ...] = (
            Column("name", self.tr("姓名"), lambda one: one.name, 90, bold=True),
            Column("unit", self.tr("单位"), lambda one: one.unit, 140, stretch=True),
            Column("role", self.tr("岗位"), self._role, 90),
            Column("seats", self.tr("席位"), self._seat_words, 110, stretch=True),
            Column("barred", self.tr("回避"), lambda one: str(one.barred or ""), 50, Align.RIGHT),
        )
        self.table = TableView(TableModel(self._columns, lambda one: one.id), self.tr("裁判"))
        self.table.setObjectName("judges_table")
        self.table.row_changed.connect(lambda _row: self._show_judge())
        empty = EmptyState(
            "people_team",
            self.tr("还没有裁判。"),
            self.tr("在右边写下姓名，或者导入名单。"),
        )
        for label in (empty.sentence, empty.detail):
            label.setMinimumWidth(140)  # beside the form in a narrow window
        self.stack = QStackedWidget()
        self.stack.addWidget(empty)
        self.stack.addWidget(self.table)
        return self.stack

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all columns, the form tells of unit and account."""
        wide = event.size().width()
        shown = {"role": wide >= theme().px(780), "unit": wide >= theme().px(660), "barred": wide >= theme().px(780)}
        for number, column in enumerate(self._columns):
            self.table.setColumnHidden(number, not shown.get(column.key, True))
        super().resizeEvent(event)

    def _role(self, one: JudgeLine) -> str:
        person = next((person for person in self.people if person.name == one.account), None)
        return role_words(person.role) if person is not None else self.tr("不上机")

    def _seat_words(self, one: JudgeLine) -> str:
        contest = self.setup.contest
        found = []
        for seat in one.seats:
            trade = contest.trade(seat.trade) if contest is not None else None
            part = trade.round(seat.round) if trade is not None else None
            name = part.name if part is not None else seat.round
            found.append(f"{trade.name if trade else seat.trade} {name}{seat.module} {seat.seat}")
        return self.tr("、").join(found)

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.form_card = Card(self.tr("裁判"))
        self.name = LineField("judge_name", self.tr("姓名"), needed=True)
        self.unit = LineField("judge_unit", self.tr("单位"))
        self.certificate = LineField("judge_certificate", self.tr("裁判证书"))
        self.account = ChoiceField("judge_account", self.tr("上机账户"))
        inside = QVBoxLayout()
        inside.setContentsMargins(14, 2, 14, 10)
        inside.setSpacing(4)
        inside.addWidget(side_by_side(self.name, self.unit))
        inside.addWidget(side_by_side(self.certificate, self.account))
        for field in (self.name, self.unit, self.certificate, self.account):
            field.left.connect(lambda _key: self.keep_judge())
        recuse = QHBoxLayout()
        recuse.setSpacing(6)
        self.entry = QLineEdit()
        self.entry.setObjectName("recuse_entry")
        self.entry.setPlaceholderText(self.tr("参赛号"))
        self.entry.setAccessibleName(self.tr("回避的参赛号"))
        self.why = QLineEdit()
        self.why.setObjectName("recuse_reason")
        self.why.setPlaceholderText(self.tr("回避的理由"))
        self.why.setAccessibleName(self.tr("回避的理由"))
        self.recuse = Button(self.tr("登记回避"), small=True)
        self.recuse.setObjectName("judges_recuse")
        self.recuse.clicked.connect(self.recuse_judge)
        recuse.addWidget(self.entry, 1)
        recuse.addWidget(self.why, 2)
        recuse.addWidget(self.recuse)
        inside.addLayout(recuse)
        self.form_card.body.addLayout(inside)
        column.addWidget(self.form_card)
        column.addWidget(self._seats_card(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(side)
        for part in (area.viewport(), side):
            part.setAutoFillBackground(False)
        self._area, self._inside = area, side
        return area

    def _seats_card(self) -> Card:
        card = Card(self.tr("席位"))
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 4)
        row.setSpacing(6)
        self.trades = ChoiceBox(self.tr("工种"))
        self.rounds = ChoiceBox(self.tr("轮次"))
        self.modules = ChoiceBox(self.tr("模块"))
        for name, box in (("trade", self.trades), ("round", self.rounds), ("module", self.modules)):
            box.setObjectName(f"seats_{name}")
            row.addWidget(box, 1)
        self.trades.activated.connect(lambda index: self.setup.choose(self.trades.itemData(index)))
        self.rounds.activated.connect(lambda index: self._look_at(self.rounds.itemData(index), ""))
        self.modules.activated.connect(lambda index: self._look_at(self.round_id, self.modules.itemData(index)))
        card.body.addLayout(row)
        self._seat_room = QWidget()
        self._seat_grid = QGridLayout(self._seat_room)
        self._seat_grid.setContentsMargins(14, 4, 14, 10)
        self._seat_grid.setVerticalSpacing(4)
        card.body.addWidget(self._seat_room)
        self.no_seats = Label(self.tr("这一轮没有裁判打分或评价的评分点。"), SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.no_seats.setContentsMargins(14, 0, 14, 10)
        card.body.addWidget(self.no_seats)
        card.body.addStretch(1)
        return card

    # showing

    def refresh(self) -> None:
        contest = self.setup.page.desk.contest
        if contest is None:
            return
        store = contest.store

        def act() -> tuple[Panels, tuple[Actor, ...]]:
            from app.services import judges  # here: the store thread loads it
            from app.services.access import people_at_keyboard

            return judges.panels(store), people_at_keyboard(store)

        self.setup.page.desk.operations.run(act, self._came, owner=self, quiet=True)

    def _came(self, found: tuple[Panels, tuple[Actor, ...]]) -> None:
        first = self.panels is None
        self.panels, self.people = found
        why = self.setup.own_fixed()
        for button in (self.new, self.into):
            button.block(why)
        self.report.block("" if self.setup.present.may(Act.SEE_JUDGES) else self.setup.present.not_allowed())
        people = [(one.name, f"{one.name}　{role_words(one.role)}") for one in self.people]
        self.account.offer([("", self.tr("不上机")), *people])
        begun = self._begun
        was = self.table.blockSignals(begun)  # the list may find its old line again: nobody is told of it
        self.table.table.set_rows(self.panels.judges)
        if begun:
            self._nobody_in_hand()
        self.table.blockSignals(was)
        self.stack.setCurrentIndex(int(bool(self.panels.judges)))
        if self._wanted:
            self._go_to(self._wanted)
        elif self.table.row_in_hand() is None and self.panels.judges and not begun:
            self.table.select_row(0)
        self._wanted = ""
        self._show_judge()
        self._show_seats()
        needed = self._inside.minimumSizeHint().width() + 14  # its fields are not cut
        self._area.setMinimumWidth(max(needed, theme().px(300)))
        if first:
            self.setup.came.emit()

    def judge(self) -> JudgeLine | None:
        """The judge in hand."""
        found: Any = self.table.row_in_hand()
        return found

    def _show_judge(self) -> None:
        one = self.judge()
        self._begun = self._begun and one is None
        why = self.setup.own_fixed()
        for key in ("name", "unit", "certificate", "account"):
            field = getattr(self, key)
            if not being_typed(field):  # what comes back of the field before must not wipe it
                field.show_value(getattr(one, key, ""))
        for field in (self.unit, self.certificate, self.account):
            field.set_open(not why)
        self.name.set_open(not why and one is None)
        self.form_card.title.setText(self.tr("新裁判") if one is None else self.tr("裁判 {name}").format(name=one.name))
        reason = why or (self.tr("先选一名裁判。") if one is None else "")
        self.recuse.block(reason)
        if not reason and one is not None and (one.seats or one.barred):
            reason = self.tr("坐着席位或有回避，不能删去。")
        anybody = self.panels is not None and bool(self.panels.judges)
        self.drop.setVisible(anybody)
        self.drop.block(reason if anybody else "")  # while there is nobody, nobody asks why nobody can be deleted

    def _look_at(self, round_id: str, module: str) -> None:
        self.round_id, self.module = round_id, module
        self._show_seats()

    def _show_seats(self) -> None:
        trade, contest = self.setup.trade_in_hand(), self.setup.contest
        if trade is None or contest is None:
            return
        self.trades.fill([(one.key, one.name) for one in contest.trades], trade.key)
        part = trade.round(self.round_id)
        if part is None or not seats_of(part, ""):
            part = next((one for one in trade.rounds if seats_of(one, "")), trade.rounds[-1])
        self.round_id = part.id
        self.rounds.fill([(one.id, one.name) for one in trade.rounds], part.id)
        modules = [("", self.tr("全轮"))] + [(one.id, f"{one.id} {one.name}") for one in part.modules]
        if self.module not in [key for key, _ in modules]:
            self.module = ""
        self.modules.fill(modules, self.module)
        self._lay_seats(trade.key, part)

    def _lay_seats(self, trade: str, part: Round) -> None:
        held = next((seat for seat, box in self.seats.items() if box.hasFocus()), "")
        while self._seat_grid.count():
            widget = self._seat_grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.seats = {}
        seats = seats_of(part, self.module)
        self.no_seats.setVisible(not seats)
        judges = self.panels.judges if self.panels is not None else ()
        why = self.setup.own_fixed()
        for number, seat in enumerate(seats):
            box = ChoiceBox(self.tr("{seat} 号席").format(seat=seat))
            box.setObjectName(f"seat_{seat}")
            box.addItem(self.tr("空着"), "")
            for judge in judges:
                self._offer(box, judge, (trade, part.id, self.module, seat))
            box.setEnabled(not why)
            box.activated.connect(lambda _index, seat=seat, box=box: self.seat(seat, str(box.currentData() or "")))
            self._seat_grid.addWidget(Caption(self.tr("{seat} 号席").format(seat=seat)), number, 0)
            self._seat_grid.addWidget(box, number, 1)
            self.seats[seat] = box
        self._seat_grid.setColumnStretch(1, 1)
        if held in self.seats:  # who chooses by keys goes on where they are
            self.seats[held].show()
            self.seats[held].setFocus()

    def _offer(self, box: ChoiceBox, judge: JudgeLine, place: tuple[str, str, str, str]) -> None:
        """A judge in the list of a seat. Whoever sits on another seat of this panel cannot be chosen: the list says
        where they sit, and the arrow keys pass them."""
        trade, round_id, module, seat = place
        same = [s for s in judge.seats if (s.trade, s.round) == (trade, round_id)]
        other = next((s.seat for s in same if s.seat != seat and (not module or s.module in ("", module))), "")
        name = f"{judge.name}　{judge.unit}".rstrip()
        taken = self.tr("{judge}（坐 {seat} 号席）").format(judge=name, seat=other)
        box.addItem(taken if other else name, judge.name)
        if other:
            box.model().item(box.count() - 1).setEnabled(False)  # type: ignore[attr-defined]
        elif any((s.module, s.seat) == (module, seat) for s in same):
            box.setCurrentIndex(box.count() - 1)

    # acts

    def _act(self, act: Any, said: str) -> None:
        contest, actor = self.setup.page.desk.contest, self.setup.present.actor()
        if contest is None or actor is None:
            return
        store, at = contest.store, self.setup.page.desk.now()

        def done(result: Any) -> None:
            self.refusal.say("")
            if said:
                self.setup.page.say(said)
            self.setup.load()

        def refused(error: AppError) -> None:
            self.refusal.say(messages.sentence(error))
            self.refresh()

        self.setup.page.desk.operations.run(lambda: act(store, actor, at), done, refused, owner=self)

    def begin_new(self) -> None:
        """Empty fields for somebody who is not on the list yet."""
        self._wanted = ""
        self._nobody_in_hand()
        self.new.setFocus()  # nothing is being typed now: the fields become empty
        self._show_judge()
        self.name.line.setFocus()

    def _nobody_in_hand(self) -> None:
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.rootIndex())
        self._begun = True

    def keep_judge(self) -> None:
        """Store the judge in the fields as soon as there is a name."""
        name = self.name.value()
        if not name or self.setup.own_fixed():
            return
        facts = (self.unit.value(), self.certificate.value(), self.account.value())
        new = self.judge() is None

        def act(store: Any, by: Any, at: Any) -> Any:
            from app.services import judges

            return judges.add_judge(store, name, *facts, by=by, at=at)

        self._wanted = name
        self._act(act, self.tr("已登记裁判 {name}").format(name=name) if new else "")

    def _go_to(self, name: str) -> None:
        found = next((one for one in (self.panels.judges if self.panels else ()) if one.name == name), None)
        if found is not None:
            self.table.select_key(found.id)

    def drop_judge(self) -> None:
        """Take the judge in hand off the list."""
        one = self.judge()
        if one is None:
            return

        def act(store: Any, by: Any, at: Any) -> Any:
            from app.services import judges

            return judges.remove_judge(store, one.name, by=by, at=at)

        self._act(act, self.tr("已删去裁判 {name}").format(name=one.name))

    def seat(self, seat: str, judge: str) -> None:
        """Put a judge on a seat, or empty it."""
        trade, round_id, module = self.setup.trade, self.round_id, self.module

        def act(store: Any, by: Any, at: Any) -> Any:
            from app.services import judges

            return judges.seat_judge(store, trade, round_id, seat, judge, module, by=by, at=at)

        self._act(act, "")

    def recuse_judge(self) -> None:
        """Keep the judge in hand from an entry."""
        one, entry, reason = self.judge(), self.entry.text().strip(), self.why.text().strip()
        if one is None:
            return

        def act(store: Any, by: Any, at: Any) -> Any:
            from app.services import judges

            return judges.recuse(store, one.name, entry, reason, by=by, at=at)

        self._act(act, self.tr("{name}回避 {entry}，已登记").format(name=one.name, entry=entry))

    def _ask_file(self) -> None:
        folder = self.setup.page.desk.settings.last_folder or str(Path.home())
        name, _ = QFileDialog.getOpenFileName(self, self.tr("导入裁判名单"), folder, _FILTER)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Enter every judge of a table: 姓名, 单位, 证书, 账户."""

        def act(store: Any, by: Any, at: Any) -> Any:
            from app.changes import Change, Kind
            from app.services import judges

            judges.import_judges(store, path, by=by, at=at)
            return Change(frozenset({Kind.SHEETS}))

        self._act(act, self.tr("已导入 {name}").format(name=path.name))

    def _ask_report(self) -> None:
        trade = self.setup.trade_in_hand()
        if trade is None:
            return
        folder = self.setup.page.desk.settings.last_folder or str(Path.home())
        suggested = str(Path(folder) / self.tr("{trade}裁判评分统计.xlsx").format(trade=trade.name))
        name, _ = QFileDialog.getSaveFileName(self, self.tr("裁判评分统计"), suggested, "Excel (*.xlsx)")
        if name:
            self.write_report(Path(name))

    def write_report(self, path: Path) -> None:
        """How the judges of the trade marked beside their panels, as a workbook."""
        trade = self.setup.trade
        ask = Ask(self.tr("裁判评分统计要有权的人看"), "", self.tr("写出"))

        def write(person: Actor) -> None:
            def act(store: Any, _by: Any, at: Any) -> Any:
                from app.services import judge_report

                judge_report.write_book(path, judge_report.reports(store, trade, by=person, at=at))

            self._act(act, self.tr("已写到 {path}").format(path=path))

        self.setup.present.one(Act.SEE_JUDGES, ask, write)

    def commit(self) -> bool:
        if self.judge() is None and self.name.value():
            self.keep_judge()
        return True
