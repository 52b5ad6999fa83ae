"""Lists beside the all-round one: further rankings of a trade, the delegations, and who is proposed for honours."""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.papers.model import GroupRow, Paper
from app.documents.papers.rows import DelegationRow, HonourRow, SideRow
from app.domain.contest import RankingRule
from app.domain.explain import link_words
from app.domain.honours import Why
from app.domain.rankings import side_trade
from app.domain.scores import Standing
from app.errors import Refusal
from app.services.common import TradeFacts
from app.services.honours import HonourLine, view_of
from app.services.papers_common import Printing
from app.services.papers_results import NO_PLACE, final_head, list_of
from app.services.results_delegations import delegation_list, remark
from db.queries.results import SideResult

_ROUTINE = frozenset({Why.LEVEL_TOO_HIGH, Why.LEVEL_TOO_LOW})
"""Why most are not put forward for a level; paper does not repeat it for each of them."""


def side_remark(trade: TradeFacts, rule: RankingRule, line: SideResult) -> str:
    """What a list says beside a line of a further ranking: why it has no place, how a tie was told apart."""
    if line.status != Standing.RANKED.value:
        return Standing(line.status).zh
    if line.joint:
        return "并列"
    if line.place is not None and line.decided_by not in ("", "total", "joint"):
        return f"同分，按{link_words(side_trade(trade.rules, rule), line.decided_by)[0]}"
    return ""


def side_notes(trade: TradeFacts, rule: RankingRule) -> tuple[str, ...]:
    """The small print under a further ranking: what it rests on, how equals are told apart."""
    names = {part.id: part.name for part in trade.rules.rounds}
    ties = [link_words(side_trade(trade.rules, rule), tie.key)[0] for tie in rule.ties]
    equals = f"成绩相同时依次比较：{'、'.join(ties)}。" if ties else "成绩相同的名次并列。"
    return (f"按{'、'.join(names[one] for one in rule.rounds)}成绩排列。{equals}",)


def side_standings(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """单项成绩表 of every further ranking and group. Raises Refusal "papers.no_rankings", "results.not_decoded"."""
    found = list_of(printing.reading, trade)
    if not found.sides:
        raise Refusal("papers.no_rankings", trade=trade.name)
    for rule, group, lines in found.side_lists():
        rows = tuple(
            SideRow(
                str(line.place) if line.place is not None else NO_PLACE,
                line.entry,
                line.name,
                " / ".join(dict.fromkeys(part for part in (line.delegation, line.unit) if part)),
                line.total_text,
                line.award,
                side_remark(trade, rule, line),
            )
            for line in lines
        )
        head = final_head(printing, trade, found, group)
        title = f"{rule.name}成绩表"
        yield Paper("side_standings", head, rows, notes=side_notes(trade, rule), title=title)


def delegations(printing: Printing) -> Iterator[Paper]:
    """代表队排名表 over all trades that are ranked. Raises Refusal "results.no_delegations"."""
    found = delegation_list(printing.reading, printing.facts)
    rows = []
    for line in found.lines:
        members = "、".join(one.entry for one in line.contributions if one.counted)
        place = str(line.rank) if line.rank is not None else NO_PLACE
        rows.append(DelegationRow(place, line.delegation, found.points(line), members, remark(line)))
    notes = [found.words(), f"计入的工种：{'、'.join(name for _, name in found.trades)}。"]
    if found.left:
        notes.append(f"还没有名次、没有计入的工种：{'、'.join(name for _, name in found.left)}。")
    yield Paper("delegations", printing.head(formal=found.final), tuple(rows), notes=tuple(notes))


def honours(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """拟推荐名单 of a trade, honour by honour, and why the others on those places are not on it.

    Raises Refusal "honours.not_ranked", "honours.none", "results.not_decoded".
    """
    view = view_of(printing.reading, printing.facts, trade)
    if not view.proposed:
        raise Refusal("honours.none", trade=trade.name)
    rows: list[object] = []
    for honour in dict.fromkeys(line.proposal.honour for line in view.proposed):
        named = [line for line in view.proposed if line.proposal.honour == honour]
        rows.append(GroupRow(honour, f"{len(named)} 人"))
        rows += [_honour_row(number, line) for number, line in enumerate(named, 1)]
    others = [line for line in view.lines if set(line.proposal.reasons) - _ROUTINE]
    notes = [f"{line.proposal.honour}：第 {line.proposal.place} 名 {line.name}，{line.note}。" for line in others]
    found = list_of(printing.reading, trade)
    yield Paper("honours", final_head(printing, trade, found, ""), tuple(rows), notes=tuple(notes))


def _honour_row(number: int, line: HonourLine) -> HonourRow:
    place = str(line.proposal.place)
    return HonourRow(str(number), line.name, line.unit, line.group, place, line.level or "无", line.note)
