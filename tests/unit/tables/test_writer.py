"""What goes into a workbook or a csv comes back as it was: text as text, numbers by the digit, equal bytes twice."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import WorldFailure
from app.tables import files
from app.tables.reader import read_book, read_table
from app.tables.writer import Column, Page, csv_bytes, sheet_name, workbook_bytes, write_csv, write_workbook

TEXTS = [
    "=1+1",
    "@SUM(A1)",
    "+86",
    "-2",
    "http://x.y",
    "007",
    "12.50",
    "2026-06-18",
    " 前后 ",
    "a\nb",
    "_x0041_",
    "𠮷䶮",
]


def loaded(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def one(columns: tuple[Column, ...], *rows: list[object]) -> bytes:
    return workbook_bytes([Page("页", columns, rows)])  # type: ignore[arg-type]


@pytest.mark.parametrize("text", TEXTS)
def test_text_stays_text(text: str, tmp_path: Path) -> None:
    data = one((Column("甲"),), [text])
    cell = loaded(data).worksheets[0]["A2"]
    assert cell.data_type == "s"
    (tmp_path / "a.xlsx").write_bytes(data)
    back = read_book(tmp_path / "a.xlsx")[0].rows[1][0]
    assert (back, type(back)) == (text, str)


def test_no_formula_and_no_link_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(one((Column("甲"),), *([text] for text in TEXTS)))) as book:
        xml = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml


PRINTABLE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), min_size=1, max_size=40)


@settings(max_examples=60)
@given(st.lists(PRINTABLE, min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("w") / "a.xlsx"
    write_workbook(path, [Page("页", (Column("甲"),), [[text] for text in texts])])
    assert [row[0] for row in read_book(path)[0].rows[1:]] == texts


@pytest.mark.parametrize("typed", ["88.50", "0.1", "8.115", "99.995", "-2.5", "100", "0", "123456789.123456"])
def test_numbers_are_written_digit_by_digit(typed: str) -> None:
    with zipfile.ZipFile(io.BytesIO(one((Column("分", decimals=2),), [Decimal(typed)]))) as book:
        assert f"<v>{typed}</v>".encode() in book.read("xl/worksheets/sheet1.xml")


def test_a_number_no_spreadsheet_can_keep_is_text_in_full() -> None:
    long = Decimal("0.1234567890123456789")
    assert loaded(one((Column("分"),), [long])).worksheets[0]["A2"].value == str(long)


def test_places_are_shown_by_format() -> None:
    cells = loaded(
        one((Column("分", decimals=2), Column("次", decimals=0), Column("文")), [Decimal("8.5"), 3, 4])
    ).worksheets[0]
    assert [cells[place].number_format for place in ("A2", "B2", "C2")] == ["0.00", "0", "General"]
    assert cells["A2"].value == 8.5


def test_titles_lines_header_print_and_freeze() -> None:
    columns = tuple(Column(f"列{number}") for number in range(10))
    page = Page(
        "成绩", columns, [["x"] * 10], "某竞赛成绩", ("焊工",), ("裁判长：______  监督：______",), footer="摘要 a&b"
    )
    sheet = loaded(workbook_bytes([page])).worksheets[0]
    assert [sheet[f"A{row}"].value for row in (1, 2, 3, 4, 6)] == [
        "某竞赛成绩",
        "焊工",
        "列0",
        "x",
        "裁判长：______  监督：______",
    ]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.oddFooter.left.text == "摘要 a&&b"
    narrow = loaded(workbook_bytes([Page("成绩", columns[:9])])).worksheets[0]
    assert narrow.page_setup.orientation in (None, "portrait")


def test_short_lists_stand_in_the_rule_long_ones_on_a_hidden_sheet() -> None:
    long = tuple(f"很长的工种名称{number}" for number in range(60))
    page = Page(
        "表", (Column("性别", choices=("男", "女")), Column("工种", choices=long), Column("又", choices=long)), spare=3
    )
    book = loaded(workbook_bytes([page]))
    rules = {str(rule.sqref): rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation}
    assert rules == {"A2:A4": '"男,女"', "B2:B4": "选项_1", "C2:C4": "选项_1"}
    assert book.defined_names["选项_1"].attr_text == "'选项'!$A$1:$A$60"
    hidden = book["选项"]
    assert hidden.sheet_state == "hidden"
    assert tuple(cell.value for cell in hidden["A"]) == long


def test_equal_content_gives_equal_bytes() -> None:
    page = Page("表", (Column("甲", note="注", choices=("a",)),), [["x"]], title="题", spare=2)
    assert workbook_bytes([page]) == workbook_bytes([page])


def test_what_no_sheet_can_hold() -> None:
    with pytest.raises(ValueError, match="too long"):
        one((Column("甲"),), ["x" * 40_000])
    with pytest.raises(ValueError, match="longer than its header"):
        one((Column("甲"),), ["x", "y"])
    with pytest.raises(ValueError, match="two pages"):
        workbook_bytes([Page("页", (Column("甲"),))] * 2)


def test_sheet_names() -> None:
    assert sheet_name("焊工/电工:[1]*?") == "焊工 电工  1"
    assert sheet_name("焊工", ["焊工"]) == "焊工_2"
    assert sheet_name("") == "Sheet"
    assert len(sheet_name("长" * 40, ["长" * 31])) == 31


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1", "'=1"),
        ("  =1", "'  =1"),
        ("　＝1", "'　＝1"),
        ("@a", "'@a"),
        ("-2", "'-2"),
        ("＋1", "'＋1"),
        ("a\n=1", '"\'a\n=1"'),
        ("\t1", "'\t1"),
        ("1-2", "1-2"),
        ("a,b", '"a,b"'),
        (Decimal("-2.50"), "-2.50"),
        (Decimal("1E+3"), "1000"),
        (7, "7"),
        (None, ""),
    ],
)
def test_csv_cells_never_run(cell: object, written: str) -> None:
    data = csv_bytes(["甲", "乙"], [[cell, "z"]])  # type: ignore[list-item]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == f"甲,乙\r\n{written},z\r\n"


def test_csv_comes_back(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ["甲"], [["䶮"], [Decimal("8.50")]])
    assert read_table(tmp_path / "a.csv") == [["甲"], ["䶮"], ["8.50"]]


def test_a_failed_write_leaves_the_old_file_and_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("alt")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(WorldFailure) as failed:
        write_csv(path, ["甲"], [])
    assert failed.value.fields == {"file": "a.csv", "reason": "No space left on device"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text() == "alt"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorldFailure):
        write_csv(tmp_path / "none" / "a.csv", ["甲"], [])
