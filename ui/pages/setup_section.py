"""A section of the setup pages: cards of fields under one heading, with what keeps it from being complete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.pages.setup_fields import Binding, Bound, FieldGrid
from ui.pages.setup_state import Setup
from ui.theme import SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Ink, Label


class Notice(QWidget):
    """Why fields are fixed, and the verb that changes it if there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        self.words = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.verb = Button("", small=True)
        self.verb.hide()
        row.addWidget(self.words, 1)
        row.addWidget(self.verb)
        self.hide()

    def say(self, text: str, verb: str = "") -> None:
        """Show a reason, or nothing."""
        self.words.setText(text)
        self.verb.setVisible(bool(verb))
        if verb:
            self.verb.say(verb)
        self.setVisible(bool(text))


class Section(QWidget):
    """Base of the sections. Subclasses fill `column` and say what is missing."""

    key = ""
    scrolls = True

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setup = setup
        self.binding = Binding(setup, self)
        self.cards: list[tuple[Card, tuple[Bound, ...]]] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self.column = QVBoxLayout()
        self.column.setSpacing(10)
        if not self.scrolls:
            outer.addLayout(self.column, 1)
            return
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # always: lines that fold with the width would chase a bar that comes and goes with their height
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        area.setWidget(inside)
        for part in (area.viewport(), inside):
            part.setAutoFillBackground(False)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 12, 12)
        whole.addLayout(self.column)
        whole.addStretch(1)
        outer.addWidget(area, 1)

    def title(self) -> str:
        """The words for the section."""
        return ""

    def missing(self) -> Sequence[str]:
        """What is still to be filled in, in words; empty when the section gets its tick."""
        return ()

    def refresh(self) -> None:
        """Show the definition as it is now; a card none of whose fields applies is not there either."""
        self.binding.refresh()
        contest = self.setup.contest
        for card, bounds in self.cards if contest is not None else ():
            card.setVisible(any(one.there(contest) for one in bounds))

    def commit(self) -> bool:
        """Store what is being typed; False when it was refused."""
        self.binding.commit()
        return not self.binding.pending()

    def card(self, title: str, *bounds: tuple[Bound, bool]) -> Card:
        """A card of fields; a wide one takes a whole row."""
        card = Card(title)
        grid = FieldGrid()
        for bound, wide in bounds:
            grid.add(self.binding.add(bound), wide)
        card.body.addWidget(grid)
        self.column.addWidget(card)
        self.cards.append((card, tuple(bound for bound, _wide in bounds)))
        return card
