"""The pages of the preview, made by the certificates service away from the Qt thread and kept while nothing changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject

from ui.desk import Desk

KEPT = 40


class Wanted(NamedTuple):
    """Which page: whose, in which layout, on pre-printed stock or whole."""

    trade: str
    entry: str
    layout: str
    overprint: bool


Put = Callable[[Wanted, bytes, bytes | None], None]
"""Takes a page and, for pre-printed stock, the picture of the stock."""


class CertificatePages(QObject):
    """Asks for pages and hands them over; the last ones are kept."""

    def __init__(self, desk: Desk, put: Put, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._put = desk, put
        self._pages: OrderedDict[Wanted, bytes] = OrderedDict()
        self._stock: dict[str, bytes] = {}

    def forget(self) -> None:
        """Names or numbers have changed: every page is made anew. The stock stays what it is."""
        self._pages.clear()

    def ask(self, store: Any, wanted: Wanted) -> None:
        """Hand over a page: at once when it is kept, else when it is made."""
        known = wanted in self._pages and (not wanted.overprint or wanted.layout in self._stock)
        if known:
            self._hand_over(wanted)
            return

        def act() -> tuple[bytes, bytes | None]:
            from app.services.certificates import preview  # here: fonts and the PDF press are loaded on first use
            from app.services.certificates_view import stock_page

            stock = self._stock.get(wanted.layout)
            if wanted.overprint and stock is None:
                stock = stock_page(store, wanted.layout)
            return preview(store, *wanted), stock

        def came(made: tuple[bytes, bytes | None]) -> None:
            pdf, stock = made
            self._pages[wanted] = pdf
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
            if stock is not None:
                self._stock[wanted.layout] = stock
            self._hand_over(wanted)

        self._desk.operations.run(act, came, owner=self, quiet=True)

    def _hand_over(self, wanted: Wanted) -> None:
        self._put(wanted, self._pages[wanted], self._stock.get(wanted.layout) if wanted.overprint else None)
