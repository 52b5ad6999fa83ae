"""The record as rows of a list: paged from the store, and its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.services.audit_list import AuditFilter, AuditLine, AuditList
from ui.clock import local
from ui.models.columns import Align, Column


class AuditSource:
    """Entries of a store for a TableModel; see RowSource. Newest first, unless sorted by time upwards."""

    def __init__(self, store: Any, chosen: AuditFilter) -> None:
        self._store = store
        self._chosen = chosen
        self._list = AuditList(store, chosen)

    def arrange(self, key: str, descending: bool, words: str) -> int:
        """See RowSource."""
        chosen = replace(self._chosen, words=words)
        self._list = AuditList(self._store, chosen, ascending=bool(key) and not descending)
        return self._list.count()

    def rows(self, first: int, n: int) -> Sequence[AuditLine]:
        """See RowSource."""
        return self._list.rows(first, n)


def english() -> bool:
    """Whether the window speaks English."""
    app = QCoreApplication.instance()
    return app is not None and app.property("language") == "en"


def said(line: AuditLine) -> str:
    """What an entry says, in the language of the window."""
    return line.said["en" if english() else "zh"]


def fields(line: AuditLine) -> tuple[tuple[str, str], ...]:
    """What else it carries: names and values in the language of the window."""
    return line.told["en" if english() else "zh"]


def _changed(line: AuditLine) -> str:
    return line.changed["en" if english() else "zh"]


def when(line: AuditLine) -> str:
    """Its time at the venue, to the second."""
    return "—" if line.at is None else f"{local(line.at):%m-%d %H:%M:%S}"


def _who(line: AuditLine) -> str:
    return person_word(line.who)


def person_word(name: str) -> str:
    """Somebody's name; who is nobody's account in the language of the window."""
    words = {
        "本机": QCoreApplication.translate("AuditColumns", "本机"),
        "程序": QCoreApplication.translate("AuditColumns", "程序"),
    }
    return words.get(name, name)


def _machine(line: AuditLine) -> str:
    return line.machine


def columns() -> tuple[Column[AuditLine], ...]:
    """时间 | 谁 | 机器 | 做了什么 | 对象 | 前 → 后 | 理由."""

    translate = QCoreApplication.translate

    def about(line: AuditLine) -> str:
        return line.ref

    def reason(line: AuditLine) -> str:
        return line.reason

    return (
        Column("seq", translate("AuditColumns", "序号"), lambda line: str(line.seq), 52, Align.RIGHT),
        Column("at", translate("AuditColumns", "时间"), when, 112),
        Column("who", translate("AuditColumns", "谁"), _who, 118, sortable=False, tip=_who),
        Column("machine", translate("AuditColumns", "机器"), _machine, 76, sortable=False),
        Column("said", translate("AuditColumns", "做了什么"), said, 190, stretch=True, sortable=False, tip=said),
        Column(
            "ref",
            translate("AuditColumns", "对象"),
            lambda line: line.ref,
            104,
            sortable=False,
            tip=lambda line: line.ref,
        ),
        Column("change", translate("AuditColumns", "前 → 后"), _changed, 76, sortable=False),
        Column(
            "reason",
            translate("AuditColumns", "理由"),
            lambda line: line.reason,
            76,
            sortable=False,
            tip=lambda line: line.reason,
        ),
    )
