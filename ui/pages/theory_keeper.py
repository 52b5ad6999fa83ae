"""Scores on their way to the disk: like marks of a sheet, only that every line is a sheet of its own."""

from __future__ import annotations

from ui.pages.scoring_many import ManySheetsKeeper


class TheoryKeeper(ManySheetsKeeper):
    """Lines are entry numbers, and each sheet holds the one score of the whole round."""
