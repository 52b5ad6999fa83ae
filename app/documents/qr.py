"""Text to QR modules: `qrcode` for a few codes, one exclusive-or table for many, equal module for module.

For one version and level the whole symbol is an affine map over GF(2) of its data codewords:
`template[mask] ^ XOR of table[i][nibble]`, on one big integer that is at the same time the 1-bit picture. The table
is made from `qrcode`'s own blanks, polynomials and masks; the mask is chosen by the same penalty as `qrcode` does.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import getitem, xor
from typing import Any, Literal

from qrcode import base, constants, exceptions, util
from qrcode.main import QRCode

from app.errors import Refusal

LEVELS = {"L": constants.ERROR_CORRECT_L, "M": constants.ERROR_CORRECT_M,
          "Q": constants.ERROR_CORRECT_Q, "H": constants.ERROR_CORRECT_H}  # fmt: skip
MANY = 8  # from this number of codes on the table is worth its 30-60 ms
FEW = 3  # the same for the short codes of sheets and labels, whose table costs as much as two codes
_SHORT = 60
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_TWO = re.compile("..")
_ALPHA = re.compile(r"[0-9A-Z $%*+\-./:]+\Z")
_PAIRS = {a + b: f"{i * 45 + j:011b}" for i, a in enumerate(ALPHABET) for j, b in enumerate(ALPHABET)}
_SINGLES = {a: f"{i:06b}" for i, a in enumerate(ALPHABET)}


@dataclass(frozen=True)
class Symbol:
    """A QR symbol: `size` modules a side, `rows` the 1-bit picture, a dark module 1, rows padded to whole bytes."""

    size: int
    rows: bytes
    mask: int

    @property
    def stride(self) -> int:
        """Bytes a row."""
        return len(self.rows) // self.size

    def dark(self, row: int, column: int) -> bool:
        """Whether the module is dark."""
        return bool(self.rows[row * self.stride + column // 8] >> (7 - column % 8) & 1)


def symbols(texts: list[str], level: str = "M") -> Iterator[Symbol]:
    """One symbol a text, in order: through the table when there are many. Refusal when a text is too long."""
    make = fast_symbol if len(texts) >= MANY or _tables else symbol
    return (make(text, level) for text in texts)


def size_of(text: str, level: str = "M") -> int:
    """Modules a side of the symbol a text needs; 0 when no symbol is large enough."""
    if text.isascii() and text.isdigit():
        mode: Mode = NUMBER
        bits = len(text) // 3 * 10 + (0, 4, 7)[len(text) % 3]
    elif _ALPHA.match(text):
        mode = ALPHANUMERIC
        bits = len(text) // 2 * 11 + len(text) % 2 * 6
    else:
        mode = BYTES
        bits = len(text.encode()) * 8
    version = _version(mode, bits, level)
    return version * 4 + 17 if version else 0


@lru_cache(maxsize=256)
def any_symbol(text: str, level: str = "M") -> Symbol:
    """One of codes that come singly but may be many, such as on score sheets: the table from the third code on, or the
    eighth of long ones."""
    enough = FEW if len(text) <= _SHORT else MANY
    return (fast_symbol if any_symbol.cache_info().misses >= enough else symbol)(text, level)


def symbol(text: str, level: str = "M") -> Symbol:
    """One symbol by `qrcode`, smallest version, mask of least penalty. Refusal when the text is too long."""
    code = QRCode(error_correction=LEVELS[level])
    code.add_data(text, optimize=0)
    try:
        code.best_fit()
    except (exceptions.DataOverflowError, ValueError) as problem:
        raise Refusal("documents.qr_too_long", length=len(text)) from problem
    mask = code.best_mask_pattern()
    code.makeImpl(False, mask)
    size = code.modules_count
    stride = _stride(size)
    rows = b"".join(
        int("".join("1" if cell else "0" for cell in line).ljust(stride * 8, "0"), 2).to_bytes(stride, "big")
        for line in code.modules
    )
    return Symbol(size, rows, mask)


def fast_symbol(text: str, level: str = "M") -> Symbol:
    """The same symbol as `symbol` gives, through the table of its version (made at the first call of a version)."""
    mode, bits, count = _payload(text)
    if mode == NUMBER:
        return symbol(text, level)  # digits alone never come in batches here
    version = _version(mode, len(bits), level)
    if version == 0:
        raise Refusal("documents.qr_too_long", length=len(text))
    return _table(version, level).symbol(mode, bits, count)


def _stride(size: int) -> int:
    # At least one light column of padding parts the rows, so that shifts never join the end of one to the next.
    return size // 8 + 1


Mode = Literal[1, 2, 4]
NUMBER: Literal[1] = 1
ALPHANUMERIC: Literal[2] = 2
BYTES: Literal[4] = 4


def _payload(text: str) -> tuple[Mode, str, int]:
    """Mode, the data bits as a text of 0 and 1, and the count for the header."""
    if text.isascii() and text.isdigit():
        return NUMBER, "", len(text)
    if _ALPHA.match(text):
        bits = "".join(map(_PAIRS.__getitem__, _TWO.findall(text)))
        return ALPHANUMERIC, bits + (_SINGLES[text[-1]] if len(text) & 1 else ""), len(text)
    raw = text.encode("utf-8")
    bits = f"{int.from_bytes(raw, 'big'):0{len(raw) * 8}b}" if raw else ""
    return BYTES, bits, len(raw)


@lru_cache(maxsize=1024)
def _version(mode: Mode, bits: int, level: str) -> int:
    limits = util.BIT_LIMIT_TABLE[LEVELS[level]]
    for version in range(1, 41):
        if 4 + util.length_in_bits(mode, version) + bits <= limits[version]:
            return version
    return 0


_tables: dict[tuple[int, str], _Table] = {}
_making = threading.Lock()


def _table(version: int, level: str) -> _Table:
    key = (version, level)
    if key not in _tables:
        with _making:
            if key not in _tables:
                _tables[key] = _Table(version, LEVELS[level])
    return _tables[key]


class _Table:
    """Templates and contributions of one version and level."""

    def __init__(self, version: int, level: int) -> None:
        self.version = version
        self.size = version * 4 + 17
        self.stride = _stride(self.size)
        self.bits = self.stride * 8
        self.blocks = base.rs_blocks(version, level)
        self.data_count = sum(block.data_count for block in self.blocks)
        total = sum(block.total_count for block in self.blocks)
        code = QRCode(version=version, error_correction=level)
        self.tests: list[int] = []
        self.finals: list[int] = []
        for mask in range(8):
            for test, where in ((True, self.tests), (False, self.finals)):
                code.data_cache = [0] * total
                code.makeImpl(test, mask)
                where.append(self._pack(code.modules))
        self.cells = self._pack([[True] * self.size] * self.size)
        self.pairs_across = self.cells & (self.cells << 1)
        self.pairs_down = self.cells & (self.cells << self.bits)
        self.nibbles = self._contributions(self._places(code))

    def _bit(self, row: int, column: int) -> int:
        return 1 << ((self.size - 1 - row) * self.bits + self.bits - 1 - column)

    def _pack(self, modules: Any) -> int:
        rows = ["".join("1" if cell else "0" for cell in line).ljust(self.bits, "0") for line in modules]
        return int("".join(rows), 2)

    def _places(self, code: Any) -> list[int]:
        """The module of every codeword bit, in the order in which the standard's zigzag lays them."""
        code.modules = [[None] * self.size for _ in range(self.size)]
        code.setup_position_probe_pattern(0, 0)
        code.setup_position_probe_pattern(self.size - 7, 0)
        code.setup_position_probe_pattern(0, self.size - 7)
        code.setup_position_adjust_pattern()
        code.setup_timing_pattern()
        code.setup_type_info(True, 0)
        if self.version >= 7:
            code.setup_type_number(True)
        places = []
        upward = True
        for right in range(self.size - 1, 0, -2):
            right -= right <= 6
            for row in range(self.size - 1, -1, -1) if upward else range(self.size):
                places += [self._bit(row, c) for c in (right, right - 1) if code.modules[row][c] is None]
            upward = not upward
        return places

    def _contributions(self, places: list[int]) -> list[dict[str, int]]:
        """For every half byte of data codewords, by hexadecimal digit, a picture: all it darkens, checks included."""
        order = _interleaved([block.data_count for block in self.blocks])
        check_counts = [block.total_count - block.data_count for block in self.blocks]
        check_order = _interleaved(check_counts)
        tables: list[dict[str, int]] = []
        for number, block in enumerate(self.blocks):
            remainders = _unit_remainders(block.data_count, check_counts[number])
            for position in range(block.data_count):
                own = order[number, position] * 8
                checks = [(self.data_count + check_order[number, k]) * 8 for k in range(check_counts[number])]
                basis = []
                for bit in range(8):
                    picture = places[own + bit]
                    for start, factor in zip(checks, remainders[position], strict=True):
                        value = _times(factor, 128 >> bit)
                        for k in range(8):
                            if value >> (7 - k) & 1:
                                picture ^= places[start + k]
                    basis.append(picture)
                tables += [_combined(basis[:4]), _combined(basis[4:])]
        return tables

    def symbol(self, mode: Mode, bits: str, count: int) -> Symbol:
        length = util.length_in_bits(mode, self.version)
        stream = f"{mode:04b}{count:0{length}b}{bits}"
        room = self.data_count * 8
        stream += "0" * min(room - len(stream), 4)
        stream += "0" * (-len(stream) % 8)
        filler = (room - len(stream)) // 8
        stream += ("1110110000010001" * (filler // 2 + 1))[: filler * 8]
        picture: int = reduce(xor, map(getitem, self.nibbles, f"{int(stream, 2):0{room // 4}x}"))
        tests = self.tests
        mask = min(range(8), key=lambda m: self._penalty(picture ^ tests[m]))
        rows = (picture ^ self.finals[mask]).to_bytes(self.stride * self.size, "big")
        return Symbol(self.size, rows, mask)

    def _penalty(self, dark: int) -> int:
        """The four penalties of the standard, as `qrcode` counts them, by shifts of the whole picture.

        Runs of both colours are found at once: five alike in a row are four neighbouring pairs that are alike.
        """
        light = self.cells & ~dark
        down = self.bits
        lost = int(abs(float(dark.bit_count()) / (self.size**2) * 100 - 50) / 5) * 10
        across = self.pairs_across & ~(dark ^ (dark << 1))
        along = self.pairs_down & ~(dark ^ (dark << down))
        lost += 3 * (across & (across << down) & along).bit_count()
        for alike, step in ((across, 1), (along, down)):
            two = alike & (alike << step)
            five = two & (two << 2 * step)
            lost += 3 * five.bit_count() - 2 * (five & (five << step)).bit_count()
            # 1:1:3:1:1 with four light modules before or after it
            core = (two & dark) << 2 * step & dark & (dark << 6 * step) & (light << step) & (light << 5 * step)
            if core:
                light4 = two & light & (light << 3 * step)
                lost += 40 * ((core & (light4 << 7 * step)).bit_count() + (core & (light4 >> 4 * step)).bit_count())
        return lost


def _interleaved(counts: list[int]) -> dict[tuple[int, int], int]:
    """Where the standard puts byte `position` of block `number` when the blocks are dealt out in turn."""
    dealt = [(n, p) for p in range(max(counts)) for n in range(len(counts)) if p < counts[n]]
    return {key: place for place, key in enumerate(dealt)}


def _combined(basis: list[int]) -> dict[str, int]:
    pictures = {}
    for value in range(16):
        picture = 0
        for bit in range(4):
            if value >> (3 - bit) & 1:
                picture ^= basis[bit]
        pictures[f"{value:x}"] = picture
    return pictures


def _times(a: int, b: int) -> int:
    return base.gexp((base.glog(a) + base.glog(b)) % 255) if a and b else 0


def _unit_remainders(data_count: int, check_count: int) -> list[list[int]]:
    """The check bytes that a single 1 at each data position causes."""
    generator = base.Polynomial([1], 0)
    for power in range(check_count):
        generator = generator * base.Polynomial([1, base.gexp(power)], 0)
    tail = [generator[i] for i in range(1, check_count + 1)]
    remainder = tail[:]
    remainders = [remainder]
    for _ in range(data_count - 1):
        lead = remainder[0]
        shifted = [*remainder[1:], 0]
        remainder = [value ^ _times(lead, factor) for value, factor in zip(shifted, tail, strict=True)]
        remainders.append(remainder)
    remainders.reverse()
    return remainders
