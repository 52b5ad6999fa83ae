"""Portraits on the registration page: a folder matched in one go, what was not taken and why, one by the form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, messages
from ui.desk import Desk
from ui.models.columns import Column
from ui.models.table_model import TableModel
from ui.pages.page import Page
from ui.theme import CARD_HEADING, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label
from ui.widgets.message_bar import News
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.changes import Change
    from app.errors import AppError
    from app.services.photos import Known, Ready, Refused, Stored
    from ui.operations import Progress
    from ui.pages.registration_acts import RegistrationActs

PICTURES = "*.jpg *.jpeg *.png *.bmp *.webp"
_WIDE, _HIGH = 70, 98  # 25 x 35 mm, small


@dataclass(frozen=True)
class _Line:
    file: str
    why: str


class NotTaken(QDialog):
    """The pictures that were not taken, each with the reason and what to do; the list can be written to a file."""

    def __init__(self, refused: Sequence[Refused], matched: int, missing: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setObjectName("photos_not_taken")
        self.setWindowTitle(self.tr("照片批量匹配"))
        room = parent.window().size()
        self.resize(min(theme().px(820), room.width() - 48), min(theme().px(460), room.height() - 48))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        text = self.tr("配上 {matched} 张，{refused} 张没有配上")
        column.addWidget(Label(text.format(matched=matched, refused=len(refused)), CARD_HEADING, True, wrap=True))
        left = self.tr("还有 {count} 人没有照片；改好文件名再配一次，已配上的不会变。").format(count=missing)
        column.addWidget(Label(left, SECONDARY, ink=Ink.TEXT2, wrap=True))
        columns: tuple[Column[_Line], ...] = (
            Column("file", self.tr("文件"), lambda line: line.file, 200, tip=lambda line: line.file),
            Column("why", self.tr("原因"), lambda line: line.why, 300, stretch=True, tip=lambda line: line.why),
        )
        self.table = TableView(TableModel(columns, lambda line: line.file), self.tr("没有配上的照片"))
        self.table.table.set_rows([_Line(one.file, messages.sentence(one.why)) for one in refused])
        self.sentence = Label("", wrap=True)
        self.table.row_changed.connect(lambda line: self.sentence.setText(line.why if line is not None else ""))
        column.addWidget(self.table, 1)
        column.addWidget(self.sentence)
        row = QHBoxLayout()
        keep = Button(self.tr("导出所列…"), icon="arrow_export")
        keep.setVisible(self.table.can_export())
        keep.setAutoDefault(False)
        keep.clicked.connect(self.table.export)
        shut = Button(self.tr("关闭"), Look.PRIMARY)
        shut.clicked.connect(self.accept)
        row.addWidget(keep)
        row.addStretch(1)
        row.addWidget(shut)
        column.addLayout(row)
        self.table.select_row(0)


class PhotoFiles(QObject):
    """Works on behalf of the registration page: chooses, matches, stores, tells."""

    def __init__(self, page: Page, acts: RegistrationActs) -> None:
        super().__init__(page)
        self._page = page
        self._acts = acts

    def ask_for_folder(self) -> None:
        """Let the person choose a folder of portraits."""
        folder = self._page.desk.settings.last_folder or str(Path.home())
        name = QFileDialog.getExistingDirectory(self._page, self.tr("选择照片文件夹"), folder)
        if name:
            self.match(Path(name))

    def match(self, folder: Path) -> None:
        """Match the pictures of a folder (or one picture) to the people of the list and store them."""
        desk = self._page.desk
        if desk.contest is None or desk.person is None:
            return
        store = desk.contest.store

        def known(found: Known) -> None:
            def work(progress: Progress) -> Ready:
                from app.services import photos  # here: it brings the picture library along

                return photos.ready_photos(found, photos.pictures_in(folder), progress)

            def stopped() -> None:
                self._page.say(self.tr("没有配照片，名单没有改动。"), kind=News.NOTE)

            progress = desk.operations.run_long(work, self._store, self._page.refuse, stopped, owner=self)
            self._page.long_work.emit(self.tr("正在匹配照片"), progress)

        def act() -> Known:
            from app.services import photos  # here: see above

            return photos.known_people(store)

        desk.operations.run(act, known, self._page.refuse, owner=self)

    def _store(self, ready: Ready) -> None:
        desk = self._page.desk
        assert desk.contest is not None  # pictures were just matched to its people
        assert desk.person is not None
        store, by, at = desk.contest.store, desk.person.actor, desk.now()

        def act() -> Stored:
            from app.services import photos  # here: see above

            return photos.store_photos(store, ready, by=by, at=at)

        desk.operations.run(act, self._stored, self._page.refuse, owner=self)

    def _stored(self, done: Stored) -> None:
        matched, refused = done.ready.matched, done.ready.refused
        if matched:
            whole, some = self.tr("已配上 {count} 张照片"), self.tr("已配上 {count} 张照片，还有 {missing} 人没有照片")
            text = (some if done.missing else whole).format(count=len(matched), missing=done.missing)
            self._acts.note_photos(text, done.before)
        if refused:
            dialog = NotTaken(refused, len(matched), done.missing, self._page)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


class PhotoBox(QWidget):
    """The portrait of whoever is in the form, with buttons to take another or none."""

    told = Signal(str, object)  # what was done, what stood before

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._number, self._position = "", 1
        self._image = QImage()
        self.setObjectName("photo_box")
        self.setFixedHeight(theme().px(_HIGH) + 2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(_WIDE) + 10, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(6)
        self.words = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.choose = Button(self.tr("选照片…"), icon="image", small=True)
        self.choose.setObjectName("photo_choose")
        self.choose.clicked.connect(self.ask)
        self.away = Button(self.tr("去掉照片"), icon="delete", small=True)
        self.away.setObjectName("photo_away")
        self.away.clicked.connect(lambda: self.put(None))
        column.addWidget(self.words)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.away, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row.addLayout(column, 1)

    def sizeHint(self) -> QSize:
        return QSize(240, theme().px(_HIGH) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme().px(_HIGH) + 2)

    def block(self, reason: str) -> None:
        """Let nobody change the picture."""
        self.choose.block(reason)
        self.away.block(reason)

    def show_entry(self, number: str, position: int) -> None:
        """Show the picture of a member of an entry; "" shows none and takes none."""
        if (number, position) != (self._number, self._position):
            self._image = QImage()
        self._number, self._position = number, position
        self.setVisible(bool(number))
        contest = self._desk.contest
        if not number or contest is None:
            return
        store = contest.store

        def act() -> bytes:
            from app.services.photos import photo_of  # here: it brings the picture library along

            return photo_of(store, number, position)

        def came(data: bytes) -> None:
            if (number, position) == (self._number, self._position):
                self._show(QImage.fromData(data) if data else QImage())

        self._desk.operations.run(act, came, lambda _error: None, owner=self, quiet=True)

    def has_picture(self) -> bool:
        """Whether a picture is shown."""
        return not self._image.isNull()

    def _show(self, image: QImage) -> None:
        self._image = image
        there = self.has_picture()
        self.words.setText(self.tr("照片 25×35 mm") if there else self.tr("还没有照片"))
        self.away.setVisible(there)
        self.setAccessibleName(self.tr("有照片") if there else self.tr("没有照片"))
        self.update()

    def ask(self) -> None:
        """Let the person choose a picture."""
        settings = self._desk.settings
        kinds = self.tr("照片 ({kinds})").format(kinds=PICTURES)
        name, _ = QFileDialog.getOpenFileName(self, self.tr("选照片"), settings.last_folder or str(Path.home()), kinds)
        if name:
            self.put(Path(name))

    def put(self, file: Path | None) -> None:
        """Give this person the picture of a file, or none."""
        desk, number, position = self._desk, self._number, self._position
        contest, person = desk.contest, desk.person
        if contest is None or person is None or not number:
            return
        store, by, at = contest.store, person.actor, desk.now()

        def act() -> _Put:
            from app.services.photos import set_photo  # here: see above

            return _Put(*set_photo(store, number, position, file, by=by, at=at))

        def done(put: _Put) -> None:
            text = self.tr("{number} 换了照片") if file is not None else self.tr("{number} 去掉了照片")
            self.told.emit(text.format(number=number), put.before)
            self.show_entry(number, position)

        def refused(error: AppError) -> None:
            desk.operations.refused.emit(error)

        desk.operations.run(act, done, refused, owner=self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tokens = theme().tokens
        frame = QRect(0, 0, theme().px(_WIDE), theme().px(_HIGH))
        if self._image.isNull():
            drawing.box(painter, frame, tokens.window, tokens.line, 1.0)
            icons.paint(painter, frame, "person", tokens.muted, 20)
        else:
            painter.drawImage(frame, self._image)
            drawing.box(painter, frame, None, tokens.strong_line, 1.0, 0)
        painter.end()


@dataclass(frozen=True)
class _Put:
    before: Mapping[int, bytes | None]
    change: Change
