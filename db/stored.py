"""How times and documents are written in a file: for the types of columns, and for queries past SQLAlchemy."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any


class Unreadable(ValueError):
    """A value that this program never wrote: the file was changed by hand, or is damaged."""


def utc_time(text: str) -> datetime:
    """The aware time of `utc_text`. Raises Unreadable."""
    try:
        return datetime.fromisoformat(text)  # "…Z" gives UTC; strptime would cost 25 times as much
    except (TypeError, ValueError) as error:
        raise Unreadable(str(error)) from error


def day_text(text: str) -> str:
    """A day as it is written, "" for none. Raises Unreadable for what is neither."""
    try:
        return text if text == "" else date.fromisoformat(text).isoformat()
    except (TypeError, ValueError) as error:
        raise Unreadable(str(error)) from error


def texts(*values: Any) -> None:
    """Raises Unreadable unless all of these are text: SQLite keeps anything in any column."""
    for value in values:
        if not isinstance(value, str):
            raise Unreadable(f"{type(value).__name__} where text belongs")


def utc_text(value: datetime) -> str:
    """The text form of an aware time; a naive one is a bug and raises ValueError."""
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def read_json_text(text: str) -> Any:
    """The value of a stored JSON text. Raises Unreadable, also at a binary float."""
    try:
        return json.loads(text, parse_float=_no_float)
    except (TypeError, ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error


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
