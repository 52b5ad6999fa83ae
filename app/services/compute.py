"""The calculator: marks tables scored under a definition, without any store. For rule checks and second opinions."""

from __future__ import annotations

import json
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from app.domain.aggregate import score_entry
from app.domain.awards import assign_awards
from app.domain.contest import Contest, Trade
from app.domain.definition import open_sums, read_definition, refuse_open_sums
from app.domain.marks_table import MarksTables
from app.domain.ranking import rank_trade
from app.domain.rankings import rank_side
from app.domain.scores import EntryMarks
from app.domain.shadow.opinion import second_opinion
from app.domain.standings import standings_document
from app.errors import Refusal, WorldFailure, WrongCall
from app.services.opinion_differences import Difference, list_differences
from app.tables.reader import read_table

BIGGEST_DEFINITION = 8 << 20


def load_definition(path: Path, add_up: bool = True) -> Contest:
    """The contest of a definition file (TOML, or the same document as JSON); `add_up` as in `read_definition`.

    Raises WrongCall (`compute.no_file`, `compute.not_a_definition`) when it cannot be read, WorldFailure
    (`compute.unreadable`) when the disk does not give it, Refusal when the contest it states is wrong.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a folder; or a pipe or device, which might never end
            raise WrongCall("compute.no_file", file=path.name)
        if facts.st_size > BIGGEST_DEFINITION:
            raise WrongCall("compute.not_a_definition", file=path.name, reason=f"> {BIGGEST_DEFINITION >> 20} MB")
        text = path.read_bytes().decode("utf-8-sig")
        if path.suffix.lower() == ".json":
            document = json.loads(text, parse_float=Decimal, parse_constant=Decimal)
        else:
            document = tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError:
        raise WrongCall("compute.no_file", file=path.name) from None
    except OSError as error:
        raise WorldFailure("compute.unreadable", file=path.name, reason=error.strerror or str(error)) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise WrongCall("compute.not_a_definition", file=path.name, reason=str(error)[:200]) from error
    return read_definition(document, add_up)


def compute(definition: Path, marks: Sequence[Path], check: bool = False) -> dict[str, object]:
    """The standings document of the marks tables under the definition; the files are merged.

    With `check` everything is worked out once more another way, and the document's "second_opinion" says how many rows
    were compared and where the two differ.

    Raises what `load_definition` and `app.tables.reader.read_table` raise, Refusal for a header that cannot be
    understood, and Problems (`table.problems`) naming every bad cell. Nothing is computed while one is bad.
    """
    contest = load_definition(definition, add_up=False)
    tables = MarksTables(contest)
    for path in marks:
        tables.add(read_table(path), path.name)
    entries = tables.finish()
    _must_add_up(contest, entries)
    document: dict[str, object] = {
        "trades": [part for trade in contest.trades for part in standings_of(trade, entries[trade.code])]
    }
    if check:
        found = [(trade, one) for trade in contest.trades for one in _differences(trade, entries[trade.code])]
        document["second_opinion"] = {
            "agreed": not found,
            "rows": sum(map(len, entries.values())),
            "differences": [{"trade": trade.code, **asdict(one)} for trade, one in found],
        }
    return document


def _differences(trade: Trade, entries: Sequence[EntryMarks]) -> tuple[Difference, ...]:
    """Where the engine's lists and the second opinion do not say the same."""
    scores = [score_entry(trade, marks) for marks in entries]
    lists = [("", ranking, assign_awards(trade, ranking)) for ranking in rank_trade(trade, scores)]
    for rule in trade.rankings:
        lists += [(rule.id, side.ranking, side.awards) for side in rank_side(trade, rule, scores)]
    return tuple(list_differences(trade, lists, second_opinion(trade, entries)))


def _must_add_up(contest: Contest, entries: Mapping[str, Sequence[EntryMarks]]) -> None:
    """Nothing is marked by a scheme that does not add up; whole scores of its round need no scheme."""
    gaps: list[Refusal] = []
    for number, trade in enumerate(contest.trades):
        for order, part in enumerate(trade.rounds):
            marked = any(given.rounds[part.id].marks for given in entries[trade.code] if part.id in given.rounds)
            gaps += open_sums(part, f"trade[{number}].round[{order}]") if marked else ()
    refuse_open_sums(gaps)


def standings_of(trade: Trade, entries: Sequence[EntryMarks]) -> list[dict[str, object]]:
    """One document per group of the trade that has entries."""
    scores = [score_entry(trade, marks) for marks in entries]
    sides = [one for rule in trade.rankings for one in rank_side(trade, rule, scores)]
    return [
        standings_document(trade, ranking, assign_awards(trade, ranking), sides)
        for ranking in rank_trade(trade, scores)
    ]
