"""Identity numbers: the check character, the two forms, what they say, and the damage spreadsheets do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import idnumber
from app.domain.idnumber import IdFault, IdNumber

# The worked examples of GB 11643-1999.
STANDARD = ("11010519491231002X", "440524188001010014")


def test_the_examples_of_the_standard() -> None:
    assert idnumber.check_character("11010519491231002") == "X"
    assert idnumber.check_character("44052418800101001") == "4"
    found = idnumber.read(STANDARD[0])
    assert isinstance(found, IdNumber)
    assert (found.birth, found.sex, found.is_demo) == (date(1949, 12, 31), "女", False)
    assert idnumber.read(STANDARD[1]) is IdFault.DATE  # nobody of 1880 competes


def test_the_old_form_is_the_same_person() -> None:
    assert idnumber.to_18("110105491231002") == STANDARD[0]
    assert idnumber.read("110105491231002") == idnumber.read(STANDARD[0])
    assert idnumber.read("110105491231002", numeric=True) == idnumber.read(STANDARD[0])


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002X",
        "'11010519491231002X",
        "\u202a11010519491231002X\u202c",
        "110105\u00a019491231\u3000002Х",  # the last letter is Cyrillic
    ],
)
def test_ways_of_typing(typed: str) -> None:
    assert idnumber.read(typed) == IdNumber(STANDARD[0])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("110105194912310021", IdFault.CHECK),
        ("11010519491231002", IdFault.LENGTH),
        ("1101051949123100XX", IdFault.CHARACTERS),
        ("A1010519491231002X", IdFault.CHARACTERS),
        ("010105194912310021", IdFault.CHARACTERS),
        ("", IdFault.LENGTH),
        ("护照号", IdFault.LENGTH),
        ("11010519490229001" + idnumber.check_character("11010519490229001"), IdFault.DATE),
        ("11010519491331001" + idnumber.check_character("11010519491331001"), IdFault.DATE),
        ("110105490229001", IdFault.DATE),
        ("6.22102E+17", IdFault.DAMAGED),
        ("6.22102199001011e17", IdFault.DAMAGED),
        ("622102199001011000", IdFault.DAMAGED),
    ],
)
def test_faults(typed: str, fault: IdFault) -> None:
    assert idnumber.read(typed) is fault


def test_a_number_cell_of_more_than_15_digits_is_damaged_even_if_the_check_fits() -> None:
    first17 = "62210219900101000"
    sound = next(
        candidate + idnumber.check_character(candidate)
        for sequence in range(0, 1000, 100)
        if (candidate := f"{first17[:14]}{sequence:03}") and idnumber.check_character(candidate) == "0"
    )
    assert sound.endswith("000")
    assert isinstance(idnumber.read(sound), IdNumber)
    assert idnumber.read(sound, numeric=True) is IdFault.DAMAGED


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.integers(0, 999), st.integers(110000, 999999))
def test_every_sound_number_says_what_it_was_made_of(born: date, sequence: int, region: int) -> None:
    first17 = f"{region}{born:%Y%m%d}{sequence:03}"
    found = idnumber.read(first17 + idnumber.check_character(first17))
    assert isinstance(found, IdNumber)
    assert found.birth == born
    assert found.sex == ("男" if sequence % 2 else "女")


@given(DAYS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_no_single_wrong_digit_passes(born: date, sequence: int, place: int, shift: int) -> None:
    first17 = f"990101{born:%Y%m%d}{sequence:03}"
    sound = first17 + idnumber.check_character(first17)
    wrong = sound[:place] + str((int(sound[place]) + shift) % 10) + sound[place + 1 :]
    assert isinstance(idnumber.read(wrong), IdFault)


@given(DAYS, st.integers(0, 999), st.integers(0, 15))
def test_no_swap_of_neighbours_passes(born: date, sequence: int, place: int) -> None:
    first17 = f"990101{born:%Y%m%d}{sequence:03}"
    sound = first17 + idnumber.check_character(first17)
    swapped = sound[:place] + sound[place + 1] + sound[place] + sound[place + 2 :]
    assert swapped == sound or isinstance(idnumber.read(swapped), IdFault)


@given(st.text(max_size=30), st.booleans())
def test_any_text_gets_an_answer(text: str, numeric: bool) -> None:
    assert isinstance(idnumber.read(text, numeric), IdNumber | IdFault)


def test_check_character_wants_17_digits() -> None:
    for wrong in ("", "1" * 16, "1" * 18, "1" * 16 + "X", "１" * 17):
        with pytest.raises(ValueError, match="17 digits"):
            idnumber.check_character(wrong)
