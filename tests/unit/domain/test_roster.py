"""A registration roster is read in any order and dress; every fault is named by row and column; nothing is guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.contest import EntryKind
from app.domain.roster import read_roster
from app.domain.roster_columns import FIELDS, recognise
from app.domain.roster_plan import KnownContest, KnownTrade, RosterPlan, RosterRow
from app.domain.worksheet import DateCell, Merged, NumberCell, Sheet
from app.errors import Refusal
from app.texts import sentence
from tests.unit.tables.samples import CONTEST, ELECTRICIAN, HEADER, TEAM, WELDER, WORK, person, resident


def sheet(
    *rows: list[str], top: int = 1, left: int = 1, name: str = "Sheet1", merged: tuple[Merged, ...] = ()
) -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, [row + [""] * (width - len(row)) for row in rows], top, left, merged=merged)


def roster(*people: list[str]) -> Sheet:
    return sheet(list(HEADER), *people)


def said(plan: RosterPlan) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.letter, problem.code) for problem in plan.problems]


def warned(plan: RosterPlan) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.letter, problem.code) for problem in plan.warnings]


def after(plan: RosterPlan, known: KnownContest = CONTEST) -> KnownContest:
    """The contest once the plan went in."""
    rows = {row.key: row for row in plan.good}
    numbers = {row.number: row.entry_key for row in plan.good if row.number}
    people = {row.id_key: row.name for row in plan.good if row.id_key}
    return replace(known, existing=rows, numbers=numbers, people=people, delegations=plan.delegations)


# Headers


def test_a_plain_roster() -> None:
    plan = read_roster(roster(person(1), person(2)), CONTEST)
    assert said(plan) == warned(plan) == []
    first = plan.good[0]
    assert first.id_number == resident(1)
    assert (first.row, first.trade, first.group, first.delegation) == (2, WELDER.code, "职工组", "示范市总工会")
    assert (first.sex, first.birth_date, first.phone) == ("男", "1985-03-07", "13900000001")
    assert (plan.read, plan.delegations) == (2, ("示范市总工会",))


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_every_spelling_of_every_header_is_known(field: object) -> None:
    for word in field.words:  # type: ignore[attr-defined]
        for dressed in (word, f" {word} *", f"{word}（必填）", f"{word}\n(请核对)", " ".join(word)):
            if word == "参赛单位" and field.key == "unit":  # type: ignore[attr-defined]
                continue  # alone it names the delegation
            found = recognise(sheet(["姓名", "证件号", dressed], ["王芳", "1", "x"])).columns
            uses = {use.field for use in found}
            assert field.key in uses, dressed  # type: ignore[attr-defined]


def test_columns_in_any_order_with_extra_ones_and_a_serial_number() -> None:
    rows = [dict(zip(HEADER, person(number), strict=True)) for number in (1, 2)]
    order = ["手机", "食宿要求", "姓名", "参赛工种", "证件号", "组别", "代表队", "工作单位"]
    body = [[str(n), *(row.get(word, "清真") for word in order)] for n, row in enumerate(rows, 1)]
    plan = read_roster(sheet(["序号", *order], *body), CONTEST)
    assert [row.name for row in plan.good] == [rows[0]["姓名"], rows[1]["姓名"]]
    assert [use.header for use in plan.layout.unused] == ["食宿要求"]
    assert plan.good[0].sex == "男"  # from the number


def test_title_rows_above_and_a_sheet_that_begins_elsewhere() -> None:
    body = sheet(["某竞赛报名表"], ["填报日期：6月"], list(HEADER), person(1, 姓名=""), top=4, left=3)
    plan = read_roster(body, CONTEST)
    assert said(plan) == [(7, "D", "roster.missing")]


def test_a_header_of_two_lines() -> None:
    upper = ["代表队", "姓名", "身份信息", "", "工作单位", "参赛信息", ""]
    lower = ["", "", "证件类型", "证件号码", "", "工种", "组别"]
    plan = read_roster(
        sheet(["报名表"], upper, lower, ["队", "王芳", "身份证", resident(2), "厂", "焊工", "学生组"]), CONTEST
    )
    assert said(plan) == []
    assert (plan.good[0].group, plan.good[0].unit) == ("学生组", "厂")


def test_参赛单位_is_the_delegation_only_when_nothing_else_is() -> None:
    alone = recognise(sheet(["参赛单位", "姓名", "证件号"])).found
    assert alone["delegation"].header == "参赛单位"
    both = recognise(sheet(["参赛单位", "姓名", "证件号", "代表队"])).found
    assert (both["delegation"].header, both["unit"].header) == ("代表队", "参赛单位")


def test_a_mapping_goes_before_what_is_recognised() -> None:
    body = sheet(["派出", "谁", "证号", "姓名", "工种"], ["队", "王芳", resident(2), "绰号", "电工"])
    mapping = {"派出": "delegation", "谁": "name", "C": "id_number", "姓名": ""}
    plan = read_roster(body, CONTEST, mapping)
    assert (plan.good[0].name, plan.good[0].delegation) == ("王芳", "队")
    assert plan.layout.key == "派出|谁|证号|姓名|工种"


def test_no_header_no_columns_no_rows_are_refused_as_a_whole() -> None:
    def code(body: Sheet) -> str:
        with pytest.raises(Refusal) as refused:
            read_roster(body, CONTEST)
        assert "什么也没有导入" in sentence(refused.value)
        return refused.value.code

    assert code(sheet(["你好"], ["世界"])) == "roster.no_header"
    assert code(sheet(["姓名", "证件号"], ["王芳", resident(2)])) == "roster.columns_missing"
    assert code(sheet(list(HEADER))) == "roster.no_rows"


def test_delegation_and_trade_from_the_lines_above_or_the_sheet_name() -> None:
    body = sheet(
        ["代表队（盖章）：能源系统", "联系人：李某"],
        ["姓名", "证件号", "组别"],
        ["王芳", resident(2), "职工组"],
        name="电工",
    )
    plan = read_roster(body, CONTEST)
    assert (plan.good[0].delegation, plan.good[0].trade) == ("能源系统", ELECTRICIAN.code)
    other = read_roster(body, CONTEST, default_trade="6-18-02-04", default_delegation="教科文卫")
    assert (other.good[0].delegation, other.good[0].trade) == ("教科文卫", WELDER.code)
    with pytest.raises(Refusal) as refused:
        read_roster(body, CONTEST, default_trade="焊王")
    assert refused.value.code == "roster.unknown_trade_near"


# Rows


def test_blank_repeated_and_remark_rows_are_no_people() -> None:
    blank = [""] * len(HEADER)
    prefilled = ["示范市总工会", "", "", "", "", "", "焊工", "职工组", ""]
    plan = read_roster(
        roster(
            person(1),
            blank,
            list(HEADER),
            prefilled,
            person(2),
            ["合计", "合计 2 人", *blank[2:]],
            ["填表人：张三", *blank[1:]],
        ),
        CONTEST,
    )
    assert [row.row for row in plan.good] == [2, 6]
    assert said(plan) == []
    assert warned(plan) == [(7, "", "roster.row_ignored")]


def test_an_example_row_is_skipped() -> None:
    body = sheet(["序号", *HEADER], ["示例", *person(1)], ["1", *person(2)])
    plan = read_roster(body, CONTEST)
    assert [row.row for row in plan.good] == [3]
    assert warned(plan) == [(2, "", "roster.row_ignored")]


def test_a_row_with_much_but_no_name_is_a_person_without_a_name() -> None:
    assert said(read_roster(roster(person(1, 姓名="", 证件号="")), CONTEST)) == [
        (2, "B", "roster.missing"),
        (2, "E", "roster.missing"),
    ]


def test_merged_delegations_fill_their_rows_and_no_others() -> None:
    people = [person(1), person(2, 代表队=""), person(3, 代表队="")]
    body = sheet(list(HEADER), *people, merged=(Merged(2, 1, 3, 1),))
    plan = read_roster(body, CONTEST)
    assert [row.delegation for row in plan.good] == ["示范市总工会"] * 2
    assert said(plan) == [(4, "A", "roster.missing")]


def test_a_delegation_named_once_above_its_block_counts_for_the_block() -> None:
    people = [person(1), person(2, 代表队=""), person(3, 代表队="能源系统"), person(4, 代表队="")]
    plan = read_roster(roster(*people), CONTEST)
    assert [row.delegation for row in plan.good] == ["示范市总工会", "示范市总工会", "能源系统", "能源系统"]
    assert warned(plan) == [(3, "A", "roster.filled_down")]


def test_a_blank_among_delegations_written_in_every_row_is_a_slip() -> None:
    plan = read_roster(roster(person(1), person(2), person(3, 代表队="")), CONTEST)
    assert said(plan) == [(4, "A", "roster.missing")]


# Cells

FAULTS = [
    ({"姓名": "王\u200b芳"}, "B", "texts.hidden"),
    ({"姓名": "王?"}, "B", "texts.lost"),
    ({"性别": "不明"}, "C", "roster.sex"),
    ({"性别": "女"}, "C", "roster.sex_differs"),
    ({"出生日期": "1985-03-08"}, "D", "roster.birth_differs"),
    ({"出生日期": "1985-02-30"}, "D", "roster.no_such_day"),
    ({"出生日期": "八五年"}, "D", "roster.date"),
    ({"证件号": ""}, "E", "roster.missing"),
    ({"证件号": resident(1)[:-1]}, "E", "idnumber.length"),
    ({"证件号": "6.22102E+17"}, "E", "idnumber.damaged"),
    ({"证件号": "622102199001011000"}, "E", "idnumber.damaged"),
    ({"证件号": resident(1)[:-1] + "?"}, "E", "idnumber.characters"),
    ({"证件号": "E12345678"}, "E", "roster.id_kind_needed"),
    ({"参赛工种": "焊公"}, "G", "roster.unknown_trade_near"),
    ({"参赛工种": "zzz"}, "G", "roster.unknown_trade"),
    ({"参赛工种": ""}, "G", "roster.missing"),
    ({"组别": "农民工组"}, "H", "roster.unknown_group_near"),
    ({"组别": ""}, "H", "roster.group_missing"),
    ({"代表队": ""}, "A", "roster.missing"),
]


@pytest.mark.parametrize(("changes", "letter", "code"), FAULTS, ids=[f"{c[2]}-{n}" for n, c in enumerate(FAULTS)])
def test_each_fault_is_named_by_its_cell_and_the_others_go_in(changes: dict[str, str], letter: str, code: str) -> None:
    plan = read_roster(roster(person(3), person(1, **changes), person(5)), CONTEST)
    assert said(plan) == [(3, letter, code)]
    assert [row.row for row in plan.good] == [2, 4]
    (problem,) = plan.problems
    text = sentence(problem.placed(sentence(problem.error())))
    assert text.startswith(f"第 3 行 {letter} 列“")
    assert "没有" in text
    assert sentence(problem.error(), "en") != sentence(problem.error())


def test_wrong_check_digit() -> None:
    wrong = resident(1)[:-1] + ("0" if resident(1)[-1] != "0" else "1")
    plan = read_roster(roster(person(1, 证件号=wrong)), CONTEST)
    assert said(plan) == [(2, "E", "idnumber.check")]
    assert plan.problems[0].value == "*" * 14 + wrong[-4:]


def test_a_number_cell_is_damaged_an_old_number_in_one_is_not() -> None:
    number = person(1)
    number[4] = NumberCell(resident(1))
    old = person(2)
    old[4] = NumberCell(resident(2)[:6] + resident(2)[8:17])
    plan = read_roster(roster(number, old), CONTEST)
    assert said(plan) == [(2, "E", "idnumber.damaged")]
    assert plan.good[0].id_number == resident(2)


def test_no_personal_number_shows_in_any_problem() -> None:
    bad = resident(1)[:-1] + "Y"
    plan = read_roster(roster(person(1, 证件号=bad, 手机="139000012345", 性别="?")), CONTEST)
    for problem in plan.problems + plan.warnings:
        for text in (sentence(problem.error()), sentence(problem.error(), "en"), problem.value):
            assert bad[:10] not in text
            assert "1390000" not in text


@pytest.mark.parametrize(
    "written",
    ["1985-03-07", "1985/3/7", "1985.3.7", "19850307", "1985年3月7日", "1985年03月", "1985.03", "１９８５－３－７", ""],
)
def test_ways_to_write_a_day(written: str) -> None:
    plan = read_roster(roster(person(1, 出生日期=written)), CONTEST)
    assert said(plan) == []
    assert plan.good[0].birth_date == "1985-03-07"


def test_dates_stored_as_dates_and_as_numbers() -> None:
    stored, serial = person(1), person(2)
    stored[3] = DateCell("1985-03-07 00:00:00")
    serial[3] = NumberCell("31113")
    plan = read_roster(roster(stored, serial), CONTEST)
    assert said(plan) == [(3, "D", "roster.date_as_number")]
    assert len(plan.good) == 1


def test_full_width_spaces_and_dots_are_understood() -> None:
    wide = resident(1).translate({ord(d): chr(ord(d) + 0xFEE0) for d in "0123456789X"})
    row = person(1, "王  芳", 证件号=wide, 手机="１３９ ０００ ００００１", 参赛工种="焊 工", 组别="职工组 ")
    plan = read_roster(roster(row), CONTEST)
    assert said(plan) == warned(plan) == []
    assert (plan.good[0].name, plan.good[0].id_number, plan.good[0].phone) == ("王芳", resident(1), "13900000001")


@pytest.mark.parametrize("written", ["焊工", "6-18-02-04", "焊工（6-18-02-04）", "6-18-02-04 焊工"])
def test_a_trade_by_name_code_or_both(written: str) -> None:
    assert read_roster(roster(person(1, 参赛工种=written)), CONTEST).good[0].trade == WELDER.code


def test_a_single_group_needs_no_writing() -> None:
    assert read_roster(roster(person(1, 参赛工种="电工", 组别="")), CONTEST).good[0].group == "职工组"


def test_other_documents_by_their_kind() -> None:
    header = [*HEADER, "证件类型"]
    passport = [*person(1, 证件号="e 1234567", 性别="女"), "护照"]
    strange = [*person(2, 证件号="12"), "护照"]
    unknown = [*person(3), "会员卡"]
    plan = read_roster(sheet(header, passport, strange, unknown), CONTEST)
    assert (plan.good[0].id_kind, plan.good[0].id_number, plan.good[0].sex) == ("passport", "E1234567", "女")
    assert said(plan) == [(3, "E", "roster.document"), (4, "J", "roster.id_kind")]


def test_a_bad_phone_only_warns() -> None:
    plan = read_roster(
        roster(person(1, 手机="12345"), person(2, 手机="0931-8800000"), person(3, 手机="+86 13900000003")), CONTEST
    )
    assert warned(plan) == [(2, "I", "roster.phone")]
    assert [row.phone for row in plan.good] == ["12345", "0931-8800000", "13900000003"]


def test_marks_of_guests_levels_years_and_numbers() -> None:
    header = [*HEADER, "外卡", "不参评", "技能等级", "工龄", "参赛编号"]
    plan = read_roster(
        sheet(
            header,
            [*person(1), "√", "", "三级/高级工", "8年", "hg０７"],
            [*person(2), "否", "是", "大师", "很久", "HG 08"],
        ),
        CONTEST,
    )
    first, second = plan.good
    assert (first.guest, first.no_award, first.skill_level, first.years, first.number) == (
        "1",
        "",
        "高级工",
        "8",
        "HG07",
    )
    assert (second.guest, second.no_award, second.skill_level, second.number) == ("", "1", "大师", "HG08")
    assert warned(plan) == [(3, "L", "roster.level"), (3, "M", "roster.years")]


def test_someone_not_born_yet() -> None:
    plan = read_roster(roster(person(1)), CONTEST, today=date(1980, 1, 1))
    assert said(plan) == [(2, "E", "roster.birth_future")]


# Comparing rows


def test_the_same_person_twice_in_a_trade_names_the_other_row() -> None:
    old = resident(1)[:6] + resident(1)[8:17]
    plan = read_roster(roster(person(1), person(1, 证件号=old)), CONTEST)
    assert said(plan) == [(3, "E", "roster.twice_in_file")]
    assert plan.problems[0].fields["other"] == 2
    assert [row.row for row in plan.good] == [2]


def test_the_same_person_in_two_trades_warns_unless_allowed() -> None:
    body = roster(person(1), person(1, 参赛工种="电工"))
    plan = read_roster(body, CONTEST)
    assert (len(plan.good), warned(plan)) == (2, [(3, "G", "roster.two_trades")])
    assert "焊工" in sentence(plan.warnings[0].error())
    assert warned(read_roster(body, replace(CONTEST, two_trades=True))) == []


def test_namesakes_of_one_unit_and_one_number_with_two_names_warn() -> None:
    plan = read_roster(roster(person(1, "王芳"), person(3, "王芳"), person(1, "王方", 参赛工种="电工")), CONTEST)
    assert warned(plan) == [
        (3, "B", "roster.same_name"),
        (4, "B", "roster.name_differs"),
        (4, "G", "roster.two_trades"),
    ]


def test_a_bad_row_does_not_push_out_a_good_one() -> None:
    plan = read_roster(roster(person(1, 参赛工种="zzz"), person(1)), CONTEST)
    assert said(plan) == [(2, "G", "roster.unknown_trade")]
    assert [row.row for row in plan.good] == [3]


def test_importing_the_same_file_again_changes_nothing() -> None:
    body = roster(person(1), person(2), person(2), person(3, 参赛工种="电工"))
    first = read_roster(body, CONTEST)
    again = read_roster(body, after(first))
    assert (again.good, again.changed, len(again.unchanged)) == ((), (), 3)
    assert said(again) == [(4, "E", "roster.twice_in_file")]
    assert again.delegations == ()


def test_a_changed_cell_is_a_change_and_a_blank_one_is_not() -> None:
    known = after(read_roster(roster(person(1), person(2)), CONTEST))
    plan = read_roster(roster(person(1, 手机="13911111111"), person(2, 手机="", 工作单位="")), known)
    (change,) = plan.changed
    assert (change.fields, change.before.phone, change.after.phone) == (("phone",), "13900000001", "13911111111")
    assert len(plan.unchanged) == 1


def test_conflicts_with_what_is_registered() -> None:
    known = after(read_roster(roster(person(1, "王芳")), CONTEST))
    plan = read_roster(roster(person(1, "李芳", 参赛工种="电工"), person(3, "王芳")), known)
    assert [code for _, _, code in warned(plan)] == [
        "roster.name_differs_known",
        "roster.two_trades_known",
        "roster.same_name_known",
    ]


def test_unknown_delegations_are_refused_once_the_contest_has_some() -> None:
    known = replace(CONTEST, delegations=("示范市总工会", "能源系统"))
    plan = read_roster(
        roster(person(1, 代表队="示范市 总工会"), person(2, 代表队="能源糸统"), person(3, 代表队="xyz")), known
    )
    assert plan.good[0].delegation == "示范市总工会"
    assert said(plan) == [(3, "A", "roster.unknown_delegation_near"), (4, "A", "roster.unknown_delegation")]
    assert plan.problems[0].fields["near"] == "能源系统"


def test_a_new_delegation_that_looks_like_another_one_warns() -> None:
    people = [person(number, 代表队="示范能源系统") for number in (1, 2)]
    plan = read_roster(roster(person(3, 代表队="示范能源糸统"), *people, person(4, 代表队="第二机械厂")), CONTEST)
    assert (said(plan), warned(plan)) == ([], [(2, "A", "roster.delegation_near")])
    assert plan.warnings[0].fields == {"value": "示范能源糸统", "near": "示范能源系统"}
    numbered = [person(number, 代表队=f"第{'一二三四五'[number]}机械厂代表队") for number in range(1, 5)]
    assert warned(read_roster(roster(*numbered), CONTEST)) == []
    known = after(read_roster(roster(*people), CONTEST))
    again = read_roster(roster(person(5, 代表队="示范能源系")), replace(known, delegations=None))
    assert warned(again) == [(2, "A", "roster.delegation_near")]


def test_entry_numbers_belong_to_one_entry() -> None:
    header = [*HEADER, "参赛编号"]
    first = read_roster(sheet(header, [*person(1), "HG07"], [*person(2), "hg07"]), CONTEST)
    assert said(first) == [(3, "J", "roster.number_taken")]
    second = read_roster(sheet(header, [*person(5), "HG07"], [*person(1), "HG07"]), after(first))
    assert said(second) == [(2, "J", "roster.number_taken")]
    assert len(second.unchanged) == 1


def test_teams_have_a_name_and_two_or_three_members() -> None:
    header = [*HEADER, "队名"]
    rows = [[*person(n, 参赛工种=TEAM.name), "一队" if n < 3 else "二队"] for n in (1, 2, 3)]
    nameless = [*person(4, 参赛工种=TEAM.name), ""]
    single = [*person(5), "随便"]
    plan = read_roster(sheet(header, *rows, nameless, single), CONTEST)
    assert said(plan) == [(5, "J", "roster.missing")]
    assert warned(plan) == [(4, "J", "roster.team_size")]
    assert len({row.entry_key for row in plan.good}) == 3
    assert plan.good[-1].team == ""


def test_works_need_no_document() -> None:
    header = ["代表队", "成果名称", "主创人", "参赛工种"]
    known = KnownContest((WORK,))
    plan = read_roster(sheet(header, ["队", "新焊枪", "王芳", "创新成果"], ["队", "新焊枪", "王芳", "创新成果"]), known)
    assert (plan.good[0].id_kind, plan.good[0].team, plan.good[0].name) == ("none", "新焊枪", "王芳")
    assert said(plan) == [(3, "C", "roster.twice_in_file")]


def test_two_trades_of_one_name_are_told_apart_by_code() -> None:
    known = KnownContest((KnownTrade("a-1", "钳工"), KnownTrade("a-2", "钳工", (), EntryKind.INDIVIDUAL)))
    plan = read_roster(roster(person(1, 参赛工种="钳工", 组别=""), person(2, 参赛工种="A-2", 组别="")), known)
    assert said(plan) == [(2, "G", "roster.unknown_trade_near")]
    assert plan.good[0].trade == "a-2"


def test_values_are_plain_texts() -> None:
    row = person(1)
    row[8] = NumberCell("13900000001")
    row[5] = NumberCell("805")
    for value in read_roster(roster(row), CONTEST).good[0][1:]:
        assert type(value) is str


def test_a_row_of_the_store_and_of_a_file_have_one_key() -> None:
    row = read_roster(roster(person(1)), CONTEST).good[0]
    assert row._replace(row=0).key == row.key
    assert RosterRow(delegation="a", team="b", name="c", id_kind="none", trade="t").key == ("named:a|b|c", "t")


def test_twenty_thousand_rows_in_less_than_two_seconds() -> None:
    people = []
    for number in range(20_000):
        born = date(1960 + number % 40, 1 + number // 40 % 12, 1 + number // 480 % 28)
        people.append(
            person(
                number % 1000,
                f"王{chr(0x4E00 + number % 5000)}",
                证件号=resident(number % 1000, born),
                出生日期=born.isoformat(),
            )
        )
    plan = read_roster(roster(*people), CONTEST)
    assert plan.read == 20_000
    assert len(plan.good) + len(plan.refused_rows) == 20_000
    assert len(plan.good) > 19_000
