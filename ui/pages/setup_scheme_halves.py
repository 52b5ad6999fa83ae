"""The two halves of the scheme editor: beside one another, or one at a time where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card

_TREE, _PANE = 380, 230  # widths at 100 % that the tree and the fields of a line cannot do without


class Halves(QSplitter):
    """The tree and the fields of its line in hand. Folded, it shows one of them; `folded_changed` tells of it."""

    folded_changed = Signal(bool)

    def __init__(self, tree: QWidget, pane: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folded = False
        self._pane_asked = False
        self._tree = tree
        self._left, self._right = Card(), Card()
        self._left.body.addWidget(tree)
        self.back = Button(self.tr("返回评分表"), icon="chevron_left", key="Esc", binds=False, small=True)
        self.back.setObjectName("scheme_do_back")
        self.back.clicked.connect(lambda: self.show_pane(False))
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(10, 8, 10, 0)
        row.addWidget(self.back)
        row.addStretch(1)
        self._head.hide()
        self._right.body.addWidget(self._head)
        self._right.body.addWidget(pane)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(8)
        self.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.addWidget(self._left)
        self.addWidget(self._right)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 1)
        self.setSizes([700, theme().px(280)])
        self._right.setMinimumWidth(theme().px(_PANE) - 20)
        self._left.setMinimumWidth(theme().px(_TREE))

    def minimumSizeHint(self) -> QSize:
        """One of the two is enough."""
        return QSize(theme().px(_TREE), super().minimumSizeHint().height())

    def show_pane(self, asked: bool) -> None:
        """Bring the fields of the line to the front, or the tree again; beside one another both are there anyway."""
        self._pane_asked = asked
        self._settle()
        if not asked:
            self._tree.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        folded = self.width() < theme().px(_TREE) + theme().px(_PANE) + self.handleWidth()
        if folded != self.folded:
            self.folded = folded
            self._settle()
            self.folded_changed.emit(folded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.folded and self._pane_asked:
            self.show_pane(False)
            return
        super().keyPressEvent(event)

    def _settle(self) -> None:
        self._left.setVisible(not (self.folded and self._pane_asked))
        self._right.setVisible(not self.folded or self._pane_asked)
        self._head.setVisible(self.folded)
