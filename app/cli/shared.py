"""What every verb shares: options, the person at the keyboard, one way to answer and one way to show progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.domain.audit import Head
from app.errors import RightsRefusal, WrongCall
from app.services import personal
from app.services.access import CONSOLE, Actor, log_in
from app.services.backups import safeguard
from app.services.common import Store, now, open_store
from app.services.opening import OpenedFile, open_checked, places_here
from app.texts import sentence

if TYPE_CHECKING:
    from app.bundle.trustlist import TrustList

StoreArgument = Annotated[str, typer.Argument(metavar="STORE", help="竞赛文件 / contest file (NAME.contest)")]
JsonOption = Annotated[bool, typer.Option("--json", help="一份 JSON / one JSON document")]
AsOption = Annotated[str | None, typer.Option("--as", metavar="NAME", help="以谁的名义 / who acts")]
PinOption = Annotated[Path | None, typer.Option("--pin-file", metavar="FILE", help="口令文件 / file with the PIN")]
WithOption = Annotated[str | None, typer.Option("--with", metavar="NAME", help="第二人 / the second person")]
WithPinOption = Annotated[
    Path | None, typer.Option("--with-pin-file", metavar="FILE", help="第二人口令文件 / the second person's PIN")
]
TradeOption = Annotated[str | None, typer.Option("--trade", metavar="CODE", help="工种代码或名称 / trade")]
TradeNeeded = Annotated[str, typer.Option("--trade", metavar="CODE", help="工种代码或名称 / trade")]
RoundNeeded = Annotated[str, typer.Option("--round", metavar="ID", help="轮次编号 / round id")]
ReasonNeeded = Annotated[str, typer.Option("--reason", help="理由 / why")]
SeedOption = Annotated[str | None, typer.Option("--seed", metavar="N", help="随机种子 / recorded seed")]

LONGEST_SECRET = 1000


@dataclass(frozen=True)
class Desk:
    """An open store, who acts, with whom, and when."""

    store: Store
    by: Actor
    at: datetime
    second: Actor | None = None

    def pair(self) -> Actor:
        """The second person. Raises RightsRefusal "cli.second_missing" when none was named."""
        if self.second is None:
            raise RightsRefusal("cli.second_missing")
        return self.second


@contextmanager
def desk(
    store_name: str,
    as_name: str | None = None,
    pin_file: Path | None = None,
    with_name: str | None = None,
    with_pin_file: Path | None = None,
    *,
    checked: bool = True,
) -> Iterator[Desk]:
    """Open a store for one verb, with the people who act logged in.

    The start checks are asked first: a file that fails one is read and not written. What a verb changed is backed up
    to this computer's places. A verb that looks for damage itself opens the file un`checked`.
    """
    at = now()
    places = places_here()
    opened = open_checked(store_name, at, places) if checked else None
    with opened.store if opened is not None else open_store(store_name) as store:
        if opened is not None:
            _tell_trouble(opened)
        before = store.head
        by = CONSOLE if as_name is None else log_in(store, as_name, secret_of(pin_file, "--pin-file"), at)
        second = None
        if with_name is not None:
            second = log_in(store, with_name, secret_of(with_pin_file, "--with-pin-file"), at)
        personal.sit_down(store, by.key, second.key if second else None)
        yield Desk(store, by, at, second)
        if checked:
            for folder, error in safeguard(store, before, places, at=at):
                print(f"{folder}: {sentence(error)}", file=sys.stderr)


def _tell_trouble(opened: OpenedFile) -> None:
    """Say on standard error why a file is read-only, and what could take its place."""
    if opened.trouble is None or opened.trouble.error is None:
        return
    print(sentence(opened.trouble.error), file=sys.stderr)
    for offer in opened.offers:
        print(f"  备份 / backup: {offer.file.path}（{offer.file.seq}）", file=sys.stderr)
    if opened.newest_bundle:
        print(f"  成绩包 / bundle: {opened.newest_bundle}", file=sys.stderr)


def secret_of(path: Path | None, option: str) -> str:
    """The first line of a PIN file. Raises WrongCall "cli.pin_missing", "cli.pin_unreadable", "cli.pin_empty"."""
    if path is None:
        raise WrongCall("cli.pin_missing", option=option)
    try:
        with path.open(encoding="utf-8-sig") as file:
            secret = file.readline(LONGEST_SECRET).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCall("cli.pin_unreadable", path=path.name, reason=str(error)) from error
    if not secret:
        raise WrongCall("cli.pin_empty", path=path.name)
    return secret


def answer(document: dict[str, Any], as_json: bool, lines: Iterable[str] = (), ok: bool = True) -> None:
    """Say what came of a verb: the document as JSON on standard output, or lines for people; status 1 when not `ok`."""
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    else:
        for line in lines:
            typer.echo(line)
    if not ok:
        raise typer.Exit(1)


def whole_file(path: Path, data: bytes) -> None:
    """Write a result file whole or not at all. Raises WorldFailure."""
    from app.tables.files import write_whole  # here: most verbs write no file

    write_whole(path, data)


def head_facts(head: Head) -> dict[str, Any]:
    """The end of a chain as scripts read it."""
    return {"seq": head.seq, "hash": head.hash.hex(), "code": head.code if head.hash else ""}


def trust_facts(held: TrustList | None) -> dict[str, Any] | None:
    """A trust list as scripts read it."""
    if held is None:
        return None
    return {"serial": held.serial, "sha256": held.sha256, "roots": held.roots.code, "bases": len(held.bases)}


Step = Callable[[int, int, str], None]


@contextmanager
def progress(title: str, as_json: bool = False) -> Iterator[Step]:
    """A progress bar on standard error for long work, when that is a terminal; elsewhere silence.

    The value is called with (done, total, current item).
    """
    if as_json or not sys.stderr.isatty():
        yield lambda done, total, item: None
        return
    from rich.console import Console  # here: scripts never wait for the bar's library
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def step(done: int, total: int, item: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{title} {item}")

        yield step
