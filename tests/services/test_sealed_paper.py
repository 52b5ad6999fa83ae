"""The sealed paper table opens an encrypted draw when a passphrase is lost, and only the table that was drawn does."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import drawing, reveal, signing
from app.services.board import board
from tests.factories import MORNING, WELDER, later
from tests.services.hall import Hall
from tests.services.hours import bodies, content
from tests.services.sealed_kit import cheap as cheap
from tests.services.sealed_kit import locked as locked
from tests.services.sealed_kit import lose, plain_pairs, table
from tests.services.sealed_kit import sealed_files as sealed_files


def written(hall: Hall, folder: Path, change: Callable[[list[dict[str, str]]], None] | None = None) -> Path:
    """The sealed table as a file, as it would be typed from its paper: in another order, codes without a hyphen."""
    path = folder / "paper.csv"
    drawing.write_sealed(path, table(hall))
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.reverse()
    for row in rows[1:]:
        row["种子"] = ""
        row["密号"] = row["密号"].replace("-", "").lower()
    if change is not None:
        change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path


def test_the_paper_decodes_when_a_passphrase_is_lost(locked: Hall, tmp_path: Path) -> None:
    sealed = locked
    given, path = table(sealed), written(sealed, tmp_path)
    lose(sealed.store, sealed)
    with pytest.raises(RightsRefusal, match="needs_passphrase") as refused:
        sealed.decode()
    assert refused.value.fields["holders"] == "—"
    assert board(sealed.store, MORNING).safety.codes_lost
    typed = [reveal.read_paper(path)]
    signing.decode(sealed.store, WELDER, by=sealed.who("裁判长"), second=sealed.who("监督"), at=later(61), papers=typed)
    assert plain_pairs(sealed.store) == {(line.entry, line.code) for line in given}
    told = next(body for body in bodies(sealed.store) if body["act"] == "trade.decoded")
    assert told["by_paper"] == ["practical"]


def swap(rows: list[dict[str, str]]) -> None:
    rows[0]["密号"], rows[1]["密号"] = rows[1]["密号"], rows[0]["密号"]


def other_seed(rows: list[dict[str, str]]) -> None:
    rows[0]["种子"] = rows[0]["种子"][:-1] + "g"


@pytest.mark.parametrize("change", [swap, other_seed, lambda rows: rows.pop()])
def test_a_paper_that_was_not_drawn_decodes_nothing(
    change: Callable[[list[dict[str, str]]], None], locked: Hall, tmp_path: Path
) -> None:
    sealed = locked
    path = written(sealed, tmp_path, change)
    lose(sealed.store, sealed)
    before = content(sealed.store)
    with pytest.raises(Refusal, match="paper_differs"):
        signing.decode(
            sealed.store,
            WELDER,
            by=sealed.who("裁判长"),
            second=sealed.who("监督"),
            at=later(61),
            papers=[reveal.read_paper(path)],
        )
    assert content(sealed.store) == before


def test_a_paper_with_holes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "paper.csv"
    path.write_text("参赛编号,密号\nHG01,W-172\n", "utf-8")
    with pytest.raises(Refusal, match="paper_columns"):
        reveal.read_paper(path)
    path.write_text("参赛编号,场次,工位,成果号,密号,种子\nHG01,1,1,,W-172,7\nHG02,1,,,W-188,\n", "utf-8")
    with pytest.raises(Refusal, match="paper_row") as refused:
        reveal.read_paper(path)
    assert refused.value.fields["row"] == 3
