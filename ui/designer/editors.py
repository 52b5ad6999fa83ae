"""The editors of one field each: a number, a choice, a colour, a tick, words with variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.documents.variables import VARIABLES
from ui.designer.words import Field, word
from ui.theme import theme
from ui.widgets import drawing
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox, DecimalBox
from ui.widgets.fields import ChoiceBox

Told = Callable[[Any], None]


class Swatch(Button):
    """A colour to press for another one."""

    def __init__(self, name: str) -> None:
        super().__init__("")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedWidth(theme().px(34))
        self._colour = ""

    def show_colour(self, colour: str) -> None:
        """Show this one; "" as nothing."""
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        spot = self.rect().adjusted(6, 6, -6, -6)
        if QColor.isValidColorName(self._colour):
            drawing.box(painter, spot, QColor(self._colour), theme().tokens.strong_line, 1.0, 2.0)
        else:
            painter.setPen(theme().tokens.strong_line)
            painter.drawLine(spot.bottomLeft(), spot.topRight())
        painter.end()


class ColourEdit(QWidget):
    """A colour as #RRGGBB, typed or picked."""

    def __init__(self, name: str, empty: bool, told: Told) -> None:
        super().__init__()
        self._told, self._name = told, name
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.words = QLineEdit()
        self.words.setAccessibleName(name)
        self.words.setMaxLength(7)
        self.words.setPlaceholderText(self.tr("无") if empty else "#000000")
        self.words.editingFinished.connect(self._typed)
        self.swatch = Swatch(name)
        self.swatch.clicked.connect(self._ask)
        row.addWidget(self.words, 1)
        row.addWidget(self.swatch)

    def show_value(self, value: str) -> None:
        """Show a colour without telling anyone."""
        if not self.words.hasFocus() or not self.words.isModified():
            self.words.setText(value)
        self.swatch.show_colour(value)

    def _typed(self) -> None:
        if self.words.isModified():
            self.words.setModified(False)
            self._told(self.words.text().strip().upper())

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self.words.text() or "#000000"), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self._name)
        dialog.colorSelected.connect(lambda colour: self._told(colour.name().upper()))
        dialog.open()


class WordsEdit(QPlainTextEdit):
    """Text with variables; what is typed is told as it is typed, so that the page follows."""

    def __init__(self, name: str, told: Told, left: Callable[[], None]) -> None:
        super().__init__()
        self._told, self._left, self._quiet = told, left, False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme().px(84))
        self.textChanged.connect(self._typed)

    def show_value(self, value: str) -> None:
        """Show a text without telling anyone; the cursor stays where it is."""
        if self.toPlainText() != value:
            self._quiet = True
            self.setPlainText(value)
            self._quiet = False

    def _typed(self) -> None:
        if not self._quiet:
            self._told(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._left()


class VariableChoice(ChoiceBox):
    """Puts a variable where the cursor of the text is."""

    def __init__(self, text: WordsEdit, name: str) -> None:
        super().__init__(name)
        self.addItem(name, "")
        for variable in VARIABLES.values():
            self.addItem(f"{{{variable.key}}}　{variable.label}　{variable.sample}", variable.key)
        self._text = text
        self.activated.connect(self._put)

    def _put(self, index: int) -> None:
        key = self.itemData(index)
        if key:
            self._text.insertPlainText(f"{{{key}}}")
            self.setCurrentIndex(0)
            self._text.setFocus()


def number(field: Field, told: Told) -> DecimalBox:
    """A box for a number."""
    box = DecimalBox(word(field.label), field.low, field.high, field.decimals, word(field.unit))
    if field.step:
        box.setSingleStep(field.step)
    box.setKeyboardTracking(False)
    box.valueChanged.connect(lambda value: told(round(value, field.decimals) + 0.0))
    return box


def choice(field: Field, told: Told) -> ChoiceBox:
    """A list to choose from."""
    box = ChoiceBox(word(field.label))
    for key, name in field.choices:
        box.addItem(word(name), key)
    box.activated.connect(lambda index: told(box.itemData(index)))
    return box


def tick(field: Field, told: Told) -> CheckBox:
    """A box to tick."""
    box = CheckBox(word(field.label))
    box.clicked.connect(lambda on: told(bool(on)))
    return box


def line(field: Field, told: Told) -> QLineEdit:
    """A line of text, told when it is left."""
    edit = QLineEdit()
    edit.setAccessibleName(word(field.label))
    edit.editingFinished.connect(lambda: told(edit.text()))
    return edit


def show(editor: QWidget, value: Any) -> None:
    """Show a value in an editor without telling anyone."""
    if isinstance(editor, ColourEdit | WordsEdit):
        editor.show_value(value)
        return
    editor.blockSignals(True)
    if isinstance(editor, DecimalBox):
        editor.setValue(value)
    elif isinstance(editor, ChoiceBox):
        editor.setCurrentIndex(editor.findData(value))
        editor.update()
    elif isinstance(editor, CheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, QLineEdit) and editor.text() != value:
        editor.setText(value)
    editor.blockSignals(False)


class Section(QWidget):
    """Editors below each other, captions before them."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(5)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), self.height()), theme().tokens.surface)
        painter.end()
