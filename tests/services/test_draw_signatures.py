"""按手印登记: the signed draw list is entered once for the draw in force, by who may draw."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import draw_signatures
from app.services.drawing_view import round_draw
from db.store import Store
from tests.services.hall import MORNING, WELDER
from tests.services.test_drawing import draw, present

LATER = MORNING + timedelta(minutes=20)


def test_the_signed_list_is_entered_once_and_falls_with_its_draw(store: Store) -> None:
    hall = present(store)
    coding = hall.who("加密")
    with pytest.raises(Refusal) as none:
        draw_signatures.note_signed(hall.store, WELDER, "practical", by=coding, at=LATER)
    assert none.value.code == "draw.none"
    draw(hall)
    assert round_draw(hall.store, WELDER, "practical", now=LATER).signed is None
    with pytest.raises(RightsRefusal):
        draw_signatures.note_signed(hall.store, WELDER, "practical", by=hall.who("录一"), at=LATER)
    draw_signatures.note_signed(hall.store, WELDER, "practical", by=coding, at=LATER)
    view = round_draw(hall.store, WELDER, "practical", now=LATER)
    assert view.signed == LATER
    assert hall.audit_acts()[-1] == "draw.list_signed"
    with pytest.raises(Refusal) as again:
        draw_signatures.note_signed(hall.store, WELDER, "practical", by=coding, at=LATER)
    assert again.value.code == "draw.signed"
    draw(hall, seed="8", reason="工位损坏", witness=hall.who("裁判长"))
    assert round_draw(hall.store, WELDER, "practical", now=LATER).signed is None
