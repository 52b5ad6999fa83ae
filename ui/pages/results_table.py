"""The ranking list as a table, and the words of its columns in the language of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.services.board_view import State
from ui import messages
from ui.models.columns import Align, Column

if TYPE_CHECKING:
    from app.services.results_view import RankedLine, RankingView

MINUS = "\u2212"
NOTHING = "—"
LAST = 1_000_000  # sorts what has no place or score after everything else
_STATUS = {
    "guest": QT_TRANSLATE_NOOP("Ranking", "不计名次"),
    "incomplete": QT_TRANSLATE_NOOP("Ranking", "成绩不全"),
    "absent": QT_TRANSLATE_NOOP("Ranking", "缺考"),
    "late": QT_TRANSLATE_NOOP("Ranking", "迟到取消"),
    "withdrawn": QT_TRANSLATE_NOOP("Ranking", "弃权"),
    "retired": QT_TRANSLATE_NOOP("Ranking", "中途退赛"),
    "disqualified": QT_TRANSLATE_NOOP("Ranking", "取消资格"),
}


translate = QCoreApplication.translate


def status_word(code: str) -> str:
    """The word of an entry's status; "" for a ranked one."""
    return translate("Ranking", _STATUS[code]) if code in _STATUS else ""


def signed(number: str) -> str:
    """A number with a real minus sign; "" for one that is zero."""
    if not number.strip("0.-"):
        return ""
    return number.replace("-", MINUS)


def decided_words(view: RankingView, line: RankedLine) -> str:
    """The rule that set an entry apart from its equals, in words; "" when the total did."""
    english = messages.language() == "en"
    for key, zh, en in view.decided:
        if key == line.result.decided_by:
            return en if english else zh
    return ""


_SHORT = {
    "time": QT_TRANSLATE_NOOP("Ranking", "用时"),
    "modules": QT_TRANSLATE_NOOP("Ranking", "模块"),
    "judges": QT_TRANSLATE_NOOP("Ranking", "裁判分"),
    "extra": QT_TRANSLATE_NOOP("Ranking", "加试"),
    "ruling": QT_TRANSLATE_NOOP("Ranking", "裁定"),
}


def tie_word(rounds: Sequence[tuple[str, str]], key: str) -> str:
    """A tie link's key (`time:practical`) in a word that fits a cell: 用时, a round's name, a module's letter; `rounds`
    are ids and names."""
    kind, _, rest = key.partition(":")
    if kind in _SHORT:
        return translate("Ranking", _SHORT[kind])
    round_id, _, module = rest.partition(":")
    return module or dict(rounds).get(round_id, round_id)


def remark(view: RankingView, line: RankedLine, short: bool = False) -> str:
    """备注: why an entry has no place, that a place is shared, or how a tie was told apart (in one word with `short`,
    for the cell)."""
    result, parts = line.result, []
    word = status_word(result.status)
    if word:
        parts.append(word)
    if result.guest and result.status != "guest":
        parts.append(status_word("guest"))
    if result.no_award:
        parts.append(translate("Ranking", "不参评奖项"))
    if result.joint:
        parts.append(translate("Ranking", "= 并列"))
    elif result.place is not None:
        rule = decided_words(view, line)
        if rule and short:
            parts.append(translate("Ranking", "同分：{rule}").format(rule=tie_word(view.rounds, result.decided_by)))
        elif rule:
            parts.append(translate("Ranking", "同分，按{rule}").format(rule=rule))
    return "；".join(parts)


def asked_about(view: RankingView) -> frozenset[str]:
    """The entries a ruling on the all-round list is asked about."""
    return frozenset(entry for one in view.questions if not one.ranking for entry, _ in one.entries)


def columns(view: RankingView) -> tuple[Column[RankedLine], ...]:
    """The columns for a view: one for every round, 扣分 only where something was taken off."""
    asked = asked_about(view) if view.newest else frozenset()

    def award(line: RankedLine) -> str:
        if line.result.award:
            return line.result.award
        return translate("Ranking", "要裁定") if line.result.entry in asked else NOTHING

    def state(line: RankedLine) -> State:
        return State.DECIDE if line.result.entry in asked else State.NONE

    def score(place: int) -> Callable[[RankedLine], str]:
        def text(line: RankedLine) -> str:
            shown = line.scores[place]
            return status_word(shown) or signed_or_zero(shown) or NOTHING

        return text

    rounds = tuple(
        Column(f"round:{code}", name, score(place), 70, Align.RIGHT, sort=lambda line, p=place: number(line.exact[p]))
        for place, (code, name) in enumerate(view.rounds)
    )
    taken = any(signed(line.deducted) for line in view.lines)
    deducted = Column(
        "deducted",
        translate("Ranking", "扣分"),
        lambda line: signed(line.deducted) or ("0.00" if line.deducted else NOTHING),
        56,
        Align.RIGHT,
        sort=lambda line: number(line.deducted),
    )
    return (
        Column(
            "place",
            translate("Ranking", "名次"),
            lambda line: str(line.result.place) if line.result.place is not None else NOTHING,
            48,
            Align.CENTRE,
            sort=lambda line: line.result.place or LAST,
            bold=True,
        ),
        Column("entry", translate("Ranking", "参赛号"), lambda line: line.result.entry, 62),
        Column(
            "name",
            translate("Ranking", "姓名"),
            lambda line: line.result.name,
            84,
            tip=lambda line: line.result.name,
            bold=True,
        ),
        Column(
            "unit",
            translate("Ranking", "单位"),
            lambda line: line.result.unit or line.result.delegation,
            88,
            stretch=True,
            tip=lambda line: f"{line.result.delegation}　{line.result.unit}",
        ),
        *rounds,
        *((deducted,) if taken else ()),
        Column(
            "total",
            translate("Ranking", "总成绩"),
            lambda line: line.result.total_text or NOTHING,
            68,
            Align.RIGHT,
            sort=lambda line: number(line.result.total_text),
            bold=True,
        ),
        *((_scaled(),) if view.scaled else ()),
        Column("award", translate("Ranking", "奖项"), award, 84, state=state),
        Column(
            "remark",
            translate("Ranking", "备注"),
            lambda line: remark(view, line, short=True),
            86,
            tip=lambda line: remark(view, line),
        ),
    )


def _scaled() -> Column[RankedLine]:
    """The points on the comparison scale, which order nobody."""
    return Column(
        "scaled",
        translate("Ranking", "换算分"),
        lambda line: line.result.scaled or NOTHING,
        60,
        Align.RIGHT,
        sort=lambda line: number(line.result.scaled),
        tip=lambda line: translate("Ranking", "中位数为 700 的换算分，只供跨工种比较，不改名次"),
    )


def signed_or_zero(text: str) -> str:
    """A score with a real minus sign, zero included."""
    return text.replace("-", MINUS)


def number(text: str) -> tuple[int, str]:
    """A key that sorts decimal texts by value, best first in descending order, nothing last; exact, without floats."""
    if not text:
        return (-LAST, "")
    whole, _, rest = text.lstrip("-").partition(".")
    size = int(whole)
    return (-size, rest) if text.startswith("-") else (size, rest.ljust(20, "0"))
