"""Standings as files: what scripts read, what a spreadsheet holds, what is signed; and who may read them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.domain.contest import Status
from app.errors import Refusal, RightsRefusal, WorldFailure, WrongCall
from app.services import checkin, results, signing
from app.services.access import CONSOLE
from app.services.checkin import CheckIn
from app.services.standings_files import plain_lines, read_standings, write_standings
from db.migrate import copy_database
from db.store import Store
from tests.factories import WELDER, later
from tests.services import hall as halls
from tests.services.hall import Hall
from tests.services.papers_kit import hall_at, text_of

AT = later(95)


@pytest.fixture
def ranked(tmp_path: Path) -> Iterator[Hall]:
    found = hall_at("ranked", tmp_path)
    yield found
    found.store.close()


@pytest.fixture
def with_absentee(tmp_path: Path) -> Iterator[Hall]:
    """One of the three stayed away from the practical round."""
    found = hall_at("drawn", tmp_path)
    absent = [CheckIn(found.numbers()[2], Status.ABSENT, "没有来")]
    checkin.check_in(found.store, WELDER, "practical", absent, by=found.who("登记员"), at=later(1))
    for line in found.lines("theory"):
        found.key_theory(line.sheet_id, 1, "录一", "0")
        found.key_theory(line.sheet_id, 2, "录二", "0")
    for line in found.lines():
        if not line.status:
            found.key_sheet(line.sheet_id, 1, "录一", "44")
            found.key_sheet(line.sheet_id, 2, "录二", "44")
    found.recheck()
    found.lock()
    found.decode()
    results.rank(found.store, WELDER, by=found.who("裁判长"), at=later(70))
    yield found
    found.store.close()


def test_json_holds_every_score_as_a_decimal_string(ranked: Hall, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    listed = write_standings(ranked.store, path, by=CONSOLE, at=AT)
    document = json.loads(path.read_text("utf-8"))
    assert document == listed.document
    (trade,) = document["trades"]
    assert (trade["code"], trade["name"], trade["group"], trade["final"]) == (WELDER, "焊工", "职工组", True)
    best = trade["entries"][0]
    assert best["scores"] == {"theory": "88.00", "practical": "94.50"}
    assert (best["total"], best["rank"], best["joint"], best["award"]) == ("92.55", 1, False, "一等奖")


def test_csv_opens_in_a_spreadsheet_with_numbers_as_numbers(with_absentee: Hall, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    write_standings(with_absentee.store, path, WELDER, by=CONSOLE, at=AT)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row["名次"] for row in rows] == ["1", "1", ""]
    assert rows[0]["理论"] == "0.00"  # zero is a score
    assert (rows[2]["理论"], rows[2]["实操"], rows[2]["备注"]) == ("0.00", "缺考", "缺考")
    assert "并列" in rows[0]["备注"]


def test_workbook_has_text_as_text_numbers_as_numbers_and_lines_to_sign(with_absentee: Hall, tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    write_standings(with_absentee.store, path, by=CONSOLE, at=AT)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["焊工（职工组）"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "2026 年测试竞赛"
    assert "正式" in rows[1][0]
    assert rows[2][:3] == ["名次", "参赛号", "姓名"]
    head = rows[2]
    assert isinstance(rows[3][head.index("总成绩")], float)
    assert rows[3][head.index("理论")] == 0.0
    assert rows[5][head.index("实操")] == "缺考"
    assert any("裁判长" in row[0] and "复核" in row[0] for row in rows[6:])
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    assert 'state="frozen"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "数据码" in sheet
    assert 'formatCode="0.00"' in styles or 'numFmtId="2"' in styles


def test_workbook_and_paper_are_the_same_bytes_for_the_same_act(ranked: Hall, tmp_path: Path) -> None:
    # Each way out starts from the same file: a print is an entry of the chain, whose head the next paper bears.
    copy_database(ranked.store.path, tmp_path / "same.contest")
    for name in ("s.xlsx", "s.pdf", "s.csv", "s.json"):
        made = []
        for turn in "ab":
            file = tmp_path / f"{turn}.contest"
            shutil.copy(tmp_path / "same.contest", file)
            with Store.open(file) as store:
                write_standings(store, tmp_path / f"{turn}-{name}", by=CONSOLE, at=AT)
            made.append((tmp_path / f"{turn}-{name}").read_bytes())
        assert made[0] == made[1]
        write_standings(ranked.store, tmp_path / name, by=CONSOLE, at=AT)
    assert "成绩汇总表" in text_of(tmp_path / "a-s.pdf")[0]
    assert ranked.audit_acts()[-1] == "paper.printed"


def test_who_reads(ranked: Hall, tmp_path: Path) -> None:
    assert read_standings(ranked.store, by=ranked.who("监督")).found
    with pytest.raises(RightsRefusal):
        read_standings(ranked.store, by=ranked.who("登记员"))
    with pytest.raises(RightsRefusal):
        write_standings(ranked.store, tmp_path / "s.csv", by=ranked.who("录一"), at=AT)
    assert list(tmp_path.glob("*.csv")) == []


def test_nothing_before_decoding_no_other_endings_no_lost_file(tmp_path: Path) -> None:
    hall = hall_at("locked", tmp_path)
    try:
        for trade in (None, WELDER):
            with pytest.raises(Refusal, match=r"results\.not_decoded"):
                write_standings(hall.store, tmp_path / "s.json", trade, by=CONSOLE, at=AT)
        hall.decode()
        with pytest.raises(WrongCall, match=r"papers\.out_suffix"):
            write_standings(hall.store, tmp_path / "s.doc", by=CONSOLE, at=AT)
        with pytest.raises(WorldFailure):
            write_standings(hall.store, tmp_path / "nowhere" / "s.csv", by=CONSOLE, at=AT)
    finally:
        hall.store.close()
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file() and path.name.startswith("s.")] == []


def test_an_unlocked_list_says_that_it_is_not_final(ranked: Hall, tmp_path: Path) -> None:
    chief, supervisor = ranked.who("裁判长"), ranked.who("监督")
    signing.unlock(ranked.store, WELDER, "申诉成立", by=chief, second=supervisor, at=later(96))
    write_standings(ranked.store, tmp_path / "s.xlsx", by=chief, at=AT)
    assert "未锁定" in CalamineWorkbook.from_path(tmp_path / "s.xlsx").get_sheet_by_index(0).to_python()[1][0]


def test_lines_for_a_terminal(ranked: Hall) -> None:
    (found,) = read_standings(ranked.store, by=CONSOLE).found
    lines = list(plain_lines(found))
    assert lines[0] == "焊工 6-18-02-04（职工组）　正式，修订 1"
    assert lines[1].endswith("理论 88.00　实操 94.50　总成绩 92.55　一等奖")
    assert len(lines) == 1 + len(halls.NAMES)
