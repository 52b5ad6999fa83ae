"""The designer: boxes moved by mouse and key, resized, snapped and aligned; the way back; faults; kept and files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.documents.layout import TextElement
from app.documents.typeset import Box
from app.domain.roles import Role
from app.errors import AppError
from app.services import layouts
from tests.gui.played import ELECTRIC, FITTING, Late
from tests.gui.played import late as late
from tests.unit.documents.test_documents_layout_file import png
from ui.designer import geometry
from ui.designer.canvas import DesignCanvas
from ui.designer.designer import Designer
from ui.dialogs.question import Question
from ui.pages.certificates_page import CertificatesPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, late: Late) -> CertificatesPage:
    late.sit(Role.CERTIFICATE_CLERK)
    late.desk.choose_trade(ELECTRIC)
    made = CertificatesPage(late.desk)
    qtbot.addWidget(made)
    late.desk.operations.changed.connect(made.stale)
    made.resize(1180, 640)
    made.show()
    made.activate()
    return made


@pytest.fixture
def designer(page: CertificatesPage) -> Iterator[Designer]:
    page.edit_layout.click()
    found = page.room.designer
    assert found is not None
    found.snap.setChecked(False)
    QApplication.processEvents()
    yield found


def box(designer: Designer, key: str) -> tuple[float, ...]:
    return tuple(designer.document.element(key).box)


def at(canvas: DesignCanvas, x: float, y: float) -> QPoint:
    """A place on the page in mm as a pixel of the canvas."""
    return canvas._pixels(Box(x, y, 0, 0)).topLeft().toPoint()


def drag(qtbot: QtBot, canvas: DesignCanvas, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(canvas, LEFT, pos=start)
    qtbot.mouseMove(canvas, start + (end - start) / 2)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, LEFT, pos=end)


def press(designer: Designer, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(designer.canvas, QKeyEvent(QEvent.Type.KeyPress, key, held))


def dialog_of(page: QWidget, kind: type[QWidget]) -> QWidget:
    return [one for one in page.findChildren(kind) if one.isVisible()][-1]


# boxes without a window


def test_moving_stays_on_the_page_and_on_tenths() -> None:
    boxes = {"a": Box(10, 10, 20, 10), "b": Box(40, 30, 20, 10)}
    assert geometry.moved(boxes, 1.234, -3.04, 297, 210)["a"] == Box(11.2, 7.0, 20, 10)
    far = geometry.moved(boxes, 999, -999, 297, 210)
    assert far == {"a": Box(247, 0, 20, 10), "b": Box(277, 20, 20, 10)}  # both as far as the group can go


@pytest.mark.parametrize(
    ("handle", "expected"),
    [
        ("nw", Box(45, 42, 25, 18)), ("n", Box(40, 42, 30, 18)), ("ne", Box(40, 42, 35, 18)),
        ("e", Box(40, 40, 35, 20)), ("se", Box(40, 40, 35, 22)), ("s", Box(40, 40, 30, 22)),
        ("sw", Box(45, 40, 25, 22)), ("w", Box(45, 40, 25, 20)),
    ],
)  # fmt: skip
def test_each_handle_pulls_its_own_sides(handle: str, expected: Box) -> None:
    assert geometry.resized(Box(40, 40, 30, 20), handle, 5, 2, 297, 210) == expected


def test_a_box_keeps_a_millimetre_and_stays_on_the_page() -> None:
    assert geometry.resized(Box(40, 40, 30, 20), "e", -99, 0, 297, 210).w == 1.0
    assert geometry.resized(Box(40, 40, 30, 20), "se", 999, 999, 297, 210) == Box(40, 40, 257, 170)
    assert geometry.resized(Box(40, 40, 30, 0), "e", 10, 0, 297, 210, 0.0) == Box(40, 40, 40, 0)


def test_snapping_takes_the_nearest_of_edges_middles_and_grid() -> None:
    to = geometry.targets(297, 210, 10, [Box(100, 50, 40, 20)], geometry.GRID, 1.5)
    boxes = {"a": Box(20, 80, 30, 10)}
    assert geometry.snap_move(boxes, -9.2, 0, to) == (-10, 0, (geometry.Guide(True, 10),))  # the margin
    by_x, _, guides = geometry.snap_move(boxes, 70.9, 0, to)
    assert (by_x, guides) == (70, (geometry.Guide(True, 120),))  # its right edge on the other's middle
    assert geometry.snap_move(boxes, 3.9, 0, to)[:2] == pytest.approx((5, 0))  # only the grid is near: 25
    assert geometry.snap_move(boxes, 7.4, 0, to) == (7.4, 0, ())  # nothing is near
    by_x, by_y, guides = geometry.snap_resize(Box(20, 80, 30, 10), "e", 49.3, 5, to)
    assert (by_x, by_y, guides) == (50, 5, (geometry.Guide(True, 100),))


def test_aligning_and_spreading() -> None:
    boxes = {"a": Box(10, 10, 20, 10), "b": Box(50, 30, 40, 20), "c": Box(35, 70, 10, 10)}
    assert {box.x for box in geometry.aligned(boxes, "left", 297, 210).values()} == {10}
    assert {box.x + box.w for box in geometry.aligned(boxes, "right", 297, 210).values()} == {90}
    assert {box.x + box.w / 2 for box in geometry.aligned(boxes, "centre", 297, 210).values()} == {50}
    assert {box.y + box.h / 2 for box in geometry.aligned(boxes, "middle", 297, 210).values()} == {45}
    assert geometry.aligned({"a": boxes["a"]}, "centre", 297, 210)["a"].x == 138.5  # one alone: on the page
    assert geometry.aligned({"a": boxes["a"]}, "bottom", 297, 210)["a"].y == 200
    spread = geometry.spread(boxes, True)
    assert (spread["a"].x, spread["c"].x, spread["b"].x) == (10, 35, 50)
    assert geometry.spread({k: boxes[k] for k in "ab"}, True) == {k: boxes[k] for k in "ab"}


# in the window


def test_a_shipped_layout_is_opened_as_a_copy(qtbot: QtBot, page: CertificatesPage, designer: Designer) -> None:
    assert designer.document.layout.name == "荣誉证书（红金） 2"
    assert page.crumbs() == ("编辑版式",)
    assert designer.key == "" and not designer.document.dirty
    qtbot.waitUntil(lambda: designer.canvas.drawn)
    rows = [designer.elements.list.item(n).text() for n in range(designer.elements.list.count())]
    assert rows[0] == designer.document.layout.elements[-1].id  # the uppermost first


def test_a_box_is_dragged_and_comes_back(qtbot: QtBot, designer: Designer) -> None:
    canvas = designer.canvas
    before = box(designer, "结语")
    start, end = at(canvas, 60, 135), at(canvas, 80, 125)
    drag(qtbot, canvas, start, end)
    assert designer.document.selection == ("结语",)
    after = box(designer, "结语")
    scale = canvas._scale()
    assert after[0] - before[0] == pytest.approx((end.x() - start.x()) / scale, abs=0.11)
    assert after[1] - before[1] == pytest.approx((end.y() - start.y()) / scale, abs=0.11)
    assert after[2:] == before[2:]
    assert designer.document.dirty
    assert designer.perform("undo")  # the whole drag is one step
    assert box(designer, "结语") == before
    designer.perform("redo")
    assert box(designer, "结语") == after


def test_all_eight_handles_can_be_pulled(qtbot: QtBot, designer: Designer) -> None:
    canvas = designer.canvas
    designer.document.select(["结语"])
    for handle in geometry.HANDLES:
        before = box(designer, "结语")
        start = canvas.handle_place("结语", handle).toPoint()
        drag(qtbot, canvas, start, start + QPoint(12, 8))
        changed = [a != b for a, b in zip(before, box(designer, "结语"), strict=True)]
        assert changed == ["w" in handle, "n" in handle, handle not in "ns", handle not in "we"], handle
        designer.perform("undo")
        assert box(designer, "结语") == before


def test_arrows_move_half_a_millimetre_shift_five_ctrl_a_tenth(designer: Designer) -> None:
    designer.document.select(["结语"])
    x, y, w, h = box(designer, "结语")
    press(designer, Qt.Key.Key_Right)
    assert box(designer, "结语") == (x + 0.5, y, w, h)
    press(designer, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert box(designer, "结语") == (x + 0.5, y + 5, w, h)
    press(designer, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert box(designer, "结语") == pytest.approx((x + 0.4, y + 5, w, h))
    press(designer, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert box(designer, "结语") == pytest.approx((x + 0.4, y + 5, w + 0.5, h))
    designer.perform("undo")
    designer.perform("undo")  # nudges in a row are one step
    assert box(designer, "结语") == (x, y, w, h)


def test_dragging_snaps_and_shows_the_line(qtbot: QtBot, designer: Designer) -> None:
    designer.snap.setChecked(True)
    canvas = designer.canvas
    start = at(canvas, 60, 135)
    x = box(designer, "结语")[0]
    near = at(canvas, 60 + (54 - x) - 0.6, 135)  # its left edge comes near that of 奖次
    qtbot.mousePress(canvas, LEFT, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(20, 0))
    qtbot.mouseMove(canvas, near)
    assert box(designer, "结语")[0] == 54.0
    assert geometry.Guide(True, 54.0) in canvas.guides
    qtbot.mouseRelease(canvas, LEFT, pos=near)
    assert canvas.guides == ()


def test_escape_during_a_drag_puts_everything_back(qtbot: QtBot, designer: Designer) -> None:
    canvas, before = designer.canvas, box(designer, "结语")
    qtbot.mousePress(canvas, LEFT, pos=at(canvas, 60, 135))
    qtbot.mouseMove(canvas, at(canvas, 70, 120))
    qtbot.mouseMove(canvas, at(canvas, 80, 120))
    assert box(designer, "结语") != before
    press(designer, Qt.Key.Key_Escape)
    assert box(designer, "结语") == before
    qtbot.mouseMove(canvas, at(canvas, 100, 120))
    assert box(designer, "结语") == before


def test_several_are_selected_with_ctrl_or_a_frame_and_aligned(qtbot: QtBot, designer: Designer) -> None:
    canvas = designer.canvas
    qtbot.mouseClick(canvas, LEFT, pos=at(canvas, 60, 135))
    qtbot.mouseClick(canvas, LEFT, Qt.KeyboardModifier.ControlModifier, at(canvas, 120, 120))
    assert set(designer.document.selection) == {"结语", "奖次"}
    designer.bar.tools["left"].click()
    assert box(designer, "结语")[0] == box(designer, "奖次")[0] == 44
    assert not designer.bar.tools["across"].isEnabled()  # it takes three
    drag(qtbot, canvas, at(canvas, 38, 128.8), at(canvas, 166, 141))
    assert designer.document.selection == ("结语",)
    press(designer, Qt.Key.Key_Escape)
    assert designer.document.selection == ()


def test_add_duplicate_restack_delete_by_key(designer: Designer) -> None:
    document = designer.document
    count = len(document.layout.elements)
    for kind in ("text", "line", "seal", "qr", "serial", "date", "rect", "ornament"):
        designer.elements.add_wanted.emit(kind)
        assert document.chosen()[0].kind == kind
    assert len(document.layout.elements) == count + 8
    assert "印章位" in [element.id for element in document.layout.elements]
    document.select(["文字"])
    designer.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier))
    assert document.selection == ("文字 2",)
    assert box(designer, "文字 2")[0] == box(designer, "文字")[0] + 5
    order = [e.id for e in document.layout.elements]
    designer.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ControlModifier))
    assert [e.id for e in document.layout.elements].index("文字 2") == order.index("文字 2") - 1
    designer.bar.tools["up"].click()
    assert [e.id for e in document.layout.elements] == order
    press(designer, Qt.Key.Key_Delete)
    assert "文字 2" not in [e.id for e in document.layout.elements]
    assert document.selection == ()
    designer.perform("undo")
    assert "文字 2" in [e.id for e in document.layout.elements]


def test_what_is_made_for_the_stock_is_printed_only_there(designer: Designer) -> None:
    designer.mode._choose("stock")
    designer.elements.add_wanted.emit("text")
    assert designer.document.chosen()[0].use == "stock"
    assert designer.canvas._last_under is not None  # the faded stock lies below


def test_numbers_are_typed_to_the_tenth(designer: Designer) -> None:
    designer.document.select(["结语"])
    designer.properties.sides["x"].setValue(47.3)
    designer.properties.sides["w"].setValue(900)  # no wider than the page
    assert box(designer, "结语")[0] == 47.3 and box(designer, "结语")[2] == pytest.approx(297 - 47.3)
    size = designer.properties.editors["size"]
    size.setValue(18.5)  # type: ignore[attr-defined]
    element = designer.document.element("结语")
    assert isinstance(element, TextElement) and element.size == 18.5
    designer.properties.name.setText("鼓励")
    designer.properties.name.editingFinished.emit()
    assert designer.document.selection == ("鼓励",)
    designer.properties.name.setText("标题")  # taken
    designer.properties.name.editingFinished.emit()
    assert designer.document.selection == ("鼓励",) and designer.properties.name.text() == "鼓励"


def test_a_fault_is_told_as_it_comes_about_with_its_element(qtbot: QtBot, designer: Designer) -> None:
    designer.document.select(["结语"])
    designer.properties.editors["text"].setPlainText("{性命}")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: designer.elements.faults.count() == 1)
    line = designer.elements.faults.item(0)
    assert "结语" in line.text() and "性命" in line.text()
    assert designer.elements.verdict.text() == "1 处不对，改好才能存"
    assert designer.canvas.faulty == {"结语"}
    designer.document.select(())
    designer.elements.faults.itemClicked.emit(line)
    assert designer.document.selection == ("结语",)
    designer.document.set_field(["结语"], "text", "以资鼓励")
    qtbot.waitUntil(lambda: designer.elements.faults.count() == 0)
    assert designer.elements.verdict.text() == "检查过了，没有问题"


def test_keeping_and_what_cannot_be_kept(page: CertificatesPage, designer: Designer, late: Late) -> None:
    refused: list[AppError] = []
    late.desk.operations.refused.connect(refused.append)
    designer.document.set_field(["结语"], "text", "{性命}")
    designer.keep_button.click()
    assert [error.code for error in refused] == ["layouts.faults"]
    assert designer.key == "" and designer.document.dirty
    designer.document.set_field(["结语"], "text", "特此鼓励。")
    designer.keep_button.click()
    assert designer.key == "荣誉证书（红金） 2" and not designer.document.dirty
    assert late.acts().count("layout.kept") == 1
    designer.shut.click()
    assert page.room.designer is None
    assert page.view is not None and page.view.layout == "荣誉证书（红金） 2"
    assert page.layouts.currentText() == "荣誉证书（红金） 2"


def test_leaving_with_changes_asks(page: CertificatesPage, designer: Designer) -> None:
    designer.document.set_field(["结语"], "text", "特此鼓励。")
    designer.shut.click()
    dialog = dialog_of(page, Question)
    assert isinstance(dialog, Question)
    dialog.buttons["stay"].click()
    assert page.room.designer is designer
    designer.shut.click()
    again = dialog_of(page, Question)
    assert isinstance(again, Question)
    again.buttons["drop"].click()
    assert page.room.designer is None


def test_pictures_come_with_the_layout(designer: Designer, late: Late, tmp_path: Path) -> None:
    refused: list[AppError] = []
    late.desk.operations.refused.connect(refused.append)
    photo = tmp_path / "photo.jpg"
    with photo.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    designer.take_picture(photo)
    assert [error.code for error in refused] == ["documents.picture_too_big"]
    stamp = tmp_path / "章.png"
    stamp.write_bytes(png())
    designer.take_picture(stamp)
    designer.take_picture(stamp, background="screen")
    pictures = [e for e in designer.document.layout.elements if e.kind == "image"]
    assert [(e.use, e.box.w) for e in pictures] == [("screen", 297), ("auto", 40)]  # the background lies lowest
    assert set(designer.document.pictures) == {"章.png"}
    out = tmp_path / "out.cly"
    designer.keeping.write_file(out)
    designer.document.remove()
    designer.keeping.take_file(out)
    assert designer.document.layout.files() == {"章.png"}
    assert designer.document.layout.name == "荣誉证书（红金） 2"
    out.write_bytes(b"PK\x03\x04 broken")
    designer.keeping.take_file(out)
    assert refused[-1].code == "documents.layout_file_damaged"


def test_removing_an_own_layout(page: CertificatesPage, designer: Designer, late: Late) -> None:
    designer.keeping.keep()
    designer.keeping.ask_remove()
    dialog = dialog_of(page, Question)
    assert isinstance(dialog, Question)
    dialog.buttons["remove"].click()
    assert page.room.designer is None
    assert [one.name for one in layouts.layout_lines(late.store) if one.own] == []
    assert page.view is not None and page.view.layout == ""


def test_everything_has_a_name_to_be_read_out(designer: Designer) -> None:
    for button in designer.bar.tools.values():
        assert button.accessibleName()
    for key in ("结语", "印章", "二维码", "花边"):
        designer.document.select([key])
        for editor in designer.properties.editors.values():
            assert editor.accessibleName() or editor.property("text"), key
        assert key in designer.canvas.accessibleDescription()


def test_the_page_is_zoomed_about_the_pointer(designer: Designer) -> None:
    canvas = designer.canvas
    point = QPointF(at(canvas, 100, 100))
    canvas.set_zoom(3.0, point)
    assert canvas._mm(point).x() == pytest.approx(100, abs=1) and canvas._mm(point).y() == pytest.approx(100, abs=1)
    designer.fit.click()
    assert canvas.zoom == 1.0


def test_layouts_can_be_made_before_anybody_has_won(page: CertificatesPage, late: Late) -> None:
    late.desk.choose_trade(FITTING)
    page.grow_old()
    assert page.stack.currentIndex() == 0
    page.empty_design.click()
    assert page.room.designer is not None


def test_in_a_low_window_the_zoom_gives_the_page_its_height(designer: Designer) -> None:
    high = designer.canvas.height()
    below = designer.height() - high
    assert designer._zooming.parent() is not designer.canvas and designer.percent.isVisible()
    designer.setFixedSize(800, 340)  # as wide and high as large text on a small screen leaves it
    QApplication.processEvents()
    assert designer._zooming.parent() is designer.canvas and designer.closer.isVisible()
    assert designer.height() - designer.canvas.height() < below, "the row below is gone"
    before = designer.canvas.zoom
    designer.closer.click()
    assert designer.canvas.zoom > before
