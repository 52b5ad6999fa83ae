"""Every kind of aspect in the window: its word and rule in the tree, its tag on the sheet, how its cells are judged."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from app.domain.contest import Round
from app.domain.kinds import KINDS
from app.domain.scheme import Aspect, AspectKind
from app.domain.scheme_edit import usual_detail
from ui.grid.check import _aspect
from ui.grid.facts import tag_text
from ui.pages.setup_scheme_words import kind_name, rule_words

BARE = Round("practical", "实操", Fraction(10))


@pytest.mark.parametrize("kind", list(AspectKind), ids=lambda kind: kind.value)
def test_the_window_knows_the_kind(qtbot: QtBot, kind: AspectKind) -> None:
    detail = usual_detail(BARE, kind)
    aspect = Aspect("A1", "一项", kind, Fraction(10), detail)
    assert kind_name(kind) == KINDS[kind].word
    assert rule_words(aspect)
    assert len(tag_text(kind.value)) == 1 and tag_text(kind.value) in (KINDS[kind].short, "测")
    asked = _aspect("A1", kind.value, "10", "0", "", (), len(aspect.seats))
    assert (type(asked.detail), asked.highest, asked.seats) == (type(detail), aspect.highest, aspect.seats)
