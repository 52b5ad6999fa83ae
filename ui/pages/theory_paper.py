"""卷号 of the line in hand: one field below the list, Enter stores and asks for the next line's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.changes import Change
from app.errors import AppError
from app.services.sheet_view import CellAddress
from app.services.theory import TheoryTable
from app.services.theory_parts import MOST_SIGNS, read_paper, set_paper
from ui.theme import theme
from ui.widgets.card import Ink, Label

if TYPE_CHECKING:
    from ui.pages.theory_page import TheoryPage

translate = QCoreApplication.translate
_WIDTH = 96


class _Field(QLineEdit):
    """Letters and digits: the input method stays off, as in number cells. `left`: Esc was pressed."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PaperNumber(QWidget):
    """Whose 卷号 it is stands before the field. `given`: entry number and text; `left`: back to the list."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entry, self._stored = "", ""
        self.caption = Label("", ink=Ink.TEXT2)
        self.field = _Field()
        self.field.setObjectName("paper_number")
        self.field.setMaxLength(MOST_SIGNS)
        self.field.setFixedWidth(theme().px(_WIDTH))
        self.caption.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.caption)
        row.addWidget(self.field)
        self.field.returnPressed.connect(self._give)
        self.field.left.connect(self._leave)

    def show_line(self, cell: CellAddress | None, table: TheoryTable | None) -> None:
        """The line the cursor stands on; what is being typed for that line stays."""
        entry = cell.aspect if cell is not None else ""
        stored = table.papers.get(entry, "") if table is not None else ""
        if (entry, stored) != (self.entry, self._stored):
            self.entry, self._stored = entry, stored
            self.field.setText(stored)
        closed = table is None or table.view is None or table.view.locked
        self.field.setEnabled(bool(entry) and not closed)
        name = self.tr("{entry} 卷号").format(entry=entry) if entry else self.tr("卷号")
        self.caption.setText(self.tr("{name} (&J)").format(name=name))
        self.field.setAccessibleName(name)

    def take_focus(self) -> None:
        """Type the 卷号 of the line in hand."""
        if self.field.isEnabled():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()

    def _give(self) -> None:
        self.given.emit(self.entry, self.field.text())

    def _leave(self) -> None:
        self.field.setText(self._stored)
        self.left.emit()


def note_paper(page: TheoryPage, number: str, text: str, back: bool = False) -> None:
    """Store the 卷号 of a line of the page at once; the bar's verb takes it back, the next line's is asked for."""
    table, contest, person = page.table, page.desk.contest, page.desk.person
    if table is None or table.view is None or contest is None or person is None:
        return
    store, trade, round_id, by = contest.store, page.desk.trade, table.view.round, person.actor
    nothing = translate("TheoryPage", "没有")

    def noted(done: tuple[str, Change]) -> None:
        old, new = done[0], read_paper(text)
        if back:
            page.say(translate("TheoryPage", "{entry} 的卷号改回 {new}").format(entry=number, new=new or nothing))
        elif new != old:
            said = translate("TheoryPage", "{entry} 的卷号：{old} 改为 {new}")
            said = said.format(entry=number, old=old or nothing, new=new or nothing)
            page.say(said, translate("TheoryPage", "撤销"), lambda: note_paper(page, number, old, back=True))
        page.reload()
        if not back:
            page.grid.next_line()
            page.paper_number.take_focus()

    def refused(error: AppError) -> None:
        page.refuse(error)
        page.paper_number.take_focus()

    def act() -> tuple[str, Change]:
        assert store is not None  # an open contest has its file
        return set_paper(store, trade, round_id, number, text, by=by, at=page.desk.now())

    page.desk.operations.run(act, noted, refused, owner=page)
