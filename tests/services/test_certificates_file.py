"""The PDF of a batch of certificates and its ledger: both or neither, and named at the next start where power went."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.errors import WorldFailure
from app.services import certificates, doctor
from app.services.certificates import Order, Printed, print_certificates
from app.services.certificates_ledger import certificate_ledger
from app.services.filecheck import Level
from app.services.opening import open_checked
from app.texts import sentence
from db.queries import certificates as stored
from db.store import Writing
from tests.factories import later
from tests.services.hall import Hall
from tests.services.hours import reopened
from tests.services.papers_kit import hall_at, text_of
from tests.services.papers_kit import ranked as ranked


def issue(hall: Hall, out: Path, order: Order | None = None) -> Printed:
    return print_certificates(hall.store, out, order, by=hall.who("打印员"), at=later(90))


def prints(hall: Hall) -> int:
    with hall.store.read() as reading:
        return len(stored.prints_of(reading, 1))


_KILLED_AT = """
import os, sys
from pathlib import Path
from app.services import certificates, certificates_file
from app.services.access import log_in
from app.services.common import open_store
from tests.factories import later

place = certificates if sys.argv[3] == "_enter_prints" else certificates_file
setattr(place, sys.argv[3], lambda *given: os._exit(9))
store = open_store(sys.argv[1])
certificates.print_certificates(
    store, Path(sys.argv[2]), by=log_in(store, "打印员", "123456", later(200)), at=later(200)
)
"""


@pytest.mark.parametrize(
    ("where", "code", "open_ones", "told"),
    [("_enter_prints", "certificates.unfinished", 3, "删掉"), ("give_name", "certificates.unnamed", 0, "改名")],
)
def test_killed_between_ledger_and_name_the_next_start_says_what_the_file_is(
    tmp_path: Path, where: str, code: str, open_ones: int, told: str
) -> None:
    hall_at("ranked", tmp_path).store.close()
    file, out = tmp_path / "ranked.contest", tmp_path / "a.pdf"
    done = subprocess.run([sys.executable, "-c", _KILLED_AT, file, out, where], cwd=Path.cwd(), check=False)
    beside = tmp_path / "a.unfinished.pdf"
    assert (done.returncode, out.exists(), len(text_of(beside))) == (9, False, 3)
    (line,) = [one for one in doctor.examine(file, later(201)).lines if one.check == "prints"]
    assert line.level is Level.WARN and line.advice is not None
    assert (line.advice.code, str(beside) in sentence(line.advice), told in sentence(line.advice)) == (code, True, True)
    opened = open_checked(file, later(202), ())
    assert opened.trouble is None and [one.error.code for one in opened.warnings if one.check == "prints"] == [code]
    opened.store.close()
    hall = reopened(file)
    assert certificate_ledger(hall.store, by=hall.who("打印员")).total.open == open_ones
    issue(hall, out)  # the next batch leaves nothing of it
    assert sorted(path.name for path in tmp_path.glob("*a.*") if path.suffix == ".pdf") == ["a.pdf"]
    assert not list(tmp_path.glob("*.printing"))
    hall.store.close()
    assert [one.level for one in doctor.examine(file, later(203)).lines if one.check == "prints"] == [Level.OK]


def test_a_ledger_that_cannot_be_committed_leaves_no_file(
    ranked: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(ranked, tmp_path / "old.pdf")
    before = (tmp_path / "old.pdf").read_bytes()
    enter = certificates._enter_prints

    def entered(writing: Writing, *given: Any) -> int:
        seq = enter(writing, *given)
        writing.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        writing.connection.exec_driver_sql("UPDATE certificate SET trade_id = 99")  # found out by COMMIT only
        return seq

    with monkeypatch.context() as patched:
        patched.setattr(certificates, "_enter_prints", entered)
        for name in ("old.pdf", "new.pdf"):
            with pytest.raises(IntegrityError):
                issue(ranked, tmp_path / name, Order(reason="卡纸"))
    assert prints(ranked) == 3
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["old.pdf"] and not list(tmp_path.glob("*.printing"))
    assert (tmp_path / "old.pdf").read_bytes() == before


def test_a_file_that_cannot_get_its_name_is_told_with_the_name_it_has(
    ranked: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_beside: Path, _path: Path) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("app.services.certificates_file.give_name", held)
        with pytest.raises(WorldFailure, match=r"certificates\.unnamed") as caught:
            issue(ranked, tmp_path / "a.pdf")
    assert len(text_of(Path(str(caught.value.fields["beside"])))) == 3 and prints(ranked) == 3
