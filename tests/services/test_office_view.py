"""The office beyond taking in: dry runs, what changes, forks side by side, people at two bases, papers, the year."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdfium2 import PdfDocument

from app.bundle import keys as ckey
from app.bundle import receipt
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.documents.render import render_page
from app.domain.yearplan import PlannedBase, YearPlan
from app.errors import Refusal, WrongCall
from app.services import (
    bundles,
    keys,
    office,
    office_people,
    office_standings,
    office_view,
    overview,
    papers_office,
    receipts,
    setup,
)
from app.services.papers_office import OfficeWish
from app.tables.reader import read_book, read_table
from app.texts import sentence
from db.queries import office as stored
from db.store import Store
from tests.factories import WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hours import bodies
from tests.trust_kit import SEED, correct_one, exported, people_of, rank_and_confirm

DEMO = keys.demo_keys(SEED)
AGE = ckey.make("office_age", "周敏")
SECOND = setup.Identity("gs-zwei-2026-00000001", "00000000-0000-4000-8000-000000000002")


class Province:
    """Two bases with the same three people: bundles 1 and 2 of the first, its fork 2, one of the second; one list."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        mine = [ckey.make(role, "二", secret=bytes([n]) * 32) for n, role in ((21, "base"), (22, "chief"))]
        own = keys.demo_trust(DEMO, "GS-TEST", "示范机械厂", "gs-test-2026-00000000")
        lines = (TrustedKey(mine[0].public, "base", "二"), TrustedKey(mine[1].public, "chief", "三", (WELDER,)))
        second = TrustedBase("GS-ZWEI", "第二赛区", (SECOND.key,), lines)
        plan = keys.ListPlan((second,), recipients=(AGE.public,))
        self.trust = folder / "both.ctl"
        self.trust.write_bytes(keys.sign_list(plan, DEMO.roots[:2], before=own).raw)
        with new_store(folder / "a.contest", mode="demo") as store:
            keys.install_demo_keys(store, SEED, at=later(0))
            keys.take_trust(store, self.trust.read_bytes(), at=later(0))
            rank_and_confirm(halls.decoded(store), 70)
            self.first = exported(store, folder, 80)
        shutil.copy(folder / "a.contest", folder / "fork.contest")
        with Store.open(folder / "a.contest") as store:
            correct_one(store, "44.5", 100)
            correct_one(store, "44.5", 120, seat=2)  # of five one low mark is dropped, two are felt
            self.next = exported(store, folder, 150)
        (folder / "fork").mkdir()
        with Store.open(folder / "fork.contest") as store:
            correct_one(store, "43", 300)
            correct_one(store, "43", 320, seat=2)
            self.fork = exported(store, folder / "fork", 350)
        contest = replace(small_contest(), base="GS-ZWEI", host="第二赛区", kind="农民工")
        with setup.create_contest(folder / "b.contest", contest, mode="demo", at=later(0), identity=SECOND) as store:
            keys.take_trust(store, self.trust.read_bytes(), root_code=own.roots.code, at=later(0))
            rank_and_confirm(halls.decoded(store), 70)
            by = people_of(store).who("裁判长")
            signers = bundles.Signers(mine[0], (mine[1],))
            self.second = bundles.export(store, [folder], signers=signers, by=by, at=later(80)).paths[0]

    def office(self, path: Path) -> Store:
        return office.open_office(path, trust=self.trust.read_bytes(), mode="demo", at=later(2000))


def decode(pdf: bytes) -> list[str]:
    """The codes on the first page, read back from its picture."""
    image = render_page(pdf, 0, 200)
    picture = Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1)
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    return Province(tmp_path_factory.mktemp("province"))


@pytest.fixture(scope="module")
def full(province: Province) -> Path:
    """An office that took everything in, the fork refused, with signed answers and the age key at hand."""
    path = province.folder / "full.contest"
    with province.office(path) as store:
        files = [province.first, province.next, province.fork, province.second]
        taken = office.receive(store, files, receipt_key=DEMO.office, identities=IDENTITIES, at=later(2000))
        assert [row.verdict for row in taken] == ["accepted", "replaced", "refused", "accepted"]
    return path


IDENTITIES = (AGE.secret.decode(),)


@pytest.fixture
def held(full: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(Path(shutil.copy(full, tmp_path / "office.contest"))) as store:
        yield store


def test_a_dry_run_gives_the_rows_and_stores_nothing(province: Province, tmp_path: Path) -> None:
    with province.office(tmp_path / "o.contest") as store:
        before = store.head
        files = [province.first, province.next, province.first, province.fork]
        said = [(row.verdict, row.code, row.dry) for row in office.preview(store, files, at=later(2000))]
        assert said == [
            ("accepted", "", True),
            ("replaced", "", True),
            ("duplicate", "I03", True),
            ("refused", "E13", True),
        ]
        assert store.head == before
        with store.read() as reading:
            assert stored.received(reading) == ()
        real = [(row.verdict, row.code, row.dry) for row in office.receive(store, files, at=later(2000))]
        assert [one[:2] for one in real] == [one[:2] for one in said] and not any(one[2] for one in real)


def test_a_row_says_what_changes_against_the_accepted_revision(province: Province, tmp_path: Path) -> None:
    with province.office(tmp_path / "o.contest") as store:
        (first,) = office.receive(store, [province.first], at=later(2000))
        assert [(one.effect, one.before, one.lines) for one in first.trades] == [("new", None, ())]
        (row,) = office.preview(store, [province.next], at=later(2001))
        (change,) = row.trades
        assert (change.effect, change.before, change.revision, change.reason) == ("replaces", 1, 2, change.reason)
        assert {line.what for line in change.lines} >= {"total"} and change.added == change.removed == ()
        line = next(one for one in change.lines if one.what == "total")
        old = {one.entry: one.total for one in office_standings.merged_standings(store)[0].lines}
        assert old[line.entry] == line.before != line.after
        assert "焊工 替换了版本 1" in row.sentence


def test_a_folder_is_opened_and_stopping_keeps_what_was_done(province: Province, tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "deep"
    folder.mkdir(parents=True)
    for file in (province.next, province.first):
        shutil.copy(file, folder)
    (tmp_path / "stick" / "note.txt").write_text("x", "utf-8")
    files = office.bundle_files([tmp_path / "stick", tmp_path / "stick"])
    assert [file.name for file in files] == sorted([province.first.name, province.next.name])
    assert office.bundle_files([tmp_path / "none.crb"]) == (tmp_path / "none.crb",)
    told: list[tuple[int, int, str]] = []

    def stop(done: int, total: int, name: str) -> bool:
        told.append((done, total, name))
        return False

    with province.office(tmp_path / "o.contest") as store:
        rows = list(office.receive(store, files, progress=stop, at=later(2000)))
        assert len(rows) == 1 and told == [(1, 2, files[0].name)]
        with store.read() as reading:
            assert len(stored.received(reading)) == 1


def test_of_a_fork_both_are_shown(held: Store, province: Province) -> None:
    (conflict,) = office_view.conflicts(held)
    assert (conflict.base, conflict.number) == ("GS-TEST", 2)
    assert [side.file for side in conflict.taken] == [province.next.name]
    assert conflict.refused.file == province.fork.name and "第 2 号" in conflict.refused.sentence
    assert conflict.taken[0].check_code != conflict.refused.check_code
    assert "total" in {line.what for _, line in conflict.differences}
    row = next(iter(office.receive(held, [province.fork], at=later(2001))))
    assert [one.file for one in row.rivals] == [province.next.name], "a row of it names the other file"


def test_the_register_counts_and_names_everything(held: Store) -> None:
    found = office_view.inbox(held)
    assert vars(found.counts) == {"received": 4, "usable": 2, "replaced": 1, "refused": 1}
    newest = found.lines[0]
    assert (newest.base, newest.base_name, newest.number, newest.receipt) == ("GS-ZWEI", "第二赛区", 1, True)
    assert [(one.name, one.revision, one.counts) for one in newest.trades] == [("焊工", 1, True)]
    assert newest.code == "W20" and "3 人同时出现在其他基地" in newest.sentence
    assert all(" / " in one for one in newest.signers)


def test_people_at_two_bases_are_found_without_keeping_a_number(held: Store, full: Path) -> None:
    assert {one.code for one in office_view.inbox(held).lines if one.base == "GS-ZWEI"} == {"W20"}
    sealed = office_people.doubles(held, 2026)
    assert len(sealed) == 3 and all(place.name == place.tail == "" for one in sealed for place in one.places)
    opened = office_people.doubles(held, 2026, IDENTITIES)
    assert {place.name for one in opened for place in one.places} == {name for name, _ in halls.NAMES}
    assert {len({place.base for place in one.places}) for one in opened} == {2}
    assert {place.tail for one in opened for place in one.places} == {number[-4:] for _, number in halls.NAMES}
    assert office_people.doubles(held, 2025) == ()
    raw = full.read_bytes()
    assert not any(number.encode() in raw for _, number in halls.NAMES)
    other = ckey.make("office_age", "别人")
    with pytest.raises(Refusal) as refusal:
        office.receive(held, [], identities=(other.secret.decode(),), at=later(2001))
    assert refusal.value.code == "office.index_sealed"


def test_an_answer_on_paper_is_the_receipt_itself(held: Store, province: Province, tmp_path: Path) -> None:
    slips = {slip.line.file: slip for slip in office_view.slips(held)}
    slip = slips[province.next.name]
    trust = keys.read_list(province.trust)
    assert slip.signed is not None and receipt.from_qr(slip.facts, trust) == slip.signed
    assert len(slip.facts) < 400, "a code of a size that still prints well"
    sheet = papers_office.preview_office(held, "receipts", OfficeWish((province.next.name,)), at=later(2001))
    assert decode(sheet) == [slip.facts], "and is read from the printed sheet"
    for at in range(4, len(slip.facts), 7):
        changed = slip.facts[:at] + ("A" if slip.facts[at] != "A" else "B") + slip.facts[at + 1 :]
        with pytest.raises(Exception) as failure:
            receipt.read(receipt.from_qr(changed, trust), trust)
        assert getattr(failure.value, "code", "").startswith("bundle.receipt"), failure.value
    with Store.open(Path(shutil.copy(province.folder / "a.contest", tmp_path / "a.contest"))) as base:
        receipts.take_receipt(base, slip.facts.encode(), at=later(2100))
        assert [(one.number, one.receipt) for one in receipts.bundle_lines(base)] == [(1, ""), (2, "accepted")]


def test_papers_of_the_office_are_printed_and_entered(held: Store, province: Province, tmp_path: Path) -> None:
    expected = {"回执": 3, "拒收单": 1, "收件登记": 1, "全省成绩汇总表": 1, "年度概览": 2}
    for name, papers in expected.items():
        done = papers_office.print_office(held, name, tmp_path / "x.pdf", at=later(2010))
        assert done.papers == papers and (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
        body = bodies(held)[-1]
        assert (body["act"], body["kind"], body["sha256"]) == ("paper.printed", done.kind.id, done.digest)
    one = papers_office.print_office(
        held, "receipts", tmp_path / "y.pdf", OfficeWish((province.first.name,)), at=later(2011)
    )
    assert one.papers == 1
    sheet = PdfDocument(tmp_path / "y.pdf")[0].get_textpage().get_text_bounded()
    assert "本机 打印" in sheet and "命令行" not in sheet and sheet.count("本机") == 1, "who took it in signs by hand"
    with pytest.raises(Refusal) as refusal:
        papers_office.print_office(held, "receipts", tmp_path / "z.pdf", OfficeWish(("nothing.crb",)), at=later(2011))
    assert refusal.value.code == "office.unknown_file" and not (tmp_path / "z.pdf").exists()
    with pytest.raises(Refusal) as nobody:
        papers_office.preview_office(held, "rejections", OfficeWish((province.first.name,)), at=later(2011))
    assert "工种" not in sentence(nobody.value) and "没有拒收的文件（看过 1 份）" in sentence(nobody.value)
    with pytest.raises(WrongCall):
        papers_office.print_office(held, "holiday", tmp_path / "z.pdf", at=later(2011))


def test_merged_lists_as_files(held: Store, tmp_path: Path) -> None:
    (merged,) = office_standings.write_merged(held, tmp_path / "m.xlsx", at=later(2010))
    assert merged.bases == ("GS-TEST", "GS-ZWEI") and merged.year == 2026
    rows = [row for row in read_table(tmp_path / "m.xlsx") if row[0].isdigit()]
    assert [row[0] for row in rows] == [str(line.place) for line in merged.lines if line.place]
    assert {row[1] for row in rows} == {"示范机械厂", "第二赛区"}
    places = [line.place for line in merged.lines]
    assert places == sorted(places) and len(set(places)) < 6, "equal totals share a place"
    assert all(line.joint == (places.count(line.place) > 1) for line in merged.lines)
    office_standings.write_merged(held, tmp_path / "m.csv", WELDER, at=later(2010))
    assert "总成绩" in (tmp_path / "m.csv").read_text("utf-8-sig")
    with pytest.raises(Refusal) as refusal:
        office_standings.write_merged(held, tmp_path / "n.csv", "9-9", at=later(2010))
    assert refusal.value.code == "office.unknown_trade"


def test_the_year_against_its_plan(held: Store, tmp_path: Path) -> None:
    plan = YearPlan(2026, {"trades": 4, "people": 12}, bases=(PlannedBase("GS-DREI", "第三赛区", (WELDER,)),))
    overview.set_plan(held, plan, at=later(2010))
    year = overview.year_overview(held)
    totals = {one.subject: (one.done, one.target, one.percent) for one in year.totals}
    assert totals["trades"] == (2, 4, 50) and totals["people"] == (6, 12, 50) and totals["bases"] == (2, None, None)
    assert {one.name: one.done for one in year.kinds if one.done} == {"技工类通用": 1, "农民工": 1}
    assert {one.name: one.done for one in year.classes if one.done} == {"市州级": 2}
    assert sum(one.people for one in year.delegations) == 6
    assert [(one.base, one.trade, one.why) for one in year.missing] == [("GS-DREI", WELDER, "plan")]
    welding = next(one for one in year.cycle if one.trade == WELDER)
    assert (welding.state, welding.held) == ("held", ((2026, 2),))
    assert {one.state for one in year.cycle if one.trade != WELDER} == {"due"}
    later_year = overview.year_overview(held, 2030)
    assert next(one for one in later_year.cycle if one.trade == WELDER).state == "overdue"
    papers_office.write_overview(held, tmp_path / "year.xlsx", at=later(2011))
    assert [sheet.name for sheet in read_book(tmp_path / "year.xlsx")] == ["年度概览", "竞赛清单", "代表队"]


@pytest.mark.parametrize("suffix", [".toml", ".xlsx"])
def test_plans_go_out_and_come_back(held: Store, tmp_path: Path, suffix: str) -> None:
    plan = YearPlan(
        2027,
        {"trades": 210, "cities": 14},
        {"省级一类": 40, "自定义": 3},
        {"农民工": 5},
        (PlannedBase("B1", '第"一"赛区', ("6-18-02-04", "6-31-01-03")), PlannedBase("B2", "", ())),
        (("1-1", "新工种"),),
        4,
    )
    overview.set_plan(held, plan, at=later(2010))
    path = tmp_path / f"plan{suffix}"
    overview.write_plan_file(held, path)
    overview.set_plan(held, YearPlan(2027), at=later(2011))
    assert overview.import_plans(held, path, at=later(2012)) == (plan,)
    assert overview.year_plans(held) == (plan,)


def test_a_wrong_plan_changes_nothing_and_names_the_place(held: Store, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    for text, code in (
        ("format = 2\n[[year]]\nyear = 2026\n", "plan.format"),
        ("[[year]]\nyear = 2026\ntrades = -1\n", "plan.value"),
        ("[[year]]\nyear = 2026\nholidays = 1\n", "plan.unknown"),
        ("[[year]]\nyear = 2026\n[[year]]\nyear = 2026\n", "plan.twice"),
        ("year = [", "plan.not_read"),
    ):
        path.write_text(text, "utf-8")
        with pytest.raises((Refusal, WrongCall)) as error:
            overview.import_plans(held, path, at=later(2010))
        assert error.value.code == code
    sheet = tmp_path / "plan.csv"
    sheet.write_text("年度,项目,代号,名称,目标\n2026,工种,,,多\n", "utf-8")
    with pytest.raises(Refusal) as refusal:
        overview.import_plans(held, sheet, at=later(2010))
    assert (refusal.value.code, refusal.value.fields["row"]) == ("plan.cell", 2)
    assert overview.year_plans(held) == ()


def test_a_contest_file_is_no_office(province: Province) -> None:
    with Store.open(province.folder / "b.contest") as store:
        with pytest.raises(Refusal):
            overview.year_overview(store)
        with pytest.raises(Refusal):
            papers_office.print_office(store, "register", province.folder / "no.pdf", at=later(1))
