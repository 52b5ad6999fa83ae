"""The rows of a roster file as a table: what keeps a row out is red with a cross, what is only strange is amber."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
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

from app.domain.people import masked_number
from app.services.board_view import State
from ui import messages
from ui.theme import BODY, theme
from ui.widgets import drawing
from ui.widgets.states import paint_state

if TYPE_CHECKING:
    from app.domain.roster_columns import Layout
    from app.domain.roster_plan import Problem, RosterPlan
    from app.domain.worksheet import Sheet

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MASKED = frozenset({"id_number", "phone"})


class CheckModel(QAbstractTableModel):
    """Rows of a sheet below its header; `changed` tells that a person put a cell right."""

    changed = Signal(object)  # Sheet

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self._layout: Layout | None = None
        self._rows: list[int] = []  # positions in sheet.rows
        self._bad: dict[tuple[int, int], Problem] = {}
        self._odd: dict[tuple[int, int], Problem] = {}
        self._only = True

    def show_plan(self, sheet: Sheet, layout: Layout, plan: RosterPlan | None) -> None:
        """Show a sheet as a plan found it; without a plan all rows, unmarked."""
        self.beginResetModel()
        self.sheet, self._layout = sheet, layout
        self._bad = self._places(plan.problems if plan else ())
        self._odd = self._places(plan.warnings if plan else ())
        self._choose()
        self.endResetModel()

    def show_only(self, only: bool) -> None:
        """Show only rows about which there is something to say, or all."""
        if only != self._only:
            self.beginResetModel()
            self._only = only
            self._choose()
            self.endResetModel()

    def _choose(self) -> None:
        sheet, layout = self.sheet, self._layout
        if sheet is None or layout is None:
            self._rows = []
            return
        told = {place[0] for place in (*self._bad, *self._odd)}
        below = range(max(0, layout.body), len(sheet.rows))
        filled = (n for n in below if any(cell.strip() for cell in sheet.rows[n]))
        self._rows = [n for n in filled if not self._only or not told or n in told]

    def _places(self, problems: Sequence[Problem]) -> dict[tuple[int, int], Problem]:
        sheet, layout = self.sheet, self._layout
        assert sheet is not None  # show_plan has just set both
        assert layout is not None
        index = {use.letter: use.index for use in layout.columns}
        found: dict[tuple[int, int], Problem] = {}
        for problem in problems:
            found.setdefault((problem.row - sheet.top, index.get(problem.letter, -1)), problem)
        return found

    def place(self, index: _Index) -> tuple[int, int]:
        """Row and column in the sheet of a cell of the table; column -1 is the row's number."""
        return self._rows[index.row()], index.column() - 1

    def state(self, index: _Index) -> State:
        """What is said about a cell; the row's number stands for the whole row."""
        place = self.place(index)
        if place in self._bad:
            return State.BLOCKED
        if place in self._odd:
            return State.DECIDE
        if place[1] < 0:
            if any(row == place[0] for row, _ in self._bad):
                return State.BLOCKED
            if any(row == place[0] for row, _ in self._odd):
                return State.DECIDE
        return State.NONE

    def is_bad(self, place: tuple[int, int]) -> bool:
        """Whether a cell (row and column in the sheet) keeps its row out, and is shown."""
        return place in self._bad and place[0] in self._rows

    def index_of(self, place: tuple[int, int]) -> QModelIndex:
        """Where a cell of the sheet stands in the table."""
        return self.index(self._rows.index(place[0]), place[1] + 1)

    def first_place(self) -> QModelIndex:
        """The first cell that keeps a row out, else the first strange one; an invalid index when there is none."""
        for told in (self._bad, self._odd):
            for row, column in sorted(told):
                if row in self._rows:
                    return self.index(self._rows.index(row), column + 1)
        return QModelIndex()

    def sentences(self, row: int) -> list[tuple[State, str]]:
        """Everything said about a row of the table, by column."""
        if not 0 <= row < len(self._rows):
            return []
        at = self._rows[row]
        found = []
        for told, state in ((self._bad, State.BLOCKED), (self._odd, State.DECIDE)):
            for (number, _), problem in sorted(told.items()):
                if number == at:
                    reason = messages.sentence(problem.error())
                    found.append((state, messages.sentence(problem.placed(reason))))
        return found

    def alike(self, row: int, codes: Collection[str]) -> Problem | None:
        """What is said about a row of the table because somebody else looks the same; None when nothing of the kind."""
        if not 0 <= row < len(self._rows):
            return None
        told = (
            problem
            for found in (self._bad, self._odd)
            for (at, _), problem in sorted(found.items())
            if at == self._rows[row]
        )
        return next((problem for problem in told if problem.code in codes), None)

    def row_of(self, number: int) -> int:
        """Where a row of the file stands in the table, -1 when it is not shown."""
        at = number - self.sheet.top if self.sheet is not None else -1
        return self._rows.index(at) if at in self._rows else -1

    # Qt

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() or self._layout is None else len(self._layout.columns) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None or self._layout is None:
            return None
        row, column = self.place(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if column < 0:
                return str(self.sheet.row_number(row))
            cells = self.sheet.rows[row]
            text = " ".join(cells[column].split()) if column < len(cells) else ""
            hidden = self._layout.columns[column].field in _MASKED and (row, column) not in self._bad
            return masked_number(text) if hidden and role == Qt.ItemDataRole.DisplayRole else text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            problem = self._bad.get((row, column)) or self._odd.get((row, column))
            return messages.sentence(problem.error()) if problem else None
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = self.place(index)
        if self.sheet is None or column < 0 or str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        rows = list(self.sheet.rows)
        cells = [*rows[row], *[""] * (column + 1 - len(rows[row]))]
        cells[column] = str(value)
        rows[row] = cells
        self.sheet = replace(self.sheet, rows=rows)
        self.dataChanged.emit(index, index)
        self.changed.emit(self.sheet)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() > 0 else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_head(section, role)
        if role != Qt.ItemDataRole.DisplayRole or self._layout is None:
            return None
        if section == 0:
            return self.tr("行")
        use = self._layout.columns[section - 1]
        return f"{use.letter}　{use.header}" if use.header else use.letter

    def _row_head(self, row: int, role: int) -> Any:
        """Which row of the file, and who: it stays in sight however far the table is moved."""
        if self.sheet is None or self._layout is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            at = self._rows[row]
            name = next((use.index for use in self._layout.columns if use.field == "name"), -1)
            cells = self.sheet.rows[at]
            who = " ".join(cells[name].split()) if 0 <= name < len(cells) else ""
            return f"{self.sheet.row_number(at)}　{who}".rstrip()
        if role == Qt.ItemDataRole.DecorationRole:
            return state_picture(self.state(self.index(row, 0)))
        return None


def state_picture(state: State) -> QPixmap:
    """The sign of a state, as large as a line of text."""
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_state(painter, QRect(0, 0, 16, 16), state, 14)
    painter.end()
    return picture


class CheckDelegate(QStyledItemDelegate):
    """Paints a cell with the fill and shape of what is said about it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, CheckModel)  # this delegate is given to that model's view only
        tokens = theme().tokens
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = model.state(index)
        fills = {State.BLOCKED: tokens.error_tint, State.DECIDE: tokens.warn_tint}
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, tokens.selection)
        if state in fills and index.column() > 0:
            painter.fillRect(rect.adjusted(0, 0, -1, -1), fills[state])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), tokens.line)
        left = rect.left() + 6
        if state is not State.NONE:
            paint_state(painter, QRect(left, rect.top(), 16, rect.height() - 1), state, 14)
            left += 20
        room = QRect(left, rect.top(), rect.right() - left - 4, rect.height() - 1)
        ink = tokens.error_text if state is State.BLOCKED and index.column() > 0 else tokens.text
        drawing.words(painter, room, str(index.data() or ""), ink, BODY)
        if state is State.BLOCKED and index.column() > 0:
            drawing.box(painter, rect.adjusted(0, 0, -1, -1), None, tokens.error_text, 1.5, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, theme().px(30))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setStyleSheet("QLineEdit { min-height: 0; max-height: 100px; border-radius: 0; }")
        return editor


class CheckTable(QTableView):
    """The table of a roster to be checked. `F2` or a double click opens a cell; typing never does, so that an input
    method loses nothing."""

    row_changed = Signal(int)

    def __init__(self, model: CheckModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("名单检查结果"))
        self.setItemDelegate(CheckDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionsClickable(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setDefaultSectionSize(theme().px(30))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        model.modelReset.connect(self._lay)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.row_changed.emit(current.row() if current.isValid() else -1)

    def is_editing(self) -> bool:
        """Whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def _lay(self) -> None:
        model = self.model()
        metrics = self.fontMetrics()
        self.setColumnHidden(0, True)  # the head of the row says it, and stays in sight
        for column in range(model.columnCount()):
            texts = [str(model.headerData(column, Qt.Orientation.Horizontal) or "")]
            texts += [str(model.index(row, column).data() or "") for row in range(min(40, model.rowCount()))]
            wide = max(metrics.horizontalAdvance(text) for text in texts)
            self.setColumnWidth(column, max(64, min(wide + 44, theme().px(210))))
        assert isinstance(model, CheckModel)  # given in the constructor
        place = model.first_place()
        if model.rowCount():
            self.setCurrentIndex(place if place.isValid() else model.index(0, 1))
            self.scrollTo(self.currentIndex())
        self.row_changed.emit(self.currentIndex().row())
