"""Every call to the disk fails once, or from then on: nothing is called saved that is not, and the file stays whole.

SQLite's calls fail in a VFS of apsw that runs our store's own statements; Python's calls to sticks fail one by one.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import apsw
import pytest

from app.domain.audit import Head
from app.errors import AppError, WorldFailure
from app.services import backups, bundles, filecheck, heads, restores, scoring
from app.services.backup_places import Why
from app.services.sheet_view import CellAddress
from db.store import Store
from tests.factories import later
from tests.services import hall as halls
from tests.store.power import Disk, Images, SimPath, opened, use_sim
from tests.store.power_cases import NAME, NIGHTLY, files_of, head_after_cut, head_of, recording
from tests.trust_kit import people_of

MARKS = 12 if NIGHTLY else 3
EVERY = 1 if NIGHTLY else 5  # in CI every fifth call fails


@pytest.fixture
def marking(contest_file: Path) -> tuple[Images, list[str]]:
    """The file before, and what the store says to SQLite while marks are entered."""
    with Store.open(contest_file) as store:
        halls.drawn(store)
    before = files_of(contest_file)
    with recording() as said, Store.open(contest_file) as store:
        hall = people_of(store)
        sheet = hall.lines()[0].sheet_id
        for number in range(MARKS):
            cell = CellAddress("B1", number % 5)
            scoring.enter_mark(store, sheet, 1, cell, str(number), by=hall.who("录一"), at=later(number))
    return before, said


class Failing:
    """Lets the n-th call to a disk fail, once or from then on."""

    def __init__(self, disk: Disk, number: int, *, lasting: bool) -> None:
        self.calls, self._number, self._lasting = 0, number, lasting
        disk.before = self

    def __call__(self, what: str) -> None:
        self.calls += 1
        if self.calls == self._number or (self._lasting and self.calls > self._number):
            raise apsw.IOError(f"{what} failed")


def acts_of(said: list[str]) -> list[list[str]]:
    """The recorded statements act by act, what comes before the first one in front."""
    acts: list[list[str]] = [[]]
    for sql in said:
        if sql == "BEGIN IMMEDIATE":
            acts.append([])
        acts[-1].append(sql)
    return acts


def play_on(disk: Disk, said: list[str]) -> list[Head]:
    """Every act in turn as the window does it: an error rolls back and the act is tried again, twice. Gives what was
    acknowledged: the head after each COMMIT that returned. A file that cannot be opened acknowledges nothing."""
    acknowledged: list[Head] = []
    start, *acts = acts_of(said)
    try:
        with opened(disk, NAME) as connection:
            for sql in start:
                connection.execute(sql).fetchall()
            for act in acts:
                if not any(_carried_out(connection, act) for _ in range(3)):
                    break
                acknowledged.append(head_of(connection))
    except apsw.Error:
        pass  # opening, asking or closing failed: whatever was acknowledged before counts all the same
    return acknowledged


def _carried_out(connection: apsw.Connection, act: list[str]) -> bool:
    try:
        for sql in act:
            connection.execute(sql).fetchall()
    except apsw.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return False
    return True


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_no_call_that_fails_is_called_saved(marking: tuple[Images, list[str]], lasting: bool) -> None:
    before, said = marking
    rehearsal = Failing(disk := Disk(before), 0, lasting=False)
    assert len(play_on(disk, said)) >= MARKS
    failed = 0
    for number in range(1, rehearsal.calls + 1, EVERY):
        disk = Disk(before)
        Failing(disk, number, lasting=lasting)
        acknowledged = play_on(disk, said)
        disk.before = lambda what: None
        left = {name: bytes(content.now) for name, content in disk.names.items()}
        head = head_after_cut(left)
        assert head is not None, f"damaged after call {number}"
        if acknowledged:
            assert head.seq >= acknowledged[-1].seq, f"an acknowledged act is gone after call {number}"
        failed += len(acknowledged) < MARKS
    assert failed > 3 or not lasting, "hardly a call failed: the harness proves nothing"


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_a_backup_whose_medium_fails_is_never_called_done(
    contest_file: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool
) -> None:
    with Store.open(contest_file) as store:
        taken = backups.take(store)
    calls = 0
    number = 0
    while number <= calls:
        disk = Disk()
        use_sim(monkeypatch, disk, chunk=1 << 16)
        seen = [0]

        def fail(what: str, seen: list[int] = seen, number: int = number) -> None:
            seen[0] += 1
            if number and (seen[0] == number or (lasting and seen[0] > number)):
                raise OSError(errno.EIO, "medium failed")

        disk.before = fail
        done = backups.put(taken, [SimPath(disk, "/stick")], Why.TIMER, later(1))  # type: ignore[list-item]
        disk.before = lambda what: None
        files = {name: bytes(content.now) for name, content in disk.names.items()}
        copies = {name: raw for name, raw in files.items() if "hall" in name or "small" in name}
        if number == 0:
            calls = seen[0]
            assert done.ok and list(copies.values()) == [taken.raw]
        elif done.ok:
            assert list(copies.values()) == [taken.raw] and taken.head.hash.hex().encode() in files["/stick/heads.txt"]
        else:
            ((_, error),) = done.failed
            assert isinstance(error, WorldFailure)
            assert all(raw == taken.raw for name, raw in copies.items() if not name.endswith(".part"))
        number += 1
    assert calls > 8


def test_a_backup_of_a_file_on_a_failing_disk(
    contest_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy beside cannot be made: told in words, nothing entered, nothing left behind."""
    with Store.open(contest_file) as store:
        head = store.head

        def broken(target: Path) -> None:
            target.write_bytes(b"half")
            raise OSError(errno.EIO, "medium failed")

        monkeypatch.setattr(store, "copy_to", broken)
        with pytest.raises(WorldFailure) as failure:
            backups.back_up(store, tmp_path / "b", at=later(1))
        assert failure.value.code == "store.copy_failed" and store.head == head
    assert [one.name for one in tmp_path.iterdir()] == [contest_file.name]


@pytest.mark.parametrize("name", ["fsync", "replace", "open"])
def test_a_restore_whose_disk_fails_leaves_no_file(
    demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with Store.open(demo_file) as store:
        backups.back_up(store, tmp_path / "one.backup", at=later(80))
    true = getattr(os, name)
    target = tmp_path / "again.contest"

    def broken(*arguments: object, **more: object) -> object:
        if any("again.contest" in str(one) for one in arguments) or name == "fsync":
            raise OSError(errno.EIO, "medium failed")
        return true(*arguments, **more)

    monkeypatch.setattr(os, name, broken)
    with pytest.raises((AppError, OSError)):
        restores.restore(tmp_path / "one.backup", target, at=later(90))
    monkeypatch.setattr(os, name, true)
    assert not target.exists() and list(tmp_path.glob("again*")) == []
    assert restores.restore(tmp_path / "one.backup", target, at=later(90)).path == target


# 7: what may not be written


@pytest.fixture
def read_only(tmp_path: Path) -> Path:
    """A file system that is mounted read-only, with a contest file in it that was put there before."""
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting is not permitted here")
    folder = tmp_path / "locked"
    folder.mkdir()
    return folder


def mounted(folder: Path, how: str) -> bool:
    import subprocess

    return subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(folder)], check=False).returncode == 0


def test_a_read_only_stick_is_refused_in_words(read_only: Path, demo_file: Path) -> None:
    import subprocess

    if not mounted(read_only, "size=8m"):
        pytest.skip("mounting is not permitted here")
    try:
        shutil.copy(demo_file, read_only / "there.contest")
        subprocess.run(["mount", "-o", "remount,ro", str(read_only)], check=True)
        before = sorted((one.name, one.read_bytes()) for one in read_only.iterdir())
        with Store.open(demo_file) as store:
            with pytest.raises(WorldFailure) as failure:
                backups.back_up(store, read_only / "b", at=later(80))
            assert failure.value.code == "bundle.no_permission"
            with pytest.raises(WorldFailure) as failure:
                bundles.export(store, [read_only], at=later(80))
            assert failure.value.code == "bundle.no_permission"
            assert filecheck.start_checks(store, later(81)).ok
        with pytest.raises(WorldFailure) as failure:
            Store.open(read_only / "there.contest")
        assert failure.value.code == "store.no_permission"
        assert sorted((one.name, one.read_bytes()) for one in read_only.iterdir()) == before
    finally:
        subprocess.run(["umount", "-l", str(read_only)], check=True)


def test_a_read_only_file_is_refused_in_words(contest_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says "readonly" where the file, not the folder, may not be written; root may write everything, so that
    is said by query_only here."""
    with Store.open(contest_file) as store:
        store._connection.exec_driver_sql("PRAGMA query_only=ON")  # type: ignore[union-attr]
        store._connection.rollback()  # type: ignore[union-attr]
        head = store.head
        with pytest.raises(WorldFailure) as failure, store.write() as writing:
            writing.audit("test.done", by="u1", at=later(1))
        assert failure.value.code == "store.no_permission" and store.head == head


def test_a_place_that_vanishes_is_told_and_the_contest_goes_on(demo_file: Path, tmp_path: Path) -> None:
    place = tmp_path / "drive" / "backups"
    place.parent.mkdir()
    with Store.open(demo_file) as store:
        assert backups.back_up_to(store, [place], Why.HAND, at=later(80)).ok
        shutil.rmtree(place.parent)
        done = backups.back_up_to(store, [place], Why.HAND, at=later(81))
        assert [error.code for _, error in done.failed] == ["files.no_place"] and not done.written
        assert not place.parent.exists()
        assert filecheck.start_checks(store, later(82)).ok
        with store.write() as writing:
            writing.audit("test.done", by="u1", at=later(83))
    assert heads.FILE == "heads.txt"
