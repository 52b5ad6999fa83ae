"""The verbs of keys: enrolment with form and digits, lists drafted and signed in two sittings, loss, theft, rotation,
withdrawn certificates, and the check of a certificate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import qrcode
from PIL import Image

from app.bundle import certqr, trustlist
from app.bundle import keys as ckey
from app.bundle.certqr import CertificateFacts
from app.cli.main import main
from app.services import keys
from tests.factories import new_store

Run = Callable[..., tuple[int, Any]]
PASS = "lumi-tari-vogu-sina-bafo"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A verb with --json: its status and what it said, from either stream. Key files cost least."""
    monkeypatch.setattr(ckey.lock, "__kwdefaults__", {**ckey.lock.__kwdefaults__, "cost": ckey.Cost(19456, 1, 1)})
    monkeypatch.setattr(keys, "same_disk", lambda one, other: False)

    def call(*words: object) -> tuple[int, Any]:
        status = main([*(str(word) for word in words), "--json"])
        out, err = capsys.readouterr()
        return status, json.loads(out or err)

    return call


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words"
    path.write_text(PASS + "\n", encoding="utf-8")
    return path


@pytest.fixture
def venue(tmp_path: Path, run: Run, words: Path) -> Path:
    """A base with its keys, and three roots beside it."""
    store = tmp_path / "base.contest"
    new_store(store).close()
    for role, more in (("base", []), ("certificate", []), ("chief", ["--out", tmp_path / "chief.ckey"])):
        status, _ = run("keys", "make", store, "--role", role, "--person", role, "--pass-file", words, *more)
        assert status == 0
    for number in (1, 2, 3):
        run("keys", "make", "--role", "root", "--out", tmp_path / f"root{number}.ckey", "--pass-file", words)
    return store


def signed(run: Run, folder: Path, words: Path, draft: Path, out: Path, *more: object) -> None:
    """Two roots sign, each in a sitting of its own."""
    half = folder / f"{out.stem}-half.ctd"
    for file, key, target, lacks in ((draft, "root1", half, 1), (half, "root3", out, 0)):
        key_file = folder / f"{key}.ckey"
        status, said = run(
            "keys", "list-sign", file, "--root-key", key_file, "--root-pass-file", words, "--out", target, *more
        )
        assert (status, said["lacks"], said["complete"]) == (0, lacks, not lacks)


def first_list(run: Run, folder: Path, words: Path, venue: Path) -> Path:
    """The first list with the base's keys, compared with the form."""
    status, asked = run(
        "keys", "enrol", venue, "--out", folder / "r.json", "--paper", folder / "form.pdf", "--base-pass-file", words
    )
    assert status == 0 and len(asked["codes"]) == 1 and (folder / "form.pdf").read_bytes().startswith(b"%PDF")
    (folder / "qr.txt").write_text(asked["codes"][0], encoding="ascii")
    status, read = run("keys", "enrol-read", folder / "qr.txt")
    assert (status, read["compared"]) == (0, False) and all(one["compare"] for one in read["keys"])
    digits = [one["fingerprint"] for one in read["keys"]]
    wrong = [digits[0], digits[1], digits[2][:-5] + "00000"]
    status, said = run("keys", "enrol-read", folder / "qr.txt", *(x for one in wrong for x in ("--digits", one)))
    assert (status, said["error"]["code"], said["error"]["fields"]["group"]) == (1, "keys.digits_differ", "8")
    roots = [x for number in (1, 2, 3) for x in ("--root", folder / f"root{number}.ckey")]
    make = ("keys", "list-make", "--out", folder / "1.ctd", "--request", folder / "qr.txt", *roots)
    status, said = run(*make)
    assert (status, said["error"]["code"]) == (1, "keys.digits_missing")
    status, said = run(*make, *(x for one in digits for x in ("--digits", one)))
    assert (status, said["lacks"], said["serial"]) == (0, 2, 1)
    signed(run, folder, words, folder / "1.ctd", folder / "1.ctl")
    return folder / "1.ctl"


def test_from_form_to_list_taken_and_on(venue: Path, tmp_path: Path, words: Path, run: Run) -> None:
    first = first_list(run, tmp_path, words, venue)
    held = keys.read_list(first)
    status, said = run("keys", "list-take", venue, tmp_path / "1.ctd", "--root-code", held.roots.code)
    assert (status, said["error"]["code"]) == (2, "bundle.trust_malformed"), "a draft is no list"
    status, said = run("keys", "list-take", venue, first, "--root-code", held.roots.code)
    assert (status, said["trust"]["serial"]) == (0, 1)
    status, shown = run("keys", "list", venue)
    assert {one["role"]: one["listed"] for one in shown["keys"]} == dict.fromkeys(
        ("base", "certificate", "chief"), "active"
    )
    base, chief = (next(one for one in held.all_keys() if one.role == role) for role in ("base", "chief"))
    status, said = run("keys", "stolen", chief.short, "--before", first, "--out", tmp_path / "2.ctd")
    assert (status, said["error"]["code"]) == (1, "keys.last_number")
    status, said = run("keys", "stolen", chief.short, "--before", first, "--to", 4, "--out", tmp_path / "2.ctd")
    assert [(one["what"], one["to_number"]) for one in said["changes"]] == [("key_revoked", 4)]
    status, said = run(
        "keys", "lost", base.keyid, "--before", first, "--draft", tmp_path / "2.ctd", "--to", 6, "--out",
        tmp_path / "2b.ctd",
    )  # fmt: skip
    assert [one["what"] for one in said["changes"]] == ["key_retired", "key_revoked"]
    signed(run, tmp_path, words, tmp_path / "2b.ctd", tmp_path / "2.ctl", "--before", first)
    second = keys.read_list(tmp_path / "2.ctl")
    ended = {one.role: (one.status, one.to_number) for one in second.all_keys()}
    assert ended == {"base": ("retired", 6), "chief": ("revoked", 4), "certificate": ("active", None)}
    assert (second.serial, second.previous) == (2, held.sha256)


def test_a_rotation_goes_without_paper(venue: Path, tmp_path: Path, words: Path, run: Run) -> None:
    first = first_list(run, tmp_path, words, venue)
    rotate = (
        "keys",
        "rotate",
        venue,
        "--role",
        "chief",
        "--old-key",
        tmp_path / "chief.ckey",
        "--old-pass-file",
        words,
    )
    more = ("--new-key", tmp_path / "chief2.ckey", "--pass-file", words, "--out", tmp_path / "rotate.json")
    status, made = run(*rotate, *more)
    assert status == 0 and made["last_number"] == 0
    status, said = run(
        "keys", "list-make", "--before", first, "--request", tmp_path / "rotate.json", "--out", tmp_path / "2.ctd"
    )
    assert status == 0
    assert {one["what"]: one["keyid"] for one in said["changes"]}["key_added"] == made["keyid"]
    assert sorted(one["what"] for one in said["changes"]) == ["key_added", "key_retired"]


def test_certificates_are_checked_and_withdrawn(venue: Path, tmp_path: Path, words: Path, run: Run) -> None:
    first = first_list(run, tmp_path, words, venue)
    held = keys.read_list(first)
    with keys.Store.open(venue) as store, store.read() as reading:
        key = keys.unlock_kept(reading, "certificate", PASS)
    assert key is not None
    base = held.bases[0].id
    text = certqr.encode(CertificateFacts(base, 1, "2026-0007", "马秀英", "t01", "焊工", "一等奖", 1), key)
    check = ("verify-certificate", text, "--trust")
    status, said = run(*check, first)
    assert (status, said["answer_zh"], said["serial"], said["facts"]["name"]) == (0, "真实", 1, "马秀英")
    status, said = run("verify-certificate", text[:-1] + ("A" if text[-1] != "A" else "B"), "--trust", first)
    assert (status, said["answer_zh"], said["facts"]) == (1, "签名不符", None)
    stranger = certqr.encode(
        CertificateFacts(base, 1, "1", "马秀英", "t", "焊工", "", None), ckey.make("certificate", "")
    )
    status, said = run("verify-certificate", stranger, "--trust", first)
    assert (status, said["answer_zh"]) == (1, "钥匙未知，请更新名录")
    run("keys", "withdraw-certificate", base, "2026-0007", "--before", first, "--out", tmp_path / "2.ctd")
    signed(run, tmp_path, words, tmp_path / "2.ctd", tmp_path / "2.ctl", "--before", first)
    status, said = run(*check, tmp_path / "2.ctl")
    assert (status, said["answer_zh"], said["serial"]) == (1, "已撤销", 2)
    (tmp_path / "qr.txt").write_text(text, encoding="ascii")
    status, said = run("verify-certificate", tmp_path / "qr.txt", "--trust", first)
    assert status == 0
    picture = tmp_path / "photo.png"
    qrcode.make(text).save(picture)
    status, said = run("verify-certificate", picture, "--trust", first)
    assert (status, said["facts"]["number"]) == (0, "2026-0007")
    Image.new("L", (300, 300), 255).save(picture)
    status, said = run("verify-certificate", picture, "--trust", first)
    assert (status, said["error"]["code"]) == (1, "certificates.no_code")
    status, said = run("keys", "withdraw-certificate", "nowhere", "1", "--before", first, "--out", tmp_path / "3.ctd")
    assert (status, said["error"]["code"]) == (1, "keys.no_base")
    assert trustlist.read_draft((tmp_path / "2.ctd").read_bytes(), held).lacks == 2
