"""Who has to be there for an act: asks one person or two for their PIN in place, then hands them over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

from app.domain.roles import Act, Role, may
from app.errors import AppError
from ui import demo
from ui.pages.page import Page
from ui.role_words import role_words

if TYPE_CHECKING:
    from app.services.access import Actor
    from ui.desk import Desk
    from ui.dialogs.people import Check, Known, LoginDialog, SecondPersonDialog


@dataclass(frozen=True)
class Ask:
    """What a dialog says: the question, what it means, the verb, the things concerned, the line for the record."""

    question: str
    text: str
    verb: str
    things: tuple[str, ...] = ()
    audit_line: str = ""


def no_trade(desk: Desk) -> tuple[str, str, str, Callable[[], None]]:
    """What a page says of a contest without a trade: sentence, what to do, the verb and where it leads."""
    return (
        QCoreApplication.translate("Present", "竞赛里还没有工种。"),
        QCoreApplication.translate("Present", "先在竞赛页建好工种。"),
        QCoreApplication.translate("Present", "去竞赛"),
        lambda: desk.go.emit("contest"),
    )


class Present(QObject):
    """Asks for people on behalf of a page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def actor(self) -> Actor | None:
        """The person at the keyboard."""
        person = self._page.desk.person
        return person.actor if person is not None else None

    def may(self, act: Act) -> bool:
        """Whether the person at the keyboard may do an act. In a file without accounts the service decides."""
        actor = self.actor()
        return actor is not None and (actor.role is None or may(actor.role, act))

    def not_allowed(self) -> str:
        """Why a button is off for the person at the keyboard."""
        role = self._page.desk.person.role if self._page.desk.person is not None else ""
        return self.tr("{role}不能做这一步，请换人 (F10)。").format(role=role)

    def one(self, act: Act, ask: Ask, done: Callable[[Actor], None]) -> None:
        """Hand over somebody who may do an act: the person at the keyboard, else whoever types a PIN now."""
        actor = self.actor()
        if actor is not None and self.may(act):
            done(actor)
            return
        self._with_people(lambda people: self._log_in([p for p in people if p.role and may(p.role, act)], ask, done))

    def two(self, roles: tuple[Role, Role], ask: Ask, done: Callable[[Actor, Actor], None]) -> None:
        """Hand over two people of these two roles, both after their PIN; the first is of the first role."""

        def show(people: tuple[Actor, ...]) -> None:
            sides = [[person for person in people if person.role is role] for role in roles]
            self._pair(sides, ask, done)

        self._with_people(show)

    def other(self, act: Act, ask: Ask, done: Callable[[Actor, Actor], None], first: Actor | None = None) -> None:
        """Hand over the person at the keyboard (or `first`, who was asked for) and another one who may do an act, both
        after their PIN."""
        me = first or self.actor()

        def show(people: tuple[Actor, ...]) -> None:
            others = [p for p in people if me is not None and p.id != me.id and p.role and may(p.role, act)]
            if first is not None:
                self._ask_pair([first], others, ask, done)
            else:
                self._pair([[me] if me is not None else [], others], ask, done)

        self._with_people(show)

    def holding(self, act: Act, found: Callable[[Sequence[Known]], None]) -> None:
        """Tell everybody who may do an act, for a dialog of the page's own that asks one of them."""
        self._with_people(lambda people: found(self._known([p for p in people if p.role and may(p.role, act)])))

    def check(self, name: str, pin: str, done: Callable[[Actor], None], refused: Callable[[AppError], None]) -> None:
        """Ask the store whether this is the person's PIN; argon2 takes its time away from the Qt thread."""
        contest = self._page.desk.contest
        if contest is None:
            return
        store, now = contest.store, self._page.desk.now

        def act() -> Actor:
            from app.services.access import log_in  # here: the board stands before anybody is asked for a PIN

            return log_in(store, name, pin, now())

        self._page.desk.operations.run(act, done, refused, owner=self._page)

    def _with_people(self, show: Callable[[tuple[Actor, ...]], None]) -> None:
        contest = self._page.desk.contest
        if contest is None:
            return
        store = contest.store

        def act() -> tuple[Actor, ...]:
            from app.services.access import people_at_keyboard  # here: see check

            return people_at_keyboard(store)

        self._page.desk.operations.run(act, show, owner=self._page)

    def _log_in(self, people: Sequence[Actor], ask: Ask, done: Callable[[Actor], None]) -> None:
        from ui.dialogs.people import LoginDialog  # here: see check

        dialog = LoginDialog(self._known(people), self._check(), parent=self._page)
        dialog.ask(ask.question, ask.text, ask.things)
        dialog.buttons["enter"].say(ask.verb)
        if not people:
            nobody = self.tr("没有登记可以做这一步的人。请管理员先登记。")
            dialog.buttons["enter"].block(nobody)
            dialog.refusal.say(nobody)
        dialog.entered.connect(done)
        self._open(dialog)

    def _pair(self, sides: list[list[Actor]], ask: Ask, done: Callable[[Actor, Actor], None]) -> None:
        me = self.actor()
        firsts, others = sides
        swapped = False
        if me is not None and any(person.id == me.id for person in others):
            firsts, others, swapped = [me], firsts, True
        elif me is not None and any(person.id == me.id for person in firsts):
            firsts = [me]
        self._ask_pair(firsts, others, ask, (lambda one, two: done(two, one)) if swapped else done)

    def _ask_pair(
        self, firsts: Sequence[Actor], others: Sequence[Actor], ask: Ask, done: Callable[[Actor, Actor], None]
    ) -> None:
        from ui.dialogs.people import SecondPersonDialog  # here: see check

        dialog = SecondPersonDialog(
            ask.question,
            ask.text,
            ask.verb,
            self._known(firsts),
            self._known(others),
            self._check(),
            ask.things,
            ask.audit_line,
            self._page,
        )
        dialog.confirmed.connect(done)
        self._open(dialog)

    def _known(self, people: Sequence[Actor]) -> list[Known]:
        """As dialogs name them; in a demo the PINs of invented people are known and filled in."""
        from ui.dialogs.people import Known  # here: see check

        contest = self._page.desk.contest
        pins = demo.pins() if contest is not None and contest.mode == "demo" else {}
        return [Known(person.name, role_words(person.role), pins.get(person.name, "")) for person in people]

    def _check(self) -> Check:
        return self.check

    @staticmethod
    def _open(dialog: LoginDialog | SecondPersonDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
