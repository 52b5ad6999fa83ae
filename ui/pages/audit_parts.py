"""Pieces of the audit page: the chain with its check, an entry in words, a paper's code, the safety of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import messages
from ui.clock import day_and_hour
from ui.pages.audit_source import fields, person_word, said, when
from ui.theme import BODY, SECONDARY
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Card, Chip, Ink, Label, Line, Tone
from ui.widgets.steps import WarnBox

if TYPE_CHECKING:
    from app.services.anchors import Anchored
    from app.services.audit_list import AuditLine
    from app.services.audit_view import SafetyView
    from app.services.filecheck import FileReport

_MOST_PROBLEMS = 6
_MOST_COPIES = 4


class ChainCard(Card):
    """校验链条: where the chain stands, the check, and what it found."""

    check_wanted = Signal()
    show_wanted = Signal(int)  # the number of a broken entry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ChainCard", "链条"), parent)
        self.state = Chip("", Tone.PLAIN)
        self.head.addWidget(self.state)
        column = _column(self)
        self.where = Label("", BODY)
        self.code = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warn = WarnBox()
        self.found = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.found.hide()
        self.check = Button(self.tr("校验链条"), Look.SECONDARY, "checkmark_circle", "F5")
        self.check.setObjectName("audit_check")
        self.check.clicked.connect(self.check_wanted)
        self.show_first = Button(self.tr("看那一条"), small=True)
        self.show_first.clicked.connect(lambda: self.show_wanted.emit(self._broken))
        self.show_first.hide()
        self._broken = 0
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.check)
        row.addWidget(self.show_first)
        row.addStretch(1)
        for widget in (self.where, self.code, self.warn, self.found):
            column.addWidget(widget)
        column.addLayout(row)
        self.unchecked()

    def show_view(self, view: SafetyView) -> None:
        """Where the chain stands."""
        self.where.setText(self.tr("共 {count} 条").format(count=f"{view.head.seq:,}"))
        self.code.setText(self.tr("末条代码　{code}").format(code=view.head.code if view.head.hash else "—"))

    def unchecked(self) -> None:
        """Nobody asked since the file was opened; the start checks found nothing."""
        self.state.say(self.tr("打开时已校验"), Tone.PLAIN, "history")
        self.warn.say("")
        self.found.hide()
        self.show_first.hide()

    def run(self, running: bool) -> None:
        """A check is on its way, or was stopped."""
        self.check.block(self.tr("正在校验…") if running else "")
        if running:
            self.state.say(self.tr("正在校验…"), Tone.INFO, "clock")

    def show_report(self, report: FileReport, at: str) -> None:
        """What the check found: whole, or the first broken entry and all that does not follow."""
        self.check.block("")
        problems = sorted(report.problems, key=lambda one: (one.seq is None, one.seq or 0))
        self._broken = report.first_broken or 0
        self.show_first.setVisible(bool(self._broken))
        self.found.setVisible(True)
        if not problems:
            self.state.say(self.tr("完整"), Tone.OK)
            self.warn.say("")
            self.found.setText(
                self.tr("{at} 校验：{count} 条操作记录前后衔接，分值、成绩、签字、证书都与记录相符。").format(
                    at=at, count=f"{report.head.seq:,}"
                )
            )
            return
        self.state.say(self.tr("有改动"), Tone.ERROR)
        first = self.tr("第一处：第 {seq} 条。").format(seq=self._broken) if self._broken else ""
        self.warn.say(first + self.tr("文件在程序之外被改过，没有自动修改任何内容。请停下来与纸质材料核对。"))
        lines = [messages.sentence(one.error) for one in problems if one.error is not None]
        if len(lines) > _MOST_PROBLEMS:
            more = self.tr("另有 {count} 处").format(count=len(lines) - _MOST_PROBLEMS)
            lines = [*lines[:_MOST_PROBLEMS], more]
        self.found.setText("\n".join(lines))


class DetailCard(Card):
    """One entry in words, field by field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("DetailCard", "这一条"), parent)
        column = _column(self)
        self.said = Label("", BODY, True, wrap=True)
        self.who = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.reason = Label("", BODY, wrap=True)
        self.fields = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.fields.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (self.said, self.who, self.reason, self.fields):
            column.addWidget(widget)
        self.show_line(None)

    def show_line(self, line: AuditLine | None) -> None:
        """Show an entry, or that none is chosen."""
        for widget in (self.who, self.reason, self.fields):
            widget.setVisible(line is not None)
        if line is None:
            self.said.setText(self.tr("在左边选一条，这里写明它的全部内容。"))
            return
        self.said.setText(said(line))
        machine = self.tr("　机器 {machine}").format(machine=line.machine) if line.machine else ""
        self.who.setText(
            self.tr("第 {seq} 条　{at}　{who}").format(seq=line.seq, at=when(line), who=person_word(line.who)) + machine
        )
        self.reason.setText(self.tr("理由：{reason}").format(reason=line.reason))
        self.reason.setVisible(bool(line.reason))
        told = [f"{name}　{_broken(value)}" for name, value in fields(line)]
        code = self.tr("操作代码　{act}").format(act=line.act)
        self.fields.setText("\n".join([*told, code, self.tr("摘要　{hash}").format(hash=_broken(line.hash))]))


class AnchorCard(Card):
    """纸上核对码: thirty digits typed or a QR scanned, held against the chain."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("AnchorCard", "与纸上的核对码比对"), parent)
        column = _column(self)
        column.addWidget(
            Label(
                self.tr("评分表、成绩汇总表签字栏旁的 30 位数字，或扫旁边的码。"), SECONDARY, ink=Ink.TEXT2, wrap=True
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = QLineEdit()
        self.field.setObjectName("audit_anchor")
        self.field.setAccessibleName(self.tr("纸上的核对码"))
        self.field.setPlaceholderText("10319 94669 …")
        self.go = Button(self.tr("比对"), small=True)
        row.addWidget(self.field, 1)
        row.addWidget(self.go)
        column.addLayout(row)
        self.warn = WarnBox()
        self.told = Label("", BODY, wrap=True)
        self.told.hide()
        column.addWidget(self.warn)
        column.addWidget(self.told)
        self.go.clicked.connect(self._ask)
        self.field.returnPressed.connect(self._ask)

    def _ask(self) -> None:
        if self.field.text().strip():
            self.wanted.emit(self.field.text())

    def show_found(self, found: Anchored, when_printed: str) -> None:
        """What comparing gave."""
        self.told.setVisible(found.seq is not None)
        if found.seq is None:
            self.warn.say(
                self.tr(
                    "E16：操作记录里没有这个核对码。竞赛文件可能换成了旧的一份，或历史被改写。请停下来与纸质材料核对。"
                )
            )
            return
        self.warn.say(self.tr("签名不符：这个码不是本基地的钥匙签的。") if found.signature == "bad" else "")
        lines = [self.tr("一致：印于第 {seq} 条之后（{at}）。").format(seq=found.seq, at=when_printed)]
        if found.signature == "unknown_key":
            lines.append(self.tr("签名的钥匙未知，请更新名录。"))
        if found.data_same is not None:
            same = self.tr("数据与现在一致。") if found.data_same else self.tr("数据在打印之后改过，纸上的不是最新的。")
            lines.append(same)
        count = sum((found.since or {}).values())
        if count:
            lines.append(self.tr("打印之后又有 {count} 条记录。").format(count=count))
        self.told.setText("\n".join(lines))

    def show_refusal(self, text: str) -> None:
        """The code was none."""
        self.told.hide()
        self.warn.say(text)


class SafetyCard(Card):
    """数据安全: file, copies, disk, clock, SQLite."""

    backup_wanted = Signal()
    clock_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("SafetyCard", "数据安全"), parent)
        self.state = Chip("", Tone.PLAIN)
        self.head.addWidget(self.state)
        column = _column(self)
        self.warn = WarnBox()
        self.copies = Label("", BODY, wrap=True)
        self.backup = Button(self.tr("马上备份"), icon="copy")
        self.backup.setObjectName("audit_backup")
        self.backup.clicked.connect(self.backup_wanted)
        self.restore = Button(self.tr("恢复到…"), icon="history")
        self.restore.setObjectName("audit_restore")
        self.restore.setToolTip(self.tr("用一份备份另做一份新文件，现在的文件和备份都不动"))
        self.restore.clicked.connect(self.restore_wanted)
        self.facts = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.clock = Button(self.tr("时间已校准…"), icon="clock")
        self.clock.setObjectName("audit_clock")
        self.clock.clicked.connect(self.clock_wanted)
        self.clock.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.backup)
        row.addWidget(self.restore)
        row.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.clock)
        below.addStretch(1)
        column.addWidget(self.warn)
        column.addWidget(self.copies)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(Line())
        column.addWidget(self.facts)

    def show_view(self, view: SafetyView) -> None:
        """Show the state of the data."""
        warnings = []
        if view.barred is not None:
            warnings.append(messages.sentence(view.barred))
        if view.old:
            warnings.append(self.tr("还没有备份。") if not view.copies else self.tr("超过 30 分钟没有备份。"))
        if view.clock is not None:
            warnings.append(messages.sentence(view.clock))
        if view.space.value in ("warn", "fail"):
            warnings.append(self.tr("硬盘快满了，请清理。"))
        self.clock.setVisible(view.clock is not None)
        self.warn.say("\n".join(warnings))
        self.state.say(self.tr("要注意") if warnings else self.tr("正常"), Tone.WARN if warnings else Tone.OK)
        lines = [
            self.tr("{at}　{folder}{behind}{gone}").format(
                at=day_and_hour(one.at),
                folder=one.folder,
                behind=self.tr("　之后 {count} 条").format(count=one.behind) if one.behind > 1 else "",
                gone="" if one.there else self.tr("　（现在不在）"),
            )
            for one in view.copies[:_MOST_COPIES]
        ]
        self.copies.setText(
            "\n".join(lines) or self.tr("没有备份。先在本机设置里选备份位置；有备份钥匙的，插上U盘就行。")
        )
        self.facts.setText(
            "\n".join(
                (
                    self.tr("文件　{path}").format(path=view.path),
                    self.tr("大小　{size} MB　硬盘剩 {free} GB").format(
                        size=_tenths(view.size * 10 >> 20), free=_tenths(view.free * 10 >> 30)
                    ),
                    self.tr("时钟　{state}").format(state=self.tr("要校对") if view.clock else self.tr("正常")),
                    f"SQLite　{view.sqlite}",
                )
            )
        )


def _broken(text: str) -> str:
    """Long digests and lists in groups of sixteen signs, so that a narrow card can break them."""
    return " ".join(
        " ".join(word[at : at + 16] for at in range(0, len(word), 16)) if len(word) > 24 else word
        for word in text.split(" ")
    )


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"


def _column(card: Card) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(14, 0, 14, 12)
    column.setSpacing(8)
    card.body.addLayout(column)
    return column
