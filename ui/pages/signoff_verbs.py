"""What can be done on the recheck page: draw a sample, judge a sheet, lock, unlock, reveal; by the people it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from app.changes import Change, Kind
from app.domain.roles import Act, Role
from app.services import results, signing, signing_back, signing_paper
from app.services.reveal import read_paper
from ui import messages
from ui.dialogs.people import ReasonDialog
from ui.dialogs.question import Answer, Question
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.pages.signoff_dialogs import Cell, CellsDialog
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.errors import AppError
    from app.services.access import Actor
    from app.services.sealed_draw import Table
    from app.services.signing_view import PaperSheet, SignoffView

PAIR = (Role.CHIEF_JUDGE, Role.SUPERVISOR)
OPENED_BY_PAPER = ("draw.needs_passphrase", "draw.damaged", "draw.paper_differs")


class SignoffVerbs(QObject):
    """The acts of the page. Whoever is at the keyboard and may not is asked for somebody who may, in place."""

    def __init__(self, page: Page, present: Present) -> None:
        super().__init__(page)
        self._page = page
        self._present = present
        self.undo: Callable[[], None] | None = None
        """Takes back the last verdict given here, None where there is none."""
        self.wanted: tuple[str, str] | None = None
        """Round and code of a sheet that is being taken back: the next to look at."""

    def draw(self, full: bool) -> None:
        """Draw the sample, or take every sheet."""
        trade, at = self._page.desk.trade, self._page.desk.now
        ask = Ask(self.tr("谁来复核？"), self.tr("录分员、裁判长和监督可以。名单按密号抽取。"), self.tr("抽取名单"))

        def work(store: Any, by: Actor) -> Change:
            signing.draw_recheck(store, trade, by=by, at=at(), full=full)
            return self._sheets_changed(trade)

        self._present.one(Act.RECHECK, ask, partial(self._run, self.tr("复核名单已抽好。"), work))

    def draw_all(self, view: SignoffView | None) -> None:
        """全部复核: every sheet again. Asked first where the errors do not call for it."""
        if view is None or view.again:
            self.draw(full=True)
            return
        looked = sum(sample.looked for sample in view.samples)
        dialog = Question(self._page)
        dialog.setObjectName("full_recheck")
        dialog.ask(
            self.tr("全部评分表重新核一遍？"),
            self.tr("错误率没有超过 {limit} %，规定不要求全部复核。核好的 {count} 份也要重新核，不能撤销。").format(
                limit=view.limit, count=looked
            ),
        )
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("all", self.tr("全部复核"), primary=True))
        dialog.chosen.connect(lambda key: self.draw(full=True) if key == "all" else None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def judge(self, round_id: str, code: str, typed: Mapping[str, str]) -> None:
        """一致: the sheet says what its paper says; what was typed is compared once more in the file and kept."""
        trade, at = self._page.desk.trade, self._page.desk.now
        ask = Ask(self.tr("谁来复核？"), self.tr("录分员、裁判长和监督可以。"), self.tr("写下复核结果"))

        def work(store: Any, by: Actor) -> Change:
            signing_paper.compare_paper(store, trade, round_id, code, parts=typed, by=by, at=at())
            return self._sheets_changed(trade)

        said = self.tr("{code} 与纸面一致。").format(code=code)
        undo = partial(self.take_back, round_id, code)
        self.undo = undo
        self._present.one(Act.RECHECK, ask, partial(self._run, said, work, undo=undo))

    def take_back(self, round_id: str, code: str) -> None:
        """撤回“一致”: the sheet goes back to those nobody has looked at."""
        trade, at = self._page.desk.trade, self._page.desk.now
        ask = Ask(self.tr("谁来撤回复核结果？"), self.tr("录分员、裁判长和监督可以。"), self.tr("撤回结果"))
        self.undo, self.wanted = None, (round_id, code)

        def work(store: Any, by: Actor) -> Change:
            signing_back.take_back(store, trade, round_id, code, by=by, at=at())
            return self._sheets_changed(trade)

        said = self.tr("{code} 的复核结果已撤回，要重新核。").format(code=code)
        self._present.one(Act.RECHECK, ask, partial(self._run, said, work))

    def ask_cells(self, round_id: str, parts: Sequence[int], typed: Mapping[str, str], sheet: PaperSheet) -> None:
        """不一致: which cells, and why."""
        dialog = CellsDialog(sheet.code, [sheet.parts[number] for number in parts], self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.found.connect(partial(self._correct, round_id, sheet.code, typed))
        dialog.open()

    def _correct(
        self, round_id: str, code: str, typed: Mapping[str, str], paper: Mapping[Cell, str], reason: str
    ) -> None:
        trade, at = self._page.desk.trade, self._page.desk.now
        # one of the two must be somebody who may correct; the other looks again
        other = Act.RECHECK if self._present.may(Act.CORRECT) else Act.CORRECT
        things = tuple(f"{aspect}{'　' if seat else ''}{seat} → {text}" for (aspect, seat), text in paper.items())
        ask = Ask(
            self.tr("更正 {code}？").format(code=code),
            self.tr("理由：{reason}").format(reason=reason),
            self.tr("更正 {count} 格").format(count=len(paper)),
            things,
            self.tr("复核更正 {code}，{count} 格，{reason}").format(code=code, count=len(paper), reason=reason),
        )

        def done(by: Actor, second: Actor) -> None:
            def work(store: Any, who: Actor) -> Change:
                if all(typed.values()):
                    signing_paper.compare_paper(store, trade, round_id, code, parts=typed, by=who, at=at())
                signing.judge_sheet(store, trade, round_id, code, paper, by=who, at=at(), second=second, reason=reason)
                return self._sheets_changed(trade)

            self._run(self.tr("{code} 已更正，写入更正单。").format(code=code), work, by)

        self._present.other(other, ask, done)

    def lock(self, view: SignoffView | None) -> None:
        """锁定: both sign the marks."""
        if view is None:
            return
        at, trade = self._page.desk.now, view.trade
        ask = Ask(
            self.tr("锁定{trade}的成绩？").format(trade=view.name),
            self.tr("锁定后任何分数都不能再改；要改只能解锁，写明理由，还是这两个人。"),
            self.tr("锁定成绩"),
            tuple(self.tr("{round}　{count} 份评分表").format(round=one.name, count=one.sheets) for one in view.rounds),
            self.tr("锁定 {trade}，裁判长与监督").format(trade=view.name),
        )

        def done(chief: Actor, supervisor: Actor) -> None:
            self._run(
                self.tr("{trade}的成绩已锁定。").format(trade=view.name),
                lambda store, by: signing.lock(store, trade, by=by, second=supervisor, at=at()),
                chief,
            )

        self._present.two(PAIR, ask, done)

    def decode(self, view: SignoffView | None, papers: Sequence[Table] = ()) -> None:
        """解密: codes and names are joined, and the first list is made; `papers` stand in for a lost passphrase."""
        if view is None:
            return
        at, trade = self._page.desk.now, view.trade
        ask = Ask(
            self.tr("解密{trade}？").format(trade=view.name),
            self.tr("密号和姓名从此对上，名次随即排出。只有一次，不能撤销。"),
            self.tr("解密并排名"),
            (),
            self.tr("解密 {trade}，裁判长与监督").format(trade=view.name),
        )

        def done(chief: Actor, supervisor: Actor) -> None:
            def work(store: Any, by: Actor) -> Change:
                moment = at()
                change = signing.decode(store, trade, by=by, second=supervisor, at=moment, papers=papers)
                results.rank(store, trade, by=by, at=moment)
                return change

            said = self.tr("{trade}已解密，名次已排出。").format(trade=view.name)
            self._run(said, work, chief, then="ranking", refused=partial(self._not_opened, view))

        self._present.two(PAIR, ask, done)

    def _not_opened(self, view: SignoffView, error: AppError) -> None:
        """The table of codes stays shut: the paper of the sealed envelope can open it instead."""
        if error.code not in OPENED_BY_PAPER:
            self._page.refuse(error)
            return
        verb = self.tr("用纸质对照表…")
        self._page.say(messages.sentence(error), verb, partial(self._choose_paper, view), News.REFUSAL)

    def _choose_paper(self, view: SignoffView) -> None:
        kinds = self.tr("照纸面输入的表 (*.csv *.xlsx *.xls)")
        names, _ = QFileDialog.getOpenFileNames(self._page, self.tr("照密封的纸质对照表输入的文件"), "", kinds)
        if names:
            self._page.desk.operations.run(
                lambda: [read_paper(Path(name)) for name in names], partial(self.decode, view), owner=self._page
            )

    def ask_unlock(self) -> None:
        """解锁: why, then the same two."""
        reasons = (self.tr("申诉成立"), self.tr("发现录入错误"), self.tr("裁判长决定复核"))
        dialog = ReasonDialog(
            self.tr("为什么要解锁？"),
            self.tr("已排出的名次留作旧的修订；重新锁定、解密后成为新的修订。"),
            self.tr("下一步"),
            reasons,
            (),
            self._page,
            at_once=True,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self._unlock)
        dialog.open()

    def _unlock(self, reason: str) -> None:
        at, trade = self._page.desk.now, self._page.desk.trade
        ask = Ask(
            self.tr("解锁成绩？"),
            self.tr("理由：{reason}").format(reason=reason),
            self.tr("解锁"),
            (),
            self.tr("解锁，{reason}").format(reason=reason),
        )

        def done(chief: Actor, supervisor: Actor) -> None:
            self._run(
                self.tr("成绩已解锁。"),
                lambda store, by: signing.unlock(store, trade, reason, by=by, second=supervisor, at=at()),
                chief,
            )

        self._present.two(PAIR, ask, done)

    @staticmethod
    def _sheets_changed(trade: str) -> Change:
        return Change(frozenset({Kind.SHEETS}), frozenset({trade}))

    def _run(
        self,
        said: str,
        work: Callable[[Any, Actor], Change],
        by: Actor,
        then: str = "",
        refused: Callable[[AppError], None] | None = None,
        undo: Callable[[], None] | None = None,
    ) -> None:
        page, contest = self._page, self._page.desk.contest
        if contest is None:
            return
        store = contest.store

        def done(_change: Change) -> None:
            if then:
                page.say(said, self.tr("去排名"), partial(page.desk.go.emit, then))
            elif undo is not None:
                page.say(said, self.tr("撤销"), undo)
            else:
                page.say(said)

        page.desk.operations.run(lambda: work(store, by), done, refused, owner=page)
