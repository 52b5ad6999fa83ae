"""The table of targets U1-U15 that a test run prints: what was measured beside what is aimed at.

A test asks for the fixture `figure` and reports through it; the line travels with the test's own report, so that it
arrives from wherever the test ran. A figure of time is only shown: a test fails at a hundred times its target, because
this machine may do other things; a figure of keys, clicks or shares is exact, and its test fails beyond the target.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

_NAME = "target"
SLACK = 100  # times over its target before a figure of time fails

Report = Callable[..., None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Report:
    """Reports a figure: the target's number, what was measured, the figure, its bar, and its unit.

    `most` bounds from above, `least` from below; `slack` is how many times past an upper bar fails (`SLACK` for times).
    """

    def report(
        target: str,
        what: str,
        value: float,
        *,
        most: float | None = None,
        least: float | None = None,
        unit: str = "",
        slack: float = 1,
    ) -> None:
        record_property(_NAME, (target, what, value, most, least, unit))
        if most is not None:
            assert value <= most * slack, f"{target} {what}: {value} {unit} > {most}"
        if least is not None:
            assert value >= least, f"{target} {what}: {value} {unit} < {least}"

    return report


def _line(row: tuple[Any, ...]) -> str:
    target, what, value, most, least, unit = row
    bar = f"<= {most:g}" if most is not None else f">= {least:g}" if least is not None else ""
    met = (most is None or value <= most) and (least is None or value >= least)
    return f"{target:<4} {what:<58.58} {value:>10.4g} {unit:<6} {bar:>10}  {'ok' if met else 'over'}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the table of what this run measured."""
    rows = [
        tuple(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in getattr(report, "user_properties", ())
        if name == _NAME
    ]
    if not rows:
        return
    terminalreporter.section("targets")
    terminalreporter.write_line(f"{'':<4} {'measured':<58} {'figure':>10} {'':<6} {'target':>10}")
    for row in sorted(rows, key=lambda row: (int(row[0].lstrip("U")), row[1])):
        terminalreporter.write_line(_line(row))
