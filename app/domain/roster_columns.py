"""Which column of a roster holds what: headers in any order, many spellings, title rows above, two-row headers.

The fields and their spellings are one table. A header is compared loosely (`texts.loose`): spaces, line breaks, stars,
brackets and width do not count; a remark in brackets such as （必填） is left out when the whole is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.texts import loose
from app.domain.worksheet import Sheet

HEADER_WITHIN = 40  # rows that may stand above the first contestant


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the roster: its key, its usual header, other headers, by preference, between spaces."""

    key: str
    title: str
    spellings: str

    @property
    def words(self) -> tuple[str, ...]:
        """Every header that names it, the best first."""
        return (self.title, self.key, *self.spellings.split())


FIELDS = (
    Field(
        "delegation",
        "代表队",
        "代表队名称 参赛代表队 所属代表队 代表单位 代表团 参赛队 推荐单位 选送单位 报名单位 参赛单位",
    ),
    Field(
        "name",
        "姓名",
        "选手姓名 参赛选手姓名 参赛选手 参赛人员姓名 参赛人员 参赛者 队员姓名 选手 参赛人 主创人 主要完成人 contestant",
    ),
    Field("sex", "性别", "gender"),
    Field("birth_date", "出生日期", "出生年月日 出生年月 出生时间 生日 birthday date_of_birth birth"),
    Field("nation", "民族", "族别 ethnic_group ethnicity"),
    Field("education", "文化程度", "学历 最高学历 教育程度 学历层次"),
    Field("id_kind", "证件类型", "证件种类 证件类别 身份证件类型 证件名称 id_type"),
    Field(
        "id_number",
        "证件号",
        "证件号码 身份证号码 身份证号 公民身份号码 公民身份证号码 公民身份证号 居民身份证号码 居民身份证号 "
        "身份证件号码 身份证件号 身份号码 身份证 id_no id_card id",
    ),
    Field(
        "unit",
        "工作单位",
        "工作单位全称 单位全称 单位名称 所在单位 单位 就职单位 企业名称 所在学校 学校 院校 参赛单位 "
        "work_unit employer company",
    ),
    Field("post", "岗位", "岗位职务 职务岗位 职务 工作岗位 现岗位 岗位名称 职务职称 position job_title"),
    Field(
        "trade",
        "参赛工种",
        "工种 职业工种 竞赛工种 参赛职业 参赛项目 竞赛项目 比赛项目 参赛赛项 赛项名称 赛项 项目 职业 "
        "工种代码 职业代码 trade_code event",
    ),
    Field("group", "组别", "参赛组别 竞赛组别 参赛组 分组 division"),
    Field("skill_level", "现有技能等级", "现技能等级 职业技能等级 技能等级 职业资格等级 职业资格 技术等级 等级 level"),
    Field(
        "skill_certificate",
        "证书编号",
        "技能等级证书编号 等级证书编号 职业资格证书编号 资格证书编号 证书号码 证书号 certificate certificate_no",
    ),
    Field("years", "从事本工种年限", "从事本职业年限 本工种年限 从业年限 本工种工龄 工作年限 工龄 年限"),
    Field(
        "phone", "手机", "手机号码 手机号 移动电话 联系手机 联系电话 本人电话 电话号码 电话 联系方式 mobile telephone"
    ),
    Field("number", "参赛编号", "参赛证号 参赛号 选手编号 选手号 报名号 编号 entry_number entry"),
    Field("guest", "不计名次", "不计名次外卡 外卡选手 外卡"),
    Field("no_award", "不参评", "不参与评奖 不参加评奖 不评奖"),
    Field(
        "team",
        "队名",
        "团队名称 队伍名称 参赛队名 团队 小组名称 组合名称 作品名称 成果名称 项目名称 班组名称 班组 "
        "team_name work_title title",
    ),
    Field("remark", "备注", "附注 说明 remarks note notes"),
)
TITLES = {field.key: field.title for field in FIELDS}
_UNREAD = "序号 序 行号 顺序号 no 照片 电子照片 相片 签名 签字 本人签名 原因 photo reason"
_IGNORED = frozenset(_UNREAD.split())
_KNOWN: dict[str, list[tuple[int, str]]] = {}
for _field in FIELDS:
    for _rank, _word in enumerate(_field.words):
        _KNOWN.setdefault(loose(_word), []).append((_rank, _field.key))

_BRACKETED = re.compile(r"[(（\[【〔].*?[)）\]】〕]", re.DOTALL)
_SUFFIX = re.compile(r"(必填项?|选填项?|可不填|如有)$")
_PIECES = re.compile(r"[/、|]|或|及")


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column of a file: position in the rows, letter, its header, and the field it fills ("" = not used)."""

    index: int
    letter: str
    header: str
    field: str


@dataclass(frozen=True)
class Layout:
    """Where things are: the header's index in `sheet.rows` (-1: none found), the first row below it, the columns."""

    header: int
    body: int
    columns: tuple[ColumnUse, ...]

    @property
    def found(self) -> dict[str, ColumnUse]:
        """The columns in use, by field."""
        return {use.field: use for use in self.columns if use.field}

    @property
    def unused(self) -> tuple[ColumnUse, ...]:
        """Columns with a header that nothing is read from: what a person may map."""
        return tuple(use for use in self.columns if not use.field and use.header and loose(use.header) not in _IGNORED)

    @property
    def key(self) -> str:
        """One text per file layout: the headers in order. A mapping chosen once is remembered under it."""
        return "|".join(loose(use.header) for use in self.columns)


def candidates(header: str) -> list[tuple[int, str]]:
    """Give the fields a header may mean, each with its rank (0 is the usual header); [] when it is not known."""
    for text in (header, _BRACKETED.sub("", header)):
        key = _SUFFIX.sub("", loose(text))
        if key in _IGNORED:
            return []
        if found := _KNOWN.get(key):
            return found
    pieces = [_KNOWN.get(loose(piece)) for piece in _PIECES.split(_BRACKETED.sub("", header))]
    known = [piece for piece in pieces if piece]
    return [(rank + 50, field) for rank, field in known[0]] if known else []


def recognise(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> Layout:
    """Find the header and say which column fills which field. Never refuses: what is missing is for the caller to say.

    `mapping` is what a person chose: header text or column letter → field key, or "" to leave a column out. It goes
    before everything recognised.
    """
    chosen = {loose(key): field for key, field in (mapping or {}).items()}
    best, most = Layout(-1, 0, ()), 1
    for index, cells in enumerate(sheet.rows[:HEADER_WITHIN]):
        for header, lines in _readings(sheet, index, cells):
            layout = Layout(index, index + lines, _assign(sheet, header, chosen))
            found = layout.found
            if len(found) > most and ("name" in found or "id_number" in found or chosen):
                best, most = layout, len(found)
    return best


def _readings(sheet: Sheet, index: int, cells: list[str]) -> Iterator[tuple[list[str], int]]:
    """Give the header a row can be: alone, and together with the row below it where that one is its second line."""
    yield cells, 1
    if index + 1 < len(sheet.rows) and _is_second_line(cells, sheet.rows[index + 1]):
        pairs = zip(cells, sheet.rows[index + 1], strict=True)
        yield [below if candidates(below) else above for above, below in pairs], 2


def is_header_again(layout: Layout, cells: list[str]) -> bool:
    """Whether a row below a header with names is the header once more, as at the top of every printed page."""
    found = layout.found
    if all(field != "name" for _, field in candidates(cells[found["name"].index])):
        return False
    same = sum(1 for use in found.values() if any(field == use.field for _, field in candidates(cells[use.index])))
    return same >= 2


def _assign(sheet: Sheet, cells: list[str], chosen: dict[str, str]) -> tuple[ColumnUse, ...]:
    """Give every column its field: chosen ones first, then by rank of the spelling, then from left to right."""
    uses: dict[int, str] = {}
    taken: set[str] = set()
    for index, header in enumerate(cells):
        key = next((k for k in (loose(header), loose(sheet.letter(index))) if k and k in chosen), None)
        if key is not None:
            uses[index] = chosen[key]
            taken.add(chosen[key])
    wishes = sorted((rank, index, field) for index, header in enumerate(cells) for rank, field in candidates(header))
    for _, index, field in wishes:
        if index not in uses and field not in taken:
            uses[index] = field
            taken.add(field)
    return tuple(
        ColumnUse(index, sheet.letter(index), " ".join(header.split()), uses.get(index, ""))
        for index, header in enumerate(cells)
    )


def _is_second_line(above: list[str], below: list[str]) -> bool:
    """Whether two rows are one header: the lower one only names fields, each of the two some that the other lacks."""
    named = [index for index, text in enumerate(below) if text.strip()]
    if not all(candidates(below[index]) for index in named):
        return False
    kept = any(candidates(text) for text, under in zip(above, below, strict=True) if not under.strip())
    return kept and any(not candidates(above[index]) for index in named)
