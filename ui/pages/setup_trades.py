"""工种与场次: the trades of a contest, their rounds with maxima and weights, their groups; the hours of the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget

from app.domain import parts, setup_edit
from app.domain.contest import Contest, EntryKind, Round, Trade
from app.domain.scheme import Module
from app.errors import Refusal
from app.services.timetable import KNOWN_STAGES, PlannedHour
from ui import messages
from ui.pages import board_words
from ui.pages import setup_values as values
from ui.pages.setup_fields import Bound, Cell, FieldGrid, RowsField, being_typed, choice, line
from ui.pages.setup_section import Notice, Section
from ui.pages.setup_state import Deed, Setup
from ui.pages.setup_trade_bar import TradeBar
from ui.pages.setup_values import NotRead
from ui.widgets.card import Card

VENUE = timezone(timedelta(hours=8))
ENTRY_WORDS = {
    EntryKind.INDIVIDUAL: QT_TRANSLATE_NOOP("SetupTrades", "个人"),
    EntryKind.TEAM: QT_TRANSLATE_NOOP("SetupTrades", "团队"),
    EntryKind.WORK: QT_TRANSLATE_NOOP("SetupTrades", "作品"),
    EntryKind.UNIT: QT_TRANSLATE_NOOP("SetupTrades", "班组、单位"),
}
COUNTS, BONUS, EXTRA = "counts", "bonus", "extra"
ROUNDING_WORDS = {
    "": QT_TRANSLATE_NOOP("SetupTrades", "同总成绩"),
    "half_up": QT_TRANSLATE_NOOP("SetupTrades", "四舍五入"),
    "half_even": QT_TRANSLATE_NOOP("SetupTrades", "四舍六入五成双"),
    "down": QT_TRANSLATE_NOOP("SetupTrades", "舍去"),
}


def say(text: str) -> str:
    """A text of this module's tables in the language of the window."""
    return QCoreApplication.translate("SetupTrades", text)


class TradesSection(Section):
    """The trades, one in hand, and the timetable."""

    key = "trades"

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.hours: tuple[PlannedHour, ...] | None = None
        self.bar = TradeBar(setup)
        self.bar.add_wanted.connect(self.add_trade)
        self.bar.drop_wanted.connect(self.drop_trade)
        self.bar.move_wanted.connect(self._move_trade)
        self.notice = Notice()
        self.notice.verb.setObjectName("setup_draft_trade")
        self.notice.verb.clicked.connect(lambda: setup.begin_draft(setup.trade))
        self.code = line("trade_code", self.tr("工种代码"))
        self.name = line("trade_name", self.tr("工种名称"), needed=True)
        self.entry = choice("trade_entry", self.tr("参赛形式"), [(k.value, say(w)) for k, w in ENTRY_WORDS.items()])
        self.groups = line("trade_groups", self.tr("组别（几个用顿号隔开，各自排名）"))
        self.rounds = self._rounds_field()
        card = Card(self.tr("工种"))
        card.body.addWidget(self.bar)
        card.body.addWidget(self.notice)
        grid = FieldGrid()
        for bound, wide in (
            (self._bound(self.name, lambda t: t.name, lambda t, v: replace(t, name=values.needed(v))), False),
            (self._bound(self.code, lambda t: t.code, self._with_code, self._code_why), False),
            (
                self._bound(
                    self.entry, lambda t: t.entry.value, lambda t, v: replace(t, entry=EntryKind(v)), self._entry_why
                ),
                False,
            ),
            (
                self._bound(
                    self.groups,
                    lambda t: values.items_text(t.groups),
                    lambda t, v: replace(t, groups=values.items(v)),
                    self._groups_why,
                ),
                False,
            ),
            (self._rounds_bound(), True),
        ):
            grid.add(self.binding.add(bound), wide)
        card.body.addWidget(grid)
        self.column.addWidget(card)
        self.column.addWidget(self._hours_card())

    def title(self) -> str:
        return self.tr("工种与场次")

    def missing(self) -> Sequence[str]:
        return () if self.hours else [self.tr("日程")]

    def refresh(self) -> None:
        self.bar.refresh()
        super().refresh()
        key = self.setup.trade
        reason = self.setup.frozen(key)
        self.notice.say(reason, self.tr("起草新版本") if self.setup.can_draft(key) else "")
        self._read_hours()

    # the trade in hand

    def _bound(self, field: Any, show: Any, read: Any, why: Any = None) -> Bound:
        def shown(contest: Contest) -> Any:
            trade = contest.trade(self.setup.trade)
            return "" if trade is None else show(trade)

        def changed(contest: Contest, value: Any) -> Contest:
            trade = contest.trade(self.setup.trade)
            return contest if trade is None else setup_edit.with_trade(contest, trade.key, read(trade, value))

        return Bound(field, shown, changed, why or self._frozen)

    def _frozen(self) -> str:
        return self.setup.frozen(self.setup.trade)

    def _entries(self) -> int:
        stand = self.setup.stand_of(self.setup.trade)
        return stand.entries if stand is not None else 0

    def _code_why(self) -> str:
        if self._entries():
            return self.tr("已有人报名，代码不能再改。")
        return self._frozen() or (self.tr("草稿里不改代码。") if self.setup.draft else "")

    def _entry_why(self) -> str:
        return self.tr("已有人报名，参赛形式不能再改。") if self._entries() else self._code_why()

    def _groups_why(self) -> str:
        return self._frozen() or (self.tr("抽签以后组别不能再改。") if self.setup.draft else "")

    def _with_code(self, trade: Trade, text: str) -> Trade:
        code = values.needed(text)
        if not Trade.valid_code(code):
            raise NotRead(self.tr("代码只用字母、数字和 - _ ，没有存入。"))
        contest = self.setup.contest
        if contest is not None and code.lower() != trade.key and contest.trade(code) is not None:
            raise NotRead(self.tr("已有这个代码的工种，没有存入。"))
        self.setup.trade = code.lower()
        return replace(trade, code=code)

    # rounds

    def _rounds_field(self) -> RowsField:
        ways = (
            (COUNTS, self.tr("计入总分")),
            (BONUS, self.tr("附加分")),
            (EXTRA, self.tr("加试，只决同分")),
        )
        field = RowsField(
            "rounds",
            self.tr("轮次"),
            (
                Cell(self.tr("编号"), 2),
                Cell(self.tr("名称"), 2),
                Cell(self.tr("满分"), 1),
                Cell(self.tr("权重 %"), 1, hint=self.tr("直接相加")),
                Cell(self.tr("合格线"), 1),
                Cell(self.tr("限时（分）"), 1),
                Cell(self.tr("小数位"), 1, hint=self.tr("不取整")),
                Cell(self.tr("取整"), 2, tuple((key, say(word)) for key, word in ROUNDING_WORDS.items())),
                Cell(self.tr("作用"), 2, ways),
                Cell(self.tr("分项"), 2, hint=self.tr("客观题 60、主观题 40")),
            ),
            least=1,
            most=12,
        )
        field.fresh = self._fresh_round
        return field

    def _fresh_round(self) -> tuple[str, ...]:
        trade = self.setup.trade_in_hand()
        assert trade is not None  # rounds are shown of a trade
        made = setup_edit.add_round(trade, setup_edit.free_round_id(trade)).rounds[-1]
        return self._round_texts(made)

    @staticmethod
    def _round_texts(part: Round) -> tuple[str, ...]:
        return (
            part.id,
            part.name,
            values.number_text(part.maximum),
            values.percent_text(part.weight),
            values.number_text(part.pass_line),
            values.number_text(part.time_limit_minutes),
            "" if part.decimals is None else str(part.decimals),
            part.rounding.value if part.rounding else "",
            EXTRA if part.extra else BONUS if part.bonus else COUNTS,
            parts.said(part),
        )

    def _rounds_bound(self) -> Bound:
        def read(contest: Contest, rows: tuple[tuple[str, ...], ...]) -> Contest:
            trade = contest.trade(self.setup.trade)
            if trade is None:
                return contest
            rounds = tuple(self._round(trade, row) for row in rows)
            self._check_weights(rounds)
            kept = {one.id for one in rounds}
            for one in trade.rounds:
                if one.id not in kept:
                    trade = setup_edit.drop_round(trade, one.id)
            trade = replace(trade, rounds=rounds)
            return setup_edit.pruned(setup_edit.with_trade(contest, trade.key, trade))

        def shown(contest: Contest) -> tuple[tuple[str, ...], ...]:
            trade = contest.trade(self.setup.trade)
            return () if trade is None else tuple(self._round_texts(one) for one in trade.rounds)

        return Bound(self.rounds, shown, read, self._frozen, self._note)

    def _round(self, trade: Trade, row: tuple[str, ...]) -> Round:
        from app.domain.numbers import Rounding

        name, called, maximum, weight, line_, limit, decimals, rounding, way, said = row
        name = values.needed(name)
        before = trade.round(name) or Round(name, name, Fraction(100))
        modules = before.modules
        if before.listed or not modules:  # a round on score sheets has its scheme
            modules = self._parts(said, before, values.number(maximum))
        elif said.strip():
            raise NotRead(self.tr("这一轮已有评分标准，不能再分项。还没有存入。"))
        return replace(
            before,
            modules=modules,
            listed=bool(modules) and (before.listed or not before.modules),
            name=called or before.name,
            maximum=values.number(maximum),
            weight=values.percent_or_none(weight),
            pass_line=values.number_or_none(line_),
            time_limit_minutes=values.number_or_none(limit),
            decimals=values.whole_or_none(decimals, 0, 9),
            rounding=Rounding(rounding) if rounding else None,
            bonus=way == BONUS,
            extra=way == EXTRA,
        )

    @staticmethod
    def _parts(said: str, before: Round, maximum: Fraction) -> tuple[Module, ...]:
        """The parts a line says; kept as they are when nothing about them changed."""
        if before.listed and said == parts.said(before) and maximum == before.maximum:
            return before.modules
        try:
            return parts.read_line(said, before, maximum)
        except Refusal as refusal:
            raise NotRead(messages.sentence(refusal)) from refusal

    def _check_weights(self, rounds: Sequence[Round]) -> None:
        counted = [one.weight for one in rounds if not one.optional]
        given = [one for one in counted if one is not None]
        if not given:
            return
        if len(given) < len(counted):
            raise NotRead(self.tr("有的轮次还没有权重。都不填就是直接相加。还没有存入。"))
        total = sum(given, Fraction(0))
        if total != 1:
            words = (
                self.tr("权重合计 {found} %，还差 {left} %。还没有存入，凑到 100 % 就存。")
                if total < 1
                else self.tr("权重合计 {found} %，多出 {left} %。还没有存入，凑到 100 % 就存。")
            )
            found, left = values.percent_text(total), values.percent_text(abs(1 - total))
            raise NotRead(words.format(found=found, left=left))

    def _note(self, contest: Contest) -> str:
        trade = contest.trade(self.setup.trade)
        part = trade.round("theory") if trade is not None else None
        if part is not None and part.weight is not None and part.weight > setup_edit.THEORY_SHARE:
            return self.tr("理论权重超过 30 %：多数技能竞赛的规定是不超过 30 %，请与竞赛文件核对。")
        return ""

    # the list of trades

    def add_trade(self, code: str, name: str) -> None:
        """A trade more, with two rounds and no scheme; one of another name gets a code to be changed."""
        contest = self.setup.contest
        if contest is None:
            return
        if not code:
            known = {trade.key for trade in contest.trades}
            code = next(f"t{number}" for number in range(1, len(known) + 2) if f"t{number}" not in known)
            name = self.tr("新工种")
        trade = setup_edit.plain_trade(code, name, contest.rules)
        self.setup.trade = trade.key
        self.setup.edit(self.tr("加工种"), lambda before: setup_edit.add_trade(before, trade))

    def drop_trade(self) -> None:
        """Take the trade in hand away."""
        key = self.setup.trade
        self.setup.edit(self.tr("删去工种"), lambda before: setup_edit.drop_trade(before, key))

    def _move_trade(self, step: int) -> None:
        key = self.setup.trade

        def moved(contest: Contest) -> Contest:
            place = next(number for number, one in enumerate(contest.trades) if one.key == key)
            return replace(contest, trades=setup_edit.move(contest.trades, place, step))

        self.setup.edit(self.tr("工种次序"), moved)

    # the hours of the days

    def _hours_card(self) -> Card:
        stages = self._stages()
        self.plan = RowsField(
            "timetable",
            self.tr("时间和场次"),
            (
                Cell(self.tr("日期"), 2, hint="2026-06-18"),
                Cell(self.tr("时间"), 1, hint="08:30"),
                Cell(self.tr("环节"), 2, tuple(stages)),
                Cell(self.tr("场次"), 1),
                Cell(self.tr("名称"), 3),
                Cell(self.tr("地点"), 2),
            ),
            ordered=False,
            most=200,
        )
        self.plan.fresh = self._fresh_hour
        self.plan.left.connect(lambda _key: self._hours_left())
        card = Card(self.tr("日程"))
        grid = FieldGrid()
        grid.add(self.plan, True)
        card.body.addWidget(grid)
        return card

    def _stages(self, hours: Sequence[PlannedHour] = ()) -> list[tuple[str, str]]:
        """What may stand at an hour: one stage each, and what stands at these hours together."""
        stages = [("", self.tr("其他"))]
        stages += [(stage, board_words.stage_name(stage)) for stage in KNOWN_STAGES]
        several = dict.fromkeys(hour.stages for hour in hours if len(hour.stages) > 1)
        joint = QCoreApplication.translate("Board", "、")
        return stages + [("、".join(one), joint.join(map(board_words.stage_name, one))) for one in several]

    def _fresh_hour(self) -> tuple[str, ...]:
        rows = self.plan.value()
        contest = self.setup.contest
        day = rows[-1][0] if rows else values.day_text(contest.starts) if contest is not None else ""
        return (day, "", KNOWN_STAGES[min(len(rows), len(KNOWN_STAGES) - 1)], "", "", "")

    def _read_hours(self) -> None:
        contest = self.setup.page.desk.contest
        if contest is None:
            return
        store = contest.store

        def act() -> tuple[PlannedHour, ...]:
            from app.services import timetable  # here: the store thread loads it

            with store.read() as reading:
                return timetable.planned_hours(reading)

        self.setup.page.desk.operations.run(act, self._hours_came, owner=self, quiet=True)

    def _hours_came(self, hours: tuple[PlannedHour, ...]) -> None:
        first = self.hours is None
        self.hours = hours
        self.plan.offer(2, self._stages(hours))
        shown = tuple(self._hour_texts(hour) for hour in hours)
        if not (self.plan.is_changed() and (self.plan.problem or being_typed(self.plan))):
            if self.plan.value() != shown:
                self.plan.show_value(shown)
            self.plan._shown = shown
            self.plan.set_open(not self.setup.own_fixed())
        if first:
            self.setup.came.emit()

    @staticmethod
    def _hour_texts(hour: PlannedHour) -> tuple[str, ...]:
        at = hour.at.astimezone(VENUE)
        stage = "、".join(hour.stages) if len(hour.stages) > 1 else next(iter(hour.stages), "")
        return (f"{at:%Y-%m-%d}", f"{at:%H:%M}", stage, str(hour.sitting or ""), hour.name, hour.place)

    def _hours_left(self) -> None:
        rows = self.plan.value()
        try:
            wanted = tuple(self._hour(row) for row in rows)
        except NotRead as wrong:
            self.plan.tell(str(wrong))
            return
        before = self.hours or ()

        def store_it(hours: tuple[PlannedHour, ...]) -> Any:
            def act(store: Any, by: Any, at: Any) -> Any:
                from app.services import timetable

                return timetable.plan_days(store, hours, by=by, at=at)

            return act

        self.hours = wanted
        self.setup.do(Deed(self.plan.name, store_it(wanted), store_it(before)))
        self.plan.keep()

    def _hour(self, row: tuple[str, ...]) -> PlannedHour:
        day_text, time_text, stage, sitting, name, place = row
        day = values.day(day_text)
        parts = time_text.replace("：", ":").split(":")
        if day is None or len(parts) != 2:
            raise NotRead(self.tr("日程每行要有日期和时间，如 2026-06-18、08:30。还没有存入。"))
        hour, minute = values.whole(parts[0], 0, 23), values.whole(parts[1], 0, 59)
        at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=VENUE)
        stages = tuple(part for part in stage.split("、") if part)
        number = values.whole(sitting, 1, 99) if sitting else 0
        return PlannedHour(at, stages, number, name, place)

    def commit(self) -> bool:
        if self.plan.isVisible() and self.plan.is_changed() and not self.plan.problem:
            self._hours_left()
        return super().commit() and not self.plan.problem
