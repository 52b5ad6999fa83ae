"""Before a draw: which stations there are, the program's promise and what the witnesses say, numbers pulled by hand.

Rules:
1. The program makes its random number first and shows the fingerprint of it; the record takes the fingerprint.
2. Then each witness says three digits. The seed is what they said and the number, so that neither side can steer.
3. After the draw the number is shown: anyone can take its fingerprint and repeat the stations from the seed. Codes
   follow from a secret of their own and can be repeated by nobody until they are decoded.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.roles import Act
from app.domain.texts import clean_code
from app.errors import Refusal, WrongCall
from app.services.access import Actor, acting
from app.services.common import contest_facts
from app.tables.reader import read_table
from db.queries import audit
from db.store import Reading, Store

_LABEL = "jiangping-draw-1|"
_DIGITS = re.compile(r"\d{3}", re.ASCII)
_STATION = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?", re.ASCII)
_PULLED = re.compile(r"(?:(\d{1,2})-)?(\d{1,4})", re.ASCII)
MOST_STATION = 9999


@dataclass(frozen=True)
class Promise:
    """The program's number before the witnesses speak. Only the fingerprint is shown until the draw is made."""

    random: str
    fingerprint: str


@dataclass(frozen=True)
class Spoken:
    """What a seed is made of: the program's number and the digits each witness said."""

    random: str
    digits: tuple[str, ...]

    @property
    def seed(self) -> str:
        """The seed, as it is said aloud and printed."""
        return "-".join((*self.digits, self.random))


def new_seed() -> str:
    """A seed from the system's randomness, short enough to write on the draw list."""
    return str(secrets.randbelow(10**12))


def fingerprint(random: str) -> str:
    """What is shown of the program's number beforehand: SHA-256 of "jiangping-draw-1|" and the number, in hex."""
    return hashlib.sha256((_LABEL + random).encode()).hexdigest()


def promise(store: Store, trade_code: str, round_id: str, *, by: Actor, at: datetime) -> Promise:
    """Make the program's number for the next draw of a round and enter its fingerprint in the record."""
    number = secrets.token_hex(10)  # 80 bits: nobody finds it from its fingerprint, and it can still be read aloud
    with acting(store, by, Act.DRAW, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        trade.round(round_id)
        shown = fingerprint(number)
        writing.audit("draw.promised", by=by.ref, at=at, ref=f"{trade.code}/{round_id}", commitment=shown)
    return Promise(number, shown)


def check_promise(reading: Reading, ref: str, spoken: Spoken) -> None:
    """Hold a seed against the fingerprint last entered. Raises Refusal "draw.spoken", "draw.not_promised"."""
    for said in spoken.digits:
        if not _DIGITS.fullmatch(said):
            raise Refusal("draw.spoken", text=said)
    seq = audit.last_told(reading, "draw.promised", ref)
    told = json.loads(audit.bodies(reading, seq, seq)[0]) if seq is not None else {}
    if not spoken.digits or told.get("commitment") != fingerprint(spoken.random):
        raise Refusal("draw.not_promised")


def read_stations(text: str) -> tuple[int, ...]:
    """The stations of a text like "13", "1-13" or "1-4,6-13", in order, each once; one number is how many there are.

    Raises WrongCall "draw.stations_text".
    """
    plain = clean_code(text).replace("，", ",").replace("、", ",").replace("~", "-").replace("～", "-")
    if plain.isdecimal() and 1 <= int(plain) <= MOST_STATION:
        return tuple(range(1, int(plain) + 1))
    found: set[int] = set()
    for part in plain.split(","):
        match = _STATION.fullmatch(part)
        if match is None:
            raise WrongCall("draw.stations_text", text=text)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= MOST_STATION:
            raise WrongCall("draw.stations_text", text=text)
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def without(stations: Iterable[int], closed: str) -> tuple[int, ...]:
    """The stations left when those of a text like "5" or "5,9-10" are out of order. Raises "draw.stations_text"."""
    if not closed.strip():
        return tuple(stations)
    gone = set(read_stations(f"{closed},{closed}"))  # twice, so that one number means that station and no count
    return tuple(one for one in stations if one not in gone)


def show_stations(stations: Sequence[int]) -> str:
    """The stations as people write them: "1-4,6-13"."""
    parts: list[list[int]] = []
    for one in sorted(stations):
        if parts and one == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], one]
        else:
            parts.append([one])
    return ",".join("-".join(str(one) for one in part) for part in parts)


def pulled_seat(entry: str, text: str) -> tuple[str, int, int]:
    """Entry, station and sitting of a number pulled by hand: "8" is station 8, "2-08" station 8 of sitting 2.

    Raises Refusal "draw.pulled_text".
    """
    match = _PULLED.fullmatch(clean_code(text))
    if match is None or not int(match[2]) or match[1] == "0":
        raise Refusal("draw.pulled_text", entry=entry, text=text)
    return entry, int(match[2]), int(match[1] or 1)


def read_pulled_file(path: Path) -> dict[str, str]:
    """Numbers pulled by hand from a table: entry number and number in the first two columns, a head is left out.

    Raises WrongCall for a file that cannot be read.
    """
    rows = [[cell.strip() for cell in row] for row in read_table(path)]
    return {row[0].upper(): row[1] for row in rows if len(row) > 1 and row[0] and row[1][:1].isdigit()}


def read_pulled(texts: Mapping[str, str], present: Sequence[str]) -> list[tuple[str, int, int]]:
    """The seats of everybody present. Raises Refusal "draw.pulled_text", "draw.pulled_missing"."""
    missing = [entry for entry in present if not texts.get(entry, "").strip()]
    if missing:
        raise Refusal("draw.pulled_missing", count=len(missing), entries="、".join(missing[:8]))
    return [pulled_seat(entry, texts[entry]) for entry in present]
