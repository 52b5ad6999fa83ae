"""The first start on a computer: language, text size and where backups go, asked once, before the start screen.

Everything shown is in force already, so Enter alone goes on. What is changed is in force and kept at once, as in the
settings; a page that is built anew for another language or size comes back with the keyboard where it was.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.backup_places import STICK_FOLDER
from app.settings import Option, Settings, options
from ui import media
from ui.desk import Desk
from ui.pages.start_page import Mark
from ui.theme import BODY, SECONDARY, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Card, Ink, Label
from ui.widgets.fields import Segmented

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_MOST_PLACES = 3
_FIELDS = {"language": "welcome_language", "text_scale": "welcome_size"}  # what builds the page anew, and its field


def _option(key: str) -> Option:
    return next(one for one in options() if one.key == key)


class WelcomePage(QWidget):
    """The three questions. `changed` carries a setting and its value, `done` says that somebody goes on."""

    changed = Signal(str, object)
    done = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders = settings.backup_folders
        self._places = _option("backup_folders")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around = QWidget()
        area.setWidget(around)
        for part in (area.viewport(), around):
            part.setAutoFillBackground(False)
        outer.addWidget(area, 1)
        middle = QHBoxLayout(around)
        middle.setContentsMargins(24, 12, 24, 12)
        middle.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(theme().px(820))
        middle.addWidget(inside, 100)
        middle.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addStretch(2)
        column.addLayout(self._head())
        column.addWidget(self._look_card(settings))
        column.addWidget(self._backup_card())
        column.addLayout(self._foot())
        column.addStretch(3)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Mark())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("欢迎使用匠评"), 22, True))
        told = self.tr("第一次用，先看三件事。不改也行：下面写的现在就算数。")
        words.addWidget(Label(told, BODY, ink=Ink.TEXT2, wrap=True))
        row.addLayout(words, 1)
        return row

    def _look_card(self, settings: Settings) -> Card:
        card = Card()
        card.body.setContentsMargins(14, 12, 14, 12)
        card.body.setSpacing(10)
        languages = tuple((str(value), words) for value, words in _option("language").choices)
        self.language = Segmented(languages, self.tr("语言"))
        self.language.setObjectName("welcome_language")
        self.language.set_current(settings.language)
        self.language.changed.connect(lambda key: self.changed.emit("language", key))
        sizes = tuple((str(value), _words(words)) for value, words in _option("text_scale").choices)
        self.size_choice = Segmented(sizes, self.tr("文字大小"))
        self.size_choice.setObjectName("welcome_size")
        self.size_choice.set_current(str(settings.text_scale))
        self.size_choice.changed.connect(lambda key: self.changed.emit("text_scale", int(key)))
        both = "语言 Language"  # readable for whoever cannot read the language in force
        for text, field, hint in (
            (both, self.language, self.tr("以后在本机设置里随时能换")),
            (self.tr("文字大小"), self.size_choice, self.tr("选了马上看到；以后按 Ctrl+= 和 Ctrl+-")),
        ):
            row = QHBoxLayout()
            row.setSpacing(16)
            name = Label(text, BODY, True)
            name.setFixedWidth(theme().px(130))
            row.addWidget(name)
            row.addWidget(field)
            row.addWidget(Label(hint, SECONDARY, ink=Ink.TEXT2, wrap=True), 1)
            card.body.addLayout(row)
        return card

    def _backup_card(self) -> Card:
        card = Card()
        card.body.setContentsMargins(14, 10, 14, 12)
        card.body.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(16)
        name = Label(_words(self._places.text), BODY, True)
        name.setFixedWidth(theme().px(130))
        self.chosen = Label("", BODY, wrap=True)
        self.drop = Button(self.tr("不再用"), small=True)
        self.drop.clicked.connect(lambda: self._choose(()))
        self.choose = Button(self.tr("选文件夹…"), small=True)
        self.choose.setObjectName("welcome_folder")
        self.choose.clicked.connect(self._ask_folder)
        row.addWidget(name)
        row.addWidget(self.chosen, 1)
        row.addWidget(self.drop)
        row.addWidget(self.choose)
        card.body.addLayout(row)
        self._found = QVBoxLayout()
        self._found.setSpacing(6)
        card.body.addLayout(self._found)
        self.offers: list[tuple[str, Button]] = []
        self.note = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        card.body.addWidget(self.note)
        self._show_folders()
        return card

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label(self.tr("只问这一次。"), SECONDARY, ink=Ink.TEXT2), 1)
        self.go = Button(self.tr("开始"), Look.PRIMARY, key="Enter", binds=False)
        self.go.setObjectName("welcome_go")
        self.go.clicked.connect(self.done)
        row.addWidget(self.go)
        return row

    # backups

    def show_places(self, found: tuple[media.Place, ...]) -> None:
        """Offer the sticks and second disks that are in."""
        for place in found[:_MOST_PLACES]:
            line = QHBoxLayout()
            line.setSpacing(16)
            text = self.tr("找到 {name}，还有 {free}").format(name=place.label, free=place.size_words)
            line.addWidget(Label(text, BODY, wrap=True), 1)
            use = Button(self.tr("用它备份"), icon="usb_stick", small=True)
            use.setAccessibleName(self.tr("用 {name} 备份").format(name=place.label))
            folder = stick_folder(place)
            use.clicked.connect(lambda _on=False, folder=folder: self._add(folder))
            line.addWidget(use)
            self._found.addLayout(line)
            self.offers.append((folder, use))
        self._show_offers()

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("备份放到哪里"), "".join(self._folders[-1:]))
        if chosen:
            self._add(chosen)

    def _add(self, folder: str) -> None:
        self._choose(tuple(dict.fromkeys((*self._folders, folder)))[-self._places.places :])
        self.go.setFocus()

    def _choose(self, folders: tuple[str, ...]) -> None:
        self._folders = folders
        self.changed.emit("backup_folders", folders)
        self._show_folders()

    def _show_folders(self) -> None:
        self.chosen.setText("\n".join(self._folders) or self.tr("还没有选"))
        self.chosen.set_ink(Ink.TEXT if self._folders else Ink.TEXT2)
        self.drop.setVisible(bool(self._folders))
        self._show_offers()

    def _show_offers(self) -> None:
        for folder, use in self.offers:
            use.block(self.tr("已经选了") if folder in self._folders else "")
        chosen = self.tr("有改动就自动备份到那里。没有备份钥匙时备份不加密，U盘要收好。")
        nothing = self.tr("有了备份钥匙以后，插着的U盘会自动得到加密的备份。最好再选一个U盘或第二块盘。")
        self.note.setText(chosen if self._folders else nothing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.done.emit()
            return
        super().keyPressEvent(event)


def _words(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


def stick_folder(place: media.Place) -> str:
    """The folder on a stick or second disk that takes the backups, where people and the program look for them."""
    return str(Path(place.path) / STICK_FOLDER)


class Welcome(QObject):
    """Keeps the page before the start screen until somebody goes on, through every rebuilding of the window."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.page: WelcomePage | None = None
        self._held = ""  # the field that was changed last
        self._fresh: dict[str, Any] = {}
        self._places: tuple[media.Place, ...] | None = None

    def begin(self) -> None:
        """Show the page now, and look for sticks beside."""
        self._window.start_shown.connect(self._show)
        self._show()
        self._desk.operations.run(_sticks, self._found, owner=self, quiet=True, aside=True)

    def _found(self, places: tuple[media.Place, ...]) -> None:
        self._places = places
        if self.page is not None:
            self.page.show_places(places)

    def _show(self) -> None:
        start = self._window.start
        if start is None:
            return
        self.page = WelcomePage(replace(self._desk.settings, **self._fresh))
        # queued: a page that is built anew must not be gone while its own field still tells of the change
        self.page.changed.connect(self._change, Qt.ConnectionType.QueuedConnection)
        self.page.done.connect(self._done)
        start.put_before(self.page)
        if self._places is not None:
            self.page.show_places(self._places)
        held = self.page.findChild(Segmented, self._held) if self._held else None
        (held or self.page.go).setFocus()

    def _change(self, field: str, value: object) -> None:
        self._held = _FIELDS.get(field, "")
        self._fresh = {field: value}  # the window is built anew before the preference is kept
        self._window.setting_wanted.emit(field, value)
        self._fresh = {}

    def _done(self) -> None:
        self._window.start_shown.disconnect(self._show)
        self._desk.change_settings(welcomed=True)
        start, self.page = self._window.start, None
        if start is not None:
            start.show_choices()
            start.demo.setFocus()
        self.deleteLater()


def _sticks() -> tuple[media.Place, ...]:
    return tuple(place for place in media.sticks() if not place.read_only)
