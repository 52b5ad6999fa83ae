"""颁奖词: what the host reads out, award by award, the highest last, in type to be read standing."""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.papers.model import Paper
from app.documents.papers.venue import Citations
from app.errors import Refusal
from app.services.certificates_winners import contest_words
from app.services.common import TradeFacts
from app.services.papers_common import Printing
from app.services.papers_results import by_group, final_head, list_of
from db.queries.results import Result


def citations(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """One for every group with winners. Raises Refusal "results.not_ranked", "papers.no_awards"."""
    found = list_of(printing.reading, trade)
    if found.revision is None:
        raise Refusal("results.not_ranked", trade=trade.name)
    contest = printing.facts.contest
    name, stage = contest_words(contest.name, contest.year, trade.name)
    made = False
    for group, lines in by_group(found).items():
        awards: dict[str, list[Result]] = {}
        for line in lines:
            if line.award:
                awards.setdefault(line.award, []).append(line)
        if not awards:
            continue
        made = True
        about = f"{trade.name}" + (f"（{group}）" if group else "")
        said = [f"　　下面宣布{contest.year}年{name}{about}{stage}获奖名单。"]
        for award, winners in reversed(awards.items()):
            said.append(f"　　获得{award}的是（{len(winners)} 名）：")
            said += [f"　　　{_who(line)}" for line in reversed(winners)]
            said.append(f"　　请获得{award}的选手上台领奖。")
        for rule, side_group, beside in found.side_lists():
            got = [one for one in beside if one.award and side_group == group]
            said += [f"　　获得{rule.name}奖项的是："] if got else []
            said += [f"　　　{one.award}　{one.name}　{one.unit}" for one in got]
        said.append("　　让我们以热烈的掌声向获奖选手表示祝贺！")
        yield Paper("citations", final_head(printing, trade, found, group), data=Citations(tuple(said)))
    if not made:
        raise Refusal("papers.no_awards", trade=trade.name)


def _who(line: Result) -> str:
    place = f"第 {line.place} 名" + ("（并列）" if line.joint else "") if line.place is not None else ""
    return "　".join(part for part in (place, line.name, line.unit or line.delegation) if part)
