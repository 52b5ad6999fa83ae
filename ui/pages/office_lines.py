"""A file at the office as one line of a table, whether it was only looked at or is in the register, and its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.errors import AppError
from app.services.board_view import State
from ui import messages
from ui.clock import day_and_hour
from ui.models.columns import Align, Column

if TYPE_CHECKING:
    from app.services.office_rows import Row, TradeChange, Twin
    from app.services.office_view import InboxLine

translate = QCoreApplication.translate
NOTHING = "—"
FORK, UNKNOWN_KEY = "E13", "E08"
_WORDS = {
    "accepted": QT_TRANSLATE_NOOP("OfficeLines", "收下"),
    "replaced": QT_TRANSLATE_NOOP("OfficeLines", "替换旧版"),
    "older": QT_TRANSLATE_NOOP("OfficeLines", "迟到旧包"),
    "duplicate": QT_TRANSLATE_NOOP("OfficeLines", "已收过"),
    "refused": QT_TRANSLATE_NOOP("OfficeLines", "拒收"),
}
_DRY = {
    "accepted": QT_TRANSLATE_NOOP("OfficeLines", "可以收"),
    "replaced": QT_TRANSLATE_NOOP("OfficeLines", "会替换旧版"),
    "older": QT_TRANSLATE_NOOP("OfficeLines", "迟到旧包"),
    "duplicate": QT_TRANSLATE_NOOP("OfficeLines", "已收过"),
    "refused": QT_TRANSLATE_NOOP("OfficeLines", "不能收"),
}
GOOD = ("accepted", "replaced", "older")


@dataclass(frozen=True)
class FileLine:
    """A file. `key` names it in its table; `path` is where it lies while it is only looked at."""

    key: str
    file: str
    verdict: str
    dry: bool
    code: str
    sentence: str
    base: str = ""
    contest: str = ""
    trades: str = ""
    number: int = 0
    people: int = 0
    signers: tuple[str, ...] = ()
    made_at: datetime | None = None
    at: datetime | None = None
    sha256: str = ""
    check_code: str = ""
    receipt: bool = False
    counts: bool = False
    changes: tuple[TradeChange, ...] = ()
    twins: tuple[Twin, ...] = ()
    rivals: tuple[str, ...] = ()
    path: Path | None = None

    @property
    def good(self) -> bool:
        """Whether it is, or would be, in the office's lists."""
        return self.verdict in GOOD

    @property
    def state(self) -> State:
        """The shape before its verdict."""
        if self.verdict == "refused":
            return State.DIFFERS if self.code == FORK else State.BLOCKED
        if self.verdict in ("older", "duplicate"):
            return State.LATER
        return State.DECIDE if self.code else State.DONE

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return translate("OfficeLines", (_DRY if self.dry else _WORDS).get(self.verdict, self.verdict))


def stamp(utc: str) -> datetime | None:
    try:
        return datetime.fromisoformat(utc.replace("Z", "+00:00")) if utc else None
    except ValueError:  # a claim that is no time
        return None


def of_row(number: int, path: Path, row: Row) -> FileLine:
    """A file that was only looked at."""
    manifest = row.manifest
    facts: dict[str, object] = {}
    if manifest is not None:
        names = {one.trade: one.name for one in row.trades}
        facts = {
            "base": f"{manifest.base.id} {manifest.base.name}".strip(),
            "contest": manifest.contest.name,
            "trades": "、".join(_trade(names.get(one.trade) or one.trade, one.revision) for one in manifest.trades),
            "number": manifest.number,
            "people": sum(one.entries for one in manifest.trades),
            "made_at": stamp(manifest.time.utc),
            "signers": tuple(f"{one.person} / {one.short}" for one in row.signers),
        }
    elif row.known is not None:
        known = row.known
        facts = {"base": f"{known.base} {known.base_name}".strip(), "number": known.number}
    return FileLine(
        key=f"{number}",
        file=row.file,
        verdict=row.verdict,
        dry=row.dry,
        code=row.code,
        sentence=row_sentence(row),
        sha256=row.sha256,
        check_code=row.check_code,
        changes=row.trades,
        twins=row.twins,
        rivals=tuple(f"{one.file}　{one.check_code}" for one in row.rivals),
        path=path,
        **facts,  # type: ignore[arg-type]
    )


def _trade(name: str, revision: int) -> str:
    return translate("OfficeLines", "{trade}（版本 {revision}）").format(trade=name, revision=revision)


def only_looked_at(one: TradeChange) -> bool:
    """Whether the revision it replaces is one of the files looked at with it: then there is nothing to compare yet."""
    return not one.lines and not one.removed and len(one.added) == one.entries


def row_sentence(row: Row) -> str:
    """What a person is told about a file, in the language of the window."""
    if row.problem is not None:
        return messages.sentence(row.problem)
    told = []
    for one in row.trades:
        if one.effect == "replaces" and only_looked_at(one):
            words = translate("OfficeLines", "{trade} 替换同一批里的版本 {before}。")
            told.append(words.format(trade=one.name, before=one.before))
        elif one.effect == "replaces":
            words = translate("OfficeLines", "{trade} 替换版本 {before}，改动 {count} 项。")
            count = len({line.entry for line in one.lines}) + len(one.added) + len(one.removed)
            told.append(words.format(trade=one.name, before=one.before, count=count))
        elif one.effect == "superseded":
            words = translate("OfficeLines", "{trade} 版本 {revision} 已被版本 {before} 取代，不影响名次。")
            told.append(words.format(trade=one.name, revision=one.revision, before=one.before))
    told += [messages.sentence(note) for note in row.notes]
    return " ".join(told) or translate("OfficeLines", "没有问题。")


def of_inbox(line: InboxLine, findings: Sequence[AppError], names: Mapping[str, str]) -> FileLine:
    """A file of the register; `names` of trades by code, as other files state them."""
    told = " ".join(messages.sentence(one) for one in findings)
    return FileLine(
        key=line.sha256 or str(line.id),
        file=line.file,
        verdict=line.verdict,
        dry=False,
        code=line.code,
        sentence=told or translate("OfficeLines", "没有问题。"),
        base=f"{line.base} {line.base_name}".strip(),
        contest=line.contest_name or line.contest,
        trades="、".join(_trade(one.name or names.get(one.trade, one.trade), one.revision) for one in line.trades),
        number=line.number,
        people=sum(one.entries for one in line.trades),
        signers=line.signers,
        made_at=stamp(line.made_at),
        at=line.at,
        sha256=line.sha256,
        check_code=line.check_code,
        receipt=line.receipt,
        counts=any(one.counts for one in line.trades),
    )


def columns() -> tuple[Column[FileLine], ...]:
    """状态 | 代码 | 赛区 | 竞赛 | 工种 | 编号 | 人数 | 签名人 | 生成时间 | 说明."""
    right, centre = Align.RIGHT, Align.CENTRE
    return (
        Column(
            "state", translate("OfficeLines", "状态"), lambda one: one.word, 108, state=lambda one: one.state, bold=True
        ),
        Column(
            "code",
            translate("OfficeLines", "代码"),
            lambda one: one.code or NOTHING,
            52,
            centre,
            warns=lambda one: one.verdict == "refused",
        ),
        Column(
            "base",
            translate("OfficeLines", "赛区（基地）"),
            lambda one: one.base or NOTHING,
            150,
            tip=lambda one: one.base,
        ),
        Column(
            "contest",
            translate("OfficeLines", "竞赛"),
            lambda one: one.contest or NOTHING,
            130,
            tip=lambda one: one.contest,
        ),
        Column(
            "trades",
            translate("OfficeLines", "工种"),
            lambda one: one.trades or NOTHING,
            130,
            tip=lambda one: one.trades,
        ),
        Column(
            "number",
            translate("OfficeLines", "编号"),
            lambda one: str(one.number or NOTHING),
            46,
            right,
            sort=lambda one: one.number,
        ),
        Column(
            "people",
            translate("OfficeLines", "参赛"),
            lambda one: str(one.people or NOTHING),
            66,
            right,
            sort=lambda one: one.people,
        ),
        Column(
            "signers",
            translate("OfficeLines", "签名人 / 指纹"),
            lambda one: "、".join(one.signers) or NOTHING,
            164,
            tip=lambda one: "\n".join(one.signers),
        ),
        Column(
            "made",
            translate("OfficeLines", "生成时间"),
            lambda one: day_and_hour(one.made_at) if one.made_at else NOTHING,
            92,
            sort=lambda one: one.made_at.timestamp() if one.made_at else 0,
        ),
        Column(
            "sentence",
            translate("OfficeLines", "说明"),
            lambda one: one.sentence,
            120,
            stretch=True,
            sortable=False,
            tip=lambda one: f"{one.file}\n{one.sentence}",
        ),
    )
