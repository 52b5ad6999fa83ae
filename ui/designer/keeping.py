"""A layout kept in the contest file, copied, removed, read from and written to files, on behalf of the designer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from app.changes import Change
from app.documents.layout_file import SUFFIX
from app.domain.roles import Act
from app.services import layouts as service
from app.services.access import Actor
from app.services.layouts import Design
from ui.dialogs.question import Answer, Question
from ui.pages.page import Page
from ui.pages.present import Ask, Present

if TYPE_CHECKING:
    from ui.designer.designer import Designer


class Keeping(QObject):
    """What is done with the layout as a whole. Whoever may not is asked for somebody who may."""

    def __init__(self, designer: Designer, page: Page, present: Present) -> None:
        super().__init__(designer)
        self._designer, self._page, self._present = designer, page, present

    def _with_somebody(self, question: str, then: Callable[..., None]) -> None:
        ask = Ask(question, self.tr("版式由打印员管，存下和删去都会记进操作记录。"), self.tr("继续"))
        self._present.one(Act.ISSUE_CERTIFICATES, ask, then)

    def keep(self, then: Callable[[], None] | None = None) -> None:
        """Keep the layout in the contest file."""
        focus = self._designer.focusWidget()
        if focus is not None and not isinstance(focus, QPlainTextEdit):
            focus.clearFocus()  # a number or a name still being typed counts too
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store, now, before = contest.store, self._page.desk.now, self._designer.key
        layout, pictures = self._designer.document.layout, self._designer.document.pictures

        def kept(_change: Change) -> None:
            self._designer.key = layout.name.strip()
            self._designer.document.mark_saved(layout, pictures)
            self._page.say(self.tr("版式“{name}”已存下，下次在版式里选它。").format(name=self._designer.key))
            if then is not None:
                then()

        def go(by: Actor) -> None:
            self._page.desk.operations.run(
                lambda: service.keep_layout(store, layout, pictures, before=before, by=by, at=now()), kept, owner=self
            )

        self._with_somebody(self.tr("谁来存版式？"), go)

    def keep_copy(self) -> None:
        """Keep what is here as another layout, under a name nobody has."""
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store, wish = contest.store, self._designer.document.layout.name

        def named(name: str) -> None:
            self._designer.key = ""
            self._designer.document.set_page(name=name)
            self.keep()

        self._page.desk.operations.run(lambda: service.free_name(store, wish), named, owner=self)

    def ask_remove(self) -> None:
        """Ask whether this layout is to go."""
        dialog = Question(self._designer)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = self.tr("用它打过的证书不变，打印记录还在。要留底可以先导出。")
        dialog.ask(self.tr("删去版式“{name}”？").format(name=self._designer.key), text)
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("remove", self.tr("删去"), primary=True))
        dialog.chosen.connect(lambda key: self.remove() if key == "remove" else None)
        dialog.open()

    def remove(self) -> None:
        """Take this layout out of the contest file and go back."""
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store, key, now = contest.store, self._designer.key, self._page.desk.now

        def gone(_change: Change) -> None:
            self._page.say(self.tr("版式“{name}”已删去").format(name=key))
            self._designer.removed = True
            self._designer.closed.emit("")

        def go(by: Actor) -> None:
            self._page.desk.operations.run(lambda: service.remove_layout(store, key, by=by, at=now()), gone, owner=self)

        self._with_somebody(self.tr("谁来删版式？"), go)

    def ask_import(self) -> None:
        """Ask for a layout file, then open it as a new layout."""
        folder = self._page.desk.settings.last_folder
        kinds = self.tr("版式文件 (*{suffix} *.json)").format(suffix=SUFFIX)
        name, _ = QFileDialog.getOpenFileName(self._designer, self.tr("导入版式文件"), folder, kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Open a layout file as a new layout, not kept yet; what was being designed can be had back with undo."""
        contest = self._page.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> Design:
            found = service.read_file(path)
            return replace(found, layout=replace(found.layout, name=service.free_name(store, found.layout.name)))

        def came(found: Design) -> None:
            self._designer.key = ""
            self._designer.document.put(found.layout, found.pictures)
            self._page.say(self.tr("版式“{name}”已读入，存下才进竞赛文件。").format(name=found.layout.name))

        self._page.desk.operations.run(act, came, owner=self)

    def ask_export(self) -> None:
        """Ask where the layout file goes."""
        last = self._page.desk.settings.last_folder
        folder = Path(last) if last else Path.home()
        kinds = self.tr("版式文件 (*{suffix})").format(suffix=SUFFIX)
        suggested = str(folder / f"{self._designer.document.layout.name}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self._designer, self.tr("导出版式文件"), suggested, kinds)
        if name:
            path = Path(name)
            self.write_file(path if path.suffix else path.with_suffix(SUFFIX))

    def write_file(self, path: Path) -> None:
        """Write the layout as it stands, with its pictures, into one file."""
        found = Design(
            self._designer.key,
            bool(self._designer.key),
            self._designer.document.layout,
            self._designer.document.pictures,
        )

        def done(_none: None) -> None:
            self._page.desk.change_settings(last_folder=str(path.parent))
            self._page.say(self.tr("版式和图片已导出到 {path}").format(path=path))

        self._page.desk.operations.run(lambda: service.write_design(found, path), done, owner=self, aside=True)
