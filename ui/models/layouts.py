"""How a person laid a list out on this computer: which columns, in which order, how wide, sorted by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST_KEPT = 200  # layouts remembered on one computer; the ones changed longest ago are forgotten
LEAST, MOST = 24, 2000  # widths anybody means, at 100 % text size


@dataclass(frozen=True)
class ListLayout:
    """What differs from the list as it was made. `order`: column keys from the left, columns it does not name keep
    their place behind; `shown`: whether a column is in sight, for those somebody decided about; `widths` at 100 % text
    size; `sort`: column key ("" for the natural order) and whether downwards."""

    order: tuple[str, ...] = ()
    shown: Mapping[str, bool] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)
    sort: tuple[str, bool] = ("", False)

    @property
    def plain(self) -> bool:
        """Whether nothing differs."""
        return self == ListLayout()

    def as_setting(self) -> dict[str, Any]:
        """As the settings file keeps it."""
        return {
            "order": list(self.order),
            "shown": dict(self.shown),
            "widths": dict(self.widths),
            "sort": list(self.sort),
        }

    @classmethod
    def of_setting(cls, kept: object) -> ListLayout:
        """Read what the settings file says; whatever is not understood counts as not decided."""
        if not isinstance(kept, dict):
            return cls()
        order, shown, widths, sort = (kept.get(name) for name in ("order", "shown", "widths", "sort"))
        well_sorted = isinstance(sort, list) and len(sort) == 2 and isinstance(sort[0], str) and type(sort[1]) is bool
        return cls(
            tuple(one for one in order if isinstance(one, str)) if isinstance(order, list) else (),
            {key: on for key, on in shown.items() if type(on) is bool} if isinstance(shown, dict) else {},
            {key: n for key, n in widths.items() if type(n) is int and LEAST <= n <= MOST}
            if isinstance(widths, dict)
            else {},
            (sort[0], sort[1]) if well_sorted and isinstance(sort, list) else ("", False),
        )

    def arranged(self, keys: Sequence[str]) -> list[str]:
        """All `keys` of a list in the order chosen; new columns of a later version come last."""
        known = [key for key in self.order if key in keys]
        return [*known, *(key for key in keys if key not in known)]


def kept_with(
    kept: Mapping[str, Any], person: str, listed: str, layout: ListLayout, most: int = MOST_KEPT
) -> dict[str, Any]:
    """The layouts of the settings with this one of a person last; a plain one is forgotten."""
    name = f"{person}|{listed}"
    found = {key: one for key, one in kept.items() if key != name}
    if not layout.plain:
        found[name] = layout.as_setting()
    return dict(list(found.items())[-most:])


def kept_for(kept: Mapping[str, Any], person: str, listed: str) -> ListLayout:
    """What a person chose for a list."""
    return ListLayout.of_setting(kept.get(f"{person}|{listed}"))
