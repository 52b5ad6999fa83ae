"""The certificates page: who is listed, the very page on screen, offsets, the batch as PDF and through a printer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import paths
from app.documents.render import PageImage, page_sizes, render_page
from app.domain.roles import Role
from app.services.certificates_view import calibration, certificates_view
from tests.gui.played import ELECTRIC, FITTING, Late
from tests.gui.played import late as late
from ui import printer_profiles, printing
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.people import LoginDialog, ReasonDialog
from ui.dialogs.printer_profile import ReadingsDialog
from ui.dialogs.question import Question
from ui.operations import Operations
from ui.pages import certificates_acts
from ui.pages.certificates_page import CertificatesPage
from ui.printer_profiles import Profile
from ui.printing import PrintRun
from ui.widgets.page_preview import PagePreview, Spot


@pytest.fixture
def page(qtbot: QtBot, late: Late) -> CertificatesPage:
    late.sit(Role.CERTIFICATE_CLERK)
    late.desk.choose_trade(ELECTRIC)
    made = CertificatesPage(late.desk)
    qtbot.addWidget(made)
    late.desk.operations.changed.connect(made.stale)
    late.desk.trade_changed.connect(made.grow_old)
    made.resize(1180, 600)
    made.show()
    made.activate()
    return made


def dialog_of(page: QWidget, kind: type[QWidget]) -> QWidget:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert found
    return found[-1]


def test_the_winners_are_listed_and_ticked(page: CertificatesPage) -> None:
    assert [line.name for line in page.winners.lines][:3] == ["贾子轩", "古丽努尔·艾合买提", "才让卓玛"]
    assert page.count.text() == "15 人"
    assert len(page.winners.chosen) == 15
    assert page.state.accessibleName() == "名次已确认，名单不会变"
    assert page.all.checkState() is Qt.CheckState.Checked
    assert page.number.text() == "第 1 / 15 张"
    spoken = str(page.winners.data(page.winners.index(0, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "DG21，贾子轩，一等奖，没有打"


def test_a_trade_without_final_places_says_what_to_do(page: CertificatesPage, late: Late) -> None:
    late.desk.choose_trade(FITTING)
    assert page.stack.currentIndex() == 0
    assert page.empty.detail.text() == "装配钳工的成绩还没锁定，没有排名。请裁判长和监督先签字锁定。"
    page.empty_verb.click()
    assert late.gone == ["ranking"]


def test_names_are_not_for_everybody(page: CertificatesPage, late: Late) -> None:
    late.sit(Role.RECORDER)
    assert page.empty.sentence.text() == "录分员不能看获奖名单。"


def test_space_and_a_click_on_the_box_tick(page: CertificatesPage, qtbot: QtBot) -> None:
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert "DG21" not in page.winners.chosen
    assert page.export.text() == "导出 14 张 PDF"
    assert page.all.checkState() is Qt.CheckState.PartiallyChecked
    rect = page.list.visualRect(page.winners.index(1, 0))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(20, 18))
    assert "DG03" not in page.winners.chosen
    page.all.click()
    assert len(page.winners.chosen) == 15
    page.all.click()
    assert page.winners.chosen == set()
    assert page.export.reason == "还没有选人。"


def test_the_preview_is_the_pdf_over_the_faded_stock(page: CertificatesPage) -> None:
    preview = page.preview
    assert preview.drawn
    assert preview._last is not None
    assert preview._last_under is not None
    assert {spot.key for spot in preview._spots} >= {"姓名框", "奖项框", "二维码框"}
    assert page.side.box_place.text() == "48.0, 77.0 · 48 × 14 mm"
    page.mode._choose("whole")
    assert preview._last_under is None  # the whole page brings its own background
    assert preview._spots == ()
    assert page.crumbs() == ("电工", "整张打印")


def test_page_keys_turn_and_long_names_are_pointed_out(page: CertificatesPage) -> None:
    assert not page.before.isEnabled()
    page.after.click()
    assert page.number.text() == "第 2 / 15 张"
    assert page.side.warning.accessibleName() == "古丽努尔·艾合买提的“姓名框”太长，已缩到 16.25 磅、1 行，请看一眼。"
    page.before.click()
    assert page.side.warning.accessibleName() == ""
    assert not page.side.warning.isVisible()


def test_a_box_is_picked_where_it_is_clicked(qtbot: QtBot) -> None:
    preview = PagePreview(Operations(threaded=False), "x")
    qtbot.addWidget(preview)
    preview.resize(600, 450)
    preview.set_page_size(297, 210)
    preview.show_spots([Spot("大", 10, 10, 200, 100), Spot("小", 50, 50, 20, 20)])
    inside = preview._place(Spot("", 60, 60, 0, 0)).topLeft()
    with qtbot.waitSignal(preview.picked) as picked:
        qtbot.mouseClick(preview, Qt.MouseButton.LeftButton, pos=QPointF(inside).toPoint())
    assert picked.args == ["小"]


def test_without_a_printer_the_pdf_is_offered(page: CertificatesPage) -> None:
    assert page.print.reason == "这台电脑没有装打印机。可以导出 PDF，到有打印机的电脑上按 100 % 打印。"
    assert page.note.text() == page.print.reason
    assert page.export.isEnabled()


def test_a_batch_becomes_one_pdf_with_numbers_and_codes(page: CertificatesPage, late: Late, tmp_path: Path) -> None:
    told: list[str] = []
    page.told.connect(lambda message: told.append(message.text))
    out = tmp_path / "certificates.pdf"
    page.acts.export(page.batch(), out)
    assert len(page_sizes(out.read_bytes())) == 15
    assert told == [f"15 张证书已存到 {out}"]
    assert [line.state for line in page.winners.lines] == ["printed"] * 15
    assert page.winners.lines[0].serial.endswith("DG-0001")
    assert page.winners.chosen == set()  # done with
    assert page.note.text() == "已打 15 / 15；打过的编号不会再用，重打要写原因。"
    assert late.acts()[-2:] == ["certificate.issued", "certificate.printed"]
    assert "rows.sealed" not in late.acts()  # a whole day without a row changed behind its entry


def test_printing_again_asks_why_and_keeps_the_number(page: CertificatesPage, tmp_path: Path) -> None:
    page.acts.export(page.batch(), tmp_path / "one.pdf")
    serial = page.winners.lines[0].serial
    page.winners.tick(0)
    page.acts.export(page.batch(), tmp_path / "two.pdf")
    dialog = dialog_of(page, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    assert not (tmp_path / "two.pdf").exists()
    dialog.words.setPlainText("打偏了")
    dialog.buttons["give"].click()
    assert len(page_sizes((tmp_path / "two.pdf").read_bytes())) == 1
    assert (page.winners.lines[0].serial, page.winners.lines[0].prints) == (serial, 2)


def test_who_may_not_issue_is_asked_for_somebody_who_may(page: CertificatesPage, late: Late, tmp_path: Path) -> None:
    late.sit(Role.CHIEF_JUDGE)
    page.acts.export(page.batch(), tmp_path / "certificates.pdf")
    dialog = dialog_of(page, LoginDialog)
    assert isinstance(dialog, LoginDialog)
    assert dialog.names.current() == late.people[Role.CERTIFICATE_CLERK].name
    assert not (tmp_path / "certificates.pdf").exists()
    dialog.buttons["enter"].click()
    assert (tmp_path / "certificates.pdf").exists()


def test_a_printer_must_be_tried_today_with_these_numbers(page: CertificatesPage, late: Late) -> None:
    page.printers.know_printers(("HP M403",))
    assert page.printers.now.key == ("HP M403", "", "")
    assert page.print.reason == "这台打印机今天还没试打。先试打 1 张 (F5)。"
    page.printers.put(page.printers.now.judged_good(late.desk.now().date()))
    assert page.print.reason == ""
    page.side.numbers["right"].setValue(1.5)
    assert page.printers.now.right == 1.5
    assert page.print.reason == "这台打印机今天还没试打。先试打 1 张 (F5)。"
    page.printers.save()
    assert printer_profiles.load()[("HP M403", "", "")].right == 1.5
    order = page.batch().order(("DG21",))
    assert (order.profile.right, order.overprint, order.entries) == (1.5, True, ("DG21",))


def test_whole_certificates_leave_the_offsets_alone(page: CertificatesPage) -> None:
    page.printers.know_printers(("HP M403",))
    page.side.numbers["down"].setValue(-2.0)
    page.mode._choose("whole")
    assert page.batch().profile.down == 0.0


def test_sheets_go_to_the_printer_one_by_one(
    page: CertificatesPage, late: Late, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "paper.pdf"

    def choose(*_args: object) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return printer

    monkeypatch.setattr(certificates_acts, "choose_printer", choose)
    told: list[str] = []
    page.told.connect(lambda message: told.append(message.text))
    page.winners.tick_all(False)
    page.winners.tick(0)
    page.winners.tick(2)
    page.acts.print_batch(page.batch())
    assert told == ["应打 2 = 已打 2 + 未打 0。"]
    assert len(page_sizes(out.read_bytes())) == 2
    assert [line.state for line in page.winners.lines[:3]] == ["printed", "new", "printed"]
    assert late.acts().count("certificate.printed") == 2  # the ledger follows the paper


def into(out: Path) -> QPrinter:
    """A printer whose sheets go into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    return printer


class Sheets(QPrinter):
    """A printer of jobs: every job is a file of its own. `takes`: how many it takes before it is unplugged."""

    def __init__(self, folder: Path, takes: int) -> None:
        super().__init__(QPrinter.PrinterMode.ScreenResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.folder, self.left, self.jobs = folder, takes, 0

    def printerName(self) -> str:
        return "HP M403"

    def outputFileName(self) -> str:
        return ""  # as a real one says

    def there(self, _name: str) -> bool:
        if not self.left:
            return False
        self.left, self.jobs = self.left - 1, self.jobs + 1
        self.setOutputFileName(str(self.folder / f"job-{self.jobs}.pdf"))
        return True


def test_a_printer_that_is_gone_costs_no_number_and_offers_to_go_on(
    page: CertificatesPage, late: Late, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = Sheets(tmp_path, 2)
    monkeypatch.setattr(certificates_acts, "choose_printer", lambda *_args: printer)
    page.acts.there = printer.there
    page.printers.know_printers(("HP M403",))
    page.winners.tick_all(False)
    for row in range(4):
        page.winners.tick(row)
    page.acts.print_batch(page.batch())
    assert [line.state for line in page.winners.lines[:4]] == ["printed", "printed", "new", "new"]
    assert sorted(path.name for path in tmp_path.glob("job-*.pdf")) == ["job-1.pdf", "job-2.pdf"]
    dialog = dialog_of(page, Question)
    assert isinstance(dialog, Question)
    assert dialog._text.text().startswith("应打 4 = 已打 2 + 未打 2。")
    assert list(dialog.buttons) == ["stop", "pdf", "on"]
    printer.left = 9
    dialog.buttons["on"].click()
    assert [line.state for line in page.winners.lines[:4]] == ["printed"] * 4
    assert [line.prints for line in page.winners.lines[:4]] == [1, 1, 1, 1]  # none is a reprint


def test_sheets_for_the_stock_go_only_to_the_printer_that_was_set_up(
    page: CertificatesPage, late: Late, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates_acts, "choose_printer", lambda *_args: Sheets(tmp_path, 9))
    told: list[str] = []
    page.told.connect(lambda message: told.append(message.text))
    page.printers.know_printers(("另一台",))
    page.acts.print_batch(page.batch())
    assert told == ["偏差是按“另一台”调的，刚才选的是“HP M403”，没有打。请在右边先选好打印机。"]
    assert "certificate.printed" not in late.acts()


def test_a_sheet_leaves_at_its_real_size_and_place(qtbot: QtBot, tmp_path: Path) -> None:
    """Read back from what the printer got: the calibration page's marks lie within a tenth of a millimetre."""
    pdf = calibration(297, 210, "P", "T", "陈志强", datetime(2026, 6, 18, tzinfo=UTC))
    out = tmp_path / "x.pdf"
    printer = into(out)
    printing._set_paper(printer, 297, 210)
    printed: list[int] = []
    PrintRun(Operations(threaded=False), printer, 1, lambda _n: (pdf, 0), printed.append).start()
    assert printed == [1]
    (size,) = page_sizes(out.read_bytes())
    assert (size.width, size.height) == pytest.approx((297, 210), abs=0.2)
    dpi = 508  # a twentieth of a millimetre
    sent, got = (_ink(render_page(data, 0, dpi)) for data in (pdf, out.read_bytes()))
    assert got == pytest.approx(sent, abs=2)  # two twentieths


def _ink(picture: PageImage) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the lower right cross, in pixels of the picture."""
    image = QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_BGR888)
    per_mm = 20
    left, top = round((297 - 20 - 9.5) * per_mm), round((210 - 20 - 9.5) * per_mm)
    part = image.copy(left, top, 19 * per_mm, 19 * per_mm).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = [
        y for y in range(part.height()) if any(part.pixelColor(x, y).red() < 140 for x in range(0, part.width(), 1))
    ]
    columns = [x for x in range(part.width()) if any(part.pixelColor(x, y).red() < 140 for y in rows[::1])]
    return min(columns), min(rows), max(columns), max(rows)


def test_everybody_gets_a_file_of_their_own(page: CertificatesPage, late: Late, tmp_path: Path) -> None:
    page.winners.tick_all(False)
    page.winners.tick(0)
    page.winners.tick(1)
    page.acts.export_each(page.batch(), tmp_path)
    made = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert made == ["DG03 古丽努尔·艾合买提.pdf", "DG21 贾子轩.pdf"]
    assert all(len(page_sizes((tmp_path / name).read_bytes())) == 1 for name in made)
    assert [line.state for line in page.winners.lines[:3]] == ["printed", "printed", "new"]
    assert [action.text() for action in page.export_menu().actions()] == ["合成一份 PDF…", "每人一份 PDF…"]


def test_files_made_before_one_was_refused_show_as_printed(page: CertificatesPage, late: Late, tmp_path: Path) -> None:
    refused: list[str] = []
    late.desk.operations.refused.connect(lambda error: refused.append(error.code))
    page.winners.tick_all(False)
    page.winners.tick(0)
    page.winners.tick(1)
    second = page.winners.lines[1]
    (tmp_path / f"{certificates_acts.stem_of(second.entry, second.name)}.pdf").mkdir()  # in its way
    page.acts.export_each(page.batch(), tmp_path)
    assert refused == ["tables.not_written"]
    assert [line.state for line in page.winners.lines[:2]] == ["printed", "new"]  # and no number for the second


def test_a_file_name_bears_no_odd_signs() -> None:
    assert certificates_acts.stem_of("HG01", 'a/b:c*?"<>|\\d') == "HG01 abcd"
    assert certificates_acts.stem_of("", "...") == "certificate"


def test_printers_are_kept_by_tray_and_paper(page: CertificatesPage) -> None:
    page.printers.know_printers(("HP M403",))
    page.printers._given("HP M403", "手送纸盒", "200 g")
    page.side.numbers["right"].setValue(1.5)
    page.printers._given("HP M403", "纸盒 2", "80 g")
    assert page.printers.now.right == 0.0
    assert page.side.printer.currentText() == "HP M403 · 纸盒 2 · 80 g"
    texts = [page.side.printer.itemText(n) for n in range(page.side.printer.count())]
    assert texts == ["HP M403 · 手送纸盒 · 200 g", "HP M403 · 纸盒 2 · 80 g", "不经打印机，导出 PDF"]
    page.side.printer.activated.emit(0)
    assert page.printers.now.right == 1.5
    assert page.side.numbers["right"].text() == "+1.5 mm"
    page.printers.forget()
    assert ("HP M403", "手送纸盒", "200 g") not in page.printers.kept


def test_readings_of_the_calibration_page_become_the_numbers(page: CertificatesPage, late: Late) -> None:
    page.printers.know_printers(("HP M403",))
    page.printers.put(page.printers.now.judged_good(late.desk.now().date()))
    page.side.readings.click()
    dialog = dialog_of(page, ReadingsDialog)
    assert isinstance(dialog, ReadingsDialog)
    dialog.whole["top"].setFocus()
    QTest.keyClick(dialog.whole["top"], Qt.Key.Key_Return)  # goes on: the safe answer would drop what was typed
    assert dialog.isVisible() and not dialog.whole["top"].hasFocus()
    for key, whole, part in (("top", 1, 5), ("bottom", 1, 5), ("left", -2, 0), ("right", -3, 9)):
        dialog.whole[key].setValue(whole)
        dialog.part[key].setValue(part)
    dialog.distance["tall"].setValue(169.3)
    assert dialog.meaning.text().startswith("打印机偏右 +1.5 mm、偏下 −2.0 mm，横 100.0 %、竖 99.6 %")
    dialog.buttons["take"].click()
    now = page.printers.now
    assert (now.right, now.down, now.scale_x, now.scale_y) == (1.5, -2.0, 100.0, 99.6)
    assert not now.is_tried(late.desk.now().date())  # other numbers: another trial
    profile = page.batch().order(("DG21",)).profile
    a, _b, _c, _d, e, f = profile.matrix(297, 210)
    assert e < 0 and f < 0 and a == pytest.approx(1.0, abs=0.001)  # moved against what the printer does


def test_calibration_and_check_pages_are_offered(page: CertificatesPage) -> None:
    page.printers.know_printers(("HP M403",))
    assert not page.side.verify.isEnabled()  # nothing is corrected yet
    page.side.calibrate.click()
    dialog = dialog_of(page, PaperDialog)
    assert isinstance(dialog, PaperDialog)
    dialog.printed.emit(1)
    assert page.printers.now.calibrated
    page.side.numbers["down"].setValue(1.0)
    assert page.side.verify.isEnabled()
    page.side.verify.click()
    assert dialog_of(page, PaperDialog).windowTitle() == "验证页"


def test_a_stopped_run_prints_no_further_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    pdf = calibration(297, 210, "P", "T", "陈志强", datetime(2026, 6, 18, tzinfo=UTC))
    made: list[int] = []
    printed: list[int] = []

    def fetch(number: int) -> tuple[bytes, int]:
        made.append(number)
        return pdf, 0

    run = PrintRun(Operations(threaded=False), printer, 5, fetch, printed.append, lambda done: run.stop())
    run.start()
    assert made == [0]  # nothing is issued ahead of the paper
    assert printed == [1]


def test_the_calibration_page_has_the_size_of_the_stock(page: CertificatesPage) -> None:
    page.side.calibrate.click()
    dialog = dialog_of(page, PaperDialog)
    assert isinstance(dialog, PaperDialog)
    width, height = dialog._sizes[0]
    assert (round(width, 1), round(height, 1)) == (297.0, 210.0)


def test_profiles_keep_their_bounds_and_survive_damage(tmp_path: Path) -> None:
    today = date(2026, 6, 18)
    profile = Profile("P", "手送", "200 g").judged_good(today)
    assert profile.is_tried(today)
    assert not profile.is_tried(today + timedelta(days=1))
    assert profile.changed("right", 99.0).right == 20.0
    assert profile.changed("right", 99.0).tried == ""
    assert profile.changed("right", 0.0) is profile  # nothing changed: the trial still counts
    file = paths.ensured(tmp_path / "c") / "printers.json"
    printer_profiles.save({profile.key: profile}, file)
    assert printer_profiles.load(file) == {("P", "手送", "200 g"): profile}
    file.write_text('[{"printer": "P", "scale_x": 500, "right": true}, 7]', "utf-8")
    assert printer_profiles.load(file) == {("P", "", ""): Profile("P", scale_x=102.0)}
    file.write_text("{", "utf-8")
    assert printer_profiles.load(file) == {}


def test_the_view_tells_boxes_in_millimetres_by_layout(late: Late) -> None:
    usual = certificates_view(late.store, ELECTRIC)
    assert (usual.width, usual.height, usual.clear) == (297, 210, 10)
    name = next(box for box in usual.boxes if box.id == "姓名框")
    assert (name.x, name.y, name.w, name.h) == (48, 77, 48, 14)
    assert certificates_view(late.store, ELECTRIC, "award_plain").boxes != usual.boxes
    assert certificates_view(late.store, FITTING).lines == ()


def test_an_arrow_on_a_box_leads_into_the_designer_with_the_box_moved(qtbot: QtBot, page: CertificatesPage) -> None:
    before = next(box for box in page.view.boxes if box.id == page.preview.in_hand)  # type: ignore[union-attr]
    page.preview.setFocus()
    qtbot.keyClick(page.preview, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    designer = page.room.designer
    assert designer is not None and designer.overprint
    assert designer.document.selection == (before.id,)
    box = designer.document.element(before.id).box
    assert (box.x, box.y) == (before.x + 5.0, before.y)
    assert designer.document.undo() and designer.document.element(before.id).box.x == before.x


def test_a_sign_stands_in_for_the_code_until_the_number_is_issued(page: CertificatesPage) -> None:
    assert list(page.preview.signs.values()) == ["qr_code"]
    (code,) = page.preview.signs
    assert any(spot.key == code for spot in page.preview._spots)
