"""Every verb against the wrong file, a locked one, a damaged one, wrong usage, and a world that fails."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import shared
from app.cli.main import VERBS, main
from app.services.opening import OpenedFile
from db import engine
from db.migrate import SCHEMA_VERSION
from db.queries import people
from db.store import Store
from tests.factories import SMALL, WELDER
from tests.services.hours import content
from tests.verbs import Verbs

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from db.store import Store
Store.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""
# Every verb that opens a contest file; {s} the file, {f} some other file, {o} a file to write.
ON_A_STORE = {
    "people add": "people add {s} 王 --role judge --pin-file {p}",
    "people list": "people list {s}",
    "people role": "people role {s} 王 --role judge",
    "people secret": "people secret {s} 王 --new-pin-file {p}",
    "people block": "people block {s} 王",
    "people unblock": "people unblock {s} 王",
    "people remove": "people remove {s} 王",
    "people recover": "people recover {s} --key {p} --key-pin-file {p}",
    "person show": "person show {s} HG01",
    "erase": "erase {s}",
    "roster import": "roster import {s} {f}",
    "roster dry run": "roster import {s} {f} --dry-run",
    "roster template": "roster template {o}.xlsx --store {s}",
    "checkin": "checkin {s} --round theory --trade 6-18-02-04 --all",
    "draw": "draw {s} --trade 6-18-02-04 --round practical",
    "marks import": "marks import {s} {f} --trade 6-18-02-04",
    "sheet list": "sheet list {s} --trade 6-18-02-04 --round practical",
    "sheet reopen": "sheet reopen {s} W-1 --trade 6-18-02-04 --round practical --reason x",
    "sheet correct": "sheet correct {s} W-1 --trade 6-18-02-04 --round practical --aspect A1 --value 9 --reason x",
    "recheck": "recheck {s} --trade 6-18-02-04",
    "lock": "lock {s} --trade 6-18-02-04",
    "unlock": "unlock {s} --trade 6-18-02-04 --reason x",
    "decode": "decode {s} --trade 6-18-02-04",
    "standings": "standings {s}",
    "explain": "explain {s} HG01",
    "papers": "papers {s} standings --out {o}.pdf",
    "certificates": "certificates {s} --out {o}.pdf",
    "backup": "backup {s} {o}.copy",
}


def words(line: str, verbs: Verbs, store: Path) -> list[str]:
    places = {"s": str(store), "f": str(verbs.folder / "in.csv"), "o": str(verbs.folder / "out"), "p": str(verbs.pin)}
    return [word.format_map(places) for word in line.split()]


def missing(path: Path) -> None:
    """No file at all."""


def folder(path: Path) -> None:
    path.mkdir()


def empty(path: Path) -> None:
    path.touch()


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def text(path: Path) -> None:
    path.write_text("这不是竞赛文件\n" * 50, "utf-8")


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
    connection.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 999")
        connection.execute("CREATE TABLE contest (id INTEGER PRIMARY KEY)")
    connection.close()


def hollow(path: Path) -> None:
    """Says it is ours and of today, and holds nothing."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("CREATE TABLE something (id INTEGER PRIMARY KEY)")
    connection.close()


def scrambled(path: Path) -> None:
    """A true file, everything behind its header overwritten."""
    data = bytearray(path.read_bytes())
    data[100:] = os.urandom(len(data) - 100)
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


WRONG_FILES: dict[str, tuple[Callable[[Path], None], int, str]] = {
    "missing": (missing, 2, "store.missing"),
    "folder": (folder, 2, "store.missing"),
    "empty": (empty, 2, "store.foreign"),
    "noise": (noise, 2, "store.foreign"),
    "text": (text, 2, "store.foreign"),
    "another program's": (other_program, 2, "store.foreign"),
    "newer": (newer, 2, "store.newer"),
    "hollow": (hollow, 3, "store.damaged"),
    "scrambled": (scrambled, 3, "store.damaged"),
    "cut": (cut, 3, "store.damaged"),
}


EVERY_VERB = [(verb, kind) for verb in ON_A_STORE for kind in ("missing", "noise", "scrambled")]
EVERY_KIND = [(verb, kind) for kind in WRONG_FILES for verb in ("people list", "marks import")]


@pytest.mark.parametrize(("verb", "kind"), dict.fromkeys(EVERY_VERB + EVERY_KIND))
def test_a_wrong_file_is_named_and_left_alone(verb: str, kind: str, verbs: Verbs) -> None:
    make, status, code = WRONG_FILES[kind]
    path = verbs.folder / "x.contest"
    if make in (scrambled, cut):
        path = verbs.file("registered")
    (verbs.folder / "in.csv").write_text("编号,理论\nHG01,80\n", "utf-8")
    make(path)
    before = {p.name: p.read_bytes() for p in verbs.folder.iterdir() if p.is_file()}
    assert verbs.refused(*words(ON_A_STORE[verb], verbs, path)) == (status, code)
    assert {p.name: p.read_bytes() for p in verbs.folder.iterdir() if p.is_file()} == before


@pytest.mark.parametrize("verb", ON_A_STORE)
def test_a_file_open_elsewhere_is_not_touched(verb: str, verbs: Verbs) -> None:
    path = verbs.file("registered")
    (verbs.folder / "in.csv").write_text("编号,理论\nHG01,80\n", "utf-8")
    with Store.open(path) as holder:
        head = holder.head
        assert verbs.refused(*words(ON_A_STORE[verb], verbs, path)) == (3, "store.locked")
        assert holder.head == head
        with holder.read() as reading:
            assert len(people.entries(reading)) == 3


def test_another_process_that_holds_the_file(verbs: Verbs) -> None:
    path = verbs.file("registered")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER,
            str(path),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "open\n"
        assert verbs.refused("people", "list", path) == (3, "store.locked")
    finally:
        holder.kill()
        holder.communicate()
    assert len(verbs.done("people", "list", path)["people"]) == 8  # a crash lets go of the file


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "lock",
        "people",
        "people add",
        "roster import",
        "checkin {s} --round theory",
        "checkin {s} --round theory --trade 6-18-02-04",
        "draw {s} --trade 6-18-02-04 --round practical --stations many",
        "marks import {s} {f} --trade 6-18-02-04 --pass 3",
        "standings {s} --colour red",
        "new {o}.contest",
        "new {o}.contest --contest {o}.toml",
        "new {o}.contest --contest {p}",
        "new {o}.contest --contest {toml} --mode party",
        "marks import {s} {o}.csv --trade 6-18-02-04",
        "roster import {s} {o}.xlsx",
        "people add {s} 王 --role judge --pin-file {o}.txt",
        "lock {s} --trade 6-18-02-04 --as 裁判长",
        "lock {s} --trade 6-18-02-04 --as 裁判长 --pin-file {o}.txt",
        "lock {s} --trade 6-18-02-04 --as 裁判长 --pin-file {empty}",
    ],
)
def test_wrong_usage_is_two(line: str, verbs: Verbs) -> None:
    path, toml, blank = verbs.file("registered"), verbs.folder / "c.toml", verbs.folder / "blank.txt"
    toml.write_text(SMALL, "utf-8")
    blank.touch()
    places = {"s": path, "o": verbs.folder / "out", "p": verbs.pin, "toml": toml, "empty": blank, "f": toml}
    before = path.read_bytes()
    status, document = verbs.run(*(word.format_map(places) for word in line.split()))
    assert (status, bool(document["error"]["message"])) == (2, True)
    assert path.read_bytes() == before
    assert not (verbs.folder / "out.contest").exists()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("people add {s} 王 --role king --pin-file {p}", "access.unknown_role"),
        ("checkin {s} --round theory --trade 钳工 --all", "contest.unknown_trade"),
        ("checkin {s} --round oral --trade 焊工 --all", "contest.unknown_round"),
        ("sheet list {s} --trade 7-1 --round practical", "contest.unknown_trade"),
        ("sheet list {s} --trade 焊工 --round oral", "contest.unknown_round"),
        ("draw {s} --trade 7-1 --round practical --as 加密 --pin-file {p}", "contest.unknown_trade"),
        ("draw {s} --trade 焊工 --round oral --as 加密 --pin-file {p}", "contest.unknown_round"),
        ("recheck {s} --trade 7-1 --as 录一 --pin-file {p}", "contest.unknown_trade"),
        ("standings {s} --trade 7-1", "contest.unknown_trade"),
        ("lock {s} --trade 焊工 --as 裁判长 --pin-file {w}", "access.wrong_secret"),
        ("lock {s} --trade 焊工 --as 谁 --pin-file {p}", "access.wrong_secret"),
        ("lock {s} --trade 焊工 --as 裁判长 --pin-file {p}", "cli.second_missing"),
        ("lock {s} --trade 焊工 --with 监督 --with-pin-file {p}", "access.needs_pair"),
        ("lock {s} --trade 焊工 --as 裁判长 --pin-file {p} --with 监督 --with-pin-file {w}", "access.wrong_secret"),
        ("decode {s} --trade 焊工 --as 录一 --pin-file {p} --with 监督 --with-pin-file {p}", "access.needs_pair"),
        ("draw {s} --trade 焊工 --round practical", "access.needs_person"),
        ("recheck {s} --trade 焊工 --as 加密 --pin-file {p}", "access.not_allowed"),
        ("people unblock {s} 谁 --as 管理员 --pin-file {p}", "access.no_account"),
    ],
)
def test_data_that_are_refused_are_one_and_change_nothing(line: str, code: str, verbs: Verbs) -> None:
    path, wrong = verbs.file("registered"), verbs.folder / "wrong.txt"
    wrong.write_text("000000\n")
    if "checkin" in line:
        line += " --as 登记员 --pin-file {p}"
    if "people add" in line:
        line += " --as 管理员 --as-pin-file {p}"
    with Store.open(path) as store:
        before = {name: rows for name, rows in content(store).items() if name != "account"}
    places = {"s": path, "p": verbs.pin, "w": wrong}
    assert verbs.refused(*(word.format_map(places) for word in line.split())) == (1, code)
    with Store.open(path) as store:
        assert {name: rows for name, rows in content(store).items() if name != "account"} == before


def test_failures_of_a_person_are_counted_across_verbs(verbs: Verbs) -> None:
    path, wrong = verbs.file("registered"), verbs.folder / "wrong.txt"
    wrong.write_text("000000\n")
    line = ["recheck", path, "--trade", WELDER, "--as", "录一", "--pin-file", wrong]
    assert [verbs.refused(*line)[1] for _ in range(6)] == ["access.wrong_secret"] * 5 + ["access.wait"]


def test_a_full_disk_is_three_and_the_file_goes_on_afterwards(verbs: Verbs, monkeypatch: pytest.MonkeyPatch) -> None:
    path = verbs.file("staffed")
    roster = verbs.folder / "roster.csv"
    rows = [f"人{n:04d},示范队,示范机械厂示范车间示范班组,焊工,护照,P{n:07d}" for n in range(800)]
    roster.write_text("\n".join(["姓名,代表队,工作单位,工种,证件类型,证件号", *rows]), "utf-8")
    checked = shared.open_checked

    def nearly_full(*how: Any) -> OpenedFile:
        opened = checked(*how)
        store = opened.store
        with store.write() as writing:
            pages = writing.connection.exec_driver_sql("PRAGMA page_count").scalar()
        assert store._connection is not None
        store._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        store._connection.commit()
        return opened

    with Store.open(path) as store:
        before = content(store)
    line = ["roster", "import", path, roster, *verbs.by("登记员")]
    with monkeypatch.context() as patched:
        patched.setattr(shared, "open_checked", nearly_full)
        assert verbs.refused(*line) == (3, "store.disk_full")
    with Store.open(path) as store:
        after = content(store)
    assert all(before[name] == after[name] for name in before if name != "account")
    assert verbs.done(*line)["imported"] == 800
    assert verbs.done("audit", path)


def test_a_folder_that_cannot_be_written(verbs: Verbs) -> None:
    toml = verbs.folder / "c.toml"
    toml.write_text(SMALL, "utf-8")
    nowhere = verbs.folder / "missing" / "x.contest"
    assert verbs.refused("new", nowhere, "--contest", toml) == (3, "store.no_permission")
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    closed = verbs.folder / "closed"
    closed.mkdir()
    path = Path(shutil.copy(verbs.file("registered"), closed))
    closed.chmod(0o500)
    try:
        assert verbs.refused("people", "list", path) == (3, "store.no_permission")
        assert verbs.refused("new", closed / "y.contest", "--contest", toml) == (3, "store.no_permission")
    finally:
        closed.chmod(0o700)


def test_a_fault_of_the_program_is_three_and_kept_for_technicians(
    verbs: Verbs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "open_checked", lambda *how: 1 / 0)
    status, document = verbs.run("people", "list", "x.contest")
    assert (status, document["error"]["code"]) == (3, "bug")
    report = Path(document["error"]["message"].split("：")[1].split(" / ")[0])
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert [verb for verb in VERBS if f" {verb} " not in shown] == []
    assert main(["--version"]) == 0


def test_a_real_process_answers_with_one_document_and_its_status(verbs: Verbs) -> None:
    path = verbs.file("registered")

    def run(*line: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "main.py", *(str(word) for word in line), "--json"]
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
        )

    good = run("people", "list", path)
    assert (good.returncode, good.stdout.count("\n"), good.stderr) == (0, 1, "")
    bad = run("lock", verbs.folder / "x.contest", "--trade", WELDER)
    assert (bad.returncode, bad.stdout.count("\n")) == (2, 1)
    assert "Traceback" not in bad.stderr and "x.contest" in bad.stderr


def test_a_reader_that_went_away_is_no_traceback(verbs: Verbs) -> None:
    path = verbs.file("registered")
    with subprocess.Popen(
        [sys.executable, "main.py", "people", "list", str(path), "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
        process.wait()
    assert "Traceback" not in told and "Exception ignored" not in told, told
    assert path.with_name(path.name + ".lock").exists() is False
