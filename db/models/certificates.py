"""Certificates, the reprint ledger, and every other paper that left the printer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint

from db.base import Base, Id, Instant, Mapped, mapped_column
from db.types import JsonText


class CertificateRow(Base):
    """A certificate number. Issued on print, voided never reused."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("contest_id", "serial"), Index("ix_certificate_entry_id", "entry_id"))
    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    revision: Mapped[int]
    serial: Mapped[str] = mapped_column(String(60))
    sequence: Mapped[int]
    facts: Mapped[Any] = mapped_column(JsonText)  # name, award, place … as printed
    token: Mapped[str] = mapped_column(String(600), default="")  # the signed QR text
    state: Mapped[str] = mapped_column(String(12))  # issued, void (a person said so), replaced (facts changed)
    void_reason: Mapped[str] = mapped_column(String(400), default="")
    issued_by: Mapped[str] = mapped_column(String(100))
    issued_at: Mapped[Instant]


class CertificatePrintRow(Base):
    """One time a certificate went to a printer or a file; from the second on with a reason (补)."""

    __tablename__ = "certificate_print"
    id: Mapped[Id]
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    number: Mapped[int]
    layout: Mapped[str] = mapped_column(String(100))
    overprint: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(400), default="")
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]


class LayoutRow(Base):
    """A certificate layout that belongs to this contest."""

    __tablename__ = "layout"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100), unique=True)
    document: Mapped[Any] = mapped_column(JsonText)
    made_at: Mapped[Instant]


class LayoutPictureRow(Base):
    """A picture a layout of this contest prints, under the name the layout calls it by."""

    __tablename__ = "layout_picture"
    __table_args__ = (UniqueConstraint("layout_id", "name"),)
    id: Mapped[Id]
    layout_id: Mapped[int] = mapped_column(ForeignKey("layout.id"))
    name: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes]


class PaperRow(Base):
    """A document that was printed or written, with the digest of its data."""

    __tablename__ = "paper"
    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(40))
    trade_id: Mapped[int | None] = mapped_column(ForeignKey("trade.id"))
    digest: Mapped[str] = mapped_column(String(64))
    copies: Mapped[int] = mapped_column(default=1)
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]
