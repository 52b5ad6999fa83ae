"""No binary fraction ever touches a mark: not in the rules, the store, SQL, JSON, workbooks or the window."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Float, Numeric

import db.models.every  # noqa: F401 - every table, for the metadata
from app.domain.aggregate import score_entry
from app.domain.audit import canonical_bytes
from app.domain.awards import assign_awards
from app.domain.explain import explain
from app.domain.lean import TradePlan
from app.domain.numbers import from_thousandths, parse_decimal, show
from app.domain.ranking import rank_trade
from app.domain.shadow.opinion import second_opinion
from app.domain.standings import standings_document
from app.errors import Refusal
from app.services import results_ranked
from app.services import second_opinion as opinions
from app.services.common import contest_facts
from app.services.compute import compute
from app.services.marked import scores_by_code
from app.tables.reader import read_table
from app.tables.writer import Column, Page, write_workbook
from db.base import Base
from db.types import json_text, read_json_text
from tests.factories import SMALL, WELDER
from tests.services.hours import Hours, reopened
from tests.trust_kit import by_hand
from tests.unit.domain.any_trade import make, numbers

ROOT = Path(__file__).resolve().parent.parent
MARKS_TRAVEL = ("app/domain", "app/services", "app/bundle", "app/cli", "app/tables", "db")
WINDOW = ("ui/grid", "ui/pages", "ui/models", "ui/dialogs")
"""Where a mark passes through. Paper and geometry measure millimetres and points."""
PIXELS = {"ui/grid/strip.py"}
"""Draws a dot where a mark lies between two others: a place on the screen, which nothing reads back."""
QT_FRACTIONS = {"QDoubleSpinBox", "QDoubleValidator", "toDouble", "toFloat", "setDecimals", "QSlider", "DecimalBox"}
MILLIMETRES = {
    "ui/widgets/choices.py",
    "ui/dialogs/papers.py",
    "ui/dialogs/printer_profile.py",
    "ui/pages/certificates_side.py",
    "ui/designer/editors.py",
    "ui/designer/properties.py",
}
"""The field for lengths, and who has it: how far a printer is off, where a text stands on paper. No mark comes here."""
RESULTS = re.compile(r"(FROM|JOIN) +(MARK|RESULT|SIDE_RESULT|SPREAD_DECISION|SHEET)\b")


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), tree_of(file)


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def called(node: ast.AST) -> str:
    """The dotted name of a call: `func.sum`, `float`; "" for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    names, inner = [], node.func
    while isinstance(inner, ast.Attribute):
        names.append(inner.attr)
        inner = inner.value
    return ".".join([*([inner.id] if isinstance(inner, ast.Name) else []), *reversed(names)])


def test_nothing_on_a_marks_way_makes_a_binary_number() -> None:
    """The parser of workbooks gives binary numbers, which one function there makes decimal text of, tested below; it
    has no need to call for one either."""
    wrong = [
        f"{name}:{node.lineno}: {called(node)}"
        for name, tree in trees(*MARKS_TRAVEL, *WINDOW)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in {"float", "math.fsum", "statistics.mean", "statistics.fmean"}
        if name not in PIXELS | MILLIMETRES
    ]
    assert wrong == []


def test_definitions_are_read_as_decimals() -> None:
    """Every TOML reader is told so; the standard library would give binary numbers."""
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in trees("app", "db", "ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in {"tomllib.loads", "tomllib.load"}
        if not any(word.arg == "parse_float" for word in node.keywords)
    ]
    assert wrong == []


def test_the_window_has_no_field_for_binary_numbers() -> None:
    wrong = [
        f"{name}:{getattr(node, 'lineno', 0)}: {found}"
        for name, tree in trees("ui")
        if name not in MILLIMETRES
        for node in ast.walk(tree)
        if (found := getattr(node, "attr", getattr(node, "id", ""))) in QT_FRACTIONS
    ]
    assert wrong == []


def test_no_column_can_hold_a_binary_number() -> None:
    wrong = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Float | Numeric)
    ]
    assert wrong == [] and len(Base.metadata.tables) > 30


def test_sql_adds_up_and_compares_nothing_but_counts() -> None:
    """SUM counts cases and bytes; averages, totals and roundings of the database stand nowhere near marks."""
    for name, tree in trees("db", "app"):
        for node in ast.walk(tree):
            assert called(node) not in {"func.avg", "func.total", "func.round"}, name
            if called(node) == "func.sum" and isinstance(node, ast.Call):
                assert called(node.args[0]) in {"case", "func.length"}, f"{name}:{node.lineno}"
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "SELECT" in node.value:
                upper = node.value.upper()
                adds = any(word in upper for word in ("SUM(", "AVG(", "TOTAL(", "ROUND("))
                assert not (adds and RESULTS.search(upper)) and " REAL" not in upper, f"{name}:{node.lineno}"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contest with everything marked, locked and decoded."""
    folder = tmp_path_factory.mktemp("exact")
    return Hours(folder).file("decoded", folder / "played.contest")


def test_the_file_holds_no_binary_number(played: Path) -> None:
    """Column by column, as SQLite stored it: declared types and the values themselves."""
    store = reopened(played).store
    with store.read() as reading:
        run = reading.connection.exec_driver_sql
        tables = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, declared, *_ in run(f'PRAGMA table_info("{table}")').all():
                assert not any(word in declared.upper() for word in ("REAL", "FLOA", "DOUB", "NUM", "DEC")), table
                query = f"""SELECT count(*) FROM "{table}" WHERE typeof("{column}") = 'real'"""
                assert run(query).scalar() == 0, (table, column)
        assert run("SELECT count(*) FROM mark WHERE typeof(value) = 'integer'").scalar()
    store.close()


def floats_in(value: Any, seen: set[int] | None = None) -> Iterator[Any]:
    """Every binary number anywhere inside a value."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, str | bytes | int | Fraction | Decimal | Enum | None.__class__):
        return
    seen.add(id(value))
    if isinstance(value, float):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from floats_in(getattr(value, field.name), seen)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from floats_in(key, seen)
            yield from floats_in(item, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from floats_in(item, seen)


def test_the_search_for_floats_finds_one() -> None:
    assert list(floats_in({"a": [Fraction(1, 2), (1, {"b": 0.5})]})) == [0.5]


@settings(deadline=None, max_examples=60)
@given(numbers())
def test_scores_places_awards_and_their_reasons_hold_none(number: int) -> None:
    made = make(number)
    scores = [score_entry(made.trade, one) for one in made.entries]
    rankings = rank_trade(made.trade, scores, made.extra, made.rulings)
    found: list[Any] = [scores, rankings, [TradePlan(made.trade).score(one) for one in made.entries]]
    for ranking in rankings:
        awards = assign_awards(made.trade, ranking)
        found += [awards, standings_document(made.trade, ranking, awards)]
        found += [explain(made.trade, placing) for placing in ranking.placings[:2]]
    found.append(second_opinion(made.trade, made.entries, made.extra, made.rulings, made.decisions))
    assert list(floats_in(found)) == []


def test_what_the_services_read_and_say_holds_none(played: Path) -> None:
    store = reopened(played).store
    with store.read() as reading:
        trade = contest_facts(reading).trade(WELDER)
        groups = results_ranked.ranked_groups(reading, trade)
        found = [
            groups,
            scores_by_code(reading, trade, "practical"),
            results_ranked.result_rows(reading, trade, groups),
        ]
    store.close()
    assert list(floats_in(found)) == []


POINTS: list[Callable[[], object]] = [
    lambda: json_text({"mark": 0.1}),
    lambda: read_json_text('{"mark":0.1}'),
    lambda: read_json_text('{"mark":1e3}'),
    lambda: canonical_bytes({"act": "mark.set", "new": 0.1}),
]


@pytest.mark.parametrize("act", POINTS)
def test_stored_json_refuses_a_number_with_a_point(act: Callable[[], object]) -> None:
    with pytest.raises((ValueError, TypeError, Refusal)):
        act()


def test_a_definition_as_json_is_exact_to_the_last_digit(tmp_path: Path) -> None:
    """0.3 and 0.7 as JSON numbers: in binary they would not make 1, and 88.15 x 0.3 would not end in 5."""
    rounds = [{"id": name, "maximum": 100, "weight": weight} for name, weight in (("a", 0.3), ("b", 0.7))]
    definition = {
        "format": 1,
        "contest": {"name": "试验"},
        "rules": {"total_decimals": "none"},
        "trade": [{"code": "t", "name": "焊工", "round": rounds}],
    }
    (tmp_path / "d.json").write_text(json.dumps(definition), "utf-8")
    (tmp_path / "m.csv").write_text("编号,a,b\nE1,88.15,90.05\n", "utf-8")
    document: Any = compute(tmp_path / "d.json", [tmp_path / "m.csv"])
    assert document["trades"][0]["entries"][0]["total"] == "89.48"
    assert list(floats_in(document)) == []


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30))
def test_marks_through_a_workbook_come_back_digit_by_digit(
    tmp_path_factory: pytest.TempPathFactory, units: list[int]
) -> None:
    """Thousandths as numbers of a workbook, written and read: whatever lies between, the text is the same."""
    path = tmp_path_factory.mktemp("book") / "m.xlsx"
    texts = [show(from_thousandths(unit)) for unit in units]
    columns = (Column("编号"), Column("实操", decimals=3))
    write_workbook(path, [Page("分", columns, [(f"E{n}", Decimal(text)) for n, text in enumerate(texts)])])
    rows = read_table(path)[1:]
    assert [type(row[1]).__name__ for row in rows] == ["NumberCell"] * len(units)
    assert [parse_decimal(row[1]) * 1000 for row in rows] == units


def test_a_workbook_and_a_text_table_give_the_same_standings(tmp_path: Path) -> None:
    """Numbers typed into a sheet, quarter by quarter and with three decimals, score as their text does."""
    (tmp_path / "d.toml").write_text(SMALL, "utf-8")
    lines = [("HG01", "practical", "C1", "", "2.005"), ("HG01", "practical", "A1", "", "9.5")]
    lines += [("HG01", "practical", "B1", str(seat), f"{40 + seat / 2:g}") for seat in range(1, 6)]
    lines += [("HG01", "theory", "", "", "88.115")]
    header = ("编号", "轮次", "评分点", "裁判", "分值")
    (tmp_path / "m.csv").write_text("\n".join(",".join(line) for line in (header, *lines)), "utf-8")
    columns = tuple(Column(title) for title in header)
    rows = [(*line[:3], int(line[3]) if line[3] else "", Decimal(line[4])) for line in lines]
    write_workbook(tmp_path / "m.xlsx", [Page("分", columns, rows)])
    answers = [compute(tmp_path / "d.toml", [tmp_path / name]) for name in ("m.csv", "m.xlsx")]
    assert answers[0] == answers[1]
    document: Any = answers[1]
    assert document["trades"][0]["entries"][0]["scores"]["theory"] == "88.115"


def test_a_mark_changed_to_a_binary_number_by_hand_is_refused_and_never_scored(played: Path, tmp_path: Path) -> None:
    path = tmp_path / "hand.contest"
    path.write_bytes(played.read_bytes())
    with by_hand(path) as connection:
        connection.execute("UPDATE mark SET value = 9500.5 WHERE aspect = 'A1' AND keying = 1")
    store = reopened(path).store
    with store.read() as reading:
        trade = contest_facts(reading).trade(WELDER)
        for act in (
            lambda: scores_by_code(reading, trade, "practical"),
            lambda: opinions._Marks(reading, trade),
        ):
            with pytest.raises(Refusal) as caught:
                act()
            assert (caught.value.code, caught.value.fields) == ("opinion.not_whole", {"text": "9500.5"})
    store.close()
