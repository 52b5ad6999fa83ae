"""The elements of a layout as a list, the uppermost first, and below it everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.documents.layout_check import Fault
from ui import icons, messages
from ui.designer.document import DesignDocument
from ui.designer.words import ICONS, USES, kind_word, word
from ui.theme import CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label, Line

_KEY = int(Qt.ItemDataRole.UserRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_SIDE = QAbstractItemView.SelectionMode.ExtendedSelection


class _List(QListWidget):
    """A list whose Delete key takes the elements away, as on the page."""

    deleted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setViewportMargins(8, 0, 4, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
            return
        super().keyPressEvent(event)


class ElementsPane(QWidget):
    """The list, what can be added, and the faults. `add_wanted` tells a kind."""

    add_wanted = Signal(str)

    def __init__(self, document: DesignDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._faults: tuple[Fault, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._head = head
        head.setContentsMargins(12, 0, 8, 0)
        head.addWidget(Label(self.tr("元素"), CARD_HEADING, True))
        head.addStretch(1)
        self.add = Button(self.tr("添加"), icon="add", small=True)
        self.add.setObjectName("add_element")
        self.add.clicked.connect(lambda: self.menu().popup(self.add.mapToGlobal(QPoint(0, self.add.height()))))
        head.addWidget(self.add)
        column.addLayout(head)
        self.list = _List()
        self.list.setObjectName("element_list")
        self.list.setAccessibleName(self.tr("元素，最上面的在前"))
        self.list.setSelectionMode(_SIDE)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setIconSize(QSize(20, 20))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._chosen)
        self.list.deleted.connect(document.remove)
        column.addWidget(self.list, 3)
        column.addWidget(Line())
        self.verdict = Label("", SECONDARY, True, wrap=True)
        self.verdict.setContentsMargins(12, 0, 8, 0)
        column.addWidget(self.verdict)
        self.faults = QListWidget()
        self.faults.setObjectName("fault_list")
        self.faults.setAccessibleName(self.tr("版式检查"))
        self.faults.setFrameShape(QFrame.Shape.NoFrame)
        self.faults.setWordWrap(True)
        self.faults.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.faults.itemActivated.connect(self._go)
        self.faults.itemClicked.connect(self._go)
        column.addWidget(self.faults, 2)
        document.changed.connect(self.refresh)
        document.picked.connect(self._show_selection)
        theme().changed.connect(self._refill)
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        """With little width the button stands below the heading."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(way)

    def menu(self) -> QMenu:
        """The kinds one can add."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, icon in ICONS.items():
            action = menu.addAction(_icon(icon), kind_word(kind))
            action.triggered.connect(lambda _on=False, kind=kind: self.add_wanted.emit(kind))
        return menu

    def refresh(self) -> None:
        """Show the elements as they stand."""
        shown = tuple((e.id, e.kind, e.use) for e in self.document.layout.elements)
        if shown != self._shown:
            self._shown = shown
            self._refill()
        self._show_selection()

    def _refill(self) -> None:
        self._filling = True
        self.list.clear()
        uses = dict(USES)
        faulty = {fault.element for fault in self._faults if fault.grave}
        for element in reversed(self.document.layout.elements):
            bad = element.id in faulty
            item = QListWidgetItem(_icon("warning" if bad else ICONS[element.kind], bad), element.id)
            item.setData(_KEY, element.id)
            told = "，".join((element.id, kind_word(element.kind), word(uses[element.use])))
            item.setData(_SPOKEN, told)
            item.setToolTip(told)
            item.setSizeHint(QSize(80, theme().px(32)))
            self.list.addItem(item)
        self._filling = False
        self._show_selection()

    def _show_selection(self) -> None:
        self._filling = True
        chosen = self.document.selection
        last = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setSelected(item.data(_KEY) in chosen)
            if chosen and item.data(_KEY) == chosen[-1]:
                last = item
        if last is not None:
            self.list.setCurrentItem(last, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.list.scrollToItem(last)
        self._filling = False

    def _chosen(self) -> None:
        if not self._filling:
            self.document.select([item.data(_KEY) for item in self.list.selectedItems()])

    def show_faults(self, found: Sequence[Fault]) -> None:
        """Show everything that is wrong; a line leads to its element."""
        before, self._faults = self._faults, tuple(found)
        self.faults.clear()
        for fault in found:
            text = messages.sentence(fault.error)
            item = QListWidgetItem(_icon("dismiss_circle" if fault.grave else "warning", fault.grave), text)
            item.setData(_KEY, fault.element)
            item.setToolTip(text)
            self.faults.addItem(item)
        grave = sum(fault.grave for fault in found)
        if grave:
            self.verdict.setText(self.tr("{count} 处不对，改好才能存").format(count=grave))
        elif found:
            self.verdict.setText(self.tr("可以存；{count} 处请看一眼").format(count=len(found)))
        else:
            self.verdict.setText(self.tr("检查过了，没有问题"))
        self.verdict.set_ink(Ink.ERROR if grave else Ink.TEXT2 if found else Ink.OK)
        self.faults.setVisible(bool(found))
        if {f.element for f in before if f.grave} != {f.element for f in found if f.grave}:
            self._refill()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().tokens.surface)
        painter.end()

    def _go(self, item: QListWidgetItem) -> None:
        if item.data(_KEY):
            self.document.select([item.data(_KEY)])


def _icon(name: str, bad: bool = False) -> QIcon:
    tokens = theme().tokens
    return QIcon(icons.pixmap(name, tokens.error_text if bad else tokens.text2, 20, bad))
