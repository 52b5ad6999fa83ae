"""The year at the office: what was held, read from the statements that count, against the plan of that year.

The plans are settings of the office's file, edited one by one, or as a whole as TOML or a workbook.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.changes import Change, Kind
from app.domain.overview import Came, Expected, HeldTrade, Overview, overview_of
from app.domain.roles import Act
from app.domain.yearplan import SUBJECTS, PlannedBase, YearPlan, default_plan, read_plans, write_plans
from app.errors import Refusal, WrongCall
from app.services.access import CONSOLE, Actor, acting
from app.services.common import Store
from app.services.keys import read_whole
from app.services.packs import is_office
from app.services.packs_make import contest_of_pack
from app.tables.files import write_whole
from app.tables.reader import read_table
from app.tables.writer import Column, Page, Value, workbook_bytes
from db.queries import office as stored
from db.queries import office_packs as packs
from db.store import Reading

_HEADER = ("年度", "项目", "代号", "名称", "目标")
_CYCLE, _CLASS, _KIND, _BASE, _GENERAL = "周期年数", "级别", "种类", "基地工种", "通用工种"
_SUBJECT_OF = {word: key for key, word in SUBJECTS.items()}


def year_overview(store: Store, year: int | None = None) -> Overview:
    """The overview of a year (None: the newest with results, else of the newest plan). Raises Refusal
    "office.not_an_office", "office.nothing" for a file that knows no year."""
    with store.read() as reading:
        if not is_office(reading):
            raise Refusal("office.not_an_office", path=store.path.name)
        held = tuple(_held(one) for one in stored.current_trades(reading))
        plans = _plans(reading)
        years = {one.year for one in held} or set(plans)
        if year is None and not years:
            raise Refusal("office.nothing")
        chosen = max(years) if year is None else year
        return overview_of(plans.get(chosen, default_plan(chosen)), held, tuple(_expected(reading, chosen)))


def _held(one: stored.OfficeTrade) -> HeldTrade:
    facts = one.facts or {}
    return HeldTrade(
        year=one.year,
        trade=one.trade,
        name=one.trade_name or one.trade,
        contest=one.contest_key,
        contest_name=facts.get("contest", "") or one.contest_key,
        level=facts.get("class", ""),
        kind=facts.get("kind", ""),
        base=one.base,
        base_name=one.base_name,
        starts=facts.get("starts", ""),
        entries=one.entries,
        people=facts.get("people", one.entries),
        came=tuple(
            Came(came["name"], came["kind"], came["entries"], came["people"]) for came in facts.get("delegations", ())
        ),
    )


def _expected(reading: Reading, year: int) -> list[Expected]:
    """What the newest pack of every contest of the year expects of the bases it names."""
    newest = {one.contest_key: one for one in packs.issued(reading)}
    found = []
    for one in newest.values():
        contest = contest_of_pack(reading, one.sha256)
        if contest is None or contest.year != year:
            continue
        for base in one.manifest["bases"]:
            for trade in one.manifest["trades"]:
                found.append(Expected(base["id"], base["name"], trade["trade"], trade["name"], one.contest_key, "pack"))
    return found


def _plans(reading: Reading) -> dict[int, YearPlan]:
    documents = stored.plans(reading)
    if not documents:
        return {}
    return {plan.year: plan for plan in read_plans({"year": list(documents.values())})}


def year_plans(store: Store) -> tuple[YearPlan, ...]:
    """The plans kept, by year."""
    with store.read() as reading:
        return tuple(_plans(reading).values())


def set_plan(store: Store, plan: YearPlan, *, by: Actor = CONSOLE, at: datetime) -> Change:
    """Set or replace the plan of a year. Raises Refusal "plan.*", "office.not_an_office", RightsRefusal."""
    return set_plans(store, (plan,), by=by, at=at)


def set_plans(store: Store, plans: Sequence[YearPlan], *, by: Actor = CONSOLE, at: datetime) -> Change:
    """Set or replace the plans of some years, all or none. Raises as `set_plan`."""
    document = write_plans(read_plans(write_plans(plans)))  # whoever made them: in form before they are kept
    with acting(store, by, Act.RECEIVE, at) as writing:
        if not is_office(writing):
            raise Refusal("office.not_an_office", path=store.path.name)
        for one in document["year"]:
            stored.set_plan(writing, one["year"], one, at)
        seq = writing.audit("plan.set", by=by.ref, at=at, ref="、".join(str(one.year) for one in plans))
    return Change(frozenset({Kind.BUNDLES}), audit_seq=seq)


def import_plans(store: Store, path: Path, *, by: Actor = CONSOLE, at: datetime) -> tuple[YearPlan, ...]:
    """Set the plans of the years a file states (toml, xlsx or csv); other years stay.

    Raises WrongCall "plan.not_read" and what a table that cannot be read raises, Refusal "plan.*".
    """
    if path.suffix.lower() == ".toml":
        try:
            document: dict[str, Any] = tomllib.loads(read_whole(path).decode("utf-8-sig"), parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise WrongCall("plan.not_read", path=path.name, reason=str(error)[:200]) from error
        plans = read_plans(document)
    else:
        plans = plans_of_table(read_table(path))
    set_plans(store, plans, by=by, at=at)
    return plans


def plans_of_table(rows: Sequence[Sequence[str]]) -> tuple[YearPlan, ...]:
    """Plans from the rows of a workbook with the columns 年度, 项目, 代号, 名称, 目标. Raises Refusal "plan.*"."""
    start = next((n for n, row in enumerate(rows) if tuple(cell.strip() for cell in row[:5]) == _HEADER), None)
    if start is None:
        raise Refusal("plan.header", columns="、".join(_HEADER))
    found: dict[int, YearPlan] = {}
    for number, row in enumerate(rows[start + 1 :], start + 2):
        cells = [cell.strip() for cell in (*row, *("",) * 5)][:5]
        if any(cells):
            line = _PlanRow(number, *cells)
            year = line.whole(line.year, 0)
            found[year] = line.add_to(found.get(year, YearPlan(year, general=())))
    plans = [
        plan if plan.general else replace(plan, general=default_plan(plan.year).general) for plan in found.values()
    ]
    return read_plans(write_plans(plans))


@dataclass(frozen=True)
class _PlanRow:
    """One row of the workbook: which row, year, subject, code, name, target."""

    number: int
    year: str
    subject: str
    code: str
    name: str
    target: str

    def whole(self, text: str, column: int) -> int:
        """The number of a cell. Raises Refusal "plan.cell" naming it."""
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise self.wrong(column, text)
        return int(text)

    def wrong(self, column: int, text: str) -> Refusal:
        return Refusal("plan.cell", row=self.number, column=_HEADER[column], text=text[:40])

    def add_to(self, plan: YearPlan) -> YearPlan:
        """The plan with what this row says."""
        if self.subject == _GENERAL:
            return replace(plan, general=(*plan.general, (self.code.lower(), self.name)))
        if self.subject == _BASE:
            return replace(plan, bases=self._bases(plan))
        count = self.whole(self.target, 4)
        if self.subject in _SUBJECT_OF:
            return replace(plan, targets={**plan.targets, _SUBJECT_OF[self.subject]: count})
        if self.subject == _CLASS:
            return replace(plan, classes={**plan.classes, self.name: count})
        if self.subject == _KIND:
            return replace(plan, kinds={**plan.kinds, self.name: count})
        if self.subject == _CYCLE:
            return replace(plan, cycle_years=count)
        raise self.wrong(1, self.subject)

    def _bases(self, plan: YearPlan) -> tuple[PlannedBase, ...]:
        """A row is one base with one trade (in the last column); rows of one base come together."""
        old = next((one for one in plan.bases if one.id == self.code), PlannedBase(self.code, self.name))
        trades = (*old.trades, *((self.target.lower(),) if self.target else ()))
        rest = tuple(one for one in plan.bases if one.id != self.code)
        return (*rest, replace(old, trades=trades))


def write_plan_file(store: Store, path: Path, years: Sequence[int] = ()) -> tuple[YearPlan, ...]:
    """Write the plans kept (of some years; the default one where none is kept) as toml or xlsx, as the ending says.

    Raises WrongCall "papers.out_suffix", WorldFailure.
    """
    kept = {plan.year: plan for plan in year_plans(store)}
    plans = tuple(kept.get(year, default_plan(year)) for year in years) or tuple(kept.values())
    suffix = path.suffix.lower()
    if suffix == ".toml":
        write_whole(path, plan_toml(plans).encode())
    elif suffix == ".xlsx":
        write_whole(path, workbook_bytes([_plan_page(plans)]))
    else:
        raise WrongCall("papers.out_suffix", path=path.name, known=(".toml", ".xlsx"))
    return plans


def plan_toml(plans: Sequence[YearPlan]) -> str:
    """The plans as the text `import_plans` reads."""
    lines = ["format = 1"]
    for plan in plans:
        lines += ["", "[[year]]", f"year = {plan.year}"]
        lines += [f"{key} = {plan.targets[key]}  # {word}" for key, word in SUBJECTS.items() if key in plan.targets]
        lines.append(f"cycle_years = {plan.cycle_years}")
        lines += [f"classes = {_inline(plan.classes)}", f"kinds = {_inline(plan.kinds)}"]
        for base in plan.bases:
            trades = ", ".join(_quoted(code) for code in base.trades)
            lines += ["", "[[year.base]]", f"id = {_quoted(base.id)}", f"name = {_quoted(base.name)}"]
            lines.append(f"trades = [{trades}]")
        for code, name in plan.general:
            lines += ["", "[[year.general]]", f"code = {_quoted(code)}", f"name = {_quoted(name)}"]
    return "\n".join(lines) + "\n"


def _inline(counts: Any) -> str:
    parts = ", ".join(f"{_quoted(name)} = {count}" for name, count in counts.items())
    return f"{{ {parts} }}" if parts else "{}"


def _quoted(text: str) -> str:
    signs = {"\\": "\\\\", '"': '\\"'}
    plain = "".join(signs.get(sign, sign) if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04x}" for sign in text)
    return f'"{plain}"'


def _plan_page(plans: Sequence[YearPlan]) -> Page:
    rows: list[list[Value]] = []
    for plan in plans:
        year = plan.year
        rows += [[year, word, "", "", plan.targets[key]] for key, word in SUBJECTS.items() if key in plan.targets]
        rows.append([year, _CYCLE, "", "", plan.cycle_years])
        rows += [[year, _CLASS, "", name, count] for name, count in plan.classes.items()]
        rows += [[year, _KIND, "", name, count] for name, count in plan.kinds.items()]
        for base in plan.bases:
            rows += [[year, _BASE, base.id, base.name, code] for code in base.trades or ("",)]
        rows += [[year, _GENERAL, code, name, ""] for code, name in plan.general]
    subjects = (*SUBJECTS.values(), _CYCLE, _CLASS, _KIND, _BASE, _GENERAL)
    columns = (
        Column("年度", 8, decimals=0),
        Column("项目", 12, choices=subjects),
        Column("代号", 16),
        Column("名称", 30),
        Column("目标", 16, note="基地工种：写工种代码；其余写数目"),
    )
    return Page("年度计划", columns, rows, title="年度计划", spare=40)
