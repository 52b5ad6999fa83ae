"""Small lists picked from by digit without leaving the grid: the words of a cell, and the deduction catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.services.sheet_view import Choice
from ui.grid.facts import MINUS, NOT_APPLICABLE, NOT_MARKED, RECUSED, translate, word_text
from ui.grid.look import CENTRE, RIGHT, Look, key_cap

WORD_KEYS = {"1": NOT_MARKED, "2": RECUSED, "3": NOT_APPLICABLE}


@dataclass
class DeductionDraft:
    """Catalogue entries picked by number and count; nothing is presumed, not even "once"."""

    choices: tuple[Choice, ...]
    items: list[tuple[str, int]] = field(default_factory=list)
    number: str = ""
    count: str = ""
    chosen: int = -1
    none: bool = False

    def digit(self, digit: str) -> bool:
        """Take a digit of the entry's number or of its count; false when no entry has such a number."""
        if self.chosen >= 0:
            if self.count + digit == "0" or len(self.count) == 2:
                return False
            self.count += digit
            return True
        number = self.number + digit
        if number == "0" and not self.items:
            self.none, self.number = True, number
            return True
        fits = [n for n in range(1, len(self.choices) + 1) if str(n).startswith(number)]
        if not fits or self.none:
            return False
        self.number = number
        if fits == [int(number)]:
            self.chosen = int(number) - 1
        return True

    def choose(self, index: int) -> None:
        """Take the entry at `index`, as a click does; its count comes next."""
        self.number, self.chosen, self.count, self.none = str(index + 1), index, "", False

    def enter(self) -> bool:
        """Enter was pressed: true when the list is finished, false when something is still being typed."""
        if self.none:
            return True
        if self.chosen < 0 and self.number:
            self.chosen = int(self.number) - 1
            return False
        if self.chosen >= 0:
            if not self.count:
                return False
            key = self.choices[self.chosen].key
            counts = dict(self.items)
            counts[key] = counts.get(key, 0) + int(self.count)
            self.items = list(counts.items())
            self.number, self.count, self.chosen = "", "", -1
            return False
        return bool(self.items)

    def back(self) -> bool:
        """Take back the last step; false when there is none left."""
        if self.count:
            self.count = self.count[:-1]
        elif self.number or self.chosen >= 0:
            self.number, self.chosen, self.none = "", -1, False
        elif self.items:
            self.items.pop()
        else:
            return False
        return True

    def text(self) -> str:
        """The deductions as a mark's text: "E1a×2、E2×1", or "0" for none."""
        return "0" if self.none or not self.items else "、".join(f"{key}×{count}" for key, count in self.items)

    def step_text(self) -> str:
        """What to type next, in words."""
        if self.none:
            return translate("grid", "没有扣分：Enter 存入")
        if self.chosen >= 0:
            name = self.choices[self.chosen].text
            if self.count:
                return translate("grid", "{name} × {count}：Enter 加入").format(name=name, count=self.count)
            return translate("grid", "{name}：键入次数").format(name=name)
        if self.items:
            return translate("grid", "{items}：Enter 存入，或再键入序号").format(items=self.text())
        return translate("grid", "键入序号；没有扣分键入 0")


@dataclass(frozen=True)
class Line:
    """One line of a picker: the key to press, what it means, and what it costs."""

    key: str
    text: str
    points: str = ""
    strong: bool = False


class Picker(QWidget):
    """A list beside the current cell. It never takes the focus: the grid hands it the digits."""

    clicked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("picker")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines: list[Line] = []
        self.title = ""
        self.foot = ""
        self._look: Look | None = None
        self.hide()

    def offer(self, look: Look, cell: QRect, title: str, lines: list[Line], foot: str = "") -> None:
        """Show a list under a cell (above, where there is no room)."""
        self._look, self.title, self.lines, self.foot = look, title, lines, foot
        parent = self.parentWidget()
        points = max((look.width(look.body, line.points) for line in lines), default=0)
        texts = [look.width(look.body, line.text) for line in lines]
        widest = max(
            [look.width(look.body_bold, title), look.width(look.second, foot), *(t + points + 60 for t in texts)]
        )
        most = parent.width() - 8 if parent else 600
        width = min(most, widest + look.px(40))
        height = self._line() * (len(lines) + 1 + bool(foot)) + 12
        below = parent is None or cell.bottom() + height <= parent.height()
        top = cell.bottom() + 2 if below else max(2, cell.top() - height - 2)
        left = max(4, min(cell.left(), (parent.width() if parent else 9999) - width - 4))
        self.setGeometry(left, top, width, height)
        self.setAccessibleName(title)
        self.show()
        self.raise_()
        self.update()

    def _line(self) -> int:
        return self._look.px(28) if self._look else 28

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, lines with their keys, and what to type next."""
        look = self._look
        if look is None:
            return
        tokens = look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.primary, 1.6))
        painter.setBrush(tokens.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8), 6, 6)
        height, inset = self._line(), look.px(10)
        row = QRect(inset, 6, self.width() - 2 * inset, height)
        look.text(painter, look.body_bold, tokens.text, row, look.fitted(look.body_bold, self.title, row.width()))
        for line in self.lines:
            row.translate(0, height)
            if line.strong:
                painter.fillRect(row.adjusted(-4, 1, 4, -1), tokens.selection)
            cap = QRect(row.x(), row.y() + 4, look.px(24), height - 8)
            key_cap(painter, look, cap, line.key)
            room = row.adjusted(look.px(34), 0, -look.width(look.body, line.points) - 8, 0)
            look.text(painter, look.body, tokens.text, room, look.fitted(look.body, line.text, room.width()))
            look.text(painter, look.body, tokens.text2, row, line.points, RIGHT)
        if self.foot:
            row.translate(0, height)
            look.text(painter, look.second, tokens.text2, row, look.fitted(look.second, self.foot, row.width()), CENTRE)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click picks the line under the mouse."""
        number = (int(event.position().y()) - 6) // self._line() - 1
        if 0 <= number < len(self.lines):
            self.clicked.emit(number)


def word_lines() -> list[Line]:
    """The words a cell may hold instead of a mark, each with its digit."""
    lines = [Line(key, word_text(word)) for key, word in WORD_KEYS.items()]
    return [*lines, Line("0", translate("grid", "取消"))]


def deduction_lines(draft: DeductionDraft) -> list[Line]:
    """The catalogue with its numbers; the entry being counted stands out."""
    counts = dict(draft.items)
    lines = []
    for index, choice in enumerate(draft.choices):
        text = f"{choice.key}　{choice.text}" if choice.key != choice.text else choice.text
        if choice.key in counts:
            text = translate("grid", "{entry}　已选 {count} 次").format(entry=text, count=counts[choice.key])
        points = f"{MINUS}{choice.points.lstrip(f'-{MINUS}')}" if choice.points else ""
        lines.append(Line(str(index + 1), text, points, index == draft.chosen))
    return lines
