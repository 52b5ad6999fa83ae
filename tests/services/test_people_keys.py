"""Key pairs of accounts: there for a passphrase and for nothing else; and what becomes of an account."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.bundle import accountkey
from app.domain.roles import Role
from app.errors import Refusal, RightsRefusal
from app.services import access, filecheck, mark_undo, people_keys, scoring
from app.services.access import CONSOLE, Actor
from app.services.common import contest_facts
from app.texts import sentence
from db.queries import accounts
from db.queries import scoring as stored_sheets
from db.queries.accounts import Account
from db.store import Store
from tests.factories import MORNING, later
from tests.services.hall import CHEAP, Hall, b1, cell_marks
from tests.services.hours import bodies, content

WORDS, OTHER, PIN = "lan-tian-bai-yun", "qing-shan-lv-shui", "123456"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "needs_rehash", lambda stored: False)


def add(store: Store, name: str, role: str, secret: str) -> Actor:
    return access.add_account(store, name, role, secret, by=CONSOLE, at=MORNING, cost=CHEAP)


def stored(store: Store, name: str) -> Account:
    with store.read() as reading:
        account = accounts.account_named(reading, name)
    assert account is not None
    return account


def test_a_passphrase_opens_what_was_wrapped_to_its_public_half(store: Store) -> None:
    add(store, "王", "chief_judge", WORDS)
    account = stored(store, "王")
    wrapped = accountkey.wrap(b"a share", account.public_key)
    actor = access.log_in(store, "王", WORDS, MORNING)
    assert actor.key is not None and actor.key.open(wrapped) == b"a share"
    assert accountkey.make().open(wrapped) is None
    assert actor == Actor(actor.id, "王", Role.CHIEF_JUDGE) and hash(actor) == hash(Actor(actor.id, "王", actor.role))
    secret = actor.key.identity
    assert secret not in repr(actor) + repr(actor.key) + str(content(store)) + str(bodies(store))
    assert secret.encode() not in (account.sealed_key or b"")


@pytest.mark.parametrize("secret", [PIN, "123456789", "1234567890", "aaaaaaaaaaaa"])
def test_a_pin_has_no_key(store: Store, secret: str) -> None:
    add(store, "王", "recorder", secret)
    assert (stored(store, "王").public_key, stored(store, "王").sealed_key) == ("", None)
    assert access.log_in(store, "王", secret, MORNING).key is None


def test_a_sealed_key_opens_for_its_own_passphrase_and_form_only() -> None:
    key = accountkey.make()
    sealed = accountkey.lock(key, WORDS, cost=CHEAP)
    assert accountkey.unlock(sealed, key.public, WORDS) == key
    assert accountkey.unlock(sealed, key.public, OTHER) is None
    assert accountkey.unlock(sealed, accountkey.make().public, WORDS) is None
    for place in range(0, len(sealed), 7):
        altered = bytearray(sealed)
        altered[place] ^= 1
        assert accountkey.unlock(bytes(altered), key.public, WORDS) is None, place
    assert accountkey.unlock(sealed.replace(b'"m":64', b'"m":9999999'), key.public, WORDS) is None


def test_changing_the_own_passphrase_keeps_the_pair(store: Store) -> None:
    add(store, "王", "chief_judge", WORDS)
    before = stored(store, "王")
    actor, change = people_keys.change_own_secret(store, "王", WORDS, OTHER, at=MORNING, cost=CHEAP)
    after = stored(store, "王")
    assert after.public_key == before.public_key and after.sealed_key != before.sealed_key
    with pytest.raises(RightsRefusal, match="wrong_secret"):
        access.log_in(store, "王", WORDS, MORNING)
    again = access.log_in(store, "王", OTHER, MORNING)
    assert again.key == actor.key and actor.key is not None
    assert bodies(store)[change.audit_seq - 1]["act"] == "account.secret"
    people_keys.change_own_secret(store, "王", OTHER, PIN, at=MORNING, cost=CHEAP)
    assert stored(store, "王").sealed_key is None


def test_a_wrong_old_secret_changes_nothing_and_counts(store: Store) -> None:
    add(store, "王", "chief_judge", WORDS)
    with pytest.raises(RightsRefusal, match="wrong_secret"):
        people_keys.change_own_secret(store, "王", OTHER, WORDS, at=MORNING, cost=CHEAP)
    assert stored(store, "王").failures == 1
    with pytest.raises(Refusal, match="short_secret"):
        people_keys.change_own_secret(store, "王", WORDS, "12345", at=MORNING, cost=CHEAP)


def test_a_secret_given_by_somebody_else_makes_another_pair(store: Store) -> None:
    admin = add(store, "管", "administrator", PIN)
    add(store, "王", "chief_judge", WORDS)
    before = stored(store, "王").public_key
    people_keys.block(store, "王", by=admin, at=MORNING)
    with pytest.raises(RightsRefusal, match="blocked"):
        access.log_in(store, "王", WORDS, later(5))
    people_keys.reset_secret(store, "王", OTHER, by=admin, at=MORNING, cost=CHEAP)
    assert stored(store, "王").public_key not in ("", before)
    assert access.log_in(store, "王", OTHER, later(5)).key is not None


def test_a_role_changes_and_the_chain_says_from_what_to_what(store: Store) -> None:
    admin = add(store, "管", "administrator", PIN)
    add(store, "王", "recorder", PIN)
    people_keys.set_role(store, "王", "监督", by=admin, at=MORNING)
    assert access.log_in(store, "王", PIN, MORNING).role is Role.SUPERVISOR
    told = [body for body in bodies(store) if body["act"] == "account.role"]
    assert [(body["before"], body["role"], body["by"]) for body in told] == [("recorder", "supervisor", admin.ref)]
    with pytest.raises(Refusal, match="unknown_role"):
        people_keys.set_role(store, "王", "king", by=admin, at=MORNING)


def test_a_removed_account_keeps_its_name_and_nothing_else(store: Store) -> None:
    admin = add(store, "管", "administrator", PIN)
    add(store, "王", "chief_judge", WORDS)
    people_keys.remove(store, "王", by=admin, at=MORNING)
    account = stored(store, "王")
    assert (account.active, account.secret, account.public_key, account.sealed_key) == (False, "-", "", None)
    with pytest.raises(RightsRefusal, match="wrong_secret"):
        access.log_in(store, "王", WORDS, MORNING)
    with pytest.raises(Refusal, match="name_taken"):
        add(store, "王", "judge", PIN)
    with pytest.raises(Refusal, match="no_account"):
        people_keys.set_role(store, "王", "judge", by=admin, at=MORNING)


ON_ONESELF: tuple[Callable[[Store, Actor], object], ...] = (
    lambda s, by: people_keys.set_role(s, "管", "chief_judge", by=by, at=MORNING),
    lambda s, by: people_keys.block(s, "管", by=by, at=MORNING),
    lambda s, by: people_keys.remove(s, "管", by=by, at=MORNING),
    lambda s, by: people_keys.reset_secret(s, "管", OTHER, by=by, at=MORNING, cost=CHEAP),
)


@pytest.mark.parametrize("act", ON_ONESELF)
def test_the_last_administrator_cannot_go(store: Store, act: Callable[[Store, Actor], object]) -> None:
    admin = add(store, "管", "administrator", PIN)
    before = content(store)
    with pytest.raises(Refusal, match="own_account"):
        act(store, admin)
    with pytest.raises(RightsRefusal, match="needs_person"):
        act(store, CONSOLE)
    assert content(store) == before


def test_the_list_of_people_says_what_kind_of_secret(at_hour: Callable[[str], Hall]) -> None:
    hall = at_hour("registered")
    add(hall.store, "王", "arbiter", WORDS)
    people_keys.remove(hall.store, "录二", by=hall.who("管理员"), at=MORNING)
    found = {person.name: (person.active, person.passphrase) for person in people_keys.everybody(hall.store)}
    assert (found["王"], found["录一"], found["录二"]) == ((True, True), (True, False), (False, False))


def test_a_right_taken_between_two_keys_refuses_the_next_one_and_loses_nothing(hall: Hall) -> None:
    """The administrator works in another window while somebody keys: the session is no longer what it began as."""
    store, clerk, admin = hall.store, hall.who("录一"), hall.who("管理员")
    sheet = hall.lines()[0].sheet_id

    def put(seat: int, minute: int) -> None:
        scoring.enter_mark(store, sheet, 1, b1(seat), "40", by=clerk, at=later(minute))

    put(1, 1)
    people_keys.set_role(store, "录一", "registrar", by=admin, at=later(2))
    before = store.head.seq
    with pytest.raises(RightsRefusal, match=r"access\.right_gone") as refused:
        put(2, 3)
    assert "登记员" in sentence(refused.value) and "录分员" in sentence(refused.value)
    assert hall.audit_acts()[before:] == ["access.denied"]  # who tried is told, and nothing else
    for act in (
        lambda: scoring.submit(store, sheet, 1, by=clerk, at=later(4)),
        lambda: mark_undo.undo(store, sheet, 1, by=clerk, at=later(4)),
        lambda: scoring.clear_mark(store, sheet, 1, b1(1), by=clerk, at=later(4)),
    ):
        with pytest.raises(RightsRefusal, match=r"access\.right_gone"):
            act()
    people_keys.set_role(store, "录一", "recorder", by=admin, at=later(5))
    put(2, 6)  # given back, the same session goes on where it was
    people_keys.remove(store, "录一", by=admin, at=later(7))
    with pytest.raises(RightsRefusal, match=r"access\.right_gone"):
        put(3, 8)
    with store.read() as reading:
        assert [len(cell_marks(reading, sheet, "B1", str(seat))) for seat in (1, 2, 3)] == [1, 1, 0]
        assert filecheck.check_content(reading, thorough=True).ok


def test_a_second_person_whose_role_was_taken_witnesses_nothing(hall: Hall) -> None:
    hall.mark_everything()
    hall.recheck()
    people_keys.set_role(hall.store, "监督", "registrar", by=hall.who("管理员"), at=later(50))
    with pytest.raises(RightsRefusal, match=r"access\.right_gone"):
        hall.lock()
    with hall.store.read() as reading:
        assert not stored_sheets.is_locked(reading, contest_facts(reading).trades[0].id)
