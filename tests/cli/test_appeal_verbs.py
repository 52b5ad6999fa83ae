"""The verbs appeal, amend and results, standings of an earlier revision; export, amend, export again to the office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.services import access, keys, results
from app.tables.reader import read_table
from db.store import Store
from tests.factories import WELDER, later
from tests.services.hall import CHEAP
from tests.services.papers_kit import text_of
from tests.trust_kit import confirmed_demo, people_of
from tests.verbs import SECRET, Verbs

TRADE = ["--trade", WELDER]
CHIEF, CLERK, ARBITER = "裁判长", "登记员", "仲裁"


@pytest.fixture
def posted(verbs: Verbs) -> Path:
    """Decoded, confirmed and posted now, with an arbiter."""
    path = verbs.file("decoded")
    return post(verbs, path)


def post(verbs: Verbs, path: Path) -> Path:
    with Store.open(path) as store:
        by = people_of(store).who("管理员")
        access.add_account(store, ARBITER, "arbiter", SECRET, by=by, at=later(90), cost=CHEAP)
    if verbs.run("amend", path, *TRADE, "--cause", "other", "--reason", "排名", *verbs.by(CHIEF))[1]["revision"]:
        verbs.run("confirm", path, *TRADE, *verbs.by(CHIEF))
    verbs.done("post", path, *TRADE, *verbs.by(CHIEF))
    return path


def entries(verbs: Verbs, path: Path, *more: object) -> list[dict[str, Any]]:
    found = verbs.done("standings", path, *TRADE, *more)["trades"][0]["entries"]
    assert isinstance(found, list)
    return found


def upheld(verbs: Verbs, path: Path, entry: str) -> None:
    """Appeal 1 about B1, upheld, all five marks corrected to 50, closed."""
    item = ["--round", "practical", "--aspect", "B1"]
    filed = verbs.done(
        "appeal", "file", path, entry, "--leader", "张领队", "--text", "分记错了", *item, *verbs.by(CLERK)
    )
    assert filed == {"appeal": 1, "entry": entry, "late": False}
    document = verbs.done(
        "appeal", "answer", path, 1, *TRADE, "--verdict", "upheld", "--text", "成立", *verbs.by(ARBITER, CHIEF)
    )
    assert (document["state"], document["reopened"]) == ("upheld", {"round": "practical", "aspect": "B1"})
    for seat in "12345":
        cell = ["--aspect", "B1", "--judge", seat, "--value", "50", "--reason", "原件"]
        verbs.done("appeal", "correct", path, 1, *TRADE, *cell, *verbs.by(CHIEF, "监督"))
    document = verbs.done("appeal", "close", path, 1, *TRADE, *verbs.by(CHIEF, "监督"))
    assert (document["corrections"], document["closed"], document["revision"]) == (5, True, 2)


def test_an_appeal_from_filing_to_the_amended_list(verbs: Verbs, posted: Path, tmp_path: Path) -> None:
    before = entries(verbs, posted)
    third = before[2]["entry"]
    upheld(verbs, posted, third)
    listed = verbs.done("appeal", posted, "list", *TRADE, *verbs.by(CHIEF))  # the file before the action, as well
    assert listed["window"]["revision"] == 1
    assert [(one["appeal"], one["state"], one["revision"]) for one in listed["appeals"]] == [(1, "upheld", 2)]
    after = entries(verbs, posted)
    assert (after[0]["entry"], after[0]["total"], after[0]["rank"]) == (third, "96.05", 1)
    assert entries(verbs, posted, "--revision", 1) == before
    old = verbs.done("standings", posted, *TRADE, "--revision", 1, "--out", tmp_path / "old.pdf")["trades"][0]
    assert (old["revision"], old["final"]) == (1, False)
    assert "修订 1 · 已由修订 2 代替" in text_of(tmp_path / "old.pdf")[0]
    verbs.done("standings", posted, *TRADE, "--revision", 1, "--out", tmp_path / "old.xlsx")
    assert any("已由修订 2 代替" in str(cell) for row in read_table(tmp_path / "old.xlsx") for cell in row)
    assert verbs.refused("standings", posted, *TRADE, "--revision", 7) == (1, "results.no_revision")
    assert verbs.refused("standings", posted, "--revision", 1) == (2, "results.revision_of_what")


def test_two_revisions_side_by_side(verbs: Verbs, posted: Path) -> None:
    third = entries(verbs, posted)[2]["entry"]
    upheld(verbs, posted, third)
    found = verbs.done("results", "compare", posted, 2, 1, *TRADE, *verbs.by(CHIEF))
    assert (found["from"], found["to"], found["cause"], found["unchanged"]) == (1, 2, "appeal", 0)
    mine = next(one for one in found["changed"] if one["entry"] == third)
    assert (mine["before"]["total"], mine["after"]["total"]) == ("85.55", "96.05")
    assert (mine["before"]["rank"], mine["after"]["rank"]) == (3, 1)
    assert [(one["old"], one["new"], one["entry"], one["appeal"]) for one in found["corrections"]] == [
        ("35.0", "50.0", third, True)
    ] * 5
    rows = verbs.done("results", "revisions", posted, *TRADE)["revisions"]
    assert [(row["revision"], row["cause"], row["posted"]) for row in rows] == [
        (1, "other", True),
        (2, "appeal", False),
    ]
    assert verbs.refused("results", "compare", posted, 1, 9, *TRADE) == (1, "results.no_revision")
    assert verbs.refused("results", "compare", posted, 1, 2, *TRADE, *verbs.by("录一")) == (1, "access.not_allowed")


def test_what_an_upheld_appeal_opened_and_what_it_did_not(verbs: Verbs, posted: Path) -> None:
    third = entries(verbs, posted)[2]["entry"]
    verbs.done(
        "appeal", "file", posted, third, "--leader", "张", "--text", "x", "--round", "practical", *verbs.by(CLERK)
    )
    arbiters = verbs.by(ARBITER, CHIEF)
    verbs.done(
        "appeal", "answer", posted, 1, *TRADE, "--verdict", "upheld", "--text", "y", "--round", "practical", *arbiters
    )
    item = verbs.done("appeal", "item", posted, 1, *TRADE, *verbs.by(CHIEF))
    assert [(one["aspect"], one["judge"]) for one in item["marks"]] == [
        ("A1", ""),
        *(("B1", seat) for seat in "12345"),
        ("C1", ""),
    ]
    assert item["marks"][0]["value"] == "9.5"
    pair = verbs.by(CHIEF, "监督")
    more = ["--reason", "秒表", *pair]
    assert verbs.done("appeal", "correct", posted, 1, *TRADE, "--time", "12:30", *more)["corrections"] == 1
    assert verbs.done("appeal", "correct", posted, 1, *TRADE, "--status", "retired", *more)["corrections"] == 2
    assert verbs.done("appeal", "correct", posted, 1, *TRADE, "--status", "present", *more)["corrections"] == 3
    assert verbs.refused("appeal", "correct", posted, 1, *TRADE, *more) == (2, "appeals.correct_what")
    assert verbs.refused("appeal", "correct", posted, 1, *TRADE, "--time", "1", "--status", "present", *more) == (
        2,
        "appeals.correct_what",
    )
    assert verbs.refused("confirm", posted, *TRADE, *verbs.by(CHIEF)) == (1, "results.item_open")
    assert verbs.refused("unlock", posted, *TRADE, "--reason", "x", *pair) == (1, "results.item_open")
    assert verbs.refused("certificates", posted, "--out", posted.with_name("c.pdf"), *TRADE, *verbs.by("打印员")) == (
        1,
        "results.item_open",
    )
    assert verbs.refused("appeal", "close", posted, 1, *TRADE, "--unchanged", *pair) == (1, "appeals.was_corrected")
    assert verbs.refused("appeal", "item", posted, 9, *TRADE) == (1, "appeals.unknown")


def test_refusals_of_an_appeal_are_sentences(verbs: Verbs, posted: Path) -> None:
    third = entries(verbs, posted)[2]["entry"]
    words = ["--leader", "张", "--text", "x", *verbs.by(CLERK)]
    verbs.done("appeal", "file", posted, third, *words)
    assert verbs.refused("appeal", "file", posted, third, *words) == (1, "appeals.already")
    assert verbs.refused("appeal", "file", posted, "XX1", *words) == (1, "results.unknown_entry")
    reject = ["--verdict", "rejected", "--text", "无误"]
    assert verbs.refused("appeal", "answer", posted, 1, *TRADE, *reject, *verbs.by(CHIEF)) == (1, "access.not_allowed")
    assert verbs.refused("appeal", "admit", posted, 1, *TRADE, "--reason", "x", *verbs.by(CHIEF)) == (
        1,
        "appeals.not_late",
    )
    assert (
        verbs.done("appeal", "withdraw", posted, 1, *TRADE, "--reason", "撤", *verbs.by(CLERK))["state"] == "withdrawn"
    )
    assert verbs.refused("appeal", "answer", posted, 1, *TRADE, *reject, *verbs.by(ARBITER)) == (1, "appeals.answered")
    assert verbs.refused("amend", posted, *TRADE, "--cause", "mood", "--reason", "x", *verbs.by(CHIEF)) == (
        1,
        "results.unknown_cause",
    )


def test_a_late_appeal_through_the_verbs(verbs: Verbs) -> None:
    path = verbs.file("decoded")
    with Store.open(path) as store:
        by = people_of(store).who(CHIEF)
        results.rank(store, WELDER, by=by, at=later(95))
        results.confirm(store, WELDER, by=by, at=later(96))
        results.post(store, WELDER, by=by, at=later(97))
    third = entries(verbs, path)[2]["entry"]
    for aspect in ("A1", "C1"):
        item = ["--round", "practical", "--aspect", aspect]
        done = verbs.done("appeal", "file", path, third, "--leader", "张", "--text", "x", *item, *verbs.by(CLERK))
        assert done["late"] is True
    chief = verbs.by(CHIEF)
    assert verbs.done("appeal", "admit", path, 1, *TRADE, "--reason", "大雪封路", *chief)["state"] == "open"
    assert verbs.done("appeal", "admit", path, 2, *TRADE, "--reason", "无", "--decline", *chief)["state"] == "declined"


def test_export_amend_export_again_and_the_office_takes_both(verbs: Verbs, tmp_path: Path) -> None:
    path = tmp_path / "demo.contest"
    confirmed_demo(path)
    post(verbs, path)
    third = entries(verbs, path)[2]["entry"]
    first = verbs.done("export", path, "--out", tmp_path / "one")
    printed = verbs.done("certificates", path, "--out", tmp_path / "c1.pdf", *TRADE)
    assert (printed["expected"], printed["printed"]) == (3, 3)
    upheld(verbs, path, third)
    # Nothing leaves while the amended list is not confirmed.
    assert verbs.refused("export", path, "--out", tmp_path / "x", *TRADE) == (1, "export.not_ready")
    verbs.done("confirm", path, *TRADE, *verbs.by(CHIEF))
    second = verbs.done("export", path, "--out", tmp_path / "two")
    (stated,) = second["trades"]
    assert (stated["revision"], stated["reason"]) == (2, "appeal")
    assert stated["replaces"] == {"number": 1, "results_sha256": first["trades"][0]["results_sha256"]}
    assert second["replaces"] == {"number": 1, "sha256": first["sha256"]}
    with Store.open(path) as store:
        keys.write_trust(store, tmp_path / "trust-list.ctl")
    trust = ["--trust", tmp_path / "trust-list.ctl"]
    office = tmp_path / "office.contest"
    got = verbs.done("receive", office, first["path"], second["path"], *trust, "--mode", "demo")
    rows = got["files"] if "files" in got else got["rows"]
    assert [row["verdict"] for row in rows] == ["accepted", "replaced"]
    # The other way round the older one comes late and changes nothing.
    other = tmp_path / "other.contest"
    got = verbs.done("receive", other, second["path"], first["path"], *trust, "--mode", "demo")
    rows = got["files"] if "files" in got else got["rows"]
    assert [row["verdict"] for row in rows] == ["accepted", "older"]
    assert json.dumps(got, ensure_ascii=False).count("王建国") == 0


def test_a_verb_with_actions_takes_its_file_before_them_too(verbs: Verbs) -> None:
    path = verbs.file("staffed")
    assert len(verbs.done("people", path, "list")["people"]) == len(verbs.done("people", "list", path)["people"]) == 8
    assert verbs.run("people", path, "dance")[0] == 2
