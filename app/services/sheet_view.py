"""One score sheet as a screen or a paper shows it: plain frozen values, codes only, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SheetState(Enum):
    """How far a sheet has come; a later state never hides an open question, see `SheetView.questions`."""

    EMPTY = "empty"  # 未录
    FIRST = "first"  # 第一遍录入中
    SUBMITTED = "submitted"  # 第一遍已提交, waits for the second keying
    SECOND = "second"  # 第二遍录入中
    DIFFERS = "differs"  # 两录不一
    AGREED = "agreed"  # 两遍一致
    RECHECKED = "rechecked"  # 已复核
    LOCKED = "locked"  # 已锁定


class CellState(Enum):
    """What a cell holds. Not marked, zero, a word and not applicable are different things."""

    EMPTY = "empty"
    VALUE = "value"
    WORD = "word"  # 缺评, 回避, 不适用: see `CellView.text`
    DIFFERS = "differs"  # the two keyings differ; `text` "8.5≠8.0"


@dataclass(frozen=True)
class CellView:
    """One cell. `text` is what is shown ("8.5", "1.8", "01:31:20", "E1a×2", "回避"); exact, never a float."""

    state: CellState = CellState.EMPTY
    text: str = ""
    dropped: bool = False
    doubtful: bool = False
    by: str = ""
    at: str = ""
    before: str = ""


@dataclass(frozen=True)
class Choice:
    """One pickable thing of a cell: a level ("2" 良好) or a catalogue deduction ("E1a" 违反规程 -2)."""

    key: str
    text: str
    points: str = ""


@dataclass(frozen=True)
class RowView:
    """One line of the sheet. `kind` is "module", "criterion" or "aspect"; group lines carry the subtotal in `score`.

    `aspect_kind`: value, panel, judged, measured, count, deduction, time. `cells` has one item for a merged cell, else
    one per seat. Decimal strings throughout; `score`, `spread` are None while not computable. `again`: the chief judge
    told the panel to mark this line again. `limits`: the maximum of each cell, where they differ from one another.
    """

    kind: str
    id: str
    name: str
    aspect_kind: str = ""
    maximum: str = ""
    minimum: str = "0"
    step: str = ""
    decimals: int = 0
    unit: str = ""
    requirement: str = ""
    choices: tuple[Choice, ...] = ()
    cells: tuple[CellView, ...] = ()
    spread: str | None = None
    spread_limit: str | None = None
    spread_over: bool = False
    score: str | None = None
    again: bool = False
    limits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """Something that keeps the sheet from being submitted. `row` is the aspect id, `seat` the seat's index or -1."""

    kind: str  # "missing", "doubtful", "spread", "differs"
    row: str
    seat: int
    text: str


@dataclass(frozen=True)
class SheetView:
    """A sheet, whole, for one keying pass (1 or 2)."""

    sheet_id: int
    code: str
    trade: str
    trade_name: str
    round: str
    round_name: str
    state: SheetState
    status: str  # "" or an entry status that covers the whole sheet: absent, late, withdrawn, retired, disqualified
    keying: int
    locked: bool
    seats: tuple[str, ...]
    rows: tuple[RowView, ...]
    total: str | None
    maximum: str
    filled: int
    cells: int
    questions: tuple[Question, ...] = ()
    seconds: int | None = None


@dataclass(frozen=True)
class SheetLine:
    """One line of the list of sheets: code, state, cells not keyed yet, cells that differ, spreads to decide."""

    sheet_id: int
    code: str
    sitting: str
    state: SheetState
    status: str
    open_count: int
    differing: int = 0
    spreads: int = 0


@dataclass(frozen=True)
class CellAddress:
    """Which cell: aspect id, and the seat's index (0-based), or -1 for a merged cell."""

    aspect: str
    seat: int


@dataclass(frozen=True)
class Suspect:
    """A line that would explain the difference. `seat` is the judge's index (-1: one cell for all), `meant` what
    the paper then says there; "" when the paper left the line out of its sum."""

    aspect: str
    seat: int
    meant: str


@dataclass(frozen=True)
class PaperCheck:
    """How a paper's total stands to what was keyed: both as shown ("" while cells are open), the difference (paper
    less keyed, "" when there is none), how many cells are open, and the lines to look at first."""

    paper: str
    keyed: str
    difference: str
    missing: int
    suspects: tuple[Suspect, ...]

    @property
    def same(self) -> bool:
        """Whether the totals agree."""
        return bool(self.keyed) and not self.difference
