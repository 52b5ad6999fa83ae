"""竞赛: the board of the day - what is next, how far every trade is, what waits for a person, whether all is safe."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.changes import Kind
from app.services.board_view import PAGES
from ui.desk import Desk
from ui.pages.board_side import SafetyCard, TimetableCard
from ui.pages.board_widgets import MatrixCard, NeedsCard, NextCard
from ui.pages.page import Hint, Page
from ui.pages.present import Present
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import EmptyState

_SIDE, _LEAST_LEFT = 310, 640  # widths at 100 % text size
# the page on which a stage is worked at
_PAGE_OF_STAGE = {"draw": "checkin"}


class ContestPage(Page):
    """The board."""

    wants = frozenset(Kind)
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area)
        inside = QWidget()
        self._area.setWidget(inside)
        self._area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        grid = QGridLayout(inside)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setSpacing(12)
        self.next = NextCard()
        self.table = MatrixCard()
        self.needs = NeedsCard()
        self.day = TimetableCard()
        self.safety = SafetyCard()
        self._left = QVBoxLayout()
        self._left.setSpacing(12)
        for card in (self.next, self.table, self.needs):
            self._left.addWidget(card)
        self._left.addStretch(1)
        self._right = QVBoxLayout()
        self._right.setSpacing(12)
        self._right.addWidget(self.day, 1)
        self._right.addWidget(self.safety)
        grid.setColumnStretch(0, 1)
        self._grid = grid
        self._stacked: bool | None = None
        self._stack(False)
        self.empty = EmptyState("trophy", "")
        column.addWidget(self.empty)
        self._area.hide()
        self.next.go.connect(self._go)
        self.needs.go.connect(self._go)
        self.table.matrix.go.connect(self._go_to_stage)
        self.schemes = Button(self.tr("评分标准…"), icon="document_table")
        self.schemes.setObjectName("board_schemes")
        self.schemes.clicked.connect(self.open_schemes)
        self.pack = Button(self.tr("装入竞赛包…"), icon="arrow_import")
        self.pack.setObjectName("board_pack")
        self.pack.clicked.connect(self.take_pack)
        desk.board_changed.connect(self._show)
        self._show()

    def tools(self) -> tuple[QWidget, ...]:
        return (self.pack, self.schemes)

    def open_schemes(self) -> None:
        """评分标准: the scheme of a trade, its versions, export and import."""
        from ui.dialogs.scheme import SchemeDialog  # here: the board opens without the tables' libraries

        dialog = SchemeDialog(self.desk, Present(self), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.say)
        dialog.open()

    def take_pack(self) -> None:
        """竞赛包: what the office's pack changes, then taken in."""
        from ui.take_pack import PackDoor  # here: the board opens without it

        PackDoor(self, lambda: None).ask()

    def title(self) -> str:
        return self.tr("比赛日看板")

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Ctrl+1…0", self.tr("换页")),
            Hint("Ctrl+K", self.tr("查找")),
            Hint("F1", self.tr("全部按键")),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack(self.width() - theme().px(_SIDE) < theme().px(_LEAST_LEFT))

    def _stack(self, stacked: bool) -> None:
        """Put the day beside the table of stages, or below it where large text leaves no room beside."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        for part in (self._left, self._right):
            self._grid.removeItem(part)
        self._grid.addLayout(self._left, 0, 0)
        self._grid.addLayout(self._right, 1 if stacked else 0, 0 if stacked else 1)
        for card in (self.day, self.safety):
            card.setMinimumWidth(0 if stacked else theme().px(_SIDE))
            card.setMaximumWidth(16_777_215 if stacked else theme().px(_SIDE))

    def _show(self) -> None:
        board = self.desk.board
        self._area.setVisible(board is not None)
        self.schemes.setEnabled(board is not None and bool(board.trades))
        self.empty.setVisible(board is None)
        if board is None:
            self._say_empty()
            return
        if board.next is not None:
            self.next.show_step(board.next, f"Ctrl+{(PAGES.index(board.next.page) + 1) % 10}")
        else:
            self.next.show_step(None, "")
        self.table.matrix.show_rows(board.trades)
        self.needs.show_needs(board.needs)
        self.day.show_day(board.hours, board.now)
        self.safety.lines.show_safety(board.safety)

    def _say_empty(self) -> None:
        if self.desk.board_source is not None:
            self.empty.say(self.tr("正在打开竞赛…"))
            return
        self.empty.say(
            self.tr("这个版本还没有看板。"), self.tr("左边各页可以直接打开，按键是 Ctrl+2 到 Ctrl+9 和 Ctrl+0。")
        )

    def _go(self, page: str, trade: str) -> None:
        if trade:
            self.desk.choose_trade(trade)
        self.desk.go.emit(page)

    def _go_to_stage(self, stage: str, trade: str) -> None:
        self._go(_PAGE_OF_STAGE.get(stage, stage), trade)
