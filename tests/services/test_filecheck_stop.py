"""A check of the whole file can be stopped between any two of its steps, also in a file with few entries."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.services.filecheck import check_content
from tests.services.hall import Hall


class Stopped(Exception):
    """Somebody pressed stop."""


def test_a_check_is_asked_whether_to_go_on_before_each_part(hall: Hall) -> None:
    heard: list[tuple[int, int]] = []
    with hall.store.read() as reading:
        report = check_content(reading, thorough=True, watch=lambda done, total: heard.append((done, total)))
    total = report.head.seq
    assert report.ok and total > 0
    assert heard == [(0, total), *[(total, total)] * (len(heard) - 1)]
    assert len(heard) >= 3  # at the beginning, before a trade, before what is left

    for patience in range(len(heard)):
        with hall.store.read() as reading, pytest.raises(Stopped):
            check_content(reading, thorough=True, watch=_stops_after(patience))


def _stops_after(patience: int) -> Callable[[int, int], None]:
    left = iter(range(patience))

    def watch(done: int, total: int) -> None:
        if next(left, None) is None:
            raise Stopped

    return watch
