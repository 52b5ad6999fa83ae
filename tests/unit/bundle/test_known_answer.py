"""The published known answer: sizes, digests and check code, byte for byte."""

from __future__ import annotations

from hashlib import sha256

from app.bundle import archive, envelope, keys
from app.bundle.verify import verify
from tests.unit.bundle import kit


def test_bundle_is_reproduced_byte_for_byte():
    built = kit.known_answer()
    held = archive.read(built.raw)
    signed = envelope.read(held.envelope)
    message = envelope.signing_bytes(signed.payload_type, signed.payload)
    assert len(signed.payload) == 1317
    digest = sha256(signed.payload).hexdigest()
    assert (digest[:8], digest[-6:]) == ("d910223b", "0b4e4b")
    digest = sha256(message).hexdigest()
    assert (digest[:8], digest[-6:]) == ("f08c8846", "51dc0f")
    assert [one.sig.hex()[:16] for one in signed.signatures] == ["3a8426f441cb812e", "a68e79e29501d501"]
    assert len(held.envelope) == 2197
    digest = sha256(held.envelope).hexdigest()
    assert (digest[:8], digest[-4:]) == ("2df1dc4a", "8bc1")
    assert len(built.raw) == 3290
    assert built.sha256 == "cf10353dcf93f063140507a7260c56b5e5475e98785a9c7484b739812a6fa1a3"
    assert built.check_code == "SW83-AFEF"
    assert built.file_name == "crb_TEST-01_00-00_n0001_SW83-AFEF.crb"


def test_data_files_have_the_published_digests():
    files = {line.path: (line.size, line.sha256[:8]) for line in kit.known_answer().manifest.files}
    assert files == {
        "data/audit.jsonl": (186, "3cdfd3ba"),
        "data/marks/t01.json": (103, "d74faf17"),
        "data/results/t01.json": (194, "a6d21155"),
    }


def test_it_verifies_and_says_who_signed():
    found = verify(kit.known_answer().raw, kit.trust())
    assert found
    assert found.code == ""
    assert [(one.role, one.person, one.base_name) for one in found.signers] == [
        ("base", "李卫东", "测试基地"),
        ("chief", "陈志强", "测试基地"),
    ]
    assert found.trades["t01"].results["rows"][0]["total"] == "87.50"
    assert found.audit_bodies == (kit.BODY_1, kit.BODY_2)
    told = found.to_dict()
    assert told["genuine"] is True
    assert told["manifest"]["number"] == 1
    assert told["signers"][0]["short"] == "21FE-31DF"


def test_key_ids_and_fingerprints():
    assert kit.BASE.keyid == "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9"
    assert kit.CHIEF.keyid == "39f713d0a644253f04529421b9f51b9b08979d08295959c4f3990ee617f5139f"
    assert kit.BASE.fingerprint == "86851 50966 57447 05613 11816 57942 02430 42745"
    assert keys.short_form(kit.BASE.keyid) == "21FE-31DF"


def test_any_zip_tool_opens_it(tmp_path):
    import zipfile

    path = tmp_path / "bundle.zip"
    path.write_bytes(kit.known_answer().raw)
    with zipfile.ZipFile(path) as container:
        assert container.testzip() is None
        assert container.namelist()[:2] == ["mimetype", "manifest.dsse.json"]
        assert container.read("data/audit.jsonl") == kit.BODY_1 + b"\n" + kit.BODY_2 + b"\n"
