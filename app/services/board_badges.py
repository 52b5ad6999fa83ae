"""The badges of the ten rail pages, from the same counts as the board."""

from __future__ import annotations

from collections.abc import Sequence

from app.services.board_needs import setup_left
from app.services.board_stages import TradeCounts, cells
from app.services.board_view import PAGES, STAGES, Lack, RailBadge, Safety, StageCell, State


def badges(counts: Sequence[TradeCounts], safety: Safety) -> tuple[RailBadge, ...]:
    """One badge for each page, in the order of `PAGES`."""
    rows = [cells(one) for one in counts]
    column = {stage: [row[number] for row in rows] for number, stage in enumerate(STAGES)}
    found = {
        "contest": _contest(counts),
        "registration": _registration(counts),
        "checkin": _checkin(counts, [*column["checkin"], *column["draw"]]),
        "theory": _sheets("theory", [one.progress(one.theory_rounds) for one in counts], column["theory"]),
        "practical": _sheets("practical", [one.progress(one.practical_rounds) for one in counts], column["practical"]),
        "recheck": _recheck(column["recheck"]),
        "ranking": _ranking(column["ranking"]),
        "certificates": _certificates(column["certificates"]),
        "report": _each("report", column["report"]),
        "audit": RailBadge("audit", State.NONE) if safety.chain_intact else RailBadge("audit", State.BLOCKED, 1),
    }
    return tuple(found[page] for page in PAGES)


def _contest(counts: Sequence[TradeCounts]) -> RailBadge:
    """Trades whose scheme is missing or open, and those with a seat nobody sits on; once somebody is registered, an
    open scheme is a need of the board."""
    left = setup_left(counts) + sum(one.empty_seats > 0 for one in counts) if counts else 1
    return RailBadge("contest", State.CURRENT, left) if left else RailBadge("contest", State.DONE)


def _quiet(page: str, column: Sequence[StageCell]) -> RailBadge:
    """The badge of a page without work: it waits until every trade has reached it, then it is done, then locked."""
    states = [cell.state for cell in column if cell.state is not State.NONE]
    if not states:
        return RailBadge(page, State.NONE)
    if State.WAITING in states:
        return RailBadge(page, State.WAITING)
    return RailBadge(page, State.LOCKED if set(states) == {State.LOCKED} else State.DONE)


def _each(page: str, column: Sequence[StageCell]) -> RailBadge:
    """A page with one thing to do for each trade."""
    left = sum(cell.state is State.CURRENT for cell in column)
    return RailBadge(page, State.CURRENT, left) if left else _quiet(page, column)


def _registration(counts: Sequence[TradeCounts]) -> RailBadge:
    waiting = sum(one.waiting for one in counts)
    if waiting:
        return RailBadge("registration", State.CURRENT, waiting)
    if not any(one.listed for one in counts):
        return RailBadge("registration", State.NONE)
    closed = all(one.closed for one in counts if one.listed)
    return RailBadge("registration", State.LOCKED if closed else State.DONE)


def _checkin(counts: Sequence[TradeCounts], column: Sequence[StageCell]) -> RailBadge:
    missing = 0
    for one in counts:
        part = one.checkin_round
        if part is not None and (one.closed or one.told.get(part.id, 0)):
            missing += one.approved - one.told.get(part.id, 0)
    if missing:
        return RailBadge("checkin", State.CURRENT, missing)
    draws = sum(len(one.draws_open) for one in counts)
    return RailBadge("checkin", State.DECIDE, draws) if draws else _quiet("checkin", column)


def _sheets(page: str, progress: Sequence[tuple[int, int]], column: Sequence[StageCell]) -> RailBadge:
    left = sum(whole - done for done, whole in progress)
    return RailBadge(page, State.CURRENT, left) if left else _quiet(page, column)


def _recheck(column: Sequence[StageCell]) -> RailBadge:
    blocked = sum(cell.lack is Lack.SIGNATURE for cell in column)
    if blocked:
        return RailBadge("recheck", State.BLOCKED, blocked)
    for state in (State.DIFFERS, State.DECIDE):
        count = sum(cell.done for cell in column if cell.state is state)
        if count:
            return RailBadge("recheck", state, count)
    left = sum(max(1, cell.total - cell.done) for cell in column if cell.state is State.CURRENT)
    return RailBadge("recheck", State.CURRENT, left) if left else _quiet("recheck", column)


def _ranking(column: Sequence[StageCell]) -> RailBadge:
    decide = sum(cell.done for cell in column if cell.state is State.DECIDE)
    return RailBadge("ranking", State.DECIDE, decide) if decide else _each("ranking", column)


def _certificates(column: Sequence[StageCell]) -> RailBadge:
    left = sum(cell.total - cell.done for cell in column if cell.state is State.CURRENT)
    return RailBadge("certificates", State.CURRENT, left) if left else _quiet("certificates", column)
