"""People of the open contest in the window: their accounts and secrets, and taking personal data out at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from shiboken6 import isValid

from ui.desk import AtKeyboard, Desk
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from app.domain.roles import Role
    from app.errors import AppError
    from app.services.access import Actor
    from app.services.erasure import Erased, Held
    from app.services.people_keys import Person
    from ui.dialogs.accounts import AccountsDialog, Asked
    from ui.dialogs.people import Check

RoleWords = Callable[["Role | None"], str]


class Staff(QObject):
    """Carries out what the window's actions ask for about people."""

    def __init__(
        self, desk: Desk, window: MainWindow, role_words: RoleWords, check: Check, people_changed: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._role_words, self._check, self._people_changed = role_words, check, people_changed
        window.accounts_wanted.connect(self.show_accounts)
        window.erase_wanted.connect(self.ask_to_erase)
        window.loss_report_wanted.connect(self.loss_report)

    # accounts

    def show_accounts(self) -> None:
        """The list of people with what can be done to each."""
        contest, person = self._desk.contest, self._desk.person
        if contest is None:
            return
        if person is None:  # whoever left the question who works is asked again, never left without an answer
            self._desk.switch_wanted.emit()
            return
        store: Any = contest.store
        self._desk.operations.run(lambda: _everybody(store), self._accounts, owner=self)

    def _accounts(self, people: Sequence[Person]) -> None:
        from ui.dialogs.accounts import AccountsDialog  # here: the start screen asks nobody

        person = self._desk.person
        own = person.name if person is not None and person.actor.role is not None else ""
        dialog = AccountsDialog(people, own, self._role_words, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(lambda asked: self._carry_out(dialog, asked))
        dialog.open()

    def _carry_out(self, dialog: AccountsDialog, asked: Asked) -> None:
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None:
            return
        store, by, at = contest.store, person.actor, self._desk.now()

        def done(found: tuple[tuple[Person, ...], Actor | None]) -> None:
            people, actor = found
            if actor is not None:
                self._desk.sit_down(AtKeyboard(actor, actor.name, self._role_words(actor.role)))
            self._people_changed()
            if isValid(dialog):
                dialog.done_with(people, self._done_words(asked))

        def refused(error: AppError) -> None:
            if isValid(dialog):
                dialog.refuse(error)

        self._desk.operations.run(partial(_act, store, asked, by, at), done, refused, owner=self)

    def _done_words(self, asked: Asked) -> str:
        from ui.dialogs import accounts as words  # here: the start screen asks nobody

        said = {
            words.BLOCK: self.tr("已暂停登录：{name}"),
            words.UNBLOCK: self.tr("已恢复登录：{name}"),
            words.REMOVE: self.tr("已注销账户：{name}"),
        }
        return said.get(asked.what, self.tr("已保存：{name}")).format(name=asked.name)

    # personal data

    def ask_to_erase(self) -> None:
        """Chief judge and supervisor take personal data out, after they have seen how much there is."""
        contest = self._desk.contest
        if contest is None:
            return
        store: Any = contest.store
        self._desk.operations.run(lambda: _held(store), self._ask_to_erase, owner=self)

    def _ask_to_erase(self, found: tuple[Held, tuple[Actor, ...]]) -> None:
        from app.domain.roles import Role
        from ui import demo
        from ui.dialogs.people import Known, SecondPersonDialog

        held, people = found
        contest = self._desk.contest
        pins = demo.pins() if contest is not None and contest.mode == "demo" else {}

        def known(role: Role) -> list[Known]:
            return [Known(p.name, self._role_words(p.role), pins.get(p.name, "")) for p in people if p.role is role]

        things = (
            self.tr("{count} 人的证件号、手机号、出生日期、民族、学历、照片").format(count=held.people),
            self.tr("{count} 条说明文字").format(count=held.notes),
            self.tr("成绩、名次、证书编号和操作记录都留着；姓名和单位也留着"),
            self.tr("以前的备份里还有这些内容，要等它们自然过期或自行销毁"),
        )
        dialog = SecondPersonDialog(
            self.tr("清除这份竞赛的个人信息？"),
            self.tr("清除以后找不回来。成绩公示和申诉都结束、证书都发完以后再做。"),
            self.tr("清除个人信息"),
            known(Role.CHIEF_JUDGE),
            known(Role.SUPERVISOR),
            self._check,
            things,
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.confirmed.connect(self._erase)
        dialog.open()

    def _erase(self, chief: Actor, supervisor: Actor) -> None:
        contest = self._desk.contest
        if contest is None:
            return
        store, at = contest.store, self._desk.now()

        def erased(done: Erased) -> None:
            from ui.widgets.message_bar import Message, News  # here: see ui.opening.warm_up

            text = self.tr("已清除 {people} 人的个人信息。以前的 {copies} 份备份里还有，请等它们过期或销毁。")
            self._window.tell(
                Message(text.format(people=done.before.people, copies=len(done.backups) + len(done.beside)), News.DONE)
            )

        self._desk.operations.run(lambda: _erase(store, chief, supervisor, at), erased, owner=self)

    def loss_report(self) -> None:
        """The form for a stick or computer that is lost, to look at, print or keep."""
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None:
            return
        store, by, at = contest.store, person.actor, self._desk.now()
        title = self.tr("存储介质遗失报告")

        def show(pdf: bytes) -> None:
            from ui.dialogs.paper_dialog import PaperDialog

            def write(path: Path) -> object:
                from app.services.papers import print_paper

                return print_paper(store, "loss-report", path, by=by, at=at)

            folder = Path(contest.path).parent
            dialog = PaperDialog(self._desk.operations, title, pdf, str(folder / f"{title}.pdf"), write, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

        self._desk.operations.run(lambda: _loss_report(store, by, at), show, owner=self)


# on the store thread; the services are loaded there


def _everybody(store: Any) -> tuple[Person, ...]:
    from app.services.people_keys import everybody

    return everybody(store)


def _managed(people: Sequence[Person]) -> bool:
    """Whether somebody may look after accounts; until then whoever sits at this computer does."""
    from app.domain.roles import Act, may

    return any(person.active and may(person.role, Act.MANAGE_ACCOUNTS) for person in people)


def _act(store: Any, asked: Asked, by: Actor, at: datetime) -> tuple[tuple[Person, ...], Actor | None]:
    from app.domain.roles import Act, may
    from app.services import access, people_keys, personal
    from ui.dialogs import accounts as words

    changed: Actor | None = None
    if asked.what in (words.ADD, words.SECRET):
        people_keys.refuse_guessable(store, asked.secret)
    own = asked.what == words.SECRET and asked.name == by.name
    if by.role is not None and not own and not _managed(people_keys.everybody(store)):
        by = by if may(by.role, Act.MANAGE_ACCOUNTS) else access.CONSOLE  # or nobody could ever add the first one
    if asked.what == words.ADD:
        access.add_account(store, asked.name, asked.role, asked.secret, by=by, at=at)
    elif asked.what == words.SECRET and by.role is not None and asked.name == by.name:
        changed, _ = people_keys.change_own_secret(store, asked.name, asked.old, asked.secret, at=at)
        personal.sit_down(store, changed.key)
    elif asked.what == words.SECRET:
        people_keys.reset_secret(store, asked.name, asked.secret, by=by, at=at)
    elif asked.what == words.ROLE:
        people_keys.set_role(store, asked.name, asked.role, by=by, at=at)
    else:
        act = {words.BLOCK: people_keys.block, words.UNBLOCK: people_keys.unblock, words.REMOVE: people_keys.remove}
        act[asked.what](store, asked.name, by=by, at=at)
    return people_keys.everybody(store), changed


def _held(store: Any) -> tuple[Held, tuple[Actor, ...]]:
    from app.services import access, erasure

    return erasure.what_is_held(store), access.people_at_keyboard(store)


def _erase(store: Any, chief: Actor, supervisor: Actor, at: datetime) -> Erased:
    from app.services import erasure

    return erasure.erase(store, by=chief, second=supervisor, at=at)


def _loss_report(store: Any, by: Actor, at: datetime) -> bytes:
    from app.services.papers import preview_paper

    return preview_paper(store, "loss-report", by=by, at=at)
