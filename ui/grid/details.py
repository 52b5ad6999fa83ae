"""The pane about the current cell: what is asked, its limits, the judges' marks, what is open, the running total."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.numbers import show
from app.services.sheet_view import CellAddress, PaperCheck, Question, RowView, SheetView
from ui import icons
from ui.grid.facts import MINUS, fixed, is_merged, place_text, translate, with_minus
from ui.grid.paper_total import paper_words, suspect_words
from ui.grid.strip import JudgeStrip, marks_of
from ui.theme import theme
from ui.widgets import drawing
from ui.widgets.buttons import Button

_MOST_CARDS = 3


class Label(QLabel):
    """Wrapped text in one of the theme's sizes and colours."""

    def __init__(self, size: int = 13, bold: bool = False, token: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._bold, self._token = size, bold, token
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.restyle()
        theme().changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take size and colour from the theme in force."""
        self.setFont(theme().font(self._size, self._bold))
        colours = self.palette()
        colours.setColor(self.foregroundRole(), getattr(theme().tokens, self._token))
        self.setPalette(colours)

    def say(self, text: str) -> None:
        """Show a text, or take no room without one."""
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))


class Pair(QWidget):
    """A name on the left, a value on the right."""

    def __init__(self, bold: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.name, self.value = Label(13, token="text2", parent=self), Label(14, bold, parent=self)
        self.name.setWordWrap(False)
        self.value.setWordWrap(False)
        layout.addWidget(self.name)
        layout.addStretch(1)
        layout.addWidget(self.value)

    def say(self, name: str, value: str) -> None:
        """Show both, or take no room without a value."""
        self.name.say(name)
        self.value.say(value)
        self.setVisible(bool(value))


class Rule(QFrame):
    """A thin line between two parts of the pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().tokens.line)
        painter.end()


class QuestionCard(QWidget):
    """One open question: what it is, what to do, and the button that does it."""

    pressed = Signal()

    def __init__(self, title: str, text: str, button: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(24, 0, 0, 0)
        # Inside from the start: shown without a parent each would be a window for a moment, and take the keys along.
        self.title = Label(14, True, "warn_on_tint", self)
        self.title.say(title)
        head.addWidget(self.title, 1)
        layout.addLayout(head)
        self.text = Label(13, token="warn_on_tint", parent=self)
        self.text.say(text)
        layout.addWidget(self.text)
        self.button = Button(button, key=key, binds=False, small=True)
        self.button.clicked.connect(self.pressed)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the triangle."""
        tokens = theme().tokens
        painter = QPainter(self)
        drawing.box(painter, self.rect(), tokens.warn_tint, tokens.warn_line, 1.0, 6.0)
        icons.paint(painter, QRect(10, 9, 18, self.title.height()), "warning", tokens.warn_mark, 16, True)
        painter.end()


class DetailsPane(QWidget):
    """Facts about the current cell and the sheet. `show_cell` is called when keys rest."""

    spread_decision_requested = Signal(str)
    cell_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.here = Label(13, token="text2")
        self.place = Label(18, True)
        self.requirement = Label(13)
        self.maximum, self.step, self.limit = Pair(), Pair(), Pair()
        self.choices = Label(13)
        self.strip_name = Label(13, token="text2")
        self.strip = JudgeStrip()
        self.open_name = Label(13, token="text2")
        self.more = Label(13, token="text2")
        self.cards: list[QuestionCard] = []
        self.total, self.filled = Pair(bold=False), Pair(bold=False)
        self._rules = [Rule() for _ in range(3)]
        self._shown: tuple[Question, ...] | None = None
        self._paper: PaperCheck | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 14, 14, 8)
        column.setSpacing(8)
        for part in (self.here, self.place, self.requirement, self.maximum, self.step, self.limit, self.choices):
            column.addWidget(part)
        for part in (self._rules[0], self.strip_name, self.strip, self._rules[1], self.open_name):
            column.addWidget(part)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column.addLayout(self._cards)
        column.addWidget(self.more)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(body)
        body.setAutoFillBackground(False)  # setWidget has just switched it on
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 14)
        foot.setSpacing(8)
        for part in (self._rules[2], self.total, self.filled):
            foot.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)

    def show_cell(self, view: SheetView | None, row: RowView | None, address: CellAddress | None) -> None:
        """Show the facts of a cell and of its sheet; Nones empty the pane."""
        self._show_row(view, row, address)
        self._show_questions(view)
        if view is None:
            self.total.say("", "")
            self.filled.say("", "")
            return
        total = with_minus(view.total) if view.total is not None else "—"
        self.total.say(
            translate("grid", "暂计"),
            translate("grid", "{total} / {maximum}").format(total=total, maximum=view.maximum),
        )
        self.total.value.setFont(theme().font(18, bold=True))
        done = translate("grid", "录完") if view.filled >= view.cells else translate("grid", "未录完")
        self.filled.say(
            done, translate("grid", "已录 {filled} / {cells} 格").format(filled=view.filled, cells=view.cells)
        )

    def show_paper(self, check: PaperCheck | None) -> None:
        """Say which lines would explain a total that differs from the paper's; None for nothing to say."""
        self._paper = check if check is not None and check.difference else None
        self._shown = None

    def _paper_card(self, check: PaperCheck) -> QuestionCard:
        text = suspect_words(check) or translate("grid", "没有哪一格单独能解释，请从头对照纸面。")
        first = check.suspects[0] if check.suspects else None
        button = translate("grid", "去 {aspect}").format(aspect=first.aspect) if first is not None else ""
        card = QuestionCard(paper_words(check), text, button, "")
        card.button.setVisible(first is not None)
        if first is not None:
            card.pressed.connect(lambda: self.cell_requested.emit(CellAddress(first.aspect, first.seat)))
        return card

    def _show_row(self, view: SheetView | None, row: RowView | None, address: CellAddress | None) -> None:
        if view is None or row is None or address is None:
            for part in (self.here, self.place, self.requirement, self.choices, self.strip_name):
                part.say("")
            for pair in (self.maximum, self.step, self.limit):
                pair.say("", "")
            self.strip.hide()
            return
        self.here.say(translate("grid", "当前格"))
        self.place.say(place_text(view, row, address.seat))
        text = translate("grid", "{name}：{requirement}").format(name=row.name, requirement=row.requirement)
        self.requirement.say(text if row.requirement else row.name)
        self.maximum.say(translate("grid", "配分"), fixed(row.maximum, row.decimals))
        self.step.say(translate("grid", "最小间隔"), row.step if row.aspect_kind not in ("judged", "deduction") else "")
        self.limit.say(translate("grid", "极差上限"), row.spread_limit or "")
        self.choices.say(_choices_text(row))
        shared = is_merged(row)
        self.strip_name.say("" if shared else translate("grid", "各裁判打分"))
        self.strip.setVisible(not shared)
        self._rules[0].setVisible(not shared)
        self.strip.show_row(None if shared else row)

    def _show_questions(self, view: SheetView | None) -> None:
        questions = tuple(q for q in view.questions if q.kind != "missing") if view is not None else ()
        if questions == self._shown:
            return
        self._shown = questions
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(view, question) for question in questions[:_MOST_CARDS] if view is not None]
        rest = len(questions) - len(self.cards)
        if self._paper is not None and view is not None:
            self.cards.insert(0, self._paper_card(self._paper))
        for card in self.cards:
            self._cards.addWidget(card)
        self.open_name.say(translate("grid", "待处理") if self.cards else "")
        self._rules[1].setVisible(bool(self.cards))
        self.more.say(translate("grid", "还有 {count} 处。").format(count=rest) if rest > 0 else "")

    def _card(self, view: SheetView, question: Question) -> QuestionCard:
        row = next((row for row in view.rows if row.id == question.row and row.kind == "aspect"), None)
        if question.kind == "spread":
            text = spread_text(row) if row is not None else ""
            card = QuestionCard(_spread_title(question, row), text, translate("grid", "复议…"), "F8")
            card.pressed.connect(lambda: self.spread_decision_requested.emit(question.row))
            return card
        place = place_text(view, row, question.seat) if row is not None else question.row
        title = translate("grid", "{place} 字迹不清").format(place=place)
        text = translate("grid", "看纸重录；仍看不清，问裁判。")
        if question.kind == "differs":
            title = translate("grid", "{place} 两录不一").format(place=place)
            text = translate("grid", "看纸再录一遍，以纸为准。")
        card = QuestionCard(title, text, translate("grid", "去这一格"), "")
        card.pressed.connect(lambda: self.cell_requested.emit(CellAddress(question.row, question.seat)))
        return card

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the pane and its edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().tokens.surface)
        painter.fillRect(0, 0, 1, self.height(), theme().tokens.line)
        painter.end()


def _spread_title(question: Question, row: RowView | None) -> str:
    if row is None or row.spread is None or row.spread_limit is None:
        return translate("grid", "{place} 极差过大").format(place=question.row)
    return translate("grid", "{place} 极差 {spread} > {limit}").format(
        place=row.id, spread=row.spread, limit=row.spread_limit
    )


def _choices_text(row: RowView) -> str:
    """The levels of a judged aspect, or the catalogue of deductions, one to a line."""
    if row.aspect_kind == "deduction":
        return "\n".join(
            translate("grid", "{number}　{name}　{points}").format(
                number=number,
                name=choice.text,
                points=f"{MINUS}{choice.points.lstrip(f'-{MINUS}')}" if choice.points else "",
            )
            for number, choice in enumerate(row.choices, 1)
        )
    return "\n".join(f"{choice.key}　{choice.text}" for choice in row.choices)


def spread_text(row: RowView) -> str:
    """Who stands apart from the others, and what has to be done about it."""
    marks = marks_of(row)
    if len(marks) < 2:
        return ""
    ordered = sorted(value for _, value, _ in marks)
    middle = ordered[len(ordered) // 2]
    seat, value, _ = max(marks, key=lambda mark: abs(mark[1] - middle))
    others = [other for place, other, _ in marks if place != seat]
    low, high = (show(number, least=row.decimals) for number in (min(others), max(others)))
    rest = low if low == high else translate("grid", "{low}～{high}").format(low=low, high=high)
    stray = show(value, least=row.decimals)
    if row.aspect_kind == "judged":
        return translate("grid", "裁判{seat} 给 {value}，其余 {rest}。评价要由裁判组重新打。").format(
            seat=seat + 1, value=stray, rest=rest
        )
    return translate("grid", "裁判{seat} 给 {value}，其余 {rest}。请裁判长复议：维持，或重新打分。").format(
        seat=seat + 1, value=stray, rest=rest
    )
