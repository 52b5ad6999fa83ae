"""Recheck paper first: what is typed blind is compared, kept and printed; only two people change a mark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import signing, signing_paper
from app.services.common import contest_facts
from app.services.papers import print_paper
from app.services.papers_common import Wish
from app.services.signing_paper import compare_file, compare_paper
from db.queries import signing as stored
from tests.factories import WELDER, later
from tests.services.hall import Hall
from tests.services.hours import content
from tests.services.papers_kit import text_of


@pytest.fixture
def drawn(at_hour: Callable[[str], Hall]) -> Hall:
    """Marked, and a sample drawn; nothing looked at yet."""
    hall = at_hour("marked")
    signing.draw_recheck(hall.store, WELDER, by=hall.who("录一"), at=later(1), seed="1")
    return hall


def item(hall: Hall, number: int = 0) -> stored.RecheckItem:
    return signing.recheck_samples(hall.store, WELDER)[0].items[number]


def totals(hall: Hall, code: str) -> dict[str, str]:
    """What stands on the paper of a sheet: module totals."""
    panel = next(line for line in hall.lines() if line.code == code)
    with hall.store.read() as reading:
        return {part.id: part.value for part in signing_paper.paper_parts(reading, panel.sheet_id)}


def compare(hall: Hall, code: str, minute: int = 5, **typed: object) -> signing_paper.Compared:
    return compare_paper(
        hall.store,
        WELDER,
        "practical",
        code,
        by=hall.who("录一"),
        at=later(minute),
        **typed,  # type: ignore[arg-type]
    )


def test_totals_typed_blind_close_a_sheet_that_is_the_same(drawn: Hall) -> None:
    code = item(drawn).code
    typed = totals(drawn, code)
    assert set(typed) == {"A", "B", "C"}
    done = compare(drawn, code, parts={part: f" {value}0 " for part, value in typed.items()})
    assert done.differing == ()
    assert (item(drawn).verdict, item(drawn).errors) == ("same", 0)
    with drawn.store.read() as reading:
        kept = stored.readings_of(reading, item(drawn).id)
    assert [(one.part, one.on_paper, one.on_record, one.same) for one in kept] == [
        (part, f"{value}0", value, True) for part, value in typed.items()
    ]


def test_a_difference_stays_open_and_both_values_are_kept(drawn: Hall) -> None:
    code = item(drawn).code
    typed = totals(drawn, code)
    done = compare(drawn, code, parts={**typed, "B": "1.00"})
    assert [(one.part, one.on_paper, one.on_record) for one in done.differing] == [("B", "1.00", typed["B"])]
    assert item(drawn).verdict == ""
    assert compare(drawn, code, 6, parts=typed).differing == ()  # the paper was misread
    assert item(drawn).verdict == "same"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"parts": {"A": "9.5", "B": "45"}}, "signing.paper_incomplete"),
        ({"parts": {"A": "9.5", "B": "45", "C": " "}}, "signing.paper_incomplete"),
        ({"parts": {"A": "9.5", "B": "45", "C": "vierzig"}}, "signing.paper_number"),
        ({"cells": {("A1", ""): "9.5"}}, "signing.paper_incomplete"),
        ({"cells": {}}, "signing.paper_incomplete"),
    ],
)
def test_what_is_not_a_whole_paper_is_not_compared(typed: dict[str, object], code: str, drawn: Hall) -> None:
    before = content(drawn.store)
    with pytest.raises(Refusal) as refusal:
        compare(drawn, item(drawn).code, **typed)
    assert refusal.value.code == code
    assert content(drawn.store) == before


def test_only_sampled_sheets_by_people_who_may(drawn: Hall) -> None:
    sampled = {one.code for one in signing.recheck_samples(drawn.store, WELDER)[0].items}
    other = next(line.code for line in drawn.lines() if line.code not in sampled)
    with pytest.raises(Refusal, match="not_sampled"):
        compare(drawn, other, parts=totals(drawn, other))
    with pytest.raises(RightsRefusal):
        compare_paper(drawn.store, WELDER, "practical", item(drawn).code, parts={}, by=drawn.who("登记员"), at=later(5))


def write(folder: Path, hall: Hall, b1: str = "") -> Path:
    """A marks table typed from the papers of the sample; the first judge of the first sheet may read otherwise."""
    rows = ["编号,轮次,评分点,裁判,分值,备注"]
    for number, one in enumerate(signing.recheck_samples(hall.store, WELDER)[0].items):
        panel = next(part for part in totals(hall, one.code).items() if part[0] == "B")[1]
        rows += [f"{one.code},practical,A1,,9.5,", f"{one.code},practical,C1,,2.1,"]
        for seat in range(1, 6):
            mark = b1 if b1 and number == 0 and seat == 1 else panel
            rows.append(f"{one.code},practical,B1,{seat},{mark},")
    path = folder / "paper.csv"
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_a_file_typed_from_the_paper_closes_the_sample(drawn: Hall, tmp_path: Path) -> None:
    found = compare_file(drawn.store, write(tmp_path, drawn), WELDER, by=drawn.who("录一"), at=later(5))
    assert [len(one.readings) for one in found] == [7, 7]
    (sample,) = signing.recheck_samples(drawn.store, WELDER)
    assert (sample.open, sample.errors) == ((), 0)
    signing.lock(drawn.store, WELDER, by=drawn.who("裁判长"), second=drawn.who("监督"), at=later(6))


def test_a_difference_in_a_file_needs_two_people_and_a_reason(drawn: Hall, tmp_path: Path) -> None:
    path, code = write(tmp_path, drawn, "41.5"), item(drawn).code
    (first, _) = compare_file(drawn.store, path, WELDER, by=drawn.who("录一"), at=later(5))
    assert [(one.aspect, one.seat, one.on_paper) for one in first.differing] == [("B1", "1", "41.5")]
    assert (item(drawn).verdict, first.corrected) == ("", 0)
    (first, _) = compare_file(
        drawn.store, path, WELDER, by=drawn.who("录一"), at=later(7), second=drawn.who("监督"), reason="误读"
    )
    assert first.corrected == 1
    assert (item(drawn).code, item(drawn).verdict, item(drawn).errors) == (code, "corrected", 1)
    # One of two is above the five per cent: everything is looked at again.
    (sample,) = signing.recheck_samples(drawn.store, WELDER)
    assert sample.share * 2 == 1
    with drawn.store.read() as reading:
        codes = [one.code for one in signing.blockers(reading, contest_facts(reading).trades[0])]
    assert codes == ["signing.all_again"]


def test_the_record_prints_what_was_read_beside_what_was_held(drawn: Hall, tmp_path: Path) -> None:
    one, two = item(drawn), item(drawn, 1)
    typed = totals(drawn, one.code)
    compare(drawn, one.code, parts={**typed, "B": "44.44"})
    chief, supervisor = drawn.who("裁判长"), drawn.who("监督")
    cells = {("B1", "1"): "44.5"}
    signing.judge_sheet(
        drawn.store, WELDER, "practical", one.code, cells, by=chief, second=supervisor, reason="误读", at=later(6)
    )
    signing.recheck_keyings(drawn.store, WELDER, by=drawn.who("录一"), at=later(7))
    assert item(drawn, 1).verdict == "same" and two.verdict == ""
    print_paper(drawn.store, "复核记录", tmp_path / "p.pdf", Wish(), by=chief, at=later(8))
    (page,) = text_of(tmp_path / "p.pdf")
    for wanted in ("B 外观", "44.44", "不一致", "A 焊前准备", one.code, two.code, "裁判长"):
        assert wanted in page, wanted
