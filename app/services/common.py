"""What every service shares: opening a store by its name, and the contest as its rules see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path

from app.domain.contest import Contest, Round, Trade
from app.domain.definition import read_definition
from app.errors import Refusal, WrongCall
from db.queries import first as contests
from db.queries import sheet_marks as sheets
from db.store import Reading
from db.store import Store as Store  # clients of the services name the store without knowing the database


def now() -> datetime:
    """This computer's time, aware, in UTC: the default of clients; services are always handed the time."""
    return datetime.now(UTC)


def open_store(name: str | Path) -> Store:
    """Open a contest file by the name a person gave.

    Raises WrongCall "store.no_server" for a database address, Refusal or WorldFailure as `Store.open`.
    """
    text = str(name)
    if text.startswith(("postgresql:", "postgres:")):
        raise WrongCall("store.no_server")
    return Store.open(Path(text).expanduser(), _need_true)


def _need_true(reading: Reading) -> None:
    from app.services.replay import need_true  # here: only a file of an older version is followed before it opens

    need_true(reading)


CHINA: tzinfo = timezone(timedelta(hours=8))  # one zone in the whole country
OFFICE_MODE = "office.mode"


def office_mode(reading: Reading) -> str | None:
    """live, test or demo of an office's file; None of any other."""
    mode = contests.setting(reading, OFFICE_MODE)
    return None if mode is None else str(mode)


@dataclass(frozen=True)
class TradeFacts:
    """A trade with its row's id and the rules of the scheme version in force."""

    id: int
    code: str
    name: str
    letter: str
    prefix: str
    groups: tuple[tuple[int, str], ...]
    scheme_id: int
    scheme_version: int
    registration_closed_at: datetime | None
    rules: Trade

    def round(self, code: str) -> Round:
        """The round of that id. Raises Refusal "contest.unknown_round"."""
        found = self.rules.round(code)
        if found is None:
            raise Refusal("contest.unknown_round", round=code, trade=self.name)
        return found

    def group_id(self, name: str) -> int | None:
        """The id of a group by its name."""
        return next((identity for identity, known in self.groups if known == name), None)

    def group_name(self, identity: int) -> str:
        """The name of a group by its id."""
        return next(known for known_id, known in self.groups if known_id == identity)


def is_blind(trade: TradeFacts, rules: Round) -> bool:
    """Whether a round has to be marked by blind code: it has sheets by a scheme, and the trade draws and hides."""
    return rules.on_sheets and trade.rules.rules.draw and trade.rules.rules.blind_layers > 0


def rounds_to_recheck(trade: TradeFacts) -> tuple[str, ...]:
    """Rounds with a scheme; where there is none, all rounds."""
    with_scheme = tuple(rules.id for rules in trade.rules.rounds if rules.on_sheets)
    return with_scheme or tuple(rules.id for rules in trade.rules.rounds)


@dataclass(frozen=True)
class ContestFacts:
    """The contest of a venue's file with all its trades, rules parsed."""

    id: int
    key: str
    mode: str
    row: contests.ContestData
    trades: tuple[TradeFacts, ...]

    @property
    def contest(self) -> Contest:
        """What the contest was made from, read once: opening a file and its board need the name and days alone."""
        return _contest(self.row)

    @property
    def name(self) -> str:
        """What the contest is called."""
        return self.row.name

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Its first and its last day; None for one that is not fixed."""
        first, last = (date.fromisoformat(day) if day else None for day in (self.row.starts, self.row.ends))
        return first, last

    def trade(self, code: str) -> TradeFacts:
        """The trade of a code or a name. Raises Refusal "contest.unknown_trade" with the known ones."""
        wanted = code.strip().lower()
        for trade in self.trades:
            if wanted in (trade.code, trade.name.lower()):
                return trade
        raise Refusal("contest.unknown_trade", trade=code, known="、".join(t.code for t in self.trades))

    def trade_of(self, identity: int) -> TradeFacts:
        """The trade of a row id."""
        return next(trade for trade in self.trades if trade.id == identity)


_PARSED: dict[str, Trade] = {}
MOST_PARSED = 500


def contest_facts(reading: Reading) -> ContestFacts:
    """The contest of this file. Raises Refusal "contest.none" when the file holds no single contest."""
    row = contests.the_contest(reading)
    if row is None:
        raise Refusal("contest.none")
    trades = tuple(_trade_facts(facts) for facts in contests.trades(reading, row.id))
    return ContestFacts(row.id, row.key, row.mode, row, trades)


def _trade_facts(facts: contests.TradeData) -> TradeFacts:
    return TradeFacts(
        id=facts.id,
        code=facts.code,
        name=facts.name,
        letter=facts.letter,
        prefix=facts.prefix,
        groups=facts.groups,
        scheme_id=facts.scheme_id,
        scheme_version=facts.scheme_version,
        registration_closed_at=facts.registration_closed_at,
        rules=_parsed(facts.scheme_sha256, lambda: facts.document),
    )


def _parsed(digest: str, document: Callable[[], Mapping[str, object]]) -> Trade:
    # Scheme documents never change once written, so a digest is a safe key; parsing one costs milliseconds.
    known = _PARSED.get(digest)
    if known is None:
        if len(_PARSED) > MOST_PARSED:
            _PARSED.clear()
        known = _PARSED[digest] = _read(document()).trades[0]
    return known


def _read(document: Mapping[str, object]) -> Contest:
    """A definition out of the file: it was refused or taken when it came in, so what is none now is damage."""
    try:
        return read_definition(document, kept=True)
    except Refusal as refusal:
        raise contests.Unreadable(refusal.code) from refusal


def scheme_rules(reading: Reading, scheme_id: int) -> Trade:
    """The rules of one scheme version, parsed once."""
    digest = sheets.scheme_digest(reading, scheme_id)
    return _parsed(digest, lambda: sheets.scheme_document(reading, scheme_id)[1])


_CONTESTS: dict[str, Contest] = {}


def _contest(row: contests.ContestData) -> Contest:
    if row.text not in _CONTESTS:
        _CONTESTS.clear()
        _CONTESTS[row.text] = _read(row.definition)
    return _CONTESTS[row.text]
