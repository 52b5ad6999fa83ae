"""The demo's day played through the real services: every act is the act a person would do, only faster.

`DemoPlayer` does one part of the day for one trade at a time, so that the whole day can be played, or a contest be set
to the middle of its afternoon for practice.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

from app.bundle.keys import Cost
from app.domain.contest import Status, Trade
from app.domain.marks import show_mark
from app.domain.scores import Mark
from app.services import access, checkin, drawing, marks_import, registration, results, scoring, signing
from app.services.access import CONSOLE, Actor
from app.services.common import TradeFacts, contest_facts
from app.services.demo_data.clock import time_of
from app.services.demo_data.day import DemoDay
from app.services.demo_data.keying import Remark
from app.services.demo_data.marks_table import write_marks
from app.services.demo_data.roster import corrected_rows, roster_rows, write_roster
from app.services.drawing import is_blind
from app.services.scoring import open_sheet
from app.services.setup import Identity, create_contest
from app.services.sheet_rules import FIRST, SECOND, Cell, SheetMarks, mark_of
from app.services.sheet_view import CellAddress, SheetState
from db.queries import people
from db.queries import scoring as stored
from db.store import Store

# The PINs of the demo are printed in the handbook: a costly digest would only make people wait.
OPEN_SECRET = Cost(m=8192, t=1, p=1)
STATIONS = 13
GONE = (Status.ABSENT, Status.LATE, Status.WITHDRAWN)


@dataclass
class Tally:
    """What a played day did, for the summary."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, number: int) -> None:
        """Count something."""
        self.counts[name] = self.counts.get(name, 0) + number


def identity_of(day: DemoDay) -> Identity:
    """The same ids for the same seed, so that two runs of one seed agree."""
    digest = hashlib.sha256(f"demo/{day.seed}/{len(day.people)}".encode()).digest()
    return Identity(f"demo-{digest.hex()[:8]}", str(uuid.UUID(bytes=digest[:16], version=4)))


def address(cell: Cell) -> CellAddress:
    """A stored cell as the screen names it."""
    return CellAddress(cell[0], int(cell[1]) - 1 if cell[1] else -1)


def _salts(seed: int) -> Callable[[], bytes]:
    """Salts in a fixed order: everything in a demo is invented and known, and papers bear the head of its record."""
    numbers = count()
    return lambda: _salt(seed, f"{next(numbers)}")


def _salt(seed: int, place: str) -> bytes:
    return hashlib.sha256(f"demo-salt/{seed}/{place}".encode()).digest()[:16]


class DemoPlayer:
    """One demo contest being played. `folder` takes the workbooks that people would hand in."""

    def __init__(self, day: DemoDay, store: Store, folder: Path) -> None:
        self.day, self.store, self.folder = day, store, folder
        self.tally = Tally()
        self.people: dict[str, list[Actor]] = {}
        self.numbers: dict[str, str] = {}

    @classmethod
    def begin(cls, day: DemoDay, path: Path, folder: Path) -> DemoPlayer:
        """Make the contest file. Raises what `create_contest` raises."""
        at = time_of(day.contest, "set_up")
        store = create_contest(path, day.contest, mode="demo", at=at, identity=identity_of(day))
        store.use_salts(_salts(day.seed))
        return cls(day, store, folder)

    def at(self, step: str, seconds: int = 0) -> datetime:
        """The time of a step of the day."""
        return time_of(self.day.contest, step, seconds)

    def who(self, role: str, number: int = 0) -> Actor:
        """The person of a role."""
        return self.people[role][number]

    def accounts(self) -> None:
        """Everybody gets an account."""
        for order, account in enumerate(self.day.accounts):
            actor = access.add_account(
                self.store,
                account.name,
                account.role,
                account.pin,
                by=CONSOLE,
                at=self.at("accounts", order),
                cost=OPEN_SECRET,
                salt=_salt(self.day.seed, f"account/{order}"),
            )
            self.people.setdefault(account.role, []).append(actor)
        self.tally.add("accounts", len(self.day.accounts))

    def roster(self) -> None:
        """The delegations' workbook comes in with its faults, the corrected one a day later."""
        first, second = self.folder / "roster.xlsx", self.folder / "roster-corrected.xlsx"
        write_roster(first, roster_rows(self.day))
        corrected = corrected_rows(self.day)
        clerk = self.who("registrar")
        report = registration.import_roster(self.store, first, by=clerk, at=self.at("roster"))
        self.tally.add("roster_rows", report.plan.read)
        self.tally.add("roster_refused", len(report.plan.refused_rows))
        came = 0
        if corrected:  # a demo of few people has no row so wrong that it would have to come again
            write_roster(second, corrected)
            came = registration.import_roster(self.store, second, by=clerk, at=self.at("roster_again")).imported
        self.tally.add("roster_corrected", came)
        with self.store.read() as reading:
            entries = people.entries(reading)
            self.numbers = {
                member.id_number: entry.number for entry in entries for member in people.members_of(reading, entry.id)
            }
        self.tally.add("entries", len(entries))

    def facts(self, trade: Trade) -> TradeFacts:
        """The trade as stored."""
        with self.store.read() as reading:
            return contest_facts(reading).trade(trade.code)

    def close_list(self, trade: Trade) -> None:
        """Nobody more may enter."""
        registration.close_list(self.store, trade.code, by=self.who("registrar"), at=self.at("roster_again", 3600))

    def check_in(self, trade: Trade, round_id: str, latecomers: int = 0) -> None:
        """Everybody who came; those who did not get their status. So many of the last are still on their way."""
        statuses = self.day.attendance(trade.code, round_id)
        if latecomers:
            here = [key for key, status in statuses.items() if status not in GONE][:-latecomers]
            came = [checkin.CheckIn(self.numbers[key], Status.PRESENT) for key in here]
            step = f"checkin:{round_id}"
            checkin.check_in(self.store, trade.code, round_id, came, by=self.who("registrar"), at=self.at(step))
            self.tally.add("checked_in", len(came))
            return
        said = [
            checkin.CheckIn(self.numbers[key], status, status.zh) for key, status in statuses.items() if status in GONE
        ]
        step = f"checkin:{round_id}"
        who = self.who("registrar")
        if said:
            checkin.check_in(self.store, trade.code, round_id, said, by=who, at=self.at(step))
        counted = checkin.check_in_all(self.store, trade.code, round_id, by=who, at=self.at(step, 60))
        self.tally.add("checked_in", counted.present)
        self.tally.add("absent_or_late", sum(counted.others.values()))

    def draw(self, trade: Trade, round_id: str) -> None:
        """Stations, sittings and codes, with the supervisor watching."""
        facts = self.facts(trade)
        if not is_blind(facts, facts.round(round_id)):
            return
        present = sum(status not in GONE for status in self.day.attendance(trade.code, round_id).values())
        result = drawing.draw(
            self.store,
            trade.code,
            round_id,
            by=self.who("coding_judge"),
            witness=self.who("supervisor"),
            at=self.at(f"draw:{round_id}"),
            seed=f"demo-{self.day.seed}",
            stations=max(STATIONS, -(-present // 2)),
        )
        self.tally.add("blind_codes", result.codes)
        self.tally.add("sittings", result.sittings)

    def codes(self, trade: Trade, round_id: str) -> dict[str, str]:
        """Code by ID number in a round."""
        with self.store.read() as reading:
            facts = contest_facts(reading).trade(trade.code)
            by_entry = drawing.codes_by_entry(reading, facts)[round_id]
            known = {sheet.code for sheet in stored.sheets_of(reading, facts.id, round_id)}
            numbers = {entry.number: entry.id for entry in people.entries(reading, facts.id)}
        found = {key: by_entry.get(numbers.get(number, 0), "") for key, number in self.numbers.items()}
        return {key: code for key, code in found.items() if code in known}

    def key(self, trade: Trade, round_id: str, keying: int, only: Iterable[str] | None = None) -> None:
        """One keying of a round, as the recorder's workbook; `only` some people's sheets (ID numbers)."""
        codes = self.codes(trade, round_id)
        if only is not None:
            wanted = set(only)
            codes = {key: code for key, code in codes.items() if key in wanted}
        if not codes:
            return
        path = self.folder / f"marks-{trade.code}-{round_id}-{keying}.xlsx"
        write_marks(path, self.day, trade.code, round_id, keying, codes)
        step = round_id if round_id == "theory" else "first_keying" if keying == FIRST else "second_keying"
        done = marks_import.import_marks(
            self.store, path, trade.code, keying, by=self.who("recorder", keying - 1), at=self.at(step, keying)
        )
        self.tally.add("marks", done.stored)
        self.tally.add("differences", sum(len(cells) for cells in done.differs.values()))

    def decide_spreads(self, trade: Trade, round_id: str) -> None:
        """The chief judge's word on panels that disagree; where the panel marks again, its new marks are keyed."""
        codes = self.codes(trade, round_id)
        for remark in self.day.remarks:
            code = codes.get(remark.key)
            if remark.round != round_id or code is None or self.day.person(remark.key).trade != trade.code:
                continue
            self._decide(trade, round_id, code, remark)

    def _decide(self, trade: Trade, round_id: str, code: str, remark: Remark) -> None:
        at = self.at("first_keying", 600)
        with self.store.read() as reading:
            facts = contest_facts(reading).trade(trade.code)
            sheet = stored.sheet_by_code(reading, facts.id, round_id, code)
        if sheet is None or sheet.state != SheetState.FIRST.value or sheet.status:
            return
        chief, recorder = self.who("chief_judge"), self.who("recorder")
        scoring.decide_spread(self.store, sheet.id, remark.aspect, remark.decision, remark.reason, by=chief, at=at)
        rules = facts.round(round_id).aspect(remark.aspect)
        assert rules is not None  # the remark was made from this scheme
        if remark.decision == "again":
            for seat, mark in remark.after.items():
                where = address((remark.aspect, seat))
                scoring.mark_again(self.store, sheet.id, where, show_mark(mark, rules), by=recorder, at=at)
        scoring.submit(self.store, sheet.id, FIRST, by=recorder, at=at)
        self.tally.add("spread_decisions", 1)

    def settle(self, trade: Trade, round_id: str) -> None:
        """Differences between the keyings are settled by what the paper says."""
        keys = {code: key for key, code in self.codes(trade, round_id).items()}
        with self.store.read() as reading:
            facts = contest_facts(reading).trade(trade.code)
            waiting = [
                (sheet, SheetMarks.of(stored.marks_of(reading, sheet.id)).differing())
                for sheet in stored.sheets_of(reading, facts.id, round_id)
                if sheet.state == SheetState.DIFFERS.value
            ]
        for sheet, cells in waiting:
            paper = self.day.final(keys[sheet.code], round_id).marks
            for aspect_id, seat in cells:
                aspect = facts.round(round_id).aspect(aspect_id)
                assert aspect is not None  # a stored mark is of this scheme
                text = show_mark(paper[aspect_id][seat], aspect)
                scoring.settle(
                    self.store,
                    sheet.id,
                    address((aspect_id, seat)),
                    text,
                    by=self.who("supervisor"),
                    at=self.at("settle"),
                    why="核对原件",
                )
                self.tally.add("settled", 1)

    def recheck(self, trade: Trade) -> None:
        """The sample against the paper; an error rate above the limit means everything again."""
        at, by = self.at("recheck"), self.who("recorder")
        samples = signing.draw_recheck(self.store, trade.code, by=by, at=at, seed=f"demo-{self.day.seed}")
        wrong = sum(self._recheck_sample(trade, sample) for sample in samples)
        self.tally.add("recheck_errors", wrong)
        with self.store.read() as reading:
            again = any(b.code == "signing.all_again" for b in signing.blockers(reading, self.facts(trade)))
        if again:
            full = signing.draw_recheck(
                self.store, trade.code, by=by, at=self.at("recheck", 1200), seed=f"demo-{self.day.seed}", full=True
            )
            for sample in full:
                self._recheck_sample(trade, sample)

    def _recheck_sample(self, trade: Trade, sample: signing.Sample) -> int:
        keys = {code: key for key, code in self.codes(trade, sample.round).items()}
        wrong = 0
        for item in sample.items:
            paper = self._paper_differences(item.sheet_id, self.day.final(keys[item.code], sample.round).marks)
            wrong += signing.judge_sheet(
                self.store,
                trade.code,
                sample.round,
                item.code,
                paper,
                by=self.who("recorder"),
                second=self.who("chief_judge"),
                at=self.at("recheck", 300),
                reason="原件与录入不符" if paper else "",
            )
        self.tally.add("rechecked", len(sample.items))
        return wrong

    def _paper_differences(self, sheet_id: int, paper: Mapping[str, Mapping[str, Mark]]) -> dict[Cell, str]:
        with self.store.read() as reading:
            sheet = open_sheet(reading, sheet_id)
            marks = SheetMarks.of(stored.marks_of(reading, sheet_id)).in_force()
        found = {}
        for cell, data in marks.items():
            right = paper.get(cell[0], {}).get(cell[1])
            if right is not None and mark_of(data.value, data.token) != right:
                found[cell] = show_mark(right, sheet.aspect(cell))
        return found

    def mark_trade(self, trade: Trade) -> None:
        """All rounds of a trade from check-in to two keyings that agree."""
        for part in trade.rounds:
            self.check_in(trade, part.id)
            self.draw(trade, part.id)
            self.key(trade, part.id, FIRST)
            self.decide_spreads(trade, part.id)
            self.key(trade, part.id, SECOND)
            self.settle(trade, part.id)

    def close_trade(self, trade: Trade) -> None:
        """Lock, decode and rank; rule what is asked, confirm and post."""
        chief, supervisor = self.who("chief_judge"), self.who("supervisor")
        signing.lock(self.store, trade.code, by=chief, second=supervisor, at=self.at("lock"))
        signing.decode(self.store, trade.code, by=chief, second=supervisor, at=self.at("decode"))
        results.rank(self.store, trade.code, by=chief, at=self.at("rank"))
        self._rule_edges(trade)
        results.confirm(self.store, trade.code, by=chief, at=self.at("rank", 300))
        results.post(self.store, trade.code, by=chief, at=self.at("rank", 600))

    def _rule_edges(self, trade: Trade) -> None:
        """Equals on an award edge both go up, all-round and in the further rankings."""
        with self.store.read() as reading:
            groups, beside = results.ranked_lists(reading, contest_facts(reading).trade(trade.code))
        for group in (*groups, *beside):
            for question in group.awards.questions:
                results.rule_award_edge(
                    self.store,
                    trade.code,
                    group.ranking.group,
                    question.award,
                    "up",
                    "并列者一并授予",
                    by=self.who("chief_judge"),
                    at=self.at("rank", 120),
                    ranking="" if group.side is None else group.side.id,
                )
                self.tally.add("award_edges_ruled", 1)


Said = Callable[[str], None]


def play_contest(player: DemoPlayer, say: Said = lambda step: None) -> None:
    """The whole day up to confirmed places, step by step; `say` is told before each step begins."""
    trades = player.day.contest.trades
    say("accounts")
    player.accounts()
    say("roster")
    player.roster()
    say("marking")
    for trade in trades:
        player.mark_trade(trade)
    say("recheck")
    for trade in trades:
        player.recheck(trade)
    say("results")
    for trade in trades:
        player.close_trade(trade)
    player.tally.add("trades", len(trades))


LATECOMERS = 2


def play_morning(player: DemoPlayer) -> None:
    """Ten past eight: everybody is on the list, the lists are closed, nobody has checked in."""
    player.accounts()
    player.roster()
    for trade in player.day.contest.trades:
        player.close_list(trade)


def play_afternoon(player: DemoPlayer) -> None:
    """Half past two: one trade being keyed, one at check-in, one waiting for its signatures."""
    play_morning(player)
    welding, electric, fitting = player.day.contest.trades[:3]
    for part in welding.rounds:
        player.check_in(welding, part.id)
        player.draw(welding, part.id)
    player.key(welding, "theory", FIRST)
    player.key(welding, "theory", SECOND)
    keys = sorted(player.codes(welding, "practical"))
    player.key(welding, "practical", FIRST, keys[:14])
    player.key(welding, "practical", SECOND, keys[:7])
    player.check_in(electric, "theory", LATECOMERS)
    player.mark_trade(fitting)
    player.recheck(fitting)


def play_evening(player: DemoPlayer) -> None:
    """Five o'clock: everything is marked and rechecked; the signatures are missing."""
    play_morning(player)
    for trade in player.day.contest.trades:
        player.mark_trade(trade)
    for trade in player.day.contest.trades:
        player.recheck(trade)
