"""What tests of printed things share: halls at known hours, copied from files made once, and the words on pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pypdfium2
import pytest

from app.services import results
from app.services.access import Actor
from app.services.papers import PrintedPaper, print_paper
from app.services.papers_common import Wish
from db.store import Store
from tests.factories import WELDER, later, new_store
from tests.services import hall as halls
from tests.services.hall import Hall


def text_of(pdf: Path | bytes) -> list[str]:
    """The words of every page, lines joined."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "") for page in document]
    finally:
        document.close()


def _ranked(store: Store) -> Hall:
    hall = halls.decoded(store)
    results.rank(store, WELDER, by=hall.who("裁判长"), at=later(70))
    return hall


def _locked(store: Store) -> Hall:
    hall = halls.drawn(store)
    hall.mark_everything()
    hall.recheck()
    hall.lock()
    return hall


HOURS: dict[str, Callable[[Store], Hall]] = {"drawn": halls.drawn, "locked": _locked, "ranked": _ranked}


@cache
def _made(hour: str) -> tuple[Path, dict[str, Actor]]:
    path = Path(mkdtemp()) / f"{hour}.contest"
    with new_store(path) as store:
        people = HOURS[hour](store).people
    return path, people


def hall_at(hour: str, folder: Path) -> Hall:
    """A hall of its own at an hour of the day, open."""
    path, people = _made(hour)
    return Hall(Store.open(Path(shutil.copy(path, folder / f"{hour}.contest"))), dict(people))


def _open(hour: str, folder: Path) -> Iterator[Hall]:
    found = hall_at(hour, folder)
    yield found
    found.store.close()


@pytest.fixture
def drawn(tmp_path: Path) -> Iterator[Hall]:
    """A hall whose contestants are drawn, nothing marked."""
    yield from _open("drawn", tmp_path)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Hall]:
    """A hall whose marks are locked, codes still sealed."""
    yield from _open("locked", tmp_path)


@pytest.fixture
def ranked(tmp_path: Path) -> Iterator[Hall]:
    """A hall whose places stand: one first prize, two second prizes."""
    yield from _open("ranked", tmp_path)


def issue(hall: Hall, kind: str, out: Path, by: str = "裁判长", **wish: object) -> PrintedPaper:
    """A paper of a kind printed in the evening, by somebody of the hall."""
    return print_paper(hall.store, kind, out, Wish(**wish), by=hall.who(by), at=later(95))  # type: ignore[arg-type]
