"""The demo as people open it: a throw-away contest file set to an hour of its day, played through the real services.

Nothing is copied from a finished file: what stands in the demo got there by the acts a person would do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.contest import Trade
from app.errors import Refusal
from app.services import demo, timetable
from app.services.demo import DemoPlayer
from app.services.demo_clock import MOMENT_KEY, USUAL, of_day
from app.services.demo_clock import MOMENTS as MOMENTS
from app.services.demo_clock import clock_at as clock_at
from app.services.demo_clock import moment_of as moment_of
from app.services.demo_data.day import DemoDay, make_day
from app.services.demo_data.people import DemoAccount
from app.services.demo_data.people import accounts as demo_accounts
from app.services.timetable import PlannedHour
from db.queries import contest as contests

FILE_NAME = "demo.contest"
STEPS = {"08:10": 5, "14:30": 22, "17:00": 29}  # how many parts each moment is played in
# who has the next thing to do
FIRST_ROLE = {"08:10": "registrar", "14:30": "recorder", "17:00": "chief_judge"}
_PLAYS = {"08:10": demo.play_morning, "14:30": demo.play_afternoon, "17:00": demo.play_evening}
_CROWDED = timedelta(minutes=50)  # acts planned for later than the moment are put into the minutes before it
_PLAN = (
    ("07:30", ("checkin",), 0, "一号门"),
    ("08:20", ("draw",), 0, "检录处"),
    ("08:30", ("theory",), 0, "机房 A"),
    ("10:40", ("practical",), 1, "实训楼"),
    ("13:30", ("practical",), 2, "实训楼"),
    ("16:30", ("recheck", "decode"), 0, "评分室"),
    ("17:30", ("ranking", "certificates"), 0, "评分室"),
    ("18:00", ("close", "report"), 0, "礼堂"),
)

Told = Callable[[int, int, str], None]


@dataclass(frozen=True)
class DemoContest:
    """A demo that was made: the file, the hour it is set to, and who may log in with which PIN."""

    path: Path
    moment: str
    people: tuple[DemoAccount, ...]


def make_demo(
    path: Path, seed: int = 1, moment: str = USUAL, told: Told = lambda done, total, part: None
) -> DemoContest:
    """Make `path` a demo contest at one of `MOMENTS`; the workbooks people would hand in lie beside it.

    `told(done, total, part)` hears of every part before it is played; `part` is a trade's name or "". Raising there
    stops the work and takes the half-made file away. Raises Refusal "demo.moment", and as `create_contest`.
    """
    if moment not in _PLAYS:
        raise Refusal("demo.moment", moment=moment, known="、".join(MOMENTS))
    day = make_day(seed)
    player = _Player(day, moment, path, told)
    try:
        _PLAYS[moment](player)
        told(STEPS[moment], STEPS[moment], "")
        player.finish()
    except BaseException:
        player.store.close()
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        raise
    player.store.close()
    return DemoContest(path, moment, day.accounts)


def demo_pins() -> dict[str, str]:
    """The PIN of everybody in the demo by name. They are no secret: they are printed in the handbook."""
    return {account.name: account.pin for account in demo_accounts()}


def first_person(moment: str) -> str:
    """The name of the person who has the next thing to do at a moment."""
    role = FIRST_ROLE.get(moment, FIRST_ROLE[USUAL])
    return next(account.name for account in demo_accounts() if account.role == role)


class _Player(DemoPlayer):
    """Plays a day so that nothing happens after the moment, telling each part before it is played."""

    def __init__(self, day: DemoDay, moment: str, path: Path, told: Told) -> None:
        started = DemoPlayer.begin(day, path, path.parent)
        super().__init__(day, started.store, path.parent)
        self._moment = moment
        self._end = of_day(day.contest.starts, moment)
        self._late = 0
        self._told, self._done = told, 0

    def at(self, step: str, seconds: int = 0) -> datetime:
        """The planned time, or a time shortly before the moment for what would come after it."""
        planned = super().at(step, seconds)
        if planned < self._end - _CROWDED:
            return planned
        self._late += 1
        return self._end - _CROWDED + timedelta(seconds=5 * self._late)

    def finish(self) -> None:
        """The plan of the day, and the hour this demo is set to."""
        day = self.day.contest.starts
        hours = [PlannedHour(of_day(day, clock), stages, sitting, "", place) for clock, stages, sitting, place in _PLAN]
        timetable.plan_days(self.store, hours, by=self.who("administrator"), at=self._end - timedelta(minutes=1))
        with self.store.write() as writing:
            contests.set_setting(writing, MOMENT_KEY, self._moment)

    def _tell(self, part: str) -> None:
        self._told(self._done, STEPS[self._moment], part)
        self._done += 1

    def accounts(self) -> None:
        self._tell("")
        super().accounts()

    def roster(self) -> None:
        self._tell("")
        super().roster()

    def close_list(self, trade: Trade) -> None:
        self._tell(trade.name)
        super().close_list(trade)

    def check_in(self, trade: Trade, round_id: str, latecomers: int = 0) -> None:
        self._tell(trade.name)
        super().check_in(trade, round_id, latecomers)

    def key(self, trade: Trade, round_id: str, keying: int, only: Iterable[str] | None = None) -> None:
        self._tell(trade.name)
        super().key(trade, round_id, keying, only)

    def recheck(self, trade: Trade) -> None:
        self._tell(trade.name)
        super().recheck(trade)
