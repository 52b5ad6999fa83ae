"""Finds text that does not fit: labels and buttons smaller than their words, painted words that were shortened.

What may be shortened is named in `MAY_SHORTEN`, with the reason: the whole text is then a tooltip or stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect, QTranslator
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from ui.theme import theme
from ui.widgets import drawing
from ui.widgets.buttons import Button

# names of people, units, places and files are as long as they are; each has a tooltip or is read in full elsewhere
MAY_SHORTEN = frozenset(
    {"RailHead", "Crumbs", "RecentRow", "PersonButton", "TradeChooser", "ChoiceBox", "FoundList", "ReasonLabel"}
)


_PLACE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True)
class Clipped:
    """A text that does not fit, and where."""

    where: str
    text: str
    lacking: int  # px

    def __str__(self) -> str:
        return f"{self.where}: “{self.text}” lacks {self.lacking} px"


class Stretched(QTranslator):
    """Makes every text of the window longer, as a translator who needs more words would."""

    def __init__(self, more: float, pseudo: bool = False) -> None:
        super().__init__()
        self._more, self._pseudo = more, pseudo

    def isEmpty(self) -> bool:
        """Qt asks this before it listens."""
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text and so much more of it."""
        extra = round(len(_PLACE.sub("", text)) * self._more)
        padding = ("长" if not self._pseudo else "ẍ") * extra
        return f"[{text}{padding}]" if self._pseudo else text + padding


def _named(widget: QWidget) -> str:
    parts = []
    found: QWidget | None = widget
    while found is not None and len(parts) < 3:
        parts.append(found.objectName() or type(found).__name__)
        found = found.parentWidget()
    return "/".join(reversed(parts))


def _lack(widget: QWidget) -> int:
    """How many px a widget's words need more than it has."""
    if isinstance(widget, QLabel):
        if not widget.text() or widget.pixmap().width():
            return 0
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) - widget.height()
        return widget.sizeHint().width() - widget.width()
    if isinstance(widget, Button):
        return widget.sizeHint().width() - widget.width()
    if isinstance(widget, QAbstractButton) and type(widget).__name__ in ("CheckBox", "RadioButton"):
        return widget.sizeHint().width() - widget.width()
    return 0


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea) and parent.horizontalScrollBar().maximum() > 0:
            return True
        parent = parent.parentWidget()
    return False


def _overlaps(top: QWidget) -> Iterator[Clipped]:
    """Labels and buttons that lie on one another."""
    for parent in (top, *top.findChildren(QWidget)):
        if not parent.isVisible() or parent.layout() is None:
            continue
        shown = [
            child
            for child in parent.findChildren(QWidget)
            if child.parentWidget() is parent and child.isVisible() and isinstance(child, QLabel | QAbstractButton)
        ]
        for number, one in enumerate(shown):
            for other in shown[number + 1 :]:
                over = one.geometry().intersected(other.geometry())
                if over.width() > 1 and over.height() > 1:
                    yield Clipped(_named(one), f"on {_named(other)}", over.height())


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int]]]:
    """Collects painted words that were shortened, with the px they lack."""
    found: list[tuple[str, int]] = []
    paint = drawing.words

    def words(painter: object, rect: QRect, text: str, colour: object, size: int = 14, *rest: object, **more: object):  # type: ignore[no-untyped-def]
        took = paint(painter, rect, text, colour, size, *rest, **more)  # type: ignore[arg-type]
        widget = painter.device()  # type: ignore[attr-defined]
        bold = bool(rest[0]) if rest else bool(more.get("bold"))
        needs = drawing.text_width(text, theme().font(size, bold))
        if needs > rect.width() and rect.width() > 0 and type(widget).__name__ not in MAY_SHORTEN:
            found.append((f"{type(widget).__name__}: “{text}”", needs - rect.width()))
        return took

    with monkeypatch.context() as patch:
        patch.setattr(drawing, "words", words)
        yield found


def clipped(top: QWidget) -> list[Clipped]:
    """Every label and button in sight whose words do not fit, or lie on others."""
    found = []
    for widget in top.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty() and not _scrolls(widget):
            lack = _lack(widget)
            if lack > 1:
                text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
                found.append(Clipped(_named(widget), text[:60], lack))
    return [*found, *_overlaps(top)]
