"""Every kind of aspect is known wherever kinds are told apart: a new one that was forgotten somewhere is named."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

import resources
from app.domain.contest import Round, Trade
from app.domain.explain import _SINGLE
from app.domain.kinds import KINDS
from app.domain.scheme import Aspect, AspectKind, Judged, Module, Panel, sums
from app.domain.scheme_edit import usual_detail
from app.services import examples
from app.services.papers_sheets import requirement
from app.services.papers_venue import _kind
from app.services.schemes_paste import read_paste
from app.tables.reader import read_book
from app.tables.scheme_book import scheme_bytes
from app.tables.scheme_book_read import rounds_of

BARE = Round("practical", "实操", Fraction(10))
each_kind = pytest.mark.parametrize("kind", list(AspectKind), ids=lambda kind: kind.value)


def aspect_of(kind: AspectKind) -> Aspect:
    return Aspect("A1", "一项", kind, Fraction(10), usual_detail(BARE, kind))


def test_every_kind_has_its_line_and_no_two_the_same_word() -> None:
    assert set(KINDS) == set(AspectKind)
    for words in ([line.word for line in KINDS.values()], [line.short for line in KINDS.values() if line.short]):
        assert len(set(words)) == len(words)


@each_kind
def test_paper_calls_it_by_its_name_and_says_what_it_asks(kind: AspectKind) -> None:
    aspect = aspect_of(kind)
    assert _kind(aspect).partition("×")[0] == KINDS[kind].word
    assert requirement(aspect)


@each_kind
def test_a_derivation_has_words_for_it(kind: AspectKind) -> None:
    detail = usual_detail(BARE, kind)
    assert isinstance(detail, Panel | Judged) or type(detail) in _SINGLE


@each_kind
def test_a_workbook_gives_it_back(kind: AspectKind, tmp_path: Path) -> None:
    aspect = aspect_of(kind)
    part = Round("practical", "实操", sums([aspect])[0], modules=(Module("A", "A", sums([aspect])[0], (aspect,)),))
    file = tmp_path / "scheme.xlsx"
    file.write_bytes(scheme_bytes(Trade("t", "工种", (part,))))
    assert rounds_of(read_book(file), file.name)[0].aspects == (aspect,)


@each_kind
def test_pasted_rows_know_its_words(kind: AspectKind) -> None:
    line = KINDS[kind]
    for word in filter(None, (line.word, line.short, kind.value)):
        pasted = read_paste(BARE, f"名称\t类型\t配分\n一项\t{word}\t10\n")
        assert [one.kind for one in pasted.part.aspects] == [kind]
        other = read_paste(BARE, f"评分内容\t评分方法\t分值\n一项\t{word}\t10\n")
        assert [one.kind for one in other.part.aspects] == [kind]


def test_the_format_s_page_and_the_examples_tell_of_it() -> None:
    told = resources.path("formats/contest-definition.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z]+) \|", told.partition("| Kind | Own keys |")[2], re.MULTILINE)
    assert rows[: len(AspectKind)] == [kind.value for kind in AspectKind]
    assert {kind.value for kind in AspectKind} <= {one.kind for one in examples.examples()} & set(examples.KINDS)


def test_columns_that_are_not_read_are_named() -> None:
    pasted = read_paste(BARE, "名称\t难度\t配分\t\t空列\n一项\t高\t10\t见图\t\n")
    assert pasted.ignored == ("难度", "D")  # an empty column costs nobody anything
    assert pasted.good == 1 and pasted.problems == ()
    assert read_paste(BARE, "名称\t配分\n一项\t10\n").ignored == ()
