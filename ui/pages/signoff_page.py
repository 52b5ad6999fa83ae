"""复核: a sample of sheets held against their paper, then lock and reveal by chief judge and supervisor together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act
from app.services.board_view import State
from app.services.signing_view import PaperSheet, SignoffView, paper_sheet, signoff_view
from ui.desk import Desk
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.pages.page import Hint, Page
from ui.pages.present import Present, no_trade
from ui.pages.sheets_out import SheetsOut
from ui.pages.signoff_paper import PaperCheck
from ui.pages.signoff_parts import LackCard, RoundBars
from ui.pages.signoff_verbs import SignoffVerbs
from ui.pages.signoff_way import WayCard
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Card, Chip, EmptyState, Ink, Label, Tone
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.signing_view import SampleItem, SampleView

LEFT, NARROW, TIGHT = 306, 252, 206  # widths of the left column, by the room there is
LACKING, ALONE = 388, 320  # while what is missing is all there is to work on; the second where it stands alone
_WHY = 2  # the column of the list that large text leaves out


@dataclass(frozen=True)
class Sampled:
    """A line of the list of sampled sheets."""

    sample: SampleView
    item: SampleItem

    @property
    def key(self) -> tuple[str, str]:
        """Round and code."""
        return self.sample.round, self.item.code


class SignoffPage(Page):
    """Left what is missing, middle the sample, right the sheet in hand; below lock and reveal."""

    wants = frozenset({Kind.SHEETS, Kind.DRAW, Kind.ATTENDANCE, Kind.RESULTS, Kind.PEOPLE})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: SignoffView | None = None
        self._turn = 0
        self._hand: Sampled | None = None
        self._shown: Sampled | None = None  # a sheet found to be the same, which may be taken back
        self._present = Present(self)
        self.verbs = SignoffVerbs(self, self._present)
        self.sheets = SheetsOut(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 8)
        row.setSpacing(12)
        row.addLayout(self._left())
        row.addWidget(self._middle(), 4)
        row.addWidget(self._right(), 5)
        column.addLayout(row, 1)
        column.addLayout(self._foot())
        desk.person_changed.connect(self.grow_old)

    # building

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(12)
        self.rounds = RoundBars()
        card = Card(self.tr("评分表"))
        card.body.setContentsMargins(0, 0, 0, 8)
        card.body.addWidget(self.rounds)
        self.lack = LackCard()
        self._narrow = (card, self.lack)
        self.lack.go.connect(self._go)
        left.addWidget(card)
        left.addWidget(self.lack, 1)
        return left

    def _middle(self) -> Card:
        card = Card(self.tr("抽检"))
        self.sample = card
        self.rule = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.rule.setContentsMargins(14, 0, 14, 2)
        self.progress = Label("", bold=True, wrap=True)
        self.progress.setContentsMargins(14, 0, 14, 6)
        card.body.addWidget(self.rule)
        card.body.addWidget(self.progress)
        self.chip = Chip()
        card.head.addWidget(self.chip)
        self.table: TableModel[Sampled] = TableModel(self._columns(), key_of=lambda row: row.key)
        self.list = TableView(self.table, self.tr("抽检的评分表"))
        self.list.setObjectName("sample_list")
        self.list.row_changed.connect(self._in_hand)
        self.list.opened.connect(lambda _row: self.paper.area.setFocus())
        card.body.addWidget(self.list, 1)
        self.gap = QWidget()  # keeps the lines together where there is no list
        self.gap.hide()
        card.body.addWidget(self.gap, 1)
        self.draw = Button(self.tr("抽取复核名单"), Look.PRIMARY, "clipboard_checkmark")
        self.draw.setObjectName("draw_sample")
        self.draw.clicked.connect(self._draw)
        self.full = Button(self.tr("全部复核"))
        self.full.clicked.connect(lambda: self.verbs.draw_all(self.view))
        why = QHBoxLayout()  # above the button: the column is narrow, and there is no list while it is off
        why.setContentsMargins(14, 0, 14, 0)
        why.addWidget(ReasonLabel(self.draw))
        card.body.addLayout(why)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 12)
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.full)
        foot.addWidget(self.draw)
        card.body.addLayout(foot)
        return card

    def _columns(self) -> tuple[Column[Sampled], ...]:
        why = {"top": self.tr("前列"), "drawn": self.tr("抽中"), "full": self.tr("全部")}

        def state(row: Sampled) -> State:
            if not row.item.verdict:
                return State.CURRENT if self._hand is not None and self._hand.key == row.key else State.WAITING
            return State.DECIDE if row.item.errors else State.DONE

        def verdict(row: Sampled) -> str:
            if not row.item.verdict:
                return self.tr("未核")
            if row.item.errors:
                return self.tr("更正 {count} 格").format(count=row.item.errors)
            return self.tr("一致")

        return (
            Column("code", self.tr("密号"), lambda row: row.item.code, 88, state=state, bold=True),
            Column("round", self.tr("场"), lambda row: row.sample.name, 60),
            Column("why", self.tr("来由"), lambda row: why.get(row.item.why, ""), 50),
            Column("verdict", self.tr("结果"), verdict, 64, Align.LEFT, stretch=True),
        )

    def _right(self) -> QStackedWidget:
        self.right = QStackedWidget()
        self.paper = PaperCheck()
        self.paper.agreed.connect(self._agreed)
        self.paper.differs.connect(self._differs)
        self.calm = EmptyState("clipboard_checkmark", "")
        self.back = Button(self.tr("撤回“一致”"), icon="arrow_undo")
        self.back.setObjectName("take_back")
        self.back.clicked.connect(self._take_back)
        self.calm.add_button(self.back)
        self.way = WayCard()
        aside = QWidget()
        column = QVBoxLayout(aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.way)
        column.addWidget(self.calm, 1)
        for page in (aside, self.paper):
            self.right.addWidget(page)
        return self.right

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 10)
        row.setSpacing(8)
        self.record = Button(self.tr("复核记录"), icon="print")
        self.record.clicked.connect(lambda: self._paper("recheck", self.tr("复核记录")))
        self.slips = Button(self.tr("更正单"), icon="print")
        self.slips.clicked.connect(lambda: self._paper("correction", self.tr("更正单")))
        self.judges = Button(self.tr("裁判统计"), icon="print")
        self.judges.setObjectName("judge_statistics")
        self.judges.clicked.connect(self._judge_statistics)
        self.unlock = Button(self.tr("解锁…"), icon="lock_open")
        self.unlock.setObjectName("unlock")
        self.unlock.clicked.connect(self.verbs.ask_unlock)
        self.decode = Button(self.tr("解密…"), icon="key")
        self.decode.setObjectName("decode")
        self.decode.clicked.connect(lambda: self.verbs.decode(self.view))
        self.lock = Button(self.tr("锁定成绩"), Look.PRIMARY, "lock_closed", "F12")
        self.lock.setObjectName("lock")
        self.lock.clicked.connect(lambda: self.verbs.lock(self.view))
        self.ranking = Button(self.tr("去排名"), Look.PRIMARY)
        self.ranking.clicked.connect(lambda: self.desk.go.emit("ranking"))
        for button in (self.record, self.slips, self.judges, self.unlock):
            row.addWidget(button)
        self.reason = Label("", ink=Ink.TEXT2)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.reason, 1)
        for button in (self.decode, self.lock, self.ranking):
            row.addWidget(button)
        for button in (self.decode, self.lock):
            button.block(self.tr("正在看各份评分表到了哪一步"))  # an early F12 must not be swallowed
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give each column its width: the room goes where the work is."""
        tight = self.width() < theme().px(900)  # large text on a small screen
        wide = self.width() >= theme().px(1100)
        lacking = self.view is not None and not self.view.samples and len(self.view.blockers) > 1
        self.right.setVisible(not (tight and lacking))  # it would only say that something is missing
        left = LEFT if wide else TIGHT if tight else NARROW
        if lacking and (wide or tight):
            left = LACKING if wide else ALONE
        self.list.setVisible(not (tight and lacking))
        self.gap.setVisible(tight and lacking)
        for card in self._narrow:
            card.setFixedWidth(theme().px(left))
        self.sample.setMinimumWidth(theme().px(236 if tight else 286))
        self.list.setColumnHidden(_WHY, tight)
        self.way.setVisible(self.height() >= theme().px(520))  # in a low window the sentence says enough
        self.rounds.set_low(self.height() < theme().px(360))

    # the page

    def title(self) -> str:
        return self.tr("复核")

    def crumbs(self) -> tuple[str, ...]:
        return (self.view.name, self.tr("抽检、锁定、解密")) if self.view is not None else ()

    def hints(self) -> tuple[Hint, ...]:
        looking = (Hint("Enter", self.tr("下一项")), Hint("F6", self.tr("名单 / 纸面")))
        if self.view is not None and self.view.locked:
            return looking  # the other keys do nothing any more
        return (*looking, Hint("Ctrl+Z", self.tr("撤回“一致”")), Hint("F12", self.tr("锁定成绩")))

    def perform(self, action: str) -> bool:
        if action == "print" and self.record.isEnabled():
            self._paper("recheck", self.tr("复核记录"))
            return True
        if action == "undo" and (self._shown is not None or self.verbs.undo is not None):
            (self._take_back if self._shown is not None else self.verbs.undo or self._take_back)()
            return True
        if action == "next_pane":
            (self.paper if self.list.hasFocus() else self.list).setFocus()
            return True
        return False

    def reload(self) -> None:
        contest, trade = self.desk.contest, self.desk.trade
        if contest is None or contest.store is None or not trade:
            self._show_nothing()
            return
        store = contest.store
        self._turn += 1
        turn = self._turn
        self.desk.operations.run(
            lambda: signoff_view(store, trade), lambda view: self._came(turn, view), owner=self, quiet=True
        )

    def _show_nothing(self) -> None:
        """A contest without a trade."""
        self.view = None
        sentence, detail, _, _ = no_trade(self.desk)
        self.calm.say(sentence, detail)
        self.right.setCurrentIndex(0)
        self.draw.block("")  # hidden: its reason would only say again what the page says, and take the room for it
        for widget in (self.chip, self.back, self.full, self.draw, self.unlock, self.decode, self.ranking):
            widget.hide()
        for button in (self.lock, self.record, self.slips, self.judges):
            button.block(sentence)

    def _came(self, turn: int, view: SignoffView) -> None:
        if turn != self._turn:
            return
        if self.view is None or self.view.trade != view.trade:
            self._hand = None
        self.view = view
        self.crumbs_changed.emit()
        self.hints_changed.emit()
        self.rounds.show_rounds(view.rounds)
        self.lack.show_view(view)
        self.way.show_view(view)
        self._share_out()
        self._show_sample(view)
        self._show_verbs(view)

    def _show_sample(self, view: SignoffView) -> None:
        rows = [Sampled(sample, item) for sample in view.samples for item in sample.items]
        self.rule.setText(self._rule_words(view) if view.recheck_needed else self.tr("这个工种的规则不要求复核。"))
        looked = sum(sample.looked for sample in view.samples)
        wrong = sum(sample.wrong for sample in view.samples)
        shares = "、".join(dict.fromkeys(f"{sample.share} %" for sample in view.samples if sample.looked)) or "—"
        self.progress.setText(
            self.tr("已核 {looked} / {count}　错 {wrong} 份　错误率 {share}").format(
                looked=looked, count=len(rows), wrong=wrong, share=shares
            )
            if rows
            else self.tr("还没有抽取名单。")
        )
        if view.again:
            self.chip.say(self.tr("要全部复核"), Tone.WARN)
        elif rows and looked == len(rows):
            self.chip.say(self.tr("已做完"), Tone.OK)
        else:
            self.chip.say(self.tr("全部") if any(s.full for s in view.samples) else self.tr("抽检"), Tone.PLAIN)
        self.chip.setVisible(bool(rows))
        self.table.set_rows(rows)
        self._choose_next(rows)

    def _rule_words(self, view: SignoffView) -> str:
        """How the sample is drawn, and the seed it was drawn with: whoever has it can draw it again."""
        words = self.tr("前 {top} % 全部，其余抽 {rest} %；错误率超过 {limit} % 要全部复核。").format(
            top=view.top, rest=view.rest, limit=view.limit
        )
        seeds = "、".join(dict.fromkeys(sample.seed.partition("/")[0] for sample in view.samples))
        self.rule.setToolTip(self.tr("种子 {seed}").format(seed=seeds) if seeds else "")
        shown = self.tr("种子 {seed}").format(seed=f"{seeds[:12]}…" if len(seeds) > 13 else seeds)
        roomy = self.height() >= theme().px(420)  # in a low window the seed is told by the tip
        return f"{words}　{shown}" if seeds and roomy else words

    def _choose_next(self, rows: list[Sampled]) -> None:
        """Put the next sheet nobody has looked at in hand, one just taken back first; an open one stays."""
        held = next((row for row in rows if self._hand is not None and row.key == self._hand.key), None)
        wanted = next((row for row in rows if row.key == self.verbs.wanted and not row.item.verdict), None)
        if wanted is None and held is not None and not held.item.verdict:
            self._hand = held
            return
        following = wanted or next((row for row in rows if not row.item.verdict), None)
        self._hand = self.verbs.wanted = None
        if following is not None:
            self.list.select_key(following.key)
            self._in_hand(following)
        else:
            self._show_calm()

    def _in_hand(self, row: Sampled | None) -> None:
        contest = self.desk.contest
        if row is None or contest is None or (self._hand is not None and self._hand.key == row.key):
            return
        if row.item.verdict or self.view is None or self.view.locked:
            self._hand = None
            self._show_calm(row)
            return
        self._hand = row
        store, sheet_id = contest.store, row.item.sheet_id

        def show(sheet: PaperSheet) -> None:
            if self._hand is not None and self._hand.item.sheet_id == sheet_id:
                self.right.setCurrentIndex(1)
                self.paper.show_sheet(sheet, self.tr("{round}　取出纸质评分表").format(round=row.sample.name))
                self.list.viewport().update()

        self.desk.operations.run(lambda: paper_sheet(store, sheet_id), show, owner=self, quiet=True)

    def _show_calm(self, row: Sampled | None = None) -> None:
        view = self.view
        self.right.setCurrentIndex(0)
        same = row is not None and row.item.verdict == "same" and view is not None and not view.locked
        self._shown = row if same else None
        self.back.setVisible(same)
        if view is None:
            return
        if row is not None and row.item.verdict:
            words = (
                self.tr("{code} 已核，更正 {count} 格。") if row.item.errors else self.tr("{code} 已核，与纸面一致。")
            )
            self.calm.say(words.format(code=row.item.code, count=row.item.errors))
        elif view.decoded:
            self.calm.say(self.tr("已经解密，名次已排出。"), self.tr("去“排名”看名单、裁定和公示。"))
        elif view.locked:
            self.calm.say(
                self.tr("成绩已锁定。"), self.tr("下一步：裁判长和监督同场解密，密号和姓名从此对上，只有一次。")
            )
        elif view.samples and not view.again:
            self.calm.say(self.tr("抽检已做完。"), self.tr("下一步：裁判长和监督一起锁定成绩。"))
        elif view.again:
            self.calm.say(
                self.tr("错误率超过 {limit} %，要全部复核。").format(limit=view.limit),
                self.tr("点“全部复核”重新排名单。"),
            )
        elif view.may_draw:
            self.calm.say(self.tr("评分表全部一致，可以抽取复核名单。"), self.tr("名单按密号抽，解密以前不出现姓名。"))
        else:
            self.calm.say(self.tr("还不能复核。"), self.tr("左边列出了还差什么，从“去处理”进去。"))

    def _show_verbs(self, view: SignoffView) -> None:
        ready = view.may_draw and view.recheck_needed and not view.locked
        open_items = any(sample.looked < len(sample.items) for sample in view.samples)
        self.draw.setVisible(not view.samples and not view.locked and view.recheck_needed)
        self.draw.block("" if ready or self.draw.isHidden() else self.tr("评分表还没有全部一致"))
        self.draw.set_look(Look.PRIMARY if ready else Look.SECONDARY)
        self.full.setVisible(bool(view.samples) and not view.locked and not all(s.full for s in view.samples))
        self.full.set_look(Look.PRIMARY if view.again else Look.SECONDARY)
        self.full.block(self.tr("先核完这一批") if open_items else "")
        self.unlock.setVisible(view.locked)
        self.decode.setVisible(view.blind and not view.decoded)
        self.lock.setVisible(not view.locked)
        self.ranking.setVisible(view.decoded or (view.locked and not view.blind))
        count = len(view.blockers)
        self.lock.block(self.tr("还差 {count} 项，见左边").format(count=count) if count else "")
        self.decode.block("" if view.locked else self.tr("要先锁定"))
        self.decode.set_look(Look.PRIMARY if view.locked else Look.SECONDARY)
        for button in (self.record, self.slips):
            button.block("" if self._present.may(Act.PRINT_PAPERS) else self._present.not_allowed())
        self.reason.setText(self._reason(view, count))

    def _reason(self, view: SignoffView, count: int) -> str:
        if view.decoded:
            return ""
        if view.locked:
            return self.tr("解密要裁判长和监督同场，只一次，全程记录")
        return self.tr("还差 {count} 项").format(count=count) if count else self.tr("锁定要裁判长和监督的 PIN")

    # acts

    def _take_back(self) -> None:
        if self._shown is not None:
            self.verbs.take_back(self._shown.sample.round, self._shown.item.code)

    def _go(self, page: str) -> None:
        self.desk.go.emit(page)

    def _draw(self) -> None:
        self.verbs.draw(full=False)

    def _agreed(self) -> None:
        if self._hand is not None:
            self.verbs.judge(self._hand.sample.round, self._hand.item.code, self.paper.typed())

    def _differs(self, parts: list[int]) -> None:
        contest, hand = self.desk.contest, self._hand
        if contest is None or hand is None:
            return
        store = contest.store
        self.desk.operations.run(
            lambda: paper_sheet(store, hand.item.sheet_id),
            partial(self.verbs.ask_cells, hand.sample.round, parts, self.paper.typed()),
            owner=self,
            quiet=True,
        )

    def _judge_statistics(self) -> None:
        """裁判评分统计, for chief judge and supervisor; by seat before decoding. Others are told who may."""
        self._paper("judge-statistics", self.tr("裁判评分统计"))

    def _paper(self, kind: str, title: str) -> None:
        if self.view is not None:
            self.sheets.show(kind, f"{self.view.name} {title}", self.view.trade)
