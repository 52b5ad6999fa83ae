"""Damage and forgery of a whole bundle: nothing is accepted, nothing raises, and the code is of the right class."""

from __future__ import annotations

import base64
import json
import struct

import pytest

from app.bundle import archive, canonical, envelope
from app.bundle.findings import Finding
from app.bundle.manifest import PAYLOAD_TYPE
from app.bundle.verify import verify
from tests.unit.bundle import kit

GOOD = kit.known_answer()
DAMAGED = {"E04", "E05"}


def code_of(raw: bytes, trust=None) -> str:
    found = verify(raw, trust or kit.trust())
    assert not found.genuine
    assert found.problems
    assert not found.trades
    return found.code


def test_every_flipped_bit_is_refused_as_damage():
    trust, raw = kit.trust(), bytearray(GOOD.raw)
    for at in range(len(raw)):
        for bit in range(8):
            raw[at] ^= 1 << bit
            found = verify(bytes(raw), trust)
            assert not found and found.code in DAMAGED, (at, bit)
            raw[at] ^= 1 << bit
    assert raw == GOOD.raw


def test_every_truncation_is_refused_as_cut_short():
    assert code_of(b"") == "E02"
    for length in range(1, len(GOOD.raw)):
        assert code_of(GOOD.raw[:length]) == "E05", length


@pytest.mark.parametrize("extra", [b"\x00", b"PK", b"PK\x05\x06" + bytes(18), GOOD.raw])
def test_bytes_before_or_after_are_refused(extra):
    assert code_of(extra + GOOD.raw) in DAMAGED
    assert code_of(GOOD.raw + extra) in DAMAGED


def test_flips_inside_the_envelope_of_a_right_container():
    held = archive.read(GOOD.raw)
    for at in range(len(held.envelope)):
        changed = bytearray(held.envelope)
        changed[at] ^= 1 << at % 7
        code = code_of(kit.repack(GOOD, bytes(changed)))
        assert code in {"E06", "E07", "E08", "E09"}, (at, code)


def test_flips_inside_data_files_of_a_right_container_name_the_file():
    held = archive.read(GOOD.raw)
    for path, data in held.files.items():
        for at in range(0, len(data), 3):
            changed = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
            found = verify(kit.repack(GOOD, files={**held.files, path: changed}), kit.trust())
            assert [problem.to_dict() for problem in found.problems] == [
                {"mark": "E11", "code": "bundle.e11_changed", "path": path}
            ]


# ---- containers no writer of ours makes -----------------------------------------------------------------------------


def spell(entries, **changes):
    """A zip written by hand; `changes` replace header values of every entry."""
    return archive._spell(entries) if not changes else _loose(entries, **changes)


def _loose(entries, flags=0, method=0, extra=b"", date=0x21, comment=b"", crc=None):
    parts, central, at = [], [], 0
    for name, data in entries:
        tag = name.encode("utf-8")
        value = archive.crc32(data) if crc is None else crc
        local = struct.pack(
            "<4s5H3I2H",
            b"PK\x03\x04",
            10,
            flags,
            method,
            0,
            date,
            value,
            len(data),
            len(data),
            len(tag),
            len(extra),
        )
        head = (b"PK\x01\x02", 10, 10, flags, method, 0, date, value, len(data), len(data), len(tag), 0, 0, 0, 0, 0, at)
        central.append(struct.pack("<4s6H3I5H2I", *head) + tag)
        parts += [local, tag, extra, data]
        at += len(local) + len(tag) + len(extra) + len(data)
    directory = b"".join(central)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), at, len(comment))
    return b"".join([*parts, directory, end, comment])


def entries_of(built=GOOD):
    held = archive.read(built.raw)
    return [("mimetype", held.type), ("manifest.dsse.json", held.envelope), *held.files.items()]


def test_the_loose_writer_of_this_test_is_a_right_one():
    assert _loose(entries_of()) == GOOD.raw


@pytest.mark.parametrize(
    ("kept", "astray"),
    [
        (lambda entries: [], []),
        (lambda entries: entries[:1], [0]),
        (lambda entries: entries[1:], []),
        (lambda entries: [*entries[:2], *reversed(entries[2:])], [0, 1, -1]),
    ],
    ids=["nothing", "the type alone", "no type", "another order"],
)
def test_damage_is_told_at_the_entry_that_should_not_follow(kept, astray):
    entries = entries_of()
    with pytest.raises(Finding) as found:
        archive.read(spell(kept(entries)))
    before = [entries[number] for number in astray]
    size = sum(struct.calcsize("<4s5H3I2H") + len(name) + len(data) for name, data in before)
    assert (found.value.code, found.value.fields["place"]) == ("bundle.e04_damaged", size)


@pytest.mark.parametrize(
    "changes",
    [
        {"flags": 8},
        {"flags": 0x800},
        {"method": 8},
        {"extra": b"\x01\x00\x00\x00"},
        {"date": 0x5A21},
        {"comment": b"hello"},
        {"crc": 0},
    ],
    ids=str,
)
def test_headers_that_are_not_the_one_spelling(changes):
    assert code_of(_loose(entries_of(), **changes)) == "E04"


def names(*added, drop=(), order=None):
    entries = [entry for entry in entries_of() if entry[0] not in drop] + list(added)
    return _loose(order(entries) if order else entries)


@pytest.mark.parametrize(
    "raw",
    [
        names(("../evil.json", b"x")),
        names(("/etc/passwd", b"x")),
        names(("data/../../evil.json", b"x")),
        names(("data\\evil.json", b"x")),
        names(("data/CON.json", b"x")),
        names(("data/results/t01.JSON", b"x")),
        names(("data/results/T01.json", b"x")),
        names(("data/a/b/c.json", b"x")),
        names(("data/evil.exe", b"x")),
        names(("data/成绩.json", b"x")),
        names(("data/x.json\n", b"x")),
        names(("", b"x")),
        names(("data/audit.jsonl", kit.BODY_1)),
        names(("data/results/t01.json", archive.read(GOOD.raw).files["data/results/t01.json"])),
        names(("mimetype", archive.BUNDLE_TYPE)),
        names(drop=("mimetype",)),
        names(drop=("manifest.dsse.json",)),
        names(order=lambda entries: [entries[1], entries[0], *entries[2:]]),
        names(order=lambda entries: [*entries[:2], *reversed(entries[2:])]),
        _loose([]),
        _loose([("mimetype", b"x" * 200)]),
        _loose([(f"data/f{index:04}.json", b"") for index in range(1000)]),
    ],
)
def test_names_orders_and_numbers_of_entries(raw):
    assert code_of(raw) == "E04"


def place_of(raw: bytes) -> object:
    with pytest.raises(Finding) as found:
        archive.read(raw)
    assert found.value.code == "bundle.e04_damaged"
    return found.value.fields["place"]


def test_damage_is_told_by_the_byte_where_it_begins():
    first = 30 + len("mimetype") + len(archive.BUNDLE_TYPE)  # where the second entry begins
    assert place_of(names(drop=("manifest.dsse.json",))) == first
    assert place_of(GOOD.raw + b"\0") == len(GOOD.raw)
    changed = bytearray(GOOD.raw)
    changed[-30] ^= 1  # in the list at the end, which only spelling it again proves
    assert place_of(bytes(changed)) == len(changed) - 30


def test_a_deflate_bomb_and_a_foreign_zip_are_refused():
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", archive.BUNDLE_TYPE)
        container.writestr("manifest.dsse.json", b"0" * 5_000_000)
    assert code_of(out.getvalue()) == "E04"


def test_overlapping_entries_are_refused():
    raw = bytearray(GOOD.raw)
    at = raw.find(b"PK\x01\x02")
    second = raw.find(b"PK\x01\x02", at + 4)
    raw[second + 42 : second + 46] = raw[at + 42 : at + 46]  # the second entry claims the place of the first
    assert code_of(bytes(raw)) == "E04"


def test_sizes_beyond_the_limit_are_refused_before_anything_else():
    assert code_of(bytes(archive.SIZE_LIMIT + 1)) == "E02"
    assert code_of(b"not a zip at all") == "E04"


def test_a_claimed_size_beyond_the_limit_of_its_kind():
    raw = bytearray(GOOD.raw)
    struct.pack_into("<I", raw, 22, 101)  # mimetype may have 100 bytes
    assert code_of(bytes(raw)) == "E04"


@pytest.mark.parametrize(
    ("name", "size"),
    [("data/Bad.json", 1), ("nothing", 1), ("data/results/a.json", archive.JSON_LIMIT + 1)],
)
def test_the_writer_refuses_what_the_reader_would(name, size):
    with pytest.raises(ValueError, match="permitted"):
        archive.write(archive.Archive(archive.BUNDLE_TYPE, b"{}", {name: bytes(size)}))


def test_the_writer_refuses_too_many_entries():
    files = {f"data/scan/p{index}.pdf": b"" for index in range(300)}
    with pytest.raises(ValueError, match="too large"):
        archive.write(archive.Archive(archive.BUNDLE_TYPE, b"{}", files))


# ---- types, envelopes, signatures -----------------------------------------------------------------------------------


def test_another_kind_of_container_or_payload_is_for_a_newer_program():
    assert code_of(kit.repack(GOOD, kind=b"application/vnd.contest.result-bundle.v2+zip")) == "E06"
    assert code_of(kit.resign(GOOD, payload_type="application/vnd.contest.result-manifest.v2+json")) == "E06"


def test_a_signature_of_another_type_does_not_pass():
    payload = canonical.dump(GOOD.manifest.to_dict())
    other = envelope.seal("application/vnd.contest.receipt.v1+json", payload, [kit.BASE.secret, kit.CHIEF.secret])
    swapped = envelope.Envelope(PAYLOAD_TYPE, payload, other.signatures)
    assert code_of(kit.repack(GOOD, swapped.to_bytes())) == "E09"
    assert code_of(kit.repack(GOOD, other.to_bytes())) == "E06"


def test_an_envelope_has_one_spelling():
    held = archive.read(GOOD.raw)
    document = json.loads(held.envelope)
    loose = json.dumps(document).encode()
    assert code_of(kit.repack(GOOD, loose)) == "E07"
    for change in (
        {"extra": 1},
        {"signatures": []},
        {"payload": document["payload"][:-2]},
        {"payload": document["payload"] + "===="},
        {"payload": document["payload"] + "\n"},
        {"payload": 5},
        {"payloadType": ""},
        {"signatures": [{"keyid": "x", "sig": "AA=="}]},
        {"signatures": [{"keyid": kit.BASE.keyid, "sig": "AA=="}]},
        {"signatures": [{"keyid": kit.BASE.keyid.upper(), "sig": document["signatures"][0]["sig"]}]},
        {"signatures": [{**document["signatures"][0], "algorithm": "none"}]},
        {"signatures": document["signatures"] * 60},
    ):
        assert code_of(kit.repack(GOOD, canonical.dump({**document, **change}))) == "E07", change


def test_spare_bits_of_base64_are_refused():
    held = archive.read(GOOD.raw)
    document = json.loads(held.envelope)
    sig = document["signatures"][0]["sig"]
    unpadded = [{**document["signatures"][0], "sig": sig.rstrip("=")}, document["signatures"][1]]
    assert code_of(kit.repack(GOOD, canonical.dump({**document, "signatures": unpadded}))) == "E07"
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = sig[:-3] + alphabet[alphabet.index(sig[-3]) + 1] + "=="
    assert base64.b64decode(other) == base64.b64decode(sig)
    document["signatures"][0]["sig"] = other
    assert code_of(kit.repack(GOOD, canonical.dump(document))) == "E07"


def signed_with(*secrets, payload=None):
    return kit.resign(GOOD, change=lambda document: payload or document, secrets=secrets)


def signers(*lines):
    def change(document):
        document["signers"] = [{"key": key.keyid, "role": role, "trades": trades} for key, role, trades in lines]
        return document

    return change


BASE_LINE = (kit.BASE, "base", [])
CHIEF_LINE = (kit.CHIEF, "chief", ["t01"])


@pytest.mark.parametrize(
    ("lines", "keys", "code", "problem"),
    [
        ((BASE_LINE,), (kit.BASE,), "E08", "bundle.e08_no_chief"),
        ((CHIEF_LINE,), (kit.CHIEF,), "E08", "bundle.e08_no_base"),
        ((BASE_LINE, (kit.STRANGER, "chief", ["t01"])), (kit.BASE, kit.STRANGER), "E08", "bundle.e08_unknown"),
        ((BASE_LINE, CHIEF_LINE, CHIEF_LINE), (kit.BASE, kit.CHIEF, kit.CHIEF), "E08", "bundle.e08_twice"),
        ((BASE_LINE, (kit.BASE, "chief", ["t01"])), (kit.BASE, kit.BASE), "E08", "bundle.e08_role"),
        (((kit.CHIEF, "base", []), CHIEF_LINE), (kit.CHIEF, kit.CHIEF), "E08", "bundle.e08_role"),
        (((kit.OTHER_BASE, "base", []), CHIEF_LINE), (kit.OTHER_BASE, kit.CHIEF), "E08", "bundle.e08_base"),
        ((BASE_LINE, (kit.CHIEF, "chief", ["*"])), (kit.BASE, kit.CHIEF), "E08", "bundle.e08_trade"),
        ((BASE_LINE, (kit.CHIEF, "chief", ["t02"])), (kit.BASE, kit.CHIEF), "E08", "bundle.e08_trade"),
        ((BASE_LINE, (kit.CERTIFICATE, "chief", ["t01"])), (kit.BASE, kit.CERTIFICATE), "E08", "bundle.e08_role"),
        ((BASE_LINE, CHIEF_LINE), (kit.BASE,), "E10", "bundle.e10_content"),  # stripped
        ((BASE_LINE, CHIEF_LINE), (kit.BASE, kit.CHIEF, kit.CHIEF_2), "E10", "bundle.e10_content"),  # added
        ((BASE_LINE, CHIEF_LINE), (kit.CHIEF, kit.BASE), "E10", "bundle.e10_content"),  # order
        ((BASE_LINE, CHIEF_LINE), (kit.BASE, kit.OFFICE), "E08", "bundle.e08_unknown"),
    ],
)
def test_who_may_sign(lines, keys, code, problem):
    raw = kit.resign(GOOD, change=signers(*lines), secrets=[key.secret for key in keys])
    found = verify(raw, kit.trust())
    assert found.code == code
    assert found.problems[0].code == problem


def test_a_chief_judge_for_all_trades_may_sign_with_a_star():
    raw = kit.resign(
        GOOD,
        change=signers(BASE_LINE, (kit.CHIEF_2, "chief", ["*"])),
        secrets=[kit.BASE.secret, kit.CHIEF_2.secret],
    )
    assert verify(raw, kit.trust())


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ((kit.trusted(kit.BASE, from_number=2), kit.trusted(kit.CHIEF)), "bundle.e08_number"),
        ((kit.trusted(kit.BASE, to_number=0, status="revoked"), kit.trusted(kit.CHIEF)), "bundle.e08_number"),
        ((kit.trusted(kit.BASE, to_number=0, status="retired"), kit.trusted(kit.CHIEF)), "bundle.e08_number"),
        ((kit.trusted(kit.BASE), kit.trusted(kit.CHIEF, trades=("t02",))), "bundle.e08_trade"),
        ((kit.trusted(kit.BASE), kit.trusted(kit.CHIEF, role="certificate")), "bundle.e08_role"),
    ],
)
def test_what_the_trust_list_forbids(keys, problem):
    found = verify(GOOD.raw, kit.trust_list(base_keys=keys))
    assert [one.code for one in found.problems] == [problem]
    assert found.code == "E08"


def test_a_revoked_key_still_stands_for_what_it_signed_before():
    keys = (kit.trusted(kit.BASE, to_number=1, status="revoked"), kit.trusted(kit.CHIEF))
    trust = kit.trust_list(base_keys=keys)
    assert verify(GOOD.raw, trust)
    assert code_of(kit.sequence()[1].raw, trust) == "E08"


def test_a_base_signs_only_for_its_contests():
    bases = kit.trust().bases
    import dataclasses

    moved = (dataclasses.replace(bases[0], contests=("OTHER",)), *bases[1:])
    assert verify(GOOD.raw, kit.trust_list(bases=moved)).problems[0].code == "bundle.e08_contest"
    everywhere = (dataclasses.replace(bases[0], contests=("*",)), *bases[1:])
    assert verify(GOOD.raw, kit.trust_list(bases=everywhere))


def test_the_attacker_without_a_key_changes_nothing():
    files = dict(archive.read(GOOD.raw).files)
    better = files["data/results/t01.json"].replace(b"87.50", b"97.50")
    assert code_of(kit.repack(GOOD, files={**files, "data/results/t01.json": better})) == "E11"
    dropped = {path: data for path, data in files.items() if path != "data/marks/t01.json"}
    assert code_of(kit.repack(GOOD, files=dropped)) == "E11"
    assert code_of(kit.repack(GOOD, files={**files, "data/results/t02.json": b"{}"})) == "E11"
    signed = envelope.read(archive.read(GOOD.raw).envelope)
    forged = envelope.Envelope(PAYLOAD_TYPE, signed.payload.replace(b'"entries":1', b'"entries":2'), signed.signatures)
    assert code_of(kit.repack(GOOD, forged.to_bytes())) == "E09"
