"""Layouts of a contest: kept, copied, removed with an entry each; files in and out; never half of anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.layout import shipped_layout
from app.documents.layout_file import write_layout_file
from app.errors import Problems, Refusal, RightsRefusal, WrongCall
from app.services import layouts
from app.services.certificates import Order, print_certificates
from tests.factories import later
from tests.services.hall import Hall
from tests.services.hours import bodies
from tests.services.papers_kit import hall_at, text_of
from tests.unit.documents.test_documents_layout_file import png, with_picture

AT = later(95)


@pytest.fixture
def ranked(tmp_path: Path) -> Iterator[Hall]:
    found = hall_at("ranked", tmp_path)
    yield found
    found.store.close()


def keep(hall: Hall, name: str = "本届版式", before: str = "", **more: object) -> object:
    layout = replace(with_picture(), name=name, **more)  # type: ignore[arg-type]
    return layouts.keep_layout(hall.store, layout, {"印.png": png()}, before=before, by=hall.who("打印员"), at=AT)


def names(hall: Hall) -> list[str]:
    return [one.name for one in layouts.layout_lines(hall.store) if one.own]


def test_a_layout_is_kept_with_its_pictures_and_printed_from(ranked: Hall, tmp_path: Path) -> None:
    keep(ranked)
    found = layouts.design(ranked.store, "本届版式")
    assert found.own and found.pictures == {"印.png": png()} and found.layout.name == "本届版式"
    line = layouts.layout_lines(ranked.store)[-1]
    assert (line.key, line.pictures, line.bytes, line.printed) == ("本届版式", 1, len(png()), 0)
    entry = [b for b in bodies(ranked.store) if b["act"] == "layout.kept"][-1]
    assert entry["pictures"] == 1
    assert entry["sha256"] == hashlib.sha256(write_layout_file(found.layout, found.pictures)).hexdigest()
    assert "本届" not in str(entry)  # a name somebody typed is a free text
    out = tmp_path / "c.pdf"
    print_certificates(ranked.store, out, Order(layout="本届版式"), by=ranked.who("打印员"), at=AT)
    assert len(text_of(out)) == 3 and b"/Subtype/Image/Width 8" in out.read_bytes()
    assert layouts.layout_lines(ranked.store)[-1].printed == 3


def test_keeping_again_replaces_and_renames(ranked: Hall) -> None:
    keep(ranked)
    bare = replace(shipped_layout(), name="改了名")
    layouts.keep_layout(ranked.store, bare, {}, before="本届版式", by=ranked.who("打印员"), at=AT)
    assert names(ranked) == ["改了名"]
    assert layouts.design(ranked.store, "改了名").pictures == {}


def test_names_are_used_once_and_shipped_ones_stay(ranked: Hall) -> None:
    keep(ranked)
    for name in ("本届版式", "荣誉证书（红金）", "honour_red_gold", "honour-red-gold"):
        with pytest.raises(Refusal) as caught:
            keep(ranked, name)
        assert caught.value.code == "layouts.name_taken"
    for name in ("", "a/b", "长" * 41, "x\ny"):
        with pytest.raises(Refusal) as caught:
            keep(ranked, name)
        assert caught.value.code == "layouts.name"
    assert names(ranked) == ["本届版式"]
    assert layouts.free_name(ranked.store, "本届版式") == "本届版式 2"
    assert layouts.free_name(ranked.store, "新的") == "新的"


def test_a_faulty_layout_is_refused_whole_with_every_fault(ranked: Hall) -> None:
    layout = with_picture()
    broken = [replace(e, text="{性命}") if e.id in ("姓名框", "奖项框") else e for e in layout.elements]  # type: ignore[call-arg]
    with pytest.raises(Problems) as caught:
        layouts.keep_layout(ranked.store, replace(layout, elements=tuple(broken)), {}, by=ranked.who("打印员"), at=AT)
    assert [(one.code, one.fields.get("element", one.fields.get("file"))) for one in caught.value.items] == [
        ("documents.layout_variable", "姓名框"),
        ("documents.layout_variable", "奖项框"),
        ("documents.layout_picture", "印.png"),
    ]
    assert names(ranked) == []


def test_removing(ranked: Hall) -> None:
    keep(ranked)
    layouts.remove_layout(ranked.store, "本届版式", by=ranked.who("打印员"), at=AT)
    assert names(ranked) == []
    assert [b["act"] for b in bodies(ranked.store)].count("layout.removed") == 1
    for key, code in (("本届版式", "layouts.gone"), ("honour_red_gold", "layouts.shipped")):
        with pytest.raises(Refusal) as caught:
            layouts.remove_layout(ranked.store, key, by=ranked.who("打印员"), at=AT)
        assert caught.value.code == code
    with pytest.raises(Refusal) as caught:
        keep(ranked, "x", before="本届版式")
    assert caught.value.code == "layouts.gone"


def test_only_who_issues_certificates_keeps_layouts(ranked: Hall) -> None:
    for who in ("裁判长", "登记员", "监督"):
        with pytest.raises(RightsRefusal):
            layouts.keep_layout(ranked.store, shipped_layout(), {}, by=ranked.who(who), at=AT)
        with pytest.raises(RightsRefusal):
            layouts.remove_layout(ranked.store, "x", by=ranked.who(who), at=AT)


def test_files_out_and_in(ranked: Hall, tmp_path: Path) -> None:
    keep(ranked)
    path = tmp_path / "a.cly"
    layouts.export_layout(ranked.store, "本届版式", path)
    name, _ = layouts.import_layout(ranked.store, path, by=ranked.who("打印员"), at=AT)
    assert name == "本届版式 2"
    back = layouts.design(ranked.store, name)
    assert back.pictures == {"印.png": png()}
    assert back.layout.elements == layouts.design(ranked.store, "本届版式").layout.elements
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(WrongCall) as caught:
        layouts.import_layout(ranked.store, path, by=ranked.who("打印员"), at=AT)
    assert caught.value.code == "documents.layout_file_damaged"
    with pytest.raises(WrongCall):
        layouts.read_file(tmp_path / "nowhere.cly")
    assert names(ranked) == ["本届版式", "本届版式 2"]


def test_a_photo_of_forty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    with photo.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    with pytest.raises(WrongCall) as caught:
        layouts.read_picture_file(photo)
    assert caught.value.code == "documents.picture_too_big" and caught.value.fields["megabytes"] == 40
    good = tmp_path / "印.png"
    good.write_bytes(png())
    assert layouts.read_picture_file(good) == ("印.png", png())


def test_a_copy_of_a_shipped_layout_has_a_free_name(ranked: Hall) -> None:
    copy = layouts.design_copy(ranked.store, "award_plain")
    assert not copy.own and copy.layout.name == f"{shipped_layout('award_plain').name} 2"
    keep(ranked)
    assert layouts.design_copy(ranked.store, "本届版式").layout.name == "本届版式"
