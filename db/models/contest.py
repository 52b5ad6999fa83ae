"""The contest, its trades, groups and rounds, and settings that belong to the file."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint

from db.base import Base, Id, Instant, Mapped, mapped_column
from db.types import Exact, JsonText


class ContestRow(Base):
    """One event. A venue's file has one row; the office's file has one for every contest received."""

    __tablename__ = "contest"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), unique=True)  # the id that bundles and the chain's genesis carry
    mode: Mapped[str] = mapped_column(String(8))  # live, test, demo: never mixed
    name: Mapped[str] = mapped_column(String(400))
    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(40))  # 竞赛级别 contest class
    host: Mapped[str] = mapped_column(String(400))
    base: Mapped[str] = mapped_column(String(64))
    starts: Mapped[str] = mapped_column(String(10))
    ends: Mapped[str] = mapped_column(String(10))
    definition: Mapped[Any] = mapped_column(JsonText)  # what the contest was made from, decimals as text
    made_at: Mapped[Instant]


class TradeRow(Base):
    """What is contested. Rounds, groups and rules are copied out of the definition because queries need them."""

    __tablename__ = "trade"
    __table_args__ = (UniqueConstraint("contest_id", "code"),)
    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    letter: Mapped[str] = mapped_column(String(1))  # first letter of its blind codes
    prefix: Mapped[str] = mapped_column(String(8))  # of its entry numbers: HG07
    entry_kind: Mapped[str] = mapped_column(String(16))
    registration_closed_at: Mapped[Instant | None]


class GroupRow(Base):
    """组别: a division of a trade that is ranked apart."""

    __tablename__ = "trade_group"
    __table_args__ = (UniqueConstraint("trade_id", "name"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))


class RoundRow(Base):
    """A round of a trade, with what a query needs of it; the scheme version holds the rest."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("trade_id", "code"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    maximum: Mapped[Fraction] = mapped_column(Exact)
    weight: Mapped[Fraction | None] = mapped_column(Exact)
    pass_line: Mapped[Fraction | None] = mapped_column(Exact)
    time_limit_minutes: Mapped[Fraction | None] = mapped_column(Exact)


class SettingRow(Base):
    """A setting that travels with the contest file (mapping of import columns, recheck seed, posting times …)."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[Any] = mapped_column(JsonText)


class ImportRow(Base):
    """A file that was read in, by digest: reading the same one again changes nothing."""

    __tablename__ = "import_file"
    __table_args__ = (Index("ix_import_file_sha256", "sha256"),)
    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(20))  # roster, theory, marks, scheme, pack
    sha256: Mapped[str] = mapped_column(String(64))
    rows_read: Mapped[int]
    rows_in: Mapped[int]
    rows_refused: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]
