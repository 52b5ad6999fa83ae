"""Finding Chinese by Latin letters: 王建国 by wangjianguo, wjg, wangjg or wjianguo; every reading counts.

The readings are those of the pinyin-data project (MIT, beside the table); without tones, with v for ü.
"""

from __future__ import annotations

from functools import cache, lru_cache

import resources


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """The readings of each character: some 27,000."""
    found: dict[str, list[str]] = {}
    for line in resources.text("pinyin/readings.txt").splitlines():
        sound, _, characters = line.partition(" ")
        for character in characters:
            found.setdefault(character, []).append(sound)
    return {character: tuple(sounds) for character, sounds in found.items()}


def readings(character: str) -> tuple[str, ...]:
    """How a character may be read; a Latin letter or digit as itself, nothing for signs."""
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    return _readings().get(character, ())


@lru_cache(maxsize=50_000)
def _sounds(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(found for character in text if (found := readings(character)))


def is_latin(words: str) -> bool:
    """Whether words can be meant as pinyin: letters only, blanks and apostrophes aside."""
    plain = words.replace(" ", "").replace("'", "")
    return plain.isascii() and plain.isalpha()


def sounds_like(words: str, text: str) -> bool:
    """Whether a text can be read as the words: each character whole or by its first letters, from any character on."""
    wanted = words.replace(" ", "").replace("'", "").lower().replace("ü", "v")
    if not wanted:
        return True
    sounds = _sounds(text)
    return any(_follows(wanted, sounds[start:]) for start in range(len(sounds)))


def _follows(wanted: str, sounds: tuple[tuple[str, ...], ...]) -> bool:
    """Whether `wanted` is spent on the sounds one after the other, each by a prefix of at least one letter."""
    if not wanted:
        return True
    if not sounds:
        return False
    for sound in sounds[0]:
        most = 0
        while most < min(len(sound), len(wanted)) and sound[most] == wanted[most]:
            most += 1
        if any(_follows(wanted[taken:], sounds[1:]) for taken in range(most, 0, -1)):
            return True
    return False
