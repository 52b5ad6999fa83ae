"""File names whose bytes are no text, as archives of other systems leave them: opened, recorded or refused in words."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.audit import Head
from app.errors import Refusal
from app.services import backups, heads, keys, office
from db.store import Store
from tests.factories import later
from tests.trust_kit import SEED

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = os.fsdecode("王.contest".encode("gbk"))
START = """
import sys
from PySide6.QtCore import QTimer
from ui import application
from ui.opening import Opening
there = Opening.__init__
def wired(self, desk, window):
    there(self, desk, window)
    self.settled.connect(lambda: QTimer.singleShot(0, window.close))
Opening.__init__ = wired
status = application.run(sys.argv[1:])
from app import settings
print(settings.load().recent_files[0].encode("utf-8", "surrogateescape").hex())
sys.exit(status)
"""


def _takes_foreign(folder: Path) -> bool:
    try:
        (folder / FOREIGN).touch()
        (folder / FOREIGN).unlink()
    except (OSError, ValueError):
        return False
    return True


@pytest.fixture
def foreign(contest_file: Path, tmp_path: Path) -> Path:
    if not _takes_foreign(tmp_path):
        pytest.skip("this file system takes names of text only")
    return contest_file.rename(tmp_path / FOREIGN)


def test_the_window_opens_one_and_knows_it_by_its_whole_path_next_time(foreign: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, FOREIGN],
        cwd=foreign.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    assert done.stdout.split()[-1].decode() == os.fsencode(foreign).hex()


def test_a_backup_is_recorded_with_what_is_text(foreign: Path) -> None:
    with Store.open(foreign) as store:
        target = foreign.with_name(FOREIGN + ".backup")
        backups.back_up(store, target, at=later(40))
        with store.read() as reading:
            kept = reading.row("SELECT file_name FROM backup", ())
    assert kept[0].endswith(".contest.backup") and kept[0].startswith("?")
    assert target.is_file()


def test_a_line_of_heads_is_one_line_whatever_the_file_is_called(tmp_path: Path) -> None:
    genesis = {"base": "B"}
    chain = heads.chain_id(genesis)
    forged = f"a\n{chain} 99 {'ab' * 32} 2026-06-18T00:00:00Z x.contest"
    heads.note(tmp_path, genesis, Head(3, bytes(32)), datetime(2026, 6, 18, tzinfo=UTC), forged)
    assert [one.head.seq for one in heads.noted(tmp_path, genesis)] == [3]


def test_a_file_that_came_is_refused_and_listed(tmp_path: Path) -> None:
    if not _takes_foreign(tmp_path):
        pytest.skip("this file system takes names of text only")
    came = tmp_path / FOREIGN.replace(".contest", ".crb")
    came.write_bytes(b"no bundle")
    trust = keys.demo_trust(keys.demo_keys(SEED), "GS-TEST", "示范机械厂", "gs-test-2026-00000000").raw
    store = office.open_office(tmp_path / "office.contest", trust=trust, mode="demo", at=later(1))
    try:
        (row,) = office.receive(store, [came], at=later(1))
        with store.read() as reading:
            kept = reading.row("SELECT file_name FROM received_bundle", ())
    finally:
        store.close()
    assert row.file == came.name and kept[0].endswith(".crb") and kept[0].isprintable()


def test_any_other_text_that_is_none_is_refused_in_words_and_nothing_stored(store: Store) -> None:
    before = store.head
    with pytest.raises(Refusal) as refused, store.write() as writing:
        writing.audit("test", by="x", at=later(1))
        writing.run_many("INSERT INTO backup (folder) VALUES (?)", [(FOREIGN,)])
    assert refused.value.code == "store.no_text" and store.head == before
