"""F8: marks of a panel lie too far apart - the chief judge keeps them, or the panel marks again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.services.sheet_view import CellState, RowView, SheetView
from ui.dialogs.people import Check, Known
from ui.dialogs.reason_official import OfficialDialog
from ui.grid.facts import cell_text, seat_label


class SpreadDialog(OfficialDialog):
    """Decides on one aspect of one sheet. Answers: "keep" and "again"; levels can only be marked again."""

    def __init__(
        self,
        view: SheetView,
        row: RowView,
        officials: Sequence[Known],
        check: Check,
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        reasons = (
            self.tr("各裁判看的部位不同"),
            self.tr("裁判组合议后一致"),
            self.tr("有裁判看错评分标准"),
            self.tr("有裁判填错格"),
        )
        super().__init__(officials, check, reasons, current, parent)
        self.setObjectName("spread_dialog")
        marks = [
            self.tr("{judge}　{mark}").format(judge=seat_label(view.seats, seat), mark=cell_text(row, cell))
            for seat, cell in enumerate(row.cells)
            if cell.state is not CellState.EMPTY
        ]
        limits = self.tr("{name}：极差 {spread}，上限 {limit}。").format(
            name=row.name, spread=row.spread or "", limit=row.spread_limit or ""
        )
        again = self.tr("{code} 的 {aspect} 重新打分").format(code=view.code, aspect=row.id)
        if row.aspect_kind == "judged":
            title = self.tr("{code} 的 {aspect} 让裁判组重新打？").format(code=view.code, aspect=row.id)
            text = self.tr("{limits}等级评价超过极差不能维持，必须由裁判组重新打。原来的分都留在记录里。")
            self.ask_official(title, text.format(limits=limits), marks, (("again", again),))
            return
        title = self.tr("{code} 的 {aspect}：维持，还是重新打分？").format(code=view.code, aspect=row.id)
        text = self.tr("{limits}由裁判长决定。原来的分都留在记录里。").format(limits=limits)
        keep = self.tr("{code} 的 {aspect} 维持").format(code=view.code, aspect=row.id)
        self.ask_official(title, text, marks, (("keep", keep), ("again", again)))
