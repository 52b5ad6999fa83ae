"""Sentences and keys of the theory page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.services.theory import TheoryTable
from ui.pages.page import Hint

translate = QCoreApplication.translate


def page_hints(by_part: bool = False, parts: bool = False) -> tuple[Hint, ...]:
    """The keys of the theory page, the most useful first; `parts`: there is more than one mark column."""
    order = translate("TheoryPage", "按列 ⇄ 按行") if by_part else translate("TheoryPage", "按行 ⇄ 按列")
    return (
        Hint("Enter", translate("TheoryPage", "下一格") if parts else translate("TheoryPage", "下一人")),
        *((Hint("F7", order),) if parts else ()),
        Hint("F9", translate("TheoryPage", "缺考、弃权、取消资格")),
        Hint("F12", translate("TheoryPage", "提交这一遍")),
        Hint("Ctrl+Z", translate("TheoryPage", "撤销")),
        Hint("F1", translate("TheoryPage", "全部按键")),
        Hint("Shift+Enter", translate("TheoryPage", "上一格") if parts else translate("TheoryPage", "上一人")),
        Hint("Alt+J", translate("TheoryPage", "卷号")),
        Hint("*", translate("TheoryPage", "字迹不清")),
        Hint("Delete", translate("TheoryPage", "清空这一格")),
        Hint("Esc", translate("TheoryPage", "放弃正在键入的")),
        Hint("Ctrl+V", translate("TheoryPage", "粘贴一列")),
    )


def blocked_reason(table: TheoryTable) -> str:
    """Why this keying of the table cannot be handed in, "" when it can."""
    view = table.view
    assert view is not None
    kinds = [question.kind for question in view.questions]
    if view.locked:
        return translate("TheoryPage", "已锁定，只能更正")
    if not table.waiting:
        return translate("TheoryPage", "这一遍都已提交")
    if "missing" in kinds:
        people = len({question.row for question in view.questions if question.kind == "missing"})
        return translate("TheoryPage", "还差 {count} 人，才能提交").format(count=people)
    if "doubtful" in kinds:
        return translate("TheoryPage", "有 {count} 格字迹不清，确认了才能提交").format(count=kinds.count("doubtful"))
    if "differs" in kinds:
        return translate("TheoryPage", "有 {count} 格两录不一，看纸定下来才能提交").format(count=kinds.count("differs"))
    if table.own:
        return translate("TheoryPage", "第二遍要换人录 (F10)")
    return ""
