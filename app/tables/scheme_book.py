"""A trade's marking scheme as a workbook people read and edit: a sheet of rounds, then a sheet for each scheme.

Every key of the definition has its column, so a book that is exported and read again gives the same rounds. A row says
in its first cell what it is: 模块, 评分项 or 评分点; under an aspect its level texts (等级), tolerance bands (公差) and
deductions (扣分) follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

from app.domain.contest import Round, Trade
from app.domain.definition import write_round
from app.domain.kinds import KINDS
from app.domain.numbers import show
from app.domain.scheme import Average, OnStop, Zero
from app.tables.writer import Column, Page, Value, sheet_name, workbook_bytes

ROUNDS_SHEET = "评分标准"
SECTIONS_SHEET = "标准章节"
NONE = "—"
"""In the column 评分项: this aspect belongs to no criterion, though one stands above it."""


@dataclass(frozen=True)
class Field:
    """One column of a sheet: the key it holds, its heading, how wide it is, and what people should know of it."""

    key: str
    title: str
    width: float = 9
    text: bool = False
    note: str = ""


ROUND_FIELDS = (
    Field("id", "轮次编号", 12, True),
    Field("name", "名称", 14, True),
    Field("maximum", "满分", 8),
    Field("weight", "权重", 8, note="各轮权重合计 1；都不写就是直接相加。"),
    Field("pass_line", "合格线", 8),
    Field("time_limit_minutes", "限时（分）", 10),
    Field("decimals", "小数位", 8, note="这一轮的成绩取几位小数；不写就不取整。"),
    Field("rounding", "取整", 16, True),
    Field("bonus", "附加轮", 8, True),
    Field("extra", "加试", 8, True),
    Field("sheet", "工作表", 16, True, "评分点在哪个工作表；不写就是整轮一个成绩。"),
    Field("listed", "列表录入", 10, True, "是：全体选手列在一张表上，按参赛号录各分项，不用密号。"),
)
SECTION_FIELDS = (
    Field("round", "轮次编号", 12, True),
    Field("id", "章节", 12, True),
    Field("name", "名称", 40, True),
    Field("maximum", "分值", 8),
)
SCHEME_FIELDS = (
    Field("row", "行", 8, True, "模块、评分项、评分点；评分点下面接等级、公差、扣分各行。"),
    Field("id", "编号", 9, True, "评分点编号在一轮之内不重复，改名称、换模块都不要改编号。"),
    Field("name", "名称", 36, True),
    Field("kind", "类型", 12, True),
    Field("maximum", "配分", 8),
    Field("step", "间隔", 8),
    Field("minimum", "最低分", 8),
    Field("judges", "裁判数", 8),
    Field("drop_high", "去最高", 8),
    Field("drop_low", "去最低", 8),
    Field("average", "取分", 8, True),
    Field("few", "不去分人数", 10, note="有效分少于这么多个时不去最高最低。"),
    Field("spread", "极差上限", 9),
    Field("nominal", "标准值", 8),
    Field("unit", "单位", 7, True),
    Field("points", "每次分值", 9, note="计数：每个得几分；扣分：每次扣几分；用时：每单位扣几分。"),
    Field("within", "公差±", 8),
    Field("share", "得分比例", 9, note="1 为满分，0.5 为一半。"),
    Field("zero", "归零", 9, True, "这一项扣分把什么清零：评分点、模块、整轮，或取消资格。"),
    Field("limit_minutes", "限时（分）", 10),
    Field("unit_seconds", "计时单位（秒）", 10),
    Field("cap", "扣分上限", 9),
    Field("stop_minutes", "停止（分）", 10),
    Field("on_stop", "停止处理", 10, True),
    Field("bonus", "提前加分", 9),
    Field("factor", "系数", 7),
    Field("decimals", "小数位", 7),
    Field("when_module", "前提模块", 9, True, "这个模块达到前提分，本评分点才计分。"),
    Field("when_at_least", "前提分", 8),
    Field("criterion", "评分项", 9, True, "不写就是上面最近的评分项；不属于任何评分项写 —。"),
    Field("note", "评分说明", 30, True),
    Field("requirement", "评分要求", 24, True),
    Field("section", "标准章节", 9, True),
    Field("day", "评分日", 8, True),
)

MODULE, CRITERION, ASPECT, LEVEL, BAND, ITEM = "模块", "评分项", "评分点", "等级", "公差", "扣分"
ROW_WORDS = {
    "module": MODULE,
    "criterion": CRITERION,
    "aspect": ASPECT,
    "level": LEVEL,
    "band": BAND,
    "item": ITEM,
}
MET = "是否"
KIND_WORDS = {**{kind.value: line.word for kind, line in KINDS.items()}, "met": MET}
WORDS: Mapping[str, Mapping[str, str]] = {
    "average": {Average.MEAN.value: "平均", Average.MEDIAN.value: "中位", Average.SUM.value: "合计"},
    "zero": {
        Zero.ASPECT.value: "评分点",
        Zero.MODULE.value: "模块",
        Zero.ROUND.value: "整轮",
        Zero.DISQUALIFY.value: "取消资格",
    },
    "on_stop": {OnStop.ZERO.value: "整轮零分", OnStop.KEEP.value: "照评", OnStop.OUT.value: "取消资格"},
    "rounding": {"half_up": "四舍五入", "half_even": "四舍六入五成双", "down": "舍去"},
}
"""What the book says for the words of a definition; both are understood when it is read."""
YES = "是"
Row = dict[str, object]


def scheme_bytes(trade: Trade, rounds: Iterable[str] = (), about: str = "") -> bytes:
    """The workbook of a trade's scheme, of some rounds or of all; `about` is a line over the rounds (version, digest).

    Raises ValueError for a text no cell can hold (over 32,767 characters).
    """
    wanted = set(rounds)
    parts = [part for part in trade.rounds if not wanted or part.id in wanted]
    names: list[str] = [ROUNDS_SHEET, SECTIONS_SHEET]
    pages: list[Page] = []
    lines: list[Row] = []
    for part in parts:
        document = write_round(part)
        name = ""
        if part.modules:
            name = sheet_name(part.name, names)
            names.append(name)
            pages.append(_scheme_page(part, name, trade.name))
        lines.append({**document, "sheet": name})
    title = f"{trade.name}评分标准"
    above = (f"工种代码 {trade.code}",) + ((about,) if about else ())
    first = [Page(ROUNDS_SHEET, _columns(ROUND_FIELDS), _cells(lines, ROUND_FIELDS), title, above, wrap=True)]
    sections: list[Row] = [
        {"round": part.id, "id": one.id, "name": one.name, "maximum": one.maximum}
        for part in parts
        for one in part.sections
    ]
    if sections:
        first.append(Page(SECTIONS_SHEET, _columns(SECTION_FIELDS), _cells(sections, SECTION_FIELDS)))
    return workbook_bytes([*first, *pages])


def _scheme_page(part: Round, name: str, trade: str) -> Page:
    rows = list(_rows(part))
    heads = frozenset(number for number, row in enumerate(rows) if row["row"] in (MODULE, CRITERION))
    return Page(
        name,
        _columns(SCHEME_FIELDS),
        _cells(rows, SCHEME_FIELDS),
        title=f"{trade}　{part.name}评分标准",
        landscape=True,
        wrap=True,
        strong=heads,
        footer=f"{trade}　{part.name}",
    )


def _columns(fields: tuple[Field, ...]) -> tuple[Column, ...]:
    return tuple(Column(one.title, one.width, note=one.note) for one in fields)


def _cells(rows: Iterable[Row], fields: tuple[Field, ...]) -> list[list[Value]]:
    return [[_cell(one, row.get(one.key)) for one in fields] for row in rows]


def _cell(column: Field, value: object) -> Value:
    """A value as its cell holds it: numbers as numbers with every digit, words of a definition as people's words."""
    if value is None or value == "" or (column.key == "decimals" and value == "none"):
        return None
    if isinstance(value, bool):
        return YES if value else None
    if isinstance(value, Fraction):
        return Decimal(show(value))
    if column.text:
        return WORDS.get(column.key, {}).get(str(value), str(value))
    return Decimal(str(value))


def _rows(part: Round) -> Iterator[Row]:
    """Modules, criteria and aspects in the order of the sheet.

    A criterion stands above its first aspect, never before one that comes earlier in the module's own list; an aspect
    that does not belong to the criterion above it says so in its column.
    """
    for module in cast(list[dict[str, object]], write_round(part)["module"]):
        yield {**module, "row": MODULE}
        waiting = cast(list[dict[str, object]], module["criteria"])
        place = {str(criterion["id"]): number for number, criterion in enumerate(waiting)}
        written, above = 0, ""
        for aspect in cast(list[dict[str, object]], module["aspects"]):
            belongs = str(aspect.get("criterion", ""))
            for criterion in waiting[written : place.get(belongs, -1) + 1]:
                yield {**criterion, "row": CRITERION}
                above, written = str(criterion["id"]), written + 1
            yield from _aspect_rows(aspect, "" if belongs == above else belongs or NONE)
        for criterion in waiting[written:]:
            yield {**criterion, "row": CRITERION}


def _aspect_rows(aspect: Mapping[str, object], belongs: str) -> Iterator[Row]:
    kind = "met" if aspect.get("met") else str(aspect["kind"])
    when = cast(Mapping[str, object], aspect.get("when", {}))
    yield {
        **aspect,
        "row": ASPECT,
        "kind": KIND_WORDS[kind],
        "criterion": belongs,
        "when_module": when.get("module"),
        "when_at_least": when.get("at_least"),
    }
    for number, text in enumerate(cast(list[str], aspect.get("levels", ()))):
        yield {"row": LEVEL, "id": str(number), "name": text}
    for band in cast(list[dict[str, object]], aspect.get("bands", ())):
        yield {"row": BAND, **band}
    for item in cast(list[dict[str, object]], aspect.get("catalogue", ())):
        yield {"row": ITEM, **item}
