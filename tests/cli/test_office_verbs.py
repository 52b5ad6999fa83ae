"""The verbs of the office and of contest packs, as scripts meet them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bundle import keys as ckey
from app.bundle import trustlist
from app.services import keys
from db.store import Store
from tests.factories import IDENTITY, SMALL, WELDER
from tests.trust_kit import SEED, trust_file
from tests.verbs import Verbs

PHRASE = "a long enough phrase"


@pytest.fixture
def office_key(tmp_path: Path) -> list[str]:
    """The options that name the office's key."""
    path, secret = tmp_path / "office.ckey", tmp_path / "phrase.txt"
    path.write_bytes(ckey.lock(keys.demo_keys(SEED).office, PHRASE, cost=ckey.Cost(19456, 1, 1)))
    secret.write_text(PHRASE + "\n", "utf-8")
    return ["--office-key", str(path), "--office-pass-file", str(secret)]


@pytest.fixture
def bundle(verbs: Verbs, demo_file: Path, tmp_path: Path) -> Path:
    """A folder with a demo's bundle; its trust list lies beside the office to be."""
    (tmp_path / "stick").mkdir()
    with Store.open(demo_file) as store:
        trust_file(store, tmp_path)
    verbs.done("export", demo_file, "--out", tmp_path / "stick")
    return tmp_path / "stick"


def test_a_folder_is_looked_at_then_taken_in_and_answered(
    verbs: Verbs, bundle: Path, office_key: list[str], demo_file: Path, tmp_path: Path
) -> None:
    office = tmp_path / "office.contest"
    looked = verbs.done("receive", office, bundle, "--mode", "demo", "--dry-run")
    assert [(row["verdict"], row["dry_run"]) for row in looked["files"]] == [("accepted", True)]
    assert verbs.done("office", "inbox", office)["files"] == []
    answers = tmp_path / "answers"
    taken = verbs.done("receive", office, bundle, "--receipts", answers, *office_key)
    (row,) = taken["files"]
    assert (row["verdict"], row["dry_run"], row["trades"][0]["effect"]) == ("accepted", False, "new")
    assert taken["trades"][0]["code"] == WELDER
    inbox = verbs.done("office", "inbox", office)
    assert inbox["counts"] == {"received": 1, "usable": 1, "replaced": 0, "refused": 0}
    assert inbox["files"][0]["receipt"] and inbox["files"][0]["check_code"] == row["check_code"]
    done = verbs.done("receipt", demo_file, row["receipt"])
    assert (done["number"], done["verdict"]) == (1, "accepted")


def test_lists_papers_and_the_year(verbs: Verbs, bundle: Path, tmp_path: Path) -> None:
    office = tmp_path / "office.contest"
    verbs.done("receive", office, bundle, "--mode", "demo")
    for suffix in ("xlsx", "csv", "pdf", "json"):
        out = tmp_path / f"merged.{suffix}"
        found = verbs.done("office", "standings", office, "--out", out)
        assert out.stat().st_size > 0 and found["trades"][0]["entries"][0]["rank"] == 1
    year = verbs.done("office", "overview", office, "--out", tmp_path / "year.pdf")
    assert year["year"] == 2026 and {one["subject"]: one["done"] for one in year["totals"]}["trades"] == 1
    assert {one["subject"]: one["target"] for one in year["totals"]}["trades"] == 200
    paper = verbs.done("office", "papers", office, "回执", "--out", tmp_path / "slips.pdf")
    assert (paper["kind"], paper["papers"]) == ("receipts", 1)
    no = verbs.refused("office", "papers", office, "拒收单", "--out", tmp_path / "no.pdf")
    assert no == (1, "office.none_refused")
    assert verbs.done("office", "conflicts", office)["conflicts"] == []
    assert verbs.done("office", "people", office)["people"] == []
    assert verbs.refused("office", "standings", office, "--trade", "9-9")[1] == "office.unknown_trade"


def test_the_plan_of_a_year(verbs: Verbs, bundle: Path, tmp_path: Path) -> None:
    office = tmp_path / "office.contest"
    verbs.done("receive", office, bundle, "--mode", "demo")
    plan = tmp_path / "plan.toml"
    plan.write_text('[[year]]\nyear = 2026\ntrades = 2\n[[year.base]]\nid = "GS-DREI"\n', "utf-8")
    assert verbs.done("office", "plan", "import", office, plan)["year"][0]["trades"] == 2
    year = verbs.done("office", "overview", office, "--year", 2026)
    assert [(one["base"], one["why"]) for one in year["missing"]] == [("GS-DREI", "plan")]
    assert next(one for one in year["totals"] if one["subject"] == "trades")["percent"] == 50
    verbs.done("office", "plan", "export", office, "--out", tmp_path / "plan.xlsx")
    shown = verbs.done("office", "plan", "import", office, tmp_path / "plan.xlsx")
    assert verbs.done("office", "plan", "show", office) == shown
    plan.write_text("[[year]]\nyear = 26\n", "utf-8")
    assert verbs.refused("office", "plan", "import", office, plan) == (1, "plan.value")


def test_a_pack_from_the_office_to_a_new_file(verbs: Verbs, office_key: list[str], tmp_path: Path) -> None:
    definition = tmp_path / "small.toml"
    definition.write_text(SMALL, "utf-8")
    trust = tmp_path / "list.ctl"
    trust.write_bytes(keys.demo_trust(keys.demo_keys(SEED), "GS-TEST", "示范机械厂", IDENTITY.key).raw)
    code = trustlist.read(trust.read_bytes()).roots.code
    office = tmp_path / "office.contest"
    assert verbs.run("receive", office, tmp_path / "none.crb", "--trust", trust, "--mode", "demo")[0] == 2
    make = ["--contest", definition, "--id", IDENTITY.key, "--mode", "demo", "--base", "GS-TEST=示范机械厂"]
    made = verbs.done("pack", "make", office, "--out", tmp_path / "packs", *make, *office_key)
    assert (made["number"], made["bases"], made["roster"]) == (1, ["GS-TEST"], None)
    again = verbs.done("pack", "make", office, "--out", tmp_path / "packs", *make, *office_key)
    assert again["number"] == 2
    assert [one["newest"] for one in verbs.done("pack", "list", office)["packs"]] == [False, True]
    base = tmp_path / "base.contest"
    assert verbs.refused("new", base, "--pack", made["path"], "--trust", trust)[1] == "bundle.trust_roots"
    new = verbs.done("new", base, "--pack", made["path"], "--trust", trust, "--root-code", code)
    assert new["pack"]["number"] == 1
    shown = verbs.done("pack", "show", base, again["path"])
    assert (shown["number"], shown["before"], shown["needs_two"]) == (2, 1, False)
    assert verbs.done("pack", "take", base, again["path"])["number"] == 2
    assert verbs.refused("pack", "take", base, made["path"]) == (1, "packs.older")
    assert [one["number"] for one in verbs.done("pack", "list", base)["packs"]] == [1, 2]
    assert verbs.refused("new", tmp_path / "x.contest") == (2, "packs.which_source")
    assert verbs.done("pack", "take", office, again["path"])["kept"] is True


def test_a_sealed_list_of_people_through_the_verbs(verbs: Verbs, office_key: list[str], tmp_path: Path) -> None:
    definition, roster = tmp_path / "small.toml", tmp_path / "list.csv"
    definition.write_text(SMALL, "utf-8")
    roster.write_text("姓名,证件号,代表队,工作单位,工种\n李新,990101199001010019,新队,新厂,焊工\n", "utf-8")
    trust = tmp_path / "list.ctl"
    trust.write_bytes(keys.demo_trust(keys.demo_keys(SEED), "GS-TEST", "示范机械厂", IDENTITY.key).raw)
    code = trustlist.read(trust.read_bytes()).roots.code
    words = ["--out", tmp_path, "--id", IDENTITY.key, "--roster", roster, *office_key]
    made = verbs.done("pack", "make", definition, *words)
    assert made["roster"] == 2 and len(made["passphrase"].split("-")) == 5
    base, phrase = tmp_path / "base.contest", tmp_path / "roster.txt"
    verbs.done("new", base, "--pack", made["path"], "--trust", trust, "--root-code", code)
    phrase.write_text("wrong\n", "utf-8")
    assert verbs.refused("pack", "roster", base, "--roster-pass-file", phrase) == (1, "packs.roster_sealed")
    phrase.write_text(made["passphrase"] + "\n", "utf-8")
    assert verbs.done("pack", "roster", base, "--roster-pass-file", phrase)["registered"] == 1
