"""Sheets and tables a page gives out: the PDF to look at, to print or to keep, and lists as files for Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from ui.dialogs.paper_dialog import PaperDialog
from ui.operations import Progress
from ui.pages.page import Page
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.services.papers_common import Wish
    from app.services.papers_view import Preview


@dataclass(frozen=True)
class Order:
    """A kind of paper under the title it is shown with, and what of it is wanted: fields of `papers_common.Wish`."""

    kind: str
    title: str
    wish: Mapping[str, Any]

    def made_wish(self) -> Wish:
        """As the service takes it."""
        from app.services.papers_common import Wish  # here: it brings the services along

        return Wish(**self.wish)


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
        self.show_order(Order(kind, title, {"trade": trade or None, "entry": entry or None, "revision": revision}))

    def show_order(
        self, order: Order, parent: QWidget | None = None, refused: Callable[[AppError], None] | None = None
    ) -> None:
        """Make what was ordered and show it over `parent`; `refused` is told why there is nothing to show."""
        contest, person = self._page.desk.contest, self._page.desk.person
        if contest is None or person is None:
            return
        store, by, now = contest.store, person.actor, self._page.desk.now
        opened: list[str] = []  # the passphrase that opened the certificate key, kept while the paper is shown

        def look(phrase: str = "") -> Preview:
            from app.services.papers_view import look  # here: it brings fonts and the PDF press along

            return look(store, order.kind, order.made_wish(), phrase, by=by, at=now())

        def sign(phrase: str) -> bytes:
            pdf = look(phrase).pdf
            opened[:] = [phrase]
            return pdf

        def write(path: Path) -> object:
            from app.services.papers_view import write  # here: see above

            return write(store, order.kind, path, order.made_wish(), *opened, by=by, at=now())

        def came(found: Preview) -> None:
            name = str(self.folder() / f"{order.title.replace(' ', '-')}.pdf")
            over = parent if parent is not None else self._page
            dialog = PaperDialog(self._page.desk.operations, order.title, found.pdf, name, write, over)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            if found.workbook:
                dialog.offer_table()
            if found.takes_phrase:
                dialog.offer_signing(sign)
            dialog.kept.connect(self.told_kept)
            dialog.printed.connect(self.told_printed)
            dialog.open()

        self._page.desk.operations.run(look, came, refused, owner=parent or self._page)

    def writer(self, order: Order, path: Path) -> Callable[[], object] | None:
        """What writes a paper that is not looked at first, for the store thread; None with nobody at the keyboard."""
        contest, person = self._page.desk.contest, self._page.desk.person
        if contest is None or person is None:
            return None
        store, by, now = contest.store, person.actor, self._page.desk.now

        def write() -> object:
            from app.services.papers_view import write  # here: see above

            return write(store, order.kind, path, order.made_wish(), by=by, at=now())

        return write

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
            lambda _: self.told_kept(str(path)),
            cancelled=partial(page.say, self.tr("没有导出。"), kind=News.NOTE),
            owner=page,
            store=True,
        )
        page.long_work.emit(self.tr("正在导出名次"), progress)

    def told_kept(self, path: str) -> None:
        """A file was written: say where."""
        self._page.desk.change_settings(last_folder=str(Path(path).parent))
        self._page.say(self.tr("已存到 {path}").format(path=path))

    def told_printed(self, pages: int) -> None:
        """A printer took so many pages: say so."""
        self._page.say(self.tr("打印机已收下 {pages} 页。").format(pages=pages))
