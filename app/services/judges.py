"""裁判员: who judges, on which seat of which panel, and whom they must not mark.

Rules:
1. A judge never marks an entry of the own unit or delegation, nor one named by hand. Where codes and entries are
   together (at the draw), such a seat is barred from the code; nothing else of the two is kept by code.
2. A barred seat counts as 回避 from the first mark on: left out of the mean, never 0. No mark of it is taken.
3. A panel on which nobody is left stops the draw; one with too few left to drop extremes is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.changes import Change, Kind
from app.domain.contest import Round
from app.domain.panels import EntryUnits, JudgeUnit, SeatOf, ThinPanel, own_unit_recusals, thin_panels
from app.domain.roles import Act
from app.domain.scheme import Judged, Panel
from app.domain.texts import clean_name, clean_text, loose
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.common import Store, TradeFacts, contest_facts
from app.services.sheet_view import SheetState
from app.tables.reader import read_book
from db.queries import accounts, day, people
from db.queries import judges as stored
from db.queries import scoring as sheets
from db.queries.judges import JudgeData, SeatData
from db.store import Reading, Writing

OWN_UNIT = "own_unit"
_HEADINGS = {
    "name": ("姓名", "裁判", "裁判员", "裁判姓名", "name", "judge"),
    "unit": ("单位", "工作单位", "所在单位", "unit", "employer"),
    "certificate": ("证书", "证书编号", "裁判证", "裁判证号", "资格证书", "certificate"),
    "account": ("账户", "账号", "account"),
}


@dataclass(frozen=True)
class Seated:
    """A seat and who sits there."""

    trade: str
    round: str
    module: str
    seat: str


@dataclass(frozen=True)
class JudgeLine:
    """A judge as lists show them: `barred` counts the entries they must not mark."""

    id: int
    name: str
    unit: str
    certificate: str
    account: str
    seats: tuple[Seated, ...]
    barred: int


@dataclass(frozen=True)
class Thin:
    """A panel of a code that recusals left short."""

    trade: str
    round: str
    panel: ThinPanel


@dataclass(frozen=True)
class Panels:
    """All judges, and the panels left short."""

    judges: tuple[JudgeLine, ...]
    thin: tuple[Thin, ...]


def add_judge(
    store: Store,
    name: str,
    unit: str = "",
    certificate: str = "",
    account: str = "",
    *,
    by: Actor,
    at: datetime,
) -> Change:
    """Enter a judge, or change unit, certificate and account of one entered before under that name.

    Raises Refusal "judges.no_name", "judges.no_account", "judges.sealed", "texts.*".
    """
    with acting(store, by, Act.SET_UP, at) as writing:
        seq = _keep(writing, name, unit, certificate, account, by, at)
    return Change(frozenset({Kind.SHEETS}), frozenset(), seq)


def _keep(writing: Writing, name: str, unit: str, certificate: str, account: str, by: Actor, at: datetime) -> int:
    clean = clean_name(name)
    if not clean:
        raise Refusal("judges.no_name", place="")
    told = (clean_text(unit), clean_text(certificate, 100), _account_id(writing, account))
    before = next((one for one in stored.all_judges(writing) if one.name == clean), None)
    if before is None:
        identity = stored.add_judge(writing, contest_facts(writing).id, clean, *told)
    else:
        identity = before.id
        stored.change_judge(writing, identity, *told)
        if before.unit != told[0]:
            stored.drop_recusals(writing, identity, OWN_UNIT)
            _settle_seats(writing, [one for one in stored.seats(writing) if one.judge_id == identity], by, at)
    return writing.audit("judge.kept", by=by.ref, at=at, ref=f"j{identity}", account=f"u{told[2]}" if told[2] else "")


def remove_judge(store: Store, name: str, *, by: Actor, at: datetime) -> Change:
    """Take somebody off the list of judges who sits nowhere and was never kept from an entry by hand.

    Raises Refusal "judges.unknown", "judges.in_use".
    """
    with acting(store, by, Act.SET_UP, at) as writing:
        who = find_judge(writing, name)
        seated = any(one.judge_id == who.id for one in stored.seats(writing))
        if seated or any(one.judge_id == who.id for one in stored.recusals(writing)):
            raise Refusal("judges.in_use", name=who.name)
        stored.drop_judge(writing, who.id)
        seq = writing.audit("judge.removed", by=by.ref, at=at, ref=f"j{who.id}")
    return Change(frozenset({Kind.SHEETS}), frozenset(), seq)


def _account_id(reading: Reading, name: str) -> int | None:
    if not name.strip():
        return None
    account = accounts.account_named(reading, name.strip())
    if account is None:
        raise Refusal("judges.no_account", name=name.strip())
    return account.id


def import_judges(store: Store, path: Path, *, by: Actor, at: datetime) -> int:
    """Enter every judge of a table (columns 姓名, 单位, 证书编号, 账户, in any order); gives how many.

    All or none. Raises Refusal "judges.no_columns", "judges.no_name" with the place, and as `add_judge`.
    """
    rows = _table(path)
    with acting(store, by, Act.SET_UP, at) as writing:
        for number, row in rows:
            try:
                _keep(writing, row["name"], row["unit"], row["certificate"], row["account"], by, at)
            except Refusal as refusal:
                raise Refusal(refusal.code, **{**refusal.fields, "place": f"{path.name} {number}"}) from refusal
    return len(rows)


def _table(path: Path) -> list[tuple[int, dict[str, str]]]:
    words = {loose(word): key for key, names in _HEADINGS.items() for word in names}
    for sheet in read_book(path):
        for top, head in enumerate(sheet.rows):
            columns = {words[loose(str(cell))]: at for at, cell in enumerate(head) if loose(str(cell)) in words}
            if "name" not in columns:
                continue
            found = []
            for number, row in enumerate(sheet.rows[top + 1 :], top + 2):
                cells = {
                    key: str(row[columns[key]]).strip() if _has(row, columns.get(key)) else "" for key in _HEADINGS
                }
                if any(cells.values()):
                    found.append((number, cells))
            return found
    raise Refusal("judges.no_columns", place=path.name)


def _has(row: Sequence[object], column: int | None) -> bool:
    return column is not None and column < len(row)


def seat_judge(
    store: Store, trade_code: str, round_id: str, seat: str, judge: str, module: str = "", *, by: Actor, at: datetime
) -> Change:
    """Put a judge on a seat of a round's panel, or of one module's; "" empties it.

    Raises Refusal "judges.unknown", "judges.no_panel", "judges.two_seats", "judges.sealed", "judges.nobody_left".
    """
    with acting(store, by, Act.SET_UP, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        rules = trade.round(round_id)
        _check_seat(rules, module, seat)
        before = {
            one.judge_id
            for one in stored.seats(writing, trade.id, round_id)
            if (one.module, one.seat) == (module, seat)
        }
        if judge.strip():
            who = find_judge(writing, judge)
            place = SeatData(trade.id, round_id, module, seat, who.id)
            _one_seat_each(writing, place, who)
            stored.set_seat(writing, place)
            filled = f"j{who.id}"
            before.add(who.id)
        else:
            stored.free_seat(writing, trade.id, round_id, module, seat)
            filled = ""
        _refresh(writing, trade, rules, before, by, at)
        ref = "/".join(filter(None, (trade.code, round_id, module, seat)))
        seq = writing.audit("judge.seated", by=by.ref, at=at, ref=ref, judge=filled)
    return Change(frozenset({Kind.SHEETS}), frozenset({trade.code}), seq)


def _check_seat(rules: Round, module: str, seat: str) -> None:
    known = {
        one
        for part in rules.modules
        if module in ("", part.id)
        for aspect in part.aspects
        if isinstance(aspect.detail, Panel | Judged)
        for one in aspect.seats
    }
    if seat not in known:
        seats = "、".join(sorted(known, key=int)) or "—"
        raise Refusal("judges.no_panel", round=rules.name, module=module or "—", seat=seat, known=seats)


def _one_seat_each(reading: Reading, place: SeatData, who: JudgeData) -> None:
    """One person gives one mark: nobody on two seats of the same panel."""
    for one in stored.seats(reading, place.trade_id, place.round):
        overlap = not one.module or not place.module or one.module == place.module
        if overlap and one.seat != place.seat and one.judge_id == who.id:
            raise Refusal("judges.two_seats", name=who.name, seat=one.seat, other=place.seat)


def find_judge(reading: Reading, name: str) -> JudgeData:
    """The judge of a name. Raises Refusal "judges.unknown"."""
    found = next((one for one in stored.all_judges(reading) if one.name == clean_name(name)), None)
    if found is None:
        raise Refusal("judges.unknown", name=name.strip())
    return found


def recuse(store: Store, judge: str, entry: str, reason: str, *, by: Actor, at: datetime) -> Change:
    """Keep a judge from an entry for another reason than the unit (a pupil, a relative), before its round is marked.

    Raises Refusal "judges.unknown", "judges.no_entry", "judges.no_reason", "judges.sealed", "judges.nobody_left".
    """
    with acting(store, by, Act.SET_UP, at) as writing:
        who = find_judge(writing, judge)
        found = people.entry_by_number(writing, entry.strip().upper())
        if found is None:
            raise Refusal("judges.no_entry", entry=entry.strip())
        if not reason.strip():
            raise Refusal("judges.no_reason")
        stored.add_recusals(writing, [(who.id, found.id)], clean_text(reason), at)
        own = [one for one in stored.seats(writing, found.trade_id) if one.judge_id == who.id]
        _settle_seats(writing, own, by, at)
        # The entry is named only beside people, never beside a code.
        seq = writing.audit("judge.recused", by=by.ref, at=at, ref=f"j{who.id}", entry=found.number, note=reason)
    return Change(frozenset({Kind.SHEETS}), frozenset({found.trade}), seq)


def _settle_seats(writing: Writing, seats: Sequence[SeatData], by: Actor, at: datetime) -> None:
    facts = contest_facts(writing)
    for trade_id, round_id in dict.fromkeys((one.trade_id, one.round) for one in seats):
        trade = facts.trade_of(trade_id)
        moved = {one.judge_id for one in seats}
        _refresh(writing, trade, trade.round(round_id), moved, by, at)


def _refresh(writing: Writing, trade: TradeFacts, rules: Round, moved: set[int], by: Actor, at: datetime) -> None:
    """After judges (`moved`) came to or left seats: find whom the panel must not mark; where codes were dealt already,
    bar the seats there. Raises Refusal "judges.sealed" when one is kept from somebody whose code nobody knows.
    """
    _pairs(writing, trade, rules.id, at)
    drawn = day.draw_in_force(writing, trade.id, rules.id)
    known = {sheet.code for sheet in sheets.sheets_of(writing, trade.id, rules.id)}
    if not known:
        return
    if drawn is None:
        write_recusals(writing, trade, rules.id, {code: code for code in known}, by, at)
        return
    codes = {one.entry_id: one.code for one in day.codes_of(writing, drawn.id)}
    if not codes:
        if any(one.judge_id in moved for one in stored.recusals(writing, trade.id)):
            raise Refusal("judges.sealed", trade=trade.name, round=rules.name)
        return
    numbers = {entry.id: entry.number for entry in people.entries(writing, trade.id)}
    write_recusals(writing, trade, rules.id, {numbers[key]: code for key, code in codes.items()}, by, at)


def _pairs(writing: Writing, trade: TradeFacts, round_id: str, at: datetime) -> set[tuple[int, str]]:
    """(judge, entry number) kept apart in a round: found by unit now, or named by hand before."""
    seated = {one.judge_id for one in stored.seats(writing, trade.id, round_id)}
    if not seated:
        return set()
    listed = people.entries(writing, trade.id, "approved")
    members = stored.member_units(writing, trade.id)
    units = [EntryUnits(one.number, (one.unit, one.delegation, *members.get(one.id, ()))) for one in listed]
    judges = [JudgeUnit(one.id, (one.unit,)) for one in stored.all_judges(writing) if one.id in seated]
    identity = {one.number: one.id for one in listed}
    own = own_unit_recusals(judges, units)
    stored.add_recusals(writing, ((judge, identity[number]) for judge, number in own), OWN_UNIT, at)
    names = {one.id: one.number for one in listed}
    kept = stored.recusals(writing, trade.id)
    by_hand = {(one.judge_id, names[one.entry_id]) for one in kept if one.judge_id in seated and one.entry_id in names}
    return set(own) | by_hand


def write_recusals(
    writing: Writing, trade: TradeFacts, round_id: str, codes: Mapping[str, str], by: Actor, at: datetime
) -> tuple[ThinPanel, ...]:
    """Bar seats from codes, while entry numbers and codes are together (`codes` by entry number): at the draw, or when
    seats are set after a draw that is not sealed. Sheets with marks keep what they have.

    Gives the panels left too short to drop extremes. Raises Refusal "judges.nobody_left".
    """
    rules = trade.round(round_id)
    seats = stored.seats(writing, trade.id, round_id)
    if not seats and not stored.sheet_recusals(writing, trade.id, round_id):
        return ()
    pairs = _pairs(writing, trade, round_id, at)
    asked = frozenset(codes.values())
    listed = sheets.sheets_of(writing, trade.id, round_id)
    empty = {one.code: one.id for one in listed if one.code in asked and one.state == SheetState.EMPTY.value}
    barred: dict[str, list[SeatOf]] = {}
    for judge, number in sorted(pairs):
        code = codes.get(number, "")
        if code in empty:
            barred.setdefault(code, []).extend(SeatOf(s.module, s.seat) for s in seats if s.judge_id == judge)
    thin = thin_panels(rules, barred)
    alone = [one for one in thin if one.left == 0]
    if alone:
        aspects = "、".join(dict.fromkeys(one.aspect for one in alone))
        raise Refusal("judges.nobody_left", round=rules.name, count=len({one.key for one in alone}), aspects=aspects)
    rows = [(empty[code], one.module, one.seat) for code, ones in barred.items() for one in ones]
    if rows or any(sheet in stored.sheet_recusals(writing, trade.id, round_id) for sheet in empty.values()):
        stored.set_sheet_recusals(writing, list(empty.values()), rows)
        ref = f"{trade.code}/{round_id}"
        writing.audit("judge.barred", by=by.ref, at=at, ref=ref, cells=len(rows))
    return thin


def panels(store: Store) -> Panels:
    """All judges with their seats, and the panels that recusals left short, by code."""
    with store.read() as reading:
        facts = contest_facts(reading)
        names = {account.id: account.name for account in accounts.all_accounts(reading)}
        codes = {trade.id: trade.code for trade in facts.trades}
        seats: dict[int, list[Seated]] = {}
        for one in stored.seats(reading):
            seats.setdefault(one.judge_id, []).append(Seated(codes[one.trade_id], one.round, one.module, one.seat))
        barred: dict[int, int] = {}
        for pair in stored.recusals(reading):
            barred[pair.judge_id] = barred.get(pair.judge_id, 0) + 1
        lines = tuple(
            JudgeLine(
                one.id,
                one.name,
                one.unit,
                one.certificate,
                names.get(one.account_id or 0, ""),
                tuple(seats.get(one.id, ())),
                barred.get(one.id, 0),
            )
            for one in stored.all_judges(reading)
        )
        thin = tuple(
            one for trade in facts.trades for rules in trade.rules.rounds for one in _thin(reading, trade, rules)
        )
    return Panels(lines, thin)


def _thin(reading: Reading, trade: TradeFacts, rules: Round) -> Iterable[Thin]:
    barred = stored.sheet_recusals(reading, trade.id, rules.id)
    if not barred:
        return
    names = {sheet.id: sheet.code for sheet in sheets.sheets_of(reading, trade.id, rules.id)}
    by_code = {names[sheet]: [SeatOf(*one) for one in seats] for sheet, seats in barred.items()}
    for panel in thin_panels(rules, by_code):
        yield Thin(trade.code, rules.id, panel)
