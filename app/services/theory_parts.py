"""What a line of the theory list has beside its marks: parts that never pass the round's maximum, and the 卷号.

The 卷号 says which paper was keyed. It is nobody's secret and no mark: one value for both keyings, each change in the
chain, nothing after the lock.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from app.changes import Change, Kind
from app.domain import parts
from app.domain.contest import Round
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.common import contest_facts
from app.services.sheet_rules import FINAL, SheetMarks
from db.queries import scoring as stored
from db.store import Reading, Store, Writing

MOST_SIGNS = 20
_PAPER = re.compile(r"[A-Z0-9](?:[A-Z0-9/.-]*[A-Z0-9])?", re.ASCII)


def refuse_above(reading: Reading, sheet_id: int, rules: Round, keying: int) -> None:
    """Hold the parts of one keying of a listed round against its maximum, after a mark was appended.

    The final word is only held once nothing differs any more: until then a cell of the first keying may still be wrong.
    Raises Refusal "mark.parts_above".
    """
    if not rules.listed:
        return
    marks = SheetMarks.of(stored.marks_of(reading, sheet_id))
    if keying == FINAL and marks.differing():
        return
    cells = marks.in_force() if keying == FINAL else marks.keyed(keying)
    parts.refuse_above(rules, (mark.value for mark in cells.values() if mark.value is not None))


def read_paper(text: str) -> str:
    """A 卷号 as it is kept: capital letters, digits, - . and / between them; "" for none.

    Raises Refusal "theory.paper".
    """
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if plain and (len(plain) > MOST_SIGNS or _PAPER.fullmatch(plain) is None):
        raise Refusal("theory.paper", text=text.strip()[:40], most=MOST_SIGNS)
    return plain


def set_paper(
    store: Store, trade_code: str, round_id: str, entry: str, text: str, *, by: Actor, at: datetime
) -> tuple[str, Change]:
    """Note which paper a line was keyed from; gives what stood there before, for undo.

    Raises Refusal "theory.no_line", "theory.paper", "scoring.locked".
    """
    with acting(store, by, Act.KEY_THEORY, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        known = stored.papers_of_list(writing, trade.id, round_id)
        sheets = {sheet.code: sheet.id for sheet in stored.sheets_of(writing, trade.id, round_id)}
        before = known.get(sheets.get(entry, 0), "")
        seq = note_papers(writing, trade_code, round_id, {entry: text}, by, at)
    return before, Change(frozenset({Kind.SHEETS}), frozenset({trade.code}), seq)


def note_papers(
    writing: Writing, trade_code: str, round_id: str, papers: Mapping[str, str], by: Actor, at: datetime
) -> int:
    """As `set_paper` for several lines inside a transaction; gives the last audit number, 0 when nothing changed."""
    trade = contest_facts(writing).trade(trade_code)
    if stored.is_locked(writing, trade.id):
        raise Refusal("scoring.locked", code=trade.name)
    known = stored.papers_of_list(writing, trade.id, round_id)
    sheets = {sheet.code: sheet.id for sheet in stored.sheets_of(writing, trade.id, round_id)}
    on_sheets = trade.round(round_id).on_sheets  # there a code stands for a person, and nothing else may
    seq = 0
    for entry, text in papers.items():
        if on_sheets or entry not in sheets:
            raise Refusal("theory.no_line", entry=entry)
        old, new = known.get(sheets[entry], ""), read_paper(text)
        if new == old:
            continue
        stored.set_sheet(writing, sheets[entry], paper=new)
        seq = writing.audit("sheet.paper", by=by.ref, at=at, ref=f"{trade.code}/{round_id}/{entry}", new=new, old=old)
    return seq
