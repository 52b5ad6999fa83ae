"""Further rankings and the comparison scale in a contest file: stored, ruled, explained, printed, carried."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from python_calamine import CalamineWorkbook

from app.domain.contest import DelegationBy, Missing
from app.errors import Problems, Refusal
from app.services import bundle_data, papers, results
from app.services.access import CONSOLE
from app.services.certificates import Order, certificate_lines, print_certificates, void_certificate
from app.services.common import contest_facts
from app.services.live_ranking import LiveRanking
from app.services.papers_common import Wish
from app.services.recompute import recompute
from app.services.results_delegations import DelegationWish, delegations_document, read_delegations
from app.services.results_view import ranking_view
from app.services.standings_files import plain_lines, write_standings
from app.services.standings_pages import write_delegations
from db.queries import board as board_counts
from db.queries import certificates
from db.queries import results as stored
from tests.factories import SMALL, WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import Hall
from tests.services.hours import reopened
from tests.services.papers_kit import text_of

SIDES = """
[[trade.ranking]]
id = "theory"
name = "理论单项"
rounds = ["theory"]
awards = [ { name = "理论状元", count = 1 } ]

[[trade.ranking]]
id = "hands"
name = "实操单项"
rounds = ["practical"]
"""
RULES = 'blind_layers = 2\nscale = true\njoint = "none"\ndelegations = { by = "places", best = 2 }'


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sides") / "sides.contest"
    text = SMALL.replace("blind_layers = 2", RULES) + SIDES
    with new_store(path, small_contest(text)) as store:
        halls.decoded(store)
    return path


@pytest.fixture
def hall(template: Path, tmp_path: Path) -> Iterator[Hall]:
    made = reopened(Path(shutil.copy(template, tmp_path / "sides.contest")))
    yield made
    made.store.close()


def chief(hall: Hall, minute: int = 95) -> dict[str, Any]:
    return {"by": hall.who("裁判长"), "at": later(minute)}


def listed(hall: Hall) -> results.Standings:
    with hall.store.read() as reading:
        return results.standings(reading, contest_facts(reading).trades[0])


def sides(hall: Hall) -> list[tuple[str, str, int | None, bool, str]]:
    return [(one.ranking, one.entry, one.place, one.joint, one.award) for one in listed(hall).sides]


def ranked(hall: Hall) -> Hall:
    """Everybody has 88 in theory: three equals, told apart by a ruling of that ranking alone."""
    results.rank(hall.store, WELDER, **chief(hall))
    results.rule_tie(hall.store, WELDER, ["HG03", "HG01", "HG02"], "合议", ranking="theory", **chief(hall, 96))
    return hall


def test_a_preview_and_the_stored_revision_have_them_too(hall: Hall) -> None:
    before = sides(hall)
    results.rank(hall.store, WELDER, **chief(hall))
    assert sorted(sides(hall)) == sorted(before)
    assert [one[:4] for one in before if one[0] == "theory"] == [
        ("theory", f"HG0{number}", 1, True) for number in (1, 2, 3)
    ]
    by_hands = [(entry, place) for ranking, entry, place, _, _ in before if ranking == "hands"]
    assert [place for _, place in by_hands] == [1, 2, 3]
    scaled = [line.scaled for line in listed(hall).lines]
    assert scaled == ["734", "700", "666"]


def test_its_ties_wait_for_a_ruling_of_their_own(hall: Hall) -> None:
    results.rank(hall.store, WELDER, **chief(hall))
    with pytest.raises(Problems, match="undecided") as caught:
        results.confirm(hall.store, WELDER, **chief(hall))
    assert [(one.code, one.fields["group"]) for one in caught.value.items] == [
        ("results.open_tie", "职工组 理论单项"),
        ("results.open_edge", "职工组 理论单项"),
    ]
    with pytest.raises(Refusal, match="unknown_ranking"):
        results.rule_tie(hall.store, WELDER, ["HG01", "HG02"], "合议", ranking="nothing", **chief(hall))
    with pytest.raises(Refusal, match="not_a_tie"):
        results.rule_tie(hall.store, WELDER, ["HG03", "HG01", "HG02"], "合议", **chief(hall))
    main = [line.place for line in listed(hall).lines]
    ranked(hall)
    assert [one for one in sides(hall) if one[0] == "theory"] == [
        ("theory", "HG03", 1, False, "理论状元"),
        ("theory", "HG01", 2, False, ""),
        ("theory", "HG02", 3, False, ""),
    ]
    assert [line.place for line in listed(hall).lines] == main  # the all-round list is as it was
    results.confirm(hall.store, WELDER, **chief(hall, 97))


def test_an_award_edge_of_a_further_ranking_is_ruled_by_its_name(hall: Hall) -> None:
    results.rank(hall.store, WELDER, **chief(hall))
    with pytest.raises(Refusal, match="no_such_edge"):
        results.rule_award_edge(hall.store, WELDER, "职工组", "理论状元", "up", "规程", **chief(hall))
    results.rule_award_edge(hall.store, WELDER, "职工组", "理论状元", "up", "规程", ranking="theory", **chief(hall, 96))
    assert [award for ranking, *_, award in sides(hall) if ranking == "theory"] == ["理论状元"] * 3


def test_a_change_in_a_further_ranking_alone_makes_the_list_stale(hall: Hall) -> None:
    ranked(hall)
    with hall.store.write() as writing:
        revision = stored.last_revision(writing, 1)
        assert revision is not None
        writing.connection.exec_driver_sql("UPDATE side_result SET place = 9 WHERE ranking = 'hands' AND place = 1")
    assert ranking_view(hall.store, WELDER).stale
    with pytest.raises(Refusal, match="stale"):
        results.confirm(hall.store, WELDER, **chief(hall))


def test_the_explanation_ends_with_scale_and_further_rankings(hall: Hall) -> None:
    ranked(hall)
    words = [line.zh for line in results.explain_entry(hall.store, "HG03").lines if line.level < 2]
    assert "理论单项" in words
    place = words.index("理论单项")
    assert words[place : place + 7] == [
        "理论单项",
        "第 1 名",
        "成绩相同，按裁判长书面裁定定名次",
        "与 HG01、HG02 成绩相同",
        "裁判长书面裁定：HG03 定在第 1，HG01 定在第 2，HG02 定在第 3",
        "成绩 = 88",
        "奖项：理论状元",
    ]
    assert any(word.startswith("换算分") for word in words)


def test_json_text_workbook_and_paper_show_them(hall: Hall, tmp_path: Path) -> None:
    ranked(hall)
    document = results.standings_document([listed(hall)])["trades"][0]
    assert [one["id"] for one in document["rankings"]] == ["theory", "hands"]
    assert document["rankings"][0]["entries"][0] == {
        "entry": "HG03",
        "total": "88.00",
        "rank": 1,
        "joint": False,
        "decided_by": "ruling",
        "status": "ranked",
        "award": "理论状元",
    }
    assert [line["scaled"] for line in document["entries"]] == ["734", "700", "666"]
    words = list(plain_lines(listed(hall)))
    assert any(line.startswith("焊工 理论单项（职工组）") for line in words)
    write_standings(hall.store, tmp_path / "s.xlsx", by=CONSOLE, at=later(99))
    book = CalamineWorkbook.from_path(tmp_path / "s.xlsx")
    assert book.sheet_names == ["焊工（职工组）", "焊工 理论单项（职工组）", "焊工 实操单项（职工组）"]
    rows = book.get_sheet_by_index(1).to_python()
    assert rows[3][:2] == [1, "HG03"]
    assert "换算分" in book.get_sheet_by_index(0).to_python()[2]
    for kind, expected in (
        ("single-standings", "理论单项成绩表"),
        ("standings", "换算分"),
        ("winners", "理论状元"),
        ("explanation", "理论单项"),
    ):
        out = tmp_path / f"{kind}.pdf"
        papers.print_paper(hall.store, kind, out, Wish(trade=WELDER), by=hall.who("裁判长"), at=later(99))
        text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(out))
        assert expected in text, kind


def test_the_bundle_states_them_and_the_receiver_computes_them_again(hall: Hall) -> None:
    ranked(hall)
    with hall.store.read() as reading:
        trade = contest_facts(reading).trades[0]
        revision = stored.last_revision(reading, trade.id)
        assert revision is not None
        stated = bundle_data.results_document(reading, trade, revision, 1)
        marks = bundle_data.marks_document(reading, trade, revision)
    assert [(one["id"], len(one["rows"])) for one in stated["rankings"]] == [("theory", 3), ("hands", 3)]
    assert recompute(stated, marks, None) == ()
    stated["rankings"][0]["rows"][0]["award"] = None
    assert [(one.entry, one.what, one.stated, one.computed) for one in recompute(stated, marks, None)] == [
        ("HG03", "theory:award", "", "理论状元")
    ]


def test_the_extra_round_settles_equals_live_stored_and_at_the_receiver(tmp_path: Path) -> None:
    with new_store(
        tmp_path / "even.contest", small_contest(SMALL.replace("blind_layers", 'joint = "none"\nblind_layers'))
    ) as store:
        hall = halls.drawn(store)
        hall.mark_everything(panels=("40", "40", "40"))
        hall.recheck()
        hall.lock()
        hall.decode()
        results.rank(store, WELDER, **chief(hall))
        with pytest.raises(Refusal, match="not_a_tie"):
            results.note_extra(store, WELDER, {"HG01": "5"}, "加试", **chief(hall))
        with pytest.raises(Refusal, match="extra_score"):
            results.note_extra(store, WELDER, {"HG01": "5", "HG02": "高"}, "加试", **chief(hall))
        scores = {"HG01": "70", "HG02": "88.5", "HG03": "80"}
        results.note_extra(store, WELDER, scores, "加试", **chief(hall, 96))
        found = listed(hall)
        assert [(line.entry, line.place, line.decided_by) for line in found.lines] == [
            ("HG02", 1, "extra"),
            ("HG03", 2, "extra"),
            ("HG01", 3, "extra"),
        ]
        with store.read() as reading:
            (live,) = LiveRanking(WELDER).rankings(reading)
            trade = contest_facts(reading).trades[0]
            revision = stored.last_revision(reading, trade.id)
            assert revision is not None
            stated = bundle_data.results_document(reading, trade, revision, 1)
            marks = bundle_data.marks_document(reading, trade, revision)
        assert [placing.entry.key for placing in live.placings] == ["HG02", "HG03", "HG01"]
        assert recompute(stated, marks, None) == ()
        words = [line.zh for line in results.explain_entry(store, "HG03").lines]
        assert "总成绩相同，按加试成绩定名次" in words


def test_delegations_over_the_trades_that_stand(hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_delegations"):
        read_delegations(hall.store, by=CONSOLE)
    ranked(hall)
    found = read_delegations(hall.store, by=CONSOLE)
    document = delegations_document(found)
    assert (document["by"], document["best"], document["final"], document["trades"]) == ("places", 2, False, [WELDER])
    (line,) = document["delegations"]
    assert (line["delegation"], line["rank"], line["points"]) == ("示范队", 1, "19.00")
    assert [(one["points"], one["counted"]) for one in line["members"]] == [
        ("10.00", True),
        ("9.00", True),
        ("8.00", False),
    ]
    wish = DelegationWish(DelegationBy.TOTALS, 0, Missing.ZERO)
    assert delegations_document(read_delegations(hall.store, wish, by=CONSOLE))["delegations"][0]["points"] == "267.15"
    write_delegations(hall.store, tmp_path / "d.xlsx", found, by=CONSOLE, at=later(99))
    book = CalamineWorkbook.from_path(tmp_path / "d.xlsx")
    assert book.sheet_names == ["代表队排名", "队员得分"]
    assert book.get_sheet_by_index(0).to_python()[3][:3] == [1, "示范队", 19]
    out = tmp_path / "d.pdf"
    papers.print_paper(hall.store, "代表队排名表", out, by=hall.who("裁判长"), at=later(99))
    assert "示范队" in "".join(page.get_textpage().get_text_range() for page in PdfDocument(out))


def test_winners_of_a_further_ranking_get_a_certificate_and_number_of_their_own(hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(Problems, match="undecided"):  # its open tie keeps all of the trade back
        results.rank(hall.store, WELDER, **chief(hall))
        print_certificates(hall.store, tmp_path / "a.pdf", by=hall.who("打印员"), at=later(97))
    results.rank(ranked(hall).store, WELDER, **chief(hall, 97))
    results.confirm(hall.store, WELDER, **chief(hall, 97))
    clerk = hall.who("打印员")

    def counted() -> tuple[int, int]:
        """Printed and to print by the board, which counts what the list of the page has."""
        with hall.store.read() as reading:
            trade = contest_facts(reading).trades[0].id
            return board_counts.printed_counts(reading).get(trade, 0), board_counts.revisions(reading)[trade].winners

    assert counted() == (0, 4)
    done = print_certificates(hall.store, tmp_path / "a.pdf", by=clerk, at=later(98))
    assert (done.expected, done.printed, done.issued) == (4, 4, 4)
    assert counted() == (4, 4)
    last = text_of(tmp_path / "a.pdf")[-1]
    assert "理论状元（第1名）" in last and "荣获" in last
    with hall.store.read() as reading:
        lines = list(certificate_lines(reading, contest_facts(reading).trades[0]))
        issued = certificates.certificates(reading, 1)
    assert [line.entry for line in lines][3:] == ["HG03/theory"]
    assert len({one.serial for one in issued}) == 4
    # asked for by its own name only that one comes, and voided it leaves the other of the same person alone
    witness = hall.who("裁判长")
    void_certificate(hall.store, lines[3].serial, "打坏", by=clerk, second=witness, at=later(99))
    again = print_certificates(hall.store, tmp_path / "b.pdf", Order(rest=True), by=clerk, at=later(100))
    assert ([one.entry for one in again.skipped], again.before, again.printed) == (["HG03/theory"], 3, 0)
    order = Order(entries=("hg03/theory",))
    third = print_certificates(hall.store, tmp_path / "c.pdf", order, by=clerk, at=later(101))
    assert (third.expected, third.printed, third.issued) == (1, 1, 1)
    assert "理论状元" in text_of(tmp_path / "c.pdf")[0]
    both = Order(entries=("HG03",), reason="遗失")
    assert print_certificates(hall.store, tmp_path / "d.pdf", both, by=clerk, at=later(102)).printed == 2
