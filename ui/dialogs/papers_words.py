"""What every kind of paper is called on the screen, what it is for, and the part of the day it belongs to."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_PARTS = {
    "before": QT_TRANSLATE_NOOP("Papers", "赛前准备"),
    "arrival": QT_TRANSLATE_NOOP("Papers", "检录抽签"),
    "marking": QT_TRANSLATE_NOOP("Papers", "评分"),
    "recheck": QT_TRANSLATE_NOOP("Papers", "复核更正"),
    "results": QT_TRANSLATE_NOOP("Papers", "成绩公示"),
    "after": QT_TRANSLATE_NOOP("Papers", "证书、申诉、上报"),
}
# kind: (name, what it is for)
WORDS = {
    "timetable": (
        QT_TRANSLATE_NOOP("Papers", "日程表"),
        QT_TRANSLATE_NOOP("Papers", "每天几点、什么事、在哪里，张贴和发给领队。"),
    ),
    "door-signs": (
        QT_TRANSLATE_NOOP("Papers", "场地门牌"),
        QT_TRANSLATE_NOOP("Papers", "日程里每个地点一张，A4 横放，贴在门上。"),
    ),
    "scheme": (
        QT_TRANSLATE_NOOP("Papers", "评分标准审定表"),
        QT_TRANSLATE_NOOP("Papers", "全部评分点、要求和配分，开赛前由命题人、裁判长、监督签字。"),
    ),
    "examples": (
        QT_TRANSLATE_NOOP("Papers", "计分规则示例"),
        QT_TRANSLATE_NOOP("Papers", "每种计分规则一个算例，程序现算，供裁判培训。"),
    ),
    "passes": (
        QT_TRANSLATE_NOOP("Papers", "参赛证"),
        QT_TRANSLATE_NOOP("Papers", "A6，一张 A4 四个，带裁切线；可带背面（须知和日程）双面打印。"),
    ),
    "pass-cards": (
        QT_TRANSLATE_NOOP("Papers", "参赛证卡片"),
        QT_TRANSLATE_NOOP("Papers", "86×54 毫米，一张 A4 十个，带裁切线；可带背面双面打印。"),
    ),
    "entries": (
        QT_TRANSLATE_NOOP("Papers", "报名汇总表"),
        QT_TRANSLATE_NOOP("Papers", "每个代表队一张，证件只印尾号，领队核对后签字。"),
    ),
    "roster-problems": (
        QT_TRANSLATE_NOOP("Papers", "报名问题单"),
        QT_TRANSLATE_NOOP("Papers", "每个代表队还缺什么、哪里不对，交领队补正。"),
    ),
    "sign-in": (QT_TRANSLATE_NOOP("Papers", "签到表"), QT_TRANSLATE_NOOP("Papers", "每场一张，选手签名并写时间。")),
    "sign-in-photo": (
        QT_TRANSLATE_NOOP("Papers", "照片签到表"),
        QT_TRANSLATE_NOOP("Papers", "带 25×35 毫米照片，一页十二人，便于认人。"),
    ),
    "check-in": (
        QT_TRANSLATE_NOOP("Papers", "检录表"),
        QT_TRANSLATE_NOOP("Papers", "已知的检录时间和结果，其余留空手写。"),
    ),
    "absent": (
        QT_TRANSLATE_NOOP("Papers", "缺席名单"),
        QT_TRANSLATE_NOOP("Papers", "缺考、迟到取消、弃权的选手和原因，检录后报裁判长。"),
    ),
    "draw": (
        QT_TRANSLATE_NOOP("Papers", "抽签表"),
        QT_TRANSLATE_NOOP("Papers", "抽签号和工位，选手签字按手印；没有密号。"),
    ),
    "code-table": (
        QT_TRANSLATE_NOOP("Papers", "加密对照表"),
        QT_TRANSLATE_NOOP("Papers", "参赛号、工位和密号的对照，只印一份，密封保存；每看一次都记录，没有预览。"),
    ),
    "code-labels": (
        QT_TRANSLATE_NOOP("Papers", "密号标签"),
        QT_TRANSLATE_NOOP("Papers", "50×30 毫米，贴在工件和卷子上；不干胶可从中间的格开始。"),
    ),
    "envelopes": (
        QT_TRANSLATE_NOOP("Papers", "密封袋封面"),
        QT_TRANSLATE_NOOP("Papers", "装加密对照表和每场评分表的信封封面。"),
    ),
    "blank-score-sheets": (
        QT_TRANSLATE_NOOP("Papers", "空白评分表"),
        QT_TRANSLATE_NOOP("Papers", "每个密号一份，全组裁判写在一张上；要回避的席位已印明。"),
    ),
    "judge-sheets": (
        QT_TRANSLATE_NOOP("Papers", "裁判评分表"),
        QT_TRANSLATE_NOOP("Papers", "每个密号、每名裁判一份，带评分要求。"),
    ),
    "score-sheets": (
        QT_TRANSLATE_NOOP("Papers", "评分表"),
        QT_TRANSLATE_NOOP("Papers", "两遍一致的已填好，裁判核对后签字；其余是空白的。"),
    ),
    "mismatches": (
        QT_TRANSLATE_NOOP("Papers", "两遍录入不一致清单"),
        QT_TRANSLATE_NOOP("Papers", "两遍不同的每一格和纸面的裁定，拿着去核对原评分表。"),
    ),
    "judge-summary": (
        QT_TRANSLATE_NOOP("Papers", "评委打分汇总"),
        QT_TRANSLATE_NOOP("Papers", "每个密号、每个评分点各裁判的打分、去掉的高低分和极差。"),
    ),
    "judge-statistics": (
        QT_TRANSLATE_NOOP("Papers", "裁判评分统计"),
        QT_TRANSLATE_NOOP("Papers", "每个席位与全组的偏差、去最高去最低的次数；只给裁判长和监督。"),
    ),
    "incidents": (
        QT_TRANSLATE_NOOP("Papers", "现场情况记录表"),
        QT_TRANSLATE_NOOP("Papers", "已记下的停机、补时等情况，下面留空行手写。"),
    ),
    "theory": (
        QT_TRANSLATE_NOOP("Papers", "理论成绩单"),
        QT_TRANSLATE_NOOP("Papers", "按整场成绩录入的轮次，阅卷和录分员签字。"),
    ),
    "recheck": (
        QT_TRANSLATE_NOOP("Papers", "复核记录表"),
        QT_TRANSLATE_NOOP("Papers", "抽到哪些、纸面和机内各是多少、结论和错误率。"),
    ),
    "correction": (
        QT_TRANSLATE_NOOP("Papers", "更正单"),
        QT_TRANSLATE_NOOP("Papers", "每处更正一张：改前改后、理由、影响，裁判长和监督签字。"),
    ),
    "standings": (
        QT_TRANSLATE_NOOP("Papers", "成绩汇总表"),
        QT_TRANSLATE_NOOP("Papers", "名次、各场成绩、总成绩和奖项，裁判长、监督、统分、复核签字。"),
    ),
    "single-standings": (
        QT_TRANSLATE_NOOP("Papers", "单项成绩表"),
        QT_TRANSLATE_NOOP("Papers", "竞赛定义里另设的排名，例如理论状元。"),
    ),
    "delegations": (
        QT_TRANSLATE_NOOP("Papers", "代表队排名表"),
        QT_TRANSLATE_NOOP("Papers", "各代表队的总分和计分的队员。"),
    ),
    "public-notice": (
        QT_TRANSLATE_NOOP("Papers", "公示表"),
        QT_TRANSLATE_NOOP("Papers", "公文格式，没有证件号和电话；写明公示期和受理电话。"),
    ),
    "amendment-notice": (
        QT_TRANSLATE_NOOP("Papers", "更正公示"),
        QT_TRANSLATE_NOOP("Papers", "张贴以后又改过的成绩，改前改后都写明。"),
    ),
    "winners": (QT_TRANSLATE_NOOP("Papers", "获奖名单"), QT_TRANSLATE_NOOP("Papers", "按奖次列出，发文和领奖用。")),
    "citations": (
        QT_TRANSLATE_NOOP("Papers", "颁奖词"),
        QT_TRANSLATE_NOOP("Papers", "主持人念的稿子，从三等奖到一等奖，大字。"),
    ),
    "honours": (
        QT_TRANSLATE_NOOP("Papers", "拟推荐名单"),
        QT_TRANSLATE_NOOP("Papers", "拟推荐的荣誉和晋级，由组委会办公室决定。"),
    ),
    "explanation": (
        QT_TRANSLATE_NOOP("Papers", "成绩计算说明"),
        QT_TRANSLATE_NOOP("Papers", "一名选手的成绩一步一步怎么来的；不写参赛号就是全部。"),
    ),
    "certificate-receipts": (
        QT_TRANSLATE_NOOP("Papers", "证书发放签收表"),
        QT_TRANSLATE_NOOP("Papers", "在用的证书编号，领取人签字。"),
    ),
    "appeal": (
        QT_TRANSLATE_NOOP("Papers", "申诉表"),
        QT_TRANSLATE_NOOP("Papers", "已收到的申诉，填好的；没有申诉就是空白表。"),
    ),
    "blank-appeal": (
        QT_TRANSLATE_NOOP("Papers", "空白申诉表"),
        QT_TRANSLATE_NOOP("Papers", "发给领队手写。"),
    ),
    "export-sheet": (
        QT_TRANSLATE_NOOP("Papers", "上报单"),
        QT_TRANSLATE_NOOP("Papers", "随成绩包送交，印有全文摘要和校验码。"),
    ),
    "loss-report": (
        QT_TRANSLATE_NOOP("Papers", "遗失报告"),
        QT_TRANSLATE_NOOP("Papers", "电脑或 U盘遗失当日报省办，只写数量和种类。"),
    ),
}


def name(kind: str) -> str:
    """What a kind is called, in the language of the window."""
    return QCoreApplication.translate("Papers", WORDS[kind][0])


def about(kind: str) -> str:
    """What a kind is for."""
    return QCoreApplication.translate("Papers", WORDS[kind][1])


def part(key: str) -> str:
    """What a part of the day is called."""
    return QCoreApplication.translate("Papers", _PARTS[key])
