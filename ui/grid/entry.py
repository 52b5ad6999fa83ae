"""Typing into the grid: the draft of the current cell, its check, the small lists, and what is handed on."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.sheet_view import CellAddress, CellState
from ui.grid.check import Check
from ui.grid.draft import Draft
from ui.grid.facts import cell_text, status_text, translate, word_code
from ui.grid.picker import WORD_KEYS, DeductionDraft, Picker, deduction_lines, word_lines
from ui.grid.state import REFUSED
from ui.grid.view import GridView


class EntryGrid(GridView):
    """The grid as far as one cell is concerned. Moving on is `do_next`, which the next layer gives."""

    mark_entered = Signal(object, str)  # CellAddress, text as the domain writes it
    mark_cleared = Signal(object)
    word_chosen = Signal(object, str)  # CellAddress, "not_marked" | "recused" | "not_applicable"
    doubt_toggled = Signal(object)
    closed_touched = Signal(object)  # CellAddress: somebody typed on a locked sheet

    def __init__(self, parent: QWidget | None = None, check: Check | None = None) -> None:
        super().__init__(parent)
        if check is not None:
            self.state.check = check
        self.picker = Picker(self.viewport())
        self.picker.clicked.connect(self._picked)
        self._words_open = False
        self._deduction: DeductionDraft | None = None

    def do_next(self) -> None:
        """Store and go on."""
        raise NotImplementedError  # abstract: each grid walks in its own order

    def set_auto_commit(self, on: bool) -> None:
        """Whether one digit stores itself where every mark is one digit."""
        self.state.auto_commit = on

    def finish(self) -> bool:
        """Store a good draft before any other act; false, with the reason at the cell, when the draft is not good."""
        if (
            self._deduction is not None
            and (self._deduction.items or self._deduction.none)
            and not self._deduction.number.strip("0")
        ):
            return self._store_deduction()
        self._close_picker()
        draft, cursor = self.state.draft, self.state.cursor
        if draft is None or cursor is None:
            return True
        if not draft.text and self.state.cell(cursor).state is CellState.EMPTY:
            return self._drop()
        if self._unchanged(draft, cursor):
            return self._drop()
        verdict = self.state.verdict()
        assert verdict is not None
        if not verdict.ok:
            draft.refuse(verdict.sentence, verdict.advice)
            self.touch(cursor)
            self.bubble_up()
            self.announce(
                translate("grid", "{sentence}。{advice}").format(sentence=verdict.sentence, advice=verdict.advice)
            )
            return False
        doubtful = draft.doubtful
        self.state.draft = None
        self._hand_on(cursor, verdict.value)
        if doubtful:
            self.doubt_toggled.emit(cursor)
        return True

    def _unchanged(self, draft: Draft, cursor: CellAddress) -> bool:
        note = self.state.notes.get(cursor)
        return draft.inside and note is None and not draft.doubtful and draft.text == self.state.cell(cursor).text

    def _hand_on(self, cursor: CellAddress, text: str) -> None:
        word = word_code(text)
        if not word:
            self.state.send(cursor, text, monotonic())
            self.watch_pending()
        self.touch(cursor)
        self.bubble.hide()
        if word:
            self.word_chosen.emit(cursor, word)
        else:
            self.mark_entered.emit(cursor, text)

    def _drop(self) -> bool:
        cursor = self.state.cursor
        self.state.draft = None
        if cursor is not None:
            note = self.state.notes.get(cursor)
            if note is not None and note.stage is REFUSED:
                del self.state.notes[cursor]
            self.touch(cursor)
        self.bubble.hide()
        return True

    def covered(self) -> str:
        """The status that covers the cell under the cursor (缺考 and the like), "" for none."""
        return self.state.view.status if self.state.view is not None else ""

    def _may_write(self) -> bool:
        view = self.state.view
        if view is None or self.state.cursor is None:
            return False
        status = self.covered()
        if not self.state.closed and not status:
            return True
        sentence = translate("grid", "评分表已锁定，没有存入")
        advice = translate("grid", "要改请走更正：写明原因，两人确认。")
        if status:
            sentence = translate("grid", "整份是{status}，没有存入").format(status=status_text(status))
            advice = translate("grid", "要录分请先按 F9 改回正常。")
        self.bubble.say(self.look(), self.cell_rect(self.state.cursor), sentence, advice)
        self.announce(sentence)
        if view.locked:
            self.closed_touched.emit(self.state.cursor)
        return False

    def _type(self, text: str) -> None:
        if not self._may_write():
            return
        state = self.state
        assert state.cursor is not None
        if state.row(state.cursor).aspect_kind == "deduction" and len(state.row(state.cursor).choices) > 1:
            self._open_deductions(text)
            return
        if state.draft is None:
            state.draft = Draft()
            state.anchor = None
        state.draft.type(text)
        verdict = state.verdict()
        assert verdict is not None
        if verdict.complete and state.auto_commit and not state.draft.inside:
            self.do_next()
            return
        self._draft_changed()

    def _draft_changed(self) -> None:
        assert self.state.cursor is not None
        self.touch(self.state.cursor)
        self.bubble_up()

    def do_drop(self) -> None:
        """Give up what was typed and show what is stored."""
        if self.state.draft is None and not self.bubble.isVisible():
            self.state.anchor, self.state.whole = None, False
            self.viewport().update()
        self._drop()

    def do_edit_inside(self) -> None:
        """Edit the stored text; arrows then move inside it."""
        state = self.state
        if not self._may_write() or state.cursor is None:
            return
        if state.draft is not None:
            state.draft.inside, state.draft.selected = True, False
        else:
            cell = state.cell(state.cursor)
            note = state.notes.get(state.cursor)
            text = note.text if note is not None else cell.text if cell.state is CellState.VALUE else ""
            state.draft = Draft.over(text, inside=True)
        self._draft_changed()

    def do_erase(self) -> None:
        """Take back the last character typed; on a stored cell begin an empty text."""
        if not self._may_write():
            return
        if self.state.draft is None:
            self.state.draft = Draft()
        else:
            self.state.draft.erase()
        self._draft_changed()

    def do_clear(self) -> None:
        """Back to not marked; inside a text only the next character goes."""
        state = self.state
        if not self._may_write() or state.cursor is None:
            return
        if state.draft is not None and state.draft.inside:
            state.draft.erase(forward=True)
            self._draft_changed()
            return
        cells = state.selected_cells()
        self._drop()
        for cell in cells:
            if state.cell(cell).state is not CellState.EMPTY or cell in state.notes:
                state.send(cell, "", monotonic())
                self.touch(cell)
                self.mark_cleared.emit(cell)
        self.watch_pending()

    def do_doubt(self) -> None:
        """Mark the cell as hard to read, or take that back; typing goes on."""
        state = self.state
        if not self._may_write() or state.cursor is None:
            return
        if (
            state.draft is None
            and state.cell(state.cursor).state is CellState.EMPTY
            and state.cursor not in state.notes
        ):
            state.draft = Draft()
        if state.draft is not None:
            state.draft.doubtful = not state.draft.doubtful
            self._draft_changed()
        else:
            self.doubt_toggled.emit(state.cursor)

    # ---- words and deductions, picked by digit ------------------------------------------------------------------

    def do_words(self) -> None:
        """Offer the words a cell may hold instead of a mark."""
        if not self._may_write() or self.state.cursor is None:
            return
        self._drop()
        self._words_open = True
        title = translate("grid", "{place} 没有打分，因为：").format(place=self.current_place())
        self.picker.offer(self.look(), self.cell_rect(self.state.cursor), title, word_lines())

    def _word_key(self, name: str, text: str) -> bool:
        if text in WORD_KEYS or text == "0" or name in ("drop", "erase", "words"):
            self._close_picker()
            if text in WORD_KEYS:
                self._choose_word(WORD_KEYS[text])
            return True
        if name == "type" or name == "next":
            return True
        self._close_picker()
        return False

    def _choose_word(self, word: str) -> None:
        cursor = self.state.cursor
        assert cursor is not None
        self.word_chosen.emit(cursor, word)
        if self.state.cursor == cursor:
            self.do_next()

    def _open_deductions(self, digit: str) -> None:
        cursor = self.state.cursor
        assert cursor is not None
        self._drop()
        self._deduction = DeductionDraft(self.state.row(cursor).choices)
        self._deduction_key("type", digit)
        self._offer_deductions()

    def _offer_deductions(self) -> None:
        cursor, draft = self.state.cursor, self._deduction
        assert cursor is not None and draft is not None
        stored = cell_text(self.state.row(cursor), self.state.cell(cursor)) or translate("grid", "未录")
        title = translate("grid", "{place} 扣分（现为 {stored}）").format(place=self.current_place(), stored=stored)
        self.picker.offer(self.look(), self.cell_rect(cursor), title, deduction_lines(draft), draft.step_text())

    def _deduction_key(self, name: str, text: str) -> bool:
        draft = self._deduction
        assert draft is not None
        if name == "next":
            if draft.enter():
                self._store_deduction()
                self.do_next()
                return True
        elif name == "drop":
            self._close_picker()
            return True
        elif name == "erase":
            if not draft.back():
                self._close_picker()
                return True
        elif name == "type":
            if text.isdigit():
                draft.digit(text)
        else:
            return False
        self._offer_deductions()
        return True

    def _store_deduction(self) -> bool:
        cursor, draft = self.state.cursor, self._deduction
        assert cursor is not None and draft is not None
        self._close_picker()
        self._hand_on(cursor, self.state.check(self.state.asked(cursor), draft.text()).value)
        return True

    def _picked(self, number: int) -> None:
        if self._words_open:
            self._close_picker()
            if number < len(WORD_KEYS):
                self._choose_word(list(WORD_KEYS.values())[number])
        elif self._deduction is not None:
            self._deduction.choose(number)
            self._offer_deductions()

    def _close_picker(self) -> None:
        self._words_open, self._deduction = False, None
        self.picker.hide()
