"""Pieces of the report page: trades with their reasons, places to write to, steps and result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import messages
from ui.clock import day_and_hour
from ui.media import Place
from ui.theme import BODY, SECONDARY, SHEET_CODE
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Ink, Label, Line
from ui.widgets.choices import CheckBox
from ui.widgets.flow import FlowRow
from ui.widgets.steps import StepHead

if TYPE_CHECKING:
    from app.services.bundles import Exported
    from app.services.bundles_view import EarlierBundle, TradeToReport

_MOST_EARLIER = 12


class TradesCard(Card):
    """工种: those with confirmed places can be ticked, the others say what they wait for."""

    changed = Signal()
    go = Signal(str)  # trade whose places are to be confirmed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("TradesCard", "1　报哪些工种"), parent)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(12, 0, 12, 10)
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)
        self.boxes: dict[str, CheckBox] = {}

    def show_trades(self, trades: Sequence[TradeToReport]) -> None:
        """Show these trades; ticks are kept, new ones that can be reported are ticked."""
        before = {code: box.isChecked() for code, box in self.boxes.items() if box.isEnabled()}
        _empty(self._rows)
        self.boxes = {}
        for trade in trades:
            self._rows.addWidget(self._row(trade, before.get(trade.code, True)))
        self.changed.emit()

    def _row(self, trade: TradeToReport, ticked: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = trade.name
        if trade.why is None:
            words = self.tr("{trade}　{count} 人　修订 {revision}").format(
                trade=trade.name, count=trade.entries, revision=trade.revision
            )
        box = CheckBox(words)
        box.setObjectName(f"report_{trade.code}")
        box.setChecked(ticked and trade.why is None)
        box.setEnabled(trade.why is None)
        box.toggled.connect(lambda _on: self.changed.emit())
        self.boxes[trade.code] = box
        row.addWidget(box)
        if trade.why is None:
            row.addStretch(1)
        else:
            row.addWidget(Label(messages.sentence(trade.why), SECONDARY, ink=Ink.TEXT2, wrap=True), 1)
            button = Button(self.tr("去排名"), small=True)
            button.clicked.connect(partial(self.go.emit, trade.code))
            row.addWidget(button)
        return line

    def chosen(self) -> tuple[str, ...]:
        """The codes ticked, in order."""
        return tuple(code for code, box in self.boxes.items() if box.isChecked())


class PlacesCard(Card):
    """写到哪里: sticks and folders, several at once."""

    changed = Signal()
    wanted = Signal(str)  # a folder somebody chose
    again = Signal()  # look for sticks anew

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("PlacesCard", "2　写到哪里"), parent)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(12, 0, 12, 4)
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)
        foot = FlowRow()
        foot.setContentsMargins(12, 4, 12, 10)
        look = Button(self.tr("重新找U盘"), icon="usb_stick", small=True)
        look.clicked.connect(self.again)
        choose = Button(self.tr("选文件夹…"), icon="folder_open", small=True)
        choose.setObjectName("choose_folder")
        choose.clicked.connect(self._choose)
        self.scan = Button(self.tr("附签字扫描件…"), icon="document_pdf", small=True)
        self.scan.setObjectName("choose_scans")
        self.scan.setToolTip(self.tr("PDF 文件，随成绩包一起上报；不加密，不要有证件号和电话"))
        self.scan.clicked.connect(self._choose_scans)
        foot.addWidget(look)
        foot.addWidget(choose)
        foot.addWidget(self.scan)
        self.body.addLayout(foot)
        self.scans: tuple[Path, ...] = ()
        self.boxes: dict[str, CheckBox] = {}
        self._places: dict[str, Place] = {}
        self.show_places(())

    def show_places(self, places: Sequence[Place]) -> None:
        """Show sticks and chosen folders; ticks are kept, a single stick is ticked."""
        before = {path: box.isChecked() for path, box in self.boxes.items()}
        kept = [place for place in self._places.values() if not place.stick]
        _empty(self._rows)
        self.boxes, self._places = {}, {}
        sticks = [place for place in places if place.stick]
        usable = [place for place in sticks if not place.read_only]
        for place in {place.path: place for place in (*sticks, *kept, *places)}.values():
            alone = place.stick and usable == [place]
            self._add(place, before.get(place.path, alone or not place.stick))
        if not self._places:
            words = self.tr("没有插U盘。插上后点“重新找U盘”，或者选一个文件夹。")
            self._rows.addWidget(Label(words, BODY, ink=Ink.TEXT2, wrap=True))
        self.changed.emit()

    def add_place(self, place: Place) -> None:
        """Offer a folder somebody chose, ticked."""
        self.show_places([*(one for one in self._places.values() if one.path != place.path), place])

    def _add(self, place: Place, ticked: bool) -> None:
        self._places[place.path] = place
        words = self.tr("{label}　可用 {free}").format(label=place.label, free=place.size_words)
        if place.read_only:
            words = self.tr("{label}　写保护，换一个U盘或拨开写保护").format(label=place.label)
        box = CheckBox(words)
        box.setToolTip(place.path)
        box.setEnabled(not place.read_only)
        box.setChecked(ticked and not place.read_only)
        box.toggled.connect(lambda _on: self.changed.emit())
        self.boxes[place.path] = box
        self._rows.addWidget(box)

    def _choose(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("成绩包写到哪个文件夹"))
        if path:
            self.wanted.emit(path)

    def _choose_scans(self) -> None:
        kinds = self.tr("扫描件 (*.pdf)")
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("签字表的扫描件"), "", kinds)
        self.take_scans([Path(file) for file in files])

    def take_scans(self, files: Sequence[Path]) -> None:
        """The scans of signed sheets for the next bundle; none takes back those chosen before."""
        self.scans = tuple(files)
        words = self.tr("扫描件 {count} 个…").format(count=len(files)) if files else self.tr("附签字扫描件…")
        self.scan.say(words)

    def chosen(self) -> tuple[Path, ...]:
        """The folders ticked."""
        return tuple(Path(path) for path, box in self.boxes.items() if box.isChecked())


class ResultCard(Card):
    """The steps of an export while it runs, and what came of it."""

    check_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ResultCard", "4　写入和校验"), parent)
        inside = QVBoxLayout()
        inside.setContentsMargins(14, 0, 14, 12)
        inside.setSpacing(6)
        self.steps = [
            StepHead(number, text)
            for number, text in enumerate(
                (
                    self.tr("从第一条记录起核对竞赛文件"),
                    self.tr("签名，并按省办的办法验一遍"),
                    self.tr("写入，落到盘上"),
                    self.tr("从盘上读回，逐字节比对"),
                ),
                1,
            )
        ]
        for step in self.steps:
            inside.addWidget(step)
        self.code_name = Label(self.tr("电话里念这 8 位校验码"), SECONDARY, ink=Ink.TEXT2)
        self.code = Label("", SHEET_CODE, True)
        self.code.setObjectName("check_code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told = Label("", BODY, True, wrap=True)
        self.told.setObjectName("export_told")
        self.facts = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.again = Button(self.tr("拔出再插上后再核对"), icon="shield_checkmark", small=True)
        self.again.clicked.connect(self.check_again)
        self._parts = (self.code_name, self.code, self.told, self.facts, self.again)
        for part in self._parts:
            inside.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if part is self.again else Qt.AlignmentFlag(0))
        self.body.addLayout(inside)
        self.rest()

    def rest(self) -> None:
        """Nothing has been written."""
        for step in self.steps:
            step.say("", False, False)
        for part in self._parts:
            part.hide()

    def run(self) -> None:
        """The export is running."""
        self.rest()
        for step in self.steps:
            step.say("", False, True)

    def show_step(self, number: int, done: int, total: int, item: str) -> None:
        """The export is at a step (from 0); those before it are done."""
        for place, step in enumerate(self.steps):
            if place < number:
                step.say("", True, False)
            elif place > number:
                step.say("", False, False)
            else:
                words = item
                if total > 1:
                    words = self.tr("{done} / {total} KB　{item}").format(
                        done=done // 1024, total=-(-total // 1024), item=item
                    )
                step.advance(words, done / max(1, total))

    def show_result(self, done: Exported) -> None:
        """It is on its media."""
        for step in self.steps:
            step.say("", True, False)
        self.code.setText(done.check_code)
        self.told.setText(self.tr("可以拔出U盘了。"))
        places = "\n".join(str(path) for path in done.paths)
        kind = self.tr("和上次一样，没有改动") if done.copied else self.tr("新的成绩包")
        if done.replaces is not None:
            kind = self.tr("更正包，替换第 {number} 号").format(number=done.replaces[0])
        self.facts.setText(
            self.tr("第 {number} 号，{kind}，{size} KB\n{places}").format(
                number=done.number, kind=kind, size=-(-done.size // 1024), places=places
            )
        )
        for part in self._parts:
            part.show()

    def say_checked(self, text: str) -> None:
        """What came of looking at the stick again."""
        self.told.setText(text)


class EarlierCard(Card):
    """Bundles built before, with the office's answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("EarlierCard", "以前的成绩包"), parent)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(14, 0, 14, 10)
        self._rows.setSpacing(4)
        self.body.addLayout(self._rows)

    def show_bundles(self, bundles: Sequence[EarlierBundle]) -> None:
        """Show these, newest first."""
        _empty(self._rows)
        for number, one in enumerate(bundles[:_MOST_EARLIER]):
            if number:
                self._rows.addWidget(Line())
            head = self.tr("第 {number} 号　{time}　{code}").format(
                number=one.number, time=day_and_hour(one.made_at), code=one.check_code
            )
            self._rows.addWidget(Label(head, BODY, True))
            answer = {
                "": self.tr("省办还没有回执"),
                "accepted": self.tr("省办已收"),
                "rejected": self.tr("省办拒收"),
            }.get(one.verdict, one.verdict)
            self._rows.addWidget(Label(f"{'、'.join(one.trades)}　{answer}", SECONDARY, ink=Ink.TEXT2, wrap=True))
        if not bundles:
            self._rows.addWidget(Label(self.tr("还没有导出过。"), BODY, ink=Ink.TEXT2))


def _empty(column: QVBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
