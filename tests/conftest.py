"""What every test stands on: no screen, its own home folder, repeatable random examples."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.targets import figure, pytest_terminal_summary

__all__ = ["figure", "pytest_terminal_summary"]  # the table of targets at the end of a run

if TYPE_CHECKING:
    from db.store import Store

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


@pytest.fixture(scope="session")
def contest_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed contest file of the small contest, made once by the real migrations; tests copy it."""
    from tests.factories import new_store  # here: tests of the domain need no database

    path = tmp_path_factory.mktemp("template") / "small.contest"
    new_store(path).close()
    return path


@pytest.fixture
def contest_file(contest_template: Path, tmp_path: Path) -> Path:
    """A contest file of its own for one test."""
    return Path(shutil.copy(contest_template, tmp_path / "small.contest"))


@pytest.fixture
def store(contest_file: Path) -> Iterator[Store]:
    """That file, open; closed again after the test."""
    from db.store import Store as ContestStore

    with ContestStore.open(contest_file) as opened:
        yield opened


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed demo file of the small hall with confirmed places and the keys of seed 7, made once; tests copy it."""
    from tests.trust_kit import confirmed_demo

    path = tmp_path_factory.mktemp("demo-template") / "demo.contest"
    confirmed_demo(path)
    return path


@pytest.fixture
def demo_file(demo_template: Path, tmp_path: Path) -> Path:
    """A confirmed demo file of its own for one test."""
    return Path(shutil.copy(demo_template, tmp_path / "demo.contest"))
