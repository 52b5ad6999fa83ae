"""What the check-in page says of an answer, and of how it stands: plain sentences, and the shape each one has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.contest import Status
from app.services.checkin_view import Answer, Found
from app.services.timetable import VENUE
from ui.grid.facts import status_text


class Shape(Enum):
    """The shapes a result has, beside its colour and word."""

    NONE = "none"
    ASK = "ask"  # found, waits for the two confirmations
    TICK = "tick"
    CROSS = "cross"
    TRIANGLE = "triangle"


SHAPES = {
    Answer.EXPECTED: Shape.ASK,
    Answer.HELD: Shape.TRIANGLE,
    Answer.LATE: Shape.CROSS,
    Answer.ALREADY: Shape.TRIANGLE,
    Answer.STATUS: Shape.TRIANGLE,
    Answer.OTHER_SITTING: Shape.CROSS,
    Answer.OTHER_TRADE: Shape.CROSS,
    Answer.NOT_DRAWN: Shape.CROSS,
    Answer.NOT_APPROVED: Shape.CROSS,
    Answer.MANY: Shape.NONE,
    Answer.UNKNOWN: Shape.CROSS,
}

_HEADS = {
    Answer.EXPECTED: QT_TRANSLATE_NOOP("Checkin", "请核对"),
    Answer.HELD: QT_TRANSLATE_NOOP("Checkin", "上次有问题"),
    Answer.LATE: QT_TRANSLATE_NOOP("Checkin", "迟到"),
    Answer.ALREADY: QT_TRANSLATE_NOOP("Checkin", "已检录过"),
    Answer.STATUS: QT_TRANSLATE_NOOP("Checkin", "已有登记"),
    Answer.OTHER_SITTING: QT_TRANSLATE_NOOP("Checkin", "不是本场"),
    Answer.OTHER_TRADE: QT_TRANSLATE_NOOP("Checkin", "不是本工种"),
    Answer.NOT_DRAWN: QT_TRANSLATE_NOOP("Checkin", "没有抽签"),
    Answer.NOT_APPROVED: QT_TRANSLATE_NOOP("Checkin", "没有通过审核"),
    Answer.MANY: QT_TRANSLATE_NOOP("Checkin", "有几个人，请选"),
    Answer.UNKNOWN: QT_TRANSLATE_NOOP("Checkin", "查无此人"),
}


@dataclass(frozen=True)
class ResultLine:
    """A line of the list of last results."""

    at: datetime
    shape: Shape
    number: str
    text: str


def tr(text: str) -> str:
    """A text of this page in the language of the window."""
    return QCoreApplication.translate("Checkin", text)


def clock(at: datetime | None, seconds: bool = False) -> str:
    """The hour at the venue."""
    if at is None:
        return ""
    return at.astimezone(VENUE).strftime("%H:%M:%S" if seconds else "%H:%M")


def head(found: Found) -> str:
    """The word of an answer, to be read from two metres."""
    return tr(_HEADS[found.answer])


def told(found: Found) -> str:
    """The sentence of an answer: what is so, and what to do."""
    person, at = found.person, clock(found.at)
    if found.answer is Answer.EXPECTED:
        return QCoreApplication.translate("Checkin", "证件、照片和本人都相符，按 Enter 登记。")
    if found.answer is Answer.HELD:
        text = QCoreApplication.translate("Checkin", "{at} 记了：{note}。解决了就按 Enter 登记。")
        return text.format(at=at, note=found.note)
    if found.answer is Answer.LATE:
        text = QCoreApplication.translate("Checkin", "超过迟到时限 {minutes} 分钟。F9 记迟到取消，或写明理由准许入场。")
        return text.format(minutes=found.late)
    if found.answer is Answer.ALREADY:
        return already(found)
    if found.answer is Answer.STATUS and found.status is not None:
        text = QCoreApplication.translate("Checkin", "{at} {who}记为{status}。人来了就按 F9 准许入场。")
        return text.format(at=at, who=found.who, status=status_text(found.status.value))
    if found.answer is Answer.OTHER_SITTING and person is not None:
        text = QCoreApplication.translate("Checkin", "应在第 {sitting} 场 {at}。")
        return text.format(sitting=person.sitting, at=clock(found.starts_at)).strip()
    if found.answer is Answer.OTHER_TRADE and person is not None:
        return QCoreApplication.translate("Checkin", "是{trade}的选手。").format(trade=person.trade_name)
    if found.answer is Answer.NOT_DRAWN:
        return QCoreApplication.translate("Checkin", "这一轮没有抽到工位，请到抽签页核对。")
    if found.answer is Answer.NOT_APPROVED:
        return QCoreApplication.translate("Checkin", "报名还没有审核通过，请到报名页处理。")
    if found.answer is Answer.MANY:
        return QCoreApplication.translate("Checkin", "↑ ↓ 选人，Enter 确认；或者再多打一个字母。")
    text = QCoreApplication.translate("Checkin", "没有“{text}”。请再扫一次，或输姓名、拼音首字母、参赛号、身份证号。")
    return text.format(text=found.text[:24])


def already(found: Found) -> str:
    """When, where and by whom a pass was used."""
    if found.gate:
        text = QCoreApplication.translate("Checkin", "{at} 已在{gate}检录，经手 {who}。请看照片，找登记员。")
        return text.format(at=clock(found.at), gate=found.gate, who=found.who)
    text = QCoreApplication.translate("Checkin", "{at} 已检录，经手 {who}。请看照片，找登记员。")
    return text.format(at=clock(found.at), who=found.who)


def short(found: Found) -> str:
    """The same for the list of last results."""
    if found.answer is Answer.OTHER_SITTING and found.person is not None:
        text = QCoreApplication.translate("Checkin", "不是本场，第 {sitting} 场 {at}")
        return text.format(sitting=found.person.sitting, at=clock(found.starts_at)).strip()
    if found.answer is Answer.ALREADY:
        text = QCoreApplication.translate("Checkin", "已检录过 {at} {gate}")
        return text.format(at=clock(found.at), gate=found.gate).strip()
    return head(found)


def shape_of_status(status: Status) -> Shape:
    """The shape of a word kept in the file."""
    return Shape.TICK if status is Status.PRESENT else Shape.TRIANGLE


def sitting_name(number: int) -> str:
    """第 2 场; before the draw the whole round."""
    if not number:
        return QCoreApplication.translate("Checkin", "抽签前检录")
    return QCoreApplication.translate("Checkin", "第 {number} 场").format(number=number)


def duration(seconds: int) -> str:
    """Minutes and seconds, hours where there are some."""
    seconds = abs(seconds)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"
