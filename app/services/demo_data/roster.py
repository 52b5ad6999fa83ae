"""The demo's roster as delegations really send it: a title above the header, own words for columns, and a few faults.

The first workbook holds everyone; the rows with faults are refused, and the second workbook brings those people in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from app.services.demo_data.day import DemoDay
from app.services.demo_data.people import DemoPerson
from app.tables.writer import Column, Page, write_workbook

Cell = str | int | Decimal
Row = tuple[Cell, ...]

TITLE = "2026 年甘肃省职工职业技能竞赛（演示）参赛选手报名汇总表"
SUBTITLE = "填报单位：示范省总工会（盖章）　　填表日期：2026 年 6 月 4 日"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Fault:
    """A row of the first workbook that differs from the truth. `refused`: it must not come in.

    `kind`: "check_digit", "number_cell", "trade_typo", "duplicate", "full_width", "spaces" or "fifteen_digits".
    `row` is the row's number in the workbook.
    """

    kind: str
    key: str
    row: int
    refused: bool


_COLUMNS: tuple[tuple[str, Callable[[DemoPerson], Cell]], ...] = (
    ("代表队", lambda p: p.delegation),
    ("选手姓名", lambda p: p.name),
    ("性别", lambda p: p.sex),
    ("出生日期", lambda p: p.birthday.isoformat()),
    ("民族", lambda p: p.ethnic),
    ("学历", lambda p: p.schooling),
    ("证件类型", lambda p: "居民身份证"),
    ("身份证号码", lambda p: p.id_number),
    ("工作单位", lambda p: p.unit),
    ("职务", lambda p: p.job),
    ("参赛工种", lambda p: p.trade_name),
    ("组别", lambda p: p.group),
    ("现有技能等级", lambda p: p.level),
    ("证书编号", lambda p: p.certificate),
    ("从事本工种年限", lambda p: p.years),
    ("联系电话", lambda p: p.phone),
    ("住宿要求", lambda p: "双人间" if p.years % 3 else "自理"),
    ("不计名次", lambda p: "是" if p.guest else ""),
    ("不参评", lambda p: "是" if p.no_award else ""),
    ("备注", lambda p: "邀请选手" if p.guest else "上届一等奖获得者" if p.no_award else ""),
)
HEADER: tuple[str, ...] = ("序号", *(title for title, _ in _COLUMNS))
_WIDTHS = {
    "序号": 6,
    "性别": 6,
    "选手姓名": 26,
    "身份证号码": 22,
    "工作单位": 20,
    "证书编号": 16,
    "联系电话": 14,
    "备注": 18,
}
FIRST_ROW = 4
"""Rows 1 and 2 hold titles, row 3 the header."""
_ID, _NAME, _TRADE, _PHONE = (HEADER.index(t) for t in ("身份证号码", "选手姓名", "参赛工种", "联系电话"))

_FAULTS = (
    (0, 7, "check_digit", True),
    (0, 12, "fifteen_digits", False),
    (0, 2, "duplicate", True),
    (1, 5, "number_cell", True),
    (1, 1, "spaces", False),
    (1, 8, "full_width", False),
    (2, 6, "trade_typo", True),
)


def roster_faults(day: DemoDay) -> tuple[Fault, ...]:
    """What is wrong where in the first workbook; a demo too small for a fault goes without it."""
    found = []
    rows = {person.id_number: FIRST_ROW + number for number, person in enumerate(day.people)}
    for trade_number, index, kind, refused in _FAULTS:
        members = day.of_trade(day.contest.trades[trade_number].code)
        if index < len(members):
            key = members[index].id_number
            row = FIRST_ROW + len(day.people) if kind == "duplicate" else rows[key]
            found.append(Fault(kind, key, row, refused))
    return tuple(found)


def roster_rows(day: DemoDay) -> list[Row]:
    """The rows of the first workbook, faults and all; a number is a cell stored as a number."""
    faults = roster_faults(day)
    broken = {fault.key: fault.kind for fault in faults if fault.kind != "duplicate"}
    rows = [_broken(row_of(number, p), broken.get(p.id_number, "")) for number, p in enumerate(day.people, 1)]
    doubled = [day.person(fault.key) for fault in faults if fault.kind == "duplicate"]
    return rows + [row_of(len(rows) + number, person) for number, person in enumerate(doubled, 1)]


def corrected_rows(day: DemoDay) -> list[Row]:
    """The rows of the second workbook: the people whose rows were refused, put right."""
    keys = [fault.key for fault in roster_faults(day) if fault.refused and fault.kind != "duplicate"]
    return [row_of(number, day.person(key)) for number, key in enumerate(keys, 1)]


def row_of(number: int, person: DemoPerson) -> Row:
    """A person's row without any fault."""
    return (number, *(value(person) for _, value in _COLUMNS))


def _broken(row: Row, kind: str) -> Row:
    if not kind:
        return row
    cells = list(row)
    id_number = str(cells[_ID])
    if kind == "check_digit":
        cells[_ID] = id_number[:17] + ("1" if id_number[17] != "1" else "2")
    elif kind == "number_cell":
        cells[_ID] = Decimal(id_number[:15]).scaleb(3)  # what is left of 18 digits in a cell of numbers
    elif kind == "fifteen_digits":
        cells[_ID] = id_number[:6] + id_number[8:17]
    elif kind == "spaces":
        cells[_ID] = f" {id_number[:6]} {id_number[6:14]} {id_number[14:]}"
        cells[_NAME] = "　".join(str(cells[_NAME]))
    elif kind == "full_width":
        cells[_ID], cells[_PHONE] = (str(cells[i]).translate(_FULL_WIDTH) for i in (_ID, _PHONE))
    elif kind == "trade_typo":
        cells[_TRADE] = "装配前工"
    return tuple(cells)


def write_roster(path: Path, rows: Sequence[Row]) -> None:
    """Writes rows as a workbook with the titles above the header; the same rows give the same bytes.

    Raises WorldFailure "tables.not_written" when the place cannot be written.
    """
    columns = tuple(Column(title, width=_WIDTHS.get(title, 12)) for title in HEADER)
    write_workbook(path, [Page("报名汇总表", columns, rows, title=TITLE, above=(SUBTITLE,))])
