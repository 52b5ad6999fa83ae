"""PINs that anybody would try first: repeats, runs, patterns of the keypad, dates."""

from __future__ import annotations

from datetime import date

_RUNS = ("01234567890123456789", "98765432109876543210")
# columns, diagonals and edges of a keypad, and what lists of leaked PINs begin with
_LISTED = (
    "147258 258369 147369 159357 357159 159753 741852 852963 963852 963741 789456 456123 147852 789123 102030 "
    "112358 131452 1314520 520131 5201314 521125 168168 888168 666888 686868 14725836 147258369 741852963 "
    "100200 100001 200000 123654 123789 321654 987321 258000 314159 271828 110120 110119 120119"
)
_PATTERNS = frozenset(_LISTED.split())
_OLDEST = 1900


def is_common(secret: str) -> bool:
    """Whether a PIN (figures only) is one that is guessed in the first hundred tries; a passphrase never is, here.

    Taken for such: one or two figures only, runs (123456), a piece said again (123123), pairs (112233), a palindrome,
    patterns of the keypad, and what reads as a date: YYMMDD, DDMMYY, YYYYMM, YYYYMMDD, DDMMYYYY.
    """
    if not (secret.isascii() and secret.isdigit()):
        return False
    pairs = len(secret) % 2 == 0 and all(a == b for a, b in zip(secret[::2], secret[1::2], strict=True))
    parts = (secret[:n] for n in range(1, len(secret) // 2 + 1) if len(secret) % n == 0)
    again = any(secret == part * (len(secret) // len(part)) for part in parts)
    run = any(secret in line for line in _RUNS)
    mirrored = secret == secret[::-1]
    return len(set(secret)) <= 2 or pairs or again or run or mirrored or secret in _PATTERNS or _is_date(secret)


def _is_date(secret: str) -> bool:
    if len(secret) == 8:
        return _day(secret[:4], secret[4:6], secret[6:]) or _day(secret[4:], secret[2:4], secret[:2])
    if len(secret) != 6:
        return False
    return any(
        (
            _day("19" + secret[:2], secret[2:4], secret[4:]),
            _day("20" + secret[:2], secret[2:4], secret[4:]),
            _day("20" + secret[4:], secret[2:4], secret[:2]),
            _day(secret[:4], secret[4:], "01"),
        )
    )


def _day(year: str, month: str, day: str) -> bool:
    if not _OLDEST <= int(year) <= 2099:
        return False
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
