"""An error as the sentence a person reads, the same in the window, in the verbs and on paper.

The sentences live in `resources/texts/errors_*.json`: {"subject.what": {"zh": "…{place}…", "en": "…{place}…"}}.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any

import resources
from app.errors import AppError

LANGUAGES = ("zh", "en")
_UNKNOWN = {
    "zh": "操作没有完成，数据没有改变（{code}{details}）。请把这行文字告诉技术人员。",
    "en": "This was not done and nothing has changed ({code}{details}). Please pass this line on to your technician.",
}
_JOINT = {"zh": "、", "en": ", "}
_WHOLE = {"zh": "成绩", "en": "the score"}
"""Said for the aspect of a mark that has none: the one total of a round without aspects."""


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence by code and language, read once from the bundled files.

    Raises:
        ValueError: a code stands in two files, so nobody could tell which sentence counts.
    """
    found: dict[str, dict[str, str]] = {}
    for name in resources.names("texts", ".json"):
        if not name.rpartition("/")[2].startswith("errors_"):
            continue
        for code, words in json.loads(resources.text(name)).items():
            if code in found:
                raise ValueError(f"{code} stands twice; the second time in {name}")
            found[code] = words
    return found


def places(template: str) -> frozenset[str]:
    """The named places of a sentence: `{limit}` gives `limit`."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@cache
def _words() -> dict[str, str]:
    """Words of the program's own that fields carry in Chinese (roles, states of a sheet), in English."""
    found: dict[str, str] = json.loads(resources.text("texts/field_words.json"))
    return found


def shown(value: object, language: str) -> str:
    """A field as it stands in a sentence; lists are joined the way the language does, the program's own words said in
    it."""
    if isinstance(value, (list, tuple, set, frozenset)):
        members = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return _JOINT[language].join(shown(member, language) for member in members)
    if language == "zh" or not isinstance(value, str):
        return str(value)
    members = value.split(_JOINT["zh"])
    known = all(member in _words() for member in members)
    return _JOINT[language].join(_words()[member] for member in members) if known else value


def _place(fields: Mapping[str, str], named: frozenset[str], language: str) -> str:
    """Where in a file it is, for an error that was met there and whose sentence does not say so itself."""
    if not {"file", "row"} <= fields.keys() or named & {"row", "cell", "file"}:
        return ""
    where = fields.get("cell") or {"zh": "第 {row} 行", "en": "row {row}"}[language].format_map(fields)
    return {"zh": "“{file}”{where}：", "en": "“{file}” {where}: "}[language].format(file=fields["file"], where=where)


def sentence(error: AppError, language: str = "zh") -> str:
    """What happened and what to do, with the error's fields in their places.

    A code nobody wrote a sentence for still gives a readable one that contains the code and the fields.
    """
    language = language if language in LANGUAGES else "zh"
    fields = {name: shown(value, language) for name, value in error.fields.items()}
    if fields.get("aspect") == "":
        fields["aspect"] = _WHOLE[language]
    template = sentences().get(error.code, {}).get(language)
    if template is not None and places(template) <= fields.keys():
        return _place(fields, places(template), language) + template.format_map(fields)
    details = "".join(f", {name}={value}" for name, value in fields.items())
    return _UNKNOWN[language].format(code=error.code, details=details)


def error_facts(error: AppError) -> dict[str, Any]:
    """A refusal or failure as scripts read it: code, both sentences, and the fields as texts."""
    fields = {key: str(value) for key, value in error.fields.items()}
    return {"code": error.code, "message": sentence(error), "message_en": sentence(error, "en"), "fields": fields}
