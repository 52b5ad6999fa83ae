"""What the designer calls things: kinds of element, fonts, choices, and which fields a kind has."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

ICONS = {
    "text": "text_t",
    "image": "image",
    "line": "line",
    "seal": "ribbon",
    "qr": "qr_code",
    "serial": "number_symbol",
    "date": "calendar_ltr",
    "rect": "rectangle_landscape",
    "ornament": "shapes",
}
_KINDS = {
    "text": QT_TRANSLATE_NOOP("Designer", "文字"),
    "image": QT_TRANSLATE_NOOP("Designer", "图片"),
    "line": QT_TRANSLATE_NOOP("Designer", "线"),
    "seal": QT_TRANSLATE_NOOP("Designer", "印章位"),
    "qr": QT_TRANSLATE_NOOP("Designer", "二维码"),
    "serial": QT_TRANSLATE_NOOP("Designer", "编号"),
    "date": QT_TRANSLATE_NOOP("Designer", "日期"),
    "rect": QT_TRANSLATE_NOOP("Designer", "方框"),
    "ornament": QT_TRANSLATE_NOOP("Designer", "花边"),
}


def kind_word(kind: str) -> str:
    """The word for a kind of element."""
    return QCoreApplication.translate("Designer", _KINDS[kind])


def word(text: str) -> str:
    """A word of the tables below in the language of the window."""
    return QCoreApplication.translate("Designer", text)


@dataclass(frozen=True)
class Field:
    """One thing to set. `editor`: number, choice, colour, tick, text, words or picture."""

    key: str
    label: str
    editor: str
    low: float = 0.0
    high: float = 0.0
    decimals: int = 1
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    empty: bool = False  # a colour that may be left out
    step: float = 0.0


USES = (
    ("auto", QT_TRANSLATE_NOOP("Designer", "自动")),
    ("whole", QT_TRANSLATE_NOOP("Designer", "只在整张")),
    ("stock", QT_TRANSLATE_NOOP("Designer", "只在套打")),
    ("both", QT_TRANSLATE_NOOP("Designer", "都印")),
    ("screen", QT_TRANSLATE_NOOP("Designer", "只在屏幕上看，不印")),
)
_FONTS = (
    ("Kai", QT_TRANSLATE_NOOP("Designer", "楷体")),
    ("Song", QT_TRANSLATE_NOOP("Designer", "宋体")),
    ("Hei", QT_TRANSLATE_NOOP("Designer", "黑体")),
    ("HeiBold", QT_TRANSLATE_NOOP("Designer", "粗黑")),
    ("Brush", QT_TRANSLATE_NOOP("Designer", "毛笔")),
)
_ALIGN = (
    ("left", QT_TRANSLATE_NOOP("Designer", "左")),
    ("center", QT_TRANSLATE_NOOP("Designer", "中")),
    ("right", QT_TRANSLATE_NOOP("Designer", "右")),
    ("justify", QT_TRANSLATE_NOOP("Designer", "两端")),
)
_VALIGN = (
    ("top", QT_TRANSLATE_NOOP("Designer", "上")),
    ("middle", QT_TRANSLATE_NOOP("Designer", "中")),
    ("bottom", QT_TRANSLATE_NOOP("Designer", "下")),
)
_STYLES = (
    ("guilloche", QT_TRANSLATE_NOOP("Designer", "扭索花边")),
    ("double", QT_TRANSLATE_NOOP("Designer", "双线")),
    ("rosette", QT_TRANSLATE_NOOP("Designer", "团花")),
    ("flourish", QT_TRANSLATE_NOOP("Designer", "题花")),
)
_SIDES = (("left", QT_TRANSLATE_NOOP("Designer", "靠左")), ("right", QT_TRANSLATE_NOOP("Designer", "靠右")))
_COLOUR = Field("color", QT_TRANSLATE_NOOP("Designer", "颜色"), "colour")

_TEXT = (
    Field("text", QT_TRANSLATE_NOOP("Designer", "文字"), "words"),
    Field("font", QT_TRANSLATE_NOOP("Designer", "字体"), "choice", choices=_FONTS),
    Field(
        "size",
        QT_TRANSLATE_NOOP("Designer", "字号"),
        "number",
        4,
        200,
        1,
        QT_TRANSLATE_NOOP("Designer", "磅"),
        step=0.5,
    ),
    Field(
        "floor",
        QT_TRANSLATE_NOOP("Designer", "最小缩到"),
        "number",
        4,
        200,
        1,
        QT_TRANSLATE_NOOP("Designer", "磅"),
        step=0.5,
    ),
    _COLOUR,
    Field(
        "bold", QT_TRANSLATE_NOOP("Designer", "加粗"), "number", 0, 5, 2, QT_TRANSLATE_NOOP("Designer", "磅"), step=0.05
    ),
    Field(
        "spacing",
        QT_TRANSLATE_NOOP("Designer", "字距"),
        "number",
        -20,
        100,
        1,
        QT_TRANSLATE_NOOP("Designer", "磅"),
        step=0.5,
    ),
    Field(
        "leading",
        QT_TRANSLATE_NOOP("Designer", "行距"),
        "number",
        0.8,
        4,
        2,
        QT_TRANSLATE_NOOP("Designer", "倍"),
        step=0.05,
    ),
    Field("align", QT_TRANSLATE_NOOP("Designer", "左右"), "choice", choices=_ALIGN),
    Field("valign", QT_TRANSLATE_NOOP("Designer", "上下"), "choice", choices=_VALIGN),
    Field("block", QT_TRANSLATE_NOOP("Designer", "放不下就换行，不先缩小"), "tick"),
)
FIELDS: dict[str, tuple[Field, ...]] = {
    "text": _TEXT,
    "serial": _TEXT,
    "date": _TEXT,
    "qr": (
        Field("module", QT_TRANSLATE_NOOP("Designer", "每格想要"), "number", 0.2, 2, 2, "mm", step=0.05),
        Field("smallest", QT_TRANSLATE_NOOP("Designer", "每格不小于"), "number", 0.2, 2, 2, "mm", step=0.05),
        Field("corner", QT_TRANSLATE_NOOP("Designer", "在框里"), "choice", choices=_SIDES),
    ),
    "image": (Field("file", QT_TRANSLATE_NOOP("Designer", "图片"), "picture"),),
    "line": (
        _COLOUR,
        Field(
            "width",
            QT_TRANSLATE_NOOP("Designer", "线宽"),
            "number",
            0.05,
            20,
            2,
            QT_TRANSLATE_NOOP("Designer", "磅"),
            step=0.25,
        ),
    ),
    "rect": (
        Field("color", QT_TRANSLATE_NOOP("Designer", "边线"), "colour", empty=True),
        Field("fill", QT_TRANSLATE_NOOP("Designer", "底色"), "colour", empty=True),
        Field(
            "width",
            QT_TRANSLATE_NOOP("Designer", "线宽"),
            "number",
            0.05,
            20,
            2,
            QT_TRANSLATE_NOOP("Designer", "磅"),
            step=0.25,
        ),
    ),
    "ornament": (
        Field("style", QT_TRANSLATE_NOOP("Designer", "花样"), "choice", choices=_STYLES),
        _COLOUR,
        Field("second", QT_TRANSLATE_NOOP("Designer", "第二色"), "colour"),
    ),
    "seal": (Field("label", QT_TRANSLATE_NOOP("Designer", "标注"), "text"),),
}
SPILL = (
    ("left", QT_TRANSLATE_NOOP("Designer", "左")),
    ("top", QT_TRANSLATE_NOOP("Designer", "上")),
    ("right", QT_TRANSLATE_NOOP("Designer", "右")),
    ("bottom", QT_TRANSLATE_NOOP("Designer", "下")),
)
