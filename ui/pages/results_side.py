"""Beside the ranking list: how a place came about, how the scores are spread, appeals and rulings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui import messages
from ui.clock import day_and_hour
from ui.dialogs.examples import ExamplesDialog
from ui.pages.results_appeals import AppealsPane, RulingRecord
from ui.pages.results_table import status_word
from ui.theme import BODY, SECONDARY, SHEET_CODE, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.derivation import Derivation, Step
from ui.widgets.fields import Segmented
from ui.widgets.histogram import Histogram

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.results import Explanation
    from app.services.results_view import RankedLine, RankingView

WIDTH = 324
WITHDRAWN = "withdrawn"


class PlaceHead(QWidget):
    """Whose place it is: place, name, total, award."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: RankedLine | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, line: RankedLine | None) -> None:
        """Show another entry."""
        self._line = line
        if line is not None:
            self.setAccessibleName(f"{line.result.name} {line.result.place or ''} {line.result.total_text}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, theme().px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        if self._line is None:
            drawing.words(painter, self.rect().adjusted(14, 0, -14, 0), self.tr("在表里选一位选手"), tokens.text2)
            painter.end()
            return
        result = self._line.result
        place = str(result.place) if result.place is not None else "—"
        size = theme().px(44)
        disc = QRect(14, (self.height() - size) // 2, size, size)
        drawing.box(painter, disc, tokens.primary_tint, tokens.gold if result.award else tokens.primary, 2.0, size / 2)
        drawing.words(painter, disc, place, tokens.text, 20, True, drawing.CENTRE)
        total = result.total_text or status_word(result.status)
        wide = drawing.text_width(total, theme().font(SHEET_CODE if result.total_text else BODY, True)) + 4
        right = QRect(self.width() - 14 - wide, 0, wide, self.height())
        drawing.words(painter, right, total, tokens.text, SHEET_CODE if result.total_text else BODY, True)
        left = disc.right() + 12
        room = max(40, right.left() - left - 8)
        half = self.height() // 2
        drawing.words(painter, QRect(left, 6, room, half - 4), result.name, tokens.text, BODY + 2, True)
        under = "　".join(part for part in (result.entry, result.award) if part)
        drawing.words(painter, QRect(left, half, room, half - 8), under, tokens.text2, SECONDARY)
        painter.end()


class ResultsSide(QWidget):
    """The pane: a switch of three, and what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results_side")
        self._rankings: dict[str, str] = {}  # further rankings: id to name
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self.head = PlaceHead()
        column.addWidget(self.head)
        parts = (("why", self.tr("来由")), ("spread", self.tr("分布")), ("appeals", self.tr("申诉与裁定")))
        self.parts = Segmented(parts, self.tr("看什么"))
        row = QHBoxLayout()
        row.setContentsMargins(14, 2, 14, 6)
        row.addWidget(self.parts)
        row.addStretch(1)
        column.addLayout(row)
        self.example = Button(self.tr("看例子"), icon="book_open", small=True)
        self.example.setObjectName("derivation_examples")
        self.example.clicked.connect(self._show_examples)
        self.note = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.note.setContentsMargins(14, 0, 14, 4)
        self.note.hide()
        column.addWidget(self.note)
        self.why = Derivation(self.tr("名次的来由"), open_to=2)
        self.spread = Histogram(self.tr("总成绩分布"))
        self.records = AppealsPane()
        spread_page = QWidget()
        spread_column = QVBoxLayout(spread_page)
        spread_column.setContentsMargins(8, 4, 8, 8)
        spread_column.addWidget(self.spread, 1)
        self.spread_words = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.spread_words.setContentsMargins(8, 0, 8, 0)
        spread_column.addWidget(self.spread_words)
        self.stack = QStackedWidget()
        for page in (self.why, spread_page, self.records):
            self.stack.addWidget(page)
        self.stack.setMinimumHeight(90)  # less than its charts would like: the smallest window with the largest text
        column.addWidget(self.stack, 1)
        foot = QHBoxLayout()  # not beside the switch: in English that fills the pane
        foot.setContentsMargins(14, 2, 14, 6)
        foot.addWidget(self.example)
        foot.addStretch(1)
        column.addLayout(foot)
        self.parts.changed.connect(self._switch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_example()
        self.spread_words.setVisible(self.height() >= theme().px(360))  # in a low pane the bars need the height

    def _show_example(self) -> None:
        """In a low window the lines need the height; the examples are found with Ctrl+K too."""
        self.example.setVisible(self.parts.current() == "why" and self.height() >= theme().px(360))

    def show_part(self, key: str) -> None:
        """Switch to a part: "why", "spread" or "appeals"."""
        self.parts.set_current(key)
        self._switch(key)

    def _show_examples(self) -> None:
        """The rules by worked examples, where somebody wonders how a number came about."""
        dialog = ExamplesDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _switch(self, key: str) -> None:
        self.stack.setCurrentIndex(("why", "spread", "appeals").index(key))
        self.note.setVisible(bool(self.note.text()) and key == "why")
        self._show_example()

    def show_line(self, line: RankedLine | None, view: RankingView | None) -> None:
        """Another entry is in hand; its derivation comes with `show_explanation`."""
        self.head.show_line(line)
        if line is None:
            self.why.show_steps(())
        if view is not None:
            group = line.result.group if line is not None else ""
            values = [
                one.result.total_text
                for one in view.lines
                if one.result.place is not None and (not group or one.result.group == group)
            ]
            self.spread.show_values(values, line.result.total_text if line and line.result.place else "")
            self._describe(values)

    def _describe(self, values: Sequence[str]) -> None:
        if not values:
            self.spread_words.setText("")
            return
        ordered = sorted(Decimal(value) for value in values)
        text = self.tr("{count} 人有名次：最高 {high}，中间 {middle}，最低 {low}。三角是左边选中的人。")
        middle = ordered[len(ordered) // 2]
        self.spread_words.setText(text.format(count=len(ordered), high=ordered[-1], middle=middle, low=ordered[0]))

    def show_explanation(self, explanation: Explanation) -> None:
        """How the place of the entry in hand came about."""
        english = messages.language() == "en"
        self.why.show_steps(
            [Step.of(line.level, line.what, line.en if english else line.zh) for line in explanation.lines]
        )

    def show_note(self, text: str) -> None:
        """Something to know about the derivation below; "" for nothing."""
        self.note.setText(text)
        self._switch(self.parts.current())

    def show_records(self, view: RankingView, now: datetime) -> None:
        """Appeals and rulings of the trade."""
        names = dict(view.people)
        self._rankings = {side.id: side.name for side in view.sides}
        records: list[RulingRecord] = []
        open_list = view.newest and view.standing.name == "OPEN"
        for ruling in reversed(view.rulings):
            stands = ruling in view.standing_rulings
            kind = self.tr("裁定　{who}　{time}") if stands else self.tr("裁定（已撤回）　{who}　{time}")
            if ruling.decision == WITHDRAWN:
                kind = self.tr("撤回裁定　{who}　{time}")
            head = kind.format(who=names.get(ruling.by, ruling.by), time=day_and_hour(ruling.at))
            text = self._ruling(ruling.kind, ruling.subject, ruling.decision, ruling.reason)
            records.append(RulingRecord(head, text, ruling if stands and open_list else None))
        self.records.show_records(view.appeals, records, now, self.tr("没有申诉，也没有裁定。"))
        count = len(records) + len(view.appeals)
        self.parts.set_text(
            "appeals", self.tr("申诉与裁定 {count}").format(count=count) if count else self.tr("申诉与裁定")
        )

    def _ruling(self, kind: str, subject: object, decision: str, reason: str) -> str:
        if kind == "extra" and isinstance(subject, list | tuple):
            scores = "、".join(f"{entry} {score}" for entry, score in subject)
            return self.tr("加试成绩：{scores}。理由：{reason}").format(scores=scores, reason=reason)
        if isinstance(subject, dict):
            inner = subject.get("entries") or subject.get("award")
            text = self._ruling(kind.replace("side_tie", "tie"), inner, decision, reason)
            ranking = str(subject.get("ranking", ""))
            return self.tr("{ranking}：{text}").format(ranking=self._rankings.get(ranking, ranking), text=text)
        if kind == "tie" and isinstance(subject, list | tuple):
            return self.tr("名次先后：{order}。理由：{reason}").format(
                order="、".join(str(one) for one in subject), reason=reason
            )
        words = {
            "up": self.tr("并列者都进上一等"),
            "chain": self.tr("按同分规则分出先后"),
            "reduce": self.tr("并列者都进上一等，下一等减少名额"),
            WITHDRAWN: self.tr("裁定撤回"),
        }
        return self.tr("“{award}”边界：{decision}。理由：{reason}").format(
            award=subject, decision=words.get(decision, decision), reason=reason
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.surface)
        painter.fillRect(QRect(0, 0, 1, self.height()), tokens.line)
        painter.end()
