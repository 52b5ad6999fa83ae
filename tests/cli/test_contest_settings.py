"""The verbs `contest` and `new --like`: settings shown and changed without a window, an earlier one as source."""

from __future__ import annotations

from pathlib import Path

from tests.factories import SMALL, WELDER
from tests.verbs import Verbs


def made(verbs: Verbs) -> Path:
    definition, store = verbs.folder / "small.toml", verbs.folder / "small.contest"
    definition.write_text(SMALL, "utf-8")
    verbs.done("new", store, "--contest", definition)
    return store


def test_a_setting_is_shown_changed_and_refused(verbs: Verbs) -> None:
    store = made(verbs)
    before = verbs.done("contest", "show", store)["settings"]
    assert before["rules.late_limit_minutes"] == 15
    verbs.done("contest", "set", store, "rules.late_limit_minutes", "20")
    verbs.done("contest", "set", store, "contest.host", "新厂")
    verbs.done("contest", "set", store, "rules.appeal_hours", "4", "--trade", WELDER)
    after = verbs.done("contest", "show", store)["settings"]
    assert (after["rules.late_limit_minutes"], after["contest.host"]) == (20, "新厂")
    assert (after["rules.appeal_hours"], after[f"trade.{WELDER}.rules.appeal_hours"]) == (2, 4)
    assert verbs.refused("contest", "set", store, "contest.nothing", "1") == (1, "setup.unknown_key")
    assert verbs.refused("contest", "set", store, "rules.awards", "[oh") == (1, "setup.no_value")
    assert verbs.refused("contest", "set", store, "rules.joint", "perhaps")[0] == 1
    assert verbs.done("contest", "show", store)["settings"] == after
    verbs.done("audit", store)


def test_trades_come_and_go(verbs: Verbs) -> None:
    store = made(verbs)
    added = verbs.done("contest", "add-trade", store, "6-31-01-03")
    assert [one["name"] for one in added["trades"]] == ["焊工", "电工"]
    verbs.done("contest", "drop-trade", store, "6-31-01-03")
    assert verbs.refused("contest", "drop-trade", store, "6-31-01-03") == (1, "contest.unknown_trade")


def test_a_new_contest_takes_an_earlier_ones_settings(verbs: Verbs) -> None:
    store, later = made(verbs), verbs.folder / "later.contest"
    verbs.done("contest", "set", store, "rules.late_limit_minutes", "25")
    found = verbs.done("new", later, "--like", store, "--year", "2027", "--base", "GS-B2")
    assert found["contest"] == "2027 年测试竞赛"
    settings = verbs.done("contest", "show", later)["settings"]
    assert (settings["contest.year"], settings["contest.base"]) == (2027, "GS-B2")
    assert settings["rules.late_limit_minutes"] == 25
    assert "contest.starts" not in settings
