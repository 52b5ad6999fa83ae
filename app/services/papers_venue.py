"""Papers round the contest itself: the days' hours, signs for doors, marking schemes for approval, the backs of passes,
what a roster lacks and who did not come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.documents.papers.model import GroupRow, Paper
from app.documents.papers.venue import AbsentRow, DoorSign, HourRow, PassBack, ProblemRow, SchemeRow
from app.domain.contest import Round, Status
from app.domain.kinds import KINDS
from app.domain.numbers import show
from app.domain.scheme import Aspect
from app.errors import Refusal
from app.services.common import TradeFacts
from app.services.papers_common import Printing, local, sitting_name
from app.services.papers_sheets import maximum_of, requirement
from app.services.registration_list import LACKING, Choice, EntryLine, find_entries, lines
from app.services.timetable import planned_hours
from db.queries import board as stored_board
from db.queries import certificates as stored
from db.queries import day, people, schemes

_STAGES = {
    "registration": "报到、报名审核",
    "checkin": "检录",
    "draw": "抽签",
    "theory": "理论考试",
    "practical": "实操比赛",
    "recheck": "成绩复核",
    "decode": "锁定、解密",
    "ranking": "排名、公示",
    "certificates": "证书打印",
    "report": "成绩上报",
    "close": "闭幕式、颁奖",
}
_INSIDE = frozenset({"recheck", "decode", "certificates", "report"})
"""Stages contestants have no part in."""
_WEEKDAYS = "一二三四五六日"
_ROOMS = ("检录处", "抽签室", "裁判室", "统分室", "仲裁室")
_LACKS = {
    "returned": "已退回，待补正",
    "no_document": "缺证件号码",
    "no_phone": "缺手机号",
    "no_unit": "缺工作单位",
    "two_trades": "同一人报了两个工种",
    "no_photo": "缺照片",
}


@dataclass(frozen=True)
class _Hour:
    """An hour of the plan, or of a sitting that has a time of its own."""

    at: datetime
    stages: tuple[str, ...]
    name: str
    trade: str
    sitting: int
    place: str

    @property
    def what(self) -> str:
        """What happens, in words."""
        return self.name or "、".join(_STAGES.get(stage, stage) for stage in self.stages)

    @property
    def where(self) -> str:
        """Trade and sitting."""
        return "　".join(part for part in (self.trade, sitting_name(self.sitting) if self.sitting else "") if part)


def _hours(printing: Printing) -> list[_Hour]:
    """All hours known, in order; those of other trades than the one asked for left out."""
    wanted = {trade.id: trade for trade in printing.trades()}
    found = {
        _Hour(local(one.at), one.stages, one.name, "", one.sitting, one.place)
        for one in planned_hours(printing.reading)
    }
    for trade_id, round_id, number, starts_at, room in stored_board.sittings(printing.reading):
        if trade_id in wanted:
            rules = wanted[trade_id].rules.round(round_id)
            name = f"{rules.name}比赛" if rules else ""
            found.add(_Hour(local(starts_at), ("practical",), name, wanted[trade_id].name, number, room))
    return sorted(found, key=lambda one: (one.at, one.trade, one.sitting, one.what))


def timetable(printing: Printing) -> Iterator[Paper]:
    """竞赛日程表: day by day, what is when and where. Raises Refusal "papers.no_timetable"."""
    hours = _hours(printing)
    if not hours:
        raise Refusal("papers.no_timetable")
    rows: list[object] = []
    for number, hour in enumerate(hours):
        if number == 0 or hour.at.date() != hours[number - 1].at.date():
            rows.append(GroupRow(f"{hour.at.month} 月 {hour.at.day} 日（星期{_WEEKDAYS[hour.at.weekday()]}）"))
        rows.append(HourRow(hour.at.strftime("%H:%M"), hour.what, hour.where, hour.place))
    contest = printing.facts.contest
    facts = tuple((label, value) for label, value in (("承办", contest.host),) if value)
    only = printing.trades()[0] if printing.wish.trade else None
    yield Paper("timetable", printing.head(only), tuple(rows), facts=facts)


def door_signs(printing: Printing) -> Iterator[Paper]:
    """场地门牌: one for every place of the timetable with its hours; without a plan, the rooms every contest has."""
    places: dict[str, list[_Hour]] = {}
    for hour in _hours(printing):
        if hour.place:
            places.setdefault(hour.place, []).append(hour)
    signs = [_sign(place, hours) for place, hours in places.items()]
    if not signs:
        signs = [DoorSign(f"{trade.name}赛场", "", ()) for trade in printing.trades()]
        signs += [DoorSign(room) for room in _ROOMS]
    yield Paper("door_signs", printing.head(), tuple(signs))


def _sign(place: str, hours: list[_Hour]) -> DoorSign:
    days = {hour.at.date() for hour in hours}
    said = []
    for hour in hours:
        when = hour.at.strftime("%H:%M") if len(days) == 1 else f"{hour.at.month}月{hour.at.day}日 {hour.at:%H:%M}"
        said.append("　".join(part for part in (when, hour.what, hour.where) if part))
    trades = list(dict.fromkeys(hour.trade for hour in hours if hour.trade))
    return DoorSign(place, "、".join(trades), tuple(said))


def pass_back(printing: Printing, trade: TradeFacts) -> PassBack:
    """What stands on the back of a trade's passes: the rules its settings make, and the hours of its people."""
    rules = trade.rules.rules
    said = (
        "凭本证和有效身份证件，按规定时间到检录处检录，随后按抽签结果入场。",
        f"迟到 {rules.late_limit_minutes} 分钟不得入场，按取消本场比赛资格处理。",
        "手机、手环等通信和拍摄设备不得带入赛场。",
        "在试卷、工件和评分材料上不得书写姓名、单位或任何记号。",
        "按要求穿戴劳动保护用品，遵守安全操作规程，服从裁判指挥。",
        f"对成绩有异议的，由领队在公示后 {rules.appeal_hours} 小时内书面提出。",
        "本证不得涂改、转借，遗失请立即报告检录处。",
    )
    hours = [one for one in _hours(printing) if one.trade in ("", trade.name) and not set(one.stages) & _INSIDE]
    days = len({hour.at.date() for hour in hours})
    shown = []
    for hour in hours:
        when = hour.at.strftime("%H:%M") if days == 1 else f"{hour.at.month}月{hour.at.day}日 {hour.at:%H:%M}"
        sitting = sitting_name(hour.sitting) if hour.sitting else ""
        shown.append("　".join(part for part in (when, hour.what, sitting, hour.place) if part))
    if days == 1:
        first = hours[0].at
        shown.insert(0, f"{first.month} 月 {first.day} 日")
    return PassBack(said, tuple(shown))


def scheme(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """评分标准审定表 of every round with a scheme: every aspect with what it asks and is worth.

    Raises Refusal "papers.no_scheme".
    """
    made = schemes.versions(printing.reading, trade.id)
    newest = next((one for one in made if one.version == trade.scheme_version), None)
    frozen = newest is not None and newest.frozen_at is not None
    for rules in printing.rounds_with_scheme(trade):
        facts = (("满分", show(rules.maximum)), ("评分点", str(len(rules.aspects))),
                 ("版本", f"第 {trade.scheme_version} 版" + ("，已开始评分" if frozen else "")))  # fmt: skip
        head = printing.head(trade, round_name=rules.name)
        yield Paper("scheme", head, tuple(_scheme_rows(rules)), facts=facts, notes=_sums(rules))


def _scheme_rows(rules: Round) -> Iterator[object]:
    for module in rules.modules:
        yield GroupRow(f"{module.id}　{module.name}", f"{show(module.maximum)} 分" if module.maximum else "")
        names = {criterion.id: criterion.name for criterion in module.criteria}
        last = ""
        for aspect in module.aspects:
            if aspect.criterion and aspect.criterion != last:
                yield GroupRow(f"　　{names.get(aspect.criterion, aspect.criterion)}")
            last = aspect.criterion
            yield SchemeRow(aspect.id, aspect.name, _kind(aspect), requirement(aspect), maximum_of(aspect))
    yield GroupRow("合计", f"{show(rules.maximum)} 分")


def _kind(aspect: Aspect) -> str:
    several = f"×{len(aspect.seats)}" if len(aspect.seats) > 1 else ""
    return KINDS[aspect.kind].word + several


def _sums(rules: Round) -> tuple[str, ...]:
    parts = [f"{module.id} {show(module.maximum)}" for module in rules.modules if module.maximum]
    return (
        f"各模块配分：{' + '.join(parts)} = {show(rules.maximum)}。",
        "类型后的 ×n 为 n 名裁判分别评判；扣分项配分为最多扣除的分数。",
    )


def absent(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """缺席名单 of every round: who has a word instead of a score. Raises Refusal "papers.nobody_absent"."""
    entries = people.entries(printing.reading, trade.id, "approved")
    made = False
    for rules in printing.rounds(trade):
        known = day.attendance_of(printing.reading, trade.id, rules.id)
        missing = [
            (entry, word)
            for entry in entries
            if (word := known.get((entry.id, rules.id))) is not None and word.status != Status.PRESENT.value
        ]
        if not missing:
            continue
        made = True
        rows = tuple(
            AbsentRow(
                str(number),
                entry.number,
                entry.name,
                " / ".join(dict.fromkeys(part for part in (entry.delegation, entry.unit) if part)),
                Status(word.status).zh,
                word.reason if word.reason != Status(word.status).zh else "",
            )
            for number, (entry, word) in enumerate(missing, 1)
        )
        here = sum(1 for entry in entries if _present(known.get((entry.id, rules.id))))
        facts = (("应到", str(len(entries))), ("实到", str(here)), ("缺席", str(len(rows))))
        yield Paper("absent", printing.head(trade, round_name=rules.name), rows, facts=facts)
    if not made:
        raise Refusal("papers.nobody_absent", trade=trade.name)


def _present(word: day.Attendance | None) -> bool:
    return word is not None and word.status == Status.PRESENT.value


def roster_problems(printing: Printing) -> Iterator[Paper]:
    """报名问题单, one for every delegation: what is still to be put right. Raises Refusal "papers.no_problems"."""
    trades = {trade.name for trade in printing.trades()}
    ids = find_entries(printing.store, Choice(filter=LACKING, trade=printing.wish.trade or ""))
    found = {line.id: line for line in lines(printing.store, ids)}
    every = find_entries(printing.store, Choice(trade=printing.wish.trade or ""))
    pictures = stored.photos(printing.reading, list(every))
    with_photos = bool(pictures)  # where nobody has one, the contest does without
    lists: dict[str, list[tuple[EntryLine, str]]] = {}
    for line in lines(printing.store, every):
        lacks = [*(found[line.id].lacks if line.id in found else ())]
        if with_photos and line.id not in pictures and line.state != "withdrawn":
            lacks.append("no_photo")
        if lacks and line.trade in trades and line.state != "withdrawn":
            words = "；".join(_LACKS.get(lack, lack) for lack in lacks)
            lists.setdefault(line.delegation, []).append((line, words))
    if not lists:
        raise Refusal("papers.no_problems")
    for delegation, problems in lists.items():
        rows = tuple(
            ProblemRow(str(number), line.number, line.name, line.unit, line.trade, words)
            for number, (line, words) in enumerate(problems, 1)
        )
        facts = (("代表队", delegation), ("有问题", f"{len(rows)} 项"))
        yield Paper("roster_problems", printing.head(), rows, facts=facts)
