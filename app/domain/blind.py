"""Blind codes and the draw: stations, sittings and codes from a recorded seed, and a check digit against slips."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.audit import canonical_bytes
from app.domain.dice import Dice
from app.domain.ranking import natural
from app.errors import Refusal

LETTERS = "ACDEFGHJKLMNPRTUVWXY"
"""Letters that are not taken for a digit or for each other on paper: no B (8), I (1), O and Q (0), S (5), Z (2)."""
MOST = 9999

# Damm's quasigroup of order 10: one wrong digit or two neighbours swapped always change the final state.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_CODE = re.compile(r"([A-Z])-?(\d{3,5})", re.ASCII)


def check_digit(digits: str) -> str:
    """The digit that makes a row of digits whole (H. M. Damm, 2004)."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def read_code(text: str) -> str | None:
    """The code as it is written (W-172) from what was typed or scanned, or None when its check digit is wrong.

    Case, spaces, full-width signs and a missing hyphen do not matter.
    """
    folded = text.translate(_FULL_WIDTH).replace(" ", "").upper()
    match = _CODE.fullmatch(folded)
    if match is None or check_digit(match[2]) != "0":
        return None
    return f"{match[1]}-{match[2]}"


_FULL_WIDTH = {0xFF01 + number: 0x21 + number for number in range(94)} | {0x3000: " ", 0x2212: "-", 0x2014: "-"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the draw gave one entry: its station, its sitting (1, 2, …) and its code ("" when nothing is hidden)."""

    entry: str
    station: int
    sitting: int
    code: str
    work_code: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry about to be drawn; `delegation` matters only where one delegation's entries are kept apart. `sitting` is
    the one somebody was moved to before the draw (0: the draw decides)."""

    entry: str
    delegation: str = ""
    sitting: int = 0


def draw(
    candidates: Sequence[Candidate],
    stations: Sequence[int],
    seed: int | str,
    letter: str,
    layers: int = 2,
    keep_apart: bool = False,
    taken: frozenset[str] = frozenset(),
    code_seed: int | str | None = None,
) -> tuple[Drawn, ...]:
    """Draws a station, a sitting and codes for each candidate; the same seed gives the same draw, in any order given.

    With more candidates than stations the sittings are as even as they can be, the earlier ones larger. `layers` 0
    hides nothing: code is empty; 1 or 2: one code for the entry at its station; 3: a second code for the product.
    `taken` codes are not given again. `code_seed` deals the codes where they must not follow from a seed that is said
    aloud (None: the one seed). With `keep_apart` entries of one delegation are spread over the sittings and
    over stations that do not touch, as far as that is possible. Somebody moved to a sitting is drawn there.

    Refuses `draw.nobody`, `draw.no_stations`, `draw.letter`, `draw.double`, `draw.sitting_full` and
    `draw.codes_used_up`.
    """
    _check_draw(candidates, stations, letter)
    code_seed = seed if code_seed is None else code_seed
    seated = _seats(candidates, stations, seed, keep_apart)
    return _with_codes(seated, letter, layers, taken, code_seed)


def pulled(
    seats: Sequence[tuple[str, int, int]],
    stations: Sequence[int],
    letter: str,
    layers: int,
    taken: frozenset[str],
    code_seed: int | str,
) -> tuple[Drawn, ...]:
    """Stations drawn by hand, as (entry, station, sitting): every seat once, and one that exists. Codes are dealt.

    Refuses `draw.nobody`, `draw.no_stations`, `draw.letter`, `draw.double`, `draw.pulled_twice`,
    `draw.pulled_unknown` and `draw.codes_used_up`.
    """
    _check_draw([Candidate(entry) for entry, _, _ in seats], stations, letter)
    found: dict[tuple[int, int], str] = {}
    for entry, station, sitting in seats:
        if station not in stations or sitting < 1:
            raise Refusal("draw.pulled_unknown", entry=entry, station=station, sitting=sitting)
        other = found.setdefault((sitting, station), entry)
        if other != entry:
            raise Refusal("draw.pulled_twice", entry=entry, other=other, station=station, sitting=sitting)
    in_order = sorted(seats, key=lambda seat: (seat[2], seat[1]))
    return _with_codes(in_order, letter, layers, taken, code_seed)


def _seats(
    candidates: Sequence[Candidate], stations: Sequence[int], seed: int | str, keep_apart: bool
) -> list[tuple[str, int, int]]:
    """Entry, station and sitting of everybody, in the order codes are dealt in."""
    people = sorted(candidates, key=lambda candidate: natural(candidate.entry))
    sittings = -(-len(people) // len(stations))
    dice = Dice(seed, "stations")
    order = dice.shuffled(people)
    parts = _moved(_split(_spread(order, sittings, dice) if keep_apart else order, sittings), len(stations))
    seats: list[tuple[str, int, int]] = []
    for number, sitting in enumerate(parts, 1):
        places = sorted(dice.shuffled(stations)[: len(sitting)])
        seated = (
            _seat_apart(sitting, places, dice) if keep_apart else list(zip(sitting, dice.shuffled(places), strict=True))
        )
        seats += [(candidate.entry, station, number) for candidate, station in seated]
    return seats


def _moved(parts: list[list[Candidate]], most: int) -> list[list[Candidate]]:
    """Puts everybody who was moved to a sitting there; where that is too full, the last drawn make room."""
    wanted = [one for part in parts for one in part if one.sitting]
    if not wanted:
        return parts
    parts += [[] for _ in range(max(one.sitting for one in wanted) - len(parts))]
    parts = [[one for one in part if one.sitting in (0, number)] for number, part in enumerate(parts, 1)]
    for one in wanted:
        if one not in parts[one.sitting - 1]:
            parts[one.sitting - 1].append(one)
    for number, part in enumerate(parts, 1):
        free = [one for one in part if not one.sitting]
        if len(part) - len(free) > most:
            raise Refusal("draw.sitting_full", sitting=number, stations=most)
        while len(part) > most:
            leaving = free.pop()
            part.remove(leaving)
            min(parts, key=len).append(leaving)
    return parts


def _with_codes(
    seats: Sequence[tuple[str, int, int]], letter: str, layers: int, taken: frozenset[str], code_seed: int | str
) -> tuple[Drawn, ...]:
    codes = _codes(len(seats), letter, code_seed, "codes", taken) if layers else [""] * len(seats)
    drawn = [Drawn(*seat, code) for seat, code in zip(seats, codes, strict=True)]
    if layers == 3:
        works = _codes(len(seats), letter, code_seed, "works", taken | frozenset(codes))
        drawn = [Drawn(d.entry, d.station, d.sitting, d.code, work) for d, work in zip(drawn, works, strict=True)]
    return tuple(sorted(drawn, key=lambda one: (one.sitting, one.station)))


def _check_draw(candidates: Sequence[Candidate], stations: Sequence[int], letter: str) -> None:
    if not candidates:
        raise Refusal("draw.nobody")
    if not stations:
        raise Refusal("draw.no_stations")
    if len(letter) != 1 or letter not in LETTERS:
        raise Refusal("draw.letter", letter=letter, known=LETTERS)
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.entry in seen:
            raise Refusal("draw.double", entry=candidate.entry)
        seen.add(candidate.entry)


def _split(people: list[Candidate], sittings: int) -> list[list[Candidate]]:
    size, more = divmod(len(people), sittings)
    result, start = [], 0
    for number in range(sittings):
        end = start + size + (number < more)
        result.append(people[start:end])
        start = end
    return result


def _spread(people: list[Candidate], sittings: int, dice: Dice) -> list[Candidate]:
    """Reorders so that cutting into sittings spreads each delegation evenly: dealt out like cards, one by one."""
    by_delegation: dict[str, list[Candidate]] = {}
    for person in people:
        by_delegation.setdefault(person.delegation or person.entry, []).append(person)
    dealt = [person for group in sorted(by_delegation.values(), key=len, reverse=True) for person in group]
    sizes = [len(part) for part in _split(dealt, sittings)]
    hands: list[list[Candidate]] = [[] for _ in sizes]
    turn = 0
    for person in dealt:
        while len(hands[turn % sittings]) >= sizes[turn % sittings]:
            turn += 1
        hands[turn % sittings].append(person)
        turn += 1
    return [person for hand in hands for person in dice.shuffled(hand)]


def _seat_apart(people: list[Candidate], places: list[int], dice: Dice) -> list[tuple[Candidate, int]]:
    """Seats people so that neighbours are of different delegations where possible: always the largest group left that
    is not the one just seated, the drawn order telling equal groups apart."""
    waiting: dict[str, list[Candidate]] = {}
    for person in dice.shuffled(people):
        waiting.setdefault(person.delegation or person.entry, []).append(person)
    seated: list[tuple[Candidate, int]] = []
    last: str | None = None
    for place in places:
        others = [name for name in waiting if name != last] or list(waiting)
        last = max(others, key=lambda name: len(waiting[name]))
        seated.append((waiting[last].pop(), place))
        if not waiting[last]:
            del waiting[last]
    return seated


def _codes(count: int, letter: str, seed: int | str, purpose: str, taken: frozenset[str]) -> list[str]:
    """Shuffled codes of two digits and a check digit, or more digits where those do not suffice; 000 is left out."""
    digits = 2
    while True:
        bodies = [f"{number:0{digits}d}" for number in range(1, 10**digits)]
        whole = [body + check_digit(body) for body in bodies]
        free = [f"{letter}-{code}" for code in whole if len(set(code)) > 1 and f"{letter}-{code}" not in taken]
        if len(free) >= count:
            return Dice(seed, purpose).shuffled(free)[:count]
        digits += 1
        if 10**digits > MOST + 1:
            raise Refusal("draw.codes_used_up", count=count)


TableRow = list[str | int]
"""A line of the sealed table: entry number, station, sitting, work number, code."""


def table_row(one: Drawn) -> TableRow:
    """A line of the sealed table. With three layers the product's code is the last one; the entry's own code is then
    only a step on the way."""
    return [one.entry, str(one.station), one.sitting, one.code if one.work_code else "", last_code(one)]


def last_code(one: Drawn) -> str:
    """What judges see of an entry: its code, or its number where nothing is hidden."""
    return one.work_code or one.code or one.entry


def table_bytes(seed: str, rows: Sequence[TableRow]) -> bytes:
    """The one form of a sealed table, in the order of the draw list."""
    return canonical_bytes({"seed": seed, "rows": [list(row) for row in rows]})


def table_digest(seed: str, rows: Sequence[TableRow]) -> str:
    """What the chain knows of the sealed table until it is opened. The seed, secret until then, is its salt."""
    return hashlib.sha256(table_bytes(seed, rows)).hexdigest()
