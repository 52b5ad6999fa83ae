"""Texts from outside made safe and comparable: names, free text, codes. Refused or kept exactly, never half repaired.

What a person cannot see (controls, zero-width and bidirectional marks) or what no one can print (private use, a lost
character) is refused with its code point. Rare Han characters are taken by range, because Python's tables lag behind
Unicode; variation selectors stay, because they choose the right form of a name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from app.errors import Refusal

MAX_NAME = 50
MAX_TEXT = 200

_PLAIN_NAME = re.compile(r"[\u4e00-\u9fa5]{1,12}")
_PLAIN_TEXT = re.compile(r"[\u4e00-\u9fa5A-Za-z0-9]+")
_ASCII_CODE = re.compile(r"[A-Za-z0-9_-]+")
_SPACES = re.compile(r"[^\S\x1c-\x1f]+")  # all that is blank, but no separator of a teletype
_HAN = (
    "\u3007\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe00-\ufe0f"
    "\U00020000-\U0003fffd\U000e0100-\U000e01ef·\u3000"
)
_DOTS = str.maketrans(dict.fromkeys("•‧・．･∙⋅", "·"))
_SPACED_DOT = re.compile(r"\s*·\s*")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
# Letters and marks by category that draw nothing: Hangul fillers, the combining grapheme joiner, the blank of Braille.
_BLANK_LOOKING = set("\u115f\u1160\u3164\uffa0\u034f\u2800\u17b4\u17b5")
_LOST = set("\ufffd?？□")


@cache
def _han_name() -> re.Pattern[str]:
    return re.compile(f"[{_HAN}\\s]+")  # when it is wanted: these two take milliseconds, and the log of crashes none


@cache
def _dot_between_han() -> re.Pattern[str]:
    return re.compile(f"(?<=[{_HAN}])\\s*\\.\\s*(?=[{_HAN}])")


def clean_name(text: str) -> str:
    """Give the name of a person as it is stored and printed.

    NFC; the middle dots • ‧ ・ ． become ·; spaces are trimmed, and dropped inside a name of Han characters
    ("王  芳" is 王芳). Raises Refusal texts.hidden, texts.lost, texts.unassigned (with `point`, such as "U+200B"),
    texts.too_long.
    """
    if _PLAIN_NAME.fullmatch(text):
        return str(text)  # a cell is a kind of str; what is kept is a plain one
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ").translate(_DOTS)
    refuse_unprintable(name, lost=True)
    name = _dot_between_han().sub("·", name)
    name = name.replace(" ", "") if _han_name().fullmatch(name) else _SPACED_DOT.sub("·", name)
    return _within(name, MAX_NAME)


def clean_text(text: str, longest: int = MAX_TEXT) -> str:
    """Give a free text on one line: NFC, spaces and line ends collapsed and trimmed. Errors: as `clean_name`."""
    if _PLAIN_TEXT.fullmatch(text):
        return _within(str(text), longest)
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
    refuse_unprintable(plain)
    return _within(plain, longest)


def clean_lines(text: str, longest: int = MAX_TEXT) -> str:
    """Give a free text of several lines, each as `clean_text` gives it; blank lines at both ends go. Errors: same."""
    lines = (clean_text(line, longest) for line in re.split(r"\r\n|\r|\n", text))
    return _within("\n".join(lines).strip("\n"), longest)


def clean_code(text: str) -> str:
    """Give a code, number or phone typed by hand: full width becomes half width, spaces and unseen marks go.

    Unseen marks (often copied along from a web page) are dropped here and only here: whatever remains is checked
    against the few characters a code may have.
    """
    if _ASCII_CODE.fullmatch(text):
        return str(text)
    plain = unicodedata.normalize("NFKC", text)
    kept = (char for char in plain if not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc"))
    return "".join(kept).translate(_DASHES)


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣", "-"))


def loose(text: str) -> str:
    """Give the form in which two spellings of a label are compared: half width, no spaces, no brackets, lower case.

    For comparing only; what is stored is always one of the spellings itself.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _LOOSE.sub("", plain)


_LOOSE = re.compile(r"[\s\u3000·•()\[\]【】〔〕“”\"'‘’、,，。.:：;；*/\\_-]+")


def without_people(text: str) -> str:
    """Give a technical report without what could name or number a person: for logs and crash reports.

    Everything beyond ASCII, long numbers, and whatever a message quotes go; names of the program's own parts stay.
    """
    plain = _LONG_NUMBER.sub("#", _BEYOND_ASCII.sub("*", text))
    lines = plain.split("\n")
    return "\n".join(line if line.startswith("  ") else _QUOTED.sub(_unquoted, line) for line in lines)


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_LONG_NUMBER = re.compile(r"[0-9]{6,}[Xx]?")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_OWN_NAME = re.compile(r"['\"](?:[a-z_][a-z0-9_./]*|[A-Z]{1,3}-?[0-9]{1,5})['\"]")  # a field, a code, a trade


def _unquoted(found: re.Match[str]) -> str:
    return found[0] if _OWN_NAME.fullmatch(found[0]) else "'*'"


def file_words(name: str) -> str:
    """The name of a file or folder as one line of text, to be kept and shown: what is no text (the bytes of another
    computer's names, controls) becomes a question mark."""
    return "".join("?" if unicodedata.category(sign) in ("Cs", "Cc") else sign for sign in name)


def refuse_unprintable(text: str, lost: bool = False) -> None:
    """Raise Refusal for the first character that cannot be seen or printed; with `lost` also for ? and □.

    A question mark or a box in a name is what an older program wrote for a character it could not hold.
    """
    if text.isascii() and text.isprintable() and not lost:
        return
    for char in text:
        point = f"U+{ord(char):04X}"
        if char in _LOST and (lost or char == "\ufffd"):
            raise Refusal("texts.lost", point=point)
        category = unicodedata.category(char)
        if category in _HIDDEN or char in _BLANK_LOOKING:
            raise Refusal("texts.hidden", point=point)
        if category == "Cn" and not 0x20000 <= ord(char) <= 0x3FFFD:
            raise Refusal("texts.unassigned", point=point)
        if category == "Cn" and ord(char) & 0xFFFE == 0xFFFE:
            raise Refusal("texts.unassigned", point=point)


def _within(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refusal("texts.too_long", length=len(text), limit=longest)
    return text
