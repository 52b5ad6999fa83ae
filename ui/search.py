"""The part of Ctrl+K that asks the store: people, codes and trades of the open contest, and the way to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.finder import Found

if TYPE_CHECKING:
    from app.services.search import Hit
    from ui.main_window import MainWindow

_WAIT_MS = 90  # between two keys of somebody who types
_ICONS = {"person": "person", "code": "barcode_scanner", "trade": "wrench_screwdriver"}
Deliver = Callable[[list[Found]], None]


class ContestSearch(QObject):
    """Asks on the store thread once typing pauses; answers of earlier words are dropped."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._turn = 0
        self._words = ""
        self._deliver: Deliver = lambda _found: None
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._ask)

    def look(self, words: str, deliver: Deliver) -> None:
        """Find something for these words; `deliver` is called with it unless other words come before."""
        self._turn += 1
        self._words, self._deliver = words, deliver
        self._timer.stop()
        if words:
            self._timer.start()

    def _ask(self) -> None:
        desk, turn, words, deliver = self._window.desk, self._turn, self._words, self._deliver
        contest, person = desk.contest, desk.person
        if contest is None or contest.store is None or contest.office or person is None or person.actor is None:
            deliver([])
            return
        store, by = contest.store, person.actor

        def act() -> tuple[Hit, ...]:
            from app.services.search import search  # here: the start needs no search

            return search(store, words, by=by)

        def came(hits: tuple[Hit, ...]) -> None:
            if turn == self._turn:
                deliver([self._found(hit) for hit in hits])

        desk.operations.run(act, came, lambda _error: came(()), owner=self, quiet=True)

    def _found(self, hit: Hit) -> Found:
        return Found(hit.text, hit.detail, _ICONS[hit.kind], partial(self._go, hit))

    def _go(self, hit: Hit) -> None:
        """Bring what was found to the front: a person on the list, a sheet in the grid, a trade wherever we are."""
        window = self._window
        before = window.page()
        if before is not None and not before.commit_pending():
            return  # as any other way out: nobody leaves a value behind
        if hit.kind == "trade":
            window.desk.choose_trade(hit.trade)
            return
        if hit.trade:
            window.desk.choose_trade(hit.trade)
        place = {"person": "registration", "code": "theory" if hit.round == "theory" else "practical"}[hit.kind]
        if not window.show_page(place):
            return
        page = window.page()
        if page is not None:
            page.look_for(hit.kind, hit.key, hit.row)
