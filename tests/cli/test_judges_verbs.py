"""The verb `judges` as a script runs it: enter, import, seat, recuse, report."""

from __future__ import annotations

from tests.factories import WELDER
from tests.verbs import Verbs


def test_judges_are_entered_seated_and_their_own_unit_is_barred(verbs: Verbs) -> None:
    file, clerk = verbs.file("drawn"), verbs.by("登记员")
    told = verbs.done("judges", file, "add", "裁甲", "--unit", "示范 机械厂", "--certificate", "ZS-9", *clerk)
    assert (told["name"], told["certificate"], told["recusals"]) == ("裁甲", "ZS-9", 0)
    seat = ("judges", file, "seat", "--trade", WELDER, "--round", "practical", "--seat", "1")
    told = verbs.done(*seat, "--judge", "裁甲", *clerk)
    assert told["judges"][0]["seats"] == [{"trade": WELDER, "round": "practical", "module": None, "seat": "1"}]
    assert told["judges"][0]["recusals"] == 3  # everybody here is of that unit
    assert verbs.refused(*seat, "--judge", "没有这人", *clerk) == (1, "judges.unknown")
    assert verbs.done(*seat, *clerk)["judges"][0]["seats"] == []


def test_a_table_is_taken_in_and_an_entry_kept_from_a_judge(verbs: Verbs) -> None:
    file, chief = verbs.file("drawn"), verbs.by("裁判长")
    table = verbs.folder / "judges.csv"
    table.write_text("姓名,单位\n张评,省技师学院\n李评,\n", "utf-8")
    assert verbs.done("judges", file, "import", table, *chief)["judges"] == 2
    told = verbs.done("judges", file, "recuse", "张评", "--entry", "HG01", "--reason", "师徒", *chief)
    assert [one["recusals"] for one in told["judges"]] == [1, 0]
    assert verbs.refused("judges", file, "recuse", "张评", "--entry", "HG99", "--reason", "师徒", *chief) == (
        1,
        "judges.no_entry",
    )
    assert [one["name"] for one in verbs.done("judges", file, "list")["judges"]] == ["张评", "李评"]


def test_the_report_is_written_for_the_chief_judge_alone(verbs: Verbs) -> None:
    file, book = verbs.file("marked"), verbs.folder / "report.xlsx"
    told = verbs.done("judges", file, "report", "--trade", WELDER, "--out", book, *verbs.by("裁判长"))
    (report,) = told["reports"]
    assert (report["sheets"], report["named"], len(report["seats"])) == (3, False, 5)
    assert {one["difference"] for one in report["seats"]} == {"0.000"}  # all five always gave the same
    assert book.stat().st_size > 0
    assert verbs.refused("judges", file, "report", *verbs.by("录一"))[0] == 1
    assert verbs.refused("judges", verbs.file("drawn"), "report", *verbs.by("监督")) == (1, "judges.no_report")
