"""Texts that are formulas to a spreadsheet or syntax to a database: kept as typed, and written as nothing but text.

Formulas: every export is made of a hall whose people, units, reasons and schemes are called like formulas, and read
back cell by cell. Databases: any text in any field comes back as it was typed, and no SQL is put together from values.
"""

from __future__ import annotations

import ast
import csv
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.contest import Round, Trade
from app.domain.honours import HonourRule
from app.domain.idnumber import check_character
from app.domain.roles import Role
from app.domain.scheme import Aspect, AspectKind, Module, Value
from app.domain.texts import clean_name
from app.domain.worksheet import Sheet
from app.errors import AppError
from app.services import access, checkin, drawing, judge_report, registration
from app.services.audit_files import write_record
from app.services.audit_list import AuditFilter, AuditList
from app.services.checkin import CheckIn
from app.services.common import contest_facts
from app.services.honours_files import rules_bytes
from app.services.standings_files import write_standings
from app.tables.reader import read_book
from app.tables.roster_book import refused_bytes
from app.tables.scheme_book import scheme_bytes
from app.tables.scheme_book_cis import cis_bytes
from app.tables.writer import Column, Page, csv_bytes, workbook_bytes
from app.texts import sentence
from db.queries import accounts, people
from db.store import Store
from tests.factories import MORNING, WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import CHEAP, NAMES, Hall
from tests.trust_kit import rank_and_confirm

ROOT = Path(__file__).resolve().parents[2]
FORMULAS = (
    "=1+1",
    "+86-1",
    "-2+3",
    "@SUM(A1:A9)",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://x.y","见附件")',
    "＝1＋1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    '=DDE("cmd";"/C calc";"x")',
    '=WEBSERVICE("http://x.y")',
    "=IMPORTXML(A1)",
)
START = re.compile(r"[ \u3000\u00a0]*[=+\-@\t\r＝＋－＠]")


# ---- reading back ----------------------------------------------------------------------------------------------------


def csv_faults(data: bytes) -> tuple[list[str], list[str]]:
    """All texts of a csv file, and the cells a spreadsheet would run."""
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    return cells, [cell for cell in cells if _runs(cell)]


def _runs(cell: str) -> bool:
    if cell.startswith("'"):
        return False
    try:
        return not Decimal(cell).is_finite()
    except InvalidOperation:
        return any(START.match(line) for line in re.split("[\r\n]", cell))


def book_faults(data: bytes, folder: Path) -> tuple[list[str], list[str]]:
    """All texts of a workbook, and what in its parts is a formula, a link or a connection."""
    wrong: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if re.search(r"externalLink|connections|vbaProject|oleObject|activeX|embeddings", name):
                wrong.append(name)
            text = book.read(name).decode("utf-8", "replace")
            wrong += [f"{name}: {found}" for found in re.findall(r"<(?:f|hyperlink|ddeLink|oleLink)\b[^>]*>", text)]
            wrong += [f"{name}: a result of a formula" for _ in re.findall(r'<c [^>]*t="str"', text)]
    path = folder / "back.xlsx"
    path.write_bytes(data)
    return [cell for sheet in read_book(path) for row in sheet.rows for cell in row], wrong


# ---- every export of a hall full of formulas -------------------------------------------------------------------------


def hostile_hall(store: Store) -> Hall:
    """Three people whose names, delegations and units are formulas, ranked."""
    hall = halls.staffed(store)
    hall.people["公式"] = access.add_account(
        store, FORMULAS[4], "supervisor", "123456", by=hall.who("管理员"), at=MORNING, cost=CHEAP
    )
    header = ["姓名", "证件号", "代表队", "工作单位", "工种", "组别"]
    body = [
        [FORMULAS[place], number, FORMULAS[place + 3], FORMULAS[place + 6], "焊工", "职工组"]
        for place, (_, number) in enumerate(NAMES)
    ]
    report = registration.store_sheet(store, Sheet("名单", [header, *body]), by=hall.who("登记员"), at=MORNING)
    assert not report.plan.problems
    numbers = list(halls.entry_numbers(store).values())
    for round_id in ("theory", "practical"):
        checkin.check_in_all(store, WELDER, round_id, by=hall.who("登记员"), at=MORNING)
    status = CheckIn(numbers[0], checkin.Status.ABSENT, FORMULAS[5])
    checkin.check_in(store, WELDER, "theory", [status], by=hall.who("登记员"), at=MORNING)
    present = CheckIn(numbers[0], checkin.Status.PRESENT, FORMULAS[11])
    checkin.check_in(store, WELDER, "theory", [present], by=hall.who("登记员"), at=MORNING)
    drawing.draw(store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed="7", witness=hall.who("监督"))
    hall.mark_everything()
    hall.recheck()
    hall.lock()
    hall.decode()
    rank_and_confirm(hall, 70)
    return hall


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with new_store(tmp_path_factory.mktemp("formulas") / "a.contest") as store:
        yield hostile_hall(store)


def _trade() -> Trade:
    aspects = tuple(
        Aspect(f"A{place}", text, AspectKind.VALUE, Fraction(1), Value(Fraction(0), None), criterion=text, note=text)
        for place, text in enumerate(FORMULAS)
    )
    module = Module("A", FORMULAS[0], Fraction(len(FORMULAS)), aspects)
    trade = small_contest().trades[0]
    return replace(trade, rounds=(Round("practical", FORMULAS[1], module.maximum, modules=(module,)),))


def _refused(folder: Path) -> bytes:
    header = ["姓名", "证件号", "代表队", "工作单位", "工种", "备注"]
    sheet = Sheet("名单", [header, *([text, "1", text, text, text, text] for text in FORMULAS)])
    with new_store(folder / "refused.contest") as store:
        plan = registration.plan_roster(store, sheet, at=MORNING)
    assert plan.problems
    return refused_bytes(sheet, plan, sentence)


Export = Callable[[Hall, Path], bytes]


def _file(name: str, write: Callable[[Hall, Path], object]) -> Export:
    def export(hall: Hall, folder: Path) -> bytes:
        write(hall, folder / name)
        return (folder / name).read_bytes()

    return export


def _record(hall: Hall, path: Path) -> None:
    write_record(hall.store, path, AuditFilter(), by=hall.who("监督"), at=later(90))


def _standings(hall: Hall, path: Path) -> None:
    write_standings(hall.store, path, by=hall.who("打印员"), at=later(90))


def _judges(hall: Hall, path: Path) -> None:
    judge_report.write_book(path, judge_report.reports(hall.store, WELDER, by=hall.who("裁判长"), at=later(90)))


def _honours(hall: Hall, folder: Path) -> bytes:
    rules = [HonourRule(text, 1, 1, classes=(text,)) for text in FORMULAS]
    return rules_bytes(rules, folder / "a.xlsx")


WHO, WHERE = FORMULAS[:3], FORMULAS[3:6]
EXPORTS: dict[str, tuple[Export, tuple[str, ...]]] = {
    "standings.csv": (_file("a.csv", _standings), WHO + WHERE),
    "standings.xlsx": (_file("a.xlsx", _standings), WHO),
    "record.csv": (_file("r.csv", _record), (FORMULAS[5],)),
    "record.xlsx": (_file("r.xlsx", _record), (FORMULAS[5],)),
    "judges.xlsx": (_file("j.xlsx", _judges), ()),
    "honours.xlsx": (_honours, FORMULAS),
    "refused.xlsx": (lambda _hall, folder: _refused(folder), FORMULAS),
    "scheme.xlsx": (lambda _hall, _folder: scheme_bytes(_trade()), FORMULAS),
    "cis.xlsx": (lambda _hall, _folder: cis_bytes(_trade(), _trade().rounds[0]), FORMULAS),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_opens_as_text_with_the_same_texts(name: str, hall: Hall, tmp_path: Path) -> None:
    export, expected = EXPORTS[name]
    data = export(hall, tmp_path)
    cells, wrong = csv_faults(data) if name.endswith(".csv") else book_faults(data, tmp_path)
    assert wrong == []
    found = {cell.removeprefix("'") for cell in cells}
    missing = [text for text in expected if not any(text in cell for cell in found)]
    assert missing == []
    assert len(cells) > 10


ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
HOSTILE = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["", " ", "a\n", "a\r", "\u3000", "\t"]),
    st.sampled_from(FORMULAS),
    ANY,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.one_of(ANY, HOSTILE), min_size=1, max_size=4))
def test_any_text_in_a_csv_is_no_formula_and_comes_back(texts: list[str]) -> None:
    cells, wrong = csv_faults(csv_bytes(["甲"] * len(texts), [texts]))
    assert wrong == []
    assert [
        cell if cell == text else cell.removeprefix("'") for cell, text in zip(cells[len(texts) :], texts, strict=True)
    ] == texts


@settings(max_examples=40, deadline=None)
@given(HOSTILE.filter(lambda text: "\r" not in text))
def test_any_text_in_a_workbook_is_no_formula_and_comes_back(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    data = workbook_bytes(
        [Page("页", (Column("甲"),), [[text]], title=text, above=(text,), below=(text,), footer=text)]
    )
    cells, wrong = book_faults(data, tmp_path_factory.mktemp("b"))
    assert wrong == []
    assert cells.count(text) >= 2


def test_tables_leave_the_program_through_its_writers_only() -> None:
    """So what holds for the writers holds for every export there is or will be."""
    found = set()
    for path in sources("app", "ui"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if re.search("csv|xlsxwriter|openpyxl|xlwt", text) else ():
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if {name.partition(".")[0] for name in names} & {"csv", "xlsxwriter", "openpyxl", "xlwt"}:
                found.add(path.relative_to(ROOT).as_posix())
    readers = {"app/tables/text_tables.py", "app/services/schemes_paste.py"}
    assert found == {"app/tables/writer.py", "app/tables/list_book.py", "app/tables/scheme_book_cis.py"} | readers
    for reader in readers:
        assert "csv.writer" not in (ROOT / reader).read_text(encoding="utf-8")
    streamed = (ROOT / "app/tables/list_book.py").read_text(encoding="utf-8")
    assert streamed.count('": False,') == 3 and "write_string(" in streamed and "write_formula" not in streamed


# ---- databases -------------------------------------------------------------------------------------------------------

META = (
    "'; DROP TABLE person; --",
    "Robert'); DELETE FROM mark;--",
    '" OR ""="',
    "' OR '1'='1",
    "%",
    "_",
    "a%' ESCAPE '\\",
    "/* */",
    ":name",
    "?",
    "?1",
    "$1",
    "{0}",
    "%s",
    "%(name)s",
    "\\",
    "`x`",
    "[x]",
    "NULL",
    "0x41",
    "1;--",
    "char(0)",
    "王'建\"国",
)
SQL_TEXT = st.builds(lambda *parts: "".join(parts), st.sampled_from(META), ANY).map(str.strip).filter(bool)


def counts(store: Store) -> dict[str, int]:
    with store.read() as reading:
        run = reading.connection.exec_driver_sql
        names = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: int(run(f'SELECT count(*) FROM "{name}"').scalar() or 0) for name in names}


def test_any_text_is_stored_as_typed_in_every_field(tmp_path: Path) -> None:
    with new_store(tmp_path / "a.contest") as store:
        hall = halls.staffed(store)
        tables, number = set(counts(store)), itertools.count(1)

        @settings(max_examples=25, deadline=None, database=None, phases=(Phase.generate,))
        @given(SQL_TEXT, SQL_TEXT, SQL_TEXT)
        def keep(name: str, unit: str, why: str) -> None:
            kept = register(hall, next(number), name, unit)
            if kept is not None:
                note(hall, kept, why)
            account(hall, why)

        keep()
        for place, text in enumerate(META):
            kept = register(hall, 500 + place, text, text)
            if kept is not None:
                note(hall, kept, text)
            account(hall, f"{text} {place}")
            by_ref = list(AuditList(store, AuditFilter(ref=text), ascending=True).all())
            assert [line.ref for line in by_ref if text not in line.ref] == []
        found = counts(store)
        assert set(found) == tables
        assert found["person"] == found["entry"] >= 15
        assert found["account"] >= len(META)


def register(hall: Hall, number: int, name: str, unit: str) -> str | None:
    """Register somebody under any texts; the entry's number, or None when the texts are refused in words."""
    first17 = f"9901011990{1 + number // 28 % 12:02d}{1 + number % 28:02d}{number:03d}"
    header = ["姓名", "证件号", "代表队", "工作单位", "工种", "组别"]
    row = [name, first17 + check_character(first17), unit, unit, "焊工", "职工组"]
    by = hall.who("登记员")
    report = registration.store_sheet(hall.store, Sheet("名单", [header, row]), by=by, at=MORNING)
    if report.plan.problems:
        assert report.imported == 0
        return None
    with hall.store.read() as reading:
        entries = people.entries(reading, contest_facts(reading).trades[0].id)
    found = max(entries, key=lambda one: one.id)
    assert found.name == clean_name(name)
    assert "".join(found.unit.split()) == "".join(unit.split()) or found.unit == clean_name(unit)
    return found.number


def note(hall: Hall, entry: str, why: str) -> None:
    """A reason is kept as typed and found again by its own words."""
    said = CheckIn(entry, checkin.Status.WITHDRAWN, why)
    checkin.check_in(hall.store, WELDER, "theory", [said], by=hall.who("登记员"), at=MORNING)
    lines = list(AuditList(hall.store, AuditFilter(words=why), ascending=True).all())
    assert [line for line in lines if why in line.reason]


def account(hall: Hall, name: str) -> None:
    """An account of any name, once; its name and no other logs in."""
    try:
        made = access.add_account(
            hall.store, name, Role.RECORDER.value, "123456", by=hall.who("管理员"), at=MORNING, cost=CHEAP
        )
    except AppError as error:
        assert error.code == "access.name_taken"
        return
    with hall.store.read() as reading:
        found = accounts.account_named(reading, name.strip())
    assert found is not None
    assert (found.id, found.name) == (made.id, name.strip())


# Names of tables, columns, triggers and settings of our own, never values. A new one is looked at before it is added.
NAMES_IN_SQL = {
    "db/engine.py": {"name", "value"},
    "db/migrate.py": {"APPLICATION_ID", "SCHEMA_VERSION"},
    "db/migrations/versions/0003_papers.py": {"table", "act", "act.lower()"},
    "db/queries/audit.py": {
        "clause",
        "' AND '.join(where)",
        "acts",
        "MOST_COMPLAINTS",
        "', '.join('?' * len(part))",
    },
    "db/queries/first.py": {
        "table",
        "act",
        "act.lower()",
        "where",
        "' AND '.join(asked)",
        "', '.join('?' * len(kinds))",
    },
    "db/queries/restored.py": {"clauses"},
    "db/queries/sheet_marks.py": {"_COLUMNS"},
    "db/seals.py": {
        "table",
        "columns",
        "act",
        "act[:6].lower()",
        "when",
        "row",
        "_select(table, sealed)",
        "_select(table, TABLES[table])",
        "places",
    },
}
_FIRST = "SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP|ALTER|VACUUM|WITH|ATTACH|REPLACE"
SQL = re.compile(rf"^\s*({_FIRST})\b|\b(FROM|WHERE|VALUES|SET|LIKE)\b")


ANYWHERE = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP|ALTER|WITH|FROM|WHERE|VALUES|SET|LIKE) ")


def sources(*tops: str) -> Iterator[Path]:
    for top in tops:
        yield from sorted((ROOT / top).rglob("*.py"))


def put_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What is put into texts that look like SQL: by an f-string, by + or %, by format or replace."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in node.values)
            if SQL.search(text):
                yield from (
                    (ast.unparse(one.value), node.lineno) for one in node.values if isinstance(one, ast.FormattedValue)
                )
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
            for this, other in ((node.left, node.right), (node.right, node.left)):
                plain = isinstance(other, (ast.Constant, ast.JoinedStr))
                if isinstance(this, ast.Constant) and SQL.search(str(this.value)) and not plain:
                    yield ast.unparse(other), node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            plain = isinstance(node.func.value, ast.Constant) and SQL.search(str(node.func.value.value))
            if plain and node.func.attr in ("format", "replace"):
                yield ast.unparse(node), node.lineno


def test_no_sql_is_put_together_from_values() -> None:
    found: dict[str, set[str]] = {}
    for path in sources("app", "db", "ui"):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        for expression, _line in put_in(ast.parse(text)) if ANYWHERE.search(text) else ():
            found.setdefault(name, set()).add(expression)
    extra = {name: left for name, some in found.items() if (left := some - NAMES_IN_SQL.get(name, set()))}
    assert extra == {}


def test_the_linter_sees_what_it_should() -> None:
    bad = "run(f\"SELECT a FROM t WHERE b = '{name}'\")\nrun('DELETE FROM t WHERE a = ' + x)\n"
    bad += "run('UPDATE t SET a = %s' % y)\n"
    assert [one for one, _ in put_in(ast.parse(bad))] == ["name", "x", "y"]
    assert list(put_in(ast.parse("run('SELECT a FROM t WHERE b = ?', (name,))"))) == []
