"""证书: choose the winners of final lists, number them, print them, and keep the ledger of every print.

Rules:
1. A number is issued when its certificate is first printed, runs on within its trade, and is never used twice.
2. The same facts keep their number however often they are printed; from the second print on the ledger says why (补).
3. Facts that a later revision changed void the old number and get a new one. A number a person voided stays void: its
   entry is left out of batches until somebody asks for that certificate by its entry number.
4. The whole batch is checked before a number is issued: a character no font has stops it and names the person.
5. expected = printed + printed before + not printed + skipped, always.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from app.bundle.certqr import LIMITS, CertificateFacts
from app.changes import Change, Kind
from app.documents.certificate import CertificatePress, PrinterProfile, Shrunk
from app.documents.variables import CertificateData
from app.domain.audit import canonical_bytes
from app.domain.roles import Act
from app.errors import Refusal, RightsRefusal
from app.services.access import Actor, acting, require
from app.services.certificates_file import file_of_batch
from app.services.certificates_numbers import make_serial, runs_by_trade, serial_pattern
from app.services.certificates_winners import (
    Winner,
    award_of,
    layout_of,
    winners_of,
)
from app.services.common import ContestFacts, TradeFacts, contest_facts
from app.services.filecheck import need_space
from app.services.papers_common import local
from app.tables.files import try_place
from db.queries import certificates as stored
from db.queries.certificates import Certificate
from db.store import Reading, Store, Writing

Signer = Callable[[CertificateFacts], str]
"""Gives the text of the signed QR code for the facts of a certificate."""
Progress = Callable[[int, int, str], bool]

AGAIN = "再次输出"


@dataclass(frozen=True)
class Skipped:
    """A winner left out, and why."""

    entry: str
    name: str
    reason: str


@dataclass(frozen=True)
class Waiting:
    """A trade without certificates yet, and what it waits for."""

    trade: TradeFacts
    why: Refusal


@dataclass(frozen=True)
class Printed:
    """What a batch did. `expected` = `printed` + `before` + `left` + len(`skipped`)."""

    expected: int
    printed: int
    before: int
    left: int
    skipped: tuple[Skipped, ...]
    issued: int
    again: int
    voided: int
    pages: int
    sha256: str
    layout: str
    shrunk: tuple[Shrunk, ...]
    waiting: tuple[Waiting, ...]
    change: Change


@dataclass(frozen=True)
class Order:
    """How a batch is wanted. `entries`: only these, also ones whose number was voided; `rest`: only what was never
    printed, so that an interrupted batch goes on; `reason` for printing again."""

    trade: str | None = None
    layout: str = ""
    overprint: bool = False
    entries: tuple[str, ...] = ()
    rest: bool = False
    reason: str = ""
    profile: PrinterProfile = field(default_factory=PrinterProfile)


@dataclass
class _Batch:
    """A batch between its two transactions."""

    winners: list[Winner]
    pages: list[tuple[Certificate, CertificateData]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    before: int = 0
    issued: int = 0
    voided: int = 0
    trades: frozenset[str] = frozenset()


def print_certificates(
    store: Store,
    out: Path,
    order: Order | None = None,
    *,
    by: Actor,
    at: datetime,
    signer: Signer | None = None,
    progress: Progress | None = None,
) -> Printed:
    """Print the certificates of all trades whose places are final (or of one) into one PDF, whole or not at all.

    Numbers are issued before the first page and stay when the batch stops; `progress` answering False stops it after
    that page, and the file holds the pages done. The same batch gives the same bytes again. The file gets its name when
    its prints are entered (`certificates_file`).
    Raises Refusal "certificates.none", "certificates.unknown_entry" and what keeps the named trade from being final;
    Problems "documents.batch_refused" naming every person who cannot be printed; WorldFailure "tables.not_written" when
    nothing can be put at `out`. Nothing is issued then. WorldFailure "certificates.unnamed": entered, but not renamed.
    """
    order = order or Order()
    need_space(store.path.parent)
    with acting(store, by, Act.ISSUE_CERTIFICATES, at) as writing:
        try_place(out)  # a number is given for paper, not for a folder that is gone
        facts = contest_facts(writing)
        layout, images = layout_of(writing, order.layout)
        press = CertificatePress(layout, images, order.overprint, order.profile, demo=facts.mode != "live")
        found, waiting = _final(writing, facts, order.trade)
        batch = _prepare(writing, facts, found, order, by, at, signer)
        press.check([data for _, data in batch.pages])
    return _print(store, out, press, batch, order, waiting, by, at, progress)


def _print(
    store: Store,
    out: Path,
    press: CertificatePress,
    batch: _Batch,
    order: Order,
    waiting: tuple[Waiting, ...],
    by: Actor,
    at: datetime,
    progress: Progress | None,
) -> Printed:
    buffer = BytesIO()
    if batch.pages:
        # The newest number's time, not the clock: printed again, a batch gives the same bytes.
        made_at = local(max(certificate.issued_at for certificate, _ in batch.pages))
        report = press.print([data for _, data in batch.pages], buffer, made_at=made_at, progress=progress)
        done, shrunk = batch.pages[: report.printed], report.shrunk
    else:
        done, shrunk = [], ()
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    again = sum(certificate.prints > 0 for certificate, _ in done)
    seq = 0
    if done:
        with file_of_batch(store.path, out, buffer.getvalue()), store.write() as writing:
            seq = _enter_prints(writing, done, press, order, digest, by, at)
    return Printed(
        expected=len(batch.winners),
        printed=len(done),
        before=batch.before,
        left=len(batch.pages) - len(done),
        skipped=tuple(batch.skipped),
        issued=batch.issued,
        again=again,
        voided=batch.voided,
        pages=len(done),
        sha256=digest if done else "",
        layout=press.layout.name,
        shrunk=shrunk,
        waiting=waiting,
        change=Change(frozenset({Kind.CERTIFICATES}), batch.trades, seq),
    )


def _enter_prints(
    writing: Writing,
    done: Sequence[tuple[Certificate, CertificateData]],
    press: CertificatePress,
    order: Order,
    digest: str,
    by: Actor,
    at: datetime,
) -> int:
    """The ledger: a row a certificate, an entry of the chain a batch."""
    rows = [
        {
            "certificate_id": certificate.id,
            "number": certificate.prints + 1,
            "layout": press.layout.name,
            "overprint": press.overprint,
            "reason": (order.reason or AGAIN) if certificate.prints else "",
            "by": by.ref,
            "at": at,
        }
        for certificate, _ in done
    ]
    stored.add_prints(writing, rows)
    return writing.audit(
        "certificate.printed",
        by=by.ref,
        at=at,
        serials_sha256=_digest([[certificate.serial, certificate.prints + 1] for certificate, _ in done]),
        pages=len(done),
        reprints=sum(bool(certificate.prints) for certificate, _ in done),
        overprint=press.overprint,
        pdf_sha256=digest,
        note=order.reason,
    )


def _prepare(
    writing: Writing,
    facts: ContestFacts,
    winners: list[Winner],
    order: Order,
    by: Actor,
    at: datetime,
    signer: Signer | None,
) -> _Batch:
    """Void what no longer holds, issue what is missing, and put the batch in order."""
    wanted = {number.strip().upper() for number in order.entries}
    unknown = sorted(wanted - {name for winner in winners for name in _names_of(winner)})
    if unknown:
        raise Refusal("certificates.unknown_entry", entries=unknown)
    if not winners:
        raise Refusal("certificates.none")
    batch = _Batch(winners, trades=frozenset(winner.trade.code for winner in winners))
    batch.voided = _void_stale(writing, facts, winners, wanted, by, at)
    if wanted:
        batch.winners = winners = [winner for winner in winners if wanted & _names_of(winner)]
    chosen = []
    for winner in winners:
        if winner.withheld and not wanted:
            batch.skipped.append(Skipped(winner.key, winner.line.name, f"证书已作废：{winner.withheld}"))
        elif order.rest and winner.ready is not None and winner.ready.prints:
            batch.before += 1
        else:
            chosen.append(winner)
    fresh = [winner for winner in chosen if winner.ready is None]
    batch.issued = _issue(writing, facts, fresh, by, at, signer)
    if wanted and any(winner.ready for winner in chosen if winner.ready and winner.ready.prints) and not order.reason:
        raise Refusal("certificates.needs_reason", entries=sorted(wanted))
    if signer is not None:
        _sign_older(writing, facts, [winner for winner in chosen if winner.ready is not None], by, at, signer)
    numbers = {award_of(one): one for one in stored.certificates(writing, facts.id) if one.issued}
    for winner in chosen:
        certificate = numbers[winner.award_of]
        data = replace(winner.data, serial=certificate.serial, token=certificate.token)
        batch.pages.append((certificate, data))
    return batch


def _names_of(winner: Winner) -> set[str]:
    """By what a certificate is asked for: the entry number means all of that entry's."""
    return {winner.line.entry.upper(), winner.key.upper()}


def _keys_of(certificate: Certificate) -> set[str]:
    ranking = award_of(certificate)[1]
    return {certificate.entry.upper(), f"{certificate.entry}/{ranking}".upper() if ranking else ""}


def _void_stale(
    writing: Writing, facts: ContestFacts, winners: Sequence[Winner], wanted: set[str], by: Actor, at: datetime
) -> int:
    """Void the numbers in force that these final lists no longer bear out (of `wanted` entries only, if any)."""
    trades = {winner.trade.id: winner for winner in winners}
    kept = {winner.ready.id for winner in winners if winner.ready is not None}
    stale = [
        one
        for one in stored.certificates(writing, facts.id)
        if one.issued and one.trade_id in trades and one.id not in kept and (not wanted or wanted & _keys_of(one))
    ]
    for one in stale:
        _void(writing, one, f"第 {trades[one.trade_id].revision} 次修订改变了名次或奖项", by, at)
    return len(stale)


def _void(
    writing: Writing,
    certificate: Certificate,
    reason: str,
    by: Actor,
    at: datetime,
    state: str = stored.REPLACED,
    second: Actor | None = None,
) -> int:
    stored.void(writing, certificate.id, state, reason)
    who = by.ref if second is None else f"{by.ref}+{second.ref}"
    return writing.audit("certificate.voided", by=who, at=at, ref=certificate.serial, note=reason)


def _issue(
    writing: Writing,
    facts: ContestFacts,
    winners: Sequence[Winner],
    by: Actor,
    at: datetime,
    signer: Signer | None,
) -> int:
    """Give each a new number, in the order of the lists, with its signed code if the venue has a key for it."""
    taken = set(stored.serials(writing, facts.id))
    pattern = serial_pattern(writing)
    per_trade = runs_by_trade(pattern)
    running: dict[int | None, int] = {}
    rows: list[dict[str, Any]] = []
    told: dict[tuple[str, int], list[list[str]]] = {}
    for winner in winners:
        scope = winner.trade.id if per_trade else None
        if scope not in running:
            running[scope] = stored.highest_sequence(writing, facts.id, scope)
        serial = ""
        while not serial or serial in taken:
            running[scope] += 1
            line = winner.line
            serial = make_serial(pattern, facts, winner.trade, running[scope], line.award, line.group)
        taken.add(serial)
        rows.append(
            {
                "contest_id": facts.id,
                "trade_id": winner.trade.id,
                "entry_id": winner.line.entry_id,
                "revision": winner.revision,
                "serial": serial,
                "sequence": running[scope],
                "facts": winner.facts,
                "token": "" if signer is None else _token(facts, winner, serial, at, signer),
                "issued_by": by.ref,
                "issued_at": at,
            }
        )
        told.setdefault((winner.trade.code, winner.revision), []).append([winner.key, serial])
    stored.add_certificates(writing, rows)
    for (trade, revision), pairs in told.items():
        writing.audit(
            "certificate.issued",
            by=by.ref,
            at=at,
            ref=trade,
            revision=revision,
            count=len(pairs),
            first=pairs[0][1],
            last=pairs[-1][1],
            serials_sha256=_digest(pairs),
        )
    return len(rows)


def _digest(pairs: Sequence[Sequence[object]]) -> str:
    return hashlib.sha256(canonical_bytes({"serials": [list(pair) for pair in pairs]})).hexdigest()


def _sign_older(
    writing: Writing, facts: ContestFacts, winners: Sequence[Winner], by: Actor, at: datetime, signer: Signer
) -> None:
    """Give the numbers issued before the venue had a key their codes: an act with an entry of its own."""
    signed = []
    for winner in winners:
        one = winner.ready
        if one is not None and not one.token:
            stored.set_token(writing, one.id, _token(facts, winner, one.serial, one.issued_at, signer))
            signed.append([winner.key, one.serial])
    if signed:
        writing.audit("certificate.signed", by=by.ref, at=at, count=len(signed), serials_sha256=_digest(signed))


def _token(facts: ContestFacts, winner: Winner, serial: str, issued_at: datetime, signer: Signer) -> str:
    """The signed QR text, kept with the number."""
    data = winner.data
    told = {
        "base": facts.contest.base,
        "number": serial,
        "name": data.name,
        "trade_id": winner.trade.code,
        "trade": data.trade,
        "award": data.award,
    }
    # The paper says it in full; a reader compares the beginning.
    short = {name: text[: LIMITS[name]] for name, text in told.items()}
    return signer(CertificateFacts(**short, issued=int(issued_at.timestamp()), place=data.place))


def _final(reading: Reading, facts: ContestFacts, trade_code: str | None) -> tuple[list[Winner], tuple[Waiting, ...]]:
    """The winners of every trade that is final; of one trade, or the refusal that says what it waits for."""
    if trade_code is not None:
        return winners_of(reading, facts, facts.trade(trade_code)), ()
    found: list[Winner] = []
    waiting: list[Waiting] = []
    for trade in facts.trades:
        try:
            found += winners_of(reading, facts, trade)
        except Refusal as why:
            waiting.append(Waiting(trade, why))
    if len(waiting) == len(facts.trades) and waiting:
        raise waiting[0].why
    return found, tuple(waiting)


def void_certificate(store: Store, serial: str, reason: str, *, by: Actor, second: Actor, at: datetime) -> Change:
    """作废 a number for good, with a reason (spoilt paper, award withdrawn); `second` is who stood by and saw it.

    An act of two, like every step that no other one takes back.
    Raises Refusal "certificates.unknown_serial", "certificates.void_already", "certificates.void_reason",
    RightsRefusal "access.same_person" and of a `second` who may not see the results.
    """
    with acting(store, by, Act.ISSUE_CERTIFICATES, at) as writing:
        if second.id == by.id:
            raise RightsRefusal("access.same_person", name=by.name)
        require(writing, second, Act.SEE_RESULTS)
        found = stored.by_serial(writing, contest_facts(writing).id, serial.strip())
        if found is None:
            raise Refusal("certificates.unknown_serial", serial=serial)
        if not found.issued:
            raise Refusal("certificates.void_already", serial=serial, reason=found.void_reason)
        if not reason.strip():
            raise Refusal("certificates.void_reason", serial=serial)
        seq = _void(writing, found, reason.strip(), by, at, stored.VOID, second)
    return Change(frozenset({Kind.CERTIFICATES}), audit_seq=seq)


@dataclass(frozen=True)
class CertificateLine:
    """A winner as the certificates page lists it. `entry` is what the certificate is asked for by. `state`: new, issued
    (numbered, not printed), printed, void."""

    entry: str
    name: str
    unit: str
    trade: str
    group: str
    place: int | None
    award: str
    serial: str
    state: str
    prints: int


def certificate_lines(reading: Reading, trade: TradeFacts) -> Iterator[CertificateLine]:
    """The winners of a final trade with what came of their certificates. Raises as `winners_of`."""
    for winner in winners_of(reading, contest_facts(reading), trade):
        ready, line = winner.ready, winner.line
        state = "void" if winner.withheld else "new" if ready is None else "printed" if ready.prints else "issued"
        yield CertificateLine(
            winner.key,
            line.name,
            line.unit,
            trade.name,
            line.group,
            line.place,
            winner.data.award,
            ready.serial if ready else "",
            state,
            ready.prints if ready else 0,
        )


def preview(
    store: Store,
    trade_code: str,
    number: str,
    layout: str = "",
    overprint: bool = False,
    profile: PrinterProfile | None = None,
) -> bytes:
    """One certificate as it would be printed, for the screen and for a trial sheet: no number is issued, nothing is
    recorded.

    Raises as `winners_of` and "certificates.unknown_entry".
    """
    with store.read() as reading:
        facts = contest_facts(reading)
        found = {winner.key.upper(): winner for winner in winners_of(reading, facts, facts.trade(trade_code))}
        winner = found.get(number.strip().upper())
        if winner is None:
            raise Refusal("certificates.unknown_entry", entries=[number])
        design, images = layout_of(reading, layout)
    serial = winner.ready.serial if winner.ready else "（打印时编号）"
    data = replace(winner.data, serial=serial, token=winner.ready.token if winner.ready else "")
    press = CertificatePress(design, images, overprint, profile or PrinterProfile(), demo=facts.mode != "live")
    buffer = BytesIO()
    press.print([data], buffer, made_at=datetime(facts.contest.year, 1, 1, tzinfo=UTC))
    return buffer.getvalue()
