"""The pane beside the scheme's tree: everything an aspect of a kind asks for; criteria and modules have theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.domain.contest import Contest
from app.domain.scheme import (
    Aspect,
    AspectKind,
    Average,
    Band,
    CatalogueItem,
    Criterion,
    Judged,
    Measured,
    Module,
    OnStop,
    Section,
    When,
    Zero,
)
from ui.pages import setup_scheme_words as words
from ui.pages import setup_values as values
from ui.pages.registration_fields import FormField
from ui.pages.setup_fields import Binding, Bound, Cell, RowsField, SwitchField, choice, line
from ui.theme import CARD_HEADING, SECONDARY
from ui.widgets.card import Ink, Label
from ui.widgets.fields import EnterWalks

if TYPE_CHECKING:
    from ui.pages.setup_scheme import SchemeSection


class DetailPane(QScrollArea):
    """Shows the fields of the line in hand; each is stored when it is left."""

    def __init__(self, section: SchemeSection) -> None:
        super().__init__(section)
        self._section = section
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.setHorizontalScrollBarPolicy(self.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._inside.setMinimumWidth(1)  # long captions are shortened, never the fields
        self.setWidget(self._inside)
        for part in (self.viewport(), self._inside):
            part.setAutoFillBackground(False)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        self.heading = Label("", CARD_HEADING, True, wrap=True)
        column.addWidget(self.heading)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        column.addStretch(1)
        self._forms: dict[str, tuple[QWidget, Binding]] = {}
        self._form = ""

    def refresh(self) -> None:
        """Show the line in hand."""
        what = self._section.what()
        if what is None:
            self.heading.setText(self.tr("选一行看它怎样给分"))
            self.stack.hide()
            return
        self.stack.show()
        self.heading.setText(f"{what.id}　{what.name}")
        key = what.kind.value if isinstance(what, Aspect) else type(what).__name__
        if key not in self._forms:
            self._forms[key] = self._make(key)
            self.stack.addWidget(self._forms[key][0])
        widget, binding = self._forms[key]
        if key != self._form:
            for other, (form, _) in self._forms.items():
                policy = form.sizePolicy()
                policy.setVerticalPolicy(
                    policy.Policy.Preferred if other == key else policy.Policy.Ignored  # a hidden form takes no room
                )
                form.setSizePolicy(policy)
            self._form = key
            self.stack.setCurrentWidget(widget)
        binding.refresh()

    def show_other(self) -> None:
        """Another line is in hand: what was refused in the fields of the one before is forgotten."""
        if self._form:
            for one in self._forms[self._form][1].bound:
                one.field.tell()
                one.field._shown = one.field.value()
        self.refresh()

    def commit(self) -> bool:
        """Store what is being typed; False when it was refused."""
        if not self._form:
            return True
        binding = self._forms[self._form][1]
        binding.commit()
        return not binding.pending()

    def focus_first(self) -> None:
        """The keyboard goes to the first field."""
        if self._form:
            self._forms[self._form][1].bound[0].field.editor().setFocus()

    # forms

    def _make(self, key: str) -> tuple[QWidget, Binding]:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        binding = Binding(self._section.setup, form)
        if key == "Module":
            fields = self._module_fields()
        elif key == "Criterion":
            fields = self._criterion_fields()
        else:
            fields = [*self._of_kind(AspectKind(key)), *self._of_every()]
        walk = EnterWalks(form)
        for bound in fields:
            column.addWidget(binding.add(bound))
            editor = bound.field.editor()
            if isinstance(editor, QLineEdit):
                editor.installEventFilter(walk)
        if key == "Module":
            text = self.tr("模块和评分项的配分跟着各评分点走；自己写一个数，就按写的数核对。")
            column.addWidget(Label(text, SECONDARY, ink=Ink.TEXT2, wrap=True))
        column.addStretch(1)
        return form, binding

    def _put(self, field: FormField, show: Callable[[Any], Any], read: Callable[[Any, Any], Any]) -> Bound:
        section = self._section

        def shown(_contest: Contest) -> Any:
            return show(section.what())

        def changed(contest: Contest, value: Any) -> Contest:
            return section.with_what(contest, read(section.what(), value))

        return Bound(field, shown, changed, section.why)

    def _detail(self, name: str, field: FormField, show: Callable[[Any], Any], read: Callable[[Any], Any]) -> Bound:
        def shown(what: Any) -> Any:
            return show(getattr(what.detail, name)) if hasattr(what.detail, name) else ""

        def changed(what: Any, value: Any) -> Any:
            return replace(what, detail=replace(what.detail, **{name: read(value)}))

        return self._put(field, shown, changed)

    def _number(self, name: str, title: str, empty: bool = False) -> Bound:
        read = values.number_or_none if empty else values.number
        return self._detail(name, line(f"aspect_{name}", title), values.number_text, read)

    def _whole(self, name: str, title: str, low: int, high: int) -> Bound:
        return self._detail(name, line(f"aspect_{name}", title), str, lambda text: values.whole(text, low, high))

    def _of_kind(self, kind: AspectKind) -> list[Bound]:
        if kind is AspectKind.VALUE:
            return [
                self._number("minimum", self.tr("最低分")),
                self._number("step", self.tr("间隔（空着到三位小数）"), True),
            ]
        if kind is AspectKind.PANEL:
            return self._panel()
        if kind is AspectKind.JUDGED:
            return self._judged()
        if kind is AspectKind.MEASURED:
            return self._measured()
        if kind is AspectKind.COUNT:
            return [self._number("points", self.tr("每个得几分"))]
        if kind is AspectKind.DEDUCTION:
            return [self._catalogue()]
        assert kind is AspectKind.TIME  # a kind that is new has its fields here
        return self._time()

    def _panel(self) -> list[Bound]:
        averages = [(one.value, words.say(text)) for one, text in words.AVERAGES.items()]
        average = choice("aspect_average", self.tr("取分"), averages)
        return [
            self._whole("judges", self.tr("裁判人数"), 1, 99),
            self._number("step", self.tr("间隔")),
            self._number("minimum", self.tr("最低分")),
            self._whole("drop_high", self.tr("去几个最高"), 0, 20),
            self._whole("drop_low", self.tr("去几个最低"), 0, 20),
            self._whole("few", self.tr("有效分少于几个不去"), 0, 99),
            self._detail("average", average, lambda value: value.value, Average),
            self._number("spread", self.tr("极差上限（空着不查）"), True),
        ]

    def _judged(self) -> list[Bound]:
        levels = RowsField("aspect_levels", self.tr("各级说明，从 0 级起"), (Cell(self.tr("说明"), 1),), least=2)

        def read(what: Any, rows: Any) -> Any:
            texts = tuple(values.needed(text) for (text,) in rows)
            assert isinstance(what.detail, Judged)  # the form is that of its kind
            return replace(what, detail=replace(what.detail, levels=texts))

        return [
            self._whole("judges", self.tr("裁判人数"), 1, 99),
            self._number("spread", self.tr("极差上限（级，空着不查）"), True),
            self._put(levels, lambda what: tuple((text,) for text in what.detail.levels), read),
        ]

    def _measured(self) -> list[Bound]:
        bands = RowsField(
            "aspect_bands",
            self.tr("公差，窄的在上"),
            (Cell("±", 1), Cell(self.tr("得配分的 %"), 1)),
            ordered=False,
        )
        bands.fresh = lambda: ("", "100" if not bands.value() else "50")

        def read(what: Any, rows: Any) -> Any:
            found = tuple(Band(values.number(within), values.percent(share)) for within, share in rows)
            met = not found
            return replace(what, detail=replace(what.detail, bands=tuple(sorted(found, key=_within)), met=met))

        def turn(what: Any, value: str) -> Any:
            met = values.flag(value)
            band = () if met else (Band(values.number("0.5"), values.number("1")),)
            detail = Measured(what.detail.nominal, what.detail.unit, band, met)
            return replace(what, detail=detail)

        met = SwitchField("aspect_met", self.tr("给分"), self.tr("只判合格、不合格"))
        found = [
            self._put(met, lambda what: values.flag_text(what.detail.met), turn),
            self._number("nominal", self.tr("标准值")),
            self._detail("unit", line("aspect_unit", self.tr("单位")), str, str),
            self._put(bands, lambda what: tuple(self._band(one) for one in what.detail.bands), read),
        ]
        for bound in found[1:]:
            bound.there = lambda _contest: self._is_banded()
        return found

    def _is_banded(self) -> bool:
        what = self._section.what()
        return isinstance(what, Aspect) and isinstance(what.detail, Measured) and not what.detail.met

    @staticmethod
    def _band(one: Band) -> tuple[str, str]:
        return values.number_text(one.within), values.percent_text(one.share)

    def _catalogue(self) -> Bound:
        zeros = tuple((zero.value if zero else "", words.say(text)) for zero, text in words.ZEROS.items())
        rows = RowsField(
            "aspect_catalogue",
            self.tr("扣分目录"),
            (
                Cell(self.tr("编号"), 1),
                Cell(self.tr("情形"), 3),
                Cell(self.tr("扣几分"), 1),
                Cell(self.tr("另外"), 2, zeros),
            ),
            least=1,
            most=100,
        )
        rows.fresh = lambda: (str(len(rows.value()) + 1), "", "", "")

        def read(what: Any, told: Any) -> Any:
            items = tuple(
                CatalogueItem(
                    values.needed(name),
                    values.needed(text),
                    values.number(points or "0"),
                    Zero(zero) if zero else None,
                )
                for name, text, points, zero in told
            )
            return replace(what, detail=replace(what.detail, catalogue=items))

        def shown(what: Any) -> Any:
            return tuple(
                (one.id, one.name, values.number_text(one.points), one.zero.value if one.zero else "")
                for one in what.detail.catalogue
            )

        return self._put(rows, shown, read)

    def _time(self) -> list[Bound]:
        stops = [(one.value, words.say(text)) for one, text in words.ON_STOP.items()]
        return [
            self._number("limit_minutes", self.tr("限时（分）")),
            self._whole("unit_seconds", self.tr("超时每几秒一计"), 1, 86_400),
            self._number("points", self.tr("每计扣几分")),
            self._number("cap", self.tr("最多扣几分（空着不限）"), True),
            self._number("stop_minutes", self.tr("到几分钟停止（空着不停）"), True),
            self._detail("on_stop", choice("aspect_on_stop", self.tr("停止以后"), stops), lambda v: v.value, OnStop),
            self._number("bonus", self.tr("每提前一计加几分（0 不加）")),
        ]

    def _of_every(self) -> list[Bound]:
        def text(name: str, title: str) -> Bound:
            field = line(f"aspect_{name}", title)
            return self._put(
                field, lambda what: getattr(what, name), lambda what, value: replace(what, **{name: value})
            )

        decimals = self._put(
            line("aspect_decimals", self.tr("得分小数位（空着不取整）")),
            lambda what: "" if what.decimals is None else str(what.decimals),
            lambda what, value: replace(what, decimals=values.whole_or_none(value, 0, 9)),
        )
        factor = self._put(
            line("aspect_factor", self.tr("系数（空着为 1）")),
            lambda what: values.number_text(what.factor),
            lambda what, value: replace(what, factor=values.number_or_none(value)),
        )
        return [
            text("requirement", self.tr("评分要求（印在评分表上）")),
            text("note", self.tr("评分说明")),
            text("section", self.tr("职业标准的章节")),
            decimals,
            factor,
            self._when(),
        ]

    def _when(self) -> Bound:
        field = line("aspect_when", self.tr("前提：哪个模块达到几分才计（如 B 48）"))

        def read(what: Any, text: str) -> Any:
            if not text.strip():
                return replace(what, when=None)
            module, _, points = text.strip().rpartition(" ")
            if not module:
                raise values.NotRead(self.tr("写成“B 48”，还没有存入。"))
            return replace(what, when=When(module.strip(), values.number(points)))

        def shown(what: Any) -> str:
            return "" if what.when is None else f"{what.when.module} {values.number_text(what.when.at_least)}"

        return self._put(field, shown, read)

    def _criterion_fields(self) -> list[Bound]:
        maximum = line("criterion_maximum", self.tr("应有的分（空着不核对）"))
        day = line("criterion_day", self.tr("评分日"))

        def read(what: Criterion, text: str) -> Criterion:
            return replace(what, maximum=values.number_or_none(text))

        return [
            self._put(maximum, lambda what: values.number_text(what.maximum), read),
            self._put(day, lambda what: what.day, lambda what, text: replace(what, day=text)),
        ]

    def _module_fields(self) -> list[Bound]:
        maximum = line("module_maximum", self.tr("模块配分"))
        sections = RowsField(
            "round_sections",
            self.tr("职业标准的章节（整轮共用）"),
            (Cell(self.tr("编号"), 1), Cell(self.tr("名称"), 3), Cell(self.tr("分值"), 1)),
        )

        def read(what: Module, text: str) -> Module:
            return replace(what, maximum=values.number(text))

        def shown(_contest: Contest) -> Any:
            part = self._section.part()
            found = part.sections if part is not None else ()
            return tuple((one.id, one.name, values.number_text(one.maximum)) for one in found)

        def changed(contest: Contest, rows: Any) -> Contest:
            told = tuple(
                Section(values.needed(name), text or name, values.number_or_none(points)) for name, text, points in rows
            )
            return self._section.with_part(contest, lambda part: replace(part, sections=told))

        return [
            self._put(maximum, lambda what: values.number_text(what.maximum), read),
            Bound(sections, shown, changed, self._section.why),
        ]


def _within(band: Band) -> Any:
    return band.within
