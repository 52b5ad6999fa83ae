"""The fields of the entry form: words above, editor, a tick once stored, and the reason below when refused."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.services.board_view import State
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption, ChoiceBox
from ui.widgets.states import paint_state

TICK_MS = 3000


class Sign(QWidget):
    """A small shape beside a caption: nothing, a tick, a cross or a triangle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State.NONE
        self.setFixedSize(18, 18)
        self._timer = QTimer(self, singleShot=True, interval=TICK_MS)
        self._timer.timeout.connect(lambda: self.show_state(State.NONE))

    def show_state(self, state: State) -> None:
        """Show a shape; a tick goes by itself."""
        self.state = state
        self._timer.stop()
        if state is State.DONE:
            self._timer.start()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_state(painter, QRect(0, 0, 18, 18), self.state, 14)
        painter.end()


class IdEdit(QLineEdit):
    """A document number, shown in groups 6-8-4 while it is a resident's; `plain` is what is stored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grouped = True
        self.setMaxLength(40)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferUppercase | Qt.InputMethodHint.ImhSensitiveData)
        self.textEdited.connect(self._group)

    def plain(self) -> str:
        """The number without the spaces shown between groups."""
        return self.text().replace(" ", "")

    def show_number(self, number: str) -> None:
        """Show a number in groups."""
        self.setText(self._groups(number))

    def _groups(self, number: str) -> str:
        if not self.grouped or len(number) > 18:
            return number
        return " ".join(part for part in (number[:6], number[6:14], number[14:]) if part)

    def _group(self) -> None:
        before = len(self.text()[: self.cursorPosition()].replace(" ", ""))
        shown = self._groups(self.plain())
        if shown == self.text():
            return
        self.setText(shown)
        place = 0
        while before and place < len(shown):
            before -= shown[place] != " "
            place += 1
        self.setCursorPosition(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if "*" in self.text():
            QTimer.singleShot(0, self, self.selectAll)  # a masked number is replaced, never edited


class FormField(QWidget):
    """One field. `left` tells that the person went on with another value in it than the one shown before, `pair_wanted`
    that whoever looks the same shall be seen beside this one."""

    left = Signal(str)
    pair_wanted = Signal(str)

    def __init__(self, key: str, name: str, needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.name = name
        self.problem = ""
        self._shown = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(Caption(name, needed))
        self.sign = Sign()
        head.addWidget(self.sign)
        head.addStretch(1)
        column.addLayout(head)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        column.addLayout(self._row)
        self.words = Label("", SECONDARY, ink=Ink.ERROR, wrap=True)
        self.words.hide()
        column.addWidget(self.words)
        self.pair = Button(self.tr("看两人"), icon="people_team", key="F3", binds=False, small=True)
        self.pair.setObjectName(f"pair_{key}")
        self.pair.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter goes on to the next field; F3 looks
        self.pair.clicked.connect(lambda: self.pair_wanted.emit(self.key))
        self.pair.hide()
        column.addWidget(self.pair)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    # what subclasses say

    def editor(self) -> QWidget:
        """The widget that takes the keyboard."""
        raise NotImplementedError

    def value(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    def _put(self, value: str) -> None:
        raise NotImplementedError

    # for the form

    def show_value(self, value: str) -> None:
        """Show a stored value; what was wrong or ticked before goes."""
        self._put(value)
        self._shown = value
        self.tell()

    def is_changed(self) -> bool:
        """Whether another value stands here than the one shown last."""
        return self.value() != self._shown

    def keep(self) -> None:
        """The value standing here is stored now."""
        self._shown = self.value()
        self.tell()
        self.sign.show_state(State.DONE)

    def tell(self, problem: str = "", warning: str = "", alike: bool = False) -> None:
        """Show a reason (the value was not stored), a warning (it was), or nothing; `alike`: there is a second person
        to be looked at beside this one."""
        self.problem = problem
        self.pair.setVisible(alike)
        self.words.set_ink(Ink.ERROR if problem else Ink.TEXT2)
        self.words.setText(problem or warning)
        self.words.setVisible(bool(problem or warning))
        self.sign.show_state(State.BLOCKED if problem else State.DECIDE if warning else State.NONE)
        editor = self.editor()
        editor.setProperty("refused", bool(problem))
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        editor.setAccessibleDescription(problem or warning)

    def set_open(self, opened: bool) -> None:
        """Let the person change the field, or not."""
        self.editor().setEnabled(opened)

    def _leave(self) -> None:
        if self.is_changed():
            self.left.emit(self.key)


class LineField(FormField):
    """A line of text, with suggestions if there are any."""

    def __init__(self, key: str, name: str, needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(key, name, needed, parent)
        self.line = IdEdit() if key == "id_number" else QLineEdit()
        self.line.setObjectName(f"field_{key}")
        self.line.setAccessibleName(name)
        self.line.setMinimumHeight(theme().px(32))
        self.line.setMinimumWidth(80)
        self.line.editingFinished.connect(self._leave)
        self._row.addWidget(self.line, 1)

    def editor(self) -> QWidget:
        return self.line

    def value(self) -> str:
        return self.line.plain() if isinstance(self.line, IdEdit) else self.line.text().strip()

    def _put(self, value: str) -> None:
        if isinstance(self.line, IdEdit):
            self.line.show_number(value)
        else:
            self.line.setText(value)
        self.line.setCursorPosition(0)

    def suggest(self, words: Sequence[str]) -> None:
        """Offer these words while typing."""
        completer = QCompleter(list(words), self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)


class MaskedField(LineField):
    """A number of which the last four are shown; the eye shows it whole while held down, and that is recorded."""

    look_wanted = Signal(bool)  # held, let go

    def __init__(self, key: str, name: str, needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(key, name, needed, parent)
        self._masked: str | None = None
        self.eye = Button("", Look.QUIET, "eye", small=True)
        self.eye.setObjectName(f"show_{key}")
        self.eye.setAccessibleName(self.tr("显示完整号码：{field}").format(field=name))
        self.eye.setToolTip(self.tr("按住显示完整号码，会写进操作记录"))
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.eye.pressed.connect(lambda: self.look_wanted.emit(True))
        self.eye.released.connect(lambda: self.look_wanted.emit(False))
        self._row.addWidget(self.eye)

    def show_whole(self, number: str) -> None:
        """Show the whole number without taking it for a change."""
        if self.eye.isDown() and not self.is_changed():
            self._put(number)
            self._masked, self._shown = self._shown, self.value()

    def hide_again(self) -> None:
        """Mask the number again."""
        if self._masked is not None and not self.is_changed():
            self._put(self._masked)
            self._shown = self._masked
        self._masked = None


class ChoiceField(FormField):
    """One of a list."""

    def __init__(self, key: str, name: str, needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(key, name, needed, parent)
        self.box = ChoiceBox(name)
        self.box.setObjectName(f"field_{key}")
        self.box.setMinimumWidth(80)
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.box.activated.connect(self._leave)
        self._row.addWidget(self.box, 1)

    def editor(self) -> QWidget:
        return self.box

    def value(self) -> str:
        return str(self.box.currentData() or "")

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (value, words); what was chosen stays chosen if it is still there."""
        before = self.value()
        self.box.clear()
        for value, words in choices:
            self.box.addItem(words, value)
        self._put(before)

    def _put(self, value: str) -> None:
        place = self.box.findData(value)
        if place < 0 and value:
            self.box.addItem(value, value)
            place = self.box.count() - 1
        self.box.setCurrentIndex(max(0, place))


def side_by_side(*fields: QWidget) -> QWidget:
    """Short fields in one row."""
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    for number, field in enumerate(fields):
        grid.addWidget(field, 0, number, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(number, 1)
    return row
