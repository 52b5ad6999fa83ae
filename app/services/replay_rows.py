"""The rows of the sealed tables and the tables of codes held against what the chain tells of them.

Rules:
1. The last entry that carries a row's seal says how the row stands; null says that it is gone. A row changed, taken
   out or added by hand contradicts it, and the entry is named. Files from before sealing began have nothing to hold.
2. Every draw is bound by the digest in its `draw.made`, the seed being the salt; where a file no longer shows seed or
   codes, decoding holds them against it.
3. A reason beside a mark is the text its entry is bound to, or was erased together with the note.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from app.domain.audit import canonical_bytes
from app.errors import Refusal
from db.queries import audit as stored
from db.queries.audit import DrawnRow
from db.store import Reading

SEALS = '"rows":{'
_DRAW = '{"act":"draw.made"'


@dataclass(frozen=True)
class Problem:
    """One thing that does not follow: which check found it, at which entry (None: no entry tells of it), in words."""

    check: str
    seq: int | None
    error: Refusal


def in_order(problems: list[Problem]) -> list[Problem]:
    """By entry, those no entry tells of last."""
    return sorted(problems, key=lambda problem: (problem.seq is None, problem.seq or 0))


def reason_holds(why: str, bound: str | None, note: tuple[bytes, bool] | None) -> bool:
    """Whether a reason in the file is the one an entry is bound to (`note`: its salt, and whether it is still there).

    An erased note takes the reason with it: then nothing may stand in the row, or still the old text.
    """
    if bound is None:
        return not why
    if note is None:
        return False
    salt, there = note
    return (not why and not there) or hashlib.sha256(salt + why.encode("utf-8", "replace")).hexdigest() == bound


@dataclass
class ToldRows:
    """What the entries say of sealed rows and of draws."""

    rows: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    draws: dict[tuple[str, int], tuple[int, str]] = field(default_factory=dict)

    @property
    def sealing(self) -> bool:
        """Whether any entry so far carried seals."""
        return bool(self.rows)

    def take(self, seq: int, body: str) -> None:
        """Remember the seals and the digest of a draw in an entry."""
        drawn = body.startswith(_DRAW)
        if not drawn and SEALS not in body:
            return
        try:
            told = json.loads(body)
            for name, seal in told.get("rows", {}).items():
                self.rows[name] = (seq, seal)
            if drawn:
                self.draws[told["ref"], told["number"]] = (seq, told["sealed_sha256"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return  # of another form: what it should have told will be missed

    def compare(self, reading: Reading) -> list[Problem]:
        """Hold every row against the last word about it."""
        if not self.rows:
            return []
        problems = []
        left = {name: told for name, told in self.rows.items() if told[1] is not None}
        for name, seal, label in stored.sealed_rows(reading):
            seq, told = self.rows.get(name, (None, None))
            left.pop(name, None)
            if told != seal:
                code = "audit.row_untold" if told is None else "audit.row_changed"
                problems.append(Problem("rows", seq, _row(code, name, label, seq)))
        problems += [Problem("rows", seq, _row("audit.row_missing", name, "", seq)) for name, (seq, _) in left.items()]
        return in_order(problems)


def _row(code: str, name: str, label: Any, seq: int | None) -> Refusal:
    table, _, number = name.partition("/")
    return Refusal(code, table=TABLE_WORDS.get(table, table), row=str(label or number), seq=seq)


def changed_draws(reading: Reading, told: ToldRows) -> list[Problem]:
    """Tables of codes that are not the ones drawn: two codes exchanged by hand would exchange two people's marks."""
    problems = []
    for (place, number), lines in groupby(stored.drawn_rows(reading), key=lambda row: (row.place, row.number)):
        seq, digest = told.draws.get((place, number), (None, ""))
        if not _as_drawn(list(lines), digest):
            trade, _, round_id = place.partition("/")
            problems.append(Problem("rows", seq, Refusal("draw.changed", trade=trade, round=round_id)))
    return problems


def _as_drawn(lines: list[DrawnRow], digest: str) -> bool:
    if not isinstance(lines[0].seed, str) or not lines[0].seed:
        return True  # sealed away: see rule 2
    rows = [[one.entry, one.station, one.sitting, one.work_number, one.code] for one in lines if one.code is not None]
    try:
        found = hashlib.sha256(canonical_bytes({"seed": lines[0].seed, "rows": rows})).hexdigest()
    except ValueError:
        return False
    return found == digest


TABLE_WORDS = {
    "contest": "竞赛 / contest",
    "trade": "工种 / trade",
    "trade_group": "组别 / group",
    "scheme": "评分标准 / scheme",
    "delegation": "代表队 / delegation",
    "person": "人员 / person",
    "entry": "报名 / entry",
    "entry_member": "队员 / member",
    "account": "账号 / account",
    "judge": "裁判员 / judge",
    "panel_seat": "裁判席位 / panel seat",
    "recusal": "回避 / recusal",
    "sheet_recusal": "密号回避 / recusal by code",
    "sitting": "场次 / sitting",
    "attendance": "检录 / attendance",
    "door_note": "检录问题 / check-in problem",
    "incident": "现场情况 / incident",
    "draw": "抽签 / draw",
    "sealed_draw": "加密的密号表 / sealed table of codes",
    "draw_share": "密号表钥匙 / share of a code key",
    "draw_seat": "工位 / seat",
    "draw_code": "密号 / code",
    "sheet": "评分表 / sheet",
    "spread_decision": "复议 / spread decision",
    "recheck": "复核 / recheck",
    "recheck_item": "复核项 / recheck item",
    "recheck_reading": "复核读数 / recheck reading",
    "correction": "更正单 / correction",
    "sign_off": "签字 / sign-off",
    "result_revision": "成绩单 / list of results",
    "result": "成绩 / result",
    "side_result": "单项成绩 / further ranking",
    "ruling": "裁定 / ruling",
    "honour_rule": "荣誉规则 / honour rule",
    "proposed_honour": "拟推荐荣誉 / proposed honour",
    "appeal": "申诉 / appeal",
    "certificate": "证书 / certificate",
    "certificate_print": "证书打印 / certificate print",
    "key": "钥匙 / key",
    "trust_list": "名录 / trust list",
    "received_bundle": "收到的成绩包 / received bundle",
    "office_trade": "收到的工种 / received trade",
    "office_result": "汇总成绩 / merged result",
}
"""The tables in words, for sentences and the audit page."""
