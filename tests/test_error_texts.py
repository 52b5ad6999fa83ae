"""Every error a person can meet has its sentence, in both languages, with places the code really fills."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import resources
from app.errors import Refusal
from app.texts import LANGUAGES, places, sentence, sentences

ROOT = Path(__file__).resolve().parent.parent
BASES = {"AppError", "Refusal", "RightsRefusal", "WrongCall", "WorldFailure", "Problems"}


@dataclass(frozen=True)
class Raised:
    """One place in the program that makes an error: its code, the fields it passes, whether more may come (`**`)."""

    where: str
    code: str
    fields: frozenset[str]
    open_ended: bool


@cache
def trees() -> dict[Path, ast.Module]:
    files = [file for folder in ("app", "db", "ui") for file in sorted((ROOT / folder).rglob("*.py"))]
    return {file: ast.parse(file.read_text("utf-8"), str(file)) for file in files}


@cache
def families() -> frozenset[str]:
    """Names of the error classes and everything derived from them anywhere."""
    known = set(BASES)
    while True:
        derived = {
            node.name
            for tree in trees().values()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef) and any(called(base) in known for base in node.bases)
        }
        if derived <= known:
            return frozenset(known)
        known |= derived


def called(node: ast.expr) -> str:
    """The last name of `Refusal` or `errors.Refusal`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def codes_in(node: ast.expr) -> Iterator[str]:
    """The codes an argument can be: a literal, or either side of a conditional one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from codes_in(node.body)
        yield from codes_in(node.orelse)


@cache
def raised() -> tuple[Raised, ...]:
    found = []
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and called(node.func) in families() and node.args):
                continue
            fields = {word.arg for word in node.keywords if word.arg}
            if called(node.func) == "Problems":
                fields |= {"count"}
            open_ended = any(word.arg is None for word in node.keywords)
            where = f"{file.relative_to(ROOT)}:{node.lineno}"
            found += [Raised(where, code, frozenset(fields), open_ended) for code in codes_in(node.args[0])]
    return tuple(found)


def test_every_code_has_a_sentence() -> None:
    assert [f"{entry.where}: {entry.code}" for entry in raised() if entry.code not in sentences()] == []


def test_both_languages_say_it_with_the_same_places() -> None:
    wrong = [
        code
        for code, words in sentences().items()
        if set(words) != set(LANGUAGES)
        or any(not text.strip() for text in words.values())
        or places(words["zh"]) != places(words["en"])
    ]
    assert wrong == []


def test_every_place_is_filled_where_the_error_is_made() -> None:
    wrong = [
        f"{entry.where}: {entry.code} lacks {sorted(missing)}"
        for entry in raised()
        if entry.code in sentences() and not entry.open_ended
        if (missing := places(sentences()[entry.code]["zh"]) - entry.fields)
    ]
    assert wrong == []


def as_pattern(node: ast.JoinedStr) -> str:
    """A composed code such as f"bundle.e12_{mode}" as a pattern of the codes it may give."""
    parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+" for part in node.values)
    return "".join(parts)


def test_no_sentence_without_use() -> None:
    """A sentence nobody can ever read is a code that was renamed on one side only."""
    nodes = [node for tree in trees().values() for node in ast.walk(tree)]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    composed = [as_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    composed = [pattern for pattern in composed if re.match(r"[a-z_]+\\\.", pattern)]
    unused = [code for code in sentences() if code not in literals]
    assert sorted(code for code in unused if not any(re.fullmatch(pattern, code) for pattern in composed)) == []


def test_files_are_one_json_object_each_with_codes_of_the_right_shape() -> None:
    for name in resources.names("texts", ".json"):
        content = json.loads(resources.text(name))
        assert isinstance(content, dict), name
    assert [code for code in sentences() if code.count(".") != 1 or not code.replace(".", "").isidentifier()] == []


def test_fields_stand_in_their_places_and_lists_are_joined() -> None:
    error = Refusal("paths.no_folder", folder="/tmp/x", reason=["a", "b"])
    assert "“/tmp/x”（a、b）" in sentence(error)
    assert "“/tmp/x” could not be made (a, b)" in sentence(error, "en")


@pytest.mark.parametrize("language", ["zh", "en", "fr"])
def test_an_unknown_code_and_a_missing_field_still_give_a_sentence(language: str) -> None:
    assert "no.such_code, place=B12" in sentence(Refusal("no.such_code", place="B12"), language)
    assert "paths.no_folder, reason=full" in sentence(Refusal("paths.no_folder", reason="full"), language)
