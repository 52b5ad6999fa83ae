"""The English of the window is complete, keeps every named place, and the compiled file says the same."""

from __future__ import annotations

import ast
import re
import string
import sys
import xml.etree.ElementTree as Tree
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from ui.desk import Desk
from ui.language import Language
from ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

HOW = "run packaging/translations.py and fill in resources/translations/app_en.ts"


def messages(file: Path) -> dict[tuple[str, str, str], str]:
    """English by context, source and what tells two uses of one source apart."""
    found = {}
    for context in Tree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name") or "", message.findtext("source") or "", message.findtext("comment") or "")
            found[key] = message.findtext("translation") or ""
    return found


@pytest.fixture(scope="module")
def english() -> dict[tuple[str, str, str], str]:
    return messages(resources.path("translations/app_en.ts"))


def test_every_text_of_the_window_is_in_the_file(english: dict[tuple[str, str, str], str], tmp_path: Path) -> None:
    import translations

    fresh = tmp_path / "fresh.ts"
    translations.collect(fresh)
    missing = sorted(messages(fresh).keys() - english.keys())
    assert missing == [], HOW


def test_every_text_is_translated() -> None:
    import translations

    assert translations.unfinished() == [], HOW


def test_named_places_are_kept(english: dict[tuple[str, str, str], str]) -> None:
    def places(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    wrong = [key for key, text in english.items() if not places(text) <= places(key[1])]
    assert wrong == []


def test_the_compiled_file_agrees(english: dict[tuple[str, str, str], str]) -> None:
    translator = QTranslator()
    assert translator.load(str(resources.path("translations/app_en.qm")))
    wrong = [key for key, text in english.items() if translator.translate(*key) != text]
    assert wrong == [], HOW


def test_the_window_changes_its_language_while_running(qtbot: QtBot, qapp: QApplication, open_desk: Desk) -> None:
    window = MainWindow(open_desk)
    qtbot.addWidget(window)
    window.show_page("audit")
    language = Language(qapp)
    try:
        language.switch("en")
        assert window.shell is not None
        qtbot.waitUntil(lambda: window.shell is not None and window.shell.rail.items["practical"].text() == "Practical")
        assert window.current == "audit"
        assert window.commands.table.text("undo") == "Undo"
    finally:
        language.switch("zh")
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.rail.items["practical"].text() == "实操")


def test_no_text_to_translate_stands_within_another() -> None:
    r"""What is written f"{self.tr('…')}" is not found when texts are collected, and stays Chinese in English."""
    hidden = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in sorted((ROOT / "ui").rglob("*.py"))
        for text in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "tr"
    ]
    assert hidden == []


def test_the_tour_names_what_it_points_at_as_the_window_does(english: dict[tuple[str, str, str], str]) -> None:
    said = [text.replace("&", "") for text in english.values()]
    told = [text for (context, _, _), text in english.items() if context == "Tour"]
    named = [name for text in told for name in re.findall("“(.+?)”", text)]
    assert len(named) > 3
    assert [name for name in named if not any(text.startswith(name) for text in said)] == []
