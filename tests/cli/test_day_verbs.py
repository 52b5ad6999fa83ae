"""The verbs checkin and draw."""

from __future__ import annotations

import re

from db.store import Store
from tests.factories import SMALL, WELDER
from tests.services.hours import bodies, content
from tests.verbs import Verbs

CODE = re.compile(r"[A-Z]-\d{3}")


def test_a_file_speaks_first_then_the_rest_is_present(verbs: Verbs) -> None:
    path, file = verbs.file("registered"), verbs.folder / "in.csv"
    file.write_text("编号,状态,原因\nHG02,缺考,生病\n", "utf-8")
    line = ["checkin", path, "--round", "theory", "--trade", "焊工", "--file", file, *verbs.by("登记员")]
    document = verbs.done(*line)
    assert (document["present"], document["statuses"], document["missing"]) == (0, {"absent": 1}, 2)
    document = verbs.done(*line, "--all")
    assert (document["present"], document["statuses"], document["missing"]) == (2, {"absent": 1}, 0)


def test_a_file_with_mistakes_names_them_and_checks_nobody_in(verbs: Verbs) -> None:
    path, file = verbs.file("registered"), verbs.folder / "in.csv"
    file.write_text("编号,状态\nHG01,\nHG77,\nHG02,\nHG02,缺考\n", "utf-8")
    line = ["checkin", path, "--round", "theory", "--trade", WELDER, "--file", file, *verbs.by("登记员")]
    status, document = verbs.run(*line)
    problems = document["error"]["problems"]
    assert (status, [p["code"] for p in problems]) == (1, ["checkin.unknown_entry", "checkin.contradiction"])
    with Store.open(path) as store:
        assert content(store)["attendance"] == []


def draw_line(verbs: Verbs, path: object, *more: object) -> list[object]:
    return ["draw", path, "--trade", WELDER, "--round", "practical", *verbs.by("加密", "监督"), *more]


def test_a_draw_answers_with_stations_and_never_with_codes(verbs: Verbs) -> None:
    path, sealed = verbs.file("registered"), verbs.folder / "sealed.csv"
    assert verbs.refused(*draw_line(verbs, path)) == (1, "draw.nobody")
    verbs.done("checkin", path, "--round", "practical", "--trade", WELDER, "--all", *verbs.by("登记员"))
    document = verbs.done(*draw_line(verbs, path, "--seed", 5, "--stations", 2, "--sealed", sealed))
    assert (document["number"], document["sittings"], document["codes"]) == (1, 2, 3)
    assert {e["entry"] for e in document["entries"]} == {"HG01", "HG02", "HG03"}
    assert not CODE.search(str(document) + verbs.err)
    table = sealed.read_text("utf-8-sig")
    assert len(set(CODE.findall(table))) == 3 and "王建国" not in table
    assert verbs.refused(*draw_line(verbs, path)) == (1, "draw.again")
    assert verbs.refused(*draw_line(verbs, path, "--reason", "工位坏了")) == (1, "draw.chief_needed")
    chief = ["draw", path, "--trade", WELDER, "--round", "practical", *verbs.by("加密", "裁判长"), "--reason", "坏了"]
    assert verbs.done(*chief)["number"] == 2


def test_nothing_is_drawn_when_the_sealed_table_would_have_no_place(verbs: Verbs) -> None:
    path = verbs.file("registered")
    verbs.done("checkin", path, "--round", "practical", "--trade", WELDER, "--all", *verbs.by("登记员"))
    assert verbs.refused(*draw_line(verbs, path, "--sealed", verbs.folder / "no" / "s.csv")) == (2, "cli.no_folder")
    with Store.open(path) as store:
        assert content(store)["draw"] == []
        assert "draw.made" not in [body["act"] for body in bodies(store)]


def test_the_console_may_draw_but_not_look_into_the_table(verbs: Verbs) -> None:
    toml, path = verbs.folder / "c.toml", verbs.folder / "c.contest"
    toml.write_text(SMALL, "utf-8")
    roster = verbs.folder / "r.csv"
    roster.write_text("姓名,证件号,代表队,工作单位,工种\n李一,990101199004040045,示范队,示范机械厂,焊工\n", "utf-8")
    verbs.done("new", path, "--contest", toml)
    verbs.done("roster", "import", path, roster)
    verbs.done("checkin", path, "--round", "practical", "--trade", WELDER, "--all")
    line = ["draw", path, "--trade", WELDER, "--round", "practical"]
    assert verbs.refused(*line, "--sealed", verbs.folder / "s.csv") == (1, "access.needs_person")
    with Store.open(path) as store:
        assert content(store)["draw"] == []
    assert verbs.done(*line)["codes"] == 1
