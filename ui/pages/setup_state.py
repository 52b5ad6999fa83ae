"""The contest being set up, as all parts of the setup pages see it: one definition, each change stored at once, undo.

Once a trade has sheets its rules change by whole versions only: then a draft is kept here, not in the file, until
somebody stores it as the next version with the reason it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.contest import Contest, Trade
from app.domain.roles import Act
from app.domain.setup_edit import with_trade
from app.errors import AppError
from ui import messages
from ui.clock import day_and_hour
from ui.pages.present import Present

if TYPE_CHECKING:
    from app.services.setup_change import Kept, SetUp, TradeStand
    from ui.pages.page import Page

Edit = Callable[[Contest], Contest]
MOST_UNDO = 200


@dataclass(frozen=True)
class Done:
    """A change that was stored: what it is called and the definitions before and after."""

    name: str
    before: Contest
    after: Contest


Act3 = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True)
class Deed:
    """A change beside the definition (hours, what papers say): how to do it and how to take it back."""

    name: str
    forward: Act3
    back: Act3


class Setup(QObject):
    """Reads and changes. `came` tells of new values, `failed` carries the field that was refused and why."""

    came = Signal()
    kept = Signal(str)  # name of the change that is now in the file
    failed = Signal(object, object)  # token of whoever asked, AppError

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.present = Present(page)
        self.stand: SetUp | None = None
        self.contest: Contest | None = None
        self.draft = ""  # key of the trade whose next version is drafted
        self.trade = ""  # key of the trade in hand
        self._undo: list[Done | Deed] = []
        self._redo: list[Done | Deed] = []
        self._edits = 0  # changes made here so far
        self._under_way = 0  # of them on their way to the file
        self._stale = False  # the file was read between them
        self.after_deed: Callable[[], None] = lambda: None

    # reading

    def load(self) -> None:
        """Fetch the settings anew."""
        contest = self.page.desk.contest
        if contest is None:
            return
        store, edits = contest.store, self._edits

        def act() -> SetUp:
            from app.services import setup_change  # here: the store thread loads it

            return setup_change.look(store)

        def came(stand: SetUp) -> None:
            # What was changed since is not in this look; taken, the next change would write the old value back.
            if self._under_way:
                self._stale = True
            elif edits != self._edits:
                self.load()
            else:
                self._take(stand)

        self.page.desk.operations.run(act, came, owner=self.page, quiet=True)

    def _take(self, stand: SetUp) -> None:
        drafted = self.drafted()
        self.stand = stand
        self.contest = stand.contest
        if self.draft:
            there = stand.contest.trade(self.draft)
            if there is None or drafted is None:
                self.draft = ""
            else:
                self.contest = with_trade(stand.contest, there.key, drafted)
        if self.trade_in_hand() is None:
            self.trade = stand.contest.trades[0].key if stand.contest.trades else ""
        self.came.emit()

    def trade_in_hand(self) -> Trade | None:
        """The trade looked at, with what is drafted of it."""
        return self.contest.trade(self.trade) if self.contest is not None and self.trade else None

    def stand_of(self, key: str) -> TradeStand | None:
        """How a trade stands."""
        return self.stand.trade(key) if self.stand is not None and key else None

    def choose(self, key: str) -> None:
        """Look at another trade."""
        if key != self.trade:
            self.trade = key
            self.came.emit()

    # whether and why not

    def fixed(self) -> str:
        """Why nothing of the contest's head can be changed; "" when it can."""
        if not self.present.may(Act.SET_UP):
            return self.present.not_allowed()
        if self.stand is not None and self.stand.pack is not None:
            return self.tr("按省办第 {number} 号竞赛包办，只能改承办、地点和日期。").format(number=self.stand.pack)
        return ""

    def own_fixed(self) -> str:
        """Why even the base's own facts cannot be changed."""
        return "" if self.present.may(Act.SET_UP) else self.present.not_allowed()

    def signed(self) -> str:
        """Why what signed papers say cannot be changed."""
        if self.fixed():
            return self.fixed()
        if self.stand is not None and self.stand.signed:
            return self.tr("已有工种签字锁定，签过字的表上印着这些内容。")
        return ""

    def frozen(self, key: str) -> str:
        """Why a trade's rules and scheme cannot be changed where they stand; "" when they can, or are drafted."""
        from app.services.setup_change import Stage  # here: the start needs no store

        reason = self.fixed()
        stand = self.stand_of(key)
        if reason or stand is None or (self.draft and self.draft == stand.code):
            return reason
        if stand.stage is Stage.LOCKED:
            return self.tr("{trade}已签字锁定。要改先由裁判长和监督解锁。").format(trade=stand.name)
        if stand.stage is Stage.MARKED:
            since = day_and_hour(stand.since) if stand.since else ""
            text = self.tr("{trade}从 {since} 起有评分，规则和评分标准已冻结。要改由裁判长写明理由，起草新版本。")
            return text.format(trade=stand.name, since=since)
        if stand.stage is Stage.DRAWN:
            text = self.tr("{trade}已抽签，评分表已按现用版编好。要改就起草一个新版本。")
            return text.format(trade=stand.name)
        return ""

    def can_draft(self, key: str) -> bool:
        """Whether a next version can be drafted."""
        from app.services.setup_change import Stage

        stand = self.stand_of(key)
        late = stand is not None and stand.stage in (Stage.DRAWN, Stage.MARKED)
        return late and not self.fixed() and not self.draft

    def begin_draft(self, key: str) -> None:
        """Draft the next version of a trade's rules: nothing of it is stored before it is whole."""
        self.draft = key
        self._undo.clear()
        self._redo.clear()
        self.came.emit()

    def drop_draft(self) -> None:
        """Forget the draft."""
        self.draft = ""
        self._undo.clear()
        self._redo.clear()
        if self.stand is not None:
            self._take(self.stand)

    def drafted(self) -> Trade | None:
        """The drafted trade."""
        return self.contest.trade(self.draft) if self.contest is not None and self.draft else None

    # changing

    def edit(self, name: str, change: Edit, token: object = None) -> bool:
        """Change the definition and store it; False when nothing differs. Raises what `change` raises."""
        before = self.contest
        if before is None:
            return False
        after = change(before)
        if after == before:
            return False
        self._redo.clear()
        self._store(Done(name, before, after), token, self._undo)
        return True

    def undo(self) -> bool:
        """Take the last change back."""
        return self._back(self._undo, self._redo)

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self._back(self._redo, self._undo)

    def _back(self, taken: list[Done | Deed], given: list[Done | Deed]) -> bool:
        if not taken:
            return False
        done = taken.pop()
        if isinstance(done, Deed):
            turned = Deed(done.name, done.back, done.forward)
            given.append(turned)
            self.run(turned.forward, lambda _done: self._deed_done(turned.name))
        else:
            self._store(Done(done.name, done.after, done.before), None, given)
        return True

    def do(self, deed: Deed) -> None:
        """Do something beside the definition; undo takes it back."""
        self._redo.clear()
        self._undo.append(deed)
        self.run(deed.forward, lambda _done: self._deed_done(deed.name))

    def _deed_done(self, name: str) -> None:
        self.after_deed()
        self.kept.emit(name)

    def last(self) -> str:
        """What undoing would take back."""
        return self._undo[-1].name if self._undo else ""

    def can_redo(self) -> bool:
        """Whether something taken back can be done again."""
        return bool(self._redo)

    def _store(self, done: Done, token: object, stack: list[Done | Deed]) -> None:
        self.contest = done.after
        self._edits += 1
        stack.append(done)
        del stack[:-MOST_UNDO]
        if self.draft:
            self.kept.emit(done.name)
            self.came.emit()
            return
        self.send(done, token, stack)

    def send(self, done: Done, token: object, stack: list[Done | Deed]) -> None:
        """Let the store keep what a change gave."""
        contest, actor = self.page.desk.contest, self.present.actor()
        if contest is None or actor is None:
            return
        store, at, wanted = contest.store, self.page.desk.now(), done.after

        def act() -> Kept:
            from app.services import setup_change  # here: the store thread loads it

            return setup_change.keep(store, wanted, by=actor, at=at)

        def arrived() -> None:
            self._under_way -= 1
            if self._stale and not self._under_way:
                self._stale = False
                self.load()

        def came(kept: Kept) -> None:
            arrived()
            self.stand = kept.now
            if self.contest == wanted:
                self._take(kept.now)
            self._rename(kept.now.contest.name)
            self.kept.emit(done.name)

        def refused(error: AppError) -> None:
            arrived()
            if done in stack:
                stack.remove(done)
            if self.stand is not None:
                self.contest = self.stand.contest
            if token is None:
                self.page.refuse(error)
                self.came.emit()
            self.failed.emit(token, error)

        self._under_way += 1
        self.page.desk.operations.run(act, came, refused, owner=self.page)

    def _rename(self, name: str) -> None:
        """The contest's new name stands everywhere at once."""
        desk = self.page.desk
        if desk.contest is not None and desk.contest.name != name:
            desk.contest = replace(desk.contest, name=name)
            desk.renamed.emit()

    def say(self, error: AppError) -> str:
        """An error in words."""
        return messages.sentence(error)

    def run(self, act: Act3, done: Callable[[Any], None] | None = None) -> None:
        """Another act of the setup pages, as `act(store, by, at)` on the store thread."""
        contest, actor = self.page.desk.contest, self.present.actor()
        if contest is None or actor is None:
            return
        store, at = contest.store, self.page.desk.now()
        self.page.desk.operations.run(lambda: act(store, actor, at), done, self.page.refuse, owner=self.page)
