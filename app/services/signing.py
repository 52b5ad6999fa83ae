"""复核、锁定、解密: looking again, taking responsibility, and joining codes to entries, each by the people it takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from app.changes import Change, Kind
from app.domain.audit import canonical_bytes
from app.domain.contest import Round
from app.domain.numbers import show
from app.domain.recheck import all_again, draw_sample, error_share
from app.domain.roles import Act, Role
from app.domain.scores import RoundScore
from app.errors import Problems, Refusal
from app.services.access import Actor, acting, acting_pair, require_correctors, require_pair
from app.services.common import TradeFacts, contest_facts
from app.services.common import rounds_to_recheck as rounds_to_recheck
from app.services.draw_seed import new_seed
from app.services.drawing import check_draw, is_blind, seated_entries
from app.services.marked import scores_by_code
from app.services.replay import need_whole_chain
from app.services.reveal import open_tables
from app.services.scoring import correct_cell, open_sheet
from app.services.sealed_draw import Table
from app.services.second_opinion import before_lock
from app.services.sheet_rules import Cell, SheetMarks
from app.services.sheet_view import SheetState
from db.queries import day, people, signing
from db.queries import scoring as stored
from db.queries.appeals import any_reopened
from db.store import Reading, Store, Writing

AGREED = (SheetState.AGREED.value, SheetState.RECHECKED.value)
RECHECKED = (SheetState.RECHECKED.value, SheetState.LOCKED.value)
NIL = Fraction(0)


@dataclass(frozen=True)
class Sample:
    """A recheck sample: which codes, why, and how far it is."""

    round: str
    seed: str
    full: bool
    items: tuple[signing.RecheckItem, ...]
    errors: int

    @property
    def open(self) -> tuple[str, ...]:
        """Codes nobody has looked at yet."""
        return tuple(item.code for item in self.items if not item.verdict)

    @property
    def share(self) -> Fraction:
        """The share of looked-at sheets that held an error."""
        looked = sum(bool(item.verdict) for item in self.items)
        return error_share(sum(item.errors > 0 for item in self.items), looked)


def draw_recheck(
    store: Store, trade_code: str, *, by: Actor, at: datetime, seed: str | None = None, full: bool = False
) -> tuple[Sample, ...]:
    """Draw the sample of every round to recheck, once all its sheets are agreed.

    A further sample never takes the place of one that is not finished, or whose errors call for everything.
    Raises Problems "signing.not_ready" naming the sheets still open and such samples, Refusal "signing.locked".
    """
    with acting(store, by, Act.RECHECK, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        refuse_if_locked(writing, trade)
        missing = _open_sheets(writing, trade) or ([] if full else _unfinished_samples(writing, trade))
        if missing:
            raise Problems("signing.not_ready", tuple(missing), trade=trade.name)
        seed = seed or new_seed()
        for round_id in rounds_to_recheck(trade):
            _draw_round(writing, trade, round_id, f"{seed}/{round_id}", full, by, at)
        return samples(writing, trade)


def _draw_round(
    writing: Writing, trade: TradeFacts, round_id: str, seed: str, full: bool, by: Actor, at: datetime
) -> None:
    sheets = {s.code: s for s in stored.sheets_of(writing, trade.id, round_id) if not s.status}
    scores = scores_by_code(writing, trade, round_id)
    if full:
        items = [(sheet.id, "full") for sheet in sheets.values()]
    else:
        drawn = draw_sample(trade.rules.rules.recheck, _best_first(scores, sheets), seed)
        items = [(sheets[code].id, "top") for code in drawn.top] + [(sheets[code].id, "drawn") for code in drawn.drawn]
    before = signing.last_recheck(writing, trade.id, round_id)
    number = before.number + 1 if before else 1
    values = {"trade_id": trade.id, "round": round_id, "number": number, "full": full, "seed": seed}
    signing.add_recheck(writing, {**values, "by": by.ref, "at": at}, items)
    writing.audit(
        "recheck.drawn",
        by=by.ref,
        at=at,
        ref=f"{trade.code}/{round_id}",
        number=number,
        seed=seed,
        full=full,
        sheets=len(items),
    )


def _best_first(scores: Mapping[str, RoundScore], sheets: Mapping[str, stored.SheetData]) -> list[list[str]]:
    classes: dict[Fraction, list[str]] = {}
    for code in sheets:
        score = scores[code].score
        classes.setdefault(NIL if score is None else score, []).append(code)
    return [classes[score] for score in sorted(classes, reverse=True)]


def samples(reading: Reading, trade: TradeFacts) -> tuple[Sample, ...]:
    """The newest recheck of every round that has one."""
    found = []
    for round_id in rounds_to_recheck(trade):
        last = signing.last_recheck(reading, trade.id, round_id)
        if last is not None:
            items = _as_they_stand(reading, trade, round_id, signing.recheck_items(reading, last.id))
            found.append(Sample(round_id, last.seed, last.full, items, sum(item.errors for item in items)))
    return tuple(found)


def _as_they_stand(
    reading: Reading, trade: TradeFacts, round_id: str, items: tuple[signing.RecheckItem, ...]
) -> tuple[signing.RecheckItem, ...]:
    """A sheet that was given back and keyed again after it was looked at has to be looked at again."""
    again = {s.id for s in stored.sheets_of(reading, trade.id, round_id) if not s.status and s.state not in RECHECKED}
    return tuple(replace(item, verdict="") if item.sheet_id in again else item for item in items)


def recheck_samples(store: Store, trade_code: str) -> tuple[Sample, ...]:
    """As `samples`, for a trade by its code."""
    with store.read() as reading:
        return samples(reading, contest_facts(reading).trade(trade_code))


def judge_sheet(
    store: Store,
    trade_code: str,
    round_id: str,
    code: str,
    paper: Mapping[Cell, str],
    *,
    by: Actor,
    at: datetime,
    second: Actor | None = None,
    reason: str = "",
) -> int:
    """Hold a sampled sheet against what stands on paper; gives how many cells were wrong.

    `paper` gives texts by cell, only for cells that differ from the machine (none: the same). A wrong cell becomes a
    correction and needs a reason and a second person. Raises Refusal "signing.not_sampled", "signing.needs_second".
    """
    with acting(store, by, Act.RECHECK, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        refuse_if_locked(writing, trade)
        item = sampled(writing, trade, round_id, code)
        if paper and (second is None or second.id == by.id or not reason.strip()):
            raise Refusal("signing.needs_second", code=code)
        sheet = open_sheet(writing, item.sheet_id)
        if not may_close(sheet.data):
            raise Refusal("scoring.not_agreed", code=code)
        for cell, text in paper.items():
            assert second is not None  # refused above
            require_correctors(by, second)
            correct_cell(writing, sheet, cell, text, reason, by, second, at)
        close_item(writing, trade, round_id, item, len(paper), by, at)
    return len(paper)


def recheck_keyings(store: Store, trade_code: str, *, by: Actor, at: datetime) -> tuple[Sample, ...]:
    """Close every open item of the samples by holding the mark that counts against both keyings in the file.

    For venues that recheck without a screen: a cell is right when both keyings agree with it, or a settlement or
    correction says why not. Anything else stays open and is named. Raises Refusal "signing.no_sample".
    """
    with acting(store, by, Act.RECHECK, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        refuse_if_locked(writing, trade)
        if not samples(writing, trade):
            raise Refusal("signing.no_sample", trade=trade.name)
        for sample in samples(writing, trade):
            for item in sample.items:
                if item.verdict or not may_close(open_sheet(writing, item.sheet_id).data):
                    continue
                marks = SheetMarks.of(stored.marks_of(writing, item.sheet_id))
                if not marks.differing() or not marks.second:
                    close_item(writing, trade, sample.round, item, 0, by, at)
        return samples(writing, trade)


def may_close(sheet: stored.SheetData) -> bool:
    """Looking again cannot stand in for a keying that is still open."""
    return bool(sheet.status) or sheet.state in AGREED


def sampled(reading: Reading, trade: TradeFacts, round_id: str, code: str) -> signing.RecheckItem:
    """The sheet of a code in the newest sample of its round. Raises Refusal "signing.not_sampled"."""
    for sample in samples(reading, trade):
        for item in sample.items:
            if sample.round == round_id and item.code == code:
                return item
    raise Refusal("signing.not_sampled", code=code, trade=trade.name)


def close_item(
    writing: Writing, trade: TradeFacts, round_id: str, item: signing.RecheckItem, errors: int, by: Actor, at: datetime
) -> None:
    """Note what came of a sampled sheet: how many marks were wrong."""
    errors += item.errors  # what was wrong at a first look stays wrong at a second
    verdict = "corrected" if errors else "same"
    signing.set_verdict(writing, item.id, verdict, errors, by.ref, at)
    stored.set_sheet(writing, item.sheet_id, state=SheetState.RECHECKED.value, rechecked_at=at)
    ref = f"{trade.code}/{round_id}/{item.code}"
    writing.audit("recheck.verdict", by=by.ref, at=at, ref=ref, verdict=verdict, errors=errors)


def refuse_if_locked(reading: Reading, trade: TradeFacts) -> None:
    """Raises Refusal "signing.locked"."""
    if stored.is_locked(reading, trade.id):
        raise Refusal("signing.locked", trade=trade.name)


def _open_sheets(reading: Reading, trade: TradeFacts) -> list[Refusal]:
    found: list[Refusal] = []
    for rules in trade.rules.rounds:
        sheets = stored.sheets_of(reading, trade.id, rules.id)
        if not sheets and not rules.optional and not _nobody_came(reading, trade, rules.id):
            found.append(Refusal("signing.no_sheets", round=rules.name))
        for sheet in sheets:
            if not sheet.status and sheet.state not in AGREED:
                found.append(
                    Refusal("signing.sheet_open", code=sheet.code, round=rules.name, state=_STATES[sheet.state])
                )
    return found


def _nobody_came(reading: Reading, trade: TradeFacts, round_id: str) -> bool:
    """Whether everybody was checked in with a status: then there is nothing to draw or to mark."""
    statuses = day.attendance_of(reading, trade.id, round_id)
    return bool(statuses) and not day.present_entries(reading, trade.id, round_id)


_STATES = {
    "empty": "未录",
    "first": "第一遍录入中",
    "submitted": "待第二遍",
    "second": "第二遍录入中",
    "differs": "两录不一",
}


def blockers(reading: Reading, trade: TradeFacts) -> tuple[Refusal, ...]:
    """Everything that keeps a trade from being locked, in the order of the day."""
    found: list[Refusal] = []
    approved = people.entries(reading, trade.id, "approved")
    if not approved:
        found.append(Refusal("signing.nobody", trade=trade.name))
    statuses = day.attendance_of(reading, trade.id)
    for rules in trade.rules.rounds:
        missing = [entry.number for entry in approved if (entry.id, rules.id) not in statuses]
        if missing and not rules.optional:
            found.append(Refusal("signing.no_check_in", round=rules.name, entries=missing[:10], total=len(missing)))
        if day.draw_in_force(reading, trade.id, rules.id) is not None:
            found.extend(_not_in_draw(reading, trade, rules))
        elif is_blind(trade, rules) and not _nobody_came(reading, trade, rules.id):
            found.append(Refusal("signing.not_drawn", round=rules.name))
    found.extend(_open_sheets(reading, trade))
    if not found and trade.rules.rules.recheck_needed:
        found.extend(_recheck_blockers(reading, trade))
    return tuple(found)


def _not_in_draw(reading: Reading, trade: TradeFacts, rules: Round) -> Iterator[Refusal]:
    """Whoever came after the draw has no station and no sheet: nothing would be marked, and nobody would notice."""
    drawn = seated_entries(reading, trade, rules.id)
    present = day.present_entries(reading, trade.id, rules.id)
    missing = [one.number for one in present if one.entry_id not in drawn]
    if missing:
        yield Refusal("signing.not_in_draw", round=rules.name, entries=missing[:10], total=len(missing))


def _recheck_blockers(reading: Reading, trade: TradeFacts) -> list[Refusal]:
    done = {sample.round for sample in samples(reading, trade)}
    missing = [name for name in rounds_to_recheck(trade) if name not in done]
    found = [Refusal("signing.no_recheck", round=trade.round(name).name) for name in missing]
    return found + _unfinished_samples(reading, trade)


def _unfinished_samples(reading: Reading, trade: TradeFacts) -> list[Refusal]:
    """Samples with sheets nobody has looked at, or with so many errors that everything must be looked at."""
    found: list[Refusal] = []
    for sample in samples(reading, trade):
        name = trade.round(sample.round).name
        if sample.open:
            found.append(
                Refusal("signing.recheck_open", round=name, codes=list(sample.open)[:10], total=len(sample.open))
            )
        elif not sample.full:
            wrong = sum(item.errors > 0 for item in sample.items)
            if all_again(trade.rules.rules.recheck, wrong, len(sample.items)):
                found.append(Refusal("signing.all_again", round=name, share=show(sample.share * 100, 1)))
    return found


def lock(store: Store, trade_code: str, *, by: Actor, second: Actor, at: datetime) -> Change:
    """锁定: chief judge and supervisor sign the marks of a trade; only unlocking changes them again.

    Raises RightsRefusal "access.needs_pair"; Problems "signing.not_ready" naming everything that is missing,
    "opinion.differs" where a second way of reckoning gives anything else, "audit.broken" where the file is not what its
    chain says; Refusal "signing.locked".
    """
    with acting_pair(store, by, second, Act.LOCK, at) as (writing, chief, supervisor):
        trade = contest_facts(writing).trade(trade_code)
        refuse_if_locked(writing, trade)
        missing = blockers(writing, trade)
        if missing:
            raise Problems("signing.not_ready", missing, trade=trade.name)
        need_whole_chain(writing)
        before = signing.last_sign_off(writing, trade.id, "lock")
        revision = before.revision + 1 if before else 1
        opinion = before_lock(writing, trade)
        digest = marks_digest(writing, trade)
        values = {"trade_id": trade.id, "kind": "lock", "revision": revision, "digest": digest, "at": at}
        signing.sign(writing, {**values, "by": chief.ref, "second": supervisor.ref})
        seq = writing.audit(
            "trade.locked",
            by=f"{chief.ref}+{supervisor.ref}",
            at=at,
            ref=trade.code,
            revision=revision,
            marks_sha256=digest,
            scheme_sha256=stored.scheme_digest(writing, trade.scheme_id),
            **opinion,
        )
    return Change(frozenset({Kind.SHEETS, Kind.RESULTS}), frozenset({trade.code}), seq)


def chief_of(by: Actor, second: Actor) -> Actor:
    """The chief judge of a pair, whoever was named first. Raises RightsRefusal as `lock`."""
    require_pair(by, Role.CHIEF_JUDGE, second, Role.SUPERVISOR)
    return by if by.role is Role.CHIEF_JUDGE else second


def marks_digest(reading: Reading, trade: TradeFacts) -> str:
    """The digest of all scores of a trade by code, as signatures under them bear it."""
    rows = []
    for rules in trade.rules.rounds:
        for code, score in sorted(scores_by_code(reading, trade, rules.id).items()):
            rows.append([rules.id, code, "" if score.score is None else str(score.score), score.status.value])
    return hashlib.sha256(canonical_bytes({"trade": trade.code, "rows": rows})).hexdigest()


def unlock(store: Store, trade_code: str, reason: str, *, by: Actor, second: Actor, at: datetime) -> Change:
    """解锁 with a reason, by the same two; results made so far stay as their revision."""
    with acting_pair(store, by, second, Act.UNLOCK, at) as (writing, chief, supervisor):
        trade = contest_facts(writing).trade(trade_code)
        seq = unlock_inside(writing, trade, reason, chief, supervisor, at)
    return Change(frozenset({Kind.SHEETS, Kind.RESULTS}), frozenset({trade.code}), seq)


def unlock_inside(
    writing: Writing, trade: TradeFacts, reason: str, chief: Actor, supervisor: Actor, at: datetime
) -> int:
    """As `unlock`, inside a transaction of both; gives the audit number."""
    if not stored.is_locked(writing, trade.id):
        raise Refusal("signing.not_locked", trade=trade.name)
    if any_reopened(writing, trade.id):
        raise Refusal("results.item_open", trade=trade.name)
    if not reason.strip():
        raise Refusal("signing.needs_reason", trade=trade.name)
    before = signing.last_sign_off(writing, trade.id, "lock")
    revision = before.revision if before else 1
    values = {"trade_id": trade.id, "kind": "unlock", "revision": revision, "reason": reason, "at": at}
    signing.sign(writing, {**values, "by": chief.ref, "second": supervisor.ref})
    return writing.audit(
        "trade.unlocked", by=f"{chief.ref}+{supervisor.ref}", at=at, ref=trade.code, revision=revision, note=reason
    )


def decode(
    store: Store, trade_code: str, *, by: Actor, second: Actor, at: datetime, papers: Sequence[Table] = ()
) -> Change:
    """解密: join codes and entries of a locked trade, chief judge and supervisor together, once.

    Encrypted tables open with the keys of both, or by `papers`, typed from the sealed envelope (`reveal.read_paper`).
    Raises Refusal "signing.decode_before_lock", "signing.decoded", "draw.changed" when the table of codes is not the
    one that was drawn; those of `open_tables`; RightsRefusal as `lock`.
    """
    with acting_pair(store, by, second, Act.DECODE, at) as (writing, chief, supervisor):
        trade = contest_facts(writing).trade(trade_code)
        last = signing.last_sign_off(writing, trade.id, "lock", "unlock", "decode")
        if last is not None and last.kind == "decode":
            raise Refusal("signing.decoded", trade=trade.name)
        if last is None or last.kind != "lock":
            raise Refusal("signing.decode_before_lock", trade=trade.name)
        by_paper = open_tables(writing, trade, chief, supervisor, papers, at)
        told: dict[str, Any] = {"by_paper": by_paper} if by_paper else {}
        for rules in trade.rules.rounds:
            check_draw(writing, trade, rules.id)
        values = {"trade_id": trade.id, "kind": "decode", "revision": last.revision, "at": at}
        signing.sign(writing, {**values, "by": chief.ref, "second": supervisor.ref})
        draws = [day.draw_in_force(writing, trade.id, rules.id) for rules in trade.rules.rounds]
        # From here on everybody may repeat the draw: its seeds go into the chain.
        seeds = {found.round: found.seed for found in draws if found is not None}
        seq = writing.audit(
            "trade.decoded",
            by=f"{chief.ref}+{supervisor.ref}",
            at=at,
            ref=trade.code,
            revision=last.revision,
            seeds=seeds,
            **told,
        )
    return Change(frozenset({Kind.RESULTS, Kind.DRAW}), frozenset({trade.code}), seq)
