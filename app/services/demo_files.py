"""The whole demo in a folder: the day played, and everything a venue would hold in its hands at the end of it.

The same seed gives the same standings, certificates, trust list and bundle facts, to the byte where paper is concerned.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import Refusal
from app.services import bundles, certificates, keys, office, standings_files
from app.services.common import contest_facts
from app.services.demo import DemoPlayer, play_contest
from app.services.demo_data.day import make_day
from app.services.papers import print_paper
from app.services.papers_common import Wish
from app.services.results import standings, standings_document
from app.tables.files import write_whole
from db.store import Store

CONTEST_FILE = "demo.contest"
OFFICE_FILE = "office.contest"
SUMMARY = "summary.json"
INPUT = "input"
Said = Callable[[str, float], None]


@dataclass
class _Clock:
    """Seconds per step, told as they pass."""

    say: Said
    seconds: dict[str, float] = field(default_factory=dict)
    _name: str = ""
    _since: float = 0.0

    def begin(self, name: str) -> None:
        """A step ends, the next begins."""
        self.end()
        self._name, self._since = name, time.perf_counter()

    def end(self) -> None:
        """The last step ends."""
        if self._name:
            spent = time.perf_counter() - self._since
            self.seconds[self._name] = spent
            self.say(self._name, spent)
            self._name = ""


def make_demo(folder: Path, seed: int = 1, people: int = 72, say: Said = lambda step, seconds: None) -> dict[str, Any]:
    """Play the demo into a folder; gives the summary that also stands in `summary.json`.

    A folder that an earlier demo filled is filled anew; one with anything else in it is left alone.
    Raises Refusal "demo.not_empty", "demo.people"; WorldFailure when the folder cannot be written.
    """
    _make_room(folder)
    clock = _Clock(say)
    clock.begin("data")
    day = make_day(seed, people)
    (folder / INPUT).mkdir()
    player = DemoPlayer.begin(day, folder / CONTEST_FILE, folder / INPUT)
    with player.store as store:
        keys.install_demo_keys(store, seed, at=player.at("set_up"))
        play_contest(player, clock.begin)
        found = _Outputs(player, store, folder, clock).write()
    clock.end()
    summary = {
        "demo": True,
        "seed": seed,
        "people": people,
        "counts": player.tally.counts,
        **found,
        "seconds": {name: round(spent, 3) for name, spent in clock.seconds.items()},
    }
    summary["files"] = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    summary["files"].append(SUMMARY)
    text = json.dumps(summary, ensure_ascii=False, indent=1)
    write_whole(folder / SUMMARY, text.encode())
    return summary


def _make_room(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    there = list(folder.iterdir())
    if not there:
        return
    try:
        before = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        known = {folder / name for name in before["files"]} if before.get("demo") is True else set()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        known = set()
    present = {path for path in folder.rglob("*") if path.is_file()}
    leftovers = {folder / f"{name}{tail}" for name in (CONTEST_FILE, OFFICE_FILE) for tail in ("-wal", "-shm", ".lock")}
    if not known or present - known - leftovers:
        raise Refusal("demo.not_empty", folder=str(folder))
    for path in present:
        path.unlink()
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        path.rmdir()


class _Outputs:
    """What is printed and written after the day."""

    def __init__(self, player: DemoPlayer, store: Store, folder: Path, clock: _Clock) -> None:
        self.player, self.store, self.folder, self.clock = player, store, folder, clock

    def write(self) -> dict[str, Any]:
        """All papers, certificates and the bundle; gives what the summary says of them."""
        self.clock.begin("papers")
        self._papers()
        self.clock.begin("certificates")
        printed = self._certificates()
        self.clock.begin("export")
        bundle = self._export()
        trust = self.folder / "trust-list.ctl"
        keys.write_trust(self.store, trust)
        # Scripts know it by its plain name; the ending is for people who double-click.
        write_whole(self.folder / "trust-list", trust.read_bytes())
        self.clock.begin("verify")
        verdict = bundles.verify_bundle(self.folder / bundle["file"], trust, now=self.player.at("receive"))
        self.clock.begin("receive")
        received = self._receive(bundle, trust)
        with self.store.read() as reading:
            facts = contest_facts(reading)
            listed = [standings(reading, trade) for trade in facts.trades]
        return {
            "certificates": printed,
            "bundle": bundle | {"genuine": verdict.genuine},
            "received": received,
            "standings": standings_document(listed)["trades"],
        }

    def _papers(self) -> None:
        at, by = self.player.at("papers"), self.player.who("chief_judge")
        for name in ("standings.xlsx", "standings.pdf"):
            standings_files.write_standings(self.store, self.folder / name, by=by, at=at)
        print_paper(self.store, "score-sheets", self.folder / "score-sheets.pdf", Wish(), by=by, at=at)

    def _certificates(self) -> dict[str, Any]:
        done = certificates.print_certificates(
            self.store,
            self.folder / "certificates.pdf",
            by=self.player.who("certificate_clerk"),
            at=self.player.at("certificates"),
            signer=keys.certificate_signer(self.store),
        )
        skipped = [{"name": one.name, "reason": one.reason} for one in done.skipped]
        return {"expected": done.expected, "printed": done.printed, "skipped": skipped, "sha256": done.sha256}

    def _export(self) -> dict[str, Any]:
        done = bundles.export(self.store, [self.folder], by=self.player.who("chief_judge"), at=self.player.at("export"))
        return {
            "file": done.paths[0].name,
            "sha256": done.sha256,
            "number": done.number,
            "check_code": done.check_code,
            "size": done.size,
        }

    def _receive(self, bundle: dict[str, Any], trust: Path) -> list[dict[str, Any]]:
        return office.receive_files(
            self.folder / OFFICE_FILE,
            [self.folder / bundle["file"]],
            trust=trust,
            mode="demo",
            at=self.player.at("receive"),
        )
