"""The registration template can be filled and imported; refused rows come back with reasons and go in corrected."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from app.domain.idnumber import IdNumber, read
from app.domain.roster import read_roster
from app.domain.roster_columns import FIELDS
from app.errors import Refusal
from app.tables import roster_book
from app.tables.reader import read_book, read_sheet
from app.texts import sentence
from tests.unit.tables import samples


def test_the_template_has_every_column_lists_notes_and_text_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    delegations = tuple(f"第{number}代表队（示范）" for number in range(60))
    roster_book.write_template(path, samples.CONTEST.trades, delegations, "示范竞赛")
    book = openpyxl.load_workbook(path)
    form, guide, hidden = book.worksheets
    assert [cell.value for cell in form[2]] == [field.title for field in FIELDS]
    assert (form["A1"].value, guide.title, hidden.sheet_state) == ("示范竞赛报名表", "填写说明", "hidden")
    letter = {cell.value: cell.column_letter for cell in form[2]}
    for title in ("证件号", "手机", "证书编号"):
        assert form.column_dimensions[letter[title]].number_format == "@"
    rules = {str(rule.sqref): rule.formula1 for rule in form.data_validations.dataValidation}
    assert rules[f"{letter['参赛工种']}3:{letter['参赛工种']}502"] == '"焊工,电工,机电联调,创新成果"'
    assert rules[f"{letter['代表队']}3:{letter['代表队']}502"] == "选项_1"
    assert "文本" in form[f"{letter['证件号']}2"].comment.text


def test_the_example_of_the_guide_is_sound(tmp_path: Path) -> None:
    roster_book.write_template(tmp_path / "t.xlsx", samples.CONTEST.trades)
    guide = {row[0]: row[1] for row in read_book(tmp_path / "t.xlsx")[1].rows if len(row) > 1}
    found = read(guide["示例 证件号"])
    assert isinstance(found, IdNumber)
    assert found.is_demo
    assert found.birth.isoformat() == guide["示例 出生日期"]


def test_an_empty_template_says_that_nobody_is_in_it(tmp_path: Path) -> None:
    roster_book.write_template(tmp_path / "t.xlsx")
    with pytest.raises(Refusal) as refused:
        read_roster(read_sheet(tmp_path / "t.xlsx"), samples.CONTEST)
    assert refused.value.code == "roster.no_rows"


def test_a_filled_template_goes_in(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    roster_book.write_template(path, samples.CONTEST.trades)
    book = openpyxl.load_workbook(path)
    form = book.worksheets[0]
    columns = {cell.value: cell.column for cell in form[2]}
    for row, number in enumerate((1, 2, 3), 3):
        for header, value in zip(samples.HEADER, samples.person(number), strict=True):
            form.cell(row, columns[header]).value = value
    book.save(path)
    plan = read_roster(read_sheet(path), samples.CONTEST)
    assert ([row.row for row in plan.good], plan.problems) == ([3, 4, 5], ())


def test_refused_rows_come_back_with_reasons_and_go_in_once_corrected(tmp_path: Path) -> None:
    source = samples.xlsx(
        tmp_path / "a.xlsx",
        [
            ["报名表"],
            samples.HEADER,
            samples.person(1),
            samples.person(2, 姓名="", 参赛工种="焊公"),
            samples.person(3, 组别="x"),
        ],
        at="B2",
    )
    sheet = read_sheet(source)
    plan = read_roster(sheet, samples.CONTEST)
    assert plan.refused_rows == (5, 6)
    path = tmp_path / "refused.xlsx"
    roster_book.write_refused(path, sheet, plan, sentence)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    header = [cell.value for cell in page[2]]
    assert header == [*samples.HEADER, "行号", "原因"]
    assert [page.cell(row, header.index("行号") + 1).value for row in (3, 4)] == ["5", "6"]
    reasons = page.cell(3, header.index("原因") + 1).value.split("\n")
    assert [reason.split("：")[0] for reason in reasons] == ["姓名", "参赛工种"]
    assert "是不是“焊工”" in reasons[1]
    assert page.cell(3, header.index("证件号") + 1).value == samples.resident(2)
    page.cell(3, header.index("姓名") + 1).value = "李芳"
    page.cell(3, header.index("参赛工种") + 1).value = "焊工"
    page.cell(4, header.index("组别") + 1).value = "学生组"
    book.save(path)
    corrected = read_roster(read_sheet(path), samples.CONTEST)
    assert corrected.problems == ()
    assert [(row.name, row.group) for row in corrected.good] == [("李芳", "职工组"), (samples.person(3)[1], "学生组")]
