"""The calibration page: readings of a folded sheet become a printer's numbers, and the numbers put the print right."""

from __future__ import annotations

import ctypes
import itertools
from io import BytesIO

import pypdfium2
import pytest

from app.documents import layout as lay
from app.documents.calibration import (
    ACROSS,
    DOWN,
    MAIN_LINES,
    TENTHS,
    Deviation,
    Readings,
    calibration_page,
    main_place,
    measured,
    slide_place,
)
from app.documents.certificate import CertificatePress, PrinterProfile
from tests.unit.documents.test_documents_certificate import AT, MM, marks, people, printed, texts

WIDE, TALL = 297.0, 210.0


def read_off(off: float) -> float:
    """What somebody reads when a mark of the main scale is `off` mm too far from its edge, and the slide too near."""
    zero = slide_place(0) - off
    passed = max(one for one in MAIN_LINES if main_place(one) + off >= zero - 1e-6)  # values grow towards the edge

    def gap(tenth: int) -> float:
        return min(abs(main_place(one) + off - (slide_place(tenth) - off)) for one in MAIN_LINES)

    return passed + min(range(TENTHS), key=gap) / TENTHS


@pytest.mark.parametrize("tenths", range(-50, 51))
def test_the_scales_tell_every_tenth_of_a_millimetre(tenths: int) -> None:
    assert read_off(tenths / 10) == pytest.approx(tenths / 10)


def origins(pdf: bytes) -> list[tuple[float, float]]:
    """Where every character stands, in mm from the top left corner."""
    sheet = pypdfium2.PdfDocument(pdf)[0]
    text, found = sheet.get_textpage(), []
    for index in range(text.count_chars()):
        if text.get_text_range(index, 1).isspace():
            continue  # ends of lines stand nowhere on the paper
        x, y = ctypes.c_double(), ctypes.c_double()
        pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
        found.append((x.value / MM, (sheet.get_height() - y.value) / MM))
    return found


def landed(x: float, y: float, printer: Deviation) -> tuple[float, float]:
    """Where a point in mm lands on paper when nothing is corrected: about the centre, y down."""
    a, b, c, d, e, f = PrinterProfile(
        printer.right, printer.down, printer.scale_x, printer.scale_y, printer.turn
    ).matrix(WIDE, TALL)
    mm = 72 / 25.4
    px, py = x * mm, (TALL - y) * mm
    return (a * px + c * py + e) / mm, TALL - (b * px + d * py + f) / mm


@pytest.mark.parametrize(
    "printer",
    [
        Deviation(right=1.5, down=-2.0, scale_x=100.0, scale_y=99.6),
        Deviation(right=-0.3, down=0.4, turn=0.25),
        Deviation(right=2.2, down=1.1, scale_x=100.4, scale_y=99.8, turn=-0.4),
    ],
)
def test_readings_give_the_printer_back(printer: Deviation) -> None:
    def left_of(y: float) -> float:
        return landed(40, y, printer)[0] - 40

    def right_of(y: float) -> float:
        return landed(WIDE - 40, y, printer)[0] - (WIDE - 40)

    def above(x: float) -> float:
        return landed(x, 40, printer)[1] - 40

    def below(x: float) -> float:
        return landed(x, TALL - 40, printer)[1] - (TALL - 40)

    # folded edge to edge the eye sees the sum of what both marks are off: half of it is the reading
    across = [(left_of(y) + right_of(y)) / 2 for y in (ACROSS, TALL - ACROSS)]
    down = [(above(x) + below(x)) / 2 for x in (DOWN, WIDE - DOWN)]
    one, two = landed(20, 20, printer), landed(WIDE - 20, TALL - 20, printer)
    other = landed(WIDE - 20, 20, printer)
    wide = ((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2) ** 0.5
    tall = ((other[0] - two[0]) ** 2 + (other[1] - two[1]) ** 2) ** 0.5
    found = measured(Readings(*(round(v, 1) for v in (*across, *down)), round(wide, 1), round(tall, 1)), WIDE, TALL)
    assert found.right == pytest.approx(printer.right, abs=0.11)
    assert found.down == pytest.approx(printer.down, abs=0.11)
    assert found.scale_x == pytest.approx(printer.scale_x, abs=0.11)
    assert found.scale_y == pytest.approx(printer.scale_y, abs=0.11)
    assert found.turn == pytest.approx(printer.turn, abs=0.06)


def test_nothing_read_is_an_exact_printer() -> None:
    found = measured(Readings(0, 0, 0, 0), WIDE, TALL)
    assert found.is_plain
    assert not Deviation(right=0.1).is_plain


@pytest.mark.parametrize(
    "printer",
    [
        Deviation(right=1.5, down=-2.0),
        Deviation(scale_x=101.0, scale_y=99.6),
        Deviation(right=-20, down=20, scale_x=98, scale_y=102, turn=1.0),
    ],
)
def test_what_is_printed_lands_where_the_layout_has_it_to_a_tenth_of_a_millimetre(printer: Deviation) -> None:
    """Read back from the PDF: every character, put where that printer puts it, is where it belongs."""
    batch = people("王建国")
    wanted = origins(printed(CertificatePress(lay.shipped_layout(), overprint=True), batch))
    sent = origins(printed(CertificatePress(lay.shipped_layout(), overprint=True, profile=printer), batch))
    assert len(wanted) == len(sent) > 40
    for place, there in zip(wanted, sent, strict=True):
        assert landed(*there, printer) == pytest.approx(place, abs=0.1)


def test_the_correction_is_the_exact_inverse_at_every_limit() -> None:
    limits = ((-20.0, 20.0), (-20.0, 20.0), (98.0, 102.0), (98.0, 102.0), (-1.0, 1.0))
    mm = 72 / 25.4
    for numbers in itertools.product(*limits):
        printer = Deviation(*numbers)
        a, b, c, d, e, f = printer.matrix(WIDE, TALL)
        for x, y in ((10.0, 10.0), (287.0, 200.0), (148.5, 30.0)):
            px, py = x * mm, (TALL - y) * mm
            sent = (a * px + c * py + e) / mm, TALL - (b * px + d * py + f) / mm
            assert landed(*sent, printer) == pytest.approx((x, y), abs=1e-6)


def page(width: float = WIDE, height: float = TALL, profile: PrinterProfile | None = None) -> bytes:
    out = BytesIO()
    calibration_page(
        out, width=width, height=height, printer="HP", tray="手送", printed_by="王", at=AT, profile=profile
    )
    return out.getvalue()


def test_the_page_says_what_to_do_and_small_stock_has_crosses_only() -> None:
    said = texts(page())[0]
    assert "两十字横向距离 257.0 mm" in said and "游标 0 线" in said and "游标 0.1" in said
    assert "游标" not in texts(page(148, 105))[0]
    assert "竖向距离 257.0 mm" in texts(page(210, 297))[0]


def test_the_corrected_page_is_moved_against_the_printer() -> None:
    plain = {(c, n): (x, y) for n, (c, x, y) in enumerate(marks(page()))}
    moved = {(c, n): (x, y) for n, (c, x, y) in enumerate(marks(page(profile=Deviation(right=1.5, down=-2.0))))}
    assert plain.keys() == moved.keys()
    for key, (x, y) in plain.items():
        assert moved[key] == pytest.approx((x - 1.5, y + 2.0), abs=0.1)
