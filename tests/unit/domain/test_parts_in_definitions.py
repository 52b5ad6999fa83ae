"""Parts of a round in a definition: read, named, added up, and refused at their place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.domain.contest import Round
from tests.unit.domain.kit import contest, refused

HEAD = """
format = 1
[contest]
name = "试验"
[[trade]]
code = "t"
name = "焊工"
[[trade.round]]
id = "theory"
weight = 1
"""
MODULE = """
[[trade.round.module]]
id = "A"
aspects = [ { id = "A1", name = "值", kind = "value", maximum = 100 } ]
"""


def theory(text: str) -> Round:
    return contest(HEAD + text).trades[0].rounds[0]


def test_parts_become_one_list_of_plain_values_with_numbered_ids() -> None:
    part = theory(
        'maximum = 100\nparts = [ { name = "客观题", maximum = 60 }, { id = "s", name = "主观题", maximum = 40 } ]'
    )
    assert part.listed and part.maximum == 100
    assert [(one.id, one.name, one.maximum) for one in part.aspects] == [("P1", "客观题", 60), ("s", "主观题", 40)]


def test_a_maximum_left_out_is_the_sum_of_the_parts() -> None:
    part = theory('parts = [ { name = "客观题", maximum = 60.5 }, { name = "主观题", maximum = 39 } ]')
    assert part.maximum == Fraction(199, 2)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('parts = [ { name = "客观题" }, { name = "主观题", maximum = 40 } ]', "definition.missing_key", "maximum"),
        ('parts = [ { name = "客观题" } ]', "definition.missing_key", "maximum"),
        ('maximum = 100\nparts = [ { name = "甲", maximum = 100 } ]' + MODULE, "definition.parts_and_modules", "parts"),
        ('maximum = 9\nparts = [ { name = "甲" }, { name = "甲" } ]', "definition.double", "parts[1].name"),
        (
            'maximum = 9\nparts = [ { id = "a", name = "甲" }, { id = "a", name = "乙" } ]',
            "definition.double",
            "parts[1].id",
        ),
        ('maximum = 9\nparts = [ { name = "甲", weight = 1 } ]', "definition.unknown_key", "parts[0].weight"),
    ],
)
def test_parts_that_cannot_be_a_list_are_refused_at_their_place(text: str, code: str, place: str) -> None:
    with refused(code, place=f"trade[0].round[0].{place}"):
        theory(text)
