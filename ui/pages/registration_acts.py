"""What the registration page does to the store, each act with its way back; the undo list of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ui.pages import registration_words as words

if TYPE_CHECKING:
    from app.changes import Change
    from app.services.registration import ImportReport
    from app.services.registration_form import Saved
    from app.services.registration_list import Summary

MOST_STEPS = 100


@dataclass(frozen=True)
class Step:
    """Something done: what the bar says, the acts that take it back and do it again (None: cannot be done again)."""

    told: str
    back: Callable[[], Any]
    again: Callable[[], Any] | None = None


def lists_to_close(summary: Summary | None, trade: str) -> tuple[list[tuple[str, str]], bool, int]:
    """What the button about lists does, for one trade or ("") all: the trades as (code, name), whether it closes them
    (else it opens them again), and how many undecided entries keep it from that."""
    trades = [one for one in (summary.trades if summary else ()) if one.entries and trade in ("", one.code)]
    still_open = [one for one in trades if not one.closed]
    about = [(one.code, one.name) for one in still_open or trades]
    return about, bool(still_open), sum(one.undecided for one in still_open)


class RegistrationActs(QObject):
    """Runs acts on the store thread. `done` says what was done and can be undone; `undone` what was taken back.

    `decided` tells that those chosen were decided on.
    """

    done = Signal(str)
    decided = Signal()
    undone = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._steps: list[Step] = []
        self._redo: list[Step] = []

    def forget(self) -> None:
        """Another contest is open: nothing of the one before can be taken back."""
        self._steps, self._redo = [], []

    def undo(self) -> None:
        """Take the last step back."""
        if not self._steps:
            self.undone.emit(self.tr("没有可以撤销的。"))
            return
        step = self._steps.pop()

        def back(_result: object) -> None:
            self._redo.append(step)
            self.undone.emit(self.tr("已撤销：{what}").format(what=step.told))

        self._desk.operations.run(step.back, back, owner=self)

    def redo(self) -> None:
        """Do the last step taken back again."""
        step = self._redo.pop() if self._redo else None
        if step is None or step.again is None:
            self.undone.emit(self.tr("没有可以重做的。"))
            return

        def again(_result: object) -> None:
            self._steps.append(step)
            self.done.emit(step.told)

        self._desk.operations.run(step.again, again, owner=self)

    def _note(self, step: Step) -> None:
        self._steps = [*self._steps, step][-MOST_STEPS:]
        self._redo = []
        self.done.emit(step.told)

    # acts

    def decide(self, ids: Sequence[int], state: str) -> None:
        """Approve, return or withdraw entries by row id."""
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None or not ids:
            return
        store, by, now = contest.store, person.actor, self._desk.now
        numbers: list[str] = []

        def act() -> tuple[Mapping[str, str], Change]:
            from app.services import registration, registration_import  # here: the store thread loads them
            from app.services.registration_list import lines

            numbers.extend(line.number for line in lines(store, ids) if line.state != state)
            before = registration_import.states_before(store, numbers)
            return before, registration.decide(store, numbers, state, by=by, at=now())

        def again() -> Change:
            from app.services import registration

            return registration.decide(store, numbers, state, by=by, at=now())

        def decided(result: tuple[Mapping[str, str], Change]) -> None:
            before, change = result
            self.decided.emit()
            if not before:
                return

            def back() -> Change:
                from app.services import registration_import

                return registration_import.decide_back(store, before, by=by, at=now())

            told = self.tr("{count} 份报名已改为“{state}”")
            self._note(Step(told.format(count=len(before), state=words.state_name(state)), back, again))
            self._desk.operations.committed.emit()
            self._desk.operations.changed.emit(change)

        self._desk.operations.run(act, decided, owner=self)

    def close_lists(self, trades: Sequence[tuple[str, str]], closed: bool) -> None:
        """Close the lists of trades (code, name), or open them again."""
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None or not trades:
            return
        store, by, now = contest.store, person.actor, self._desk.now

        def put(state: bool) -> Change:
            from app.services.registration import close_list  # here: the store thread loads it

            changes = [close_list(store, code, by=by, at=now(), closed=state) for code, _ in trades]
            return changes[-1]

        names = self.tr("、").join(name for _, name in trades)
        told = self.tr("{trades}的名单已封闭") if closed else self.tr("{trades}的名单已重新打开")
        step = Step(told.format(trades=names), lambda: put(not closed), lambda: put(closed))
        self._desk.operations.run(lambda: put(closed), lambda _change: self._note(step), owner=self)

    def note_import(self, report: ImportReport) -> None:
        """An import was stored by its dialog: say what came in; undoing takes the new entries off the list."""
        entries = list(report.entries)
        told = self.tr("已导入 {count} 行").format(count=report.imported)
        if report.updated:
            told += self.tr("，更新 {count} 行").format(count=report.updated)
        left = len(report.plan.refused_rows)
        if left:
            told += self.tr("；{count} 行没有导入").format(count=left)
        self._note(Step(told, self._taker(entries)))

    def note_saved(self, saved: Saved, new: bool) -> None:
        """The form stored something: undoing a new entry takes it away, undoing a change writes what stood before."""
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None:
            return
        if new:
            self._note(Step(self.tr("已登记 {number}").format(number=saved.number), self._taker([saved.number])))
            return
        if not saved.before:
            return
        store, by, now = contest.store, person.actor, self._desk.now

        def back() -> Any:
            from app.services.registration_form import save_entry  # here: the store thread loads it

            values = dict(saved.before)
            return save_entry(store, values, by=by, at=now(), number=saved.number, position=saved.position)

        fields = self.tr("、").join(words.field_name(key) for key in saved.before)
        self._note(Step(self.tr("{number} 已改：{fields}").format(number=saved.number, fields=fields), back))

    def note_photos(self, told: str, before: Mapping[int, bytes | None]) -> None:
        """Pictures were stored or taken away: undoing gives everybody the picture that stood before."""
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None:
            return
        store, by, now = contest.store, person.actor, self._desk.now

        def back() -> Any:
            from app.services.photos import take_back  # here: it brings the picture library along

            return take_back(store, before, by=by, at=now())

        self._note(Step(told, back))

    def _taker(self, numbers: list[str]) -> Callable[[], Any]:
        contest, person = self._desk.contest, self._desk.person
        assert contest is not None  # something was just stored in it
        assert person is not None
        store, by, now = contest.store, person.actor, self._desk.now

        def back() -> Any:
            from app.services.registration_form import take_back  # here: the store thread loads it

            return take_back(store, numbers, by=by, at=now())

        return back
