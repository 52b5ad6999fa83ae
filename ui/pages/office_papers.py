"""打印: the office's papers, each seen as the very PDF before it is printed or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act
from app.errors import AppError
from ui import messages
from ui.desk import Desk
from ui.office_paper import paper_titles, show_paper
from ui.pages.page import Hint, Page
from ui.pages.present import Present
from ui.theme import BODY, SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Card, EmptyState, Ink, Label, Line
from ui.widgets.choices import RadioButton
from ui.widgets.fields import Caption, ChoiceBox
from ui.widgets.page_preview import PagePreview
from ui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from app.services.office_standings import MergedList
    from app.services.office_view import InboxLine
    from app.services.papers_office import OfficeWish

LEFT = 340


class OfficePapersPage(Page):
    """Left which paper and of what, right the pages."""

    wants = frozenset({Kind.BUNDLES, Kind.RESULTS})
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._present = Present(self)
        self._pdf: bytes | None = None
        self._turn_number = 0
        self._page, self._pages = 0, 0
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.files: tuple[InboxLine, ...] = ()
        self.lists: tuple[MergedList, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = scrolled(self._kinds(), margins=(16, 12, 12, 12), spacing=10)
        left.setFixedWidth(theme().px(LEFT))
        row.addWidget(left)
        row.addWidget(Line(vertical=True))
        row.addLayout(self._sheet(), 1)

    def _kinds(self) -> Card:
        card = Card(self.tr("打印什么"))
        column = QVBoxLayout()
        column.setContentsMargins(14, 0, 14, 12)
        column.setSpacing(1)
        hints = {
            "receipts": self.tr("收下的每个成绩包一张，交基地"),
            "rejections": self.tr("拒收的每个文件一张，写明原因"),
            "register": self.tr("所有来件，按收到的先后"),
            "merged": self.tr("各工种全省名次"),
            "overview": self.tr("本年度对照计划"),
        }
        self.radios: dict[str, RadioButton] = {}
        for key, title in paper_titles().items():
            radio = RadioButton(title)
            radio.setObjectName(f"paper_{key}")
            radio.setAccessibleDescription(hints[key])
            radio.toggled.connect(lambda on, key=key: self._choose() if on else None)
            self.radios[key] = radio
            column.addWidget(radio)
            hint = Label(hints[key], SECONDARY, ink=Ink.TEXT2, wrap=True)
            hint.setContentsMargins(28, 0, 0, 2)
            column.addWidget(hint)
        column.addWidget(Line())
        self.of = Caption(self.tr("范围"))
        self.wish = ChoiceBox(self.tr("范围"))
        self.wish.setObjectName("paper_wish")
        self.wish.activated.connect(lambda _index: self._preview())
        column.addWidget(self.of)
        column.addWidget(self.wish)
        card.body.addLayout(column)
        return card

    def _sheet(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.count = Label("", BODY, ink=Ink.TEXT2)
        self.back = Button(self.tr("上一页"), key="PgUp", small=True)
        self.on = Button(self.tr("下一页"), key="PgDown", small=True)
        self.on.show_key("PgDn")
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.back)
        head.addWidget(self.on)
        column.addLayout(head)
        self.preview = PagePreview(self.desk.operations, self.tr("要打印的页"), rulers=False)
        self.preview.turned.connect(self._turn)
        self.empty = EmptyState("print", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.preview)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.go = Button(self.tr("打印或存 PDF…"), Look.PRIMARY, "print", "Ctrl+P", binds=False)
        self.go.setObjectName("papers_go")
        self.go.clicked.connect(self.print)
        foot.addWidget(ReasonLabel(self.go), 1)
        foot.addStretch(0)
        foot.addWidget(self.go)
        column.addLayout(foot)
        return column

    # the page

    def title(self) -> str:
        return self.tr("打印")

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("↑ ↓", self.tr("换一种")),
            Hint("PgUp PgDn", self.tr("翻页")),
            Hint("Ctrl+P", self.tr("打印或存 PDF")),
        )

    def perform(self, action: str) -> bool:
        if action == "print":
            if not self.go.reason:
                self.print()
            return True
        return False

    def memo(self) -> object:
        return self.kind()

    def recall(self, memo: object) -> None:
        if isinstance(memo, str) and memo in self.radios:
            self.radios[memo].setChecked(True)

    def activate(self) -> None:
        super().activate()
        if not self.kind():
            self.radios["receipts"].setChecked(True)
        self.radios[self.kind()].setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> tuple[tuple[InboxLine, ...], tuple[MergedList, ...]]:
            from app.services import office_standings, office_view  # here: cryptography is loaded on first use

            return office_view.inbox(store).lines, office_standings.merged_standings(store)

        self.desk.operations.run(act, self._came, owner=self, quiet=True)

    def _came(self, answer: tuple[tuple[InboxLine, ...], tuple[MergedList, ...]]) -> None:
        self.files, self.lists = answer
        self._choose()

    # what

    def kind(self) -> str:
        """Which paper is chosen, "" before any is."""
        return next((key for key, radio in self.radios.items() if radio.isChecked()), "")

    def _choose(self) -> None:
        before = self.wish.currentData()
        self.wish.clear()
        for words, data in self._ranges():
            self.wish.addItem(words, data)
        self.wish.setCurrentIndex(max(0, self.wish.findData(before)))
        self.wish.updateGeometry()
        shown = self.wish.count() > 1
        self.wish.setVisible(shown)
        self.of.setVisible(shown)
        self._preview()

    def _ranges(self) -> list[tuple[str, Any]]:
        kind = self.kind()
        if kind in ("receipts", "rejections"):
            lines = [line for line in self.files if line.good == (kind == "receipts")]
            words = self.tr("全部 {count} 张").format(count=len(lines))
            return [
                (words, ()),
                *((f"{line.base_name or line.file} {line.check_code}", (line.sha256,)) for line in lines),
            ]
        if kind == "merged":
            trades = {(one.trade, one.year): f"{one.year} {one.name}" for one in self.lists}
            return [(self.tr("所有工种"), (None, None)), *((words, key) for key, words in trades.items())]
        if kind == "overview":
            years = sorted({one.year for one in self.lists}, reverse=True)
            return [(self.tr("{year} 年度").format(year=year), year) for year in years]
        return []

    def chosen(self) -> OfficeWish:
        """What of the kind is asked for."""
        from app.services.papers_office import OfficeWish  # here: reportlab is loaded on first use

        kind, data = self.kind(), self.wish.currentData()
        if kind in ("receipts", "rejections"):
            return OfficeWish(files=tuple(data or ()))
        if kind == "merged" and data is not None:
            return OfficeWish(trade=data[0], year=data[1])
        return OfficeWish(year=data if kind == "overview" else None)

    # the sheet

    def _preview(self) -> None:
        contest, kind = self.desk.contest, self.kind()
        actor = self._present.actor()
        if contest is None or contest.store is None or not kind or actor is None:
            return
        self._turn_number += 1
        turn, wish = self._turn_number, self.chosen()
        store, now = contest.store, self.desk.now
        self.go.block(self.tr("正在排版…"))

        def act() -> tuple[bytes, tuple[tuple[float, float], ...]]:
            from app.documents.render import page_sizes  # here: pdfium is loaded when a page is first looked at
            from app.services.papers_office import preview_office

            pdf = preview_office(store, kind, wish, by=actor, at=now())
            return pdf, tuple((size.width, size.height) for size in page_sizes(pdf))

        def came(found: tuple[bytes, tuple[tuple[float, float], ...]]) -> None:
            if turn == self._turn_number:
                self._show_pdf(*found)

        def refused(error: AppError) -> None:
            if turn == self._turn_number:
                self._show_none(messages.sentence(error))

        self.desk.operations.run(act, came, refused, owner=self, quiet=True)

    def _show_pdf(self, pdf: bytes, sizes: tuple[tuple[float, float], ...]) -> None:
        self._pdf, self._sizes, self._page = pdf, sizes, 0
        self.stack.setCurrentWidget(self.preview)
        self._turn(0)
        allowed = self._present.may(Act.PRINT_PAPERS)
        self.go.block("" if allowed else self._present.not_allowed())

    def _show_none(self, why: str) -> None:
        self._pdf, self._sizes = None, ()
        self.preview.show_pdf(None)
        self.empty.say(self.tr("没有可打印的。"), why)
        self.stack.setCurrentWidget(self.empty)
        self.count.setText("")
        for button in (self.back, self.on):
            button.block(self.tr("没有可打印的"))
        self.go.block(self.tr("没有可打印的"))

    def _turn(self, step: int) -> None:
        if self._pdf is None or not self._sizes:
            return
        self._page = max(0, min(len(self._sizes) - 1, self._page + step))
        self.preview.set_page_size(*self._sizes[self._page])
        self.preview.show_pdf(self._pdf, self._page)
        self.count.setText(self.tr("第 {page} / {pages} 页").format(page=self._page + 1, pages=len(self._sizes)))
        self.back.block("" if self._page else self.tr("已经是第一页。"))
        self.on.block("" if self._page + 1 < len(self._sizes) else self.tr("已经是最后一页。"))

    def print(self) -> None:
        """Print what is shown, or keep it as a file."""
        if self._pdf is not None:
            show_paper(self, self.kind(), self.chosen())
