"""What the window asks before it prints: which kinds of paper there are for whom, of which trades and rounds, and a
paper made to be looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.domain.roles import Act, may
from app.services import keys
from app.services.access import Actor
from app.services.anchors import SEALED_KINDS
from app.services.common import Store, contest_facts
from app.services.papers import PAPER_KINDS, PrintedPaper, first_right, paper_kind, preview_paper, print_paper
from app.services.papers_common import Wish
from db.queries import keys as stored_keys

PARTS: dict[str, tuple[str, ...]] = {
    "before": ("timetable", "door-signs", "scheme", "examples", "passes", "pass-cards", "entries", "roster-problems"),
    "arrival": ("sign-in", "sign-in-photo", "check-in", "absent", "draw", "code-table", "code-labels", "envelopes"),
    "marking": ("blank-score-sheets", "judge-sheets", "score-sheets", "mismatches", "judge-summary",
                "judge-statistics", "incidents", "theory"),
    "recheck": ("recheck", "correction"),
    "results": ("standings", "single-standings", "delegations", "public-notice", "amendment-notice", "winners",
                "citations", "honours", "explanation"),
    "after": ("certificate-receipts", "appeal", "blank-appeal", "export-sheet", "loss-report"),
}  # fmt: skip
"""Kinds by part of the day. The form of keys is printed where keys are looked after, with the passphrase it takes."""


@dataclass(frozen=True)
class KindLine:
    """A kind of paper: `denied` tells that the person asking may not print it, `sealed` that it has no preview."""

    id: str
    name: str
    part: str
    of_contest: bool
    workbook: bool
    sealed: bool
    denied: bool


@dataclass(frozen=True)
class TradeChoice:
    """A trade with its rounds as (id, name)."""

    code: str
    name: str
    rounds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PaperChoice:
    """Everything a person chooses from."""

    kinds: tuple[KindLine, ...]
    trades: tuple[TradeChoice, ...]


@dataclass(frozen=True)
class Preview:
    """A paper as it will be printed; `takes_phrase`: with the certificate key's passphrase it bears a signed code."""

    pdf: bytes
    takes_phrase: bool
    workbook: bool


def choice(store: Store, by: Actor) -> PaperChoice:
    """What there is to print for somebody. Raises Refusal "contest.none"."""
    with store.read() as reading:
        trades = tuple(
            TradeChoice(trade.code, trade.name, tuple((part.id, part.name) for part in trade.rules.rounds))
            for trade in contest_facts(reading).trades
        )
    lines = tuple(_line(kind, part, by) for part, kinds in PARTS.items() for kind in kinds)
    return PaperChoice(lines, trades)


def _line(name: str, part: str, by: Actor) -> KindLine:
    kind = PAPER_KINDS[name]
    needs = {first_right(kind), *kind.asks_of(by)}
    denied = by.role is not None and not all(may(by.role, act) for act in needs)
    sealed = Act.SEE_CODES_WITH_NAMES in kind.needs
    return KindLine(kind.id, kind.zh, part, kind.make_all is not None, kind.workbook, sealed, denied)


def look(store: Store, name: str, wish: Wish, phrase: str = "", *, by: Actor, at: datetime) -> Preview:
    """A paper for the screen. Raises as `preview_paper`, and Finding for a wrong passphrase."""
    kind = paper_kind(name)
    pdf = preview_paper(store, name, _signed(store, kind.id, wish, phrase), by=by, at=at)
    with store.read() as reading:
        live = contest_facts(reading).mode == "live"
        takes = live and kind.id in SEALED_KINDS and bool(stored_keys.keys(reading, "certificate"))
    return Preview(pdf, takes, kind.workbook)


def write(
    store: Store, name: str, path: Path, wish: Wish, phrase: str = "", *, by: Actor, at: datetime
) -> PrintedPaper:
    """The same as a file. Raises as `print_paper`, and Finding for a wrong passphrase."""
    return print_paper(store, name, path, _signed(store, paper_kind(name).id, wish, phrase), by=by, at=at)


def _signed(store: Store, kind: str, wish: Wish, phrase: str) -> Wish:
    """A sheet for signature bears a signed code: in a demo always, else where the passphrase was typed."""
    if kind not in SEALED_KINDS:
        return wish
    return replace(wish, sheet_signer=keys.sheet_signer(store, phrase or None))
