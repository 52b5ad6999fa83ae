"""Certificate layouts: a JSON document in millimetres, checked before use with errors that name the element.

`{"format": "certificate-layout", "version": 1, "name": …, "page": [297, 210], "elements": [{"kind": "text", …}]}`.
What an element may say is its dataclass below; unknown keys are refused, so that a misspelt one is never ignored.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import resources
from app.documents.fonts import CHAINS
from app.documents.typeset import Box
from app.documents.variables import Template, parse_template
from app.errors import WrongCall

FORMAT = "certificate-layout"
VERSION = 1
MAX_ELEMENTS = 200
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_ALIGN = ("left", "center", "right", "justify")
_VALIGN = ("top", "middle", "bottom")


@dataclass(frozen=True, kw_only=True)
class Element:
    """What all elements have. `id` is how errors call it; `use` says when it is drawn: on the `whole` page, only
    on pre-printed `stock`, on `both`, `auto` (with variables on both, without only on the whole page), or on the
    `screen` alone: a picture of the stock to lay the boxes on, never printed."""

    kind: ClassVar[str] = ""
    id: str
    box: Box
    use: str = "auto"

    @property
    def variable(self) -> bool:
        """Whether it differs from certificate to certificate."""
        return False

    @property
    def on_stock(self) -> bool:
        """Whether it is drawn on pre-printed stock."""
        return self.use in ("stock", "both") or (self.use == "auto" and self.variable)

    @property
    def on_whole(self) -> bool:
        """Whether it is drawn when the whole certificate is printed."""
        return self.use not in ("stock", "screen")


@dataclass(frozen=True, kw_only=True)
class TextElement(Element):
    """Text with variables. It shrinks from `size` to `floor`; then it wraps, in the box and then in the box grown by
    `spill` (left, top, right, bottom); `block` text wraps from the start and shrinks only when the box is full."""

    kind: ClassVar[str] = "text"
    text: str
    font: str = "Kai"
    size: float = 16.0
    floor: float = 9.0
    color: str = "#000000"
    align: str = "left"
    valign: str = "middle"
    bold: float = 0.0
    spacing: float = 0.0
    leading: float = 1.25
    block: bool = False
    strong: str = ""
    strong_bold: float = 0.4
    spill: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    @cached_property
    def template(self) -> Template:
        """The text, parsed."""
        return parse_template(self.text, self.id)

    @property
    def variable(self) -> bool:
        return bool(self.template.variables)


@dataclass(frozen=True, kw_only=True)
class SerialElement(TextElement):
    """The certificate's number, with whatever stands before it."""

    kind: ClassVar[str] = "serial"
    text: str = "编号：{编号}"
    font: str = "Song"
    size: float = 11.0


@dataclass(frozen=True, kw_only=True)
class DateElement(TextElement):
    """The date of issue, in Chinese numerals unless the text says otherwise."""

    kind: ClassVar[str] = "date"
    text: str = "{日期}"
    align: str = "center"


@dataclass(frozen=True, kw_only=True)
class QrElement(Element):
    """The signed code in a corner of its box, its quiet zone included; `module` is the wished width of a module."""

    kind: ClassVar[str] = "qr"
    module: float = 0.45
    smallest: float = 0.40
    corner: str = "left"

    @property
    def variable(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class ImageElement(Element):
    """A picture that comes with the layout, by file name."""

    kind: ClassVar[str] = "image"
    file: str


@dataclass(frozen=True, kw_only=True)
class LineElement(Element):
    """A straight line from the box's top left to its bottom right corner; width in points."""

    kind: ClassVar[str] = "line"
    color: str = "#000000"
    width: float = 0.5


@dataclass(frozen=True, kw_only=True)
class RectElement(Element):
    """A rectangle; an empty colour leaves out that part."""

    kind: ClassVar[str] = "rect"
    color: str = "#000000"
    fill: str = ""
    width: float = 0.5


@dataclass(frozen=True, kw_only=True)
class OrnamentElement(Element):
    """Line work drawn by the program: `style` guilloche, double, rosette or flourish, in two colours."""

    kind: ClassVar[str] = "ornament"
    style: str
    color: str = "#B8892B"
    second: str = "#B3151B"


@dataclass(frozen=True, kw_only=True)
class SealElement(Element):
    """The place kept for the seal: never printed, shown as a guide on the screen."""

    kind: ClassVar[str] = "seal"
    label: str = "印章"


KINDS: dict[str, type[Element]] = {
    cls.kind: cls
    for cls in (
        TextElement, SerialElement, DateElement, QrElement, ImageElement, LineElement, RectElement, OrnamentElement,
        SealElement,
    )
}  # fmt: skip
_CHOICES = {
    "use": ("auto", "whole", "stock", "both", "screen"),
    "align": _ALIGN,
    "valign": _VALIGN,
    "font": tuple(sorted(CHAINS)),
    "corner": ("left", "right"),
    "style": ("guilloche", "double", "rosette", "flourish"),
}
_LEAST = {"size": 4.0, "floor": 4.0, "module": 0.2, "smallest": 0.2, "leading": 0.8, "width": 0.05}


@dataclass(frozen=True)
class Layout:
    """A certificate layout. `width`, `height` and all boxes in millimetres; `clear` is the margin kept free."""

    name: str
    width: float
    height: float
    elements: tuple[Element, ...]
    clear: float = 10.0
    title: str = "荣誉证书"

    def files(self) -> frozenset[str]:
        """The picture files it needs."""
        return frozenset(e.file for e in self.elements if isinstance(e, ImageElement))


def parse_layout(text: str | bytes) -> Layout:
    """A layout from its JSON text. WrongCall says which element and which word of it is wrong."""
    try:
        raw = json.loads(text)
        json.dumps(raw, ensure_ascii=False).encode()  # half a character, escaped, could never be written again
    except (ValueError, RecursionError) as problem:
        raise WrongCall("documents.layout_not_json", reason=str(problem)) from problem
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise WrongCall("documents.layout_format")
    if raw.get("version") != VERSION:
        raise WrongCall("documents.layout_version", version=raw.get("version"))
    unknown = sorted(set(raw) - {"format", "version", "name", "title", "page", "clear", "elements"})
    if unknown:
        raise WrongCall("documents.layout_key", element="layout", key=unknown[0])
    width, height = _numbers(raw.get("page"), 2, "layout", "page")
    if not (40 <= width <= 1000 and 40 <= height <= 1000):
        raise WrongCall("documents.layout_value", element="layout", key="page", value=f"{width:g} × {height:g}")
    items = raw.get("elements")
    if not isinstance(items, list) or len(items) > MAX_ELEMENTS:
        raise WrongCall("documents.layout_value", element="layout", key="elements", value="")
    elements = tuple(parse_element(item, place, width, height) for place, item in enumerate(items, 1))
    seen: set[str] = set()
    for element in elements:
        if element.id in seen:
            raise WrongCall("documents.layout_twice", element=element.id)
        seen.add(element.id)
    clear = _numbers([raw.get("clear", 10.0)], 1, "layout", "clear")[0]
    name, title = raw.get("name", ""), raw.get("title", "荣誉证书")
    if not (isinstance(name, str) and name and isinstance(title, str)):
        raise WrongCall("documents.layout_value", element="layout", key="name", value=name)
    return Layout(name, width, height, elements, clear, title)


def parse_element(raw: object, place: int, width: float, height: float) -> Element:
    """One element of a page of that size; `place` stands for its name where it has none. WrongCall names what is wrong
    with it."""
    if not isinstance(raw, dict):
        raise WrongCall("documents.layout_value", element=f"#{place}", key="", value=raw)
    name = raw.get("id", f"#{place}")
    kind = KINDS.get(str(raw.get("kind")))
    if kind is None:
        raise WrongCall("documents.layout_kind", element=name, kind=raw.get("kind"))
    known = {f.name: f for f in dataclasses.fields(kind)}
    values: dict[str, Any] = {"id": name}
    for key, value in raw.items():
        if key in ("kind", "id"):
            continue
        if key not in known:
            raise WrongCall("documents.layout_key", element=name, key=key)
        values[key] = _checked(value, key, str(known[key].type), str(name))
    for key, declared in known.items():
        if key not in values and declared.default is dataclasses.MISSING:
            raise WrongCall("documents.layout_lacks", element=name, key=key)
    if not isinstance(name, str) or not name:
        raise WrongCall("documents.layout_value", element=f"#{place}", key="id", value=name)
    element = kind(**values)
    box = element.box
    if min(box.x, box.y, box.w, box.h) < 0 or box.x + box.w > width + 0.01 or box.y + box.h > height + 0.01:
        raise WrongCall("documents.layout_outside", element=name, width=f"{width:g}", height=f"{height:g}")
    if isinstance(element, TextElement):
        _ = element.template  # parse now, so that the error comes when the layout is read
        if element.floor > element.size:
            raise WrongCall("documents.layout_value", element=name, key="floor", value=element.floor)
    return element


def _checked(value: object, key: str, declared: str, element: str) -> object:
    """A value of the declared type and within its choices, or WrongCall."""
    problem = WrongCall("documents.layout_value", element=element, key=key, value=value)
    if key == "box":
        return Box(*_numbers(value, 4, element, key))
    if key == "spill":
        return tuple(_numbers(value, 4, element, key))
    if declared == "float":
        number = _numbers([value], 1, element, key)[0]
        if number < _LEAST.get(key, -100.0) or number > 1000:
            raise problem
        return number
    if declared.startswith("bool"):
        if not isinstance(value, bool):
            raise problem
        return value
    if not isinstance(value, str) or len(value) > 2000:
        raise problem
    if key in _CHOICES and value not in _CHOICES[key]:
        raise problem
    colours = key in ("color", "second", "fill", "strong")
    if colours and not (_COLOUR.match(value) or (not value and key in ("color", "fill", "strong"))):
        raise problem
    return value


def _numbers(value: object, count: int, element: str, key: str) -> list[float]:
    good = isinstance(value, list) and len(value) == count
    if not good or any(isinstance(v, bool) or not isinstance(v, (int, float)) for v in value):  # type: ignore[attr-defined]
        raise WrongCall("documents.layout_value", element=element, key=key, value=value)
    if any(not -10000 < v < 10000 for v in value):  # type: ignore[attr-defined]
        raise WrongCall("documents.layout_value", element=element, key=key, value=str(value)[:80])
    return [float(v) for v in value]  # type: ignore[attr-defined]


def layout_json(layout: Layout) -> str:
    """The JSON text of a layout, as the designer saves it: what is left at its default is not written."""
    items = [element_facts(element) for element in layout.elements]
    head = {"format": FORMAT, "version": VERSION, "name": layout.name, "title": layout.title}
    body = {**head, "page": [layout.width, layout.height], "clear": layout.clear, "elements": items}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def element_facts(element: Element) -> dict[str, object]:
    """An element as its JSON object."""
    item: dict[str, object] = {"kind": element.kind, "id": element.id}
    for declared in dataclasses.fields(element):
        value = getattr(element, declared.name)
        if declared.name != "id" and value != declared.default:
            item[declared.name] = list(value) if isinstance(value, tuple) else value
    return item


def shipped_layouts() -> Mapping[str, str]:
    """Key and name of the layouts that come with the program, the default one first."""
    keys = [name.rsplit("/", 1)[-1].removesuffix(".json") for name in resources.names("layouts", ".json")]
    keys.sort(key=lambda key: (key != DEFAULT_LAYOUT, key))
    return {key: shipped_layout(key).name for key in keys}


DEFAULT_LAYOUT = "honour_red_gold"


def shipped_layout(key: str = DEFAULT_LAYOUT) -> Layout:
    """A layout that comes with the program. WrongCall for a name nobody knows."""
    name = f"layouts/{key}.json"
    if name not in resources.names("layouts", ".json"):
        known = [n.rsplit("/", 1)[-1].removesuffix(".json") for n in resources.names("layouts", ".json")]
        raise WrongCall("documents.layout_unknown", layout=key, known="、".join(known))
    return parse_layout(resources.data(name))
