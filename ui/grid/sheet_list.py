"""The sheets of a trade by code, each with the shape of its state, and the field a code is typed or scanned into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.numbers import narrow
from app.services.sheet_view import SheetLine, SheetState
from ui.grid.facts import translate
from ui.grid.look import RIGHT, Look
from ui.grid.sheet_words import colour_of, line_word, paint_sign, sign_of
from ui.theme import theme
from ui.widgets.fields import SearchField

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY, _ACCESSIBLE, _USER = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.UserRole


class CodeField(SearchField):
    """Takes a code from keypad or scanner; no input method, or a scan would come out as Chinese."""

    left = Signal()
    stepped = Signal(int)  # the key of the grid for the next sheet, typed where a code could stand

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("grid", "密号或扫码"), icon="barcode_scanner", parent=parent)
        self.setObjectName("code_field")

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: object = None) -> object:
        """No input method here."""
        return False if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In an empty field Esc goes back to the grid, and + to the next sheet as it does there."""
        if event.key() == Qt.Key.Key_Escape and not self.text():
            self.left.emit()
            return
        if event.key() == Qt.Key.Key_Plus and not self.text():
            self.stepped.emit(1)
            return
        super().keyPressEvent(event)


class SheetListModel(QAbstractListModel):
    """Sheet lines, as they are or narrowed to codes that contain a text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[SheetLine, ...] = ()
        self._shown: tuple[SheetLine, ...] = ()
        self._text = ""

    def set_lines(self, lines: Sequence[SheetLine]) -> None:
        """Take newer lines; lines that only changed their state keep their place."""
        lines = tuple(lines)
        before, self._all = self._all, lines
        if [line.sheet_id for line in lines] != [line.sheet_id for line in before]:
            self.narrow(self._text)
            return
        shown, self._shown = self._shown, tuple(line for line in lines if self._text in line.code.upper())
        for number, (old, new) in enumerate(zip(shown, self._shown, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number), self.index(number))

    def narrow(self, text: str) -> None:
        """Show only codes that contain the text."""
        self.beginResetModel()
        self._text = narrow(text).upper()
        self._shown = tuple(line for line in self._all if self._text in line.code.upper())
        self.endResetModel()

    @property
    def lines(self) -> tuple[SheetLine, ...]:
        """All lines, narrowed or not."""
        return self._all

    def line(self, number: int) -> SheetLine:
        """A line as shown."""
        return self._shown[number]

    def number_of(self, sheet_id: int) -> int:
        """Where a sheet is shown, or -1."""
        return next((n for n, line in enumerate(self._shown) if line.sheet_id == sheet_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """The code, the spoken line, or the line itself."""
        line = self._shown[index.row()]
        if role == _DISPLAY:
            return line.code
        if role == _ACCESSIBLE:
            return translate("grid", "{code}，{state}").format(code=line.code, state=line_word(line))
        return line if role == _USER else None


class SheetDelegate(QStyledItemDelegate):
    """Paints sign, code and word of a sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look()
        self.current = -1

    def renew(self) -> None:
        """Colours or sizes changed."""
        self._look = Look()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One line of the list."""
        return QSize(120, self._look.px(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        line: SheetLine = index.data(_USER)
        look, tokens, rect = self._look, self._look.tokens, option.rect
        open_now = line.sheet_id == self.current
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, tokens.selection if open_now else tokens.primary_tint if chosen else tokens.surface)
        if open_now:
            painter.fillRect(QRect(rect.x(), rect.y(), 4, rect.height()), tokens.primary)
        painter.setPen(look.line_pen)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        sign = sign_of(line.state, line.status, line.spreads)
        paint_sign(painter, QRect(rect.x() + look.px(10), rect.y(), 20, rect.height()), sign)
        face = look.number_bold if open_now else look.number
        code = QRect(rect.x() + look.px(36), rect.y(), rect.width(), rect.height())
        look.text(painter, face, tokens.text, code, line.code)
        text = line_word(line)
        room = rect.width() - look.px(36) - look.width(face, line.code) - 16
        colour = tokens.text2 if sign.token == "muted" else colour_of(sign, tokens)
        if sign.token == "warn_mark":
            colour = tokens.warn_line
        small = look.fitted(look.small, text, room)
        look.text(painter, look.small, colour, rect.adjusted(0, 0, -8, 0), small, RIGHT)
        if focused:
            painter.setPen(tokens.primary)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


class SheetListPane(QWidget):
    """The list with its search field. `sheet_chosen` names a sheet to open; `left` says Esc was pressed."""

    sheet_chosen = Signal(int)
    not_found = Signal(str)  # a code none of these sheets has: who knows more may say more
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SheetListModel(self)
        self._title = QLabel(translate("grid", "评分表"))
        self._count = QLabel()
        self.field = CodeField()
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.view = QListView()
        self.view.setModel(self.model)
        self._delegate = SheetDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(translate("grid", "评分表"))
        self.view.activated.connect(self._activated)
        self.view.clicked.connect(self._activated)
        self.field.textEdited.connect(self._narrow)
        self.field.entered.connect(self._entered)
        self.field.left.connect(self.left)
        self._lay_out()
        theme().changed.connect(self._theme_changed)
        self._theme_changed()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        box = QVBoxLayout()
        box.setContentsMargins(12, 12, 8, 8)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.field)
        box.addWidget(self.problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(box)
        layout.addWidget(self.view, 1)

    def _theme_changed(self) -> None:
        self._delegate.renew()
        tokens = theme().tokens
        self._title.setFont(theme().font(14, bold=True))
        self._count.setFont(theme().font(13))
        self.problem.setFont(theme().font(13))
        colours = self.problem.palette()
        colours.setColor(self.problem.foregroundRole(), tokens.error_text)
        self.problem.setPalette(colours)
        self.view.doItemsLayout()

    def set_lines(self, lines: Sequence[SheetLine]) -> None:
        """Take newer lines."""
        self.model.set_lines(lines)
        done = sum(bool(line.status) or line.state not in (SheetState.EMPTY, SheetState.FIRST) for line in lines)
        self._count.setText(translate("grid", "{done} / {all} 份").format(done=done, all=len(lines)))
        self._select()

    def set_current(self, sheet_id: int) -> None:
        """Mark the sheet that is open."""
        self._delegate.current = sheet_id
        self._select()
        self.view.viewport().update()

    def _select(self) -> None:
        number = self.model.number_of(self._delegate.current)
        if number >= 0:
            self.view.setCurrentIndex(self.model.index(number))

    def neighbour(self, step: int) -> int | None:
        """The id of the next (1) or previous (-1) sheet of the whole list, or None at its end."""
        ids = [line.sheet_id for line in self.model.lines]
        if self._delegate.current not in ids:
            return ids[0] if ids else None
        at = ids.index(self._delegate.current) + step
        return ids[at] if 0 <= at < len(ids) else None

    def ask(self) -> None:
        """Wait for a code."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def find(self, text: str) -> SheetLine | None:
        """The sheet of a typed or scanned code; the figures alone will do where they are unmistakable."""
        wanted = "".join(narrow(text).upper().split())
        if not wanted:
            return None
        exact = [line for line in self.model.lines if line.code.upper() == wanted]
        digits = [line for line in self.model.lines if _figures(line.code) == _figures(wanted)]
        if exact:
            return exact[0]
        return digits[0] if len(digits) == 1 and _figures(wanted) and wanted.isdigit() else None

    def _narrow(self, text: str) -> None:
        self.problem.hide()
        self.model.narrow(text)

    def _entered(self, text: str) -> None:
        line = self.find(text)
        if line is None:
            if text.strip():
                sentence = translate("grid", "没有密号“{code}”。请再看一眼纸上的密号。").format(code=text.strip())
                self.say_problem(sentence)
                self.field.selectAll()
                self.not_found.emit(text.strip())
            return
        self.clear_field()
        self.sheet_chosen.emit(line.sheet_id)

    def say_problem(self, sentence: str) -> None:
        """Show under the field why a code opened nothing; goes with the next key typed there."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def clear_field(self) -> None:
        """Empty the field: its code was found after all."""
        self.field.clear()
        self._narrow("")

    def _activated(self, index: QModelIndex) -> None:
        self.sheet_chosen.emit(self.model.line(index.row()).sheet_id)


def _figures(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
