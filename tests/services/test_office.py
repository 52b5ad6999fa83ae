"""The office: every file gets its verdict, whole or not at all, and an old bundle never lowers anything."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.bundle import keys as ckey
from app.bundle import receipt, trustlist
from app.bundle.findings import Finding
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.errors import Refusal, WrongCall
from app.services import bundles, filecheck, keys, office, receipts, setup
from app.services.office_standings import merged_document, merged_standings
from app.services.replay_rows import TABLE_WORDS
from db.queries import office as stored
from db.store import Store
from tests.factories import WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.targets import Report
from tests.trust_kit import SEED, correct_one, exported, forge, people_of, rank_and_confirm, trust_file


class World:
    """Bundles 1 to 3 of one base, each correcting a mark, the trust list and room for offices."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder = folder
        self.base = Path(shutil.copy(template, folder / "base.contest"))
        with Store.open(self.base) as store:
            self.trust = trust_file(store, folder)
            self.bundles = [exported(store, folder, 80)]
            for number, text in enumerate(("44.5", "44"), 1):
                correct_one(store, text, 100 * number)
                self.bundles.append(exported(store, folder, 100 * number + 50))
        self.fork = self._forked(template)

    def _forked(self, template: Path) -> Path:
        """Another bundle 2 of the same base: the file was restored from its state at bundle 1 and went another way."""
        other = self.folder / "other"
        other.mkdir()
        copy = Path(shutil.copy(template, other / "fork.contest"))
        with Store.open(copy) as store:
            exported(store, other, 80)
            correct_one(store, "43", 300)
            return exported(store, other, 350)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> World:
    return World(tmp_path_factory.mktemp("world"), demo_template)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.contest"


def take(path: Path, world: World, files: Sequence[Path], **how: Any) -> list[dict[str, Any]]:
    how.setdefault("mode", "demo")
    how.setdefault("trust", world.trust)
    return office.receive_files(path, files, at=later(2000), **how)


def verdicts(rows: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["verdict"], row["code"]) for row in rows]


def totals(path: Path) -> dict[str, str]:
    with Store.open(path) as store:
        return {line.entry: line.total for one in merged_standings(store) for line in one.lines}


def test_in_order_everything_is_taken_and_replaced(path: Path, world: World) -> None:
    rows = take(path, world, world.bundles)
    assert verdicts(rows) == [("accepted", ""), ("replaced", ""), ("replaced", "")]
    assert [row["trades"][0]["effect"] for row in rows] == ["new", "replaces", "replaces"]
    assert [row["number"] for row in rows] == [1, 2, 3]
    with Store.open(path) as store, store.read() as reading:
        assert [one.revision for one in stored.current_trades(reading)] == [3]
        for row, file in zip(stored.received(reading), world.bundles, strict=True):
            assert stored.content_of(reading, row.id) == file.read_bytes()


def test_twice_is_a_duplicate_and_changes_nothing(path: Path, world: World) -> None:
    take(path, world, world.bundles[:1])
    before = totals(path)
    rows = take(path, world, [world.bundles[0]] * 2, trust=None)
    assert verdicts(rows) == [("duplicate", "I03"), ("duplicate", "I03")]
    assert rows[0]["number"] == 1 and rows[0]["base"] == "GS-TEST"
    assert totals(path) == before


def test_a_gap_is_taken_with_a_note_and_the_missing_one_is_late(path: Path, world: World) -> None:
    rows = take(path, world, [world.bundles[0], world.bundles[2], world.bundles[1]])
    assert verdicts(rows) == [("accepted", ""), ("replaced", "W14"), ("older", "W15")]
    assert [one["number"] for one in rows[1]["missing"]] == [2]
    newest = totals(path)
    rows = take(path, world, [world.bundles[1]], trust=None)
    assert verdicts(rows) == [("duplicate", "I03")] and totals(path) == newest


def test_an_old_bundle_never_lowers_anything(path: Path, world: World) -> None:
    take(path, world, [world.bundles[2]])
    newest = totals(path)
    rows = take(path, world, [world.bundles[0], world.bundles[1]], trust=None)
    assert verdicts(rows) == [("older", "W15"), ("older", "W15")]
    assert [row["trades"][0]["effect"] for row in rows] == ["superseded", "superseded"]
    assert totals(path) == newest


def test_two_bundles_with_one_number_stop(path: Path, world: World) -> None:
    take(path, world, world.bundles[:2])
    before = totals(path)
    (row,) = take(path, world, [world.fork], trust=None)
    assert (row["verdict"], row["code"]) == ("refused", "E13") and "第 2 号" in row["reason"]
    assert totals(path) == before
    with Store.open(path) as store, store.read() as reading:
        kept = stored.received(reading)[-1]
        assert stored.content_of(reading, kept.id) == world.fork.read_bytes(), "both are kept"


def test_a_history_rewritten_from_an_older_copy_is_seen(path: Path, world: World) -> None:
    """The fork as the first bundle the office sees of a base is fine; the true number 2 then contradicts it."""
    rows = take(path, world, [world.fork, world.bundles[1], world.bundles[2]])
    assert rows[0]["verdict"] == "accepted"
    assert {row["code"] for row in rows[1:]} == {"E13"}


def test_any_order_ends_with_the_newest_revision(path: Path, world: World, tmp_path: Path) -> None:
    """All orders of three bundles, a doubled one and a fork: the highest true revision counts, forks are refused."""
    take(path, world, world.bundles)
    newest = totals(path)
    dice = random.Random(7)
    orders = list(itertools.permutations([*world.bundles, world.bundles[0]]))
    for number, order in enumerate(dice.sample(orders, 8)):
        other = tmp_path / f"office-{number}.contest"
        rows = take(other, world, [*order, world.fork])
        assert sum(row["verdict"] == "duplicate" for row in rows) == 1
        assert (rows[-1]["verdict"], rows[-1]["code"]) == ("refused", "E13")
        assert totals(other) == newest


def test_wrong_files_get_a_row_each_and_the_good_one_goes_in(path: Path, world: World, tmp_path: Path) -> None:
    broken = bytearray(world.bundles[0].read_bytes())
    broken[len(broken) // 2] ^= 1
    files = {"broken.crb": bytes(broken), "cut.crb": bytes(broken[:-100]), "empty.crb": b"", "text.crb": b"hello"}
    paths = []
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        paths.append(tmp_path / name)
    rows = take(path, world, [*paths, tmp_path / "missing.crb", tmp_path, world.bundles[0]])
    assert [row["verdict"] for row in rows] == ["refused"] * 6 + ["accepted"]
    assert [row["code"] for row in rows][1:6] == ["E05", "E02", "E04", "E01", "E01"]
    assert all(row["reason"] and row["reason_en"] for row in rows[:6])
    with Store.open(path) as store:
        assert filecheck.start_checks(store, later(2001)).ok
        with store.read() as reading:
            assert {stored.content_of(reading, one.id) for one in stored.received(reading)[:-1]} == {b""}


def test_demo_and_live_never_mix(path: Path, world: World, tmp_path: Path, figure: Report) -> None:
    (row,) = take(path, world, world.bundles[:1], mode=None)
    figure("U15", "demo bundles a real office takes in", row["verdict"] != "refused", most=0)
    assert (row["verdict"], row["code"]) == ("refused", "E12") and "演示" in row["reason"]
    with pytest.raises(Refusal) as refusal:
        take(path, world, world.bundles[:1], mode="demo")
    assert refusal.value.code == "office.other_mode"
    with pytest.raises(WrongCall):
        take(tmp_path / "x.contest", world, world.bundles[:1], mode="holiday")
    assert not (tmp_path / "x.contest").exists()


def test_an_office_needs_a_trust_list(path: Path, world: World) -> None:
    with pytest.raises(Refusal) as refusal:
        take(path, world, world.bundles[:1], trust=None)
    assert refusal.value.code == "office.no_trust" and not path.exists()
    with pytest.raises(Finding) as finding:
        take(path, world, world.bundles[:1], root_code="0" * 40)
    assert finding.value.code == "bundle.trust_roots" and not path.exists()
    shutil.copy(world.trust, path.parent)
    assert take(path, world, world.bundles[:1], trust=None)[0]["verdict"] == "accepted"


def test_a_contest_file_is_no_office(world: World) -> None:
    with pytest.raises(Refusal) as refusal:
        take(world.base, world, world.bundles[:1])
    assert refusal.value.code == "office.not_an_office"


def demo_list(*, serial: int = 1, before: Path | None = None, **changes: Any) -> bytes:
    """The demo's list with its base's chief key changed."""
    demo = keys.demo_keys(SEED)
    lines = [
        TrustedKey(demo.base.public, "base", "base"),
        replace(TrustedKey(demo.chief.public, "chief", "chief", ("*",)), **changes),
    ]
    base = TrustedBase("GS-TEST", "示范机械厂", ("gs-test-2026-00000000",), tuple(lines))
    held = None if before is None else keys.read_list(before)
    return keys.sign_list(
        keys.ListPlan((base,)), demo.roots[:2], before=held, all_roots=[one.public for one in demo.roots]
    ).raw


def test_a_revoked_key_signs_nothing_after_its_last_number(path: Path, world: World, tmp_path: Path) -> None:
    revoked = tmp_path / "revoked.list"
    revoked.write_bytes(demo_list(before=world.trust, status="revoked", to_number=1))
    take(path, world, [])
    rows = take(path, world, world.bundles[:2], trust=revoked)
    assert verdicts(rows) == [("accepted", ""), ("refused", "E08")]
    rows = take(path, world, world.bundles[1:2], trust=None)
    assert verdicts(rows) == [("refused", "E08")], "the newer list is kept"
    with pytest.raises(Finding) as finding:
        take(path, world, [], trust=world.trust)
    assert finding.value.code == "bundle.trust_older"


def test_refused_for_an_unknown_key_then_taken_with_a_newer_list(path: Path, world: World, tmp_path: Path) -> None:
    first = tmp_path / "first.list"
    demo = keys.demo_keys(SEED)
    stranger = ckey.make("base", "别处", secret=b"\x05" * 32)
    base = TrustedBase("OTHER", "别处", ("*",), (TrustedKey(stranger.public, "base", "别处"),))
    all_roots = [one.public for one in demo.roots]
    first.write_bytes(keys.sign_list(keys.ListPlan((base,)), demo.roots[:2], before=None, all_roots=all_roots).raw)
    (row,) = take(path, world, world.bundles[:1], trust=first)
    assert (row["verdict"], row["code"]) == ("refused", "E08")
    second = tmp_path / "second.list"
    second.write_bytes(demo_list(before=first))
    (row,) = take(path, world, world.bundles[:1], trust=second)
    assert row["verdict"] == "accepted"
    with Store.open(path) as store, store.read() as reading:
        assert [one.verdict for one in stored.received(reading)] == ["accepted"]


def test_receipts_go_back_and_mark_the_number(path: Path, world: World, tmp_path: Path) -> None:
    demo = keys.demo_keys(SEED)
    folder = tmp_path / "receipts"
    folder.mkdir()
    rows = take(path, world, [world.bundles[0], world.fork, world.bundles[0]], receipt_key=demo.office, receipts=folder)
    assert [row["verdict"] for row in rows] == ["accepted", "replaced", "duplicate"]
    slips = [Path(row["receipt"]).read_bytes() for row in rows]
    assert slips[0] == slips[2], "the same bundle gets the same receipt"
    found = receipt.read(slips[0], keys.read_list(world.trust))
    assert (found.number, found.verdict, found.codes) == (1, "accepted", ())
    copy = Path(shutil.copy(world.base, tmp_path / "base.contest"))
    with Store.open(copy) as store:
        receipts.take_receipt(store, slips[0], at=later(1100))
        assert [(one.number, one.receipt) for one in receipts.bundle_lines(store)] == [
            (1, "accepted"),
            (2, ""),
            (3, ""),
        ]
        with pytest.raises(Finding) as finding:
            receipts.take_receipt(store, slips[1], at=later(1100))
        assert finding.value.code == "bundle.receipt_not_ours"
        correct_one(store, "42", 1200)
        fourth = exported(store, tmp_path, 1300)
        found_again = bundles.verify_bundle(fourth, world.trust)
        assert found_again.manifest is not None and found_again.manifest.audit.from_seq > 1
    rows = take(path, world, [fourth], trust=None)
    assert rows[0]["code"] == "E13", "the office has taken the fork in: the base's own line no longer fits"


def test_the_stretch_since_a_receipt_joins_what_the_office_holds(path: Path, world: World, tmp_path: Path) -> None:
    demo = keys.demo_keys(SEED)
    copy = Path(shutil.copy(world.base, tmp_path / "base.contest"))
    rows = take(path, world, world.bundles, receipt_key=demo.office, receipts=tmp_path)
    with Store.open(copy) as store:
        receipts.take_receipt(store, Path(rows[2]["receipt"]).read_bytes(), at=later(1100))
        correct_one(store, "42", 1200)
        fourth = exported(store, tmp_path, 1300)
    fresh = tmp_path / "fresh.contest"
    assert verdicts(take(path, world, [fourth], trust=None)) == [("replaced", "")]
    assert verdicts(take(fresh, world, [fourth])) == [("refused", "E16")], "a hole before its first entry"


def test_lists_are_merged_across_bases(path: Path, world: World, tmp_path: Path) -> None:
    """A second base with its own contest of the same trade: one list by total, equal totals share a place."""
    other = SecondBase(tmp_path)
    rows = take(path, world, [world.bundles[0]])
    assert rows[0]["verdict"] == "accepted"
    rows = take(path, world, [other.bundle], trust=other.trust)
    assert verdicts(rows) == [("accepted", "")]
    with Store.open(path) as store:
        (merged,) = merged_document(merged_standings(store))
    assert merged["bases"] == ["GS-TEST", "GS-ZWEI"] and merged["name"] == "焊工"
    assert [(one["total"], one["rank"], one["base"]) for one in merged["entries"]] == [
        ("92.55", 1, "GS-TEST"),
        ("92.55", 1, "GS-ZWEI"),
        ("89.05", 3, "GS-TEST"),
        ("89.05", 3, "GS-ZWEI"),
        ("85.55", 5, "GS-TEST"),
        ("85.55", 5, "GS-ZWEI"),
    ]
    assert all("name" not in one for one in merged["entries"])


class SecondBase:
    """Another base with its own contest file of the same trade, its bundle and a list that knows both."""

    def __init__(self, folder: Path) -> None:
        contest = replace(small_contest(), base="GS-ZWEI")
        identity = setup.Identity("gs-zwei-2026-00000001", "00000000-0000-4000-8000-000000000002")
        demo = keys.demo_keys(SEED)
        mine = [ckey.make(role, "二", secret=bytes([n]) * 32) for n, role in ((21, "base"), (22, "chief"))]
        with setup.create_contest(folder / "b.contest", contest, mode="demo", at=later(0), identity=identity) as store:
            hall = halls.decoded(store)
            rank_and_confirm(hall, 70)
            signers = bundles.Signers(mine[0], (mine[1],))
            by = people_of(store).who("裁判长")
            self.bundle = bundles.export(store, [folder], signers=signers, by=by, at=later(80)).paths[0]
        lines = (TrustedKey(mine[0].public, "base", "二"), TrustedKey(mine[1].public, "chief", "三", (WELDER,)))
        plan = keys.ListPlan((TrustedBase("GS-ZWEI", "二", (identity.key,), lines),))
        before = keys.demo_trust(demo, "GS-TEST", "示范机械厂", "gs-test-2026-00000000")
        self.trust = folder / "both.list"
        self.trust.write_bytes(keys.sign_list(plan, demo.roots[:2], before=before).raw)


def test_what_the_office_kept_is_checked_like_any_file(path: Path, world: World) -> None:
    take(path, world, world.bundles)
    with Store.open(path) as store:
        assert filecheck.start_checks(store, later(2001)).ok
        assert store.head.seq == 2 + len(world.bundles)
    forge(path, "UPDATE audit_entry SET body = replace(body, 'accepted', 'refused')")
    with Store.open(path) as store:
        assert not filecheck.start_checks(store, later(2001)).ok


@pytest.mark.parametrize("change", ["total = total || '1'", "award = '一等奖'", "place = 99", "status = 'absent'"])
def test_a_merged_row_changed_by_hand_is_found(path: Path, world: World, change: str) -> None:
    take(path, world, world.bundles)
    with Store.open(path) as store, store.read() as reading:
        assert filecheck.check_content(reading, thorough=True).ok
    forge(path, f"UPDATE office_result SET {change} WHERE id = (SELECT max(id) FROM office_result)")
    with Store.open(path) as store, store.read() as reading:
        report = filecheck.check_content(reading, thorough=True)
    assert [one.error.code for one in report.problems if one.error] == ["audit.row_changed", "files.merged_changed"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("office_trade", "UPDATE office_trade SET current = 0"),
        ("office_trade", "UPDATE office_trade SET revision = revision + 1"),
        ("received_bundle", "UPDATE received_bundle SET number = number + 5 WHERE id = 1"),
        ("office_result", "DELETE FROM office_result WHERE id = 1"),
        ("trust_list", "UPDATE trust_list SET serial = 99"),
    ],
)
def test_no_row_of_the_office_changes_unseen(path: Path, world: World, table: str, change: str) -> None:
    take(path, world, world.bundles[:1])
    forge(path, change)
    with Store.open(path) as store, store.read() as reading:
        found = [one.error for one in filecheck.check_content(reading).problems if one.error]
    assert found[0].code in ("audit.row_changed", "audit.row_missing")
    assert found[0].fields["table"] == TABLE_WORDS[table]


def test_full_trade_list_is_not_needed_to_read_a_list(world: World) -> None:
    assert trustlist.read(world.trust.read_bytes()).roots.code == keys.read_list(world.trust).roots.code
    with new_store(world.folder / "plain.contest") as store, pytest.raises(Refusal) as refusal:
        keys.write_trust(store, world.folder / "none.ctl")
    assert refusal.value.code == "keys.no_list"
