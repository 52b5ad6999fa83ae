"""Score sheets and lists made of them, by blind code: to be written on, filled for signature, judges side by side,
what was rechecked. Nothing here knows a name of a contestant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.documents.papers.model import GroupRow, Paper
from app.documents.papers.rows import AspectRow, JudgeRow, PanelRow, RecheckRow
from app.domain.aggregate import score_round
from app.domain.contest import Round, Status
from app.domain.marks import show_mark, show_seconds
from app.domain.numbers import show
from app.domain.scheme import Aspect, Count, Deduction, Judged, Measured, Panel, Time, Value
from app.domain.scores import AspectScore, Mark, RoundMarks, RoundScore, Word
from app.errors import Refusal
from app.services import signing
from app.services.common import TradeFacts, scheme_rules
from app.services.papers_common import Printing, is_formal, names_of_people, short, sitting_name
from app.services.papers_marks import MarkedSheet, marked_sheets
from app.services.sheet_view import SheetState
from db.queries import judges
from db.queries import scoring as sheets
from db.queries import signing as stored_signing

AGREED = (SheetState.AGREED.value, SheetState.RECHECKED.value)
BLANK = RoundMarks()
NO_SEAT = "／"
_REASONS = {
    "not_applicable": "不适用",
    "condition": "前提未达到",
    "few": "不去高低分",
    "capped": "已到上限",
    "zeroed": "计 0",
    "stopped": "到时停止",
}
_WHY = {"top": "前列全部", "drawn": "抽中", "full": "全部复核"}


@dataclass(frozen=True)
class _Sheet:
    """A sheet ready to be laid out: the rules it is marked under, what is printed of its marks, the score, and the
    (aspect, seat) that must not mark it."""

    marked: MarkedSheet
    rules: Round
    marks: RoundMarks
    score: RoundScore | None
    barred: frozenset[tuple[str, str]] = frozenset()

    @property
    def seats(self) -> int:
        """How many judges' columns the sheet has."""
        return max((len(aspect.seats) for aspect in self.rules.aspects), default=1)

    @property
    def filled(self) -> bool:
        """Whether marks are printed."""
        return self.score is not None

    def aspect(self, aspect: Aspect) -> AspectScore | None:
        """How an aspect came out, None on a blank sheet."""
        return self.score.aspect(aspect.id) if self.score else None


def _sheets(printing: Printing, trade: TradeFacts, rules: Round, blank: bool) -> list[_Sheet]:
    """The sheets of a round. Marks stand only where both keyings agree: the second recorder sees nothing early."""
    found = []
    rounding = trade.rules.rules.rounding
    recused = judges.sheet_recusals(printing.reading, trade.id, rules.id)
    for marked in marked_sheets(printing.reading, trade, rules.id):
        own = scheme_rules(printing.reading, marked.sheet.scheme_id).round(rules.id)
        assert own is not None  # a sheet is only made for a round of its scheme
        done = not blank and marked.sheet.state in AGREED
        score = score_round(own, marked.marks, rounding) if done else None
        barred = barred_cells(own, recused.get(marked.sheet.id, ()))
        found.append(_Sheet(marked, own, marked.marks if done else BLANK, score, barred))
    return found


def barred_cells(rules: Round, seats: Sequence[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """(aspect, seat) of seats (module, or "" for all of them, and seat) kept from a sheet."""
    return frozenset(
        (aspect.id, seat)
        for module in rules.modules
        for aspect in module.aspects
        for seat in aspect.seats
        if seat and (("", seat) in seats or (module.id, seat) in seats)
    )


def score_sheets(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """评分表 of every code: filled where both keyings agree, else empty. Raises Refusal "papers.no_sheets"."""
    yield from _all_sheets(printing, trade, blank=False)


def blank_sheets(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """评分表 of every code, empty, for the panel to write on."""
    yield from _all_sheets(printing, trade, blank=True)


def _all_sheets(printing: Printing, trade: TradeFacts, blank: bool) -> Iterator[Paper]:
    made = False
    formal = is_formal(printing.reading, trade)
    for rules in printing.rounds_with_scheme(trade):
        for sheet in _sheets(printing, trade, rules, blank):
            made = True
            yield _panel_sheet(printing, trade, sheet, formal)
    if not made:
        raise Refusal("papers.no_sheets", trade=trade.name)


def _panel_sheet(printing: Printing, trade: TradeFacts, sheet: _Sheet, formal: bool) -> Paper:
    data, rules = sheet.marked.sheet, sheet.rules
    titles = tuple(f"裁判{seat}" for seat in range(1, sheet.seats + 1)) if sheet.seats > 1 else ("评分",)
    word = formal if sheet.filled else None
    head = printing.head(trade, round_name=rules.name, sitting=sitting_name(data.sitting), formal=word)
    facts = [("满分", show(rules.maximum))]
    if data.seconds is not None and sheet.filled:
        facts.append(("用时", show_seconds(data.seconds)))
    if data.status:
        facts.append(("状态", Status(data.status).zh))
    return Paper(
        "score_sheet_panel",
        head,
        tuple(_panel_rows(sheet)),
        headings={"marks": titles},
        facts=tuple(facts),
        code=data.code,
    )


def _panel_rows(sheet: _Sheet) -> Iterator[object]:
    for module in sheet.rules.modules:
        score = sheet.score.module(module.id) if sheet.score else None
        total = _score(score.score) if score is not None else ""
        worth = f"（{show(module.maximum)} 分）" if module.maximum else ""
        yield GroupRow(f"{module.id}　{module.name}{worth}", total)
        names = {criterion.id: criterion.name for criterion in module.criteria}
        last = ""
        for aspect in module.aspects:
            if aspect.criterion and aspect.criterion != last:
                yield GroupRow(f"　　{names.get(aspect.criterion, aspect.criterion)}")
            last = aspect.criterion
            yield _panel_row(sheet, aspect)
    if sheet.score is not None:
        yield GroupRow("合计", _score(sheet.score.score))


def _panel_row(sheet: _Sheet, aspect: Aspect) -> PanelRow:
    found = sheet.aspect(aspect)
    known = sheet.marks.marks.get(aspect.id, {})
    marks = tuple(
        _mark(known, found, aspect, seat) or (Word.RECUSED.zh if (aspect.id, seat) in sheet.barred else "")
        for seat in aspect.seats
    )
    if len(marks) > 1:  # seats that this aspect has not got are struck out, so that nobody takes them for empty
        marks += (NO_SEAT,) * (sheet.seats - len(marks))
    note = _REASONS.get(found.reason, "") if found else ""
    return PanelRow(aspect.id, aspect.name, maximum_of(aspect), marks, _score(found.score) if found else "", note)


def _mark(marks: Mapping[str, Mark], found: AspectScore | None, aspect: Aspect, seat: str) -> str:
    if seat not in marks:
        return ""
    text = show_mark(marks[seat], aspect)
    return f"({text})" if found is not None and seat in found.dropped else text


def _score(value: Fraction | None) -> str:
    return "" if value is None else short(value)


def maximum_of(aspect: Aspect) -> str:
    """What an aspect is worth, as sheets show it; with a minus where it only takes off."""
    if aspect.maximum is None:
        return ""
    takes_off = isinstance(aspect.detail, Deduction) or (isinstance(aspect.detail, Time) and not aspect.detail.bonus)
    sign = "-" if takes_off else ""
    return sign + show(aspect.maximum, least=1)


def judge_sheets(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """裁判评分表: an empty sheet for every code and judge, with what each aspect asks; one more for what is measured.

    Raises Refusal "papers.no_sheets".
    """
    made = False
    for rules in printing.rounds_with_scheme(trade):
        pages = _judge_pages(rules)
        recused = judges.sheet_recusals(printing.reading, trade.id, rules.id)
        for sheet in sheets.sheets_of(printing.reading, trade.id, rules.id):
            head = printing.head(trade, round_name=rules.name, sitting=sitting_name(sheet.sitting))
            barred = barred_cells(rules, recused.get(sheet.id, ()))
            for seat, title, rows in pages:
                made = True
                shown = tuple(_barred_row(row, seat, barred) for row in rows) if barred else rows
                yield Paper("score_sheet", head, shown, facts=(("评分", title),), code=sheet.code)
    if not made:
        raise Refusal("papers.no_sheets", trade=trade.name)


def _barred_row(row: object, seat: str, barred: frozenset[tuple[str, str]]) -> object:
    """A row of a judge's sheet, with 回避 where that judge must not mark."""
    if isinstance(row, AspectRow) and (row.id, seat) in barred:
        return replace(row, mark=Word.RECUSED.zh)
    return row


def _judge_pages(rules: Round) -> list[tuple[str, str, tuple[object, ...]]]:
    """Seat, title and rows of each judge's sheet: the same for every code."""
    seats = max((len(aspect.seats) for aspect in rules.aspects if len(aspect.seats) > 1), default=0)
    pages = [(str(seat), f"裁判{seat}", tuple(_asked(rules, str(seat)))) for seat in range(1, seats + 1)]
    single = tuple(_asked(rules, ""))
    return pages + ([("", "检测、扣分和用时", single)] if single else [])


def _asked(rules: Round, seat: str) -> Iterator[object]:
    for module in rules.modules:
        aspects = [aspect for aspect in module.aspects if seat in aspect.seats]
        if aspects:
            yield GroupRow(f"{module.id}　{module.name}", f"{show(module.maximum)} 分" if module.maximum else "")
        for aspect in aspects:
            yield AspectRow(aspect.id, aspect.name, requirement(aspect), maximum_of(aspect))


def requirement(aspect: Aspect) -> str:
    """What an aspect asks for, as a sheet says it in one cell."""
    detail = aspect.detail
    asked = aspect.requirement or aspect.note
    if isinstance(detail, Deduction):
        text = "；".join(_item(item.id, item.name, item.points) for item in detail.catalogue)
    elif isinstance(detail, Judged):
        text = "；".join(f"{level} {words}" for level, words in enumerate(detail.levels))
    elif isinstance(detail, Measured):
        text = "合格得满分，不合格 0" if detail.met else _bands(detail)
    elif isinstance(detail, Count):
        text = f"每个 {show(detail.points)} 分"
    elif isinstance(detail, Time):
        text = f"限时 {show(detail.limit_minutes)} 分钟，超出每 {detail.unit_seconds} 秒扣 {show(detail.points)} 分"
    else:
        text = _range(aspect, detail)
    return f"{asked}。{text}" if asked and asked not in text else text


def _item(key: str, name: str, points: Fraction) -> str:
    return f"{key} {name}" + (f" −{show(points)}" if points else "")


def _bands(detail: Measured) -> str:
    bands = "；".join(f"±{show(band.within)} 得 {show(band.share * 100)} %" for band in detail.bands)
    return f"{show(detail.nominal)} {detail.unit}，{bands}".replace(" ，", "，")


def _range(aspect: Aspect, detail: Value | Panel) -> str:
    most = "" if aspect.maximum is None else show(aspect.maximum)
    step = "" if detail.step is None else f"，间隔 {show(detail.step)}"
    return f"{show(detail.minimum)}～{most}{step}"


def judge_summary(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """评委打分汇总: every aspect that several judges mark, code by code. Raises Refusal "papers.no_panel"."""
    made = False
    for rules in printing.rounds_with_scheme(trade):
        shared = [aspect for aspect in rules.aspects if len(aspect.seats) > 1]
        found = [sheet for sheet in _sheets(printing, trade, rules, False) if sheet.filled]
        if not shared or not found:
            continue
        made = True
        seats = max(len(aspect.seats) for aspect in shared)
        rows: list[object] = []
        for sheet in found:
            rows += _judge_rows(sheet)
        head = printing.head(trade, round_name=rules.name, formal=is_formal(printing.reading, trade))
        titles = tuple(f"裁判{seat}" for seat in range(1, seats + 1))
        yield Paper("judge_summary", head, tuple(rows), headings={"marks": titles})
    if not made:
        raise Refusal("papers.no_panel", trade=trade.name)


def _judge_rows(sheet: _Sheet) -> Iterator[JudgeRow]:
    for aspect in sheet.rules.aspects:
        found = sheet.aspect(aspect)
        if len(aspect.seats) < 2 or found is None:
            continue
        marks = tuple(_mark(found.marks, found, aspect, seat) for seat in aspect.seats)
        spread = "" if found.spread is None else show(found.spread)
        note = "极差超限，已裁定" if found.spread_over else _REASONS.get(found.reason, "")
        yield JudgeRow(sheet.marked.sheet.code, f"{aspect.id} {aspect.name}", marks, spread, _score(found.score), note)


def _read_rows(
    rules: Round,
    item: stored_signing.RecheckItem,
    number: int,
    readings: Sequence[stored_signing.PaperReadingData],
    names: Mapping[str, str],
) -> list[RecheckRow]:
    """What was read from the paper of a sheet: every part, or where marks were typed those that differed."""
    parts = {module.id: module.name for module in rules.modules}
    marks = [one for one in readings if one.aspect]
    shown = [one for one in marks if not one.same] if marks else list(readings)
    verdict = f"更正 {item.errors} 处" if item.errors else "一致"
    by = names.get(item.by, item.by)
    head = f"{rules.name}（{_WHY.get(item.why, item.why)}）"
    if not shown:
        return [RecheckRow(str(number), item.code, f"{head}逐格 {len(marks)} 格", "", "", verdict, by)]
    rows = []
    for one in shown:
        what = " ".join(filter(None, (one.aspect, f"裁判{one.seat}" if one.seat else "")))
        name = what or " ".join(filter(None, (one.part, parts.get(one.part, "")))) or head
        record = one.on_record if one.aspect or not one.on_record else show(Fraction(one.on_record), 2)
        said = verdict if len(shown) == 1 else "一致" if one.same else "不一致"
        rows.append(RecheckRow(str(number), item.code, name, one.on_paper, record, said, by))
    return rows


def recheck(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """复核记录表 of every round rechecked: which sheets, what came of them. Raises Refusal "papers.no_recheck"."""
    samples = signing.samples(printing.reading, trade)
    if not samples:
        raise Refusal("papers.no_recheck", trade=trade.name)
    names = names_of_people(printing.reading)
    rule = trade.rules.rules.recheck
    for sample in samples:
        rules = trade.round(sample.round)
        scores = {
            sheet.marked.sheet.code: _score(sheet.score.score)
            for sheet in _sheets(printing, trade, rules, False)
            if sheet.score is not None
        }
        rows = []
        for number, item in enumerate(sample.items, 1):
            done = bool(item.verdict)
            readings = stored_signing.readings_of(printing.reading, item.id)
            if done and readings:
                rows += _read_rows(rules, item, number, readings, names)
                continue
            record = scores.get(item.code, "") if done else ""  # nobody reads the record before the paper
            verdict = "" if not done else f"更正 {item.errors} 处" if item.errors else "一致"
            on_paper = ""  # held against both keyings, not against the paper
            rows.append(
                RecheckRow(
                    str(number), item.code, f"{rules.name}（{_WHY.get(item.why, item.why)}）", on_paper, record,
                    verdict, names.get(item.by, item.by),
                )
            )  # fmt: skip
        chosen = (
            "全部"
            if sample.full
            else f"前 {show(rule.top * 100)} % 全部 + 其余 {show(rule.rest * 100)} %（种子 {sample.seed}）"
        )
        share = f"{show(sample.share * 100, 1)} %（上限 {show(rule.trigger * 100)} %）"
        head = printing.head(trade, round_name=rules.name, formal=is_formal(printing.reading, trade))
        yield Paper("recheck", head, tuple(rows), facts=(("抽检", chosen), ("错误率", share)))
