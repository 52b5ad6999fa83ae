"""The score grid as the theory list: number, name, 卷号, the parts or the score, how far a line is, its 第二遍."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter

from app.services.sheet_view import CellAddress, RowView, SheetState
from app.services.theory import TheoryTable
from ui.grid.facts import MERGED, status_text, translate
from ui.grid.geometry import CODE, NAME, SCORE, Column, Geometry
from ui.grid.grid import ScoreGrid
from ui.grid.look import CENTRE, LEFT, RIGHT, Look
from ui.grid.paint_sheet import SheetPainter
from ui.grid.sheet_words import Sign, colour_of, paint_sign, sign_of, state_word
from ui.grid.state import GridState

PAPER, STATE, SECOND = "paper", "state", "second"
_CODE, _NAME, _PAPER, _MARK, _SUM, _STATE, _SECOND = 84, 110, 64, 88, 76, 116, 84
_SECOND_MORE = 32  # px the last column takes where there is room
_ALONE = 130  # px of the one mark column of a round without parts


class TheoryGeometry(Geometry):
    """The columns of the list; the name takes the spare room, without names the state does."""

    def _make_columns(self, seats: int, width: int) -> tuple[Column, ...]:
        plan = [(CODE, -1, _CODE), (NAME, -1, _NAME if self._named else 8), (PAPER, -1, _PAPER)]
        plan += [("judge", seat, _MARK if seats > 1 else _ALONE) for seat in range(seats)]
        plan += [(SCORE, -1, _SUM)] if seats > 1 else []
        plan += [(STATE, -1, _STATE), (SECOND, -1, _SECOND)]
        sized = [(key, seat, self._px(size)) for key, seat, size in plan]
        spare = max(0, width - sum(size for _, _, size in sized))
        more = min(spare, self._px(_SECOND_MORE))  # a longer heading than the Chinese one
        spare -= more
        columns, left = [], 0
        for key, seat, size in sized:
            size += spare if key == (NAME if self._named else STATE) else more if key == SECOND else 0
            columns.append(Column(key, seat, left, size, key in (CODE, NAME, PAPER)))
            left += size
        return tuple(columns)


class TheoryPainter(SheetPainter):
    """The headings of that table, and what stands beside the marks of a line."""

    def __init__(self, look: Look, state: GridState, geometry: Geometry) -> None:
        super().__init__(look, state, geometry)
        self.lines: dict[str, Line] = {}
        self._headings |= headings()

    def _info(self, painter: QPainter, row: RowView, column: Column, rect: QRect) -> None:
        line = self.lines.get(row.id)
        if column.key not in (PAPER, STATE, SECOND, SCORE) or line is None:
            super()._info(painter, row, column, rect)
            return
        look, tokens = self.look, self.look.tokens
        current = self.state.cursor is not None and self.state.cursor.aspect == row.id
        painter.fillRect(rect, look.row_tint if current else tokens.surface)
        self._rule(painter, rect, side=True)
        if column.key == PAPER:
            room = rect.adjusted(4, 0, -4, 0)
            look.text(painter, look.body, tokens.text2, room, look.fitted(look.body, line.paper, room.width()), CENTRE)
        elif column.key == SCORE:
            text = "—" if row.score is None else row.score
            look.text(painter, look.number_bold, tokens.text, rect.adjusted(0, 0, -8, 0), text, RIGHT)
        else:
            self._sign(painter, rect, *(line.state if column.key == STATE else line.second))

    def _sign(self, painter: QPainter, rect: QRect, sign: Sign | None, word: str) -> None:
        look, tokens = self.look, self.look.tokens
        ink, left = tokens.text2, 8
        if sign is not None:
            paint_sign(painter, QRect(rect.x() + 8, rect.y(), 20, rect.height()), sign, 14)
            ink = tokens.text2 if sign.token == "muted" else colour_of(sign, tokens)
            left = 14 + look.px(20)
        room = rect.adjusted(left, 0, -4, 0)
        look.text(painter, look.second, ink, room, look.fitted(look.second, word, room.width()), LEFT)

    def _heading(self, painter: QPainter, column: Column, rect: QRect, locked: bool) -> None:
        if column.key not in (PAPER, STATE, SECOND):
            super()._heading(painter, column, rect, locked)
            return
        look, text = self.look, self._headings[column.key]
        if column.key == PAPER:
            look.text(painter, look.second_bold, look.tokens.text, rect, text, CENTRE)
        else:
            room = rect.adjusted(8, 0, -4, 0)
            look.text(
                painter, look.second_bold, look.tokens.text, room, look.fitted(look.second_bold, text, room.width())
            )

    def _judge_heading(self, painter: QPainter, column: Column, rect: QRect) -> None:
        look, tokens, view = self.look, self.look.tokens, self.state.view
        assert view is not None
        if len(view.seats) == 1:
            look.text(painter, look.second_bold, tokens.text, rect, translate("TheoryPage", "成绩"), CENTRE)
            return
        if self.state.cursor is not None and self.state.cursor.seat == column.seat:
            painter.fillRect(rect.adjusted(0, 0, -1, -1), tokens.selection)
        half = rect.height() // 2
        limit = next((row.limits[column.seat] for row in view.rows if row.limits), "")
        upper = QRect(rect.x(), rect.y() + 3, rect.width() - 1, half - 1)
        lower = QRect(rect.x(), rect.y() + half, rect.width() - 1, rect.height() - half - 3)
        name = look.fitted(look.second_bold, view.seats[column.seat], rect.width() - 6)
        look.text(painter, look.second_bold, tokens.text, upper, name, CENTRE)
        text = translate("TheoryPage", "满分 {maximum}").format(maximum=limit.removesuffix(".0"))
        look.text(painter, look.small, tokens.text2, lower, look.fitted(look.small, text, rect.width() - 6), CENTRE)


class Line:
    """What stands beside the marks of one entry: 卷号, state and second keying each as sign and word, its status."""

    def __init__(self, table: TheoryTable, number: str) -> None:
        state, status = table.states[number], table.statuses[number]
        self.status = status
        self.paper = table.papers.get(number, "")
        self.state = (sign_of(state, status), status_text(status) or state_word(state))
        self.second = second_of(state, status, number in table.once)


def second_of(state: SheetState, status: str, once: bool) -> tuple[Sign | None, str]:
    """The second keying of a line, as sign and word."""
    if status:
        return None, "—"
    if once:
        return None, translate("TheoryPage", "不用录")
    match state:
        case SheetState.SUBMITTED:
            return sign_of(SheetState.EMPTY), translate("TheoryPage", "待录")
        case SheetState.SECOND:
            return sign_of(state), translate("TheoryPage", "录入中")
        case SheetState.DIFFERS:
            return sign_of(state), translate("TheoryPage", "不一致")
        case SheetState.AGREED | SheetState.RECHECKED | SheetState.LOCKED:
            return sign_of(SheetState.AGREED), translate("TheoryPage", "一致")
    return None, "—"


def headings() -> dict[str, str]:
    """The words over the columns."""
    return {
        CODE: translate("TheoryPage", "参赛号"),
        NAME: translate("TheoryPage", "姓名"),
        PAPER: translate("TheoryPage", "卷号"),
        SCORE: translate("TheoryPage", "成绩"),
        STATE: translate("TheoryPage", "状态"),
        SECOND: translate("TheoryPage", "第二遍"),
    }


class TheoryGrid(ScoreGrid):
    """Keyed like a score sheet. The words of the panel (缺评, 回避) make no sense here: "/" asks for a status too."""

    geometry_type = TheoryGeometry
    painter_type = TheoryPainter

    row_status_requested = Signal(str)  # entry number

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, Line] = {}
        self.setAccessibleName(translate("TheoryPage", "理论成绩"))

    def show_lines(self, table: TheoryTable) -> None:
        """What stands beside the marks, by entry number."""
        self.lines = {number: Line(table, number) for number in table.sheets}
        self._sheet_painter()
        self.viewport().update()

    def _sheet_painter(self) -> SheetPainter | None:
        painter = super()._sheet_painter()
        if isinstance(painter, TheoryPainter):
            painter.lines = self.lines
        return painter

    def covered(self) -> str:
        """The status of the line under the cursor: here every line is a sheet of its own."""
        line = self.lines.get(self.state.cursor.aspect) if self.state.cursor is not None else None
        return line.status if line is not None else ""

    def beside_text(self, row: RowView, column: str) -> str | None:
        """The words beside the marks, for the ear."""
        line = self.lines.get(row.id)
        if line is None:
            return None
        return {PAPER: line.paper, STATE: line.state[1], SECOND: line.second[1]}.get(column)

    def heading_text(self, column: str) -> str | None:
        """The word over a column, for the ear."""
        return headings().get(column)

    def next_line(self) -> None:
        """Go one line down, in the same column."""
        state = self.state
        if state.cursor is not None and state.walk is not None:
            self.go_to(state.walk.vertical(state.cursor, 1, max(0, state.cursor.seat)))

    def do_words(self) -> None:
        """A score cannot be recused; whoever has none was absent, or the like."""
        self.do_status()

    def do_status(self) -> None:
        """Say what became of the entry of this line."""
        if self.finish() and self.state.cursor is not None:
            self.row_status_requested.emit(self.state.cursor.aspect)

    def address(self, number: str) -> CellAddress:
        """The first cell of an entry."""
        view = self.state.view
        return CellAddress(number, MERGED if view is None or len(view.seats) == 1 else 0)
