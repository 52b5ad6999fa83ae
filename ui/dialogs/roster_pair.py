"""[看两人]: two people who look the same, field by field, with a sign and a word where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.services.board_view import State
from ui.dialogs.question import Answer, Question
from ui.dialogs.roster_check import state_picture
from ui.pages import registration_words as words
from ui.theme import BODY, SECONDARY, theme

if TYPE_CHECKING:
    from app.services.registration_pairs import Line, Pair, Side

_FIELD, _LEFT, _SIGN, _RIGHT = range(4)
_ROW = 30


class PairTable(QTableWidget):
    """The fields of two people. The arrow keys walk it, so that a screen reader says one after the other."""

    def __init__(self, pair: Pair, left: str, right: str, parent: QWidget | None = None) -> None:
        super().__init__(len(pair.lines), 4, parent)
        self.setObjectName("pair_table")
        self.setAccessibleName(self.tr("两人对照"))
        self.setHorizontalHeaderLabels(["", left, "", right])
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(theme().px(_ROW))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (_FIELD, _SIGN):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (_LEFT, _RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for number, line in enumerate(pair.lines):
            self._fill(number, line, left, right)
        first = next((number for number, line in enumerate(pair.lines) if line.differs), 0)
        self.setCurrentCell(first, _SIGN)

    def _fill(self, number: int, line: Line, left: str, right: str) -> None:
        tokens = theme().tokens
        sign = self.tr("不同") if line.differs else self.tr("相同") if line.left == line.right else self.tr("只一边有")
        one, two = (words.value_name(line.field, value) for value in (line.left, line.right))
        texts = (words.field_name(line.field), one or "—", sign, two or "—")
        spoken = self.tr("{field}，{sign}：{left} {one}，{right} {two}").format(
            field=texts[_FIELD], sign=sign, left=left, one=one, right=right, two=two
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setFont(theme().font(BODY if column in (_LEFT, _RIGHT) else SECONDARY, line.differs))
            item.setForeground(tokens.text if line.differs or column in (_LEFT, _RIGHT) else tokens.text2)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if line.differs:
                item.setBackground(tokens.warn_tint)
            if column == _SIGN and line.differs:
                item.setIcon(QIcon(state_picture(State.DIFFERS)))
            self.setItem(number, column, item)

    def whole_height(self) -> int:
        """How high it is with every field in sight."""
        return self.horizontalHeader().sizeHint().height() + self.rowCount() * theme().px(_ROW) + 4


class PairDialog(Question):
    """Asks nothing that is stored: it shows two people, and its verb leads to the other one ("go")."""

    def __init__(self, pair: Pair, reason: str, verb: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pair_dialog")
        left, right = self._heading(pair.left), self._heading(pair.right)
        count = sum(line.differs for line in pair.lines)
        told = self.tr("两边都写了而不一样的有 {count} 栏。").format(count=count)
        self.ask(self.tr("{left}与{right}是同一个人吗？").format(left=left, right=right), f"{reason}\n{told}")
        self.table = PairTable(pair, left, right)
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.setMinimumWidth(min(theme().px(720), room.width() - 48))
        self.table.setFixedHeight(min(self.table.whole_height(), max(150, room.height() - theme().px(210))))
        self.add_widget(self.table)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        if verb:
            self.add_answer(Answer("go", verb, primary=True))
        self.table.setFocus()

    def _heading(self, side: Side) -> str:
        if side.row:
            return self.tr("第 {row} 行").format(row=side.row)
        return side.number or self.tr("正在填的")
