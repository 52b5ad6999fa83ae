"""The audit chain, notes kept beside it, and backups made."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String, Text

from db.base import Base, Id, Instant, Mapped, mapped_column
from db.types import RowNumber


class GenesisRow(Base):
    """Where the chain of this file begins: one row, written with the file."""

    __tablename__ = "audit_genesis"
    id: Mapped[Id]
    body: Mapped[str] = mapped_column(Text)


class AuditRow(Base):
    """操作记录: one entry, linked to the one before. Triggers abort UPDATE and DELETE."""

    __tablename__ = "audit_entry"
    seq: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    prev: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class NoteRow(Base):
    """Free text that an entry binds by digest; it can be erased without breaking the chain."""

    __tablename__ = "audit_note"
    seq: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str] = mapped_column(Text)


class SaltRow(Base):
    """The salt of a row's newest seal in the chain; `name` is "table/id". Without it a digest could be guessed."""

    __tablename__ = "row_salt"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)


class BackupRow(Base):
    """A checked copy and where it went."""

    __tablename__ = "backup"
    id: Mapped[Id]
    folder: Mapped[str] = mapped_column(String(400))
    file_name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]
