"""One table of a definition document: typed reading of its keys, with the path of whatever is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from app.domain.numbers import decimals_of, parse_decimal, show
from app.errors import Refusal

MOST_DECIMALS = 12
E = TypeVar("E", bound=Enum)
D = TypeVar("D")
_PLURALS = {"trade": "trades", "round": "rounds", "module": "modules", "aspects": "aspect"}


class Node:
    """A table and its path. Every key read is ticked off; `finish` refuses the others as unknown."""

    def __init__(self, table: object, place: str) -> None:
        if not isinstance(table, Mapping):
            raise Refusal("definition.not_a_table", place=place or "file")
        self._table = table
        self._read: set[str] = set()
        self.place = place

    def at(self, key: str) -> str:
        """The path of a key of this table."""
        return f"{self.place}.{key}" if self.place else key

    def has(self, key: str) -> bool:
        """Whether the key is stated."""
        return key in self._table

    def take(self, key: str) -> object:
        """The raw value of a key, None when it is not stated."""
        self._read.add(key)
        return self._table.get(key)

    def finish(self) -> None:
        """Refuses (`definition.unknown_key`) the first key that nothing asked for."""
        for key in self._table:
            if key not in self._read:
                raise Refusal("definition.unknown_key", place=self.at(str(key)), key=str(key))

    def wrong(self, key: str, wanted: str) -> Refusal:
        """The refusal of a key's value, saying what is wanted there."""
        return Refusal("definition.wrong_value", place=self.at(key), text=str(self._table.get(key))[:40], wanted=wanted)

    def text(self, key: str, default: str | None = None) -> str:
        """A text without blanks at its ends; without a default the key is required and must not be empty."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        if value is None:
            raise Refusal("definition.missing_key", place=self.at(key))
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, "text")
        return value.strip() or default or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a missing one is empty."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, '["…"]')
        return tuple(value)

    def stated(self) -> tuple[str, ...]:
        """The keys stated in this table."""
        return tuple(str(key) for key in self._table)

    def numbers(self, key: str) -> tuple[Fraction, ...]:
        """A list of exact numbers; a missing one is empty."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "[0.00]")
        return tuple(self._exact(key, item) for item in value)

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(key, "true / false")
        return value

    def whole(self, key: str, default: int | None = None, least: int = 0, most: int = 1_000_000) -> int:
        """A whole number between the bounds."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        if value is None:
            raise Refusal("definition.missing_key", place=self.at(key))
        number = self._exact(key, value)
        if number.denominator != 1 or not least <= number <= most:
            raise self.wrong(key, f"{least} … {most}")
        return number.numerator

    def number(self, key: str, default: D, least: Fraction | None = None, most: Fraction | None = None) -> Fraction | D:
        """An exact number between the bounds, or the default when the key is not stated."""
        value = self.take(key)
        if value is None:
            return default
        number = self._exact(key, value)
        if (least is not None and number < least) or (most is not None and number > most):
            low, high = ("" if bound is None else show(bound) for bound in (least, most))
            raise self.wrong(key, f"{low} … {high}")
        return number

    def needed(self, key: str, least: Fraction | None = None, most: Fraction | None = None) -> Fraction:
        """An exact number that must be stated."""
        number = self.number(key, None, least, most)
        if number is None:
            raise Refusal("definition.missing_key", place=self.at(key))
        return number

    def decimals(self, key: str, default: int | None) -> int | None:
        """A count of decimals, or "none" for exact."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, str) and value.strip().casefold() == "none":
            return None
        number = self._exact(key, value)
        if number.denominator != 1 or not 0 <= number <= MOST_DECIMALS:
            raise self.wrong(key, f'0 … {MOST_DECIMALS}, "none"')
        return number.numerator

    def choice(self, key: str, kind: type[E], default: D) -> E | D:
        """One of an enum's values, or the default when the key is not stated."""
        value = self.take(key)
        if value is None:
            return default
        for member in kind:
            if member.value == str(value):
                return member
        raise self.wrong(key, " / ".join(str(member.value) for member in kind))

    def day(self, key: str) -> date | None:
        """A calendar date, as TOML has it or as text 2026-06-18."""
        value = self.take(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise self.wrong(key, "2026-06-18")

    def table(self, key: str) -> Node:
        """A sub-table; a missing one is empty."""
        value = self.take(key)
        return Node({} if value is None else value, self.at(key))

    def tables(self, key: str) -> list[Node]:
        """An array of tables; a missing one is empty. Paths count from 0, or use the table's id where it has one."""
        if key not in self._table and _PLURALS.get(key) in self._table:
            key = _PLURALS[key]
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "[…]")
        return [Node(item, f"{self.at(key)}[{self._label(key, item, number)}]") for number, item in enumerate(value)]

    @staticmethod
    def _label(key: str, item: object, number: int) -> str:
        named = item.get("id") if key in ("module", "modules") and isinstance(item, Mapping) else None
        return named if isinstance(named, str) and named else str(number)

    def _exact(self, key: str, value: object) -> Fraction:
        if isinstance(value, bool):
            raise self.wrong(key, "0.00")
        if isinstance(value, int):
            return self._bounded(key, Fraction(value))
        if isinstance(value, Decimal) and value.is_finite() and -30 <= value.adjusted() <= 30:
            return self._bounded(key, Fraction(value))
        if isinstance(value, str):
            try:
                return self._bounded(key, parse_decimal(value))
            except Refusal as refusal:
                raise self.wrong(key, "0.00") from refusal
        raise self.wrong(key, "0.00")

    def _bounded(self, key: str, number: Fraction) -> Fraction:
        if abs(number) >= 10**12 or (decimals_of(number) or 0) > MOST_DECIMALS:
            raise self.wrong(key, "0.00")
        return number
