"""A day with a person everybody can recognise: no byte of number, phone or name where it does not belong."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bundle import keys as ckey
from app.bundle import suite
from app.bundle.keys import Key
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.domain.people import last_four, masked_number
from app.domain.texts import without_people
from app.domain.worksheet import Sheet
from app.errors import Refusal
from app.services import access, bundles, certificates, erasure, keys, papers, personal, registration, results
from app.services import registration_form as form
from app.services.access import CONSOLE, Actor
from app.services.papers import PAPER_KINDS
from app.services.papers_common import Wish
from db.store import Store
from tests.factories import MORNING, WELDER, later, new_store
from tests.services import hall as halls
from tests.services.hall import CHEAP, Hall
from tests.services.hours import bodies
from tests.services.papers_kit import text_of
from tests.services.test_personal import WORDS, raw

NUMBER, PHONE, NAME, UNIT = "990107199504041261", "13912340077", "标记甲乙丙", "标记单位丁戊"
LEADER = "标记领队己"
NUMBERS = (NUMBER, PHONE, NUMBER[6:14])
# what is pinned up or handed to judges and winners: no number at all, not even its end
PUBLIC = ("public-notice", "winners", "standings", "score-sheets", "judge-sheets", "draw", "code-labels", "envelopes")
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Day:
    """The day in the file, and the key that opens what the office gets."""

    hall: Hall
    clerk: Actor
    office: Key
    folder: Path


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    folder = tmp_path_factory.mktemp("day")
    with pytest.MonkeyPatch.context() as patch, new_store(folder / "a.contest", mode="live") as store:
        patch.setattr(access, "needs_rehash", lambda stored: False)
        patch.setattr(tempfile, "tempdir", str(folder / "temp"))
        (folder / "temp").mkdir()
        yield played(store, folder)


def played(store: Store, folder: Path) -> Day:
    hall = halls.staffed(store)
    access.add_account(store, "王登", "registrar", WORDS, by=CONSOLE, at=MORNING, cost=CHEAP)
    clerk = access.log_in(store, "王登", WORDS, MORNING)
    header = ["姓名", "证件号", "代表队", "工作单位", "工种", "组别", "手机"]
    rows = [[name, number, "示范队", "示范厂", "焊工", "职工组", ""] for name, number in halls.NAMES[:2]]
    sheet = Sheet("名单", [header, [NAME, NUMBER, "示范队", UNIT, "焊工", "职工组", PHONE], *rows])
    report = registration.store_sheet(store, sheet, by=clerk, at=MORNING)
    assert len(report.entries) == 3
    personal.sit_down(store, clerk.key)
    form.save_entry(store, {"remark": f"{NAME}来电"}, by=clerk, at=MORNING, number="HG01")
    form.show_numbers(store, "HG01", by=clerk, at=MORNING)
    registration.decide(store, ["HG01"], "returned", by=clerk, at=MORNING, reason=f"{NAME}照片不清")
    registration.decide(store, ["HG01"], "approved", by=clerk, at=MORNING)
    personal.stand_up(store)
    for round_id in ("theory", "practical"):
        halls.checkin.check_in_all(store, WELDER, round_id, by=hall.who("登记员"), at=MORNING)
    halls.drawing.draw(store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed="7", witness=hall.who("监督"))
    hall.mark_everything()
    hall.recheck()
    hall.lock()
    hall.decode()
    chief = hall.who("裁判长")
    results.rank(store, WELDER, by=chief, at=later(70))
    results.confirm(store, WELDER, by=chief, at=later(71))
    results.post(store, WELDER, by=chief, at=later(72))
    return Day(hall, clerk, ckey.make("office_age", "省办"), folder)


def found(content: bytes, marks: tuple[str, ...]) -> list[str]:
    """The marks that stand in some bytes, in any spelling a computer would use."""
    return [
        mark
        for mark in marks
        if any(mark.encode(coding) in content for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
        or "".join(f"\\u{ord(char):04x}" for char in mark).encode() in content
    ]


def test_the_search_finds_what_is_there() -> None:
    for coding in ("utf-8", "utf-16-le", "gb18030"):
        assert found(f"x{NAME}y".encode(coding), (NAME,)) == [NAME]
    assert found(rb"\u6807\u8bb0", ("标记",)) == ["标记"]


def test_the_file_holds_no_number_and_the_chain_no_name(day: Day) -> None:
    content = raw(day.hall.store)
    assert NAME.encode() in content  # the file does hold the day
    assert found(content, (NUMBER, PHONE)) == []
    chain = repr(bodies(day.hall.store)).encode()
    assert found(chain, (NUMBER, PHONE, NAME, UNIT)) == []


def trusted(day: Day) -> bundles.Signers:
    """Keys of the base and the chief, and a list of the office's that names both and its own recipient."""
    store, hall = day.hall.store, day.hall
    base, chief = ckey.make("base", "示范赛区"), ckey.make("chief", "裁判长")
    roots = [ckey.make("root", f"根{n}") for n in range(3)]
    with store.read() as reading:
        genesis = keys.stored_audit.genesis(reading)
    lines = (TrustedKey(base.public, "base", base.person), TrustedKey(chief.public, "chief", chief.person, ("*",)))
    listed = TrustedBase(genesis["base"], "示范赛区", (genesis["contest"],), lines)
    plan = keys.ListPlan((listed,), (ckey.make("office", "省办").public,), (day.office.public,))
    trust = keys.sign_list(plan, roots[:2], before=None, all_roots=[key.public for key in roots])
    keys.take_trust(store, trust.raw, root_code=trust.roots.code, by=hall.who("管理员"), at=later(80))
    return bundles.Signers(base, (chief,))


def test_the_bundle_gives_nothing_away_but_to_the_office(day: Day) -> None:
    signers, out = trusted(day), day.folder / "stick"
    out.mkdir()
    with pytest.raises(Refusal, match=r"personal\.closed"):  # a PIN opens no number
        bundles.export(day.hall.store, [out], signers=signers, by=day.hall.who("裁判长"), at=later(81))
    personal.sit_down(day.hall.store, day.clerk.key)
    done = bundles.export(day.hall.store, [out], signers=signers, by=day.hall.who("裁判长"), at=later(81))
    personal.stand_up(day.hall.store)
    content = done.paths[0].read_bytes()
    assert found(content, (NUMBER, PHONE, NAME, UNIT)) == []
    start = content.index(suite.AGE_START)
    sealed = next(content[start:end] for end in ends(content, start) if suite.unseal(content[start:end], identity(day)))
    assert found(suite.unseal(sealed, identity(day)) or b"", (NUMBER, PHONE)) == [NUMBER, PHONE]
    with day.hall.store.read() as reading:
        assert personal.protection(reading).office == 0
    access.log_in(day.hall.store, "王登", WORDS, later(82))  # now the office is known: it gets its copy
    with day.hall.store.read() as reading:
        assert personal.protection(reading).office == 1
        assert personal.recovered(reading, day.office.secret.decode()).proof()


def identity(day: Day) -> tuple[str, ...]:
    return (day.office.secret.decode(),)


def ends(content: bytes, start: int) -> Iterator[int]:
    """Where the next part of the container may begin."""
    return (found.start() for found in re.finditer(rb"PK\x03\x04|PK\x01\x02", content) if found.start() > start)


@pytest.mark.parametrize("kind", PUBLIC)
def test_public_papers_bear_no_number(kind: str, day: Day) -> None:
    assert kind in PAPER_KINDS
    out = day.folder / f"{kind}.pdf"
    for opened in (None, day.clerk.key):
        personal.sit_down(day.hall.store, opened)
        by = day.hall.who("加密" if kind in ("draw", "code-labels", "envelopes") else "裁判长")
        papers.print_paper(day.hall.store, kind, out, Wish(WELDER), by=by, at=later(90))
        personal.stand_up(day.hall.store)
        words = "".join(text_of(out)).replace("\n", "").replace(" ", "")
        assert found(words.encode() + out.read_bytes(), NUMBERS) == []
        others = re.sub(r"\d{20,}", "", words)  # the draw's random number may hold any four digits
        assert NUMBER[-4:] not in others and PHONE[-4:] not in others


def test_certificates_bear_no_number(day: Day) -> None:
    out = day.folder / "certificates.pdf"
    certificates.print_certificates(day.hall.store, out, by=day.hall.who("打印员"), at=later(91))
    words = "".join(text_of(out)).replace("\n", "")
    assert NAME in words
    assert found(words.encode() + out.read_bytes(), NUMBERS) == []
    assert NUMBER[-4:] not in words and PHONE[-4:] not in words  # in the file's bytes any four digits may stand


def test_no_temporary_file_and_no_file_name_tells(day: Day) -> None:
    assert [path for path in (day.folder / "temp").rglob("*") if path.is_file()] == []
    for path in day.folder.rglob("*"):
        assert found(path.name.encode(), (NUMBER, PHONE, NAME)) == []


def test_a_crash_report_names_nobody() -> None:
    wanted = " ".join((NAME, "An" + "na", PHONE))
    try:
        {NAME: int(NUMBER)}[wanted]
    except KeyError as error:
        import traceback

        text = without_people("".join(traceback.format_exception(error)))
    assert "KeyError" in text and "test_leaks.py" in text
    assert found(text.encode(), (NUMBER, PHONE, NAME, "Anna")) == []
    assert without_people("KeyError: 'sheet_id'") == "KeyError: 'sheet_id'"


def test_a_fault_of_the_database_repeats_no_value(store: Store) -> None:
    with pytest.raises(Exception, match="constraint failed") as fault, store.write() as writing:
        for _ in range(2):
            writing.connection.exec_driver_sql("INSERT INTO layout (name) VALUES (?)", (NUMBER,))
    assert NUMBER not in str(fault.value)


def test_after_erasing_nothing_is_left(day: Day) -> None:
    hall = day.hall
    erasure.erase(hall.store, by=hall.who("裁判长"), second=hall.who("监督"), at=later(60 * 24), names=True)
    assert found(raw(hall.store), (NUMBER, PHONE, NAME, UNIT, LEADER)) == []


MASKED_HERE = {
    "app/domain/people.py",  # the rule itself
    "app/domain/idnumber.py",  # reads check digit and birthday out of a number
    "app/domain/roster_values.py",
    "ui/pages/registration_fields.py",  # sets a number in groups while it is typed
}
CUT = re.compile(r"(id_number|phone|document|number)\w*\)?\[-?\d*:-?\d*\]|\"\*\" \* |'\*' \* ")


def test_one_rule_masks_numbers_everywhere() -> None:
    assert masked_number(NUMBER) == "*" * 14 + last_four(NUMBER) == "*" * 14 + "1261"
    assert masked_number("123") == "**3" and last_four("") == ""
    own_ways: Callable[[Path], list[str]] = lambda path: CUT.findall(path.read_text("utf-8"))  # noqa: E731
    places = [path for folder in ("app", "ui", "db") for path in (ROOT / folder).rglob("*.py")]
    guilty = {str(path.relative_to(ROOT)) for path in places if own_ways(path)}
    assert {one for one in guilty if not one.startswith("app/services/demo_data/")} <= MASKED_HERE
