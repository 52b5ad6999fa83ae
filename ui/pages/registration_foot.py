"""The verbs under the list of entries: the template, closing the lists, who is chosen, what is decided about them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import BODY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look, ReasonLabel


class ChosenLabel(QWidget):
    """Whom the buttons beside it are about; shortened where there is little room, whole in its tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self._short = ""
        self._loud = False
        self.setObjectName("registration_chosen")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What it says."""
        return self._text

    def shown(self) -> str:
        """What there is room for: all of it, or the entry's number alone."""
        room = self.width() - 4
        fits = drawing.text_width(self._text, theme().font(BODY, self._loud)) <= room
        return self._text if fits or not self._text else self._short

    def say(self, text: str, loud: bool, short: str = "") -> None:
        """Say whom; loud when several were chosen. `short` is said where there is no room for all."""
        self._text, self._loud, self._short = text, loud, short or text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(drawing.text_width(self._text, theme().font(BODY, self._loud)) + 4, theme().px(34))

    def minimumSizeHint(self) -> QSize:
        short = drawing.text_width(self._short, theme().font(BODY, self._loud)) + 4
        return QSize(max(40, short), theme().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        ink = tokens.primary if self._loud else tokens.text2
        drawing.words(painter, self.rect(), self.shown(), ink, BODY, self._loud, drawing.RIGHT)
        painter.end()


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
        self.chosen = ChosenLabel()
        self.none = Button("", Look.QUIET, "dismiss", small=True)
        self.none.setObjectName("registration_none")
        self.none.setAccessibleName(self.tr("都不选"))
        self.none.setToolTip(self.tr("都不选（Esc）"))
        self.none.hide()
        self.withdraw = Button(self.tr("撤回"), icon="dismiss")
        self.give_back = Button(self.tr("退回"), icon="arrow_undo")
        self.give_back.setObjectName("registration_return")
        self.approve = Button(self.tr("审核通过"), Look.PRIMARY, "checkmark", "F5")
        self.approve.setObjectName("registration_approve")
        row.addWidget(self.template)
        row.addWidget(self.close_button)
        row.addStretch(0)
        row.addWidget(ReasonLabel(self.approve), 1)
        row.addWidget(self.chosen, 1)
        row.addWidget(self.none)
        for button in (self.withdraw, self.give_back, self.approve):
            row.addWidget(button)

    def say_chosen(self, count: int, listed: int, in_hand: str) -> None:
        """How many entries are chosen, how many of them are listed now, and which one is in hand ("" for none)."""
        hidden = count - listed
        if count and hidden:
            text = self.tr("已选 {count} 份，其中 {hidden} 份不在所列中").format(count=count, hidden=hidden)
        elif count:
            text = self.tr("已选 {count} 份").format(count=count)
        else:
            text = self.tr("没有多选，只对 {entry}").format(entry=in_hand) if in_hand else ""
        short = self.tr("已选 {count} 份").format(count=count) if count else in_hand.partition(" ")[0]
        self.chosen.say("" if self.approve.reason else text, bool(count), short)
        self.none.setVisible(bool(count))
