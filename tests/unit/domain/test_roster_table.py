"""Whole rosters: what would go in, what is there already, and everything said about it, spelled out."""

from __future__ import annotations

import gc
import re
from dataclasses import replace
from datetime import date

import pytest

from app.domain.contest import EntryKind
from app.domain.idnumber import check_character
from app.domain.roster import read_roster
from app.domain.roster_columns import recognise
from app.domain.roster_labels import Labels, mistyped, trade_labels, unknown
from app.domain.roster_plan import KnownContest, KnownTrade, Problem, RosterPlan, RosterRow
from app.domain.worksheet import DateCell, Merged, NumberCell, Sheet
from app.errors import Refusal
from tests.unit.domain.told import check, plain, titles

TRADES = (
    KnownTrade("6-18", "焊工", ("职工组", "学生组")),
    KnownTrade("6-31", "电工", ("职工组",)),
    KnownTrade("team", "联调", (), EntryKind.TEAM),
    KnownTrade("work", "成果", (), EntryKind.WORK),
)


def resident(sequence: int) -> str:
    first = f"9901011985{'0307' if sequence < 90 else '0229'}{sequence:03}"
    return first + check_character(first)


def sheet_of(lines: list[str], options: dict[str, str]) -> Sheet:
    """Cells between commas; `R7` is a sound number of sequence 7, `#` a stored number, `@` a stored date."""
    rows = [[_cell(cell) for cell in line.split(",")] for line in lines]
    width = max(map(len, rows))
    merged = tuple(Merged(*map(int, one.split("-"))) for one in options.get("merged", "").split())
    wide = [row + [""] * (width - len(row)) for row in rows]
    return Sheet(
        options.get("sheet", "S"), wide, int(options.get("top", 1)), int(options.get("left", 1)), merged=merged
    )


def _cell(text: str) -> str:
    text = re.sub(r"\bR(\d+)\b", lambda found: resident(int(found[1])), text)
    if text.startswith("#"):
        return NumberCell(text[1:])
    return DateCell(text[1:]) if text.startswith("@") else text


def known_of(options: dict[str, str], before: RosterPlan | None) -> KnownContest:
    trades = tuple(one for one in TRADES if one.code in options.get("trades", "6-18 6-31 team work").split())
    stated = options["delegations"].split() if "delegations" in options else None
    known = KnownContest(trades, None if stated is None else tuple(stated), two_trades="two_trades" in options)
    if before is None:
        return known
    return replace(
        known,
        existing={row.key: row for row in before.good},
        numbers={row.number: row.entry_key for row in before.good if row.number},
        people={row.id_key: row.name for row in before.good if row.id_key},
        delegations=before.delegations if stated is None else known.delegations,
    )


def told(given: str) -> str:
    """Sheets between empty lines, each read after the one before went in; `key: value` lines are options."""
    said, before = [], None
    for block in given.split("\n\n"):
        lines = block.splitlines()
        options = dict(line.split(": ", 1) for line in lines if re.match(r"[a-z_]+: ", line))
        sheet = sheet_of([line for line in lines if not re.match(r"[a-z_]+: ", line)], options)
        chosen = dict(pair.split("=") for pair in options["mapping"].split()) if "mapping" in options else None
        try:
            plan = read_roster(
                sheet,
                known_of(options, before),
                chosen,
                options.get("trade"),
                options.get("delegation"),
                date.fromisoformat(options["today"]) if "today" in options else None,
            )
        except Refusal as refusal:
            said.append(str(refusal))
            continue
        said += told_plan(plan)
        before = plan
    return "\n".join(said)


def told_plan(plan: RosterPlan) -> list[str]:
    layout = plan.layout
    uses = " ".join(f"{use.letter}:{use.header}={use.field or '-'}" for use in layout.columns)
    unused = "、".join(use.header for use in layout.unused)
    said = [f"header {layout.header} body {layout.body} read {plan.read} {uses} unused {unused} key {layout.key}"]
    said += [f"good {row_of(row)}" for row in plan.good]
    said += [f"same {row_of(row)}" for row in plan.unchanged]
    said += [f"new {' '.join(one.fields)}: {row_of(one.after)} was {one.before.row}" for one in plan.changed]
    said += [f"problem {problem_of(one)}" for one in plan.problems]
    said += [f"warning {problem_of(one)}" for one in plan.warnings]
    return [*said, f"delegations {'、'.join(plan.delegations)} refused {plain(plan.refused_rows)}"]


def row_of(row: RosterRow) -> str:
    return " ".join(f"{key}={value}" for key, value in row._asdict().items() if value)


def problem_of(one: Problem) -> str:
    return f"{one.row} {one.letter} {one.header} {one.code} {plain(one.fields)} {one.value!r}"


@titles("rosters")
def test_rosters(title: str) -> None:
    check("rosters", title, told)


def test_labels() -> None:
    labels = trade_labels(TRADES)
    assert [labels.find(text) for text in ("焊 工", "6-18", "焊工6-18", "6-18（焊工）", "铆工")] == [
        *TRADES[:1] * 4,
        None,
    ]
    twice = Labels([("a", 1), ("A", 2), ("b", 3), ("B", 3)])
    assert (twice.find("a"), twice.find("b"), twice.near("bb"), twice.near("xyz")) == (None, 3, "b", "")
    many = [f"第{number}队" for number in range(13)]
    found = unknown("delegation", f" 第x队{'长' * 40}", Labels((one, one) for one in many), many)
    assert plain(found.fields["known"]) == plain("、".join(many[:12]) + "…")
    assert (found.code, len(str(found.fields["value"]))) == ("roster.unknown_delegation", 40)
    near = unknown("group", "职工祖", Labels([("职工组", 1)]), ["职工组"])
    assert (near.code, near.fields) == (
        "roster.unknown_group_near",
        {"value": "职工祖", "known": "职工组", "near": "职工组"},
    )
    assert unknown("trade", "x", Labels[int](()), []).fields == {"value": "x", "known": "–"}


def test_a_person_of_the_contest_who_is_in_no_trade_yet() -> None:
    rows = [["代表队", "姓名", "证件号", "参赛工种"], ["示范市", "王乙", resident(1), "电工"]]
    known = KnownContest(TRADES, people={f"resident:{resident(1)}": "王一", f"resident:{resident(2)}": "王二"})
    found = read_roster(Sheet("S", rows), known).warnings
    assert [(one.row, one.code, one.fields) for one in found] == [(2, "roster.name_differs_known", {"known": "王一"})]
    same = read_roster(Sheet("S", [rows[0], ["示范市", "王二", resident(2), "电工"]]), known)
    assert same.warnings == ()


@pytest.mark.parametrize("on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(on: bool) -> None:
    rows = [["代表队", "姓名", "证件号", "参赛工种"], ["示范市", "王乙", resident(1), "电工"]]
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        read_roster(Sheet("S", rows), KnownContest(TRADES))
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()


def test_names_that_look_mistyped() -> None:
    assert mistyped({"能源系统": 5, "能源糸统": 1, "交通系统": 3}, set()) == {"能源糸统": "能源系统"}
    assert mistyped({"能源系统": 1, "能源糸统": 5}, {"能源系统"}) == {"能源糸统": "能源系统"}
    assert mistyped({"能源系统": 1, "能源糸统": 5}, {"能源系统", "能源糸统"}) == {}
    assert mistyped({"第一工业学校": 2, "第二工业学校": 1}, set()) == {}
    assert mistyped({"能源部": 2, "能原部": 1}, set()) == {}
    assert mistyped({"能源系统": 5, "能源糸统": 1, **{f"队{number}": 1 for number in range(148)}}, set()) == {
        "能源糸统": "能源系统"
    }
    assert mistyped({"能源系统": 5, "能源糸统": 1, **{f"队{number}": 1 for number in range(149)}}, set()) == {}


def test_a_header_is_looked_for_in_forty_rows() -> None:
    head = ["姓名", "证件号"]
    assert recognise(Sheet("S", [["", ""]] * 39 + [head])).header == 39
    assert recognise(Sheet("S", [["", ""]] * 40 + [head])).header == -1


def test_rows_as_people_and_problems_as_sentences() -> None:
    row = RosterRow(
        4, "甲", "王芳", "女", "1990-01-01", "汉族", "本科", "passport", "E123", "厂", "岗", "6-18", phone="1"
    )
    person = row.person
    assert (person.name, person.id_kind.value, person.id_number, person.sex) == ("王芳", "passport", "E123", "女")
    assert (person.birth_date, person.nation, person.education) == ("1990-01-01", "汉族", "本科")
    assert (person.unit, person.post, person.phone) == ("厂", "岗", "1")
    assert (row.id_key, row.key, row.entry_key) == (
        "passport:E123",
        ("passport:E123", "6-18"),
        ("passport:E123", "6-18"),
    )
    bare = row._replace(id_kind="none", team="队")
    assert (bare.id_key, bare.key) == ("", ("named:甲|队|王芳", "6-18"))
    assert bare.entry_key == ("entry:甲|队", "6-18")
    assert row._replace(id_number="").id_key == ""
    problem = Problem(4, "B", "姓名", "roster.missing", {"field": "姓名"})
    assert str(problem.error()) == str(Refusal("roster.missing", field="姓名"))
    assert str(problem.placed("x")) == str(Refusal("roster.at_cell", row=4, column="B", header="姓名", reason="x"))
    assert str(replace(problem, letter="").placed("x")) == str(Refusal("roster.at_row", row=4, reason="x"))
