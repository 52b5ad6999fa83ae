"""投到大屏: what the public screen shows, on which screen, and putting it away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ui.desk import Desk
from ui.display.shown import Show
from ui.display.stage import stage_of
from ui.widgets.buttons import Button


class DisplayButton(Button):
    """Opens a menu. The window opens with the first choice."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", icon="presenter", parent=parent)
        self.setText(self.tr("投到大屏"))
        self.setAccessibleName(self.text())
        self.setObjectName("display_button")
        self.stage = stage_of(desk)
        self.clicked.connect(self._open_menu)

    def choices(self) -> QMenu:
        """The menu as it is now."""
        menu = QMenu(self)
        names = {
            Show.CALL: self.tr("叫号：几号到几号工位"),
            Show.DRAW: self.tr("抽签"),
            Show.CLOCK: self.tr("时钟和今天的安排"),
            Show.RESULTS: self.tr("成绩（锁定、解密以后）"),
        }
        for show, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(self.stage.is_open and self.stage.show is show)
            action.triggered.connect(partial(self.put, show))
        menu.addSeparator()
        screens = QGuiApplication.screens()
        for number, screen in enumerate(screens, 1):
            size = screen.geometry().size()
            text = self.tr("放满屏幕 {number}（{width} × {height}）")
            shown = text.format(number=number, width=size.width(), height=size.height())
            menu.addAction(shown).triggered.connect(partial(self._fill, screen))
        shut = menu.addAction(self.tr("收起大屏"))
        shut.setEnabled(self.stage.is_open)
        shut.triggered.connect(self.stage.close)
        return menu

    def put(self, show: Show, _on: bool = False) -> None:
        """Show a picture; the window opens when it is not."""
        desk = self.stage.desk
        if show is Show.RESULTS or not self.stage.trade:
            self.stage.trade = desk.trade
        self.stage.put(show)
        if not self.stage.is_open:
            self.stage.open()

    def _fill(self, screen: object, _on: bool = False) -> None:
        self.stage.open(screen)

    def _open_menu(self) -> None:
        menu = self.choices()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
