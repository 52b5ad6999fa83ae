"""What all aspects of a panel share, how delegations are ranked, and further rankings beside the all-round one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from app.domain import setup_edit
from app.domain.contest import (
    AwardRule,
    Contest,
    DelegationBy,
    DelegationRule,
    Missing,
    RankingRule,
)
from app.domain.scheme import Panel
from ui.pages import setup_values as values
from ui.pages.registration_fields import FormField
from ui.pages.setup_fields import Bound, Cell, RowsField, choice, line
from ui.pages.setup_rules_fields import RuleFields
from ui.pages.setup_values import NotRead

NO_RULE, SEVERAL = "", "several"


class PanelRules(QObject):
    """The card of panels: one value for every aspect of a trade that a panel marks."""

    def __init__(self, section: RuleFields) -> None:
        super().__init__(section)
        self.section = section
        self._panel_card()

    def _panel_card(self) -> None:
        sizes = [(NO_RULE, "—"), (SEVERAL, self.tr("各评分点不同")), *((str(n), str(n)) for n in (1, 3, 5, 7, 9))]
        drops = [
            (NO_RULE, "—"),
            (SEVERAL, self.tr("各评分点不同")),
            ("0-0", self.tr("不去")),
            ("1-1", self.tr("各去一个")),
            ("2-2", self.tr("各去两个")),
        ]
        self.section.card(
            self.tr("打分（各评分点一起改）"),
            (
                self._panel(
                    choice("panel_judges", self.tr("裁判人数"), sizes), lambda p: str(p.judges), self._with_judges
                ),
                False,
            ),
            (
                self._panel(
                    choice("panel_drop", self.tr("去最高最低"), drops),
                    lambda p: f"{p.drop_high}-{p.drop_low}",
                    lambda text: dict(zip(("drop_high", "drop_low"), map(int, text.split("-")), strict=True)),
                ),
                False,
            ),
            (
                self._panel(
                    line("panel_step", self.tr("打分间隔")),
                    lambda p: values.number_text(p.step),
                    lambda text: {"step": values.number(text)},
                ),
                False,
            ),
            (
                self._panel(
                    line("panel_spread", self.tr("极差上限（空着不查）")),
                    lambda p: values.number_text(p.spread),
                    lambda text: {"spread": values.number_or_none(text)},
                ),
                False,
            ),
        )

    @staticmethod
    def _with_judges(text: str) -> dict[str, Any]:
        judges = int(text)
        drop = int(judges >= 5)
        return {"judges": judges, "drop_high": drop, "drop_low": drop}

    def _panel(self, field: FormField, show: Callable[[Panel], str], read: Callable[[str], dict[str, Any]]) -> Bound:
        def trades(contest: Contest) -> list[Any]:
            trade = contest.trade(self.section.scope_key) if self.section.scope_key else None
            return [trade] if trade is not None else list(contest.trades)

        def shown(contest: Contest) -> str:
            found = {show(panel) for trade in trades(contest) for panel in setup_edit.panels_of(trade)}
            if not found:
                return NO_RULE
            several = SEVERAL if field.key in ("panel_judges", "panel_drop") else ""
            return found.pop() if len(found) == 1 else several

        def changed(contest: Contest, text: str) -> Contest:
            if text in (NO_RULE, SEVERAL) and field.key != "panel_spread":
                return contest
            for trade in trades(contest):
                contest = setup_edit.with_trade(contest, trade.key, setup_edit.with_panels(trade, **read(text)))
            return contest

        def why() -> str:
            contest = self.section.setup.contest
            if contest is not None and not any(setup_edit.panels_of(trade) for trade in trades(contest)):
                return self.tr("还没有打分的评分点。")
            return self.section.why()

        return Bound(field, shown, changed, why)


class TeamRules(QObject):
    """The cards of delegations and of further rankings."""

    def __init__(self, section: RuleFields) -> None:
        super().__init__(section)
        self.section = section
        self._delegations_card()
        self._sides_card()

    def _delegations_card(self) -> None:
        ways = [
            (NO_RULE, self.tr("成绩之和（默认）")),
            (DelegationBy.TOTALS.value, self.tr("成绩之和")),
            (DelegationBy.AVERAGE.value, self.tr("平均成绩")),
            (DelegationBy.PLACES.value, self.tr("名次积分")),
            (DelegationBy.AWARDS.value, self.tr("奖项积分")),
        ]
        short = [
            (Missing.AS_IS.value, self.tr("有几人算几人")),
            (Missing.ZERO.value, self.tr("缺的按 0 分")),
            (Missing.UNRANKED.value, self.tr("不排名")),
        ]
        self.section.card(
            self.tr("代表队团体"),
            (self._team("by", choice("team_by", self.tr("按什么排"), ways), self._team_by, self._read_team_by), False),
            (
                self._team(
                    "best",
                    line("team_best", self.tr("取最好的几人（空着全取）")),
                    lambda rule: "" if rule.best is None else str(rule.best),
                    lambda rule, text: replace(rule, best=values.whole_or_none(text, 1, 1000)),
                ),
                False,
            ),
            (
                self._team(
                    "missing",
                    choice("team_missing", self.tr("人数不够"), short),
                    lambda rule: rule.when_short.value,
                    lambda rule, text: replace(rule, missing=Missing(text), full_only=False),
                ),
                False,
            ),
            (
                self._team(
                    "places",
                    line("team_places", self.tr("名次积分，从第 1 名起")),
                    lambda rule: "、".join(values.number_text(one) for one in rule.places),
                    lambda rule, text: replace(
                        rule, places=tuple(values.number(one) for one in values.items_twice(text)) or rule.places
                    ),
                ),
                True,
            ),
            (
                self._team(
                    "awards",
                    line("team_awards", self.tr("奖项积分，如 一等奖 8、二等奖 4（空着就是 8、4、2、1）")),
                    lambda rule: "、".join(f"{name} {values.number_text(points)}" for name, points in rule.awards),
                    self._read_team_awards,
                ),
                True,
            ),
        )

    def _team(self, _name: str, field: FormField, show: Any, read: Any) -> Bound:
        """A part of the contest's own rule: delegations are ranked over all trades."""

        def shown(contest: Contest) -> str:
            rule = contest.rules.delegations
            return NO_RULE if rule is None and field.key == "team_by" else str(show(rule or DelegationRule()))

        def changed(contest: Contest, text: str) -> Contest:
            rule = read(contest.rules.delegations or DelegationRule(), text)
            if rule is None and any(one.rules.delegations is not None for one in contest.trades):
                rule = DelegationRule()
            return setup_edit.with_rules(contest, "", delegations=rule)

        bound = Bound(field, shown, changed, self.section.why)
        bound.there = lambda _contest: not self.section.scope_key
        return bound

    @staticmethod
    def _team_by(rule: DelegationRule) -> str:
        return rule.by.value

    @staticmethod
    def _read_team_by(rule: DelegationRule, text: str) -> DelegationRule | None:
        return replace(rule, by=DelegationBy(text)) if text else None

    def _read_team_awards(self, rule: DelegationRule, text: str) -> DelegationRule:
        found = []
        for one in values.items(text):
            name, _, points = one.rpartition(" ")
            if not name.strip():
                raise NotRead(self.tr("每项写成“一等奖 8”，还没有存入。"))
            found.append((name.strip(), values.number(points)))
        return replace(rule, awards=tuple(found))

    def _sides_card(self) -> None:
        self.sides = RowsField(
            "rankings",
            self.tr("另排的单项名次"),
            (
                Cell(self.tr("编号"), 1, hint="theory"),
                Cell(self.tr("名称"), 2),
                Cell(self.tr("按哪些轮次（编号，用顿号隔开）"), 3),
                Cell(self.tr("取前几名为奖（如 单项奖 3）"), 3),
            ),
        )

        def shown(contest: Contest) -> tuple[tuple[str, ...], ...]:
            trade = contest.trade(self.section.scope_key)
            return tuple(self._side_texts(rule) for rule in trade.rankings) if trade is not None else ()

        def read(contest: Contest, rows: tuple[tuple[str, ...], ...]) -> Contest:
            trade = contest.trade(self.section.scope_key)
            if trade is None:
                return contest
            known = {rule.id: rule for rule in trade.rankings}
            rankings = tuple(self._side(known, row) for row in rows)
            return setup_edit.with_trade(contest, trade.key, replace(trade, rankings=rankings))

        bound = Bound(self.sides, shown, read, self.section.why)
        bound.there = lambda _contest: bool(self.section.scope_key)
        self.section.card(self.tr("单项"), (bound, True))

    @staticmethod
    def _side_texts(rule: RankingRule) -> tuple[str, ...]:
        awards = []
        for one in rule.awards:
            said = str(one.count) if one.count is not None else f"{values.percent_text(one.share)}%"
            awards.append(f"{one.name} {said}")
        return (rule.id, rule.name, values.items_text(rule.rounds), "、".join(awards))

    def _side(self, known: dict[str, RankingRule], row: tuple[str, ...]) -> RankingRule:
        name = values.needed(row[0])
        before = known.get(name, RankingRule(name, row[1] or name, ()))
        if known.get(name) is not None and self._side_texts(known[name])[3] == row[3]:
            awards = before.awards
        else:
            awards = tuple(self._side_award(one) for one in values.items(row[3]))
        return replace(before, name=row[1] or name, rounds=values.items(row[2]), awards=awards)

    def _side_award(self, text: str) -> AwardRule:
        name, _, said = text.rpartition(" ")
        if not name.strip():
            raise NotRead(self.tr("奖写成“单项奖 3”或“单项奖 10%”，还没有存入。"))
        if said.endswith(("%", "％")):
            return AwardRule(name.strip(), share=values.percent(said))
        return AwardRule(name.strip(), count=values.whole(said, 0, 100_000))
