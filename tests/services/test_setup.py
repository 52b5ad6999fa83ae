"""A contest file from a definition, whole or not at all."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from app.errors import AppError, Refusal, WrongCall
from app.services import setup
from app.services.common import contest_facts
from db.queries import contest as contests
from tests.factories import MORNING, WELDER, new_store, small_contest
from tests.services.hall import folder_names


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
