"""Sheets for the grid's tests: the welding sheet W-172 in the middle of its first keying, and a large one."""

from __future__ import annotations

from dataclasses import replace

from app.services.sheet_view import CellState, CellView, Choice, Question, RowView, SheetLine, SheetState, SheetView

EMPTY = CellView()
LEVELS = tuple(Choice(str(n), text) for n, text in enumerate(("不合要求", "勉强合用", "合乎要求", "超出要求")))
MET = (Choice("0", "不合格"), Choice("1", "合格"))


def value(text: str, dropped: bool = False, doubtful: bool = False) -> CellView:
    """A stored mark."""
    return CellView(CellState.VALUE, text, dropped, doubtful, by="马秀英", at="10:41:55")


def word(text: str) -> CellView:
    """A stored word."""
    return CellView(CellState.WORD, text)


def _marks(texts: str) -> tuple[CellView, ...]:
    cells = []
    for text in texts.split():
        if text == "-":
            cells.append(EMPTY)
        elif text.startswith("("):
            cells.append(value(text.strip("()"), dropped=True))
        elif text == "回避":
            cells.append(word(text))
        else:
            cells.append(value(text))
    return tuple(cells)


def group(key: str, name: str, maximum: str, score: str | None, kind: str = "criterion") -> RowView:
    """A heading line."""
    return RowView(kind, key, name, maximum=maximum, decimals=1, score=score)


def panel(key: str, name: str, maximum: str, texts: str, **more: object) -> RowView:
    """A line every judge marks from nought to a maximum by halves."""
    limit = more.pop("spread_limit", "2.0")
    row = RowView("aspect", key, name, "panel", maximum, step="0.5", decimals=1, cells=_marks(texts))
    return replace(row, spread_limit=limit, **more)  # type: ignore[arg-type]


def merged(key: str, name: str, kind: str, maximum: str, text: str, **more: object) -> RowView:
    """A line with one cell for the whole panel."""
    row = RowView("aspect", key, name, kind, maximum, cells=(value(text) if text else EMPTY,))
    return replace(row, **more)  # type: ignore[arg-type]


def welding(**more: object) -> SheetView:
    """W-172: a panel of five, a spread to decide, a recusal, a zero, dropped marks, some cells still empty."""
    rows = (
        group("A", "焊前准备", "10.0", "9.17", "module"),
        panel("A1", "劳保用品穿戴规范", "4.0", "(4.0) 4.0 (3.5) 4.0 4.0", spread="0.5", score="4.00"),
        panel("A2", "坡口清理与定位焊", "6.0", "5.0 (5.5) (3.0) 5.0 5.5", spread="2.5", spread_over=True,
              spread_limit="1.2", score="5.17"),
        group("B", "外观检测", "45.0", None, "module"),
        merged("B1", "焊缝余高", "measured", "10.0", "1.8", unit="mm", requirement="0～3 mm", score="10.00"),
        merged("B2", "焊缝宽度差", "measured", "8.0", "2.4", unit="mm", requirement="≤ 2 mm", score="5.00"),
        merged("B3", "咬边深度", "measured", "10.0", "0", unit="mm", requirement="≤ 0.5 mm", score="10.00"),
        merged("B4", "错边量", "measured", "7.0", "0.9", unit="mm", requirement="≤ 1.2 mm", score="7.00"),
        panel("B5", "焊缝成形与美观", "10.0", "8.5 9.0 8.5 - -", requirement="焊波均匀、接头平整、无明显凹凸。"),
        group("C", "内部质量", "31.0", "31.00", "module"),
        merged("C1", "射线探伤等级", "value", "21.0", "21.0", step="0.5", decimals=1, requirement="GB/T 3323",
               score="21.00"),
        merged("C2", "弯曲试验", "measured", "10.0", "合格", choices=MET, score="10.00"),
        group("D", "安全文明", "10.0", None, "module"),
        panel("D1", "操作安全", "6.0", "- - - - -"),
        panel("D2", "工位清理与交件", "4.0", "- 回避 - - -"),
        group("E", "扣分", "", "-1.00", "module"),
        merged("E1", "超时　每 2 分钟扣 1 分", "time", "5", "01:31:20", score="-1.00"),
        merged("E2", "违反操作规程　每次扣 2 分", "deduction", "10", "0", unit="次",
               choices=(Choice("E2", "违反操作规程", "2"),), score="0.00"),
    )  # fmt: skip
    view = SheetView(
        172, "W-172", "6-18-02-04", "焊工", "practical", "实操", SheetState.FIRST, "", 1, False, tuple("12345"), rows,
        None, "100", 22, 33,
        (
            Question("spread", "A2", -1, "A2 极差 2.5 > 1.2"),
            *(Question("missing", "B5", seat, "B5 未录") for seat in (3, 4)),
            *(Question("missing", "D1", seat, "D1 未录") for seat in range(5)),
            *(Question("missing", "D2", seat, "D2 未录") for seat in (0, 2, 3, 4)),
        ),
        4880,
    )  # fmt: skip
    return replace(view, **more)  # type: ignore[arg-type]


def blank(view: SheetView) -> SheetView:
    """The same sheet with nothing filled in."""
    rows = tuple(
        replace(r, cells=tuple(EMPTY for _ in r.cells), spread=None, spread_over=False, score=None) for r in view.rows
    )
    return replace(view, rows=rows, filled=0, questions=(), state=SheetState.EMPTY)


def large(aspects: int = 150, judges: int = 7) -> SheetView:
    """Many aspects and a panel of seven, every fourth line empty."""
    rows: list[RowView] = []
    for number in range(aspects):
        if number % 12 == 0:
            rows.append(group(f"M{number // 12 + 1}", f"模块 {number // 12 + 1}", "24.0", "20.00", "module"))
        if number % 6 == 0:
            rows.append(group(f"K{number // 6 + 1}", f"评分项 {number // 6 + 1}", "12.0", "10.00"))
        text = "-" if number % 4 == 3 else f"{number % 10}.5"
        name = f"第 {number + 1} 个评分点的名称写得相当长，要能省略"
        rows.append(panel(f"P{number + 1}", name, "10.0", " ".join([text] * judges), spread="0.0", score="8.50"))
    return replace(
        welding(),
        sheet_id=9,
        code="W-900",
        seats=tuple(str(n + 1) for n in range(judges)),
        rows=tuple(rows),
        questions=(),
    )


LINES = tuple(
    SheetLine(
        number,
        f"W-{number}",
        "第 2 场",
        state,
        status,
        0,
        count * (state is SheetState.DIFFERS),
        count * (number == 165),
    )
    for number, state, status, count in (
        (127, SheetState.LOCKED, "", 0),
        (134, SheetState.AGREED, "", 0),
        (141, SheetState.SUBMITTED, "", 0),
        (158, SheetState.DIFFERS, "", 2),
        (165, SheetState.SUBMITTED, "", 1),
        (172, SheetState.FIRST, "", 12),
        (189, SheetState.EMPTY, "", 0),
        (196, SheetState.EMPTY, "", 0),
        (206, SheetState.EMPTY, "absent", 0),
        (213, SheetState.EMPTY, "", 0),
        (220, SheetState.RECHECKED, "", 0),
        (237, SheetState.SECOND, "", 0),
    )
)
