"""Marking schemes: versioned documents, and their parts as rows so that marks can be asked for by aspect."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint

from db.base import Base, Id, Instant, Mapped, mapped_column
from db.types import Exact, JsonText


class SchemeRow(Base):
    """One version of a trade's rounds and rules. Frozen at the first mark; a later change is a new version."""

    __tablename__ = "scheme"
    __table_args__ = (UniqueConstraint("trade_id", "version"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    version: Mapped[int]
    document: Mapped[Any] = mapped_column(JsonText)  # the trade as `write_definition` gives it
    sha256: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(100))
    why: Mapped[str] = mapped_column(String(400))
    made_at: Mapped[Instant]
    frozen_at: Mapped[Instant | None]


class ModuleRow(Base):
    """模块 of one scheme version."""

    __tablename__ = "module"
    __table_args__ = (UniqueConstraint("scheme_id", "round", "code"),)
    id: Mapped[Id]
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    round: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    maximum: Mapped[Fraction] = mapped_column(Exact)


class CriterionRow(Base):
    """评分项: a named part of a module."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("module_id", "name"),)
    id: Mapped[Id]
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))


class AspectRow(Base):
    """评分点: the smallest thing marked. `detail` holds what its kind needs."""

    __tablename__ = "aspect"
    __table_args__ = (UniqueConstraint("module_id", "code"),)
    id: Mapped[Id]
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    criterion_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(400))
    kind: Mapped[str] = mapped_column(String(20))
    maximum: Mapped[Fraction] = mapped_column(Exact)
    detail: Mapped[Any] = mapped_column(JsonText)
