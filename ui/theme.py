"""What the window looks like: one table of colour tokens, light and dark, text sizes, and the fonts that go with them.

Everything that paints asks `theme()`; nothing else in the program names a colour. Contrast of the pairs below is
computed by a test, so a new token belongs in the table and in that test.
"""

from __future__ import annotations

from enum import Enum
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import resources

# token: (light, dark)
_TABLE: dict[str, tuple[str, str]] = {
    "window": ("#F3F5F8", "#12171E"),
    "surface": ("#FFFFFF", "#1A212A"),
    "header": ("#E8EDF3", "#232C37"),
    "text": ("#1B2430", "#E7ECF2"),
    "text2": ("#4B5768", "#B4C0CD"),
    "muted": ("#5F6B7B", "#9AA8B8"),
    "line": ("#D3DAE3", "#354150"),
    "strong_line": ("#6F7C8F", "#8493A6"),
    "primary": ("#1857A4", "#84B8FF"),
    "on_primary": ("#FFFFFF", "#0B1118"),
    "primary_hover": ("#134A8E", "#A3CAFF"),
    "primary_pressed": ("#0F3C75", "#6EA6F2"),
    "primary_tint": ("#E4EEFA", "#1B3350"),
    "selection": ("#CFE2F8", "#274A74"),
    "hover": ("#F0F4F9", "#212A35"),
    "disabled_face": ("#E8EDF3", "#232C37"),
    "disabled_text": ("#5F6B7B", "#9AA8B8"),
    "ok": ("#0A6A4A", "#5CCB9C"),
    "ok_tint": ("#E3F4EC", "#14332A"),
    "warn_text": ("#3D2A00", "#241800"),
    "warn_solid": ("#FFCF5C", "#F3B64A"),
    "warn_mark": ("#7A4B00", "#F3B64A"),
    "warn_tint": ("#FFF3D6", "#33290F"),
    "warn_on_tint": ("#3D2A00", "#F8DFAE"),
    "warn_line": ("#8A5A00", "#F3B64A"),
    "error_text": ("#B01E1E", "#FF8B80"),
    "error_solid": ("#B01E1E", "#F57F75"),
    "on_error": ("#FFFFFF", "#2A0604"),
    "error_tint": ("#FCE9E7", "#3A1B1A"),
    "lock": ("#3B3286", "#D6D2FF"),
    "lock_tint": ("#F1EFFA", "#252346"),
    "lock_hatch": ("#E0DCF3", "#353262"),
    "lock_line": ("#9088CF", "#7B73C4"),
    "differ": ("#86167F", "#EE9BE8"),
    "hatch": ("#DCE1E8", "#323D4A"),
    "gold": ("#8A6100", "#E3B95B"),
    "rail": ("#17283F", "#0C1117"),
    "rail_text": ("#E6EDF6", "#E6EDF6"),
    "rail_muted": ("#A3B5CA", "#93A4B8"),
    "rail_selected": ("#29486F", "#22364F"),
    "rail_hover": ("#1F3552", "#161E28"),
    "rail_mark": ("#84B8FF", "#84B8FF"),
    "rail_focus": ("#FFFFFF", "#FFFFFF"),
    "rail_ok": ("#7FDDB4", "#5CCB9C"),
    "rail_lock": ("#CFC8FF", "#CFC8FF"),
    "rail_count": ("#3A639B", "#2F5486"),
    "rail_warn": ("#FFCF5C", "#F3B64A"),
    "rail_on_warn": ("#3D2A00", "#241800"),
    "rail_error": ("#C02626", "#FF8B80"),
    "rail_on_error": ("#FFFFFF", "#2A0604"),
    "rail_line": ("#2C4260", "#252E39"),
    "band": ("#FFCF5C", "#F3B64A"),
    "band_stripe": ("#D79A2B", "#B9801F"),
    "band_text": ("#2A1D00", "#241800"),
    "band_face": ("#FFFFFF", "#FFE6B3"),
}


class Tokens:
    """The colours of one theme; the names are the rows of the table above.

    Not a dataclass: making one of fifty fields takes longer than painting the first window.
    """

    window: QColor
    surface: QColor
    header: QColor
    text: QColor
    text2: QColor
    muted: QColor
    line: QColor
    strong_line: QColor
    primary: QColor
    on_primary: QColor
    primary_hover: QColor
    primary_pressed: QColor
    primary_tint: QColor
    selection: QColor
    hover: QColor
    disabled_face: QColor
    disabled_text: QColor
    ok: QColor
    ok_tint: QColor
    warn_text: QColor
    warn_solid: QColor
    warn_mark: QColor
    warn_tint: QColor
    warn_on_tint: QColor
    warn_line: QColor
    error_text: QColor
    error_solid: QColor
    on_error: QColor
    error_tint: QColor
    lock: QColor
    lock_tint: QColor
    lock_hatch: QColor
    lock_line: QColor
    differ: QColor
    hatch: QColor
    gold: QColor
    rail: QColor
    rail_text: QColor
    rail_muted: QColor
    rail_selected: QColor
    rail_hover: QColor
    rail_mark: QColor
    rail_focus: QColor
    rail_ok: QColor
    rail_lock: QColor
    rail_count: QColor
    rail_warn: QColor
    rail_on_warn: QColor
    rail_error: QColor
    rail_on_error: QColor
    rail_line: QColor
    band: QColor
    band_stripe: QColor
    band_text: QColor
    band_face: QColor

    def __init__(self, column: int) -> None:
        for name, pair in _TABLE.items():
            setattr(self, name, QColor(pair[column]))


LIGHT = Tokens(0)
DARK = Tokens(1)


class Mode(Enum):
    """Which theme a person asked for."""

    SYSTEM = "auto"
    LIGHT = "light"
    DARK = "dark"


SCALES = (100, 120, 140)

# Our own families first, so that widths on screen match the prints, the wide one for rare characters of names next;
# then what a system may have.
FAMILIES = (
    "Venue Sans SC",
    "Venue Serif SC Rare",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)

# Sizes in px at 100 %.
BODY, GRID, CARD_HEADING, PAGE_HEADING, SHEET_CODE, SECONDARY, SMALLEST = 14, 15, 16, 18, 26, 13, 12


class Theme(QObject):
    """The theme in force. `changed` fires after the application has been given new colours or sizes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mode = Mode.SYSTEM
        self._scale = 100
        self._tokens = LIGHT
        self._followed = False
        self._narrow_signs = False
        self._fonts: dict[tuple[int, bool], QFont] = {}

    @property
    def tokens(self) -> Tokens:
        """The colours to paint with now."""
        return self._tokens

    @property
    def dark(self) -> bool:
        """Whether the dark theme is in force."""
        return self._tokens is DARK

    @property
    def mode(self) -> Mode:
        """What the person chose: follow the system, light or dark."""
        return self._mode

    @property
    def scale(self) -> int:
        """The text size in per cent: 100, 120 or 140."""
        return self._scale

    def px(self, size: int) -> int:
        """A length that grows with the text size (row heights, font sizes)."""
        return (size * self._scale + 50) // 100

    def sign(self, size: int) -> int:
        """The side of a sign (icon, ring) that is `size` px at 100 %: it grows half as much as the words beside it,
        because it was drawn for its size and its place was measured for that."""
        return size + (self.px(size) - size + 1) // 2

    def font(self, size: int = BODY, bold: bool = False) -> QFont:
        """The program's font at `size` px of the 100 % scale, with figures of equal width."""
        font = self._fonts.get((size, bold))
        if font is None:
            font = QFont()
            font.clearFeatures()  # it comes with those of the application's font
            font.setFamilies(list(FAMILIES))
            font.setPixelSize(self.px(size))
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setFeature(QFont.Tag("tnum"), 1)
            if self._narrow_signs:
                font.setFeature(QFont.Tag("palt"), 1)
            self._fonts[(size, bold)] = font
        return QFont(font)

    def apply(self, mode: Mode | None = None, scale: int | None = None) -> None:
        """Give the running application its colours and sizes; follows the system while the mode says so.

        Raises ValueError for a scale that is not one of `SCALES`.
        """
        if scale is not None:
            if scale not in SCALES:
                raise ValueError(f"text scale {scale} is not one of {SCALES}")
            self._scale = scale
            self._fonts.clear()
        if mode is not None:
            self._mode = mode
        if not self._followed:
            self._followed = True
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._tokens = DARK if self._wants_dark() else LIGHT
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.font())
            app.setPalette(palette(self._tokens))
            app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def speak(self, language: str) -> None:
        """Set quotation marks and middle dots the way a language does: in Chinese each fills a square, between Latin
        words that would be a hole."""
        narrow = language != "zh"
        if narrow == self._narrow_signs:
            return
        self._narrow_signs = narrow
        self._fonts.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.font())

    def style_sheet(self) -> str:
        """The small QSS with this theme's colours and sizes put in."""
        values = {name: getattr(self._tokens, name).name() for name in _TABLE}
        values |= {f"px{size}": f"{self.px(size)}px" for size in (12, 13, 14, 15, 16, 18, 20, 22, 26, 28, 32, 34)}
        return Template(resources.text("styles/app.qss")).substitute(values)

    def _wants_dark(self) -> bool:
        if self._mode is Mode.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    def _system_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self.apply()


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette of a theme: what Fusion paints without any style sheet."""
    result = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.hover),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.error_text),
        (role.Highlight, tokens.selection),
        (role.HighlightedText, tokens.text),
        (role.Accent, tokens.primary),
        (role.Link, tokens.primary),
        (role.LinkVisited, tokens.primary),
        (role.PlaceholderText, tokens.muted),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.surface),
        (role.Light, tokens.surface),
        (role.Midlight, tokens.header),
        (role.Mid, tokens.line),
        (role.Dark, tokens.strong_line),
        (role.Shadow, tokens.line),
    ):
        result.setColor(where, colour)
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, where, tokens.disabled_text)
    return result


_theme: list[Theme] = []


def theme() -> Theme:
    """The one theme of this process."""
    if not _theme:
        _theme.append(Theme())
    return _theme[0]
