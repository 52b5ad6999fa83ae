"""The demo's invented day: lawful, the same for the same seed, and with every special case it promises."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain import idnumber
from app.domain.aggregate import score_entry
from app.domain.contest import Status, Trade
from app.domain.marks import parse_mark, show_mark
from app.domain.marks_table import MarksTables
from app.domain.ranking import rank_trade
from app.domain.roster import read_roster
from app.domain.roster_plan import KnownContest, KnownTrade
from app.domain.scheme import AspectKind, Deduction, Measured, Panel, Time, Zero
from app.domain.scores import Placing, Ranking, Word
from app.errors import Refusal
from app.services.demo_data.clock import STEPS, time_of
from app.services.demo_data.day import DemoDay, definition_text, make_day
from app.services.demo_data.keying import BOTH
from app.services.demo_data.marks_table import marks_rows, write_marks
from app.services.demo_data.roster import HEADER, corrected_rows, roster_faults, roster_rows, write_roster
from app.tables.reader import read_sheet, read_table
from tests.factories import entry_marks

SEEDS = (1, 2, 7, 2026)
WELDER, ELECTRICIAN, FITTER = "6-18-02-04", "6-31-01-03", "6-20-01-01"


@pytest.fixture(scope="module")
def day() -> DemoDay:
    return make_day(1)


def trade_of(day: DemoDay, code: str) -> Trade:
    found = day.contest.trade(code)
    assert found is not None
    return found


def rankings(day: DemoDay, code: str) -> dict[str, Ranking]:
    trade = trade_of(day, code)
    return {r.group: r for r in rank_trade(trade, [score_entry(trade, marks) for marks in entry_marks(day, code)])}


def placings(day: DemoDay, code: str) -> dict[str, Placing]:
    return {p.entry.key: p for ranking in rankings(day, code).values() for p in ranking.placings}


def fingerprint(day: DemoDay) -> str:
    lines = [repr(day.people), repr(day.remarks), repr(day.slips), repr(day.ties), day.definition]
    lines += [repr(sorted(day.results[person.id_number].items())) for person in day.people]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_practical_schemes_have_25_to_40_aspects_and_add_up_to_100(day: DemoDay) -> None:
    assert [trade.name for trade in day.contest.trades] == ["焊工", "电工", "装配钳工"]
    for trade in day.contest.trades:
        practical = trade.round("practical")
        assert practical is not None
        assert 25 <= len(practical.aspects) <= 40
        assert sum(aspect.worth for aspect in practical.aspects) == practical.maximum == 100
        assert sum((part.weight or Fraction(0) for part in trade.rounds), Fraction(0)) == 1


NOT_IN_THE_DEMO: set[AspectKind] = set()
"""Kinds no demo trade is marked by; each with its reason."""


def test_every_kind_of_aspect_and_option_is_used(day: DemoDay) -> None:
    aspects = [aspect for trade in day.contest.trades for part in trade.rounds for aspect in part.aspects]
    assert {aspect.kind for aspect in aspects} == set(AspectKind) - NOT_IN_THE_DEMO
    assert any(aspect.when is not None for aspect in aspects)
    assert any(aspect.minimum < 0 for aspect in aspects)
    measured = [a.detail for a in aspects if isinstance(a.detail, Measured)]
    assert {detail.met for detail in measured} == {True, False}
    panels = [a.detail for a in aspects if isinstance(a.detail, Panel)]
    assert {(p.judges, p.drop_high, p.drop_low, p.average.value) for p in panels} >= {
        (5, 1, 1, "mean"),
        (5, 0, 0, "median"),
    }
    assert all(a.detail.cap and a.detail.stop_minutes for a in aspects if isinstance(a.detail, Time))
    zeroes = {item.zero for a in aspects if isinstance(a.detail, Deduction) for item in a.detail.catalogue}
    assert zeroes >= {None, Zero.MODULE, Zero.DISQUALIFY}


def test_there_are_72_people_of_six_delegations_with_lawful_id_numbers_of_nobody(day: DemoDay) -> None:
    assert len(day.people) == len({person.id_number for person in day.people}) == 72
    assert {p.delegation for p in day.people} == {d.name for d in day.delegations}
    assert Counter(p.trade for p in day.people) == {WELDER: 24, ELECTRICIAN: 24, FITTER: 24}
    for person in day.people:
        read = idnumber.read(person.id_number)
        assert isinstance(read, idnumber.IdNumber), person
        assert read.is_demo
        assert (read.birth, read.sex) == (person.birthday, person.sex)
        assert person.phone[:2] not in {f"1{second}" for second in "3456789"}
    names = {person.name for person in day.people}
    assert {"刘𬭎", "王喆", "李㵘", "才让卓玛", "阿卜杜热依木·买买提艾力"} <= names
    assert {p.group for p in day.of_trade(FITTER)} == {"职工组", "学生组"}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mark_is_one_the_scheme_allows(seed: int) -> None:
    found = make_day(seed)
    for trade in found.contest.trades:
        for person in found.of_trade(trade.code):
            for part in trade.rounds:
                for keying in (1, 2):
                    given = found.keyed(person.id_number, part.id, keying)
                    for aspect in part.aspects:
                        for seat, mark in given.marks.get(aspect.id, {}).items():
                            assert seat in aspect.seats
                            assert parse_mark(show_mark(mark, aspect), aspect, table=True) == mark


@pytest.mark.parametrize("seed", SEEDS)
def test_one_exam_is_marked_by_its_parts_and_comes_out_as_if_it_were_one_score(seed: int) -> None:
    found = make_day(seed)
    part = found.contest.trade(FITTER).round("theory")  # type: ignore[union-attr]
    assert part is not None and part.listed
    tops = {one.id: one.maximum for one in part.aspects}
    sat = found.theory(FITTER)
    for key, score in sat.items():
        marks = {one: cells[""].number for one, cells in found.final(key, "theory").marks.items()}
        assert sum(marks.values()) == score and score * 2 % 1 == 0
        assert all(0 <= marks[one] <= tops[one] for one in tops) and set(marks) == set(tops)
    assert len({found.final(key, "theory").marks["P1"][""] for key in sat}) > len(sat) // 3
    assert not found.contest.trade(WELDER).round("theory").listed  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", SEEDS)
def test_ties_are_exact_and_decided_as_promised(seed: int) -> None:
    found = make_day(seed)
    assert Counter(tie.decided_by for tie in found.ties) == {
        "joint": 1,
        "round:practical": 1,
        "modules:practical": 1,
        "time:practical": 1,
        "module:practical:B": 1,
        "round:theory": 1,
    }
    for tie in found.ties:
        places = placings(found, tie.trade)
        first, second = places[tie.first], places[tie.second]
        assert first.score.exact == second.score.exact
        assert first.decided_by == second.decided_by == tie.decided_by
        assert first.rank is not None and second.rank is not None
        if tie.decided_by == "joint":
            assert first.rank == second.rank == 3  # three first prizes: the tie lies across the award edge
            assert found.results[tie.first] != found.results[tie.second]
        else:
            assert first.rank + 1 == second.rank


def test_each_status_and_flag_occurs_and_stands_as_it_should(day: DemoDay) -> None:
    standing = {
        p.entry.name: p.standing.value for code in (WELDER, ELECTRICIAN, FITTER) for p in placings(day, code).values()
    }
    assert standing["郑海涛"] == "absent"
    assert standing["闫䶮"] == "disqualified"
    assert standing["欧阳明远"] == "retired"
    assert standing["陈翀"] == "late"
    assert standing["扎西东珠"] == "withdrawn"
    assert standing["巴图尔·额尔德尼"] == "disqualified"  # by a catalogue deduction, not by a status
    assert standing["索南才让"] == "guest"
    key = next(p.id_number for p in day.people if p.name == "巴图尔·额尔德尼")
    assert day.attendance(FITTER, "practical")[key] is Status.PRESENT
    retired = next(p.id_number for p in day.people if p.name == "欧阳明远")
    practical = day.final(retired, "practical")
    assert practical.status is Status.RETIRED and 0 < len(practical.marks) < 29
    assert [p.name for p in day.people if p.no_award] == ["韩木海麦"]
    assert "郑海涛" in {day.person(key).name for key in day.theory(WELDER)}


def test_a_module_is_zeroed_by_its_catalogue(day: DemoDay) -> None:
    zeroed = [
        (p.entry.key, part.modules[1].id, part.modules[1].score)
        for p in placings(day, ELECTRICIAN).values()
        if (part := p.score.round("practical")) is not None and part.modules and part.modules[1].zeroed_by
    ]
    assert [(module, score) for _, module, score in zeroed] == [("B", 0)]


def test_judges_leave_out_their_own_unit(day: DemoDay) -> None:
    seats = {(judge.trade, judge.unit): judge.seat for judge in day.judges}
    seen = 0
    for person in day.people:
        own = seats.get((person.trade, person.unit))
        for part in day.results[person.id_number].values():
            for cells in part.marks.values():
                for seat, mark in cells.items():
                    assert (mark.word is Word.RECUSED) == (seat != "" and seat == own)
                    seen += mark.word is Word.RECUSED
    assert seen > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_planned_panels_disagree(seed: int) -> None:
    found = make_day(seed)
    planned = {(remark.key, remark.round, remark.aspect) for remark in found.remarks}
    assert len(planned) == 6
    seen = set()
    for trade in found.contest.trades:
        for person in found.of_trade(trade.code):
            for part in trade.rounds:
                for aspect in part.aspects:
                    cells = found.keyed(person.id_number, part.id, 1).marks.get(aspect.id, {})
                    values = [mark.number for mark in cells.values() if mark.number is not None]
                    if aspect.spread is not None and values and max(values) - min(values) > aspect.spread:
                        seen.add((person.id_number, part.id, aspect.id))
    assert seen == planned


def test_marked_again_is_what_counts_and_kept_stays(day: DemoDay) -> None:
    assert Counter(remark.decision for remark in day.remarks) == {"again": 5, "keep": 1}
    for remark in day.remarks:
        assert day.paper(remark.key, remark.round).marks[remark.aspect] == remark.before
        assert day.final(remark.key, remark.round).marks[remark.aspect] == remark.after
        assert (remark.before == remark.after) == (remark.decision == "keep")


@pytest.mark.parametrize("seed", SEEDS)
def test_keyings_differ_from_the_paper_exactly_in_the_slips(seed: int) -> None:
    found = make_day(seed)
    assert Counter(slip.keying for slip in found.slips) == {1: 3, 2: 6, BOTH: 1}
    for keying in (1, 2):
        differing = set()
        for person in found.people:
            for round_id in found.results[person.id_number]:
                # The second keying finds on the paper what panels have marked again in the meantime.
                said = found.paper if keying == 1 else found.final
                paper = said(person.id_number, round_id).marks
                typed = found.keyed(person.id_number, round_id, keying).marks
                for aspect, cells in typed.items():
                    for seat, mark in cells.items():
                        if mark != paper[aspect][seat]:
                            differing.add((person.id_number, round_id, aspect, seat))
        wanted = {(s.key, s.round, s.aspect, s.seat) for s in found.slips if s.keying in (keying, BOTH)}
        assert differing == wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_the_misread_sheet_is_among_the_best_so_that_the_recheck_meets_it(seed: int) -> None:
    found = make_day(seed)
    misread = [slip for slip in found.slips if slip.keying == BOTH]
    assert [found.person(slip.key).trade for slip in misread] == [WELDER]
    place = placings(found, WELDER)[misread[0].key]
    assert place.rank is not None and place.rank <= 4
    assert not [slip for slip in make_day(seed, misread=False).slips if slip.keying == BOTH]


def test_scores_are_believable() -> None:
    totals = [
        p.score.total
        for seed in SEEDS
        for code in (WELDER, ELECTRICIAN, FITTER)
        for p in placings(make_day(seed), code).values()
        if p.score.total is not None
    ]
    assert sum(70 <= total <= 95 for total in totals) >= len(totals) * 85 // 100
    assert max(totals) < 98


def test_the_same_seed_gives_the_same_day_in_another_process() -> None:
    root = Path(__file__).resolve().parents[2]
    code = "from tests.unit.test_demo_data import fingerprint, make_day; print(fingerprint(make_day(5)))"
    other = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == fingerprint(make_day(5))
    assert fingerprint(make_day(5)) != fingerprint(make_day(6))


def test_a_large_demo_has_twenty_trades() -> None:
    large = make_day(1, 3000)
    assert len(large.people) == len({p.id_number for p in large.people}) == 3000
    assert len({trade.name for trade in large.contest.trades}) == 20
    assert {len(large.of_trade(trade.code)) for trade in large.contest.trades} == {150}
    assert definition_text(20).startswith(definition_text(3))


@pytest.mark.parametrize("people", [6, 7, 40, 200])
def test_any_size_works(people: int) -> None:
    found = make_day(3, people)
    assert len(found.people) == people
    for trade in found.contest.trades:
        assert rankings(found, trade.code)
    assert len(roster_rows(found)) >= people


@pytest.mark.parametrize("people", [0, 5, 100_001])
def test_senseless_sizes_are_refused(people: int) -> None:
    with pytest.raises(Refusal) as caught:
        make_day(1, people)
    assert caught.value.code == "demo.people"


def test_roster_rows_hold_the_truth_but_for_the_faults(day: DemoDay) -> None:
    rows = roster_rows(day)
    assert len(rows) == 73
    id_column, trade_column = HEADER.index("身份证号码"), HEADER.index("参赛工种")
    faults = {fault.kind: fault for fault in roster_faults(day)}
    good = [row for row in rows if isinstance(idnumber.read(str(row[id_column])), idnumber.IdNumber)]
    assert len(good) == 73 - 2  # all but the wrong check digit and the damaged number
    damaged = rows[faults["number_cell"].row - 4][id_column]
    assert isinstance(damaged, Decimal) and f"{damaged:f}"[:15] == faults["number_cell"].key[:15]
    assert idnumber.read(str(rows[faults["check_digit"].row - 4][id_column])) is idnumber.IdFault.CHECK
    assert rows[faults["trade_typo"].row - 4][trade_column] not in {t.name for t in day.contest.trades}
    twice = rows[faults["duplicate"].row - 4][id_column]
    assert [row[id_column] for row in rows].count(twice) == 2
    for kind in ("fifteen_digits", "spaces", "full_width"):
        read = idnumber.read(str(rows[faults[kind].row - 4][id_column]))
        assert isinstance(read, idnumber.IdNumber) and read.number == faults[kind].key
        assert rows[faults[kind].row - 4][id_column] != faults[kind].key


def test_the_second_roster_brings_in_those_refused(day: DemoDay) -> None:
    id_column = HEADER.index("身份证号码")
    refused = {f.key for f in roster_faults(day) if f.refused and f.kind != "duplicate"}
    assert {row[id_column] for row in corrected_rows(day)} == refused
    assert len(refused) == 3


def test_marks_tables_of_the_two_keyings(day: DemoDay) -> None:
    codes = {person.id_number: f"W{number:03d}" for number, person in enumerate(day.of_trade(WELDER), 100)}
    first, second = (list(marks_rows(day, WELDER, "practical", keying, codes)) for keying in (1, 2))
    assert len(first) == len(second)
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    again = [remark for remark in day.remarks if remark.before != remark.after and remark.key in codes]
    renewed = sum(one.before[seat] != mark for one in again for seat, mark in one.after.items())
    assert len(differing) == 3 + renewed
    assert renewed > 0
    assert all(a[:4] == b[:4] and a[4] != b[4] for a, b in differing)
    assert [row[4] for row in first if not row[2]] == ["缺考", "缺考"]
    assert {row[0] for row in first} == set(codes.values())
    assert any(row[4] == "回避" for row in first)


def test_every_role_has_an_account_and_every_panel_five_judges(day: DemoDay) -> None:
    roles = Counter(account.role for account in day.accounts)
    assert roles["recorder"] == 2
    assert {"chief_judge", "supervisor", "coding_judge", "registrar", "administrator", "certificate_clerk"} <= set(
        roles
    )
    assert len({account.name for account in day.accounts}) == len({account.pin for account in day.accounts}) == 11
    for trade in day.contest.trades:
        assert [j.seat for j in day.judges if j.trade == trade.code] == ["1", "2", "3", "4", "5"]


def test_the_steps_of_the_day_follow_one_another(day: DemoDay) -> None:
    times = [time_of(day.contest, step) for step in STEPS]
    assert times == sorted(times) and len(set(times)) == len(times)
    assert time_of(day.contest, "theory", 90).isoformat() == "2026-06-18T00:31:30+00:00"


def known_contest(day: DemoDay) -> KnownContest:
    trades = tuple(KnownTrade(trade.code, trade.name, trade.groups) for trade in day.contest.trades)
    return KnownContest(trades, tuple(delegation.name for delegation in day.delegations))


def test_the_import_takes_the_good_rows_and_names_each_fault(day: DemoDay, tmp_path: Path) -> None:
    write_roster(tmp_path / "roster.xlsx", roster_rows(day))
    plan = read_roster(read_sheet(tmp_path / "roster.xlsx"), known_contest(day))
    faults = roster_faults(day)
    assert plan.read == 73
    assert set(plan.refused_rows) == {fault.row for fault in faults if fault.refused}
    codes = {problem.row: problem.code for problem in plan.problems}
    by_kind = {fault.kind: codes.get(fault.row) for fault in faults}
    assert by_kind["check_digit"] == "idnumber.check"
    assert by_kind["number_cell"] == "idnumber.damaged"
    assert by_kind["fifteen_digits"] is by_kind["spaces"] is by_kind["full_width"] is None
    people = {person.id_number: person for person in day.people}
    assert len(plan.good) == 69
    for row in plan.good:
        person = people[row.id_number]
        assert (row.name, row.trade, row.group, row.delegation, row.unit, row.phone) == (
            person.name,
            person.trade,
            person.group,
            person.delegation,
            person.unit,
            person.phone,
        )
        assert (bool(row.guest), bool(row.no_award)) == (person.guest, person.no_award)
    assert any("王芳" in str(problem.fields) + problem.value for problem in plan.warnings)


def test_the_corrected_import_completes_the_roster(day: DemoDay, tmp_path: Path) -> None:
    write_roster(tmp_path / "roster.xlsx", roster_rows(day))
    write_roster(tmp_path / "again.xlsx", corrected_rows(day))
    first = read_roster(read_sheet(tmp_path / "roster.xlsx"), known_contest(day)).good
    second = read_roster(read_sheet(tmp_path / "again.xlsx"), known_contest(day))
    assert not second.problems
    assert {row.id_number for row in (*first, *second.good)} == {person.id_number for person in day.people}


def test_workbooks_have_the_same_bytes_each_time(day: DemoDay, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_roster(tmp_path / name, roster_rows(make_day(1)))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize("keying", [1, 2])
def test_a_marks_workbook_reads_back_as_what_was_keyed(day: DemoDay, tmp_path: Path, keying: int) -> None:
    for code in (WELDER, ELECTRICIAN, FITTER):
        members = day.of_trade(code)
        codes = {person.id_number: f"{code[-1]}{number:03d}" for number, person in enumerate(members, 100)}
        tables = MarksTables(replace(day.contest, trades=(trade_of(day, code),)))
        for part in trade_of(day, code).rounds:
            path = tmp_path / f"{code}-{part.id}.xlsx"
            write_marks(path, day, code, part.id, keying, codes)
            tables.add(read_table(path), path.name)
        found = {marks.entry.key: marks.rounds for marks in tables.finish()[code]}
        for key, number in codes.items():
            for part in trade_of(day, code).rounds:
                wanted = day.keyed(key, part.id, keying)
                got = found[number][part.id]
                assert (got.score, got.status, got.seconds) == (wanted.score, wanted.status, wanted.seconds)
                assert {a: dict(c) for a, c in got.marks.items() if a in wanted.marks} == dict(wanted.marks)
