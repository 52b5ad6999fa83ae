"""Schemes as workbooks: nothing is lost on the way out and back, and every bad cell is named by sheet and address."""

from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from app.domain.contest import Round, Trade
from app.domain.definition import read_definition
from app.domain.scheme import Judged, Measured
from app.domain.worksheet import NumberCell, Sheet
from app.errors import Problems, WrongCall
from app.tables.reader import read_book
from app.tables.scheme_book import ROUNDS_SHEET, scheme_bytes
from app.tables.scheme_book_cis import SHEET, cis_bytes, reduced
from app.tables.scheme_book_cis_read import cis_round, is_cis
from app.tables.scheme_book_read import rounds_of
from tests.unit.domain.test_definition import EVERYTHING

# documents of every kind of aspect

words = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=12).filter(str.strip)
ids = st.from_regex(r"[A-Z][0-9]{0,2}[a-z]?", fullmatch=True)
points = st.decimals("0", "50", places=2).map(str)
steps = st.sampled_from(["0.05", "0.1", "0.25", "0.5", "1"])
judges = st.integers(1, 9)
EXAMPLES = 2000 if os.environ.get("JIANGPING_NIGHTLY") else 30


def optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


zeroes = st.sampled_from(["aspect", "module", "round", "disqualify"])
items = st.fixed_dictionaries({"points": points}, optional={"name": words, "zero": zeroes})
DETAILS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "value": optional(step=steps, minimum=st.sampled_from(["-5", "-0.5", "0"])),
    "panel": st.fixed_dictionaries(
        {"judges": judges, "step": steps},
        optional={
            "drop_high": st.just(0),
            "drop_low": st.just(0),
            "average": st.sampled_from(["mean", "median", "sum"]),
            "spread": points,
            "few": st.integers(0, 9),
        },
    ),
    "judged": st.fixed_dictionaries(
        {"judges": judges}, optional={"levels": st.lists(words, min_size=2, max_size=5), "spread": st.integers(0, 3)}
    ),
    "measured": st.one_of(
        st.fixed_dictionaries({"met": st.just(True)}, optional={"nominal": points, "unit": words}),
        st.fixed_dictionaries(
            {
                "bands": st.lists(
                    st.fixed_dictionaries({"within": points, "share": st.just("0.5")}), min_size=1, max_size=3
                )
            },
            optional={"nominal": points, "unit": words},
        ),
    ),
    "count": st.fixed_dictionaries({"points": points}),
    "deduction": st.lists(items, min_size=1, max_size=3).map(
        lambda found: {"catalogue": [{**item, "id": f"E{number}"} for number, item in enumerate(found)]}
    ),
    "time": st.fixed_dictionaries(
        {"limit_minutes": points},
        optional={
            "unit_seconds": st.integers(1, 600),
            "points": points,
            "cap": points,
            "stop_minutes": points,
            "on_stop": st.sampled_from(["zero", "keep", "out"]),
            "bonus": points,
        },
    ),
}
shared = optional(
    name=words,
    criterion=st.sampled_from(["K1", "K2", "K3"]),
    decimals=st.integers(0, 3),
    factor=st.sampled_from(["0.5", "1.25"]),
    note=words,
    requirement=words,
    section=st.sampled_from(["1", "2"]),
)


@st.composite
def aspects(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(DETAILS)))
    maximum = draw(st.decimals("5", "50", places=2).map(str))
    return {"kind": kind, "maximum": maximum, **draw(shared), **draw(DETAILS[kind])}


@st.composite
def rounds(draw: st.DrawFn) -> dict[str, Any]:
    """One round whose sums are those of its aspects."""
    count = draw(st.integers(1, 3))
    modules = []
    for number in range(count):
        found = [
            {**one, "id": f"{number}x{place}"}
            for place, one in enumerate(draw(st.lists(aspects(), min_size=1, max_size=4)))
        ]
        if number and draw(st.booleans()):
            found[0]["when"] = {"module": "M0", "at_least": draw(points)}
        listed = draw(st.permutations(["K1", "K2", "K3"]))[: draw(st.integers(0, 3))]
        criteria = [{"id": name, **draw(optional(name=words, day=words))} for name in listed]
        modules.append({"id": f"M{number}", "name": draw(words), "criteria": criteria, "aspects": found})
    sections = draw(st.sampled_from([[], [{"id": "1", "name": "一"}, {"id": "2"}]]))
    extra = draw(
        optional(
            name=words,
            pass_line=points,
            time_limit_minutes=points,
            decimals=st.integers(0, 4),
            rounding=st.sampled_from(["half_up", "half_even", "down"]),
            bonus=st.booleans(),
        )
    )
    return {"module": modules, "section": sections, **extra}


@st.composite
def trades(draw: st.DrawFn) -> Trade:
    found = [{**one, "id": f"r{number}"} for number, one in enumerate(draw(st.lists(rounds(), min_size=1, max_size=2)))]
    found.append({"id": "theory", "maximum": draw(points)})
    return read_definition({"trade": [{"code": "t", "name": draw(words), "round": found}]}, add_up=False).trades[0]


@settings(max_examples=EXAMPLES, deadline=None)
@given(trades())
def test_what_goes_out_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, trade: Trade) -> None:
    path = tmp_path_factory.mktemp("book") / "scheme.xlsx"
    path.write_bytes(scheme_bytes(trade))
    assert rounds_of(read_book(path), path.name) == trade.rounds


@settings(max_examples=EXAMPLES, deadline=None)
@given(trades())
def test_a_cis_sheet_that_comes_back_keeps_ids_and_what_it_has_no_words_for(
    tmp_path_factory: pytest.TempPathFactory, trade: Trade
) -> None:
    path = tmp_path_factory.mktemp("book") / "cis.xlsx"
    for part in (one for one in trade.rounds if one.modules):
        path.write_bytes(cis_bytes(trade, part))
        again = cis_round(read_book(path), path.name, part)
        assert [aspect.id for aspect in again.aspects] == [aspect.id for aspect in part.aspects]
        assert [aspect.detail for aspect in again.aspects] == [aspect.detail for aspect in part.aspects]


@pytest.fixture(scope="module")
def everything() -> Trade:
    return read_definition(tomllib.loads(EVERYTHING, parse_float=Decimal)).trades[0]


@pytest.mark.parametrize("text", [EVERYTHING, resources.text("samples/demo.toml")])
def test_whole_definitions_come_back_in_both_layouts(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.xlsx"
    for trade in read_definition(tomllib.loads(text, parse_float=Decimal)).trades:
        path.write_bytes(scheme_bytes(trade))
        assert rounds_of(read_book(path), path.name) == trade.rounds
        for part in (one for one in trade.rounds if one.modules):
            path.write_bytes(cis_bytes(trade, part))
            assert cis_round(read_book(path), path.name, part) == part


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path, everything: Trade) -> None:
    part = everything.rounds[0]
    first = part.modules[0]
    named = replace(first, aspects=(replace(first.aspects[0], name="=1+1"), *first.aspects[1:]))
    trade = replace(everything, rounds=(replace(part, modules=(named, *part.modules[1:])),))
    path = tmp_path / "book.xlsx"
    path.write_bytes(scheme_bytes(trade))
    assert rounds_of(read_book(path), path.name)[0].aspects[0].name == "=1+1"


def book(tmp_path: Path, trade: Trade) -> dict[str, list[list[str]]]:
    """The sheets of an exported book as rows that can be spoiled."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(scheme_bytes(trade))
    found = {}
    for sheet in read_book(path):
        assert (sheet.top, sheet.left) == (1, 1)
        found[sheet.name] = [list(row) for row in sheet.rows]
    return found


def problems(rows: dict[str, list[list[str]]]) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as refused:
        rounds_of([Sheet(name, lines) for name, lines in rows.items()], "book.xlsx")
    return [(str(item.fields["place"]), item.code) for item in refused.value.items]


def at(rows: list[list[str]], first: str, name: str) -> int:
    """The row of an aspect or module by its id."""
    return next(number for number, row in enumerate(rows) if (row[0], row[1]) == (first, name))


def test_every_bad_cell_is_named_at_once(tmp_path: Path, everything: Trade) -> None:
    rows = book(tmp_path, everything)
    sheet = rows["实操"]
    heads = sheet[1]
    column = {title: heads.index(title) for title in ("配分", "间隔", "裁判数", "类型", "取分", "前提模块")}
    sheet[at(sheet, "评分点", "A1")][column["间隔"]] = "abc"
    sheet[at(sheet, "评分点", "A2")][column["裁判数"]] = "0"
    sheet[at(sheet, "评分点", "A2")][column["取分"]] = "随便"
    sheet[at(sheet, "评分点", "A4")][column["配分"]] = "1e400"
    sheet[at(sheet, "评分点", "A5")][column["类型"]] = "打个分"
    sheet[at(sheet, "评分点", "B1")][column["前提模块"]] = "Z"
    sheet[at(sheet, "评分点", "B4")][1] = "A1"
    sheet[at(sheet, "评分点", "B3")][column["裁判数"]] = "3"
    wanted = {
        ("A1", "间隔", "definition.wrong_value"),
        ("A2", "裁判数", "definition.wrong_value"),
        ("A2", "取分", "scheme.book_word"),
        ("A4", "配分", "definition.wrong_value"),
        ("A5", "类型", "scheme.book_word"),
        ("B1", "前提模块", "definition.when_unknown"),
        ("B3", "裁判数", "scheme.book_stray"),
    }
    expected = {
        (f"实操!{Sheet('', sheet).place(at(sheet, '评分点', name), heads.index(title))}", code)
        for name, title, code in wanted
    }
    found = problems(rows)
    assert expected <= set(found)
    assert len(found) == len(expected) + 1  # and the id that stands twice
    assert [code for place, code in found if (place, code) not in expected] == ["definition.double"]


def test_sums_are_named_at_the_cell_of_the_node(tmp_path: Path, everything: Trade) -> None:
    rows = book(tmp_path, everything)
    sheet = rows["实操"]
    column = sheet[1].index("配分")
    sheet[at(sheet, "评分项", "K")][column] = NumberCell("11")
    sheet[at(sheet, "模块", "B")][column] = NumberCell("30")
    rows[ROUNDS_SHEET][3][rows[ROUNDS_SHEET][2].index("满分")] = NumberCell("60")
    letter = Sheet("", sheet).letter(column)
    assert problems(rows) == [
        (f"实操!{letter}{at(sheet, '评分项', 'K') + 1}", "scheme.sum_short"),
        (f"实操!{letter}{at(sheet, '模块', 'B') + 1}", "scheme.sum_over"),
        ("评分标准!C4", "scheme.sum_short"),
    ]


def test_rows_out_of_place_and_unknown_columns_are_named(tmp_path: Path, everything: Trade) -> None:
    rows = book(tmp_path, everything)
    sheet = rows["实操"]
    sheet[1][sheet[1].index("极差上限")] = "级差上限"
    sheet.insert(2, ["评分点", "X", "早", "是否", "1"])
    level = next(number for number, row in enumerate(sheet) if row[0] == "等级")
    sheet[level + 1][1] = "7"
    rows[ROUNDS_SHEET].append(["oral", "口试", "10", "", "", "", "", "", "或许", "", "口试"])
    codes = [code for _, code in problems(rows)]
    assert sorted(set(codes)) == [
        "scheme.book_column",
        "scheme.book_level",
        "scheme.book_no_sheet",
        "scheme.book_order",
        "scheme.book_word",
    ]


def test_columns_may_stand_in_another_order(tmp_path: Path, everything: Trade) -> None:
    rows = book(tmp_path, everything)
    width = len(rows["实操"][1])
    rows["实操"] = [list(reversed([*row, *[""] * (width - len(row))])) for row in rows["实操"]]
    assert rounds_of([Sheet(name, lines) for name, lines in rows.items()], "x") == everything.rounds


def test_a_single_sheet_of_aspects_is_the_scheme_of_the_round_asked_for(tmp_path: Path, everything: Trade) -> None:
    rows = book(tmp_path, everything)
    alone = [Sheet("随便", rows["实操"])]
    with pytest.raises(WrongCall, match="not_a_book"):
        rounds_of(alone, "x")
    (part,) = rounds_of(alone, "x", everything.rounds[0])
    assert (part.id, part.modules) == ("p", everything.rounds[0].modules)


# CIS sheets as skills competitions have them

HEAD = [
    "Sub\nCriteria\nID",
    "Sub Criteria\n\nName or Description",
    "Aspect\nType\nO = Obj\nJ = Judg",
    "Aspect - Description",
    "Judg Score",
    "Extra Aspect Description (Obj or Subj)\nOR\nJudgement Score Description (Judg only)",
    "Requirement\nor Nominal\nSize (Obj Only)",
    "WSSS Section",
    "Max\nMark",
    "Criterion\nA",
    "Total\nMark",
    "10",
]
OLD = [
    ["Mechatronics"],
    ["Section", "", "", "", "", "", "", "", "WSSS Marks"],
    ["1", "Work organization", "", "", "", "", "", "", "4"],
    ["2", "Assembly", "", "", "", "", "", "", "6"],
    ["", "", "", "", "", "", "", "Total", "10"],
    ["Criteria"],
    ["ID", "Name", "", "", "", "", "", "", "Mark"],
    ["A", "Assembly", "", "", "", "", "", "", "10"],
    [],
    HEAD,
    ["A1", "Cables"],
    ["", "", "O", "Cable ties every 50 mm", "", "No loose ends", "50 mm", "1", "2.5"],
    ["", "", "J", "Order of the workplace", "", "", "", "1", "1.5"],
    ["", "", "", "", "0", "Untidy"],
    ["", "", "", "", "1", "Fair"],
    ["", "", "", "", "2", "Good"],
    ["", "", "", "", "3", "Excellent"],
    ["A2", "Function"],
    ["", "", "M", "Runs on the first start", "", "", "", "2", "4"],
    ["", "", "S", "Look of the machine", "", "", "", "2", "2"],
]


def cis(*changes: tuple[int, int, str]) -> list[Sheet]:
    width = max(map(len, OLD))
    rows = [[*row, *[""] * (width - len(row))] for row in OLD]
    for row, column, text in changes:
        rows[row][column] = text
    return [Sheet("Notes", [["read me"]]), Sheet(SHEET, rows)]


def before() -> Round:
    text = '[[trade]]\ncode = "t"\n[[trade.round]]\nid = "practical"\nmaximum = 100'
    return read_definition(tomllib.loads(text)).trades[0].rounds[0]


def test_a_scheme_of_years_ago_is_read() -> None:
    part = cis_round(cis(), "old.xlsx", before())
    assert (part.id, part.maximum, [module.id for module in part.modules]) == ("practical", 10, ["A"])
    assert [(one.id, one.criterion, one.maximum) for one in part.aspects] == [
        ("A1.1", "A1", Decimal("2.5")),
        ("A1.2", "A1", Decimal("1.5")),
        ("A2.1", "A2", 4),
        ("A2.2", "A2", 2),
    ]
    tie, order, runs, look = part.aspects
    assert (tie.note, tie.requirement, tie.section) == ("No loose ends", "50 mm", "1")
    assert order.detail == Judged(3, ("Untidy", "Fair", "Good", "Excellent"))
    assert isinstance(runs.detail, Measured) and runs.detail.met
    assert isinstance(look.detail, Judged) and (look.detail.judges, look.detail.top) == (5, 10)
    assert [(one.id, one.name, one.maximum) for one in part.sections] == [
        ("1", "Work organization", 4),
        ("2", "Assembly", 6),
    ]


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ((11, 2, "X"), "C12", "scheme.cis_type"),
        ((11, 8, "-"), "I12", "definition.wrong_value"),
        ((11, 8, ""), "I12", "definition.missing_key"),
        ((12, 3, ""), "D13", "definition.missing_key"),
        ((14, 4, "3"), "E15", "scheme.book_level"),
        ((11, 7, "9"), "H12", "scheme.cis_section"),
        ((7, 8, "11"), "I8", "scheme.sum_short"),
        ((17, 0, "A1"), "A18", "definition.double"),
        ((3, 8, "9"), "I4", "scheme.sum_short"),
    ],
)
def test_what_is_wrong_in_a_cis_sheet_is_named_by_its_cell(change: tuple[int, int, str], place: str, code: str) -> None:
    with pytest.raises(Problems) as refused:
        cis_round(cis(change), "old.xlsx", before())
    assert (f"{SHEET}!{place}", code) in [(i.fields["place"], i.code) for i in refused.value.items]


def test_everything_wrong_in_a_cis_sheet_is_said_at_once() -> None:
    spoiled = cis((11, 2, "X"), (12, 8, "a"), (18, 8, "b"))
    with pytest.raises(Problems) as refused:
        cis_round(spoiled, "old.xlsx", before())
    assert [str(i.fields["place"]).partition("!")[2] for i in refused.value.items][:1] == ["C12"]
    assert {str(i.fields["place"]).partition("!")[2] for i in refused.value.items} >= {"C12", "I13", "I19"}


def test_ids_stay_with_their_aspects_when_a_new_one_comes_between() -> None:
    part = cis_round(cis(), "old.xlsx", before())
    rows = cis()[1].rows
    rows.insert(11, ["", "", "O", "A new first one", "", "", "", "1", "0", "", "", ""])
    again = cis_round([Sheet(SHEET, rows)], "old.xlsx", part)
    assert [aspect.id for aspect in again.aspects[1:]] == [aspect.id for aspect in part.aspects]
    assert again.aspects[0].id not in {aspect.id for aspect in part.aspects}


def test_what_cis_cannot_say_is_told(everything: Trade) -> None:
    part = everything.rounds[0]
    assert reduced(part) == ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4")
    assert not is_cis([Sheet("x", [["a", "b"]])])
    with pytest.raises(WrongCall, match="not_cis"):
        cis_round([Sheet("x", [["a"]])], "x.xlsx", part)
