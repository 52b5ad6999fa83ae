"""Whatever is typed or brought wrongly gets a sentence with its place, through every door, and leaves the file as it
was: the calculator, a marks file, the keyboard, and the definition of a contest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import AppError, Problems, Refusal
from app.services import marks_import, scoring, setup
from app.services.compute import compute, load_definition
from app.services.sheet_view import CellAddress
from app.texts import sentence
from db.store import Store
from tests.factories import MORNING, SMALL, WELDER, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import Hall
from tests.services.hours import content

HEAD = "编号,轮次,评分点,裁判,分值\n"
LONG_NUMBER = "9" * 31

# What is typed where: aspect, seat ("" one value for all), text; and the refusal of a table and of the keyboard.
CELLS = [
    ("Z9", "", "5", "table.aspect_unknown", "scoring.unknown_aspect"),
    ("B1", "6", "40", "table.judge_unknown", "scoring.unknown_seat"),
    ("B1", "0", "40", "table.judge_unknown", "scoring.unknown_seat"),
    ("A1", "", "10.5", "mark.above_maximum", "mark.above_maximum"),
    ("A1", "", "-0.5", "mark.below_minimum", "mark.below_minimum"),
    ("A1", "", "9.3", "mark.step", "mark.step"),
    ("B1", "1", "50.5", "mark.above_maximum", "mark.above_maximum"),
    ("B1", "1", "40.25", "mark.step", "mark.step"),
    ("A1", "", "NaN", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", "inf", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", "1e400", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", "1e1", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", "1_0", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", "9.5.5", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", "9分", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", "٩", "mark.not_a_number", "mark.not_a_number"),  # a digit of another script
    ("A1", "", "⑨", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", "九", "mark.not_a_number", "mark.not_a_number"),
    ("A1", "", LONG_NUMBER, "mark.not_a_number", "mark.not_a_number"),
    ("C1", "", "1e400", "mark.not_a_number", "mark.not_a_number"),
    ("C1", "", "2.0005", "mark.decimals", "mark.decimals"),
    ("C1", "", "99999999999", "mark.above_maximum", "mark.above_maximum"),
]
WORDS = [f"{aspect}-{seat}-{text[:12]}" for aspect, seat, text, _, _ in CELLS]


def say(error: AppError) -> str:
    """The sentence, in both languages; one that was never written would show its code."""
    for language in ("zh", "en"):
        assert error.code not in sentence(error, language)
    return sentence(error)


def files(folder: Path, table: str, definition: str = SMALL) -> tuple[Path, Path]:
    (folder / "d.toml").write_text(definition, "utf-8")
    (folder / "m.csv").write_text(table, "utf-8")
    return folder / "d.toml", folder / "m.csv"


@pytest.mark.parametrize(("aspect", "seat", "text", "code"), [case[:4] for case in CELLS], ids=WORDS)
def test_the_calculator_names_the_cell(tmp_path: Path, aspect: str, seat: str, text: str, code: str) -> None:
    good = "HG02,practical,A1,,9\n"
    definition, marks = files(tmp_path, f"{HEAD}{good}HG01,practical,{aspect},{seat},{text}\n")
    with pytest.raises(Problems) as caught:
        compute(definition, [marks])
    (item,) = caught.value.items
    assert item.code == code
    assert (item.fields["file"], item.fields["row"]) == ("m.csv", 3)
    assert str(item.fields["cell"]) in say(item)


@pytest.fixture(scope="module")
def one_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A drawn contest, made once."""
    with new_store(tmp_path_factory.mktemp("bad") / "drawn.contest") as store:
        yield halls.drawn(store)


@pytest.fixture
def hall(one_hall: Hall) -> Iterator[Hall]:
    """The drawn contest; whatever a test here does has to leave every row as it was."""
    before = content(one_hall.store)
    yield one_hall
    assert content(one_hall.store) == before


@pytest.mark.parametrize(("aspect", "seat", "text", "code"), [case[:4] for case in CELLS], ids=WORDS)
def test_a_marks_file_with_one_wrong_cell_stores_nothing(
    hall: Hall, tmp_path: Path, aspect: str, seat: str, text: str, code: str
) -> None:
    one, two, _ = (line.code for line in hall.lines())
    _, marks = files(tmp_path, f"{HEAD}{two},practical,A1,,9\n{one},practical,{aspect},{seat},{text}\n")
    with pytest.raises(Problems) as caught:
        marks_import.import_marks(hall.store, marks, WELDER, 1, by=hall.who("录一"), at=MORNING)
    (item,) = caught.value.items
    assert item.code == code and item.fields["row"] == 3
    assert str(item.fields["cell"]) in say(item)


@pytest.mark.parametrize(("aspect", "seat", "text", "code"), [(*case[:3], case[4]) for case in CELLS], ids=WORDS)
def test_the_keyboard_stores_nothing_wrong(hall: Hall, aspect: str, seat: str, text: str, code: str) -> None:
    sheet = hall.lines()[0].sheet_id
    address = CellAddress(aspect, int(seat) - 1 if seat else -1)
    with pytest.raises(Refusal) as caught:
        scoring.enter_mark(hall.store, sheet, 1, address, text, by=hall.who("录一"), at=MORNING)
    assert caught.value.code == code
    say(caught.value)


# A whole file that cannot be taken: rows, and the refusal of the calculator and of the import.
TABLES = [
    ("nobody's code", "ZZ-99999,practical,A1,,9\n", "", "marks.no_sheet"),
    ("no entry", ",practical,A1,,9\n", "table.no_entry", "table.no_entry"),
    ("no such round", "{one},oral,A1,,9\n", "table.round_unknown", "table.round_unknown"),
    ("absent and marked", "{one},practical,A1,,9\n{one},practical,,,缺考\n", *["table.status_and_mark"] * 2),
    ("marked and absent", "{one},practical,,,缺考\n{one},practical,A1,,9\n", *["table.status_and_mark"] * 2),
    ("two statuses", "{one},practical,,,缺考\n{one},practical,,,弃权\n", "table.conflict", "table.conflict"),
    ("two values", "{one},practical,A1,,9\n{one},practical,A1,,8\n", "table.conflict", "table.conflict"),
    ("whole and parts", "{one},practical,,,90\n{one},practical,A1,,8\n", "table.score_twice", "table.score_twice"),
]


@pytest.mark.parametrize(("rows", "first", "second"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_rows_that_contradict_or_belong_nowhere(hall: Hall, tmp_path: Path, rows: str, first: str, second: str) -> None:
    one, two, _ = (line.code for line in hall.lines())
    definition, marks = files(tmp_path, HEAD + f"{two},practical,A1,,9\n" + rows.format(one=one))
    if first:
        with pytest.raises(Problems) as caught:
            compute(definition, [marks])
        assert [item.code for item in caught.value.items] == [first]
    with pytest.raises(Problems) as caught:
        marks_import.import_marks(hall.store, marks, WELDER, 1, by=hall.who("录一"), at=MORNING)
    assert [item.code for item in caught.value.items] == [second]
    said = say(caught.value.items[0])
    assert one in said or "ZZ-99999" in said or "3" in said


def test_full_width_digits_are_the_same_number(tmp_path: Path) -> None:
    """An input method left on makes them; they are understood, digit by digit, and never guessed."""
    definition, marks = files(tmp_path, HEAD + "HG01,practical,A1,,９．５\nHG02,practical,A1,,９。５\n")
    compute(definition, [marks])
    with new_store(tmp_path / "a.contest") as store:
        hall = halls.drawn(store)
        sheet = hall.lines()[0].sheet_id
        address = CellAddress("A1", -1)
        done = scoring.enter_mark(store, sheet, 1, address, "９．５", by=hall.who("录一"), at=MORNING)
        assert done.cell.text == "9.5"


# A definition that states what cannot be: what is replaced by what, the refusal and the place it names.
DEFINITIONS = [
    ("weights below 1", "weight = 0.70", "weight = 0.60", "definition.weights", "trade[0]"),
    ("weights above 1", "weight = 0.70", "weight = 0.71", "definition.weights", "trade[0]"),
    ("one weight only", "weight = 0.30\n", "", "definition.weight_missing", "trade[0]"),
    ("weight is nan", "weight = 0.70", "weight = nan", "definition.wrong_value", "weight"),
    ("weight is inf", "weight = 0.70", "weight = inf", "definition.wrong_value", "weight"),
    ("weight is 1e400", "weight = 0.70", "weight = 1e400", "definition.wrong_value", "weight"),
    ("weight is a word", "weight = 0.70", 'weight = "much"', "definition.wrong_value", "weight"),
    ("no such kind", 'kind = "value"', 'kind = "vlaue"', "definition.wrong_value", "kind"),
    ("two of one id", 'id = "C1"', 'id = "A1"', "definition.double", "aspects"),
    ("more dropped than judge", "drop_high = 1", "drop_high = 5", "definition.wrong_value", "drop_high"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"), [case[1:] for case in DEFINITIONS], ids=[case[0] for case in DEFINITIONS]
)
def test_a_definition_is_refused_at_its_place(tmp_path: Path, old: str, new: str, code: str, place: str) -> None:
    assert old in SMALL
    definition, marks = files(tmp_path, HEAD, SMALL.replace(old, new))
    for act in (lambda: compute(definition, [marks]), lambda: load_definition(definition)):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == code
        assert place in str(caught.value.fields["place"]) and str(caught.value.fields["place"]) in say(caught.value)
    assert not list(tmp_path.glob("*.contest"))


def test_nothing_is_marked_by_a_scheme_that_does_not_add_up(tmp_path: Path) -> None:
    """It may be drafted; but the calculator, a marks file and the keyboard name the node and the difference."""
    short = SMALL.replace("maximum = 10\naspects", "maximum = 12\naspects")
    definition, marks = files(tmp_path, HEAD + "HG01,practical,A1,,9\n", short)
    with pytest.raises(Refusal) as caught:
        compute(definition, [marks])
    assert "2" in say(caught.value)
    contest = load_definition(definition, add_up=False)
    with setup.create_contest(tmp_path / "s.contest", contest, mode="live", at=MORNING) as store:
        hall = halls.drawn(store)
        before = content(store)
        one = hall.lines()[0]
        for act in (
            lambda: scoring.enter_mark(
                store, one.sheet_id, 1, CellAddress("A1", -1), "9", by=hall.who("录一"), at=MORNING
            ),
            lambda: brought(store, hall, tmp_path, one.code),
        ):
            with pytest.raises(Refusal) as refusal:
                act()
            flat = refusal.value.items[0] if isinstance(refusal.value, Problems) else refusal.value
            assert flat.code.startswith("scheme.sum") and flat.fields["difference"] == "2"
            assert content(store) == before


def brought(store: Store, hall: Hall, folder: Path, code: str) -> object:
    _, marks = files(folder, HEAD + f"{code},practical,A1,,9\n")
    return marks_import.import_marks(store, marks, WELDER, 1, by=hall.who("录一"), at=MORNING)


def test_the_small_contest_itself_is_sound() -> None:
    assert small_contest().trades[0].code == WELDER
