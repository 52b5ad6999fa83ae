"""What a signed sheet bears is found again in the file it was printed from, and only there."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from app.bundle import cose, sheetqr
from app.documents import qr
from app.errors import Refusal
from app.services import anchors, keys
from app.services.papers import print_paper
from app.services.papers_common import Wish
from db.store import Store
from tests.factories import WELDER, later
from tests.services.hall import Hall
from tests.services.hours import Hours
from tests.trust_kit import correct_one, people_of
from tests.verbs import Verbs


def printed(store: Store, folder: Path, kind: str, *, signed: bool = True) -> tuple[list[str], str]:
    """Print a paper of the trade: the codes scanned from its last page, and the words there."""
    out = folder / f"{kind}.pdf"
    wish = Wish(WELDER, sheet_signer=keys.sheet_signer(store) if signed else None)
    print_paper(store, kind, out, wish, by=people_of(store).who("裁判长"), at=later(90))
    document = pypdfium2.PdfDocument(out)
    page = document[len(document) - 1]
    picture = page.render(scale=3).to_pil()
    words = page.get_textpage().get_text_bounded()
    document.close()
    return [found.text for found in zxingcpp.read_barcodes(picture) if found.text.startswith("SQ1:")], words


@pytest.mark.parametrize(("kind", "what"), [("standings", sheetqr.RESULTS), ("score-sheets", sheetqr.MARKS)])
def test_the_code_scanned_from_the_page_agrees_with_the_file(
    demo_file: Path, tmp_path: Path, kind: str, what: int
) -> None:
    with Store.open(demo_file) as store:
        seq, head = store.head.seq, store.head
        (text,), words = printed(store, tmp_path, kind)
        found = anchors.check_qr(store, text)
    assert found.ok and found.code == "" and found.signature == "good" and found.data_same is True
    assert found.seq == seq
    assert found.facts is not None
    assert (found.facts.trade, found.facts.kind, found.facts.head) == (WELDER, what, head.hash)
    assert found.since == {"paper.printed": 1}
    assert head.code in words.replace("\r\n", " ")


def test_the_code_fits_version_ten(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        (text,), _ = printed(store, tmp_path, "standings")
    assert len(cose.from_text(sheetqr.PREFIX, text)) <= 204
    assert qr.size_of(text) == 57


def test_the_digits_typed_from_paper_are_found_with_spaces_or_without(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        code, seq = store.head.code, store.head.seq
        printed(store, tmp_path, "standings", signed=False)
        for text in (code, code.replace(" ", ""), f"操作记录 {code}"):
            assert anchors.check_digits(store, text).seq == seq
        with pytest.raises(Refusal) as short:
            anchors.check_digits(store, code[:-1])
        assert short.value.code == "audit.bad_code"


def test_without_a_key_a_sheet_bears_digits_only(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        codes, words = printed(store, tmp_path, "standings", signed=False)
        assert codes == []
        assert f"操作记录 {store.head.seq - 1}" in words


def test_a_correction_after_printing_is_told_by_data_and_entries(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        (text,), _ = printed(store, tmp_path, "score-sheets")
        correct_one(store, "44.5", 100)
        found = anchors.check_qr(store, text)
    assert found.ok, "the sheet is older, not wrong"
    assert found.data_same is False
    assert found.since is not None
    assert (found.since["mark.set"], found.since["trade.unlocked"], found.since["trade.locked"]) == (1, 1, 1)


def test_a_chain_cut_behind_the_sheet_is_e16(demo_file: Path, tmp_path: Path) -> None:
    """The very file the sheet was printed from, put back as it was before."""
    older = tmp_path / "older.contest"
    with Store.open(demo_file) as store:
        store.copy_to(older)
        correct_one(store, "44.5", 100)
        code = store.head.code
        (text,), _ = printed(store, tmp_path, "standings")
    with Store.open(older) as store:
        assert anchors.check_digits(store, code).code == "E16"
        found = anchors.check_qr(store, text)
        assert (found.ok, found.code, found.seq, found.signature) == (False, "E16", None, "good")


def test_a_code_signed_by_another_key_is_told(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        (text,), _ = printed(store, tmp_path, "standings")
        stranger = sheetqr.encode(sheetqr.read(text).facts, keys.demo_keys(99).certificate)
        found = anchors.check_qr(store, stranger)
        assert found.signature == "unknown_key"
        raw = bytearray(cose.from_text(sheetqr.PREFIX, text))
        raw[-1] ^= 1
        forged = anchors.check_qr(store, cose.to_text(sheetqr.PREFIX, bytes(raw)))
        assert forged.signature == "bad" and not forged.ok


@pytest.mark.parametrize("text", ["", "SQ1:", "CQ1:ABC", "SQ1:ABC", "SQ1:" + "0" * 700])
def test_anything_else_is_no_code(demo_file: Path, text: str) -> None:
    with Store.open(demo_file) as store, pytest.raises(Refusal) as refused:
        anchors.check_qr(store, text)
    assert refused.value.code == "audit.bad_qr"


def test_the_verb_says_what_it_found(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], hours: Hours
) -> None:
    with Store.open(demo_file) as store:
        code, seq = store.head.code, store.head.seq
        (text,), _ = printed(store, tmp_path, "standings")
    verbs = Verbs(tmp_path, capsys, hours)
    found = verbs.done("anchor", "check", demo_file, "--code", code)
    assert (found["ok"], found["seq"], found["since"]) == (True, seq, {"paper.printed": 1})
    told = verbs.done("anchor", "check", demo_file, "--qr", text)
    assert (told["trade"], told["signature"], told["data_same"]) == (WELDER, "good", True)
    status, missing = verbs.run("anchor", "check", demo_file, "--code", code[:-1] + str((int(code[-1]) + 1) % 10))
    assert (status, missing["code"], missing["seq"]) == (1, "E16", None)
    assert verbs.refused("anchor", "check", demo_file, "--code", "123")[1] == "audit.bad_code"
    assert verbs.refused("anchor", "check", demo_file)[1] == "audit.code_or_qr"


def test_blank_sheets_bear_no_code(hall: Hall, tmp_path: Path) -> None:
    out = tmp_path / "blank.pdf"
    print_paper(hall.store, "blank-score-sheets", out, Wish(WELDER), by=hall.who("裁判长"), at=later(30))
    document = pypdfium2.PdfDocument(out)
    assert "操作记录" not in document[0].get_textpage().get_text_bounded()
    document.close()
