"""The four pictures of the public screen: the hours of the day, who is called, a draw going on, results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QPainter

from app.services.display import Call, HourLine, ResultRow, ResultsState
from app.services.timetable import VENUE
from ui.theme import theme
from ui.widgets import drawing

if TYPE_CHECKING:
    from ui.display.window import DisplayWindow

translate = QCoreApplication.translate


def _heading(window: DisplayWindow, painter: QPainter, room: QRect, text: str, right: str = "") -> QRect:
    """A heading with something at its right end; gives the room below."""
    tokens = theme().tokens
    line = QRect(room.left(), room.top(), room.width(), window.px(2.6))
    taken = window.say(painter, line, right, tokens.text2, 1.4, align=drawing.RIGHT) if right else 0
    window.say(painter, line.adjusted(0, 0, -taken - window.px(1), 0), text, tokens.text, 1.9, True)
    return room.adjusted(0, line.height() + window.px(0.3), 0, 0)


def paint_clock(window: DisplayWindow, painter: QPainter, room: QRect) -> None:
    """The time, large, and the hours of the day with the one that runs marked."""
    tokens = theme().tokens
    now = window.stage.desk.now().astimezone(VENUE)
    hours = window.stage.hours
    left = QRect(room.left(), room.top(), room.width() * (46 if hours else 100) // 100, room.height())
    clock = QRect(left.left(), left.top() + left.height() // 5, left.width(), window.px(7))
    window.say(painter, clock, now.strftime("%H:%M:%S"), tokens.text, 6.0, True, drawing.CENTRE)
    date = QRect(left.left(), clock.bottom(), left.width(), window.px(2.6))
    words = translate("Display", "{year} 年 {month} 月 {day} 日").format(year=now.year, month=now.month, day=now.day)
    window.say(painter, date, words, tokens.text2, 1.7, align=drawing.CENTRE)
    if not hours:
        return
    right = QRect(left.right() + window.px(1), room.top(), room.right() - left.right() - window.px(1), room.height())
    right = _heading(window, painter, right, translate("Display", "今天的安排"))
    running = max((hour.at for hour in hours if hour.at <= now), default=None)
    high = min(window.px(2.6), right.height() // len(hours))
    for number, hour in enumerate(hours):
        row = QRect(right.left(), right.top() + number * high, right.width(), high)
        on = hour.at == running
        if on:
            drawing.box(painter, row, tokens.primary_tint, tokens.primary, 2.0)
        ink = tokens.muted if running is not None and hour.at < running else tokens.text
        x = window.px(0.5)
        x += window.say(painter, row.adjusted(x, 0, 0, 0), hour.at.strftime("%H:%M"), ink, 1.35, True) + window.px(0.9)
        place_width = row.width() // 4
        window.say(painter, row.adjusted(x, 0, -place_width, 0), hour_words(hour), ink, 1.35, on)
        place = QRect(row.right() - place_width, row.top(), place_width - window.px(0.4), row.height())
        window.say(painter, place, hour.place, tokens.text2, 1.15, align=drawing.RIGHT)


def hour_words(hour: HourLine) -> str:
    """What an hour is called."""
    if hour.name:
        return hour.name
    names = {
        "registration": translate("Display", "报到"),
        "checkin": translate("Display", "检录"),
        "draw": translate("Display", "抽签"),
        "theory": translate("Display", "理论考试"),
        "practical": translate("Display", "实操"),
        "recheck": translate("Display", "复核"),
        "decode": translate("Display", "解密"),
        "ranking": translate("Display", "排名"),
        "certificates": translate("Display", "证书"),
        "report": translate("Display", "上报"),
        "close": translate("Display", "闭幕"),
    }
    words = translate("Display", "、").join(names.get(stage, stage) for stage in hour.stages)
    if hour.sitting:
        return translate("Display", "{what}　第 {sitting} 场").format(what=words, sitting=hour.sitting)
    return words


def paint_call(window: DisplayWindow, painter: QPainter, room: QRect) -> None:
    """Who is to go to which station: the newest call in very large type, then the whole sitting."""
    tokens, stage = theme().tokens, window.stage
    board = stage.calls
    if board is None or not board.sittings:
        window.say(painter, room, translate("Display", "还没有抽签，请稍候"), tokens.text2, 2.6, align=drawing.CENTRE)
        return
    start = board.starts_at.astimezone(VENUE).strftime("%H:%M") if board.starts_at is not None else ""
    right = translate("Display", "{at} 开始").format(at=start) if start else ""
    what = translate("Display", "{trade}　{round}　第 {sitting} 场").format(
        trade=board.trade_name, round=board.round_name, sitting=board.sitting
    )
    room = _heading(window, painter, room, what, right)
    calls = {one.entry: one for one in board.calls}
    called = [calls[entry] for entry in stage.called if entry in calls]
    if called:
        box = QRect(room.left(), room.top(), room.width(), window.px(7.5))
        drawing.box(painter, box, tokens.primary, None, 0, 12)
        inner = box.adjusted(window.px(1), 0, -window.px(1), 0)
        window.say(painter, inner, call_words(called[0]), tokens.on_primary, 4.6, True, drawing.CENTRE)
        room = room.adjusted(0, box.height() + window.px(0.8), 0, 0)
    _paint_seats(
        window, painter, room, [(one.entry, _station(one.station), one.here) for one in board.calls], bool(called)
    )


def call_words(call: Call) -> str:
    """The sentence of a call."""
    if not call.station:
        return translate("Display", "请 {entry} 到检录处").format(entry=call.entry)
    return translate("Display", "请 {entry} 到 {station} 号工位").format(entry=call.entry, station=call.station)


def _station(station: str) -> str:
    return translate("Display", "工位 {station}").format(station=station) if station else "—"


def _paint_seats(
    window: DisplayWindow, painter: QPainter, room: QRect, seats: list[tuple[str, str, bool]], small: bool
) -> None:
    """Entry numbers with their stations, in columns; a long list is turned page by page."""
    tokens = theme().tokens
    high = window.px(2.5 if small else 3.0)
    rows = max(1, room.height() // high)
    most = max(2, min(6, room.width() // window.px(9)))
    columns = max(2, min(most, -(-len(seats) // rows)))
    rows = min(rows, max(1, -(-len(seats) // columns)))
    each = columns * rows
    pages = max(1, -(-len(seats) // each))
    shown = seats[window.page % pages * each :][:each]
    wide = room.width() // columns
    for number, (entry, station, here) in enumerate(shown):
        cell = QRect(room.left() + number // rows * wide, room.top() + number % rows * high, wide, high)
        face = cell.adjusted(4, 3, -4, -3)
        drawing.box(painter, face, tokens.ok_tint if here else tokens.header, tokens.ok if here else tokens.line)
        inner = face.adjusted(window.px(0.5), 0, -window.px(0.5), 0)
        half = inner.width() * 52 // 100
        mark = "✓ " if here else ""
        window.say(
            painter, QRect(inner.left(), inner.top(), half, inner.height()), f"{mark}{entry}", tokens.text, 1.5, True
        )
        right = QRect(inner.left() + half, inner.top(), inner.width() - half, inner.height())
        window.say(painter, right, station, tokens.text, 1.4, align=drawing.RIGHT)


def paint_draw(window: DisplayWindow, painter: QPainter, room: QRect) -> None:
    """A draw going on: how it is made, the promise, what the witnesses said, and the seats one by one."""
    tokens, draw = theme().tokens, window.stage.draw
    if not draw.trade_name:
        window.say(painter, room, translate("Display", "抽签即将开始"), tokens.text2, 2.6, align=drawing.CENTRE)
        return
    title = translate("Display", "{trade}　{round}　抽签").format(trade=draw.trade_name, round=draw.round_name)
    facts = translate("Display", "{people} 人　工位 {stations}").format(people=draw.people, stations=draw.stations)
    room = _heading(window, painter, room, title, facts)
    lines = []
    if draw.manual:
        lines.append(translate("Display", "现场摸号，摸到的号当场录入"))
    elif draw.fingerprint:
        shown = " ".join(draw.fingerprint[start : start + 4] for start in range(0, 32, 4))
        lines.append(translate("Display", "先公布程序随机数的指纹：{fingerprint}").format(fingerprint=shown))
        said = (
            translate("Display", "　").join(draw.digits)
            if any(draw.digits)
            else translate("Display", "请见证人各报 3 位数字")
        )
        lines.append(translate("Display", "见证人报数：{digits}").format(digits=said) if any(draw.digits) else said)
    if draw.number:
        lines.append(
            translate("Display", "程序随机数：{number}，谁都可以核对指纹、重算工位").format(number=draw.number)
        )
    for line in lines:
        row = QRect(room.left(), room.top(), room.width(), window.px(1.7))
        window.say(painter, row, line, tokens.text2, 1.15)
        room = room.adjusted(0, row.height(), 0, 0)
    room = room.adjusted(0, window.px(0.5), 0, 0)
    if draw.seats and len(draw.seats) < draw.of:
        entry, sitting, station = draw.seats[-1]
        box = QRect(room.left(), room.top(), room.width(), window.px(6.0))
        drawing.box(painter, box, tokens.primary, None, 0, 12)
        words = translate("Display", "{entry}　→　工位 {station}").format(entry=entry, station=station)
        if draw.sittings > 1:
            words = translate("Display", "{entry}　→　第 {sitting} 场　工位 {station}").format(
                entry=entry, sitting=sitting, station=station
            )
        window.say(painter, box.adjusted(20, 0, -20, 0), words, tokens.on_primary, 3.8, True, drawing.CENTRE)
        room = room.adjusted(0, box.height() + window.px(0.6), 0, 0)
    several = draw.sittings > 1
    both = translate("Display", "第 {sitting} 场 {station} 号")
    seats = [
        (entry, both.format(sitting=sitting, station=station) if several else _station(station), False)
        for entry, sitting, station in draw.seats
    ]
    _paint_seats(window, painter, room, seats, small=True)


def paint_results(window: DisplayWindow, painter: QPainter, room: QRect) -> None:
    """The list once it is locked and decoded; before that only how far it is."""
    tokens, board = theme().tokens, window.stage.results
    if board is None:
        window.say(painter, room, translate("Display", "成绩还没有公布"), tokens.text2, 2.6, align=drawing.CENTRE)
        return
    states = {
        ResultsState.OPEN: translate("Display", "正在评分，成绩锁定以后公布"),
        ResultsState.LOCKED: translate("Display", "成绩已锁定，正在核对名次"),
    }
    if board.state in states:
        room = _heading(window, painter, room, board.trade_name)
        window.say(painter, room, states[board.state], tokens.text2, 2.6, align=drawing.CENTRE)
        return
    confirmed = board.state is ResultsState.CONFIRMED
    note = translate("Display", "已确认　以公示为准") if confirmed else translate("Display", "名次未确认，以公示为准")
    title = translate("Display", "{trade}　成绩").format(trade=board.trade_name)
    room = _heading(window, painter, room, title, note)
    high = window.px(2.2)
    rows = max(1, room.height() // high)
    pages = max(1, -(-len(board.rows) // rows))
    for number, row in enumerate(board.rows[window.page % pages * rows :][:rows]):
        _paint_result(window, painter, QRect(room.left(), room.top() + number * high, room.width(), high), row)


def _paint_result(window: DisplayWindow, painter: QPainter, line: QRect, row: ResultRow) -> None:
    tokens = theme().tokens
    painter.fillRect(QRect(line.left(), line.bottom(), line.width(), 1), tokens.line)
    wide = line.width()
    shares = ((8, row.place or "—", True), (12, row.entry, False), (20, row.name, True), (34, row.unit, False))
    x = line.left()
    for share, text, bold in shares:
        cell = QRect(x, line.top(), wide * share // 100 - window.px(0.4), line.height())
        window.say(painter, cell, text, tokens.text if bold else tokens.text2, 1.35, bold)
        x += wide * share // 100
    total = QRect(x, line.top(), wide * 12 // 100, line.height())
    window.say(painter, total, row.total or "—", tokens.text, 1.4, True, drawing.RIGHT)
    award = QRect(x + total.width(), line.top(), line.right() - x - total.width(), line.height())
    window.say(painter, award, row.award, tokens.gold, 1.25, True, drawing.RIGHT)
