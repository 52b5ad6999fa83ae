"""Every reader of a single word, number or cell: what it makes of each text, spelled out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import pytest

from app.domain import idnumber, people, roster_cells, texts
from app.domain.blind import (
    LETTERS,
    Candidate,
    Drawn,
    check_digit,
    draw,
    last_code,
    read_code,
    table_bytes,
    table_digest,
    table_row,
)
from app.domain.contest import RecheckRule, Status
from app.domain.definition_rules import read_tie
from app.domain.dice import Dice
from app.domain.initials import initial, initials
from app.domain.numbers import Rounding, decimals_of, narrow, parse_decimal, round_to, show, to_thousandths
from app.domain.people import IdKind, Person
from app.domain.ranking import natural
from app.domain.recheck import all_again, ceiling, draw_sample, error_share
from app.domain.worksheet import DateCell, Merged, NumberCell, Sheet, column_letter, column_number
from tests.unit.domain.kit import refused
from tests.unit.domain.told import check, outcome, titles


def _cell(text: str) -> str:
    """`#` in front: stored as a number; `@`: as a date; \\uXXXX and \\n as in Python."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text).replace("\\n", "\n")
    text = re.sub(r"\\U([0-9a-f]{8})", lambda found: chr(int(found[1], 16)), text)
    if text.startswith("#"):
        return NumberCell(text[1:])
    return DateCell(text[1:]) if text.startswith("@") else text


def _long(read: Callable[[str], object]) -> Callable[[str], object]:
    """`a*51` is fifty-one times a."""

    def of(text: str) -> object:
        letter, star, times = text.partition("~")
        return read(_cell(letter * int(times) if star else text))

    return of


READERS: Mapping[str, Callable[[str], object]] = {
    "name": roster_cells.name,
    "text": roster_cells.text,
    "remark": roster_cells.remark,
    "code": roster_cells.code,
    "sex": roster_cells.sex,
    "birth": roster_cells.birth_date,
    "kind": roster_cells.id_kind,
    "id": lambda cell: roster_cells.id_number(cell, ""),
    "resident": lambda cell: roster_cells.id_number(cell, "resident"),
    "passport": lambda cell: roster_cells.id_number(cell, "passport"),
    "phone": roster_cells.phone,
    "yes_no": roster_cells.yes_no,
    "level": roster_cells.skill_level,
    "years": roster_cells.years,
    "number": roster_cells.number,
    "read_id": lambda cell: idnumber.read(cell, type(cell) is NumberCell),
    "sound": idnumber.is_sound,
    "plain_id": idnumber.plain,
    "birthday": idnumber.birthday,
    "loose": texts.loose,
    "clean_name": texts.clean_name,
    "clean_text": texts.clean_text,
    "clean_code": texts.clean_code,
    "without_people": texts.without_people,
    "id_kind_word": people.parse_id_kind,
    "document": people.other_document,
    "last_four": people.last_four,
    "masked_number": people.masked_number,
    "masked_name": people.masked_name,
    "initials": initials,
    "code_of_sheet": read_code,
    "decimal": parse_decimal,
    "narrow": narrow,
    "natural": natural,
    "tie": read_tie,
    "status": Status.from_word,
    "column": column_number,
}


def told(given: str) -> str:
    lines = []
    for line in given.splitlines():
        name, _, text = line.partition(" | ")
        lines.append(f"{line} => {outcome(lambda name=name, text=text: _read(name, text))}")  # type: ignore[misc]
    return "\n".join(lines)


def _read(name: str, text: str) -> object:
    try:
        found = _long(READERS[name])(text)
    except ValueError as error:
        return type(error).__name__
    return tuple(found) if isinstance(found, tuple) else found


@titles("words")
def test_words(title: str) -> None:
    check("words", title, told)


def test_an_identity_number_from_its_parts() -> None:
    assert "".join(idnumber.check_character(f"1101051949123100{last}") for last in range(10)) == "31X8642097"
    assert idnumber.check_character("11010519491231002") == "X"
    for wrong in ("1101051949123100", "110105194912310022", "1101051949123100X", "１１０１０５１９４９１２３１００２"):
        with pytest.raises(ValueError, match="17 digits expected"):
            idnumber.check_character(wrong)
    assert idnumber.to_18("110105491231002") == "11010519491231002X"
    found = idnumber.read("11010519491231002x")
    assert isinstance(found, idnumber.IdNumber)
    assert (found.birth, found.sex, found.is_demo) == (date(1949, 12, 31), "女", False)
    assert (idnumber.sex_of("110105194912310010"), idnumber.IdNumber("99" + "0" * 16).is_demo) == ("男", True)


def test_one_key_per_person() -> None:
    assert people.id_key(IdKind.RESIDENT, "110105491231002") == "resident:11010519491231002X"
    assert people.id_key(IdKind.PASSPORT, "110105491231002") == "passport:110105491231002"
    assert people.id_key(IdKind.NONE, "1") == people.id_key(IdKind.RESIDENT, "") == ""
    assert Person("王", IdKind.OFFICER, "5").id_key == "officer:5"
    assert [kind.zh for kind in IdKind] == [
        *("居民身份证", "港澳台居民居住证", "港澳台居民通行证", "护照", "外国人永久居留身份证", "军人证件", "无"),
    ]
    assert [kind.en for kind in IdKind][3:] == [
        *("passport", "foreign permanent resident card", "military document", "none"),
    ]


def test_every_initial_by_its_first_and_last_character() -> None:
    starts = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
    assert initials(starts) == "ABCDEFGHJKLMNOPQRSTWXYZ"
    assert [initial(one) for one in ("座", "亍", "々", "a", "7", "-", "é", "\u3007", "𠮷", "阿")] == [
        *("Z", "", "", "A", "7", "", "", "", "", "A"),
    ]


def test_numbers_in_the_least_words() -> None:
    assert [decimals_of(Fraction(text)) for text in ("3", "1/2", "1/5", "1/20", "1/8", "1/125", "1/3", "3/6")] == [
        *(0, 1, 1, 2, 3, 3, None, 1),
    ]
    assert [round_to(Fraction("-2.5"), 0, rounding) for rounding in Rounding] == [-3, -2, -2]
    assert round_to(Fraction("2.345"), 2) == Fraction("2.35")
    assert round_to(Fraction(1, 3), None) == Fraction(1, 3)
    assert [show(Fraction(text), 0) for text in ("0.5", "-0.5", "10")] == ["1", "-1", "10"]
    assert (show(5), show(Fraction(-1, 3)), show(Fraction("-0.05"), 1)) == ("5", "-0.333333333333", "-0.1")
    assert to_thousandths(Fraction("-0.001")) == -1
    with refused("number.too_fine", text="0.0005"):
        to_thousandths(Fraction("0.0005"))
    with refused("number.too_long", text="1" * 40, most=30):
        parse_decimal("1" * 41)


def test_dice_of_a_known_seed() -> None:
    dice = Dice(7, "test")
    assert [dice.below(10) for _ in range(12)] == DICE
    assert "".join(Dice("x", "test").shuffled("abcdefgh")) == SHUFFLED
    assert Dice("x", "test").sample("abcdefgh", 3) == SAMPLE
    assert Dice("x", "test").sample("abc", 5) == ["a", "b", "c"]
    assert Dice("x", "other").shuffled("abcdefgh") != Dice("x", "test").shuffled("abcdefgh")
    assert Dice(1, "one").below(1) == 0


DICE = [0, 6, 7, 7, 5, 5, 3, 8, 2, 2, 7, 5]
SHUFFLED = "cdefagbh"
SAMPLE = ["c", "d", "e"]


def test_the_sample_to_look_at_again() -> None:
    rule = RecheckRule(Fraction("0.3"), Fraction("0.5"), Fraction("0.1"))
    found = draw_sample(rule, [["HG10", "HG2"], ["HG1"], ["HG5", "HG4"], ["HG7"], ["HG9"], ["HG8"]], 3)
    assert (found.seed, found.top) == ("3", ("HG2", "HG10", "HG1"))
    assert len(found.drawn) == 3 and set(found.drawn) <= {"HG4", "HG5", "HG7", "HG8", "HG9"}
    assert found.drawn == tuple(sorted(found.drawn, key=natural))
    assert found.entries == found.top + found.drawn
    assert draw_sample(RecheckRule(Fraction(0), Fraction(0)), [["a"]], 3).entries == ()
    assert draw_sample(RecheckRule(Fraction(1), Fraction(1)), [["a"], ["b"]], 3).entries == ("a", "b")
    assert draw_sample(rule, [], 3).entries == ()
    assert [ceiling(Fraction(text)) for text in ("0", "0.1", "1", "-0.5")] == [0, 1, 1, 0]
    assert (error_share(1, 4), error_share(0, 0)) == (Fraction(1, 4), Fraction(0))
    assert [all_again(rule, errors, 20) for errors in (2, 3)] == [False, True]


def dealt(drawn: tuple[Drawn, ...]) -> list[str]:
    """Entry, station, sitting and codes."""
    return [" ".join(map(str, (o.entry, o.station, o.sitting, o.code, o.work_code))).rstrip() for o in drawn]


def test_codes_of_the_draw() -> None:
    assert "".join(check_digit(text) for text in ("572", "", "01", "10", "99")) == "40319"
    people_here = [Candidate(f"HG{number}", "甲乙丙"[number % 3]) for number in range(1, 8)]
    assert dealt(draw(people_here, [1, 2, 3], 5, "W")) == DRAWN
    assert dealt(draw(people_here, [1, 2, 3, 4], 5, "W", 3, True, code_seed=9)) == APART
    assert [one.code for one in draw(people_here[:2], [1, 2], 5, "W", 0)] == ["", ""]
    taken = frozenset(one.code for one in draw(people_here, [1, 2, 3], 5, "W"))
    assert not taken & {one.code for one in draw(people_here, [1, 2, 3], 5, "W", taken=taken)}
    with refused("draw.nobody"):
        draw([], [1], 5, "W")
    with refused("draw.no_stations"):
        draw(people_here, [], 5, "W")
    for letter in ("O", "", "AA", "w"):
        with refused("draw.letter", letter=letter, known=LETTERS):
            draw(people_here, [1], 5, letter)
    with refused("draw.double", entry="HG1"):
        draw([*people_here, Candidate("HG1")], [1], 5, "W")
    with refused("draw.codes_used_up", count=10000):
        draw([Candidate(str(number)) for number in range(10000)], [1], 5, "W")


def test_lines_of_the_sealed_table() -> None:
    plain_one, coded = Drawn("HG1", 3, 1, ""), Drawn("HG1", 3, 1, "W-172")
    layered = Drawn("HG1", 3, 2, "W-172", "W-281")
    assert [last_code(one) for one in (plain_one, coded, layered)] == ["HG1", "W-172", "W-281"]
    rows = [table_row(one) for one in (plain_one, coded, layered)]
    assert rows == [["HG1", "3", 1, "", "HG1"], ["HG1", "3", 1, "", "W-172"], ["HG1", "3", 2, "W-172", "W-281"]]
    assert table_bytes("7", rows[:1]) == b'{"rows":[["HG1","3",1,"","HG1"]],"seed":"7"}'
    assert len(table_digest("7", rows)) == 64 and table_digest("7", rows) != table_digest("8", rows)


DRAWN = [
    "HG5 1 1 W-059",
    "HG1 2 1 W-739",
    "HG6 3 1 W-898",
    "HG4 1 2 W-158",
    "HG7 3 2 W-752",
    "HG2 1 3 W-502",
    "HG3 3 3 W-822",
]
APART = [
    "HG7 1 1 W-590 W-898",
    "HG2 2 1 W-502 W-117",
    "HG1 3 1 W-577 W-397",
    "HG3 4 1 W-920 W-589",
    "HG6 1 2 W-229 W-623",
    "HG5 3 2 W-013 W-068",
    "HG4 4 2 W-840 W-833",
]


def test_addresses_of_a_sheet() -> None:
    sheet = Sheet("S", [["a", ""], [" ", "\t"], ["", "b"]], top=3, left=26, merged=(Merged(1, 2, 3, 4),))
    assert (sheet.width, sheet.row_number(2), sheet.letter(0), sheet.letter(1)) == (2, 5, "Z", "AA")
    assert sheet.place(2, 1) == "AA5"
    assert list(sheet.filled_rows()) == [(3, ["a", ""]), (5, ["", "b"])]
    assert not sheet.is_blank
    empty = Sheet("E", [])
    assert (empty.width, empty.is_blank, empty.top, empty.left, empty.hidden) == (0, True, 1, 1, False)
    assert Sheet("E", [[" "]]).is_blank
    assert [column_letter(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"),
    ]
