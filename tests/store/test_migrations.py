"""Files of every version open: upgraded whole after a copy, or refused untouched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.errors import Refusal, WorldFailure, WrongCall
from app.services.registration_list import Choice, find_entries, lines
from db import engine as engines
from db import migrate
from db.models.every import Base
from db.store import Reading, Store
from tests.factories import new_store

ROOT = Path(__file__).resolve().parents[2]


def connect(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path))


def schema_of(path: Path) -> list[tuple[str, str]]:
    with connect(path) as connection:
        return connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
        ).fetchall()


def file_of_version(path: Path, revision: str, version: int) -> None:
    """A file as an earlier release left it: only the first steps of the schema."""
    with connect(path) as connection:
        connection.execute("PRAGMA user_version = 0")
        connection.execute("VACUUM")
    engine = engines.writer_engine(engines.open_writer(path))
    with engine.begin() as connection:
        config = migrate.migration_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(f"PRAGMA application_id={engines.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
    engine.dispose()
    with connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


REVISIONS = [
    script.revision
    for script in reversed(list(ScriptDirectory.from_config(migrate.migration_config()).walk_revisions()))
]


def test_every_step_is_one_schema_version() -> None:
    assert len(REVISIONS) == migrate.SCHEMA_VERSION
    assert [int(revision) for revision in REVISIONS] == list(range(1, migrate.SCHEMA_VERSION + 1))


def test_models_and_migrations_agree(contest_file: Path) -> None:
    """What the models say and what the steps built are the same tables, columns, keys and indexes."""
    with engines.for_sqlalchemy(engines.open_reader(contest_file)) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _same_storage})
        differences = compare_metadata(context, Base.metadata)
    assert differences == []


def _same_storage(context, inspected, column, found, wanted) -> bool:  # type: ignore[no-untyped-def]
    """Whether two types would be stored differently; our decorated types store as what they wrap."""
    inner = getattr(wanted, "impl", wanted)
    return found._type_affinity is not inner._type_affinity and not {
        found._type_affinity.__name__, inner._type_affinity.__name__
    } <= {"String", "Text"}  # fmt: skip


@pytest.mark.parametrize("version", range(1, migrate.SCHEMA_VERSION))
def test_an_older_file_is_upgraded_after_a_copy(tmp_path: Path, contest_file: Path, version: int) -> None:
    path = tmp_path / "old.contest"
    file_of_version(path, REVISIONS[version - 1], version)
    before = path.read_bytes()
    Store.open(path).close()
    assert schema_of(path) == schema_of(contest_file)
    with connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (migrate.SCHEMA_VERSION,)
    copy = tmp_path / f"old.contest.v{version}-before"
    assert schema_of(copy) != schema_of(path)
    assert len(copy.read_bytes()) == len(before)


def test_entries_of_an_older_file_find_their_place_in_the_list(tmp_path: Path) -> None:
    path = tmp_path / "old.contest"
    file_of_version(path, REVISIONS[2], 3)
    with connect(path) as connection:
        for table, values in (
            ("contest", {"id": 1}),
            ("trade", {"id": 1, "contest_id": 1}),
            ("trade_group", {"id": 1, "trade_id": 1}),
            ("delegation", {"id": 1, "contest_id": 1}),
            *(
                ("entry", {"number": one, "contest_id": 1, "trade_id": 1, "group_id": 1, "delegation_id": 1})
                for one in ("HG10", "HG9", "HG100")
            ),
        ):
            insert_anything(connection, table, values)
        connection.commit()
    with Store.open(path) as store:
        found = find_entries(store, Choice())
        assert [line.number for line in lines(store, found)] == ["HG9", "HG10", "HG100"]


def insert_anything(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    """A row of which only these columns matter."""
    for _, name, kind, needed, default, key in connection.execute(f"PRAGMA table_info({table})").fetchall():
        if needed and default is None and not key:
            values.setdefault(name, 0 if kind.startswith(("INT", "BIG", "BOOL")) else "{}")
    names = ", ".join(f'"{name}"' for name in values)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", [*values.values()])


def test_a_step_that_fails_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.contest"
    file_of_version(path, REVISIONS[0], 1)
    schema = schema_of(path)

    def broken(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half_done (id INTEGER)")  # type: ignore[attr-defined]
        raise RuntimeError("the step failed")

    monkeypatch.setattr(migrate, "run_migrations", broken)
    with pytest.raises(RuntimeError):
        Store.open(path)
    assert schema_of(path) == schema
    with connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert not (tmp_path / "old.contest.lock").exists()


def test_a_damaged_old_file_is_not_migrated(tmp_path: Path) -> None:
    path = tmp_path / "old.contest"
    file_of_version(path, REVISIONS[0], 1)
    with connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'contest'").fetchone()
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * 4096 : (page - 1) * 4096 + 8] = bytes(8)
    path.write_bytes(raw)
    with pytest.raises(WorldFailure) as failure:
        Store.open(path)
    assert failure.value.code == "store.damaged"
    assert path.read_bytes()[60:64] == (1).to_bytes(4, "big") and not list(tmp_path.glob("*-before"))


def test_what_a_migrated_file_does_not_prove_is_rolled_back(tmp_path: Path) -> None:
    path = tmp_path / "old.contest"
    file_of_version(path, REVISIONS[1], 2)
    schema = schema_of(path)
    seen: list[tuple[int, int]] = []

    def prove(reading: Reading) -> None:
        version = reading.connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
        steps = reading.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        seen.append((version, int(steps)))
        raise Refusal("files.guards", found=[])

    with pytest.raises(Refusal):
        Store.open(path, prove)
    assert seen == [(2, migrate.SCHEMA_VERSION)] and schema_of(path) == schema
    with Store.open(path) as store:
        assert store.upgraded_from == 2


def test_an_upgraded_file_killed_before_its_first_checkpoint_is_of_the_new_version(tmp_path: Path) -> None:
    """The new version stands in the log beside the file then; the file itself still says the old one."""
    path = tmp_path / "old.contest"
    file_of_version(path, REVISIONS[0], 1)
    script = "import os, sys; from pathlib import Path; from db.store import Store; Store.open(Path(sys.argv[1])); "
    subprocess.run([sys.executable, "-c", script + "os._exit(9)", str(path)], cwd=ROOT, check=False)
    assert path.read_bytes()[60:64] == (1).to_bytes(4, "big")
    assert engines.header(path) == (engines.APPLICATION_ID, migrate.SCHEMA_VERSION)
    with Store.open(path) as store:
        assert store.upgraded_from == 0


def test_a_newer_file_is_refused_untouched(contest_file: Path) -> None:
    with connect(contest_file) as connection:
        connection.execute(f"PRAGMA user_version = {migrate.SCHEMA_VERSION + 1}")
    before = contest_file.read_bytes()
    with pytest.raises(WrongCall) as refusal:
        Store.open(contest_file)
    assert refusal.value.code == "store.newer"
    assert (refusal.value.fields["version"], refusal.value.fields["known"]) == (
        migrate.SCHEMA_VERSION + 1,
        migrate.SCHEMA_VERSION,
    )
    assert contest_file.read_bytes() == before
    assert [one.name for one in contest_file.parent.iterdir()] == [contest_file.name]


@pytest.mark.parametrize(
    "content",
    [b"", b"no database", b"SQLite format 3\x00" + bytes(84), bytes(5000)],
    ids=["empty", "text", "someone else's database", "zeros"],
)
def test_a_foreign_file_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "photo.contest"
    path.write_bytes(content)
    with pytest.raises(WrongCall) as refusal:
        Store.open(path)
    assert refusal.value.code == "store.foreign"
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == ["photo.contest"]


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    for path in (tmp_path / "none.contest", tmp_path):
        with pytest.raises(WrongCall) as refusal:
            Store.open(path)
        assert refusal.value.code == "store.missing"


def test_rot_in_the_first_page_is_the_worlds_failure(contest_file: Path) -> None:
    raw = bytearray(contest_file.read_bytes())
    raw[100:4000] = bytes(3900)
    contest_file.write_bytes(raw)
    with pytest.raises(WorldFailure) as failure:
        Store.open(contest_file)
    assert failure.value.code == "store.damaged"
    assert contest_file.read_bytes()[4096:] == bytes(raw)[4096:]


def test_rot_that_makes_a_name_no_text_is_damage(contest_file: Path) -> None:
    """SQLite names the broken table in its message, and the driver cannot read that message."""
    raw = contest_file.read_bytes()
    contest_file.write_bytes(raw.replace(b"CREATE TABLE sheet", b"CREATE TABLE sh\xac\xact"))
    with pytest.raises(WorldFailure) as failure, Store.open(contest_file) as store, store.read() as reading:
        reading.connection.exec_driver_sql("SELECT count(*) FROM sheet").all()
    assert failure.value.code == "store.damaged"


def test_a_new_file_never_takes_the_place_of_another(contest_file: Path) -> None:
    before = contest_file.read_bytes()
    with pytest.raises(Refusal) as refusal:
        new_store(contest_file)
    assert refusal.value.code == "store.exists"
    assert contest_file.read_bytes() == before
