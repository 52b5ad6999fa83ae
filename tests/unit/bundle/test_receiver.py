"""What a receiver already knows decides: scope, replay, gaps, late ones, forks, rewritten history, totals."""

from __future__ import annotations

import copy
import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bundle import canonical, history, suite
from app.bundle.build import SigningKey, build
from app.bundle.datafiles import Mismatch
from app.bundle.findings import Finding
from app.bundle.history import AcceptedTrade, Known, Receiver
from app.bundle.manifest import BundleRef
from app.bundle.verify import read_file, verify, verify_file
from app.domain import audit
from tests.unit.bundle import kit

ONE, TWO, THREE = kit.sequence()
PLACE = ("TEST-01", "00-00")


def receiver(known=None, **changes) -> Receiver:
    plain = Receiver("test", {"TEST-01": None}, known={PLACE: known} if known else {})
    return dataclasses.replace(plain, **changes)


def after(*bundles) -> Known:
    known = Known()
    for built in bundles:
        found = verify(built.raw, kit.trust(), receiver=receiver(known))
        assert found, found.problems
        known = history.taken_in(known, found.manifest, found.sha256, found.placing)
    return known


def check(built, known=None, **changes):
    raw = built if isinstance(built, bytes) else built.raw
    return verify(raw, kit.trust(), receiver=receiver(known, **changes))


def marks(found):
    return [note.mark for note in found.notes]


# ---- scope ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mode": "live"}, "bundle.e12_test"),
        ({"contests": {"TEST-02": None}}, "bundle.e12_contest"),
        ({"bases": frozenset({"11-11"})}, "bundle.e12_base"),
        ({"contests": {"TEST-01": BundleRef(2, "ab" * 32)}}, "bundle.e12_pack"),
    ],
)
def test_what_is_not_meant_for_this_store(changes, code):
    found = check(ONE, **changes)
    assert found.code == "E12"
    assert found.problems[0].code == code
    assert found.signers  # it is signed all right, only not ours


@pytest.mark.parametrize("mode", ["live", "demo"])
def test_modes_are_never_mixed(mode):
    other = build(kit.facts(mode=mode), [kit.content()], [kit.BODY_1, kit.BODY_2], kit.SIGNERS)
    assert check(other).problems[0].code == f"bundle.e12_{mode}"
    assert check(other, mode=mode)


def test_the_pack_judged_under_must_be_ours():
    pack = BundleRef(2, "ab" * 32)
    built = build(kit.facts(contest_pack=pack), [kit.content()], [kit.BODY_1, kit.BODY_2], kit.SIGNERS)
    assert check(built, contests={"TEST-01": pack})
    found = check(built, contests={"TEST-01": BundleRef(3, "cd" * 32)})
    assert found.problems[0].to_dict() == {"mark": "E12", "code": "bundle.e12_pack", "found": 2, "expected": 3}


def test_the_same_bytes_again_are_a_duplicate_before_any_other_check():
    found = check(ONE, received={ONE.sha256: "2026-05-02 10:00"}, mode="live")
    assert found.genuine
    assert found.duplicate
    assert found.code == "I03"
    assert found.notes[0].fields == {"when": "2026-05-02 10:00"}


# ---- numbers --------------------------------------------------------------------------------------------------------


def test_bundles_in_turn_go_in_and_replace():
    found = check(ONE)
    assert marks(found) == []
    assert [(one.trade, one.effect) for one in found.placing.trades] == [("t01", "new")]
    found = check(TWO, after(ONE))
    assert found
    assert marks(found) == []
    assert [(one.effect, one.revision, one.accepted_revision) for one in found.placing.trades] == [("replaces", 2, 1)]


def test_a_gap_is_noted_with_the_missing_numbers():
    whole = build(
        dataclasses.replace(kit.facts(), number=3, history=[BundleRef(1, ONE.sha256), BundleRef(2, "cd" * 32)]),
        [kit.content(trade="t02")],
        [kit.BODY_1, kit.BODY_2],
        (SigningKey(kit.BASE), SigningKey(kit.CHIEF_2, ("*",))),
    )
    found = check(whole, after(ONE))
    assert found
    assert marks(found) == ["W14"]
    assert found.placing.missing == (BundleRef(2, "cd" * 32),)
    assert "2 (cdcdcdcd)" in found.notes[0].fields["missing"]


def test_a_late_bundle_goes_in_and_lowers_nothing():
    whole = kit.stretch([kit.BODY_1, kit.BODY_2, b'{"act":"later"}'])
    second = build(
        kit.facts(number=2, history=[BundleRef(1, ONE.sha256)], audit=whole),
        [kit.content(2, "88.00", replaces=TWO.manifest.trades[0].replaces)],
        [kit.BODY_1, kit.BODY_2, b'{"act":"later"}'],
        kit.SIGNERS,
    )
    known = after(second)
    found = check(ONE, known)
    assert found
    assert marks(found) == ["W15"]
    assert found.placing.late
    assert [(one.effect, one.accepted_revision) for one in found.placing.trades] == [("superseded", 2)]
    assert history.taken_in(known, found.manifest, found.sha256, found.placing).trades == known.trades


def test_a_replayed_older_bundle_with_other_bytes_is_a_fork():
    other = build(kit.facts(), [kit.content(total="99.00")], [kit.BODY_1, kit.BODY_2], kit.SIGNERS)
    found = check(other, after(ONE))
    assert [one.code for one in found.problems] == ["bundle.e13_fork"]
    assert check(other, after(ONE, TWO)).code == "E13"


def test_a_history_that_names_another_digest_is_a_fork():
    known = after(ONE)
    other = dataclasses.replace(known, accepted={1: "ab" * 32})
    assert check(TWO, other).problems[0].code == "bundle.e13_history"
    named = Known(named={1: "ab" * 32})
    assert check(TWO, named).problems[0].code == "bundle.e13_history"


def test_one_revision_with_two_contents_is_a_fork():
    known = dataclasses.replace(after(ONE), trades={"t01": AcceptedTrade(2, 1, "ab" * 32)})
    assert check(TWO, known).problems[0].code == "bundle.e13_trade"
    known = dataclasses.replace(after(ONE), trades={"t01": AcceptedTrade(1, 1, "ab" * 32)})
    assert check(TWO, known).problems[0].code == "bundle.e13_trade"  # replaces something else than we have


def test_the_same_statement_of_a_trade_may_come_again():
    again = build(
        kit.facts(number=2, history=[BundleRef(1, ONE.sha256)]), [kit.content()], [kit.BODY_1, kit.BODY_2], kit.SIGNERS
    )
    found = check(again, after(ONE))
    assert found
    assert found.placing.trades[0].effect == "same"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["1", "2", "3", "1'", "2'", "3'"]), max_size=8))
def test_any_order_of_delivery_never_lowers_a_revision_and_sees_every_fork(order):
    """The second branch shares number 1's place with other bytes; once one branch is in, the other is E13."""
    branches = both_branches()
    known, taken, highest = Known(), [], 0
    for name in order:
        built = branches[name]
        received = dict.fromkeys(known.accepted.values(), "then")
        found = check(built, known, received=received)
        if found and not found.duplicate:
            known = history.taken_in(known, found.manifest, found.sha256, found.placing)
            taken.append(name)
        if taken and taken[0].endswith("'") != name.endswith("'"):
            assert found.code == "E13"
        revision = known.trades["t01"].revision if known.trades else 0
        assert revision >= highest
        highest = revision


def both_branches():
    if not _BRANCHES:
        for mark, total in (("", "88.00"), ("'", "66.00")):
            whole = [kit.BODY_1, kit.BODY_2]
            bundles = [build(kit.facts(), [kit.content(total=total)], whole, kit.SIGNERS)]
            for _ in range(2):
                last = bundles[-1].manifest
                replaces = kit.Replaced(last.number, last.file("data/results/t01.json").sha256)
                whole.append(b'{"act":"later"}')
                facts = kit.facts(
                    number=last.number + 1,
                    history=[BundleRef(one.manifest.number, one.sha256) for one in bundles],
                    audit=kit.stretch(whole),
                )
                content = kit.content(last.number + 1, f"{total[:3]}{last.number}0", replaces=replaces)
                bundles.append(build(facts, [content], list(whole), kit.SIGNERS))
            _BRANCHES.update({f"{index}{mark}": built for index, built in enumerate(bundles, 1)})
    return _BRANCHES


_BRANCHES: dict = {}


# ---- audit ----------------------------------------------------------------------------------------------------------


def with_audit(bodies=(kit.BODY_1, kit.BODY_2), **changes):
    """Bundle 1 with another audit stretch, signed by the real keys: an insider's work."""

    def change(document):
        document = copy.deepcopy(document)
        document["audit"] |= changes
        data = b"".join(body + b"\n" for body in bodies)
        document["files"][0] |= {"size": len(data), "sha256": suite.digest(data)}
        return document

    files = {**ONE.verification.files, "data/audit.jsonl": b"".join(body + b"\n" for body in bodies)}
    return kit.resign(ONE, change=change, files=files)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (with_audit(genesis={"base": "00-01", "chain": "x", "contest": "TEST-01"}), "bundle.e16_genesis"),
        (with_audit(genesis={"base": "00-00", "chain": "x", "contest": "TEST-01"}), "bundle.e16_genesis"),
        (with_audit(from_prev="ab" * 32), "bundle.e16_genesis"),
        (with_audit(last_hash="ab" * 32), "bundle.e16_chain"),
        (with_audit(last_seq=3), "bundle.e16_chain"),
        (with_audit((kit.BODY_2, kit.BODY_1)), "bundle.e16_chain"),
        (with_audit((kit.BODY_1,)), "bundle.e16_chain"),
        (with_audit((kit.BODY_1.replace(b"87.50", b"97.50"), kit.BODY_2)), "bundle.e16_chain"),
    ],
)
def test_a_stretch_that_does_not_hash_is_rewritten_history(raw, code):
    found = verify(raw, kit.trust())
    assert found.code == "E16"
    assert found.problems[0].code == code


def test_an_empty_stretch_is_allowed():
    head = audit.genesis_hash(kit.GENESIS)
    empty = build(kit.facts(audit=kit.stretch([])), [kit.content()], [], kit.SIGNERS)
    assert empty.manifest.audit.last_seq == 0
    assert empty.manifest.audit.last_hash == head.hex()
    assert empty.verification.audit_bodies == ()


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (Known(heads={0: "ab" * 32}), "bundle.e16_rewritten"),
        (Known(heads={1: "ab" * 32}, chain_seq=1), "bundle.e16_rewritten"),
        (Known(heads={5: "ab" * 32}, chain_seq=5), "bundle.e16_older"),
    ],
)
def test_heads_seen_before_must_be_in_the_chain(known, code):
    found = check(ONE, known)
    assert found.problems[0].code == code
    assert found.code == "E16"


def test_a_head_scanned_from_paper_is_found_in_the_chain():
    first = audit.entry_hash(audit.genesis_hash(kit.GENESIS), 1, kit.BODY_1)
    assert check(ONE, Known(heads={1: first.hex()}))


def test_a_hole_before_the_stretch_is_refused():
    assert check(TWO).problems[0].fields == {"seq": 1, "first": 3}
    paper_only = Known(heads={2: ONE.manifest.audit.last_hash})  # seen on paper, entries never received
    assert check(TWO, paper_only).problems[0].code == "bundle.e16_hole"
    assert check(TWO, Known(heads={2: ONE.manifest.audit.last_hash}, chain_seq=2))


def test_audit_lines_are_canonical_objects():
    for body in (b'{"act": 1}', b"[]", b""):
        bodies = (body,)
        line = kit.stretch(bodies)
        raw = with_audit(bodies, **line.to_dict())
        found = verify(raw, kit.trust())
        assert found.code == "E10"
        assert found.problems[0].fields == {"place": "data/audit.jsonl:1"}


def test_an_audit_file_without_a_last_line_feed_is_out_of_form():
    found = verify(kit.with_files(ONE, {"data/audit.jsonl": kit.BODY_1}), kit.trust())
    assert found.code == "E10"


# ---- content --------------------------------------------------------------------------------------------------------


def results(**changes):
    return {"data/results/t01.json": canonical.dump({**kit.RESULTS, **changes})}


def row(**changes):
    return results(rows=[{**kit.RESULTS["rows"][0], **changes}])


def mark(**changes):
    return {"data/marks/t01.json": canonical.dump({**kit.MARKS, "marks": [{**kit.MARKS["marks"][0], **changes}]})}


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (results(schema=2), ".schema"),
        (results(rows={}), ".rows"),
        (results(decimals=-1), ".decimals"),
        (row(status="ill"), ".rows[0].status"),
        (row(total="87,5"), ".rows[0].total"),
        (row(total="1e2"), ".rows[0].total"),
        (row(total=87), ".rows[0].total"),
        (row(rounds={"practical": "087"}), ".rows[0].rounds.practical"),
        (row(rounds=[]), ".rows[0].rounds"),
        (row(place=0), ".rows[0].place"),
        (row(award=1), ".rows[0].award"),
        (row(entry=""), ".rows[0].entry"),
        (mark(seq=0), ".marks[0].seq"),
        (mark(mark=8), ".marks[0].mark"),
        (mark(aspect=None), ".marks[0].aspect"),
    ],
)
def test_data_files_out_of_form(files, place):
    found = verify(kit.with_files(ONE, files), kit.trust())
    assert found.code == "E10"
    assert found.problems[0].fields["place"] == next(iter(files)) + place


def test_rows_without_result_and_words_instead_of_marks_are_in_form():
    files = results(decimals=None, rows=[{**kit.RESULTS["rows"][0], "total": None, "place": None, "award": None}])
    assert verify(kit.with_files(ONE, {**files, **mark(mark=None, word="absent")}), kit.trust())


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (results(rows=[kit.RESULTS["rows"][0]] * 2), ["bundle.e17_counts", "bundle.e17_twice"]),
        (results(rows=[]), ["bundle.e17_counts", "bundle.e17_stranger"]),
        (results(revision=2), ["bundle.e17_counts"]),
        (results(trade="t02"), ["bundle.e17_counts"]),
        (mark(entry="A002"), ["bundle.e17_stranger"]),
        (
            {"data/marks/t01.json": canonical.dump({**kit.MARKS, "marks": kit.MARKS["marks"] * 2})},
            ["bundle.e17_mark_twice"],
        ),
    ],
)
def test_data_files_that_contradict_each_other(files, code):
    found = verify(kit.with_files(ONE, files), kit.trust())
    assert found.code == "E17"
    assert [problem.code for problem in found.problems] == code


def test_totals_are_computed_again_by_the_receivers_own_rules():
    def recompute(results, marks, pack):
        total = marks["marks"][0]["mark"]
        assert pack is None
        return [
            Mismatch(row["entry"], "total", row["total"], total) for row in results["rows"] if row["total"] != total
        ]

    assert verify(ONE.raw, kit.trust(), recompute=recompute)
    found = verify(kit.with_files(ONE, mark(mark="87.05")), kit.trust(), recompute=recompute)
    assert [problem.to_dict() for problem in found.problems] == [
        {
            "mark": "E17",
            "code": "bundle.e17_recompute",
            "trade": "t01",
            "entry": "A001",
            "what": "total",
            "stated": "87.50",
            "computed": "87.05",
        }
    ]
    with pytest.raises(Finding) as caught:
        build(kit.facts(), [kit.content()], [kit.BODY_1], kit.SIGNERS)
    assert caught.value.mark == "E16"


# ---- clock and files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "now", "noted"),
    [
        ("ok", datetime(2026, 5, 2, tzinfo=UTC), []),
        ("suspect", datetime(2026, 5, 2, tzinfo=UTC), ["W19"]),
        ("set", None, ["W19"]),
        ("ok", datetime(2026, 5, 1, 1, 0, tzinfo=UTC), ["W19"]),
        ("ok", None, []),
    ],
)
def test_a_doubtful_clock_is_only_noted(clock, now, noted):
    time = dataclasses.replace(kit.facts().time, clock=clock)
    built = build(kit.facts(time=time), [kit.content()], [kit.BODY_1, kit.BODY_2], kit.SIGNERS)
    found = verify(built.raw, kit.trust(), now=now)
    assert found
    assert marks(found) == noted


def test_files_are_read_whole_or_refused(tmp_path):
    path = tmp_path / "a.crb"
    assert verify_file(path, kit.trust()).code == "E01"
    assert verify_file(tmp_path, kit.trust()).code == "E01"
    assert verify_file(tmp_path / "a\0b", kit.trust()).code == "E01"
    path.write_bytes(b"")
    assert verify_file(path, kit.trust()).code == "E02"
    path.write_bytes(ONE.raw)
    assert verify_file(path, kit.trust(), receiver=receiver())
    with path.open("r+b") as stream:
        stream.truncate((64 << 20) + 1)
    assert verify_file(path, kit.trust()).code == "E02"


def test_a_file_that_changes_while_being_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.crb"
    path.write_bytes(ONE.raw)
    plain_stat = type(path).stat
    sizes = iter((3290, 3290, 3291))

    def growing(self, **how):
        found = plain_stat(self, **how)
        return type("Stat", (), {"st_size": next(sizes), "st_mode": found.st_mode})()

    monkeypatch.setattr(type(path), "stat", growing)
    with pytest.raises(Finding) as caught:
        read_file(path)
    assert caught.value.mark == "E01"
