"""A contest file from a definition, whole or not at all; and new versions of a scheme."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.contest import Trade
from app.errors import AppError, Refusal, RightsRefusal, WrongCall
from app.services import scoring, setup
from app.services.access import CONSOLE
from app.services.common import contest_facts
from db.queries import contest as contests
from db.store import Store
from tests.factories import MORNING, SMALL, WELDER, new_store, small_contest
from tests.services.hall import A1, Hall, folder_names
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]


def rules(store: Store) -> Trade:
    with store.read() as reading:
        return contest_facts(reading).trade(WELDER).rules


def changed(store: Store, old: str, new: str) -> Trade:
    assert old in SMALL
    return small_contest(SMALL.replace(old, new)).trades[0]


def test_a_new_file_holds_the_whole_definition(tmp_path: Path) -> None:
    with new_store(tmp_path / "a.contest", mode="test") as store, store.read() as reading:
        facts = contest_facts(reading)
        assert (facts.mode, facts.contest.name, facts.trade("焊工").code) == ("test", "2026 年测试竞赛", WELDER)
        assert facts.trade(WELDER).rules == small_contest().trades[0]
        rows = reading.connection.exec_driver_sql
        counts = [rows(f"SELECT COUNT(*) FROM {name}").scalar() for name in ("round", "module", "aspect")]
    assert counts == [2, 3, 3]


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.contest"
    path.write_text("mine")
    with pytest.raises(Refusal, match=r"store\.exists"):
        new_store(path)
    assert path.read_text() == "mine"
    assert folder_names(path) == {"a.contest"}


@pytest.mark.parametrize(("mode", "name", "kind"), [("live", "", Refusal), ("party", "x", WrongCall)])
def test_a_refused_definition_leaves_nothing_behind(mode: str, name: str, kind: type[AppError], tmp_path: Path) -> None:
    contest = dataclasses.replace(small_contest(), name=name)
    with pytest.raises(kind):
        setup.create_contest(tmp_path / "a.contest", contest, mode=mode, at=MORNING)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_halfway_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **more: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(contests, "insert_module", broken)
    with pytest.raises(OSError, match="No space"):
        new_store(tmp_path / "a.contest")
    assert list(tmp_path.iterdir()) == []


def test_letters_and_prefixes_tell_trades_apart() -> None:
    signs = setup.trade_signs(["焊工", "化工", "汉工", "汇工", "钢筋工"])
    assert len({prefix for _, prefix in signs}) == 5
    assert signs[0] == ("H", "HG")
    assert len({letter for letter, _ in signs}) == 5


def test_a_scheme_changes_before_the_first_mark_and_its_sheets_follow(at_hour: Open) -> None:
    hall = at_hour("drawn")
    by = hall.who("登记员")
    fresh = changed(hall.store, "step = 0.5 } ]", "step = 0.1 } ]")
    setup.change_scheme(hall.store, WELDER, fresh, why="", by=by, at=MORNING)
    assert rules(hall.store) == fresh
    sheet = hall.lines()[0].sheet_id
    entered = scoring.enter_mark(hall.store, sheet, 1, A1, "9.3", by=hall.who("录一"), at=MORNING)
    assert entered.cell.text == "9.3"  # the old step would refuse it
    told = next(body for body in bodies(hall.store) if body["act"] == "scheme.changed")
    assert (told["version"], told["by"]) == (2, by.ref)


def test_after_the_first_mark_it_takes_the_chief_judge_a_reason_and_the_same_cells(at_hour: Open) -> None:
    hall = at_hour("marked")
    chief, before = hall.who("裁判长"), content(hall.store)
    fresh = changed(hall.store, "within = 0.5, share = 1", "within = 0.6, share = 1")
    with pytest.raises(RightsRefusal, match="not_allowed"):
        setup.change_scheme(hall.store, WELDER, fresh, why="图纸更正", by=hall.who("登记员"), at=MORNING)
    with pytest.raises(RightsRefusal):
        setup.change_scheme(hall.store, WELDER, fresh, why="图纸更正", by=CONSOLE, at=MORNING)
    with pytest.raises(Refusal, match="needs_reason"):
        setup.change_scheme(hall.store, WELDER, fresh, why=" ", by=chief, at=MORNING)
    for old, new, code in (
        ("judges = 5", "judges = 4", "marked"),
        ('id = "C1"', 'id = "C9"', "marked"),
        ('code = "6-18-02-04"', 'code = "6-18-02-05"', "other_trade"),
        ('id = "theory"', 'id = "written"', "other_trade"),
    ):
        with pytest.raises(Refusal, match=code):
            setup.change_scheme(hall.store, WELDER, changed(hall.store, old, new), why="x", by=chief, at=MORNING)
    assert content(hall.store) == before
    setup.change_scheme(hall.store, WELDER, fresh, why="图纸更正", by=chief, at=MORNING)
    with hall.store.read() as reading:
        schemes = reading.connection.exec_driver_sql("SELECT DISTINCT scheme_id FROM sheet").all()
        assert schemes == [(contest_facts(reading).trade(WELDER).scheme_id,)]


def test_a_locked_trade_keeps_its_scheme(at_hour: Open) -> None:
    hall = at_hour("locked")
    with pytest.raises(Refusal, match=r"scheme\.locked"):
        setup.change_scheme(hall.store, WELDER, rules(hall.store), why="x", by=hall.who("裁判长"), at=MORNING)


def test_weights_count_for_what_is_marked_already(at_hour: Open) -> None:
    hall = at_hour("marked")
    fresh = changed(hall.store, "weight = 0.30", "weight = 0.30\npass_line = 60")
    setup.change_scheme(hall.store, WELDER, fresh, why="补合格线", by=hall.who("裁判长"), at=MORNING)
    assert rules(hall.store).rounds[0].pass_line == Fraction(60)
