"""Codes of certificates read from photographs, scans and PDFs; what is no picture or shows none is refused."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from app.documents.certificate import CertificatePress
from app.documents.layout import shipped_layout
from app.documents.render import render_page
from app.documents.scan import LIMIT, certificate_code, looks_like_picture
from app.documents.variables import SAMPLE
from app.errors import Refusal, WrongCall

AT = datetime(2026, 6, 20, tzinfo=UTC)
TOKENS = tuple(f"CQ1:{number}" + "6BFOXN*TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2" * 5 for number in (1, 2))


def certificates(count: int = 1) -> bytes:
    out = BytesIO()
    people = [dataclasses.replace(SAMPLE, token=token) for token in TOKENS[:count]]
    CertificatePress(shipped_layout(), demo=True).print(people, out, made_at=AT)
    return out.getvalue()


def page(dpi: int = 200) -> Image.Image:
    image = render_page(certificates(), 0, dpi)
    return Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1)


def packed(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **how)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "WEBP", "TIFF"])
def test_a_picture_of_any_common_kind(kind: str) -> None:
    assert certificate_code(packed(page(), kind)) == TOKENS[0]


def test_the_pdf_itself_and_one_of_several() -> None:
    assert certificate_code(certificates()) == TOKENS[0]
    with pytest.raises(Refusal) as caught:
        certificate_code(certificates(2), "证书.pdf")
    assert (caught.value.code, caught.value.fields["count"]) == ("certificates.many_codes", 2)


def test_a_phone_lying_on_its_side_in_bad_light() -> None:
    photo = page(300).rotate(90, expand=True).filter(ImageFilter.GaussianBlur(1.2))
    photo = photo.point(lambda value: 70 + value // 3)  # grey on grey
    tagged = Image.Exif()
    tagged[0x0112] = 6
    assert certificate_code(packed(photo, "JPEG", quality=60, exif=tagged)) == TOKENS[0]


def test_what_shows_no_certificate_is_refused() -> None:
    blank = page()
    ImageDraw.Draw(blank).rectangle((0, blank.height // 2, blank.width // 2, blank.height), fill="white")
    with pytest.raises(Refusal, match=r"certificates\.no_code"):
        certificate_code(packed(blank, "PNG"), "a.png")
    for data in (b"", b"no picture", b"\xff\xd8\xff\xe0 cut", packed(page(), "PNG")[:5000]):
        with pytest.raises(WrongCall, match=r"documents\.picture_damaged"):
            certificate_code(data, "a.png")
    with pytest.raises(WrongCall, match=r"documents\.not_pdf"):
        certificate_code(b"%PDF-1.5 no more", "a.pdf")
    with pytest.raises(WrongCall, match=r"documents\.picture_too_big"):
        certificate_code(b"\0" * (LIMIT + 1), "a.png")
    with pytest.raises(WrongCall, match=r"documents\.picture_too_large"):
        certificate_code(packed(Image.new("1", (9000, 9000)), "PNG"), "a.png")


def test_names_of_pictures() -> None:
    assert [looks_like_picture(Path(name)) for name in ("a.JPG", "b.pdf", "c.txt", "d")] == [True, True, False, False]
