"""Appeals beside the ranking list: each with what is contested, the time left, how it stands, its verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.clock import day_and_hour, hour, local
from ui.theme import BODY, SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Chip, Ink, Label, Line, Tone
from ui.widgets.flow import FlowRow

if TYPE_CHECKING:
    from app.services.appeals_view import AppealView
    from app.services.results_view import RankingView, Ruling


class AppealRecord(QWidget):
    """One appeal. `wanted` carries the key of a verb: admit, answer, withdraw, correct, close, paper."""

    wanted = Signal(str)

    def __init__(self, appeal: AppealView, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appeal = appeal
        self.buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Label(self.tr("申诉 {number}").format(number=appeal.number), BODY, True))
        words, tone = self._state(now)
        self.state = Chip(words, tone)
        head.addWidget(self.state)
        head.addStretch(1)
        column.addLayout(head)
        whose = self.tr("{entry} {name}　{item}").format(
            entry=appeal.entry, name=appeal.name, item=appeal.item or self.tr("总成绩或名次")
        )
        column.addWidget(Label(whose, BODY, wrap=True))
        filed = self.tr("{time}　{leader}　对修订 {number}").format(
            time=day_and_hour(appeal.filed_at), leader=appeal.filed_by, number=appeal.against or 1
        )
        column.addWidget(Label(filed, SECONDARY, ink=Ink.TEXT2, wrap=True))
        self.texts = [whose, filed, appeal.text, *self._outcome(now)]
        column.addWidget(Label(appeal.text, BODY, wrap=True))
        for text in self._outcome(now):
            column.addWidget(Label(text, SECONDARY, ink=Ink.TEXT2, wrap=True))
        self._add_verbs(column)

    def _state(self, now: datetime) -> tuple[str, Tone]:
        appeal = self.appeal
        if appeal.state == "late":
            return self.tr("逾期 · 待裁判长同意"), Tone.WARN
        if appeal.state == "open":
            return (self.tr("答复已超时"), Tone.WARN) if appeal.overdue(now) else (self.tr("待答复"), Tone.WARN)
        if appeal.correcting:
            return self.tr("成立 · 更正中"), Tone.WARN
        return {
            "upheld": (self.tr("成立"), Tone.OK),
            "rejected": (self.tr("不成立"), Tone.PLAIN),
            "withdrawn": (self.tr("已撤回"), Tone.PLAIN),
            "declined": (self.tr("逾期不受理"), Tone.PLAIN),
        }[appeal.state]

    def _outcome(self, now: datetime) -> list[str]:
        """The time left for an answer, or the answer and what came of it."""
        appeal = self.appeal
        if appeal.state in ("late", "open"):
            return [self._time_left(now)]
        lines = [self.tr("调查：{text}").format(text=appeal.findings)] if appeal.findings else []
        if appeal.answer:
            who = "、".join(filter(None, (appeal.answered_by, appeal.second)))
            lines.append(self.tr("答复（{who}）：{text}").format(who=who, text=appeal.answer))
        if appeal.correcting:
            text = self.tr("已重开：{item}。只有这一项能更正，已更正 {count} 处；别的成绩仍然锁定。")
            lines.append(text.format(item=appeal.reopened, count=appeal.corrections))
        elif appeal.revision is not None:
            text = self.tr("更正 {count} 处，名次成为修订 {number}。")
            lines.append(text.format(count=appeal.corrections, number=appeal.revision))
        elif appeal.closed_at is not None:
            lines.append(self.tr("复查后维持原分。"))
        return lines

    def _time_left(self, now: datetime) -> str:
        left = int((self.appeal.due - now).total_seconds()) // 60
        if left < 0:
            return self.tr("应在 {time} 以前答复，已超 {hours}:{minutes:02d}").format(
                time=hour(self.appeal.due), hours=-left // 60, minutes=-left % 60
            )
        return self.tr("应在 {time} 以前答复，还剩 {hours}:{minutes:02d}").format(
            time=hour(self.appeal.due), hours=left // 60, minutes=left % 60
        )

    def _add_verbs(self, column: QVBoxLayout) -> None:
        appeal = self.appeal
        verbs: list[tuple[str, str]] = []
        if appeal.state == "late":
            verbs = [("admit", self.tr("是否受理…")), ("withdraw", self.tr("撤回…"))]
        elif appeal.state == "open":
            verbs = [("answer", self.tr("答复…")), ("withdraw", self.tr("撤回…"))]
        elif appeal.correcting:
            done = self.tr("结束，成为新的修订…") if appeal.corrections else self.tr("维持原分…")
            verbs = [("correct", self.tr("更正…")), ("close", done)]
        verbs.append(("paper", self.tr("申诉表")))
        row = FlowRow(6)
        for key, words in verbs:
            button = Button(words, small=True)
            button.setObjectName(f"appeal_{key}_{appeal.number}")
            button.clicked.connect(partial(self.wanted.emit, key))
            self.buttons[key] = button
            row.addWidget(button)
        column.addLayout(row)


@dataclass(frozen=True)
class RulingRecord:
    """A ruling in words; `ruling` is what can be taken back, None where it cannot."""

    head: str
    text: str
    ruling: Ruling | None = None


class AppealsPane(QScrollArea):
    """Appeals first, what needs a person on top; rulings below. `wanted` carries (verb, appeal), `withdrawn` the ruling
    somebody wants to take back."""

    wanted = Signal(str, object)
    withdrawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.texts: list[str] = []
        self.records: list[AppealRecord] = []

    def show_records(
        self, appeals: Sequence[AppealView], others: Sequence[RulingRecord], now: datetime, nothing: str
    ) -> None:
        """Show appeals, then rulings; a sentence when there is neither."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(4)
        self.records = []
        for appeal in sorted(appeals, key=lambda one: (not one.open, -one.number)):
            record = AppealRecord(appeal, now)
            record.wanted.connect(lambda key, appeal=appeal: self.wanted.emit(key, appeal))
            self.records.append(record)
            column.addWidget(record)
            column.addWidget(Line())
        for number, other in enumerate(others):
            column.addWidget(Label(other.head, SECONDARY, True, wrap=True))
            column.addWidget(Label(other.text, BODY, wrap=True))
            if other.ruling is not None:
                column.addLayout(self._take_back(number, other.ruling))
            column.addSpacing(8)
        if not appeals and not others:
            column.addWidget(Label(nothing, BODY, ink=Ink.TEXT2, wrap=True))
        column.addStretch(1)
        self.texts = [" ".join(record.texts) for record in self.records] + [f"{one.head} {one.text}" for one in others]
        self.setWidget(inside)
        inside.setAutoFillBackground(False)  # setWidget switched it on

    def _take_back(self, number: int, ruling: Ruling) -> QHBoxLayout:
        button = Button(self.tr("撤回裁定…"), icon="arrow_undo", small=True)
        button.setObjectName(f"withdraw_ruling_{number}")
        button.clicked.connect(lambda: self.withdrawn.emit(ruling))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        return row


def window_words(view: RankingView | None, now: datetime) -> str:
    """How many appeals there are and until when they are taken in, for the button that takes one; before posting, or
    without room (None), the bare verb."""
    translate = QCoreApplication.translate
    until = view.appeals_until if view is not None else None
    if view is None or until is None:
        return translate("ResultsPage", "受理申诉…")
    time = hour(until) if local(until).date() == local(now).date() else day_and_hour(until)
    words = translate("ResultsPage", "申诉 {appeals} 件 · 受理到 {time}")
    return words.format(appeals=len(view.appeals), time=time)


def left_words(view: RankingView, now: datetime) -> str:
    """How long appeals are still taken in, and how many wait for an answer; "" before posting."""
    translate = QCoreApplication.translate
    until = view.appeals_until
    if until is None:
        return ""
    left = int((until - now).total_seconds()) // 60
    words = translate("ResultsPage", "申诉还剩 {hours}:{minutes:02d}").format(hours=left // 60, minutes=left % 60)
    waiting = sum(one.open for one in view.appeals)
    more = translate("ResultsPage", "{count} 件申诉待处理").format(count=waiting)
    return "　".join(filter(None, (words if left > 0 else "", more if waiting else "")))
