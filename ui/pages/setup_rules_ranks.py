"""How totals become places and awards: rounding, the tie chain, the comparison scale, award classes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from app.domain import setup_edit
from app.domain.contest import (
    AwardRule,
    Contest,
    Edge,
    Joint,
    RankBy,
    ScaleRule,
    Tie,
    TieKind,
)
from app.domain.definition_rules import read_tie
from app.domain.numbers import Rounding
from ui.pages import setup_values as values
from ui.pages.setup_fields import Bound, Cell, RowsField, SwitchField, choice, line
from ui.pages.setup_rules_fields import RuleFields
from ui.pages.setup_values import NotRead

COUNT, SHARE, BAND, REST = "count", "share", "band", "rest"
ASK = "ask"


class RankRules(QObject):
    """The cards of places and awards."""

    def __init__(self, section: RuleFields) -> None:
        super().__init__(section)
        self.section = section
        self._ranking_card()
        self._awards_card()

    def _ranking_card(self) -> None:
        roundings = (
            (Rounding.HALF_UP, self.tr("四舍五入")),
            (Rounding.HALF_EVEN, self.tr("四舍六入五成双")),
            (Rounding.DOWN, self.tr("舍去")),
        )
        joints = (
            (Joint.STANDARD, self.tr("并列，1、2、2、4")),
            (Joint.DENSE, self.tr("并列，1、2、2、3")),
            (Joint.NONE, self.tr("不设并列，由裁判长裁定")),
        )
        by = ((RankBy.ROUNDED, self.tr("按取整后的总成绩")), (RankBy.UNROUNDED, self.tr("按未取整的总成绩")))
        decimals = line("total_decimals", self.tr("总成绩小数位（空着不取整）"))
        self.ties = RowsField("ties", self.tr("同分规则（从上往下依次比）"), (Cell(self.tr("比什么"), 1, (("", ""),)),))
        ties = Bound(self.ties, self._show_ties, self._read_ties, self.section.why)
        self.section.card(
            self.tr("总成绩和名次"),
            (
                self.section.rule(
                    "total_decimals",
                    decimals,
                    lambda value: "" if value is None else str(value),
                    lambda text: values.whole_or_none(text, 0, 9),
                ),
                False,
            ),
            (self.section.choice("rounding", self.tr("取整办法"), Rounding, roundings), False),
            (self.section.choice("rank_by", self.tr("排名依据"), RankBy, by), False),
            (self.section.choice("joint", self.tr("全部相同时"), Joint, joints), False),
            (ties, True),
            (self._scale(), False),
            (self._scale_part("centre"), False),
            (self._scale_part("spread"), False),
        )

    def _scale(self) -> Bound:
        field = SwitchField("scale", self.tr("比较分（中位 700）"), self.tr("另加一列"))

        def read(value: str) -> ScaleRule | None:
            return ScaleRule() if values.flag(value) else None

        return self.section.rule("scale", field, lambda value: values.flag_text(value is not None), read)

    def _scale_part(self, part: str) -> Bound:
        words = {"centre": self.tr("比较分的中位"), "spread": self.tr("比较分的一个标准差")}
        field = line(f"scale_{part}", words[part])

        def changed(contest: Contest, text: str) -> Contest:
            scale = setup_edit.rules_of(contest, self.section.scope_key).scale or ScaleRule()
            scale = replace(scale, **{part: values.number(text)})
            return setup_edit.with_rules(contest, self.section.scope_key, scale=scale)

        def shown(contest: Contest) -> str:
            scale = setup_edit.rules_of(contest, self.section.scope_key).scale
            return "" if scale is None else values.number_text(getattr(scale, part))

        there = Bound(field, shown, changed, self.section.why)
        there.there = lambda contest: setup_edit.rules_of(contest, self.section.scope_key).scale is not None
        return there

    def tie_words(self, tie: Tie, contest: Contest) -> str:
        """A link of the tie chain in words."""
        trade = contest.trade(self.section.scope_key) if self.section.scope_key else None
        part = next(
            (found for one in ((trade,) if trade else contest.trades) if (found := one.round(tie.round)) is not None),
            None,
        )
        name = part.name if part is not None else tie.round
        module = next((one.name for one in part.modules if one.id == tie.module), tie.module) if part else tie.module
        said = {
            TieKind.ROUND: self.tr("{round}成绩高的在前"),
            TieKind.MODULES: self.tr("{round}各模块依次比"),
            TieKind.MODULE: self.tr("{round}的“{module}”高的在前"),
            TieKind.TIME: self.tr("{round}用时短的在前"),
            TieKind.JUDGES: self.tr("{round}裁判未去分的合计高的在前"),
            TieKind.EXTRA: self.tr("加试"),
            TieKind.RULING: self.tr("裁判长书面裁定"),
        }
        return said[tie.kind].format(round=name, module=module)

    def _show_ties(self, contest: Contest) -> tuple[tuple[str], ...]:
        possible = setup_edit.possible_ties(contest, self.section.scope_key)
        known = setup_edit.rules_of(contest, self.section.scope_key).ties
        every = dict.fromkeys((*possible, *known))
        self.ties.offer(0, [(tie.key, self.tie_words(tie, contest)) for tie in every])
        unused = next((tie.key for tie in possible if tie not in known), TieKind.RULING.value)
        self.ties.fresh = lambda: (unused,)
        return tuple((tie.key,) for tie in known)

    def _read_ties(self, contest: Contest, rows: tuple[tuple[str], ...]) -> Contest:
        ties = tuple(dict.fromkeys(tie for (key,) in rows if (tie := read_tie(key)) is not None))
        if len(ties) < len(rows):
            raise NotRead(self.tr("同一条不能出现两次，还没有存入。"))
        return setup_edit.with_rules(contest, self.section.scope_key, ties=ties)

    # awards

    def _award_cells(self) -> tuple[Cell, ...]:
        ways = (
            (COUNT, self.tr("名额（人）")),
            (SHARE, self.tr("比例（%）")),
            (BAND, self.tr("分数段")),
            (REST, self.tr("其余全部")),
        )
        return (
            Cell(self.tr("奖项"), 3, hint=self.tr("一等奖")),
            Cell(self.tr("怎样定"), 2, ways),
            Cell(self.tr("名额、比例或最低分"), 2),
            Cell(self.tr("最高分"), 1),
        )

    def _awards_card(self) -> None:
        self.awards = RowsField("awards", self.tr("奖项，高的在上"), self._award_cells())
        names = (self.tr("一等奖"), self.tr("二等奖"), self.tr("三等奖"), self.tr("优秀奖"))
        usual = (("3", COUNT), ("6", COUNT), ("11", COUNT), ("", REST))

        def fresh() -> tuple[str, ...]:
            place = min(len(self.awards.value()), len(names) - 1)
            return (names[place], usual[place][1], usual[place][0], "")

        self.awards.fresh = fresh
        edges = [
            (ASK, self.tr("每次问")),
            (Edge.UP.value, self.tr("都升上去")),
            (Edge.CHAIN.value, self.tr("按同分规则分开")),
            (Edge.REDUCE.value, self.tr("都升上去，下一等减少")),
        ]
        edge = self.section.rule(
            "edge",
            choice("edge", self.tr("奖项边上并列时"), edges),
            lambda value: value.value if value else ASK,
            lambda text: None if text == ASK else Edge(text),
        )
        self.section.card(
            self.tr("奖项"),
            (self.section.rule("awards", self.awards, self._award_rows, self._read_awards), True),
            (edge, False),
        )

    @staticmethod
    def _award_rows(awards: tuple[AwardRule, ...]) -> tuple[tuple[str, ...], ...]:
        found = []
        for one in awards:
            if one.count is not None:
                found.append((one.name, COUNT, str(one.count), ""))
            elif one.share is not None:
                found.append((one.name, SHARE, values.percent_text(one.share), ""))
            elif one.rest:
                found.append((one.name, REST, "", ""))
            else:
                found.append((one.name, BAND, values.number_text(one.lowest), values.number_text(one.highest)))
        return tuple(found)

    @staticmethod
    def _read_awards(rows: tuple[tuple[str, ...], ...]) -> tuple[AwardRule, ...]:
        found = []
        for name, way, first, last in rows:
            name = values.needed(name)
            if way == COUNT:
                found.append(AwardRule(name, count=values.whole(first, 0, 100_000)))
            elif way == SHARE:
                found.append(AwardRule(name, share=values.percent(first)))
            elif way == REST:
                found.append(AwardRule(name, rest=True))
            else:
                lowest, highest = values.number_or_none(first), values.number_or_none(last)
                found.append(AwardRule(name, lowest=lowest, highest=highest))
        return tuple(found)
