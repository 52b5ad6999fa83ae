"""The look before a paste: old and new values cell by cell, refused texts with their reasons, and what to store."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.grid.facts import MERGED, place_text, seat_label, translate
from ui.grid.paste import PasteCell
from ui.grid.state import GridState
from ui.theme import theme
from ui.widgets.buttons import Button, Look


class PasteDialog(QDialog):
    """Accepted when cells are to be stored: all of them, or only the right ones (`planned` then still holds all)."""

    def __init__(self, state: GridState, planned: Sequence[PasteCell], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.planned = list(planned)
        self._state = state
        self._good = [cell for cell in self.planned if cell.ok]
        self._bad = [cell for cell in self.planned if not cell.ok]
        code = state.view.code if state.view else ""
        self.setWindowTitle(translate("grid", "粘贴到 {code}？").format(code=code))
        self.resize(theme().px(720), theme().px(480))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        heading = QLabel(self._summary())
        heading.setFont(theme().font(16, bold=True))
        heading.setWordWrap(True)
        layout.addWidget(heading)
        self.table = self._make_table()
        layout.addWidget(self.table, 1)
        self.reasons = self._make_reasons()
        if self._bad:
            label = QLabel(translate("grid", "不能存入的格"))
            label.setBuddy(self.reasons)
            layout.addWidget(label)
            layout.addWidget(self.reasons)
        else:
            self.reasons.hide()
        layout.addLayout(self._make_buttons())

    def _summary(self) -> str:
        over = sum(cell.ok and cell.overwrites for cell in self.planned)
        return translate(
            "grid", "剪贴板上 {all} 格：{good} 格可以存入，其中 {over} 格改写旧值；{bad} 格不能存入。"
        ).format(all=len(self.planned), good=len(self._good), over=over, bad=len(self._bad))

    def _make_table(self) -> QTableWidget:
        """Lines as in the sheet, judges across; old → new in every cell the block touches."""
        seats = self._state.view.seats if self._state.view else ()
        placed = [cell for cell in self.planned if cell.address]
        aspects = list(dict.fromkeys(cell.address.aspect for cell in placed if cell.address))
        columns = sorted({cell.address.seat for cell in placed if cell.address})
        table = QTableWidget(len(aspects), len(columns), self)
        table.setAccessibleName(translate("grid", "将要粘贴的格"))
        names = [seat_label(seats, seat) if seat != MERGED else translate("grid", "共用格") for seat in columns]
        table.setHorizontalHeaderLabels(names)
        table.setVerticalHeaderLabels(aspects)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for cell in placed:
            assert cell.address is not None
            table.setItem(aspects.index(cell.address.aspect), columns.index(cell.address.seat), self._item(cell))
        return table

    def _item(self, cell: PasteCell) -> QTableWidgetItem:
        tokens = theme().tokens
        shown = translate("grid", "{old} → {new}").format(old=cell.old, new=cell.new) if cell.overwrites else cell.new
        item = QTableWidgetItem(shown)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        if not cell.ok:
            item.setIcon(icons.icon("dismiss_circle", tokens.error_text, filled=True))
            item.setForeground(QBrush(tokens.error_text))
            item.setBackground(QBrush(tokens.error_tint))
            item.setToolTip(cell.reason)
        elif cell.overwrites:
            item.setBackground(QBrush(QColor(tokens.warn_tint)))
            item.setForeground(QBrush(tokens.warn_on_tint))
        return item

    def _make_reasons(self) -> QListWidget:
        reasons = QListWidget(self)
        reasons.setMaximumHeight(theme().px(120))
        view = self._state.view
        for cell in self._bad:
            place = translate("grid", "第 {line} 行第 {column} 列").format(line=cell.line + 1, column=cell.column + 1)
            if cell.address is not None and view is not None:
                place = place_text(view, self._state.row(cell.address), cell.address.seat)
            reasons.addItem(
                translate("grid", "{place}　“{text}”　{reason}").format(place=place, text=cell.new, reason=cell.reason)
            )
        return reasons

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        back = Button(translate("grid", "返回"))
        back.clicked.connect(self.reject)
        row.addWidget(back)
        row.addStretch(1)
        lack = translate("grid", "有 {count} 格不能存入").format(count=len(self._bad)) if self._bad else ""
        if self._bad:
            row.addWidget(QLabel(lack))
            self.only_good = Button(translate("grid", "只存正确的 {count} 格").format(count=len(self._good)))
            self.only_good.block("" if self._good else translate("grid", "没有一格可以存入"))
            self.only_good.clicked.connect(self.accept)
            row.addWidget(self.only_good)
        self.store = Button(translate("grid", "存入 {count} 格").format(count=len(self.planned)), Look.PRIMARY)
        self.store.block(lack)
        self.store.setDefault(not self._bad)
        self.store.clicked.connect(self.accept)
        row.addWidget(self.store)
        (back if self._bad else self.store).setFocus()
        return row
