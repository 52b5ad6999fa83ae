"""Verbs as a script runs them: exit status, the one JSON document, and nothing else on standard output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from app.services import access
from tests.services.hours import Hours

SECRET = "123456"


class Verbs:
    """Runs verbs in this process; people are named by their account, their PINs are files."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], hours: Hours) -> None:
        self.folder, self.capture, self.hours = folder, capture, hours
        self.pin = folder / "pin.txt"
        self.pin.write_text(f"{SECRET}\n", "utf-8")
        self.err = ""

    def file(self, hour: str) -> Path:
        """A contest file of its own at an hour of the day."""
        return self.hours.file(hour, self.folder / f"{hour}.contest")

    def by(self, name: str, second: str = "") -> list[str]:
        """The options that log people in."""
        pair = ["--with", second, "--with-pin-file", str(self.pin)] if second else []
        return ["--as", name, "--pin-file", str(self.pin), *pair]

    def run(self, *words: object) -> tuple[int, Any]:
        """Exit status and document; a traceback or a second line on standard output fails the test."""
        self.capture.readouterr()
        status = main([*(str(word) for word in words), "--json"])
        out, self.err = self.capture.readouterr()
        assert "Traceback" not in out + self.err
        assert out.endswith("\n") and out.count("\n") == 1, out
        document = json.loads(out)
        assert isinstance(document, dict)
        assert_no_floats(document)
        return status, document

    def done(self, *words: object) -> Any:
        """The document of a verb that has to succeed."""
        status, document = self.run(*words)
        assert status == 0, (document, self.err)
        return document

    def refused(self, *words: object) -> tuple[int, str]:
        """Exit status and code of a verb that has to refuse, in words in both languages."""
        status, document = self.run(*words)
        assert status != 0, document
        error = document["error"]
        assert error["message"] and error["code"] != "bug", (error, self.err)
        return status, error["code"]


def assert_no_floats(value: Any) -> None:
    """Marks, weights and totals are decimal strings; so no number with a point stands anywhere."""
    assert not isinstance(value, float), value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        assert_no_floats(part)


def keep_cheap_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Log-ins would make the tests' cheap secrets stronger, a quarter of a second each."""
    monkeypatch.setattr(access, "needs_rehash", lambda stored: False)
