"""匠评 Jiangping: judging workers' skill contests where they are held. Name and version only."""

NAME = "匠评"
EXECUTABLE = "jiangping"
VERSION = "0.1.0"
BUILT = "2026-06-01"
"""This version was built after that day (UTC); a clock that shows an earlier one is wrong. Raised with a release."""
