"""The list of entries: its own order by delegation, trade and number, columns sorted by, words looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.worksheet import Sheet
from app.services import registration_form as form
from app.services import registration_import as imports
from app.services.common import contest_facts
from app.services.registration_list import UNDECIDED, Choice, find_entries, lines
from db.queries import people, roster
from db.store import Store
from tests.factories import MORNING, new_store, small_contest
from tests.services.hall import Hall

# number, delegation, name of the entry, unit, member: neither the numbers nor the delegations stand in any order
ENTRIES = (
    ("HG10", 1, "赵一", "乙厂", "赵一"),
    ("HG9", 1, "钱二", "甲厂", "钱二"),
    ("HG100", 0, "Alfa 队", "丙厂", "孙三"),
    ("HG2", 0, "李四", "甲厂", "李四"),
    ("HG11", 0, "100%_队", "乙厂", "Bob"),
)


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[Store]:
    """Five entries of two delegations, put on the list as an import does."""
    store = new_store(tmp_path / "c.contest", small_contest())
    with store.write() as writing:
        facts = contest_facts(writing)
        trade = facts.trades[0]
        units = [people.add_delegation(writing, facts.id, place, name) for place, name in enumerate(("东队", "西队"))]
        persons, entries, members = [], [], []
        for n, (number, unit, name, work, member) in enumerate(ENTRIES, start=1):
            document = f"9901011990{n:08d}"
            persons.append(
                (n, facts.id, member, "none", document, document, "", "", "", "", work, "", f"1380000000{n}")
            )
            rest = ("waiting" if n % 2 else "approved", 0, 0, "", "", "", "", MORNING)
            group = trade.groups[0][0]
            entries.append((n, facts.id, trade.id, group, units[unit], number, "individual", name, work, *rest))
            members.append((n, n, 1))
        roster.add_people(writing, persons)
        roster.add_entries(writing, entries)
        roster.add_members(writing, members)
    yield store
    store.close()


def numbers(store: Store, order: str = "", descending: bool = False, **choice: object) -> list[str]:
    found = find_entries(store, Choice(**choice), order, descending)  # type: ignore[arg-type]
    return [line.number for line in lines(store, found)]


def test_the_list_goes_by_delegation_and_number_and_a_shorter_number_comes_first(listed: Store) -> None:
    assert numbers(listed) == ["HG2", "HG11", "HG100", "HG9", "HG10"]
    assert numbers(listed, descending=True) == ["HG10", "HG9", "HG100", "HG11", "HG2"]
    assert numbers(listed, filter=UNDECIDED) == ["HG11", "HG100", "HG10"]
    assert numbers(listed, delegation=2) == ["HG9", "HG10"]


def test_delegations_that_were_moved_take_their_entries_along(listed: Store) -> None:
    with listed.write() as writing:
        writing.connection.exec_driver_sql("UPDATE delegation SET position = 1 - position")
    assert numbers(listed) == ["HG9", "HG10", "HG2", "HG11", "HG100"]
    assert numbers(listed, words="厂") == ["HG9", "HG10", "HG2", "HG11", "HG100"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("number", ["HG2", "HG9", "HG10", "HG11", "HG100"]),
        ("unit", ["HG100", "HG9", "HG2", "HG10", "HG11"]),  # bing, jia, yi; then as they came
        ("name", ["HG11", "HG100", "HG2", "HG9", "HG10"]),  # signs, Latin, li, qian, zhao
        ("id_number", ["HG10", "HG9", "HG100", "HG2", "HG11"]),
        ("state", ["HG9", "HG2", "HG10", "HG100", "HG11"]),
        ("trade", ["HG2", "HG9", "HG10", "HG11", "HG100"]),
        ("group", ["HG2", "HG9", "HG10", "HG11", "HG100"]),
    ],
)
def test_sorted_by_a_column_and_back(listed: Store, order: str, expected: list[str]) -> None:
    assert numbers(listed, order) == expected
    assert numbers(listed, order, descending=True) == expected[::-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("alfa", ["HG100"]),  # no capitals
        ("BOB", ["HG11"]),  # the person behind an entry of another name
        ("孙三", ["HG100"]),
        ("hg1 乙", ["HG11", "HG10"]),  # both words, wherever they stand
        ("%_", ["HG11"]),  # no wildcards
        ("13800000002", ["HG9"]),
        ("90000000004", []),  # not the end of a number
        ("00000004", ["HG2"]),  # the end of an ID number
        ("钱 孙", []),
    ],
)
def test_words_are_found_in_the_line_and_in_the_person_behind_it(
    listed: Store, words: str, expected: list[str]
) -> None:
    assert numbers(listed, words=words) == expected


def test_nobody_is_an_empty_list(tmp_path: Path) -> None:
    with new_store(tmp_path / "c.contest", small_contest()) as store:
        assert [len(find_entries(store, Choice(), order)) for order in ("", "number", "unit", "photo")] == [0] * 4
        assert lines(store, ()) == ()


def test_what_is_typed_imported_or_changed_finds_its_place(registered: Hall) -> None:
    store, by = registered.store, registered.who("登记员")
    rows = [["姓名", "身份证号", "代表队"], ["张小红", "990101199504041247", "新来的队"]]
    imports.import_sheet(store, Sheet("名单", rows), {}, by=by, at=MORNING, state="waiting")
    assert numbers(store)[-1] == "HG04"
    first = numbers(store)[0]
    form.save_entry(store, {"delegation": "最后的队"}, by=by, at=MORNING, number=first, position=1)
    assert numbers(store)[-1] == first
    with store.read() as reading:
        lengths = reading.rows("SELECT DISTINCT number_length, length(number) FROM entry", ())
    assert lengths == [(4, 4)]
