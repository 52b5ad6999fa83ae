"""自检 as somebody reads it out over the phone: ten large lines instead of forty, and a file for whoever helps.

Rules for the file:
1. It names nobody: neither the person logged in to the computer nor the computer, the contest, its people or folders.
2. Of an error it keeps the code, the sentence, and only those fields that cannot name anything (numbers, versions,
   times, names of the program's own parts); every other field is shown as "…".
3. The home folder is written "~", a kit's own folder "~kit".
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import resources
from app import EXECUTABLE, NAME, VERSION, paths
from app.errors import AppError, WorldFailure
from app.services.common import CHINA
from app.services.doctor import LIBRARIES, Diagnosis, Line
from app.services.filecheck import Level
from app.texts import sentence

FORMAT = "jiangping-doctor"
SIGNS = {Level.OK: "✓", Level.HINT: "·", Level.WARN: "!", Level.FAIL: "✗"}
_WORSE = (Level.OK, Level.HINT, Level.WARN, Level.FAIL)
_PARTS = frozenset({"python", "SQLite", *LIBRARIES})
_ROWS = {"program": "program", "system": "system", "disk": "disk", "ballast": "disk", "clock": "clock",
         "head": "record", "personal": "personal", "codes": "codes"}  # fmt: skip
_ORDER = ("program", "parts", "fonts", "system", "disk", "clock", "file", "record", "personal", "codes")
_TELLING = frozenset({"version", "known", "check", "free", "now", "newest", "built", "seq", "number", "count"})
_OWN_PARTS = frozenset({"doctor.python", "doctor.package", "doctor.sqlite", "doctor.font"})
_SHORTEST_NAME = 3  # a user called "li" would make holes in every word


@dataclass(frozen=True)
class Row:
    """One large line: its key in `resources/texts/doctor.json`, the worst of what it stands for, figures, advice."""

    key: str
    level: Level
    value: str
    good: int
    count: int
    advice: tuple[AppError, ...] = ()

    def title(self, language: str = "zh") -> str:
        """What was looked at."""
        return _words()["rows"][self.key][language]

    def words(self, language: str = "zh") -> str:
        """What was found, in a few words."""
        values = _words()["values"]
        kind = self.value if self.key in ("personal", "codes", "file") and self.value in values else self.key
        return values[kind][language].format(value=self.value, good=self.good, count=self.count)


@dataclass(frozen=True)
class Report:
    """What was found at a time. `lines` are all that was looked at, `rows` what a person reads."""

    at: datetime
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; hints do not count."""
        return all(line.level in (Level.OK, Level.HINT) for line in self.lines)

    def summary(self, language: str = "zh") -> str:
        """The one sentence above the lines."""
        words, rows = _words()["report"], self.rows
        if not self.ok:
            wrong = sum(row.level in (Level.WARN, Level.FAIL) for row in rows)
            return words["trouble"][language].format(count=wrong)
        hints = sum(row.level is Level.HINT for row in rows)
        return words["hints"][language].format(count=hints) if hints else words["well"][language]


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = json.loads(resources.text("texts/doctor.json"))
    return found


def report(found: Diagnosis, at: datetime) -> Report:
    """The large lines of a diagnosis. A file nobody asked about has a line that says so."""
    groups: dict[str, list[Line]] = {key: [] for key in _ORDER}
    for line in found.lines:
        groups[_row_of(line)].append(line)
    clock = f"{at.astimezone(CHINA):%Y-%m-%d %H:%M} UTC+8"  # the zone of the status bar, whatever the computer's is
    rows = [_row(key, lines, clock) for key, lines in groups.items() if lines or key in ("clock", "file")]
    return Report(at, tuple(rows), found.lines)


def _row_of(line: Line) -> str:
    if line.check in _PARTS:
        return "parts"
    return "fonts" if line.check.startswith("font ") else _ROWS.get(line.check, "file")


def _row(key: str, lines: Sequence[Line], clock: str) -> Row:
    level = max((line.level for line in lines), key=_WORSE.index, default=Level.OK)
    value = lines[0].value if lines else ""
    if key == "clock":
        value = clock
    elif key == "file":
        value = "" if lines else "no_file"
    elif key in ("personal", "codes"):
        value = lines[0].value.partition(",")[0]
    good = sum(line.level in (Level.OK, Level.HINT) for line in lines)
    return Row(key, level, value, good, len(lines), tuple(line.advice for line in lines if line.advice is not None))


# the file


def write(found: Report, file: Path) -> None:
    """Write a report beside and rename it: JSON where the name ends in .json, else text in both languages.

    Raises WorldFailure "doctor.not_written".
    """
    content = as_json(found) if file.suffix.casefold() == ".json" else as_text(found)
    try:
        handle, beside = tempfile.mkstemp(prefix=file.name, dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(content)
            Path(beside).replace(file)
        except BaseException:  # Ctrl+C and a stop as well: nothing half made stays, then it goes on up
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorldFailure("doctor.not_written", path=file.name, reason=error.strerror or error) from error


def as_text(found: Report) -> str:
    """A report to send or to print, in Chinese and English, naming nobody."""
    words = _words()["report"]
    lines = [
        f"{words['title']['zh']} / {words['title']['en']}　{NAME} {VERSION}",
        found.at.astimezone().isoformat(timespec="minutes"),
        f"{found.summary('zh')} / {found.summary('en')}",
        f"{words['private']['zh']} / {words['private']['en']}",
        "",
    ]
    for row in found.rows:
        values = dict.fromkeys((row.words("zh"), row.words("en")))
        lines.append(f"{SIGNS[row.level]} {row.title('zh')} {row.title('en')}　{nameless(' / '.join(values))}")
        lines += [f"    {told}" for error in row.advice for told in _told(error).values()]
    lines += ["", f"{words['details']['zh']} / {words['details']['en']}"]
    lines += [f"{SIGNS[line.level]} {line.check}　{_shown(line)}" for line in found.lines]
    return "\n".join(lines) + "\n"


def as_json(found: Report) -> str:
    """The same for a program to read."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": 1,
        "program": {"name": EXECUTABLE, "version": VERSION},
        "made_at": found.at.astimezone().isoformat(timespec="seconds"),
        "ok": found.ok,
        "rows": [
            {
                "row": row.key,
                "level": row.level.value,
                "title": row.title("zh"),
                "title_en": row.title("en"),
                "value": nameless(row.words("zh")),
                "value_en": nameless(row.words("en")),
                "advice": [{"code": error.code, **_told(error)} for error in row.advice],
            }
            for row in found.rows
        ],
        "checks": [
            {
                "check": line.check,
                "level": line.level.value,
                "value": _shown(line),
                "code": line.advice.code if line.advice is not None else "",
            }
            for line in found.lines
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _shown(line: Line) -> str:
    """The value of a line; where a file lies is nobody's business (its name may be the contest's)."""
    return "…" if line.check in ("lock", "file") and not line.value.isdecimal() else nameless(line.value)


def _told(error: AppError) -> dict[str, str]:
    """Both sentences of an error, without the fields that could name something (rule 2)."""
    own = error.code in _OWN_PARTS
    fields = {
        name: value if own or isinstance(value, int) or name in _TELLING else "…"
        for name, value in error.fields.items()
    }
    bare = AppError(error.code, **fields)
    return {language: nameless(sentence(bare, language)) for language in ("zh", "en")}


def nameless(text: str) -> str:
    """A text without the folder of the person, the person's name on this computer, or the computer's name (rule 3)."""
    kit = os.environ.get(paths.HOME_VARIABLE, "")
    for folder, sign in ((kit, "~kit"), (str(Path.home()), "~")):
        if len(folder) > 1:
            text = text.replace(folder, sign)
    for name in (platform.node(), _user()):
        if len(name) >= _SHORTEST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text)
    return text


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a process without a name
        return ""
