"""Tables of cases in text files: what is given, and everything that comes of it, spelled out.

A file in `tables/` holds blocks of a title (`--- title`), the given lines, a line `=>` and the lines that come of them.
New cases are added with nothing after `=>` and filled in by running the test with JIANGPING_WRITE_TABLES=1; what was
filled in is then read by a person, like any other expectation.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path

import pytest

from app.errors import AppError, Problems

FOLDER = Path(__file__).parent / "tables"
WRITE = os.environ.get("JIANGPING_WRITE_TABLES") == "1"


def blocks(name: str) -> dict[str, tuple[str, str]]:
    """The cases of a file by title: given and told."""
    found: dict[str, tuple[str, str]] = {}
    for block in (FOLDER / f"{name}.txt").read_text("utf-8").split("--- ")[1:]:
        title, _, rest = block.partition("\n")
        given, _, told = rest.partition("=>\n")
        assert title not in found, title
        found[title] = (given.strip("\n"), told.strip("\n"))
    return found


def titles(name: str) -> pytest.MarkDecorator:
    """Runs a test once for every case of a file."""
    return pytest.mark.parametrize("title", list(blocks(name)))


def check(name: str, title: str, tell: Callable[[str], str]) -> None:
    """What `tell` makes of the case is what the file says, to the letter."""
    given, wanted = blocks(name)[title]
    told = tell(given).strip("\n")
    if WRITE:
        everything = blocks(name)
        everything[title] = (given, told)
        text = "\n".join(f"--- {key}\n{one}\n=>\n{other}\n" for key, (one, other) in everything.items())
        (FOLDER / f"{name}.txt").write_text(text, "utf-8")
    else:
        assert told == wanted


def outcome(make: Callable[[], object]) -> str:
    """What a call gives, or the code and fields of what it refuses."""
    try:
        return plain(make())
    except Problems as problems:
        return "\n".join([_refusal(problems), *(f"  {_refusal(one)}" for one in problems.items)])
    except AppError as refusal:
        return _refusal(refusal)


def _refusal(refusal: AppError) -> str:
    said = " ".join(f"{key}={plain(value)}" for key, value in refusal.fields.items())
    return f"refused {refusal.code} {said}".rstrip()


def plain(value: object) -> str:
    """Any value of the domain in one line: exact, and without the fields that stand at their defaults."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Fraction):
        short = Decimal(value.numerator) / Decimal(value.denominator)
        return format(short, "f") if Fraction(short) == value else str(value)
    if is_dataclass(value) and not isinstance(value, type):
        said = [f"{f.name}={plain(getattr(value, f.name))}" for f in fields(value) if not _usual(value, f.name)]
        return f"{type(value).__name__}({', '.join(said)})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{plain(key)}: {plain(one)}" for key, one in value.items()) + "}"
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(plain(one) for one in value)) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(plain(one) for one in value)}]"
    return repr(value)


def _usual(value: object, name: str) -> bool:
    own = next(f for f in fields(value) if f.name == name)  # type: ignore[arg-type]  # a dataclass
    return own.default == getattr(value, name) and type(own.default) is type(getattr(value, name))


def lines(values: Iterable[object]) -> str:
    """Each value on a line of its own."""
    return "\n".join(plain(value) for value in values)
