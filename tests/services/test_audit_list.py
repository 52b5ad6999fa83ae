"""The record in words: names of the program's own are said in the language of the reader."""

from __future__ import annotations

from app.errors import Refusal, RightsRefusal
from app.services.audit_list import words_of
from app.texts import sentence


def test_names_of_the_program_are_said_in_words() -> None:
    made = words_of({"act": "key.kept", "role": "certificate"})
    assert made == {"zh": "保存钥匙（证书）", "en": "kept a key (certificates)"}
    changed = words_of({"act": "account.role", "ref": "u5", "before": "recorder", "role": "chief_judge"})
    assert "录分员" in changed["zh"] and "裁判长" in changed["zh"] and "chief judge" in changed["en"]
    assert words_of({"act": "key.kept", "role": "newer"})["zh"] == "保存钥匙（newer）"


def test_words_a_refusal_carries_are_said_in_english_too() -> None:
    open_sheet = Refusal("signing.sheet_open", code="H-076", round="实操", state="两录不一")
    assert sentence(open_sheet, "en") == "实操 H-076: the two keyings differ."
    denied = RightsRefusal("access.not_allowed", name="马秀英", role="录分员", allowed="裁判长、监督", act="x")
    assert "chief judge, supervisor" in sentence(denied, "en") and "马秀英" in sentence(denied, "en")
    assert "裁判长、监督" in sentence(denied)
