"""Somebody's role is taken in another window while the grid is being keyed: said at the cell, nothing keyed is lost."""

from __future__ import annotations

from app.domain.roles import Role
from app.services import people_keys
from app.services.access import people_at_keyboard
from app.services.common import now
from tests.gui.grid_helpers import cell, keys
from tests.gui.marking_room import FIRST_RECORDER, Room
from ui.grid.state import REFUSED, SAVED


def test_the_next_key_is_refused_at_its_cell_and_what_was_keyed_stays(room: Room) -> None:
    store = room.hall.store
    admin = next(one for one in people_at_keyboard(store) if one.role is Role.ADMINISTRATOR)
    keys(room.grid, "3.5<Return>")
    people_keys.set_role(store, FIRST_RECORDER, "registrar", by=admin, at=now())
    keys(room.grid, "3<Return>")
    note = room.grid.state.notes[cell("A1", 2)]
    assert note.stage is REFUSED and note.text == "3.0" and FIRST_RECORDER in note.sentence
    assert (room.stored(cell("A1", 1)), room.stored(cell("A1", 2))) == ("3.5", "")
    assert room.grid.state.notes[cell("A1", 1)].stage is SAVED
    people_keys.set_role(store, FIRST_RECORDER, "recorder", by=admin, at=now())
    room.grid.go_to(cell("A1", 2))
    keys(room.grid, "3<Return>")
    assert room.stored(cell("A1", 2)) == "3.0"
