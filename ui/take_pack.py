"""竞赛包 at a base: what the office's pack changes is shown before it is taken in, by one person or by two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.domain.roles import Act, Role
from ui.dialogs.question import Answer, Question
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.widgets.fields import Caption

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.packs import PackView, TakenPack


class PackDoor(QObject):
    """Lets a page of a contest take a pack in; `done` is called afterwards."""

    def __init__(self, page: Page, done: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._done = page, done
        self._present = Present(page)

    def ask(self) -> None:
        """Let the person choose the pack, and the list it is signed under where this file holds none."""
        kinds = self.tr("竞赛包 (*.cpk)")
        folder = self._page.desk.settings.last_folder
        path, _ = QFileDialog.getOpenFileName(self._page, self.tr("省办的竞赛包在哪里"), folder, kinds)
        if path:
            self.show(Path(path))

    def show(self, path: Path) -> None:
        """Show what a pack would change, and ask. Nothing is stored by looking."""
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> tuple[bytes, PackView]:
            from app.services import packs, packs_make  # here: cryptography is loaded on first use
            from app.services.keys import read_whole

            raw = read_whole(path, packs_make.PACK_LIMIT)
            return raw, packs.look_at_pack(store, raw)

        self._page.desk.operations.run(act, lambda found: self._confirm(*found), owner=self)

    def _confirm(self, raw: bytes, view: PackView) -> None:
        if view.unchanged:
            self._page.say(self.tr("第 {number} 号竞赛包已经装入，没有变化。").format(number=view.number))
            return
        effects = {"new": self.tr("新增"), "changed": self.tr("规则有变"), "same": self.tr("不变")}
        things = [f"{one.name}：{effects[one.effect]}" for one in view.trades]
        things += [self.tr("证书版式：{name}").format(name=name) for name in view.layouts]
        text = self.tr("{contest}，校验码 {code}。").format(contest=view.contest, code=view.check_code)
        if view.before is not None:
            text += self.tr("替换第 {number} 号。").format(number=view.before)
        if view.needs_two:
            text += self.tr("已经有评分，要裁判长和监督一起装入。")
        dialog = Question(self._page)
        dialog.setObjectName("pack_question")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ask(self.tr("装入第 {number} 号竞赛包？").format(number=view.number), text, things)
        phrase = QLineEdit()
        if view.roster_rows is not None:
            words = self.tr("名单口令（{count} 人；空着：以后再报名）").format(count=view.roster_rows)
            phrase.setEchoMode(QLineEdit.EchoMode.Password)
            phrase.setObjectName("pack_phrase")
            phrase.setAccessibleName(words)
            dialog.add_widget(Caption(words))
            dialog.add_widget(phrase)
        dialog.add_audit_line(self.tr("装入竞赛包 第 {number} 号").format(number=view.number))
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("take", self.tr("装入竞赛包"), primary=True))
        dialog.chosen.connect(lambda key: self._take(raw, view, phrase.text()) if key == "take" else None)
        dialog.open()

    def _take(self, raw: bytes, view: PackView, phrase: str) -> None:
        words = self.tr("装入竞赛包")
        if view.needs_two:
            ask = Ask(self.tr("装入竞赛包？"), self.tr("裁判长和监督都要输口令。"), words)
            roles = (Role.CHIEF_JUDGE, Role.SUPERVISOR)
            self._present.two(roles, ask, lambda one, two: self.take(raw, phrase, one, two))
        else:
            ask = Ask(self.tr("谁来装入竞赛包？"), self.tr("布置竞赛的人可以。写进操作记录。"), words)
            self._present.one(Act.SET_UP, ask, lambda by: self.take(raw, phrase, by))

    def take(self, raw: bytes, phrase: str, by: Actor, second: Actor | None = None) -> None:
        """Take a pack in, and register its list of people when its passphrase was given."""
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store, now = contest.store, self._page.desk.now

        def act() -> TakenPack:
            from app.services import packs  # here: cryptography is loaded on first use

            taken = packs.take_pack(store, raw, by=by, second=second, at=now())
            if phrase:
                packs.import_roster(store, phrase, by=by, at=now())
            return taken

        def done(taken: TakenPack) -> None:
            self._page.say(self.tr("第 {number} 号竞赛包已装入。").format(number=taken.view.number))
            self._done()

        self._page.desk.operations.run(act, done, owner=self)
