"""A column of a list, declared once: what it is called, what it shows, how it sorts, how wide it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from app.services.board_view import State

R = TypeVar("R")


class Align(Enum):
    """Where a column's text stands; figures stand right, so that their points line up."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


def _no_state(row: Any) -> State:
    return State.NONE


@dataclass(frozen=True)
class Column(Generic[R]):
    """`text` gives what stands in the cell; `state` a shape before it; `tip` a longer word for the tooltip.

    `key` names the column to a source that sorts in the store. `sort` gives the value a list in memory is sorted by
    (the text, in pinyin order, when it is missing). `width` is at 100 % text size; the column with `stretch` takes the
    rest. `warns` colours the cell's text as wrong; it always comes with a `state`.
    """

    key: str
    title: str
    text: Callable[[R], str]
    width: int = 100
    align: Align = Align.LEFT
    stretch: bool = False
    sort: Callable[[R], Any] | None = None
    sortable: bool = True
    state: Callable[[R], State] = _no_state
    tip: Callable[[R], str] | None = None
    bold: bool = False
    warns: Callable[[R], bool] | None = None
    hidden: bool = False
