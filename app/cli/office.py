"""The verb `office`: what the office has received, its lists, the year against its plan, and its papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, answer, desk, secret_of
from app.domain.overview import CYCLE_WORDS, Overview, TargetLine
from app.domain.yearplan import write_plans
from app.errors import WrongCall
from app.services import keys, office_people, office_standings, office_view, overview, papers_office
from app.services.papers_office import OfficeWish

OfficeArgument = Annotated[str, typer.Argument(metavar="OFFICE_STORE", help="省办文件 / office file")]
YearOption = Annotated[int | None, typer.Option("--year", min=1990, max=2200, help="年度，缺省为最新 / year")]
TradeChoice = Annotated[str | None, typer.Option("--trade", metavar="CODE", help="只要这个工种 / one trade")]
AgeKeyOption = Annotated[
    Path | None, typer.Option("--age-key", metavar="FILE.ckey", help="省办解密钥匙 / key that opens personal data")
]
AgePassOption = Annotated[
    Path | None, typer.Option("--age-pass-file", metavar="FILE", help="其口令文件 / its passphrase")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    group = typer.Typer(help="省级汇总 / the office", no_args_is_help=True)
    group.command("inbox", help="收件登记 / everything that came in")(inbox)
    group.command("conflicts", help="冲突 / forks, both sides")(conflicts)
    group.command("people", help="同一人在两个基地 / people at two bases")(people)
    group.command("standings", help="全省汇总 / merged standings")(standings)
    group.command("overview", help="年度概览 / the year against its plan")(year)
    group.command("papers", help="打印回执、拒收单等 / receipts and other papers")(papers)
    plan = typer.Typer(help="年度计划 / the plan of a year", no_args_is_help=True)
    plan.command("show", help="显示计划 / show")(show_plan)
    plan.command("import", help="导入计划 / import toml, xlsx or csv")(import_plan)
    plan.command("export", help="导出计划 / export toml or xlsx")(export_plan)
    group.add_typer(plan, name="plan")
    app.add_typer(group, name="office")


def age_identities(key_file: Path | None, key_pass: Path | None) -> tuple[str, ...]:
    """The age identity of a key file, none without one. Raises WrongCall "office.age_role"."""
    if key_file is None:
        return ()
    key = keys.open_key(key_file, secret_of(key_pass, "--age-pass-file"))
    if key.role not in ("office_age", "backup"):
        raise WrongCall("office.age_role", path=key_file.name, role=key.role)
    return (key.secret.decode("ascii"),)


def inbox(store: OfficeArgument, as_json: JsonOption = False) -> None:
    """Every file that came, the newest first."""
    with desk(store) as at_desk:
        found = office_view.inbox(at_desk.store)
    rows = [
        {
            "file": one.file,
            "at": one.at.isoformat(),
            "verdict": one.verdict,
            "code": one.code,
            "message": one.sentence,
            "sha256": one.sha256,
            "check_code": one.check_code,
            "contest": one.contest,
            "base": one.base,
            "base_name": one.base_name,
            "number": one.number,
            "trades": [
                {"trade": line.trade, "revision": line.revision, "entries": line.entries, "counts": line.counts}
                for line in one.trades
            ],
            "signers": list(one.signers),
            "receipt": one.receipt,
        }
        for one in found.lines
    ]
    counts = found.counts
    lines = [
        f"{one.at:%Y-%m-%d %H:%M}　{one.verdict_zh}　{one.code}　{one.file}　{one.sentence}" for one in found.lines
    ]
    head = f"收到 {counts.received} 个　可用 {counts.usable}　被替换 {counts.replaced}　拒收 {counts.refused}"
    answer({"counts": vars(counts), "files": rows}, as_json, [head, *lines])


def conflicts(store: OfficeArgument, as_json: JsonOption = False) -> None:
    """Forks: both files and what they say differently; status 1 while there are any."""
    with desk(store) as at_desk:
        found = office_view.conflicts(at_desk.store)
    rows = [
        {
            "contest": one.contest,
            "base": one.base,
            "number": one.number,
            "taken": [{"file": side.file, "sha256": side.sha256, "check_code": side.check_code} for side in one.taken],
            "refused": {
                "file": one.refused.file,
                "sha256": one.refused.sha256,
                "check_code": one.refused.check_code,
                "message": one.refused.sentence,
            },
            "differences": [{"trade": trade, **vars(line)} for trade, line in one.differences],
        }
        for one in found
    ]
    lines = [
        f"{one.base_name} 第 {one.number} 号：{'、'.join(side.check_code for side in one.taken)} 与 "
        f"{one.refused.check_code}，{len(one.differences)} 处不同"
        for one in found
    ]
    answer({"conflicts": rows}, as_json, lines or ["没有冲突"], ok=not found)


def people(
    store: OfficeArgument,
    year: YearOption = None,
    age_key: AgeKeyOption = None,
    age_pass: AgePassOption = None,
    as_json: JsonOption = False,
) -> None:
    """People who stand at more than one base in a year; names and last four only with the age key."""
    identities = age_identities(age_key, age_pass)
    with desk(store) as at_desk:
        chosen = overview.year_overview(at_desk.store, year).year
        found = office_people.doubles(at_desk.store, chosen, identities)
    rows = [{"places": [vars(place) for place in one.places]} for one in found]
    lines = [
        "　／　".join(f"{p.base_name} {p.trade_name} {p.entry} {p.name} {p.tail}".rstrip() for p in one.places)
        for one in found
    ]
    answer({"year": chosen, "people": rows}, as_json, lines or ["没有人同时出现在两个基地"])


def standings(
    store: OfficeArgument,
    trade: TradeChoice = None,
    year: YearOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="json、csv、xlsx 或 pdf / by its ending")
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Merged standings per trade across bases."""
    with desk(store, as_name, pin_file) as at_desk:
        if out is not None and out.suffix.lower() == ".pdf":
            wish = OfficeWish(trade=trade, year=year)
            papers_office.print_office(at_desk.store, "merged", out, wish, by=at_desk.by, at=at_desk.at)
        elif out is not None:
            office_standings.write_merged(at_desk.store, out, trade, year, by=at_desk.by, at=at_desk.at)
        found = office_standings.merged_standings(at_desk.store, trade, year)
    lines = [] if out is None else [f"已写入 {out}"]
    for one in found:
        lines.append(f"{one.title}　赛区 {len(one.bases)} 个")
        lines += [
            "　".join(
                (str(line.place or "—"), line.base_name, line.entry, office_standings.shown_total(line), line.award)
            )
            for line in one.lines
        ]
    document: dict[str, Any] = {"trades": office_standings.merged_document(found)}
    answer(document if out is None else {**document, "path": str(out)}, as_json, lines or ["还没有收下成绩包"])


def year(
    store: OfficeArgument,
    year: YearOption = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="xlsx 或 pdf / by its ending")] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Trades held by kind and class, people, delegations, cities and the three-year cycle, against the plan."""
    with desk(store, as_name, pin_file) as at_desk:
        found = overview.year_overview(at_desk.store, year)
        if out is not None:
            papers_office.write_overview(at_desk.store, out, found.year, by=at_desk.by, at=at_desk.at)
    document = overview_document(found) | ({} if out is None else {"path": str(out)})
    lines = [f"{found.year} 年度"]
    for title, rows in papers_office.overview_parts(found):
        lines.append(title)
        lines += [
            f"  {one.name}　{one.done}{'／' + one.target if one.target else ''}　{one.note}".rstrip() for one in rows
        ]
    answer(document, as_json, lines + ([] if out is None else [f"已写入 {out}"]))


def overview_document(found: Overview) -> dict[str, Any]:
    """The overview for scripts."""

    def counts(lines: tuple[TargetLine, ...]) -> list[dict[str, Any]]:
        return [
            {"subject": one.subject, "name": one.name, "done": one.done, "target": one.target, "percent": one.percent}
            for one in lines
        ]

    return {
        "year": found.year,
        "years": list(found.years),
        "totals": counts(found.totals),
        "classes": counts(found.classes),
        "kinds": counts(found.kinds),
        "delegation_kinds": counts(found.delegation_kinds),
        "cycle": [
            {
                "trade": one.trade,
                "name": one.name,
                "held": [{"year": at, "times": times} for at, times in one.held],
                "last": one.last,
                "due": one.due,
                "state": one.state,
                "state_zh": CYCLE_WORDS[one.state],
            }
            for one in found.cycle
        ],
        "bases": [{**vars(one), "missing": [vars(gap) for gap in one.missing]} for one in found.bases],
        "delegations": [vars(one) for one in found.delegations],
        "held": [{**vars(one), "came": [vars(came) for came in one.came]} for one in found.held],
        "missing": [vars(one) for one in found.missing],
    }


def papers(
    store: OfficeArgument,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="回执、拒收单、收件登记、全省成绩汇总表、年度概览")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE.pdf", help="输出文件，清单也可 .xlsx / output file, lists also .xlsx")
    ],
    file: Annotated[
        list[str] | None, typer.Option("--file", metavar="NAME", help="哪些文件：文件名、校验码或摘要 / which files")
    ] = None,
    trade: TradeChoice = None,
    year: YearOption = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print one kind of the office's papers; lists as a workbook too."""
    wish = OfficeWish(tuple(file or ()), trade, year)
    with desk(store, as_name, pin_file) as at_desk:
        done = papers_office.print_office(at_desk.store, kind, out, wish, by=at_desk.by, at=at_desk.at)
    document = {"kind": done.kind.id, "title": done.kind.zh, "path": str(out), "papers": done.papers}
    document |= {"pages": done.pages, "sha256": done.digest}
    answer(document, as_json, [f"{done.kind.zh}：{done.papers} 份，{done.pages} 页，已写入 {out}"])


def show_plan(store: OfficeArgument, as_json: JsonOption = False) -> None:
    """The plans kept, by year."""
    with desk(store) as at_desk:
        plans = overview.year_plans(at_desk.store)
    answer(write_plans(plans), as_json, overview.plan_toml(plans).splitlines() if plans else ["没有年度计划"])


def import_plan(
    store: OfficeArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="年度计划 / plan (toml, xlsx, csv)")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set the plans of the years a file states; other years stay."""
    with desk(store, as_name, pin_file) as at_desk:
        plans = overview.import_plans(at_desk.store, file, by=at_desk.by, at=at_desk.at)
    answer(write_plans(plans), as_json, [f"已导入 {'、'.join(str(plan.year) for plan in plans)} 年度计划"])


def export_plan(
    store: OfficeArgument,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="toml 或 xlsx / by its ending")],
    year: Annotated[list[int] | None, typer.Option("--year", help="哪些年度，可多次 / which years")] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the plans kept, or the default one for a year without."""
    with desk(store) as at_desk:
        plans = overview.write_plan_file(at_desk.store, out, tuple(year or ()))
    document = {"path": str(out), "years": [plan.year for plan in plans]}
    answer(document, as_json, [f"已写出 {len(plans)} 个年度计划：{out}"])
