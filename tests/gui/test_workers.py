"""What threads beside the window leave to it: whatever a job held is let go of, and garbage is looked for, on the Qt
thread only; Qt's objects destroyed elsewhere end the program hard."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain import steady
from ui import opening_acts
from ui.application import Program
from ui.operations import Operations, Progress
from ui.workers import post

HERE = threading.get_ident()


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    made = Operations()
    yield made
    assert made.close(300)


class Gone(list[int]):
    """The threads in which watched objects went."""

    def watch(self, thing: Any) -> Any:
        weakref.finalize(thing, lambda: self.append(threading.get_ident()))
        return thing


def holding(thing: object, act: Callable[..., Any]) -> Callable[..., Any]:
    """`act`, which holds a thing as a page's act holds the page."""
    return lambda *given: (thing, act(*given))[1]


def fails() -> None:
    raise KeyError


@pytest.mark.parametrize("act", [int, fails], ids=["done", "a bug"])
def test_what_a_job_held_is_let_go_of_here(
    qtbot: QtBot, operations: Operations, monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]
) -> None:
    monkeypatch.setattr("sys.excepthook", lambda *_error: None)
    gone = Gone()
    for _ in range(3):  # at the latest the next job takes the place of the one before in the thread's hands
        operations.run(holding(gone.watch(QObject()), act))
        qtbot.waitUntil(lambda: not operations.working)
    qtbot.waitUntil(lambda: len(gone) == 3)
    assert set(gone) == {HERE}


def test_the_progress_of_long_work_is_let_go_of_here(qtbot: QtBot, operations: Operations) -> None:
    gone = Gone()

    def work(progress: Progress) -> None:
        progress(1, 2)

    for _ in range(3):
        gone.watch(operations.run_long(work))
        qtbot.waitUntil(lambda: not operations.working)
    qtbot.waitUntil(lambda: len(gone) == 3)
    assert set(gone) == {HERE}


@pytest.mark.parametrize("half", [False, True], ids=["gone", "only Qt's half gone"])
def test_when_nobody_is_there_any_more_the_job_ends_and_goes_here(qtbot: QtBot, half: bool) -> None:
    import shiboken6

    operations, gate, gone = Operations(), threading.Event(), Gone()
    operations.run(holding(gone.watch(QObject()), gate.wait))
    operations.run(holding(gone.watch(QObject()), int))
    (thread,) = (one for one in threading.enumerate() if one.name == "store")
    kept = operations
    if half:
        shiboken6.delete(operations)
    else:
        del kept
    del operations
    gate.set()
    qtbot.waitUntil(lambda: len(gone) == 2)
    assert set(gone) == {HERE}
    if half:
        del kept
    thread.join(300)
    assert not thread.is_alive()


def test_garbage_is_destroyed_here_and_not_in_the_thread_that_makes_work(qtbot: QtBot, operations: Operations) -> None:
    gone = Gone()
    made, gate = threading.Event(), threading.Event()
    before = gc.isenabled()

    def act() -> int:
        made.set()
        gate.wait()
        kept = [[number] for number in range(200_000)]  # Python by itself would have looked for garbage many times
        return len(kept)

    operations.run(act)
    made.wait()
    ring = gone.watch(QObject())
    ring.itself = ring  # Python's half refers to itself: only the collector destroys it
    del ring
    assert not gc.isenabled() and gone == []
    gate.set()
    qtbot.waitUntil(lambda: not operations.working)
    kept = [[number] for number in range(5_000)]  # enough to look for
    qtbot.waitUntil(lambda: bool(gone))
    assert set(gone) == {HERE} and kept
    assert operations.close(300)
    qtbot.waitUntil(lambda: gc.isenabled() is before)


def test_nobody_looks_amidst_work_on_millions_of_values(qtbot: QtBot) -> None:
    looked: list[str] = []
    watch = lambda phase, _facts: looked.append(phase)  # noqa: E731 - taken away again below
    was = gc.isenabled()
    gc.disable()
    gc.callbacks.append(watch)
    try:
        kept = [[number] for number in range(5_000)]
        with steady.no_collecting():
            post().rubbish.look()
            assert looked == [] and kept
        post().rubbish.look()
        assert looked == ["start", "stop"]
    finally:
        gc.callbacks.remove(watch)
        (gc.enable if was else gc.disable)()


def test_the_program_never_gives_the_search_back_to_python(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)  # the tests after this one make garbage of their own
    was = gc.isenabled()
    gc.disable()  # as `make_application` does
    rubbish = post().rubbish
    program = Program(qapp)
    qtbot.addWidget(program.window)
    try:
        program._warm_pages()
        qtbot.waitUntil(lambda: not program.operations.working)
        assert rubbish._timer.isActive() and not gc.isenabled()
        opening_acts.warm_pages()
        assert not gc.isenabled()
        assert program.close()
        rubbish.look()
        assert rubbish._timer.isActive() and not gc.isenabled()
    finally:
        rubbish._timer.stop()
        (gc.enable if was else gc.disable)()
