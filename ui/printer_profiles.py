"""Where each printer of this computer really prints: deviations kept by printer, tray and paper, apart from any layout.

The file lies with the preferences and not in the contest: the printer hangs on this computer, serves every contest, and
a contest that travels to another computer must not bring another printer's numbers.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from app import paths
from app.tables.files import write_whole

FILE = "printers.json"
LIMITS = {"right": (-20.0, 20.0), "down": (-20.0, 20.0), "scale_x": (98.0, 102.0), "scale_y": (98.0, 102.0),
          "turn": (-1.0, 1.0)}  # fmt: skip
DECIMALS = {"turn": 2}
NUMBERS = tuple(LIMITS)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Profile:
    """One printer with one tray and paper, and how far off it prints: millimetres too far right and down, per cent of
    the size it should have, degrees clockwise. `tried`: the day a trial sheet was last judged good, as an ISO date, ""
    for never; any change of the numbers takes that back. `calibrated`: when a calibration page was last made for it."""

    printer: str = ""
    tray: str = ""
    paper: str = ""
    right: float = 0.0
    down: float = 0.0
    scale_x: float = 100.0
    scale_y: float = 100.0
    turn: float = 0.0
    tried: str = ""
    calibrated: str = ""

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return self.printer, self.tray, self.paper

    @property
    def is_plain(self) -> bool:
        """Whether the printer is taken to be exact."""
        fresh = Profile()
        return all(getattr(self, number) == getattr(fresh, number) for number in NUMBERS)

    def changed(self, field: str, value: float) -> Profile:
        """With another number; a trial made with the old ones no longer counts."""
        low, high = LIMITS[field]
        kept: dict[str, Any] = {field: min(high, max(low, value))}
        return self if getattr(self, field) == kept[field] else replace(self, tried="", **kept)

    def measured(self, **numbers: float) -> Profile:
        """With everything a calibration page told; brought within the limits."""
        found = self
        for field, value in numbers.items():
            found = found.changed(field, value)
        return found

    def judged_good(self, today: date) -> Profile:
        """A trial sheet of today lies right."""
        return replace(self, tried=today.isoformat())

    def is_tried(self, today: date) -> bool:
        """Whether a trial sheet was judged good today."""
        return self.tried == today.isoformat()


def load(file: Path | None = None) -> dict[Key, Profile]:
    """The profiles kept on this computer; a missing or damaged file gives none. Values out of bounds are brought in."""
    try:
        content = json.loads((file or paths.config_folder() / FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    found: dict[Key, Profile] = {}
    for item in content if isinstance(content, list) else ():
        profile = _read(item)
        if profile is not None:
            found[profile.key] = profile
    return found


def _read(item: object) -> Profile | None:
    if not isinstance(item, dict):
        return None
    profile = Profile()
    values: dict[str, Any] = {}
    for field in fields(Profile):
        value = item.get(field.name)
        if field.name in LIMITS and isinstance(value, int | float) and not isinstance(value, bool):
            low, high = LIMITS[field.name]
            values[field.name] = min(high, max(low, float(value)))
        elif field.name not in LIMITS and isinstance(value, str):
            values[field.name] = value
    return replace(profile, **values)


def save(profiles: dict[Key, Profile], file: Path | None = None) -> None:
    """Keep the profiles, whole or not at all. Raises WorldFailure when the disk does not take them."""
    place = file or paths.config_folder() / FILE
    paths.ensured(place.parent)
    content = [asdict(profile) for profile in profiles.values()]
    write_whole(place, json.dumps(content, ensure_ascii=False, indent=1).encode())
