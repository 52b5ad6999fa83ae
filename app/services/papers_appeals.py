"""Papers of what was put right after marking: appeal forms, correction slips, and the notice of an amended list.

A slip names its sheet by code while codes hide who is who; once a trade is decoded the entry stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.documents import words
from app.documents.papers.model import Paper
from app.documents.papers.rows import AmendedRow, Appeal, Correction, PublicNotice
from app.domain.people import masked_name
from app.domain.scores import Standing
from app.errors import Refusal
from app.services.amendments import ChangedLine, CorrectedMark, Difference, corrected_words, difference
from app.services.appeals import DECLINED, REJECTED, UPHELD, WITHDRAWN, item_words
from app.services.appeals_item import CAUSE
from app.services.certificates_winners import contest_words
from app.services.common import TradeFacts
from app.services.drawing import codes_by_entry
from app.services.marked import is_decoded
from app.services.papers_common import Printing, is_formal, local, moment, names_of_people
from app.services.papers_results import BLANK_LINE, NO_PLACE
from db.queries import appeals as stored
from db.queries import people
from db.queries import results as lists
from db.queries.appeals import AppealData, CorrectionData
from db.queries.results import Result

_VERDICT = {
    UPHELD: "申诉成立",
    REJECTED: "申诉不成立，维持原成绩",
    WITHDRAWN: "代表队撤回申诉",
    DECLINED: "逾期申诉，不予受理",
}
_ARROW = " → "


def appeals(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """申诉表: one for every appeal of the trade (of one entry when asked for); where there is none, an empty one."""
    names = names_of_people(printing.reading)
    wanted = printing.wish.entry.strip().upper() if printing.wish.entry else ""
    found = [one for one in stored.appeals_of(printing.reading, trade.id) if not wanted or one.entry == wanted]
    for one in found:
        data = Appeal(
            number=f"{trade.prefix}-SS-{one.number:03d}",
            delegation=one.delegation,
            leader=one.filed_by,
            entry=one.entry,
            item=item_words(trade, one.round, one.aspect) or "总成绩或名次",
            facts=one.text,
            received=moment(one.filed_at) + ("（逾期）" if one.late else ""),
            findings=one.findings,
            decision=_decision(trade, one, names.get(one.answered_by, one.answered_by)),
        )
        yield Paper("appeal", printing.head(trade), data=data, notes=(_rule(trade),))
    if not found:
        yield from blank_appeals(printing, trade)


def blank_appeals(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """空白申诉表, to be written on by hand."""
    yield Paper("appeal", printing.head(trade), data=Appeal(), notes=(_rule(trade),))


def _rule(trade: TradeFacts) -> str:
    rules = trade.rules.rules
    return f"成绩公示后 {rules.appeal_hours} 小时内由领队书面提出，{rules.answer_hours} 小时内答复。"


def _decision(trade: TradeFacts, one: AppealData, who: str) -> str:
    if one.state not in _VERDICT:
        return ""
    lines = [f"{_VERDICT[one.state]}。{one.answer}"]
    if one.state == UPHELD:
        lines.append(f"重开项目：{item_words(trade, one.item_round, one.item_aspect)}。")
    if one.closed_at is not None:
        lines.append(f"结果：第 {one.revision} 次修订。" if one.revision else "结果：复查后维持原分。")
    at = f"，{moment(one.answered_at)}" if one.answered_at else ""
    return "\n".join([*lines, f"（{who}{at}）"])


def corrections(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """更正单: a form for every correction made, by code. Raises Refusal "papers.no_corrections"."""
    found = stored.slips_of(printing.reading, trade.id)
    if not found:
        raise Refusal("papers.no_corrections", trade=trade.name)
    names = names_of_people(printing.reading)
    holders = _holders(printing, trade)
    numbers = {one.id: one.number for one in stored.appeals_of(printing.reading, trade.id)}
    for number, slip in enumerate(found, 1):
        rules = trade.round(slip.round)
        mark = CorrectedMark("", slip.round, slip.aspect, slip.seat, slip.old, slip.new, slip.reason, slip.appeal_id)
        entry = holders.get((slip.round, slip.code), "")
        data = Correction(
            f"{trade.prefix}-GZ-{number:03d}",
            f"{slip.code} / {entry}" if entry and entry != slip.code else slip.code,
            corrected_words(trade, mark).removeprefix(f"{rules.name} "),
            slip.old or "未录",
            slip.new,
            _effect(printing, trade, slip, entry),
            slip.reason + (f"（申诉 {numbers[slip.appeal_id]} 成立）" if slip.appeal_id in numbers else ""),
            names.get(slip.by, slip.by),
            names.get(slip.second, slip.second),
            moment(slip.at),
        )
        head = printing.head(trade, round_name=rules.name, formal=is_formal(printing.reading, trade))
        yield Paper("correction", head, data=data)


def _holders(printing: Printing, trade: TradeFacts) -> dict[tuple[str, str], str]:
    if not is_decoded(printing.reading, trade):
        return {}
    numbers = {entry.id: entry.number for entry in people.entries(printing.reading, trade.id)}
    table = codes_by_entry(printing.reading, trade)
    return {(part, code): numbers.get(one, "") for part, codes in table.items() for one, code in codes.items()}


def _effect(printing: Printing, trade: TradeFacts, slip: CorrectionData, entry: str) -> str:
    """What the list after the correction says otherwise than the list before it; "" before there are both."""
    known = lists.revisions(printing.reading, trade.id)
    before = [one for one in known if one.made_at < slip.at]
    after = [one for one in known if one.made_at >= slip.at]
    if not before or not after or not entry:
        return ""
    found = difference(printing.reading, trade, before[-1].number, after[0].number)
    changed = next((one for one in found.changed if one.line.entry == entry), None)
    if changed is None:
        return f"总成绩、名次、奖项不变（修订 {after[0].number}）"
    parts = [("总成绩", _both(changed, "total")), ("名次", _both(changed, "place")), ("奖项", _both(changed, "award"))]
    text = "；".join(f"{name} {both}" for name, both in parts if _ARROW in both)
    return f"{text}（修订 {after[0].number}）" if text else f"总成绩、名次、奖项不变（修订 {after[0].number}）"


def _both(changed: ChangedLine, what: str) -> str:
    old, new = (value or NO_PLACE for value in changed.values(what))
    return old if old == new else f"{old}{_ARROW}{new}"


def amendment_notice(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """更正公示: every line that the newest list says otherwise than the one posted before it, both values.

    No ID, no phone of anybody. Raises Refusal "papers.no_amendment".
    """
    known = lists.revisions(printing.reading, trade.id)
    posted = [one for one in known[:-1] if one.posted_at is not None]
    if not posted:
        raise Refusal("papers.no_amendment", trade=trade.name)
    found = difference(printing.reading, trade, posted[-1].number, known[-1].number)
    contest, asked = printing.facts.contest, printing.notice
    first = local(found.second.posted_at or printing.at).date()
    last = first + timedelta(days=asked.days - 1)
    period = f"{words.letter_date(first)}至{words.letter_date(last)}"
    notice = PublicNotice(
        period=period,
        phone=asked.phone or BLANK_LINE,
        address=asked.address or contest.host or BLANK_LINE,
        issuers=contest.organisers or ((contest.host,) if contest.host else ()),
        issued_on=first,
        body=_body(printing, trade, found, period),
    )
    formal = is_formal(printing.reading, trade) and found.second.confirmed_at is not None
    head = printing.head(trade, formal=formal, revision=found.second.number)
    many = len({line.line.group for line in found.changed}) > 1
    rows = tuple(_amended(one, many, asked.mask_names) for one in found.changed)
    yield Paper("amendment_notice", head, rows, notice)


def _body(printing: Printing, trade: TradeFacts, found: Difference, period: str) -> str:
    contest = printing.facts.contest
    name, stage = contest_words(contest.name, contest.year, trade.name)
    before = found.first.posted_at
    when = f"{words.letter_date(local(before).date())}公示的" if before is not None else ""
    why = "经申诉查实" if found.second.cause == CAUSE else "经复核查实"
    start = f"　　{when}{contest.year}年{name}{trade.name}{stage}成绩，{why}，"
    if not found.changed:
        return start + f"有评分更正，更正后成绩、名次和奖项不变（第 {found.second.number} 次修订）。"
    told = f"对 {len(found.changed)} 人的成绩、名次或奖项作出更正（第 {found.second.number} 次修订），其余不变"
    return f"{start}{told}，公示期为{period}："


def _amended(one: ChangedLine, many: bool, masked: bool) -> AmendedRow:
    line = one.line
    name = masked_name(line.name) if masked else line.name
    place = _both(one, "place")
    if one.after is not None and one.after.place is None:
        place = _standing(one.before) + _ARROW + Standing(one.after.status).zh
    unit = f"{line.group}　{line.unit}" if many else line.unit
    return AmendedRow(name, unit, _both(one, "total"), place, _both(one, "award"))


def _standing(line: Result | None) -> str:
    if line is None:
        return NO_PLACE
    return str(line.place) if line.place is not None else Standing(line.status).zh
