"""The verbs marks import and sheet list, and a small contest from its roster to its places by verbs alone."""

from __future__ import annotations

import pytest
import xlsxwriter

from db.queries.appeals import slips_of
from db.store import Store
from tests.factories import SMALL, WELDER
from tests.services.hall import NAMES
from tests.services.hours import content
from tests.verbs import Verbs

PLAIN = SMALL[: SMALL.index("[[trade.round.module]]")]
MINIMAL = PLAIN.replace("blind_layers = 2", 'blind_layers = 0\ndouble_entry = "off"\nrecheck = "off"')


def sheets(verbs: Verbs, path: object, round_id: str = "practical") -> list[dict[str, object]]:
    found: list[dict[str, object]] = verbs.done("sheet", "list", path, "--trade", WELDER, "--round", round_id)["sheets"]
    return found


def test_two_passes_by_two_people_and_their_differences(verbs: Verbs) -> None:
    path, file = verbs.file("drawn"), verbs.folder / "m.csv"
    code = sheets(verbs, path)[0]["code"]

    def rows(a1: str) -> None:
        marks = [f"{code},practical,B1,{seat},40" for seat in range(1, 6)]
        lines = ["entry,round,aspect,judge,value", f"{code},practical,A1,,{a1}", *marks, f"{code},practical,C1,,2.1"]
        file.write_text("\n".join(lines), "utf-8")

    rows("9.5")
    line = ["marks", "import", path, file, "--trade", WELDER]
    first = verbs.done(*line, *verbs.by("录一"))
    assert (first["pass"], first["stored"], first["submitted"], first["open"]) == (1, 7, 1, {})
    assert verbs.refused(*line, "--pass", 2, *verbs.by("录一")) == (1, "scoring.same_recorder")
    rows("9.0")
    second = verbs.done(*line, "--pass", 2, *verbs.by("录二"))
    assert second["differs"] == {code: ["A1"]}
    assert sheets(verbs, path)[0]["state"] == "differs"
    again = verbs.done(*line, "--pass", 2, *verbs.by("录二"))
    assert (again["stored"], again["unchanged"], again["differs"]) == (0, 7, {code: ["A1"]})


def test_a_bad_cell_is_named_by_its_place_and_nothing_is_stored(verbs: Verbs) -> None:
    path, file = verbs.file("drawn"), verbs.folder / "m.csv"
    code = sheets(verbs, path)[0]["code"]
    file.write_text(f"编号,轮次,评分点,裁判,分值\n{code},practical,A1,,95\nW-999,practical,A1,,9\n", "utf-8")
    status, document = verbs.run("marks", "import", path, file, "--trade", WELDER, *verbs.by("录一"))
    (problem,) = document["error"]["problems"]
    assert (status, problem["fields"]["cell"], problem["fields"]["row"]) == (1, "E2", "2")
    file.write_text("编号,轮次,评分点,裁判,分值\nW-999,practical,A1,,9\n", "utf-8")
    status, document = verbs.run("marks", "import", path, file, "--trade", WELDER, *verbs.by("录一"))
    (problem,) = document["error"]["problems"]
    assert (status, problem["code"], problem["fields"]["entry"]) == (1, "marks.no_sheet", "W-999")
    with Store.open(path) as store:
        assert content(store)["mark"] == []


def test_an_agreed_sheet_is_corrected_by_two_people_and_given_back_with_a_reason(verbs: Verbs) -> None:
    path = verbs.file("marked")
    code = sheets(verbs, path)[0]["code"]
    where = ["--trade", WELDER, "--round", "practical"]
    line = ["sheet", "correct", path, code, *where, "--aspect", "A1", "--value", "8", "--reason", "原件为 8"]
    assert verbs.refused(*line, *verbs.by("裁判长")) == (1, "cli.second_missing")
    assert verbs.refused(*line, *verbs.by("裁判长", "裁判长")) == (1, "access.same_person")
    missing = ["sheet", "correct", path, "X-9", *line[4:]]
    assert verbs.refused(*missing, *verbs.by("裁判长", "监督")) == (1, "marks.no_sheet")
    assert verbs.done(*line, *verbs.by("裁判长", "监督"))["corrected"]
    seat = ["--aspect", "B1", "--judge", "2", "--value", "41", "--reason", "原件为 41"]
    assert verbs.done("sheet", "correct", path, code, *where, *seat, *verbs.by("裁判长", "监督"))["judge"] == "2"
    with Store.open(path) as store, store.read() as reading:
        slips = [(one.code, one.aspect, one.seat, one.new) for one in slips_of(reading, 1)]
    assert slips == [(code, "A1", "", "8.0"), (code, "B1", "2", "41.0")]
    assert verbs.done("sheet", "reopen", path, code, *where, "--reason", "漏录", *verbs.by("裁判长"))["reopened"]
    assert sheets(verbs, path)[0]["state"] == "first"
    assert verbs.refused(*line, *verbs.by("裁判长", "监督")) == (1, "scoring.not_agreed")


def test_incomplete_sheets_stay_open_and_say_so(verbs: Verbs) -> None:
    path, file = verbs.file("drawn"), verbs.folder / "m.csv"
    code = sheets(verbs, path)[0]["code"]
    file.write_text(f"编号,轮次,评分点,裁判,分值\n{code},practical,A1,,9\n", "utf-8")
    document = verbs.done("marks", "import", path, file, "--trade", WELDER, *verbs.by("录一"))
    assert document["open"] == {code: "scoring.open_questions"}
    assert [(s["state"], s["open"]) for s in sheets(verbs, path)] == [("first", 6), ("empty", 7), ("empty", 7)]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_small_contest_by_verbs_alone(ending: str, verbs: Verbs) -> None:
    """No draw, no second keying, no recheck: the least a contest can be, and the locks still take two people."""
    toml, path = verbs.folder / "c.toml", verbs.folder / "c.contest"
    toml.write_text(MINIMAL, "utf-8")
    verbs.done("new", path, "--contest", toml)
    for name, role in (("裁判长", "chief-judge"), ("监督", "supervisor")):
        verbs.done("people", "add", path, name, "--role", role, "--pin-file", verbs.pin)
    roster, marks = verbs.folder / "r.csv", verbs.folder / f"m.{ending}"
    rows = [f"{name},{number},示范队,示范机械厂,焊工,职工组" for name, number in NAMES]
    roster.write_text("\n".join(["姓名,证件号,代表队,工作单位,工种,组别", *rows]), "utf-8")
    numbers = verbs.done("roster", "import", path, roster)["entries"]
    for round_id in ("theory", "practical"):
        verbs.done("checkin", path, "--round", round_id, "--trade", WELDER, "--all")
    table = [
        ("编号", "理论", "实操"),
        (numbers[0], "80", "90.25"),
        (numbers[1], "90", "95.5"),
        (numbers[2], "70", "缺评"),
    ]
    if ending == "csv":
        marks.write_text("\n".join(",".join(row) for row in table), "gb18030")
    else:
        with xlsxwriter.Workbook(marks) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(table):
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text)
    done = verbs.done("marks", "import", path, marks, "--trade", WELDER)
    assert (done["submitted"], done["stored"]) == (5, 5)
    pair = ["--trade", WELDER, *verbs.by("监督", "裁判长")]
    status, document = verbs.run("lock", path, *pair)
    assert (status, [p["code"] for p in document["error"]["problems"]]) == (1, ["signing.sheet_open"])
    marks.unlink()
    late = verbs.folder / "late.csv"
    late.write_text(f"编号,轮次,分值\n{numbers[2]},practical,60\n", "utf-8")
    assert verbs.done("marks", "import", path, late, "--trade", WELDER)["submitted"] == 1
    assert verbs.done("lock", path, *pair) == {"trade": WELDER, "locked": True}
    document = verbs.done("decode", path, *pair)
    assert (document["ranked"], document["open_questions"]) == (True, 0)
    (trade,) = verbs.done("standings", path)["trades"]
    assert [(e["entry"], e["rank"], e["total"], e["award"]) for e in trade["entries"]] == [
        (numbers[1], 1, "93.85", "一等奖"),
        (numbers[0], 2, "87.18", "二等奖"),
        (numbers[2], 3, "63.00", "二等奖"),
    ]
    assert verbs.done("audit", path)
