"""Small true things to test with: a contest definition small enough to compute by hand, times, and files made of it.

Everything goes through the same doors as the program: the definition is read as TOML, the file made by a service.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.domain.contest import Contest
from app.domain.definition import read_definition
from app.domain.scores import EntryMarks
from app.services.demo_data.day import DemoDay
from app.services.demo_data.specials import entry_of
from app.services.setup import Identity, create_contest
from db.store import Store

MORNING = datetime(2026, 6, 18, 0, 30, tzinfo=UTC)  # half past eight in Lanzhou
IDENTITY = Identity("gs-test-2026-00000000", "00000000-0000-4000-8000-000000000001")
WELDER = "6-18-02-04"

SMALL = """
format = 1
[contest]
name = "2026 年测试竞赛"
year = 2026
class = "市州级"
kind = "技工类通用"
host = "示范机械厂"
base = "GS-TEST"
starts = 2026-06-18
ends = 2026-06-18

[rules]
blind_layers = 2
awards = [ { name = "一等奖", count = 1 }, { name = "二等奖", count = 2 } ]

[[trade]]
code = "6-18-02-04"
name = "焊工"
groups = ["职工组"]

[[trade.round]]
id = "theory"
name = "理论"
maximum = 100
weight = 0.30

[[trade.round]]
id = "practical"
name = "实操"
maximum = 100
weight = 0.70

[[trade.round.module]]
id = "A"
name = "焊前准备"
maximum = 10
aspects = [ { id = "A1", name = "劳保用品", kind = "value", maximum = 10, step = 0.5 } ]

[[trade.round.module]]
id = "B"
name = "外观"
maximum = 50
aspects = [
  { id = "B1", name = "焊缝成形", kind = "panel", maximum = 50, judges = 5, step = 0.5, drop_high = 1, drop_low = 1 },
]

[[trade.round.module]]
id = "C"
name = "尺寸"
maximum = 40
aspects = [
  { id = "C1", name = "余高", kind = "measured", maximum = 40, nominal = 2, unit = "mm", bands = [
    { within = 0.5, share = 1 }, { within = 1.0, share = 0.5 } ] },
]
"""


def small_contest(definition: str = SMALL) -> Contest:
    """One trade, theory and practical, one aspect of each of three kinds."""
    return read_definition(tomllib.loads(definition, parse_float=Decimal))


def later(minutes: int) -> datetime:
    """So many minutes into the contest day."""
    return MORNING + timedelta(minutes=minutes)


def new_store(path: Path, contest: Contest | None = None, *, mode: str = "live") -> Store:
    """A new contest file, open; the same bytes of identity every time."""
    return create_contest(path, contest or small_contest(), mode=mode, at=MORNING, identity=IDENTITY)


def entry_marks(day: DemoDay, trade: str) -> Iterator[EntryMarks]:
    """Everyone of a trade of the demo with the marks that count, ready to be ranked; the key is the ID number."""
    return (EntryMarks(entry_of(person), day.results[person.id_number]) for person in day.of_trade(trade))
