"""A real file system that fills up: marks, backup and export stop in words, nothing acknowledged is lost, work goes on.

Needs the right to mount a small tmpfs; elsewhere tests/store/test_store.py shows the same with a page limit.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import AppError, WorldFailure
from app.services import backups, bundles, certificates, filecheck, marks_import, scoring
from app.services.sheet_view import CellAddress
from db.store import Store, ballast
from tests.factories import WELDER, later
from tests.services import hall as halls
from tests.trust_kit import people_of

MOUNT = shutil.which("mount")
MAY_MOUNT = sys.platform == "linux" and MOUNT is not None and os.geteuid() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not MAY_MOUNT:
        pytest.skip("mounting a tmpfs is not permitted here")
    made = subprocess.run([str(MOUNT), "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], check=False)
    if made.returncode != 0:
        pytest.skip("mounting a tmpfs is not permitted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(autouse=True)
def plenty_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The polite refusal below 50 MB would come first; here the disk itself has to say no."""
    monkeypatch.setattr(filecheck, "LEAST_SPACE", 0)


def fill(folder: Path, leave: int) -> Path:
    """Take the room of a disk but for so many bytes."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        free = shutil.disk_usage(folder).free - leave
        while free > 0:
            free -= file.write(bytes(min(free, 1 << 16)))
    return ballast


def test_marking_until_the_disk_is_full_and_on(small_disk: Path, contest_file: Path) -> None:
    path = Path(shutil.copy(contest_file, small_disk / "hall.contest"))
    with Store.open(path) as store:
        hall = halls.drawn(store)
        ballast = fill(small_disk, 200_000)
        sheet = hall.lines()[0].sheet_id
        stored = []
        with pytest.raises(WorldFailure) as failure:
            for number in range(5000):
                text = str(number % 100 / 2)
                by = hall.who("录一")
                scoring.enter_mark(store, sheet, 1, CellAddress("B1", number % 5), text, by=by, at=later(1))
                stored.append(int(float(text) * 1000))
        assert failure.value.code in ("store.disk_full", "store.write_failed") and len(stored) > 5
        ballast.unlink()
        scoring.enter_mark(store, sheet, 1, CellAddress("A1", -1), "9.5", by=hall.who("录一"), at=later(2))
    with Store.open(path) as store, store.read() as reading:
        rows = reading.connection.exec_driver_sql("SELECT value FROM mark WHERE aspect = 'B1' ORDER BY id").all()
        assert [row[0] for row in rows] == stored
        assert filecheck.check_content(reading).ok


def test_no_room_for_a_backup_or_a_bundle(small_disk: Path, demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        ballast = fill(small_disk, 8000)
        with pytest.raises(WorldFailure) as failure:
            backups.back_up(store, small_disk / "copy.contest", at=later(80))
        assert failure.value.code == "bundle.disk_full"
        with pytest.raises(WorldFailure) as failure:
            bundles.export(store, [small_disk], at=later(81))
        assert failure.value.code == "bundle.disk_full"
        assert [one.name for one in small_disk.iterdir()] == ["ballast"]
        ballast.unlink()
        assert bundles.export(store, [small_disk], at=later(82)).copied
        assert backups.back_up(store, small_disk / "copy.contest", at=later(83)).path.exists()
        assert filecheck.start_checks(store, later(84)).ok


def test_the_ballast_carries_marks_in_hand_and_one_export(small_disk: Path, demo_file: Path, tmp_path: Path) -> None:
    """The first refusal gives the room up: the same act then goes through, and so does a bundle."""
    path = Path(shutil.copy(demo_file, small_disk / "hall.contest"))
    assert ballast.hold(small_disk, size=3 << 20, plenty=0) is ballast.State.HELD
    fill(small_disk, 150_000)
    with Store.open(path) as store:
        head = store.head
        with pytest.raises(WorldFailure) as failure:
            for number in range(5000):
                with store.write() as writing:
                    writing.audit("test.done", by="u1", at=later(80), ref="x" * 900, number=number)
        assert failure.value.code in ("store.disk_full", "store.write_failed")
        assert ballast.state(small_disk) is ballast.State.FREED
        stored = store.head.seq
        assert stored >= head.seq
        with store.write() as writing:
            assert writing.audit("test.done", by="u1", at=later(81), ref="x" * 900) == stored + 1
        assert bundles.export(store, [tmp_path], at=later(82)).paths[0].exists()
        with store.read() as reading:
            assert filecheck.check_content(reading).ok
        found = filecheck.check_ballast(small_disk)
        assert found.level is filecheck.Level.WARN and found.error is not None


def test_an_import_that_does_not_fit_is_not_there_at_all(small_disk: Path, contest_file: Path) -> None:
    path = Path(shutil.copy(contest_file, small_disk / "hall.contest"))
    with Store.open(path) as store:
        hall = halls.drawn(store)
        rows = ["编号,轮次,评分点,裁判,分值,备注"]
        for line in hall.lines():
            rows += [f"{line.code},practical,B1,{seat},40," for seat in range(1, 6)]
        table = small_disk.parent / "marks.csv"
        table.write_text("\n".join(rows), "utf-8")
    with Store.open(path) as store:  # with an empty log
        room = fill(small_disk, 20_000)
        head, who = store.head, people_of(store).who("录一")
        with pytest.raises(WorldFailure) as failure:
            marks_import.import_marks(store, table, WELDER, 1, by=who, at=later(1))
        assert failure.value.code in ("store.disk_full", "store.write_failed") and store.head == head
        with store.read() as reading:
            assert reading.connection.exec_driver_sql("SELECT count(*) FROM mark").scalar() == 0
        room.unlink()
        assert marks_import.import_marks(store, table, WELDER, 1, by=who, at=later(2)).stored == 15


def test_no_room_for_certificates(small_disk: Path, demo_file: Path) -> None:
    with Store.open(demo_file) as store:
        chief = people_of(store).who("打印员")
        room = fill(small_disk, 8000)
        with pytest.raises(AppError) as failure:
            certificates.print_certificates(store, small_disk / "certificates.pdf", by=chief, at=later(80))
        assert failure.value.exit_status == 3
        assert [one.name for one in small_disk.iterdir()] == ["ballast"]
        room.unlink()
        certificates.print_certificates(store, small_disk / "certificates.pdf", by=chief, at=later(81))
        assert filecheck.start_checks(store, later(82)).ok


def test_exports_stop_before_marking_does(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filecheck, "LEAST_SPACE", 1 << 60)
    with Store.open(demo_file) as store:
        with pytest.raises(WorldFailure) as failure:
            bundles.export(store, [tmp_path], at=later(80))
        assert failure.value.code == "files.no_space"
        with store.write() as writing:
            assert writing.audit("test.done", by="u1", at=later(81)) == store.head.seq + 1
