"""The data files of a bundle: results and marks of each trade, read, checked, and held against each other.

Rules (check 15 of the receiver):
1. Results and marks are canonical JSON of schema 1; out of form is E10 and names the place.
2. Entry numbers are unique, revision and count agree with the manifest, every mark belongs to an entry of the results,
   no mark number is used twice in one cell; else E17 and the entry is named.
3. Totals, places and awards are computed again from the marks by the receiver's own rules. That is the business of a
   callable passed in: a bundle carries no rules that a receiver would have to believe.
Scores are decimal strings as the rules made them; no float is ever read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.bundle import canonical
from app.bundle.canonical import TRADE, Node
from app.bundle.findings import Finding, MalformedError
from app.bundle.manifest import CONTESTANT_LIMIT, BundleRef, Manifest, TradeLine
from app.domain.audit import INTEGER_LIMIT

SCHEMA = 1
STATUSES = ("present", "absent", "late", "withdrawn", "retired", "disqualified")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?")
_ID = re.compile(r"[^\x00-\x1f]{1,64}")
MARK_LIMIT = 5_000_000


@dataclass(frozen=True)
class TradeData:
    """Results and marks of one trade, as parsed; unknown members are still in them."""

    trade: str
    results: Mapping[str, Any]
    marks: Mapping[str, Any]
    results_sha256: str


@dataclass(frozen=True)
class Mismatch:
    """One value that does not follow from the marks: whose, which (`total`, `place`, `award`, a round), both values."""

    entry: str
    what: str
    stated: str
    computed: str


Recompute = Callable[[Mapping[str, Any], Mapping[str, Any], BundleRef | None], Sequence[Mismatch]]


def read_trade(line: TradeLine, manifest: Manifest, files: Mapping[str, bytes]) -> TradeData:
    """Results and marks of one trade, rule 1. Raises Finding E10."""
    try:
        results = _results(canonical.parse(files[line.path], line.path), line.path)
        marks = _marks(canonical.parse(files[line.marks_path], line.marks_path), line.marks_path)
    except MalformedError as error:
        raise Finding("bundle.e10_content", place=error.place) from None
    return TradeData(line.trade, results, marks, manifest.file(line.path).sha256)


def _results(value: Any, place: str) -> dict[str, Any]:
    root = Node(value, place)
    root.member("schema").integer(SCHEMA, SCHEMA)
    root.member("trade").text(TRADE)
    root.member("revision").integer(1)
    decimals = root.member("decimals")
    if not decimals.missing:  # null: totals stay exact
        decimals.integer(0, 12)
    for row in root.member("rows").odd_items(_plain_results, most=CONTESTANT_LIMIT):
        row.member("entry").text(_ID)
        row.member("group").text(empty=True)
        row.member("status").word(*STATUSES)
        for _, score in row.member("rounds").members():
            _decimal(score)
        _decimal(row.member("total"))
        if not row.member("place").missing:
            row.member("place").integer(1, CONTESTANT_LIMIT)
        if not row.member("award").missing:
            row.member("award").text(empty=True)
    if "delegations" in root.object():
        _delegations(root.member("delegations"))
    return root.object()


def _delegations(node: Node) -> None:
    """How many entries and people came from where; newer bundles say so for the office's counts."""
    for one in node.items(most=CONTESTANT_LIMIT):
        one.member("name").text(empty=True, most=200)
        one.member("kind").text(empty=True, most=40)
        one.member("entries").integer(0, CONTESTANT_LIMIT)
        one.member("people").integer(0, 100 * CONTESTANT_LIMIT)


def _plain_results(rows: Sequence[Any]) -> bool:
    """Whether all rows are in form, in one quick look; the slow way names the place of one that is not."""
    score = DECIMAL.fullmatch
    try:
        for row in rows:
            total, place, award = row["total"], row["place"], row["award"]
            if not (
                type(row["entry"]) is str
                and _ID.fullmatch(row["entry"])
                and type(row["group"]) is str
                and row["status"] in STATUSES
                and (total is None or score(total))
                and (place is None or (type(place) is int and 1 <= place <= CONTESTANT_LIMIT))
                and (award is None or type(award) is str)
                and None not in map(score, [one for one in row["rounds"].values() if one is not None])
            ):
                return False
    except (AttributeError, LookupError, TypeError):
        return False
    return True


def _plain_marks(rows: Sequence[Any]) -> bool:
    """As `_plain_results`, for marks."""
    known = _ID.fullmatch
    try:
        for row in rows:
            judge, seq, mark = row["judge"], row["seq"], row["mark"]
            if not (
                known(row["entry"])
                and known(row["aspect"])
                and type(row.get("round", "")) is str
                and type(judge) is str
                and len(judge) <= 64
                and type(seq) is int
                and 1 <= seq <= INTEGER_LIMIT
                and (mark is None or (type(mark) is str and len(mark) <= 400))
            ):
                return False
    except (AttributeError, LookupError, TypeError):
        return False
    return True


def _marks(value: Any, place: str) -> dict[str, Any]:
    root = Node(value, place)
    root.member("schema").integer(SCHEMA, SCHEMA)
    root.member("trade").text(TRADE)
    for row in root.member("marks").odd_items(_plain_marks, most=MARK_LIMIT):
        row.member("entry").text(_ID)
        if "round" in row.object():
            row.member("round").text(empty=True)
        row.member("aspect").text(_ID)
        row.member("judge").text(empty=True, most=64)
        row.member("seq").integer(1)
        if not row.member("mark").missing:
            row.member("mark").text(empty=True, most=400)  # deductions may list many items
    return root.object()


def _decimal(node: Node) -> None:
    if not node.missing:
        node.text(DECIMAL)


def check_trade(line: TradeLine, data: TradeData) -> list[Finding]:
    """What contradicts between manifest, results and marks of a trade (rule 2)."""
    problems = []
    rows = data.results["rows"]
    entries = [row["entry"] for row in rows]
    stated = (line.trade, line.trade, line.revision, line.entries)
    found = (data.results["trade"], data.marks["trade"], data.results["revision"], len(rows))
    if stated != found:
        problems.append(Finding("bundle.e17_counts", trade=line.trade, stated=line.entries, found=len(rows)))
    known = set(entries)
    problems += [Finding("bundle.e17_twice", trade=line.trade, entry=entry) for entry in _twice(entries)]
    strangers = sorted({row["entry"] for row in data.marks["marks"]} - known)
    problems += [Finding("bundle.e17_stranger", trade=line.trade, entry=entry) for entry in strangers]
    cells = [
        (row["entry"], row.get("round", ""), row["aspect"], row["judge"], row["seq"]) for row in data.marks["marks"]
    ]
    problems += [
        Finding("bundle.e17_mark_twice", trade=line.trade, entry=cell[0], aspect=cell[2]) for cell in _twice(cells)
    ]
    return problems


def _twice(values: Sequence[Any]) -> list[Any]:
    seen: set[Any] = set()
    double = {value for value in values if value in seen or seen.add(value)}  # type: ignore[func-returns-value]
    return sorted(double, key=str)


def recompute_trade(data: TradeData, pack: BundleRef | None, recompute: Recompute) -> list[Finding]:
    """What the receiver's own rules compute differently from the same marks (rule 3)."""
    return [
        Finding(
            "bundle.e17_recompute",
            trade=data.trade,
            entry=one.entry,
            what=one.what,
            stated=one.stated,
            computed=one.computed,
        )
        for one in recompute(data.results, data.marks, pack)
    ]
