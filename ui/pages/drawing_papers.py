"""Papers of a draw: the open list, labels and envelope covers to look at first; the sealed table only on paper."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.roles import Act, Role
from app.services.draw_signatures import note_signed
from app.services.drawing_view import RoundDraw
from app.services.timetable import VENUE
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.pages.sheets_out import SheetsOut
from ui.printing import PrintRun, choose_printer, printer_names
from ui.widgets.buttons import Button
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.changes import Change
    from app.services.access import Actor

A4 = (210.0, 297.0)


class DrawPapers(QObject):
    """The print buttons of the page, each with how often it was printed since the draw."""

    def __init__(self, page: Page, present: Present) -> None:
        super().__init__(page)
        self._page, self._present = page, present
        self._view: RoundDraw | None = None
        self._sheets = SheetsOut(page)
        self._names = {
            "draw": self.tr("抽签表"),
            "code-table": self.tr("加密表…"),
            "code-labels": self.tr("密号标签"),
            "envelopes": self.tr("密封袋封面"),
        }
        self._buttons = {kind: Button(name, icon="print") for kind, name in self._names.items()}
        for kind, button in self._buttons.items():
            button.setObjectName(f"print_{kind}")
            button.clicked.connect(partial(self._print, kind))

        self.sign = Button(self.tr("按手印登记"), icon="checkmark")
        self.sign.setObjectName("draw_signed")
        self.sign.clicked.connect(self.note_signed)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons, in the order of the morning."""
        return tuple(self._buttons.values())

    def settle(self, view: RoundDraw) -> None:
        """Let the buttons be on once there is something to print."""
        self._view = view
        printed = dict(view.printed)
        reason = "" if view.drawn is not None else self.tr("还没有抽签")
        for kind, button in self._buttons.items():
            times = printed.get(kind, 0)
            text = self._names[kind]
            button.say(self.tr("{paper} ×{count}").format(paper=text, count=times) if times else text)
            button.setVisible(view.drawn is not None and (kind == "draw" or bool(view.codes)))
            rights = "" if kind == "code-table" or self._present.may(Act.PRINT_PAPERS) else self._present.not_allowed()
            button.block(reason or rights)
        self._settle_sign(view, printed.get("draw", 0))

    def _settle_sign(self, view: RoundDraw, printed: int) -> None:
        """Whether the list came back signed: who pressed a finger on it cannot say later that the draw was another."""
        self.sign.setVisible(view.drawn is not None)
        text, reason = self.tr("按手印登记"), "" if self._present.may(Act.DRAW) else self._present.not_allowed()
        if view.signed is not None:
            text = self.tr("手印已登记 {at}").format(at=view.signed.astimezone(VENUE).strftime("%H:%M"))
            reason = ""
        elif view.drawn is None:
            reason = ""  # nobody asks why a button that is not there is off
        elif not printed:
            reason = reason or self.tr("先打印抽签表，请选手签字按手印")
        self.sign.say(text)
        self.sign.block(reason)
        if view.signed is not None:  # its own words say why
            self.sign.setEnabled(False)

    def note_signed(self) -> None:
        """Enter that everybody has signed the open list."""
        view, contest, person = self._view, self._page.desk.contest, self._page.desk.person
        if view is None or contest is None or person is None:
            return
        store, by, at = contest.store, person.actor, self._page.desk.now()
        told = self.tr("已登记：{trade} {count} 人在抽签表上签字按手印。")

        def done(_change: Change) -> None:
            self._page.say(told.format(trade=view.trade_name, count=len(view.seats)))

        self._page.desk.operations.run(
            lambda: note_signed(store, view.trade, view.round, by=by, at=at), done, self._page.refuse, owner=self._page
        )

    def show_open_list(self) -> None:
        """抽签表."""
        self._print("draw")

    def _print(self, kind: str, _on: bool = False) -> None:
        view = self._view
        if view is None or view.drawn is None:
            return
        if kind == "code-table":
            self._ask_table(view)
            return
        title = self._names[kind].rstrip("…")
        self._sheets.show(kind, f"{view.trade_name} {title}", view.trade)

    def _ask_table(self, view: RoundDraw) -> None:
        """加密表 is never shown on a screen: two people answer for it, then it goes to the printer or into a file."""
        ask = Ask(
            self.tr("打印{trade}的加密对照表？").format(trade=view.trade_name),
            self.tr("只打一份，打完马上装袋密封。屏幕上不显示；谁打开过都写进操作记录。"),
            self.tr("打印加密表"),
            audit_line=self.tr("打开加密对照表 {trade}").format(trade=view.trade_name),
        )
        if view.sealed:
            self._present.two((Role.CHIEF_JUDGE, Role.SUPERVISOR), ask, lambda one, two: self._choose(view, one, two))
        else:
            self._present.one(Act.SEE_CODES_WITH_NAMES, ask, lambda by: self._choose(view, by, None))

    def _choose(self, view: RoundDraw, by: Actor, second: Actor | None) -> None:
        operations = self._page.desk.operations
        operations.run(
            printer_names,
            lambda names: self._to_printer(view, by, second) if names else self._to_file(view, by, second),
            owner=self._page,
            quiet=True,
            aside=True,
        )

    def _to_file(self, view: RoundDraw, by: Actor, second: Actor | None) -> None:
        suggested = str(self._sheets.folder() / self.tr("{trade}-加密表.pdf").format(trade=view.trade_name))
        text = self.tr("这台电脑没有打印机，存成 PDF")
        name, _ = QFileDialog.getSaveFileName(self._page, text, suggested, "PDF (*.pdf)")
        if name:
            self.write_table(view, Path(name), by, second)

    def write_table(self, view: RoundDraw, path: Path, by: Actor, second: Actor | None) -> None:
        """Write the sealed table to a file that somebody takes away."""
        told = self.tr("加密表已写到 {path}。打印以后请删除这个文件。").format(path=path)
        self._page.desk.operations.run(
            lambda: self._write(view, path, by, second),
            lambda _: self._page.say(told, kind=News.WARNING),
            owner=self._page,
        )

    def _write(self, view: RoundDraw, path: Path, by: Actor, second: Actor | None) -> object:
        from app.services.papers import print_paper  # here: it brings fonts and the PDF press along
        from app.services.papers_common import Wish

        contest = self._page.desk.contest
        assert contest is not None  # the page shows one
        wish = Wish(trade=view.trade, round=view.round, second=second)
        return print_paper(contest.store, "code-table", path, wish, by=by, at=self._page.desk.now())

    def _to_printer(self, view: RoundDraw, by: Actor, second: Actor | None) -> None:
        printer = choose_printer(self._page, *A4, self.tr("加密对照表"))
        if printer is None:
            return

        def make() -> bytes:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "table.pdf"
                self._write(view, path, by, second)
                return path.read_bytes()

        def send(pdf: bytes) -> None:
            from app.documents.render import page_sizes  # here: pdfium is loaded when a page is first looked at

            count = len(page_sizes(pdf))
            run = PrintRun(
                self._page.desk.operations,
                printer,
                count,
                lambda number: (pdf, number),
                lambda pages: self._printed(pages, count),
                parent=self._page,
            )
            run.start()

        self._page.desk.operations.run(make, send, owner=self._page)

    def _printed(self, pages: int, count: int) -> None:
        if pages == count:
            self._page.say(self.tr("打印机已收下加密表 {pages} 页，请装袋密封。").format(pages=pages))
        else:
            text = self.tr("打印机只收下 {pages} / {count} 页，请检查打印机后再打。")
            self._page.say(text.format(pages=pages, count=count), kind=News.WARNING)
