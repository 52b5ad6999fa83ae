"""The next trust list: what the office changes in the one before, compared with paper, signed by two roots in turn.

Rules:
1. A new key is added only after its forty digits were typed from the stamped paper and are the same; a key that takes
   another's place, signed by both, needs none. A key whose time has ended never comes back.
2. Rotation and loss: the old key is retired at its last number. Theft: revoked at the last number taken in.
3. Base key and chief judge's key of one base belong to different people.
4. Each root signs on its own: the draft goes from stick to stick until the roots of the list itself, and of the list
   before where the roots change, have signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from app.bundle import stick, trustlist
from app.bundle.enrolment import Enrolment
from app.bundle.keys import Key, KeyFile, fingerprint, first_difference, key_id, short_form
from app.bundle.trustlist import LEAST_ROOTS, Draft, Roots, TrustedBase, TrustedKey, TrustList
from app.errors import Refusal
from db.queries import office as stored_office
from db.store import Store

ENDED = ("retired", "revoked")
_AGE_ROLES = ("office_age", "backup")
_CALLED = {
    "base": "基地钥匙",
    "certificate": "证书钥匙",
    "chief": "裁判长钥匙",
    "root": "根钥匙",
    "office": "省办钥匙",
    "office_age": "省办解密钥匙",
    "backup": "备份钥匙",
}
"""What papers call the keys; sentences name them so."""


@dataclass(frozen=True)
class Ending:
    """A key (public hex) that counts up to a bundle number only: "retired" (rotated or lost), "revoked" (stolen)."""

    public: str
    status: str
    to_number: int


@dataclass(frozen=True)
class ListPlan:
    """What the next trust list shall say: bases with their keys in place of or beside those of the list before."""

    bases: Sequence[TrustedBase] = ()
    office_keys: Sequence[str] = ()
    recipients: Sequence[str] = ()
    withdrawn: frozenset[tuple[str, str]] = frozenset()
    endings: Sequence[Ending] = ()
    dropped: Sequence[str] = ()  # office keys and recipients of no further use
    roots: Roots | None = None  # other roots than before


def next_list(plan: ListPlan, before: TrustList | None, draft: TrustList | None = None) -> TrustList:
    """The list after `before` (None: the first), unsigned; `draft` is what was planned for it so far.

    Raises Refusal "keys.ended", "keys.listed_elsewhere", "keys.unlisted", "keys.one_person", "keys.one_root".
    """
    start = draft or before
    if start is None:
        start = TrustList(0, None, plan.roots or Roots(()), (), (), ())
    merged = {base.id: base for base in start.bases}
    for base in plan.bases:
        _refuse_known(start, base)
        merged[base.id] = _merged(merged.get(base.id), base)
    for ending in plan.endings:
        _end(merged, ending)
    for base in merged.values():
        _two_people(base)
    roots = plan.roots or start.roots
    if roots.threshold < LEAST_ROOTS or len(roots.keys) < roots.threshold:
        raise Refusal("keys.one_root", threshold=roots.threshold, keys=len(roots.keys))
    dropped = set(plan.dropped)
    return replace(
        start,
        serial=1 if before is None else before.serial + 1,
        previous=None if before is None else before.sha256,
        roots=roots,
        office_keys=_listed(start.office_keys, plan.office_keys, dropped),
        recipients=_listed(start.recipients, plan.recipients, dropped),
        bases=tuple(merged[name] for name in sorted(merged)),
        withdrawn=start.withdrawn | plan.withdrawn,
        raw=b"",
    )


def _listed(old: Sequence[str], new: Sequence[str], dropped: set[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys((*old, *new)) if one not in dropped)


def _refuse_known(start: TrustList, base: TrustedBase) -> None:
    """A key that ended, or stands under another base, cannot be added again (rule 1)."""
    for line in base.keys:
        old = start.lookup(line.keyid)
        if old is not None and old.base != base.id:
            raise Refusal("keys.listed_elsewhere", person=line.person, short=line.short, base=old.base)
        if old is not None and old.status in ENDED and old != replace(line, base=old.base):
            raise Refusal("keys.ended", person=old.person, short=old.short, status=old.status)


def _merged(old: TrustedBase | None, new: TrustedBase) -> TrustedBase:
    if old is None:
        return new
    keys: Mapping[str, TrustedKey] = {key.public: key for key in (*old.keys, *new.keys)}
    contests_held = tuple(dict.fromkeys((*old.contests, *new.contests)))
    return TrustedBase(old.id, new.name or old.name, contests_held, tuple(keys.values()), old.more)


def _end(merged: dict[str, TrustedBase], ending: Ending) -> None:
    for name, base in merged.items():
        if any(line.public == ending.public for line in base.keys):
            lines = tuple(_ended(line, ending) if line.public == ending.public else line for line in base.keys)
            merged[name] = replace(base, keys=lines)
            return
    raise Refusal("keys.unlisted", key=short_form(key_id(ending.public)))


def _ended(line: TrustedKey, ending: Ending) -> TrustedKey:
    """The line with its end; an earlier end stays where it was, so that nothing refused becomes good again."""
    last = ending.to_number if line.to_number is None else min(ending.to_number, line.to_number)
    status = "revoked" if "revoked" in (line.status, ending.status) else ending.status
    return replace(line, status=status, to_number=last)


def _two_people(base: TrustedBase) -> None:
    active = [line for line in base.keys if line.status == "active" and line.person]
    bases = {line.person for line in active if line.role == "base"}
    for line in active:
        if line.role == "chief" and line.person in bases:
            raise Refusal("keys.one_person", person=line.person, base=base.id)


def admit(asked: Enrolment, typed: Mapping[str, str], before: TrustList | None, *, accepted: int = 0) -> ListPlan:
    """The plan that adds a base's keys (rules 1, 2). `typed` are digits from the stamped paper by public key.

    `accepted` is the highest number of the base the office has taken in. Raises Refusal "keys.digits_missing",
    "keys.digits_differ" with the first wrong group, "keys.nothing_new".
    """
    lines: list[TrustedKey] = []
    endings: list[Ending] = []
    for line in asked.base.keys:
        known = before.lookup(line.keyid) if before else None
        if known is not None and known.status == "active" and known.trades == line.trades:
            continue
        old = _predecessor(asked, line, before)
        if old is None:
            compare(typed.get(line.public, ""), line)
            listed = known is not None and known.status == "active" and known.base == asked.base.id
            lines.append(replace(known, trades=line.trades, person=line.person) if known and listed else line)
            continue
        last = max(asked.last_number, accepted)
        lines.append(replace(line, trades=old.trades, from_number=asked.last_number + 1))
        endings.append(Ending(old.public, "retired", last))
    held = before.base(asked.base.id) if before else None
    if not lines and held is not None and set(asked.base.contests) <= set(held.contests):
        raise Refusal("keys.nothing_new", base=asked.base.id)
    return ListPlan((replace(asked.base, keys=tuple(lines)),), endings=endings)


def needs_digits(asked: Enrolment, before: TrustList | None) -> tuple[TrustedKey, ...]:
    """The keys of a request whose forty digits have to be compared with the paper."""
    found = []
    for line in asked.base.keys:
        known = before.lookup(line.keyid) if before else None
        same = known is not None and known.status == "active" and known.trades == line.trades
        if not same and _predecessor(asked, line, before) is None:
            found.append(line)
    return tuple(found)


def _predecessor(asked: Enrolment, line: TrustedKey, before: TrustList | None) -> TrustedKey | None:
    """The active listed key of the same base and role that signed for this one."""
    public = asked.predecessor(line.public)
    old = before.lookup(key_id(public)) if before and public else None
    if old is None or (old.role, old.base, old.status) != (line.role, asked.base.id, "active"):
        return None
    return old


def compare(typed: str, line: TrustedKey) -> None:
    """Hold digits typed from the paper against a key. Raises Refusal naming the first group that differs."""
    which = {"person": line.person, "role": line.role, "called": _CALLED.get(line.role, line.role)}
    if not any(sign.isdigit() for sign in typed):
        raise Refusal("keys.digits_missing", **which, short=line.short)
    group = first_difference(typed, line.public)
    if group is not None:
        raise Refusal("keys.digits_differ", **which, group=group)


def plan_of_office_keys(files: Iterable[tuple[str, KeyFile]]) -> ListPlan:
    """The plan that lists the office's own keys, given as file name and file: what signs receipts and packs, and what
    opens sealed personal data. Raises Refusal "keys.not_an_office_key" for a key of any other role."""
    own: list[str] = []
    ages: list[str] = []
    for name, file in files:
        if file.role not in ("office", *_AGE_ROLES):
            raise Refusal("keys.not_an_office_key", path=name, called=_CALLED[file.role])
        (ages if file.role in _AGE_ROLES else own).append(file.public)
    return ListPlan(office_keys=own, recipients=ages)


def plan_of_roots(files: Iterable[tuple[str, KeyFile]]) -> ListPlan:
    """The plan that names the roots, given as file name and file. Raises Refusal "keys.not_a_root"."""
    publics = []
    for name, file in files:
        if file.role != "root":
            raise Refusal("keys.not_a_root", path=name, called=_CALLED[file.role])
        publics.append(file.public)
    return ListPlan(roots=Roots(tuple(sorted(publics))))


def joined(*plans: ListPlan) -> ListPlan:
    """Several plans as one, in order."""
    roots = [plan.roots for plan in plans if plan.roots is not None]
    return ListPlan(
        [one for plan in plans for one in plan.bases],
        [one for plan in plans for one in plan.office_keys],
        [one for plan in plans for one in plan.recipients],
        frozenset(one for plan in plans for one in plan.withdrawn),
        [one for plan in plans for one in plan.endings],
        [one for plan in plans for one in plan.dropped],
        roots[-1] if roots else None,
    )


def find_key(trust: TrustList, told: str) -> TrustedKey:
    """A listed key by its key id, its short form or its forty digits. Raises Refusal "keys.unlisted",
    "keys.ambiguous" where a short form fits more than one."""
    wanted = told.strip()
    digits = "".join(wanted.split())
    found = [
        key
        for key in trust.all_keys()
        if wanted.lower() in (key.keyid, key.public) or wanted.upper() == key.short or digits == _plain(key)
    ]
    if len(found) != 1:
        raise Refusal("keys.ambiguous" if found else "keys.unlisted", key=wanted)
    return found[0]


def _plain(key: TrustedKey) -> str:
    return key.fingerprint.replace(" ", "")


def last_accepted(store: Store, base: str) -> int:
    """The highest bundle number of a base that an office file has taken in; 0 for none."""
    with store.read() as reading:
        return max(
            (one.number for one in stored_office.received(reading)
             if one.base == base and one.verdict in stored_office.IN),
            default=0,
        )  # fmt: skip


class What(Enum):
    """Kinds of change from one list to the next."""

    KEY_ADDED = "key_added"
    KEY_CHANGED = "key_changed"
    KEY_RETIRED = "key_retired"
    KEY_REVOKED = "key_revoked"
    BASE_CHANGED = "base_changed"
    WITHDRAWN = "withdrawn"
    OFFICE_KEY = "office_key"
    OFFICE_KEY_DROPPED = "office_key_dropped"
    ROOTS = "roots"


@dataclass(frozen=True)
class ListChange:
    """One difference from the list before, as a root holder reads it before signing."""

    what: What
    base: str = ""
    key: TrustedKey | None = None
    detail: str = ""

    @property
    def shown(self) -> str:
        """The detail as people read it: an office key by its forty digits, as on every paper."""
        return fingerprint(self.detail) if self.what in (What.OFFICE_KEY, What.OFFICE_KEY_DROPPED) else self.detail


def changes(before: TrustList | None, trust: TrustList) -> tuple[ListChange, ...]:
    """Every difference of a list from the one before, in the order people look: roots, office, bases, certificates."""
    found: list[ListChange] = []
    if before is None or before.roots != trust.roots:
        found.append(ListChange(What.ROOTS, detail=trust.roots.code))
    old_office = (*before.office_keys, *before.recipients) if before else ()
    new_office = (*trust.office_keys, *trust.recipients)
    found += [ListChange(What.OFFICE_KEY, detail=one) for one in new_office if one not in old_office]
    found += [ListChange(What.OFFICE_KEY_DROPPED, detail=one) for one in old_office if one not in new_office]
    for base in trust.bases:
        old = before.base(base.id) if before else None
        if old is not None and (old.name, old.contests) != (base.name, base.contests):
            found.append(ListChange(What.BASE_CHANGED, base.id, detail=f"{base.name}（{'、'.join(base.contests)}）"))
        found += [change for key in base.keys if (change := _key_change(before, key)) is not None]
    withdrawn = trust.withdrawn - (before.withdrawn if before else frozenset())
    found += [ListChange(What.WITHDRAWN, base_id, detail=number) for base_id, number in sorted(withdrawn)]
    return tuple(found)


def _key_change(before: TrustList | None, key: TrustedKey) -> ListChange | None:
    old = before.lookup(key.keyid) if before else None
    if old is not None and old.to_dict() == key.to_dict():
        return None
    if key.status == "revoked":
        return ListChange(What.KEY_REVOKED, key.base, key)
    if key.status == "retired":
        return ListChange(What.KEY_RETIRED, key.base, key)
    return ListChange(What.KEY_ADDED if old is None else What.KEY_CHANGED, key.base, key)


def sign_list(
    plan: ListPlan, roots: Sequence[Key], *, before: TrustList | None, all_roots: Sequence[str] = ()
) -> TrustList:
    """The first trust list, or the one after `before`, signed by root keys in one sitting (two of those it names).

    `all_roots` are the public root keys of a first list (by default those that sign). Raises Refusal "keys.no_roots",
    Finding when the signatures do not suffice.
    """
    if len(roots) < LEAST_ROOTS:
        raise Refusal("keys.no_roots", found=len(roots))
    if before is None and plan.roots is None:
        named = tuple(sorted({*all_roots, *(key.public for key in roots)}))
        plan = replace(plan, roots=Roots(named))
    found = trustlist.draft(next_list(plan, before), before)
    for root in roots:
        found = trustlist.countersign(found, root, before)
    return trustlist.read(found.raw)


def follows(trust: TrustList, before: TrustList | None) -> None:
    """Whether a draft was made for the list named as the one before. Raises Refusal "keys.other_before"."""
    previous = None if before is None else before.sha256
    if trust.previous != previous:
        raise Refusal("keys.other_before", serial=trust.serial, needed=trust.serial - 1)


def write_draft(path: Path, found: Draft) -> None:
    """Write a draft, or the list it has become, whole or not at all. Raises Refusal "store.exists", WorldFailure."""
    if path.exists():
        raise Refusal("store.exists", path=path.name)
    stick.write_file(path.parent, path.name, found.raw, check=lambda raw: None if found.lacks else _finished(raw))


def _finished(raw: bytes) -> None:
    trustlist.read(raw)
