"""A backup is proved or not there; a restore lays a copy beside, and an older copy put back is seen."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.bundle import keys as ckey
from app.errors import Refusal, RightsRefusal, WorldFailure, WrongCall
from app.services import backups, filecheck, heads, restores
from app.services.access import Actor
from app.services.backup_places import Why
from db.queries import audit as stored
from db.store import Store
from tests.factories import later
from tests.trust_kit import confirmed_demo, correct_one, forge, people_of


def test_a_backup_is_the_file_at_its_head(demo_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "copy.contest"
    target.parent.mkdir()
    with Store.open(demo_file) as store:
        head = store.head
        done = backups.back_up(store, target, at=later(80))
        with store.read() as reading:
            (noted,) = stored.backups(reading)
        assert filecheck.start_checks(store, later(81)).ok
    assert (done.head, done.sealed, done.size) == (head, False, target.stat().st_size)
    assert (noted.sha256, noted.seq, noted.head) == (done.sha256, head.seq, head.hash.hex())
    assert sorted(one.name for one in target.parent.iterdir()) == ["copy.contest", "heads.txt"]
    assert [one.name for one in demo_file.parent.glob(".backup-*")] == []
    with Store.open(target) as copy:
        assert copy.head == head
        assert filecheck.start_checks(copy, later(81)).ok


def test_a_backup_never_takes_the_place_of_another(demo_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.contest"
    target.write_bytes(b"something dear")
    with Store.open(demo_file) as store, pytest.raises(Refusal) as refusal:
        backups.back_up(store, target, at=later(80))
    assert refusal.value.code == "store.exists" and target.read_bytes() == b"something dear"


def test_a_damaged_file_gives_no_good_backup(demo_file: Path, tmp_path: Path) -> None:
    forge(demo_file, "UPDATE mark SET value = value + 500 WHERE id = 1")
    with Store.open(demo_file) as store, pytest.raises(Refusal) as refusal:
        backups.back_up(store, tmp_path / "copy.contest", at=later(80))
    assert (refusal.value.code, refusal.value.fields["check"]) == ("files.backup_differs", "marks")
    assert not (tmp_path / "copy.contest").exists()


def test_a_place_that_cannot_be_written_is_told(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store, pytest.raises(WorldFailure) as failure:
        backups.back_up(store, tmp_path / "no stick" / "copy.contest", at=later(80))
    assert failure.value.code == "bundle.write_failed"
    with Store.open(demo_file) as store, store.read() as reading:
        assert stored.backups(reading) == []


def test_who_may_back_up(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        hall = people_of(store)
        with pytest.raises(RightsRefusal):
            backups.back_up(store, tmp_path / "a.contest", by=hall.who("录一"), at=later(80))
        backups.back_up(store, tmp_path / "b.contest", by=hall.who("管理员"), at=later(80))
    assert not (tmp_path / "a.contest").exists() and (tmp_path / "b.contest").exists()


def test_a_restored_file_tells_of_it(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        first = backups.back_up(store, tmp_path / "one.backup", at=later(80))
        correct_one(store, "44.5", 100)
        second = backups.back_up(store, tmp_path / "two.backup", at=later(110))
    done = restores.restore(tmp_path / "one.backup", tmp_path / "again.contest", at=later(120))
    assert (done.head, done.noted) == (first.head, second.head)
    assert done.missing == second.head.seq - first.head.seq > 0
    with Store.open(tmp_path / "again.contest") as store:
        assert store.head.seq == first.head.seq + 1
        assert people_of(store).audit_acts()[-1] == "file.restored"
        assert filecheck.start_checks(store, later(130)).ok


def test_entries_given_up_by_a_restore_are_not_missed(demo_file: Path, tmp_path: Path) -> None:
    """The restored file knows the folder of backups and goes its own way from there; it is no older copy."""
    with Store.open(demo_file) as store:
        backups.back_up(store, tmp_path / "zero.backup", at=later(79))
        backups.back_up(store, tmp_path / "one.backup", at=later(80))
        correct_one(store, "44.5", 100)
        backups.back_up(store, tmp_path / "two.backup", at=later(110))
    restores.restore(tmp_path / "one.backup", tmp_path / "again.contest", at=later(120))
    with Store.open(tmp_path / "again.contest") as store:
        assert filecheck.start_checks(store, later(130)).ok
        correct_one(store, "43", 140)
        backups.back_up(store, tmp_path / "three.backup", at=later(150))
        assert filecheck.start_checks(store, later(160)).ok


def test_a_restore_never_overwrites(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        backups.back_up(store, tmp_path / "one.backup", at=later(80))
    before = demo_file.read_bytes()
    with pytest.raises(Refusal) as refusal:
        restores.restore(tmp_path / "one.backup", demo_file, at=later(90))
    assert refusal.value.code == "store.exists" and demo_file.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE mark SET value = value + 500 WHERE id = 1", "分值"),
        ("UPDATE audit_entry SET hash = zeroblob(32) WHERE seq = 9", "第 9 条"),
        ("UPDATE result SET total_text = '99.99' WHERE place = 2", "成绩"),
    ],
)
def test_a_backup_changed_by_hand_is_not_restored(demo_file: Path, tmp_path: Path, change: str, why: str) -> None:
    with Store.open(demo_file) as store:
        backups.back_up(store, tmp_path / "one.backup", at=later(80))
    forge(tmp_path / "one.backup", change)
    with pytest.raises(Refusal) as refusal:
        restores.restore(tmp_path / "one.backup", tmp_path / "again.contest", at=later(90))
    assert refusal.value.code == "files.not_a_backup" and why in str(refusal.value.fields["why"])
    assert not (tmp_path / "again.contest").exists()
    assert list(tmp_path.glob(".restore-*")) == []


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + bytes(4000)])
def test_other_files_are_not_restored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.backup").write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        restores.restore(tmp_path / "x.backup", tmp_path / "again.contest", at=later(90))
    assert refusal.value.code == "files.not_a_backup"
    assert not (tmp_path / "again.contest").exists()


def test_missing_backups_and_folders_cannot_be_read(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none", "files.no_such_file"), (tmp_path, "files.unreadable")):
        with pytest.raises(WrongCall) as error:
            restores.restore(path, tmp_path / "again.contest", at=later(90))
        assert error.value.code == code


def test_every_cut_of_a_backup_is_refused(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        backups.back_up(store, tmp_path / "one.backup", at=later(80))
    raw = (tmp_path / "one.backup").read_bytes()
    for length in range(0, len(raw), len(raw) // 12):
        (tmp_path / "cut").write_bytes(raw[:length])
        with pytest.raises(Refusal):
            restores.restore(tmp_path / "cut", tmp_path / "again.contest", at=later(90))


def test_a_sealed_backup_opens_with_its_key_only(demo_file: Path, tmp_path: Path) -> None:
    own, other = ckey.make("backup", "本机"), ckey.make("backup", "别处")
    sealed = tmp_path / "one.backup"
    with Store.open(demo_file) as store:
        done = backups.back_up(store, sealed, at=later(80), recipients=[own.public])
    assert done.sealed and b"SQLite" not in sealed.read_bytes() and "焊工".encode() not in sealed.read_bytes()
    target = tmp_path / "again.contest"
    for identities, code in (((), "files.sealed_backup"), ([other.secret.decode()], "files.wrong_backup_key")):
        with pytest.raises(Refusal) as refusal:
            restores.restore(sealed, target, at=later(90), identities=identities)
        assert refusal.value.code == code and not target.exists()
    done_again = restores.restore(sealed, target, at=later(90), identities=[own.secret.decode()])
    assert done_again.head == done.head


def test_an_older_copy_put_back_is_seen(demo_file: Path, tmp_path: Path) -> None:
    """Whole in itself, with right guards and chain: only the heads noted with backups tell that entries are gone."""
    folder = tmp_path / "backups"
    folder.mkdir()
    with Store.open(demo_file) as store:
        backups.back_up(store, folder / "one.contest", at=later(80))
    older = shutil.copy(demo_file, tmp_path / "older.contest")
    with Store.open(demo_file) as store:
        correct_one(store, "44.5", 100)
        backups.back_up(store, folder / "two.contest", at=later(110))
    with Store.open(Path(older)) as store:
        report = filecheck.start_checks(store, later(120))
    (problem,) = report.problems
    assert problem.check == "heads" and problem.error is not None and problem.error.code == "files.older_copy"
    assert problem.error.fields["file"] == "two.contest"


def test_history_written_anew_since_a_backup_is_seen(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        backups.back_up(store, tmp_path / "one.backup", at=later(80))
        genesis_line = (tmp_path / heads.FILE).read_text().split()
        correct_one(store, "44.5", 100)
    forged = " ".join([genesis_line[0], genesis_line[1], "0" * 64, genesis_line[3], "one.backup"])
    (tmp_path / heads.FILE).write_text(forged + "\n")
    with Store.open(demo_file) as store:
        (problem,) = filecheck.start_checks(store, later(120)).problems
    assert problem.error is not None and problem.error.code == "files.rewritten"


def test_heads_of_other_contests_and_nonsense_are_passed_over(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        backups.back_up(store, tmp_path / "one.backup", at=later(80))
        with (tmp_path / heads.FILE).open("ab") as file:
            file.write(b"\xff\xfe nonsense\n" + b"0" * 16 + b" 999999 " + b"0" * 64 + b" t other\n\n")
        assert filecheck.start_checks(store, later(90)).ok
        (tmp_path / heads.FILE).unlink()
        assert filecheck.start_checks(store, later(90)).ok


def test_a_real_contest_is_restored_by_two_people(tmp_path: Path) -> None:
    confirmed_demo(tmp_path / "live.contest", mode="live")
    with Store.open(tmp_path / "live.contest") as store:
        backups.back_up(store, tmp_path / "one.backup", at=later(80))
    target = tmp_path / "again.contest"

    def pair(first: str, second: str) -> restores.People:
        def people(store: Store) -> tuple[Actor, Actor | None]:
            hall = people_of(store)
            return hall.who(first), hall.who(second)

        return people

    for people, code in (
        (restores.nobody, "files.restore_needs_pair"),
        (pair("裁判长", "裁判长"), "access.same_person"),
        (pair("录一", "监督"), "access.needs_pair"),
    ):
        with pytest.raises(RightsRefusal) as refusal:
            restores.restore(tmp_path / "one.backup", target, at=later(90), people=people)
        assert refusal.value.code == code
        assert sorted(one.name for one in tmp_path.iterdir()) == ["heads.txt", "live.contest", "one.backup"]
    restores.restore(tmp_path / "one.backup", target, at=later(90), people=pair("监督", "裁判长"))
    assert target.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused_in_words(demo_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        with Store.open(demo_file) as store, pytest.raises(WorldFailure) as failure:
            backups.back_up(store, folder / "copy.contest", at=later(80))
    finally:
        folder.chmod(0o700)
    assert failure.value.code == "bundle.no_permission"


def test_a_round_tells_its_steps_and_remembers_what_was_written_when_it_is_stopped(
    demo_file: Path, tmp_path: Path
) -> None:
    places = [tmp_path / name for name in ("one", "two", "three")]
    heard: list[tuple[int, int, str]] = []

    class StoppedError(Exception):
        pass

    def told(done: int, total: int, item: str) -> None:
        heard.append((done, total, Path(item).name))
        if done == 2:
            raise StoppedError

    with Store.open(demo_file) as store:
        with pytest.raises(StoppedError):
            backups.back_up_to(store, places, Why.HAND, at=later(80), told=told)
        with store.read() as reading:
            assert [Path(one.folder).name for one in stored.backups(reading)] == ["one"]
    assert heard == [(0, 4, demo_file.name), (1, 4, "one"), (2, 4, "two")]
    assert [place.is_dir() for place in places] == [True, False, False]
