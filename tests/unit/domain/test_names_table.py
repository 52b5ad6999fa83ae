"""Two hundred names and texts from outside: each is kept exactly, unified as said, or refused with its code point."""

from __future__ import annotations

import unicodedata

import pytest

from app.domain.texts import clean_name, clean_text
from app.errors import Refusal

# Kept as they are: rare Han of every extension (A to J by range, whatever this Python knows), compatibility-free.
RARE = [
    *"㐀㐹㑇䶵䶿䲜䥑",  # extension A
    *(chr(point) for point in (0x20000, 0x20BB7, 0x201A9, 0x2A6D6, 0x2A6DF)),  # B
    *(chr(point) for point in (0x2A700, 0x2B734, 0x2B739)),  # C, with the later additions
    *(chr(point) for point in (0x2B740, 0x2B81D)),  # D
    *(chr(point) for point in (0x2B820, 0x2CEA1, 0x2CDAE)),  # E
    *(chr(point) for point in (0x2CEB0, 0x2EBE0)),  # F
    *(chr(point) for point in (0x30000, 0x3134A)),  # G
    *(chr(point) for point in (0x31350, 0x323AF)),  # H: unassigned for Python 3.11
    *(chr(point) for point in (0x2EBF0, 0x2EE5D)),  # I
    *(chr(point) for point in (0x323B0, 0x33479)),  # J
    *"𠮷𠅤𣲗𤧛𦈡𨭎𨱏𪨶𫍯𫓶𫖮𫚈𫟷𬀩𬂩𬍛𬘭𬣙𬬭𬭼𬴊𬶋",  # names in use; planes 2
    *"龘靐齉䨻燚喆頔翀犇骉赟彧祎婳琭玥瑨璟昇朤",
]
# Kept exactly: variation selectors choose the right form of a name.
VARIATIONS = [
    "葛\U000e0100",
    "葛\U000e0101",
    "辻\U000e0100",
    "祇\U000e0102",
    "邉\U000e0118",
    "𠮷\U000e0100",
    "王葛\U000e0100",
    "葛\ufe00",
    "羽\ufe01",
]
# Kept exactly: names of other scripts in their composed form.
OTHERS = [
    "Anna Müller",
    "José García",
    "Nguyễn Văn An",
    "O'Brien",
    "Jean-Luc Picard",
    "Ivan Petrov",
    "Иван Петров",
    "Ольга",
    "ئابدۇرېھىم",
    "محمد علي",
    "བསྟན་འཛིན",
    "ཚེ་རིང་",
    "ᠪᠠᠲᠤ",
    "김민준",
    "山田太郎",
    "さくら",
    "Ştefan Țîru",
    "Łukasz Żak",
    "Đặng Thị Hà",
    "Αλέξανδρος",
    "ꀀꀁ",
    "ᥘᥣᥭ",
]
# Look-alikes: each is kept as typed, and none is taken for another.
CONFUSED = [
    ("Anna", "Аnna"),  # Latin A, Cyrillic А
    ("Peter", "Рeter"),
    ("Ioan", "Іoan"),
    ("Maria", "Μaria"),  # Greek Μ
    ("己", "已"),
    ("末", "未"),
    ("土", "士"),
    ("日", "曰"),
    ("戊", "戌"),
    ("氷", "冰"),
    ("吴", "吳"),
    ("吕", "呂"),
    ("户", "戶"),
    ("温", "溫"),
    ("真", "眞"),
    ("高", "髙"),
    ("崎", "﨑"),
    ("王", "玊"),
    ("玉", "王"),
    ("谢", "榭"),
    ("ー", "一"),
    ("〇", "○"),
    ("二", "ニ"),
    ("口", "ロ"),
    ("工", "エ"),
    ("力", "カ"),
    ("夕", "タ"),
    ("八", "ハ"),
    ("卜", "ト"),
]
# (typed, stored): unified because people mean the same.
UNIFIED = [
    *((f"阿卜杜{dot}买买提", "阿卜杜·买买提") for dot in "•‧・．･∙⋅·"),
    ("阿卜杜.买买提", "阿卜杜·买买提"),
    ("阿卜杜 . 买买提", "阿卜杜·买买提"),
    ("阿卜杜 · 买买提", "阿卜杜·买买提"),
    ("𠮷田・一", "𠮷田·一"),
    ("王  芳", "王芳"),
    ("王\u3000芳", "王芳"),
    ("　王芳　", "王芳"),
    ("王\u00a0芳", "王芳"),
    ("\t王芳\n", "王芳"),
    ("Anna  Müller", "Anna Müller"),
    *(
        (unicodedata.normalize("NFD", name), name)
        for name in ("Müller", "José", "Nguyễn Văn An", "Ştefan", "김민준", "Ång")
    ),
    ("\u212bng", "Ång"),  # the sign for ångström
    ("\uf90a", "金"),  # compatibility forms have one canonical spelling
    ("\uf9dc", "隆"),
    ("\ufa1c", "靖"),
    ("神\ufa19", "神神"),
    ("\U0002f804", "你"),
]
# Refused with the code point that is to blame.
REFUSED = [
    *(f"王{chr(point)}芳" for point in (0x00, 0x01, 0x07, 0x08, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x9F)),  # controls
    *(f"王{chr(point)}芳" for point in (0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E)),  # bidi
    *(f"王{chr(point)}芳" for point in (0x2066, 0x2067, 0x2068, 0x2069)),
    *(f"王{chr(point)}芳" for point in (0x200B, 0x200C, 0x200D, 0x2060, 0x2061, 0xFEFF, 0x00AD, 0x180E)),  # zero width
    *(f"王{chr(point)}芳" for point in (0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800)),  # look like nothing
    *(f"王{chr(point)}" for point in (0xE000, 0xE815, 0xF8FF, 0xF0000, 0xFFFFD, 0x100000, 0x10FFFD)),  # private use
    *(f"王{chr(point)}" for point in (0xFFFD, 0x25A1)),  # lost on the way
    *(f"王{chr(point)}" for point in (0xE0001, 0xE0041, 0xE007F)),  # tags
    *(f"王{chr(point)}" for point in (0x2FFFE, 0x2FFFF, 0x3FFFE, 0x3FFFF, 0xFFFE, 0xFFFF, 0xFDD0)),  # no characters
    *(f"王{chr(point)}" for point in (0xD800, 0xDBFF, 0xDC00, 0xDFFF)),  # half a character
    *(f"王{chr(point)}" for point in (0x40000, 0x50000, 0xDFFFF, 0x0378, 0x1FFFF)),  # nobody's
    "王?",
    "王？",
    "\u202e芳王",
    "芳\u200b",
]


def test_the_table_is_large_enough() -> None:
    assert len(RARE) + len(VARIATIONS) + len(OTHERS) + 2 * len(CONFUSED) + len(UNIFIED) + len(REFUSED) >= 200


@pytest.mark.parametrize("name", [*RARE, *VARIATIONS, *OTHERS], ids=ascii)
def test_kept_exactly(name: str) -> None:
    assert clean_name(name) == name
    assert clean_text(f"单位{name}") == f"单位{name}"


@pytest.mark.parametrize("pair", CONFUSED, ids=ascii)
def test_look_alikes_stay_two_people(pair: tuple[str, str]) -> None:
    assert tuple(map(clean_name, pair)) == pair
    assert clean_name(pair[0]) != clean_name(pair[1])


@pytest.mark.parametrize(("typed", "stored"), UNIFIED, ids=ascii)
def test_unified(typed: str, stored: str) -> None:
    assert clean_name(typed) == stored
    assert clean_name(stored) == stored


@pytest.mark.parametrize("name", REFUSED, ids=ascii)
def test_refused_by_its_code_point(name: str) -> None:
    guilty = next(char for char in name if char not in "王芳")
    with pytest.raises(Refusal) as refusal:
        clean_name(name)
    assert refusal.value.code in ("texts.hidden", "texts.unassigned", "texts.lost")
    assert refusal.value.fields["point"] == f"U+{ord(guilty):04X}"
