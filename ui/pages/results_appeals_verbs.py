"""What can be done with appeals on the ranking page: take in, admit, answer, correct, close; each by whoever may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from app.changes import Change
from app.domain.contest import Status
from app.domain.marks import parse_seconds
from app.domain.roles import Act, Role
from app.services import appeals, appeals_item, appeals_view
from app.services.common import contest_facts
from ui.clock import day_and_hour
from ui.dialogs.appeal import AnswerDialog, AppealDialog, Corrections, Filing, ItemDialog, Part, Verdict
from ui.dialogs.people import ReasonDialog
from ui.dialogs.question import Answer
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.pages.results_table import status_word

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.appeals_view import AppealView, OpenItem
    from app.services.results_view import RankingView

ARBITRATION = (Role.ARBITER, Role.CHIEF_JUDGE)
CLOSING = (Role.CHIEF_JUDGE, Role.SUPERVISOR)


class AppealVerbs(QObject):
    """The acts. Whoever is at the keyboard and may not is asked for somebody who may, in place."""

    def __init__(self, page: Page, present: Present) -> None:
        super().__init__(page)
        self._page = page
        self._present = present

    def start(self, key: str, appeal: AppealView) -> None:
        """Begin what a button beside an appeal says."""
        {
            "admit": self._ask_admit,
            "withdraw": self._ask_withdraw,
            "answer": self._ask_answer,
            "correct": self._ask_correct,
            "close": self._ask_close,
        }[key](appeal)

    def file(self, view: RankingView | None, entry: str) -> None:
        """受理申诉 of a delegation leader."""
        if view is None:
            return
        until = day_and_hour(view.appeals_until) if view.appeals_until else ""
        late = view.appeals_until is not None and self._page.desk.now() > view.appeals_until
        self._with_parts(lambda parts: self._show_file(entry, parts, until, late))

    def _show_file(self, entry: str, parts: Sequence[Part], until: str, late: bool) -> None:
        dialog = AppealDialog(entry, parts, until, late, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filed.connect(self._filed)
        dialog.open()

    def _filed(self, said: Filing) -> None:
        at = self._page.desk.now
        ask = Ask(self.tr("请登记员受理申诉"), self.tr("申诉由登记员受理，仲裁答复。"), self.tr("受理申诉"))

        def work(store: Any, by: Actor) -> Change:
            return appeals.file(store, said.entry, said.text, said.leader, by=by, at=at(), item=said.item).change

        self._one(Act.FILE_APPEAL, ask, self.tr("申诉已受理。"), work)

    def _ask_admit(self, appeal: AppealView) -> None:
        dialog = ReasonDialog(
            self.tr("申诉 {number} 是逾期提出的，受理吗？").format(number=appeal.number),
            self.tr("{entry} {name}　{time} 提出。由裁判长决定，写明理由。").format(
                entry=appeal.entry, name=appeal.name, time=day_and_hour(appeal.filed_at)
            ),
            self.tr("同意受理"),
            (self.tr("有正当理由"), self.tr("成绩张贴有延误")),
            (),
            self._page,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        decline = dialog.add_answer(Answer("decline", self.tr("不受理")))
        decline.clicked.disconnect()
        decline.clicked.connect(lambda: self._decline(dialog, appeal))
        dialog.given.connect(lambda reason: self._admit(appeal, True, reason))
        dialog.open()

    def _decline(self, dialog: ReasonDialog, appeal: AppealView) -> None:
        reason = dialog.reason()
        if not reason:
            dialog.refusal.say(self.tr("还没有写理由。请选一条或写一句。"))
            return
        dialog.choose("decline")
        self._admit(appeal, False, reason)

    def _admit(self, appeal: AppealView, admitted: bool, reason: str) -> None:
        at = self._page.desk.now
        verb = self.tr("同意受理") if admitted else self.tr("不受理")
        ask = Ask(self.tr("请裁判长签下"), self.tr("理由：{reason}").format(reason=reason), verb)
        done = self.tr("已同意受理，等仲裁答复。") if admitted else self.tr("已记为逾期不受理。")
        self._one(
            Act.ADMIT_APPEAL,
            ask,
            done,
            lambda store, by: appeals.admit(store, appeal.id, admitted, reason, by=by, at=at()),
        )

    def _ask_withdraw(self, appeal: AppealView) -> None:
        dialog = ReasonDialog(
            self.tr("申诉 {number} 由代表队撤回？").format(number=appeal.number),
            self.tr("{entry} {name}　{leader}").format(entry=appeal.entry, name=appeal.name, leader=appeal.filed_by),
            self.tr("撤回申诉"),
            (self.tr("领队书面撤回"),),
            (),
            self._page,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(partial(self._withdraw, appeal))
        dialog.open()

    def _withdraw(self, appeal: AppealView, reason: str) -> None:
        at = self._page.desk.now
        ask = Ask(self.tr("请登记员记下撤回"), self.tr("理由：{reason}").format(reason=reason), self.tr("撤回申诉"))
        self._one(
            Act.FILE_APPEAL,
            ask,
            self.tr("申诉已撤回。"),
            lambda store, by: appeals.withdraw(store, appeal.id, reason, by=by, at=at()),
        )

    def _ask_answer(self, appeal: AppealView) -> None:
        def show(parts: Sequence[Part]) -> None:
            dialog = AnswerDialog(appeal, parts, self._page)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.given.connect(partial(self._answer, appeal, parts))
            dialog.open()

        self._with_parts(show)

    def _answer(self, appeal: AppealView, parts: Sequence[Part], said: Verdict) -> None:
        at = self._page.desk.now
        if said.verdict == appeals.REJECTED:
            ask = Ask(
                self.tr("请仲裁签下：申诉不成立"),
                self.tr("仲裁意见为最终结论，以后不能再改。"),
                self.tr("签下答复"),
            )
            self._one(
                Act.ANSWER_APPEAL,
                ask,
                self.tr("申诉 {number} 已答复：不成立。").format(number=appeal.number),
                lambda store, by: appeals.answer(
                    store, appeal.id, said.verdict, said.words, by=by, at=at(), findings=said.findings
                ),
            )
            return
        round_name, aspect_name = _words_of(said.item, parts)
        ask = Ask(
            self.tr("申诉 {number} 成立？").format(number=appeal.number),
            self.tr("仲裁和裁判长一起签。只重开这一项，别的成绩仍然锁定；仲裁意见为最终结论。"),
            self.tr("申诉成立，重开这一项"),
            (),
            self.tr("申诉 {number} 成立，重开 {round} {aspect}")
            .format(number=appeal.number, round=round_name, aspect=aspect_name)
            .rstrip(),
        )

        def done(arbiter: Actor, chief: Actor) -> None:
            self._run(
                self.tr("申诉成立，这一项已重开，可以更正。"),
                lambda store, by: appeals.answer(
                    store,
                    appeal.id,
                    said.verdict,
                    said.words,
                    by=by,
                    second=chief,
                    at=at(),
                    findings=said.findings,
                    item=said.item,
                ),
                arbiter,
            )

        self._present.two(ARBITRATION, ask, done)

    def _ask_correct(self, appeal: AppealView) -> None:
        contest = self._page.desk.contest
        if contest is None:
            return
        store = contest.store

        def show(item: OpenItem) -> None:
            dialog = ItemDialog(item, _statuses(), self._page)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.found.connect(partial(self._correct, item))
            dialog.open()

        self._page.desk.operations.run(lambda: appeals_view.open_item(store, appeal.id), show, owner=self._page)

    def _correct(self, item: OpenItem, said: Corrections, reason: str) -> None:
        at, appeal = self._page.desk.now, item.appeal
        # one of the two must be somebody who may correct; the other looks again
        other = Act.RECHECK if self._present.may(Act.CORRECT) else Act.CORRECT
        words = {(cell.aspect, cell.seat): cell for cell in item.cells}
        things = [f"{words[cell].words}　{words[cell].text or '—'} → {text}" for cell, text in said.cells.items()]
        if said.seconds is not None:
            things.append(self.tr("用时　{old} → {new}").format(old=item.seconds or "—", new=said.seconds))
        if said.status is not None:
            names = dict(_statuses())
            things.append(self.tr("状态　{old} → {new}").format(old=names[item.status or ""], new=names[said.status]))
        ask = Ask(
            self.tr("更正 {entry} 的 {count} 处？").format(entry=appeal.entry, count=len(things)),
            self.tr("理由：{reason}").format(reason=reason),
            self.tr("更正 {count} 处").format(count=len(things)),
            tuple(things),
            self.tr("申诉 {number} 更正 {code}，{count} 处").format(
                number=appeal.number, code=item.code, count=len(things)
            ),
        )

        def done(by: Actor, second: Actor) -> None:
            self._run(
                self.tr("已更正，写入更正单。改完后请结束这一项。"),
                lambda store, who: _write(store, appeal.id, said, reason, who, second, at),
                by,
            )

        self._present.other(other, ask, done)

    def _ask_close(self, appeal: AppealView) -> None:
        at = self._page.desk.now
        if appeal.corrections:
            question = self.tr("申诉 {number} 的更正结束了？")
            text = self.tr("更正后的成绩随即排成新的修订，原来的修订留着。以后要确认、公示，重发受影响的证书。")
            verb = self.tr("结束，成为新的修订")
            said = self.tr("已成为新的修订，请确认名次与奖项。")
        else:
            question = self.tr("申诉 {number} 复查后维持原分？")
            text = self.tr("没有更正任何一格，名次不变，不产生新的修订。")
            verb = self.tr("维持原分，结束")
            said = self.tr("已结束，名次不变。")
        ask = Ask(
            question.format(number=appeal.number),
            text,
            verb,
            (),
            self.tr("申诉 {number} 结束，更正 {count} 处").format(number=appeal.number, count=appeal.corrections),
        )

        def done(chief: Actor, supervisor: Actor) -> None:
            self._run(
                said,
                lambda store, by: (
                    appeals_item.close(
                        store, appeal.id, by=by, second=supervisor, at=at(), unchanged=not appeal.corrections
                    ).change
                ),
                chief,
            )

        self._present.two(CLOSING, ask, done)

    def _with_parts(self, show: Callable[[Sequence[Part]], None]) -> None:
        """The rounds and aspects of the trade in hand."""
        contest, trade = self._page.desk.contest, self._page.desk.trade
        if contest is None:
            return
        store = contest.store

        def parts() -> tuple[Part, ...]:
            with store.read() as reading:
                rounds = contest_facts(reading).trade(trade).rules.rounds
            return tuple((one.id, one.name, tuple((a.id, a.name) for a in one.aspects)) for one in rounds)

        self._page.desk.operations.run(parts, show, owner=self._page, quiet=True)

    def _one(self, act: Act, ask: Ask, said: str, work: Callable[[Any, Any], Change]) -> None:
        self._present.one(act, ask, lambda by: self._run(said, work, by))

    def _run(self, said: str, work: Callable[[Any, Any], Change], by: Actor) -> None:
        page, contest = self._page, self._page.desk.contest
        if contest is None:
            return
        store = contest.store
        page.desk.operations.run(lambda: work(store, by), lambda _: page.say(said), owner=page)


def _words_of(item: tuple[str, str], parts: Sequence[Part]) -> tuple[str, str]:
    """The names of a round and, where one is meant, of an aspect with its number."""
    wanted, aspect = item
    name, aspects = next(((name, aspects) for one, name, aspects in parts if one == wanted), (wanted, ()))
    return name, f"{aspect} {dict(aspects).get(aspect, '')}".strip()


def _write(
    store: Any, appeal: int, said: Corrections, reason: str, by: Actor, second: Actor, at: Callable[[], Any]
) -> Change:
    """Marks all or none, then the time, then the status."""
    seconds = None if said.seconds is None else parse_seconds(said.seconds)
    change = None
    if said.cells:
        change = appeals_item.correct_all(store, appeal, said.cells, reason, by=by, second=second, at=at())
    if seconds is not None:
        change = appeals_item.correct_seconds(store, appeal, seconds, reason, by=by, second=second, at=at())
    if said.status is not None:
        change = appeals_item.correct_status(store, appeal, said.status, reason, by=by, second=second, at=at())
    assert change is not None  # the dialog asks for one at least
    return change


def _statuses() -> tuple[tuple[str, str], ...]:
    """Every status with its word; "" for none."""
    none = QCoreApplication.translate("AppealVerbs", "正常")
    return (("", none), *((one.value, status_word(one.value)) for one in Status if one is not Status.PRESENT))
