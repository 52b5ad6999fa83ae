"""QR symbols: the fast way equals `qrcode` module for module and in its choice of mask."""

from __future__ import annotations

import random

import pytest
import qrcode

from app.documents import qr
from app.errors import Refusal


def _texts() -> list[str]:
    dice = random.Random(4821)
    tokens = ["CQ1:" + "".join(dice.choices(qr.ALPHABET, k=n)) for n in (1, 2, 26, 120, 242, 243, 330, 492)]
    return [*tokens, "HG07", "刘𬭎 焊工 一等奖", "lower case, and 中文 " * 5, "x" * 100]


@pytest.mark.parametrize("text", _texts())
@pytest.mark.parametrize("level", ["L", "M", "Q"])
def test_the_table_gives_what_qrcode_gives(text: str, level: str) -> None:
    plain = qrcode.QRCode(error_correction=qr.LEVELS[level])
    plain.add_data(text, optimize=0)
    plain.make(fit=True)
    fast = qr.fast_symbol(text, level)
    assert fast.size == plain.modules_count == qr.size_of(text, level)
    assert [[fast.dark(r, c) for c in range(fast.size)] for r in range(fast.size)] == [
        [bool(cell) for cell in row] for row in plain.modules
    ]
    assert fast == qr.symbol(text, level)


def test_tokens_stand_in_alphanumeric_mode() -> None:
    # 246 characters: version 9 at level M in alphanumeric mode, version 12 as bytes
    assert qr.size_of("CQ1:" + "A" * 242) == 9 * 4 + 17
    assert qr.size_of("cq1:" + "A" * 242) > qr.size_of("CQ1:" + "A" * 242)


def test_digits_alone_and_the_batch_way() -> None:
    assert qr.fast_symbol("20260620") == qr.symbol("20260620")
    assert qr.size_of("20260620") == 21
    texts = [f"HG{i:02d}" for i in range(12)]
    assert list(qr.symbols(texts)) == [qr.symbol(text) for text in texts]


def test_too_long_is_refused() -> None:
    for make in (qr.symbol, qr.fast_symbol):
        with pytest.raises(Refusal) as caught:
            make("A" * 5000)
        assert caught.value.code == "documents.qr_too_long"
    assert qr.size_of("A" * 5000) == 0
