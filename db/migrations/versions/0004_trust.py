"""Scheme versions, answered appeals, keys of people, backups and the office: a function per subject."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Each subject adds its own tables and columns, in the order they stand on each other."""
    _appeals()
    _rankings()
    _keys_of_people()
    _office()
    _sealed_draws()
    _sheet_recusals()
    _salts()
    _trades_of_keys()
    _doors_and_draws()
    _layouts()
    _incidents()
    _theory_papers()
    _order_of_the_list()


def _theory_papers() -> None:
    """卷号: which theory paper a line of the list was keyed from."""
    op.add_column("sheet", sa.Column("paper", sa.String(length=20), server_default="", nullable=False))


def _order_of_the_list() -> None:
    """The order of the list of entries as an index that gives its ids alone; it takes the place of a shorter one."""
    op.add_column("entry", sa.Column("number_length", sa.Integer(), server_default="0", nullable=False))
    op.execute("UPDATE entry SET number_length = length(number)")
    op.create_index(
        "ix_entry_listed", "entry", ["delegation_id", "trade_id", "number_length", "number", "state"], unique=False
    )
    op.drop_index(op.f("ix_entry_delegation_id"), table_name="entry")


def _incidents() -> None:
    """A decision names the incident it is about."""
    op.add_column("incident", sa.Column("about", sa.Integer(), nullable=True))


def _keys_of_people() -> None:
    """Key pairs of accounts, and the personal columns under a file key."""
    op.add_column("account", sa.Column("public_key", sa.String(length=100), server_default="", nullable=False))
    op.add_column("account", sa.Column("sealed_key", sa.LargeBinary(), nullable=True))
    op.add_column("person", sa.Column("id_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("person", sa.Column("phone_sealed", sa.LargeBinary(), nullable=True))
    op.create_table(
        "file_key",
        sa.Column("id", ROW, nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_key")),
    )
    op.create_table(
        "file_key_share",
        sa.Column("id", ROW, nullable=False),
        sa.Column("file_key_id", ROW, nullable=False),
        sa.Column("account_id", ROW, nullable=True),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_file_key_share_account_id_account")),
        sa.ForeignKeyConstraint(["file_key_id"], ["file_key.id"], name=op.f("fk_file_key_share_file_key_id_file_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_key_share")),
        sa.UniqueConstraint("recipient", name=op.f("uq_file_key_share_recipient")),
    )


def _office() -> None:
    """What the office keeps beside results: facts of a contest, packs issued, people seen, the plan of a year."""
    op.add_column("office_trade", sa.Column("year", sa.Integer(), server_default="0", nullable=False))
    op.add_column("office_trade", sa.Column("facts", sa.Text(), nullable=True))
    op.create_table(
        "office_pack",
        sa.Column("id", ROW, nullable=False),
        sa.Column("contest_key", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_pack")),
        sa.UniqueConstraint("contest_key", "number", name=op.f("uq_office_pack_contest_key_number")),
    )
    op.create_table(
        "office_person",
        sa.Column("id", ROW, nullable=False),
        sa.Column("office_trade_id", ROW, nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["office_trade_id"], ["office_trade.id"], name=op.f("fk_office_person_office_trade_id_office_trade")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_person")),
    )
    op.create_index("ix_office_person_mac", "office_person", ["mac"])
    op.create_index("ix_office_person_office_trade_id", "office_person", ["office_trade_id"])
    op.create_table(
        "office_plan",
        sa.Column("id", ROW, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_plan")),
        sa.UniqueConstraint("year", name=op.f("uq_office_plan_year")),
    )


def _appeals() -> None:
    """Answered appeals and what they reopened, why a list was revised, what a rechecked paper said."""
    for column in (
        sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("admitted_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("admitted_at", sa.String(27), nullable=True),
        sa.Column("findings", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("second", sa.String(length=100), server_default="", nullable=False),
        sa.Column("item_round", sa.String(length=40), server_default="", nullable=False),
        sa.Column("item_aspect", sa.String(length=40), server_default="", nullable=False),
        sa.Column("closed_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("closed_at", sa.String(27), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
    ):
        op.add_column("appeal", column)
    op.add_column("correction", sa.Column("appeal_id", ROW, nullable=True))
    op.add_column("result_revision", sa.Column("cause", sa.String(length=16), server_default="", nullable=False))
    op.create_table(
        "recheck_reading",
        sa.Column("id", ROW, nullable=False),
        sa.Column("item_id", ROW, nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("on_paper", sa.String(length=200), nullable=False),
        sa.Column("on_record", sa.String(length=200), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["recheck_item.id"], name=op.f("fk_recheck_reading_item_id_recheck_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck_reading")),
    )
    op.create_index(op.f("ix_recheck_reading_item_id"), "recheck_reading", ["item_id"])


def _sealed_draws() -> None:
    """Draws whose table of codes lies under a key in two shares; their seats and codes apart from each other."""
    op.create_table(
        "sealed_draw",
        sa.Column("id", ROW, nullable=False),
        sa.Column("draw_id", ROW, nullable=False),
        sa.Column("pairs", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_sealed_draw_draw_id_draw")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_draw")),
        sa.UniqueConstraint("draw_id", name=op.f("uq_sealed_draw_draw_id")),
    )
    op.create_table(
        "draw_share",
        sa.Column("id", ROW, nullable=False),
        sa.Column("draw_id", ROW, nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("account_id", ROW, nullable=True),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draw_share_account_id_account")),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_draw_share_draw_id_draw")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_share")),
        sa.UniqueConstraint("draw_id", "half", "recipient", name=op.f("uq_draw_share_draw_id_half_recipient")),
    )
    op.create_table(
        "draw_seat",
        sa.Column("id", ROW, nullable=False),
        sa.Column("draw_id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("station", sa.String(length=20), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_draw_seat_draw_id_draw")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_draw_seat_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_seat")),
        sa.UniqueConstraint("draw_id", "entry_id", name=op.f("uq_draw_seat_draw_id_entry_id")),
    )
    op.create_index(op.f("ix_draw_seat_entry_id"), "draw_seat", ["entry_id"])
    op.create_table(
        "draw_code",
        sa.Column("id", ROW, nullable=False),
        sa.Column("draw_id", ROW, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_draw_code_draw_id_draw")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_code")),
        sa.UniqueConstraint("draw_id", "code", name=op.f("uq_draw_code_draw_id_code")),
    )


def _sheet_recusals() -> None:
    """Seats that must not mark a code: judges of the contestant's own unit."""
    op.create_table(
        "sheet_recusal",
        sa.Column("id", ROW, nullable=False),
        sa.Column("sheet_id", ROW, nullable=False),
        sa.Column("module", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_recusal_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_recusal")),
        sa.UniqueConstraint("sheet_id", "module", "seat", name=op.f("uq_sheet_recusal_sheet_id_module_seat")),
    )


def _salts() -> None:
    """Salts of the digests by which the chain binds rows."""
    op.create_table(
        "row_salt",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_row_salt")),
    )


def _rankings() -> None:
    """Further rankings of a revision, and the comparison scale."""
    op.add_column("result", sa.Column("scaled", sa.String(length=40), server_default="", nullable=False))
    op.create_table(
        "side_result",
        sa.Column("id", ROW, nullable=False),
        sa.Column("revision_id", ROW, nullable=False),
        sa.Column("ranking", sa.String(length=60), nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_id", ROW, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("total_text", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("joint", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("award", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_side_result_entry_id_entry")),
        sa.ForeignKeyConstraint(["group_id"], ["trade_group.id"], name=op.f("fk_side_result_group_id_trade_group")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["result_revision.id"], name=op.f("fk_side_result_revision_id_result_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_result")),
        sa.UniqueConstraint(
            "revision_id", "ranking", "entry_id", name=op.f("uq_side_result_revision_id_ranking_entry_id")
        ),
    )


def _trades_of_keys() -> None:
    """For which trades a chief judge's key asks to be listed."""
    op.add_column("key", sa.Column("trades", sa.Text(), nullable=True))


def _doors_and_draws() -> None:
    """Who was seen at which door, what keeps somebody out; the stations of a draw and its seed as it was said aloud."""
    op.add_column("attendance", sa.Column("gate", sa.String(length=40), server_default="", nullable=False))
    op.add_column("attendance", sa.Column("came_at", sa.String(27), nullable=True))
    op.add_column("attendance", sa.Column("came_by", sa.String(length=100), server_default="", nullable=False))
    op.add_column("attendance", sa.Column("came_gate", sa.String(length=40), server_default="", nullable=False))
    op.add_column("draw", sa.Column("public_seed", sa.String(length=200), server_default="", nullable=False))
    op.add_column("draw", sa.Column("commitment", sa.String(length=64), server_default="", nullable=False))
    op.add_column("draw", sa.Column("station_list", sa.String(length=4000), server_default="", nullable=False))
    op.create_table(
        "door_note",
        sa.Column("id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("cleared_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_door_note_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_note")),
    )
    op.create_index("ix_door_note_entry_id", "door_note", ["entry_id"])


def _layouts() -> None:
    """Pictures of layouts. What is known of printers stays with the computer they hang on, not with the contest."""
    op.create_table(
        "layout_picture",
        sa.Column("id", ROW, nullable=False),
        sa.Column("layout_id", ROW, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["layout_id"], ["layout.id"], name=op.f("fk_layout_picture_layout_id_layout")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout_picture")),
        sa.UniqueConstraint("layout_id", "name", name=op.f("uq_layout_picture_layout_id_name")),
    )
    op.drop_table("printer_profile")
