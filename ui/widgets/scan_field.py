"""A field that owns the keyboard of its page: whatever is typed or scanned anywhere on the window lands there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui import icons
from ui.theme import CARD_HEADING, theme

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)


class ScanField(QLineEdit):
    """Where a scanner types. `scanned` carries a whole text, `confirmed` an Enter with nothing typed.

    While it is shown it takes every printable key of its window that no other text field has; a scanner is only a fast
    keyboard, and whoever holds one looks at people, not at where the cursor is. The input method is off: it would keep
    the first letters of a scan for itself.
    """

    scanned = Signal(str)
    confirmed = Signal()
    moved = Signal(int)  # ↑ and ↓

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scan_field")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setTextMargins(36, 0, 8, 0)
        self.setFont(theme().font(CARD_HEADING + 2))
        self.setFixedHeight(theme().px(46))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(420), theme().px(46))

    def showEvent(self, event: QEvent) -> None:  # type: ignore[override]
        super().showEvent(event)  # type: ignore[arg-type]
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def hideEvent(self, event: QEvent) -> None:  # type: ignore[override]
        super().hideEvent(event)  # type: ignore[arg-type]
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key that nobody else needs; everything else goes on."""
        if event.type() != QEvent.Type.KeyPress or watched is self or not isinstance(watched, QWidget):
            return False
        if watched is not (QApplication.focusWidget() or self.window()) or not self._takes(watched, event):
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(self, event)
        return True

    def _takes(self, watched: QWidget, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or watched.window() is not self.window():
            return False
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return False
        if isinstance(watched, QLineEdit | QPlainTextEdit | QAbstractSpinBox):
            return False
        text = event.text()
        return bool(text) and text.isprintable() and text != " " and event.modifiers() in _PLAIN

    def event(self, event: QEvent) -> bool:
        """Undo of an empty field is the page's: what was typed here is a scan that is over, not a text to get back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self.text():
            back = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if back:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text = self.text().strip()
            self.setText("")  # not clear(): its undo would bring the scan back
            if text:
                self.scanned.emit(text)
            else:
                self.confirmed.emit()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.text():
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icons.paint(painter, QRect(10, 0, 24, self.height()), "barcode_scanner", theme().tokens.text2, 20)
        painter.end()
