"""A restore weighs what is known elsewhere: no entry is missed silently, no bundle number is given out twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bundle import archive, envelope
from app.bundle.manifest import Manifest
from app.errors import Refusal
from app.services import backups, bundles, heads, lost_bundles, restores
from app.services.access import Actor
from app.services.restore_evidence import Evidence, Paper
from app.services.setup import Identity
from db.queries import audit as stored
from db.store import Store
from tests import factories
from tests.factories import later
from tests.trust_kit import confirmed_demo, correct_one, exported, people_of


@dataclass
class Lost:
    """A file after three bundles, of which its one backup knows only the first; each bundle's file by number."""

    backup: Path
    sticks: dict[int, Path]
    digests: dict[int, str]
    seq: int
    code: str


@pytest.fixture
def lost(demo_file: Path, tmp_path: Path) -> Lost:
    stick, safe = tmp_path / "stick", tmp_path / "safe"
    stick.mkdir()
    safe.mkdir()
    with Store.open(demo_file) as store:
        done = [bundles.export(store, [stick], at=later(80))]
        backups.back_up(store, safe / "one.backup", at=later(81))
        for number in (1, 2):
            correct_one(store, f"{40 + number}.5", 100 + number * 20)
            done.append(bundles.export(store, [stick], reason="recheck", at=later(110 + number * 20)))
        seq, code = store.head.seq, store.head.code
    demo_file.unlink()
    paths = {one.number: one.paths[0] for one in done}
    return Lost(safe / "one.backup", paths, {one.number: one.sha256 for one in done}, seq, code)


def manifest_of(path: Path) -> Manifest:
    return Manifest.parse(envelope.read(archive.read(path.read_bytes()).envelope).payload)


def test_looking_tells_what_is_missing_and_writes_nothing(lost: Lost, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    alone = restores.look(lost.backup)
    assert (alone.missing_entries, alone.missing.bundles, alone.missing.next_bundle) == (0, (), 2)
    found = restores.look(lost.backup, evidence=Evidence(bundles=(lost.sticks[3],), paper=Paper(seq=lost.seq)))
    assert found.missing_entries == lost.seq - found.head.seq > 0
    assert [(one.number, one.sha256) for one in found.missing.bundles] == [
        (2, lost.digests[2]),
        (3, lost.digests[3]),
    ]
    assert found.missing.next_bundle == 4 and found.missing.sheet_seq == lost.seq > found.missing.bundle_seq > 0
    assert sorted(tmp_path.rglob("*")) == before


def test_the_next_bundle_follows_the_ones_on_sticks(lost: Lost, tmp_path: Path) -> None:
    again, out = tmp_path / "again.contest", tmp_path / "out"
    out.mkdir()
    restores.restore(lost.backup, again, at=later(200), evidence=Evidence(bundles=(lost.sticks[3],)))
    with Store.open(again) as store:
        correct_one(store, "30.5", 210)
        done = bundles.export(store, [out], reason="recheck", at=later(230))
    said = manifest_of(done.paths[0])
    assert (done.number, said.number) == (4, 4)
    assert {line.number: line.sha256 for line in said.history} == lost.digests
    (trade,) = said.trades
    assert trade.revision == 4 and trade.replaces is not None and trade.replaces.number == 3


def test_heads_txt_remembers_bundles(lost: Lost, tmp_path: Path) -> None:
    """Without any bundle at hand: the note beside a later backup tells number and digest."""
    with Store.open(lost.backup) as store, store.read() as reading:
        genesis = stored.genesis(reading)
        head = store.head
    heads.note(lost.backup.parent, genesis, head, later(150), "later one.contest", (2, lost.digests[2]))
    assert heads.noted(lost.backup.parent, genesis)[-1].bundle == (2, lost.digests[2])
    assert heads.noted(lost.backup.parent, genesis)[-1].file_name == "later one.contest"
    found = restores.look(lost.backup)
    assert [one.number for one in found.missing.bundles] == [2] and found.missing.next_bundle == 3


def test_a_number_typed_from_paper_waits_for_its_digest(lost: Lost, tmp_path: Path) -> None:
    again, out = tmp_path / "again.contest", tmp_path / "out"
    out.mkdir()
    paper = Evidence(paper=Paper(bundle=3, bundle_sha256=lost.digests[3]))
    done = restores.restore(lost.backup, again, at=later(200), evidence=paper)
    assert done.found.next_bundle == 4
    with Store.open(again) as store:
        with pytest.raises(Refusal) as refusal:
            exported(store, out, 210)
        assert refusal.value.code == "export.number_unknown" and refusal.value.fields["numbers"] == [2]
        with pytest.raises(Refusal) as refusal:
            lost_bundles.tell_lost(store, {7: lost.digests[2]}, by=chief(store), at=later(211))
        assert refusal.value.code == "export.not_lost"
        lost_bundles.tell_lost(store, {2: lost.digests[2]}, by=chief(store), at=later(212))
        correct_one(store, "30.5", 220)
        assert manifest_of(exported(store, out, 240)).number == 4


def chief(store: Store) -> Actor:
    return people_of(store).who("裁判长")


def test_paper_of_the_same_history_agrees_and_of_another_does_not(lost: Lost) -> None:
    with Store.open(lost.backup) as store:
        seq, code = store.head.seq, store.head.code
    restores.look(lost.backup, evidence=Evidence(paper=Paper(seq, code)))
    with pytest.raises(Refusal) as refusal:
        restores.look(lost.backup, evidence=Evidence(paper=Paper(seq, lost.code)))
    assert refusal.value.code == "files.other_history"


def test_evidence_of_another_contest_is_refused(lost: Lost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factories, "IDENTITY", Identity("another", "00000000-0000-4000-8000-000000000002"))
    confirmed_demo(tmp_path / "other.contest")
    with Store.open(tmp_path / "other.contest") as store:
        foreign = exported(store, tmp_path)
    with pytest.raises(Refusal) as refusal:
        restores.look(lost.backup, evidence=Evidence(bundles=(foreign,)))
    assert refusal.value.code == "files.other_contest"


def test_two_bundles_of_one_number_stop_everything(lost: Lost) -> None:
    paper = Paper(bundle=3, bundle_sha256="0" * 64)
    with pytest.raises(Refusal) as refusal:
        restores.look(lost.backup, evidence=Evidence(bundles=(lost.sticks[3],), paper=paper))
    assert refusal.value.code == "files.two_bundles"
