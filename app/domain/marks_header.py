"""The header of a marks table: which column means what, in Chinese or English, long form or wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.domain.contest import Contest
from app.domain.numbers import narrow
from app.domain.worksheet import column_letter
from app.errors import Refusal


class Role(Enum):
    """What a column holds."""

    ENTRY = "entry"
    ROUND = "round"
    ASPECT = "aspect"
    JUDGE = "judge"
    VALUE = "value"
    NOTE = "note"
    TRADE = "trade"
    GROUP = "group"
    NAME = "name"
    DELEGATION = "delegation"
    SECONDS = "seconds"
    GUEST = "guest"
    NO_AWARD = "no_award"


_TITLES = {
    Role.ENTRY: "编号 参赛编号 参赛号 选手编号 密号 准考证号 考号 entry code",
    Role.ROUND: "轮次 场次 阶段 round",
    Role.ASPECT: "评分点 评分点编号 aspect",
    Role.JUDGE: "裁判 评委 裁判号 judge seat",
    Role.VALUE: "分值 得分 分数 成绩 value mark score",
    Role.NOTE: "备注 说明 note notes remark",
    Role.TRADE: "工种 职业 赛项 trade",
    Role.GROUP: "组别 group",
    Role.NAME: "姓名 名称 name",
    Role.DELEGATION: "代表队 单位 工作单位 所在单位 参赛单位 选送单位 单位名称 delegation team",
    Role.SECONDS: "用时 时间 seconds time",
    Role.GUEST: "不计名次 guest",
    Role.NO_AWARD: "不参评 no_award noaward",
}


def _set(titles: str) -> frozenset[str]:
    return frozenset(titles.split())


_ROLES = {title: role for role, titles in _TITLES.items() for title in titles.split()}
_SCORE_ENDINGS = ("", "成绩", "得分", "分数", "分")
"""理论成绩 is the column of the round 理论."""
_SECOND = _set("准考证号 考号 单位 工作单位 所在单位 参赛单位 选送单位 单位名称 名称 team")
"""Titles that stand back where another column already says the same: 准考证号 beside 参赛编号, 单位 beside 代表队."""
_NUMBERS = frozenset({"序号", "no", "no."})
_PASSED_OVER = _NUMBERS | _set(
    "名次 排名 位次 总名次 最终名次 总成绩 总分 综合成绩 最终成绩 最终得分 合计 奖项 奖次 获奖等级 奖级 "
    "rank place total award"
)
"""What a published table says beside the marks; it is worked out here and never read in."""
_PERSONAL = _set(
    "性别 年龄 民族 出生日期 出生年月 证件类型 证件号 证件号码 身份证 身份证号 身份证号码 文化程度 学历 "
    "手机 手机号 手机号码 电话 联系电话 联系方式 岗位 职务 职称 岗位/职务 职业等级 技能等级 现有技能等级 证书编号 "
    "指导教师 指导老师 领队 教练 城市 地区 市州 sex gender age phone"
)
"""What a published table says of people. No score needs it, so it is never read in."""
_WIDE_ONLY = _set("成绩 得分 分数 score mark 场次 工位 工位号")
"""Beside columns of rounds these say the result once more, or where and when somebody sat."""
_TIME_ENDINGS = ("用时", "_seconds", ":seconds", "seconds", "_time")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its position, the header as written, and either a role alone or a round (id or name) whose score,
    or with role SECONDS whose time, it holds."""

    index: int
    title: str
    role: Role
    round: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """A table's columns; `wide` when rounds are columns."""

    columns: tuple[Column, ...]
    wide: bool


def read_header(cells: Sequence[str], contest: Contest, source: str = "", row: int = 1) -> Header:
    """The meaning of a header row.

    A table with a value and a round or aspect column is long, and so is one where no column is headed by a round;
    otherwise it is wide. The entry column goes by its name, or is the first. What published tables say beside the
    marks is passed over; a column nobody knows is refused, because it may be a round written wrongly.
    Refuses `table.no_columns`, `table.column_unknown` and `table.column_twice`.
    """
    titles = [_title(cell) for cell in cells]
    roles = [_ROLES.get(title) for title in titles]
    rounds = [_round_column(contest, index, cell.strip(), titles[index]) for index, cell in enumerate(cells)]
    long = (Role.VALUE in roles and (Role.ROUND in roles or Role.ASPECT in roles)) or not any(rounds)
    if Role.ENTRY not in roles:
        _first_is_entry(roles, titles, rounds)
    aside = _PASSED_OVER | _PERSONAL | (frozenset() if long else _WIDE_ONLY)
    columns: list[Column] = []
    for index, (cell, title) in enumerate(zip(cells, titles, strict=True)):
        if not title or _stands_back(index, titles, roles):
            continue
        if rounds[index] is None and roles[index] is not Role.ENTRY and title in aside:
            continue
        found = None if long else rounds[index]
        role = roles[index]
        if found is None and role is not None and (long or role not in (Role.ROUND, Role.ASPECT, Role.VALUE)):
            found = Column(index, cell.strip(), role)
        if found is None:
            cell_name = f"{column_letter(index + 1)}{row}"
            raise Refusal("table.column_unknown", file=source, cell=cell_name, column=cell.strip()[:40])
        columns.append(found)
    return _checked(Header(tuple(columns), not long), source, row)


def _first_is_entry(roles: list[Role | None], titles: list[str], rounds: list[Column | None]) -> None:
    """Without a column named so, the first one that is unknown, or that holds names, says who is meant."""
    for index, title in enumerate(titles):
        if not title or rounds[index] is not None or title in (_PASSED_OVER - _NUMBERS) | _PERSONAL:
            continue
        if roles[index] in (None, Role.NAME):
            roles[index] = Role.ENTRY
            return


def _stands_back(index: int, titles: Sequence[str], roles: Sequence[Role | None]) -> bool:
    """Whether another column says the same under a title that goes before this one. The same title twice does not."""
    title, role = titles[index], roles[index]
    if title not in _SECOND:
        return False
    others = [number for number, one in enumerate(roles) if one is role and titles[number] != title]
    return any(titles[number] not in _SECOND or number < index for number in others)


def _title(cell: str) -> str:
    return "".join(narrow(cell).casefold().split()).removeprefix("\ufeff").rstrip("*:")


def _checked(header: Header, source: str, row: int) -> Header:
    scores = [column for column in header.columns if column.round or column.role is Role.VALUE]
    if not scores or all(column.role is not Role.ENTRY for column in header.columns):
        raise Refusal("table.no_columns", file=source, row=row)
    seen: set[tuple[Role, str]] = set()
    for column in header.columns:
        meaning = (column.role, column.round.casefold())
        if meaning in seen and column.role is not Role.NOTE:
            cell = f"{column_letter(column.index + 1)}{row}"
            raise Refusal("table.column_twice", file=source, cell=cell, column=column.title)
        seen.add(meaning)
    return header


def _round_column(contest: Contest, index: int, cell: str, title: str) -> Column | None:
    names = {_title(name): name for trade in contest.trades for part in trade.rounds for name in (part.name, part.id)}
    for ending in _SCORE_ENDINGS:
        if (name := title.removesuffix(ending)) in names:
            return Column(index, cell, Role.VALUE, names[name])
    for ending in _TIME_ENDINGS:
        if title.endswith(ending) and (name := title.removesuffix(ending).rstrip("_:-")) in names:
            return Column(index, cell, Role.SECONDS, names[name])
    return None
