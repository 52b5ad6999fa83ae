"""Importing this module registers all tables, for whoever asks what tables there are."""

from db.base import Base
from db.models import audit, certificates, contest, day, office, people, results, scheme, scoring

__all__ = ["Base", "audit", "certificates", "contest", "day", "office", "people", "results", "scheme", "scoring"]
