"""How far one trade is at each of the nine stages of the board, from counts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.contest import Round
from app.domain.recheck import all_again
from app.services.board_view import Lack, StageCell, State
from app.services.common import TradeFacts, is_blind, rounds_to_recheck
from db.queries.board import RecheckCount, RevisionCount, SheetCount

AGREED = frozenset({"agreed", "rechecked"})
NOT_KEYED = frozenset({"empty", "first"})
WAITS = StageCell(State.WAITING)
NOTHING = StageCell(State.NONE)


@dataclass(frozen=True)
class TradeCounts:
    """Everything counted about one trade.

    `told` and `present` are by round: approved entries with a word at check-in, and those of them who came. `spreads`,
    `doubtful`, `differing` and `incidents` name codes; `questions` are ties and award edges nobody has ruled on.
    """

    trade: TradeFacts
    states: Mapping[str, int]
    told: Mapping[str, int] = field(default_factory=dict)
    present: Mapping[str, int] = field(default_factory=dict)
    drawn: Mapping[str, int] = field(default_factory=dict)
    sheets: tuple[SheetCount, ...] = ()
    keyed_lately: Mapping[str, int] = field(default_factory=dict)
    spreads: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    sign_off: str = ""
    rechecks: Mapping[str, RecheckCount] = field(default_factory=dict)
    revision: RevisionCount | None = None
    questions: int = 0
    appeals: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    printed: int = 0
    empty_seats: int = 0  # seats of its panels nobody sits on; not counted once marks came

    @property
    def approved(self) -> int:
        """How many entries compete."""
        return self.states.get("approved", 0)

    @property
    def waiting(self) -> int:
        """How many entries nobody has decided on."""
        return self.states.get("waiting", 0)

    @property
    def listed(self) -> int:
        """How many entries are on the list at all."""
        return sum(count for state, count in self.states.items() if state != "withdrawn")

    @property
    def closed(self) -> bool:
        """Whether the list is closed."""
        return self.trade.registration_closed_at is not None

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The rounds everybody takes part in."""
        return tuple(rules for rules in self.trade.rules.rounds if not rules.optional)

    @property
    def theory_rounds(self) -> tuple[Round, ...]:
        """The rounds of the theory page: those without a scheme, and the one called theory."""
        return tuple(rules for rules in self.rounds if not rules.on_sheets or rules.id == "theory")

    @property
    def practical_rounds(self) -> tuple[Round, ...]:
        """The rounds of the score grid."""
        theory = {rules.id for rules in self.theory_rounds}
        return tuple(rules for rules in self.rounds if rules.id not in theory)

    @property
    def blind_rounds(self) -> tuple[Round, ...]:
        """The rounds that need a draw."""
        return tuple(rules for rules in self.rounds if is_blind(self.trade, rules))

    @property
    def locked(self) -> bool:
        """Whether the marks are signed."""
        return self.sign_off in ("lock", "decode")

    @property
    def decoded(self) -> bool:
        """Whether places may be made."""
        return self.sign_off == "decode" or (self.locked and not any(is_blind(self.trade, r) for r in self.rounds))

    @property
    def checkin_round(self) -> Round | None:
        """The round whose check-in is not over: the first one where somebody has no word yet."""
        return next((rules for rules in self.rounds if self.told.get(rules.id, 0) < self.approved), None)

    @property
    def draws_open(self) -> tuple[str, ...]:
        """Rounds where everybody has a word and nothing is drawn."""
        return tuple(
            rules.id
            for rules in self.blind_rounds
            if rules.id not in self.drawn
            and self.approved
            and self.told.get(rules.id, 0) >= self.approved
            and self.present.get(rules.id, 0)
        )

    @property
    def bare(self) -> bool:
        """Whether there is no scheme yet: rounds that will be drawn and marked are not known before there is one."""
        return not self.sheets and not any(rules.on_sheets for rules in self.trade.rules.rounds)

    def progress(self, rounds: Iterable[Round]) -> tuple[int, int]:
        """Sheets agreed (or covered by a status), and all sheets, of some rounds."""
        ids = {rules.id for rules in rounds}
        mine = [part for part in self.sheets if part.round in ids]
        done = sum(part.count for part in mine if part.covered or part.state in AGREED)
        return done, sum(part.count for part in mine)

    def marked(self, rounds: Iterable[Round]) -> bool:
        """Whether every one of some rounds has its sheets and all are agreed."""
        rounds = tuple(rounds)
        done, whole = self.progress(rounds)
        made = {part.round for part in self.sheets}
        return bool(whole) and done == whole and all(rules.id in made for rules in rounds)

    def left(self, rounds: Iterable[Round], states: frozenset[str]) -> list[SheetCount]:
        """The sheets of some rounds that are in one of the states, by sitting."""
        ids = {rules.id for rules in rounds}
        found = [s for s in self.sheets if s.round in ids and s.state in states and not s.covered]
        return sorted(found, key=lambda part: part.sitting)

    @property
    def recheck_done(self) -> bool:
        """Whether the sample of every round is looked at and leaves nothing to do again."""
        if not self.trade.rules.rules.recheck_needed:
            return True
        return all(self._round_rechecked(round_id) for round_id in rounds_to_recheck(self.trade))

    def _round_rechecked(self, round_id: str) -> bool:
        found = self.rechecks.get(round_id)
        return found is not None and found.looked == found.items and not self.again(found)

    def again(self, found: RecheckCount) -> bool:
        """Whether a finished sample had too many errors, so that every sheet must be looked at."""
        if found.full or found.looked < found.items:
            return False
        return all_again(self.trade.rules.rules.recheck, found.wrong, found.items)

    @property
    def signature_missing(self) -> bool:
        """Whether only the signatures are missing before the lock."""
        return bool(self.approved) and not self.locked and self.marked(self.rounds) and self.recheck_done


def cells(counts: TradeCounts) -> tuple[StageCell, ...]:
    """The nine cells of a trade, in the order of `STAGES`."""
    return (
        _registration(counts),
        _checkin(counts),
        _draw(counts),
        _marks(counts, counts.theory_rounds),
        _marks(counts, counts.practical_rounds),
        _recheck(counts),
        _ranking(counts),
        _certificates(counts),
        _report(counts),
    )


def _registration(counts: TradeCounts) -> StageCell:
    if counts.closed:
        return StageCell(State.LOCKED, counts.approved)
    if counts.waiting:
        return StageCell(State.CURRENT, counts.listed - counts.waiting, counts.listed)
    if counts.approved and any(counts.told.values()):
        return StageCell(State.DONE, counts.approved)
    return StageCell(State.CURRENT, counts.approved)


def _checkin(counts: TradeCounts) -> StageCell:
    begun = any(counts.told.values())
    if not counts.approved or not (begun or counts.closed):
        return WAITS
    part = counts.checkin_round
    if part is not None:
        return StageCell(State.CURRENT, counts.told.get(part.id, 0), counts.approved)
    over = all(rules.id in counts.drawn for rules in counts.blind_rounds)
    return StageCell(State.LOCKED if over else State.DONE, counts.approved, counts.approved)


def _draw(counts: TradeCounts) -> StageCell:
    blind = counts.blind_rounds
    if not blind:
        return WAITS if counts.bare else NOTHING
    drawn = [rules.id for rules in blind if rules.id in counts.drawn]
    codes = counts.progress(rules for rules in blind if rules.id in drawn[-1:])[1]
    if len(drawn) == len(blind):
        return StageCell(State.LOCKED, codes)
    return StageCell(State.CURRENT, codes) if counts.draws_open or drawn else WAITS


def _marks(counts: TradeCounts, rounds: tuple[Round, ...]) -> StageCell:
    if not rounds:
        return WAITS if counts.bare else NOTHING
    if not counts.progress(rounds)[1]:
        return WAITS
    # Rounds come one after the other: the figures are those of the round in hand, or of the last one.
    in_hand = next((rules for rules in rounds if not counts.marked((rules,))), rounds[-1])
    done, whole = counts.progress((in_hand,))
    if counts.marked(rounds):
        return StageCell(State.LOCKED if counts.locked else State.DONE, done)
    return StageCell(State.CURRENT, done, whole)


def _recheck(counts: TradeCounts) -> StageCell:
    looked = sum(found.looked for found in counts.rechecks.values())
    items = sum(found.items for found in counts.rechecks.values())
    if counts.decoded:
        return StageCell(State.LOCKED, looked)
    if counts.locked:
        return StageCell(State.CURRENT, looked, items)
    if counts.spreads:
        return StageCell(State.DECIDE, len(counts.spreads))
    if counts.differing:
        return StageCell(State.DIFFERS, len(counts.differing))
    if not counts.approved or not counts.marked(counts.rounds):
        return WAITS
    again = sum(counts.again(found) for found in counts.rechecks.values())
    if again:
        return StageCell(State.DECIDE, again)
    if counts.signature_missing:
        return StageCell(State.BLOCKED, looked, 0, Lack.SIGNATURE)
    return StageCell(State.CURRENT, looked, items)


def _ranking(counts: TradeCounts) -> StageCell:
    revision = counts.revision
    if not counts.decoded:
        return WAITS
    if revision is None:
        return StageCell(State.CURRENT, 0, counts.approved)
    decide = counts.questions + len(counts.appeals)
    if decide:
        return StageCell(State.DECIDE, decide)
    if revision.confirmed_at is None:
        return StageCell(State.CURRENT, revision.entries)
    return StageCell(State.DONE, revision.entries)


def _certificates(counts: TradeCounts) -> StageCell:
    revision = counts.revision
    if revision is None or revision.confirmed_at is None:
        return WAITS
    printed = min(counts.printed, revision.winners)
    if printed < revision.winners:
        return StageCell(State.CURRENT, printed, revision.winners)
    return StageCell(State.DONE, printed)


def _report(counts: TradeCounts) -> StageCell:
    revision = counts.revision
    if revision is None or revision.confirmed_at is None:
        return WAITS
    return StageCell(State.DONE, 1) if revision.exported else StageCell(State.CURRENT, 0, 1)
