"""The way of Tab through a window: as the eye reads it, whatever was made before or after its neighbours.

Qt walks widgets in the order they were made. Pages make some of theirs only when there is something to show, and the
tools of a page stand in a bar that was made long before: without a hand on it Tab would leap about.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget


def stops(root: QWidget) -> list[QWidget]:
    """Everything below a widget that Tab stops at now, in the order it is read."""
    return [one for one in _below(root) if _takes_tab(one)]


def rechain(root: QWidget) -> None:
    """Let Tab go in the order of reading below a widget."""
    before: QWidget | None = None
    for one in stops(root):
        if before is not None:
            QWidget.setTabOrder(before, one)
        before = one


def _takes_tab(widget: QWidget) -> bool:
    wants = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return wants and widget.isEnabled() and widget.focusProxy() is None


def _below(widget: QWidget) -> Iterator[QWidget]:
    for child in _children(widget):
        if child.isVisible():
            yield child
            yield from _below(child)


def _children(widget: QWidget) -> list[QWidget]:
    """Widgets right inside another: those in its layout as they are laid out, then the rest as they were made."""
    layout = widget.layout()
    laid = list(_in_layout(layout)) if layout is not None else []
    known = set(laid)
    made = [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]
    return laid + [child for child in made if child not in known]


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=layout.getItemPosition)  # row by row
    for place in places:
        item = layout.itemAt(place)
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)
