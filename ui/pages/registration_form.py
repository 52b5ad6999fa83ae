"""The form beside the list: one entry, each field stored when it is left; or a new entry, stored by its button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from ui import messages
from ui.desk import Desk
from ui.pages import registration_words as words
from ui.pages.registration_fields import ChoiceField, FormField, LineField, MaskedField, side_by_side
from ui.pages.registration_photos import PhotoBox
from ui.theme import SECONDARY
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Ink, Label, Line
from ui.widgets.choices import CheckBox
from ui.widgets.fields import EnterWalks

if TYPE_CHECKING:
    from app.services.registration_form import Checked, EntryForm, FormTrade, Numbers, Saved
    from app.services.registration_pairs import Pair

NEEDED = frozenset({"name", "id_kind", "id_number", "delegation", "unit", "trade", "phone"})
KEPT_FOR_NEXT = ("delegation", "unit", "trade", "group")
_TICKS = ("guest", "no_award")
_BY_ID = ("sex", "birth_date")


class EntryFormPane(QWidget):
    """Shows an entry or takes a new one. `saved` carries what became of a field or form that was stored."""

    saved = Signal(object)
    closed = Signal()
    abandoned = Signal()  # Esc: the new entry is not wanted
    other_wanted = Signal(str)  # the entry (number) of whoever looks the same

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.form: EntryForm | None = None
        self.new = False
        self._trades: dict[str, FormTrade] = {}
        self._blocked = ""
        self.fields: dict[str, FormField] = {}
        self.ticks: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Line())
        column.addWidget(self._body(), 1)
        column.addLayout(self._foot())
        self._walk = EnterWalks(self)
        for field in self.fields.values():
            field.left.connect(self._left)
            field.pair_wanted.connect(lambda _key: self.ask_pair())
            field.editor().installEventFilter(self._walk)
        for keys, act in (("Ctrl+Return", self.register), ("Ctrl+Enter", self.register), ("F3", self.ask_pair)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._settle()

    # building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 8, 8)
        text = QVBoxLayout()
        text.setSpacing(0)
        self.heading = Label("", 16, True)
        self.under = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        text.addWidget(self.heading)
        text.addWidget(self.under)
        row.addLayout(text, 1)
        self.shut = Button("", Look.QUIET, "dismiss", small=True)
        self.shut.setAccessibleName(self.tr("收起右栏"))
        self.shut.clicked.connect(self.closed)
        row.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _body(self) -> QScrollArea:
        self._area = area = QScrollArea()
        self._in_sight = QTimer(self, singleShot=True, interval=0)  # once what was said has its room
        self._in_sight.timeout.connect(self._keep_in_sight)
        area.verticalScrollBar().rangeChanged.connect(lambda *_: self._in_sight.start())
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        self.members = ChoiceField("member", self.tr("队员"))
        self.members.left.connect(lambda _key: self._other_member())
        column.addWidget(self.members)
        self.document = self._masked("id_number")
        kind = self._choice("id_kind")
        kind.offer([(key, words.tr(text)) for key, text in words.ID_KINDS.items()])
        sex = self._choice("sex")
        sex.offer([("", "—"), ("男", self.tr("男")), ("女", self.tr("女"))])
        column.addWidget(side_by_side(self._choice("trade"), self._choice("group")))
        for widget in (self._line("team"), self._line("name"), kind, self.document):
            column.addWidget(widget)
        column.addWidget(side_by_side(sex, self._line("birth_date")))
        column.addWidget(side_by_side(self._line("nation"), self._line("education")))
        column.addWidget(self._line("delegation"))
        column.addWidget(self._line("unit"))
        column.addWidget(side_by_side(self._line("post"), self._line("years")))
        column.addWidget(side_by_side(self._line("skill_level"), self._line("skill_certificate")))
        self.phone = self._masked("phone")
        column.addWidget(self.phone)
        self.photo = PhotoBox(self._desk)
        self.photo.hide()
        column.addWidget(self.photo)
        for key in _TICKS:
            tick = CheckBox(words.field_name(key))
            tick.setObjectName(f"field_{key}")
            tick.clicked.connect(lambda _on=False, key=key: self._ticked(key))
            self.ticks[key] = tick
            column.addWidget(tick)
        column.addWidget(self._line("remark"))
        column.addStretch(1)
        return area

    def _line(self, key: str) -> FormField:
        self.fields[key] = LineField(key, words.field_name(key), key in NEEDED)
        return self.fields[key]

    def _masked(self, key: str) -> MaskedField:
        field = MaskedField(key, words.field_name(key), key in NEEDED)
        field.look_wanted.connect(self._look)
        self.fields[key] = field
        return field

    def _choice(self, key: str) -> ChoiceField:
        field = ChoiceField(key, words.field_name(key), key in NEEDED)
        self.fields[key] = field
        return field

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 14, 10)
        self.go = Button(self.tr("登记"), Look.PRIMARY, "person_add", "Ctrl+Enter", binds=False)
        self.go.setObjectName("register_entry")
        self.go.clicked.connect(self.register)
        row.addWidget(ReasonLabel(self.go), 1)
        row.addStretch(0)
        row.addWidget(self.go)
        return row

    # what is shown

    def offer(self, trades: Sequence[FormTrade], delegations: Sequence[str]) -> None:
        """The trades and delegations there are to choose from."""
        self._trades = {trade.code: trade for trade in trades}
        field = self.fields["trade"]
        assert isinstance(field, ChoiceField)
        field.offer([(trade.code, trade.name) for trade in trades])
        line = self.fields["delegation"]
        assert isinstance(line, LineField)
        line.suggest(delegations)
        self._offer_groups()

    def block(self, reason: str) -> None:
        """Let nobody change anything, for a reason in words; "" opens the form again."""
        self._blocked = reason
        self._settle()

    def show_entry(self, form: EntryForm) -> None:
        """Show an entry; a field of the same entry that is being typed in, or was refused, stays as it is."""
        same = self.form is not None and (self.form.number, self.form.position) == (form.number, form.position)
        self.form, self.new = form, False
        self._show_values(form.values, keep_open=same)
        self.heading.setText(f"{form.number}　{form.values.get('team') or form.values.get('name', '')}")
        kind = words.kind_name(form.kind)
        self.under.setText(" · ".join(filter(None, (kind, form.trade_name, words.state_name(form.state)))))
        self.members.setVisible(len(form.members) > 1)
        self.members.offer([(str(n), f"{n}　{name}") for n, name in enumerate(form.members, 1)])
        self.members.show_value(str(form.position))
        self.photo.show_entry(form.number if form.members and form.members[0] else "", form.position)
        self._settle()

    def start_new(self, trade: str = "", delegation: str = "") -> None:
        """Empty the form for somebody new; the name comes first."""
        self.form, self.new = None, True
        first = trade or next((t.code for t in self._trades.values() if not t.closed), "")
        self._show_values({"id_kind": "resident", "trade": first, "delegation": delegation})
        self.heading.setText(self.tr("新增报名"))
        self.under.setText(self.tr("Enter 到下一栏，Esc 放弃；参赛号由程序编"))
        self.members.hide()
        self.photo.show_entry("", 1)
        self._settle()
        self.fields["name"].editor().setFocus()

    def clear(self) -> None:
        """Show nothing."""
        self.form, self.new = None, False
        self._show_values({})
        self.heading.setText(self.tr("没有选中的报名"))
        self.under.setText(self.tr("在表里选一行，或按 Ctrl+N 新增"))
        self.members.hide()
        self.photo.show_entry("", 1)
        self._settle()

    def _show_values(self, values: Mapping[str, str], keep_open: bool = False) -> None:
        for key in ("trade", *(k for k in self.fields if k != "trade")):
            field = self.fields[key]
            if keep_open and (field.problem or (field.is_changed() and field.editor().hasFocus())):
                continue
            if keep_open and field.value() == values.get(key, ""):
                continue
            field.show_value(values.get(key, ""))
            if key == "trade":
                self._offer_groups()
        for key, tick in self.ticks.items():
            tick.setChecked(values.get(key, "") == "1")

    def _offer_groups(self) -> None:
        trade = self._trades.get(self.fields["trade"].value())
        groups = trade.groups if trade else self.form.groups if self.form else ()
        field = self.fields["group"]
        assert isinstance(field, ChoiceField)
        field.offer([(group, group) for group in groups] or [("", "—")])
        several = trade is not None and trade.kind != "individual"
        self.fields["team"].setVisible(several)

    def _settle(self) -> None:
        shown = self.new or self.form is not None
        locked = self.form is not None and self.form.locked
        opened = shown and not self._blocked and not locked
        for key, field in self.fields.items():
            field.set_open(opened and (self.new or key != "trade"))
        for tick in self.ticks.values():
            tick.setEnabled(opened)
            tick.setToolTip(self._why_off())
            tick.setAccessibleDescription(self._why_off())
        for field in (self.document, self.phone):
            field.eye.setVisible(not self.new and self.form is not None)
        self.photo.block(self._blocked)
        self.go.setVisible(self.new)
        self.go.block(self._blocked if self.new else "")

    def _why_off(self) -> str:
        """Why nothing can be changed just now; "" when it can."""
        if self._blocked:
            return self._blocked
        if self.form is not None and self.form.locked:
            return self.tr("这个工种的成绩已锁定，报名不能再改。")
        return "" if self.new or self.form is not None else self.tr("在表里选一行，或按 Ctrl+N 新增")

    # storing

    def values(self) -> dict[str, str]:
        """Everything that stands in the form."""
        found = {key: field.value() for key, field in self.fields.items()}
        return found | {key: "1" if tick.isChecked() else "" for key, tick in self.ticks.items()}

    def is_being_filled(self) -> bool:
        """Whether a new entry holds something that would be lost."""
        return self.new and any(self.fields[key].value() for key in ("name", "id_number"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.new:
            self.abandoned.emit()
            return
        super().keyPressEvent(event)

    def refused_field(self) -> FormField | None:
        """A field of a stored entry whose value was refused and still stands there."""
        return next((field for field in self.fields.values() if field.problem and not self.new), None)

    def commit(self) -> None:
        """Store the field being typed in, as if it had been left."""
        for field in self.fields.values():
            if field.editor().hasFocus() and field.is_changed() and not field.problem:
                self._left(field.key)

    def register(self) -> None:
        """Store the new entry."""
        if not self.new or self._blocked or not self.go.isVisibleTo(self):
            return
        self._save(self.values(), "", 1)

    def _left(self, key: str) -> None:
        field = self.fields[key]
        if key == "trade":
            self._offer_groups()
        if self.form is not None and not self.new:
            values = {key: field.value()}
            if key == "id_kind":
                return  # stored together with the number it belongs to
            if key == "id_number":
                values["id_kind"] = self.fields["id_kind"].value()
            self._save(values, self.form.number, self.form.position)
        elif self.new:
            self._check(key)

    def _ticked(self, key: str) -> None:
        if self.form is not None and not self.new:
            value = "1" if self.ticks[key].isChecked() else ""
            self._save({key: value}, self.form.number, self.form.position)

    def _save(self, values: dict[str, str], number: str, position: int) -> None:
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None:
            return
        store, by, at = contest.store, person.actor, self._desk.now()

        def act() -> Saved:
            from app.services.registration_form import save_entry  # here: the store thread loads it

            return save_entry(store, values, by=by, at=at, number=number, position=position)

        self._desk.operations.run(
            act, lambda saved: self._stored(saved, values), lambda error: self._refused(error, values), owner=self
        )

    def _stored(self, saved: Saved, values: Mapping[str, str]) -> None:
        if self.new and self.form is None and len(values) > 2:
            kept = {key: values[key] for key in KEPT_FOR_NEXT}
            self.start_new()
            for key in KEPT_FOR_NEXT:
                self.fields[key].show_value(kept[key])
        else:
            for key in values:
                if key in self.fields and self.fields[key].value() == values[key]:
                    self.fields[key].keep()
            self._warn(saved.warnings)
        self.saved.emit(saved)

    def _refused(self, error: AppError, values: Mapping[str, str]) -> None:
        by_field: dict[str, AppError] = getattr(error, "by_field", {})
        if not by_field:
            self._desk.operations.refused.emit(error)
            for key in values:
                if key in self.ticks and self.form is not None:
                    self.ticks[key].setChecked(self.form.values.get(key) == "1")
            return
        for key, why in by_field.items():
            place = key if key in self.fields else "name"
            self._tell(place, why, refused=True)
        first = next((self.fields[key] for key in self.fields if key in by_field), None)
        if first is not None and self.new:
            first.editor().setFocus()
            self._in_sight.start()

    def _keep_in_sight(self) -> None:
        """The field the keyboard is in stays to be seen, with what is said of it."""
        for field in self.fields.values():
            if field.editor().hasFocus():
                self._area.ensureWidgetVisible(field, 0, 12)

    def _check(self, left: str) -> None:
        """Say at once what is wrong with a field of a new entry; nothing is stored."""
        contest = self._desk.contest
        if contest is None:
            return
        store, at, values = contest.store, self._desk.now(), self.values()

        def act() -> Checked:
            from app.services.registration_form import check_entry  # here: the store thread loads it

            return check_entry(store, values, at=at)

        self._desk.operations.run(act, lambda checked: self._show_check(left, checked), owner=self, quiet=True)

    def _show_check(self, left: str, checked: Checked) -> None:
        if not self.new:
            return
        for key, field in self.fields.items():
            if key not in checked.problems and (key == left or field.problem):
                field.tell()
        for key in (left, *_BY_ID):
            if key in checked.problems:
                self._tell(key, checked.problems[key], refused=True)
        self._warn(checked.warnings)
        if left == "id_number" and left not in checked.problems:
            self._fill_by_number()

    def _warn(self, warnings: Mapping[str, Any]) -> None:
        for key, why in warnings.items():
            if key in self.fields and not self.fields[key].problem:
                self._tell(key, why, refused=False)

    def _tell(self, key: str, why: AppError, refused: bool) -> None:
        text, alike = messages.sentence(why), why.code in words.ALIKE
        self.fields[key].tell(text if refused else "", "" if refused else text, alike)

    def ask_pair(self) -> None:
        """Show this person beside whoever looks the same, when something said so."""
        contest = self._desk.contest
        field = next((field for field in self.fields.values() if field.pair.isVisibleTo(self)), None)
        if contest is None or field is None:
            return
        store, values, reason = contest.store, self.values(), field.words.text()
        number, position = (self.form.number, self.form.position) if self.form is not None else ("", 1)

        def act() -> Pair:
            from app.services.registration_pairs import pair_in_form  # here: the store thread loads it

            return pair_in_form(store, values, number=number, position=position)

        def show(pair: Pair) -> None:
            from ui.dialogs.roster_pair import PairDialog  # here: few people look like another

            other = pair.right.number
            verb = self.tr("放弃这一份，打开 {number}") if self.new else self.tr("打开 {number}")
            dialog = PairDialog(pair, reason, verb.format(number=other), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(lambda key: self.other_wanted.emit(other) if key == "go" else None)
            dialog.open()

        self._desk.operations.run(act, show, owner=self)

    def _fill_by_number(self) -> None:
        """Sex and birth date as the resident number says them."""
        from app.domain import idnumber  # here: loaded long before by the store thread

        found = idnumber.read(self.fields["id_number"].value())
        if isinstance(found, idnumber.IdNumber) and self.fields["id_kind"].value() == "resident":
            self.fields["sex"].show_value(found.sex)
            self.fields["birth_date"].show_value(found.birth.isoformat())

    # looking

    def _look(self, held: bool) -> None:
        contest, person, form = self._desk.contest, self._desk.person, self.form
        if not held or contest is None or person is None or form is None:
            self.document.hide_again()
            self.phone.hide_again()
            return
        store, by, at = contest.store, person.actor, self._desk.now()

        def act() -> Numbers:
            from app.services.registration_form import show_numbers  # here: the store thread loads it

            return show_numbers(store, form.number, form.position, by=by, at=at)

        def came(numbers: Numbers) -> None:
            if self.form is form:
                self.document.show_whole(numbers.id_number)
                self.phone.show_whole(numbers.phone)

        self._desk.operations.run(act, came, owner=self, quiet=True)

    def _other_member(self) -> None:
        if self.form is not None:
            self.load(self.form.number, int(self.members.value() or 1))

    def load(self, number: str, position: int = 1) -> None:
        """Fetch an entry and show it."""
        contest = self._desk.contest
        if contest is None:
            return
        store = contest.store

        def act() -> EntryForm:
            from app.services.registration_form import read_form  # here: the store thread loads it

            return read_form(store, number, position)

        self._desk.operations.run(act, self.show_entry, lambda _error: self.clear(), owner=self, quiet=True)
