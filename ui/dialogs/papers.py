"""打印单据: every kind of paper in one place, by the part of the day; of which trade and round, and what it takes."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from ui import messages
from ui.dialogs import papers_words as words
from ui.dialogs.question import RefusalLine
from ui.models.columns import Column
from ui.models.table_model import TableModel
from ui.pages.page import Page
from ui.pages.sheets_out import Order, SheetsOut
from ui.printing import PrintRun, choose_printer
from ui.theme import CARD_HEADING, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Ink, Label
from ui.widgets.choices import CheckBox, DecimalBox, NumberBox
from ui.widgets.fields import Caption, ChoiceBox, SearchField
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.papers_view import KindLine, PaperChoice

# What a page prints first, by its key.
_OF_PAGE = {
    "contest": "timetable",
    "registration": "entries",
    "checkin": "sign-in",
    "theory": "theory",
    "practical": "blank-score-sheets",
    "recheck": "recheck",
    "ranking": "standings",
    "certificates": "certificate-receipts",
    "report": "export-sheet",
}
_POSTED = frozenset({"public-notice", "amendment-notice"})
_PASSES = frozenset({"passes", "pass-cards"})
_OF_ENTRY = frozenset({"explanation", "appeal"})
_NO_ROUND = frozenset({"passes", "pass-cards", "standings", "single-standings", "winners", "citations", "honours",
                       "explanation", "certificate-receipts", "appeal", "blank-appeal", "correction",
                       "judge-statistics", "recheck", *_POSTED})  # fmt: skip
_NO_TRADE = frozenset({"examples", "delegations", "loss-report"})
A4 = (210.0, 297.0)


class PapersDialog(QDialog):
    """Kinds at the left, what is wanted of the one in hand at the right. Opened over a page, which says what became of
    it; `page_key` chooses what is in hand first."""

    def __init__(self, page: Page, page_key: str = "") -> None:
        super().__init__(page)
        self._page = page
        self._out = SheetsOut(page)
        self._wanted = _OF_PAGE.get(page_key, "sign-in")
        self._choice: PaperChoice | None = None
        self.kind: KindLine | None = None
        self.setObjectName("papers_dialog")
        self.setWindowTitle(self.tr("打印单据"))
        self.setModal(True)
        room = page.window().size()
        self.resize(min(theme().px(940), room.width() - 48), min(theme().px(620), room.height() - 40))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._list(), 5)
        row.addLayout(self._form(), 6)
        column.addLayout(row, 1)
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)
        column.addLayout(self._foot())
        self._show_kind(None)
        store, by = page.desk.contest, page.desk.person
        if store is not None and by is not None:
            page.desk.operations.run(lambda: _choice(store.store, by.actor), self._came, self._refused, owner=self)
        self.search.setFocus()

    # what it is made of

    def _list(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.search = SearchField(self.tr("找单据：名称"))
        self.search.settled.connect(self._fill)
        self.search.entered.connect(lambda _: self.show_paper.click())
        columns = (
            Column("part", self.tr("环节"), lambda one: words.part(one.part), 104, sortable=False),
            Column("name", self.tr("单据"), lambda one: words.name(one.id), 160, stretch=True, sortable=False),
        )
        self._model = TableModel(columns, lambda one: one.id)
        self.list = TableView(self._model, self.tr("单据"))
        self.list.setMinimumWidth(260)
        self.list.row_changed.connect(self._show_kind)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        return column

    def _form(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.title = Label("", CARD_HEADING, True, wrap=True)
        self.about = Label("", ink=Ink.TEXT2, wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.about)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[str, tuple[Caption, QWidget]] = {}
        self.trade = ChoiceBox(self.tr("工种"))
        self.trade.currentIndexChanged.connect(lambda _: self._fill_rounds())
        self.round = ChoiceBox(self.tr("轮次"))
        self.entry = QLineEdit()
        self.days = NumberBox(self.tr("公示天数"), 1, 60)
        self.days.setValue(5)
        self.phone, self.address = QLineEdit(), QLineEdit()
        self.mask = CheckBox(self.tr("姓名中间的字打星号"))
        self.backs = CheckBox(self.tr("带背面（打印时选双面、长边翻转）"))
        self.stock = CheckBox(self.tr("用已裁好的不干胶标签纸（4×9 格）"))
        self.stock.toggled.connect(lambda _: self._show_rows())
        self.first = NumberBox(self.tr("从第几格开始"), 1, 36)
        self.right = DecimalBox(self.tr("右移"), -20.0, 20.0, 1, "mm")
        self.down = DecimalBox(self.tr("下移"), -20.0, 20.0, 1, "mm")
        for key, caption, widget in (
            ("trade", self.tr("工种"), self.trade),
            ("round", self.tr("轮次"), self.round),
            ("entry", self.tr("参赛号"), self.entry),
            ("days", self.tr("公示天数"), self.days),
            ("phone", self.tr("受理电话"), self.phone),
            ("address", self.tr("受理地点"), self.address),
            ("mask", "", self.mask),
            ("backs", "", self.backs),
            ("stock", "", self.stock),
            ("first", self.tr("从第几格开始"), self.first),
            ("right", self.tr("右移"), self.right),
            ("down", self.tr("下移"), self.down),
        ):
            self._row(key, caption, widget)
        column.addLayout(self._grid)
        column.addStretch(1)
        return column

    def _row(self, key: str, caption: str, widget: QWidget) -> None:
        line = len(self._rows)
        label = Caption(caption)
        widget.setObjectName(f"papers_{key}")
        if caption:
            widget.setAccessibleName(caption)
        self._grid.addWidget(label, line, 0)
        self._grid.addWidget(widget, line, 1)
        self._rows[key] = (label, widget)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.shut = Button(self.tr("返回"))
        self.shut.clicked.connect(self.reject)
        self.keep = Button(self.tr("存成 PDF…"), icon="document_pdf")
        self.keep.clicked.connect(self._keep)
        self.show_paper = Button(self.tr("预览和打印…"), Look.PRIMARY, "print")
        self.show_paper.setObjectName("papers_show")
        self.show_paper.clicked.connect(self._show)
        row.addWidget(ReasonLabel(self.show_paper), 1)
        row.addStretch(0)
        for button in (self.shut, self.keep, self.show_paper):
            row.addWidget(button)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.search.hasFocus():
            QCoreApplication.sendEvent(self.list, event)  # the list is walked while a name is being typed
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            return  # the field has said it
        super().keyPressEvent(event)

    # what there is

    def _came(self, choice: PaperChoice) -> None:
        self._choice = choice
        self.trade.addItem(self.tr("全部工种"), "")
        for one in choice.trades:
            self.trade.addItem(one.name, one.code)
        self.trade.setCurrentIndex(max(0, self.trade.findData(self._page.desk.trade)))
        self._fill(self.search.text())

    def _fill(self, text: str) -> None:
        if self._choice is None:
            return
        found = [
            one
            for one in self._choice.kinds
            if text.strip().casefold() in f"{words.name(one.id)} {one.name} {one.id}".casefold()
        ]
        self._model.set_rows(found)
        in_hand = self._wanted if any(one.id == self._wanted for one in found) else found[0].id if found else ""
        if in_hand:
            self.list.select_key(in_hand)
        self._show_kind(next((one for one in found if one.id == in_hand), None))

    def _fill_rounds(self) -> None:
        self.refusal.say("")
        code = self.trade.currentData()
        rounds = next((one.rounds for one in self._choice.trades if one.code == code), ()) if self._choice else ()
        self.round.clear()
        self.round.addItem(self.tr("全部轮次"), "")
        for key, name in rounds:
            self.round.addItem(name, key)
        self._show_rows()

    def _show_kind(self, kind: Any) -> None:
        self.kind = kind
        self.refusal.say("")
        if kind is not None:
            self._wanted = kind.id
        self.title.setText(words.name(kind.id) if kind is not None else "")
        self.about.setText(words.about(kind.id) if kind is not None else "")
        reason = self.tr("没有这样的单据。") if kind is None and self._choice is not None else ""
        if kind is not None and kind.denied:
            person = self._page.desk.person
            who = person.role if person is not None else ""
            reason = self.tr("{role}不能打印这种单据，请换人 (F10)。").format(role=who)
        self.show_paper.block(reason)
        sealed = kind is not None and kind.sealed
        self.show_paper.setText(self.tr("打印…") if sealed else self.tr("预览和打印…"))
        self.keep.setVisible(sealed)
        self.keep.block(reason)
        self._show_rows()

    def _show_rows(self) -> None:
        kind = self.kind.id if self.kind is not None else ""
        cut = kind == "code-labels" and self.stock.isChecked()
        shown = {
            "trade": bool(kind) and kind not in _NO_TRADE,
            "round": bool(kind) and self.round.count() > 1 and kind not in _NO_ROUND and not self._of_contest(),
            "entry": kind in _OF_ENTRY,
            "days": kind in _POSTED,
            "phone": kind in _POSTED,
            "address": kind in _POSTED,
            "mask": kind in _POSTED,
            "backs": kind in _PASSES,
            "stock": kind == "code-labels",
            "first": cut,
            "right": cut,
            "down": cut,
        }
        for key, parts in self._rows.items():
            for part in parts:
                part.setVisible(shown[key])

    def _of_contest(self) -> bool:
        return self.kind is not None and self.kind.of_contest

    # what is asked for

    def order(self) -> Order | None:
        """What is wanted of the kind in hand, None while there is none."""
        if self.kind is None:
            return None
        key = self.kind.id
        trade = "" if key in _NO_TRADE else str(self.trade.currentData() or "")
        wish: dict[str, Any] = {"trade": trade or None}
        if not self._rows["round"][1].isHidden():
            wish["round"] = str(self.round.currentData() or "") or None
        if key in _OF_ENTRY:
            wish["entry"] = self.entry.text().strip() or None
        if key in _POSTED:
            wish |= {"days": self.days.value(), "phone": self.phone.text().strip()}
            wish |= {"address": self.address.text().strip(), "mask_names": self.mask.isChecked()}
        if key in _PASSES:
            wish["backs"] = self.backs.isChecked()
        if key == "code-labels" and self.stock.isChecked():
            wish |= {"first_label": self.first.value(), "shift": (_tenths(self.right), _tenths(self.down))}
        of = self.trade.currentText() if trade else ""
        return Order(key, " ".join(part for part in (of, words.name(key)) if part), wish)

    def _show(self) -> None:
        order = self.order()
        if order is None:
            return
        self.refusal.say("")
        if self.kind is not None and self.kind.sealed:
            self._print_sealed(order)
        else:
            self._out.show_order(order, self, self._refused)

    def _refused(self, error: AppError) -> None:
        self.refusal.say(messages.sentence(error))

    def _keep(self) -> None:
        order = self.order()
        if order is None:
            return
        suggested = str(self._out.folder() / f"{order.title.replace(' ', '-')}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存成 PDF"), suggested, "PDF (*.pdf)")
        if name:
            self.keep_as(order, Path(name))

    def keep_as(self, order: Order, path: Path) -> None:
        """Write a paper that is not shown; who may, and that it was, is the service's to say and enter."""
        act = self._out.writer(order, path)
        if act is not None:
            self._page.desk.operations.run(act, lambda _: self._out.told_kept(str(path)), self._refused, owner=self)

    def _print_sealed(self, order: Order) -> None:
        printer = choose_printer(self, *A4, order.title)
        if printer is None:
            return
        operations, out = self._page.desk.operations, self._out

        def make() -> tuple[bytes, int]:
            from app.documents.render import page_sizes  # here: pdfium is loaded when a page is first looked at

            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "sealed.pdf"
                act = out.writer(order, path)
                if act is not None:
                    act()
                pdf = path.read_bytes()
            return pdf, len(page_sizes(pdf))

        def send(made: tuple[bytes, int]) -> None:
            PrintRun(operations, printer, made[1], lambda n: (made[0], n), out.told_printed, parent=self).start()

        operations.run(make, send, self._refused, owner=self)


def _tenths(box: DecimalBox) -> Decimal:
    """What a box of millimetres shows, exactly."""
    return Decimal(round(box.value() * 10)) / 10


def _choice(store: Any, by: Any) -> PaperChoice:
    from app.services.papers_view import choice  # on the store thread: it brings fonts and the PDF press along

    return choice(store, by)
