"""What a finished act touched, so that every view knows whether it is stale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The kinds of thing a view can show."""

    CONTEST = "contest"
    PEOPLE = "people"
    ATTENDANCE = "attendance"
    DRAW = "draw"
    SHEETS = "sheets"
    RESULTS = "results"
    CERTIFICATES = "certificates"
    BUNDLES = "bundles"
    ACCOUNTS = "accounts"


@dataclass(frozen=True)
class Change:
    """Kinds touched, the trades concerned (empty: all) and the audit entry that tells of the act (0: none)."""

    kinds: frozenset[Kind]
    trades: frozenset[str] = frozenset()
    audit_seq: int = 0

    def touches(self, kind: Kind, trade: str | None = None) -> bool:
        """Whether a view of `kind` (of one trade, if given) must be drawn again."""
        return kind in self.kinds and (trade is None or not self.trades or trade in self.trades)
