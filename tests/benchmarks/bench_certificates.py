"""How fast the certificate press is: bars C1 to C6, in one run that prints the ratios.

Run from the root: `python -m tests.benchmarks.bench_certificates [PAGES]`. All ratios are of CPU time inside one
process, medians of turns; memory is the peak of fresh processes. JIANGPING_NIGHTLY=1 measures memory to 30,000 pages.
"""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

from app.documents import fonts, qr
from app.documents.certificate import CertificatePress
from app.documents.layout import shipped_layout
from app.documents.pen import Pen
from app.documents.press import Press
from app.documents.variables import SAMPLE, CertificateData
from tests.benchmarks import certificate_peers as peers
from tests.benchmarks.yardstick import Line, in_turn, report

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 6, 20, tzinfo=UTC)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙马朱胡", "建国玉兰志强海燕铁军小芳立新文斌秀梅永红春晓"
NAIVE, OTHERS = 60, 300


def people(count: int) -> list[CertificateData]:
    """Invented people with signed-looking codes, the same every time."""
    dice = random.Random(4821)
    made = []
    for number in range(count):
        token = "CQ1:" + "".join(dice.choices(qr.ALPHABET, k=242))
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2))
        made.append(
            replace(SAMPLE, name=name, serial=f"SF2026-HG-{number + 1:05d}", place=number % 40 + 1, token=token)
        )
    return made


def ours(batch: list[CertificateData]) -> int:
    """The press, straight to bytes; gives their number."""
    out = BytesIO()
    CertificatePress(shipped_layout()).print(batch, out, made_at=AT)
    return out.tell()


class _Ready(Pen):
    """A page whose operators were made beforehand."""

    def __init__(self, press: Press, operators: bytes) -> None:
        super().__init__(press, 297, 210)
        self._ready = operators

    def content(self) -> bytes:
        return self._ready


def page_strings(batch: list[CertificateData]) -> list[bytes]:
    """The operators of every page."""
    found: list[bytes] = []

    class Taker(Press):
        def add_page(self, pen: Pen) -> None:
            found.append(pen.content())

    press = CertificatePress(shipped_layout())
    taker = Taker(BytesIO(), title="", made_at=AT)
    codes = qr.symbols([person.token for person in batch])
    for number, person in enumerate(batch, 1):
        taker.add_page(press._page(taker, press._words(person, number), next(codes)))
    return found


class _Plain(Press):
    """Packs pages as zlib does when it is told nothing."""

    def add_page(self, pen: Pen) -> None:
        content, page = self._reserve(), self._reserve()
        self._stream(content, pen.content(), "")
        self._object(page, f"<</Type/Page/Parent {self._parent} 0 R/Contents {content} 0 R>>".encode())
        self._pages.append(page)


def floor(strings: list[bytes], kind: type[Press] = _Plain) -> None:
    """What no press can do without: pack and write strings that are ready."""
    press = kind(BytesIO(), title="", made_at=AT)
    for string in strings:
        press.add_page(_Ready(press, string))
    press.finish()


def child(pages: int, act: str = "ours") -> tuple[float, int]:
    """CPU seconds of the batch (or of another act on the people) and the most memory in KiB, of its own process."""
    code = (
        "import resource,time;from tests.benchmarks.bench_certificates import ours,people;"
        f"b=people({pages});{act}(b[:10]);s=time.process_time();{act}(b);"
        "print(time.process_time()-s,resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def against_naive(batch: list[CertificateData]) -> list[Line]:
    """C1 and C6."""
    count = len(batch)
    mine, plain = in_turn(3, lambda: ours(batch), lambda: peers.naive(batch[:NAIVE]))
    ratio = (plain / NAIVE) / (mine / count)
    size = ours(batch) / count / 1024
    detail = f"{ratio:.0f}x; ours {count / mine:,.0f}/s {size:.2f} KiB a page, naive {NAIVE / plain:.0f}/s"
    one, plain_one = in_turn(9, lambda: ours(batch[:1]), lambda: peers.naive(batch[:1]))
    return [
        Line("C1", "a page, share of naive platypus + qrcode", 1 / ratio, 1 / 50, detail),
        Line("C6", "one certificate, share of naive", one / plain_one, 1.0, f"{one * 1000:.0f} ms"),
    ]


def against_qt(batch: list[CertificateData]) -> list[Line]:
    """C2."""
    some = batch[:1000]
    mine, theirs = in_turn(3, lambda: ours(some), lambda: peers.qt(some))
    size = ours(some) / peers.qt(some)
    return [
        Line("C2", "share of Qt QPdfWriter's time", mine / theirs, 0.4, f"Qt {len(some) / theirs:,.0f}/s"),
        Line("C2", "share of Qt QPdfWriter's bytes", size, 0.3),
    ]


def against_floor(batch: list[CertificateData]) -> list[Line]:
    """C3."""
    strings = page_strings(batch)
    mine, least, lighter = in_turn(3, lambda: ours(batch), lambda: floor(strings), lambda: floor(strings, Press))
    detail = f"{len(batch) / least:,.0f}/s; {mine / lighter:.1f}x with zlib as light as the press's"
    return [Line("C3", "times the floor: strings ready, zlib, write", mine / least, 5.0, detail)]


def growth() -> list[Line]:
    """C4."""
    few, many = [median(child(pages)[0] for _ in range(3)) for pages in (1000, 10000)]
    lines = [Line("C4", "exponent of time, 1,000 to 10,000 pages", math.log10(many / few), 1.02)]
    steps = (300, 3000, 30000) if os.environ.get("JIANGPING_NIGHTLY") else (300, 10000)
    memory = [child(pages)[1] / 1024 for pages in steps]
    alone = [child(pages, "len")[1] / 1024 for pages in (steps[0], steps[-1])]
    detail = "; ".join(f"{pages:,}: {used:.0f} MB" for pages, used in zip(steps, memory, strict=True))
    detail += f"; of it the list of people and Python {alone[0]:.0f} and {alone[1]:.0f} MB"
    return [*lines, Line("C4", "most memory, growth in MB, people included", memory[-1] - memory[0], 40.0, detail)]


def codes(batch: list[CertificateData]) -> list[Line]:
    """C5."""
    tokens = [person.token for person in batch[:200]]
    unequal = sum(qr.fast_symbol(token) != qr.symbol(token) for token in tokens)
    table, plain = in_turn(
        3, lambda: [qr.fast_symbol(token) for token in tokens], lambda: [qr.symbol(token) for token in tokens[:20]]
    )
    ratio = (plain / 20) / (table / 200)
    return [
        Line("C5", "codes of 200 that differ from qrcode's", float(unequal), 0.0),
        Line("C5", "a code, share of qrcode's time", 1 / ratio, 1 / 80, f"{ratio:.0f}x"),
    ]


def against_others(batch: list[CertificateData]) -> list[Line]:
    """fpdf2 and typst where they are installed; shown, no bars."""
    lines = []
    some = batch[:OTHERS]
    for name, peer in peers.others().items():
        if peer is None:
            print(f"--  {name} is absent: not installed here")
            continue
        mine, theirs = in_turn(2, lambda: ours(some), lambda p=peer: p(some))  # type: ignore[misc]
        detail = f"{theirs / mine:.1f}x; {OTHERS / theirs:,.0f}/s, {peer(some) / OTHERS / 1024:.2f} KiB a page"
        lines.append(Line("", f"share of {name}'s time, {OTHERS} pages", mine / theirs, None, detail))
    return lines


def main() -> int:
    """Print the table; fails when a bar is missed beyond noise."""
    batch = people(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
    for name in ("Kai", "Song", "Brush"):
        fonts.face(name)
    lines = against_naive(batch) + against_qt(batch) + against_floor(batch) + growth() + codes(batch)
    return report(lines + against_others(batch))


if __name__ == "__main__":
    raise SystemExit(main())
