"""改计划: the targets of a year in one form; empty means no target. What cannot be kept stays under the cursor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.domain.yearplan import CLASSES, KINDS, SUBJECTS
from app.errors import AppError
from ui import messages
from ui.dialogs.question import Answer, Question
from ui.theme import SECONDARY, theme
from ui.widgets.card import Ink, Label
from ui.widgets.choices import NumberBox
from ui.widgets.fields import Caption

if TYPE_CHECKING:
    from app.domain.yearplan import YearPlan

_MOST = 100_000_000


class PlanDialog(Question):
    """`entered` carries the YearPlan; the page keeps it and closes the dialog, or tells it the refusal."""

    entered = Signal(object)

    def __init__(self, plan: YearPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = plan
        self.setMinimumWidth(theme().px(560))
        self.ask(
            self.tr("{year} 年度计划").format(year=plan.year),
            self.tr("空着表示不设目标，照样计数。"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        self.targets = self._numbers(grid, 0, dict(zip(SUBJECTS, self._subjects(), strict=True)), dict(plan.targets))
        classes = dict.fromkeys((*CLASSES, *plan.classes))
        kinds = dict.fromkeys((*KINDS, *plan.kinds))
        self.classes = self._numbers(grid, 2, {name: name for name in classes}, dict(plan.classes))
        self.kinds = self._numbers(grid, 4, {name: name for name in kinds}, dict(plan.kinds))
        self.cycle = NumberBox(self.tr("周期年数"), 1, 20)
        self.cycle.setValue(plan.cycle_years)
        grid.addWidget(Caption(self.tr("周期年数")), 6, 0)
        grid.addWidget(self.cycle, 7, 0)
        inside = QWidget()
        inside.setLayout(grid)
        self.add_widget(inside)
        self.bases = self._lines(
            self.tr("应报的基地：每行一个，代号 名称 工种代码（可多个，用顿号分开）"),
            "plan_bases",
            [" ".join((one.id, one.name or one.id, "、".join(one.trades))).strip() for one in plan.bases],
        )
        self.general = self._lines(
            self.tr("通用职业（工种）：每行一个，代码 名称"),
            "plan_general",
            [f"{code} {name}" for code, name in plan.general],
        )
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self.add_answer(Answer("keep", self.tr("存计划"), primary=True))

    def _subjects(self) -> list[str]:
        words = {
            "trades": self.tr("工种"),
            "people": self.tr("人数"),
            "delegations": self.tr("代表队"),
            "cities": self.tr("市州"),
            "bases": self.tr("竞赛基地"),
        }
        return [words[key] for key in SUBJECTS]

    def _numbers(
        self, grid: QGridLayout, row: int, words: dict[str, str], values: dict[str, int]
    ) -> dict[str, QLineEdit]:
        fields = {}
        for column, (key, word) in enumerate(words.items()):
            field = QLineEdit()
            field.setAccessibleName(word)
            field.setObjectName(f"plan_{key}")
            field.setValidator(QIntValidator(0, _MOST, field))
            field.setText(str(values[key]) if key in values else "")
            field.setMinimumWidth(theme().px(84))
            grid.addWidget(Caption(word), row, column)
            grid.addWidget(field, row + 1, column)
            fields[key] = field
        return fields

    def _lines(self, words: str, name: str, lines: list[str]) -> QPlainTextEdit:
        self.add_widget(Label(words, SECONDARY, ink=Ink.TEXT2))
        field = QPlainTextEdit("\n".join(lines))
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setTabChangesFocus(True)
        field.setFixedHeight(theme().px(64))
        self.add_widget(field)
        return field

    def plan(self) -> YearPlan:
        """What was typed, as a plan. The service holds it against its rules."""
        from dataclasses import replace

        from app.domain.yearplan import PlannedBase

        bases = []
        for line in _filled(self.bases):
            base, name, trades = [*re.split(r"[\s,，]+", line, maxsplit=2), "", ""][:3]  # commas are typed too
            codes = tuple(code.lower() for code in re.split(r"[\s,，、]+", trades) if code)
            bases.append(PlannedBase(base, name, codes))
        general = tuple(
            (code.lower(), name.strip() or code)
            for code, _, name in (line.partition(" ") for line in _filled(self.general))
        )
        return replace(
            self._before,
            targets=_values(self.targets),
            classes=_values(self.classes),
            kinds=_values(self.kinds),
            cycle_years=self.cycle.value(),
            bases=tuple(bases),
            general=general or self._before.general,
        )

    def choose(self, key: str) -> None:
        """Keep asks the page; going back leaves the plan as it is."""
        if key == "keep":
            self.entered.emit(self.plan())
        else:
            super().choose(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on to the next one: the safe button must not take away what was typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def refuse(self, error: AppError) -> None:
        """Why the plan was not kept; what was typed stays."""
        self.refusal.say(messages.sentence(error))


def _filled(field: QPlainTextEdit) -> list[str]:
    return [line.strip() for line in field.toPlainText().splitlines() if line.strip()]


def _values(fields: dict[str, QLineEdit]) -> dict[str, int]:
    return {key: int(field.text()) for key, field in fields.items() if field.text().strip()}
