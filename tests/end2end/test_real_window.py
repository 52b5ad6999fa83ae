"""The contest day on a real X screen: the program as its own process, real key events, what lies on the disk after.

Six people, one trade brought from the workbook to its bundle: import, approval, the door with a scanner, the draw
before two witnesses, theory and the sheets keyed twice by two people, a panel that disagrees, a slip found and settled
by the paper, the recheck, lock and reveal, places, certificates, the bundle written and read back. Only keys are used:
Tab and Enter, the keys the pages show, and codes typed as a scanner types them. A picture of every stop is kept in
build/real-window, or in the folder that JIANGPING_SHOTS names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest

from app.domain.aggregate import score_round
from app.domain.contest import Round, Trade
from app.domain.marks import one_digit_complete, show_mark
from app.domain.numbers import show
from app.domain.scores import Mark
from app.services import bundles, filecheck, keys, scoring
from app.services.access import people_at_keyboard
from app.services.common import open_store
from app.services.demo import DemoPlayer
from app.services.demo_contest import demo_pins
from app.services.demo_data.day import DemoDay, make_day
from app.services.demo_data.keying import Remark, disagree_on_level
from app.services.demo_data.roster import roster_rows, write_roster
from app.services.sheet_view import SheetState
from app.services.signing_view import signoff_view
from db.queries import audit, people
from tests.end2end.real_screen import Hands, Screen, lack

# Where Xvfb, openbox or xdotool cannot be had; the reason names what is missing.
pytestmark = pytest.mark.skipif(bool(lack()), reason=lack())

SEED, PEOPLE = 1, 6
WELDING, PRACTICAL, THEORY = "6-18-02-04", "practical", "theory"
REGISTRAR, FIRST, SECOND = "何芳", "马秀英", "张晓燕"
HERE = "两样都相符，登记"
CHIEF, SUPERVISOR, CLERK = "陈志强", "赵明亮", "许红梅"
SLIP = "B4"  # keyed wrongly the second time, on the first sheet


class Venue:
    """The day, its file, and the screen before which people sit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "day.contest"
        self.day: DemoDay = make_day(SEED, PEOPLE)
        self.trade: Trade = next(trade for trade in self.day.contest.trades if trade.code == WELDING)
        player = DemoPlayer.begin(self.day, self.file, folder)
        player.accounts()
        player.store.close()
        self.screen = Screen(folder)
        self.hands: Hands | None = None

    def part(self, name: str) -> Round:
        """A round of the trade."""
        found = self.trade.round(name)
        assert found is not None
        return found

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

    def numbers(self) -> dict[str, str]:
        """Entry number by ID number, as the lists on the wall say; read while the window is closed."""
        store = open_store(self.file)
        try:
            with store.read() as reading:
                return {
                    member.id_number: entry.number
                    for entry in people.entries(reading)
                    for member in people.members_of(reading, entry.id)
                    if member.id_number in {person.id_number for person in self.day.of_trade(WELDING)}
                }
        finally:
            store.close()

    def codes(self, numbers: Mapping[str, str]) -> dict[str, str]:
        """Code by ID number, as the labels on the work pieces say; read while the window is closed."""
        store = open_store(self.file)
        try:
            player = DemoPlayer(self.day, store, self.folder)
            for person in people_at_keyboard(store):
                if person.role is not None:
                    player.people.setdefault(person.role.value, []).append(person)
            player.numbers = dict(numbers)
            return player.codes(self.trade, PRACTICAL)
        finally:
            store.close()

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
    numbers = venue.numbers()
    hands = venue.sit(REGISTRAR)
    _door(venue, hands, numbers)
    _draw(venue, hands, len(numbers))
    _theory(venue, hands, numbers)
    hands.leave()
    codes = venue.codes(numbers)
    hands = venue.sit(FIRST)
    _first_keying(venue, hands, codes)
    _second_keying(venue, hands, codes)
    _recheck(venue, hands, codes)
    _evening(venue, hands)
    hands.leave()
    _is_what_paper_said(venue, codes)
    _is_genuine(venue)


def _page(hands: Hands, key: str, name: str) -> None:
    hands.press(f"ctrl+{key}", f"the page {name}", lambda seen: seen["page"] == name)
    hands.calm()


def _morning(venue: Venue) -> None:
    """The workbook comes in; everybody is approved; the lists are closed."""
    roster = venue.folder / "roster.xlsx"
    write_roster(roster, roster_rows(venue.day))
    hands = venue.sit(REGISTRAR)
    hands.shot("01-board")
    _page(hands, "2", "registration")
    hands.do("导入 Excel…", "a dialog for files", lambda seen: seen["dialog"] == "QFileDialog")
    hands.file(roster)
    hands.until("the check of the rows", lambda seen: f"导入 {PEOPLE} 行" in seen["verbs"])
    hands.shot("02-import")
    hands.do(f"导入 {PEOPLE} 行", "the list", lambda seen: seen["message"] == f"已导入 {PEOPLE} 行")
    hands.until("the verb of the list", lambda seen: seen["verbs"].get("审核通过") == "")
    hands.tab_to("registration_list")
    hands.key("ctrl+a")
    hands.press("F5", "everybody is approved", lambda seen: seen["verbs"].get("封闭名单") == "")
    hands.shot("03-approved")
    hands.do("封闭名单", "the lists are closed", lambda seen: "重新打开名单" in seen["verbs"])
    hands.leave()


def _door(venue: Venue, hands: Hands, numbers: Mapping[str, str]) -> None:
    """Everybody is scanned and confirmed before either round: the code as a scanner types it, and one Enter."""
    _page(hands, "3", "checkin")
    seen = hands.until("the door", lambda seen: seen["focus"].get("id") == "scan_field")
    assert seen["trade"] == WELDING
    for round_id in (THEORY, PRACTICAL):
        hands.choose("checkin_rounds", venue.part(round_id).name)
        hands.calm()
        for number in numbers.values():
            hands.type(number)
            hands.press("Return", f"{number} is in hand", lambda seen: seen["verbs"].get(HERE) == "")
            hands.press("Return", f"{number} is here", lambda seen: seen["verbs"].get(HERE) != "")
            hands.calm()
        hands.until("nobody is missing", lambda seen: seen["verbs"].get("截止本场…") == "没有未到的人")
        hands.shot(f"04-door-{round_id}")


def _draw(venue: Venue, hands: Hands, count: int) -> None:
    """The fingerprint is told, two witnesses say three digits each and type their PINs; seats are shown one by one."""
    hands.press("ctrl+Tab", "the page of the draw", lambda seen: "开始抽签" in seen["verbs"])
    hands.do("先公布程序随机数的指纹", "who answers for it", lambda seen: seen["dialog"] == "LoginDialog")
    hands.press("Return", "the witnesses may speak", lambda seen: seen["focus"].get("id") == "draw_digits_1")
    for digits in ("314", "159"):
        hands.type(digits)
    hands.until("the draw may begin", lambda seen: seen["verbs"].get("开始抽签") == "")
    hands.shot("05-before-the-draw")
    hands.press("F12", "it is drawn", lambda seen: seen["verbs"].get("显示下一个") == "")
    for _ in range(count):
        hands.do("显示下一个", "one more seat", lambda _seen: True)
    hands.until("all seats are shown", lambda seen: seen["verbs"].get("显示下一个") != "")
    hands.shot("06-drawn")


def _theory(venue: Venue, hands: Hands, numbers: Mapping[str, str]) -> None:
    """The scores of the exam, keyed by two people; both keyings agree."""
    scores = venue.day.theory(WELDING)
    for number, (name, keying) in enumerate(((FIRST, "第一遍"), (SECOND, "第二遍")), 1):
        venue.swap(name)
        _page(hands, "4", "theory")
        verb = f"提交理论{keying}（{len(numbers)} 人）"
        hands.until(
            "the table", lambda seen, verb=verb: verb in seen["verbs"] and seen["focus"]["kind"] == "TheoryGrid"
        )
        for key in sorted(numbers, key=lambda key: numbers[key]):
            hands.type(_decimal(scores[key]))
            hands.key("Return")
        hands.until("the table is full", lambda seen, verb=verb: seen["verbs"].get(verb) == "")
        hands.shot(f"07-theory-{number}")
        hands.press("F12", "submitted", lambda seen, verb=verb: seen["message"].startswith("已提交"))
        hands.calm()


def _decimal(score: Fraction) -> str:
    return show(score, 2).rstrip("0").rstrip(".")


def _first_keying(venue: Venue, hands: Hands, codes: Mapping[str, str]) -> None:
    """The first sheet has a panel that disagrees: the chief judge has it marked again before the sheet goes in."""
    _page(hands, "5", "practical")
    for key, code in codes.items():
        remark = _disagreement(venue, codes) if key == _first(codes) else None
        _open(hands, code)
        _key_sheet(venue, hands, key, {remark.aspect: remark.before} if remark is not None else {})
        if remark is not None:
            _mark_again(venue, hands, code, remark)
        _submit(hands, code, f"08-first-{code}")


def _second_keying(venue: Venue, hands: Hands, codes: Mapping[str, str]) -> None:
    """Somebody else types the same papers; one slip is found, and the paper settles it."""
    venue.swap(SECOND)
    for key, code in codes.items():
        _open(hands, code)
        right = venue.day.final(key, PRACTICAL).marks[SLIP][""]
        slips = key == _first(codes)
        assert right.thousandths is not None
        _key_sheet(venue, hands, key, {SLIP: {"": Mark(right.thousandths + 100)}} if slips else {})
        if slips:
            _settle(venue, hands, right)
        _submit(hands, code, f"11-second-{code}")


def _first(codes: Mapping[str, str]) -> str:
    return next(iter(codes))


def _disagreement(venue: Venue, codes: Mapping[str, str]) -> Remark:
    key = _first(codes)
    found = disagree_on_level(key, venue.part(PRACTICAL), venue.day.final(key, PRACTICAL))
    assert found is not None
    return found


def _open(hands: Hands, code: str) -> None:
    hands.calm()
    hands.press("ctrl+g", "the field for codes", lambda seen: seen["focus"].get("kind") == "CodeField")
    hands.type(code)
    hands.press("Return", f"sheet {code}", lambda seen: f"提交 {code}" in seen["verbs"])
    hands.until("the keyboard is in the grid", lambda seen: seen["focus"].get("kind") == "ScoreGrid")


def _submit(hands: Hands, code: str, picture: str) -> None:
    submit = f"提交 {code}"
    hands.until("the sheet may go in", lambda seen: seen["verbs"].get(submit) == "")
    hands.shot(picture)
    hands.press("F12", "submitted", lambda seen: seen["verbs"].get(submit) != "")


def _key_sheet(venue: Venue, hands: Hands, person: str, instead: Mapping[str, Mapping[str, Mark]]) -> None:
    """Type a paper cell by cell, as it walks; `instead` is what is typed in place of the paper's marks."""
    for name, seats in venue.day.paper(person, PRACTICAL).marks.items():
        for mark in instead.get(name, seats).values():
            _key_mark(venue, hands, name, mark)


def _key_mark(venue: Venue, hands: Hands, name: str, mark: Mark) -> None:
    aspect = venue.part(PRACTICAL).aspect(name)
    assert aspect is not None
    text = show_mark(mark, aspect)
    hands.type({"合格": "1", "不合格": "0"}.get(text, text.replace(":", "").lstrip("0") or "0"))
    if not one_digit_complete(aspect):
        hands.key("Return")


def _mark_again(venue: Venue, hands: Hands, code: str, remark: Remark) -> None:
    """F8: the panel's levels lie too far apart; the chief judge has them marked again, and the new ones are typed."""
    hands.until("the sheet waits", lambda seen: "极差" in seen["verbs"].get(f"提交 {code}", ""))
    hands.press("F8", "the question to the chief judge", lambda seen: seen["dialog"] == "SpreadDialog")
    hands.choose("reason_list", "有裁判看错评分标准")
    hands.shot("09-spread")
    hands.do(f"{code} 的 {remark.aspect} 重新打分", "the panel marks again", lambda seen: not seen["dialog"])
    hands.until("the keyboard is in the grid", lambda seen: seen["focus"].get("kind") == "ScoreGrid")
    hands.calm()
    for mark in remark.after.values():
        _key_mark(venue, hands, remark.aspect, mark)


def _settle(venue: Venue, hands: Hands, right: Mark) -> None:
    """Two keyings differ in one cell: Enter leads there, and the paper is typed a third time."""
    hands.until("the keyboard is on what is open", lambda seen: "两录不一" in str(seen["focus"].get("text")))
    hands.shot("10-differs")
    hands.press("Return", "the cell", lambda seen: seen["focus"].get("kind") == "ScoreGrid")
    _key_mark(venue, hands, SLIP, right)


def _recheck(venue: Venue, hands: Hands, codes: Mapping[str, str]) -> None:
    """The sample is drawn, and the totals of the paper are typed module by module before the machine shows its own."""
    keys_of = {code: key for key, code in codes.items()}
    _page(hands, "6", "recheck")
    hands.do("抽取复核名单", "the sample", lambda seen: seen["focus"].get("id") == "paper_0")
    while keys_of:
        hands.calm()
        seen = hands.until("a sheet in hand", lambda seen: seen["focus"].get("id") == "paper_0")
        code = next(code for code in keys_of if code in seen["texts"])
        modules = score_round(venue.part(PRACTICAL), venue.day.final(keys_of.pop(code), PRACTICAL)).modules
        for module in modules:
            assert module.score is not None
            hands.type(show(module.score, 2))
            hands.key("Return")
        hands.until("all agree", lambda seen: seen["verbs"].get("一致") == "")
        hands.shot(f"13-recheck-{code}")
        hands.press("Return", "it is noted", lambda seen, code=code: seen["message"] == f"{code} 与纸面一致。")


def _evening(venue: Venue, hands: Hands) -> None:
    """Lock, reveal, rank and confirm; certificates as one PDF; the signed bundle on a stick, read back."""
    venue.swap(CHIEF)
    hands.until("the results may be locked", lambda seen: seen["verbs"].get("锁定成绩") == "" and not seen["busy"])
    hands.press("F12", "the question to two", lambda seen: seen["dialog"] == "SecondPersonDialog")
    hands.shot("14-lock")
    _both_sign(hands, "解密…")
    hands.do("解密…", "the question to two", lambda seen: seen["dialog"] == "SecondPersonDialog")
    hands.shot("15-reveal")
    _both_sign(hands, "去排名")
    hands.do("去排名", "the page of places", lambda seen: seen["page"] == "ranking")
    _rule_edges(hands)
    hands.shot("17-ranking")
    hands.do("确认名次与奖项", "the question", lambda seen: seen["dialog"] == "Question")
    hands.tab_to("answer_confirm")
    hands.press("Return", "the places stand", lambda seen: not seen["dialog"])
    venue.swap(CLERK)
    _certificates(venue, hands)
    _bundle(venue, hands)


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
        hands.shot("16-edge")
        hands.do(
            "写下裁定",
            "the next question, or none",
            lambda seen, left=left: not seen["dialog"] and seen["verbs"].get("确认名次与奖项") != left,
        )


def _certificates(venue: Venue, hands: Hands) -> None:
    """Everybody who won has a page with the name on it, in one file."""
    file = venue.folder / "certificates.pdf"
    _page(hands, "8", "certificates")
    hands.tab_to("export_batch")
    hands.shot("18-certificates")
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
    hands.tab_to("choose_folder")
    hands.press("Return", "a dialog for folders", lambda seen: seen["dialog"] == "QFileDialog")
    hands.file(stick)
    hands.until("the bundle may be signed", lambda seen: seen["verbs"].get("签名并写出") == "")
    hands.shot("19-report")
    hands.press("F12", "the bundle is written", lambda seen: "成绩包已写好并校验" in seen["message"])
    hands.shot("20-written")


def _both_sign(hands: Hands, then: str) -> None:
    """Two people type their PINs; what is possible then tells that it is done."""
    hands.fill("first_pin", demo_pins()[CHIEF])
    hands.choose("second_name", SUPERVISOR)
    hands.fill("second_pin", demo_pins()[SUPERVISOR])
    hands.press("Return", "both have signed", lambda seen: seen["verbs"].get(then) == "")


def _is_what_paper_said(venue: Venue, codes: Mapping[str, str]) -> None:
    """What counts is what stands on paper, twice over and rechecked; the record tells of the panel and of the slip."""
    store = open_store(venue.file)
    try:
        lines = {line.code: line for line in scoring.lines(store, WELDING, PRACTICAL)}
        for key, code in codes.items():
            assert lines[code].state is SheetState.LOCKED
            truth = score_round(venue.part(PRACTICAL), venue.day.final(key, PRACTICAL)).score
            assert truth is not None
            assert scoring.view(store, lines[code].sheet_id, 2).total == show(truth, 2)
        with store.read() as reading:
            acts = [json.loads(entry.body)["act"] for entry in audit.entries(reading)]
    finally:
        store.close()
    once = ("draw.made", "spread.decided", "recheck.drawn", "trade.locked", "trade.decoded", "bundle.built")
    assert {act: acts.count(act) for act in once} == dict.fromkeys(once, 1)
    assert acts.count("recheck.verdict") == len(codes)
    assert acts.count("sheet.submitted") == 2 * (len(codes) + len(codes))  # theory and practical, each keyed twice


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
