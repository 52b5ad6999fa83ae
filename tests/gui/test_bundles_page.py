"""The report page: what may go in, where to, who signs; the bundle written, read back, checked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.bundle import archive, stick
from app.domain.roles import Role
from app.errors import AppError, WorldFailure
from app.services.bundles_view import BundlesView, TradeToReport
from tests.gui.played import ELECTRIC, FITTING, WELDING, Late
from tests.gui.played import late as late
from ui import media
from ui.media import Place
from ui.operations import Progress
from ui.pages.bundles_keys import KeysCard
from ui.pages.bundles_page import BundlesPage
from ui.pages.bundles_parts import PlacesCard


@pytest.fixture
def page(qtbot: QtBot, late: Late, monkeypatch: pytest.MonkeyPatch) -> BundlesPage:
    monkeypatch.setattr("ui.pages.bundles_page.sticks", lambda: ())  # what is plugged in here is no part of a test
    late.sit(Role.CERTIFICATE_CLERK)
    made = BundlesPage(late.desk)
    qtbot.addWidget(made)
    late.desk.operations.changed.connect(made.stale)
    made.resize(1180, 600)
    made.show()
    made.activate()
    return made


def test_only_confirmed_trades_can_be_ticked_and_the_others_say_why(page: BundlesPage, late: Late) -> None:
    boxes = page.trades.boxes
    assert {code: box.isEnabled() for code, box in boxes.items()} == {WELDING: False, ELECTRIC: True, FITTING: False}
    assert page.trades.chosen() == (ELECTRIC,)
    texts = [label.text() for label in page.trades.findChildren(type(page.trades.title))]
    assert any("还没有确认" in text for text in texts)
    assert any("还没有排名" in text for text in texts)
    page.trades.go.emit(WELDING)
    assert late.gone == ["ranking"]
    assert late.desk.trade == WELDING


def test_the_button_says_what_is_missing(page: BundlesPage, tmp_path: Path) -> None:
    assert page.go.reason == "还没有选U盘或文件夹"
    page._take_folder(str(tmp_path))
    assert page.go.reason == ""
    page.trades.boxes[ELECTRIC].click()
    assert page.go.reason == "还没有选工种"


def test_a_demo_signs_by_itself_and_says_it_will_be_refused(page: BundlesPage) -> None:
    assert page.keys.demo.accessibleName() == "这是演示包，用演示钥匙自动签名；省办会认出来并拒收。"
    assert not page.keys.form.isVisible()


def test_a_bundle_is_written_read_back_and_can_be_checked_again(page: BundlesPage, late: Late, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        page._take_folder(str(folder))
    page.go.click()
    files = sorted(one.glob("*.crb"))
    assert len(files) == 1
    assert files[0].read_bytes() == (two / files[0].name).read_bytes()
    assert page.result.code.text() == files[0].stem.rpartition("_")[2]
    assert page.result.told.text() == "可以拔出U盘了。"
    assert "第 1 号，新的成绩包" in page.result.facts.text()
    assert [step._done for step in page.result.steps] == [True] * 4
    assert late.acts()[-2:] == ["bundle.built", "bundle.copied"]
    page.result.again.click()
    assert page.result.told.text() == "又核对了 2 份，和写出的一字不差。"
    files[0].write_bytes(files[0].read_bytes()[:-1] + b"x")
    refused: list[AppError] = []
    late.desk.operations.refused.connect(refused.append)
    page.result.again.click()
    assert [error.code for error in refused] == ["bundle.read_back"]
    assert page.result.told.text() != "又核对了 2 份，和写出的一字不差。"


def test_scans_go_along_once(page: BundlesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan, out = tmp_path / "王芳.pdf", tmp_path / "out"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(scan)], ""))
    page.places.scan.click()
    assert page.places.scan.text() == "扫描件 1 个…"
    page._take_folder(str(out))
    page.go.click()
    (file,) = out.glob("*.crb")
    assert archive.read(file.read_bytes()).files["data/scan/scan-001.pdf"] == scan.read_bytes()
    assert page.places.scan.text() == "附签字扫描件…"


def test_the_same_again_is_the_same_bundle(page: BundlesPage, tmp_path: Path) -> None:
    page._take_folder(str(tmp_path))
    page.go.click()
    code = page.result.code.text()
    page.go.click()
    assert page.result.code.text() == code
    assert "和上次一样，没有改动" in page.result.facts.text()
    assert len(list(tmp_path.glob("*.crb"))) == 1
    assert len(page.view.earlier if page.view else ()) == 1


def test_a_stick_that_is_gone_is_told_and_nothing_half_is_left(
    page: BundlesPage, late: Late, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_args: object, **_more: object) -> None:
        raise WorldFailure("bundle.write_failed", name="x.crb", folder=str(tmp_path))

    monkeypatch.setattr(stick, "write_file", gone)
    refused: list[AppError] = []
    late.desk.operations.refused.connect(refused.append)
    page._take_folder(str(tmp_path))
    page.go.click()
    assert [error.code for error in refused] == ["bundle.write_failed"]
    assert not page.result.code.isVisible()
    assert [step._done for step in page.result.steps] == [False] * 4
    assert page.go.isEnabled()  # another stick may be tried
    assert list(tmp_path.glob("*")) == [] or not list(tmp_path.glob("*.crb"))


def test_the_page_stays_while_it_writes(page: BundlesPage) -> None:
    said: list[str] = []
    page.told.connect(lambda message: said.append(message.text))
    page._running = True
    assert not page.commit_pending()
    assert said == ["正在写入，写完再换页。"]
    page._running = False
    assert page.commit_pending()


def test_a_live_contest_asks_for_both_keys(qtbot: QtBot, tmp_path: Path) -> None:
    card = KeysCard()
    qtbot.addWidget(card)
    trade = TradeToReport("x", "焊工", 3, 1, None)
    card.show_view(BundlesView("live", (trade,), "", False, False, ()))
    assert card.lack() == "没有基地钥匙"
    assert "钥匙与名录" in card.note.text()
    card.show_view(BundlesView("live", (trade,), "李卫东", False, True, ()))
    assert card.lack() == "还没有输基地钥匙口令"
    card.base.setText("correct horse")
    assert card.lack() == "还没有选裁判长钥匙"
    first = card.chiefs[0]
    first.take_file(tmp_path / "chen.ckey")
    assert first.file.text() == "chen.ckey"
    first.words.setText("battery staple")
    assert card.lack() == ""
    card.more.click()
    assert card.lack() == "还没有选裁判长钥匙"
    second = card.chiefs[1]
    second.take_file(tmp_path / "chen.ckey")
    assert card.lack() == "同一把裁判长钥匙选了两次"
    second.take_file(tmp_path / "wang.ckey")
    assert card.lack() == "还没有输裁判长钥匙口令"
    second.words.setText("horse correct")
    assert card.lack() == ""
    assert card.chief_keys() == [
        (tmp_path / "chen.ckey", "battery staple"),
        (tmp_path / "wang.ckey", "horse correct"),
    ]
    card.forget()
    assert [row.words.text() for row in card.chiefs] == ["", ""] and card.base.text() == ""
    second.gone.emit()
    assert card.chiefs == [first]


def test_two_sticksare_offered_with_their_room(qtbot: QtBot) -> None:
    card = PlacesCard()
    qtbot.addWidget(card)
    good = Place("/media/a/KING", "KING", 12 << 30, stick=True)
    shut = Place("/media/a/OLD", "OLD", 5 << 20, read_only=True, stick=True)
    card.show_places((good, shut))
    assert card.boxes["/media/a/KING"].text() == "KING　可用 12.0 GB"
    assert card.boxes["/media/a/KING"].isChecked()  # the only one that can be written
    assert not card.boxes["/media/a/OLD"].isEnabled()
    assert "写保护" in card.boxes["/media/a/OLD"].text()
    second = Place("/media/a/TWO", "TWO", 900 << 20, stick=True)
    card.boxes["/media/a/KING"].setChecked(False)
    card.show_places((good, second))
    assert card.chosen() == ()  # nobody is ticked behind one's back
    assert card.boxes["/media/a/TWO"].text() == "TWO　可用 900 MB"


@pytest.mark.parametrize(
    ("root", "stick_like"),
    [("/media/li/KING", True), ("/mnt/usb", True), ("/mnt/a/b/c", False), ("/", False), ("/home", False)],
)
def test_what_looks_like_a_stick(root: str, stick_like: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media.sys, "platform", "linux")
    assert media._is_stick(root) is stick_like


def test_every_step_has_a_bar_and_stopping_leaves_no_file_on_any_stick(
    page: BundlesPage, late: Late, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_sticks = [tmp_path / "one", tmp_path / "two"]
    for folder in two_sticks:
        folder.mkdir()
        page._take_folder(str(folder))
    seen: list[tuple[int, float, str]] = []
    running: list[Progress] = []
    real = Progress.__init__

    def begun(self: Progress) -> None:
        real(self)
        running.append(self)

    def stepped(number: int, *_more: object) -> None:
        step = page.result.steps[number]
        seen.append((number, step.share, step.accessibleName()))
        if number == 3 and "two" in step.accessibleName():
            running[-1].cancel()  # both files have their names, and neither is proved on the second stick

    monkeypatch.setattr(Progress, "__init__", begun)
    page.stepped.connect(stepped)
    said: list[str] = []
    page.told.connect(lambda message: said.append(message.text))
    page.go.click()
    assert sorted({number for number, _, _ in seen}) == [0, 1, 2, 3]
    assert all(0 <= share <= 1 for _, share, _ in seen)
    assert [list(folder.iterdir()) for folder in two_sticks] == [[], []]
    assert said == ["已停下，U盘上没有留下半个文件。要上报就再点一次“签名并写出”。"]
    assert page.go.isEnabled() and not page.result.code.isVisible()
    page.stepped.disconnect(stepped)
    page.go.click()
    assert [len(list(folder.glob("*.crb"))) for folder in two_sticks] == [1, 1]
    assert late.acts().count("bundle.built") == 1  # what was signed before is given out, not signed again
