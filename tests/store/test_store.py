"""One act is one transaction: all of it on disk, or nothing; exact values; history that can only grow."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from app.domain.audit import Genesis
from app.errors import Refusal, WorldFailure
from db import ballast
from db import engine as engines
from db.models.audit import BackupRow
from db.models.contest import RoundRow, SettingRow
from db.store import Store
from db.types import Exact, JsonText, Thousandths, UtcDateTime, json_text, utc_text
from tests.factories import MORNING, new_store

ROOT = Path(__file__).resolve().parents[2]


def values(store: Store, sql: str) -> list[tuple[object, ...]]:
    with store.read() as reading:
        return [tuple(row) for row in reading.connection.exec_driver_sql(sql).all()]


def audit(store: Store, **facts: object) -> int:
    with store.write() as writing:
        return writing.audit("test.done", by="u1", at=MORNING, **facts)  # type: ignore[arg-type]


def test_the_writer_has_the_pragmas_it_needs(store: Store) -> None:
    with store.write() as writing:
        asked = {
            name: writing.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name, _ in engines.WRITER_PRAGMAS
        }
    assert asked["synchronous"] == 3 and asked["journal_mode"] == "wal" and asked["foreign_keys"] == 1
    assert asked["trusted_schema"] == 0 and asked["secure_delete"] == 1 and asked["mmap_size"] == 0
    assert asked["wal_autocheckpoint"] == 1000 and asked["busy_timeout"] == 10000


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(WorldFailure) as failure, store.read() as reading:
        reading.connection.exec_driver_sql("DELETE FROM setting")
    assert failure.value.code == "store.no_permission"


@pytest.mark.parametrize("table", ["audit_entry", "mark"])
@pytest.mark.parametrize("act", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_history_can_only_grow(demo_file: Path, table: str, act: str) -> None:
    column = {"audit_entry": "body", "mark": "value"}[table]
    with Store.open(demo_file) as store:
        before = values(store, f"SELECT * FROM {table}")
        with pytest.raises(WorldFailure) as failure, store.write() as writing:
            writing.connection.exec_driver_sql(act.format(table=table, column=column))
        assert failure.value.code == "store.append_only"
        assert values(store, f"SELECT * FROM {table}") == before


def test_an_error_leaves_rows_entries_and_head_as_they_were(store: Store) -> None:
    head, rows = store.head, values(store, "SELECT count(*) FROM setting")
    with pytest.raises(ZeroDivisionError), store.write() as writing:
        writing.run(insert(SettingRow), {"key": "half", "value": 1})
        writing.audit("test.done", by="u1", at=MORNING)
        raise ZeroDivisionError
    assert (store.head, values(store, "SELECT count(*) FROM setting")) == (head, rows)
    assert audit(store) == head.seq + 1


def test_the_head_is_read_again_after_opening(contest_file: Path) -> None:
    with Store.open(contest_file) as store:
        audit(store, ref="x")
        head = store.head
    with Store.open(contest_file) as store:
        assert store.head == head


def test_bodies_are_canonical_and_notes_only_bound(store: Store) -> None:
    seq = audit(store, zz=1, note="王建国说错了")
    ((body,),) = values(store, f"SELECT body FROM audit_entry WHERE seq = {seq}")
    assert list(json.loads(str(body))) == sorted(json.loads(str(body)))
    assert "王建国" not in str(body) and len(json.loads(str(body))["note"]) == 64
    assert values(store, f"SELECT text FROM audit_note WHERE seq = {seq}") == [("王建国说错了",)]


def test_a_float_never_enters_the_chain(store: Store) -> None:
    with pytest.raises(ValueError):
        audit(store, mark=8.5)
    with pytest.raises(ValueError):
        utc_text(datetime(2026, 6, 18))  # noqa: DTZ001 - a time without a zone is what is refused


def test_exact_numbers_survive_the_file(store: Store) -> None:
    third = Fraction(1, 3)
    with store.write() as writing:
        (identity,) = [row[0] for row in writing.all(select(RoundRow.id).limit(1))]
        writing.run(RoundRow.__table__.update().where(RoundRow.id == identity), {"maximum": third})
    with store.read() as reading:
        assert reading.value(select(RoundRow.maximum).where(RoundRow.id == identity)) == third
    assert values(store, f"SELECT maximum, typeof(maximum) FROM round WHERE id = {identity}") == [("1/3", "text")]


def test_no_float_touches_a_mark(demo_file: Path) -> None:
    from db.models.scoring import MarkRow

    with Store.open(demo_file) as store:
        assert {row[0] for row in values(store, "SELECT DISTINCT typeof(value) FROM mark")} <= {"integer", "null"}
        with pytest.raises(StatementError), store.write() as writing:
            writing.run(
                insert(MarkRow),
                {
                    "sheet_id": 1,
                    "keying": 1,
                    "origin": "keyed",
                    "aspect": "A1",
                    "seat": "",
                    "value": 8.5,
                    "by": "u1",
                    "at": MORNING,
                },
            )


def test_no_column_of_the_file_is_a_float(demo_file: Path) -> None:
    with Store.open(demo_file) as store:
        for (table,) in values(store, "SELECT name FROM sqlite_master WHERE type = 'table'"):
            for _, name, kind, *_ in values(store, f"PRAGMA table_info({table})"):
                assert str(kind).upper() not in ("REAL", "FLOAT", "DOUBLE", "NUMERIC"), (table, name)
                found = values(store, f'SELECT count(*) FROM "{table}" WHERE typeof("{name}") = \'real\'')
                assert found == [(0,)], (table, name)


def test_times_keep_their_instant_and_sort_as_text() -> None:
    kind = UtcDateTime()
    china = datetime(2026, 6, 18, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    text = kind.process_bind_param(china, None)  # type: ignore[arg-type]
    assert text == "2026-06-18T00:30:00.000000Z"
    assert kind.process_result_value(text, None) == china  # type: ignore[arg-type]
    moments = [datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC) + timedelta(days=days) for days in (0, 1, 400)]
    assert sorted(map(utc_text, moments)) == [utc_text(moment) for moment in moments]


def test_types_refuse_what_would_be_rounded() -> None:
    for wrong in (8.5, "8", True, Fraction(1, 2)):
        with pytest.raises(ValueError):
            Thousandths().process_bind_param(wrong, None)  # type: ignore[arg-type]
    assert Thousandths().process_bind_param(8500, None) == 8500  # type: ignore[arg-type]
    assert Exact().process_result_value("2/3", None) == Fraction(2, 3)  # type: ignore[arg-type]
    for document in ({"mark": 8.5}, [1, [2.0]], {"a": {"b": 1e3}}):
        with pytest.raises(ValueError):
            json_text(document)
    with pytest.raises(ValueError):
        JsonText().process_result_value('{"mark":8.5}', None)  # type: ignore[arg-type]


HOLD = """
import sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from db.store import Store
with Store.open(Path({path!r})):
    print("held", flush=True)
    time.sleep(60)
"""


def test_two_programs_never_have_one_file(contest_file: Path) -> None:
    script = HOLD.format(root=str(ROOT), path=str(contest_file))
    other = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        with pytest.raises(WorldFailure) as failure:
            Store.open(contest_file)
        assert failure.value.code == "store.locked"
    finally:
        other.kill()
        other.communicate()
    Store.open(contest_file).close()  # the lock went with the process that held it


@pytest.mark.parametrize("link", ["symbolic", "hard"])
@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there, and SQLite follows none")
def test_another_name_of_an_open_file_is_the_same_file(contest_file: Path, tmp_path: Path, link: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "other.contest"
    if link == "hard":
        other.hardlink_to(contest_file)
    else:
        other.symlink_to(contest_file)
    for held, refused in ((contest_file, other), (other, contest_file)):
        with Store.open(held) as store:
            with pytest.raises(WorldFailure) as failure:
                Store.open(refused)
            assert failure.value.code == "store.locked"
            if link == "symbolic":
                assert Store.holder(refused) == Store.holder(held) != ""
            audit(store)
    assert [name.name for name in other.parent.iterdir()] == ["other.contest"]  # neither lock nor log is left
    with Store.open(other) as store:
        audit(store)


KILLED_WHILE_MAKING = """
import os, sys
from pathlib import Path
from app.domain.audit import Genesis
from db.store import Store
def killed(store):
    with store.write() as writing:
        writing.audit("test.done", by="u1", at=MORNING)
        if sys.argv[2] == "inside":
            die()
    die()
def die():
    os.kill(os.getpid(), 9) if hasattr(os, "fork") else os._exit(9)
from tests.factories import MORNING
Store.create(Path(sys.argv[1]), Genesis(base="GS-TEST", chain="c", contest="t"), killed)
"""


@pytest.mark.parametrize("moment", ["inside", "after"])
def test_a_program_killed_while_making_a_file_leaves_none_of_that_name(tmp_path: Path, moment: str) -> None:
    """The name is given last, so the next try needs nobody to tidy up."""
    path = tmp_path / "new.contest"
    script = [sys.executable, "-c", KILLED_WHILE_MAKING, str(path), moment]
    died = subprocess.run(script, cwd=ROOT, check=False, capture_output=True, text=True)
    assert died.returncode in (-9, 9), died.stderr
    left = [one.name for one in tmp_path.iterdir()]
    assert ".new.contest.unborn" in left and "new.contest" not in left
    with new_store(path) as store:
        assert store.head.seq > 0 and values(store, "SELECT count(*) FROM contest") == [(1,)]
    assert [one.name for one in tmp_path.iterdir()] == ["new.contest"]


def test_what_cannot_be_filled_is_not_born(tmp_path: Path) -> None:
    def broken(store: Store) -> None:
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        Store.create(tmp_path / "new.contest", Genesis(base="b", chain="c", contest="t"), broken)
    assert list(tmp_path.iterdir()) == []


def test_a_name_taken_meanwhile_is_kept(tmp_path: Path) -> None:
    """Somebody puts a file of that name there while ours is being made: it stays theirs."""
    path = tmp_path / "new.contest"
    with pytest.raises(Refusal) as refusal:
        Store.create(
            path, Genesis(base="b", chain="c", contest="t"), lambda store: path.write_bytes(b"theirs") and None
        )
    assert refusal.value.code == "store.exists" and path.read_bytes() == b"theirs"
    assert [one.name for one in tmp_path.iterdir()] == ["new.contest"]


def test_a_barred_file_is_read_and_not_written(store: Store) -> None:
    store.bar(Refusal("files.guards", found=["mark_no_update"]))
    head = store.head
    with pytest.raises(Refusal) as refusal, store.write() as writing:
        writing.audit("test.done", by="u1", at=MORNING)
    assert (refusal.value.code, store.head) == ("files.guards", head)
    assert values(store, "SELECT count(*) FROM audit_entry") == [(head.seq,)]


def test_ballast_is_held_where_there_is_plenty_and_given_up_once(tmp_path: Path) -> None:
    assert ballast.state(tmp_path) is ballast.State.NONE and not ballast.give_up(tmp_path)
    assert ballast.hold(tmp_path, size=1 << 16, plenty=1 << 60) is ballast.State.NONE
    assert ballast.hold(tmp_path, size=1 << 16) is ballast.State.HELD
    file = tmp_path / ballast.FILE
    assert file.stat().st_size == 1 << 16 and file.stat().st_blocks * 512 >= 1 << 16
    assert ballast.give_up(tmp_path) and not ballast.give_up(tmp_path)
    assert ballast.state(tmp_path) is ballast.State.FREED
    assert ballast.hold(tmp_path, size=1 << 16) is ballast.State.HELD


def test_the_first_full_disk_frees_the_ballast(store: Store) -> None:
    ballast.hold(store.path.parent, size=1 << 16)
    with store.write() as writing:
        pages = writing.connection.exec_driver_sql("PRAGMA page_count").scalar()
    store._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # type: ignore[union-attr]
    store._connection.rollback()  # type: ignore[union-attr]
    with pytest.raises(WorldFailure) as failure:
        for _ in range(200):
            audit(store, ref="x" * 900)
    assert failure.value.code == "store.disk_full"
    assert ballast.state(store.path.parent) is ballast.State.FREED


def test_a_closed_store_takes_nothing(contest_file: Path) -> None:
    store = Store.open(contest_file)
    store.close()
    with pytest.raises(WorldFailure) as failure, store.write():
        pass
    assert failure.value.code == "store.closed"
    with pytest.raises(WorldFailure) as failure, store.read():
        pass  # else the file would be open again, without its lock
    assert failure.value.code == "store.closed"
    assert sorted(one.name for one in contest_file.parent.iterdir()) == [contest_file.name]


def test_a_commit_that_fails_leaves_nothing_open(store: Store) -> None:
    """SQLite keeps a transaction open when its COMMIT meets a broken reference; the next act must not find it."""
    head = store.head
    with pytest.raises(IntegrityError), store.write() as writing:
        writing.audit("test.broken", by="u1", at=MORNING)
        writing.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        assert writing.connection.exec_driver_sql("UPDATE round SET trade_id = 99").rowcount
        committing = True  # so far nobody complained
    assert store.head == head and committing
    assert audit(store) == head.seq + 1
    assert values(store, "SELECT count(*) FROM audit_entry WHERE body LIKE '%test.broken%'") == [(0,)]
    assert values(store, "SELECT count(*) FROM round WHERE trade_id = 99") == [(0,)]


def test_a_full_disk_loses_nothing_that_was_acknowledged(store: Store) -> None:
    """The file may not grow: the act that no longer fits is refused, all before it stay, work goes on afterwards."""
    with store.write() as writing:
        pages = writing.connection.exec_driver_sql("PRAGMA page_count").scalar()
    assert isinstance(pages, int)
    store._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 6}")  # type: ignore[union-attr]
    store._connection.rollback()  # type: ignore[union-attr]
    acknowledged = []
    with pytest.raises(WorldFailure) as failure:
        for number in range(1000):
            audit(store, ref="x" * 900, number=number)
            acknowledged.append(number)
    assert failure.value.code == "store.disk_full" and 5 < len(acknowledged) < 1000
    stored = [
        json.loads(str(body))["number"]
        for (body,) in values(store, "SELECT body FROM audit_entry WHERE instr(body, 'test.done') ORDER BY seq")
    ]
    assert stored == acknowledged
    assert values(store, "PRAGMA integrity_check") == [("ok",)]
    store._connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")  # type: ignore[union-attr]
    store._connection.rollback()  # type: ignore[union-attr]
    assert audit(store, number=-1) == store.head.seq


def test_a_copy_is_consistent_and_never_over_another_file(store: Store, tmp_path: Path) -> None:
    audit(store, ref="before")
    target = tmp_path / "copy.contest"
    store.copy_to(target)
    audit(store, ref="after")
    with Store.open(target) as copy:
        assert copy.head.seq == store.head.seq - 1
    with pytest.raises(Refusal):
        store.copy_to(target)
    with pytest.raises(WorldFailure) as failure:
        store.copy_to(tmp_path / "no folder" / "copy.contest")
    assert failure.value.code == "store.copy_failed"


def test_rows_in_order(store: Store) -> None:
    with store.write() as writing:
        columns = {"folder": "/f", "file_name": "b", "sha256": "0" * 64, "seq": 1, "head": "0" * 64, "at": MORNING}
        first = writing.insert(insert(BackupRow), columns)
        assert writing.insert(insert(BackupRow), columns) == first + 1
