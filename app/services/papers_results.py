"""Lists with names and scores: theory marks, standings, posting, winners, how a place came about, receipts.

None of them exists while codes hide who is who; what is not locked says so on every sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from app.documents import words
from app.documents.papers.model import GroupRow, Paper, PaperHead
from app.documents.papers.rows import (
    PublicNotice,
    PublicRow,
    ReceiptRow,
    StandingRow,
    StepRow,
    TheoryRow,
    WinnerRow,
)
from app.domain.contest import Round, Status
from app.domain.explain import Line, link_words, plain_number
from app.domain.numbers import Rounding, show
from app.domain.parts import said
from app.domain.people import masked_name
from app.domain.scores import Standing
from app.errors import Refusal
from app.services.certificates_winners import contest_words, winners_of
from app.services.common import TradeFacts
from app.services.drawing import codes_by_entry, is_blind
from app.services.marked import full_score, is_decoded, scores_by_code
from app.services.papers_common import Printing, decimals_for, is_formal, local, short
from app.services.papers_marks import deductions, part_scores
from app.services.results import Standings, ranked_lists, standings
from app.services.results_list import explained, revision_standings
from db.queries import day, people
from db.queries import results as stored
from db.queries import scoring as sheets
from db.queries.results import Result
from db.store import Reading

NARROW_PARTS = 2
"""With more parts a list of theory scores has more than nine columns and lies across."""
NO_PLACE = "—"
BLANK_LINE = "＿＿＿＿＿＿＿＿"
_ROUNDING = {Rounding.HALF_UP: "四舍五入", Rounding.HALF_EVEN: "四舍六入五成双", Rounding.DOWN: "舍去多余位数"}


def theory(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """成绩单 of every round on one list, a column for each of its parts.

    Raises Refusal "papers.no_theory", "results.not_decoded".
    """
    made = False
    entries = people.entries(printing.reading, trade.id, "approved")
    codes = codes_by_entry(printing.reading, trade)
    for rules in printing.rounds(trade):
        if rules.on_sheets or not entries:
            continue
        if is_blind(trade, rules) and not is_decoded(printing.reading, trade):
            raise Refusal("results.not_decoded", trade=trade.name)
        made = True
        known = day.attendance_of(printing.reading, trade.id, rules.id)
        scores = scores_by_code(printing.reading, trade, rules.id)
        sheet_of = {sheet.code: sheet.id for sheet in sheets.sheets_of(printing.reading, trade.id, rules.id)}
        papers = sheets.papers_of_list(printing.reading, trade.id, rules.id)
        of_parts, none = part_scores(printing.reading, trade, rules), ("",) * len(rules.aspects)
        rows = []
        for number, entry in enumerate(entries, 1):
            code = codes[rules.id].get(entry.id, "")
            marked, word = scores.get(code), known.get((entry.id, rules.id))
            status = Status(word.status) if word else Status.PRESENT
            there = marked if status is Status.PRESENT else None
            note = "" if status is Status.PRESENT else status.zh
            text = "" if there is None or there.score is None else show(there.score, rules.decimals, 2)
            paper = papers.get(sheet_of.get(code, 0), "")
            cells = of_parts.get(code, none) if there else none
            rows.append(TheoryRow(str(number), entry.number, entry.name, entry.unit, paper, text, note, cells))
        head = printing.head(trade, round_name=rules.name, formal=is_formal(printing.reading, trade))
        title, names = f"{rules.name}成绩单", tuple(part.name for part in rules.aspects)
        if not names:
            yield Paper("theory", head, tuple(rows), title=title)
            continue
        notes = (f"成绩为各分项得分之和：{said(rules)}，满分 {show(rules.maximum)}。",)
        kind = "theory" if len(names) <= NARROW_PARTS else "theory_wide"
        yield Paper(kind, head, tuple(rows), headings={"parts": names}, notes=notes, title=title)
    if not made:
        raise Refusal("papers.no_theory", trade=trade.name)


def list_of(reading: Reading, trade: TradeFacts, revision: int | None = None) -> Standings:
    """The newest revision as it stands (or an earlier one by its number), or a preview of marks that are not locked.

    Raises Refusal as `standings`.
    """
    last = stored.last_revision(reading, trade.id)
    if last is None or (revision is not None and revision != last.number):
        return standings(reading, trade, revision)
    return revision_standings(reading, trade, last, (), sheets.is_locked(reading, trade.id))


def by_group(found: Standings) -> dict[str, list[Result]]:
    """The lines of a list by group, in order."""
    groups: dict[str, list[Result]] = {}
    for line in found.lines:
        groups.setdefault(line.group, []).append(line)
    return groups


def list_notes(trade: TradeFacts, decimals: Mapping[str, int]) -> tuple[str, ...]:
    """The small print under a list: how totals are made, how equals are told apart, what is shown shortened."""
    rules = trade.rules
    parts = []
    for part in rules.rounds:
        parts.append(part.name if part.weight is None else f"{part.name} × {show(part.weight * 100)} %")
    total = f"总成绩 = {' + '.join(parts)}"
    if rules.rules.total_decimals is not None:
        total += f"，合成后{_ROUNDING[rules.rules.rounding]}到 {rules.rules.total_decimals} 位小数"
    ties = [link_words(rules, tie.key)[0].removesuffix("依次比较") for tie in rules.rules.ties]
    notes = [total + "。", f"总成绩相同时依次比较：{'、'.join(ties)}。" if ties else "总成绩相同的名次并列。"]
    cut = [part.name for part in rules.rounds if part.decimals is None and decimals.get(part.id, 2) >= 4]
    if cut:
        notes.append(
            f"{'、'.join(cut)}成绩以计算值参加合成，表中只显示到 {decimals[_id_of(rules.rounds, cut[0])]} 位小数。"
        )
    if rules.rules.scale is not None:
        scale = rules.rules.scale
        centre, spread = show(scale.centre), show(scale.spread)
        notes.append(f"换算分：中位数为 {centre}，一个稳健标准差为 {spread}，只供跨工种比较，不改变名次。")
    return tuple(notes)


def _id_of(rounds: Sequence[Round], name: str) -> str:
    return next(part.id for part in rounds if part.name == name)


def score_decimals(trade: TradeFacts, lines: Sequence[Result]) -> dict[str, int]:
    """How many decimals each round's column shows."""
    return {
        part.id: part.decimals
        if part.decimals is not None
        else decimals_for(line.scores.get(part.id) for line in lines)
        for part in trade.rules.rounds
    }


def status_words(reading: Reading, trade: TradeFacts) -> dict[tuple[int, str], str]:
    """What stands in place of a score: the word of a status by (entry id, round)."""
    return {
        key: Status(one.status).zh
        for key, one in day.attendance_of(reading, trade.id).items()
        if one.status != Status.PRESENT.value
    }


def remark(trade: TradeFacts, line: Result) -> str:
    """What a list says beside a line: why it has no place, how a tie was told apart."""
    found = []
    if line.status != Standing.RANKED.value:
        found.append(Standing(line.status).zh)
    if line.guest and "不计名次" not in found:
        found.append("不计名次")
    if line.no_award:
        found.append("不参评奖项")
    if line.joint:
        found.append("并列")
    elif line.place is not None and line.decided_by not in ("", "total", "joint"):
        found.append(f"同分，按{link_words(trade.rules, line.decided_by)[0]}")
    return "；".join(found)


def standings_list(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """成绩汇总表 of every group; before the lock marked as not final. Raises Refusal "results.not_decoded"."""
    found = list_of(printing.reading, trade, printing.wish.revision)
    if not found.lines:
        raise Refusal("papers.nobody", trade=trade.name)
    status = status_words(printing.reading, trade)
    taken = deductions(printing.reading, trade)
    rounds = trade.rules.rounds
    decimals = score_decimals(trade, found.lines)
    for group, lines in by_group(found).items():
        rows = tuple(
            StandingRow(
                str(line.place) if line.place is not None else NO_PLACE,
                line.entry,
                line.name,
                " / ".join(dict.fromkeys(part for part in (line.delegation, line.unit) if part)),
                tuple(round_text(line, part, decimals, status) for part in rounds),
                taken.get(line.entry, ""),
                line.total_text,
                line.award,
                remark(trade, line),
                (line.scaled,) if found.scaled else (),
            )
            for line in lines
        )
        headings = {"rounds": tuple(part.name for part in rounds)}
        yield Paper(
            "standings",
            final_head(printing, trade, found, group),
            rows,
            headings=headings | ({"scaled": ("换算分",)} if found.scaled else {}),
            notes=list_notes(trade, decimals),
        )


def round_text(line: Result, part: Round, decimals: Mapping[str, int], status: Mapping[tuple[int, str], str]) -> str:
    """A round's score as a list shows it, or the word of what kept it from being marked."""
    score = line.scores.get(part.id)
    return missing_word(line, part, status) if score is None else show(Fraction(score), decimals[part.id])


def missing_word(line: Result, part: Round, status: Mapping[tuple[int, str], str]) -> str:
    """What stands where a round has no score: the word noted for it, else why the entry has no place."""
    standing = Standing(line.status)
    covered = standing.zh if standing not in (Standing.INCOMPLETE, Standing.GUEST) else ""
    return status.get((line.entry_id, part.id), covered)


def final_head(printing: Printing, trade: TradeFacts, found: Standings, group: str) -> PaperHead:
    """The head of a list, saying whether it is final and which revision."""
    revision = found.revision.number if found.revision else 1
    formal = found.final and is_formal(printing.reading, trade)
    return printing.head(trade, group=group, formal=formal, revision=revision, superseded=found.superseded or 0)


def public_notice(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """公示表 of every group of a ranked trade: no ID, no phone of anybody. Raises Refusal "results.not_ranked"."""
    found = list_of(printing.reading, trade)
    if found.revision is None:
        raise Refusal("results.not_ranked", trade=trade.name)
    contest, asked = printing.facts.contest, printing.notice
    first = local(found.revision.posted_at or printing.at).date()
    last = first + timedelta(days=asked.days - 1)
    name, stage = contest_words(contest.name, contest.year, trade.name)
    again = f"（第 {found.revision.number} 次修订）" if found.revision.number > 1 else ""
    notice = PublicNotice(
        period=f"{words.letter_date(first)}至{words.letter_date(last)}",
        phone=asked.phone or BLANK_LINE,
        address=asked.address or contest.host or BLANK_LINE,
        issuers=contest.organisers or ((contest.host,) if contest.host else ()),
        issued_on=first,
    )
    for group, lines in by_group(found).items():
        rows = tuple(
            PublicRow(
                str(line.place),
                masked_name(line.name) if asked.mask_names else line.name,
                line.unit,
                line.total_text,
                line.award,
            )
            for line in lines
            if line.place is not None
        )
        if rows:
            what = f"{contest.year}年{name}{trade.name}" + (f"（{group}）" if group else "") + stage
            body = (
                f"　　{what}已经结束，成绩经评判、复核和监督确认。"
                f"现将成绩和拟授奖项予以公示{again}，公示期为{notice.period}。"
            )
            yield Paper("public_notice", final_head(printing, trade, found, group), rows, replace(notice, body=body))


def winners(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """获奖名单 of every group, award by award. Raises Refusal "results.not_ranked", "papers.no_awards"."""
    found = list_of(printing.reading, trade)
    if found.revision is None:
        raise Refusal("results.not_ranked", trade=trade.name)
    made = False
    for group, lines in by_group(found).items():
        rows: list[object] = []
        last = ""
        for line in lines:
            if line.award:
                if line.award != last:
                    rows.append(GroupRow(line.award))
                last = line.award
                rows.append(WinnerRow(str(line.place or ""), line.name, line.unit, line.delegation, line.award))
        for rule, name, beside in found.side_lists():
            got = [one for one in beside if one.award and name == group]
            rows += [GroupRow(rule.name)] if got else []
            rows += [WinnerRow(str(one.place or ""), one.name, one.unit, one.delegation, one.award) for one in got]
        if rows:
            made = True
            yield Paper("winners", final_head(printing, trade, found, group), tuple(rows))
    if not made:
        raise Refusal("papers.no_awards", trade=trade.name)


def explanations(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """成绩计算说明 of one entry, or of everybody. Raises Refusal "results.unknown_entry", "results.not_decoded"."""
    wanted = printing.wish.entry.strip().upper() if printing.wish.entry else None
    formal = is_formal(printing.reading, trade)
    entries = {entry.number: entry for entry in people.entries(printing.reading, trade.id)}
    made = False
    main, sides = ranked_lists(printing.reading, trade)
    for group in main:
        for placing in group.ranking.placings:
            if wanted is not None and placing.entry.key != wanted:
                continue
            made = True
            full = full_score(printing.reading, trade, entries[placing.entry.key])
            lines = explained(trade, group, sides, placing.entry.key, full)
            head = printing.head(trade, group=group.ranking.group, formal=formal)
            place = str(placing.rank) if placing.rank is not None else placing.standing.zh
            facts = (("参赛号", placing.entry.key), ("姓名", placing.entry.name), ("名次", place))
            yield Paper("explanation", head, tuple(_steps(lines)), facts=facts)
    if not made:
        raise Refusal("results.unknown_entry", entry=wanted or trade.name)


def _steps(lines: Sequence[Line]) -> Iterator[object]:
    """The lines of an explanation as a table: an aspect with everything said about it is one row."""
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if line.what == "aspect":
            details = []
            while place < len(lines) and lines[place].level > line.level:
                details.append(lines[place])
                place += 1
            yield _aspect_step(line, details)
        elif line.what == "ranking":
            yield GroupRow(line.zh)
        elif line.what in ("round", "module"):
            yield GroupRow(("　　" if line.what == "module" else "") + _before_equals(line), _number(line.value))
        elif line.what == "total":
            yield StepRow("总成绩", line.zh.partition(" = ")[2], "", _number(line.value))
        elif line.what == "rounding":
            rule, _, values = line.zh.partition("：")
            yield StepRow("取整", values, rule, _number(line.value))
        else:
            yield StepRow(
                {"place": "名次", "tie": "名次依据", "compared": "同分比较"}.get(line.what, "说明"),
                line.zh,
                "",
                line.value,
            )


def _aspect_step(line: Line, details: Sequence[Line]) -> StepRow:
    marks = "；".join(one.zh for one in details if one.what in ("marks", "dropped"))
    rules = "；".join(one.zh.partition(" = ")[0] for one in details if one.what not in ("marks", "dropped"))
    return StepRow(_before_equals(line), marks, rules, _number(line.value))


def _before_equals(line: Line) -> str:
    return line.zh.rpartition(" = ")[0] or line.zh


def _number(text: str) -> str:
    """What stands in the column of results; empty where a line ends in no number."""
    return short(Fraction(plain_number(text))) if text else ""


def certificate_receipts(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """证书发放签收表 of the numbers in force, by group. Raises Refusal "papers.no_certificates"."""
    groups: dict[str, list[ReceiptRow]] = {}
    for winner in winners_of(printing.reading, printing.facts, trade):
        if winner.ready is not None:
            rows = groups.setdefault(winner.line.group, [])
            line = winner.line
            rows.append(ReceiptRow(str(len(rows) + 1), line.name, line.unit, winner.data.award, winner.ready.serial))
    if not groups:
        raise Refusal("papers.no_certificates", trade=trade.name)
    for group, rows in groups.items():
        yield Paper("certificate_receipts", printing.head(trade, group=group), tuple(rows))
