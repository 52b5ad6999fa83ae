"""恢复备份: which backup, what it lacks against heads, bundles and paper, and the two people who restore it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from app.errors import AppError, WrongCall
from app.services.backup_places import read_name
from ui import messages
from ui.clock import day_and_hour
from ui.dialogs.keys_ask import PathField
from ui.dialogs.people import PinEdit
from ui.dialogs.question import Answer, Question
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption, ChoiceBox

if TYPE_CHECKING:
    from app.services.restore_evidence import Evidence
    from app.services.restores import Looked


@dataclass(frozen=True)
class Wish:
    """What stands in the dialog: backup, key, paper, people. Secrets live as long as the dialog."""

    backup: Path
    key_file: str = ""
    key_words: str = ""
    sheet_seq: str = ""
    sheet_code: str = ""
    bundle: str = ""
    bundle_files: tuple[Path, ...] = ()
    first: tuple[str, str] = ("", "")
    second: tuple[str, str] = ("", "")

    def identities(self) -> tuple[str, ...]:
        """The opened backup key, if one was named. Raises what opening it raises."""
        if not self.key_file:
            return ()
        from app.services.keys import open_key  # here: the dialog is drawn before anything is opened

        opened = open_key(Path(self.key_file), self.key_words)
        if not opened.public.startswith("age1"):
            raise WrongCall("files.wrong_backup_key", path=Path(self.key_file).name)
        return (opened.secret.decode("ascii"),)

    def evidence(self, folders: tuple[Path, ...]) -> Evidence:
        """What people know beside the backup. Raises WrongCall "files.paper_form"."""
        from app.services.restore_evidence import Evidence, Paper  # here: see `identities`

        seq, code = self.sheet_seq.strip() or "0", "".join(self.sheet_code.split())
        number, _, digest = (self.bundle.strip() or "0").partition(":")
        wrong = not (seq.isdecimal() and number.isdecimal()) or (code and not re.fullmatch("[0-9]{30}", code))
        if wrong or (digest and not re.fullmatch("[0-9a-fA-F]{64}", digest)):
            raise WrongCall("files.paper_form")
        receipts = tuple(path for path in self.bundle_files if path.suffix == ".crr")
        bundles = tuple(path for path in self.bundle_files if path.suffix != ".crr")
        return Evidence(folders, bundles, receipts, Paper(int(seq), code, int(number), digest.lower()))

    def people(self, at: datetime) -> Callable[[Any], Any]:
        """Logs the two in at the restored file."""
        from app.services.access import CONSOLE, log_in  # here: see `identities`

        def both(store: Any) -> tuple[Any, Any]:
            first = log_in(store, *self.first, at) if self.first[0] else CONSOLE
            second = log_in(store, *self.second, at) if self.second[0] else None
            return first, second

        return both

    def target(self) -> Path:
        """A name for the restored file that is free."""
        from app import paths  # here: see `identities`

        stem = self.backup.name.partition(".")[0].partition("_")[0]
        number = 1
        while (found := paths.contests_folder() / f"{stem}-{number}.contest").exists():
            number += 1
        return found


def _line(file: Path) -> str:
    """A backup as people tell it from others: when it was made, how far it goes, where it lies."""
    found = read_name(file)
    return f"{day_and_hour(found.at)}　#{found.seq}　{file.parent}" if found is not None else file.name


class RestoreDialog(Question):
    """Asks which backup, shows what it holds and lacks, and takes the two people's PINs."""

    look_wanted = Signal(object)  # Wish
    restore_wanted = Signal(object)

    def __init__(self, files: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(
            self.tr("从备份恢复"), self.tr("恢复成一份新文件，原文件和备份都不改动。先看备份缺什么，再由两个人确认。")
        )
        self._evidence: tuple[Path, ...] = ()
        self._offered = ""
        form = QWidget()
        self._grid = QGridLayout(form)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self.backup = ChoiceBox(self.tr("备份"))
        for file in files:
            self.backup.addItem(_line(file), file)
        self.backup.addItem(self.tr("另选文件…"), None)
        self.backup.activated.connect(self._chosen)
        self._field(self.tr("备份"), self.backup)
        key = PathField(self.tr("备份钥匙和口令"), "restore_key", self.tr("备份钥匙 (*.ckey)"))
        self.key_file = key.edit
        self.key_file.setPlaceholderText(self.tr("加密的备份要用：备份钥匙文件 .ckey"))
        self.key_words = PinEdit(self.tr("钥匙口令"))
        self._field(self.tr("备份钥匙和口令"), key, self.key_words)
        self.sheet_seq = QLineEdit(placeholderText=self.tr("最新签字评分表脚注的条数"))
        self.sheet_code = QLineEdit(placeholderText=self.tr("旁边的 30 位代码"))
        self._field(self.tr("纸上的操作记录"), self.sheet_seq, self.sheet_code)
        self.bundle = QLineEdit(placeholderText=self.tr("上报单上最大的号，或 号:SHA-256"))
        more = Button(self.tr("已给出的成绩包、回执…"), Look.SECONDARY)
        more.clicked.connect(self._choose_evidence)
        self._field(self.tr("成绩包"), self.bundle, more)
        self.found = Label("", ink=Ink.TEXT2, wrap=True)
        self._grid.addWidget(self.found, self._grid.rowCount(), 0, 1, 2)
        self.first, self.first_pin = ChoiceBox(self.tr("裁判长")), PinEdit(self.tr("裁判长的 PIN"))
        self.second, self.second_pin = ChoiceBox(self.tr("监督")), PinEdit(self.tr("监督的 PIN"))
        self._field(self.tr("裁判长"), self.first, self.first_pin)
        self._field(self.tr("监督"), self.second, self.second_pin)
        self.add_widget(form)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self._look = self.add_answer(Answer("look", self.tr("看备份缺什么")))
        self._go = self.add_answer(Answer("restore", self.tr("恢复成新文件"), primary=True))
        for button, run in ((self._look, self.look_now), (self._go, self._restore)):
            button.clicked.disconnect()
            button.clicked.connect(run)
        self.ready_again()
        self._settle = QTimer(self, singleShot=True, interval=400)
        self._settle.timeout.connect(self.look_now)
        self._offer_key()

    def _field(self, caption: str, *widgets: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Caption(caption), row, 0, 1, 2)
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, row + 1, column)
            if not widget.accessibleName():
                widget.setAccessibleName(caption)

    def wish(self) -> Wish | None:
        """What stands in the dialog; None while no backup is chosen."""
        backup = self.backup.currentData()
        if backup is None:
            return None
        return Wish(
            Path(backup),
            self.key_file.text().strip() if self.key_words.text() else "",  # offered, but not unlocked yet
            self.key_words.text(),
            self.sheet_seq.text(),
            self.sheet_code.text(),
            self.bundle.text(),
            self._evidence,
            (self.first.currentData() or "", self.first_pin.text()),
            (self.second.currentData() or "", self.second_pin.text()),
        )

    def look_now(self) -> None:
        """Ask what the backup holds and lacks."""
        wish = self.wish()
        if wish is not None:
            self.refusal.say("")
            self._go.block(self.tr("正在看备份…"))
            self.look_wanted.emit(wish)

    def show_look(self, looked: Looked) -> None:
        """A sound backup: where it ends, what is missing."""
        lines = [self.tr("{name}：操作记录到第 {seq} 条").format(name=looked.name, seq=looked.head.seq)]
        if looked.missing_entries:
            lines.append(self.tr("备份之后还有 {count} 条操作，要照纸补").format(count=looked.missing_entries))
        for one in looked.missing.bundles:
            lines.append(self.tr("第 {number} 号成绩包不在里面").format(number=one.number))
        lines.append(self.tr("下一个成绩包是第 {number} 号").format(number=looked.missing.next_bundle))
        self.found.setText("\n".join(lines))
        self._fill(self.first, looked, "chief_judge")
        self._fill(self.second, looked, "supervisor")
        self._go.block("")

    def _fill(self, box: ChoiceBox, looked: Looked, role: str) -> None:
        kept = box.currentData()
        box.clear()
        box.addItem("—", "")
        for name, known in looked.people:
            if known is not None and known.value == role:
                box.addItem(name, name)
        there = box.findData(kept) if kept else 1
        box.setCurrentIndex(max(there, 0) if looked.mode == "live" else 0)

    def show_refusal(self, error: AppError) -> None:
        """Why it cannot be looked at or restored."""
        self.refusal.say(messages.sentence(error))
        self.ready_again()

    def ready_again(self) -> None:
        """Nothing was done; people may change something and try again."""
        self._go.block("" if self.found.text() else self.tr("先选一份备份，看它缺什么。"))

    def _restore(self) -> None:
        wish = self.wish()
        if wish is not None:
            self._go.block(self.tr("正在恢复…"))
            self.restore_wanted.emit(wish)

    def _chosen(self) -> None:
        if self.backup.currentData() is None:
            name, _ = QFileDialog.getOpenFileName(self, self.tr("备份文件"))
            if name:
                self.backup.insertItem(0, _line(Path(name)), Path(name))
            self.backup.setCurrentIndex(0)
        self.found.setText("")
        self._offer_key()
        self._settle.start()

    def _offer_key(self) -> None:
        """The key file that lies beside a sealed backup is offered; its passphrase is on paper."""
        backup = self.backup.currentData()
        if backup is None or self.key_file.text() not in ("", self._offered):
            return
        from app.services.backups import KEY_FILE  # here: see `Wish.identities`

        found = read_name(Path(backup))
        beside = (
            Path(backup).parent / KEY_FILE.format(chain=found.chain) if found is not None and found.sealed else None
        )
        self._offered = str(beside) if beside is not None and beside.is_file() else ""
        self.key_file.setText(self._offered)

    def _choose_evidence(self) -> None:
        pattern = self.tr("成绩包和回执 (*.crb *.crr)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("已给出的成绩包、回执"), "", pattern)
        self._evidence = tuple(Path(name) for name in names)
        if names:
            self._settle.start()
