"""Paper through the system's printer: the pages of a PDF drawn at their real size, margins of the driver not added.

Numbers of printers are asked away from the Qt thread: a network printer that is off can take seconds to say so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtWidgets import QDialog, QWidget

from ui.operations import Operations
from ui.widgets.page_preview import Picture, render

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300
_MM_PER_INCH = 25.4


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
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    _set_paper(printer, width, height)
    return printer


def _set_paper(printer: QPrinter, width: float, height: float) -> None:
    lying = width > height
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Millimeter)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)  # the origin is the corner of the paper, whatever margins the driver has
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


class PrintRun(QObject):
    """Prints pages one by one: drawn on the second thread, handed to the printer on this one. Deletes itself.

    `each(done)` is told after every page, `over(printed)` at the end, also when stopped; `failed()` when the printer
    does not take a page.
    """

    def __init__(
        self,
        operations: Operations,
        printer: QPrinter,
        pdf: bytes,
        pages: int,
        over: Callable[[int], None],
        each: Callable[[int], None] = lambda done: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations, self._printer, self._pdf, self._pages = operations, printer, pdf, pages
        self._over, self._each = over, each
        self._done = 0
        self._stopped = False
        self._painter = QPainter()

    def start(self) -> None:
        """Begin with the first page."""
        if not self._painter.begin(self._printer):
            self._end()
            return
        self._ask()

    def stop(self) -> None:
        """No page after the one in hand."""
        self._stopped = True

    def _ask(self) -> None:
        wanted = Picture(self._pdf, self._done, DPI)
        self._operations.run(lambda: render(wanted), self._print, owner=self, quiet=True, aside=True)

    def _print(self, image: QImage) -> None:
        if self._done and not self._printer.newPage():
            self._end()
            return
        scale = self._printer.resolution() / DPI
        target = QRectF(0, 0, image.width() * scale, image.height() * scale)
        self._painter.setTransform(QTransform())
        self._painter.drawImage(target, image)
        self._done += 1
        self._each(self._done)
        if self._stopped or self._done == self._pages:
            self._end()
        else:
            self._ask()

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._over(self._done)
        self.deleteLater()
