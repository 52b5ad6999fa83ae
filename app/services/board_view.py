"""The board of the contest day as a screen shows it: plain frozen values, no sentences (those are the screen's).

Counts are whole numbers; times are aware datetimes in the contest's time zone, already converted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class State(Enum):
    """How far a thing is. The worst of several is the one with the highest `harm`."""

    NONE = "none"  # nothing to say
    WAITING = "waiting"  # waits for an earlier step
    LOCKED = "locked"  # signed and locked
    DONE = "done"
    LATER = "later"  # has time, must not be forgotten
    CURRENT = "current"  # being worked on
    DIFFERS = "differs"  # two keyings differ
    DECIDE = "decide"  # a person must decide
    BLOCKED = "blocked"


HARM = (
    State.NONE,
    State.LOCKED,
    State.DONE,
    State.WAITING,
    State.LATER,
    State.CURRENT,
    State.DECIDE,
    State.DIFFERS,
    State.BLOCKED,
)

# The keys of the ten pages, in the order of the day; the board's stages are nine columns of their own.
PAGES = (
    "contest",
    "registration",
    "checkin",
    "theory",
    "practical",
    "recheck",
    "ranking",
    "certificates",
    "report",
    "audit",
)
STAGES = (
    "registration",
    "checkin",
    "draw",
    "theory",
    "practical",
    "recheck",
    "ranking",
    "certificates",
    "report",
)


@dataclass(frozen=True)
class RailBadge:
    """What the rail shows beside a page: CURRENT counts work left, DECIDE and BLOCKED count what stands still."""

    page: str
    state: State
    count: int = 0


class Lack(Enum):
    """What a blocked stage is short of; the cell says it in a word or two."""

    NOTHING = ""
    SIGNATURE = "signature"
    JUDGES = "judges"
    SCHEME = "scheme"
    STATIONS = "stations"
    PEOPLE = "people"
    KEY = "key"


@dataclass(frozen=True)
class StageCell:
    """One trade at one stage. `total` 0 means only `done` is shown; `lack` names why a BLOCKED one stands still."""

    state: State = State.WAITING
    done: int = 0
    total: int = 0
    lack: Lack = Lack.NOTHING


@dataclass(frozen=True)
class TradeRow:
    """A trade and its nine stages, in the order of `STAGES`."""

    trade: str
    name: str
    people: int
    sittings: int
    cells: tuple[StageCell, ...]


class Step(Enum):
    """The one thing to do next."""

    SET_UP = "set_up"
    IMPORT_ROSTER = "import_roster"
    DECIDE_ENTRIES = "decide_entries"
    CLOSE_LIST = "close_list"
    CHECK_IN = "check_in"
    DRAW = "draw"
    THEORY = "theory"
    ENTER_MARKS = "enter_marks"
    KEY_AGAIN = "key_again"
    SETTLE = "settle"
    RECHECK = "recheck"
    LOCK = "lock"
    DECODE = "decode"
    RULE_TIES = "rule_ties"
    CONFIRM = "confirm"
    PRINT_CERTIFICATES = "print_certificates"
    EXPORT = "export"
    FINISHED = "finished"


@dataclass(frozen=True)
class NextStep:
    """The next step, the page that does it, whom it concerns, how much is left and how long that takes (0: unknown)."""

    step: Step
    page: str
    trade: str = ""
    trade_name: str = ""
    sitting: int = 0
    count: int = 0
    minutes: int = 0


class Matter(Enum):
    """Kinds of thing that need a person."""

    SIGNATURE_MISSING = "signature_missing"
    KEYINGS_DIFFER = "keyings_differ"
    SPREAD_OPEN = "spread_open"
    DOUBTFUL = "doubtful"
    NOT_CHECKED_IN = "not_checked_in"
    ENTRIES_UNDECIDED = "entries_undecided"
    RECHECK_FAILED = "recheck_failed"
    TIE_OPEN = "tie_open"
    APPEAL_OPEN = "appeal_open"
    INCIDENT_OPEN = "incident_open"
    NO_BACKUP = "no_backup"
    CHAIN_BROKEN = "chain_broken"
    KEY_MISSING = "key_missing"
    SCHEME_SUM = "scheme_sum"


@dataclass(frozen=True)
class Need:
    """One line of 需要处理. `things` are codes or names it is about; `facts` short facts already in figures."""

    matter: Matter
    state: State
    page: str
    trade: str = ""
    trade_name: str = ""
    count: int = 0
    things: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True)
class Hour:
    """One line of the day's timetable: stages (keys of `STAGES`, or "decode", "close"), or a free `name`; and where."""

    at: datetime
    stages: tuple[str, ...] = ()
    sitting: int = 0
    name: str = ""
    place: str = ""
    state: State = State.WAITING  # DONE, CURRENT or WAITING


@dataclass(frozen=True)
class Safety:
    """How safe the data are. A None time means: not yet."""

    saved_at: datetime | None = None
    backup_name: str = ""
    backup_at: datetime | None = None
    backup_late: bool = False  # something changed more than half an hour ago and was not backed up since
    entries: int = 0
    chain_intact: bool = True
    key_present: bool = False
    key_until: date | None = None
    codes_sealed: bool | None = None  # None: nothing here is marked by code
    codes_lost: bool = False  # encrypted, and somebody's share can be opened by nobody here


@dataclass(frozen=True)
class BoardView:
    """Everything the board and the rail show."""

    name: str
    now: datetime
    trades: tuple[TradeRow, ...]
    next: NextStep | None = None
    needs: tuple[Need, ...] = ()
    hours: tuple[Hour, ...] = ()
    safety: Safety = field(default_factory=Safety)
    badges: tuple[RailBadge, ...] = ()
