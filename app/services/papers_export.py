"""上报单: the sheet that goes with a result bundle, signed by hand; its digest ties paper and file together."""

from __future__ import annotations

from collections.abc import Iterator

from app.bundle.archive import check_code
from app.documents.papers.model import Paper
from app.documents.papers.rows import ExportSheet
from app.errors import Refusal
from app.services.papers_common import Printing, moment
from db.queries import keys as stored
from db.queries.keys import StoredBundle


def export_sheets(printing: Printing) -> Iterator[Paper]:
    """A sheet for every bundle built here (that holds the trade asked for). Raises Refusal "papers.no_bundle"."""
    wanted = {trade.code for trade in printing.trades()}
    found = [
        one
        for one in stored.bundles(printing.reading, printing.facts.id)
        if wanted & {stated["trade"] for stated in one.trades}
    ]
    if not found:
        raise Refusal("papers.no_bundle")
    for one in found:
        yield Paper("export_sheet", printing.head(formal=True), data=_sheet(printing, one))


def _sheet(printing: Printing, one: StoredBundle) -> ExportSheet:
    names = {trade.code: trade.name for trade in printing.facts.trades}
    content = stored.bundle_content(printing.reading, one.id)
    trades = (f"{names.get(stated['trade'], stated['trade'])}（修订 {stated['revision']}）" for stated in one.trades)
    before = sorted({stated["replaces"]["number"] for stated in one.trades if stated["replaces"]})
    contest = printing.facts.contest
    return ExportSheet(
        number=str(one.number),
        file_name=one.file_name,
        base="　".join(part for part in (contest.base, contest.host) if part),
        trades="、".join(trades),
        entries=str(sum(stated["entries"] for stated in one.trades)),
        size=f"{len(content):,} 字节",
        made_at=moment(one.made_at),
        check_code=check_code(content),
        digest=one.sha256,
        replaces="、".join(f"第 {number} 号" for number in before),
        audit=f"第 {one.last_seq} 条",
    )
