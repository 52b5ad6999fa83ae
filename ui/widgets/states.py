"""The shapes that say how far a thing is: disc with tick, padlock, pen, triangle, cross, two arrows, ring of dots.

Shape and fill weight carry the meaning first, colour second, so the states stay apart on a grey print.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from app.services.board_view import State
from ui import icons
from ui.theme import SECONDARY, SMALLEST, theme
from ui.widgets import drawing

_ICON = {
    State.DONE: ("checkmark_circle", "ok"),
    State.LOCKED: ("lock_closed", "lock"),
    State.CURRENT: ("edit", "primary"),
    State.DECIDE: ("warning", "warn_mark"),
    State.BLOCKED: ("dismiss_circle", "error_solid"),
}


def paint_state(painter: QPainter, rect: QRect, state: State, size: int = 16, colour: QColor | None = None) -> None:
    """The shape of a state, centred in `rect`."""
    tokens = theme().tokens
    if state is State.WAITING:
        centre = QPointF(rect.x() + rect.width() / 2, rect.y() + rect.height() / 2)
        drawing.dotted_ring(painter, centre, theme().sign(size) * 0.42, colour or tokens.muted)
    elif state is State.DIFFERS:
        icons.paint(painter, rect, "arrow_swap", colour or tokens.differ, size)
    elif state is State.LATER:
        icons.paint(painter, rect, "clock", colour or tokens.text2, size)
    elif state is not State.NONE:
        name, token = _ICON[state]
        icons.paint(painter, rect, name, colour or getattr(tokens, token), size, filled=True)


def paint_stage(painter: QPainter, rect: QRect, state: State, text: str) -> None:
    """One cell of the trades × stages table: the box of its state with sign and word."""
    tokens = theme().tokens
    if state is State.NONE:
        return
    if state is State.WAITING:
        drawing.box(painter, rect, None, tokens.strong_line, 1.0, 4.0, Qt.PenStyle.DotLine)
        drawing.words(painter, rect, text, tokens.muted, SMALLEST, align=drawing.CENTRE)
        return
    ink = _stage_box(painter, rect, state)
    middle = rect.top() + rect.height() // 2
    paint_state(painter, QRect(rect.x(), middle - 19, rect.width(), 18), state, 16, ink)
    lower = QRect(rect.x() + 2, middle - 2, rect.width() - 4, rect.bottom() - middle + 1)
    drawing.words(painter, lower, text, ink, SECONDARY, True, drawing.CENTRE)


def _stage_box(painter: QPainter, rect: QRect, state: State) -> QColor:
    tokens = theme().tokens
    if state is State.DONE:
        drawing.box(painter, rect, tokens.ok_tint, tokens.ok, 1.0)
        return tokens.ok
    if state is State.LOCKED:
        drawing.box(painter, rect, drawing.hatch(tokens.lock_tint, tokens.lock_hatch), tokens.lock_line, 1.0)
        return tokens.lock
    if state is State.DECIDE:
        drawing.box(painter, rect, tokens.warn_solid, tokens.warn_line, 1.0)
        return tokens.warn_text
    if state is State.BLOCKED:
        drawing.box(painter, rect, tokens.error_solid, tokens.error_solid, 1.0)
        return tokens.on_error
    if state is State.DIFFERS:
        drawing.box(painter, rect, tokens.surface, tokens.differ, 1.5, style=Qt.PenStyle.DashLine)
        return tokens.differ
    drawing.box(painter, rect, tokens.primary_tint, tokens.primary, 2.0)
    return tokens.primary
