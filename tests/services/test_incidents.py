"""Incidents: noted as they happen, pauses counted, decided by the chief judge alone, never changed, printed."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from app.errors import Refusal, RightsRefusal
from app.services import incidents
from app.services.board import board
from app.services.board_view import Matter
from app.services.incidents import Happened, handle_incident, note_incident, parse_kind
from app.services.papers import preview_paper
from app.services.papers_common import Wish
from db.queries import audit, day
from tests.factories import WELDER, later
from tests.services.hall import Hall

ROUND = "practical"


def noted(hall: Hall, kind: Happened, who: str = "08", text: str = "", minute: int = 60, **more: int) -> int:
    return note_incident(hall.store, WELDER, ROUND, kind, who, text, by=hall.who("裁判长"), at=later(minute), **more).id


def texts_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def refused(code: str, act: object, *words: object, **named: object) -> None:
    with pytest.raises(Refusal) as caught:
        act(*words, **named)  # type: ignore[operator]
    assert caught.value.code == code


def test_a_pause_is_counted_when_work_goes_on(hall: Hall) -> None:
    noted(hall, Happened.PAUSE, text="焊机跳闸", minute=60)
    refused("incidents.paused", noted, hall, Happened.PAUSE)
    noted(hall, Happened.PAUSE, who="09", minute=61)  # another station is another matter
    noted(hall, Happened.RESUME, minute=64)
    refused("incidents.not_paused", noted, hall, Happened.RESUME, minute=65)
    lines = incidents.incidents(hall.store, WELDER, ROUND)
    assert [(one.who, one.kind, one.seconds) for one in lines] == [
        ("08", "pause", None),
        ("09", "pause", None),
        ("08", "resume", 240),
    ]
    assert [one.open for one in lines] == [True, True, False]


def test_the_chief_judge_decides_and_a_later_word_counts(hall: Hall) -> None:
    number = noted(hall, Happened.REMARK, text="选手举手示意")
    chief = hall.who("裁判长")
    handle_incident(hall.store, number, "补时四分钟", extra_seconds=240, by=chief, at=later(70))
    handle_incident(hall.store, number, "补时五分钟", extra_seconds=300, by=chief, at=later(71))
    (line,) = incidents.incidents(hall.store, WELDER)
    assert (line.handling, line.granted, line.open) == ("补时五分钟", 300, False)
    with hall.store.read() as reading:
        trade = reading.row("SELECT trade_id FROM incident WHERE id = ?", (number,))[0]
        assert [one.kind for one in day.incident_lines(reading, trade)] == ["remark", "handled", "handled"]
        assert incidents.asking(reading) == {}


@pytest.mark.parametrize(
    ("who", "told"), [("工位 08", "/工位 08"), ("H-076", "/H-076"), ("王建国", ""), ("Wang", ""), ("13800000000", "")]
)
def test_the_record_names_nobody_whatever_is_typed_for_whom(hall: Hall, who: str, told: str) -> None:
    noted(hall, Happened.REMARK, who=who, text="x")
    with hall.store.read() as reading:
        body = audit.bodies(reading, hall.store.head.seq, hall.store.head.seq)[0]
    assert json.loads(body)["ref"] == f"{WELDER}/{ROUND}{told}"
    assert incidents.incidents(hall.store, WELDER)[0].who == who.upper()  # the paper says it


def test_a_long_decision_is_refused_and_not_cut_off(hall: Hall) -> None:
    number = noted(hall, Happened.REMARK, text="x")
    chief = hall.who("裁判长")
    refused("incidents.who", handle_incident, hall.store, number, "长" * 1001, by=chief, at=later(70))
    assert incidents.incidents(hall.store, WELDER)[0].open


def test_who_may_note_and_who_may_decide(hall: Hall) -> None:
    number = noted(hall, Happened.REMARK, text="x")
    with pytest.raises(RightsRefusal):
        note_incident(hall.store, WELDER, ROUND, Happened.REMARK, "08", "y", by=hall.who("录一"), at=later(61))
    with pytest.raises(RightsRefusal):
        handle_incident(hall.store, number, "y", by=hall.who("监督"), at=later(61))
    assert len(incidents.incidents(hall.store, WELDER)) == 1


def test_what_says_nothing_or_is_out_of_bounds_is_refused(hall: Hall) -> None:
    number = noted(hall, Happened.REMARK, text="x")
    chief = hall.who("裁判长")
    refused("incidents.no_text", noted, hall, Happened.REMARK)
    refused("incidents.no_time", noted, hall, Happened.EXTRA_TIME)
    refused("incidents.no_time", noted, hall, Happened.EXTRA_TIME, seconds=999_999)
    refused("incidents.who", noted, hall, Happened.START, who="工" * 21)
    refused("incidents.unknown_kind", noted, hall, Happened.HANDLED)
    refused("incidents.unknown_kind", parse_kind, "起火了")
    refused("incidents.no_text", handle_incident, hall.store, number, "  ", by=chief, at=later(61))
    refused("incidents.no_time", handle_incident, hall.store, number, "y", extra_seconds=-1, by=chief, at=later(61))
    refused("incidents.unknown", handle_incident, hall.store, 9999, "y", by=chief, at=later(61))
    done = handle_incident(hall.store, number, "好", by=chief, at=later(62))
    refused(
        "incidents.unknown", handle_incident, hall.store, done.id, "y", by=chief, at=later(63)
    )  # a decision on a decision


def test_after_the_lock_nothing_is_noted(decoded: Hall) -> None:
    refused("incidents.locked", noted, decoded, Happened.REMARK, text="x")


@pytest.mark.parametrize(
    ("text", "kind"), [("暂停", Happened.PAUSE), ("extra-time", Happened.EXTRA_TIME), ("情况", Happened.REMARK)]
)
def test_kinds_by_code_and_word(text: str, kind: Happened) -> None:
    assert parse_kind(text) is kind


def test_the_record_names_no_text_and_the_paper_does(hall: Hall) -> None:
    number = noted(hall, Happened.PAUSE, text="焊机跳闸")
    handle_incident(hall.store, number, "经裁判长同意", extra_seconds=245, by=hall.who("裁判长"), at=later(70))
    pdf = preview_paper(hall.store, "incidents", Wish(trade=WELDER), by=hall.who("裁判长"), at=later(80))
    said = "".join("".join(texts_of(pdf)).split())
    assert "焊机跳闸" in said
    assert "经裁判长同意（补时4分05秒）" in said
    with hall.store.read() as reading:
        bodies = "".join(row[0] for row in reading.connection.exec_driver_sql("SELECT body FROM audit_entry"))
    assert "incident.noted" in bodies and "incident.handled" in bodies
    assert "跳闸" not in bodies


def test_what_waits_for_a_decision_stands_on_the_board(hall: Hall) -> None:
    def asked() -> list[tuple[str, int, tuple[str, ...]]]:
        found = board(hall.store, later(80)).needs
        return [(one.page, one.count, one.things) for one in found if one.matter is Matter.INCIDENT_OPEN]

    assert asked() == []
    number = noted(hall, Happened.PAUSE, who="08", minute=60)
    noted(hall, Happened.REMARK, who="09", text="选手举手示意", minute=61)
    noted(hall, Happened.RESUME, who="08", minute=62)
    assert asked() == [("incidents", 2, ("08", "09"))]
    handle_incident(hall.store, number, "补时", extra_seconds=60, by=hall.who("裁判长"), at=later(70))
    assert asked() == [("incidents", 1, ("09",))]
