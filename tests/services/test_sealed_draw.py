"""Blind until locked: a whole day on encrypted codes, and nothing in the file that joins a code and an entry."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.bundle import archive, codetable
from app.bundle import keys as ckey
from app.bundle.findings import MalformedError
from app.domain.blind import Candidate, table_bytes, table_digest
from app.domain.blind import draw as repeat_draw
from app.domain.contest import Status
from app.errors import Problems, Refusal, RightsRefusal
from app.services import (
    access,
    bundles,
    checkin,
    doctor,
    drawing,
    marks_import,
    papers,
    people_keys,
    personal,
    replay,
    results,
    scoring,
    sealed_draw,
    signing,
)
from app.services.access import CONSOLE
from app.services.board import board
from app.services.checkin import CheckIn
from app.services.common import contest_facts
from app.services.filecheck import Level
from app.services.papers_common import Wish
from db.queries import day, people
from db.queries import sealed_draw as stored
from db.store import Store
from tests.factories import MORNING, WELDER, later, new_store
from tests.services import hall as halls
from tests.services.hall import CHEAP, NAMES, Hall
from tests.services.hours import bodies, content
from tests.services.sealed_kit import OTHER, WORDS, draw, key_all, logged_in, marks, phrase, plain_pairs, ready, table
from tests.services.sealed_kit import cheap as cheap
from tests.services.sealed_kit import locked as locked
from tests.services.sealed_kit import sealed as sealed
from tests.services.sealed_kit import sealed_files as sealed_files
from tests.trust_kit import trust_file

At = Callable[[str], Hall]
PEOPLE = (
    *NAMES,
    ("李一", "990101199004040045"),
    ("李二", "990101199005050050"),
    ("李三", "990101199006060066"),
    ("李四", "990101199007070071"),
)


def test_a_whole_day_on_encrypted_codes(sealed: Hall, tmp_path: Path) -> None:
    store, given = sealed.store, table(sealed)
    key_all(sealed, tmp_path)
    sealed.recheck()
    sealed.lock()
    with store.read() as reading, pytest.raises(Refusal, match="not_decoded"):
        results.standings(reading, contest_facts(reading).trades[0])
    assert problems(store) == []
    sealed.decode()
    assert problems(store) == []
    assert plain_pairs(store) == {(line.entry, line.code) for line in given}
    results.rank(store, WELDER, by=sealed.who("裁判长"), at=later(62))
    with store.read() as reading:
        trade = contest_facts(reading).trades[0]
        places = {line.entry: line.place for line in results.standings(reading, trade).lines}
        assert day.draw_in_force(reading, trade.id, "practical").seed == given[0].seed  # type: ignore[union-attr]
        assert not stored.unopened(reading)
    by_code = sorted(given, key=lambda line: line.code)  # the best marks went to the first code
    assert [places[line.entry] for line in by_code] == [1, 2, 3]
    told = next(body for body in bodies(store) if body["act"] == "trade.decoded")
    assert told["seeds"] == {"practical": given[0].seed} and "by_paper" not in told
    with pytest.raises(Refusal, match=r"signing\.decoded"):
        sealed.decode()


def test_a_sealed_day_is_exported_and_verified(tmp_path: Path) -> None:
    with new_store(tmp_path / "day.contest", mode="demo") as store:  # a demo signs with its own keys
        hall = ready(halls.registered(store))
        codes = sorted(line.code for line in draw(hall, with_table=True).table)
        key_all(hall, tmp_path)
        hall.recheck()
        hall.lock()
        hall.decode()
        chief = hall.who("裁判长")
        results.rank(store, WELDER, by=chief, at=later(62))
        results.confirm(store, WELDER, by=chief, at=later(63))
        done = bundles.export(store, [tmp_path], at=later(80))
        found = bundles.verify_bundle(done.paths[0], trust_file(store, tmp_path), now=later(81))
        assert found.genuine and found.notes == ()
        told = dict(archive.read(done.paths[0].read_bytes()).files)
        ranked = json.loads(told[f"data/results/{WELDER}.json"])["rows"]
        assert [row["place"] for row in ranked] == [1, 2, 3]
        owner = {code: entry for entry, code in plain_pairs(store)}
        assert [row["entry"] for row in ranked] == [owner[code] for code in codes]
        assert problems(store) == []


def test_the_published_seed_repeats_the_draw(sealed: Hall) -> None:
    given = table(sealed)
    seed = given[0].seed
    assert re.fullmatch(r"7\+[0-9a-f]{32}", seed)
    again = repeat_draw(
        [Candidate(number, "示范队") for number in sealed.numbers()],
        range(1, 4),
        f"7/{WELDER}/practical",
        contest_letter(sealed.store),
        code_seed=f"{seed}/{WELDER}/practical",
    )
    assert {(one.entry, str(one.station), one.code) for one in again} == {
        (line.entry, line.station, line.code) for line in given
    }


def contest_letter(store: Store) -> str:
    with store.read() as reading:
        return contest_facts(reading).trades[0].letter


def test_a_copied_file_tells_no_pair(store: Store, tmp_path: Path) -> None:
    """Every row and value of a copy taken before the lock, and everything one could work out from it."""
    hall = ready(halls.registered(store, PEOPLE))
    draw(hall)
    given = table(hall)
    key_all(hall, tmp_path)
    hall.recheck()
    copy = tmp_path / "stolen.contest"
    with closing(sqlite3.connect(store.path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    numbers = {line.entry for line in given}
    ids = entry_ids(store)
    codes = {line.code for line in given}
    with closing(sqlite3.connect(copy)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
        order_of_codes = [row[0] for row in raw.execute("SELECT code FROM draw_code ORDER BY id")]
        order_of_sheets = [r[0] for r in raw.execute("SELECT code FROM sheet WHERE round = 'practical' ORDER BY id")]
    assert rows["blind_code"] == [] and len(rows["sealed_draw"]) == 1
    seed = given[0].seed
    joined = [
        (name, row)
        for name, found in rows.items()
        for row in found
        if any(code in str(row) for code in codes) and any(number in str(row) for number in numbers)
    ]
    assert joined == []
    assert not any(seed in str(row) or seed[2:] in str(row) for found in rows.values() for row in found)
    data = copy.read_bytes()
    assert seed[2:].encode() not in data and bytes.fromhex(seed[2:]) not in data
    # Neither the rows of codes nor those of sheets follow the seats: they stand in the order of the codes themselves.
    assert order_of_codes == order_of_sheets == sorted(codes)
    assert {row[2] for row in rows["draw_seat"]} == set(ids.values())
    # What is left is guessing: no other dealing out of these codes can be told from the true one.
    told = next(body for body in bodies(store) if body["act"] == "draw.made")
    by_seat = list(given)
    assert told["sealed_sha256"] == table_digest(seed, rows_of(by_seat))
    seats = [(line.entry, line.station, line.sitting, line.work_number) for line in by_seat]
    for known in ("", "7", str(told.get("seed", ""))):
        for dealt in itertools.islice(itertools.permutations(sorted(codes)), 5040):
            rows_tried = [[*seat, code] for seat, code in zip(seats, dealt, strict=True)]
            assert table_digest(known, rows_tried) != told["sealed_sha256"]  # type: ignore[arg-type]
    # And the seed people heard deals the codes otherwise.
    heard = repeat_draw([Candidate(n, "") for n in sorted(numbers)], range(1, 8), f"7/{WELDER}/practical", "W")
    assert {(one.entry, one.code) for one in heard} != {(line.entry, line.code) for line in given}


def rows_of(lines: list[drawing.SealedLine]) -> list[list[str | int]]:
    return [[line.entry, line.station, line.sitting, line.work_number, line.code] for line in lines]


def entry_ids(store: Store) -> dict[str, int]:
    with store.read() as reading:
        return {entry.number: entry.id for entry in people.entries(reading)}


def test_one_share_opens_nothing_and_neither_do_strangers(sealed: Hall) -> None:
    with sealed.store.read() as reading:
        (one,) = stored.unopened(reading)
        shares = stored.shares(reading, one.draw_id)
        chief, supervisor = sealed.who("裁判长").key, sealed.who("监督").key
        assert chief is not None and supervisor is not None
        first = chief.open(next(share.wrapped for share in shares if share.half == 1))
        second = supervisor.open(next(share.wrapped for share in shares if share.half == 2))
        assert first is not None and second is not None
        assert chief.open(next(share.wrapped for share in shares if share.half == 2)) is None
        assert supervisor.open(next(share.wrapped for share in shares if share.half == 1)) is None
        place = sealed_draw._place(reading, one.trade, one.round, one.number)
        for key in (first, second, bytes(32)):
            with pytest.raises(MalformedError):
                codetable.open_table(key, place, one.pairs)
        with pytest.raises(MalformedError):
            codetable.open_table(codetable.key_of(first, second), place + b" ", one.pairs)
        with pytest.raises(MalformedError):
            codetable.key_of(first[:-1], second)
        found = json.loads(codetable.open_table(codetable.key_of(first, second), place, one.pairs))
        assert {row[0] for row in found["rows"]} == set(sealed.numbers())
        for pair in ((chief, None), (None, supervisor), (chief, chief), (supervisor, chief)):
            with pytest.raises(RightsRefusal, match="needs_passphrase"):
                sealed_draw.opened(reading, one, *pair)
        with pytest.raises(Refusal, match=r"draw\.damaged"):
            sealed_draw.opened(reading, replace(one, pairs=one.pairs[:-1] + b"x"), chief, supervisor)


def test_the_size_tells_the_number_of_lines_only() -> None:
    short = table_bytes("1", [["A1", "1", 1, "", "W-10"]])
    long = table_bytes("1" * 60, [["A123456789", "1234", 12, "W-1234", "W-5678"]])
    assert len(short) != len(long)
    sizes = {len(codetable.seal(bytes(32), b"x", text, 1)) for text in (short, long)}
    assert len(sizes) == 1
    huge = codetable.seal(bytes(32), b"x", b"y" * 5000, 1)
    assert codetable.open_table(bytes(32), b"x", huge) == b"y" * 5000


def test_with_pins_the_draw_is_plain_and_everybody_is_told(at_hour: At) -> None:
    hall = at_hour("registered")
    phrase(hall, "裁判长")  # one of the two is not enough
    checkin.check_in_all(hall.store, WELDER, "practical", by=hall.who("登记员"), at=MORNING)
    assert board(hall.store, MORNING).safety.codes_sealed is False
    result = draw(hall)
    assert not result.encrypted and len(plain_pairs(hall.store)) == 3
    told = next(body for body in bodies(hall.store) if body["act"] == "draw.made")
    assert "sealed_for" not in told
    phrase(hall, "监督")  # a passphrase that comes after the draw encrypts the next one, not this one
    assert board(hall.store, MORNING).safety.codes_sealed is False
    path = hall.store.path
    hall.store.close()
    (line,) = [one for one in doctor.examine(path, MORNING).lines if one.check == "codes"]
    assert (line.level, line.advice.code if line.advice else "") == (Level.HINT, "doctor.codes_plain")


def test_who_holds_a_share_is_told_and_doctor_and_board_say_encrypted(sealed: Hall) -> None:
    told = next(body for body in bodies(sealed.store) if body["act"] == "draw.made")
    assert told["sealed_for"] == [sealed.who("裁判长").ref, sealed.who("监督").ref]
    assert board(sealed.store, MORNING).safety.codes_sealed is True
    path = sealed.store.path
    sealed.store.close()
    (line,) = [one for one in doctor.examine(path, MORNING).lines if one.check == "codes"]
    assert (line.level, line.value) == (Level.OK, "sealed, 1")


def test_a_pin_does_not_decode_and_the_sentence_names_who_does(locked: Hall) -> None:
    sealed = locked
    before = content(sealed.store)
    for chief, supervisor, role in (
        (replace(sealed.who("裁判长"), key=None), sealed.who("监督"), "裁判长"),
        (sealed.who("裁判长"), replace(sealed.who("监督"), key=None), "监督"),
    ):
        with pytest.raises(RightsRefusal, match="needs_passphrase") as refused:
            signing.decode(sealed.store, WELDER, by=chief, second=supervisor, at=later(61))
        assert refused.value.fields["role"] == refused.value.fields["holders"] == role
    assert content(sealed.store) == before
    assert bodies(sealed.store)[-1]["code"] == "draw.needs_passphrase"


def test_a_marks_table_by_entry_number_is_refused_in_words(sealed: Hall, tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    number = sealed.numbers()[0]
    path.write_text(f"编号,轮次,评分点,裁判,分值,备注\n{number},practical,A1,,9.5,\n", "utf-8")
    before = content(sealed.store)
    with pytest.raises(Problems) as refused:
        marks_import.import_marks(sealed.store, path, WELDER, 1, by=sealed.who("录一"), at=MORNING)
    assert [item.code for item in refused.value.items] == ["marks.by_code"]
    assert content(sealed.store) == before


def test_a_status_after_the_draw_goes_by_code(sealed: Hall, tmp_path: Path) -> None:
    number = sealed.numbers()[0]
    said = [CheckIn(number, Status.RETIRED, "受伤")]
    with pytest.raises(Problems) as refused:
        checkin.check_in(sealed.store, WELDER, "practical", said, by=sealed.who("登记员"), at=MORNING)
    assert [item.code for item in refused.value.items] == ["checkin.by_code"]
    checkin.check_in(sealed.store, WELDER, "theory", said, by=sealed.who("登记员"), at=MORNING)  # nothing hidden there
    given = table(sealed)
    line = next(line for line in sealed.lines() if line.code == given[1].code)
    scoring.set_status(sealed.store, line.sheet_id, "retired", "受伤", by=sealed.who("录一"), at=MORNING)
    rest = sorted(one.code for one in given if one.code != line.code)
    path = marks(tmp_path / "rest.csv", rest, (45, 40))
    for keying, name in ((1, "录一"), (2, "录二")):
        marks_import.import_marks(sealed.store, path, WELDER, keying, by=sealed.who(name), at=MORNING)
        for sheet in sealed.lines("theory"):
            if sheet.code != number:
                sealed.key_theory(sheet.sheet_id, keying, name)
    sealed.recheck()
    sealed.lock()
    sealed.decode()
    with sealed.store.read() as reading:
        lines = results.standings(reading, contest_facts(reading).trades[0]).lines
    assert {one.entry for one in lines if one.status == "retired"} == {number, given[1].entry}


def test_the_table_at_the_draw_and_later_with_both(at_hour: At, tmp_path: Path) -> None:
    hall = ready(at_hour("registered"))
    result = draw(hall, with_table=True)
    assert result.table == table(hall) and "W-" not in repr(result)
    assert bodies(hall.store)[-1]["act"] == "draw.sealed_table"
    assert bodies(hall.store)[-1]["by"] == f"{hall.who('裁判长').ref}+{hall.who('监督').ref}"
    with pytest.raises(RightsRefusal, match="table_sealed"):
        drawing.sealed_table(hall.store, WELDER, "practical", by=hall.who("加密"), at=MORNING)
    with pytest.raises(RightsRefusal, match="needs_pair"):
        table(hall, "加密", "监督")
    out = tmp_path / "table.pdf"
    with pytest.raises(RightsRefusal, match="table_sealed"):
        papers.print_paper(hall.store, "code-table", out, Wish(), by=hall.who("加密"), at=MORNING)
    wish = Wish(second=hall.who("监督"))
    assert papers.print_paper(hall.store, "code-table", out, wish, by=hall.who("裁判长"), at=MORNING).papers == 1
    assert out.read_bytes().startswith(b"%PDF")
    shown = drawing.open_list(hall.store, WELDER, "practical")
    assert set(shown) == set(result.seats)
    assert papers.print_paper(hall.store, "draw", out, Wish(), by=hall.who("加密"), at=MORNING).papers == 1


def test_who_may_not_see_codes_gets_no_table_with_the_draw(at_hour: At) -> None:
    hall = ready(at_hour("registered"))
    before = content(hall.store)
    with pytest.raises(RightsRefusal):
        drawing.draw(hall.store, WELDER, "practical", by=CONSOLE, at=MORNING, with_table=True)
    assert content(hall.store) == before


def test_a_new_chief_judge_gets_the_share_when_the_old_one_logs_in(sealed: Hall) -> None:
    store = sealed.store
    access.add_account(store, "新裁判长", "chief_judge", WORDS, by=sealed.who("管理员"), at=MORNING, cost=CHEAP)
    sealed.people["新裁判长"] = access.log_in(store, "新裁判长", WORDS, MORNING)
    with pytest.raises(RightsRefusal, match="needs_passphrase"):
        table(sealed, "新裁判长", "监督")
    given = table(sealed)
    access.log_in(store, "监督", OTHER, MORNING)  # holds the other share: hands none of this one on
    with pytest.raises(RightsRefusal, match="needs_passphrase"):
        table(sealed, "新裁判长", "监督")
    access.log_in(store, "裁判长", WORDS, MORNING)
    told = bodies(store)[-1]
    assert (told["act"], told["refs"]) == ("draw.shared", [sealed.who("新裁判长").ref])
    assert table(sealed, "新裁判长", "监督") == given
    people_keys.set_role(store, "裁判长", "judge", by=sealed.who("管理员"), at=MORNING)
    unshared = [body for body in bodies(store) if body["act"] == "draw.unshared"]
    assert [body["refs"] for body in unshared] == [[sealed.who("裁判长").ref]]
    assert table(sealed, "新裁判长", "监督") == given


def test_a_redraw_is_sealed_on_its_own_and_both_open_at_the_end(sealed: Hall, tmp_path: Path) -> None:
    first = table(sealed)
    result = draw(sealed, reason="工位坏了", witness=sealed.who("裁判长"))
    assert (result.number, result.encrypted) == (2, True)
    second = table(sealed)
    assert not {line.code for line in first} & {line.code for line in second}
    assert {line.code for line in sealed.lines()} == {line.code for line in second}
    key_all(sealed, tmp_path)
    sealed.recheck()
    sealed.lock()
    sealed.decode()
    assert plain_pairs(sealed.store) == {(line.entry, line.code) for line in second}
    with closing(sqlite3.connect(sealed.store.path)) as raw:
        rows = raw.execute(
            "SELECT d.number, d.seed, b.code FROM blind_code b JOIN draw d ON d.id = b.draw_id"
        ).fetchall()
    assert {row[2] for row in rows if row[0] == 1} == {line.code for line in first}
    assert {row[1] for row in rows} == {first[0].seed, second[0].seed}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE sealed_draw SET pairs = x'00'",
        "DELETE FROM draw_share WHERE half = 2",
        "UPDATE draw_seat SET station = '9' WHERE id = 1",
        "UPDATE draw_code SET code = 'W-999' WHERE id = 1",
    ],
)
def test_a_hand_in_the_sealed_rows_is_found(sql: str, sealed: Hall) -> None:
    path = sealed.store.path
    sealed.store.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(sql)
        raw.commit()
    with Store.open(path) as store:
        assert len(problems(store)) == 1


def test_the_office_gives_both_shares_back(locked: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trust list names the office's key; then both passphrases are forgotten."""
    office, store, given = ckey.make("office_age", "省办"), locked.store, table(locked)
    monkeypatch.setattr(personal, "office_recipients", lambda reading: (office.public,))
    logged_in(locked)
    told = [body for body in bodies(store) if body["act"] == "draw.shared"]
    assert [(body["refs"], body["office"]) for body in told] == [([], 1), ([], 1)]
    admin = locked.who("管理员")
    for name, words in (("裁判长", OTHER), ("监督", WORDS)):
        people_keys.reset_secret(store, name, words, by=admin, at=MORNING, numbers_lost=True, cost=CHEAP)
        locked.people[name] = access.log_in(store, name, words, MORNING)
    with pytest.raises(RightsRefusal, match="needs_passphrase"):
        locked.decode()
    file = ckey.lock(office, "bafo-lumi-tari-vogu", cost=ckey.Cost(19456, 1, 1))
    people_keys.recover(store, file, "bafo-lumi-tari-vogu", by=admin, at=MORNING)
    locked.decode()
    assert plain_pairs(store) == {(line.entry, line.code) for line in given}


def problems(store: Store) -> list[str]:
    """What following the chain finds wrong."""
    with store.read() as reading:
        return [one.error.code for one in replay.follow(reading).problems]
