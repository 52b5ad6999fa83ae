"""Proposed honours of a contest file: the table as files, what it gives, the record, rights, paper and bundle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from python_calamine import CalamineWorkbook

from app.errors import Refusal, RightsRefusal, WrongCall
from app.services import bundle_data, honours, papers, results
from app.services.access import CONSOLE
from app.services.common import contest_facts
from app.services.honours_files import read_rules, rules_bytes
from app.services.papers_common import Wish
from app.services.standings_pages import write_honours
from app.tables.writer import Column, Page, write_workbook
from db.queries import results as stored
from tests.factories import WELDER, later
from tests.services.hall import Hall
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]
OWN = """
[[honour]]
name = "甘肃省技术能手"
from = 1
to = 2
passed = true
age_most = 36
pass_down = true

[[honour]]
name = "晋升高级工"
from = 1
to = 3
level_from = "中级工"
"""


def chief(hall: Hall, minute: int = 95) -> dict[str, Any]:
    return {"by": hall.who("裁判长"), "at": later(minute)}


@pytest.fixture
def ranked(at_hour: Open, tmp_path: Path) -> Hall:
    """Places stand, under a table of the contest's own."""
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    path = tmp_path / "own.toml"
    path.write_text(OWN, "utf-8")
    assert honours.import_rules(hall.store, path, **chief(hall)) == 2
    return hall


def told(hall: Hall) -> list[tuple[str, int, bool, str]]:
    view = honours.honour_view(hall.store, WELDER, by=CONSOLE)
    return [(line.proposal.honour, line.proposal.place, line.proposal.proposed, line.note) for line in view.lines]


def test_the_shipped_table_holds_until_the_contest_has_its_own(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("decoded")
    results.rank(hall.store, WELDER, **chief(hall))
    view = honours.honour_view(hall.store, WELDER, by=CONSOLE)
    assert (view.own, view.current, view.revision) == (False, None, 1)
    # 市州级, nobody with a level: only 晋升高级工 comes into question.
    assert [(line.proposal.honour, line.proposal.proposed) for line in view.lines] == [("晋升高级工", True)] * 3


def test_places_and_reasons(ranked: Hall) -> None:
    # Born 1990-01-01, 1990-02-02 and 1990-03-03, so all are 36 on 18 June 2026; nobody has a level.
    assert told(ranked) == [
        ("甘肃省技术能手", 1, True, ""),
        ("甘肃省技术能手", 2, True, ""),
        ("晋升高级工", 1, False, "现有等级不够"),
        ("晋升高级工", 2, False, "现有等级不够"),
        ("晋升高级工", 3, False, "现有等级不够"),
    ]


def test_recording_keeps_it_with_the_revision_and_notes_no_name(ranked: Hall) -> None:
    honours.record(ranked.store, WELDER, **chief(ranked, 96))
    view = honours.honour_view(ranked.store, WELDER, by=CONSOLE)
    assert view.current is True
    assert [line.recorded for line in view.lines] == [True, True, False, False, False]
    body = bodies(ranked.store)[-1]
    assert (body["act"], body["ref"], body["revision"], body["proposals"]) == ("honours.recorded", WELDER, 1, 2)
    assert not {"王建国", "马玉兰", "HG01"} & set(map(str, body.values()))
    with ranked.store.read() as reading:
        trade = contest_facts(reading).trades[0]
        revision = stored.last_revision(reading, trade.id)
        assert revision is not None
        document = bundle_data.results_document(reading, trade, revision, 1)
    assert [one["honour"] for one in document["honours"]] == ["甘肃省技术能手"] * 2


def test_a_record_falls_behind_when_the_table_changes(ranked: Hall, tmp_path: Path) -> None:
    honours.record(ranked.store, WELDER, **chief(ranked, 96))
    path = tmp_path / "stricter.toml"
    path.write_text(OWN.replace("to = 2", "to = 1"), "utf-8")
    honours.import_rules(ranked.store, path, **chief(ranked, 97))
    assert honours.honour_view(ranked.store, WELDER, by=CONSOLE).current is False
    honours.record(ranked.store, WELDER, **chief(ranked, 98))
    assert honours.honour_view(ranked.store, WELDER, by=CONSOLE).current is True


def test_who_may(ranked: Hall, tmp_path: Path) -> None:
    clerk = {"by": ranked.who("录一"), "at": later(96)}
    before = content(ranked.store)
    with pytest.raises(RightsRefusal):
        honours.record(ranked.store, WELDER, **clerk)
    with pytest.raises(RightsRefusal):
        honours.import_rules(ranked.store, tmp_path / "own.toml", **clerk)
    with pytest.raises(RightsRefusal):
        honours.honour_view(ranked.store, WELDER, by=ranked.who("录一"))
    assert content(ranked.store) == before


@pytest.mark.parametrize(("hour", "code"), [("locked", "results.not_decoded"), ("decoded", "honours.not_ranked")])
def test_it_waits_for_the_list(hour: str, code: str, at_hour: Open) -> None:
    hall = at_hour(hour)
    with pytest.raises(Refusal, match=code):
        honours.honour_view(hall.store, WELDER, by=CONSOLE)


def test_nobody_proposed_is_nothing_to_record_or_print(ranked: Hall, tmp_path: Path) -> None:
    path = tmp_path / "nobody.toml"
    path.write_text('[[honour]]\nname = "能手"\nfrom = 1\nto = 1\nlevel_from = "技师"\n', "utf-8")
    honours.import_rules(ranked.store, path, **chief(ranked))
    with pytest.raises(Refusal, match=r"honours\.none"):
        honours.record(ranked.store, WELDER, **chief(ranked))
    with pytest.raises(Refusal, match=r"honours\.none"):
        papers.print_paper(ranked.store, "honours", tmp_path / "h.pdf", Wish(trade=WELDER), **chief(ranked))


@pytest.mark.parametrize("ending", ["xlsx", "toml"])
def test_the_table_goes_out_and_comes_back_the_same(ending: str, ranked: Hall, tmp_path: Path) -> None:
    path = tmp_path / f"rules.{ending}"
    assert honours.export_rules(ranked.store, path) == 2
    with ranked.store.read() as reading:
        rules, own = honours.rules_of(reading, 1)
    assert own
    assert read_rules(path) == rules
    shipped = tmp_path / f"shipped.{ending}"
    shipped.write_bytes(rules_bytes(honours.shipped_rules(), shipped))
    assert read_rules(shipped) == honours.shipped_rules()


def sheet(path: Path, *rows: list[str], head: tuple[str, ...] = ("荣誉", "名次从", "名次至", "递补", "组别")) -> Path:
    write_workbook(path, (Page("规则", tuple(Column(title) for title in head), rows),))
    return path


def test_a_workbook_typed_by_hand(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "t.xlsx",
        ["能手", "1", "3", "是", "职工组，学生组"],
        ["", "", "", "", ""],
        ["标兵", "4", "8", "", ""],
    )
    rules = read_rules(path)
    assert [(rule.honour, rule.first, rule.last, rule.pass_down, rule.groups) for rule in rules] == [
        ("能手", 1, 3, True, ("职工组", "学生组")),
        ("标兵", 4, 8, False, ()),
    ]


def test_wrong_cells_are_named_and_nothing_changes(ranked: Hall, tmp_path: Path) -> None:
    before = content(ranked.store)
    for row, code, place in (
        (["能手", "一", "3", "", ""], "honours.cell", "B2"),
        (["能手", "1", "3", "也许", ""], "honours.cell", "D2"),
        (["能手", "3", "1", "", ""], "honours.places", "honour[0].to"),
    ):
        with pytest.raises(Refusal, match=code) as caught:
            honours.import_rules(ranked.store, sheet(tmp_path / "bad.xlsx", row), **chief(ranked))
        assert caught.value.fields["place"] == place
    with pytest.raises(Refusal, match=r"honours\.header"):
        honours.import_rules(
            ranked.store, sheet(tmp_path / "x.xlsx", ["a", "b"], head=("名称", "名次")), **chief(ranked)
        )
    for name, code in (("t.docx", "honours.suffix"), ("gone.toml", "tables.missing")):
        with pytest.raises(WrongCall, match=code):
            honours.import_rules(ranked.store, tmp_path / name, **chief(ranked))
    (tmp_path / "bad.toml").write_text("[[honour]\n", "utf-8")
    with pytest.raises(WrongCall, match="not_a_definition"):
        honours.import_rules(ranked.store, tmp_path / "bad.toml", **chief(ranked))
    assert content(ranked.store) == before


def test_paper_and_workbook(ranked: Hall, tmp_path: Path) -> None:
    out = tmp_path / "h.pdf"
    papers.print_paper(ranked.store, "拟推荐名单", out, Wish(trade=WELDER), **chief(ranked))
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(out))
    assert "拟推荐名单" in text
    assert "甘肃省技术能手" in text
    assert "990101" not in text
    view = honours.honour_view(ranked.store, WELDER, by=CONSOLE)
    write_honours(ranked.store, tmp_path / "h.xlsx", [view], by=CONSOLE, at=later(99))
    rows = CalamineWorkbook.from_path(tmp_path / "h.xlsx").get_sheet_by_index(0).to_python()
    assert rows[3][:4] == ["甘肃省技术能手", "是", 1, view.lines[0].proposal.entry]
    assert rows[5][-1] == "现有等级不够"
