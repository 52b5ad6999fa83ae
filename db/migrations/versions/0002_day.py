"""The day: draws, sheets, marks and results."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_index(op.f("ix_trade_contest_id"), "trade", ["contest_id"], unique=False)
    op.create_table(
        "draw",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("layers", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=200), nullable=False),
        sa.Column("stations", sa.Integer(), nullable=False),
        sa.Column("sittings", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("witness", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("superseded_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_draw_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("trade_id", "round", "number", name=op.f("uq_draw_trade_id_round_number")),
    )
    op.create_table(
        "incident",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_incident_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_trade_id_code", "incident", ["trade_id", "code"], unique=False)
    op.create_table(
        "office_result",
        sa.Column("id", ROW, nullable=False),
        sa.Column("office_trade_id", ROW, nullable=False),
        sa.Column("entry", sa.String(length=20), nullable=False),
        sa.Column("group_name", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("total", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("award", sa.String(length=60), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_trade_id"], ["office_trade.id"], name=op.f("fk_office_result_office_trade_id_office_trade")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_result")),
        sa.UniqueConstraint("office_trade_id", "entry", name=op.f("uq_office_result_office_trade_id_entry")),
    )
    op.create_table(
        "panel_seat",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("module", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("judge_id", ROW, nullable=False),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_panel_seat_judge_id_judge")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_panel_seat_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_seat")),
        sa.UniqueConstraint(
            "trade_id", "round", "module", "seat", name=op.f("uq_panel_seat_trade_id_round_module_seat")
        ),
    )
    op.create_table(
        "paper",
        sa.Column("id", ROW, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("trade_id", ROW, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_paper_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    op.create_table(
        "recheck",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("full", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_recheck_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck")),
    )
    op.create_index(op.f("ix_recheck_trade_id"), "recheck", ["trade_id"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("maximum", sa.String(200), nullable=False),
        sa.Column("weight", sa.String(200), nullable=True),
        sa.Column("pass_line", sa.String(200), nullable=True),
        sa.Column("time_limit_minutes", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_round_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("trade_id", "code", name=op.f("uq_round_trade_id_code")),
    )
    op.create_table(
        "ruling",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("group_name", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_ruling_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
    )
    op.create_index(op.f("ix_ruling_trade_id"), "ruling", ["trade_id"], unique=False)
    op.create_table(
        "scheme",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("frozen_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_scheme_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme")),
        sa.UniqueConstraint("trade_id", "version", name=op.f("uq_scheme_trade_id_version")),
    )
    op.create_table(
        "sign_off",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("second", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_sign_off_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    op.create_index(op.f("ix_sign_off_trade_id"), "sign_off", ["trade_id"], unique=False)
    op.create_table(
        "sitting",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("starts_at", sa.String(27), nullable=True),
        sa.Column("room", sa.String(length=100), nullable=False),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_sitting_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint("trade_id", "round", "number", name=op.f("uq_sitting_trade_id_round_number")),
    )
    op.create_table(
        "trade_group",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_trade_group_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade_group")),
        sa.UniqueConstraint("trade_id", "name", name=op.f("uq_trade_group_trade_id_name")),
    )
    op.create_table(
        "entry",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("group_id", ROW, nullable=False),
        sa.Column("delegation_id", ROW, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("no_award", sa.Boolean(), nullable=False),
        sa.Column("skill_level", sa.String(length=60), nullable=False),
        sa.Column("skill_certificate", sa.String(length=100), nullable=False),
        sa.Column("years", sa.String(length=20), nullable=False),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.Column("registered_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_entry_contest_id_contest")),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_entry_delegation_id_delegation")),
        sa.ForeignKeyConstraint(["group_id"], ["trade_group.id"], name=op.f("fk_entry_group_id_trade_group")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_entry_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_entry_contest_id_number")),
    )
    op.create_index(op.f("ix_entry_delegation_id"), "entry", ["delegation_id"], unique=False)
    op.create_index("ix_entry_trade_id_state", "entry", ["trade_id", "state"], unique=False)
    op.create_table(
        "module",
        sa.Column("id", ROW, nullable=False),
        sa.Column("scheme_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("maximum", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_module_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
        sa.UniqueConstraint("scheme_id", "round", "code", name=op.f("uq_module_scheme_id_round_code")),
    )
    op.create_table(
        "result_revision",
        sa.Column("id", ROW, nullable=False),
        sa.Column("trade_id", ROW, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scheme_id", ROW, nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("confirmed_at", sa.String(27), nullable=True),
        sa.Column("posted_at", sa.String(27), nullable=True),
        sa.Column("results_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_result_revision_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["trade_id"], ["trade.id"], name=op.f("fk_result_revision_trade_id_trade")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_revision")),
        sa.UniqueConstraint("trade_id", "number", name=op.f("uq_result_revision_trade_id_number")),
    )


def downgrade() -> None:
    raise RuntimeError("a contest file never goes back; restore the copy made before the upgrade")
