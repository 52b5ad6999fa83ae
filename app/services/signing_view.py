"""What the recheck page shows: how far the sheets are, the sample, what keeps a trade from its lock, who signed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.domain.numbers import show
from app.domain.recheck import all_again
from app.errors import Refusal
from app.services import scoring, signing
from app.services.common import TradeFacts, contest_facts
from app.services.drawing import is_blind
from app.services.sheet_rules import FIRST
from app.services.sheet_view import RowView, SheetView
from db.queries import accounts
from db.queries import scoring as sheets
from db.queries import signing as stored
from db.store import Reading, Store

_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,12})?")


@dataclass(frozen=True)
class RoundProgress:
    """Sheets of a round: all that need marks, those agreed by both keyings, those rechecked."""

    round: str
    name: str
    sheets: int
    agreed: int
    rechecked: int


@dataclass(frozen=True)
class SampleItem:
    """A sheet to look at again. `why`: top, drawn or full; `verdict` "" while nobody has."""

    code: str
    sheet_id: int
    why: str
    verdict: str
    errors: int


@dataclass(frozen=True)
class SampleView:
    """The newest sample of a round. `share` is the error share in per cent, `again`: it is above the limit."""

    round: str
    name: str
    seed: str
    full: bool
    items: tuple[SampleItem, ...]
    wrong: int
    share: str
    again: bool

    @property
    def looked(self) -> int:
        """How many were looked at."""
        return sum(bool(item.verdict) for item in self.items)


@dataclass(frozen=True)
class Signed:
    """A signature under a trade and who gave it."""

    kind: str
    revision: int
    by: str
    second: str
    at: datetime
    digest: str = ""
    reason: str = ""


@dataclass(frozen=True)
class SignoffView:
    """Everything the page shows. `blockers` is empty once the trade can be locked; `limit`, `top` and `rest` are the
    rule of the recheck in per cent; `blind`: there are codes to reveal; `signatures` newest first."""

    trade: str
    name: str
    rounds: tuple[RoundProgress, ...]
    recheck_needed: bool
    top: str
    rest: str
    limit: str
    samples: tuple[SampleView, ...]
    blockers: tuple[Refusal, ...]
    locked: bool
    decoded: bool
    blind: bool
    signatures: tuple[Signed, ...]

    @property
    def may_draw(self) -> bool:
        """Whether every sheet is agreed, so that a sample can be drawn."""
        waiting = {"signing.no_recheck", "signing.recheck_open", "signing.all_again"}
        return all(blocker.code in waiting for blocker in self.blockers)

    @property
    def again(self) -> bool:
        """Whether errors were so many that everything must be looked at."""
        return any(sample.again for sample in self.samples)


@dataclass(frozen=True)
class PaperPart:
    """A part of a sheet whose total stands on the paper: a module, or the whole of a round without modules."""

    id: str
    name: str
    value: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class PaperSheet:
    """A sampled sheet for holding against its paper."""

    code: str
    round: str
    parts: tuple[PaperPart, ...]
    total: str


def signoff_view(store: Store, trade_code: str) -> SignoffView:
    """How far a trade is on its way to lock and reveal. Raises Refusal "contest.unknown_trade"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        rule = trade.rules.rules
        signatures = _signatures(reading, trade)
        locked = sheets.is_locked(reading, trade.id)
        return SignoffView(
            trade=trade.code,
            name=trade.name,
            rounds=_progress(reading, trade),
            recheck_needed=rule.recheck_needed,
            top=_percent(rule.recheck.top),
            rest=_percent(rule.recheck.rest),
            limit=_percent(rule.recheck.trigger),
            samples=tuple(_sample(trade, sample) for sample in signing.samples(reading, trade)),
            blockers=() if locked else signing.blockers(reading, trade),
            locked=locked,
            decoded=locked and next((one.kind for one in signatures if one.kind != "amend"), "") == "decode",
            blind=any(is_blind(trade, rules) for rules in trade.rules.rounds),
            signatures=signatures,
        )


def _percent(share: Fraction) -> str:
    return show(share * 100, 1).removesuffix(".0")


def _progress(reading: Reading, trade: TradeFacts) -> tuple[RoundProgress, ...]:
    states = stored.sheet_states(reading, trade.id)
    found = []
    for rules in trade.rules.rounds:
        counts = {state: count for (round_id, state), count in states.items() if round_id == rules.id}
        counts.pop("covered", None)
        rechecked = counts.get("rechecked", 0)
        agreed = rechecked + counts.get("agreed", 0) + counts.get("locked", 0)
        found.append(RoundProgress(rules.id, rules.name, sum(counts.values()), agreed, rechecked))
    return tuple(found)


def _sample(trade: TradeFacts, sample: signing.Sample) -> SampleView:
    items = tuple(SampleItem(i.code, i.sheet_id, i.why, i.verdict, i.errors) for i in sample.items)
    wrong = sum(item.errors > 0 for item in items)
    again = not sample.full and not sample.open and all_again(trade.rules.rules.recheck, wrong, len(items))
    name = trade.round(sample.round).name
    return SampleView(sample.round, name, sample.seed, sample.full, items, wrong, show(sample.share * 100, 1), again)


def _signatures(reading: Reading, trade: TradeFacts) -> tuple[Signed, ...]:
    names = {f"u{account.id}": account.name for account in accounts.all_accounts(reading)}
    return tuple(
        Signed(
            one.kind,
            one.revision,
            names.get(one.by, one.by),
            names.get(one.second, one.second),
            one.at,
            one.digest,
            one.reason,
        )
        for one in stored.sign_offs(reading, trade.id)
    )


def paper_sheet(store: Store, sheet_id: int) -> PaperSheet:
    """A sampled sheet, part by part, as it counts now. For the recheck: names stay out of it."""
    view = scoring.view(store, sheet_id, FIRST)
    return PaperSheet(view.code, view.round, _parts(view), view.total or "")


def paper_parts(reading: Reading, sheet_id: int) -> tuple[PaperPart, ...]:
    """The parts of a sheet whose totals stand on its paper, as they count now."""
    return _parts(scoring.read_view(reading, sheet_id, FIRST))


def _parts(view: SheetView) -> tuple[PaperPart, ...]:
    parts: list[PaperPart] = []
    rows: list[RowView] = []
    head: RowView | None = None
    for row in view.rows:
        if row.kind == "module":
            if head is not None:
                parts.append(PaperPart(head.id, head.name, head.score or "", tuple(rows)))
            head, rows = row, []
        elif row.kind == "aspect":
            rows.append(row)
    if head is not None:
        parts.append(PaperPart(head.id, head.name, head.score or "", tuple(rows)))
    else:
        parts.append(PaperPart("", view.round_name, view.total or "", tuple(rows)))
    return tuple(parts)


def same_as_paper(paper: str, machine: str) -> bool:
    """Whether a total as somebody wrote it is the machine's, rounded to as many decimals as stand on the paper.

    Raises ValueError for what is no number.
    """
    text = unicodedata.normalize("NFKC", paper.strip()).replace("。", ".")
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(paper)
    written = Fraction(text)
    decimals = len(text.partition(".")[2])
    unit = Fraction(1, 10**decimals)
    return machine != "" and abs(Fraction(machine) - written) * 2 <= unit
