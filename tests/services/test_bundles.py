"""A bundle is a full statement, built once, refused when anything is missing, found out when anything is changed."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bundle import archive
from app.bundle import keys as ckey
from app.bundle.build import Facts, SigningKey, TradeContent, build
from app.bundle.certqr import CertificateFacts
from app.bundle.findings import Finding
from app.bundle.manifest import Manifest
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.errors import Problems, Refusal, RightsRefusal, WorldFailure
from app.services import bundles, filecheck, keys
from app.services.access import CONSOLE
from app.services.receipts import bundle_lines
from app.services.recompute import recompute
from db.store import Store
from tests.factories import WELDER, later, new_store
from tests.services import hall as halls
from tests.trust_kit import codes, confirmed_demo, correct_one, exported, forge, people_of, trust_file


@pytest.fixture
def demo(demo_file: Path) -> Iterator[Store]:
    """A confirmed demo, open."""
    with Store.open(demo_file) as store:
        yield store


def contents(path: Path) -> dict[str, bytes]:
    return dict(archive.read(path.read_bytes()).files)


def document(path: Path, name: str) -> dict[str, object]:
    found = json.loads(contents(path)[name])
    assert isinstance(found, dict)
    return found


def test_a_demo_exports_without_asking_and_is_genuine(demo: Store, tmp_path: Path) -> None:
    done = bundles.export(demo, [tmp_path], at=later(80))
    found = bundles.verify_bundle(done.paths[0], trust_file(demo, tmp_path), now=later(81))
    assert found.genuine and found.notes == ()
    assert done.paths[0].name == f"crb_gs-test-2026-00000000_GS-TEST_n0001_{done.check_code}.crb"
    assert (done.number, done.copied, done.replaces, done.left_out) == (1, False, None, ())
    assert found.manifest is not None and found.manifest.mode == "demo"
    assert [(one.role, one.trades) for one in found.signers] == [("base", ()), ("chief", (WELDER,))]
    line = found.manifest.trades[0]
    assert (line.trade, line.revision, line.entries, line.reason, line.replaces) == (WELDER, 1, 3, "", None)


def test_results_are_by_entry_number_in_order_and_never_hold_a_name(demo: Store, tmp_path: Path) -> None:
    path = exported(demo, tmp_path)
    results = document(path, f"data/results/{WELDER}.json")
    rows = results["rows"]
    assert isinstance(rows, list)
    assert [(row["place"], row["total"], row["award"]) for row in rows] == [
        (1, "92.55", "一等奖"),
        (2, "89.05", "二等奖"),
        (3, "85.55", "二等奖"),
    ]
    assert rows[0]["rounds"] == {"theory": "88.00", "practical": "94.50"}
    assert {row["group"] for row in rows} == {"职工组"} and {row["status"] for row in rows} == {"present"}
    everything = b"".join(contents(path).values()).decode()
    for secret in ("王建国", "马玉兰", "陈志强", "990101199001010019", "010019"):
        assert secret not in everything


def test_marks_are_enough_to_compute_everything_again(demo: Store, tmp_path: Path) -> None:
    path = exported(demo, tmp_path)
    results, marks = (document(path, f"data/{kind}/{WELDER}.json") for kind in ("results", "marks"))
    assert recompute(results, marks, None) == ()
    rows = marks["marks"]
    assert isinstance(rows, list) and len(rows) == 3 * (1 + 7)
    theory = [row for row in rows if row["round"] == "theory"]
    assert {(row["aspect"], row["judge"], row["mark"]) for row in theory} == {("*", "", "88")}


def test_a_correction_is_in_the_marks_and_makes_the_next_number(demo: Store, tmp_path: Path) -> None:
    first = bundles.export(demo, [tmp_path], at=later(80))
    correct_one(demo, "44.5", 100)
    second = bundles.export(demo, [tmp_path], reason="appeal", at=later(110))
    found = bundles.verify_bundle(second.paths[0], trust_file(demo, tmp_path), now=later(111))
    assert found.genuine and found.manifest is not None
    line = found.manifest.trades[0]
    assert (second.number, line.revision, line.reason) == (2, 2, "appeal")
    assert line.replaces is not None and line.replaces.number == 1
    assert line.replaces.results_sha256 == first.trades[0]["results_sha256"]
    assert second.replaces == (1, first.sha256)
    assert [(one.number, one.sha256) for one in found.manifest.history] == [(1, first.sha256)]
    marks = document(second.paths[0], f"data/marks/{WELDER}.json")["marks"]
    assert isinstance(marks, list)
    (corrected,) = [row for row in marks if row["seq"] == 2]
    assert (corrected["origin"], corrected["mark"], corrected["aspect"]) == ("correction", "44.5", "B1")


def test_unchanged_is_the_same_bytes_again(demo: Store, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir(), two.mkdir()
    first = bundles.export(demo, [one, two], at=later(80))
    again = bundles.export(demo, [two], at=later(500))
    assert again.copied and (again.number, again.sha256) == (1, first.sha256)
    assert {path.read_bytes() for path in (*first.paths, *again.paths)} == {first.paths[0].read_bytes()}
    correct_one(demo, "44.5", 510)
    assert bundles.export(demo, [one], at=later(520)).number == 2
    assert bundles.export(demo, [one], at=later(530)).copied


def test_the_audit_of_the_file_goes_with_it(demo: Store, tmp_path: Path) -> None:
    head = demo.head
    path = exported(demo, tmp_path)
    bodies = contents(path)["data/audit.jsonl"].splitlines()
    assert len(bodies) == head.seq
    acts = {json.loads(body)["act"] for body in bodies}
    assert {"contest.created", "mark.set", "trade.locked", "trade.decoded", "results.confirmed"} <= acts
    assert filecheck.start_checks(demo, later(90)).ok


def test_trades_that_are_not_confirmed_are_named(tmp_path: Path) -> None:
    with new_store(tmp_path / "a.contest", mode="demo") as store:
        halls.decoded(store)
        for wanted in (None, [WELDER]):
            with pytest.raises(Problems) as problems:
                bundles.export(store, [tmp_path], wanted, at=later(80))
            assert codes(problems.value.items) == ["export.not_ranked"]
            assert problems.value.items[0].fields == {"trade": "焊工"}
        assert not list(tmp_path.glob("*.crb*"))
        assert bundle_lines(store) == ()


def test_unknown_trades_and_reasons_are_refused(demo: Store, tmp_path: Path) -> None:
    for code, how in (
        ("contest.unknown_trade", {"trade_codes": ["no-such"]}),
        ("export.unknown_reason", {"reason": "whim"}),
    ):
        with pytest.raises(Refusal) as refusal:
            bundles.export(demo, [tmp_path], at=later(80), **how)  # type: ignore[arg-type]
        assert refusal.value.code == code


def test_a_file_changed_by_hand_is_not_exported(demo_file: Path, tmp_path: Path) -> None:
    forge(demo_file, "UPDATE mark SET value = value + 500 WHERE id = 1")
    with Store.open(demo_file) as store:
        with pytest.raises(Refusal) as refusal:
            bundles.export(store, [tmp_path], at=later(80))
        assert refusal.value.code == "files.mark_changed"
    assert not list(tmp_path.glob("*.crb"))


def test_a_result_changed_by_hand_is_not_exported(demo_file: Path, tmp_path: Path) -> None:
    forge(demo_file, "UPDATE result SET total_text = '99.99' WHERE place = 1")
    with Store.open(demo_file) as store:
        with pytest.raises(Refusal) as refusal:
            bundles.export(store, [tmp_path], at=later(80))
        assert (refusal.value.code, refusal.value.fields["row"]) == ("audit.row_changed", "1")
    assert not list(tmp_path.glob("*.crb"))


def test_a_stick_that_fails_costs_nothing(demo: Store, tmp_path: Path) -> None:
    with pytest.raises(WorldFailure):
        bundles.export(demo, [tmp_path / "not plugged in"], at=later(80))
    again = bundles.export(demo, [tmp_path], at=later(85))
    assert again.copied and again.number == 1


class Live:
    """A confirmed real contest with keys made for it."""

    def __init__(self, folder: Path) -> None:
        confirmed_demo(folder / "live.contest", mode="live")
        self.store = Store.open(folder / "live.contest")
        self.hall = people_of(self.store)
        self.base, self.chief, self.stranger = (
            ckey.make(role, role, secret=bytes([number]) * 32)
            for role, number in (("base", 1), ("chief", 2), ("chief", 3))
        )
        self.roots = [ckey.make("root", f"root {number}", secret=bytes([number]) * 32) for number in (11, 12)]

    def take_list(self, *, chief_trades: tuple[str, ...] = ("*",)) -> None:
        lines = (
            TrustedKey(self.base.public, "base", "base"),
            TrustedKey(self.chief.public, "chief", "chief", chief_trades),
        )
        base = TrustedBase("GS-TEST", "示范机械厂", ("gs-test-2026-00000000",), lines)
        signed = keys.sign_list(keys.ListPlan((base,)), self.roots, before=None)
        by = self.hall.who("管理员")
        keys.take_trust(self.store, signed.raw, root_code=signed.roots.code, by=by, at=later(79))

    def export(self, folder: Path, *chiefs: ckey.Key) -> bundles.Exported:
        signers = bundles.Signers(self.base, chiefs)
        return bundles.export(self.store, [folder], signers=signers, by=self.hall.who("裁判长"), at=later(80))


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    found = Live(tmp_path)
    yield found
    found.store.close()


def test_a_real_contest_needs_a_person_and_two_keys(live: Live, tmp_path: Path) -> None:
    chief = live.hall.who("裁判长")
    with pytest.raises(RightsRefusal) as rights:
        bundles.export(live.store, [tmp_path], by=CONSOLE, at=later(80))
    assert rights.value.code == "access.needs_person"
    with pytest.raises(RightsRefusal) as rights:
        bundles.export(live.store, [tmp_path], by=live.hall.who("录一"), at=later(80))
    assert rights.value.code == "access.not_allowed"
    with pytest.raises(Refusal) as refusal:
        bundles.export(live.store, [tmp_path], by=chief, at=later(80))
    assert refusal.value.code == "export.no_keys"
    with pytest.raises(Refusal) as refusal:
        live.export(tmp_path)
    assert (refusal.value.code, refusal.value.fields["trades"]) == ("export.no_chief", [WELDER])
    assert live.hall.audit_acts()[-2:] == ["access.denied", "access.denied"]
    assert live.export(tmp_path, live.chief).number == 1


def test_the_base_s_own_list_decides_who_may_sign(live: Live, tmp_path: Path) -> None:
    live.take_list(chief_trades=("another-trade",))
    with pytest.raises(Refusal) as refusal:
        live.export(tmp_path, live.chief)
    assert refusal.value.code == "export.no_chief"
    with pytest.raises(Finding) as finding:
        live.export(tmp_path, live.stranger)
    assert finding.value.code == "bundle.e08_unknown"
    assert not list(tmp_path.glob("*.crb"))


def test_the_same_key_never_counts_twice(live: Live, tmp_path: Path) -> None:
    twice = ckey.make("chief", "base again", secret=bytes([1]) * 32)
    with pytest.raises(Finding) as finding:
        live.export(tmp_path, twice)
    assert finding.value.mark == "E08"
    live.take_list()
    with pytest.raises(Refusal) as refusal:
        live.export(tmp_path, twice)
    assert refusal.value.code == "export.no_chief"


# --- what somebody may do to a finished bundle ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> tuple[Path, Path]:
    """A bundle and the trust list to hold it against."""
    folder = tmp_path_factory.mktemp("bundle")
    copy = folder / "demo.contest"
    copy.write_bytes(demo_template.read_bytes())
    with Store.open(copy) as store:
        return exported(store, folder), trust_file(store, folder)


def test_a_changed_byte_anywhere_is_found(bundle: tuple[Path, Path], tmp_path: Path) -> None:
    """One bit in every stretch of the file, the first and last bytes among them: never genuine, always with a code."""
    path, trust = bundle
    raw = path.read_bytes()
    places = sorted({*range(64), *range(0, len(raw), 37), *range(len(raw) - 64, len(raw))})
    broken, genuine, without_code = tmp_path / "broken.crb", [], []
    for place in places:
        changed = bytearray(raw)
        changed[place] ^= 1 << (place % 8)
        broken.write_bytes(changed)
        found = bundles.verify_bundle(broken, trust)
        if found.genuine:
            genuine.append(place)
        if not found.code.startswith("E"):
            without_code.append(place)
    assert (genuine, without_code) == ([], [])


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "E02"), (b"garbage", "E04"), (b"PK\x03\x04" + bytes(500), "E04"), (bytes(70 << 20), "E02")],
    ids=["empty", "garbage", "half a zip", "huge"],
)
def test_any_other_file_gets_a_code(bundle: tuple[Path, Path], tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "some.crb"
    file.write_bytes(content)
    found = bundles.verify_bundle(file, bundle[1])
    assert (found.genuine, found.code) == (False, code)


def test_folders_and_missing_files_are_unreadable(bundle: tuple[Path, Path], tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.crb", tmp_path / "a\0b"):
        assert bundles.verify_bundle(path, bundle[1]).code == "E01"


def _resigned(path: Path, change: str, value: object) -> bytes:
    """What an insider with all keys can build: results changed, digests and signatures made right again."""
    demo = keys.demo_keys(7)
    held = archive.read(path.read_bytes())
    results = json.loads(held.files[f"data/results/{WELDER}.json"])
    marks = json.loads(held.files[f"data/marks/{WELDER}.json"])
    where, _, what = change.partition(".")
    if where == "results":
        results["rows"][1][what] = value
    elif where == "award":
        results["rows"][0]["award"], results["rows"][1]["award"] = "二等奖", "一等奖"
    elif where == "marks":
        marks["marks"][-1]["mark"] = value
    else:
        marks[what] = value
    manifest = json.loads(_payload(held.envelope))
    old = Manifest.from_dict(manifest)
    facts = Facts(
        mode=old.mode, number=old.number, contest=old.contest, base=old.base, audit=old.audit, time=old.time,
        software=old.software, history=old.history, trust_list=old.trust_list,
    )  # fmt: skip
    bodies = held.files["data/audit.jsonl"].splitlines()
    content = TradeContent(old.trades[0], results, marks)
    signers = [SigningKey(demo.base), SigningKey(demo.chief, (WELDER,))]
    return build(facts, [content], bodies, signers).raw


def _payload(envelope: bytes) -> bytes:
    return base64.b64decode(json.loads(envelope)["payload"])


@pytest.mark.parametrize(
    ("change", "value", "what"),
    [
        ("results.total", "95.00", "total"),
        ("results.place", 1, "place"),
        ("results.award", "一等奖", "award"),
        ("results.rounds", {"theory": "88.00", "practical": "99.00"}, "practical"),
        ("results.standing", "guest", "standing"),
        ("marks.mark", "2.9", None),
    ],
)
def test_totals_that_do_not_follow_from_the_marks_are_found(
    bundle: tuple[Path, Path], tmp_path: Path, change: str, value: object, what: str | None
) -> None:
    path = tmp_path / "forged.crb"
    path.write_bytes(_resigned(bundle[0], change, value))
    found = bundles.verify_bundle(path, bundle[1])
    assert found.code == "E17"
    problem = found.problems[0]
    assert problem.code == "bundle.e17_recompute" and str(problem.fields["entry"]).startswith("HG")
    if what is not None:
        assert what in {one.fields["what"] for one in found.problems}


@pytest.mark.parametrize(
    "value",
    [None, 7, [], {}, {"trade": []}, {"format": 99, "trade": [{}]}, {"contest": {}, "trade": [{"code": "x"}]}],
)
def test_a_hostile_definition_is_a_finding_not_a_crash(
    bundle: tuple[Path, Path], tmp_path: Path, value: object
) -> None:
    path = tmp_path / "forged.crb"
    path.write_bytes(_resigned(bundle[0], "rules.definition", value))
    assert bundles.verify_bundle(path, bundle[1]).code == "E10"


@pytest.mark.parametrize("member", ["rounds", "rulings"])
@pytest.mark.parametrize("value", [7, [7], [{}], [{"entry": 1, "round": []}], {"a": 1}])
def test_hostile_side_data_never_crash(bundle: tuple[Path, Path], tmp_path: Path, member: str, value: object) -> None:
    path = tmp_path / "forged.crb"
    path.write_bytes(_resigned(bundle[0], f"rules.{member}", value))
    assert bundles.verify_bundle(path, bundle[1]).code in ("E10", "E17", "")


def test_two_demos_of_one_seed_have_the_same_keys_list_and_codes(demo: Store, tmp_path: Path) -> None:
    copy = tmp_path / "other.contest"
    confirmed_demo(copy)
    facts = CertificateFacts("GS-TEST", 1_781_000_000, "2026-0001", "王建国", WELDER, "焊工", "一等奖", 1)
    with Store.open(copy) as other:
        lists = [keys.write_trust(store, tmp_path / f"{n}.ctl").raw for n, store in enumerate((demo, other))]
        signers = [keys.certificate_signer(store) for store in (demo, other)]
    assert lists[0] == lists[1]
    assert signers[0] is not None and signers[1] is not None
    assert signers[0](facts) == signers[1](facts)
    assert keys.demo_keys(7).base.public != keys.demo_keys(8).base.public
