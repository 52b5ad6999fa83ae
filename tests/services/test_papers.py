"""Every kind of paper from a real file: what it says, what it must not say while codes are secret, and its record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from app.bundle.archive import check_code
from app.documents.papers import PAPERS
from app.errors import AppError, Problems, Refusal, RightsRefusal, WorldFailure, WrongCall
from app.services import results, scoring
from app.services.common import contest_facts
from app.services.papers import PAPER_KINDS, paper_kind, preview_paper, print_paper
from db.queries import certificates as stored
from db.queries import keys as bundles
from db.queries import people
from tests.factories import WELDER, later
from tests.services.hall import NAMES, Hall
from tests.services.papers_kit import drawn as drawn
from tests.services.papers_kit import hall_at, issue, text_of
from tests.services.papers_kit import locked as locked
from tests.services.papers_kit import ranked as ranked

AT = later(95)
PEOPLE = [name for name, _ in NAMES]
IDS = [number for _, number in NAMES]
# Kinds made where bundles are received, those other verbs make, and shapes that have names of their own.
ELSEWHERE = {"office_receipt", "office_rejection", "score_sheet_panel", "score_sheet", "side_standings", "audit_record"}
ELSEWHERE |= {"year_overview", "year_contests", "merged_standings", "received_register", "theory_wide"}
SEALED = {"code-table"}


def words(hall: Hall, kind: str, folder: Path, by: str = "裁判长", **wish: object) -> str:
    issue(hall, kind, folder / "p.pdf", by, **wish)
    return "".join(text_of(folder / "p.pdf"))


def codes(hall: Hall) -> list[str]:
    return [line.code for line in hall.lines()]


def test_every_kind_of_paper_has_a_name() -> None:
    known = {kind.replace("-", "_") for kind in PAPER_KINDS}
    assert set(PAPERS) - ELSEWHERE <= known
    assert paper_kind("签到表") is paper_kind("sign-in") is paper_kind("sign_in") is paper_kind(" SIGN-IN ")
    with pytest.raises(WrongCall, match=r"papers\.unknown_kind") as caught:
        paper_kind("成绩单子")
    assert "签到表 sign-in" in caught.value.fields["known"]


@pytest.mark.parametrize("hour", ["drawn", "locked"])
def test_nothing_joins_a_name_and_a_code_while_codes_are_secret(hour: str, tmp_path: Path) -> None:
    hall = hall_at(hour, tmp_path)
    seen = {"names": 0, "codes": 0}
    try:
        secret = codes(hall)
        for kind in set(PAPER_KINDS) - SEALED:
            try:
                text = words(hall, kind, tmp_path)
            except Refusal as refusal:
                assert refusal.code.split(".")[0] in ("papers", "results", "judges", "access"), kind
                continue
            named = any(name in text for name in PEOPLE) or any(number in text for number in hall.numbers())
            coded = any(code in text for code in secret)
            assert not (named and coded), kind
            seen["names"] += named
            seen["codes"] += coded
    finally:
        hall.store.close()
    assert seen["names"] >= 5
    assert seen["codes"] >= 4


def test_lists_with_names_and_scores_wait_for_decoding(locked: Hall, tmp_path: Path) -> None:
    for kind in ("standings", "winners", "public-notice", "explanation", "certificate-receipts"):
        with pytest.raises(Refusal, match=r"results\.not_decoded"):
            issue(locked, kind, tmp_path / "p.pdf")
    assert not (tmp_path / "p.pdf").exists()


def test_the_sealed_table_is_for_the_coding_judge_and_each_look_is_an_entry(drawn: Hall, tmp_path: Path) -> None:
    with pytest.raises(RightsRefusal, match=r"access\.not_allowed"):
        issue(drawn, "code-table", tmp_path / "p.pdf")
    text = words(drawn, "加密对照表", tmp_path, by="加密")
    assert all(code in text for code in codes(drawn))
    assert all(number in text for number in drawn.numbers())
    assert not any(name in text for name in PEOPLE)
    assert drawn.audit_acts()[-2:] == ["draw.sealed_table", "paper.printed"]
    with pytest.raises(Refusal, match=r"papers\.no_preview"):
        preview_paper(drawn.store, "code-table", by=drawn.who("加密"), at=AT)


def test_the_seed_stays_secret_until_codes_are_not(drawn: Hall, tmp_path: Path) -> None:
    assert "解密后公布" in words(drawn, "draw", tmp_path)
    drawn.mark_everything()
    drawn.recheck()
    drawn.lock()
    assert "解密后公布" in words(drawn, "draw", tmp_path)
    drawn.decode()
    assert "种子：7" in words(drawn, "draw", tmp_path)


def test_a_sheet_is_blank_until_both_keyings_agree(drawn: Hall, tmp_path: Path) -> None:
    sheet = drawn.lines()[0]
    assert sheet.code in words(drawn, "评分表", tmp_path)
    drawn.key_sheet(sheet.sheet_id, 1, "录一", "43.5")
    assert "43.5" not in words(drawn, "评分表", tmp_path)
    drawn.key_sheet(sheet.sheet_id, 2, "录二", "43.5")
    text = words(drawn, "评分表", tmp_path)
    assert "43.5" in text
    assert "(43.5)" in text  # the highest and the lowest are dropped
    assert "93.00" in text  # 9.5 + 43.5 + 40
    assert "未锁定" in text
    assert "43.5" not in words(drawn, "空白评分表", tmp_path)


def test_each_judge_gets_a_sheet_of_the_own_aspects(drawn: Hall, tmp_path: Path) -> None:
    done = issue(drawn, "judge-sheets", tmp_path / "p.pdf")
    pages = text_of(tmp_path / "p.pdf")
    assert done.papers == 3 * (5 + 1)
    third = next(page for page in pages if "裁判3" in page)
    assert "焊缝成形" in third
    assert "0～50，间隔 0.5" in third
    assert "余高" not in third
    rest = next(page for page in pages if "检测、扣分和用时" in page)
    assert "2mm，±0.5得100%；±1得50%" in rest.replace(" ", "")


def test_standings_say_everything_a_signature_needs(ranked: Hall, tmp_path: Path) -> None:
    text = words(ranked, "成绩汇总表", tmp_path)
    for wanted in (
        *PEOPLE,
        "正式",
        "裁判长",
        "监督",
        "统分",
        "复核",
        "一等奖",
        "总成绩 = 理论 × 30 % + 实操 × 70 %",
        "数据码",
    ):
        assert wanted in text
    # 88 × 0.3 + (9.5 + 45 + 40) × 0.7
    assert "92.55" in text
    assert not any(number in text for number in IDS)


def test_posting_shows_no_id_and_hides_names_when_asked(ranked: Hall, tmp_path: Path) -> None:
    text = words(ranked, "公示表", tmp_path, phone="0931-1234567", days=3, mask_names=True)
    assert "0931-1234567" in text
    assert "2026年6月18日至2026年6月20日" in text
    assert "2026年测试竞赛" in text.replace("　", "")
    assert not any(name in text for name in PEOPLE)
    assert "王*国" in text
    assert not any(number in text for number in IDS)


def test_winners_stand_award_by_award(ranked: Hall, tmp_path: Path) -> None:
    with ranked.store.read() as reading:
        lines = results.standings(reading, contest_facts(reading).trades[0]).lines
    text = words(ranked, "获奖名单", tmp_path)
    order = [text.index(line.name) for line in lines]
    assert order == sorted(order)
    assert text.index("一等奖") < order[0] < text.index("二等奖") < order[1]


def test_how_a_place_came_about_down_to_the_marks(ranked: Hall, tmp_path: Path) -> None:
    number = ranked.numbers()[0]
    done = issue(ranked, "explanation", tmp_path / "p.pdf", entry=number.lower())
    text = "".join(text_of(tmp_path / "p.pdf"))
    assert done.papers == 1
    for wanted in (number, "B1 焊缝成形", "去掉 2 个，取 3 个的平均", "88 × 0.3 + 89.5 × 0.7"):
        assert wanted in text
    with pytest.raises(Refusal, match=r"results\.unknown_entry"):
        issue(ranked, "explanation", tmp_path / "q.pdf", entry="HG77")


def test_theory_marks_by_name(ranked: Hall, tmp_path: Path) -> None:
    text = words(ranked, "理论成绩单", tmp_path)
    assert text.count("88.00") == 3
    assert all(name in text for name in PEOPLE)


def test_recheck_record_by_code_without_names(locked: Hall, tmp_path: Path) -> None:
    text = words(locked, "复核记录", tmp_path)
    assert "一致" in text
    assert "录一" in text
    assert "种子 1" in text
    with pytest.raises(Refusal, match=r"papers\.no_corrections"):
        issue(locked, "更正单", tmp_path / "p.pdf")


def test_a_correction_form_says_before_and_after(drawn: Hall, tmp_path: Path) -> None:
    drawn.mark_everything()
    line = drawn.lines()[0]
    chief, supervisor = drawn.who("裁判长"), drawn.who("监督")
    address = scoring.CellAddress("A1", -1)
    scoring.correct_mark(drawn.store, line.sheet_id, address, "7.5", "看错字迹", by=chief, second=supervisor, at=AT)
    text = words(drawn, "更正单", tmp_path)
    for wanted in (line.code, "9.5", "7.5", "看错字迹", "裁判长", "监督"):
        assert wanted in text


def test_the_export_sheet_says_which_file_it_goes_with(ranked: Hall, tmp_path: Path) -> None:
    content = b"a bundle" * 200
    digest = hashlib.sha256(content).hexdigest()
    stated = {"trade": WELDER, "revision": 2, "entries": 3, "replaces": {"number": 1, "results_sha256": "00"}}
    with ranked.store.write() as writing:
        values = {"contest_id": 1, "number": 2, "sha256": digest, "file_name": "crb_x_n0002.crb", "trades": [stated]}
        bundles.add_bundle(writing, {**values, "content": content, "last_seq": 77, "by": "u1", "made_at": AT})
    text = words(ranked, "上报单", tmp_path)
    for wanted in (
        digest,
        check_code(content),
        "crb_x_n0002.crb",
        "焊工（修订 2）",
        "1,600 字节",
        "第 1 号",
        "第 77 条",
    ):
        assert wanted in text


def test_the_same_content_bears_the_same_data_code(ranked: Hall, tmp_path: Path) -> None:
    first = issue(ranked, "standings", tmp_path / "a.pdf")
    later_on = print_paper(ranked.store, "standings", tmp_path / "b.pdf", by=ranked.who("打印员"), at=later(200))
    assert first.codes == later_on.codes
    assert first.digest == later_on.digest
    assert first.codes[0] in "".join(text_of(tmp_path / "b.pdf"))
    number = ranked.numbers()[0]
    with ranked.store.write() as writing:
        entry = people.entry_by_number(writing, number)
        assert entry is not None
        people.update_entry(writing, entry.id, {"unit": "另一家厂"})
    changed = issue(ranked, "standings", tmp_path / "c.pdf")
    assert changed.codes != first.codes


def test_every_paper_is_entered_with_its_digest_and_no_name(ranked: Hall, tmp_path: Path) -> None:
    done = issue(ranked, "winners", tmp_path / "p.pdf")
    with ranked.store.read() as reading:
        rows = [(row.kind, row.trade_id, row.digest) for row in stored.papers(reading)]
        body = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq DESC LIMIT 1").scalar()
    assert rows == [("winners", 1, done.digest)]
    entry = json.loads(str(body))
    assert (entry["act"], entry["kind"], entry["sha256"]) == ("paper.printed", "winners", done.digest)
    assert not any(name in str(body) for name in PEOPLE)


def test_a_look_on_the_screen_is_not_entered(ranked: Hall) -> None:
    before = ranked.store.head.seq
    page = preview_paper(ranked.store, "standings", by=ranked.who("裁判长"), at=AT)
    assert PEOPLE[0] in "".join(text_of(page))
    assert ranked.store.head.seq == before


def test_rights_stand_before_every_paper(ranked: Hall, tmp_path: Path) -> None:
    refused = [("录一", "sign-in"), ("登记员", "standings"), ("加密", "winners"), ("监督", "sign-in")]
    refused += [("登记员", "score-sheets"), ("加密", "score-sheets")]  # marks, and they may know whose
    for who, kind in refused:
        with pytest.raises(RightsRefusal):
            issue(ranked, kind, tmp_path / "p.pdf", by=who)
        assert ranked.audit_acts()[-1] == "access.denied"
    assert not (tmp_path / "p.pdf").exists()
    assert PEOPLE[0] in words(ranked, "sign-in", tmp_path, by="登记员")
    with pytest.raises(RightsRefusal):
        preview_paper(ranked.store, "score-sheets", by=ranked.who("加密"), at=later(60))
    assert codes(ranked)[0] in words(ranked, "blank-score-sheets", tmp_path, by="加密")


def test_what_cannot_be_printed_or_written_leaves_nothing(ranked: Hall, tmp_path: Path) -> None:
    with pytest.raises(WorldFailure):
        issue(ranked, "standings", tmp_path / "nowhere" / "p.pdf")
    with ranked.store.write() as writing:
        entry = people.entry_by_number(writing, ranked.numbers()[0])
        assert entry is not None
        people.update_entry(writing, entry.id, {"name": "王\U0003ffff"})
    with pytest.raises(Problems, match=r"documents\.paper_refused"):
        issue(ranked, "standings", tmp_path / "p.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
    with ranked.store.read() as reading:
        assert list(stored.papers(reading)) == []
    assert "paper.printed" not in ranked.audit_acts()


@pytest.mark.parametrize("kind", sorted(set(PAPER_KINDS) - SEALED))
def test_every_kind_prints_or_says_why_not(kind: str, ranked: Hall, tmp_path: Path) -> None:
    try:
        done = issue(ranked, kind, tmp_path / "p.pdf", trade=WELDER)
    except AppError as error:
        assert error.code in {
            "papers.no_corrections",
            "papers.no_certificates",
            "papers.no_bundle",
            "papers.no_amendment",
            "papers.no_rankings",
            "papers.no_timetable",
            "papers.no_mismatches",
            "papers.nobody_absent",
            "access.not_allowed",  # the chief judge does not make the keys
        }, kind
        return
    pages = text_of(tmp_path / "p.pdf")
    assert len(pages) == done.pages >= 1
    assert "2026 年测试竞赛" in pages[0] or kind == "code-labels"
