"""Portraits: any common picture becomes 295 x 413 px, upright and without the camera's notes; bad ones are refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from app.documents import portrait as module
from app.documents.portrait import portrait
from app.errors import WrongCall


def picture(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB", **how: object) -> bytes:
    """Red above, green in the middle fifth, blue below."""
    made = Image.new(mode, size, (200, 30, 30, 255)[: len(mode)] if mode != "L" else 120)
    if mode == "RGB":
        third = size[1] // 3
        made.paste((30, 200, 30), (0, third, size[0], 2 * third))
        made.paste((30, 30, 200), (0, 2 * third, size[0], size[1]))
    stream = BytesIO()
    made.save(stream, kind, **how)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("size", [(295, 413), (1500, 2000), (2000, 1500), (130, 1000), (3000, 140)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "WEBP"])
def test_whatever_comes_in_is_the_right_size(size: tuple[int, int], kind: str) -> None:
    made = opened(portrait(picture(size, kind)))
    assert (made.size, made.format, made.mode) == ((295, 413), "JPEG", "RGB")
    assert made.info["dpi"] == (300, 300)


def test_more_is_cut_below_than_above_a_face() -> None:
    made = opened(portrait(picture((500, 2000))))  # rows 520 to 1220 of 2000 stay
    top, bottom = made.getpixel((147, 3)), made.getpixel((147, 409))
    assert top[0] > 150 and bottom[1] > 150


def test_a_camera_held_sideways_is_turned_and_its_notes_go() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # turn right by a quarter
    turned[0x010E] = "at home"
    data = picture((900, 600), exif=turned)
    made = opened(portrait(data))
    assert made.getpixel((290, 200))[0] > 150 and made.getpixel((5, 200))[2] > 150
    assert b"at home" not in portrait(data)


def test_what_is_transparent_is_paper() -> None:
    stream = BytesIO()
    Image.new("RGBA", (300, 420), (0, 0, 0, 0)).save(stream, "PNG")
    assert opened(portrait(stream.getvalue())).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "documents.portrait_kind"),
        (b"%PDF-1.4", "documents.portrait_kind"),
        (picture((300, 420))[:3000], "documents.picture_damaged"),
        (picture((100, 140)), "documents.picture_too_small"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(WrongCall) as refused:
        portrait(data, "王建国.jpg")
    assert refused.value.code == code
    assert refused.value.fields["picture"] == "王建国.jpg"


def test_huge_files_and_huge_pictures_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PIXELS", 100_000)
    with pytest.raises(WrongCall, match="too_large"):
        portrait(picture((400, 400)))
    monkeypatch.setattr(module, "MAX_BYTES", 1000)
    with pytest.raises(WrongCall, match="too_big"):
        portrait(picture((400, 400)))
