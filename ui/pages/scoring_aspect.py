"""按评分点: one aspect of every sheet, contestants down and judges across, for panels that mark all pieces at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Refusal
from app.services import sheet_tables
from app.services.sheet_tables import AspectTable
from app.services.sheet_view import CellAddress, RowView
from ui.desk import Desk
from ui.gathering import Gathering
from ui.grid.facts import is_merged, status_text, translate
from ui.grid.geometry import CODE, NAME, SCORE, SPREAD, Column, Geometry
from ui.grid.grid import ScoreGrid
from ui.grid.look import CENTRE, Look
from ui.grid.paint_sheet import SheetPainter
from ui.grid.sheet_words import colour_of, paint_sign, sign_of, state_word
from ui.grid.state import GridState
from ui.pages.scoring_many import ManySheetsKeeper
from ui.widgets.card import Ink, Label
from ui.widgets.fields import ChoiceBox

if TYPE_CHECKING:
    from app.services.sheet_view import SheetState

_AFTER, _LIMIT = 150, 1200  # ms: states and scores follow the keys, typing waits for nothing
_CODE, _STATE, _JUDGE, _WIDER = 92, 180, 64, 52


class AspectGeometry(Geometry):
    """Code and state stay, then the judges, spread and score; the state takes the spare room."""

    def _make_columns(self, seats: int, width: int) -> tuple[Column, ...]:
        plan = [(CODE, -1, _CODE), (NAME, -1, _STATE)]
        plan += [("judge", seat, _JUDGE if seats > 1 else 2 * _JUDGE) for seat in range(max(1, seats))]
        plan += [(SPREAD, -1, 56), (SCORE, -1, 72)]
        sized = [(key, seat, self._px(size)) for key, seat, size in plan]
        spare = max(0, width - sum(size for _, _, size in sized))
        more = min(spare // max(1, seats), self._px(_WIDER)) if seats > 1 else 0  # the eye need not wander far
        sized = [(key, seat, size + more if seat >= 0 else size) for key, seat, size in sized]
        spare -= more * seats if more else 0
        columns, left = [], 0
        for key, seat, size in sized:
            size += spare if key == NAME else 0
            columns.append(Column(key, seat, left, size, key in (CODE, NAME)))
            left += size
        return tuple(columns)


class AspectPainter(SheetPainter):
    """The code in bold, and beside it how far the sheet is, by sign and word."""

    def __init__(self, look: Look, state: GridState, geometry: Geometry) -> None:
        super().__init__(look, state, geometry)
        self.states: dict[str, tuple[SheetState, str]] = {}
        self._headings |= {CODE: translate("AspectPane", "密号"), NAME: translate("AspectPane", "状态")}

    def _info(self, painter: QPainter, row: RowView, column: Column, rect: QRect) -> None:
        if column.key not in (CODE, NAME) or row.id not in self.states:
            super()._info(painter, row, column, rect)
            return
        look, tokens = self.look, self.look.tokens
        current = self.state.cursor is not None and self.state.cursor.aspect == row.id
        painter.fillRect(rect, look.row_tint if current else tokens.surface)
        self._rule(painter, rect, side=column.key == NAME)
        if column.key == CODE:
            look.text(painter, look.body_bold if current else look.body, tokens.text, rect, row.id, CENTRE)
            return
        state, status = self.states[row.id]
        sign = sign_of(state, status, int(row.spread_over))
        paint_sign(painter, QRect(rect.x() + 6, rect.y(), 20, rect.height()), sign, 14)
        ink = tokens.text2 if sign.token in ("muted", "warn_mark") else colour_of(sign, tokens)
        word = status_text(status) if status else state_word(state)
        room = rect.adjusted(look.px(30), 0, -4, 0)
        look.text(painter, look.second, ink, room, look.fitted(look.second, word, room.width()))

    def _judge_heading(self, painter: QPainter, column: Column, rect: QRect) -> None:
        if any(len(row.cells) > 1 for row in self.state.rows):
            super()._judge_heading(painter, column, rect)
        else:
            look = self.look
            look.text(painter, look.second_bold, look.tokens.text, rect, translate("AspectPane", "值"), CENTRE)


class AspectGrid(ScoreGrid):
    """Keyed like a sheet; what concerns a whole sheet is asked of the sheet of the line."""

    geometry_type = AspectGeometry
    painter_type = AspectPainter
    sheet_wanted = Signal(str, str)  # code, what for: "spread", "status", "submit"

    def __init__(self) -> None:
        super().__init__()
        self._states: dict[str, tuple[SheetState, str]] = {}

    def show_states(self, states: dict[str, tuple[SheetState, str]]) -> None:
        """How far each sheet is, by code."""
        self._states = states
        self.viewport().update()

    def _sheet_painter(self) -> SheetPainter | None:
        painter = super()._sheet_painter()
        if isinstance(painter, AspectPainter):
            painter.states = self._states
        return painter

    def _want(self, what: str) -> None:
        if self.finish() and self.state.cursor is not None:
            self.sheet_wanted.emit(self.state.cursor.aspect, what)

    def do_spread(self) -> None:
        """Decide on the spread of this line's sheet."""
        self._want("spread")

    def do_status(self) -> None:
        """Say what became of the contestant of this line."""
        self._want("status")

    def do_submit(self) -> None:
        """A sheet is handed in as a whole: show the one of this line."""
        self._want("submit")

    def do_paper(self) -> None:
        """Papers have totals, aspects have none: the sheet of this line has one."""
        self._want("submit")


class AspectPane(QWidget):
    """The aspect chooser, the grid, and how much of it is done. `sheet_wanted`: see the grid."""

    refused = Signal(object, str)  # Refusal, code of the line

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.round = ""
        self.table: AspectTable | None = None
        self.grid = AspectGrid()
        self.grid.setAccessibleName(self.tr("按评分点"))
        self.keeper = ManySheetsKeeper(desk, self.grid, self)
        self.aspect = ChoiceBox(self.tr("评分点"))
        self.aspect.setObjectName("aspect_chooser")
        self.facts = Label("", ink=Ink.TEXT2)
        self._timer = Gathering(_AFTER, _LIMIT, self)
        self._timer.timeout.connect(self.fetch)
        desk.typing.connect(self._timer.put_off)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.aspect)
        head.addWidget(self.facts, 1)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        self.aspect.activated.connect(lambda _: self.choose(self.aspect.currentData()))
        self.keeper.stored.connect(self.gather)
        self.keeper.refused.connect(lambda error, address, _text: self._refused(error, address))

    def commit_pending(self) -> bool:
        """Whether every mark is on disk; a bad draft or a bad disk holds the pane."""
        return self.grid.finish() and self.keeper.at_rest()

    def choose(self, aspect: str) -> None:
        """Show another aspect, once every mark of this one is on disk."""
        if not self.commit_pending():
            self.aspect.setCurrentIndex(self.aspect.findData(self.keeper.aspect))
            return
        self.keeper.aspect = aspect
        self.fetch()
        self.grid.setFocus()

    def gather(self) -> None:
        """Newer facts soon: marks are gathered, so that typing stays quick."""
        self._timer.ask()

    def fetch(self) -> None:
        """Read the table of the aspect in hand."""
        contest, person, trade, round_id = self._desk.contest, self._desk.person, self._desk.trade, self.round
        if contest is None or person is None or not trade or not round_id:
            return
        store, by, aspect = contest.store, person.actor, self.keeper.aspect
        self._desk.operations.run(
            lambda: sheet_tables.aspect_table(store, trade, round_id, aspect, by),
            self._show,
            owner=self,
            quiet=True,
            later=True,
        )

    def _show(self, table: AspectTable) -> None:
        before, self.table = self.table, table
        fresh = before is None or before.view is None or before.aspect != table.aspect
        fresh = fresh or (before is not None and list(before.sheets) != list(table.sheets))
        if fresh and self.grid.unsaved():
            self.gather()
            return
        if before is None or before.aspects != table.aspects:
            self.aspect.clear()
            for key, name in table.aspects:
                self.aspect.addItem(f"{key}　{name}", key)
        self.aspect.setCurrentIndex(max(0, self.aspect.findData(table.aspect)))
        self.keeper.aspect, self.keeper.sheets = table.aspect, table.sheets
        if table.view is None or fresh:
            self.grid.show_sheet(table.view)
        else:
            self.grid.update_sheet(table.view)
        self.grid.show_states(dict(table.states))
        self.facts.setText(self._facts(table))

    def _facts(self, table: AspectTable) -> str:
        view = table.view
        row = next((row for row in view.rows), None) if view is not None else None
        if view is None or row is None:
            return ""
        parts = [self.tr("配分 {maximum}").format(maximum=row.maximum)] if row.maximum else []
        if row.step and not is_merged(row):
            parts.append(self.tr("间隔 {step}").format(step=row.step))
        if row.spread_limit:
            parts.append(self.tr("极差上限 {limit}").format(limit=row.spread_limit))
        parts.append(self.tr("已录 {filled} / {cells} 格").format(filled=view.filled, cells=view.cells))
        return "　".join(parts)

    def _refused(self, error: Refusal, address: CellAddress) -> None:
        if not error.code.startswith("mark."):
            self.refused.emit(error, address.aspect)
