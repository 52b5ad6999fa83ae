"""权重与规则: how marks become places and awards, for all trades or for one that differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain import setup_edit
from app.domain.contest import (
    Contest,
    RecheckRule,
    Rules,
)
from ui.pages import setup_values as values
from ui.pages.setup_fields import Bound, choice, line
from ui.pages.setup_rules_fields import RuleFields
from ui.pages.setup_rules_ranks import RankRules
from ui.pages.setup_rules_teams import PanelRules, TeamRules
from ui.pages.setup_section import Notice
from ui.pages.setup_state import Setup
from ui.pages.setup_values import NotRead
from ui.theme import SECONDARY
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption, ChoiceBox

COUNT, SHARE, BAND, REST = "count", "share", "band", "rest"
ASK, NO_RULE, SEVERAL = "ask", "", "several"
ALL, OFF, SAMPLE = "all", "off", "sample"


class RulesSection(RuleFields):
    """The rules. What is set for all trades reaches those that do not differ."""

    key = "rules"

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.column.addWidget(self._scope())
        self.notice = Notice()
        self.notice.verb.setObjectName("setup_draft_rules")
        self.notice.verb.clicked.connect(lambda: setup.begin_draft(self.scope_key))
        self.column.addWidget(self.notice)
        self.ranks = RankRules(self)
        self.panels = PanelRules(self)
        self._marking_card()
        self._recheck_card()
        self._appeals_card()
        self.teams = TeamRules(self)

    def title(self) -> str:
        return self.tr("权重与规则")

    def missing(self) -> Sequence[str]:
        contest = self.setup.contest
        if contest is None:
            return ()
        bare = [one.name for one in contest.trades if not one.rules.awards]
        return [self.tr("{trades}的奖项").format(trades="、".join(bare))] if bare else []

    def refresh(self) -> None:
        self._fill_scope()
        super().refresh()
        reason = self.why()
        draft = self.scope_key and self.setup.can_draft(self.scope_key)
        self.notice.say(reason, self.tr("起草新版本") if draft else "")

    # for whom

    def _scope(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Caption(self.tr("以下规则用于")))
        self.scope = ChoiceBox(self.tr("以下规则用于"))
        self.scope.setObjectName("setup_scope")
        self.scope.activated.connect(lambda index: self.look_at(self.scope.itemData(index)))
        row.addWidget(self.scope)
        self.differs = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        row.addWidget(self.differs, 1)
        return box

    def look_at(self, key: str) -> None:
        """Show the rules of one trade, or with "" those of all."""
        if not self.commit():
            self._fill_scope()
            return
        self.scope_key = key
        if key:
            self.setup.trade = key
        self.setup.came.emit()

    def _fill_scope(self) -> None:
        contest = self.setup.contest
        if contest is None:
            return
        if self.setup.draft:
            self.scope_key = self.setup.draft
        if self.scope_key and contest.trade(self.scope_key) is None:
            self.scope_key = ""
        self.scope.clear()
        self.scope.addItem(self.tr("所有工种"), "")
        for trade in contest.trades:
            self.scope.addItem(trade.name, trade.key)
        self.scope.setCurrentIndex(max(0, self.scope.findData(self.scope_key)))
        self.scope.updateGeometry()
        if not self.scope_key:
            own = [one.name for one in contest.trades if setup_edit.own_rules(contest, one.key)]
            text = self.tr("{trades}有自己的规定，不跟着变").format(trades="、".join(own)) if own else ""
        else:
            count = len(setup_edit.own_rules(contest, self.scope_key))
            text = self.tr("与所有工种不同的有 {count} 项").format(count=count) if count else self.tr("与所有工种相同")
        self.differs.setText(text)

    def why(self) -> str:
        """Why the rules shown cannot be changed where they stand."""
        if self.scope_key:
            return self.setup.frozen(self.scope_key)
        if self.setup.draft:
            return self.tr("正在起草一个工种的新版本，先存入或放弃。")
        if self.setup.signed():
            return self.setup.signed()
        contest = self.setup.contest
        fixed = [one.key for one in contest.trades if self.setup.frozen(one.key)] if contest is not None else []
        followers = [key for key in fixed if contest is not None and len(setup_edit.own_rules(contest, key)) < 5]
        return self.setup.frozen(followers[0]) if followers else ""

    # marking and recheck

    def _marking_card(self) -> None:
        ways = [(ALL, self.tr("全部录两遍")), (SAMPLE, self.tr("抽一部分录两遍")), (OFF, self.tr("只录一遍"))]
        passes = choice("passes", self.tr("录入遍数"), ways)
        share = line("double_share", self.tr("抽录的比例 %"))
        layers = [(str(n), text) for n, text in enumerate((self.tr("不加密"), "1", "2", "3"))]
        self.card(
            self.tr("检录、加密和录分"),
            (self.whole("late_limit_minutes", self.tr("迟到几分钟取消"), 0, 1440), False),
            (self.switch("draw", self.tr("抽签"), self.tr("抽工位、编密号")), False),
            (self.rule("blind_layers", choice("blind_layers", self.tr("加密层数"), layers), str, int), False),
            (self.switch("keep_apart", self.tr("同一代表队"), self.tr("工位分开")), False),
            (self.rule("double_entry", passes, self._passes_text, self._read_passes), False),
            (
                self.rule(
                    "double_entry", share, values.percent_text, self._read_share, lambda rules: self._is_sample(rules)
                ),
                False,
            ),
            (self.switch("hide_until_complete", self.tr("其他裁判的分"), self.tr("全组录完才显示")), False),
            (self.switch("many_trades", self.tr("一人报几个工种"), self.tr("允许")), False),
        )

    @staticmethod
    def _is_sample(rules: Rules) -> bool:
        return 0 < rules.double_entry < 1

    @staticmethod
    def _passes_text(share: Fraction) -> str:
        return ALL if share == 1 else OFF if share == 0 else SAMPLE

    @staticmethod
    def _read_passes(text: str) -> Fraction:
        return {ALL: Fraction(1), OFF: Fraction(0), SAMPLE: Fraction(20, 100)}[text]

    def _read_share(self, text: str) -> Fraction:
        share = values.percent(text)
        if not 0 < share < 1:
            raise NotRead(self.tr("抽录要在 0 和 100 % 之间，没有存入。"))
        return share

    def _recheck_card(self) -> None:
        def part(name: str, words: str) -> Bound:
            field = line(f"recheck_{name}", words)

            def read(contest: Contest, text: str) -> Contest:
                rule = setup_edit.rules_of(contest, self.scope_key).recheck
                rule = replace(rule, **{name: values.percent(text)})
                return setup_edit.with_rules(contest, self.scope_key, recheck=rule)

            def shown(contest: Contest) -> str:
                rule: RecheckRule = setup_edit.rules_of(contest, self.scope_key).recheck
                return values.percent_text(getattr(rule, name))

            bound = Bound(field, shown, read, self.why)
            bound.there = lambda contest: setup_edit.rules_of(contest, self.scope_key).recheck_needed
            return bound

        self.card(
            self.tr("复核"),
            (self.switch("recheck_needed", self.tr("复核"), self.tr("锁定前抽核")), False),
            (part("top", self.tr("前多少 % 全部核")), False),
            (part("rest", self.tr("其余抽多少 %")), False),
            (part("trigger", self.tr("错误率超过 % 全部重核")), False),
        )

    def _appeals_card(self) -> None:
        self.card(
            self.tr("申诉"),
            (self.whole("appeal_hours", self.tr("公示后几小时内受理"), 0, 720), False),
            (self.whole("answer_hours", self.tr("几小时内答复"), 0, 720), False),
        )
