"""What goes wrong around a contest file while people work: each case is told, loses nothing and offers a way on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.errors import WorldFailure
from app.services import backup_places, backups, scoring
from app.services.backup_places import Why
from app.services.board_view import PAGES
from app.services.setup_sources import NewContest, begin
from app.services.sheet_view import CellAddress
from db.store import Store, ballast
from tests.factories import later
from tests.services import hall as halls
from tests.trust_kit import people_of
from ui import last_run, media, vigil
from ui.application import Program
from ui.dialogs.question import Question
from ui.last_run import LastRun
from ui.opening import Opening
from ui.pages.page import Page
from ui.widgets.message_bar import News

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from db.store import Store
with Store.open(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""
KILLED = """
import os, sys
from PySide6.QtCore import QTimer
from ui.application import Program, make_application
app = make_application([])
program = Program(app)
program.furnish([sys.argv[1]])
look = QTimer()
look.timeout.connect(lambda: os._exit(9) if program.desk.contest and hasattr(program, "_last_run") else None)
look.start(20)
app.exec()
"""


@pytest.fixture
def drawn(contest_file: Path) -> Path:
    """A live contest in which everybody is drawn, closed."""
    with Store.open(contest_file) as store:
        halls.drawn(store)
    return contest_file


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(media, "sticks", tuple)
    monkeypatch.setattr(ballast, "hold", lambda folder: ballast.State.NONE)
    made = Program(qapp)
    qtbot.addWidget(made.window)
    made.window.build()
    made.opening = Opening(made.desk, made.window)
    made.window.show()
    yield made
    made.window.close()
    made.close()


def open_it(qtbot: QtBot, program: Program, path: Path) -> Store:
    assert program.opening is not None
    program.opening.open_path(str(path))
    qtbot.waitUntil(lambda: program.desk.contest is not None and program.desk.contest.unchecked is None)
    qtbot.waitUntil(lambda: not program.operations.working)
    assert program.desk.contest is not None
    store: Store = program.desk.contest.store
    return store


def dialog_named(qtbot: QtBot, program: Program, name: str) -> Question:
    def there() -> list[Question]:
        return [one for one in program.window.findChildren(Question) if one.objectName() == name and one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def enter(store: Store, program: Program, text: str) -> None:
    """A mark of the first sheet goes to the store, as a page sends it."""
    hall = people_of(store)
    sheet = hall.lines()[0].sheet_id
    cell = CellAddress("B1", 0)
    program.operations.run(lambda: scoring.enter_mark(store, sheet, 1, cell, text, by=hall.who("录一"), at=later(50)))


def write(store: Store) -> None:
    """Any act that would write."""
    with store.write() as writing:
        writing.audit("screen.locked", by="program", at=later(60))


def marks(path: Path) -> int:
    with Store.open(path) as store, store.read() as reading:
        return int(reading.connection.exec_driver_sql("SELECT COUNT(*) FROM mark").scalar() or 0)


def test_a_stick_pulled_out_is_told_in_amber_and_gets_the_backup_it_missed(
    qtbot: QtBot, program: Program, drawn: Path, tmp_path: Path
) -> None:
    stick, pocket = tmp_path / "KINGSTON", tmp_path / "pocket"
    stick.mkdir()
    program.desk.change_settings(backup_folders=(str(stick),))
    store = open_it(qtbot, program, drawn)
    assert program.opening is not None
    assert 2 * vigil.LOOK_EVERY_MS <= 5_000  # seen at the second look at the latest
    stick.rename(pocket)
    bar = program.window.bar()
    qtbot.waitUntil(lambda: "备份U盘被拔出" in bar.text)
    assert bar.kind is News.WARNING and "成绩仍存在本机" in bar.text and str(stick) in bar.text
    assert bar.verb.text() == "换个备份位置…"
    with qtbot.waitSignal(program.operations.committed):
        enter(store, program, "40")  # work goes on
    with qtbot.waitSignal(program.opening.keeper.made):
        pocket.rename(stick)
    assert [one.why for one in backup_places.found((stick,))] == [Why.TIMER]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no file away that is open")
def test_a_file_taken_away_takes_no_more_marks_and_is_saved_as_a_new_one(
    qtbot: QtBot, program: Program, drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_it(qtbot, program, drawn)
    with qtbot.waitSignal(program.operations.committed):
        enter(store, program, "40")
    for name in (drawn.name, f"{drawn.name}-wal", f"{drawn.name}-shm"):
        (drawn.parent / name).unlink(missing_ok=True)
    dialog = dialog_named(qtbot, program, "file_gone")
    assert "已打钩的分数还在程序里" in program.window.bar().text
    with qtbot.waitSignal(program.operations.refused) as told:
        program.operations.run(lambda: write(store))
    assert told.args[0].code == "store.gone"
    target = tmp_path / "rescued.contest"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.buttons["save"].click()
    qtbot.waitUntil(lambda: program.desk.contest is not None and program.desk.contest.path == str(target))
    assert program.desk.contest is not None and not program.desk.contest.barred
    assert program.opening is not None and program.opening.close_contest()
    qtbot.waitUntil(lambda: not (tmp_path / "rescued.contest.lock").exists())
    assert marks(target) == 1


def test_a_file_open_elsewhere_says_where_and_is_looked_at_as_a_copy(
    qtbot: QtBot, program: Program, drawn: Path
) -> None:
    import platform

    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(drawn)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == "open\n"
        assert program.opening is not None
        program.opening.open_path(str(drawn))
        dialog = dialog_named(qtbot, program, "file_elsewhere")
        assert any(platform.node() in label.text() for label in dialog.findChildren(type(dialog._text)))
        dialog.buttons["look"].click()
        qtbot.waitUntil(lambda: program.desk.contest is not None)
        contest = program.desk.contest
        assert contest is not None and contest.barred and contest.path != str(drawn)
        assert "只能看，不能改" in program.window.bar().text
        with pytest.raises(WorldFailure, match="only_looking"):
            write(contest.store)
        assert program.opening.close_contest()
        qtbot.waitUntil(lambda: not Path(contest.path).exists())
        program.opening.open_path(str(drawn))
        dialog = dialog_named(qtbot, program, "file_elsewhere")
    finally:
        holder.kill()
        holder.communicate()
    dialog.buttons["again"].click()  # there it was closed
    qtbot.waitUntil(lambda: program.desk.contest is not None)
    assert program.desk.contest is not None and program.desk.contest.path == str(drawn)
    assert not program.desk.contest.barred


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "由更新的版本保存"),
        (Path.unlink, "没有找到竞赛文件"),
        (None, "没有权限读写"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why_and_what_to_do(
    qtbot: QtBot, program: Program, drawn: Path, monkeypatch: pytest.MonkeyPatch, spoil: object, words: str
) -> None:
    if callable(spoil):
        spoil(drawn)
    else:

        def denied(*_given: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("db.filelock.os.open", denied)
    before = drawn.read_bytes() if drawn.exists() else b""
    assert program.opening is not None and program.window.start is not None
    program.opening.open_path(str(drawn))
    bar = program.window.start.bars()[1]
    qtbot.waitUntil(lambda: words in bar.text)
    assert bar.kind is News.REFUSAL and bar.text.rstrip("。").rpartition("。")[0]  # what happened, and what to do
    assert program.desk.contest is None
    assert (drawn.read_bytes() if drawn.exists() else b"") == before


def test_damage_while_open_closes_the_file_to_marks_and_offers_its_backups(
    qtbot: QtBot, program: Program, drawn: Path, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with Store.open(drawn) as store:
        assert backups.back_up_to(store, (place,), Why.HAND, at=later(40)).ok
    program.desk.change_settings(backup_folders=(str(place),))
    store = open_it(qtbot, program, drawn)
    pages = bytearray(drawn.read_bytes())

    def spoiled() -> None:
        raise WorldFailure("store.damaged", path=drawn.name)  # as `world_errors` says what SQLite found

    program.operations.run(spoiled)
    dialog = dialog_named(qtbot, program, "file_trouble")
    assert "restore" in dialog.buttons
    with qtbot.waitSignal(program.operations.refused) as told:
        program.operations.run(lambda: write(store))
    assert told.args[0].code == "store.damaged"
    assert drawn.read_bytes() == bytes(pages)
    dialog.reject()


def test_a_killed_program_is_told_at_the_next_start_and_its_contest_opened_again(
    qtbot: QtBot, program: Program, drawn: Path
) -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT))
    died = subprocess.run([sys.executable, "-c", KILLED, str(drawn)], cwd=ROOT, env=environment, check=False)
    assert died.returncode == 9
    assert program.opening is not None
    run = LastRun(program.desk, program.window, program.opening.open_path)
    contest = run.begin()
    assert contest == str(drawn)
    run.offer(contest, "", drawn.parent)
    dialog = dialog_named(qtbot, program, "last_run")
    assert "已打钩的分数都已写进硬盘" in dialog._text.text() and "copy" not in dialog.buttons
    dialog.buttons["open"].click()
    qtbot.waitUntil(lambda: program.desk.contest is not None)
    assert last_run.left_open() == ""  # this run is not over, and the other was told of
    run.end()
    assert list(last_run.folder().glob("*.json")) == []


def test_an_empty_contest_has_something_to_say_on_every_page(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    file = tmp_path / "empty.contest"
    begin(file, NewContest("空的竞赛", "", 2026, "live", ("6-18-02-04",), None), at=datetime.now(UTC)).close()
    open_it(qtbot, program, file)
    window = program.window
    for key in PAGES:
        window.bar().dismiss()
        assert window.show_page(key)
        qtbot.waitUntil(lambda: not program.operations.working)
        page = window.page()
        assert isinstance(page, Page) and window.current == key
        assert not (window.bar().isVisible() and window.bar().kind is News.REFUSAL), f"{key}: {window.bar().text}"
        folder = os.environ.get("JIANGPING_SHOTS", "")
        if folder:
            window.grab().save(f"{folder}/empty-{key}.png")
