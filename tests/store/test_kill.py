"""kill -9 at any moment of marking: every acknowledged mark is there, at most one more, the chain whole.

A process enters marks through the services and says each one after it was stored; it is killed at a random moment.
JIANGPING_KILLS sets how often (20 by default, 1,000 for the long run).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.services import filecheck, scoring
from app.services.sheet_view import CellAddress
from db.store import Store
from tests.factories import later
from tests.services import hall as halls
from tests.trust_kit import people_of

KILLS = int(os.environ.get("JIANGPING_KILLS", "20"))
# A server that has everything loaded makes the processes to be killed: so a kill costs no start of Python.
PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
ROOT = Path(__file__).resolve().parents[2]


def mark_until_killed(path: Path, first: int, said: Connection) -> None:
    """Enter marks one after the other, saying each as soon as it is stored."""
    with Store.open(path) as store:
        hall = people_of(store)
        sheets = [line.sheet_id for line in hall.lines()]
        said.send("ready")
        for number in range(first, first + 100_000):
            sheet, text = sheets[number % len(sheets)], str(number % 100 / 2)
            by, at = hall.who("录一"), later(number % 600)
            scoring.enter_mark(store, sheet, 1, CellAddress("B1", number % 5), text, by=by, at=at)
            said.send(f"{number} {sheet} {number % 5 + 1} {text}")


@pytest.fixture
def marked_file(contest_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A drawn hall, closed, every sheet empty."""
    with Store.open(contest_file) as store:
        halls.drawn(store)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # where the server of processes finds what it loads beforehand
    PROCESSES.set_forkserver_preload(["tests.trust_kit"])
    return contest_file


def run_and_kill(path: Path, first: int, patience: float) -> list[str]:
    """Enter marks until killed after so many seconds; gives what was acknowledged."""
    ear, mouth = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=mark_until_killed, args=(path, first, mouth))
    process.start()
    mouth.close()
    said: list[str] = []
    try:
        assert ear.recv() == "ready"
        until = time.monotonic() + patience
        while (left := until - time.monotonic()) > 0:
            if ear.poll(left):
                said.append(ear.recv())
    finally:
        process.kill()
        process.join()
    with contextlib.suppress(EOFError):  # what was said and not yet heard counts as acknowledged too
        while True:
            said.append(ear.recv())
    ear.close()
    assert process.exitcode != 1, "the marking process failed by itself"
    return said


def test_no_acknowledged_mark_is_lost(marked_file: Path) -> None:
    dice = random.Random(20260618)
    acknowledged: list[str] = []
    stored_before = 0
    for _ in range(KILLS):
        first = 0 if not acknowledged else int(acknowledged[-1].split()[0]) + 1
        acknowledged += run_and_kill(marked_file, first, dice.uniform(0, 0.12))
        with Store.open(marked_file) as store, store.read() as reading:
            rows = reading.connection.exec_driver_sql(
                "SELECT sheet_id, seat, value FROM mark WHERE aspect = 'B1' ORDER BY id"
            ).all()
            report = filecheck.check_content(reading)
        assert report.ok, report.problems
        found = [f"{sheet} {seat} {value}" for sheet, seat, value in rows]
        told = [_as_stored(line) for line in acknowledged]
        missing = [line for line in told if line not in set(found)]
        assert missing == []
        assert len(found) - len(told) <= stored_before + 1, "more than the one mark in hand appeared"
        stored_before = len(found) - len(told)
    assert len(acknowledged) > KILLS, "the harness hardly marked anything: it proves nothing"


def _as_stored(line: str) -> str:
    _, sheet, seat, text = line.split()
    return f"{sheet} {seat} {int(float(text) * 1000)}"


def test_the_lock_of_a_killed_process_is_free(marked_file: Path) -> None:
    run_and_kill(marked_file, 0, 0.05)
    with Store.open(marked_file) as store:
        assert filecheck.start_checks(store, later(1000)).ok
