"""Column types that keep numbers exact and times unambiguous, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

# SQLite gives automatic row numbers only to INTEGER PRIMARY KEY, PostgreSQL wants 64 bits.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")


class Thousandths(TypeDecorator[int]):
    """A mark as entered: an integer of thousandths, in the file and in Python. A float raises ValueError."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        if value is not None and type(value) is not int:
            raise ValueError(f"{value!r} is no whole number of thousandths")
        return value


class Exact(TypeDecorator[Fraction]):
    """Any rational number, as text "p/q" (or "p"): SQL never calculates with it, so it can never be rounded there."""

    impl = String(200)
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Fraction | None:
        return None if value is None else Fraction(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC as text that sorts ("2026-05-01T01:00:00.000000Z")."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value)  # "…Z" gives UTC; strptime would cost 25 times as much


def utc_time(text: str) -> datetime:
    """The aware time of `utc_text`."""
    return datetime.fromisoformat(text)


def utc_text(value: datetime) -> str:
    """The text form of an aware time; a naive one is a bug and raises ValueError."""
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


class JsonText(TypeDecorator[Any]):
    """A JSON document without binary floats, in one spelling (sorted keys, no spaces)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else read_json_text(value)


def read_json_text(text: str) -> Any:
    """The value of a stored JSON text. Raises ValueError at a binary float."""
    return json.loads(text, parse_float=_no_float)


def json_text(value: Any) -> str:
    """One spelling of a JSON value; floats raise ValueError because a mark must never become one."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("a binary float in a stored document")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_floats(item)


def _no_float(text: str) -> Any:
    raise ValueError(f"a number with a point in a stored document: {text}")
