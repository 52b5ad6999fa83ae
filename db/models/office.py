"""Bundles and receipts, keys and trust lists, contest packs; and what the office has received."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint

from db.base import Base, Id, Instant, Mapped, mapped_column
from db.types import JsonText


class BundleRow(Base):
    """成绩包 built here. Built once: a further stick gets the same bytes."""

    __tablename__ = "bundle"
    __table_args__ = (UniqueConstraint("contest_id", "number"),)
    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(200))
    trades: Mapped[Any] = mapped_column(JsonText)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    last_seq: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[Instant]


class ReceiptRow(Base):
    """回执 for a bundle: the office's signed answer."""

    __tablename__ = "receipt"
    id: Mapped[Id]
    bundle_sha256: Mapped[str] = mapped_column(String(64), index=True)
    verdict: Mapped[str] = mapped_column(String(12))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Instant]


class KeyRow(Base):
    """A key pair of this file: the sealed key file, never the bare secret."""

    __tablename__ = "key"
    id: Mapped[Id]
    role: Mapped[str] = mapped_column(String(20))  # base, chief, certificate, office, root, backup
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    holder: Mapped[str] = mapped_column(String(100), default="")
    public: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[Instant]
    retired_at: Mapped[Instant | None]
    trades: Mapped[Any | None] = mapped_column(JsonText)  # of a chief judge's key: the trades asked for, None: all


class TrustListRow(Base):
    """名录: a trust list taken in. A lower serial is never taken."""

    __tablename__ = "trust_list"
    id: Mapped[Id]
    serial: Mapped[int] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Instant]


class PackRow(Base):
    """竞赛包: the office's contest pack that this contest is judged under."""

    __tablename__ = "pack"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Instant]


class ReceivedRow(Base):
    """A bundle that came to the office, good or bad: every file gets a row."""

    __tablename__ = "received_bundle"
    __table_args__ = (Index("ix_received_bundle_source", "contest_key", "base", "number"),)
    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    file_name: Mapped[str] = mapped_column(String(300))
    contest_key: Mapped[str] = mapped_column(String(64), default="")
    base: Mapped[str] = mapped_column(String(64), default="")
    base_name: Mapped[str] = mapped_column(String(200), default="")
    number: Mapped[int] = mapped_column(default=0)
    verdict: Mapped[str] = mapped_column(String(12))  # accepted, replaced, refused
    code: Mapped[str] = mapped_column(String(8), default="")
    notes: Mapped[Any] = mapped_column(JsonText)
    manifest: Mapped[Any] = mapped_column(JsonText)
    history: Mapped[Any] = mapped_column(JsonText)
    last_seq: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str] = mapped_column(String(64), default="")
    content: Mapped[bytes] = mapped_column(LargeBinary)
    receipt: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[Instant]


class OfficeTradeRow(Base):
    """The accepted state of one trade of one base: the highest revision counts."""

    __tablename__ = "office_trade"
    __table_args__ = (UniqueConstraint("contest_key", "base", "trade", "revision"),)
    id: Mapped[Id]
    contest_key: Mapped[str] = mapped_column(String(64))
    base: Mapped[str] = mapped_column(String(64))
    trade: Mapped[str] = mapped_column(String(40))
    trade_name: Mapped[str] = mapped_column(String(200), default="")
    revision: Mapped[int]
    results_sha256: Mapped[str] = mapped_column(String(64))
    entries: Mapped[int]
    received_id: Mapped[int] = mapped_column(ForeignKey("received_bundle.id"))
    current: Mapped[bool]
    year: Mapped[int] = mapped_column(default=0, server_default="0")
    facts: Mapped[Any | None] = mapped_column(JsonText)  # contest, class, kind, host, people, delegations as stated


class OfficeResultRow(Base):
    """A line of an accepted trade, by entry number; names live only in the encrypted part."""

    __tablename__ = "office_result"
    __table_args__ = (UniqueConstraint("office_trade_id", "entry"),)
    id: Mapped[Id]
    office_trade_id: Mapped[int] = mapped_column(ForeignKey("office_trade.id"))
    entry: Mapped[str] = mapped_column(String(20))
    group_name: Mapped[str] = mapped_column(String(100))
    status: Mapped[str] = mapped_column(String(16))
    total: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[int | None]
    award: Mapped[str] = mapped_column(String(60), default="")
    document: Mapped[Any] = mapped_column(JsonText)


class OfficePackRow(Base):
    """竞赛包 issued by this office, by contest: its number only rises."""

    __tablename__ = "office_pack"
    __table_args__ = (UniqueConstraint("contest_key", "number"),)
    id: Mapped[Id]
    contest_key: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(400))
    file_name: Mapped[str] = mapped_column(String(200))
    manifest: Mapped[Any] = mapped_column(JsonText)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Instant]


class OfficePersonRow(Base):
    """Who stood behind an entry of a trade: an HMAC under the office's sealed index key, nothing that can be read."""

    __tablename__ = "office_person"
    __table_args__ = (
        Index("ix_office_person_mac", "mac"),
        Index("ix_office_person_office_trade_id", "office_trade_id"),
    )
    id: Mapped[Id]
    office_trade_id: Mapped[int] = mapped_column(ForeignKey("office_trade.id"))
    entry: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))


class OfficePlanRow(Base):
    """年度计划: the targets of one year."""

    __tablename__ = "office_plan"
    id: Mapped[Id]
    year: Mapped[int] = mapped_column(unique=True)
    document: Mapped[Any] = mapped_column(JsonText)
    at: Mapped[Instant]
