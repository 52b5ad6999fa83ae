"""纸面合计 under the grid: the total written on the paper, typed by whoever wants it checked, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.services.sheet_view import PaperCheck
from ui import icons
from ui.grid.facts import translate, with_minus
from ui.theme import theme
from ui.widgets import drawing

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaperField(QLineEdit):
    """One number, no input method. Enter checks it (an empty field goes on), Esc empties it, the minus sign goes back.

    `entered` carries the text to check, `passed` says that there is nothing to check, `emptied` that it was given up.
    """

    entered = Signal(str)
    passed = Signal()
    emptied = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_total")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMaxLength(12)
        self._sign = QAction(self)
        self.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(lambda _: self.show_check(None))
        self.show_judge("")
        self.show_check(None)

    def show_judge(self, judge: str) -> None:
        """Whose paper it is: "" for the panel's one sheet."""
        name = translate("grid", "{judge} 纸面合计").format(judge=judge) if judge else translate("grid", "纸面合计")
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.updateGeometry()

    def show_check(self, check: PaperCheck | None) -> None:
        """A tick where the totals agree, a triangle where they do not; nothing before they were held together."""
        tokens = theme().tokens
        self._sign.setVisible(check is not None)
        colour = tokens.text
        if check is not None:
            good = check.same
            self._sign.setIcon(
                icons.icon(
                    "checkmark_circle" if good else "warning", tokens.ok if good else tokens.warn_mark, filled=True
                )
            )
            colour = tokens.text if good else tokens.error_text
        self.setToolTip(paper_words(check) if check is not None else "")
        self.setAccessibleDescription(self.toolTip())
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Text, colour)
        self.setPalette(colours)

    def sizeHint(self) -> QSize:
        """Wide enough for its name and the sign."""
        return QSize(drawing.text_width(self.placeholderText(), self.font()) + 44, theme().px(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            if self.text().strip():
                self.entered.emit(self.text())
            else:
                self.passed.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.show_check(None)
            self.emptied.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Minus):
            self.back.emit()
        else:
            super().keyPressEvent(event)


def paper_words(check: PaperCheck) -> str:
    """How the totals stand to each other, in a sentence; "" when they agree."""
    if check.same:
        return ""
    if not check.keyed:
        return translate("grid", "还差 {count} 格，录完再核对纸面合计").format(count=check.missing)
    return translate("grid", "纸面合计 {paper}，录入合计 {keyed}，差 {difference}").format(
        paper=check.paper, keyed=check.keyed, difference=with_minus(check.difference)
    )


def suspect_words(check: PaperCheck) -> str:
    """Which lines to look at first, "" when none would explain the difference."""
    parts = []
    for one in check.suspects:
        place = (
            one.aspect
            if one.seat < 0
            else translate("grid", "{aspect} 裁判{seat}").format(aspect=one.aspect, seat=one.seat + 1)
        )
        said = translate("grid", "{place} 可能是 {value}").format(place=place, value=one.meant)
        parts.append(said if one.meant else translate("grid", "{place} 纸面可能漏加").format(place=place))
    return translate("grid", "；").join(parts)
