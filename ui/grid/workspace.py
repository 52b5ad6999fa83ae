"""Marking one sheet after another: the list of sheets, the sheet itself, and the facts about the current cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.services.sheet_view import CellAddress, CellView, PaperCheck, SheetLine, SheetView
from ui.grid.bottom_bar import BottomBar
from ui.grid.check import Check
from ui.grid.details import DetailsPane
from ui.grid.facts import seat_label, status_text, translate
from ui.grid.grid import ScoreGrid
from ui.grid.look import LEFT, Face, Look
from ui.grid.sheet_list import SheetListPane
from ui.grid.sheet_words import colour_of, first_open, paint_sign, sign_of, state_word
from ui.theme import PAGE_HEADING, SHEET_CODE, theme
from ui.widgets import drawing

# The facts follow the cursor once keys have rested this long (ms), so that they never slow typing down.
_REST = 40
_LEAST_FACTS = 40  # px: less of the facts than that says nothing
_LIST, _DETAILS, _MARGIN = 170, 214, 12
_LOW = 480  # a workspace less high than this gives its rows what its lines of words can spare


class SheetHeading(QWidget):
    """The code of the sheet in large type, its state, and how it is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: SheetView | None = None
        self._note = ""
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.aside = QHBoxLayout(self)  # its right end takes what finds no room in the bar below
        self.aside.addStretch(1)
        theme().changed.connect(self._measure)
        self._measure()

    def show_sheet(self, view: SheetView | None, note: str) -> None:
        """Show another sheet; `note` says how marks become a score, in the page's words."""
        before, self._view = (_head(self._view), self._note), view
        self._note = note
        if before == (_head(view), note):
            return  # newer marks of the sheet in hand
        self.setAccessibleName(view.code if view is not None else "")
        self._measure()
        self.update()

    def set_low(self, low: bool) -> None:
        """Smaller type and less air in a low window."""
        self._low = low
        self._measure()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line of large type."""
        return QSize(300, theme().px(34 if self._low else 50))

    def _face(self) -> Face:
        return Face.of(PAGE_HEADING if self._low else SHEET_CODE, True)

    def _state_word(self, view: SheetView) -> str:
        return status_text(view.status) if view.status else state_word(view.state)

    def _measure(self) -> None:
        """What stands at the right end begins behind code and state."""
        taken = 0
        if self._view is not None:
            look = Look(self.devicePixelRatioF())
            code, word = (
                look.width(self._face(), self._view.code),
                look.width(look.second, self._state_word(self._view)),
            )
            taken = code + word + look.px(12) + look.px(42) + look.px(14)
        self.aside.setContentsMargins(taken, 0, 0, 0)

    def facts(self) -> str:
        """What stands beside the state: time used, judges, the rule."""
        view = self._view
        if view is None:
            return ""
        parts = []
        if view.seconds is not None:
            used = f"{view.seconds // 3600:02d}:{view.seconds // 60 % 60:02d}:{view.seconds % 60:02d}"
            parts.append(translate("grid", "用时 {time}").format(time=used))
        parts.append(translate("grid", "裁判 {count} 人").format(count=len(view.seats)))
        if self._note:
            parts[-1] = translate("grid", "{judges} · {rule}").format(judges=parts[-1], rule=self._note)
        return "　".join(parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint code, state and facts."""
        view = self._view
        if view is None:
            return
        look = Look(self.devicePixelRatioF())
        tokens = look.tokens
        painter = QPainter(self)
        face = self._face()
        rect = QRect(0, 0, self.width(), self.height())
        look.text(painter, face, tokens.text, rect, view.code, LEFT)
        x = look.width(face, view.code) + look.px(12)
        sign = sign_of(view.state, view.status)
        word = self._state_word(view)
        ink = colour_of(sign, tokens) if sign.token != "muted" else tokens.text2
        chip = QRect(x, (rect.height() - look.px(24)) // 2, look.width(look.second, word) + look.px(42), look.px(24))
        fill = {"primary": tokens.primary_tint, "ok": tokens.ok_tint, "lock": tokens.lock_tint}.get(
            sign.token, tokens.surface
        )
        style = Qt.PenStyle.DashLine if sign.token == "differ" else Qt.PenStyle.SolidLine
        drawing.box(painter, chip, fill, ink, 1.0, chip.height() / 2, style)
        paint_sign(painter, QRect(chip.x() + 6, chip.y(), 20, chip.height()), sign, 14)
        look.text(painter, look.second, ink, chip.adjusted(look.px(28), 0, 0, 0), word)
        guests = [self.aside.itemAt(at).widget() for at in range(1, self.aside.count())]
        end = min((guest.x() - look.px(8) for guest in guests if guest.isVisible()), default=rect.width())
        room = QRect(chip.right() + look.px(14), 0, 0, rect.height())
        room.setRight(end)
        if room.width() > look.px(_LEAST_FACTS):
            look.text(painter, look.body, tokens.text2, room, look.fitted(look.body, self.facts(), room.width()))
        painter.end()


def _head(view: SheetView | None) -> tuple[object, ...] | None:
    """What of a sheet stands in the heading."""
    return None if view is None else (view.code, view.state, view.status, view.seconds, view.seats)


class GridWorkspace(QWidget):
    """List, sheet and facts in one widget that a page drops in. The grid's signals are at `grid`, see there.

    `sheet_requested` names a sheet to open (from the list, a scan, PgUp, PgDn or +); a bad draft holds it back.
    `close_blocked` tells whether marks are not on disk yet.
    """

    sheet_requested = Signal(int)
    submit_requested = Signal(int)
    status_requested = Signal(int)
    spread_decision_requested = Signal(str)
    paper_entered = Signal(str, int)  # the total as typed; the judge's index whose paper it is, -1 for the whole sheet
    paper_emptied = Signal(int)

    def __init__(self, parent: QWidget | None = None, check: Check | None = None) -> None:
        super().__init__(parent)
        self.grid = ScoreGrid(check=check)
        self.sheets = SheetListPane()
        self.details = DetailsPane()
        self.heading = SheetHeading()
        self.bar = BottomBar()
        self._note = ""
        self._ask_paper = self._low = False
        self._details_wanted: bool | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._show_facts)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        middle.setSpacing(0)
        middle.addWidget(self.heading)
        middle.addWidget(self.grid, 1)
        middle.addWidget(self.bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sheets)
        layout.addLayout(middle, 1)
        layout.addWidget(self.details)
        self.bar.use_aside(self.heading.aside)
        theme().changed.connect(self._fold)
        self._fold()

    def _connect(self) -> None:
        grid = self.grid
        grid.current_changed.connect(lambda _: self._rest.start(_REST))
        grid.end_reached.connect(self._end_reached)
        grid.paper_requested.connect(self._to_paper)
        self.bar.paper.entered.connect(lambda text: self.paper_entered.emit(text, self.paper_seat()))
        self.bar.paper.emptied.connect(lambda: self.paper_emptied.emit(self.paper_seat()))
        self.bar.paper.passed.connect(self.bar.take_focus)
        self.bar.paper.back.connect(self._to_grid)
        grid.next_sheet.connect(lambda: self._neighbour(1))
        grid.previous_sheet.connect(lambda: self._neighbour(-1))
        grid.go_to_requested.connect(self.sheets.ask)
        grid.submit_requested.connect(self._submit)
        grid.status_requested.connect(self._status)
        grid.spread_decision_requested.connect(self.spread_decision_requested)
        self.details.spread_decision_requested.connect(self._decide)
        self.details.cell_requested.connect(self._go)
        self.sheets.sheet_chosen.connect(self._open)
        self.sheets.left.connect(self._to_grid)
        self.sheets.field.stepped.connect(self._neighbour)
        self.bar.previous.clicked.connect(grid.do_previous_sheet)
        self.bar.status.clicked.connect(grid.do_status)
        self.bar.submit.clicked.connect(grid.do_submit)
        self.bar.reason.clicked.connect(self.go_to_first_open)
        self.bar.submit.back.connect(self._to_grid)
        self.bar.reason.back.connect(self._to_grid)
        self.bar.submit.paper_wanted.connect(self._to_paper)
        self.bar.reason.paper_wanted.connect(self._to_paper)
        # The grid takes these keys itself; the shortcuts serve when the focus is in the list or the bar.
        for key, act in (
            ("F7", grid.do_order),
            ("F8", grid.do_spread),
            ("F9", grid.do_status),
            ("F12", grid.do_submit),
            ("PgUp", grid.do_previous_sheet),
            ("PgDown", grid.do_next_sheet),
            ("Ctrl+G", grid.do_go_to),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # ---- what the page calls ------------------------------------------------------------------------------------

    def set_lines(self, lines: Sequence[SheetLine]) -> None:
        """The sheets of the trade, in the order of the list."""
        self.sheets.set_lines(lines)

    def set_rule(self, text: str) -> None:
        """How marks become a score, for the heading ("去最高最低取平均")."""
        self._note = text
        self.heading.show_sheet(self.grid.state.view, text)

    def show_sheet(self, view: SheetView | None) -> None:
        """Open a sheet and give it the keys; the sheet in hand shown anew leaves them where a code is waited for."""
        before = self.grid.state.view
        again = view is not None and before is not None and before.sheet_id == view.sheet_id
        self.grid.show_sheet(view)
        if view is not None:
            self.sheets.set_current(view.sheet_id)
        self._renew(view)
        self._show_facts()
        self._fold()
        if not (again and self.sheets.field.hasFocus()):
            self.grid.setFocus()

    def update_sheet(self, view: SheetView) -> None:
        """Newer facts of the open sheet; nothing the person is doing is disturbed."""
        self.grid.update_sheet(view)
        self._renew(view)
        self._rest.start(_REST)

    def cell_saved(self, address: CellAddress, cell: CellView) -> None:
        """See `ScoreGrid.cell_saved`."""
        self.grid.cell_saved(address, cell)

    def unsaved(self) -> dict[CellAddress, str]:
        """Marks that are not on disk; the page must not be left while there are any."""
        return self.grid.unsaved()

    def ask_paper(self, on: bool) -> None:
        """Whether Enter on the last cell goes to the paper's total before it goes to submit."""
        self._ask_paper = on

    def paper_seat(self) -> int:
        """Whose paper the total is of: the cursor's judge where one judge's paper is keyed after the other."""
        state = self.grid.state
        several = state.view is not None and len(state.view.seats) > 1
        return state.column if self.grid.by_judge and several else -1

    def show_paper(self, text: str, check: PaperCheck | None, reason: str) -> None:
        """Show a total with what came of it; `reason` is what keeps the sheet from being handed in, "" for nothing."""
        state, seat = self.grid.state, self.paper_seat()
        self.bar.paper.show_judge(seat_label(state.view.seats, seat) if state.view is not None and seat >= 0 else "")
        if not self.bar.paper.hasFocus() or self.bar.paper.text() == text or check is not None:
            self.bar.paper.setText(text)
        self.bar.paper.show_check(check)
        self.bar.block_paper(reason)
        self.bar.show_sheet(state.view)
        self.details.show_paper(check)
        self._show_facts()

    def toggle_details(self) -> None:
        """Fold the facts away or bring them back (F4)."""
        self._details_wanted = self.details.isHidden()
        self._fold()

    def go_to_first_open(self) -> None:
        """Put the cursor where something keeps the sheet from being submitted."""
        view = self.grid.state.view
        question = first_open(view) if view is not None else None
        if view is None or question is None:
            return
        if question.kind == "spread":
            self._decide(question.row)
            return
        self._go(CellAddress(question.row, question.seat))

    # ---- inside -------------------------------------------------------------------------------------------------

    def _renew(self, view: SheetView | None) -> None:
        self.heading.show_sheet(view, self._note)
        self.bar.show_sheet(view)

    def _show_facts(self) -> None:
        state = self.grid.state
        row = state.row(state.cursor) if state.cursor is not None else None
        self.details.show_cell(state.view, row, state.cursor)

    def _end_reached(self) -> None:
        if self._ask_paper and self.bar.paper.isEnabled():
            self._to_paper()
        else:
            self.bar.take_focus()

    def _to_paper(self) -> None:
        if self.bar.paper.isEnabled():
            self.bar.paper.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bar.paper.selectAll()

    def _to_grid(self) -> None:
        self.grid.setFocus()

    def _go(self, address: CellAddress) -> None:
        if self.grid.finish():
            self.grid.go_to(address)
        self.grid.setFocus()

    def _decide(self, aspect: str) -> None:
        if self.grid.finish():
            self.spread_decision_requested.emit(aspect)

    def _submit(self) -> None:
        view = self.grid.state.view
        if view is None:
            return
        if self.bar.submit.isEnabled():
            self.submit_requested.emit(view.sheet_id)
        else:
            self.grid.announce(self.bar.submit.reason)
            self.go_to_first_open()

    def _status(self) -> None:
        view = self.grid.state.view
        if view is not None and not view.locked:
            self.status_requested.emit(view.sheet_id)

    def _neighbour(self, step: int) -> None:
        sheet = self.sheets.neighbour(step)
        if sheet is not None:
            self.sheet_requested.emit(sheet)

    def _open(self, sheet: int) -> None:
        if self.grid.finish():
            self.sheet_requested.emit(sheet)
        else:
            self.grid.setFocus()

    def _fold(self) -> None:
        scale = theme()
        low = self.height() < scale.px(_LOW)
        if low != self._low:
            self._low = low
            self.heading.set_low(low)
            self.bar.set_low(low)
            self.grid.set_low(low)
        self.sheets.setFixedWidth(scale.px(_LIST))
        self.details.setFixedWidth(scale.px(_DETAILS))
        room = self.width() - scale.px(_LIST) - scale.px(_DETAILS) - 2 * _MARGIN
        fits = room >= max(self.grid.least_width(), self.bar.minimumSizeHint().width())
        self.details.setVisible(fits if self._details_wanted is None else self._details_wanted)

    def minimumSizeHint(self) -> QSize:
        """List and sheet side by side; the facts fold away before anything is cut."""
        scale = theme()
        return QSize(scale.px(_LIST) + 2 * _MARGIN + self.bar.minimumSizeHint().width(), scale.px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the facts away where the sheet would not fit beside them."""
        super().resizeEvent(event)
        self._fold()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and the edge of the list."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.window)
        painter.fillRect(self.sheets.geometry(), tokens.surface)
        painter.fillRect(QRect(self.sheets.geometry().right(), 0, 1, self.height()), tokens.line)
        painter.end()
