"""Delegations, people, entries of all four kinds, judges and panels, accounts."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint

from db.base import Base, Id, Instant, Mapped, mapped_column


class DelegationRow(Base):
    """代表队: whom contestants represent."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("contest_id", "name"),)
    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), default="")  # 市州, 产业, 企业, 园区
    leader: Mapped[str] = mapped_column(String(100), default="")


class PersonRow(Base):
    """A human being, once per contest, however many trades they enter."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_id_key", "contest_id", "id_key"),)
    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    name: Mapped[str] = mapped_column(String(120))
    id_kind: Mapped[str] = mapped_column(String(20))
    id_number: Mapped[str] = mapped_column(String(64))
    id_key: Mapped[str] = mapped_column(String(80))  # one spelling per person: 15- and 18-digit forms agree
    sex: Mapped[str] = mapped_column(String(4), default="")
    birth_date: Mapped[str] = mapped_column(String(10), default="")
    nation: Mapped[str] = mapped_column(String(40), default="")
    education: Mapped[str] = mapped_column(String(40), default="")
    unit: Mapped[str] = mapped_column(String(200), default="")
    post: Mapped[str] = mapped_column(String(100), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    # While the file is protected the two above are "", id_key is an HMAC, and these hold nonce and ciphertext.
    id_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    photo: Mapped[bytes | None] = mapped_column(LargeBinary)
    erased_at: Mapped[Instant | None]


class EntryRow(Base):
    """What is ranked in a trade: a person, a team, a work or a unit."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("contest_id", "number"),
        Index("ix_entry_trade_id_state", "trade_id", "state"),
        # The list of entries in its own order, with what it is filtered by: nothing else need be read for its ids.
        Index("ix_entry_listed", "delegation_id", "trade_id", "number_length", "number", "state"),
    )
    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("trade_group.id"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id"))
    number: Mapped[str] = mapped_column(String(20))  # 参赛编号
    number_length: Mapped[int] = mapped_column(server_default="0")  # of the number, so that HG9 comes before HG10
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))  # the person's name, or the team's, work's or unit's
    unit: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(16))  # waiting 待审, approved 通过, returned 退回, withdrawn 撤回
    guest: Mapped[bool] = mapped_column(default=False)  # 不计名次
    no_award: Mapped[bool] = mapped_column(default=False)  # 不参评
    skill_level: Mapped[str] = mapped_column(String(60), default="")
    skill_certificate: Mapped[str] = mapped_column(String(100), default="")
    years: Mapped[str] = mapped_column(String(20), default="")
    remark: Mapped[str] = mapped_column(String(400), default="")
    registered_at: Mapped[Instant]


class MemberRow(Base):
    """Who stands behind an entry: one person, or the two or three of a team, in order."""

    __tablename__ = "entry_member"
    __table_args__ = (UniqueConstraint("entry_id", "person_id"), Index("ix_entry_member_person_id", "person_id"))
    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int]


class AccountRow(Base):
    """Someone who may sit at the keyboard. `secret` is an argon2id PHC string.

    Only a passphrase comes with a key pair: `public_key` "" and `sealed_key` None for an account with a PIN.
    """

    __tablename__ = "account"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100), unique=True)
    role: Mapped[str] = mapped_column(String(32))
    secret: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[Instant | None]
    made_at: Mapped[Instant]
    public_key: Mapped[str] = mapped_column(String(100), default="", server_default="")
    sealed_key: Mapped[bytes | None] = mapped_column(LargeBinary)


class FileKeyRow(Base):
    """That the personal columns are sealed: one row from the first holder with a passphrase on. Never the key."""

    __tablename__ = "file_key"
    id: Mapped[Id]
    proof: Mapped[bytes] = mapped_column(LargeBinary)  # HMAC of a fixed text: tells the right key from another
    made_at: Mapped[Instant]


class FileKeyShareRow(Base):
    """The file key wrapped for one holder: an account, or a key of the office (`account_id` None)."""

    __tablename__ = "file_key_share"
    __table_args__ = (UniqueConstraint("recipient"),)
    id: Mapped[Id]
    file_key_id: Mapped[int] = mapped_column(ForeignKey("file_key.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recipient: Mapped[str] = mapped_column(String(100))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[Instant]


class JudgeRow(Base):
    """裁判员. The unit matters: a judge never marks entries of the own unit."""

    __tablename__ = "judge"
    __table_args__ = (UniqueConstraint("contest_id", "name", "unit"),)
    id: Mapped[Id]
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    name: Mapped[str] = mapped_column(String(100))
    unit: Mapped[str] = mapped_column(String(200), default="")
    certificate: Mapped[str] = mapped_column(String(100), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class PanelSeatRow(Base):
    """裁判组: which judge sits on which seat of a trade's round (seat "1" is column 裁判1)."""

    __tablename__ = "panel_seat"
    __table_args__ = (UniqueConstraint("trade_id", "round", "module", "seat"),)
    id: Mapped[Id]
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    round: Mapped[str] = mapped_column(String(40))
    module: Mapped[str] = mapped_column(String(40), default="")  # "" = the whole round
    seat: Mapped[str] = mapped_column(String(20))
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id"))


class RecusalRow(Base):
    """回避: a judge who must not mark an entry."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("judge_id", "entry_id"),)
    id: Mapped[Id]
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[Instant]


class SheetRecusalRow(Base):
    """A seat that must not mark a code, written where codes and entries were together. Why stays with the judges."""

    __tablename__ = "sheet_recusal"
    __table_args__ = (UniqueConstraint("sheet_id", "module", "seat"),)
    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    module: Mapped[str] = mapped_column(String(40), default="")  # "" = the whole round
    seat: Mapped[str] = mapped_column(String(20))
