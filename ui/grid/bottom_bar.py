"""The bar under the grid: the sheet before, the contestant's status, why the sheet cannot go yet, and submit.

It stays one line high, so that the grid keeps its rows: where the sentence does not fit it moves up to the heading.
"""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

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
_PAPER = ("=", "＝")  # the key of the cells: after the last one the paper's total is in hand
_GAP, _MARGIN, _LOW_MARGIN = 8, 8, 4
_REASON_AT = 3  # where in the line the sentence stands, behind a stretch that takes its room while it is away
_ANY_WIDTH = (1 << 24) - 1  # Qt's QWIDGETSIZE_MAX: no bound


class ReasonLink(QAbstractButton):
    """Why the sheet cannot be submitted; pressing it leads to the first cell that stands in the way."""

    back = Signal()
    paper_wanted = Signal()

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
        """Enter leads on like a click; "=" to the paper's total; the minus sign and Esc lead back to the cell."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        elif event.text() in _PAPER:
            self.paper_wanted.emit()
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
    paper_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Look.PRIMARY, "checkmark", "F12", parent, binds=False)
        self.setObjectName("submit")
        self._since = 0.0

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember when the focus came."""
        super().focusInEvent(event)
        self._since = monotonic()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; "=" leads to the paper's total, the minus sign and Esc lead back to the cell."""
        if event.key() in _ENTER:
            if not event.isAutoRepeat() and monotonic() - self._since >= _SETTLE:
                self.click()
        elif event.text() in _PAPER:
            self.paper_wanted.emit()
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
        self._verb = self.previous.text()
        self.previous.setToolTip(self._verb)  # its arrow stands for it where there is little room
        self._row = QHBoxLayout(self)
        self._row.setSpacing(_GAP)
        for part in (self.previous, self.status, self.paper, self.reason, self.submit):
            self._row.addWidget(part)
        self._row.setStretchFactor(self.reason, 1)
        self._row.insertStretch(_REASON_AT, 0)
        self._aside: QHBoxLayout | None = None
        self._moved = False
        self.set_low(False)
        self._person = self._paper = ""
        self.show_sheet(None)

    def set_low(self, low: bool) -> None:
        """Narrower margins in a low window."""
        margin = _LOW_MARGIN if low else _MARGIN
        self._row.setContentsMargins(0, margin, 0, margin)

    def use_aside(self, place: QHBoxLayout) -> None:
        """Where the sentence goes when it does not fit between the buttons: the end of another line."""
        self._aside = place
        self._arrange()

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
        """Everything in one line; short of room first the verb of the arrow goes, then the sentence moves aside."""
        always, sentence = self._always(), self.reason.sizeHint().width() + _GAP
        room = self.width() - always
        full, short = self._previous_widths()
        moved = self._aside is not None and short + sentence > room
        fits = full + (0 if moved else sentence) <= room
        if fits != bool(self.previous.text()):
            self.previous.setText(self._verb if fits else "")
            self.previous.updateGeometry()
        if moved != self._moved:
            self._move_reason(moved)
        self.reason.setMaximumWidth(sentence - _GAP if moved else _ANY_WIDTH)
        self.reason.setVisible(bool(self.reason.text()) or not moved)
        if moved:
            self.reason.parentWidget().update()

    def _always(self) -> int:
        parts = (self.status, self.paper, self.submit)
        return sum(part.sizeHint().width() + _GAP for part in parts)

    def _previous_widths(self) -> tuple[int, int]:
        """How wide the first button is with its verb and without."""
        verb = drawing.text_width(self._verb, theme().font(BODY)) + 8
        now = self.previous.sizeHint().width()
        return (now, now - verb) if self.previous.text() else (now + verb, now)

    def _move_reason(self, aside: bool) -> None:
        assert self._aside is not None
        focus = self.reason.hasFocus()  # another parent takes it away
        self._moved = aside
        if aside:
            self._row.removeWidget(self.reason)
            self._row.setStretch(_REASON_AT, 1)
            self._aside.addWidget(self.reason)
        else:
            self._aside.removeWidget(self.reason)
            self._row.setStretch(_REASON_AT, 0)
            self._row.insertWidget(_REASON_AT + 1, self.reason, 1)
        if focus:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Every button, the sentence elsewhere."""
        margins = self._row.contentsMargins()
        height = self.submit.sizeHint().height() + margins.top() + margins.bottom()
        return QSize(self._always() + self._previous_widths()[1], height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew for another width."""
        super().resizeEvent(event)
        self._arrange()

    def take_focus(self) -> None:
        """The last cell is done: go to submit, or to the sentence that says what is missing."""
        (self.submit if self.submit.isEnabled() else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)
