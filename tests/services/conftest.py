"""Halls at different hours of the day, each test on a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.services import hall as halls
from tests.services.hall import Hall
from tests.services.hours import Hours, reopened


@pytest.fixture
def registered(store: Store) -> Hall:
    """Contestants are on the list."""
    return halls.registered(store)


@pytest.fixture
def hall(store: Store) -> Hall:
    """Everybody is there, stations and codes are drawn."""
    return halls.drawn(store)


@pytest.fixture
def decoded(store: Store) -> Hall:
    """Locked and decoded."""
    return halls.decoded(store)


@pytest.fixture(scope="session")
def hours(tmp_path_factory: pytest.TempPathFactory) -> Hours:
    """Files at hours of the day, made once."""
    return Hours(tmp_path_factory.mktemp("hours"))


@pytest.fixture
def at_hour(hours: Hours, tmp_path: Path) -> Iterator[Callable[[str], Hall]]:
    """Opens a file of its own at an hour of the day; all are closed again."""
    opened: list[Hall] = []

    def open_one(hour: str) -> Hall:
        opened.append(reopened(hours.file(hour, tmp_path / f"{hour}-{len(opened)}.contest")))
        return opened[-1]

    yield open_one
    for hall in opened:
        hall.store.close()
