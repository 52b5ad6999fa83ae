"""The score grid as a table of one score per entry: number, name, maximum, score, and how far each line is."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter

from app.services.sheet_view import CellAddress, RowView, SheetState
from ui.grid.facts import MERGED, status_text, translate
from ui.grid.geometry import CODE, MAXIMUM, NAME, SCORE, Column, Geometry
from ui.grid.grid import ScoreGrid
from ui.grid.look import CENTRE, LEFT, Look
from ui.grid.paint_sheet import SheetPainter
from ui.grid.sheet_words import Sign, colour_of, paint_sign, sign_of, state_word
from ui.grid.state import GridState

_CODE, _NAME, _MAXIMUM, _MARK, _STATE = 92, 150, 58, 130, 150


class TheoryGeometry(Geometry):
    """Five columns; the name takes the spare room."""

    def _make_columns(self, seats: int, width: int) -> tuple[Column, ...]:
        plan = [(CODE, -1, _CODE), (NAME, -1, _NAME), (MAXIMUM, -1, _MAXIMUM), ("judge", 0, _MARK), (SCORE, -1, _STATE)]
        named = self._named  # those who key may not see people: then the state takes the room
        sized = [(key, seat, self._px(size if named or key != NAME else 8)) for key, seat, size in plan]
        spare = max(0, width - sum(size for _, _, size in sized))
        columns, left = [], 0
        for key, seat, size in sized:
            size += spare if key == (NAME if named else SCORE) else 0
            columns.append(Column(key, seat, left, size, key in (CODE, NAME, MAXIMUM)))
            left += size
        return tuple(columns)


class TheoryPainter(SheetPainter):
    """The headings of that table, and in the last column the state of a line instead of a score."""

    def __init__(self, look: Look, state: GridState, geometry: Geometry) -> None:
        super().__init__(look, state, geometry)
        self.signs: dict[str, tuple[Sign, str]] = {}
        self._headings |= {
            CODE: translate("TheoryPage", "参赛号"),
            NAME: translate("TheoryPage", "姓名"),
            MAXIMUM: translate("TheoryPage", "满分"),
            SCORE: translate("TheoryPage", "状态"),
        }

    def _info(self, painter: QPainter, row: RowView, column: Column, rect: QRect) -> None:
        if column.key != SCORE:
            super()._info(painter, row, column, rect)
            return
        look, tokens = self.look, self.look.tokens
        current = self.state.cursor is not None and self.state.cursor.aspect == row.id
        painter.fillRect(rect, look.row_tint if current else tokens.surface)
        self._rule(painter, rect, side=True)
        sign, word = self.signs.get(row.id, (sign_of(SheetState.EMPTY), ""))
        paint_sign(painter, QRect(rect.x() + 8, rect.y(), 20, rect.height()), sign, 14)
        ink = tokens.text2 if sign.token == "muted" else colour_of(sign, tokens)
        room = rect.adjusted(look.px(34), 0, -4, 0)
        look.text(painter, look.second, ink, room, look.fitted(look.second, word, room.width()), LEFT)

    def _heading(self, painter: QPainter, column: Column, rect: QRect, locked: bool) -> None:
        if column.key != SCORE:
            super()._heading(painter, column, rect, locked)
            return
        look = self.look
        look.text(painter, look.second_bold, look.tokens.text, rect.adjusted(8, 0, -4, 0), self._headings[SCORE], LEFT)

    def _judge_heading(self, painter: QPainter, column: Column, rect: QRect) -> None:
        look, tokens = self.look, self.look.tokens
        look.text(painter, look.second_bold, tokens.text, rect, translate("TheoryPage", "成绩"), CENTRE)


class TheoryGrid(ScoreGrid):
    """Keyed like a score sheet. The words of the panel (缺评, 回避) make no sense here: "/" asks for a status too."""

    geometry_type = TheoryGeometry
    painter_type = TheoryPainter

    row_status_requested = Signal(str)  # entry number

    def __init__(self) -> None:
        super().__init__()
        self._signs: dict[str, tuple[Sign, str]] = {}
        self.setAccessibleName(translate("TheoryPage", "理论成绩"))

    def show_states(self, states: dict[str, SheetState], statuses: dict[str, str]) -> None:
        """How far each line is, by entry number."""
        self._signs = {
            number: (sign_of(state, statuses[number]), status_text(statuses[number]) or state_word(state))
            for number, state in states.items()
        }
        painter = self._sheet_painter()
        if isinstance(painter, TheoryPainter):
            painter.signs = self._signs
        self.viewport().update()

    def _sheet_painter(self) -> SheetPainter | None:
        painter = super()._sheet_painter()
        if isinstance(painter, TheoryPainter):
            painter.signs = self._signs
        return painter

    def do_words(self) -> None:
        """A score cannot be recused; whoever has none was absent, or the like."""
        self.do_status()

    def do_status(self) -> None:
        """Say what became of the entry of this line."""
        if self.finish() and self.state.cursor is not None:
            self.row_status_requested.emit(self.state.cursor.aspect)

    @staticmethod
    def address(number: str) -> CellAddress:
        """The cell of an entry."""
        return CellAddress(number, MERGED)
