"""Anchors on paper: what a signed sheet says of the file it was printed from, and whether the file still says the same.

Rules:
1. A sheet for signature bears the head of the chain and the digest of its data: of the list of results, or of the
   trade's marks where there is no list yet. Both as thirty digits, and whole in a signed QR where the venue has a key.
2. A head on paper that the chain no longer contains is E16: history was rewritten, or an older copy put back.
3. A sheet whose head is found and whose data differ was overtaken by entries that came after it; they are named.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app import VERSION
from app.bundle import canonical, sheetqr
from app.bundle.findings import MalformedError
from app.bundle.sheetqr import MARKS, RESULTS, SheetFacts
from app.documents.papers.model import PaperSeal
from app.domain.audit import digit_groups, printed_code
from app.errors import Refusal
from app.services.bundle_data import results_document
from app.services.common import TradeFacts, contest_facts
from app.services.keys import SheetSigner, held_trust
from db.queries import audit as stored
from db.queries import keys as stored_keys
from db.queries import results as lists
from db.queries import signing as signatures
from db.store import Reading, Store

E16 = "E16"
_DIGITS = re.compile(r"[0-9]{30}")
_LISTS = frozenset({"standings", "public-notice", "winners"})
SEALED_KINDS = frozenset({"score-sheets", "recheck", "correction", "theory", *_LISTS})
"""The papers people sign."""


@dataclass(frozen=True)
class Anchored:
    """What comparing gave. `seq` the entry the paper was printed after, None: the chain does not contain it (E16).

    `since` counts the entries that came after it, by act, of the sheet's trade where the code names one. `signature` is
    "" for digits, else "good", "bad" or "unknown_key"; `data_same` None where digits alone were given.
    """

    seq: int | None
    at: str = ""
    head: str = ""
    length: int = 0
    since: Mapping[str, int] | None = None
    facts: SheetFacts | None = None
    signature: str = ""
    data_same: bool | None = None

    @property
    def ok(self) -> bool:
        """Whether the file still contains what the paper bears, and no signature is wrong."""
        return self.seq is not None and self.signature != "bad"

    @property
    def code(self) -> str:
        """The code of a contradiction, "" for none."""
        return "" if self.seq is not None else E16


def seal_of(reading: Reading, trade: TradeFacts, kind: str, signer: SheetSigner | None) -> PaperSeal | None:
    """What a paper of a trade bears under its table; None for kinds nobody signs."""
    if kind not in SEALED_KINDS:
        return None
    seq = stored.length(reading)
    head = stored.hash_at(reading, seq) or b""
    revision, what, data = _data(reading, trade, lists_only=kind in _LISTS)
    token = ""
    if signer is not None:
        base = contest_facts(reading).contest.base
        token = signer(SheetFacts(base, trade.code, revision, data, what, seq, bytes(head), VERSION))
    return PaperSeal(token, digit_groups(data, 30), seq, printed_code(bytes(head)))


def _data(reading: Reading, trade: TradeFacts, *, lists_only: bool) -> tuple[int, int, bytes]:
    """Revision, what was hashed, and its digest: the list where a paper shows one, else the marks as they stand."""
    last = lists.last_revision(reading, trade.id)
    if lists_only and last is not None:
        return last.number, RESULTS, _list_digest(reading, trade, last.number)
    locked = signatures.last_sign_off(reading, trade.id, "lock")
    return (locked.revision if locked else 0), MARKS, _marks_digest(reading, trade)


def _marks_digest(reading: Reading, trade: TradeFacts) -> bytes:
    """Every mark ever keyed for a trade, and what stands on its sheets beside them."""
    rows = [list(row) for row in stored.marks_of_trade(reading, trade.id)]
    return hashlib.sha256(canonical.dump({"marks": rows, "trade": trade.code})).digest()


def _list_digest(reading: Reading, trade: TradeFacts, number: int) -> bytes:
    revision = next((one for one in lists.revisions(reading, trade.id) if one.number == number), None)
    if revision is None:
        return b""
    return hashlib.sha256(canonical.dump(results_document(reading, trade, revision, number))).digest()


def check_digits(store: Store, text: str) -> Anchored:
    """Hold the thirty digits of the record on a paper against the chain. Raises Refusal "audit.bad_code"."""
    digits = re.sub(r"\D", "", text)
    if not _DIGITS.fullmatch(digits):
        raise Refusal("audit.bad_code", digits=len(digits))
    wanted = int(digits)
    with store.read() as reading:
        for seq, digest in stored.hashes(reading):
            if int.from_bytes(digest, "big") % 10**30 == wanted:
                return _found(reading, seq, digest)
        return Anchored(None, length=stored.length(reading))


def check_qr(store: Store, text: str) -> Anchored:
    """Hold the scanned text of a sheet against file and chain. Raises Refusal "audit.bad_qr"."""
    try:
        sheet = sheetqr.read(text)
    except MalformedError:
        raise Refusal("audit.bad_qr") from None
    facts = sheet.facts
    with store.read() as reading:
        candidates = sheet.token.of(_certificate_keys(reading))
        signature = "unknown_key" if not candidates else "good" if sheet.signed_by(candidates) else "bad"
        held = stored.hash_at(reading, facts.seq)
        if held is None or bytes(held) != facts.head:
            return Anchored(None, length=stored.length(reading), facts=facts, signature=signature)
        found = _found(reading, facts.seq, facts.head, facts.trade)
        same = _data_now(reading, facts) == facts.data
        return Anchored(found.seq, found.at, found.head, found.length, found.since, facts, signature, same)


def _certificate_keys(reading: Reading) -> list[str]:
    """Certificate keys of this file and of the trust list it holds, in hex."""
    own = [bytes(one.public).hex() for one in stored_keys.keys(reading, "certificate")]
    trust = held_trust(reading)
    known = [] if trust is None else [key.public for key in trust.all_keys() if key.role == "certificate"]
    return [*own, *known]


def _data_now(reading: Reading, facts: SheetFacts) -> bytes | None:
    """The digest of the same data as the file has them now; None where the trade is none of this file."""
    try:
        trade = contest_facts(reading).trade(facts.trade)
        if facts.kind == RESULTS:
            return _list_digest(reading, trade, facts.revision)
        return _marks_digest(reading, trade)
    except Refusal:
        return None


def _found(reading: Reading, seq: int, digest: bytes, trade: str = "") -> Anchored:
    """An anchor the chain holds, with what came after it."""
    since: Counter[str] = Counter()
    at = ""
    for entry in stored.entries(reading, seq - 1 if seq else 0):
        if entry.seq == seq:
            at = str(json.loads(entry.body).get("at", ""))
        elif not trade or f'"ref":"{trade}' in entry.body:
            since[json.loads(entry.body).get("act", "")] += 1
    return Anchored(seq, at, printed_code(digest), stored.length(reading), dict(since))


def words(found: Anchored) -> list[str]:
    """What comparing gave, line by line."""
    if found.seq is None:
        return [
            f"{E16}：操作记录里没有这张纸上的核对码。竞赛文件可能换成了旧的一份，或历史被改写。",
            "请停下来，与纸质评分表、成绩包、备份逐一核对，并报告监督人员。没有改动任何内容。",
        ]
    lines = [f"一致：这张纸印于操作记录第 {found.seq} 条之后（{found.at}），现在共 {found.length} 条"]
    if found.signature:
        lines.append(f"签名：{_SIGNATURES[found.signature]}")
    if found.data_same is not None:
        lines.append("数据：与竞赛文件现在的一致" if found.data_same else "数据：之后改过，纸上的不是最新的")
    count = sum((found.since or {}).values())
    if count:
        acts = "、".join(f"{act} {number}" for act, number in sorted((found.since or {}).items()))
        lines.append(f"之后又有 {count} 条：{acts}")
    return lines


_SIGNATURES = {"good": "有效", "bad": "不符，这个码不是本基地的钥匙签的", "unknown_key": "钥匙未知，请更新名录"}
