"""The verbs people, person and erase: accounts, whole numbers on request, and the end of personal data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bundle import keys as ckey
from app.services import access, personal
from db.store import Store
from tests.services.hall import NAMES
from tests.services.hours import bodies
from tests.services.test_personal import WORDS, raw
from tests.verbs import Verbs

NUMBER = NAMES[0][1]
ADMIN = "管理员"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    costly = access.add_account
    monkeypatch.setattr(
        access, "add_account", lambda *args, **how: costly(*args, **{**how, "cost": ckey.Cost(m=64, t=1, p=1)})
    )
    yield


def secret(verbs: Verbs, text: str) -> Path:
    path = verbs.folder / f"{text[:6]}.txt"
    path.write_text(f"{text}\n", "utf-8")
    return path


def test_an_account_from_beginning_to_end(verbs: Verbs) -> None:
    path, admin = verbs.file("registered"), verbs.by(ADMIN)
    added = verbs.done("people", "add", path, "新人", "--role", "recorder", "--pin-file", verbs.pin)
    assert (added["secret"], added["role"], added["blocked"]) == ("pin", "recorder", False)
    assert verbs.done("people", "role", path, "新人", "--role", "judge", *admin)["role"] == "judge"
    verbs.done("people", "block", path, "新人", *admin)
    assert verbs.refused("people", "secret", path, "新人", "--new-pin-file", verbs.pin, *verbs.by("新人")) == (
        1,
        "access.blocked",
    )
    words = secret(verbs, WORDS)
    changed = verbs.done("people", "secret", path, "新人", "--new-pin-file", words, *admin)
    assert (changed["secret"], changed["blocked"]) == ("passphrase", False)
    own = verbs.done("people", "secret", path, "新人", "--new-pin-file", verbs.pin, "--as", "新人", "--pin-file", words)
    assert own["secret"] == "pin"
    assert verbs.done("people", "remove", path, "新人", *admin)["removed"] is True
    assert "新人" not in [one["name"] for one in verbs.done("people", "list", path)["people"]]
    with Store.open(path) as store:
        acts = [body["act"] for body in bodies(store) if body["act"].startswith("account.")]
        assert acts.count("account.role") == acts.count("account.blocked") == acts.count("account.removed") == 1
        assert acts.count("account.secret") == 2


def test_whole_numbers_only_on_request_and_recorded(verbs: Verbs) -> None:
    path = verbs.file("registered")
    assert verbs.done("person", "show", path, "HG01")["id_number"] == "*" * 14 + "0019"
    assert verbs.refused("person", "show", path, "HG01", "--full", *verbs.by("录一")) == (1, "access.not_allowed")
    shown = verbs.done("person", "show", path, "HG01", "--full", *verbs.by("登记员"))
    assert (shown["id_number"], shown["full"]) == (NUMBER, True)
    with Store.open(path) as store:
        assert [body["act"] for body in bodies(store)].count("person.document_seen") == 1


def test_a_protected_file_by_verbs(verbs: Verbs) -> None:
    path, words = verbs.file("registered"), secret(verbs, WORDS)
    verbs.done("people", "add", path, "王登", "--role", "registrar", "--pin-file", words)
    assert NUMBER.encode() not in path.read_bytes()
    assert verbs.refused("person", "show", path, "HG01", "--full", *verbs.by("登记员")) == (1, "personal.closed")
    clerk = ["--as", "王登", "--pin-file", words]
    assert verbs.done("person", "show", path, "HG01", "--full", *clerk)["id_number"] == NUMBER
    assert verbs.refused("people", "remove", path, "王登", *verbs.by(ADMIN)) == (1, "personal.last_holder")
    sealed = ckey.lock(ckey.make("office_age", "省办"), "bafo-lumi-tari-vogu", cost=ckey.Cost(19456, 1, 1))
    (verbs.folder / "office.ckey").write_bytes(sealed)
    how = ["--key", verbs.folder / "office.ckey", "--key-pin-file", secret(verbs, "bafo-lumi-tari-vogu")]
    assert verbs.refused("people", "recover", path, *how, *verbs.by(ADMIN)) == (1, "personal.not_this_key")
    verbs.done("people", "remove", path, "王登", "--numbers-lost", *verbs.by(ADMIN))
    with Store.open(path) as store, store.read() as reading:
        assert personal.protection(reading).holders == ()


def test_erasing_by_verb(verbs: Verbs) -> None:
    path, pair = verbs.file("registered"), verbs.by("裁判长", "监督")
    assert verbs.refused("erase", path, *pair) == (1, "erasure.too_early")
    assert verbs.refused("erase", path, "--unfinished", *verbs.by("裁判长")) == (1, "cli.second_missing")
    done = verbs.done("erase", path, "--unfinished", "--names", *pair)
    assert (done["erased"]["people"], done["names"]) == (3, True)
    with Store.open(path) as store:
        content = raw(store)
    assert not [mark for name in NAMES for mark in name if mark.encode() in content]
    assert verbs.done("audit", path)["ok"] is True
