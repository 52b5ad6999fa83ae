"""A block on its way into the sheet: which cell each text would go to, and what the rules say about it."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.sheet_view import CellAddress, CellState
from ui.grid.clipboard import Block
from ui.grid.facts import MERGED, cell_text, translate, value_text, word_code, word_text
from ui.grid.state import GridState


@dataclass(frozen=True)
class PasteCell:
    """One text of the block. `address` is None beyond the edge; `reason` says why it is refused, "" when it is not."""

    line: int
    column: int
    address: CellAddress | None
    old: str
    new: str
    value: str = ""
    word: str = ""
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether the cell can be stored."""
        return not self.reason

    @property
    def overwrites(self) -> bool:
        """Whether something else stands there already."""
        return bool(self.old) and self.old != self.new


@dataclass(frozen=True)
class PasteBlock:
    """What is to be stored in one act, one step to undo: marks as (cell, text) and words as (cell, code)."""

    marks: tuple[tuple[CellAddress, str], ...]
    words: tuple[tuple[CellAddress, str], ...]

    @property
    def size(self) -> int:
        """How many cells are stored."""
        return len(self.marks) + len(self.words)


def plan_paste(state: GridState, block: Block) -> list[PasteCell]:
    """Lay a block over the sheet, its top left at the selection's; one single text fills the whole selection."""
    if state.walk is None or state.cursor is None or not block:
        return []
    if len(block) == 1 and len(block[0]) == 1:
        return [_plan(state, 0, i, cell, block[0][0]) for i, cell in enumerate(state.selected_cells()) if block[0][0]]
    chosen = state.selection()
    first = chosen[0] if chosen else state.walk.line_number(state.cursor.aspect)
    column = chosen[2] if chosen else (0 if state.cursor.seat == MERGED else state.cursor.seat)
    planned = []
    for number, texts in enumerate(block):
        line = state.walk.line_at(first + number)
        if line is not None and line[1] == (MERGED,):
            planned += _plan_merged(state, number, CellAddress(line[0], MERGED), texts)
            continue
        for at, text in enumerate(texts):
            if not text:
                continue
            inside = line is not None and column + at in line[1]
            address = CellAddress(line[0], column + at) if line is not None and inside else None
            planned.append(_plan(state, number, at, address, text))
    return planned


def _plan_merged(state: GridState, number: int, address: CellAddress, texts: list[str]) -> list[PasteCell]:
    found = [(at, text) for at, text in enumerate(texts) if text]
    if len({text for _, text in found}) > 1:
        reason = translate("grid", "这一行各裁判共用一格，只收一个值")
        return [PasteCell(number, at, address, _old(state, address), text, reason=reason) for at, text in found]
    return [_plan(state, number, at, address, text) for at, text in found[:1]]


def _old(state: GridState, address: CellAddress) -> str:
    return cell_text(state.row(address), state.cell(address))


def _plan(state: GridState, line: int, column: int, address: CellAddress | None, text: str) -> PasteCell:
    if address is None:
        return PasteCell(line, column, None, "", text, reason=translate("grid", "超出这份评分表"))
    row, stored = state.row(address), state.cell(address)
    old = cell_text(row, stored)
    if stored.state is CellState.WORD and state.skipped(address) and not word_code(text):
        return PasteCell(
            line, column, address, old, text, reason=translate("grid", "这一格已标为{word}").format(word=old)
        )
    word = word_code(text)
    if word:
        return PasteCell(line, column, address, old, word_text(word), word=word)
    verdict = state.check(state.asked(address), text)
    if not verdict.ok:
        return PasteCell(line, column, address, old, text, reason=verdict.sentence)
    return PasteCell(line, column, address, old, value_text(row, verdict.value), value=verdict.value)


def block_of(planned: list[PasteCell]) -> PasteBlock:
    """The cells of a plan that can be stored."""
    marks = tuple((cell.address, cell.value) for cell in planned if cell.ok and cell.address and not cell.word)
    words = tuple((cell.address, cell.word) for cell in planned if cell.ok and cell.address and cell.word)
    return PasteBlock(marks, words)
