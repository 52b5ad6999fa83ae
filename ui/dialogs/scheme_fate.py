"""What becomes of marks that no longer fit a scheme: each aspect's marks go to an aspect that is new, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.card import Label
from ui.widgets.fields import ChoiceBox

if TYPE_CHECKING:
    from app.domain.contest import Trade
    from app.services.schemes_marks import Stranded


class FateChoice(QWidget):
    """A line for each aspect whose marks are stranded, with the aspects of the same round that are new to choose from.

    Hidden while no aspect is new: then marks can only be set aside.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scheme_fate")
        self.boxes: dict[str, ChoiceBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.viewport().setAutoFillBackground(False)
        column.addWidget(self._area)
        self.hide()

    def show_stranded(self, stranded: Sequence[Stranded], old: Trade, draft: Trade) -> None:
        """Ask about these; what was chosen before is forgotten."""
        self.boxes = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for one in stranded:
            fresh = new_aspects(one.round, old, draft)
            if not fresh:
                continue
            text = self.tr("{aspect} {name}：{count} 个评分").format(aspect=one.aspect, name=one.name, count=one.marks)
            box = ChoiceBox(self.tr("{aspect} 的评分转到").format(aspect=one.aspect))
            box.setObjectName(f"fate_{one.key}")
            box.addItem(self.tr("不转"), "")
            for key, name in fresh:
                box.addItem(self.tr("转到 {aspect} {name}").format(aspect=key, name=name), key)
            box.activated.connect(lambda _index: self.changed.emit())
            grid.addWidget(Label(text, wrap=True), len(self.boxes), 0)
            grid.addWidget(box, len(self.boxes), 1)
            self.boxes[one.key] = box
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.setFixedHeight(min(theme().px(130), inside.sizeHint().height() + 4))
        self.setVisible(bool(self.boxes))

    def carry(self) -> dict[str, str]:
        """Where marks go: "round/old" to "new"."""
        return {key: str(box.currentData()) for key, box in self.boxes.items() if box.currentData()}


def new_aspects(round_id: str, old: Trade, draft: Trade) -> list[tuple[str, str]]:
    """The aspects (id, name) of a round that the draft has and the scheme in force has not."""
    before, now = old.round(round_id), draft.round(round_id)
    if now is None:
        return []
    known = {aspect.id for aspect in before.aspects} if before is not None else set()
    return [(aspect.id, aspect.name) for aspect in now.aspects if aspect.id not in known]
