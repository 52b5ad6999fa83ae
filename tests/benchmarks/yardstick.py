"""What the benchmarks share: CPU time in turns, the median ratio, and one line of the table with its verdict."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

NOISE = 1.5
"""A bar is missed only beyond so many times itself: the machine is shared."""


@dataclass(frozen=True)
class Line:
    """One measured bar: `measured` must not exceed `bar`; without a bar it is only shown."""

    bar_name: str
    what: str
    measured: float
    bar: float | None = None
    detail: str = ""

    @property
    def verdict(self) -> str:
        """met, near (within noise) or missed."""
        if self.bar is None:
            return ""
        if self.measured <= self.bar:
            return "met"
        return "near" if self.measured <= NOISE * self.bar else "MISSED"

    def text(self) -> str:
        """As it is printed."""
        bar = " " * 10 if self.bar is None else f"bar {self.bar:6.2f}"
        return f"{self.bar_name:<4}{self.what:<58}{self.measured:8.2f}  {bar}  {self.verdict:<7}{self.detail}"


def cpu(act: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = process_time()
    act()
    return process_time() - start


def in_turn(turns: int, *acts: Callable[[], object]) -> list[float]:
    """Median CPU seconds of each act, run A B A B … so that a busy neighbour hits all alike."""
    found: list[list[float]] = [[] for _ in acts]
    for act in acts:
        act()
    for _ in range(turns):
        for times, act in zip(found, acts, strict=True):
            gc.collect()
            times.append(cpu(act))
    return [median(times) for times in found]


def report(lines: list[Line]) -> int:
    """Print the lines; the exit code is 1 when a bar is missed."""
    for line in lines:
        print(line.text())
    return int(any(line.verdict == "MISSED" for line in lines))
