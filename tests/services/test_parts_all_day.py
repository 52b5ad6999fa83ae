"""A theory round by parts the whole day long: attacks on its scheme, paper, recheck, correction, bundle and office."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.bundle import archive
from app.domain import parts
from app.domain.contest import Round, Trade
from app.domain.definition import read_definition
from app.domain.explain import explain_score
from app.errors import AppError, Problems, Refusal
from app.services import bundles, checkin, erasure, filecheck, keys, office, results, schemes, scoring, signing, theory
from app.services.common import contest_facts
from app.services.marked import full_score
from app.services.office_standings import merged_document, merged_standings
from app.services.papers import print_paper
from app.services.recompute import recompute
from app.services.schemes_marks import Fate
from app.services.sheet_view import CellAddress, SheetState
from app.texts import sentence
from db.queries import people
from db.store import Store
from tests.factories import SMALL, WELDER, later, new_store, small_contest
from tests.services.hall import Hall, drawn, registered
from tests.services.papers_kit import text_of
from tests.services.test_theory_parts import FREE, PARTS, WEIGHT, table
from tests.trust_kit import SEED, rank_and_confirm, trust_file

ONE, TWO = CellAddress("P1", -1), CellAddress("P2", -1)


def held(tmp_path: Path, stated: str = PARTS, mode: str = "live") -> Iterator[Hall]:
    """A hall whose theory has parts, everybody drawn; the demo's keys where it is one."""
    text = SMALL.replace(WEIGHT, f"{WEIGHT}\n{stated}")
    with new_store(tmp_path / "a.contest", small_contest(text), mode=mode) as store:
        if mode == "demo":
            keys.install_demo_keys(store, SEED, at=later(0))
        yield drawn(store)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    yield from held(tmp_path)


@pytest.fixture
def free(tmp_path: Path) -> Iterator[Hall]:
    yield from held(tmp_path, FREE)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Hall]:
    yield from held(tmp_path, mode="demo")


def key(hall: Hall, *pairs: tuple[str, str], practical: bool = True) -> None:
    """Theory of everybody by its parts, keyed twice alike; the practical sheets as usual."""
    ids = [part for part, _ in table(hall).parts]
    for (_, sheet), texts in zip(table(hall).sheets.items(), pairs, strict=True):
        for keying, who in ((1, "录一"), (2, "录二")):
            for part, text in zip(ids, texts, strict=True):
                address = CellAddress(part, -1)
                scoring.enter_mark(hall.store, sheet, keying, address, text, by=hall.who(who), at=later(1))
            scoring.submit(hall.store, sheet, keying, by=hall.who(who), at=later(2))
    for line, panel in zip(hall.lines() if practical else (), ("45", "40", "35"), strict=practical):
        for keying, who in ((1, "录一"), (2, "录二")):
            hall.key_sheet(line.sheet_id, keying, who, panel)


def rules_of(hall: Hall) -> Trade:
    with hall.store.read() as reading:
        return contest_facts(reading).trade(WELDER).rules


def scores(hall: Hall) -> list[str]:
    view = table(hall).view
    assert view is not None
    return [row.score or "" for row in view.rows]


def whole(store: Store) -> bool:
    with store.read() as reading:
        return filecheck.check_content(reading, thorough=True).ok


def with_theory(rules: Trade, **changed: Any) -> Trade:
    return replace(rules, rounds=(replace(rules.rounds[0], **changed), *rules.rounds[1:]))


def named(part: Round, *given: tuple[str, str, str]) -> tuple[Any, ...]:
    return (parts.module_of([(one, name, Fraction(most)) for one, name, most in given], part.maximum),)


def test_a_part_renamed_after_marks_keeps_them_and_says_its_new_name(hall: Hall, tmp_path: Path) -> None:
    key(hall, ("50", "30"), ("40", "20"), ("30", "10"))
    rules = rules_of(hall)
    modules = parts.read_line("客观题 60、论述题 40", rules.rounds[0], Fraction(100))
    assert [one.id for one in modules[0].aspects] == ["P1", "P3"]  # typed anew it is another part: nothing is guessed
    renamed = named(rules.rounds[0], ("P1", "客观题", "60"), ("P2", "论述题", "40"))
    schemes.change(
        hall.store, WELDER, with_theory(rules, modules=renamed), by=hall.who("裁判长"), at=later(5), why="题型更名"
    )
    assert scores(hall) == ["80", "60", "40"] and table(hall).parts == (("P1", "客观题"), ("P2", "论述题"))
    print_paper(hall.store, "理论成绩单", tmp_path / "t.pdf", by=hall.who("裁判长"), at=later(6))
    page = "".join(text_of(tmp_path / "t.pdf"))
    assert "论述题" in page and "主观题" not in page and whole(hall.store)


def test_a_part_taken_out_after_marks_asks_what_becomes_of_them(hall: Hall) -> None:
    key(hall, ("50", "30"), ("40", "20"), ("30", "10"))
    rules = rules_of(hall)
    one = with_theory(rules, modules=named(rules.rounds[0], ("P1", "客观题", "60"), ("P9", "附加题", "40")))
    by, why = hall.who("裁判长"), "取消主观题"
    with pytest.raises(Problems, match=r"scheme\.marks_stranded") as refused:
        schemes.change(hall.store, WELDER, one, by=by, at=later(5), why=why)
    assert "P2" in json.dumps([item.fields for item in refused.value.items], default=str)
    assert scores(hall) == ["80", "60", "40"]
    stranded = schemes.preview(hall.store, WELDER, one).stranded
    done = schemes.change(
        hall.store, WELDER, one, by=by, at=later(6), why=why, fate=Fate(drop=frozenset({"theory/P2"}))
    )
    assert len(stranded) == 1 and (done.dropped, done.reopened) == (6, 3)
    assert scores(hall) == ["", "", ""]  # no score without its other part
    assert set(table(hall).states.values()) == {SheetState.FIRST} and whole(hall.store)


def test_a_part_lowered_below_a_mark_strands_it(hall: Hall) -> None:
    key(hall, ("55", "30"), ("40", "20"), ("30", "10"))
    rules = rules_of(hall)
    lower = with_theory(rules, modules=named(rules.rounds[0], ("P1", "客观题", "50"), ("P2", "主观题", "50")))
    with pytest.raises(Problems, match=r"scheme\.marks_stranded"):
        schemes.change(hall.store, WELDER, lower, by=hall.who("裁判长"), at=later(5), why="题量变少")
    assert scores(hall) == ["85", "60", "40"] and whole(hall.store)


def test_a_second_keying_that_differs_in_one_part_only_names_that_part(hall: Hall) -> None:
    (first, *_), sheets = table(hall).sheets, table(hall).sheets
    for keying, who, texts in ((1, "录一", ("52", "30")), (2, "录二", ("52", "31"))):
        for spot, text in zip((ONE, TWO), texts, strict=True):
            scoring.enter_mark(hall.store, sheets[first], keying, spot, text, by=hall.who(who), at=later(1))
        scoring.submit(hall.store, sheets[first], keying, by=hall.who(who), at=later(2))
    now = theory.theory_table(hall.store, WELDER, "theory", 2, hall.who("录二")).view
    assert now is not None and [cell.text for cell in now.rows[0].cells] == ["52", "31≠30"]
    with pytest.raises(Refusal):
        scoring.settle(
            hall.store, sheets[first], ONE, "53", by=hall.who("录二"), at=later(3)
        )  # nothing to settle there
    scoring.settle(hall.store, sheets[first], TWO, "31", by=hall.who("录二"), at=later(3))
    assert (table(hall).states[first], scores(hall)[0]) == (SheetState.AGREED, "83")


def test_the_paper_has_a_column_for_each_part_and_their_sum(hall: Hall, tmp_path: Path) -> None:
    key(hall, ("52.333", "30.1"), ("40", "20"), ("60", "40"))
    print_paper(hall.store, "理论成绩单", tmp_path / "t.pdf", by=hall.who("裁判长"), at=later(5))
    page = " ".join(text_of(tmp_path / "t.pdf"))
    for text in ("客观题", "主观题", "52.333", "30.1", "82.433", "60.0", "40.0", "客观题 60、主观题 40", "满分 100"):
        assert text in page, text


def test_the_explanation_names_the_parts_and_adds_them_up(hall: Hall) -> None:
    key(hall, ("52.5", "30"), ("40", "20"), ("30", "10"))
    hall.recheck()
    hall.lock()
    hall.decode()
    rank_and_confirm(hall, 70)
    with hall.store.read() as reading:
        trade = contest_facts(reading).trade(WELDER)
        best = results.standings(reading, trade).lines[0].entry
        entry = people.entry_by_number(reading, best)
        assert entry is not None
        lines = explain_score(trade.rules, full_score(reading, trade, entry))
    said = [line.zh for line in lines]
    assert "客观题 = 52.5（满分 60）" in said and "主观题 = 30（满分 40）" in said
    assert "各分项相加：52.5 + 30 = 82.5" in said and not any("卷面" in text for text in said)


def test_a_correction_of_one_part_is_held_against_the_round(free: Hall) -> None:
    key(free, ("50", "45"), ("40", "20"), ("30", "10"))
    chief, other = free.who("裁判长"), free.who("监督")
    sheet, address = next(iter(table(free).sheets.values())), CellAddress("sub", -1)
    with pytest.raises(Refusal, match=r"mark\.parts_above"):
        scoring.correct_mark(free.store, sheet, address, "51", "看错", by=chief, second=other, at=later(13))
    assert scores(free)[0] == "95"
    scoring.correct_mark(free.store, sheet, address, "44", "看错", by=chief, second=other, at=later(14))
    assert scores(free)[0] == "94" and whole(free.store)


ALONE = """format = 1
[contest]
name = "t"
year = 2026
[[trade]]
code = "6-18-02-04"
name = "焊工"
groups = ["职工组"]
[[trade.round]]
id = "theory"
maximum = 100
"""


def test_where_theory_is_all_there_is_the_recheck_looks_at_its_parts(tmp_path: Path) -> None:
    with new_store(tmp_path / "a.contest", small_contest(ALONE + FREE)) as store:
        hall = registered(store)
        checkin.check_in_all(store, WELDER, "theory", by=hall.who("登记员"), at=later(0))
        key(hall, ("50", "45"), ("40", "20"), ("30", "10"), practical=False)
        by, chief = hall.who("录一"), hall.who("裁判长")
        (sample,) = signing.draw_recheck(store, WELDER, by=by, at=later(10), seed="1", full=True)
        first = next(iter(table(hall).sheets))
        assert first in [item.code for item in sample.items]

        def found(text: str) -> int:
            return signing.judge_sheet(
                store, WELDER, "theory", first, {("obj", ""): text}, by=by, second=chief, at=later(11), reason="原件"
            )

        with pytest.raises(Refusal, match=r"mark\.parts_above"):  # 56 + 45 are more than the paper can have
            found("56")
        assert scores(hall)[0] == "95"
        assert found("54") == 1 and scores(hall)[0] == "99" and whole(store)


def test_a_bundle_with_parts_is_verified_computed_again_and_merged(shown: Hall, tmp_path: Path) -> None:
    key(shown, ("52.5", "30"), ("40", "20"), ("30", "10"))
    shown.recheck()
    shown.lock()
    shown.decode()
    rank_and_confirm(shown, 70)
    store = shown.store
    results.post(store, WELDER, by=shown.who("裁判长"), at=later(72))
    path = bundles.export(store, [tmp_path], at=later(80)).paths[0]
    trust = trust_file(store, tmp_path)
    assert bundles.verify_bundle(path, trust, now=later(81)).genuine
    files = archive.read(path.read_bytes()).files
    listed, marks = (json.loads(dict(files)[f"data/{kind}/{WELDER}.json"]) for kind in ("results", "marks"))
    rows = {(row["entry"], row["aspect"]): row for row in marks["marks"] if row["round"] == "theory"}
    assert {aspect for _, aspect in rows} == {"P1", "P2"} and recompute(listed, marks, None) == ()
    rows[listed["rows"][0]["entry"], "P2"]["mark"] = "29"  # one part less than the list was made of
    assert {one.what for one in recompute(listed, marks, None)} >= {"theory", "total"}
    (row,) = office.receive_files(tmp_path / "office.contest", [path], at=later(90), mode="demo", trust=trust)
    assert row["verdict"] == "accepted", row
    with Store.open(tmp_path / "office.contest") as merged:
        (province,) = merged_document(merged_standings(merged))
    assert [line["total"] for line in province["entries"]] == [row["total"] for row in listed["rows"]]
    assert listed["rows"][0]["rounds"]["theory"] == "82.50" and whole(store)
    erasure.erase(store, by=shown.who("裁判长"), second=shown.who("监督"), at=later(60 * 24))
    assert whole(store) and [Fraction(text) for text in scores(shown)] == [Fraction(165, 2), 60, 40]


HEAD = 'format = 1\n[contest]\nname = "t"\n[[trade]]\ncode = "t-1"\n[[trade.round]]\nid = "theory"\nmaximum = 100\n'


def stated(*names: str, ids: bool = False) -> str:
    rows = (
        "{ " + (f'id = "{name}", name = "x{number}"' if ids else f"name = {json.dumps(name)}") + " }"
        for number, name in enumerate(names)
    )
    return f"{HEAD}parts = [ {', '.join(rows)} ]\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (stated(*(f"题{number}" for number in range(10_000))), "definition.parts_many"),
        (stated(*(f"题{number}" for number in range(11))), "definition.parts_many"),
        (stated("客" * 21, "主"), "definition.part_name"),
        (stated("客观\u202e题", "主观题"), "definition.part_name"),
        (stated("客观\n题", "主观题"), "definition.part_name"),
        (stated("P" * 21, "Q", ids=True), "definition.part_name"),
    ],
)
def test_absurd_parts_of_a_file_are_refused_in_a_sentence(text: str, code: str) -> None:
    with pytest.raises(AppError) as refused:
        read_definition(tomllib.loads(text, parse_float=Decimal))
    assert refused.value.code == code
    told = sentence(refused.value)
    assert len(told) < 200 and told.isprintable() and "{" not in told


def test_as_many_and_as_long_parts_as_a_list_takes_are_taken() -> None:
    names = [f"{number:02}" + "题" * 18 for number in range(10)]
    contest = read_definition(tomllib.loads(stated(*names), parse_float=Decimal))
    assert [one.name for one in contest.trades[0].rounds[0].aspects] == names


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("、".join(f"题{number} 1" for number in range(11)), "definition.parts_many"),
        (f"{'客' * 21} 60、主 40", "definition.part_name"),
    ],
)
def test_absurd_parts_typed_in_a_line_are_refused_too(line: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parts.read_line(line, small_contest().trades[0].rounds[0], Fraction(100))
    assert refused.value.code == code and len(sentence(refused.value)) < 200
