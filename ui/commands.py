"""Carries out the actions of the window: those of the window itself here, the others by the page in front."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.services.pinyin import is_latin, sounds_like
from app.settings import options
from ui import messages
from ui.actions import Actions
from ui.finder import Found
from ui.overlays import KeyOverlay
from ui.pages.page import Hint, Page
from ui.rail import ICONS
from ui.search import ContestSearch
from ui.theme import SCALES, theme
from ui.widgets.message_bar import News
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from ui.handbook_desk import HandbookDesk
    from ui.main_window import MainWindow
    from ui.tour import Tour

# what may run while a value is being typed: it neither leaves the page nor reads what is stored
# Another text size builds the pages anew, so it is not among these.
_KEEPS_EDITOR = frozenset({"find", "saved", "theme", "help", "handbook", "undo", "redo"})


class Commands(QObject):
    """The table of actions, wired to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.table = Actions(window, window.desk)
        self.overlay = KeyOverlay(window)
        self.overlay.more_wanted.connect(self._handbook)
        self._handbooks: HandbookDesk | None = None
        self.search = ContestSearch(window)
        self._connect()
        self.tour: Tour | None = None
        self.table.set_reason("tour", self._why_no_tour)
        self.table.set_reason("larger", lambda: "" if theme().scale < SCALES[-1] else self.tr("已经是最大的文字。"))
        self.table.set_reason("smaller", lambda: "" if theme().scale > SCALES[0] else self.tr("已经是最小的文字。"))

    def retranslate(self) -> None:
        """The window speaks another language now."""
        self.table.retranslate()

    def _connect(self) -> None:
        table = self.table
        handlers = {
            "help": self._help,
            "handbook": self._handbook,
            "find": self._go_find,
            "saved": self._flash_saved,
            "switch_person": self._window.switch_wanted.emit,
            "lock_screen": self._window.lock_wanted.emit,
            "accounts": self._window.accounts_wanted.emit,
            "keys": self._window.desk.keys_wanted.emit,
            "certificate_check": self._window.desk.certificate_wanted.emit,
            "erase": self._window.erase_wanted.emit,
            "papers": self._papers,
            "loss_report": self._window.loss_report_wanted.emit,
            "incidents": self._incidents,
            "columns": self._choose_columns,
            "export_list": self._export_list,
            "back_up": self._window.backup_wanted.emit,
            "display": self._display,
            "examples": self._examples,
            "tour": self._begin_tour,
            "doctor": self._window.doctor_wanted.emit,
            "settings": self._window.settings_wanted.emit,
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

    def do(self, key: str) -> None:
        """Carry out an action, as if its keys were pressed; say why where it is off."""
        action = self.table.action(key)
        if action.isEnabled():
            action.trigger()
        else:
            self._window.bar().show_refusal(self.table.reason_off(key))

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
            if key == "print" and self._papers():
                return
            self._window.bar().show_news(self.table.nothing(key), kind=News.NOTE)

    def _papers(self) -> bool:
        """Let somebody choose what to print, with what the page in front prints in hand. False in an office's file,
        whose papers stand on a page of their own."""
        page, contest = self._window.page(), self._window.desk.contest
        if page is None or contest is None or contest.store is None or contest.office:
            return False
        if self._window.desk.person is None:
            return False
        from ui.dialogs.papers import PapersDialog  # here: the start prints nothing

        dialog = PapersDialog(page, self._window.current)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return True

    def _incidents(self) -> None:
        page, contest = self._window.page(), self._window.desk.contest
        if page is None or contest is None or contest.office:
            return
        from ui.dialogs.incidents import IncidentsDialog  # here: nobody notes incidents at every start

        dialog = IncidentsDialog(page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def find(self, words: str) -> list[Found]:
        """Pages, verbs of the page in front, then actions of the window whose name contains the words."""
        table, page = self.table, self._window.page()
        wanted, latin = words.casefold(), is_latin(words) and messages.language() != "en"
        window = [spec.key for spec in table.specs() if spec.key != "find" and table.action(spec.key).isEnabled()]
        pages = [table.line(key) for key in window if key.startswith("page_")]
        verbs = table.page_lines(page, *page.tools()) if page is not None else ()
        others = [table.line(key) for key in window if not key.startswith("page_")]
        return [
            Found(line.text, "", line.icon, line.run, line.key, line.reason)
            for line in (*pages, *verbs, *others)
            if wanted in line.text.casefold() or (latin and sounds_like(words, line.text))
        ] + self._settings(words)

    def _settings(self, words: str) -> list[Found]:
        """Settings of this computer that speak of the words."""
        translate = QCoreApplication.translate
        found = []
        for option in options():
            text = translate("Settings", option.text)
            if any(words.casefold() in translate("Settings", one).casefold() for one in option.words()):
                detail = translate("Settings", option.section.value)
                found.append(Found(text, detail, "settings", partial(self._open_setting, text)))
        return found

    def _open_setting(self, text: str) -> None:
        self._window.settings_wanted.emit()
        field = self._window.findChild(QLineEdit, "settings_search")
        if field is not None:
            field.setText(text)

    def _list_at_hand(self) -> TableView | None:
        found = list_of(QApplication.focusWidget(), self._window.page())
        if found is None:
            self._window.bar().show_news(self.tr("这一页没有表格。"), kind=News.NOTE)
        return found

    def _choose_columns(self) -> None:
        found = self._list_at_hand()
        if found is not None:
            found.choose_columns()

    def _export_list(self) -> None:
        found = self._list_at_hand()
        if found is not None:
            found.export()

    def _go_find(self) -> None:
        if self._window.shell is not None:
            self._window.shell.top.search.setFocus()
            self._window.shell.top.search.selectAll()

    def _help(self) -> None:
        if self.overlay.isVisible():  # on a real keyboard the key comes here first, not to what it opened
            self.overlay.hide()
            self._handbook()
            return
        table, page = self.table, self._window.page()
        lines = (table.line(spec.key) for spec in table.specs() if spec.shortcuts and not spec.key.startswith("page_"))
        jump = Hint("Ctrl+1…0", self.tr("换页"))
        window = (jump, *(Hint(line.key, line.text) for line in lines))
        self.overlay.show_keys(page.title() if page else self.tr("开始"), self._page_keys(page), window)

    def _handbook(self) -> None:
        from ui.handbook_desk import HandbookDesk  # here: most days nobody reads it

        if self._handbooks is None:
            self._handbooks = HandbookDesk(self._window, self._window.desk)
        self._handbooks.open_about(self._window.current if self._window.page() is not None else "start")

    def _page_keys(self, page: Page | None) -> tuple[Hint, ...]:
        """The keys a page explains, and those its buttons show."""
        if page is None:
            return ()
        known = {hint.key: hint for hint in page.hints()}
        for line in self.table.page_lines(page, *page.tools()):
            if line.key:
                known.setdefault(line.key, Hint(line.key, line.text))
        return tuple(known.values())

    def _display(self) -> None:
        from ui.display.stage import stage_of  # here: most days have no second screen

        stage_of(self._window.desk).open()

    def _why_no_tour(self) -> str:
        contest = self._window.desk.contest
        if contest is not None and contest.mode == "demo" and not contest.office:
            return ""
        return self.tr("只在演示竞赛里带路。关闭竞赛，从开始页打开演示竞赛。")

    def _begin_tour(self) -> None:
        from ui.tour import Tour  # here: only somebody new takes it

        if self.tour is None:
            self.tour = Tour(self._window)
        self.tour.begin()

    def _examples(self) -> None:
        from ui.dialogs.examples import ExamplesDialog  # here: the rules are not computed before somebody asks

        dialog = ExamplesDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _flash_saved(self) -> None:
        if self._window.shell is not None:
            self._window.shell.status.flash()


def list_of(widget: QWidget | None, page: QWidget | None) -> TableView | None:
    """The list the keyboard is on, else the first one in sight on a page."""
    while widget is not None:
        if isinstance(widget, TableView):
            return widget
        widget = widget.parentWidget()
    found = page.findChildren(TableView) if page is not None else []
    return next((one for one in found if one.isVisible() and not one.horizontalHeader().isHidden()), None)
