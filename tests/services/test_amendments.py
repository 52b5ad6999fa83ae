"""What an amended list says otherwise, what follows for certificates, bundles and the office."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bundle import archive
from app.errors import Problems, Refusal, RightsRefusal
from app.services import amendments, appeals_item, bundles, certificates, filecheck, keys, office, results, signing
from app.services.amendments import certificate_effects
from app.services.certificates import Order
from app.services.common import contest_facts
from db.queries import certificates as ledger
from db.store import Store
from tests.factories import WELDER, later
from tests.services.hall import Hall
from tests.services.posted import amended, file, listed, post, two, uphold
from tests.trust_kit import confirmed_demo, correct_one, people_of, trust_file

LEDGER = """
SELECT c.serial, c.state, e.number, (SELECT count(*) FROM certificate_print p WHERE p.certificate_id = c.id)
FROM certificate c JOIN entry e ON e.id = c.entry_id ORDER BY c.id
"""


@pytest.fixture
def posted(at_hour: Callable[[str], Hall]) -> Hall:
    """Posted, with an arbiter."""
    return post(at_hour("decoded"))


def confirm(hall: Hall, minute: int) -> None:
    results.confirm(hall.store, WELDER, by=hall.who("裁判长"), at=later(minute))


def compare(hall: Hall, first: int, second: int) -> amendments.Difference:
    return amendments.compare(hall.store, WELDER, first, second, by=hall.who("裁判长"))


def test_only_what_differs_is_listed_with_both_values(posted: Hall) -> None:
    _, second, third = [line[1] for line in listed(posted, 1)]
    amended(posted, third, "41")  # 85.55 becomes 89.75: second and third change places
    found = compare(posted, 2, 1)
    assert (found.first.number, found.second.number, found.unchanged) == (1, 2, 1)
    assert [one.line.entry for one in found.changed] == [third, second]
    assert [found.changed[0].values(what) for what in ("total", "place", "award")] == [
        ("85.55", "89.75"),
        ("3", "2"),
        ("二等奖", "二等奖"),
    ]
    assert found.changed[1].values("total") == ("89.05", "89.05")
    assert {(one.entry, one.aspect, one.old, one.new) for one in found.corrections} == {(third, "B1", "35.0", "41.0")}
    assert compare(posted, 1, 1).changed == () and compare(posted, 2, 2).corrections == ()


def test_a_revision_there_is_not_and_a_person_who_may_not(posted: Hall) -> None:
    with pytest.raises(Refusal, match="no_revision"):
        compare(posted, 1, 2)
    with pytest.raises(RightsRefusal):
        amendments.compare(posted.store, WELDER, 1, 1, by=posted.who("录一"))


def test_a_cause_is_one_of_the_list(posted: Hall) -> None:
    with pytest.raises(Refusal, match="unknown_cause"):
        results.rank(posted.store, WELDER, by=posted.who("裁判长"), at=later(130), cause="mood")


def numbers(hall: Hall) -> dict[str, tuple[str, str]]:
    """Serial and state by entry, the newest of each."""
    with hall.store.read() as reading:
        return {one.entry: (one.serial, one.state) for one in ledger.certificates(reading, 1)}


def ledger_rows(hall: Hall) -> list[tuple[str, str, str, int]]:
    with hall.store.read() as reading:
        rows = reading.connection.exec_driver_sql(LEDGER)
        return [tuple(row) for row in rows]


def effects(hall: Hall) -> dict[str, str]:
    with hall.store.read() as reading:
        facts = contest_facts(reading)
        return {one.entry: one.effect for one in certificate_effects(reading, facts.trades[0])}


def test_certificates_follow_the_amended_list(posted: Hall, tmp_path: Path) -> None:
    store, clerk = posted.store, posted.who("打印员")
    first, second, third = [line[1] for line in listed(posted, 1)]
    assert effects(posted) == {first: "new", second: "new", third: "new"}
    done = certificates.print_certificates(store, tmp_path / "1.pdf", by=clerk, at=later(125))
    assert (done.expected, done.printed, done.voided) == (3, 3, 0)
    before = ledger_rows(posted)
    amended(posted, third, "41")
    confirm(posted, 140)
    # The winner's certificate states the same and stays; the other two state another place.
    assert effects(posted) == {first: "stays", third: "reissue", second: "reissue"}
    done = certificates.print_certificates(store, tmp_path / "2.pdf", Order(rest=True), by=clerk, at=later(141))
    assert (done.expected, done.printed, done.before, done.left, len(done.skipped)) == (3, 2, 1, 0, 0)
    assert (done.issued, done.voided, done.again) == (2, 2, 0)
    after = ledger_rows(posted)
    assert [(row[0], row[2]) for row in after[:3]] == [(row[0], row[2]) for row in before]
    assert [(row[1], row[2]) for row in after] == [
        ("issued", first),
        ("replaced", second),
        ("replaced", third),
        ("issued", third),
        ("issued", second),
    ]
    assert len({row[0] for row in after}) == 5  # no number is ever used twice
    assert [row[3] for row in after] == [1, 1, 1, 1, 1]
    assert set(effects(posted).values()) == {"stays"}
    # Put right again the other way: the first numbers stay void, new ones are made.
    again = file(posted_again(posted), third, 151)
    uphold(posted, again, 152)
    for seat in "12345":
        appeals_item.correct(store, again, ("B1", seat), "35", "原件", **two(posted, 153))
    appeals_item.close(store, again, **two(posted, 154))
    confirm(posted, 155)
    certificates.print_certificates(store, tmp_path / "3.pdf", Order(rest=True), by=clerk, at=later(156))
    rows = ledger_rows(posted)
    assert len({row[0] for row in rows}) == len(rows) == 7
    assert sorted(row[2] for row in rows if row[1] == "issued") == sorted([first, second, third])


def posted_again(hall: Hall) -> Hall:
    results.post(hall.store, WELDER, by=hall.who("裁判长"), at=later(150))
    return hall


def test_an_award_that_is_lost_voids_its_number(posted: Hall, tmp_path: Path) -> None:
    store, clerk = posted.store, posted.who("打印员")
    first = listed(posted, 1)[0][1]
    certificates.print_certificates(store, tmp_path / "1.pdf", by=clerk, at=later(125))
    appeal = file(posted, first, 130, ("practical", ""))
    uphold(posted, appeal)
    appeals_item.correct_status(store, appeal, "disqualified", "冒名顶替", **two(posted, 141))
    appeals_item.close(store, appeal, **two(posted, 142))
    confirm(posted, 143)
    assert effects(posted)[first] == "void"
    certificates.print_certificates(store, tmp_path / "2.pdf", Order(rest=True), by=clerk, at=later(144))
    assert numbers(posted)[first][1] == "replaced"
    assert first not in effects(posted)


def test_while_an_item_is_open_nothing_leaves(posted: Hall, tmp_path: Path) -> None:
    appeal = file(posted, listed(posted, 1)[2][1])
    uphold(posted, appeal)
    with pytest.raises(Refusal, match="item_open"):
        certificates.print_certificates(
            posted.store, tmp_path / "1.pdf", Order(trade=WELDER), by=posted.who("打印员"), at=later(145)
        )
    with pytest.raises(Problems) as refusal:
        bundles.export(posted.store, [tmp_path], [WELDER], by=posted.who("裁判长"), at=later(145))
    assert [item.code for item in refusal.value.items] == ["results.item_open"]
    appeals_item.close(posted.store, appeal, unchanged=True, **two(posted, 146))
    certificates.print_certificates(posted.store, tmp_path / "1.pdf", by=posted.who("打印员"), at=later(147))


def test_an_unlocked_trade_is_not_reported(tmp_path: Path) -> None:
    path = tmp_path / "demo.contest"
    confirmed_demo(path)
    with Store.open(path) as store:
        hall = people_of(store)
        signing.unlock(store, WELDER, "复查", **two(hall, 100))
        with pytest.raises(Problems) as refusal:
            bundles.export(store, [tmp_path], at=later(101))
        assert [item.code for item in refusal.value.items] == ["export.unlocked"]


def test_the_bundle_of_an_amended_list_names_what_it_replaces_and_carries_the_list_before(tmp_path: Path) -> None:
    path = tmp_path / "demo.contest"
    confirmed_demo(path)
    with Store.open(path) as store:
        hall = people_of(store)
        trust = trust_file(store, tmp_path)
        post(hall)
        third = listed(hall, 1)[2][1]
        first = bundles.export(store, [tmp_path], at=later(125))
        amended(hall, third, "50")
        confirm(hall, 140)
        second = bundles.export(store, [tmp_path], at=later(141))
        again = bundles.export(store, [tmp_path], at=later(142))
        with store.read() as reading:
            assert filecheck.check_content(reading, thorough=True).ok
        found = bundles.verify_bundle(second.paths[0], trust, now=later(143))
        assert found.genuine and found.manifest is not None
        line = found.manifest.trades[0]
        assert (line.revision, line.reason, second.number) == (2, "appeal", 2)
        assert line.replaces is not None
        assert (line.replaces.number, line.replaces.results_sha256) == (1, first.trades[0]["results_sha256"])
        assert again.copied and again.sha256 == second.sha256
        # A further amendment of another kind: locked out, corrected, locked, and named for what it was.
        correct_one(store, "44.5", 200)
        third_bundle = bundles.export(store, [tmp_path], reason="recheck", at=later(210))
        assert (third_bundle.trades[0]["revision"], third_bundle.trades[0]["reason"]) == (3, "recheck")
    document = json.loads(archive.read(second.paths[0].read_bytes()).files[f"data/results/{WELDER}.json"])
    assert (document["list"], document["cause"]) == (2, "appeal")
    (earlier,) = document["earlier"]
    assert (earlier["list"], earlier["posted"]) == (1, True)
    totals = {row["entry"]: row["total"] for row in earlier["rows"]}
    assert (totals[third], {row["entry"]: row["total"] for row in document["rows"]}[third]) == ("85.55", "96.05")
    made = keys_office(tmp_path, trust)
    files = [one.paths[0] for one in (first, second, third_bundle)]
    rows = list(office.receive(made, files, at=later(300)))
    assert [row.verdict for row in rows] == ["accepted", "replaced", "replaced"]
    made.close()


def keys_office(folder: Path, trust: Path) -> Store:
    assert keys.read_whole(trust)
    return office.open_office(folder / "office.contest", trust=trust.read_bytes(), mode="demo", at=later(290))


def test_an_appeal_before_the_first_report_still_shows_both_lists(tmp_path: Path) -> None:
    path = tmp_path / "demo.contest"
    confirmed_demo(path)
    with Store.open(path) as store:
        hall = people_of(store)
        post(hall)
        amended(hall, listed(hall, 1)[2][1], "50")
        confirm(hall, 140)
        done = bundles.export(store, [tmp_path], at=later(141))
        assert bundles.verify_bundle(done.paths[0], trust_file(store, tmp_path), now=later(142)).genuine
    assert (done.trades[0]["revision"], done.trades[0]["reason"], done.replaces) == (1, "", None)
    document = json.loads(archive.read(done.paths[0].read_bytes()).files[f"data/results/{WELDER}.json"])
    assert [one["list"] for one in document["earlier"]] == [1]
