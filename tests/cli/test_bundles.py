"""The verbs of the bundle as scripts meet them: JSON on standard output, exit statuses, never a traceback."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from app.bundle import archive
from app.cli.main import main
from app.services import keys
from db.store import Store
from tests.factories import WELDER
from tests.trust_kit import confirmed_demo, correct_one

Run = Any


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb with --json; gives status and document."""

    def call(*arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        status = main([*map(str, arguments), "--json"])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert len(said.out.splitlines()) == 1, said.out
        document = json.loads(said.out, parse_float=_no_float)
        assert isinstance(document, dict)
        return status, document

    return call


def _no_float(text: str) -> None:
    raise AssertionError(f"a number with a point in the JSON: {text}")


@pytest.fixture
def trust(demo_file: Path, tmp_path: Path) -> Path:
    with Store.open(demo_file) as store:
        keys.write_trust(store, tmp_path / "list.ctl")
    return tmp_path / "list.ctl"


def test_export_verify_receive(demo_file: Path, trust: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "stick"
    status, done = run("export", demo_file, "--out", out)
    assert status == 0
    assert {"path", "sha256", "sequence", "replaces"} <= set(done)
    assert (done["sequence"], done["number"], done["replaces"], done["copied"]) == (1, 1, None, False)
    assert Path(done["path"]).read_bytes() and done["check"] in done["path"]
    status, found = run("verify", done["path"], "--trust", trust)
    assert status == 0
    assert (found["genuine"], found["code"], found["problems"]) == (True, "", [])
    assert [one["role"] for one in found["signers"]] == ["base", "chief"]
    assert found["manifest"]["trades"][0]["trade"] == WELDER and found["sha256"] == done["sha256"]
    office = tmp_path / "office.contest"
    status, taken = run("receive", office, done["path"], "--trust", trust, "--mode", "demo")
    assert status == 0
    assert [row["verdict"] for row in taken["files"]] == ["accepted"]
    assert [one["total"] for one in taken["trades"][0]["entries"]] == ["92.55", "89.05", "85.55"]
    status, taken = run("receive", office, done["path"])
    assert (status, taken["files"][0]["verdict"]) == (0, "duplicate")


def test_the_second_export_replaces_the_first(demo_file: Path, tmp_path: Path, run: Run) -> None:
    _, first = run("export", demo_file, "--out", tmp_path, "--trade", WELDER)
    _, again = run("export", demo_file, "--out", tmp_path)
    assert again["copied"] and again["sha256"] == first["sha256"]
    with Store.open(demo_file) as store:
        correct_one(store, "44.5", 100)
    _, second = run("export", demo_file, "--out", tmp_path, "--reason", "appeal")
    assert second["sequence"] == 2 and second["replaces"] == {"number": 1, "sha256": first["sha256"]}
    assert second["trades"][0]["reason"] == "appeal"


def test_a_changed_byte_is_status_1_with_a_code(demo_file: Path, trust: Path, tmp_path: Path, run: Run) -> None:
    _, done = run("export", demo_file, "--out", tmp_path)
    raw = bytearray(Path(done["path"]).read_bytes())
    broken = tmp_path / "broken.crb"
    for place in range(0, len(raw), len(raw) // 9):
        raw[place] ^= 1
        broken.write_bytes(raw)
        raw[place] ^= 1
        status, found = run("verify", broken, "--trust", trust)
        assert (status, found["genuine"]) == (1, False)
        assert found["code"].startswith("E") and found["problems"][0]["message"]
    status, taken = run("receive", tmp_path / "o.contest", broken, "--trust", trust, "--mode", "demo")
    assert (status, taken["files"][0]["verdict"]) == (1, "refused") and taken["files"][0]["reason"]


def test_files_that_cannot_be_read_are_status_2(trust: Path, tmp_path: Path, run: Run) -> None:
    for path in (tmp_path, tmp_path / "missing.crb"):
        status, found = run("verify", path, "--trust", trust)
        assert (status, found["code"], found["genuine"]) == (2, "E01", False)
    (tmp_path / "empty.crb").write_bytes(b"")
    status, found = run("verify", tmp_path / "empty.crb", "--trust", trust)
    assert (status, found["code"]) == (1, "E02")
    for bad in (tmp_path / "missing.ctl", tmp_path, tmp_path / "empty.crb"):
        status, found = run("verify", tmp_path / "empty.crb", "--trust", bad)
        assert status == 2 and found["error"]["message"]
    status, taken = run("receive", tmp_path / "o.contest", tmp_path / "missing.crb", "--trust", trust)
    assert (status, taken["files"][0]["code"]) == (2, "E01")


def test_a_bundle_that_may_not_be_read_gets_a_verdict_like_any_other(
    trust: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked.crb"
    locked.write_bytes(b"x")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != locked)
    status, found = run("verify", locked, "--trust", trust)
    assert (status, found["code"], found["genuine"]) == (1, "E05", False)
    status, taken = run("receive", tmp_path / "o.contest", locked, "--trust", trust)
    assert (status, taken["files"][0]["code"]) == (1, "E05")


def test_scans_of_signed_sheets_travel_beside_the_data(demo_file: Path, trust: Path, tmp_path: Path, run: Run) -> None:
    good, text = tmp_path / "王芳签字.pdf", tmp_path / "notes.pdf"
    good.write_bytes(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    text.write_text("not a scan", "utf-8")
    status, document = run("export", demo_file, "--out", tmp_path / "stick", "--scan", good, "--scan", text)
    assert (status, [one["code"] for one in document["error"]["problems"]]) == (1, ["export.scan_not_pdf"])
    assert not list((tmp_path / "stick").glob("*.crb"))
    status, document = run("export", demo_file, "--out", tmp_path / "stick", "--scan", good)
    assert (status, document["scans"], document["copied"]) == (0, ["scan-001.pdf"], False)
    held = archive.read(Path(document["path"]).read_bytes())
    assert held.files["data/scan/scan-001.pdf"] == good.read_bytes()
    assert "王芳".encode() not in Path(document["path"]).read_bytes()
    status, again = run("export", demo_file, "--out", tmp_path / "second")
    assert (status, again["sha256"], again["copied"]) == (0, document["sha256"], True)
    status, verdict = run("verify", document["path"], "--trust", trust)
    assert (status, verdict["genuine"]) == (0, True)


def test_an_export_that_cannot_be_says_what_is_missing(contest_file: Path, tmp_path: Path, run: Run) -> None:
    status, said = run("export", contest_file, "--out", tmp_path)
    assert status == 1 and said["error"]["code"] == "export.not_ready"
    assert [one["code"] for one in said["error"]["problems"]] == ["export.not_ranked"]
    assert "焊工" in said["error"]["problems"][0]["message"]
    status, said = run("export", tmp_path / "none.contest", "--out", tmp_path)
    assert (status, said["error"]["code"]) == (2, "store.missing")
    status, said = run("receive", contest_file, tmp_path / "x.crb")
    assert (status, said["error"]["code"]) == (1, "office.not_an_office")


def secret(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text + "\n", encoding="utf-8")
    return path


def test_a_real_base_from_keys_to_a_receipt(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way by files: keys made, listed, list signed and taken, bundle signed by two, received, answered."""
    monkeypatch.setattr("app.services.keys.same_disk", lambda one, other: False)  # as if a stick were plugged in
    store = tmp_path / "live.contest"
    confirmed_demo(store, mode="live")
    words = secret(tmp_path, "words", "lumi-tari-vogu-sina-bafo")
    pin = secret(tmp_path, "pin", "123456")
    admin = ("--as", "管理员", "--pin-file", pin)
    chief = ("--as", "裁判长", "--pin-file", pin)
    made = {}
    for role, where in (("base", [store]), ("chief", [store, "--out", tmp_path / "chief.ckey"])):
        status, made[role] = run("keys", "make", *where, "--role", role, "--person", role, "--pass-file", words, *admin)
        assert status == 0 and len(made[role]["fingerprint"].replace(" ", "")) == 40
    for name in ("root1", "root2", "office"):
        role = name.rstrip("12")
        status, _ = run("keys", "make", "--role", role, "--out", tmp_path / f"{name}.ckey", "--pass-file", words)
        assert status == 0
    status, asked = run("keys", "enrol", store, "--out", tmp_path / "request.json")
    assert status == 0 and {one["fingerprint"] for one in asked["keys"]} == {made[r]["fingerprint"] for r in made}
    roots = [x for n in ("root1", "root2") for x in ("--root-key", tmp_path / f"{n}.ckey", "--root-pass-file", words)]
    listed = ["--request", tmp_path / "request.json", "--office-key", tmp_path / "office.ckey"]
    status, said = run("keys", "sign", "--out", tmp_path / "first.ctl", *roots, *listed)
    assert (status, said["error"]["code"]) == (1, "keys.digits_missing"), "no key is listed unseen"
    for one in asked["keys"]:
        listed += ["--digits", one["fingerprint"]]
    status, signed = run("keys", "sign", "--out", tmp_path / "first.ctl", *roots, *listed)
    assert status == 0 and signed["trust"]["serial"] == 1
    status, said = run("keys", "trust", store, tmp_path / "first.ctl", *admin)
    assert (status, said["error"]["code"]) == (1, "bundle.trust_roots")
    digits = signed["trust"]["roots"]
    status, _ = run("keys", "trust", store, tmp_path / "first.ctl", "--root-code", digits, *admin)
    assert status == 0
    status, shown = run("keys", "list", store)
    assert status == 0 and shown["trust"]["serial"] == 1
    assert {one["role"]: one["kept_here"] for one in shown["keys"]} == {"base": True, "chief": False}
    with_keys = ("--base-pass-file", words, "--chief-key", tmp_path / "chief.ckey", "--chief-pass-file", words)
    status, said = run("export", store, "--out", tmp_path, *with_keys)
    assert (status, said["error"]["code"]) == (1, "access.needs_person")
    status, done = run("export", store, "--out", tmp_path, *with_keys, *chief)
    assert status == 0
    status, taken = run(
        "receive", tmp_path / "office.contest", done["path"], "--trust", tmp_path / "first.ctl", "--root-code", digits,
        "--office-key", tmp_path / "office.ckey", "--office-pass-file", words, "--receipts", tmp_path,
    )  # fmt: skip
    assert status == 0 and taken["files"][0]["verdict"] == "accepted"
    status, answered = run("receipt", store, taken["files"][0]["receipt"])
    assert (status, answered["verdict"], answered["number"]) == (0, "accepted", 1)


def test_wrong_passphrases_and_keys_are_told(tmp_path: Path, run: Run) -> None:
    words, others = secret(tmp_path, "a", "lumi-tari-vogu-sina-bafo"), secret(tmp_path, "b", "another-passphrase")
    status, made = run("keys", "make", "--role", "chief", "--out", tmp_path / "c.ckey")
    assert status == 0 and made["passphrase"].count("-") == 4
    store = tmp_path / "live.contest"
    confirmed_demo(store, mode="live")
    base = ("--base-key", tmp_path / "c.ckey", "--base-pass-file")
    status, said = run("export", store, "--out", tmp_path, *base, others)
    assert (status, said["error"]["code"]) == (1, "bundle.key_wrong_passphrase")
    drawn = secret(tmp_path, "c", made["passphrase"])
    status, said = run("export", store, "--out", tmp_path, *base, drawn)
    assert (status, said["error"]["code"]) == (1, "export.not_a_base")
    status, said = run("export", store, "--out", tmp_path, "--chief-key", tmp_path / "c.ckey")
    assert (status, said["error"]["code"]) == (2, "cli.pass_files")
    status, said = run("keys", "make", "--role", "base", "--pass-file", words)
    assert (status, said["error"]["code"]) == (1, "keys.nowhere")
