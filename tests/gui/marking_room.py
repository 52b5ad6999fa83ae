"""The marking page on the demo's afternoon, with whoever sits at it: shared by the tests that key marks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.marks import show_mark
from app.services.common import contest_facts
from app.services.demo_data.day import DemoDay
from app.services.drawing import codes_by_entry
from app.services.sheet_view import CellAddress
from db.queries import people
from tests.gui.grid_helpers import keys
from tests.gui.hall_window import WELDER, Hall, shown
from ui.dialogs.question import Question
from ui.grid.grid import ScoreGrid
from ui.pages.scoring_page import ScoringPage
from ui.widgets.message_bar import Message

FIRST_RECORDER, SECOND_RECORDER, CHIEF, SUPERVISOR = "马秀英", "张晓燕", "陈志强", "赵明亮"
EMPTY, DIFFERS, DISPUTED, SUBMITTED = "H-076", "H-887", "H-059", "H-680"


class Room:
    """A page, who sits at it, and what it told."""

    def __init__(self, qtbot: QtBot, hall: Hall, who: str = FIRST_RECORDER) -> None:
        self.hall, self.desk = hall, hall.desk
        hall.sit(who)
        self.page = ScoringPage(hall.desk)
        self.told: list[Message] = []
        self.refused: list[str] = []
        self.page.told.connect(self.told.append)
        hall.desk.operations.refused.connect(lambda error: self.refused.append(error.code))
        shown(qtbot, self.page)
        self.grid = self.page.space.grid

    def open(self, code: str) -> int:
        """Open a sheet by its code, as typed."""
        keys(self.grid, "<Ctrl+G>")
        field = self.page.space.sheets.field
        QTest.keyClicks(field, code)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
        return self.page.keeper.sheet_id

    @property
    def sheet(self) -> int:
        return self.page.keeper.sheet_id

    def stored(self, address: CellAddress, keying: int = 1) -> str:
        """What is on disk."""
        return self.hall.cell(self.sheet, address, keying).text

    @staticmethod
    def entry_by_code(hall: Hall, code: str) -> str:
        """The person behind a code, as the demo's day knows them: by ID number."""
        with hall.store.read() as reading:
            trade = contest_facts(reading).trade(WELDER)
            codes = codes_by_entry(reading, trade)["practical"]
            name = next(entry.name for entry in people.entries(reading, trade.id) if codes.get(entry.id) == code)
        return next(one.id_number for one in hall.afternoon.day.people if one.name == name)

    def entry_of(self, code: str) -> str:
        """The person behind a code."""
        return self.entry_by_code(self.hall, code)

    def type_along(self, texts: dict[CellAddress, str]) -> None:
        """Type a whole sheet in walking order."""
        type_along(self.grid, texts)

    def settle_down(self, qtbot: QtBot) -> None:
        """Let the gathered refreshes happen."""
        qtbot.waitUntil(lambda: not self.page._sheet_timer.isActive() and not self.page._list_timer.isActive())

    def dialog(self) -> Question:
        """The dialog that is open."""
        assert self.page.acts.dialog is not None
        return self.page.acts.dialog

    def decide(self, key: str, reason: str, name: str) -> None:
        """Give reason and PIN in the dialog and press the verb."""
        dialog = self.dialog()
        dialog.findChild(QLineEdit, "reason_words").setText(reason)
        box = dialog.name  # type: ignore[attr-defined]
        box.setCurrentIndex(box.findData(name))
        dialog.findChild(QLineEdit, "official_pin").setText(self.hall.afternoon.pin(name))
        dialog.buttons[key].click()
        QApplication.processEvents()


def on_paper(day: DemoDay, key: str, keying: int = 0, trade: str = WELDER) -> dict[CellAddress, str]:
    """What a recorder types of somebody's practical sheet, cell by cell; `keying` 0 without any slip of the hand."""
    part = next(one for one in day.contest.trades if one.code == trade).round("practical")
    assert part is not None
    given = day.keyed(key, "practical", keying) if keying else day.paper(key, "practical")
    texts = {}
    for name, seats in given.marks.items():
        aspect = part.aspect(name)
        assert aspect is not None
        for seat, mark in seats.items():
            text = show_mark(mark, aspect)
            texts[CellAddress(name, int(seat) - 1 if seat else -1)] = {"合格": "1", "不合格": "0"}.get(text, text)
    return texts


def type_along(grid: ScoreGrid, texts: dict[CellAddress, str]) -> None:
    """Type a whole sheet in walking order, only keys: no more than needed, and Enter where the cell waits for it."""
    walk = grid.state.walk
    assert walk is not None
    for cell in walk.cells:
        if grid.current != cell:  # the cursor passed over it: recused, or nothing to key
            continue
        text = texts[cell]
        keys(grid, _keys_of(text))
        if grid.state.draft is not None or grid._deduction is not None:
            keys(grid, "<Enter>")


def _keys_of(text: str) -> str:
    """What a practised hand types for a stored text: no zero behind the point, times as figures."""
    if ":" in text:
        return text.replace(":", "").lstrip("0") or "0"
    return text[:-2] if text.endswith(".0") else text
