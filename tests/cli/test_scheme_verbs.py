"""The verbs of schemes as scripts run them: show, check, export, import, compare."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.main import main
from app.tables.reader import read_book
from app.tables.scheme_book_cis import SHEET
from tests.factories import SMALL, WELDER
from tests.verbs import Verbs

TRADE = ("--trade", WELDER)
WIDER = ("within = 0.5, share = 1", "within = 0.6, share = 1")


def definition(verbs: Verbs, *changes: tuple[str, str]) -> Path:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = verbs.folder / "changed.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_scheme_goes_out_and_in_as_a_workbook(verbs: Verbs) -> None:
    store = verbs.file("registered")
    book = verbs.folder / "scheme.xlsx"
    out = verbs.done("scheme", "export", store, book, *TRADE)
    assert (out["layout"], out["version"], out["rounds"], out["reduced"]) == ("book", 1, ["theory", "practical"], [])
    status, said = verbs.run("scheme", "import", store, book, *TRADE, *verbs.by("登记员"))
    assert (status, said["error"]["code"]) == (1, "scheme.same")
    change = definition(verbs, WIDER, ('name = "余高"', 'name = "焊缝余高"'))
    seen = verbs.done("scheme", "import", store, change, *TRADE, "--dry-run")
    assert [(d["node"], d["key"]) for d in seen["differences"]] == [
        ("practical/C/C1", "name"),
        ("practical/C/C1", "bands"),
    ]
    assert verbs.done("scheme", "show", store, *TRADE)["version"] == 1
    done = verbs.done("scheme", "import", store, change, *TRADE, *verbs.by("登记员"))
    assert (done["version"], done["moved"], done["dropped"], done["reopened"]) == (2, 0, 0, 0)
    back = verbs.done("scheme", "import", store, book, *TRADE, *verbs.by("登记员"))
    assert back["version"] == 3
    shown = verbs.done("scheme", "show", store, *TRADE)
    assert [(v["version"], v["current"]) for v in shown["versions"]] == [(1, False), (2, False), (3, True)]
    assert shown["sha256"] == shown["versions"][0]["sha256"]  # back to what it was
    assert shown["rounds"][1]["module"][2]["aspects"][0]["bands"][0] == {"within": "0.5", "share": "1"}
    old = verbs.done("scheme", "show", store, *TRADE, "--version", 2)
    assert old["rounds"][1]["module"][2]["aspects"][0]["name"] == "焊缝余高"
    assert verbs.done("scheme", "compare", store, 1, 3, *TRADE)["differences"] == []
    assert len(verbs.done("scheme", "compare", store, 1, 2, *TRADE)["differences"]) == 2
    assert verbs.refused("scheme", "show", store, *TRADE, "--version", 9) == (1, "scheme.no_version")


def test_one_round_in_the_layout_of_cis(verbs: Verbs) -> None:
    store, book = verbs.file("registered"), verbs.folder / "cis.xlsx"
    out = verbs.done("scheme", "export", store, book, *TRADE, "--cis")
    assert (out["layout"], out["rounds"], out["reduced"]) == ("cis", ["practical"], ["A1", "B1", "C1"])
    assert [sheet.name for sheet in read_book(book)] == [SHEET]
    seen = verbs.done("scheme", "check", store, book, *TRADE)
    assert (seen["layout"], seen["differences"], seen["gaps"]) == ("cis", [], [])


def test_after_the_first_mark_it_takes_the_chief_judge_and_a_reason(verbs: Verbs) -> None:
    store, change = verbs.file("marked"), definition(verbs, WIDER)
    words = ("scheme", "import", store, change, *TRADE)
    assert verbs.refused(*words, *verbs.by("登记员"), "--reason", "更正") == (1, "access.not_allowed")
    assert verbs.refused(*words, *verbs.by("裁判长")) == (1, "scheme.needs_reason")
    assert verbs.done(*words, *verbs.by("裁判长"), "--reason", "更正")["version"] == 2
    assert verbs.done("scheme", "show", store, *TRADE)["versions"][1]["reason"] == "更正"
    assert verbs.done("audit", store)["ok"] is True


def test_stranded_marks_are_named_and_carried_on_demand(verbs: Verbs) -> None:
    store, change = verbs.file("marked"), definition(verbs, ('id = "A1"', 'id = "A7"'))
    words = ("scheme", "import", store, change, *TRADE, *verbs.by("裁判长"), "--reason", "改编号")
    status, seen = verbs.run("scheme", "check", store, change, *TRADE)
    assert status == 1
    assert [(s["round"], s["aspect"], s["marks"], s["code"]) for s in seen["stranded"]] == [
        ("practical", "A1", 3, "scheme.mark_gone")
    ]
    assert verbs.refused(*words) == (1, "scheme.marks_stranded")
    assert verbs.refused(*words, "--carry", "practical/A1") == (2, "scheme.carry_form")
    assert verbs.refused(*words, "--carry", "practical/A1=B1") == (1, "scheme.unknown_fate")
    done = verbs.done(*words, "--carry", "practical/A1=A7")
    assert (done["moved"], done["reopened"]) == (6, 0)


def test_what_does_not_add_up_is_listed_whole_and_changes_nothing(verbs: Verbs) -> None:
    store = verbs.file("registered")
    change = definition(verbs, ("maximum = 50, judges", "maximum = 49, judges"), ("maximum = 40\n", "maximum = 41\n"))
    status, seen = verbs.run("scheme", "check", store, change, *TRADE)
    assert status == 1
    places = [gap["fields"]["place"] for gap in seen["gaps"]]
    assert places == ["practical.module[B]", "practical.module[C]", "practical"]
    status, said = verbs.run("scheme", "import", store, change, *TRADE, *verbs.by("登记员"))
    assert (status, said["error"]["code"], len(said["error"]["problems"])) == (1, "scheme.gaps", 3)
    assert verbs.done("scheme", "check", store, *TRADE)["version"] == 1


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("nothing.xlsx", None, 2, "tables.missing"),
        ("broken.xlsx", b"PK\x03\x04junk", 2, "tables.damaged"),
        ("other.csv", b"a,b\n1,2\n", 2, "scheme.not_a_book"),
        ("broken.toml", b"= 1", 2, "compute.not_a_definition"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused(
    verbs: Verbs, name: str, content: bytes | None, status: int, code: str
) -> None:
    store, path = verbs.file("registered"), verbs.folder / name
    if content is not None:
        path.write_bytes(content)
    assert verbs.refused("scheme", "import", store, path, *TRADE, *verbs.by("登记员")) == (status, code)


def test_people_read_lines(verbs: Verbs) -> None:
    store = str(verbs.file("registered"))
    for words in (["show", store], ["check", store], ["compare", store, "1", "1"]):
        assert main(["scheme", *words, *TRADE]) == 0
    out = verbs.capture.readouterr().out
    assert "焊工　第 1 版（现用）" in out
    assert "评分标准加得起来。" in out
