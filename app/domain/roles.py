"""Roles and what each may do. Two pairs of eyes and separation of duties are this table; services enforce it."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """Who sits at the keyboard."""

    CHIEF_JUDGE = "chief_judge"
    JUDGE = "judge"
    FLOOR_JUDGE = "floor_judge"
    CODING_JUDGE = "coding_judge"
    RECORDER = "recorder"
    SUPERVISOR = "supervisor"
    ARBITER = "arbiter"
    REGISTRAR = "registrar"
    CERTIFICATE_CLERK = "certificate_clerk"
    ADMINISTRATOR = "administrator"
    OFFICE_CLERK = "office_clerk"

    @property
    def zh(self) -> str:
        """The word on screen and paper."""
        return _ZH[self]


_ZH = {
    Role.CHIEF_JUDGE: "裁判长",
    Role.JUDGE: "评分裁判",
    Role.FLOOR_JUDGE: "现场裁判",
    Role.CODING_JUDGE: "加密裁判",
    Role.RECORDER: "录分员",
    Role.SUPERVISOR: "监督",
    Role.ARBITER: "仲裁",
    Role.REGISTRAR: "登记员",
    Role.CERTIFICATE_CLERK: "打印员",
    Role.ADMINISTRATOR: "管理员",
    Role.OFFICE_CLERK: "省办",
}
_WORDS = {word: role for role, word in _ZH.items()} | {"裁判": Role.JUDGE, "考务": Role.ADMINISTRATOR}


def parse_role(text: str) -> Role | None:
    """The role of a code (`chief_judge`, `chief-judge`) or a Chinese word (裁判长); None when there is none."""
    plain = text.strip().lower().replace("-", "_").replace(" ", "_")
    try:
        return Role(plain)
    except ValueError:
        return _WORDS.get(text.strip())


class Act(Enum):
    """What can be done; the value is its name in the audit chain."""

    SET_UP = "contest.set_up"
    CHANGE_FROZEN_SCHEME = "scheme.change_frozen"
    MANAGE_ACCOUNTS = "accounts.manage"
    REGISTER = "people.register"
    SEE_PEOPLE = "people.see"
    CHECK_IN = "attendance.check_in"
    NOTE_INCIDENT = "incident.note"
    HANDLE_INCIDENT = "incident.handle"
    DRAW = "draw.draw"
    SEE_CODES_WITH_NAMES = "draw.see"
    KEY_MARKS = "marks.key"
    KEY_THEORY = "marks.key_theory"
    DECIDE_SPREAD = "marks.decide_spread"
    SETTLE = "marks.settle"
    SET_SHEET_STATUS = "sheet.status"
    REOPEN_SHEET = "sheet.reopen"
    CORRECT = "marks.correct"
    RECHECK = "recheck.run"
    SEE_JUDGES = "judges.report"
    LOCK = "trade.lock"
    UNLOCK = "trade.unlock"
    WITNESS = "trade.witness"
    DECODE = "trade.decode"
    RANK = "results.rank"
    RULE = "results.rule"
    CONFIRM = "results.confirm"
    FILE_APPEAL = "appeal.file"
    ADMIT_APPEAL = "appeal.admit"
    ANSWER_APPEAL = "appeal.answer"
    UPHOLD_APPEAL = "appeal.uphold"
    AMEND = "results.amend"
    SEE_RESULTS = "results.see"
    PRINT_PAPERS = "papers.print"
    ISSUE_CERTIFICATES = "certificates.issue"
    EXPORT = "bundle.export"
    MANAGE_KEYS = "keys.manage"
    SET_CLOCK = "clock.set"
    RECEIVE = "bundle.receive"
    BACK_UP = "file.back_up"
    RESTORE = "file.restore"
    SEE_AUDIT = "audit.see"
    REMARK = "remark.write"
    ERASE = "personal.erase"

    @property
    def zh(self) -> str:
        """What people call it."""
        return _ACT_ZH[self]


_ACT_ZH = {
    Act.SET_UP: "竞赛设置",
    Act.CHANGE_FROZEN_SCHEME: "改已冻结的评分标准",
    Act.MANAGE_ACCOUNTS: "管理人员和口令",
    Act.REGISTER: "报名登记",
    Act.SEE_PEOPLE: "看选手名单",
    Act.CHECK_IN: "检录登记",
    Act.NOTE_INCIDENT: "记录现场情况",
    Act.HANDLE_INCIDENT: "处理现场情况",
    Act.DRAW: "抽签",
    Act.SEE_CODES_WITH_NAMES: "看密号和姓名的对照",
    Act.KEY_MARKS: "录入评分",
    Act.KEY_THEORY: "录入理论成绩",
    Act.DECIDE_SPREAD: "极差复议",
    Act.SETTLE: "裁定两遍不一致",
    Act.SET_SHEET_STATUS: "登记缺考弃权等情况",
    Act.REOPEN_SHEET: "退回评分表",
    Act.CORRECT: "更正成绩",
    Act.RECHECK: "复核抽检",
    Act.SEE_JUDGES: "看裁判评分统计",
    Act.LOCK: "签字锁定成绩",
    Act.UNLOCK: "解除锁定",
    Act.WITNESS: "监督见证",
    Act.DECODE: "解密",
    Act.RANK: "排名",
    Act.RULE: "裁定同分和奖项",
    Act.CONFIRM: "确认名次与奖项",
    Act.FILE_APPEAL: "登记申诉",
    Act.ADMIT_APPEAL: "受理申诉",
    Act.ANSWER_APPEAL: "答复申诉",
    Act.UPHOLD_APPEAL: "支持申诉",
    Act.AMEND: "修订成绩",
    Act.SEE_RESULTS: "看成绩",
    Act.PRINT_PAPERS: "打印表格",
    Act.ISSUE_CERTIFICATES: "印发证书",
    Act.EXPORT: "导出成绩包",
    Act.MANAGE_KEYS: "管理签名钥匙",
    Act.SET_CLOCK: "校对时间",
    Act.RECEIVE: "接收成绩包",
    Act.BACK_UP: "备份",
    Act.RESTORE: "恢复备份",
    Act.SEE_AUDIT: "看操作记录",
    Act.REMARK: "写备注",
    Act.ERASE: "清除个人信息",
}


# The administrator manages accounts and the file, and never marks, locks or reveals; the coding judge sees codes and
# never marks; the registrar sees people and no marks; the supervisor sees all and only witnesses.
_MAY: dict[Role, frozenset[Act]] = {
    Role.CHIEF_JUDGE: frozenset(
        {
            Act.SET_UP,
            Act.CHANGE_FROZEN_SCHEME,
            Act.SEE_PEOPLE,
            Act.NOTE_INCIDENT,
            Act.HANDLE_INCIDENT,
            Act.DECIDE_SPREAD,
            Act.SETTLE,
            Act.SET_SHEET_STATUS,
            Act.REOPEN_SHEET,
            Act.CORRECT,
            Act.RECHECK,
            Act.SEE_JUDGES,
            Act.LOCK,
            Act.UNLOCK,
            Act.DECODE,
            Act.RANK,
            Act.RULE,
            Act.CONFIRM,
            Act.ADMIT_APPEAL,
            Act.UPHOLD_APPEAL,
            Act.AMEND,
            Act.SEE_RESULTS,
            Act.PRINT_PAPERS,
            Act.EXPORT,
            Act.RESTORE,
            Act.BACK_UP,
            Act.SEE_AUDIT,
            Act.REMARK,
            Act.ERASE,
        }
    ),
    Role.JUDGE: frozenset({Act.KEY_MARKS}),
    Role.FLOOR_JUDGE: frozenset({Act.NOTE_INCIDENT, Act.CHECK_IN, Act.SET_SHEET_STATUS}),
    Role.CODING_JUDGE: frozenset({Act.DRAW, Act.SEE_CODES_WITH_NAMES, Act.SEE_PEOPLE, Act.PRINT_PAPERS}),
    Role.RECORDER: frozenset({Act.KEY_MARKS, Act.KEY_THEORY, Act.SETTLE, Act.RECHECK, Act.SET_SHEET_STATUS}),
    Role.SUPERVISOR: frozenset(
        {
            Act.WITNESS,
            Act.SEE_PEOPLE,
            Act.SETTLE,
            Act.CORRECT,
            Act.RECHECK,
            Act.SEE_JUDGES,
            Act.SEE_RESULTS,
            Act.SEE_AUDIT,
            Act.REMARK,
        }
    ),
    Role.ARBITER: frozenset({Act.ANSWER_APPEAL, Act.SEE_RESULTS, Act.SEE_AUDIT, Act.SEE_PEOPLE, Act.REMARK}),
    Role.REGISTRAR: frozenset(
        {Act.SET_UP, Act.REGISTER, Act.SEE_PEOPLE, Act.CHECK_IN, Act.FILE_APPEAL, Act.PRINT_PAPERS}
    ),
    Role.CERTIFICATE_CLERK: frozenset({Act.SEE_RESULTS, Act.PRINT_PAPERS, Act.ISSUE_CERTIFICATES, Act.EXPORT}),
    Role.ADMINISTRATOR: frozenset(
        {
            Act.SET_UP,
            Act.MANAGE_ACCOUNTS,
            Act.MANAGE_KEYS,
            Act.SET_CLOCK,
            Act.BACK_UP,
            Act.SEE_AUDIT,
            Act.EXPORT,
            Act.PRINT_PAPERS,
        }
    ),
    Role.OFFICE_CLERK: frozenset({Act.RECEIVE, Act.MANAGE_KEYS, Act.SEE_RESULTS, Act.PRINT_PAPERS, Act.BACK_UP}),
}

# Who may hold the key of ID numbers and phones: whoever registers, prints lists with them or gives them to the office.
KEY_HOLDERS = (Role.CHIEF_JUDGE, Role.REGISTRAR, Role.ADMINISTRATOR)

# Acts of preparation that the person at the command line may do while nobody holds a role for them yet.
BEFORE_ACCOUNTS = frozenset(
    {
        Act.SET_UP,
        Act.MANAGE_ACCOUNTS,
        Act.REGISTER,
        Act.CHECK_IN,
        Act.DRAW,
        Act.KEY_MARKS,
        Act.KEY_THEORY,
        Act.RECHECK,
        Act.SEE_JUDGES,
        Act.SET_SHEET_STATUS,
        Act.PRINT_PAPERS,
        Act.ISSUE_CERTIFICATES,
        Act.RECEIVE,
        Act.MANAGE_KEYS,
        Act.SET_CLOCK,
        Act.BACK_UP,
        Act.SEE_AUDIT,
        Act.SEE_PEOPLE,
        Act.SEE_RESULTS,
        Act.EXPORT,
        Act.RESTORE,
        Act.RANK,
    }
)


def may(role: Role, act: Act) -> bool:
    """Whether a role may do an act at all (states and second persons are checked by the service)."""
    return act in _MAY[role]


def roles_for(act: Act) -> tuple[Role, ...]:
    """The roles that may do an act, in the order of the table."""
    return tuple(role for role, acts in _MAY.items() if act in acts)
