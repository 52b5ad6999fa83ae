"""The word for a role as the window says it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.roles import Role


def role_words(role: Role | None) -> str:
    """The word for a role in the language of the window; None is whoever sits where nobody is registered yet."""
    if role is None:
        return QCoreApplication.translate("Roles", "尚未登记人员")
    app = QCoreApplication.instance()
    english = app is not None and app.property("language") == "en"
    return role.value.replace("_", " ") if english else role.zh
