"""Beside the page: what the selected elements are, where they stand and how they look, to the tenth of a millimetre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.documents.layout import Element, TextElement
from app.documents.typeset import Box
from ui.designer import editors, geometry
from ui.designer.document import DesignDocument
from ui.designer.words import FIELDS, SPILL, USES, Field, kind_word, word
from ui.theme import BODY, CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.choices import DecimalBox

_SIDES = ("x", "y", "w", "h")


class PropertiesPane(QScrollArea):
    """The pane. `picture_wanted` asks for another picture for an element."""

    picture_wanted = Signal(str)

    def __init__(self, document: DesignDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._shape: tuple[object, ...] = ()
        self.editors: dict[str, QWidget] = {}
        self.sides: dict[str, DecimalBox] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        document.changed.connect(self.refresh)
        document.picked.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected now; the editors stay while the same sort of thing is."""
        chosen = self.document.chosen()
        shape = (tuple(e.id for e in chosen) if len(chosen) == 1 else len(chosen), tuple(e.kind for e in chosen))
        if shape != self._shape:
            self._shape = shape
            self._build(chosen)
        self._show(chosen)

    # building

    def _build(self, chosen: Sequence[Element]) -> None:
        self.editors, self.sides = {}, {}
        inside = editors.Section()
        column = inside.column
        column.setContentsMargins(12, 10, 12, 12)
        if not chosen:
            self._add_page(column)
        else:
            if len(chosen) == 1:
                self._add_name(column, chosen[0])
            else:
                column.addWidget(Label(self.tr("选中 {count} 个").format(count=len(chosen)), CARD_HEADING, True))
            self._add_box(column, len(chosen) == 1)
            self._add_fields(column, chosen)
        column.addStretch(1)
        self.setWidget(inside)

    def _add_page(self, column: QVBoxLayout) -> None:
        column.addWidget(Label(self.tr("整个版式"), CARD_HEADING, True))
        name = editors.line(Field("name", self.tr("版式名称"), "text"), lambda text: self._page(name=text.strip()))
        title = editors.line(Field("title", self.tr("文件标题"), "text"), lambda text: self._page(title=text.strip()))
        column.addLayout(_row(self.tr("名称"), name))
        column.addLayout(_row(self.tr("标题"), title))
        self.editors |= {"name": name, "title": title}
        for key, label, low in (
            ("width", self.tr("纸宽"), 40.0),
            ("height", self.tr("纸高"), 40.0),
            ("clear", self.tr("留边"), 0.0),
        ):
            told = partial(self._page_number, key)
            box = editors.number(Field(key, label, "number", low, 1000.0, 1, "mm", step=1.0), told)
            column.addLayout(_row(label, box))
            self.editors[key] = box
        hint = self.tr("点一个框，或按 PgUp、PgDn 走到一个框，再改它。")
        column.addWidget(Label(hint, SECONDARY, ink=Ink.MUTED, wrap=True))

    def _add_name(self, column: QVBoxLayout, element: Element) -> None:
        column.addWidget(Label(kind_word(element.kind), CARD_HEADING, True))
        self.name = QLineEdit()
        self.name.setObjectName("element_name")
        self.name.setAccessibleName(self.tr("元素名称"))
        self.name.setMaxLength(40)
        self.name.editingFinished.connect(partial(self._rename, element.id))
        column.addLayout(_row(self.tr("名称"), self.name))

    def _add_box(self, column: QVBoxLayout, alone: bool) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        names = {"x": self.tr("左"), "y": self.tr("上"), "w": self.tr("宽"), "h": self.tr("高")}
        for place, side in enumerate(_SIDES if alone else _SIDES[:2]):
            box = DecimalBox(f"{names[side]} mm", 0.0, 1000.0, 1)
            box.setObjectName(f"side_{side}")
            box.setSingleStep(0.5)
            box.setMinimumWidth(theme().px(70))
            box.setKeyboardTracking(False)
            box.valueChanged.connect(partial(self._side, side))
            self.sides[side] = box
            grid.addWidget(Label(names[side], SECONDARY, ink=Ink.TEXT2), place // 2, place % 2 * 2)
            grid.addWidget(box, place // 2, place % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column.addLayout(grid)

    def _add_fields(self, column: QVBoxLayout, chosen: Sequence[Element]) -> None:
        use = Field("use", self.tr("何时印"), "choice", choices=USES)
        self._add(column, use)
        common = set.intersection(*({field.key for field in FIELDS[e.kind]} for e in chosen))
        for field in FIELDS[chosen[0].kind]:
            if field.key in common and (len(chosen) == 1 or field.editor not in ("words", "picture", "text")):
                self._add(column, field)
        if len(chosen) == 1 and isinstance(chosen[0], TextElement):
            self._add_spill(column)

    def _add(self, column: QVBoxLayout, field: Field) -> None:
        told = partial(self._set, field.key)
        editor: QWidget
        if field.editor == "words":
            text = editors.WordsEdit(word(field.label), told, self.document.settle)
            column.addWidget(Label(word(field.label), SECONDARY, ink=Ink.TEXT2))
            column.addWidget(text)
            column.addWidget(editors.VariableChoice(text, self.tr("插入变量…")))
            self.editors[field.key] = text
            return
        if field.editor == "tick":
            editor = editors.tick(field, told)
            column.addWidget(editor)
        elif field.editor == "picture":
            button = Button(self.tr("换图片…"), icon="image", small=True)
            button.clicked.connect(lambda: self.picture_wanted.emit(self.document.selection[-1]))
            editor = Label("", BODY, wrap=True)
            column.addLayout(_row(word(field.label), editor))
            column.addWidget(button)
        else:
            made = {"number": editors.number, "choice": editors.choice, "text": editors.line}
            make = made.get(field.editor)
            editor = make(field, told) if make else editors.ColourEdit(word(field.label), field.empty, told)
            column.addLayout(_row(word(field.label), editor))
        editor.setObjectName(f"field_{field.key}")
        self.editors[field.key] = editor

    def _add_spill(self, column: QVBoxLayout) -> None:
        hint = self.tr("缩到最小还放不下时，往外多占（mm）")
        column.addWidget(Label(hint, SECONDARY, ink=Ink.TEXT2, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for place, (side, name) in enumerate(SPILL):
            label = self.tr("{side}边多占 mm").format(side=word(name))
            box = editors.number(Field(side, label, "number", 0, 200, 1, step=0.5), partial(self._spill, place))
            box.setMinimumWidth(theme().px(70))
            self.editors[f"spill_{side}"] = box
            grid.addWidget(Label(word(name), SECONDARY, ink=Ink.TEXT2), place // 2, place % 2 * 2)
            grid.addWidget(box, place // 2, place % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column.addLayout(grid)

    # showing

    def _show(self, chosen: Sequence[Element]) -> None:
        if not chosen:
            for key, editor in self.editors.items():
                editors.show(editor, getattr(self.document.layout, key))
            return
        if len(chosen) == 1 and not self.name.hasFocus():
            self.name.setText(chosen[0].id)
        whole = geometry.around(e.box for e in chosen)
        for side, box in self.sides.items():
            editors.show(box, getattr(whole, side))
        first = chosen[0]
        for key, editor in self.editors.items():
            if key.startswith("spill_"):
                place = [side for side, _ in SPILL].index(key.removeprefix("spill_"))
                editors.show(editor, first.spill[place] if isinstance(first, TextElement) else 0.0)
            elif isinstance(editor, Label):
                editor.setText(str(getattr(first, key)))
            else:
                editors.show(editor, getattr(first, key))

    # changing

    def _page(self, **values: Any) -> None:
        if any(getattr(self.document.layout, key) != value for key, value in values.items()):
            self.document.settle()
            self.document.set_page(**values)

    def _page_number(self, key: str, value: float) -> None:
        self._page(**{key: value})

    def _rename(self, key: str) -> None:
        if not self.document.rename(key, self.name.text()):
            self.name.setText(key)  # empty or taken: the old name stays

    def _side(self, side: str, value: float) -> None:
        document = self.document
        layout, boxes = document.layout, document.boxes()
        whole = geometry.around(boxes.values())
        if side in ("x", "y"):
            by = value - getattr(whole, side)
            way = (by, 0.0) if side == "x" else (0.0, by)
            document.place(geometry.moved(boxes, *way, layout.width, layout.height), f"side_{side}")
        else:
            key, box = next(iter(boxes.items()))
            room = layout.width - box.x if side == "w" else layout.height - box.y
            least = 0.0 if document.element(key).kind == "line" else geometry.LEAST
            size = geometry.tenth(max(least, min(value, room)))
            document.place({key: Box(box.x, box.y, *((size, box.h) if side == "w" else (box.w, size)))}, f"side_{side}")
        self.refresh()  # the page may have taken less

    def _set(self, key: str, value: Any) -> None:
        wanted = [e.id for e in self.document.chosen() if key in {field.name for field in fields(e)}]
        if any(getattr(self.document.element(one), key) != value for one in wanted):
            self.document.set_field(wanted, key, value, f"{key}:{','.join(wanted)}")

    def _spill(self, place: int, value: float) -> None:
        element = self.document.chosen()[0]
        if isinstance(element, TextElement):
            spill = [*element.spill]
            spill[place] = value
            self._set("spill", tuple(spill))

    def edit(self) -> None:
        """Go to the first thing one would change."""
        target = self.editors.get("text") or next(iter(self.sides.values()), None)
        if target is not None:
            target.setFocus()


def _row(caption: str, editor: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    label = Label(caption, SECONDARY, ink=Ink.TEXT2)
    label.setMinimumWidth(theme().px(56))
    row.addWidget(label)
    row.addWidget(editor, 1)
    return row
