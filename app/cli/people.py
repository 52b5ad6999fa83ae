"""The verb `people`: who may sit at the keyboard of a contest, with which secret, in which role."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, answer, desk, secret_of
from app.errors import Refusal
from app.services import access, people_keys, personal
from app.services.common import Store, now, open_store
from app.services.keys import read_whole
from app.services.people_keys import Person
from app.texts import sentence

NameArgument = Annotated[str, typer.Argument(help="姓名 / name")]
LostOption = Annotated[
    bool, typer.Option("--numbers-lost", help="即使再没有人能打开证件号 / even if nobody can open the ID numbers then")
]
NewPin = Annotated[Path, typer.Option("--new-pin-file", metavar="FILE", help="新口令 / the new PIN or passphrase")]


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    people = typer.Typer(help="账户 / accounts", no_args_is_help=True)
    people.command("add", help="增加账户 / add an account")(add_person)
    people.command("list", help="列出账户 / list accounts")(list_people)
    people.command("role", help="换角色 / give another role")(change_role)
    people.command("secret", help="换口令 / another PIN or passphrase")(change_secret)
    people.command("block", help="暂停账户 / let somebody log in no more")(block)
    people.command("unblock", help="解锁账户 / let a blocked person try again")(unblock)
    people.command("recover", help="用省办钥匙找回证件号 / get the ID numbers back")(recover)
    people.command("remove", help="注销账户 / close an account for good")(remove)
    app.add_typer(people, name="people")


def add_person(
    store: StoreArgument,
    name: NameArgument,
    role: Annotated[str, typer.Option("--role", help="角色 / role, e.g. chief_judge, 录分员")],
    new_pin: Annotated[Path, typer.Option("--pin-file", metavar="FILE", help="新账户的口令 / the new person's PIN")],
    as_name: AsOption = None,
    as_pin: Annotated[
        Path | None, typer.Option("--as-pin-file", metavar="FILE", help="管理员的口令 / the administrator's PIN")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Add an account; ten characters and more are a passphrase, with a key pair of its own."""
    with desk(store, as_name, as_pin) as at_desk:
        secret = secret_of(new_pin, "--pin-file")
        actor = access.add_account(at_desk.store, name, role, secret, by=at_desk.by, at=at_desk.at)
        person = _named(at_desk.store, actor.name)
        _warn_guessable(at_desk.store, secret)
    answer(_row(person), as_json, [f"已增加账户：{_line(person)}"])


def list_people(store: StoreArgument, as_json: JsonOption = False) -> None:
    """All active accounts."""
    with desk(store) as at_desk:
        people = [person for person in people_keys.everybody(at_desk.store) if person.active]
    answer({"people": [_row(person) for person in people]}, as_json, [_line(person) for person in people])


def change_role(
    store: StoreArgument,
    name: NameArgument,
    role: Annotated[str, typer.Option("--role", help="角色 / role, e.g. chief_judge, 录分员")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give somebody another role."""
    with desk(store, as_name, pin_file) as at_desk:
        people_keys.set_role(at_desk.store, name, role, by=at_desk.by, at=at_desk.at)
        person = _named(at_desk.store, name)
    answer(_row(person), as_json, [f"已换角色：{_line(person)}"])


def change_secret(
    store: StoreArgument,
    name: NameArgument,
    new_pin: NewPin,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    numbers_lost: LostOption = False,
    as_json: JsonOption = False,
) -> None:
    """Change the own secret (--as the same name), or give a new one to somebody who forgot theirs."""
    secret = secret_of(new_pin, "--new-pin-file")
    if as_name is not None and as_name.strip() == name.strip():
        with open_store(store) as opened:
            people_keys.change_own_secret(opened, name, secret_of(pin_file, "--pin-file"), secret, at=now())
            person = _named(opened, name)
            _warn_guessable(opened, secret)
    else:
        with desk(store, as_name, pin_file) as at_desk:
            people_keys.reset_secret(
                at_desk.store, name, secret, by=at_desk.by, at=at_desk.at, numbers_lost=numbers_lost
            )
            person = _named(at_desk.store, name)
            _warn_guessable(at_desk.store, secret)
    answer(_row(person), as_json, [f"已换口令：{_line(person)}"])


def block(
    store: StoreArgument,
    name: NameArgument,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let somebody log in no more until unblocked."""
    with desk(store, as_name, pin_file) as at_desk:
        people_keys.block(at_desk.store, name, by=at_desk.by, at=at_desk.at)
    answer({"name": name, "blocked": True}, as_json, [f"已暂停：{name}"])


def unblock(
    store: StoreArgument,
    name: NameArgument,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a blocked person try again."""
    with desk(store, as_name, pin_file) as at_desk:
        people_keys.unblock(at_desk.store, name, by=at_desk.by, at=at_desk.at)
    answer({"name": name, "blocked": False}, as_json, [f"已解锁：{name}"])


def remove(
    store: StoreArgument,
    name: NameArgument,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    numbers_lost: LostOption = False,
    as_json: JsonOption = False,
) -> None:
    """Close an account for good; what the person did stays in the chain."""
    with desk(store, as_name, pin_file) as at_desk:
        people_keys.remove(at_desk.store, name, by=at_desk.by, at=at_desk.at, numbers_lost=numbers_lost)
    answer({"name": name, "removed": True}, as_json, [f"已注销：{name}"])


def recover(
    store: StoreArgument,
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="省办的 .ckey 文件 / the office's key file")],
    key_pin: Annotated[Path, typer.Option("--key-pin-file", metavar="FILE", help="钥匙口令 / its passphrase")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let the office's key open the ID numbers again for those who may hold them now."""
    with desk(store, as_name, pin_file) as at_desk:
        raw, passphrase = read_whole(key), secret_of(key_pin, "--key-pin-file")
        people_keys.recover(at_desk.store, raw, passphrase, by=at_desk.by, at=at_desk.at)
        with at_desk.store.read() as reading:
            holders = personal.protection(reading).holders
    answer({"holders": list(holders)}, as_json, [f"证件号和手机号又能打开了：{'、'.join(holders)}"])


def _named(store: Store, name: str) -> Person:
    found = [person for person in people_keys.everybody(store) if person.name == name.strip()]
    if not found:
        raise Refusal("access.no_account", name=name)
    return found[0]


def _warn_guessable(store: Store, secret: str) -> None:
    """A script's PIN is taken as it is; that anybody would try it first is said beside the answer."""
    if people_keys.is_guessable(store, secret):
        print(sentence(Refusal("access.guessable_pin")), file=sys.stderr)


def _row(person: Person) -> dict[str, object]:
    secret = "passphrase" if person.passphrase else "pin"
    return {
        "name": person.name,
        "role": person.role.value,
        "id": person.ref,
        "secret": secret,
        "blocked": person.blocked,
    }


def _line(person: Person) -> str:
    words = [person.name, person.role.zh, "口令短语" if person.passphrase else "PIN"]
    return "　".join(words + (["已锁定"] if person.blocked else []))
