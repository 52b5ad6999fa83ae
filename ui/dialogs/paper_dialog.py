"""A sheet that was asked for: the very PDF to look at, then print it or keep it as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.operations import Operations
from ui.printing import PrintRun, choose_printer, printer_names
from ui.theme import CARD_HEADING, SECONDARY
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Ink, Label
from ui.widgets.page_preview import PagePreview


class PaperDialog(QDialog):
    """Pages of a PDF. `kept` tells the path of a file written, `printed` how many pages a printer took.

    `write(path)` makes the sheet for good and enters it in the record; it runs on the store thread. What was only
    looked at is not entered.
    """

    kept = Signal(str)
    printed = Signal(int)

    def __init__(
        self,
        operations: Operations,
        title: str,
        pdf: bytes,
        file_name: str,
        write: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations, self._pdf, self._file_name, self._write = operations, pdf, file_name, write
        self._page = 0
        self._sizes: tuple[tuple[float, float], ...] = ()
        self.setWindowTitle(title)
        self.setModal(True)
        room = (parent.screen() if parent is not None else QGuiApplication.primaryScreen()).availableGeometry()
        self.resize(min(880, room.width() - 60), min(720, room.height() - 60))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        self.preview = PagePreview(operations, title)
        head = QHBoxLayout()
        head.addWidget(Label(title, CARD_HEADING, True))
        head.addStretch(1)
        self.count = Label("", SECONDARY, ink=Ink.TEXT2)
        head.addWidget(self.count)
        self.back = Button(self.tr("上一页"), key="PgUp", small=True)
        self.on = Button(self.tr("下一页"), key="PgDown", small=True)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        head.addWidget(self.back)
        head.addWidget(self.on)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        shut = Button(self.tr("返回"))
        shut.clicked.connect(self.reject)
        self.keep = Button(self.tr("存成 PDF…"), icon="document_pdf")
        self.keep.setObjectName("keep_pdf")
        self.keep.clicked.connect(self._keep)
        self.print = Button(self.tr("打印…"), Look.PRIMARY, "print")
        self.print.clicked.connect(self._print)
        self.print.block(self.tr("正在找打印机…"))
        row.addWidget(ReasonLabel(self.print), 1)
        row.addStretch(0)
        for button in (shut, self.keep, self.print):
            row.addWidget(button)
        column.addLayout(row)
        operations.run(lambda: _sizes(pdf), self._measured, owner=self, quiet=True, aside=True)
        operations.run(printer_names, self._know_printers, owner=self, quiet=True, aside=True)
        self.keep.setFocus()

    def _measured(self, sizes: tuple[tuple[float, float], ...]) -> None:
        self._sizes = sizes
        self._turn(0)

    def _know_printers(self, names: tuple[str, ...]) -> None:
        self.print.block("" if names else self.tr("这台电脑没有装打印机，可以存成 PDF。"))

    def _turn(self, step: int) -> None:
        if not self._sizes:
            return
        self._page = max(0, min(len(self._sizes) - 1, self._page + step))
        self.preview.set_page_size(*self._sizes[self._page])
        self.preview.show_pdf(self._pdf, self._page)
        self.count.setText(self.tr("第 {page} / {pages} 页").format(page=self._page + 1, pages=len(self._sizes)))
        self.back.setEnabled(self._page > 0)
        self.on.setEnabled(self._page + 1 < len(self._sizes))

    def _keep(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存成 PDF"), self._file_name, "PDF (*.pdf)")
        if name:
            self.keep_as(Path(name))

    def keep_as(self, path: Path) -> None:
        """Write the PDF to a file, whole or not at all."""
        self._operations.run(lambda: self._write(path), lambda _: self._was_kept(path), owner=self)

    def _was_kept(self, path: Path) -> None:
        self.kept.emit(str(path))
        self.accept()

    def _print(self) -> None:
        if not self._sizes:
            return
        printer = choose_printer(self, *self._sizes[0], self.windowTitle())
        if printer is None:
            return
        self.print.block(self.tr("正在打印…"))

        def make() -> bytes:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "sheet.pdf"
                self._write(path)
                return path.read_bytes()

        def send(pdf: bytes) -> None:
            count = len(self._sizes)
            PrintRun(self._operations, printer, count, lambda n: (pdf, n), self._was_printed, parent=self).start()

        self._operations.run(make, send, owner=self)

    def _was_printed(self, pages: int) -> None:
        self.print.block("")
        self.printed.emit(pages)
        if pages == len(self._sizes):
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
            return
        super().keyPressEvent(event)


def _sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    from app.documents.render import page_sizes  # here: pdfium is loaded when a page is first looked at

    return tuple((size.width, size.height) for size in page_sizes(pdf))
