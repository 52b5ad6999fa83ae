"""The collector is off while anybody works on millions of values, in whatever threads, and then as it was."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from app.domain.steady import no_collecting, under_way


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.parametrize("on", [True, False])
def test_the_last_of_several_pieces_leaves_it_as_the_first_found_it(on: bool) -> None:
    (gc.enable if on else gc.disable)()
    begun, go_on = threading.Event(), threading.Event()

    def other() -> None:
        with no_collecting():
            begun.set()
            go_on.wait()

    thread = threading.Thread(target=other)
    with no_collecting():
        thread.start()
        begun.wait()
        assert not gc.isenabled() and under_way()
    assert not gc.isenabled() and under_way()  # the other one is still at it
    go_on.set()
    thread.join()
    assert gc.isenabled() is on and not under_way()


def test_a_piece_that_fails_leaves_it_as_it_was() -> None:
    gc.enable()
    with pytest.raises(KeyError), no_collecting():
        raise KeyError
    assert gc.isenabled() and not under_way()
