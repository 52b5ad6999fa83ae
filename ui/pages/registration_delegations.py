"""The delegations beside the list: choose one to see only its entries; open ones stand before the slash."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.services.registration_list import DelegationLine
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.theme import theme
from ui.widgets.table import TableView

WIDTH = 164  # at 100 % text size
_EVERYBODY = 0


def _name(line: DelegationLine) -> str:
    return line.name


def _count(line: DelegationLine) -> str:
    return f"{line.open} / {line.entries}" if line.open else str(line.entries)


def _tip(line: DelegationLine) -> str:
    if not line.open:
        return line.name
    text = QCoreApplication.translate("DelegationList", "{name}：{entries} 份报名，其中 {open} 份待审或退回")
    return text.format(name=line.name, entries=line.entries, open=line.open)


class DelegationList(TableView):
    """`chosen` tells the row id of a delegation, or None for all of them."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        name = QCoreApplication.translate("DelegationList", "代表队")
        people = QCoreApplication.translate("DelegationList", "人数")
        columns: tuple[Column[DelegationLine], ...] = (
            Column("name", name, _name, 100, stretch=True, sortable=False, tip=_tip),
            Column("count", people, _count, 64, Align.RIGHT, sortable=False, tip=_tip),
        )
        self.lines: TableModel[DelegationLine] = TableModel(columns, key_of=lambda line: line.id)
        super().__init__(self.lines, name, parent)
        self._quiet = False
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.setFixedWidth(theme().px(WIDTH))
        self.row_changed.connect(self._tell)

    def show_lines(self, lines: Sequence[DelegationLine], current: int | None) -> None:
        """Show the delegations, all of them together first; `current` stays chosen without telling anyone."""
        whole = DelegationLine(
            _EVERYBODY,
            QCoreApplication.translate("DelegationList", "全部"),
            sum(line.entries for line in lines),
            sum(line.open for line in lines),
        )
        self._quiet = True
        self.lines.set_rows((whole, *lines))
        self.select_key(current or _EVERYBODY)
        self._quiet = False

    def choose(self, delegation: int | None) -> None:
        """Put the keyboard on a delegation."""
        self.select_key(delegation or _EVERYBODY)

    def current_name(self) -> str:
        """The name of the delegation chosen, "" for all."""
        row = self.row_in_hand()
        return row.name if isinstance(row, DelegationLine) and row.id != _EVERYBODY else ""

    def _tell(self, row: object) -> None:
        if isinstance(row, DelegationLine) and not self._quiet:
            self.chosen.emit(row.id or None)
