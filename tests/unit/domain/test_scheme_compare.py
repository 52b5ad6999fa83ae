"""Two versions side by side, and which marks fit the newer one."""

from __future__ import annotations

import pytest

from app.domain.contest import Trade
from app.domain.marks import parse_mark
from app.domain.scheme import Aspect
from app.domain.scheme_compare import Difference, Differs, compare, misfit
from tests.factories import SMALL, small_contest


def version(*changes: tuple[str, str]) -> Trade:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return small_contest(text).trades[0]


def test_the_same_differs_in_nothing() -> None:
    assert compare(version(), version()) == ()


def test_a_key_an_addition_a_removal_and_rules_are_told_apart() -> None:
    new = version(
        ('name = "余高"', 'name = "焊缝余高"'),
        ('id = "A1"', 'id = "A7"'),
        ("weight = 0.30", "weight = 0.30\npass_line = 60"),
        ("blind_layers = 2", "blind_layers = 1"),
    )
    assert compare(version(), new) == (
        Difference("rules", "", Differs.CHANGED, "blind_layers", "2", "1"),
        Difference("theory", "理论", Differs.CHANGED, "pass_line", "", "60"),
        Difference("practical/A", "焊前准备", Differs.CHANGED, "order", "A1", "A7"),
        Difference("practical/A/A7", "劳保用品", Differs.ADDED),
        Difference("practical/C/C1", "焊缝余高", Differs.CHANGED, "name", "余高", "焊缝余高"),
        Difference("practical/A/A1", "劳保用品", Differs.REMOVED),
    )


def aspect(keys: str, name: str = "X") -> Aspect:
    line = f'{{ id = "{name}", maximum = 10, {keys} }}'
    found = version(('{ id = "A1", name = "劳保用品", kind = "value", maximum = 10, step = 0.5 }', line))
    return found.rounds[1].aspects[0]


VALUE = 'kind = "value", step = 0.5'
FITS = [
    (VALUE, VALUE, "9.5", "", None),
    (VALUE, 'kind = "value", step = 1', "9.5", "", "mark.step"),
    (VALUE, 'kind = "value", step = 0.5, minimum = 5', "4", "", "mark.below_minimum"),
    (VALUE, 'kind = "count", points = 1', "4", "", "scheme.mark_kind"),
    (VALUE, 'kind = "panel", judges = 3', "4", "", "scheme.mark_seat"),
    ('kind = "panel", judges = 5', 'kind = "panel", judges = 3', "4", "3", None),
    ('kind = "panel", judges = 5', 'kind = "panel", judges = 3', "4", "4", "scheme.mark_seat"),
    ('kind = "panel", judges = 5', 'kind = "panel", judges = 5, step = 0.5', "回避", "4", None),
    (
        'kind = "measured", met = true',
        'kind = "measured", bands = [{ within = 1, share = 1 }]',
        "1",
        "",
        "scheme.mark_kind",
    ),
    ('kind = "judged", judges = 3', 'kind = "judged", judges = 3, levels = ["a", "b"]', "3", "1", "mark.above_maximum"),
]


@pytest.mark.parametrize(("old", "new", "text", "seat", "code"), FITS)
def test_a_mark_fits_when_it_could_be_typed_today(old: str, new: str, text: str, seat: str, code: str | None) -> None:
    before, after = aspect(old), aspect(new)
    found = misfit(parse_mark(text, before), before, after, seat)
    assert (found.code if found else None) == code


def test_an_item_of_the_catalogue_must_still_be_there() -> None:
    catalogue = 'kind = "deduction", catalogue = [ { id = "%s", points = 1 } ]'
    line = '{ id = "A1", name = "劳保用品", kind = "value", maximum = 10, step = 0.5 }'
    more = '{ id = "E", maximum = 9, ' + catalogue + " }"
    old, new = (version((line, f"{line}, {more % item}")).rounds[1].aspect("E") for item in ("a", "b"))
    assert old is not None and new is not None
    found = misfit(parse_mark("a*2", old), old, new, "")
    assert found is not None and found.code == "mark.unknown_item"
    assert misfit(parse_mark("0", old), old, new, "") is None
    gone = misfit(parse_mark("a", old), old, None, "")
    assert gone is not None and gone.code == "scheme.mark_gone"
