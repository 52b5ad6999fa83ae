"""The window of the public screen. Everything is painted in large type, sized by the screen; F11 fills it, Esc leaves.

`painted` keeps every text of the last picture, so that a test can read what the hall reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from app.services.timetable import VENUE
from ui.display import pictures
from ui.display.shown import Show
from ui.theme import BODY, theme
from ui.widgets import drawing

if TYPE_CHECKING:
    from ui.display.stage import Stage

SIZE = (1024, 600)
_LINES = 30  # a line of small type is this part of the height


class DisplayWindow(QWidget):
    """Paints what is on the stage; `closed` when somebody put it away."""

    closed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the scanner keeps its field
        self.setObjectName("display")
        self.setWindowTitle(self.tr("大屏"))
        self.setMinimumSize(640, 360)
        self.resize(*SIZE)
        self.stage = stage
        self.painted: list[str] = []
        self._page = 0
        stage.changed.connect(self._changed)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.update)
        self._clock.start()
        self._turn = QTimer(self, interval=9000)
        self._turn.timeout.connect(self._next_page)
        self._turn.start()

    # on the screen

    def go_to(self, screen: QScreen | None = None) -> None:
        """Fill a screen; without one, a second screen when there is one, else stay a window on this one."""
        screens = QGuiApplication.screens()
        main = QGuiApplication.primaryScreen()
        wanted = screen or next((one for one in screens if one is not main), None)
        if wanted is not None and wanted is not main:
            self.setGeometry(wanted.geometry())
            self.showFullScreen()
        elif screen is not None:
            self.showFullScreen()
        else:
            self.showNormal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self._fill(not self.isFullScreen())
        elif event.key() == Qt.Key.Key_Escape:
            if self.isFullScreen():
                self._fill(False)
            else:
                self.close()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Right):
            self._next_page()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QEvent) -> None:  # type: ignore[override]
        self._fill(not self.isFullScreen())

    def _fill(self, full: bool) -> None:
        if full:
            self.showFullScreen()
        else:
            self.showNormal()
            self.resize(*SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _changed(self) -> None:
        self._page = 0
        self.update()

    def _next_page(self) -> None:
        self._page += 1
        self.update()

    @property
    def page(self) -> int:
        """Which part of a long list is shown."""
        return self._page

    # painting

    def px(self, lines: float) -> int:
        """A height in lines of small type: everything grows with the screen, and with the text size a little."""
        return max(10, round(self.height() / _LINES * lines))

    def font_of(self, lines: float, bold: bool = False) -> QFont:
        """The program's font, so many lines high."""
        font = theme().font(BODY, bold)
        font.setPixelSize(self.px(lines))
        return font

    def say(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        colour: QColor,
        lines: float = 1.0,
        bold: bool = False,
        align: Qt.AlignmentFlag = drawing.LEFT,
    ) -> int:
        """One line of text, made smaller where it does not fit, and noted; gives its width."""
        size = lines
        while size > 0.7 and QFontMetrics(self.font_of(size, bold)).horizontalAdvance(text) > rect.width():
            size *= 0.92
        font = self.font_of(size, bold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, align, shown)
        if text:
            self.painted.append(text)
        return metrics.horizontalAdvance(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted = []
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.surface)
        top = self._head(painter)
        room = QRect(self.px(1.2), top, self.width() - self.px(2.4), self.height() - top - self.px(0.8))
        stage = self.stage
        if stage.show is Show.CALL:
            pictures.paint_call(self, painter, room)
        elif stage.show is Show.DRAW:
            pictures.paint_draw(self, painter, room)
        elif stage.show is Show.RESULTS:
            pictures.paint_results(self, painter, room)
        else:
            pictures.paint_clock(self, painter, room)
        painter.end()
        self.setAccessibleName("　".join(self.painted[:40]))

    def _head(self, painter: QPainter) -> int:
        """The band of a demo, the contest's name and the clock; gives where the picture begins."""
        tokens = theme().tokens
        top = 0
        if self.stage.desk.is_demo:
            high = self.px(2.0)
            band = QRect(0, 0, self.width(), high)
            painter.fillRect(band, tokens.band)
            self._stripes(painter, high)
            text = self.tr("演示竞赛：人员和成绩都是虚构的")
            self.say(painter, band, text, tokens.band_text, 1.2, True, drawing.CENTRE)
            top = high
        bar = QRect(0, top, self.width(), self.px(3.0))
        painter.fillRect(bar, tokens.rail)
        clock = self.stage.desk.now().astimezone(VENUE).strftime("%H:%M:%S")
        side = QFontMetrics(self.font_of(1.8, True)).horizontalAdvance("00:00:00") + self.px(1.2)
        self.say(
            painter,
            bar.adjusted(self.px(1.2), 0, -side - self.px(1), 0),
            self.stage.contest_name,
            tokens.rail_text,
            1.5,
            True,
        )
        right = QRect(bar.right() - side, bar.top(), side, bar.height())
        if self.stage.show is not Show.CLOCK:
            self.say(painter, right, clock, tokens.rail_text, 1.8, True)
        return top + bar.height() + self.px(0.6)

    def _stripes(self, painter: QPainter, high: int) -> None:
        tokens = theme().tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.band_stripe)
        for left in (0, self.width() - high * 3):
            painter.setClipRect(QRect(left, 0, high * 3, high))
            for x in range(left - high, left + high * 4, high):
                corners = (
                    QPointF(x, high),
                    QPointF(x + high, 0),
                    QPointF(x + high * 1.4, 0),
                    QPointF(x + high * 0.4, high),
                )
                painter.drawPolygon(QPolygonF(list(corners)))
        painter.restore()
