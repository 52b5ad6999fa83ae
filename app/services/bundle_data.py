"""What a bundle says of a trade: results by entry number, and everything they can be computed from again.

Rules:
0. Beside the rows of the all-round list stand, where there are any, the further rankings and the proposed honours:
   members a receiver that does not know them passes over and keeps.
1. Rows are by entry number and never hold a name; where people came from stands beside them as counts. A score is the
   decimal string that was printed; one that never ends is cut to twelve places. Lists of this trade that were revised
   before they were reported stand under `earlier`.
2. The marks file holds every mark that counts or counted before a correction: per entry, round, aspect and judge in
   order of `seq`, and the last one counts; `mark` null says it was taken back. A number is a decimal string, anything
   else its token (`i:E1a*2` deductions, `w:recused` a word). The aspect `*` is the score of a whole round.
3. Beside the marks stand the definition they were marked under, statuses and times, and the chief judge's rulings, so
   that `recompute` finds the same list without this program's database.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from app.bundle.datafiles import DECIMAL, SCHEMA
from app.bundle.persons import SealedPersons, seal
from app.domain.contest import Status
from app.domain.numbers import from_thousandths, show
from app.domain.scores import Standing
from app.services.common import TradeFacts
from app.services.drawing import codes_by_entry
from db.queries import accounts, day, honours, people, personal
from db.queries import audit as stored_audit
from db.queries import contest as contests
from db.queries import results as stored
from db.queries import scoring as sheets
from db.queries.bundles import counted_marks
from db.queries.results import Result, Revision, SideResult
from db.store import Reading

WHOLE_ROUND = "*"
MOST_DECIMALS = 12
_KEYED = "keyed"
_PLAIN = {Standing.RANKED.value, Standing.GUEST.value, Standing.INCOMPLETE.value}
Json = dict[str, Any]


def composed(value: Any) -> Any:
    """The same value with every text in the composed form (NFC) that received files must have."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: composed(item) for key, item in value.items()}
    return [composed(item) for item in value] if isinstance(value, (list, tuple)) else value


def stated(text: str | None) -> str | None:
    """A printed score as the bundle states it (rule 1)."""
    if text is None or text == "":
        return None
    return text if DECIMAL.fullmatch(text) else show(Fraction(text), MOST_DECIMALS)


def results_document(reading: Reading, trade: TradeFacts, revision: Revision, number: int) -> Json:
    """`data/results/<trade>.json`: the stored list of a revision, as revision `number` of the bundles."""
    lines = stored.results_of(reading, revision.id)
    rows = [_row(line) for line in lines]
    document: Json = {
        "schema": SCHEMA,
        "trade": trade.code,
        "revision": number,
        "decimals": trade.rules.rules.total_decimals,
        "delegations": list(_delegations(reading, trade, lines)),
        "rows": rows,
    }
    earlier = [_earlier(reading, one) for one in stored.revisions(reading, trade.id) if one.number < revision.number]
    if earlier:
        document |= {"list": revision.number, "cause": revision.cause, "earlier": earlier}
    beside = stored.side_results_of(reading, revision.id)
    if beside:
        document["rankings"] = [
            {"id": rule.id, "name": rule.name, "rows": [_side_row(one) for one in beside if one.ranking == rule.id]}
            for rule in trade.rules.rankings
        ]
    proposed = honours.recorded(reading, revision.id)
    if proposed:
        document["honours"] = [{"entry": one.entry, "honour": one.honour} for one in proposed]
    composed_document: Json = composed(document)
    return composed_document


def _earlier(reading: Reading, revision: Revision) -> Json:
    """A list as it stood before it was revised."""
    rows = [_row(line) for line in stored.results_of(reading, revision.id)]
    return {"list": revision.number, "cause": revision.cause, "posted": revision.posted_at is not None, "rows": rows}


def _side_row(line: SideResult) -> Json:
    return {
        "entry": line.entry,
        "group": line.group,
        "standing": line.status,
        "total": stated(line.total_text),
        "place": line.place,
        "joint": line.joint,
        "award": line.award or None,
    }


def _delegations(reading: Reading, trade: TradeFacts, lines: Sequence[Result]) -> Iterator[Json]:
    """How many entries and people each delegation sent: counts only, so that a list stays without names."""
    contest = contests.the_contest(reading)
    kinds = {row[1]: row[2] for row in people.delegations(reading, contest.id)} if contest else {}
    members = people.members(reading, trade.id)
    for name in sorted({line.delegation for line in lines}):
        own = [line for line in lines if line.delegation == name]
        counts = {"entries": len(own), "people": sum(max(1, len(members.get(line.entry_id, ()))) for line in own)}
        yield {"name": name, "kind": kinds.get(name, ""), **counts}


def _row(line: Result) -> Json:
    return {
        "entry": line.entry,
        "group": line.group,
        "status": Status.PRESENT.value if line.status in _PLAIN else line.status,
        "standing": line.status,
        "rounds": {round_id: stated(score) for round_id, score in line.scores.items()},
        "total": stated(line.total_text),
        "place": line.place,
        "joint": line.joint,
        "decided_by": line.decided_by,
        "award": line.award or None,
        "guest": line.guest,
        "no_award": line.no_award,
        **({"scaled": line.scaled} if line.scaled else {}),
    }


def marks_document(reading: Reading, trade: TradeFacts, revision: Revision) -> Json:
    """`data/marks/<trade>.json` (rules 2 and 3)."""
    rulings = [
        {"kind": one.kind, "group": one.group, "subject": one.subject, "decision": one.decision}
        for one in stored.rulings_of(reading, trade.id)
    ]
    document = {
        "schema": SCHEMA,
        "trade": trade.code,
        "definition": sheets.scheme_document(reading, revision.scheme_id)[1],
        "rounds": list(_rounds(reading, trade)),
        "rulings": rulings,
        "marks": list(_marks(reading, trade)),
    }
    composed_document: Json = composed(document)
    return composed_document


def _rounds(reading: Reading, trade: TradeFacts) -> Iterator[Json]:
    """Statuses and times, where there is one. What check-in noted of an entry goes before the word on its sheet."""
    codes = codes_by_entry(reading, trade)
    marked = {(sheet.round, sheet.code): sheet for sheet in sheets.sheets_of(reading, trade.id)}
    attended = day.attendance_of(reading, trade.id)
    present = Status.PRESENT.value
    for entry in people.entries(reading, trade.id, "approved"):
        for rules in trade.rules.rounds:
            sheet = marked.get((rules.id, codes[rules.id].get(entry.id, "")))
            noted = attended.get((entry.id, rules.id))
            status = noted.status if noted is not None and noted.status != present else ""
            status = status or (sheet.status if sheet is not None else "") or present
            seconds = sheet.seconds if sheet is not None else None
            if status != present or seconds is not None:
                yield {"entry": entry.number, "round": rules.id, "status": status, "seconds": seconds}


def _marks(reading: Reading, trade: TradeFacts) -> Iterator[Json]:
    numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id, "approved")}
    holder = {
        (round_id, code): numbers[entry_id]
        for round_id, codes in codes_by_entry(reading, trade).items()
        for entry_id, code in codes.items()
        if entry_id in numbers
    }
    counts: dict[tuple[str, str, str, str], int] = {}
    for mark in counted_marks(reading, trade.id):
        entry = holder.get((mark.round, mark.code))
        if entry is None:
            continue  # the sheet of an entry withdrawn since
        aspect = mark.aspect or WHOLE_ROUND
        cell = (entry, mark.round, aspect, mark.seat)
        counts[cell] = counts.get(cell, 0) + 1
        text = mark.token if mark.value is None else show(from_thousandths(mark.value))
        row = {"entry": entry, "round": mark.round, "aspect": aspect, "judge": mark.seat, "seq": counts[cell]}
        # Who keyed what and when stands in the audit; here only what was settled, marked again or corrected says so.
        yield {**row, "mark": text} if mark.origin == _KEYED else {**row, "mark": text, "origin": mark.origin}


def sealed_persons(reading: Reading, trades: list[TradeFacts], recipients: tuple[str, ...]) -> SealedPersons | None:
    """Names, documents and free texts, sealed to the office; None without an enrolled office key.

    Raises Refusal "personal.closed" when nobody here can open the numbers.
    """
    if not recipients:
        return None
    personal.refuse_closed(reading)
    entries = [entry for trade in trades for entry in _persons(reading, trade)]
    staff = [{"user": f"u{one.id}", "name": one.name} for one in accounts.all_accounts(reading)]
    notes = [{"ref": f"{seq}", "text": text} for seq, text in stored_audit.notes(reading).items()]
    return seal(composed(entries), composed(staff), composed(notes), recipients)


def _persons(reading: Reading, trade: TradeFacts) -> Iterator[Json]:
    behind = people.members(reading, trade.id)
    for entry in people.entries(reading, trade.id, "approved"):
        members = behind.get(entry.id, ())
        first = members[0] if members else None
        yield {
            "entry": entry.number,
            "name": entry.name,
            "unit": entry.unit or entry.delegation,
            "document_type": first.id_kind if first else "",
            "document_number": first.id_number if first else "",
            "phone": first.phone if first else "",
            "members": [
                {"name": one.name, "document_type": one.id_kind, "document_number": one.id_number, "phone": one.phone}
                for one in members[1:]
            ],
        }
