"""Every kind of printed paper, once: title, columns with widths in mm, foot. Adding a paper is adding an entry."""

from __future__ import annotations

from dataclasses import replace

from app.documents import words
from app.documents.papers import rows
from app.documents.papers.judging import JUDGING_PAPERS
from app.documents.papers.model import (
    LANDSCAPE,
    CardKind,
    Column,
    Field,
    FormKind,
    FormRow,
    Kind,
    LetterKind,
    Paper,
    TableKind,
)
from app.documents.papers.office import OFFICE_PAPERS
from app.documents.papers.trust import TRUST_PAPERS
from app.documents.papers.venue import VENUE_PAPERS
from app.errors import WrongCall

_NUMBER = Column("number", "序号", 12)
_OFFICIALS = ("裁判长", "监督", "统分", "复核")
_PANEL = ("裁判长", "录分员一", "录分员二", "监督")


def _notice_title(paper: Paper) -> str:
    head = paper.head
    group = f"（{head.group}）" if head.group else ""
    return f"{head.contest}\n{head.trade}{group}成绩公示"


def _amended_title(paper: Paper) -> str:
    return f"{paper.head.contest}\n{paper.head.trade}成绩更正公示"


def _notice_before(paper: Paper) -> tuple[str, ...]:
    notice = paper.data
    assert isinstance(notice, rows.PublicNotice)
    if notice.body:
        return tuple(notice.body.split("\n"))
    head = paper.head
    group = f"（{head.group}）" if head.group else ""
    again = f"（第{paper.head.revision}次修订）" if head.revision > 1 else ""
    return (
        (
            f"　　{head.contest}{head.trade}{group}决赛已经结束，成绩经评判、复核和监督确认。"
            f"现将成绩和拟授奖项予以公示{again}，公示期为{notice.period}。"
        ),
    )


def _notice_after(paper: Paper) -> tuple[str, ...]:
    notice = paper.data
    assert isinstance(notice, rows.PublicNotice)
    return (
        "　　公示期内如有异议，请由领队以书面形式实名反映，并提供必要的事实依据。",
        f"　　受理电话：{notice.phone}",
        f"　　受理地点：{notice.address}",
    )


_THEORY = TableKind(
    "理论成绩单",
    (
        _NUMBER,
        Column("entry", "参赛号", 20),
        Column("name", "姓名", 24),
        Column("unit", "单位", 42, "left", stretch=True),
        Column("paper", "卷号", 16),
        Column("parts", "", 16, "number", many=True),
        Column("score", "成绩", 18, "number", chain="HeiBold"),
        Column("note", "备注", 16),
    ),
    rows.TheoryRow,
    signatures=("阅卷", "录分员一", "录分员二", "监督"),
)
PAPERS: dict[str, Kind] = {
    "standings": TableKind(
        "成绩汇总表",
        (
            Column("place", "名次", 14),
            Column("entry", "参赛号", 22),
            Column("name", "姓名", 26),
            Column("unit", "代表队 / 单位", 50, "left", stretch=True),
            Column("rounds", "", 20, "number", many=True),
            Column("deduction", "扣分", 16, "number"),
            Column("total", "总成绩", 24, "number", chain="HeiBold"),
            Column("scaled", "", 18, "number", many=True),
            Column("award", "奖项", 22),
            Column("note", "备注", 35, "left"),
        ),
        rows.StandingRow,
        LANDSCAPE,
        _OFFICIALS,
    ),
    "side_standings": TableKind(
        "单项成绩表",
        (
            Column("place", "名次", 14),
            Column("entry", "参赛号", 22),
            Column("name", "姓名", 28),
            Column("unit", "代表队 / 单位", 40, "left", stretch=True),
            Column("total", "成绩", 24, "number", chain="HeiBold"),
            Column("award", "奖项", 24),
            Column("note", "备注", 28, "left"),
        ),
        rows.SideRow,
        signatures=_OFFICIALS,
    ),
    "audit_record": TableKind(
        "操作记录",
        (
            Column("seq", "序号", 15),
            Column("at", "时间", 32),
            Column("who", "谁", 24, "left"),
            Column("said", "做了什么", 76, "left", stretch=True),
            Column("ref", "对象", 48, "left"),
            Column("change", "前 → 后", 32),
            Column("reason", "理由", 40, "left"),
        ),
        rows.AuditRow,
        page=LANDSCAPE,
        row_height=6.0,
        size=8.5,
        signatures=("裁判长", "监督"),
    ),
    "delegations": TableKind(
        "代表队排名表",
        (
            Column("place", "名次", 14),
            Column("name", "代表队", 40, "left"),
            Column("points", "总分", 24, "number", chain="HeiBold"),
            Column("members", "计分的参赛号", 68, "left", stretch=True),
            Column("note", "备注", 34, "left"),
        ),
        rows.DelegationRow,
        signatures=("裁判长", "监督"),
    ),
    "honours": TableKind(
        "拟推荐名单",
        (
            Column("number", "序号", 12),
            Column("name", "姓名", 26),
            Column("unit", "单位", 48, "left", stretch=True),
            Column("group", "组别", 22),
            Column("place", "名次", 14),
            Column("level", "现有等级", 22),
            Column("note", "备注", 36, "left"),
        ),
        rows.HonourRow,
        signatures=("裁判长", "监督"),
        note="本名单由赛场拟推荐，是否授予由组委会办公室决定。",
    ),
    "public_notice": LetterKind(
        _notice_title,
        rows.PublicNotice,
        _notice_before,
        (
            Column("place", "名次", 16),
            Column("name", "姓名", 24),
            Column("unit", "单位", 66, "left"),
            Column("total", "总成绩", 24, "number"),
            Column("award", "拟授奖项", 26),
        ),
        rows.PublicRow,
        _notice_after,
    ),
    "amendment_notice": LetterKind(
        _amended_title,
        rows.PublicNotice,
        _notice_before,
        (
            Column("name", "姓名", 24),
            Column("unit", "单位", 46, "left"),
            Column("total", "总成绩", 34),
            Column("place", "名次", 20),
            Column("award", "拟授奖项", 32),
        ),
        rows.AmendedRow,
        _notice_after,
    ),
    "winners": TableKind(
        "获奖名单",
        (
            Column("place", "名次", 14),
            Column("name", "姓名", 32),
            Column("unit", "单位", 74, "left"),
            Column("delegation", "代表队", 36),
            Column("award", "奖次", 24),
        ),
        rows.WinnerRow,
        signatures=("裁判长", "监督"),
        row_height=9,
    ),
    "score_sheet": TableKind(
        "评分表",
        (
            Column("id", "序号", 10),
            Column("name", "评分点", 74, "left"),
            Column("requirement", "评分要求", 46, "left"),
            Column("maximum", "配分", 14, "number"),
            Column("mark", "得分", 18, "number"),
            Column("note", "备注", 18),
        ),
        rows.AspectRow,
        signatures=("合计", "裁判签字", "时间"),
        size=9.5,
    ),
    "score_sheet_panel": TableKind(
        "评分表",
        (
            Column("id", "序号", 10),
            Column("name", "评分点", 84, "left", stretch=True),
            Column("maximum", "配分", 14, "number"),
            Column("marks", "", 15, "center", many=True),
            Column("score", "得分", 18, "number"),
            Column("note", "备注", 36, "left"),
        ),
        rows.PanelRow,
        LANDSCAPE,
        ("*marks", "裁判长", "录分员一", "录分员二"),
        size=9.5,
    ),
    "sign_in": TableKind(
        "签到表",
        (
            _NUMBER,
            Column("entry", "参赛号", 22),
            Column("name", "姓名", 24),
            Column("unit", "单位", 60, "left"),
            Column("signature", "签到", 36),
            Column("time", "时间", 26),
        ),
        rows.SignInRow,
        signatures=("检录", "监督"),
        row_height=10,
    ),
    "sign_in_photo": CardKind("签到表", rows.SignInRow, "photo"),
    "check_in": TableKind(
        "检录表",
        (
            Column("number", "序号", 10),
            Column("entry", "参赛号", 22),
            Column("name", "姓名", 24),
            Column("unit", "单位", 50, "left"),
            Column("papers", "证件核验", 18),
            Column("time", "检录时间", 22),
            Column("result", "结果", 16),
            Column("note", "备注", 18),
        ),
        rows.CheckInRow,
        signatures=("检录", "监督"),
        row_height=9,
    ),
    "draw": TableKind(
        "抽签表",
        (
            _NUMBER,
            Column("entry", "参赛号", 24),
            Column("name", "姓名", 28),
            Column("lot", "抽签号", 24),
            Column("station", "工位号", 24),
            Column("signature", "选手签字、手印", 42),
            Column("time", "时间", 26),
        ),
        rows.DrawRow,
        signatures=("加密裁判", "监督", "见证人一", "见证人二"),
        row_height=11,
    ),
    "code_table": TableKind(
        "加密对照表",
        (
            _NUMBER,
            Column("entry", "参赛号", 40),
            Column("station", "工位号", 40),
            Column("code", "密号", 44, chain="HeiBold"),
            Column("note", "备注", 44, "left"),
        ),
        rows.CodeRow,
        signatures=("加密裁判", "监督"),
        sign_every_page=True,
        row_height=9,
        note="密封保存，只印一份；解密前任何人不得拆阅，解密须裁判长与监督同时在场。",
    ),
    "code_labels": CardKind("密号标签", rows.CodeLabel, "label"),
    "envelopes": CardKind("密封袋封面", rows.CodeLabel, "envelope"),
    "judge_summary": TableKind(
        "评委打分汇总表",
        (
            Column("code", "密号", 24, chain="HeiBold"),
            Column("aspect", "评分点", 70, "left", stretch=True),
            Column("marks", "", 15, "center", many=True),
            Column("spread", "极差", 16, "number"),
            Column("score", "得分", 20, "number"),
            Column("note", "备注", 32, "left"),
        ),
        rows.JudgeRow,
        LANDSCAPE,
        _PANEL,
        size=9.5,
        note="加括号的分数为去掉的最高分、最低分，不计入平均。",
    ),
    "theory": _THEORY,
    "theory_wide": replace(_THEORY, page=LANDSCAPE),
    "recheck": TableKind(
        "复核记录表",
        (
            _NUMBER,
            Column("code", "密号", 24, chain="HeiBold"),
            Column("item", "复核项目", 48, "left"),
            Column("on_paper", "纸面", 22, "number"),
            Column("on_record", "机内", 22, "number"),
            Column("verdict", "结论", 22),
            Column("by", "复核人", 30),
        ),
        rows.RecheckRow,
        signatures=("复核", "裁判长", "监督"),
    ),
    "incidents": TableKind(
        "现场情况记录表",
        (
            Column("time", "时间", 24),
            Column("who", "参赛号 / 工位", 28),
            Column("what", "情况", 62, "left"),
            Column("handling", "处理", 40, "left"),
            Column("signature", "当事人签字", 26),
        ),
        rows.IncidentRow,
        signatures=("现场裁判", "裁判长", "监督"),
        row_height=16,
        fill=True,
    ),
    "certificate_receipts": TableKind(
        "证书发放签收表",
        (
            _NUMBER,
            Column("name", "姓名", 24),
            Column("unit", "单位", 44, "left"),
            Column("award", "奖次", 20),
            Column("serial", "证书编号", 48, one_line=True),
            Column("signature", "领取人签字", 32),
        ),
        rows.ReceiptRow,
        signatures=("发放", "监督"),
        row_height=10,
    ),
    "entries": TableKind(
        "报名汇总表",
        (
            _NUMBER,
            Column("entry", "参赛号", 20),
            Column("name", "姓名", 26),
            Column("sex", "性别", 12),
            Column("unit", "单位", 48, "left"),
            Column("trade", "职业（工种）", 30),
            Column("id_tail", "证件尾号", 16),
            Column("note", "备注", 16),
        ),
        rows.EntryRow,
        signatures=("领队", "登记"),
    ),
    "explanation": TableKind(
        "成绩计算说明",
        (
            Column("step", "步骤", 40, "left"),
            Column("values", "数值", 66, "left"),
            Column("rule", "规则", 46, "left"),
            Column("result", "结果", 28, "number", chain="HeiBold"),
        ),
        rows.StepRow,
        signatures=("统分", "裁判长"),
        size=9.5,
    ),
    "passes": CardKind("参赛证", rows.PassCard, "pass"),
    "correction": FormKind(
        "成绩更正单",
        rows.Correction,
        (
            FormRow(11, (Field("更正单号", "number", 90), Field("密号 / 参赛号", "code", 90))),
            FormRow(14, (Field("更正项目", "item", 180),)),
            FormRow(16, (Field("更正前", "before", 90), Field("更正后", "after", 90))),
            FormRow(16, (Field("对成绩的影响", "effect", 180),)),
            FormRow(40, (Field("更正理由", "reason", 180),)),
            FormRow(14, (Field("更正人", "by", 90), Field("复核人", "second", 90))),
            FormRow(11, (Field("更正时间", "at", 180),)),
            FormRow(26, (Field("裁判长意见", "", 180, sign="签字：　　　　　　　　年　　月　　日"),)),
            FormRow(26, (Field("监督意见", "", 180, sign="签字：　　　　　　　　年　　月　　日"),)),
        ),
        note="更正只增加记录，不删除原来的评分；本单与原评分表一并存档。",
    ),
    "appeal": FormKind(
        "申诉表",
        rows.Appeal,
        (
            FormRow(11, (Field("申诉编号", "number", 90), Field("收到时间", "received", 90))),
            FormRow(11, (Field("代表队", "delegation", 90), Field("参赛号", "entry", 90))),
            FormRow(11, (Field("领队", "leader", 90), Field("联系电话", "phone", 90))),
            FormRow(14, (Field("申诉事项", "item", 180),)),
            FormRow(62, (Field("事实与依据", "facts", 180, sign="领队签字：　　　　　　　　年　　月　　日"),)),
            FormRow(40, (Field("调查情况", "findings", 180, sign="裁判长签字：　　　　　　　　年　　月　　日"),)),
            FormRow(34, (Field("仲裁意见", "decision", 180, sign="仲裁签字：　　　　　　　　年　　月　　日"),)),
            FormRow(18, (Field("送达", "", 180, sign="领队签收：　　　　　　　　年　　月　　日"),)),
        ),
        note="仲裁意见为最终结论。",
    ),
    "loss_report": FormKind(
        "存储介质遗失报告",
        rows.LossReport,
        (
            FormRow(12, (Field("赛区（基地）", "base", 180),)),
            FormRow(14, (Field("遗失的是（电脑、U盘、编号）", "medium", 180, 60),)),
            FormRow(12, (Field("发现遗失的时间、地点", "lost_at", 180, 46),)),
            FormRow(12, (Field("竞赛文件", "file_name", 90), Field("本单生成时间", "made_at", 90))),
            FormRow(12, (Field("涉及人数", "people", 180),)),
            FormRow(26, (Field("含有的信息", "kinds", 180),)),
            FormRow(20, (Field("是否加密", "protection", 180),)),
            FormRow(14, (Field("成绩包", "bundles", 180),)),
            FormRow(20, (Field("已有的备份", "copies", 180),)),
            FormRow(24, (Field("已采取的措施", "", 180),)),
            FormRow(
                30,
                (
                    Field("报告人", "", 90, 22, sign="　　年　　月　　日"),
                    Field("赛区负责人", "", 90, 26, sign="（盖章）　　年　　月　　日"),
                ),
            ),
            FormRow(24, (Field("省办接收", "", 180, 26, sign="　　年　　月　　日"),)),
        ),
        note="发现遗失当日报省办，不论是否加密。本单只写数量和种类，不写任何人的号码。",
    ),
    "export_sheet": FormKind(
        "成绩上报单",
        rows.ExportSheet,
        (
            FormRow(12, (Field("上报序号", "number", 90), Field("校验码", "check_code", 90))),
            FormRow(12, (Field("赛区（基地）", "base", 180),)),
            FormRow(14, (Field("文件名", "file_name", 180),)),
            FormRow(24, (Field("职业（工种）", "trades", 180),)),
            FormRow(12, (Field("参赛人数", "entries", 90), Field("文件大小", "size", 90))),
            FormRow(12, (Field("生成时间", "made_at", 180),)),
            FormRow(16, (Field("全文摘要\nSHA-256", "digest", 180),)),
            FormRow(14, (Field("替换的文件", "replaces", 180),)),
            FormRow(14, (Field("操作记录末号", "audit", 180),)),
            FormRow(
                30,
                (
                    Field("裁判长", "", 90, 22, sign="　　年　　月　　日"),
                    Field("监督", "", 90, 22, sign="　　年　　月　　日"),
                ),
            ),
            FormRow(
                30,
                (
                    Field("赛区负责人", "", 90, 22, sign="（盖章）　　年　　月　　日"),
                    Field("省办接收", "", 90, 22, sign="　　年　　月　　日"),
                ),
            ),
        ),
        qr="digest",
        note="本单随 U盘一并送交；接收时请核对校验码与文件名。",
    ),
    **JUDGING_PAPERS,
    **OFFICE_PAPERS,
    **TRUST_PAPERS,
    **VENUE_PAPERS,
}


def kind_of(name: str) -> Kind:
    """The kind of paper of that name. WrongCall lists the names there are."""
    if name not in PAPERS:
        raise WrongCall("documents.unknown_paper", kind=name, known="、".join(PAPERS))
    return PAPERS[name]


def title_of(paper: Paper) -> str:
    """The title a paper is printed under, on one line."""
    kind = kind_of(paper.kind)
    if isinstance(kind, LetterKind):
        return kind.title(paper).replace("\n", "")
    return paper.title or kind.title


def issued(notice: rows.PublicNotice) -> str:
    """The date line of a notice."""
    return words.letter_date(notice.issued_on)
