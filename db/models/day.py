"""The day in the hall: sittings, presence, times, incidents, draws and blind codes."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint

from db.base import Base, Id, Instant, Mapped, mapped_column


class SittingRow(Base):
    """场次: a time slot of a trade's round."""

    __tablename__ = "sitting"
    __table_args__ = (UniqueConstraint("trade_id", "round", "number"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    round: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    starts_at: Mapped[Instant | None]
    room: Mapped[str] = mapped_column(String(100), default="")
    closed_at: Mapped[Instant | None]


class AttendanceRow(Base):
    """Presence and status of an entry in a round: never a mark. The history is in the audit chain."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("entry_id", "round"),)
    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    round: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(16))
    sitting: Mapped[int | None]
    extra_seconds: Mapped[int] = mapped_column(default=0)  # 补时
    reason: Mapped[str] = mapped_column(String(400), default="")
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]
    gate: Mapped[str] = mapped_column(String(40), default="", server_default="")  # 检录口
    # Seen at the door of the sitting the draw gave; before the draw all this is empty.
    came_at: Mapped[Instant | None]
    came_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    came_gate: Mapped[str] = mapped_column(String(40), default="", server_default="")


class DoorNoteRow(Base):
    """检录 cannot go on with somebody: what is wrong with the papers, until it is cleared."""

    __tablename__ = "door_note"
    __table_args__ = (Index("ix_door_note_entry_id", "entry_id"),)
    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    round: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(String(400), default="")
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]
    cleared_at: Mapped[Instant | None]


class IncidentRow(Base):
    """现场情况: what happened during a round, by the code that judges know."""

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_trade_id_code", "trade_id", "code"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    round: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))  # start, end, pause, resume, extra_time, moved, remark, handled
    seconds: Mapped[int | None]
    about: Mapped[int | None]  # the line a decision is about
    note: Mapped[str] = mapped_column(String(1000), default="")
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]


class DrawRow(Base):
    """One draw of a trade's round. A redraw is a new row; the first one stays."""

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("trade_id", "round", "number"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    round: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    layers: Mapped[int]
    seed: Mapped[str] = mapped_column(String(200))  # "" while the draw is sealed
    stations: Mapped[int]
    sittings: Mapped[int]
    method: Mapped[str] = mapped_column(String(20))  # computer, manual
    reason: Mapped[str] = mapped_column(String(400), default="")
    by: Mapped[str] = mapped_column(String(100))
    witness: Mapped[str] = mapped_column(String(100), default="")
    at: Mapped[Instant]
    superseded_at: Mapped[Instant | None]
    public_seed: Mapped[str] = mapped_column(String(200), default="", server_default="")  # said aloud; never the codes'
    commitment: Mapped[str] = mapped_column(String(64), default="", server_default="")  # told before the seed was known
    station_list: Mapped[str] = mapped_column(String(4000), default="", server_default="")  # 1-4,6-13: in order


class BlindCodeRow(Base):
    """What the draw gave an entry. Only the drawing and decoding services read this table together with names."""

    __tablename__ = "blind_code"
    __table_args__ = (UniqueConstraint("draw_id", "entry_id"), UniqueConstraint("draw_id", "code"))
    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    drawn_number: Mapped[str] = mapped_column(String(20), default="")  # layer 1: 抽签号
    station: Mapped[str] = mapped_column(String(20), default="")
    sitting: Mapped[int] = mapped_column(default=1)
    work_number: Mapped[str] = mapped_column(String(20), default="")  # layer 3: 成果号
    code: Mapped[str] = mapped_column(String(20))  # 密号: the last layer, all that judges see


class SealedDrawRow(Base):
    """The table of codes of a draw under a key in two shares, until it is opened; then its rows are `BlindCodeRow`."""

    __tablename__ = "sealed_draw"
    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), unique=True)
    pairs: Mapped[bytes] = mapped_column(LargeBinary)
    opened_at: Mapped[Instant | None]


class DrawShareRow(Base):
    """One half of a sealed draw's key, wrapped for one holder; `account_id` None: the office."""

    __tablename__ = "draw_share"
    __table_args__ = (UniqueConstraint("draw_id", "half", "recipient"),)
    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    half: Mapped[int]  # 1: chief judges, 2: supervisors
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recipient: Mapped[str] = mapped_column(String(100))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[Instant]


class DrawSeatRow(Base):
    """The open part of a sealed draw: who stands where, in the order of the draw list. Never a code."""

    __tablename__ = "draw_seat"
    __table_args__ = (UniqueConstraint("draw_id", "entry_id"),)
    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    station: Mapped[str] = mapped_column(String(20))
    sitting: Mapped[int]


class DrawCodeRow(Base):
    """A code a sealed draw gave to somebody, so that none is given twice. In the order of codes, never of seats."""

    __tablename__ = "draw_code"
    __table_args__ = (UniqueConstraint("draw_id", "code"),)
    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"))
    code: Mapped[str] = mapped_column(String(20))
