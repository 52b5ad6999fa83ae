"""The sentences of the board: what a next step, a need, an hour of the day and a stage are called."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from app.services.board_view import Hour, Lack, Matter, Need, NextStep, StageCell, State, Step, TradeRow

_STAGES = {
    "registration": QT_TRANSLATE_NOOP("Board", "报名"),
    "checkin": QT_TRANSLATE_NOOP("Board", "检录"),
    "draw": QT_TRANSLATE_NOOP("Board", "抽签"),
    "theory": QT_TRANSLATE_NOOP("Board", "理论"),
    "practical": QT_TRANSLATE_NOOP("Board", "实操"),
    "recheck": QT_TRANSLATE_NOOP("Board", "复核"),
    "decode": QT_TRANSLATE_NOOP("Board", "锁定、解密"),
    "ranking": QT_TRANSLATE_NOOP("Board", "排名"),
    "certificates": QT_TRANSLATE_NOOP("Board", "证书"),
    "report": QT_TRANSLATE_NOOP("Board", "上报"),
    "close": QT_TRANSLATE_NOOP("Board", "闭幕"),
}
_STATES = {
    State.DONE: QT_TRANSLATE_NOOP("Board", "已完成"),
    State.LOCKED: QT_TRANSLATE_NOOP("Board", "已锁定"),
    State.CURRENT: QT_TRANSLATE_NOOP("Board", "进行中"),
    State.DECIDE: QT_TRANSLATE_NOOP("Board", "要复议"),
    State.DIFFERS: QT_TRANSLATE_NOOP("Board", "不一致"),
    State.BLOCKED: QT_TRANSLATE_NOOP("Board", "被卡住"),
    State.WAITING: QT_TRANSLATE_NOOP("Board", "等上一步"),
    State.LATER: QT_TRANSLATE_NOOP("Board", "有时限"),
}
_LACKS = {
    Lack.NOTHING: QT_TRANSLATE_NOOP("Board", "被卡住"),
    Lack.SIGNATURE: QT_TRANSLATE_NOOP("Board", "缺签字"),
    Lack.JUDGES: QT_TRANSLATE_NOOP("Board", "缺裁判"),
    Lack.SCHEME: QT_TRANSLATE_NOOP("Board", "缺标准"),
    Lack.STATIONS: QT_TRANSLATE_NOOP("Board", "缺工位"),
    Lack.PEOPLE: QT_TRANSLATE_NOOP("Board", "缺人"),
    Lack.KEY: QT_TRANSLATE_NOOP("Board", "缺钥匙"),
}
# step: (what, why or what then, verb, icon)
_STEPS = {
    Step.SET_UP: (
        QT_TRANSLATE_NOOP("Board", "填好竞赛设置"),
        QT_TRANSLATE_NOOP("Board", "还差 {count} 项；填好后“报名”会自动放开。"),
        QT_TRANSLATE_NOOP("Board", "去设置"),
        "settings",
    ),
    Step.IMPORT_ROSTER: (
        QT_TRANSLATE_NOOP("Board", "导入各代表队的报名表"),
        QT_TRANSLATE_NOOP("Board", "Excel、WPS、CSV 都可以；先检查，再导入，原文件不动。"),
        QT_TRANSLATE_NOOP("Board", "去报名"),
        "arrow_import",
    ),
    Step.DECIDE_ENTRIES: (
        QT_TRANSLATE_NOOP("Board", "审核剩下的 {count} 份报名"),
        QT_TRANSLATE_NOOP("Board", "全部通过或退回后，名单才能封闭。"),
        QT_TRANSLATE_NOOP("Board", "去审核"),
        "person_add",
    ),
    Step.CLOSE_LIST: (
        QT_TRANSLATE_NOOP("Board", "封闭{trade}的名单"),
        QT_TRANSLATE_NOOP("Board", "封闭后可以检录和抽签。"),
        QT_TRANSLATE_NOOP("Board", "去封闭"),
        "lock_closed",
    ),
    Step.CHECK_IN: (
        QT_TRANSLATE_NOOP("Board", "检录{trade}，还有 {count} 人没到"),
        QT_TRANSLATE_NOOP("Board", "截止本场后才能抽签。"),
        QT_TRANSLATE_NOOP("Board", "去检录"),
        "people_checkmark",
    ),
    Step.DRAW: (
        QT_TRANSLATE_NOOP("Board", "给{trade}抽签、编密号"),
        QT_TRANSLATE_NOOP("Board", "要加密裁判和监督两人在场；抽完“实操”会自动放开。"),
        QT_TRANSLATE_NOOP("Board", "去抽签"),
        "people_checkmark",
    ),
    Step.THEORY: (
        QT_TRANSLATE_NOOP("Board", "录入{trade}的理论成绩，还差 {count} 人"),
        QT_TRANSLATE_NOOP("Board", "可以导入机考结果，也可以手工录入。"),
        QT_TRANSLATE_NOOP("Board", "去理论"),
        "book_open",
    ),
    Step.ENTER_MARKS: (
        QT_TRANSLATE_NOOP("Board", "录完{trade}剩下的 {count} 份实操评分表"),
        QT_TRANSLATE_NOOP("Board", "录完并二录一致后，“复核”会自动放开。"),
        QT_TRANSLATE_NOOP("Board", "去录分"),
        "edit",
    ),
    Step.KEY_AGAIN: (
        QT_TRANSLATE_NOOP("Board", "再录一遍{trade}的 {count} 份评分表"),
        QT_TRANSLATE_NOOP("Board", "第二遍要换人录；两遍一致才算数。"),
        QT_TRANSLATE_NOOP("Board", "去二录"),
        "edit",
    ),
    Step.SETTLE: (
        QT_TRANSLATE_NOOP("Board", "核对{trade} {count} 份两遍不一致的评分表"),
        QT_TRANSLATE_NOOP("Board", "看纸面原件，第三次键入的值算数。"),
        QT_TRANSLATE_NOOP("Board", "去核对"),
        "arrow_swap",
    ),
    Step.RECHECK: (
        QT_TRANSLATE_NOOP("Board", "复核{trade}，还差 {count} 份"),
        QT_TRANSLATE_NOOP("Board", "抽检样本全部核完才能锁定。"),
        QT_TRANSLATE_NOOP("Board", "去复核"),
        "clipboard_checkmark",
    ),
    Step.LOCK: (
        QT_TRANSLATE_NOOP("Board", "锁定{trade}的成绩"),
        QT_TRANSLATE_NOOP("Board", "裁判长和监督两人签字；锁定后才能解密、排名。"),
        QT_TRANSLATE_NOOP("Board", "去锁定"),
        "lock_closed",
    ),
    Step.DECODE: (
        QT_TRANSLATE_NOOP("Board", "解密{trade}的密号"),
        QT_TRANSLATE_NOOP("Board", "裁判长和监督同场，只做一次，全程记录。"),
        QT_TRANSLATE_NOOP("Board", "去解密"),
        "lock_open",
    ),
    Step.RULE_TIES: (
        QT_TRANSLATE_NOOP("Board", "裁定{trade}的 {count} 处同分"),
        QT_TRANSLATE_NOOP("Board", "裁定要写理由；裁定完才能确认名次。"),
        QT_TRANSLATE_NOOP("Board", "去裁定"),
        "gavel",
    ),
    Step.CONFIRM: (
        QT_TRANSLATE_NOOP("Board", "确认{trade}的名次与奖项"),
        QT_TRANSLATE_NOOP("Board", "确认后可以公示、打印证书。"),
        QT_TRANSLATE_NOOP("Board", "去确认"),
        "data_bar_vertical",
    ),
    Step.PRINT_CERTIFICATES: (
        QT_TRANSLATE_NOOP("Board", "打印{trade}的 {count} 张证书"),
        QT_TRANSLATE_NOOP("Board", "先打校准页，再试打一张。"),
        QT_TRANSLATE_NOOP("Board", "去打印"),
        "print",
    ),
    Step.EXPORT: (
        QT_TRANSLATE_NOOP("Board", "导出成绩包上报"),
        QT_TRANSLATE_NOOP("Board", "写到U盘，读回核对，再打印回执。"),
        QT_TRANSLATE_NOOP("Board", "去上报"),
        "usb_stick",
    ),
    Step.FINISHED: (
        QT_TRANSLATE_NOOP("Board", "这场竞赛的事都做完了"),
        QT_TRANSLATE_NOOP("Board", "需要改正时，从“复核”办理更正。"),
        "",
        "flag",
    ),
}
# matter: (what, detail when no facts are given, verb)
_MATTERS = {
    Matter.SIGNATURE_MISSING: (
        QT_TRANSLATE_NOOP("Board", "{trade}　成绩不能锁定"),
        QT_TRANSLATE_NOOP("Board", "还缺签字；锁定后才能解密、排名"),
        QT_TRANSLATE_NOOP("Board", "去签字"),
    ),
    Matter.KEYINGS_DIFFER: (
        QT_TRANSLATE_NOOP("Board", "{trade} {things}　两遍录入 {count} 格不一致"),
        QT_TRANSLATE_NOOP("Board", "看纸面原件，再键入一次"),
        QT_TRANSLATE_NOOP("Board", "看原件"),
    ),
    Matter.SPREAD_OPEN: (
        QT_TRANSLATE_NOOP("Board", "{trade} {things}　极差超限"),
        QT_TRANSLATE_NOOP("Board", "等裁判长复议：维持或重新打分，都要写理由"),
        QT_TRANSLATE_NOOP("Board", "去复议"),
    ),
    Matter.DOUBTFUL: (
        QT_TRANSLATE_NOOP("Board", "{trade} {things}　{count} 格字迹不清"),
        QT_TRANSLATE_NOOP("Board", "请原裁判认一认，再提交"),
        QT_TRANSLATE_NOOP("Board", "去核对"),
    ),
    Matter.NOT_CHECKED_IN: (
        QT_TRANSLATE_NOOP("Board", "{trade}　{count} 人未检录"),
        QT_TRANSLATE_NOOP("Board", "{things}"),
        QT_TRANSLATE_NOOP("Board", "去检录"),
    ),
    Matter.ENTRIES_UNDECIDED: (
        QT_TRANSLATE_NOOP("Board", "{trade}　{count} 份报名待审核"),
        QT_TRANSLATE_NOOP("Board", "通过或退回后，名单才能封闭"),
        QT_TRANSLATE_NOOP("Board", "去审核"),
    ),
    Matter.RECHECK_FAILED: (
        QT_TRANSLATE_NOOP("Board", "{trade}　复核错误率超过上限"),
        QT_TRANSLATE_NOOP("Board", "全部评分表要重新复核"),
        QT_TRANSLATE_NOOP("Board", "去复核"),
    ),
    Matter.TIE_OPEN: (
        QT_TRANSLATE_NOOP("Board", "{trade}　{count} 处同分未裁定"),
        QT_TRANSLATE_NOOP("Board", "{things}"),
        QT_TRANSLATE_NOOP("Board", "去裁定"),
    ),
    Matter.APPEAL_OPEN: (
        QT_TRANSLATE_NOOP("Board", "{trade}　{count} 件申诉未答复"),
        QT_TRANSLATE_NOOP("Board", "{things}"),
        QT_TRANSLATE_NOOP("Board", "去处理"),
    ),
    Matter.INCIDENT_OPEN: (
        QT_TRANSLATE_NOOP("Board", "{trade}　{count} 件现场情况未处理"),
        QT_TRANSLATE_NOOP("Board", "{things}"),
        QT_TRANSLATE_NOOP("Board", "去处理"),
    ),
    Matter.NO_BACKUP: (
        QT_TRANSLATE_NOOP("Board", "没有备份U盘"),
        QT_TRANSLATE_NOOP("Board", "成绩仍存在本机；插上U盘会自动备份"),
        QT_TRANSLATE_NOOP("Board", "去选盘"),
    ),
    Matter.CHAIN_BROKEN: (
        QT_TRANSLATE_NOOP("Board", "操作记录的链条断了"),
        QT_TRANSLATE_NOOP("Board", "文件可能在程序外被改动；请停止录入并联系技术人员"),
        QT_TRANSLATE_NOOP("Board", "看断点"),
    ),
    Matter.KEY_MISSING: (
        QT_TRANSLATE_NOOP("Board", "没有签名钥匙"),
        QT_TRANSLATE_NOOP("Board", "没有钥匙不能上报；请插上钥匙盘或新建钥匙"),
        QT_TRANSLATE_NOOP("Board", "去上报"),
    ),
    Matter.SCHEME_SUM: (
        QT_TRANSLATE_NOOP("Board", "{trade}　评分标准加不到满分"),
        QT_TRANSLATE_NOOP("Board", "{things}"),
        QT_TRANSLATE_NOOP("Board", "去改标准"),
    ),
}
_NO_TRADE = QT_TRANSLATE_NOOP("Board", "各工种")


def tr(text: str) -> str:
    """A text of this table in the language of the window."""
    return QCoreApplication.translate("Board", text) if text else ""


def stage_name(stage: str) -> str:
    """The word for a stage of the day."""
    return tr(_STAGES[stage])


def state_name(state: State) -> str:
    """The word for a state, as in the legend."""
    return tr(_STATES[state])


def cell_text(cell: StageCell) -> str:
    """What stands in a cell of the table: figures, or a word where figures say nothing."""
    if cell.state is State.WAITING:
        return QCoreApplication.translate("Board", "等待")
    if cell.state in (State.DECIDE, State.DIFFERS):
        return QCoreApplication.translate("Board", "{count} 处").format(count=cell.done)
    if cell.state is State.BLOCKED:
        return tr(_LACKS[cell.lack])
    return f"{cell.done}/{cell.total}" if cell.total else str(cell.done)


def cell_sentence(row: TradeRow, stage: str, cell: StageCell) -> str:
    """A cell in words, for a tooltip and for those who hear the screen."""
    return QCoreApplication.translate("Board", "{trade}，{stage}：{state}，{figures}").format(
        trade=row.name, stage=stage_name(stage), state=state_name(cell.state), figures=cell_text(cell)
    )


def people_line(row: TradeRow) -> str:
    """The line under a trade's name: "24 人 · 2 场"."""
    if not row.sittings:
        return QCoreApplication.translate("Board", "{people} 人").format(people=row.people)
    text = QCoreApplication.translate("Board", "{people} 人 · {sittings} 场")
    return text.format(people=row.people, sittings=row.sittings)


def _whom(name: str, sitting: int) -> str:
    name = name or tr(_NO_TRADE)
    if not sitting:
        return name
    return QCoreApplication.translate("Board", "{trade}第 {sitting} 场").format(trade=name, sitting=sitting)


def step_words(step: NextStep) -> tuple[str, str, str, str]:
    """The next step as (what, why, verb, icon)."""
    what, why, verb, icon = _STEPS[step.step]
    whom = _whom(step.trade_name, step.sitting)
    line = tr(why).format(trade=whom, count=step.count)
    if step.minutes:
        pace = QCoreApplication.translate("Board", "照现在的速度，约 {minutes} 分钟。")
        line += pace.format(minutes=step.minutes)
    return tr(what).format(trade=whom, count=step.count), line, tr(verb), icon


def need_words(need: Need) -> tuple[str, str, str]:
    """A need as (what, detail, verb)."""
    what, detail, verb = _MATTERS[need.matter]
    joint = QCoreApplication.translate("Board", "、")
    fields = {"trade": need.trade_name or tr(_NO_TRADE), "count": need.count, "things": joint.join(need.things)}
    stop = QCoreApplication.translate("Board", "；")
    told = stop.join(need.facts) or tr(detail).format(**fields)
    if need.until is not None:
        told += stop + QCoreApplication.translate("Board", "{time} 截止").format(time=need.until.strftime("%H:%M"))
    return tr(what).format(**fields).strip(), told, tr(verb)


def hour_words(hour: Hour) -> str:
    """What an hour of the day is for."""
    if hour.name:
        return hour.name
    joint = QCoreApplication.translate("Board", "、")
    text = joint.join(stage_name(stage) for stage in hour.stages)
    if hour.sitting:
        return QCoreApplication.translate("Board", "{stage}第 {sitting} 场").format(stage=text, sitting=hour.sitting)
    return text


def locale() -> QLocale:
    """The locale of dates on screen."""
    return QLocale(QLocale.Language.Chinese if _chinese() else QLocale.Language.English)


def _chinese() -> bool:
    app = QCoreApplication.instance()
    return app is None or (app.property("language") or "zh") == "zh"
