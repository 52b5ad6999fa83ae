"""The printers of this computer, for the certificates page: which is chosen, its numbers, the calibration page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.services.papers_common import local
from ui import printer_profiles
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.question import Answer, Question
from ui.pages.certificates_side import CertificatesSide
from ui.pages.page import Page
from ui.printer_profiles import Key, Profile
from ui.printing import printer_names

if TYPE_CHECKING:
    from app.documents.certificate import PrinterProfile


class Printers(QObject):
    """The profiles kept here and the one in hand. `changed` when anything of it is another."""

    changed = Signal()

    def __init__(self, page: Page, side: CertificatesSide) -> None:
        super().__init__(page)
        self._page, self._side = page, side
        self.names: tuple[str, ...] | None = None
        self.kept: dict[Key, Profile] = {}
        self.now = Profile()
        self._picked = False
        self._keep = QTimer(self, singleShot=True, interval=600)
        self._keep.timeout.connect(self.save)
        side.profile_chosen.connect(self._pick)
        side.number_changed.connect(lambda field, value: self.put(self.now.changed(field, value)))
        side.other.clicked.connect(self.ask_paper)
        side.readings.clicked.connect(self.ask_readings)
        run = page.desk.operations.run
        run(printer_profiles.load, self.know_profiles, owner=self, quiet=True, aside=True)
        run(printer_names, self.know_printers, owner=self, quiet=True, aside=True)

    # what there is

    def know_profiles(self, profiles: dict[Key, Profile]) -> None:
        """These were kept."""
        self.kept = {**profiles, **self.kept}
        self._offer()

    def know_printers(self, names: tuple[str, ...]) -> None:
        """These printers are there."""
        self.names = names
        self._offer()

    def why_not(self, tried: bool) -> str:
        """Why nothing can be printed now, "" when it can; `tried`: a trial sheet of today lies right."""
        if self.names is None:
            return self.tr("正在找打印机…")
        if not self.names:
            return self.tr("这台电脑没有装打印机。可以导出 PDF，到有打印机的电脑上按 100 % 打印。")
        if not self.now.printer:
            return self.tr("现在选的是导出 PDF；要打印，先在上面选打印机。")
        return "" if tried else self.tr("这台打印机今天还没试打。先试打 1 张 (F5)。")

    def _offer(self) -> None:
        names = self.names or ()
        known = sorted((one for one in self.kept.values() if one.printer), key=lambda one: one.key)
        known.sort(key=lambda one: (one.printer not in names, names.index(one.printer) if one.printer in names else 0))
        fresh = [Profile(name) for name in names if all(one.printer != name for one in known)]
        offered = [*(one for one in known if one.printer in names), *fresh]
        offered += [one for one in known if one.printer not in names]
        if self._picked and all(one.key != self.now.key for one in offered) and self.now.printer:
            offered.insert(0, self.now)
        current = self.now.key if self._picked else offered[0].key if offered else Profile().key
        self._side.show_printers(offered, current)
        self._take(current)

    def _pick(self, key: Key) -> None:
        self._picked = True  # from now on a printer that turns up does not take its place
        self._take(key)

    def _take(self, key: Key) -> None:
        self.now = self.kept.get(key, Profile(*key))
        self._side.show_profile(self.now)
        self.changed.emit()

    # its numbers

    def put(self, profile: Profile) -> None:
        """The profile in hand has these numbers now."""
        self.now = profile
        self.kept[profile.key] = profile
        self._side.show_profile(profile)
        self._keep.start()
        self.changed.emit()

    def save(self) -> None:
        """Keep all profiles on this computer."""
        kept = dict(self.kept)
        self._page.desk.operations.run(lambda: printer_profiles.save(kept), quiet=True, aside=True)

    def ask_paper(self) -> None:
        """Ask for the tray and the paper the numbers are for."""
        from ui.dialogs.printer_profile import PaperOfPrinter  # here: it brings the fonts along

        dialog = PaperOfPrinter(self.names or (), self.now, self.now.key in self.kept, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self._given)
        dialog.chosen.connect(lambda key: self.ask_forget() if key == "forget" else None)
        dialog.open()

    def _given(self, printer: str, tray: str, paper: str) -> None:
        self._picked = True
        key = (printer, tray, paper)
        self.now = self.kept.setdefault(key, Profile(*key))
        self._keep.start()
        self._offer()

    def ask_forget(self) -> None:
        """Ask whether the numbers in hand are to be forgotten."""
        dialog = Question(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ask(
            self.tr("忘掉“{name}”的偏差？").format(name=self._side.profile_words(self.now)),
            self.tr("以后再用它要重新校准。打过的证书和记录不变。"),
        )
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("forget", self.tr("忘掉"), primary=True))
        dialog.chosen.connect(lambda key: self.forget() if key == "forget" else None)
        dialog.open()

    def forget(self) -> None:
        """Forget the profile in hand."""
        self.kept.pop(self.now.key, None)
        self._picked = False
        self._keep.start()
        self._offer()

    # calibration

    def ask_readings(self) -> None:
        """Ask what was read off the calibration page."""
        from ui.dialogs.printer_profile import ReadingsDialog  # here: see above

        dialog = ReadingsDialog(*self._side.paper, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(self.take_readings)
        dialog.open()

    def take_readings(self, found: PrinterProfile) -> None:
        """Take over what a calibration page told of the printer."""
        numbers = {name: getattr(found, name) for name in printer_profiles.NUMBERS}
        self.put(self.now.measured(**numbers))

    def calibrate(self, width: float, height: float, corrected: bool = False) -> None:
        """Show the calibration page for paper of that size in mm: as it is, to measure the printer, or `corrected` by
        the numbers in hand, to see whether they are right."""
        person, at = self._page.desk.person, self._page.desk.now()
        printer = self.now.printer or self.tr("（未选打印机）")
        tray = " · ".join(part for part in (self.now.tray, self.now.paper) if part) or "—"
        by, profile = person.name if person else "", self.now if corrected else None

        def act() -> bytes:
            from app.services.certificates_view import calibration  # here: it brings the fonts along

            return calibration(
                width, height, printer, tray, by, at, deviation(profile) if profile is not None else None
            )

        self._page.desk.operations.run(act, partial(self._show_page, corrected), owner=self)

    def _show_page(self, corrected: bool, pdf: bytes) -> None:
        title = self.tr("验证页") if corrected else self.tr("校准页")
        page, last = self._page, self._page.desk.settings.last_folder
        folder = Path(last) if last else Path.home()
        write = partial(_write, pdf)
        dialog = PaperDialog(page.desk.operations, title, pdf, str(folder / f"{title}.pdf"), write, page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(lambda path: page.say(self.tr("{title}已存到 {path}").format(title=title, path=path)))
        if not corrected:
            dialog.kept.connect(lambda _path: self._calibrated())
            dialog.printed.connect(lambda pages: self._calibrated() if pages else None)
        dialog.open()

    def _calibrated(self) -> None:
        at = local(self._page.desk.now())
        self.put(replace(self.now, calibrated=at.strftime("%Y-%m-%d %H:%M")))


def deviation(profile: Profile) -> PrinterProfile:
    """The same for the press, which undoes it."""
    from app.documents.calibration import Deviation  # here: fonts and the press are loaded on first use

    return Deviation(profile.right, profile.down, profile.scale_x, profile.scale_y, profile.turn)


def _write(pdf: bytes, path: Path) -> None:
    from app.tables.files import write_whole  # here: only when a page is kept

    write_whole(path, pdf)
