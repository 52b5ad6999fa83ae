"""Sheets and tables a page gives out: the PDF to look at, to print or to keep, and lists as files for Excel."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from ui.dialogs.paper_dialog import PaperDialog
from ui.operations import Progress
from ui.pages.page import Page
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.services.papers_common import Wish


class SheetsOut(QObject):
    """Makes papers through the papers service on behalf of a page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def folder(self) -> Path:
        """Where files are offered to be kept."""
        last = self._page.desk.settings.last_folder
        return Path(last) if last else Path.home()

    def show(self, kind: str, title: str, trade: str, entry: str = "", revision: int | None = None) -> None:
        """Make a kind of paper of a trade (of one entry, of an earlier revision) and show it; nothing is entered before
        it is printed or kept."""
        contest, person = self._page.desk.contest, self._page.desk.person
        if contest is None or person is None:
            return
        store, by, now = contest.store, person.actor, self._page.desk.now

        def act() -> bytes:
            from app.services.papers import preview_paper  # here: it brings fonts and the PDF press along

            return preview_paper(store, kind, _wish(trade, entry, revision), by=by, at=now())

        def write(path: Path) -> object:
            from app.services.papers import print_paper  # here: see above

            return print_paper(store, kind, path, _wish(trade, entry, revision), by=by, at=now())

        def came(pdf: bytes) -> None:
            name = str(self.folder() / f"{title.replace(' ', '-')}.pdf")
            dialog = PaperDialog(self._page.desk.operations, title, pdf, name, write, self._page)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.kept.connect(self._kept)
            dialog.printed.connect(self._printed)
            dialog.open()

        self._page.desk.operations.run(act, came, owner=self._page)

    def ask_standings(self, trade: str, name: str) -> None:
        """Ask where the list of a trade goes, then write it."""
        kinds = self.tr("Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv);;PDF (*.pdf);;JSON (*.json)")
        suggested = str(self.folder() / self.tr("{trade}-成绩.xlsx").format(trade=name))
        path, _ = QFileDialog.getSaveFileName(self._page, self.tr("导出名次"), suggested, kinds)
        if path:
            self.write_standings(trade, Path(path))

    def write_standings(self, trade: str, path: Path) -> None:
        """Write the list of a trade as a file of the kind its ending says."""
        page, contest, person = self._page, self._page.desk.contest, self._page.desk.person
        if contest is None or person is None:
            return
        store, by, now = contest.store, person.actor, page.desk.now

        def work(progress: Progress) -> None:
            from app.services.standings_files import write_standings  # here: see above

            progress(0, 1, path.name)
            write_standings(store, path, trade, by=by, at=now())

        progress = page.desk.operations.run_long(
            work,
            lambda _: self._kept(str(path)),
            cancelled=partial(page.say, self.tr("没有导出。"), kind=News.NOTE),
            owner=page,
            store=True,
        )
        page.long_work.emit(self.tr("正在导出名次"), progress)

    def _kept(self, path: str) -> None:
        self._page.desk.change_settings(last_folder=str(Path(path).parent))
        self._page.say(self.tr("已存到 {path}").format(path=path))

    def _printed(self, pages: int) -> None:
        self._page.say(self.tr("打印机已收下 {pages} 页。").format(pages=pages))


def _wish(trade: str, entry: str = "", revision: int | None = None) -> Wish:
    from app.services.papers_common import Wish  # here: see above

    return Wish(trade=trade, entry=entry or None, revision=revision)
