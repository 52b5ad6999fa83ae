"""Papers of the hall: who is entered, who came, who stands where, what happened. Only the sealed table joins codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.documents.papers.cards import LABELS
from app.documents.papers.model import GroupRow, Paper
from app.documents.papers.rows import (
    CheckInRow,
    CodeLabel,
    CodeRow,
    DrawRow,
    EntryRow,
    IncidentRow,
    PassCard,
    SignInRow,
)
from app.documents.papers.venue import LabelSheet
from app.domain.contest import EntryKind, Round, Status
from app.domain.people import last_four
from app.errors import Refusal, WrongCall
from app.services.common import TradeFacts
from app.services.drawing import SealedLine, is_blind, sealed_table
from app.services.incidents import with_decisions, word
from app.services.marked import is_decoded
from app.services.papers_common import Printing, Wish, clock, moment, sitting_name
from app.services.papers_venue import pass_back
from db.queries import certificates as stored
from db.queries import day, people
from db.queries import scoring as sheets
from db.queries.people import EntryData

APPROVED = "approved"
MOST_SHIFT = 20  # mm a label may be moved
_TICK = "√"


def _entered(printing: Printing, trade: TradeFacts) -> tuple[EntryData, ...]:
    """Approved entries of a trade. Raises Refusal "papers.nobody"."""
    found = people.entries(printing.reading, trade.id, APPROVED)
    if not found:
        raise Refusal("papers.nobody", trade=trade.name)
    return found


def _by_sitting(printing: Printing, trade: TradeFacts, rules: Round) -> Iterator[tuple[int, list[EntryData]]]:
    """The entries of a round by sitting (0: not drawn), in order of the list."""
    draw = day.draw_in_force(printing.reading, trade.id, rules.id)
    seats = day.seats_of(printing.reading, draw.id) if draw else ()
    sittings = {one.entry_id: one.sitting for one in seats}
    several = draw is not None and draw.sittings > 1
    found: dict[int, list[EntryData]] = {}
    for entry in _entered(printing, trade):
        found.setdefault(sittings.get(entry.id, 0) if several else 0, []).append(entry)
    yield from sorted(found.items())


def sign_in(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """签到表 for every round and sitting."""
    yield from _sign_in(printing, trade, "sign_in", {})


def sign_in_photo(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """签到表 with pictures."""
    pictures = stored.photos(printing.reading, [entry.id for entry in _entered(printing, trade)])
    yield from _sign_in(printing, trade, "sign_in_photo", pictures)


def _sign_in(printing: Printing, trade: TradeFacts, kind: str, pictures: dict[int, bytes]) -> Iterator[Paper]:
    for rules in printing.rounds(trade):
        for sitting, entries in _by_sitting(printing, trade, rules):
            rows = tuple(
                SignInRow(str(number), entry.number, entry.name, entry.unit, photo=pictures.get(entry.id, b""))
                for number, entry in enumerate(entries, 1)
            )
            name = sitting_name(sitting) if sitting else ""
            yield Paper(kind, printing.head(trade, round_name=rules.name, sitting=name), rows)


def check_in(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """检录表 for every round: what is known so far, the rest to be filled by hand."""
    for rules in printing.rounds(trade):
        known = day.attendance_of(printing.reading, trade.id, rules.id)
        for sitting, entries in _by_sitting(printing, trade, rules):
            rows = []
            for number, entry in enumerate(entries, 1):
                word = known.get((entry.id, rules.id))
                here = word is not None and word.status == Status.PRESENT.value
                result = "" if word is None else "已检录" if here else Status(word.status).zh
                at = clock(word.at) if word is not None and here else ""
                rows.append(
                    CheckInRow(
                        str(number), entry.number, entry.name, entry.unit, _TICK if here else "", at, result,
                        word.reason if word is not None and word.reason != result else "",
                    )
                )  # fmt: skip
            name = sitting_name(sitting) if sitting else ""
            yield Paper("check_in", printing.head(trade, round_name=rules.name, sitting=name), tuple(rows))


def draw_list(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """抽签表, the open part: stations and sittings, never a code; the seed only once codes are no secret any more.

    Raises Refusal "papers.not_drawn".
    """
    made = False
    names = {entry.id: entry for entry in people.entries(printing.reading, trade.id)}
    for rules in printing.rounds(trade):
        draw = day.draw_in_force(printing.reading, trade.id, rules.id)
        if draw is None:
            continue
        rows: list[object] = []
        last = 0
        for one in day.seats_of(printing.reading, draw.id):
            if one.sitting != last and draw.sittings > 1:
                rows.append(GroupRow(sitting_name(one.sitting)))
            last = one.sitting
            entry = names[one.entry_id]
            rows.append(DrawRow(one.drawn_number, entry.number, entry.name, one.drawn_number, one.station))
        facts = (
            ("抽签", f"第 {draw.number} 次，{moment(draw.at)}"),
            ("工位", draw.station_list or str(draw.stations)),
        )
        notes = (_how_drawn(draw, is_decoded(printing.reading, trade)),)
        made = True
        yield Paper("draw", printing.head(trade, round_name=rules.name), tuple(rows), facts=facts, notes=notes)
    if not made:
        raise Refusal("papers.not_drawn", trade=trade.name)


def _how_drawn(draw: day.DrawData, open_seed: bool) -> str:
    """How a draw came about, as the foot of its list says it. Whoever knows the secret seed can repeat the draw, codes
    and all: it is told once codes are open. What was said aloud in the hall gives the stations alone."""
    if draw.method == "manual":
        return "抽签方法：选手现场摸号，当场录入。"
    if draw.public_seed:
        return (
            f"抽签方法：电脑抽签。当众形成的种子 {draw.public_seed}，事先公布的随机数指纹 {draw.commitment}；"
            "用这个种子任何人都可以重算工位。"
        )
    return f"抽签方法：电脑抽签。种子：{draw.seed if open_seed else '解密后公布'}"


def _blind_rounds(printing: Printing, trade: TradeFacts) -> list[Round]:
    """Rounds drawn with codes. Raises Refusal "papers.not_drawn"."""
    found = [
        rules
        for rules in printing.rounds(trade)
        if is_blind(trade, rules) and day.draw_in_force(printing.reading, trade.id, rules.id) is not None
    ]
    if not found:
        raise Refusal("papers.not_drawn", trade=trade.name)
    return found


def code_table(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """加密对照表 for the sealed envelope: entry, station and code. Each look is an entry of the chain."""
    for rules in _blind_rounds(printing, trade):
        lines = sealed_table(
            printing.store, trade.code, rules.id, by=printing.by, at=printing.at, second=printing.wish.second
        )
        sittings = {line.sitting for line in lines}
        rows: list[object] = []
        last = 0
        for number, line in enumerate(lines, 1):
            if len(sittings) > 1 and line.sitting != last:
                rows.append(GroupRow(sitting_name(line.sitting)))
            last = line.sitting
            note = f"成果号 {line.work_number}" if line.work_number else ""
            rows.append(CodeRow(str(number), line.entry, line.station, line.code, note))
        yield Paper("code_table", printing.head(trade, round_name=rules.name), tuple(rows), facts=_seed_of(lines))


def _seed_of(lines: Sequence[SealedLine]) -> tuple[tuple[str, str], ...]:
    """The seed on the paper of an encrypted draw: with it the paper opens the draw when no passphrase does."""
    return (("种子", lines[0].seed),) if lines and lines[0].seed else ()


def code_labels(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """密号标签: one for every code, by sitting; a label knows no entry."""
    labels = []
    for rules in _blind_rounds(printing, trade):
        for sheet in sheets.sheets_of(printing.reading, trade.id, rules.id):
            labels.append(CodeLabel(sheet.code, trade.name, f"{rules.name} {sitting_name(sheet.sitting)}"))
    yield Paper("code_labels", printing.head(trade), tuple(labels), data=_label_sheet(printing.wish))


def _label_sheet(wish: Wish) -> LabelSheet | None:
    """Where labels go on stock that is cut already; None for plain paper. Raises Refusal "papers.label_place",
    "papers.label_shift"."""
    if wish.first_label is None and wish.shift is None:
        return None
    first, (right, down) = wish.first_label or 1, wish.shift or (Decimal(0), Decimal(0))
    if not 1 <= first <= LABELS:
        raise WrongCall("papers.label_place", place=first, most=LABELS)
    if not all(way.is_finite() and abs(way) <= MOST_SHIFT for way in (right, down)):
        raise WrongCall("papers.label_shift", shift=f"{right}, {down}", most=MOST_SHIFT)
    return LabelSheet(first, right, down)


def envelopes(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """Covers of the sealed envelopes: one for the table, one for the sheets of every sitting."""
    covers = []
    for rules in _blind_rounds(printing, trade):
        counts: dict[int, int] = {}
        for sheet in sheets.sheets_of(printing.reading, trade.id, rules.id):
            counts[sheet.sitting] = counts.get(sheet.sitting, 0) + 1
        covers.append(CodeLabel("加密对照表 1 份", trade.name, f"{rules.name}，共 {len(counts)} 场"))
        for sitting, count in sorted(counts.items()):
            covers.append(CodeLabel(f"评分表 {count} 份", trade.name, f"{rules.name} {sitting_name(sitting)}"))
    yield Paper("envelopes", printing.head(trade), tuple(covers))


def _spent(seconds: int | None) -> str:
    return f" {seconds // 60} 分 {seconds % 60:02d} 秒" if seconds else ""


def incidents(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """现场情况记录表: what was noted, by code, and empty rows to write on."""
    for rules in printing.rounds(trade):
        rows = []
        for one in with_decisions(day.incident_lines(printing.reading, trade.id, rules.id)):
            said = f"{word(one.kind)}{_spent(one.seconds)}" + (f"：{one.text}" if one.text else "")
            granted = f"（补时{_spent(one.granted)}）" if one.granted else ""
            rows.append(IncidentRow(clock(one.at), one.who or "全场", said, f"{one.handling}{granted}"))
        yield Paper("incidents", printing.head(trade, round_name=rules.name), tuple(rows))


def passes(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """参赛证 (A6, four a sheet) for everybody approved, with picture and sitting where they are known."""
    yield from _passes(printing, trade, "passes")


def pass_cards(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """参赛证 as cards of 86 x 54 mm, ten a sheet."""
    yield from _passes(printing, trade, "pass_cards")


def _passes(printing: Printing, trade: TradeFacts, kind: str) -> Iterator[Paper]:
    entries = _entered(printing, trade)
    pictures = stored.photos(printing.reading, [entry.id for entry in entries])
    sittings: dict[int, list[str]] = {}
    for rules in trade.rules.rounds:
        draw = day.draw_in_force(printing.reading, trade.id, rules.id)
        for one in day.seats_of(printing.reading, draw.id) if draw else ():
            sittings.setdefault(one.entry_id, []).append(f"{rules.name} {sitting_name(one.sitting)}")
    cards = tuple(
        PassCard(
            entry.number,
            entry.name,
            trade.name,
            entry.delegation,
            "，".join(sittings.get(entry.id, ())),
            entry.unit,
            pictures.get(entry.id, b""),
        )
        for entry in entries
    )
    back = pass_back(printing, trade) if printing.wish.backs else None
    yield Paper(kind, printing.head(trade), cards, data=back)


def entry_lists(printing: Printing) -> Iterator[Paper]:
    """报名汇总表: one for every delegation, with the last four characters of the ID at most.

    Raises Refusal "papers.nobody".
    """
    trades = {trade.id: trade for trade in printing.trades()}
    lists: dict[str, list[EntryData]] = {}
    for entry in people.entries(printing.reading, state=APPROVED):
        if entry.trade_id in trades:
            lists.setdefault(entry.delegation, []).append(entry)
    if not lists:
        raise Refusal("papers.nobody", trade="、".join(trade.name for trade in trades.values()))
    members = people.members(printing.reading)
    only = next(iter(trades.values())) if len(trades) == 1 else None
    for delegation in sorted(lists, key=lambda name: lists[name][0].id):
        rows = tuple(_entry_rows(lists[delegation], members))
        yield Paper("entries", printing.head(only), rows, facts=(("代表队", delegation),))


def _entry_rows(entries: Sequence[EntryData], members: dict[int, tuple[people.MemberData, ...]]) -> Iterator[EntryRow]:
    """A line a person; the people of a team stand under its number with the team's name."""
    for number, entry in enumerate(entries, 1):
        behind = members.get(entry.id, ())
        alone = entry.kind == EntryKind.INDIVIDUAL.value
        guest = "不计名次" if entry.guest else ""
        if not behind:
            yield EntryRow(str(number), entry.number, entry.name, "", entry.unit, entry.trade_name, "", guest)
        for person in behind:
            note = guest if alone else entry.name
            first = person is behind[0]
            yield EntryRow(
                str(number) if first else "",
                entry.number if first else "",
                person.name,
                person.sex,
                person.unit or entry.unit,
                entry.trade_name,
                last_four(person.id_number),
                note,
            )
