"""钥匙与名录 in the window: a base from no key to a list taken, the office from a request to a list signed twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import qrcode
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bundle import certqr, trustlist
from app.bundle import keys as ckey
from app.bundle.certqr import CertificateFacts
from app.services import enrolment, keys
from app.settings import Settings
from db.store import Store
from tests.factories import new_store
from tests.services import hall as halls
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.dialogs.keys_ask import DigitsDialog, MakeDialog
from ui.dialogs.keys_certificate import CertificateDialog
from ui.dialogs.keys_list import EndDialog, SignDialog, WithdrawDialog
from ui.keys_desk import KeysDesk
from ui.keys_lists_desk import ListsDesk
from ui.operations import Operations
from ui.widgets.message_bar import Message

PASS = "lumi-tari-vogu-sina-bafo"


class Base:
    """A live contest on a desk with the administrator at the keyboard."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        self.store: Store = new_store(folder / "live.contest", mode="live")
        self.hall = halls.staffed(self.store)
        self.desk = Desk(Operations(threaded=False), Settings())
        self.desk.open_contest(OpenContest(self.store, str(folder / "live.contest"), "竞赛", "live"))
        admin = self.hall.who("管理员")
        self.desk.sit_down(AtKeyboard(admin, admin.name, "管理员"))
        self.told: list[Message] = []
        self.keys = KeysDesk(self.desk, window, self.told.append)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    return made


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key files cost least; folders of a test are sticks."""
    monkeypatch.setattr(ckey.lock, "__kwdefaults__", {**ckey.lock.__kwdefaults__, "cost": ckey.Cost(19456, 1, 1)})
    monkeypatch.setattr(keys, "same_disk", lambda one, other: False)


@pytest.fixture
def base(tmp_path: Path, window: QWidget) -> Iterator[Base]:
    made = Base(tmp_path, window)
    yield made
    made.store.close()


def fill(ask: MakeDialog, person: str, folder: Path) -> None:
    """What a person types, with a passphrase of their own."""
    ask.person.setText(person)
    ask.folder.edit.setText(str(folder))
    ask.own.setText(PASS)
    ask.go.click()


def made_keys(base: Base, tmp_path: Path) -> Path:
    """The first two steps; gives the chief judge's stick."""
    pc, stick = tmp_path / "cupboard", tmp_path / "stick"
    for folder in (pc, stick):
        folder.mkdir()
    base.keys.show_guide()
    base.keys.carry_out("own")
    assert isinstance(base.keys.asking, MakeDialog)
    fill(base.keys.asking, "李卫东", pc)
    base.keys.carry_out("chief")
    assert isinstance(base.keys.asking, MakeDialog)
    fill(base.keys.asking, "陈志强", stick)
    return stick


def test_the_guide_ticks_what_is_done_and_says_what_is_next(base: Base, tmp_path: Path) -> None:
    base.keys.show_guide()
    guide = base.keys.guide
    assert guide is not None
    assert [step._done for step in guide.steps] == [False] * 4
    assert guide.verbs["form"].reason == "先生成这台电脑的钥匙"
    guide.reject()
    stick = made_keys(base, tmp_path)
    guide = base.keys.guide
    assert guide is not None and base.keys.view is not None
    assert [step._done for step in guide.steps] == [True, True, False, False]
    assert guide.verbs["form"].reason == ""
    assert {one.role: one.sealed is not None for one in keys.known_keys(base.store)} == {
        "backup": True, "base": True, "certificate": True, "chief": False,
    }  # fmt: skip
    (chief,) = stick.glob("*.ckey")
    assert keys.open_key(chief, PASS).person == "陈志强"
    (backup,) = (tmp_path / "cupboard").glob("backup-*.ckey")
    assert keys.open_key(backup, PASS).public.startswith("age1")


def test_a_drawn_passphrase_has_to_be_written_down(base: Base, tmp_path: Path) -> None:
    base.keys.show_guide()
    base.keys.carry_out("chief")
    ask = base.keys.asking
    assert isinstance(ask, MakeDialog)
    ask.person.setText("陈志强")
    ask.folder.edit.setText(str(tmp_path))
    ask.go.click()
    assert ask.refusal.text() == "先把口令抄在纸上，再打勾。"
    ask.noted.click()
    words = ask.words.text()
    ask.go.click()
    (file,) = tmp_path.glob("*.ckey")
    assert words.count("-") == 4 and keys.open_key(file, words).role == "chief"
    base.keys.carry_out("chief")
    assert isinstance(base.keys.asking, MakeDialog) and base.keys.asking.words.text() != words


def test_the_passphrase_is_typed_at_once_and_enter_goes_on_with_it(
    base: Base, tmp_path: Path, window: QWidget, qtbot: QtBot
) -> None:
    """It waited on the way back: what was typed went nowhere, and Enter threw it away."""
    window.show()
    made_keys(base, tmp_path)
    base.keys.carry_out("form")
    ask = base.keys.asking
    assert ask is not None
    field = ask.focusWidget()
    assert isinstance(field, QLineEdit) and field.accessibleName() == "基地钥匙口令"
    QTest.keyClicks(field, PASS[:-1])
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ask.refusal.text() and ask.isVisible()
    QTest.keyClicks(field, PASS[-1])
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not ask.isVisible()
    base.keys.carry_out("chief")
    make = base.keys.asking
    assert isinstance(make, MakeDialog) and make.focusWidget() is make.person
    QTest.keyClick(make.person, Qt.Key.Key_Return)
    assert make.isVisible() and make.focusWidget() is make.folder.edit  # not the last line: it goes on


def test_a_pin_is_no_passphrase_and_nothing_is_made(base: Base, tmp_path: Path) -> None:
    base.keys.show_guide()
    base.keys.carry_out("chief")
    ask = base.keys.asking
    assert isinstance(ask, MakeDialog)
    fill(ask, "陈志强", tmp_path)
    assert len(list(tmp_path.glob("*.ckey"))) == 1
    base.keys.carry_out("chief")
    ask = base.keys.asking
    assert isinstance(ask, MakeDialog)
    ask.person.setText("王")
    ask.folder.edit.setText(str(tmp_path))
    ask.own.setText("12345678901234567890")
    ask.go.click()
    assert ask.refusal.text() and len(list(tmp_path.glob("*.ckey"))) == 1


def roots_on_sticks(folder: Path) -> list[Path]:
    found = []
    for number in (1, 2, 3):
        path = folder / f"root{number}.ckey"
        path.write_bytes(ckey.lock(ckey.make("root", f"根 {number}"), PASS))
        found.append(path)
    return found


def sign_with(office: ListsDesk, draft: Path, key: Path, folder: Path) -> SignDialog:
    office.sign()
    ask = office.asking
    assert isinstance(ask, SignDialog)
    ask.go.click()
    assert ask.refusal.text() == "草稿、根钥匙和文件夹都要选。"
    ask.draft.edit.setText(str(draft))
    assert ask.says.text().count("加入") == 3 and ask.says.text().startswith("根钥匙")
    ask.key.edit.setText(str(key))
    ask.words.setText(PASS)
    ask.folder.edit.setText(str(folder))
    ask.go.click()
    return ask


def test_from_request_to_list_taken(base: Base, tmp_path: Path, window: QWidget) -> None:
    made_keys(base, tmp_path)
    base.keys.write_request(tmp_path, PASS)
    (request,) = tmp_path.glob("enrolment-*.json")
    office = ListsDesk(Desk(Operations(threaded=False), Settings()), window)
    roots = roots_on_sticks(tmp_path)
    office.set_roots(roots)
    office.read_enrolment(request)
    ask = office.asking
    assert isinstance(ask, DigitsDialog)
    asked = enrolment.read_request(request).base.keys
    fields = [ask.findChild(QLineEdit, f"digits_{place}") for place in range(3)]
    for field, line in zip(fields, asked, strict=True):
        field.setText(line.fingerprint)
    good = fields[1].text()
    fields[1].setText(f"{good[:-1]}{(int(good[-1]) + 1) % 10}")
    ask.go.click()
    assert "第 8 组" in ask.refusal.text() and office.plan.bases == []
    fields[1].setText(good)
    ask.go.click()
    assert office.dialog.plan.text().count("加入") == 3
    office.write_draft(tmp_path)
    draft = tmp_path / "trust-list-1-signed-0.ctd"
    sign_with(office, draft, roots[0], tmp_path)
    half = tmp_path / "trust-list-1-signed-1.ctd"
    assert "还差 1 个签名" in office.dialog.state.text()
    twice = sign_with(office, half, roots[0], tmp_path)
    assert "已经签过" in twice.refusal.text()
    sign_with(office, half, roots[2], tmp_path)
    signed = tmp_path / "trust-list-1.ctl"
    trust = keys.read_list(signed)
    assert trust.roots.code in office.dialog.state.text()
    base.keys.take(signed)
    digits = base.keys.asking
    assert isinstance(digits, DigitsDialog)
    field = digits.findChild(QLineEdit, "digits_0")
    assert field is not None
    field.setText("1" * 40)
    digits.go.click()
    assert digits.refusal.text()
    assert base.keys.view is not None and base.keys.view.serial == 0
    field.setText(trust.roots.code)
    digits.go.click()
    guide = base.keys.guide
    assert guide is not None and base.keys.view.serial == 1
    assert [step._done for step in guide.steps] == [True] * 4


def test_the_office_ends_keys_and_withdraws_certificates(tmp_path: Path, window: QWidget) -> None:
    roots = [ckey.make("root", f"{number}", secret=bytes([number]) * 32) for number in (1, 2)]
    chief = ckey.make("chief", "陈志强", secret=bytes([7]) * 32)
    line = trustlist.TrustedKey(chief.public, "chief", "陈志强", ("*",))
    first = keys.sign_list(keys.ListPlan((trustlist.TrustedBase("B1", "基地", ("c",), (line,)),)), roots, before=None)
    (tmp_path / "first.ctl").write_bytes(first.raw)
    office = ListsDesk(Desk(Operations(threaded=False), Settings()), window)
    assert office.dialog.verbs["end"].reason == "先选现行名录"
    office.open_list(tmp_path / "first.ctl")
    office.end_key()
    end = office.asking
    assert isinstance(end, EndDialog)
    end.status.setCurrentIndex(1)
    end.number.setValue(3)
    end.go.click()
    office.withdraw()
    gone = office.asking
    assert isinstance(gone, WithdrawDialog)
    gone.number.setText("2026-0007")
    gone.go.click()
    assert office.dialog.plan.text().splitlines() == [
        f"吊销　B1　裁判长钥匙　陈志强　{line.short}　到第 3 号为止",
        "撤销证书　B1　2026-0007",
    ]


def test_a_certificate_is_checked_by_scanner(qtbot: QtBot) -> None:
    dialog = CertificateDialog(4)
    qtbot.addWidget(dialog)
    asked: list[tuple[str, object]] = []
    dialog.wanted.connect(lambda text, path: asked.append((text, path)))
    dialog.go.click()
    assert dialog.refusal.text() == "还没有二维码的文字。"
    key = ckey.make("certificate", "", secret=bytes([9]) * 32)
    facts = CertificateFacts("B1", 1, "2026-0007", "马秀英", "t01", "焊工", "一等奖", 1)
    dialog.text.setPlainText(certqr.encode(facts, key) + "\n")
    assert asked == [(certqr.encode(facts, key), None)]
    dialog.show_check(certqr.CertificateCheck(certqr.Answer.GENUINE, 4, facts, "基地"))
    assert dialog.facts.text() == "2026-0007　马秀英"
    assert "第 4 号" in dialog.chip.accessibleName() or "第 4 号" in dialog.chip._text
    assert dialog.more.text() == "焊工　一等奖　第 1 名　基地"
    dialog.show_check(certqr.CertificateCheck(certqr.Answer.UNKNOWN_KEY, 4))
    assert dialog.facts.text() == "" and "先装入最新的名录" in dialog.hint.text()


def test_a_certificate_is_checked_from_a_photograph_of_it(
    base: Base, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ckey.make("certificate", "", secret=bytes([9]) * 32)
    text = certqr.encode(CertificateFacts("B1", 1, "2026-0007", "马秀英", "t01", "焊工", "一等奖", 1), key)
    photo, blank = tmp_path / "photo.png", tmp_path / "blank.png"
    qrcode.make(text).save(photo)
    Image.new("L", (200, 200), 255).save(blank)
    base.keys.check_certificate()
    dialog = next(one for one in base.keys._window.findChildren(CertificateDialog) if one.isVisible())
    asked: list[str] = []
    dialog.wanted.connect(lambda said, _path: asked.append(said))
    chosen = iter([str(blank), str(photo), ""])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (next(chosen), ""))
    dialog.look.click()
    assert "没有读出证书的二维码" in dialog.refusal.text()
    assert dialog.look.isEnabled()
    dialog.list.edit.setText(str(tmp_path / "none.ctl"))
    dialog.look.click()
    assert asked == [text]
    assert dialog.text.toPlainText() == text
    dialog.look.click()  # nothing chosen: all stays
    assert asked == [text]
