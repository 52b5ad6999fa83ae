"""Contrast of the tokens (target U12), text sizes, and a style sheet without holes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QImage
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.start_page import Choice
from ui.rail import Rail
from ui.theme import DARK, LIGHT, SCALES, Mode, Tokens, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Chip, Tone
from ui.widgets.choices import CheckBox, RadioButton
from ui.widgets.fields import ChoiceBox, SearchField, Segmented


def luminance(colour: QColor) -> float:
    parts = []
    for value in (colour.redF(), colour.greenF(), colour.blueF()):
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "header"),
    ("text", "selection"),
    ("text", "primary_tint"),
    ("text", "ok_tint"),
    ("text", "error_tint"),
    ("text2", "window"),
    ("text2", "surface"),
    ("text2", "header"),
    ("text2", "primary_tint"),
    ("muted", "surface"),
    ("muted", "window"),
    ("disabled_text", "disabled_face"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_primary", "primary_pressed"),
    ("primary", "surface"),
    ("primary", "primary_tint"),
    ("ok", "ok_tint"),
    ("ok", "surface"),
    ("warn_text", "warn_solid"),
    ("warn_on_tint", "warn_tint"),
    ("on_error", "error_solid"),
    ("error_text", "surface"),
    ("error_text", "error_tint"),
    ("lock", "lock_tint"),
    ("lock", "lock_hatch"),
    ("differ", "surface"),
    ("rail_text", "rail"),
    ("rail_text", "rail_selected"),
    ("rail_text", "rail_count"),
    ("rail_muted", "rail"),
    ("rail_on_warn", "rail_warn"),
    ("rail_on_error", "rail_error"),
    ("band_text", "band"),
    ("band_text", "band_face"),
    ("gold", "surface"),
    ("error_text", "window"),
    ("warn_mark", "warn_tint"),
]
FRAME_PAIRS = [
    ("strong_line", "surface"),
    ("strong_line", "window"),
    ("primary", "surface"),
    ("primary", "window"),
    ("primary", "selection"),
    ("ok", "surface"),
    ("warn_mark", "surface"),
    ("error_solid", "surface"),
    ("lock", "surface"),
    ("rail_focus", "rail"),
    ("rail_ok", "rail"),
    ("rail_lock", "rail"),
    ("rail_mark", "rail_selected"),
    ("warn_line", "warn_tint"),
    ("on_primary", "primary"),
    ("strong_line", "header"),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("frame", "ground"), FRAME_PAIRS)
def test_frames_signs_and_focus_can_be_seen(tokens: Tokens, frame: str, ground: str) -> None:
    assert contrast(getattr(tokens, frame), getattr(tokens, ground)) >= 3.0


def lightness(colour: QColor) -> float:
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_solid_states_stay_apart_on_a_grey_print(tokens: Tokens) -> None:
    """Solid fills by lightness; what has no fill of its own differs by its outline (see the chips below)."""
    fills = [lightness(getattr(tokens, name)) for name in ("surface", "warn_solid", "error_solid")]
    assert all(abs(a - b) >= 8 for i, a in enumerate(fills) for b in fills[i + 1 :])


def test_every_ink_and_frame_of_the_table_is_measured() -> None:
    """A token that is written or drawn with stands in one of the pairs above; grounds and decoration are listed."""
    measured = {name for pair in (*TEXT_PAIRS, *FRAME_PAIRS) for name in pair}
    decoration = {"line", "hover", "hatch", "rail_hover", "rail_line", "lock_line", "band_stripe"}
    assert set(Tokens.__annotations__) - measured == decoration


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_states_differ_in_grey_by_more_than_their_words(qtbot: QtBot, mode: Mode) -> None:
    theme().apply(mode)
    looks = set()
    for tone in Tone:
        chip = Chip("24", tone)
        qtbot.addWidget(chip)
        chip.resize(80, 24)
        image = chip.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        looks.add(bytes(image.constBits()))
    assert len(looks) == len(Tone)


def _focusable() -> dict[str, QWidget]:
    choice = ChoiceBox("工种")
    choice.addItem("焊工")
    return {
        "button": Button("导入…"),
        "primary": Button("提交", Look.PRIMARY),
        "quiet": Button("收起", Look.QUIET),
        "band": Button("退出演示", Look.BAND),
        "tick": CheckBox("焊工"),
        "either": RadioButton("电脑抽签"),
        "choice": choice,
        "search": SearchField("查找"),
        "segments": Segmented((("a", "套打"), ("b", "整张")), "方式"),
        "rail": Rail(("practical",)),
        "large": Choice("play", "打开演示竞赛", "3 个工种", True),
    }


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_focus_is_always_seen_two_pixels_wide(qtbot: QtBot, mode: Mode) -> None:
    theme().apply(mode)
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    nothing = QLineEdit()
    column.addWidget(nothing)
    widgets = _focusable()
    for widget in widgets.values():
        column.addWidget(widget)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    unseen = []
    for name, widget in widgets.items():
        taker = widget.items["practical"] if isinstance(widget, Rail) else widget
        nothing.setFocus()
        before = widget.grab().toImage()
        taker.setFocus()
        assert taker.hasFocus(), name
        after = widget.grab().toImage()
        if _widest_change(before, after, taker.mapTo(widget, taker.rect().center()).y()) < 2:
            unseen.append(name)
    assert unseen == []


def _widest_change(before: QImage, after: QImage, middle: int) -> int:
    """The longest run of pixels that clearly changed, along lines across the middle: how thick a frame is there."""
    best = 0
    for y in range(middle - 3, middle + 4):
        run = 0
        for x in range(before.width()):
            seen = contrast(before.pixelColor(x, y), after.pixelColor(x, y)) >= 1.4
            run = run + 1 if seen else 0
            best = max(best, run)
    return best


@pytest.mark.parametrize("scale", SCALES)
def test_text_size_scales_fonts_and_rows_together(scale: int) -> None:
    theme().apply(scale=scale)
    assert theme().font(14).pixelSize() == round(14 * scale / 100)
    assert theme().px(32) == round(32 * scale / 100)
    assert f"min-height: {theme().px(32)}px" in theme().style_sheet()


def test_our_own_family_comes_first_and_figures_have_equal_width() -> None:
    font = theme().font(15, True)
    assert font.families()[0] == "Venue Sans SC"
    assert QFontInfo(font).family() == "Venue Sans SC"
    widths = {QFontMetricsF(font).horizontalAdvance(figure) for figure in "0123456789"}
    assert len(widths) == 1


def test_switching_to_dark_tells_everyone(qtbot: object) -> None:
    seen: list[bool] = []
    theme().changed.connect(lambda: seen.append(theme().dark))
    theme().apply(Mode.DARK)
    assert seen == [True]
    assert theme().tokens is DARK


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="130"):
        theme().apply(scale=130)
