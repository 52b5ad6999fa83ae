"""Two revisions of a list side by side: who changed, both values, the corrections behind it, certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.services import amendments
from ui.clock import day_and_hour
from ui.dialogs.question import Answer, Question
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.pages.results_table import status_word
from ui.theme import SECONDARY, theme
from ui.widgets.card import Ink, Label
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.amendments import CertificateEffect, ChangedLine, Difference
    from ui.pages.page import Page

ARROW = " → "


class DifferenceDialog(Question):
    """The difference of two revisions, to read."""

    def __init__(
        self, found: Difference, effects: tuple[CertificateEffect, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.found = found
        self.setMinimumWidth(theme().px(720))
        when = day_and_hour(found.second.made_at)
        self.ask(
            self.tr("修订 {first} 和修订 {second} 有什么不同？").format(
                first=found.first.number, second=found.second.number
            ),
            self.tr("{trade}　改变 {count} 人，不变 {same} 人　{time} 排出　{reason}").format(
                trade=found.trade.name,
                count=len(found.changed),
                same=found.unchanged,
                time=when,
                reason=found.second.reason,
            ),
        )
        self.table: TableModel[ChangedLine] = TableModel(self._columns(), key_of=lambda row: row.line.entry)
        self.list = TableView(self.table, self.tr("改变的名次"))
        self.list.setObjectName("difference_table")
        self.table.set_rows(found.changed)
        self.list.setMinimumHeight(theme().px(200))
        self.add_widget(self.list)
        self.notes = [*self._corrections(), *self._certificates(effects)]
        for text in self.notes:
            self.add_widget(Label(text, SECONDARY, ink=Ink.TEXT2, wrap=True))
        self.add_answer(Answer("back", self.tr("关闭"), safe=True))

    def _columns(self) -> tuple[Column[ChangedLine], ...]:
        def both(what: str) -> Column[ChangedLine]:
            titles = {"total": self.tr("总成绩"), "place": self.tr("名次"), "award": self.tr("奖项")}
            widths = {"total": 150, "place": 130, "award": 150}
            return Column(what, titles[what], lambda row: self.words(row, what), widths[what], Align.LEFT)

        return (
            Column("entry", self.tr("参赛号"), lambda row: row.line.entry, 80),
            Column("name", self.tr("姓名"), lambda row: row.line.name, 110, stretch=True),
            both("total"),
            both("place"),
            both("award"),
        )

    def words(self, row: ChangedLine, what: str) -> str:
        """Both values, or the one that stayed."""
        old, new = row.values(what)
        if what == "place":
            old, new = self._place(row, 0, old), self._place(row, 1, new)
        return old or "—" if old == new else f"{old or '—'}{ARROW}{new or '—'}"

    @staticmethod
    def _place(row: ChangedLine, side: int, place: str) -> str:
        line = (row.before, row.after)[side]
        return place or (status_word(line.status) if line is not None else "")

    def _corrections(self) -> list[str]:
        found = self.found
        if not found.corrections:
            return []
        told = [
            f"{one.entry} {amendments.corrected_words(found.trade, one)} {one.old or '—'}{ARROW}{one.new}"
            for one in found.corrections[:6]
        ]
        more = len(found.corrections) - len(told)
        text = "；".join(told) + (self.tr("；还有 {count} 处").format(count=more) if more else "")
        return [self.tr("更正：{text}").format(text=text)]

    def _certificates(self, effects: tuple[CertificateEffect, ...]) -> list[str]:
        """What follows for numbers that are out."""
        void = [one.serial for one in effects if one.effect in ("reissue", "void") and one.serial]
        if not void:
            return []
        text = self.tr("证书：{count} 张事实已变，再打印时作废并换新号（{serials}）；其余不变。")
        return [text.format(count=len(void), serials="、".join(void[:8]))]


def ask_difference(page: Page, trade: str, first: int, second: int) -> None:
    """Show what the later revision says otherwise."""
    contest, person = page.desk.contest, page.desk.person
    if contest is None or person is None:
        return
    store, by = contest.store, person.actor

    def work() -> tuple[Difference, tuple[CertificateEffect, ...]]:
        return amendments.compare(store, trade, first, second, by=by), amendments.effects(store, trade)

    def show(both: tuple[Difference, tuple[CertificateEffect, ...]]) -> None:
        dialog = DifferenceDialog(*both, page)
        dialog.open()

    page.desk.operations.run(work, show, owner=page)
