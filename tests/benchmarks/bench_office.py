"""O1-O2: the office takes in many bundles; B1-B2: writing and verifying large results against sha256 of their JSON.

Run: `python -m tests.benchmarks.bench_office [bundles]`. Sixty bases send one bundle each, of 200 people with 50
aspects, keyed twice: some 3 MB with the audit record. O1 is the CPU time of taking all of them in (verify, recompute,
store, one transaction each) over the time of only verifying them; O2 the peak memory of a fresh process that takes in
sixty over that of one that takes in ten. B1 and B2 are results alone, 30,000 in three trades, with the collector off as
the services have it. "Naive" is indented JSON in a deflated ZIP.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.bundle import archive, canonical, keys, trustlist
from app.bundle.build import Facts, SigningKey, TradeContent, assemble
from app.bundle.manifest import AuditLine, Named, Stamp, TradeLine
from app.bundle.trustlist import Roots, TrustedBase, TrustedKey, TrustList
from app.bundle.verify import verify
from app.domain import audit
from app.domain.definition import read_definition, write_definition
from app.domain.steady import no_collecting
from app.services import office
from app.services.recompute import recompute
from tests.benchmarks.yardstick import Line, cpu, in_turn, report
from tests.factories import MORNING

PEOPLE, ASPECTS, BUNDLES = 200, 50, 60
CONTEST, TRADE = "bench-2026", "6-18-02-04"
ROOTS = [keys.make("root", f"root {number}", secret=bytes([number]) * 32) for number in (1, 2, 3)]
Json = dict[str, Any]


def definition() -> Json:
    """One trade of five modules with ten aspects each, and theory as one score."""
    aspect = {"kind": "value", "maximum": 2, "step": "0.1"}
    module = [
        {
            "id": letter,
            "name": letter,
            "maximum": 20,
            "aspects": [{"id": f"{letter}{n}", "name": f"评分点 {letter}{n}", **aspect} for n in range(ASPECTS // 5)],
        }
        for letter in "ABCDE"
    ]
    rounds = [
        {"id": "theory", "name": "理论", "maximum": 100, "weight": "0.3"},
        {"id": "practical", "name": "实操", "maximum": 100, "weight": "0.7", "module": module},
    ]
    head = {"name": "基准竞赛", "year": 2026, "class": "省级一类", "kind": "技工类通用", "base": "B"}
    trade = {"code": TRADE, "name": "焊工", "groups": ["职工组"], "round": rounds}
    return dict(write_definition(read_definition({"format": 1, "contest": head, "trade": [trade]})))


def marks_of(people: int, seed: int) -> list[Json]:
    """Every entry's marks, as a base states them."""
    found = []
    for person in range(people):
        entry = f"HG{person:03d}"
        theory = f"{60 + (person * 7 + seed) % 40}"
        found.append({"entry": entry, "round": "theory", "aspect": "*", "judge": "", "seq": 1, "mark": theory})
        for place in range(ASPECTS):
            tenths = (person * 13 + place * 5 + seed) % 21
            aspect = f"{'ABCDE'[place // (ASPECTS // 5)]}{place % (ASPECTS // 5)}"
            mark = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"
            found.append({"entry": entry, "round": "practical", "aspect": aspect, "judge": "1", "seq": 1, "mark": mark})
    return found


def results_of(marks: Json, people: int) -> Json:
    """The results that follow from the marks: first left empty, then as recomputing says they should be."""
    rows = {
        f"HG{person:03d}": {
            "entry": f"HG{person:03d}",
            "group": "职工组",
            "status": "present",
            "standing": "ranked",
            "rounds": {"theory": None, "practical": None},
            "total": None,
            "place": None,
            "award": None,
        }
        for person in range(people)
    }
    draft: Json = {"schema": 1, "trade": TRADE, "revision": 1, "decimals": 2, "rows": list(rows.values())}
    for one in recompute(draft, marks, None):
        row: Any = rows[one.entry]
        if one.what in ("theory", "practical"):
            row["rounds"][one.what] = one.computed
        else:
            row[one.what] = int(one.computed) if one.what == "place" else one.computed
    draft["delegations"] = [{"name": "示范市总工会", "kind": "市州", "entries": people, "people": people}]
    return draft


def bodies(count: int) -> list[bytes]:
    """Audit bodies as keying leaves them."""
    at = "2026-06-18T02:00:00.000000Z"
    return [
        audit.canonical_bytes(
            {
                "act": "mark.set",
                "at": at,
                "by": "u7",
                "new": "1.5",
                "old": None,
                "ref": f"{TRADE}/W-{n % 997}/A{n % 50}",
            }
        )
        for n in range(count)
    ]


def base_key(number: int) -> keys.Key:
    return keys.make("base", f"基地 {number}", secret=hashlib.sha256(b"base %d" % number).digest())


def chief_key(number: int) -> keys.Key:
    return keys.make("chief", f"裁判长 {number}", secret=hashlib.sha256(b"chief %d" % number).digest())


def trust_of(count: int) -> TrustList:
    """A list with every base and its two keys."""
    bases = tuple(
        TrustedBase(
            f"B{number:02d}",
            f"第 {number} 赛区",
            (CONTEST,),
            (
                TrustedKey(base_key(number).public, "base", ""),
                TrustedKey(chief_key(number).public, "chief", "", ("*",)),
            ),
        )
        for number in range(count)
    )
    roots = Roots(tuple(sorted(key.public for key in ROOTS)))
    return trustlist.sign(TrustList(1, None, roots, (), (), bases), ROOTS[:2])


def facts_of(number: int, chain: Sequence[bytes]) -> Facts:
    genesis = audit.Genesis(f"B{number:02d}", "00000000-0000-4000-8000-000000000000", CONTEST)
    start = audit.Head(0, audit.genesis_hash(genesis))
    last = audit.chain_bodies(start, chain)[-1]
    return Facts(
        mode="live",
        number=1,
        contest=Named(CONTEST, "基准竞赛"),
        base=Named(f"B{number:02d}", f"第 {number} 赛区"),
        audit=AuditLine(genesis.to_dict(), 1, start.hash.hex(), last.seq, last.hash.hex()),
        time=Stamp("2026-06-18T10:00:00Z"),
        software={"name": "bench", "version": "0"},
        trust_list=1,
    )


def write_bundles(folder: Path, count: int) -> list[Path]:
    """One bundle of every base."""
    chain, rows = bodies(2 * PEOPLE * ASPECTS), marks_of(PEOPLE, 1)
    marks: Json = {"schema": 1, "trade": TRADE, "definition": definition(), "rounds": [], "rulings": [], "marks": rows}
    results = results_of(marks, PEOPLE)
    paths = []
    for number in range(count):
        signers = [SigningKey(base_key(number)), SigningKey(chief_key(number), (TRADE,))]
        content = TradeContent(TradeLine(TRADE, 1, PEOPLE), results, marks)
        paths.append(folder / f"b{number:02d}.crb")
        paths[-1].write_bytes(assemble(facts_of(number, chain), [content], chain, signers).raw)
    return paths


def take_in(folder: Path, paths: Sequence[Path], name: str) -> None:
    """An office that receives all of them."""
    trust = (folder / "trust.ctl").read_bytes()
    with office.open_office(folder / name, trust=trust, at=MORNING) as store:
        for row in office.receive(store, paths, at=MORNING):
            assert row.verdict == office.ACCEPTED, row.sentence


def verify_all(paths: Sequence[Path], trust: TrustList) -> None:
    """Only verify them, totals computed again."""
    for path in paths:
        with no_collecting():
            assert verify(path.read_bytes(), trust, recompute=recompute).genuine


def peak_of(folder: Path, count: int) -> int:
    """Peak memory in MB of a fresh process that takes in so many."""
    words = [sys.executable, "-m", "tests.benchmarks.bench_office", "--take", str(folder), str(count)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return int(done.stdout) // 1024


def office_lines(count: int) -> Iterator[Line]:
    """O1 and O2."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trust = trust_of(count)
        (folder / "trust.ctl").write_bytes(trust.raw)
        paths = write_bundles(folder, count)
        size = paths[0].stat().st_size / 1e6
        take_in(folder, paths[:2], "warm.contest")
        checking = cpu(lambda: verify_all(paths, trust))
        taking = cpu(lambda: take_in(folder, paths, "office.contest"))
        again = cpu(lambda: verify_all(paths, trust))
        spent = (checking + again) / 2
        detail = f"{count} bundles of {size:.1f} MB: {taking:.1f} s, verify {spent:.1f} s"
        yield Line("O1", "take bundles in / only verify them", taking / spent, 3, detail)
        few, many = peak_of(folder, min(10, count)), peak_of(folder, count)
        yield Line("O2", f"peak memory at {count} / at 10 bundles", many / few, 1.1, f"{few} MB, {many} MB")


def large(people: int) -> tuple[Facts, list[TradeContent], list[bytes]]:
    """Results of so many people in trades of at most 10,000, without marks."""
    chain = bodies(10)
    contents = []
    for number in range(math.ceil(people / 10_000)):
        count = min(10_000, people - number * 10_000)
        trade = f"t{number:02d}"
        rows = [
            {
                "entry": f"E{place:05d}",
                "group": "职工组",
                "status": "present",
                "standing": "ranked",
                "rounds": {"theory": f"{60 + place % 40}.50", "practical": f"{50 + place % 50}.25"},
                "total": f"{90 - place // 200}.{place % 100:02d}",
                "place": place + 1,
                "joint": False,
                "decided_by": "total",
                "award": "优秀奖",
                "guest": False,
                "no_award": False,
            }
            for place in range(count)
        ]
        results = {"schema": 1, "trade": trade, "revision": 1, "decimals": 2, "rows": rows}
        marks: Json = {"schema": 1, "trade": trade, "marks": []}
        contents.append(TradeContent(TradeLine(trade, 1, count), results, marks))
    return facts_of(0, chain), contents, chain


def naive(contents: Sequence[TradeContent]) -> bytes:
    """Indented JSON in a deflated ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        for one in contents:
            book.writestr(f"{one.line.trade}.json", json.dumps(one.results, ensure_ascii=False, indent=1))
    return out.getvalue()


def bundle_lines(people: int = 30_000) -> Iterator[Line]:
    """B1 and B2."""
    trust = trust_of(1)
    signers = [SigningKey(base_key(0)), SigningKey(chief_key(0), ("*",))]
    spent: dict[int, tuple[float, ...]] = {}
    for size in (people // 10, people):
        facts, contents, chain = large(size)
        texts = [canonical.dump(dict(one.results)) for one in contents]
        raw = assemble(facts, contents, chain, signers).raw
        held = archive.read(raw)

        def floor(texts: list[bytes] = texts) -> None:
            for text in texts:
                hashlib.sha256(text).hexdigest()

        def only_digests(raw: bytes = raw, held: archive.Archive = held) -> None:
            for data in archive.read(raw).files.values():
                hashlib.sha256(data).hexdigest()

        def checked(raw: bytes = raw) -> None:
            assert verify(raw, trust).genuine

        def written(facts: Facts = facts, contents: Any = contents, chain: Any = chain) -> None:
            assemble(facts, contents, chain, signers)

        with no_collecting():
            spent[size] = tuple(
                in_turn(5, floor, written, checked, only_digests, lambda contents=contents: naive(contents))  # type: ignore[misc]
            )
    small, big = spent[people // 10], spent[people]
    detail = f"sha256 {big[0] * 1000:.1f} ms, write {big[1] * 1000:.0f} ms, verify {big[2] * 1000:.0f} ms"
    yield Line("B1", f"write {people} results / sha256 of their JSON", big[1] / big[0], 30, detail)
    yield Line("B1n", "the same / naive (at most a fifth)", big[1] / big[4], 0.2)
    yield Line("B2", "verify with parse / sha256", big[2] / big[0], 30)
    yield Line("B2d", "verify without parse / sha256", big[3] / big[0], 12)
    yield Line("B2e", "exponent of verifying, 3,000 to 30,000", math.log10(big[2] / small[2]), 1.15)


def main(words: Sequence[str]) -> int:
    """Measure, or (as `--take FOLDER COUNT`) take in so many and print the peak memory in KB."""
    if words[:1] == ["--take"]:
        folder, count = Path(words[1]), int(words[2])
        take_in(
            folder, sorted(folder.glob("b*.crb"))[:count], f"peak-{count}-{len(list(folder.glob('peak-*')))}.contest"
        )
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return 0
    count = int(words[0]) if words else BUNDLES
    return report([*bundle_lines(), *office_lines(count)])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
