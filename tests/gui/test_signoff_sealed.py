"""Revealing an encrypted table of codes at the window: both passphrases, a sentence without them, the paper instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.services import drawing, people_keys
from app.services.access import Actor
from app.services.board_view import Safety
from app.services.results_view import ranking_view
from app.services.signing_view import signoff_view
from app.settings import Settings
from tests.factories import MORNING, WELDER
from tests.services.hall import CHEAP, Hall
from tests.services.sealed_kit import CHIEF, OTHER, PIN, SUPERVISOR, WORDS, lose, table
from tests.services.sealed_kit import cheap as cheap
from tests.services.sealed_kit import locked as locked
from tests.services.sealed_kit import sealed_files as sealed_files
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.dialogs.people import SecondPersonDialog
from ui.operations import Operations
from ui.pages.board_side import SafetyLines
from ui.pages.signoff_page import SignoffPage
from ui.role_words import role_words
from ui.widgets.message_bar import Message, News


def page_of(qtbot: QtBot, hall: Hall, actor: Actor) -> tuple[SignoffPage, list[Message]]:
    desk = Desk(Operations(threaded=False), Settings())
    desk.open_contest(OpenContest(hall.store, str(hall.store.path), "测试竞赛", "live", "焊工"))
    desk.trade = WELDER
    desk.sit_down(AtKeyboard(actor, actor.name, role_words(actor.role)))
    page = SignoffPage(desk)
    told: list[Message] = []
    page.told.connect(told.append)
    qtbot.addWidget(page)
    desk.operations.changed.connect(page.stale)
    page.resize(1180, 600)
    page.show()
    page.activate()
    return page, told


def confirm(page: SignoffPage, first: str, other: str) -> SecondPersonDialog:
    dialog = [found for found in page.findChildren(SecondPersonDialog) if found.isVisible()][-1]
    dialog.pin.setText(first)
    dialog.other_pin.setText(other)
    dialog.buttons["confirm"].click()
    return dialog


def test_both_passphrases_reveal_and_rank(locked: Hall, qtbot: QtBot) -> None:
    page, _ = page_of(qtbot, locked, locked.who(CHIEF))
    page.decode.click()
    confirm(page, WORDS, OTHER)
    assert signoff_view(locked.store, WELDER).decoded
    assert [line.result.place for line in ranking_view(locked.store, WELDER).lines] == [1, 2, 3]


def test_without_the_passphrase_a_sentence_and_the_paper_instead(
    locked: Hall, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.csv"
    drawing.write_sealed(paper, table(locked))
    lose(locked.store, locked)
    people_keys.change_own_secret(locked.store, SUPERVISOR, WORDS, PIN, at=MORNING, cost=CHEAP)
    page, told = page_of(qtbot, locked, locked.who(CHIEF))
    page.decode.click()
    confirm(page, WORDS, PIN)
    assert not signoff_view(locked.store, WELDER).decoded
    (message,) = told
    assert message.kind is News.REFUSAL and "监督这次登录打不开" in message.text and message.action is not None
    asked: list[str] = []

    def choose(_parent: object, caption: str, *_rest: object) -> tuple[list[str], str]:
        asked.append(caption)
        return [str(paper)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    message.action()
    confirm(page, WORDS, PIN)
    assert len(asked) == 1
    assert signoff_view(locked.store, WELDER).decoded


def test_the_board_says_how_the_table_of_codes_lies(qtbot: QtBot) -> None:
    lines = SafetyLines()
    qtbot.addWidget(lines)
    said = []
    for sealed, lost in ((None, False), (False, False), (True, False), (True, True)):
        lines.show_safety(Safety(codes_sealed=sealed, codes_lost=lost))
        said.append(lines.accessibleName().split("；")[4:])
    assert said == [[], ["密号表 未加密，要口令短语"], ["密号表 加密"], ["密号表 钥匙不全，用纸质表"]]
