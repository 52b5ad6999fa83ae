"""The left of the board: the next step, trades × stages, and what needs a person."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from app.services.board_view import STAGES, Need, NextStep, State, TradeRow
from ui.pages import board_words
from ui.theme import BODY, CARD_HEADING, SECONDARY, SMALLEST, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Card, Ink, Label
from ui.widgets.states import paint_stage, paint_state

_LEGEND = (State.DONE, State.LOCKED, State.CURRENT, State.DECIDE, State.BLOCKED, State.WAITING)


class NextCard(Card):
    """The one thing to do next, with the one button that goes there."""

    go = Signal(str, str)  # page, trade

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, accent=True)
        self._step: NextStep | None = None
        row = QHBoxLayout()
        row.setContentsMargins(18, 10, 12, 10)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.caption = Label(self.tr("下一步"), SECONDARY, ink=Ink.TEXT2)
        self.what = Label("", 20, True, wrap=True)
        self.what.setObjectName("next_what")
        self.why = Label("", BODY, ink=Ink.TEXT2, wrap=True)
        for label in (self.caption, self.what, self.why):
            words.addWidget(label)
        row.addLayout(words, 1)
        self.button = Button("", Look.PRIMARY)
        self.button.setObjectName("next_go")
        self.button.clicked.connect(self._go)
        row.addWidget(self.button)
        self.body.addLayout(row)

    def show_step(self, step: NextStep | None, key: str) -> None:
        """Show the next step; `key` is the shortcut of the page it is done on."""
        self._step = step
        self.setVisible(step is not None)
        if step is None:
            return
        what, why, verb, icon = board_words.step_words(step)
        self.what.setText(what)
        self.why.setText(why)
        self.button.setVisible(bool(verb))
        self.button.show_key(key)
        self.button.set_icon(icon)
        self.button.say(verb)

    def _go(self) -> None:
        if self._step is not None:
            self.go.emit(self._step.page, self._step.trade)


class Legend(QWidget):
    """What the shapes of the table mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _width(self, state: State, tight: bool = False) -> int:
        font = theme().font(SMALLEST if tight else SECONDARY)
        return 21 + drawing.text_width(board_words.state_name(state), font) + (8 if tight else 14)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._width(state) for state in _LEGEND), theme().px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        tight = self.sizeHint().width() > self.width()
        x = self.width()
        for state in reversed(_LEGEND):
            width = self._width(state, tight)
            x -= width
            if x < 0:
                break
            paint_state(painter, QRect(x, 0, 18, self.height()), state)
            word = QRect(x + 21, 0, width, self.height())
            drawing.words(painter, word, board_words.state_name(state), tokens.text2, SMALLEST if tight else SECONDARY)
        painter.end()


class Matrix(QWidget):
    """Trades × stages. Each cell opens its page for its trade; arrow keys walk, Enter opens."""

    go = Signal(str, str)  # stage, trade

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TradeRow, ...] = ()
        self._at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("各工种进度"))

    def show_rows(self, rows: tuple[TradeRow, ...]) -> None:
        """Show these trades."""
        self._rows = rows
        self._at = (min(self._at[0], max(0, len(rows) - 1)), self._at[1])
        self._speak()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(700, theme().px(34) + len(self._rows) * theme().px(54))

    def minimumSizeHint(self) -> QSize:
        return QSize(520, self.sizeHint().height())

    def _name_width(self) -> int:
        return min(theme().px(112), self.width() // 5)

    def _cell(self, row: int, column: int) -> QRect:
        left = self._name_width()
        room = self.width() - left - 4
        x = left + room * column // len(STAGES)
        right = left + room * (column + 1) // len(STAGES)
        top = theme().px(34) + row * theme().px(54)
        return QRect(x + 3, top + 5, right - x - 6, theme().px(54) - 10)

    def _hit(self, x: int, y: int) -> tuple[int, int] | None:
        for row in range(len(self._rows)):
            for column in range(len(STAGES)):
                if self._cell(row, column).contains(x, y):
                    return row, column
        return None

    def _open(self) -> None:
        if self._rows:
            self.go.emit(STAGES[self._at[1]], self._rows[self._at[0]].trade)

    def _speak(self) -> None:
        if self._rows:
            row = self._rows[self._at[0]]
            stage = STAGES[self._at[1]]
            self.setAccessibleDescription(board_words.cell_sentence(row, stage, row.cells[self._at[1]]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._hit(int(event.position().x()), int(event.position().y()))
        if found is not None:
            self._at = found
            self.update()
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._hit(int(event.position().x()), int(event.position().y()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        if found is None:
            QToolTip.hideText()
            return
        row = self._rows[found[0]]
        text = board_words.cell_sentence(row, STAGES[found[1]], row.cells[found[1]])
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key = Qt.Key(event.key())
        if key in steps and self._rows:
            row = max(0, min(len(self._rows) - 1, self._at[0] + steps[key][0]))
            column = max(0, min(len(STAGES) - 1, self._at[1] + steps[key][1]))
            self._at = (row, column)
            self._speak()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        head = theme().px(34)
        painter.fillRect(QRect(0, 0, self.width(), head), tokens.header)
        drawing.words(
            painter, QRect(12, 0, self._name_width() - 12, head), self.tr("工种"), tokens.text, SECONDARY, True
        )
        for column, stage in enumerate(STAGES):
            cell = self._cell(0, column)
            where = QRect(cell.x() - 4, 0, cell.width() + 8, head)
            name = board_words.stage_name(stage)
            size = drawing.fitting_size(name, where.width(), (SECONDARY, SMALLEST, SMALLEST - 1), True)
            drawing.words(painter, where, name, tokens.text, size, True, drawing.CENTRE)
        for index, row in enumerate(self._rows):
            self._paint_row(painter, index, row)
        painter.end()

    def _paint_row(self, painter: QPainter, index: int, row: TradeRow) -> None:
        tokens = theme().tokens
        high = theme().px(54)
        top = theme().px(34) + index * high
        if index:
            painter.fillRect(QRect(0, top, self.width(), 1), tokens.line)
        room = self._name_width() - 14
        name = QRect(12, top + theme().px(6), room, theme().px(24))
        drawing.words(painter, name, row.name, tokens.text, CARD_HEADING, True)
        below = QRect(12, top + theme().px(29), room, theme().px(20))
        drawing.words(painter, below, board_words.people_line(row), tokens.text2, SECONDARY)
        for column, cell in enumerate(row.cells):
            rect = self._cell(index, column)
            paint_stage(painter, rect, cell.state, board_words.cell_text(cell))
            if self.hasFocus() and self._at == (index, column):
                drawing.focus_ring(painter, rect, tokens.text, inset=-3)


class NeedRow(QWidget):
    """One thing that needs a person: its sign, what, why, and the verb that goes there."""

    go = Signal(Need)

    def __init__(self, need: Need, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.need = need
        self._what, self._detail, verb = board_words.need_words(need)
        self.setFixedHeight(theme().px(41))
        self.setAccessibleName(f"{self._what} {self._detail}")
        self.setToolTip(f"{self._what}\n{self._detail}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch(1)
        self.first = self.wanted()  # where the second column begins; the card gives all rows the same
        self.button = Button(verb, small=True)
        self.button.setAccessibleName(f"{verb} {self._what}")
        self.button.clicked.connect(lambda: self.go.emit(need))
        row.addWidget(self.button)

    def wanted(self) -> int:
        """The width the first words take, with the gap after them."""
        return drawing.text_width(self._what, theme().font(BODY)) + 24

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        high = self.height()
        painter.fillRect(QRect(0, 0, self.width(), 1), tokens.line)
        paint_state(painter, QRect(14, 0, 20, high), self.need.state, 20)
        room = self.button.x() - 44 - 12
        first = min(self.first, room)
        drawing.words(painter, QRect(44, 0, first - 12, high), self._what, tokens.text)
        rest = QRect(44 + first, 0, room - first, high)
        if rest.width() > 60:
            drawing.words(painter, rest, self._detail, tokens.text2, SECONDARY)
        painter.end()


class NeedsCard(Card):
    """需要处理: what stands still until a person acts, the most harmful first."""

    go = Signal(Need)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self._order = Label(self.tr("按紧急程度"), SECONDARY, ink=Ink.TEXT2)
        self.head.addWidget(self._order)
        self.rows: list[NeedRow] = []
        self._nothing = Label(self.tr("现在没有要处理的事。"), BODY, ink=Ink.TEXT2)
        self._nothing.setContentsMargins(14, 4, 14, 14)
        self.body.addWidget(self._nothing)

    def show_needs(self, needs: tuple[Need, ...]) -> None:
        """Show these, in the order given."""
        for row in self.rows:
            self.body.removeWidget(row)
            row.deleteLater()
        text = self.tr("需要处理　{count} 件") if needs else self.tr("需要处理")
        self.title.setText(text.format(count=len(needs)))
        self._nothing.setVisible(not needs)
        self._order.setVisible(len(needs) > 1)
        self.rows = []
        for need in needs:
            row = NeedRow(need)
            row.go.connect(self.go)
            self.body.addWidget(row)
            self.rows.append(row)
        first = max((row.wanted() for row in self.rows), default=0)
        for row in self.rows:
            row.first = min(first, theme().px(360))


class MatrixCard(Card):
    """各工种进度 with its legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.title.setText(self.tr("各工种进度"))
        self.head.addWidget(Legend(), 10)
        self.matrix = Matrix()
        self.body.setContentsMargins(0, 0, 0, 4)
        self.body.addWidget(self.matrix)
