"""Verbs on contest files at hours of the day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.hours import Hours
from tests.verbs import Verbs, keep_cheap_secrets


@pytest.fixture(scope="session")
def hours(tmp_path_factory: pytest.TempPathFactory) -> Hours:
    """Files at hours of the day, made once."""
    return Hours(tmp_path_factory.mktemp("hours"))


@pytest.fixture
def verbs(tmp_path: Path, capsys: pytest.CaptureFixture[str], hours: Hours, monkeypatch: pytest.MonkeyPatch) -> Verbs:
    """Runs verbs in a folder of their own."""
    keep_cheap_secrets(monkeypatch)
    return Verbs(tmp_path, capsys, hours)
