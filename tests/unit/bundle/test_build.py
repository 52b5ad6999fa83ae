"""Building: the same facts give the same bytes, trades and scans go together, our own receiver decides."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bundle import archive
from app.bundle.build import SigningKey, build
from app.bundle.findings import Finding
from app.bundle.verify import verify
from app.domain.audit import NotCanonicalError
from tests.unit.bundle import kit

BODIES = [kit.BODY_1, kit.BODY_2]
ALL = (SigningKey(kit.BASE), SigningKey(kit.CHIEF_2, ("*",)))


def test_the_same_facts_give_the_same_bytes():
    assert build(kit.facts(), [kit.content()], BODIES, kit.SIGNERS).raw == kit.known_answer().raw


def test_trades_are_sorted_and_scans_go_with_them():
    trades = [kit.content(trade=trade) for trade in ("t02", "6-18-02-04", "t01")]
    scans = {"t01-p1.pdf": b"%PDF-1.4 one", "t01-p2.pdf": b"%PDF-1.4 two"}
    built = build(kit.facts(), trades, BODIES, ALL, scans=scans)
    assert [line.trade for line in built.manifest.trades] == ["6-18-02-04", "t01", "t02"]
    found = verify(built.raw, kit.trust())
    assert found
    assert set(found.trades) == {"6-18-02-04", "t01", "t02"}
    assert found.files["data/scan/t01-p2.pdf"] == b"%PDF-1.4 two"
    two_chiefs = (*kit.SIGNERS, SigningKey(kit.CHIEF_2, ("*",)))
    assert len(build(kit.facts(), trades, BODIES, two_chiefs).manifest.signers) == 3


@pytest.mark.parametrize(
    ("signers", "mark"),
    [
        ((SigningKey(kit.BASE),), "E08"),
        ((SigningKey(kit.CHIEF, ("t01",)),), "E08"),
        ((SigningKey(kit.BASE), SigningKey(kit.CHIEF, ("t02",))), "E08"),
        ((*kit.SIGNERS, SigningKey(kit.CHIEF, ("t01",))), "E08"),
        ((SigningKey(kit.BASE), SigningKey(kit.CHIEF)), "E10"),
        ((), "E07"),
    ],
)
def test_nothing_leaves_without_two_people(signers, mark):
    with pytest.raises(Finding) as caught:
        build(kit.facts(), [kit.content()], BODIES, signers)
    assert caught.value.mark == mark


def test_the_bases_own_list_has_the_last_word():
    assert build(kit.facts(), [kit.content()], BODIES, kit.SIGNERS, trust=kit.trust()).raw == kit.known_answer().raw
    with pytest.raises(Finding) as caught:
        build(
            kit.facts(), [kit.content()], BODIES, kit.SIGNERS, trust=kit.trust_list(base_keys=[kit.trusted(kit.BASE)])
        )
    assert caught.value.code == "bundle.e08_unknown"


def test_faulty_data_are_the_callers_fault():
    wrong = dataclasses.replace(kit.content(), results={**kit.RESULTS, "decimals": 2.0})
    with pytest.raises(NotCanonicalError):
        build(kit.facts(), [wrong], BODIES, kit.SIGNERS)
    with pytest.raises(ValueError, match="permitted"):
        build(kit.facts(), [kit.content()], BODIES, kit.SIGNERS, scans={"Bad.PDF": b""})
    with pytest.raises(ValueError, match="too large"):
        build(kit.facts(software={"name": "x" * (1 << 20), "version": "1"}), [kit.content()], BODIES, kit.SIGNERS)
    with pytest.raises(Finding) as caught:
        build(kit.facts(), [], BODIES, kit.SIGNERS)
    assert caught.value.mark == "E10"


@pytest.mark.parametrize(
    ("contest", "base", "start"),
    [
        ("GS-2026", "GS-BASE-01", "crb_GS-2026_GS-BASE-01_n0012_"),
        ("2026 年焊工决赛", "示范基地", "crb_2026_x_n0012_"),
        ("../../etc", "a/b", "crb_etc_a-b_n0012_"),
    ],
)
def test_file_names_are_plain(contest, base, start):
    name = archive.file_name(contest, base, 12, b"x")
    assert name.startswith(start)
    assert name.isascii()
    assert name.endswith(".crb")


def test_a_check_code_has_eight_signs_without_look_alikes():
    code = archive.check_code(b"")
    assert len(code) == 9
    assert not set(code) & set("ILOU")


_path = st.from_regex(r"data/[a-z0-9][a-z0-9_-]{0,10}\.(json|pdf)", fullmatch=True)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(_path, st.binary(max_size=50), max_size=5), st.binary(max_size=50))
def test_containers_round_trip(files, sealed):
    held = archive.Archive(archive.BUNDLE_TYPE, sealed, files)
    found = archive.read(archive.write(held))
    assert found == held
    assert list(found.files) == sorted(files)


def test_what_a_failed_result_says_has_no_manifest_and_no_data():
    told = verify(b"x", kit.trust()).to_dict()
    assert told["genuine"] is False
    assert told["code"] == "E05"
    assert told["problems"] == [{"mark": "E05", "code": "bundle.e05_truncated", "size": 1}]
    assert "manifest" not in told
