"""The bar under the grid: the sheet before, the contestant's status, why the sheet cannot go yet, and submit."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.services.sheet_view import SheetView
from ui import icons
from ui.grid.facts import translate
from ui.grid.paper_total import PaperField
from ui.grid.sheet_words import blocked_reason
from ui.theme import BODY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look

# An Enter that still belongs to the last cell must not submit the sheet.
_SETTLE = 0.4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReasonLink(QAbstractButton):
    """Why the sheet cannot be submitted; pressing it leads to the first cell that stands in the way."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("submit_reason")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, reason: str) -> None:
        """Show a reason, or nothing."""
        self.setText(reason)
        self.setToolTip(reason)
        self.setAccessibleName(reason)
        self.setEnabled(bool(reason))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the sentence."""
        return QSize(34 + drawing.text_width(self.text(), theme().font(BODY)), theme().px(34))

    def minimumSizeHint(self) -> QSize:
        """Shorter than its sentence it is cut; the tooltip has it whole."""
        return QSize(90, theme().px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads on like a click; the minus sign and Esc lead back to the cell."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Escape):
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint sign and sentence at the right edge."""
        if not self.text():
            return
        tokens = theme().tokens
        painter = QPainter(self)
        width = min(self.width(), self.sizeHint().width())
        left = self.width() - width
        icons.paint(painter, QRect(left, 0, 24, self.height()), "info", tokens.text2, 16)
        room = QRect(left + 26, 0, width - 30, self.height())
        drawing.words(painter, room, self.text(), tokens.text if self.underMouse() else tokens.text2)
        if self.hasFocus():
            drawing.focus_ring(painter, QRect(left, 0, width, self.height()), tokens.primary)
        painter.end()


class SubmitButton(Button):
    """Submit, with the code in it. Enter presses it too, but not the Enter that brought the focus here."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Look.PRIMARY, "checkmark", "F12", parent, binds=False)
        self.setObjectName("submit")
        self._since = 0.0

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember when the focus came."""
        super().focusInEvent(event)
        self._since = monotonic()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; the minus sign and Esc lead back to the cell."""
        if event.key() in _ENTER:
            if not event.isAutoRepeat() and monotonic() - self._since >= _SETTLE:
                self.click()
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Escape):
            self.back.emit()
        else:
            super().keyPressEvent(event)


class BottomBar(QWidget):
    """The row of buttons under the grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.previous = Button(translate("grid", "上一份"), icon="chevron_left", key="PgUp", binds=False)
        self.status = Button(translate("grid", "缺考 / 弃权…"), key="F9", binds=False)
        self.paper = PaperField()
        self.reason = ReasonLink()
        self.submit = SubmitButton()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 8, 0, 8)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(3, 1)
        self._grid.addWidget(self.previous, 1, 0)
        self._grid.addWidget(self.status, 1, 1)
        self._grid.addWidget(self.paper, 1, 2)
        self._grid.addWidget(self.submit, 1, 4)
        self._stacked: bool | None = None
        self._person = self._paper = ""
        self.show_sheet(None)

    def block_person(self, reason: str) -> None:
        """Why the person at the keyboard cannot submit what the cells would allow; "" for no such reason. Counts from
        the next `show_sheet` on."""
        self._person = reason

    def block_paper(self, reason: str) -> None:
        """How the paper's total differs from what was keyed; "" when it does not. Counts as `block_person`."""
        self._paper = reason

    def show_sheet(self, view: SheetView | None) -> None:
        """Say which sheet is submitted, or why not."""
        reason = translate("grid", "先打开一份评分表")
        if view is not None:
            reason = blocked_reason(view) or self._person or self._paper
        self.submit.say(translate("grid", "提交 {code}").format(code=view.code if view is not None else "").strip())
        waiting = self.reason.hasFocus()
        self.submit.block(reason)
        if waiting and not reason:
            self.submit.setFocus(Qt.FocusReason.OtherFocusReason)  # the last mark is on disk now; before the link goes
        self.reason.say(reason if view is not None else "")
        none = "" if view is not None else translate("grid", "先打开一份评分表")
        locked = view is not None and view.locked
        self.status.block(translate("grid", "已锁定，只能更正") if locked else none)
        self.previous.block(none)
        self.paper.setEnabled(view is not None and not view.locked and not view.status)
        self._arrange()

    def _arrange(self) -> None:
        """The sentence stands between the buttons, or above them where it would be cut off."""
        parts = (self.previous, self.status, self.paper, self.reason, self.submit)
        stacked = sum(part.sizeHint().width() for part in parts) + 32 > self.width()
        if stacked != self._stacked:
            self._stacked = stacked
            self._grid.removeWidget(self.reason)
            if stacked:
                self._grid.addWidget(self.reason, 0, 0, 1, 5)
            else:
                self._grid.addWidget(self.reason, 1, 3)
        self.reason.setVisible(bool(self.reason.text()) or not stacked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew for another width."""
        super().resizeEvent(event)
        self._arrange()

    def take_focus(self) -> None:
        """The last cell is done: go to submit, or to the sentence that says what is missing."""
        (self.submit if self.submit.isEnabled() else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)
