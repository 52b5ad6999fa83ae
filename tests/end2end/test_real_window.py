"""The contest day on a real X screen: the program as its own process, real key events, what lies on the disk after.

Six people, one trade brought to its bundle. Only keys are used: Tab and Enter, the keys the pages show, and codes typed
as a scanner types them. Set JIANGPING_SHOTS to a folder to keep a picture of every station.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from app.domain.aggregate import score_round
from app.domain.marks import one_digit_complete, show_mark
from app.domain.numbers import show
from app.services import bundles, checkin, filecheck, keys, scoring
from app.services.access import people_at_keyboard
from app.services.common import contest_facts, open_store
from app.services.demo import GONE, DemoPlayer
from app.services.demo_contest import demo_pins
from app.services.demo_data.day import DemoDay, make_day
from app.services.demo_data.roster import roster_rows, write_roster
from app.services.sheet_view import SheetState
from app.services.signing_view import signoff_view
from db.queries import people
from tests.end2end.real_screen import Hands, Screen, lack

# Where Xvfb, openbox or xdotool cannot be had; the reason names what is missing.
pytestmark = pytest.mark.skipif(bool(lack()), reason=lack())

SEED, PEOPLE = 1, 6
WELDING, PRACTICAL = "6-18-02-04", "practical"
REGISTRAR, FIRST, SECOND = "何芳", "马秀英", "张晓燕"
HERE = "两样都相符，登记"
CHIEF, SUPERVISOR, CLERK = "陈志强", "赵明亮", "许红梅"


class Venue:
    """The day, its file, and the screen before which people sit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "day.contest"
        self.day: DemoDay = make_day(SEED, PEOPLE)
        player = DemoPlayer.begin(self.day, self.file, folder)
        player.accounts()
        player.store.close()
        self.screen = Screen(folder)
        self.hands: Hands | None = None

    def sit(self, name: str) -> Hands:
        """Start the program on the file; somebody logs in."""
        self.hands = Hands(self.screen, self.folder, [str(self.file)])
        self.hands.log_in(name, demo_pins()[name])
        return self.hands

    def swap(self, name: str) -> None:
        """F10: somebody else sits down."""
        assert self.hands is not None
        self.hands.press("F10", "the question who works", lambda seen: seen["dialog"] == "LoginDialog")
        self.hands.log_in(name, demo_pins()[name])

    def beside(self) -> DemoPlayer:
        """The people of the hall, while the window is closed."""
        store = open_store(self.file)
        player = DemoPlayer(self.day, store, self.folder)
        for person in people_at_keyboard(store):
            if person.role is not None:
                player.people.setdefault(person.role.value, []).append(person)
        with store.read() as reading:
            player.numbers = {
                member.id_number: entry.number
                for entry in people.entries(reading)
                for member in people.members_of(reading, entry.id)
            }
        return player

    def close(self) -> None:
        """Everything started here ends."""
        if self.hands is not None:
            self.hands.end()
        self.screen.close()


@pytest.fixture
def venue(tmp_path: Path) -> Iterator[Venue]:
    made = Venue(tmp_path)
    yield made
    made.close()


def test_the_day_on_a_real_screen_with_keys_alone(venue: Venue) -> None:
    _morning(venue)
    _door(venue, _theory(venue))
    codes = _draw(venue)
    _afternoon(venue, codes)
    _recheck(venue, codes)
    _evening(venue)


def _page(hands: Hands, key: str, name: str) -> None:
    hands.press(f"ctrl+{key}", f"the page {name}", lambda seen: seen["page"] == name)


def _morning(venue: Venue) -> None:
    """The workbook comes in; everybody is approved; the lists are closed."""
    roster = venue.folder / "roster.xlsx"
    write_roster(roster, roster_rows(venue.day))
    hands = venue.sit(REGISTRAR)
    hands.shot("1-board")
    _page(hands, "2", "registration")
    hands.do("导入…", "a dialog for files", lambda seen: seen["dialog"] == "QFileDialog")
    hands.file(roster)
    hands.until("the check of the rows", lambda seen: f"导入 {PEOPLE} 行" in seen["verbs"])
    hands.shot("2-import")
    hands.do(f"导入 {PEOPLE} 行", "the list", lambda seen: seen["message"] == f"已导入 {PEOPLE} 行")
    hands.until("the verb of the list", lambda seen: seen["verbs"].get("审核通过") == "")
    hands.tab_to("registration_list")
    hands.key("ctrl+a")
    hands.press("F5", "everybody is approved", lambda seen: seen["verbs"].get("封闭名单") == "")
    hands.shot("3-approved")
    hands.do("封闭名单", "the lists are closed", lambda seen: "重新打开名单" in seen["verbs"])
    hands.leave()


def _theory(venue: Venue) -> list[str]:
    """In the hall: theory is written and keyed. Gives the entry numbers of those who come to the practical."""
    player = venue.beside()
    try:
        with player.store.read() as reading:
            names = {entry.name for entry in people.entries(reading)}
        assert names == {person.name for person in venue.day.people}
        trade = next(one for one in venue.day.contest.trades if one.code == WELDING)
        player.check_in(trade, "theory")
        for keying in (1, 2):
            player.key(trade, "theory", keying)
        statuses = venue.day.attendance(WELDING, PRACTICAL)
        return [player.numbers[key] for key, status in statuses.items() if status not in GONE]
    finally:
        player.store.close()


def _door(venue: Venue, numbers: list[str]) -> None:
    """Everybody who comes is scanned and confirmed: the code as a scanner types it, and one Enter."""
    hands = venue.sit(REGISTRAR)
    _page(hands, "3", "checkin")
    hands.calm()
    seen = hands.until("the door", lambda seen: seen["focus"].get("id") == "scan_field")
    assert seen["trade"] == WELDING
    for number in numbers:
        hands.type(number)
        hands.press("Return", f"{number} is in hand", lambda seen: seen["verbs"].get(HERE) == "")
        hands.press("Return", f"{number} is here", lambda seen: seen["verbs"].get(HERE) != "")
        hands.calm()
    hands.shot("3-door")
    hands.leave()


def _draw(venue: Venue) -> dict[str, str]:
    """In the hall: who did not come gets the reason, and the rest draw. Code by ID number."""
    player = venue.beside()
    try:
        with player.store.read() as reading:
            facts = contest_facts(reading).trade(WELDING)
        trade = next(one for one in venue.day.contest.trades if one.code == WELDING)
        gone = [
            checkin.CheckIn(player.numbers[key], status, status.zh)
            for key, status in venue.day.attendance(WELDING, PRACTICAL).items()
            if status in GONE
        ]
        if gone:
            checkin.check_in(
                player.store, WELDING, PRACTICAL, gone, by=player.who("registrar"), at=player.at("checkin:practical")
            )
        player.draw(trade, PRACTICAL)  # refused while anybody is neither here nor gone
        return player.codes(trade, facts.round(PRACTICAL).id)
    finally:
        player.store.close()


def _afternoon(venue: Venue, codes: dict[str, str]) -> None:
    """Two sheets, keyed twice by two people; codes come from the scanner."""
    hands = venue.sit(FIRST)
    _page(hands, "5", "practical")
    for name in (FIRST, SECOND):
        if name != FIRST:
            venue.swap(name)
        for key, code in codes.items():
            hands.calm()
            hands.press("ctrl+g", "the field for codes", lambda seen: seen["focus"].get("kind") == "CodeField")
            hands.type(code)
            hands.press("Return", f"sheet {code}", lambda seen, code=code: f"提交 {code}" in seen["verbs"])
            _key_sheet(venue, hands, key)
            hands.shot(f"4-keyed-{code}-{name}")
            submit = f"提交 {code}"
            hands.until("the keyboard is on submit", lambda seen, verb=submit: seen["focus"].get("text") == verb)
            hands.press("F12", "submitted", lambda seen, verb=submit: seen["verbs"].get(verb) != "")
    hands.leave()


def _key_sheet(venue: Venue, hands: Hands, person: str) -> None:
    part = next(trade for trade in venue.day.contest.trades if trade.code == WELDING).round(PRACTICAL)
    assert part is not None
    for name, seats in venue.day.paper(person, PRACTICAL).marks.items():
        aspect = part.aspect(name)
        assert aspect is not None
        for mark in seats.values():
            text = show_mark(mark, aspect)
            hands.type({"合格": "1", "不合格": "0"}.get(text, text.replace(":", "").lstrip("0") or "0"))
            if not one_digit_complete(aspect):
                hands.key("Return")


def _recheck(venue: Venue, codes: dict[str, str]) -> None:
    """What was keyed is what stands on paper, twice over; the sample is rechecked in the hall."""
    player = venue.beside()
    try:
        trade = next(one for one in venue.day.contest.trades if one.code == WELDING)
        part = trade.round(PRACTICAL)
        assert part is not None
        lines = {line.code: line for line in scoring.lines(player.store, WELDING, PRACTICAL)}
        for key, code in codes.items():
            assert lines[code].state is SheetState.AGREED
            truth = score_round(part, venue.day.final(key, PRACTICAL)).score
            assert truth is not None
            assert scoring.view(player.store, lines[code].sheet_id, 2).total == show(truth, 2)
        player.recheck(trade)
    finally:
        player.store.close()


def _evening(venue: Venue) -> None:
    """Lock, reveal, rank and confirm; certificates as one PDF; the signed bundle on a stick, read back."""
    hands = venue.sit(CHIEF)
    _page(hands, "6", "recheck")
    hands.until("the results may be locked", lambda seen: seen["verbs"].get("锁定成绩") == "")
    hands.press("F12", "the question to two", lambda seen: seen["dialog"] == "SecondPersonDialog")
    _both_sign(hands, "解密…")
    hands.do("解密…", "the question to two", lambda seen: seen["dialog"] == "SecondPersonDialog")
    hands.shot("5-reveal")
    _both_sign(hands, "去排名")
    hands.do("去排名", "the page of places", lambda seen: seen["page"] == "ranking")
    _rule_edges(hands)
    hands.shot("6-ranking")
    hands.do("确认名次与奖项", "the question", lambda seen: seen["dialog"] == "Question")
    hands.tab_to("answer_confirm")
    hands.press("Return", "the places stand", lambda seen: not seen["dialog"])
    venue.swap(CLERK)
    _certificates(venue, hands)
    _bundle(venue, hands)
    hands.leave()
    _is_genuine(venue)


def _rule_edges(hands: Hands) -> None:
    """Equals on an award edge go up, as often as it is asked."""
    while True:
        seen = hands.until("the verb", lambda seen: "确认名次与奖项" in seen["verbs"] and not seen["busy"])
        left = seen["verbs"]["确认名次与奖项"]
        if not left:
            return
        hands.do("裁定…", "the question about an edge", lambda seen: seen["dialog"] == "EdgeDialog")
        hands.tab_to("edge_up")
        hands.key("space")
        hands.choose("reason_list", "并列者一并授予")
        hands.do(
            "写下裁定",
            "the next question, or none",
            lambda seen, left=left: not seen["dialog"] and seen["verbs"].get("确认名次与奖项") != left,
        )


def _certificates(venue: Venue, hands: Hands) -> None:
    """Everybody who won has a page with the name on it, in one file."""
    file = venue.folder / "certificates.pdf"
    _page(hands, "8", "certificates")
    hands.calm()
    hands.tab_to("export_batch")
    hands.shot("7-certificates")
    hands.press("Return", "ways to export", lambda seen: seen["dialog"] == "QMenu")
    hands.key("Down")
    hands.press("Return", "a dialog for files", lambda seen: seen["dialog"] == "QFileDialog")
    hands.file(file)
    seen = hands.until("the file is written", lambda seen: "已存到" in seen["message"])
    document = pypdfium2.PdfDocument(file)
    try:
        texts = ["".join(one.get_textpage().get_text_bounded().split()) for one in document]
    finally:
        document.close()
    names = {person.name for person in venue.day.of_trade(WELDING)}
    assert f"{len(texts)} 张证书已存到" in seen["message"]
    assert {name for name in names for text in texts if name in text} == names
    assert all("演示" in text for text in texts)


def _bundle(venue: Venue, hands: Hands) -> None:
    """The signed bundle lies in the folder, genuine for whoever holds the list of keys."""
    stick = venue.folder / "stick"
    stick.mkdir()
    _page(hands, "9", "report")
    hands.calm()
    hands.tab_to("choose_folder")
    hands.press("Return", "a dialog for folders", lambda seen: seen["dialog"] == "QFileDialog")
    hands.file(stick)
    hands.until("the bundle may be signed", lambda seen: seen["verbs"].get("签名并写出") == "")
    hands.shot("8-report")
    hands.press("F12", "the bundle is written", lambda seen: "成绩包已写好并校验" in seen["message"])
    hands.shot("9-written")


def _both_sign(hands: Hands, then: str) -> None:
    """Two people type their PINs; what is possible then tells that it is done."""
    hands.fill("first_pin", demo_pins()[CHIEF])
    hands.choose("second_name", SUPERVISOR)
    hands.fill("second_pin", demo_pins()[SUPERVISOR])
    hands.press("Return", "both have signed", lambda seen: seen["verbs"].get(then) == "")


def _is_genuine(venue: Venue) -> None:
    """What lies on the stick holds against the list of keys, and the record of the file is whole."""
    (file,) = (venue.folder / "stick").glob("*.crb")
    store = open_store(venue.file)
    try:
        trust = venue.folder / "trust-list.ctl"
        keys.write_trust(store, trust)
        found = bundles.verify_bundle(file, trust, now=datetime(2026, 6, 19, tzinfo=UTC))
        assert found.genuine, found.problems
        assert list(found.trades) == [WELDING]
        assert found.manifest is not None and found.manifest.mode == "demo"
        signature = signoff_view(store, WELDING).signatures[0]
        assert (signature.by, signature.second) == (CHIEF, SUPERVISOR)
        with store.read() as reading:
            report = filecheck.check_content(reading, thorough=True)
        assert report.ok, report.problems
    finally:
        store.close()
