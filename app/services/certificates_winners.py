"""The winners of final lists and what their certificates say: names, contest words, numbers, layouts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.documents.layout import DEFAULT_LAYOUT, Layout, parse_layout, shipped_layout, shipped_layouts
from app.documents.layout_file import SUFFIX, read_layout_file
from app.documents.variables import CertificateData
from app.domain.audit import canonical_bytes
from app.domain.contest import EntryKind
from app.errors import Problems, Refusal, WrongCall
from app.services import results
from app.services.common import ContestFacts, TradeFacts
from app.services.marked import is_decoded
from db.queries import certificates as stored
from db.queries import layouts as kept_layouts
from db.queries import people
from db.queries import results as lists
from db.queries import scoring as sheets
from db.queries.appeals import any_reopened
from db.queries.certificates import Certificate
from db.queries.results import Result, SideResult
from db.store import Reading

_DOT = re.compile("(?<=[^\\x00-\\x7f])\\s*[•‧・･∙⋅]\\s*(?=[^\\x00-\\x7f])")
_STAGES = ("总决赛", "半决赛", "决赛", "复赛", "初赛", "预赛", "选拔赛")
# What a number stands for. Units and totals may be put right without a new number: they are no part of the statement.
_STATED = ("name", "members", "award", "place", "trade", "group", "contest", "stage", "year")


@dataclass(frozen=True)
class Winner:
    """An entry with an award, and what its certificate says. `certificate` is its newest number, void or not;
    `ranking` the id of the further ranking (单项) the award is of, "" all-round: an entry may win in several."""

    trade: TradeFacts
    line: Result | SideResult
    revision: int
    data: CertificateData
    certificate: Certificate | None
    ranking: str = ""

    @property
    def key(self) -> str:
        """How this very certificate is asked for: the entry number, with the ranking for one of a further ranking."""
        return f"{self.line.entry}/{self.ranking}" if self.ranking else self.line.entry

    @property
    def award_of(self) -> tuple[int, str]:
        """What the award is: of which entry in which ranking."""
        return self.line.entry_id, self.ranking

    @property
    def facts(self) -> dict[str, Any]:
        """What the certificate states, as stored with its number."""
        data = self.data
        ranking = {"ranking": self.ranking} if self.ranking else {}
        return ranking | {
            "name": data.name,
            "members": list(data.members),
            "award": data.award,
            "place": data.place,
            "trade": data.trade,
            "group": data.group,
            "contest": data.contest,
            "stage": data.stage,
            "year": data.year,
            "unit": data.unit,
            "total": data.total,
        }

    @property
    def states_the_same(self) -> bool:
        """Whether the newest number was given to these very facts."""
        if self.certificate is None:
            return False
        known = self.certificate.facts
        return all(known.get(key) == value for key, value in self.facts.items() if key in _STATED)

    @property
    def ready(self) -> Certificate | None:
        """The number in force for these facts, None when one is to be issued."""
        return self.certificate if self.certificate and self.certificate.issued and self.states_the_same else None

    @property
    def withheld(self) -> str:
        """Why a person voided the number of these very facts; "" when nobody did."""
        certificate = self.certificate
        voided = certificate is not None and certificate.state == stored.VOID and self.states_the_same
        return certificate.void_reason if certificate is not None and voided else ""


def winners_of(reading: Reading, facts: ContestFacts, trade: TradeFacts) -> list[Winner]:
    """The winners of a trade whose list is final, in order of the list; after them those of further rankings (单项).

    Raises Refusal "results.not_locked", "results.not_decoded", "results.not_ranked", "certificates.stale" when marks
    changed since the ranking; Problems "results.undecided" naming the rulings still open.
    """
    if not sheets.is_locked(reading, trade.id):
        raise Refusal("results.not_locked", trade=trade.name)
    if not is_decoded(reading, trade):
        raise Refusal("results.not_decoded", trade=trade.name)
    revision = lists.last_revision(reading, trade.id)
    if revision is None:
        raise Refusal("results.not_ranked", trade=trade.name)
    groups, sides = results.ranked_lists(reading, trade)
    questions = results.questions_in((*groups, *sides))
    if questions:
        raise Problems("results.undecided", tuple(questions), trade=trade.name)
    if not results.is_current(reading, trade, groups):
        raise Refusal("certificates.stale", trade=trade.name)
    if any_reopened(reading, trade.id):
        raise Refusal("results.item_open", trade=trade.name)
    newest = {award_of(one): one for one in stored.certificates(reading, facts.id, trade.id)}
    members = people.members(reading, trade.id) if trade.rules.entry is not EntryKind.INDIVIDUAL else {}
    main = [("", line) for line in lists.results_of(reading, revision.id) if line.award]
    further = [(line.ranking, line) for line in lists.side_results_of(reading, revision.id) if line.award]
    found = []
    every: list[tuple[str, Result | SideResult]] = [*main, *further]
    for ranking, line in every:
        names = tuple(member.name for member in members.get(line.entry_id, ()))
        data = _data(facts, trade, line, names)
        rule = trade.rules.side(ranking)
        if rule is not None:
            data = replace(data, award=side_award(rule.name, line.award))
        known = newest.get((line.entry_id, ranking))
        found.append(Winner(trade, line, revision.number, data, known, ranking))
    return found


def award_of(certificate: Certificate) -> tuple[int, str]:
    """Of which entry in which ranking ("" all-round) an issued certificate is."""
    return certificate.entry_id, str(certificate.facts.get("ranking", ""))


def side_award(ranking: str, award: str) -> str:
    """An award of a further ranking as the paper says it: 理论单项一等奖; a class of its own name (理论状元) says
    enough."""
    plain = award.endswith(("等奖", "优秀奖", "优胜奖")) and not award.startswith(ranking)
    return f"{ranking}{award}" if plain else award


def _data(
    facts: ContestFacts, trade: TradeFacts, line: Result | SideResult, members: tuple[str, ...]
) -> CertificateData:
    contest = facts.contest
    name, stage = contest_words(contest.name, contest.year, trade.name)
    alone = trade.rules.entry is EntryKind.INDIVIDUAL
    return CertificateData(
        name=one_dot(line.name),
        award=line.award,
        contest=name,
        trade=trade.name,
        year=contest.year,
        issuers=contest.organisers or ((contest.host,) if contest.host else ()),
        issued_on=contest.ends or contest.starts or date(contest.year, 1, 1),
        serial="",
        honorific="同志" if alone else "",
        members=() if alone else tuple(one_dot(member) for member in members),
        entry=line.entry,
        unit=line.unit,
        delegation=line.delegation,
        group=line.group,
        stage=stage,
        place=line.place,
        total=line.total_text,
    )


def one_dot(name: str) -> str:
    """A name with the one middle dot that ID cards bear (U+00B7): typists know five more that look alike. The
    registered name stays as it is; paper and code say this one."""
    return _DOT.sub("·", name)


def contest_words(name: str, year: int, trade: str) -> tuple[str, str]:
    """The contest's name and stage as the sentence of a certificate takes them: it says year, trade and stage itself.

    "2026 年甘肃省职工技能竞赛焊工决赛" becomes 甘肃省职工技能竞赛 and 决赛.
    """
    plain = name.strip()
    for start in (f"{year} 年度", f"{year}年度", f"{year} 年", f"{year}年"):
        if plain.startswith(start):
            plain = plain[len(start) :].strip()
            break
    stage = next((word for word in _STAGES if plain.endswith(word)), "")
    if stage:
        plain = plain[: -len(stage)].strip()
        if plain.endswith(trade) and plain != trade:
            plain = plain[: -len(trade)].strip()
    return plain or name, stage or "决赛"


def layout_of(reading: Reading, name: str) -> tuple[Layout, Mapping[str, bytes]]:
    """A layout by its name: one of this file, one that came with the program (by key or name), or a layout file.

    Raises WrongCall "documents.layout_unknown" with the known names, and what a damaged layout file raises.
    """
    if not name:
        return shipped_layout(DEFAULT_LAYOUT), {}
    own = stored.layout(reading, name)
    if own is not None:
        layout = parse_layout(own["text"] if "text" in own else canonical_bytes(own))  # one of a pack is kept as text
        return layout, kept_layouts.pictures(reading, name)
    shipped = shipped_layouts()
    for key, title in shipped.items():
        if name in (key, key.replace("_", "-"), title):
            return shipped_layout(key), {}
    path = Path(name).expanduser()
    if path.suffix == SUFFIX and path.is_file():
        return read_layout_file(path.read_bytes())
    if path.suffix == ".json" and path.is_file():
        layout = parse_layout(path.read_bytes())
        beside = {file: path.with_name(file) for file in layout.files()}
        return layout, {file: place.read_bytes() for file, place in beside.items() if place.is_file()}
    raise WrongCall("documents.layout_unknown", layout=name, known="、".join((*stored.layouts(reading), *shipped)))
