"""Certificates: read back from the PDF, moved by tenths of a millimetre, decoded, refused by name."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from app.documents import layout as lay
from app.documents import qr
from app.documents.calibration import calibration_page
from app.documents.certificate import CertificatePress, PrinterProfile
from app.documents.render import page_sizes, render_page
from app.documents.variables import SAMPLE, CertificateData
from app.errors import Problems, Refusal, WrongCall
from tests.targets import Report

AT = datetime(2026, 6, 20, 9, 30, tzinfo=UTC)
MM = 72 / 25.4
change = dataclasses.replace
REVIEWED = Path(__file__).with_name("reviewed")
ROOT = Path(__file__).resolve().parents[3]


def people(*names: str) -> list[CertificateData]:
    return [
        change(SAMPLE, name=name, serial=f"SF2026-HG-{n:04d}", place=n, token=f"CQ1:TOKEN{n:03d}" + "A" * 230)
        for n, name in enumerate(names, 1)
    ]


def printed(press: CertificatePress, batch: list[CertificateData]) -> bytes:
    out = BytesIO()
    report = press.print(batch, out, made_at=AT)
    assert (report.expected, report.printed, report.stopped) == (len(batch), len(batch), False)
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def decode(pdf: bytes, page: int, dpi: int = 200) -> list[str]:
    image = render_page(pdf, page, dpi)
    picture = Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1)
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def marks(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Every character with its left and top in mm from the top left corner."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    text = sheet.get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, _, _, top = text.get_charbox(index, loose=False)
        found.append((text.get_text_range(index, 1), left / MM, (sheet.get_height() - top) / MM))
    return found


@pytest.mark.parametrize("key", list(lay.shipped_layouts()))
def test_words_and_codes_are_read_back_from_every_shipped_layout(key: str) -> None:
    batch = people("王建国", "刘𬭎", "阿卜杜热依木·买买提艾力", "李㵘")
    pdf = printed(CertificatePress(lay.shipped_layout(key)), batch)
    pages = texts(pdf)
    assert len(pages) == 4
    for person, page, number in zip(batch, pages, range(4), strict=True):
        flat = re.sub(r"\s", "", page)
        words = ("2026年示范省职工职业技能大赛焊工（职工组）决赛中荣获", f"一等奖（第{person.place}名）", "以资鼓励。")
        for piece in (*words, person.name, person.issuers[0], "二〇二六年六月二十日", person.serial):
            assert piece in flat
        assert decode(pdf, number) == [person.token]


def test_two_runs_give_the_same_bytes_and_the_time_is_what_was_passed_in() -> None:
    first = printed(CertificatePress(lay.shipped_layout()), people("王建国", "刘𬭎"))
    assert first == printed(CertificatePress(lay.shipped_layout()), people("王建国", "刘𬭎"))
    assert b"/CreationDate(D:20260620093000+00'00')" in first
    assert first != printed(CertificatePress(lay.shipped_layout()), people("王建国", "刘铁"))


def test_one_press_prints_again_for_another_batch() -> None:
    press = CertificatePress(lay.shipped_layout())
    assert printed(press, people("王建国")) != printed(press, people("马玉兰"))
    assert printed(press, people("王建国")) == printed(CertificatePress(lay.shipped_layout()), people("王建国"))


def test_fonts_are_embedded_as_subsets_and_shared(tmp_path: Path) -> None:
    pdf = printed(CertificatePress(lay.shipped_layout()), people(*["王建国"] * 30))
    assert pdf.count(b"/FontFile2") == 2  # Kai and the brush, each once for all pages
    assert b"VenueSerifSCRare" not in pdf
    names = re.findall(rb"/FontName /([A-Z]{6}\+\S+)", pdf)
    assert sorted(names) == [b"AAAAAA+VenueBrushSC-Regular", b"AAAAAA+VenueKaiSC-Regular"]
    assert len(pdf) < 250_000


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "certificates.pdf"
    path.write_bytes(printed(CertificatePress(lay.shipped_layout(), demo=True), people("王建国", "李㵘")))
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr


def test_on_stock_only_what_changes_is_printed() -> None:
    pdf = printed(CertificatePress(lay.shipped_layout(), overprint=True), people("王建国"))
    flat = re.sub(r"\s", "", texts(pdf)[0])
    assert "荣誉证书" not in flat and "同志" not in flat and "特发此证" not in flat
    assert "王建国" in flat and "SF2026-HG-0001" in flat
    left, top = next((x, y) for char, x, y in marks(pdf) if char == "王")
    assert 48 <= left <= 96 and 77 <= top <= 91
    assert decode(pdf, 0) == [people("王建国")[0].token]


@pytest.mark.parametrize(
    "profile",
    [
        PrinterProfile(right=1.5, down=-2.0),
        PrinterProfile(scale_x=101.0, scale_y=99.6),
        PrinterProfile(right=-20, down=20, scale_x=98, scale_y=102, turn=1.0),
    ],
)
def test_a_profile_moves_every_character_where_it_says_to_a_tenth_of_a_millimetre(
    profile: PrinterProfile, figure: Report
) -> None:
    batch = people("王建国")
    plain = marks(printed(CertificatePress(lay.shipped_layout(), overprint=True), batch))
    moved = marks(printed(CertificatePress(lay.shipped_layout(), overprint=True, profile=profile), batch))
    assert [m[0] for m in plain] == [m[0] for m in moved]
    if profile.turn:  # the corner of a turned box is not the turned corner: only the size of the shift is plain
        assert all(abs(b[1] - a[1] + 20) < 6 and abs(b[2] - a[2] - 20) < 6 for a, b in zip(plain, moved, strict=True))
        return
    furthest = 0.0
    for (char, x, y), (_, x2, y2) in zip(plain, moved, strict=True):
        right = 148.5 + (x - 148.5) * profile.scale_x / 100 + profile.right
        down = 105 + (y - 105) * profile.scale_y / 100 + profile.down
        furthest = max(furthest, abs(x2 - right), abs(y2 - down))
        assert x2 == pytest.approx(148.5 + (x - 148.5) * profile.scale_x / 100 + profile.right, abs=0.1), char
        assert y2 == pytest.approx(105 + (y - 105) * profile.scale_y / 100 + profile.down, abs=0.1), char
    what = f"place on the sheet read from the PDF, {profile.right:+g}/{profile.down:+g} mm {profile.scale_x:g} %"
    figure("U14", what, furthest, most=0.3, unit="mm")


def test_turning_is_clockwise_about_the_centre() -> None:
    a, b, c, d, e, f = PrinterProfile(turn=90).matrix(297, 210)
    x, y = 297 * MM / 2 + 10, 210 * MM / 2  # a point right of the centre goes below it
    assert (a * x + c * y + e, b * x + d * y + f) == pytest.approx((297 * MM / 2, 210 * MM / 2 - 10))


def test_a_character_no_font_has_stops_the_batch_before_it_starts_and_names_the_person() -> None:
    batch = people("王建国", "刘𠮷明", "马玉兰\ue863")
    out = BytesIO()
    with pytest.raises(Problems) as caught:
        CertificatePress(lay.shipped_layout()).print(batch, out, made_at=AT)
    assert out.getvalue() == b""
    said = [
        (p.fields["number"], p.fields["person"], p.fields["place"], p.fields["character"]) for p in caught.value.items
    ]
    assert said == [(2, "刘𠮷明", 2, "𠮷"), (3, "马玉兰\ue863", 4, "\ue863")]
    assert caught.value.fields["count"] == 2


def test_long_names_shrink_then_wrap_then_are_refused_by_name() -> None:
    press = CertificatePress(lay.shipped_layout(), overprint=True)
    middle, long = "阿依古丽·买买提", "阿卜杜热依木·买买提艾力"
    longest = "一二三四五六七八九十一二三四五·七八九十一二三四五六七八九十"
    sizes = {
        s.name: (s.size, s.lines)
        for s in press.shrunk(people("王建国", middle, long, longest))
        if s.element == "姓名框"
    }
    assert "王建国" not in sizes
    assert sizes[middle][1] == 1 and 14 <= sizes[middle][0] < 22
    assert sizes[long][1] == 2 and sizes[long][0] >= 14
    assert sizes[longest][1] == 3 and sizes[longest][0] >= 14
    pdf = printed(press, people(longest, long))
    assert longest in re.sub(r"\s", "", texts(pdf)[0])
    assert "木·\r\n买" in texts(pdf)[1]  # broken after the dot
    with pytest.raises(Problems) as caught:
        press.check(people("王建国", "长" * 60))
    assert caught.value.items[0].code == "documents.certificate_room"
    assert caught.value.items[0].fields["number"] == 2


def test_a_code_too_dense_to_scan_is_refused() -> None:
    dense = change(people("王建国")[0], token="CQ1:" + "A" * 1200)
    with pytest.raises(Problems) as caught:
        CertificatePress(lay.shipped_layout()).check([dense])
    assert {item.code for item in caught.value.items} == {"documents.certificate_code"}
    longest = change(dense, token="CQ1:" + "A" * 492)  # the longest content a certificate may have
    CertificatePress(lay.shipped_layout()).check([longest])


def test_practice_certificates_bear_the_mark_and_still_scan() -> None:
    pdf = printed(CertificatePress(lay.shipped_layout(), demo=True), people("王建国"))
    assert texts(pdf)[0].count("演") == 3
    assert decode(pdf, 0) == [people("王建国")[0].token]
    assert "演" not in texts(printed(CertificatePress(lay.shipped_layout()), people("王建国")))[0]


def test_a_batch_can_be_stopped_and_says_how_far_it_came() -> None:
    seen: list[tuple[int, int, str]] = []
    out = BytesIO()
    report = CertificatePress(lay.shipped_layout()).print(
        people("甲", "乙", "丙", "丁"), out, made_at=AT,
        progress=lambda done, of, name: seen.append((done, of, name)) or done < 2,  # type: ignore[func-returns-value]
    )  # fmt: skip
    assert seen == [(1, 4, "甲"), (2, 4, "乙")]
    assert (report.printed, report.expected, report.stopped) == (2, 4, True)
    assert len(texts(out.getvalue())) == 2


def test_nobody_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        CertificatePress(lay.shipped_layout()).print([], BytesIO(), made_at=AT)
    assert caught.value.code == "documents.nobody"


def _with_picture() -> lay.Layout:
    plain = lay.shipped_layout("award_plain")
    picture = lay.ImageElement(id="徽标", box=lay.Box(20, 20, 20, 20), file="mark.png")
    return dataclasses.replace(plain, elements=(*plain.elements, picture))


def test_pictures_of_a_layout_are_drawn_once_and_bad_ones_refused() -> None:
    layout = _with_picture()
    with pytest.raises(WrongCall) as missing:
        CertificatePress(layout)
    assert missing.value.fields["file"] == "mark.png"
    image = BytesIO()
    Image.new("RGBA", (40, 40), (200, 30, 30, 128)).save(image, "PNG")
    pdf = printed(CertificatePress(layout, images={"mark.png": image.getvalue()}), people("甲", "乙"))
    assert pdf.count(b"/Subtype/Image") == 2  # the picture and its opacity
    page = render_page(pdf, 0, 72)
    x, y = int(30 * MM), int(30 * MM)
    blue, green, red = page.data[y * page.stride + x * 3 : y * page.stride + x * 3 + 3]
    assert red > 200 and 100 < green < 180 and 100 < blue < 180
    for data, code in ((b"GIF89a", "picture_kind"), (b"\xff\xd8\xff" + b"0" * 50, "picture_damaged"),
                       (b"\xff\xd8\xff" + b"0" * 40_000_000, "picture_too_big")):  # fmt: skip
        out = BytesIO()
        with pytest.raises(WrongCall) as caught:
            CertificatePress(layout, images={"mark.png": data}).print(people("甲"), out, made_at=AT)
        assert caught.value.code == f"documents.{code}"
        assert out.getvalue() == b""


def test_the_calibration_page_has_its_crosses_twenty_millimetres_in() -> None:
    out = BytesIO()
    calibration_page(out, width=297, height=210, printer="HP M403", tray="手送纸盒", printed_by="李卫东", at=AT)
    assert "HP M403" in texts(out.getvalue())[0] and "257.0 mm" in texts(out.getvalue())[0]
    page = render_page(out.getvalue(), 0, 254)  # ten dots a millimetre
    for x, y in ((200, 200), (2770, 200), (200, 1900), (2770, 1900)):
        around = [page.data[row * page.stride + x * 3] for row in range(y - 60, y + 60)]
        assert sum(value < 140 for value in around) > 100, (x, y)


def test_render_gives_the_size_asked_for_and_refuses_what_is_no_pdf() -> None:
    pdf = printed(CertificatePress(lay.shipped_layout()), people("甲"))
    assert [(round(s.width), round(s.height)) for s in page_sizes(pdf)] == [(297, 210)]
    image = render_page(pdf, 0, 96)
    assert abs(image.width - 297 / 25.4 * 96) < 2 and len(image.data) == image.stride * image.height
    with pytest.raises(WrongCall) as caught:
        render_page(b"not a pdf")
    assert caught.value.code == "documents.not_pdf"
    with pytest.raises(WrongCall) as past:
        render_page(pdf, 1)
    assert past.value.fields == {"page": 2, "pages": 1}


def photographed(picture: Image.Image, dpi: int, how: str) -> Image.Image:
    """A page as a phone in a hurry sees it."""
    if how == "blurred":
        return picture.filter(ImageFilter.GaussianBlur(dpi / 200))
    if how == "askew":
        return picture.rotate(7, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    if how == "packed":
        out = BytesIO()
        picture.rotate(3, resample=Image.Resampling.BICUBIC, fillcolor="#777").save(out, "JPEG", quality=40)
        return Image.open(out)
    return picture


@pytest.mark.parametrize("how", ["straight", "blurred", "askew", "packed"])
@pytest.mark.parametrize("dpi", [300, 150])
def test_codes_are_read_from_blurred_turned_and_packed_pictures(how: str, dpi: int) -> None:
    """The usual length (version 9) and that of the longest names people have (version 11)."""
    for length, demo in ((246, True), (334, False)):
        token = "CQ1:" + ("7X%A$*" * 100)[: length - 4]
        pdf = printed(CertificatePress(lay.shipped_layout(), demo=demo), [change(people("王建国")[0], token=token)])
        image = render_page(pdf, 0, dpi)
        page = Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1)
        assert [found.text for found in zxingcpp.read_barcodes(photographed(page, dpi, how))] == [token]


@pytest.mark.parametrize("key", list(lay.shipped_layouts()))
@pytest.mark.parametrize(("length", "size", "least"), [(246, 53, 25), (334, 61, 29), (496, 73, 33)])
def test_codes_are_as_large_as_a_scanner_needs(key: str, length: int, size: int, least: float) -> None:
    """0.4 mm a module at least, the quiet zone of four included; a plate of white under it."""
    token = "CQ1:" + "A" * (length - 4)
    pdf = printed(CertificatePress(lay.shipped_layout(key)), [change(people("王建国")[0], token=token)])
    assert qr.size_of(token) == size
    sheet = pypdfium2.PdfDocument(pdf)[0]
    codes = [one for one in sheet.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    assert len(codes) == 1
    left, bottom, right, top = codes[0].get_bounds()
    module = (right - left) / MM / size
    assert module >= 0.4
    assert module * (size + 8) >= least - 0.6
    assert right - left == pytest.approx(top - bottom, abs=0.01)


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
@pytest.mark.parametrize("key", list(lay.shipped_layouts()))
def test_poppler_reads_every_word_and_warns_of_nothing(key: str, tmp_path: Path) -> None:
    path = tmp_path / "certificates.pdf"
    batch = people("王建国", "刘𬭎", "李㵘", "阿卜杜热依木·买买提艾力")
    path.write_bytes(printed(CertificatePress(lay.shipped_layout(key), demo=True), batch))

    def asked(*command: str) -> str:
        done = subprocess.run([*command], capture_output=True, text=True, encoding="utf-8", check=True)
        assert done.stderr == ""
        return done.stdout

    pages = asked("pdftotext", "-enc", "UTF-8", "-raw", str(path), "-").split("\f")
    for person, page in zip(batch, pages, strict=False):
        flat = re.sub(r"\s", "", page)
        assert person.name in flat and person.serial in flat and f"第{person.place}名" in flat
    rows = asked("pdffonts", str(path)).splitlines()[2:]
    assert rows and all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)  # embedded, subset, Unicode
    asked("pdftoppm", "-r", "40", "-png", str(path), str(tmp_path / "page"))
    assert len(list(tmp_path.glob("page*.png"))) == len(batch)


@pytest.mark.parametrize("key", list(lay.shipped_layouts()))
def test_the_page_looks_as_it_was_reviewed(key: str) -> None:
    """A small grey picture of the page against the one that was looked at; JIANGPING_REVIEW=1 writes it anew."""
    pdf = printed(CertificatePress(lay.shipped_layout(key)), people("王建国"))
    image = render_page(pdf, 0, 48)
    page = Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1).convert("L")
    kept = REVIEWED / f"{key}.png"
    if os.environ.get("JIANGPING_REVIEW"):
        REVIEWED.mkdir(exist_ok=True)
        page.save(kept, optimize=True)
    reviewed = Image.open(kept)
    assert reviewed.size == page.size
    # smoothing differs a little between builds of the renderer: the mean over small squares must not
    small = (page.width // 6, page.height // 6)
    pairs = zip(
        page.resize(small, Image.Resampling.BOX).tobytes(),
        reviewed.resize(small, Image.Resampling.BOX).tobytes(),
        strict=True,
    )
    assert max(abs(one - other) for one, other in pairs) <= 24


def test_the_bytes_of_a_batch_are_the_same_in_any_process() -> None:
    """The same in another process, with other hashes and in another time zone."""
    first = printed(CertificatePress(lay.shipped_layout(), demo=True), people("王建国", "马玉兰"))
    script = (
        "import sys;from tests.unit.documents.test_documents_certificate import *;"
        "sys.stdout.buffer.write(printed(CertificatePress(lay.shipped_layout(), demo=True), people('王建国', '马玉兰')))"  # noqa: E501
    )
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai"}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, check=True)
    assert done.stdout == first
