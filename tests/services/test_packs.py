"""Contest packs: made by the office, taken in by its bases; bundles are judged by the rules of the pack they name."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bundle import pack as packfile
from app.bundle.archive import Archive, read, write
from app.bundle.findings import Finding
from app.bundle.history import Known, Receiver, check_scope
from app.bundle.manifest import BundleRef
from app.bundle.verify import verify
from app.domain.contest import Contest
from app.domain.numbers import parse_decimal
from app.errors import Problems, Refusal, RightsRefusal
from app.services import bundles, keys, office, packs, packs_make, schemes
from app.services.access import CONSOLE
from app.services.packs_make import PackOrder
from app.services.recompute import recompute_under
from db.queries import office_packs as stored
from db.store import Store
from tests.factories import IDENTITY, WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hours import bodies
from tests.trust_kit import SEED, exported, rank_and_confirm

DEMO = keys.demo_keys(SEED)
PHRASE = "bafo-lumi-tari-vogu-sina"
Make = Callable[..., packs_make.MadePack]


def trust_of(*bases: str) -> bytes:
    """A list that lets these bases hold the contest with the demo's keys (the first base has them)."""
    return keys.demo_trust(DEMO, bases[0], "示范机械厂", IDENTITY.key).raw


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def call(contest: Contest | None = None, *, office: Store | None = None, **changes: object) -> packs_make.MadePack:
        order = PackOrder(contest or small_contest(), IDENTITY.key, mode="demo", **changes)  # type: ignore[arg-type]
        return packs_make.make_pack(order, DEMO.office, tmp_path, office=office, at=later(0))

    return call


def harder(contest: Contest) -> Contest:
    """The same trade with practical and theory weighted the other way: same cells, other totals."""
    trade = contest.trades[0]
    theory, practical = trade.rounds
    swapped = (replace(theory, weight=practical.weight), replace(practical, weight=theory.weight))
    return replace(contest, trades=(replace(trade, rounds=swapped),))


def opened_office(folder: Path) -> Store:
    return office.open_office(folder / "office.contest", trust=trust_of("GS-TEST"), mode="demo", at=later(0))


def test_a_pack_is_one_spelling_and_says_what_it_holds(make: Make, tmp_path: Path) -> None:
    made = make(layouts=["honour_red_gold"], bases=[("GS-TEST", "示范机械厂")])
    again = packfile.read(made.path.read_bytes(), keys.read_list(_list(tmp_path)))
    assert again.manifest == made.pack.manifest and again.sha256 == made.pack.sha256
    assert (again.manifest.number, again.manifest.contest.id, again.manifest.mode) == (1, IDENTITY.key, "demo")
    assert [one.trade for one in again.manifest.trades] == [WELDER] and list(again.layouts) == ["honour_red_gold"]
    assert packs.pack_contest(again) == small_contest()
    assert made.path.name == f"cpk_gs-test-2026-00000000_n0001_{made.check_code}.cpk"


def _list(folder: Path) -> Path:
    path = folder / "list.ctl"
    path.write_bytes(trust_of("GS-TEST"))
    return path


def test_no_changed_byte_and_no_foreign_key_passes(make: Make, tmp_path: Path) -> None:
    made, trust = make(), keys.read_list(_list(tmp_path))
    raw = made.pack.raw
    for at in range(0, len(raw), 97):
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises((Finding, Refusal, Exception)) as failure:
            packfile.read(changed, trust)
        assert getattr(failure.value, "code", "").startswith(("bundle.", "packs.")), failure.value
    held = read(raw, packfile.PACK_TYPE)
    other = write(Archive(packfile.PACK_TYPE, held.envelope, {packfile.DEFINITION_PATH: b"{}"}))
    with pytest.raises(Finding) as finding:
        packfile.read(other, trust)
    assert finding.value.code == "packs.changed"
    stranger = replace(trust, office_keys=())
    with pytest.raises(Finding) as finding:
        packfile.read(raw, stranger)
    assert finding.value.code == "packs.unknown_key"
    with pytest.raises(Refusal) as refusal:
        packs_make.make_pack(PackOrder(small_contest(), mode="demo"), DEMO.base, tmp_path, at=later(0))
    assert refusal.value.code == "packs.not_an_office_key"


def test_numbers_of_the_office_only_rise(make: Make, tmp_path: Path) -> None:
    with opened_office(tmp_path) as store:
        assert make(office=store).pack.manifest.number == 1
        assert make(harder(small_contest()), office=store).pack.manifest.number == 2
        with pytest.raises(Refusal) as refusal:
            make(office=store, number=2)
        assert refusal.value.code == "packs.number"
        assert [(one.number, one.newest) for one in packs_make.issued_lines(store)] == [(1, False), (2, True)]
        elsewhere = make(number=5)
        assert packs_make.keep_pack(store, elsewhere.pack.raw, at=later(1)).manifest.number == 5
        packs_make.keep_pack(store, elsewhere.pack.raw, at=later(2))
        assert len(packs_make.issued_lines(store)) == 3, "the same again changes nothing"
        with pytest.raises(Refusal) as refusal:
            packs_make.keep_pack(store, make(number=4).pack.raw, at=later(2))
        assert refusal.value.code == "packs.older"
        with pytest.raises(Refusal) as refusal:
            packs_make.keep_pack(store, make(harder(small_contest()), number=5).pack.raw, at=later(2))
        assert refusal.value.code == "packs.fork"


def test_a_base_makes_its_file_from_a_pack(make: Make, tmp_path: Path) -> None:
    made = make(bases=[("GS-TEST", "示范机械厂"), ("GS-ZWEI", "二厂")], layouts=["honour_red_gold"])
    trust = trust_of("GS-TEST")
    code = keys.read_list(_list(tmp_path)).roots.code
    path = tmp_path / "base.contest"
    with pytest.raises(Finding) as finding:
        packs.new_from_pack(path, made.pack.raw, trust=trust, at=later(0))
    assert finding.value.code == "bundle.trust_roots", "the digits of the letter are asked for"
    with pytest.raises(Refusal) as refusal:
        packs.new_from_pack(path, made.pack.raw, trust=trust, root_code=code, at=later(0))
    assert refusal.value.code == "packs.which_base" and not path.exists()
    store, view = packs.new_from_pack(path, made.pack.raw, trust=trust, root_code=code, base="GS-ZWEI", at=later(0))
    with store:
        assert (view.number, view.trades[0].effect, view.layouts) == (1, "same", ("honour_red_gold",))
        with store.read() as reading:
            assert packs.held_ref(reading) == made.pack.ref
        with pytest.raises(Refusal) as refusal:
            schemes.change(store, WELDER, harder(small_contest()).trades[0], why="x", by=CONSOLE, at=later(1))
        assert refusal.value.code == "packs.scheme_fixed"
        taken = packs.take_pack(store, made.pack.raw, at=later(1))
        assert taken.view.unchanged and len(packs.held_lines(store)) == 1


def refusal_of(store: Store, raw: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        packs.take_pack(store, raw, at=later(5))
    return refusal.value.code


def test_what_is_not_for_this_file_is_refused(make: Make, tmp_path: Path) -> None:
    with new_store(tmp_path / "base.contest", mode="demo") as store:
        keys.install_demo_keys(store, SEED, at=later(0))
        second = make(number=2)
        packs.take_pack(store, second.pack.raw, at=later(1))
        assert refusal_of(store, make().pack.raw) == "packs.older"
        assert refusal_of(store, make(harder(small_contest()), number=2).pack.raw) == "packs.fork"
        assert refusal_of(store, make(number=3, bases=[("ELSEWHERE", "")]).pack.raw) == "packs.other_base"
        other = replace(small_contest().trades[0], code="1-1", name="别的")
        assert refusal_of(store, make(replace(small_contest(), trades=(other,)), number=3).pack.raw) == (
            "packs.trade_missing"
        )
        foreign = PackOrder(small_contest(), "another-contest", 3, "demo")
        raw = packs_make.make_pack(foreign, DEMO.office, tmp_path, at=later(0)).pack.raw
        assert refusal_of(store, raw) == "packs.other_contest"
        live = PackOrder(small_contest(), IDENTITY.key, 3, "live")
        raw = packs_make.make_pack(live, DEMO.office, tmp_path, at=later(0)).pack.raw
        assert refusal_of(store, raw) == "packs.other_mode"
        assert len(packs.held_lines(store)) == 1, "nothing of it was taken in"


def test_after_the_first_mark_two_take_it_in_and_totals_follow(make: Make, tmp_path: Path) -> None:
    with new_store(tmp_path / "base.contest", mode="demo") as store:
        keys.install_demo_keys(store, SEED, at=later(0))
        packs.take_pack(store, make().pack.raw, at=later(0))
        hall = halls.drawn(store)
        hall.mark_everything()
        second = make(harder(small_contest()), number=2)
        before = store.head.seq
        with pytest.raises(RightsRefusal) as refusal:
            packs.take_pack(store, second.pack.raw, at=later(60))
        assert refusal.value.code == "packs.needs_two"
        chief, witness = hall.who("裁判长"), hall.who("监督")
        with pytest.raises(RightsRefusal):
            packs.take_pack(store, second.pack.raw, by=chief, second=hall.who("录一"), at=later(60))
        taken = packs.take_pack(store, second.pack.raw, by=witness, second=chief, at=later(61))
        assert (taken.view.before, taken.view.needs_two, taken.view.trades[0].effect) == (1, True, "changed")
        assert store.head.seq > before
        with store.read() as reading:
            assert stored.held(reading)[-1].number == 2
        assert hall.lines(), "the sheets are still there"
        body = _last(store, "pack.taken")
        assert body["by"] == f"{chief.ref}+{witness.ref}" and body["trades"] == {WELDER: "changed"}


def _last(store: Store, act: str) -> dict[str, object]:
    return next(body for body in reversed(bodies(store)) if body["act"] == act)


def test_the_list_of_people_travels_sealed(make: Make, tmp_path: Path) -> None:
    roster = tmp_path / "list.csv"
    roster.write_text("姓名,证件号,代表队,工作单位,工种\n李新,990101199001010019,新队,新厂,焊工\n", "utf-8")
    with pytest.raises(Refusal) as refusal:
        make(roster=roster)
    assert refusal.value.code == "packs.needs_phrase"
    made = make(roster=roster, passphrase=PHRASE)
    assert b"990101199001010019" not in made.pack.raw and "李新".encode() not in made.pack.raw
    with new_store(tmp_path / "base.contest", mode="demo") as store:
        keys.install_demo_keys(store, SEED, at=later(0))
        assert packs.take_pack(store, made.pack.raw, at=later(1)).view.roster_rows == 2
        with pytest.raises(Finding) as finding:
            packs.import_roster(store, "another-phrase", by=CONSOLE, at=later(2))
        assert finding.value.code == "packs.roster_sealed"
        report = packs.import_roster(store, PHRASE, by=CONSOLE, at=later(2))
        assert (report.imported, len(report.entries)) == (1, 1)
    roster.write_text("姓名,证件号,代表队,工作单位,工种\n李新,990101199001010018,新队,新厂,焊工\n", "utf-8")
    with pytest.raises(Problems) as problems:
        make(roster=roster, passphrase=PHRASE)
    assert problems.value.code == "packs.roster_refused" and len(problems.value.items) == 1


class Venue:
    """A base that judged under pack 1 and exported; the office with the packs it issued."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office = Store.open(folder / "office.contest")
        self.first = packfile.read(next(folder.glob("*.cpk")).read_bytes(), keys.read_list(_list(folder)))
        self.bundle = next(folder.glob("*.crb"))

    def receive(self) -> tuple[str, str]:
        (row,) = office.receive(self.office, [self.bundle], at=later(90))
        return row.verdict, row.code


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a venue, made once."""
    folder = tmp_path_factory.mktemp("judged")
    with opened_office(folder) as store, new_store(folder / "venue.contest", mode="demo") as base:
        order = PackOrder(small_contest(), IDENTITY.key, mode="demo")
        made = packs_make.make_pack(order, DEMO.office, folder, office=store, at=later(0))
        keys.install_demo_keys(base, SEED, at=later(0))
        packs.take_pack(base, made.pack.raw, at=later(0))
        rank_and_confirm(halls.decoded(base), 70)
        exported(base, folder)
    return folder


@pytest.fixture
def venue(judged: Path, tmp_path: Path) -> Iterator[Venue]:
    found = Venue(Path(shutil.copytree(judged, tmp_path / "venue")))
    yield found
    found.office.close()


def test_a_bundle_names_its_pack_and_the_office_holds_it_against_its_own(venue: Venue, make: Make) -> None:
    found = bundles.verify_bundle(venue.bundle, _list(venue.bundle.parent), now=later(90))
    assert found.manifest is not None and found.manifest.contest_pack == venue.first.ref
    (row,) = office.preview(venue.office, [venue.bundle], at=later(89))
    assert (row.verdict, row.dry) == ("accepted", True)
    make(harder(small_contest()), office=venue.office)
    assert venue.receive() == ("refused", "E12"), "a newer pack counts"


def test_judged_under_the_newest_pack_is_taken(venue: Venue) -> None:
    assert venue.receive() == ("accepted", "")


def test_an_office_without_the_pack_cannot_judge(venue: Venue, tmp_path: Path) -> None:
    (tmp_path / "fresh").mkdir()
    with opened_office(tmp_path / "fresh") as fresh:
        (row,) = office.receive(fresh, [venue.bundle], at=later(90))
        assert row.problem is not None and row.problem.code == "bundle.e12_pack_unknown"
        packs_make.keep_pack(fresh, venue.first.raw, at=later(91))
        (row,) = office.receive(fresh, [venue.bundle], at=later(92))
        assert row.verdict == "accepted"


def test_a_bundle_without_a_pack_where_one_was_issued(venue: Venue, tmp_path: Path) -> None:
    with new_store(tmp_path / "bare.contest", mode="demo") as bare:
        keys.install_demo_keys(bare, SEED, at=later(0))
        rank_and_confirm(halls.decoded(bare), 70)
        (tmp_path / "bare").mkdir()
        (row,) = office.receive(venue.office, [exported(bare, tmp_path / "bare")], at=later(90))
    assert row.problem is not None and row.problem.code == "bundle.e12_no_pack"


def test_totals_are_computed_by_the_pack_not_by_what_the_bundle_carries(venue: Venue) -> None:
    """An insider with all keys changes the rules in the bundle and makes its totals follow from them."""
    raw = venue.bundle.read_bytes()
    trust = keys.read_list(_list(venue.bundle.parent))
    found = verify(raw, trust)
    manifest, data = found.manifest, found.trades[WELDER]
    assert manifest is not None
    contest = packs.pack_contest(venue.first)
    rules = recompute_under(lambda ref: contest)
    assert rules(data.results, data.marks, manifest.contest_pack) == ()
    other = dict(data.marks) | {"definition": dict(data.marks["definition"])}
    weights = other["definition"]["trade"][0]["rounds" if "rounds" in other["definition"]["trade"][0] else "round"]
    assert {parse_decimal(str(one["weight"])) for one in weights} == {parse_decimal("0.3"), parse_decimal("0.7")}
    swapped = [dict(one, weight=two["weight"]) for one, two in zip(weights, reversed(weights), strict=True)]
    other["definition"] = dict(other["definition"], trade=[dict(other["definition"]["trade"][0], round=swapped)])
    with pytest.raises(Finding) as finding:
        rules(data.results, other, manifest.contest_pack)
    assert finding.value.code == "bundle.e12_rules", "right totals, but other rules than the pack's"
    rows = [dict(row) for row in data.results["rows"]]
    rows[0]["total"] = "1.00"
    (one, *_) = rules({**data.results, "rows": rows}, other, manifest.contest_pack)
    assert (one.entry, one.what, one.stated) == (rows[0]["entry"], "total", "1.00")


def test_late_bundles_may_name_an_older_pack(venue: Venue) -> None:
    manifest = verify(venue.bundle.read_bytes(), keys.read_list(_list(venue.bundle.parent))).manifest
    assert manifest is not None
    newer = BundleRef(2, "f" * 64)
    receiver = Receiver("demo", {manifest.contest.id: None}, packs={manifest.contest.id: (venue.first.ref, newer)})
    assert [one.code for one in check_scope(manifest, receiver)] == ["bundle.e12_pack"]
    known = {(manifest.contest.id, manifest.base.id): Known(accepted={3: "a" * 64})}
    assert check_scope(manifest, replace(receiver, known=known)) == []
    strange = replace(receiver, known=known, packs={manifest.contest.id: (newer,)})
    assert [one.code for one in check_scope(manifest, strange)] == ["bundle.e12_pack"]
