"""What can be done on the ranking page: rank, rule, confirm, post; each by whoever may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from app.changes import Change
from app.domain.roles import Act
from app.services import results
from ui.clock import day_and_hour
from ui.dialogs.people import ReasonDialog
from ui.dialogs.question import Answer, Question
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.pages.results_dialogs import EdgeDialog, TieDialog

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.results_view import OpenQuestion, RankingView, Ruling

Work = Callable[[Any, Any], Change]  # store, actor


class ResultsVerbs(QObject):
    """The acts of the page. Whoever is at the keyboard and may not is asked for somebody who may, in place."""

    def __init__(self, page: Page, present: Present) -> None:
        super().__init__(page)
        self._page = page
        self._present = present

    def rank(self) -> None:
        """排名: the next revision."""
        trade, at = self._page.desk.trade, self._page.desk.now
        ask = Ask(self.tr("请裁判长排出名次"), self.tr("按现在的成绩和裁定排出新的一次修订。"), self.tr("排出名次"))
        self._by(Act.RANK, ask, self.tr("名次已排出。"), lambda store, by: results.rank(store, trade, by=by, at=at()))

    def rule(self, question: OpenQuestion) -> None:
        """裁定: the order among equals, or what happens at an award edge."""
        dialog: ReasonDialog
        page = self._page
        if question.kind == results.TIE:
            dialog = TieDialog(question.entries, question.ranking_name or question.group, page, not question.ranking)
        else:
            dialog = EdgeDialog(
                question.award,
                question.next_award,
                question.entries,
                question.within,
                question.answers,
                question.chain,
                page,
            )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(partial(self._ruled, question, dialog))
        dialog.open()

    def _ruled(self, question: OpenQuestion, dialog: ReasonDialog, reason: str) -> None:
        trade, at = self._page.desk.trade, self._page.desk.now
        work: Work
        if isinstance(dialog, TieDialog):
            order = dialog.order()
            ranking, extra = question.ranking, dialog.extra()

            def work(store: Any, by: Any) -> Change:
                if extra:
                    return results.note_extra(store, trade, extra, reason, by=by, at=at())
                return results.rule_tie(store, trade, order, reason, by=by, at=at(), ranking=ranking)
        else:
            assert isinstance(dialog, EdgeDialog)  # the only other kind
            group, award, answer = question.group, question.award, dialog.decision()

            name = question.ranking

            def work(store: Any, by: Any) -> Change:
                return results.rule_award_edge(store, trade, group, award, answer, reason, by=by, at=at(), ranking=name)

        ask = Ask(self.tr("请裁判长签下裁定"), self.tr("理由：{reason}").format(reason=reason), self.tr("签下裁定"))
        self._by(Act.RULE, ask, self.tr("裁定已写下，名单已更新。"), work)

    def withdraw(self, ruling: Ruling) -> None:
        """撤回裁定, with a reason; what it answered is open again."""
        dialog = ReasonDialog(
            self.tr("撤回这条裁定？"),
            self.tr("裁定和撤回都留在记录里；它答复的问题要重新裁定，名单随即更新。"),
            self.tr("撤回裁定"),
            (self.tr("裁定有误"), self.tr("有了新的依据")),
            (),
            self._page,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(partial(self._withdrawn, ruling))
        dialog.open()

    def _withdrawn(self, ruling: Ruling, reason: str) -> None:
        trade, at = self._page.desk.trade, self._page.desk.now
        ask = Ask(self.tr("请裁判长撤回裁定"), self.tr("理由：{reason}").format(reason=reason), self.tr("撤回裁定"))

        def work(store: Any, by: Any) -> Change:
            return results.withdraw_ruling(store, trade, ruling, reason, by=by, at=at())

        self._by(Act.RULE, ask, self.tr("裁定已撤回，名单已更新。"), work)

    def ask_confirm(self, view: RankingView) -> None:
        """确认名次与奖项, after showing how many of each award."""
        counts: dict[str, int] = {}
        for line in view.lines:
            if line.result.award:
                counts[line.result.award] = counts.get(line.result.award, 0) + 1
        things = tuple(self.tr("{award}　{count} 人").format(award=a, count=n) for a, n in counts.items())
        ask = Ask(
            self.tr("确认{trade}的名次与奖项？").format(trade=view.name),
            self.tr("确认后裁定不能再改；要改只能走申诉或解锁，会成为新的修订。"),
            self.tr("确认名次与奖项"),
            things,
        )
        self._ask_first(ask, self._confirm)

    def _ask_first(self, ask: Ask, go: Callable[[Ask], None]) -> None:
        """Ask whoever may do it whether it is meant; whoever may not is asked for a PIN anyhow, with the same words."""
        if not self._present.may(Act.CONFIRM):
            go(ask)
            return
        dialog = Question(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ask(ask.question, ask.text, ask.things)
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("confirm", ask.verb, primary=True))
        dialog.chosen.connect(lambda key: go(ask) if key == "confirm" else None)
        dialog.open()

    def _confirm(self, ask: Ask) -> None:
        trade, at = self._page.desk.trade, self._page.desk.now
        done = self.tr("名次与奖项已确认，可以打印证书。")
        self._by(Act.CONFIRM, ask, done, lambda store, by: results.confirm(store, trade, by=by, at=at()))

    def ask_post(self, view: RankingView) -> None:
        """公示, after saying until when appeals are taken in from the moment it is answered."""
        until = day_and_hour(self._page.desk.now() + timedelta(hours=view.appeal_hours))
        text = self.tr("从现在起受理申诉，到 {until} 为止（{hours} 小时）。时限开始以后停不下来；先把公示表贴出去。")
        ask = Ask(
            self.tr("公示{trade}的名次？").format(trade=view.name),
            text.format(until=until, hours=view.appeal_hours),
            self.tr("开始公示"),
        )
        self._ask_first(ask, self._post)

    def _post(self, ask: Ask) -> None:
        trade, at = self._page.desk.trade, self._page.desk.now
        done = self.tr("已开始公示，申诉时限开始计算。")
        self._by(Act.CONFIRM, ask, done, lambda store, by: results.post(store, trade, by=by, at=at()))

    def _by(self, act: Act, ask: Ask, done: str, work: Work) -> None:
        """Let somebody who may carry the work out; say that it is done."""
        page, contest = self._page, self._page.desk.contest
        if contest is None:
            return
        store = contest.store

        def carry_out(by: Actor) -> None:
            page.desk.operations.run(lambda: work(store, by), lambda _: page.say(done), owner=page)

        self._present.one(act, ask, carry_out)
