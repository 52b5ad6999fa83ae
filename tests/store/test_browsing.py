"""The connection kept for the pages of a list: it sees what was written since, and lets go when something fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import WorldFailure
from db.store import Store
from tests.factories import new_store


def kind(store: Store) -> str:
    with store.browse() as reading:
        found: str = reading.row("SELECT kind FROM contest", ())[0]
    return found


def write(store: Store, value: str) -> None:
    with store.write() as writing:
        writing.connection.exec_driver_sql("UPDATE contest SET kind = ?", (value,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "c.contest"


def test_it_sees_what_was_written_between_two_pages(path: Path) -> None:
    with new_store(path) as store:
        write(store, "一")
        assert kind(store) == "一"
        write(store, "二")
        assert kind(store) == "二"


def test_it_cannot_write_and_is_good_again_after_a_failure(path: Path) -> None:
    with new_store(path) as store:
        write(store, "一")
        with pytest.raises(WorldFailure), store.browse() as reading:
            reading.row("UPDATE contest SET kind = 'x'", ())
        assert kind(store) == "一"
        with pytest.raises(ZeroDivisionError), store.browse():
            raise ZeroDivisionError
        assert kind(store) == "一"


def test_it_hinders_neither_writing_nor_a_rebuild_nor_closing(path: Path) -> None:
    store = new_store(path)
    assert kind(store)
    store.rebuild()
    write(store, "三")
    assert kind(store) == "三"
    store.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]  # the log went into the file
    with pytest.raises(WorldFailure) as failure:
        kind(store)
    assert failure.value.code == "store.closed"


def test_a_file_that_was_taken_away_is_missed(path: Path) -> None:
    with new_store(path) as store:
        assert kind(store)
        path.rename(path.with_name("elsewhere"))
        with pytest.raises(WorldFailure):
            kind(store)
        path.with_name("elsewhere").rename(path)
        assert kind(store)
