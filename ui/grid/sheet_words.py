"""How far a sheet has come, as a sign, a word and a colour; the list, the heading and the grid's bar share it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter

from app.services.sheet_view import Question, SheetLine, SheetState, SheetView
from ui import icons
from ui.grid.facts import status_text, translate
from ui.theme import Tokens, theme
from ui.widgets import drawing


@dataclass(frozen=True)
class Sign:
    """The icon of a state ("" is the dotted ring), whether it is filled, and the token of its colour."""

    icon: str
    filled: bool
    token: str


_SIGNS = {
    SheetState.EMPTY: Sign("", False, "muted"),
    SheetState.FIRST: Sign("edit", True, "primary"),
    SheetState.SUBMITTED: Sign("checkmark_circle", False, "text2"),
    SheetState.SECOND: Sign("edit", True, "primary"),
    SheetState.DIFFERS: Sign("arrow_swap", False, "differ"),
    SheetState.AGREED: Sign("checkmark_circle", True, "ok"),
    SheetState.RECHECKED: Sign("shield_checkmark", True, "ok"),
    SheetState.LOCKED: Sign("lock_closed", True, "lock"),
}
# A spread counted in the list belongs to a sheet with every cell keyed: it waits for the chief judge, not the recorder.
_DECIDABLE = (SheetState.FIRST, SheetState.SUBMITTED, SheetState.SECOND, SheetState.AGREED)
_ABSENT = Sign("person", False, "text2")
_OPEN = Sign("warning", True, "warn_mark")


def state_word(state: SheetState) -> str:
    """The word of a sheet's state."""
    return {
        SheetState.EMPTY: translate("grid", "未录", "sheet"),
        SheetState.FIRST: translate("grid", "第一遍录入"),
        SheetState.SUBMITTED: translate("grid", "待二录"),
        SheetState.SECOND: translate("grid", "第二遍录入"),
        SheetState.DIFFERS: translate("grid", "两录不一"),
        SheetState.AGREED: translate("grid", "两遍一致"),
        SheetState.RECHECKED: translate("grid", "已复核"),
        SheetState.LOCKED: translate("grid", "已锁定"),
    }[state]


def sign_of(state: SheetState, status: str = "", spreads: int = 0) -> Sign:
    """The sign of a sheet; a spread that waits for a decision outranks the stage the sheet stands in."""
    if status:
        return _ABSENT
    if spreads and state in _DECIDABLE:
        return _OPEN
    return _SIGNS[state]


def line_word(line: SheetLine) -> str:
    """The word beside a code in the list of sheets."""
    if line.status:
        return status_text(line.status)
    if line.state is SheetState.DIFFERS and line.differing:
        return translate("grid", "{count} 格不一致").format(count=line.differing)
    if line.state in _DECIDABLE and line.spreads:
        return translate("grid", "极差 {count} 处").format(count=line.spreads)
    if line.state is SheetState.FIRST:
        return translate("grid", "录入中")
    if line.state is SheetState.SECOND:
        return translate("grid", "二录中")
    if line.state is SheetState.EMPTY:
        return translate("grid", "未录", "sheet")
    return state_word(line.state)


def colour_of(sign: Sign, tokens: Tokens) -> QColor:
    """The colour of a sign in a theme."""
    colour: QColor = getattr(tokens, sign.token)
    return colour


def paint_sign(painter: QPainter, rect: QRect, sign: Sign, size: int = 16) -> None:
    """Draw a sign centred in a rectangle."""
    colour = colour_of(sign, theme().tokens)
    if sign.icon:
        icons.paint(painter, rect, sign.icon, colour, size, sign.filled)
    else:
        centre = QPointF(rect.x() + rect.width() / 2, rect.y() + rect.height() / 2)
        drawing.dotted_ring(painter, centre, size * 0.42, colour)


def blocked_reason(view: SheetView) -> str:
    """Why a sheet cannot be submitted yet, as one sentence; "" when it can."""
    if view.locked:
        return translate("grid", "已锁定，只能更正")
    if view.status:
        return ""
    if view.state in (SheetState.SUBMITTED, SheetState.AGREED, SheetState.RECHECKED) and not view.questions:
        return translate("grid", "已经提交，要改请先退回")
    counts = {
        kind: sum(q.kind == kind for q in view.questions) for kind in ("missing", "spread", "doubtful", "differs")
    }
    parts = []
    if counts["missing"]:
        parts.append(translate("grid", "差 {count} 格").format(count=counts["missing"]))
    if counts["spread"]:
        parts.append(translate("grid", "{count} 处极差待复议").format(count=counts["spread"]))
    if counts["doubtful"]:
        parts.append(translate("grid", "{count} 格字迹不清").format(count=counts["doubtful"]))
    if counts["differs"]:
        parts.append(translate("grid", "{count} 格两录不一").format(count=counts["differs"]))
    if not parts:
        return ""
    listed = translate("grid", "、").join(parts)
    if counts["missing"]:
        return translate("grid", "还{list}，才能提交").format(list=listed)
    return translate("grid", "还有 {list}，才能提交").format(list=listed)


def first_open(view: SheetView) -> Question | None:
    """The question to look at first: a missing cell in sheet order before what others must decide."""
    order = {"differs": 0, "doubtful": 1, "missing": 2, "spread": 3}
    return min(view.questions, key=lambda question: order.get(question.kind, 9), default=None)
