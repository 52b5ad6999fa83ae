"""Tables come in as exact text with true addresses, whatever the format; whole files that are no tables are refused."""

from __future__ import annotations

import os
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from app.domain.worksheet import DateCell, NumberCell, column_letter, column_number
from app.errors import AppError, WorldFailure, WrongCall
from app.tables import biff, guard
from app.tables.reader import read_book, read_sheet, read_table
from tests.unit.tables import samples

ROWS = [["编号", "姓名", "分值"], ["HG01", "王芳", "88.30"], ["HG02", "䶮𬭎", "90.5"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables_in_every_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    assert read_table(samples.text(tmp_path / "t.csv", ROWS, encoding, separator)) == ROWS


def test_short_gbk_text_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("姓名\n王芳\n".encode("gbk"))
    assert read_table(path) == [["姓名"], ["王芳"]]


def test_a_stated_separator_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\na;b,c\n1;2,3\n", "utf-8")
    assert read_table(path) == [["a", "b,c"], ["1", "2,3"]]


def test_workbooks_old_and_new_give_the_same_text(tmp_path: Path) -> None:
    rows = [
        ["姓名", "日期", "数", "分"],
        ["王芳", date(1990, 1, 2), 12, 88.3],
        ["张三", date(1991, 12, 31), 7.0, 8.115],
    ]
    want = [["姓名", "日期", "数", "分"], ["王芳", "1990-01-02", "12", "88.3"], ["张三", "1991-12-31", "7", "8.115"]]
    assert read_table(samples.xlsx(tmp_path / "a.xlsx", rows)) == want
    assert read_table(samples.xls(tmp_path / "a.xls", rows)) == want


def test_cells_tell_how_they_were_stored(tmp_path: Path) -> None:
    number, day, plain = read_sheet(samples.xlsx(tmp_path / "a.xlsx", [[12, date(1990, 1, 2), "12"]])).rows[0]
    assert (type(number), type(day), type(plain)) == (NumberCell, DateCell, str)
    assert number == plain


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (12.0, "12"),
        (622102199001011234, "622102199001011000"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        (99.995, "99.995"),
        (True, "TRUE"),
        (datetime.combine(date(2026, 6, 18), time(8, 30)), "2026-06-18 08:30:00"),
        (time(1, 31, 20), "01:31:20"),
    ],
)
def test_numbers_show_as_a_spreadsheet_shows_them(tmp_path: Path, value: object, shown: str) -> None:
    assert read_sheet(samples.xlsx(tmp_path / "a.xlsx", [[value]])).rows[0][0] == shown


def test_a_mark_of_two_decimals_survives_the_detour_over_binary(tmp_path: Path) -> None:
    marks = [f"{hundredths // 100}.{hundredths % 100:02}" for hundredths in range(0, 10_001, 37)]
    path = samples.xlsx(tmp_path / "a.xlsx", [[float(mark)] for mark in marks])
    read = [row[0] for row in read_table(path)]
    assert read == [mark.rstrip("0").rstrip(".") if "." in mark else mark for mark in marks]


def test_addresses_are_those_of_the_sheet(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", [["姓名", "性别"], ["王芳", "女"]], at="C5", merged=["C6:C8"])
    sheet = read_sheet(path)
    assert (sheet.top, sheet.left) == (5, 3)
    assert sheet.place(1, 1) == "D6"
    assert (sheet.merged[0].top, sheet.merged[0].bottom, sheet.merged[0].left) == (6, 8, 3)
    assert read_table(path)[5] == ["", "", "王芳", "女"]


def test_the_first_visible_sheet_with_content_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "空"
    hidden = book.create_sheet("隐藏")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    book.create_sheet("名单")["A1"] = "姓名"
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").name == "名单"
    assert [(sheet.name, sheet.hidden) for sheet in read_book(tmp_path / "a.xlsx")] == [
        ("空", False),
        ("隐藏", True),
        ("名单", False),
    ]


def test_formulas_are_not_evaluated(tmp_path: Path) -> None:
    sheet = read_sheet(samples.xlsx(tmp_path / "a.xlsx", [["姓名", "=1+1"]]))
    assert sheet.rows[0] in (["姓名"], ["姓名", ""])


def refusal(path: Path) -> AppError:
    with pytest.raises(AppError) as raised:
        read_book(path)
    return raised.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "tables.empty"),
        (b"   \n", "tables.empty"),
        (b"%PDF-1.7\n", "tables.foreign"),
        (b"<html><table><tr><td>x</td></tr></table>", "tables.foreign"),
        (b"\x00\x01\x02\x03\x00", "tables.encoding"),
        (b"\xff\xff\xff\xff", "tables.encoding"),
        (b"PK\x03\x04garbage", "tables.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "tables.foreign"),
        (b'a,"' + b"x" * 40_000, "tables.damaged"),
    ],
)
def test_files_that_are_no_tables(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    found = refusal(path)
    assert (found.code, found.exit_status) == (code, 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "t.csv")
    assert refusal(tmp_path / "t.csv").code == "tables.foreign"


def test_a_missing_file_a_folder_and_an_unreadable_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(tmp_path / "none.xlsx").code == "tables.missing"
    assert refusal(tmp_path).code == "tables.foreign"
    path = samples.text(tmp_path / "t.csv", ROWS)

    def broken(self: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    found = refusal(path)
    assert isinstance(found, WorldFailure)
    assert found.fields["reason"] == "Input/output error"


def test_limits_before_anything_is_parsed(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(guard.MAX_FILE + 1)
    assert refusal(large).code == "tables.too_large"
    source = samples.xlsx(tmp_path / "a.xlsx", ROWS)
    bomb = samples.with_part(tmp_path / "bomb.xlsx", "xl/media/x.xml", b" " * 5_000_000, source)
    assert refusal(bomb).code == "tables.unpacked_too_large"
    with zipfile.ZipFile(tmp_path / "many.xlsx", "w") as many:
        for number in range(guard.MAX_PARTS + 1):
            many.writestr(f"xl/{number}", b"")
    assert refusal(tmp_path / "many.xlsx").code == "tables.too_many_parts"
    wide = tmp_path / "wide.csv"
    wide.write_text("," * 20_000 + "\n" + "x\n" * 1000)
    assert refusal(wide).code == "tables.too_wide"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            "tables.too_wide",
        ),
        ('<row r="9"><c r="A9999999999"><v>1</v></c></row>', "tables.too_wide"),
        ("<row r='9'><c r='ZZZZZZ1'><v>1</v></c></row>", "tables.too_wide"),
        ('<row r="1"><c r="A1"><v>1</v></c></row></oops>', "tables.damaged"),
    ],
)
def test_a_cell_far_away_does_not_reserve_memory(tmp_path: Path, cells: str, code: str) -> None:
    source = samples.xlsx(tmp_path / "a.xlsx", ROWS)
    xml = samples.SHEET_XML.format(cells).encode()
    assert refusal(samples.with_part(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", xml, source)).code == code


def test_far_formatting_without_content_is_no_reach(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row><row r="1048576"><c r="XFD1048576"/></row>'
    source = samples.xlsx(tmp_path / "a.xlsx", ROWS)
    xml = samples.SHEET_XML.format(cells).encode()
    assert read_table(samples.with_part(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", xml, source)) == [["x"]]


def test_cells_without_addresses_and_with_prefixes_are_measured_and_read(tmp_path: Path) -> None:
    source = samples.xlsx(tmp_path / "a.xlsx", ROWS)
    cells = '<row><c t="str"><v>姓名</v></c><c><v>1.50</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
    xml = samples.SHEET_XML.format(cells).encode()
    assert read_table(samples.with_part(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", xml, source)) == [
        ["姓名", "1.5"],
        ["", ""],
        ["", "2"],
    ]


def test_open_document_sheets_and_their_repetitions(tmp_path: Path) -> None:
    blank = samples.ODS_BLANK.format(16384)
    above = f'<table:table-row table:number-rows-repeated="2">{blank}</table:table-row>'
    below = f'<table:table-row table:number-rows-repeated="1048570">{blank}</table:table-row>'
    row = (
        samples.ODS_BLANK.format(1)
        + samples.ods_cell("王芳")
        + samples.ods_cell("7", table_number_columns_repeated="2")
    )
    sheet = read_sheet(samples.ods(tmp_path / "a.ods", f"{above}<table:table-row>{row}</table:table-row>{below}"))
    assert (sheet.place(0, 0), sheet.rows) == ("B3", [["王芳", "7", "7"]])
    many = samples.ods_cell("1", table_number_columns_repeated="16000")
    bomb = f'<table:table-row table:number-rows-repeated="1000000">{many}</table:table-row>'
    assert refusal(samples.ods(tmp_path / "b.ods", bomb)).code == "tables.too_wide"
    assert refusal(samples.ods(tmp_path / "c.ods", "</oops>")).code == "tables.damaged"


def old_workbook(path: Path, record: int, changes: dict[int, bytes]) -> Path:
    """An xls with bytes of its first record of a kind replaced, by offset from the record's content."""
    data = bytearray(samples.xls(path, ROWS).read_bytes())
    at = 512
    while True:
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == record:
            break
        at += 4 + length
    for offset, new in changes.items():
        data[at + 4 + offset : at + 4 + offset + len(new)] = new
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("record", "changes", "code"),
    [
        (0x0200, {4: b"\xff\xff\xff\x7f"}, "tables.too_wide"),  # DIMENSIONS: two thousand million rows
        (0x0200, {0: b"\xff\xff\x00\x00"}, "tables.damaged"),  # first row after the last
        (0x00FC, {4: b"\xff\xff\xff\x0f"}, "tables.damaged"),  # more strings than the file has bytes
        (0x00FD, {0: b"\xff\xff\xff\xff"}, "tables.too_wide"),  # a cell in the last row and column
        (0x0042, {-4: b"\x2f\x00"}, "tables.password"),  # FILEPASS
    ],
)
def test_old_workbooks_that_claim_too_much(tmp_path: Path, record: int, changes: dict[int, bytes], code: str) -> None:
    assert refusal(old_workbook(tmp_path / "a.xls", record, changes)).code == code


def test_an_old_workbook_whose_sectors_run_in_a_circle(tmp_path: Path) -> None:
    path = samples.xls(tmp_path / "a.xls", ROWS)
    data = bytearray(path.read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, 512 + table * 512, 0)  # the first sector follows itself
    path.write_bytes(data)
    assert refusal(path).code == "tables.damaged"


def test_a_small_old_workbook_in_the_mini_stream(tmp_path: Path) -> None:
    """The smallest file a writer may make: its stream is kept in 64-byte sectors."""
    stream = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0) + struct.pack("<HH", 0x000A, 0)
    stream = stream.ljust(64, b"\0")

    def entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (head + bytes(36) + struct.pack("<IQ", start, size)).ljust(128, b"\0")

    header = guard._OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 3, 1, 0xFFFFFFFE, 0, 0)
    header += struct.pack("<I", 0xFFFFFFFF) * 108
    fat = struct.pack("<IIII", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFE).ljust(512, b"\xff")
    directory = entry("Root Entry", 5, 2, 64, 1) + entry("Workbook", 2, 0, len(stream))
    mini_fat = struct.pack("<I", 0xFFFFFFFE).ljust(512, b"\xff")
    data = header + fat + directory.ljust(512, b"\0") + stream.ljust(512, b"\0") + mini_fat
    assert len(header) == 512
    assert biff.reach(data) == 0


def test_a_dtd_is_refused(tmp_path: Path) -> None:
    source = samples.xlsx(tmp_path / "a.xlsx", ROWS)
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sst/>'
    assert refusal(samples.with_part(tmp_path / "b.xlsx", "xl/sharedStrings.xml", evil, source)).code == "tables.dtd"


def test_a_part_longer_than_it_states_is_refused(tmp_path: Path) -> None:
    path = samples.xlsx(tmp_path / "a.xlsx", ROWS)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")  # the first entry of the directory: claim a byte less than it inflates to
    (size,) = struct.unpack_from("<I", data, at + 24)
    struct.pack_into("<I", data, at + 24, size - 1)
    path.write_bytes(data)
    assert refusal(path).code == "tables.damaged"


def test_other_office_files_are_named_as_foreign(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as document:
        document.writestr("word/document.xml", "<x/>")
    assert refusal(tmp_path / "a.docx").code == "tables.foreign"


def test_an_encrypted_workbook_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(guard._OLE + bytes(1024) + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path).code == "tables.password"


def test_the_parser_in_panic_is_a_damaged_file_and_prints_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = samples.xls(tmp_path / "a.xls", ROWS)
    cut = tmp_path / "cut.xls"
    cut.write_bytes(path.read_bytes()[:-5])
    monkeypatch.setattr(guard, "check", lambda *_: None)
    assert refusal(cut).code == "tables.damaged"
    assert capfd.readouterr().err == ""


def test_error_codes_are_wrong_calls(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path / "none.xlsx"), WrongCall)


@pytest.mark.parametrize(
    ("number", "letter"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_column_letters(number: int, letter: str) -> None:
    assert column_letter(number) == letter
    assert column_number(letter.lower()) == number


@pytest.mark.parametrize("word", ["", "A1", "Ä", "1"])
def test_no_column_letters(word: str) -> None:
    with pytest.raises(ValueError, match=word or "^$"):
        column_number(word)
