"""One change by hand of each sealed table is found, and the entry that told of the row last is named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.roles import Role
from app.errors import Problems
from app.services import access, results
from app.services.access import CONSOLE, Actor
from app.services.certificates import Order, print_certificates
from app.services.common import contest_facts
from app.services.replay import follow
from app.services.replay_rows import TABLE_WORDS, Problem
from db import seals
from db.queries.copies import reading_copy
from db.store import Store
from tests.factories import later
from tests.gui.played import ELECTRIC, WELDING, template
from tests.services.hall import Hall
from tests.trust_kit import by_hand, correct_one


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo contest late in its day, certificates of one trade printed and an order among equals ruled."""
    folder = tmp_path_factory.mktemp("printed")
    path = Path(shutil.copy(template(), folder / "played.contest"))
    with Store.open(path) as store:
        at, chief = later(900), actor(store, Role.CHIEF_JUDGE)
        clerk = actor(store, Role.CERTIFICATE_CLERK)
        print_certificates(store, folder / "c.pdf", Order(trade=ELECTRIC), by=clerk, at=at)
        question = open_edge(store)
        results.rule_award_edge(store, WELDING, question["group"], question["award"], "up", "规则", by=chief, at=at)
    return path


@pytest.fixture
def played(tmp_path: Path, printed: Path) -> Path:
    """A copy for one test."""
    return Path(shutil.copy(printed, tmp_path / "played.contest"))


def actor(store: Store, role: Role) -> Actor:
    return next(one for one in access.people_at_keyboard(store) if one.role is role)


def open_edge(store: Store) -> dict[str, str]:
    with store.read() as reading:
        trade = contest_facts(reading).trade(WELDING)
        (question,) = [one for one in results.open_questions(reading, trade) if one.code == "results.open_edge"]
    return {name: str(value) for name, value in question.fields.items()}


@pytest.fixture
def corrected(demo_file: Path) -> Path:
    """A small contest with a correction after locking."""
    with Store.open(demo_file) as store:
        correct_one(store, "44.5", 100)
    return demo_file


def problems(path: Path) -> tuple[Problem, ...]:
    with reading_copy(path) as reading:
        return follow(reading).problems


def told_last(path: Path, name: str) -> int:
    """The number of the last entry with a seal of a row."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT seq, body FROM audit_entry ORDER BY seq DESC")
        return next(int(seq) for seq, body in rows if name in json.loads(body).get("rows", {}))


def forge(path: Path, change: str) -> None:
    with by_hand(path) as connection:
        assert connection.execute(change).rowcount == 1


CHANGES = [
    ("certificate", "UPDATE certificate SET facts = replace(facts, '等奖', '等') WHERE id = 1", 1),
    ("certificate", "UPDATE certificate SET state = 'void' WHERE id = 2", 2),
    ("certificate", "UPDATE certificate SET entry_id = entry_id + 1 WHERE id = 3", 3),
    ("certificate_print", "UPDATE certificate_print SET overprint = 1 - overprint WHERE id = 1", 1),
    ("recheck", "UPDATE recheck SET seed = 'better' WHERE id = 1", 1),
    ("recheck_item", "UPDATE recheck_item SET sheet_id = (SELECT max(id) FROM sheet) WHERE id = 1", 1),
    ("recheck_item", "UPDATE recheck_item SET errors = 0, verdict = 'same', at = NULL WHERE id = 2", 2),
    ("account", "UPDATE account SET role = 'chief_judge' WHERE id = 3", 3),
    ("account", "UPDATE account SET secret = (SELECT secret FROM account WHERE id = 1) WHERE id = 2", 2),
    ("scheme", "UPDATE scheme SET document = replace(document, '\"100\"', '\"101\"') WHERE id = 1", 1),
    ("scheme", "UPDATE scheme SET sha256 = 'f' WHERE id = 2", 2),
    ("attendance", "UPDATE attendance SET status = 'absent' WHERE id = 4", 4),
    ("result", "UPDATE result SET award = '特等奖' WHERE id = 2", 2),
    ("result_revision", "UPDATE result_revision SET confirmed_at = NULL WHERE id = 1", 1),
    ("ruling", "UPDATE ruling SET decision = 'other' WHERE id = 1", 1),
    ("sign_off", "UPDATE sign_off SET revision = 9 WHERE id = 1", 1),
    ("entry", "UPDATE entry SET name = '某人' WHERE id = 5", 5),
    ("entry", "UPDATE entry SET guest = 1 - guest WHERE id = 6", 6),
    ("person", "UPDATE person SET name = '某人' WHERE id = 7", 7),
    ("draw", "UPDATE draw SET witness = '' || witness || 'u9' WHERE id = 1", 1),
    ("sheet", "UPDATE sheet SET state = 'rechecked' WHERE id = (SELECT min(id) FROM sheet WHERE state = 'agreed')", 0),
    ("delegation", "UPDATE delegation SET name = '别处' WHERE id = 1", 1),
    ("contest", "UPDATE contest SET mode = 'live'", 1),
]


@pytest.mark.parametrize(("table", "change", "row"), CHANGES)
def test_a_row_changed_by_hand_names_its_entry(played: Path, table: str, change: str, row: int) -> None:
    if not row:
        with closing(sqlite3.connect(played)) as connection:
            (row,) = connection.execute("SELECT min(id) FROM sheet WHERE state = 'agreed'").fetchone()
    wanted = told_last(played, f"{table}/{row}")
    forge(played, change)
    found = [one for one in problems(played) if one.check == "rows"]
    assert [(one.error.code, one.seq) for one in found] == [("audit.row_changed", wanted)]
    assert TABLE_WORDS[table] == found[0].error.fields["table"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("correction", "UPDATE correction SET new = '50.0' WHERE id = 1"),
        ("correction", "UPDATE correction SET second = 'u1' WHERE id = 1"),
    ],
)
def test_a_correction_changed_by_hand_is_found(corrected: Path, table: str, change: str) -> None:
    assert problems(corrected) == ()
    wanted = told_last(corrected, f"{table}/1")
    forge(corrected, change)
    assert [(one.error.code, one.seq) for one in problems(corrected)] == [("audit.row_changed", wanted)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE mark SET why = '另一个理由' WHERE id = (SELECT max(id) FROM mark)", "files.mark_changed"),
        ("UPDATE mark SET origin = 'settle' WHERE id = (SELECT max(id) FROM mark)", "files.mark_changed"),
        ("UPDATE mark SET origin = 'pasted' WHERE id = 1", "files.mark_changed"),
        ("UPDATE mark SET why = '后加的' WHERE id = 1", "files.mark_changed"),
    ],
)
def test_reason_and_origin_of_a_mark_belong_to_its_entry(corrected: Path, change: str, code: str) -> None:
    forge(corrected, change)
    (found,) = problems(corrected)
    assert (found.check, found.error.code) == ("marks", code)
    assert found.seq is not None


def test_a_reason_erased_with_its_note_is_not_missed(corrected: Path) -> None:
    with by_hand(corrected) as connection:
        connection.execute("UPDATE audit_note SET text = ''")
        connection.execute("UPDATE mark SET why = ''")
    assert problems(corrected) == ()


def test_rows_taken_out_and_added_by_hand_are_found(played: Path) -> None:
    gone = told_last(played, "certificate_print/1")
    with by_hand(played) as connection:
        connection.execute("DELETE FROM certificate_print WHERE id = 1")
        connection.execute(
            "INSERT INTO spread_decision (sheet_id, aspect, decision, spread, reason, by, at)"
            " SELECT id, 'A1', 'keep', '1', '', 'u1', '2026-06-18T00:00:00.000000Z' FROM sheet LIMIT 1"
        )
    found = [(one.error.code, one.seq) for one in problems(played)]
    assert ("audit.row_missing", gone) in found
    assert ("audit.row_untold", None) in found


def test_codes_exchanged_by_hand_contradict_the_draw(demo_file: Path) -> None:
    with by_hand(demo_file) as connection:
        (one, first), (two, second) = connection.execute("SELECT id, code FROM blind_code LIMIT 2").fetchall()
        connection.executemany("UPDATE blind_code SET code = ? WHERE id = ?", [("x", one), (first, two), (second, one)])
    (found,) = problems(demo_file)
    assert found.error.code == "draw.changed"
    assert found.seq is not None


def test_a_seed_changed_by_hand_contradicts_the_draw(demo_file: Path) -> None:
    forge(demo_file, "UPDATE draw SET seed = 'luck' WHERE id = 1")
    assert [one.error.code for one in problems(demo_file)] == ["draw.changed"]


def test_names_give_no_digest_to_guess_and_can_be_erased(played: Path) -> None:
    """The chain holds a salted digest; a service that erases a name seals the empty one, and the salt is another."""
    with Store.open(played) as store:
        with store.read() as reading:
            before = reading.row("SELECT salt FROM row_salt WHERE name = ?", ("person/1",))
        with store.write() as writing:
            writing.put("UPDATE person SET name = ? WHERE id = ?", ("", 1))
            writing.audit("rows.sealed", by="program", at=later(600))
        with store.read() as reading:
            assert reading.row("SELECT salt FROM row_salt WHERE name = ?", ("person/1",)) != before
    assert problems(played) == ()


def test_what_an_act_touches_without_an_entry_is_sealed_by_its_own(demo_file: Path) -> None:
    with Store.open(demo_file) as store:
        before = store.head.seq
        with store.write() as writing:
            writing.put("UPDATE attendance SET extra_seconds = ? WHERE id = ?", (60, 1))
        assert store.head.seq == before + 1
    assert problems(demo_file) == ()


def test_an_act_that_failed_leaves_no_seal(demo_file: Path) -> None:
    with Store.open(demo_file) as store:
        with pytest.raises(ZeroDivisionError), store.write() as writing:
            writing.put("UPDATE attendance SET extra_seconds = ? WHERE id = ?", (60, 1))
            raise ZeroDivisionError
        access.add_account(store, "新人", "recorder", "246813", by=CONSOLE, at=later(200))
    assert told_last(demo_file, "account/9") > 0
    assert problems(demo_file) == ()


def test_every_sealed_table_has_words(demo_file: Path) -> None:
    assert set(TABLE_WORDS) == set(seals.TABLES)
    with closing(sqlite3.connect(demo_file)) as connection:
        for table, sealed in seals.TABLES.items():
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert {*sealed.columns, "id"} <= columns, table
            assert sealed.label in (*sealed.columns, "id")


def test_nothing_is_locked_over_a_file_changed_by_hand(hall: Hall) -> None:
    hall.mark_everything()
    hall.recheck()
    with by_hand(hall.store.path) as connection:
        connection.execute("UPDATE attendance SET status = 'disqualified' WHERE id = 1")
    with pytest.raises(Problems) as refused:
        hall.lock()
    assert refused.value.code == "audit.broken"
    assert [one.code for one in refused.value.items] == ["audit.row_changed"]
