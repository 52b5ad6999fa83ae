"""A hall whose list is posted, with an arbiter at hand, and the way of an appeal through it."""

from __future__ import annotations

from typing import Any

from app.services import access, appeals, appeals_item, results
from app.services.common import contest_facts
from db.queries import appeals as stored
from db.queries import results as lists
from db.queries.appeals import AppealData
from tests.factories import WELDER, later
from tests.services.hall import CHEAP, Hall

POSTED = 120
WORDS = "第一位裁判的分记错了"


def post(hall: Hall) -> Hall:
    """Rank, confirm and post what is decoded; add an arbiter."""
    by = hall.who("裁判长")
    hall.people["仲裁"] = access.add_account(
        hall.store, "仲裁", "arbiter", "123456", by=hall.who("管理员"), at=later(90), cost=CHEAP
    )
    results.rank(hall.store, WELDER, by=by, at=later(95))
    results.confirm(hall.store, WELDER, by=by, at=later(96))
    results.post(hall.store, WELDER, by=by, at=later(POSTED))
    return hall


def two(hall: Hall, minute: int) -> dict[str, Any]:
    """Chief judge and supervisor."""
    return {"by": hall.who("裁判长"), "second": hall.who("监督"), "at": later(minute)}


def file(hall: Hall, entry: str, minute: int = 130, item: tuple[str, str] = ("practical", "B1")) -> int:
    """An appeal taken in by the registrar; gives its id."""
    found = appeals.file(hall.store, entry, WORDS, "张领队", by=hall.who("登记员"), at=later(minute), item=item)
    return found.id


def uphold(hall: Hall, appeal: int, minute: int = 140, item: tuple[str, str] | None = None) -> None:
    """Arbiter and chief judge uphold it."""
    by, second = hall.who("仲裁"), hall.who("裁判长")
    appeals.answer(
        hall.store, appeal, "upheld", "原件是 45", by=by, second=second, at=later(minute), findings="查原件", item=item
    )


def amended(hall: Hall, entry: str, text: str = "45", minute: int = 130) -> int | None:
    """An appeal about B1 all the way: upheld, every judge's mark corrected, closed. Gives the revision."""
    appeal = file(hall, entry, minute)
    uphold(hall, appeal, minute + 1)
    for seat in "12345":
        appeals_item.correct(hall.store, appeal, ("B1", seat), text, "原件", **two(hall, minute + 2))
    return appeals_item.close(hall.store, appeal, **two(hall, minute + 3)).revision


def found(hall: Hall, appeal: int) -> AppealData:
    """An appeal as it is stored."""
    with hall.store.read() as reading:
        return next(one for one in stored.appeals_of(reading, 1) if one.id == appeal)


def listed(hall: Hall, number: int) -> list[tuple[int | None, str, str, str]]:
    """A list by its number: place, entry, total, award."""
    with hall.store.read() as reading:
        trade = contest_facts(reading).trades[0]
        revision = next(one for one in lists.revisions(reading, trade.id) if one.number == number)
        return [(x.place, x.entry, x.total_text, x.award) for x in lists.results_of(reading, revision.id)]
