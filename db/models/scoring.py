"""Score sheets and marks. A sheet knows a code and never an entry: blindness is structure, not politeness."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint

from db.base import Base, Id, Instant, Mapped, mapped_column
from db.types import Exact, JsonText, RowNumber, Thousandths


class SheetRow(Base):
    """评分表: the marks of one code in one round."""

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("trade_id", "round", "code"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    round: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(20))
    sitting: Mapped[int] = mapped_column(default=1)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    state: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16), default="")  # "" or a status that stands for the whole sheet
    seconds: Mapped[int | None]  # time used, breaks ties
    double_entry: Mapped[bool] = mapped_column(default=True)
    first_by: Mapped[str] = mapped_column(String(100), default="")
    first_at: Mapped[Instant | None]
    second_by: Mapped[str] = mapped_column(String(100), default="")
    second_at: Mapped[Instant | None]
    agreed_at: Mapped[Instant | None]
    rechecked_at: Mapped[Instant | None]
    paper: Mapped[str] = mapped_column(String(20), default="", server_default="")  # 卷号 of a theory paper


class MarkRow(Base):
    """One keyed value. Only ever added: a correction is a further row, and the highest id of a cell counts."""

    __tablename__ = "mark"
    __table_args__ = (Index("ix_mark_cell", "sheet_id", "keying", "aspect", "seat", "id"),)
    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    keying: Mapped[int]  # 1 first, 2 second, 3 final word (settled, re-marked, corrected)
    origin: Mapped[str] = mapped_column(String(12))  # keyed, settle, remark, correction
    aspect: Mapped[str] = mapped_column(String(40))  # "" = the score of the whole round
    seat: Mapped[str] = mapped_column(String(20))  # "" = one value for all
    value: Mapped[int | None] = mapped_column(Thousandths)  # a number, reading, level, count, or seconds
    token: Mapped[str | None] = mapped_column(
        String(400)
    )  # what is no number: items "E1a*2", a word; NULL and no value: taken back
    doubtful: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]
    why: Mapped[str] = mapped_column(String(400), default="")


class SpreadDecisionRow(Base):
    """复议: what the chief judge said to marks that lie too far apart."""

    __tablename__ = "spread_decision"
    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    aspect: Mapped[str] = mapped_column(String(40))
    decision: Mapped[str] = mapped_column(String(12))  # keep 维持, again 重新打分
    spread: Mapped[Fraction] = mapped_column(Exact)
    reason: Mapped[str] = mapped_column(String(400))
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]


class RecheckRow(Base):
    """One recheck of a trade: how the sample was drawn."""

    __tablename__ = "recheck"
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"), index=True)
    round: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    full: Mapped[bool]
    seed: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]


class RecheckItemRow(Base):
    """A sheet of the sample and what came of it."""

    __tablename__ = "recheck_item"
    __table_args__ = (UniqueConstraint("recheck_id", "sheet_id"),)
    id: Mapped[Id]
    recheck_id: Mapped[int] = mapped_column(ForeignKey("recheck.id"))
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    why: Mapped[str] = mapped_column(String(12))  # top, drawn, full
    verdict: Mapped[str] = mapped_column(String(12), default="")  # "" open, same, corrected
    errors: Mapped[int] = mapped_column(default=0)
    by: Mapped[str] = mapped_column(String(100), default="")
    at: Mapped[Instant | None]


class RecheckReadingRow(Base):
    """What the rechecker read from the paper before the program showed its own: a part's total, or one cell."""

    __tablename__ = "recheck_reading"
    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("recheck_item.id"), index=True)
    part: Mapped[str] = mapped_column(String(40))  # module id, "" a cell or the whole of a round without modules
    aspect: Mapped[str] = mapped_column(String(40))
    seat: Mapped[str] = mapped_column(String(20))
    on_paper: Mapped[str] = mapped_column(String(200))
    on_record: Mapped[str] = mapped_column(String(200))
    same: Mapped[bool]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]


class CorrectionRow(Base):
    """更正单: a change after submission, with reason and two names."""

    __tablename__ = "correction"
    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    aspect: Mapped[str] = mapped_column(String(40))
    seat: Mapped[str] = mapped_column(String(20))
    old: Mapped[str] = mapped_column(String(200))
    new: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(400))
    by: Mapped[str] = mapped_column(String(100))
    second: Mapped[str] = mapped_column(String(100))
    at: Mapped[Instant]
    appeal_id: Mapped[int | None] = mapped_column(RowNumber)  # the upheld appeal it answers, if one


class SignOffRow(Base):
    """签字、锁定、解锁、解密、确认: who took responsibility, with whom, for which revision."""

    __tablename__ = "sign_off"
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))  # lock, unlock, decode, amend (an upheld appeal's item closed)
    revision: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    second: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(String(400), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    facts: Mapped[Any] = mapped_column(JsonText, default=None)
    at: Mapped[Instant]
