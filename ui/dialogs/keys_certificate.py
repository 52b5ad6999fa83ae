"""核对证书: the text of a certificate's QR held against a trust list; a scanner types it, or it is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from ui import messages
from ui.dialogs.keys_ask import PathField
from ui.dialogs.question import Answer, Question
from ui.theme import BODY, CARD_HEADING, SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Chip, Ink, Label, Tone
from ui.widgets.fields import Caption

if TYPE_CHECKING:
    from app.bundle.certqr import CertificateCheck
    from app.errors import AppError

_TONES = {"genuine": Tone.OK, "withdrawn": Tone.ERROR, "bad_signature": Tone.ERROR, "unknown_key": Tone.WARN}


class CertificateDialog(Question):
    """`wanted` carries the text and the list's file (None: the list this contest holds), `picture` the path of a
    picture whose code is to be read."""

    wanted = Signal(str, object)
    picture = Signal(str)

    def __init__(self, held_serial: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("certificate_check")
        self.setMinimumWidth(600)
        self._held = held_serial
        self.ask(
            self.tr("这张证书是真的吗？"),
            self.tr("扫描枪对准证书上的二维码，或者选一张证书的照片，或者粘贴二维码的文字。不联网，只用信任名录。"),
        )
        self.text = QPlainTextEdit()
        self.text.setObjectName("certificate_text")
        self.text.setAccessibleName(self.tr("二维码文字"))
        self.text.setPlaceholderText("CQ1:…")
        self.text.setFixedHeight(84)
        self.text.textChanged.connect(self._typed)
        self.add_widget(self.text)
        self.look = Button(self.tr("从照片读…"), icon="folder_open", small=True)
        self.look.setObjectName("certificate_picture")
        self.look.clicked.connect(self._ask_picture)
        row = QHBoxLayout()
        row.addWidget(self.look)
        row.addStretch(1)
        self.body.addLayout(row)
        words = self.tr("信任名录（不选就用本竞赛的第 {serial} 号）").format(serial=held_serial)
        self.add_widget(Caption(words if held_serial else self.tr("信任名录")))
        self.list = PathField(self.tr("信任名录"), "certificate_list", self.tr("信任名录 (*.ctl)"))
        self.add_widget(self.list)
        self.chip = Chip("", Tone.PLAIN)
        self.chip.hide()
        self.add_widget(self.chip)
        self.facts = Label("", CARD_HEADING, True, wrap=True)
        self.more = Label("", BODY, wrap=True)
        self.hint = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        for part in (self.facts, self.more, self.hint):
            part.hide()
            self.add_widget(part)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self.go = self.add_answer(Answer("check", self.tr("核对"), primary=True))
        self.go.clicked.disconnect()
        self.go.clicked.connect(self.check_now)
        self.text.setFocus()

    def _typed(self) -> None:
        """A scanner ends its text with Enter."""
        if self.text.toPlainText().endswith("\n") and self.text.toPlainText().strip():
            self.check_now()

    def _ask_picture(self) -> None:
        kinds = self.tr("证书的照片、扫描件或 PDF (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.pdf)")
        found, _ = QFileDialog.getOpenFileName(self, self.tr("证书的照片"), "", kinds)
        if found:
            self.look.block(self.tr("正在看照片…"))
            self.picture.emit(found)

    def show_code(self, text: str) -> None:
        """A code was read from the picture: it stands in the field and is checked at once."""
        self.look.block("")
        self.text.setPlainText(text)
        self.check_now()

    def check_now(self) -> None:
        """Ask for the answer."""
        text, path = self.text.toPlainText().strip("\r\n\t"), self.list.path()
        if not text:
            self.refusal.say(self.tr("还没有二维码的文字。"))
        elif path is None and not self._held:
            self.refusal.say(self.tr("还没有选信任名录。"))
        else:
            self.refusal.say("")
            self.wanted.emit(text, path)

    def show_check(self, found: CertificateCheck) -> None:
        """The answer, the facts to compare with the paper, and which list it rests on."""
        words = {
            "genuine": self.tr("真实"),
            "withdrawn": self.tr("已撤销"),
            "bad_signature": self.tr("签名不符"),
            "unknown_key": self.tr("钥匙未知，请更新名录"),
        }[found.answer.value]
        told = self.tr("{answer}　（名录第 {serial} 号）").format(answer=words, serial=found.serial)
        self.chip.say(told, _TONES[found.answer.value])
        facts = found.facts
        self.facts.setText("" if facts is None else f"{facts.number}　{facts.name}")
        place = ""
        if facts is not None and facts.place is not None:
            place = self.tr("第 {place} 名").format(place=facts.place)
        parts = [] if facts is None else [facts.trade, facts.award, place, found.base_name]
        self.more.setText("　".join(part for part in parts if part))
        self.hint.setText(
            self.tr("和纸上的编号、姓名逐字比对：真证书的复印件也显示为真实。")
            if facts is not None
            else self.tr("不要凭这张纸确认。钥匙未知时先装入最新的名录，再核对一次。")
        )
        for part in (self.facts, self.more):
            part.setVisible(bool(part.text()))
        self.chip.show()
        self.hint.show()
        self.text.selectAll()
        self._grow()

    def show_refusal(self, error: AppError) -> None:
        """The list or the picture could not be read."""
        self.look.block("")
        self.refusal.say(messages.sentence(error))
