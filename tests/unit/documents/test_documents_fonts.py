"""Fonts, coverage, line breaking, and the words of paper."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from app.documents import fonts, words
from app.errors import WrongCall


def test_rare_characters_fall_back_and_only_the_unprintable_are_missing() -> None:
    assert fonts.missing("张三 刘𬭎 烎㵘 阿依古丽·买买提", "Kai") == []
    assert fonts.missing("𠮷\ue863😀刘😀", "Kai") == ["𠮷", "\ue863", "😀"]
    assert [(run.face, run.text) for run in fonts.runs("李㵘明", "Kai")] == [
        ("Kai", "李"),
        ("Rare", "㵘"),
        ("Kai", "明"),
    ]
    with pytest.raises(WrongCall) as caught:
        fonts.runs("王\ue863", "Song")
    assert caught.value.code == "documents.missing_glyph"
    assert caught.value.fields["point"] == "U+E863"


def test_variation_selectors_are_kept_silent() -> None:
    assert fonts.missing("邉\U000e0100") == []
    assert "".join(run.text for run in fonts.runs("葛\ufe00", "Song")) == "葛"


def test_the_rare_face_is_loaded_only_when_needed() -> None:
    code = (
        "from app.documents import fonts as f; f.width('王建国 HG07', 'Kai', 12); print(sorted(f._loaded));"
        "f.width('㵘', 'Kai', 12); print('Rare' in f._loaded)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["['Kai']", "True"]


def test_an_unknown_font_is_refused_by_name() -> None:
    with pytest.raises(WrongCall) as caught:
        fonts.width("王", "Comic", 12)
    assert caught.value.fields["font"] == "Comic"


def test_lines_break_between_chinese_characters_and_never_before_a_comma() -> None:
    lines = fonts.wrap("示范省职工，职业技能大赛（焊工）", "Song", 10, 50)
    assert lines == ["示范省职", "工，职业技", "能大赛（焊", "工）"]
    assert fonts.wrap("北京 WorldSkills 赛", "Song", 10, 70) == ["北京", "WorldSkills 赛"]
    assert all(fonts.width(line, "Song", 10) <= 50.1 for line in lines)
    assert fonts.wrap("一\n二", "Song", 10, 100) == ["一", "二"]


def test_no_character_is_lost_when_a_word_is_longer_than_a_line() -> None:
    text = "cf10353dcf93f063140507a7260c56b5"
    assert "".join(fonts.wrap(text, "Hei", 10, 40)) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 6, 20), "二〇二六年六月二十日"), (date(2010, 10, 10), "二〇一〇年十月十日"),
        (date(2026, 11, 30), "二〇二六年十一月三十日"), (date(2027, 1, 21), "二〇二七年一月二十一日"),
    ],
)  # fmt: skip
def test_dates_in_chinese_numerals(day: date, text: str) -> None:
    assert words.chinese_date(day) == text


def test_minus_and_ordinals() -> None:
    assert words.printed_number("-1.00") == "\u22121.00"
    assert words.printed_number("HG-07") == "HG-07"
    assert [words.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "112th",
    ]  # fmt: skip
    assert words.letter_date(date(2026, 6, 8)) == "2026年6月8日"
    assert words.english_date(date(2026, 6, 8)) == "June 8, 2026"
