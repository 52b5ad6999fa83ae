"""Log-in, failures and waits; what the console may do while nobody is responsible yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.domain.roles import Act, Role
from app.errors import Refusal, RightsRefusal
from app.services import access, drawing, people_keys, registration, scoring, signing
from app.services.access import CONSOLE, Actor
from db.queries import accounts
from db.store import Store
from tests.factories import MORNING, WELDER, later
from tests.services.hall import A1, CHEAP, Hall
from tests.services.hours import bodies, content

RIGHT, WRONG = "123456", "654321"


def add(store: Store, name: str, role: str, by: Actor = CONSOLE) -> Actor:
    return access.add_account(store, name, role, RIGHT, by=by, at=MORNING, cost=CHEAP)


def fail(store: Store, times: int, minute: float = 0) -> None:
    for _ in range(times):
        with pytest.raises(RightsRefusal, match="wrong_secret"):
            access.log_in(store, "王", WRONG, MORNING + timedelta(minutes=minute))


def test_a_secret_is_kept_as_argon2_and_nowhere_in_the_clear(store: Store) -> None:
    add(store, "王", "录分员")
    assert access.log_in(store, " 王 ", RIGHT, MORNING).role is Role.RECORDER
    with store.read() as reading:
        (account,) = accounts.all_accounts(reading)
    # The cheap secret of the test was made stronger at the first log-in.
    assert account.secret.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert RIGHT not in str(content(store)) + str(bodies(store))
    assert [body["act"] for body in bodies(store)[-2:]] == ["account.added", "account.logged_in"]


@pytest.mark.parametrize(
    ("name", "role", "secret", "code"),
    [
        ("李", "king", RIGHT, "access.unknown_role"),
        ("李", "judge", "12345", "access.short_secret"),
        ("  ", "judge", RIGHT, "access.no_name"),
        ("王", "judge", RIGHT, "access.name_taken"),
    ],
)
def test_an_account_that_is_refused(store: Store, name: str, role: str, secret: str, code: str) -> None:
    add(store, "王", "judge")
    before = content(store)
    with pytest.raises(Refusal) as refusal:
        access.add_account(store, name, role, secret, by=CONSOLE, at=MORNING, cost=CHEAP)
    assert refusal.value.code == code
    assert content(store) == before


def test_unknown_names_fail_like_known_ones_and_are_told_without_the_name(store: Store) -> None:
    with pytest.raises(RightsRefusal) as refusal:
        access.log_in(store, "赵六", WRONG, MORNING)
    assert refusal.value.code == "access.wrong_secret"
    last = bodies(store)[-1]
    assert last["act"] == "account.failed"
    assert "赵六" not in str(last)


def test_five_failures_wait_and_each_further_one_waits_twice_as_long(store: Store) -> None:
    add(store, "王", "recorder")
    fail(store, 5)
    for second, code in ((0, "wait"), (14, "wait")):
        with pytest.raises(RightsRefusal, match=code) as refusal:
            access.log_in(store, "王", RIGHT, MORNING + timedelta(seconds=second))
    assert refusal.value.fields["seconds"] == 2
    fail(store, 1, 0.25)  # the sixth, when the wait is over: thirty seconds from then
    with pytest.raises(RightsRefusal, match="wait"):
        access.log_in(store, "王", RIGHT, MORNING + timedelta(seconds=44))
    assert access.log_in(store, "王", RIGHT, MORNING + timedelta(seconds=45)).name == "王"
    fail(store, 4, 2)
    assert access.log_in(store, "王", RIGHT, later(3)).name == "王"


def test_fifteen_failures_block_also_after_a_restart_until_an_administrator_helps(store: Store) -> None:
    add(store, "王", "recorder")
    admin = add(store, "管", "administrator")
    for times in range(15):
        fail(store, 1, 60 * 24 * times)
    path = store.path
    store.close()
    with Store.open(path) as again:
        with pytest.raises(RightsRefusal, match="blocked"):
            access.log_in(again, "王", RIGHT, later(60 * 24 * 365))
        for by in (CONSOLE, Actor(1, "王", Role.RECORDER)):
            with pytest.raises(RightsRefusal):
                people_keys.unblock(again, "王", by=by, at=MORNING)
        with pytest.raises(Refusal, match="no_account"):
            people_keys.unblock(again, "李", by=admin, at=MORNING)
        people_keys.unblock(again, "王", by=admin, at=MORNING)
        assert access.log_in(again, "王", RIGHT, later(60 * 24 * 365)).name == "王"


def test_a_closed_account_logs_in_no_more(store: Store) -> None:
    actor = add(store, "王", "recorder")
    with store.write() as writing:
        accounts.set_active(writing, actor.id, False)
    with pytest.raises(RightsRefusal, match="wrong_secret"):
        access.log_in(store, "王", RIGHT, MORNING)
    assert access.people_at_keyboard(store) == ()


def test_the_console_prepares_until_somebody_is_responsible(store: Store) -> None:
    with store.read() as reading:
        for act in (Act.REGISTER, Act.CHECK_IN, Act.DRAW, Act.KEY_MARKS, Act.RECHECK, Act.RANK):
            access.require(reading, CONSOLE, act)
        for act in (
            Act.LOCK,
            Act.UNLOCK,
            Act.DECODE,
            Act.WITNESS,
            Act.CORRECT,
            Act.CONFIRM,
            Act.RULE,
            Act.REOPEN_SHEET,
        ):
            with pytest.raises(RightsRefusal, match="needs_person"):
                access.require(reading, CONSOLE, act)
        with pytest.raises(RightsRefusal, match="needs_person"):
            access.require(reading, CONSOLE, Act.SEE_CODES_WITH_NAMES)
    add(store, "登", "registrar")
    with store.read() as reading:
        access.require(reading, CONSOLE, Act.DRAW)  # nobody draws yet
        with pytest.raises(RightsRefusal, match="needs_person") as refusal:
            access.require(reading, CONSOLE, Act.REGISTER)
    assert refusal.value.fields["allowed"] == "登记员"


def test_the_console_steps_back_in_the_services_too(at_hour: Callable[[str], Hall]) -> None:
    hall = at_hour("drawn")
    sheet, before = hall.lines()[0].sheet_id, content(hall.store)
    chief = hall.who("裁判长")
    for act in (
        lambda: scoring.enter_mark(hall.store, sheet, 1, A1, "9", by=CONSOLE, at=MORNING),
        lambda: registration.decide(hall.store, hall.numbers(), "returned", by=CONSOLE, at=MORNING),
        lambda: drawing.draw(hall.store, WELDER, "practical", by=CONSOLE, at=MORNING, reason="x", witness=chief),
        lambda: signing.draw_recheck(hall.store, WELDER, by=CONSOLE, at=MORNING),
    ):
        with pytest.raises(RightsRefusal, match="needs_person"):
            act()
        assert bodies(hall.store)[-1]["by"] == "console"
    assert content(hall.store) == before


def test_accounts_come_from_the_console_until_the_first_mark(at_hour: Callable[[str], Hall]) -> None:
    hall = at_hour("drawn")
    add(hall.store, "新一", "judge")
    scoring.enter_mark(hall.store, hall.lines()[0].sheet_id, 1, A1, "9", by=hall.who("录一"), at=MORNING)
    with pytest.raises(RightsRefusal, match="needs_person"):
        add(hall.store, "新二", "supervisor")
    add(hall.store, "新二", "supervisor", by=hall.who("管理员"))
