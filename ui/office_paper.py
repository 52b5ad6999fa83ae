"""A paper of the office on the screen: the very PDF, then printed or kept; only then it enters the record."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt

from app.domain.roles import Act
from ui.pages.page import Page
from ui.pages.present import Ask, Present

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.papers_office import OfficeWish

translate = QCoreApplication.translate
_LISTS = frozenset({"register", "merged", "overview"})


def paper_titles() -> dict[str, str]:
    """What each kind of paper is called, in the language of the window."""
    return {
        "receipts": translate("OfficePaper", "回执"),
        "rejections": translate("OfficePaper", "拒收单"),
        "register": translate("OfficePaper", "收件登记"),
        "merged": translate("OfficePaper", "全省成绩汇总表"),
        "overview": translate("OfficePaper", "年度概览"),
    }


def show_paper(page: Page, kind: str, wish: OfficeWish) -> None:
    """Ask who prints, make the PDF away from the Qt thread, and show it."""
    ask = Ask(
        translate("OfficePaper", "谁来打印？"),
        translate("OfficePaper", "省办人员可以。打印写进操作记录。"),
        translate("OfficePaper", "打印"),
    )
    Present(page).one(Act.PRINT_PAPERS, ask, lambda by: _make(page, kind, wish, by))


def _make(page: Page, kind: str, wish: OfficeWish, by: Actor) -> None:
    contest = page.desk.contest
    if contest is None or contest.store is None:
        return
    store, now = contest.store, page.desk.now

    def act() -> bytes:
        from app.services.papers_office import preview_office  # here: reportlab is loaded on first use

        return preview_office(store, kind, wish, by=by, at=now())

    def write(path: Path) -> Any:
        from app.services.papers_office import print_office  # here: reportlab is loaded on first use

        return print_office(store, kind, path, wish, by=by, at=now())

    page.desk.operations.run(act, partial(_show, page, kind, write), owner=page)


def _show(page: Page, kind: str, write: Any, pdf: bytes) -> None:
    from ui.dialogs.paper_dialog import PaperDialog  # here: pdfium is loaded when a page is first looked at

    title = paper_titles()[kind]
    dialog = PaperDialog(page.desk.operations, title, pdf, f"{title}.pdf", write, page)
    dialog.setObjectName("office_paper")
    if kind in _LISTS:
        dialog.offer_table()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.kept.connect(lambda path: page.say(translate("OfficePaper", "已存到 {path}").format(path=path)))
    dialog.printed.connect(lambda n: page.say(translate("OfficePaper", "打印了 {count} 页。").format(count=n)))
    dialog.open()
