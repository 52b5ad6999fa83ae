"""评分标准 of the setup pages: the tree of a round's scheme with its live sum, and the pane of the line in hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from app.domain import scheme_edit, setup_edit
from app.domain.contest import Contest, Round
from app.domain.definition import open_sums
from app.domain.numbers import show
from app.domain.scheme import Aspect, AspectKind, Criterion, Module
from app.domain.scheme_edit import Edited, Place
from app.errors import AppError, Refusal
from ui import messages
from ui.dialogs.question import RefusalLine
from ui.pages import setup_values as values
from ui.pages.setup_scheme_detail import DetailPane
from ui.pages.setup_scheme_halves import Halves
from ui.pages.setup_scheme_tree import CODE, MAXIMUM, NAME, SchemeTree
from ui.pages.setup_section import Notice, Section
from ui.pages.setup_state import Setup
from ui.pages.setup_values import NotRead
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Chip, EmptyState, Tone
from ui.widgets.fields import ChoiceBox
from ui.widgets.flow import FlowRow

if TYPE_CHECKING:
    from app.services.schemes_paste import Pasted

What = Module | Criterion | Aspect
_MODULE = re.compile(r"module\[([^\]]*)\]")
_CRITERION = re.compile(r"criteria\[([^\]]*)\]")


class SchemeSection(Section):
    """The editor. What it changes goes through `Setup.edit`, so it is stored at once and can be taken back."""

    key = "scheme"
    scrolls = False

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(setup, parent)
        self.round_id = ""
        self.column.setSpacing(6)
        self.column.addLayout(self._head())
        self.notice = Notice()
        self.notice.verb.setObjectName("setup_draft_scheme")
        self.notice.verb.clicked.connect(lambda: setup.begin_draft(setup.trade))
        self.column.addWidget(self.notice)
        self.refusal = RefusalLine()
        self.column.addWidget(self.refusal)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._editor())
        self.stack.addWidget(self._empty())
        self.column.addWidget(self.stack, 1)
        self.column.addLayout(self._foot())

    def title(self) -> str:
        return self.tr("评分标准")

    def missing(self) -> Sequence[str]:
        found = []
        for stand in self.setup.stand.trades if self.setup.stand is not None else ():
            trade = self.setup.contest.trade(stand.code) if self.setup.contest is not None else None
            if stand.gaps:
                found.append(self.tr("{trade}加不到满分").format(trade=stand.name))
            elif trade is not None and not any(part.on_sheets for part in trade.rounds):
                found.append(self.tr("{trade}的评分标准").format(trade=stand.name))
        return found

    # building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.trades = ChoiceBox(self.tr("工种"))
        self.trades.setObjectName("scheme_trade")
        self.trades.activated.connect(lambda index: self.setup.choose(self.trades.itemData(index)))
        self.rounds = ChoiceBox(self.tr("轮次"))
        self.rounds.setObjectName("scheme_round")
        self.rounds.activated.connect(lambda index: self.look_at(self.rounds.itemData(index)))
        self.sum = Chip()
        self.gap = Button("", Look.QUIET, small=True)
        self.gap.setObjectName("scheme_gap")
        self.gap.clicked.connect(self.go_to_gap)
        self.files = Button(self.tr("版本、导入、导出…"), icon="history", small=True)
        self.files.setObjectName("scheme_do_files")
        self.files.clicked.connect(self.show_versions)
        for widget in (self.trades, self.rounds, self.sum, self.gap):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.files)
        return row

    def _editor(self) -> QWidget:
        self.tree = SchemeTree()
        self.tree.try_value = self._try_value
        self.tree.sibling_wanted.connect(self.add_sibling)
        self.tree.indent_wanted.connect(self.indent)
        self.tree.move_wanted.connect(self.move_line)
        self.tree.delete_wanted.connect(self.delete)
        self.tree.kind_wanted.connect(self.set_kind)
        self.tree.place_changed.connect(lambda _place: self.pane.show_other())
        self.tree.paste_wanted.connect(self.paste)
        self.tree.pane_wanted.connect(self.show_pane)
        self.pane = DetailPane(self)
        self.halves = Halves(self.tree, self.pane)
        return self.halves

    def show_pane(self) -> None:
        """The keyboard goes to the fields of the line in hand, in front of the tree where there is no room beside."""
        self.halves.show_pane(True)
        self.pane.focus_first()

    def _empty(self) -> QWidget:
        empty = EmptyState(
            "document_table",
            self.tr("还没有评分标准。"),
            self.tr("在 Excel 里连表头一起复制，回来粘贴；或者从一个空模块写起。没有评分标准的轮次只录一个总分。"),
        )
        self.empty_paste = Button(self.tr("从 Excel 粘贴"), Look.PRIMARY, "clipboard_paste")
        self.empty_paste.setObjectName("scheme_paste_empty")
        self.empty_paste.clicked.connect(self.paste)
        self.sample = Button(self.tr("用焊工样例"), icon="book_open")
        self.sample.setObjectName("scheme_sample")
        self.sample.clicked.connect(self.use_sample)
        self.begin = Button(self.tr("加一个模块"), icon="add")
        self.begin.setObjectName("scheme_begin")
        self.begin.clicked.connect(
            lambda: self._apply(self.tr("加模块"), lambda part: scheme_edit.add_module(part), NAME)
        )
        for button in (self.empty_paste, self.sample, self.begin):
            empty.add_button(button)
        return empty

    def _foot(self) -> FlowRow:
        row = FlowRow()
        self.add_module = Button(self.tr("加模块"), icon="add", small=True)
        self.add_criterion = Button(self.tr("加评分项"), icon="add", small=True)
        self.add_aspect = Button(self.tr("加评分点"), icon="add", small=True)
        self.drop = Button(self.tr("删去"), icon="delete", small=True)
        self.paste_button = Button(self.tr("从 Excel 粘贴"), icon="clipboard_paste", small=True)
        self.example = Button(self.tr("看例子"), icon="book_open", small=True)
        self.pane_button = Button(self.tr("怎样给分"), icon="info", key="F6", binds=False, small=True)
        self.pane_button.setVisible(self.halves.folded)
        self.halves.folded_changed.connect(self.pane_button.setVisible)
        named = {
            "module": self.add_module,
            "criterion": self.add_criterion,
            "aspect": self.add_aspect,
            "drop": self.drop,
            "paste": self.paste_button,
            "examples": self.example,
            "pane": self.pane_button,
        }
        for name, button in named.items():
            button.setObjectName(f"scheme_do_{name}")
            row.addWidget(button)
        self.add_module.clicked.connect(
            lambda: self._apply(self.tr("加模块"), lambda part: scheme_edit.add_module(part, self._at(1)), NAME)
        )
        self.add_criterion.clicked.connect(
            lambda: self._apply(
                self.tr("加评分项"), lambda part: scheme_edit.add_criterion(part, self.tree.place() or (0,)), NAME
            )
        )
        self.add_aspect.clicked.connect(
            lambda: self._apply(
                self.tr("加评分点"), lambda part: scheme_edit.add_aspect(part, self.tree.place() or (0,)), NAME
            )
        )
        self.drop.clicked.connect(self.delete)
        self.paste_button.clicked.connect(self.paste)
        self.example.clicked.connect(self.show_examples)
        self.pane_button.clicked.connect(self.show_pane)
        return row

    # what is looked at

    def part(self) -> Round | None:
        """The round in hand."""
        trade = self.setup.trade_in_hand()
        return trade.round(self.round_id) if trade is not None else None

    def what(self) -> What | None:
        """The node in hand."""
        part, place = self.part(), self.tree.place()
        node = scheme_edit.node_at(part, place) if part is not None and place else None
        return node.what if node is not None else None

    def why(self) -> str:
        """Why the scheme cannot be changed where it stands."""
        return self.setup.frozen(self.setup.trade)

    def look_at(self, round_id: str) -> None:
        """Show the scheme of another round."""
        if self.commit():
            self.round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        contest, trade = self.setup.contest, self.setup.trade_in_hand()
        if contest is None or trade is None:
            return
        if self.tree.editor is not None and not self.tree.editor.hasFocus():
            self.tree.drop_editor()
        self.trades.fill([(one.key, one.name) for one in contest.trades], trade.key)
        if trade.round(self.round_id) is None:
            marked = [one.id for one in trade.rounds if one.on_sheets] or [one.id for one in trade.rounds]
            self.round_id = "practical" if trade.round("practical") is not None else marked[0]
        self.rounds.fill([(one.id, one.name) for one in trade.rounds], self.round_id)
        part = trade.round(self.round_id)
        assert part is not None  # it was just chosen among them
        reason = self.why()
        self.notice.say(reason, self.tr("起草新版本") if self.setup.can_draft(trade.key) else "")
        self.stack.setCurrentIndex(0 if part.modules else 1)
        if self.tree.editor is None:
            self.tree.show_nodes(tuple(scheme_edit.nodes(part)))
        self.tree.open = not reason
        self.pane.refresh()
        self._show_sum(part)
        for button in (self.add_module, self.add_criterion, self.add_aspect, self.drop, self.paste_button):
            button.setVisible(bool(part.modules))
            button.block(reason)
        for button in (self.empty_paste, self.sample, self.begin):
            button.block(reason)

    def _show_sum(self, part: Round) -> None:
        gaps = open_sums(part, part.id)
        found = scheme_edit.allocated(part)
        text = self.tr("已分配 {found} / {wanted}").format(
            found=show(found, least=1), wanted=show(part.maximum, least=1)
        )
        self.sum.setVisible(bool(part.modules))
        self.sum.say(text, Tone.WARN if gaps else Tone.OK)
        self.gap.setVisible(bool(gaps))
        if gaps:
            self.gap.say(self.gap_words(part, gaps[0]))

    def gap_words(self, part: Round, gap: Refusal) -> str:
        """Where the sum is short or over, and by how much."""
        place = str(gap.fields.get("place", ""))
        module, criterion = _MODULE.search(place), _CRITERION.search(place)
        name = part.name
        if criterion is not None:
            name = criterion.group(1)
        elif module is not None:
            named = next((one.name for one in part.modules if one.id == module.group(1)), "")
            name = f"{module.group(1)} {named}"
        short = gap.code == "scheme.sum_short"
        words = self.tr("{where}还差 {points}") if short else self.tr("{where}多出 {points}")
        return words.format(where=name, points=gap.fields.get("difference"))

    def go_to_gap(self) -> None:
        """Put the keyboard on the node that does not add up."""
        part = self.part()
        gaps = open_sums(part, part.id) if part is not None else ()
        found = _MODULE.search(str(gaps[0].fields.get("place", ""))) if gaps else None
        if part is not None and found is not None:
            number = next((n for n, one in enumerate(part.modules) if one.id == found.group(1)), 0)
            self.tree.go_to((number,), MAXIMUM)
        self.tree.setFocus()

    # changing

    def with_part(self, contest: Contest, change: Callable[[Round], Round]) -> Contest:
        """The contest with the round in hand changed."""
        trade = contest.trade(self.setup.trade)
        part = trade.round(self.round_id) if trade is not None else None
        if trade is None or part is None:
            return contest
        rounds = tuple(change(one) if one.id == part.id else one for one in trade.rounds)
        return setup_edit.with_trade(contest, trade.key, replace(trade, rounds=rounds))

    def with_what(self, contest: Contest, what: What) -> Contest:
        """The contest with the node in hand changed."""
        place = self.tree.place()
        return self.with_part(contest, lambda part: scheme_edit.put(part, place, what))

    def _at(self, depth: int) -> int | None:
        place = self.tree.place()
        return place[depth - 1] if len(place) >= depth else None

    def _apply(self, name: str, edit: Callable[[Round], Edited | None], column: int | None = None) -> bool:
        """Change the round; the keyboard goes to the node the edit names, its cell `column` opened."""
        part = self.part()
        if part is None or self.why() or not self.pane.commit():
            return False
        made = edit(part)
        if made is None:
            return False
        changed, place = made
        if not self._store(name, changed):
            return False
        self.stack.setCurrentIndex(0 if changed.modules else 1)
        self.tree.show_nodes(tuple(scheme_edit.nodes(changed)), place)
        self.tree.setFocus()
        if column is not None:
            self.tree.edit_cell(column)
        return True

    def _store(self, name: str, part: Round) -> bool:
        self.refusal.say("")

        def changed(contest: Contest) -> Contest:
            return setup_edit.pruned(self.with_part(contest, lambda _old: part))

        return self.setup.edit(name, changed, self)

    def add_sibling(self) -> None:
        """A node of the same sort below, its name opened."""
        self._apply(self.tr("加一行"), lambda part: scheme_edit.add_sibling(part, self.tree.place()), NAME)

    def indent(self, way: int) -> None:
        """One level in (1) or out (-1)."""
        step = scheme_edit.indent if way > 0 else scheme_edit.outdent
        if not self._apply(self.tr("改层次"), lambda part: step(part, self.tree.place())) and not self.why():
            self.refusal.say(self.tr("这一行不能再缩进了。") if way > 0 else self.tr("这一行不能再退出了。"))

    def move_line(self, step: int) -> None:
        """Up or down."""
        self._apply(self.tr("移动"), lambda part: scheme_edit.move(part, self.tree.place(), step))

    def delete(self) -> None:
        """Take the node in hand away; the bar offers it back."""
        what = self.what()
        if what is not None and self._apply(
            self.tr("删去 {name}").format(name=what.name), lambda part: scheme_edit.delete(part, self.tree.place())
        ):
            text = self.tr("已删去“{name}”").format(name=what.name)
            self.setup.page.say(text, self.tr("撤销"), lambda: bool(self.setup.undo()) or None)

    def set_kind(self, kind: AspectKind) -> None:
        """The aspect in hand is of another kind."""
        what, place = self.what(), self.tree.place()
        if isinstance(what, Aspect) and kind is not what.kind:
            self._apply(
                self.tr("改类型"),
                lambda part: (scheme_edit.put(part, place, scheme_edit.with_kind(part, what, kind)), place),
            )

    def _try_value(self, place: Place, column: int, text: str) -> str:
        """Store the value of a cell; the reason when it cannot be."""
        if column < 0:
            self.refusal.say("")
            return ""
        part = self.part()
        node = scheme_edit.node_at(part, place) if part is not None else None
        if part is None or node is None:
            return ""
        try:
            what = self._with_cell(node.what, column, text)
        except (NotRead, AppError) as error:
            reason = messages.sentence(error) if isinstance(error, AppError) else str(error)
            self.refusal.say(reason)
            return reason
        if column == CODE:
            reason = self._id_taken(part, node.what, text)
            if reason:
                self.refusal.say(reason)
                return reason
        changed = scheme_edit.put(part, place, what)
        if self._store(self.tr("改 {name}").format(name=node.what.name), changed):
            self.tree.show_nodes(tuple(scheme_edit.nodes(changed)))  # at once: the next cell opens before the answer
        return ""

    @staticmethod
    def _with_cell(what: What, column: int, text: str) -> Any:
        if column == CODE:
            return replace(what, id=values.needed(text))
        if column == NAME:
            return replace(what, name=values.needed(text))
        if isinstance(what, Module) or (isinstance(what, Aspect) and what.kind.value not in ("deduction", "time")):
            return replace(what, maximum=values.number(text))
        return replace(what, maximum=values.number_or_none(text))

    def _id_taken(self, part: Round, what: What, text: str) -> str:
        if isinstance(what, Aspect):
            taken = any(one.id == text for one in part.aspects if one is not what)
        elif isinstance(what, Module):
            taken = any(one.id == text for one in part.modules if one is not what)
        else:
            taken = any(one.id == text for module in part.modules for one in module.criteria if one is not what)
        return self.tr("编号“{id}”已经有了，没有存入。").format(id=text) if taken else ""

    def refused(self, token: object, error: AppError) -> None:
        """The store refused a change of the tree: say why, show what is stored."""
        if token is self:
            self.refusal.say(messages.sentence(error))
            self.refresh()

    def commit(self) -> bool:
        return self.tree.commit_editor(onward=False) and self.pane.commit()

    # from elsewhere

    def paste(self) -> None:
        """从 Excel 粘贴: read the clipboard and show what it would give."""
        self.look_at_paste(QApplication.clipboard().text())

    def look_at_paste(self, text: str) -> None:
        """Read pasted rows and show them with what is wrong, before anything is stored."""
        part = self.part()
        if part is None or self.why():
            return

        def act() -> Pasted:
            from app.services import schemes_paste  # here: loads the tables' libraries

            return schemes_paste.read_paste(part, text)

        def came(pasted: Pasted) -> None:
            from ui.pages.setup_scheme_paste import PasteDialog  # here: see above

            dialog = PasteDialog(pasted, bool(part.modules), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.taken.connect(self.take_paste)
            self.dialog = dialog
            dialog.open()

        self.setup.page.desk.operations.run(
            act, came, lambda error: self.refusal.say(messages.sentence(error)), owner=self, quiet=True
        )

    def take_paste(self, read: Round) -> None:
        """Store the pasted modules as the round's scheme."""
        self._apply(self.tr("粘贴评分标准"), lambda part: (replace(part, modules=read.modules), (0,)))

    def use_sample(self) -> None:
        """The welders' sample as this round's scheme."""
        part = self.part()
        if part is None:
            return

        def act() -> Round:
            from app.services import setup_sources  # here: the store thread loads it

            return setup_sources.sample_scheme(part)

        def came(sample: Round) -> None:
            self._apply(self.tr("用焊工样例"), lambda _part: (sample, (0,)))

        self.setup.page.desk.operations.run(act, came, self.setup.page.refuse, owner=self, quiet=True)

    def show_examples(self) -> None:
        """看例子: each kind by a worked example; opened at the kind in hand."""
        from ui.dialogs.examples import ExamplesDialog  # here: the page opens without it

        what = self.what()
        ExamplesDialog(self, what.kind.value if isinstance(what, Aspect) else "").open()

    def show_versions(self) -> None:
        """Versions, comparison, files in and out."""
        self.setup.page.open_schemes()  # type: ignore[attr-defined]
