"""Names and texts from outside, kinds of document, and the one masking rule."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.people import IdKind, Person, id_key, masked_name, masked_number, other_document, parse_id_kind
from app.domain.roster_plan import RosterRow
from app.domain.texts import clean_code, clean_name, clean_text, loose
from app.errors import Refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王芳", "王芳"),
        (" 王\u3000 芳\n", "王芳"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉‧买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("e\u0301", "é"),
        ("𠮷田", "𠮷田"),
        ("\U00031350\U000323af\U0003347f", "\U00031350\U000323af\U0003347f"),  # extensions H, I, J
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("䶮𬭎", "䶮𬭎"),
        ("〇", "〇"),
    ],
)
def test_names_are_kept_or_made_plain(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept
    assert clean_name(kept) == kept


@pytest.mark.parametrize(
    ("typed", "code", "point"),
    [
        ("王\u200b芳", "texts.hidden", "U+200B"),
        ("王\u202e芳", "texts.hidden", "U+202E"),
        ("\ufeff王芳", "texts.hidden", "U+FEFF"),
        ("王\x07芳", "texts.hidden", "U+0007"),
        ("王\ue000", "texts.hidden", "U+E000"),
        ("王\U000f0000", "texts.hidden", "U+F0000"),
        ("王\ud842", "texts.hidden", "U+D842"),
        ("王\u3164", "texts.hidden", "U+3164"),
        ("王?", "texts.lost", "U+003F"),
        ("王？芳", "texts.lost", "U+FF1F"),
        ("王□", "texts.lost", "U+25A1"),
        ("王\ufffd", "texts.lost", "U+FFFD"),
        ("王\u0378", "texts.unassigned", "U+0378"),
        ("王\U0002ffff", "texts.unassigned", "U+2FFFF"),
    ],
)
def test_names_nobody_can_print_are_refused_by_code_point(typed: str, code: str, point: str) -> None:
    with pytest.raises(Refusal) as refused:
        clean_name(typed)
    assert (refused.value.code, refused.value.fields["point"]) == (code, point)


def test_too_long_is_said_with_the_limit() -> None:
    with pytest.raises(Refusal) as refused:
        clean_text("字" * 201)
    assert refused.value.fields == {"length": 201, "limit": 200}


def test_free_text_may_ask_a_question() -> None:
    assert clean_text("可否补报？\n 请回复") == "可否补报？ 请回复"


@given(st.text(max_size=60))
def test_what_is_kept_is_normal_visible_and_stable(text: str) -> None:
    try:
        kept = clean_name(text)
    except Refusal:
        return
    assert unicodedata.is_normalized("NFC", kept)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") for char in kept)
    assert clean_name(kept) == kept


def test_codes_lose_width_spaces_and_unseen_marks() -> None:
    assert clean_code(" ＨＧ０７ \u200b") == "HG07"
    assert clean_code("0931—8800000") == "0931-8800000"


def test_labels_compare_loosely() -> None:
    assert loose("焊 工（职业）") == loose("焊工职业") == loose("焊工(职业)")
    assert loose("6-18-02-04") == loose("６－１８－０２－０４")
    assert loose("焊工") != loose("电工")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("身份证", IdKind.RESIDENT),
        ("居民身份证（二代）", None),
        ("护照", IdKind.PASSPORT),
        ("台湾居民居住证", IdKind.HMT_RESIDENCE),
        ("passport", IdKind.PASSPORT),
        ("resident", IdKind.RESIDENT),
        ("军官证", IdKind.OFFICER),
        ("会员卡", None),
    ],
)
def test_kinds_of_document(word: str, kind: IdKind | None) -> None:
    assert parse_id_kind(word) is kind


def test_other_documents_by_shape() -> None:
    assert other_document("e 1234 5678") == "E12345678"
    assert other_document("军字第1234567号") == "军字第1234567号"
    assert other_document("12") is None
    assert other_document("护照号码") is None


def test_one_key_per_person() -> None:
    assert id_key(IdKind.RESIDENT, "110105491231002") == id_key(IdKind.RESIDENT, "11010519491231002X")
    assert id_key(IdKind.PASSPORT, "E1234567") != id_key(IdKind.HMT_PERMIT, "E1234567")
    assert id_key(IdKind.NONE, "") == ""
    row = RosterRow(id_number="11010519491231002X")
    assert row.id_key == row.person.id_key == Person("", id_number="11010519491231002X").id_key


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "**************002X"),
        ("13900001234", "*******1234"),
        ("E1234", "***34"),
        ("1", "*"),
        ("", ""),
    ],
)
def test_numbers_show_their_last_four_at_most(number: str, shown: str) -> None:
    assert masked_number(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王芳", "王*"),
        ("王建国", "王*国"),
        ("欧阳建国", "欧**国"),
        ("阿卜·买买提", "阿*·**提"),
        ("葛\U000e0100城二", "葛\U000e0100*二"),
        ("王", "王"),
        ("阿依古丽·买买提", "阿***·**提"),
    ],
)
def test_names_with_a_star(name: str, shown: str) -> None:
    assert masked_name(name) == shown
