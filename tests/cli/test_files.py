"""audit, backup, restore and doctor as scripts meet them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from db.store import Store
from tests.trust_kit import confirmed_demo, correct_one, forge

ROOT = Path(__file__).resolve().parents[2]
Run = Any


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb with --json; gives status and document."""

    def call(*arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        status = main([*map(str, arguments), "--json"])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert len(said.out.splitlines()) == 1, said.out
        document = json.loads(said.out)
        assert isinstance(document, dict)
        return status, document

    return call


def test_audit_of_a_whole_file(demo_file: Path, run: Run) -> None:
    before = demo_file.read_bytes()
    status, said = run("audit", demo_file)
    assert status == 0
    assert (said["ok"], said["first_broken"], said["problems"]) == (True, None, [])
    assert said["entries"] == said["head"]["seq"] > 50
    assert len(said["head"]["hash"]) == 64 and len(said["head"]["code"].replace(" ", "")) == 30
    assert set(said["checks"].values()) == {"ok"}
    assert demo_file.read_bytes() == before


def test_audit_names_the_first_broken_entry(demo_file: Path, run: Run) -> None:
    forge(demo_file, "UPDATE audit_entry SET body = replace(body, '\"u', '\"x') WHERE seq = 12")
    status, said = run("audit", demo_file)
    assert (status, said["ok"], said["first_broken"]) == (1, False, 12)
    assert said["problems"][0]["check"] == "chain" and "12" in said["problems"][0]["message"]


def test_audit_names_a_changed_mark(demo_file: Path, run: Run) -> None:
    forge(demo_file, "UPDATE mark SET value = value + 500 WHERE id = 1")
    status, said = run("audit", demo_file)
    assert status == 1 and said["checks"]["chain"] == "ok" and said["checks"]["marks"] == "fail"
    assert said["problems"][0]["seq"] == said["first_broken"]


def test_rot_that_only_sqlite_sees(demo_file: Path, run: Run) -> None:
    raw = bytearray(demo_file.read_bytes())
    for page in range(3, len(raw) // 4096, 2):
        raw[page * 4096 + 100 : page * 4096 + 1000] = bytes(900)
    demo_file.write_bytes(raw)
    status, said = run("audit", demo_file)
    assert status == 1 and not said.get("ok")


def test_files_that_are_none(tmp_path: Path, run: Run) -> None:
    (tmp_path / "x.contest").write_bytes(b"text")
    for path, code in ((tmp_path / "x.contest", "store.foreign"), (tmp_path / "none.contest", "store.missing")):
        for arguments in (("audit", path), ("backup", path, tmp_path / "b")):
            status, said = run(*arguments)
            assert (status, said["error"]["code"]) == (2, code)
    assert not (tmp_path / "b").exists()


def test_backup_and_restore(demo_file: Path, tmp_path: Path, run: Run) -> None:
    status, done = run("backup", demo_file, tmp_path / "copy.backup")
    assert status == 0 and done["sha256"] and not done["sealed"]
    status, said = run("backup", demo_file, tmp_path / "copy.backup")
    assert (status, said["error"]["code"]) == (1, "store.exists")
    status, back = run("restore", tmp_path / "copy.backup", tmp_path / "again.contest")
    assert status == 0 and back["head"] == done["head"] and back["missing_entries"] == 0
    status, said = run("restore", tmp_path / "copy.backup", demo_file)
    assert (status, said["error"]["code"]) == (1, "store.exists")
    assert run("audit", tmp_path / "again.contest")[0] == 0
    status, said = run("restore", tmp_path / "none", tmp_path / "third.contest")
    assert (status, said["error"]["code"]) == (2, "files.no_such_file")


def test_a_lost_stretch_is_told(demo_file: Path, tmp_path: Path, run: Run) -> None:
    run("backup", demo_file, tmp_path / "one.backup")
    with Store.open(demo_file) as store:
        correct_one(store, "44.5", 100)
    run("backup", demo_file, tmp_path / "two.backup")
    status, back = run("restore", tmp_path / "one.backup", tmp_path / "again.contest")
    assert status == 0 and back["missing_entries"] == back["noted"]["seq"] - back["head"]["seq"] > 0


def test_a_sealed_backup(demo_file: Path, tmp_path: Path, run: Run) -> None:
    words = tmp_path / "words"
    words.write_text("lumi-tari-vogu-sina-bafo", encoding="utf-8")
    _, made = run("keys", "make", "--role", "backup", "--out", tmp_path / "b.ckey", "--pass-file", words)
    status, done = run("backup", demo_file, tmp_path / "sealed.backup", "--recipient", made["public"])
    assert status == 0 and done["sealed"]
    status, said = run("restore", tmp_path / "sealed.backup", tmp_path / "again.contest")
    assert (status, said["error"]["code"]) == (1, "files.sealed_backup")
    key = ("--key", tmp_path / "b.ckey", "--key-pass-file", words)
    status, back = run("restore", tmp_path / "sealed.backup", tmp_path / "again.contest", *key)
    assert status == 0 and back["head"] == done["head"]
    status, said = run("backup", demo_file, tmp_path / "x.backup", "--recipient", "nonsense")
    assert status == 2 and said["error"]["code"] == "files.bad_recipient"


def test_a_live_restore_takes_two_people(tmp_path: Path, run: Run) -> None:
    confirmed_demo(tmp_path / "live.contest", mode="live")
    pin = tmp_path / "pin"
    pin.write_text("123456", encoding="utf-8")
    assert run("backup", tmp_path / "live.contest", tmp_path / "b")[0] == 0
    status, said = run("restore", tmp_path / "b", tmp_path / "again.contest")
    assert (status, said["error"]["code"]) == (1, "files.restore_needs_pair")
    pair = ("--as", "裁判长", "--pin-file", pin, "--with", "监督", "--with-pin-file", pin)
    assert run("restore", tmp_path / "b", tmp_path / "again.contest", *pair)[0] == 0


def test_doctor(demo_file: Path, run: Run) -> None:
    status, said = run("doctor")
    named = {one["check"] for one in said["checks"]}
    assert status == 0 and said["ok"]
    assert {"program", "python", "SQLite", "SQLAlchemy", "Qt (PySide6)", "disk"} <= named
    status, said = run("doctor", demo_file)
    named = {one["check"] for one in said["checks"]}
    assert status == 0 and {"integrity", "chain", "marks", "clock", "lock"} <= named
    forge(demo_file, "DELETE FROM audit_entry WHERE seq = 5")
    status, said = run("doctor", demo_file)
    assert status == 1 and not said["ok"]
    (bad,) = [one for one in said["checks"] if one["check"] == "chain"]
    assert not bad["ok"] and "第 5 条" in bad["advice"]


NO_WINDOW = """
import sys
from app.cli.main import main
status = main(["doctor"])
assert "PySide6" not in sys.modules
sys.exit(status)
"""


def test_doctor_needs_no_screen_and_loads_no_window() -> None:
    shown = ("QT_", "DISPLAY", "WAYLAND")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(shown)}
    found = subprocess.run(
        [sys.executable, "-c", NO_WINDOW], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert "一切正常" in found.stdout


def test_people_read_sentences(demo_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forge(demo_file, "UPDATE mark SET value = value + 500 WHERE id = 1")
    assert main(["audit", str(demo_file)]) == 1
    said = capsys.readouterr().out
    assert "纸质评分表" in said and "没有改动任何内容" in said


@pytest.mark.parametrize("name", ["report.txt", "report.json"])
def test_doctor_writes_a_report_that_names_nothing(demo_file: Path, tmp_path: Path, run: Run, name: str) -> None:
    status, said = run("doctor", demo_file, "--out", tmp_path / name)
    assert status == 0 and said["ok"]
    text = (tmp_path / name).read_text("utf-8")
    assert "jiangping" in text.casefold() and "sha256" in text
    assert str(demo_file) not in text and demo_file.name not in text
    status, said = run("doctor", "--out", tmp_path / "none" / name)
    assert status == 3 and said["error"]["code"] == "doctor.not_written"
