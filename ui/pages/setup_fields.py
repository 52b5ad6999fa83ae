"""Fields of the setup pages: each knows how to show its part of the definition and how to read it back, stores itself
when it is left, and says in words when it is fixed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.contest import Contest
from app.errors import AppError
from ui import messages
from ui.pages.registration_fields import ChoiceField, FormField, LineField
from ui.pages.setup_state import Setup
from ui.pages.setup_values import NotRead
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label
from ui.widgets.choices import CheckBox
from ui.widgets.drawing import text_width
from ui.widgets.fields import ChoiceBox

NARROWEST = 220


class SwitchField(FormField):
    """A tick box; the words beside it say what it means."""

    def __init__(self, key: str, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(key, name, parent=parent)
        self.box = CheckBox(words)
        self.box.setObjectName(f"field_{key}")
        self.box.setAccessibleName(f"{name} {words}")
        self.box.clicked.connect(self._leave)
        self._row.addWidget(self.box, 1)

    def editor(self) -> QWidget:
        return self.box

    def value(self) -> str:
        return "yes" if self.box.isChecked() else "no"

    def _put(self, value: str) -> None:
        self.box.setChecked(value == "yes")


@dataclass(frozen=True)
class Cell:
    """A column of a list of lines: its words, how wide, and what may be chosen (none: typed)."""

    name: str
    stretch: int = 1
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    fixed: bool = False


class _Walk(QObject):
    """Enter goes to the next cell; Alt+↑ ↓ moves the line."""

    def __init__(self, rows: RowsField) -> None:
        super().__init__(rows)
        self._rows = rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._rows.move_of(watched, -1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QLineEdit | QComboBox):
                watched.focusNextChild()
                return True
        return super().eventFilter(watched, event)


class RowsField(FormField):
    """A short list of lines, each of a few cells: added, moved and taken away with buttons or keys.

    Its value is a tuple of tuples of texts. `ordered` lines can be moved; `least` lines always stay.
    """

    def __init__(
        self, key: str, name: str, cells: Sequence[Cell], ordered: bool = True, least: int = 0, most: int = 60
    ) -> None:
        super().__init__(key, name)
        self._cells = tuple(cells)
        self._ordered, self._least, self._most = ordered, least, most
        self._rows: list[list[QLineEdit | ChoiceBox]] = []
        self._buttons: list[Button] = []
        self._per = len(self._cells)  # cells beside one another; fewer where the page is narrow
        self._open = True
        self._walk = _Walk(self)
        self.fresh: Callable[[], tuple[str, ...]] = lambda: tuple(
            cell.choices[0][0] if cell.choices else "" for cell in self._cells
        )
        self._inside = QWidget()
        self._inside.setObjectName(f"field_{key}")
        self._inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it folds its lines
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self.add = Button(self.tr("加一行"), icon="add", small=True)
        self.add.setObjectName(f"add_{key}")
        self.add.clicked.connect(self.add_row)
        inner = QVBoxLayout()
        inner.setSpacing(4)
        inner.addWidget(self._inside)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        inner.addLayout(line)
        self._row.addLayout(inner, 1)

    def editor(self) -> QWidget:
        return self._inside

    def value(self) -> Any:
        return tuple(tuple(self._text(editor) for editor in row) for row in self._rows)

    @staticmethod
    def _text(editor: QLineEdit | ChoiceBox) -> str:
        return str(editor.currentData() or "") if isinstance(editor, ChoiceBox) else editor.text().strip()

    def editor_at(self, row: int, column: int) -> QLineEdit | ChoiceBox:
        """The editor of a cell."""
        return self._rows[row][column]

    def offer(self, column: int, choices: Sequence[tuple[str, str]]) -> None:
        """Another list to choose from in a column, from the next showing on."""
        cells = list(self._cells)
        old = cells[column]
        cells[column] = Cell(old.name, old.stretch, tuple(choices), old.hint, old.fixed)
        self._cells = tuple(cells)

    def set_open(self, opened: bool) -> None:
        self._open = opened
        for row in self._rows:
            for cell, editor in zip(self._cells, row, strict=True):
                editor.setEnabled(opened and not cell.fixed)
        for button in self._buttons:
            button.block("" if opened else self.tr("这一节现在不能改。"))
        self.add.setVisible(opened)

    def add_row(self) -> None:
        """One line more, the keyboard in it; it is stored once something stands in it."""
        if len(self._rows) < self._most:
            self._lay([*self.value(), self.fresh()])
            first = next((one for one in self._rows[-1] if one.isEnabled()), None)
            if first is not None:
                first.show()  # now, not with the next event: only what is seen takes the keyboard
                first.setFocus()
            if all(isinstance(one, ChoiceBox) for one in self._rows[-1]):
                self._leave()

    def move_of(self, editor: QObject, step: int) -> None:
        """Move the line of a cell."""
        place = next((n for n, row in enumerate(self._rows) if editor in row), -1)
        column = self._rows[place].index(editor) if place >= 0 else 0  # type: ignore[arg-type]
        if self._ordered and place >= 0 and 0 <= place + step < len(self._rows):
            self._move(place, step)
            self.editor_at(place + step, column).setFocus()

    def _move(self, place: int, step: int) -> None:
        rows = list(self.value())
        if 0 <= place + step < len(rows):
            rows.insert(place + step, rows.pop(place))
            self._lay(rows)
            self._leave()

    def _drop(self, place: int) -> None:
        rows = list(self.value())
        del rows[place]
        self._lay(rows)
        self._leave()

    def _put(self, value: Any) -> None:
        self._lay(list(value))

    def _lay(self, rows: Sequence[Sequence[str]]) -> None:
        focus = self._focused()
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows, self._buttons = [], []
        for column, cell in enumerate(self._cells):
            self._grid.setColumnStretch(column, cell.stretch if column < self._per else 0)
        for number in range(len(rows) if self._folded() else min(1, len(rows))):
            for column, cell in enumerate(self._cells):
                row, place = self._place(number, column)
                self._grid.addWidget(Label(cell.name, SECONDARY, ink=Ink.TEXT2), row - 1, place)
        for number, values in enumerate(rows):
            self._rows.append([self._editor(column, number, text) for column, text in enumerate(values)])
            self._line_buttons(number, len(rows))
        self.set_open(self._open)
        if focus is not None and focus[0] < len(self._rows):
            self.editor_at(*focus).setFocus()

    def _folded(self) -> bool:
        return self._per < len(self._cells)

    def _place(self, number: int, column: int) -> tuple[int, int]:
        """Where a cell stands in the grid: under its name, each line with names of its own where lines are folded."""
        if not self._folded():
            return number + 1, column
        lines = -(-len(self._cells) // self._per)
        return (number * lines + column // self._per) * 2 + 1, column % self._per

    def _need(self, column: int) -> int:
        """The width a cell cannot do without."""
        cell = self._cells[column]
        words = max(text_width(cell.name, theme().font(SECONDARY)), text_width(cell.hint, theme().font()) + 30)
        return max(words, theme().px(104 if cell.choices else 56))

    def _room_for(self, width: int) -> int:
        """How many cells fit beside one another."""
        room = width - (3 if self._ordered else 1) * (theme().px(28) + 14)
        for per in range(len(self._cells), 1, -1):
            columns = range(per)
            needs = [max(self._need(n) for n in range(start, len(self._cells), per)) for start in columns]
            if sum(needs) + 6 * (per - 1) <= room:
                return per
        return 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        per = self._room_for(self.width())
        if per != self._per:
            self._per = per
            self._lay(self.value())

    def _focused(self) -> tuple[int, int] | None:
        for number, row in enumerate(self._rows):
            for column, editor in enumerate(row):
                if editor.hasFocus():
                    return number, column
        return None

    def _editor(self, column: int, number: int, text: str) -> QLineEdit | ChoiceBox:
        cell = self._cells[column]
        editor: QLineEdit | ChoiceBox
        name = f"{self.name} {number + 1} {cell.name}"
        if cell.choices:
            editor = ChoiceBox(name)
            for key, words in cell.choices:
                editor.addItem(words, key)
            if editor.findData(text) < 0 and text:
                editor.addItem(text, text)
            editor.setCurrentIndex(max(0, editor.findData(text)))
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            editor.activated.connect(lambda _index: self._leave())
        else:
            editor = QLineEdit(text)
            editor.setAccessibleName(name)
            editor.setPlaceholderText(cell.hint)
            editor.setCursorPosition(0)
            editor.editingFinished.connect(self._leave)
        editor.setMinimumWidth(self._need(column))
        editor.installEventFilter(self._walk)
        self._grid.addWidget(editor, *self._place(number, column))
        return editor

    def _line_buttons(self, number: int, count: int) -> None:
        wanted = []
        if self._ordered:
            wanted += [("chevron_up", self.tr("上移"), lambda: self._move(number, -1), number > 0)]
            wanted += [("chevron_down", self.tr("下移"), lambda: self._move(number, 1), number < count - 1)]
        wanted += [("dismiss", self.tr("删去这一行"), lambda: self._drop(number), count > self._least)]
        for place, (icon, words, act, there) in enumerate(wanted):
            button = Button("", Look.QUIET, icon, small=True)
            button.setAccessibleName(f"{self.name} {number + 1} {words}")
            button.setToolTip(words)
            button.clicked.connect(act)
            keep = button.sizePolicy()
            keep.setRetainSizeWhenHidden(True)
            button.setSizePolicy(keep)
            self._grid.addWidget(button, self._place(number, 0)[0], self._per + place)
            button.setVisible(there)  # only now: shown without a parent it would be a window of its own
            self._buttons.append(button)


def being_typed(field: FormField) -> bool:
    """Whether the keyboard is in a field, and something stands there that is not stored yet."""
    focus = field.window().focusWidget()
    return focus is not None and field.isAncestorOf(focus) and field.is_changed()


def beside_field(error: AppError) -> str:
    """The sentence of a refusal where it stands below its field: without the place in a definition file."""
    text = messages.sentence(error)
    if error.code.startswith("definition."):
        place = str(error.fields.get("place", ""))
        text = text.removeprefix(f"{place}：").removeprefix(f"{place}: ")
    return text


@dataclass
class Bound:
    """A field with its part of the definition. `why` gives the reason it is fixed, "" when it can be changed; `warns`
    a note on what stands there; `there` whether the field applies at all."""

    field: FormField
    show: Callable[[Contest], Any]
    read: Callable[[Contest, Any], Contest]
    why: Callable[[], str]
    warns: Callable[[Contest], str] = lambda _contest: ""
    there: Callable[[Contest], bool] = lambda _contest: True


class Binding(QObject):
    """Keeps the fields of one section and the definition the same."""

    fixed_changed = Signal(str)  # why the fields are fixed; "" when at least one can be changed

    def __init__(self, setup: Setup, parent: QObject) -> None:
        super().__init__(parent)
        self.setup = setup
        self.bound: list[Bound] = []
        setup.failed.connect(self._failed)

    def add(self, bound: Bound) -> FormField:
        """Take a field in."""
        self.bound.append(bound)
        bound.field.left.connect(lambda _key: self._left(bound))
        return bound.field

    def refresh(self) -> None:
        """Show the definition; what is being typed stays."""
        contest = self.setup.contest
        if contest is None:
            return
        reasons = []
        for one in self.bound:
            there = one.there(contest)
            one.field.setVisible(there)
            if not there:
                continue
            reason = one.why()
            reasons.append(reason)
            value = one.show(contest)
            ticked = one.field.sign.state
            if one.field.is_changed() and (one.field.problem or being_typed(one.field)):
                continue  # what comes back of the field before must not wipe what stands half typed in this one
            if value != one.field.value() or one.field.is_changed():
                one.field.show_value(value)
            one.field._shown = value
            one.field.set_open(not reason)
            one.field.editor().setToolTip(reason)
            warning = one.warns(contest)
            if warning != one.field.words.text() or one.field.problem:
                one.field.tell(warning=warning)
                if not warning:
                    one.field.sign.show_state(ticked)
        self.fixed_changed.emit(reasons[0] if reasons and all(reasons) else "")

    def _left(self, bound: Bound) -> None:
        value = bound.field.value()
        bound.field.problem = ""
        try:
            changed = self.setup.edit(bound.field.name, lambda contest: bound.read(contest, value), bound)
        except NotRead as wrong:
            bound.field.tell(str(wrong))
            return
        except AppError as error:
            bound.field.tell(beside_field(error))
            return
        if not changed:
            bound.field.tell()
            self.refresh()
        elif not bound.field.problem:
            bound.field.keep()
            contest = self.setup.contest
            warning = bound.warns(contest) if contest is not None else ""
            if warning:
                bound.field.tell(warning=warning)

    def _failed(self, token: object, error: AppError) -> None:
        if isinstance(token, Bound) and token in self.bound:
            token.field.tell(beside_field(error))

    def pending(self) -> bool:
        """Whether a refused value stands in a field."""
        return any(one.field.problem for one in self.bound)

    def commit(self) -> None:
        """Store the field the keyboard is in."""
        for one in self.bound:
            if one.field.isVisible() and one.field.is_changed() and not one.field.problem:
                self._left(one)


class FieldGrid(QWidget):
    """Fields in as many columns as there is room for; a wide one takes a whole row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 10, 14, 14)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # as narrow as its page
        self._fields: list[tuple[QWidget, bool]] = []
        self._columns = 0

    def add(self, field: QWidget, wide: bool = False) -> None:
        """One field more."""
        self._fields.append((field, wide))
        self._columns = 0
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        widest = max((field.minimumSizeHint().width() for field, wide in self._fields if not wide), default=0)
        columns = max(1, min(4, self.width() // max(theme().px(NARROWEST), widest + 14)))
        if columns == 3 and sum(not wide for _, wide in self._fields) == 4:
            columns = 2  # two and two, not three and one alone
        if columns == self._columns:
            return
        self._columns = columns
        for field, _wide in self._fields:
            self._grid.removeWidget(field)
        for column in range(4):
            self._grid.setColumnStretch(column, int(column < columns))
        row = column = 0
        for field, wide in self._fields:
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            column = columns if wide else column + 1
            if column >= columns:
                row, column = row + 1, 0


def line(key: str, name: str, needed: bool = False) -> LineField:
    """A line of text."""
    return LineField(key, name, needed)


def choice(key: str, name: str, choices: Sequence[tuple[str, str]]) -> ChoiceField:
    """One of a list."""
    field = ChoiceField(key, name)
    field.offer(choices)
    return field


def words(context: str, text: str) -> str:
    """A text of a table in the language of the window."""
    return QCoreApplication.translate(context, text)
