"""Beside the preview: three steps to lay a print on pre-printed stock, and what is known of the box in hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.printer_profiles import DECIMALS, LIMITS, Key, Profile
from ui.theme import BODY, CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label, Line
from ui.widgets.choices import DecimalBox
from ui.widgets.fields import ChoiceBox
from ui.widgets.steps import StepHead, WarnBox

WIDTH = 304


class CertificatesSide(QWidget):
    """The pane. `profile_chosen` tells the key of a profile, `number_changed` (field, value)."""

    profile_chosen = Signal(object)
    number_changed = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("certificates_side")
        self._profile = Profile()
        self._offered: list[Profile] = []
        self.paper = (297.0, 210.0)
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
        self.printer.activated.connect(lambda index: self.profile_chosen.emit(self._offered[index].key))
        self.other = Button("", Look.QUIET, "more_horizontal")
        self.other.setAccessibleName(self.tr("换纸盒或纸…"))
        self.other.setToolTip(self.tr("换纸盒或纸…"))
        self.other.setObjectName("other_paper")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.printer, 1)
        row.addWidget(self.other)
        column.addLayout(row)

    def _add_steps(self, column: QVBoxLayout) -> None:
        self.first = StepHead(1, self.tr("打印校准页"))
        self.calibrate = Button(self.tr("校准页…"), icon="document_pdf", small=True)
        self.second = StepHead(2, self.tr("量十字线，填偏差"))
        self.third = StepHead(3, self.tr("试打一张再看"))
        self.trial = Button(self.tr("试打 1 张"), icon="print", key="F5", small=True)
        self.trial.setObjectName("trial")
        self.verify = Button(self.tr("验证页…"), small=True)
        self.verify.setObjectName("verify_page")
        self.verify.setToolTip(self.tr("按现在的偏差打一张校准页，各处游标都读 0 就对了"))
        self.readings = Button(self.tr("填读数…"), small=True)
        self.readings.setToolTip(self.tr("把校准页上读到的填进来，程序算出偏差"))
        self.readings.setObjectName("readings")
        column.addWidget(self.first)
        column.addLayout(_indented(self.calibrate, self.readings))
        column.addWidget(self.second)
        column.addLayout(self._offsets())
        column.addWidget(self.third)
        column.addLayout(_indented(self.trial, self.verify))

    def _offsets(self) -> QGridLayout:
        """The numbers of a profile; the two stretches share a line, so that all three steps stand in one window."""
        names = {
            "right": (self.tr("左右"), "mm", self.tr("偏右为正")),
            "down": (self.tr("上下"), "mm", self.tr("偏下为正")),
            "scale_x": (self.tr("横缩放"), "%", ""),
            "scale_y": (self.tr("竖缩放"), "%", ""),
            "turn": (self.tr("转角"), "°", self.tr("顺时针为正")),
        }
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        self.numbers: dict[str, DecimalBox] = {}
        lines = {"right": 0, "down": 1, "turn": 3}
        for field, (name, unit, hint) in names.items():
            low, high = LIMITS[field]
            make = DecimalBox if unit == "%" else OffsetBox
            box = make(name, low, high, DECIMALS.get(field, 1), unit)
            box.setObjectName(f"offset_{field}")
            box.setProperty("small", True)
            box.setFixedSize(theme().px(98), theme().px(28))
            box.setToolTip(name)
            box.valueChanged.connect(lambda value, key=field: self._number(key, value))
            self.numbers[field] = box
            if field in lines:
                grid.addWidget(Label(name, SECONDARY, ink=Ink.TEXT2), lines[field], 0)
                grid.addWidget(box, lines[field], 1)
                grid.addWidget(Label(hint, SECONDARY, ink=Ink.MUTED), lines[field], 2)
        grid.addWidget(Label(self.tr("横×竖"), SECONDARY, ink=Ink.TEXT2), 2, 0)
        grid.addWidget(self.numbers["scale_x"], 2, 1)
        grid.addWidget(self.numbers["scale_y"], 2, 2, Qt.AlignmentFlag.AlignLeft)
        return grid

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

    def show_printers(self, offered: Sequence[Profile], current: Key) -> None:
        """Offer these, the last being no printer at all."""
        self._offered = [*offered, Profile()]
        self.printer.clear()
        for profile in self._offered:
            self.printer.addItem(self.profile_words(profile))
        keys = [profile.key for profile in self._offered]
        self.printer.setCurrentIndex(keys.index(current) if current in keys else 0)
        self.printer.setToolTip(self.printer.currentText())

    def profile_words(self, profile: Profile) -> str:
        """What a profile is called: printer, tray and paper."""
        if not profile.printer:
            return self.tr("不经打印机，导出 PDF")
        return " · ".join(part for part in profile.key if part)

    def show_profile(self, profile: Profile) -> None:
        """Show the numbers of a profile."""
        self._profile = profile
        self.printer.setToolTip(self.profile_words(profile))
        for field, box in self.numbers.items():
            if box.value() != getattr(profile, field):
                box.blockSignals(True)
                box.setValue(getattr(profile, field))
                box.blockSignals(False)

    def show_steps(self, overprint: bool, tried: bool) -> None:
        """How far the three steps are; printing whole certificates on blank paper needs none of them."""
        plain = self._profile.is_plain
        none = self._profile.printer == ""
        self.readings.block("" if overprint else self.tr("整张打印用不着"))
        why = self.tr("还没有校准值。") if plain else ""
        self.verify.block(why if overprint else self.tr("整张打印用不着"))
        if not overprint:
            text = self.tr("整张打印用不着")
            for head in (self.first, self.second, self.third):
                head.say(text, False, False)
            return
        made = self._profile.calibrated
        done = self.tr("已打出，{time}").format(time=made)
        self.first.say(
            done if made else self.tr("打在同样大小的普通纸上"), bool(made), not made and plain and not tried
        )
        told = self.tr("对折对光读游标，或和证书纸叠起来量")
        self.second.say(told if not none else "", not plain, plain and bool(made) and not tried)
        good = self.tr("今天试打过，对准了")
        self.third.say(good if tried else self.tr("偏差不超过 0.5 mm 就可以批量打"), tried, not plain and not tried)

    def show_box(self, name: str, place: str) -> None:
        """What box is in hand."""
        self.box_name.setText(self.tr("框：{name}").format(name=name) if name else self.tr("点页面上的框看尺寸"))
        self.box_place.setText(place)

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


class OffsetBox(DecimalBox):
    """A deviation, its sign always shown: +1.5, −2.0."""

    def textFromValue(self, value: float) -> str:
        text = f"{abs(value):.{self.decimals()}f}"
        return text if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"

    def valueFromText(self, text: str) -> float:
        plain = text.replace(self.suffix(), "").replace("−", "-").replace("＋", "+").strip()
        try:
            return float(plain)
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> object:
        found = super().validate(text.replace("−", "-").replace("＋", "+"), position)
        return found[0], text, position  # type: ignore[index]


def _indented(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(34, 0, 0, 0)
    row.setSpacing(6)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
