"""The evening of a contest nobody prepared: recheck, signatures, places, keys, certificates, the bundle, the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app.bundle import keys as ckey
from app.services import access, bundles, enrolment, keys, office, results
from app.services.common import contest_facts
from app.services.keys_lists import admit, sign_list
from db.queries import people
from tests.end2end.fresh_office import (
    ADMIN,
    CHIEF,
    CLERK,
    KEY_WORDS,
    NAME,
    PLACES,
    SUPERVISOR,
    WELDERS,
    WELDING,
    FreshOffice,
)
from ui.dialogs.keys_ask import KeyQuestion, MakeDialog
from ui.dialogs.keys_base import BaseKeysDialog
from ui.dialogs.people import SecondPersonDialog
from ui.dialogs.question import Question
from ui.pages.audit_page import AuditPage
from ui.pages.bundles_page import BundlesPage
from ui.pages.certificates_page import CertificatesPage
from ui.pages.results_dialogs import EdgeDialog
from ui.pages.results_page import ResultsPage
from ui.pages.signoff_page import SignoffPage


def recheck(fresh: FreshOffice, codes: Mapping[str, str]) -> None:
    """The sample is held against the paper."""
    page = fresh.go(6, "recheck")
    assert isinstance(page, SignoffPage)
    fresh.click(page.draw)
    fresh.until(lambda: page.view is not None and bool(page.view.samples))
    assert page.view is not None
    names = {code: name for name, code in codes.items()}
    modules = {"王建国": ("40", "54"), "马玉兰": ("33.33", "48"), "闫俊": ("33.33", "48")}
    for _ in [item for sample in page.view.samples for item in sample.items]:
        fresh.until(lambda: page.paper.code.text() in names and page.paper.area.isAncestorOf(_focus()))
        code = page.paper.code.text()
        for text in modules[names.pop(code)]:
            fresh.hands.type(text)
            fresh.hands.key(Qt.Key.Key_Return)
        fresh.until(lambda: page.paper.same.isEnabled() and page.paper.same.hasFocus())
        fresh.hands.key(Qt.Key.Key_Return)
        fresh.until(lambda code=code: fresh.venue.said() == f"{code} 与纸面一致。")
    fresh.shot("recheck")


def _focus() -> object:
    return QApplication.focusWidget()


def _both_sign(fresh: FreshOffice) -> None:
    dialog = fresh.dialog(SecondPersonDialog)
    fresh.pin(dialog.pin, CHIEF)
    fresh.pin(dialog.other_pin, SUPERVISOR)


def sign_and_rank(fresh: FreshOffice) -> None:
    """Two people lock and reveal; the tie at an edge is ruled, the places confirmed."""
    fresh.swap(CHIEF)
    page = fresh.venue.window.page()
    assert isinstance(page, SignoffPage)
    fresh.until(page.lock.isEnabled)
    fresh.key(Qt.Key.Key_F12)
    _both_sign(fresh)
    fresh.click(page.decode)
    _both_sign(fresh)
    fresh.until(lambda: page.view is not None and page.view.decoded)
    fresh.shot("revealed")
    after = fresh.go(7, "ranking")
    assert isinstance(after, ResultsPage)
    fresh.until(lambda: after.table.rowCount() == len(WELDERS))
    columns = {column.key: column for column in after.table.columns}
    rows = [after.table.row(number) for number in range(after.table.rowCount())]
    shown = [
        (columns["place"].text(row), row.result.name, columns["total"].text(row)) for row in rows if row is not None
    ]
    assert sorted(shown) == sorted((str(place), name, total) for place, name, total in PLACES)
    assert len(after.asks.lines) == 1
    fresh.shot("edge")
    fresh.click(after.asks.lines[0].button)
    dialog = fresh.dialog(EdgeDialog)
    fresh.click(dialog.buttons_of["up"])
    fresh.hands.choose(dialog.reasons, "并列者一并授予")
    fresh.click(dialog.buttons["give"])
    fresh.until(lambda: not after.asks.lines)
    fresh.front()
    fresh.click(after.go)
    fresh.click(fresh.dialog(Question).buttons["confirm"])
    fresh.until(lambda: after.state.accessibleName() == "正式 · 已确认")
    with fresh.venue.store.read() as reading:
        lines = results.standings(reading, contest_facts(reading).trade(WELDING)).lines
    assert sorted((line.place, line.name, line.total_text, line.award) for line in lines) == sorted(
        (place, name, total, "一等奖" if place == 1 else "二等奖") for place, name, total in PLACES
    )
    fresh.shot("confirmed")


def make_keys(fresh: FreshOffice) -> Path:
    """The keys of a venue, made in the guide: three on this computer, the chief judge's on a stick."""
    fresh.swap(ADMIN)
    page = fresh.go(0, "audit")
    assert isinstance(page, AuditPage)
    button = fresh.venue.window.findChild(QPushButton, "audit_keys")
    assert button is not None
    fresh.click(button)
    guide = fresh.dialog(BaseKeysDialog)
    for what, person in (("own", ADMIN), ("chief", CHIEF)):
        folder = fresh.folder / f"{what}-keys"
        folder.mkdir()
        fresh.until(lambda what=what: guide.verbs[what].isEnabled())
        fresh.hands.click(guide.verbs[what])
        ask = fresh.dialog(MakeDialog)
        for field, text in ((ask.person, person), (ask.folder.edit, str(folder)), (ask.own, KEY_WORDS)):
            fresh.fill(field, text)
        fresh.click(ask.go)
        fresh.until(lambda folder=folder: bool(list(folder.glob("*.ckey"))))
        fresh.until(lambda: QApplication.activeModalWidget() is guide)
        fresh.dialog(BaseKeysDialog)
    fresh.shot("keys")
    with fresh.venue.store.read() as reading:
        request = enrolment.Enrolment(enrolment.asked(reading))
    roots = [ckey.make("root", name) for name in ("周敏", "省办二")]
    typed = {line.public: line.fingerprint for line in request.base.keys}
    trust = fresh.folder / "trust-list-1.ctl"
    listed = sign_list(admit(request, typed, None), roots, before=None)
    trust.write_bytes(listed.raw)
    fresh.file(trust)
    fresh.hands.click(guide.verbs["take"])
    ask = fresh.dialog(KeyQuestion)
    root = ask.findChild(QLineEdit, "digits_0")
    assert root is not None
    fresh.fill(root, listed.roots.code)
    fresh.click(ask.go)
    fresh.until(lambda: QApplication.activeModalWidget() is guide)
    with fresh.venue.store.read() as reading:
        held = keys.held_trust(reading)
    assert held is not None
    assert held.serial == 1
    fresh.dialog(BaseKeysDialog)
    fresh.shot("keys-listed")
    fresh.hands.key(Qt.Key.Key_Escape)
    (found,) = (fresh.folder / "chief-keys").glob("*.ckey")
    return found


def print_certificates(fresh: FreshOffice) -> None:
    """Three certificates, one page each, numbered as the settings say."""
    fresh.swap(CLERK)
    page = fresh.go(8, "certificates")
    assert isinstance(page, CertificatesPage)
    fresh.until(lambda: len(page.winners.lines) == len(PLACES))
    file = fresh.folder / "certificates.pdf"
    fresh.file(file)
    fresh.hands.menu("合成一份 PDF")
    fresh.shot("certificates")
    fresh.click(page.export)
    ask = fresh.dialog(Question)
    words = ask.findChild(QLineEdit, "key_passphrase")
    assert words is not None
    fresh.fill(words, KEY_WORDS)
    fresh.shot("passphrase")
    fresh.hands.key(Qt.Key.Key_Return)
    fresh.until(lambda: f"{len(PLACES)} 张证书已存到" in fresh.venue.said())
    document = pypdfium2.PdfDocument(file)
    try:
        texts = ["".join(one.get_textpage().get_text_bounded().split()) for one in document]
    finally:
        document.close()
    assert len(texts) == len(PLACES)
    for number, (place, name, _total) in enumerate(PLACES, 1):
        (mine,) = [text for text in texts if name in text]
        assert ("一等奖" if place == 1 else "二等奖") in mine
        assert f"第{place}名" in mine
        assert "演示" not in mine
        if place == 1:
            assert f"2026GS-BASE-07-HG{number:03}" in mine
    assert {f"2026GS-BASE-07-HG{n:03}" for n in (1, 2, 3)} == {
        f"2026GS-BASE-07-HG{n:03}" for n in (1, 2, 3) for text in texts if f"HG{n:03}" in text
    }


def write_bundle(fresh: FreshOffice, chief_key: Path) -> Path:
    """Signed by base and chief judge, onto a stick."""
    stick = fresh.folder / "stick"
    stick.mkdir()
    page = fresh.go(9, "report")
    assert isinstance(page, BundlesPage)
    fresh.until(lambda: page.trades.chosen() == (WELDING,))
    fresh.file(stick)
    button = page.places.findChild(QPushButton, "choose_folder")
    assert button is not None
    fresh.click(button)
    fresh.until(lambda: bool(page.places.chosen()))
    fresh.front()
    fresh.fill(page.keys.base, KEY_WORDS)
    row = page.keys.chiefs[0]
    fresh.file(chief_key)
    fresh.bring(row.file)
    fresh.click(row.file)
    fresh.until(lambda: row.path == chief_key)
    fresh.front()
    fresh.fill(row.words, KEY_WORDS)
    fresh.until(page.go.isEnabled)
    fresh.shot("report")
    fresh.key(Qt.Key.Key_F12)
    fresh.until(lambda: "成绩包已写好并校验" in fresh.venue.said())
    fresh.shot("reported")
    (file,) = stick.glob("*.crb")
    return file


def receive(fresh: FreshOffice, bundle: Path) -> None:
    """Genuine by the office's own list, signed by base and chief judge; taken in once."""
    trust = fresh.folder / "trust-list-1.ctl"
    found = bundles.verify_bundle(bundle, trust)
    assert found.genuine, found.problems
    assert found.manifest is not None
    assert (found.manifest.mode, found.manifest.base.id, found.manifest.contest.name) == ("live", "GS-BASE-07", NAME)
    assert [(signer.role, signer.person) for signer in found.signers] == [("base", ADMIN), ("chief", CHIEF)]
    assert list(found.trades) == [WELDING]
    with fresh.venue.store.read() as reading:
        names = {entry.number: entry.name for entry in people.entries(reading)}
    rows = found.trades[WELDING].results["rows"]
    assert sorted((row["place"], names[row["entry"]], row["total"]) for row in rows) == sorted(PLACES)
    at = datetime.now(UTC)
    listed = keys.read_list(trust)
    with office.open_office(
        fresh.folder / "office.contest", trust=listed.raw, root_code=listed.roots.code, mode="live", at=at
    ) as desk:
        assert [row.verdict for row in office.receive(desk, [bundle], by=access.CONSOLE, at=at)] == ["accepted"]
        assert [row.verdict for row in office.receive(desk, [bundle], by=access.CONSOLE, at=at)] == ["duplicate"]
