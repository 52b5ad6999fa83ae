"""The pictures of the public screen by name, and a draw going on as the hall may follow it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Show(Enum):
    """The pictures of the public screen."""

    CLOCK = "clock"
    CALL = "call"
    DRAW = "draw"
    RESULTS = "results"


@dataclass(frozen=True)
class PublicDraw:
    """A draw going on: what the hall may follow. `seats` are (entry number, sitting, station), in the order shown;
    `of` how many there will be. Digits and number stay "" until they are said."""

    trade_name: str = ""
    round_name: str = ""
    manual: bool = False
    people: int = 0
    stations: str = ""
    fingerprint: str = ""
    digits: tuple[str, ...] = ()
    number: str = ""
    seats: tuple[tuple[str, int, str], ...] = ()
    of: int = 0
    sittings: int = 1
