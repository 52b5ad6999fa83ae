"""A sheet that was asked for: the very PDF to look at, then print it or keep it as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from ui import messages
from ui.dialogs.people import PinEdit
from ui.dialogs.question import RefusalLine
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
        self.signing: SigningRow | None = None
        self._column = column
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
        self.table = Button(self.tr("存成 Excel…"), icon="document_table")
        self.table.setObjectName("keep_table")
        self.table.clicked.connect(self._keep_table)
        self.table.hide()
        for button in (shut, self.table, self.keep, self.print):
            row.addWidget(button)
        column.addLayout(row)
        operations.run(lambda: _sizes(pdf), self._measured, owner=self, quiet=True, aside=True)
        operations.run(printer_names, self._know_printers, owner=self, quiet=True, aside=True)
        self.keep.setFocus()

    def offer_table(self) -> None:
        """The paper is a list: it can be kept as a workbook too."""
        self.table.show()

    def offer_signing(self, remake: Callable[[str], bytes]) -> None:
        """The sheet bears a signed code once the certificate key's passphrase was typed: `remake(passphrase)` gives the
        PDF with it, on the store thread. What is written later must use the same passphrase."""
        self.signing = SigningRow(self)
        self._column.insertWidget(self._column.count() - 1, self.signing)

        def sign() -> None:
            assert self.signing is not None
            phrase = self.signing.begin()
            if phrase:
                self._operations.run(lambda: remake(phrase), self._signed, self.signing.refuse, owner=self)

        self.signing.wanted.connect(sign)

    def _signed(self, pdf: bytes) -> None:
        assert self.signing is not None
        self._pdf = pdf
        self.signing.done()
        self._operations.run(lambda: _sizes(pdf), self._measured, owner=self, quiet=True, aside=True)

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
        self.back.block("" if self._page else self.tr("已经是第一页。"))
        self.on.block("" if self._page + 1 < len(self._sizes) else self.tr("已经是最后一页。"))

    def _keep(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存成 PDF"), self._file_name, "PDF (*.pdf)")
        if name:
            self.keep_as(Path(name))

    def _keep_table(self) -> None:
        suggested = str(Path(self._file_name).with_suffix(".xlsx"))
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存成 Excel"), suggested, "Excel (*.xlsx)")
        if name:
            self.keep_as(Path(name) if name.lower().endswith(".xlsx") else Path(f"{name}.xlsx"))

    def keep_as(self, path: Path) -> None:
        """Write the paper to a file of the kind its ending says, whole or not at all."""
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


class SigningRow(QWidget):
    """Where the passphrase of the certificate key is typed, and what became of it."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        caption = self.tr("证书钥匙口令")
        self.edit = PinEdit(caption)
        self.edit.setObjectName("sheet_phrase")
        self.button = Button(self.tr("印上签名的核对码"), icon="key", small=True)
        self.button.clicked.connect(self.wanted.emit)
        self.edit.returnPressed.connect(self.button.click)
        self.said = Label(
            self.tr("不输口令也能打印，只印数字核对码，不带二维码。"), SECONDARY, ink=Ink.TEXT2, wrap=True
        )
        row.addWidget(Label(caption))
        row.addWidget(self.edit)
        row.addWidget(self.button)
        row.addWidget(self.said, 1)
        column.addLayout(row)
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)

    def begin(self) -> str:
        """The passphrase typed; nothing more is taken until it was tried."""
        phrase = self.edit.text()
        self.refusal.say("" if phrase else self.tr("还没有输口令。"))
        if phrase:
            self.button.block(self.tr("正在打开钥匙…"))
        return phrase

    def done(self) -> None:
        """The sheet bears the code now."""
        self.edit.clear()
        self.edit.setEnabled(False)
        self.button.hide()
        self.said.setText(self.tr("已印上签名的核对码，打印和存出的都带二维码。"))

    def refuse(self, error: AppError) -> None:
        """The key did not open; the sheet stays as it was."""
        self.button.block("")
        self.refusal.say(messages.sentence(error))
        self.edit.selectAll()
        self.edit.setFocus()


def _sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    from app.documents.render import page_sizes  # here: pdfium is loaded when a page is first looked at

    return tuple((size.width, size.height) for size in page_sizes(pdf))
