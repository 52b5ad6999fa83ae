"""Paper through the system's printer: the pages of a PDF drawn at their real size, margins of the driver not added.

Numbers of printers are asked away from the Qt thread: a network printer that is off can take seconds to say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import AppError
from ui.operations import Operations
from ui.widgets.page_preview import Picture, render

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300


def printer_names() -> tuple[str, ...]:
    """The printers of this computer, the usual one first. Slow where printers are on a network."""
    from PySide6.QtPrintSupport import QPrinterInfo  # here: the start needs no printer

    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    names.sort(key=lambda name: name != usual)
    return tuple(names)


def choose_printer(
    parent: QWidget, width: float, height: float, copies_of: str, preferred: str = ""
) -> QPrinter | None:
    """Ask for printer and paper; None when the person goes back. The page is set up whole, at 100 %, in mm."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # here: see above

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(copies_of)
    if preferred:
        printer.setPrinterName(preferred)
    _set_paper(printer, width, height)
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:  # no printer at all, so it goes to a file
        printer.setOutputFileName(str(Path.home() / f"{file_stem(copies_of)}.pdf"))  # else the dialog names a folder
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    _set_paper(printer, width, height)
    return printer


def file_stem(text: str) -> str:
    """What a file can be called after a text: without what a file name cannot bear, "" when nothing is left."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", text).strip(" .")[:80]


def single_sheets(printer: QPrinter) -> None:
    """Whatever the dialog said: one copy of each sheet, for a second would be a reprint nobody entered, on one side."""
    printer.setCopyCount(1)
    printer.setDuplex(printer.DuplexMode.DuplexNone)


def is_there(name: str) -> bool:
    """Whether a printer of that name can still be reached. Slow where printers are on a network."""
    from PySide6.QtPrintSupport import QPrinterInfo  # here: see above

    found = QPrinterInfo.printerInfo(name)
    return not found.isNull()


def _set_paper(printer: QPrinter, width: float, height: float) -> None:
    lying = width > height
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Millimeter)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)  # the origin is the corner of the paper, whatever margins the driver has
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


Fetch = Callable[[int], tuple[bytes, int]]
"""Gives the PDF and the page in it that is printed as sheet n, from 0. Runs on the store thread."""


class PrintRun(QObject):
    """Prints sheets one by one: made on the store thread, drawn on the second one, handed to the printer on this one.

    Sheets that are entered one by one go `apart`: each is a job of its own, so that what the ledger says printed is
    with the printer, not in a job that may still be lost (into a file all go as one). Before a sheet is made the
    printer is asked for, so that one that was switched off or unplugged costs no number.

    `each(done)` is told after every sheet, `over(printed)` at the end, also when stopped or refused; `gone(printed)`
    instead of it when the printer does not take the next sheet. Deletes itself.
    """

    def __init__(
        self,
        operations: Operations,
        printer: QPrinter,
        sheets: int,
        fetch: Fetch,
        over: Callable[[int], None],
        each: Callable[[int], None] = lambda done: None,
        parent: QObject | None = None,
        gone: Callable[[int], None] | None = None,
        there: Callable[[str], bool] = is_there,
        apart: bool = False,
    ) -> None:
        super().__init__(parent)
        self._operations, self._printer, self._sheets, self._fetch = operations, printer, sheets, fetch
        self._over, self._each, self._gone, self._there = over, each, gone or over, there
        self._apart = apart and not printer.outputFileName()
        self._done = 0
        self._stopped = False
        self._painter = QPainter()

    def start(self) -> None:
        """Begin with the first sheet."""
        self._ask()

    def stop(self) -> None:
        """No sheet after the one in hand."""
        self._stopped = True

    def _ask(self) -> None:
        name = self._printer.printerName()
        if not self._apart or not name:
            self._open(True)
            return
        there = self._there
        self._operations.run(lambda: there(name), self._open, self._refused, owner=self, quiet=True, aside=True)

    def _open(self, there: bool) -> None:
        """The paper first, then the sheet that goes onto it: nothing is entered for a printer that is not there."""
        ready = there and (self._painter.isActive() or self._painter.begin(self._printer))
        if not ready:
            self._end(self._gone)
            return
        number = self._done
        self._operations.run(lambda: self._fetch(number), self._draw, self._refused, owner=self, quiet=True)

    def _draw(self, made: tuple[bytes, int]) -> None:
        wanted = Picture(made[0], made[1], DPI)
        self._operations.run(lambda: render(wanted), self._print, self._refused, owner=self, quiet=True, aside=True)

    def _refused(self, error: AppError) -> None:
        self._operations.refused.emit(error)
        if self._painter.isActive() and self._apart:
            self._printer.abort()  # the sheet that was opened is not wanted any more
        self._end(self._over)

    def _print(self, image: QImage) -> None:
        if self._done and not self._apart and not self._printer.newPage():
            self._end(self._gone)
            return
        scale = self._printer.resolution() / DPI
        self._painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)
        if self._apart and not self._painter.end():
            self._end(self._gone)
            return
        self._done += 1
        self._each(self._done)
        if self._stopped or self._done == self._sheets:
            self._end(self._over)
        else:
            self._ask()

    def _end(self, told: Callable[[int], None]) -> None:
        if self._painter.isActive():
            self._painter.end()
        told(self._done)
        self.deleteLater()
