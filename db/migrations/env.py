"""Alembic's entry: runs the steps on the connection that `db.migrate` hands in, inside its transaction."""

from alembic import context

from db.models.every import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=False,
    compare_type=True,
)
context.run_migrations()
