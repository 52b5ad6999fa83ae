"""A sheet that differs from its paper: which cells, what the paper says, and why; a correction takes two people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from ui.dialogs.people import ReasonDialog
from ui.theme import SECONDARY, theme
from ui.widgets.card import Ink, Label

if TYPE_CHECKING:
    from app.services.signing_view import PaperPart

Cell = tuple[str, str]  # aspect id, seat


class CellsDialog(ReasonDialog):
    """The cells of some parts of a sheet with an empty field each for what the paper says; empty means the same."""

    found = Signal(object, str)  # texts by cell, reason

    def __init__(self, code: str, parts: Sequence[PaperPart], parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        question = translate("CellsDialog", "{code} 哪几格和纸面不一样？").format(code=code)
        text = translate(
            "CellsDialog", "只填不一样的格，照纸面填。改动成为更正单，原来的数留在记录里；要第二个人输 PIN。"
        )
        reasons = (
            translate("CellsDialog", "原件与录入不符"),
            translate("CellsDialog", "原件字迹误读"),
            translate("CellsDialog", "裁判更正并签字"),
        )
        super().__init__(question, text, translate("CellsDialog", "更正…"), reasons, (), parent)
        self.fields: dict[Cell, QLineEdit] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for column, name in ((1, self.tr("机内")), (2, self.tr("纸面"))):
            grid.addWidget(Label(name, SECONDARY, ink=Ink.TEXT2), 0, column)
        line = 1
        for part in parts:
            for row in part.rows:
                for seat, cell in enumerate(row.cells):
                    merged = len(row.cells) == 1
                    where = "" if merged else self.tr("　裁判 {seat}").format(seat=seat + 1)
                    grid.addWidget(Label(f"{row.id} {row.name}{where}".strip(), wrap=True), line, 0)
                    grid.addWidget(Label(cell.text or "—", ink=Ink.TEXT2), line, 1)
                    key = (row.id, "" if merged else str(seat + 1))
                    self._add_field(grid, line, key, f"{row.id}{where}")
                    line += 1
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setFixedHeight(min(theme().px(260), inside.sizeHint().height() + 4))
        self.setMinimumWidth(560)
        self.body.insertWidget(0, area)
        if self.fields:
            next(iter(self.fields.values())).setFocus()

    def _add_field(self, grid: QGridLayout, line: int, key: Cell, name: str) -> None:
        field = QLineEdit()
        field.setObjectName(f"cell_{key[0]}_{key[1]}")
        field.setFixedWidth(theme().px(90))
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        field.setAccessibleName(self.tr("{cell} 纸面").format(cell=name))
        field.returnPressed.connect(self.focusNextChild)
        grid.addWidget(field, line, 2)
        self.fields[key] = field

    def texts(self) -> dict[Cell, str]:
        """What the paper says, by cell; only where something was typed."""
        return {cell: field.text().strip() for cell, field in self.fields.items() if field.text().strip()}

    def _try(self) -> None:
        if not self.texts():
            self.refusal.say(self.tr("还没有填纸面的数。一格都没有不一样，就返回选“一致”。"))
            return
        if not self.reason():
            self.refusal.say(self.tr("还没有写理由。请选一条或写一句。"))
            return
        self.found.emit(self.texts(), self.reason())
        self.choose("give")
