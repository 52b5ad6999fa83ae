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


def follower(root: QWidget, held: QWidget | None, forward: bool) -> QWidget | None:
    """Where Tab goes from a widget (Shift+Tab when not `forward`), round and round; None when there is nowhere else.

    Qt's own chain is never written to: it breaks under `setTabOrder` when parts of it go with their pages.
    """
    order = list(_below(root))
    while held is not None and held not in order:
        held = held.parentWidget()
    place = order.index(held) if held is not None else -1
    ahead = order[place + 1 :] + order[: max(place, 0)] if forward else order[: max(place, 0)][::-1] + order[:place:-1]
    return next((one for one in ahead if _takes_tab(one)), None)


def usable(widget: QWidget) -> bool:
    """Whether the keyboard can be on a widget: it is in sight and switched on."""
    return widget.isVisible() and widget.isEnabled()


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
