"""Two acts on a whole keying that the recorder cannot do alone: a third value, and giving a sheet back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.people import Check, Known
from ui.dialogs.reason_official import OfficialDialog


class SettleDialog(OfficialDialog):
    """The paper was read a third time and equals neither keying. Answer: "settle"."""

    def __init__(
        self,
        code: str,
        place: str,
        keyed: str,
        text: str,
        officials: Sequence[Known],
        check: Check,
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        reasons = (self.tr("两遍都看错，以原件为准"), self.tr("原件有涂改，已问裁判"))
        super().__init__(officials, check, reasons, current, parent)
        self.setObjectName("settle_dialog")
        title = self.tr("{code} 的 {place} 按 {value} 定？").format(code=code, place=place, value=text)
        said = self.tr("前两遍是 {keyed}，这一遍是 {value}，与两遍都不同。请监督或裁判长看原件后决定。")
        verb = self.tr("{place} 按 {value} 定").format(place=place, value=text)
        self.ask_official(title, said.format(keyed=keyed.replace("≠", " ≠ "), value=text), (), (("settle", verb),))


class ReopenDialog(OfficialDialog):
    """退回: a submitted sheet goes back to its first keying. Answer: "reopen"."""

    def __init__(
        self, code: str, officials: Sequence[Known], check: Check, current: str = "", parent: QWidget | None = None
    ) -> None:
        reasons = (self.tr("录错了纸"), self.tr("裁判补交了评分"), self.tr("复核发现成片录错"))
        super().__init__(officials, check, reasons, current, parent)
        self.setObjectName("reopen_dialog")
        title = self.tr("把 {code} 退回第一遍？").format(code=code)
        text = self.tr("已录的分都留着，可以接着改；改完要重新提交，第二遍也要再对一次。")
        self.ask_official(title, text, (), (("reopen", self.tr("退回 {code}").format(code=code)),))
