"""Every printed paper: read back, never a split row, headers repeated, status and time on every page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

import resources
from app.documents.papers import PAPERS, Paper, paper_pdf, papers_pdf, write_papers
from app.documents.papers import rows as r
from app.documents.papers.model import FormKind, TableKind
from app.documents.papers.registry import title_of
from app.documents.render import page_sizes, render_page
from app.errors import Problems, Refusal, WrongCall
from tests.targets import Report
from tests.unit.documents import samples

KINDS = samples.every_kind()


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def decode(pdf: bytes, page: int = 0) -> list[str]:
    image = render_page(pdf, page, 200)
    picture = Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1)
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_every_kind_has_a_sample() -> None:
    assert set(KINDS) == set(PAPERS)


@pytest.mark.parametrize("kind", list(PAPERS))
def test_every_word_of_every_paper_is_read_back_and_two_runs_are_equal(kind: str) -> None:
    paper = KINDS[kind]
    pdf = paper_pdf(paper)
    assert pdf == paper_pdf(paper)
    whole = flat("".join(texts(pdf)))
    if kind not in ("code_labels", "envelopes", "door_signs"):  # too small for a title, or with one of their own
        assert flat(title_of(paper)) in whole
    for row in (*paper.rows, paper.data):
        for value in vars(row).values() if row is not None else ():
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str) and text and not text.startswith(("CRR:", "EQ1:")):
                    shown = "\u2212" + text[1:] if re.match(r"-\d", text) else text
                    assert flat(shown) in whole, text


@pytest.mark.parametrize("kind", [k for k, v in PAPERS.items() if isinstance(v, (TableKind, FormKind))])
def test_foot_and_header_stand_on_every_page(kind: str) -> None:
    paper = KINDS[kind]
    pages = texts(paper_pdf(paper))
    for number, page in enumerate(pages, 1):
        one = flat(page)
        assert f"第{number}页/共{len(pages)}页" in one
        assert "2026-06-1817:42李卫东打印匠评0.1.0" in one and "数据码SW83-AFEF" in one
        shape = PAPERS[kind]
        if isinstance(shape, TableKind):
            assert all(flat(column.title) in one for column in shape.columns)
        if paper.head.formal is not None:
            assert ("正式" if paper.head.formal else "未锁定·仅供核对") in one
        else:
            assert "正式" not in one and "未锁定" not in one


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "all.pdf"
    path.write_bytes(papers_pdf(KINDS.values()))
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stdout + done.stderr


@pytest.mark.parametrize("kind", [k for k, v in PAPERS.items() if isinstance(v, TableKind)])
def test_the_columns_fill_the_width_of_the_page(kind: str) -> None:
    shape = PAPERS[kind]
    assert isinstance(shape, TableKind)
    fixed = sum(column.width for column in shape.columns if not column.many)
    # Room for two rounds or two judges; the comparison scale is one column at most.
    many = sum(column.width * (1 if column.key == "scaled" else 2) for column in shape.columns if column.many)
    width = shape.page[0] - 30
    assert fixed + many <= width and ((not many and fixed == width) or (many and any(c.stretch for c in shape.columns)))


def test_no_row_is_split_and_none_is_lost_over_many_pages() -> None:
    paper = samples.standings(300)
    pages = [flat(page) for page in texts(paper_pdf(paper))]
    assert len(pages) > 10
    homes = [[n for n, page in enumerate(pages) if f"HG{i + 1:02d}" in page] for i in range(100, 300)]
    assert all(len(home) == 1 for home in homes)
    assert sorted(h[0] for h in homes) == [h[0] for h in homes]
    assert "裁判长：" in pages[-1] and "裁判长：" not in pages[0]
    assert "HG98" in pages[-1]  # signatures never stand alone


def test_a_sealed_table_is_signed_on_every_page() -> None:
    pages = [flat(page) for page in texts(paper_pdf(KINDS["code_table"]))]
    assert len(pages) == 2 and all("加密裁判：" in page and "监督：" in page for page in pages)


def test_minus_is_the_sign_of_print_and_points_stand_under_each_other() -> None:
    paper = KINDS["standings"]
    # every character one code: places in the text are then places on the page
    pdf = paper_pdf(replace(paper, rows=tuple(replace(row, name="王建国") for row in paper.rows)))  # type: ignore[type-var]
    assert "\u22121.00" in texts(pdf)[0] and "-1.00" not in texts(pdf)[0]
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    whole = text.get_text_range()
    ends = {round(text.get_charbox(m.start() + 3)[2], 1) for m in re.finditer(r"(?<!\d)[01]\.00", whole)}
    assert len(ends) == 1


def test_a_blank_panel_sheet_lists_its_judges_and_its_code_scans() -> None:
    pdf = paper_pdf(samples.panel_sheet(7))
    one = flat(texts(pdf)[0])
    assert all(f"裁判{n}" in one for n in range(1, 8))
    assert decode(pdf, 0) == ["W-172"] and decode(pdf, 1) == ["W-172"]
    assert "裁判7：" in flat(texts(pdf)[-1])


def test_codes_on_cards_and_forms_scan() -> None:
    assert sorted(decode(paper_pdf(KINDS["passes"]))) == ["HG01", "HG02", "HG03", "HG04"]
    assert len(decode(paper_pdf(KINDS["code_labels"]))) == 36
    sheet = KINDS["export_sheet"]
    assert isinstance(sheet.data, r.ExportSheet)
    assert decode(paper_pdf(sheet)) == [sheet.data.digest]
    assert decode(paper_pdf(KINDS["office_receipt"])) == ["CRR:17:SW83-AFEF:ACCEPTED"]


def test_passes_carry_their_photo() -> None:
    photo = BytesIO()
    Image.new("RGB", (295, 413), (20, 120, 40)).save(photo, "JPEG")
    paper = KINDS["passes"]
    with_photo = replace(paper, rows=tuple(replace(row, photo=photo.getvalue()) for row in paper.rows))  # type: ignore[type-var]
    pdf = paper_pdf(with_photo)
    assert pdf.count(b"/DCTDecode") == 1  # equal pictures are embedded once
    image = render_page(pdf, 0, 72)
    x, y = int((13 + 12) / 25.4 * 72), int((40.5 + 17) / 25.4 * 72)
    blue, green, red = image.data[y * image.stride + x * 3 : y * image.stride + x * 3 + 3]
    assert green > 100 and red < 60 and blue < 80


def test_the_notice_shows_no_more_than_it_may_and_keeps_its_frame() -> None:
    row = r.PublicRow("1", "王*国", "示范重型机械厂", "91.20", "一等奖")
    masked = Paper("public_notice", samples.head(), (row,), KINDS["public_notice"].data)
    page = pypdfium2.PdfDocument(paper_pdf(masked))[0]
    text = page.get_textpage()
    whole = text.get_text_range()
    assert "王*国" in whole and "王建国" not in whole and "0931-0000000" in whole
    body = [text.get_charbox(i) for i in range(text.count_chars()) if whole[i : i + 1].strip()]
    inside = [box for box in body if box[3] > 60]  # the foot line stands below the type area
    assert min(box[0] for box in inside) / 72 * 25.4 >= 27.5
    assert max(box[2] for box in inside) / 72 * 25.4 <= 184.8
    assert 37 <= 297 - max(box[3] for box in inside) / 72 * 25.4 <= 46


def test_practice_papers_say_so_on_every_page(figure: Report) -> None:
    bare = []
    for kind in PAPERS:
        paper = replace(KINDS[kind], head=replace(KINDS[kind].head, demo=True))
        bare += [kind for page in texts(paper_pdf(paper)) if page.count("演") < 3]
    assert bare == []
    figure("U15", f"pages without the mark, {len(PAPERS)} kinds of paper", len(bare), most=0)


def test_pages_have_the_size_of_their_kind() -> None:
    assert {(round(s.width), round(s.height)) for s in page_sizes(paper_pdf(KINDS["standings"]))} == {(297, 210)}
    assert {(round(s.width), round(s.height)) for s in page_sizes(paper_pdf(KINDS["sign_in"]))} == {(210, 297)}


def test_a_character_no_font_has_is_named_before_anything_is_printed() -> None:
    paper = replace(KINDS["sign_in"], rows=(r.SignInRow("1", "HG01", "王\ue863国", "厂"),))
    out = BytesIO()
    with pytest.raises(Problems) as caught:
        write_papers([KINDS["draw"], paper], out)
    assert out.getvalue() == b""
    item = caught.value.items[0]
    assert (item.fields["where"], item.fields["place"], item.fields["point"]) == ("王\ue863国", 2, "U+E863")


def test_blank_forms_and_filled_tables() -> None:
    blank = flat(texts(paper_pdf(KINDS["appeal"]))[0])
    assert "事实与依据" in blank and "领队签字：" in blank
    incidents = Paper("incidents", samples.head(formal=None))
    assert len(texts(paper_pdf(incidents))) == 1
    long = replace(KINDS["correction"], data=r.Correction(reason="录入时看错字迹，" * 120))
    assert flat("".join(texts(paper_pdf(long)))).count("看错字迹") == 120


def test_unknown_kinds_wrong_rows_and_nothing_are_refused() -> None:
    with pytest.raises(WrongCall) as caught:
        paper_pdf(Paper("diploma", samples.head()))
    assert "standings" in str(caught.value.fields["known"])
    with pytest.raises(TypeError):
        paper_pdf(Paper("standings", samples.head(), (r.SignInRow("1", "a", "b", "c"),)))
    with pytest.raises(Refusal) as nothing:
        papers_pdf([])
    assert nothing.value.code == "documents.nothing_to_print"


def test_many_papers_in_one_file_count_their_own_pages_and_can_be_stopped() -> None:
    pages = [flat(page) for page in texts(papers_pdf([KINDS["standings"], KINDS["draw"]]))]
    assert "第2页/共2页" in pages[1] and "第1页/共1页" in pages[2]
    report = write_papers([KINDS["draw"]] * 5, BytesIO(), lambda done, of: done < 2)
    assert (report.papers, report.pages, report.stopped) == (2, 2, True)


def test_every_error_code_has_its_sentence_with_the_same_fields() -> None:
    sentences = json.loads(resources.text("texts/errors_documents.json"))
    layouts = json.loads(resources.text("texts/errors_layouts.json"))
    sentences |= {code: words for code, words in layouts.items() if code.startswith("documents.")}
    used: set[str] = set()
    for path in Path("app/documents").rglob("*.py"):
        used |= set(re.findall(r'"(documents\.[a-z_]+)"', path.read_text("utf-8")))
    assert used == set(sentences)
    for code, words in sentences.items():
        places = [set(re.findall(r"(?<!\{)\{([a-z_]+)\}(?!\})", words[tongue])) for tongue in ("zh", "en")]
        assert places[0] == places[1], code
