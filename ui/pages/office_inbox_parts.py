"""Pieces of the inbox: where files are dropped, the file in hand told in full, and the office's keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.services.audit_list import value_word
from ui import icons, messages
from ui.clock import day_and_hour
from ui.media import Place
from ui.office_session import OfficeSession
from ui.pages.office_lines import UNKNOWN_KEY, FileLine, only_looked_at
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Chip, Ink, Label, Tone
from ui.widgets.choices import RadioButton
from ui.widgets.steps import WarnBox

if TYPE_CHECKING:
    from app.bundle.keys import Key
    from app.services.office_rows import TradeChange
    from app.services.office_view import InboxCounts

_MOST_CHANGES, _MOST_TWINS = 12, 8
TONES = {
    "accepted": Tone.OK,
    "replaced": Tone.INFO,
    "older": Tone.PLAIN,
    "duplicate": Tone.PLAIN,
    "refused": Tone.ERROR,
}


class DropBar(QWidget):
    """成绩包从这里进来: a dashed field to drop on, buttons for those who do not drag, and what has come so far."""

    files_wanted = Signal()
    folder_wanted = Signal()
    place_wanted = Signal(str)
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().px(60))
        self._over = False
        self._places: tuple[Place, ...] = ()
        self.text = self.tr("把成绩包、文件夹或U盘拖到这里")
        self.setAccessibleName(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(46, 0, 14, 0)
        row.setSpacing(8)
        self.words = Label(self.text, BODY, True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        self.choose = Button(self.tr("选文件…"), icon="folder_open", key="Ctrl+O", small=True)
        self.choose.setObjectName("inbox_choose")
        self.choose.clicked.connect(self.files_wanted)
        self.folder = Button(self.tr("选文件夹…"), small=True)
        self.folder.setObjectName("inbox_folder")
        self.folder.clicked.connect(self.folder_wanted)
        self.stick = Button(self.tr("U盘"), icon="usb_stick", small=True)
        self.stick.setObjectName("inbox_stick")
        self.stick.clicked.connect(self._choose_stick)
        for button in (self.choose, self.folder, self.stick):
            row.addWidget(button)

    def show_places(self, places: Sequence[Place]) -> None:
        """The sticks in this computer."""
        self._places = tuple(places)
        named = places[0].label if len(places) == 1 else ""
        self.stick.say(self.tr("U盘 {label}").format(label=named) if named else self.tr("U盘…"))

    def menu(self) -> QMenu:
        """The sticks to choose from, and another look for them."""
        menu = QMenu(self)
        for place in self._places:
            action = menu.addAction(self.tr("{label}　{path}").format(label=place.label, path=place.path))
            action.triggered.connect(lambda _on=False, path=place.path: self.place_wanted.emit(path))
        if not self._places:
            menu.addAction(self.tr("没有插U盘")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("重新找U盘")).triggered.connect(self.again)
        return menu

    def _choose_stick(self) -> None:
        if len(self._places) == 1:
            self.place_wanted.emit(self._places[0].path)
            return
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.stick.mapToGlobal(QPoint(0, self.stick.height())))

    def show_over(self, over: bool) -> None:
        """Something is held above the page, ready to be dropped."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        fill = tokens.primary_tint if self._over else tokens.surface
        line = tokens.primary if self._over else tokens.strong_line
        width = 2.0 if self._over else 1.0
        drawing.box(painter, self.rect(), fill, line, width, drawing.CARD_RADIUS, Qt.PenStyle.DashLine)
        icons.paint(painter, self.rect().adjusted(14, 0, -(self.width() - 38), 0), "arrow_import", tokens.primary)
        painter.end()


class Counts(QWidget):
    """收到 9 · 可用 7 · 被替换 1 · 拒收 1, as chips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.chips = [Chip() for _ in range(4)]
        for chip in self.chips:
            row.addWidget(chip)

    def show_counts(self, counts: InboxCounts) -> None:
        """Show the figures of the register; a figure of nought stays quiet."""
        lines = (
            (self.tr("收到 {count}").format(count=counts.received), Tone.PLAIN, ""),
            (self.tr("可用 {count}").format(count=counts.usable), Tone.OK if counts.usable else Tone.PLAIN, ""),
            (self.tr("被替换 {count}").format(count=counts.replaced), Tone.PLAIN, ""),
            (self.tr("拒收 {count}").format(count=counts.refused), Tone.ERROR if counts.refused else Tone.PLAIN, ""),
        )
        for chip, (text, tone, icon) in zip(self.chips, lines, strict=True):
            chip.say(text, tone, icon)


class FileCard(Card):
    """The file in hand: verdict, sentence, what it says of itself, what it changes, and the doors that lead on."""

    slip_wanted = Signal(object)  # FileLine
    trust_wanted = Signal()
    conflict_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        column = QVBoxLayout()
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self.body.addLayout(column)
        head = QHBoxLayout()
        self.chip = Chip()
        head.addWidget(self.chip)
        head.addStretch(1)
        column.addLayout(head)
        self.name = Label("", BODY, True, wrap=True)
        self.said = Label("", BODY, wrap=True)
        self.facts = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change_head = Label(self.tr("和已收版本相比"), SECONDARY, True)
        self.changes = Label("", SECONDARY, wrap=True)
        self.warn = WarnBox()
        for widget in (self.name, self.said, self.warn, self.facts, self.change_head, self.changes):
            column.addWidget(widget)
        self.slip = Button("", icon="print", small=True)
        self.slip.setObjectName("inbox_slip")
        self.slip.clicked.connect(lambda: self.slip_wanted.emit(self._line))
        self.trust = Button(self.tr("装入新名录…"), icon="shield_checkmark", small=True)
        self.trust.setObjectName("inbox_trust")
        self.trust.clicked.connect(self.trust_wanted)
        self.conflict = Button(self.tr("看两份文件"), icon="arrow_swap", small=True)
        self.conflict.clicked.connect(self.conflict_wanted)
        for button in (self.slip, self.trust, self.conflict):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._line: FileLine | None = None
        self.show_line(None)

    def show_line(self, line: FileLine | None) -> None:
        """Show a file, or that none is chosen."""
        self._line = line
        for widget in (self.chip, self.facts, self.change_head, self.changes, self.slip, self.trust, self.conflict):
            widget.setVisible(line is not None)
        if line is None:
            self.name.setText(self.tr("没有选中的文件"))
            self.said.setText(self.tr("在左边选一个，这里写明它的全部内容。"))
            self.warn.say("")
            return
        self.chip.say(f"{line.word}　{line.code}".strip("　"), TONES.get(line.verdict, Tone.PLAIN))
        self.name.setText(_breakable(line.file))
        self.said.setText(line.sentence)
        self.facts.setText("\n".join(self._facts(line)))
        changes = self._changes(line.changes)
        self.change_head.setVisible(bool(changes))
        self.changes.setVisible(bool(changes))
        self.changes.setText("\n".join(changes))
        twins = "\n".join(
            self.tr("{entry} 也在 {base} {trade} {other}").format(
                entry=one.entry, base=one.other_base_name or one.other_base, trade=one.trade_name, other=one.other_entry
            )
            for one in line.twins[:_MOST_TWINS]
        )
        rivals = "\n".join(self.tr("同号的另一份：{file}").format(file=one) for one in line.rivals)
        self.warn.say("\n".join(part for part in (twins, rivals) if part))
        self.slip.say(self.tr("打印回执") if line.good else self.tr("打印拒收单"))
        self.slip.setVisible(not line.dry)
        self.trust.setVisible(line.verdict == "refused" and line.code == UNKNOWN_KEY)
        self.conflict.setVisible(not line.dry and bool(line.code) and line.code == "E13")

    def _facts(self, line: FileLine) -> list[str]:
        told = [self.tr("校验码　{code}").format(code=line.check_code)] if line.check_code else []
        if line.base:
            told.append(self.tr("赛区　{base}").format(base=line.base))
        if line.contest:
            told.append(self.tr("竞赛　{contest}").format(contest=line.contest))
        if line.trades:
            words = self.tr("第 {number} 号　{trades}　{people} 项")
            told.append(words.format(number=line.number, trades=line.trades, people=line.people))
        told += [self.tr("签名　{signer}").format(signer=one) for one in line.signers]
        if line.made_at:
            told.append(self.tr("生成　{at}").format(at=day_and_hour(line.made_at)))
        if line.at:
            told.append(self.tr("收到　{at}").format(at=day_and_hour(line.at)))
        if not line.dry and line.verdict != "duplicate":
            told.append(self.tr("回执　已签名") if line.receipt else self.tr("回执　没有签名"))
        return told

    def _changes(self, changes: Sequence[TradeChange]) -> list[str]:
        words = {
            "status": self.tr("状态"),
            "total": self.tr("总成绩"),
            "place": self.tr("名次"),
            "award": self.tr("奖项"),
        }
        language, told = messages.language(), []
        for one in changes:
            if one.effect != "replaces" or only_looked_at(one):
                continue
            if one.reason:
                told.append(
                    self.tr("更正理由：{reason}").format(
                        reason=value_word("results.ranked", "cause", one.reason, language)
                    )
                )
            told += [self.tr("{entry} 新增").format(entry=entry) for entry in one.added]
            told += [self.tr("{entry} 去掉").format(entry=entry) for entry in one.removed]
            told += [
                self.tr("{entry}　{what}　{before} → {after}").format(
                    entry=line.entry,
                    what=words.get(line.what, line.what),
                    before=line.before or "—",
                    after=line.after or "—",
                )
                for line in one.lines
            ]
        if len(told) > _MOST_CHANGES:
            more = self.tr("…　还有 {count} 处").format(count=len(told) - _MOST_CHANGES)
            told = [*told[:_MOST_CHANGES], more]
        return told


def _breakable(name: str) -> str:
    """A long file name with places to break at."""
    return name.replace("_", "_\u200b")


class OfficeKeysCard(Card):
    """省办钥匙: which are unlocked, where signed receipts go; a key file and its passphrase unlock one."""

    refused = Signal(object)  # AppError

    def __init__(self, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("OfficeKeysCard", "省办钥匙和回执"), parent)
        self._session = session
        column = QVBoxLayout()
        column.setContentsMargins(14, 0, 14, 12)
        column.setSpacing(6)
        self.body.addLayout(column)
        self.signing = Label("", SECONDARY, wrap=True)
        self.opening = Label("", SECONDARY, wrap=True)
        column.addWidget(self.signing)
        column.addWidget(self.opening)
        self.secret = QLineEdit()
        self.secret.setObjectName("office_secret")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(self.tr("钥匙口令"))
        self.secret.setPlaceholderText(self.tr("钥匙口令"))
        self.secret.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.unlock = Button(self.tr("选钥匙…"), icon="key", small=True)
        self.unlock.setObjectName("office_unlock")
        self.unlock.clicked.connect(self._choose)
        self.secret.textChanged.connect(lambda _text: self._show_verb())
        column.addWidget(self.secret)
        column.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignLeft)
        self.beside = RadioButton(self.tr("回执写在成绩包旁边"))
        self.nowhere = RadioButton(self.tr("回执不写文件，只打印"))
        self.folder = RadioButton(self.tr("回执写到文件夹…"))
        self.beside.setChecked(True)
        self._folder: Path | None = None
        for radio in (self.beside, self.folder, self.nowhere):
            column.addWidget(radio)
        self.folder.clicked.connect(self._choose_folder)
        session.changed.connect(self.show_session)
        self.show_session()

    def show_session(self) -> None:
        """Show which keys are unlocked."""
        key = self._session.key
        self.signing.setText(
            self.tr("签回执：{person}").format(person=key.person)
            if key is not None
            else self.tr("签回执：没有钥匙，回执不带签名")
        )
        self.opening.setText(
            self.tr("查一人两地：{person}").format(person=self._session.opener)
            if self._session.identities
            else self.tr("查一人两地：没有解密钥匙，不比对身份")
        )
        for radio in (self.beside, self.folder, self.nowhere):
            radio.setEnabled(key is not None)
        self._show_verb()

    def _show_verb(self) -> None:
        self.unlock.block("" if self.secret.text() else self.tr("先输钥匙口令"))

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("省办钥匙在哪里"), "", self.tr("钥匙文件 (*.ckey)"))
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Unlock a key file with the passphrase typed; the passphrase leaves the screen at once."""
        phrase = self.secret.text()
        self.secret.clear()

        def done(_key: Key) -> None:
            self.show_session()

        def refused(error: AppError) -> None:
            self.opening.setText(messages.sentence(error))
            self.refused.emit(error)

        self._session.unlock(path, phrase, done, refused)

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("回执写到哪个文件夹"))
        self.take_folder(Path(path) if path else None)

    def take_folder(self, folder: Path | None) -> None:
        """Write receipts to this folder; None: back to beside the bundles."""
        self._folder = folder
        self.folder.setText(
            self.tr("回执写到 {folder}").format(folder=folder.name or str(folder))
            if folder is not None
            else self.tr("回执写到文件夹…")
        )
        (self.folder if folder is not None else self.beside).setChecked(True)

    def place_of(self, file: Path) -> Path | None:
        """The folder in which the receipt of a file is written; None: nowhere."""
        if self._session.key is None or self.nowhere.isChecked():
            return None
        return self._folder if self.folder.isChecked() and self._folder is not None else file.parent
