"""Types marks into the window without end and says which have their tick; a test kills it. `FILE CODE` on the line."""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from db.store import Store
from tests.gui.grid_helpers import keys
from tests.gui.hall_window import Hall
from tests.gui.marking_room import FIRST_RECORDER
from ui.grid.state import SAVED
from ui.pages.scoring_page import ScoringPage


def main(path: str, code: str) -> None:
    """Sit down, open the sheet, and type into its first line for ever."""
    QApplication([])
    hall = Hall(Store.open(Path(path)), None)  # type: ignore[arg-type]  # nobody logs in here
    hall.sit(FIRST_RECORDER)
    page = ScoringPage(hall.desk)
    page.show()
    page.activate()
    page.open_sheet(hall.line(code).sheet_id)
    grid = page.space.grid
    walk = grid.state.walk
    assert walk is not None
    line = [spot for spot in walk.cells if spot.aspect == walk.cells[0].aspect]
    for number in itertools.count():
        spot, text = line[number % len(line)], ("3.5", "3.0", "2.5", "4.0")[number // len(line) % 4]
        grid.go_to(spot)
        keys(grid, f"{text}<Enter>")
        note = grid.state.notes.get(spot)
        if note is not None and note.stage is SAVED:
            print(spot.aspect, spot.seat + 1, text.replace(".", "") + "00", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
