"""Targets U1 to U5: keys per mark and per sheet, bad inputs, the way to the disk, and slips that are found."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.marks import parse_mark, show_mark
from app.domain.slips import meant
from app.errors import Refusal
from app.services import keying, paper_total, scoring
from app.services.common import now
from app.services.sheet_rules import SheetMarks
from app.services.sheet_view import CellAddress, CellState, SheetState
from db.queries import scoring as stored
from db.store import Store
from tests.gui.grid_helpers import Shelf, cell, keys, shown, typed
from tests.gui.grid_sample import LEVELS, MET, blank, merged, panel, welding
from tests.gui.hall_window import Afternoon, Hall
from tests.gui.marking_room import EMPTY, FIRST_RECORDER, SECOND_RECORDER, Room, on_paper
from tests.gui.meter import InteractionMeter
from tests.targets import SLACK, Report
from ui.grid.state import SAVED

NIGHTLY = os.environ.get("JIANGPING_NIGHTLY") == "1"


# ---- U1, U2: keys -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "row", "text", "most"),
    [
        ("0-3 scale", panel("P1", "评分点", "4.0", "- -", aspect_kind="judged", choices=LEVELS, step="1"), "2", 1),
        ("passed or not", merged("P1", "弯曲", "measured", "10.0", "", choices=MET), "1", 1),
        ("whole number", panel("P1", "评分点", "10", "- -", step="1", decimals=0), "7<Enter>", 2),
        ("one decimal", panel("P1", "评分点", "10.0", "- -"), "8.5<Enter>", 4),
    ],
)
def test_u01_keys_per_mark(qtbot, figure: Report, name: str, row, text: str, most: int) -> None:
    grid = shown(qtbot, replace(welding(), rows=(row,), questions=()))
    shelf = Shelf(grid)
    with InteractionMeter() as meter:
        keys(grid, text)
    assert len(shelf.marks) == 1
    figure("U1", f"keys per mark, {name}", meter.keys, most=most, unit="keys")
    figure("U1", f"clicks per mark, {name}", meter.clicks, most=0)


def test_u01_mean_keys_of_the_demo_s_welding_sheet(room: Room, afternoon: Afternoon, figure: Report) -> None:
    texts = on_paper(afternoon.day, room.entry_of(EMPTY))
    with InteractionMeter() as meter:
        room.type_along(texts)
    assert room.page.view is not None and room.page.space.unsaved() == {}
    figure("U1", "mean keys per mark, demo welding sheet", meter.keys / len(texts), most=3.2, unit="keys")
    figure("U1", "clicks, demo welding sheet", meter.clicks + meter.dialogs, most=0)
    kept = {spot: room.stored(spot) for spot in texts}
    met = {"1": "合格", "0": "不合格"}
    assert [spot for spot in texts if kept[spot] not in (texts[spot], met.get(texts[spot]))] == []


def test_u02_a_sheet_of_33_cells_typed_and_handed_in(qtbot, figure: Report) -> None:
    filled = welding()
    grid = shown(qtbot, blank(filled))
    shelf = Shelf(grid)
    handed_in: list[int] = []
    grid.submit_requested.connect(lambda: handed_in.append(1))
    with InteractionMeter() as meter:
        for row in filled.rows:
            for kept in row.cells:
                if kept.state is CellState.WORD:
                    keys(grid, "/2")
                    continue
                text = {"合格": "1", "01:31:20": "13120", "": "4"}.get(kept.text, kept.text)
                last = grid.current
                keys(grid, text.removesuffix(".0"))
                if grid.current == last:
                    keys(grid, "<Enter>")
        keys(grid, "<F12>")
    assert len(shelf.marks) + len(shelf.words) == 33 and handed_in == [1]
    figure("U2", "keys of a sheet of 33 cells with submit, without its code", meter.keys, most=130, unit="keys")
    figure("U2", "clicks and dialogs of that sheet", meter.clicks + meter.dialogs, most=0)


def test_u02_the_demo_s_sheet_from_its_code_to_submitted(
    room: Room, afternoon: Afternoon, figure: Report, qtbot
) -> None:
    texts = on_paper(afternoon.day, room.entry_of(EMPTY))
    with InteractionMeter() as meter:
        room.open(EMPTY.removeprefix("H-"))
        room.type_along(texts)
        qtbot.waitUntil(room.page.space.bar.submit.isEnabled)
        keys(room.grid, "<F12>")
    assert room.hall.line(EMPTY).state is SheetState.SUBMITTED
    most = 130 * len(texts) / 33
    figure("U2", f"keys, demo sheet of {len(texts)} cells (as 130 of 33)", meter.keys, most=round(most), unit="keys")
    figure("U2", "clicks and dialogs, demo sheet", meter.clicks + meter.dialogs, most=0)


# ---- U3: bad inputs ---------------------------------------------------------------------------------------------

BAD_PANEL = (
    "95 11 10.5 100 99.5 8.3 8.25 8.51 0.1 abc 8a 1O 8.5.1 .. 8,5 1e1 0x5 #8 8% 八 八点五 Ⅷ ½ ８.３ ８５ nan inf 8,500 "
    "O 8..5 00.7 10.01 ²"
)
BAD_LEVEL = "4 9 a ４"
BAD_MEASURED = "2 x 合"
BAD_TIME = "9999999 1:2:3:4 a 13:75:00"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("panel", text) for text in BAD_PANEL.split()),
        *(("judged", text) for text in BAD_LEVEL.split()),
        *(("met", text) for text in BAD_MEASURED.split()),
        *(("time", text) for text in BAD_TIME.split()),
    ],
)
def test_u03_a_bad_input_is_refused_with_the_cursor_where_it_was(qtbot, kind: str, text: str) -> None:
    row = {
        "panel": panel("P1", "评分点", "10.0", "8.5 -"),
        "judged": panel("P1", "评分点", "4.0", "2 -", aspect_kind="judged", choices=LEVELS, step="1", decimals=0),
        "met": merged("P1", "弯曲", "measured", "10.0", "合格", choices=MET),
        "time": merged("P1", "用时", "time", "5", "01:00:00"),
    }[kind]
    grid = shown(qtbot, replace(welding(), rows=(row,), questions=()))
    shelf = Shelf(grid)
    first = cell("P1", 1) if len(row.cells) > 1 else cell("P1")
    grid.go_to(first)
    before = grid.state.cell(first)
    typed(grid, text)
    keys(grid, "<Enter>")
    assert shelf.marks == {} and grid.state.cell(first) == before
    assert grid.current == first and grid.state.draft is not None and grid.state.draft.refused
    assert grid.bubble.isVisible()


@pytest.mark.parametrize(
    ("text", "kept"), [("９．５", "9.5"), ("９。５", "9.5"), ("９", "9.0"), ("09", "9.0"), ("9.50", "9.5")]
)
def test_u03_full_width_and_idle_zeros_become_the_number(qtbot, text: str, kept: str) -> None:
    grid = shown(qtbot, replace(welding(), rows=(panel("P1", "评分点", "10.0", "- -"),), questions=()))
    shelf = Shelf(grid)
    typed(grid, text)
    keys(grid, "<Enter>")
    assert shelf.marks == {cell("P1", 1): kept}


def test_u03_what_is_refused_when_pasted_changes_nothing(room: Room, figure: Report) -> None:
    head = room.hall.store.head
    QApplication.clipboard().setText("95\t3.0\n4.1\tabc\n")
    keys(room.grid, "<Ctrl+V>")
    paste = room.grid._dialog
    assert paste is not None and not paste.store.isEnabled()
    bad = sum(not one.ok for one in paste.planned)
    paste.reject()
    assert room.hall.store.head == head
    tried = len(BAD_PANEL.split()) + len(BAD_LEVEL.split()) + len(BAD_MEASURED.split()) + len(BAD_TIME.split())
    figure("U3", "bad inputs typed, each refused by a test of its own", tried, least=40)
    figure("U3", "bad cells of a pasted block refused", bad, least=3)


# ---- U4: to the disk --------------------------------------------------------------------------------------------


def test_u04_from_enter_to_the_tick(qtbot, afternoon: Afternoon, tmp_path: Path, figure: Report) -> None:
    with afternoon.copy(tmp_path) as store:
        hall = Hall(store, afternoon, threaded=True)
        try:
            room = Room(qtbot, hall)
            qtbot.waitUntil(lambda: room.page.opened is not None)
            room.open(EMPTY)
            qtbot.waitUntil(lambda: room.page.view is not None and room.page.view.code == EMPTY)
            took = []
            for text in ("3.5", "3.0", "4.0", "3.5", "4.0") * 8:
                spot = room.grid.current
                room.grid.state.notes.pop(spot, None)
                keys(room.grid, text)
                begin = perf_counter()
                keys(room.grid, "<Enter>")
                qtbot.waitUntil(lambda spot=spot: _stage(room, spot) is SAVED)
                took.append((perf_counter() - begin) * 1000)
                if room.grid.current.aspect != "A1":
                    room.grid.go_to(cell("A1", 1))
            assert room.page.commit_pending()
        finally:
            assert hall.desk.operations.close()
    p95 = quantiles(took, n=20)[-1]
    figure("U4", "Enter to visible tick, p95 of 40, with threads", p95, most=100, unit="ms", slack=SLACK)


def _stage(room: Room, spot: CellAddress | None) -> object:
    note = room.grid.state.notes.get(spot)
    return note.stage if note is not None else None


@pytest.mark.parametrize("seed", range(20) if NIGHTLY else (11, 12))
def test_u04_a_killed_program_loses_no_mark_that_had_its_tick(
    afternoon: Afternoon, tmp_path: Path, seed: int, figure: Report
) -> None:
    with afternoon.copy(tmp_path) as store:
        path = store.path
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.mark_typist", str(path), EMPTY],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "JIANGPING_HOME": str(tmp_path / "typist")},
    )
    assert typist.stdout is not None
    told = [typist.stdout.readline().split() for _ in range(random.Random(seed).randrange(3, 40))]
    typist.send_signal(signal.SIGKILL)
    told += [line.split() for line in typist.stdout if line.endswith("\n")]
    typist.wait()
    typist.stdout.close()
    with Store.open(path) as again:
        sheet = next(line.sheet_id for line in scoring.lines(again, "6-18-02-04", "practical") if line.code == EMPTY)
        kept = {}
        with again.read() as reading:
            for mark in stored.all_marks_of(reading, sheet):
                kept.setdefault((mark.aspect, mark.seat), []).append(mark.value)
    lost = [line for line in told if int(line[2]) not in kept.get((line[0], line[1]), [])]
    assert len(told) >= 3
    figure("U4", f"marks lost of {len(told)} with a tick, kill -9, seed {seed}", len(lost), most=0)


# ---- U5: slips that are found -----------------------------------------------------------------------------------

SLIPS = 0.02


@pytest.fixture
def two(hall: Hall) -> Iterator[tuple[Hall, object, object]]:
    """The hall with both recorders."""
    yield hall, hall.people[FIRST_RECORDER], hall.people[SECOND_RECORDER]


@pytest.mark.parametrize("seed", range(1, 11) if NIGHTLY else (1, 2))
def test_u05_slips_are_found_by_range_spread_total_and_second_pass(
    two: tuple[Hall, object, object], afternoon: Afternoon, figure: Report, seed: int
) -> None:
    """1,000 marks, 2 % of them typed wrong by each recorder on their own: what is found before it counts."""
    hall, first, second = two
    dice = random.Random(seed)
    empty = [line for line in hall.lines() if line.state is SheetState.EMPTY and not line.status]
    texts = on_paper(afternoon.day, Room.entry_by_code(hall, empty[0].code))
    made = found = typed_marks = 0
    while typed_marks < 1000:
        lost, caught, count = _one_sheet(hall, empty[0].sheet_id, texts, dice, first, second)
        made, found, typed_marks = made + lost + caught, found + caught, typed_marks + count
    assert made >= 10
    figure("U5", f"slips found, {made} in {typed_marks} marks, seed {seed}", 100 * found / made, least=99, unit="%")


def _one_sheet(hall: Hall, sheet_id: int, texts, dice: random.Random, first, second) -> tuple[int, int, int]:
    """Key a paper twice with slips; gives slips that nobody found, slips found, and marks typed."""
    store = hall.store
    view = scoring.view(store, sheet_id, 1)
    if view.state is not SheetState.EMPTY:
        scoring.reopen(store, sheet_id, "下一份纸", by=hall.people["陈志强"], at=now())
    with store.read() as reading:
        sheet = scoring.open_sheet(reading, sheet_id)
    wrong: dict[CellAddress, str] = {}
    caught = 0
    block = []
    for spot, text in texts.items():
        aspect = sheet.aspect((spot.aspect, "" if spot.seat < 0 else str(spot.seat + 1)))
        slip = _slip(text, dice)
        if slip is not None:
            try:
                mark = parse_mark(slip, aspect)
            except Refusal:
                caught += 1  # the range, the step or the catalogue: seen at the keystroke
                slip = None
            else:
                if show_mark(mark, aspect) != show_mark(parse_mark(text, aspect), aspect):
                    wrong[spot] = slip
                else:
                    slip = None  # 9.50 for 9.5: no slip at all
        block.append((spot, slip or text))
    keying.enter_block(store, sheet_id, 1, block, by=first, at=now())
    right = _right_total(hall, sheet_id, texts, sheet)
    spreads = {question.row for question in scoring.view(store, sheet_id, 1).questions if question.kind == "spread"}
    check = paper_total.compare(store, sheet_id, 1, right, by=first)
    for spot in list(wrong):
        if spot.aspect in spreads or not check.same:
            caught += 1  # looked up on the paper because of the spread or of the total
            del wrong[spot]
    second_time = {spot: _slip(text, dice) for spot, text in texts.items()}
    lost = 0
    for spot, slip in wrong.items():
        same = second_time[spot] == slip
        lost += same
        caught += not same  # the second keying differs: both are shown and the paper decides
    return lost, caught, len(texts)


def _right_total(hall: Hall, sheet_id: int, texts, sheet) -> str:
    """What the judges wrote at the foot of the paper."""
    from app.domain.aggregate import score_round
    from app.domain.numbers import show
    from app.domain.scores import RoundMarks

    marks: dict[str, dict[str, object]] = {}
    for spot, text in texts.items():
        seat = "" if spot.seat < 0 else str(spot.seat + 1)
        marks.setdefault(spot.aspect, {})[seat] = parse_mark(text, sheet.aspect((spot.aspect, seat)))
    score = score_round(sheet.rules, RoundMarks(marks=marks), sheet.trade.rules.rounding).score
    assert score is not None
    return show(score, 2)


def _slip(text: str, dice: random.Random) -> str | None:
    """With the chance of a slip, another text than the right one: a key beside, figures turned, doubled or left out."""
    if dice.random() >= SLIPS:
        return None
    slips = [one for one in meant(text) if one != text]
    return dice.choice(slips) if slips else None


def test_u05_what_the_second_keying_types_otherwise_is_a_difference(
    two: tuple[Hall, object, object], afternoon: Afternoon
) -> None:
    """What the simulation takes for granted: keyings that differ never agree by themselves."""
    hall, first, second = two
    line = next(line for line in hall.lines() if line.code == EMPTY)
    texts = on_paper(afternoon.day, Room.entry_by_code(hall, EMPTY))
    keying.enter_block(hall.store, line.sheet_id, 1, texts.items(), by=first, at=now())
    scoring.submit(hall.store, line.sheet_id, 1, by=first, at=now())
    spot = next(one for one, text in texts.items() if text == "3.5")
    keying.enter_block(hall.store, line.sheet_id, 2, {**texts, spot: "2.5"}.items(), by=second, at=now())
    with hall.store.read() as reading:
        marks = SheetMarks.of(stored.marks_of(reading, line.sheet_id))
    assert marks.unequal() == ((spot.aspect, str(spot.seat + 1)),)
