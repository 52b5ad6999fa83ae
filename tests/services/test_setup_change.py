"""Setting a contest up in its file: each change stored at once, what is tied to people and marks held fast."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain import scheme_edit, setup_edit
from app.domain.contest import Contest, EntryKind, Tie, TieKind
from app.errors import Refusal, RightsRefusal
from app.services import paper_settings, schemes
from app.services.access import CONSOLE
from app.services.common import contest_facts
from app.services.replay import need_true
from app.services.setup import create_contest
from app.services.setup_change import Stage, keep, look
from db.queries import setup
from db.store import Store
from tests.factories import MORNING, WELDER
from tests.services.hall import Hall

ELECTRIC = "6-31-01-03"


def blank() -> Contest:
    """A contest as the window begins one: a trade with two rounds, no scheme."""
    contest = Contest("2026 年新竞赛", 2026, (), base="GS-NEW")
    return setup_edit.add_trade(contest, setup_edit.plain_trade(WELDER))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Store]:
    made = create_contest(tmp_path / "new.contest", blank(), mode="live", at=MORNING)
    yield made
    made.close()


def bodies(store: Store) -> list[dict[str, Any]]:
    with store.read() as reading:
        rows = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq").all()
    return [json.loads(row[0]) for row in rows]


def stored(store: Store) -> Contest:
    return look(store).contest


def test_head_rules_and_trades_are_stored_and_come_back(fresh: Store, tmp_path: Path) -> None:
    contest = replace(stored(fresh), name="2026 年焊工决赛", host="示范厂", starts=date(2026, 6, 18))
    contest = setup_edit.with_rules(contest, "", total_decimals=3, appeal_hours=4)
    contest = setup_edit.add_trade(contest, setup_edit.plain_trade(ELECTRIC, rules=contest.rules), 0)
    kept = keep(fresh, contest, by=CONSOLE, at=MORNING)
    assert kept.fields == ("name", "host", "starts", "rules", "trades", f"trade/{ELECTRIC}", f"trade/{WELDER}")
    assert stored(fresh) == contest == kept.now.contest
    fresh.close()
    again = Store.open(tmp_path / "new.contest", need_true)
    with again.read() as reading:
        facts = contest_facts(reading)
        assert [(one.name, one.prefix) for one in facts.trades] == [("电工", "DG"), ("焊工", "HG")]
    assert look(again).contest == contest
    again.close()


def test_the_same_again_writes_nothing(fresh: Store) -> None:
    before = len(bodies(fresh))
    assert keep(fresh, stored(fresh), by=CONSOLE, at=MORNING).fields == ()
    assert len(bodies(fresh)) == before


def test_one_rule_for_all_reaches_those_who_follow_and_leaves_those_who_differ(fresh: Store) -> None:
    contest = setup_edit.add_trade(stored(fresh), setup_edit.plain_trade(ELECTRIC))
    contest = setup_edit.with_rules(contest, ELECTRIC, late_limit_minutes=30)
    contest = setup_edit.with_rules(contest, "", late_limit_minutes=20)
    kept = keep(fresh, contest, by=CONSOLE, at=MORNING).now.contest
    assert [one.rules.late_limit_minutes for one in kept.trades] == [20, 30]
    assert setup_edit.own_rules(kept, ELECTRIC) == {"late_limit_minutes"}


def test_a_scheme_grows_where_it_stands_and_may_not_add_up_yet(fresh: Store) -> None:
    contest = stored(fresh)
    part = contest.trades[0].rounds[1]
    part, place = scheme_edit.add_module(part)
    node = scheme_edit.node_at(part, (*place, 0))
    assert node is not None
    part = scheme_edit.put(part, (*place, 0), replace(node.what, name="劳保用品", maximum=Fraction(97)))  # type: ignore[arg-type]
    trade = replace(contest.trades[0], rounds=(contest.trades[0].rounds[0], part))
    now = keep(fresh, setup_edit.with_trade(contest, WELDER, trade), by=CONSOLE, at=MORNING).now
    stand = now.trade(WELDER)
    assert stand is not None
    assert [(gap.code, gap.fields["difference"]) for gap in stand.gaps] == [("scheme.sum_short", "3")]
    assert (stand.version, stand.stage) == (1, Stage.OPEN)
    assert schemes.version(fresh, WELDER).trade.rounds[1].aspects[0].name == "劳保用品"
    assert bodies(fresh)[-1]["fields"] == [f"trade/{WELDER}"]


def test_a_round_that_goes_takes_its_ties_along(fresh: Store) -> None:
    contest = stored(fresh)
    trade = setup_edit.drop_round(contest.trades[0], "theory")
    assert [(one.id, one.weight) for one in trade.rounds] == [("practical", Fraction(1))]
    contest = setup_edit.pruned(setup_edit.with_trade(contest, WELDER, trade))
    assert keep(fresh, contest, by=CONSOLE, at=MORNING).fields == ("rules", f"trade/{WELDER}")
    assert Tie(TieKind.ROUND, "theory") not in stored(fresh).rules.ties
    with pytest.raises(Refusal) as refused:
        keep(
            fresh,
            replace(contest, rules=replace(contest.rules, ties=(Tie(TieKind.ROUND, "theory"),))),
            by=CONSOLE,
            at=MORNING,
        )
    assert refused.value.code == "definition.tie_unknown"


def test_weights_that_make_no_whole_are_refused_and_nothing_changes(fresh: Store) -> None:
    contest = stored(fresh)
    weights = {"theory": Fraction(3, 10), "practical": Fraction(6, 10)}
    rounds = tuple(replace(one, weight=weights[one.id]) for one in contest.trades[0].rounds)
    trade = replace(contest.trades[0], rounds=rounds)
    with pytest.raises(Refusal) as refused:
        keep(fresh, setup_edit.with_trade(contest, WELDER, trade), by=CONSOLE, at=MORNING)
    assert refused.value.code == "definition.weights"
    assert refused.value.fields["difference"] == "0.1"
    assert stored(fresh) == contest


def test_the_base_is_fixed(fresh: Store) -> None:
    with pytest.raises(Refusal) as refused:
        keep(fresh, replace(stored(fresh), base="GS-OTHER"), by=CONSOLE, at=MORNING)
    assert refused.value.code == "setup.base_fixed"


def edited(hall: Hall, **values: object) -> Contest:
    contest = stored(hall.store)
    return setup_edit.with_trade(contest, WELDER, replace(contest.trades[0], **values))  # type: ignore[arg-type]


def code_of(hall: Hall, contest: Contest, who: str = "登记员") -> str:
    before = stored(hall.store)
    with pytest.raises(Refusal) as refused:
        keep(hall.store, contest, by=hall.who(who), at=MORNING)
    assert stored(hall.store) == before
    return refused.value.code


def test_entries_hold_kind_groups_and_the_trade(registered: Hall) -> None:
    contest = stored(registered.store)
    stand = look(registered.store).trade(WELDER)
    assert stand is not None
    assert (stand.stage, stand.entries) == (Stage.REGISTERED, 3)
    other = setup_edit.add_trade(setup_edit.drop_trade(contest, WELDER), setup_edit.plain_trade(ELECTRIC))
    assert code_of(registered, other) == "setup.trade_in_use"
    assert code_of(registered, edited(registered, entry=EntryKind.TEAM)) == "setup.kind_in_use"
    assert code_of(registered, edited(registered, groups=("学生组", "农民工组"))) == "setup.group_in_use"
    keep(registered.store, edited(registered, groups=("学生组", "职工组")), by=registered.who("登记员"), at=MORNING)
    keep(registered.store, edited(registered, groups=("学生组", "在职组")), by=registered.who("登记员"), at=MORNING)
    with registered.store.read() as reading:
        groups = contest_facts(reading).trades[0].groups
        assert [name for _, name in groups] == ["学生组", "在职组"]
        used = setup.used_groups(reading)
    assert [name for identity, name in groups if identity in used] == ["在职组"]  # renamed with those who belong to it


def test_a_drawn_trade_and_a_marked_one_change_by_versions_only(hall: Hall) -> None:
    contest = edited(hall, name="电焊工")
    assert code_of(hall, contest) == "setup.drawn"
    hall.mark_everything()
    assert code_of(hall, contest) == "setup.marked"
    assert look(hall.store).trades[0].stage is Stage.MARKED
    assert look(hall.store).trades[0].since == MORNING
    # what the contest says of itself is not tied to marks
    assert keep(hall.store, replace(stored(hall.store), place="一号馆"), by=hall.who("登记员"), at=MORNING).fields


def test_signed_papers_keep_the_name(hall: Hall) -> None:
    hall.mark_everything()
    hall.recheck()
    hall.lock()
    assert code_of(hall, replace(stored(hall.store), name="别的竞赛")) == "setup.name_signed"
    assert look(hall.store).signed


def test_who_may_not_set_up_is_told_so(hall: Hall) -> None:
    with pytest.raises(RightsRefusal):
        keep(hall.store, replace(stored(hall.store), host="别处"), by=hall.who("录一"), at=MORNING)


def test_paper_settings_are_kept_and_told(fresh: Store) -> None:
    wanted = paper_settings.PaperSettings(7, "0931-1234567", "兰州市某路 1 号", True)
    paper_settings.keep(fresh, wanted, by=CONSOLE, at=MORNING)
    assert paper_settings.look(fresh) == wanted
    assert bodies(fresh)[-1]["fields"] == ["days", "phone", "address", "mask_names"]
    before = len(bodies(fresh))
    paper_settings.keep(fresh, wanted, by=CONSOLE, at=MORNING)
    assert len(bodies(fresh)) == before
