"""The verbs papers, certificates and void, run as a script runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_results import Capture, run
from tests.services.papers_kit import hall_at, text_of

SERIALS = [f"2026GS-TEST-HG-{number:04d}" for number in (1, 2, 3)]


@pytest.fixture
def ranked(tmp_path: Path) -> Path:
    """A contest file whose places stand."""
    hall_at("ranked", tmp_path).store.close()
    return tmp_path / "ranked.contest"


@pytest.fixture
def pin(tmp_path: Path) -> Path:
    path = tmp_path / "pin.txt"
    path.write_text("123456\n", "utf-8")
    return path


def test_a_paper_by_its_chinese_and_its_english_name(ranked: Path, pin: Path, tmp_path: Path, capsys: Capture) -> None:
    chief = ("--as", "裁判长", "--pin-file", pin)
    out = tmp_path / "p.pdf"
    status, first = run(capsys, "papers", ranked, "获奖名单", "--out", out, *chief)
    assert (status, first["kind"], first["papers"], first["pages"], first["skipped"]) == (0, "winners", 1, 1, [])
    assert "获奖名单" in text_of(out)[0]
    status, second = run(capsys, "papers", ranked, "winners", "--out", out, "--trade", "焊工", *chief)
    assert (status, second["sha256"]) == (0, first["sha256"])


def test_what_a_paper_refuses(ranked: Path, pin: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "p.pdf"
    chief = ("--as", "裁判长", "--pin-file", pin)
    status, document = run(capsys, "papers", ranked, "奖状", "--out", out, *chief)
    assert (status, document["error"]["code"]) == (2, "papers.unknown_kind")
    assert "评分表 score-sheets" in document["error"]["message"]
    status, document = run(capsys, "papers", ranked, "winners", "--out", tmp_path / "p.docx", *chief)
    assert (status, document["error"]["code"]) == (2, "papers.out_suffix")
    status, document = run(capsys, "papers", ranked, "winners", "--out", out)
    assert (status, document["error"]["code"]) == (1, "access.needs_person")
    status, document = run(capsys, "papers", ranked, "winners", "--out", out, "--as", "登记员", "--pin-file", pin)
    assert (status, document["error"]["code"]) == (1, "access.not_allowed")
    status, document = run(capsys, "papers", ranked, "correction", "--out", out, *chief)
    assert (status, document["error"]["code"]) == (1, "papers.no_corrections")
    status, document = run(capsys, "papers", ranked, "code-table", "--out", out, *chief)
    assert (status, document["error"]["code"]) == (1, "access.not_allowed")
    assert not out.exists()


def test_lists_as_workbooks_cards_with_backs_and_labels_on_cut_stock(
    ranked: Path, pin: Path, tmp_path: Path, capsys: Capture
) -> None:
    chief = ("--as", "裁判长", "--pin-file", pin)
    status, book = run(capsys, "papers", ranked, "winners", "--out", tmp_path / "w.xlsx", *chief)
    assert (status, book["path"]) == (0, str(tmp_path / "w.xlsx")) and (tmp_path / "w.xlsx").read_bytes()[:2] == b"PK"
    status, document = run(capsys, "papers", ranked, "passes", "--out", tmp_path / "p.xlsx", *chief)
    assert (status, document["error"]["code"]) == (1, "papers.no_workbook")
    status, cards = run(capsys, "papers", ranked, "pass-cards", "--out", tmp_path / "c.pdf", "--backs", *chief)
    assert (status, cards["pages"]) == (0, 2) and "参赛须知" in text_of(tmp_path / "c.pdf")[1]
    labels = ("papers", ranked, "code-labels", "--out", tmp_path / "l.pdf", *chief)
    status, done = run(capsys, *labels, "--label-start", "35", "--label-shift", "1.5,-0.5")
    assert (status, done["pages"]) == (0, 2)  # the third label goes to the next sheet
    for shift, code in (("wide", "papers.shift_words"), ("30,0", "papers.label_shift")):
        status, document = run(capsys, *labels, "--label-shift", shift)
        assert (status, document["error"]["code"]) == (2, code)


def test_certificates_count_up_and_print_the_same_again(
    ranked: Path, pin: Path, tmp_path: Path, capsys: Capture
) -> None:
    clerk = ("--as", "打印员", "--pin-file", pin)
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    status, done = run(capsys, "certificates", ranked, "--out", first, *clerk)
    assert (status, done["expected"], done["printed"], done["skipped"]) == (0, 3, 3, [])
    assert (done["issued"], done["voided"], done["waiting"]) == (3, 0, [])
    status, done = run(capsys, "certificates", ranked, "--out", second, "--trade", "焊工", *clerk)
    assert (status, done["issued"], done["again"]) == (0, 0, 3)
    assert first.read_bytes() == second.read_bytes()
    status, done = run(capsys, "certificates", ranked, "--out", tmp_path / "c.pdf", "--rest", *clerk)
    assert (status, done["printed"], done["printed_before"], done["path"]) == (0, 0, 3, None)
    assert [serial in page for serial, page in zip(SERIALS, text_of(first), strict=True)] == [True, True, True]


def test_a_voided_number_and_its_replacement(ranked: Path, pin: Path, tmp_path: Path, capsys: Capture) -> None:
    clerk = ("--as", "打印员", "--pin-file", pin)
    out = tmp_path / "a.pdf"
    run(capsys, "certificates", ranked, "--out", out, *clerk)
    for witness, status, code in (
        ((), 1, "cli.second_missing"),
        (("--with", "打印员", "--with-pin-file", pin), 1, "access.same_person"),
        (("--with", "录一", "--with-pin-file", pin), 1, "access.not_allowed"),
    ):
        answer, document = run(capsys, "void", ranked, SERIALS[0], "--reason", "印坏", *clerk, *witness)
        assert (answer, document["error"]["code"]) == (status, code)
    pair = (*clerk, "--with", "裁判长", "--with-pin-file", pin)
    status, document = run(capsys, "void", ranked, "2026-0", "--reason", "印坏", *pair)
    assert (status, document["error"]["code"]) == (1, "certificates.unknown_serial")
    assert run(capsys, "void", ranked, SERIALS[0], "--reason", "印坏", *pair)[0] == 0
    assert run(capsys, "void", ranked, SERIALS[0], "--reason", "印坏", *pair)[0] == 1
    status, done = run(capsys, "certificates", ranked, "--out", out, *clerk)
    assert (done["expected"], done["printed"]) == (3, 2)
    (skipped,) = done["skipped"]
    assert set(skipped) == {"entry", "name", "reason"}
    assert "印坏" in skipped["reason"]
    status, done = run(capsys, "certificates", ranked, "--out", out, "--entry", skipped["entry"], *clerk)
    assert (status, done["printed"], done["issued"]) == (0, 1, 1)
    assert "2026GS-TEST-HG-0004" in text_of(out)[0]


def test_certificates_for_nobody_without_a_right_or_a_layout(
    ranked: Path, pin: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "a.pdf"
    clerk = ("--as", "打印员", "--pin-file", pin)
    status, document = run(capsys, "certificates", ranked, "--out", out)
    assert (status, document["error"]["code"]) == (1, "access.needs_person")
    status, document = run(capsys, "certificates", ranked, "--out", out, "--layout", "nowhere", *clerk)
    assert (status, document["error"]["code"]) == (2, "documents.layout_unknown")
    status, document = run(capsys, "certificates", ranked, "--out", tmp_path / "no" / "a.pdf", *clerk)
    assert status == 3
    hall_at("locked", tmp_path).store.close()
    status, document = run(capsys, "certificates", tmp_path / "locked.contest", "--out", out, *clerk)
    assert (status, document["error"]["code"]) == (1, "results.not_decoded")
    assert not out.exists()


def test_stock_that_is_printed_already(ranked: Path, pin: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "a.pdf"
    clerk = ("--as", "打印员", "--pin-file", pin)
    status, _ = run(capsys, "certificates", ranked, "--out", out, "--overprint", *clerk)
    assert status == 0
    page = text_of(out)[0]
    assert "荣誉证书" not in page.replace(" ", "")
    assert SERIALS[0] in page


def test_the_rule_of_numbers_and_the_ledger(ranked: Path, pin: Path, tmp_path: Path, capsys: Capture) -> None:
    clerk = ("--as", "打印员", "--pin-file", pin)
    registrar = ("--as", "登记员", "--pin-file", pin)
    status, shown = run(capsys, "serial-rule", ranked)
    assert (status, shown["usual"], shown["next"]) == (0, True, [{"trade": "焊工", "serial": SERIALS[0]}])
    status, tried = run(capsys, "serial-rule", ranked, "{year}{trade}{award}{n:04}", "--dry-run")
    assert (status, tried["next"][0]["serial"]) == (0, "20266-18-02-0410001")
    status, document = run(capsys, "serial-rule", ranked, "{year}", *registrar)
    assert (status, document["error"]["code"]) == (1, "certificates.pattern_running")
    status, document = run(capsys, "serial-rule", ranked, "JX-{n:03}", *clerk)
    assert (status, document["error"]["code"]) == (1, "access.not_allowed")
    status, done = run(capsys, "serial-rule", ranked, "JX-{n:03}", *registrar)
    assert (status, done["rule"]) == (0, "JX-{n:03}")
    run(capsys, "certificates", ranked, "--out", tmp_path / "a.pdf", *clerk)
    status, kept = run(capsys, "certificate-ledger", ranked, *clerk)
    assert (status, kept["total"]) == (0, {"expected": 3, "printed": 3, "skipped": 0, "open": 0})
    assert [one["serial"] for one in kept["certificates"]] == ["JX-001", "JX-002", "JX-003"]
