"""A stick pulled out after every step of writing: what was called done is whole, all else is absent or refused.

The stick is a model of a medium that keeps nothing it was not told to keep: bytes reach it with fsync of the file,
names with fsync of the folder or the sync of its file system. After every call the stick may be pulled; then it may
have lost any of what was not flushed, in any mixture. A writer with a flush left out must fail, or the model is blind.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.bundle import stick
from app.bundle.stick import Stage, write_file
from app.bundle.verify import verify
from tests.unit.bundle import kit

NAME = "crb_x.crb"
GOOD = kit.sequence()[0].raw
OLDER = kit.sequence()[1].raw
Names = dict[str, int]


class Medium:
    """What a stick holds: names of files on the medium, and bytes by file. Every change makes new possible states."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.flushed: dict[int, bytes] = {}
        self.names: Names = {}
        self.states: list[tuple[str, bool, Names, Names, dict[int, bytes], dict[int, bytes]]] = []
        self.done = False
        self.flush_all()

    def _live(self) -> tuple[Names, dict[int, bytes]]:
        names, held = {}, {}
        for path in self.folder.iterdir():
            number = path.stat().st_ino
            names[path.name], held[number] = number, path.read_bytes()
        return names, held

    def note(self, step: str) -> None:
        """The stick may be pulled here."""
        names, held = self._live()
        self.states.append((step, self.done, dict(self.names), names, dict(self.flushed), held))

    def flush_file(self, number: int) -> None:
        """The bytes of a file are on the medium; its name need not be."""
        self.flushed[number] = self._live()[1][number]

    def flush_names(self) -> None:
        """The names are on the medium."""
        self.names = self._live()[0]

    def flush_all(self) -> None:
        """Everything is."""
        self.names, self.flushed = self._live()

    def pulled(self) -> Iterator[tuple[str, bool, dict[str, bytes]]]:
        """Every content the stick may have had when pulled: names old or new, unflushed bytes whole, cut or zero."""
        for step, done, old, new, flushed, held in self.states:
            for names in (old, new):
                choices = [list(_remains(flushed.get(number), held.get(number))) for number in names.values()]
                for mixture in itertools.product(*choices):
                    yield step, done, dict(zip(names, mixture, strict=True))


def _remains(flushed: bytes | None, live: bytes | None) -> Iterator[bytes]:
    """What may be read of a file after a pull: the flushed bytes, and what is not flushed whole, cut or as zeros."""
    if flushed is not None:
        yield flushed
    if live is not None and live != flushed:
        yield from (live, b"", live[: len(live) // 2], live[:-1], bytes(len(live)))


@contextmanager
def plugged(folder: Path, patch: pytest.MonkeyPatch, *, without: str = "") -> Iterator[Medium]:
    """A stick at `folder` whose every call is noted; `without` leaves a flush out."""
    medium = Medium(folder)
    plain = {name: getattr(os, name) for name in ("fsync", "replace")}

    def fsync(handle: int) -> None:
        plain["fsync"](handle)
        where = Path(f"/proc/self/fd/{handle}").resolve()
        if where == folder and without != "folder":
            medium.flush_names()
        elif where != folder and without != "file":
            medium.flush_file(where.stat().st_ino)
        medium.note("fsync")

    def replace(source: Path, target: Path) -> None:
        medium.note("before rename")
        plain["replace"](source, target)
        medium.note("rename")

    def sync_file_system(_handle: int) -> None:
        if not without:
            medium.flush_all()
        medium.note("syncfs")

    patch.setattr(os, "fsync", fsync)
    patch.setattr(os, "replace", replace)
    patch.setattr(stick, "_sync_file_system", sync_file_system)
    yield medium


def written(folder: Path, patch: pytest.MonkeyPatch, before: dict[str, bytes], without: str = "") -> Medium:
    """Write the bundle onto a stick that holds `before`, noting every moment at which it may be pulled."""
    for name, raw in before.items():
        (folder / name).write_bytes(raw)
    patch.setattr(stick, "CHUNK", 1000)
    with plugged(folder, patch, without=without) as medium:

        def progress(stage: Stage, _done: int, _total: int) -> bool:
            medium.done = medium.done or stage is Stage.DONE
            medium.note(stage.value)
            return True

        write_file(folder, NAME, GOOD, progress=progress)
        medium.note("right after done")
    return medium


def broken_promises(medium: Medium, before: dict[str, bytes]) -> list[str]:
    """Moments at which the stick held something it must not."""
    trust, wrong = kit.trust(), []
    refused: dict[bytes, bool] = {}

    def accepted(raw: bytes) -> bool:
        return refused.setdefault(raw, bool(verify(raw, trust)))

    for step, done, content in medium.pulled():
        found = content.get(NAME)
        if done and found != GOOD:
            wrong.append(f"{step}: done, but not whole")
        if found is not None and found not in (GOOD, before.get(NAME)) and accepted(found):
            wrong.append(f"{step}: a half file was accepted")
        if found is not None and found not in (GOOD, before.get(NAME)):
            wrong.append(f"{step}: under the name stands something else")
    return wrong


BEFORE: dict[str, dict[str, bytes]] = {
    "empty stick": {},
    "older bundle": {NAME: OLDER},
    "stale part": {f"{NAME}.part": GOOD[:1234]},
    "both and more": {NAME: OLDER, f"{NAME}.part": b"x", "other.txt": b"hello"},
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE.keys())
def test_done_means_whole_and_all_else_is_absent_or_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, bytes]
) -> None:
    medium = written(tmp_path, monkeypatch, before)
    steps = [state[0] for state in medium.states]
    assert steps.count("write") == 4
    assert steps[-1] == "right after done"
    assert sum(1 for _ in medium.pulled()) >= 40
    assert broken_promises(medium, before) == []
    assert [done for _, done, _ in medium.pulled()].count(True) >= 2
    if "other.txt" in before:
        assert all(content["other.txt"] == b"hello" for *_, content in medium.pulled())


@pytest.mark.parametrize(("without", "promise"), [("file", "something else"), ("folder", "not whole")])
def test_a_writer_that_leaves_a_flush_out_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: str, promise: str
) -> None:
    wrong = broken_promises(written(tmp_path, monkeypatch, {}, without), {})
    assert [one for one in wrong if promise in one]


def test_half_files_are_refused_by_the_reader() -> None:
    trust = kit.trust()
    cases: list[Callable[[], bytes]] = [lambda: b"", lambda: bytes(len(GOOD)), lambda: GOOD[:-1]]
    cases += [lambda at=at: GOOD[:at] + bytes(len(GOOD) - at) for at in range(512, len(GOOD), 512)]  # type: ignore[misc]
    assert [len(case()) for case in cases if verify(case(), trust)] == []
    assert len(cases) >= 9
