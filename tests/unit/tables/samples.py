"""Roster files as people send them: in every format and encoding, whole, damaged, odd and hostile."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import xlwt

from app.domain.contest import EntryKind
from app.domain.idnumber import check_character
from app.domain.roster_plan import KnownContest, KnownTrade

HEADER = ("代表队", "姓名", "性别", "出生日期", "证件号", "工作单位", "参赛工种", "组别", "手机")
WELDER = KnownTrade("6-18-02-04", "焊工", ("职工组", "学生组"))
ELECTRICIAN = KnownTrade("6-31-01-03", "电工", ("职工组",))
TEAM = KnownTrade("team-1", "机电联调", ("职工组",), EntryKind.TEAM)
WORK = KnownTrade("work-1", "创新成果", (), EntryKind.WORK)
CONTEST = KnownContest((WELDER, ELECTRICIAN, TEAM, WORK))


def resident(sequence: int, born: date = date(1985, 3, 7), region: str = "990101") -> str:
    """A sound identity number; an odd sequence is a man's."""
    first17 = f"{region}{born:%Y%m%d}{sequence:03}"
    return first17 + check_character(first17)


def person(sequence: int, name: str = "", **changes: str) -> list[str]:
    """One sound row under HEADER; `changes` by header word."""
    born = date(1985, 3, 7)
    row = {
        "代表队": "示范市总工会",
        "姓名": name or f"王{'一二三四五六七八九十'[sequence % 10]}{'甲乙丙丁戊己庚辛壬癸'[sequence // 10 % 10]}",
        "性别": "男" if sequence % 2 else "女",
        "出生日期": born.isoformat(),
        "证件号": resident(sequence, born),
        "工作单位": "示范重型机械厂",
        "参赛工种": "焊工",
        "组别": "职工组",
        "手机": f"1390000{sequence:04}",
    }
    row.update(changes)
    return [row[word] for word in HEADER]


def xlsx(path: Path, rows: Sequence[Sequence[object]], at: str = "A1", merged: Sequence[str] = ()) -> Path:
    """A workbook by openpyxl, beginning at a cell, with merged ranges."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    origin = sheet[at]
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            cell = sheet.cell(origin.row + down, origin.column + right)
            cell.value = value  # type: ignore[assignment]
            if isinstance(value, str) and not value.startswith("="):
                cell.data_type = "s"
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    book.close()
    return path


def xls(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """An old workbook."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("报名表")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(down, right, value, day)
            else:
                sheet.write(down, right, value)
    book.save(str(path))
    return path


def text(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8", separator: str = ",") -> Path:
    """A text table."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


SHEET_XML = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def with_part(path: Path, part: str, content: bytes, source: Path) -> Path:
    """A copy of a workbook with one part replaced or added."""
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            if name != part:
                copy.writestr(name, book.read(name))
        copy.writestr(part, content)
    return path


ODS_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
ODS_BLANK = '<table:table-cell table:number-columns-repeated="{}"/>'


def ods(path: Path, table: str) -> Path:
    """An OpenDocument sheet with these rows (XML)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        book.writestr("content.xml", ODS_XML.format(table))
        book.writestr("META-INF/manifest.xml", "<?xml version='1.0'?><manifest/>")
    return path


def ods_cell(text: str, **attributes: str) -> str:
    """One filled cell of such a row."""
    stated = " ".join(f'{name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<table:table-cell office:value-type="string" {stated}><text:p>{text}</text:p></table:table-cell>'


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Damage of the kinds files suffer: cut short, bytes flipped or overwritten, a stretch lost or doubled."""
    kind = dice.randrange(4)
    if kind == 0:
        return data[: dice.randrange(len(data))]
    if kind == 1:
        start = dice.randrange(len(data))
        return data[:start] + data[start + dice.randrange(1, 600) :]
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 8, 40))):
        at = dice.randrange(len(changed))
        changed[at] = dice.choice((0, 255, dice.randrange(256), changed[at] ^ 1 << dice.randrange(8)))
    return bytes(changed)


ODD_CELLS: tuple[object, ...] = (
    "",
    "  ",
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+86 13900000000",
    "６２２１０２１９９００１０１１２３４",
    622102199001011234,
    6.22102199001011e17,
    "6.22E+17",
    "王  芳",
    "阿卜杜拉•买买提",
    "王\u200b芳",
    "王\u202e芳",
    "王\ue000",
    "王?",
    "𠮷田",
    "\U00030edd\U00030ede面",
    "王\U000e0100",
    "a" * 500,
    "1990-02-30",
    "1990.1",
    32874,
    "二〇二六年",
    True,
    -1,
    0.1,
    "'; DROP TABLE person; --",
    "姓名",
    "\n\n",
    "男女",
)
