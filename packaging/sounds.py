"""Makes the three sounds of the check-in desk: two rising notes, one low buzz, three short equal notes.

They differ in number, length and height of their notes, so that they are told apart in a loud hall and by people who
hear only some pitches. Run it again after changing a line below; the files are kept with the program.
"""

from __future__ import annotations

import argparse
import math
import struct
import sys
import wave
from pathlib import Path

RATE = 16_000
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
# name: (hertz, milliseconds) of every note; 0 Hz is a pause
SOUNDS = {
    "accepted": ((880, 90), (0, 20), (1320, 160)),
    "refused": ((196, 480),),
    "attention": ((660, 80), (0, 70), (660, 80), (0, 70), (660, 80)),
}


def samples(notes: tuple[tuple[int, int], ...], harsh: bool) -> bytes:
    """16-bit samples of some notes, each fading in and out so that nothing clicks."""
    found = bytearray()
    for hertz, length in notes:
        count = RATE * length // 1000
        for number in range(count):
            edge = min(1.0, number / 120, (count - number) / 240)
            turn = 2 * math.pi * hertz * number / RATE
            value = math.sin(turn) + (0.5 * math.sin(3 * turn) + 0.3 * math.sin(5 * turn) if harsh else 0.0)
            found += struct.pack("<h", round(11_000 * edge * value / (1.6 if harsh else 1.0)) if hertz else 0)
    return bytes(found)


def main(arguments: list[str]) -> None:
    """Write the files."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args(
        arguments
    )
    FOLDER.mkdir(exist_ok=True)
    for name, notes in SOUNDS.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(notes, name == "refused"))


if __name__ == "__main__":
    main(sys.argv[1:])
