"""What a person with a database tool, rot or a second program can do to a contest file is seen at the start.

JIANGPING_NIGHTLY=1 flips 3,000 random bits.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.errors import AppError, WorldFailure
from app.services import backups, scoring
from app.services.backup_places import Why
from app.services.board import board
from app.services.opening import open_checked
from app.services.sheet_view import CellAddress
from db import seals
from db.store import Store
from tests.factories import later
from tests.services import hall as halls
from tests.trust_kit import by_hand, correct_one, forge, people_of

NIGHTLY = os.environ.get("JIANGPING_NIGHTLY") == "1"
FLIPS = 3000 if NIGHTLY else 60
PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")


def opened_with(path: Path) -> tuple[str, AppError | None]:
    """What the start says of a file: the check that fails and its sentence; ("", None) when it may be written."""
    opened = open_checked(path, later(2000), ())
    with opened.store as store:
        if opened.trouble is None:
            return "", None
        with pytest.raises(type(opened.trouble.error)), store.write():  # type: ignore[arg-type]
            pass
        return opened.trouble.check, opened.trouble.error


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("UPDATE mark SET value = value + 500 WHERE id = 3", "/"),
        ("DELETE FROM mark WHERE id = 4", "/"),
        ("DELETE FROM audit_entry WHERE seq = 9", "9"),
        ("UPDATE audit_entry SET body = replace(body, '\"u', '\"x') WHERE seq = 11", "11"),
        ("UPDATE result SET total_text = '99.99' WHERE place = 1", ""),
        ("DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)", ""),
        ("DELETE FROM sheet WHERE id = 1", ""),
    ],
)
def test_a_hand_edit_is_found_at_the_start_and_named(demo_file: Path, change: str, word: str) -> None:
    assert opened_with(demo_file) == ("", None)
    forge(demo_file, change)
    check, error = opened_with(demo_file)
    assert check and error is not None
    assert any(word in str(value) for value in error.fields.values())


def test_dropped_guards_are_found(demo_file: Path) -> None:
    with by_hand(demo_file):
        pass  # opening by hand drops the triggers
    check, error = opened_with(demo_file)
    assert check == "guards" and error is not None and "mark_no_update" in str(error.fields["found"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DROP TABLE layout_picture", "table layout_picture"),
        ("ALTER TABLE setting RENAME TO away; CREATE VIEW setting AS SELECT * FROM away", "view setting"),
        (
            "CREATE TRIGGER sly AFTER INSERT ON audit_entry BEGIN UPDATE contest SET name = 'x'; END",
            "trigger sly",
        ),
    ],
)
def test_what_is_missing_in_the_schema_or_was_put_in_is_found(demo_file: Path, change: str, told: str) -> None:
    with closing(sqlite3.connect(demo_file)) as connection:
        connection.executescript(change)
    check, error = opened_with(demo_file)
    assert check == "integrity" and error is not None and told in error.fields["found"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE contest SET name = x'00ff'", "bytes where text belongs"),
        ("UPDATE contest SET starts = 'soon'", "soon"),
        ("UPDATE trade SET registration_closed_at = 'x'", "x"),
        ("UPDATE scheme SET document = '[]', sha256 = 'other'", "definition.not_a_table"),
        ("UPDATE scheme SET document = '[[', sha256 = 'more'", "Expecting value"),
        ("UPDATE account SET role = 'king'", "king"),
        ("UPDATE account SET blocked_until = CAST(x'ff' AS TEXT)", "Could not decode"),
        ("ALTER TABLE account RENAME TO away; CREATE VIEW account AS SELECT * FROM away", "view"),
    ],
)
def test_a_value_this_program_never_wrote_is_damage_in_words(demo_file: Path, change: str, told: str) -> None:
    """What the board asks first: nothing is shown of it, no fault of the program is told, and no byte changes."""
    with closing(sqlite3.connect(demo_file)) as connection:
        connection.executescript(f"PRAGMA foreign_keys = OFF; {change}; PRAGMA wal_checkpoint(TRUNCATE)")
    before = demo_file.read_bytes()
    with pytest.raises(WorldFailure) as failure, Store.open(demo_file) as store:
        board(store, later(100))
    assert failure.value.code == "store.damaged" and told in str(failure.value.fields["reason"])
    assert demo_file.read_bytes() == before
    assert not demo_file.with_name(demo_file.name + "-wal").exists()


def test_an_older_copy_put_back_is_found(demo_file: Path, tmp_path: Path) -> None:
    """By the heads of this computer's places, of which the older copy itself knows nothing."""
    place = tmp_path / "drive"
    place.mkdir()
    older = Path(shutil.copy(demo_file, tmp_path / "older.contest"))
    with Store.open(demo_file) as store:
        correct_one(store, "44.5", 100)
        assert backups.back_up_to(store, [place], Why.HAND, at=later(110)).ok
    shutil.copy(older, demo_file)
    assert opened_with(demo_file) == ("", None)
    opened = open_checked(demo_file, later(2000), [place])
    with opened.store:
        assert opened.trouble is not None and opened.trouble.error is not None
        assert (opened.trouble.check, opened.trouble.error.code) == ("heads", "files.older_copy")
        (offer,) = opened.offers
        assert offer.file.path.parent == place and offer.checked


def test_bit_rot_is_found(demo_file: Path, tmp_path: Path) -> None:
    """Every flipped bit that changes content is found by SQLite's own check, by the chain or by what follows from it;
    the others touched bytes that hold nothing."""
    raw = demo_file.read_bytes()
    whole = dump(demo_file)
    dice = random.Random(20260618)
    found: Counter[str] = Counter()
    path = tmp_path / "rotten.contest"
    for _ in range(FLIPS):
        at = dice.randrange(len(raw) * 8)
        rotten = bytearray(raw)
        rotten[at // 8] ^= 1 << at % 8
        path.write_bytes(rotten)
        try:
            opened = open_checked(path, later(2000), ())
        except AppError as error:
            found[f"not opened: {error.code}"] += 1
            continue
        with opened.store:
            found[opened.trouble.check if opened.trouble else "nothing"] += 1
            unseen = opened.trouble is None
        if unseen:
            path.write_bytes(rotten)
            changed = sorted(set(dump(path)) ^ set(whole))
            assert not changed, f"bit {at} changed content and nobody saw it: {changed[:2]}"
        for name in path.parent.glob("rotten.contest-*"):
            name.unlink()
    print(f"\nbit rot: {dict(found)}")
    # most bytes of a small file hold nothing: every table and index has a page of its own
    assert FLIPS - found["nothing"] >= FLIPS // 20 and sum(found.values()) == FLIPS


OF_ITS_OWN = {"mark": "*", "audit_entry": "*", "audit_genesis": "*"}
"""Tables the chain is, or makes anew. All others are bound by seals, column by column; what is in none of them is this
computer's memory (settings, prints, names of backups, counts of wrong PINs) or has a digest of its own (bundles)."""


def dump(path: Path) -> list[str]:
    """Every value the chain vouches for, as SQLite reads it out of a file."""
    wanted = OF_ITS_OWN | {
        name: ", ".join(f'"{one}"' for one in sealed.columns) for name, sealed in seals.TABLES.items()
    }
    with closing(sqlite3.connect(path)) as connection:
        try:
            return [
                f"{name}: {row}"
                for name, columns in sorted(wanted.items())
                for row in connection.execute(f"SELECT {columns} FROM {name} ORDER BY 1")
            ]
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return ["not readable"]


def mark_in_turn(path: Path, said: Connection, heard: Connection) -> None:
    """The other program: opens the file if it can, and says how that went."""
    heard.recv()
    try:
        with Store.open(path) as store:
            hall = people_of(store)
            sheet = hall.lines()[0].sheet_id
            scoring.enter_mark(store, sheet, 1, CellAddress("B1", 0), "41", by=hall.who("录一"), at=later(2))
            said.send("stored")
    except AppError as error:
        said.send(error.code)


def test_two_programs_on_one_file(contest_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one is refused while the first has it, loses nothing, and may have it afterwards."""
    with Store.open(contest_file) as store:
        halls.drawn(store)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    outcomes = []
    for first_open in (True, False):
        ear, mouth = PROCESSES.Pipe(duplex=False)
        signal_ear, signal = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=mark_in_turn, args=(contest_file, mouth, signal_ear))
        process.start()
        with Store.open(contest_file) if first_open else contextlib.nullcontext() as held:
            signal.send("go")
            assert ear.poll(60)
            outcomes.append(ear.recv())
            if held is not None:
                with held.write() as writing:
                    writing.audit("test.done", by="u1", at=later(1))
        process.join()
    assert outcomes == ["store.locked", "stored"]
    with Store.open(contest_file) as store, store.read() as reading:
        rows = reading.connection.exec_driver_sql("SELECT value FROM mark").all()
        assert [row[0] for row in rows] == [41000]
