"""The designer in place of the certificates: opened on a layout, closed again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from ui.pages.page import Page
from ui.pages.present import Present

if TYPE_CHECKING:
    from app.services.layouts import Design
    from ui.designer.designer import Designer


@dataclass(frozen=True)
class Start:
    """A box the designer begins with, and by how many millimetres it is moved at once."""

    box: str
    right: float = 0.0
    down: float = 0.0


class DesignRoom(QObject):
    """Holds the designer while it is open. `left` tells the layout to show then, None for the one shown before."""

    opened = Signal()
    left = Signal(object)

    def __init__(self, page: Page, present: Present, stack: QStackedWidget) -> None:
        super().__init__(page)
        self._page, self._present, self._stack = page, present, stack
        self.designer: Designer | None = None

    def ask(self, key: str = "", start: Start | None = None) -> None:
        """Open a layout in the designer: one of this file as it is, one that came with the program as a copy. With a
        `start` its box is in hand there, on pre-printed stock."""
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> Design:
            from app.services.layouts import design_copy  # here: fonts are loaded on first use

            return design_copy(store, key)

        self._page.desk.operations.run(act, partial(self.open, start=start), owner=self)

    def open(self, found: Design, start: Start | None = None) -> None:
        """Work on a layout in place of the certificates."""
        from ui.designer.designer import Designer  # here: see above

        self.designer = Designer(self._page, self._present, found)
        self.designer.closed.connect(self._close)
        self._stack.addWidget(self.designer)
        self._stack.setCurrentWidget(self.designer)
        self.designer.canvas.setFocus()
        if start is not None:
            self.designer.begin_with(start.box, start.right, start.down)
        self.opened.emit()

    def _close(self, key: str) -> None:
        designer, self.designer = self.designer, None
        if designer is not None:
            self._stack.removeWidget(designer)
            designer.deleteLater()
            self.left.emit(key if key or designer.removed else None)

    def may_leave(self) -> bool:
        """Whether the page may be left: nothing is open, or nothing in it would be lost."""
        return self.designer is None or self.designer.may_leave()
