"""One search: people by name, pinyin, number and the end of an ID; codes as sheets only; each for who may see it."""

from __future__ import annotations

import pytest

from app.services.pinyin import readings, sounds_like
from app.services.search import Hit, search
from tests.factories import WELDER
from tests.services.hall import Hall


def found(hall: Hall, words: str, who: str = "登记员") -> list[Hit]:
    return list(search(hall.store, words, by=hall.who(who)))


@pytest.mark.parametrize(
    "words", ["王建", "wangjianguo", "wjg", "WJG", "wang jian guo", "wangjg", "jianguo", "HG01", "0019"]
)
def test_a_person_is_found_by_every_way_people_try(hall: Hall, words: str) -> None:
    hits = found(hall, words)
    assert hits[0].kind == "person"
    assert (hits[0].key, hits[0].text) == ("HG01", "王建国　HG01")


@pytest.mark.parametrize(
    ("words", "name", "fits"),
    [
        ("zhongli", "仲丽", True),
        ("chan", "单", True),
        ("shan", "单", True),
        ("zengyi", "曾艺", True),
        ("cengyi", "曾艺", True),
        ("lv", "吕", True),
        ("qyt", "区婷", False),
        ("ouyt", "欧阳婷", True),
        ("ggc", "闫婷", False),
        ("yanting", "闫婷", True),
        ("wj", "王建国", True),
        ("gj", "王建国", False),
        ("czm", "才让卓玛", False),
        ("crzm", "才让卓玛", True),
        ("abc", "ABC公司", True),
        ("", "王", True),
    ],
)
def test_names_by_their_sound(words: str, name: str, fits: bool) -> None:
    assert sounds_like(words, name) is fits


def test_characters_beyond_the_common_ones_have_a_reading() -> None:
    assert "yun" in readings("昀")
    assert "long" in readings("龑") or "yan" in readings("龑")
    assert readings("·") == ()


def test_a_code_is_a_sheet_and_never_a_person(hall: Hall) -> None:
    code = hall.lines()[0].code
    hits = found(hall, code, "录一")
    assert [(hit.kind, hit.key, hit.trade) for hit in hits] == [("code", code, WELDER)]
    assert all(name not in hit.text + hit.detail for hit in hits for name in ("王建国", "马玉兰", "陈志强"))


def test_nobody_finds_what_they_may_not_see(hall: Hall) -> None:
    assert not [hit for hit in found(hall, "王建", "录一") if hit.kind == "person"]
    code = hall.lines()[0].code
    assert not [hit for hit in found(hall, code, "打印员") if hit.kind == "code"]


def test_trades_by_name_code_and_sound(hall: Hall) -> None:
    for words in ("焊", "hangong", "hg", "6-18"):
        assert [hit.key for hit in found(hall, words) if hit.kind == "trade"] == [WELDER]


def test_signs_of_the_question_are_no_wildcards(hall: Hall) -> None:
    assert found(hall, "%%") == []
    assert found(hall, "__") == []
    assert found(hall, "   ") == []
