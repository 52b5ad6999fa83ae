"""竞赛: the board of the day - what is next, how far all is, what waits, whether all is safe - and the setup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.services.board_view import PAGES, Matter, Need, Step
from ui.desk import Desk
from ui.pages.board_side import SafetyCard, TimetableCard
from ui.pages.board_widgets import MatrixCard, NeedsCard, NextCard
from ui.pages.page import Hint, Page
from ui.pages.present import Present
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import EmptyState
from ui.widgets.fields import Segmented
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from ui.pages.setup_state import Setup
    from ui.pages.setup_view import SetupView

_SIDE, _LEAST_LEFT = 310, 640  # widths at 100 % text size
# the page on which a stage is worked at
_PAGE_OF_STAGE = {"draw": "checkin"}
_ABOUT_SHEETS = frozenset({Matter.KEYINGS_DIFFER, Matter.SPREAD_OPEN, Matter.DOUBTFUL})


class ContestPage(Page):
    """The board."""

    wants = frozenset(Kind)
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        # Made here, without a ground of its own: asked for the one that Qt makes, PySide looks through every class it
        # has, and the first board would wait for that.
        self._area.setViewport(QWidget())
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack = QStackedWidget()
        self._board_room = QWidget()
        room = QVBoxLayout(self._board_room)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._area)
        self.stack.addWidget(self._board_room)
        column.addWidget(self.stack)
        self.setup_view: SetupView | None = None  # made when first shown
        self._met = False  # whether the first board has come
        inside = QWidget()
        self._area.setWidget(inside)
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
        room.addWidget(self.empty)
        self._area.hide()
        self.next.go.connect(self._go)
        self.home = self.next.button
        self.needs.go.connect(self._go_to_need)
        self.table.matrix.go.connect(self._go_to_stage)
        self.switch = Segmented([("board", self.tr("看板")), ("setup", self.tr("设置"))], self.tr("看板或设置"))
        self.switch.setObjectName("contest_switch")
        self.switch.changed.connect(self._switched)
        self._verbs = self._make_verbs()
        desk.board_changed.connect(self._show)
        desk.contest_checked.connect(self._show_safety)
        self._show()

    def tools(self) -> tuple[QWidget, ...]:
        return (self.switch, self._verbs)

    def _make_verbs(self) -> QWidget:
        """On the board: the public screen and the papers; in the settings: the office's pack."""
        self.cast = Button(self.tr("投到大屏"), icon="presenter")
        self.cast.setObjectName("board_display")
        self.cast.clicked.connect(self._open_display)
        self.print = Button(self.tr("打印"), icon="print", key="Ctrl+P", binds=False)
        self.print.setObjectName("board_print")
        self.print.clicked.connect(self.print_papers)
        self.pack = Button(self.tr("装入竞赛包…"), icon="arrow_import")
        self.pack.setObjectName("board_pack")
        self.pack.clicked.connect(self.take_pack)
        self.pack.hide()
        verbs = QWidget()
        row = QHBoxLayout(verbs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.cast, self.print, self.pack):
            row.addWidget(button)
        return verbs

    def _show_verbs(self) -> None:
        for button, there in (
            (self.cast, not self.in_setup()),
            (self.print, not self.in_setup()),
            (self.pack, self.in_setup()),
        ):
            button.setVisible(there)

    # setup

    def show_setup(self, section: str = "") -> None:
        """Show the settings, at a section."""
        if self.setup_view is None:
            from ui.pages.setup_view import SetupView  # here: the board opens without the forms

            self.setup_view = SetupView(self)
            self.setup_view.section_shown.connect(self.hints_changed)
            self.setup_view.setup.kept.connect(self._kept)
            self.stack.addWidget(self.setup_view)
            self.setup_view.setup.load()
        self.switch.set_current("setup")
        self.stack.setCurrentWidget(self.setup_view)
        if section:
            self.setup_view.show_section(section)
        self._show_verbs()
        self.crumbs_changed.emit()
        self.hints_changed.emit()

    def begin(self) -> None:
        self.show_setup("basic")

    def receive(self, path: Path) -> None:
        from ui.take_pack import PackDoor  # here: the board opens without it

        PackDoor(self, lambda: None).show(path)

    def show_board(self) -> None:
        """Show the board of the day."""
        self.switch.set_current("board")
        self.stack.setCurrentWidget(self._board_room)
        self._show_verbs()
        self.crumbs_changed.emit()
        self.hints_changed.emit()

    def in_setup(self) -> bool:
        """Whether the settings are shown."""
        return self.setup_view is not None and self.stack.currentWidget() is self.setup_view

    def _switched(self, key: str) -> None:
        if key == "setup":
            self.show_setup()
        elif self.commit_pending():
            self.show_board()
        else:
            self.switch.set_current("setup")

    def commit_pending(self) -> bool:
        return not self.in_setup() or self.setup_view is None or self.setup_view.commit()

    def can_reload(self) -> bool:
        return True

    def reload(self) -> None:
        if self.setup_view is not None:
            self.setup_view.setup.load()

    def perform(self, action: str) -> bool:
        view = self.setup_view
        if view is None or not self.in_setup():
            return False
        if action in ("undo", "redo"):
            if not view.commit():
                return True
            self._take_back(view.setup) if action == "undo" else self._do_again(view.setup)
            return True
        if action == "next_pane":
            view.list.setFocus()
            return True
        return False

    _offer = ""  # the message that offers to do again what was taken back

    def _take_back(self, setup: Setup) -> None:
        name = setup.last()
        if not setup.undo():
            self.say(self.tr("没有可以撤销的。"), kind=News.NOTE)
            return
        self._offer = self.tr("已撤销：{name}").format(name=name)
        self.say(self._offer, self.tr("重做"), lambda: self.perform("redo") or None)

    def _do_again(self, setup: Setup) -> None:
        if not setup.redo():
            self.say(self.tr("没有可以重做的。"), kind=News.NOTE)
            return
        self._offer = ""
        self.say(self.tr("已重做：{name}").format(name=setup.last()))

    def _kept(self, _name: str) -> None:
        """A change of another kind leaves nothing to do again: the bar must not offer it any longer."""
        if self.setup_view is not None and not self.setup_view.setup.can_redo():
            self.spent.emit(self._offer)

    def memo(self) -> object:
        return self.setup_view.section().key if self.in_setup() and self.setup_view is not None else None

    def recall(self, memo: object) -> None:
        if isinstance(memo, str):
            self.show_setup(memo)

    def open_schemes(self) -> None:
        """评分标准: the scheme of a trade, its versions, export and import."""
        from ui.dialogs.scheme import SchemeDialog  # here: the board opens without the tables' libraries

        dialog = SchemeDialog(self.desk, Present(self), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.say)
        dialog.open()

    def _open_display(self) -> None:
        from ui.display.button import DisplayButton  # here: most days have no second screen

        menu = DisplayButton(self.desk, self._verbs).choices()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.cast.mapToGlobal(QPoint(0, self.cast.height())))

    def print_papers(self) -> None:
        """打印: every paper in one place, as Ctrl+P does here."""
        if self.desk.person is None:
            self.say(self.tr("先登录，再打印。"), kind=News.NOTE)
            return
        from ui.dialogs.papers import PapersDialog  # here: the start prints nothing

        dialog = PapersDialog(self, "contest")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def take_pack(self) -> None:
        """竞赛包: what the office's pack changes, then taken in."""
        from ui.take_pack import PackDoor  # here: the board opens without it

        PackDoor(self, lambda: None).ask()

    def title(self) -> str:
        return self.tr("竞赛设置") if self.in_setup() else self.tr("比赛日看板")

    def hints(self) -> tuple[Hint, ...]:
        if self.in_setup() and self.setup_view is not None and self.setup_view.section().key == "scheme":
            return (
                Hint("Enter", self.tr("加同级")),
                Hint("Tab", self.tr("缩进")),
                Hint("Alt+↑↓", self.tr("移动")),
                Hint("F2", self.tr("改")),
                Hint("Del", self.tr("删去")),
                Hint("F6", self.tr("到右边")),
            )
        if self.in_setup():
            return (
                Hint("Enter", self.tr("下一格")),
                Hint("Ctrl+Z", self.tr("撤销")),
                Hint("F6", self.tr("各部分")),
            )
        contest = self.desk.contest
        demo = contest is not None and contest.mode == "demo"  # somebody new is led by the tour, the search knows it
        return (
            Hint("Ctrl+1…0", self.tr("换页")),
            Hint("Ctrl+K", self.tr("查找；第一次用就找“第一张证书”，8 步") if demo else self.tr("查找")),
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
        self.empty.setVisible(board is None)
        if board is None:
            self._say_empty()
            return
        if not self._met:
            self._met = True
            if board.next is not None and board.next.step is Step.SET_UP:
                self.show_setup()
        if board.next is not None:
            self.next.show_step(board.next, f"Ctrl+{(PAGES.index(board.next.page) + 1) % 10}")
        else:
            self.next.show_step(None, "")
        self.table.matrix.show_rows(board.trades)
        self.needs.show_needs(board.needs)
        self.day.show_day(board.hours, board.now)
        self._show_safety()

    def _show_safety(self) -> None:
        board, contest = self.desk.board, self.desk.contest
        if board is not None and contest is not None:
            self.safety.lines.show_safety(board.safety, contest.barred, contest.damaged)

    def _say_empty(self) -> None:
        if self.desk.board_source is not None:
            self.empty.say(self.tr("正在打开竞赛…"))
            return
        self.empty.say(
            self.tr("看板等竞赛文件打开。"), self.tr("左边各页可以直接打开，按键是 Ctrl+2 到 Ctrl+9 和 Ctrl+0。")
        )

    def _go(self, page: str, trade: str) -> None:
        if trade:
            self.desk.choose_trade(trade)
        if page == "contest":  # what is open on this page is open in the settings
            self.show_setup("scheme" if trade else "")
            if trade and self.setup_view is not None:
                self.setup_view.setup.choose(trade)
            return
        if page == "incidents":  # no page of the rail: a dialog over any of them
            self.desk.incidents_wanted.emit()
            return
        self.desk.go.emit(page)

    def _go_to_need(self, need: Need) -> None:
        """The page a matter is dealt with on; where it is about sheets, the first of them is opened there."""
        if need.matter not in _ABOUT_SHEETS or not need.things or need.page != "practical":
            self._go(need.page, need.trade)
            return
        if need.trade:
            self.desk.choose_trade(need.trade)
        self.desk.go_to_sheet.emit(need.page, need.things[0])

    def _go_to_stage(self, stage: str, trade: str) -> None:
        self._go(_PAGE_OF_STAGE.get(stage, stage), trade)
