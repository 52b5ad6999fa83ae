"""钥匙登记表: a page for every QR code of the base's request, with holder and forty digits of the keys in that code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.bundle import enrolment as form
from app.bundle.trustlist import TrustedKey
from app.documents.papers.model import Paper
from app.documents.papers.trust import EnrolmentForm
from app.services import enrolment as enrolling
from app.services.common import ContestFacts
from app.services.papers_common import Printing, moment

NONE = "本张没有"


def enrolment(printing: Printing) -> Iterator[Paper]:
    """The pages of the form. Raises Refusal "keys.none", "export.no_base_key", Finding for a wrong passphrase."""
    texts = enrolling.codes(printing.reading, printing.wish.base_pass)
    for number, text in enumerate(texts, 1):
        base = form.read_code(text).base
        by_role = {role: [one for one in base.keys if one.role == role] for role in ("base", "certificate", "chief")}
        chiefs = [_holder(printing.facts, one) for one in by_role["chief"]] + [NONE, NONE]
        data = EnrolmentForm(
            base=f"{base.id}　{base.name}",
            contest="、".join(base.contests),
            made_at=moment(printing.at),
            page=f"第 {number} 张，共 {len(texts)} 张",
            base_key=_first(printing.facts, by_role["base"]),
            certificate_key=_first(printing.facts, by_role["certificate"]),
            first_chief=chiefs[0],
            second_chief=chiefs[1],
            token=text,
        )
        yield Paper("enrolment", printing.head(formal=None), data=data)


def _first(facts: ContestFacts, lines: Sequence[TrustedKey]) -> str:
    return _holder(facts, lines[0]) if lines else NONE


def _holder(facts: ContestFacts, line: TrustedKey) -> str:
    """Who holds a key, for which trades, and its digits in two lines of twenty."""
    groups = line.fingerprint.split()
    names = {trade.code: trade.name for trade in facts.trades}
    trades = "、".join(names.get(code, code) for code in line.trades if code != "*")
    about = "　".join(part for part in (line.person or "未写持有人", trades) if part)
    if line.role == "chief" and not trades:
        about += "　全部工种"
    return f"{about}\n{'  '.join(groups[:4])}\n{'  '.join(groups[4:])}"
