"""The contest file: the only home of SQLAlchemy and Alembic."""
