"""The record in words: names of the program's own are said in the language of the reader."""

from __future__ import annotations

import json

import resources
from app.bundle.manifest import REASONS
from app.domain.audit_acts import ACTS
from app.domain.contest import Status
from app.errors import Refusal, RightsRefusal
from app.services.audit_list import field_names, value_word, words_of
from app.services.papers import PAPER_KINDS
from app.services.papers_office import OFFICE_PAPERS
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


def test_every_field_an_entry_may_carry_has_a_name_in_both_languages() -> None:
    fields = {name for act in ACTS.values() for name in act.fields | act.optional}
    assert fields - set(field_names()) == set()
    assert all(words["zh"].strip() and words["en"].strip() for words in field_names().values())


def test_what_a_program_writes_as_a_code_is_read_as_a_word() -> None:
    known: dict[str, dict[str, dict[str, str]]] = json.loads(resources.text("texts/audit_words.json"))
    assert set(known["paper.printed.kind"]) == {*PAPER_KINDS, *OFFICE_PAPERS}
    assert set(known["results.ranked.cause"]) == set(REASONS)
    assert set(known["attendance.status.new"]) == {one.value for one in Status}
    assert words_of({"act": "spread.decided", "ref": "B5", "decision": "again"}) == {
        "zh": "极差复议 B5：重新打分",
        "en": "spread of B5: to be marked again",
    }
    assert (
        words_of({"act": "paper.printed", "kind": "score-sheets", "papers": 2})["en"]
        == "printed score sheets, 2 papers"
    )
    assert value_word("draw.made", "sealed", True, "zh") == "是"
    assert value_word("sheet.submitted", "differs", ["C1", "C2"], "en") == "C1, C2"
