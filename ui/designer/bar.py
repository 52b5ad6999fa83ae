"""Above the page: the way back, order along sides, what lies on top, copies; each a sign with its words and key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.designer import geometry
from ui.designer.document import DesignDocument
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Line


@dataclass(frozen=True)
class _Tool:
    """A sign: its words, its key, how many must be selected, what it does."""

    key: str
    icon: str
    text: str
    needs: int
    run: Callable[[], object]


class ToolBar(QWidget):
    """The signs. They are off while too little is selected for them."""

    def __init__(self, document: DesignDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.tools: dict[str, Button] = {}
        self._needs: dict[str, int] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for group in self._groups():
            if self.tools:
                row.addSpacing(3)
                row.addWidget(Line(vertical=True))
                row.addSpacing(3)
            for tool in group:
                row.addWidget(self._button(tool))
        document.changed.connect(self.refresh)
        document.picked.connect(self.refresh)
        self.refresh()

    def _groups(self) -> tuple[tuple[_Tool, ...], ...]:
        document = self.document
        sides = {
            "left": ("align_left", self.tr("左边对齐")),
            "centre": ("align_center_vertical", self.tr("左右居中")),
            "right": ("align_right", self.tr("右边对齐")),
            "top": ("align_top", self.tr("上边对齐")),
            "middle": ("align_center_horizontal", self.tr("上下居中")),
            "bottom": ("align_bottom", self.tr("下边对齐")),
        }
        return (
            (
                _Tool("undo", "arrow_undo", self.tr("撤销 (Ctrl+Z)"), 0, document.undo),
                _Tool("redo", "arrow_redo", self.tr("重做 (Ctrl+Y)"), 0, document.redo),
            ),
            tuple(
                _Tool(how, icon, text, 1, lambda how=how: self._align(how))  # type: ignore[misc]
                for how, (icon, text) in sides.items()
            ),
            (
                _Tool("across", "align_space_evenly_horizontal", self.tr("左右等距"), 3, lambda: self._spread(True)),
                _Tool("down", "align_space_evenly_vertical", self.tr("上下等距"), 3, lambda: self._spread(False)),
            ),
            (
                _Tool("up", "position_forward", self.tr("往上一层 (Ctrl+])"), 1, lambda: document.restack(1)),
                _Tool("under", "position_backward", self.tr("往下一层 (Ctrl+[)"), 1, lambda: document.restack(-1)),
            ),
            (
                _Tool("copy", "copy", self.tr("再来一个 (Ctrl+D)"), 1, document.duplicate),
                _Tool("delete", "delete", self.tr("删去 (Delete)"), 1, document.remove),
            ),
        )

    def _button(self, tool: _Tool) -> Button:
        button = Button("", Look.QUIET, tool.icon)
        button.setObjectName(f"tool_{tool.key}")
        button.setAccessibleName(tool.text)
        button.setToolTip(tool.text)
        button.clicked.connect(lambda: tool.run())
        self.tools[tool.key], self._needs[tool.key] = button, tool.needs
        return button

    def _align(self, how: str) -> None:
        layout = self.document.layout
        self.document.settle()
        self.document.place(geometry.aligned(self.document.boxes(), how, layout.width, layout.height))

    def _spread(self, across: bool) -> None:
        self.document.settle()
        self.document.place(geometry.spread(self.document.boxes(), across))

    def refresh(self) -> None:
        """Switch the signs on that can do something."""
        count = len(self.document.selection)
        for key, button in self.tools.items():
            needs = self._needs[key]
            lack = self.tr("先选一个框。") if needs == 1 else self.tr("先选 {count} 个框。").format(count=needs)
            button.block(lack if count < needs else "")
        self.tools["undo"].block("" if self.document.can_undo else self.tr("没有可以撤销的。"))
        self.tools["redo"].block("" if self.document.can_redo else self.tr("没有可以重做的。"))
