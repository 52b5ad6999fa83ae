"""冲突: what needs a person at the office, by harm - forks side by side, unknown keys, gaps, people, bases, late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind as Touched
from ui.desk import Desk
from ui.models.table_model import TableModel
from ui.office_session import session
from ui.office_trust import TrustDoor
from ui.pages.office_conflicts_parts import (
    ForkView,
    MatterView,
    PeopleView,
    kind_words,
    matter_columns,
    sentence_of,
)
from ui.pages.page import Hint, Page
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import EmptyState, Label, Line
from ui.widgets.fields import ChoiceBox
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.office_matters import OfficeMatter


class ConflictsPage(Page):
    """Above the list, below the one in hand: both files of a fork, the numbers of a gap, a person's places."""

    wants = frozenset({Touched.BUNDLES, Touched.RESULTS})
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.session = session(desk)
        self.found: tuple[OfficeMatter, ...] = ()
        self.door = TrustDoor(self, lambda: None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        self.kind = ChoiceBox(self.tr("哪一类"))
        self.kind.setObjectName("conflicts_kind")
        self.kind.activated.connect(lambda _index: self._show())
        self.figures = Label("")
        head.addWidget(self.kind)
        head.addWidget(self.figures)
        head.addStretch(1)
        column.addLayout(head)
        self.model: TableModel[Any] = TableModel(matter_columns(), parent=self)
        self.table = TableView(self.model, self.tr("要处理的事"))
        self.table.setObjectName("conflicts_table")
        self.table.setMinimumHeight(theme().px(34 + 32 * 2))
        self.table.row_changed.connect(self._in_hand)
        self.table.opened.connect(self._in_hand)
        self.body = QWidget()
        parts = QVBoxLayout(self.body)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        parts.addWidget(self.table, 2)
        parts.addWidget(Line())
        self.fork, self.people, self.plain = ForkView(), PeopleView(), MatterView()
        self.detail = QStackedWidget()
        for view in (self.plain, self.fork, self.people):
            self.detail.addWidget(view)
        area = QScrollArea()  # in a low window with large text the detail scrolls, it is never squeezed
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self.detail)
        self.detail.setAutoFillBackground(False)  # setWidget switched it on
        parts.addWidget(area, 3)
        parts.addLayout(self._foot())
        self.empty = EmptyState(
            "checkmark_circle",
            self.tr("没有要处理的。"),
            self.tr("分叉、缺号、未登记的钥匙、一人两地、缺报都会列在这里。"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.body)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self.session.changed.connect(self.grow_old)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(8)
        row.addStretch(1)
        self.copy = Button(self.tr("复制给基地的话"), icon="copy")
        self.copy.setObjectName("conflicts_copy")
        self.copy.clicked.connect(self._copy)
        self.trust = Button(self.tr("装入新名录…"), icon="shield_checkmark")
        self.trust.setObjectName("conflicts_trust")
        self.trust.clicked.connect(self.door.ask)
        self.slip = Button(self.tr("打印拒收单"), icon="print")
        self.slip.setObjectName("conflicts_slip")
        self.slip.clicked.connect(self._print_slip)
        for button in (self.copy, self.trust, self.slip):
            row.addWidget(button)
        return row

    # the page

    def title(self) -> str:
        return self.tr("冲突")

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("↑ ↓", self.tr("换一件")), Hint("Ctrl+P", self.tr("打印拒收单")))

    def perform(self, action: str) -> bool:
        if action == "print" and self.slip.isVisible():
            self._print_slip()
            return True
        if action == "filter":
            self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def memo(self) -> object:
        return (self.kind.currentData(), self.table.currentIndex().row())

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple) and len(memo) == 2:
            self._wanted = memo

    _wanted: tuple[Any, ...] | None = None

    def activate(self) -> None:
        super().activate()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store, identities = contest.store, self.session.identities

        def act() -> tuple[tuple[OfficeMatter, ...], dict[str, str]]:
            from app.services import office_matters, office_view  # here: cryptography is loaded on first use

            lines = office_view.inbox(store).lines
            names = {one.trade: one.name for line in lines for one in line.trades if one.name}
            return office_matters.matters(store, None, identities), names

        self.desk.operations.run(act, self._came, owner=self, quiet=True)

    def _came(self, answer: tuple[tuple[OfficeMatter, ...], dict[str, str]]) -> None:
        self.found, self.fork.names = answer
        found = self.found
        chosen = self._wanted[0] if self._wanted else self.kind.currentData()
        self.kind.clear()
        self.kind.addItem(self.tr("全部 {count}").format(count=len(found)), "")
        for key, word in kind_words().items():
            count = sum(one.kind.value == key for one in found)
            if count:
                self.kind.addItem(f"{word} {count}", key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.kind.updateGeometry()
        self._show()
        if self._wanted is not None and 0 <= self._wanted[1] < self.model.rowCount():
            self.table.select_row(self._wanted[1])
        self._wanted = None

    # showing

    def chosen(self) -> Sequence[OfficeMatter]:
        """What the list shows."""
        key = self.kind.currentData()
        return [one for one in self.found if key in ("", None, one.kind.value)]

    def _show(self) -> None:
        self.stack.setCurrentWidget(self.body if self.found else self.empty)
        self.kind.setVisible(bool(self.found))
        blocked = sum(one.kind.value == "fork" for one in self.found)
        self.figures.setText(
            self.tr("{count} 处分叉：打电话给基地和监督，谁也不能点掉。").format(count=blocked) if blocked else ""
        )
        before = self.table.currentIndex().row()
        self.model.set_rows(self.chosen())
        if self.model.rowCount():
            self.table.select_row(min(max(before, 0), self.model.rowCount() - 1))
        self._in_hand(self.table.row_in_hand())

    def _in_hand(self, matter: Any) -> None:
        kind = matter.kind.value if matter is not None else ""
        self.copy.setVisible(matter is not None)
        self.trust.setVisible(kind == "key")
        self.slip.setVisible(kind in ("fork", "key"))
        if matter is None:
            self.plain.show_matter(None)
            self.detail.setCurrentWidget(self.plain)
        elif kind == "fork":
            self.fork.show_conflict(matter.conflict)
            self.detail.setCurrentWidget(self.fork)
        elif kind == "person":
            self.people.show_person(matter.person, bool(self.session.identities))
            self.detail.setCurrentWidget(self.people)
        else:
            self.plain.show_matter(matter)
            self.detail.setCurrentWidget(self.plain)

    def _copy(self) -> None:
        matter: Any = self.table.row_in_hand()
        if matter is not None:
            QGuiApplication.clipboard().setText(sentence_of(matter))
            self.say(self.tr("已复制，可以贴进短信或邮件。"))

    def _print_slip(self) -> None:
        from app.services.papers_office import OfficeWish
        from ui.office_paper import show_paper  # here: reportlab is loaded on first use

        matter: Any = self.table.row_in_hand()
        if matter is not None and matter.sha256:
            show_paper(self, "rejections", OfficeWish(files=(matter.sha256,)))
