"""上报单: the sheet that goes with a result bundle, signed by hand; its digest ties paper and file together. And
遗失报告: what was on a computer or stick that is lost."""

from __future__ import annotations

from collections.abc import Iterator

from app.bundle.archive import check_code
from app.documents.papers.model import Paper
from app.documents.papers.rows import ExportSheet, LossReport
from app.errors import Refusal
from app.services.papers_common import Printing, moment
from app.services.personal import protection
from db.queries import audit as stored_audit
from db.queries import erasure
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


def loss_report(printing: Printing) -> Iterator[Paper]:
    """What this file holds of people, as counts and kinds, and whether it is sealed; medium and time are left blank."""
    held, how = erasure.held(printing.reading), protection(printing.reading)
    kinds = (
        ("姓名和单位", held.names),
        ("证件号码", held.numbers),
        ("手机号", held.phones),
        ("出生日期", held.births),
        ("照片", held.photos),
        ("说明文字", held.notes),
        ("证书编号", held.certificates),
    )
    contest = printing.facts.contest
    sealed = f"证件号码和手机号已加密（能打开的 {len(how.holders)} 人，省办钥匙 {how.office} 把）；姓名和成绩未加密"
    backups = list(stored_audit.backups(printing.reading))
    places = "、".join(dict.fromkeys(one.folder for one in backups)) or "没有记录"
    data = LossReport(
        base="　".join(part for part in (contest.base, contest.host) if part),
        file_name=printing.store.path.name,
        made_at=moment(printing.at),
        people=f"{held.people} 人",
        kinds="，".join(f"{name} {count}" for name, count in kinds if count) or "没有个人信息（已清除）",
        protection=sealed if how.sealed else "没有加密：还没有人设口令短语",
        bundles=f"已生成 {held.bundles} 个" if held.bundles else "没有",
        copies=f"{len(backups)} 份：{places}",
    )
    yield Paper("loss_report", printing.head(formal=True), data=data)
