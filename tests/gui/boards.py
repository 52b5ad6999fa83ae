"""A board in the middle of a contest day, for tests of what shows it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from app.services.board_view import (
    BoardView,
    Hour,
    Lack,
    Matter,
    Need,
    NextStep,
    RailBadge,
    Safety,
    StageCell,
    State,
    Step,
    TradeRow,
)

CHINA = timezone(timedelta(hours=8))
WAITS = StageCell(State.WAITING)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 6, 18, hour, minute, tzinfo=CHINA)


def busy_board() -> BoardView:
    welding = (
        StageCell(State.LOCKED, 24),
        StageCell(State.LOCKED, 24, 24),
        StageCell(State.LOCKED, 24),
        StageCell(State.DONE, 24),
        StageCell(State.CURRENT, 16, 24),
        StageCell(State.DECIDE, 2),
        WAITS,
        WAITS,
        WAITS,
    )
    fitting = (
        *(StageCell(State.DONE, 18) for _ in range(5)),
        StageCell(State.BLOCKED, 1, 0, Lack.SIGNATURE),
        *([WAITS] * 3),
    )
    return BoardView(
        name="演示竞赛",
        now=at(14, 32),
        trades=(TradeRow("hg", "焊工", 24, 2, welding), TradeRow("zp", "装配钳工", 18, 1, fitting)),
        next=NextStep(Step.ENTER_MARKS, "practical", "hg", "焊工", 2, 8, 25),
        needs=(
            Need(Matter.SIGNATURE_MISSING, State.BLOCKED, "recheck", "zp", "装配钳工", 1),
            Need(Matter.NOT_CHECKED_IN, State.LATER, "checkin", "hg", "焊工", 2, ("HG07", "HG19"), (), at(15, 0)),
        ),
        hours=(
            Hour(at(7, 30), ("checkin",), state=State.DONE),
            Hour(at(13, 30), ("practical",), 2, state=State.CURRENT),
            Hour(at(16, 30), ("recheck", "decode"), place="评分室"),
        ),
        safety=Safety(at(14, 32), "竞赛备份", at(14, 30), entries=3412, key_present=True),
        badges=(
            RailBadge("contest", State.DONE),
            RailBadge("registration", State.LOCKED),
            RailBadge("practical", State.CURRENT, 8),
            RailBadge("recheck", State.BLOCKED, 1),
            RailBadge("ranking", State.WAITING),
        ),
    )
