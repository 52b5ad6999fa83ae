"""Columns of the lists beside the all-round one: a further ranking, the delegations, and the proposed honours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.services.board_view import State
from ui import messages
from ui.models.columns import Align, Column
from ui.pages.results_table import LAST, NOTHING, number, status_word

if TYPE_CHECKING:
    from app.domain.delegations import DelegationPlacing
    from app.services.honours import HonourLine
    from app.services.results_delegations import DelegationList
    from app.services.results_view import SideResult, SideView

translate = QCoreApplication.translate
_DECIDED = {
    "round:practical": QT_TRANSLATE_NOOP("Ranking", "实操成绩"),
    "time:practical": QT_TRANSLATE_NOOP("Ranking", "实操用时"),
    "places": QT_TRANSLATE_NOOP("Ranking", "好名次的个数"),
}


def _place(place: int | None) -> str:
    return NOTHING if place is None else str(place)


def side_remark(view: SideView, line: SideResult) -> str:
    """Why a line of a further ranking has no place, that it shares one, or what told it apart."""
    if line.place is None:
        return status_word(line.status)
    if line.joint:
        return translate("Ranking", "= 并列")
    for key, zh, en in view.decided:
        if key == line.decided_by:
            rule = en if messages.language() == "en" else zh
            return translate("Ranking", "同分，按{rule}").format(rule=rule)
    return ""


def side_columns(view: SideView, asked: frozenset[str]) -> tuple[Column[SideResult], ...]:
    """The columns of a further ranking; `asked` are entries a ruling is waited for."""

    def award(line: SideResult) -> str:
        if line.award:
            return line.award
        return translate("Ranking", "要裁定") if line.entry in asked else NOTHING

    def state(line: SideResult) -> State:
        return State.DECIDE if line.entry in asked else State.NONE

    centre, right = Align.CENTRE, Align.RIGHT
    return (
        Column(
            "place",
            translate("Ranking", "名次"),
            lambda line: _place(line.place),
            54,
            centre,
            sort=lambda line: line.place or LAST,
            bold=True,
        ),
        Column("entry", translate("Ranking", "参赛号"), lambda line: line.entry, 64),
        Column("name", translate("Ranking", "姓名"), lambda line: line.name, 96, bold=True),
        Column(
            "unit",
            translate("Ranking", "单位"),
            lambda line: line.unit or line.delegation,
            90,
            stretch=True,
            tip=lambda line: f"{line.delegation}　{line.unit}",
        ),
        Column(
            "total",
            translate("Ranking", "成绩"),
            lambda line: line.total_text or NOTHING,
            80,
            right,
            sort=lambda line: number(line.total_text),
            bold=True,
        ),
        Column("award", translate("Ranking", "奖项"), award, 100, state=state),
        Column("remark", translate("Ranking", "备注"), lambda line: side_remark(view, line), 130),
    )


def delegation_remark(line: DelegationPlacing) -> str:
    """Why a delegation has no place, that it shares one, or what told it apart."""
    if line.rank is None:
        if not line.contributions:
            return translate("Ranking", "没有取得名次的队员")
        return translate("Ranking", "人数不足，缺 {count} 人").format(count=line.short)
    if line.joint:
        return translate("Ranking", "= 并列")
    if line.decided_by in _DECIDED:
        rule = translate("Ranking", _DECIDED[line.decided_by])
        return translate("Ranking", "同分，按{rule}").format(rule=rule)
    return ""


def delegation_columns(found: DelegationList) -> tuple[Column[DelegationPlacing], ...]:
    """The columns of the delegations."""

    def members(line: DelegationPlacing) -> str:
        return "、".join(one.entry for one in line.contributions if one.counted)

    return (
        Column(
            "place",
            translate("Ranking", "名次"),
            lambda line: _place(line.rank),
            54,
            Align.CENTRE,
            sort=lambda line: line.rank or LAST,
            bold=True,
        ),
        Column("name", translate("Ranking", "代表队"), lambda line: line.delegation, 170, bold=True),
        Column(
            "points",
            translate("Ranking", "总分"),
            found.points,
            90,
            Align.RIGHT,
            sort=lambda line: number(found.points(line)),
            bold=True,
        ),
        Column("members", translate("Ranking", "计分的参赛号"), members, 120, stretch=True, tip=members),
        Column("remark", translate("Ranking", "备注"), delegation_remark, 150),
    )


def honour_note(line: HonourLine) -> str:
    """Why not, or what is out of the ordinary, in the language of the window."""
    return line.note_en if messages.language() == "en" else line.note


def honour_columns() -> tuple[Column[HonourLine], ...]:
    """The columns of the proposed honours: what, whether, who, and why not."""

    def proposed(line: HonourLine) -> str:
        if not line.proposal.proposed:
            return translate("Ranking", "不推荐")
        return translate("Ranking", "拟推荐 · 已记") if line.recorded else translate("Ranking", "拟推荐")

    def state(line: HonourLine) -> State:
        return State.DONE if line.proposal.proposed else State.NONE

    return (
        Column("honour", translate("Ranking", "荣誉"), lambda line: line.proposal.honour, 130, bold=True),
        Column("proposed", translate("Ranking", "推荐"), proposed, 120, state=state),
        Column(
            "place",
            translate("Ranking", "名次"),
            lambda line: str(line.proposal.place),
            50,
            Align.CENTRE,
            sort=lambda line: line.proposal.place,
        ),
        Column("entry", translate("Ranking", "参赛号"), lambda line: line.proposal.entry, 64),
        Column("name", translate("Ranking", "姓名"), lambda line: line.name, 84, bold=True),
        Column("level", translate("Ranking", "现有等级"), lambda line: line.level or NOTHING, 76),
        Column("note", translate("Ranking", "原因"), honour_note, 120, stretch=True, tip=honour_note),
    )
