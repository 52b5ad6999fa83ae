"""One sample paper of every kind, with long units, rare characters and names of minorities in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from app.documents.papers import GroupRow, Paper, PaperHead
from app.documents.papers import office as o
from app.documents.papers import rows as r
from app.documents.papers.venue import PassBack
from tests.unit.documents.samples_trust import trust_papers
from tests.unit.documents.samples_venue import HOURS, RULES, portrait, venue_papers

CHINA = timezone(timedelta(hours=8))
AT = datetime(2026, 6, 18, 17, 42, tzinfo=CHINA)
UNITS = (
    "示范重型机械厂",
    "示范石化公司",
    "示范省能源系统职业技术学院附属实训中心",
    "示范机床厂",
    "示范铁路局机务段",
    "示范市公共交通集团有限责任公司第二维修分公司",
)
NAMES = (
    "王建国",
    "马玉兰",
    "陈志强",
    "刘𬭎",
    "阿依古丽·买买提",
    "赵小军",
    "何芳",
    "阿卜杜热依木·买买提艾力",
    "周文斌",
    "吴秀梅",
    "郑海涛",
    "李㵘",
)


def head(**more: object) -> PaperHead:
    """A head of the welders' final."""
    values: dict[str, object] = {
        "contest": "2026年示范省职工职业技能大赛",
        "printed_by": "李卫东",
        "printed_at": AT,
        "trade": "焊工",
        "group": "职工组",
        "sitting": "第2场",
        "data_code": "SW83-AFEF",
        "program": "匠评 0.1.0",
        "formal": True,
    }
    return PaperHead(**{**values, **more})  # type: ignore[arg-type]


def name(i: int) -> str:
    return NAMES[i % len(NAMES)]


def unit(i: int) -> str:
    return UNITS[i % len(UNITS)]


def entry(i: int) -> str:
    return f"HG{i + 1:02d}"


def standings(count: int = 26, **more: object) -> Paper:
    awards = ["一等奖"] * 2 + ["二等奖"] * 4 + ["三等奖"] * 6
    rows: list[object] = [
        r.StandingRow(
            str(i + 1),
            entry(i),
            name(i),
            unit(i),
            (f"{90 - i * 0.5:.2f}", f"{94 - i * 2.25:.2f}"),
            "-1.00" if i % 5 == 0 else "0.00",
            f"{92.8 - i * 1.73:.2f}",
            awards[i] if i < len(awards) else "优秀奖",
            "并列，理论成绩优先" if i == 3 else "",
        )
        for i in range(count)
    ]
    rows.append(r.StandingRow("—", "HG98", "孙立新", unit(1), ("79.00", "缺考"), "", "", "", "缺考，不计名次"))
    notes = ("总成绩 = 理论 × 30 % + 实操 × 70 % − 扣分，四舍五入到 2 位小数；同分依次比较实操、各模块、用时、理论。",)
    return Paper("standings", head(sitting="", **more), tuple(rows), headings={"rounds": ("理论", "实操")}, notes=notes)


ASPECTS = (
    ("焊缝正面余高", "0～3 mm，每超 0.5 mm 扣 1 分"),
    ("焊缝宽度差", "≤ 2 mm"),
    ("咬边", "深度 ≤ 0.5 mm，累计长度 ≤ 15 mm"),
    ("未焊透", "不允许"),
    ("错边量", "≤ 0.5 mm"),
    ("角变形", "≤ 3°"),
    ("表面成形与美观", "由裁判按等级评价"),
    ("射线探伤（按 NB/T 47013 评级，Ⅰ级满分，Ⅱ级减半，Ⅲ级及以下不得分）", "Ⅰ级"),
)


def score_sheet() -> Paper:
    rows: list[object] = []
    for module, title in (("A", "焊前准备"), ("B", "外观检测"), ("C", "内部质量"), ("D", "安全文明")):
        rows.append(GroupRow(f"{module}　{title}", "25.0"))
        rows += [r.AspectRow(f"{module}{i + 1}", a, b, f"{3 + i % 3}.0") for i, (a, b) in enumerate(ASPECTS)]
    return Paper(
        "score_sheet", head(formal=None, round="实操"), tuple(rows), code="W-172", facts=(("裁判", "＿＿＿＿＿＿"),)
    )


def panel_sheet(judges: int = 5) -> Paper:
    rows: list[object] = []
    for module, title in (("A", "焊前准备"), ("B", "外观检测")):
        rows.append(GroupRow(f"{module}　{title}", "23.67"))
        for i, (aspect, _) in enumerate(ASPECTS):
            marks = ("4.00",) if i % 3 == 0 else tuple(("(8.5)", "8.0", "7.5", "(7.0)", "8.0", "8.2", "7.9")[:judges])
            rows.append(r.PanelRow(f"{module}{i + 1}", aspect, "10.0", marks, "7.83", "回避 1 人" if i == 4 else ""))
    rows.append(GroupRow("合计", "87.50"))
    titles = {"marks": tuple(f"裁判{i + 1}" for i in range(judges))}
    return Paper("score_sheet_panel", head(round="实操", formal=False), tuple(rows), headings=titles, code="W-172")


def every_kind() -> dict[str, Paper]:
    """A paper of every kind in the registry."""
    many = range(30)
    digest = "cf10353dcf93f063140507a7260c56b5e5475e98785a9c7484b739812a6fa1a3"
    bundle = "crb_sf2026_base1_n0003_SW83-AFEF.crb"
    papers = [
        standings(),
        Paper(
            "public_notice",
            head(),
            tuple(r.PublicRow(str(i + 1), name(i), unit(i), f"{92 - i}.20", "一等奖") for i in range(14)),
            r.PublicNotice(
                "2026年6月18日至6月24日",
                "0931-0000000",
                "示范市某某路1号　示范省职工职业技能大赛组委会办公室",
                ("示范省职工职业技能大赛组委会",),
                date(2026, 6, 18),
            ),
        ),
        Paper(
            "winners",
            head(sitting=""),
            tuple(
                row
                for award, first in (("一等奖", 0), ("二等奖", 3), ("三等奖", 9))
                for row in (
                    GroupRow(award),
                    *(
                        r.WinnerRow(str(i + 1), name(i), unit(i), "示范市总工会", award)
                        for i in range(first, first + 3 + first // 2)
                    ),
                )
            ),
        ),
        Paper(
            "side_standings",
            head(),
            tuple(r.SideRow(str(i + 1), entry(i), name(i), unit(i), f"{95 - i}.50", "状元", "并列") for i in many),
            title="理论单项成绩表",
        ),
        Paper(
            "delegations",
            head(trade="", group="", sitting=""),
            tuple(r.DelegationRow(str(i + 1), unit(i), f"{40 - i}.00", f"{entry(i)}、{entry(i + 1)}") for i in many),
        ),
        Paper(
            "honours",
            head(group="", sitting=""),
            (
                GroupRow("甘肃省技术能手", "12 人"),
                *(r.HonourRow(str(i + 1), name(i), unit(i), "职工组", str(i + 1), "高级工", "递补") for i in range(12)),
            ),
        ),
        score_sheet(),
        panel_sheet(),
        Paper("sign_in", head(formal=None), tuple(r.SignInRow(str(i + 1), entry(i), name(i), unit(i)) for i in many)),
        Paper(
            "sign_in_photo",
            head(formal=None),
            tuple(
                r.SignInRow(str(i + 1), entry(i), name(i), unit(i), photo=portrait(i) if i % 4 else b"")
                for i in range(14)
            ),
        ),
        Paper(
            "check_in",
            head(formal=None),
            tuple(
                r.CheckInRow(str(i + 1), entry(i), name(i), unit(i), "√", "07:5" + str(i % 10), "已检录") for i in many
            ),
        ),
        Paper(
            "draw",
            head(formal=None),
            tuple(r.DrawRow(str(i + 1), entry(i), name(i), str(i + 3), f"{i + 1:02d}") for i in range(12)),
            facts=(("抽签", "第 1 次，2026-06-18 08:12"), ("工位", "13")),
            notes=(
                "抽签方法：电脑抽签。当众形成的种子 482-117-905，事先公布的随机数指纹 9F3C-7A21；任何人都可以重算。",
            ),
        ),
        Paper(
            "code_table",
            head(formal=None),
            tuple(r.CodeRow(str(i + 1), entry(i), f"{i + 1:02d}", f"W-{i * 7 % 90 + 10}{i % 10}") for i in many),
        ),
        Paper(
            "code_labels",
            head(formal=None),
            tuple(
                r.CodeLabel(f"W-{i + 110}", "多工序数控机床操作调整工" if i % 2 else "焊工", "第2场") for i in range(40)
            ),
        ),
        Paper(
            "envelopes",
            head(formal=None),
            (r.CodeLabel("加密对照表 1 份，共 2 页", "焊工", "第2场"), r.CodeLabel("评分表 12 份", "焊工", "第3场")),
        ),
        Paper(
            "judge_summary",
            head(round="实操"),
            tuple(
                r.JudgeRow(
                    f"W-{110 + i // 4}", ASPECTS[i % 4][0], ("(8.5)", "8.0", "7.5", "(7.0)", "8.0"), "1.5", "7.83"
                )
                for i in many
            ),
            headings={"marks": ("裁判1", "裁判2", "裁判3", "裁判4", "裁判5")},
        ),
        Paper(
            "theory",
            head(round="理论"),
            tuple(
                r.TheoryRow(
                    str(i + 1), entry(i), name(i), unit(i), f"LL{i + 1:03d}", "缺考" if i == 5 else f"{60 + i}.50"
                )
                for i in many
            ),
        ),
        Paper(
            "theory_wide",
            head(round="理论"),
            tuple(
                r.TheoryRow(
                    str(i + 1), entry(i), name(i), unit(i), "", f"{60 + i}.50", parts=("20.0", f"{i}.5", "20.0", "20.0")
                )
                for i in many
            ),
            headings={"parts": ("单项选择题", "多项选择题", "判断题", "案例分析题")},
        ),
        Paper(
            "recheck",
            head(),
            tuple(
                r.RecheckRow(str(i + 1), f"W-{110 + i}", "B 外观检测", "9.17", "9.17", "一致", "孙立新")
                for i in range(11)
            ),
            facts=(("抽检", "前 30 % 全部 + 其余 15 %（种子 4821）"), ("错误率", "0.0 %（上限 5 %）")),
        ),
        Paper(
            "incidents",
            head(formal=None),
            (r.IncidentRow("10:32", "工位 08", "焊机跳闸，选手举手示意，停机 4 分钟。", "经裁判长同意补时 4 分钟。"),),
        ),
        Paper(
            "certificate_receipts",
            head(sitting=""),
            tuple(r.ReceiptRow(str(i + 1), name(i), unit(i), "一等奖", f"SF2026-HG-{i + 1:04d}") for i in many),
        ),
        Paper(
            "entries",
            head(sitting="", formal=None),
            tuple(r.EntryRow(str(i + 1), entry(i), name(i), "男", unit(i), "焊工", "0010") for i in many),
            facts=(("代表队", "示范市总工会"),),
        ),
        Paper(
            "explanation",
            head(),
            (
                GroupRow("实操"),
                r.StepRow("B3 咬边", "8.5、8.0、7.5、7.0、8.0", "去掉一个最高分和一个最低分后平均", "7.83"),
                r.StepRow("实操合计", "A 23.67 + B 30.00 + C 25.00 + D 15.33", "各模块相加", "94.00"),
                GroupRow("总成绩"),
                r.StepRow("加权", "理论 88.00 × 30 % + 实操 94.00 × 70 %", "四舍五入到 2 位", "92.20"),
                r.StepRow("违纪扣分", "E1a × 1", "按扣分目录", "-1.00"),
                r.StepRow("总成绩", "", "", "91.20"),
            ),
            facts=(("参赛号", "HG07"), ("姓名", "王建国"), ("名次", "1")),
        ),
        Paper(
            "passes",
            head(formal=None),
            tuple(
                r.PassCard(
                    entry(i),
                    name(i),
                    "多工序数控机床操作调整工" if i == 1 else "焊工",
                    "示范市总工会",
                    "第2场　6月18日 10:00",
                    unit(i),
                    portrait(i) if i % 2 else b"",
                )
                for i in range(5)
            ),
            data=PassBack(RULES, HOURS),
        ),
        Paper(
            "correction",
            head(),
            data=r.Correction(
                "GZ-003",
                "W-127",
                "B3 咬边，裁判4",
                "8.5",
                "5.5",
                "该模块 30.00 → 29.00；总成绩 91.20 → 90.50；名次 1 → 2",
                "录入时看错字迹，纸面为 5.5，经裁判4本人确认。",
                "马秀英",
                "孙立新",
                "2026-06-18 16:05",
            ),
        ),
        Paper(
            "amendment_notice",
            head(group="", revision=2),
            (
                r.AmendedRow(name(7), unit(5), "91.20 → 90.50", "1 → 2", "一等奖 → 二等奖"),
                r.AmendedRow(name(4), unit(2), "90.53", "2 → 1", "二等奖 → 一等奖"),
                r.AmendedRow(name(2), unit(0), "85.55 → —", "3 → 取消资格", "三等奖 → —"),
            ),
            r.PublicNotice(
                "2026年6月18日至2026年6月22日",
                "0931-0000000",
                "示范市城关区示范路1号",
                ("示范省职工职业技能大赛组委会办公室",),
                date(2026, 6, 18),
                "　　2026年6月18日公示的成绩，经申诉查实，对 3 人的成绩、名次或奖项作出更正（第 2 次修订），其余不变，"
                "公示期为2026年6月18日至2026年6月22日：",
            ),
        ),
        Paper("appeal", head(formal=None), data=r.Appeal()),
        Paper(
            "export_sheet",
            head(),
            data=r.ExportSheet(
                "3",
                bundle,
                "第1赛区　示范市职业技能竞赛基地",
                "焊工（修订 2）、电工（修订 1）、装配钳工（修订 1）",
                "72",
                "3,290 字节",
                "2026-06-18 18:42",
                "SW83-AFEF",
                digest,
                "第 2 号，TX4K-09QB",
                "seq 1204",
            ),
        ),
        Paper(
            "loss_report",
            head(trade="", group="", sitting=""),
            data=r.LossReport(
                "第1赛区　示范市职业技能竞赛基地",
                "示范焊工决赛.contest",
                "2026-06-18 18:42",
                "72 人",
                "姓名和单位 72，证件号码 72，手机号 70，出生日期 72，说明文字 6，证书编号 24",
                "证件号码和手机号已加密（能打开的 2 人，省办钥匙 2 把）；姓名和成绩未加密",
                "已生成 2 个",
                "6 份：D:/备份、E:/备份",
            ),
        ),
        Paper(
            "office_receipt",
            head(trade="", group="", sitting=""),
            data=r.OfficeReceipt(
                "HZ-2026-017",
                "第1赛区",
                bundle,
                "SW83-AFEF",
                digest,
                "已接收",
                "签名有效，内容完整，重新计算的成绩与所报一致。",
                "无",
                "2026-06-19 09:12",
                "周敏",
                "CRR:17:SW83-AFEF:ACCEPTED",
            ),
        ),
        Paper(
            "office_rejection",
            head(trade="", group="", sitting=""),
            data=r.OfficeReceipt(
                "JS-2026-004",
                "第4赛区",
                "crb_sf2026_base4_n0001_M3QX-77AA.crb",
                "M3QX-77AA",
                "0a10353dcf93f063140507a7260c56b5e5475e98785a9c7484b739812a6fa1a3",
                "拒收",
                "E10 内容与签名不符：评分表 D-103。",
                "",
                "2026-06-19 09:20",
                "周敏",
                "CRR:4:M3QX-77AA:REFUSED:E10",
            ),
        ),
        *office_papers(),
        *trust_papers(head(), head(trade="", group="", sitting="")),
        *venue_papers(head, name, unit, entry),
    ]
    return {paper.kind: paper for paper in papers}


def office_papers() -> list[Paper]:
    """The lists of the office."""
    plain = head(trade="", group="", sitting="")
    merged = [
        o.MergedRow(str(place), unit, f"HG{place:02d}", f"9{9 - place}.25", "1", "一等奖", "示范焊工决赛", "并列")
        for place, unit in enumerate(UNITS, 1)
    ]
    received = [
        o.ReceivedRow(
            str(number),
            "2026-06-19 09:12",
            unit,
            str(number),
            f"crb_sf2026_base{number}_n0001_SW83-AFEF.crb",
            "SW83-AFEF",
            "拒收 E13",
            "两个不同的成绩包都是第 1 号。已停止，两份都保留。请打电话给基地和监督。",
        )
        for number, unit in enumerate(UNITS, 1)
    ]
    counts = [GroupRow("总目标"), o.CountRow("工种", "12", "200", "6%"), o.CountRow("人数", "1030", note="按成绩包")]
    held = [o.HeldRow("1", "焊工 6-18-02-04", "示范焊工决赛", UNITS[2], "省级一类", "技工类通用", "2026-06-18", "72")]
    return [
        Paper("merged_standings", head(sitting=""), tuple(merged), notes=("总成绩相同的名次并列。",)),
        Paper("received_register", plain, tuple(received), notes=("收到 6 个文件，拒收 6 个。",)),
        Paper("year_overview", plain, tuple(counts), title="2026 年度竞赛概览"),
        Paper("year_contests", plain, tuple(held), title="2026 年度竞赛清单"),
    ]
