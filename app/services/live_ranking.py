"""Places of a trade as its marks stand at this moment, kept between looks: one changed mark costs one sheet.

Nothing here is stored. Marks are committed by their own acts; the audit chain says which sheets they changed since the
last look, and anything else it tells of makes the list be read anew. So the list can be shown after every mark, and
never says anything but what the file says.
"""

from __future__ import annotations

from app.domain.audit import Head
from app.domain.ranking import KeptRanking, group_of, kept_trade
from app.domain.scores import Ranking
from app.services.common import contest_facts
from app.services.marked import TradeScores, trade_scores
from app.services.results_ranked import Lists, extra_scores, side_lists, tie_order, with_awards
from app.services.sheet_scores import score_sheet
from db.queries import feed, results
from db.queries import scoring as stored
from db.store import Reading

MARKED = "mark.set"
MOST_MARKS = 200
"""With more marks since the last look, reading everything at once is quicker."""
WITHOUT_EFFECT = frozenset(
    {"sheet.submitted", "sheet.agreed", "spread.decided", "account.logged_in", "account.failed", "access.denied"}
)
"""Acts that leave every score as it is."""


class LiveRanking:
    """The lists of one trade. Ask the same object again after every change."""

    def __init__(self, trade_code: str) -> None:
        self._code = trade_code
        self._seen: Head | None = None
        self._rankings: tuple[Ranking, ...] = ()
        self._lists: Lists | None = None

    def rankings(self, reading: Reading) -> tuple[Ranking, ...]:
        """One list per group, as the marks and rulings stand in this transaction.

        Raises Refusal "contest.unknown_trade", "results.not_decoded".
        """
        touched = self._touched(reading)
        if touched is None:
            self._seen = None
            self._read(reading)
        else:
            for round_id, code in touched:
                self._score_again(reading, round_id, code)
        if touched is None or touched:
            self._rankings = tuple(group.ranking() for group in self._groups.values())
            self._lists = None
        self._seen = feed.last_head(reading)
        return self._rankings

    def lists(self, reading: Reading) -> Lists:
        """As `ranked_lists`: places, awards and open questions, all-round and of the further rankings.

        Raises as `rankings`.
        """
        rankings = self.rankings(reading)
        if self._lists is None:
            trade = self._found.trade
            sides = tuple(side_lists(trade, self._scores, self._ruled)) if trade.rules.rankings else ()
            self._lists = with_awards(trade, rankings, self._ruled), sides
        return self._lists

    def _touched(self, reading: Reading) -> set[tuple[str, str]] | None:
        """The (round, code) of every sheet marked since the last look; None when everything has to be read."""
        acts = None if self._seen is None else feed.acts_since(reading, self._seen)
        if acts is None or len(acts) > MOST_MARKS:
            return None
        found: set[tuple[str, str]] = set()
        for act in acts:
            parts = str(act.get("ref", "")).split("/")
            if act["act"] in WITHOUT_EFFECT or parts[0] in self._others:
                continue
            if act["act"] != MARKED or len(parts) < 3 or parts[1] not in self._found.plans:
                return None
            found.add((parts[1], parts[2]))
        return found

    def _read(self, reading: Reading) -> None:
        facts = contest_facts(reading)
        trade = facts.trade(self._code)
        self._others = frozenset(other.code for other in facts.trades if other.code != trade.code)
        self._found: TradeScores = trade_scores(reading, trade)
        self._owners = {
            (name, code): identity for name, codes in self._found.codes.items() for identity, code in codes.items()
        }
        self._scores = {entry.number: self._found.score(entry) for entry in self._found.entries.values()}
        self._ruled = results.rulings_of(reading, trade.id)
        extra, order = extra_scores(self._ruled), tie_order(self._ruled)
        self._groups: dict[str, KeptRanking] = kept_trade(trade.rules, self._scores.values(), extra, order)

    def _score_again(self, reading: Reading, round_id: str, code: str) -> None:
        sheet = stored.sheet_by_code(reading, self._found.trade.id, round_id, code)
        assert sheet is not None  # it has just been marked
        self._found.rounds[round_id][code] = score_sheet(reading, sheet, self._found.plans[round_id])
        entry = self._found.entries.get(self._owners.get((round_id, code), 0))
        if entry is not None:
            score = self._scores[entry.number] = self._found.score(entry)
            self._groups[group_of(self._found.trade.rules, score)].put(score)
