"""Results by revision, rulings, appeals, awards and proposed honours."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false

from db.base import Base, Id, Instant, Mapped, mapped_column
from db.types import Exact, JsonText


class RevisionRow(Base):
    """One ranking of a trade. An upheld appeal makes the next one; all stay readable."""

    __tablename__ = "result_revision"
    __table_args__ = (UniqueConstraint("trade_id", "number"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    number: Mapped[int]
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    reason: Mapped[str] = mapped_column(String(400), default="")
    made_by: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[Instant]
    confirmed_at: Mapped[Instant | None]
    posted_at: Mapped[Instant | None]
    results_sha256: Mapped[str] = mapped_column(String(64), default="")
    cause: Mapped[str] = mapped_column(
        String(16), server_default=""
    )  # code of why it follows another: appeal, recheck …


class ResultRow(Base):
    """An entry's line in a revision. `scores` are decimal texts by round; `detail` what an explanation needs."""

    __tablename__ = "result"
    __table_args__ = (UniqueConstraint("revision_id", "entry_id"), Index("ix_result_entry_id", "entry_id"))
    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(ForeignKey("result_revision.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    position: Mapped[int]  # order in the list
    group_id: Mapped[int] = mapped_column(ForeignKey("trade_group.id"))
    status: Mapped[str] = mapped_column(String(16))
    total: Mapped[Fraction | None] = mapped_column(Exact)
    total_text: Mapped[str] = mapped_column(String(40), default="")
    scores: Mapped[Any] = mapped_column(JsonText)
    place: Mapped[int | None]
    joint: Mapped[bool] = mapped_column(default=False)
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    award: Mapped[str] = mapped_column(String(60), default="")
    seconds: Mapped[int | None]
    scaled: Mapped[str] = mapped_column(String(40), server_default="", default="")  # points on the comparison scale


class SideResultRow(Base):
    """An entry's line in a further ranking (单项) of a revision; `ranking` is the id in the trade's definition."""

    __tablename__ = "side_result"
    __table_args__ = (UniqueConstraint("revision_id", "ranking", "entry_id"),)
    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(ForeignKey("result_revision.id"))
    ranking: Mapped[str] = mapped_column(String(60))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    position: Mapped[int]
    group_id: Mapped[int] = mapped_column(ForeignKey("trade_group.id"))
    status: Mapped[str] = mapped_column(String(16))
    total_text: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[int | None]
    joint: Mapped[bool] = mapped_column(default=False)
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    award: Mapped[str] = mapped_column(String(60), default="")


class RulingRow(Base):
    """裁定: the chief judge's written word on a tie, an award edge or a place."""

    __tablename__ = "ruling"
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))  # tie, award_edge, extra; side_tie, side_edge
    group_name: Mapped[str] = mapped_column(String(100), default="")
    subject: Mapped[Any] = mapped_column(JsonText)  # entry numbers in the order ruled, or the edge's way out
    decision: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(400))
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]


class AppealRow(Base):
    """申诉: what a delegation leader contests, the answer, and what it reopened until when.

    `against` is the revision contested; `late`: after the window, it waits for the chief judge to admit it. `item_…` is
    what an upheld appeal reopened (round, "" aspect for the whole sheet), `revision` the list it led to.
    """

    __tablename__ = "appeal"
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    round: Mapped[str] = mapped_column(String(40), default="")
    aspect: Mapped[str] = mapped_column(String(40), default="")
    filed_by: Mapped[str] = mapped_column(String(100))
    filed_at: Mapped[Instant]
    text: Mapped[str] = mapped_column(String(2000))
    state: Mapped[str] = mapped_column(String(16))  # late, open, upheld, rejected, withdrawn, declined
    answer: Mapped[str] = mapped_column(String(2000), default="")
    answered_by: Mapped[str] = mapped_column(String(100), default="")
    answered_at: Mapped[Instant | None]
    late: Mapped[bool] = mapped_column(server_default=false())
    against: Mapped[int | None]
    admitted_by: Mapped[str] = mapped_column(String(100), server_default="")
    admitted_at: Mapped[Instant | None]
    findings: Mapped[str] = mapped_column(String(2000), server_default="")
    second: Mapped[str] = mapped_column(String(100), server_default="")
    item_round: Mapped[str] = mapped_column(String(40), server_default="")
    item_aspect: Mapped[str] = mapped_column(String(40), server_default="")
    closed_by: Mapped[str] = mapped_column(String(100), server_default="")
    closed_at: Mapped[Instant | None]
    revision: Mapped[int | None]


class HonourRuleRow(Base):
    """拟推荐: which places may be proposed for which honour (the office decides later)."""

    __tablename__ = "honour_rule"
    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    position: Mapped[int]
    document: Mapped[Any] = mapped_column(JsonText)


class HonourRow(Base):
    """A proposed honour of one entry."""

    __tablename__ = "proposed_honour"
    __table_args__ = (UniqueConstraint("revision_id", "entry_id", "honour"),)
    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(ForeignKey("result_revision.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    honour: Mapped[str] = mapped_column(String(100))
    remark: Mapped[str] = mapped_column(String(400), default="")
