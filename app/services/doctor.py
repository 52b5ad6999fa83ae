"""自检: is this computer, this program and this contest file fit for the day, and what is to be done where not.

Needs no screen: libraries are asked for their versions without being loaded.
"""

from __future__ import annotations

import hashlib
import platform
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

import resources
from app import BUILT, VERSION, paths
from app.errors import AppError, Refusal
from app.services import personal, sealed_draw
from app.services.common import Store
from app.services.filecheck import Checked, Level, check_ballast, check_space, start_checks
from db.queries import copies, erasure

LIBRARIES = {
    "Qt (PySide6)": "PySide6-Essentials",
    "SQLAlchemy": "SQLAlchemy",
    "alembic": "alembic",
    "reportlab": "reportlab",
    "cryptography": "cryptography",
    "pyrage": "pyrage",
    "argon2-cffi": "argon2-cffi",
    "python-calamine": "python-calamine",
    "XlsxWriter": "XlsxWriter",
}
FONTS = (
    "VenueBrushSC-Regular.ttf",
    "VenueKaiSC-Regular.ttf",
    "VenueSansSC-Bold.ttf",
    "VenueSansSC-Regular.ttf",
    "VenueSerifSC-Regular.ttf",
    "VenueSerifSCRare-Regular.ttf",
)
OLDEST_PYTHON = (3, 11)
# Two connections that write at the same instant can corrupt a WAL file in older versions. This program writes through
# one connection, so it is a hint and not a fault.
_FIXED_LINES: dict[tuple[int, ...], int] = {(3, 44): 6, (3, 50): 7}
_FIXED_FROM = (3, 51, 3)


@dataclass(frozen=True)
class Line:
    """One thing looked at: its value, how bad it is, and what to do about it (None: nothing)."""

    check: str
    level: Level
    value: str
    advice: AppError | None = None


@dataclass(frozen=True)
class Diagnosis:
    """All lines, program first."""

    lines: tuple[Line, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; hints do not count."""
        return all(line.level in (Level.OK, Level.HINT) for line in self.lines)


def examine(store: Path | None, at: datetime) -> Diagnosis:
    """Look at program, computer and (if given) a contest file, which is opened and closed again. Never raises."""
    lines = [*_program(), *_fonts()]
    lines += _computer(store.parent if store is not None else paths.contests_folder())
    if store is not None:
        lines += _file(store, at)
    return Diagnosis(tuple(lines))


def examine_open(store: Store, at: datetime) -> Diagnosis:
    """As `examine`, for a contest file that this program has open. Runs where the store is used. Never raises."""
    lines = [*_program(), *_fonts(), *_computer(store.path.parent)]
    try:
        lines += _opened(store, at)
    except AppError as error:
        lines.append(Line("file", Level.FAIL, str(store.path), error))
    return Diagnosis(tuple(lines))


def _program() -> Iterator[Line]:
    yield Line("program", Level.OK, f"{VERSION} ({BUILT})")
    python = platform.python_version()
    new_enough = tuple(int(part) for part in python.split(".")[:2]) >= OLDEST_PYTHON
    old = None if new_enough else Refusal("doctor.python", found=python)
    yield Line("python", Level.FAIL if old else Level.OK, python, old)
    for name, package in LIBRARIES.items():
        try:
            yield Line(name, Level.OK, metadata.version(package))
        except metadata.PackageNotFoundError:
            yield Line(name, Level.FAIL, "—", Refusal("doctor.package", name=name))
    yield _sqlite(copies.sqlite_version())


def _sqlite(version: str) -> Line:
    parts = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    fixed = parts >= _FIXED_FROM or parts[2] >= _FIXED_LINES.get(parts[:2], 10**6)
    if fixed:
        return Line("SQLite", Level.OK, version)
    return Line("SQLite", Level.HINT, version, Refusal("doctor.sqlite", found=version))


def _fonts() -> Iterator[Line]:
    for name in FONTS:
        try:
            content = resources.data(f"fonts/{name}")
        except OSError:
            yield Line(f"font {name}", Level.FAIL, "—", Refusal("doctor.font", name=name))
            continue
        whole = content[:4] in (b"\x00\x01\x00\x00", b"OTTO", b"true")
        broken = None if whole else Refusal("doctor.font", name=name)
        digest = hashlib.sha256(content).hexdigest()
        yield Line(f"font {name}", Level.FAIL if broken else Level.OK, f"sha256 {digest[:16]}", broken)


def _computer(folder: Path) -> Iterator[Line]:
    yield Line("system", Level.OK, platform.platform())
    while not folder.exists():  # the folder of contests is made with the first contest
        folder = folder.parent
    try:
        finding = check_space(folder)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        reason = error.strerror or str(error)
        yield Line("disk", Level.FAIL, "—", Refusal("files.unreadable", path=str(folder), reason=reason))
        return
    yield Line("disk", finding.level, f"{free >> 20} MB", finding.error)
    yield _of(check_ballast(folder))


def _file(store: Path, at: datetime) -> Iterator[Line]:
    """The lines about a contest file. Opening takes its lock, so a file in use elsewhere says so."""
    try:
        version = copies.schema_version(store) if store.is_file() else None
        if version is not None and version < copies.KNOWN_VERSION:
            older = Refusal("doctor.older_file", version=version, known=copies.KNOWN_VERSION)
            yield Line("file", Level.HINT, f"{version}", older)
            return
        with Store.open(store) as opened:
            lines = [Line("lock", Level.OK, str(store)), *_opened(opened, at)]
    except AppError as error:
        yield Line("file", Level.FAIL, str(store), error)
        return
    yield from lines


def _opened(store: Store, at: datetime) -> list[Line]:
    """Where the chain of an open file stands, what the start checks say, and what is protected."""
    report = start_checks(store, at)
    return [
        Line("head", Level.OK, f"{report.head.seq} {report.head.code}"),
        *(_of(finding) for finding in report.findings if finding.check != "space"),
        _protection(store),
        *_codes(store),
    ]


def _protection(store: Store) -> Line:
    """Whether ID numbers and phones are sealed, and who can open them."""
    with store.read() as reading:
        held, how = erasure.held(reading), personal.protection(reading)
    if how.sealed:
        return Line("personal", Level.OK, f"sealed, {len(how.holders)} + {how.office}")
    if not held.numbers + held.phones:
        return Line("personal", Level.OK, "none")
    return Line("personal", Level.HINT, "plain", Refusal("doctor.personal_plain", count=held.people))


def _codes(store: Store) -> Iterator[Line]:
    """Whether tables of codes are encrypted at the next draw, and which of them nobody can open any more."""
    with store.read() as reading:
        how = sealed_draw.guard(reading)
        if not how.used:
            return
    for one in how.lost:
        yield Line("codes", Level.WARN, "lost", Refusal("doctor.codes_lost", trade=one.trade, round=one.round))
    if how.ready and not how.plain:
        yield Line("codes", Level.OK, f"sealed, {how.sealed}")
    else:
        yield Line("codes", Level.HINT, "plain", Refusal("doctor.codes_plain"))


def _of(finding: Checked) -> Line:
    value = "ok" if finding.error is None else "" if finding.seq is None else f"#{finding.seq}"
    return Line(finding.check, finding.level, value, finding.error)
