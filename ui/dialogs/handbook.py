"""使用手册: a window beside the program, blocking nothing: chapters and search at the left, the text at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources
from app.services import handbook as service
from app.services.handbook import Chapter, Hit
from ui import messages
from ui.theme import BODY, SECONDARY, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label
from ui.widgets.fields import SearchField

_NAME = Qt.ItemDataRole.UserRole
_SIDE = 300


class Reader(QTextBrowser):
    """One chapter. Pictures are as wide as there is room; links between chapters are told, not followed."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("handbook_text")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # pictures are as wide as what it leaves
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("手册正文"))
        self.anchorClicked.connect(lambda link: self.wanted.emit(link.toString()))
        self._chapter: Chapter | None = None
        self._language = "zh"

    def show_chapter(self, chapter: Chapter, language: str) -> None:
        """Show a chapter from its beginning."""
        self._chapter, self._language = chapter, language
        self.set_again()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.set_again()

    def set_again(self) -> None:
        """Set the chapter anew, for another width or look; the place stays."""
        if self._chapter is None:
            return
        before = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(_style())
        self.document().setDocumentMargin(theme().px(18))
        pictured = service.as_html(self._chapter).replace("<p><img", '<p class="picture"><img')
        self.setHtml(pictured)
        self.verticalScrollBar().setValue(before)

    def loadResource(self, kind: int, name: QUrl) -> object:
        """A picture of the handbook, never wider than the text; nothing from elsewhere."""
        file = (resources.folder() / service.ROOM / self._language / name.toString()).resolve()
        if not file.is_relative_to(resources.folder() / service.ROOM) or not file.is_file():
            return None
        picture = QImage(str(file))
        room = self.viewport().width() - 2 * theme().px(18) - 8
        if picture.width() > room > 0:
            ratio = self.devicePixelRatioF()
            picture = picture.scaledToWidth(int(room * ratio), Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture


def _style() -> str:
    """The little of CSS that a text document understands, in the colours and sizes in force."""
    tokens, size = theme().tokens, theme().font(BODY).pixelSize()
    family = theme().font(BODY).family()
    return f"""
    body, p, li, td, th {{ color: {tokens.text.name()}; font-size: {size}px; line-height: 150%; }}
    .picture {{ line-height: 100%; }}
    h1 {{ font-size: {size + 8}px; font-weight: 600; margin-bottom: 8px; }}
    h2 {{ font-size: {size + 3}px; font-weight: 600; margin-top: 18px; margin-bottom: 4px; }}
    h3 {{ font-size: {size + 1}px; font-weight: 600; margin-top: 12px; margin-bottom: 2px; }}
    a {{ color: {tokens.primary.name()}; }}
    code {{ background-color: {tokens.header.name()}; font-family: "{family}"; }}
    pre {{ background-color: {tokens.header.name()}; margin: 6px; }}
    blockquote {{ background-color: {tokens.primary_tint.name()}; margin: 8px 24px 8px 8px; }}
    th {{ background-color: {tokens.header.name()}; font-weight: 600; padding: 4px 8px; text-align: left; }}
    td {{ padding: 4px 8px; }}
    """


class HandbookWindow(QWidget):
    """The handbook. Closing it keeps the place for the next time."""

    pdf_wanted = Signal(str)  # language

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("handbook")
        self._language = messages.language()
        self._hits: tuple[Hit, ...] = ()
        self._past: list[str] = []
        self._name = ""
        self._build()
        self._list_chapters()
        theme().changed.connect(self._repaint)
        for keys, act in (
            ("Ctrl+F", self.search.setFocus),
            ("Alt+Left", self.go_back),
            ("Escape", self.close),
        ):
            QShortcut(QKeySequence(keys), self, activated=act)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(980), theme().px(660))

    def _build(self) -> None:
        self.setWindowTitle(self.tr("使用手册"))
        self.search = SearchField(self.tr("在手册里查找"), "Ctrl+F")
        self.search.settled.connect(self.look_for)
        self.list = QListWidget()
        self.list.setObjectName("handbook_list")
        self.list.setAccessibleName(self.tr("章节"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self.found = Label("", SECONDARY, ink=Ink.TEXT2)
        self.reader = Reader()
        self.reader.wanted.connect(self.follow)
        self.back = Button(self.tr("后退"), Look.QUIET, key="Alt+Left", binds=False)
        self.back.clicked.connect(self.go_back)
        self.pdf = Button(self.tr("存为 PDF…"), icon="document_pdf")
        self.pdf.clicked.connect(lambda: self.pdf_wanted.emit(self._language))
        self.said = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        side = QVBoxLayout()
        side.setSpacing(8)
        for widget in (self.search, self.found):
            side.addWidget(widget)
        side.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.pdf)
        text = QVBoxLayout()
        text.setSpacing(8)
        text.addWidget(self.reader, 1)
        text.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        holder = QWidget()
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(theme().px(_SIDE))
        row.addWidget(holder)
        row.addLayout(text, 1)
        self.found.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus()

    # chapters and hits

    def _list_chapters(self) -> None:
        self.list.clear()
        for chapter in service.chapters(self._language):
            self._add(chapter.title, chapter.name)

    def _add(self, text: str, name: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_NAME, name)
        self.list.addItem(item)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.open(str(item.data(_NAME)))

    def open_about(self, subject: str) -> None:
        """Open the chapter about a page of the window."""
        self.search.clear()
        self.open(service.chapter_about(subject, self._language).name)

    def open(self, name: str) -> None:
        """Open a chapter by name."""
        if name == self._name:
            return
        if self._name:
            self._past.append(self._name)
        self._show(name)

    def _show(self, name: str) -> None:
        chapter = next(one for one in service.chapters(self._language) if one.name == name)
        self._name = name
        self.reader.show_chapter(chapter, self._language)
        self.setWindowTitle(self.tr("{chapter} · 使用手册").format(chapter=chapter.title))
        self.back.block("" if self._past else self.tr("这是最先看的一章。"))
        if not self._hits:
            self._mark(name)

    def _mark(self, name: str) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def chapter(self) -> str:
        """The name of the chapter in sight."""
        return self._name

    def go_back(self) -> None:
        """Back to the chapter before."""
        if self._past:
            self._show(self._past.pop())

    def follow(self, link: str) -> None:
        """A link between chapters (`14-checkin.md`); anything else does not exist in the handbook."""
        name = link.partition("#")[0].removesuffix(".md")
        if any(chapter.name == name for chapter in service.chapters(self._language)):
            self.open(name)

    def look_for(self, words: str) -> None:
        """List where the words stand, or all chapters again when there are none."""
        self._hits = service.find(words, self._language)
        self.list.blockSignals(True)
        self.list.clear()
        if words.strip():
            for hit in self._hits:
                where = hit.title if hit.heading == hit.title else f"{hit.title} · {hit.heading}"
                self._add(f"{where}\n{hit.excerpt}", hit.chapter)
            count = len(self._hits)
            none = self.tr("手册里没有这些字，换个说法试试。")
            self.found.setText(self.tr("找到 {count} 处").format(count=count) if count else none)
        else:
            self._list_chapters()
        self.list.blockSignals(False)
        self.found.setVisible(bool(words.strip()))
        if not words.strip():
            self._mark(self._name)

    def say(self, text: str) -> None:
        """What became of the PDF."""
        self.said.setText(text)

    def _repaint(self) -> None:
        self.reader.set_again()


def suggested_pdf(folder: Path, language: str) -> Path:
    """Where the PDF is offered to go."""
    return folder / ("匠评使用手册.pdf" if language == "zh" else "Jiangping-Handbook.pdf")
