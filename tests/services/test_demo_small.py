"""A demo of few people is a whole day too: to the confirmed places, with nothing in it that had to come twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Refusal
from app.services.audit_view import check_all
from app.services.common import contest_facts
from app.services.demo import DemoPlayer, play_contest
from app.services.demo_data.day import FEWEST, make_day
from app.services.results_list import standings


@pytest.mark.parametrize("people", [FEWEST, 12])
def test_a_few_people_play_the_day_to_its_end(tmp_path: Path, people: int) -> None:
    player = DemoPlayer.begin(make_day(1, people), tmp_path / "few.contest", tmp_path)
    with player.store as store:
        play_contest(player)
        counts = player.tally.counts
        assert counts["entries"] == people
        assert counts["roster_corrected"] == 0
        assert counts["trades"] == 3
        assert not (tmp_path / "roster-corrected.xlsx").exists()
        with store.read() as reading:
            trades = contest_facts(reading).trades
            placed = [line for trade in trades for line in standings(reading, trade).lines]
        assert len(placed) == people
        assert all(line.place is not None or line.status for line in placed)
        assert check_all(store).ok


def test_fewer_are_refused_with_the_number_there_may_be() -> None:
    with pytest.raises(Refusal) as refused:
        make_day(1, FEWEST - 1)
    assert refused.value.code == "demo.people"
    assert refused.value.fields["least"] == FEWEST
