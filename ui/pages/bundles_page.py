"""上报: the signed bundle of confirmed trades onto sticks, written, read back and verified, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act
from app.errors import AppError
from ui import messages
from ui.desk import Desk
from ui.media import Place, folder_place, sticks
from ui.operations import Progress
from ui.pages.bundles_keys import KeysCard
from ui.pages.bundles_parts import EarlierCard, PlacesCard, ResultCard, TradesCard
from ui.pages.page import Hint, Page
from ui.pages.present import Ask, Present
from ui.theme import theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.message_bar import News
from ui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.bundles import Exported
    from app.services.bundles_view import BundlesView

RIGHT = 380
LEFT, BESIDE = (16, 12, 6, 12), (6, 12, 16, 12)  # margins of the two columns


class BundlesPage(Page):
    """Left what goes in, where to and who signs; right the steps, the result and what was reported before."""

    wants = frozenset({Kind.BUNDLES, Kind.RESULTS, Kind.CONTEST})
    uses_trade = False
    stepped = Signal(int, int, int, str)  # step, done, of how much, what is in hand; from the thread that exports

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: BundlesView | None = None
        self.done: Exported | None = None
        self._running = False
        self._present = Present(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.trades, self.places, self.keys = TradesCard(), PlacesCard(), KeysCard()
        self.result, self.earlier = ResultCard(), EarlierCard()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scrolled(self.trades, self.places, self.keys, margins=LEFT), 1)
        self._right = scrolled(self.result, self.earlier, margins=BESIDE)
        row.addWidget(self._right)
        column.addLayout(row, 1)
        column.addLayout(self._foot())
        self.trades.go.connect(self._to_ranking)
        self.places.again.connect(self._look_for_sticks)
        self.places.wanted.connect(self._take_folder)
        self.result.check_again.connect(self._check_again)
        self.stepped.connect(self.result.show_step)
        self.keys.guide_wanted.connect(desk.keys_wanted)
        for card in (self.trades, self.places, self.keys):
            card.changed.connect(self._show_verb)
        desk.person_changed.connect(self._show_verb)
        self._look_for_sticks()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 10)
        row.setSpacing(8)
        self.receipt = Button(self.tr("收省办回执…"), icon="arrow_import")
        self.receipt.clicked.connect(self._ask_receipt)
        row.addWidget(self.receipt)
        self.go = Button(self.tr("签名并写出"), Look.PRIMARY, "usb_stick", "F12")
        self.go.setObjectName("export_go")
        self.go.clicked.connect(self._start)
        row.addWidget(ReasonLabel(self.go), 1)
        row.addStretch(0)
        row.addWidget(self.go)
        return row

    # the page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(min(theme().px(RIGHT), self.width() * 9 // 20))  # the left takes the larger share

    def title(self) -> str:
        return self.tr("上报")

    def crumbs(self) -> tuple[str, ...]:
        return (self.tr("成绩包"),)

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("Space", self.tr("选或不选")), Hint("F12", self.tr("签名并写出")))

    def commit_pending(self) -> bool:
        """While a bundle is being written the page stays, so that nobody pulls the stick unseen."""
        if self._running:
            self.say(self.tr("正在写入，写完再换页。"), kind=News.NOTE)
        return not self._running

    def reload(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> BundlesView:
            from app.services.bundles_view import bundles_view  # here: cryptography is loaded on first use

            return bundles_view(store)

        self.desk.operations.run(act, self._came, owner=self, quiet=True)

    def _came(self, view: BundlesView) -> None:
        self.view = view
        self.trades.show_trades(view.trades)
        self.keys.show_view(view)
        self.earlier.show_bundles(view.earlier)
        self._show_verb()

    def _show_verb(self) -> None:
        self.go.block(self._lack())
        self.receipt.block("" if self.view is not None and self.view.earlier else self.tr("还没有导出过"))

    def _lack(self) -> str:
        if self._running:
            return self.tr("正在写入…")
        if self.view is None:
            return self.tr("正在看竞赛文件…")
        if not self.trades.chosen():
            if not any(trade.why is None for trade in self.view.trades):
                return self.tr("还没有确认过名次的工种")
            return self.tr("还没有选工种")
        if not self.places.chosen():
            return self.tr("还没有选U盘或文件夹")
        return self.keys.lack()

    def _to_ranking(self, trade: str) -> None:
        self.desk.choose_trade(trade)
        self.desk.go.emit("ranking")

    # places

    def _look_for_sticks(self) -> None:
        self.desk.operations.run(sticks, self.places.show_places, owner=self, quiet=True, aside=True)

    def _take_folder(self, path: str) -> None:
        def show(place: Place) -> None:
            self.places.add_place(place)

        self.desk.operations.run(lambda: folder_place(path), show, owner=self, quiet=True, aside=True)

    # export

    def _start(self) -> None:
        ask = Ask(
            self.tr("谁来上报？"),
            self.tr("裁判长、打印员和管理员可以。上报写进操作记录。"),
            self.tr("签名并写出"),
        )
        self._present.one(Act.EXPORT, ask, self._export)

    def _export(self, by: Actor) -> None:
        contest, view = self.desk.contest, self.view
        if contest is None or view is None:
            return
        store, now = contest.store, self.desk.now
        codes, folders = self.trades.chosen(), self.places.chosen()
        base, chiefs = self.keys.base.text(), self.keys.chief_keys()
        scans = self.places.scans

        def work(progress: Progress) -> Exported:
            from app.errors import Refusal
            from app.services import bundles  # here: cryptography is loaded on first use
            from app.services.bundle_scans import read_scans
            from app.services.keys import unlock_kept

            def told(step: bundles.Step, done: int, total: int, item: str) -> None:
                self.stepped.emit(step.value, done, total, item)
                progress(done // 1024, max(1, total // 1024), item)

            progress(0, 1)
            signers = None
            if view.mode != "demo" and chiefs:
                with store.read() as reading:
                    key = unlock_kept(reading, "base", base)
                if key is None:
                    raise Refusal("export.no_keys")
                signers = bundles.chief_signers(key, chiefs)
            return bundles.export(
                store, folders, codes, signers=signers, scans=read_scans(scans), by=by, at=now(), told=told
            )

        self._running = True
        self.result.run()
        self._show_verb()
        running = self.desk.operations.run_long(
            work, self._exported, self._refused, self._stopped, owner=self, store=True
        )
        if not running.finished:
            self.long_work.emit(self.tr("正在写成绩包"), running)

    def _exported(self, done: Exported) -> None:
        self._running = False
        self.done = done
        self.keys.forget()
        self.places.take_scans(())
        self.result.show_result(done)
        self._show_verb()
        self.say(self.tr("成绩包已写好并校验，校验码 {code}。可以拔出U盘。").format(code=done.check_code))

    def _stopped(self) -> None:
        self._running = False
        self.result.rest()
        self._show_verb()
        self.say(self.tr("已停下，U盘上没有留下半个文件。要上报就再点一次“签名并写出”。"), kind=News.NOTE)

    def _refused(self, error: AppError) -> None:
        self._running = False
        self.result.rest()
        self._show_verb()
        self.refuse(error)

    def _check_again(self) -> None:
        done = self.done
        if done is None:
            return

        def act() -> int:
            from app.bundle.stick import check_again  # here: cryptography is loaded on first use

            for path in done.paths:
                check_again(path, done.sha256)
            return len(done.paths)

        def good(count: int) -> None:
            self.result.say_checked(self.tr("又核对了 {count} 份，和写出的一字不差。").format(count=count))

        def bad(error: AppError) -> None:
            self.result.say_checked(messages.sentence(error))
            self.refuse(error)

        self.desk.operations.run(act, good, bad, owner=self, aside=True)

    # the office's answer

    def _ask_receipt(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("省办的回执在哪里"), "", self.tr("回执 (*)"))
        if path:
            self.take_receipt(Path(path))

    def take_receipt(self, path: Path) -> None:
        """Take in the office's answer to a bundle of this file."""
        contest, person = self.desk.contest, self.desk.person
        if contest is None or person is None:
            return
        store, by, now = contest.store, person.actor, self.desk.now

        def act() -> int:
            from app.services.keys import read_whole  # here: cryptography is loaded on first use
            from app.services.receipts import take_receipt

            return int(take_receipt(store, read_whole(path), by=by, at=now()).number)

        def done(number: int) -> None:
            self.say(self.tr("第 {number} 号成绩包的回执已收下。").format(number=number))
            self.grow_old()

        self.desk.operations.run(act, done, owner=self)
