"""Marks tables, long and wide: what is understood, and which cell is named when something is wrong."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.domain.contest import Contest, Status
from app.domain.marks_table import MarksTables
from app.domain.scores import EntryMarks, Mark, Word
from app.errors import Problems
from tests.unit.domain.kit import TWO_ROUNDS, contest, refused

F = Fraction
SCHEME = """
format = 1
[[trade]]
code = "6-18"
name = "焊工"
groups = ["职工组", "学生组"]
[[trade.round]]
id = "theory"
name = "理论"
maximum = 100
weight = 0.3
[[trade.round]]
id = "practical"
name = "实操"
maximum = 16
weight = 0.7
[[trade.round.module]]
id = "A"
aspects = [
  { id = "A1", name = "焊缝", kind = "panel", maximum = 10, judges = 3, step = 0.5 },
  { id = "A2", name = "清理", kind = "judged", maximum = 6, judges = 2 },
  { id = "D", name = "违规", kind = "deduction", maximum = 5, catalogue = [ { id = "E1", points = 2 }, { id = "E2", points = 1 } ] },
  { id = "T", name = "用时", kind = "time", limit_minutes = 90, points = 1 },
]
[[trade]]
code = "e"
name = "电工"
[[trade.round]]
id = "theory"
maximum = 100
"""  # noqa: E501


def read(of: Contest, *tables: str) -> dict[str, tuple[EntryMarks, ...]]:
    gathered = MarksTables(of)
    for number, table in enumerate(tables, 1):
        rows = [line.split(",") for line in table.strip("\n").split("\n")]
        gathered.add(rows, f"{number}.csv")
    return gathered.finish()


def one(of: Contest, *tables: str) -> EntryMarks:
    (found,) = read(of, *tables)[of.trades[0].code]
    return found


TWO = contest(TWO_ROUNDS.format(rules=""))
BIG = contest(SCHEME)


@pytest.mark.parametrize(
    "table",
    [
        "编号,理论,实操\nHG07,88,94.5",
        "entry,practical,theory\nHG07,94.5,88",
        "参赛编号, 实操 ,THEORY\nHG07,９４．５,88",
        "选手,理论,实操,备注\nHG07,88,94.50,好",
        "姓名,理论,实操\nHG07,88,94.50",
        "工种,选手,理论,实操\n焊工,HG07,88,94.50",
        "编号,轮次,评分点,裁判,分值,备注\nHG07,理论,,,88,\nHG07,practical,,,94.5,",
        "entry,round,aspect,judge,value,note\nHG07,theory,,,88,\nHG07,theory,,,88.0,\nHG07,实操,,,94.5,",
        "entry,value,round\nHG07,88,theory\nHG07,94.5,practical",
        "\n编号,理论,实操\n,,\nHG07,88,94.5\n,,",
    ],
)
def test_two_forms_two_languages(table: str) -> None:
    found = one(TWO, table)
    assert found.entry.key == "HG07"
    assert {name: part.score for name, part in found.rounds.items()} == {"theory": 88, "practical": F("94.5")}


def test_files_are_merged() -> None:
    found = one(TWO, "编号,理论\nHG07,88", "编号,实操\nHG07,94")
    assert {name: part.score for name, part in found.rounds.items()} == {"theory": 88, "practical": 94}


def test_empty_cells_and_words_are_no_marks() -> None:
    rows = "编号,理论,实操\na,,90\nb,缺考,\nd,缺评,90\ne,80,disqualified"
    a, b, d, e = read(TWO, rows)["t"]
    assert "theory" not in a.rounds
    assert b.rounds["theory"].status is Status.ABSENT
    assert "theory" not in d.rounds
    assert e.rounds["practical"].status is Status.DISQUALIFIED


LONG = """编号,工种,轮次,评分点,裁判,分值,用时,组别,代表队,不计名次,不参评
HG1,6-18,实操,A1,裁判1,8.5,1:31:20,职工组,甲队,是,
HG1,6-18,实操,A1,2,9,,,,,是
HG1,6-18,实操,a1,J3,回避,,,,,
HG1,6-18,实操,清理,1,3,,,,,
HG1,6-18,,A2,2,2,,,,,
HG1,焊工,实操,D,,E1*2,,,,,
HG1,焊工,实操,D,,E2,,,,,
HG1,焊工,理论,,,88,,,,,
X,e,theory,,,50,,,,,"""


def test_the_long_form_with_every_extra_column() -> None:
    found = read(BIG, LONG)
    (entry,) = found["6-18"]
    assert (entry.entry.group, entry.entry.delegation, entry.entry.guest, entry.entry.no_award) == (
        "职工组",
        "甲队",
        True,
        True,
    )
    practical = entry.rounds["practical"]
    assert practical.marks == {
        "A1": {"1": Mark(thousandths=8500), "2": Mark(thousandths=9000), "3": Mark(word=Word.RECUSED)},
        "A2": {"1": Mark(thousandths=3000), "2": Mark(thousandths=2000)},
        "D": {"": Mark(items=(("E1", 2), ("E2", 1)))},
    }
    assert practical.seconds == 5480
    assert entry.rounds["theory"].score == 88
    assert found["e"][0].rounds["theory"].score == 50


def test_a_deduction_nobody_listed_is_none_once_the_round_has_marks() -> None:
    (entry,) = read(BIG, "entry,trade,round,aspect,judge,value\nHG1,6-18,practical,A1,1,8")["6-18"]
    assert entry.rounds["practical"].marks["D"] == {"": Mark(items=())}
    assert "T" not in entry.rounds["practical"].marks


def test_judges_by_name_take_the_seats_in_turn() -> None:
    rows = "entry,trade,round,aspect,judge,value\n"
    (entry,) = read(
        BIG, rows + "\n".join(f"HG1,6-18,practical,A1,{name},{v}" for name, v in (("王", 7), ("李", 8), ("王", 7)))
    )["6-18"]
    assert entry.rounds["practical"].marks["A1"] == {"1": Mark(thousandths=7000), "2": Mark(thousandths=8000)}


def test_a_status_without_a_round_covers_all_and_time_goes_to_the_practical() -> None:
    (entry,) = read(BIG, "entry,trade,value\nHG1,6-18,弃权")["6-18"]
    assert {part.status for part in entry.rounds.values()} == {Status.WITHDRAWN}
    assert one(TWO, "编号,理论,实操,用时\na,80,90,5000").rounds["practical"].seconds == 5000
    assert one(TWO, "编号,理论,实操,理论用时\na,80,90,5000").rounds["theory"].seconds == 5000


HEAD = "entry,trade,round,aspect,judge,value\n"
BAD = [
    (HEAD + "HG1,6-18,practical,A1,1,11", "mark.above_maximum", {"row": 2, "cell": "F2", "maximum": "10.0"}),
    (HEAD + "HG1,6-18,practical,A1,1,8.3", "mark.step", {"row": 2, "column": "value"}),
    (HEAD + "HG1,6-18,practical,A1,4,8", "table.judge_unknown", {"cell": "E2", "judge": "4"}),
    (HEAD + "HG1,6-18,practical,A1,,8", "table.judge_missing", {"cell": "E2"}),
    (HEAD + "HG1,6-18,practical,Z9,1,8", "table.aspect_unknown", {"cell": "D2"}),
    (HEAD + "HG1,6-18,oral,A1,1,8", "table.round_unknown", {"cell": "C2"}),
    (HEAD + "HG1,9-99,practical,A1,1,8", "table.trade_unknown", {"cell": "B2"}),
    (HEAD + "HG1,,practical,A1,1,8", "table.no_trade", {"cell": "B2"}),
    (HEAD + ",6-18,practical,A1,1,8", "table.no_entry", {"cell": "A2"}),
    (HEAD + "HG1,6-18,,,,8", "table.no_round", {"cell": "C2"}),
    (HEAD + "HG1,6-18,theory,,1,8", "table.judge_without_aspect", {"cell": "E2"}),
    (HEAD + "HG1,6-18,theory,,,101", "mark.above_maximum", {"maximum": "100.0"}),
    (HEAD + "HG1,6-18,theory,,,-1", "mark.below_minimum", {}),
    (HEAD + "HG1,6-18,theory,,,1e400", "mark.not_a_number", {"text": "1e400"}),
    (HEAD + "HG1,6-18,theory,,,80\nHG1,6-18,theory,,,81", "table.conflict", {"row": 3, "first": "80", "second": "81"}),
    (HEAD + "HG1,6-18,practical,A1,1,8\nHG1,6-18,practical,A1,J1,9", "table.conflict", {"row": 3}),
    (HEAD + "HG1,6-18,practical,D,,E1\nHG1,6-18,practical,D,,E1*2", "table.conflict", {"first": "E1*1"}),
    (HEAD + "HG1,6-18,practical,D,,E7", "mark.unknown_item", {"item": "E7"}),
    (HEAD + "HG1,6-18,theory,,,缺考\nHG1,6-18,theory,,,弃权", "table.conflict", {"first": "缺考"}),
    (
        HEAD + "HG1,6-18,theory,,,缺考\nHG1,6-18,theory,,,80",
        "table.status_and_mark",
        {"entry": "HG1", "round": "theory"},
    ),
    (HEAD + "HG1,6-18,practical,,,8\nHG1,6-18,practical,A1,1,8", "table.score_twice", {"entry": "HG1"}),
    ("编号,工种,理论,组别\na,6-18,80,老年组", "table.group_unknown", {"cell": "D2"}),
    ("编号,工种,理论,组别\na,6-18,80,职工组\na,6-18,80,学生组", "table.contradiction", {"row": 3}),
    ("编号,工种,理论,不计名次\na,6-18,80,也许", "table.yes_no", {"cell": "D2"}),
    ("编号,工种,理论,实操\na,e,80,7", "table.round_unknown", {"cell": "D2"}),
    ("编号,工种,理论,用时\na,6-18,80,1:61:00", "mark.time", {"cell": "D2"}),
]


@pytest.mark.parametrize(("table", "code", "fields"), BAD)
def test_bad_cells_are_named(table: str, code: str, fields: dict[str, object]) -> None:
    with pytest.raises(Problems) as caught:
        read(BIG, table)
    (item,) = caught.value.items
    assert item.code == code
    assert fields.items() <= item.fields.items()


def test_free_parts_of_a_list_may_not_exceed_its_round() -> None:
    free = 'maximum = 100\nparts = [ { name = "客观题" }, { name = "主观题" } ]\nweight = 0.3'
    listed = contest(SCHEME.replace("maximum = 100\nweight = 0.3", free))
    head = "entry,trade,round,aspect,judge,value\n"
    assert one(listed, head + "a,6-18,theory,P1,,60\na,6-18,theory,P2,,40").rounds["theory"].marks
    with pytest.raises(Problems) as caught:
        read(listed, head + "a,6-18,theory,P1,,60\na,6-18,theory,P2,,40.5")
    (item,) = caught.value.items
    assert (item.code, item.fields["total"], item.fields["maximum"]) == ("table.parts_above", "100.5", "100.0")


def test_all_bad_cells_are_named_at_once() -> None:
    with pytest.raises(Problems) as caught:
        read(TWO, "编号,理论,实操\na,101,x\nb,80,90\nc,-1,")
    assert [(item.fields["cell"], item.fields["file"]) for item in caught.value.items] == [
        ("B2", "1.csv"),
        ("C2", "1.csv"),
        ("B4", "1.csv"),
    ]
    assert caught.value.fields["count"] == 3


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("编号,理论,体能\na,1,2", "table.column_unknown"),
        ("编号,理论,理论\na,1,2", "table.column_twice"),
        ("编号,姓名\na,b", "table.no_columns"),
        ("工种,理论\nt,80", "table.no_columns"),
        (",,\n,,", "table.nothing"),
    ],
)
def test_headers_that_cannot_be_understood(table: str, code: str) -> None:
    with refused(code, file="1.csv"):
        read(TWO, table)


def test_who_left_half_way_may_have_marks() -> None:
    (entry,) = read(BIG, HEAD + "HG1,6-18,practical,A1,1,8\nHG1,6-18,practical,,,中途退赛")["6-18"]
    assert entry.rounds["practical"].status is Status.RETIRED


def test_a_published_table_may_say_its_totals_and_places() -> None:
    """名次 and 总成绩 are worked out here, never read in; 理论成绩 is the column of 理论."""
    entry = one(TWO, "名次,编号,姓名,理论成绩,实操得分,总成绩\n1,a,张三,88,90,12.5")
    assert [entry.rounds[part].score for part in ("theory", "practical")] == [88, 90]


@pytest.mark.parametrize(
    "table",
    [
        "序号,准考证号,姓名,性别,身份证号,工作单位,理论成绩,实操成绩,总分,排名\n7,a,张三,男,,甲厂,88,90,12.5,1",
        "姓名,准考证号,参赛编号,单位,代表队,理论,实操,成绩\n张三,0099,a,某车间,甲厂,88,90,12.5",
        "2026 年决赛成绩表,,,,\n,,,,\n编号,姓名,工作单位,理论,实操\na,张三,甲厂,88,90",
        "场次,工位号,编号,姓名,所在单位,理论,实操\n2,14,a,张三,甲厂,88,90",
    ],
)
def test_a_published_table_may_say_more_than_is_needed(table: str) -> None:
    """Titles above the header, what people are, second numbers and units: read past, the right ones taken."""
    found = one(TWO, table)
    assert (found.entry.key, found.entry.name, found.entry.delegation) == ("a", "张三", "甲厂")
    assert [found.rounds[part].score for part in ("theory", "practical")] == [88, 90]


def test_without_numbers_the_names_say_who_is_meant_never_the_places() -> None:
    first, second = read(TWO, "名次,姓名,理论,实操\n1,张三,88,90\n1,李四,88,90")["t"]
    assert (first.entry.key, second.entry.key) == ("张三", "李四")
    (numbered,) = read(TWO, "序号,姓名,理论,实操\n7,张三,88,90")["t"]
    assert (numbered.entry.key, numbered.entry.name) == ("7", "张三")
