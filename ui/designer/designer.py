"""The designer in the window: the elements of a layout, its page, and what the selected ones are.

What is seen is made by the press that prints, on made-up people; whatever is wrong is told as it comes about, with the
element it is wrong with. A layout that came with the program is never changed: its copy is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.documents.layout_check import Fault, bare_stock, faults, proof
from app.documents.typeset import Box
from app.services import layouts as service
from app.services.layouts import Design
from ui.designer.bar import ToolBar
from ui.designer.canvas import DesignCanvas
from ui.designer.document import DesignDocument
from ui.designer.elements import ElementsPane
from ui.designer.keeping import Keeping
from ui.designer.properties import PropertiesPane
from ui.dialogs.question import Answer, Question
from ui.pages.page import Hint, Page
from ui.pages.present import Present
from ui.theme import CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label, Line
from ui.widgets.choices import CheckBox
from ui.widgets.fields import ChoiceBox, Segmented

_PAUSE = 60
Shown = tuple[bytes, bytes | None, tuple[Fault, ...]]


class Designer(QWidget):
    """The designer of one layout. `closed` tells the key of the layout last kept ("" for none)."""

    closed = Signal(str)

    def __init__(self, page: Page, present: Present, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self.key = design.key if design.own else ""
        self.removed = False
        self.document = DesignDocument(design.layout, design.pictures, self)
        self.keeping = Keeping(self, page, present)
        self.faults: tuple[Fault, ...] = ()
        self._busy = self._again = False
        self.setObjectName("designer")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Line())
        row = QHBoxLayout()
        row.setSpacing(0)
        self.elements = ElementsPane(self.document)
        self.elements.add_wanted.connect(self.add)
        self.properties = PropertiesPane(self.document)
        self.properties.picture_wanted.connect(self._ask_picture)
        row.addWidget(self.elements)
        row.addWidget(Line(vertical=True))
        row.addLayout(self._middle(), 1)
        row.addWidget(Line(vertical=True))
        row.addWidget(self.properties)
        column.addLayout(row, 1)
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        self._wait.timeout.connect(self._make)
        self.document.changed.connect(self._changed)
        self.canvas.show_document(self.document)
        self._changed()
        self._make()

    # building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(8)
        self.name = Label("", CARD_HEADING, True)
        self.name.setMinimumWidth(60)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = ToolBar(self.document)
        self.more = Button(self.tr("更多"), icon="more_horizontal", small=True)
        self.more.setObjectName("more")
        self.more.clicked.connect(lambda: self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        self.keep_button = Button(self.tr("存下"), Look.PRIMARY, key="Ctrl+S", binds=False, small=True)
        self.keep_button.setObjectName("keep_layout")
        self.keep_button.clicked.connect(lambda: self.keeping.keep())
        self.shut = Button(self.tr("返回证书"), small=True)
        self.shut.setObjectName("leave_designer")
        self.shut.clicked.connect(self.leave)
        row.addWidget(self.name, 1)
        row.addWidget(self.bar)
        row.addStretch(1)
        for button in (self.more, self.keep_button, self.shut):
            row.addWidget(button)
        return row

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.mode = Segmented((("stock", self.tr("套打")), ("whole", self.tr("整张"))), self.tr("看哪一种打法"))
        self.mode.set_current("whole")
        self.mode.changed.connect(lambda _key: self._look())
        self.sample = ChoiceBox(self.tr("用谁做样例"))
        self.sample.setObjectName("sample")
        for key, text in (
            ("usual", self.tr("样例：一般")),
            ("longest", self.tr("样例：最长")),
            ("team", self.tr("样例：团队")),
        ):
            self.sample.addItem(text, key)
        self.sample.activated.connect(lambda _index: self._make())
        self.snap = CheckBox(self.tr("吸附"))
        self.snap.setToolTip(self.tr("拖动时贴到边、中线和别的框；按住 Alt 不贴"))
        self.snap.setChecked(True)
        self.snap.toggled.connect(lambda on: setattr(self.canvas, "snapping", on))
        self.grid = CheckBox(self.tr("网格"))
        self.grid.setToolTip(self.tr("每格 5 mm"))
        self.grid.toggled.connect(self._show_grid)
        head.addWidget(self.mode)
        head.addWidget(self.sample)
        head.addStretch(1)
        head.addWidget(self.snap)
        head.addWidget(self.grid)
        column.addLayout(head)
        self.canvas = DesignCanvas(self._page.desk.operations, self.tr("版式页面"))
        self.canvas.setObjectName("design_canvas")
        self.canvas.edit_wanted.connect(self.properties_focus)
        self.canvas.zoomed.connect(self._show_percent)
        column.addWidget(self.canvas, 1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        self.hint = Label("", SECONDARY, ink=Ink.TEXT2)
        self.hint.setMinimumWidth(20)
        self.percent = Label("", SECONDARY, ink=Ink.TEXT2)
        self.farther = Button("−", small=True)
        self.closer = Button("+", small=True)
        self.fit = Button(self.tr("适合窗口"), small=True)
        self.farther.setAccessibleName(self.tr("缩小页面"))
        self.closer.setAccessibleName(self.tr("放大页面"))
        self.farther.clicked.connect(lambda: self.canvas.zoom_by(-1))
        self.closer.clicked.connect(lambda: self.canvas.zoom_by(1))
        self.fit.clicked.connect(lambda: self.canvas.set_zoom(1.0))
        foot.addWidget(self.hint, 1)
        self._zooming = QWidget()
        row = QHBoxLayout(self._zooming)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.percent, self.farther, self.closer, self.fit):
            row.addWidget(widget)
        corner = QVBoxLayout(self.canvas)
        corner.setContentsMargins(8, 8, 8, 8)
        corner.addStretch(1)
        self._corner, self._foot = QHBoxLayout(), foot
        self._corner.addStretch(1)
        corner.addLayout(self._corner)
        column.addLayout(foot)
        self._place_zooming(False)
        return column

    def _place_zooming(self, low: bool) -> None:
        """Below the page; in a low window in the corner of its surround, which leaves the height to the page."""
        row, other = (self._corner, self._foot) if low else (self._foot, self._corner)
        if row.indexOf(self._zooming) < 0:
            other.removeWidget(self._zooming)
            row.addWidget(self._zooming)
        self.hint.setVisible(not low)
        self.percent.setVisible(not low)  # there it would stand over the page

    def menu(self) -> QMenu:
        """What is done less often."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts: tuple[tuple[str, Callable[[], object]] | None, ...] = (
            (self.tr("底图：扫描的预印纸，只看不印…"), lambda: self._ask_picture("", "screen")),
            (self.tr("底图：整张打印时印的图…"), lambda: self._ask_picture("", "auto")),
            None,
            (self.tr("另存成新版式"), self.keeping.keep_copy),
            (self.tr("导入版式文件…"), self.keeping.ask_import),
            (self.tr("导出版式文件…"), self.keeping.ask_export),
            None,
            (self.tr("删去这个版式…"), self.keeping.ask_remove),
        )
        for act in acts:
            if act is None:
                menu.addSeparator()
                continue
            text, run = act
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False, run=run: run())
            if run == self.keeping.ask_remove:
                action.setEnabled(bool(self.key))
        return menu

    # showing

    @property
    def overprint(self) -> bool:
        """Whether the print on pre-printed stock is looked at."""
        return self.mode.current() == "stock"

    def _look(self) -> None:
        self.canvas.overprint = self.overprint
        self.canvas.update()
        self._make()

    def _show_grid(self, on: bool) -> None:
        self.canvas.grid = on
        self.canvas.update()

    def _show_percent(self) -> None:
        self.percent.setText(f"{self.canvas.percent()} %")
        self.fit.block("" if self.canvas.zoom > 1.0 else self.tr("整张都在窗口里。"))

    def _changed(self) -> None:
        self._show_name()
        self._wait.start()

    def _show_name(self) -> None:
        mark = "• " if self.document.dirty else ""
        name = f"{mark}{self.document.layout.name}"
        room = max(40, self.name.width() - 4)
        self.name.setText(QFontMetrics(self.name.font()).elidedText(name, Qt.TextElideMode.ElideRight, room))
        self.name.setAccessibleName(name)
        self.name.setToolTip(self.document.layout.name)

    def _make(self) -> None:
        """Ask for the page anew; while one is being made, once more after it."""
        self._wait.stop()
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        layout, pictures = self.document.layout, self.document.pictures
        person, overprint = self.sample.currentData() or "usual", self.overprint

        def act() -> Shown:
            page = proof(layout, pictures, person, overprint)
            return page, bare_stock(layout, pictures) if overprint else None, faults(layout, pictures)

        self._page.desk.operations.run(
            act, self._made, lambda _error: self._unmade(), owner=self, quiet=True, aside=True
        )

    def _made(self, shown: Shown) -> None:
        pdf, stock, self.faults = shown
        self.canvas.faulty = frozenset(fault.element for fault in self.faults if fault.grave)
        self.canvas.show_pdf(pdf, 0, stock)
        self.elements.show_faults(self.faults)
        self._unmade()

    def _unmade(self) -> None:
        self._busy = False
        if self._again:
            self._make()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(1100)
        tight = self.width() < theme().px(800)  # large text on a small screen
        self.elements.setFixedWidth(theme().px(124 if tight else 140 if narrow else 196))
        self.elements.set_narrow(tight)
        self.properties.setFixedWidth(theme().px(210 if tight else 236 if narrow else 268))
        self.keep_button.show_key("" if narrow else "Ctrl+S")
        self.more.say("" if narrow else self.tr("更多"))
        self.more.setAccessibleName(self.tr("更多"))
        self.more.setToolTip(self.tr("更多") if narrow else "")
        self.shut.say(self.tr("返回") if narrow else self.tr("返回证书"))
        self.fit.setVisible(not narrow)
        keys = self.tr("方向键移 0.5 mm，Shift 移 5 mm，Ctrl 移 0.1 mm；加 Alt 改大小")
        self.hint.setText(keys if not narrow else "")
        self._place_zooming(narrow and self.height() < theme().px(360))
        self._show_percent()
        QTimer.singleShot(0, self, self._show_name)  # when the head has its new widths

    def begin_with(self, key: str, right: float, down: float) -> None:
        """Begin on pre-printed stock with a box in hand, moved by millimetres."""
        self.mode.set_current("stock")
        self._look()
        self.document.select([key])
        if right or down:
            self.document.nudge(right, down)

    def properties_focus(self) -> None:
        """Go to the properties of what is selected."""
        self.properties.edit()

    # keys

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the designer."""
        return (
            Hint("← → ↑ ↓", self.tr("移 0.5 mm；Shift 5 mm，Ctrl 0.1 mm，加 Alt 改大小")),
            Hint("PgUp PgDn", self.tr("换一个框")),
            Hint("Enter", self.tr("改它的字和样子")),
            Hint("Ctrl+D", self.tr("再来一个")),
            Hint("Delete", self.tr("删去")),
            Hint("Ctrl+[ ]", self.tr("换上下层")),
            Hint("Ctrl+S", self.tr("存下")),
        )

    def perform(self, action: str) -> bool:
        """What the window's actions do here."""
        if action in ("undo", "redo"):
            done = self.document.undo() if action == "undo" else self.document.redo()
            if not done:
                undo = self.tr("没有可以撤销的了。")
                self._page.say(undo if action == "undo" else self.tr("没有可以重做的了。"))
        elif action == "next_pane":
            self._next_pane()
        else:
            return False
        return True

    def _next_pane(self) -> None:
        focus = self.focusWidget()
        panes: Sequence[QWidget] = (self.elements.list, self.canvas, self.properties)
        at = next((n for n, pane in enumerate(panes) if focus is pane or (focus and pane.isAncestorOf(focus))), -1)
        target = panes[(at + 1) % len(panes)]
        if target is self.properties:
            self.properties_focus()
        else:
            target.setFocus()

    def _key(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key with Ctrl does here, None for nothing."""
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return None
        document = self.document
        found: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_S: self.keeping.keep,
            Qt.Key.Key_D: document.duplicate,
            Qt.Key.Key_BracketRight: lambda: document.restack(1),
            Qt.Key.Key_BracketLeft: lambda: document.restack(-1),
            Qt.Key.Key_0: lambda: self.canvas.set_zoom(1.0),
        }
        if self.focusWidget() is self.canvas:
            found[Qt.Key.Key_A] = lambda: document.select(e.id for e in document.layout.elements)
        return found.get(Qt.Key(event.key()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._key(event):
            event.accept()  # ours while the designer is open, the window's own otherwise
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        run = self._key(event)
        if run is not None:
            run()
            return
        super().keyPressEvent(event)

    # changing

    def add(self, kind: str) -> None:
        """A new element of a kind in the middle of the page; a picture is asked for first."""
        if kind == "image":
            self._ask_picture("")
            return
        self.document.add(kind, self.overprint)
        self.canvas.setFocus()

    def _ask_picture(self, key: str, background: str = "") -> None:
        folder = self._page.desk.settings.last_folder
        kinds = self.tr("图片 (*.png *.jpg *.jpeg)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("选一张图片"), folder, kinds)
        if name:
            self.take_picture(Path(name), key, background)

    def take_picture(self, path: Path, key: str = "", background: str = "") -> None:
        """A picture into the element `key`, into a new one, or as a background ("screen": only to be seen)."""

        def came(found: tuple[str, bytes]) -> None:
            file, data = found
            if background:
                layout = self.document.layout
                self.document.add_picture(file, data, box=Box(0, 0, layout.width, layout.height), use=background)
            else:
                self.document.add_picture(file, data, key)

        self._page.desk.operations.run(partial(service.read_picture_file, path), came, owner=self, aside=True)

    # leaving

    def leave(self) -> None:
        """Go back to the certificates; unsaved work is asked about first."""
        if not self.document.dirty:
            self.closed.emit(self.key)
            return
        dialog = self._leaving()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._left)
        dialog.open()

    def _leaving(self) -> Question:
        dialog = Question(self)
        name = self.document.layout.name
        dialog.ask(self.tr("版式“{name}”改过，还没存").format(name=name), self.tr("不存的话，这次的改动就没有了。"))
        dialog.add_answer(Answer("stay", self.tr("接着改"), safe=True))
        dialog.add_answer(Answer("drop", self.tr("不存")))
        dialog.add_answer(Answer("keep", self.tr("存下"), primary=True))
        return dialog

    def _left(self, answer: str) -> None:
        if answer == "keep":
            self.keeping.keep(lambda: self.closed.emit(self.key))
        elif answer == "drop":
            self.closed.emit(self.key)

    def may_leave(self) -> bool:
        """Whether the page may be left now; asks, and waits for the answer, when something is not kept."""
        if not self.document.dirty:
            return True
        answer = self._leaving().answer()
        if answer == "keep":
            self.keeping.keep()
        elif answer == "drop":
            self.closed.emit(self.key)
        return answer == "drop" or (answer == "keep" and not any(fault.grave for fault in self.faults))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.window)
        painter.fillRect(0, 0, self.width(), self.canvas.parentWidget().mapTo(self, QPoint(0, 0)).y(), tokens.surface)
        painter.end()
