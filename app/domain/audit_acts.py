"""Every act the audit chain knows: what its entry carries, and whether replay makes it anew.

A service that writes a new act adds a line here and its sentence to resources/texts/audit_acts.json; a test finds the
ones that did not. Every entry also has act, at, by
and ref; `note` (the digest of a free text) and `rows` (seals, see `db.seals`) may stand in any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COMMON = frozenset({"act", "at", "by", "ref", "note", "rows"})


@dataclass(frozen=True)
class AuditAct:
    """One act. `fields` stand in every entry, `optional` in some.

    `replayed`: the file's own rows are made anew from these entries; all other rows an act touches are bound by seals.
    """

    id: str
    fields: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    replayed: bool = False

    @property
    def group(self) -> str:
        """The kind of thing it is about: what stands before the dot."""
        return self.id.partition(".")[0]


def _act(id: str, fields: str = "", optional: str = "", replayed: bool = False) -> AuditAct:
    return AuditAct(id, frozenset(fields.split()), frozenset(optional.split()), replayed)


_ACTS = (
    _act("program.started", "clock machine sqlite system version"),
    _act("program.stopped"),
    _act("program.version", "new old"),
    _act("clock.suspect", "behind"),
    _act("clock.jumped", "seconds"),
    _act("clock.set", "seconds"),
    _act("disk.low", "free level"),
    _act("write.failed", "code times"),
    _act("file.refused", "code kind sha256"),
    _act("file.migrated", "new old"),
    _act("file.backed_up", "head sealed seq sha256", "why"),
    _act("file.backup_failed", "code why"),
    _act("file.restored", "new_head new_seq old_head old_seq", "bundles sha256 typed"),
    _act("bundle.told", "bundles"),
    _act("rows.sealed"),
    _act("screen.locked"),
    _act("account.added", "passphrase role"),
    _act("account.logged_in"),
    _act("account.failed", "", "failures"),
    _act("account.blocked"),
    _act("account.unblocked"),
    _act("account.removed", "role"),
    _act("account.role", "before role"),
    _act("account.secret", "passphrase"),
    _act("access.denied", "code"),
    _act("contest.created", "mode trades"),
    _act("contest.timetable", "hours"),
    _act("contest.set", "fields trades"),
    _act("contest.paper_settings", "fields"),
    _act("judge.removed"),
    _act("office.created", "mode"),
    _act("scheme.changed", "dropped moved new old reopened version"),
    _act("roster.imported", "entries rows_in rows_read rows_refused sha256 updated"),
    _act("entry.added", "fields"),
    _act("entry.changed", "fields"),
    _act("entry.decided", "entries state"),
    _act("entry.taken_back", "entries"),
    _act("registration.closed"),
    _act("registration.opened"),
    _act("person.document_seen", "position"),
    _act("person.photos_set", "entries"),
    _act("incident.noted", "incident kind seconds"),
    _act("incident.handled", "about incident seconds"),
    _act("person.photos_taken_back", "entries"),
    _act("paper.list_exported", "columns count"),
    _act("personal.protected", "people"),
    _act("personal.shared", "office refs"),
    _act("personal.dropped", "refs"),
    _act("personal.opened"),
    _act("personal.recovered"),
    _act("personal.erased", "names notes people unfinished"),
    _act("attendance.present", "entries"),
    _act("attendance.status", "new old"),
    _act("attendance.came", "sitting"),
    _act("attendance.taken_back", "old"),
    _act("attendance.extra", "old seconds"),
    _act("attendance.moved", "new old"),
    _act("attendance.held"),
    _act("attendance.released"),
    _act("attendance.substituted", "new"),
    _act("contest.sitting", "sitting starts"),
    _act("draw.promised", "commitment"),
    _act(
        "draw.made",
        "entries layers number sealed_sha256 sittings witness",
        "sealed_for method stations public_seed commitment moved",
        replayed=True,
    ),
    _act("draw.shared", "number office refs"),
    _act("draw.unshared", "number refs"),
    _act("draw.sealed_table", "entries"),
    _act("draw.list_signed", "entries number"),
    _act("judge.kept", "account"),
    _act("judge.seated", "judge"),
    _act("judge.recused", "entry"),
    _act("judge.barred", "cells"),
    _act("judge.reported"),
    _act("mark.set", "keying new old", "doubtful origin", replayed=True),
    _act("marks.imported", "keying new", "seconds", replayed=True),
    _act("marks.file", "keying marks rows_read sha256", "by_number"),
    _act("sheet.status", "new old", replayed=True),
    _act("sheet.seconds", "new old", replayed=True),
    _act("sheet.paper", "new old"),
    _act("sheet.submitted", "keying state", "differs"),
    _act("sheet.agreed"),
    _act("sheet.reopened", "old", "cause"),
    _act("spread.decided", "decision spread"),
    _act("recheck.drawn", "full number seed sheets"),
    _act("recheck.verdict", "errors verdict", "readings"),
    _act("recheck.compared", "different read"),
    _act("trade.locked", "marks_sha256 revision scheme_sha256", "second_opinion second_opinion_rows"),
    _act("trade.unlocked", "revision"),
    _act("trade.decoded", "revision seeds", "by_paper"),
    _act("trade.amended", "marks_sha256 revision scheme_sha256"),
    _act("results.ranked", "entries revision", "cause second_opinion second_opinion_rows"),
    _act("results.ruled", "decision kind subject"),
    _act("results.confirmed", "revision"),
    _act("results.posted", "revision"),
    _act("honours.rules", "rules rules_sha256"),
    _act("honours.recorded", "proposals revision rules_sha256"),
    _act("appeal.filed", "against appeal aspect late round"),
    _act("appeal.admitted", "appeal"),
    _act("appeal.declined", "appeal"),
    _act("appeal.answered", "appeal verdict"),
    _act("appeal.reopened", "appeal aspect round"),
    _act("appeal.closed", "appeal revision"),
    _act("appeal.withdrawn", "appeal"),
    _act("paper.printed", "copies kind papers sha256"),
    _act("certificate.issued", "count first last revision serials_sha256"),
    _act("certificate.signed", "count serials_sha256"),
    _act("certificate.printed", "overprint pages pdf_sha256 reprints serials_sha256"),
    _act("certificate.voided"),
    _act("certificate.pattern", "new"),
    _act("layout.kept", "pictures sha256"),
    _act("layout.removed"),
    _act("bundle.built", "sha256 trades", "second_opinion second_opinion_rows"),
    _act("bundle.copied", "copies sha256", "second_opinion second_opinion_rows"),
    _act("bundle.receipted", "verdict"),
    _act("bundle.received", "codes sha256 verdict"),
    _act("bundle.refused", "code sha256"),
    _act("key.kept", "role sealed"),
    _act("key.retired", "role"),
    _act("trust.taken", "sha256"),
    _act("pack.taken", "before layouts sha256 trades"),
    _act("pack.made", "sha256"),
    _act("pack.kept", "sha256"),
    _act("plan.set"),
)
ACTS: dict[str, AuditAct] = {act.id: act for act in _ACTS}

EVENTS: dict[str, tuple[str, ...]] = {
    "start": ("program.started",),
    "stop": ("program.stopped",),
    "version": ("program.version",),
    "clock jump or set": ("clock.suspect", "clock.jumped", "clock.set"),
    "log-in": ("account.logged_in",),
    "failure": ("account.failed", "access.denied"),
    "lock": ("screen.locked", "account.blocked"),
    "role change": ("account.role",),
    "import": ("roster.imported", "marks.file"),
    "register, change, withdraw": ("entry.added", "entry.changed", "entry.decided", "entry.taken_back"),
    "check-in states": ("attendance.present", "attendance.status", "attendance.taken_back"),
    "draw, seed, code assignment": ("draw.made",),
    "reveal": ("trade.decoded",),
    "mark set or corrected": ("mark.set", "marks.imported"),
    "second keying differences, submit": ("sheet.submitted",),
    "reopen": ("sheet.reopened",),
    "recheck": ("recheck.drawn", "recheck.verdict"),
    "lock and unlock with both names": ("trade.locked", "trade.unlocked"),
    "ranking, ruling, publish": ("results.ranked", "results.ruled", "results.posted"),
    "print": ("paper.printed",),
    "certificate issued, voided, reprinted": ("certificate.issued", "certificate.voided", "certificate.printed"),
    "bundle built, copied, receipt": ("bundle.built", "bundle.copied", "bundle.receipted"),
    "keys, trust list, pack": ("key.kept", "key.retired", "trust.taken", "pack.taken", "pack.made", "pack.kept"),
    "backup, restore, migration": ("file.backed_up", "file.restored", "file.migrated"),
    "disk low, write failed, refused file": ("disk.low", "write.failed", "file.refused"),
}
"""What must have an entry, and the acts that give it one."""

GROUPS: dict[str, tuple[str, str]] = {
    "program": ("程序", "program"),
    "clock": ("时钟", "clock"),
    "disk": ("硬盘", "disk"),
    "write": ("写入", "writing"),
    "file": ("文件", "file"),
    "rows": ("数据行", "rows"),
    "screen": ("锁屏", "screen"),
    "judge": ("裁判", "judges"),
    "account": ("账号", "accounts"),
    "access": ("越权", "denials"),
    "contest": ("竞赛", "contest"),
    "office": ("省办", "office"),
    "scheme": ("评分标准", "schemes"),
    "roster": ("报名表", "rosters"),
    "entry": ("报名", "entries"),
    "registration": ("报名截止", "registration"),
    "person": ("证件", "documents"),
    "personal": ("个人信息", "personal data"),
    "honours": ("拟推荐", "honours"),
    "attendance": ("检录", "check-in"),
    "draw": ("抽签", "draw"),
    "mark": ("评分", "marks"),
    "marks": ("评分导入", "imported marks"),
    "sheet": ("评分表", "sheets"),
    "spread": ("复议", "spread"),
    "recheck": ("复核", "recheck"),
    "trade": ("锁定解密", "lock, decode"),
    "results": ("成绩", "results"),
    "appeal": ("申诉", "appeals"),
    "incident": ("现场情况", "incidents"),
    "paper": ("打印", "papers"),
    "certificate": ("证书", "certificates"),
    "layout": ("证书版式", "certificate layouts"),
    "bundle": ("成绩包", "bundles"),
    "plan": ("年度计划", "year plan"),
    "key": ("钥匙", "keys"),
    "trust": ("名录", "trust lists"),
    "pack": ("竞赛包", "packs"),
}
"""Kinds to filter by, in the order of the day."""


def mark_text(value: Any) -> str:
    """A value of a body as people read it: a mark's thousandths as a decimal, nothing as a dash."""
    if value is None:
        return "—"
    text = str(value)
    if text.startswith("n:") and text[2:].lstrip("-").isdigit():
        whole = int(text[2:])
        sign, (units, rest) = ("-" if whole < 0 else ""), divmod(abs(whole), 1000)
        return f"{sign}{units}.{rest:03d}".rstrip("0").rstrip(".")
    return text[2:] if text[1:2] == ":" else text


def before_after(body: Mapping[str, Any]) -> str:
    """前 → 后 of an entry that changed one value, else nothing."""
    if "new" not in body or isinstance(body["new"], (list, dict)):
        return ""
    old, new = mark_text(body.get("old")), mark_text(body["new"])
    return f"{old[:16]} → {new[:16]}"
