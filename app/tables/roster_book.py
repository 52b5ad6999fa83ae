"""The registration workbook people fill in, and the workbook that gives refused rows back with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.people import IdKind
from app.domain.roster_columns import FIELDS, Layout
from app.domain.roster_plan import KnownTrade, Problem, RosterPlan
from app.domain.worksheet import Sheet
from app.errors import Refusal
from app.tables.files import write_whole
from app.tables.writer import Column, Page, workbook_bytes

SPARE_ROWS = 500
_REQUIRED = {"delegation", "name", "id_number", "unit", "trade"}
_WIDTHS = {
    "delegation": 18,
    "name": 12,
    "sex": 6,
    "birth_date": 12,
    "nation": 8,
    "education": 10,
    "id_kind": 18,
    "id_number": 22,
    "unit": 26,
    "post": 14,
    "trade": 18,
    "group": 10,
    "skill_level": 12,
    "skill_certificate": 20,
    "years": 10,
    "phone": 14,
    "number": 10,
    "guest": 8,
    "no_award": 8,
    "team": 16,
    "remark": 16,
}
_NOTES = {
    "name": "与证件一致。少数民族姓名中间的点用“·”。",
    "sex": "可不填，程序按居民身份证号填写。",
    "birth_date": "可不填，程序按居民身份证号填写。写成 1990-01-31。",
    "id_kind": "不填即为居民身份证。",
    "id_number": "这一列是文本格式，直接输入 18 位号码即可；不要从别处连格式一起粘贴，以免末几位变成 000。",
    "trade": "从列表中选，或写工种代码。",
    "group": "该工种只有一个组时可不填。",
    "phone": "11 位手机号码；座机请带区号。",
    "number": "一般留空，由程序编号。",
    "guest": "外卡选手填“是”，照常评分，不占名次。",
    "no_award": "不参加评奖的填“是”，保留名次，奖项顺延。",
    "team": "只有团队、作品、班组参赛时填写；同队各人写同一个名称，每人一行。",
}
_LEVELS = ("初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
_EDUCATION = ("初中", "高中", "中专", "技校", "大专", "本科", "硕士", "博士")
_EXAMPLE = {
    "delegation": "示范市总工会",
    "name": "王建国",
    "sex": "男",
    "birth_date": "1990-01-31",
    "nation": "汉族",
    "education": "大专",
    "id_kind": IdKind.RESIDENT.zh,
    "id_number": "990101199001310011",
    "unit": "示范重型机械厂",
    "post": "焊工班长",
    "trade": "焊工",
    "group": "职工组",
    "skill_level": "高级工",
    "skill_certificate": "GS0000001",
    "years": "8",
    "phone": "13900000000",
}


def template_bytes(trades: Sequence[KnownTrade] = (), delegations: Sequence[str] = (), contest: str = "") -> bytes:
    """Give the registration workbook of a contest: lists to choose from, notes on the headers, text columns.

    Without trades or delegations (no contest yet) those columns are free to type in.
    """
    columns = tuple(_column(field.key, field.title, trades, delegations) for field in FIELDS)
    title = f"{contest}报名表" if contest else "职业技能竞赛报名表"
    form = Page("报名表", columns, title=title, spare=SPARE_ROWS, landscape=True, footer=title)
    return workbook_bytes([form, _guide(trades)])


def write_template(
    path: Path, trades: Sequence[KnownTrade] = (), delegations: Sequence[str] = (), contest: str = ""
) -> None:
    """Write the registration workbook as a whole file. Errors: WorldFailure tables.not_written."""
    write_whole(path, template_bytes(trades, delegations, contest))


def _column(key: str, title: str, trades: Sequence[KnownTrade], delegations: Sequence[str]) -> Column:
    groups = tuple(dict.fromkeys(group for trade in trades for group in trade.groups))
    choices: dict[str, tuple[str, ...]] = {
        "sex": ("男", "女"),
        "id_kind": tuple(kind.zh for kind in IdKind if kind is not IdKind.NONE),
        "trade": tuple(trade.name for trade in trades),
        "group": groups,
        "delegation": tuple(delegations),
        "skill_level": _LEVELS,
        "education": _EDUCATION,
        "guest": ("是", "否"),
        "no_award": ("是", "否"),
    }
    return Column(
        title,
        _WIDTHS[key],
        choices=choices.get(key, ()),
        strict=key in ("sex", "trade", "group", "id_kind", "guest", "no_award"),
        note=_NOTES.get(key, ""),
        required=key in _REQUIRED,
    )


def _guide(trades: Sequence[KnownTrade]) -> Page:
    """Give the sheet of instructions, with an example that no import can take for a contestant."""
    lines: list[tuple[str, str]] = [
        ("怎样填写", "每名选手一行，填在“报名表”里。橙色表头必填，其余有则填。列的次序可以改变，也可以增加列。"),
        ("证件号", "请直接输入或“只粘贴文本”。程序会核对校验位、出生日期和性别；变成 000 结尾的号码不会导入。"),
        ("重复", "同一人同一工种只能报一次；同一文件可以再次导入，已登记的不会重复。"),
        ("核对", "导入前先检查，问题会按行、列列出；没有问题的行可以先导入，其余的改好后再导入。"),
    ]
    lines += [
        (f"工种：{trade.name}", f"代码 {trade.code}，组别 {'、'.join(trade.groups) or '不分组'}") for trade in trades
    ]
    lines += [(f"示例 {field.title}", _EXAMPLE[field.key]) for field in FIELDS if field.key in _EXAMPLE]
    columns = (Column("项目", 22), Column("说明", 90))
    return Page("填写说明", columns, rows=lines, title="填写说明", landscape=False, wrap=True)


def refused_bytes(sheet: Sheet, plan: RosterPlan, say: Callable[[Refusal], str]) -> bytes:
    """Give a workbook with the refused rows as they stood in the file, their row numbers, and the reasons.

    `say` turns an error into a sentence. The first columns are those of the file, so that the corrected workbook can be
    imported as it is.
    """
    reasons: dict[int, list[str]] = {}
    for problem in plan.problems:
        reasons.setdefault(problem.row, []).append(_reason(problem, say))
    headers = [use.header or use.letter for use in plan.layout.columns]
    columns = [Column(header, _width(plan.layout, index)) for index, header in enumerate(headers)]
    columns += [Column("行号", 8), Column("原因", 70)]
    rows = []
    for row, said in reasons.items():
        cells = [str(cell) for cell in sheet.rows[row - sheet.top]]
        rows.append([*cells[: len(headers)], *[""] * (len(headers) - len(cells)), str(row), "\n".join(said)])
    title = f"未导入的名单（{len(rows)} 行）：改好后可直接再次导入本文件"
    return workbook_bytes([Page("未导入", tuple(columns), rows=rows, above=(title,), landscape=True, wrap=True)])


def write_refused(path: Path, sheet: Sheet, plan: RosterPlan, say: Callable[[Refusal], str]) -> None:
    """Write the refused rows as a whole file. Errors: WorldFailure tables.not_written."""
    write_whole(path, refused_bytes(sheet, plan, say))


def _reason(problem: Problem, say: Callable[[Refusal], str]) -> str:
    reason = say(problem.error())
    return f"{problem.header}：{reason}" if problem.header else reason


def _width(layout: Layout, index: int) -> float:
    return _WIDTHS.get(layout.columns[index].field, 12)
