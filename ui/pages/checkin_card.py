"""The card of a scan: a shape and a word to be read from two metres, the picture, who it is, and what to confirm."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.services.checkin_view import Answer, DoorPerson, Found
from ui import icons
from ui.pages.checkin_words import SHAPES, Shape, head, sitting_name, told
from ui.theme import BODY, CARD_HEADING, GRID, PAGE_HEADING, SECONDARY, SHEET_CODE, SMALLEST, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.flow import FlowRow

_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
NAME = 34  # px at 100 %: read from two metres
_SIGNS = {Shape.TICK: "checkmark", Shape.CROSS: "dismiss", Shape.TRIANGLE: "warning", Shape.ASK: "eye"}


def shape_colours(shape: Shape) -> tuple[QColor, QColor, QColor]:
    """Fill, frame and ink of a shape."""
    tokens = theme().tokens
    if shape is Shape.TICK:
        return tokens.ok_tint, tokens.ok, tokens.ok
    if shape is Shape.CROSS:
        return tokens.error_solid, tokens.error_solid, tokens.on_error
    if shape is Shape.TRIANGLE:
        return tokens.warn_solid, tokens.warn_line, tokens.warn_text
    if shape is Shape.ASK:
        return tokens.primary_tint, tokens.primary, tokens.primary
    return tokens.header, tokens.line, tokens.text2


class Verdict(QWidget):
    """A wide bar in the colour of the result: its shape, one word in large type, a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = Shape.NONE
        self.word = self.sentence = ""
        self.set_low(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_low(self, low: bool) -> None:
        """Be as low as a low window asks, or as high as two metres ask."""
        self.setMinimumHeight(theme().px(56 if low else 60))
        self.setMaximumHeight(theme().px(62 if low else 80))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), theme().px(80))

    def say(self, shape: Shape, word: str, sentence: str) -> None:
        """Show a result."""
        self.shape, self.word, self.sentence = shape, word, sentence
        self.setAccessibleName(f"{word}　{sentence}")
        self.setToolTip(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, line, ink = shape_colours(self.shape)
        rect = self.rect()
        drawing.box(painter, rect, fill, line, 2.0, drawing.CARD_RADIUS)
        high = rect.height()
        if self.shape in _SIGNS:
            size = theme().px(40)
            spot = QRect(14, 0, size, high)
            if self.shape in (Shape.TICK, Shape.ASK):
                disc = QRect(14, (high - size) // 2, size, size)
                drawing.box(painter, disc, line if self.shape is Shape.TICK else None, line, 2.5, size / 2)
                mark = theme().tokens.surface if self.shape is Shape.TICK else ink
                icons.paint(painter, disc, _SIGNS[self.shape], mark, size - 14, self.shape is Shape.TICK)
            else:
                icons.paint(painter, spot, _SIGNS[self.shape], ink, size, self.shape is Shape.TRIANGLE)
        left = 14 + theme().px(40) + 14
        self._paint_words(painter, QRect(left, 4, rect.width() - left - 12, high - 8), ink)
        painter.end()

    def _paint_words(self, painter: QPainter, room: QRect, ink: QColor) -> None:
        if drawing.text_width(self.sentence, theme().font(GRID)) <= room.width():
            half = room.height() // 2
            drawing.words(painter, QRect(room.x(), 4, room.width(), half + 6), self.word, ink, SHEET_CODE + 2, True)
            drawing.words(painter, QRect(room.x(), half + 8, room.width(), half - 4), self.sentence, ink, GRID)
            return
        for big, small in ((CARD_HEADING + 4, SECONDARY), (CARD_HEADING, SECONDARY), (CARD_HEADING, SMALLEST)):
            first = round(theme().px(big) * 1.25)
            below = room.adjusted(0, first, 0, 2)
            needed = QFontMetrics(theme().font(small)).boundingRect(below, _WRAP, self.sentence)
            if needed.height() <= below.height():
                break
        spare = max(0, (below.height() - needed.height()) // 2)
        below.translate(0, spare)
        drawing.words(painter, QRect(room.x(), room.y() + spare, room.width(), first), self.word, ink, big, True)
        painter.setFont(theme().font(small))
        painter.setPen(ink)
        painter.drawText(below, _WRAP, self.sentence)


class Portrait(QWidget):
    """The picture of the registration, 25 by 35; where there is none, it says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setMinimumSize(90, 126)
        self.setMaximumSize(theme().px(150), theme().px(210))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(150), theme().px(210))

    def _frame(self) -> QRect:
        """25 by 35, as large as the room allows."""
        wide = min(self.width(), self.height() * 25 // 35)
        return QRect(0, 0, wide, wide * 35 // 25)

    def show_photo(self, photo: bytes, name: str) -> None:
        """Show a picture."""
        self._picture = QPixmap()
        if photo:
            self._picture.loadFromData(photo)
        words = self.tr("{name}的照片") if not self._picture.isNull() else self.tr("{name}没有照片")
        self.setAccessibleName(words.format(name=name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        frame = self._frame()
        drawing.box(painter, frame, tokens.header, tokens.strong_line)
        if self._picture.isNull():
            above = QRect(0, 0, frame.width(), frame.height() * 2 // 3)
            icons.paint(painter, above, "person", tokens.muted, 40)
            below = QRect(4, frame.height() // 2, frame.width() - 8, frame.height() // 3)
            drawing.words(painter, below, self.tr("没有照片"), tokens.text2, BODY, align=drawing.CENTRE)
        else:
            size = frame.size() * self.devicePixelRatio()
            shown = self._picture.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
            )
            shown.setDevicePixelRatio(self.devicePixelRatio())
            painter.setClipRect(frame.adjusted(1, 1, -1, -1))
            painter.drawPixmap(0, 0, shown)
        painter.end()


class Words(QWidget):
    """One line in large type that gives way: smaller where it does not fit, then shortened."""

    def __init__(self, size: int, bold: bool = False, token: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._bold, self._token, self._text = size, bold, token, ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What it says."""
        return self._text

    def setText(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = drawing.text_width(self._text, theme().font(self._size, self._bold)) + 4
        return QSize(wide, theme().px(self._size * 3 // 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(40), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self._size
        while size > BODY and drawing.text_width(self._text, theme().font(size, self._bold)) > self.width():
            size -= 2
        drawing.words(painter, self.rect(), self._text, getattr(theme().tokens, self._token), size, self._bold)
        painter.end()


class Confirmation(QWidget):
    """One of the two things to look at: an empty box until the person at the desk has said yes to it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self.on = text, False
        self.setMinimumHeight(28)
        self._describe()

    def set_on(self, on: bool) -> None:
        """Show whether it was said."""
        self.on = on
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self._text if self.on else self.tr("{what}，还没有确认").format(what=self._text))

    def sizeHint(self) -> QSize:
        return QSize(34 + drawing.text_width(self._text, theme().font(CARD_HEADING)) + 12, theme().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        spot = QRect(0, (self.height() - 22) // 2, 22, 22)
        drawing.box(
            painter,
            spot,
            tokens.ok if self.on else tokens.surface,
            tokens.ok if self.on else tokens.strong_line,
            1.5,
            4,
        )
        if self.on:
            icons.paint(painter, spot, "checkmark", tokens.surface, 16, True)
        room = self.rect().adjusted(32, 0, 0, 0)
        drawing.words(painter, room, self._text, tokens.text, CARD_HEADING)
        painter.end()


class Choices(QWidget):
    """Several people fit what was typed: one is marked, ↑ ↓ move, Enter takes it, so does a click."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[DoorPerson, ...] = ()
        self._at = 0

    def show_people(self, people: Sequence[DoorPerson]) -> None:
        """Offer some people; the first is marked."""
        self._people, self._at = tuple(people), 0
        self.setFixedHeight(len(self._people) * theme().px(36))
        self._describe()

    def move_by(self, step: int) -> None:
        """Mark the next one or the one before."""
        self._at = max(0, min(len(self._people) - 1, self._at + step))
        self._describe()

    def take(self) -> None:
        """The marked one it is."""
        if self._people:
            self.chosen.emit(self._people[self._at].number)

    def _describe(self) -> None:
        if self._people:
            one = self._people[self._at]
            self.setAccessibleName(f"{one.name}　{one.number}　{one.trade_name}")
        self.update()

    def mousePressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._at = min(len(self._people) - 1, int(event.position().y()) // theme().px(36))
        self.take()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, high = theme().tokens, theme().px(36)
        for number, one in enumerate(self._people):
            row = QRect(0, number * high, self.width(), high - 2)
            if number == self._at:
                drawing.box(painter, row, tokens.selection, tokens.primary, 2.0)
            x = 12
            x += drawing.words(painter, row.adjusted(x, 0, 0, 0), one.number, tokens.text, CARD_HEADING, True) + 18
            x += drawing.words(painter, row.adjusted(x, 0, 0, 0), one.name, tokens.text, CARD_HEADING) + 18
            rest = f"{one.trade_name}　{one.unit}"
            drawing.words(painter, row.adjusted(x, 0, -8, 0), rest, tokens.text2)
        painter.end()


class ScanCard(Card):
    """What the last scan came to. A new one takes its place without a click."""

    confirmed = Signal()
    trouble = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.found: Found | None = None
        self.body.setContentsMargins(14, 14, 14, 14)
        self.body.setSpacing(12)
        self.verdict = Verdict()
        self.body.addWidget(self.verdict)
        self.person = QWidget()
        row = QHBoxLayout(self.person)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        self.portrait = Portrait()
        row.addWidget(self.portrait)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(24)
        self.name = Words(NAME, True)
        self.number = Words(NAME, True, "primary")
        top.addWidget(self.name)
        top.addWidget(self.number)
        top.addStretch(1)
        lines.addLayout(top)
        self.where, self.unit = Words(PAGE_HEADING), Words(PAGE_HEADING, token="text2")
        self.members = Words(CARD_HEADING, token="text2")
        lines.addWidget(self.where)
        lines.addWidget(self.unit)
        lines.addWidget(self.members)
        self.confirmations = (Confirmation(self.tr("证件相符")), Confirmation(self.tr("照片和本人相符")))
        both = FlowRow(20)
        for one in self.confirmations:
            both.addWidget(one)
        lines.addSpacing(4)
        lines.addLayout(both)
        lines.addStretch(1)
        row.addLayout(lines, 1)
        self.body.addWidget(self.person)
        self.choices = Choices()
        self.choices.chosen.connect(self.chosen)
        self.body.addWidget(self.choices)
        self.idle = EmptyState("barcode_scanner", "")
        self.body.addWidget(self.idle, 1)
        self._low = False
        self._stretch = QWidget()
        self._stretch.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._stretch, 1)
        self.body.addLayout(self._foot())
        self.rest("", "")

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.problem = Button(self.tr("有问题…"), key="F9", binds=False)
        self.problem.setObjectName("trouble")
        self.problem.clicked.connect(self.trouble)
        self.confirm = Button(self.tr("两样都相符，登记"), Look.PRIMARY, "checkmark", "Enter", binds=False)
        self.confirm.setObjectName("confirm_arrival")
        self.confirm.clicked.connect(self.confirmed)
        foot.addStretch(1)
        foot.addWidget(self.problem)
        foot.addWidget(self.confirm)
        return foot

    def rest(self, sentence: str, detail: str) -> None:
        """Nothing is in hand: say what to do."""
        self.found = None
        self.idle.say(sentence, detail)
        self._show(idle=True)

    def show_found(self, found: Found) -> None:
        """Show the answer to a scan."""
        self.found = found
        self.verdict.say(SHAPES[found.answer], head(found), told(found))
        self.choices.show_people(found.others)
        if found.person is not None:
            self._show_person(found.person)
        for one in self.confirmations:
            one.set_on(False)
        self._show()

    def show_done(self, word: str, sentence: str) -> None:
        """What was in hand is done."""
        self.verdict.say(Shape.TICK, word, sentence)
        for one in self.confirmations:
            one.set_on(True)
        if self.found is not None:
            self.found = Found(Answer.ALREADY, self.found.text, self.found.person)
        self._show(done=True)

    def show_noted(self, shape: Shape, word: str, sentence: str) -> None:
        """Something else was noted about whoever is in hand."""
        self.verdict.say(shape, word, sentence)
        self._show(done=True, confirmations=False)

    def show_refusal(self, sentence: str) -> None:
        """What was wanted could not be done; whoever is in hand stays."""
        self.verdict.say(Shape.CROSS, self.tr("没有登记"), sentence)
        self._show()

    @property
    def waits(self) -> bool:
        """Whether somebody is in hand whom Enter would check in."""
        return self.found is not None and self.found.answer in (Answer.EXPECTED, Answer.HELD)

    def set_low(self, low: bool) -> None:
        """In a low window the lines stand closer, so that the verb at the foot stays in sight."""
        if low == self._low:
            return
        self._low = low
        self.body.setSpacing(8 if low else 12)
        self.body.setContentsMargins(14, 10 if low else 14, 14, 10 if low else 14)
        self.verdict.set_low(low)
        self.portrait.setMaximumSize(theme().px(110 if low else 150), theme().px(154 if low else 210))
        if self.found is not None and self.found.person is not None:
            self._show_person(self.found.person)

    def _show_person(self, person: DoorPerson) -> None:
        self.portrait.show_photo(person.photo, person.name)
        self.name.setText(person.name)
        self.number.setText(person.number)
        parts = [person.trade_name]
        if person.sitting:
            parts.append(sitting_name(person.sitting))
        if person.station:
            parts.append(self.tr("工位 {station}").format(station=person.station))
        unit = person.unit or person.delegation
        self.unit.setText("" if self._low else unit)
        self.unit.setVisible(not self._low)
        self.where.setText(" · ".join([*parts, unit] if self._low else parts))
        self.members.setText(self.tr("、").join(person.members))
        self.members.setVisible(bool(person.members))

    def _show(self, idle: bool = False, done: bool = False, confirmations: bool = True) -> None:
        found = self.found
        waits = self.waits and not done
        person = not idle and found is not None and found.person is not None
        wanted = {
            self.idle: idle,
            self.verdict: not idle,
            self._stretch: not idle,
            self.person: person,
            self.choices: not idle and found is not None and bool(found.others),
            self.confirm: waits,
            self.problem: person,
            **dict.fromkeys(self.confirmations, confirmations and (waits or done)),
        }
        # what goes first, then what comes: both at once would ask for more room than there is
        for widget, on in sorted(wanted.items(), key=lambda pair: pair[1]):
            widget.setVisible(on)
