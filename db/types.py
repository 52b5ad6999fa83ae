"""Column types that keep numbers exact and times unambiguous, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

from db.stored import json_text as json_text
from db.stored import read_json_text as read_json_text
from db.stored import utc_text as utc_text
from db.stored import utc_time as utc_time

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
        return utc_time(value)


class JsonText(TypeDecorator[Any]):
    """A JSON document without binary floats, in one spelling (sorted keys, no spaces)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else read_json_text(value)
