"""What everything printed shares: the venue's time zone, data codes, whole files, what is asked for, and the head of a
sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

from app import NAME, VERSION
from app.bundle.archive import check_code
from app.documents.papers.model import Paper, PaperHead
from app.domain.contest import Round
from app.domain.numbers import decimals_of, show
from app.errors import Refusal
from app.services.access import Actor
from app.services.common import ContestFacts, Store, TradeFacts
from app.services.keys import SheetSigner
from app.services.marked import is_decoded
from app.services.paper_settings import PaperSettings, paper_settings
from db.queries import accounts
from db.queries import scoring as sheets
from db.queries.appeals import any_reopened
from db.store import Reading

VENUE_ZONE = timezone(timedelta(hours=8), "UTC+8")  # all of China keeps one time


def local(at: datetime) -> datetime:
    """A stored moment as the clock at the venue shows it."""
    return at.astimezone(VENUE_ZONE)


def clock(at: datetime) -> str:
    """The hour and minute at the venue."""
    return local(at).strftime("%H:%M")


def moment(at: datetime) -> str:
    """Date, hour and minute at the venue."""
    return local(at).strftime("%Y-%m-%d %H:%M")


def actor_name(by: Actor) -> str:
    """Who printed, as a sheet's foot says it; "本机" as long as nobody is entered, at the window and by a verb."""
    return by.name if by.role is not None else "本机"


def names_of_people(reading: Reading) -> dict[str, str]:
    """Names by the reference that rows and the chain keep (u3)."""
    return {f"u{account.id}": account.name for account in accounts.all_accounts(reading)} | {"console": "本机"}


@dataclass(frozen=True)
class Wish:
    """What of a kind of paper is asked for. None and "": all there is, or what the file says.

    `backs`: passes with their backs, for printing on both sides. `first_label` the place on a sheet of labels where the
    first goes, `shift` how far right and down labels are moved in mm; either means stock that is cut already.
    """

    trade: str | None = None
    round: str | None = None
    entry: str | None = None
    days: int | None = None
    phone: str = ""
    address: str = ""
    mask_names: bool = False
    sheet_signer: SheetSigner | None = None
    revision: int | None = None
    second: Actor | None = None
    base_pass: str = field(default="", repr=False)
    backs: bool = False
    first_label: int | None = None
    shift: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True)
class Printing:
    """One act of printing: the state it reads, who prints when, and what was asked for."""

    store: Store
    reading: Reading
    facts: ContestFacts
    by: Actor
    at: datetime
    wish: Wish

    @property
    def notice(self) -> PaperSettings:
        """What posted lists say about complaints: as asked for, else as the file says."""
        kept, wish = paper_settings(self.reading), self.wish
        return PaperSettings(
            max(1, kept.days if wish.days is None else wish.days),
            wish.phone or kept.phone,
            wish.address or kept.address,
            wish.mask_names or kept.mask_names,
        )

    def trades(self) -> tuple[TradeFacts, ...]:
        """The trade asked for, or all. Raises Refusal "contest.unknown_trade"."""
        return (self.facts.trade(self.wish.trade),) if self.wish.trade else self.facts.trades

    def rounds(self, trade: TradeFacts) -> tuple[Round, ...]:
        """The round asked for, or all of the trade. Raises Refusal "contest.unknown_round"."""
        return (trade.round(self.wish.round),) if self.wish.round else trade.rules.rounds

    def rounds_with_scheme(self, trade: TradeFacts) -> tuple[Round, ...]:
        """As `rounds`, only those with a marking scheme. Raises Refusal "papers.no_scheme"."""
        found = tuple(rules for rules in self.rounds(trade) if rules.on_sheets)
        if not found:
            raise Refusal("papers.no_scheme", trade=trade.name)
        return found

    def head(
        self,
        trade: TradeFacts | None = None,
        *,
        group: str = "",
        round_name: str = "",
        sitting: str = "",
        formal: bool | None = None,
        revision: int = 1,
        superseded: int = 0,
    ) -> PaperHead:
        """What a sheet of this act bears; the data code comes when its content stands."""
        return PaperHead(
            contest=self.facts.contest.name,
            printed_by=actor_name(self.by),
            printed_at=local(self.at),
            trade=trade.name if trade else "",
            group=group,
            round=round_name,
            sitting=sitting,
            formal=formal,
            revision=revision,
            superseded=superseded,
            demo=self.facts.mode != "live",
            program=f"{NAME} {VERSION}",
        )


def is_formal(reading: Reading, trade: TradeFacts) -> bool:
    """Whether lists of a trade say 正式: locked, nothing hidden any more, nothing reopened by an appeal."""
    locked = sheets.is_locked(reading, trade.id) and not any_reopened(reading, trade.id)
    return locked and is_decoded(reading, trade)


def digest_of(paper: Paper) -> str:
    """The digest of what a paper says, whoever prints it and when."""
    head = paper.head
    facts = (head.contest, head.trade, head.group, head.round, head.sitting, head.formal, head.revision)
    parts = (paper.kind, facts, paper.rows, paper.data, tuple(paper.headings.items()), paper.facts, paper.notes)
    return hashlib.sha256(repr((*parts, paper.code, paper.title)).encode()).hexdigest()


def coded(papers: Sequence[Paper]) -> Iterator[tuple[Paper, str]]:
    """Every paper with the data code of its content on it, and the whole digest."""
    for paper in papers:
        digest = digest_of(paper)
        yield replace(paper, head=replace(paper.head, data_code=check_code(digest.encode()))), digest


def sitting_name(number: int) -> str:
    """场次 as sheets name it."""
    return f"第 {number} 场"


LONG = 4
"""Computed scores that go on for ever are shown with so many decimals."""


def short(value: Fraction) -> str:
    """A computed score as paper shows it: every digit up to four decimals, longer ones rounded to four."""
    places = decimals_of(value)
    return show(value, LONG) if places is None or places > LONG else show(value, least=2)


def decimals_for(texts: Iterable[str | None]) -> int:
    """How many decimals a column of scores needs: two to four, or more where only they tell two scores apart."""
    values = {text: Fraction(text) for text in texts if text}
    needed = max((len(text.partition(".")[2]) for text in values), default=2)
    if needed <= LONG:
        return max(needed, 2)
    distinct = len(set(values.values()))
    return next((d for d in range(LONG, needed) if len({show(v, d) for v in values.values()}) == distinct), needed)
