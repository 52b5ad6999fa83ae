"""The file of a batch of certificates and the ledger that tells of it: both, or a file named for what it is.

1. The PDF is first written whole beside its place, under a name that says it is unfinished, and gets its own name only
   after the ledger's commit: a certificate nobody entered never lies there like a good one.
2. What a killed program or a power cut leaves in between is known by a note beside the contest file. Every start and
   the doctor read it and say which of the two it was: entered but unnamed, or never entered.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from app.errors import Refusal, WorldFailure
from app.tables.files import give_name, put_at, try_name, write_whole
from db.queries import audit
from db.store import Reading

PRINTED = "certificate.printed"
"""The act whose `pdf_sha256` is that of the file."""


@contextlib.contextmanager
def file_of_batch(contest: Path, out: Path, data: bytes) -> Iterator[None]:
    """Let the block enter a batch; its PDF gets the name `out` when the block has ended well, else there is none.

    Raises WorldFailure "tables.not_written" before the block when there is no room or another program holds the old
    file, "certificates.unnamed" when only the name could not be given after everything was entered.
    """
    note, beside = _note_of(contest), _unfinished(out)
    told = {"file": str(out.absolute()), "sha256": hashlib.sha256(data).hexdigest()}
    try_name(out)
    write_whole(note, json.dumps(told, ensure_ascii=False).encode())
    try:
        put_at(beside, data)
        yield
    except BaseException:  # Ctrl+C as well; what was not entered is not kept
        for path in (beside, note):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    try:
        give_name(beside, out)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorldFailure("certificates.unnamed", file=out.name, beside=str(beside), reason=reason) from error
    with contextlib.suppress(OSError):
        note.unlink()


def left_over(contest: Path, reading: Reading) -> Refusal | None:
    """The PDF that was left between ledger and name: "certificates.unnamed" when the ledger has it, else
    "certificates.unfinished"; None when there is none."""
    found = _noted(contest)
    if found is None:
        return None
    out, digest = found
    beside = _unfinished(out)
    if not beside.exists():  # finished after all, put right since, or on a stick that is not here
        return None
    if digest in (body.get("pdf_sha256") for _, body in audit.told(reading, PRINTED)):
        return Refusal("certificates.unnamed", file=out.name, beside=str(beside), reason="")
    return Refusal("certificates.unfinished", file=out.name, beside=str(beside))


def _note_of(contest: Path) -> Path:
    return contest.with_name(f"{contest.name}.printing")


def _unfinished(out: Path) -> Path:
    return out.with_name(f"{out.stem}.unfinished{out.suffix}")


def _noted(contest: Path) -> tuple[Path, str] | None:
    """The file and digest of the note, None without one (or with what a power cut made of it)."""
    try:
        told = json.loads(_note_of(contest).read_text(encoding="utf-8"))
        return Path(told["file"]), str(told["sha256"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
