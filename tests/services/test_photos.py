"""Portraits of a folder: matched by ID number, entry number or name; what is doubtful is refused; taken back whole."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.errors import Refusal, RightsRefusal
from app.services import photos
from app.services.registration_form import save_entry
from tests.factories import WELDER, later
from tests.services.hall import NAMES, Hall

KIND_OF = {".jpg": "JPEG", ".png": "PNG"}


def draw(file: Path, colour: str = "red", size: tuple[int, int] = (400, 500)) -> Path:
    stream = BytesIO()
    Image.new("RGB", size, colour).save(stream, KIND_OF[file.suffix])
    file.write_bytes(stream.getvalue())
    return file


def ready(hall: Hall, folder: Path) -> photos.Ready:
    return photos.ready_photos(photos.known_people(hall.store), photos.pictures_in(folder), lambda *_: None)


def codes(found: photos.Ready) -> dict[str, str]:
    return {one.file: one.why.code for one in found.refused}


@pytest.mark.parametrize(
    "name",
    [
        "990101199001010019.jpg",
        "HG01.jpg",
        "hg01.png",
        "王建国.jpg",
        "HG01 王建国.jpg",
        "HG01王建国.jpg",
        "示范单位-王建国.jpg",
        "王建国_990101199001010019.jpg",
        "01（王建国）.jpg",
    ],
)
def test_a_file_name_tells_whose_it_is(registered: Hall, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    draw(folder / name)
    found = ready(registered, folder)
    assert [(entry, who) for _, entry, who in found.matched] == [("HG01", "王建国")]
    done = photos.store_photos(registered.store, found, by=registered.who("登记员"), at=later(1))
    assert done.missing == len(NAMES) - 1
    kept = Image.open(BytesIO(photos.photo_of(registered.store, "HG01")))
    assert kept.size == (295, 413)
    assert photos.photo_of(registered.store, "HG02") == b""


def test_what_is_doubtful_is_refused_and_the_rest_goes_in(registered: Hall, tmp_path: Path) -> None:
    registrar = registered.who("登记员")
    twin = {"name": "王建国", "trade": WELDER, "delegation": "乙队", "unit": "乙厂", "phone": "13800000001"}
    twin |= {"id_kind": "passport", "id_number": "E12345678"}
    save_entry(registered.store, twin, by=registrar, at=later(1))
    draw(tmp_path / "王建国.jpg")
    draw(tmp_path / "HG02 陈志强.jpg")
    draw(tmp_path / "谁也不是.jpg")
    draw(tmp_path / "HG03.jpg")
    draw(tmp_path / "陈志强.png")
    draw(tmp_path / "马玉兰.jpg", size=(60, 80))
    (tmp_path / "HG01.jpg").write_bytes(b"\xff\xd8\xff broken")
    (tmp_path / "E12345678.heic").write_bytes(b"no picture")
    (tmp_path / "名单.txt").write_text("x")
    found = ready(registered, tmp_path)
    assert codes(found) == {
        "E12345678.heic": "documents.portrait_kind",
        "HG01.jpg": "documents.portrait_kind",
        "HG02 陈志强.jpg": "photos.contradiction",
        "王建国.jpg": "photos.two_people",
        "谁也不是.jpg": "photos.unknown",
        "陈志强.png": "photos.twice",
        "马玉兰.jpg": "documents.picture_too_small",
    }
    assert [file for file, _, _ in found.matched] == ["HG03.jpg"]


def test_a_batch_is_taken_back_to_what_stood_before(registered: Hall, tmp_path: Path) -> None:
    registrar = registered.who("登记员")
    draw(tmp_path / "HG01.jpg", "red")
    first = photos.store_photos(registered.store, ready(registered, tmp_path), by=registrar, at=later(1))
    red = photos.photo_of(registered.store, "HG01")
    draw(tmp_path / "HG01.jpg", "blue")
    draw(tmp_path / "HG02.jpg", "blue")
    second = photos.store_photos(registered.store, ready(registered, tmp_path), by=registrar, at=later(2))
    assert photos.photo_of(registered.store, "HG01") != red
    photos.take_back(registered.store, second.before, by=registrar, at=later(3))
    assert photos.photo_of(registered.store, "HG01") == red
    assert photos.photo_of(registered.store, "HG02") == b""
    photos.take_back(registered.store, first.before, by=registrar, at=later(4))
    assert photos.photo_of(registered.store, "HG01") == b""


def test_one_picture_from_the_form_and_away_again(registered: Hall, tmp_path: Path) -> None:
    registrar = registered.who("登记员")
    before, change = photos.set_photo(
        registered.store, "HG02", 1, draw(tmp_path / "any name.jpg"), by=registrar, at=later(1)
    )
    assert list(before.values()) == [None]
    assert change.trades == {WELDER}
    assert photos.photo_of(registered.store, "HG02")
    photos.set_photo(registered.store, "HG02", 1, None, by=registrar, at=later(2))
    assert photos.photo_of(registered.store, "HG02") == b""


def test_only_a_registrar_stores_pictures(registered: Hall, tmp_path: Path) -> None:
    draw(tmp_path / "HG01.jpg")
    with pytest.raises(RightsRefusal):
        photos.store_photos(registered.store, ready(registered, tmp_path), by=registered.who("录一"), at=later(1))
    assert photos.photo_of(registered.store, "HG01") == b""


def test_work_stops_between_two_pictures(registered: Hall, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        draw(tmp_path / f"HG0{number}.jpg")
    seen: list[str] = []

    def stop(_done: int, _total: int, item: str) -> None:
        seen.append(item)
        if len(seen) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        photos.ready_photos(photos.known_people(registered.store), photos.pictures_in(tmp_path), stop)
    assert seen == ["HG01.jpg", "HG02.jpg"]


def test_a_folder_without_pictures_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        photos.pictures_in(tmp_path)
    assert refused.value.code == "photos.none"
