"""What the dialog of marking schemes says of rounds, versions and differences, in the language of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.contest import Round, Trade
from app.domain.numbers import show
from app.domain.scheme_compare import Difference, Differs

if TYPE_CHECKING:
    from app.services.schemes import Version

_CONTEXT = "Scheme"
_WHAT = {
    Differs.ADDED: QT_TRANSLATE_NOOP("Scheme", "新增"),
    Differs.REMOVED: QT_TRANSLATE_NOOP("Scheme", "删除"),
    Differs.CHANGED: QT_TRANSLATE_NOOP("Scheme", "改动"),
    Differs.MOVED: QT_TRANSLATE_NOOP("Scheme", "移动"),
}
_KEYS = {
    "name": QT_TRANSLATE_NOOP("Scheme", "名称"),
    "kind": QT_TRANSLATE_NOOP("Scheme", "类型"),
    "maximum": QT_TRANSLATE_NOOP("Scheme", "配分"),
    "minimum": QT_TRANSLATE_NOOP("Scheme", "最低分"),
    "step": QT_TRANSLATE_NOOP("Scheme", "间隔"),
    "weight": QT_TRANSLATE_NOOP("Scheme", "权重"),
    "pass_line": QT_TRANSLATE_NOOP("Scheme", "合格线"),
    "decimals": QT_TRANSLATE_NOOP("Scheme", "小数位"),
    "rounding": QT_TRANSLATE_NOOP("Scheme", "取整"),
    "bonus": QT_TRANSLATE_NOOP("Scheme", "附加"),
    "judges": QT_TRANSLATE_NOOP("Scheme", "裁判数"),
    "drop_high": QT_TRANSLATE_NOOP("Scheme", "去最高"),
    "drop_low": QT_TRANSLATE_NOOP("Scheme", "去最低"),
    "average": QT_TRANSLATE_NOOP("Scheme", "取分"),
    "few": QT_TRANSLATE_NOOP("Scheme", "不去分人数"),
    "spread": QT_TRANSLATE_NOOP("Scheme", "极差上限"),
    "levels": QT_TRANSLATE_NOOP("Scheme", "等级说明"),
    "nominal": QT_TRANSLATE_NOOP("Scheme", "标准值"),
    "unit": QT_TRANSLATE_NOOP("Scheme", "单位"),
    "bands": QT_TRANSLATE_NOOP("Scheme", "公差表"),
    "met": QT_TRANSLATE_NOOP("Scheme", "是否"),
    "points": QT_TRANSLATE_NOOP("Scheme", "每次分值"),
    "catalogue": QT_TRANSLATE_NOOP("Scheme", "扣分目录"),
    "limit_minutes": QT_TRANSLATE_NOOP("Scheme", "限时"),
    "time_limit_minutes": QT_TRANSLATE_NOOP("Scheme", "限时"),
    "unit_seconds": QT_TRANSLATE_NOOP("Scheme", "计时单位"),
    "cap": QT_TRANSLATE_NOOP("Scheme", "扣分上限"),
    "stop_minutes": QT_TRANSLATE_NOOP("Scheme", "停止时间"),
    "on_stop": QT_TRANSLATE_NOOP("Scheme", "停止处理"),
    "factor": QT_TRANSLATE_NOOP("Scheme", "系数"),
    "when": QT_TRANSLATE_NOOP("Scheme", "前提"),
    "order": QT_TRANSLATE_NOOP("Scheme", "评分点次序"),
    "note": QT_TRANSLATE_NOOP("Scheme", "评分说明"),
    "requirement": QT_TRANSLATE_NOOP("Scheme", "评分要求"),
    "section": QT_TRANSLATE_NOOP("Scheme", "标准章节"),
    "day": QT_TRANSLATE_NOOP("Scheme", "评分日"),
    "ties": QT_TRANSLATE_NOOP("Scheme", "同分规则"),
    "awards": QT_TRANSLATE_NOOP("Scheme", "奖项"),
}


def translate(text: str) -> str:
    """A text of these, in the language of the window."""
    return QCoreApplication.translate(_CONTEXT, text)


@dataclass(frozen=True)
class PartRow:
    """One line of the overview: a round, or a module of it below."""

    key: str
    name: str
    maximum: str
    weight: str
    aspects: int


def part_rows(trade: Trade) -> list[PartRow]:
    """Rounds with their modules, in order."""
    rows: list[PartRow] = []
    for part in trade.rounds:
        rows.append(_round_row(part))
        for module in part.modules:
            key, count = f"{part.id}/{module.id}", len(module.aspects)
            rows.append(PartRow(key, f"　　{module.id}　{module.name}", show(module.maximum), "", count))
    return rows


def _round_row(part: Round) -> PartRow:
    weight = "" if part.weight is None else f"{show(part.weight * 100)} %"
    return PartRow(part.id, part.name, show(part.maximum), weight, len(part.aspects))


def version_name(version: Version) -> str:
    """第 2 版, and whether it is the one in force."""
    said = translate(QT_TRANSLATE_NOOP("Scheme", "第 {number} 版")).format(number=version.number)
    return f"{said}　{translate(QT_TRANSLATE_NOOP('Scheme', '现用'))}" if version.current else said


def what(difference: Difference) -> str:
    """改动 配分, 新增, 移动 …"""
    said = translate(_WHAT[difference.what])
    return f"{said} {key_name(difference.key)}" if difference.key else said


def key_name(key: str) -> str:
    """A key of a definition in people's words; one without a word stays as it is written."""
    return translate(_KEYS[key]) if key in _KEYS else key


def place(difference: Difference) -> str:
    """Which node differs: its path and its name."""
    if difference.node == "rules":
        return translate(QT_TRANSLATE_NOOP("Scheme", "规则"))
    return f"{difference.node}　{difference.name}" if difference.name else difference.node
