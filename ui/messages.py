"""An AppError as the sentence a person reads, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app import texts
from app.errors import AppError, Problems

_MOST_ITEMS = 3


def language() -> str:
    """The language of the window, "zh" or "en"."""
    app = QCoreApplication.instance()
    return str(app.property("language") or "zh") if app is not None else "zh"


def sentence(error: AppError) -> str:
    """What happened, that nothing was lost, and what to do; of many problems the first three are added."""
    text = texts.sentence(error, language())
    if isinstance(error, Problems):
        text = "\n".join([text, *(texts.sentence(item, language()) for item in error.items[:_MOST_ITEMS])])
    return text
