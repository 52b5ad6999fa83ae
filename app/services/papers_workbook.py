"""Lists as workbooks beside their PDF, for people who go on working with the table: the same rows, titles, notes and
data codes; numbers as numbers, everything else as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from app.documents.papers.frame import status_word
from app.documents.papers.model import Column, GroupRow, Kind, LetterKind, Paper, TableKind
from app.documents.papers.registry import kind_of, title_of
from app.documents.words import clock_time
from app.errors import Refusal, WrongCall
from app.services.filecheck import need_space
from app.tables.writer import Column as SheetColumn
from app.tables.writer import Page, Value, sheet_name, workbook_bytes

SUFFIXES = (".pdf", ".xlsx")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,10})?")
_WHOLE = re.compile(r"[1-9]\d{0,8}")
_COUNTED = frozenset({"place", "number", "base_place"})
_MARKS = frozenset({"marks"})  # numbers though they stand in the middle of their cells
_APART = frozenset({"代表队", "参赛号"})  # facts that tell one sheet of a workbook from the next
_MM_PER_CHARACTER = 2.1
_DEMO = "演示数据，不作成绩依据"


def can_be_workbook(kind: Kind) -> bool:
    """Whether a kind of paper is a list."""
    return isinstance(kind, TableKind) or (isinstance(kind, LetterKind) and bool(kind.columns))


def wants_workbook(out: Path, kind: str, *, allowed: bool) -> bool:
    """Whether a path asks for a workbook; asked before anything is made.

    Raises WrongCall "papers.out_suffix" for an ending that is none, Refusal "papers.no_workbook" for a kind that is no
    list, WorldFailure "files.no_space" on a nearly full disk.
    """
    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        raise WrongCall("papers.out_suffix", path=out.name, known=SUFFIXES)
    if suffix == ".xlsx" and not allowed:
        raise Refusal("papers.no_workbook", kind=kind)
    folder = out.absolute().parent
    if folder.is_dir():  # a folder that is not there is told when the file is written
        need_space(folder)
    return suffix == ".xlsx"


def papers_workbook(papers: Sequence[Paper]) -> bytes:
    """The bytes of a workbook with a sheet for every paper. Raises Refusal "papers.no_workbook" for forms and cards."""
    pages: list[Page] = []
    for paper in papers:
        kind = kind_of(paper.kind)
        if not isinstance(kind, TableKind | LetterKind) or not kind.columns:
            raise Refusal("papers.no_workbook", kind=title_of(paper))
        pages.append(_page(paper, kind, [page.name for page in pages]))
    return workbook_bytes(pages)


def _page(paper: Paper, kind: TableKind | LetterKind, taken: Sequence[str]) -> Page:
    head = paper.head
    flat = [
        (column, place, title)
        for column in kind.columns
        for place, title in enumerate(paper.headings.get(column.key, ()) if column.many else (column.title,))
    ]
    texts = [_texts(row, kind.columns, paper) for row in paper.rows]
    strong = frozenset(n for n, row in enumerate(paper.rows) if isinstance(row, GroupRow))
    columns, numeric = [], []
    for index, (column, _, title) in enumerate(flat):
        shown = [line[index] for n, line in enumerate(texts) if n not in strong and line[index]]
        places = _decimals(column, shown)
        numeric.append(places is not None)
        align = "right" if places and column.align == "number" else "left" if column.align == "left" else "center"
        columns.append(SheetColumn(title, max(6.0, column.width / _MM_PER_CHARACTER), places, align))
    rows = [
        [_value(text, numeric[index] and n not in strong) for index, text in enumerate(line)]
        for n, line in enumerate(texts)
    ]
    facts = [("职业（工种）", head.trade), ("组别", head.group), ("环节", head.round), ("场次", head.sitting)]
    about = [f"{label}：{value}" for label, value in (*facts, *paper.facts) if value]
    state = [status_word(head), _DEMO if head.demo else ""]
    whose = [value for label, value in paper.facts if label in _APART]
    short = " ".join(part for part in (head.trade, head.group, head.round, head.sitting, *whose) if part)
    signatures = kind.signatures if isinstance(kind, TableKind) else ()
    names = [
        name
        for label in signatures
        for name in (paper.headings.get(label[1:], ()) if label.startswith("*") else (label,))
    ]
    note = (kind.note,) if isinstance(kind, TableKind) and kind.note else ()
    return Page(
        sheet_name(short or paper.title or title_of(paper), taken),
        tuple(columns),
        rows,
        title=title_of(paper) if isinstance(kind, LetterKind) else f"{head.contest}　{title_of(paper)}",
        above=tuple(line for line in ("　　".join([*about, *filter(None, state)]),) if line),
        below=(*paper.notes, *note, *(("", "　　".join(f"{one}：＿＿＿＿＿＿＿＿" for one in names)) if names else ())),
        landscape=isinstance(kind, TableKind) and kind.page[0] > kind.page[1],
        footer=f"数据码 {head.data_code}　{clock_time(head.printed_at)}　{head.printed_by} 生成",
        wrap=True,
        strong=strong,
    )


def _texts(row: object, columns: Sequence[Column], paper: Paper) -> list[str]:
    """One text a printed column; a part's heading stands in the first, what belongs at its end in the last."""
    widths = [len(paper.headings.get(column.key, ())) if column.many else 1 for column in columns]
    if isinstance(row, GroupRow):
        cells = [row.text.strip(), *[""] * (sum(widths) - 1)]
        if row.right and len(cells) > 1:
            cells[-1] = row.right
        return cells
    found: list[str] = []
    for column, width in zip(columns, widths, strict=True):
        value = getattr(row, column.key)
        cells = list(value) if column.many else [value]
        found += (cells + [""] * width)[:width]
    return found


def _decimals(column: Column, shown: Sequence[str]) -> int | None:
    """Decimals of a column of numbers, None for text. A column counts as numbers when its kind says so and at least one
    of its texts is one; words such as 缺考 stay words in it."""
    if column.key in _COUNTED and shown and all(_WHOLE.fullmatch(text) or not text[0].isdigit() for text in shown):
        return 0
    if column.align != "number" and column.key not in _MARKS:
        return None
    numbers = [text for text in shown if _NUMBER.fullmatch(text)]
    return max((len(text.partition(".")[2]) for text in numbers), default=None)


def _value(text: str, numeric: bool) -> Value:
    return Decimal(text) if numeric and _NUMBER.fullmatch(text) else text or None
