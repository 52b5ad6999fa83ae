"""The tree of a marking scheme: modules, criteria and aspects in one list, edited with the keyboard alone.

Enter adds a sibling, Tab and Shift+Tab change the level, Alt+↑ ↓ move, F2 edits, Delete takes away, ← → fold. A value
that cannot be is kept under the cursor with the reason, never put back silently.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.domain.numbers import show
from app.domain.scheme import Aspect, AspectKind, Criterion, Module
from app.domain.scheme_edit import Node, Place
from app.services.board_view import State
from ui import icons
from ui.pages.setup_scheme_words import kind_word, rule_words
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.fields import ChoiceBox
from ui.widgets.states import paint_state

CODE, NAME, KIND, MAXIMUM, RULE = range(5)
_INDENT = 18
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class SchemeModel(QAbstractTableModel):
    """The lines of a round's tree that are not folded away."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Node, ...] = ()
        self.lines: list[Node] = []
        self.folded: set[str] = set()

    def show_nodes(self, nodes: Sequence[Node]) -> bool:
        """Show these lines; False when they are the ones shown."""
        if tuple(nodes) == self._all:
            return False
        self._all = tuple(nodes)
        self._arrange()
        return True

    def fold(self, module: str, folded: bool) -> None:
        """Fold a module or open it."""
        (self.folded.add if folded else self.folded.discard)(module)
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        self.lines, hidden = [], False
        for node in self._all:
            if isinstance(node.what, Module):
                hidden = node.what.id in self.folded
                self.lines.append(node)
            elif not hidden:
                self.lines.append(node)
        self.endResetModel()

    def row_of(self, place: Place) -> int:
        """Which line a place has; -1 when it is folded away or gone."""
        return next((number for number, node in enumerate(self.lines) if node.place == place), -1)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 5

    def titles(self) -> tuple[str, ...]:
        """The columns' headings."""
        return (self.tr("编号"), self.tr("名称"), self.tr("类型"), self.tr("配分"), self.tr("怎样给分"))

    def headerData(self, section: int, way: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if way == Qt.Orientation.Horizontal and role == int(Qt.ItemDataRole.DisplayRole):
            return self.titles()[section]
        return None

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        node = self.lines[row]
        what = node.what
        if column == CODE:
            return "" if isinstance(what, Criterion) and what.id == what.name else what.id
        if column == NAME:
            return what.name
        if column == MAXIMUM:
            if isinstance(what, Criterion) and what.maximum is None:
                return show(node.found)
            return "" if node.wanted is None else show(node.wanted)
        if isinstance(what, Aspect):
            return kind_word(what) if column == KIND else rule_words(what)
        if column == KIND:
            return self.tr("模块") if isinstance(what, Module) else self.tr("评分项")
        if self.open_sum(node):
            wanted = show(node.wanted) if node.wanted is not None else "—"
            return self.tr("各点合计 {found}，应为 {wanted}").format(found=show(node.found), wanted=wanted)
        return ""

    @staticmethod
    def open_sum(node: Node) -> bool:
        """Whether the parts of a node do not add up to it."""
        if isinstance(node.what, Module):
            from app.domain.scheme import sums

            return node.what.maximum not in sums(node.what.aspects)
        return isinstance(node.what, Criterion) and node.wanted is not None and node.found != node.wanted

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            cells = (self.text(index.row(), column) for column in (KIND, CODE, NAME, MAXIMUM))
            return f"{self.titles()[index.column()]}：" + " ".join(cell for cell in cells if cell)
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole), int(Qt.ItemDataRole.ToolTipRole)):
            return self.text(index.row(), index.column())
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


class CellEdit(QLineEdit):
    """The editor of one cell; what is refused stays in it."""

    def refuse(self, refused: bool) -> None:
        """Show that the value cannot be."""
        self.setProperty("refused", refused)
        self.style().unpolish(self)
        self.style().polish(self)
        if refused:
            self.selectAll()


class SchemeDelegate(QStyledItemDelegate):
    """Paints a line and hands values over to the tree, which may refuse them."""

    def __init__(self, tree: SchemeTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, tree = theme().tokens, self._tree
        rect: QRect = option.rect  # type: ignore[attr-defined]
        node = tree.lines.lines[index.row()]
        module = isinstance(node.what, Module)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.fillRect(rect, tokens.selection if selected else tokens.header if module else tokens.surface)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        text = tree.lines.text(index.row(), index.column())
        room = rect.adjusted(8, 0, -7, -1)
        column = index.column()
        wrong = column == RULE and SchemeModel.open_sum(node)
        if wrong:
            paint_state(painter, QRect(room.left(), room.top(), 18, room.height()), State.DECIDE)
            room.setLeft(room.left() + 22)
        if column == NAME:
            room.setLeft(room.left() + _INDENT * node.depth)
            if module:
                sign = "chevron_right" if node.what.id in tree.lines.folded else "chevron_down"
                icons.paint(painter, QRect(room.left() - 4, room.top(), 16, room.height()), sign, tokens.text2, 16)
                room.setLeft(room.left() + 16)
        ink = tokens.text2 if column in (KIND, RULE) and not wrong else tokens.text
        bold = not isinstance(node.what, Aspect) and column != RULE
        align = drawing.RIGHT if column == MAXIMUM else drawing.LEFT
        drawing.words(painter, room, text, ink, SECONDARY if column == RULE else BODY, bold, align)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, theme().px(30))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget | None:  # type: ignore[override]
        node = self._tree.lines.lines[index.row()]
        if index.column() == KIND and isinstance(node.what, Aspect):
            box = ChoiceBox(self._tree.lines.titles()[KIND], parent)
            for kind in AspectKind:
                box.addItem(self._tree.kind_name(kind), kind)
            box.activated.connect(lambda _index: self._chosen(box))
            return box
        if index.column() not in (CODE, NAME, MAXIMUM):
            return None
        editor = CellEdit(parent)
        editor.setAccessibleName(self._tree.lines.titles()[index.column()])
        if index.column() == MAXIMUM:
            editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._tree.editor = editor
        self._tree.editing = QPersistentModelIndex(index)  # type: ignore[arg-type]
        return editor

    def _chosen(self, box: ChoiceBox) -> None:
        self._tree.kind_wanted.emit(box.currentData())
        self.closeEditor.emit(box)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]
        if isinstance(editor, CellEdit):
            editor.setStyleSheet(f"min-height: {theme().px(26)}px; max-height: {theme().px(26)}px; padding: 0 5px;")

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, CellEdit):
            editor.setText(self._tree.lines.text(index.row(), index.column()))
            editor.selectAll()
        elif isinstance(editor, ChoiceBox):
            node = self._tree.lines.lines[index.row()]
            if isinstance(node.what, Aspect):
                editor.setCurrentIndex(editor.findData(node.what.kind))
                QTimer.singleShot(0, editor, editor.showPopup)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Values go through `SchemeTree.commit_editor`."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, CellEdit):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._tree.commit_editor(onward=True)
                return True
            if key == Qt.Key.Key_Escape:
                self._tree.drop_editor()
                return True
            return False
        if event.type() == QEvent.Type.FocusOut:
            return not self._tree.commit_editor(onward=False)
        return super().eventFilter(watched, event)


class SchemeTree(QTableView):
    """The view. It changes nothing itself: it says what is wanted, and asks `try_value` whether a value can be."""

    sibling_wanted = Signal()
    indent_wanted = Signal(int)  # 1 in, -1 out
    move_wanted = Signal(int)
    delete_wanted = Signal()
    kind_wanted = Signal(object)
    place_changed = Signal(object)
    pane_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = SchemeModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(SchemeDelegate(self))
        self.setAccessibleName(self.tr("评分标准"))
        self.setObjectName("scheme_tree")
        self.editor: CellEdit | None = None
        self.editing = QPersistentModelIndex()
        self.try_value = lambda _place, _column, _text: ""
        self.open = True
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag(_LEFT))
        self.horizontalHeader().setSectionsClickable(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.edit_cell(index.column()))
        theme().changed.connect(self._restyle)
        self._restyle()

    def kind_name(self, kind: AspectKind) -> str:
        """The word for a kind of aspect."""
        from ui.pages.setup_scheme_words import kind_name

        return kind_name(kind)

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(30))
        self.horizontalHeader().setFont(theme().font(SECONDARY, True))
        self.horizontalHeader().setFixedHeight(theme().px(32))
        self._lay_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()

    def _lay_columns(self) -> None:
        titles = self.lines.titles()
        kinds = (self.tr("评分项"), *(self.kind_name(kind) for kind in AspectKind))
        widest = max(drawing.text_width(word, theme().font(BODY, True)) for word in (titles[KIND], *kinds))
        points = drawing.text_width(titles[MAXIMUM], theme().font(BODY, True))
        widths = {CODE: theme().px(60), KIND: widest + 18, MAXIMUM: max(theme().px(58), points + 18)}
        taken = sum(widths.values())
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        left = max(theme().px(260), self.viewport().width() - taken)
        rules = (self.lines.text(row, RULE) for row in range(len(self.lines.lines)))
        title = drawing.text_width(titles[RULE], theme().font(BODY, True))
        told = max((title, *(drawing.text_width(text, theme().font(SECONDARY)) for text in rules))) + 30
        rule = min(max(told, left // 4), left * 45 // 100)  # names take what the rules leave
        self.setColumnWidth(NAME, left - rule)
        self.setColumnWidth(RULE, rule)

    # where the keyboard is

    def node(self) -> Node | None:
        """The line in hand."""
        index = self.currentIndex()
        return self.lines.lines[index.row()] if index.isValid() and index.row() < len(self.lines.lines) else None

    def place(self) -> Place:
        """Where the line in hand stands; () when there is none."""
        node = self.node()
        return node.place if node is not None else ()

    def go_to(self, place: Place, column: int | None = None) -> None:
        """Put the keyboard on a line, opening its module when that is folded."""
        if self.lines.row_of(place) < 0 and place and self.lines.row_of(place[:1]) >= 0:
            self.lines.fold(self.lines.lines[self.lines.row_of(place[:1])].what.id, False)
        row = self.lines.row_of(place)
        if row >= 0:
            index = self.lines.index(row, self.currentIndex().column() if column is None else column)
            self.setCurrentIndex(index if index.isValid() else self.lines.index(row, NAME))
            self.scrollTo(self.currentIndex())

    def show_nodes(self, nodes: Sequence[Node], place: Place | None = None) -> None:
        """Show another tree; the keyboard stays on its line, or goes to the one named."""
        before, column = self.place(), max(0, self.currentIndex().column())
        changed = self.lines.show_nodes(nodes)
        if changed:
            self._lay_columns()
        wanted = place if place is not None else before
        if changed or place is not None:
            if self.lines.row_of(wanted) < 0 and self.lines.row_of(wanted[:1]) < 0:
                wanted = self.lines.lines[0].place if self.lines.lines else ()
            self.go_to(wanted, column)
            self.place_changed.emit(self.place())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.place_changed.emit(self.place())

    # editing

    def edit_cell(self, column: int) -> None:
        """Open the editor of a cell of the line in hand."""
        if not self.open or self.node() is None:
            return
        index = self.lines.index(self.currentIndex().row(), column)
        self.setCurrentIndex(index)
        self.edit(index)

    def commit_editor(self, onward: bool) -> bool:
        """Hand the open editor's value over; False when it was refused and stays. `onward` opens the next cell."""
        editor, index = self.editor, self.editing
        if editor is None or not index.isValid():
            return True
        node, column = self.lines.lines[index.row()], index.column()
        text = editor.text().strip()
        if text != self.lines.text(index.row(), column):
            self.editor = None  # what comes of it may rebuild the list
            reason = self.try_value(node.place, column, text)
            if reason:
                self.editor = editor
                editor.refuse(True)
                editor.setFocus()
                return False
        self.editor = editor
        self.drop_editor()
        if onward:
            self.setFocus()
            following = {CODE: NAME, NAME: MAXIMUM}.get(column)
            if following is not None:
                self.edit_cell(following)
        return True

    def drop_editor(self) -> None:
        """Close the editor; what stood in it is forgotten."""
        editor, self.editor = self.editor, None
        if editor is not None:
            self.try_value((), -1, "")
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sibling_wanted.emit()
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and held & Qt.KeyboardModifier.ShiftModifier):
            self.indent_wanted.emit(-1)
        elif key == Qt.Key.Key_Tab:
            self.indent_wanted.emit(1)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_F2:
            self.edit_cell(min(self.currentIndex().column(), MAXIMUM))
        elif key == Qt.Key.Key_V and held & Qt.KeyboardModifier.ControlModifier:
            self.paste_wanted.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._fold(key == Qt.Key.Key_Left):
            return
        elif event.text().isdigit() and self.currentIndex().column() == MAXIMUM and not alt:
            self.edit_cell(MAXIMUM)
            if self.editor is not None:
                self.editor.setText(event.text())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab changes the level here; F6 goes to the next pane."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.editor is None:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_F6:
                self.pane_wanted.emit()
                return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return False

    def _fold(self, folded: bool) -> bool:
        node = self.node()
        if node is None or not isinstance(node.what, Module) or self.currentIndex().column() != NAME:
            return False
        if (node.what.id in self.lines.folded) == folded:
            return False
        self.lines.fold(node.what.id, folded)
        self.go_to(node.place, NAME)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == NAME:
            node = self.lines.lines[index.row()]
            left = self.visualRect(index).left()
            if isinstance(node.what, Module) and event.position().x() - left < 26:
                self._fold(node.what.id not in self.lines.folded)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            drawing.focus_ring(painter, self.visualRect(self.currentIndex()), theme().tokens.primary, 2.0)
            painter.end()
