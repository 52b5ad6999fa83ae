"""The doctor looks and says what to do; it changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

import resources
from app.services import doctor, filecheck
from app.services.filecheck import Level
from app.texts import sentence
from db import migrate
from db.store import Store
from tests.factories import later
from tests.trust_kit import forge


def lines(found: doctor.Diagnosis) -> dict[str, doctor.Line]:
    return {line.check: line for line in found.lines}


def test_this_computer_is_fit(tmp_path: Path) -> None:
    found = doctor.examine(None, later(0))
    assert found.ok, [line for line in found.lines if line.level is Level.FAIL]
    named = lines(found)
    assert named["Qt (PySide6)"].value and named["reportlab"].value == "5.1.0"
    fonts = [line for name, line in named.items() if name.startswith("font ")]
    assert len(fonts) == 6 and all(len(line.value) == len("sha256 ") + 16 for line in fonts)


def test_a_good_file_is_told_good_and_left_alone(demo_file: Path) -> None:
    before = demo_file.read_bytes()
    found = doctor.examine(demo_file, later(-10_000))
    assert found.ok
    assert lines(found)["chain"].value == "ok" and lines(found)["head"].value.split()[0].isdigit()
    assert demo_file.read_bytes() == before
    assert [one.name for one in demo_file.parent.iterdir()] == ["demo.contest"]


def test_every_fault_has_its_advice(demo_file: Path, tmp_path: Path) -> None:
    forge(demo_file, "UPDATE mark SET value = value + 500 WHERE id = 1")
    text = tmp_path / "x.contest"
    text.write_bytes(b"text")
    for path, check, word in (
        (demo_file, "marks", "纸质评分表"),
        (text, "file", "不是竞赛文件"),
        (tmp_path / "none.contest", "file", "没有找到"),
    ):
        found = doctor.examine(path, later(0))
        line = lines(found)[check]
        assert not found.ok and line.level is Level.FAIL and line.advice is not None
        assert word in sentence(line.advice)


def test_a_file_in_use_says_so(demo_file: Path) -> None:
    with Store.open(demo_file):
        found = doctor.examine(demo_file, later(0))
    line = lines(found)["file"]
    assert line.advice is not None and line.advice.code == "store.locked"


def test_an_older_file_is_not_upgraded_by_looking(demo_file: Path) -> None:
    with sqlite3.connect(demo_file) as connection:
        connection.execute(f"PRAGMA user_version = {migrate.SCHEMA_VERSION - 1}")
    connection.close()
    before = demo_file.read_bytes()
    found = doctor.examine(demo_file, later(0))
    assert found.ok and lines(found)["file"].level is Level.HINT
    assert demo_file.read_bytes() == before


@pytest.mark.parametrize(
    ("version", "level"),
    [
        ("3.40.1", Level.HINT),
        ("3.44.5", Level.HINT),
        ("3.44.6", Level.OK),
        ("3.50.7", Level.OK),
        ("3.51.2", Level.HINT),
        ("3.51.3", Level.OK),
        ("3.54.1", Level.OK),
    ],
)
def test_the_fault_of_old_sqlite_is_a_hint(monkeypatch: pytest.MonkeyPatch, version: str, level: Level) -> None:
    monkeypatch.setattr(doctor.copies, "sqlite_version", lambda: version)
    assert lines(doctor.examine(None, later(0)))["SQLite"].level is level


def test_a_damaged_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = resources.data

    def data(name: str) -> bytes:
        if name.endswith("VenueKaiSC-Regular.ttf"):
            return b"not a font"
        if name.endswith("VenueBrushSC-Regular.ttf"):
            raise FileNotFoundError(name)
        return real(name)

    monkeypatch.setattr(resources, "data", data)
    found = doctor.examine(None, later(0))
    bad = [line.check for line in found.lines if line.level is Level.FAIL]
    assert bad == ["font VenueBrushSC-Regular.ttf", "font VenueKaiSC-Regular.ttf"]


@pytest.mark.parametrize(
    ("free", "level"), [(2 << 30, Level.OK), (500 << 20, Level.HINT), (100 << 20, Level.WARN), (1 << 20, Level.FAIL)]
)
def test_free_space(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, level: Level) -> None:
    monkeypatch.setattr(filecheck.shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    assert filecheck.check_space(tmp_path).level is level
    assert doctor.examine(None, later(0)).ok is (level in (Level.OK, Level.HINT))
