"""Carries out the actions of the window: those of the window itself here, the others by the page in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from ui.actions import Actions, Where
from ui.finder import Found
from ui.overlays import KeyOverlay
from ui.pages.page import Hint
from ui.rail import ICONS
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from ui.main_window import MainWindow

# what may run while a value is being typed: it neither leaves the page nor reads what is stored
_KEEPS_EDITOR = frozenset({"find", "saved", "larger", "smaller", "theme", "help", "undo", "redo"})


class Commands(QObject):
    """The table of actions, wired to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.table = Actions(window, window.desk)
        self.overlay = KeyOverlay(window)
        self._connect()

    def retranslate(self) -> None:
        """The window speaks another language now."""
        self.table.retranslate()

    def _connect(self) -> None:
        table = self.table
        handlers = {
            "help": self._help,
            "find": self._go_find,
            "saved": self._flash_saved,
            "switch_person": self._window.switch_wanted.emit,
            "lock_screen": self._window.lock_wanted.emit,
            "accounts": self._window.accounts_wanted.emit,
            "keys": self._window.desk.keys_wanted.emit,
            "certificate_check": self._window.desk.certificate_wanted.emit,
            "erase": self._window.erase_wanted.emit,
            "loss_report": self._window.loss_report_wanted.emit,
            "back_up": self._window.backup_wanted.emit,
            "examples": self._examples,
            "larger": lambda: self._window.resize_text(1),
            "smaller": lambda: self._window.resize_text(-1),
            "theme": self._window.other_theme,
            "language": self._window.language_wanted.emit,
            "close_contest": self._window.leave_wanted.emit,
        }
        handlers |= {f"page_{page}": lambda page=page: self._window.show_page(page) for page in ICONS}
        for spec in table.specs():
            run = handlers.get(spec.key) or (lambda key=spec.key: self._on_page(key))
            table.action(spec.key).triggered.connect(lambda _on=False, key=spec.key, run=run: self._perform(key, run))

    def _perform(self, key: str, run: object) -> None:
        reason = self.table.reason_off(key)
        if reason:
            self._window.bar().show_refusal(reason)
            return
        page = self._window.page()
        if page is not None and key not in _KEEPS_EDITOR and not page.commit_pending():
            return
        if callable(run):
            run()

    def _on_page(self, key: str) -> None:
        page = self._window.page()
        if page is not None and not page.perform(key):
            text = self.tr("“{action}”在这一页没有用处。").format(action=self.table.text(key))
            self._window.bar().show_news(text, kind=News.NOTE)

    def find(self, words: str) -> list[Found]:
        """Actions and pages whose name contains the words, for the search field."""
        found: list[tuple[bool, Found]] = []
        for spec in self.table.specs():
            text = self.table.text(spec.key)
            if words.casefold() in text.casefold() and spec.where is Where.WINDOW and spec.key != "find":
                action = self.table.action(spec.key)
                if not action.isEnabled():
                    continue
                key = action.shortcut().toString()
                reason = self.table.reason_off(spec.key)
                found.append(
                    (not spec.key.startswith("page_"), Found(text, "", spec.icon, action.trigger, key, reason))
                )
        return [hit for _, hit in sorted(found, key=lambda one: one[0])]  # pages first, else as in the table

    def _go_find(self) -> None:
        if self._window.shell is not None:
            self._window.shell.top.search.setFocus()
            self._window.shell.top.search.selectAll()

    def _help(self) -> None:
        table = self.table
        window = tuple(
            Hint(spec.shortcuts[0], table.text(spec.key))
            for spec in table.specs()
            if spec.shortcuts and not spec.key.startswith("page_")
        )
        page = self._window.page()
        jump = Hint("Ctrl+1…0", self.tr("换页"))
        self.overlay.show_keys(page.title() if page else self.tr("开始"), page.hints() if page else (), (jump, *window))

    def _examples(self) -> None:
        from ui.dialogs.examples import ExamplesDialog  # here: the rules are not computed before somebody asks

        dialog = ExamplesDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _flash_saved(self) -> None:
        if self._window.shell is not None:
            self._window.shell.status.flash()
