"""证书: the winners, the very page in millimetres, the three steps onto pre-printed stock, and the batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act
from ui import messages
from ui.desk import Desk
from ui.pages.certificates_acts import Batch, CertificateActs
from ui.pages.certificates_design import DesignRoom, Start
from ui.pages.certificates_list import WinnerList, WinnersModel
from ui.pages.certificates_numbers import CertificateNumbers
from ui.pages.certificates_pages import CertificatePages, Wanted
from ui.pages.certificates_preview import CertificatePreview
from ui.pages.certificates_profiles import Printers
from ui.pages.certificates_side import WIDTH, CertificatesSide
from ui.pages.page import Hint, Page
from ui.pages.present import Present, no_trade
from ui.printer_profiles import Profile
from ui.theme import CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Chip, EmptyState, Ink, Label, Tone
from ui.widgets.choices import CheckBox
from ui.widgets.fields import ChoiceBox, Segmented
from ui.widgets.page_preview import Spot

if TYPE_CHECKING:
    from app.services.certificates import CertificateLine
    from app.services.certificates_view import CertificatesView

LIST_WIDTH = 214


class CertificatesPage(Page):
    """Left the winners, middle the page, right the steps and the batch."""

    wants = frozenset({Kind.CERTIFICATES, Kind.RESULTS, Kind.SHEETS, Kind.PEOPLE, Kind.CONTEST})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: CertificatesView | None = None
        self._present = Present(self)
        self.acts = CertificateActs(self, self._present)
        self.numbers = CertificateNumbers(self, self._present)
        self._turn = 0
        self._layout = ""
        self._entry = ""
        self.pages = CertificatePages(desk, self._put_page, self)
        self._verb: Callable[[], None] = lambda: None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        self.empty = EmptyState("certificate", "")
        self.empty_verb = Button("", Look.PRIMARY)
        self.empty_verb.clicked.connect(lambda: self._verb())
        self.empty.add_button(self.empty_verb)
        self.empty_design = Button(self.tr("编辑版式…"))
        self.empty_design.clicked.connect(lambda: self.room.ask())
        self.empty.add_button(self.empty_design)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._content())
        desk.person_changed.connect(self.grow_old)
        self.room = DesignRoom(self, self._present, self.stack)
        self.room.opened.connect(self._designing)
        self.room.left.connect(self._designed)
        self.printers = Printers(self, self.side)
        self.printers.changed.connect(self._show_counts)

    # building

    def _content(self) -> QWidget:
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addLayout(self._middle(), 1)
        self.side = CertificatesSide()
        self.side.calibrate.clicked.connect(lambda: self._calibrate(False))
        self.side.verify.clicked.connect(lambda: self._calibrate(True))
        self.side.trial.clicked.connect(self._trial)
        self.note = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.print = Button("", Look.PRIMARY, "print")
        self.print.setObjectName("print_batch")
        self.print.show_key("Ctrl+P")
        self.print.clicked.connect(lambda: self.acts.print_batch(self.batch()))
        self.export = Button("", icon="document_pdf")
        self.export.setObjectName("export_batch")
        self.export.clicked.connect(lambda: self.export_menu().popup(self.export.mapToGlobal(QPoint(0, 0))))
        self.side.foot.addWidget(self.note)
        for button in (self.export, self.print):
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
            self.side.foot.addWidget(button)
        row.addWidget(self.side)
        return content

    def _left(self) -> QWidget:
        left = QWidget()
        left.setObjectName("certificates_left")
        left.setAutoFillBackground(True)
        colours = left.palette()
        colours.setColor(left.backgroundRole(), theme().tokens.surface)
        left.setPalette(colours)
        self._left_side = left
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 10, 0, 6)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 12, 0)
        head.addWidget(Label(self.tr("获奖名单"), CARD_HEADING, True))
        head.addStretch(1)
        self.count = Label("", SECONDARY, ink=Ink.TEXT2)
        head.addWidget(self.count)
        column.addLayout(head)
        self.state = Chip()
        chips = QHBoxLayout()
        chips.setContentsMargins(12, 0, 8, 0)
        chips.addWidget(self.state)
        chips.addStretch(1)
        column.addLayout(chips)
        self.all = CheckBox(self.tr("全选"))
        self.all.setTristate(True)
        self.all.clicked.connect(self._tick_all)
        ticks = QHBoxLayout()
        ticks.setContentsMargins(12, 0, 12, 0)
        ticks.addWidget(self.all)
        ticks.addStretch(1)
        column.addLayout(ticks)
        self.winners = WinnersModel()
        self.winners.ticked.connect(self._show_counts)
        self.list = WinnerList(self.winners, self.tr("获奖名单"))
        self.list.setObjectName("winner_list")
        self.list.turned.connect(self._turn_to)
        column.addWidget(self.list, 1)
        numbers = Button(self.tr("编号与记录…"), small=True)
        numbers.setObjectName("certificate_numbers_open")
        numbers.clicked.connect(self.numbers.open)
        below = QHBoxLayout()
        below.setContentsMargins(12, 0, 12, 0)
        below.addWidget(numbers)
        below.addStretch(1)
        column.addLayout(below)
        return left

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.mode = Segmented((("stock", self.tr("套打")), ("whole", self.tr("整张打印"))), self.tr("打在什么纸上"))
        self.mode.changed.connect(lambda _key: self._changed_look())
        self.layouts = ChoiceBox(self.tr("版式"))
        self.layouts.activated.connect(self._choose_layout)
        self.edit_layout = Button(self.tr("编辑版式…"), icon="edit")
        self.edit_layout.setObjectName("edit_layout")
        self.edit_layout.clicked.connect(lambda: self.room.ask(self._layout))
        self.percent = Label("", SECONDARY, ink=Ink.TEXT2)
        self.fit = Button(self.tr("适合窗口"), small=True)
        self.fit.clicked.connect(lambda: self.preview.set_zoom(1.0))
        head.addWidget(self.mode)
        head.addWidget(self.layouts, 1)
        head.addWidget(self.edit_layout)
        column.addLayout(head)
        self.preview = CertificatePreview(self.desk.operations, self.tr("证书预览"))
        self.preview.setObjectName("certificate_preview")
        self.preview.picked.connect(self._pick)
        self.preview.zoomed.connect(self._show_percent)
        self.preview.move_wanted.connect(self._move_box)
        column.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.number = Label("", SECONDARY, ink=Ink.TEXT2)
        self.keys = Label(self.tr("方向键移框 0.5 mm，Shift 5 mm"), SECONDARY, ink=Ink.MUTED)
        self.keys.hide()  # until the page knows that there is room
        self.before = Button(self.tr("上一张"), key="PgUp", small=True)
        self.after = Button(self.tr("下一张"), key="PgDown", small=True)
        self.after.show_key("PgDn")
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        foot.addWidget(self.keys)
        foot.addStretch(1)
        foot.addWidget(self.number)
        foot.addWidget(self.percent)
        foot.addWidget(self.fit)
        foot.addWidget(self.before)
        foot.addWidget(self.after)
        column.addLayout(foot)
        return column

    # the page

    def title(self) -> str:
        return self.tr("证书")

    def crumbs(self) -> tuple[str, ...]:
        if self.room.designer is not None:
            return (self.tr("编辑版式"),)
        if self.view is None:
            return ()
        return (self.view.name, self.tr("套打与校准") if self.overprint else self.tr("整张打印"))

    def hints(self) -> tuple[Hint, ...]:
        if self.room.designer is not None:
            return self.room.designer.hints()
        return (
            Hint("PgUp PgDn", self.tr("换一张")),
            Hint("Space", self.tr("选或不选")),
            Hint("F5", self.tr("试打 1 张")),
            Hint("Ctrl+P", self.tr("打印选中的")),
        )

    @property
    def overprint(self) -> bool:
        """套打: only the variable parts are printed."""
        return self.mode.current() == "stock"

    def perform(self, action: str) -> bool:
        if self.room.designer is not None:
            return self.room.designer.perform(action)
        if self.stack.currentIndex() != 1:
            return False
        if action == "print":
            if self.print.isEnabled():
                self.acts.print_batch(self.batch())
            else:
                self.say(self.print.reason)
            return True
        if action == "next_pane":
            (self.side.printer if self.list.hasFocus() else self.list).setFocus()
            return True
        return False

    def memo(self) -> object:
        return (self._entry, self._layout, self.mode.current())

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple):
            self._entry, self._layout, mode = memo
            self.mode.set_current(mode)
            self.grow_old()

    def reload(self) -> None:
        contest, trade = self.desk.contest, self.desk.trade
        if contest is None or contest.store is None or not trade:
            self._say_empty(*no_trade(self.desk))
            return
        if not (self._present.may(Act.ISSUE_CERTIFICATES) or self._present.may(Act.SEE_RESULTS)):
            role = self.desk.person.role if self.desk.person else ""
            self._say_empty(
                self.tr("{role}不能看获奖名单。").format(role=role),
                self.tr("打印员和裁判长可以。请换人。"),
                self.tr("换人 (F10)"),
                self.desk.switch_wanted.emit,
            )
            return
        self._turn += 1
        turn, store, layout, overprint = self._turn, contest.store, self._layout, self.overprint

        def act() -> CertificatesView:
            from app.services.certificates_view import certificates_view  # here: it brings the fonts along

            return certificates_view(store, trade, layout, overprint)

        self.desk.operations.run(act, lambda view: self._came(turn, view), owner=self, quiet=True)

    def _came(self, turn: int, view: CertificatesView) -> None:
        if turn != self._turn:
            return
        same = self.view is not None and self.view.trade == view.trade
        self.view = view
        self.crumbs_changed.emit()
        self.pages.forget()
        if view.why is not None or not view.lines:
            why = messages.sentence(view.why) if view.why is not None else self.tr("这个工种没有人获奖。")
            self._say_empty(
                self.tr("名次还没定下来，还没有证书。"), why, self.tr("去排名"), lambda: self.desk.go.emit("ranking")
            )
            return
        self.stack.setCurrentIndex(1)
        self._show_layouts(view)
        shrunk: dict[str, str] = {}
        for one in view.shrunk:
            text = self.tr("{name}的“{element}”太长，已缩到 {size} 磅、{lines} 行，请看一眼。")
            shrunk[one.entry] = text.format(name=one.name, element=one.element, size=f"{one.size:g}", lines=one.lines)
        self.winners.show_lines(view.lines, shrunk, keep=same and self.winners.lines != ())
        entries = [line.entry for line in view.lines]
        row = entries.index(self._entry) if self._entry in entries else 0
        self._entry = entries[row]
        self.list.setCurrentIndex(self.winners.index(row, 0))
        self.state.say(
            self.tr("名次已确认，名单不会变") if view.confirmed else self.tr("名次还没确认，名单会变"),
            Tone.LOCK if view.confirmed else Tone.WARN,
        )
        self.preview.set_page_size(view.width, view.height, view.clear)
        self.side.paper = (view.width, view.height)
        self._show_spots()
        self._show_page()
        self._show_counts()

    def _say_empty(self, text: str, detail: str, verb: str, action: Callable[[], None]) -> None:
        self.stack.setCurrentIndex(0)
        self.empty.say(text, detail)
        self.empty_verb.say(verb)
        self._verb = action

    def _show_layouts(self, view: CertificatesView) -> None:
        if self.layouts.count() != len(view.layouts):
            self.layouts.clear()
            for key, name in view.layouts:
                self.layouts.addItem(name, key)
        self.layouts.setCurrentIndex(max(0, self.layouts.findData(view.layout)))

    # the page in hand

    def _line(self) -> CertificateLine | None:
        return next((line for line in self.winners.lines if line.entry == self._entry), None)

    def _turn_to(self, row: int) -> None:
        self._entry = self.winners.lines[row].entry
        self._show_page()

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        if 0 <= row < len(self.winners.lines):
            self.list.setCurrentIndex(self.winners.index(row, 0))

    def _show_page(self) -> None:
        contest, view = self.desk.contest, self.view
        row = self.list.currentIndex().row()
        self.number.setText(self.tr("第 {row} / {count} 张").format(row=row + 1, count=len(self.winners.lines)))
        self.before.block("" if row > 0 else self.tr("已经是第一张。"))
        self.after.block("" if row + 1 < len(self.winners.lines) else self.tr("已经是最后一张。"))
        self.side.warning.say(self.winners.shrunk.get(self._entry, ""))
        self._show_signs()
        if contest is not None and view is not None:
            self.pages.ask(contest.store, Wanted(view.trade, self._entry, self._layout, self.overprint))

    def _put_page(self, wanted: Wanted, pdf: bytes, stock: bytes | None) -> None:
        if wanted == Wanted(self.desk.trade, self._entry, self._layout, self.overprint):
            self.preview.show_pdf(pdf, 0, stock)

    def _show_spots(self) -> None:
        if self.view is None:
            return
        boxes = self.view.boxes if self.overprint else ()
        name = next((box.id for box in boxes if box.id.startswith("姓名")), "")
        self.preview.show_spots([Spot(box.id, box.x, box.y, box.w, box.h) for box in boxes], name)
        self._pick(name)

    def _move_box(self, key: str, right: float, down: float) -> None:
        """A box is to be moved: the designer opens with it in hand, already moved by so many millimetres."""
        self.room.ask(self._layout, Start(key, right, down))

    def _show_signs(self) -> None:
        """A code is made with the number: until then a sign stands in its box."""
        line = self._line()
        unmade = self.view is not None and line is not None and not line.prints
        boxes = self.view.boxes if self.view is not None and unmade else ()
        self.preview.signs = {box.id: "qr_code" for box in boxes if box.kind == "qr"}
        self.preview.update()

    def _pick(self, key: str) -> None:
        box = next((box for box in self.view.boxes if box.id == key), None) if self.view is not None else None
        place = f"{box.x:.1f}, {box.y:.1f} · {box.w:g} × {box.h:g} mm" if box is not None else ""
        self.side.show_box(key.removesuffix("框"), place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(1100)
        tight = self.width() < theme().px(900)  # large text on a small screen
        self._left_side.setFixedWidth(theme().px(164 if tight else LIST_WIDTH))
        self.side.setFixedWidth(theme().px(262 if tight else WIDTH - 30 if narrow else WIDTH))
        self.mode.set_text("stock", self.tr("套打") if narrow else self.tr("套打：只印可变内容"))
        self.mode.set_text("whole", self.tr("整张") if tight else self.tr("整张打印"))
        self.before.show_key("" if tight else "PgUp")
        self.after.show_key("" if tight else "PgDn")
        small = self.width() < theme().px(960)
        self.edit_layout.say("" if small else self.tr("编辑版式…"))
        self.edit_layout.setAccessibleName(self.tr("编辑版式…"))
        self.edit_layout.setToolTip(self.tr("编辑版式…") if small else "")
        self.keys.setVisible(not narrow and self.overprint)
        self.side.trial.show_key("" if narrow else "F5")
        inside = self.side.parentWidget().layout()
        if inside is not None:
            inside.activate()  # a page that is not in sight keeps its old smallest size otherwise
        self._show_percent()

    def _show_percent(self) -> None:
        self.percent.setText(f"{self.preview.percent()} %")
        self.fit.setVisible(self.preview.zoom > 1.0)

    # choices

    def _changed_look(self) -> None:
        self.crumbs_changed.emit()
        self.grow_old()

    def _choose_layout(self, index: int) -> None:
        self._layout = self.layouts.itemData(index)
        self.grow_old()

    def _tick_all(self) -> None:
        everyone = {line.entry for line in self.winners.lines if line.state != "void"}
        self.winners.tick_all(self.winners.chosen != everyone)

    # the layout

    def _designing(self) -> None:
        self.crumbs_changed.emit()
        self.hints_changed.emit()

    def _designed(self, key: str | None) -> None:
        self._layout = self._layout if key is None else key
        self._designing()
        self.grow_old()

    def commit_pending(self) -> bool:
        return self.room.may_leave()

    def can_reload(self) -> bool:
        return self.room.designer is None

    # the batch

    def batch(self) -> Batch:
        """What is ticked, as it would be made now."""
        view = self.view
        assert view is not None  # the buttons are off without one
        chosen = [line for line in self.winners.lines if line.entry in self.winners.chosen]
        profile = self.printers.now
        return Batch(
            trade=view.trade,
            name=view.name,
            entries=tuple(line.entry for line in chosen),
            again=sum(line.prints > 0 for line in chosen),
            layout=self._layout,
            overprint=self.overprint,
            profile=profile if self.overprint else Profile(*profile.key),
            size=(view.width, view.height),
            key=view.key,
            names={line.entry: line.name for line in chosen},
        )

    def _show_counts(self) -> None:
        view = self.view
        if view is None:
            return
        lines, chosen = self.winners.lines, self.winners.chosen
        self.count.setText(self.tr("{count} 人").format(count=len(lines)))
        printed = sum(line.prints > 0 for line in lines)
        states = {0: Qt.CheckState.Unchecked, len(lines): Qt.CheckState.Checked}
        self.all.setCheckState(states.get(len(chosen), Qt.CheckState.PartiallyChecked))
        self.print.say(self.tr("打印 {count} 张证书").format(count=len(chosen)))
        self.export.say(self.tr("导出 {count} 张 PDF").format(count=len(chosen)))
        today = self.desk.now().date()
        tried = self.printers.now.is_tried(today)
        self.side.show_steps(self.overprint, tried)
        reason = self._why_not(view)
        self.export.block(reason)
        printer_reason = self.printers.why_not(tried)
        self.print.block(reason or printer_reason)
        self.side.trial.block(self.printers.why_not(True))
        self.export.set_look(Look.PRIMARY if printer_reason and not reason else Look.SECONDARY)
        self.print.set_look(Look.SECONDARY if printer_reason else Look.PRIMARY)
        done = self.tr("已打 {printed} / {count}；打过的编号不会再用，重打要写原因。").format(
            printed=printed, count=len(lines)
        )
        self.note.setText(done if printed and not chosen else self.print.reason or done)

    def _why_not(self, view: CertificatesView) -> str:
        if not view.confirmed:
            return self.tr("裁判长还没确认名次，先去“排名”确认。")
        return "" if self.winners.chosen else self.tr("还没有选人。")

    def export_menu(self) -> QMenu:
        """One PDF with all pages, or a file for everybody."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("合成一份 PDF…")).triggered.connect(lambda: self.acts.ask_export(self.batch()))
        menu.addAction(self.tr("每人一份 PDF…")).triggered.connect(lambda: self.acts.ask_export_each(self.batch()))
        return menu

    def _trial(self) -> None:
        batch = replace(self.batch(), entries=(self._entry,))
        today = self.desk.now().date()
        self.acts.trial(batch, lambda: self.printers.put(self.printers.now.judged_good(today)))

    def _calibrate(self, corrected: bool) -> None:
        if self.view is not None:
            self.printers.calibrate(self.view.width, self.view.height, corrected)
