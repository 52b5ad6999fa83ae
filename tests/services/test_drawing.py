"""The draw: the same seed the same draw, a redraw with the chief judge only, and nothing that joins code and entry."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.contest import Status
from app.domain.roles import Role
from app.errors import Problems, Refusal, RightsRefusal
from app.services import checkin, drawing, marks_import, results, scoring, signing, signing_view
from app.services.checkin import CheckIn
from app.services.common import contest_facts
from app.services.sheet_view import CellAddress
from db.queries import day
from db.store import Store
from tests.factories import MORNING, SMALL, WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import NAMES, Hall
from tests.services.hours import bodies, content, somebody

Open = Callable[[str], Hall]
CODE = re.compile(r"[A-Z]-\d{3}")
PEOPLE = (
    *NAMES,
    ("李一", "990101199004040045"),
    ("李二", "990101199005050050"),
    ("李三", "990101199006060066"),
    ("李四", "990101199007070071"),
)


def present(store: Store, rows: tuple[tuple[str, str], ...] = NAMES) -> Hall:
    hall = halls.registered(store, rows)
    for round_id in ("theory", "practical"):
        checkin.check_in_all(store, WELDER, round_id, by=hall.who("登记员"), at=MORNING)
    return hall


def draw(hall: Hall, seed: str | None = "7", **more: object) -> drawing.DrawResult:
    return drawing.draw(hall.store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed=seed, **more)  # type: ignore[arg-type]


def sealed(hall: Hall) -> tuple[drawing.SealedLine, ...]:
    return drawing.sealed_table(hall.store, WELDER, "practical", by=hall.who("加密"), at=MORNING)


def made(tmp_path: Path, name: str, definition: str = SMALL) -> Store:
    return new_store(tmp_path / f"{name}.contest", small_contest(definition))


def test_the_same_seed_gives_the_same_draw_and_another_seed_another(tmp_path: Path) -> None:
    found = []
    for name, seed in (("a", "2026"), ("b", "2026"), ("c", "2027")):
        with made(tmp_path, name) as store:
            hall = present(store)
            draw(hall, seed)
            found.append(sealed(hall))
    assert found[0] == found[1] != found[2]
    assert {line.station for line in found[0]} == {"1", "2", "3"}


def test_a_redraw_needs_a_reason_and_the_chief_judge_and_keeps_the_first(at_hour: Open) -> None:
    hall = at_hour("drawn")
    before, old = content(hall.store), {line.code for line in hall.lines()}
    with pytest.raises(Refusal, match=r"draw\.again"):
        draw(hall)
    with pytest.raises(RightsRefusal, match="chief_needed"):
        draw(hall, reason="工位坏了", witness=hall.who("监督"))
    assert content(hall.store) == before
    result = draw(hall, reason="工位坏了", witness=hall.who("裁判长"))
    fresh = {line.code for line in hall.lines()}
    assert (result.number, len(fresh)) == (2, 3)
    assert not fresh & old  # a code once given is never given again
    with hall.store.read() as reading:
        assert day.count_draws(reading, 1, "practical") == 2
    assert bodies(hall.store)[-1]["witness"] == hall.who("裁判长").ref


def test_nothing_is_drawn_again_once_something_is_marked(at_hour: Open) -> None:
    hall = at_hour("drawn")
    scoring.enter_mark(hall.store, hall.lines()[0].sheet_id, 1, halls.A1, "9", by=hall.who("录一"), at=MORNING)
    with pytest.raises(Refusal, match=r"draw\.marked"):
        draw(hall, reason="x", witness=hall.who("裁判长"))


def test_only_who_is_there_is_drawn(store: Store) -> None:
    hall = halls.registered(store)
    with pytest.raises(Refusal, match=r"draw\.nobody"):
        draw(hall)
    gone, *there = hall.numbers()
    said = [CheckIn(gone, Status.ABSENT), *(CheckIn(number, Status.PRESENT) for number in there)]
    checkin.check_in(store, WELDER, "practical", said, by=hall.who("登记员"), at=MORNING)
    assert {seat.entry for seat in draw(hall).seats} == set(there)


def test_fewer_stations_give_sittings(store: Store) -> None:
    hall = present(store, PEOPLE)
    result = draw(hall, stations=3)
    assert (result.sittings, result.codes) == (3, 7)
    by_sitting = {number: [s.station for s in result.seats if s.sitting == number] for number in (1, 2, 3)}
    assert [len(stations) for stations in by_sitting.values()] == [3, 2, 2]
    for stations in by_sitting.values():
        assert len(set(stations)) == len(stations) and set(stations) <= {"1", "2", "3"}
    assert {line.sitting for line in hall.lines()} == {"1", "2", "3"}


@pytest.mark.parametrize("stations", [0, -1, 10_000])
def test_stations_that_make_no_sense(stations: int, at_hour: Open) -> None:
    hall = at_hour("registered")
    checkin.check_in_all(hall.store, WELDER, "practical", by=hall.who("登记员"), at=MORNING)
    with pytest.raises(Refusal, match="no_stations"):
        draw(hall, stations=stations)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_the_layers_of_a_draw(layers: int, tmp_path: Path) -> None:
    with made(tmp_path, "x", SMALL.replace("blind_layers = 2", f"blind_layers = {layers}")) as store:
        hall = present(store)
        draw(hall)
        lines = sealed(hall)
        assert all(CODE.fullmatch(line.code) for line in lines)
        assert [bool(line.work_number) for line in lines] == [layers == 3] * 3
        assert {line.code for line in hall.lines()} == {line.code for line in lines}
        assert not {line.code for line in lines} & {line.work_number for line in lines}


def test_the_chain_knows_a_digest_and_no_code_until_decoding(at_hour: Open) -> None:
    hall = at_hour("drawn")
    (drawn,) = [body for body in bodies(hall.store) if body["act"] == "draw.made"]
    assert re.fullmatch(r"[0-9a-f]{64}", drawn["sealed_sha256"])
    assert "seed" not in drawn and not CODE.search(str(drawn))
    sealed(hall)
    told = bodies(hall.store)[-1]
    assert (told["act"], told["by"], told["entries"]) == ("draw.sealed_table", hall.who("加密").ref, 3)


def test_rows_of_sheets_tell_no_station(store: Store) -> None:
    hall = present(store, PEOPLE)
    draw(hall)
    by_row = [line.code for line in sorted(hall.lines(), key=lambda line: line.sheet_id)]
    by_station = [line.code for line in sorted(sealed(hall), key=lambda line: int(line.station))]
    assert by_row == sorted(by_row) != by_station


def test_a_round_drawn_with_codes_is_hidden_though_it_has_no_scheme(tmp_path: Path) -> None:
    plain = SMALL[: SMALL.index("[[trade.round.module]]")]
    with made(tmp_path, "x", plain) as store:
        hall = present(store)
        with store.read() as reading:
            assert len(results.standings(reading, contest_facts(reading).trades[0]).lines) == 3
        draw(hall)
        with store.read() as reading, pytest.raises(Refusal, match="not_decoded"):
            results.standings(reading, contest_facts(reading).trades[0])
        checkin.check_in_all(store, WELDER, "practical", by=hall.who("登记员"), at=MORNING)
        assert all(CODE.fullmatch(line.code) for line in hall.lines())


def test_what_marks_are_keyed_from_names_nobody(at_hour: Open) -> None:
    """Everything a judge or a recorder can ask for while the trade is sealed: no name, no number, no delegation."""
    hall = at_hour("marked")
    store, lines = hall.store, hall.lines()
    signing.draw_recheck(store, WELDER, by=hall.who("录一"), at=MORNING, seed="1")
    shown = [repr(lines), repr(signing.recheck_samples(store, WELDER)), repr(signing_view.signoff_view(store, WELDER))]
    for line in lines:
        shown += [repr(scoring.view(store, line.sheet_id, keying)) for keying in (1, 2)]
        shown.append(repr(signing_view.paper_sheet(store, line.sheet_id)))
    secrets = [name for name, _ in NAMES] + [number for _, number in NAMES] + hall.numbers() + ["示范队", "示范机械厂"]
    assert [word for word in secrets for text in shown if word in text] == []


def test_no_entry_of_the_chain_joins_code_and_entry(at_hour: Open) -> None:
    hall = at_hour("marked")
    numbers, codes = set(hall.numbers()), {line.code for line in hall.lines()}
    for body in bodies(hall.store):
        text = str(body)
        assert not (any(n in text for n in numbers) and any(c in text for c in codes)), body
        assert not any(name in text or number in text for name, number in NAMES), body


def test_results_by_person_stay_shut_until_decoding(at_hour: Open) -> None:
    hall = at_hour("marked")
    with hall.store.read() as reading:
        trade = contest_facts(reading).trades[0]
        for ask in (results.standings, results.ranked_groups, results.open_questions):
            with pytest.raises(Refusal, match="not_decoded"):
                ask(reading, trade)
    with pytest.raises(Refusal, match="not_decoded"):
        results.explain_entry(hall.store, hall.numbers()[0])


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "marks.csv"
    path.write_text("\n".join(("编号,轮次,评分点,裁判,分值,备注", *rows)), "utf-8")
    return path


def test_keying_by_entry_number_never_answers_with_a_code(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("drawn")
    number, by = hall.numbers()[0], hall.who("录一")
    done = marks_import.import_marks(
        hall.store, table(tmp_path, f"{number},practical,A1,,9.5,"), WELDER, 1, by=by, at=MORNING
    )
    assert set(done.open) == {number}
    assert not CODE.search(repr(done))
    assert bodies(hall.store)[-1]["by_number"] == 1
    (line,) = [line for line in hall.lines() if line.open_count < 7]
    scoring.set_status(hall.store, line.sheet_id, "retired", "x", by=by, at=MORNING)
    with pytest.raises(Problems) as problems:  # also what is wrong is said in the words of the file
        marks_import.import_marks(
            hall.store, table(tmp_path, f"{number},practical,A1,,9,"), WELDER, 1, by=by, at=MORNING
        )
    assert problems.value.items[0].fields["code"] == number
    assert not CODE.search(repr(problems.value.items))


def test_a_judge_keys_by_code_alone(at_hour: Open, tmp_path: Path) -> None:
    hall = at_hour("drawn")
    judge, before = somebody(Role.JUDGE), content(hall.store)
    with pytest.raises(RightsRefusal, match="by_number"):
        marks_import.import_marks(
            hall.store, table(tmp_path, f"{hall.numbers()[0]},practical,A1,,9.5,"), WELDER, 1, by=judge, at=MORNING
        )
    assert content(hall.store) == before
    code = hall.lines()[0].code
    done = marks_import.import_marks(
        hall.store, table(tmp_path, f"{code},practical,A1,,9.5,"), WELDER, 1, by=judge, at=MORNING
    )
    assert done.stored == 1


def test_theory_is_keyed_by_entry_number_with_nothing_to_hide(at_hour: Open) -> None:
    hall = at_hour("drawn")
    assert {line.code for line in hall.lines("theory")} == set(hall.numbers())
    entered = scoring.enter_mark(
        hall.store, hall.lines("theory")[0].sheet_id, 1, CellAddress("", -1), "88", by=hall.who("录一"), at=later(1)
    )
    assert entered.cell.text.startswith("88")
