"""Backups make themselves while people work; a file that fails its checks is shown only, and restored beside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.services import backup_places, backups, opening, scoring, signing
from app.services.backup_places import Why
from app.services.sheet_view import CellAddress
from db.store import Store, ballast
from tests.factories import WELDER, later
from tests.services import hall as halls
from tests.trust_kit import by_hand, forge, people_of
from ui import media
from ui.application import Program
from ui.backup_keeper import places_of
from ui.dialogs.question import Question
from ui.dialogs.restore_dialog import RestoreDialog
from ui.opening import Opening
from ui.restoring import is_backup


@pytest.fixture
def drawn(contest_file: Path) -> Path:
    """A live contest in which everybody is drawn, closed."""
    with Store.open(contest_file) as store:
        halls.drawn(store)
    return contest_file


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """A second drive and a folder on a third."""
    found = (tmp_path / "drive", tmp_path / "third" / "place")
    found[0].mkdir()
    found[1].parent.mkdir()
    return found


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(media, "sticks", tuple)
    monkeypatch.setattr(ballast, "hold", lambda folder: ballast.State.NONE)
    made = Program(qapp)
    qtbot.addWidget(made.window)
    made.window.build()
    made.opening = Opening(made.desk, made.window)
    made.desk.change_settings(backup_folders=tuple(map(str, places)))
    made.window.show()
    yield made
    made.window.close()
    made.close()


def open_it(qtbot: QtBot, program: Program, path: Path) -> Store:
    assert program.opening is not None
    program.opening.open_path(str(path))
    qtbot.waitUntil(lambda: program.desk.contest is not None and program.desk.contest.unchecked is None)
    assert program.desk.contest is not None
    store: Store = program.desk.contest.store
    return store


def reasons(folder: Path) -> list[Why]:
    """What the backups in a folder were made for, newest first."""
    return [one.why for one in backup_places.found((folder,))]


def dialog_of(qtbot: QtBot, program: Program, kind: type[Question]) -> Question:
    def there() -> list[Question]:
        return [one for one in program.window.findChildren(kind) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def test_by_hand_on_a_lock_and_on_leaving(
    qtbot: QtBot, program: Program, drawn: Path, places: tuple[Path, Path]
) -> None:
    store = open_it(qtbot, program, drawn)
    assert program.opening is not None and program.opening.keeper.watching
    keeper, operations = program.opening.keeper, program.desk.operations
    with qtbot.waitSignal(keeper.made):
        program.window.backup_wanted.emit()
    for place in places:
        assert reasons(place) == [Why.HAND] and (place / "heads.txt").exists()
    hall = people_of(store)

    def lock() -> object:
        hall.mark_everything()
        hall.recheck()
        chief, witness = hall.who("裁判长"), hall.who("监督")
        return signing.lock(store, WELDER, by=chief, second=witness, at=later(50))

    with qtbot.waitSignal(keeper.made):
        operations.run(lock)
    assert [reasons(place)[0] for place in places] == [Why.LOCK, Why.LOCK]
    assert program.opening.close_contest()
    qtbot.waitUntil(lambda: not (drawn.parent / f"{drawn.name}.lock").exists())
    with Store.open(drawn) as again, again.read() as reading:
        assert not backups.is_due(reading), "what the lock's backup holds needs no other on leaving"


@pytest.mark.parametrize("sound", [True, False])
def test_a_file_put_away_before_its_check_ended_is_backed_up_after_it_if_it_is_sound(
    qtbot: QtBot,
    program: Program,
    drawn: Path,
    places: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    sound: bool,
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    check = opening.check_opened

    def slow(*what: Any) -> opening.OpenedFile:
        begun.set()
        go_on.wait()
        return check(*what)

    monkeypatch.setattr(opening, "check_opened", slow)
    if not sound:
        with by_hand(drawn) as connection:
            connection.execute("UPDATE entry SET number = 'HG99' WHERE number = 'HG01'")
    assert program.opening is not None
    program.opening.open_path(str(drawn))
    try:
        qtbot.waitUntil(begun.is_set)
        assert program.desk.contest is not None and program.desk.contest.unchecked is not None
        assert program.opening.close_contest()
        assert [reasons(place) for place in places] == [[], []], "nothing is copied that nobody has checked"
    finally:
        go_on.set()
    assert program.operations.close()
    expected = [Why.EXIT] if sound else []
    assert [reasons(place) for place in places] == [expected, expected]


def test_leaving_after_a_mark_backs_up(qtbot: QtBot, program: Program, drawn: Path, places: tuple[Path, Path]) -> None:
    store = open_it(qtbot, program, drawn)
    hall = people_of(store)
    sheet = hall.lines()[0].sheet_id
    cell = CellAddress("B1", 0)
    program.desk.operations.run(
        lambda: scoring.enter_mark(store, sheet, 1, cell, "40", by=hall.who("录一"), at=later(50))
    )
    assert program.opening is not None and program.opening.close_contest()
    qtbot.waitUntil(lambda: not (drawn.parent / f"{drawn.name}.lock").exists())
    assert [reasons(place) for place in places] == [[Why.EXIT], [Why.EXIT]]


def test_nothing_new_makes_no_backup(qtbot: QtBot, program: Program, drawn: Path, places: tuple[Path, Path]) -> None:
    with Store.open(drawn) as store:
        assert backups.back_up_to(store, places[:1], Why.HAND, at=later(40)).ok
    open_it(qtbot, program, drawn)
    assert program.opening is not None
    program.opening.keeper._look()
    assert program.opening.close_contest()
    qtbot.waitUntil(lambda: not (drawn.parent / f"{drawn.name}.lock").exists())
    assert reasons(places[0]) == [Why.HAND]


def test_a_place_that_is_gone_is_told_and_the_other_has_its_backup(
    qtbot: QtBot, program: Program, drawn: Path, places: tuple[Path, Path]
) -> None:
    places[1].parent.rmdir()
    open_it(qtbot, program, drawn)
    assert program.opening is not None
    with qtbot.waitSignal(program.opening.keeper.made) as told:
        program.window.backup_wanted.emit()
    done = told.args[0]
    assert [error.code for _, error in done.failed] == ["files.no_place"] and reasons(places[0]) == [Why.HAND]


def test_from_the_audit_page_every_stick_has_its_backup_and_the_key_beside_is_offered(
    qtbot: QtBot,
    program: Program,
    drawn: Path,
    places: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Backing up there went to the chosen folders alone; and the key of a sealed backup had to be typed as a path."""
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(media, "sticks", lambda: (media.Place(str(stick), "stick", 1 << 30, stick=True),))
    monkeypatch.setattr(backups, "own_recipients", lambda reading: (("age1...",), b"key"))
    store = open_it(qtbot, program, drawn)
    assert places_of(store, (str(places[0]),)) == (places[0], stick / "jiangping-backup")
    monkeypatch.setattr(backups, "own_recipients", lambda reading: ((), None))
    assert places_of(store, (str(places[0]),)) == (places[0],)  # in the clear it goes where people chose, only
    head = store.head
    name = backup_places.name_of(drawn, "efbb8f8f", head, later(40), Why.HAND, sealed=True)
    (stick / name).write_bytes(b"sealed")
    key = stick / "backup-efbb8f8f.ckey"
    key.write_bytes(b"key")
    dialog = RestoreDialog([stick / name])
    qtbot.addWidget(dialog)
    assert f"#{head.seq}" in dialog.backup.currentText() and str(stick) in dialog.backup.currentText()
    assert dialog.key_file.text() == str(key)
    wish = dialog.wish()
    assert wish is not None and wish.key_file == ""  # offered, not unlocked: no word of a wrong passphrase yet
    dialog.key_words.setText("x")
    wish = dialog.wish()
    assert wish is not None and wish.key_file == str(key)


def test_a_changed_file_is_read_only_and_restored_beside(
    qtbot: QtBot,
    program: Program,
    drawn: Path,
    places: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Store.open(drawn) as store:
        hall = people_of(store)
        hall.key_sheet(hall.lines()[0].sheet_id, 1, "录一")
        assert backups.back_up_to(store, places[:1], Why.HAND, at=later(40)).ok
    forge(drawn, "UPDATE mark SET value = value + 500 WHERE id = 1")
    before = drawn.read_bytes()
    store = open_it(qtbot, program, drawn)
    dialog = dialog_of(qtbot, program, Question)
    assert dialog.objectName() == "file_trouble" and store.barred is not None
    assert store.barred.code == "files.mark_changed"
    assert program.opening is not None and not program.opening.keeper.watching
    qtbot.waitUntil(lambda: program.desk.person is not None)
    assert program.desk.person is not None and program.desk.person.name == "只看"
    dialog.buttons["restore"].click()
    restore = dialog_of(qtbot, program, RestoreDialog)
    assert isinstance(restore, RestoreDialog)
    qtbot.waitUntil(lambda: restore.buttons["restore"].isEnabled())
    assert "条" in restore.found.text() and restore.first.currentData() == "裁判长"
    target = tmp_path / "again.contest"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    restore.first_pin.setText("123456")
    restore.second_pin.setText("000000")
    restore.buttons["restore"].click()
    qtbot.waitUntil(lambda: bool(restore.refusal.text()))
    assert not target.exists()
    restore.second_pin.setText("123456")
    restore.buttons["restore"].click()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: program.desk.contest is not None and program.desk.contest.path == str(target))
    assert program.desk.contest is not None and not program.desk.contest.barred
    assert drawn.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("hall.contest", False),
        ("my_hall.contest", False),
        ("hall.backup", True),
        ("hall_0123abcd_0000012_89abcdef_20260618T003000Z_lock.contest", True),
        ("hall_0123abcd_0000012_89abcdef_20260618T003000Z_lock.contest.age", True),
        ("hall_0123abcd_0000012_89abcdef_20260618T003000Z_nonsense.contest", False),
    ],
)
def test_a_backup_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert is_backup(Path(name)) is is_one
