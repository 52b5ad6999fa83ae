"""What every page is to the window: a title, the keys it explains, and how it wakes, goes stale and lets go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.changes import Change, Kind
from app.errors import AppError
from ui.desk import Desk
from ui.widgets.message_bar import Message, News


@dataclass(frozen=True)
class Hint:
    """A key and what it does, for the status bar and the F1 overlay."""

    key: str
    text: str


class Page(QWidget):
    """A page of the rail. Subclasses set `wants` to the kinds of thing they show and override what they need.

    A page is made when it is first shown. `reload` is called when it is shown and its figures are old, and when they
    grow old while it is shown; it must not run under an open editor, which is why the window asks `commit_pending`
    before any command, and why a page with an editor overrides `can_reload`.
    """

    wants: frozenset[Kind] = frozenset()
    uses_trade = True  # the top bar shows the trade chooser

    crumbs_changed = Signal()
    hints_changed = Signal()
    told = Signal(object)  # Message
    spent = Signal(str)  # the text of a message whose verb has nothing to do any more
    long_work = Signal(str, object)  # title, Progress: the window shows the strip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._old = True
        self.home: QWidget | None = None
        """Where the keyboard goes when the page is first shown; None: to the first thing that takes keys."""

    def title(self) -> str:
        """The heading in the top bar."""
        return ""

    def crumbs(self) -> tuple[str, ...]:
        """What stands after the heading: trade, sitting."""
        return ()

    def hints(self) -> tuple[Hint, ...]:
        """The keys of this page, the most useful first."""
        return ()

    def tools(self) -> tuple[QWidget, ...]:
        """Widgets for the right end of the top bar; made once, kept by the page."""
        return ()

    def perform(self, action: str) -> bool:
        """Do one of the window's common actions ("print", "undo", "redo", "filter", "details", "next_pane", "edit").

        False: this page has nothing of the kind.
        """
        return False

    def look_for(self, kind: str, key: str, row: int) -> None:
        """Bring something the search found to hand: a "person" by entry number or a "code"; `row` is its row id."""

    def commit_pending(self) -> bool:
        """Store or refuse what is being typed. False: it was refused, the page keeps the focus and cannot be left."""
        return True

    def can_reload(self) -> bool:
        """Whether no editor is open, so that rows may be replaced."""
        return True

    def memo(self) -> object:
        """What must survive when the window is built anew (another language or text size): the selection."""
        return None

    def recall(self, memo: object) -> None:
        """Take a memo back."""

    def reload(self) -> None:
        """Fetch what is shown, through `desk.operations`."""

    def begin(self) -> None:
        """The contest was just made: show where its settings are filled in."""

    def receive(self, path: Path) -> None:
        """A bundle or a pack was opened by name: show what it brings, where this page takes such files in."""

    def activate(self) -> None:
        """The page is now in front."""
        self._refresh()

    def stale(self, change: Change) -> None:
        """Something changed somewhere; figures this page shows may be old."""
        if any(change.touches(kind) for kind in self.wants):
            self.grow_old()

    def grow_old(self) -> None:
        """Fetch anew: now when in front, else when next shown."""
        self._old = True
        if self.isVisible():
            self._refresh()

    def say(self, text: str, verb: str = "", action: Callable[[], None] | None = None, kind: News = News.DONE) -> None:
        """Show a message at the foot of the window."""
        self.told.emit(Message(text, kind, verb, action))

    def refuse(self, error: AppError) -> None:
        """Show a refusal at the foot of the window."""
        self.desk.operations.refused.emit(error)

    def _refresh(self) -> None:
        if self._old and self.can_reload():
            self._old = False
            self.reload()
