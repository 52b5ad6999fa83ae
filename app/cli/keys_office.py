"""The verbs `keys` at the office: read enrolments, compare digits, make the next trust list, sign it root by root."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from app.bundle import trustlist
from app.bundle.enrolment import Enrolment
from app.bundle.keys import fingerprint as digits_of
from app.bundle.keys import key_id, short_form
from app.bundle.trustlist import Draft, Roots, TrustList
from app.cli.shared import JsonOption, answer, secret_of, trust_facts
from app.errors import Refusal, WrongCall
from app.services import enrolment as enrolling
from app.services import keys as service
from app.services import keys_lists as lists
from app.services.common import Store
from app.services.keys_lists import Ending, ListChange, ListPlan, What

BeforeOption = Annotated[Path | None, typer.Option("--before", metavar="FILE.ctl", help="现行名录 / list so far")]
DraftOption = Annotated[
    Path | None, typer.Option("--draft", metavar="FILE.ctd", help="接着改这份草稿 / go on with this draft")
]
OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="写到哪里 / file to write")]
OfficeOption = Annotated[
    Path | None, typer.Option("--office", metavar="OFFICE_STORE", help="省办文件：末号取自收件 / takes the last number")
]
ToOption = Annotated[
    int | None, typer.Option("--to", metavar="N", min=0, help="到第几号成绩包为止有效 / last good bundle number")
]
BeforeNeeded = Annotated[Path, typer.Option("--before", metavar="FILE.ctl", help="现行名录 / list so far")]
KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help="编号、短码或四十位指纹 / key id, short form, digits")]
Requests = Annotated[list[Path] | None, typer.Option("--request", metavar="FILE", help="登记申请 / requests")]
Digits = Annotated[
    list[str] | None,
    typer.Option(
        "--digits", metavar="DIGITS", help="盖章登记表上的四十位，按 enrol-read 的顺序 / from the stamped paper"
    ),
]
OfficeKeys = Annotated[
    list[Path] | None, typer.Option("--office-key", metavar="FILE.ckey", help="省办钥匙 / office keys to list")
]
CHANGE_WORDS = {
    What.KEY_ADDED: "加入",
    What.KEY_CHANGED: "改动",
    What.KEY_RETIRED: "停用",
    What.KEY_REVOKED: "吊销",
    What.BASE_CHANGED: "基地",
    What.WITHDRAWN: "撤销证书",
    What.OFFICE_KEY: "省办钥匙",
    What.OFFICE_KEY_DROPPED: "去掉省办钥匙",
    What.ROOTS: "根钥匙",
}


def register(keys: typer.Typer) -> None:
    """Add the verbs to `keys`."""
    keys.command("enrol-read", help="读登记申请或二维码文字 / read a request or the text of its QR")(enrol_read)
    keys.command("list-make", help="拟下一份名录的草稿 / draft the next list")(list_make)
    keys.command("list-show", help="看名录或草稿，改了什么 / show a list or draft")(list_show)
    keys.command("list-sign", help="一把根钥匙签草稿 / one root signs a draft")(list_sign)
    keys.command("sign", help="两把根钥匙当场签发名录 / make and sign a list with two roots")(sign)
    keys.command("lost", help="钥匙丢失：停用 / a lost key retires")(lost)
    keys.command("stolen", help="钥匙被盗：吊销 / a stolen key is revoked")(stolen)
    keys.command("withdraw-certificate", help="撤销证书编号 / withdraw a certificate number")(withdraw)


def _facts(role: str, person: str, public: str) -> dict[str, Any]:
    keyid = key_id(public)
    named = {"role": role, "person": person, "public": public, "keyid": keyid}
    return named | {"fingerprint": digits_of(public), "short": short_form(keyid)}


def enrol_read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="申请文件，或二维码文字 / request, or text of the QR")],
    before: BeforeOption = None,
    digits: Digits = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a base asks for; with --digits the forty digits of each key are compared, status 1 if one differs."""
    asked = enrolling.read_request(file)
    held = None if before is None else service.read_list(before)
    needed = lists.needs_digits(asked, held)
    if digits:
        _typed(asked, held, digits)
    rows = [
        _facts(one.role, one.person, one.public) | {"trades": list(one.trades), "compare": one in needed}
        for one in asked.base.keys
    ]
    document: dict[str, Any] = {
        "base": asked.base.id,
        "name": asked.base.name,
        "contests": list(asked.base.contests),
        "keys": rows,
    }
    document |= {"signed_by": sorted(asked.signed_by), "last_number": asked.last_number, "compared": bool(digits)}
    lines = [f"{asked.base.id}　{asked.base.name}"]
    lines += [
        f"{row['role']}　{row['person']}　{row['fingerprint']}　{'要与纸核对' if row['compare'] else '不用核对'}"
        for row in rows
    ]
    answer(document, as_json, lines + (["四十位数字全部相同"] if digits else []))


def _typed(asked: Enrolment, before: TrustList | None, digits: list[str]) -> dict[str, str]:
    """Typed digits by public key, in the order the keys are shown. Raises Refusal as `lists.compare`."""
    needed = lists.needs_digits(asked, before)
    typed = dict(zip((one.public for one in needed), digits, strict=False))
    for line in needed:
        lists.compare(typed.get(line.public, ""), line)
    return typed


@dataclass(frozen=True)
class _Sources:
    """What a list is made from, as named on the command line."""

    requests: list[Path]
    digits: list[str]
    office_keys: list[Path]

    def plan(self, before: TrustList | None, office: Path | None) -> ListPlan:
        """The plan they make. Digits are taken in order, request by request."""
        plans = []
        left = list(self.digits)
        for path in self.requests:
            asked = enrolling.read_request(path)
            needed = lists.needs_digits(asked, before)
            typed = _typed(asked, before, left[: len(needed)])
            left = left[len(needed) :]
            plans.append(lists.admit(asked, typed, before, accepted=_accepted(office, asked.base.id)))
        own = lists.plan_of_office_keys((path.name, service.read_key_file(path)) for path in self.office_keys)
        return lists.joined(*plans, own)


def _accepted(office: Path | None, base: str) -> int:
    if office is None:
        return 0
    with Store.open(office) as store:
        return lists.last_accepted(store, base)


def list_make(
    out: OutOption,
    before: BeforeOption = None,
    draft: DraftOption = None,
    request: Requests = None,
    digits: Digits = None,
    office_key: OfficeKeys = None,
    root: Annotated[
        list[Path] | None, typer.Option("--root", metavar="FILE.ckey", help="根钥匙（首份或更换时全部给出）/ all roots")
    ] = None,
    threshold: Annotated[int, typer.Option("--threshold", min=2, help="几把根钥匙才有效 / how many must sign")] = 2,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="PUBLIC", help="不再用的省办钥匙 / office key of no use")
    ] = None,
    office: OfficeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft the list after --before (none: the first); nobody has signed it yet."""
    held = None if before is None else service.read_list(before)
    plan = _Sources(request or [], digits or [], office_key or []).plan(held, office)
    roots = tuple(service.read_key_file(path).public for path in root or [])
    changed = Roots(tuple(sorted(roots)), threshold) if roots else None
    plan = lists.joined(plan, ListPlan(dropped=drop or (), roots=changed))
    _draft(plan, held, draft, out, as_json)


def _draft(plan: ListPlan, before: TrustList | None, draft: Path | None, out: Path, as_json: bool) -> None:
    planned = None if draft is None else trustlist.read_draft(service.read_whole(draft), before).trust
    if planned is not None:
        lists.follows(planned, before)
    found = trustlist.draft(lists.next_list(plan, before, planned), before)
    lists.write_draft(out, found)
    _say(out, found, before, as_json)


def _say(path: Path, found: Draft, before: TrustList | None, as_json: bool) -> None:
    changes = lists.changes(before, found.trust)
    document = {"path": str(path), "serial": found.trust.serial, "roots": found.trust.roots.code}
    document |= {"signatures": len(found.signers), "lacks": found.lacks, "complete": not found.lacks}
    document |= {"changes": [_change_facts(one) for one in changes]}
    state = "已签全" if not found.lacks else f"还差 {found.lacks} 个根签名"
    lines = [f"名录第 {found.trust.serial} 号，{state}：{path}", *(f"  {_change_line(one)}" for one in changes)]
    answer(document, as_json, lines)


def _change_facts(one: ListChange) -> dict[str, Any]:
    facts: dict[str, Any] = {"what": one.what.value, "base": one.base, "detail": one.detail}
    if one.key is not None:
        key = one.key
        facts |= _facts(key.role, key.person, key.public) | {"status": key.status, "trades": list(key.trades)}
        facts |= {"from_number": key.from_number, "to_number": key.to_number}
    return facts


def _change_line(one: ListChange) -> str:
    word = CHANGE_WORDS[one.what]
    if one.key is None:
        return f"{word}　{one.base}　{one.shown}".replace("　　", "　")
    key = one.key
    until = "" if key.to_number is None else f"　到第 {key.to_number} 号为止"
    return f"{word}　{one.base}　{key.role}　{key.person}　{key.fingerprint}{until}"


def list_show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="名录或草稿 / list or draft")],
    before: BeforeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a list or draft says differently from the list before, and how many signatures it still needs."""
    held = None if before is None else service.read_list(before)
    found = trustlist.read_draft(service.read_whole(file), held)
    _say(file, found, held, as_json)


def list_sign(
    file: Annotated[Path, typer.Argument(metavar="FILE.ctd", help="草稿 / draft")],
    root_key: Annotated[Path, typer.Option("--root-key", metavar="FILE.ckey", help="根钥匙 / root key")],
    root_pass: Annotated[Path, typer.Option("--root-pass-file", metavar="FILE", help="其口令文件 / its passphrase")],
    out: OutOption,
    before: BeforeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add one root's signature; the last one needed turns the draft into the list."""
    held = None if before is None else service.read_list(before)
    found = trustlist.read_draft(service.read_whole(file), held)
    lists.follows(found.trust, held)
    key = service.open_key(root_key, secret_of(root_pass, "--root-pass-file"))
    found = trustlist.countersign(found, key, held)
    if not found.lacks:
        trustlist.accept(found.raw, held, root_code=found.trust.roots.code)
    lists.write_draft(out, found)
    _say(out, found, held, as_json)


def sign(
    out: Annotated[Path, typer.Option("--out", metavar="FILE.ctl", help="新名录 / the new list")],
    root_key: Annotated[list[Path], typer.Option("--root-key", metavar="FILE.ckey", help="根钥匙，两把 / two of them")],
    root_pass: Annotated[list[Path], typer.Option("--root-pass-file", metavar="FILE", help="其口令文件，同序")],
    request: Requests = None,
    digits: Digits = None,
    before: BeforeOption = None,
    root_public: Annotated[
        list[Path] | None,
        typer.Option("--other-root", metavar="FILE.ckey", help="其余根钥匙 / listed, not signing"),
    ] = None,
    office_key: OfficeKeys = None,
    as_json: JsonOption = False,
) -> None:
    """Sign the first trust list, or the one after `--before`, with two root keys in one sitting."""
    if len(root_key) != len(root_pass):
        raise WrongCall("cli.pass_files", keys=len(root_key), files=len(root_pass))
    pairs = zip(root_key, root_pass, strict=True)
    roots = [service.open_key(file, secret_of(one, "--root-pass-file")) for file, one in pairs]
    held = None if before is None else service.read_list(before)
    plan = _Sources(request or [], digits or [], office_key or []).plan(held, None)
    others = [service.read_key_file(file).public for file in root_public or []]
    signed = lists.sign_list(plan, roots, before=held, all_roots=others)
    service.write_new(out, signed.raw)
    lines = [f"已签发信任名录第 {signed.serial} 号：{out}", f"根指纹（写进公函）：{signed.roots.code}"]
    answer({"path": str(out), "trust": trust_facts(signed)}, as_json, lines)


def lost(
    key: KeyArgument,
    before: BeforeNeeded,
    out: OutOption,
    to: ToOption = None,
    office: OfficeOption = None,
    draft: DraftOption = None,
    as_json: JsonOption = False,
) -> None:
    """A forgotten passphrase or a lost stick: the key retires at its last receipted number."""
    _end(key, "retired", before, out, to, office, draft, as_json)


def stolen(
    key: KeyArgument,
    before: BeforeNeeded,
    out: OutOption,
    to: ToOption = None,
    office: OfficeOption = None,
    draft: DraftOption = None,
    as_json: JsonOption = False,
) -> None:
    """A key in wrong hands: revoked at the last number taken in; what was taken in before stays good."""
    _end(key, "revoked", before, out, to, office, draft, as_json)


def _end(
    told: str,
    status: str,
    before: Path,
    out: Path,
    to: int | None,
    office: Path | None,
    draft: Path | None,
    as_json: bool,
) -> None:
    held = service.read_list(before)
    line = lists.find_key(held, told)
    if to is None and office is None:
        raise Refusal("keys.last_number", person=line.person)
    last = to if to is not None else _accepted(office, line.base)
    _draft(ListPlan(endings=(Ending(line.public, status, last),)), held, draft, out, as_json)


def withdraw(
    base: Annotated[str, typer.Argument(metavar="BASE", help="基地编号 / base id")],
    number: Annotated[str, typer.Argument(metavar="SERIAL", help="证书编号 / certificate number")],
    before: BeforeNeeded,
    out: OutOption,
    draft: DraftOption = None,
    as_json: JsonOption = False,
) -> None:
    """Withdraw a certificate number: its QR answers 已撤销 with the next list."""
    held = service.read_list(before)
    if held.base(base) is None:
        raise Refusal("keys.no_base", base=base)
    _draft(ListPlan(withdrawn=frozenset({(base, number)})), held, draft, out, as_json)
