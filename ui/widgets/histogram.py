"""How scores are spread: bars over bands of equal width, the counts above them, a mark where one entry stands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import SECONDARY, SMALLEST, theme
from ui.widgets import drawing

_WIDTHS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_MOST_BANDS = 10


def bands(values: Sequence[Decimal]) -> tuple[int, int, list[int]]:
    """Where the first band begins, how wide each is, and how many values each holds; a value on an edge goes up."""
    low, high = min(values), max(values)
    width = next((w for w in _WIDTHS if (high // w) - (low // w) < _MOST_BANDS), _WIDTHS[-1])
    first = int(low // width) * width
    counts = [0] * (int(high // width) - int(low // width) + 1)
    for value in values:
        counts[int((value - first) // width)] += 1
    return first, width, counts


class Histogram(QWidget):
    """The chart. `show_values` takes decimal texts as the list shows them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._values: list[Decimal] = []
        self._marked: Decimal | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_values(self, values: Sequence[str], marked: str = "") -> None:
        """Show these scores, and where one of them stands."""
        self._values = [Decimal(value) for value in values if value]
        self._marked = Decimal(marked) if marked else None
        self.setAccessibleName(f"{self._name}　{self.words()}")
        self.update()

    def words(self) -> str:
        """The chart in words, for those who do not see it."""
        if not self._values:
            return self.tr("还没有成绩")
        first, width, counts = bands(self._values)
        parts = [f"{first + n * width}～{first + (n + 1) * width}: {count}" for n, count in enumerate(counts)]
        return "，".join(parts)

    def sizeHint(self) -> QSize:
        return QSize(280, theme().px(170))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme().px(110))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        if not self._values:
            drawing.words(painter, self.rect(), self.tr("还没有成绩"), tokens.text2, SECONDARY, align=drawing.CENTRE)
            painter.end()
            return
        first, width, counts = bands(self._values)
        line = theme().px(18)
        plot = QRect(14, line + 8, self.width() - 28, self.height() - 2 * line - 16)
        each = plot.width() / len(counts)
        most = max(counts)
        for number, count in enumerate(counts):
            left, high = plot.left() + number * each, plot.height() * count / most
            bar = QRect(round(left) + 2, round(plot.bottom() - high), max(4, round(each) - 4), round(high))
            drawing.box(painter, bar, tokens.primary_tint, tokens.primary, 1.0, 2.0)
            if count:
                above = QRect(round(left), bar.top() - line, round(each), line)
                drawing.words(painter, above, str(count), tokens.text, SECONDARY, align=drawing.CENTRE)
        painter.setPen(QPen(tokens.strong_line, 1))
        painter.drawLine(plot.left(), plot.bottom() + 1, plot.right(), plot.bottom() + 1)
        step = max(1, -(-len(counts) * theme().px(30) // max(1, plot.width())))
        for number in range(0, len(counts) + 1, step):
            centre = round(plot.left() + number * each)
            label = QRect(centre - 20, plot.bottom() + 4, 40, line)
            drawing.words(painter, label, str(first + number * width), tokens.text2, SMALLEST, align=drawing.CENTRE)
        if self._marked is not None:
            x = plot.left() + float((self._marked - first) / width) * each  # a place on the screen, not a score
            self._paint_mark(painter, x, plot)
        painter.end()

    def _paint_mark(self, painter: QPainter, x: float, plot: QRect) -> None:
        tokens = theme().tokens
        painter.setPen(QPen(tokens.gold, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top() - 4), QPointF(x, plot.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.gold)
        foot = plot.bottom() + 1
        painter.drawPolygon(QPolygonF([QPointF(x, foot - 8), QPointF(x - 5, foot + 1), QPointF(x + 5, foot + 1)]))
