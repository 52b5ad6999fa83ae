"""What the record carries of a whole day: ids and codes with the fields of the table, never a name, ID number or phone.

The listing of a record of any length costs a page, whatever is chosen.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.audit_acts import ACTS, COMMON
from app.errors import Refusal, WorldFailure, WrongCall
from app.services import audit_events, registration
from app.services.access import CONSOLE
from app.services.audit_files import write_record
from app.services.audit_list import AuditFilter, AuditList
from db.store import Store
from tests.factories import later
from tests.gui.played import template
from tests.services.hall import Hall
from tests.trust_kit import correct_one


def bodies(path: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return [json.loads(body) for (body,) in connection.execute("SELECT body FROM audit_entry ORDER BY seq")]


def personal(path: Path) -> set[str]:
    """Everything in the file that names a human being or a way to reach one."""
    found: set[str] = set()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for table, columns in (
            ("person", ("name", "id_number", "phone", "unit")),
            ("entry", ("name", "unit")),
            ("account", ("name",)),
            ("delegation", ("name", "leader")),
        ):
            for column in columns:
                found |= {str(row[0]) for row in connection.execute(f"SELECT {column} FROM {table}") if row[0]}
    return {text for text in found if len(text) > 1}


def test_no_body_of_the_played_day_names_anybody() -> None:
    path = template()
    text = "\n".join(json.dumps(body, ensure_ascii=False) for body in bodies(path))
    words = personal(path)
    assert len(words) > 100
    assert [word for word in words if word in text] == []


@pytest.mark.parametrize("file", ["played", "corrected"])
def test_every_entry_of_the_day_has_the_fields_of_its_act(file: str, demo_file: Path) -> None:
    path = template()
    if file == "corrected":
        with Store.open(demo_file) as store:
            correct_one(store, "44.5", 100)
        path = demo_file
    wrong = []
    for body in bodies(path):
        act = ACTS.get(body["act"])
        if act is None:
            wrong.append(f"{body['act']}: not in app/domain/audit_acts.py")
        elif not act.fields <= set(body) <= act.fields | act.optional | COMMON:
            wrong.append(f"{body['act']}: carries {sorted(set(body) - COMMON)}, the table has {sorted(act.fields)}")
    assert wrong == []


def test_locking_binds_the_scheme_and_submitting_names_what_differs(hall: Hall) -> None:
    hall.mark_everything()
    hall.recheck()
    hall.lock()
    locked = next(body for body in bodies(hall.store.path) if body["act"] == "trade.locked")
    with closing(sqlite3.connect(hall.store.path)) as connection:
        (digest,) = connection.execute("SELECT sha256 FROM scheme ORDER BY version DESC LIMIT 1").fetchone()
    assert locked["scheme_sha256"] == digest
    assert locked["by"].count("+") == 1, "both people of the pair"


def test_a_start_tells_version_machine_and_a_clock_that_is_behind(store: Store) -> None:
    audit_events.started(store, later(0))
    audit_events.started(store, later(0) - timedelta(days=2))
    told = [body for body in bodies(store.path) if body["act"].startswith(("program.", "clock."))]
    assert [body["act"] for body in told] == ["program.started", "program.started", "clock.suspect"]
    assert [body["clock"] for body in told[:2]] == ["ok", "suspect"]
    assert told[2]["behind"] == 2 * 24 * 3600
    assert len(told[0]["machine"]) == 8


def test_another_version_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    audit_events.started(store, later(0))
    monkeypatch.setattr(audit_events, "VERSION", "9.9.9")
    audit_events.started(store, later(1))
    last = bodies(store.path)[-1]
    assert (last["act"], last["new"]) == ("program.version", "9.9.9")


def test_a_barred_file_is_left_alone_when_it_is_put_away(store: Store) -> None:
    before = store.head
    store.bar(WorldFailure("store.damaged", path="x"))
    audit_events.stopped(store, later(0))
    assert store.head == before


def test_a_file_that_cannot_be_read_in_is_entered_with_code_and_digest(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(Refusal) as refused:
        registration.import_roster(store, path, by=CONSOLE, at=later(0))
    last = bodies(store.path)[-1]
    assert (last["act"], last["code"], last["kind"]) == ("file.refused", refused.value.code, "roster")
    assert len(last["sha256"]) == 64
    with pytest.raises(WrongCall):
        registration.import_roster(store, tmp_path / "not there.xlsx", by=CONSOLE, at=later(0))
    assert bodies(store.path)[-1] == last


def test_a_list_of_many_is_paged_and_filtered_in_the_store(store: Store) -> None:
    with store.write() as writing:
        for number in range(700):
            act = "sheet.agreed" if number % 7 else "registration.closed"
            writing.audit(act, by=f"u{number % 3}", at=later(number), ref=f"6-18-02-04/practical/W-{number:03}")
    every = AuditList(store)
    assert every.count() == store.head.seq
    assert [line.seq for line in every.rows(5, 3)] == [store.head.seq - 5, store.head.seq - 6, store.head.seq - 7]
    one = AuditList(store, AuditFilter(group="sheet", ref="w-69"))
    assert one.count() == 9
    assert {line.ref[-5:] for line in one.rows(0, 99)} == {f"W-69{n}" for n in (0, 1, 2, 4, 5, 6, 7, 8, 9)}
    window = AuditList(store, AuditFilter(since=later(10), until=later(20), group="sheet"))
    assert window.count() == 9, "ten minutes, one of them another act"
    with pytest.raises(Refusal) as unknown:
        AuditList(store, AuditFilter(person="谁也不是")).count()
    assert unknown.value.code == "audit.unknown_person"


def test_a_record_too_long_for_paper_says_so(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.audit_files.MOST_IN_PDF", 0)
    with pytest.raises(Refusal) as refused:
        write_record(store, tmp_path / "all.pdf", AuditFilter(), by=CONSOLE, at=later(0))
    assert refused.value.code == "audit.too_long"
    assert not (tmp_path / "all.pdf").exists()
    assert write_record(store, tmp_path / "all.csv", AuditFilter(), by=CONSOLE, at=later(0)).entries == store.head.seq
