"""Proposed honours (拟推荐): which of a list may be put forward for which honour, and why the others may not.

The office decides later; the venue only proposes. A table of rules, editable, says who comes into question:
1. A rule holds for the contest classes and kinds it names (none named: all) and for the groups it names.
2. Its honour is for the places `first` to `last` of the list. Only ranked entries that take part in awards count.
3. Conditions, each optional: both parts passed (every counted round at its pass line, or at 60 % of its maximum where
   none is stated), not older than `age_most` full years on the contest's first day (all of a team), and a present
   skill level from `level_from` to `level_to`; no level stated means none held.
4. With `pass_down` the honour of somebody who does not qualify goes to the next place that does; the number of honours
   stays `last` - `first` + 1. Without it the place stays empty.
5. Equals are never parted: all who share the place on the edge are proposed, and marked as joint, for the office to
   decide.
Whoever stands on one of the places, or came into question by passing down, and is not proposed is told why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from app.domain.contest import Trade
from app.domain.definition_node import Node
from app.domain.scores import EntryScore, Ranking
from app.errors import Refusal

LEVELS = ("无", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
USUAL_PASS = Fraction(60, 100)
LAST_PLACE = 9999


class Why(Enum):
    """Why somebody on a place of an honour is not proposed."""

    NO_AWARD = "no_award"
    NOT_PASSED = "not_passed"
    TOO_OLD = "too_old"
    AGE_UNKNOWN = "age_unknown"
    LEVEL_UNKNOWN = "level_unknown"
    LEVEL_TOO_LOW = "level_too_low"
    LEVEL_TOO_HIGH = "level_too_high"


@dataclass(frozen=True, slots=True)
class HonourRule:
    """One line of the table. Empty `classes`, `kinds` and `groups` mean all; `level_from` and `level_to` are words of
    `LEVELS` or "" for no bound."""

    honour: str
    first: int
    last: int
    classes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    passed: bool = False
    age_most: int | None = None
    level_from: str = ""
    level_to: str = ""
    pass_down: bool = False

    def concerns(self, contest_class: str, kind: str, group: str) -> bool:
        """Whether the rule holds for a group of such a contest (rule 1)."""
        pairs = ((self.classes, contest_class), (self.kinds, kind), (self.groups, group))
        return all(not known or value in known for known, value in pairs)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the table asks of an entry beside its place: the birth dates of all who stand behind it (None: not known)
    and the present skill level as registered."""

    births: tuple[date | None, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of what the table gives: an entry on a place of an honour. `reasons` is empty for a proposed one;
    `passed_down` when it stands behind the places named, `joint` when it shares its place with others."""

    honour: str
    entry: str
    place: int
    reasons: tuple[Why, ...] = ()
    passed_down: bool = False
    joint: bool = False

    @property
    def proposed(self) -> bool:
        """Whether the entry is put forward."""
        return not self.reasons


def propose(
    rules: Sequence[HonourRule],
    trade: Trade,
    ranking: Ranking,
    candidates: Mapping[str, Candidate],
    contest_class: str = "",
    kind: str = "",
    on: date | None = None,
) -> tuple[Proposal, ...]:
    """The lines of one group's list, rule by rule in the order of the table, by place. An entry is proposed for the
    same honour once, by the first rule that gives it."""
    found: list[Proposal] = []
    given: set[tuple[str, str]] = set()
    for rule in rules:
        if not rule.concerns(contest_class, kind, ranking.group):
            continue
        for line in _by_rule(rule, trade, ranking, candidates, on):
            if (line.honour, line.entry) in given:
                continue
            if line.proposed:
                given.add((line.honour, line.entry))
                found = [old for old in found if (old.honour, old.entry) != (line.honour, line.entry)]
            found.append(line)
    return tuple(found)


def _by_rule(
    rule: HonourRule, trade: Trade, ranking: Ranking, candidates: Mapping[str, Candidate], on: date | None
) -> list[Proposal]:
    free = rule.last - rule.first + 1
    lines: list[Proposal] = []
    for place, members in _places(ranking):
        inside = rule.first <= place <= rule.last
        if place < rule.first or (not inside and (not rule.pass_down or free <= 0)):
            continue
        for key, score in members:
            why = _why_not(rule, trade, score, candidates.get(key, Candidate()), on)
            lines.append(Proposal(rule.honour, key, place, why, not inside, len(members) > 1))
        free -= sum(not line.reasons for line in lines[-len(members) :])
    return lines


def _places(ranking: Ranking) -> list[tuple[int, list[tuple[str, EntryScore]]]]:
    """Ranked entries by how many stand before them, equals together: dense numbering does not widen an honour."""
    classes: dict[int, list[tuple[str, EntryScore]]] = {}
    for placing in ranking.placings:
        if placing.rank is not None:
            classes.setdefault(placing.rank, []).append((placing.entry.key, placing.score))
    found, before = [], 0
    for rank in sorted(classes):
        found.append((before + 1, classes[rank]))
        before += len(classes[rank])
    return found


def _why_not(
    rule: HonourRule, trade: Trade, score: EntryScore, candidate: Candidate, on: date | None
) -> tuple[Why, ...]:
    found: list[Why] = []
    if score.entry.no_award:
        found.append(Why.NO_AWARD)
    if rule.passed and not all_passed(trade, score):
        found.append(Why.NOT_PASSED)
    if rule.age_most is not None:
        ages = [None if birth is None or on is None else full_years(birth, on) for birth in candidate.births]
        if any(age is not None and age > rule.age_most for age in ages):
            found.append(Why.TOO_OLD)
        elif not ages or None in ages:
            found.append(Why.AGE_UNKNOWN)
    if rule.level_from or rule.level_to:
        level = level_number(candidate.level)
        if level is None:
            found.append(Why.LEVEL_UNKNOWN)
        elif rule.level_from and level < LEVELS.index(rule.level_from):
            found.append(Why.LEVEL_TOO_LOW)
        elif rule.level_to and level > LEVELS.index(rule.level_to):
            found.append(Why.LEVEL_TOO_HIGH)
    return tuple(found)


def all_passed(trade: Trade, score: EntryScore) -> bool:
    """Whether every counted round reached its pass line, 60 % of its maximum where none is stated (rule 3)."""
    for part, found in zip(trade.rounds, score.rounds, strict=True):
        if part.optional:
            continue
        line = part.maximum * USUAL_PASS if part.pass_line is None else part.pass_line
        if found.score is None or found.score < line:
            return False
    return True


def full_years(birth: date, on: date) -> int:
    """The age in full years on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def level_number(word: str) -> int | None:
    """The rank of a skill level, 0 for none held; None for a word that is no level."""
    plain = word.strip()
    return LEVELS.index(plain) if plain in LEVELS else None if plain else 0


def read_honours(document: Mapping[str, object]) -> tuple[HonourRule, ...]:
    """The rules of a document `{"honour": [{...}]}`. Refuses with `definition.*` or `honours.*` and the place."""
    root = Node(document, "")
    rules = tuple(_rule(node) for node in root.tables("honour"))
    root.finish()
    return rules


def _rule(node: Node) -> HonourRule:
    first = node.whole("from", 1, least=1, most=LAST_PLACE)
    rule = HonourRule(
        honour=node.text("name").strip()[:100],
        first=first,
        last=node.whole("to", first, least=1, most=LAST_PLACE),
        classes=node.texts("classes"),
        kinds=node.texts("kinds"),
        groups=node.texts("groups"),
        passed=node.flag("passed", False),
        age_most=node.whole("age_most", least=1, most=150) if node.has("age_most") else None,
        level_from=_level(node, "level_from"),
        level_to=_level(node, "level_to"),
        pass_down=node.flag("pass_down", False),
    )
    node.finish()
    if rule.last < rule.first:
        raise Refusal("honours.places", place=node.at("to"), first=rule.first, last=rule.last)
    if rule.level_from and rule.level_to and LEVELS.index(rule.level_from) > LEVELS.index(rule.level_to):
        raise Refusal("honours.levels", place=node.at("level_to"), first=rule.level_from, last=rule.level_to)
    return rule


def _level(node: Node, key: str) -> str:
    word = node.text(key, "").strip()
    if word and word not in LEVELS:
        raise Refusal("honours.level", place=node.at(key), text=word[:40], known="、".join(LEVELS))
    return word


def write_honours(rules: Sequence[HonourRule]) -> dict[str, object]:
    """The rules as a document that reads back the same."""
    return {"honour": [_write(rule) for rule in rules]}


def _write(rule: HonourRule) -> dict[str, object]:
    document: dict[str, object] = {"name": rule.honour, "from": rule.first, "to": rule.last}
    for key, words in (("classes", rule.classes), ("kinds", rule.kinds), ("groups", rule.groups)):
        if words:
            document[key] = list(words)
    if rule.passed:
        document["passed"] = True
    if rule.age_most is not None:
        document["age_most"] = rule.age_most
    for key, word in (("level_from", rule.level_from), ("level_to", rule.level_to)):
        if word:
            document[key] = word
    return {**document, "pass_down": True} if rule.pass_down else document
