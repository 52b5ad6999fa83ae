"""Foundations: contest, people, keys and the audit chain."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", ROW, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.String(27), nullable=True),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("seq", ROW, autoincrement=False, nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "audit_genesis",
        sa.Column("id", ROW, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_genesis")),
    )
    op.create_table(
        "audit_note",
        sa.Column("seq", ROW, autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_note")),
    )
    op.create_table(
        "backup",
        sa.Column("id", ROW, nullable=False),
        sa.Column("folder", sa.String(length=400), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup")),
    )
    op.create_table(
        "contest",
        sa.Column("id", ROW, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("host", sa.String(length=400), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("starts", sa.String(length=10), nullable=False),
        sa.Column("ends", sa.String(length=10), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
        sa.UniqueConstraint("key", name=op.f("uq_contest_key")),
    )
    op.create_table(
        "import_file",
        sa.Column("id", ROW, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_in", sa.Integer(), nullable=False),
        sa.Column("rows_refused", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
    )
    op.create_index("ix_import_file_sha256", "import_file", ["sha256"], unique=False)
    op.create_table(
        "key",
        sa.Column("id", ROW, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("retired_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_key_fingerprint")),
    )
    op.create_table(
        "layout",
        sa.Column("id", ROW, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout")),
        sa.UniqueConstraint("name", name=op.f("uq_layout_name")),
    )
    op.create_table(
        "pack",
        sa.Column("id", ROW, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sa.UniqueConstraint("number", name=op.f("uq_pack_number")),
    )
    op.create_table(
        "printer_profile",
        sa.Column("id", ROW, nullable=False),
        sa.Column("printer", sa.String(length=200), nullable=False),
        sa.Column("tray", sa.String(length=100), nullable=False),
        sa.Column("paper", sa.String(length=100), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("trial_good_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer_profile")),
        sa.UniqueConstraint("printer", "tray", "paper", name=op.f("uq_printer_profile_printer_tray_paper")),
    )
    op.create_table(
        "receipt",
        sa.Column("id", ROW, nullable=False),
        sa.Column("bundle_sha256", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_bundle_sha256"), "receipt", ["bundle_sha256"], unique=False)
    op.create_table(
        "received_bundle",
        sa.Column("id", ROW, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("contest_key", sa.String(length=64), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("base_name", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("history", sa.Text(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_bundle")),
        sa.UniqueConstraint("sha256", name=op.f("uq_received_bundle_sha256")),
    )
    op.create_index("ix_received_bundle_source", "received_bundle", ["contest_key", "base", "number"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "trust_list",
        sa.Column("id", ROW, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_list")),
        sa.UniqueConstraint("serial", name=op.f("uq_trust_list_serial")),
    )
    op.create_table(
        "bundle",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_id", ROW, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("trades", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_bundle_contest_id_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_bundle_contest_id_number")),
    )
    op.create_table(
        "delegation",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("leader", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_delegation_contest_id_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("contest_id", "name", name=op.f("uq_delegation_contest_id_name")),
    )
    op.create_table(
        "honour_rule",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_honour_rule_contest_id_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honour_rule")),
    )
    op.create_table(
        "judge",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_id", ROW, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("certificate", sa.String(length=100), nullable=False),
        sa.Column("account_id", ROW, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_judge_account_id_account")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_judge_contest_id_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judge")),
        sa.UniqueConstraint("contest_id", "name", "unit", name=op.f("uq_judge_contest_id_name_unit")),
    )
    op.create_table(
        "office_trade",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_key", sa.String(length=64), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("trade", sa.String(length=40), nullable=False),
        sa.Column("trade_name", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("results_sha256", sa.String(length=64), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("received_id", ROW, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["received_id"], ["received_bundle.id"], name=op.f("fk_office_trade_received_id_received_bundle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_trade")),
        sa.UniqueConstraint(
            "contest_key", "base", "trade", "revision", name=op.f("uq_office_trade_contest_key_base_trade_revision")
        ),
    )
    op.create_table(
        "person",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_id", ROW, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("id_kind", sa.String(length=20), nullable=False),
        sa.Column("id_number", sa.String(length=64), nullable=False),
        sa.Column("id_key", sa.String(length=80), nullable=False),
        sa.Column("sex", sa.String(length=4), nullable=False),
        sa.Column("birth_date", sa.String(length=10), nullable=False),
        sa.Column("nation", sa.String(length=40), nullable=False),
        sa.Column("education", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("post", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_person_contest_id_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("ix_person_id_key", "person", ["contest_id", "id_key"], unique=False)
    op.create_table(
        "trade",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("entry_kind", sa.String(length=16), nullable=False),
        sa.Column("registration_closed_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_trade_contest_id_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade")),
        sa.UniqueConstraint("contest_id", "code", name=op.f("uq_trade_contest_id_code")),
    )


def downgrade() -> None:
    raise RuntimeError("a contest file never goes back; restore the copy made before the upgrade")
