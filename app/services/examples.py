"""看例子: the worked examples that ship with the program, read, computed and ready to be shown or printed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import resources
from app.documents.papers.model import GroupRow, Paper
from app.documents.papers.rows import ExampleRow
from app.domain.contest import Trade
from app.domain.definition import read_definition
from app.domain.examples import LIST, SECONDS, Example, check, work
from app.domain.explain import Line, exact, link_words
from app.domain.marks import show_seconds
from app.errors import WrongCall
from app.services.papers_common import Printing

KINDS = {
    "panel": ("裁判打分", "Panels"),
    "judged": ("等级评价", "Judged levels"),
    "value": ("直接给分", "Values"),
    "measured": ("测量", "Measured"),
    "count": ("计数", "Counts"),
    "deduction": ("扣分", "Deductions"),
    "time": ("用时", "Time"),
    "when": ("前提条件", "Conditions"),
    "factor": ("系数", "Factors"),
    "rounding": ("取整", "Rounding"),
    "weights": ("总成绩", "Totals"),
    "status": ("缺考与取消", "Absent and out"),
    "scale": ("换算分", "The 700 scale"),
    "ties": ("同分", "Ties"),
    "joint": ("并列", "Joint places"),
    "groups": ("分组与不参评", "Groups and guests"),
    "rankings": ("单项排名", "Further rankings"),
    "awards": ("奖次", "Awards"),
    "edges": ("奖次边界", "Award edges"),
    "delegations": ("代表队", "Delegations"),
    "recheck": ("复核", "Recheck"),
    "honours": ("拟推荐", "Honours"),
}
_WORDS = {
    "rank": ("名次", "place"),
    "award": ("奖次", "award"),
    "total": ("总成绩", "total"),
    "status": ("状态", "standing"),
    "decided_by": ("名次依据", "decided by"),
    "points": ("积分", "points"),
    "scaled": ("换算分", "scaled"),
    "top": ("全部复核", "in full"),
    "drawn": ("抽到", "drawn"),
    "drawn_count": ("抽取人数", "number drawn"),
    "open_ties": ("等待裁定", "waiting for a ruling"),
    "open_awards": ("等待答复的奖次", "award edges waiting"),
}
_VALUES = {
    "proposed": ("拟推荐", "proposed"),
    "not_passed": ("未合格", "not passed"),
    "absent": ("缺考", "absent"),
    "guest": ("不计名次", "guest"),
    "disqualified": ("取消资格", "disqualified"),
    "yes": ("超过", "above the limit"),
    "no": ("未超过", "within the limit"),
    "total": ("总成绩", "the total"),
    "joint": ("并列", "joint"),
}


@dataclass(frozen=True)
class Shown:
    """An example ready to be shown: the definition as text, marks as rows, results and the derivation by entry."""

    id: str
    kind: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    snippet: str
    marks: tuple[tuple[str, ...], ...]
    results: tuple[tuple[str, str, str], ...]
    lines: Mapping[str, tuple[Line, ...]]
    trade: Trade

    def called(self, id: str, english: bool = False) -> str:
        """What people call a round or a further ranking of the example, or the time taken; anything else as it is."""
        if id == SECONDS:
            return "time taken" if english else "用时"
        if english:
            return id.replace("_", " ")
        names = {one.id: one.name for one in self.trade.rounds} | {one.id: one.name for one in self.trade.rankings}
        return names.get(id, id)

    def field(self, name: str, english: bool = False) -> str:
        """A result's field in words."""
        head, _, tail = name.partition(":")
        pair = {
            "round": ("{}成绩", "score of {}"),
            "module": ("模块 {} 成绩", "module {}"),
            "judges": ("全部裁判给分之和 {}", "all judges' marks in {}"),
            "rank": ("{} 名次", "place in {}"),
            "award": ("{} 奖次", "award in {}"),
            "honour": ("{}", "{}"),
        }.get(head if tail else "")
        if pair is not None:
            return pair[english].format(self.called(tail, english))
        aspect, _, fact = name.partition(".")
        if fact:
            zh, en = {"dropped": ("去掉的席位", "seats dropped"), "spread": ("极差", "spread")}.get(
                fact, ("极差", "spread")
            )
            return f"{aspect} {en if english else zh}"
        return _WORDS.get(name, (f"{name} 得分", f"points of {name}"))[english]

    def value(self, name: str, value: str, english: bool = False) -> str:
        """A result's value in words; numbers as they are, nothing as a dash."""
        if name == "decided_by" and value not in _VALUES:
            return link_words(self.trade, value)[english]
        if name in ("status", "decided_by") or name.startswith("honour") or name.endswith("spread_over"):
            return _VALUES.get(value, (value, value))[english]
        if name.endswith(".dropped"):
            return value.replace(" ", "、" if not english else ", ") or "—"
        return exact(Fraction(value)) if "/" in value else value or "—"


@cache
def examples() -> tuple[Example, ...]:
    """All examples, in the order of the handbook."""
    return tuple(_read(table) for name in resources.names("examples", ".toml") for table in _tables(name))


def _tables(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(resources.text(name), parse_float=Decimal)["example"]
    return found


_PRACTICAL = (
    '[[trade.round]]\nid = "practical"\n[[trade.round.module]]\nid = "M"\nname = "模块"\naspects = [\n  {}\n]\n'
)
_TWO = (
    '[[trade.round]]\nid = "theory"\nmaximum = 100\nweight = 0.30\n'
    '[[trade.round]]\nid = "practical"\nmaximum = 100\nweight = 0.70\n'
)


def _read(table: dict[str, Any]) -> Example:
    rules = f"[rules]\n{table['rules'].strip()}\n" if table.get("rules") else ""
    rounds = table.get("rounds", "").strip() + "\n" if table.get("rounds") else ""
    if table.get("aspects"):
        rounds = _PRACTICAL.format(table["aspects"].strip().replace("}, { id", "},\n  { id"))
    rounds += table.get("rankings", "").strip()
    if not table.get("rounds") and not table.get("aspects"):
        rounds = _TWO + table.get("rankings", "").strip()
    groups = f"groups = {list(table['groups'])}\n".replace("'", '"') if table.get("groups") else ""
    text = f'format = 1\n[contest]\nname = "例"\n{rules}[[trade]]\ncode = "t"\nname = "例"\n{groups}{rounds}\n'
    honours = table.get("honours")
    return Example(
        id=table["id"],
        kind=table["kind"],
        title=table["title"],
        text=table["text"],
        document=tomllib.loads(text, parse_float=Decimal),
        snippet="\n".join(filter(None, (rules.strip(), rounds.strip(), (honours or "").strip()))),
        marks=tuple(tuple(row) for row in table["marks"]),
        expect=table["expect"],
        steps=tuple(table["steps"]),
        entries=table.get("entries", {}),
        extra=table.get("extra", {}),
        rulings=table.get("rulings", {}),
        honours=tomllib.loads(honours, parse_float=Decimal) if honours else None,
        seed=table.get("seed", "1"),
    )


@cache
def shown(example_id: str) -> Shown:
    """One example computed. Raises WrongCall "examples.unknown"."""
    found = next((one for one in examples() if one.id == example_id), None)
    if found is None:
        raise WrongCall("examples.unknown", kind=example_id, known="、".join(KINDS))
    worked = work(found)
    named = {entry: {**fields} for entry, fields in found.expect.items()}
    results = tuple(
        (entry, name, worked.facts.get((entry, name), "")) for entry, fields in named.items() for name in fields
    )
    trade = read_definition(found.document).trades[0]
    marks = tuple(_timed(row) for row in found.marks)
    return Shown(found.id, found.kind, found.title, found.text, found.snippet, marks, results, worked.lines, trade)


def _timed(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row of marks with a time taken as people write it."""
    return (*row[:2], *map(show_seconds, map(int, row[2:]))) if row[1] == SECONDS else row


def chosen(kind: str = "") -> tuple[Shown, ...]:
    """The examples of a kind (or the one of an id, or all). Raises WrongCall "examples.unknown"."""
    wanted = kind.strip().lower()
    found = [one for one in examples() if wanted in ("", one.kind, one.id) or kind.strip() == KINDS[one.kind][0]]
    if not found:
        raise WrongCall("examples.unknown", kind=kind, known="、".join(KINDS))
    return tuple(shown(one.id) for one in found)


def whose(entry: str, english: bool = False) -> str:
    """Whom a result belongs to; the whole list where no entry is named."""
    return ("the list" if english else "全表") if entry == LIST else entry


def faults() -> list[dict[str, str]]:
    """What the examples say and the program does not: empty, unless the program is broken."""
    return [
        {"example": s.example, "by": s.by, "where": s.where, "said": s.said, "found": s.found}
        for one in examples()
        for s in check(one)
    ]


def document(one: Shown) -> dict[str, Any]:
    """An example as JSON data."""
    return {
        "id": one.id,
        "kind": one.kind,
        "title": dict(one.title),
        "text": dict(one.text),
        "definition": one.snippet,
        "marks": [list(row) for row in one.marks],
        "results": [{"entry": entry, "field": name, "value": value} for entry, name, value in one.results],
        "steps": {
            entry: [{"level": x.level, "what": x.what, "zh": x.zh, "en": x.en, "value": x.value} for x in lines]
            for entry, lines in one.lines.items()
        },
    }


def paper(printing: Printing) -> Iterator[Paper]:
    """计分规则示例, the handbook's chapter: every example with its definition, marks, steps and results."""
    rows: list[object] = []
    for one in chosen():
        rows.append(GroupRow(f"{KINDS[one.kind][0]}　{one.title['zh']}"))
        rows.append(ExampleRow("规则", one.text["zh"], ""))
        rows += [ExampleRow("定义" if not number else "", line, "") for number, line in enumerate(_short(one.snippet))]
        for entry, what, *values in one.marks:
            rows.append(ExampleRow(f"{entry} 的给分", f"{one.called(what)}：{'　'.join(values)}", ""))
        for entry, lines in one.lines.items():
            rows += [ExampleRow(entry, line.zh, "") for line in lines if _telling(line, len(one.lines) > 1)]
        rows += [
            ExampleRow("结果", f"{whose(entry)}　{one.field(name)}", one.value(name, value))
            for entry, name, value in one.results
        ]
    yield Paper("examples", printing.head(), tuple(rows))


def _short(snippet: str) -> list[str]:
    """The lines of a definition that say something about the rule; the frame around them is left out."""
    frame = ("[[", "[rules]", "id =", "name =", "aspects = [", "]")
    return [line.strip() for line in snippet.splitlines() if line.strip() and not line.strip().startswith(frame)]


def _telling(line: Line, several: bool) -> bool:
    """Whether a line says something about the rule; the place of somebody alone says nothing."""
    always = ("award", "rounding", "factor", "note", "status", "scale", "ranking")
    return line.what in always or (several and line.what in ("place", "tie", "compared", "total"))
