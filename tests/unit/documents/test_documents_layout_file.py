"""Layout files: a layout and its pictures as one file, read back the same, refused in words when anything else."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from app.documents import layout as lay
from app.documents.images import MAX_BYTES
from app.documents.layout import ImageElement, Layout
from app.documents.layout_check import LONGEST, PEOPLE, bare_stock, faults, proof
from app.documents.layout_file import MAX_ENTRIES, read_layout_file, write_layout_file
from app.documents.typeset import Box
from app.errors import WrongCall
from tests.unit.documents.test_documents_certificate import texts


def png(colour: str = "red", side: int = 8) -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "PNG")
    return out.getvalue()


def with_picture(file: str = "印.png", **more: object) -> Layout:
    layout = lay.shipped_layout()
    element = ImageElement(id="图", box=Box(10, 10, 20, 20), file=file, **more)  # type: ignore[arg-type]
    return dataclasses.replace(layout, name="本届版式", elements=(*layout.elements, element))


def packed(entries: dict[str, bytes], *, compress: bool = False) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def refused(data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(WrongCall) as caught:
        read_layout_file(data)
    return caught.value.code, caught.value.fields


def parts(**pictures: bytes) -> dict[str, bytes]:
    return {
        "layout.json": lay.layout_json(with_picture("a.png")).encode(),
        **{f"pictures/{name.replace('_', '.')}": data for name, data in pictures.items()},
    }


def test_a_layout_and_its_pictures_come_back_as_they_went() -> None:
    layout, pictures = with_picture(), {"印.png": png(), "unused.png": png("blue")}
    data = write_layout_file(layout, pictures)
    assert read_layout_file(data) == (layout, {"印.png": png()})
    assert write_layout_file(layout, pictures) == data  # the same bytes, whenever it is written
    bare = lay.shipped_layout()
    assert read_layout_file(lay.layout_json(bare).encode()) == (bare, {})


def test_a_layout_without_its_picture_is_neither_written_nor_read() -> None:
    with pytest.raises(WrongCall) as caught:
        write_layout_file(with_picture(), {})
    assert caught.value.code == "documents.layout_picture"
    assert refused(packed(parts()))[0] == "documents.layout_picture"
    assert refused(lay.layout_json(with_picture()).encode())[0] == "documents.layout_picture"


@pytest.mark.parametrize(
    "name",
    ["../evil.png", "pictures/../../evil.png", "/etc/passwd", "pictures/a/b.png", "C:\\x.png", "pictures/", "x.txt"],
)
def test_no_name_leads_out_of_the_file(name: str) -> None:
    code, fields = refused(packed({**parts(a_png=png()), name: png()}))
    assert (code, fields["name"]) == ("documents.layout_file_name", name)


@pytest.mark.parametrize("file", ["../a.png", "a/b.png", "..", "a\\b.png", "C:a.png"])
def test_a_layout_names_its_pictures_plainly(file: str) -> None:
    code, _ = refused(lay.layout_json(with_picture(file)).encode())
    assert code == "documents.layout_file_name"


def test_a_photo_of_forty_megabytes_is_refused_by_name_before_it_is_unpacked() -> None:
    code, fields = refused(packed(parts(a_png=png() + bytes(40 * 1024 * 1024)), compress=True))
    assert code == "documents.picture_too_big"
    assert (fields["picture"], fields["megabytes"], fields["limit"]) == ("a.png", 40, 20)


def test_a_file_that_lies_about_its_sizes_is_damaged() -> None:
    data = packed(parts(a_png=png() + bytes(MAX_BYTES)), compress=True)
    length = len(png()) + MAX_BYTES
    lying = data.replace(length.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    assert refused(lying)[0] == "documents.layout_file_damaged"


def _encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        changed[at + place] |= 1
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: packed({"readme.txt": b"x"}), "layout_file_name"),
        (lambda: packed({"pictures/a.png": png()}), "layout_format"),
        (lambda: packed(parts(a_png=png(), b_png=png())), "layout_file_unused"),
        (lambda: packed(parts(a_png=png(), A_png=png())), "layout_file_twice"),
        (lambda: packed(parts(a_png=b"GIF89a")), "picture_kind"),
        (lambda: packed(parts(a_png=png()[:40])), "picture_damaged"),
        (lambda: packed(parts(a_png=png()))[:-30], "layout_file_damaged"),
        (lambda: packed({f"pictures/{n}.png": b"" for n in range(MAX_ENTRIES + 1)}), "layout_file_entries"),
        (lambda: _encrypted(packed(parts(a_png=png()))), "layout_file_name"),
        (lambda: b"PK" + bytes(70 * 1024 * 1024), "layout_file_too_big"),
        (lambda: b"", "layout_not_json"),
        (lambda: b"\xff\xd8\xff", "layout_not_json"),
    ],
)  # fmt: skip
def test_what_is_no_layout_file_is_refused(data: Callable[[], bytes], code: str) -> None:
    assert refused(data())[0] == f"documents.{code}"


def test_an_unknown_variable_is_named_with_its_element() -> None:
    raw = json.loads(lay.layout_json(lay.shipped_layout()))
    next(one for one in raw["elements"] if one["id"] == "称呼")["text"] = "{性命}"
    code, fields = refused(json.dumps(raw).encode())
    assert (code, fields["element"], fields["variable"]) == ("documents.layout_variable", "称呼", "性命")


# the check


def faulty(**change: object) -> Layout:
    layout = lay.shipped_layout()
    elements = [dataclasses.replace(e, **change) if e.id == "姓名框" else e for e in layout.elements]  # type: ignore[arg-type]
    return dataclasses.replace(layout, elements=tuple(elements))


def test_shipped_layouts_have_no_faults_even_for_the_longest_names() -> None:
    for key in lay.shipped_layouts():
        assert faults(lay.shipped_layout(key), {}) == ()


@pytest.mark.parametrize(
    ("change", "code", "grave"),
    [
        ({"text": "{性命}"}, "layout_variable", True),
        ({"text": "[{姓名}"}, "layout_bracket", True),
        ({"size": 8.0, "floor": 12.0}, "layout_value", True),
        ({"color": "red"}, "layout_value", True),
        ({"box": Box(280, 77, 48, 14)}, "layout_outside", True),
        ({"text": "\ue863{姓名}"}, "layout_glyph", True),
        ({"box": Box(48, 77, 5, 3), "spill": (0, 0, 0, 0)}, "layout_room", True),
        ({"box": Box(48, 77, 30, 8), "spill": (0, 0, 0, 0)}, "layout_long", False),
    ],
)  # fmt: skip
def test_every_fault_names_its_element(change: dict[str, object], code: str, grave: bool) -> None:
    found = faults(faulty(**change), {})
    assert [(f.element, f.error.code, f.grave) for f in found] == [("姓名框", f"documents.{code}", grave)]
    assert found[0].error.fields["element"] == "姓名框"


def test_all_faults_are_told_at_once() -> None:
    layout = with_picture("nowhere.png")
    elements = [dataclasses.replace(e, box=Box(40, 140, 10, 10)) if e.id == "二维码" else e for e in layout.elements]
    elements.append(next(e for e in layout.elements if e.id == "底纹"))
    wrong = dataclasses.replace(layout, elements=tuple(elements))
    told = {(fault.element, fault.error.code.partition(".")[2]) for fault in faults(wrong, {})}
    assert told == {("底纹", "layout_twice"), ("图", "layout_picture"), ("二维码", "layout_code")}


def test_a_proof_shows_the_sample_and_leaves_out_what_is_broken() -> None:
    flat = "".join(texts(proof(lay.shipped_layout(), {}, "longest"))).replace("\r\n", "").replace(" ", "")
    assert LONGEST.name.replace("·", "") in flat.replace("·", "")
    assert "王建国" in texts(proof(faulty(text="{性命}"), {}, "usual"))[0]
    stock = texts(proof(faulty(text="{性命}"), {}, "usual", overprint=True))[0]
    assert "王建国" not in stock and "一等奖" in stock
    assert "王建国、马玉兰" in "".join(texts(proof(lay.shipped_layout(), {}, "team")))
    assert set(PEOPLE) == {"usual", "longest", "team"}


def test_a_picture_of_the_stock_is_seen_and_never_printed() -> None:
    layout, pictures = with_picture(use="screen"), {"印.png": png(side=64)}
    assert b"/Subtype/Image" in bare_stock(layout, pictures)
    for overprint in (False, True):
        assert b"/Subtype/Image/Width 64" not in proof(layout, pictures, "usual", overprint)
    assert b"/Subtype/Image/Width 64" in proof(with_picture(), pictures, "usual")
