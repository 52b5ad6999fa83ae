"""The verbs `keys` at a base - make, know, list, enrol, rotate, retire, take the office's list - and
`verify-certificate`. What the office does with lists stands in `keys_office`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.bundle import certqr
from app.bundle.certqr import Answer, CertificateCheck
from app.bundle.enrolment import Enrolment
from app.bundle.keys import Key, draw_passphrase, key_id, short_form
from app.bundle.keys import fingerprint as digits_of
from app.bundle.trustlist import TrustedKey
from app.cli import keys_office
from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, answer, desk, secret_of, trust_facts
from app.errors import Refusal
from app.services import enrolment as enrolling
from app.services import keys as service
from app.services.access import Actor
from app.services.common import Store, now

PassOption = Annotated[
    Path | None, typer.Option("--pass-file", metavar="FILE", help="口令文件，不给则由程序抽词 / passphrase")
]
TradesOption = Annotated[
    list[str] | None, typer.Option("--trade", metavar="CODE", help="裁判长只管这些工种 / only these trades")
]
BasePass = Annotated[
    Path | None, typer.Option("--base-pass-file", metavar="FILE", help="基地钥匙口令 / the base key's passphrase")
]
ANSWERS = {
    Answer.GENUINE: "真实",
    Answer.WITHDRAWN: "已撤销",
    Answer.BAD_SIGNATURE: "签名不符",
    Answer.UNKNOWN_KEY: "钥匙未知，请更新名录",
}


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("verify-certificate", help="核对证书二维码 / check a certificate's QR text")(verify_certificate)
    keys = typer.Typer(help="钥匙与名录 / keys and trust lists", no_args_is_help=True)
    keys.command("make", help="生成一把钥匙 / make a key")(make)
    keys.command("know", help="登记别处生成的裁判长钥匙 / know a chief judge's key made elsewhere")(know)
    keys.command("list", help="列出钥匙与名录 / list keys and the trust list")(list_keys)
    keys.command("enrol", help="导出登记申请，打印登记表 / write the request and the form")(enrol)
    keys.command("trust", help="装入信任名录 / take in a trust list")(trust)
    keys.command("list-take", help="装入信任名录 / take in a trust list")(trust)
    keys.command("rotate", help="换一把钥匙，新旧两把都签 / a new key, signed by old and new")(rotate)
    keys.command("retire", help="停用一把钥匙，不再申请登记 / a key this file uses no more")(retire)
    keys_office.register(keys)
    app.add_typer(keys, name="keys")


def make(
    role: Annotated[str, typer.Option("--role", help="base, chief, certificate, office, office_age, root, backup")],
    store: Annotated[str | None, typer.Argument(metavar="[STORE]", help="竞赛文件 / contest file")] = None,
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="持有人 / whose key")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.ckey", help="钥匙文件 / key file to write")] = None,
    pass_file: PassOption = None,
    trade: TradesOption = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key for a role; without a passphrase file the program draws five words and says them once."""
    passphrase, drawn = passphrase_of(pass_file)
    if store is None:
        made = service.make_key(role, person, passphrase, out=out, at=now())
    else:
        with desk(store, as_name, pin_file) as at_desk:
            made = service.make_key(
                role,
                person,
                passphrase,
                out=out,
                store=at_desk.store,
                trades=trade or (),
                by=at_desk.by,
                at=at_desk.at,
            )
    document = key_facts(role, person, made.key.public) | {"path": None if out is None else str(out)}
    lines = [f"已生成 {role} 钥匙：{person}　指纹 {made.key.fingerprint}"]
    answer(document | _drawn(drawn), as_json, lines + _drawn_lines(drawn))


def passphrase_of(pass_file: Path | None) -> tuple[str, str]:
    """The passphrase to seal a key with, and the same again when the program drew it."""
    if pass_file is not None:
        return secret_of(pass_file, "--pass-file"), ""
    drawn = draw_passphrase()
    return drawn, drawn


def _drawn(drawn: str) -> dict[str, Any]:
    return {"passphrase": drawn} if drawn else {}


def _drawn_lines(drawn: str) -> list[str]:
    return [f"口令（只显示这一次，请抄在纸上）：{drawn}"] if drawn else []


def key_facts(role: str, person: str, public: str) -> dict[str, Any]:
    """A key as scripts read it."""
    keyid = key_id(public)
    return {
        "role": role,
        "person": person,
        "public": public,
        "keyid": keyid,
        "fingerprint": digits_of(public),
        "short": short_form(keyid),
    }


def line_facts(line: TrustedKey) -> dict[str, Any]:
    """A line of a request or list as scripts read it."""
    return key_facts(line.role, line.person, line.public) | {"trades": list(line.trades)}


def know(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE.ckey", help="裁判长的钥匙文件 / the judge's key file")],
    trade: TradesOption = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let the file know the public half of a chief judge's key made elsewhere; its passphrase is not asked."""
    with desk(store, as_name, pin_file) as at_desk:
        found = service.know(at_desk.store, file, trades=trade or (), by=at_desk.by, at=at_desk.at)
    document = key_facts(found.role, found.person, found.public)
    answer(document, as_json, [f"已记下 {found.person} 的钥匙　指纹 {document['fingerprint']}"])


def list_keys(store: StoreArgument, as_json: JsonOption = False) -> None:
    """The keys a file knows and the trust list it holds."""
    with desk(store) as at_desk:
        known = service.known_keys(at_desk.store)
        with at_desk.store.read() as reading:
            held = service.held_trust(reading)
    rows = []
    for one in known:
        listed = held.lookup(one.fingerprint) if held else None
        facts = key_facts(one.role, one.holder, one.public.decode()) | {"kept_here": one.sealed is not None}
        rows.append(facts | {"trades": one.trades or [], "listed": listed.status if listed else None})
    lines = [f"{row['role']}　{row['person']}　{row['short']}　{row['fingerprint']}" for row in rows]
    lines.append("没有信任名录" if held is None else f"信任名录第 {held.serial} 号，根指纹 {held.roots.code}")
    answer({"keys": rows, "trust": trust_facts(held)}, as_json, lines)


def trust(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE.ctl", help="信任名录 / trust list")],
    root_code: Annotated[
        str | None, typer.Option("--root-code", metavar="DIGITS", help="首次装入时公函上的四十位根指纹")
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a trust list in; the first one needs the forty digits of the official letter."""
    raw = service.read_whole(file)
    with desk(store, as_name, pin_file) as at_desk:
        taken = service.take_trust(at_desk.store, raw, root_code=root_code, by=at_desk.by, at=at_desk.at)
    answer({"trust": trust_facts(taken)}, as_json, [f"已装入信任名录第 {taken.serial} 号"])


def enrol(
    store: StoreArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.json", help="登记申请文件 / request to write")
    ] = None,
    paper: Annotated[
        Path | None, typer.Option("--paper", metavar="FILE.pdf", help="钥匙登记表，盖章后寄出 / the form to stamp")
    ] = None,
    base_pass: BasePass = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write this base's request to be listed, and the form with digits and QR; its signature needs the base key."""
    if out is None and paper is None:
        raise Refusal("keys.enrol_what")
    phrase = None if base_pass is None else secret_of(base_pass, "--base-pass-file")
    with desk(store, as_name, pin_file) as at_desk:
        with at_desk.store.read() as reading:
            request = enrolling.asked(reading)
            texts = enrolling.codes(reading, phrase or "") if paper is not None else ()
        if out is not None:
            enrolling.write_request(at_desk.store, out, phrase)
        if paper is not None:
            from app.services.papers import print_paper  # here: most verbs of keys draw no page
            from app.services.papers_common import Wish

            wish = Wish(base_pass=phrase or "")
            print_paper(at_desk.store, "enrolment", paper, wish, by=at_desk.by, at=at_desk.at)
    rows = [line_facts(one) for one in request.keys]
    document = {"path": None if out is None else str(out), "paper": None if paper is None else str(paper)}
    lines = [f"{row['role']}　{row['person']}　{row['fingerprint']}" for row in rows]
    written = [f"已写出 {one}" for one in (out, paper) if one is not None]
    answer(document | {"base": request.id, "keys": rows, "codes": list(texts)}, as_json, [*written, *lines])


def rotate(
    store: StoreArgument,
    role: Annotated[str, typer.Option("--role", help="base, certificate, chief")],
    request: Annotated[Path, typer.Option("--out", metavar="FILE.json", help="更换申请 / the request to write")],
    old_pass: Annotated[Path, typer.Option("--old-pass-file", metavar="FILE", help="旧钥匙口令 / old passphrase")],
    old_key: Annotated[
        Path | None, typer.Option("--old-key", metavar="FILE.ckey", help="裁判长旧钥匙 / the judge's old key")
    ] = None,
    new_key: Annotated[
        Path | None,
        typer.Option("--new-key", metavar="FILE.ckey", help="裁判长新钥匙写到哪里 / where the new one goes"),
    ] = None,
    pass_file: PassOption = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key in place of one that is still at hand; the request is signed by both, so no paper is needed."""
    secret = secret_of(old_pass, "--old-pass-file")
    passphrase, drawn = passphrase_of(pass_file)
    with desk(store, as_name, pin_file) as at_desk:
        old = _old_key(at_desk.store, role, old_key, secret)
        made, asked = _rotated(at_desk.store, old, passphrase, request, new_key, at_desk.by)
    document = key_facts(role, made.person, made.public) | {"path": str(request), "last_number": asked.last_number}
    lines = [
        f"已换 {role} 钥匙：{made.person}　指纹 {made.fingerprint}",
        f"申请 {request} 交省办；新名录到达前旧钥匙照用",
    ]
    answer(document | _drawn(drawn), as_json, lines + _drawn_lines(drawn))


def _rotated(
    store: Store, old: Key, passphrase: str, request: Path, new_key: Path | None, by: Actor
) -> tuple[Key, Enrolment]:
    return enrolling.rotate(store, old, passphrase, request, out=new_key, by=by, at=now())


def _old_key(store: Store, role: str, file: Path | None, secret: str) -> Key:
    if file is not None:
        return service.open_key(file, secret)
    with store.read() as reading:
        found = service.unlock_kept(reading, role, secret)
    if found is None:
        raise Refusal("keys.nowhere", role=role)
    return found


def retire(
    store: StoreArgument,
    key: Annotated[str, typer.Argument(metavar="KEYID", help="钥匙编号（keys list）/ key id")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """A key that is lost or not needed: this file neither uses it nor asks for it to be listed."""
    with desk(store, as_name, pin_file) as at_desk:
        found = service.retire(at_desk.store, key.strip().lower(), by=at_desk.by, at=at_desk.at)
    answer({"keyid": found.fingerprint, "role": found.role}, as_json, [f"已停用 {found.role} 钥匙：{found.holder}"])


def verify_certificate(
    text: Annotated[
        str,
        typer.Argument(metavar="TEXT", help="二维码文字，存有它的文件，或图片 / QR text, a file, a picture"),
    ],
    trust_file: Annotated[Path, typer.Option("--trust", metavar="FILE", help="信任名录 / trust list (.ctl)")],
    as_json: JsonOption = False,
) -> None:
    """Hold a certificate's QR text against a trust list; status 0 only when it is genuine."""
    if not text.startswith(certqr.PREFIX) and len(text) < 200 and Path(text).is_file():
        text = _code_in(Path(text))
    held = service.read_list(trust_file)
    found = certqr.check(text, held)
    answer(check_facts(found), as_json, check_lines(found), ok=bool(found))


def _code_in(path: Path) -> str:
    from app.documents import scan  # here: only pictures need a reader of codes

    if scan.looks_like_picture(path):
        return scan.certificate_code(service.read_whole(path, scan.LIMIT), path.name)
    return service.read_whole(path).decode("ascii", "replace").strip()


def check_facts(found: CertificateCheck) -> dict[str, Any]:
    """The answer about a certificate as scripts read it."""
    facts = None if found.facts is None else vars(found.facts)
    return {
        "genuine": bool(found),
        "answer": found.answer.value,
        "answer_zh": ANSWERS[found.answer],
        "serial": found.serial,
        "base_name": found.base_name,
        "facts": facts,
    }


def check_lines(found: CertificateCheck) -> list[str]:
    """The answer about a certificate for people, always with the list's serial."""
    lines = [f"{ANSWERS[found.answer]}（名录第 {found.serial} 号）"]
    if found.facts is not None:
        facts = found.facts
        place = "" if facts.place is None else f"　第 {facts.place} 名"
        lines += [
            f"  编号 {facts.number}　姓名 {facts.name}",
            f"  {facts.trade}　{facts.award}{place}　{found.base_name}",
            "  请与纸上的编号、姓名逐字比对：真证书的复印件也显示为真实。",
        ]
    return lines
