"""Sentences of the marking page that are put together from a sheet's facts."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.services.keying import Opened
from app.services.mark_undo import Undone
from app.services.sheet_view import CellState, SheetState, SheetView
from ui.grid.facts import is_zero, place_text, status_text
from ui.pages.page import Hint

translate = QCoreApplication.translate


def told_undone(view: SheetView | None, done: Undone) -> str:
    """What was taken back or done again: the cell with both values, or how many cells."""
    if len(done.cells) != 1 or view is None:
        return QCoreApplication.translate("ScoringPage", "已改回 {count} 格").format(count=len(done.cells))
    back = done.cells[0]
    row = next(row for row in view.rows if row.kind == "aspect" and row.id == back.address.aspect)
    empty = QCoreApplication.translate("ScoringPage", "未录")
    text = QCoreApplication.translate("ScoringPage", "{place}：{old} 改回 {new}")
    place = place_text(view, row, back.address.seat)
    return text.format(place=place, old=back.old or empty, new=back.new or empty)


def told_submitted(view: SheetView) -> str:
    """What became of a sheet that was handed in."""
    if view.state is SheetState.SUBMITTED:
        text = QCoreApplication.translate("ScoringPage", "{code} 已提交，等另一位录分员录第二遍。")
    elif view.state is SheetState.DIFFERS:
        text = QCoreApplication.translate("ScoringPage", "{code} 已提交，两遍有不一致的格，请看纸定下来。")
    elif view.keying == 2:
        text = QCoreApplication.translate("ScoringPage", "{code} 已提交，两遍一致。")
    else:
        text = QCoreApplication.translate("ScoringPage", "{code} 已提交。")
    return text.format(code=view.code)


def blocked_by_person(opened: Opened) -> str:
    """Why a sheet cannot be handed in by the person it opened for, where its cells would let them; "" when it can."""
    code = opened.closed.code if opened.closed is not None else ""
    if code == "scoring.same_recorder":
        return translate("ScoringPage", "第二遍要换人录 (F10)")
    if code in ("access.not_allowed", "access.needs_person"):
        return translate("ScoringPage", "录分和提交由录分员做")
    return _closed_reason(opened.view)


def _closed_reason(view: SheetView) -> str:
    if not view.status:
        return ""
    text = QCoreApplication.translate("ScoringPage", "整份是{status}，不用提交")
    return text.format(status=status_text(view.status))


_BEGUN = (SheetState.EMPTY, SheetState.FIRST)
_ALIKE = (SheetState.AGREED, SheetState.RECHECKED, SheetState.LOCKED)


def tool_reasons(view: SheetView | None) -> tuple[str, str, str]:
    """Why time, giving back and correcting are off for a sheet; "" where they may be pressed."""
    if view is None:
        none = translate("ScoringPage", "先打开一份评分表")
        return none, none, none
    locked = translate("ScoringPage", "{code} 已签字锁定，要改请办理更正").format(code=view.code) if view.locked else ""
    give_back = locked
    if not give_back and view.state in _BEGUN:
        give_back = translate("ScoringPage", "{code} 还没有提交，直接改就行，不用退回").format(code=view.code)
    correct = ""
    if view.status:
        text = translate("ScoringPage", "整份是{status}，没有分数可更正")
        correct = text.format(status=status_text(view.status))
    elif view.state not in _ALIKE:
        correct = translate("ScoringPage", "{code} 两遍还没有一致，直接改录的分，不用更正").format(code=view.code)
    return locked, give_back, correct


def all_nought(view: SheetView) -> bool:
    """Whether every mark of a sheet is nought: then somebody probably was not there at all."""
    marks = [cell.text for row in view.rows for cell in row.cells if cell.state is CellState.VALUE]
    return bool(marks) and all(_nought(text) for text in marks)


def _nought(text: str) -> bool:
    return is_zero(text) or text in ("不合格", "00:00:00")


def reasons_for(word: str) -> Iterable[str]:
    """The usual reasons for a judge recused, or for an aspect that does not apply."""
    if word == "recused":
        return (
            QCoreApplication.translate("ScoringPage", "与选手是师徒或同班组"),
            QCoreApplication.translate("ScoringPage", "与选手有亲属关系"),
            QCoreApplication.translate("ScoringPage", "裁判中途离场"),
        )
    return (
        QCoreApplication.translate("ScoringPage", "题目没有这一项"),
        QCoreApplication.translate("ScoringPage", "设备故障，这一项没有做"),
    )


def page_hints(by_judge: bool) -> tuple[Hint, ...]:
    """The keys of the marking page, the most useful first."""
    way = translate("ScoringPage", "按列走，改按行") if by_judge else translate("ScoringPage", "按行走，改按列")
    return (
        Hint("Enter", translate("ScoringPage", "下一格")),
        Hint("F7", way),
        Hint("/", translate("ScoringPage", "缺评 · 回避")),
        Hint("Num +", translate("ScoringPage", "下一份")),
        Hint("Ctrl+Z", translate("ScoringPage", "撤销")),
        Hint("F1", translate("ScoringPage", "全部按键")),
        Hint("Shift+Enter", translate("ScoringPage", "上一格")),
        Hint("*", translate("ScoringPage", "字迹不清")),
        Hint("Delete", translate("ScoringPage", "清空这一格")),
        Hint("Esc", translate("ScoringPage", "放弃正在键入的")),
        Hint("F2", translate("ScoringPage", "在格内修改")),
        Hint("PgUp", translate("ScoringPage", "上一份")),
        Hint("Ctrl+G", translate("ScoringPage", "按密号打开")),
        Hint("F8", translate("ScoringPage", "极差复议")),
        Hint("F9", translate("ScoringPage", "缺考、弃权、取消资格")),
        Hint("=", translate("ScoringPage", "核对纸面合计")),
        Hint("F3", translate("ScoringPage", "逐份、按评分点、总览")),
        Hint("F12", translate("ScoringPage", "提交这一份")),
        Hint("Ctrl+Y", translate("ScoringPage", "重做")),
        Hint("Ctrl+C", translate("ScoringPage", "连表头一起复制")),
        Hint("Ctrl+V", translate("ScoringPage", "粘贴一块")),
    )
