"""Rosters that come in and workbooks that go out: choosing a file, pasting, dropping, the template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import isValid

from ui.pages.page import Page
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.domain.worksheet import Sheet
    from ui.dialogs.roster_import import RosterImportDialog

PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp"})
TABLES = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".tsv", ".txt"})


def dropped(event: QDropEvent) -> Path | None:
    """The one table, picture or folder that is being dropped, None for anything else."""
    names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    path = Path(names[0]) if len(names) == 1 else None
    if path is None:
        return None
    return path if path.is_dir() or path.suffix.lower() in TABLES | PHOTOS else None


class RosterFiles(QObject):
    """Works on behalf of the registration page. `imported` carries the report of an import."""

    imported = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def ask_for_file(self, dialog: RosterImportDialog | None = None) -> None:
        """Let the person choose a roster; a dialog that is open looks at it."""
        folder = self._page.desk.settings.last_folder or str(Path.home())
        patterns = " ".join(f"*{ending}" for ending in sorted(TABLES))
        name, _ = QFileDialog.getOpenFileName(
            dialog or self._page, self.tr("选择报名表"), folder, self.tr("表格 ({patterns})").format(patterns=patterns)
        )
        if name:
            self.read_file(Path(name), dialog)

    def read_file(self, path: Path, dialog: RosterImportDialog | None = None) -> None:
        """Read a roster and show what importing it would do."""

        def act() -> Sheet:
            from app.services.registration_import import read_sheet  # here: the store thread loads it

            return read_sheet(path)

        def came(sheet: Sheet) -> None:
            self.look_at(sheet, path.name, dialog)

        self._page.desk.operations.run(act, came, owner=self, aside=True)

    def paste(self, dialog: RosterImportDialog | None = None) -> None:
        """The same for rows copied from a spreadsheet."""
        text = QApplication.clipboard().text()

        def act() -> Sheet:
            from app.services.registration_import import pasted_sheet  # here: the store thread loads it

            return pasted_sheet(text)

        def came(sheet: Sheet) -> None:
            self.look_at(sheet, self.tr("剪贴板"), dialog)

        if text.strip():
            self._page.desk.operations.run(act, came, owner=self, aside=True)
            return
        nothing = self.tr("剪贴板是空的。先在 Excel 或 WPS 里复制带表头的几行。")
        if dialog is not None:
            dialog.refusal.say(nothing)
        else:
            self._page.say(nothing, kind=News.WARNING)

    def look_at(self, sheet: Sheet, name: str, dialog: RosterImportDialog | None = None) -> None:
        """Show what importing a sheet would do."""
        if dialog is not None and isValid(dialog):
            dialog.take(sheet, name)
            return
        from ui.dialogs.roster_import import RosterImportDialog  # here: nobody imports at every start

        made = RosterImportDialog(self._page.desk, sheet, name, self._page)
        made.imported.connect(self.imported)
        made.other_file_wanted.connect(lambda: self.ask_for_file(made))
        made.paste_wanted.connect(lambda: self.paste(made))
        made.finished.connect(made.deleteLater)
        made.open()

    def ask_for_template(self) -> None:
        """Let the person keep the registration workbook somewhere."""
        folder = self._page.desk.settings.last_folder or str(Path.home())
        suggested = str(Path(folder) / self.tr("报名表.xlsx"))
        name, _ = QFileDialog.getSaveFileName(self._page, self.tr("下载报名表模板"), suggested, "Excel (*.xlsx)")
        if name:
            self.keep_template(Path(name))

    def keep_template(self, path: Path) -> None:
        """Write the registration workbook of this contest."""
        contest = self._page.desk.contest
        if contest is None:
            return
        store = contest.store

        def act() -> Path:
            from app.services.registration_import import template  # here: the store thread loads them
            from app.tables.files import write_whole

            write_whole(path, template(store))
            return path

        def kept(done: Path) -> None:
            self._page.say(self.tr("模板已写到 {path}").format(path=done))

        self._page.desk.operations.run(act, kept, self._page.refuse, owner=self)
