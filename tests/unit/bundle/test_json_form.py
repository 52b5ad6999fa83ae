"""Received JSON and manifests: one table of bad documents, each refused with its place; round trips of good ones."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bundle import canonical
from app.bundle.findings import Finding, MalformedError
from app.bundle.manifest import REASONS, Manifest
from app.bundle.verify import verify
from app.texts import sentences
from tests.unit.bundle import kit

GOOD = kit.known_answer()
DOCUMENT = GOOD.manifest.to_dict()

NASTY = {
    "double key": b'{"a":1,"a":1}',
    "double key, other value": b'{"a":1,"a":2}',
    "space": b'{"a": 1}',
    "newline at the end": b'{"a":1}\n',
    "unsorted": b'{"b":1,"a":1}',
    "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":-Infinity}',
    "float": b'{"a":1.0}',
    "exponent": b'{"a":1e5}',
    "minus zero": b'{"a":-0}',
    "leading zero": b'{"a":01}',
    "5,000 digits": b'{"a":' + b"9" * 5000 + b"}",
    "beyond 2^53": b'{"a":9007199254740992}',
    "depth 17": b"[" * 17 + b"]" * 17,
    "depth 100,000": b"[" * 100_000 + b"]" * 100_000,
    "lone surrogate": b'{"a":"\\ud800"}',
    "surrogate bytes": b'{"a":"\xed\xa0\x80"}',
    "byte order mark": b'\xef\xbb\xbf{"a":1}',
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "needless escape": b'{"a":"\\u0041"}',
    "escaped slash": b'{"a":"\\/"}',
    "upper-case escape": b'{"a":"\\u001F"}',
    "raw control": b'{"a":"\x01"}',
    "not NFC": '{"a":"e\u0301"}'.encode(),
    "long text": b'{"a":"' + b"x" * 4097 + b'"}',
    "key not ASCII": '{"键":1}'.encode(),
    "trailing comma": b'{"a":1,}',
    "two values": b"{}{}",
    "nothing": b"",
    "cut": b'{"a":',
    "single quotes": b"{'a':1}",
    "comment": b'{"a":1}//',
}


@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY.keys())
def test_nasty_json_is_refused_everywhere(raw):
    with pytest.raises(MalformedError):
        canonical.parse(raw, "here")
    signed = kit.resign(GOOD, change=lambda _: raw)
    assert verify(signed, kit.trust()).code == "E10"
    if b"\n" not in raw:
        inside = kit.with_files(GOOD, {"data/results/t01.json": raw})
        assert verify(inside, kit.trust()).code == "E10"


def test_good_json_up_to_the_limits():
    assert canonical.parse(b"[" * 16 + b"]" * 16, "here")
    assert canonical.parse(b'{"a":"' + b"x" * 4096 + b'"}', "here")
    assert canonical.parse(b'"' + b"x" * 9000 + b'"', "here", texts=False)


_texts = st.text(st.characters(codec="utf-8"), max_size=20).filter(lambda text: canonical.is_normalized("NFC", text))
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(_values)
def test_what_is_dumped_parses_to_the_same(value):
    assert canonical.parse(canonical.dump(value), "here") == value


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_random_bytes_never_raise_anything_else(raw):
    try:
        canonical.parse(raw, "here")
    except MalformedError as error:
        assert error.place == "here"


def test_manifest_round_trip_keeps_unknown_members_everywhere():
    document = copy.deepcopy(DOCUMENT)
    document["future"] = {"x": [1, 2]}
    document["history"] = [{"number": 1, "sha256": "ab" * 32, "note": "y"}]
    document["number"] = 2
    document["contest"]["pack"] = {"number": 3, "sha256": "cd" * 32, "from": "z"}
    document["contest"]["level"] = "省级一类"
    for part in ("base", "audit", "software", "time"):
        document[part]["more"] = part
    document["trades"][0] |= {"revision": 2, "reason": "appeal", "hall": 7}
    document["trades"][0]["replaces"] = {"number": 1, "results_sha256": "ef" * 32, "why": "w"}
    document["files"][0]["kind"] = "k"
    document["signers"][0]["seat"] = 1
    document["files"].insert(2, {"path": "data/persons.age", "size": 5, "sha256": "12" * 32})
    recipients = ["age1qqqqqqqqqqqq"]
    document["persons"] = {"path": "data/persons.age", "plain_sha256": "34" * 32, "recipients": recipients, "t": 0}
    raw = canonical.dump(document)
    assert Manifest.parse(raw).to_bytes() == raw


def test_a_bundle_with_unknown_members_is_genuine_and_kept():
    def change(document):
        return {**document, "future": {"weather": "晴"}}

    found = verify(kit.resign(GOOD, change=change), kit.trust())
    assert found
    assert found.manifest is not None
    assert found.manifest.more == {"future": {"weather": "晴"}}


def put(path, value):
    """A change that puts a value at a path such as `trades.0.entries`; ... removes it."""

    def change(document):
        document = copy.deepcopy(document)
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        target = document
        for part in way:
            target = target[part]
        if value is ...:
            del target[last]
        else:
            target[last] = value
        return document

    return change


HASH = "ab" * 32
BAD = [
    *[(name, ..., "manifest") for name in DOCUMENT],
    ("format", "contest-results", "manifest.format"),
    ("mode", "practice", "manifest.mode"),
    ("mode", None, "manifest.mode"),
    ("number", 0, "manifest.number"),
    ("number", True, "manifest.number"),
    ("number", 2, "manifest.history"),
    ("history", [{"number": 1, "sha256": HASH}], "manifest.history"),
    ("history", {}, "manifest.history"),
    ("contest", [], "manifest.contest"),
    ("contest.id", "", "manifest.contest.id"),
    ("contest.pack", 0, "manifest.contest.pack"),
    ("contest.pack", {"number": 1, "sha256": "AB" * 32}, "manifest.contest.pack.sha256"),
    ("base.name", 5, "manifest.base.name"),
    ("trades", [], "manifest.trades"),
    ("trades.0.trade", "T01", "manifest.trades[0].trade"),
    ("trades.0.trade", "t02", "manifest.trades[0].path"),
    ("trades.0.revision", 0, "manifest.trades[0].revision"),
    ("trades.0.revision", 2, "manifest.trades[0].reason"),
    ("trades.0.reason", "because", "manifest.trades[0].reason"),
    ("trades.0.replaces", {"number": 1, "results_sha256": HASH}, "manifest.trades[0].replaces"),
    ("trades.0.entries", 20_001, "manifest.trades[0].entries"),
    ("trades.0.entries", "1", "manifest.trades[0].entries"),
    ("trades", DOCUMENT["trades"] * 2, "manifest.trades"),
    ("files.0.path", "data/../x.json", "manifest.files[0].path"),
    ("files.0.path", "data/secret.json", "manifest.files"),
    ("files.0.size", -1, "manifest.files[0].size"),
    ("files.0.sha256", "00", "manifest.files[0].sha256"),
    ("files", list(reversed(DOCUMENT["files"])), "manifest.files"),
    ("files", DOCUMENT["files"][:2], "manifest.files"),
    ("files", DOCUMENT["files"] + DOCUMENT["files"][-1:], "manifest.files"),
    ("persons", {}, "manifest.persons.path"),
    (
        "persons",
        {"path": "data/persons.age", "plain_sha256": HASH, "recipients": ["age1qqqqqqqqqqqq"]},
        "manifest.files",
    ),
    (
        "persons",
        {"path": "data/persons.age", "plain_sha256": HASH, "recipients": ["x"]},
        "manifest.persons.recipients[0]",
    ),
    ("audit.genesis", {"base": "00-00"}, "manifest.audit.genesis"),
    ("audit.from_seq", 0, "manifest.audit.from_seq"),
    ("audit.last_seq", 400_000, "manifest.audit.last_seq"),
    ("audit.last_hash", None, "manifest.audit.last_hash"),
    ("signers", [], "manifest.signers"),
    ("signers.0.role", "office", "manifest.signers[0].role"),
    ("signers.0.trades", ["t01"], "manifest.signers[0].trades"),
    ("signers.1.trades", [], "manifest.signers[1].trades"),
    ("signers.1.trades", ["*", "t01"], "manifest.signers[1].trades[0]"),
    ("signers.1.trades", ["t01", "t01"], "manifest.signers[1].trades"),
    ("software", {"name": "x"}, "manifest.software.version"),
    ("time.utc", "2026-05-01 02:00:05", "manifest.time.utc"),
    ("time.utc", "2026-13-01T02:00:05Z", "manifest.time.utc"),
    ("time.tz_min", 2000, "manifest.time.tz_min"),
    ("time.clock", "slow", "manifest.time.clock"),
    ("trust_list", -1, "manifest.trust_list"),
]


@pytest.mark.parametrize(("path", "value", "place"), BAD, ids=[f"{path}={value!r:.40}" for path, value, _ in BAD])
def test_bad_manifests_name_the_place(path, value, place):
    found = verify(kit.resign(GOOD, change=put(path, value)), kit.trust())
    assert found.code == "E10"
    assert found.problems[0].fields["place"].startswith(place)


def test_the_history_has_every_earlier_number_in_order():
    lines = [{"number": number, "sha256": HASH} for number in (2, 1)]
    found = verify(kit.resign(GOOD, change=lambda one: {**one, "number": 3, "history": lines}), kit.trust())
    assert found.problems[0].fields == {"place": "manifest.history"}


@pytest.mark.parametrize(("path", "value"), [("version", 2), ("suite", "S1")])
def test_newer_versions_and_suites_ask_for_an_update(path, value):
    found = verify(kit.resign(GOOD, change=put(path, value)), kit.trust())
    assert found.code == "E06"
    assert found.problems[0].code == "bundle.e06_version"


def test_the_manifest_is_a_document_of_limited_size():
    with pytest.raises(Finding) as caught:
        Manifest.parse(b" " * ((1 << 20) + 1))
    assert caught.value.mark == "E10"
    assert verify(kit.resign(GOOD, change=lambda _: b"[]"), kit.trust()).code == "E10"


def test_reasons_are_codes_without_free_text():
    assert all(reason.isascii() and reason.islower() for reason in REASONS)


def test_marks_of_the_table_and_of_nothing():
    marks = {Finding(code).mark for code in sentences() if code.startswith("bundle.")}
    expected = {f"E{number:02}" for number in (1, 2, *range(4, 14), 16, 17, 18)} | {
        "W14",
        "W15",
        "W19",
        "W20",
        "I03",
        "",
    }
    assert marks == expected
    assert Finding("bundle.key_malformed").mark == ""
