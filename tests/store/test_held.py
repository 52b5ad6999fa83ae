"""A file that is shown before it was checked: read at once, written only once it was found sound, checked once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.audit import Genesis
from app.errors import AppError, Refusal, WorldFailure
from db.queries import contest as contests
from db.store import Store
from tests.factories import later


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "held.contest", Genesis(base="b", chain="c", contest="t")) as made:
        yield made


def write(store: Store) -> None:
    with store.write() as writing:
        contests.set_setting(writing, "told", True)
        writing.audit("a.test", by="console", at=later(1))


def told(store: Store) -> bool:
    with store.read() as reading:
        return contests.setting(reading, "told") is True


def test_a_write_asks_the_check_first_and_only_once(store: Store) -> None:
    asked: list[int] = []

    def check() -> AppError | None:
        asked.append(store.head.seq)
        return None

    store.hold(check)
    assert not told(store) and asked == []  # reading waits for nothing
    write(store)
    write(store)
    store.settle()
    assert asked == [0] and told(store)


def test_what_the_check_finds_keeps_the_first_write_out(store: Store) -> None:
    store.hold(lambda: Refusal("files.mark_changed"))
    with pytest.raises(Refusal, match="mark_changed"):
        write(store)
    assert store.barred is not None and not told(store) and store.head.seq == 0


def test_what_the_file_was_barred_with_meanwhile_stays(store: Store) -> None:
    store.hold(lambda: Refusal("files.mark_changed"))
    store.bar(WorldFailure("store.gone", path="held.contest"))
    store.settle()
    assert store.barred is not None and store.barred.code == "store.gone"


def test_a_check_that_broke_off_is_asked_again(store: Store) -> None:
    answers: list[AppError | None] = [None]

    def check() -> AppError | None:
        if answers:
            answers.pop()
            raise WorldFailure("store.unreadable", path="held.contest", reason="")
        return None

    store.hold(check)
    with pytest.raises(WorldFailure, match="unreadable"):
        write(store)
    assert not told(store)
    write(store)
    assert told(store)


def test_a_write_waits_for_the_check_under_way_beside(store: Store) -> None:
    begun, go_on, written = threading.Event(), threading.Event(), threading.Event()

    def check() -> AppError | None:
        begun.set()
        go_on.wait()
        return None

    def act() -> None:
        write(store)
        written.set()

    store.hold(check)
    beside = threading.Thread(target=store.settle)
    beside.start()
    begun.wait()
    writer = threading.Thread(target=act)
    writer.start()
    assert not told(store) and not written.is_set()
    go_on.set()
    writer.join()
    beside.join()
    assert written.is_set() and told(store)


def test_a_file_that_was_closed_is_not_checked_any_more(store: Store) -> None:
    asked: list[int] = []

    def check() -> AppError | None:
        asked.append(1)
        return None

    store.hold(check)
    store.close()
    store.settle()
    assert asked == []
