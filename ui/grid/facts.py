"""What the grid needs to know about a sheet, read from its plain values: which lines merge, what a cell shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.domain.marks import parse_word
from app.services.sheet_view import CellAddress, CellState, CellView, RowView, SheetView

ASPECT = "aspect"
MERGED = -1
MINUS = "\u2212"

# Lines marked by every judge for himself; all other kinds have one value the panel agreed on.
_PER_JUDGE = frozenset({"panel", "judged"})
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

NOT_MARKED, RECUSED, NOT_APPLICABLE = "not_marked", "recused", "not_applicable"
WORDS = (NOT_MARKED, RECUSED, NOT_APPLICABLE)


# All texts of the grid share one context, so that a word has one translation whichever part of the grid says it.
translate = QCoreApplication.translate


def word_text(word: str) -> str:
    """The word a cell shows instead of a mark; takes the code or a text that is shown already."""
    match word_code(word):
        case "not_marked":
            return translate("grid", "缺评")
        case "recused":
            return translate("grid", "回避")
        case "not_applicable":
            return translate("grid", "不适用")
    return word


def word_code(text: str) -> str:
    """The code of a word as people write it ("缺", "回避", "—"), or "" for anything else."""
    word = parse_word(text)
    return word.value if word else ""


def status_text(status: str) -> str:
    """The word for a status that covers a whole sheet."""
    match status:
        case "absent":
            return translate("grid", "缺考")
        case "late":
            return translate("grid", "迟到取消")
        case "withdrawn":
            return translate("grid", "弃权")
        case "retired":
            return translate("grid", "中途退赛")
        case "disqualified":
            return translate("grid", "取消资格")
    return status


def tag_text(kind: str) -> str:
    """The one-character tag of an aspect's kind; "" for a kind without one."""
    match kind:
        case "panel":
            return translate("grid", "打")
        case "judged":
            return translate("grid", "评")
        case "measured" | "value":
            return translate("grid", "测")
        case "deduction":
            return translate("grid", "扣")
        case "time":
            return translate("grid", "时")
        case "count":
            return translate("grid", "数")
    return ""


def is_aspect(row: RowView) -> bool:
    """Whether the line takes marks; the others are headings with a subtotal."""
    return row.kind == ASPECT


def is_merged(row: RowView) -> bool:
    """Whether the line is one cell across all judges."""
    return row.aspect_kind not in _PER_JUDGE and len(row.cells) <= 1


def seats_of(row: RowView) -> tuple[int, ...]:
    """The seat numbers of a line's cells: 0-based, or `MERGED` alone; empty for a heading."""
    if not is_aspect(row):
        return ()
    if is_merged(row):
        return (MERGED,)
    return tuple(range(len(row.cells)))


def cell_of(row: RowView, seat: int) -> CellView:
    """The cell of a seat, or of the merged cell."""
    return row.cells[0 if seat == MERGED else seat]


def with_minus(text: str) -> str:
    """The same number with a real minus sign."""
    return text.replace("-", MINUS) if text.startswith("-") else text


def fixed(text: str, decimals: int) -> str:
    """A decimal string with at least `decimals` places, so that the points of a column line up."""
    if not _NUMBER.fullmatch(text):
        return text
    whole, _, part = text.partition(".")
    part = part.ljust(decimals, "0")
    return f"{whole}.{part}" if part else whole


def value_text(row: RowView, text: str) -> str:
    """How a stored value reads in its cell: fixed decimals, the unit of a reading, the word of a choice."""
    if is_merged(row):
        for choice in row.choices:
            if choice.key == text and row.aspect_kind != "deduction":
                return choice.text
        if text == "合格":
            return translate("grid", "合格")
        if text == "不合格":
            return translate("grid", "不合格")
        if _NUMBER.fullmatch(text):
            shown = with_minus(fixed(text, row.decimals) if text.strip("-0.") else text)
            return f"{shown} {row.unit}" if row.unit else shown
        return text
    return with_minus(fixed(text, row.decimals))


def cell_text(row: RowView, cell: CellView) -> str:
    """What a stored cell shows, whatever its state."""
    if cell.state is CellState.VALUE:
        shown = value_text(row, cell.text)
        return translate("grid", "({value})").format(value=shown) if cell.dropped else shown
    if cell.state is CellState.WORD:
        return word_text(cell.text)
    if cell.state is CellState.DIFFERS:
        return with_minus(cell.text)
    return ""


def is_zero(text: str) -> bool:
    """Whether a value is nought: it is shown bold, so that nobody takes it for a missing mark."""
    return bool(_NUMBER.fullmatch(text)) and not text.strip("-0.")


def is_out(cell: CellView) -> bool:
    """Whether the cell takes no mark because the judge is recused or the aspect does not apply."""
    return cell.state is CellState.WORD and word_code(cell.text) in (RECUSED, NOT_APPLICABLE)


def seat_label(seats: tuple[str, ...], seat: int) -> str:
    """The heading of a judge's column; a column of another table is called by its own name."""
    if not seats[seat].isdigit():
        return seats[seat]
    return translate("grid", "裁判{seat}").format(seat=seats[seat])


@dataclass(frozen=True)
class SeatCount:
    """How much of a judge's column is filled."""

    filled: int
    cells: int


def seat_parts(row: RowView) -> list[tuple[int, bool, bool]]:
    """What a line adds to each judge's count: (seat, filled, asked for); recused judges are asked for nothing."""
    if not is_aspect(row) or is_merged(row):
        return []
    parts = []
    for seat, cell in enumerate(row.cells):
        asked = not is_out(cell)
        parts.append((seat, asked and cell.state is not CellState.EMPTY, asked))
    return parts


def seat_counts(seats: int, rows: Sequence[RowView]) -> list[SeatCount]:
    """For every judge: cells filled and cells there are."""
    filled, cells = [0] * seats, [0] * seats
    for row in rows:
        for seat, done, asked in seat_parts(row):
            filled[seat] += done
            cells[seat] += asked
    return [SeatCount(f, c) for f, c in zip(filled, cells, strict=True)]


def place_text(view: SheetView, row: RowView, seat: int) -> str:
    """Where a cell is, as a person would say it: "B5 · 裁判4"."""
    if seat == MERGED:
        return row.id
    return translate("grid", "{aspect} · {judge}").format(aspect=row.id, judge=seat_label(view.seats, seat))


def spoken_cell(view: SheetView, row: RowView, address: CellAddress, state: str) -> str:
    """A cell for the ear: "B5 焊缝成形与美观，裁判4，8.5，已保存"."""
    cell = cell_of(row, address.seat)
    shown = cell_text(row, cell) or translate("grid", "未录")
    if address.seat == MERGED:
        text = translate("grid", "{aspect} {name}，{value}").format(aspect=row.id, name=row.name, value=shown)
    else:
        judge = seat_label(view.seats, address.seat)
        text = translate("grid", "{aspect} {name}，{judge}，{value}").format(
            aspect=row.id, name=row.name, judge=judge, value=shown
        )
    if cell.doubtful:
        text = translate("grid", "{cell}，字迹不清").format(cell=text)
    return translate("grid", "{cell}，{state}").format(cell=text, state=state) if state else text
