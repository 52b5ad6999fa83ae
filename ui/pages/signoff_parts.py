"""Pieces of the recheck page: how far the rounds are, what is still missing, who has signed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.errors import Refusal
from ui import icons, messages
from ui.clock import day_and_hour
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Ink, Label

if TYPE_CHECKING:
    from app.services.signing_view import RoundProgress, Signed, SignoffView

_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignVCenter.value
# where what a blocker names is put right; what is not here is done on this page
_PLACES = {
    "signing.nobody": "registration",
    "signing.no_check_in": "checkin",
    "signing.not_drawn": "checkin",
    "signing.not_in_draw": "checkin",
    "signing.no_sheets": "checkin",
    "signing.sheet_open": "practical",
}
_MOST = 8


def place_of(blocker: Refusal, theory: str) -> str:
    """The page where a blocker is put right, "" for this one; `theory` is the name of a round keyed on its own page."""
    page = _PLACES.get(blocker.code, "")
    return "theory" if page == "practical" and str(blocker.fields.get("round", "")) == theory else page


class RoundBars(QWidget):
    """One bar for every round: sheets agreed by both keyings, out of all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rounds: tuple[RoundProgress, ...] = ()
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rounds(self, rounds: tuple[RoundProgress, ...]) -> None:
        """Show these rounds."""
        self._rounds = rounds
        self.setAccessibleName("；".join(self._words(one) for one in rounds))
        self.updateGeometry()
        self.update()

    def set_low(self, low: bool) -> None:
        """In a low window the bars go and the words stay."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def _high(self) -> int:
        return theme().px(28 if self._low else 46)

    def _words(self, one: RoundProgress) -> str:
        return self.tr("{name}　{agreed} / {sheets} 份两遍一致").format(
            name=one.name, agreed=one.agreed, sheets=one.sheets
        )

    def sizeHint(self) -> QSize:
        return QSize(220, len(self._rounds) * self._high() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        high = self._high()
        for number, one in enumerate(self._rounds):
            top = number * high
            done = one.sheets > 0 and one.agreed == one.sheets
            icon, ink = ("checkmark_circle", tokens.ok) if done else ("edit", tokens.primary)
            icons.paint(painter, QRect(12, top, 20, theme().px(28)), icon, ink, 16, True)
            words = QRect(38, top, self.width() - 50, theme().px(28))
            drawing.words(painter, words, self._words(one), tokens.text, BODY)
            if self._low:
                continue
            bar = QRect(38, top + theme().px(30), self.width() - 52, 8)
            drawing.box(painter, bar, tokens.window, tokens.strong_line, 1.0, 4.0)
            if one.agreed:
                bar.setWidth(max(8, bar.width() * one.agreed // max(1, one.sheets)))
                drawing.box(painter, bar, tokens.ok if done else tokens.primary, None, 0, 4.0)
        painter.end()


class BlockerLine(QWidget):
    """One thing that is missing, and the way to where it is put right."""

    def __init__(self, sentence: str, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = sentence
        self.setAccessibleName(sentence)
        self.go = Button(QCoreApplication.translate("BlockerLine", "去处理"), small=True)
        self.go.setVisible(bool(page))
        self._page = page
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.addStretch(1)
        row.addWidget(self.go)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _room(self, width: int) -> int:
        button = self.go.sizeHint().width() + 12 if self._page else 0
        return max(80, width - 38 - button - 12)

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(theme().font(BODY))
        text = metrics.boundingRect(QRect(0, 0, self._room(width), 600), _WRAP, self._sentence)
        return max(theme().px(34), text.height() + 12)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(160, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))
        if (row := self.layout()) is not None:
            row.setGeometry(self.rect())  # in a resize within a resize the row keeps the height of the outer one

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        icons.paint(painter, QRect(12, 0, 20, self.height()), "dismiss_circle", tokens.error_text, 16, True)
        painter.setFont(theme().font(BODY))
        painter.setPen(tokens.text)
        painter.drawText(QRect(38, 0, self._room(self.width()), self.height()), _WRAP, self._sentence)
        painter.end()


class LackCard(Card):
    """锁定前还差: every thing that keeps the trade from being locked; afterwards who signed."""

    go = Signal(str)  # page

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.body.addWidget(self.area)
        self.lines: list[BlockerLine] = []

    def sentences(self) -> list[str]:
        """What is said to be missing."""
        return [line.accessibleName() for line in self.lines]

    def show_view(self, view: SignoffView) -> None:
        """Show what is missing, or the signatures once nothing is."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        self.lines = []
        if view.locked or (not view.blockers and view.signatures):
            self.title.setText(self.tr("签字"))
            for signed in view.signatures:
                column.addWidget(_signature(signed))
        elif not view.blockers:
            self.title.setText(self.tr("可以锁定"))
            column.addWidget(_text(self.tr("评分表全部一致，复核也做完了。请裁判长和监督一起锁定。")))
        else:
            self.title.setText(self.tr("锁定前还差 {count} 项").format(count=len(view.blockers)))
            self._add_blockers(view, column)
        column.addStretch(1)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)  # setWidget switched it on

    def _add_blockers(self, view: SignoffView, column: QVBoxLayout) -> None:
        theory = next((one.name for one in view.rounds if one.round == "theory"), "")
        for blocker in view.blockers[:_MOST]:
            page = place_of(blocker, theory)
            line = BlockerLine(messages.sentence(blocker), page)
            line.go.clicked.connect(partial(self.go.emit, page))
            self.lines.append(line)
            column.addWidget(line)
        if len(view.blockers) > _MOST:
            column.addWidget(_text(self.tr("…　还有 {count} 项").format(count=len(view.blockers) - _MOST)))


def _text(text: str) -> Label:
    label = Label(text, BODY, ink=Ink.TEXT2, wrap=True)
    label.setContentsMargins(14, 2, 14, 2)
    return label


def _signature(signed: Signed) -> QWidget:
    translate = QCoreApplication.translate
    words = {
        "lock": translate("LackCard", "锁定"),
        "unlock": translate("LackCard", "解锁"),
        "decode": translate("LackCard", "解密"),
        "amend": translate("LackCard", "申诉更正"),
    }
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(14, 2, 14, 6)
    column.setSpacing(0)
    head = translate("LackCard", "{act}　{time}").format(act=words[signed.kind], time=day_and_hour(signed.at))
    column.addWidget(Label(head, BODY, True))
    column.addWidget(Label(f"{signed.by}　{signed.second}", BODY))
    if signed.digest:
        short = translate("LackCard", "成绩指纹 {digest}").format(digest=signed.digest[:16])
        column.addWidget(Label(short, SECONDARY, ink=Ink.TEXT2))
    if signed.reason:
        why = translate("LackCard", "理由：{reason}").format(reason=signed.reason)
        column.addWidget(Label(why, SECONDARY, ink=Ink.TEXT2, wrap=True))
    return box
