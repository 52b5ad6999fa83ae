"""Dialogs about one printer: which tray and paper its numbers are for, and the readings of a calibration page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.documents.calibration import EDGE, READABLE, TENTHS, Deviation, Readings, measured
from ui.dialogs.question import Answer, Question
from ui.printer_profiles import Profile
from ui.theme import BODY, SECONDARY, theme
from ui.widgets.card import Ink, Label
from ui.widgets.choices import DecimalBox, NumberBox
from ui.widgets.fields import Caption, ChoiceBox


class PaperOfPrinter(Question):
    """Asks for printer, tray and paper. `given` tells them; of one that is `known` its numbers can be forgotten."""

    given = Signal(str, str, str)

    def __init__(
        self, printers: Sequence[str], current: Profile, known: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        text = self.tr("同一台打印机，换了纸盒或纸，偏差就不一样，要分开记。记在这台电脑上，不跟竞赛文件走。")
        self.ask(self.tr("调的是哪台打印机、哪个纸盒、什么纸？"), text)
        self.printer = ChoiceBox(self.tr("打印机"))
        for name in dict.fromkeys((*printers, current.printer)):
            if name:
                self.printer.addItem(name, name)
        self.printer.setCurrentIndex(max(0, self.printer.findData(current.printer)))
        self.tray, self.paper = QLineEdit(current.tray), QLineEdit(current.paper)
        for caption, editor, hint in (
            (self.tr("打印机"), self.printer, ""),
            (self.tr("纸盒"), self.tray, self.tr("例如：手送纸盒")),
            (self.tr("纸"), self.paper, self.tr("例如：200 g 证书纸")),
        ):
            editor.setAccessibleName(caption)
            self.add_widget(Caption(caption))
            self.add_widget(editor)
            if isinstance(editor, QLineEdit):
                editor.setPlaceholderText(hint)
                editor.setMaxLength(60)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        if known:
            forget = self.add_answer(Answer("forget", self.tr("忘掉现在这个…")))
            forget.setToolTip(self.tr("只从这台电脑上删去它的偏差"))
        go = self.add_answer(Answer("take", self.tr("用这个"), primary=True))
        if not self.printer.count():
            go.block(self.tr("这台电脑没有装打印机。"))
        self.chosen.connect(self._give)
        self.tray.setFocus()

    def _give(self, key: str) -> None:
        if key == "take":
            self.given.emit(self.printer.currentData() or "", self.tray.text().strip(), self.paper.text().strip())


class ReadingsDialog(Question):
    """Takes what was read off a calibration page and tells what it means. `given` carries the Deviation."""

    given = Signal(object)

    def __init__(self, width: float, height: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = (width, height)
        text = self.tr(
            "左边折到右边读上、下两处，上边折到下边读左、右两处，像读游标卡尺：游标 0 线过了主尺几，"
            "就是整数（负的也照读）；和主尺线对得最齐的那条游标线，就是小数。"
        )
        self.ask(self.tr("校准页上读到多少？"), text)
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for column, words in enumerate((self.tr("哪一处"), self.tr("主尺 mm"), self.tr("游标 0.1"))):
            grid.addWidget(Label(words, SECONDARY, ink=Ink.TEXT2), 0, column)
        self.whole: dict[str, NumberBox] = {}
        self.part: dict[str, NumberBox] = {}
        places = {
            "top": self.tr("左右折，上面一处"),
            "bottom": self.tr("左右折，下面一处"),
            "left": self.tr("上下折，左面一处"),
            "right": self.tr("上下折，右面一处"),
        }
        for row, (key, words) in enumerate(places.items(), 1):
            whole = NumberBox(self.tr("{place}，主尺").format(place=words), -READABLE, READABLE)
            part = NumberBox(self.tr("{place}，游标").format(place=words), 0, TENTHS - 1)
            self.whole[key], self.part[key] = whole, part
            grid.addWidget(Label(words, BODY), row, 0)
            grid.addWidget(whole, row, 1)
            grid.addWidget(part, row, 2)
        nominal = {"wide": width - 2 * EDGE, "tall": height - 2 * EDGE}
        captions = {"wide": self.tr("两十字横向距离"), "tall": self.tr("两十字竖向距离")}
        self.distance: dict[str, DecimalBox] = {}
        for row, (key, length) in enumerate(nominal.items(), 5):
            box = DecimalBox(captions[key], length * 0.98, length * 1.02, 1, "mm")
            box.setValue(length)
            self.distance[key] = box
            grid.addWidget(Label(captions[key], BODY), row, 0)
            grid.addWidget(box, row, 1, 1, 2)
        for box in (*self.whole.values(), *self.part.values(), *self.distance.values()):
            box.setMinimumWidth(theme().px(110))
            box.valueChanged.connect(self._show)
        self.add_widget(form)
        self.meaning = Label("", BODY, True, wrap=True)
        self.meaning.setObjectName("meaning")
        self.add_widget(self.meaning)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self.add_answer(Answer("take", self.tr("填进去"), primary=True))
        self.chosen.connect(lambda key: self.given.emit(self.deviation()) if key == "take" else None)
        self._show()
        self.whole["top"].setFocus()

    def deviation(self) -> Deviation:
        """What the readings say of the printer."""
        read = {key: self.whole[key].value() + self.part[key].value() / 10 for key in self.whole}
        far = {key: box.value() for key, box in self.distance.items()}
        return measured(Readings(**read, **far), *self._size)

    def _show(self, _value: object = None) -> None:
        found = self.deviation()
        text = self.tr("打印机偏右 {right} mm、偏下 {down} mm，横 {wide} %、竖 {tall} %，转 {turn}°")
        self.meaning.setText(
            text.format(
                right=signed(found.right),
                down=signed(found.down),
                wide=f"{found.scale_x:.1f}",
                tall=f"{found.scale_y:.1f}",
                turn=signed(found.turn, 2),
            )
        )


def signed(value: float, decimals: int = 1) -> str:
    """A deviation as people read it: +1.5, −2.0, 0.0."""
    text = f"{abs(value):.{decimals}f}"
    return text if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"
