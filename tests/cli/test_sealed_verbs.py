"""Encrypted draws as a script meets them: what the draw says, the table on paper, decoding with and without keys."""

from __future__ import annotations

import csv
from pathlib import Path

from app.services import drawing, people_keys
from db.store import Store
from tests.factories import MORNING, WELDER
from tests.services.hall import CHEAP
from tests.services.hours import reopened
from tests.services.sealed_kit import CHIEF, OTHER, SUPERVISOR, WORDS, SealedFiles, logged_in, lose, table
from tests.services.sealed_kit import cheap as cheap
from tests.services.sealed_kit import sealed_files as sealed_files
from tests.verbs import Verbs


def pair(verbs: Verbs, first: str = WORDS, second: str = OTHER) -> list[str]:
    """The options that log both in with their passphrases."""
    found = []
    for name, words in ((CHIEF, first), (SUPERVISOR, second)):
        path = verbs.folder / f"{name}.txt"
        path.write_text(f"{words}\n", "utf-8")
        option = "--as" if name == CHIEF else "--with"
        found += [option, name, "--pin-file" if name == CHIEF else "--with-pin-file", str(path)]
    return found


def test_the_draw_says_whether_it_is_encrypted_and_writes_the_table_once(verbs: Verbs, tmp_path: Path) -> None:
    file = verbs.file("registered")
    for round_id in ("theory", "practical"):
        verbs.done("checkin", file, "--trade", WELDER, "--round", round_id, "--all", *verbs.by("登记员"))
    words = ("draw", file, "--trade", WELDER, "--round", "practical", *verbs.by("加密"))
    plain = verbs.done(*words)
    assert plain["encrypted"] is False
    with Store.open(file) as store:
        for name, secret in ((CHIEF, WORDS), (SUPERVISOR, OTHER)):
            people_keys.change_own_secret(store, name, "123456", secret, at=MORNING, cost=CHEAP)
    sealed = tmp_path / "sealed.csv"
    (tmp_path / "words.txt").write_text(WORDS, "utf-8")
    witness = ("--with", CHIEF, "--with-pin-file", tmp_path / "words.txt")
    again = verbs.done(*words, *witness, "--reason", "改为加密", "--sealed", sealed)
    assert (again["encrypted"], again["codes"], again["number"]) == (True, 3, 2)
    with sealed.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert {row["参赛编号"] for row in rows} == {seat["entry"] for seat in again["entries"]}
    assert all(row["种子"] and row["密号"] for row in rows)
    assert not any(row["密号"] in str(again) for row in rows)


def test_papers_and_decode_take_both_passphrases(verbs: Verbs, sealed_files: SealedFiles, tmp_path: Path) -> None:
    file, out = sealed_files.copy("locked", tmp_path / "x.contest"), tmp_path / "table.pdf"
    assert verbs.refused("papers", file, "加密对照表", "--out", out, *verbs.by("加密"))[1] == "draw.table_sealed"
    assert verbs.done("papers", file, "加密对照表", "--out", out, *pair(verbs))["papers"] == 1
    done = verbs.done("decode", file, "--trade", WELDER, *pair(verbs))
    assert done["ranked"] and done["open_questions"] == 0
    assert verbs.done("audit", file)["ok"]


def test_decode_by_the_paper(verbs: Verbs, sealed_files: SealedFiles, tmp_path: Path) -> None:
    file, paper = sealed_files.copy("locked", tmp_path / "x.contest"), tmp_path / "paper.csv"
    hall = logged_in(reopened(file))
    drawing.write_sealed(paper, table(hall))
    lose(hall.store, hall)
    hall.store.close()
    both = pair(verbs, WORDS, WORDS)
    assert verbs.refused("decode", file, "--trade", WELDER, *both)[1] == "draw.needs_passphrase"
    assert verbs.done("decode", file, "--trade", WELDER, "--table", paper, *both)["decoded"]
