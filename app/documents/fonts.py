"""The bundled Chinese faces: registered once and only when used, with fall-back chains, coverage and measuring.

Nothing is ever printed as a box: a text is split into runs by which face of its chain has the character, and
`missing` tells beforehand which characters no face has. Sizes are in points, widths too.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.pdfbase import ttfonts

import resources
from app.errors import WrongCall

FILES = {
    "Song": "VenueSerifSC-Regular.ttf",
    "Kai": "VenueKaiSC-Regular.ttf",
    "Hei": "VenueSansSC-Regular.ttf",
    "HeiBold": "VenueSansSC-Bold.ttf",
    "Brush": "VenueBrushSC-Regular.ttf",
    "Rare": "VenueSerifSCRare-Regular.ttf",
}
# The rare face stands last everywhere: it is large, and loaded only when a text needs it.
CHAINS = {
    "Song": ("Song", "Rare"),
    "Kai": ("Kai", "Song", "Rare"),
    "Hei": ("Hei", "Song", "Rare"),
    "HeiBold": ("HeiBold", "Song", "Rare"),
    "Brush": ("Brush", "Kai", "Song", "Rare"),
}
# Closing marks never begin a line, opening marks never end one (GB/T 15834).
NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉”’…—～·%％℃,.;:?!)]}》")
# Turns strong printing on and off inside a text; drawn as nothing.
STRONG = "\x02"
NOT_LAST = frozenset("（《「『【〔〈“‘([{")


class Run(NamedTuple):
    """Neighbouring characters drawn with one face."""

    face: str
    text: str


def _to_unicode(fontname: str, subset: Any) -> str:
    """The map from codes back to characters, in UTF-16: reportlab 5.1 writes five bare digits above U+FFFF."""
    rows = "\n".join(f"<{i:02X}> <{chr(v).encode('utf-16-be').hex().upper()}>" for i, v in enumerate(subset))
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo\n<< /Registry ({fontname})\n/Ordering ({fontname})\n/Supplement 0\n>> def\n"
        f"/CMapName /{fontname} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\n"
        f"endcodespacerange\n{len(subset)} beginbfchar\n{rows}\nendbfchar\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend"
    )


ttfonts.makeToUnicodeCMap = _to_unicode

_loaded: dict[str, Any] = {}
_loading = threading.Lock()


def face(name: str) -> Any:
    """The reportlab font of a face name (a key of FILES), loaded on first use. WrongCall for an unknown name."""
    font = _loaded.get(name)
    if font is not None:
        return font
    if name not in FILES:
        raise WrongCall("documents.unknown_font", font=name, known="、".join(sorted(CHAINS)))
    with _loading:
        if name not in _loaded:
            data = resources.data(f"fonts/{FILES[name]}")
            # Without the readable first subset only the characters used are embedded.
            _loaded[name] = ttfonts.TTFont(f"Venue{name}", BytesIO(data), asciiReadable=0)
    return _loaded[name]


def chain_of(name: str) -> tuple[str, ...]:
    """The faces tried in order for a chain name. WrongCall for an unknown name."""
    if name not in CHAINS:
        raise WrongCall("documents.unknown_font", font=name, known="、".join(sorted(CHAINS)))
    return CHAINS[name]


_SILENT = re.compile("[\x00-\x1f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _silent(code: int) -> bool:
    """Controls and variation selectors: kept in the data, nothing to draw."""
    return code < 0x20 or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


@lru_cache(maxsize=32768)
def _face_for(char: str, chain: str) -> str | None:
    code = ord(char)
    return next((name for name in chain_of(chain) if code in face(name).face.charToGlyph), None)


def _is_plain(text: str, chain: str) -> bool:
    """Whether the first face of the chain has every character: so it is with nearly all texts."""
    glyphs = face(chain_of(chain)[0]).face.charToGlyph
    return all(map(glyphs.__contains__, map(ord, text))) and not _SILENT.search(text)


def missing(text: str, chain: str = "Song") -> list[str]:
    """The characters of `text` that no face of the chain can draw, each once, in order."""
    return list(_missing(text, chain))


@lru_cache(maxsize=32768)
def _missing(text: str, chain: str) -> tuple[str, ...]:
    if _is_plain(text, chain):
        return ()
    return tuple(c for c in dict.fromkeys(text) if not _silent(ord(c)) and _face_for(c, chain) is None)


@lru_cache(maxsize=32768)
def runs(text: str, chain: str = "Song") -> tuple[Run, ...]:
    """Split `text` by the first face of the chain that has each character. WrongCall names what none has."""
    if _is_plain(text, chain):
        return (Run(chain_of(chain)[0], text),) if text else ()
    parts: list[Run] = []
    for char in text:
        if _silent(ord(char)):
            continue
        name = _face_for(char, chain)
        if name is None:
            raise WrongCall("documents.missing_glyph", character=char, point=f"U+{ord(char):04X}", text=text)
        if parts and parts[-1].face == name:
            parts[-1] = Run(name, parts[-1].text + char)
        else:
            parts.append(Run(name, char))
    return tuple(parts)


@lru_cache(maxsize=65536)
def _em_width(text: str, chain: str) -> float:
    total = 0.0
    for run in runs(text, chain):
        metrics = face(run.face).face
        widths, default = metrics.charWidths, metrics.defaultWidth
        total += sum(widths.get(ord(c), default) for c in run.text)
    return total / 1000


def width(text: str, chain: str, size: float, spacing: float = 0.0) -> float:
    """The set width of `text` in points at `size`, with `spacing` points after every character but the last."""
    extra = spacing * max(len(text) - text.count(STRONG) - 1, 0) if spacing else 0.0
    return _em_width(text, chain) * size + extra


def _units(text: str) -> list[str]:
    """Pieces a line may break between: a Chinese character each, a Latin word or number as a whole."""
    units: list[str] = []
    for char in text:
        latin = "!" <= char <= "\u024f" and char != "·"
        if units and char < " ":
            units[-1] += char
            continue
        before = units[-1].rstrip(STRONG)[-1:] if units else ""
        if before and (char in NOT_FIRST or before in NOT_LAST or (latin and "!" <= before <= "\u024f")):
            units[-1] += char
        else:
            units.append(char)
    return units


def wrap(text: str, chain: str, size: float, room: float, first_indent: float = 0.0) -> list[str]:
    """Break `text` into lines no wider than `room` points; newlines break always.

    Chinese breaks between characters, Latin words and numbers stay whole unless longer than a line, closing marks
    never begin and opening marks never end a line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", first_indent
        for unit in _units(paragraph):
            wide = _em_width(unit, chain) * size
            if line and used + wide > room + 0.01:
                lines.append(line.rstrip(" "))
                line, used = "", 0.0
                unit = unit.lstrip(" ")
                wide = _em_width(unit, chain) * size
            while wide > room + 0.01 and len(unit) > 1:
                cut = _longest_head(unit, chain, size, room - used)
                lines.append(line + unit[:cut])
                line, used, unit = "", 0.0, unit[cut:]
                wide = _em_width(unit, chain) * size
            line, used = line + unit, used + wide
        lines.append(line.rstrip(" "))
    return lines


def _longest_head(text: str, chain: str, size: float, room: float) -> int:
    used = 0.0
    for count, char in enumerate(text):
        used += _em_width(char, chain) * size
        if used > room and count:
            return count
    return max(len(text) - 1, 1)
