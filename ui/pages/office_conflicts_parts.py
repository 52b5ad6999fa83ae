"""Pieces of the conflicts page: the list's columns, two files beside each other, a person's places, plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.board_view import State
from ui import messages
from ui.clock import day_and_hour
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.pages.office_lines import stamp
from ui.theme import BODY, CARD_HEADING, SECONDARY, theme
from ui.widgets.card import Card, Chip, Ink, Label, Tone
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.office_matters import OfficeMatter
    from app.services.office_people import DoublePerson, PersonPlace
    from app.services.office_view import Conflict, ConflictSide

translate = QCoreApplication.translate
NOTHING = "—"
_STATES = {
    "fork": State.DIFFERS,
    "key": State.BLOCKED,
    "gap": State.DECIDE,
    "person": State.DECIDE,
    "missing": State.WAITING,
    "late": State.LATER,
}
_WORDS = {
    "fork": QT_TRANSLATE_NOOP("Matters", "分叉"),
    "key": QT_TRANSLATE_NOOP("Matters", "钥匙不认"),
    "gap": QT_TRANSLATE_NOOP("Matters", "缺号"),
    "person": QT_TRANSLATE_NOOP("Matters", "一人两地"),
    "missing": QT_TRANSLATE_NOOP("Matters", "缺报"),
    "late": QT_TRANSLATE_NOOP("Matters", "迟到"),
}


def kind_words() -> dict[str, str]:
    """The word for each kind, by harm."""
    return {key: translate("Matters", word) for key, word in _WORDS.items()}


def base_words(one: Any) -> str:
    """A base by id and name."""
    return f"{one.base} {one.base_name}".strip() or NOTHING


def sentence_of(one: OfficeMatter) -> str:
    """What happened and what to do, in the language of the window."""
    kind = one.kind.value
    if kind == "fork" and one.conflict is not None:
        codes = "、".join(side.check_code for side in one.conflict.taken)
        return translate(
            "Matters",
            "两份不一样的第 {number} 号成绩包：已收 {taken}，又来 {refused}。请基地和监督说明哪份是真的，再出下一号。",
        ).format(number=one.number, taken=codes, refused=one.conflict.refused.check_code)
    if kind == "gap":
        numbers = "、".join(str(number) for number in one.numbers)
        return translate("Matters", "已收到第 {last} 号，还缺第 {numbers} 号。请基地补交。").format(
            last=one.number, numbers=numbers
        )
    if kind == "person" and one.person is not None:
        places = "、".join(f"{place.base_name or place.base} {place.entry}" for place in one.person.places)
        return translate("Matters", "同一证件出现在 {count} 处：{places}。请与各基地核对身份。").format(
            count=len(one.person.places), places=places
        )
    if kind == "missing" and one.expected is not None:
        wanted = one.expected
        source = translate("Matters", "竞赛包") if wanted.why == "pack" else translate("Matters", "年度计划")
        trade = f"{wanted.trade_name} {wanted.trade}".strip()
        if not trade:
            return translate("Matters", "{source}里有这个基地，还没有收到任何成绩包。").format(source=source)
        return translate("Matters", "{source}里有 {trade}，还没有收到成绩包。").format(source=source, trade=trade)
    return messages.sentence(one.error) if one.error is not None else one.file


def matter_columns() -> tuple[Column[OfficeMatter], ...]:
    """类别 | 赛区 | 编号 | 说明 | 收到."""
    return (
        Column(
            "kind",
            translate("Matters", "类别"),
            lambda one: translate("Matters", _WORDS[one.kind.value]),
            124,
            state=lambda one: _STATES[one.kind.value],
            bold=True,
        ),
        Column("base", translate("Matters", "赛区（基地）"), base_words, 190, tip=base_words),
        Column("number", translate("Matters", "编号"), lambda one: str(one.number or NOTHING), 50, Align.RIGHT),
        Column("what", translate("Matters", "说明"), sentence_of, 260, stretch=True, sortable=False, tip=sentence_of),
        Column("at", translate("Matters", "收到"), lambda one: day_and_hour(one.at) if one.at else NOTHING, 92),
    )


class SideCard(Card):
    """One of the two files: which, its check code for the phone, and what it says of itself."""

    def __init__(self, title: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.code = Label("", CARD_HEADING, True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chip = Chip("", tone)
        self.head.insertWidget(1, self.code)
        self.head.insertSpacing(1, 12)
        self._tone = tone
        column = QVBoxLayout()
        column.setContentsMargins(14, 0, 14, 10)
        column.setSpacing(2)
        self.body.addLayout(column)
        if theme().scale == 100:
            self.head.addSpacing(8)
            self.head.addWidget(self.chip)
        else:  # large words: two cards stand beside each other
            column.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.facts = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setMinimumHeight(theme().px(40 if theme().scale == 100 else 58))
        column.addWidget(self.facts)

    def show_sides(self, sides: Sequence[ConflictSide], word: str, names: Mapping[str, str]) -> None:
        """Show the file, or the files one stands for; `names` of trades by code."""
        self.chip.say(word, self._tone)
        self.code.setText("　".join(one.check_code for one in sides) or NOTHING)
        told = []
        for one in sides:
            made = stamp(one.made_at)
            trades = "、".join(
                self.tr("{trade} 版本 {revision}").format(trade=names.get(trade, trade), revision=revision)
                for trade, revision in one.trades
            )
            told.append(
                self.tr("{file}\n自称生成 {made}　收到 {at}　{trades}").format(
                    file=one.file.replace("_", "_\u200b"),
                    made=day_and_hour(made) if made else NOTHING,
                    at=day_and_hour(one.at),
                    trades=trades,
                )
            )
        self.facts.setText("\n".join(told))


class ForkView(QWidget):
    """两份文件并排: what was taken in, what was refused, and every line in which they differ."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.taken = SideCard(self.tr("先收下的"), Tone.OK)
        self.refused = SideCard(self.tr("后来的"), Tone.ERROR)
        row.addWidget(self.taken, 1)
        row.addWidget(self.refused, 1)
        column.addLayout(row)
        self.names: Mapping[str, str] = {}
        self.model: TableModel[Any] = TableModel(self._columns(), parent=self)
        self.table = TableView(self.model, self.tr("两份文件不同的地方"))
        self.table.setObjectName("fork_differences")
        self.table.setMinimumHeight(theme().px(34 + 32))
        column.addWidget(self.table, 1)

    def _columns(self) -> tuple[Column[Any], ...]:
        words = {
            "status": self.tr("状态"),
            "total": self.tr("总成绩"),
            "place": self.tr("名次"),
            "award": self.tr("奖项"),
        }
        return (
            Column("trade", self.tr("工种"), lambda one: self.names.get(one[0], one[0]), 140, stretch=True),
            Column("entry", self.tr("参赛号"), lambda one: one[1].entry, 90, bold=True),
            Column("what", self.tr("项目"), lambda one: words.get(one[1].what, one[1].what), 90),
            Column("before", self.tr("先收下的"), lambda one: one[1].before or NOTHING, 130, Align.RIGHT),
            Column("after", self.tr("后来的"), lambda one: one[1].after or NOTHING, 130, Align.RIGHT),
        )

    def show_conflict(self, conflict: Conflict | None) -> None:
        """Show a fork."""
        if conflict is None:
            return
        late = all(side.verdict == "older" for side in conflict.taken)
        self.taken.show_sides(conflict.taken, self.tr("收下备查") if late else self.tr("计入汇总"), self.names)
        self.refused.show_sides((conflict.refused,), self.tr("拒收，留作证据"), self.names)
        self.model.set_rows(conflict.differences)


class PeopleView(QWidget):
    """One person's places side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 0)
        column.setSpacing(8)
        self.said = Label("", BODY, wrap=True)
        column.addWidget(self.said)
        self.model: TableModel[Any] = TableModel(_person_columns(), parent=self)
        self.table = TableView(self.model, self.tr("这个人出现的地方"))
        self.table.setObjectName("person_places")
        column.addWidget(self.table, 1)

    def show_person(self, person: DoublePerson | None, unsealed: bool) -> None:
        """Show where somebody stands; names only with the office's key at hand."""
        if person is None:
            return
        self.said.setText(
            self.tr("同一证件，请与各基地核对身份。")
            if unsealed
            else self.tr("同一证件。姓名和证件后四位是密封的：在“收件”页用省办解密钥匙打开后显示。")
        )
        self.model.set_rows(person.places)


def _person_columns() -> tuple[Column[PersonPlace], ...]:
    return (
        Column("base", translate("Matters", "赛区（基地）"), base_words, 190),
        Column("trade", translate("Matters", "工种"), lambda one: one.trade_name or one.trade, 140),
        Column("entry", translate("Matters", "参赛号"), lambda one: one.entry, 90, bold=True),
        Column("name", translate("Matters", "姓名"), lambda one: one.name or NOTHING, 120, bold=True),
        Column("tail", translate("Matters", "证件后四位"), lambda one: one.tail or NOTHING, 110),
        Column("unit", translate("Matters", "单位"), lambda one: one.unit or NOTHING, 160, stretch=True),
    )


class MatterView(QWidget):
    """Everything else in plain sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 0)
        card = Card()
        column = QVBoxLayout()
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        card.body.addLayout(column)
        self.base = Label("", BODY, True, wrap=True)
        self.said = Label("", BODY, wrap=True)
        self.facts = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        for label in (self.base, self.said, self.facts):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(card)
        outer.addWidget(area)
        self.setMinimumHeight(theme().px(90))

    def show_matter(self, one: OfficeMatter | None) -> None:
        """Show a matter, or that none is chosen."""
        if one is None:
            self.base.setText(self.tr("在上面选一件。"))
            self.said.setText("")
            self.facts.setText("")
            return
        self.base.setText(base_words(one))
        self.said.setText(sentence_of(one))
        told = []
        if one.contest:
            told.append(self.tr("竞赛　{contest}").format(contest=one.contest))
        if one.file:
            told.append(self.tr("文件　{file}").format(file=one.file))
        if one.at is not None:
            told.append(self.tr("收到　{at}").format(at=day_and_hour(one.at)))
        if one.kind.value == "key":
            told.append(self.tr("先打电话核对指纹；名录换新后，把这个文件再收一次。"))
        self.facts.setText("\n".join(told))
