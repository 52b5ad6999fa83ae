"""What every test stands on: no screen, its own home folder, repeatable random examples."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = os.environ.get("JIANGPING_TEST_PLATFORM", "offscreen")
os.environ.pop("QT_IM_MODULE", None)
os.environ.pop("QT_SCALE_FACTOR", None)

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.register_profile("searching", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("JIANGPING_HYPOTHESIS", "repeatable"))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Contests, preferences and logs of a test go to a folder of its own, never to the person's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("JIANGPING_HOME", str(home))
    yield home
