"""The layout in hand: its elements, what is selected, and every change with its way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.documents.layout import KINDS, Element, ImageElement, Layout, TextElement
from app.documents.typeset import Box
from ui.designer.geometry import Boxes, moved
from ui.designer.words import kind_word

MOST_STEPS = 200
_SIZES = {
    "text": (80.0, 12.0),
    "image": (40.0, 40.0),
    "line": (80.0, 0.0),
    "seal": (42.0, 42.0),
    "qr": (26.0, 26.0),
    "serial": (90.0, 8.0),
    "date": (70.0, 10.0),
    "rect": (60.0, 30.0),
    "ornament": (120.0, 6.0),
}


@dataclass(frozen=True)
class State:
    """Everything that can be taken back. Immutable, so a step of the way back is one reference."""

    layout: Layout
    pictures: Mapping[str, bytes]
    selection: tuple[str, ...] = ()


class DesignDocument(QObject):
    """A layout being designed. `changed` after any change of it, `picked` when only the selection is another."""

    changed = Signal()
    picked = Signal()

    def __init__(self, layout: Layout, pictures: Mapping[str, bytes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states = [State(layout, dict(pictures))]
        self._at = 0
        self._merge = ""
        self._saved = self._states[0]

    # what it is

    @property
    def state(self) -> State:
        """The layout, its pictures and the selection as they stand."""
        return self._states[self._at]

    @property
    def layout(self) -> Layout:
        """The layout as it stands."""
        return self.state.layout

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """Its pictures by file name."""
        return self.state.pictures

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of what is selected, the one selected last at the end."""
        return self.state.selection

    @property
    def dirty(self) -> bool:
        """Whether it differs from what was kept."""
        return (self.layout, self.pictures) != (self._saved.layout, self._saved.pictures)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return self._at + 1 < len(self._states)

    def element(self, key: str) -> Element:
        """An element by its id. Raises KeyError."""
        for element in self.layout.elements:
            if element.id == key:
                return element
        raise KeyError(key)

    def chosen(self) -> tuple[Element, ...]:
        """The selected elements in the order of the page."""
        return tuple(e for e in self.layout.elements if e.id in self.selection)

    def boxes(self) -> dict[str, Box]:
        """The boxes of what is selected."""
        return {element.id: element.box for element in self.chosen()}

    # changing

    def select(self, keys: Iterable[str]) -> None:
        """Select these and nothing else."""
        known = {element.id for element in self.layout.elements}
        wanted = tuple(dict.fromkeys(key for key in keys if key in known))
        if wanted != self.selection:
            self.settle()
            self._states[self._at] = replace(self.state, selection=wanted)
            self.picked.emit()

    def settle(self) -> None:
        """What comes now is a step of its own, even when it is of the same sort as the last one."""
        self._merge = ""

    def _step(self, state: State, merge: str = "") -> None:
        if (state.layout, state.pictures) == (self.layout, self.pictures):
            if state.selection != self.selection:
                self.select(state.selection)
            return
        if merge and merge == self._merge and self._at > 0:
            self._states[self._at] = state
        else:
            self._states = [*self._states[: self._at + 1][-MOST_STEPS:], state]
            self._at = len(self._states) - 1
        del self._states[self._at + 1 :]
        self._merge = merge
        self.changed.emit()

    def _with(self, elements: Sequence[Element], selection: tuple[str, ...] | None = None, merge: str = "") -> None:
        chosen = self.selection if selection is None else selection
        self._step(replace(self.state, layout=replace(self.layout, elements=tuple(elements)), selection=chosen), merge)

    def _each(self, keys: Iterable[str], change: Callable[[Element], Element], merge: str = "") -> None:
        wanted = set(keys)
        self._with([change(e) if e.id in wanted else e for e in self.layout.elements], merge=merge)

    def place(self, boxes: Boxes, merge: str = "") -> None:
        """Put elements into these boxes."""
        self._each(boxes, lambda element: replace(element, box=boxes[element.id]), merge)

    def nudge(self, by_x: float, by_y: float) -> None:
        """Move what is selected by millimetres; nudges in a row are one step back."""
        if self.selection:
            self.place(moved(self.boxes(), by_x, by_y, self.layout.width, self.layout.height), "nudge")

    def set_field(self, keys: Iterable[str], field: str, value: Any, merge: str = "") -> None:
        """Give elements that have such a field a value."""

        def change(element: Element) -> Element:
            known = {one.name for one in fields(element)}
            values = {field: value} if field in known else {}
            if isinstance(element, TextElement) and field == "size" and element.floor > value:
                values["floor"] = value  # the least size follows, or every smaller size would be a fault on the way
            return replace(element, **values)

        self._each(keys, change, merge)

    def rename(self, key: str, name: str) -> bool:
        """Call an element otherwise. False when the name is empty or taken."""
        name = name.strip()
        if name == key:
            return True
        if not name or any(element.id == name for element in self.layout.elements):
            return False
        elements = [replace(e, id=name) if e.id == key else e for e in self.layout.elements]
        self._with(elements, tuple(name if one == key else one for one in self.selection))
        return True

    def set_page(self, **values: Any) -> None:
        """Change the layout itself: name, title, width, height, clear. Boxes that would leave the page are moved in."""
        layout = replace(self.layout, **values)
        elements = tuple(replace(e, box=_inside(e.box, layout.width, layout.height)) for e in layout.elements)
        self._step(replace(self.state, layout=replace(layout, elements=elements)))

    def put(self, layout: Layout, pictures: Mapping[str, bytes]) -> None:
        """Another layout in place of this one, as one step."""
        self.settle()
        self._step(State(layout, dict(pictures)))

    def add(self, kind: str, overprint: bool = False, **values: Any) -> str:
        """A new element in the middle of the page, selected; gives its id. On the view of pre-printed stock it is made
        for the stock."""
        name = self._free(kind_word(kind))
        width, height = self.layout.width, self.layout.height
        w, h = _SIZES[kind]
        w, h = min(w, width), min(h, height)
        box = values.pop("box", None) or Box(round((width - w) / 2, 1), round((height - h) / 2, 1), w, h)
        given: dict[str, Any] = {"id": name, "box": box, **values}
        if kind == "text":
            given.setdefault("text", kind_word("text"))
        if kind == "ornament":
            given.setdefault("style", "flourish")
        if overprint and kind not in ("seal", "image"):
            given.setdefault("use", "stock")
        self._with([*self.layout.elements, KINDS[kind](**given)], (name,))
        return name

    def add_picture(self, file: str, data: bytes, key: str = "", **values: Any) -> str:
        """A picture of this layout, in a new element or in an old one (`key`); a taken file name gets a number."""
        stem, dot, end = file.rpartition(".")
        number, name = 1, file
        while self.pictures.get(name, data) != data:
            number += 1
            name = f"{stem or end}-{number}{dot}{end if stem else ''}"
        pictures = {**self.pictures, name: data}
        if key:
            elements = [
                replace(e, file=name) if e.id == key and isinstance(e, ImageElement) else e
                for e in self.layout.elements
            ]
            self._step(State(replace(self.layout, elements=tuple(elements)), pictures, self.selection))
            return key
        before = self.state
        made = self._free(kind_word("image"))
        box = values.pop("box", Box(0, 0, *_SIZES["image"]))
        element = ImageElement(id=made, box=box, file=name, **values)
        under = element.use == "screen" or (box.w, box.h) == (self.layout.width, self.layout.height)
        elements = [element, *before.layout.elements] if under else [*before.layout.elements, element]
        self._step(State(replace(self.layout, elements=tuple(elements)), pictures, (made,)))
        return made

    def remove(self) -> None:
        """Take away what is selected."""
        kept = [e for e in self.layout.elements if e.id not in self.selection]
        if len(kept) < len(self.layout.elements):
            self._with(kept, ())

    def duplicate(self) -> None:
        """A copy of what is selected, a little beside it, selected."""
        copies: list[Element] = []
        taken = {e.id for e in self.layout.elements}
        for element in self.chosen():
            name = _free_among(element.id, taken)
            taken.add(name)
            copies.append(replace(element, id=name))
        if not copies:
            return
        boxes = moved({e.id: e.box for e in copies}, 5.0, 5.0, self.layout.width, self.layout.height)
        placed = [replace(e, box=boxes[e.id]) for e in copies]
        self._with([*self.layout.elements, *placed], tuple(e.id for e in placed))

    def restack(self, by: int) -> None:
        """Bring what is selected one up (1), one down (-1), to the top (2) or to the bottom (-2)."""
        rest = [e for e in self.layout.elements if e.id not in self.selection]
        mine = list(self.chosen())
        if not mine:
            return
        places = [place for place, e in enumerate(self.layout.elements) if e.id in self.selection]
        at = {2: len(rest), -2: 0}.get(by)
        if at is None:
            at = places[-1] - len(mine) + 2 if by > 0 else places[0] - 1
        at = min(max(at, 0), len(rest))
        self._with([*rest[:at], *mine, *rest[at:]])

    def _free(self, name: str) -> str:
        return _free_among(name, {element.id for element in self.layout.elements})

    # the way back

    def undo(self) -> bool:
        """Take the last step back. False when there is none."""
        return self._go(-1)

    def redo(self) -> bool:
        """Take a step again that was taken back. False when there is none."""
        return self._go(1)

    def _go(self, by: int) -> bool:
        if not 0 <= self._at + by < len(self._states):
            return False
        self._at += by
        self._merge = ""
        self.changed.emit()
        return True

    def mark_saved(self, layout: Layout, pictures: Mapping[str, bytes]) -> None:
        """This is what is kept now."""
        self._saved = State(layout, dict(pictures))
        self.changed.emit()


def _free_among(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    stem = name.rstrip("0123456789").rstrip() or name
    number = 2
    while f"{stem} {number}" in taken:
        number += 1
    return f"{stem} {number}"


def _inside(box: Box, width: float, height: float) -> Box:
    w, h = min(box.w, width), min(box.h, height)
    return Box(round(min(box.x, width - w), 2), round(min(box.y, height - h), 2), w, h)
