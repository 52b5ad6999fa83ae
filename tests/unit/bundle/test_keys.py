"""Key files, fingerprints, passphrases and log-in secrets."""

from __future__ import annotations

import json

import pytest

from app.bundle import canonical, keys, passwords
from app.bundle.findings import Finding
from app.errors import WrongCall
from tests.unit.bundle import kit

QUICK = keys.Cost(19456, 1, 1)
WORDS = "bafo-lumi-tari-vogu-sina"


def locked(key=kit.CHIEF, **how) -> bytes:
    return keys.lock(key, WORDS, cost=QUICK, random=lambda count: b"\x05" * count, **how)


RAW = locked()


def test_a_key_file_opens_with_its_passphrase_only():
    held = keys.read(RAW)
    assert (held.role, held.person, held.public) == ("chief", "陈志强", kit.CHIEF.public)
    assert held.unlock(WORDS) == kit.CHIEF
    with pytest.raises(Finding) as caught:
        held.unlock(WORDS + "x")
    assert caught.value.code == "bundle.key_wrong_passphrase"


def test_a_key_file_tells_nothing_secret():
    assert kit.CHIEF.secret.hex() not in RAW.decode()
    assert kit.CHIEF.secret.hex() not in repr(kit.CHIEF)
    assert "secret" not in repr(kit.CHIEF)
    assert locked() == RAW
    assert keys.lock(kit.CHIEF, WORDS, cost=QUICK) != RAW  # fresh salt and nonce


@pytest.mark.parametrize("member", ["role", "person", "nonce", "salt", "sealed", "t"])
def test_nothing_in_the_file_can_be_altered(member):
    document = json.loads(RAW)
    if member == "t":
        document["kdf"]["t"] = 2
    elif member == "salt":
        document["kdf"]["salt"] = "06" * 16
    elif member == "role":
        document["role"] = "base"
    elif member == "person":
        document["person"] = "生人"
    else:
        document[member] = document[member][:-2] + ("00" if document[member][-2:] != "00" else "11")
    with pytest.raises(Finding) as caught:
        keys.read(canonical.dump(document)).unlock(WORDS)
    assert caught.value.code == "bundle.key_wrong_passphrase"


def test_the_public_key_must_be_the_secrets_own():
    forged = keys.Key("chief", "陈志强", kit.CHIEF.secret, kit.BASE.public)
    with pytest.raises(WrongCall) as caught:
        keys.read(locked(forged)).unlock(WORDS)
    assert caught.value.fields == {"place": "public"}


def put(*way, value):
    document = json.loads(RAW)
    target = document
    for name in way[:-1]:
        target = target[name]
    target[way[-1]] = value
    return canonical.dump(document)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", "key"),
        (b"[]", "key.format"),
        (RAW + b"\n", "key"),
        (b" " * 70000, "size"),
        (put("format", value="x"), "key.format"),
        (put("version", value=2), "key.version"),
        (put("role", value="judge"), "key.role"),
        (put("algorithm", value="rsa"), "key.algorithm"),
        (put("cipher", value="none"), "key.cipher"),
        (put("kdf", "name", value="md5"), "key.kdf.name"),
        (put("kdf", "m", value=19455), "key.kdf.m"),
        (put("kdf", "m", value=1048577), "key.kdf.m"),
        (put("kdf", "t", value=0), "key.kdf.t"),
        (put("kdf", "t", value=11), "key.kdf.t"),
        (put("kdf", "p", value=9), "key.kdf.p"),
        (put("kdf", "salt", value="05" * 15), "key.kdf.salt"),
        (put("nonce", value="05" * 12 + "0"), "key.nonce"),
        (put("sealed", value="zz" * 48), "key.sealed"),
        (put("public", value="ab"), "key.public"),
        (put("public", value=None), "key.public"),
        (put("person", value="x" * 101), "key.person"),
    ],
)
def test_what_is_not_a_key_file(raw, place):
    with pytest.raises(WrongCall) as caught:
        keys.read(raw)
    assert caught.value.code == "bundle.key_malformed"
    assert caught.value.fields == {"place": place}


def test_age_keys_are_kept_the_same_way():
    key = keys.make("backup", "")
    assert key.public.startswith("age1")
    assert keys.read(locked(key)).unlock(WORDS) == key
    assert len(key.fingerprint) == 47
    document = json.loads(locked(key))
    with pytest.raises(WrongCall):
        keys.read(canonical.dump({**document, "public": "ab" * 32}))


def test_made_keys_differ_and_bad_secrets_are_refused():
    assert keys.make("base", "a").public != keys.make("base", "a").public
    for role, secret in (("base", b"short"), ("backup", b"AGE-SECRET-KEY-1"), ("backup", b"\xff")):
        with pytest.raises(ValueError, match="secret"):
            keys.make(role, "", secret=secret)


@pytest.mark.parametrize("weak", ["", "123456", "thirteen-char", "aaaaaaaaaaaaaaaaaaaa"])
def test_a_pin_or_weak_passphrase_never_wraps_a_key(weak):
    with pytest.raises(Finding) as caught:
        keys.lock(kit.BASE, weak, cost=QUICK)
    assert caught.value.code == "bundle.key_weak_passphrase"


def test_drawn_passphrases_are_five_words_and_differ():
    drawn = {keys.draw_passphrase() for _ in range(20)}
    assert len(drawn) == 20
    assert all(len(words.split("-")) == 5 and keys.passphrase_ok(words) for words in drawn)
    assert keys.draw_passphrase(lambda signs: signs[0]) == "-".join(["baba"] * 5)


def test_standard_cost_is_the_agreed_one():
    document = json.loads(keys.lock(kit.BASE, WORDS))
    assert {name: document["kdf"][name] for name in "mtp"} == {"m": 65536, "t": 3, "p": 4}


# ---- log-in ---------------------------------------------------------------------------------------------------------

STORED = passwords.hash_password("zhengque-de-kouling", cost=QUICK)


def test_passwords_are_phc_strings_of_argon2id():
    assert passwords.hash_password("zhengque-de-kouling").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.hash_password("zhengque-de-kouling", cost=QUICK) != STORED


def test_only_the_right_text_verifies():
    assert passwords.verify_password(STORED, "zhengque-de-kouling")
    assert not passwords.verify_password(STORED, "zhengque-de-koulinG")
    composed = passwords.hash_password("caf\u00e9-caf\u00e9", cost=QUICK)
    assert passwords.verify_password(composed, "cafe\u0301-cafe\u0301")
    assert not passwords.verify_password(STORED, "\ud800")


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "x",
        "$argon2id$v=19$m=65536,t=3,p=4$!!$!!",
        STORED.replace("m=19456", "m=4194304"),
        STORED.replace("t=1", "t=1000"),
        STORED.replace("argon2id", "argon2d"),
        "$argon2id$v=19$m=x,t=3,p=4$YWFhYWFhYWE$YWFhYWFhYWE",
    ],
)
def test_damaged_or_absurd_strings_are_refused_without_work(stored):
    assert not passwords.verify_password(stored, "zhengque-de-kouling")
    assert passwords.needs_rehash(stored)


def test_rehash_is_due_when_parameters_rise():
    assert passwords.needs_rehash(STORED)
    assert not passwords.needs_rehash(STORED, cost=QUICK)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("short", "bundle.password_short"),
        ("1234567890", "bundle.password_common"),
        ("QwertyUiop", "bundle.password_common"),
        ("ababababab", "bundle.password_common"),
    ],
)
def test_poor_passphrases_are_refused(text, code):
    with pytest.raises(Finding) as caught:
        passwords.check_passphrase(text)
    assert caught.value.code == code


def test_a_good_passphrase_is_taken():
    passwords.check_passphrase("huanghe-lanzhou-2026")
