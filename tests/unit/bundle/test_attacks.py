"""Attacks on bundles, each refused with its code: damage, cuts, zip tools without a key, insiders with one.

What must hold for all: nothing accepted, no exception, nothing of the content given out. The full counts (every bit of
three bundles, a million entries) run with JIANGPING_NIGHTLY=1; otherwise a sample that is still spread over all of it.
"""

from __future__ import annotations

import json
import os
import tracemalloc
from collections.abc import Iterable
from fractions import Fraction

import pytest

from app.bundle import archive, canonical, envelope, suite
from app.bundle.archive import SIZE_LIMIT
from app.bundle.manifest import PAYLOAD_TYPE
from app.bundle.verify import verify
from app.domain.contest import Contest, Round, Trade
from app.domain.definition import write_definition
from app.services.recompute import recompute
from tests.unit.bundle import corpus, kit
from tests.unit.bundle.corpus import LOG, MARKS, RESULTS, Attack
from tests.unit.bundle.test_json_form import NASTY

NIGHTLY = os.environ.get("JIANGPING_NIGHTLY") == "1"
GOOD = kit.known_answer()
BUNDLES = kit.sequence() if NIGHTLY else kit.sequence()[:1]


def faults(attacks: Iterable[Attack]) -> tuple[int, list[str]]:
    """How many attacks there were, and those that were not answered as they must be."""
    trust, count, wrong = kit.trust(), 0, []
    for one in attacks:
        count += 1
        found = verify(one.raw, trust)
        if found or found.code not in one.codes or found.trades or found.files or found.persons:
            wrong.append(f"{one.name}: {found.code or 'accepted'}")
    return count, wrong


def test_the_corpus_starts_from_what_is_accepted() -> None:
    assert verify(GOOD.raw, kit.trust())
    assert corpus.zipped(corpus.entries()) == GOOD.raw


def test_flipped_bits_of_the_file_are_damage() -> None:
    count, wrong = faults(one for built in BUNDLES for one in corpus.flips(built.raw, 1 if NIGHTLY else 11))
    assert count >= (80_000 if NIGHTLY else 2_300)
    assert wrong == []


def test_flipped_bits_inside_entries_are_found_by_signatures_and_digests() -> None:
    count, wrong = faults(one for built in BUNDLES for one in corpus.inner_flips(built, 1 if NIGHTLY else 23))
    assert count >= (51_224 if NIGHTLY else 900)
    assert wrong == []


def test_cuts_and_added_bytes_are_refused() -> None:
    count, wrong = faults(one for built in BUNDLES for one in corpus.cuts(built.raw, 1 if NIGHTLY else 3))
    assert count >= (6_907 if NIGHTLY else 1_000)
    assert wrong == []


def test_containers_that_no_writer_of_ours_makes() -> None:
    count, wrong = faults(corpus.containers())
    assert count >= 90
    assert wrong == []


def test_who_has_a_zip_tool_and_no_key_changes_nothing() -> None:
    count, wrong = faults(corpus.outsiders())
    assert count >= 39
    assert wrong == []


def test_nasty_json_is_refused_wherever_it_stands() -> None:
    count, wrong = faults(corpus.odd_json(NASTY))
    assert count >= 4 * len(NASTY)
    assert wrong == []


def test_oversize_age_headers_are_refused_before_the_library_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("the age library was called")

    monkeypatch.setattr(suite.pyrage, "decrypt", never)
    identity, _ = suite.age_pair()
    for one in corpus.age_headers():
        assert verify(one.raw, kit.trust(), identities=[identity]).code == "E18", one.name
    for name, raw in corpus.AGE_HEADERS.items():
        assert suite.unseal(raw, [identity]) is None, name


def test_who_is_no_recipient_and_who_flips_bits_cannot_open_persons() -> None:
    identity, recipient = suite.age_pair()
    sealed = suite.seal(b"somebody", [recipient])
    assert suite.unseal(sealed, [identity]) == b"somebody"
    assert suite.unseal(sealed, [suite.age_pair()[0]]) is None
    opened = [
        bit for bit in range(0, 8 * len(sealed), 1 if NIGHTLY else 5) if suite.unseal(_flip(sealed, bit), [identity])
    ]
    assert opened == []


def _flip(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


# ---- who has the keys ------------------------------------------------------------------------------------------------


def test_insiders_are_contradicted_by_their_own_files() -> None:
    count, wrong = faults(corpus.insiders())
    assert count >= 20
    assert wrong == []


def _stated(**change: object) -> bytes:
    """A bundle that carries its rules, with a row of the list as the insider wants it."""
    rules = Contest(
        name="测试", year=2026, trades=(Trade("t01", "焊工", (Round("practical", "实操", Fraction(100)),)),)
    )
    files = GOOD.verification.files
    results, marks = json.loads(files[RESULTS]), json.loads(files[MARKS])
    row = {**results["rows"][0], "group": "", "award": None, "standing": "ranked", "joint": False, "guest": False}
    mark = {"entry": "A001", "round": "practical", "aspect": "*", "judge": "", "seq": 1, "mark": "87.50"}
    told = {**marks, "definition": canonical.parse(canonical.dump(write_definition(rules)), ""), "marks": [mark]}
    changed = {
        RESULTS: canonical.dump({**results, "rows": [{**row, **change}]}),
        MARKS: canonical.dump({**told, "rounds": [], "rulings": []}),
    }
    return kit.with_files(GOOD, changed)


def test_totals_places_and_awards_that_do_not_follow_from_the_marks() -> None:
    assert verify(_stated(), kit.trust(), recompute=recompute)
    for what, change in {
        "total": {"total": "87.60"},
        "practical": {"rounds": {"practical": "87.60"}},
        "place": {"place": 2},
        "award": {"award": "一等奖"},
    }.items():
        raw = _stated(**change)
        assert verify(raw, kit.trust())  # whole and signed: only the rules find it
        found = verify(raw, kit.trust(), recompute=recompute)
        assert found.code == "E17", what
        assert {(one.fields["entry"], one.fields["what"]) for one in found.problems} == {("A001", what)}


def test_history_written_anew_is_seen_beside_a_head_seen_before() -> None:
    from app.bundle.history import Known, Receiver

    lines = GOOD.verification.files[LOG].replace(b"87.50", b"97.50").split(b"\n")[:-1]
    raw = corpus._with_log(b"".join(line + b"\n" for line in lines))
    assert verify(raw, kit.trust())  # consistent in itself
    seen = Known(heads={GOOD.manifest.audit.last_seq: GOOD.manifest.audit.last_hash})
    office = Receiver("test", {"TEST-01": None}, known={("TEST-01", "00-00"): seen})
    assert verify(raw, kit.trust(), receiver=office).code == "E16"
    assert verify(GOOD.raw, kit.trust(), receiver=office)


# ---- memory ----------------------------------------------------------------------------------------------------------


def _peak(raw: bytes) -> tuple[str, float]:
    """The verdict, and the most memory it took beside the file, in file sizes."""
    trust = kit.trust()
    tracemalloc.start()
    try:
        code = verify(raw, trust).code
        return code, tracemalloc.get_traced_memory()[1] / len(raw)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["entries", "entry", "scan", "bomb"])
def test_hostile_sizes_cost_at_most_four_times_the_file(name: str) -> None:
    many = 1_000_000 if NIGHTLY else 20_000
    good = corpus.entries()
    raw = {
        "entries": lambda: corpus.zipped([(b"data/f%06d.json" % one, b"") for one in range(many)], count=many & 0xFFFF),
        "entry": lambda: corpus.zipped([*good[:2], (b"data/a.json", bytes(8 << 20))]),
        "scan": lambda: kit.repack(GOOD, files={**GOOD.verification.files, "data/scan/a.pdf": bytes(16 << 20)}),
        "bomb": lambda: corpus.zipped([good[0], (b"manifest.dsse.json", bytes(60 << 20))], method=8),
    }[name]()
    assert len(raw) <= (SIZE_LIMIT if name != "entries" else 1 << 30)
    code, peak = _peak(raw)
    assert code == {"entries": "E04", "entry": "E11", "scan": "E11", "bomb": "E04"}[name] or len(raw) > SIZE_LIMIT
    assert peak <= 4


# ---- types and the published vectors of the envelope -----------------------------------------------------------------


def test_signed_bytes_are_those_of_the_published_envelope() -> None:
    """The test vector of the DSSE specification: type, body and the bytes to be signed."""
    assert envelope.signing_bytes("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert envelope.signing_bytes("测", b"") == b"DSSEv1 3 \xe6\xb5\x8b 0 "


def test_type_and_payload_cannot_borrow_each_others_bytes() -> None:
    """Lengths stand before both, so moving the border between them changes what is signed."""
    message = envelope.signing_bytes("a b", b"c")
    assert message != envelope.signing_bytes("a", b"b 1 c")
    payload = envelope.read(archive.read(GOOD.raw).envelope).payload
    for kind in (PAYLOAD_TYPE[:-1], PAYLOAD_TYPE + " ", PAYLOAD_TYPE.upper()):
        moved = envelope.seal(kind, payload, [kit.BASE.secret, kit.CHIEF.secret])
        swapped = envelope.Envelope(PAYLOAD_TYPE, payload, moved.signatures)
        assert verify(kit.repack(GOOD, swapped.to_bytes()), kit.trust()).code == "E09"


def test_rules_and_marks_of_any_form_are_computed_without_a_crash() -> None:
    """An insider's definition, marks and rows with every value replaced by odd ones: a code, or the same list."""
    files = archive.read(_stated()).files
    found: dict[str, int] = {}
    for path in (MARKS, RESULTS):
        for place, (_name, changed) in enumerate(corpus.variants(json.loads(files[path]))):
            if place % (1 if NIGHTLY else 17) == 0:
                raw = kit.with_files(GOOD, {**files, path: canonical.dump(changed)})
                code = verify(raw, kit.trust(), recompute=recompute).code
                found[code] = found.get(code, 0) + 1
    assert set(found) == {"", "E10", "E17"}
    assert sum(found.values()) >= (2_300 if NIGHTLY else 140)
