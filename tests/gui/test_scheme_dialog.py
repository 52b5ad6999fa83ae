"""The dialog of marking schemes: versions, export, import with a look first, the chief judge's reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.contest import Round
from app.services import schemes
from app.tables.reader import read_book
from app.tables.scheme_book_cis import SHEET
from tests.gui.hall_window import WELDER, Afternoon, Hall
from ui.dialogs.scheme import SchemeDialog
from ui.pages.contest_page import ContestPage
from ui.pages.present import Present


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Afternoon:
    return Afternoon(tmp_path_factory.mktemp("afternoon"))


@pytest.fixture
def hall(afternoon: Afternoon, tmp_path: Path, qapp: QApplication) -> Iterator[Hall]:
    store = afternoon.copy(tmp_path)
    yield Hall(store, afternoon)
    store.close()


@pytest.fixture
def dialog(hall: Hall, qtbot: QtBot) -> SchemeDialog:
    hall.sit("陈志强")
    page = ContestPage(hall.desk)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    found = SchemeDialog(hall.desk, Present(page), page)
    found.show()
    QApplication.processEvents()
    return found


def practical(hall: Hall) -> Round:
    return schemes.version(hall.store, WELDER).trade.rounds[1]


def spoil(path: Path, old: str, new: str) -> None:
    """Change one text of a workbook."""
    import zipfile

    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert any(old.encode() in data for data in parts.values())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data.replace(old.encode(), new.encode()))


def rows(view: object) -> list[list[str]]:
    model = view.table  # type: ignore[attr-defined]
    return [[column.text(model.row(n)) for column in model.columns] for n in range(model.rowCount())]


def test_it_shows_rounds_modules_and_versions(dialog: SchemeDialog, hall: Hall) -> None:
    assert "焊工评分标准" in dialog.heading.text()
    parts = rows(dialog.parts)
    assert [row[0].strip() for row in parts][:2] == ["理论", "实操"]
    assert len(parts) == 2 + len(practical(hall).modules)
    assert rows(dialog.versions)[0][0] == "第 1 版　现用"
    assert dialog.sum.accessibleName() == "各处加得到满分"


def test_a_workbook_goes_out_and_shows_no_difference_when_it_comes_back(dialog: SchemeDialog, tmp_path: Path) -> None:
    path = tmp_path / "scheme.xlsx"
    dialog.export_to(path)
    assert str(path) in dialog.heading.text()
    dialog.look_at(path)
    assert (dialog.stack.currentIndex(), rows(dialog.changes)) == (1, [])
    assert not dialog.go.isEnabled()
    assert dialog.go.reason == "与现用版完全相同。"
    dialog.back.click()
    assert dialog.stack.currentIndex() == 0
    cis = tmp_path / "cis.xlsx"
    dialog.export_to(cis, cis=True)
    assert read_book(cis)[0].name == SHEET
    assert "CIS" in dialog.heading.text()


def test_after_the_first_mark_the_chief_judge_gives_a_reason_and_a_pin(
    dialog: SchemeDialog, hall: Hall, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "scheme.xlsx"
    dialog.export_to(path)
    name = practical(hall).aspects[0].name
    spoil(path, name, f"{name}（改）")
    dialog.look_at(path)
    assert [row[1:] for row in rows(dialog.changes)] == [["改动 名称", name, f"{name}（改）"]]
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    asked = dialog.reason_dialog
    assert "已经开始评分" in asked.windowTitle()
    asked.buttons["change"].click()
    assert asked.refusal.text() == "还没有写理由。请选一条或写一句。"
    assert schemes.version(hall.store, WELDER).number == 1
    asked.words.setText("图纸更正")
    asked.pin.setText(hall.afternoon.pin(asked.name.currentData()))
    told: list[str] = []
    dialog.told.connect(told.append)
    asked.buttons["change"].click()
    newest = schemes.version(hall.store, WELDER)
    assert (newest.number, newest.why, practical(hall).aspects[0].name) == (2, "图纸更正", f"{name}（改）")
    assert told and "第 2 版" in told[0]
    assert [row[0] for row in rows(dialog.versions)] == ["第 2 版　现用", "第 1 版"]
    dialog.versions.setCurrentIndex(dialog.versions.table.index(1, 0))
    qtbot.keyClick(dialog.versions, Qt.Key.Key_Return)
    assert dialog.stack.currentIndex() == 1
    assert "第 1 版 → 现用第 2 版：1 处不同" in dialog.heading.text()
    assert not dialog.go.isVisible()


def test_every_bad_cell_is_listed_and_nothing_can_be_stored(dialog: SchemeDialog, hall: Hall, tmp_path: Path) -> None:
    path = tmp_path / "scheme.xlsx"
    dialog.export_to(path)
    spoil(path, ">打分<", ">打个分<")
    dialog.look_at(path)
    listed = rows(dialog.issues)
    assert listed and all("实操!D" in row[1] and "打个分" in row[1] for row in listed)
    assert not dialog.go.isEnabled()
    assert "什么也没有改变" in dialog.heading.text()
    assert dialog.refusal.text()
    assert schemes.version(hall.store, WELDER).number == 1


def test_marks_without_a_place_need_a_word_before_it_is_stored(
    dialog: SchemeDialog, hall: Hall, tmp_path: Path
) -> None:
    path = tmp_path / "scheme.xlsx"
    dialog.export_to(path)
    spoil(path, "<t>A1</t>", "<t>A99</t>")
    dialog.look_at(path)
    assert any("A1" in row[1] for row in rows(dialog.issues))
    assert dialog.go.reason == "先说明用不上的评分怎么办。"
    dialog.aside.setChecked(True)
    assert dialog.go.isEnabled()
    dialog.aside.setChecked(False)
    assert not dialog.go.isEnabled()


def test_marks_can_go_to_an_aspect_that_is_new(dialog: SchemeDialog, hall: Hall, tmp_path: Path) -> None:
    path = tmp_path / "scheme.xlsx"
    dialog.export_to(path)
    spoil(path, "<t>A1</t>", "<t>A99</t>")
    dialog.look_at(path)
    box = dialog.fate.boxes["practical/A1"]
    assert dialog.fate.isVisibleTo(dialog)
    box.setCurrentIndex(box.findData("A99"))
    box.activated.emit(box.currentIndex())
    assert dialog.fate.carry() == {"practical/A1": "A99"}
    assert dialog.go.isEnabled()
    dialog._change(hall.people["陈志强"], "改编号")
    assert dialog.refusal.text() == ""
    assert schemes.version(hall.store, WELDER).number == 2


def test_the_settings_open_it(hall: Hall, qtbot: QtBot) -> None:
    hall.sit("陈志强")
    page = ContestPage(hall.desk)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    page.show()
    page.show_setup("scheme")
    assert page.setup_view is not None
    files = page.setup_view.scheme.files
    qtbot.waitUntil(files.isVisible)
    qtbot.mouseClick(files, Qt.MouseButton.LeftButton)
    found = page.findChild(SchemeDialog, "scheme_dialog")
    assert found is not None and found.isVisible()
    qtbot.keyClick(found, Qt.Key.Key_Escape)
    assert not found.isVisible()
