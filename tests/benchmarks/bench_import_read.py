"""How fast a roster goes from file to checked rows, against the bare parser and against the plain way.

Run from the root: `python tests/benchmarks/bench_import_read.py [ROWS]`. Yardstick: python-calamine reading every
cell of the same workbook and doing nothing with it. The plain way: openpyxl row by row, `strptime` and a generator per
identity number, no other check. Nothing is stored here. CPU time, medians, in turn in one process. Fails only
at half past a bar, because machines are noisy.
"""

from __future__ import annotations

import gc
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import openpyxl
from python_calamine import CalamineWorkbook

from app.domain.idnumber import check_character
from app.domain.roster import read_roster
from app.domain.roster_columns import FIELDS
from app.domain.roster_plan import KnownContest, KnownTrade
from app.tables.reader import read_sheet
from app.tables.writer import Column, Page, write_workbook

TURNS = 5
READ_BAR = 1.5  # reading as exact text, guarded, against the bare parser
CHECKED_BAR = 2.2  # reading and every check, against the same
PLAIN_BAR = 5.0  # how many times faster than the plain way, per row, though that one hardly checks
EXPONENT_BAR = 1.05
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙马朱胡", "建国玉兰志强海燕铁军小芳立新文斌秀梅永红春晓"
KNOWN = KnownContest(tuple(KnownTrade(f"6-18-02-{n:02}", f"工种{n}", ("职工组", "学生组")) for n in range(1, 21)))


def resident(number: int) -> str:
    born = date(1960, 1, 1) + timedelta(days=number % 14_000)
    first17 = f"{990101 + number // 14_000 % 40}{born:%Y%m%d}{number // 14 % 1000:03}"
    return first17 + check_character(first17)


def row(number: int) -> list[str]:
    """One invented contestant in the order of FIELDS."""
    identity = resident(number)
    values = {
        "delegation": f"第{number % 52 + 1}代表队",
        "name": SURNAMES[number % 15] + GIVEN[number % 22] + GIVEN[number // 22 % 22],
        "sex": "男" if int(identity[16]) % 2 else "女",
        "birth_date": f"{identity[6:10]}-{identity[10:12]}-{identity[12:14]}",
        "nation": "汉族",
        "education": "大专",
        "id_kind": "居民身份证",
        "id_number": identity,
        "unit": f"示范单位{number % 400}",
        "post": "操作工",
        "trade": f"工种{number % 20 + 1}",
        "group": "职工组",
        "skill_level": "高级工",
        "skill_certificate": f"GS{number:08}",
        "years": str(number % 30),
        "phone": f"139{number:08}",
    }
    return [values.get(field.key, "") for field in FIELDS[:20]]


def workbook(path: Path, rows: int) -> Path:
    columns = tuple(Column(field.title) for field in FIELDS[:20])
    write_workbook(path, [Page("报名表", columns, [row(number) for number in range(rows)], grid=False)])
    return path


def bare(path: Path) -> int:
    with CalamineWorkbook.from_path(str(path)) as book:
        return sum(1 for _ in book.get_sheet_by_index(0).iter_rows())


def read(path: Path) -> int:
    return len(read_sheet(path).rows)


def checked(path: Path) -> int:
    plan = read_roster(read_sheet(path), KNOWN)
    if plan.problems:
        raise AssertionError(plan.problems[0])
    return len(plan.good)


def plain(path: Path) -> int:
    """What one writes first."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    book = openpyxl.load_workbook(path, read_only=True)
    found = []
    for cells in book.worksheets[0].iter_rows(min_row=2, values_only=True):
        people = dict(zip((field.key for field in FIELDS), cells, strict=False))
        identity = str(people["id_number"])
        datetime.strptime(identity[6:14], "%Y%m%d").replace(tzinfo=UTC)
        total = sum(int(digit) * weight for digit, weight in zip(identity, weights, strict=False))
        if "10X98765432"[total % 11] == identity[17]:
            found.append(people)
    book.close()
    return len(found)


def seconds(job: Callable[[Path], int], path: Path) -> float:
    gc.collect()
    started = time.process_time()
    job(path)
    return time.process_time() - started


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory() as folder:
        large = workbook(Path(folder) / "large.xlsx", rows)
        small = workbook(Path(folder) / "small.xlsx", rows // 10)
        jobs = {"bare": (bare, large), "read": (read, large), "checked": (checked, large), "small": (checked, small)}
        times: dict[str, list[float]] = {name: [] for name in (*jobs, "plain")}
        for turn in range(TURNS):
            for name, (job, path) in jobs.items():
                times[name].append(seconds(job, path))
            if turn < 2:
                times["plain"].append(seconds(plain, small))
    took = {name: statistics.median(each) for name, each in times.items()}
    results = (
        ("read / bare parser", took["read"] / took["bare"], READ_BAR, False),
        ("checked / bare parser", took["checked"] / took["bare"], CHECKED_BAR, False),
        ("plain way / checked, per row", took["plain"] * 10 / took["checked"], PLAIN_BAR, True),
        ("exponent", math.log(took["checked"] / took["small"]) / math.log(10), EXPONENT_BAR, False),
    )
    for name, each in took.items():
        print(f"{name:10} {each * 1000:8.1f} ms")
    failed = False
    for name, value, bar, at_least in results:
        missed = value < bar / 1.5 if at_least else value > bar * 1.5
        failed = failed or missed
        print(f"{name:30} {value:6.2f}  bar {'>=' if at_least else '<='} {bar}  {'MISSED' if missed else 'ok'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
