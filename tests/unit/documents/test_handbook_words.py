"""The handbook names what is on the screen: bold words are texts of the window, quoted sentences are said so."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

import pytest

import resources
from app.services import handbook

NO_WINDOW = {"rules", "commands", "words"}  # chapters that name no control
NAMES = {"zh": ("匠评",), "en": ("Jiangping",)}
FILLED_IN = r"[\d.:]+|H-#|焊工|录分员|[Tt]he recorder|“…+”|…+"
"""What stands in a quoted sentence where the program fills something in."""


@cache
def texts(language: str) -> frozenset[str]:
    """Every text of the window and every sentence of the services; Chinese ones as the program's source has them."""
    found: set[str] = set()
    if language == "zh":
        for file in (resources.path("").parent / "ui").rglob("*.py"):
            nodes = ast.walk(ast.parse(file.read_text("utf-8")))
            found |= {one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    tree = ElementTree.fromstring(resources.text("translations/app_en.ts"))
    for message in tree.iter("message"):
        found.add(message.findtext("source" if language == "zh" else "translation") or "")
    for name in resources.names("texts", ".json"):
        for entry in json.loads(resources.text(name)).values():
            if isinstance(entry, dict) and isinstance(entry.get(language), str):
                found.add(entry[language])
    return frozenset(found - {""})


def plain(text: str) -> str:
    return re.sub(r"[\s&]", "", text).replace("_", "")


@cache
def exact(language: str) -> frozenset[str]:
    """Texts as they are, and what stays of one where the program adds a code, a count or an hour."""
    bare = (re.sub(r"\{[^}]*\}", "", text) for text in texts(language))
    return frozenset(plain(text) for text in (*texts(language), *bare))


@cache
def filled(language: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    """Texts with places to fill in, named in the handbook with a value or "…" there, and how many letters they have."""
    found = []
    for text in texts(language):
        parts = re.split(r"\{[^}]*\}", plain(text))
        letters = len(re.sub(r"\W", "", "".join(parts)))
        if len(parts) > 1 and letters > 1:
            found.append((re.compile(".{1,24}".join(map(re.escape, parts))), letters))
    return tuple(found)


@cache
def said(language: str) -> str:
    """All sentences in one, with "#" where something is filled in."""
    return "\n".join(re.sub(r"\{[^}]*\}", "#", plain(text)) for text in texts(language))


def chapters(language: str) -> Iterator[handbook.Chapter]:
    return (chapter for chapter in handbook.chapters(language) if chapter.subject not in NO_WINDOW)


def is_on_screen(words: str, language: str) -> bool:
    bare = plain(words)
    return bare in exact(language) or any(
        pattern.fullmatch(bare) and 2 * letters >= len(bare) for pattern, letters in filled(language)
    )


def is_said(quote: str, language: str) -> bool:
    """Whether the quote is a sentence, or a part of one, that the program says."""
    parts = [re.escape(part) for part in re.split(FILLED_IN, plain(re.sub(r"H-\d+", "H-#", quote))) if part]
    return re.search("[^\n]{0,30}?".join(parts), said(language)) is not None


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_what_is_set_bold_is_a_text_of_the_window(language: str) -> None:
    wrong = [
        f"{chapter.name}: {words}"
        for chapter in chapters(language)
        for words in re.findall(r"\*\*(.+?)\*\*", chapter.text)
        if words not in NAMES[language] and not is_on_screen(words, language)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", handbook.LANGUAGES)
def test_what_the_program_is_quoted_with_it_says(language: str) -> None:
    quotes = [
        (chapter.name, row.split("|")[1].strip())
        for chapter in chapters(language)
        for table in re.findall(r"\| (?:程序说|It says|写着) \|.*\n\|[- |]+\n((?:\|.*\n?)+)", chapter.text)
        for row in table.splitlines()
    ]
    assert len(quotes) > 50
    assert [f"{name}: {quote}" for name, quote in quotes if not is_said(quote, language)] == []


def test_a_word_that_is_nowhere_is_found_out() -> None:
    assert (
        is_on_screen("锁定成绩", "zh") and is_on_screen("导出 3 张 PDF", "zh") and is_on_screen("导出 … 张 PDF", "zh")
    )
    assert not is_on_screen("点这里保存", "zh") and not is_on_screen("Save now", "en")
    assert is_said("还差 1 处裁定", "zh") and not is_said("还差 1 处保存", "zh")
