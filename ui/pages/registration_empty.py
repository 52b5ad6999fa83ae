"""What the registration page shows while nobody is on the list: the ways to fill it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button, Look
from ui.widgets.card import EmptyState


class EmptyRoster(EmptyState):
    """The list is empty. `chosen` tells "import", "paste", "template" or "new"."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("person_add", "", "", parent)
        self.say(self.tr("正在读取名单…"))
        self.buttons: dict[str, Button] = {}
        for key, text, icon in (
            ("import", self.tr("导入 Excel…"), "arrow_import"),
            ("paste", self.tr("粘贴"), "clipboard_paste"),
            ("template", self.tr("下载 Excel 模板"), "arrow_download"),
            ("new", self.tr("新增一人"), "add"),
        ):
            button = Button(text, Look.PRIMARY if key == "import" else Look.SECONDARY, icon)
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            self.add_button(button)
            button.hide()
            self.buttons[key] = button

    def show_ways(self, empty: bool) -> None:
        """Offer the ways to fill the list, once it is known to be empty."""
        if empty:
            self.say(self.tr("名单是空的。"), self.tr("Excel、WPS、CSV 都可以，也可以把文件拖到这里。"))
        for button in self.buttons.values():
            button.setVisible(empty)

    def block(self, reason: str) -> None:
        """Say why nobody may fill it; the template may always be had."""
        for key, button in self.buttons.items():
            if key != "template":
                button.block(reason)
