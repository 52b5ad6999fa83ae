"""A small hall whose chief judge and supervisor have passphrases, so that its draw is encrypted; made once, copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.services import access, checkin, drawing, marks_import, people_keys
from app.services.access import Actor
from app.services.common import contest_facts
from db.queries import people
from db.store import Store
from tests.factories import MORNING, WELDER, new_store
from tests.services import hall as halls
from tests.services.hall import CHEAP, Hall
from tests.services.hours import reopened

CHIEF, SUPERVISOR = "裁判长", "监督"
WORDS, OTHER, PIN = "lan-tian-bai-yun", "qing-shan-lv-shui", "123456"
PHRASES = {CHIEF: WORDS, SUPERVISOR: OTHER}


def phrase(hall: Hall, name: str) -> Actor:
    """Somebody of the hall changes the PIN for a passphrase and sits there with it."""
    actor, _ = people_keys.change_own_secret(hall.store, name, PIN, PHRASES[name], at=MORNING, cost=CHEAP)
    hall.people[name] = actor
    return actor


def ready(hall: Hall) -> Hall:
    """Both have passphrases, everybody is there, nothing is drawn."""
    for name in PHRASES:
        phrase(hall, name)
    for round_id in ("theory", "practical"):
        checkin.check_in_all(hall.store, WELDER, round_id, by=hall.who("登记员"), at=MORNING)
    return hall


def draw(hall: Hall, **more: Any) -> drawing.DrawResult:
    """The practical round, by the coding judge."""
    return drawing.draw(hall.store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed="7", **more)


def table(hall: Hall, chief: str = CHIEF, supervisor: str = SUPERVISOR) -> tuple[drawing.SealedLine, ...]:
    """The sealed table as two people see it."""
    by, second = hall.who(chief), hall.who(supervisor)
    return drawing.sealed_table(hall.store, WELDER, "practical", by=by, second=second, at=MORNING)


def marks(path: Path, codes: list[str], panel: tuple[int, ...]) -> Path:
    """A marks table by code, each with its panel's mark."""
    lines = ["编号,轮次,评分点,裁判,分值,备注"]
    for code, score in zip(codes, panel, strict=True):
        lines.append(f"{code},practical,A1,,9.5,")
        lines += [f"{code},practical,B1,{seat},{score}," for seat in range(1, 6)]
        lines.append(f"{code},practical,C1,,2.1,")
    path.write_text("\n".join(lines), "utf-8")
    return path


def key_all(hall: Hall, folder: Path) -> None:
    """Both rounds keyed twice; the practical one from tables by code, the panel's marks falling along the codes."""
    codes = sorted(line.code for line in hall.lines())
    path = marks(folder / "marks.csv", codes, tuple(45 - 2 * place for place in range(len(codes))))
    for keying, name in ((1, "录一"), (2, "录二")):
        done = marks_import.import_marks(hall.store, path, WELDER, keying, by=hall.who(name), at=MORNING)
        assert done.submitted == len(codes) and not done.open and not done.differs
        for line in hall.lines("theory"):
            hall.key_theory(line.sheet_id, keying, name)


def logged_in(hall: Hall) -> Hall:
    """Both sit there with their passphrases."""
    for name, words in PHRASES.items():
        hall.people[name] = access.log_in(hall.store, name, words, MORNING)
    return hall


class SealedFiles:
    """Files with an encrypted draw, made once: after the draw ("drawn"), or marked and locked ("locked")."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for hour in ("drawn", "locked"):
            with new_store(folder / f"{hour}.contest") as store:
                hall = ready(halls.registered(store))
                assert draw(hall).encrypted
                if hour == "locked":
                    key_all(hall, folder)
                    hall.recheck()
                    hall.lock()

    def copy(self, hour: str, target: Path) -> Path:
        """A closed file of its own."""
        return Path(shutil.copy(self.folder / f"{hour}.contest", target))

    def hall(self, hour: str, target: Path) -> Hall:
        """A hall on a file of its own, both logged in."""
        return logged_in(reopened(self.copy(hour, target)))


def lose(store: Store, hall: Hall) -> None:
    """The supervisor's passphrase is forgotten: the administrator gave another."""
    people_keys.reset_secret(store, SUPERVISOR, WORDS, by=hall.who("管理员"), at=MORNING, cost=CHEAP)
    hall.people[SUPERVISOR] = access.log_in(store, SUPERVISOR, WORDS, MORNING)


def plain_pairs(store: Store) -> set[tuple[str, str]]:
    """Entry number and code as the file itself joins them."""
    with store.read() as reading:
        trade = contest_facts(reading).trades[0]
        numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
        return {(numbers[one], code) for one, code in drawing.codes_by_entry(reading, trade)["practical"].items()}


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Log-ins would make the cheap secrets stronger, a quarter of a second each."""
    monkeypatch.setattr(access, "needs_rehash", lambda stored: False)


@pytest.fixture(scope="session")
def sealed_files(tmp_path_factory: pytest.TempPathFactory) -> SealedFiles:
    """Files with an encrypted draw, made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(access, "needs_rehash", lambda stored: False)
        return SealedFiles(tmp_path_factory.mktemp("sealed"))


@pytest.fixture
def sealed(sealed_files: SealedFiles, tmp_path: Path) -> Iterator[Hall]:
    """An encrypted draw of three."""
    hall = sealed_files.hall("drawn", tmp_path / "drawn.contest")
    yield hall
    hall.store.close()


@pytest.fixture
def locked(sealed_files: SealedFiles, tmp_path: Path) -> Iterator[Hall]:
    """Marked and locked, not decoded."""
    hall = sealed_files.hall("locked", tmp_path / "locked.contest")
    yield hall
    hall.store.close()
