"""Sample papers of the venue itself: timetable, signs, schemes, problems, absences, differences, words, cards."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from app.documents.papers import GroupRow, Paper, PaperHead
from app.documents.papers import rows as r
from app.documents.papers import venue as v

RULES = (
    "凭本证和有效身份证件，按规定时间到检录处检录，随后按抽签结果入场。",
    "迟到 15 分钟不得入场，按取消本场比赛资格处理。",
    "手机、手环等通信和拍摄设备不得带入赛场。",
    "在试卷、工件和评分材料上不得书写姓名、单位或任何记号。",
    "按要求穿戴劳动保护用品，遵守安全操作规程，服从裁判指挥。",
    "对成绩有异议的，由领队在公示后 2 小时内书面提出。",
    "本证不得涂改、转借，遗失请立即报告检录处。",
)
HOURS = (
    "6 月 18 日",
    "08:00　检录　1 号门",
    "08:30　理论考试　2 号楼 201",
    "10:00　实操比赛　第 1 场　焊接车间",
    "14:00　实操比赛　第 2 场　焊接车间",
    "18:00　闭幕式、颁奖　礼堂",
)


def portrait(seed: int) -> bytes:
    """A drawn face in the size of a passport picture."""
    picture = Image.new("RGB", (295, 413), (225, 235, 245))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((40, 270, 255, 560), fill=(40 + seed * 20, 60, 110))
    draw.ellipse((90, 90, 205, 250), fill=(235, 200, 175))
    draw.pieslice((80, 60, 215, 220), 180, 360, fill=(35, 30, 28))
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def venue_papers(
    head: Callable[..., PaperHead],
    name: Callable[[int], str],
    unit: Callable[[int], str],
    entry: Callable[[int], str],
) -> list[Paper]:
    """One of each, with the longest units and names."""
    plain = head(trade="", group="", sitting="", formal=None)
    hours: list[object] = [GroupRow("6 月 18 日（星期四）")]
    for time, what, trade, place in (
        ("07:00", "报到、领取参赛证", "", "1 号楼大厅"),
        ("08:00", "检录", "焊工　第 1 场", "1 号门"),
        ("08:30", "理论考试", "", "2 号楼 201"),
        ("10:00", "实操比赛", "多工序数控机床操作调整工　第 2 场", "数控实训中心一层东区"),
    ):
        hours.append(v.HourRow(time, what, trade, place))
    hours += [GroupRow("6 月 19 日（星期五）"), v.HourRow("09:00", "闭幕式、颁奖", "", "礼堂", "着正装")]
    scheme: list[object] = []
    for module, title in (("A", "焊前准备"), ("B", "外观检测")):
        scheme.append(GroupRow(f"{module}　{title}", "50 分"))
        for i in range(7):
            asked = "±0.5 得 100 %；±1 得 50 %" if i % 2 else "0 未清理；1 局部清理；2 清理到位；3 全部露出金属光泽"
            scheme.append(v.SchemeRow(f"{module}{i + 1}", "焊缝正面余高 0～3 mm", "打分×5", asked, "10.0"))
    scheme.append(GroupRow("合计", "100 分"))
    said = ["　　下面宣布2026年示范省职工职业技能大赛焊工（职工组）决赛获奖名单。", "　　获得二等奖的是（2 名）："]
    said += [f"　　　第 {3 - i} 名　{name(i + 3)}　{unit(i + 2)}" for i in range(2)]
    said += ["　　请获得二等奖的选手上台领奖。", "　　让我们以热烈的掌声向获奖选手表示祝贺！"]
    cards = tuple(
        r.PassCard(
            entry(i),
            name(i),
            "多工序数控机床操作调整工" if i == 1 else "焊工",
            "示范市总工会",
            "实操 第 2 场",
            unit(i),
            portrait(i) if i % 3 != 2 else b"",
        )
        for i in range(11)
    )
    return [
        Paper("timetable", plain, tuple(hours), facts=(("承办", unit(0)),)),
        Paper(
            "door_signs",
            plain,
            (
                v.DoorSign("焊接车间", "焊工", ("10:00　实操比赛　第 1 场", "14:00　实操比赛　第 2 场")),
                v.DoorSign("示范省能源系统职业技术学院附属实训中心一层"),
            ),
        ),
        Paper("scheme", head(sitting="", formal=None), tuple(scheme), notes=("各模块配分：A 50 + B 50 = 100。",)),
        Paper(
            "absent",
            head(formal=None),
            tuple(
                v.AbsentRow(str(i + 1), entry(i), name(i), f"示范市总工会 / {unit(i)}", "缺考", "突发疾病")
                for i in range(4)
            ),
            facts=(("应到", "24"), ("实到", "20"), ("缺席", "4")),
        ),
        Paper(
            "roster_problems",
            plain,
            tuple(
                v.ProblemRow(str(i + 1), entry(i), name(i), unit(i), "焊工", "缺手机号；缺照片；同一人报了两个工种")
                for i in range(6)
            ),
            facts=(("代表队", "示范市总工会"),),
        ),
        Paper(
            "mismatches",
            head(round="实操"),
            tuple(
                v.MismatchRow(
                    str(i + 1),
                    f"W-{110 + i}",
                    "B3 咬边深度",
                    f"裁判{i % 5 + 1}",
                    "8.5",
                    "5.5",
                    "5.5" if i % 2 else "",
                    "马秀英",
                )
                for i in range(9)
            ),
            facts=(("不一致", "9 处，9 份"), ("未裁定", "5")),
        ),
        Paper("citations", head(), data=v.Citations(tuple(said))),
        Paper("pass_cards", head(formal=None), cards, data=v.PassBack(RULES, HOURS)),
    ]
