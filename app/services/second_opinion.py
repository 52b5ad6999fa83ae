"""第二次核算: before anything is locked, ranked or sent off, everything is worked out once more another way.

Rules:
1. The marks are read from the file once more, row by row, and scored and ranked by `app.domain.shadow`, which shares
   nothing with the engine but the values it is given.
2. Before a lock every sheet's score is held against it by code; codes are not joined to entries for that. Where nothing
   is hidden, the whole list is.
3. Before places are stored, every score, total, place, what decided it, and every award. Before an export, the stored
   list itself, as it will leave the house.
4. Any difference is a refusal that names the entry, the field and both values; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from app.domain.contest import Edge, RankBy, Round, Status, Trade
from app.domain.marks import mark_from_token
from app.domain.numbers import from_thousandths
from app.domain.scores import Entry, EntryMarks, Mark, RoundMarks, RoundScore
from app.domain.shadow.ground import Amount
from app.domain.shadow.opinion import (
    Line,
    Opinion,
    RoundLine,
    SideEdges,
    SideRulings,
    opinion_on_round,
    second_opinion,
)
from app.domain.steady import no_collecting
from app.errors import Problems, Refusal
from app.services.common import TradeFacts, scheme_rules
from app.services.drawing import codes_by_entry
from app.services.marked import is_decoded, scores_by_code
from app.services.opinion_differences import (
    NOTHING,
    Difference,
    Lists,
    absent,
    exactly,
    list_differences,
    round_differences,
    shown,
    unequal,
    yes_no,
)
from app.services.results_ranked import RankedGroup, ranked_lists
from db.queries import day, people
from db.queries import results as stored
from db.queries import scoring as sheets
from db.queries.appeals import any_reopened
from db.queries.bundles import counted_marks
from db.queries.results import Result, Revision, SideResult
from db.store import Reading

AGREED = "agreed"
MOST_NAMED = 20
MOST_DECIMALS = 12
"""A number that never ends is printed to so many places."""
SHEETS, LIST, REVISION = "sheets", "list", "revision"
_PRESENT = Status.PRESENT.value

ByCode = Mapping[str, Mapping[str, RoundScore]]
"""Scores by round and code."""


@dataclass(frozen=True)
class Answer:
    """What the second opinion came to: `rows` sheets or entries were compared. `what`: "sheets", "list", "revision"."""

    trade: str
    name: str
    what: str
    rows: int
    differences: tuple[Difference, ...]

    @property
    def agreed(self) -> bool:
        """Whether both say the same everywhere."""
        return not self.differences

    def require(self) -> int:
        """How many rows were compared. Raises Problems "opinion.differs" naming entry, field and both values."""
        if self.differences:
            named = tuple(
                Refusal("opinion.difference", entry=one.entry, field=one.field, first=one.first, second=one.second)
                for one in self.differences[:MOST_NAMED]
            )
            raise Problems("opinion.differs", named, trade=self.name, total=len(self.differences))
        return self.rows


def on_sheets(reading: Reading, trade: TradeFacts, scored: ByCode | None = None) -> Answer:
    """Every sheet's score by code; `scored` are the engine's, worked out here when None."""
    if scored is None:
        scored = {rules.id: scores_by_code(reading, trade, rules.id) for rules in trade.rules.rounds}
    differences: list[Difference] = []
    rows = 0
    with no_collecting():
        marks = _Marks(reading, trade)
        for part in trade.rules.rounds:
            first = scored.get(part.id, {})
            second = marks.opinion(reading, part)
            rows += len(second)
            for code in dict.fromkeys([*first, *second]):
                differences += round_differences(part.id, code, first.get(code), second.get(code))
    return Answer(trade.code, trade.name, SHEETS, rows, tuple(differences))


def on_list(reading: Reading, trade: TradeFacts, lists: Lists | None = None) -> Answer:
    """Every score, total, place and award of all rankings; `lists` are the engine's, worked out here when None.

    Raises Refusal "results.not_decoded" while the trade is blind.
    """
    if lists is None:
        main, sides = ranked_lists(reading, trade)
        lists = lists_of((*main, *sides))
    with no_collecting():
        opinion = _opinion(reading, trade, trade.rules)
        differences = tuple(list_differences(trade.rules, lists, opinion))
    return Answer(trade.code, trade.name, LIST, len(opinion.lines), differences)


def lists_of(groups: Iterable[RankedGroup]) -> Lists:
    """The engine's lists as they are compared."""
    return [(one.side.id if one.side else "", one.ranking, one.awards) for one in groups]


def on_revision(reading: Reading, trade: TradeFacts, revision: Revision) -> Answer:
    """Every line of a stored list, as it is printed and exported, under the scheme it was made by."""
    rules = scheme_rules(reading, revision.scheme_id)
    with no_collecting():
        opinion = _opinion(reading, trade, rules)
        lines = {line.entry: line for line in stored.results_of(reading, revision.id)}
        totals = stored.totals_of(reading, revision.id)
        differences: list[Difference] = []
        for entry in dict.fromkeys([*lines, *opinion.lines]):
            line, said = lines.get(entry), opinion.lines.get(entry)
            if line is None or said is None:
                differences.append(absent(entry, line is not None))
                continue
            differences += _stored_differences(rules, line, said)
            differences += exactly(entry, "total", totals[line.entry_id], said.total)
        for beside in stored.side_results_of(reading, revision.id):
            differences += _stored_side_differences(rules, beside, opinion)
    return Answer(trade.code, trade.name, REVISION, len(opinion.lines), tuple(differences))


def before_lock(reading: Reading, trade: TradeFacts, scored: ByCode | None = None) -> dict[str, Any]:
    """What the audit entry of a lock says of the second opinion. Raises Problems "opinion.differs"."""
    rows = on_sheets(reading, trade, scored).require()
    if is_decoded(reading, trade):
        on_list(reading, trade).require()
    return _said(rows)


def check(reading: Reading, trade: TradeFacts) -> tuple[Answer, ...]:
    """Everything that can be compared as the trade stands: sheets always, its list once decoded, what is stored of it
    while no marks have changed since."""
    answers = [on_sheets(reading, trade)]
    if is_decoded(reading, trade):
        answers.append(on_list(reading, trade))
        last = stored.last_revision(reading, trade.id)
        if last is not None and sheets.is_locked(reading, trade.id) and not any_reopened(reading, trade.id):
            answers.append(on_revision(reading, trade, last))
    return tuple(answers)


def before_ranking(reading: Reading, trade: TradeFacts, groups: Iterable[RankedGroup]) -> dict[str, Any]:
    """As `before_lock`, of the audit entry that tells of stored places."""
    return _said(on_list(reading, trade, lists_of(groups)).require())


def before_export(reading: Reading, stated: Iterable[tuple[TradeFacts, Revision]]) -> dict[str, Any]:
    """As `before_lock`, of the audit entries that tell of a bundle."""
    return _said(sum(on_revision(reading, trade, revision).require() for trade, revision in stated))


def _said(rows: int) -> dict[str, Any]:
    return {"second_opinion": AGREED, "second_opinion_rows": rows}


class _Marks:
    """The marks that count on every sheet of a trade, read row by row."""

    def __init__(self, reading: Reading, trade: TradeFacts) -> None:
        self.trade = trade
        self.sheets = {(one.round, one.code): one for one in sheets.sheets_of(reading, trade.id)}
        cells: dict[tuple[str, str], dict[tuple[str, str], Mark]] = {}
        final: dict[tuple[str, str], dict[tuple[str, str], Mark]] = {}
        for row in counted_marks(reading, trade.id):
            layer = cells if row.keying == 1 else final
            sheet = layer.setdefault((row.round, row.code), {})
            mark = _mark(row.value, row.token)
            if mark is None:
                sheet.pop((row.aspect, row.seat), None)
            else:
                sheet[row.aspect, row.seat] = mark
        for name, words in final.items():
            cells.setdefault(name, {}).update(words)
        self.cells = cells

    def of(self, round_id: str, code: str) -> RoundMarks:
        """The marks of one sheet with its status and time."""
        sheet = self.sheets.get((round_id, code))
        if sheet is None:
            return RoundMarks()
        marks: dict[str, dict[str, Mark]] = {}
        score = None
        for (aspect, seat), mark in self.cells.get((round_id, code), {}).items():
            if aspect:
                marks.setdefault(aspect, {})[seat] = mark
            elif mark.thousandths is not None:
                score = from_thousandths(mark.thousandths)
        return RoundMarks(marks, score, Status(sheet.status or _PRESENT), sheet.seconds)

    def opinion(self, reading: Reading, part: Round) -> dict[str, RoundLine]:
        """The second opinion on every sheet of a round by code, each under the scheme it was printed from."""
        by_scheme: dict[int, dict[str, RoundMarks]] = {}
        for (round_id, code), sheet in self.sheets.items():
            if round_id == part.id:
                by_scheme.setdefault(sheet.scheme_id, {})[code] = self.of(round_id, code)
        found: dict[str, RoundLine] = {}
        for scheme_id, given in by_scheme.items():
            own = scheme_rules(reading, scheme_id).round(part.id) or part
            found |= opinion_on_round(self.trade.rules, own, given)
        return found


@lru_cache(maxsize=20_000)
def _mark(value: int | None, token: str | None) -> Mark | None:
    """The mark of a row; there are few different ones in a trade."""
    if token is not None:
        return mark_from_token(token)
    if type(value) is float:  # a file changed by hand: the schema has whole numbers
        raise Refusal("opinion.not_whole", text=str(value))
    return None if value is None else Mark(thousandths=value)


def _opinion(reading: Reading, trade: TradeFacts, rules: Trade) -> Opinion:
    marks, codes = _Marks(reading, trade), codes_by_entry(reading, trade)
    attended = day.attendance_of(reading, trade.id)
    listed = []
    for entry in people.entries(reading, trade.id, "approved"):
        rounds = {}
        for part in rules.rounds:
            given = marks.of(part.id, codes.get(part.id, {}).get(entry.id, ""))
            noted = attended.get((entry.id, part.id))
            if noted is not None and noted.status != _PRESENT:
                given = RoundMarks(given.marks, given.score, Status(noted.status), given.seconds)
            rounds[part.id] = given
        about = Entry(entry.number, "", "", entry.group, entry.guest, entry.no_award)
        listed.append(EntryMarks(about, rounds))
    return second_opinion(rules, listed, *_ruled(reading, trade))


def _ruled(
    reading: Reading, trade: TradeFacts
) -> tuple[dict[str, Fraction], dict[str, int], dict[tuple[str, str], Edge], SideRulings, SideEdges]:
    """What the chief judge decided of a trade, in the second opinion's words; the last word on a thing counts."""
    extra: dict[str, Fraction] = {}
    order: dict[str, int] = {}
    edges: dict[tuple[str, str], Edge] = {}
    side_order: dict[str, dict[str, int]] = {}
    side_edges: dict[tuple[str, str, str], Edge] = {}
    for ruling in stored.rulings_of(reading, trade.id):
        subject = ruling.subject
        if ruling.kind == "tie":
            order.update({entry: place for place, entry in enumerate(subject)})
        elif ruling.kind == "award_edge":
            edges[ruling.group, subject] = Edge(ruling.decision)
        elif ruling.kind == "extra":
            extra.update({entry: Fraction(score) for entry, score in subject})
        elif ruling.kind == "side_tie":
            own = side_order.setdefault(subject["ranking"], {})
            own.update({entry: place for place, entry in enumerate(subject["entries"])})
        elif ruling.kind == "side_edge":
            side_edges[subject["ranking"], ruling.group, subject["award"]] = Edge(ruling.decision)
    return extra, order, edges, side_order, side_edges


def _stored_differences(trade: Trade, line: Result, said: Line) -> Iterator[Difference]:
    pairs = (
        ("group", line.group, said.group or line.group),
        ("status", line.status, said.standing),
        ("place", shown(line.place), shown(said.rank)),
        ("joint", *yes_no(line.joint, said.joint)),
        ("decided_by", line.decided_by, said.decided_by),
        ("award", line.award, said.award),
    )
    yield from unequal(line.entry, pairs)
    for part in trade.rounds:
        amount = said.rounds[part.id].score
        text = line.scores.get(part.id) or ""
        if not _prints(text, amount):
            yield Difference(line.entry, part.id, text or NOTHING, shown(amount))
    if not _prints_total(trade, line.total_text, said):
        yield Difference(line.entry, "total_text", line.total_text or NOTHING, shown(said.total))


def _stored_side_differences(trade: Trade, line: SideResult, opinion: Opinion) -> Iterator[Difference]:
    rule = trade.side(line.ranking)
    side = opinion.sides.get(line.ranking)
    said = side.lines.get(line.entry) if side else None
    if rule is None or said is None:
        yield replace(absent(line.entry, True), field=f"{line.ranking}:listed")
        return
    pairs = (
        ("status", line.status, said.standing),
        ("place", shown(line.place), shown(said.rank)),
        ("joint", *yes_no(line.joint, said.joint)),
        ("decided_by", line.decided_by, said.decided_by),
        ("award", line.award, said.award),
    )
    for found in unequal(line.entry, pairs):
        yield replace(found, field=f"{line.ranking}:{found.field}")
    if not _prints_total(trade, line.total_text, said):
        yield Difference(line.entry, f"{line.ranking}:total_text", line.total_text or NOTHING, shown(said.total))


def _prints(text: str, amount: Amount | None) -> bool:
    """Whether a printed score is the amount: every digit of it, or twelve places of one that never ends."""
    if amount is None or not text:
        return amount is None and not text
    places = len(text.partition(".")[2])
    exact = amount.units * 10**places % amount.scale == 0
    return (exact or places >= MOST_DECIMALS) and amount.reads_as(text, "half_up")


def _prints_total(trade: Trade, text: str, said: Line) -> bool:
    """As `_prints`; a list ranked by exact totals shows as many decimals as it takes, each rounded as declared."""
    rules = trade.rules
    if rules.rank_by is RankBy.ROUNDED or rules.total_decimals is None or said.exact is None:
        return _prints(text, said.total)
    places = len(text.partition(".")[2])
    return places >= rules.total_decimals and said.exact.reads_as(text, rules.rounding.value)
