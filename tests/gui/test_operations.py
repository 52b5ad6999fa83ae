"""The bridge to the store thread: order, threads, refusals, bugs, long work and cancel."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.changes import Change, Kind
from app.errors import AppError, Refusal
from app.settings import Settings
from tests.gui.boards import busy_board
from ui.desk import Desk, OpenContest
from ui.gathering import Gathering
from ui.operations import BUSY_AFTER_MS, Cancelled, Operations, Progress, change_of


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    made = Operations()
    yield made
    assert made.close(300)


def test_acts_run_in_order_on_one_other_thread_and_come_back_on_this_one(qtbot: QtBot, operations: Operations) -> None:
    ran: list[tuple[int, int]] = []
    heard: list[tuple[int, int]] = []
    for number in range(20):
        operations.run(
            lambda number=number: ran.append((number, threading.get_ident())) or number,
            lambda result: heard.append((result, threading.get_ident())),
        )
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert [number for number, _ in ran] == [number for number, _ in heard] == list(range(20))
    assert {thread for _, thread in heard} == {threading.get_ident()}
    assert len({thread for _, thread in ran}) == 1
    assert ran[0][1] != threading.get_ident()


def test_a_change_is_announced_after_the_one_who_asked_has_heard(qtbot: QtBot, operations: Operations) -> None:
    change = Change(frozenset({Kind.SHEETS}), audit_seq=7)
    heard: list[str] = []
    operations.changed.connect(lambda it: heard.append(f"all {it.audit_seq}"))
    operations.committed.connect(lambda: heard.append("saved"))
    operations.run(lambda: change, lambda it: heard.append(f"asker {it.audit_seq}"))
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == ["asker 7", "saved", "all 7"]


def test_a_result_may_carry_its_change() -> None:
    class Answer:
        change = Change(frozenset({Kind.PEOPLE}))

    assert change_of(Answer()) is Answer.change
    assert change_of(3) is None


def test_a_refusal_goes_to_the_asker_or_else_to_everyone(qtbot: QtBot, operations: Operations) -> None:
    def refuse() -> None:
        raise Refusal("mark.above", limit="10.0")

    asked: list[AppError] = []
    all_: list[AppError] = []
    operations.refused.connect(all_.append)
    operations.run(refuse, refused=asked.append)
    operations.run(refuse)
    qtbot.waitUntil(lambda: len(asked) + len(all_) == 2)
    assert [error.code for error in asked] == [error.code for error in all_] == ["mark.above"]


def test_a_bug_reaches_the_crash_hook_and_the_thread_lives_on(
    qtbot: QtBot, operations: Operations, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    operations.run(lambda: 1 // 0)
    after: list[int] = []
    operations.run(lambda: 5, after.append)
    qtbot.waitUntil(lambda: after == [5])
    assert caught == [ZeroDivisionError]


def test_nobody_is_called_who_is_gone(qtbot: QtBot, operations: Operations) -> None:
    import shiboken6

    owner = QObject()
    heard: list[int] = []
    gate = threading.Event()
    operations.run(lambda: gate.wait(5) and 1, heard.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    after: list[int] = []
    operations.run(lambda: 2, after.append)
    qtbot.waitUntil(lambda: after == [2])
    assert heard == []


def test_long_work_reports_and_does_not_hold_up_the_store(qtbot: QtBot, operations: Operations) -> None:
    gate = threading.Event()
    steps: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> str:
        progress(1, 2, "王建国")
        assert gate.wait(300)
        progress(2, 2, "马玉兰")
        return "done"

    results: list[str] = []
    progress = operations.run_long(work, results.append)
    progress.advanced.connect(lambda done, total, item, left: steps.append((done, total, item)))
    quick: list[int] = []
    operations.run(lambda: 3, quick.append)
    qtbot.waitUntil(lambda: quick == [3])
    assert results == []
    gate.set()
    qtbot.waitUntil(lambda: results == ["done"])
    assert steps[-1] == (2, 2, "马玉兰")
    assert progress.finished


def test_long_work_stops_at_its_next_step(qtbot: QtBot, operations: Operations) -> None:
    started = threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        while True:  # only the wish to stop ends it
            progress(0, 1000)

    stopped: list[bool] = []
    finished: list[object] = []
    progress = operations.run_long(work, finished.append, cancelled=lambda: stopped.append(True))
    assert started.wait(300)
    progress.cancel()
    qtbot.waitUntil(lambda: stopped == [True])
    assert finished == []


def test_busy_is_said_only_for_what_takes_long(qtbot: QtBot, operations: Operations) -> None:
    said: list[bool] = []
    operations.busy.connect(said.append)
    operations._timer.setInterval(3_600_000)  # nothing takes an hour, however busy the machine is
    quick: list[int] = []
    operations.run(lambda: 1, quick.append)
    qtbot.waitUntil(lambda: quick == [1])
    assert said == []
    operations._timer.setInterval(BUSY_AFTER_MS)
    gate = threading.Event()
    operations.run(lambda: gate.wait(300))
    qtbot.waitUntil(lambda: said == [True])
    gate.set()
    qtbot.waitUntil(lambda: said == [True, False])


def test_without_threads_everything_happens_at_once(qtbot: QtBot) -> None:
    operations = Operations(threaded=False)
    heard: list[object] = []
    operations.changed.connect(heard.append)
    operations.run(lambda: Change(frozenset({Kind.DRAW})), heard.append)
    assert len(heard) == 2

    def stops(progress: Progress) -> None:
        raise Cancelled

    operations.run_long(stops, cancelled=lambda: heard.append("stopped"))
    assert heard[-1] == "stopped"


def test_what_can_wait_goes_behind_acts_that_were_asked_for_after_it(qtbot: QtBot, operations: Operations) -> None:
    let_go, busy = threading.Event(), threading.Event()
    ran: list[str] = []

    def hold() -> None:
        busy.set()
        let_go.wait(600)

    operations.run(hold)
    qtbot.waitUntil(busy.is_set)
    operations.run(lambda: ran.append("board"), later=True)
    operations.run(lambda: ran.append("mark 1"))
    operations.run(lambda: ran.append("list"), later=True)
    operations.run(lambda: ran.append("mark 2"))
    let_go.set()
    qtbot.waitUntil(lambda: len(ran) == 4)
    assert ran == ["mark 1", "mark 2", "board", "list"]


def test_closing_waits_for_what_can_wait_too(qtbot: QtBot) -> None:
    operations = Operations()
    ran: list[str] = []
    for name in ("list", "board"):
        operations.run(lambda name=name: ran.append(name), later=True)
    operations.run(lambda: ran.append("mark"))
    assert operations.close(300)
    assert sorted(ran) == ["board", "list", "mark"]


def test_a_gathering_goes_off_once_for_all_that_came(qtbot: QtBot) -> None:
    gathering = Gathering(20, 60_000)
    fired: list[int] = []
    gathering.timeout.connect(lambda: fired.append(1))
    for _ in range(5):
        gathering.ask()
    assert fired == [] and gathering.isActive()
    qtbot.waitUntil(lambda: not gathering.isActive())
    assert fired == [1]


class Clock:
    """The seconds of `ui.gathering`, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("ui.gathering.monotonic", lambda: self.now)


def test_a_gathering_past_its_limit_goes_off_behind_the_next_mark(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    gathering = Gathering(60_000, 5_000)
    fired: list[int] = []
    gathering.timeout.connect(lambda: fired.append(1))
    for seconds in (0, 2, 2):
        clock.now += seconds
        gathering.ask()
        assert gathering.interval() == 60_000 and not gathering.due
    clock.now += 1
    gathering.put_off()  # the first digit of the mark that is the last one waited for
    assert gathering.interval() == 60_000
    gathering.ask()
    gathering.put_off()  # its moment has come: keys do not take it away again
    qtbot.waitUntil(lambda: fired == [1])
    gathering.ask()
    assert gathering.interval() == 60_000  # and from the beginning


def test_keys_put_a_gathering_off_but_not_for_ever(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    gathering = Gathering(60_000, 5_000)
    gathering.put_off()
    assert not gathering.isActive()  # nothing waits
    gathering.ask()
    started: list[int] = []
    monkeypatch.setattr(gathering, "start", lambda: started.append(1))
    for _ in range(3):
        clock.now += 3
        gathering.put_off()
    clock.now += 3
    gathering.put_off()  # 12 s of arrow keys: now it goes off as it stands
    assert len(started) == 3 and gathering.isActive()


@pytest.mark.parametrize(
    ("gone", "quiet", "code", "told"),
    [
        (True, True, "contest.none", False),  # a page of a table, for a view that has gone
        (True, False, "contest.none", True),  # an act: somebody believes that it was done
        (False, True, "contest.none", True),
        (False, True, "store.closed", False),  # a look that was overtaken by the file being put away
        (False, False, "store.closed", True),
    ],
)
def test_a_refusal_is_told_to_whoever_it_still_concerns(
    qtbot: QtBot, operations: Operations, gone: bool, quiet: bool, code: str, told: bool
) -> None:
    import shiboken6

    owner, gate = QObject(), threading.Event()
    refused: list[str] = []
    operations.refused.connect(lambda error: refused.append(error.code))

    def act() -> None:
        gate.wait()
        raise Refusal(code)

    operations.run(act, owner=owner, quiet=quiet)
    if gone:
        shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not operations.working)
    assert refused == ([code] if told else [])


def test_a_board_still_waiting_when_its_contest_is_put_away_is_not_asked_of_a_closed_file(
    qtbot: QtBot, operations: Operations
) -> None:
    asked: list[object] = []
    refused: list[AppError] = []
    gate, shut = threading.Event(), threading.Event()

    def source(store: object) -> Any:
        asked.append(store)
        raise Refusal("store.closed" if shut.is_set() else "contest.none")

    operations.refused.connect(refused.append)
    desk = Desk(operations, Settings())
    desk.board_source = source
    operations.run(gate.wait)
    desk.open_contest(OpenContest("old", "old.contest", "", "live"))
    operations.run(shut.set)  # closes the file, and overtakes the board
    desk.open_contest(None)
    gate.set()
    qtbot.waitUntil(lambda: not operations.working)
    assert (asked, refused) == ([], [])
    desk.open_contest(OpenContest("new", "new.contest", "", "live"))
    qtbot.waitUntil(lambda: not operations.working)
    assert asked == ["new"] and len(refused) == 1


def test_a_board_on_its_way_still_comes_when_its_contest_gets_another_name(
    qtbot: QtBot, operations: Operations
) -> None:
    desk, gate = Desk(operations, Settings()), threading.Event()
    desk.board_source = lambda store: busy_board()
    operations.run(gate.wait)
    desk.open_contest(OpenContest("file", "a.contest", "", "live"))
    assert desk.contest is not None
    desk.contest = replace(desk.contest, name="新名")
    gate.set()
    qtbot.waitUntil(lambda: desk.board is not None)
