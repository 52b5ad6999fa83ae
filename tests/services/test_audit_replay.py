"""Whatever is changed in a contest file by hand is found and named: marks, sheets, results, entries, guards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.audit import entry_hash
from app.services import filecheck
from app.services.filecheck import FileReport, Level
from app.services.replay import follow
from db.queries import erasure
from db.queries.copies import reading_copy
from db.store import Store
from tests.factories import later
from tests.trust_kit import Change, by_hand, correct_one, exported, forge


def report_of(path: Path) -> FileReport:
    with reading_copy(path) as reading:
        return filecheck.check_content(reading, thorough=True)


def failed(report: FileReport) -> list[tuple[str, str, int | None]]:
    return [(one.check, one.error.code if one.error else "", one.seq) for one in report.problems]


def entry_of(path: Path, start: str, nth: int = 0) -> int:
    """The number of the nth entry whose body begins so."""
    with by_hand_reading(path) as connection:
        rows = connection.execute(
            "SELECT seq FROM audit_entry WHERE instr(body, ?) = 1 ORDER BY seq", (start,)
        ).fetchall()
    return int(rows[nth][0])


def by_hand_reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def test_an_untouched_file_is_whole(demo_file: Path) -> None:
    report = report_of(demo_file)
    assert report.ok and report.problems == () and report.first_broken is None
    assert report.head.seq > 50
    assert {one.check for one in report.findings} == {
        "integrity", "references", "guards", "chain", "marks", "sheets", "results", "bundles", "signatures", "notes",
        "rows", "kept",
    }  # fmt: skip


def test_corrections_and_settlements_replay(demo_file: Path) -> None:
    with Store.open(demo_file) as store:
        correct_one(store, "44.5", 100)
    assert report_of(demo_file).ok


FIRST_MARK = "(SELECT min(id) FROM mark)"
EXTRA_MARK = (
    "INSERT INTO mark (sheet_id, keying, origin, aspect, seat, value, doubtful, by, at, why)"
    " SELECT sheet_id, 3, 'correction', aspect, seat, value + 500, 0, by, at, '' FROM mark LIMIT 1"
)
EXTRA_UNLOCK = (
    "INSERT INTO sign_off (trade_id, kind, revision, by, second, reason, digest, facts, at)"
    " SELECT trade_id, 'unlock', revision, by, second, reason, digest, facts, at FROM sign_off LIMIT 1"
)


@pytest.mark.parametrize(
    ("change", "check", "code"),
    [
        (f"UPDATE mark SET value = value + 500 WHERE id = {FIRST_MARK}", "marks", "files.mark_changed"),
        (f"UPDATE mark SET value = NULL, token = 'w:recused' WHERE id = {FIRST_MARK}", "marks", "files.mark_changed"),
        (f"UPDATE mark SET by = 'u9' WHERE id = {FIRST_MARK}", "marks", "files.mark_changed"),
        (f"UPDATE mark SET doubtful = 1 WHERE id = {FIRST_MARK}", "marks", "files.mark_changed"),
        (f"DELETE FROM mark WHERE id = {FIRST_MARK}", "marks", "files.mark_missing"),
        (EXTRA_MARK, "marks", "files.mark_untold"),
        ("UPDATE sheet SET status = 'disqualified' WHERE id = 1", "sheets", "files.sheet_changed"),
        ("UPDATE sheet SET seconds = 1 WHERE id = 1", "sheets", "files.sheet_changed"),
        ("UPDATE result SET total_text = '99.99' WHERE place = 2", "results", "files.result_changed"),
        ("UPDATE result SET place = 1 WHERE place = 2", "results", "files.result_changed"),
        ("UPDATE result SET award = '一等奖' WHERE place = 3", "results", "files.result_changed"),
        ("UPDATE result SET total = total + 1 WHERE place = 2", "results", "files.result_changed"),
        ("UPDATE result SET joint = 1 - joint WHERE place = 2", "results", "files.result_changed"),
        ("UPDATE result SET decided_by = 'ruling' WHERE place = 2", "results", "files.result_changed"),
        ("DELETE FROM sign_off WHERE kind = 'lock'", "signatures", "files.signature_changed"),
        ("UPDATE sign_off SET second = 'u1' WHERE kind = 'lock'", "signatures", "files.signature_changed"),
        (EXTRA_UNLOCK, "signatures", "files.signature_changed"),
        (
            "UPDATE audit_entry SET body = replace(body, '\"u', '\"x') WHERE seq = 9",
            "chain",
            "files.chain_broken",
        ),
        ("UPDATE audit_entry SET hash = zeroblob(32) WHERE seq = 9", "chain", "files.chain_broken"),
        ("DELETE FROM audit_entry WHERE seq = 9", "chain", "files.chain_broken"),
        ("UPDATE audit_genesis SET body = replace(body, 'GS-TEST', 'GS-OTHER')", "chain", "files.chain_broken"),
        ("UPDATE sheet SET trade_id = 999 WHERE id = 1", "references", "files.references"),
    ],
)
def test_a_change_by_hand_is_found(demo_file: Path, change: str, check: str, code: str) -> None:
    forge(demo_file, change)
    assert (check, code) in [one[:2] for one in failed(report_of(demo_file))]


def test_the_entry_of_a_changed_mark_is_named(demo_file: Path) -> None:
    wanted = entry_of(demo_file, '{"act":"mark.set"', nth=3)
    forge(demo_file, f"UPDATE mark SET value = value - 500 WHERE id = {FIRST_MARK} + 3")
    report = report_of(demo_file)
    assert report.first_broken == wanted
    assert [one for one in failed(report) if one[0] == "marks"] == [("marks", "files.mark_changed", wanted)]


def test_a_broken_entry_is_named_and_the_marks_are_still_held_against_the_rest(demo_file: Path) -> None:
    forge(
        demo_file,
        "UPDATE audit_entry SET hash = zeroblob(32) WHERE seq = 5",
        f"UPDATE mark SET value = value + 500 WHERE id = {FIRST_MARK}",
    )
    found = failed(report_of(demo_file))
    assert found[0] == ("chain", "files.chain_broken", 5)
    assert ("marks", "files.mark_changed") in [one[:2] for one in found]


def test_a_chain_written_anew_after_a_changed_body_still_contradicts_the_marks(demo_file: Path) -> None:
    """Whoever can hash can rewrite the chain, but then the marks no longer follow from it."""
    seq = entry_of(demo_file, '{"act":"mark.set"')

    def rewrite(connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT seq, prev, body FROM audit_entry WHERE seq >= ? ORDER BY seq", (seq,))
        prev = None
        for number, before, body in rows.fetchall():
            prev = before if prev is None else prev
            text = body.replace('"new":"n:', '"new":"n:1') if number == seq else body
            digest = entry_hash(prev, number, text.encode())
            connection.execute(
                "UPDATE audit_entry SET prev = ?, body = ?, hash = ? WHERE seq = ?", (prev, text, digest, number)
            )
            prev = digest

    forge(demo_file, rewrite)
    assert [one[:2] for one in failed(report_of(demo_file))] == [("marks", "files.mark_changed")]


def test_guards_taken_out_are_missed(demo_file: Path) -> None:
    with by_hand(demo_file) as connection:
        assert connection is not None
    assert [one[:2] for one in failed(report_of(demo_file))] == [("guards", "files.guards")]


def test_a_guard_put_back_without_its_teeth_is_missed(demo_file: Path) -> None:
    forge(demo_file)
    with closing(sqlite3.connect(demo_file)) as connection, connection:
        connection.execute("DROP TRIGGER mark_no_delete")
        connection.execute("CREATE TRIGGER mark_no_delete BEFORE DELETE ON mark BEGIN SELECT 1; END")
    assert [one[:2] for one in failed(report_of(demo_file))] == [("guards", "files.guards")]


def test_a_chain_cut_short_behind_an_own_bundle_is_found(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        exported(store, tmp_path)
    assert report_of(demo_file).ok
    forge(demo_file, "DELETE FROM audit_entry WHERE seq >= (SELECT last_seq FROM bundle)")
    assert ("bundles", "files.bundle_untold") in [one[:2] for one in failed(report_of(demo_file))]


def test_an_own_bundle_taken_out_of_the_file_is_missed(demo_file: Path, tmp_path: Path) -> None:
    with Store.open(demo_file) as store:
        exported(store, tmp_path)
    built = entry_of(demo_file, '{"act":"bundle.built"')
    forge(demo_file, "DELETE FROM bundle")
    assert ("bundles", "files.bundle_gone", built) in failed(report_of(demo_file))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_note SET text = text || '。' WHERE seq = (SELECT max(seq) FROM audit_note)",
        "UPDATE audit_note SET text = '' WHERE seq = (SELECT max(seq) FROM audit_note)",
        "DELETE FROM audit_note WHERE seq = (SELECT max(seq) FROM audit_note)",
    ],
)
def test_a_reason_changed_or_taken_away_by_hand_is_found(demo_file: Path, change: str) -> None:
    with Store.open(demo_file) as store:
        correct_one(store, "44.5", 100)
    with by_hand_reading(demo_file) as connection:
        seq = connection.execute("SELECT max(seq) FROM audit_note").fetchone()[0]
    forge(demo_file, change)
    assert ("notes", "files.note_changed", seq) in failed(report_of(demo_file))


def test_reasons_erased_with_personal_data_are_not_missed(demo_file: Path) -> None:
    with Store.open(demo_file) as store:
        correct_one(store, "44.5", 100)
        with store.write() as writing:
            erasure.erase(writing, later(200), names=False)
            writing.audit("personal.erased", by="u1+u2", at=later(200), names=False, notes=1, people=1, unfinished=True)
    assert report_of(demo_file).ok


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.execute("UPDATE audit_entry SET body = 7 WHERE seq = 9"),
        lambda c: c.execute("UPDATE audit_entry SET prev = 'text', hash = 1 WHERE seq = 9"),
        lambda c: c.execute("UPDATE audit_genesis SET body = 'no json'"),
        lambda c: c.execute("DELETE FROM audit_genesis"),
        lambda c: c.execute("DELETE FROM audit_entry"),
        lambda c: c.execute("UPDATE mark SET at = 5, by = 6"),
    ],
)
def test_nonsense_in_the_file_never_raises(demo_file: Path, change: Change) -> None:
    forge(demo_file, change)
    assert not report_of(demo_file)


def test_any_bit_flipped_in_a_mark_or_entry_is_found(demo_file: Path, tmp_path: Path) -> None:
    """Rot in the bytes of marks and bodies: SQLite sees little of it, replay sees what it misses."""
    raw = bytearray(demo_file.read_bytes())
    places = [place for place in range(len(raw)) if raw.startswith(b'"new":"n:', place)]
    assert len(places) > 20
    missed = []
    for place in places[:12]:
        copy = bytearray(raw)
        copy[place + 9] ^= 1  # a digit of the value in the body
        rotten = tmp_path / "rotten.contest"
        rotten.write_bytes(copy)
        if report_of(rotten).ok:
            missed.append(place)
    assert missed == []


def test_start_checks_of_a_good_file(demo_file: Path) -> None:
    with Store.open(demo_file) as store:
        report = filecheck.start_checks(store, later(100))
    assert report.ok
    assert [one.check for one in report.findings if one.level is Level.OK] == [one.check for one in report.findings]


def test_a_clock_before_the_newest_entry_is_a_warning_in_a_real_contest(contest_file: Path) -> None:
    with Store.open(contest_file) as store:
        report = filecheck.start_checks(store, later(-6))
        fine = filecheck.start_checks(store, later(-4))
    (clock,) = [one for one in report.findings if one.check == "clock"]
    assert clock.level is Level.WARN and clock.error is not None and clock.error.code == "files.clock"
    assert report.ok, "a wrong clock stops nobody"
    assert {one.level for one in fine.findings} == {Level.OK}


def test_following_tells_the_newest_time(demo_file: Path) -> None:
    with reading_copy(demo_file) as reading:
        assert follow(reading).newest_at.startswith("2026-06-18T01:4")
