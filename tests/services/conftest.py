"""Halls at different hours of the day, each test on a file of its own."""

from __future__ import annotations

import pytest

from db.store import Store
from tests.services import hall as halls
from tests.services.hall import Hall


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
