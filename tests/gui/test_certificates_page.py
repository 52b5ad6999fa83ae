"""The certificates page: who is listed, the very page on screen, offsets, the batch as PDF and through a printer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import paths
from app.documents.render import page_sizes
from app.domain.roles import Role
from app.services.certificates_view import calibration, certificates_view
from tests.gui.played import ELECTRIC, FITTING, Late
from tests.gui.played import late as late
from ui import printer_profiles
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.people import LoginDialog, ReasonDialog
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
    acts = [act for act in late.acts() if act != "rows.sealed"]  # signing the codes touches the rows once more
    assert acts[-2:] == ["certificate.issued", "certificate.printed"]


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
    assert dialog.name.currentData() == late.people[Role.CERTIFICATE_CLERK].name
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
