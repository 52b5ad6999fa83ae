"""The table of honours as a file people edit: a workbook with one rule per row, or TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from app.domain.honours import LEVELS, HonourRule, read_honours, write_honours
from app.errors import Refusal, WrongCall
from app.tables.reader import read_sheet
from app.tables.writer import Column, Page, Value, workbook_bytes

SUFFIXES = (".xlsx", ".toml")
BIGGEST = 1 << 20
_YES = frozenset({"是", "yes", "y", "true", "1", "√", "需要"})
_NO = frozenset({"", "否", "no", "n", "false", "0", "不"})
_APART = str.maketrans(dict.fromkeys(",，;；/|\n", "、"))
# Column title, key in the document, how its cells are read.
_COLUMNS = (
    ("荣誉", "name", "text"),
    ("名次从", "from", "whole"),
    ("名次至", "to", "whole"),
    ("竞赛级别", "classes", "list"),
    ("竞赛类别", "kinds", "list"),
    ("组别", "groups", "list"),
    ("各部分合格", "passed", "flag"),
    ("年龄不超过", "age_most", "whole"),
    ("现有等级从", "level_from", "text"),
    ("现有等级至", "level_to", "text"),
    ("递补", "pass_down", "flag"),
)
_WIDTHS = (22, 8, 8, 22, 26, 16, 12, 12, 12, 12, 8)
_NOTES = (
    "竞赛级别、竞赛类别、组别空着表示不限；多个之间用顿号。现有等级空着表示不限，“无”表示没有等级。",
    "各部分合格：每一场都达到合格线，没有定合格线的按满分的 60%。递补：名次内的人不符合时由后面符合的人补上。",
)


def rules_bytes(rules: Sequence[HonourRule], path: Path) -> bytes:
    """The table in the form the ending of `path` says. Raises WrongCall "honours.suffix"."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return workbook_bytes((_page(rules),))
    if suffix == ".toml":
        return _toml(rules).encode()
    raise WrongCall("honours.suffix", path=path.name, known=SUFFIXES)


def _documents(rules: Sequence[HonourRule]) -> list[dict[str, object]]:
    found = write_honours(rules)["honour"]
    assert isinstance(found, list)  # write_honours makes it so
    return found


def _page(rules: Sequence[HonourRule]) -> Page:
    columns = []
    for (title, key, how), width in zip(_COLUMNS, _WIDTHS, strict=True):
        choices = ("是", "否") if how == "flag" else LEVELS if key.startswith("level") else ()
        columns.append(Column(title, width, decimals=0 if how == "whole" else None, choices=choices))
    rows = [[_cell(document.get(key), how) for _, key, how in _COLUMNS] for document in _documents(rules)]
    return Page("拟推荐规则", tuple(columns), rows, title="拟推荐规则", below=_NOTES, spare=20, landscape=True)


def _cell(value: object, how: str) -> Value:
    if how == "flag":
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return value if isinstance(value, int | str) else None


def _toml(rules: Sequence[HonourRule]) -> str:
    # A TOML basic string, number, list of strings and boolean are written as JSON writes them.
    blocks = []
    for document in _documents(rules):
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in document.items()]
        blocks.append("\n".join(["[[honour]]", *lines]))
    return "\n\n".join(blocks) + "\n"


def read_rules(path: Path) -> tuple[HonourRule, ...]:
    """The table of a file. Raises WrongCall "tables.*" or "honours.suffix", Refusal "honours.*", "definition.*"."""
    if path.suffix.lower() == ".toml":
        return read_honours(_toml_document(path))
    if path.suffix.lower() not in (".xlsx", ".xls", ".ods", ".csv"):
        raise WrongCall("honours.suffix", path=path.name, known=SUFFIXES)
    return read_honours({"honour": _rows(path)})


def _toml_document(path: Path) -> dict[str, object]:
    try:
        if path.stat().st_size > BIGGEST:
            raise WrongCall("compute.not_a_definition", file=path.name, reason="> 1 MB")
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise WrongCall("tables.missing", file=path.name) from None
    except (OSError, ValueError, RecursionError) as error:
        raise WrongCall("compute.not_a_definition", file=path.name, reason=str(error)[:200]) from error


def _rows(path: Path) -> list[dict[str, object]]:
    sheet = read_sheet(path)
    titles = [title for title, _, _ in _COLUMNS]
    head = next((n for n, row in enumerate(sheet.rows) if titles[0] in [cell.strip() for cell in row]), None)
    if head is None:
        raise Refusal("honours.header", column=titles[0])
    found = {cell.strip(): place for place, cell in enumerate(sheet.rows[head])}
    missing = [title for title in titles[:3] if title not in found]
    if missing:
        raise Refusal("honours.header", column=missing[0])
    documents = []
    for number in range(head + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if not row[found["荣誉"]].strip() or not any(row[found[title]].strip() for title in titles[1:3]):
            continue  # an empty row, or the small print under the table
        document: dict[str, object] = {}
        for title, key, how in _COLUMNS:
            if title in found:
                text = row[found[title]].strip()
                value = _read(text, how, sheet.place(number, found[title]))
                if value not in (None, "", [], False):
                    document[key] = value
        documents.append(document)
    return documents


def _read(text: str, how: str, place: str) -> object:
    if how == "list":
        return [part.strip() for part in text.translate(_APART).split("、") if part.strip()]
    if how == "flag":
        if text.lower() in _YES | _NO:
            return text.lower() in _YES
        raise Refusal("honours.cell", place=place, text=text[:20], wanted="是 / 否")
    if how == "whole":
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) < 6:
            return int(text)
        raise Refusal("honours.cell", place=place, text=text[:20], wanted="1、2、3…")
    return text
