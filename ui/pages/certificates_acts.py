"""Certificates made: a batch into one PDF, or sheet by sheet onto paper, a trial sheet, the calibration page.

Numbers are issued and entered in the ledger by the service when a sheet is made; on paper that is one sheet at a time,
so that a printer that stops leaves a ledger that says how many were printed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.domain.roles import Act
from ui.dialogs.people import PinEdit, ReasonDialog
from ui.dialogs.question import Answer, Question
from ui.operations import Cancelled, Progress
from ui.pages.certificates_profiles import deviation
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.printer_profiles import Profile
from ui.printing import PrintRun, choose_printer, file_stem, is_there, single_sheets
from ui.widgets.fields import Caption
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.errors import AppError
    from app.services.access import Actor
    from app.services.certificates import Order, Printed


@dataclass(frozen=True)
class Batch:
    """What is to be made. `again`: how many of the entries were printed before; `key` as in the view of the page;
    `names` by entry number, for files of one person each."""

    trade: str
    name: str
    entries: tuple[str, ...]
    again: int
    layout: str
    overprint: bool
    profile: Profile
    size: tuple[float, float]
    key: str = ""
    reason: str = ""
    passphrase: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def order(self, entries: tuple[str, ...]) -> Order:
        """The same for the service, for some of the entries."""
        from app.services.certificates import Order  # here: fonts and the press are loaded on first use

        return Order(self.trade, self.layout, self.overprint, entries, False, self.reason, deviation(self.profile))


class CertificateActs(QObject):
    """The acts of the page; whoever is at the keyboard and may not is asked for somebody who may."""

    def __init__(self, page: Page, present: Present) -> None:
        super().__init__(page)
        self._page = page
        self._present = present
        self.there: Callable[[str], bool] = is_there

    # asking

    def prepare(self, batch: Batch, then: Callable[[Batch, Actor], None]) -> None:
        """Ask why a certificate is printed again, for the key's passphrase, and for somebody who may; then go on."""
        if batch.again and not batch.reason:
            self._ask_reason(batch, then)
        elif batch.key == "locked" and batch.passphrase is None:
            self._ask_passphrase(batch, then)
        else:
            ask = Ask(self.tr("谁来发证书？"), self.tr("编号由打印员发出，打过的编号不会再用。"), self.tr("开始"))
            self._present.one(Act.ISSUE_CERTIFICATES, ask, partial(then, batch))

    def _ask_reason(self, batch: Batch, then: Callable[[Batch, Actor], None]) -> None:
        reasons = (self.tr("卡纸或打坏"), self.tr("打偏了"), self.tr("证书遗失"), self.tr("单位或落款有误"))
        dialog = ReasonDialog(
            self.tr("有 {count} 张打过了，为什么再打？").format(count=batch.again),
            self.tr("编号不变，记录里记作补打。"),
            self.tr("补打"),
            reasons,
            (),
            self._page,
            at_once=True,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda reason: self.prepare(replace(batch, reason=reason), then))
        dialog.open()

    def _ask_passphrase(self, batch: Batch, then: Callable[[Batch, Actor], None]) -> None:
        dialog = Question(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ask(self.tr("用证书钥匙给二维码签名？"), self.tr("扫二维码可以核对证书真假。不签名就不印二维码。"))
        field: QLineEdit = PinEdit(self.tr("证书钥匙口令"))
        field.setObjectName("key_passphrase")
        field.setMaximumWidth(420)
        dialog.add_widget(Caption(self.tr("证书钥匙口令")))
        dialog.add_widget(field)
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("bare", self.tr("不印二维码")))
        sign = dialog.add_answer(Answer("sign", self.tr("签名"), primary=True))
        field.returnPressed.connect(sign.click)

        def chosen(key: str) -> None:
            if key == "bare":
                self.prepare(replace(batch, key=""), then)
            elif key == "sign":
                self.prepare(replace(batch, passphrase=field.text()), then)

        dialog.chosen.connect(chosen)
        dialog.open()
        field.setFocus()

    # one PDF

    def ask_export(self, batch: Batch) -> None:
        """Ask where the PDF goes, then make it."""
        last = self._page.desk.settings.last_folder
        folder = Path(last) if last else Path.home()
        suggested = str(folder / self.tr("{trade}-证书.pdf").format(trade=batch.name))
        name, _ = QFileDialog.getSaveFileName(self._page, self.tr("证书存成一份 PDF"), suggested, "PDF (*.pdf)")
        if name:
            self.export(batch, Path(name))

    def export(self, batch: Batch, path: Path) -> None:
        """The whole batch as one PDF."""
        self.prepare(batch, partial(self._export, path))

    def _export(self, path: Path, batch: Batch, by: Actor) -> None:
        page, contest = self._page, self._page.desk.contest
        if contest is None:
            return
        store, now = contest.store, page.desk.now

        def work(progress: Progress) -> Printed:
            from app.services.certificates import print_certificates  # here: see Batch.order
            from app.services.certificates_view import batch_signer

            def told(done: int, total: int, name: str) -> bool:
                try:
                    progress(done, total, name)
                except Cancelled:
                    return False  # the pages done stay, and the ledger says which
                return True

            signer = batch_signer(store, batch.passphrase, now())
            order = batch.order(batch.entries)
            return print_certificates(store, path, order, by=by, at=now(), signer=signer, progress=told)

        running = page.desk.operations.run_long(work, partial(self._exported, path), owner=page, store=True)
        page.long_work.emit(self.tr("正在生成证书"), running)

    def _exported(self, path: Path, done: Printed) -> None:
        self._page.desk.change_settings(last_folder=str(path.parent))
        if done.left:
            text = self.tr("停下了：应打 {expected} = 已打 {printed} + 未打 {left}。已打的在 {path}。")
            kind = News.WARNING
        else:
            text, kind = self.tr("{printed} 张证书已存到 {path}"), News.DONE
        self._page.say(text.format(expected=done.expected, printed=done.printed, left=done.left, path=path), kind=kind)

    # a PDF for everybody

    def ask_export_each(self, batch: Batch) -> None:
        """Ask for the folder the PDFs go into, then make them."""
        last = self._page.desk.settings.last_folder
        folder = QFileDialog.getExistingDirectory(self._page, self.tr("每人一份 PDF 存到哪个文件夹"), last)
        if folder:
            self.export_each(batch, Path(folder))

    def export_each(self, batch: Batch, folder: Path) -> None:
        """A file for everybody, called by entry number and name."""
        self.prepare(batch, partial(self._export_each, folder))

    def _export_each(self, folder: Path, batch: Batch, by: Actor) -> None:
        page, contest = self._page, self._page.desk.contest
        if contest is None:
            return
        store, now, count = contest.store, page.desk.now, len(batch.entries)

        def work(progress: Progress) -> int:
            from app.services.certificates import print_certificates  # here: see Batch.order
            from app.services.certificates_view import batch_signer

            signer = batch_signer(store, batch.passphrase, now())
            for done, entry in enumerate(batch.entries):
                try:
                    progress(done, count, entry)
                except Cancelled:
                    return done  # the files made stay, and the ledger says which
                path = folder / f"{stem_of(entry, batch.names.get(entry, ''))}.pdf"
                print_certificates(store, path, batch.order((entry,)), by=by, at=now(), signer=signer)
            return count

        def refused(error: AppError) -> None:
            from app.changes import Change, Kind  # here: only to tell the other pages

            page.desk.operations.changed.emit(Change(frozenset({Kind.CERTIFICATES})))  # the files before it are entered
            page.desk.operations.refused.emit(error)

        done = partial(self._exported_each, folder, count)
        running = page.desk.operations.run_long(work, done, refused, owner=page, store=True)
        page.long_work.emit(self.tr("正在生成证书"), running)

    def _exported_each(self, folder: Path, count: int, made: int) -> None:
        from app.changes import Change, Kind  # here: only to tell the other pages

        self._page.desk.change_settings(last_folder=str(folder))
        self._page.desk.operations.changed.emit(Change(frozenset({Kind.CERTIFICATES})))
        if made == count:
            self._page.say(self.tr("{count} 份证书已存到 {folder}").format(count=count, folder=folder))
        else:
            text = self.tr("停下了：应打 {expected} = 已打 {printed} + 未打 {left}。已打的在 {path}。")
            told = text.format(expected=count, printed=made, left=count - made, path=folder)
            self._page.say(told, kind=News.WARNING)

    # paper

    def print_batch(self, batch: Batch) -> None:
        """Ask for the printer, then print sheet by sheet."""
        self.prepare(batch, self._print_batch)

    def _print_batch(self, batch: Batch, by: Actor) -> None:
        page, contest = self._page, self._page.desk.contest
        if contest is None:
            return
        title = self.tr("{trade} 证书").format(trade=batch.name)
        printer = self._printer(batch, title)
        if printer is None:
            return
        store, now = contest.store, page.desk.now

        def fetch(number: int) -> tuple[bytes, int]:
            from app.services.certificates import print_certificates  # here: see Batch.order
            from app.services.certificates_view import batch_signer

            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "certificate.pdf"
                signer = batch_signer(store, batch.passphrase, now())
                order = batch.order((batch.entries[number],))
                print_certificates(store, path, order, by=by, at=now(), signer=signer)
                return path.read_bytes(), 0

        count = len(batch.entries)
        progress = Progress()
        run = PrintRun(
            page.desk.operations,
            printer,
            count,
            fetch,
            partial(self._printed, progress, count),
            lambda done: progress.advanced.emit(done, count, "", None),
            page,
            partial(self._gone, progress, batch),
            self.there,
            apart=True,
        )
        progress.stop_wanted.connect(run.stop)
        page.long_work.emit(self.tr("正在打印证书"), progress)
        run.start()

    def _printed(self, progress: Progress, count: int, printed: int) -> None:
        from app.changes import Change, Kind  # here: only to tell the other pages

        progress.over.emit()
        self._page.desk.operations.changed.emit(Change(frozenset({Kind.CERTIFICATES})))
        if not count:
            return
        text = self.tr("应打 {count} = 已打 {printed} + 未打 {left}。")
        kind = News.DONE if printed == count else News.WARNING
        self._page.say(text.format(count=count, printed=printed, left=count - printed), kind=kind)

    def _printer(self, batch: Batch, title: str) -> QPrinter | None:
        """The printer the person chose: sheets for pre-printed stock go only to the one that was set up for them."""
        printer = choose_printer(self._page, *batch.size, title, batch.profile.printer)
        if printer is None:
            return None
        single_sheets(printer)
        name = printer.printerName()
        if batch.overprint and name and not printer.outputFileName() and name != batch.profile.printer:
            text = self.tr("偏差是按“{known}”调的，刚才选的是“{chosen}”，没有打。请在右边先选好打印机。")
            self._page.say(text.format(known=batch.profile.printer, chosen=name), kind=News.WARNING)
            return None
        return printer

    def _gone(self, progress: Progress, batch: Batch, printed: int) -> None:
        """The printer does not answer any more: say what is on paper, offer to go on or to keep the rest as a PDF."""
        self._printed(progress, 0, printed)
        count, left = len(batch.entries), replace(batch, entries=batch.entries[printed:])
        dialog = Question(self._page)
        dialog.setObjectName("printer_gone")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = self.tr(
            "应打 {count} = 已打 {printed} + 未打 {left}。已打的已记账，编号不会再用；下一张还没有编号，也没有打。"
        )
        entries = batch.entries
        things = []
        if printed:
            span = entries[0] if printed == 1 else f"{entries[0]} … {entries[printed - 1]}"
            things.append(self.tr("已打：{entries}").format(entries=span))
        things.append(self.tr("接下来该打：{entry}").format(entry=entries[printed]))
        dialog.ask(
            self.tr("打印机“{name}”不见了").format(name=batch.profile.printer),
            text.format(count=count, printed=printed, left=count - printed),
            things,
        )
        dialog.add_answer(Answer("stop", self.tr("先停下"), safe=True))
        dialog.add_answer(Answer("pdf", self.tr("改为存 PDF")))
        dialog.add_answer(Answer("on", self.tr("继续"), primary=True))
        acts = {"on": lambda: self.print_batch(left), "pdf": lambda: self.ask_export(left)}
        dialog.chosen.connect(lambda key: acts[key]() if key in acts else None)
        dialog.open()

    def trial(self, batch: Batch, judged: Callable[[], None]) -> None:
        """One sheet without a number; then ask whether it lies right."""
        page, contest = self._page, self._page.desk.contest
        if contest is None or not batch.entries:
            return
        printer = self._printer(batch, self.tr("试打"))
        if printer is None:
            return
        store, entry = contest.store, batch.entries[0]

        def fetch(_number: int) -> tuple[bytes, int]:
            from app.services.certificates import preview  # here: see Batch.order

            order = batch.order((entry,))
            return preview(store, batch.trade, entry, batch.layout, batch.overprint, order.profile), 0

        over = partial(self._ask_judgement, judged)
        PrintRun(page.desk.operations, printer, 1, fetch, over, parent=page, there=self.there, apart=True).start()

    def _ask_judgement(self, judged: Callable[[], None], printed: int) -> None:
        if not printed:
            self._page.say(self.tr("打印机没有收下试打的纸。"), kind=News.WARNING)
            return
        dialog = Question(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ask(self.tr("试打的这张对准了吗？"), self.tr("和预印纸叠起对光看，各处偏差不超过 0.5 mm 才算对准。"))
        dialog.add_answer(Answer("adjust", self.tr("还要调"), safe=True))
        dialog.add_answer(Answer("good", self.tr("对准了"), primary=True))
        dialog.chosen.connect(lambda key: judged() if key == "good" else None)
        dialog.open()


def stem_of(entry: str, name: str) -> str:
    """What the file of one person is called: entry number and name, without what a file name cannot bear."""
    return file_stem(f"{entry} {name}") or "certificate"
