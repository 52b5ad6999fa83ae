"""What the report page shows: which trades can be reported, who signs, what was reported before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.errors import Refusal
from app.services.common import TradeFacts, contest_facts
from app.services.keys import kept_key
from app.services.receipts import bundle_lines
from db.queries import keys as stored_keys
from db.queries import results as stored_results
from db.store import Reading, Store


@dataclass(frozen=True)
class TradeToReport:
    """A trade and whether it can go into a bundle; `why` says what it waits for, None when it can."""

    code: str
    name: str
    entries: int
    revision: int
    why: Refusal | None


@dataclass(frozen=True)
class EarlierBundle:
    """A bundle built here. `verdict` is the office's answer, "" while there is none."""

    number: int
    made_at: datetime
    trades: tuple[str, ...]
    file_name: str
    sha256: str
    check_code: str
    verdict: str


@dataclass(frozen=True)
class BundlesView:
    """Everything the page shows. `mode` live, test or demo; `base_kept` and `base_holder`: whether a base key is
    kept here, and whose; `trusted`: a trust list of the office has been taken in."""

    mode: str
    trades: tuple[TradeToReport, ...]
    base_holder: str
    trusted: bool
    base_kept: bool
    earlier: tuple[EarlierBundle, ...]


def bundles_view(store: Store) -> BundlesView:
    """What can be reported now and what was."""
    with store.read() as reading:
        facts = contest_facts(reading)
        names = {trade.code: trade.name for trade in facts.trades}
        base = kept_key(reading, "base")
        trades = tuple(_trade(reading, trade) for trade in facts.trades)
        trusted = stored_keys.trust_list(reading) is not None
    earlier = tuple(
        EarlierBundle(
            one.number,
            one.made_at,
            tuple(names.get(str(line["trade"]), str(line["trade"])) for line in one.trades),
            one.file_name,
            one.sha256,
            one.file_name.removesuffix(".crb").rpartition("_")[2],
            one.receipt,
        )
        for one in reversed(bundle_lines(store))
    )
    return BundlesView(facts.mode, trades, base.holder if base else "", trusted, base is not None, earlier)


def _trade(reading: Reading, trade: TradeFacts) -> TradeToReport:
    last = stored_results.last_revision(reading, trade.id)
    if last is None:
        return TradeToReport(trade.code, trade.name, 0, 0, Refusal("export.not_ranked", trade=trade.name))
    count = len(stored_results.results_of(reading, last.id))
    why = None
    if last.confirmed_at is None:
        why = Refusal("export.not_confirmed", trade=trade.name, revision=last.number)
    return TradeToReport(trade.code, trade.name, count, last.number, why)
