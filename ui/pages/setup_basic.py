"""基本信息 and 打印与证书: what the contest is called, who holds it when, and what its papers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.contest import Contest
from app.domain.yearplan import CLASSES, KINDS
from app.errors import AppError
from app.services.paper_settings import PaperSettings
from ui import messages
from ui.pages import setup_values as values
from ui.pages.registration_fields import FormField, LineField
from ui.pages.setup_fields import Bound, FieldGrid, SwitchField, being_typed, choice, line
from ui.pages.setup_section import Section
from ui.pages.setup_state import Deed, Setup
from ui.pages.setup_values import NotRead
from ui.theme import SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Ink, Label


class BasicSection(Section):
    """名称, 级别, 种类, 主办, 承办, 日期, 地点."""

    key = "basic"

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        classes = [("", self.tr("未定")), *((one, one) for one in CLASSES)]
        kinds = [("", self.tr("未定")), *((one, one) for one in KINDS)]
        self.card(
            self.tr("基本信息"),
            (self._text("name", line("name", self.tr("竞赛全称"), needed=True), setup.signed, must=True), True),
            (
                self._bound(
                    "year", line("year", self.tr("年度")), lambda c: str(c.year or ""), self._year, setup.signed
                ),
                False,
            ),
            (self._text("contest_class", choice("class", self.tr("级别"), classes), setup.signed), False),
            (self._text("kind", choice("kind", self.tr("种类"), kinds), setup.signed), False),
            (
                self._bound(
                    "base",
                    line("base", self.tr("赛区编号")),
                    lambda c: c.base,
                    lambda c, v: replace(c, base=v),
                    self._base,
                ),
                False,
            ),
            (
                self._bound(
                    "organisers",
                    line("organisers", self.tr("主办单位（几家用顿号隔开，证书落款按这个次序）")),
                    lambda c: values.items_text(c.organisers),
                    lambda c, v: replace(c, organisers=values.items(v)),
                    setup.signed,
                ),
                True,
            ),
            (self._text("host", line("host", self.tr("承办单位")), setup.own_fixed), False),
            (self._text("place", line("place", self.tr("地点")), setup.own_fixed), False),
            (self._day("starts", line("starts", self.tr("开始日期"))), False),
            (self._day("ends", line("ends", self.tr("结束日期"))), False),
        )
        self.column.addWidget(
            Label(self.tr("离开一格就存好，打勾为准。Ctrl+Z 撤销，Ctrl+Y 重做。"), SECONDARY, ink=Ink.MUTED, wrap=True)
        )

    def title(self) -> str:
        return self.tr("基本信息")

    def missing(self) -> Sequence[str]:
        contest = self.setup.contest
        if contest is None:
            return ()
        words = {
            "contest_class": self.tr("级别"),
            "kind": self.tr("种类"),
            "host": self.tr("承办单位"),
            "starts": self.tr("开始日期"),
        }
        return [word for name, word in words.items() if not getattr(contest, name)]

    @staticmethod
    def _bound(_name: str, field: FormField, show: Any, read: Any, why: Any) -> Bound:
        return Bound(field, show, read, why)

    def _text(self, name: str, field: FormField, why: Any, must: bool = False) -> Bound:
        def read(contest: Contest, text: str) -> Contest:
            return replace(contest, **{name: values.needed(text) if must else text})

        return Bound(field, lambda contest: getattr(contest, name), read, why)

    def _day(self, name: str, field: LineField) -> Bound:
        field.line.setPlaceholderText("2026-06-18")

        def read(contest: Contest, text: str) -> Contest:
            day = values.day(text)
            changed = {name: day}
            if name == "starts" and day is not None and contest.ends is not None and contest.ends < day:
                changed["ends"] = day  # the end follows a start that was moved behind it
            return replace(contest, **changed)

        return Bound(field, lambda contest: values.day_text(getattr(contest, name)), read, self.setup.own_fixed)

    @staticmethod
    def _year(contest: Contest, text: str) -> Contest:
        return replace(contest, year=values.whole(text, 1990, 2200))

    def _base(self) -> str:
        contest = self.setup.contest
        if contest is not None and not contest.base:
            words = self.tr(
                "新建时说了没有编号：成绩包不能上报，证书编号用文件的代号。要上报就新建，选“复制往年的设置”。"
            )
            return self.setup.fixed() or words
        return self.setup.fixed() or self.tr("写在文件的起点，不能改。编号错了要新建。")


class PapersSection(Section):
    """打印与证书: how certificates are numbered, and what posted lists say about complaints."""

    key = "papers"

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.now: PaperSettings | None = None
        self.pattern = ""
        self.fields: dict[str, FormField] = {
            "days": line("notice_days", self.tr("公示天数")),
            "phone": line("notice_phone", self.tr("公示受理电话")),
            "address": line("notice_address", self.tr("受理地点（空着就写承办单位）")),
            "mask_names": SwitchField("notice_mask", self.tr("公示姓名"), self.tr("中间一字打星号")),
        }
        card = Card(self.tr("公示表"))
        grid = FieldGrid()
        for name, field in self.fields.items():
            field.left.connect(lambda _key, name=name: self._left(name))
            grid.add(field)
        card.body.addWidget(grid)
        self.column.addWidget(card)
        self.numbers = line("serial_pattern", self.tr("证书编号的写法"))
        self.numbers.left.connect(lambda _key: self._pattern_left())
        numbers = Card(self.tr("证书"))
        inside = FieldGrid()
        inside.add(self.numbers, True)
        numbers.body.addWidget(inside)
        hint = self.tr(
            "{year} 年度、{base} 赛区、{prefix} 工种字头、{trade} 工种代码、{n:04} 四位流水号。已发的编号不变。"
        )
        note = Label(hint, SECONDARY, ink=Ink.TEXT2, wrap=True)
        note.setContentsMargins(14, 0, 14, 8)
        numbers.body.addWidget(note)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 12)
        layout = Button(self.tr("证书版式和套打…"), icon="certificate")
        layout.setObjectName("setup_to_certificates")
        layout.clicked.connect(lambda: setup.page.desk.go.emit("certificates"))
        row.addWidget(layout)
        row.addStretch(1)
        numbers.body.addLayout(row)
        self.column.addWidget(numbers)

    def title(self) -> str:
        return self.tr("打印与证书")

    def missing(self) -> Sequence[str]:
        return () if self.now is not None and self.now.phone else [self.tr("公示受理电话")]

    def refresh(self) -> None:
        super().refresh()
        contest = self.setup.page.desk.contest
        if contest is None:
            return
        store = contest.store

        def act() -> tuple[PaperSettings, str]:
            from app.services import certificates_numbers, paper_settings  # here: the store thread loads them

            with store.read() as reading:
                return paper_settings.paper_settings(reading), certificates_numbers.serial_pattern(reading)

        self.setup.page.desk.operations.run(act, self._came, owner=self, quiet=True)

    def _came(self, found: tuple[PaperSettings, str]) -> None:
        first = self.now is None
        self.now, self.pattern = found
        why = self.setup.own_fixed()
        shown = {
            "days": str(self.now.days),
            "phone": self.now.phone,
            "address": self.now.address,
            "mask_names": values.flag_text(self.now.mask_names),
        }
        for name, field in self.fields.items():
            self._show(field, shown[name], why)
        self._show(self.numbers, self.pattern, why)
        if first:
            self.setup.came.emit()

    @staticmethod
    def _show(field: FormField, value: str, why: str) -> None:
        if field.is_changed() and (field.problem or being_typed(field)):
            return
        if field.value() != value:
            field.show_value(value)
        field._shown = value
        field.set_open(not why)
        field.editor().setToolTip(why)

    def _left(self, name: str) -> None:
        field, before = self.fields[name], self.now
        if before is None:
            return
        text = field.value()
        try:
            value: Any = text
            if name == "days":
                value = values.whole(text, 1, 60)
            elif name == "mask_names":
                value = values.flag(text)
        except NotRead as wrong:
            field.tell(str(wrong))
            return
        after = replace(before, **{name: value})

        def store_it(wanted: PaperSettings) -> Any:
            def act(store: Any, by: Any, at: Any) -> Any:
                from app.services import paper_settings

                return paper_settings.keep(store, wanted, by=by, at=at)

            return act

        self.now = after
        self.setup.do(Deed(field.name, store_it(after), store_it(before)))
        field.keep()

    def _pattern_left(self) -> None:
        after = self.numbers.value()

        def store_it(pattern: str) -> Any:
            def act(store: Any, by: Any, at: Any) -> Any:
                from app.services import certificates_numbers

                return certificates_numbers.set_serial_pattern(store, pattern, by=by, at=at)

            return act

        contest, actor = self.setup.page.desk.contest, self.setup.present.actor()
        if contest is None or actor is None:
            return
        store, at = contest.store, self.setup.page.desk.now()

        def done(_change: object) -> None:
            self.pattern = after
            self.numbers.keep()

        def refused(error: AppError) -> None:
            self.numbers.tell(messages.sentence(error))

        act = store_it(after)
        self.setup.page.desk.operations.run(lambda: act(store, actor, at), done, refused, owner=self)

    def commit(self) -> bool:
        for field in (*self.fields.values(), self.numbers):
            if field.isVisible() and field.is_changed() and not field.problem:
                field._leave()
        return not any(field.problem for field in (*self.fields.values(), self.numbers))
