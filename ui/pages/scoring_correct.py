"""申请更正: one cell of a sheet that takes no marks any more, changed with a reason and a second person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.roles import Act, Role
from app.services.sheet_view import CellAddress, RowView, SheetState, SheetView
from ui.dialogs.people import ReasonDialog
from ui.grid.check import Verdict, check
from ui.grid.facts import cell_of, cell_text, place_text, translate
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.widgets.card import Label
from ui.widgets.fields import Caption

if TYPE_CHECKING:
    from app.services.access import Actor
    from ui.pages.scoring_page import ScoringPage

_PAIR = (Role.CHIEF_JUDGE, Role.SUPERVISOR)
_DONE = (SheetState.AGREED, SheetState.RECHECKED, SheetState.LOCKED)


@dataclass(frozen=True)
class Mistake:
    """A mark that differs from the paper: `code` and `place` as people say them, `heading` what stands over the field,
    `keyed` the mark as it is ("" for none), `row` the rules for it, `where` the cell of the stored sheet."""

    sheet_id: int
    code: str
    place: str
    heading: str
    keyed: str
    row: RowView
    where: CellAddress
    locked: bool


class CorrectionDialog(ReasonDialog):
    """What the paper says in one cell, and why the record must change. `asked` carries the mark and the reason."""

    asked = Signal(str, str)

    def __init__(self, wrong: Mistake, text: str, parent: QWidget) -> None:
        place = wrong.place
        said = self.tr("原来的数留在记录里，新的数写进更正单。还要第二个人输 PIN。")
        if wrong.locked:
            said = self.tr("成绩已锁定：由裁判长和监督一起解锁并更正，之后要到“复核”重新锁定。原来的数留在记录里。")
        reasons = (self.tr("原件与录入不符"), self.tr("原件字迹误读"), self.tr("裁判更正并签字"))
        question = self.tr("更正 {code} 的 {place}？").format(code=wrong.code, place=place)
        super().__init__(question, said, self.tr("更正 {place}…").format(place=place), reasons, (), parent)
        self.setObjectName("correction_dialog")
        self._row = wrong.row
        now = wrong.keyed or self.tr("未录")
        self.field = QLineEdit(text)
        self.field.setObjectName("correction_mark")
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.field.setAccessibleName(self.tr("纸面上的数"))
        self.field.returnPressed.connect(self.reasons.setFocus)
        self.body.insertWidget(0, Label(f"{wrong.heading}　{now}", bold=True, wrap=True))
        self.body.insertWidget(1, Caption(self.tr("纸面上的数"), needed=True))
        self.body.insertWidget(2, self.field)
        self.field.setFocus()

    def verdict(self) -> Verdict:
        """What the rules say about the mark as typed."""
        return check(self._row, self.field.text())

    def _try(self) -> None:
        verdict = self.verdict()
        if not verdict.ok:
            self.refusal.say(
                translate("grid", "{sentence}。{advice}").format(sentence=verdict.sentence, advice=verdict.advice)
            )
            self.field.selectAll()
            self.field.setFocus()
            return
        if not self.reason():
            self.refusal.say(self.tr("还没有写理由。请选一条或写一句。"))
            self.reasons.setFocus()
            return
        self.asked.emit(verdict.value, self.reason())
        self.choose("give")


class Corrections(QObject):
    """Corrections on behalf of a page: asks for the mark, the reason and the people, then has it written. `back` puts
    the keyboard where it was."""

    def __init__(self, page: Page, back: Callable[[], None]) -> None:
        super().__init__(page)
        self._host, self._back = page, back
        self._present = Present(page)
        self.dialog: CorrectionDialog | None = None

    def change(self, wrong: Mistake, text: str = "") -> None:
        """Ask what the paper says in a cell; `text` is what somebody typed already."""
        self.dialog = CorrectionDialog(wrong, text, self._host)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.asked.connect(lambda mark, reason: self._people(wrong, mark, reason))
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None
        self._back()

    def _people(self, wrong: Mistake, mark: str, reason: str) -> None:
        code, place, old = wrong.code, wrong.place, wrong.keyed or self.tr("未录")
        verb = self.tr("解锁并更正") if wrong.locked else self.tr("更正 {place}").format(place=place)
        ask = Ask(
            self.tr("更正 {code} 的 {place}？").format(code=code, place=place),
            self.tr("理由：{reason}").format(reason=reason),
            verb,
            (f"{place}：{old} → {mark}",),
            self.tr("更正 {code} {place}：{old} → {mark}，{reason}").format(
                code=code, place=place, old=old, mark=mark, reason=reason
            ),
        )

        def done(first: Actor, second: Actor) -> None:
            self._write(wrong, mark, reason, first, second)

        if wrong.locked:
            self._present.two(_PAIR, ask, done)
        else:  # one of the two must be somebody who may correct; the other looks again
            if self._present.may(Act.CORRECT):
                self._present.other(Act.RECHECK, ask, done)
            else:
                self._present.other(Act.CORRECT, ask, lambda first, second: done(second, first))

    def _write(self, wrong: Mistake, mark: str, reason: str, first: Actor, second: Actor) -> None:
        contest = self._host.desk.contest
        if contest is None:
            return
        store, at = contest.store, self._host.desk.now()

        def write() -> Any:
            from app.services.sheet_correct import correct  # here: it brings what locks a trade along

            return correct(store, wrong.sheet_id, wrong.where, mark, reason, by=first, second=second, at=at)

        def told(_: Any) -> None:
            said = self.tr("{code} 已更正，写入更正单。").format(code=wrong.code)
            if wrong.locked:
                said = self.tr("{code} 已更正，写入更正单。成绩已解锁，请到“复核”重新锁定。").format(code=wrong.code)
            self._written(said)

        self._run(write, told)

    def _written(self, said: str) -> None:
        self._host.say(said)
        self._host.reload()

    def _run(self, act: Callable[[], Any], told: Callable[[Any], None]) -> None:
        self._host.desk.operations.run(act, told, owner=self._host)


class SheetCorrections(Corrections):
    """Those of the marking page, on the sheet in hand."""

    def __init__(self, page: ScoringPage) -> None:
        super().__init__(page, lambda: page.space.grid.setFocus())  # the page makes its grid after this
        self._page = page

    @staticmethod
    def possible(view: SheetView) -> bool:
        """Whether a sheet is changed by corrections: it is agreed, rechecked or locked, and no status covers it."""
        return view.state in _DONE and not view.status

    def ask(self, address: CellAddress | None = None, text: str = "") -> None:
        """Ask what the paper says in the cell, by default the one under the cursor."""
        view, grid = self._page.view, self._page.space.grid
        where = address or grid.current
        if view is None or where is None or not grid.state.has(where):
            return
        if where in grid.unsaved():
            grid.go_to(where)
            grid.do_drop()  # the text goes on in the dialog
        if not self._page.commit_pending():
            return
        row = grid.state.row(where)
        place, keyed = place_text(view, row, where.seat), cell_text(row, cell_of(row, where.seat))
        self.change(
            Mistake(view.sheet_id, view.code, place, f"{row.id} {row.name}", keyed, row, where, view.locked), text
        )

    def _written(self, said: str) -> None:
        self._page.notice.dismiss()
        super()._written(said)

    def _run(self, act: Callable[[], Any], told: Callable[[Any], None]) -> None:
        self._page.act(act, told)
