"""The power fails after every operation on the disk: acknowledged acts are there, at most the one in hand more.

JIANGPING_NIGHTLY=1 makes at least 5,000 cuts for every way of writing.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bundle import stick
from app.errors import WorldFailure
from app.services import backups, heads, marks_import, restores, scoring
from app.services.access import Actor
from app.services.backup_places import Why
from app.services.filecheck import start_checks
from app.services.opening import is_damage, offers, open_checked
from app.services.replay import need_true
from app.services.sheet_view import CellAddress
from db.migrate import SCHEMA_VERSION
from db.store import Store
from tests.factories import WELDER, later
from tests.services import hall as halls
from tests.store.power import Disk, Images, SimPath, opened, use_sim
from tests.store.power_cases import (
    CASES,
    DAMAGED,
    LOST,
    MEMORY,
    NAME,
    NIGHTLY,
    WHOLE,
    Cutter,
    Tally,
    cut_everywhere,
    cut_recovery,
    files_of,
    head_after_cut,
    in_mode,
    recording,
    spread_over,
)
from tests.store.test_migrations import REVISIONS, file_of_version
from tests.trust_kit import people_of

MARKS = 300 if NIGHTLY else 8


@pytest.fixture(scope="module")
def drawn_template(contest_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawn hall, closed, every sheet empty."""
    path = Path(shutil.copy(contest_template, tmp_path_factory.mktemp("drawn") / "hall.contest"))
    with Store.open(path) as store:
        halls.drawn(store)
    return path


@pytest.fixture
def drawn(drawn_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(drawn_template, tmp_path / "hall.contest"))


@pytest.fixture
def marking(drawn: Path) -> tuple[Images, list[str]]:
    """The file before, and what the store says to SQLite while marks are entered one by one."""
    before = files_of(drawn)
    with recording() as said, Store.open(drawn) as store:
        hall = people_of(store)
        sheets = [line.sheet_id for line in hall.lines()]
        for number in range(MARKS):
            cell, text = CellAddress("B1", number % 5), str(number % 100 / 2)
            by = hall.who("录一")
            scoring.enter_mark(store, sheets[number % len(sheets)], 1, cell, text, by=by, at=later(number))
    assert "PRAGMA synchronous=EXTRA" in said and said.count("COMMIT") >= MARKS
    return before, said


def test_marks(marking: tuple[Images, list[str]]) -> None:
    tally = cut_everywhere(*marking, cases=CASES)
    print(f"\nmarks: {tally}")
    assert tally.cases > CASES * 0.8 and tally.looked > CASES // 4
    assert set(tally.found) == {WHOLE}


@pytest.mark.parametrize("mode", ["NORMAL", "OFF"])
def test_the_harness_is_not_blind(marking: tuple[Images, list[str]], mode: str) -> None:
    """Less than our mode loses acknowledged marks, and no syncing at all damages files: that must be seen."""
    before, said = marking
    tally = cut_everywhere(before, in_mode(said, mode), cases=CASES)
    print(f"\n{mode}: {tally}")
    assert tally.found[LOST] > tally.cases // 20
    if mode == "OFF" and NIGHTLY:
        assert tally.found[DAMAGED] > 0


def test_an_import(drawn: Path) -> None:
    """A whole table is one act: all of it or nothing."""
    before = files_of(drawn)
    with recording() as said, Store.open(drawn) as store:
        hall = people_of(store)
        for keying, who in ((1, "录一"), (2, "录二")):
            rows = ["编号,轮次,评分点,裁判,分值,备注"]
            for line in hall.lines():
                rows += [f"{line.code},practical,B1,{seat},40," for seat in range(1, 6)]
                rows += [f"{line.code},practical,A1,,9.5,", f"{line.code},practical,C1,,2.1,"]
            table = drawn.with_name("marks.csv")
            table.write_text("\n".join(rows), "utf-8")
            marks_import.import_marks(store, table, WELDER, keying, by=hall.who(who), at=later(keying))
    tally = cut_everywhere(before, said, cases=CASES)
    print(f"\nimport: {tally}")
    assert tally.cases > CASES * 0.8 and set(tally.found) == {WHOLE}


def test_cut_again_during_recovery(marking: tuple[Images, list[str]]) -> None:
    tally = cut_recovery(*marking, outer=500 if NIGHTLY else 8, inner=10 if NIGHTLY else 4)
    print(f"\nrecovery: {tally}")
    assert tally.cases > (3000 if NIGHTLY else 10) and set(tally.found) == {WHOLE}


def schema_of(images: Images) -> tuple[int, frozenset[str]] | None:
    """Version and tables of what a cut left, as plain SQLite reads it; None when it is not sound."""
    with tempfile.TemporaryDirectory(prefix="cut-", dir=MEMORY) as folder:
        for name, raw in images.items():
            (Path(folder) / name.lstrip("/")).write_bytes(raw)
        with closing(sqlite3.connect(Path(folder) / NAME.lstrip("/"))) as connection:
            try:
                if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    return None
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                return version, frozenset(row[0] for row in connection.execute("SELECT sql FROM sqlite_master"))
            except sqlite3.DatabaseError:
                return None


def test_cut_during_migration(drawn: Path) -> None:
    """The old schema or the new one, whole; the new one once the step was said to be done."""
    path = drawn.with_name("old.contest")
    file_of_version(path, REVISIONS[1], 2)
    before = files_of(path)
    with recording() as said:
        Store.open(path).close()
    old, new = schema_of(before), schema_of(files_of(path))
    assert old and new and (old[0], new[0]) == (2, SCHEMA_VERSION)
    dice, disk, tally, done = random.Random(4), Disk(before), Tally(), [False]

    def judged(images: Images) -> str:
        found = schema_of(images)
        return WHOLE if found == new or (found == old and not done[0]) else DAMAGED

    with opened(rehearsal := Disk(before), NAME) as connection:
        for sql in said:
            connection.execute(sql).fetchall()
    disk.after = cutter = Cutter(disk, judged, spread_over(rehearsal.steps, CASES, dice), dice, tally)
    with opened(disk, NAME) as connection:
        for sql in said:
            connection.execute(sql).fetchall()
            if sql == "COMMIT" and connection.execute("PRAGMA user_version").fetchall() == [(SCHEMA_VERSION,)]:
                done[0], cutter.epoch = True, 1
    print(f"\nmigration: {tally}")
    assert done[0] and tally.cases > CASES * 0.8 and set(tally.found) == {WHOLE}


@dataclass
class OneBackup:
    """A backup of a marked file to a stick on the same simulated disk, ready to be cut: see `play`."""

    disk: Disk
    taken: backups.Taken
    said: list[str]  # what the store says to remember it
    stick: SimPath
    done: bool = False

    @property
    def name(self) -> str:
        head = self.taken.head
        return f"/stick/hall_{heads.chain_id(self.taken.genesis)[:8]}_{head.seq:07d}_{head.hash.hex()[:8]}"

    def play(self) -> None:
        """The copy through SQLite's backup API, the stick, and the act that remembers it."""
        with opened(self.disk, NAME) as connection:
            with opened(self.disk, "/.backup/hall.contest") as copy, copy.backup("main", connection, "main") as work:
                while not work.done:
                    work.step(8)
            for name in [one for one in self.disk.names if one.startswith("/.backup/")]:
                self.disk.remove(name)
            assert backups.put(self.taken, [self.stick], Why.TIMER, later(60)).ok  # type: ignore[list-item]
            self.done = True
            for sql in self.said:
                connection.execute(sql).fetchall()


def test_a_backup(drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contest file stays whole; a backup of that name is whole or not there, and there once it is said to be."""
    with Store.open(drawn) as store:
        taken, head = backups.take(store), store.head
    before = files_of(drawn)
    folder = drawn.parent / "stick"
    folder.mkdir()
    with recording() as said, Store.open(drawn) as store:
        backups.remember(store, backups.put(taken, [folder], Why.TIMER, later(60)), at=later(60))
        after = store.head
    made = next(folder.glob("hall_*")).name

    def new_run(disk: Disk) -> OneBackup:
        use_sim(monkeypatch, disk)
        return OneBackup(disk, taken, said, SimPath(disk, "/stick"))

    rehearsal = new_run(Disk(before))
    rehearsal.play()
    dice, disk, tally = random.Random(8), Disk(before), Tally()
    run = new_run(disk)

    def judged(images: Images) -> str:
        on_stick = {
            name: raw for name, raw in images.items() if name.startswith("/stick/hall_") and ".part" not in name
        }
        if on_stick not in ({}, {f"/stick/{made}": taken.raw}):
            return DAMAGED
        noted = head.hash.hex().encode() in images.get("/stick/heads.txt", b"")
        if run.done and not (on_stick and noted):
            return LOST
        return WHOLE if head_after_cut(images) in (head, after) else DAMAGED

    disk.after = Cutter(disk, judged, spread_over(rehearsal.disk.steps, CASES, dice), dice, tally)
    run.play()
    print(f"\nbackup: {tally}")
    assert run.done and tally.cases > CASES * 0.8 and set(tally.found) == {WHOLE}


def test_cut_during_restore(drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The restored file is there whole, or there is no file of that name."""
    raw = drawn.read_bytes()
    dice, tally, done = random.Random(9), Tally(), [False]

    def judged(images: Images) -> str:
        found = images.get("/disk/again.contest")
        if found is None:
            return LOST if done[0] else WHOLE
        return WHOLE if found == raw else DAMAGED

    for disk in (rehearsal := Disk(), Disk()):
        use_sim(monkeypatch, disk)
        if disk is not rehearsal:
            disk.after = Cutter(disk, judged, spread_over(rehearsal.steps, CASES, dice), dice, tally)
        stick.write_file(SimPath(disk, "/disk"), "again.contest", raw)  # type: ignore[arg-type]
        done[0] = True
        disk.after()
        done[0] = False
    print(f"\nrestore: {tally}")
    assert tally.cases > CASES * 0.8 and set(tally.found) == {WHOLE}


def test_a_lying_drive(drawn: Path, marking: tuple[Images, list[str]]) -> None:
    """One sync in ten is ignored: whatever that damages is seen at start, and a backup made before comes back whole.

    What passes the checks is always a true beginning of the record: nothing is ever altered unseen.
    """
    before, said = marking
    tally = cut_everywhere(before, said, cases=CASES, lies=0.1)
    print(f"\nlying drive: {tally}")
    assert tally.found[WHOLE] > tally.cases // 2
    if NIGHTLY:
        assert tally.found[LOST] + tally.found[DAMAGED] > 0, "the drive never lied: the harness is blind"


def two_people(store: Store) -> tuple[Actor, Actor]:
    hall = people_of(store)
    return hall.who("裁判长"), hall.who("监督")


@pytest.mark.parametrize("first_lost", [2, 0.7], ids=["nothing can be read", "some pages are old"])
def test_damage_is_seen_and_the_last_backup_comes_back(drawn: Path, tmp_path: Path, first_lost: float) -> None:
    """Pages that a lying drive never wrote: the file is not written, and its newest good backup is offered."""
    place = tmp_path / "second drive"
    place.mkdir()
    with Store.open(drawn) as store:
        hall = people_of(store)
        for line in hall.lines():
            hall.key_sheet(line.sheet_id, 1, "录一")
        done = backups.back_up_to(store, [place], Why.HAND, at=later(60))
    raw = drawn.read_bytes()
    whole = int(first_lost if first_lost >= 1 else len(raw) // 4096 * first_lost) * 4096
    drawn.write_bytes(raw[:whole] + bytes(len(raw) - whole))
    damaged = drawn.read_bytes()
    try:
        opened_file = open_checked(drawn, later(70), [place])
    except WorldFailure as failure:
        assert is_damage(failure)
        found = offers(drawn, [place])
    else:
        with opened_file.store as store:
            assert opened_file.trouble is not None and store.barred is opened_file.trouble.error
        found = opened_file.offers
    (offer,) = found
    assert offer.checked and offer.file.seq == done.written[0].head.seq
    again = restores.restore(offer.file.path, tmp_path / "again.contest", at=later(71), people=two_people)
    assert again.head == done.written[0].head and drawn.read_bytes() == damaged
    with Store.open(again.path, need_true) as store:
        assert start_checks(store, later(72), [place]).ok
