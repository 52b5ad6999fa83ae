"""Certificates: who gets one, numbers never used twice, a ledger that reconciles, batches that stop and go on."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from app.bundle.certqr import CertificateFacts
from app.errors import Problems, Refusal, RightsRefusal, WorldFailure, WrongCall
from app.services import certificates, results, scoring, signing
from app.services import certificates_numbers as numbers
from app.services.certificates import Order, Printed, print_certificates
from app.services.certificates_ledger import certificate_ledger
from app.services.certificates_winners import contest_words, one_dot, side_award
from app.services.common import contest_facts
from app.services.drawing import codes_by_entry
from db.queries import certificates as stored
from db.queries import people
from db.store import Store
from tests.factories import WELDER, later
from tests.services import hall as halls
from tests.services.hall import Hall, b1
from tests.services.hours import reopened
from tests.services.papers_kit import hall_at, text_of
from tests.services.papers_kit import ranked as ranked

AT = later(90)
SERIALS = ["2026GS-TEST-HG-0001", "2026GS-TEST-HG-0002", "2026GS-TEST-HG-0003"]


def issue(hall: Hall, out: Path, order: Order | None = None, **more: object) -> Printed:
    return print_certificates(hall.store, out, order, by=hall.who("打印员"), at=AT, **more)  # type: ignore[arg-type]


def ledger(store: Store) -> list[tuple[str, int, str]]:
    with store.read() as reading:
        return [(one.serial, one.number, one.reason) for one in stored.prints_of(reading, 1)]


def issued(store: Store) -> list[tuple[str, str, str]]:
    """Serial, state and name of everything ever issued."""
    with store.read() as reading:
        return [(one.serial, one.state, str(one.facts["name"])) for one in stored.certificates(reading, 1)]


def by_place(hall: Hall) -> list[tuple[str, str]]:
    """Entry number and name, best first."""
    with hall.store.read() as reading:
        lines = results.standings(reading, contest_facts(reading).trades[0]).lines
        return [(line.entry, line.name) for line in lines]


def change_order(hall: Hall) -> None:
    """An upheld appeal: the third becomes the first. Locked, decoded, not ranked again."""
    chief, supervisor = hall.who("裁判长"), hall.who("监督")
    worst = by_place(hall)[-1][0]
    signing.unlock(hall.store, WELDER, "申诉成立", by=chief, second=supervisor, at=later(100))
    with hall.store.read() as reading:
        trade = contest_facts(reading).trades[0]
        numbers = {entry.number: entry.id for entry in people.entries(reading, trade.id)}
        code = codes_by_entry(reading, trade)["practical"][numbers[worst]]
    sheet = next(line.sheet_id for line in hall.lines() if line.code == code)
    for seat in range(1, 6):
        scoring.correct_mark(hall.store, sheet, b1(seat), "50", "原件为 50", by=chief, second=supervisor, at=later(101))
    signing.lock(hall.store, WELDER, by=chief, second=supervisor, at=later(102))
    signing.decode(hall.store, WELDER, by=chief, second=supervisor, at=later(103))


def test_the_first_batch_numbers_prints_and_enters_everybody_with_an_award(ranked: Hall, tmp_path: Path) -> None:
    out = tmp_path / "c.pdf"
    done = issue(ranked, out)
    assert (done.expected, done.printed, done.issued, done.again, done.skipped) == (3, 3, 3, 0, ())
    pages = text_of(out)
    order = by_place(ranked)
    assert len(pages) == 3
    for page, (_, name), serial, award in zip(pages, order, SERIALS, ("一等奖", "二等奖", "二等奖"), strict=True):
        assert name in page
        assert serial in page
        assert award in page
        assert "二〇二六年六月十八日" in page
    assert ledger(ranked.store) == [(serial, 1, "") for serial in SERIALS]
    assert ranked.audit_acts()[-2:] == ["certificate.issued", "certificate.printed"]


def test_a_contest_that_is_not_live_says_so_and_a_live_one_does_not(ranked: Hall, tmp_path: Path) -> None:
    issue(ranked, tmp_path / "c.pdf")
    assert "演示" not in "".join(text_of(tmp_path / "c.pdf"))
    with ranked.store.write() as writing:
        writing.connection.exec_driver_sql("UPDATE contest SET mode = 'demo'")
    issue(ranked, tmp_path / "d.pdf")
    assert all("演示" in page for page in text_of(tmp_path / "d.pdf"))


def test_printed_again_the_same_numbers_and_the_same_bytes(ranked: Hall, tmp_path: Path) -> None:
    first = issue(ranked, tmp_path / "a.pdf")
    again = print_certificates(
        ranked.store, tmp_path / "b.pdf", Order(reason="卡纸"), by=ranked.who("打印员"), at=later(300)
    )
    assert (again.issued, again.again, again.printed) == (0, 3, 3)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert first.sha256 == again.sha256
    assert ledger(ranked.store)[3:] == [(serial, 2, "卡纸") for serial in SERIALS]


def test_changed_places_void_the_old_numbers_and_never_use_them_again(ranked: Hall, tmp_path: Path) -> None:
    issue(ranked, tmp_path / "a.pdf")
    before = by_place(ranked)
    change_order(ranked)
    results.rank(ranked.store, WELDER, by=ranked.who("裁判长"), at=later(104), reason="申诉成立")
    after = by_place(ranked)
    assert after[0] == before[2]
    done = issue(ranked, tmp_path / "b.pdf")
    assert (done.expected, done.printed, done.issued, done.voided) == (3, 3, 3, 3)
    fresh = [f"2026GS-TEST-HG-{number:04d}" for number in (4, 5, 6)]
    assert issued(ranked.store)[:3] == [
        (serial, "replaced", name) for serial, (_, name) in zip(SERIALS, before, strict=True)
    ]
    assert issued(ranked.store)[3:] == [(s, "issued", name) for s, (_, name) in zip(fresh, after, strict=True)]
    assert fresh[0] in text_of(tmp_path / "b.pdf")[0]
    assert ranked.audit_acts().count("certificate.voided") == 3


def test_marks_changed_after_the_ranking_stop_the_batch(ranked: Hall, tmp_path: Path) -> None:
    change_order(ranked)
    with pytest.raises(Refusal, match=r"certificates\.stale"):
        issue(ranked, tmp_path / "a.pdf")
    assert issued(ranked.store) == []
    assert not (tmp_path / "a.pdf").exists()


def test_a_number_voided_by_a_person_is_skipped_until_asked_for(ranked: Hall, tmp_path: Path) -> None:
    issue(ranked, tmp_path / "a.pdf")
    number, name = by_place(ranked)[1]
    clerk = ranked.who("打印员")
    with pytest.raises(RightsRefusal, match=r"access\.same_person"):
        certificates.void_certificate(ranked.store, SERIALS[1], "印坏", by=clerk, second=clerk, at=AT)
    with pytest.raises(RightsRefusal, match=r"access\.not_allowed"):
        recorder = ranked.who("录一")
        certificates.void_certificate(ranked.store, SERIALS[1], "印坏", by=clerk, second=recorder, at=AT)
    chief = ranked.who("裁判长")
    certificates.void_certificate(ranked.store, SERIALS[1], "印坏", by=clerk, second=chief, at=AT)
    with pytest.raises(Refusal, match=r"certificates\.void_already"):
        certificates.void_certificate(ranked.store, SERIALS[1], "印坏", by=clerk, second=chief, at=AT)
    done = issue(ranked, tmp_path / "b.pdf")
    assert (done.expected, done.printed, len(done.skipped)) == (3, 2, 1)
    assert (done.skipped[0].name, "印坏" in done.skipped[0].reason) == (name, True)
    asked = issue(ranked, tmp_path / "c.pdf", Order(entries=(number,)))
    assert (asked.expected, asked.printed, asked.issued) == (1, 1, 1)
    assert "2026GS-TEST-HG-0004" in text_of(tmp_path / "c.pdf")[0]
    assert issue(ranked, tmp_path / "d.pdf").skipped == ()


def test_one_certificate_again_needs_a_reason_and_a_winner(ranked: Hall, tmp_path: Path) -> None:
    issue(ranked, tmp_path / "a.pdf")
    number, _ = by_place(ranked)[0]
    with pytest.raises(Refusal, match=r"certificates\.needs_reason"):
        issue(ranked, tmp_path / "b.pdf", Order(entries=(number,)))
    with pytest.raises(Refusal, match=r"certificates\.unknown_entry"):
        issue(ranked, tmp_path / "b.pdf", Order(entries=("HG99",)))
    assert not (tmp_path / "b.pdf").exists()
    done = issue(ranked, tmp_path / "b.pdf", Order(entries=(number.lower(),), reason="本人遗失"))
    assert (done.printed, done.again) == (1, 1)
    assert ledger(ranked.store)[-1] == (SERIALS[0], 2, "本人遗失")


def test_a_character_no_font_has_stops_the_batch_and_names_the_person(ranked: Hall, tmp_path: Path) -> None:
    number, _ = by_place(ranked)[1]
    with ranked.store.write() as writing:
        entry = people.entry_by_number(writing, number)
        assert entry is not None
        people.update_entry(writing, entry.id, {"name": "王\U0003ffff"})
    with pytest.raises(Problems, match=r"documents\.batch_refused") as caught:
        issue(ranked, tmp_path / "a.pdf")
    assert [item.fields["person"] for item in caught.value.items] == ["王\U0003ffff"]
    assert issued(ranked.store) == []
    assert ledger(ranked.store) == []
    assert not (tmp_path / "a.pdf").exists()


def test_a_stopped_batch_keeps_its_numbers_and_goes_on_where_it_stopped(ranked: Hall, tmp_path: Path) -> None:
    done = issue(ranked, tmp_path / "a.pdf", progress=lambda count, total, name: False)
    assert (done.expected, done.printed, done.left, done.issued) == (3, 1, 2, 3)
    assert len(text_of(tmp_path / "a.pdf")) == 1
    rest = issue(ranked, tmp_path / "b.pdf", Order(rest=True))
    assert (rest.expected, rest.printed, rest.before, rest.left, rest.issued) == (3, 2, 1, 0, 0)
    assert [SERIALS[1] in text_of(tmp_path / "b.pdf")[0], SERIALS[2] in text_of(tmp_path / "b.pdf")[1]] == [True, True]
    nothing = issue(ranked, tmp_path / "c.pdf", Order(rest=True))
    assert (nothing.printed, nothing.before) == (0, 3)
    assert not (tmp_path / "c.pdf").exists()
    assert [number for _, number, _ in ledger(ranked.store)] == [1, 1, 1]


def test_a_place_that_cannot_be_written_costs_no_number(ranked: Hall, tmp_path: Path) -> None:
    for place in (tmp_path / "no such folder" / "a.pdf", tmp_path):
        with pytest.raises(WorldFailure, match=r"tables\.not_written"):
            issue(ranked, place)
    assert ledger(ranked.store) == [] and issued(ranked.store) == []
    done = issue(ranked, tmp_path / "a.pdf")
    assert (done.issued, done.again, done.printed) == (3, 0, 3)
    assert [serial for serial, _, _ in issued(ranked.store)] == SERIALS


def test_a_full_disk_leaves_numbers_and_no_print(ranked: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:

        def full(_handle: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        patched.setattr("app.tables.files.os.fsync", full)
        with pytest.raises(WorldFailure):
            issue(ranked, tmp_path / "a.pdf")
    assert [path.name for path in tmp_path.glob("*a.pdf*")] == []
    assert ledger(ranked.store) == []
    again = issue(ranked, tmp_path / "a.pdf", Order(rest=True))
    assert (again.issued, again.printed, again.before) == (0, 3, 0)


_KILLED = """
import os, sys
from pathlib import Path
from app.services.access import log_in
from app.services.certificates import print_certificates
from app.services.common import open_store
from tests.factories import later

store = open_store(sys.argv[1])
by = log_in(store, "打印员", "123456", later(200))
print_certificates(
    store, Path(sys.argv[2]), by=by, at=later(200), progress=lambda done, of, name: done < 2 or os._exit(9)
)
"""


def test_a_batch_killed_in_the_middle_is_taken_up_where_it_was(tmp_path: Path) -> None:
    hall_at("ranked", tmp_path).store.close()
    file, out = tmp_path / "ranked.contest", tmp_path / "a.pdf"
    done = subprocess.run([sys.executable, "-c", _KILLED, file, out], cwd=Path.cwd(), check=False)
    assert done.returncode == 9
    assert not out.exists()
    hall = reopened(file)
    assert [(serial, state) for serial, state, _ in issued(hall.store)] == [(one, "issued") for one in SERIALS]
    count = certificate_ledger(hall.store, by=hall.who("打印员")).total
    assert (count.expected, count.printed, count.skipped, count.open) == (3, 0, 0, 3)
    rest = issue(hall, out, Order(rest=True))
    assert (rest.expected, rest.printed, rest.before, rest.issued) == (3, 3, 0, 0)
    assert [serial in page for serial, page in zip(SERIALS, text_of(out), strict=True)] == [True] * 3
    hall.store.close()


def test_the_ledger_counts_come_out_and_reprints_say_why(ranked: Hall, tmp_path: Path) -> None:
    clerk, numbered = ranked.who("打印员"), [entry for entry, _ in by_place(ranked)]
    issue(ranked, tmp_path / "a.pdf", Order(entries=(numbered[0], numbered[1])))
    order = Order(entries=(numbered[0],), reason="卡纸")
    print_certificates(ranked.store, tmp_path / "b.pdf", order, by=clerk, at=later(300))
    chief = ranked.who("裁判长")
    certificates.void_certificate(ranked.store, SERIALS[1], "打坏", by=clerk, second=chief, at=later(301))
    found = certificate_ledger(ranked.store, WELDER, by=clerk)
    total = found.total
    assert (total.expected, total.printed, total.skipped, total.open) == (3, 1, 1, 1)
    assert total.expected == total.printed + total.skipped + total.open
    assert [(one.serial, one.state, one.prints, one.note) for one in found.lines] == [
        (SERIALS[0], "printed", 2, "补：卡纸"),
        (SERIALS[1], "void", 1, "打坏"),
    ]
    with pytest.raises(RightsRefusal):
        certificate_ledger(ranked.store, by=ranked.who("录一"))


def test_nothing_is_printed_before_places_are_final(hall: Hall, tmp_path: Path) -> None:
    hall.mark_everything(panels=("45", "45", "35"))
    hall.recheck()
    for step, code in (
        (lambda: None, "results.not_locked"),
        (hall.lock, "results.not_decoded"),
        (hall.decode, "results.not_ranked"),
    ):
        step()
        for order in (None, Order(trade=WELDER)):
            with pytest.raises(Refusal, match=code):
                issue(hall, tmp_path / "a.pdf", order)
    results.rank(hall.store, WELDER, by=hall.who("裁判长"), at=later(70))
    with pytest.raises(Problems, match=r"results\.undecided") as caught:  # two equals, one first prize
        issue(hall, tmp_path / "a.pdf")
    assert [item.code for item in caught.value.items] == ["results.open_edge"]
    results.rule_award_edge(
        hall.store, WELDER, "职工组", "一等奖", "up", "并列同奖", by=hall.who("裁判长"), at=later(71)
    )
    done = issue(hall, tmp_path / "a.pdf")
    awards = [page for page in text_of(tmp_path / "a.pdf") if "一等奖" in page]
    assert (done.printed, len(awards)) == (3, 2)


def test_only_the_clerk_issues_and_a_denial_is_an_entry(ranked: Hall, tmp_path: Path) -> None:
    for name in ("裁判长", "录一", "管理员"):
        with pytest.raises(RightsRefusal):
            print_certificates(ranked.store, tmp_path / "a.pdf", by=ranked.who(name), at=AT)
        assert ranked.audit_acts()[-1] == "access.denied"
    assert issued(ranked.store) == []


def test_numbers_follow_the_pattern_of_the_file(ranked: Hall, tmp_path: Path) -> None:
    registrar = ranked.who("登记员")
    for bad, code in (
        ("{year}-{prefix}", "running"),
        ("{sequence", "brace"),
        ("{n:x}", "brace"),
        ("{n!r}", "brace"),
        ("{year:04}{n}", "brace"),
        ("{nobody}{sequence}", "place"),
        ("{sequence.__class__}", "place"),
        ("x" * 40 + "{sequence}", "long"),
        ("甲\t{n}", "sign"),
        ("\U0010fffd{n}", "sign"),
    ):
        with pytest.raises(Refusal, match=rf"certificates\.pattern_{code}"):
            numbers.set_serial_pattern(ranked.store, bad, by=registrar, at=AT)
    assert numbers.serial_rule(ranked.store).usual
    numbers.set_serial_pattern(ranked.store, "甘赛字〔{year}〕第{sequence:03d}号", by=registrar, at=AT)
    issue(ranked, tmp_path / "a.pdf")
    assert [serial for serial, _, _ in issued(ranked.store)] == [f"甘赛字〔2026〕第{n:03d}号" for n in (1, 2, 3)]
    assert numbers.serial_rule(ranked.store).examples == (("焊工", "甘赛字〔2026〕第004号"),)
    tried = numbers.serial_rule(ranked.store, "{year}{trade}{award}-{n:04}")
    assert tried.examples == (("焊工", f"2026{WELDER}1-0004"),)
    numbers.set_serial_pattern(ranked.store, "", by=registrar, at=AT)
    assert numbers.serial_rule(ranked.store).pattern == numbers.DEFAULT_PATTERN


def test_a_rule_that_comes_back_never_gives_a_number_twice(ranked: Hall, tmp_path: Path) -> None:
    registrar = ranked.who("登记员")
    numbers.set_serial_pattern(ranked.store, "A{n}", by=registrar, at=AT)
    issue(ranked, tmp_path / "a.pdf")
    clerk, chief = ranked.who("打印员"), ranked.who("裁判长")
    certificates.void_certificate(ranked.store, "A2", "打坏", by=clerk, second=chief, at=later(280))
    number = by_place(ranked)[1][0]
    numbers.set_serial_pattern(ranked.store, "A{prefix}{n}", by=registrar, at=AT)
    numbers.set_serial_pattern(ranked.store, "A{n}", by=registrar, at=AT)
    order = Order(entries=(number,))
    print_certificates(ranked.store, tmp_path / "b.pdf", order, by=ranked.who("打印员"), at=later(300))
    assert [(serial, state) for serial, state, _ in issued(ranked.store)] == [
        ("A1", "issued"), ("A2", "void"), ("A3", "issued"), ("A4", "issued"),
    ]  # fmt: skip


def test_the_code_says_what_the_paper_says_within_its_limits(ranked: Hall, tmp_path: Path) -> None:
    number, _ = by_place(ranked)[0]
    long_name = "阿卜杜热依木·买买提艾力·" * 3
    with ranked.store.write() as writing:
        entry = people.entry_by_number(writing, number)
        assert entry is not None
        people.update_entry(writing, entry.id, {"name": long_name})
    signed: list[CertificateFacts] = []

    def signer(facts: CertificateFacts) -> str:
        signed.append(facts)
        return f"CQ1:{facts.number}"

    issue(ranked, tmp_path / "a.pdf", signer=signer)
    assert [facts.number for facts in signed] == SERIALS
    assert signed[0] == CertificateFacts(
        "GS-TEST", int(AT.timestamp()), SERIALS[0], long_name[:30], WELDER, "焊工", "一等奖", 1
    )
    assert long_name in text_of(tmp_path / "a.pdf")[0]
    issue(ranked, tmp_path / "b.pdf", signer=signer)
    assert len(signed) == 3  # the code is kept with the number
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def entries_of(store: Store) -> list[dict[str, object]]:
    with store.read() as reading:
        return [json.loads(row[0]) for row in reading.all(text("SELECT body FROM audit_entry ORDER BY seq"))]


def test_signed_numbers_are_sealed_by_the_entry_that_issues_them(ranked: Hall, tmp_path: Path) -> None:
    issue(ranked, tmp_path / "a.pdf", signer=lambda facts: f"CQ1:{facts.number}")
    told = entries_of(ranked.store)
    assert [body["act"] for body in told[-2:]] == ["certificate.issued", "certificate.printed"]
    assert len(told[-2]["rows"]) == len(SERIALS)  # type: ignore[arg-type]


def test_codes_for_older_numbers_have_an_entry_of_their_own(ranked: Hall, tmp_path: Path) -> None:
    issue(ranked, tmp_path / "a.pdf")
    issue(ranked, tmp_path / "b.pdf", signer=lambda facts: f"CQ1:{facts.number}")
    told = entries_of(ranked.store)[-2:]
    assert [(body["act"], body.get("count"), len(body["rows"])) for body in told] == [  # type: ignore[arg-type]
        ("certificate.signed", 3, 3), ("certificate.printed", None, 3),
    ]  # fmt: skip
    with ranked.store.read() as reading:
        assert [one.token for one in stored.certificates(reading, 1)] == [f"CQ1:{serial}" for serial in SERIALS]
    issue(ranked, tmp_path / "c.pdf", signer=lambda facts: "another")
    assert entries_of(ranked.store)[-2]["act"] == "certificate.printed"  # nothing is signed twice
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "c.pdf").read_bytes()


def test_pre_printed_stock_gets_the_variable_parts_only(ranked: Hall, tmp_path: Path) -> None:
    issue(ranked, tmp_path / "whole.pdf")
    issue(ranked, tmp_path / "stock.pdf", Order(overprint=True))
    assert "特发此证" in text_of(tmp_path / "whole.pdf")[0]
    assert "特发此证" not in text_of(tmp_path / "stock.pdf")[0]
    assert by_place(ranked)[0][1] in text_of(tmp_path / "stock.pdf")[0]


def test_layouts_by_key_by_name_and_by_file(ranked: Hall, tmp_path: Path) -> None:
    for name in ("award_plain", "award-plain", "奖状（素面）"):
        issue(ranked, tmp_path / "a.pdf", Order(layout=name))
        assert "特发此状" in text_of(tmp_path / "a.pdf")[0]
    with pytest.raises(WrongCall, match=r"documents\.layout_unknown"):
        issue(ranked, tmp_path / "b.pdf", Order(layout="nowhere"))


def test_a_look_on_the_screen_issues_nothing(ranked: Hall) -> None:
    number, name = by_place(ranked)[0]
    page = text_of(certificates.preview(ranked.store, WELDER, number))
    assert name in page[0]
    assert "打印时编号" in page[0]
    assert issued(ranked.store) == []
    with ranked.store.read() as reading:
        lines = list(certificates.certificate_lines(reading, contest_facts(reading).trades[0]))
    assert [(line.state, line.serial, line.place) for line in lines] == [("new", "", 1), ("new", "", 2), ("new", "", 3)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2026 年甘肃省百万职工劳动和技能竞赛焊工决赛", ("甘肃省百万职工劳动和技能竞赛", "决赛")),
        ("2026年省赛初赛", ("省赛", "初赛")),
        ("示范省职工职业技能大赛", ("示范省职工职业技能大赛", "决赛")),
        ("2026年度技能竞赛总决赛", ("技能竞赛", "总决赛")),
        ("焊工决赛", ("焊工", "决赛")),
    ],
)
def test_the_sentence_says_year_trade_and_stage_once(name: str, words: tuple[str, str]) -> None:
    assert contest_words(name, 2026, "焊工") == words


def test_people_barred_from_awards_pass_them_down(store: Store, tmp_path: Path) -> None:
    hall = halls.drawn(store)
    hall.mark_everything()
    hall.recheck()
    hall.lock()
    hall.decode()
    with store.write() as writing:
        best = results.ranked_groups(writing, contest_facts(writing).trades[0])[0].ranking.placings[0].entry.key
        entry = people.entry_by_number(writing, best)
        assert entry is not None
        people.update_entry(writing, entry.id, {"no_award": True})
    results.rank(store, WELDER, by=hall.who("裁判长"), at=later(70))
    done = issue(hall, tmp_path / "a.pdf")
    assert (done.expected, done.printed) == (2, 2)
    first = text_of(tmp_path / "a.pdf")[0]
    assert "一等奖" in first
    assert "第2名" in first.replace(" ", "")


@pytest.mark.parametrize(
    ("award", "words"), [("一等奖", "理论单项一等奖"), ("理论状元", "理论状元"), ("理论单项优秀奖", "理论单项优秀奖")]
)
def test_an_award_of_a_further_ranking_names_it_once(award: str, words: str) -> None:
    assert side_award("理论单项", award) == words


def test_names_bear_the_one_middle_dot() -> None:
    for dot in "·•‧・･∙⋅":
        assert one_dot(f"阿依古丽{dot}买买提{dot}艾力") == "阿依古丽·买买提·艾力"
    assert one_dot("阿依古丽 • 买买提") == "阿依古丽·买买提"
    assert one_dot("示范一队・A组") == "示范一队・A组"  # no name of two parts
    assert one_dot("王建国") == "王建国"
