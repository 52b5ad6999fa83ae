"""Rosters into the store: what goes in, what is refused where, and when the list is shut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import registration
from app.services.registration import ImportReport
from db.queries import people
from db.store import Store
from tests.factories import MORNING, SMALL, WELDER, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import NAMES, Hall
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]
HEAD = "姓名,证件号,代表队,工作单位,工种,组别,手机"
LI = "990101199004040045"


def roster(tmp_path: Path, *rows: str, encoding: str = "utf-8", head: str = HEAD) -> Path:
    path = tmp_path / "roster.csv"
    path.write_bytes("\r\n".join((head, *rows)).encode(encoding))
    return path


def bring(hall: Hall, path: Path, **more: bool) -> ImportReport:
    return registration.import_roster(hall.store, path, by=hall.who("登记员"), at=MORNING, **more)


def entries(hall: Hall) -> list[tuple[str, str, str]]:
    with hall.store.read() as reading:
        return [(entry.number, entry.name, entry.state) for entry in people.entries(reading)]


def line(name: str, number: str, trade: str = "焊工") -> str:
    return f"{name},{number},示范队,示范机械厂,{trade},职工组,13900000000"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_roster_gives_entries_with_numbers(encoding: str, at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("staffed")
    report = bring(hall, roster(tmp_path, *(line(*row) for row in NAMES), encoding=encoding))
    assert (report.imported, report.entries, report.dry) == (3, ("HG01", "HG02", "HG03"), False)
    assert entries(hall) == [(f"HG0{n}", name, "approved") for n, (name, _) in enumerate(NAMES, 1)]


def test_a_dry_run_says_the_same_and_stores_nothing(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("staffed")
    before, head = content(hall.store), hall.store.head
    path = roster(tmp_path, line(*NAMES[0]), line("李一", LI[:-1] + "0"))
    report = bring(hall, path, dry_run=True)
    assert (report.dry, report.imported, len(report.plan.good)) == (True, 0, 1)
    assert (content(hall.store), hall.store.head) == (before, head)
    assert [(p.row, p.letter) for p in report.plan.problems] == [(3, "B")]
    real = bring(hall, path)
    assert real.imported == len(report.plan.good)
    assert [p.code for p in real.plan.problems] == [p.code for p in report.plan.problems]


def test_the_same_file_twice_changes_nothing_but_the_record(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("staffed")
    path = roster(tmp_path, *(line(*row) for row in NAMES))
    bring(hall, path)
    before = content(hall.store)
    again = bring(hall, path)
    assert (again.imported, len(again.plan.unchanged), again.entries) == (0, 3, ())
    after = content(hall.store)
    assert all(before[name] == after[name] for name in ("entry", "person", "entry_member", "delegation"))


def test_good_rows_go_in_without_the_bad_ones(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("registered")
    rows = (
        line("新人", LI),
        line("坏号", "990101199005050051"),
        line("外行", "990101199006060066", "钳工"),
        line("重复", LI),
        line("王建国", NAMES[0][1]),
    )
    report = bring(hall, roster(tmp_path, *rows))
    assert report.imported == 1
    assert {p.row for p in report.plan.problems} == {3, 4, 5}
    assert entries(hall)[-1] == ("HG04", "新人", "approved")


def test_a_changed_row_is_taken_over_only_when_asked(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("registered")
    path = roster(tmp_path, f"王建国,{NAMES[0][1]},示范队,搬家厂,焊工,职工组,")
    report = bring(hall, path)
    assert (report.updated, len(report.plan.changed)) == (0, 1)
    assert bring(hall, path, update=True).updated == 1
    with hall.store.read() as reading:
        found = people.entry_by_number(reading, "HG01")
    assert found is not None and found.unit == "搬家厂"


def test_the_chain_tells_of_an_import_without_anybodys_data(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("staffed")
    bring(hall, roster(tmp_path, *(line(*row) for row in NAMES)))
    told = bodies(hall.store)[-1]
    assert (told["act"], told["rows_in"], told["entries"]) == ("roster.imported", 3, ["HG01", "HG02", "HG03"])
    assert not any(word in str(told) for row in NAMES for word in row)


def test_a_closed_list_takes_nobody_until_it_is_opened(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("registered")
    clerk = hall.who("登记员")
    registration.decide(hall.store, ["HG01"], "waiting", by=clerk, at=MORNING)
    with pytest.raises(Refusal, match="undecided") as refusal:
        registration.close_list(hall.store, WELDER, by=clerk, at=MORNING)
    assert refusal.value.fields["waiting"] == 1
    registration.decide(hall.store, ["HG01"], "approved", by=clerk, at=MORNING)
    registration.close_list(hall.store, WELDER, by=clerk, at=MORNING)
    path = roster(tmp_path, line("新人", LI))
    before = content(hall.store)
    with pytest.raises(Refusal, match=r"registration\.closed"):
        bring(hall, path)
    assert content(hall.store) == before
    registration.close_list(hall.store, WELDER, by=clerk, at=MORNING, closed=False)
    assert bring(hall, path).imported == 1


def test_nobody_joins_or_leaves_a_locked_trade(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("locked")
    before = content(hall.store)
    with pytest.raises(Refusal, match=r"registration\.locked"):
        bring(hall, roster(tmp_path, line("新人", LI)))
    for state in registration.STATES:
        with pytest.raises(Refusal, match="has_marks"):
            registration.decide(hall.store, ["HG01"], state, by=hall.who("登记员"), at=MORNING)
    assert content(hall.store) == before


@pytest.mark.parametrize(
    ("numbers", "state", "code"),
    [
        (["HG99"], "returned", "unknown_entry"),
        (["HG01"], "maybe", "unknown_state"),
        (["HG01", "X"], "returned", "entry"),
    ],
)
def test_decisions_that_are_refused_change_nothing(
    numbers: Sequence[str], state: str, code: str, at_hour: Open
) -> None:
    hall = at_hour("registered")
    before = content(hall.store)
    with pytest.raises(Refusal, match=code):
        registration.decide(hall.store, numbers, state, by=hall.who("登记员"), at=MORNING)
    assert content(hall.store) == before


def test_a_decision_keeps_its_reason_beside_the_chain(at_hour: Open) -> None:
    hall = at_hour("registered")
    registration.decide(hall.store, ["HG02"], "returned", by=hall.who("登记员"), at=MORNING, reason="社保不符")
    assert entries(hall)[1][2] == "returned"
    assert "社保不符" not in str(bodies(hall.store)[-1])


def test_a_dry_run_is_no_window_on_the_list(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("registered")
    path = roster(tmp_path, line(*NAMES[0]))
    with pytest.raises(RightsRefusal, match="not_allowed"):
        registration.import_roster(hall.store, path, by=hall.who("录一"), at=MORNING, dry_run=True)
    assert bodies(hall.store)[-1]["act"] == "access.denied"


def test_a_team_is_one_entry_of_its_members(tmp_path: Path) -> None:
    definition = SMALL.replace('name = "焊工"', 'name = "焊工"\nentry = "team"')
    with new_store(tmp_path / "team.contest", small_contest(definition)) as store:
        hall = halls.staffed(store)
        head = "姓名,证件号,代表队,工作单位,工种,组别,队名"
        rows = [f"{name},{number},示范队,示范机械厂,焊工,职工组,一队" for name, number in NAMES[:2]]
        report = bring(hall, roster(tmp_path, *rows, head=head))
        assert (report.imported, report.entries) == (2, ("HG01",))
        with store.read() as reading:
            (entry,) = people.entries(reading)
            assert entry.name == "一队"
            assert [member.name for member in people.members_of(reading, entry.id)] == [n for n, _ in NAMES[:2]]
        later = f"{NAMES[2][0]},{NAMES[2][1]},示范队,示范机械厂,焊工,职工组,一队"
        assert bring(hall, roster(tmp_path, *rows, later, head=head)).entries == ()
        with store.read() as reading:
            assert len(people.members_of(reading, entry.id)) == 3


def test_an_empty_store_has_no_list(store: Store) -> None:
    with store.read() as reading:
        assert people.entries(reading) == ()
