"""What the board asks people to do: the one next step, and everything that stands still until somebody decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.domain.contest import Round, Trade
from app.domain.definition import open_sums
from app.services.board_stages import NOT_KEYED, TradeCounts
from app.services.board_view import HARM, Matter, Need, NextStep, Safety, State, Step

KEYED_ONCE = frozenset({"submitted", "second"})
DIFFERS = frozenset({"differs"})
MOST_THINGS = 4


def next_step(counts: Sequence[TradeCounts]) -> NextStep:
    """The first thing that can be done now: what many hands wait for goes before what one can do any time."""
    if not counts:
        return NextStep(Step.SET_UP, "contest", count=1)
    if not any(one.listed for one in counts):
        bare = setup_left(counts)
        if bare:
            return NextStep(Step.SET_UP, "contest", count=bare)
        return NextStep(Step.IMPORT_ROSTER, "registration")
    waiting = sum(one.waiting for one in counts)
    if waiting:
        first = next(one for one in counts if one.waiting)
        return _step(Step.DECIDE_ENTRIES, "registration", first, waiting)
    for look in _LOOKS:
        for one in counts:
            found = look(one)
            if found is not None:
                return found
    return NextStep(Step.FINISHED, "contest")


def setup_left(counts: Sequence[TradeCounts]) -> int:
    """How many trades have no scheme yet, or one that does not add up."""
    return sum(
        not any(part.on_sheets for part in one.trade.rules.rounds)
        or not all(_adds_up(part) for part in one.trade.rules.rounds)
        for one in counts
    )


def _adds_up(part: Round) -> bool:
    # Rules are read once and never change, so each is summed up once; kept beside its answer it cannot be another one.
    known = _SUMMED.get(id(part))
    if known is None or known[0] is not part:
        if len(_SUMMED) > MOST_SUMMED:
            _SUMMED.clear()
        known = _SUMMED[id(part)] = (part, not open_sums(part, part.id))
    return known[1]


_SUMMED: dict[int, tuple[Round, bool]] = {}
MOST_SUMMED = 2000


def _step(step: Step, page: str, one: TradeCounts, count: int = 0, sitting: int = 0, minutes: int = 0) -> NextStep:
    return NextStep(step, page, one.trade.code, one.trade.name, sitting, count, minutes)


def _draw(one: TradeCounts) -> NextStep | None:
    return _step(Step.DRAW, "checkin", one, len(one.draws_open)) if one.draws_open else None


def _enter(one: TradeCounts) -> NextStep | None:
    left = one.left(one.practical_rounds, NOT_KEYED)
    if not left:
        return None
    several = len({part.sitting for part in one.sheets if part.round == left[0].round}) > 1
    sitting = left[0].sitting
    count = sum(part.count for part in left if part.sitting == sitting)
    lately = one.keyed_lately.get(left[0].round, 0)
    minutes = -(-count * 60 // lately) if lately > 1 else 0
    return _step(Step.ENTER_MARKS, "practical", one, count, sitting if several else 0, minutes)


def _again(one: TradeCounts) -> NextStep | None:
    count = sum(part.count for part in one.left(one.practical_rounds, KEYED_ONCE))
    return _step(Step.KEY_AGAIN, "practical", one, count) if count else None


def _settle(one: TradeCounts) -> NextStep | None:
    count = sum(part.count for part in one.left(one.rounds, DIFFERS))
    return _step(Step.SETTLE, "practical", one, count) if count else None


def _theory(one: TradeCounts) -> NextStep | None:
    done, whole = one.progress(one.theory_rounds)
    differing = sum(part.count for part in one.left(one.theory_rounds, DIFFERS))
    left = whole - done - differing
    return _step(Step.THEORY, "theory", one, left) if left else None


def _checkin(one: TradeCounts) -> NextStep | None:
    part = one.checkin_round
    if part is None or not one.approved or one.locked or not (one.closed or any(one.told.values())):
        return None
    return _step(Step.CHECK_IN, "checkin", one, one.approved - one.told.get(part.id, 0))


def _close(one: TradeCounts) -> NextStep | None:
    if one.closed or not one.approved or any(one.told.values()):
        return None
    return _step(Step.CLOSE_LIST, "registration", one, one.approved)


def _recheck(one: TradeCounts) -> NextStep | None:
    if one.locked or not one.approved or not one.marked(one.rounds) or one.recheck_done:
        return None
    left = sum(found.items - found.looked for found in one.rechecks.values())
    return _step(Step.RECHECK, "recheck", one, left)


def _lock(one: TradeCounts) -> NextStep | None:
    return _step(Step.LOCK, "recheck", one) if one.signature_missing else None


def _decode(one: TradeCounts) -> NextStep | None:
    return _step(Step.DECODE, "recheck", one) if one.locked and not one.decoded else None


def _rule(one: TradeCounts) -> NextStep | None:
    return _step(Step.RULE_TIES, "ranking", one, one.questions) if one.decoded and one.questions else None


def _confirm(one: TradeCounts) -> NextStep | None:
    open_list = one.decoded and (one.revision is None or one.revision.confirmed_at is None)
    return _step(Step.CONFIRM, "ranking", one) if open_list else None


def _print(one: TradeCounts) -> NextStep | None:
    revision = one.revision
    if revision is None or revision.confirmed_at is None or one.printed >= revision.winners:
        return None
    return _step(Step.PRINT_CERTIFICATES, "certificates", one, revision.winners - one.printed)


def _export(one: TradeCounts) -> NextStep | None:
    revision = one.revision
    if revision is None or revision.confirmed_at is None or revision.exported:
        return None
    return _step(Step.EXPORT, "report", one, 1)


_LOOKS: tuple[Callable[[TradeCounts], NextStep | None], ...] = (
    _draw,
    _enter,
    _again,
    _settle,
    _theory,
    _checkin,
    _close,
    _recheck,
    _lock,
    _decode,
    _rule,
    _confirm,
    _print,
    _export,
)


def needs(
    counts: Sequence[TradeCounts],
    facts: Mapping[tuple[int, Matter], tuple[str, ...]],
    safety: Safety,
    *,
    real: bool,
) -> tuple[Need, ...]:
    """Everything that waits for a person, the most harmful first.

    `facts` holds, by trade id and matter, short facts (cells and figures) or things (entry numbers) already looked up.
    `real`: not a demo, whose data nobody backs up or reports.
    """
    found: list[Need] = []
    if not safety.chain_intact:
        found.append(Need(Matter.CHAIN_BROKEN, State.BLOCKED, "audit"))
    for one in counts:
        found += _trade_needs(one, facts)
    never = safety.backup_at is None and safety.entries and any(any(one.told.values()) for one in counts)
    if real and (never or safety.backup_late):
        found.append(Need(Matter.NO_BACKUP, State.LATER, "audit"))
    ready = [one for one in counts if one.revision is not None and one.revision.confirmed_at is not None]
    if real and ready and not safety.key_present:
        found.append(Need(Matter.KEY_MISSING, State.BLOCKED, "report"))
    return tuple(sorted(found, key=lambda need: -HARM.index(need.state)))


# By identity: rules are parsed once and kept, and adding up a large scheme took a third of the board's time.
_PLACES: dict[int, tuple[Trade, tuple[str, ...]]] = {}
_MOST_PLACES = 500


def _open_places(rules: Trade) -> tuple[str, ...]:
    """Where the maxima of a trade's rounds do not add up."""
    known = _PLACES.get(id(rules))
    if known is None or known[0] is not rules:
        gaps = [gap for part in rules.rounds for gap in open_sums(part, part.id)]
        if len(_PLACES) >= _MOST_PLACES:
            _PLACES.clear()
        known = _PLACES[id(rules)] = rules, tuple(str(gap.fields.get("place", "")) for gap in gaps)
    return known[1]


def _trade_needs(one: TradeCounts, facts: Mapping[tuple[int, Matter], tuple[str, ...]]) -> list[Need]:
    found: list[Need] = []

    def add(matter: Matter, state: State, page: str, count: int, things: Sequence[str] = ()) -> None:
        shown = tuple(things[:MOST_THINGS]) + (("…",) if len(things) > MOST_THINGS else ())
        told = facts.get((one.trade.id, matter), ())
        found.append(Need(matter, state, page, one.trade.code, one.trade.name, count, shown, told))

    places = _open_places(one.trade.rules)
    if places:
        add(Matter.SCHEME_SUM, State.BLOCKED, "contest", len(places), places)
    if one.signature_missing:
        add(Matter.SIGNATURE_MISSING, State.BLOCKED, "recheck", 1)
    if any(one.again(found_) for found_ in one.rechecks.values()) and not one.locked:
        add(Matter.RECHECK_FAILED, State.DECIDE, "recheck", 1)
    if one.differing:
        cells = len(facts.get((one.trade.id, Matter.KEYINGS_DIFFER), ())) or len(one.differing)
        add(Matter.KEYINGS_DIFFER, State.DIFFERS, "practical", cells, one.differing)
    if one.questions:
        add(Matter.TIE_OPEN, State.DECIDE, "ranking", one.questions)
    for matter, page, waiting in (
        (Matter.SPREAD_OPEN, "practical", one.spreads),
        (Matter.DOUBTFUL, "practical", one.doubtful),
        (Matter.APPEAL_OPEN, "ranking", one.appeals),
        (Matter.INCIDENT_OPEN, "incidents", one.incidents),
    ):
        if waiting:
            add(matter, State.DECIDE, page, len(waiting), [word for word in dict.fromkeys(waiting) if word])
    if one.waiting:
        add(Matter.ENTRIES_UNDECIDED, State.LATER, "registration", one.waiting)
    part = one.checkin_round
    if part is not None and one.told.get(part.id, 0) > 0 and not one.locked:
        missing = one.approved - one.told.get(part.id, 0)
        names = facts.get((one.trade.id, Matter.NOT_CHECKED_IN), ())
        found.append(
            Need(Matter.NOT_CHECKED_IN, State.LATER, "checkin", one.trade.code, one.trade.name, missing, names)
        )
    return found
