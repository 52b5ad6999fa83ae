"""The board of the day: how far every trade is, what comes next, what waits for a person, whether the data are safe.

Asked after every change, so it counts and never lists; what a sheet being keyed still asks is computed once for each
state of its marks and kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePath

from app.domain.audit import Head, verify_from
from app.services.backup_due import is_due
from app.services.board_badges import badges
from app.services.board_needs import needs, next_step
from app.services.board_stages import TradeCounts, cells
from app.services.board_view import BoardView, Hour, Matter, Safety, State, TradeRow
from app.services.common import CHINA as CHINA
from app.services.common import ContestFacts, TradeFacts, contest_facts, scheme_rules
from app.services.draw_guard import guard
from app.services.incidents_open import asking
from app.services.panel_seats import filled, seats_of
from app.services.planned_hours import planned_hours
from db.queries import board as stored
from db.queries import first
from db.queries import sheet_marks as sheets
from db.store import Reading, Store

LOOKED_BACK = 40  # entries of the chain followed each time; the whole chain is followed on the audit page
LATELY = timedelta(hours=1)
MOST_FACTS, MOST_NAMES = 3, 4
_KEPT = 4000

_ASKED: OrderedDict[tuple[str, int, int, int], frozenset[str]] = OrderedDict()
_TIES: OrderedDict[tuple[str, int, int], int] = OrderedDict()


def board(store: Store, at: datetime) -> BoardView:
    """The board at a time. Raises Refusal "contest.none" when the file holds no single contest."""
    with store.read() as reading:
        facts = contest_facts(reading)
        counts = _counts(reading, facts, str(store.path), at)
        safety = _safety(reading, at)
        found = _facts(reading, counts)
        now = at.astimezone(CHINA)
        return BoardView(
            name=facts.name,
            now=now,
            trades=tuple(_row(one) for one in counts),
            next=next_step(counts),
            needs=needs(counts, found, safety, real=facts.mode != "demo"),
            hours=_hours(reading, now),
            safety=safety,
            badges=badges(counts, safety),
        )


def _counts(reading: Reading, facts: ContestFacts, path: str, at: datetime) -> tuple[TradeCounts, ...]:
    states = first.count_by_state(reading)
    attendance = stored.attendance_counts(reading)
    draws = stored.draws(reading)
    parts: dict[int, list[stored.SheetCount]] = {}
    for part in stored.sheet_counts(reading):
        parts.setdefault(part.trade_id, []).append(part)
    lately = stored.keyed_since(reading, at - LATELY)
    differing: dict[int, list[str]] = {}
    for trade_id, _, _, code in stored.differing_sheets(reading, _KEPT):
        differing.setdefault(trade_id, []).append(code)
    asked = _asked(reading, path)
    signed = stored.sign_offs(reading)
    rechecks = stored.rechecks(reading)
    revisions = stored.revisions(reading)
    appeals = stored.open_appeals(reading)
    happened = asking(reading)
    printed = stored.printed_counts(reading)
    # The demo knows no judges by name, and nobody practises naming them there; later who judged stands on the sheets.
    practised = facts.mode == "demo"
    begun = {one for one, counted in parts.items() if any(part.state != "empty" for part in counted)}
    taken: dict[int, set[tuple[str, str, str]]] = {}
    for seat in () if practised or len(begun) == len(facts.trades) else first.seats(reading):
        taken.setdefault(seat.trade_id, set()).add((seat.round, seat.module, seat.seat))
    found = []
    for trade in facts.trades:
        one = trade.id
        revision = revisions.get(one)
        counted = TradeCounts(
            trade=trade,
            states={state: number for (known, state), number in states.items() if known == one},
            told={part: number for (known, part), (number, _) in attendance.items() if known == one},
            present={part: number for (known, part), (_, number) in attendance.items() if known == one},
            drawn={part: number for (known, part), number in draws.items() if known == one},
            sheets=tuple(parts.get(one, ())),
            keyed_lately={part: number for (known, part), number in lately.items() if known == one},
            spreads=tuple(asked.get((one, "spread"), ())),
            doubtful=tuple(asked.get((one, "doubtful"), ())),
            differing=tuple(differing.get(one, ())),
            sign_off=signed.get(one, ""),
            rechecks={part: check for (known, part), check in rechecks.items() if known == one},
            revision=revision,
            questions=_open_questions(reading, facts, one, revision, path),
            appeals=appeals.get(one, ()),
            incidents=happened.get(one, ()),
            printed=printed.get(one, 0),
            empty_seats=0 if practised or one in begun else _empty_seats(trade, taken.get(one, set())),
        )
        found.append(counted)
    return tuple(found)


def _empty_seats(trade: TradeFacts, taken: set[tuple[str, str, str]]) -> int:
    return len(seats_of(trade.rules)) - filled(trade.rules, taken)


def _asked(reading: Reading, path: str) -> dict[tuple[int, str], list[str]]:
    """Codes of sheets being keyed that ask a person, by trade id and kind of question ("spread", "doubtful")."""
    decided = stored.last_spread_decision(reading)
    found: dict[tuple[int, str], list[str]] = {}
    for one in stored.open_sheets(reading):
        key = (path, one.id, one.newest, decided)
        if key not in _ASKED:
            _ASKED[key] = _kinds(reading, one)
            while len(_ASKED) > _KEPT:
                _ASKED.popitem(last=False)
        for kind in _ASKED[key]:
            found.setdefault((one.trade_id, kind), []).append(one.code)
    return found


def _kinds(reading: Reading, one: stored.OpenSheet) -> frozenset[str]:
    # here: what reads marks is only needed while there are sheets being keyed, and the board is the first thing shown
    from app.services.sheet_rules import FIRST, SECOND, SheetMarks, cells_of, sheet_questions

    data = sheets.sheet(reading, one.id)
    assert data is not None  # it was counted in this transaction
    rules = scheme_rules(reading, data.scheme_id)
    part = rules.round(data.round)
    assert part is not None  # a sheet is only made for a round of its scheme
    if one.cells * 2 < len(cells_of(part)) and not one.doubtful:
        return frozenset()  # hardly begun: nobody asks yet
    keying = SECOND if one.state == "second" else FIRST
    marks = SheetMarks.of(sheets.marks_of(reading, one.id))
    asked = sheet_questions(data, rules, marks, sheets.spread_decisions(reading, one.id), keying)
    return frozenset(question.kind for question in asked) & {"spread", "doubtful"}


def _open_questions(
    reading: Reading, facts: ContestFacts, trade_id: int, revision: stored.RevisionCount | None, path: str
) -> int:
    """Ties and award edges of the newest ranking that nobody has ruled on; computed once for each ranking."""
    if revision is None or revision.confirmed_at is not None:
        return 0
    key = (path, revision.id, stored.rulings_count(reading, trade_id))
    if key not in _TIES:
        from app.services.results_ranked import open_questions  # here: most boards that are opened have no ranking yet

        _TIES[key] = len(open_questions(reading, facts.trade_of(trade_id)))
        while len(_TIES) > _KEPT:
            _TIES.popitem(last=False)
    return _TIES[key]


def _facts(reading: Reading, counts: Sequence[TradeCounts]) -> Mapping[tuple[int, Matter], tuple[str, ...]]:
    """Short facts for the lines of what needs a person: cells that differ, names that are missing."""
    found: dict[tuple[int, Matter], tuple[str, ...]] = {}
    for trade_id, sheet_id, _, code in stored.differing_sheets(reading, MOST_FACTS * len(counts)):
        key = (trade_id, Matter.KEYINGS_DIFFER)
        if len(found.get(key, ())) < MOST_FACTS:
            found[key] = (found.get(key, ()) + _differences(reading, sheet_id, code))[:MOST_FACTS]
    for one in counts:
        part = one.checkin_round
        if part is not None and one.told.get(part.id, 0):
            names = stored.missing_numbers(reading, one.trade.id, part.id, MOST_NAMES + 1)
            shown = (*names[:MOST_NAMES], "…") if len(names) > MOST_NAMES else names
            found[one.trade.id, Matter.NOT_CHECKED_IN] = shown
    return found


def _differences(reading: Reading, sheet_id: int, code: str) -> tuple[str, ...]:
    from app.domain.marks import show_mark  # here: see _kinds
    from app.services.sheet_rules import SheetMarks, mark_of, whole_round

    data = sheets.sheet(reading, sheet_id)
    assert data is not None  # it was counted in this transaction
    part = scheme_rules(reading, data.scheme_id).round(data.round)
    assert part is not None  # a sheet is only made for a round of its scheme
    marks = SheetMarks.of(sheets.marks_of(reading, sheet_id))
    lines = []
    for cell in marks.differing():
        aspect = part.aspect(cell[0])  # none in a round without a scheme
        texts = []
        for keyed in (marks.first, marks.second):
            mark = mark_of(keyed[cell].value, keyed[cell].token) if cell in keyed else None
            if mark is None:
                texts.append("—")
            else:
                texts.append(show_mark(mark, aspect or whole_round(part)))
        place = "-".join(piece for piece in cell if piece)
        lines.append(" ".join(piece for piece in (code, place, f"{texts[0]} ≠ {texts[1]}") if piece))
    return tuple(lines)


def _row(one: TradeCounts) -> TradeRow:
    sittings = max(one.drawn.values(), default=0)
    return TradeRow(one.trade.code, one.trade.name, one.approved or one.listed, sittings, cells(one))


def _hours(reading: Reading, now: datetime) -> tuple[Hour, ...]:
    """The hours of today, else of the next day that has any, else of the last: the plan, and sittings with a time of
    their own."""
    lines = [
        Hour(hour.at.astimezone(CHINA), hour.stages, hour.sitting, hour.name, hour.place)
        for hour in planned_hours(reading)
    ]
    for _, round_id, number, starts_at, room in stored.sittings(reading):
        stage = "theory" if round_id == "theory" else "practical"
        lines.append(Hour(starts_at.astimezone(CHINA), (stage,), number, "", room))
    days = sorted({line.at.date() for line in lines})
    day = next((one for one in days if one >= now.date()), days[-1] if days else now.date())
    today = sorted({line for line in lines if line.at.date() == day}, key=lambda line: line.at)
    begun = sum(line.at <= now for line in today)
    current = min(1, begun) if day == now.date() else 0
    states = [State.DONE] * (begun - current) + [State.CURRENT] * current
    states += [State.WAITING] * (len(today) - len(states))
    return tuple(
        Hour(line.at, line.stages, line.sitting, line.name, line.place, state)
        for line, state in zip(today, states, strict=True)
    )


BACKUP_LATE = timedelta(minutes=30)


def _safety(reading: Reading, now: datetime) -> Safety:
    seq, at = stored.last_told_at(reading)
    backup = stored.last_backup(reading)
    codes = guard(reading)
    late = backup is not None and now - backup[1] > BACKUP_LATE and is_due(reading)
    return Safety(
        saved_at=at.astimezone(CHINA) if at else None,
        backup_name=PurePath(backup[0]).name if backup else "",
        backup_at=backup[1].astimezone(CHINA) if backup else None,
        backup_late=late,
        entries=seq,
        chain_intact=_tail_intact(reading, seq),
        key_present=stored.has_key(reading),
        codes_sealed=codes.ready and not codes.plain if codes.used else None,
        codes_lost=bool(codes.lost),
    )


def _tail_intact(reading: Reading, seq: int) -> bool:
    """Whether the newest entries follow each other and the append-only triggers are in place."""
    start = max(0, seq - LOOKED_BACK)
    before = first.hash_at(reading, start) if start else None
    if start and before is None:
        return False
    if first.missing_guards(reading):
        return False
    if before is None:
        return True  # a young file is followed from its genesis by whoever opens it
    check = verify_from(Head(start, before), first.entries(reading, start))
    return bool(check) and check.head.seq == seq
