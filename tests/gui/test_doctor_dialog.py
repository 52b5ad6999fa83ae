"""自检 in the window: ten large lines, what to do below them, and an export that names nobody."""

from __future__ import annotations

import getpass
import json
import platform
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

import resources
from app.errors import WorldFailure
from app.services import doctor, doctor_report
from app.services.filecheck import Checked, Level
from tests.factories import later
from tests.gui.played import Late
from tests.gui.played import late as late
from tests.trust_kit import forge
from ui.clock import local
from ui.desk import Desk
from ui.dialogs.doctor import DoctorDialog


def test_the_open_contest_is_examined_and_told_in_large_lines(qtbot: QtBot, late: Late) -> None:
    dialog = DoctorDialog(late.desk)
    qtbot.addWidget(dialog)
    keys = [row.row.key for row in dialog.rows]
    assert keys == [
        "program", "parts", "fonts", "system", "disk", "clock", "file", "record", "personal", "codes",
    ]  # fmt: skip
    found = {row.row.key: row for row in dialog.rows}
    assert found["program"].value.text().startswith("匠评 0.")
    assert found["fonts"].value.text() == "6 / 6 个完好"
    assert found["file"].row.level is Level.OK and found["file"].row.good == found["file"].row.count > 5
    assert all(row.advice for row in dialog.rows if row.row.level is not Level.OK)
    assert dialog.report is not None and dialog.report.ok


def test_without_a_contest_it_says_so_and_a_fault_has_its_advice(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = resources.data

    def data(name: str) -> bytes:
        if name.endswith("VenueKaiSC-Regular.ttf"):
            raise FileNotFoundError(name)
        return real(name)

    monkeypatch.setattr(resources, "data", data)
    dialog = DoctorDialog(desk)
    qtbot.addWidget(dialog)
    found = {row.row.key: row for row in dialog.rows}
    assert found["file"].value.text() == "没有打开竞赛"
    assert found["fonts"].row.level is Level.FAIL and found["fonts"].value.text() == "5 / 6 个完好"
    assert "VenueKaiSC" in found["fonts"].advice
    assert dialog.report is not None and dialog.report.summary().startswith("有 1 件事要处理")


@pytest.mark.parametrize("ending", [".txt", ".json"])
def test_the_export_names_nobody(
    qtbot: QtBot, late: Late, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    home = tmp_path / "home" / "wangjianguo"
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(getpass, "getuser", lambda: "wangjianguo")
    monkeypatch.setattr(platform, "node", lambda: "PC-WANG")
    monkeypatch.setattr(platform, "platform", lambda: f"Linux on PC-WANG in {home}/x of wangjianguo")
    folder = str(home / "2026 省赛焊工")
    little = WorldFailure("files.little_space", free=120, folder=folder)
    monkeypatch.setattr(doctor, "check_space", lambda _folder: Checked("space", Level.WARN, little))
    dialog = DoctorDialog(late.desk)
    qtbot.addWidget(dialog)
    file = tmp_path / f"report{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    dialog.buttons["export"].click()
    text = file.read_text("utf-8")
    for secret in ("wangjianguo", "PC-WANG", "省赛", str(home), late.store.path.name, late.store.path.stem, "甘肃"):
        assert secret not in text, secret
    assert ("in ~/x" in text and "120 MB" in text and "files.little_space" in text) or ending == ".txt"
    if ending == ".json":
        assert json.loads(text)["format"] == doctor_report.FORMAT
    assert file.name in dialog._text.text()


def test_a_changed_file_is_told_without_its_content(demo_file: Path, tmp_path: Path) -> None:
    forge(demo_file, "UPDATE mark SET value = value + 500 WHERE id = 1")
    found = doctor_report.report(doctor.examine(demo_file, later(0)), later(0))
    row = next(row for row in found.rows if row.key == "file")
    assert row.level is Level.FAIL and row.good < row.count and not found.ok
    text = doctor_report.as_text(found)
    assert "files." not in text and str(demo_file) not in text and demo_file.name not in text
    with pytest.raises(WorldFailure) as failure:
        doctor_report.write(found, tmp_path / "none" / "report.txt")
    assert failure.value.code == "doctor.not_written"


def test_the_clock_says_its_zone_and_is_that_of_the_status_bar(tmp_path: Path) -> None:
    at = later(0)
    told = doctor_report.report(doctor.examine(None, at), at)
    clock = next(row for row in told.rows if row.key == "clock")
    assert clock.words() == f"{local(at):%Y-%m-%d %H:%M} UTC+8"
