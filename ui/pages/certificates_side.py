"""Beside the preview: three steps to lay a print on pre-printed stock, and what is known of the box in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.printer_profiles import LIMITS, Profile
from ui.theme import BODY, CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label, Line
from ui.widgets.choices import DecimalBox
from ui.widgets.fields import ChoiceBox
from ui.widgets.steps import StepHead, WarnBox

WIDTH = 304


class CertificatesSide(QWidget):
    """The pane. `profile_chosen` tells (printer, tray), `number_changed` (field, value)."""

    profile_chosen = Signal(str, str)
    number_changed = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("certificates_side")
        self._profile = Profile()
        self._picked = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(Label(self.tr("对准预印纸"), CARD_HEADING, True))
        self._add_profile(column)
        self._add_steps(column)
        column.addWidget(Line())
        self._add_box(column)
        column.addStretch(1)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)  # setWidget switched it on
        outer.addWidget(self.area, 1)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(14, 6, 14, 12)
        self.foot.setSpacing(6)
        outer.addLayout(self.foot)

    def _add_profile(self, column: QVBoxLayout) -> None:
        self.printer = ChoiceBox(self.tr("打印机"))
        self.printer.setObjectName("printer")
        self.printer.activated.connect(self._pick_printer)
        self.tray = QLineEdit()
        self.tray.setPlaceholderText(self.tr("纸盒和纸，例如：手送纸盒 · 200 g"))
        self.tray.setAccessibleName(self.tr("纸盒和纸"))
        self.tray.editingFinished.connect(self._choose)
        column.addWidget(self.printer)
        column.addWidget(self.tray)

    def _add_steps(self, column: QVBoxLayout) -> None:
        self.first = StepHead(1, self.tr("打印校准页"))
        self.calibrate = Button(self.tr("校准页…"), icon="document_pdf", small=True)
        self.second = StepHead(2, self.tr("量十字线，填偏差"))
        self.third = StepHead(3, self.tr("试打一张再看"))
        self.trial = Button(self.tr("试打 1 张"), icon="print", key="F5", small=True)
        self.trial.setObjectName("trial")
        column.addWidget(self.first)
        column.addLayout(_indented(self.calibrate))
        column.addWidget(self.second)
        names = {
            "right": (self.tr("左右"), "mm", self.tr("偏右为正")),
            "down": (self.tr("上下"), "mm", self.tr("偏下为正")),
            "scale_x": (self.tr("横缩放"), "%", ""),
            "scale_y": (self.tr("竖缩放"), "%", ""),
            "turn": (self.tr("转角"), "°", self.tr("顺时针为正")),
        }
        grid = QGridLayout()
        grid.setContentsMargins(12, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self.numbers: dict[str, DecimalBox] = {}
        for line, (field, (name, unit, hint)) in enumerate(names.items()):
            low, high = LIMITS[field]
            box = DecimalBox(name, low, high, 1, unit)
            box.setObjectName(f"offset_{field}")
            box.setFixedWidth(theme().px(102))
            box.valueChanged.connect(lambda value, key=field: self._number(key, value))
            self.numbers[field] = box
            grid.addWidget(Label(name, SECONDARY, ink=Ink.TEXT2), line, 0)
            grid.addWidget(box, line, 1)
            grid.addWidget(Label(hint, SECONDARY, ink=Ink.MUTED), line, 2)
        column.addLayout(grid)
        column.addWidget(self.third)
        column.addLayout(_indented(self.trial))

    def _add_box(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        self.box_name = Label("", BODY, True)
        self.box_place = Label("", SECONDARY, ink=Ink.TEXT2)
        row.addWidget(self.box_name)
        row.addStretch(1)
        row.addWidget(self.box_place)
        column.addLayout(row)
        self.warning = WarnBox()
        column.addWidget(self.warning)

    # showing

    def show_printers(self, names: Sequence[str], known: Mapping[tuple[str, str], Profile]) -> None:
        """Offer these printers; those with kept numbers stay on offer while they are off."""
        current = self.printer.currentData() if self._picked else None
        self.printer.clear()
        for name in dict.fromkeys((*names, *(printer for printer, _ in known if printer))):
            self.printer.addItem(name, name)
        self.printer.addItem(self.tr("不经打印机，导出 PDF"), "")
        self.printer.setCurrentIndex(max(0, self.printer.findData(current)) if current is not None else 0)

    def show_profile(self, profile: Profile) -> None:
        """Show the numbers of a profile."""
        self._profile = profile
        self.tray.setText(profile.tray)
        for field, box in self.numbers.items():
            if box.value() != getattr(profile, field):
                box.blockSignals(True)
                box.setValue(getattr(profile, field))
                box.blockSignals(False)

    def show_steps(self, overprint: bool, tried: bool) -> None:
        """How far the three steps are; printing whole certificates on blank paper needs none of them."""
        plain = self._profile == Profile(self._profile.printer, self._profile.tray, tried=self._profile.tried)
        if not overprint:
            text = self.tr("整张打印用不着")
            for head in (self.first, self.second, self.third):
                head.say(text, False, False)
            return
        self.first.say(self.tr("打在普通纸上，和证书纸叠起对光看"), False, plain and not tried)
        self.second.say("", not plain, not plain and not tried)
        good = self.tr("今天试打过，对准了")
        self.third.say(good if tried else self.tr("偏差不超过 0.5 mm 就可以批量打"), tried, not plain and not tried)

    def show_box(self, name: str, place: str) -> None:
        """What box is in hand."""
        self.box_name.setText(self.tr("框：{name}").format(name=name) if name else self.tr("点页面上的框看尺寸"))
        self.box_place.setText(place)

    def chosen(self) -> tuple[str, str]:
        """The printer and the tray in hand."""
        return self.printer.currentData() or "", self.tray.text().strip()

    def _pick_printer(self, _index: int) -> None:
        self._picked = True  # from now on a printer that turns up does not take its place
        self._choose()

    def _choose(self) -> None:
        self.profile_chosen.emit(*self.chosen())

    def _number(self, field: str, value: float) -> None:
        self.number_changed.emit(field, value)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.warning.isVisible():
            self.warning.say(self.warning.label.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.surface)
        painter.fillRect(QRect(0, 0, 1, self.height()), tokens.line)
        painter.end()


def _indented(button: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(34, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return row
