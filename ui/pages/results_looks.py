"""What the ranking page asks of the store again and again: between two looks only what changed is read and scored."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.services.live_ranking import LiveRanking
    from app.services.results_view import RankingView


class Looks:
    """The looks at one file and trade after the other. What it hands out runs on the store's thread, and only there is
    anything of it kept or used."""

    def __init__(self) -> None:
        self._of: tuple[Any, str] | None = None
        self._live: LiveRanking | None = None

    def at(self, store: Any, trade: str, revision: int | None) -> Callable[[], RankingView]:
        """The look at a trade's newest list, or at an earlier revision, to be run by the store's thread."""

        def act() -> RankingView:
            from app.services.live_ranking import LiveRanking  # here: they bring the papers' fonts along
            from app.services.results_view import ranking_view

            if self._live is None or self._of is None or self._of[0] is not store or self._of[1] != trade:
                self._of, self._live = (store, trade), LiveRanking(trade)
            return ranking_view(store, trade, revision, self._live)

        return act
