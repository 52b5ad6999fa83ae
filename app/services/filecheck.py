"""Is this contest file whole, and is it the newest? Asked at every start, by `audit`, before a restore, by `doctor`.

The order: free space, the database file itself, references, append-only guards, the chain with the marks made anew
from it, stored results against the marks, heads noted with backups, the clock. Nothing is ever repaired in place.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from app import BUILT
from app.domain.audit import Head
from app.domain.steady import no_collecting
from app.errors import AppError, Refusal, WorldFailure
from app.services import heads, results
from app.services.certificates_file import left_over
from app.services.common import TradeFacts, contest_facts
from app.services.filecheck_office import changed_merged
from app.services.filecheck_tables import changed_bundles, changed_notes, changed_signatures
from app.services.marked import is_decoded
from app.services.replay import ChainReport, Watch, follow
from app.services.replay_rows import Problem
from db.queries import audit as stored
from db.queries import contest as contests
from db.queries import restored
from db.queries import results as stored_results
from db.queries import scoring as sheets
from db.queries.appeals import any_reopened
from db.queries.keys import all_bundles
from db.store import Reading, Store, ballast

HINT_SPACE, WARN_SPACE, LEAST_SPACE = 1 << 30, 200 << 20, 50 << 20
EXPORT_SPACE = 8 << 20  # what a bundle and its entries take at most on the own disk, several times over
CLOCK_SLACK = timedelta(minutes=5)


class Level(Enum):
    """How bad a finding is; only FAIL keeps a file from being written."""

    OK = "ok"
    HINT = "hint"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Checked:
    """What one check found. `error` None: nothing wrong; `seq` the entry of the chain it is about."""

    check: str
    level: Level
    error: AppError | None = None
    seq: int | None = None


@dataclass(frozen=True)
class FileReport:
    """All findings about a file and where its chain stands."""

    head: Head
    findings: tuple[Checked, ...]
    newest_at: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing failed; hints and warnings do not count."""
        return not self.problems

    @property
    def problems(self) -> tuple[Checked, ...]:
        """The findings that fail."""
        return tuple(finding for finding in self.findings if finding.level is Level.FAIL)

    @property
    def first_broken(self) -> int | None:
        """The lowest entry number anything failed at."""
        return min((finding.seq for finding in self.problems if finding.seq is not None), default=None)

    def __bool__(self) -> bool:
        return self.ok


def check_content(reading: Reading, *, thorough: bool = False, watch: Watch | None = None) -> FileReport:
    """Everything that can be checked in the file alone. `thorough` also computes results again and holds signatures,
    bundles and free texts against the chain; `watch` hears how far the chain was followed, is asked again between the
    other checks, and may raise to stop."""
    total = stored.length(reading) if watch is not None else 0

    def go_on(done: int) -> None:
        if watch is not None:
            watch(done, total)

    go_on(0)
    found = [_complaints("integrity", "files.integrity", stored.integrity(reading))]
    found.append(_complaints("references", "files.references", stored.broken_references(reading)))
    found.append(_complaints("guards", "files.guards", stored.missing_guards(reading)))
    with no_collecting():
        report = follow(reading, watch)
    found += _chain_findings(report)
    found.append(_first("kept", _changed_kept(reading)))
    if thorough:
        wrong: list[Problem] = []
        unsigned: list[Problem] = []
        for trade in _trades(reading):
            go_on(total)
            wrong += _changed_results(reading, (trade,))
            unsigned += changed_signatures(reading, trade)
        found += [_first("results", wrong), _first("signatures", unsigned)]
        go_on(total)
        found.append(_first("bundles", changed_bundles(reading)))
        found.append(_first("notes", changed_notes(reading)))
        found += [Checked("merged", Level.FAIL, one.error) for one in changed_merged(reading)[:1]]
    return FileReport(report.chain.head, tuple(found), report.newest_at)


def _complaints(check: str, code: str, complaints: tuple[str, ...]) -> Checked:
    if not complaints:
        return Checked(check, Level.OK)
    return Checked(check, Level.FAIL, Refusal(code, found=list(complaints)))


def _chain_findings(report: ChainReport) -> list[Checked]:
    found = [Checked(one.check, Level.FAIL, one.error, one.seq) for one in report.problems]
    named = {one.check for one in report.problems}
    return found + [Checked(check, Level.OK) for check in ("chain", "marks", "sheets", "rows") if check not in named]


def _first(check: str, problems: list[Problem]) -> Checked:
    if not problems:
        return Checked(check, Level.OK)
    return Checked(check, Level.FAIL, problems[0].error, problems[0].seq)


def _changed_kept(reading: Reading) -> list[Problem]:
    """Bundles and trust lists whose bytes are not those of the digest noted with them."""
    return [
        Problem("kept", None, Refusal("files.kept_changed", kind=kind, number=number))
        for kind, number, digest, raw in restored.kept_digests(reading)
        if not isinstance(raw, bytes) or hashlib.sha256(raw).hexdigest() != digest
    ]


def _trades(reading: Reading) -> Sequence[TradeFacts]:
    try:
        return contest_facts(reading).trades
    except AppError:
        return ()  # an office file holds no contest


def _changed_results(reading: Reading, trades: Sequence[TradeFacts]) -> list[Problem]:
    """Locked trades whose stored list is not what the marks give: a total changed by hand."""
    problems: list[Problem] = []
    for trade in trades:
        last = stored_results.last_revision(reading, trade.id)
        if last is None or not sheets.is_locked(reading, trade.id) or not is_decoded(reading, trade):
            continue
        seq = stored.last_told(reading, "results.ranked", trade.code)
        if (seq or 0) < (stored.last_told(reading, "trade.locked", trade.code) or 0):
            continue  # locked again and not yet ranked again
        if any_reopened(reading, trade.id) and stored.last_told(reading, "appeal.reopened", trade.code):
            continue  # an upheld appeal's item is being corrected
        entry = results.differing_entry(reading, trade, last)
        if entry is not None:
            problems.append(Problem("results", seq, Refusal("files.result_changed", trade=trade.name, entry=entry)))
    return problems


def start_checks(store: Store, at: datetime, folders: Iterable[Path] = ()) -> FileReport:
    """What is asked at every start, fast enough to wait for: 200,000 entries in less than two seconds.

    Heads are looked for where this file was backed up to and in `folders`, this computer's places for backups.
    What `barring` picks out of the report means: show it read-only, name the check, offer the newest backup.
    """
    with store.read() as reading:
        report = check_content(reading)
        known = {*folders, *(Path(one.folder) for one in stored.backups(reading))}
        contradiction = heads.contradicting(reading, report.head, known) or _bundle_ahead(reading, report.head)
        row = contests.the_contest(reading)
        left = left_over(store.path, reading)
    older = Checked("heads", Level.FAIL if contradiction else Level.OK, contradiction)
    invented = row is not None and row.mode == "demo"  # the times of a demo are not this computer's
    clock = Checked("clock", Level.OK) if invented else check_clock(report.newest_at, at)
    prints = Checked("prints", Level.WARN if left else Level.OK, left)
    space = check_space(store.path.parent)
    return FileReport(report.head, (space, *report.findings, older, clock, prints), report.newest_at)


def _bundle_ahead(reading: Reading, head: Head) -> Refusal | None:
    """A bundle built here that knows of later entries than the chain has: the record was cut short."""
    ahead = [one for one in all_bundles(reading) if one.last_seq > head.seq]
    return Refusal("files.bundle_untold", number=ahead[0].number) if ahead else None


def barring(report: FileReport) -> Checked | None:
    """The finding for which a file is shown read-only: the first that fails, but for a full disk, which marking
    never stops for."""
    return next((finding for finding in report.problems if finding.check != "space"), None)


def check_space(folder: Path) -> Checked:
    """Free space: a hint under 1 GB, a warning under 200 MB; under 50 MB imports, prints and exports stop."""
    free = shutil.disk_usage(folder).free
    if free >= HINT_SPACE:
        return Checked("space", Level.OK)
    level = Level.HINT if free >= WARN_SPACE else Level.WARN if free >= LEAST_SPACE else Level.FAIL
    return Checked("space", level, WorldFailure("files.little_space", free=free >> 20, folder=str(folder)))


def check_clock(newest_at: str, at: datetime) -> Checked:
    """A clock before this version was built, or more than five minutes before the highest time ever stored, is not to
    be trusted; work goes on."""
    built = datetime.fromisoformat(BUILT).replace(tzinfo=UTC)
    if at < built:
        return Checked(
            "clock", Level.WARN, Refusal("files.clock_build", now=at.isoformat(timespec="minutes"), built=BUILT)
        )
    try:
        newest = datetime.strptime(newest_at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return Checked("clock", Level.OK)
    if at + CLOCK_SLACK >= newest:
        return Checked("clock", Level.OK)
    behind = Refusal("files.clock", now=at.isoformat(timespec="minutes"), newest=newest.isoformat(timespec="minutes"))
    return Checked("clock", Level.WARN, behind)


def need_space(folder: Path, *, last_export: bool = False) -> None:
    """Refuse work that can wait when the disk is nearly full; marking never asks. Raises WorldFailure.

    The room that the ballast gave up is for marks and for a `last_export`, which then needs less.
    """
    free = shutil.disk_usage(folder).free
    least = LEAST_SPACE
    if last_export and ballast.state(folder) is ballast.State.FREED:
        least = min(least, EXPORT_SPACE)
    if free < least:
        raise WorldFailure("files.no_space", free=free >> 20, folder=str(folder))


def hold_ballast(folder: Path) -> None:
    """Keep room for a full disk where there is plenty; made again once there is."""
    ballast.hold(folder)


def check_ballast(folder: Path) -> Checked:
    """Whether room is kept for a full disk: a warning while it is given up, a hint before it is made."""
    state = ballast.state(folder)
    if state is ballast.State.HELD:
        return Checked("ballast", Level.OK)
    code = "files.ballast_freed" if state is ballast.State.FREED else "files.no_ballast"
    level = Level.WARN if state is ballast.State.FREED else Level.HINT
    return Checked("ballast", level, WorldFailure(code, folder=str(folder)))
