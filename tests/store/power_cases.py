"""Runs what our store really says to SQLite on the disk of `power`, cuts the power everywhere, and opens what is left.

The statements are recorded from the store at work (its PRAGMAs included) and given to apsw word for word. What a cut
leaves is opened by the store itself and held against its chain: the head has to be that of an act that was
acknowledged, or of the one in hand, and the chain vouches for everything before.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.audit import Head
from app.errors import AppError
from app.services.filecheck import check_content
from app.services.replay import need_true
from db import engine as engines
from db.store import Store
from tests.store.power import Disk, Images, opened

NAME = "/hall.contest"
NIGHTLY = os.environ.get("JIANGPING_NIGHTLY") == "1"
CASES = 5200 if NIGHTLY else 60
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112 - a plain question
WHOLE, LOST, DAMAGED = "whole", "an acknowledged act is lost", "damaged"


@contextmanager
def recording() -> Iterator[list[str]]:
    """Every statement of every writing connection opened meanwhile, as SQLite got it, values in place."""
    said: list[str] = []
    connect = engines._connect

    def listening(path: Path, mode: str) -> sqlite3.Connection:
        connection = connect(path, mode)
        if mode == "rw":
            connection.set_trace_callback(lambda sql: None if sql.startswith("--") else said.append(sql))
        return connection

    engines._connect = listening
    try:
        yield said
    finally:
        engines._connect = connect


def files_of(path: Path) -> Images:
    """A closed contest file as the disk has it, its log too if there is one."""
    beside = {path: NAME, path.with_name(path.name + "-wal"): NAME + "-wal"}
    return {name: file.read_bytes() for file, name in beside.items() if file.exists()}


def head_after_cut(images: Images, name: str = NAME) -> Head | None:
    """Where the chain of what a cut left ends, opened by the store itself; None when it is damaged or gone."""
    if name not in images:
        return None
    with tempfile.TemporaryDirectory(prefix="cut-", dir=MEMORY) as folder:
        path = Path(folder) / "hall.contest"
        for one, raw in images.items():
            if one.startswith(name):
                path.with_name("hall.contest" + one.removeprefix(name)).write_bytes(raw)
        try:
            with Store.open(path, need_true) as store, store.read() as reading:
                report = check_content(reading)
        except AppError:
            return None
        return report.head if report.ok else None


@dataclass
class Tally:
    """What became of the cuts."""

    steps: int = 0
    cases: int = 0
    looked: int = 0
    found: Counter[str] = field(default_factory=Counter)


@dataclass
class Cutter:
    """Cuts the power after operations of a disk, so many times in all, and judges what each cut leaves."""

    disk: Disk
    judge: Callable[[Images], str]
    times: Callable[[], int]  # how often to cut after the operation just done
    dice: random.Random
    tally: Tally
    seen: dict[tuple[int, bytes], str] = field(default_factory=dict)
    epoch: int = 0  # grows with every acknowledged act: the same bytes may be right before it and wrong after

    def __call__(self) -> None:
        self.tally.steps += 1
        for _ in range(self.times()):
            images = self.disk.cut(self.dice)
            self.tally.cases += 1
            key = (self.epoch, _digest(images))
            if key not in self.seen:
                self.tally.looked += 1
                self.seen[key] = self.judge(images)
            self.tally.found[self.seen[key]] += 1


def _digest(images: Images) -> bytes:
    whole = hashlib.sha256()
    for name in sorted(images):
        whole.update(name.encode() + b"\0" + hashlib.sha256(images[name]).digest())
    return whole.digest()


def spread_over(steps: int, cases: int, dice: random.Random) -> Callable[[], int]:
    """So many cuts after each operation that there are about `cases` in all."""
    each, rest = divmod(cases, max(steps, 1))
    return lambda: each + (dice.random() < rest / max(steps, 1))


@dataclass
class Run:
    """The acts of a recorded run on a disk: which heads were acknowledged, which one is in hand."""

    heads: list[Head]
    done: int = 0  # how many of them were acknowledged

    def judge(self, head: Head | None) -> str:
        """`WHOLE` for an acknowledged head or the one in hand."""
        if head is None:
            return DAMAGED
        if head in self.heads[self.done : self.done + 2]:
            return WHOLE
        return LOST if head in self.heads[: self.done] else DAMAGED


def play(disk: Disk, statements: Sequence[str], acknowledged: Callable[[Head], None]) -> None:
    """Say the statements to apsw on the disk; after every COMMIT tell where the chain stands."""
    with opened(disk, NAME) as connection:
        for sql in statements:
            connection.execute(sql).fetchall()
            if sql == "COMMIT":
                acknowledged(head_of(connection))


def head_of(connection: Any) -> Head:
    """The last entry of the chain as an open connection sees it."""
    rows = connection.execute("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchall()
    return Head(int(rows[0][0]), bytes(rows[0][1])) if rows else Head(0, b"")


def rehearse(before: Images, statements: Sequence[str]) -> tuple[int, list[Head]]:
    """Play once without a cut: how many operations there are, and the head after every act, the first one as before."""
    disk, heads = Disk(before), []
    with opened(disk, NAME) as connection:
        heads.append(head_of(connection))
    disk = Disk(before)
    play(disk, statements, lambda head: heads.append(head) if head != heads[-1] else None)
    return disk.steps, heads


def cut_everywhere(
    before: Images, statements: Sequence[str], *, cases: int, lies: float = 0.0, seed: int = 20260618
) -> Tally:
    """Cut the power after every operation of a run, about `cases` times in all."""
    steps, heads = rehearse(before, statements)
    dice = random.Random(seed)
    disk = Disk(before, lies=lies, seed=seed)
    run = Run(heads)
    tally = Tally()
    cutter = Cutter(
        disk, lambda images: run.judge(head_after_cut(images)), spread_over(steps, cases, dice), dice, tally
    )
    disk.after = cutter

    def acknowledged(head: Head) -> None:
        if head != run.heads[run.done]:
            run.done += 1
            cutter.epoch += 1

    play(disk, statements, acknowledged)
    assert run.done == len(heads) - 1, "the run did not go as rehearsed"
    return tally


def cut_recovery(before: Images, statements: Sequence[str], *, outer: int, inner: int, seed: int = 7) -> Tally:
    """Cut a run, and the program that then opens what was left again, at every operation of its recovery."""
    _, heads = rehearse(before, statements)
    dice = random.Random(seed)
    disk, run, tally = Disk(before), Run(heads), Tally()
    steps, _ = rehearse(before, statements)
    times = spread_over(steps, outer, dice)
    pragmas = tuple(f"PRAGMA {name}={value}" for name, value in engines.WRITER_PRAGMAS)

    def recovered(images: Images) -> None:
        second = Disk(images)
        again = spread_over(8, inner, dice)

        def judged(left: Images) -> str:
            return run.judge(head_after_cut(left))

        cutter = Cutter(second, judged, again, dice, tally)
        second.after = cutter
        with opened(second, NAME, pragmas) as connection:  # reads the log back
            head_of(connection)

    def cut() -> None:
        for _ in range(times()):
            recovered(disk.cut(dice))

    def acknowledged(head: Head) -> None:
        run.done += head != run.heads[run.done]

    disk.after = cut
    play(disk, statements, acknowledged)
    return tally


def in_mode(statements: Sequence[str], mode: str) -> list[str]:
    """The same statements with another `synchronous`: to prove that the harness sees what goes wrong then."""
    changed = [f"PRAGMA synchronous={mode}" if sql == "PRAGMA synchronous=EXTRA" else sql for sql in statements]
    assert changed != list(statements)
    return changed
