"""The header of every list: titles, an arrow on the column sorted by, and a menu to choose, sort and move columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu

from ui import icons
from ui.models.table_model import ALIGNMENTS
from ui.theme import SECONDARY, theme
from ui.widgets import drawing

if TYPE_CHECKING:
    from ui.widgets.table import TableView


class Header(QHeaderView):
    """Column titles in semibold, with an arrow on the one sorted by."""

    def __init__(self, view: TableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setFixedHeight(theme().px(34))
        self.setToolTip(self.tr("单击排序，拖动换位置，右键选列"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        tokens = theme().tokens
        painter.fillRect(rect, tokens.header)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        columns = self._view.table.columns
        if section >= len(columns):
            return
        column = columns[section]
        key, descending = self._view.table.sorted_by()
        right = 8
        if key == column.key:
            name = "arrow_sort_down" if descending else "arrow_sort_up"
            spot = QRect(rect.right() - 20, rect.top(), 16, rect.height())
            icons.paint(painter, spot, name, tokens.primary, 16)
            right = 24
        room = rect.adjusted(8, 0, -right, 0)
        drawing.words(painter, room, column.title, tokens.text, SECONDARY, True, ALIGNMENTS[column.align])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu(self.logicalIndexAt(event.pos()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self, section: int) -> QMenu:
        """What can be done with a column (-1: with none in particular) and with the list."""
        view, menu = self._view, QMenu(self)
        columns = view.table.columns
        if 0 <= section < len(columns):
            self._about_one(menu, section)
        for number in view.places():
            box = menu.addAction(columns[number].title)
            box.setCheckable(True)
            box.setChecked(not view.isColumnHidden(number))
            box.setEnabled(view.isColumnHidden(number) or view.columns_in_sight() > 1)
            box.toggled.connect(lambda on, number=number: view.show_column(number, on))
        menu.addSeparator()
        menu.addAction(self.tr("列、顺序和排序…")).triggered.connect(view.choose_columns)
        back = menu.addAction(self.tr("恢复原样"))
        back.setEnabled(not view.layout_chosen().plain)
        back.triggered.connect(view.reset_columns)
        if view.can_export():
            menu.addAction(self.tr("导出所列…")).triggered.connect(view.export)
        return menu

    def _about_one(self, menu: QMenu, section: int) -> None:
        view, column = self._view, self._view.table.columns[section]
        if column.sortable:
            up = menu.addAction(self.tr("按“{column}”升序").format(column=column.title))
            down = menu.addAction(self.tr("按“{column}”降序").format(column=column.title))
            none = menu.addAction(self.tr("原来的顺序"))
            up.triggered.connect(lambda: view.sort_by(column.key, False))
            down.triggered.connect(lambda: view.sort_by(column.key, True))
            none.triggered.connect(lambda: view.sort_by("", False))
            self._tick_order(column.key, up, down, none)
            menu.addSeparator()
        menu.addAction(self.tr("列宽适合内容")).triggered.connect(lambda: view.fit_column(section))
        menu.addSeparator()

    def _tick_order(self, key: str, up: QAction, down: QAction, none: QAction) -> None:
        by, descending = self._view.table.sorted_by()
        for action, on in ((up, by == key and not descending), (down, by == key and descending), (none, by == "")):
            action.setCheckable(True)
            action.setChecked(on)


def header_menu_place(view: TableView) -> QPoint:
    """Where the menu opens when a key asks for it: under the header's left end."""
    header = view.horizontalHeader()
    return header.mapToGlobal(QPoint(8, header.height()))
