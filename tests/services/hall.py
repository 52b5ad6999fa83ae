"""A small hall: a contest file with people at the keyboard, contestants registered, and everything marked on demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.bundle.keys import Cost
from app.domain.worksheet import Sheet
from app.services import access, checkin, drawing, registration, scoring, signing
from app.services.access import CONSOLE, Actor
from app.services.common import contest_facts
from app.services.sheet_view import CellAddress, SheetLine
from db.queries import people
from db.queries import scoring as stored_marks
from db.queries.scoring import MarkData
from db.store import Reading, Store
from tests.factories import MORNING, WELDER, later

CHEAP = Cost(m=64, t=1, p=1)
ROLES = (
    ("管理员", "administrator"),
    ("登记员", "registrar"),
    ("录一", "recorder"),
    ("录二", "recorder"),
    ("加密", "coding_judge"),
    ("裁判长", "chief_judge"),
    ("监督", "supervisor"),
    ("打印员", "certificate_clerk"),
)
# Valid check digits, region 99: nobody's.
NAMES = (
    ("王建国", "990101199001010019"),
    ("马玉兰", "990101199002020024"),
    ("陈志强", "99010119900303003X"),
)
A1 = CellAddress("A1", -1)
C1 = CellAddress("C1", -1)
GOOD = {"A1": "9.5", "C1": "2.1"}


def b1(seat: int) -> CellAddress:
    """The cell of a judge of the panel, seat 1 to 5."""
    return CellAddress("B1", seat - 1)


@dataclass
class Hall:
    """A store and the people who work on it."""

    store: Store
    people: dict[str, Actor]

    def who(self, name: str) -> Actor:
        """Somebody by name."""
        return self.people[name]

    def lines(self, round_id: str = "practical") -> tuple[SheetLine, ...]:
        """The sheets of a round."""
        return scoring.lines(self.store, WELDER, round_id)

    def key_sheet(self, sheet_id: int, keying: int, recorder: str, panel: str = "40", a1: str = "9.5") -> None:
        """One whole practical sheet, submitted."""
        by = self.who(recorder)
        scoring.enter_mark(self.store, sheet_id, keying, A1, a1, by=by, at=MORNING)
        for seat in range(1, 6):
            scoring.enter_mark(self.store, sheet_id, keying, b1(seat), panel, by=by, at=MORNING)
        scoring.enter_mark(self.store, sheet_id, keying, C1, "2.1", by=by, at=MORNING)
        scoring.submit(self.store, sheet_id, keying, by=by, at=MORNING)

    def key_theory(self, sheet_id: int, keying: int, recorder: str, score: str = "88") -> None:
        """One theory score, submitted."""
        by = self.who(recorder)
        scoring.enter_mark(self.store, sheet_id, keying, CellAddress("", -1), score, by=by, at=MORNING)
        scoring.submit(self.store, sheet_id, keying, by=by, at=MORNING)

    def mark_everything(self, panels: tuple[str, ...] = ("45", "40", "35"), theory: str = "88") -> None:
        """Both rounds of everybody, keyed twice."""
        for line in self.lines("theory"):
            self.key_theory(line.sheet_id, 1, "录一", theory)
            self.key_theory(line.sheet_id, 2, "录二", theory)
        for order, line in enumerate(self.lines()):
            panel = panels[order % len(panels)]
            self.key_sheet(line.sheet_id, 1, "录一", panel)
            self.key_sheet(line.sheet_id, 2, "录二", panel)

    def recheck(self, at: datetime = MORNING) -> None:
        """The sample, everything the same."""
        signing.draw_recheck(self.store, WELDER, by=self.who("录一"), at=at, seed="1")
        signing.recheck_keyings(self.store, WELDER, by=self.who("录一"), at=at)

    def lock(self) -> None:
        """Chief judge and supervisor lock."""
        signing.lock(self.store, WELDER, by=self.who("裁判长"), second=self.who("监督"), at=later(60))

    def decode(self) -> None:
        """Chief judge and supervisor decode."""
        signing.decode(self.store, WELDER, by=self.who("裁判长"), second=self.who("监督"), at=later(61))

    def numbers(self) -> list[str]:
        """All entry numbers."""
        with self.store.read() as reading:
            return [entry.number for entry in people.entries(reading)]

    def audit_acts(self) -> list[str]:
        """The acts in the chain, oldest first."""
        import json

        with self.store.read() as reading:
            rows = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq").all()
        return [json.loads(row[0])["act"] for row in rows]


def staffed(store: Store) -> Hall:
    """Everybody has an account."""
    found: dict[str, Actor] = {}
    for name, role in ROLES:
        found[name] = access.add_account(store, name, role, "123456", by=CONSOLE, at=MORNING, cost=CHEAP)
    return Hall(store, found)


def registered(store: Store, rows: tuple[tuple[str, str], ...] = NAMES) -> Hall:
    """Contestants are on the list, nobody has come yet."""
    hall = staffed(store)
    header = ["姓名", "证件号", "代表队", "工作单位", "工种", "组别"]
    body = [[name, number, "示范队", "示范机械厂", "焊工", "职工组"] for name, number in rows]
    sheet = Sheet("名单", [header, *body])
    report = registration.store_sheet(store, sheet, by=hall.who("登记员"), at=MORNING)
    assert not report.plan.problems, [problem.error() for problem in report.plan.problems]
    return hall


def drawn(store: Store) -> Hall:
    """Everybody is there, stations and codes are drawn."""
    hall = registered(store)
    for round_id in ("theory", "practical"):
        checkin.check_in_all(store, WELDER, round_id, by=hall.who("登记员"), at=MORNING)
    drawing.draw(store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed="7", witness=hall.who("监督"))
    return hall


def decoded(store: Store) -> Hall:
    """The whole way to places that can be ranked."""
    hall = drawn(store)
    hall.mark_everything()
    hall.recheck()
    hall.lock()
    hall.decode()
    return hall


def entry_numbers(store: Store) -> dict[str, str]:
    """Entry numbers by name, for tests only."""
    with store.read() as reading:
        facts = contest_facts(reading)
        return {entry.name: entry.number for entry in people.entries(reading, facts.trades[0].id)}


def folder_names(path: Path) -> set[str]:
    """What stands beside a contest file."""
    return {found.name for found in path.parent.iterdir()}


def cell_marks(reading: Reading, sheet_id: int, aspect: str, seat: str) -> tuple[MarkData, ...]:
    """Everything ever put into one cell, oldest first."""
    kept = stored_marks.all_marks_of(reading, sheet_id)
    return tuple(mark for mark in kept if (mark.aspect, mark.seat) == (aspect, seat))
