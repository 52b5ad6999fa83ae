"""Scheme versions, answered appeals, keys of people, backups and the office: a function per subject."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each subject adds its own tables and columns, in the order they stand on each other."""
