"""The board of the day: stages, next step, needs, hours, safety and badges out of real files at real hours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import checkin, judges, registration, results, scoring, signing, timetable
from app.services.access import CONSOLE
from app.services.board import board
from app.services.board_view import STAGES, BoardView, Lack, Matter, RailBadge, StageCell, State, Step
from app.services.common import open_store
from app.services.demo import DemoPlayer
from app.services.demo_contest import MOMENTS, STEPS, clock_at, demo_pins, first_person, make_demo, moment_of
from app.services.demo_data.day import make_day
from app.services.timetable import PlannedHour
from db import engine as engines
from db.store import Store
from tests.factories import MORNING, WELDER, later
from tests.services import hall as halls
from tests.services.hall import A1, Hall, b1

FITTER = "6-20-01-01"


def cell(view: BoardView, stage: str, trade: int = 0) -> StageCell:
    return view.trades[trade].cells[STAGES.index(stage)]


def badge(view: BoardView, page: str) -> RailBadge:
    return next(one for one in view.badges if one.page == page)


def matters(view: BoardView) -> list[Matter]:
    return [need.matter for need in view.needs]


def step(view: BoardView) -> tuple[Step, int]:
    assert view.next is not None
    return view.next.step, view.next.count


@pytest.fixture(scope="session")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("afternoon") / "demo.contest"
    made = make_demo(path, moment="14:30")
    assert made.path == path
    return path


@pytest.fixture
def demo(afternoon: Path) -> Iterator[Store]:
    with open_store(afternoon) as store:
        yield store


def demo_board(store: Store) -> BoardView:
    with store.read() as reading:
        at = clock_at(reading, moment_of(reading))
    assert at is not None
    return board(store, at)


# the empty contest and the list


def test_the_settings_have_their_tick_when_every_seat_has_a_judge(store: Store) -> None:
    assert badge(board(store, MORNING), "contest") == RailBadge("contest", State.CURRENT, 1)
    for seat in "12345":
        judges.add_judge(store, f"裁判{seat}", by=CONSOLE, at=MORNING)
        judges.seat_judge(store, WELDER, "practical", seat, f"裁判{seat}", by=CONSOLE, at=MORNING)
    assert badge(board(store, MORNING), "contest") == RailBadge("contest", State.DONE)


def test_who_sat_where_is_not_asked_once_marks_came(hall: Hall, demo: Store) -> None:
    assert badge(board(hall.store, MORNING), "contest") == RailBadge("contest", State.CURRENT, 1)
    hall.key_sheet(hall.lines()[0].sheet_id, 1, "录一")
    assert badge(board(hall.store, later(1)), "contest") == RailBadge("contest", State.DONE)
    assert badge(demo_board(demo), "contest") == RailBadge("contest", State.DONE)


def test_an_empty_contest_asks_for_its_roster(store: Store) -> None:
    view = board(store, MORNING)
    assert step(view) == (Step.IMPORT_ROSTER, 0)
    assert [one.state for one in view.trades[0].cells] == [State.CURRENT, *[State.WAITING] * 8]
    assert view.needs == ()
    assert badge(view, "registration").state is State.NONE
    assert badge(view, "checkin").state is State.WAITING
    assert view.safety.entries == 1
    assert view.safety.chain_intact
    assert view.safety.saved_at is not None
    assert view.safety.saved_at.astimezone(UTC) == MORNING
    assert f"{view.now:%H:%M}" == "08:30"


def test_undecided_entries_come_first_then_the_list_is_closed(store: Store) -> None:
    hall = halls.registered(store)
    registrar = hall.who("登记员")
    registration.decide(store, ["HG01"], "waiting", by=registrar, at=MORNING)
    view = board(store, MORNING)
    assert step(view) == (Step.DECIDE_ENTRIES, 1)
    assert cell(view, "registration") == StageCell(State.CURRENT, 2, 3)
    assert badge(view, "registration") == RailBadge("registration", State.CURRENT, 1)
    assert [(n.matter, n.count) for n in view.needs] == [(Matter.ENTRIES_UNDECIDED, 1)]
    registration.decide(store, ["HG01"], "approved", by=registrar, at=MORNING)
    assert step(board(store, MORNING)) == (Step.CLOSE_LIST, 3)
    registration.close_list(store, WELDER, by=registrar, at=MORNING)
    view = board(store, MORNING)
    assert cell(view, "registration") == StageCell(State.LOCKED, 3)
    assert badge(view, "registration").state is State.LOCKED
    assert step(view) == (Step.CHECK_IN, 3)
    assert cell(view, "checkin") == StageCell(State.CURRENT, 0, 3)


def test_check_in_names_who_is_missing_and_leads_to_the_draw(store: Store) -> None:
    hall = halls.registered(store)
    registrar = hall.who("登记员")
    present = [checkin.CheckIn(number, checkin.Status.PRESENT) for number in ("HG01", "HG03")]
    checkin.check_in(store, WELDER, "practical", present, by=registrar, at=MORNING)
    checkin.check_in_all(store, WELDER, "theory", by=registrar, at=MORNING)
    view = board(store, MORNING)
    assert cell(view, "checkin") == StageCell(State.CURRENT, 2, 3)
    need = next(one for one in view.needs if one.matter is Matter.NOT_CHECKED_IN)
    assert (need.state, need.page, need.count, need.things) == (State.LATER, "checkin", 1, ("HG02 马玉兰",))
    assert badge(view, "checkin") == RailBadge("checkin", State.CURRENT, 1)
    checkin.check_in_all(store, WELDER, "practical", by=registrar, at=MORNING)
    view = board(store, MORNING)
    assert step(view) == (Step.DRAW, 1)
    assert cell(view, "checkin") == StageCell(State.DONE, 3, 3)
    assert cell(view, "draw").state is State.CURRENT
    assert badge(view, "checkin") == RailBadge("checkin", State.DECIDE, 1)
    # a file with people in it and no copy anywhere is worth a line
    assert Matter.NO_BACKUP in matters(view)


# marks


def test_marks_go_from_first_keying_to_agreement(hall: Hall) -> None:
    store = hall.store
    view = board(store, MORNING)
    assert cell(view, "draw") == StageCell(State.LOCKED, 3)
    assert cell(view, "practical") == StageCell(State.CURRENT, 0, 3)
    assert step(view) == (Step.ENTER_MARKS, 3)
    lines = hall.lines()
    for line in lines:
        hall.key_sheet(line.sheet_id, 1, "录一")
    view = board(store, later(1))
    assert step(view) == (Step.KEY_AGAIN, 3)
    hall.key_sheet(lines[0].sheet_id, 2, "录二")
    hall.key_sheet(lines[1].sheet_id, 2, "录二", a1="7.0")
    view = board(store, later(1))
    assert cell(view, "practical") == StageCell(State.CURRENT, 1, 3)
    assert cell(view, "recheck") == StageCell(State.DIFFERS, 1)
    need = next(one for one in view.needs if one.matter is Matter.KEYINGS_DIFFER)
    assert need.things == (lines[1].code,)
    assert need.facts == (f"{lines[1].code} A1 9.5 ≠ 7.0",)
    assert badge(view, "practical") == RailBadge("practical", State.CURRENT, 2)
    assert badge(view, "recheck") == RailBadge("recheck", State.DIFFERS, 1)


def test_the_pace_of_the_last_hour_says_how_long_the_rest_takes(hall: Hall) -> None:
    for line in hall.lines()[:2]:
        hall.key_sheet(line.sheet_id, 1, "录一")
    found = board(hall.store, later(10)).next
    assert found is not None
    assert (found.step, found.count, found.minutes) == (Step.ENTER_MARKS, 1, 30)
    found = board(hall.store, later(100)).next
    assert found is not None
    assert found.minutes == 0


def test_an_illegible_mark_waits_for_somebody_until_it_is_typed_again(hall: Hall) -> None:
    line, by = hall.lines()[0], hall.who("录一")
    scoring.enter_mark(hall.store, line.sheet_id, 1, A1, "9.5", by=by, at=MORNING, doubtful=True)
    need = next(one for one in board(hall.store, MORNING).needs if one.matter is Matter.DOUBTFUL)
    assert (need.things, need.page) == ((line.code,), "practical")
    scoring.enter_mark(hall.store, line.sheet_id, 1, A1, "9.0", by=by, at=MORNING)
    assert Matter.DOUBTFUL not in matters(board(hall.store, MORNING))
    scoring.enter_mark(hall.store, line.sheet_id, 1, b1(1), "40", by=by, at=MORNING)
    assert Matter.DOUBTFUL not in matters(board(hall.store, MORNING))


def test_recheck_lock_decode_and_rank(hall: Hall) -> None:
    store, chief, supervisor = hall.store, hall.who("裁判长"), hall.who("监督")
    hall.mark_everything()
    view = board(store, later(1))
    assert step(view)[0] is Step.RECHECK
    assert cell(view, "recheck").state is State.CURRENT
    hall.recheck()
    view = board(store, later(1))
    assert step(view)[0] is Step.LOCK
    assert (cell(view, "recheck").state, cell(view, "recheck").lack) == (State.BLOCKED, Lack.SIGNATURE)
    assert view.needs[0].matter is Matter.SIGNATURE_MISSING
    assert badge(view, "recheck") == RailBadge("recheck", State.BLOCKED, 1)
    hall.lock()
    view = board(store, later(61))
    assert step(view)[0] is Step.DECODE
    assert cell(view, "practical").state is State.LOCKED
    signing.decode(store, WELDER, by=chief, second=supervisor, at=later(62))
    view = board(store, later(63))
    assert cell(view, "recheck").state is State.LOCKED
    assert cell(view, "ranking") == StageCell(State.CURRENT, 0, 3)
    results.rank(store, WELDER, by=chief, at=later(64))
    assert step(board(store, later(65)))[0] is Step.CONFIRM
    results.confirm(store, WELDER, by=chief, at=later(66))
    view = board(store, later(67))
    assert cell(view, "ranking") == StageCell(State.DONE, 3)
    assert cell(view, "certificates") == StageCell(State.CURRENT, 0, 3)
    assert cell(view, "report") == StageCell(State.CURRENT, 0, 1)
    assert step(view) == (Step.PRINT_CERTIFICATES, 3)
    assert Matter.KEY_MISSING in matters(view)


def test_an_award_edge_nobody_has_ruled_on_is_counted_once_computed(hall: Hall) -> None:
    store, chief = hall.store, hall.who("裁判长")
    hall.mark_everything(panels=("40", "40", "35"))
    hall.recheck()
    hall.lock()
    signing.decode(store, WELDER, by=chief, second=hall.who("监督"), at=later(62))
    results.rank(store, WELDER, by=chief, at=later(64))
    view = board(store, later(65))
    assert step(view) == (Step.RULE_TIES, 1)
    assert cell(view, "ranking") == StageCell(State.DECIDE, 1)
    assert badge(view, "ranking") == RailBadge("ranking", State.DECIDE, 1)
    results.rule_award_edge(store, WELDER, "职工组", "一等奖", "up", "并列一并授予", by=chief, at=later(66))
    assert step(board(store, later(67)))[0] is Step.CONFIRM


# safety and hours


def test_a_changed_entry_near_the_end_of_the_chain_is_noticed(hall: Hall) -> None:
    hall.mark_everything()
    with hall.store.write() as writing:
        connection = writing.connection
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        connection.exec_driver_sql(
            "UPDATE audit_entry SET body = replace(body, '9', '8') WHERE seq = ?", (writing.head.seq,)
        )
    view = board(hall.store, MORNING)
    assert not view.safety.chain_intact
    assert view.needs[0].matter is Matter.CHAIN_BROKEN
    assert badge(view, "audit") == RailBadge("audit", State.BLOCKED, 1)


def test_the_hours_of_today_say_what_is_over_and_what_is_on(store: Store) -> None:
    hall = halls.registered(store)
    hours = [
        PlannedHour(later(60), ("theory",), 0, "", "机房 A"),
        PlannedHour(MORNING, ("checkin",)),
        PlannedHour(later(120), ("practical",), 2),
        PlannedHour(MORNING + timedelta(days=1), ("close",)),
    ]
    with pytest.raises(RightsRefusal):
        timetable.plan_days(store, hours, by=hall.who("录一"), at=MORNING)
    timetable.plan_days(store, hours, by=hall.who("管理员"), at=MORNING)
    view = board(store, later(70))
    assert [(hour.stages, hour.state) for hour in view.hours] == [
        (("checkin",), State.DONE),
        (("theory",), State.CURRENT),
        (("practical",), State.WAITING),
    ]
    assert view.hours[1].place == "机房 A"
    assert view.hours[2].sitting == 2
    assert [hour.stages for hour in board(store, MORNING + timedelta(days=1)).hours] == [("close",)]
    before = board(store, MORNING - timedelta(days=14))  # the next day that has hours, none of them begun
    assert [(hour.stages, hour.state) for hour in before.hours] == [
        (("checkin",), State.WAITING),
        (("theory",), State.WAITING),
        (("practical",), State.WAITING),
    ]
    after = board(store, MORNING + timedelta(days=3))  # nothing is left: the last day, all of it over
    assert [(hour.stages, hour.state) for hour in after.hours] == [(("close",), State.DONE)]
    wrong = [PlannedHour(MORNING, ("lunch",))]
    with pytest.raises(Refusal) as refused:
        timetable.plan_days(store, wrong, by=hall.who("管理员"), at=MORNING)
    assert refused.value.code == "contest.unknown_stage"


# the demo


def test_the_demo_in_the_afternoon_shows_every_kind_of_stage(demo: Store) -> None:
    view = demo_board(demo)
    assert f"{view.now:%Y-%m-%d %H:%M}" == "2026-06-18 14:30"
    assert [(row.name, row.people) for row in view.trades] == [("焊工", 24), ("电工", 24), ("装配钳工", 24)]
    states = [[one.state for one in row.cells] for row in view.trades]
    assert states[0][:6] == [State.LOCKED, State.LOCKED, State.LOCKED, State.DONE, State.CURRENT, State.DECIDE]
    assert states[1][:2] == [State.LOCKED, State.CURRENT]
    assert cell(view, "checkin", 1) == StageCell(State.CURRENT, 22, 24)
    assert (cell(view, "recheck", 2).state, cell(view, "recheck", 2).lack) == (State.BLOCKED, Lack.SIGNATURE)
    assert matters(view) == [
        Matter.SIGNATURE_MISSING,
        Matter.KEYINGS_DIFFER,
        Matter.SPREAD_OPEN,
        Matter.NOT_CHECKED_IN,
    ]
    assert len(view.hours) == 8
    assert view.hours[4].state is State.CURRENT
    found = view.next
    assert found is not None
    assert (found.step, found.trade_name, found.sitting) == (Step.ENTER_MARKS, "焊工", 1)


def test_nothing_of_the_demo_happens_after_its_hour(demo: Store) -> None:
    with demo.read() as reading:
        latest = reading.connection.exec_driver_sql("SELECT max(json_extract(body, '$.at')) FROM audit_entry").scalar()
    assert datetime.fromisoformat(latest) < datetime(2026, 6, 18, 6, 30, tzinfo=UTC)


def test_a_spread_of_the_demo_is_settled_by_the_chief_judge(demo: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.contest"
    demo.copy_to(copy)
    with open_store(copy) as store:
        code = next(n.things[0] for n in demo_board(store).needs if n.matter is Matter.SPREAD_OPEN)
        with store.read() as reading:
            sheet, state = reading.connection.exec_driver_sql(
                "SELECT id, state FROM sheet WHERE code = ? AND round = 'practical'", (code,)
            ).one()
        view = scoring.view(store, sheet, 1)
        row = next(one for one in view.rows if one.spread_over)
        assert state == "first"
        from app.services.access import log_in

        chief = log_in(store, "陈志强", demo_pins()["陈志强"], datetime.now(UTC))
        decision = "again" if row.aspect_kind == "judged" else "keep"
        scoring.decide_spread(store, sheet, row.id, decision, "复看试件", by=chief, at=datetime.now(UTC))
        assert (Matter.SPREAD_OPEN in matters(demo_board(store))) is (decision == "again")


def test_the_demo_in_the_morning_and_what_cannot_be_asked(tmp_path: Path) -> None:
    said: list[tuple[int, int, str]] = []
    made = make_demo(tmp_path / "m.contest", moment="08:10", told=lambda *told: said.append(told))
    assert said[-1] == (STEPS["08:10"], STEPS["08:10"], "")
    assert demo_pins() == {person.name: person.pin for person in made.people}
    assert {first_person(moment) for moment in MOMENTS} == {"何芳", "马秀英", "陈志强"}
    with open_store(made.path) as store:
        view = demo_board(store)
        assert step(view) == (Step.CHECK_IN, 24)
        assert {one.state for row in view.trades for one in row.cells[:1]} == {State.LOCKED}
    with pytest.raises(Refusal) as refused:
        make_demo(tmp_path / "n.contest", moment="03:00")
    assert refused.value.code == "demo.moment"
    assert not (tmp_path / "n.contest").exists()


def test_the_number_of_questions_does_not_grow_with_the_contest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """20 trades and 3,000 people ask hardly more than 3 trades and 72: counts, no rows."""
    asked: list[int] = []
    statements: list[str] = []
    opened = engines.open_reader

    def listened_to(path: Path) -> sqlite3.Connection:
        driver = opened(path)
        driver.set_trace_callback(statements.append)
        return driver

    monkeypatch.setattr(engines, "open_reader", listened_to)
    for people in (72, 3000):
        day = make_day(1, people)
        player = DemoPlayer.begin(day, tmp_path / f"{people}.contest", tmp_path)
        player.accounts()
        player.roster()
        with player.store as store:
            board(store, MORNING)  # schemes are parsed once
            statements.clear()
            view = board(store, MORNING)
        asked.append(len(statements))
        assert sum(row.people for row in view.trades) == people
    assert asked[0] == asked[1]
    assert asked[1] <= 33
