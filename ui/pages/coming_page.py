"""A page this version does not have yet: it says so in one sentence, and what to do meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.pages.page import Page
from ui.rail import ICONS, page_name
from ui.widgets.buttons import Button, Look
from ui.widgets.card import EmptyState

_MEANWHILE = {
    "registration": QT_TRANSLATE_NOOP(
        "ComingPage", "现在可以用命令 jiangping roster import 导入报名表，数据写进同一份竞赛文件。"
    ),
    "checkin": QT_TRANSLATE_NOOP(
        "ComingPage", "现在可以用命令 jiangping checkin 和 jiangping draw 检录、抽签，数据写进同一份竞赛文件。"
    ),
    "theory": QT_TRANSLATE_NOOP(
        "ComingPage", "现在可以用命令 jiangping marks import 导入理论成绩，数据写进同一份竞赛文件。"
    ),
    "practical": QT_TRANSLATE_NOOP(
        "ComingPage", "现在可以用命令 jiangping marks import 导入评分，数据写进同一份竞赛文件。"
    ),
    "recheck": QT_TRANSLATE_NOOP(
        "ComingPage", "现在可以用命令 jiangping recheck、lock、decode 复核、锁定、解密，两人在场的要求不变。"
    ),
    "ranking": QT_TRANSLATE_NOOP(
        "ComingPage", "现在可以用命令 jiangping standings 和 jiangping explain 看名次和来由。"
    ),
    "certificates": QT_TRANSLATE_NOOP("ComingPage", "现在可以用命令 jiangping certificates 生成证书 PDF。"),
    "report": QT_TRANSLATE_NOOP("ComingPage", "现在可以用命令 jiangping export 导出成绩包，用 jiangping verify 核对。"),
    "audit": QT_TRANSLATE_NOOP("ComingPage", "现在可以用命令 jiangping audit 校验操作记录。"),
}


class ComingPage(Page):
    """Says what is missing, and the way round."""

    def __init__(self, page: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._page = page
        column = QVBoxLayout(self)
        sentence = self.tr("“{page}”这一页在这个版本里还没有做好。").format(page=page_name(page))
        self.empty = EmptyState(ICONS[page], sentence, QCoreApplication.translate("ComingPage", _MEANWHILE[page]))
        back = Button(self.tr("回到看板"), Look.PRIMARY)
        back.clicked.connect(lambda: desk.go.emit("contest"))
        self.empty.add_button(back)
        column.addWidget(self.empty)

    def title(self) -> str:
        return page_name(self._page)
