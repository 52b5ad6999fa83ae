"""The whole contest day through the services, and what a venue holds in its hands in the evening."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.cli.main import main
from app.domain.aggregate import score_entry
from app.domain.numbers import show
from app.services.demo_data.day import make_day
from app.services.demo_files import make_demo
from app.tables.reader import read_sheet
from tests.factories import entry_marks

SEED = 1


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a demo, made once."""
    folder = tmp_path_factory.mktemp("evening")
    make_demo(folder, SEED)
    yield folder


@pytest.fixture(scope="module")
def summary(evening: Path) -> dict[str, Any]:
    """What the demo says of itself."""
    found: dict[str, Any] = json.loads((evening / "summary.json").read_text(encoding="utf-8"))
    return found


Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb with --json; gives its status and document."""

    def run_verb(*words: object) -> tuple[int, Any]:
        status = main([*map(str, words), "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run_verb


def pages(path: Path) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def acts_of(contest: Path) -> set[str]:
    """The acts of a file's record: "rows.sealed" would be a row no act told of."""
    with closing(sqlite3.connect(f"{contest.as_uri()}?mode=ro", uri=True)) as connection:
        return {json.loads(body)["act"] for (body,) in connection.execute("SELECT body FROM audit_entry")}


def ranked(summary: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for trade in summary["standings"] for entry in trade["entries"]]


def test_everything_is_there(evening: Path) -> None:
    names = {path.name for path in evening.iterdir()}
    wanted = {"demo.contest", "certificates.pdf", "standings.xlsx", "standings.pdf", "score-sheets.pdf", "trust-list"}
    assert wanted | {"office.contest", "summary.json"} <= names
    assert len([name for name in names if name.endswith(".crb")]) == 1
    assert not [name for name in names if name.endswith((".part", ".lock", "-wal", "-shm"))]


def test_the_special_cases_came_out_as_they_should(summary: dict[str, Any]) -> None:
    by_name = {entry["name"]: entry for entry in ranked(summary)}
    assert (by_name["郑海涛"]["status"], by_name["郑海涛"]["rank"]) == ("absent", None)
    assert by_name["闫䶮"]["status"] == "disqualified"
    assert by_name["欧阳明远"]["status"] == "retired"
    assert by_name["陈翀"]["status"] == "late"
    assert by_name["巴图尔·额尔德尼"]["status"] == "disqualified"  # by an item of the catalogue
    assert (by_name["索南才让"]["status"], by_name["索南才让"]["rank"]) == ("guest", None)
    barred = by_name["韩木海麦"]
    assert barred["rank"] == 1 and barred["award"] is None  # the award passed down
    assert {entry["decided_by"] for entry in ranked(summary)} >= {
        "total",
        "joint",
        "round:practical",
        "modules:practical",
        "time:practical",
        "module:practical:B",
        "round:theory",
    }
    joint = [entry for entry in ranked(summary) if entry["joint"]]
    assert len(joint) == 2 and {entry["rank"] for entry in joint} == {3} and {e["award"] for e in joint} == {"一等奖"}


def test_differences_were_settled_and_faults_refused(summary: dict[str, Any]) -> None:
    counts = summary["counts"]
    assert counts["entries"] == 72 and counts["roster_refused"] == 4 and counts["roster_corrected"] == 3
    assert counts["differences"] == counts["settled"] == 9
    assert counts["recheck_errors"] == 1 and counts["spread_decisions"] == 6 and counts["sittings"] == 8


def test_the_totals_are_those_of_the_paper(summary: dict[str, Any]) -> None:
    """The places came from keyed marks, codes and corrections; the truth of the demo's paper gives the same totals."""
    day = make_day(SEED)
    truth = []
    for trade in day.contest.trades:
        for marks in entry_marks(day, trade.code):
            total = score_entry(trade, marks).total
            truth.append((trade.code, marks.entry.name, "" if total is None else show(total, 2)))
    found = [
        (trade["code"], entry["name"], entry["total"] or "")
        for trade in summary["standings"]
        for entry in trade["entries"]
    ]
    assert len(found) == 72
    assert sorted(found) == sorted(truth)


def test_every_certificate_bears_its_winner(evening: Path, summary: dict[str, Any]) -> None:
    texts = pages(evening / "certificates.pdf")
    winners = [entry for entry in ranked(summary) if entry["award"]]
    assert len(texts) == summary["certificates"]["printed"] == summary["certificates"]["expected"]
    best = [text for text in texts if "理论状元" in text]  # a further ranking: welding by theory alone, two alike
    (welders,) = (
        {e["name"]: (e["scores"] or {}).get("theory") or "" for e in t["entries"]} for t in summary["standings"][:1]
    )
    assert {name for name in welders for text in best if name in text} == {
        name for name, score in welders.items() if score == max(welders.values())
    }
    assert len(texts) - len(best) == len(winners)
    for entry in winners:
        mine = [text for text in texts if text not in best and entry["name"] in text.replace("\r\n", "")]
        assert len(mine) == 1, entry["name"]
        flat = "".join(mine[0].split())
        assert entry["award"] in flat and f"第{entry['rank']}名" in flat
        assert "二〇二六年" in flat and "演示" in flat


def test_the_lists_bear_the_places(evening: Path, summary: dict[str, Any]) -> None:
    listed = "".join("".join(pages(evening / "standings.pdf")).split())  # a long name takes two lines
    sheet = read_sheet(evening / "standings.xlsx")
    cells = {cell for row in sheet.rows for cell in row}
    first = summary["standings"][0]["entries"]
    for entry in first:
        assert entry["name"] in listed
        assert {entry["entry"], entry["name"]} <= cells
    assert first[0]["total"] in listed and first[0]["total"] in cells


def test_score_sheets_bear_codes_and_never_names(evening: Path, summary: dict[str, Any]) -> None:
    text = "".join("".join(pages(evening / "score-sheets.pdf")).split())
    assert text.count("评分表") >= 60
    assert not [entry["name"] for entry in ranked(summary) if len(entry["name"]) > 2 and entry["name"] in text]


def test_the_bundle_is_genuine_and_was_received(evening: Path, summary: dict[str, Any], run: Run) -> None:
    bundle = evening / summary["bundle"]["file"]
    status, found = run("verify", bundle, "--trust", evening / "trust-list")
    assert (status, found["genuine"], found["code"]) == (0, True, "")
    assert [signer["role"] for signer in found["signers"]] == ["base", "chief"]
    assert summary["received"][0]["verdict"] == "accepted"
    status, again = run("receive", evening / "office.contest", bundle)
    assert again["files"][0]["verdict"] == "duplicate"


@pytest.mark.parametrize("place", ["front", "manifest", "middle", "back"])
def test_a_changed_byte_is_found(evening: Path, summary: dict[str, Any], tmp_path: Path, run: Run, place: str) -> None:
    data = bytearray((evening / summary["bundle"]["file"]).read_bytes())
    at = {"front": 20, "manifest": data.find(b"payload") + 200, "middle": len(data) // 2, "back": len(data) - 5}[place]
    data[at] ^= 0x01
    changed = tmp_path / "changed.crb"
    changed.write_bytes(data)
    status, found = run("verify", changed, "--trust", evening / "trust-list")
    assert status == 1 and found["genuine"] is False and found["code"].startswith("E")


def test_the_file_is_whole_and_explains_itself(evening: Path, summary: dict[str, Any], run: Run) -> None:
    status, found = run("audit", evening / "demo.contest")
    assert (status, found["ok"], found["first_broken"]) == (0, True, None)
    assert "rows.sealed" not in acts_of(evening / "demo.contest")
    best = summary["standings"][0]["entries"][0]
    status, why = run("explain", evening / "demo.contest", best["entry"])
    assert (status, why["rank"], why["total"]) == (0, 1, best["total"])
    assert any("去掉" in step["zh"] for step in why["steps"])


def test_the_same_seed_gives_the_same_papers(evening: Path, summary: dict[str, Any], tmp_path: Path) -> None:
    again = make_demo(tmp_path / "again", SEED)
    assert again["standings"] == summary["standings"]
    for name in ("certificates.pdf", "standings.pdf", "standings.xlsx", "score-sheets.pdf", "trust-list"):
        assert (tmp_path / "again" / name).read_bytes() == (evening / name).read_bytes(), name


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    status, found = run("demo", tmp_path)
    assert (status, found["error"]["code"]) == (1, "demo.not_empty")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
