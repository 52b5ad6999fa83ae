"""A demo contest late in its day, for tests of the last pages: made once a run, copied for each test.

Welding (焊工) is ranked and waits for a ruling at an award edge; electricians (电工) are confirmed and posted; fitters
(装配钳工) are marked twice and not rechecked.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.domain.roles import Role
from app.services import results, signing
from app.services.access import Actor, people_at_keyboard
from app.services.common import Store, open_store
from app.services.demo import DemoPlayer
from app.services.demo_data.day import make_day
from app.settings import Settings
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.operations import Operations

SEED = 4
WELDING, ELECTRIC, FITTING = "6-18-02-04", "6-31-01-03", "6-20-01-01"
PINS = {account.name: account.pin for account in make_day(SEED, 6).accounts}


@cache
def template() -> Path:
    """The contest file, played once in this process."""
    folder = Path(tempfile.mkdtemp(prefix="played-"))
    player = DemoPlayer.begin(make_day(SEED), folder / "demo.contest", folder)
    player.accounts()
    player.roster()
    trades = player.day.contest.trades
    for trade in trades:
        player.mark_trade(trade)
    for trade in trades[:2]:
        player.recheck(trade)
    player.close_trade(trades[1])
    chief, supervisor = player.who("chief_judge"), player.who("supervisor")
    signing.lock(player.store, WELDING, by=chief, second=supervisor, at=player.at("lock"))
    signing.decode(player.store, WELDING, by=chief, second=supervisor, at=player.at("decode"))
    results.rank(player.store, WELDING, by=chief, at=player.at("rank"))
    player.store.close()
    return folder / "demo.contest"


class Late:
    """An open copy on a desk of its own. `sit` puts somebody at the keyboard."""

    def __init__(self, file: Path) -> None:
        self.store: Store = open_store(file)
        self.people: dict[Role, Actor] = {}
        for person in people_at_keyboard(self.store):
            if person.role is not None:
                self.people.setdefault(person.role, person)
        self.desk = Desk(Operations(threaded=False), Settings())
        self.desk.open_contest(OpenContest(self.store, str(file), "演示竞赛", "demo", "焊工、电工、装配钳工"))
        self.gone: list[str] = []
        self.desk.go.connect(self.gone.append)

    def sit(self, role: Role) -> Actor:
        """Somebody of a role sits down."""
        person = self.people[role]
        self.desk.sit_down(AtKeyboard(person, person.name, role.zh))
        return person

    def acts(self) -> list[str]:
        """The acts of the record, oldest first."""
        import json

        from db.queries import audit

        with self.store.read() as reading:
            return [json.loads(entry.body)["act"] for entry in audit.entries(reading)]


@pytest.fixture
def late(tmp_path: Path, qapp: object) -> Iterator[Late]:
    """A copy of the played contest, the chief judge at the keyboard, welding in hand."""
    made = Late(Path(shutil.copy(template(), tmp_path / "late.contest")))
    made.sit(Role.CHIEF_JUDGE)
    made.desk.choose_trade(WELDING)
    yield made
    made.store.close()
