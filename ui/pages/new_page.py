"""新建竞赛: what a new contest begins from, what it is called and where its file lies; the rest is filled in inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import paths
from app.domain.yearplan import GENERAL_TRADES
from ui.dialogs.question import RefusalLine
from ui.theme import BODY, SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Card, Ink, Label, heading
from ui.widgets.choices import CheckBox
from ui.widgets.fields import Caption, EnterWalks, Segmented

FRESH, LIKE, PACK, FILE = "fresh", "like", "pack", "file"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for: `way` is one of the four; `source` the file it begins from."""

    way: str
    path: Path
    name: str = ""
    base: str = ""
    year: int = 0
    mode: str = "live"
    trades: tuple[str, ...] = ()
    source: Path | None = None
    trust: Path | None = None
    root_code: str = ""


class FileLine(QWidget):
    """A path with a button to choose it."""

    changed = Signal()

    def __init__(self, key: str, name: str, title: str, pattern: str, folder: str, save: bool = False) -> None:
        super().__init__()
        self._title, self._pattern, self._folder, self._save = title, pattern, folder, save
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.line = QLineEdit()
        self.line.setObjectName(f"new_{key}")
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.changed)
        self.button = Button(self.tr("选文件…"), icon="folder_open")
        self.button.setAccessibleName(f"{title}…")
        self.button.clicked.connect(self._choose)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)

    def path(self) -> Path | None:
        """What stands there."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def _choose(self) -> None:
        start = self.line.text() or self._folder
        ask = QFileDialog.getSaveFileName if self._save else QFileDialog.getOpenFileName
        name, _ = ask(self, self._title, start, self._pattern)
        if name:
            self.line.setText(name)


class NewPage(QWidget):
    """The form. `wanted` carries what to make, `left` goes back to the start screen."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, recent: Sequence[str] = (), folder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or str(paths.contests_folder())
        self._suggested = ""  # a path nobody chose yet
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(QScrollArea().focusPolicy().NoFocus)
        around = QWidget()
        area.setWidget(around)
        for part in (area.viewport(), around):
            part.setAutoFillBackground(False)
        middle = QHBoxLayout(around)
        middle.setContentsMargins(24, 16, 24, 16)
        middle.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(theme().px(900))
        middle.addWidget(inside, 100)
        middle.addStretch(1)
        outer.addWidget(area, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(heading(self.tr("新建竞赛")))
        text = self.tr("先建文件，六个部分进去再填，随填随存。")
        head.addSpacing(12)
        head.addWidget(Label(text, BODY, ink=Ink.TEXT2), 1)
        self.back = Button(self.tr("返回"), key="Esc")
        self.back.setObjectName("new_back")
        self.back.clicked.connect(self.left)
        head.addWidget(self.back)
        column.addLayout(head)
        column.addWidget(self._from_card(recent))
        column.addWidget(self._facts_card())
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.make = Button(self.tr("建立，进去填写"), Look.PRIMARY, "document_add")
        self.make.setObjectName("new_make")
        self.make.clicked.connect(self._make)
        foot.addWidget(ReasonLabel(self.make), 1)
        foot.addStretch(0)
        foot.addWidget(self.make)
        column.addLayout(foot)
        column.addStretch(1)
        self._walk = EnterWalks(self)
        for line in self.findChildren(QLineEdit):
            line.installEventFilter(self._walk)
            line.textChanged.connect(self._check)
        self._switched(FRESH)
        self.name.setFocus()

    def _from_card(self, recent: Sequence[str]) -> Card:
        card = Card(self.tr("从哪里开始"))
        column = QVBoxLayout()
        column.setContentsMargins(14, 0, 14, 14)
        column.setSpacing(10)
        self.way = Segmented(
            [
                (FRESH, self.tr("从头填")),
                (LIKE, self.tr("复制往年的设置")),
                (PACK, self.tr("省办竞赛包")),
                (FILE, self.tr("定义文件")),
            ],
            self.tr("从哪里开始"),
        )
        self.way.setObjectName("new_way")
        self.way.changed.connect(self._switched)
        column.addWidget(self.way)
        self.parts = QStackedWidget()
        self.like = self._file("like", self.tr("往年的竞赛文件"), self.tr("竞赛文件 (*.contest)"))
        if recent:
            self.like.line.setText(recent[0])
        self.pack = self._file("pack", self.tr("竞赛包"), self.tr("竞赛包 (*.cpk)"))
        self.trust = self._file("trust", self.tr("信任名录"), self.tr("信任名录 (*.ctl)"))
        self.root = QLineEdit()
        self.root.setObjectName("new_root")
        self.root.setAccessibleName(self.tr("名录的根码"))
        self.definition = self._file("file", self.tr("定义文件"), "TOML (*.toml *.json)")
        self.parts.addWidget(self._trades())
        like = self.tr("名称里的年份、年度会换成新的；规则、评分标准、奖项、打印设置照搬，人员和成绩不带。原文件只读。")
        self.parts.addWidget(self._stacked([(self.tr("往年的竞赛文件"), self.like)], like))
        pack = self.tr("名称、规则、工种和评分标准都按竞赛包，以后只能由新的竞赛包改；承办、地点和日期自己填。")
        packed: list[tuple[str, QWidget]] = [
            (self.tr("竞赛包（.cpk）"), self.pack),
            (self.tr("信任名录"), self.trust),
            (self.tr("名录的根码（向省办电话核对）"), self.root),
        ]
        self.parts.addWidget(self._stacked(packed, pack))
        text = self.tr("命令 jiangping new 用的同一种文件，格式见使用手册。")
        self.parts.addWidget(self._stacked([(self.tr("定义文件（.toml）"), self.definition)], text))
        column.addWidget(self.parts)
        card.body.addLayout(column)
        return card

    def _file(self, key: str, name: str, pattern: str) -> FileLine:
        made = FileLine(key, name, name, pattern, self._folder)
        made.changed.connect(self._check)
        return made

    @staticmethod
    def _stacked(fields: Sequence[tuple[str, QWidget]], text: str) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for caption, field in fields:
            column.addWidget(Caption(caption, needed=True))
            column.addWidget(field)
        column.addSpacing(4)
        column.addWidget(Label(text, SECONDARY, ink=Ink.TEXT2, wrap=True))
        column.addStretch(1)
        return page

    def _trades(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(Label(self.tr("工种（可以多选，进去还能加别的）"), SECONDARY, ink=Ink.TEXT2), 0, 0, 1, 4)
        self.ticks: dict[str, CheckBox] = {}
        for number, (code, name) in enumerate(GENERAL_TRADES):
            tick = CheckBox(name)
            tick.setObjectName(f"new_trade_{code}")
            tick.setToolTip(code)
            tick.toggled.connect(self._check)
            grid.addWidget(tick, 1 + number // 3, number % 3)
            self.ticks[code] = tick
        self.other = CheckBox(self.tr("别的工种，进去再填"))
        self.other.setObjectName("new_trade_other")
        self.other.toggled.connect(self._check)
        grid.addWidget(self.other, 1 + len(GENERAL_TRADES) // 3, len(GENERAL_TRADES) % 3)
        return page

    def _facts_card(self) -> Card:
        card = Card(self.tr("名称和文件"))
        grid = QGridLayout()
        grid.setContentsMargins(14, 0, 14, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        self.name = QLineEdit()
        self.name.setObjectName("new_name")
        self.name.textChanged.connect(self._suggest)
        self.base = QLineEdit()
        self.base.setObjectName("new_base")
        self.base.setPlaceholderText("GS-BASE-01")
        self.no_base = CheckBox(self.tr("没有编号，不向省办上报"))
        self.no_base.setObjectName("new_no_base")
        self.no_base.toggled.connect(self._without_base)
        self.year = QLineEdit(str(datetime.now(UTC).astimezone().year))
        self.year.setObjectName("new_year")
        self.mode = Segmented([("live", self.tr("正式")), ("test", self.tr("练习"))], self.tr("用途"))
        self.mode.setObjectName("new_mode")
        self.mode.changed.connect(lambda _mode: self._check())
        self.file = FileLine(
            "path", self.tr("保存到"), self.tr("保存到"), self.tr("竞赛文件 (*.contest)"), self._folder, save=True
        )
        fields: tuple[tuple[str, bool, QWidget, int, int, int], ...] = (
            (self.tr("竞赛全称"), True, self.name, 0, 0, 3),
            (self.tr("赛区编号（省办给的，建好以后不能改）"), False, self.base, 1, 0, 1),
            (self.tr("年度"), True, self.year, 1, 1, 1),
            (self.tr("用途"), False, self.mode, 1, 2, 1),
            (self.tr("保存到"), True, self.file, 3, 0, 3),
        )
        for caption, needed, field, row, place, span in fields:
            words = Caption(caption, needed=needed)
            grid.addWidget(words, row * 2, place, 1, span)
            grid.addWidget(field, row * 2 + 1, place, 1, span)
            if isinstance(field, QLineEdit):
                field.setAccessibleName(caption)
        grid.addWidget(self.no_base, 4, 0, 1, 3)
        for place, stretch in enumerate((3, 1, 2)):
            grid.setColumnStretch(place, stretch)
        card.body.addLayout(grid)
        return card

    # filling in

    def begin_from_pack(self, path: Path) -> None:
        """A pack was opened by name: the way is chosen and the file stands in its field."""
        self._switched(PACK)
        self.pack.line.setText(str(path))
        self.trust.button.setFocus()

    def _switched(self, way: str) -> None:
        self.way.set_current(way)
        self.parts.setCurrentIndex((FRESH, LIKE, PACK, FILE).index(way))
        for number in range(self.parts.count()):  # as high as the part shown
            shown = number == self.parts.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            self.parts.widget(number).setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        packed = way == PACK
        self.name.setEnabled(way in (FRESH, LIKE))
        self.year.setEnabled(way in (FRESH, LIKE))
        self.base.setEnabled(way != FILE and not self.no_base.isChecked())
        self.no_base.setVisible(way == FRESH)
        self.mode.setEnabled(not packed)
        if way == LIKE and not self.name.text():
            self.name.setPlaceholderText(self.tr("空着就用往年的名称，换成新的年份"))
        elif way in (PACK, FILE):
            self.name.setPlaceholderText(self.tr("按所选的文件"))
        else:
            self.name.setPlaceholderText(self.tr("如 2026 年某某市职工职业技能竞赛焊工决赛"))
        self._suggest()
        self._check()

    def _without_base(self, on: bool) -> None:
        if on:
            self.base.clear()
        self.base.setEnabled(not on)
        self._check()

    def _suggest(self) -> None:
        if self.file.line.text() not in ("", self._suggested):
            return  # somebody chose one
        source = {LIKE: self.like, PACK: self.pack, FILE: self.definition}.get(self.way.current())
        stem = self.name.text().strip()
        if not stem and source is not None and source.path() is not None:
            stem = f"{source.path().stem} {self.year.text()}"  # type: ignore[union-attr]
        stem = _NOT_IN_NAMES.sub(" ", stem).strip() or self.tr("新竞赛")
        self._suggested = str(Path(self._folder) / f"{stem}.contest")
        if self.file.line.text() != self._suggested:
            self.file.line.setText(self._suggested)

    def _check(self) -> None:
        if not hasattr(self, "make"):
            return
        self._suggest()
        self.refusal.say("")
        self.make.block(self._reason())

    def _needs_base(self) -> bool:
        """Whether whoever fills this in has to say which base it is: the number stands at the beginning of the file,
        bundles and certificates carry it. An earlier contest, a pack and a definition may bring one."""
        return self.way.current() == FRESH and self.mode.current() == "live"

    def _reason(self) -> str:
        way = self.way.current()
        if way == FRESH and not self.name.text().strip():
            return self.tr("还没有写竞赛全称。")
        if way == FRESH and not self.other.isChecked() and not any(tick.isChecked() for tick in self.ticks.values()):
            return self.tr("还没有选工种。")
        if way in (FRESH, LIKE) and not (self.year.text().isascii() and self.year.text().isdigit()):
            return self.tr("年度写成四位数字，如 2026。")
        if self._needs_base() and not self.base.text().strip() and not self.no_base.isChecked():
            return self.tr("还没有写赛区编号，建好以后补不上。真的没有就勾“没有编号”。")
        source = {LIKE: self.like, PACK: self.pack, FILE: self.definition}.get(way)
        if source is not None and (source.path() is None or not source.path().is_file()):  # type: ignore[union-attr]
            return self.tr("还没有选文件，或文件不在那里。")
        if way == PACK and (self.trust.path() is None or not self.trust.path().is_file()):  # type: ignore[union-attr]
            return self.tr("还没有选信任名录。")
        path = self.file.path()
        if path is None:
            return self.tr("还没有写保存到哪里。")
        if path.exists():
            return self.tr("那里已有同名的文件，请换个名字。")
        return ""

    def _make(self) -> None:
        path = self.file.path()
        if path is None:
            return
        if path.suffix != ".contest":
            path = path.with_name(path.name + ".contest")
        way = self.way.current()
        made = Wanted(way, path, mode=self.mode.current(), base=self.base.text().strip())
        if way in (FRESH, LIKE):
            made = replace(made, name=self.name.text().strip(), year=int(self.year.text()))
        if way == FRESH:
            codes = tuple(code for code, tick in self.ticks.items() if tick.isChecked())
            made = replace(made, trades=(*codes, *(("t1",) if self.other.isChecked() else ())))
        elif way == LIKE:
            made = replace(made, source=self.like.path())
        elif way == FILE:
            made = replace(made, source=self.definition.path())
        else:
            made = replace(made, source=self.pack.path(), trust=self.trust.path(), root_code=self.root.text().strip())
        self.make.block(self.tr("正在新建…"))
        self.wanted.emit(made)

    def refuse(self, text: str) -> None:
        """Nothing was made, and why."""
        self.make.block("")
        self.refusal.say(text)
