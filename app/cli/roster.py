"""The verbs `roster import`, `roster photos` and `roster template`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, TradeOption, answer, desk
from app.domain.roster_plan import Problem
from app.errors import AppError
from app.services import photos, registration
from app.services.common import contest_facts
from app.services.registration import ImportReport
from app.tables.reader import read_sheet
from app.tables.roster_book import write_refused, write_template
from app.texts import sentence


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    roster = typer.Typer(help="报名名单 / rosters", no_args_is_help=True)
    roster.command("import", help="导入报名名单 / import a roster (xlsx, xls, csv)")(import_)
    roster.command("photos", help="按文件名配照片 / match portraits by file name")(photos_)
    roster.command("template", help="生成报名表模板 / write the registration workbook")(template)
    app.add_typer(roster, name="roster")


def import_(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="名单 / roster: xlsx, xls, csv")],
    trade: TradeOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不导入 / check only")] = False,
    update: Annotated[bool, typer.Option("--update", help="更新已登记的 / take over changed rows")] = False,
    refused: Annotated[
        Path | None, typer.Option("--refused", metavar="FILE.xlsx", help="把没导入的行写成工作簿 / refused rows")
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import a roster; refused rows are named by row and column and left out."""
    with desk(store, as_name, pin_file) as at_desk:
        report = registration.import_roster(
            at_desk.store,
            file,
            by=at_desk.by,
            at=at_desk.at,
            trade_code=trade,
            dry_run=dry_run,
            update=update,
        )
    if refused is not None and report.plan.problems:
        write_refused(refused, read_sheet(file), report.plan, sentence)
    document = report_document(report)
    answer(document, as_json, _lines(report, document), ok=not report.plan.problems)


def report_document(report: ImportReport) -> dict[str, Any]:
    """An import as scripts read it."""
    plan = report.plan
    return {
        "dry_run": report.dry,
        "read": plan.read,
        "imported": report.imported,
        "importable": len(plan.good),
        "unchanged": len(plan.unchanged),
        "changed": len(plan.changed),
        "updated": report.updated,
        "warned": [_problem(problem) for problem in plan.warnings],
        "refused": [_problem(problem) for problem in plan.problems],
        "entries": list(report.entries),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    error: AppError = problem.error()
    return {
        "row": problem.row,
        "column": problem.letter,
        "header": problem.header,
        "code": problem.code,
        "reason": sentence(error),
        "reason_en": sentence(error, "en"),
    }


def _lines(report: ImportReport, document: dict[str, Any]) -> list[str]:
    plan = report.plan
    did = f"可导入 {len(plan.good)}" if report.dry else f"导入 {report.imported}"
    kept = f"已有 {len(plan.unchanged)}，有变化 {len(plan.changed)}，提醒 {len(plan.warnings)} 处"
    lines = [f"读到 {plan.read} 行：{did}，{kept}，没有导入 {len(plan.refused_rows)} 行"]
    for kind, word in (("refused", "没有导入"), ("warned", "提醒")):
        for item in document[kind]:
            place = f"第 {item['row']} 行" + (f" {item['column']} 列（{item['header']}）" if item["column"] else "")
            lines.append(f"  {word}：{place}：{item['reason']}")
    return lines


def photos_(
    store: StoreArgument,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="照片文件夹 / folder of portraits")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不存入 / check only")] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Match portraits by ID number, entry number or name in the file name; each becomes 295 x 413 px."""
    files = photos.pictures_in(folder)
    with desk(store, as_name, pin_file) as at_desk:
        known = photos.known_people(at_desk.store)
        ready = photos.ready_photos(known, files, lambda _done, _total, _item: None)
        done = None if dry_run else photos.store_photos(at_desk.store, ready, by=at_desk.by, at=at_desk.at)
    document = {
        "dry_run": dry_run,
        "read": len(files),
        "matched": [{"file": file, "entry": entry} for file, entry, _ in ready.matched],
        "refused": [_not_taken(one) for one in ready.refused],
        "without_photo": None if done is None else done.missing,
    }
    did = "能配上" if dry_run else "配上"
    lines = [f"读到 {len(files)} 张：{did} {len(ready.matched)} 张，没有配上 {len(ready.refused)} 张"]
    lines += [f"  {sentence(one.why)}" for one in ready.refused]
    if done is not None and done.missing:
        lines.append(f"还有 {done.missing} 人没有照片")
    answer(document, as_json, lines, ok=not ready.refused)


def _not_taken(one: photos.Refused) -> dict[str, Any]:
    said = {"code": one.why.code, "reason": sentence(one.why), "reason_en": sentence(one.why, "en")}
    return {"file": one.file, **said}


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="要写的文件 / file to write")],
    store: Annotated[str | None, typer.Option("--store", metavar="STORE", help="按这个竞赛的工种 / its trades")] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the registration workbook with drop-downs and notes."""
    if store is None:
        write_template(file)
    else:
        with desk(store) as at_desk, at_desk.store.read() as reading:
            facts = contest_facts(reading)
            known = registration.known_contest(reading, facts)
        write_template(file, known.trades, contest=facts.contest.name)
    answer({"path": str(file)}, as_json, [f"已写好模板：{file}"])
