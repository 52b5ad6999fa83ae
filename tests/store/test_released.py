"""Files of every released version: opened after a copy, upgraded, audited whole, and still good for a certificate.

A version's file is made by `packaging/keep_release.py` and, once released, never again. It lies packed, as xz.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from app import VERSION
from app.domain.roles import Role
from app.errors import Refusal, WrongCall
from app.services import certificates, filecheck, opening
from app.services.access import people_at_keyboard
from app.services.certificates_view import batch_signer
from app.services.common import open_store
from app.texts import sentence
from db import migrate, seals

RELEASED = Path(__file__).parent / "released"
INDEX = json.loads((RELEASED / "index.json").read_text("utf-8"))
LARGEST = 300 * 1024
LATER = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@pytest.fixture(params=sorted(INDEX))
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[dict[str, object], Path]:
    """What is known of a version's file, and a copy of it."""
    packed = (RELEASED / f"{request.param}.contest.xz").read_bytes()
    assert len(packed) <= LARGEST
    file = tmp_path / f"{request.param}.contest"
    file.write_bytes(lzma.decompress(packed))
    return INDEX[request.param], file


def test_this_version_has_its_file() -> None:
    assert VERSION in INDEX, "run packaging/keep_release.py (--candidate while it is being worked on)"
    assert {file.name for file in RELEASED.iterdir()} == {"index.json", *(f"{name}.contest.xz" for name in INDEX)}


def test_a_kept_file_opens_whole_and_prints_a_certificate(kept: tuple[dict[str, object], Path], tmp_path: Path) -> None:
    facts, file = kept
    before = file.read_bytes()
    opened = opening.open_checked(file, LATER, ())
    with opened.store as store:
        assert opened.trouble is None
        copy = file.with_name(f"{file.name}.v{facts['schema']}-before")
        if facts["schema"] == migrate.SCHEMA_VERSION:
            assert store.upgraded_from == 0 and not copy.exists()
        else:
            assert store.upgraded_from == facts["schema"] and copy.read_bytes()[100:] == before[100:]
        with store.read() as reading:
            report = filecheck.check_content(reading, thorough=True)
        assert report.ok, report.problems
        entries = facts["entries"]
        assert isinstance(entries, int) and report.head.seq >= entries
        clerk = next(person for person in people_at_keyboard(store) if person.role is Role.CERTIFICATE_CLERK)
        order = certificates.Order(str(facts["trade"]), overprint=False)
        pdf = tmp_path / "certificates.pdf"
        done = certificates.print_certificates(
            store, pdf, order, by=clerk, at=LATER, signer=batch_signer(store, None, LATER)
        )
        with store.read() as reading:
            assert filecheck.check_content(reading, thorough=True).ok
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == done.printed > 0
    document.close()


def test_a_file_of_a_version_to_come_is_refused_in_words(kept: tuple[dict[str, object], Path]) -> None:
    _, file = kept
    raw = bytearray(file.read_bytes())
    raw[60:64] = (migrate.SCHEMA_VERSION + 1).to_bytes(4, "big")  # user_version in the header of the file
    file.write_bytes(raw)
    with pytest.raises(WrongCall) as refusal:
        open_store(file)
    assert refusal.value.code == "store.newer"
    assert "升级" in sentence(refusal.value) and "upgrade" in sentence(refusal.value, "en")
    assert file.read_bytes() == bytes(raw)


SEALED_AT = {4: "5aebc13c02fd867652a4609741c3329f45b04f07269e87fdd3c99b9a907a3b6e"}
"""The digest of the table of sealed columns by schema version. See the test below before changing a line."""


def test_sealed_columns_change_only_with_a_step_of_the_schema() -> None:
    """A seal covers exactly the columns `db/seals.py` names. With another column, order or salt, every seal already
    written into the chain of a file that was released contradicts its row, and the file is shown as damaged.

    So whoever changes `seals.TABLES` adds a step of the schema (SCHEMA_VERSION + 1), keeps in `seals.WAS` what the
    table was sealed by until then (an older file is proved by that, then seals all its rows anew: rule 4 there), and
    adds a line for the new version here; the lines of released versions stay as they are. Only while nothing of a
    version was released may its own line be changed, with the candidate's file made anew.
    """
    assert {version: sealed_at(version) for version in SEALED_AT} == SEALED_AT, "see what the docstring says"
    assert max(SEALED_AT) == migrate.SCHEMA_VERSION


def sealed_at(version: int) -> str:
    table = [(name, one.columns, one.label, one.salted) for name, one in sorted(seals.tables_of(version).items())]
    return hashlib.sha256(repr((seals._LABEL, seals._DIGITS, table)).encode()).hexdigest()


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version to come seals a column more of the entries, and a table that was not sealed before."""
    version, was = migrate.SCHEMA_VERSION, seals.TABLES["entry"]
    monkeypatch.setattr(migrate, "SCHEMA_VERSION", version + 1)
    monkeypatch.setitem(seals.TABLES, "entry", replace(was, columns=(*was.columns, "years")))
    monkeypatch.setitem(seals.TABLES, "blind_code", seals.Sealed(("draw_id", "station")))
    monkeypatch.setitem(seals.WAS, version, {"entry": was, "blind_code": None})


@pytest.mark.usefixtures("next_version")
def test_another_sealed_column_is_sealed_when_an_older_file_is_opened(kept: tuple[dict[str, object], Path]) -> None:
    facts, file = kept
    opened = opening.open_checked(file, LATER, ())
    with opened.store as store:
        assert (opened.trouble, store.upgraded_from) == (None, facts["schema"])
    with closing(sqlite3.connect(file)) as connection, connection:
        (body,) = connection.execute("SELECT body FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
        assert json.loads(body)["act"] == "file.migrated" and "blind_code/1" in json.loads(body)["rows"]
        connection.execute("UPDATE entry SET years = '40' WHERE id = 2")
    again = opening.open_checked(file, LATER, ())
    with again.store as store, store.read() as reading:
        (problem,) = filecheck.check_content(reading, thorough=True).problems
    assert "entry" in sentence(problem.error, "en")


@pytest.mark.usefixtures("next_version")
def test_an_older_file_changed_by_hand_is_not_sealed_anew(kept: tuple[dict[str, object], Path]) -> None:
    facts, file = kept
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE entry SET unit = '别处' WHERE id = 2")
    with pytest.raises(Refusal) as refusal:
        open_store(file)
    assert refusal.value.code == "audit.row_changed"
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (facts["schema"],)
