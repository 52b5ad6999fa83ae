"""Papers, certificates and what hangs on results."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# History is only added to: the file itself refuses to change or drop a mark or an audit entry.
APPEND_ONLY = ("audit_entry", "mark")


def _append_only(table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def upgrade() -> None:
    op.create_table(
        "sheet",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.Column("scheme_id", ROW, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("double_entry", sa.Boolean(), nullable=False),
        sa.Column("first_by", sa.String(length=100), nullable=False),
        sa.Column("first_at", sa.String(27), nullable=True),
        sa.Column("second_by", sa.String(length=100), nullable=False),
        sa.Column("second_at", sa.String(27), nullable=True),
        sa.Column("agreed_at", sa.String(27), nullable=True),
        sa.Column("rechecked_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_sheet_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_sheet_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("trade_id", "round", "code", name=op.f("uq_sheet_trade_id_round_code")),
    )
    op.create_table(
        "appeal",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=False),
        sa.Column("filed_by", sa.String(length=100), nullable=False),
        sa.Column("filed_at", sa.String(27), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("answered_by", sa.String(length=100), nullable=False),
        sa.Column("answered_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_appeal_entry_id_entry")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_appeal_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
    )
    op.create_index(op.f("ix_appeal_trade_id"), "appeal", ["trade_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=True),
        sa.Column("extra_seconds", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_attendance_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("entry_id", "round", name=op.f("uq_attendance_entry_id_round")),
    )
    op.create_table(
        "blind_code",
        sa.Column("id", ROW, nullable=False),
        sa.Column("draw_id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("drawn_number", sa.String(length=20), nullable=False),
        sa.Column("station", sa.String(length=20), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.Column("work_number", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_blind_code_draw_id_draw")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_blind_code_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blind_code")),
        sa.UniqueConstraint("draw_id", "code", name=op.f("uq_blind_code_draw_id_code")),
        sa.UniqueConstraint("draw_id", "entry_id", name=op.f("uq_blind_code_draw_id_entry_id")),
    )
    op.create_index(op.f("ix_blind_code_entry_id"), "blind_code", ["entry_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=600), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("void_reason", sa.String(length=400), nullable=False),
        sa.Column("issued_by", sa.String(length=100), nullable=False),
        sa.Column("issued_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_certificate_contest_id_contest")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_certificate_entry_id_entry")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_certificate_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("contest_id", "serial", name=op.f("uq_certificate_contest_id_serial")),
    )
    op.create_index("ix_certificate_entry_id", "certificate", ["entry_id"], unique=False)
    op.create_index(op.f("ix_certificate_trade_id"), "certificate", ["trade_id"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", ROW, nullable=False),
        sa.Column("sheet_id", ROW, nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("old", sa.String(length=200), nullable=False),
        sa.Column("new", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("second", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_correction_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_sheet_id"), "correction", ["sheet_id"], unique=False)
    op.create_table(
        "criterion",
        sa.Column("id", ROW, nullable=False),
        sa.Column("module_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_criterion_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("module_id", "name", name=op.f("uq_criterion_module_id_name")),
    )
    op.create_table(
        "entry_member",
        sa.Column("id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("person_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_member_entry_id_entry")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_member")),
        sa.UniqueConstraint("entry_id", "person_id", name=op.f("uq_entry_member_entry_id_person_id")),
    )
    op.create_index("ix_entry_member_person_id", "entry_member", ["person_id"], unique=False)
    op.create_table(
        "mark",
        sa.Column("id", ROW, nullable=False),
        sa.Column("sheet_id", ROW, nullable=False),
        sa.Column("keying", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.String(length=400), nullable=True),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_mark_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    op.create_index("ix_mark_cell", "mark", ["sheet_id", "keying", "aspect", "seat", "id"], unique=False)
    op.create_table(
        "proposed_honour",
        sa.Column("id", ROW, nullable=False),
        sa.Column("revision_id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("honour", sa.String(length=100), nullable=False),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_proposed_honour_entry_id_entry")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["result_revision.id"], name=op.f("fk_proposed_honour_revision_id_result_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_honour")),
        sa.UniqueConstraint(
            "revision_id", "entry_id", "honour", name=op.f("uq_proposed_honour_revision_id_entry_id_honour")
        ),
    )
    op.create_table(
        "recheck_item",
        sa.Column("id", ROW, nullable=False),
        sa.Column("recheck_id", ROW, nullable=False),
        sa.Column("sheet_id", ROW, nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["recheck_id"], ["recheck.id"], name=op.f("fk_recheck_item_recheck_id_recheck")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_recheck_item_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck_item")),
        sa.UniqueConstraint("recheck_id", "sheet_id", name=op.f("uq_recheck_item_recheck_id_sheet_id")),
    )
    op.create_table(
        "recusal",
        sa.Column("id", ROW, nullable=False),
        sa.Column("judge_id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_recusal_entry_id_entry")),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_recusal_judge_id_judge")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("judge_id", "entry_id", name=op.f("uq_recusal_judge_id_entry_id")),
    )
    op.create_table(
        "result",
        sa.Column("id", ROW, nullable=False),
        sa.Column("revision_id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_id", ROW, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("total", sa.String(200), nullable=True),
        sa.Column("total_text", sa.String(length=40), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("award", sa.String(length=60), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_result_entry_id_entry")),
        sa.ForeignKeyConstraint(["group_id"], ["trade_group.id"], name=op.f("fk_result_group_id_trade_group")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["result_revision.id"], name=op.f("fk_result_revision_id_result_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("revision_id", "entry_id", name=op.f("uq_result_revision_id_entry_id")),
    )
    op.create_index("ix_result_entry_id", "result", ["entry_id"], unique=False)
    op.create_table(
        "spread_decision",
        sa.Column("id", ROW, nullable=False),
        sa.Column("sheet_id", ROW, nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("spread", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_spread_decision_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spread_decision")),
    )
    op.create_index(op.f("ix_spread_decision_sheet_id"), "spread_decision", ["sheet_id"], unique=False)
    op.create_table(
        "aspect",
        sa.Column("id", ROW, nullable=False),
        sa.Column("module_id", ROW, nullable=False),
        sa.Column("criterion_id", ROW, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("maximum", sa.String(200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_aspect_criterion_id_criterion")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_aspect_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aspect")),
        sa.UniqueConstraint("module_id", "code", name=op.f("uq_aspect_module_id_code")),
    )
    op.create_table(
        "certificate_print",
        sa.Column("id", ROW, nullable=False),
        sa.Column("certificate_id", ROW, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=100), nullable=False),
        sa.Column("overprint", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_print_certificate_id_certificate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_print")),
    )
    op.create_index(op.f("ix_certificate_print_certificate_id"), "certificate_print", ["certificate_id"], unique=False)
    for table in APPEND_ONLY:
        _append_only(table)


def downgrade() -> None:
    raise RuntimeError("a contest file never goes back; restore the copy made before the upgrade")
