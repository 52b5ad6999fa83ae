"""The demo at 08:10, for the pages of the morning: lists closed, nobody checked in. Made once, copied per test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.domain.roles import Role
from app.services import checkin, demo_contest
from db.queries import people
from tests.gui.played import Late
from ui.demo import set_clock
from ui.pages.hall_page import HallPage

WELDING = "6-18-02-04"


@cache
def template() -> Path:
    """The contest file."""
    path = Path(tempfile.mkdtemp(prefix="morning-")) / "demo.contest"
    demo_contest.make_demo(path, moment="08:10")
    return path


class Morning(Late):
    """An open copy, the demo's clock at the desk, the registrar at the keyboard."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        assert self.desk.contest is not None
        self.desk.contest = set_clock(self.desk.contest)
        self.sit(Role.REGISTRAR)
        self.desk.choose_trade(WELDING)

    def numbers(self, mine: bool = True) -> list[str]:
        """Entry numbers of the welders, or of everybody else."""
        with self.store.read() as reading:
            return [one.number for one in people.entries(reading) if (one.trade == WELDING) is mine]

    def names(self) -> set[str]:
        """Everybody's name."""
        with self.store.read() as reading:
            return {one.name for one in people.entries(reading)}

    def everybody_came(self) -> None:
        """All welders are here for both rounds."""
        for round_id in ("theory", "practical"):
            by = self.people[Role.REGISTRAR]
            checkin.check_in_all(self.store, WELDING, round_id, by=by, at=self.desk.now())

    def page(self, qtbot: object) -> HallPage:
        """The page of the rail's item, shown, following what changes as the window lets it."""
        page = HallPage(self.desk)
        self.desk.operations.changed.connect(page.stale)
        qtbot.addWidget(page)  # type: ignore[attr-defined]
        page.resize(1194, 600)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)  # type: ignore[attr-defined]
        page.activate()
        return page


@pytest.fixture
def morning(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Morning]:
    """A copy of the morning; sounds are kept, not played."""
    monkeypatch.setattr("ui.pages.checkin_page.play", lambda sound: None)
    made = Morning(Path(shutil.copy(template(), tmp_path / "morning.contest")))
    yield made
    made.store.close()
