"""带我打出第一张证书: eight steps through the demo, each pointing at a real control, none standing in the way.

Rules:
1. A step is over when what it asks for is so (`Step.done`, read from the desk and its board), however it came about;
   [下一步] leaves it undone and goes on. A contest opened anew begins at the first step again.
2. A step points at the control it is done with, or, from another page, at the rail's item that leads there.
3. Frame and bubble take no key and no click meant for the page: the frame lets everything through, the bubble has the
   keyboard only when Tab or a click leads there. Alt+N goes on, and an Esc that nobody else wants ends the tour.
4. What points at nothing, the last word, stands where it covers the fewest controls of the page in front.
5. While a dialog, a list of keys or no contest is in front, nothing of the tour is to be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.services.board_view import STAGES, StageCell, State
from ui.desk import Desk
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label

if TYPE_CHECKING:
    from ui.main_window import MainWindow

TRADE = "6-31-01-03"  # electricians: marked, rechecked, and without a tie that would have to be ruled on
EVENING = "17:00"
LOOK_MS = 150  # controls come and go when answers arrive and pages scroll; nothing tells of all of it
_WIDTH = 330  # px of the bubble at 100 %
_GAP = 12
_STEP = 20  # px from one place looked at to the next
_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


@dataclass(frozen=True)
class Step:
    """One step: what is said, the page it is done on ("" any), the control (an object name), when it is over."""

    key: str
    title: str
    text: str
    page: str
    control: str
    done: Callable[[Desk, str], bool]  # desk, page in front


def _cell(desk: Desk, stage: str) -> StageCell:
    row = next((row for row in desk.trades() if row.trade == TRADE), None)
    return row.cells[STAGES.index(stage)] if row is not None else StageCell()


def _jumped(desk: Desk, _page: str) -> bool:
    contest = desk.contest
    return contest is not None and contest.moment == EVENING and desk.person is not None


def _locked(desk: Desk, _page: str) -> bool:
    return _cell(desk, "practical").state is State.LOCKED


def _decoded(desk: Desk, _page: str) -> bool:
    return _cell(desk, "recheck").state is State.LOCKED


def _confirmed(desk: Desk, _page: str) -> bool:
    return _cell(desk, "ranking").state is State.DONE


def _printed(desk: Desk, _page: str) -> bool:
    return _cell(desk, "certificates").done > 0


STEPS = (
    Step(
        "jump",
        QT_TRANSLATE_NOOP("Tour", "跳到下午五点"),
        QT_TRANSLATE_NOOP("Tour", "按“跳到…”，选 17:00：分数都录完、复核完了，等签字。PIN 已填好，按 Enter 登录。"),
        "",
        "demo_jump",
        _jumped,
    ),
    Step(
        "recheck",
        QT_TRANSLATE_NOOP("Tour", "打开“复核”"),
        QT_TRANSLATE_NOOP("Tour", "左边从上到下就是一天的顺序。点“复核”，或按 Ctrl+6。"),
        "recheck",
        "lock",
        lambda _desk, page: page == "recheck",
    ),
    Step(
        "trade",
        QT_TRANSLATE_NOOP("Tour", "选电工"),
        QT_TRANSLATE_NOOP("Tour", "各工种各走各的。在这里换成电工：它没有并列要裁定，最快。"),
        "recheck",
        "trade_chooser",
        lambda desk, _page: desk.trade == TRADE,
    ),
    Step(
        "lock",
        QT_TRANSLATE_NOOP("Tour", "锁定成绩"),
        QT_TRANSLATE_NOOP("Tour", "按 F12。裁判长和监督各输一次 PIN，演示里已填好。从此谁也改不了分。"),
        "recheck",
        "lock",
        _locked,
    ),
    Step(
        "decode",
        QT_TRANSLATE_NOOP("Tour", "解密"),
        QT_TRANSLATE_NOOP("Tour", "密号和姓名到这一步才对上，名次随即排出。还是这两个人，只有一次。"),
        "recheck",
        "decode",
        _decoded,
    ),
    Step(
        "confirm",
        QT_TRANSLATE_NOOP("Tour", "确认名次与奖项"),
        QT_TRANSLATE_NOOP("Tour", "在“排名”（Ctrl+7）看一眼名单，再按这里。每个分数怎么来的，右边都能展开。"),
        "ranking",
        "results_go",
        _confirmed,
    ),
    Step(
        "certificates",
        QT_TRANSLATE_NOOP("Tour", "打开“证书”"),
        QT_TRANSLATE_NOOP("Tour", "点“证书”，或按 Ctrl+8。看到的就是要打的那一页，长度单位是毫米。"),
        "certificates",
        "export_batch",
        lambda _desk, page: page == "certificates",
    ),
    Step(
        "print",
        QT_TRANSLATE_NOOP("Tour", "打出证书"),
        QT_TRANSLATE_NOOP("Tour", "按“导出 PDF”，选“合成一份”，存到桌面。有打印机时用下面的打印，正式比赛先试打一张。"),
        "certificates",
        "export_batch",
        _printed,
    ),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tour", text)


class Frame(QWidget):
    """A frame around a control; keys and clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour_frame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        drawing.box(painter, self.rect().adjusted(1, 1, -1, -1), None, tokens.surface, 5.0, 8.0)  # stands out anywhere
        drawing.box(painter, self.rect().adjusted(1, 1, -1, -1), None, tokens.primary, 3.0, 8.0)
        painter.end()


class Bubble(QWidget):
    """What to do, which step of how many, and the two ways on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour_bubble")
        self.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        self.title = Label("", BODY + 1, True, wrap=True)
        self.count = Label("", SECONDARY, ink=Ink.TEXT2)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        self.text = Label("", BODY, wrap=True)
        column.addWidget(self.text)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.end = Button("", small=True)
        self.end.setObjectName("tour_end")
        self.next = Button("", Look.PRIMARY, key="Alt+N", small=True)
        self.next.setObjectName("tour_next")
        for button in (self.end, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot.addStretch(1)
        foot.addWidget(self.end)
        foot.addWidget(self.next)
        column.addLayout(foot)

    def say(self, number: int, title: str, text: str) -> None:
        """Show a step; `number` beyond the last one: it is all done."""
        done = number > len(STEPS)
        self.title.setText(title)
        self.text.setText(text)
        self.count.setText("" if done else self.tr("第 {number} / {count} 步").format(number=number, count=len(STEPS)))
        self.end.say(self.tr("结束"))
        self.end.setVisible(not done)
        self.next.say(self.tr("完成") if done else self.tr("下一步"))
        self.setAccessibleName("　".join(filter(None, (self.count.text(), title, text))))
        width = theme().px(_WIDTH)
        self.setFixedWidth(width)
        column = self.layout()
        self.setFixedHeight(column.heightForWidth(width) if column is not None else self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        drawing.box(painter, self.rect(), tokens.surface, tokens.primary, 2.0, drawing.CARD_RADIUS)
        painter.end()


class Tour(QObject):
    """Walks through `STEPS` beside the one main window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self.step = 0  # index in STEPS; their number: all done
        self.running = False
        self.frame = Frame(window)
        self.bubble = Bubble(window)
        self.bubble.next.clicked.connect(self.go_on)
        self.bubble.end.clicked.connect(self.end)
        self._contest: object = None
        self._shown = ("", 0, "")
        self._spot: tuple[object, QPoint] | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        window.leave_wanted.connect(self.end)

    def begin(self) -> None:
        """From the first step that is not done."""
        self.step, self.running = 0, True
        self._contest = self._desk.contest
        self._window.installEventFilter(self)
        self._timer.start()
        self.look()

    def go_on(self) -> None:
        """The next step, done or not; after the last one, the end."""
        if self.step >= len(STEPS):
            self.end()
            return
        self.step += 1
        self.look()

    def end(self) -> None:
        """Take everything away."""
        self.running = False
        self._timer.stop()
        self._window.removeEventFilter(self)
        self._hide()

    def look(self) -> None:
        """Go past what is done, and stand where the control is now."""
        if self._desk.contest is not None and self._desk.contest is not self._contest:
            self._contest, self.step = self._desk.contest, 0
        while self.step < len(STEPS) and STEPS[self.step].done(self._desk, self._window.current):
            self.step += 1
        if self._covered():
            self._hide()
            return
        if self.step >= len(STEPS):
            title = self.tr("第一张证书打出来了")
            text = self.tr("演示随时能重来，真的竞赛一步不差。要再看一遍：Ctrl+K 输入“带我”。")
            self._show(None, title, text)
            return
        step = STEPS[self.step]
        self._show(self.control(), _tr(step.title), _tr(step.text))

    def control(self) -> QWidget | None:
        """What the step in hand points at; None while it is not to be seen."""
        shell = self._window.shell
        if shell is None or self.step >= len(STEPS):
            return None
        step = STEPS[self.step]
        if step.page and step.page != self._window.current:
            return shell.rail.items[step.page]
        found = shell.findChild(QWidget, step.control)
        return found if found is not None and found.isVisible() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An Esc that reached the window was wanted by nobody before."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.bubble.isVisible()
        if pressed and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.end()
            return True
        return super().eventFilter(watched, event)

    # steps

    def _covered(self) -> bool:
        if self._window.shell is None or QApplication.activeModalWidget() is not None:
            return True
        over = (self._window.findChild(QWidget, name) for name in ("key_overlay", "lock_cover"))
        return any(one is not None and one.isVisible() for one in over)

    def _hide(self) -> None:
        self.frame.hide()
        if self.bubble.isAncestorOf(self._window.focusWidget()):
            page = self._window.page()
            if page is not None:
                page.setFocus()
        self.bubble.hide()
        self._shown = ("", 0, "")

    def _show(self, control: QWidget | None, title: str, text: str) -> None:
        now = (title, theme().scale, text)
        if now != self._shown:
            self._shown = now
            self.bubble.say(self.step + 1, title, text)
            self.frame.raise_()
            self.bubble.raise_()
        area = self._window.rect()
        target = QRect()
        free = self._free_spot() if control is None else None
        if control is not None:
            target = QRect(control.mapTo(self._window, QPoint(0, 0)), control.size()).adjusted(-4, -4, 4, 4)
            self.frame.setGeometry(target & area)
        self.frame.setVisible(control is not None)
        self.bubble.move(place(area, target, self.bubble.size()) if free is None else free)
        self.bubble.setVisible(True)

    def _free_spot(self) -> QPoint | None:
        """Where the bubble hides no control of the page; looked for anew when page, window or bubble changed."""
        page, shell = self._window.page(), self._window.shell
        if page is None or shell is None:
            return None
        key = (page, self._window.size(), self.bubble.size())
        if self._spot is None or self._spot[0] != key:
            room = _rect_in(self._window, shell.stack)
            parts = [one for kind in _CONTROLS for one in page.findChildren(kind) if one.isVisible()]
            self._spot = key, quietest(room, [_rect_in(self._window, one) for one in parts], self.bubble.size())
        return self._spot[1]


def _rect_in(window: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def quietest(room: QRect, controls: Sequence[QRect], size: QSize) -> QPoint:
    """Where in a room a bubble of a size covers the fewest controls; of several such places the lowest, rightmost."""
    right, foot = room.right() - size.width() - 8, room.bottom() - size.height() - 8
    across = range(max(right, room.left()), room.left() - 1, -_STEP)
    up = range(max(foot, room.top()), room.top() - 1, -_STEP)
    spots = [QPoint(x, y) for y in up for x in across]
    return min(spots, key=lambda spot: sum(QRect(spot, size).intersects(one) for one in controls))


def place(area: QRect, target: QRect, size: QSize) -> QPoint:
    """Where a bubble of a size stands: beside its target and inside the area; at the foot when there is no target."""
    if target.isEmpty():
        return QPoint(area.right() - size.width() - 24, area.bottom() - size.height() - 48)
    x = max(area.left() + 8, min(target.left(), area.right() - size.width() - 8))
    y = max(area.top() + 8, min(target.top(), area.bottom() - size.height() - 8))
    beside = (
        QPoint(x, target.bottom() + _GAP),
        QPoint(x, target.top() - _GAP - size.height()),
        QPoint(target.right() + _GAP, y),
        QPoint(target.left() - _GAP - size.width(), y),
    )
    fitting = (point for point in beside if area.contains(QRect(point, size)))
    return next(fitting, QPoint(x, area.bottom() - size.height() - 8))
