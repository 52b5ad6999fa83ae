"""The rulings a ranking waits for, as amber lines above the list, each with its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons
from ui.theme import BODY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from app.services.results_view import OpenQuestion

_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignVCenter.value


class AskLine(QWidget):
    """One question: triangle, sentence, verb."""

    def __init__(self, sentence: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = sentence
        self.button = Button(verb, icon="gavel", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addStretch(1)
        row.addWidget(self.button)
        self.setAccessibleName(sentence)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _room(self, width: int) -> int:
        return max(120, width - 40 - self.button.sizeHint().width() - 24)

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(theme().font(BODY))
        text = metrics.boundingRect(QRect(0, 0, self._room(width), 400), _WRAP, self._sentence)
        return max(theme().px(38), text.height() + 14)

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))
        if (row := self.layout()) is not None:
            row.setGeometry(self.rect())  # in a resize within a resize the row keeps the height of the outer one

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        drawing.box(painter, self.rect(), tokens.warn_tint, tokens.warn_line)
        icons.paint(painter, QRect(10, 0, 20, self.height()), "warning", tokens.warn_mark, 20, True)
        painter.setFont(theme().font(BODY))
        painter.setPen(tokens.warn_on_tint)
        painter.drawText(QRect(38, 0, self._room(self.width()), self.height()), _WRAP, self._sentence)
        painter.end()


class Asks(QWidget):
    """All open questions; takes no room when there are none."""

    rule = Signal(object)  # OpenQuestion

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.lines: list[AskLine] = []
        self.hide()

    def show_questions(self, questions: tuple[OpenQuestion, ...], many_groups: bool) -> None:
        """Show these questions."""
        for old in self.lines:
            self._column.removeWidget(old)
            old.deleteLater()
        self.lines = []
        for question in questions:
            line = AskLine(self.sentence(question, many_groups), self.tr("裁定…"))
            line.button.clicked.connect(lambda _=False, asked=question: self.rule.emit(asked))
            self._column.addWidget(line)
            self.lines.append(line)
        self.setVisible(bool(questions))

    def sentence(self, question: OpenQuestion, many_groups: bool) -> str:
        """The question in words."""
        names = "、".join(f"{name} {entry}" for entry, name in question.entries)
        if question.kind == "tie":
            text = self.tr("{names} 总成绩和全部同分规则都相同，要裁判长裁定先后。").format(names=names)
        else:
            text = self.tr("{names} 在“{award}”的名额边界上并列：还有 {within} 个名额。要裁判长裁定。").format(
                names=names, award=question.award, within=question.within
            )
        heads = (question.group if many_groups else "", question.ranking_name)
        head = " ".join(one for one in heads if one)
        return f"{head}：{text}" if head else text
