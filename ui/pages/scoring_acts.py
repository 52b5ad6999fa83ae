"""What is done to a whole sheet, each with its dialog: hand in, status, spread, settle, give back, time used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from app.changes import Change
from app.domain.roles import Act
from app.services import keying, scoring
from app.services.keying import Opened
from app.services.sheet_view import CellAddress, RowView, SheetView
from ui.dialogs.people import Known, ReasonDialog
from ui.dialogs.question import Answer, Question
from ui.dialogs.settle import ReopenDialog, SettleDialog
from ui.dialogs.spread import SpreadDialog
from ui.dialogs.status import StatusDialog, TimeDialog
from ui.grid.facts import RECUSED, place_text, status_text, word_text
from ui.grid.paste import PasteBlock
from ui.grid.workspace import GridWorkspace
from ui.pages.present import Present
from ui.pages.scoring_marks import MarkKeeper
from ui.pages.scoring_words import all_nought, reasons_for, told_submitted
from ui.pages.sheets_out import SheetsOut
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from ui.pages.scoring_aspect import AspectPane
    from ui.pages.scoring_page import ScoringPage


@dataclass(frozen=True)
class Done:
    """A sheet as it stands after an act on it, and the change to announce."""

    opened: Opened
    change: Change


class SheetActs(QObject):
    """The acts of the marking page on the sheet in hand."""

    def __init__(self, page: ScoringPage, space: GridWorkspace, keeper: MarkKeeper) -> None:
        super().__init__(page)
        self._page = page
        self._space = space
        self._keeper = keeper
        self._present = Present(page)
        self._papers = SheetsOut(page)
        self.dialog: Question | None = None

    # ---- handing in ---------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Hand the keying in; a sheet of nothing but noughts is asked about first."""
        view = self._page.view
        if view is None or not self._page.commit_pending():
            return
        if not all_nought(view):
            self._submit(view)
            return
        dialog = Question(self._page)
        dialog.setObjectName("zero_dialog")
        dialog.ask(
            self.tr("{code} 全是 0 分，确定不是缺考？").format(code=view.code),
            self.tr("缺考不是 0 分：缺考的人不列名次，0 分的人列在最后一名。"),
        )
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("status", self.tr("是缺考…")))
        dialog.add_answer(Answer("submit", self.tr("是 0 分，提交 {code}").format(code=view.code), primary=True))
        acts = {"submit": lambda: self._submit(view), "status": self.ask_status}
        dialog.chosen.connect(lambda key: acts[key]() if key in acts else None)
        self._show(dialog)

    def _submit(self, view: SheetView) -> None:
        pass_number, paper = self._keeper.keying, self._page.paper.whole

        def submit(store: Any, by: Any) -> Change:
            return scoring.submit(store, view.sheet_id, pass_number, by=by, at=self._now(), paper=paper)

        def told(done: Done) -> None:
            state = done.opened.view
            kind = News.WARNING if state.state.value == "differs" else News.DONE
            self._page.say(told_submitted(state), kind=kind)
            if kind is News.WARNING:
                self._space.grid.setFocus()  # what differs is settled on this sheet
            else:
                self._space.sheets.ask()  # the next paper of the pile: its code, and Enter

        self._run(view.sheet_id, submit, told)

    def ask_reopen(self) -> None:
        """退回: the chief judge gives the sheet back to its first keying."""
        view = self._page.view
        if view is None or not self._page.commit_pending():
            return

        def ask(people: Sequence[Known]) -> None:
            dialog = ReopenDialog(view.code, people, self._present.check, self._name(), self._page)
            dialog.decided.connect(reopen)
            self._show(dialog)

        def reopen(_key: str, reason: str, person: Any) -> None:
            self._run(
                view.sheet_id,
                lambda store, _by: scoring.reopen(store, view.sheet_id, reason, by=person, at=self._now()),
                lambda _: self._page.say(self.tr("{code} 已退回第一遍。").format(code=view.code)),
            )

        self._present.holding(Act.REOPEN_SHEET, ask)

    def ask_print(self) -> None:
        """Ctrl+P: which of the papers of this round's sheets."""
        if not self._page.commit_pending():
            return
        dialog = Question(self._page)
        dialog.setObjectName("print_dialog")
        dialog.ask(
            self.tr("打印哪一种评分表？"),
            self.tr("空白评分表给裁判在现场打分；已录的评分表给裁判核对签字；复核记录写明抽查和不一致的格。"),
        )
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        papers = {
            "recheck": self.tr("复核记录"),
            "score-sheets": self.tr("已录的评分表"),
            "blank-score-sheets": self.tr("空白评分表"),
        }
        for kind, name in papers.items():
            dialog.add_answer(Answer(kind, name, primary=kind == "blank-score-sheets"))
        trade = self._page.desk.trade
        dialog.chosen.connect(lambda kind: self._papers.show(kind, papers[kind], trade) if kind in papers else None)
        self._show(dialog)

    # ---- what covers the whole sheet ----------------------------------------------------------------------------

    def ask_status(self) -> None:
        """F9: absent and the like, or back to normal."""
        view = self._page.view
        if view is None or not self._page.commit_pending():
            return
        dialog = StatusDialog(view.code, view.status, view.filled, self._page)
        dialog.given.connect(lambda status, reason: self._set_status(view, status, reason))
        self._show(dialog)

    def _set_status(self, view: SheetView, status: str, reason: str, offer: bool = True) -> None:
        def told(_: Done) -> None:
            text = self.tr("{code} 已改回正常").format(code=view.code)
            if status:
                text = self.tr("{code} 已记为{status}").format(code=view.code, status=status_text(status))
            if not offer:
                self._page.say(text)
                return
            back = self.tr("撤销：{text}").format(text=text)
            self._page.say(text, self.tr("撤销"), lambda: self._set_status(view, view.status, back, offer=False))

        self._run(
            view.sheet_id,
            lambda store, by: scoring.set_status(store, view.sheet_id, status, reason, by=by, at=self._now()),
            told,
        )

    def ask_time(self) -> None:
        """The time used on this sheet."""
        view = self._page.view
        if view is None or not self._page.commit_pending():
            return
        dialog = TimeDialog(view.code, view.seconds, self._page)

        def store_time(seconds: int) -> None:
            self._run(
                view.sheet_id,
                lambda store, by: scoring.set_seconds(store, view.sheet_id, seconds, by=by, at=self._now()),
                lambda _: self._page.say(self.tr("{code} 的用时已记下。").format(code=view.code)),
            )

        dialog.given.connect(store_time)
        self._show(dialog)

    # ---- what others must decide --------------------------------------------------------------------------------

    def ask_spread(self, aspect: str) -> None:
        """F8: the chief judge keeps marks too far apart, or has them marked again."""
        view = self._page.view
        row = _row(view, aspect)
        if view is None or row is None or not row.spread_over:
            self._page.say(self.tr("这一份没有等复议的极差。"), kind=News.NOTE)
            return

        def ask(people: Sequence[Known]) -> None:
            dialog = SpreadDialog(view, row, people, self._present.check, self._name(), self._page)
            dialog.decided.connect(decide)
            self._show(dialog)

        def decide(key: str, reason: str, person: Any) -> None:
            self._run(
                view.sheet_id,
                lambda store, _by: scoring.decide_spread(
                    store, view.sheet_id, row.id, key, reason, by=person, at=self._now()
                ),
                lambda _: self._told_spread(view, row, key),
            )

        self._present.holding(Act.DECIDE_SPREAD, ask)

    def _told_spread(self, view: SheetView, row: RowView, decision: str) -> None:
        if decision == "keep":
            self._page.say(self.tr("{code} 的 {aspect} 维持原分。").format(code=view.code, aspect=row.id))
            return
        text = self.tr("{code} 的 {aspect} 要重新打分：裁判打好以后，直接在格里录新的分。")
        self._page.say(text.format(code=view.code, aspect=row.id), kind=News.NOTE)
        self._space.grid.go_to(CellAddress(row.id, 0))

    def ask_settle(self, address: CellAddress, text: str) -> None:
        """The third typing equals neither keying: supervisor or chief judge decide."""
        view = self._page.view
        row = _row(view, address.aspect)
        if view is None or row is None:
            return
        keyed = row.cells[max(0, address.seat)].text
        place = place_text(view, row, address.seat)

        def ask(people: Sequence[Known]) -> None:
            check = self._present.check
            officials = [known for known in people if known.name != self._name()] or people
            dialog = SettleDialog(view.code, place, keyed, text, officials, check, "", self._page)
            dialog.decided.connect(lambda _key, reason, person: self._keeper.settle(address, text, person, reason))
            self._show(dialog)

        self._present.holding(Act.CORRECT, ask)  # those who may correct: chief judge and supervisor

    # ---- words that need a reason -------------------------------------------------------------------------------

    def ask_word_reason(self, address: CellAddress, word: str) -> None:
        """Why a judge is recused, or an aspect not applicable; asked once for the judge or the aspect."""
        view = self._page.view
        row = _row(view, address.aspect)
        if view is None or row is None:
            return
        if word == RECUSED:
            place = place_text(view, row, address.seat)
            title = self.tr("{code} 的 {place} 为什么回避？").format(code=view.code, place=place)
            text = self.tr("这位裁判在这一份里再回避别的项，不会再问。")
            verb = self.tr("记为回避")
        else:
            title = self.tr("{code} 的 {place} 为什么不适用？").format(code=view.code, place=row.id)
            text = self.tr("这一项的其他裁判也不适用时，不会再问。")
            verb = self.tr("记为不适用")
        dialog = ReasonDialog(title, text, verb, list(reasons_for(word)), parent=self._page, at_once=True)
        dialog.setObjectName("word_dialog")
        dialog.given.connect(lambda reason: self._keeper.give_reason(address, word, reason))
        dialog.chosen.connect(lambda key: self._space.grid.go_to(address) if key == "back" else None)
        self._show(dialog)

    def ask_line_reason(self, pane: AspectPane, address: CellAddress, word: str) -> None:
        """The same for one aspect of many sheets, each line asked on its own."""
        title = self.tr("{code} 为什么{word}？").format(code=address.aspect, word=word_text(word))
        verb = self.tr("记为{word}").format(word=word_text(word))
        dialog = ReasonDialog(title, "", verb, list(reasons_for(word)), parent=self._page, at_once=True)
        dialog.setObjectName("word_dialog")
        dialog.given.connect(lambda reason: pane.keeper.give_reason(address, word, reason))
        dialog.chosen.connect(lambda key: pane.grid.go_to(address) if key == "back" else None)
        self._show(dialog)

    def ask_block_reason(self, block: PasteBlock) -> None:
        """A pasted block with such words: one reason for all of them."""
        title = self.tr("粘贴的内容里有 {count} 格回避或不适用，为什么？").format(count=len(block.words))
        dialog = ReasonDialog(
            title, "", self.tr("写明理由，存入这一块"), list(reasons_for(RECUSED)), parent=self._page, at_once=True
        )
        dialog.given.connect(lambda reason: self._keeper.paste(block, reason))
        dialog.chosen.connect(lambda key: self._keeper.give_up(block) if key == "back" else None)
        self._show(dialog)

    # ---- inside -------------------------------------------------------------------------------------------------

    def _run(self, sheet_id: int, act: Callable[[Any, Any], Change], told: Callable[[Done], None]) -> None:
        contest, person = self._page.desk.contest, self._page.desk.person
        if contest is None or person is None:
            return
        store, actor = contest.store, person.actor

        def run() -> Done:
            change = act(store, actor)
            return Done(keying.open_for(store, sheet_id, actor), change)

        def done(result: Done) -> None:
            self._page.show_opened(result.opened)
            told(result)

        self._page.act(run, done)

    def _now(self) -> datetime:
        return self._page.desk.now()

    def _name(self) -> str:
        person = self._page.desk.person
        return person.name if person is not None else ""

    def _show(self, dialog: Question) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
        self._page.views.take_focus()


def _row(view: SheetView | None, aspect: str) -> RowView | None:
    rows = view.rows if view is not None else ()
    return next((row for row in rows if row.kind == "aspect" and row.id == aspect), None)
