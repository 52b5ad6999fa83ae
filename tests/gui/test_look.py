"""The look where room is short: signs grow with the words, what does not fit gives way in an order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.services.board_view import RailBadge, State
from ui.bars import TopBar
from ui.dialogs.people import Known, LoginDialog
from ui.language import Language
from ui.pages.checkin_card import Verdict
from ui.pages.checkin_words import Shape
from ui.rail import OFFICE_PAGES, Rail, RailItem
from ui.theme import BODY, SCALES, Mode, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, ReasonLabel
from ui.widgets.fields import SearchField, TradeChooser


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    language = Language(qapp)
    language.switch("en")
    yield
    language.switch("zh")


def wide(text: str) -> int:
    return QFontMetrics(theme().font(BODY)).horizontalAdvance(text)


def settled() -> None:
    for _ in range(4):
        QApplication.processEvents()


def inked(widget: QWidget, where: QRect, colour: QColor) -> int:
    """How many points of a place are not of a colour."""
    image = widget.grab(where).toImage()
    return sum(image.pixelColor(x, y) != colour for x in range(image.width()) for y in range(image.height()))


def test_quotation_marks_and_dots_are_narrow_among_latin_words_and_wide_among_chinese(english: None) -> None:
    latin = wide("“a”") - wide("a"), wide("·"), wide("1234567890")
    theme().speak("zh")
    chinese = wide("“a”") - wide("a"), wide("·"), wide("1234567890")
    assert latin[0] == chinese[0] // 2 and latin[1] == chinese[1] // 2
    assert latin[2] == chinese[2]  # figures stay of equal width
    assert QApplication.font().featureTags() == theme().font().featureTags()


@pytest.mark.parametrize("scale", SCALES)
def test_signs_grow_half_as_much_as_words(qapp: QApplication, scale: int) -> None:
    theme().apply(Mode.LIGHT, scale)
    for size in (12, 16, 20, 24):
        assert size <= theme().sign(size) <= theme().px(size)
        assert abs((theme().sign(size) - size) * 2 - (theme().px(size) - size)) <= 1


def test_a_search_field_shows_what_there_is_room_for(qtbot: QtBot) -> None:
    field = SearchField("查选手、密号、功能", "Ctrl+K")
    field.setMinimumWidth(44)
    qtbot.addWidget(field)
    field.show()
    seen = []
    for width in (300, field.sizeHint().width(), wide("查选手、密号、功能") + 52, 150, 60):
        field.resize(width, 34)
        seen.append((bool(field.placeholderText()), field._shows_key(), bool(field.toolTip())))
    assert seen == [
        (True, True, False),
        (True, True, False),
        (True, False, False),
        (False, True, True),  # the key, rather than half a word; the words are its tip
        (False, False, True),
    ]


def test_a_trade_keeps_its_name_where_its_people_have_no_room(qtbot: QtBot) -> None:
    chooser = TradeChooser()
    qtbot.addWidget(chooser)
    chooser.set_trades((("w", "焊工", 24), ("e", "电工", 30)), "w")
    assert chooser.shown_text(400) == "焊工　24 人"
    assert chooser.shown_text(wide("焊工") + 8) == "焊工"


def test_tools_leave_their_icons_out_before_they_press_the_trade_together(qtbot: QtBot) -> None:
    window = QWidget()  # a bar alone would be held open by its own layout
    qtbot.addWidget(window)
    bar = TopBar(window)
    window.show()
    bar.resize(1366, 50)
    tools = tuple(Button(f"{word}选中的评分表", icon="print") for word in ("打印", "退回", "更正", "作废", "导出"))
    bar.crumbs.say("实操评分", ())
    bar.show_tools(tools)
    settled()
    assert not any(tool._bare for tool in tools)
    least = bar.minimumSizeHint().width()
    bar.resize(least, 50)
    settled()
    assert all(tool._bare for tool in tools)
    assert bar.minimumSizeHint().width() == least
    assert bar.trades.width() >= theme().px(90)
    assert all(tool.width() >= tool.sizeHint().width() for tool in tools)
    bar.resize(1366, 50)
    settled()
    assert not any(tool._bare for tool in tools)


def test_a_reason_too_long_for_one_line_stands_in_two(qtbot: QtBot) -> None:
    button = Button("提交")
    label = ReasonLabel(button)
    qtbot.addWidget(label)
    button.block("还差 11 格、1 处极差待复议，才能提交")
    picture = QPixmap(400, 60)
    painter = QPainter(picture)
    ink, whole = theme().tokens.text2, wide(button.reason)
    assert not drawing.two_lines(painter, QRect(0, 0, whole + 4, 34), button.reason, ink)  # one line is enough
    assert drawing.two_lines(painter, QRect(0, 0, whole * 2 // 3, 34), button.reason, ink)
    assert not drawing.two_lines(painter, QRect(0, 0, whole // 4, 34), button.reason, ink)  # it is shortened then
    painter.end()


@pytest.mark.parametrize("scale", SCALES)
def test_the_word_and_the_sentence_of_a_scan_fit_into_a_low_bar(qtbot: QtBot, scale: int) -> None:
    theme().apply(Mode.LIGHT, scale)
    verdict = Verdict()
    qtbot.addWidget(verdict)
    verdict.set_low(True)
    verdict.say(
        Shape.CROSS, "不是本场选手", "不是本场选手，应在第 3 场 14:00；现在检录的是焊工第 2 场，请到 3 号门等候。"
    )
    verdict.resize(theme().px(380), verdict.maximumHeight())
    verdict.show()
    right = QRect(verdict.width() // 2, verdict.height() - 5, verdict.width() // 2 - 8, 2)
    assert inked(verdict, right, theme().tokens.error_solid) == 0  # nothing runs out at the bottom


def test_a_fresh_dialog_is_no_higher_than_its_lines(qtbot: QtBot) -> None:
    dialog = LoginDialog((Known("马秀英", "录分员"),), lambda *_: None)
    qtbot.addWidget(dialog)
    dialog.show()
    settled()
    column = dialog.layout()
    assert isinstance(column, QVBoxLayout)
    assert dialog.height() == column.totalHeightForWidth(dialog.width())


def test_a_long_word_on_the_rail_never_lies_under_its_count(qtbot: QtBot, english: None) -> None:
    item = RailItem("certificates", 8)
    qtbot.addWidget(item)
    item.resize(172, 46)
    item.set_badge(RailBadge("certificates", State.CURRENT, 43))
    word = drawing.text_width(item.text(), theme().font(13, True))
    assert 8 + 40 + word + 6 <= 172 - 8 - 6 - item._badge_width() + 6
    item.set_badge(RailBadge("certificates", State.DECIDE, 1200))
    assert item._badge_width() > 50


def test_a_word_on_the_rail_is_never_cut_short(qtbot: QtBot, english: None) -> None:
    for page in ("registration", "certificates"):
        item = RailItem(page, 8)
        qtbot.addWidget(item)
        for count, state in ((7, State.CURRENT), (240, State.CURRENT), (9, State.BLOCKED)):
            item.set_badge(RailBadge(page, state, count))
            room = 172 - 16 - 40 - (item._badge_width() + 10)
            assert drawing.text_width(item.word_for(room, True), theme().font(13, True)) <= room, (page, count)
        assert item.word_for(200, True) == item.text()  # whole where there is room


def test_the_rail_of_the_office_has_lines_as_high_as_a_contests(qtbot: QtBot) -> None:
    rail = Rail(OFFICE_PAGES)
    qtbot.addWidget(rail)
    rail.resize(172, 728)
    rail.show()
    settled()
    assert {item.height() for item in rail.items.values()} == {46}
