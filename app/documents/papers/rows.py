"""The rows and data of the printed papers: plain frozen values, texts as they are to be printed.

Scores are decimal strings; a leading hyphen is printed as a minus. Everything may be left empty for a blank form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class StandingRow:
    """成绩汇总表: `rounds` one score a round (or a status word), in the order of the headings "rounds"; `scaled` the
    points on the comparison scale where the list has them (one text, and the heading "scaled")."""

    place: str
    entry: str
    name: str
    unit: str
    rounds: tuple[str, ...]
    deduction: str
    total: str
    award: str = ""
    note: str = ""
    scaled: tuple[str, ...] = ()


@dataclass(frozen=True)
class AuditRow:
    """操作记录: one entry in words."""

    seq: str
    at: str
    who: str
    said: str
    ref: str
    change: str
    reason: str


@dataclass(frozen=True)
class SideRow:
    """单项成绩表."""

    place: str
    entry: str
    name: str
    unit: str
    total: str
    award: str = ""
    note: str = ""


@dataclass(frozen=True)
class DelegationRow:
    """代表队排名表: `members` who counted, with what each brought in."""

    place: str
    name: str
    points: str
    members: str
    note: str = ""


@dataclass(frozen=True)
class HonourRow:
    """拟推荐名单: `level` the present skill level, `note` what the office has to know."""

    number: str
    name: str
    unit: str
    group: str
    place: str
    level: str
    note: str = ""


@dataclass(frozen=True)
class PublicRow:
    """公示表: no ID, no phone; mask the name with `people.masked_name` when the contest says so."""

    place: str
    name: str
    unit: str
    total: str
    award: str = ""


@dataclass(frozen=True)
class AmendedRow:
    """更正公示: one line of a list that was amended, each value as it was and as it is ("91.20 → 90.50")."""

    name: str
    unit: str
    total: str
    place: str
    award: str = ""


@dataclass(frozen=True)
class PublicNotice:
    """The words of 公示: period, where to complain, who issues it. `issuers` in order."""

    period: str
    phone: str
    address: str
    issuers: tuple[str, ...]
    issued_on: date
    body: str = ""


@dataclass(frozen=True)
class WinnerRow:
    """获奖名单."""

    place: str
    name: str
    unit: str
    delegation: str = ""
    award: str = ""


@dataclass(frozen=True)
class AspectRow:
    """评分表 of one judge: `mark` empty for a blank sheet."""

    id: str
    name: str
    requirement: str
    maximum: str
    mark: str = ""
    note: str = ""


@dataclass(frozen=True)
class PanelRow:
    """评分表 of a panel: `marks` one a judge, a dropped one in brackets; one item alone is one cell for all judges."""

    id: str
    name: str
    maximum: str
    marks: tuple[str, ...]
    score: str = ""
    note: str = ""


@dataclass(frozen=True)
class SignInRow:
    """签到表, and with `photo` (JPEG or PNG bytes) its form with pictures."""

    number: str
    entry: str
    name: str
    unit: str
    signature: str = ""
    time: str = ""
    photo: bytes = b""


@dataclass(frozen=True)
class CheckInRow:
    """检录表: `papers` whether ID and pass agree, `result` 已检录, 缺考, 迟到取消."""

    number: str
    entry: str
    name: str
    unit: str
    papers: str = ""
    time: str = ""
    result: str = ""
    note: str = ""


@dataclass(frozen=True)
class DrawRow:
    """抽签表 (open)."""

    number: str
    entry: str
    name: str
    lot: str
    station: str
    signature: str = ""
    time: str = ""


@dataclass(frozen=True)
class CodeRow:
    """加密表 (sealed): joins entry, station and blind code."""

    number: str
    entry: str
    station: str
    code: str
    note: str = ""


@dataclass(frozen=True)
class CodeLabel:
    """密号标签 and envelope covers: one label."""

    code: str
    trade: str
    sitting: str = ""


@dataclass(frozen=True)
class JudgeRow:
    """评委打分汇总: one aspect of one blind code, `marks` one a judge."""

    code: str
    aspect: str
    marks: tuple[str, ...]
    spread: str
    score: str
    note: str = ""


@dataclass(frozen=True)
class JudgeStatRow:
    """裁判评分统计表: how one seat marked beside its panel."""

    module: str
    seat: str
    judge: str
    marks: str
    left_out: str
    difference: str
    share: str
    high: str
    low: str
    spreads: str
    agreement: str


@dataclass(frozen=True)
class ExampleRow:
    """计分规则示例: a line of a worked example."""

    what: str
    text: str
    value: str


@dataclass(frozen=True)
class TheoryRow:
    """理论成绩单: `parts` one score a part, in the order of the headings "parts"; none where it is keyed whole."""

    number: str
    entry: str
    name: str
    unit: str
    paper: str
    score: str
    note: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecheckRow:
    """复核记录表: by blind code; what the paper says, what the program says, the verdict."""

    number: str
    code: str
    item: str
    on_paper: str
    on_record: str
    verdict: str
    by: str = ""


@dataclass(frozen=True)
class IncidentRow:
    """现场情况记录表."""

    time: str = ""
    who: str = ""
    what: str = ""
    handling: str = ""
    signature: str = ""


@dataclass(frozen=True)
class ReceiptRow:
    """证书发放签收表."""

    number: str
    name: str
    unit: str
    award: str
    serial: str
    signature: str = ""


@dataclass(frozen=True)
class EntryRow:
    """报名汇总表 of a delegation; `id_tail` the last four characters of the ID at most."""

    number: str
    entry: str
    name: str
    sex: str
    unit: str
    trade: str
    id_tail: str = ""
    note: str = ""


@dataclass(frozen=True)
class StepRow:
    """成绩计算说明: one step from marks to total: what, from which values, by which rule, with what result."""

    step: str
    values: str
    rule: str
    result: str


@dataclass(frozen=True)
class PassCard:
    """参赛证. `photo` JPEG or PNG bytes or empty; `token` the QR's content (the entry number when empty)."""

    entry: str
    name: str
    trade: str
    delegation: str
    sitting: str = ""
    unit: str = ""
    photo: bytes = b""
    token: str = ""


@dataclass(frozen=True)
class Correction:
    """更正单."""

    number: str = ""
    code: str = ""
    item: str = ""
    before: str = ""
    after: str = ""
    effect: str = ""
    reason: str = ""
    by: str = ""
    second: str = ""
    at: str = ""


@dataclass(frozen=True)
class Appeal:
    """申诉表; all empty for a blank form."""

    number: str = ""
    delegation: str = ""
    leader: str = ""
    phone: str = ""
    entry: str = ""
    item: str = ""
    facts: str = ""
    received: str = ""
    findings: str = ""
    decision: str = ""


@dataclass(frozen=True)
class ExportSheet:
    """上报单: goes with a bundle, signed by hand. `digest` the full SHA-256, also printed as QR."""

    number: str
    file_name: str
    base: str
    trades: str
    entries: str
    size: str
    made_at: str
    check_code: str
    digest: str
    replaces: str = ""
    audit: str = ""


@dataclass(frozen=True)
class LossReport:
    """遗失报告: what was on a computer or stick that is lost, told to the office the same day; counts, no numbers."""

    base: str
    file_name: str
    made_at: str
    people: str
    kinds: str
    protection: str
    bundles: str
    copies: str
    medium: str = ""
    lost_at: str = ""


@dataclass(frozen=True)
class OfficeReceipt:
    """回执 and 拒收单: the office's answer to a bundle; `facts` is what the QR says."""

    number: str
    base: str
    file_name: str
    check_code: str
    digest: str
    verdict: str
    findings: str
    missing: str
    received_at: str
    received_by: str
    facts: str = ""
