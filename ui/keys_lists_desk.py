"""The office's next trust list in the window: planned change by change, compared with paper, signed root by root."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.bundle import trustlist
from app.bundle.enrolment import Enrolment
from app.bundle.trustlist import Draft, Roots, TrustList
from app.services import enrolment as enrolling
from app.services import keys as service
from app.services import keys_lists as lists
from app.services.keys_lists import Ending, ListPlan
from ui.desk import Desk
from ui.dialogs import keys_list as words
from ui.dialogs.keys_ask import DigitsDialog, KeyQuestion
from ui.dialogs.keys_list import EndDialog, ListDialog, SignDialog, WithdrawDialog

if TYPE_CHECKING:
    from app.services.keys_lists import ListChange

T = TypeVar("T")


class ListsDesk(QObject):
    """What is planned lives here until the draft is written; nothing counts before two roots have signed it."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self.dialog = ListDialog(window)
        self.asking: KeyQuestion | None = None
        self.held: TrustList | None = None
        self.plan = ListPlan()
        self.dialog.wanted.connect(self.carry_out)
        self.dialog.destroyed.connect(self.deleteLater)

    def open(self) -> None:
        """Show the dialog, beginning with the list an open office holds."""
        contest = self._desk.contest
        store = contest.store if contest is not None else None
        if store is not None:

            def act() -> TrustList | None:
                with store.read() as reading:
                    return service.held_trust(reading)

            self._desk.operations.run(act, self._hold, owner=self, quiet=True)
        _open(self.dialog)

    def carry_out(self, what: str) -> None:
        """A button of the dialog."""
        lists_, keys = self.tr("信任名录 (*.ctl)"), self.tr("钥匙文件 (*.ckey)")
        steps: dict[str, Callable[[], None]] = {
            words.OPEN: lambda: self._choose(self.tr("现行名录在哪里"), lists_, self.open_list),
            words.ENROL: lambda: self._choose(self.tr("登记申请或二维码文字在哪里"), "(*)", self.read_enrolment),
            words.OFFICE_KEY: lambda: self._choose(self.tr("省办钥匙在哪里"), keys, self.add_office_key),
            words.END: self.end_key,
            words.WITHDRAW: self.withdraw,
            words.ROOTS: self._choose_roots,
            words.DRAFT: self._choose_draft,
            words.SIGN: self.sign,
        }
        steps[what]()

    def _choose(self, question: str, kinds: str, then: Callable[[Path], None]) -> None:
        name, _ = QFileDialog.getOpenFileName(self.dialog, question, "", kinds)
        if name:
            then(Path(name))

    # the plan

    def open_list(self, path: Path) -> None:
        """The list so far; what was planned for another one is dropped."""
        self._do(lambda: service.read_list(path), self._hold)

    def _hold(self, held: TrustList | None) -> None:
        self.held, self.plan = held, ListPlan()
        self._show("")

    def _add(self, plan: ListPlan, told: str = "") -> None:
        """Add to the plan if a list can be made of it; else say why and keep the plan as it was."""
        longer = lists.joined(self.plan, plan)

        def good(_changes: object) -> None:
            self.plan = longer
            self._show(told)

        self._do(lambda: self._changes(longer), good)

    def _changes(self, plan: ListPlan) -> tuple[ListChange, ...]:
        if self.held is None and plan.roots is None:
            plan = lists.joined(plan, ListPlan(roots=Roots(("0" * 64, "1" * 64))))  # not yet named: shown without
            found = lists.changes(None, lists.next_list(plan, None))
            return tuple(one for one in found if one.what is not lists.What.ROOTS)
        return lists.changes(self.held, lists.next_list(plan, self.held))

    def _show(self, told: str) -> None:
        self.dialog.refusal.say("")
        self.dialog.show_plan(self.held, self._changes(self.plan), told)

    def read_enrolment(self, path: Path) -> None:
        """A base's request: every new key's forty digits are typed from the stamped paper."""
        self._do(lambda: enrolling.read_request(path), self._compare)

    def _compare(self, asked: Enrolment) -> None:
        needed = lists.needs_digits(asked, self.held)
        if not needed:
            self._do(lambda: lists.admit(asked, {}, self.held), self._add)
            return
        captions = [(one.public, f"{words.role_words(one.role)}　{one.person}") for one in needed]
        ask = DigitsDialog(
            self.tr("照盖章的登记表输入四十位数字"),
            self.tr("{base} {name}。数字要看纸上的，不能看这个文件；有一位不同就不加入。").format(
                base=asked.base.id, name=asked.base.name
            ),
            self.tr("核对并加入"),
            captions,
            self.dialog,
        )
        told = self.tr("{name}：{count} 把钥匙逐位相同。").format(name=asked.base.name, count=len(needed))
        held = self.held

        def prepare() -> Callable[[], ListPlan]:
            typed = ask.typed()
            return lambda: lists.admit(asked, typed, held)

        self._run(ask, prepare, lambda plan: self._add(plan, told))

    def add_office_key(self, path: Path) -> None:
        """The office's own working keys and recipients."""

        def act() -> ListPlan:
            return lists.plan_of_office_keys([(path.name, service.read_key_file(path))])

        self._do(act, self._add)

    def _choose_roots(self) -> None:
        question = self.tr("全部根钥匙（两把或更多，只读公开的一半）")
        names, _ = QFileDialog.getOpenFileNames(self.dialog, question, "", self.tr("钥匙文件 (*.ckey)"))
        if names:
            self.set_roots([Path(name) for name in names])

    def set_roots(self, paths: list[Path]) -> None:
        """The roots of the first list, or other ones than before."""

        def act() -> ListPlan:
            return lists.plan_of_roots([(path.name, service.read_key_file(path)) for path in paths])

        self._do(act, self._add)

    def end_key(self) -> None:
        """A key lost or stolen."""
        active = [one for one in self.held.all_keys() if one.status == "active"] if self.held else []
        ask = EndDialog(active, self.dialog)

        def prepare() -> Callable[[], ListPlan]:
            ending = Ending(ask.key.currentData(), ask.status.currentData(), ask.number.value())
            return lambda: ListPlan(endings=(ending,))

        self._run(ask, prepare, self._add)

    def withdraw(self) -> None:
        """A certificate number that answers 已撤销 from the next list on."""
        ask = WithdrawDialog([(one.id, one.name) for one in self.held.bases] if self.held else [], self.dialog)

        def prepare() -> Callable[[], ListPlan]:
            one = (ask.base.currentData(), ask.number.text().strip())
            return lambda: ListPlan(withdrawn=frozenset({one}))

        self._run(ask, prepare, self._add)

    # draft and signatures

    def _choose_draft(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.dialog, self.tr("草稿写到哪里"))
        if folder:
            self.write_draft(Path(folder))

    def write_draft(self, folder: Path) -> None:
        """The draft for the first root."""
        plan, held = self.plan, self.held

        def act() -> Path:
            return _write(folder, trustlist.draft(lists.next_list(plan, held), held))

        self._do(act, lambda path: self._show(self.tr("草稿已写好：{path}。请两位保管人先后签名。").format(path=path)))

    def sign(self) -> None:
        """One root's signature more."""
        held = self.held
        ask = SignDialog(self.dialog)

        def look() -> None:
            path = ask.draft.path()
            ask.says.setText("")
            if path is not None and path.is_file():
                self._desk.operations.run(
                    lambda: _said_by(path, held), ask.show_changes, ask.refuse, owner=ask, quiet=True, aside=True
                )

        ask.draft.edit.textChanged.connect(look)

        def prepare() -> Callable[[], tuple[Draft, Path]]:
            draft, file, folder = ask.draft.path(), ask.key.path(), ask.folder.path()
            assert draft is not None and file is not None and folder is not None  # the dialog asked for them
            phrase = ask.words.text()
            return lambda: _signed_by(draft, file, phrase, folder, held)

        self._run(ask, prepare, self._signed)

    def _signed(self, done: tuple[Draft, Path]) -> None:
        found, path = done
        words_ = self.tr("还差 {count} 个签名：{path}。换另一位保管人的U盘再签。")
        if not found.lacks:
            words_ = self.tr("名录第 {serial} 号已签全，可以发给各基地：{path}。根指纹 {code} 写进公函。")
        told = words_.format(count=found.lacks, path=path, serial=found.trust.serial, code=found.trust.roots.code)
        self.dialog.refusal.say("")
        self.dialog.show_plan(self.held, lists.changes(self.held, found.trust), told)

    # helpers

    def _do(self, act: Callable[[], T], done: Callable[[T], None]) -> None:
        from ui import messages

        self._desk.operations.run(
            act, done, lambda error: self.dialog.refusal.say(messages.sentence(error)), owner=self.dialog, aside=True
        )

    def _run(self, ask: KeyQuestion, prepare: Callable[[], Callable[[], T]], done: Callable[[T], None]) -> None:
        self.asking = ask

        def good(result: T) -> None:
            ask.choose("go")
            done(result)

        ask.tried.connect(lambda: self._desk.operations.run(prepare(), good, ask.refuse, owner=ask, aside=True))
        _open(ask)


def _said_by(draft: Path, held: TrustList | None) -> tuple[ListChange, ...]:
    """What a draft changes, for the root holder to read. Raises as `read_draft` and `follows`."""
    found = trustlist.read_draft(service.read_whole(draft), held)
    lists.follows(found.trust, held)
    return lists.changes(held, found.trust)


def _signed_by(draft: Path, file: Path, phrase: str, folder: Path, held: TrustList | None) -> tuple[Draft, Path]:
    found = trustlist.read_draft(service.read_whole(draft), held)
    lists.follows(found.trust, held)
    found = trustlist.countersign(found, service.open_key(file, phrase), held)
    if not found.lacks:
        trustlist.accept(found.raw, held, root_code=found.trust.roots.code)
    return found, _write(folder, found)


def _write(folder: Path, found: Draft) -> Path:
    """A name that says how far it is signed; a draft never bears the ending of a list."""
    serial, count = found.trust.serial, len(found.signers)
    name = f"trust-list-{serial}.ctl" if not found.lacks else f"trust-list-{serial}-signed-{count}.ctd"
    lists.write_draft(folder / name, found)
    return folder / name


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
