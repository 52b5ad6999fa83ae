"""The verbs' root: finds the verb, turns every kind of trouble into a sentence and an exit status.

0 done; 1 the data were refused or a check failed; 2 wrong usage or a file that cannot be read; 3 the world failed.
"""

from __future__ import annotations

import errno
import importlib
import json
import sys
import traceback
from typing import Any

import typer

from app import EXECUTABLE, NAME, VERSION
from app.domain.texts import without_people
from app.errors import AppError, Problems, WorldFailure
from app.texts import error_facts, sentence

# Each verb's home, so that one verb does not wait for the libraries of all others.
VERBS: dict[str, str] = {
    "demo": "app.cli.demo",
    "new": "app.cli.setup",
    "contest": "app.cli.setup",
    "people": "app.cli.people",
    "person": "app.cli.personal",
    "erase": "app.cli.personal",
    "roster": "app.cli.roster",
    "judges": "app.cli.judges",
    "scheme": "app.cli.scheme",
    "checkin": "app.cli.day",
    "incident": "app.cli.incidents",
    "draw": "app.cli.day",
    "marks": "app.cli.marks",
    "sheet": "app.cli.marks",
    "recheck": "app.cli.signing",
    "lock": "app.cli.signing",
    "unlock": "app.cli.signing",
    "decode": "app.cli.signing",
    "standings": "app.cli.results",
    "honours": "app.cli.honours",
    "explain": "app.cli.results",
    "rule": "app.cli.results",
    "confirm": "app.cli.results",
    "post": "app.cli.results",
    "appeal": "app.cli.appeals",
    "amend": "app.cli.appeals",
    "results": "app.cli.appeals",
    "compute": "app.cli.compute",
    "examples": "app.cli.examples",
    "handbook": "app.cli.handbook",
    "check": "app.cli.check",
    "papers": "app.cli.papers",
    "certificates": "app.cli.papers",
    "void": "app.cli.papers",
    "serial-rule": "app.cli.certificate_numbers",
    "certificate-ledger": "app.cli.certificate_numbers",
    "layouts": "app.cli.layouts",
    "export": "app.cli.bundles",
    "verify": "app.cli.bundles",
    "receive": "app.cli.bundles",
    "receipt": "app.cli.bundles",
    "keys": "app.cli.keys",
    "verify-certificate": "app.cli.keys",
    "pack": "app.cli.packs",
    "office": "app.cli.office",
    "audit": "app.cli.record",
    "anchor": "app.cli.record",
    "clock": "app.cli.record",
    "backup": "app.cli.files",
    "restore": "app.cli.files",
    "doctor": "app.cli.files",
}


def root(arguments: list[str]) -> typer.Typer:
    """The command tree: only the part the first word needs, or all of it for help."""
    app = typer.Typer(
        name=EXECUTABLE,
        help=f"{NAME}：职业技能竞赛现场评判系统 / on-site judging for skill contests",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    wanted = arguments[0] if arguments else ""
    homes = [VERBS[wanted]] if wanted in VERBS else list(dict.fromkeys(VERBS.values()))
    for home in homes:
        importlib.import_module(home).register(app)

    def version(shown: bool) -> None:
        if shown:
            typer.echo(f"{EXECUTABLE} {VERSION}")
            raise typer.Exit

    @app.callback()
    def options(
        show_version: bool = typer.Option(False, "--version", callback=version, is_eager=True, help="版本 / version"),
    ) -> None:
        """The options that stand before any verb."""

    return app


def main(arguments: list[str]) -> int:
    """Run one verb and give its exit status. Never raises, never shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    as_json = "--json" in arguments
    try:
        tree = root(arguments)
        return int(tree(_action_first(tree, arguments), standalone_mode=False) or 0)
    except typer.exceptions.TyperException as error:
        return _usage(error, as_json)
    except AppError as error:
        return _refused(error, as_json)
    except OSError as error:
        return _refused(world_failure(error), as_json)
    except (KeyboardInterrupt, typer.Abort):
        print("已取消，没有改变数据。 / Cancelled; nothing was changed.", file=sys.stderr)
        return 130
    except Exception:
        return _bug(as_json)


def _action_first(tree: typer.Typer, arguments: list[str]) -> list[str]:
    """`people STORE add` and `people add STORE` are the same: a verb with actions takes its file before them too."""
    for group in tree.registered_groups:
        instance = group.typer_instance
        if instance is not None and len(arguments) > 2 and arguments[0] == group.name:
            names = {command.name for command in instance.registered_commands}
            if arguments[1] not in names and arguments[2] in names:
                return [arguments[0], arguments[2], arguments[1], *arguments[3:]]
    return arguments


def world_failure(error: OSError) -> WorldFailure:
    """An operating-system error as the failure a person can act on."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorldFailure("world.disk_full", path=str(error.filename or ""))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return WorldFailure("world.no_permission", path=str(error.filename or ""))
    return WorldFailure("world.failed", path=str(error.filename or ""), reason=error.strerror or str(error))


def _usage(error: typer.exceptions.TyperException, as_json: bool) -> int:
    message = error.format_message()
    text = f"用法不对：{message}　查看用法：{EXECUTABLE} --help / Wrong usage: {message}"
    print(text, file=sys.stderr)
    if as_json:
        _print_json({"error": {"code": "usage", "message": text}})
    return 2


def _refused(error: AppError, as_json: bool) -> int:
    print(sentence(error), file=sys.stderr)
    print(sentence(error, "en"), file=sys.stderr)
    document = error_facts(error)
    if isinstance(error, Problems):
        document["problems"] = [error_facts(item) for item in error.items]
        for item in error.items:
            print(f"  {sentence(item)}", file=sys.stderr)
        differing = [item.fields for item in error.items if item.code == "opinion.difference"]
        if differing:
            document["differences"] = [{key: str(value) for key, value in one.items()} for one in differing]
    if as_json:
        _print_json({"error": document})
    return error.exit_status


def _bug(as_json: bool) -> int:
    report = _keep_report(without_people(traceback.format_exc()))
    text = f"程序出错了，数据停在上一次保存的样子。请把这个文件交给技术人员：{report} / A fault: see {report}"
    print(text, file=sys.stderr)
    if as_json:
        _print_json({"error": {"code": "bug", "message": text}})
    return 3


def _keep_report(text: str) -> str:
    from app import paths  # here: only a fault needs to know where logs live

    try:
        folder = paths.logs_folder()
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "verb-error.txt"
        file.write_text(f"{EXECUTABLE} {VERSION}\n{text}", encoding="utf-8")
    except OSError:
        return "—"
    return str(file)


def _print_json(document: dict[str, Any]) -> None:
    print(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
