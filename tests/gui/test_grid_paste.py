"""Marks from Excel and WPS: the tables they put on the clipboard, the look before storing, and what is stored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from tests.gui.grid_helpers import cell, keys, shown
from tests.gui.grid_sample import blank, welding
from ui.grid.clipboard import from_html, read_block
from ui.grid.paste import PasteBlock, plan_paste
from ui.grid.paste_dialog import PasteDialog

EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><style><!--
table {mso-displayed-decimal-separator:"\\.";}
td {padding:0}--></style></head><body link="#0563C1"><table border=0 cellpadding=0 width=128><!--StartFragment-->
 <col width=64 span=2><tr height=19><td height=19 align=right width=64>4</td><td align=right>3.5</td></tr>
 <tr height=19><td align=right>5.5</td><td>回避</td></tr><!--EndFragment--></table></body></html>"""
WPS = """<html><head><meta name="Generator" content="WPS Office"></head><body><!--StartFragment-->
<table><colgroup><col width="72"/></colgroup><tr><td class="et2" x:num>4.0&nbsp;</td>
<td x:num><font>3.5</font></td></tr>
<tr><td>５。５</td><td>回<br/>避</td></tr></table><p>别的</p><table><tr><td>9</td></tr></table><!--EndFragment--></body></html>"""


def clip(text: str = "", html: str = "") -> QMimeData:
    """A clipboard with text, HTML or both."""
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    return data


def open_dialog(grid) -> PasteDialog:
    """The dialog a paste has opened."""
    return grid.findChild(PasteDialog)


def test_excel_s_table_goes_before_its_text() -> None:
    assert read_block(clip("1\t2\r\n", EXCEL)) == [["4", "3.5"], ["5.5", "回避"]]


def test_wps_s_table_of_several_only_the_first() -> None:
    assert from_html(WPS) == [["4.0", "3.5"], ["５。５", "回 避"]]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("4\t3.5\r\n5.5\t回避\r\n", [["4", "3.5"], ["5.5", "回避"]]),
        ("4\t3.5\n\n", [["4", "3.5"]]),
        ('"4\n"\t"a""b"\n', [["4", 'a"b']]),
        ("4", [["4"]]),
        ("\t3\n", [["", "3"]]),
        ("", []),
    ],
)
def test_tab_text(text: str, block: list[list[str]]) -> None:
    assert read_block(clip(text)) == block


def test_spanning_cells_keep_the_columns_in_place() -> None:
    html = "<table><tr><td rowspan=2>1<td>2</tr><tr><td>3</tr><tr><td colspan=2>4</td><td>5</td></tr></table>"
    assert from_html(html) == [["1", "2"], ["", "3"], ["4", "", "5"]]


def test_html_without_a_table_falls_back_to_text() -> None:
    assert read_block(clip("7", "<p>7</p>")) == [["7"]]


def test_a_block_lands_at_the_cursor_and_is_one_act(qtbot) -> None:
    grid = shown(qtbot, blank(welding()))
    grid.go_to(cell("A1", 2))
    QGuiApplication.clipboard().setMimeData(clip("1\t2\r\n", EXCEL))
    sent: list[PasteBlock] = []
    grid.paste_requested.connect(sent.append)
    keys(grid, "<Ctrl+V>")
    dialog = open_dialog(grid)
    assert dialog.windowTitle() == "粘贴到 W-172？"
    assert dialog.store.text() == "存入 4 格" and dialog.store.isEnabled()
    assert dialog.table.item(0, 0).text() == "4.0"
    dialog.store.click()
    assert len(sent) == 1
    assert sent[0].marks == ((cell("A1", 2), "4.0"), (cell("A1", 3), "3.5"), (cell("A2", 2), "5.5"))
    assert sent[0].words == ((cell("A2", 3), "recused"),)
    assert grid.unsaved()[cell("A1", 2)] == "4.0"


def test_refused_cells_have_reasons_and_may_be_left_out(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.go_to(cell("A2", 1))
    QGuiApplication.clipboard().setMimeData(clip("5.5\t99\tabc\t5.0\t5.5\t1"))
    sent: list[PasteBlock] = []
    grid.paste_requested.connect(sent.append)
    keys(grid, "<Ctrl+V>")
    dialog = open_dialog(grid)
    assert not dialog.store.isEnabled()
    assert dialog.only_good.text() == "只存正确的 3 格"
    reasons = [dialog.reasons.item(row).text() for row in range(dialog.reasons.count())]
    assert any("裁判2" in text and "超过配分 6.0" in text for text in reasons)
    assert any("裁判3" in text and "不是数" in text for text in reasons)
    assert any("第 1 行第 6 列" in text and "超出这份评分表" in text for text in reasons)
    assert dialog.table.item(0, 0).text() == "5.0 → 5.5"  # old and new
    assert dialog.table.item(0, 3).text() == "5.0"  # nothing changes there
    dialog.only_good.click()
    assert [text for _, text in sent[0].marks] == ["5.5", "5.0", "5.5"]


def test_going_back_stores_nothing(qtbot) -> None:
    grid = shown(qtbot, welding())
    QGuiApplication.clipboard().setMimeData(clip("8"))
    with qtbot.assertNotEmitted(grid.paste_requested):
        keys(grid, "<Ctrl+V>")
        open_dialog(grid).reject()
    assert grid.unsaved() == {}


def test_one_value_fills_the_selection(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.go_to(cell("D1", 1))
    keys(grid, "<Shift+Right><Shift+Right>")
    planned = plan_paste(grid.state, [["5"]])
    assert [(one.address, one.value) for one in planned] == [(cell("D1", n), "5.0") for n in (1, 2, 3)]


def test_a_block_lands_at_the_top_left_whatever_is_selected(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.go_to(cell("D1", 3))
    keys(grid, "<Shift+Left><Shift+Left>")
    planned = plan_paste(grid.state, [["5", "4"], ["3", "2"]])
    assert [one.address for one in planned] == [cell("D1", 1), cell("D1", 2), cell("D2", 1), cell("D2", 2)]
    assert planned[-1].reason == "这一格已标为回避"


def test_headings_are_passed_over_and_merged_lines_take_one_value(qtbot) -> None:
    grid = shown(qtbot, blank(welding()))
    grid.go_to(cell("A2", 1))
    planned = plan_paste(grid.state, [["5"], ["1.8"], ["2.4", "2.5"], ["", "0"]])
    assert [(one.address.aspect, one.ok) for one in planned] == [
        ("A2", True), ("B1", True), ("B2", False), ("B2", False), ("B3", True),
    ]  # fmt: skip
    assert "只收一个值" in planned[2].reason


def test_empty_texts_change_nothing_and_words_are_understood(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.go_to(cell("D1", 1))
    planned = plan_paste(grid.state, [["", "缺", "回避", "—", "不适用"]])
    assert [one.word for one in planned] == ["not_marked", "recused", "not_marked", "not_applicable"]


def test_what_is_copied_has_headings_outside_and_none_inside(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.go_to(cell("A1", 1))
    keys(grid, "<Shift+Right><Shift+Down><Ctrl+C>")
    clipboard = QGuiApplication.clipboard()
    lines = [line.split("\t") for line in clipboard.text().split("\n")]
    assert lines[0] == ["编号", "评分点", "裁判1", "裁判2"]
    assert lines[1] == ["A1", "劳保用品穿戴规范", "4.0", "4.0"]
    assert from_html(clipboard.mimeData().html())[2] == ["A2", "坡口清理与定位焊", "5.0", "5.5"]
    assert read_block(clipboard.mimeData()) == [["4.0", "4.0"], ["5.0", "5.5"]]


def test_a_locked_sheet_takes_no_paste_and_an_empty_clipboard_says_so(qtbot) -> None:
    grid = shown(qtbot, welding(locked=True))
    QGuiApplication.clipboard().setMimeData(clip("8"))
    keys(grid, "<Ctrl+V>")
    assert open_dialog(grid) is None
    grid.show_sheet(welding())
    QGuiApplication.clipboard().clear()
    heard: list[str] = []
    grid.announced.connect(heard.append)
    keys(grid, "<Ctrl+V>")
    assert open_dialog(grid) is None and "剪贴板" in heard[-1]
