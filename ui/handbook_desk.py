"""Opens the handbook beside the window, at the chapter about the page in front, and writes it as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app import paths
from app.errors import AppError
from app.services import handbook as service
from ui import messages
from ui.desk import Desk
from ui.dialogs.handbook import HandbookWindow, suggested_pdf


class HandbookDesk(QObject):
    """Keeps the one handbook window of a main window."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._main, self._desk = window, desk
        self.window: HandbookWindow | None = None
        self._language = ""

    def open_about(self, subject: str) -> HandbookWindow:
        """Show the chapter about a page (its key), in the language in force; gives the handbook's window."""
        if self.window is None or self._language != messages.language():
            self._renew()
        assert self.window is not None
        self.window.open_about(subject)
        if self.window.isVisible():
            self.window.raise_()
        self.window.show()
        self.window.activateWindow()
        return self.window

    def _renew(self) -> None:
        if self.window is not None:
            self.window.deleteLater()
        self._language = messages.language()
        self.window = HandbookWindow(self._main)
        self.window.pdf_wanted.connect(self.ask_for_pdf)

    def ask_for_pdf(self, language: str) -> None:
        """Let somebody choose where the PDF goes, then write it there."""
        suggested = str(suggested_pdf(paths.contests_folder().parent, language))
        name, _ = QFileDialog.getSaveFileName(self.window, self.tr("存成 PDF"), suggested, "PDF (*.pdf)")
        if name:
            self.write_pdf(Path(name), language)

    def write_pdf(self, file: Path, language: str) -> None:
        """Write the PDF aside; the handbook's window says how it went."""
        if self.window is not None:
            self.window.say(self.tr("正在生成 PDF…"))

        def written(pages: int) -> None:
            if self.window is not None:
                self.window.say(self.tr("已存成 {file}，共 {pages} 页").format(file=file.name, pages=pages))

        def refused(error: AppError) -> None:
            if self.window is not None:
                self.window.say(messages.sentence(error))

        self._desk.operations.run(
            lambda: service.write_pdf(file, language), written, refused, owner=self.window, aside=True
        )
