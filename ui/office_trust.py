"""A trust list taken into the office's file: what it changes is shown before, its forty digits stand beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from app.changes import Change, Kind
from app.domain.roles import Act
from ui.dialogs.question import Answer, Question
from ui.pages.page import Page
from ui.pages.present import Ask, Present

if TYPE_CHECKING:
    from app.bundle.trustlist import TrustList
    from app.services.access import Actor


@dataclass(frozen=True)
class ListFacts:
    """A list as a person looks at it: its number, the root's forty digits in groups, the bases that are new in it."""

    raw: bytes
    serial: int
    before: int | None
    code: str
    bases: int
    added: tuple[str, ...]
    gone: tuple[str, ...]


def digits_in_groups(code: str) -> str:
    """Forty digits as the letter prints them: eight groups of five."""
    plain = "".join(sign for sign in code if sign.isdigit())
    return " ".join(plain[at : at + 5] for at in range(0, len(plain), 5))


def look_at(path: Path, held: TrustList | None = None) -> ListFacts:
    """What a file with a trust list says, beside the list held. Raises WrongCall or Finding for what is none."""
    from app.services import keys  # here: cryptography is loaded on first use

    trust = keys.read_list(path)
    known = {one.id for one in held.bases} if held is not None else set()
    now = {one.id for one in trust.bases}
    return ListFacts(
        trust.raw,
        trust.serial,
        None if held is None else held.serial,
        digits_in_groups(trust.roots.code),
        len(trust.bases),
        tuple(f"{one.id} {one.name}" for one in trust.bases if one.id not in known),
        tuple(sorted(known - now)),
    )


class TrustDoor(QObject):
    """Lets a page take a newer list in; `done` is called once it is held."""

    def __init__(self, page: Page, done: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._done = page, done
        self._present = Present(page)

    def ask(self) -> None:
        """Let the person choose the list's file."""
        kinds = self.tr("信任名录 (*.ctl)")
        path, _ = QFileDialog.getOpenFileName(self._page, self.tr("新的信任名录在哪里"), "", kinds)
        if path:
            self.show(Path(path))

    def show(self, path: Path) -> None:
        """Show what a list changes, and ask."""
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store: Any = contest.store

        def act() -> ListFacts:
            from app.services.keys import held_trust  # here: cryptography is loaded on first use

            with store.read() as reading:
                held = held_trust(reading)
            return look_at(path, held)

        self._page.desk.operations.run(act, self._confirm, owner=self)

    def _confirm(self, facts: ListFacts) -> None:
        dialog = Question(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = self.tr(
            "现在是第 {before} 号，换成第 {serial} 号，共 {bases} 个基地。根指纹应与盖章公函一致：\n{code}"
        ).format(before=facts.before or 0, serial=facts.serial, bases=facts.bases, code=facts.code)
        things = [self.tr("新增：{base}").format(base=one) for one in facts.added]
        things += [self.tr("不再有：{base}").format(base=one) for one in facts.gone]
        dialog.ask(self.tr("装入第 {serial} 号信任名录？").format(serial=facts.serial), text, things)
        dialog.add_audit_line(self.tr("装入信任名录 第 {serial} 号").format(serial=facts.serial))
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("take", self.tr("装入名录"), primary=True))
        dialog.setObjectName("trust_question")
        dialog.chosen.connect(lambda key: self._take(facts) if key == "take" else None)
        dialog.open()

    def _take(self, facts: ListFacts) -> None:
        ask = Ask(self.tr("谁来装入名录？"), self.tr("管钥匙的人可以。写进操作记录。"), self.tr("装入名录"))
        self._present.one(Act.MANAGE_KEYS, ask, lambda by: self.take(facts.raw, by))

    def take(self, raw: bytes, by: Actor) -> None:
        """Take a list in for good."""
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store, at = contest.store, self._page.desk.now()

        def act() -> Change:
            from app.services.keys import take_trust  # here: cryptography is loaded on first use

            take_trust(store, raw, by=by, at=at)
            return Change(frozenset({Kind.BUNDLES}))

        def done(_change: Change) -> None:
            self._page.say(self.tr("名录已装入。被拒收的文件可以再收一次。"))
            self._done()

        self._page.desk.operations.run(act, done, owner=self)
