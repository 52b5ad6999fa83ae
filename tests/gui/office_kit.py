"""A province for tests of the office's pages: two bases whose people partly are the same, their bundles, bad files.

Base one reports welding three times (the third is held back by most tests), its file also went another way (a fork);
base two reports the same people. Everything is a demo, made once in a process.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.bundle import keys as ckey
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.services import bundles, keys, office, results_list, setup
from app.services.common import contest_facts
from app.settings import Settings
from db.store import Store
from tests.factories import WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.trust_kit import SEED, correct_one, exported, people_of, rank_and_confirm
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.operations import Operations
from ui.role_words import role_words

DEMO = keys.demo_keys(SEED)
AGE = ckey.make("office_age", "周敏", secret=None)
IDENTITIES = (AGE.secret.decode(),)
YEAR = small_contest().year
SECOND = setup.Identity("gs-zwei-2026-00000001", "00000000-0000-4000-8000-000000000002")


Line = tuple[str, str, int | None, str]


def stated(store: Store) -> list[Line]:
    """Entry, total, place and award as the base's own list states them: codes are drawn, so they differ run by run."""
    with store.read() as reading:
        found = results_list.standings(reading, contest_facts(reading).trades[0])
    return sorted((line.entry, line.total_text, line.place, line.award) for line in found.lines)


class Province:
    """The files. `trust` is the list with both bases, `trust_old` the one before the second base was in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stated: dict[str, list[Line]] = {}
        mine = [
            ckey.make("base", "钱会计", secret=bytes([21]) * 32),
            ckey.make("chief", "孙工", secret=bytes([22]) * 32),
        ]
        own = keys.demo_trust(DEMO, "GS-TEST", "示范机械厂", "gs-test-2026-00000000")
        self.trust_old = folder / "first.ctl"
        self.trust_old.write_bytes(own.raw)
        lines = (
            TrustedKey(mine[0].public, "base", "钱会计"),
            TrustedKey(mine[1].public, "chief", "孙工", (WELDER,)),
        )
        second = TrustedBase("GS-ZWEI", "第二赛区", (SECOND.key,), lines)
        plan = keys.ListPlan((second,), recipients=(AGE.public,))
        self.trust = folder / "both.ctl"
        self.trust.write_bytes(keys.sign_list(plan, DEMO.roots[:2], before=own).raw)
        self._first_base(folder)
        self._second_base(folder, mine, own.roots.code)
        self.torn = folder / "torn.crb"
        self.torn.write_bytes(self.second.read_bytes()[:-40])
        self.office = folder / "office.contest"
        office.open_office(self.office, trust=self.trust.read_bytes(), mode="demo", at=later(2000)).close()

    def _first_base(self, folder: Path) -> None:
        with new_store(folder / "a.contest", mode="demo") as store:
            keys.install_demo_keys(store, SEED, at=later(0))
            keys.take_trust(store, self.trust.read_bytes(), at=later(0))
            rank_and_confirm(halls.decoded(store), 70)
            self.first = exported(store, folder, 80)
            self.stated["first"] = stated(store)
        shutil.copy(folder / "a.contest", folder / "fork.contest")
        with Store.open(folder / "a.contest") as store:
            correct_one(store, "44.5", 100)
            correct_one(store, "44.5", 120, seat=2)  # of five one low mark is dropped, two are felt
            self.next = exported(store, folder, 150)
            self.stated["next"] = stated(store)
            correct_one(store, "44", 200, seat=3)
            self.third = exported(store, folder, 250)
            self.stated["third"] = stated(store)
        (folder / "fork").mkdir()
        with Store.open(folder / "fork.contest") as store:
            correct_one(store, "43", 300)
            correct_one(store, "43", 320, seat=2)
            made = exported(store, folder / "fork", 350)
            self.stated["fork"] = stated(store)
        self.fork = made.rename(folder / "fork" / "fork-2.crb")

    def _second_base(self, folder: Path, mine: list[ckey.Key], code: str) -> None:
        contest = replace(small_contest(), base="GS-ZWEI", host="第二赛区", kind="农民工")
        with setup.create_contest(folder / "b.contest", contest, mode="demo", at=later(0), identity=SECOND) as store:
            keys.take_trust(store, self.trust.read_bytes(), root_code=code, at=later(0))
            rank_and_confirm(halls.decoded(store), 70)
            self.stated["second"] = stated(store)
            by = people_of(store).who("裁判长")
            signers = bundles.Signers(mine[0], (mine[1],))
            self.second = bundles.export(store, [folder], signers=signers, by=by, at=later(80)).paths[0]


@cache
def province() -> Province:
    """The files, made once in this process."""
    return Province(Path(tempfile.mkdtemp(prefix="province-")))


class OfficeDesk:
    """A desk with an open copy of the empty office file."""

    def __init__(self, folder: Path, threaded: bool = False) -> None:
        self.files = province()
        self.path = Path(shutil.copy(self.files.office, folder / "office.contest"))
        self.store = Store.open(self.path)
        self.desk = Desk(Operations(threaded=threaded), Settings())
        self.desk.open_contest(OpenContest(self.store, str(self.path), "省级汇总", "demo", "office", office=True))
        self.desk.sit_down(AtKeyboard(office.CONSOLE, QCoreApplication.translate("Opening", "本机"), role_words(None)))

    def take(self, *files: Path, receipts: bool = True) -> list[str]:
        """Receive files through the service; the verdicts."""
        key = DEMO.office if receipts else None
        rows = office.receive(self.store, files, receipt_key=key, identities=IDENTITIES, at=later(2000))
        return [row.verdict for row in rows]


@pytest.fixture
def at_office(tmp_path: Path, qapp: QApplication) -> Iterator[OfficeDesk]:
    """An empty office that knows both bases, on a desk that works at once."""
    made = OfficeDesk(tmp_path)
    yield made
    made.store.close()
