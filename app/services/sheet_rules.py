"""A stored sheet as the rules see it, and as a person sees it: marks by cell, the view of a keying, open questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from app.domain.aggregate import score_round
from app.domain.contest import Round, Trade
from app.domain.marks import mark_from_token, mark_token, show_mark
from app.domain.numbers import show
from app.domain.scheme import Aspect, AspectKind, Deduction, Judged, Measured, Module, Value
from app.domain.scores import AspectScore, Mark, ModuleScore, RoundMarks, RoundScore
from app.errors import Refusal
from app.services.sheet_view import CellState, CellView, Choice, Question, RowView, SheetState, SheetView
from db.queries import sheet_marks as stored
from db.queries.sheet_marks import MarkData, SheetData

FIRST, SECOND, FINAL = 1, 2, 3
RULE = "rule"  # the origin of marks that follow from a rule and that nobody typed: 回避 of a barred seat
REMARK = "remark"  # the origin of a final word that the panel gave anew, and that a second keying still checks
Cell = tuple[str, str]  # aspect id, seat

SINGLE = ("",)
OPEN_FOR = {
    FIRST: (SheetState.EMPTY, SheetState.FIRST),
    SECOND: (SheetState.SUBMITTED, SheetState.SECOND, SheetState.DIFFERS),
}
AFTER_AGREEMENT = {SheetState.AGREED, SheetState.RECHECKED, SheetState.LOCKED}


def open_keying(sheet: SheetData) -> int:
    """Which keying a sheet takes next, or has taken last."""
    return FIRST if SheetState(sheet.state) in OPEN_FOR[FIRST] else SECOND


def stored_form(mark: Mark | None) -> tuple[int | None, str | None]:
    """How a mark is kept: a number in thousandths, or its token; (None, None) is a cell taken back."""
    if mark is None:
        return None, None
    if mark.thousandths is not None:
        return mark.thousandths, None
    return None, mark_token(mark)


def mark_of(value: int | None, token: str | None) -> Mark | None:
    """The mark of a stored form; None for a cell taken back."""
    if token is not None:
        return mark_from_token(token)
    return None if value is None else Mark(thousandths=value)


def audit_form(value: int | None, token: str | None) -> str | None:
    """A mark as the audit chain writes it, the canonical token for every kind; None for nothing."""
    return token if token is not None else None if value is None else f"n:{value}"


@dataclass(frozen=True)
class SheetMarks:
    """All marks in force of one sheet, by keying and cell."""

    first: Mapping[Cell, MarkData]
    second: Mapping[Cell, MarkData]
    final: Mapping[Cell, MarkData]

    @classmethod
    def of(cls, marks: Iterable[MarkData]) -> SheetMarks:
        """Sort the marks in force into keyings; cells taken back are left out."""
        parts: dict[int, dict[Cell, MarkData]] = {FIRST: {}, SECOND: {}, FINAL: {}}
        for mark in marks:
            if mark.value is not None or mark.token is not None:
                parts[mark.keying][mark.aspect, mark.seat] = mark
        return cls(parts[FIRST], parts[SECOND], parts[FINAL])

    def keyed(self, keying: int) -> Mapping[Cell, MarkData]:
        """What one keying put in."""
        return self.first if keying == FIRST else self.second

    def in_force(self) -> dict[Cell, MarkData]:
        """What counts: the final word, else the first keying."""
        return {**self.first, **self.final}

    def remarked(self) -> dict[Cell, MarkData]:
        """The panel's marks made again that nobody has settled or corrected since."""
        return {cell: mark for cell, mark in self.final.items() if mark.origin == REMARK}

    def settled(self) -> dict[Cell, MarkData]:
        """Final words that end every difference: settled by the paper, or corrected."""
        return {cell: mark for cell, mark in self.final.items() if mark.origin != REMARK}

    def to_check(self) -> dict[Cell, MarkData]:
        """What the second keying is held against: the first keying, where the panel marked again its new marks."""
        return {**self.first, **self.remarked()}

    def differing(self) -> tuple[Cell, ...]:
        """Cells whose two keyings differ (or were keyed only once) and that nobody has settled."""
        first, settled = self.to_check(), self.settled()
        cells = sorted({*first, *self.second})
        return tuple(cell for cell in cells if cell not in settled and not self._same(first.get(cell), cell))

    def unequal(self) -> tuple[Cell, ...]:
        """Cells that both keyings filled, differently, and that nobody has settled."""
        first = self.to_check()
        return tuple(cell for cell in self.differing() if cell in first and cell in self.second)

    def _same(self, one: MarkData | None, cell: Cell) -> bool:
        other = self.second.get(cell)
        return one is not None and other is not None and (one.value, one.token) == (other.value, other.token)


def find_aspect(rules: Round, aspect_id: str, seat: str) -> Aspect:
    """The aspect of a cell. Raises Refusal "scoring.unknown_aspect" or "scoring.unknown_seat"."""
    aspect = rules.aspect(aspect_id)
    if aspect is None:
        raise Refusal("scoring.unknown_aspect", aspect=aspect_id, round=rules.name)
    if seat not in aspect.seats:
        raise Refusal("scoring.unknown_seat", seat=seat or "—", aspect=aspect_id)
    return aspect


def whole_round(rules: Round) -> Aspect:
    """A round without a scheme as one aspect: a value from 0 to the round's maximum."""

    return Aspect("", rules.name, AspectKind.VALUE, rules.maximum, Value())


def cells_of(rules: Round) -> tuple[Cell, ...]:
    """Every cell of a round's sheet, in the order of the sheet."""
    if not rules.modules:
        return (("", ""),)
    return tuple((aspect.id, seat) for aspect in rules.aspects for seat in aspect.seats)


def round_marks(rules: Round, cells: Mapping[Cell, MarkData], seconds: int | None) -> RoundMarks:
    """The marks of a sheet as `score_round` takes them."""
    if not rules.modules:
        whole = cells.get(("", ""))
        mark = mark_of(whole.value, whole.token) if whole else None
        return RoundMarks(score=mark.number if mark else None, seconds=seconds)
    marks: dict[str, dict[str, Mark]] = {}
    for (aspect, seat), data in cells.items():
        mark = mark_of(data.value, data.token)
        if mark is not None:
            marks.setdefault(aspect, {})[seat] = mark
    return RoundMarks(marks=marks, seconds=seconds)


def sheet_view(
    sheet: SheetData,
    trade: Trade,
    code: str,
    marks: SheetMarks,
    decisions: Mapping[str, stored.SpreadDecision],
    keying: int,
    locked: bool,
) -> SheetView:
    """The sheet as it is shown to one keying: before agreement only what that keying put in."""
    rules, state, shown, builder = _open_builder(sheet, trade, marks, decisions, keying, locked)
    score = builder.score
    rows = builder.rows()
    cells = cells_of(rules)
    return SheetView(
        sheet_id=sheet.id,
        code=sheet.code,
        trade=code,
        trade_name=trade.name,
        round=sheet.round,
        round_name=rules.name,
        state=state,
        status=sheet.status,
        keying=keying,
        locked=locked,
        seats=_seats(rules),
        rows=rows,
        total=_shown(score.score, rules.decimals),
        maximum=show(rules.maximum),
        filled=sum(cell in shown for cell in cells),
        cells=len(cells),
        questions=builder.questions(cells),
        seconds=sheet.seconds,
    )


def sheet_questions(
    sheet: SheetData,
    trade: Trade,
    marks: SheetMarks,
    decisions: Mapping[str, stored.SpreadDecision],
    keying: int,
    locked: bool = False,
) -> tuple[Question, ...]:
    """What keeps one keying from being submitted: the questions of `sheet_view` without the view."""
    rules, _, _, builder = _open_builder(sheet, trade, marks, decisions, keying, locked)
    return builder.questions(cells_of(rules))


def _open_builder(
    sheet: SheetData,
    trade: Trade,
    marks: SheetMarks,
    decisions: Mapping[str, stored.SpreadDecision],
    keying: int,
    locked: bool,
) -> tuple[Round, SheetState, dict[Cell, MarkData], _ViewBuilder]:
    rules = trade.round(sheet.round)
    assert rules is not None  # a sheet is only made for a round of its scheme
    state = SheetState.LOCKED if locked else SheetState(sheet.state)
    agreed = state in AFTER_AGREEMENT
    shown = marks.in_force() if agreed or (keying == FIRST and not sheet.double_entry) else dict(marks.keyed(keying))
    if keying == SECOND and not agreed:
        shown.update(marks.settled())  # marks made again are keyed once more, unseen
    if keying == FIRST and not agreed:
        shown.update(marks.final if state is SheetState.FIRST else marks.remarked())
    score = score_round(rules, round_marks(rules, shown, sheet.seconds), trade.rules.rounding, whole_panel=True)
    # While the second keying goes on, a cell it has not reached differs from nothing yet.
    apart = marks.differing() if state is SheetState.DIFFERS else marks.unequal()
    clash = frozenset(apart) if keying == SECOND and not agreed else frozenset()
    return rules, state, shown, _ViewBuilder(rules, score, shown, marks, clash, decisions)


def _shown(score: Fraction | None, decimals: int | None = None) -> str | None:
    """A score as a sheet shows it: with the decimals the rules round to, else two. Only what is shown is cut here."""
    return None if score is None else show(score, 2 if decimals is None else max(2, decimals))


def _seats(rules: Round) -> tuple[str, ...]:
    most = max((len(aspect.seats) for aspect in rules.aspects if aspect.seats != SINGLE), default=0)
    return tuple(str(number) for number in range(1, most + 1))


class _ViewBuilder:
    """Builds the rows of a sheet and lists what is still open."""

    def __init__(
        self,
        rules: Round,
        score: RoundScore,
        shown: Mapping[Cell, MarkData],
        marks: SheetMarks,
        clash: frozenset[Cell],
        decisions: Mapping[str, stored.SpreadDecision],
    ) -> None:
        self.rules, self.score, self.shown = rules, score, shown
        self.marks, self.clash, self.decisions = marks, clash, decisions
        self.scores = {aspect.id: aspect for module in score.modules for aspect in module.aspects}

    def rows(self) -> tuple[RowView, ...]:
        """Modules, criteria and aspects in the order of the sheet."""
        if not self.rules.modules:
            return (self._aspect_row(whole_round(self.rules), None),)
        rows: list[RowView] = []
        for module in self.rules.modules:
            rows.extend(self._module_rows(module, self.score.module(module.id)))
        return tuple(rows)

    def _module_rows(self, module: Module, score: ModuleScore | None) -> list[RowView]:
        value = None if score is None else _shown(score.score)
        rows = [RowView("module", module.id, module.name, maximum=show(module.maximum, least=1), score=value)]
        names = {criterion.id: criterion.name for criterion in module.criteria}
        last = ""
        for aspect in module.aspects:
            if aspect.criterion and aspect.criterion != last:
                rows.append(RowView("criterion", aspect.criterion, names.get(aspect.criterion, aspect.criterion)))
            last = aspect.criterion
            rows.append(self._aspect_row(aspect, self.scores.get(aspect.id)))
        return rows

    def _aspect_row(self, aspect: Aspect, score: AspectScore | None) -> RowView:
        spread = score.spread if score is not None and aspect.spread is not None else None
        over = score is not None and score.spread_over
        fixed = _fixed(aspect)
        return RowView(
            kind=fixed.kind,
            id=fixed.id,
            name=fixed.name,
            aspect_kind=fixed.aspect_kind,
            maximum=fixed.maximum,
            minimum=fixed.minimum,
            step=fixed.step,
            decimals=fixed.decimals,
            unit=fixed.unit,
            choices=fixed.choices,
            cells=tuple(self._cell(aspect, seat, score) for seat in aspect.seats),
            spread=None if spread is None else show(spread),
            spread_limit=fixed.spread_limit,
            spread_over=over and self._open_spread(aspect.id),
            score=None if score is None else _shown(score.score, aspect.decimals),
            again=self._again(aspect.id),
        )

    def _again(self, aspect: str) -> bool:
        decision = self.decisions.get(aspect)
        return decision is not None and decision.decision == "again"

    def _open_spread(self, aspect: str) -> bool:
        decision = self.decisions.get(aspect)
        return decision is None or decision.decision != "keep"

    def _cell(self, aspect: Aspect, seat: str, score: AspectScore | None) -> CellView:
        cell = (aspect.id, seat)
        data = self.shown.get(cell)
        if cell in self.clash:
            second, first = (_text(keyed.get(cell), aspect) for keyed in (self.marks.second, self.marks.to_check()))
            return CellView(CellState.DIFFERS, f"{second}≠{first}")
        if data is None:
            return _NOTHING
        mark = mark_of(data.value, data.token)
        assert mark is not None  # cells taken back are not in `shown`
        return CellView(
            state=CellState.VALUE if mark.word is None else CellState.WORD,
            text=show_mark(mark, aspect),
            dropped=score is not None and seat in score.dropped,
            doubtful=data.doubtful,
            by=data.by,
            at=data.at.isoformat(),
        )

    def questions(self, cells: tuple[Cell, ...]) -> tuple[Question, ...]:
        """What keeps the sheet from being submitted, in the order of the sheet."""
        found: list[Question] = []
        excused = {aspect_id for aspect_id in self.scores if self._excused(aspect_id)}
        for cell in cells:
            data = self.shown.get(cell)
            if cell in self.clash:
                found.append(_question("differs", *cell))
            elif data is None and cell[0] not in excused:
                found.append(_question("missing", *cell))
            elif data is not None and data.doubtful:
                found.append(_question("doubtful", *cell))
        for aspect_id, score in self.scores.items():
            if score.spread_over and self._open_spread(aspect_id):
                text = "" if score.spread is None else show(score.spread)
                found.append(Question("spread", aspect_id, -1, text))
        return tuple(found)

    def _excused(self, aspect_id: str) -> bool:
        """A time aspect takes the sheet's time; an aspect whose condition fails needs no marks."""
        score = self.scores.get(aspect_id)
        return score is not None and score.score is not None and not score.missing


_NOTHING = CellView()


@lru_cache(maxsize=8192)
def _question(kind: str, aspect_id: str, seat: str) -> Question:
    """What a cell asks; of a sheet hardly begun there are as many as cells, after every mark."""
    return Question(kind, aspect_id, int(seat) - 1 if seat else -1, "")


# By identity: rules are parsed once and kept, and to hash an aspect would cost more than to spell it out.
_FIXED: dict[int, tuple[Aspect, RowView]] = {}
_MOST_FIXED = 10_000


def _fixed(aspect: Aspect) -> RowView:
    """What a line says of its aspect, whatever is keyed."""
    known = _FIXED.get(id(aspect))
    if known is None or known[0] is not aspect:
        detail, step = aspect.detail, aspect.step
        if len(_FIXED) >= _MOST_FIXED:
            _FIXED.clear()
        known = _FIXED[id(aspect)] = (
            aspect,
            RowView(
                kind="aspect",
                id=aspect.id,
                name=aspect.name,
                aspect_kind=aspect.kind.value,
                maximum="" if aspect.maximum is None else show(aspect.maximum, least=1),
                minimum=show(aspect.minimum),
                step="" if step is None else show(step),
                decimals=aspect.entry_decimals,
                unit=detail.unit if isinstance(detail, Measured) else "",
                choices=_choices(aspect),
                spread_limit=None if aspect.spread is None else show(aspect.spread),
            ),
        )
    return known[1]


def _text(data: MarkData | None, aspect: Aspect) -> str:
    mark = mark_of(data.value, data.token) if data is not None else None
    return "" if mark is None else show_mark(mark, aspect)


def _choices(aspect: Aspect) -> tuple[Choice, ...]:
    detail = aspect.detail
    if isinstance(detail, Judged):
        return tuple(Choice(str(level), text) for level, text in enumerate(detail.levels))
    if isinstance(detail, Deduction):
        return tuple(
            Choice(item.id, item.name, "" if item.points is None else f"−{show(item.points)}")
            for item in detail.catalogue
        )
    if isinstance(detail, Measured) and detail.met:
        return (Choice("1", "合格"), Choice("0", "不合格"))
    return ()
