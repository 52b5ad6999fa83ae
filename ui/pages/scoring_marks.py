"""Marks on their way from the grid to the disk: each is answered exactly once, and one the disk refuses is tried again.

The grid hands a mark over and shows it as on its way; this keeper runs the service away from the Qt thread and answers
with stored, refused or failed. What failed is kept here and sent again every few seconds, newest text only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from app.changes import Change
from app.domain.scores import Word
from app.errors import AppError, WorldFailure
from app.services import keying, mark_undo, scoring
from app.services.sheet_view import CellAddress, CellState, CellView
from ui import messages
from ui.desk import Desk
from ui.grid.facts import RECUSED
from ui.grid.grid import ScoreGrid
from ui.grid.paste import PasteBlock

if TYPE_CHECKING:
    from app.services.access import Actor

RETRY_MS = 5000
_PATIENCE_MS = 1500  # how long leaving waits for marks that are on their way
Places = Callable[[CellAddress], tuple[int, CellAddress]]  # a cell on the screen -> sheet and cell in the file
Passes = Callable[[CellAddress], int]  # a cell on the screen -> the keying its mark goes to
Marks = tuple[tuple[CellAddress, str], ...]


@dataclass(frozen=True)
class Stored:
    """What an act put on disk: the cells as they stand now, and the change to announce."""

    cells: tuple[tuple[CellAddress, CellView], ...]
    change: Change


@dataclass(frozen=True)
class Sending:
    """One act on its way: its number, its cells with their texts, and the service that stores them."""

    number: int
    marks: Marks
    act: Callable[[Marks], Stored]


class MarkKeeper(QObject):
    """Keys what the grid hands over into one sheet at a time, for the person at the keyboard."""

    stored = Signal()  # something is on disk; the sheet's sums and questions may have changed
    failing = Signal(int)  # so many cells are not on disk because the disk refuses; 0: all well again
    refused = Signal(object, object, str)  # Refusal, CellAddress, text: turned down after it was handed over
    undone = Signal(object)  # Undone
    reason_wanted = Signal(object, str)  # CellAddress, word: why is a judge recused, an aspect not applicable?
    block_reason_wanted = Signal(object)  # PasteBlock with such words

    def __init__(self, desk: Desk, grid: ScoreGrid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._grid = grid
        self.sheet_id = 0
        self.keying = 1
        self._number = 0
        self._flying = 0
        self._told = 0
        self._latest: dict[CellAddress, int] = {}
        self._failed: dict[int, Sending] = {}
        self._doubts: dict[CellAddress, bool] = {}
        self._reasons: dict[tuple[int, str, str], str] = {}
        self._retry = QTimer(self, interval=RETRY_MS)
        self._retry.timeout.connect(self.try_again)
        grid.typed.connect(desk.typing)
        grid.mark_entered.connect(self.enter)
        grid.mark_cleared.connect(self._clear)
        grid.doubt_toggled.connect(self._doubt)
        grid.word_chosen.connect(self.choose_word)
        grid.paste_requested.connect(self.paste)
        grid.undo_requested.connect(lambda: self.step_back(mark_undo.undo))
        grid.redo_requested.connect(lambda: self.step_back(mark_undo.redo))

    # ---- the sheet ----------------------------------------------------------------------------------------------

    def open(self, sheet_id: int, pass_number: int) -> None:
        """Key into this sheet and pass from now on."""
        if sheet_id != self.sheet_id or pass_number != self.keying:
            self._latest.clear()
            self._failed.clear()
            self._doubts.clear()
        self.sheet_id, self.keying = sheet_id, pass_number

    def at_rest(self) -> bool:
        """Whether every mark is on disk, after waiting a moment for those on their way."""
        if self._flying:
            loop = QEventLoop(self)
            limit = QTimer(loop, singleShot=True, interval=_PATIENCE_MS)
            limit.timeout.connect(loop.quit)
            look = QTimer(loop, interval=5)
            look.timeout.connect(lambda: loop.quit() if not self._flying else None)
            limit.start()
            look.start()
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return not self._flying and not self._grid.unsaved()

    @property
    def failed(self) -> int:
        """How many cells wait for the disk."""
        return sum(len(sending.marks) for sending in self._failed.values())

    def _places(self) -> Places:
        """Where the cells of the grid are kept: all in the sheet in hand."""
        sheet = self.sheet_id
        return lambda address: (sheet, address)

    def _passes(self) -> Passes:
        """Which keying a cell of the grid goes to: all to the one in hand."""
        keying = self.keying
        return lambda address: keying

    def _reason_place(self, address: CellAddress, word: str) -> str:
        """What one reason serves for: the judge of this sheet, or the aspect."""
        return str(address.seat) if word == RECUSED else address.aspect

    # ---- what the grid hands over -------------------------------------------------------------------------------

    def enter(self, address: CellAddress, text: str) -> None:
        """A mark was typed: keyed, or settled where the two keyings differ, or marked again where that was decided."""
        self._doubts[address] = False
        state = self._grid.state
        if state.cell(address).state is CellState.DIFFERS:
            self.settle(address, text, self._actor())
        elif state.row(address).again and self._passes()(address) == 1:
            self._send(((address, text),), self._remark())
        else:
            self._send(((address, text),), self._enter())

    def settle(self, address: CellAddress, text: str, by: Actor, why: str = "") -> None:
        """Settle a cell whose keyings differ."""
        store, (sheet, spot) = self._store(), self._places()(address)

        def act(marks: Marks) -> Stored:
            change = scoring.settle(store, sheet, spot, text, by=by, at=self._now(), why=why)
            return Stored(((address, _cell(scoring.view(store, sheet, 2), spot)),), change)

        self._send(((address, text),), act)

    def _enter(self, doubtful: bool = False, why: str = "") -> Callable[[Marks], Stored]:
        store, places, passes, by = self._store(), self._places(), self._passes(), self._actor()

        def act(marks: Marks) -> Stored:
            ((address, text),) = marks
            sheet, spot = places(address)
            entered = scoring.enter_mark(
                store, sheet, passes(address), spot, text, by=by, at=self._now(), doubtful=doubtful, why=why
            )
            return Stored(((address, entered.cell),), entered.change)

        return act

    def _remark(self) -> Callable[[Marks], Stored]:
        store, places, by = self._store(), self._places(), self._actor()

        def act(marks: Marks) -> Stored:
            ((address, text),) = marks
            sheet, spot = places(address)
            change = scoring.mark_again(store, sheet, spot, text, by=by, at=self._now())
            return Stored(((address, _cell(scoring.view(store, sheet, 1), spot)),), change)

        return act

    def _clear(self, address: CellAddress) -> None:
        self._doubts[address] = False
        store, (sheet, spot) = self._store(), self._places()(address)
        pass_number, by = self._passes()(address), self._actor()

        def act(marks: Marks) -> Stored:
            entered = scoring.clear_mark(store, sheet, pass_number, spot, by=by, at=self._now())
            return Stored(((address, entered.cell),), entered.change)

        self._send(((address, ""),), act)

    def _doubt(self, address: CellAddress) -> None:
        if self._grid.state.cell(address).state is CellState.DIFFERS:
            return  # the paper is looked at anyway
        text = self._grid.text_of(address)
        doubtful = not self._doubts.get(address, self._grid.state.cell(address).doubtful)
        self._doubts[address] = doubtful
        self._grid.state.send(address, text, monotonic())
        self._send(((address, text),), self._enter(doubtful))

    def choose_word(self, address: CellAddress, word: str) -> None:
        """A word instead of a mark; a recused judge and an aspect that does not apply need a reason, given once."""
        place = self._reason_place(address, word)
        reason = self._reasons.get((self.sheet_id, word, place), "")
        if not reason and Word(word) is not Word.NOT_MARKED:
            self.reason_wanted.emit(address, word)
            return
        self._send_word(address, word, reason)

    def give_reason(self, address: CellAddress, word: str, reason: str) -> None:
        """The reason that was asked for; it serves for the other cells of the judge or the aspect too."""
        place = self._reason_place(address, word)
        self._reasons[self.sheet_id, word, place] = reason
        self._send_word(address, word, reason)

    def _send_word(self, address: CellAddress, word: str, reason: str) -> None:
        self._doubts[address] = False
        text = Word(word).zh
        self._grid.state.send(address, text, monotonic())
        self._grid.watch_pending()
        self._send(((address, text),), self._enter(why=reason))

    def paste(self, block: PasteBlock, reason: str = "") -> None:
        """A pasted block: one act, one step to undo."""
        if not reason and any(Word(word) is not Word.NOT_MARKED for _, word in block.words):
            self.block_reason_wanted.emit(block)
            return
        words = tuple((address, Word(word).zh) for address, word in block.words)
        for address, text in words:
            self._grid.state.send(address, text, monotonic())
        store, sheet, pass_number, by = self._store(), self.sheet_id, self.keying, self._actor()

        def act(marks: Marks) -> Stored:
            done = keying.enter_block(store, sheet, pass_number, marks, by=by, at=self._now(), why=reason)
            return Stored(done.cells, done.change)

        self._send((*block.marks, *words), act)

    def give_up(self, block: PasteBlock) -> None:
        """The block is not stored after all: its cells go back to what they were."""
        for address, _ in block.marks:
            self._grid.state.notes.pop(address, None)
        self._grid.touch(*(address for address, _ in block.marks))

    def step_back(self, move: Callable[..., mark_undo.Undone]) -> None:
        """Undo or redo the person's last act on this sheet."""
        if not self.sheet_id:
            return
        store, sheet, pass_number, by = self._store(), self.sheet_id, self.keying, self._actor()
        self._desk.operations.run(
            lambda: move(store, sheet, pass_number, by=by, at=self._now()), self._moved, owner=self
        )

    def _moved(self, done: mark_undo.Undone) -> None:
        for back in done.cells:
            self._doubts.pop(back.address, None)
            self._grid.cell_saved(back.address, self._named(back.cell))
        if done.cells:
            self._grid.go_to(done.cells[0].address)
        self.undone.emit(done)
        self.stored.emit()

    # ---- sending and answering ----------------------------------------------------------------------------------

    def _send(self, marks: Marks, act: Callable[[Marks], Stored]) -> None:
        self._number += 1
        for address, _ in marks:
            self._latest[address] = self._number
        self._drop_older()
        self._run(Sending(self._number, marks, act))

    def _drop_older(self) -> None:
        """A newer text for a cell takes the place of one that waits for the disk."""
        for number, sending in list(self._failed.items()):
            marks = tuple(mark for mark in sending.marks if self._latest.get(mark[0]) == number)
            if marks:
                self._failed[number] = replace(sending, marks=marks)
            else:
                del self._failed[number]

    def _run(self, sending: Sending) -> None:
        sheet = self.sheet_id
        self._flying += 1
        self._desk.operations.run(
            lambda: sending.act(sending.marks),
            lambda stored: self._done(sheet, stored),
            lambda error: self._wrong(sheet, sending, error),
            owner=self,
        )

    def _done(self, sheet: int, stored: Stored) -> None:
        self._flying -= 1
        if sheet == self.sheet_id:
            for address, cell in stored.cells:
                self._grid.cell_saved(address, self._named(cell))
        if not self._flying:
            self._tell_failing()
        self.stored.emit()

    def _wrong(self, sheet: int, sending: Sending, error: AppError) -> None:
        self._flying -= 1
        if sheet != self.sheet_id:
            self._desk.operations.refused.emit(error)
        elif isinstance(error, WorldFailure):
            self._keep(sending)
        else:
            for address, text in reversed(sending.marks):  # the cursor ends on the first
                self._grid.cell_refused(address, text, messages.sentence(error))
            self.refused.emit(error, *sending.marks[0])

    def _keep(self, sending: Sending) -> None:
        for address, _ in sending.marks:
            self._grid.cell_failed(address)
        marks = tuple(mark for mark in sending.marks if self._latest.get(mark[0]) == sending.number)
        if marks:
            self._failed[sending.number] = replace(sending, marks=marks)
        if self._failed:
            self._retry.start()
        self._tell_failing()

    def _tell_failing(self) -> None:
        if self.failed != self._told:
            self._told = self.failed
            self.failing.emit(self._told)

    def try_again(self) -> None:
        """Send everything that failed once more, oldest first."""
        waiting, self._failed = self._failed, {}
        self._retry.stop()
        for _, sending in sorted(waiting.items()):
            for address, _ in sending.marks:
                self._grid.cell_pending(address)
            self._run(sending)
        if waiting:
            # asked behind the acts just sent, so that it is answered after them
            self._desk.operations.run(lambda: None, lambda _: self._tell_failing(), owner=self, quiet=True)

    def _named(self, cell: CellView) -> CellView:
        person = self._desk.person
        return replace(cell, by=person.name) if cell.by and person is not None else cell

    def _now(self) -> datetime:
        return self._desk.now()

    def _store(self) -> Any:
        contest = self._desk.contest
        assert contest is not None  # a page is only shown in an open contest
        return contest.store

    def _actor(self) -> Any:
        person = self._desk.person
        assert person is not None
        return person.actor


def _cell(view: Any, address: CellAddress) -> CellView:
    row = next(row for row in view.rows if row.kind == "aspect" and row.id == address.aspect)
    cell: CellView = row.cells[max(0, address.seat)]
    return cell
