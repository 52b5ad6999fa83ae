"""The verbs under the list of entries: the template, closing the lists, and what is decided about those selected."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.buttons import Button, Look, ReasonLabel


class RosterFoot(QWidget):
    """One row of buttons, the primary one at the right; the page says what they do and when they may."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(8)
        self.template = Button(self.tr("下载模板"), icon="arrow_download")
        self.close_button = Button(self.tr("封闭名单"), icon="lock_closed")
        self.close_button.setObjectName("registration_close")
        self.withdraw = Button(self.tr("撤回"), icon="dismiss")
        self.give_back = Button(self.tr("退回"), icon="arrow_undo")
        self.give_back.setObjectName("registration_return")
        self.approve = Button(self.tr("审核通过"), Look.PRIMARY, "checkmark", "F5")
        self.approve.setObjectName("registration_approve")
        row.addWidget(self.template)
        row.addWidget(self.close_button)
        row.addWidget(ReasonLabel(self.approve), 1)
        row.addStretch(0)
        for button in (self.withdraw, self.give_back, self.approve):
            row.addWidget(button)
