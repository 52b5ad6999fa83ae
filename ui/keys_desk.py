"""钥匙与名录 in the window: carries out what the guide of a base and the check of a certificate ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.changes import Change, Kind
from ui.desk import Desk

if TYPE_CHECKING:
    from app.bundle.certqr import CertificateCheck
    from app.bundle.trustlist import TrustList
    from app.services.access import Actor
    from app.services.keys_view import KeysView
    from ui.dialogs.keys_ask import KeyQuestion
    from ui.dialogs.keys_base import BaseKeysDialog
    from ui.widgets.message_bar import Message

T = TypeVar("T")


class KeysDesk(QObject):
    """Opens the guide when `desk.keys_wanted` asks: of the open contest, of the office's list where none is open."""

    def __init__(self, desk: Desk, window: QWidget, tell: Callable[[Message], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._tell = desk, window, tell
        self.guide: BaseKeysDialog | None = None
        self.view: KeysView | None = None
        self.asking: KeyQuestion | None = None
        desk.keys_wanted.connect(self.open_for)
        desk.certificate_wanted.connect(self.check_certificate)

    def open_for(self) -> None:
        """The guide that fits what is open."""
        contest = self._desk.contest
        if contest is None or contest.office:
            self.show_lists()
        else:
            self.show_guide()

    def show_lists(self) -> None:
        """The office's next list."""
        from ui.keys_lists_desk import ListsDesk  # here: cryptography is loaded on first use

        ListsDesk(self._desk, self._window).open()

    # the guide of a base

    def show_guide(self) -> None:
        """The four steps of a base."""
        from ui.dialogs.keys_base import BaseKeysDialog  # here: see show_lists

        dialog = BaseKeysDialog(self._window)
        self.guide = dialog
        dialog.wanted.connect(self.carry_out)
        dialog.destroyed.connect(self._guide_gone)
        self._look()
        _open(dialog)

    def _guide_gone(self) -> None:
        self.guide = None

    def _look(self) -> None:
        store = self._store()

        def act() -> KeysView:
            from app.services.keys_view import keys_view  # here: cryptography is loaded on first use

            return keys_view(store)

        self._desk.operations.run(act, self._show, owner=self, quiet=True)

    def _show(self, view: KeysView) -> None:
        self.view = view
        if self.guide is not None:
            self.guide.show_view(view)

    def carry_out(self, what: str) -> None:
        """A step of the guide."""
        from ui.dialogs import keys_base as words  # here: see show_lists

        steps: dict[str, Callable[[], None]] = {
            words.OWN: self.make_own,
            words.CHIEF: self.make_chief,
            words.KNOW: self.know_chief,
            words.FORM: partial(self._ask_base, self.tr("打印登记表"), self._form),
            words.REQUEST: partial(self._ask_base, self.tr("写出申请文件"), self._request),
            words.TAKE: self.take_list,
        }
        steps[what]()

    def make_own(self) -> None:
        """Base, certificate and backup key of this computer, under one passphrase, and a copy of the backup key."""
        from app.bundle.keys import draw_passphrase
        from ui.dialogs.keys_ask import MakeDialog  # here: cryptography is loaded on first use

        ask = MakeDialog(
            self.tr("生成这台电脑的三把钥匙"),
            self.tr("三把钥匙各管一件事，用同一句口令。备份钥匙另存一份：电脑坏了，只有它打得开备份。"),
            draw_passphrase(),
            self.tr("备份钥匙另存到哪里（U盘，锁进柜子）"),
            parent=self._window,
        )
        store, by, at = self._acting()

        def prepare() -> Callable[[], None]:
            person, phrase, folder = ask.person.text().strip(), ask.passphrase(), ask.folder.path()
            assert folder is not None  # the dialog asked for it
            return lambda: _make_own(store, person, phrase, folder, by, at)

        self._run(ask, prepare, lambda _: self._made(self.tr("三把钥匙已生成，备份钥匙已另存。")))

    def make_chief(self) -> None:
        """A chief judge's key onto the judge's own stick."""
        from app.bundle.keys import draw_passphrase
        from ui.dialogs.keys_ask import MakeDialog

        ask = MakeDialog(
            self.tr("生成一位裁判长的钥匙"),
            self.tr("每位裁判长一把，由本人保管。口令由本人抄，不要告诉操作员。竞赛文件里只留公开的一半。"),
            draw_passphrase(),
            self.tr("裁判长自己的U盘"),
            self.view.trades if self.view is not None else (),
            self._window,
        )
        store, by, at = self._acting()

        def prepare() -> Callable[[], None]:
            person, phrase, folder = ask.person.text().strip(), ask.passphrase(), ask.folder.path()
            assert folder is not None  # the dialog asked for it
            trades = ask.chosen()
            return lambda: _make_chief(store, person, phrase, folder, trades, by, at)

        self._run(ask, prepare, lambda _: self._made(self.tr("裁判长钥匙已写好并读回核对，可以拔出U盘。")))

    def know_chief(self) -> None:
        """A chief judge's key made elsewhere: only its public half is read."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("裁判长钥匙在哪里"), "", self.tr("钥匙文件 (*.ckey)")
        )
        if name:
            self.know(Path(name))

    def know(self, path: Path) -> None:
        """Let the contest know the key of this file."""
        store, by, at = self._acting()

        def act() -> str:
            from app.services.keys import know

            return know(store, path, by=by, at=at).person

        self._desk.operations.run(
            act, lambda who: self._made(self.tr("已记下 {who} 的钥匙。").format(who=who)), owner=self
        )

    def _say(self, told: str) -> None:
        from ui.widgets.message_bar import Message  # here: who opens a file by name waits for the board

        self._tell(Message(told))

    def _made(self, told: str) -> None:
        self._say(told)
        self._desk.operations.changed.emit(Change(frozenset({Kind.BUNDLES})))
        self._look()

    # form and request

    def _ask_base(self, verb: str, then: Callable[[str], None]) -> None:
        from ui.dialogs.keys_ask import KeyQuestion

        if self.view is not None and self.view.mode == "demo":
            then("")
            return
        ask = KeyQuestion(verb, self.tr("申请由基地钥匙签名，要输它的口令。"), verb, self._window)
        phrase = ask.field(self.tr("基地钥匙口令"), "base_words", True)
        store = self._store()

        def prepare() -> Callable[[], str]:
            text = phrase.text()
            return lambda: _opened(store, text)

        self._run(ask, prepare, then)

    def _form(self, phrase: str) -> None:
        store, by, at = self._acting()

        def act() -> bytes:
            from app.services.papers import preview_paper
            from app.services.papers_common import Wish

            return preview_paper(store, "enrolment", Wish(base_pass=phrase), by=by, at=at)

        def write(path: Path) -> object:
            from app.services.papers import print_paper
            from app.services.papers_common import Wish

            return print_paper(store, "enrolment", path, Wish(base_pass=phrase), by=by, at=at)

        def show(pdf: bytes) -> None:
            from ui.dialogs.paper_dialog import PaperDialog

            title = self.tr("钥匙登记表")
            _open(PaperDialog(self._desk.operations, title, pdf, f"{title}.pdf", write, self._window))

        self._desk.operations.run(act, show, owner=self)

    def _request(self, phrase: str) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("申请文件写到哪里"))
        if folder:
            self.write_request(Path(folder), phrase)

    def write_request(self, folder: Path, phrase: str) -> None:
        """The signed request file into a folder."""
        store, _, at = self._acting()
        path = folder / f"enrolment-{at:%Y%m%d-%H%M%S}.json"

        def act() -> Path:
            from app.services.enrolment import write_request

            write_request(store, path, phrase or None)
            return path

        self._desk.operations.run(
            act, lambda done: self._say(self.tr("申请文件已写好：{path}").format(path=done)), owner=self
        )

    # the list

    def take_list(self) -> None:
        """A list from the office: the first one needs the forty digits of the letter."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("省办的信任名录在哪里"), "", self.tr("信任名录 (*.ctl)")
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Take this list in; the first time the digits are asked for."""

        def act() -> TrustList:
            from app.services.keys import read_list

            return read_list(path)

        self._desk.operations.run(act, self._looked_at, owner=self)

    def _looked_at(self, trust: TrustList) -> None:
        if self.view is not None and self.view.serial:
            self._desk.operations.run(lambda: self._taken(trust, None), self._took, owner=self)
            return
        from ui.dialogs.keys_ask import DigitsDialog

        caption = self.tr("省办公函上的四十位根指纹")
        text = self.tr("第一次装入名录（第 {serial} 号）：照公函输入，不要照这个文件抄。数字相同才装入。")
        ask = DigitsDialog(
            self.tr("装入信任名录"),
            text.format(serial=trust.serial),
            self.tr("核对并装入"),
            (("root", caption),),
            self._window,
        )

        def prepare() -> Callable[[], TrustList]:
            code = ask.typed()["root"]
            return lambda: self._taken(trust, code)

        self._run(ask, prepare, self._took)

    def _taken(self, trust: TrustList, code: str | None) -> TrustList:
        from app.services.keys import take_trust

        store, by, at = self._acting()
        return take_trust(store, trust.raw, root_code=code, by=by, at=at)

    def _took(self, trust: TrustList) -> None:
        self._made(self.tr("已装入信任名录第 {serial} 号。").format(serial=trust.serial))

    # a certificate

    def check_certificate(self) -> None:
        """Whether a certificate is genuine, by the list held or one in a file."""
        contest = self._desk.contest
        store = None if contest is None else contest.store

        def look() -> TrustList | None:
            from app.services.keys import held_trust

            if store is None:
                return None
            with store.read() as reading:
                return held_trust(reading)

        self._desk.operations.run(look, self._certificate, owner=self, quiet=True, aside=store is None)

    def _certificate(self, held: TrustList | None) -> None:
        from ui.dialogs.keys_certificate import CertificateDialog

        dialog = CertificateDialog(held.serial if held else 0, self._window)

        def ask(text: str, path: Path | None) -> None:
            def act() -> CertificateCheck:
                from app.bundle import certqr
                from app.services.keys import read_list

                trust = read_list(path) if path is not None else held
                assert trust is not None  # the dialog asked for one
                return certqr.check(text, trust)

            self._desk.operations.run(act, dialog.show_check, dialog.show_refusal, owner=dialog, aside=True)

        def look(path: str) -> None:
            def act() -> str:
                from app.documents.scan import LIMIT, certificate_code  # here: it brings a reader of codes along
                from app.services.keys import read_whole

                return certificate_code(read_whole(Path(path), LIMIT), Path(path).name)

            self._desk.operations.run(act, dialog.show_code, dialog.show_refusal, owner=dialog, aside=True)

        dialog.wanted.connect(ask)
        dialog.picture.connect(look)
        _open(dialog)

    # helpers

    def _store(self) -> Any:
        contest = self._desk.contest
        return None if contest is None else contest.store

    def _acting(self) -> tuple[Any, Actor, datetime]:
        person = self._desk.person
        assert person is not None  # somebody sits at an open contest
        return self._store(), person.actor, self._desk.now()

    def _run(self, ask: KeyQuestion, prepare: Callable[[], Callable[[], T]], done: Callable[[T], None]) -> None:
        """Show a dialog. `prepare` reads its fields and gives the act, which runs on the store thread and closes the
        dialog, or is refused in it."""
        self.asking = ask

        def good(result: T) -> None:
            ask.choose("go")
            done(result)

        ask.tried.connect(lambda: self._desk.operations.run(prepare(), good, ask.refuse, owner=ask))
        _open(ask)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _make_own(store: Any, person: str, phrase: str, folder: Path, by: Actor, at: datetime) -> None:
    from app.services.keys import make_key

    make_key("backup", person, phrase, out=folder / _name("backup", at), store=store, by=by, at=at)
    for role in ("base", "certificate"):
        make_key(role, person, phrase, store=store, by=by, at=at)


def _make_chief(
    store: Any, person: str, phrase: str, folder: Path, trades: tuple[str, ...], by: Actor, at: datetime
) -> None:
    from app.services.keys import make_key

    make_key("chief", person, phrase, out=folder / _name("chief", at), store=store, trades=trades, by=by, at=at)


def _opened(store: Any, phrase: str) -> str:
    """The passphrase again, once it has opened the base key."""
    from app.services.enrolment import base_key

    with store.read() as reading:
        base_key(reading, phrase)
    return phrase


def _name(role: str, at: datetime) -> str:
    """A file name that says nothing about people; times keep two keys apart."""
    return f"{role}-{at:%Y%m%d-%H%M%S}.ckey"
