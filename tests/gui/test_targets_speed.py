"""Targets U10 and U15: how long the long work takes and how soon it stops, and that no demo goes out unmarked.

Times are reported beside their targets; a test fails at a hundred times its target: the machine may do other things.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.documents import layout as layouts
from app.documents.certificate import CertificatePress
from app.documents.variables import SAMPLE, CertificateData
from tests.benchmarks.bench_import import Importing
from tests.benchmarks.bench_import_read import workbook
from tests.gui.office_kit import OfficeDesk
from tests.gui.office_kit import at_office as at_office
from tests.targets import SLACK, Report
from ui.main_window import MainWindow
from ui.operations import Operations, Progress
from ui.rail import OFFICE_PAGES

ROWS, CERTIFICATES = 500, 200
AT = datetime(2026, 6, 20, 9, 30, tzinfo=UTC)


def winners(count: int) -> list[CertificateData]:
    """As many winners, each with a number and a code of their own."""
    return [
        replace(SAMPLE, serial=f"SF2026-HG-{number:04d}", token=f"CQ1:TOKEN{number:03d}" + "A" * 230)
        for number in range(1, count + 1)
    ]


def pages(pdf: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_u10_a_roster_comes_in(tmp_path: Path, figure: Report) -> None:
    importing = Importing(tmp_path, workbook(tmp_path / "roster.xlsx", ROWS))
    begin = perf_counter()
    importing.whole()  # from the file to committed rows; a refused row fails
    figure("U10", f"import of {ROWS} rows, file to disk", perf_counter() - begin, most=3, unit="s", slack=SLACK)


def test_u10_certificates_become_a_pdf(figure: Report) -> None:
    out = BytesIO()
    begin = perf_counter()
    report = CertificatePress(layouts.shipped_layout(next(iter(layouts.shipped_layouts())))).print(
        winners(CERTIFICATES), out, made_at=AT
    )
    took = perf_counter() - begin
    assert report.printed == CERTIFICATES
    figure("U10", f"{CERTIFICATES} certificates to one PDF", took, most=20, unit="s", slack=SLACK)


def test_u10_cancel_is_answered(qtbot: QtBot, figure: Report) -> None:
    """Stopped in the middle of a batch that never ends by itself: the time until the window is told."""
    operations = Operations()
    press = CertificatePress(layouts.shipped_layout(next(iter(layouts.shipped_layouts()))))
    begun, people = threading.Event(), winners(20)
    stopped: list[float] = []

    def work(progress: Progress) -> None:
        done = 0
        while True:
            for person in people:
                progress(done, 1 << 30, person.serial)
                press.print([person], BytesIO(), made_at=AT)
                done += 1
                begun.set()

    try:
        running = operations.run_long(work, lambda _none: None, cancelled=lambda: stopped.append(perf_counter()))
        qtbot.waitUntil(begun.is_set)
        begin = perf_counter()
        running.cancel()
        qtbot.waitUntil(lambda: bool(stopped))
    finally:
        assert operations.close()
    figure("U10", "cancel of a batch to its end", (stopped[0] - begin) * 1000, most=500, unit="ms", slack=SLACK)


@pytest.mark.parametrize("overprint", [True, False])
def test_u15_every_certificate_of_a_demo_is_marked(overprint: bool, figure: Report) -> None:
    bare, marked = [], []
    for key in layouts.shipped_layouts():
        layout = layouts.shipped_layout(key)
        for demo, found in ((True, bare), (False, marked)):
            out = BytesIO()
            CertificatePress(layout, overprint=overprint, demo=demo).print(winners(3), out, made_at=AT)
            texts = pages(out.getvalue())
            assert len(texts) == 3
            found += [key for text in texts if ("演示" in "".join(text.split())) != demo]
    assert bare == [] and marked == []  # nor is a real one marked
    kind = "on stock" if overprint else "whole"
    figure("U15", f"certificates without the mark, every layout, {kind}", len(bare), most=0)


def test_u15_the_band_stands_on_every_page_of_a_demo_office(
    qtbot: QtBot, at_office: OfficeDesk, figure: Report
) -> None:
    window = MainWindow(at_office.desk)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    bare = []
    for name in OFFICE_PAGES:
        window.show_page(name)
        QApplication.processEvents()
        assert window.shell is not None and window.current == name
        band = window.shell.band
        told = band.isVisible() and band.height() > 20 and "演示" in band.accessibleName()
        if not told or not band.visibleRegion().contains(band.rect().center()):
            bare.append(name)
    assert bare == []
    figure("U15", f"pages of the office without the band, of {len(OFFICE_PAGES)}", len(bare), most=0)
