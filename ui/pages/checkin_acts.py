"""What the check-in page does: confirm, take back, note what is wrong with somebody, close a sitting, set its hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from app.changes import Change
from app.domain.contest import Status
from app.errors import AppError
from app.services import checkin_desk, timetable
from app.services.checkin_view import Answer, DoorView, Found
from ui import messages
from ui.dialogs import checkin as dialogs
from ui.grid.facts import status_text
from ui.pages.checkin_words import Shape, clock, sitting_name, told
from ui.sounds import Sound
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.services.checkin_desk import Done
    from ui.pages.checkin_page import CheckinPage

MOST_STEPS = 50


class CheckinActs(QObject):
    """The acts of the page, each with its way back."""

    def __init__(self, page: CheckinPage) -> None:
        super().__init__(page)
        self._page = page
        self.steps: list[tuple[str, Done]] = []

    def confirm(self) -> None:
        """Both things agree: whoever is in hand is checked in."""
        found = self._page.card.found
        if (
            found is None
            or found.person is None
            or not self._page.card.waits
            or not self._page.card.confirm.isEnabled()
        ):
            return
        person = found.person
        self._act(
            person.number,
            self._arriving(person.number, ""),
            Shape.TICK,
            self.tr("{name} 检录完成").format(name=person.name),
            person.name,
        )

    def _arriving(self, number: str, reason: str) -> Callable[[Any, Any, datetime], Done]:
        view, gate = self._page.view, self._page.desk.settings.gate
        assert view is not None  # somebody is in hand
        trade, round_id, sitting = view.trade, view.round, view.sitting

        def act(store: Any, by: Any, at: datetime) -> Done:
            if sitting:
                return checkin_desk.come(
                    store, trade, round_id, number, sitting, by=by, at=at, gate=gate, reason=reason
                )
            return checkin_desk.arrive(store, trade, round_id, number, by=by, at=at, gate=gate, reason=reason)

        return act

    def _act(self, number: str, act: Callable[[Any, Any, datetime], Done], shape: Shape, word: str, line: str) -> None:
        contest, person = self._page.desk.contest, self._page.desk.person
        if contest is None or person is None:
            return
        store, by, at = contest.store, person.actor, self._page.desk.now()

        def done(result: Done) -> None:
            self.steps = [*self.steps, (word, result)][-MOST_STEPS:]
            self._page.note(shape, result.number, line)
            in_hand = self._page.card.found is not None and self._page.card.found.person is not None
            if in_hand and self._page.card.found.person.number in (number, result.number):  # type: ignore[union-attr]
                self._show_done(shape, word)
            self._page.announce(word)
            self._page.settle()

        def refused(error: AppError) -> None:
            self._page.card.show_refusal(messages.sentence(error))
            self._page.note(Shape.CROSS, number, self.tr("没有登记"))
            self._page.sound(Sound.REFUSED)
            self._page.announce(messages.sentence(error))

        self._page.desk.operations.run(lambda: act(store, by, at), done, refused, owner=self)

    def _show_done(self, shape: Shape, word: str) -> None:
        at = clock(self._page.desk.now(), True)
        gate = self._page.desk.settings.gate
        sentence = self.tr("{at} {gate}　可以扫下一位").format(at=at, gate=gate) if gate else at
        if shape is Shape.TICK:
            self._page.card.show_done(word, sentence)
        else:
            self._page.card.show_noted(shape, word, sentence)

    def undo(self) -> None:
        """Take back the last thing done at this desk."""
        contest, person = self._page.desk.contest, self._page.desk.person
        if contest is None or person is None or not self.steps:
            self._page.say(self.tr("没有可以撤销的。"), kind=News.NOTE)
            return
        word, step = self.steps.pop()
        store, by, at = contest.store, person.actor, self._page.desk.now()

        def back(_change: Change) -> None:
            text = self.tr("已撤销：{what}").format(what=word)
            self._page.rest()
            self._page.note(Shape.TRIANGLE, step.number, self.tr("撤销"))
            self._page.say(text)
            self._page.announce(text)
            self._page.settle()

        self._page.desk.operations.run(lambda: step.back(store, by, at), back, owner=self)
        self._page.settle()

    def ask_trouble(self) -> None:
        """有问题: what to do with whoever is in hand."""
        found, view = self._page.card.found, self._page.view
        if found is None or found.person is None or view is None:
            self._page.say(self.tr("先扫一个人，再按 F9。"), kind=News.NOTE)
            return
        kinds = self._kinds(found, view)
        if not kinds:
            self._page.say(told(found), kind=News.NOTE)
            return
        last = view.sittings[-1].number
        dialog = dialogs.TroubleDialog(found.person.number, found.person.name, kinds, last, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda trouble: self._carry_out(found, trouble))
        dialog.finished.connect(lambda _: self._page.scan.setFocus())
        dialog.open()

    @staticmethod
    def _kinds(found: Found, view: DoorView) -> tuple[str, ...]:
        here = found.answer is Answer.ALREADY
        if view.locked or found.answer in (Answer.OTHER_TRADE, Answer.NOT_APPROVED):
            return ()
        if here:
            return (dialogs.TIME, dialogs.MOVE, *(() if view.sealed else (dialogs.WITHDRAWN,)))
        if found.answer in (Answer.OTHER_SITTING, Answer.NOT_DRAWN):
            return (dialogs.MOVE,) if found.answer is Answer.OTHER_SITTING else ()
        kinds = [dialogs.PAPERS, dialogs.LATE, dialogs.WITHDRAWN, dialogs.ABSENT]
        if view.sitting:
            kinds = [dialogs.PAPERS, *(() if view.sealed else kinds[1:]), dialogs.MOVE]
        elif not view.drawn:
            kinds.append(dialogs.SUBSTITUTE)
        if found.answer in (Answer.LATE, Answer.STATUS):
            kinds.append(dialogs.ADMIT)
        return tuple(kinds)

    def _carry_out(self, found: Found, trouble: dialogs.Trouble) -> None:
        view, person = self._page.view, found.person
        assert view is not None  # the dialog was opened from one
        assert person is not None
        where = (view.trade, view.round, person.number)
        gate = self._page.desk.settings.gate
        kind, reason = trouble.kind, trouble.reason

        def act(store: Any, by: Any, at: datetime) -> Done:
            who: dict[str, Any] = {"by": by, "at": at}
            if kind == dialogs.PAPERS:
                return checkin_desk.hold(store, *where, reason, **who)
            if kind == dialogs.TIME:
                return checkin_desk.give_time(store, *where, trouble.number, reason, **who)
            if kind == dialogs.MOVE:
                return checkin_desk.move(store, *where, trouble.number, reason, **who)
            if kind == dialogs.SUBSTITUTE:
                return checkin_desk.substitute(store, *where, trouble.values, reason, gate=gate, **who)
            if kind == dialogs.ADMIT:
                return self._arriving(person.number, reason)(store, by, at)
            return checkin_desk.give_status(store, *where, dialogs.STATUSES[kind], reason, **who)

        words = {
            dialogs.PAPERS: self.tr("{name} 证件问题，没有入场"),
            dialogs.TIME: self.tr("{name} 补时 {number} 分钟"),
            dialogs.MOVE: self.tr("{name} 改到第 {number} 场"),
            dialogs.SUBSTITUTE: self.tr("{name} 由替补上场"),
            dialogs.ADMIT: self.tr("{name} 检录完成"),
        }
        text = words.get(kind, self.tr("{name} 记为{status}"))
        status = status_text(dialogs.STATUSES[kind].value) if kind in dialogs.STATUSES else ""
        word = text.format(name=person.name, number=trouble.number, status=status)
        shape = Shape.TICK if kind in (dialogs.ADMIT, dialogs.SUBSTITUTE) else Shape.TRIANGLE
        self._act(person.number, act, shape, word, word)

    def ask_close(self) -> None:
        """截止本场: the missing by name, one reason each; of an encrypted draw only the list."""
        view = self._page.view
        if view is None or not self._page.close_button.isEnabled() or not view.missing:
            return
        if view.sealed and view.sitting:
            names = "、".join(f"{one.number}（{one.station}）" for one in view.missing)
            text = self.tr("密号已加密，这里不能按参赛号登记。请现场裁判在这些工位的评分表上记缺考：{names}")
            self._page.say(text.format(names=names), kind=News.WARNING)
            return
        dialog = dialogs.CloseDialog(sitting_name(view.sitting), view.missing, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self._close)
        dialog.finished.connect(lambda _: self._page.scan.setFocus())
        dialog.open()

    def _close(self, reasons: dict[str, tuple[Status, str]]) -> None:
        contest, person, view = self._page.desk.contest, self._page.desk.person, self._page.view
        if contest is None or person is None or view is None:
            return
        store, by, at = contest.store, person.actor, self._page.desk.now()

        def done(_change: Change) -> None:
            for number, (status, _) in reasons.items():
                self._page.note(Shape.TRIANGLE, number, status_text(status.value))
            self._page.say(self.tr("已截止，{count} 人没有到。").format(count=len(reasons)))
            self._page.rest()

        self._page.desk.operations.run(
            lambda: checkin_desk.close_round(store, view.trade, view.round, reasons, by=by, at=at), done, owner=self
        )

    def ask_hour(self) -> None:
        """When the sitting begins."""
        view = self._page.view
        if view is None:
            return
        dialog = dialogs.HourDialog(
            sitting_name(view.sitting), self._page.desk.now(), clock(view.starts_at), self._page
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda text: self._set_hour(dialog.moment(text)))
        dialog.finished.connect(lambda _: self._page.scan.setFocus())
        dialog.open()

    def _set_hour(self, moment: datetime | None) -> None:
        contest, person, view = self._page.desk.contest, self._page.desk.person, self._page.view
        if contest is None or person is None or view is None or moment is None:
            return
        store, by, at = contest.store, person.actor, self._page.desk.now()
        self._page.desk.operations.run(
            lambda: timetable.set_start(store, view.trade, view.round, view.sitting, moment, view.room, by=by, at=at),
            owner=self,
        )

    def ask_gate(self) -> None:
        """What this desk is called, as a pass used twice will tell."""
        dialog = dialogs.TextDialog(
            self.tr("这台电脑在哪个检录口？"),
            self.tr("重复使用的参赛证会显示在哪个口用过。只记在这台电脑上。"),
            self.tr("检录口名称"),
            self._page.desk.settings.gate,
            self.tr("用这个名称"),
            self._page,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self._set_gate)
        dialog.finished.connect(lambda _: self._page.scan.setFocus())
        dialog.open()

    def _set_gate(self, gate: str) -> None:
        self._page.desk.change_settings(gate=gate)
        self._page.side.show_gate(gate)
