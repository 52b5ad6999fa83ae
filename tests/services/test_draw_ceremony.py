"""A draw nobody can steer: promise and digits, stations out of order, numbers pulled by hand, and its repetition."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.blind import Candidate, draw, pulled
from app.errors import Refusal, WrongCall
from app.services import checkin, drawing
from app.services.draw_seed import (
    Spoken,
    fingerprint,
    promise,
    pulled_seat,
    read_pulled_file,
    read_stations,
    show_stations,
    without,
)
from app.services.drawing_view import round_draw
from db.queries import day
from tests.factories import MORNING, WELDER, later
from tests.services.hall import Hall
from tests.services.hours import bodies

Open = Callable[[str], Hall]
ROUND = "practical"


def ready(at_hour: Open) -> Hall:
    hall = at_hour("registered")
    checkin.check_in_all(hall.store, WELDER, ROUND, by=hall.who("登记员"), at=MORNING)
    return hall


def lot(hall: Hall, **more: object) -> drawing.DrawResult:
    who = {"by": hall.who("加密"), "at": later(1), "witness": hall.who("监督"), **more}
    return drawing.draw(hall.store, WELDER, ROUND, **who)  # type: ignore[arg-type]


def test_the_number_is_promised_before_it_is_known(at_hour: Open) -> None:
    hall = ready(at_hour)
    kept = promise(hall.store, WELDER, ROUND, by=hall.who("加密"), at=MORNING)
    told = bodies(hall.store)[-1]
    assert (told["act"], told["commitment"]) == ("draw.promised", kept.fingerprint)
    assert kept.random not in str(told)
    assert kept.fingerprint == hashlib.sha256(f"jiangping-draw-1|{kept.random}".encode()).hexdigest()
    with pytest.raises(Refusal, match=r"draw\.not_promised"):
        lot(hall, spoken=Spoken("0" * 20, ("417", "052")))
    with pytest.raises(Refusal, match=r"draw\.spoken"):
        lot(hall, spoken=Spoken(kept.random, ("417", "5")))
    lot(hall, spoken=Spoken(kept.random, ("417", "052")))
    made = round_draw(hall.store, WELDER, ROUND, now=later(2)).drawn
    assert made is not None and made.seed == f"417-052-{kept.random}"
    assert (made.promise_kept, made.repeats, made.by, made.witness) == (True, True, "加密", "监督")


def test_an_older_promise_does_not_count(at_hour: Open) -> None:
    hall = ready(at_hour)
    old = promise(hall.store, WELDER, ROUND, by=hall.who("加密"), at=MORNING)
    promise(hall.store, WELDER, ROUND, by=hall.who("加密"), at=later(1))
    with pytest.raises(Refusal, match=r"draw\.not_promised"):
        lot(hall, spoken=Spoken(old.random, ("417", "052")))


def test_codes_do_not_follow_from_what_was_said_aloud(at_hour: Open) -> None:
    hall = ready(at_hour)
    kept = promise(hall.store, WELDER, ROUND, by=hall.who("加密"), at=MORNING)
    spoken = Spoken(kept.random, ("417", "052"))
    lot(hall, spoken=spoken)
    guessed = draw(
        [Candidate(number, "示范队") for number in hall.numbers()],
        range(1, 4),
        f"{spoken.seed}/{WELDER}/{ROUND}",
        "H",
        code_seed=f"{spoken.seed}/{WELDER}/{ROUND}",
    )
    table = drawing.sealed_table(hall.store, WELDER, ROUND, by=hall.who("加密"), at=later(3))
    assert {(line.entry, line.station) for line in table} == {(one.entry, str(one.station)) for one in guessed}
    assert {(line.entry, line.code[-3:]) for line in table} != {(one.entry, one.code[-3:]) for one in guessed}
    with hall.store.read() as reading:
        found = day.draw_in_force(reading, 1, ROUND)
    assert found is not None and found.seed.startswith(spoken.seed + "+")
    assert found.seed not in str(bodies(hall.store))


def test_seats_changed_by_hand_do_not_repeat(at_hour: Open) -> None:
    hall = ready(at_hour)
    kept = promise(hall.store, WELDER, ROUND, by=hall.who("加密"), at=MORNING)
    lot(hall, spoken=Spoken(kept.random, ("417", "052")))
    with hall.store.write() as writing:
        writing.connection.exec_driver_sql("UPDATE blind_code SET station = '9' WHERE station = '1'")
        writing.audit("paper.printed", by="u1", at=later(4), ref=WELDER, kind="x", sha256="x", papers=1, copies=1)
    made = round_draw(hall.store, WELDER, ROUND, now=later(5)).drawn
    assert made is not None and (made.promise_kept, made.repeats) == (True, False)


@pytest.mark.parametrize(
    ("text", "closed", "left"),
    [
        ("4", "", (1, 2, 3, 4)),
        ("6", "5", (1, 2, 3, 4, 6)),
        ("1-4，6～8", "2、7-8", (1, 3, 4, 6)),
        ("３", "", (1, 2, 3)),
        ("9,2,2", "", (2, 9)),
    ],
)
def test_stations_are_written_as_people_write_them(text: str, closed: str, left: tuple[int, ...]) -> None:
    assert without(read_stations(text), closed) == left
    assert read_stations(f"{show_stations(left)},{show_stations(left)}") == left


@pytest.mark.parametrize("text", ["", "0", "x", "5-3", "1,,2", "1-99999", "-3"])
def test_stations_that_make_no_sense(text: str) -> None:
    with pytest.raises(WrongCall, match=r"draw\.stations_text"):
        read_stations(text)


def test_stations_out_of_order_are_never_drawn(at_hour: Open) -> None:
    hall = ready(at_hour)
    result = lot(hall, stations=without(read_stations("4"), "2"))
    assert {seat.station for seat in result.seats} == {"1", "3", "4"}
    made = round_draw(hall.store, WELDER, ROUND, now=later(2)).drawn
    assert made is not None and made.stations == "1,3-4"


def test_numbers_pulled_by_hand_are_the_seats_and_codes_are_dealt(at_hour: Open) -> None:
    hall = ready(at_hour)
    one, two, three = hall.numbers()
    with pytest.raises(Refusal, match=r"draw\.pulled_missing"):
        lot(hall, stations=3, pulled={one: "3", two: "1"})
    with pytest.raises(Refusal, match=r"draw\.pulled_twice") as twice:
        lot(hall, stations=3, pulled={one: "3", two: "1", three: "01"})
    assert (twice.value.fields["entry"], twice.value.fields["other"]) == (three, two)
    with pytest.raises(Refusal, match=r"draw\.pulled_unknown"):
        lot(hall, stations=3, pulled={one: "3", two: "1", three: "4"})
    result = lot(hall, stations=2, pulled={one: "2", two: "1", three: "2-02"})
    assert {(s.entry, s.station, s.sitting) for s in result.seats} == {(one, "2", 1), (two, "1", 1), (three, "2", 2)}
    assert result.codes == 3
    made = round_draw(hall.store, WELDER, ROUND, now=later(2)).drawn
    assert made is not None and (made.method, made.repeats) == ("manual", None)


def test_pulled_numbers_come_from_a_table_too(tmp_path: Path) -> None:
    path = tmp_path / "pulled.csv"
    path.write_text("编号,号\nhg01,2-08\nHG02,3\n", "utf-8")
    assert read_pulled_file(path) == {"HG01": "2-08", "HG02": "3"}
    assert pulled_seat("HG01", "２-０８") == ("HG01", 8, 2)
    for text in ("", "0", "a", "0-3", "2-"):
        with pytest.raises(Refusal, match=r"draw\.pulled_text"):
            pulled_seat("HG01", text)


def test_more_moved_people_than_stations_are_refused() -> None:
    people = [Candidate(f"H{number}", sitting=2) for number in range(3)]
    with pytest.raises(Refusal, match=r"draw\.sitting_full"):
        draw([*people, Candidate("H9")], [1, 2], "7", "H")
    drawn = draw([Candidate("A", sitting=2), *(Candidate(f"B{n}") for n in range(4))], [1, 2, 3], "7", "H")
    assert {one.entry: one.sitting for one in drawn}["A"] == 2
    assert max(sum(one.sitting == number for one in drawn) for number in (1, 2)) <= 3
    with pytest.raises(Refusal, match=r"draw\.double"):
        pulled([("A", 1, 1), ("A", 2, 1)], [1, 2], "H", 2, frozenset(), "s")


def test_the_fingerprint_tells_one_number_from_another() -> None:
    assert fingerprint("a") != fingerprint("b") and len(fingerprint("a")) == 64
