"""The three kinds of trouble a person can meet: a refusal, a wrong call, a failing world.

An error carries a code and named fields, never a finished sentence: the words for every code live in
`resources/texts/errors_*.json`, in Chinese and English, so that the window, the verbs and the paper say the same.
"""

from __future__ import annotations


class AppError(Exception):
    """Something a person can act on. `code` names the sentence, `fields` fill its places (all shown as text)."""

    exit_status = 1

    def __init__(self, code: str, /, **fields: object) -> None:
        self.code = code
        self.fields = fields
        super().__init__(code, fields)

    def __str__(self) -> str:
        places = ", ".join(f"{key}={value!r}" for key, value in self.fields.items())
        return f"{self.code}({places})"


class Refusal(AppError):
    """The data or the rules say no. The store is as it was before."""


class RightsRefusal(Refusal):
    """The person at the keyboard may not do this, or a second person is missing."""


class WrongCall(AppError):
    """Wrong usage, or a file that cannot be read as what it should be."""

    exit_status = 2


class WorldFailure(AppError):
    """The world failed: disk full, file locked, no permission, damaged medium."""

    exit_status = 3


class Problems(Refusal):
    """Many things are wrong at once; `items` says each, in order of place."""

    def __init__(self, code: str, items: tuple[Refusal, ...], /, **fields: object) -> None:
        super().__init__(code, count=len(items), **fields)
        self.items = items
