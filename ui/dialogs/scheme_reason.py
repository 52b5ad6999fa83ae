"""Why a marking scheme changes after its first mark: asked of the chief judge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.people import Check, Known
from ui.dialogs.reason_official import OfficialDialog


class SchemeReasonDialog(OfficialDialog):
    """A scheme that marks were made under changes: the chief judge says why. Answer: "change"."""

    def __init__(
        self,
        trade: str,
        version: int,
        text: str,
        officials: Sequence[Known],
        check: Check,
        parent: QWidget | None = None,
    ) -> None:
        reasons = (self.tr("图纸或样件更正"), self.tr("评分标准有误"), self.tr("裁判组会议决定"))
        super().__init__(officials, check, reasons, "", parent)
        self.setObjectName("scheme_reason")
        title = self.tr("{trade}已经开始评分，改成第 {version} 版评分标准？").format(trade=trade, version=version)
        verb = self.tr("改成第 {version} 版").format(version=version)
        self.ask_official(title, text, (), (("change", verb),))
