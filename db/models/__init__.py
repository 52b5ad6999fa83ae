"""The tables of a contest file, by subject. Importing this package registers all of them."""

from db.base import Base
from db.models import audit, certificates, contest, day, office, people, results, scheme, scoring

__all__ = ["Base", "audit", "certificates", "contest", "day", "office", "people", "results", "scheme", "scoring"]
