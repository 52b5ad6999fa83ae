"""Beside the certificates page: the dialog of numbers, what it asks of the store, and who may answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt

from app.domain.roles import Act
from ui.dialogs.people import ReasonDialog
from ui.dialogs.serial_rule import NumbersDialog
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.changes import Change
    from app.services.access import Actor


class CertificateNumbers(QObject):
    """Opens the dialog; changing the rule takes somebody who sets up, voiding a number somebody who issues,
    and another who sees it."""

    def __init__(self, page: Page, present: Present) -> None:
        super().__init__(page)
        self._page = page
        self._present = present

    def open(self) -> None:
        """Ask for somebody who may see every name, then show the dialog."""
        ask = Ask(self.tr("谁看发证记录？"), self.tr("记录里有姓名，由打印员看。"), self.tr("打开"))
        self._present.one(Act.ISSUE_CERTIFICATES, ask, self._open)

    def _open(self, by: Actor) -> None:
        dialog = NumbersDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.tried.connect(partial(self._try, dialog))
        dialog.wanted.connect(partial(self._want, dialog, by))
        dialog.void.connect(partial(self._void, dialog, by))
        dialog.open()
        self._show(dialog, by)

    def _show(self, dialog: NumbersDialog, by: Actor) -> None:
        contest = self._page.desk.contest
        if contest is None:
            return
        app = QCoreApplication.instance()
        store, english = contest.store, app is not None and app.property("language") == "en"

        def act() -> tuple[object, object, dict[str, str]]:
            from app.services.certificates_ledger import certificate_ledger  # here: fonts are loaded on first use
            from app.services.certificates_numbers import PLACES, serial_rule

            places = {name: words[english] for name, words in PLACES.items()}
            return serial_rule(store), certificate_ledger(store, by=by), places

        def came(found: tuple[object, object, dict[str, str]]) -> None:
            rule, ledger, places = found
            dialog.show_rule(rule, places)  # type: ignore[arg-type]
            dialog.show_ledger(ledger)  # type: ignore[arg-type]

        self._page.desk.operations.run(act, came, dialog.show_refusal, owner=dialog)

    def _try(self, dialog: NumbersDialog, pattern: str) -> None:
        contest = self._page.desk.contest
        if contest is None:
            return
        store = contest.store

        def act() -> object:
            from app.services.certificates_numbers import serial_rule  # here: fonts are loaded on first use

            return serial_rule(store, pattern)

        came = partial(dialog.show_rule, places={}, tried=True)
        self._page.desk.operations.run(act, came, dialog.show_refusal, owner=dialog, quiet=True)

    def _want(self, dialog: NumbersDialog, clerk: Actor, pattern: str) -> None:
        ask = Ask(self.tr("谁改编号规则？"), self.tr("以后发的编号按新规则，已发的不变。"), self.tr("改规则"))
        self._present.one(Act.SET_UP, ask, partial(self._set, dialog, clerk, pattern))

    def _set(self, dialog: NumbersDialog, clerk: Actor, pattern: str, by: Actor) -> None:
        contest = self._page.desk.contest
        if contest is None:
            return
        store, now = contest.store, self._page.desk.now

        def act() -> Change:
            from app.services.certificates_numbers import set_serial_pattern  # here: fonts are loaded on first use

            return set_serial_pattern(store, pattern, by=by, at=now())

        def done(_change: Change) -> None:
            self._page.say(self.tr("编号规则改好了，从下一张证书起用。"), kind=News.DONE)
            self._show(dialog, clerk)

        self._page.desk.operations.run(act, done, dialog.show_refusal, owner=dialog)

    def _void(self, dialog: NumbersDialog, by: Actor, serial: str) -> None:
        reasons = (self.tr("打坏了"), self.tr("奖项撤销"), self.tr("姓名有误"), self.tr("证书遗失"))
        ask = ReasonDialog(
            self.tr("作废编号 {serial}？").format(serial=serial),
            self.tr("这个编号以后不会再用。要给本人补发，在名单里勾选他再打，会发新编号。"),
            self.tr("下一步"),
            reasons,
            (),
            dialog,
        )
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.given.connect(partial(self._ask_second, dialog, by, serial))
        ask.open()

    def _ask_second(self, dialog: NumbersDialog, by: Actor, serial: str, reason: str) -> None:
        """A number is gone for good, so somebody else stands by and sees the line that will be written."""
        ask = Ask(
            self.tr("作废编号 {serial}？").format(serial=serial),
            self.tr("理由：{reason}").format(reason=reason),
            self.tr("作废 {serial}").format(serial=serial),
            (),
            self.tr("作废证书编号 {serial}，{reason}").format(serial=serial, reason=reason),
        )
        done = partial(self._void_now, dialog, serial, reason)
        self._present.other(Act.SEE_RESULTS, ask, done, first=by)

    def _void_now(self, dialog: NumbersDialog, serial: str, reason: str, by: Actor, second: Actor) -> None:
        contest = self._page.desk.contest
        if contest is None:
            return
        store, now = contest.store, self._page.desk.now

        def act() -> Change:
            from app.services.certificates import void_certificate  # here: fonts are loaded on first use

            return void_certificate(store, serial, reason, by=by, second=second, at=now())

        def done(_change: Change) -> None:
            self._page.say(self.tr("编号 {serial} 已作废。").format(serial=serial), kind=News.DONE)
            self._show(dialog, by)

        self._page.desk.operations.run(act, done, dialog.show_refusal, owner=dialog)
